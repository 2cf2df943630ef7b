"""What figures say of each other: a change is the ratio or the difference of two levels, a whole the sum of its parts, within what rounding leaves open.

Where the sums of a table or a sentence come out, they tell which number is the change, of what, since when, and in which unit:
surer than any head or word. Where they do not come out, nothing follows.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pressefakten.facts.page import NUMERIC, SIGNS, Ent, Page, cell_at

PERCENT, ABSOLUTE = "percent", "absolute"
ROWS = 2
"""In so many rows a sum must come out before a column is taken for the change of two others."""
MOST = 0.7
"""In so large a part of the rows that have all three."""
LOOSE = 6.0
"""Percent that rounding may leave open; wider spans say nothing."""
WIDEST = 12
"""Columns of the widest table whose sums are tried."""
TRIED = 4
"""Rows in which a sum must come out once before the others are tried."""
NEAR = 6
"""Sentences in which the parts of a whole follow it."""
PARTS = 9
"""The most parts of one whole."""
PASSED = 3
"""Numbers between a whole and its first part."""
EXACT = 400
"""Spans of rounding that the whole must hold for its sum to be no accident."""
TENS = tuple(10**power for power in range(9, 0, -1))
DIGITS = re.compile(r"\d(?:[\d.,'’´‘ʼ\s]*\d)?")


class Shown(NamedTuple):
    """A number as it is printed: its value, half a unit of its last digit, whether it has a sign."""

    value: float
    half: float
    signed: bool = False


class Sum(NamedTuple):
    """How a column of changes comes about: in percent or absolute, from the later and the earlier column of levels."""

    kind: str
    later: int
    earlier: int


def shown(ent: Ent, value: Any = None) -> Shown | None:
    """The value of a single number (`value` with the scale that stands elsewhere) and how exact it is printed; None for ranges, lengths of time and words."""
    value = (ent.value or {}).get("value") if value is None else value
    printed = DIGITS.search(ent.text)
    if value is None or isinstance(value, str) or printed is None:
        return None
    digits = "".join(mark for mark in printed[0] if mark.isdecimal())
    half = abs(float(value)) / int(digits) / 2 if int(digits) else 5 / 10 ** len(digits)
    return Shown(float(value), half, ent.text[0] in SIGNS)


def kinds_of_change(later: Shown, earlier: Shown, change: Shown) -> frozenset[str]:
    """Whether `change` is that of two levels in percent, absolute, either or neither."""
    if earlier.value <= 2 * earlier.half or later.value <= 0 or not change.value:
        return frozenset()
    low = (later.value - later.half) / (earlier.value + earlier.half) * 100 - 100
    high = (later.value + later.half) / (earlier.value - earlier.half) * 100 - 100
    middle, half = later.value - earlier.value, later.half + earlier.half
    found = {PERCENT} if high - low <= LOOSE and _meets(change, low, high) else set()
    if half < abs(middle) and _meets(change, middle - half, middle + half):
        found.add(ABSOLUTE)
    return frozenset(found)


def _meets(change: Shown, low: float, high: float) -> bool:
    edge = 1.01 * change.half
    return low - edge <= change.value <= high + edge


def column_sums(page: Page, first: int) -> Mapping[int, Sum]:
    """The columns of changes of a table, which begins in the line `first`: column -> how it comes about. Worked out once a page."""
    if page.sums is None:
        tables: dict[int, list[dict[int, Shown]]] = defaultdict(list)
        for sentence in page.sentences:
            block = page.blocks.get(sentence.line)
            cells = page.lines[sentence.line]["cells"]
            if block is not None and len(cells) == block[1] <= WIDEST:
                tables[block[0]].append(_row(cells, (ent for ent in sentence.ents if ent.label in NUMERIC)))
        page.sums = {line: _sums(rows) for line, rows in tables.items() if len(rows) >= ROWS}
    return page.sums.get(first, {})


def _row(cells: Sequence[Sequence[int]], ents: Iterable[Ent]) -> dict[int, Shown]:
    """Column -> the first number in it; the first column holds the labels."""
    found: dict[int, Shown] = {}
    for ent in ents:
        at = cell_at(cells, ent.start)
        number = shown(ent)
        if number is not None and at > 0:
            found.setdefault(at, number)
    return found


def _sums(rows: Sequence[Mapping[int, Shown]]) -> dict[int, Sum]:
    """Column -> the sum that comes out in most of its rows; a column of levels is none of changes.

    Differences need signs: in `Gesamt | Inland | Ausland` each is the difference of the others, and a change of none.
    """
    columns = sorted({column for row in rows for column in row})
    found: dict[int, tuple[int, Sum]] = {}
    for change, (later, earlier) in itertools.product(columns, itertools.permutations(columns, 2)):
        whole = [row for row in rows if {change, later, earlier} <= row.keys() and row[change].value]
        if change in (later, earlier) or not any(_kinds(row, change, later, earlier) for row in whole[:TRIED]):
            continue
        kinds = [_kinds(row, change, later, earlier) for row in whole]
        for kind in (PERCENT, ABSOLUTE):
            hits = sum(kind in each for each in kinds)
            if hits >= max(ROWS, MOST * len(whole)) and hits > found.get(change, (0,))[0]:
                found[change] = (hits, Sum(kind, later, earlier))
    sums = {column: chosen for column, (_, chosen) in found.items()}
    return {column: chosen for column, chosen in sums.items() if not {chosen.later, chosen.earlier} & sums.keys()}


def _kinds(row: Mapping[int, Shown], change: int, later: int, earlier: int) -> frozenset[str]:
    kinds = kinds_of_change(row[later], row[earlier], row[change])
    return kinds if row[change].signed else kinds - {ABSOLUTE}


def wholes(page: Page) -> Mapping[int, int]:
    """First character of a number in running text or a list -> that of the number before it which it makes up with others.

    `45 Busse … in Bern (18), Biel (15) und Thun (12)`: parts have the metric and, but for dates of their own, the period of the whole.
    A number of many digits that comes again is the same figure.
    """
    if page.wholes is None:
        page.wholes = {}
        rows = [(sentence, ent) for sentence in page.sentences if page.kind(sentence) != "row" for ent in sentence.ents]
        known = [
            Addend(ent.start, number, sentence.index, sentence.items[ent.item].depth, _measure(ent))
            for sentence, ent in rows
            if ent.label in ADDED and (number := _counted(ent)) is not None and number.value > 0 and not number.signed
        ]
        seen: dict[tuple[float, tuple[str, ...]], int] = {}
        for at, whole in enumerate(known):
            if _is_exact(whole, (), 2 * whole.number.half):
                first = seen.setdefault((whole.number.value, whole.measure), whole.start)
                if first != whole.start:
                    page.wholes.setdefault(whole.start, first)
            if not whole.depth:
                for part in _parts(whole, known[at + 1 : at + 1 + 2 * PARTS + PASSED]):
                    page.wholes.setdefault(part.start, whole.start)
    return page.wholes


class Addend(NamedTuple):
    """A number that may be a whole or a part: where it stands, how deep in brackets, and what it is measured in."""

    start: int
    number: Shown
    sentence: int
    depth: int
    measure: tuple[str, ...]


ADDED = ("NUMBER", "MONEY", "QUANTITY")


def _is_exact(whole: Addend, parts: Sequence[Addend], half: float) -> bool:
    """Whether a sum is too long to come out by accident; `7400 = 1300 + 6100` is one of hundreds."""
    values = [int(each.number.value) for each in (whole, *parts)]
    step = 2 * half or next((ten for ten in TENS if not any(value % ten for value in values)), 1)
    return whole.number.value >= EXACT * step


def _counted(ent: Ent) -> Shown | None:
    """As it is printed; what is printed to the last one is counted, not rounded."""
    number = shown(ent)
    return number._replace(half=0.0) if number is not None and number.half == 0.5 else number


def _measure(ent: Ent) -> tuple[str, ...]:
    value = ent.value or {}
    unit = value.get("currency") or value.get("unit")
    return (ent.label, str(unit)) if unit not in (None, "vehicle") else ("NUMBER",)


def _parts(whole: Addend, behind: Sequence[Addend]) -> Sequence[Addend]:
    """The first run of numbers of one depth behind a whole that add up to it."""
    for depth in (0, 1):
        alike = [
            one
            for one in behind
            if one.depth == depth and one.measure == whole.measure and one.sentence - whole.sentence <= NEAR
        ]
        for first in range(min(PASSED + 1, len(alike))):
            total, half = 0.0, whole.number.half
            for last in range(first, min(first + PARTS, len(alike))):
                total, half = total + alike[last].number.value, half + alike[last].number.half
                if total - half > whole.number.value:
                    break
                if last > first and abs(total - whole.number.value) <= half:
                    found = alike[first : last + 1]
                    return found if _is_exact(whole, found, half) else ()
    return ()
