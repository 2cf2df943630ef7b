"""What could fill a slot of a figure, and what speaks for each candidate: the input of the learned scorer.

A feature is a short readable word (`at:sentence`, `gap:1`, `prep:seit`), so that the weights in `patterns/weights` can be
read. A candidate that is found in several places has the features of all of them. No candidate is the word of a domain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pressefakten.facts import scope, tables
from pressefakten.facts.context import (
    HOMES,
    SUBJECTS,
    Context,
    Time,
    authority_land,
    day_slot,
    name_of,
    shift,
    time_slot,
)
from pressefakten.facts.cues import Num, gap
from pressefakten.facts.page import Ent, Item, Page, Sentence
from pressefakten.facts.rules import word_class
from pressefakten.facts.triggers import Forms
from pressefakten.normalize.dateresolve import tense_of
from pressefakten.normalize.nouns import is_noun, singular
from pressefakten.normalize.timex import bounds

if TYPE_CHECKING:
    from pressefakten.facts.figures import Answer, Reading
    from pressefakten.facts.rules import Draft

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
    """A filler of a slot (None: the slot stays empty), the entity it was read from, and its features."""

    value: Any
    ent: Ent | None = None
    features: set[str] = field(default_factory=set)


class Bag:
    """Candidates by their value."""

    def __init__(self, *always: str) -> None:
        """`always` are features of the empty filler."""
        self.found: dict[Any, Candidate] = {None: Candidate(None, None, {f"none:{word}" for word in ("", *always)})}

    def add(self, value: Any, ent: Ent | None, features: Iterable[str]) -> None:
        """Note a filler; the entity that is noted first stays its source."""
        if value is None:
            return
        key = (value["value"], value.get("mod")) if isinstance(value, dict) else value
        known = self.found.setdefault(key, Candidate(value, ent))
        known.ent = known.ent or ent
        known.features.update(features)

    def named(self) -> list[Candidate]:
        """The candidates without the empty one: what a label names needs no other."""
        return [candidate for candidate in self.found.values() if candidate.value is not None]

    def all(self) -> list[Candidate]:
        """The candidates, the empty one first."""
        return list(self.found.values())


def distance(at: int, other: int) -> str:
    """Words between two items in coarse steps, signed by order."""
    steps = abs(at - other)
    size = next((str(limit) for limit in (1, 2, 3, 5, 8, 12, 18) if steps <= limit), "far")
    return f"{'before' if other < at else 'after'}:{size}"


def preposition(items: Sequence[Item], at: int) -> str:
    """The closed-class word in front of an item, or `other`."""
    word = items[at - 1].low if at else "^"
    return word if word in scope.scope_words("closed") or word == "^" else "other"


def shape(value: str) -> str:
    """What kind of time a TIMEX3 value is."""
    return next((name for name, form in SHAPES if form.match(value)), "range" if "/" in value else "else")


def manner_of(reading: Reading, num: Num, draft: Draft) -> list[str]:
    """How the figure is stated: what its claim rests on, the tense of its clause, the word that opens the sentence."""
    page, sentence, items = reading.page, reading.sentence, reading.sentence.items
    openers = scope.scope_words("openers")
    clause = " ".join(item.text for item in items if item.clause == num.clause)
    found = [f"why:{draft.why}", f"tense:{tense_of(clause)}"]
    if items[0].low in openers:
        found.append(f"opens:{items[0].low}")
    if openers & {item.low for item in items[max(0, num.at - 2) : num.at]}:
        found.append("after an opener")
    before = page.previous(sentence)
    found.append(f"first:{before is None or before.line != sentence.line}")
    return found


def _between(reading: Reading, num: Num, at: int) -> int:
    low, high = sorted((num.at, at))
    return min(2, sum(1 for other in reading.nums if low < other.at < high))


def _nearest_number(reading: Reading, at: int) -> Num:
    return min(reading.nums, key=lambda other: (gap(reading.sentence.items, at, other.at), abs(at - other.at)))


TABLE = frozenset(("row", "table_head"))


def around(reading: Reading) -> Iterator[tuple[str, Sentence]]:
    """The sentences above that a figure may take something from, by the name of their place."""
    page, sentence = reading.page, reading.sentence
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


def _title(reading: Reading) -> Iterator[Sentence]:
    return (s for s in reading.page.sentences[:8] if reading.page.kind(s) in ("headline", "subhead", "bullet"))


def _labels(reading: Reading, num: Num) -> Iterator[tuple[str, list[Item]]]:
    yield "column", num.head_items
    yield "label", num.label_items
    yield "label", tables.caption_inside(reading.page, reading.sentence)
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
    if _nearest_number(reading, ent.item) is not num:
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
    dates = [
        ent for ent in sentence.ents if ent.label == "DATE" and ent.value and not scope.is_founding(sentence.items, ent)
    ]
    cue = _expectation(reading, num)
    bag = Bag(
        *manner, *(f"{m}:{kind}" for m in manner), cue, kind, num.part, f"zone:{zone}:{kind}", f"line:{line}", f"dates:{min(len(dates), 2)}:{kind}", f"metric:{metric}",
    )  # fmt: skip

    def add(value: Time | None, ent: Ent | None, *features: str) -> None:
        if value is None or value["value"] in ("PAST_REF", "FUTURE_REF"):
            return
        form = "day of release" if value["value"] == "PRESENT_REF" else shape(value["value"])
        if value["value"] == "PRESENT_REF":
            value = day_slot(page)
        more = [f"shape:{form}:{kind}", f"{features[0]}:{kind}", f"{features[0]}:{form}"]
        more += [f"{features[0]}:dates:{min(len(dates), 2)}", f"{features[0]}:{line}", f"{features[0]}:{cue}"]
        more += [f"{features[0]}:{m}" for m in manner]
        more += [
            f"{features[0]}:metric:{metric}",
            f"shape:{form}:metric:{metric}",
            f"shape:{form}:{manner[1]}",
        ]
        if context.period and value:
            more.append(f"{features[0]}:{_against(value, context.period)}")
        if value and page.published and (bounds(value["value"], value.get("mod"))[0] or "") > page.published:
            more += ["ahead", f"ahead:{cue}"]
        bag.add(value, ent, [*features, *more, f"part:{num.part}:{features[0]}"])

    own = scope.bracket_date(sentence.items, num)
    label = scope.label_ent(scope.line_label(reading, num), ("DATE",))
    labelled = time_slot(label) if label is not None else None
    if own is not None and labelled is not None and num.part == "previous":
        vague = scope.is_prior(own) and scope_vague(own, labelled)
        add(shift(labelled) if vague else time_slot(own), own, "in:bracket")
        return bag.named() or bag.all()
    if (whole := scope.two_heads(num) or scope.year_to_date(page, num, context)) is not None:
        add(whole, None, "in:column")
        return bag.named() or bag.all()
    for place, items in _labels(reading, num):
        ent = scope.label_ent(items, ("DATE",))
        if ent is not None and ent.value:
            add(scope.own_period(page, ent, num, context), ent, f"in:{place}")
            year = str(ent.value["value"])
            for source, whole in (
                ("heading", _heading_period(reading)),
                ("main", context.period),
                ("document", context.document),
            ):
                add(scope.in_year(whole, year), ent, f"in:{place} of {source}")
            return bag.named() or bag.all()
    if (dated := scope.title_date(page, num)) is not None:
        add(time_slot(dated), dated, "in:label")
        return bag.named() or bag.all()
    ranked = sorted(dates, key=lambda ent: (gap(sentence.items, ent.item, num.at), abs(ent.item - num.at)))
    for rank, ent in enumerate(ranked):
        features = [
            "in:sentence",
            *_near(reading, num, ent),
            f"rank:{min(rank, 2)}",
            *_time_features(reading, num, ent),
            *_signed(sentence, metric),
        ]
        value = scope.since_new_year(reading, ent, context) or scope.quarter_of(ent, context) or time_slot(ent)
        add(value, ent, *features)
        before = context.figure_draft.slots.get("period") if context.figure_draft is not None else None
        base = current or before or context.document
        if base is not None and scope.is_prior(ent) and scope_vague(ent, base):
            add(shift(base), ent, "in:prior word", *features[1:])
    for place, above in around(reading):
        found = [ent for ent in above.ents if ent.label == "DATE" and ent.value]
        for at, ent in enumerate(found):
            last = ["last of its line"] if at == len(found) - 1 else []
            add(time_slot(ent), ent, f"in:{place}", *last, *_signed(above, metric))
    for above in _title(reading):
        for ent in above.ents:
            if ent.label == "DATE" and ent.value:
                add(time_slot(ent), ent, "in:title")
    add(context.period, None, "in:main")
    add(context.document, None, "in:document")
    add(shift(context.document), None, "in:document a year earlier")
    for place, below in _below(reading):
        for ent in below.ents:
            if ent.label == "DATE" and ent.value:
                add(time_slot(ent), ent, f"in:{place}", *_signed(below, metric))
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
    add(day_slot(page), None, "in:day of release")
    return with_guess(bag, guess)


def _signed(sentence: Sentence, metric: str) -> list[str]:
    """Whether a sentence with a date tells when an order was signed."""
    if metric != "orders":
        return []
    signs = scope.scope_forms("signing")
    return ["signed" if any(signs.fit(item.low) for item in sentence.items) else "unsigned"]


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


def _below(reading: Reading) -> Iterator[tuple[str, Sentence]]:
    """The next sentences of the same zone."""
    page, at = reading.page, reading.sentence.index
    for further in (1, 2):
        if at + further < len(page.sentences) and page.zone(page.sentences[at + further]) == page.zone(
            reading.sentence
        ):
            yield f"below-{further}", page.sentences[at + further]


def scope_vague(ent: Ent, period: Time) -> bool:
    """Whether `im Vorjahr` beside a quarter, month or day means that one a year earlier."""
    return re.search(r"\d{4}", ent.text) is None and not re.fullmatch(r"\d{4}", str(period.get("value")))


def _against(value: Time, main: Time) -> str:
    if value["value"] == main["value"]:
        return "=main"
    if value["value"][:4] == main["value"][:4]:
        return "year of main"
    return "before main" if value["value"] < main["value"] else "after main"


def _time_features(reading: Reading, num: Num, ent: Ent) -> Iterator[str]:
    items = reading.sentence.items
    if scope.is_compared(items, ent):
        yield f"compared:{num.part}"
    if scope.is_prior(ent):
        yield f"prior:{num.part}"
        yield f"prior:{num.part}:{'before' if ent.item < num.at else 'after'}"
    if scope.is_attributive(items, ent):
        yield "attributive"
    if scope.of_earlier_number(reading, num, ent):
        yield "of earlier number"
    if scope.dates_the_number(items, num, ent):
        yield "alone in bracket"
    prior = "prior" if scope.is_prior(ent) else "plain"
    if items[ent.item].depth > num.depth:
        inside = _nearest_number(reading, ent.item).depth if reading.nums else 0
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
    bag = Bag(f"{metric}:{market}", market, f"zone:{zone}:{market}", f"line:{line}:{market}", num.part, *manner)

    def add(ent: Ent | None, *features: str, name: str | None = None) -> None:
        value = name or (name_of(ent) if ent is not None else None)
        if value is None:
            return
        more = [f"{features[0]}:{metric}", f"{features[0]}:{market}", f"{features[0]}:{line}"]
        more.append(f"{features[0]}:names:{min(len(named), 2)}")
        more += [f"{features[0]}:{m}" for m in manner]
        label = ent.label if ent is not None else context.kinds.get(value, "unknown")
        more += [f"{features[0]}:{label}", f"{label}:{metric}"]
        if page.issuer and value == page.issuer:
            more += ["issuer", f"issuer:{market}:{metric}"]
        bag.add(value, ent, [*features, *more])

    for place, items in _labels(reading, num):
        ent = scope.label_ent(items, ("MODEL",)) or scope.label_ent(items, SUBJECTS)
        if ent is not None:
            add(ent, f"in:{place}")
            return bag.named() or bag.all()
    counted = [item.ent for item in num.noun if item.ent is not None]
    ranked = sorted(named, key=lambda ent: (gap(sentence.items, ent.item, num.at), abs(ent.item - num.at)))
    for rank, ent in enumerate(ranked):
        features = [f"rank:{min(rank, 3)}", *_near(reading, num, ent), *_name_features(reading, ent)]
        add(ent, "in:counted noun" if ent in counted else "in:sentence", *features)
    for place, above in around(reading):
        found = [ent for ent in above.ents if ent.label in SUBJECTS]
        for at, ent in enumerate(found):
            add(
                ent,
                f"in:{place}",
                *(["first of its line"] if at == 0 else []),
                *(["last"] if at == len(found) - 1 else []),
            )
    headed = [ent for above in _title(reading) for ent in above.ents if ent.label in SUBJECTS]
    for ent in headed:
        like = len({other.canonical for other in headed if other.label == ent.label})
        add(ent, "in:title", f"in:title:{min(like, 2)} {ent.label}", f"in:title:{min(like, 2)} {ent.label}:{metric}")
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
    label = [item for item in num.label_items if item.text[0].isalnum()]
    if label and all(item.ent is None for item in label):
        add(None, "in:words of the label", name=" ".join(item.text for item in label))
    anaphor = context.anaphor(num, reading.cues)
    if anaphor is not None:
        add(None, "in:anaphor", name=anaphor)
    add(None, "in:issuer", name=page.issuer)
    return with_guess(bag, guess[0])


def _name_features(reading: Reading, ent: Ent) -> Iterator[str]:
    items = reading.sentence.items
    if scope.is_source(reading, ent):
        yield "source"
    after = items[ent.item + 1] if ent.item + 1 < len(items) else None
    if after is not None and after.ent is None:
        if after.low in ("mit", "und", ",", "(", "-", "–", ":"):
            yield f"next:{after.low}"
        elif after.text.islower() and after.low.endswith(("t", "te", "ten", "en")):
            yield "next:verb"
    before = items[ent.item - 2].low if ent.item > 1 else ""
    if before in ("der", "die", "den", "dem") and items[ent.item - 1].low in ("marke", "marken", "tochter", "firma"):
        yield "apposition"


# --- where -----------------------------------------------------------------------------------------------------------


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
    whose = "nobody" if subject is None else "issuer" if subject == page.issuer else "other"
    own = scope.issuer_country(page.issuer)
    home = own or HOMES.get(page.country or "")
    places = [ent for ent in sentence.ents if ent.label == "PLACE" and not scope.in_dateline(page, sentence, ent)]
    bag = Bag(
        *manner,
        f"national:{own is not None}:{metric}",
        f"{metric}:{market}",
        f"{metric}:{whose}",
        market,
        f"zone:{zone}",
        f"line:{line}",
        f"whose:{whose}:{market}",
        num.part,
    )

    def add(value: str | None, ent: Ent | None, *features: str) -> None:
        if value is None or (subject and value in subject):
            return
        more = [
            f"{features[0]}:{metric}:{market}",
            f"{features[0]}:{metric}",
            f"{features[0]}:{market}",
            f"{features[0]}:{line}",
        ]
        more += [f"{features[0]}:{whose}", f"{features[0]}:places:{min(len(places), 2)}"]
        more += [f"{features[0]}:{m}" for m in manner]
        if value == own:
            more += ["issuer's country", f"issuer's country:{metric}", f"{features[0]}:issuer's country"]
        if value == home:
            more += ["home", f"{features[0]}:home", f"home:{metric}:{market}"]
        bag.add(value, ent, [*features, *more])

    for place, items in _labels(reading, num):
        ent = scope.label_ent(items, ("PLACE",))
        if ent is not None:
            add(ent.canonical, ent, f"in:{place}")
            return bag.named() or bag.all()
    if (area := scope.area(num.label_items)) is not None:
        add(area, None, "in:label")
        return bag.named() or bag.all()
    ranked = sorted(places, key=lambda ent: (gap(sentence.items, ent.item, num.at), abs(ent.item - num.at)))
    for rank, ent in enumerate(ranked):
        features = [f"rank:{min(rank, 2)}", *_near(reading, num, ent), *_place_features(reading, ent)]
        add(scope.joined(sentence, ent), ent, "in:sentence", *features)
    for place, above in around(reading):
        for ent in above.ents:
            if ent.label == "PLACE" and scope.is_located(above.items, ent):
                add(scope.joined(above, ent), ent, f"in:{place}")
    for above in _title(reading):
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
    if any(item.low in scope.scope_words("home") for item in sentence.items):
        add(home, None, "in:home word")
    add(home, None, "in:home")
    for at, item in enumerate(sentence.items[1:], 1):
        if item.ent is None and (land := scope.land_of(sentence.items[at - 1].low)) is not None:
            noun = "market" if MARKET.fit(item.low) else "noun"
            add(land, None, f"in:adjective {noun}", f"at:{distance(num.at, at)}")
    for ent in sentence.ents:
        if ent.label == "ORG":
            add(authority_land(ent.canonical), ent, "in:authority here")
    add(context.authority, None, "in:authority above")
    return with_guess(bag, guess)


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
    counts = num.label == "NUMBER" and metric not in ("share", "market_share")
    counted = "no noun" if not num.noun else "plain noun" if num.is_vehicle and _is_plain(num.noun[-1]) else "noun"
    whose = "nobody" if draft.slots.get("subject") is None else "somebody"
    line = page.kind(sentence)
    bag = Bag(metric, f"{metric}:{counted}", f"{metric}:{whose}", f"{metric}:{line}", f"{metric}:{num.part}", f"{metric}:why:{draft.why}", f"{metric}:{num.label}")  # fmt: skip

    def add(value: str | None, *features: str) -> None:
        if value:
            source = features[0]
            more = [f"{source}:{metric}", f"{source}:{counted}", f"{source}:{line}", f"{source}:{metric}:{whose}"]
            bag.add(value, None, [*features, *more, *(f"{feature}:{metric}" for feature in features[1:])])

    for place, words_ in (*_labels(reading, num), ("heading", _head_items(reading))):
        nouns = [item for item in words_ if item.ent is None and item.text[0].isupper()]
        for item in nouns:
            add(_phrase(words_, item, single=counts), f"in:{place}", *_noun_features(item))
    named = {k for hit in reading.hits if hit.key.endswith("/name") for k in range(hit.start, hit.end)}
    for at, item in enumerate(items):
        if not _may_be_noun(items, at):
            continue
        mine = item in num.noun
        features = ["in:counted noun" if mine else "in:sentence", *_noun_features(item)]
        if at in named:
            features.append("a figure's name")
        marks = gap(items, at, num.at)
        features += [f"at:{distance(num.at, at)}", f"gap:{min(marks, 2)}:{'before' if at < num.at else 'after'}"]
        before = [word.low for word in items[max(0, at - 4) : at] if word.ent is None]
        features.append(
            f"prep:{next((word for word in reversed(before) if word in scope.scope_words('closed')), 'none')}"
        )
        if any(word in scope.scope_words("shares") for word in before):
            features.append("behind a share")
        if at == 0:
            features.append("opens")
        add(_phrase(items, item, single=counts and mine), *features)
    if context.figure_draft is not None:
        same = " same line" if context.figure_line == sentence.line else ""
        add(context.figure_draft.slots.get("of"), "in:figure before" + same)
    alike = context.by_metric.get(metric)
    if alike is not None:
        add(alike.slots.get("of"), "in:same metric before")
    return with_guess(bag, guess)


def _head_items(reading: Reading) -> list[Item]:
    head = reading.page.opener(reading.sentence) or reading.page.heading(reading.sentence)
    return head.items if head is not None and head is not reading.sentence else []


def _may_be_noun(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    if item.ent is not None:
        return item.ent.label == "MODEL"
    return item.text[0].isupper() and len(item.text) > 2 and (at > 0 or is_noun(item.text))


def _is_plain(item: Item) -> bool:
    """A noun that says no more than that there are so many: `Fahrzeuge`, `Stück`."""
    return word_class("unit").fit(item.low)


def _noun_features(item: Item) -> Iterator[str]:
    if item.ent is not None:
        yield "a name"
        return
    kinds = (name for name in ("unit", "vehicle", "person", "moving") if word_class(name).fit(item.low))
    yield f"kind:{next(kinds, 'thing')}"


def _phrase(items: Sequence[Item], noun: Item, *, single: bool) -> str:
    """The noun with its adjectives as the text has them, or in the singular without them."""
    if noun.ent is not None:
        return noun.ent.canonical
    if single:
        return singular(noun.text)
    at = next(k for k, item in enumerate(items) if item is noun)
    first = at
    while first and items[first - 1].ent is None and ADJECTIVE.fullmatch(items[first - 1].text):
        first -= 1
    if first < at and first and items[first - 1].text in scope.scope_words("degree"):
        first -= 1
    return " ".join(item.text for item in items[first : at + 1])


ADJECTIVE = re.compile(r"[a-zäöüß][\wäöüß-]{3,}(?:e|en|er|es|em)")


# --- what ------------------------------------------------------------------------------------------------------------


def claims(reading: Reading, num: Num, answers: Sequence[Answer]) -> list[Candidate]:
    """The rules that claim a number, and that it is no fact at all."""
    page, sentence = reading.page, reading.sentence
    zone, line = page.zone(sentence), page.kind(sentence)
    noun = "no noun" if not num.noun else "name" if num.noun[-1].ent is not None else "noun"
    spelled = "word" if num.ent.text.isalpha() else "digits"
    approx = num.value.get("approx")
    bag = Bag(
        f"zone:{zone}", f"line:{line}", num.label, f"{num.label}:{noun}", spelled, num.part, f"claims:{min(len(answers), 2)}",
        f"prep:{preposition(sentence.items, num.at)}", f"depth:{min(num.depth, 1)}", f"approx:{approx}",
    )  # fmt: skip
    joined = _joined(reading, num)
    lead = sentence.items[num.at - 1].low if num.at else "^"
    lead = lead if lead in scope.scope_words("closed") | scope.scope_words("openers") else "other"
    for rank, answer in enumerate(answers):
        name = answer.rule.id
        points = max(-3, min(10, round(answer.score)))
        features = [
            f"why:{answer.why}", f"rule:{name}", f"points:{points}", f"rank:{min(rank, 2)}", f"why:{answer.why}:{name}",
            f"zone:{zone}:{answer.type}", f"line:{line}:{answer.why}", f"{spelled}:{answer.rule.set.get('metric')}", f"{num.label}:{name}",
            f"depth:{min(num.depth, 1)}:{answer.why}", f"{noun}:{answer.why}",
            f"{_noun_kind(num)}:{answer.rule.set.get('metric')}", f"joined:{joined}:{answer.why}", f"lead:{lead}:{answer.why}",
        ]  # fmt: skip
        bag.found[name] = Candidate(answer, None, set(features) | ({"first"} if rank == 0 else set()))
    return bag.all()


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
    bag.found[key].features.add("rule" if guess is not None else "rule:none")
    return bag.all()
