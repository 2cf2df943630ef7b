"""Groups the key figures of many releases into series of one figure, and the statements of one period into entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pressefakten.normalize.timex import bounds
from pressefakten.records import Change, KeyFigure, Metric, NumberValue, Record, Release, TimeValue
from pressefakten.score.facts import content_words, words

Words = frozenset[str]
Names = tuple[Words, Words, Words]
"""The words of subject, region and `of`; empty where the slot is null."""
COUNTS = frozenset({"vehicle", "person"})
"""Units of things that are counted: a figure with and without them is the same."""
EXACT_DIGITS = 2
"""Significant digits that a number without `about` states at least: `500` is 495 to 505, not 450 to 550."""


class Mention(Record):
    """One statement of a figure: the release, the fact in it, and what differs between statements."""

    release: str
    source: str | None = None
    published: str | None = None
    fact: str
    start: int
    end: int
    subject: str | None = None
    value: NumberValue | None = None
    change: Change | None = None
    confidence: float


class Entry(Record):
    """One value of a figure in one period, with all its sources, earliest first; the most exact value stands for all.

    `contradicted` is true where another entry reports another value for the period, beyond rounding.
    """

    period: TimeValue | None = None
    status: str | None = None
    value: NumberValue | None = None
    change: Change | None = None
    contradicted: bool = False
    sources: list[Mention]


class Series(Record):
    """One figure over its periods; entries without a period come last."""

    metric: Metric
    subject: str | None = None
    region: str | None = None
    of: str | None = None
    unit: str | None = None
    entries: list[Entry]


class Timeline(Record):
    """All series of the records, by subject, metric, region and `of`."""

    releases: int
    series: list[Series]

    def to_json(self) -> str:
        """Stable JSON: the same records give the same bytes, in whatever order they were read."""
        return self.model_dump_json(indent=1)


@dataclass(frozen=True)
class _Stated:
    """A key figure with its release and the words of its names."""

    fact: KeyFigure
    release: Release
    names: Names

    @property
    def when(self) -> tuple[str, str, str, str]:
        """The period as first and last day, mod, and what no calendar resolves; then the status decides."""
        period = self.fact.period
        if period is None:
            return "9999", "9999", "", self.fact.status or ""
        first, last = bounds(period.value)
        return first or period.value, last or period.value, period.mod or "", self.fact.status or ""

    @property
    def measure(self) -> str:
        """Currency or unit; empty for plain counts."""
        value = self.fact.value
        unit = (value.currency or value.unit or "") if value else ""
        return "" if unit in COUNTS else unit


@dataclass
class _Group:
    """Statements under one set of names, those of the first and fullest."""

    names: Names
    stated: list[_Stated] = field(default_factory=list)


def build(releases: Iterable[Release], *, subject: str | None = None, metric: str | None = None) -> Timeline:
    """Group the key figures; the filters compare names as the score does: the words of one are in the other."""
    unique = {release.id: release for release in releases}
    stated = [one for _, release in sorted(unique.items()) for one in _stated(release)]
    wanted = [one for one in stated if metric in (None, one.fact.metric) and _fits(subject, one.names[0])]
    series = [made for group in _groups(wanted) for made in _series(group)]
    return Timeline(releases=len(unique), series=sorted(series, key=_order))


def _stated(release: Release) -> Iterable[_Stated]:
    for fact in release.facts:
        if isinstance(fact, KeyFigure) and (fact.value or fact.change):
            names = (_words(fact.subject), _words(fact.region), content_words(fact.of) if fact.of else frozenset())
            yield _Stated(fact, release, names)


def _words(name: str | None) -> Words:
    return words(name) if name else frozenset()


def _fits(wanted: str | None, name: Words) -> bool:
    return wanted is None or _same(words(wanted), name)


def _same(one: Words, other: Words) -> bool:
    """Whether the words of one name are all in the other; nothing equals nothing alone."""
    return one == other or (bool(one and other) and (one <= other or other <= one))


def _order(series: Series) -> tuple[str, ...]:
    keys = (series.subject or "\uffff", series.metric, series.region or "", series.of or "", series.unit or "")
    return (*(key.casefold() for key in keys), series.model_dump_json())


def _groups(stated: Iterable[_Stated]) -> list[_Group]:
    """One group a figure: equal names first, then a short name joins the one fuller name that contains it.

    Where several fuller names contain it (`Muster`: `Muster Bau`, `Muster Bahn`) it stays alone.
    """
    equal: dict[tuple[str, Names], _Group] = {}
    for one in stated:
        equal.setdefault((one.fact.metric, one.names), _Group(one.names)).stated.append(one)
    kept: list[_Group] = []
    index: dict[tuple[str, str], list[_Group]] = {}
    for (metric, names), group in sorted(equal.items(), key=_fullest_first):
        head = [(metric, word) for word in sorted(names[0] or names[1] or names[2])] or [(metric, "")]
        near = min((index.get(key, []) for key in head), key=len)
        homes = [other for other in near if all(map(_same, other.names, names))]
        if len(homes) == 1 and not _told_apart(homes[0], group):
            homes[0].stated += group.stated
            continue
        kept.append(group)
        for key in head:
            index.setdefault(key, []).append(group)
    return kept


def _fullest_first(item: tuple[tuple[str, Names], _Group]) -> tuple[object, ...]:
    (metric, names), _ = item
    return (*(-len(name) for name in names), metric, [sorted(name) for name in names])


def _told_apart(one: _Group, other: _Group) -> bool:
    """Whether the short name means something else: a model of the make, or another value in the same release."""
    longer, shorter = one.names[0], other.names[0]
    if longer != shorter and any(_models(stated.release) & (longer - shorter) for stated in one.stated):
        return True
    places = {(s.release.id, s.measure, s.when): s for s in one.stated}
    twins = [(places.get((s.release.id, s.measure, s.when)), s) for s in other.stated]
    return any(twin is not None and not _agree(twin.fact.value, s.fact.value) for twin, s in twins)


def _models(release: Release) -> Words:
    """The words of the products that a release names."""
    names = [entity.canonical or entity.text for entity in release.entities if entity.label in ("MODEL", "PLATFORM")]
    return frozenset(word for name in names for word in words(name))


def _series(group: _Group) -> Iterable[Series]:
    """One series a measure; a change without a level goes to the first of them."""
    measures: dict[str, list[_Stated]] = {}
    for one in group.stated:
        if one.fact.value is not None:
            measures.setdefault(one.measure, []).append(one)
    first = min(measures, key=lambda name: (-len(measures[name]), name), default="")
    for one in group.stated:
        if one.fact.value is None:
            measures.setdefault(first, []).append(one)
    for measure, stated in measures.items():
        facts = [one.fact for one in stated]
        yield Series(
            metric=facts[0].metric,
            subject=_usual(fact.subject for fact in facts),
            region=_usual(fact.region for fact in facts),
            of=_usual(fact.of for fact in facts),
            unit=measure or None,
            entries=_entries(stated),
        )


def _usual(names: Iterable[str | None]) -> str | None:
    """The name that is used most; of equals the fullest."""
    counted = sorted(name for name in names if name)
    return max(sorted(set(counted)), key=lambda name: (counted.count(name), len(name)), default=None)


def _entries(stated: Sequence[_Stated]) -> list[Entry]:
    periods: dict[tuple[str, ...], list[_Stated]] = {}
    for one in stated:
        periods.setdefault(one.when, []).append(one)
    return [entry for _, same in sorted(periods.items()) for entry in _period(same)]


def _period(stated: Sequence[_Stated]) -> list[Entry]:
    """The entries of one period and status: the most exact values first, each takes in those that round it."""
    found: list[list[_Stated]] = []
    for one in sorted(stated, key=_most_exact_first):
        home = next((entry for entry in found if _joins(one.fact, entry)), None)
        if home is None:
            found.append([one])
        else:
            home.append(one)
    entries = [_entry(same) for same in found]
    levels = [entry for entry in entries if entry.value is not None and entry.period is not None]
    for entry in levels:
        entry.contradicted = len(levels) > 1 and entry.status in (None, "reported")
    return sorted(entries, key=lambda entry: (entry.value is None, entry.model_dump_json()))


def _most_exact_first(one: _Stated) -> tuple[object, ...]:
    value = one.fact.value
    width = _high(value) - _low(value) if value else Decimal(0)
    return (value is None, width, one.fact.model_dump_json(), one.release.id)


def _joins(fact: KeyFigure, entry: Sequence[_Stated]) -> bool:
    if fact.value is not None:
        return _agree(entry[0].fact.value, fact.value)
    changes = [(one.fact.change.percent, one.fact.change.absolute) for one in entry if one.fact.change]
    return fact.change is not None and (fact.change.percent, fact.change.absolute) in changes


def _agree(one: NumberValue | None, other: NumberValue | None) -> bool:
    """Whether two values can be the same: one lies within what the other leaves open by rounding or its approximator."""
    if one is None or other is None:
        return one is other
    return _holds(one, other) or _holds(other, one)


def _holds(wide: NumberValue, narrow: NumberValue) -> bool:
    ends = [number for number in (narrow.value, narrow.min, narrow.max) if number is not None]
    return all(_low(wide) <= number <= _high(wide) for number in ends)


def _low(value: NumberValue) -> Decimal:
    if value.value is None:
        return value.min if value.min is not None else Decimal("-Infinity")
    return Decimal("-Infinity") if value.approx in ("below", "at_most") else value.value - _half(value)


def _high(value: NumberValue) -> Decimal:
    if value.value is None:
        return value.max if value.max is not None else Decimal("Infinity")
    return Decimal("Infinity") if value.approx in ("above", "at_least") else value.value + _half(value)


def _half(value: NumberValue) -> Decimal:
    """Half a unit in the last place that a number states."""
    number = (value.value or Decimal(0)).normalize()
    digits = 1 if value.approx == "about" else EXACT_DIGITS
    place = min(int(number.as_tuple().exponent), number.adjusted() - digits + 1)
    return Decimal(5).scaleb(place - 1)


def _entry(stated: Sequence[_Stated]) -> Entry:
    fact = stated[0].fact
    sources = sorted((_mention(one) for one in stated), key=lambda m: (m.published or "9999", m.model_dump_json()))
    change = next((one.fact.change for one in stated if one.fact.change), None)
    return Entry(period=fact.period, status=fact.status, value=fact.value, change=change, sources=sources)


def _mention(one: _Stated) -> Mention:
    fact, release = one.fact, one.release
    return Mention(
        release=release.id, source=release.source, published=release.published, fact=fact.id,
        start=fact.evidence[0].start, end=fact.evidence[0].end, subject=fact.subject, value=fact.value,
        change=fact.change, confidence=fact.confidence,
    )  # fmt: skip
