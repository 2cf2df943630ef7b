"""What could fill a slot of a figure, and what speaks for each candidate: the input of the learned scorer.

A feature is a short readable word (`at:sentence`, `gap:1`, `prep:seit`), so that the weights in `patterns/weights` can be
read. A candidate that is found in several places has the features of all of them, and each place is crossed with the ground: what
holds for the figure whatever fills the slot (`in:heading:flow`). No candidate is the word of a domain.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from pressefakten.facts import deals, grammar, reported, resumed, scope, segments, shares, tables, where, whose
from pressefakten.facts.context import (
    HOMES,
    SUBJECTS,
    Context,
    Time,
    amount_of,
    authority_land,
    day_slot,
    is_market_name,
    name_of,
    shift,
    time_slot,
)
from pressefakten.facts.cues import Num, gap
from pressefakten.facts.issuer import core
from pressefakten.facts.page import NUMERIC, SIGNS, Ent, Item, Page, Sentence
from pressefakten.facts.rules import word_class
from pressefakten.facts.triggers import Forms
from pressefakten.normalize import lexicon
from pressefakten.normalize.nouns import is_noun, nominative, plural, singular
from pressefakten.normalize.timex import NUMBERED_PART, bounds

if TYPE_CHECKING:
    from pressefakten.facts.figures import Answer, Figures, Reading
    from pressefakten.facts.rules import Draft, NumberRule

MARKET = Forms(("*markt*", "*märkte*"))
SHAPES = (
    ("day", re.compile(r"\d{4}-\d\d-\d\d$")),
    ("quarter", re.compile(r"\d{4}-Q\d$")),
    ("half", re.compile(r"\d{4}-H\d$")),
    ("month", re.compile(r"\d{4}-\d\d$")),
    ("year", re.compile(r"\d{4}$")),
    ("fiscal", re.compile(r"\d{4}/\d{4}$")),
    ("months", re.compile(r"\d{4}-\d\d/\d{4}-\d\d$")),
    ("ref", re.compile(r"[A-Z]+_REF$")),
)


@dataclass(slots=True)
class Candidate:
    """A filler of a slot (None: the slot stays empty), the entity it was read from, and what speaks for it.

    `words` are features of its own; each of its `places` together with each word of the `ground` is one, too.
    """

    value: Any
    ent: Ent | None = None
    words: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    ground: frozenset[str] = frozenset()
    sure: float = 1.0
    """How sure it is where it is the only one."""

    @property
    def features(self) -> set[str]:
        """All features as the weights have them."""
        return self.words | {f"{place}:{word}" for place in self.places for word in self.ground}


class Bag:
    """Candidates by their value."""

    def __init__(self, empty: Iterable[str], ground: Iterable[str] = ()) -> None:
        """`empty` is the ground of the empty filler, `ground` that of all others."""
        self.ground = frozenset(ground)
        self.found: dict[Any, Candidate] = {None: Candidate(None, None, {"none:"}, {"none"}, frozenset(empty))}

    def add(self, value: Any, ent: Ent | None, place: str, features: Iterable[str]) -> None:
        """Note a filler and where it was found; the entity that is noted first stays its source."""
        if value is None:
            return
        key = (value["value"], value.get("mod")) if isinstance(value, dict) else value
        known = self.found.get(key)
        if known is None:
            known = self.found[key] = Candidate(value, ent, ground=self.ground)
        known.ent = known.ent or ent
        known.places.add(place)
        known.words.add(place)
        known.words.update(features)

    def named(self) -> list[Candidate]:
        """The candidates without the empty one: what a label names needs no other."""
        return [candidate for candidate in self.found.values() if candidate.value is not None]

    def all(self) -> list[Candidate]:
        """The candidates, the empty one first."""
        return list(self.found.values())


@functools.lru_cache(maxsize=4096)
def distance(at: int, other: int) -> str:
    """Words between two items in coarse steps, signed by order."""
    steps = abs(at - other)
    size = next((str(limit) for limit in (1, 2, 3, 5, 8, 12, 18) if steps <= limit), "far")
    return f"{'before' if other < at else 'after'}:{size}"


def preposition(items: Sequence[Item], at: int) -> str:
    """The closed-class word in front of an item, or `other`."""
    word = items[at - 1].low if at else "^"
    return word if word in scope.scope_words("closed") or word == "^" else "other"


@functools.lru_cache(maxsize=4096)
def shape(value: str) -> str:
    """What kind of time a TIMEX3 value is."""
    return next((name for name, form in SHAPES if form.match(value)), "range" if "/" in value else "else")


def manner_of(reading: Reading, num: Num, draft: Draft) -> list[str]:
    """How the figure is stated: what its claim rests on, the tense of its clause, the word that opens the sentence."""
    page, sentence, items = reading.page, reading.sentence, reading.sentence.items
    openers = scope.scope_words("openers")
    found = [f"why:{draft.why}", f"tense:{reading.tense(num.clause)}"]
    if items[0].low in openers:
        found.append(f"opens:{items[0].low}")
    if openers & {item.low for item in items[max(0, num.at - 2) : num.at]}:
        found.append("after an opener")
    before = page.previous(sentence)
    found.append(f"first:{before is None or before.line != sentence.line}")
    return found


def bearing_of(reading: Reading, num: Num, context: Context, draft: Draft) -> list[str]:
    """What bears on whose and where a figure is: its size, `dort` in its clause."""
    size = size_of(context, draft)
    clause = (item for item in reading.sentence.items if item.ent is None and item.clause == num.clause)
    there = any(item.low in scope.scope_words("there") for item in clause)
    return [f"size:{size}", f"size:{size}:{draft.slots['metric']}", *["there"] * there]


def size_of(context: Context, draft: Draft) -> str:
    """How large the figure is beside the first of its metric: a part is smaller, the same of another time about as large."""
    first, own = context.first.get(str(draft.slots["metric"])), amount_of(draft.slots.get("value"))
    if not first or not own:
        return "first" if own else "no level"
    ratio = abs(own / first)
    return "smaller" if ratio < 0.75 else "larger" if ratio > 1.35 else "alike"


def is_part(reading: Reading, num: Num) -> bool:
    """`davon 640 in Deutschland`, `wovon 3'420 Lernende`, `Davon entfallen 355 auf …`: a part of the figure just before."""
    items, parts = reading.sentence.items, scope.scope_words("parts")
    at = next((k for k in range(num.at - 1, -1, -1) if items[k].ent is None and items[k].low in parts), -1)
    return at >= 0 and not any(at < other.at < num.at for other in reading.nums) and not gap(items, at, num.at)


def front_of(items: Sequence[Item], num: Num) -> list[str]:
    """The small words in front of a number: `der 46 Partner`, `mit 27 Linien` count what is known, not what is told."""
    word = preposition(items, num.at)
    found = [f"front:{word}"]
    if num.at and (word in scope.scope_words("articles") or word == "other"):
        found.append(f"front:{preposition(items, num.at - 1)}:{word}")
    return found


def _between(reading: Reading, num: Num, at: int) -> int:
    low, high = sorted((num.at, at))
    return min(2, sum(1 for other in reading.nums if low < other.at < high))


PERIODS = frozenset(("year", "fiscal", "half", "quarter", "month", "months"))
TABLE = frozenset(("row", "table_head"))


def around(page: Page, sentence: Sentence) -> Iterator[tuple[str, Sentence]]:
    """The sentences above that a figure may take something from, by the name of their place."""
    for name, head in (("heading", page.heading(sentence)), ("opener", page.opener(sentence))):
        if head is not None and head is not sentence:
            yield name, _title_of(page, head, sentence) if page.kind(head) == "table_head" else head
    at, where = sentence.index - 1, "above"
    while page.kind(sentence) == "row" and at >= 0 and page.kind(page.sentences[at]) in TABLE:
        at, where = at - 1, "table"  # a head holds for its own column, the rows above for themselves
    for back, other in enumerate(reversed(page.sentences[max(0, at - 2) : at + 1]), 1):
        if page.zone(other) == page.zone(sentence):
            yield f"{'line' if other.line == sentence.line else where}-{back}", other


def _title_of(page: Page, head: Sentence, row: Sentence) -> Sentence:
    """The words of a table's head that hold for all its columns."""
    items = tables.titles(page, row)
    ents = [item.ent for item in items if item.ent is not None]
    return Sentence(head.index, head.start, head.end, head.line, items, ents)


def titles(page: Page) -> list[Sentence]:
    """The lines of the title."""
    return [sentence for sentence in page.sentences[:8] if page.kind(sentence) in ("headline", "subhead", "bullet")]


def _labels(reading: Reading, num: Num) -> Iterator[tuple[str, list[Item]]]:
    yield "column", num.head_items
    yield "label", num.label_items
    yield "label", reading.caption
    yield "line", scope.line_label(reading, num)


def _near(reading: Reading, num: Num, ent: Ent) -> Iterator[str]:
    """How an entity of the sentence stands to the number."""
    items = reading.sentence.items
    yield f"at:{distance(num.at, ent.item)}"
    marks = gap(items, ent.item, num.at)
    yield f"gap:{min(marks, 3)}"
    yield f"clause:{min(2, abs(items[ent.item].clause - num.clause))}:{'before' if ent.item < num.at else 'after'}"
    yield f"{'before' if ent.item < num.at else 'after'}:gap:{min(marks, 3)}"
    yield f"between:{_between(reading, num, ent.item)}"
    yield f"prep:{preposition(items, ent.item)}"
    if ent.item and preposition(items, ent.item) in ("der", "die", "das", "des", "dem", "den", "other"):
        yield f"prep2:{preposition(items, ent.item - 1)}"
    depth = items[ent.item].depth - num.depth
    if depth:
        yield f"depth:{'deeper' if depth > 0 else 'higher'}"
    if ent.item <= 1:
        yield "opens"
    if reading.nearest(ent.item) is not num:
        yield "nearer-to-other"


# --- when ------------------------------------------------------------------------------------------------------------


def periods(
    reading: Reading, num: Num, context: Context, draft: Draft, manner: list[str], guess: Time | None, current: Time | None = None,
) -> list[Candidate]:  # fmt: skip
    """Times that a figure may hold for; `manner` is that of `manner_of`, `guess` what the rules say, `current` the period of the level beside."""
    page, sentence = reading.page, reading.sentence
    metric = str(draft.slots["metric"])
    kind = "flow" if draft.flow else "moving" if _moves(num) else "stock"
    zone, line = page.zone(sentence), page.kind(sentence)
    cue = _expectation(reading, num)
    dates = [ent for ent in scope.dates_of(sentence) if not (draft.flow and cue in AHEAD and is_now(ent))]
    several = f"dates:{min(len(dates), 2)}"
    front = front_of(sentence.items, num)
    said_here = [f"counts:{_noun_kind(num)}", *([] if draft.flow else _words_of(reading, num))]
    bag = Bag(
        (*said_here, *manner, *(f"{m}:{kind}" for m in manner), cue, kind, num.part, f"zone:{zone}:{kind}", f"line:{line}", f"{several}:{kind}", f"metric:{metric}", *front),
        (*said_here, *manner, kind, several, line, cue, f"metric:{metric}", *front),
    )  # fmt: skip

    def add(value: Time | None, ent: Ent | None, place: str, *features: str) -> None:
        if value is None or value["value"] in ("PAST_REF", "FUTURE_REF"):
            return
        form = "day of release" if value["value"] == "PRESENT_REF" else shape(value["value"])
        if form == "day" and ent is not None and not any(mark.isdigit() for mark in ent.text):
            form = "day by name"
        if value["value"] == "PRESENT_REF":
            value = day_slot(page)
        main = _against(value, context.period) if context.period and value else ""
        whole = _against(value, context.document) if context.document and value else ""
        if value and page.published and (bounds(value["value"], value.get("mod"))[0] or "") > page.published:
            features += (
                "ahead",
                f"ahead:{cue}",
                f"ahead:{num.part}",
                f"ahead:{metric}",
                f"ahead:{cue}:{metric}",
                f"ahead:{manner[1]}",
            )
        placed = _placed_time(place, form, num.part, main, whole)
        bag.add(value, ent, place, features + placed + _shaped(form, kind, metric, manner[1]))

    own = scope.bracket_date(sentence.items, num)
    label = scope.label_ent(scope.line_label(reading, num), ("DATE",))
    listed = scope.day_of_list(page, sentence) if kind == "stock" and label is None else None
    known = label or listed
    labelled = time_slot(known) if known is not None else None
    if own is not None and labelled is not None and num.part == "previous":
        vague = scope.is_prior(own) and scope_vague(own, labelled)
        then = scope.in_year(labelled, str((own.value or {})["value"])) if listed is not None else None
        add(shift(labelled) if vague else then or time_slot(own), own, "in:bracket")
        return bag.named() or bag.all()
    if listed is not None and not dates:
        add(shift(labelled) if num.part == "previous" else labelled, listed, "in:day of the list")
        return bag.named()
    in_table = scope.two_heads(num) or scope.year_to_date(page, num, context)
    in_table = in_table or reported.in_row(reading, num) or reported.day_of_row(num)
    if in_table is not None:
        add(in_table, None, "in:column")
        return bag.named()
    for place, items in _labels(reading, num):
        ent = scope.label_ent(items, ("DATE",))
        if ent is not None and ent.value and line == "paragraph" and ent.value["value"] == page.published:
            continue  # `21.07.2026 – Karlsruhe:` opens the text
        if ent is not None and ent.value:
            earlier = place == "line" and num.part == "previous" and num.depth > 0 and not scope.is_prior(ent)
            whole = scope.own_period(page, ent, num, context)
            add(shift(whole) if earlier else whole, ent, f"in:{place}")
            if earlier:
                return bag.named() or bag.all()
            year = str(ent.value["value"])
            if scope.is_whole_year(page, num) or (place == "column" and scope.titled_period(page, ent, num)):
                return bag.named() or bag.all()
            for source, whole in (
                ("heading", _heading_period(reading)),
                ("main", context.period),
                ("document", context.document),
            ):
                if whole is None or scope.DAY.fullmatch(whole["value"]):
                    continue
                if place != "column" or scope.heads_year(page, num, whole["value"][:4]):
                    add(scope.in_year(whole, year), ent, f"in:{place} of {source}")
            return bag.named() or bag.all()
    told = all(scope.is_compared(sentence.items, ent) or scope.is_prior(ent) for ent in dates)
    dated = scope.title_date(page, num) or (_of_list(reading, num, draft) if told else None)
    if dated is not None:
        add(time_slot(dated), dated, "in:label")
        return bag.named() or bag.all()
    if (beside := scope.beside_dated(reading, num, context)) is not None:
        add(beside, None, "in:column")
        return bag.named()
    if context.figure_draft is not None and context.figure_line == sentence.line and is_part(reading, num):
        add(context.figure_draft.slots.get("period"), None, "in:figure of the whole")
        return bag.named() or bag.all()
    sum_of = context.whole(num) if not dates else None
    if sum_of is not None and sum_of.slots.get("period"):
        add(sum_of.slots["period"], None, "in:figure of the whole")
        return bag.named()
    said = reported.until_then(page, sentence, num)
    if said is None and all(scope.is_compared(sentence.items, ent) or scope.is_prior(ent) for ent in dates):
        said = reported.counted_up(reading, context)
    if said is not None:
        add(said, None, "in:words of the sentence")
        return bag.named()
    plain = [ent for ent in dates if not scope.is_compared(sentence.items, ent) and not scope.is_prior(ent)]
    if (
        metric == "orders"
        and deals.is_deal(sentence, num)
        and (signed := deals.signed_on(reading, num, plain, context)) is not None
    ):
        add(time_slot(signed), signed, "in:signing")
        return bag.named()
    at_cutoff = kind == "stock" and num.part == "level" and not plain and _at_cutoff(sentence.items, num)
    if at_cutoff and (day := context.cutoff()) is not None:
        add(day, None, "in:cutoff")
        return bag.named()
    if draft.flow and (opening := _opening(reading, num, dates)) is not None:
        add(_meant(reading, opening, context), opening, "in:opening")
        return bag.named()
    if num.part == "level" and _is_some_day(sentence.items, num, dates):
        return [bag.found[None]]
    if (elided := _elided_part(sentence.items, num, dates)) is not None:
        add(elided[0], elided[1], "in:elided part")
        return bag.named()
    if metric == "employees" and num.part == "level" and not plain and _is_average(reading, num):
        add(context.document, None, "in:average")
        return bag.named() or bag.all()
    if (behind := _right_behind(sentence.items, num, dates)) is not None:
        add(_meant(reading, behind, context), behind, "in:right behind")
        return bag.named()
    if (before_that := _so_long_before(reading, num, dates, context)) is not None:
        add(before_that[0], before_that[1], "in:so long before")
        return bag.named()
    if not plain and num.part == "level" and (framed := _told_before(reading, num, draft, cue)) is not None:
        add(framed[0], framed[1], "in:frame of the paragraph")
        return bag.named()
    stands = [ent for ent in plain if _is_stand(sentence.items, ent)] if kind == "stock" and num.part == "level" else []
    if len(stands) == 1:
        add(time_slot(stands[0]), stands[0], "in:stand")
        return bag.named()
    past = _a_year_before(reading, num, dates, context) or _level_before(reading, num, dates, current)
    if past is not None and past[0] is not None:
        add(past[0], past[1], "in:prior word")
        return bag.named()
    if (alike_part := _same_in_year(reading, num, dates, context)) is not None:
        add(alike_part[0], alike_part[1], "in:same part of the year")
        return bag.named()
    if (framing := _in_clause(reading, num, draft, plain)) is not None:
        add(_meant(reading, framing, context), framing, "in:clause")
        return bag.named()
    near = [ent for ent in plain if not gap(sentence.items, ent.item, num.at)]
    if num.part == "level" and draft.flow and not near and (part := _named_by_noun(reading, num, context, cue)):
        add(part, None, "in:noun")
        return bag.named()
    if (with_before := _as_before(reading, num, draft, context, dates, cue)) is not None:
        add(with_before, None, "in:figure before")
        bag.named()[0].sure = CARRIED
        return bag.named()
    whole_sentence = _opening(reading, num, dates, apart=True) if draft.flow and len(dates) == 1 else None
    if whole_sentence is not None and not num.label_items and not num.head_items:
        add(_meant(reading, whole_sentence, context), whole_sentence, "in:opening")
        return bag.named()
    if (dated := _in_own_bracket(sentence.items, num, dates)) is not None:
        add(_meant(reading, dated, context), dated, "in:own bracket")
        return bag.named()
    if draft.flow and (back := _part_again(reading, num, context)) is not None:
        add(back, None, "in:main again")
        return bag.named()
    ranked = sorted(dates, key=lambda ent: (gap(sentence.items, ent.item, num.at), abs(ent.item - num.at)))
    if num.part == "level":
        ranked = [ent for ent in ranked if not _is_left_behind(sentence.items, ent, num)]
    for rank, ent in enumerate(ranked):
        features = [
            f"rank:{min(rank, 2)}",
            *_near(reading, num, ent),
            *_in_order(reading, num, ent, dates),
            *_time_features(reading, num, ent),
            *deals.signed(sentence, metric),
        ]
        before = context.figure_draft.slots.get("period") if context.figure_draft is not None else None
        base = current or before or _named_before(page, ent, context)
        value = _meant(reading, ent, context)
        if scope.is_prior(ent) and before is not None and _has_dated(context, sentence, ent):
            add(before, ent, "in:date of the figure before")
            return bag.named()
        again = value == base and not _is_prior_itself(page, context)
        if base is not None and scope.is_prior(ent) and (again or "monate" in ent.text.lower()):
            value = shift(base)  # `im vergangenen Jahr … Im Vorjahr`, `Ende 2025 … zwölf Monate zuvor`
        add(value, ent, "in:sentence", *features)
        if base is not None and scope.is_prior(ent) and scope_vague(ent, base):
            add(shift(base), ent, "in:prior word", *features)
    for place, above in reading.around:
        found = scope.dates_of(above)
        for at, ent in enumerate(found):
            last = ["last of its line"] if at == len(found) - 1 else []
            add(time_slot(ent), ent, f"in:{place}", *last, *_of_line(above, ent), *deals.signed(above, metric))
    for above in reading.titles:
        for ent in above.ents:
            if ent.label == "DATE" and ent.value:
                add(time_slot(ent), ent, "in:title")
    for signed in deals.signings(page, context) if metric == "orders" else ():
        add(time_slot(signed), signed, "in:signing")
    add(context.period, None, "in:main")
    add(context.document, None, "in:document")
    add(shift(context.document), None, "in:document a year earlier")
    for place, below in reading.below:
        for ent in below.ents:
            if ent.label == "DATE" and ent.value:
                add(time_slot(ent), ent, f"in:{place}", *deals.signed(below, metric))
    if context.figure_draft is not None:
        same = context.figure_line == sentence.line
        add(context.figure_draft.slots.get("period"), None, "in:figure before" + (" same line" if same else ""))
    add(context.figure_flow, None, "in:flow before")
    alike = context.by_metric.get(str(draft.slots["metric"]))
    if alike is not None:
        add(alike.slots.get("period"), None, "in:same metric before")
    if current is not None:
        add(shift(current), None, "in:year earlier")
        add(current, None, "in:current")
    if any(item.low in scope.scope_words("cutoff") for item in sentence.items):
        add(context.cutoff(), None, "in:cutoff")
    if page.published:
        running = {"value": page.published[:4], "mod": None}
        add(running, None, "in:year of release")
        add(shift(running), None, "in:year before release")
    add(day_slot(page), None, "in:day of release")
    if context.stock is not None and not draft.flow:
        add(context.stock.slots["period"], None, "in:stock before")
    _go_on(bag, reading, num, context, metric, "period", bool(dates))
    return with_guess(bag, guess)


def _has_dated(context: Context, sentence: Sentence, ent: Ent) -> bool:
    """`Ein Jahr zuvor waren es 7.611 an 1.205 Standorten`: whether the figure before in the sentence has this very date."""
    draft = context.figure_draft
    return (
        draft is not None
        and context.figure_sentence == sentence.index
        and draft.sources.get("period") == (ent.start, ent.end)
    )


def _part_again(reading: Reading, num: Num, context: Context) -> Time | None:
    """The month or quarter that the release is about, for a paragraph without a date below one that counted from January to its end.

    `Von Januar bis Oktober waren es 2,4 Millionen.` and then, in a paragraph of its own, `Auf Opel entfielen 12.440.`
    """
    page, sentence, main, last = reading.page, reading.sentence, context.document, context.figure_flow
    if main is None or last is None or page.kind(sentence) != "paragraph" or page.zone(sentence) != "body":
        return None
    whole = reported.from_new_year(main)
    if whole is None or last not in (whole, main) or num.part != "level":
        return None
    if last == main and context.figure_line != sentence.line:
        return None
    own = [
        other
        for other in page.sentences[max(0, sentence.index - 8) : sentence.index + 1]
        if other.line == sentence.line
    ]
    head = page.heading(sentence)
    dated = any(ent.label in ("DATE", "DURATION") for other in [*own, *([head] if head else [])] for ent in other.ents)
    return main if not dated and reading.tense(num.clause) != 1 else None


def _named_before(page: Page, ent: Ent, context: Context) -> Time | None:
    """The document's period, for a word such as `Vorjahr` only if a date in front of it names that period in so many words."""
    period = context.document
    if period is None or not scope.is_prior(ent):
        return period
    if context.named_first is None:
        named = (
            one.end for one in page.ents if one.label == "DATE" and not scope.is_prior(one) and time_slot(one) == period
        )
        context.named_first = next(named, -1)
    return period if 0 <= context.named_first <= ent.start else None


@functools.lru_cache(maxsize=8192)
def _placed_time(place: str, form: str, part: str, main: str, whole: str) -> tuple[str, ...]:
    """A time of a form in a place, beside the main period and that of the whole document (empty: there is none)."""
    found = (f"{place}:{form}", f"part:{part}:{place}")
    return (*found, *([f"{place}:{main}"] if main else ()), *([f"{place}:doc:{whole}"] if whole else ()))


@functools.lru_cache(maxsize=8192)
def _shaped(form: str, kind: str, metric: str, tense: str) -> tuple[str, ...]:
    """A time of a form for a figure of a kind."""
    return f"shape:{form}:{kind}", f"shape:{form}:metric:{metric}", f"shape:{form}:{tense}"


def _meant(reading: Reading, ent: Ent, context: Context) -> Time | None:
    """The time that a date of the sentence stands for, with what stands beside it."""
    value = reported.stretch(reading.sentence, ent) or reported.months_of_year(reading.sentence, ent)
    value = (
        value
        or scope.since_new_year(reading, ent, context)
        or _of_running_year(reading, ent, context)
        or _until_month(reading, ent)
    )
    return value or scope.quarter_of(ent, context) or time_slot(ent)


def _until_month(reading: Reading, ent: Ent) -> Time | None:
    """`Bis einschließlich August waren es in diesem Jahr 24.300`: the months of the year that is running up to that one."""
    items, value = reading.sentence.items, ent.value or {}
    month = re.fullmatch(r"\d{4}-\d\d", str(value.get("value"))) and not value.get("mod")
    until = month and "bis" in scope.before(items, ent.item, 3)
    running = tuple(scope.scope_words("running"))
    beside = (other for other in reading.sentence.ents if other.label == "DATE" and other is not ent and other.value)
    told = any(
        other.text.casefold().split()[0].startswith(running) and str((other.value or {})["value"]) == value["value"][:4]
        for other in beside
        if until and items[other.item].clause == items[ent.item].clause
    )
    return {"value": f"{value['value'][:4]}-01/{value['value']}", "mod": None} if told else None


def _of_running_year(reading: Reading, ent: Ent, context: Context) -> Time | None:
    """`Von den Neuwagen des laufenden Jahres fuhren 23 % elektrisch`: what is told of a year that is not over, up to the end of what is reported."""
    main, year = context.document, str((ent.value or {}).get("value"))
    running = context.market and ent.text.casefold().split()[0].startswith(tuple(scope.scope_words("running")))
    if main is None or not running or main["value"][:4] != year or len(year) != 4:
        return None
    ahead = any(hit.key in ("status/forecast", "status/target") for hit in reading.cues)
    if ahead or reading.tense(reading.sentence.items[ent.item].clause) == 1:
        return None
    so_far = re.fullmatch(r"\d{4}-H1|\d{4}-01/\d{4}-\d\d", main["value"])
    return dict(main) if so_far else reported.from_new_year(main)


def _opening(reading: Reading, num: Num, dates: Sequence[Ent], *, apart: bool = False) -> Ent | None:
    """The period that frames a sentence from its first place on: `Im September lieferte das Werk …`, no other date beside it.

    `apart`: also for a figure in a later clause.
    """
    items = reading.sentence.items
    plain = [ent for ent in dates if not scope.is_compared(items, ent) and not scope.is_prior(ent)]
    if len(plain) != 1 or reading.page.kind(reading.sentence) == "row":
        return None
    ent, value = plain[0], plain[0].value or {}
    if num.part != "level" and not (num.part == "previous" and re.search(r"\d{4}", ent.text)):
        return None
    heads = ent.item
    while heads > 1 and items[heads - 1].ent is None and items[heads - 1].low in scope.scope_words("framed"):
        heads -= 1  # `im Geschäftsjahr 2020`, `in den Monaten Juli bis September`
    opens = next((k for k in range(heads) if items[k].low not in scope.scope_words("before a frame")), heads)
    if (
        heads == opens + 1
        and ent.item < num.at
        and value.get("mod") == "START"
        and items[opens].low in scope.scope_words("since")
    ):
        return ent  # `Seit Jahresbeginn summieren sich …`
    first = ent.item == 0 or (heads == opens + 1 and items[opens].low in scope.scope_words("framing"))
    framed = first and ent.item < num.at and not value.get("mod") and (apart or not gap(items, ent.item, num.at))
    return ent if framed and shape(str(value["value"])) in PERIODS else None


def _a_year_before(
    reading: Reading, num: Num, dates: Sequence[Ent], context: Context
) -> tuple[Time | None, Ent] | None:
    """A date of comparison that opens the clause of a figure is the time of the figure before, a year earlier.

    `Ein Jahr zuvor waren es …` at the head of a sentence, `… 1,2 Milliarden, im Vorjahr waren es noch 1,1` behind a figure.
    """
    items = reading.sentence.items
    ent = next((one for one in reversed(dates) if one.item < num.at and scope.is_prior(one)), None)
    if ent is None or num.part != "level" or gap(items, ent.item, num.at):
        return None
    vague = not any(map(ent.text.casefold().startswith, scope.scope_words("a year before")))
    if vague and not scope.is_of_prior_year(ent):
        return None
    head = ent.item
    while (
        head and items[head - 1].ent is None and items[head - 1].low in scope.scope_words("in front of the year before")
    ):
        head -= 1
    if any(item.low in scope.scope_words("whole") for item in items[head : ent.item]):
        return None  # `im gesamten Vorjahr`
    if context.figure_draft is not None and context.figure_sentence == reading.sentence.index:
        opens = bool(head) and (
            items[head - 1].text in CLAUSE_MARKS or items[head - 1].low in scope.scope_words("opens a clause")
        )
        before = context.figure_draft.slots.get("period")
        then = before if _has_dated(context, reading.sentence, ent) else shift(before)
        return (then, ent) if opens and before else None
    before = reading.before.slots.get("period") if reading.before is not None else None
    told = not vague and not head and len(dates) == 1 and context.figure_line == reading.sentence.line
    return (shift(before), ent) if told and before else None


CLAUSE_MARKS = frozenset(",;:–—(")
"""In front of the first word of a clause."""


def _level_before(
    reading: Reading, num: Num, dates: Sequence[Ent], current: Time | None
) -> tuple[Time | None, Ent | None] | None:
    """An earlier level without a date of its own, or with no other than `Vorjahr`: a year before the level beside it.

    `sank von 98.400 auf 94.800`, `(Vorjahr: 12,1 Mio.)`, `nach 4,4 Prozent ein Jahr zuvor`.
    """
    items = reading.sentence.items
    if num.part != "previous" or current is None or num.label_items:
        return None
    if not dates:
        return shift(current), None
    near = [
        one for one in dates if items[one.item].clause == items[num.at].clause or abs(one.item - num.at) <= PRIOR_REACH
    ]
    if len(near) != 1 or not scope.is_prior(near[0]):
        return None
    low = near[0].text.casefold()
    told = scope.is_of_prior_year(near[0]) or any(map(low.startswith, scope.scope_words("a year before")))
    itself = time_slot(near[0]) == current and len(str(current["value"])) > len("2025")
    return (current if itself else shift(current), near[0]) if told else None


PRIOR_REACH = 8
"""Words between an earlier level and its date in another clause."""


def _same_in_year(reading: Reading, num: Num, dates: Sequence[Ent], context: Context) -> tuple[Time, Ent] | None:
    """`in derselben Zeitspanne 2025`, `2025 im selben Zeitraum`, `2024, als zum selben Zeitpunkt …`: of that year the part which the figure before has."""
    items, before = reading.sentence.items, context.figure_draft
    period = before.slots.get("period") if before is not None else None
    near = [ent for ent in dates if gap(items, ent.item, num.at) <= (1 if ent.item < num.at else 0)]
    if len(near) != 1 or context.figure_line != reading.sentence.line:
        return None
    at = near[0].item
    around = [item for item in items[max(0, at - 4) : max(at + 6, num.at)] if item.text not in ",;"]
    pairs = itertools.pairwise(item for item in around if item is not items[at])
    same, spans = scope.scope_words("same"), scope.scope_words("spans")
    told = any(one.low in same and other.low in spans for one, other in pairs)
    then = scope.in_year(period, str((near[0].value or {})["value"])) if told else None
    return (then, near[0]) if then is not None else None


def _in_clause(reading: Reading, num: Num, draft: Draft, plain: Sequence[Ent]) -> Ent | None:
    """The only period in front of a figure in its clause, wherever it stands there: `Verkauft wurden im Mai 412 Wagen`.

    Not one that belongs to a participle (`der im Januar lancierte Elroq kam auf …`) or to a verb before an `und`.
    """
    items, page = reading.sentence.items, reading.page
    if not draft.flow or num.label_items or num.head_items or page.kind(reading.sentence) in ("row", "item", "heading"):
        return None
    level = num.part == "level"
    own = [e for e in plain if not gap(items, e.item, num.at) and items[e.item].depth <= num.depth]
    if len(own) != 1 or own[0].item >= num.at or num.part == "previous":
        return None
    ent, value = own[0], own[0].value or {}
    between = items[ent.item + 1 : num.at]
    ended = any(one.ent is None and one.text.islower() and two.low == "und" for one, two in itertools.pairwise(between))
    others = level and any(ent.item < other.at < num.at for other in reading.nums)
    until = bool(ent.item) and items[ent.item - 1].low in ("bis", "seit", "ab")
    apart = ended or others or scope.is_attributive(items, ent) or (until and not level)
    option = until and draft.slots["metric"] == "orders"
    if apart or option or shape(str(value.get("value"))) not in PERIODS:
        return None
    return ent if not value.get("mod") else None


def dated_in_clause(reading: Reading, num: Num, draft: Draft, context: Context) -> Time | None:
    """The time of the only period in front of a number in its clause, None where there is none."""
    items = reading.sentence.items
    dates = scope.dates_of(reading.sentence)
    plain = [ent for ent in dates if not scope.is_compared(items, ent) and not scope.is_prior(ent)]
    ent = _in_clause(reading, num, draft, plain)
    return _meant(reading, ent, context) if ent is not None else None


CARRIED = 0.8
"""How sure it is that a figure without a date goes on with the one before."""


def _as_before(
    reading: Reading, num: Num, draft: Draft, context: Context, dates: Sequence[Ent], cue: str
) -> Time | None:
    """The time of the figure before, with which one goes on that has no date of its own.

    In its sentence (`der Umsatz lag 2024 bei 4,3 Mrd., das EBIT bei 301 Mio.`) or as a part of it (`Auf Opel entfielen …`, `dahinter folgt …`). Behind a
    figure of comparison it is the time of the one before that: `Gegenüber 2024, als es 2.204 waren, … Jeder fünfte …`.
    """
    before, page, sentence = context.figure_draft, reading.page, reading.sentence
    bare = num.part == "level" and not num.label_items and not num.head_items and page.kind(sentence) in scope.TEXT
    if before is None or not bare or cue != "cue:none" or context.figure_line != sentence.line:
        return None
    period, source = before.slots.get("period"), before.sources.get("period")
    if not period or before.slots.get("status") != "reported":
        return None
    behind = page.sentences[context.figure_sentence]
    ent = next((one for one in behind.ents if (one.start, one.end) == source), None)
    compared = ent is not None and (scope.is_prior(ent) or scope.is_compared(behind.items, ent))
    alike = before.flow == draft.flow
    if behind is sentence:
        own = any(one.item > context.figure_at for one in dates)
        return period if alike and draft.flow and not own and not compared else None
    if dates or reading.tense(num.clause) == 1:
        return None
    if compared:
        return next((p for one in reversed(context.in_line) if (p := one.slots.get("period")) != period), None)
    front = (item.low for item in sentence.items[: num.at] if item.ent is None)
    return period if alike and any(low in scope.scope_words("goes on") for low in front) else None


def _is_some_day(items: Sequence[Item], num: Num, dates: Sequence[Ent]) -> bool:
    """`Mittelfristig strebt die Gruppe 7 % an`, `… 2026 5 %, mittelfristig sollen es 7 % werden`: what is aimed at without a date."""
    some = [k for k, item in enumerate(items) if item.ent is None and item.low in scope.scope_words("some day")]
    if not any(not gap(list(items), k, num.at) for k in some):
        return False
    first = min(some)
    return not any(not gap(list(items), ent.item, num.at) or abs(ent.item - first) <= EXPLAINED for ent in dates)


EXPLAINED = 4
"""Words from `mittelfristig` to the date that explains it: `mittelfristig, das heißt bis 2030`."""
AHEAD = frozenset(("cue:forecast", "cue:target"))


def is_now(ent: Ent) -> bool:
    """`nun`, `jetzt`: when something is said, rather than of when it holds."""
    return ent.text.casefold() in scope.scope_words("now")


def _elided_part(items: Sequence[Item], num: Num, dates: Sequence[Ent]) -> tuple[Time, Ent] | None:
    """`19.400 im ersten, 30.150 im zweiten und 53.250 im vierten Quartal`: the part of the year that an ordinal means beside one with its noun."""
    parts = [(ent, NUMBERED_PART.fullmatch(str((ent.value or {})["value"]))) for ent in dates]
    named = next(((ent, part) for ent, part in parts if part is not None), None)
    if named is None or num.part == "change":
        return None
    dated = any(not gap(list(items), ent.item, num.at) for ent, _ in parts)
    beside = num.at + 2 + len(num.noun)
    ordinals: dict[str, int] = scope.ordinals()
    for k in range(1, len(items)):
        number = ordinals.get(items[k].low) if items[k].ent is None and not gap(list(items), k, num.at) else None
        behind = items[k + 1] if k + 1 < len(items) else None
        alone = behind is None or behind.ent is not None or not behind.text[0].isupper()
        if number and alone and (k == beside or not dated) and items[k - 1].low in ("im", "das", "dem", "vom"):
            return {"value": f"{named[1][1]}{number}", "mod": None}, named[0]
    return None


def _is_average(reading: Reading, num: Num) -> bool:
    """`Im Durchschnitt waren 2.214 Mitarbeiter beschäftigt`: a stock that is told of a span of time."""
    items, words_ = reading.sentence.items, scope.scope_words("average")
    near = (k for k, item in enumerate(items) if item.ent is None and item.low in words_)
    return any(reading.nearest(k) is num and not gap(items, k, num.at) for k in near)


def _right_behind(items: Sequence[Item], num: Num, dates: Sequence[Ent]) -> Ent | None:
    """`von 22 Prozent im vergangenen Jahr auf 65 Prozent im Jahr 2030`, `nach 289 Mio. Euro 2024`: the date right behind a step or an earlier level.

    Not where a number with dates in front of it goes on: `2023 waren es 12, 2024 …`.
    """
    front = items[num.at - 1].low if num.at and items[num.at - 1].ent is None else ""
    if num.part == "change" or (num.part == "level" and front != "auf") or num.depth:
        return None
    at = num.at + 1 + len(num.noun)
    while at < len(items) and items[at].ent is None and items[at].low in scope.scope_words("in front of a date"):
        at += 1
    ent = next((one for one in dates if one.item == at and not scope.is_prior(one)), None)
    return ent if ent is not None and items[at].depth == num.depth and not is_now(ent) else None


def _so_long_before(reading: Reading, num: Num, dates: Sequence[Ent], context: Context) -> tuple[Time, Ent] | None:
    """`Fünf Jahre zuvor hatte der Anteil 1,1 Prozent betragen`: so many years before the figure just before, day for day."""
    ent = next(
        (one for one in reversed(dates) if one.item < num.at and not gap(reading.sentence.items, one.item, num.at)),
        None,
    )
    if ent is None or num.part != "level" or context.figure_draft is None:
        return None
    near = context.figure_line == reading.sentence.line and context.figure_sentence >= reading.sentence.index - 1
    before = context.figure_draft.slots.get("period") if near else None
    if before is None or not _is_point(before) or _has_dated(context, reading.sentence, ent):
        return None
    years = _years_before(ent, before)
    for _ in range(years):
        before = shift(before)
    return (before, ent) if years and before is not None else None


def _years_before(ent: Ent, before: Time) -> int:
    """How many years a date such as `fünf Jahre zuvor`, `vor zehn Jahren`, `zwölf Monate früher` goes back from a time; 0 for others."""
    low, then = ent.text.casefold().split(), str((ent.value or {}).get("value"))
    told = low[-1] in scope.scope_words("before that") or (low[0] == "vor" and low[-1].startswith("jahr"))
    whole = any(word.startswith("jahr") for word in low) and re.fullmatch(r"\d{4}(?:-\d\d)?", then)
    if not told or not (whole or low[:2] in (["zwölf", "monate"], ["12", "monate"])):
        return 0
    return max(0, int(before["value"][:4]) - int(then[:4]))


def _is_point(period: Time) -> bool:
    """Whether a time is a day or the end of a span, of which a stock holds."""
    return len(period["value"]) == 10 or period.get("mod") in ("END", "START", "MID")


@functools.lru_cache(maxsize=8192)
def _part_of_year(word: str) -> str | None:
    return next((n for n in ("quarter", "month", "half", "year") if scope.scope_forms(f"of a {n}").fit(word)), None)


def _named_by_noun(reading: Reading, num: Num, context: Context, cue: str) -> Time | None:
    """`Das Quartals-EBIT lag bei …`, `die Jahresprognose`: the part of the year that the first part of a noun names.

    It ends with the period that the release reports on; the whole year only where something is expected of it.
    """
    items, last = reading.sentence.items, bounds((context.document or {}).get("value", ""))[1]
    if last is None or reading.page.kind(reading.sentence) not in ("paragraph", "headline", "subhead"):
        return None
    near = (k for k in range(num.at - 1, max(-1, num.at - NOUN_REACH), -1) if items[k].ent is None)
    for k in near:
        name = _part_of_year(items[k].low)
        if name is None or gap(items, k, num.at):
            continue
        year, month = last[:4], int(last[5:7])
        if name == "year":
            return {"value": year, "mod": None} if cue == "cue:forecast" else None
        value = {"quarter": f"{year}-Q{(month + 2) // 3}", "half": f"{year}-H{(month + 5) // 6}", "month": last[:7]}[
            name
        ]
        same = context.document if bounds(value) == bounds(str((context.document or {})["value"])) else None
        return same or {"value": value, "mod": None}
    return None


NOUN_REACH = 7
"""Words in front of a figure among which the noun that names its part of the year is looked for."""


def _is_left_behind(items: Sequence[Item], ent: Ent, num: Num) -> bool:
    """`um 3,5 % weniger als im Jahr davor, für Seat 8.946`: a date of comparison in a clause that is over."""
    if ent.item >= num.at or not scope.is_compared(list(items), ent) or items[ent.item].depth != num.depth:
        return False
    behind = items[ent.item + 1 : ent.item + 3]
    told = len(behind) < 2 or behind[1].low in scope.scope_words("relative")
    return not told and behind[0].text in (",", ";")


def _is_stand(items: Sequence[Item], ent: Ent) -> bool:
    """`(Stand: 30. Juni)`: the day on which what the sentence counts was counted."""
    front = [item.low for item in items[max(0, ent.item - 3) : ent.item] if item.text not in ":("]
    return any(word in scope.scope_words("stand") for word in front)


def _told_before(reading: Reading, num: Num, draft: Draft, cue: str) -> tuple[Time | None, Ent] | None:
    """The period that the sentences before in the paragraph, or its heading, set for a figure without a date of its own.

    Of what passes by: `hat die Zahlen für das erste Halbjahr vorgelegt.` without a figure sets it for all that follows; what is
    expected goes on with the year to come that was named (`Für 2027 rechnet er mit … Im Export will man …`, `Ausblick auf 2027`).
    """
    page, sentence = reading.page, reading.sentence
    if not draft.flow or page.kind(sentence) not in ("paragraph", "item"):
        return None
    ahead = cue in ("cue:forecast", "cue:target")
    for above in reversed(page.sentences[max(0, sentence.index - FRAME) : sentence.index]):
        if above.line != sentence.line:
            break
        dates = [ent for ent in scope.dates_of(above) if not reported.is_of_comparison(above, ent)]
        if dates:
            return _set_by(page, above, dates, ahead)
    heading = page.heading(sentence)
    if ahead and heading is not None:
        dates = [ent for ent in scope.dates_of(heading) if not reported.is_of_comparison(heading, ent)]
        return _set_by(page, heading, dates, ahead) if len(dates) == 1 else None
    return None


FRAME = 6
"""Sentences of a paragraph back to which a figure goes for its frame."""


def _set_by(page: Page, above: Sentence, dates: Sequence[Ent], ahead: bool) -> tuple[Time | None, Ent] | None:
    """The one period of a sentence that frames what follows; see `_told_before`."""
    fitting = [ent for ent in dates if shape(str((ent.value or {})["value"])) in PERIODS]
    if len(fitting) != 1 or len(dates) != 1 or (fitting[0].value or {}).get("mod"):
        return None
    ent, last = fitting[0], str((fitting[0].value or {}).get("end") or "")
    if ahead:
        return (time_slot(ent), ent) if page.published and last > page.published else None
    presents = any(item.ent is None and scope.scope_forms("presented").fit(item.low) for item in above.items)
    figures = any(other.label in ("NUMBER", "MONEY", "PERCENT", "QUANTITY") for other in above.ents)
    return (time_slot(ent), ent) if presents and not figures else None


def _at_cutoff(items: Sequence[Item], num: Num) -> bool:
    """`Zum Stichtag zählte …`, `per Quartalsende`: the day that closes the period reported on, in the clause of the figure."""
    days = scope.scope_words("cutoff")
    return any(
        item.low in days and item.ent is None and not gap(list(items), k, num.at) for k, item in enumerate(items)
    )


def _in_own_bracket(items: Sequence[Item], num: Num, dates: Sequence[Ent]) -> Ent | None:
    """`rund 21 Prozent (2025)`: the date that fills the bracket right behind a figure and its noun."""
    at = num.at + 1 + len(num.noun)
    alone = [item.text for item in items[at : at + 3 : 2]] == ["(", ")"]
    return next((ent for ent in dates if alone and ent.item == at + 1), None)


def _of_list(reading: Reading, num: Num, draft: Draft) -> Ent | None:
    """The only date of the line that opens a list of labels and figures: `Die Modelle im Juni` above `Golf: 412`.

    For what does not pass by only where it is a bracket: `Zahlen zur U-Bahn (2025)` above `Haltestellen: 93`.
    """
    kind = reading.page.kind(reading.sentence)
    head = _above_bullets(reading.page, reading.sentence) if kind == "bullet" else reading.page.opener(reading.sentence)
    listed = kind in ("item", "row", "bullet") and num.part == "level"
    if head is None or not listed or reading.page.kind(head) == "table_head" or not scope.line_label(reading, num):
        return None
    plain = [ent for ent in head.ents if ent.label == "DATE" and not reported.is_of_comparison(head, ent)]
    if len(plain) != 1 or not ((draft.flow and kind != "bullet") or _fills_bracket(head, plain[0])):
        return None
    return plain[0] if shape(str((plain[0].value or {}).get("value"))) in PERIODS else None


def _fills_bracket(head: Sentence, ent: Ent) -> bool:
    """`Zahlen zur U-Bahn (2025)`: the date alone in a bracket that closes the line."""
    around = [
        item.text for item in (*head.items[max(0, ent.item - 1) : ent.item], *head.items[ent.item + 1 : ent.item + 3])
    ]
    return around[:2] == ["(", ")"] and "".join(around[2:]) in ("", ":")


MOST_BULLETS = 60
"""Bullets above one, up to which the line above them all is looked for."""


def _above_bullets(page: Page, sentence: Sentence) -> Sentence | None:
    """The line right above the bullets that a sentence is one of, where it is no sentence of its own."""
    above = (page.sentences[at] for at in range(sentence.index - 1, max(-1, sentence.index - 1 - MOST_BULLETS), -1))
    head = next((one for one in above if page.kind(one) != "bullet"), None)
    if head is None or sentence.line - head.line > sentence.index - head.index:
        return None
    return head if not page.text[head.start : head.end].rstrip().endswith((".", "!", "?")) else None


def _words_of(reading: Reading, num: Num) -> list[str]:
    """The counted noun and the verbs of the clause of a number."""
    found = [f"noun:{num.noun[-1].low}"] if num.noun and num.noun[-1].ent is None else []
    return [*found, *(f"verb:{low}" for low in reading.verbs(num.clause))]


def _noun_kind(num: Num) -> str:
    """The class of the counted noun: vehicle, person, moving, or none of them."""
    if not num.noun:
        return "bare"
    if num.noun[-1].ent is not None:
        return num.noun[-1].ent.label
    low = num.noun[-1].low
    kinds = (name for name in ("vehicle", "person", "moving") if word_class(name).fit(low))
    return next(kinds, "thing")


def _heading_period(reading: Reading) -> Time | None:
    """The part of a year that the heading or the line above a table names: `Januar bis Juni`."""
    for head in (reading.page.opener(reading.sentence), reading.page.heading(reading.sentence)):
        for ent in head.ents if head is not None else ():
            if ent.label == "DATE" and ent.value and len(str(ent.value["value"])) > 4:
                return time_slot(ent)
    return None


def _expectation(reading: Reading, num: Num) -> str:
    """Whether words near the number speak of what is expected, meant or past."""
    near = {hit.key for hit in reading.cues if hit.key.startswith("status/") and abs(hit.start - num.at) <= 14}
    return next((f"cue:{name}" for name in ("forecast", "target", "past") if f"status/{name}" in near), "cue:none")


def _moves(num: Num) -> bool:
    """Whether what is counted passes by in a span of time: passengers, nights, calls."""
    return bool(num.noun) and word_class("moving").fit(num.noun[-1].low)


def below(page: Page, sentence: Sentence) -> Iterator[tuple[str, Sentence]]:
    """The next sentences of the same zone."""
    for further, after in enumerate(page.sentences[sentence.index + 1 : sentence.index + 3], 1):
        if page.zone(after) == page.zone(sentence):
            yield f"below-{further}", after


def scope_vague(ent: Ent, period: Time) -> bool:
    """Whether `im Vorjahr` beside a period means that one a year earlier: a part of a year, or the very year before the release."""
    own = str(ent.value["value"]) if ent.value else ""
    whole = re.fullmatch(r"\d{4}", str(period.get("value"))) is not None and not period.get("mod")
    return re.search(r"\d{4}", ent.text) is None and (not whole or len(own) > 4 or own == period["value"])


def _against(value: Time, main: Time) -> str:
    if value["value"] == main["value"]:
        return "=main"
    if value["value"][:4] == main["value"][:4]:
        return "year of main"
    return "before main" if value["value"] < main["value"] else "after main"


def _is_prior_itself(page: Page, context: Context) -> bool:
    """Whether the figure before was one of the prior year in so many words: then `Vorjahr` means that year once more."""
    source = context.figure_draft.sources.get("period") if context.figure_draft is not None else None
    return any(scope.is_prior(ent) for ent in page.ents if source and (ent.start, ent.end) == source)


def _in_order(reading: Reading, num: Num, ent: Ent, dates: list[Ent]) -> Iterator[str]:
    """How dates and figures of the sentence follow each other: `2022 A, 2023 B`, `A im Jahr 2022, B 2023`, `2022 und 2023 A bzw. B`."""
    figures = [other.at for other in reading.nums if other.part != "change" and other.label != "DURATION"]
    at = [date.item for date in dates]
    lead = "dates first" if at[0] < min(figures, default=num.at) else "figures first"
    if ent.item < num.at:
        own = not any(ent.item < other < num.at for other in (*at, *figures))
    else:
        own = not any(num.at < other < ent.item for other in (*at, *figures))
    yield f"{lead}:{'before' if ent.item < num.at else 'after'}:{'beside' if own else 'apart'}"
    if len(at) == len(figures) > 1 and num.at in figures:
        yield f"as many dates:{at.index(ent.item) == figures.index(num.at)}"


def _of_line(sentence: Sentence, ent: Ent) -> Iterator[str]:
    """What a date is in a sentence above: what opens it, or what it is only compared with."""
    if ent.item <= 2:
        yield "above:opens"
    if reported.is_of_comparison(sentence, ent):
        yield "above:compared"


def _time_features(reading: Reading, num: Num, ent: Ent) -> Iterator[str]:
    items = reading.sentence.items
    if scope.is_compared(items, ent):
        yield f"compared:{num.part}"
    if scope.is_prior(ent):
        yield f"prior:{num.part}"
        yield f"prior:{num.part}:{'before' if ent.item < num.at else 'after'}"
    if scope.is_attributive(items, ent):
        yield "attributive"
    if any(other is not num and other.at == ent.item + 1 for other in reading.nums):
        yield "right in front of another number"
    if num.at == ent.item + 1:
        yield "right in front of the number"
    if scope.of_earlier_number(reading, num, ent):
        yield "of earlier number"
    if scope.dates_the_number(items, num, ent):
        yield "alone in bracket"
    prior = "prior" if scope.is_prior(ent) else "plain"
    if items[ent.item].depth > num.depth:
        inside = reading.nearest(ent.item).depth if reading.nums else 0
        bracket = (
            "behind"
            if items[num.at + 1 + len(num.noun) : num.at + 2 + len(num.noun)]
            and items[num.at + 1 + len(num.noun)].text == "("
            else "elsewhere"
        )
        yield f"bracket:{bracket}:{prior}:{'with a number' if inside > num.depth else 'without'}"
    if ent.value and ent.value.get("mod"):
        yield f"mod:{ent.value['mod']}"


# --- whose -----------------------------------------------------------------------------------------------------------


def subjects(
    reading: Reading, num: Num, context: Context, draft: Draft, manner: list[str], guess: tuple[str | None, Ent | None]
) -> list[Candidate]:
    """Names whose figure it may be."""
    page, sentence = reading.page, reading.sentence
    metric = str(draft.slots["metric"])
    market = "market" if context.market else "company"
    zone, line = page.zone(sentence), page.kind(sentence)
    named = [ent for ent in sentence.ents if ent.label in SUBJECTS]
    actor = context.thread.acting[sentence.index]
    acts = "name" if actor is not None else reading.unnamed
    pointed = resumed.pronoun(sentence.items)
    counted_kind, salience = _noun_kind(num), context.salience
    about_what = (f"counts:{counted_kind}", *_words_of(reading, num))
    bag = Bag(
        (
            f"{metric}:{market}", market, f"zone:{zone}:{market}", f"line:{line}:{market}", num.part, *manner,
            f"acts:{acts}", f"acts:{acts}:{market}", f"acts:{acts}:{metric}", *_market_features(reading, context), *about_what,
        ),
        (metric, market, line, f"names:{min(len(named), 2)}", f"acts:{acts}", *manner, *about_what),
    )  # fmt: skip

    def add(ent: Ent | None, place: str, *features: str, name: str | None = None) -> None:
        value = name or (name_of(ent) if ent is not None else None)
        if value is None:
            return
        label = ent.label if ent is not None else context.kinds.get(value, "unknown")
        more = (f"{place}:{label}", *_whose(label, grammar.side_of(context.thread, value), metric, acts))
        if page.issuer and core(value) == core(page.issuer):
            more += ("issuer", f"issuer:{market}:{metric}")
        if label == "SITE" and context.site is not None and value == context.site.canonical:
            more += ("main site", f"main site:{metric}")
        if pointed and (gender := resumed.gender_of(value)):
            agrees = f"pronoun:{gender in pointed}"
            more += (agrees, f"{agrees}:{place}", f"{agrees}:{label}")
        if bag.found.get(value) is None:
            more += (f"{label}:counts:{counted_kind}", *salience.features(sentence, value, label, metric, counted_kind))
        bag.add(context.form_near(value, num), ent, place, features + more)

    if metric == "orders" and (maker := deals.sold_by(page, sentence, num, context)) is not None:
        add(None, "in:seller", name=maker)
        return bag.named()
    for place, items in _labels(reading, num):
        ent = scope.label_ent(items, ("MODEL",)) or scope.label_ent(items, SUBJECTS)
        if ent is not None:
            add(ent, f"in:{place}")
            return bag.named() or bag.all()
    part = part_label(reading, num, metric, context)
    if part is not None and part[1] == "subject":
        add(None, "in:words of the label", name=part[0])
        return bag.named()
    made = [item.ent for item in num.noun if item.ent is not None and item.ent.label in ("BRAND", "MODEL")]
    if made and metric == "registrations":
        add(made[-1], "in:counted noun")
        return bag.named()
    if context.market and page.issuer and grammar.subject_word(sentence).startswith("mitglied"):
        add(None, "in:issuer", name=page.issuer)
        return bag.named()
    if (said := _named_by_line(reading)) is not None:
        add(None, "in:words of the label", name=said)
        return bag.named()
    if (there := grammar.pointed_at(page, sentence, num.at)) is not None and there.label in SUBJECTS:
        add(there, "in:pointed at")
        return bag.named()
    if not named and (listed := _site_of_list(reading, context)) is not None:
        add(listed, "in:head of the list")
        return bag.named()
    if not named and not context.market and (spoken := _taken_up(reading, num, context)) is not None:
        add(None, "in:taken up", name=spoken)
        return bag.named()
    if (receiver := _dealt_to(reading, num, metric, named)) is not None:
        add(receiver, "in:sentence")
        return bag.named()
    if (surely := whose.surely(page, sentence, num, metric, context)) is not None:
        add(surely, "in:surely named")
        return bag.named()
    if whose.of_whole_market(sentence, num, metric) or whose.told_by_office(sentence, num, metric, context):
        return [bag.found[None]]
    if metric != "orders" and whose.as_before(page, sentence, num, metric, context):
        add(None, "in:figure before", name=_of_before(context, "subject"))
        return bag.named() or [bag.found[None]]
    if whose.goes_on(page, sentence, context):
        add(None, "in:figure before", name=context.subject)
        return bag.named() or bag.all()
    counted = [item.ent for item in num.noun if item.ent is not None]
    ranked = [ent for ent in named if not scope.is_source(sentence.items, ent)]
    ranked.sort(key=lambda ent: (gap(sentence.items, ent.item, num.at), abs(ent.item - num.at)))
    for rank, ent in enumerate(ranked):
        how = context.thread.stands(sentence, ent)
        features = [f"rank:{min(rank, 3)}", *_near(reading, num, ent), *_name_features(reading, ent)]
        features += [
            f"stands:{how}",
            f"stands:{how}:{metric}",
            f"stands:{how}:{ent.label}",
            f"acts here:{ent is actor}",
        ]
        if (dealt := dealt_out(reading, num, ent.item)) is not None:
            features.append(dealt)
        add(ent, "in:counted noun" if ent in counted else "in:sentence", *features)
    for place, above in reading.around:
        found = [ent for ent in above.ents if ent.label in SUBJECTS]
        acting = context.thread.acting[above.index]
        for at, ent in enumerate(found):
            roles = (f"in:{place}:{context.thread.stands(above, ent)}", f"in:{place}:acts:{ent is acting}")
            add(ent, f"in:{place}", *roles, *["first of its line"] * (at == 0), *["last"] * (at == len(found) - 1))
    about = context.thread.about[sentence.index - 1] if sentence.index else None
    if about is not None and actor is None:
        fresh = "fresh" if context.thread.acting[sentence.index - 1] is not None else "carried"
        add(about, "in:about", f"in:about:{fresh}", f"in:about:{acts}:{about.label}")
    headed = [ent for above in reading.titles for ent in above.ents if ent.label in SUBJECTS]
    for ent in headed:
        like = len({other.canonical for other in headed if other.label == ent.label})
        how = context.thread.stands(page.sentences[ent.sentence], ent)
        title = f"in:title:{min(like, 2)} {ent.label}"
        add(ent, "in:title", title, f"{title}:{metric}", f"in:title:{how}")
    if context.section is not None:
        add(context.section, "in:section")
    if context.subject is not None:
        add(
            None,
            "in:figure before" + (" same line" if context.subject_line == sentence.line else ""),
            name=context.subject,
        )
    for ent in (ent for ent in sentence.ents if ent.label == "PLACE"):
        add(None, "in:site at place", *_near(reading, num, ent), name=scope.site_at(context, ent.canonical))
    same = context.by_metric.get(metric)
    if same is not None:
        add(None, "in:same metric before", name=same.slots.get("subject"))
    label = [item for item in num.label_items or scope.line_label(reading, num) if item.text[0].isalnum()]
    if label and all(item.ent is None for item in label) and not _is_name_of_figure(reading, label):
        told = (*_label_features(reading, label), *_named_behind(reading, num, label))
        add(None, "in:words of the label", *told, name=scope.part_named(label))
    for at, name in scope.parts(context, sentence):
        how = f"part stands:{grammar.standing(sentence.items, at)}"
        near = f"gap:{min(gap(sentence.items, at, num.at), 3)}"
        add(None, "in:named part", f"at:{distance(num.at, at)}", near, how, name=name)
    if (above_named := _part_above(reading, context)) is not None:
        add(None, "in:named part above", name=above_named)
    for again in reading.again(context.named, context.site):
        near = f"gap:{min(gap(sentence.items, again.at, num.at), 3)}"
        side = "before" if again.at < num.at else "after"
        stands = grammar.standing(sentence.items, again.at)
        add(again.ent, f"in:resumed {again.how}", f"resumed:{near}:{side}", f"resumed:{stands}", f"resumed:{metric}")
    if context.site is not None:
        add(context.site, "in:main site")
    anaphor = context.anaphor(num, reading.cues)
    if anaphor is not None:
        add(None, "in:anaphor", name=anaphor)
    add(None, "in:issuer", name=page.issuer)
    _go_on(bag, reading, num, context, metric, "subject", bool(named))
    if metric == "orders":
        _leave_out_buyers(bag, context, page.issuer)
    ruled = context.form_near(guess[0], num) if guess[0] else None
    barred = whose.barred(page, sentence, num, metric, context)
    for other in [
        other for other in bag.found if other and (core(other) in barred or _is_no_owner(other, metric, context))
    ]:
        del bag.found[other]
    return with_guess(bag, ruled if ruled in bag.found else None)


def _is_no_owner(name: str, metric: str, context: Context) -> bool:
    """Whether a name is that of a plant, which has no revenue, orders or share of a market of its own; an airport may be the issuer."""
    own = core(name) in core(context.page.issuer or "")
    return metric in OF_FIRMS and context.kinds.get(name) == "SITE" and not own


OF_FIRMS = frozenset(("revenue", "operating_profit", "net_profit", "margin", "orders", "registrations", "market_share"))
"""Metrics whose figures firms, makes and models have, and no plants."""


def _is_name_of_figure(reading: Reading, label: Sequence[Item]) -> bool:
    """Whether a label is all name of a figure: `Umsatz: 312 Mio. Euro` is nobody's."""
    items = reading.sentence.items
    return any(
        hit.key.endswith("/name") and items[hit.start] is label[0] and items[hit.end - 1] is label[-1]
        for hit in reading.of_figures
    )


@functools.lru_cache(maxsize=8192)
def _whose(label: str, side: str, metric: str, acts: str) -> tuple[str, ...]:
    """A name of a label, who buys or sells (empty: neither), for a figure in a sentence where someone acts."""
    found = (f"{label}:{metric}", f"{label}:acts:{acts}")
    return (*found, side, f"{side}:{metric}", f"{side}:{metric}:{acts}") if side else found


def _leave_out_buyers(bag: Bag, context: Context, issuer: str | None) -> None:
    """Orders are the seller's: where one is known or the issuer does not buy, who buys is no candidate."""
    sides = {name: grammar.side_of(context.thread, name) for name in bag.found if name}
    if "seller" in sides.values() or (issuer and grammar.side_of(context.thread, issuer) != "buyer"):
        for name, side in sides.items():
            if side == "buyer":
                del bag.found[name]


def _market_features(reading: Reading, context: Context) -> Iterator[str]:
    """Whether the sentence and the release speak of a market: its words, a source, the whole country."""
    market = "market" if context.market else "company"
    low = [item.low for item in reading.sentence.items if item.ent is None]
    if context.market and scope.scope_words("own") & set(low):
        yield "speaks of itself"
    if context.market and reading.unnamed == "issuer":
        yield "speaks of the issuer"
    yield f"market words:{context.thread.speaks_of_market[reading.sentence.index]}:{market}"
    yield f"market release:{min(sum(context.thread.speaks_of_market), 3)}"
    if scope.scope_words("source") & set(low):
        yield f"sourced:{market}"
    if scope.scope_words("nationwide") & set(low):
        yield f"nationwide:{market}"


def _label_features(reading: Reading, label: Sequence[Item]) -> Iterator[str]:
    """Whether the words of a label name a figure, a division, something of this language, or stand behind `davon`."""
    named = any(hit.key.endswith("/name") for hit in reading.find(label))
    yield f"label:{'figure' if named else 'thing'}"
    yield f"label:{'known' if lexicon.known(label[-1].low) else 'foreign'}:{'figure' if named else 'thing'}"
    if label[0].low in scope.scope_words("of which"):
        yield "label:of which"
    if any(map(scope.scope_forms("divisions").fit, [item.low for item in _head_items(reading)])):
        yield "label:under divisions"


def _named_by_line(reading: Reading) -> str | None:
    """Whom a sentence without any name goes on about: the name in front of the colon that opens its line, or the name that is its heading or opens it with a colon.

    `Business Group Asia: Nach einem schwachen Start … Der Umsatz stieg auf …`.
    """
    page, sentence = reading.page, reading.sentence
    if any(ent.label in SUBJECTS for ent in sentence.ents) or page.kind(sentence) == "row":
        return None
    first, head = page.first_of_line(sentence.line), page.heading(sentence)
    if first is not None and first is not sentence and (items := scope.label_of(page, first)[0]):
        return _name_alone(items)
    if head is None:
        return None
    colon = next((k for k, item in enumerate(head.items) if item.text == ":" and item.ent is None), len(head.items))
    return _name_alone(head.items[:colon])


def _site_of_list(reading: Reading, context: Context) -> Ent | None:
    """The site that the line above a list names or takes up: `Die wichtigsten Kennzahlen des Neubaus:`."""
    page, sentence = reading.page, reading.sentence
    kind = page.kind(sentence)
    if kind not in ("bullet", "item"):
        return None
    head = _above_bullets(page, sentence) if kind == "bullet" else page.opener(sentence) or page.heading(sentence)
    if head is None or head is sentence:
        return None
    names = {ent.canonical: ent for ent in head.ents if ent.label in SUBJECTS}
    if names:
        only = next(iter(names.values()))
        return only if len(names) == 1 and only.label == "SITE" else None
    again = next(resumed.resumed(head, context.named, context.site), None)
    return again.ent if again is not None and again.ent.label == "SITE" else None


def _taken_up(reading: Reading, num: Num, context: Context) -> str | None:
    """Whom `der Konzern`, `das Unternehmen`, `die Division` that acts in a sentence without any name stands for, where it is sure."""
    page, sentence, items = reading.page, reading.sentence, reading.sentence.items
    word = grammar.subject_word(sentence)
    at = next((k for k, item in enumerate(items) if k and item.low == word and item.ent is None), 0)
    if not at or not grammar.is_definite(items[at - 1]) or any(map(grammar.is_possessive, items[at : num.at])):
        return None  # `Die Gruppe schließt ihr Werk …; betroffen sind 70 Leute`
    above = [s for s in page.sentences[max(0, sentence.index - BACK) : sentence.index] if s.line == sentence.line]
    if grammar.calls(word, "division"):
        return _part_spoken_of(above, context)
    is_group = grammar.calls(word, "group")
    if not page.issuer or not (is_group or grammar.calls(word, "firm")):
        return None
    own = set(core(page.issuer).split())
    for before in above[:-3:-1]:
        names = [ent.canonical for ent in before.ents if ent.label in ("ORG", "BRAND")]
        others = [name for name in names if own.isdisjoint(core(name).split())]
        if any(not is_group or _is_called_a_group(name) for name in others):
            return None
        if names:
            break
    return page.issuer


BACK = 4
"""Sentences of a paragraph back to which a noun takes up a part of a firm."""


def _is_called_a_group(name: str) -> bool:
    return any(grammar.calls(part, "group") for part in name.casefold().split())


def _part_spoken_of(above: Sequence[Sentence], context: Context) -> str | None:
    """The one part of the firm that the nearest sentence with any name tells of."""
    issuer = core(context.page.issuer or "")
    for before in reversed(above):
        names = {
            ent.canonical for ent in before.ents if ent.label in ("ORG", "BRAND") and core(ent.canonical) != issuer
        }
        names |= {name for _, name in scope.parts(context, before)}
        if names:
            return names.pop() if len(names) == 1 else None
    return None


def _name_alone(items: Sequence[Item]) -> str | None:
    """The name of a company, make or site that words are, or None where they say more."""
    label = [item for item in items if item.text[0].isalnum()]
    ent = label[0].ent if len(label) == 1 else None
    return name_of(ent) if ent is not None and ent.label in ("ORG", "BRAND", "SITE") else None


def part_label(reading: Reading, num: Num, metric: str, context: Context) -> tuple[str, str] | None:
    """The label of a row or line that stands for a part of what the release reports: its words, and `subject` for a name, `of` for a common noun.

    `Hochleistungspolymere: Nettoumsatz CHF 901 Mio.` is a revenue of that, `Bavencio` in a table of revenues has one.
    """
    if metric not in OF_PARTS or (num.label == "NUMBER" and num.noun):
        return None
    for place, words_ in _labels(reading, num):
        label = [item for item in words_ if (item.text[0].isalnum() or item.text == "&") and not item.depth]
        if not label or place == "column" or any(item.ent is not None for item in words_):
            continue
        label = label[1:] if label[0].low in scope.scope_words("of which") else label
        if not label or not _names_a_part(label) or any(scope.scope_forms("sums").fit(item.low) for item in label):
            return None
        if any(hit.key.endswith("/name") for hit in reading.find(label)) or scope.area(words_) is not None:
            return None
        common = context.market or lexicon.known(label[-1].low) or scope.scope_forms("rest").fit(label[0].low)
        return tables.joined(label), "of" if common else "subject"
    return None


OF_PARTS = ("revenue", "operating_profit", "orders", "market_share", "registrations", "sales")
"""The metrics whose rows are parts of a whole."""


def _names_a_part(label: Sequence[Item]) -> bool:
    """Whether words are a name or a noun with its adjectives, and not the beginning of a sentence."""
    if not label[-1].text[0].isupper() or label[0].low in scope.scope_words("articles") | scope.scope_words("closed"):
        return False
    small = scope.scope_words("in names")
    for item, after in itertools.pairwise(label):
        adjective = item.low.endswith(("e", "en", "er", "es", "isch", "ell")) and after.text[0].isupper()
        if item.text[0].islower() and not (adjective or item.low in small):
            return False
    return True


def income(reading: Reading, num: Num, metric: str) -> str | None:
    """A bank's or insurer's income by its kind, which is what the revenue is of: `Zinserfolg`, `gebuchte Prämien`."""
    if metric != "revenue":
        return None
    kinds, items = scope.scope_forms("incomes"), reading.sentence.items
    for _, words_ in _labels(reading, num):
        at = next((k for k, item in enumerate(words_) if item.ent is None and kinds.fit(item.low)), None)
        if at is not None:
            return _phrase(words_, at)
    near = [noun for noun in reading.nouns if noun.item.ent is None and not gap(items, noun.at, num.at)]
    found = [noun for noun in near if kinds.fit(noun.item.low)]
    return min(found, key=lambda noun: abs(noun.at - num.at)).phrase if found else None


def _named_behind(reading: Reading, num: Num, label: Sequence[Item]) -> Iterator[str]:
    """Whether the figure's name stands between a label and the number, or over its column: then the label is whose or of what it is."""
    end = label[-1].end
    between = (hit for hit in reading.hits if hit.key.endswith("/name") and hit.end <= num.at)
    if any(reading.sentence.items[hit.start].start >= end for hit in between):
        yield "named behind the label"
    if num.label_items and any(hit.key.endswith("/name") for hit in reading.find(num.head_items)):
        yield "named over the column"


def _part_above(reading: Reading, context: Context) -> str | None:
    """The division or daughter that the sentence before or the heading names."""
    found = (scope.parts(context, above) for _, above in reading.around)
    return next((parts[-1][1] for parts in found if parts), None)


def _name_features(reading: Reading, ent: Ent) -> Iterator[str]:
    items = reading.sentence.items
    if scope.is_source(reading.sentence.items, ent):
        yield "source"
    if is_market_name(ent.canonical) and core(ent.canonical) != core(reading.page.issuer or ""):
        yield "authority"
    after = items[ent.item + 1] if ent.item + 1 < len(items) else None
    if after is not None and after.ent is None:
        if after.low in ("mit", "und", ",", "(", "-", "–", ":"):
            yield f"next:{after.low}"
        elif after.text.islower() and after.low.endswith(("t", "te", "ten", "en")):
            yield "next:verb"
    before = items[ent.item - 2].low if ent.item > 1 else ""
    if before in ("der", "die", "den", "dem") and items[ent.item - 1].low in ("marke", "marken", "tochter", "firma"):
        yield "apposition"


MADE = frozenset(("production", "capacity"))
"""What is made or can be made at a place is the place's plant's."""


# --- where -----------------------------------------------------------------------------------------------------------


def _in_its_bracket(items: Sequence[Item], ent: Ent) -> int:
    """Where the count is that a place has for itself: `Lahr (310), Kehl (120) und Offenburg (85)`; -1 where there is none."""
    at = ent.item + 2
    count = items[at].ent if at + 1 < len(items) and items[at - 1].text == "(" else None
    return at if count is not None and count.label == "NUMBER" and items[at + 1].text == ")" else -1


def regions(
    reading: Reading,
    num: Num,
    context: Context,
    draft: Draft,
    manner: list[str],
    subject: str | None,
    guess: str | None,
) -> list[Candidate]:
    """Places that a figure may hold for."""
    page, sentence = reading.page, reading.sentence
    metric = str(draft.slots["metric"])
    market = "market" if context.market else "company"
    zone, line = page.zone(sentence), page.kind(sentence)
    holder = "nobody" if subject is None else "issuer" if core(subject) == core(page.issuer or "") else "other"
    own = context.land or scope.issuer_country(page.issuer)
    home = own or HOMES.get(page.country or "")
    places = [ent for ent in sentence.ents if ent.label == "PLACE" and not scope.in_dateline(page, sentence, ent)]
    places = [ent for ent in places if not scope.is_of_rank(sentence.items, ent)]
    places = [ent for ent in places if not where.is_aside(sentence.items, ent, num)]
    stay = [ent for ent in places if not where.is_origin(sentence.items, ent, metric)]
    from_there, places = len(stay) < len(places), stay
    bracketed = {ent.item: at for ent in places if (at := _in_its_bracket(sentence.items, ent)) >= 0}
    places = [ent for ent in places if bracketed.get(ent.item, num.at) == num.at]
    beside = sentence.items[max(0, num.at - 6) : num.at + 5]
    everywhere = [item.low for item in beside if item.ent is None and item.low in scope.scope_words("everywhere")][:1]
    manner = [*manner, *(f"everywhere:{word}" for word in everywhere), *["everywhere"] * bool(everywhere)]
    bag = Bag(
        (*manner, f"national:{own is not None}:{metric}", f"{metric}:{market}", f"{metric}:{holder}", market, f"zone:{zone}", f"line:{line}", f"whose:{holder}:{market}", num.part),
        (*manner, f"{metric}:{market}", metric, market, line, holder, f"places:{min(len(places), 2)}"),
    )  # fmt: skip

    def is_in_name(value: str) -> bool:
        """`Werk Graz` is in Graz by its name; a firm may be named by the land in which its figures hold."""
        by_land = value == own and metric not in ("count", "employees") and context.kinds.get(str(subject)) != "SITE"
        return bool(subject) and value in str(subject) and not by_land

    def add(value: str | None, ent: Ent | None, place: str, *features: str) -> None:
        labelled = place in ("in:label", "in:column") and value == own
        if value is None or (not labelled and is_in_name(value)):
            return
        more = []
        if value == own:
            more += ["issuer's country", f"issuer's country:{metric}", f"{place}:issuer's country"]
        if value == home:
            more += ["home", f"{place}:home", f"home:{metric}:{market}"]
        bag.add(value, ent, place, (*features, *more))

    for place, items in _labels(reading, num):
        ent = scope.label_ent(items, ("PLACE",))
        if ent is not None:
            add(ent.canonical, ent, f"in:{place}")
            return bag.named() or bag.all()
    if (area := scope.area(num.label_items)) is not None:
        add(area, None, "in:label")
        return bag.named() or bag.all()
    if not places and (wide := _nationwide(sentence.items, num, home)) is not None:
        add(wide, None, "in:home word")
        return bag.named() or bag.all()
    if from_there and not places and context.market:
        add(home or context.region, None, "in:home")
        return bag.named() or bag.all()
    if (own_place := next((ent for ent in places if ent.item in bracketed), None)) is not None:
        add(own_place.canonical, own_place, "in:bracket")
        return bag.named() or bag.all()
    frame = scope.framed(sentence, num.at, home) if metric not in MADE else None
    if frame is not None and not is_in_name(frame):
        add(frame, None, "in:frame")
        return bag.named()
    if not places and (side := _home_or_abroad(reading, num, home)) is not None:
        add(side, None, "in:home or abroad")
        return bag.named() or bag.all()
    sited = subject is not None and context.kinds.get(subject) == "SITE"
    there = _placed_there(reading, num) if metric not in MADE and not sited else None
    if there is None and metric in scope.REGIONAL | {"operating_profit"} and not places and not everywhere:
        there = _place_of_section(reading)
    if there is not None and not is_in_name(there):
        add(there, None, "in:there")
        return bag.named()
    if line in (*scope.TEXT, "item") and (unlisted := where.unlisted(sentence, num, places)) is not None:
        add(unlisted, None, "in:beside")
        return bag.named()
    if whose.as_before(page, sentence, num, metric, context):
        add(_of_before(context, "region"), None, "in:figure before")
        return bag.named() or [bag.found[None]]
    if not num.label_items and not num.head_items:
        sure, region = where.unplaced(page, sentence, metric, subject, home, context)
        if sure:
            add(region, None, "in:main")
            return bag.named() or [bag.found[None]]
    sold = where.of_sales(sentence, metric, context) if line in (*scope.TEXT, "item") and not everywhere else None
    if sold is not None:
        add(sold, None, "in:main")
        return bag.named() or bag.all()
    beside_it = (
        where.beside(sentence, num, places) if line in (*scope.TEXT, "item") and not sited and not everywhere else None
    )
    own_name = beside_it is not None and is_in_name(beside_it.canonical)
    if beside_it is not None and not own_name and not scope.site_at(context, beside_it.canonical):
        add(scope.outside(sentence, beside_it) or scope.joined(sentence, beside_it), beside_it, "in:beside")
        return bag.named()
    ranked = sorted(places, key=lambda ent: (gap(sentence.items, ent.item, num.at), abs(ent.item - num.at)))
    for rank, ent in enumerate(ranked):
        prep = preposition(sentence.items, ent.item)
        features = [f"rank:{min(rank, 2)}", *_near(reading, num, ent), *_place_features(reading, ent)]
        features += [f"prep:{prep}:{metric}", f"prep:{prep}:{holder}", f"prep:{prep}:{market}:{metric}"]
        if (dealt := dealt_out(reading, num, ent.item)) is not None:
            features.append(dealt)
        add(scope.outside(sentence, ent) or scope.joined(sentence, ent), ent, "in:sentence", *features)
    for at, item in enumerate(sentence.items):
        if item.low == "ausland" and item.ent is None:
            near = (
                f"at:{distance(num.at, at)}",
                f"gap:{min(gap(sentence.items, at, num.at), 3)}",
                f"prep:{preposition(sentence.items, at)}",
            )
            add("Ausland", None, "in:abroad", *near)
    for place, above in reading.around:
        for ent in above.ents:
            if ent.label == "PLACE" and scope.is_located(above.items, ent):
                add(scope.joined(above, ent), ent, f"in:{place}")
    for above in reading.titles:
        for ent in above.ents:
            if ent.label == "PLACE":
                add(scope.joined(above, ent), ent, "in:title")
    if context.figure_draft is not None:
        same = " same line" if context.figure_line == sentence.line else ""
        add(context.figure_draft.slots.get("region"), None, "in:figure before" + same)
    add(context.region, None, "in:main")
    alike = context.by_metric.get(metric)
    if alike is not None:
        add(alike.slots.get("region"), None, "in:same metric before")
    for at, item in enumerate(sentence.items):
        if item.low in scope.scope_words("home") or (context.land and scope.is_own_land(sentence.items, at)):
            add(
                scope.land_named(item.low) or home,
                None,
                "in:home word",
                f"home:gap:{min(gap(sentence.items, at, num.at), 3)}",
            )
    add(home, None, "in:home")
    for at, land, noun in reading.lands:
        add(land, None, f"in:adjective {noun}", f"at:{distance(num.at, at)}")
    for ent in sentence.ents:
        if ent.label == "ORG":
            add(authority_land(ent.canonical), ent, "in:authority here")
    add(context.authority, None, "in:authority above")
    _go_on(bag, reading, num, context, metric, "region", bool(places))
    return with_guess(bag, guess)


def _of_before(context: Context, slot: str) -> str | None:
    """What the figure before has in a slot."""
    before = context.figure_draft
    return before.slots.get(slot) if before is not None else None


def _home_or_abroad(reading: Reading, num: Num, home: str | None) -> str | None:
    """`98 Garagen im Inland`, `im Heimmarkt`, `an Kunden im Ausland`: where the one figure nearest to the words holds."""
    items, inland = reading.sentence.items, scope.scope_words("inland")
    for k, item in enumerate(items):
        if (item.low not in inland and item.low != "ausland") or not k or item.ent is not None:
            continue
        if gap(items, k, num.at) or reading.nearest(k) is not num:
            continue
        if item.low in inland and items[k - 1].low in scope.scope_words("in the market"):
            return home
        if item.low == "ausland" and items[k - 1].low in ("im", "aus"):
            return "Ausland"
    return None


def _placed_there(reading: Reading, num: Num) -> str | None:
    """The place that `dort` or `hier` in one piece with a number takes up: the last one named in front of it, or in the sentence before."""
    page, sentence, items = reading.page, reading.sentence, reading.sentence.items
    pointing = scope.scope_words("pointing there")
    near = range(max(0, num.at - NEAR_THERE), min(len(items), num.at + NEAR_THERE))
    at = next((k for k in near if items[k].low in pointing and items[k].ent is None and not gap(items, k, num.at)), -1)
    if at < 0:
        return None
    names = [ent for ent in sentence.ents if ent.label in (*SUBJECTS, "PLACE") and ent.item < at]
    before = page.previous(sentence)
    if not names and before is not None and before.line == sentence.line:
        sentence = before
        names = [ent for ent in before.ents if ent.label in (*SUBJECTS, "PLACE")]
    last = names[-1] if names else None
    if last is None or last.label != "PLACE" or scope.in_dateline(page, sentence, last):
        return None
    plant = any(item.ent is None and grammar.is_site(item.low) for item in sentence.items[: last.item])
    return None if plant or any(ent.label == "SITE" for ent in names) else scope.joined(sentence, last)


NEAR_THERE = 9
"""Words around a number in which `dort` is its place."""


def _place_of_section(reading: Reading) -> str | None:
    """The country or region that alone is the heading of a section: all that its paragraphs tell of sales was there."""
    page, head = reading.page, reading.page.heading(reading.sentence)
    if head is None or page.kind(reading.sentence) != "paragraph" or page.zone(reading.sentence) != "body":
        return None
    words_ = [item for item in head.items if item.text[0].isalnum()]
    ent = words_[0].ent if len(words_) == 1 else None
    return ent.canonical if ent is not None and ent.label == "PLACE" and ent.canonical != page.place else None


def _nationwide(items: Sequence[Item], num: Num, home: str | None) -> str | None:
    """The land or continent that `hierzulande`, `österreichweit`, `europaweit` in one piece with a number mean."""
    for k, item in enumerate(items):
        if (
            item.ent is None
            and item.low in scope.scope_words("everywhere in a land")
            and not gap(list(items), k, num.at)
        ):
            return scope.land_named(item.low) or (None if item.low.startswith(("europa", "eu-")) else home)
    return None


def _go_on(bag: Bag, reading: Reading, num: Num, context: Context, metric: str, slot: str, named: bool) -> None:
    """Mark what the figure before has in a slot, be it nothing: figures of a sentence, paragraph or list often share it."""
    before = context.figure_draft
    if before is None:
        return
    value = before.slots.get(slot)
    held = bag.found.get((value["value"], value.get("mod")) if isinstance(value, dict) else value)
    link = _link(reading, num, context)
    alike = "alike" if before.slots.get("metric") == metric else "other"
    own = "named" if named else "unnamed"
    features = {f"{link}", f"{link}:{alike}", f"{link}:{own}", f"{link}:{alike}:{own}:{reading.unnamed}"}
    kind = "empty" if value is None else "filled"
    if held is not None:
        held.words.update(f"goes on:{kind}:{feature}" for feature in features)


def _link(reading: Reading, num: Num, context: Context) -> str:
    """How a figure follows the one before: in the clause, the sentence, the paragraph, the list, or apart."""
    page, sentence = reading.page, reading.sentence
    if context.figure_sentence == sentence.index and context.figure_at < num.at:
        return f"gap {min(2, gap(sentence.items, context.figure_at, num.at))}"
    if context.figure_line == sentence.line:
        return f"sentence {min(3, sentence.index - context.figure_sentence)}"
    last = page.sentences[context.figure_sentence]
    if page.heading(last) is not page.heading(sentence):
        return "other section"
    listed = page.kind(sentence) in scope.LISTED and page.kind(last) == page.kind(sentence)
    return f"list {min(3, sentence.line - last.line)}" if listed else "section"


def lands(sentence: Sentence) -> Iterator[tuple[int, str, str]]:
    """The countries that an adjective in front of a noun names: `im deutschen Markt`; index and kind of the noun."""
    for at, (adjective, noun) in enumerate(itertools.pairwise(sentence.items), 1):
        if noun.ent is None and (land := scope.land_of(adjective.low)) is not None:
            yield at, land, "market" if MARKET.fit(noun.low) else "noun"


def _place_features(reading: Reading, ent: Ent) -> Iterator[str]:
    items = reading.sentence.items
    if scope.is_located(items, ent):
        yield "located"
    if scope.is_topic(items, ent):
        yield "topic"
    if set(scope.before(items, ent.item, 4)) & scope.scope_words("seat"):
        yield "seat"


# --- of what ---------------------------------------------------------------------------------------------------------


def things(reading: Reading, num: Num, context: Context, draft: Draft, guess: str | None) -> list[Candidate]:
    """Nouns that may say what is counted, whose share it is, or of which part of the whole the figure is."""
    page, sentence, items = reading.page, reading.sentence, reading.sentence.items
    metric = str(draft.slots["metric"])
    counts = num.label == "NUMBER" and metric not in IN_PLURAL
    part = part_label(reading, num, metric, context)
    if part is not None:
        return [Candidate(part[0] if part[1] == "of" else None)]
    if (kind := income(reading, num, metric)) is not None:
        return [Candidate(kind)]
    if not num.label_items and (segment := segments.segment_of(page, sentence, num.at, metric)) is not None:
        return [Candidate(segment)]
    if not num.noun and not num.label_items and (named := _named_with(reading, num, metric)) is not None:
        return [Candidate(named)]
    if metric == "share" and page.kind(sentence) in scope.TEXT and (at := shares.part(items, num)) >= 0:
        return [Candidate(_phrase(items, at))]
    if not num.noun and whose.same_thing(page, sentence, num, metric, context):
        return [Candidate(_of_before(context, "of"))]
    counted = "no noun" if not num.noun else "plain noun" if num.is_vehicle and _is_plain(num.noun[-1]) else "noun"
    holder = "nobody" if draft.slots.get("subject") is None else "somebody"
    line = page.kind(sentence)
    size = size_of(context, draft)
    where = "placed" if draft.slots.get("region") else "anywhere"
    held = "own" if core(str(draft.slots.get("subject"))) == core(page.issuer or "") else holder
    more = (
        f"{metric}:size:{size}",
        f"{metric}:size:{size}:{where}",
        f"{metric}:acts:{reading.unnamed}",
        f"{metric}:{held}",
    )
    bag = Bag(
        (
            *more,
            metric, f"{metric}:{counted}", f"{metric}:{holder}", f"{metric}:{line}", f"{metric}:{num.part}", f"{metric}:why:{draft.why}",
            f"{metric}:{num.label}", f"{metric}:{holder}:{counted}",
        ),
        (metric, counted, line, f"{metric}:{holder}", f"{metric}:{holder}:{counted}", *more),
    )  # fmt: skip

    def add(value: str | None, place: str, *features: str) -> None:
        if value:
            bag.add(value, None, place, (*features, *(f"{feature}:{metric}" for feature in features)))

    for place, words_ in (*_labels(reading, num), ("heading", _head_items(reading))):
        label = [item for item in words_ if item.text[0].isalnum()]
        told = (
            [*_label_features(reading, label), *_named_behind(reading, num, label)]
            if label and place != "heading"
            else []
        )
        for at, item in enumerate(words_):
            if item.ent is None and item.text[0].isupper() and _is_capital_of_its_own(words_, at):
                add(_singular(item) if counts else _phrase(words_, at), f"in:{place}", *_noun_features(item), *told)
                add(_share_in(item), f"in:compound of {place}", *told)
                add(_amount_in(item, metric), f"in:amount of {place}", *told)
        if told and all(item.ent is None for item in label):
            add(scope.part_named(label), f"in:words of {place}", *told, f"label of {min(len(label), 3)}")
    for noun in reading.nouns:
        mine = noun.item in num.noun
        near = (*noun.features, *_beside(reading, num, noun))
        phrase = _singular(noun.item) if counts and (mine or metric == "count") else noun.phrase
        if not (mine and metric in FLOWS and word_class("own names").fit(noun.item.low)):
            add(phrase, "in:counted noun" if mine else "in:sentence", *near)
        add(_share_in(noun.item), "in:compound", *near)
        add(_amount_in(noun.item, metric), "in:amount", *near)
    if num.noun and num.noun[-1] not in items:  # the first of `Neu- und 4100 Gebrauchtwagen`
        add(_singular(num.noun[-1]), "in:counted noun", *_noun_features(num.noun[-1]))
    add(_predicate(items, num), "in:predicate")
    if metric == "share":
        for name, place in _owned(reading, str(draft.slots.get("subject") or "")):
            add(f"Anteile an {name}", place)
    opener = items[0].low if items[0].low in scope.scope_words("openers") else "other"
    if context.figure_draft is not None:
        same = " same line" if context.figure_line == sentence.line else ""
        add(context.figure_draft.slots.get("of"), "in:figure before" + same, f"carried:{opener}{same}")
    alike = context.by_metric.get(metric)
    if alike is not None:
        add(alike.slots.get("of"), "in:same metric before", f"carried like:{opener}")
    add(context.things.get(metric), "in:main thing")
    _go_on(bag, reading, num, context, metric, "of", bool(num.noun))
    return with_guess(bag, guess)


def _named_with(reading: Reading, num: Num, metric: str) -> str | None:
    """What stands in or behind the noun that names a figure in front of it: `Der Stromabsatz ging um 4 % zurück`, `der Anteil privater Halter beträgt 32 %`."""
    items = reading.sentence.items
    for k in range(num.at - 1, -1, -1):
        item = items[k]
        if gap(items, k, num.at) or (item.ent is not None and item.ent.label in NUMERIC):
            return None
        if metric in ("sales", "production") and num.label != "NUMBER" and (thing := _amount_in(item, metric)):
            return thing
        if metric == "share" and item.ent is None and item.low in ("anteil", "anteils"):
            return _whose_share(items, k + 1, num.at)
    return None


def _whose_share(items: Sequence[Item], at: int, end: int) -> str | None:
    """The noun phrase in the genitive behind `Anteil`: `der privaten Halter`, `batterieelektrischer Modelle`."""
    if at >= end or items[at].ent is not None:
        return None
    opens = items[at].low in ("der", "des", "aller") or (items[at].low.endswith("er") and items[at].text.islower())
    noun = next((k for k in range(at, min(end, at + 4)) if items[k].ent is None and items[k].text[0].isupper()), None)
    adjectives = items[at + (items[at].low in ("der", "des", "aller")) : noun]
    fits = opens and noun is not None and all(ADJECTIVE.fullmatch(item.text) for item in adjectives)
    return _phrase(items, noun) if fits and noun is not None else None


FLOWS = ("registrations", "sales", "orders", "production")
IN_PLURAL = ("share", "market_share", "registrations")
"""What these are figures of is told as the text does, what others count in the singular."""


def _beside(reading: Reading, num: Num, noun: Noun) -> Iterator[str]:
    """How a noun of the sentence stands to the number."""
    items, at = reading.sentence.items, noun.at
    side = "before" if at < num.at else "after"
    yield f"at:{distance(num.at, at)}"
    yield f"gap:{min(gap(items, at, num.at), 2)}:{side}"
    yield f"between:{_between(reading, num, at)}:{side}"
    yield f"{noun.prep}:{side}"
    if reading.nearest(at) is not num:
        yield "nearer to another number"
    if at < num.at and any(item.low in scope.scope_words("parts") for item in items[at + 1 : num.at]):
        yield "before a part"
    if (dealt := dealt_out(reading, num, at)) is not None:
        yield dealt


def _dealt_to(reading: Reading, num: Num, metric: str, named: Sequence[Ent]) -> Ent | None:
    """The name to which a part of a sum goes: `entfielen 88.300 Stück auf den MINI Countryman, 74.100 auf den Opel Corsa`; of a make and its model the model."""
    items = reading.sentence.items
    if metric not in (*FLOWS, "revenue") or not any(item.low in scope.scope_words("dealt out") for item in items):
        return None
    found = [ent for ent in named if dealt_out(reading, num, ent.item) in ("dealt out:after", "dealt out:before")]
    if not found:
        return None
    return next((ent for ent in named if ent.item == found[0].item + 1 and ent.label == "MODEL"), found[0])


def dealt_out(reading: Reading, num: Num, at: int) -> str | None:
    """`40 Mio. auf Europa`, `auf die Rohrsysteme entfielen 548 Mio.`: whether a name or noun at an index is the one to which the number goes."""
    items = reading.sentence.items
    first = at
    while first and first > at - 4 and (items[first - 1].ent is None and items[first - 1].low != "auf"):
        first -= 1
    if not first or items[first - 1].ent is not None or items[first - 1].low != "auf":
        return None
    between = items[num.at + 1 + len(num.noun) : first - 1] if at > num.at else items[at + 1 : num.at]
    if any(item.ent is not None or item.text in MARKS for item in between) or len(between) > 3:
        return "dealt out to another"
    return "dealt out:after" if at > num.at else "dealt out:before"


MARKS = frozenset(",;.:")


def _share_in(item: Item) -> str | None:
    """What the share in a compound is a share of: `Frauenanteil`, `Elektroquote`."""
    return _in_compound(item.text)[0] if item.ent is None else None


def _amount_in(item: Item, metric: str) -> str | None:
    """What is counted in a compound that names the figure: `Pkw-Neuzulassungen`, `Passagierzahlen`, `Stromabsatz`."""
    thing = _in_compound(item.text)[1] if item.ent is None else None
    return singular(thing) if thing is not None and metric == "count" else thing


@functools.lru_cache(maxsize=8192)
def _in_compound(word: str) -> tuple[str | None, str | None]:
    """What a word is a share of, and what it is an amount of."""
    share, amount = SHARE_OF.fullmatch(word), _amounts().fullmatch(word)
    thing = amount[1] if amount and amount[1].lower() not in scope.scope_words("no things") else None
    return share and share[1], thing


@functools.cache
def _amounts() -> re.Pattern[str]:
    names = "|".join(sorted(scope.scope_words("amounts"), key=len, reverse=True))
    return re.compile(rf"([A-ZÄÖÜ][\w-]+?)-?(?:{names})", re.IGNORECASE)


SHARE_OF = re.compile(r"([A-ZÄÖÜ][\w-]+?)-?(?:anteils?|quote)", re.IGNORECASE)
QUALITY = re.compile(r"[a-zäöüß-]*(?:isch|lich|ig|bar|frei|los|iell|ell|iv|haft|sam|iert|fähig)")


def _predicate(items: Sequence[Item], num: Num) -> str | None:
    """What is said of a share at the end of its clause: `fahren rein elektrisch`, `sind recycelbar`."""
    rest = itertools.takewhile(
        lambda k: items[k].ent is not None or items[k].text not in ",.;:–)(", range(num.at + 1, len(items))
    )
    for k in reversed(list(rest)):
        if items[k].ent is None and QUALITY.fullmatch(items[k].text):
            degree = items[k - 1].text if items[k - 1].text in scope.scope_words("degree") else ""
            return f"{degree} {items[k].text}".strip()
    return None


def _owned(reading: Reading, owner: str) -> Iterator[tuple[str, str]]:
    """The companies that a share may be a share in where a word tells of owning: those of the sentence and the issuer, not the owner."""
    items, issuer = reading.sentence.items, reading.page.issuer
    if not any(item.ent is None and scope.scope_forms("owning").fit(item.low) for item in items):
        return
    named = [ent.canonical for ent in reading.sentence.ents if ent.label in ("ORG", "BRAND")]
    for name in dict.fromkeys([*named, issuer]):
        if name and core(name) != core(owner):
            yield name, f"in:owned:{'issuer' if name == issuer else 'name'}"


def _head_items(reading: Reading) -> list[Item]:
    head = reading.page.opener(reading.sentence) or reading.page.heading(reading.sentence)
    return head.items if head is not None and head is not reading.sentence else []


class Noun(NamedTuple):
    """A noun of a sentence: its index, its item, its phrase with the adjectives, the word in front, and the features that no number changes."""

    at: int
    item: Item
    phrase: str
    prep: str
    features: tuple[str, ...]


def nouns(reading: Reading) -> Iterator[Noun]:
    """The nouns of a sentence that may say what a figure is a figure of."""
    items = reading.sentence.items
    named = {k for hit in reading.hits if hit.key.endswith("/name") for k in range(hit.start, hit.end)}
    for at, item in enumerate(items):
        if _may_be_noun(items, at):
            prep, *shares = _words_before(items, at)
            features = [*_noun_features(item), prep, *shares]
            if at in named:
                features.append("a figure's name")
            if at == 0:
                features.append("opens")
            yield Noun(at, item, _phrase(items, at), prep, tuple(features))


def _words_before(items: Sequence[Item], at: int) -> Iterator[str]:
    """The last small word in front of a noun, and whether a share is spoken of there."""
    before = [word.low for word in items[max(0, at - 4) : at] if word.ent is None]
    yield f"prep:{next((word for word in reversed(before) if word in scope.scope_words('closed')), 'none')}"
    if not scope.scope_words("shares").isdisjoint(before):
        yield "behind a share"
    if not scope.scope_words("types").isdisjoint(before[-2:]):
        yield "behind a type"
    if before and scope.scope_forms("named parts").fit(before[-1]):
        yield "behind a part's noun"
    if before and before[-1] in NOMINATIVE and (at < 2 or items[at - 2].text in OPENERS):
        yield f"opens its clause:{before[-1]}"


NOMINATIVE = frozenset(("der", "die", "das"))
OPENERS = frozenset((",", ";", "und", "sowie", ":"))


def _may_be_noun(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    if item.ent is not None:
        return item.ent.label == "MODEL"
    return item.text[0].isupper() and len(item.text) > 2 and _is_capital_of_its_own(items, at)


def _is_capital_of_its_own(items: Sequence[Item], at: int) -> bool:
    """Whether a word is a noun, which the start of a sentence or what follows a colon is only where the lexicon knows it as one."""
    if at and (items[at - 1].ent is not None or items[at - 1].text not in OPENING):
        return True
    low = items[at].low
    if lexicon.listed(lexicon.NOUN + low) or lexicon.head(low):
        return True
    return is_noun(items[at].text) and not low.endswith(("e", "er", "es", "em")) and not lexicon.listed(low)


OPENING = frozenset(':„«»"“|–•·>')


def _is_plain(item: Item) -> bool:
    """A noun that says no more than that there are so many: `Fahrzeuge`, `Stück`."""
    return word_class("unit").fit(item.low)


def _noun_features(item: Item) -> Iterator[str]:
    if item.ent is not None:
        yield "a name"
        return
    yield f"kind:{_kind_of(item.low)}"


@functools.lru_cache(maxsize=1 << 14)
def _kind_of(low: str) -> str:
    """The class of a noun: unit, vehicle, person, moving, income, division, or thing."""
    found = next((name for name in ("unit", "vehicle", "person", "moving") if word_class(name).fit(low)), None)
    return found or next((name for name in ("incomes", "divisions") if scope.scope_forms(name).fit(low)), "thing")


def _singular(noun: Item) -> str:
    """The noun in the singular, or the name."""
    return noun.ent.canonical if noun.ent is not None else singular(noun.text)


def _phrase(items: Sequence[Item], at: int) -> str:
    """The noun with its adjectives in the nominative, or the name."""
    if (name := items[at].ent) is not None:
        return name.canonical
    first = at
    while first and items[first - 1].ent is None and ADJECTIVE.fullmatch(items[first - 1].text):
        first -= 1
    if first == at:
        genitive = bool(at) and items[at - 1].low in GENITIVE
        return nominative([], plural(items[at].text), "des" if genitive else "")
    article = items[first - 1].low if first and items[first - 1].ent is None else ""
    phrase = nominative([item.text for item in items[first:at]], plural(items[at].text), article)
    degree = first and items[first - 1].text in scope.scope_words("degree")
    return f"{items[first - 1].text} {phrase}" if degree else phrase


GENITIVE = frozenset(("des", "eines", "ihres", "seines", "unseres", "dieses", "jedes"))
ADJECTIVE = re.compile(r"[a-zäöüß][\wäöüß-]{3,}(?:e|en|er|es|em)")


# --- what ------------------------------------------------------------------------------------------------------------


def claims(reading: Reading, num: Num, answers: Sequence[Answer], context: Context) -> list[Candidate]:
    """The rules that claim a number, and that it is no fact at all."""
    page, sentence = reading.page, reading.sentence
    zone, line = page.zone(sentence), page.kind(sentence)
    noun = "no noun" if not num.noun else "name" if num.noun[-1].ent is not None else "noun"
    spelled = "word" if num.ent.text.isalpha() else "digits"
    approx = num.value.get("approx")
    bag = Bag((
        f"zone:{zone}", f"line:{line}", num.label, f"{num.label}:{noun}", spelled, num.part, f"claims:{min(len(answers), 2)}",
        f"prep:{preposition(sentence.items, num.at)}", f"depth:{min(num.depth, 1)}", f"approx:{approx}",
    ))  # fmt: skip
    joined = _joined(reading, num)
    main = context.main.get(num.kind, "")
    before = context.by_label[num.kind][0].rule if num.kind in context.by_label else ""
    state, kind = _state(reading, num), _noun_kind(num)
    lead = sentence.items[num.at - 1].low if num.at else "^"
    lead = lead if lead in scope.scope_words("closed") or lead in scope.scope_words("openers") else "other"
    for rank, answer in enumerate(answers):
        name, why, metric = answer.rule.id, answer.why, answer.rule.set.get("metric")
        points = max(-3, min(10, round(answer.score)))
        features = [
            f"why:{why}", f"rule:{name}", f"points:{points}", f"rank:{min(rank, 2)}", f"why:{why}:{name}",
            f"zone:{zone}:{answer.type}", f"line:{line}:{why}", f"{spelled}:{metric}", f"{num.label}:{name}",
            f"depth:{min(num.depth, 1)}:{why}", f"{noun}:{why}",
            f"{kind}:{metric}", f"joined:{joined}:{why}", f"lead:{lead}:{why}", f"{state}:{name}", f"main:{main}:{name}", f"before:{before}:{name}",
            f"said:{answer.phrase}:{name}", f"market:{context.market}:{name}", f"unit:{num.unit}:{name}", f"{num.part}:{why}:{metric}",
            *_said_where(reading, num, answer),
        ]  # fmt: skip
        bag.found[name] = Candidate(answer, None, set(features) | ({"first"} if rank == 0 else set()))
    return bag.all()


def changed(
    reading: Reading, num: Num, context: Context, figures: Figures, kind: str, guess: NumberRule | None, named: Ent | None,
) -> list[Candidate]:  # fmt: skip
    """The rules whose figure a change without a level may be one of, and that it is none."""
    page, sentence, items = reading.page, reading.sentence, reading.sentence.items
    line = page.kind(sentence)
    holder = "name in front" if named is not None else "named" if _names_anybody(sentence) else "nobody"
    levels = f"levels:{min(2, sum(other.part == 'level' for other in reading.nums))}"
    signed = f"signed:{num.ent.text[0] in SIGNS}"
    ground = (
        kind,
        num.label,
        f"line:{line}",
        f"zone:{page.zone(sentence)}",
        f"whose:{holder}",
        levels,
        signed,
        f"depth:{min(num.depth, 1)}",
    )
    bag = Bag((*ground, f"prep:{preposition(items, num.at)}", f"market:{context.market}"), ())

    def add(rule_id: str, place: str, *features: str) -> None:
        rule = figures.rule_of(rule_id)
        if rule is None or rule.ignore or (kind == "absolute" and not _may_change(rule, num)):
            return
        known = bag.found.setdefault(rule_id, Candidate(rule))
        metric = str(rule.set.get("metric"))
        own = (place, *features, *(f"{place}:{word}" for word in ground), f"rule:{rule_id}")
        known.words |= {*own, *(f"{feature}:{metric}" for feature in own)}

    for hit in reading.hits:
        rule_id, role = hit.key.rsplit("/", 1)
        if role in ("name", "verb"):
            side = "before" if hit.start < num.at else "after"
            apart = min(3, abs(items[hit.start].clause - num.clause))
            near = "own" if reading.nearest(hit.start) is num else "of another"
            add(
                rule_id,
                f"by {role}",
                f"said:{hit.phrase}",
                f"{role}:clause:{apart}:{side}",
                f"{role}:{distance(num.at, hit.start)}",
                f"{role}:{near}",
            )
    for hit in reading.heading_hits:
        if hit.key.endswith("/name"):
            add(hit.key.rsplit("/", 1)[0], "by heading")
    if context.figure_draft is not None:
        same = "same line" if context.figure_line == sentence.line else "above"
        add(context.figure_draft.rule, f"before:{same}", f"before:{context.figure_label}:{same}")
    for label, rule_id in context.main.items():
        add(rule_id, f"main:{label}")
    counted = context.by_metric.get("count")
    for noun in reading.nouns:
        if noun.item.ent is None and (word_class("moving").fit(noun.item.low) or _was_counted(counted, noun)):
            add("count", "thing that is counted", *noun.features, *_beside(reading, num, noun))
    return with_guess(bag, guess.id if guess is not None and guess.id in bag.found else None)


def _names_anybody(sentence: Sentence) -> bool:
    return any(ent.label in (*SUBJECTS, "PLACE") for ent in sentence.ents)


def _was_counted(draft: Draft | None, noun: Noun) -> bool:
    of = str((draft.slots.get("of") if draft else None) or "")
    return bool(of) and singular(noun.item.text) == of.split()[-1]


def _may_change(rule: NumberRule, num: Num) -> bool:
    """Whether a change in units can be one of the rule's figures: sums of sums, jobs of jobs."""
    if num.label in ("MONEY", "QUANTITY"):
        return num.label in rule.labels and (num.unit is None or num.unit in rule.units)
    return rule.unit in ("person", "vehicle") or rule.set.get("metric") == "count"


def _said_where(reading: Reading, num: Num, answer: Answer) -> Iterator[str]:
    """How the words that speak for a claim stand to the number: on which side, behind which marks, nearer to another number."""
    items = reading.sentence.items
    at = next((k for k, item in enumerate(items) if answer.span and item.start == answer.span[0]), -1)
    if at < 0:
        return
    side = "before" if at < num.at else "after"
    marks = min(gap(items, at, num.at), 2)
    yield f"{answer.why}:{side}:{marks}"
    yield f"{answer.why}:{distance(num.at, at)}"
    if reading.nearest(at) is not num:
        yield f"{answer.why}:nearer to another:{marks}"
        yield f"nearer to another:{num.label}:{answer.rule.id}"


def _state(reading: Reading, num: Num) -> str:
    """Whether the clause tells a state and no event: `waren 327 410 Motorfahrzeuge immatrikuliert`, `die Flotte umfasst`, a stock."""
    low = [item.low for item in reading.sentence.items if item.ent is None and item.clause == num.clause]
    if any(map(scope.scope_forms("stocks").fit, low)):
        return "state:stock"
    auxiliary = not scope.scope_words("being").isdisjoint(low)
    if auxiliary and "worden" not in low and any(map(scope.scope_forms("registered").fit, low)):
        return "state:new" if any(word.startswith("neu") for word in low) else "state:registered"
    return "state:having" if any(map(word_class("having").fit, low)) else "state:none"


def _joined(reading: Reading, num: Num) -> str:
    """How the number is tied to the one before: `21 Doppelgelenk- und 12 Gelenkbusse`."""
    before = [other for other in reading.nums if other.at < num.at and other.part == num.part]
    if not before:
        return "first"
    items = reading.sentence.items[before[-1].at + 1 + len(before[-1].noun) : num.at]
    if any(item.text in ":.;" for item in items):
        return "apart"
    low = {item.low for item in items if item.ent is None and not item.text[0].isupper()}
    linked = low <= scope.scope_words("links")
    return f"{'linked' if linked else 'loose'}:{before[-1].label == num.label}"


def with_guess(bag: Bag, guess: Any) -> list[Candidate]:
    """Mark what the rules alone would say."""
    key = (guess["value"], guess.get("mod")) if isinstance(guess, dict) else guess
    if key not in bag.found:
        bag.found[key] = Candidate(guess)
    bag.found[key].words.add("rule" if guess is not None else "rule:none")
    return bag.all()
