"""Products without a name: the nouns of which a clause says that they are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pressefakten.facts.clauses import is_verb
from pressefakten.facts.eventwords import event_words
from pressefakten.facts.kinds import STEM, takes_up
from pressefakten.facts.matching import (
    LINKS,
    PLACES,
    Filler,
    Match,
    Scope,
    can_act,
    closes_from_on,
    is_opened_by,
    nearest_fillers,
    refilled,
)
from pressefakten.facts.naming import name_behind
from pressefakten.facts.page import Item, is_adjective, is_model
from pressefakten.facts.rules import SlotRule
from pressefakten.facts.verbs import auxiliaries
from pressefakten.normalize import lexicon
from pressefakten.normalize.nouns import is_noun, plural, singular


def left_out(match: Match) -> Iterator[Match]:
    """`Die Rahmen entstehen in Linz, die Motoren in Graz`: what else is made where, the verb left out; it is not what the verb itself has."""
    slots, items = match.rule.slot, match.items
    if set(slots) & {"product", "site"} != {"product", "site"} or not match.found.get("site") or "date" in slots:
        return
    for k in range(match.hit.start, len(items) - 4):
        if items[k].text != "," or items[k + 1].low not in ("die", "der", "das"):
            continue
        at = k + 2
        while at < len(items) - 2 and is_adjective(items[at]):
            at += 1
        told, behind = items[at], items[at + 3 : at + 4]
        ends = not behind or (behind[0].text in ".,;" or behind[0].low == "und")
        site = nearest_fillers(match, slots["site"], [at + 2]) if items[at + 1].low in ("in", "im") and ends else []
        thing = told.ent is None and told.text[0].isupper() and not _unfit(told) and _is_like(told.text, match)
        product = [_thing_at(match, at, known=True)] if thing else nearest_fillers(match, slots["product"], [at])
        if site and product and site[0].span not in {filler.span for filler in match.found["site"]}:
            if any(filler.span and filler.span[0] > items[k].start for filler in match.found["product"]):
                match.found["product"] = nearest_fillers(match, slots["product"], [i for i in match.inside() if i < k])
            yield refilled(match, {name: [] for name in match.found} | {"product": product, "site": site})


def _thing(match: Match, slot: SlotRule) -> list[Filler]:
    """A product without a name: the nouns behind `Fertigung von`, `Produktion der`, `Linie für`, in front of `, deren Fertigung`."""
    inside = match.inside()
    opening = [match.items[i].low for i in inside[:3]]
    if match.clause in match.clauses.relative and {"deren", "dessen"} & set(opening[:2]):
        hung = match.items[inside[0] - 1] if inside[0] else None
        if hung is not None and hung.ent is None and hung.text[0].isupper() and event_words("made").fit(opening[-1]):
            return [Filler({"brand": None, "model": hung.text}, (hung.start, hung.end), None, 1.5)]
    if match.clause and match.items[inside[0]].low in ("und", "sowie"):  # `wird zurückgefahren und in … gebündelt`
        inside = [*match.inside(match.clause - 1), *inside]
    for i in inside:
        word, linked = match.items[i], match.items[i + 1].low if i + 1 < len(match.items) else ""
        made = word.ent is None and event_words("made").fit(word.low)
        if not made or linked not in ("von", "der", "des", "für", "einer", "eines"):
            continue
        if i and match.items[i - 1].low in ("zur", "zum"):
            continue  # `eine Anlage zur Herstellung von Silanen`: what it is for
        k = i + 2
        while k < len(match.items) and is_adjective(match.items[k]):
            k += 1
        noun = match.items[k] if k < len(match.items) else None
        if noun is not None and event_words("classed").fit(noun.low) and (named := name_behind(match, k)):
            return [Filler({"brand": None, "model": named.value}, named.span, None, 1.5)]
        if (
            noun is None
            or noun.ent is not None
            or not noun.text[0].isupper()
            or noun.low in event_words("anaphor", "MODEL")
            or (k + 1 < len(match.items) and match.items[k + 1].text[0].isupper() and match.items[k + 1].ent is None)
        ):
            return []  # `die Fertigung des Lindner Lintrac` has a name that nobody knows
        nouns = [k, *_also(match.items, k)]
        if len(nouns) > 1:
            return [_together(match, nouns, dative=linked == "von")]
        name = (
            noun.text.removesuffix("s")
            if linked in ("des", "eines")
            else plural(noun.text)
            if linked == "von"
            else noun.text
        )
        return [Filler({"brand": None, "model": name}, (noun.start, noun.end), None, 1.5)]
    return []


def _compound(match: Match, slot: SlotRule) -> list[Filler]:
    """A product without a name as the first part of a word: `die Kochfeldfertigung endet`, `die Caprolactam-Produktion`."""
    for i in match.inside():
        word = match.items[i]
        if word.ent is not None or not word.text[0].isupper() or not event_words("made").fit(word.low):
            continue
        ending = next((form for form in event_words("made", "endings") if word.low.endswith(form)), "")
        first = word.text[: len(word.text) - len(ending)]
        part = first.removesuffix("-")
        if not ending or len(part) < STEM or event_words("made", "kinds").fit(part.lower()):
            continue
        bare = next((one for one in (part, part.removesuffix("s"), part.removesuffix("n")) if is_noun(one)), "")
        if bare or first != part or lexicon.known(part.lower()):
            start = word.start
            return [Filler({"brand": None, "model": singular(bare or part)}, (start, start + len(part)), None, 1.5)]
    return []


def _goods(match: Match, slot: SlotRule) -> list[Filler]:
    """Products without a name: the nouns that a clause says are made: `in dem Miele Kochfelder herstellt`, `die ersten Zellen laufen vom Band`."""
    items, inside = match.items, match.inside()
    if any(is_model(items[i]) for i in inside) or any(items[i].low == "wer" for i in inside):
        return []  # `Wer ein Bad baut`: nobody makes it here
    if hung := _hung_goods(match):
        return hung
    low = {items[i].low for i in inside}
    passive = bool(low & auxiliaries("passive"))
    acts = any(can_act(items[i]) for i in inside)
    several = bool(low & set(event_words("goods", "leave"))) or ("werden" in low and not low & auxiliaries("modal"))
    for i in inside:
        word = items[i]
        if word.ent is not None or not word.text[0].isupper() or not word.text.replace("-", "").isalpha():
            continue
        if _unfit(word) or _ordinal(word) or _is_attached(items, i):
            continue
        if takes_up(match.page, word) and is_opened_by(items, i, event_words("anaphor", "definite")):
            continue  # a product with a name
        one, first = singular(word.text), i
        while first > 0 and _is_attribute(items[first - 1]):
            first -= 1
        front = items[first - 1] if first else None
        if front is None:
            bare = i == 0 and one != word.text and acts and is_noun(word.text)
            bare = bare or (i > 0 and _ordinal(items[0]))
        elif front.low in ("die", "der", "das", "den") and front.ent is None:
            many = passive or acts or several if one != word.text else several and _agrees(items, first - 1, i)
            bare = many and front.low == "die" and _free_article(items, first - 1)
            bare = bare or _is_first(items, first, i)
        else:
            counted = front.ent is not None and front.ent.label in ("NUMBER", "QUANTITY")
            beside = first == i and (front.ent is None or front.ent.label in PLACES)
            named = (
                beside and front.ent is None and front.text[0].isupper() and not _unfit(front)
            )  # `das Büro Nussmüller`
            coined = beside and front.ent is not None and not lexicon.known(word.low)  # `in Chicago Heights`
            governed = front.low in event_words("goods", "governed") and not closes_from_on(items, first - 1)
            bare = not (governed or counted or named or coined)
            bare = bare and front.text not in (".", ":", "–", "-")
            bare = bare and (
                one != word.text or _is_free(items, i, passive=passive or several) or _is_first(items, first, i)
            )
        if bare:
            known = _is_definite(front) or not low.isdisjoint(auxiliaries("passive"))
            return [_thing_at(match, k, known=known) for k in (i, *_also(items, i))]
    return [] if passive or not acts else _taken_up(match)


def _fronted(match: Match, slot: SlotRule) -> list[Filler]:
    """The one product without a name that opens its clause and is made: `Die Wärmepumpe wird in … gefertigt`, `Den Lader fertigt Kubota`."""
    items, inside = match.items, match.inside()
    k = inside[0] + (items[inside[0]].text in ",;:–—")
    if _is_bare_subject(match, k):
        return [_thing_at(match, k, known=True)]
    bare = _is_capitalized(items[k]) and items[k].low not in ARTICLES and is_noun(items[k].text)
    opens, at = ("", k) if bare else (items[k].low, k + 1)  # `Waschmaschinen baut Miele im Werk Ksawerów`
    while at < inside[-1] and is_adjective(items[at]):
        at += 1
    if not (bare or opens in ARTICLES) or at >= inside[-1] or any(is_model(items[i]) for i in inside):
        return []
    word, verb = items[at], _behind_attribute(items, at + 1, inside[-1])
    behind = items[verb]
    noun = _is_capitalized(word)
    passive = not bare and opens != "den" and behind.low in auxiliaries("passive")
    many = singular(word.text) != word.text or (word.text[-1:] == "e" and is_noun(word.text[:-1]))
    several = opens in ("die", "alle", "") and many and behind.low.endswith(("t", "te"))
    made_by = not bare or any(can_act(items[i]) for i in inside if i > verb)
    object_ = (opens == "den" or (several and made_by)) and verb in (match.hit.start, match.hit.end - 1)
    if (
        not noun
        or not (passive or object_)
        or ((_is_loose(match) or word.low.endswith("ung")) and not _at_plant(match))
        or _is_attached(items, at)
        or _unfit(word)
        or event_words("itself").fit(word.low)
        or takes_up(match.page, word)
    ):
        return []
    return [_thing_at(match, at, known=True)]


def _is_capitalized(item: Item) -> bool:
    """Whether an item outside of names is a word with a capital, hyphens allowed: a noun, or what opens a sentence."""
    return item.ent is None and item.text[0].isupper() and item.text.replace("-", "").isalpha()


ARTICLES = frozenset(("der", "die", "das", "den", "alle"))


def _behind_attribute(items: Sequence[Item], at: int, last: int) -> int:
    """Position of the verb that stands there or behind what the noun is of or for: `Die Turbinen für die Geräte | werden`."""
    if items[at].low not in ("für", "aus", "von", "mit"):
        return at
    verbs = (
        k
        for k in range(at + 1, min(last, at + FAR_VERB))
        if items[k].low in auxiliaries("passive") or is_verb(items, k)
    )
    return next(verbs, at)


FAR_VERB = 5
"""Words of an attribute between a noun and its verb."""


def _is_bare_subject(match: Match, at: int) -> bool:
    """`Wagenkästen werden in Bautzen geschweißt`: a plural without an article right in front of the passive, of a verb said of things alone."""
    items = match.items
    word, behind = items[at], items[at + 1] if at + 1 < len(items) else None
    plural_ = behind is not None and behind.low in ("werden", "wurden")
    noun = _is_capitalized(word)
    free = not at or items[at - 1].text in ".,;:–—"
    plant = any(ent.label == "SITE" for ent in match.sentence.ents)
    if not plant and any(event_words("goods", "puts_up").fit(items[i].low) for i in match.inside()):
        return False  # `Windräder wurden in Zurndorf montiert`
    return plural_ and noun and free and singular(word.text) != word.text and not _unfit(word) and not _is_loose(match)


def _is_like(noun: str, match: Match) -> bool:
    """Whether a noun may be another product: a plural, or one that ends as the product that the verb has; `die Leitung` is none."""
    names = (str((filler.value or {}).get("model") or "").lower() for filler in match.found["product"])
    return singular(noun) != noun or any(name[-STEM:] == noun.lower()[-STEM:] for name in names)


def _at_plant(match: Match) -> bool:
    """Whether the clause names a plant."""
    return any((ent := match.items[i].ent) is not None and ent.label == "SITE" for i in match.inside())


def _is_loose(match: Match) -> bool:
    """`Das Hörbuch wird in Wien produziert`: whether the verb is said of what is no product, too."""
    own = match.items[match.hit.start : match.hit.end]
    return any(event_words("goods", "loose").fit(item.low) for item in own)


def _hung_goods(match: Match) -> list[Filler]:
    """`elektrische Maschinen, die seit 2018 in Győr gefertigt werden`: the noun without a name that a passive clause hangs on."""
    items, inside = match.items, match.inside()
    words_ = [items[i].low for i in inside if items[i].text != ","]
    if match.clause not in match.clauses.relative or words_[:1] not in (["die"], ["der"], ["das"]):
        return []
    passive = not auxiliaries("passive").isdisjoint(words_[-2:])
    at = inside[0] - 1
    word = items[at] if at > 0 else None
    if not passive or word is None or word.ent is not None or not word.text[0].isupper() or _unfit(word):
        return []
    front = items[at - 1]
    counted = front.ent is not None and front.ent.label in ("NUMBER", "QUANTITY")
    return [] if counted or not is_noun(word.text) else [_thing_at(match, at)]


def _taken_up(match: Match) -> list[Filler]:
    """`400.000 Kühlplatten können gefertigt werden, bisher baut der Konzern sie in …`: the plural that `sie` takes up in the clauses before."""
    items, inside = match.items, match.inside()
    if not any(items[i].low == "sie" and i > inside[0] for i in inside):
        return []
    for i in range(inside[0] - 1, 0, -1):
        word, before = items[i], items[i - 1]
        if word.ent is None and word.text[0].isupper() and word.text.isalpha() and not _unfit(word):
            governed = before.low in event_words("goods", "governed") and before.low not in ("die", "und")
            return [] if governed or singular(word.text) == word.text else [_thing_at(match, i)]
    return []


def _is_attribute(item: Item) -> bool:
    """`die dort gefertigten Module`: an adjective in front of a noun, or the adverb that goes with it."""
    helps = item.low in event_words("clause", "helpers")
    adjective = is_adjective(item) and not helps and item.low not in event_words("goods", "governed")
    return adjective or item.low in ("dort", "hier", "bisher", "bislang", "zuletzt", "künftig", "derzeit")


def _agrees(items: Sequence[Item], first: int, last: int) -> bool:
    """Whether a verb in the plural stands right beside a phrase: `Die Kotflügel werden …`, `kommen die Frontlader …`."""
    beside = [items[k].low for k in (first - 1, last + 1) if 0 <= k < len(items)]
    return any(word == "werden" or word in event_words("goods", "leave") for word in beside)


def _is_attached(items: Sequence[Item], at: int) -> bool:
    """`Luzerner Busse`, `Fahrzeug-Teile`: a word that only belongs to the noun behind it."""
    behind = items[at + 1] if at + 1 < len(items) else None
    if behind is None or behind.ent is not None:
        return False
    return behind.text == "-" or (items[at].low.endswith("er") and behind.text[0].isupper())


def _is_definite(front: Item | None) -> bool:
    return front is not None and front.ent is None and front.low == "die"


def _unfit(word: Item) -> bool:
    """Whether a noun is no product: people, times, places to work, `Fahrzeuge` that mean what was named."""
    if word.low in event_words("no_topic") or event_words("goods", "unless").fit(word.low):
        return True
    return event_words("anaphor", "MODEL").fit(word.low) or event_words("made").fit(word.low)


def _free_article(items: Sequence[Item], at: int) -> bool:
    """Whether an article opens a subject or object, no genitive and nothing that a preposition governs."""
    front = items[at - 1] if at else None
    if front is None or front.ent is not None:
        return True
    return (
        not front.text[0].isupper()
        and front.low not in event_words("oblique")
        and front.low not in ("mit", "von", "durch")
    )


def _ordinal(item: Item) -> bool:
    return item.low in ("erste", "ersten", "erster", "erstes", "letzte", "letzten", "letzter", "letztes")


def _is_first(items: Sequence[Item], first: int, at: int) -> bool:
    """`die erste Kühlplatte`, `letzter Ölfilter`: the first or last one of something."""
    ordinal = any(map(_ordinal, items[first:at]))
    return ordinal and _free_article(
        items, first - 1 if first and items[first - 1].low in ("der", "die", "das") else first
    )


def _thing_at(match: Match, at: int, *, known: bool = False) -> Filler:
    """A thing without a name; one that is `known` keeps its form: `die Wagenkästen`."""
    word = match.items[at]
    name = word.text if known else singular(word.text)
    return Filler({"brand": None, "model": name}, (word.start, word.end), None, 1.5)


def _together(match: Match, nouns: Sequence[int], *, dative: bool = False) -> Filler:
    """Several things without a name are one product: `Spritzen und Karpulen`."""
    names = [plural(match.items[k].text) if dative else match.items[k].text for k in nouns]
    name = " und ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    return Filler({"brand": None, "model": name}, (match.items[nouns[0]].start, match.items[nouns[-1]].end), None, 1.5)


def _is_free(items: Sequence[Item], at: int, *, passive: bool) -> bool:
    """`wird Penicillin hergestellt`, `fertigt seit 2021 Sensoren`: a bare noun right behind the verb, who acts, a place or a date."""
    before, behind = items[at - 1], items[at + 1] if at + 1 < len(items) else None
    placed = before.ent is not None and before.ent.label in (*PLACES, "DATE", "ORG", "BRAND")
    leaves = before.low in event_words("goods", "leave")
    if not placed and not (passive and (leaves or before.low in auxiliaries("passive"))):
        return False
    ends = behind is None or behind.text in ".," or behind.low in ("und", "sowie") or is_verb(items, at + 1)
    ends = ends or (leaves and behind is not None and behind.low in ("aus", "für", "mit"))
    return ends or (passive and behind is not None and behind.text[0].isalpha() and behind.low not in LINKS)


def _also(items: Sequence[Item], at: int) -> list[int]:
    """`Rasenmäher, Häcksler und Scheren`: the bare nouns that are coordinated with one."""
    found: list[int] = []
    k = at + 1
    while k + 1 < len(items) and (items[k].text == "," or items[k].low in ("und", "sowie")):
        closes, k = items[k].text != ",", k + 1
        while k < len(items) and is_adjective(items[k]):
            k += 1
        if k == len(items) or items[k].ent is not None or not items[k].text[0].isupper() or not items[k].text.isalpha():
            return []
        found.append(k)
        if closes:
            return found
        k += 1
    return []


def _made_thing(match: Match, slot: SlotRule) -> list[Filler]:
    """A product without a name: the subject right behind the phrase: `Gefertigt wird die Einheitszelle`."""
    k = match.hit.end
    while k < len(match.items) and is_adjective(match.items[k]):
        k += 1
    noun = match.items[k] if k < len(match.items) else None
    behind = match.items[k + 1] if k + 1 < len(match.items) else None
    if noun is None or noun.ent is not None or not noun.text[0].isupper() or not noun.text.isalpha():
        return []
    if noun.text in event_words("anaphor", "nouns") or (behind is not None and behind.text[0].isupper()):
        return []
    unfit = event_words("goods", "unless").fit(noun.low) or takes_up(match.page, noun)
    unfit = unfit or (_is_loose(match) and not _at_plant(match))
    return [] if unfit else [Filler({"brand": None, "model": noun.text}, (noun.start, noun.end), None, 1.5)]


SCOPES: dict[str, Scope] = {
    "thing": _thing,
    "compound": _compound,
    "goods": _goods,
    "made": _made_thing,
    "fronted": _fronted,
}
"""Scope -> where it looks."""
