"""Fillers that are words of the text: what an event, a prize or a contract is called, and what a cooperation is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressefakten.facts.eventwords import event_words
from pressefakten.facts.grammar import is_preposition
from pressefakten.facts.matching import (
    OPENERS,
    PLACES,
    Filler,
    Match,
    Scope,
    can_act,
    distance_from,
    is_hall_of_fair,
    is_opened_by,
)
from pressefakten.facts.page import Ent, Item, is_adjective
from pressefakten.facts.rules import SlotRule
from pressefakten.facts.triggers import matches
from pressefakten.normalize import lexicon
from pressefakten.normalize.nouns import is_noun, singular
from pressefakten.patterns import words

TITLE_WORDS = 8
QUOTED = re.compile(r"[„«“»\"‚‹]([^„«»“”\"]{3,80})[“»”«\"‘›]")


def _deal(match: Match, slot: SlotRule) -> list[Filler]:
    """What is signed, where it has a name of its own: `Kaufvertrag`, not `Vertrag`."""
    for i in match.inside():
        item = match.items[i]
        if item.ent is None and item.text[0].isupper() and event_words("deal").fit(item.low):
            return [] if item.low in event_words("deal", "bare") else [Filler(item.text, (item.start, item.end))]
    return []


def _trigger(match: Match, slot: SlotRule) -> list[Filler]:
    """The capitalised words of the phrase itself."""
    first = match.hit.end - 1 if "…" in match.hit.phrase else match.hit.start
    own = [
        i for i in range(first, match.hit.end) if match.items[i].text[0].isupper() or match.items[i].text[0].isdigit()
    ]
    own = own[1:] if len(own) > 1 and is_preposition(match.items[own[0]]) else own  # `Auf der Bilanzpressekonferenz`
    if not own or (
        match.items[own[-1]].low in event_words("generic")
        and is_opened_by(match.items, own[-1], (*event_words("anaphor", "definite"), "vor"))
    ):
        return []
    at = own[0]
    if len(own) == 1 and (not at or match.items[at - 1].text in OPENERS) and _is_participle(match.items[at].text):
        return []  # `Überreicht wird er am …`
    while at > 0 and match.items[at - 1].end == match.items[at].start:
        at -= 1
    start, end = match.items[at].start, match.items[own[-1]].end
    return [Filler(match.page.text[start:end], (start, end))]


def _is_participle(word: str) -> bool:
    """Whether a word that opens a sentence is rather a verb than a noun."""
    return word.endswith(("t", "en")) and not is_noun(word)


def _quote(match: Match, slot: SlotRule) -> list[Filler]:
    inside = match.inside()
    start, end = match.items[inside[0]].start, match.items[inside[-1]].end
    found = QUOTED.search(match.page.text, max(match.sentence.start, start - 2), min(len(match.page.text), end + 2))
    if not found or len(found.group(1).split()) > TITLE_WORDS or found.group(1)[-1] in ".!?,":
        return []
    return [Filler(found.group(1), found.span(1))]


def _noun(match: Match, slot: SlotRule) -> list[Filler]:
    """The noun that the clause is about: after `bei`, `zu`, `für` behind the phrase, else with an article, else bare; also in the clause of `vereinbart, …`."""
    gapped = "…" in match.hit.phrase
    own = {match.hit.start, match.hit.end - 1} if gapped else set(range(match.hit.start, match.hit.end))
    first = match.hit.start + 1 if gapped else match.hit.end
    at = _about(match, [i for i in match.inside() if i not in own], first)
    if at is None and match.clause + 1 < len(match.clauses.start):
        following = match.inside(match.clause + 1)
        infinitive = any(match.items[i].low == "zu" for i in following[-3:]) or match.items[following[-1]].low == "zu"
        at = _about(match, following, following[0]) if infinitive else None
    if at is None:
        return []
    item = match.items[at]
    return [Filler(item.text, (item.start, item.end))]


def _about(match: Match, inside: Sequence[int], first: int) -> int | None:
    """The noun of some items that the rest is about; `first` is where the words behind the phrase begin."""
    items = match.items
    pool = [i for i in inside if _is_noun(items, i)]
    topics = ("bei", "beim", "zu", "zum", "zur", "für", "über", "an")
    behind = [i for i in pool if i >= first and is_opened_by(items, i, topics)]
    articled = [
        i for i in pool if is_opened_by(items, i, ("einen", "eine", "ein", "das", "den", "die", "ihre", "ihr", "seine"))
    ]
    relative = match.clause in match.clauses.relative
    if not behind and relative and (hung := match.clauses.start[match.clause] - 1) >= 0:
        behind = [i for i in (hung, hung - 1) if i >= 0 and items[i].text[0].isupper() and not can_act(items[i])][:1]
    chosen = [*behind, *sorted(articled, key=lambda i: -distance_from(match, i) if i < match.hit.start else -100 - i)]
    chosen = chosen or [i for i in pool if i >= first and _is_bare(items, i)]
    return next(iter(chosen or [i for i in pool if is_opened_by(items, i, ("bei", "beim"))]), None)


def _is_bare(items: Sequence[Item], at: int) -> bool:
    """`entwickelt leichtere Drehgestelle`: a plural object without article or preposition, adjectives perhaps in front."""
    k = at - 1
    while k > 0:
        ent = items[k].ent
        if items[k].low in event_words("goods", "governed"):
            return False
        if not is_adjective(items[k]) and (ent is None or ent.label != "NUMBER"):
            break
        k -= 1
    return singular(items[at].text) != items[at].text and items[k].low not in event_words("goods", "governed")


def _is_noun(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    return (
        item.ent is None
        and item.text[0].isupper()
        and at > 0
        and len(item.text) > 3
        and item.low not in event_words("no_topic")
    )


def _proper(match: Match, slot: SlotRule) -> list[Filler]:
    """The phrase with the capitalised words and names around it: `BMW Motorrad Days`, `Batterieforum Kreislauf`."""
    first, last = match.hit.start, match.hit.end - 1
    if not match.items[last].text[0].isupper():
        return []
    if match.items[last].low in event_words("generic") and (named := name_behind(match, last)):
        return [named]
    while first > 0 and _is_proper(match.items, first - 1) and first - 1 > 0:
        first -= 1
    while last + 1 < len(match.items) and match.items[last + 1].ent is None and match.items[last + 1].text[0].isupper():
        last += 1
    if first == last and match.items[last].low in event_words("generic"):
        return []
    start, end = match.items[first].start, match.items[last].end
    return [Filler(match.page.text[start:end], (start, end))]


def name_behind(match: Match, at: int) -> Filler | None:
    """The name behind a generic noun: `Messe „Die Hohe Jagd“`, `Messe Watches and Wonders`."""
    text, items = match.page.text, match.items
    if quoted := QUOTED.match(text[items[at].end : items[at].end + 90].lstrip()):
        start = text.index(quoted[1], items[at].end)
        return Filler(quoted[1], (start, start + len(quoted[1])))
    last = at
    for k in range(at + 1, len(items)):
        if items[k].ent is None and items[k].text[0].isupper():
            last = k
        elif items[k].ent is not None or items[k].low not in ("and", "of", "&", "im", "für", "und", "the"):
            break
    return (
        Filler(text[items[at + 1].start : items[last].end], (items[at + 1].start, items[last].end))
        if last > at + 1
        else None
    )


def _is_proper(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    return item.text[0].isupper() and (item.ent is None or item.ent.label in ("BRAND", "ORG", "MODEL"))


def _prize(match: Match, slot: SlotRule) -> list[Filler]:
    """The words of the clause that name a prize, with the names around: `Red Dot Award`, `Auto des Jahres`."""
    for i in match.inside():
        item = match.items[i]
        yearly = item.low == "jahres" and i > 1 and match.items[i - 1].low == "des" and match.items[i - 2].ent is None
        known = event_words("prize").fit(item.low.split()[-1])
        named = item.ent is None or item.ent.label in ("ORG", "PERSON")
        if not yearly and not (known and named and item.text[0].isupper()):
            continue
        first, last = i - 2 if yearly else i, i
        while first > 1 and (_is_proper(match.items, first - 1) or match.items[first - 1].text == "-"):
            if match.items[first - 1].low in event_words("occasion"):
                break
            first -= 1
        start, end = match.items[first].start, match.items[last].end
        name = _nominative_name(match.page.text[start:end])
        if match.items[first - 1].low == "des":  # `Verleihung des Zukunftspreises`
            bare = (name.removesuffix("es"), name.removesuffix("s"))
            name = next((one for one in bare if one != name and event_words("prize").fit(one.casefold())), name)
        return [Filler(name, (start, end))]
    return _honoured_with(match)


def _honoured_with(match: Match) -> list[Filler]:
    """`mit dem Prix Industrie ausgezeichnet`: the capitalised words behind `mit dem` of a clause in which someone is honoured; `mit der Note Gut` is no prize."""
    items, inside = match.items, match.inside()
    if not any(event_words("prize", "honours").fit(items[i].low) for i in inside):
        return []
    for i in inside[:-2]:
        if items[i].low != "mit" or items[i + 1].low not in ("dem", "der"):
            continue
        last = i + 1
        while last + 1 in inside and items[last + 1].text[0].isupper():
            last += 1
        run = items[i + 2 : last + 1]
        named = all(item.ent is not None for item in run) or (i and items[i - 1].low in ("gemeinsam", "zusammen"))
        person = any(item.ent is not None and item.ent.label == "PERSON" for item in run[-1:])
        if len(run) > 1 and not named and not person and run[0].low not in event_words("prize", "verdicts"):
            start, end = run[0].start, run[-1].end
            return [Filler(_nominative_name(match.page.text[start:end]), (start, end))]
    return []


def _nominative_name(name: str) -> str:
    """`Deutschen Gründerpreis` -> `Deutscher Gründerpreis`: the adjective in front in the gender of the prize."""
    first, _, rest = name.partition(" ")
    if not rest or not first.endswith(("en", "em")) or not first[0].isupper():
        return name
    table: dict[str, list[str]] = words("events")["prize"]["gender"]
    head = rest.lower().split()[-1]
    ending = next((ending for ending, forms in table.items() if any(matches(form, head) for form in forms)), "")
    return f"{first[:-2]}{ending} {rest}" if ending else name


def _following(match: Match, slot: SlotRule) -> list[Filler]:
    item = match.items[match.hit.end] if match.hit.end < len(match.items) else None
    return [Filler(item.text, (item.start, item.end))] if item is not None and item.text[0].isalnum() else []


def _venue(match: Match, slot: SlotRule) -> list[Filler]:
    """`im Casino Zug`, `ins Haus der Industrie`: a hall or house of the clause where something is held, if no site of it is known."""
    items, inside = match.items, match.inside()
    sites = [ent for i in inside if (ent := items[i].ent) is not None and ent.label == "SITE"]
    if any(not is_hall_of_fair(match, ent) for ent in sites):
        return []
    for i in inside:
        if (ent := items[i].ent) is not None and is_house(ent) and _is_held_in(items, i):
            return [Filler(ent.canonical, (ent.start, ent.end), ent)]
        if not _is_venue_word(items, i) or not _is_held_in(items, i):
            continue
        first, last = i, _end_of_name(items, i)
        if (last == i and event_words("venue", "named").fit(items[i].low)) or _is_spoken_of(match, i, last):
            continue
        while first and items[first - 1].end == items[first].start:
            first -= 1
        start, end = items[first].start, items[last].end
        return [Filler(match.page.text[start:end], (start, end), cost=0.3)]
    return []


def is_house(ent: Ent) -> bool:
    """Whether an organization is a house in which something can be held: `Messe München`, `Museum Arbeitswelt`."""
    return ent.label == "ORG" and event_words("venue").fit(ent.canonical.casefold().split()[0])


def _opened(match: Match, slot: SlotRule) -> list[Filler]:
    """`öffnet das Museum Arbeitswelt`: a house that is who opens."""
    items = match.items
    for i in match.inside():
        ent = items[i].ent
        front = [item.low for item in items[max(0, i - 2) : i]]
        nominative = front[-1:] in (["das"], ["die"], ["der"]) and not event_words("oblique").fit(front[0])
        if ent is not None and is_house(ent) and (nominative or i == 0):
            return [Filler(ent.canonical, (ent.start, ent.end), ent)]
    return []


def _shown_at(match: Match, slot: SlotRule) -> list[Filler]:
    """`auf der ISM in Köln`, `an der Velo Berlin`: what stands right behind the phrase is a name that is no German word, and a town stands in it or behind it."""
    items, at = match.items, match.hit.end
    k, place = at, False
    while k < len(items) and items[k].text[0].isalpha() and items[k].text[0].isupper():
        if (ent := items[k].ent) is not None and ent.label not in ("PLACE", "BRAND", "MODEL"):
            return []
        place = place or (ent is not None and k > at)
        k += 1
    first = items[at] if at < k else None
    if at < k and event_words("fairless").fit(items[k - 1].low.rpartition("-")[2]):
        return []  # `auf der Mariahilfer Straße`
    if first is None or (first.ent is not None and (first.ent.label == "PLACE" or k == at + 1)):
        return []
    town = items[k + 1].ent if k + 1 < len(items) and items[k].low == "in" else None
    placed = place or (town is not None and town.label in PLACES)
    foreign = (
        not lexicon.known(first.low) and (len(first.text) > 2 or k > at + 1) and not any(map(str.isdigit, first.text))
    )
    if not placed or not (foreign or first.ent is not None) or not (first.text.isupper() or _speaks_of_fairs(match)):
        return []  # heights and islands have such names, too
    start, end = first.start, items[k - 1].end
    return [Filler(match.page.text[start:end], (start, end))]


def _speaks_of_fairs(match: Match) -> bool:
    """Whether a release has a word for fairs and what is done there."""
    page = match.page
    if page.of_fairs is None:
        fairs = event_words("fairs")
        page.of_fairs = any(fairs.fit(item.low) for sentence in page.sentences for item in sentence.items)
    return page.of_fairs


def _is_venue_word(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    own = item.low.rpartition("-")[2]
    return (
        item.ent is None
        and item.text[0].isupper()
        and event_words("venue", "nouns").fit(own)
        and not event_words("venue", "unless").fit(own)
    )


def _is_held_in(items: Sequence[Item], at: int) -> bool:
    """Whether a noun stands behind `im`, `ins`, `in der`, or behind the date or time of an entry (`19 Uhr, Aula`): not `in einem Saal`."""
    k = at - 1
    day = items[k - 1].ent if k > 0 and items[k].text == "," else None
    if day is not None and day.label in ("DATE", "TIME"):
        return True
    while k > 0 and (items[k].end == items[k + 1].start or is_adjective(items[k]) or _is_capital_adjective(items[k])):
        k -= 1
    if k >= 0 and items[k].low in ("im", "ins"):
        return True
    return k > 0 and items[k].low in ("der", "die", "dem", "den", "das") and items[k - 1].low == "in"


def _is_spoken_of(match: Match, at: int, last: int) -> bool:
    """Whether a house only says more of what is spoken of, while the clause names a town: `über Gewalt im Elternhaus … in Linz`; or stands in a title."""
    items, first = match.items, at
    front = match.page.text[match.sentence.start : items[at].start]
    if any(front.count(opens) > front.count(closes) for opens, closes in ("„“", "«»", "‚‘")):
        return True
    while first > 0 and items[first - 1].low not in ("im", "ins", "in"):
        first -= 1
    noun = items[first - 2] if first > 1 else None
    told = match.hit.start <= first - 2 < match.hit.end
    if noun is None or told or noun.ent is not None or not noun.text[0].isupper():
        return False
    towns = [
        i for i in match.inside() if (e := items[i].ent) and e.label == "PLACE" and items[i - 1].low in ("in", "nach")
    ]
    topic = any(item.low in event_words("topic", "words") for item in items[match.hit.end : first - 2])
    return any(town < first or (topic and town > last + 2) for town in towns)


def _is_capital_adjective(item: Item) -> bool:
    """`im Alten Stadthaus`."""
    return item.ent is None and item.text[0].isupper() and item.low.endswith(("en", "er"))


def _end_of_name(items: Sequence[Item], at: int) -> int:
    """The last word of a name that begins with a noun: `Casino Zug`, `Haus der Industrie`."""
    k = at + 1
    while k < len(items) and items[k].text[0].isupper() and items[k].low not in words("figures")["grammar"]["verbs"]:
        if (ent := items[k].ent) is not None and ent.label not in ("PLACE", "ORG", "PERSON", "BRAND"):
            break
        k += 1
    if k == at + 1 and k + 1 < len(items) and items[k].low in ("der", "des") and items[k + 1].text[0].isupper():
        return k + 1
    return k - 1


SCOPES: dict[str, Scope] = {
    "venue": _venue,
    "opened": _opened,
    "shown_at": _shown_at,
    "trigger": _trigger,
    "quote": _quote,
    "noun": _noun,
    "following": _following,
    "proper": _proper,
    "prize": _prize,
    "deal": _deal,
}
"""Scope -> where it looks."""
