"""The fiscal calendar of a release: where its year begins, and what its parts cover."""

from __future__ import annotations

import itertools
import re
from datetime import date

from pressefakten.normalize.dategrammar import Expr, Point
from pressefakten.normalize.datevalues import UNKNOWN, is_part_of_year, part_of_year
from pressefakten.normalize.timex import add_months, bounds, month_end, span

_HEADLINE = 500
"""Characters at the start of a release in which its subject is named."""
_EXPLAINED = re.compile(
    r"(?:\s*des [\w ]*[Jj]ahres)?(?:\s+[a-zäöüß]+){0,2}\s*[(,;]\s*(?:Periode|Zeitraum|d\.\s?h\.|also|vom|von)?\s*"
)
"""Between a part of a fiscal year and the months that it covers."""
_FISCAL_END = re.compile(r", das (?:jeweils )?(?:im |Ende |mit Ende |mit )?")
_FISCAL_ENDS = re.compile(
    r"\b(?:Geschäfts|Wirtschafts)jahr(?:e?s)?\b[^.;:\n§]{0,40}\b(?:endet|schließt|schliesst)\b[^.;:\n§]{0,24}§"
    r"|\b(?:Geschäfts|Wirtschafts)jahr(?:e?s)?, das[^.;:\n§]{0,30}§ endet\b"
)


class FiscalCalendar:
    """When the fiscal year of one text begins and which one it reports on; read from its expressions."""

    def __init__(self, text: str, exprs: list[Expr], anchor: date | None) -> None:
        self.text = text
        self.anchor = anchor
        self.start: int | None = None  # first month of the fiscal year
        self.named: str | None = None  # the fiscal year of the headline
        self.reported = 0  # the year in which the one begins that is running, as the headline tells
        self.by_day = True  # its parts are given to the day, not to the month
        self.covers_parts = False  # halves without a year are those of the fiscal year
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
                self.covers_parts = self.covers_parts or bool(point.half or point.quarter or point.months)
                self.by_day = two.first.day is not None
            elif (
                two.last is None
                and (two.first.day or 0) >= 28
                and (point.fiscal or point.fiscal_head)
                and two.first.month
            ):
                if re.search(r"(?:das am|das zum|per|Stichtag:?|bis|zum|endet|\()\s*(?:dem |zum )?$", gap):
                    over = 6 * (point.half or 0) or 3 * (point.quarter or 0) or point.months or 12
                    self.start = (two.first.month - over) % 12 + 1
                    self.covers_parts = self.covers_parts or over < 12
                    self.by_day = self.by_day or over < 12
            elif two.last is None and two.first.month and two.first.day is None and point.fiscal_head:
                if _FISCAL_END.fullmatch(gap) and re.match(
                    r" (?:endet|abschließt|abschliesst)\b", self.text[two.end : two.end + 12]
                ):
                    self.start = two.first.month % 12 + 1
                    self.covers_parts, self.by_day = True, False
        if self.start is None:
            self._read_months(exprs)
        if self.start is None:
            self._read_end(exprs)
        if self.start == 1:
            self.start, self.covers_parts = None, False
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
                self.covers_parts, self.by_day = True, expr.first.day is not None
                return

    def _read_end(self, exprs: list[Expr]) -> None:
        """`Das Geschäftsjahr endet am 30. September.`"""
        for expr in exprs:
            month, day = expr.first.month, expr.first.day
            if month and expr.last is None and (day is None or day >= 28):
                left, right = self.text[max(expr.start - 80, 0) : expr.start], self.text[expr.end : expr.end + 14]
                if _FISCAL_ENDS.search(left + "§" + right):
                    self.start, self.covers_parts = month % 12 + 1, True
                    return

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
            return whole
        if not self.start:
            return whole + part_of_year(point, "") if not point.months else whole
        offset = ((point.half or point.quarter or 1) - 1) * months
        year, month = add_months(first, self.start, offset)
        end = month_end(*add_months(year, month, months - 1))
        exact = 10 if self.by_day else 7
        return f"{date(year, month, 1).isoformat()[:exact]}/{end.isoformat()[:exact]}"

    def last_part(self, point: Point) -> tuple[str, bool]:
        """The latest such part that was over at the anchor, and whether that was inferred."""
        if self.anchor is None or self.start is None:
            return UNKNOWN + part_of_year(point, UNKNOWN), False
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
        days = span(value)
        whole = days is not None and 364 <= (days[1] - days[0]).days <= 365
        if (
            self.start
            and (self.covers_parts or whole)
            and re.fullmatch(r"\d{4}-\d\d(?:-01)?/\d{4}-\d\d(?:-\d\d)?", value)
        ):
            return int(value[:4]) - (int(value[5:7]) < self.start)
        return None
