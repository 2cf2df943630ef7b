"""A phrase of a rule in its clause, and what can fill a slot of it: the nearest names that fit, coordinated ones with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pressefakten.facts.clauses import Clauses, is_verb
from pressefakten.facts.context import HOMES, day_slot, name_of, product_of, time_slot
from pressefakten.facts.eventwords import country_names, event_words
from pressefakten.facts.issuer import share_words
from pressefakten.facts.page import Ent, Item, Page, Sentence, is_adjective, is_model
from pressefakten.facts.rules import Draft, SlotRule, TriggerRule
from pressefakten.facts.triggers import Hit, matches
from pressefakten.facts.venues import is_wide

REACH = 3
FAR = 8
PLACES = ("PLACE", "SITE")
DATELINE_ITEMS = 9
OPENERS = frozenset('.:!?–—•|(„«»"*+')
"""Marks behind which every word may be written with a capital."""
DASHES = ("–", "—", "-", ":", "|")
DAY = len("2026-05-01")
LINKS = frozenset((
    ",", "/", "–", "-", "&", "und", "sowie", "oder", "auch", "bzw", "der", "die", "das", "den", "dem", "des", "vom", "von", "mit", "aus",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a slot, and the characters it was read from (None where it comes from the context)."""

    value: Any
    span: tuple[int, int] | None = None
    ent: Ent | None = None
    cost: float = 0.0


def by_name(ent: Ent) -> Filler:
    """A name that fills a slot as it is."""
    return Filler(name_of(ent), (ent.start, ent.end), ent)


@dataclass(slots=True)
class Match:
    """A phrase of a rule in its clause; `others` are the clauses with a phrase of their own, `earlier` is the fact of this type that it goes on with."""

    page: Page
    sentence: Sentence
    rule: TriggerRule
    hit: Hit
    clauses: Clauses
    clause: int
    others: frozenset[int] = frozenset()
    earlier: Draft | None = None
    found: dict[str, list[Filler]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    barred: str = ""

    @property
    def items(self) -> list[Item]:
        """The items of the sentence."""
        return self.sentence.items

    def inside(self, clause: int | None = None) -> list[int]:
        """Item indices of a clause, of the phrase's own by default."""
        own = self.clauses.items(self.clause if clause is None else clause)
        put_right = corrected(self.items, own)
        return [i for i in own if i not in put_right] if put_right else own


def corrected(items: Sequence[Item], inside: Sequence[int]) -> range:
    """`nicht in Linz, sondern in Graz`: the words from a denial to what a clause puts in its place; empty where it does not."""
    denial = next((i for i in inside if items[i].low == "nicht"), -1)
    if denial < 0 or items[denial + 1 : denial + 2] == [] or items[denial + 1].low == "nur":
        return range(0)
    right = next((i for i in inside if i > denial and items[i].low == "sondern" and items[i - 1].text == ","), -1)
    return range(denial, right + 1)


def refilled(match: Match, found: dict[str, list[Filler]]) -> Match:
    """The same match with other fillers."""
    other = Match(
        match.page, match.sentence, match.rule, match.hit, match.clauses, match.clause, match.others, match.earlier
    )
    other.found = {**match.found, **found}
    return other


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one: the words of one stand in the other, or it begins with that and a hyphen."""
    return share_words(one, other) or _is_stem(one, other) or _is_stem(other, one)


def _is_stem(short: str, name: str) -> bool:
    """Whether a name begins with another and a hyphen: `Ford`, `Ford-Werke GmbH`."""
    return name.casefold().startswith(f"{short.casefold()}-")


def form_of(page: Page, slot: SlotRule, ent: Ent) -> Any:
    """The value of a slot that an entity fills, or None where it cannot."""
    if slot.fill == "product":
        return product_of(ent)
    if slot.fill == "time":
        return _time(page, ent)
    if ent.label == "PLATFORM" and ent.text.isupper() and not _is_introduced(page, ent):
        return ent.text
    if (
        ent.label == "PLACE"
        and slot.country is not None
        and (ent.canonical.casefold() in country_names()) != slot.country
    ):
        return None
    return name_of(ent)


def _is_introduced(page: Page, ent: Ent) -> bool:
    """Whether the release has the full name of a platform: else its short form is its name."""
    return any(
        e.label == "PLATFORM" and e.canonical == ent.canonical and len(e.text) > len(ent.text) for e in page.ents
    )


def _time(page: Page, ent: Ent) -> dict[str, Any] | None:
    """The value of a date; of a time only the day of an evening or morning that has one: `am Mittwochabend`."""
    if ent.label == "TIME":
        day, _, part = str((ent.value or {}).get("value")).partition("T")
        return {"value": day, "mod": None} if len(day) == DAY and part.isalpha() else None
    value = time_slot(ent)
    if value is None or value["value"] in ("PAST_REF", "FUTURE_REF"):
        return None
    return day_slot(page) if value["value"] == "PRESENT_REF" else value


def is_allowed(items: Sequence[Item], at: int, slot: SlotRule) -> bool:
    """Whether the words in front of an entity let it fill the slot."""
    before = [item.low for item in items[max(0, at - 3) : at]]
    if slot.fill == "time" and before and before[-1] in event_words("no_date"):
        return False
    if any(word in slot.unless for word in before[-2:]):
        return False
    make = slot.fill == "product" and at > 1 and (ent := items[at - 1].ent) is not None and ent.label == "BRAND"
    if make and any(word in slot.unless for word in before[:-1]):
        return False  # `auf den Škoda Elroq folgt …`
    if slot.labels == ("PLACE",) and any(i.ent and i.ent.label == "SITE" for i in items[max(0, at - 3) : at]):
        return False  # `Werk Trnava in der Slowakei` is no market
    if slot.fill == "time" and _from_on(items, at) and "ab" in (*slot.before, *slot.unless):
        return "ab" in slot.before
    return not slot.before or is_opened_by(items, at, slot.before) or (at == 0 and slot.fill == "name")


def _from_on(items: Sequence[Item], at: int) -> bool:
    """`von Mai an`, `vom 1. Mai weg`: as `ab Mai`; not `vom 4. bis 7. Mai an der Messe`."""
    behind = [item.low for item in items[at + 1 : at + 3]]
    if not at or items[at - 1].low not in ("von", "vom") or behind[:1] not in (["an"], ["weg"]):
        return False
    ent = items[at].ent
    spans = ent is not None and "/" in str((ent.value or {}).get("value"))
    return not spans and behind[-1] not in ("der", "dem", "einer", "einem")


def closes_from_on(items: Sequence[Item], at: int) -> bool:
    """Whether the word at an index is the `an` of `von Mai an`, no preposition."""
    ent = items[at - 1].ent if at > 1 else None
    return ent is not None and ent.label == "DATE" and _from_on(items, at - 1)


def nearest_fillers(match: Match, slot: SlotRule, inside: Sequence[int]) -> list[Filler]:
    """The nearest entity that fits, and those coordinated with it where the slot takes each."""
    best: tuple[float, Ent] | None = None
    opening = dateline_end(match.page, match.sentence)
    spoken = _quoted(match.items) if slot.fill == "time" else frozenset()
    for i in inside:
        ent = match.items[i].ent
        if (
            ent is None
            or i < opening
            or (i in spoken and match.hit.start not in spoken)
            or ent.label not in slot.labels
            or not (is_allowed(match.items, i, slot) or _makes(match, slot, i))
            or (slot.fill == "product" and _is_part_of(match, i))
            or form_of(match.page, slot, ent) is None
            or (slot.sited and is_wide(ent))
        ):
            continue
        cost = (
            distance_from(match, i)
            + 30 * slot.labels.index(ent.label) * (slot.fill == "name")
            + 40 * is_aside(match.items, i)
            + 20 * (slot.fill == "time" and is_vague(ent))
            + 10 * (slot.fill == "time" and _is_year(ent))
            + 15 * (ent.label == "PLACE" and not slot.each and only_locates(match.items, i))
            + 15 * ("SITE" in slot.labels and is_wide(ent))
            + 45 * (ent.label == "SITE" and is_hall_of_fair(match, ent))
        )
        if best is None or cost < best[0]:
            best = (cost, ent)
    if best is None or (slot.fill == "product" and is_aside(match.items, best[1].item)):
        return fillers_by_words(match, slot, inside)
    group = group_of(match.items, best[1], slot.labels) if slot.each else [best[1]]
    of = match.clauses.of
    return [
        filler_of(match, slot, ent, 0.02 * min(best[0], 40))
        for ent in group
        if form_of(match.page, slot, ent) is not None
        and of[ent.item] == of[best[1].item]
        and not (slot.sited and is_wide(ent))
    ]


def _quoted(items: Sequence[Item]) -> frozenset[int]:
    """The items that stand between quotation marks of one sentence: when somebody speaks is not what they speak of."""
    found: set[int] = set()
    first = 0
    while first < len(items):
        glued = first > 0 and items[first - 1].end == items[first].start
        closes = "" if glued else QUOTES.get(items[first].text, "")  # no `7"`
        last = next((k for k in range(first + 1, len(items)) if closes and items[k].text in closes), first)
        found.update(range(first + 1, last))
        first = last + 1
    return frozenset(found)


QUOTES = {"„": '“”"', "«": "»", "»": "«", '"': '"'}
"""Opening quotation mark -> those that close what it opens."""


def is_hall_of_fair(match: Match, ent: Ent) -> bool:
    """`auf der bauma in München (Halle B6)`: a numbered hall only says where on the fairground something stands."""
    first, _, rest = ent.canonical.partition(" ")
    return match.rule.set.get("kind") == "fair" and first == "Halle" and any(map(str.isdigit, rest))


def dateline_end(page: Page, sentence: Sentence) -> int:
    """How many items of a sentence are the dateline in front of it: `Graz, 12. März 2026 –` has five; 0 where none is."""
    items = sentence.items
    first = items[0].ent if items else None
    if first is None or first.label not in ("PLACE", "DATE") or page.kind(sentence) != "paragraph":
        return 0
    for k, item in enumerate(items[:DATELINE_ITEMS]):
        if item.text in DASHES:
            return k + 1 if any(_is_of_release(page, other) for other in items[:k]) else 0
        if item.ent is None and item.text[0].isalpha() and item.low not in event_words("dateline"):
            return 0
    return 0


def _is_of_release(page: Page, item: Item) -> bool:
    """Whether an entity is the place or day of release."""
    ent = item.ent
    return ent is not None and (
        ent.canonical == page.place or (ent.label == "DATE" and (ent.value or {}).get("value") == page.published)
    )


def _makes(match: Match, slot: SlotRule, at: int) -> bool:
    """`Stattdessen fertigt Magdeburg ab Mai …`: a town right behind the verb of making is who makes."""
    verb, ent = match.items[at - 1], match.items[at].ent
    governs = verb.low in event_words("goods", "governed")
    return slot.sited and at == match.hit.end and ent is not None and ent.label == "PLACE" and not governs


def _is_part_of(match: Match, at: int) -> bool:
    """`die Fertigung der Konsole für den VW Touran`: a part is made, not the product that it is for."""
    items = match.items
    k = at - 1
    while k > 0 and (items[k].low in event_words("anaphor", "definite") or items[k].ent is not None):
        k -= 1
    noun = items[k - 1] if k > 1 and items[k].low == "für" else None
    if noun is None or noun.ent is not None or not noun.text[0].isupper() or items[k - 2].low not in LINKS:
        return False
    return any(item.ent is None and event_words("made").fit(item.low) for item in items[max(0, k - 4) : k - 2])


def is_vague(ent: Ent) -> bool:
    """`nun`, `derzeit`: a date only where no other stands."""
    value = ent.value or {}
    return value.get("value") == "PRESENT_REF" and ent.text.lower() not in event_words("now")


def only_locates(items: Sequence[Item], at: int) -> bool:
    """`Licata auf Sizilien`, `Holly Springs, North Carolina,`: a place that only says where the one in front of it lies."""
    front = items[at - 2].ent if at > 1 else None
    if front is None or front.label not in ("PLACE", "SITE"):
        return False
    apposed = items[at - 1].text == "," and at + 1 < len(items) and items[at + 1].text == ","
    return apposed or items[at - 1].low in event_words("locates")


def _is_year(ent: Ent) -> bool:
    """A bare year: beside a day or month it only says which one."""
    value = str((ent.value or {}).get("value") or "")
    return len(value) == 4 and value.isdigit() and not (ent.value or {}).get("mod")


def filler_of(match: Match, slot: SlotRule, ent: Ent, cost: float = 0.0) -> Filler:
    """An entity as a filler; a place gives way to the plant there where the slot wants one."""
    value = form_of(match.page, slot, ent)
    if ent.label == "PLACE" and slot.sited:
        value = plant_at(match.page, value)
    return Filler(value, (ent.start, ent.end), ent, cost)


def plant_at(page: Page, place: str) -> str:
    """The plant that the release names most often at a place, else the place."""
    there = [ent.canonical for ent in page.ents if ent.label == "SITE" and place in ent.canonical.split()]
    return max(there, key=lambda name: (there.count(name), -there.index(name))) if there else place


def distance_from(match: Match, at: int) -> float:
    """How far an item stands from the phrase, less where it stands behind it."""
    if match.hit.start <= at < match.hit.end:
        return 0.0
    if at > match.hit.end:
        return float(at - match.hit.end + 1)
    commas = sum(item.text == "," for item in match.items[at + 1 : match.hit.start])
    return float(match.hit.start - at + commas)  # `Fertigstellung April 2028, Eröffnung am 1. Mai`


def is_aside(items: Sequence[Item], at: int) -> bool:
    """Whether the words in front take a name aside: `wie`, `statt`; not over a verb (`wie sein Vorgänger rollt er …`)."""
    for k in range(at - 1, max(-1, at - 4), -1):
        if items[k].ent is None and items[k].low in event_words("aside"):
            return True
        if items[k].ent is None and items[k].text[0].islower() and is_verb(items, k):
            return False
    return False


def fillers_by_words(match: Match, slot: SlotRule, inside: Sequence[int]) -> list[Filler]:
    """The first word that fills the slot by itself: `Schweizer`."""
    for i in inside if slot.words else ():
        item = match.items[i]
        if slot.forms.fit(item.low):
            value = next(value for form, value in slot.words.items() if matches(form, item.low))
            name = home_country(match.page) if value == "@country" else value
            return [Filler(name, (item.start, item.end))] if name else []
    return []


def home_country(page: Page) -> str | None:
    """The name of the country of the release."""
    return HOMES.get(page.country or "")


def group_of(items: Sequence[Item], ent: Ent, labels: Sequence[str], *, mixed: bool = False) -> list[Ent]:
    """The entities that are coordinated with one, itself among them, in text order; `mixed` also those of another label."""
    chain = [ent]
    for step in (-1, 1):
        at, links = ent.item + step, 0
        while 0 <= at < len(items):
            item = items[at]
            if item.ent is not None and item.ent.label in labels and (mixed or item.ent.label == ent.label):
                if not links:
                    break
                chain.append(item.ent)
                links = 0
            elif item.text in "()":
                at = _over_bracket(items, at, step)
            elif item.text in ",/–&" or item.low in ("und", "sowie", "oder", "noch") or _is_as_well(items, at):
                links += 1
            elif mixed and links and step > 0 and _is_class(items, at, labels):
                pass  # `ABB und die Firma Axpo`
            elif links and ent.label == "PLACE" and item.low in event_words("goods", "into"):
                pass  # `nach Österreich und in die Schweiz`
            elif (links or step < 0) and _calls(items, at, ent.label):
                pass  # `die Waschmaschine W2 und den Trockner T2`
            elif not (
                item.low in LINKS or (item.ent is not None and item.ent.label in ("BRAND", "ORG")) or is_adjective(item)
            ):
                break
            at += step
    return sorted(chain, key=lambda found: found.start)


def _is_as_well(items: Sequence[Item], at: int) -> bool:
    """The two words of `ebenso wie`, `genauso wie`."""
    start = at - (items[at].low == "wie")
    pair = [item.low for item in items[max(0, start) : start + 2]]
    return pair in (["ebenso", "wie"], ["genauso", "wie"])


def _calls(items: Sequence[Item], at: int, label: str) -> bool:
    """Whether a common noun stands right in front of the name of a model, its maker between: `den Trockner Miele T2`."""
    noun = items[at]
    if label != "MODEL" or noun.ent is not None or not noun.text[0].isupper() or at < 1:
        return False
    makes = at + 2 < len(items) and (maker := items[at + 1].ent) is not None and maker.label in ("BRAND", "ORG")
    named = items[at + 1 + makes : at + 2 + makes]
    front = items[at - 1]
    led = (
        is_adjective(front)
        or front.low in event_words("anaphor", "definite")
        or front.low in event_words("classed", "one")
    )
    return led and bool(named) and is_model(named[0])


def _is_class(items: Sequence[Item], at: int, labels: Sequence[str]) -> bool:
    """A noun behind an article that says what the name behind it is."""
    behind = items[at + 1].ent if at + 1 < len(items) else None
    noun = items[at].ent is None and items[at].text[0].isupper()
    return noun and behind is not None and behind.label in labels and items[at - 1].low in ("der", "die", "das")


def _over_bracket(items: Sequence[Item], at: int, step: int) -> int:
    opposite = ")" if step > 0 else "("
    if items[at].text == opposite:
        return len(items) if step > 0 else -1
    return next(
        (i for i in (range(at, len(items)) if step > 0 else range(at, -1, -1)) if items[i].text == opposite), at
    )


def is_day(ent: Ent) -> bool:
    """Whether a date names a day."""
    return ent.label == "DATE" and len(str((ent.value or {}).get("value")).partition("/")[0]) == DAY


def is_opened_by(items: Sequence[Item], at: int, openers: Sequence[str]) -> bool:
    """Whether one of the words stands before the noun, at most adjectives between."""
    for i in range(at - 1, max(-1, at - 5), -1):
        ent = items[i].ent
        if items[i].low in openers:
            return True
        if not is_adjective(items[i]) and not (ent is not None and ent.label in ("NUMBER", "QUANTITY")):
            return False
    return False


def can_act(item: Item) -> bool:
    """Whether a word can be who makes something: a firm, `der Konzern`, `wir`."""
    if item.ent is not None:
        return item.ent.label in ("ORG", "BRAND")
    return event_words("itself").fit(item.low) or item.low in ("wir", "man")


Scope = Callable[[Match, SlotRule], list[Filler]]
"""What finds the fillers of a slot in one place."""
