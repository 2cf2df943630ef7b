"""Of what a sentence tells a change where it names no figure: whether it speaks of anything but the figure before, and of whom."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pressefakten.facts.cues import SEPARATORS, Num, is_date, word_in_front
from pressefakten.facts.page import NUMERIC, Item
from pressefakten.facts.rules import word_class
from pressefakten.facts.triggers import Forms, Hit
from pressefakten.normalize.nouns import is_noun
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.figures import Reading

NAMES = ("BRAND", "MODEL", "PLATFORM", "ORG", "SITE", "PLACE")
BESIDE = frozenset(("bei", "beim", "im", "in", "unter", "aus"))
ARTICLES = frozenset(("der", "die", "das", "den", "dem", "des", "einem", "einer", "ihren", "seinen", "unseren"))


@functools.cache
def _forms(kind: str) -> Forms:
    return Forms(words("figures")["change"][kind])


@functools.cache
def _telling() -> frozenset[str]:
    return frozenset((*words("figures")["change"]["plain"], *words("figures")["change"]["closing"]))


@functools.cache
def _bare() -> frozenset[str]:
    """Nouns for changes that name no figure themselves, as `Umsatzwachstum` does."""
    return frozenset(word.lstrip("*") for word in words("figures")["change"]["noun"])


def own_clause(reading: Reading, num: Num) -> list[int]:
    """The items of the clause of a number; for a bracket those in front of it, for `nämlich um 13 %` those of the clause before too."""
    items = reading.sentence.items
    clauses, at = {num.clause}, num.at
    if num.depth:
        while at > 0 and items[at].depth:
            at -= 1
        clauses.add(items[at].clause)
    words_ = [item for item in items if item.clause in clauses and item.ent is None and item.text[0].isalpha()]
    if all(item.low in REPEATING for item in words_):
        clauses.add(min(clauses) - 1)
    return [k for k, item in enumerate(items) if item.clause in clauses and item.depth <= num.depth]


REPEATING = frozenset(
    ("und", "zwar", "nämlich", "um", "also", "genauer", "konkret", "gesagt", "rund", "gut", "knapp", "auf")
)
"""Words of a clause that only gives the number for the one before."""


def names(reading: Reading, num: Num) -> list[Item]:
    """The names in the clause of a number."""
    items = [reading.sentence.items[k] for k in own_clause(reading, num)]
    return [item for item in items if item.ent is not None and item.ent.label in NAMES]


def strange_nouns(reading: Reading, num: Num) -> list[int]:
    """The common nouns of the clause that are words neither for changes nor for figures in general."""
    items = reading.sentence.items
    return [
        k
        for k in own_clause(reading, num)
        if items[k].ent is None
        and items[k].text[0].isupper()
        and (k or is_noun(items[k].text))
        and not (items[k].low in _bare() or _forms("general").fit(items[k].low))
    ]


def speaks_of_nothing_else(reading: Reading, num: Num) -> bool:
    """`Der Zuwachs gegenüber Ende 2024 beträgt 14,6 Prozent`: the clause names neither a thing nor anybody, nor another time."""
    if names(reading, num) or strange_nouns(reading, num):
        return False
    items = reading.sentence.items
    dates = [k for k in own_clause(reading, num) if is_date(items[k]) and reading.nearest(k) is num]
    return all(_is_compared(items, k) for k in dates)


def _is_compared(items: Sequence[Item], at: int) -> bool:
    """Whether a date is that of a comparison: behind `gegenüber`, `als`, `Wert von`, or itself one before."""
    ent = items[at].ent
    low = ent.text.lower() if ent else ""
    if low.startswith(("vorjahr", "vormonat", "vorquartal", "vorperiode", "vor ")) or low.endswith(
        ("zuvor", "davor", "früher", "vorjahres", "vorjahrs")
    ):
        return True
    before = {item.low for item in items[max(0, at - 3) : at]}
    return not before.isdisjoint(words("figures")["scope"]["compare"]) or "zum" in before


def is_of_another(reading: Reading, num: Num) -> bool:
    """`Der CE 04 büßte 12 % ein`, `Bei den Aggregaten betrug der Rückgang 9 Prozent`: a clause that tells the change of somebody or something else."""
    items = reading.sentence.items
    low = [items[k].low for k in own_clause(reading, num) if items[k].ent is None]
    if not any(_forms("noun").fit(word) or word in _telling() for word in low):
        return False
    strange = strange_nouns(reading, num)
    free = [k for k in strange if not _is_beside(items, k)]
    if any(_forms("others").fit(items[k].low) for k in strange) or len(free) > 1:
        return False
    if free and _telling().isdisjoint(low):
        return False
    return bool(strange or names(reading, num))


def _is_beside(items: Sequence[Item], at: int) -> bool:
    """Whether a noun stands behind `bei` or `im`, an article and adjectives aside."""
    k = at - 1
    while k >= 0 and items[k].ent is None and items[k].low not in BESIDE:
        if items[k].low not in ARTICLES and not items[k].low.endswith(("en", "er")):
            return False
        k -= 1
    return k >= 0 and items[k].low in BESIDE


def place_of(reading: Reading, num: Num) -> str | None:
    """The one place between the number before and a change of its own, or right behind it: `in Ungarn um 2 Prozent`."""
    items, own = reading.sentence.items, own_clause(reading, num)
    first = max((other.at for other in reading.nums if other.at < num.at), default=-1)
    following = min((other.at for other in reading.nums if other.at > num.at), default=len(items))
    for run in (range(first + 1, num.at), range(num.at + 1, following)):
        found = {items[k].ent.canonical for k in run if k in own and items[k].ent and items[k].ent.label == "PLACE"}  # type: ignore[union-attr]
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def comes_or_goes(reading: Reading, num: Num, metric: str, of: str | None) -> int:
    """+1 for what is created, opened or won, -1 for what is closed or cut, 0 for a number that is there: `eröffnete 61 Filialen und gab 24 auf`."""
    items = reading.sentence.items
    if num.label != "NUMBER" or num.label_items or word_in_front(reading.sentence, num) in HELD:
        return 0
    noun = num.noun[-1].low if num.noun else (of or "").lower().split(" ")[-1]
    if num.noun and num.noun[0].low.startswith("zusätzlich"):
        return 1
    found = [
        (min(abs(hit.start - num.at), abs(hit.end - 1 - num.at)), hit.key)
        for hit in reading.cues
        if hit.key in TURNS
        and items[hit.start].clause == num.clause
        and _turns(metric, noun, hit)
        and not any(item.low in ("und", "sowie", "oder") or _is_number(item) for item in _between(items, num, hit))
    ]
    low = {item.low for item in items if item.clause == num.clause}
    if not found or (min(found)[1] == "change/goes" and "worden" not in low and not low.isdisjoint(STATES)):
        return 0
    if min(found)[1] == "change/follows":
        people = bool(noun) and word_class("person").fit(noun) and not noun.endswith(("stellen", "plätze", "jobs"))
        return 0 if people else _as_before(reading)  # `Betroffen sind 290 Menschen`
    return TURNS[min(found)[1]]


TURNS = {"change/comes": 1, "change/goes": -1, "change/follows": 0}


def _turns(metric: str, noun: str, hit: Hit) -> bool:
    """Whether a verb tells of coming or going figures of a metric: jobs are not opened, charging points that are built are there."""
    verb = hit.phrase.split()[0]
    if metric == "employees":
        return not verb.startswith(OPENS)
    if verb.startswith("eröffn"):
        return True
    return not verb.startswith(MAKES) and "geöffnet" not in verb and _forms("opened").fit(noun)


def _as_before(reading: Reading) -> int:
    """The direction of the change before, or 0: `weitere 1.700 folgen`."""
    before = (reading.before.slots.get("change") if reading.before else None) or {}
    amount = before.get("absolute") or 0
    return (amount > 0) - (amount < 0)


HELD = frozenset(
    ("mit", "von", "auf", "in", "aus", "bei", "zu", "für", "an", "nach", "um", "derzeit", "aktuell", "heute", "unter")
)
"""Words in front of a number of what is there already."""
STATES = frozenset(("blieben", "bleiben", "bleibt", "blieb", "sind", "waren", "ist", "war"))
MAKES = ("entst", "schaff", "schuf", "geschaff")
OPENS = ("öffn", "eröffn", "schließ", "schliess", "schloss", "geschlossen", "geöffn", "aufge", "auf")


def _between(items: Sequence[Item], num: Num, hit: Hit) -> Sequence[Item]:
    first, last = (hit.end, num.at) if hit.start < num.at else (num.at + 1 + len(num.noun), hit.start)
    return items[min(hit.start + 1, first) if hit.start < num.at else first : last]


def _is_number(item: Item) -> bool:
    return item.ent is not None and item.ent.label in NUMERIC


def grows_by(reading: Reading, num: Num) -> bool:
    """`Das Netz wächst um 14 Ladepunkte`: the number of a noun of its own by which something grows."""
    items = reading.sentence.items
    if (
        num.label != "NUMBER"
        or not num.noun
        or num.noun[-1].ent is not None
        or word_in_front(reading.sentence, num) != "um"
    ):
        return False
    return any(hit.key == "change/growing" and items[hit.start].clause == num.clause for hit in reading.cues)


def pairs(reading: Reading, num: Num) -> Iterator[Num]:
    """The change right in front that a number repeats in another unit: `CHF 31,8 Mio. beziehungsweise 2,9%`, `(+96 000; +3,1%)`."""
    changes = [other for other in reading.nums if other.part == "change" and other.at < num.at]
    if not changes or num.label_items:
        return
    last = changes[-1]
    between = reading.sentence.items[last.at + 1 + len(last.noun) : num.at]
    if len(between) > 3 or last.depth != num.depth or {last.label, num.label} <= {"NUMBER", "MONEY", "QUANTITY"}:
        return
    if any(item.ent is not None and item.ent.label in NUMERIC for item in between):
        return
    joined = all(item.low in JOINED or item.text in SEPARATORS or item.text == "." for item in between)
    if between and joined and (num.label == "PERCENT") != (last.label == "PERCENT"):
        yield last


JOINED = frozenset(("oder", "bzw", "beziehungsweise", "respektive", "resp", "also", "plus", "minus", "um"))
