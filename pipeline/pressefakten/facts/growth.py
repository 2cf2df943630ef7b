"""Of what a sentence tells a change where it names no figure: whether it speaks of anything but the figure before, and of whom."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pressefakten.facts.cues import SEPARATORS, STOP, Num, is_date, is_whole, word_in_front
from pressefakten.facts.page import NUMERIC, Item, is_numeric
from pressefakten.facts.rules import word_class
from pressefakten.facts.triggers import Forms, Hit
from pressefakten.normalize.nouns import is_noun
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.context import Context
    from pressefakten.facts.figures import Reading
    from pressefakten.facts.rules import Draft

NAMES = ("BRAND", "MODEL", "PLATFORM", "ORG", "SITE", "PLACE")
BESIDE = frozenset(("bei", "beim", "im", "in", "unter", "aus"))
ARTICLES = frozenset(("der", "die", "das", "den", "dem", "des", "einem", "einer", "ihren", "seinen", "unseren"))


@functools.cache
def _forms(kind: str) -> Forms:
    return Forms(words("figures")["change"][kind])


@functools.cache
def _turned(kind: str) -> Forms:
    """A class of words beside numbers of what comes and goes."""
    return Forms(words("figures")["turns"][kind])


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
    over = num.label == "PERCENT" and any(hit.key == "change/after" and hit.start == num.at + 1 for hit in reading.cues)
    if not over and not any(_forms("noun").fit(word) or word in _telling() for word in low):
        return False
    strange = strange_nouns(reading, num)
    free = [k for k in strange if not _is_beside(items, k)]
    if any(_forms("others").fit(items[k].low) for k in strange) or len(free) > 1:
        return False
    if free and not over and _telling().isdisjoint(low):
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
    items = reading.sentence.items
    first = max((other.at for other in reading.nums if other.at < num.at), default=-1)
    following = min((other.at for other in reading.nums if other.at > num.at), default=len(items))
    for run in (range(first + 1, num.at), range(num.at + 1, following)):
        if found := _named_in(reading, num, run, ("PLACE",)):
            return found.pop() if len(found) == 1 else None
    return None


def firm_of(reading: Reading, num: Num) -> str | None:
    """The one firm or make between the number before and a change: `Denner setzte 3,9 Milliarden um, Digitec wuchs um 8 Prozent`."""
    first = max((other.at for other in reading.nums if other.at < num.at), default=-1)
    found = _named_in(reading, num, range(first + 1, num.at), ("ORG", "BRAND"))
    return found.pop() if len(found) == 1 and first >= 0 else None


def _named_in(reading: Reading, num: Num, run: range, labels: tuple[str, ...]) -> set[str]:
    """The names of some kinds among a run of items of a number's clause."""
    own = own_clause(reading, num)
    ents = (reading.sentence.items[k].ent for k in run if k in own)
    return {ent.canonical for ent in ents if ent is not None and ent.label in labels}


def comes_or_goes(reading: Reading, num: Num, metric: str, of: str | None, context: Context) -> int:
    """+1 for what is created, opened or won, -1 for what is closed or cut, 0 for a number that is there: `eröffnete 61 Filialen und gab 24 auf`."""
    if num.label != "NUMBER" or num.label_items or is_whole(reading.sentence, num.at):
        return 0
    if (
        told := _in_list_of_turns(reading, num, metric, context) or goes_on_turning(reading, num, metric, context)
    ) != 0:
        return told
    if word_in_front(reading.sentence, num) in HELD and not _is_named_turn(reading, num):
        return 0
    noun = num.noun[-1].low if num.noun else (of or "").lower().split(" ")[-1]
    if num.noun and num.noun[0].low.startswith("zusätzlich"):
        return 1
    if metric == "count" and _is_one_more(reading, num) and _forms("opened").fit(noun):
        return 1
    return _by_verb(reading, num, metric, noun)


def _is_one_more(reading: Reading, num: Num) -> bool:
    """`sollen fünf weitere folgen`, `weitere 400 Ladepunkte geplant`: more of them, by a verb of planning or coming."""
    items, around = reading.sentence.items, reading.sentence.items[max(0, num.at - 1) : num.at + 2]
    more = any(item.low in ("weitere", "weiteren", "zusätzliche", "zusätzlichen") for item in around)
    near = [item.low for item in items if item.clause == num.clause and item.ent is None]
    return more and any(map(_turned("planned").fit, near))


def _by_verb(reading: Reading, num: Num, metric: str, noun: str) -> int:
    """The direction that the nearest verb of coming or going in the clause gives."""
    items = reading.sentence.items
    found = [
        (min(abs(hit.start - num.at), abs(hit.end - 1 - num.at)), hit.key)
        for hit in reading.cues
        if hit.key in TURNS
        and items[hit.start].clause == num.clause
        and _turns(metric, noun, hit)
        and _is_what_goes(items, num, hit)
        and not any(
            (item.low in JOINING and not _is_around(hit, num)) or is_numeric(item)
            for item in _unjoined(_between(items, num, hit))
        )
    ]
    low = {item.low for item in items if item.clause == num.clause}
    if metric == "employees" and are_taken_over(reading, num):
        return 0
    if not found or (min(found)[1] == "change/goes" and "worden" not in low and not low.isdisjoint(STATES)):
        return 0
    if min(found)[1] == "change/follows":
        people = bool(noun) and word_class("person").fit(noun) and not _is_job(noun)
        return 0 if people else _as_before(reading) or -_is_job(noun)  # `Betroffen sind 290 Menschen`
    return TURNS[min(found)[1]]


def _unjoined(between: Sequence[Item]) -> list[Item]:
    """The items without what joins two names: `in Sachsen und Hessen`."""
    named = [item.ent is not None for item in between]
    return [item for k, item in enumerate(between) if not (0 < k < len(between) - 1 and named[k - 1] and named[k + 1])]


def _is_what_goes(items: Sequence[Item], num: Num, hit: Hit) -> bool:
    """Whether a number is what a verb lets go, not who does it: `trennt sich von 300`, but `300 verzichten auf Lohn`, `40 müssen zu Fuss gehen`."""
    last = hit.phrase.split()[-1]
    if last in words("figures")["turns"]["of what"]:
        return hit.end <= num.at
    inside = items[num.at + 1 + len(num.noun) : hit.end - 1] if last in words("figures")["turns"]["away"] else ()
    return not any(item.ent is None and item.text[0].isupper() for item in inside)


def are_taken_over(reading: Reading, num: Num) -> bool:
    """`Mit der Übernahme kommen 530 Mitarbeitende hinzu`: people who have their jobs already."""
    if not num.noun or _is_job(num.noun[-1].low):
        return False
    low = (item.low for item in reading.sentence.items if item.clause == num.clause and item.ent is None)
    return any(map(_turned("acquired").fit, low))


def _is_job(noun: str) -> bool:
    return _turned("jobs").fit(noun)


def _is_around(hit: Hit, num: Num) -> bool:
    """Whether a number stands between the words of a verb: `fallen in Wien und Graz 412 Stellen weg`."""
    return hit.start < num.at < hit.end - 1


def _is_named_turn(reading: Reading, num: Num) -> bool:
    """`der Abbau von 200 Stellen`: the noun in front of `von` is one of going."""
    return any(hit.key == "change/goes" and hit.end == num.at and hit.phrase.endswith(" von") for hit in reading.cues)


def _in_list_of_turns(reading: Reading, num: Num, metric: str, context: Context) -> int:
    """`Mühlacker: 235 Stellen` in a list below a sentence on jobs that are cut: the direction told there."""
    jobs = metric == "employees" and num.noun and _is_job(num.noun[-1].low)
    told = any(hit.key in TURNS for hit in reading.cues)
    return _direction_of(listed_turn(reading, context)) if jobs and not told else 0


def listed_turn(reading: Reading, context: Context) -> Draft | None:
    """The last jobs that were told to come or go, where a line is one of the list right below."""
    page, (line, draft) = reading.page, context.turned
    opener = page.opener(reading.sentence) or page.heading(reading.sentence)
    listed = opener is not None and opener is not reading.sentence and len(reading.nums) < FEW
    return draft if listed and opener is not None and line >= opener.line - RIGHT_ABOVE else None


RIGHT_ABOVE, FEW = 2, 3
"""Lines from a figure to the heading of a list that goes on with it; numbers in a line of such a list."""


def goes_on_turning(reading: Reading, num: Num, metric: str, context: Context) -> int:
    """`95 Arbeitsplätze am Hauptsitz in Winterthur sowie 110 in Ingolstadt`: nothing but names and small words since a number that came or went."""
    before = context.figure_draft
    last = next((other for other in reversed(reading.nums) if other.at < num.at), None)
    if before is None or last is None or before.slots["metric"] != metric or before.slots.get("value"):
        return 0
    if before.sources.get("change") != (last.ent.start, last.ent.end) or num.noun:
        return 0
    between = reading.sentence.items[last.at + 1 + len(last.noun) : num.at]
    joined = any(item.low in JOINING or item.text == "," for item in between)
    light = STOP.union(words("figures")["turns"]["light"])
    small = all(i.ent is not None or i.text[0].isupper() or i.low in light or i.text == "," for i in between)
    return _direction_of(before) if joined and small else 0


def are_more_jobs(reading: Reading, num: Num, context: Context) -> bool:
    """`310 Menschen arbeiten dort; 40 weitere sollen dazukommen`: more of the staff or jobs that the figure before tells of."""
    before = context.figure_draft
    near = context.figure_line == reading.sentence.line and context.figure_sentence >= reading.sentence.index - 1
    if num.label != "NUMBER" or num.noun or before is None or before.slots["metric"] != "employees" or not near:
        return False
    items = reading.sentence.items
    beside = [item.low for item in items[max(0, num.at - 1) : num.at + 2] if item.ent is None]
    if frozenset(words("figures")["told"]["more of them"]).isdisjoint(beside):
        return False
    return any(hit.key in TURNS and items[hit.start].clause == num.clause for hit in reading.cues)


def are_jobs_that_turn(reading: Reading, num: Num) -> bool:
    """`die 4.700 Stellen, die bis 2027 entfallen sollen`: a relative clause right behind jobs says that they come or go."""
    items, end = reading.sentence.items, num.at + 1 + len(num.noun)
    if num.label != "NUMBER" or not num.noun or num.noun[-1].ent is not None or not _is_job(num.noun[-1].low):
        return False
    if [item.low for item in items[end : end + 2]] != [",", "die"]:
        return False
    clause = items[end + 1].clause
    return any(hit.key in ("change/comes", "change/goes") and items[hit.start].clause == clause for hit in reading.cues)


JOINING = frozenset(("und", "sowie", "oder"))
TURNS = {"change/comes": 1, "change/goes": -1, "change/follows": 0}


def _turns(metric: str, noun: str, hit: Hit) -> bool:
    """Whether a verb tells of coming or going figures of a metric: jobs are not opened, charging points that are built are there."""
    verb = hit.phrase.split()[0]
    if metric == "employees":
        return not verb.startswith(OPENS)
    if _turned("for jobs").fit(verb) or (_turned("members").fit(noun) and _turned("of houses").fit(verb)):
        return False  # `24 Kunden gaben ihre Filialen auf`
    if verb.startswith("eröffn"):
        return True
    return not verb.startswith(MAKES) and "geöffnet" not in verb and _forms("opened").fit(noun)


def _as_before(reading: Reading) -> int:
    """The direction of the change before, or 0: `weitere 1.700 folgen`."""
    return _direction_of(reading.before)


def _direction_of(draft: Draft | None) -> int:
    """+1 or -1 by the absolute change of a figure, 0 where it has none."""
    amount = ((draft.slots.get("change") if draft else None) or {}).get("absolute") or 0
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
