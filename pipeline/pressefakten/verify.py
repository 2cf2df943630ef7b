"""Derives every value of an emitted record again from its own characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from pressefakten.components.structure import country, read_lines
from pressefakten.normalize import dates, grid, numbers, quantities
from pressefakten.normalize.dateline import month
from pressefakten.normalize.timex import NUMBERED_PART
from pressefakten.patterns import words
from pressefakten.records import AnyFact, Change, Entity, NumberValue, Release, TimeValue

VALUES = frozenset(("NUMBER", "MONEY", "PERCENT", "QUANTITY", "DATE", "TIME", "DURATION", "SET"))
SCALES = tuple(Decimal(10) ** power for power in (0, 3, 6, 9))
"""What a table head may multiply a cell by."""
COUNTED = frozenset((None, "vehicle", "person"))
"""Units that a counted noun gives and not the number itself."""
TIME_UNITS = {"S": "s", "M": "min", "H": "h", "D": "d", "W": "wk", "Y": "a"}
_DURATION = re.compile(r"P(?:T?)([0-9.]+)([A-Z])")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")

_Value = NumberValue | TimeValue


def mismatches(release: Release) -> Iterator[str]:
    """One sentence a value that its characters do not give; nothing where all agree. Needs the text in the record.

    An entity is read again from its span; a fact's numbers from the entities in its evidence, up to the scale, unit
    and currency of a table head, its changes and times from those of the release.
    """
    if release.text is None:
        yield f"{release.source}: the record has no text, so nothing can be derived. Extract without --no-text."
        return
    mentions = _mentions(release.text, _issued(release), _place(release))
    for entity in release.entities:
        label, again = _again(entity, mentions, release)
        if (entity.label, entity.value) != (label, again) or (again is None and entity.label in VALUES):
            yield (
                f"{release.source}: {entity.id} {entity.text!r} at {entity.start}:{entity.end} is {entity.label} "
                f"{_show(entity.value)}, its characters give {label} {_show(again)}."
            )
    stated = _stated(release, {span: value for span, (_, value) in mentions.items()})
    for fact in release.facts:
        for problem in _problems(fact, stated):
            yield f"{release.source}: {fact.id} {fact.type}.{problem}"


def _issued(release: Release) -> str | None:
    """The day of issue, else the month that the text states."""
    return release.published or month(release.text or "", read_lines(release.text or ""))


def _place(release: Release) -> str | None:
    """The dateline's place."""
    return release.dateline.place if release.dateline else None


def _mentions(text: str, published: str | None, place: str | None) -> dict[tuple[int, int], tuple[str, _Value]]:
    """Span -> label and value of all numbers and times that a text states."""
    home = country(text, place)
    lines = read_lines(text)
    text = grid.with_breaks(text, lines)
    times = dates.find(text, published=published, country=home)
    times = grid.with_head_years(lines, grid.without_figures(text, lines, times))
    found = [*numbers.find(text, country=home)[0], *times]
    return {(m.start, m.end): (m.label, m.value) for m in found if isinstance(m.value, NumberValue | TimeValue)}


def _again(
    entity: Entity, mentions: dict[tuple[int, int], tuple[str, _Value]], release: Release
) -> tuple[str, _Value | None]:
    """Label and value from an entity's own characters; alone where the whole text gives its span no reading."""
    if entity.label not in VALUES:
        return entity.label, None
    if (entity.start, entity.end) in mentions:
        return mentions[entity.start, entity.end]
    home = country(release.text or "", _place(release))
    if isinstance(entity.value, TimeValue):
        return entity.label, dates.read(entity.text, published=_issued(release), country=home)
    return entity.label, numbers.read(entity.text, country=home)


def _show(value: _Value | None) -> str:
    return value.model_dump_json(exclude_none=True) if value is not None else "nothing"


class _Stated(NamedTuple):
    """What the text of a release states: readings by span, numbers, units apart from numbers, and times."""

    readings: dict[tuple[int, int], _Value]
    text: str
    numbers: frozenset[Decimal]
    apart: frozenset[str]
    times: frozenset[str]


def _stated(release: Release, readings: dict[tuple[int, int], _Value]) -> _Stated:
    figures = {abs(figure) for value in readings.values() for figure in _figures(value)}
    times = {end for value in readings.values() if isinstance(value, TimeValue) for end in _ends(value)}
    days = {day for day in (release.published, release.dateline and release.dateline.date) if day}
    text = release.text or ""
    times |= days | _halves(text, _issued(release))
    times |= set(_elided_parts(text, times))
    return _Stated(readings, text, frozenset(figures), quantities.apart_in(text), frozenset(times))


def _halves(text: str, published: str | None) -> set[str]:
    """The halves up to the day of issue and those a year before, where a word without a date speaks of one: `das Halbjahresergebnis`."""
    if published is None or "halbjahr" not in text.lower():
        return set()
    now = int(published[:4])
    over = {f"{now}-H1"} if published[5:] >= "06" else set()
    return over | {f"{year}-H{half}" for year in (now - 1, now - 2) for half in (1, 2)}


def _elided_parts(text: str, times: Iterable[str]) -> Iterator[str]:
    """The quarters and halves that an ordinal alone means beside a stated one: `im ersten, im vierten Quartal 2025`."""
    low = text.lower()
    told = words("figures")["ordinals"].items()
    ordinals = [number for number, forms in told if any(f" {form}" in low for form in forms)]
    for value in times:
        if part := NUMBERED_PART.fullmatch(value):
            yield from (f"{part[1]}{number}" for number in ordinals)


def _figures(value: _Value | None) -> Iterator[Decimal]:
    if isinstance(value, NumberValue):
        yield from (figure for figure in (value.value, value.min, value.max) if figure is not None)
    elif value is not None:
        yield from (Decimal(match[1]) for end in value.value.split("/") if (match := _DURATION.match(end)))


def _ends(value: TimeValue) -> Iterator[str]:
    """A stated time, its two ends, and the days that it covers."""
    yield value.value
    yield from value.value.split("/")
    yield from (day for day in (value.start, value.end) if day)


def _problems(fact: AnyFact, stated: _Stated) -> Iterator[str]:
    """What a fact says that its evidence does not give."""
    for span in fact.evidence:
        if _cuts_a_word(stated.text, span.start) or _cuts_a_word(stated.text, span.end):
            yield f"evidence {span.start}:{span.end} cuts a word."
    spans = [(span.start, span.end) for span in fact.evidence]
    near = [
        value
        for (start, end), value in stated.readings.items()
        if any(begin < end and start < stop for begin, stop in spans)
    ]
    evidence = " ".join(stated.text[begin:stop] for begin, stop in spans).lower()
    row = {unit for span in spans for unit in _percent_in_line(span, stated)}
    for slot in type(fact).model_fields:
        value = getattr(fact, slot)
        if isinstance(value, NumberValue) and not _is_given(value, near, evidence, stated.apart | row):
            yield f"{slot} is {_show(value)}, which no number of its evidence gives."
        elif isinstance(value, TimeValue) and not _is_time(value, stated):
            yield f"{slot} is {_show(value)}, which no time of the text gives."
        elif isinstance(value, Change):
            yield from _change_problems(value, stated)


def _cuts_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _percent_in_line(span: tuple[int, int], stated: _Stated) -> Iterator[str]:
    """The percent sign that bare numbers of a line share: `auf Linz 28 und auf Wels 14 Prozent`."""
    start, end = stated.text.rfind("\n", 0, span[0]) + 1, stated.text.find("\n", span[1])
    for (at, _), value in stated.readings.items():
        if start <= at and (at < end or end < 0) and isinstance(value, NumberValue) and value.unit == "%":
            yield "%"


def _is_given(value: NumberValue, near: list[_Value], evidence: str, apart: frozenset[str]) -> bool:
    """Whether a number of the evidence, scaled as a table head may, has the figures, currency and unit of a slot; a bare one one of `apart`."""
    beside = {unit for given in near for unit in _units(given)}
    if any(_agrees(value, given, apart | beside) for given in near):
        return True
    return _is_ratio(value, near) or _is_fraction(evidence, value.value)


def _is_ratio(value: NumberValue, near: list[_Value]) -> bool:
    """Whether a percentage is that of two numbers of the evidence: `drei von vier`."""
    plain = [given.value for given in near if isinstance(given, NumberValue) and given.value and given.unit is None]
    wholes = words("figures")["fraction"]["wholes"]
    return value.unit == "%" and any(
        round(part * 100 / whole, 1) == value.value
        for part in plain
        for whole in plain
        if part < whole and whole in wholes
    )


def _units(value: _Value) -> Iterator[str | None]:
    if isinstance(value, NumberValue):
        yield value.currency or value.unit
    elif match := _DURATION.match(value.value):
        yield TIME_UNITS.get(match[2])


def _agrees(value: NumberValue, given: _Value, units: frozenset[str | None]) -> bool:
    """Whether a given number has a slot's figures up to a scale; a bare one may take its unit from `units`."""
    # the ends of a loss change places: `einen Verlust von 20 bis 25 Millionen`
    mine, theirs = sorted(abs(f) for f in _figures(value)), sorted(abs(f) for f in _figures(given))
    if len(mine) != len(theirs) or not any([f * scale for f in theirs] == mine for scale in SCALES):
        return False
    if isinstance(given, TimeValue):
        match = _DURATION.match(given.value)
        return match is not None and value.unit in (TIME_UNITS.get(match[2]), "h")
    if value.approx not in (None, given.approx) or value.ambiguous not in (None, given.ambiguous):
        return False
    if given.currency is not None or given.unit is not None:
        return (value.currency, value.unit) == (given.currency, given.unit)
    unit = value.currency or value.unit
    return unit in COUNTED or unit in units


def _is_fraction(evidence: str, number: Decimal | None) -> bool:
    """Shares stated in words (`ein Drittel`, `jeder vierte`)."""
    table = words("figures")["fraction"]
    return (
        number is not None
        and 0 < number <= 100
        and any(form in evidence for form in (*table["parts"], *table["every"], "von zehn"))
    )


def _is_multiple(text: str, change: Decimal) -> bool:
    """Changes stated by a word (`verdreifachte`, `unverändert`)."""
    table = words("figures")["multiple"]
    if change == 0:
        return any(word in text for word in table["same"])
    return any(stem in text for stem, percent in table["stems"].items() if percent == change)


def _change_problems(change: Change, stated: _Stated) -> Iterator[str]:
    """A change may stand in a clause of its own, a percentage also in words (`um ein Fünftel`, `verdoppelte sich`)."""
    for slot in ("percent", "absolute"):
        figure = getattr(change, slot)
        if figure is None or any(abs(figure) == known * scale for known in stated.numbers for scale in SCALES):
            continue
        low = stated.text.lower()
        if slot == "absolute" or not (_is_fraction(low, abs(figure)) or _is_multiple(low, figure)):
            yield f"change.{slot} is {figure}, which no number of the text gives."
    if change.base is not None and not _is_range_stated(change.base, stated.times):
        yield f"change.base is {change.base}, which no time of the text gives."


def _is_time(value: TimeValue, stated: _Stated) -> bool:
    same = [given for given in stated.readings.values() if isinstance(given, TimeValue) and given.value == value.value]
    if any(_covers(given, value) for given in same):
        return True
    if same and value.mod is None:
        return False
    # a part that is stated of another time: `Mitarbeiter (Jahresende)` under `2024`, `Ende Jahr … zwölf Monate zuvor`
    mods = {given.mod for given in stated.readings.values() if isinstance(given, TimeValue)}
    return value.mod in (None, *mods) and _is_range_stated(value.value, stated.times)


def _covers(given: TimeValue, value: TimeValue) -> bool:
    """Whether a stated time gives mod and days of a slot's; a slot may leave the days open."""
    mine, theirs = (
        (value.mod, value.start, value.end, value.inferred),
        (given.mod, given.start, given.end, given.inferred),
    )
    return all(one in (None, other) for one, other in zip(mine, theirs, strict=True))


def _is_range_stated(value: str, times: frozenset[str]) -> bool:
    return all(_is_stated(end, times) for end in value.split("/"))


def _is_stated(value: str, times: frozenset[str]) -> bool:
    """Whether a time or the same one in another year stands in the text, or is the part of a stated one."""
    if value in times or any(time.startswith(value) for time in times):
        return True
    years = {year for time in times for year in _YEAR.findall(time)}
    near = {str(int(year) + step) for year in years for step in (-1, 0, 1)}
    bare = _YEAR.sub("", value)
    return bool(set(_YEAR.findall(value)) & near) and (
        bare in ("", "-01", "-01-01")
        or any(bare == _YEAR.sub("", time) or _YEAR.sub("", time).startswith(bare) for time in times)
    )
