"""The fiscal calendar of a release: where its year begins, and what its parts cover."""

from __future__ import annotations

import itertools
import re
from datetime import date

from pressefakten.normalize.dategrammar import Expr, Point
from pressefakten.normalize.datevalues import UNKNOWN, is_part_of_year, part_of_year
from pressefakten.normalize.timex import add_months, bounds, month_end

_HEADLINE = 500
"""Characters at the start of a release in which its subject is named."""
_EXPLAINED = re.compile(
    r"(?:\s*des [\w ]*[Jj]ahres)?(?:\s+[a-zäöüß]+){0,2}\s*[(,;]\s*(?:Periode|Zeitraum|d\.\s?h\.|also|vom|von)?\s*"
)
"""Between a part of a fiscal year and the months that it covers."""
_FISCAL_END = re.compile(r", das (?:jeweils )?(?:im |Ende |mit Ende |mit )?")
_YEAR = r"\b(?:Geschäfts|Wirtschafts)jahr(?:e?s)?\b"
_FISCAL_ENDS = re.compile(
    rf"{_YEAR}[^.;:\n§]{{0,40}}\b(?:endet|schließt|schliesst)\b[^.;:\n§]{{0,24}}§|{_YEAR}, das[^.;:\n§]{{0,30}}§ endet\b"
)
_CLOSED = re.compile(
    rf"\b(?:am|per|zum|mit|Ende) §,? (?:zu Ende (?:ge)?gangen|abgeschlossen|abgelaufen|beendet|geendet)e[nrs]? {_YEAR}"
    rf"|{_YEAR}[^.;:\n§]{{0,30}}\b(?:per|zum|am) § (?:abgeschlossen|beendet|zu Ende)\b"
    rf"|{_YEAR}, das[^.;:\n§]{{0,30}}§ (?:endete|zu Ende ging|abgelaufen ist|abgeschlossen wurde)\b"
)
"""Around the day on which the fiscal year ended that is reported: `ihr am 31. Juli zu Ende gegangenes Wirtschaftsjahr`."""
_FISCAL_BEGINS = re.compile(rf"{_YEAR}[^.;:\n§]{{0,30}}\b(?:beginnt|startet)\b[^.;:\n§]{{0,16}}§")
_FISCAL_RANGE = re.compile(rf"{_YEAR}[^.;:\n§]{{0,30}}(?:\(|\b(?:vom|von|umfasst)\b)[^.;:\n§()]{{0,16}}§")
"""In front of the months of a whole fiscal year: `Das Geschäftsjahr läuft von Oktober bis September`."""


def _months_of(expr: Expr) -> int | None:
    """How many whole months a range of months or days covers; None for anything else."""
    first, last = expr.first, expr.last
    if last is None or not first.month or not last.month or first.day not in (1, None):
        return None
    if last.day is not None and last.day < 28:
        return None
    return (last.month - first.month) % 12 + 1


class FiscalCalendar:
    """When the fiscal year of one text begins and which one it reports on; read from its expressions."""

    def __init__(self, text: str, exprs: list[Expr], anchor: date | None) -> None:
        self.text = text
        self.anchor = anchor
        self.start: int | None = None  # first month of the fiscal year
        self.named: str | None = None  # the fiscal year of the headline
        self.reported = 0  # the year in which the one begins that is running, as the headline tells
        self.by_day = True  # its parts are given to the day, not to the month
        self.lag: int | None = None  # years from the one that names a fiscal year (`2025`) to the one it begins in
        self.closing: int | None = None  # where the day stands on which the fiscal year ended that is reported
        self._read(exprs)

    def bounds(self, value: str, mod: str | None) -> tuple[str | None, str | None]:
        """First and last day; those of a fiscal year where the text says when it begins."""
        if self.start and mod is None and re.fullmatch(r"\d{4}/\d{4}", value) and self.year_of(value):
            year = int(value[:4])
            end = month_end(*add_months(year, self.start, 11))
            return date(year, self.start, 1).isoformat(), end.isoformat()
        return bounds(value, mod)

    def _read(self, exprs: list[Expr]) -> None:
        for one, two in itertools.pairwise(exprs):
            point = one.first
            gap = self.text[one.end : two.start]
            if (
                len(gap) > 30
                or two.type != "DATE"
                or not (point.fiscal or point.fiscal_head or point.half or point.quarter or point.months)
            ):
                continue
            if two.last is not None and two.first.day in (1, None) and _EXPLAINED.fullmatch(gap) and two.first.month:
                offset = ((point.half or 1) - 1) * 6 + ((point.quarter or 1) - 1) * 3
                self.start = (two.first.month - offset - 1) % 12 + 1
                self.by_day = two.first.day is not None
            elif (
                two.last is None
                and (two.first.day or 0) >= 28
                and (point.fiscal or point.fiscal_head)
                and two.first.month
            ):
                if re.search(r"(?:das am|das zum|per|[Ss]tichtag:?|bis|zum|endet|\()\s*(?:dem |zum )?$", gap):
                    over = 6 * (point.half or 0) or 3 * (point.quarter or 0) or point.months or 12
                    self.start = (two.first.month - over) % 12 + 1
                    self.by_day = self.by_day or over < 12
            elif two.last is None and two.first.month and two.first.day is None and point.fiscal_head:
                if _FISCAL_END.fullmatch(gap) and re.match(
                    r" (?:endet|abschließt|abschliesst)\b", self.text[two.end : two.end + 12]
                ):
                    self.start = two.first.month % 12 + 1
                    self.by_day = False
        for reader in (self._read_months, self._read_reported, self._read_end):
            if self.start is None:
                reader(exprs)
        if self.start == 1:
            self.start, self.closing = None, None
        self._read_names(exprs)
        named = next((e.first for e in exprs if e.first.fiscal and e.end < _HEADLINE and not e.first.season), None)
        if named is not None and named.fiscal:
            self.named = f"{named.fiscal:04d}/{named.fiscal + 1:04d}"
            self.reported = named.fiscal + (not is_part_of_year(named))

    def _read_months(self, exprs: list[Expr]) -> None:
        """`im ersten Halbjahr 2025/26 … in den sechs Monaten von Oktober bis März`: months as many as those of the part."""
        part = next((e.first for e in exprs if e.first.fiscal and e.last is None and is_part_of_year(e.first)), None)
        if part is None:
            return
        length = 6 if part.half else 3 if part.quarter else part.months or 0
        for expr in exprs:
            first, last = expr.first.month, expr.last.month if expr.last else None
            if first and last and (last - first) % 12 + 1 == length and expr.first.day in (1, None):
                offset = ((part.half or part.quarter or 1) - 1) * length
                self.start = (first - offset - 1) % 12 + 1
                self.by_day = expr.first.day is not None
                return

    def _read_reported(self, exprs: list[Expr]) -> None:
        """`in der Berichtsperiode (1. April bis 30. September)`: six months are the half that the text names first."""
        for one, two in itertools.pairwise(exprs):
            gap = self.text[one.end : two.start]
            if one.first.previous not in ("P:0", "H:0") or _months_of(two) != 6 or not _EXPLAINED.fullmatch(gap):
                continue
            half = next((e.first.half for e in exprs if e.first.half), 1 if one.first.previous == "H:0" else None)
            if half:
                self.start = ((two.first.month or 1) - (half - 1) * 6 - 1) % 12 + 1
                self.by_day = two.first.day is not None
                return

    def _read_end(self, exprs: list[Expr]) -> None:
        """`Das Geschäftsjahr endet am 30. September.`, `beginnt am 1. Juli`, `läuft von Oktober bis September`."""
        for expr in exprs:
            month, day = expr.first.month, expr.first.day
            if not month:
                continue
            left, right = self.text[max(expr.start - 80, 0) : expr.start], self.text[expr.end : expr.end + 40]
            around = left + "§" + right
            if expr.last is None and (day is None or day >= 28):
                closed = _CLOSED.search(around)
                if closed or _FISCAL_ENDS.search(around):
                    self.start = month % 12 + 1
                    self.closing = expr.start if closed else None
                    return
            begins = expr.last is None and day in (1, None) and _FISCAL_BEGINS.search(around)
            if begins or (_months_of(expr) == 12 and _FISCAL_RANGE.search(around)):
                self.start, self.by_day = month, day is not None
                return

    def _read_names(self, exprs: list[Expr]) -> None:
        """Whether a fiscal year that one year names begins or ends in it: `Geschäftsjahr 2025 (bis 31. März 2026)`."""
        for one, two in itertools.pairwise(exprs):
            point, month = one.first, two.first.month
            if not self.start or not month or not point.year or not (point.fiscal_head or is_part_of_year(point)):
                continue
            gap = self.text[one.end : two.start]
            if len(gap) > 30 or not ("(" in gap or _FISCAL_END.match(gap)):
                continue
            year = two.first.year or (two.last.year if two.last else None)
            if year is None and two.last is not None:
                year = point.year
            if year is not None:
                first = year - (month < self.start)
                self.lag = first - point.year if -1 <= first - point.year <= 0 else None
                return

    def first_of(self, point: Point) -> int | None:
        """The year in which the fiscal year begins of which a point names a part by one year: `erstes Halbjahr 2025`."""
        named = self.start and self.lag is not None and point.year and is_part_of_year(point)
        return (point.year or 0) + (self.lag or 0) if named else None

    def name(self, first: int) -> str:
        """The fiscal year that begins in `first` as the text names it: `2024/2025`, or by one year."""
        return f"{first:04d}/{first + 1:04d}" if self.lag is None else f"{first - self.lag:04d}"

    def running(self, shift: int) -> str:
        """The fiscal year that the anchor lies in, or `shift` years away: `2024/2025`."""
        if self.anchor is None or not self.start:
            return UNKNOWN
        first = self.anchor.year - (self.anchor.month < self.start) + shift
        return f"{first:04d}/{first + 1:04d}"

    def part(self, point: Point, first: int) -> str:
        """What a half, quarter or number of months covers of the fiscal year that begins in `first`; the year itself for no part."""
        whole = f"{first:04d}/{first + 1:04d}"
        months = 6 if point.half else 3 if point.quarter else point.months
        if not months:
            return self.name(first)
        if not self.start:
            return whole + part_of_year(point, "") if not point.months else whole
        offset = ((point.half or point.quarter or 1) - 1) * months
        year, month = add_months(first, self.start, offset)
        end = month_end(*add_months(year, month, months - 1))
        exact = 10 if self.by_day else 7
        return f"{date(year, month, 1).isoformat()[:exact]}/{end.isoformat()[:exact]}"

    def near_part(self, point: Point, *, ahead: bool) -> tuple[str, bool]:
        """The latest such part that was over at the anchor, or the next that ends after it; and whether that was inferred."""
        if self.anchor is None or self.start is None:
            return UNKNOWN + part_of_year(point, UNKNOWN), False
        if ahead:
            values = (self.part(point, self.anchor.year + k) for k in (-1, 0, 1))
            return next(
                v for v in values if v.partition("/")[2] >= self.anchor.isoformat()[: 10 if self.by_day else 7]
            ), True
        for first in (self.anchor.year, self.anchor.year - 1, self.anchor.year - 2):
            value = self.part(point, first)
            if value.partition("/")[2] <= self.anchor.isoformat()[: 10 if self.by_day else 7]:
                return value, True
        return value, True

    def year_of(self, value: str) -> int | None:
        """First year of the fiscal year that a value is or lies in."""
        if re.fullmatch(r"\d{4}/\d{4}", value) and int(value[5:]) == int(value[:4]) + 1:
            return int(value[:4])
        if re.fullmatch(r"\d{4}/\d{4}-[HQ]\d", value):
            return int(value[:4])
        if self.start and re.fullmatch(r"\d{4}-\d\d(?:-01)?/\d{4}-\d\d(?:-\d\d)?", value):
            return int(value[:4]) - (int(value[5:7]) < self.start)
        return None
