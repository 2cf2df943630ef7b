"""The periods that a text speaks of, to which `Vorjahr` and `im selben Zeitraum` refer."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from pressefakten.normalize.datefiscal import FiscalCalendar
from pressefakten.normalize.dategrammar import Expr
from pressefakten.normalize.datetense import SENTENCE, TenseReader
from pressefakten.normalize.datevalues import is_period
from pressefakten.normalize.timex import previous_year, span

RECENT = 60
"""Days back to which a verb in the present still reports (`legt im Oktober zu`)."""
_REACH = 60
"""Periods before and after an expression among which the one that it refers to is looked for."""
_SEASON_LEAD = 21
"""Days before the calendar's first of a season from which it is spoken of as begun."""
_LIMIT_OR_BASE = re.compile(
    r"\b(?:[Ss]eit|[Bb]is|[Aa]b)(?: (?:dem|zum|den|der))?(?: Jahr)? $|\b(?:als|[Gg]egenüber|nach|zu)\b[^,.;]{0,14} $"
    r"|\b(?:Stand|Niveau|Höhe|Wert|Rekord|Rekordwert|Ergebnis|Vergleich) (?:de[sr]|von|vom|zu|zum|mit)\b[^,.;]{0,14} $"
)
"""What stands before a limit (`seit 2022`) or before the period that is compared with."""
_IN_BRACKET = re.compile(r"\((?:[^()\n]*[,;/] )?$")
"""Before a period whose value of old follows: `(2024: 36.870, 2023: 33.451)`."""


class Focus(NamedTuple):
    """A period that the text speaks of: where it is named and its value."""

    start: int
    end: int
    value: str


class Spoken:
    """The periods of one text that figures are reported of, in text order; see `of`."""

    def __init__(
        self, text: str, anchor: date | None, anchor_year: int | None, fiscal: FiscalCalendar, tense: TenseReader
    ) -> None:
        self.text = text
        self.anchor = anchor
        self.anchor_year = anchor_year
        self.fiscal = fiscal
        self.tense = tense
        self.periods: list[Focus] = []
        self.latest = (0, date.min)  # the day that was named last, and where it ends

    def compared(self, expr: Expr) -> str | None:
        """The period that `Vergleichszeitraum` goes by: none that is itself only compared with, none of a table in running text."""
        before, _ = self.near(expr)
        values = {one.value for one in self.periods}
        bases = {previous_year(value) for value in values if is_period(value)}
        table = self.in_table(expr.start)
        fitting = [
            one.value
            for one in before
            if is_period(one.value) and one.value not in bases and (table or not self.in_table(one.start))
        ]
        return fitting[-1] if fitting else self.of(expr, is_period)

    def in_table(self, place: int) -> bool:
        """Whether the line around a place has cells."""
        line = self.text[self.text.rfind("\n", 0, place) + 1 : (self.text.find("\n", place) + 1 or len(self.text)) - 1]
        return "\t" in line or " | " in line

    def note(self, expr: Expr, value: tuple[str, bool] | None) -> None:
        """Remember a period that the text reports on: past, and not a limit or the thing compared with."""
        if value is None or expr.first.reference or not value[0][:4].isdecimal():
            return
        days = span(value[0])
        if days and days[0] == days[1]:
            self.latest = (expr.end, days[0])
        if days is None or expr.rule in ("decade", "century"):
            return
        if expr.start == self.fiscal.closing and self.anchor and days[1] <= self.anchor:
            year = days[1].year
            self.periods.append(Focus(expr.start, expr.end, f"{year - 1:04d}/{year:04d}"))
            return
        if (
            len(value[0]) == 10
            and self.periods
            and expr.start - self.periods[-1].end < 30
            and self.fiscal.year_of(self.periods[-1].value)
        ):
            return  # the day on which a fiscal year ends
        begun = days[0] - timedelta(days=_SEASON_LEAD if expr.first.season else 0)
        if self.anchor and (begun > self.anchor or value[0] == self.anchor.isoformat()):
            return
        before = self.text[max(expr.start - 40, 0) : expr.start]
        if (
            expr.mod == "END"
            and expr.first.month
            and re.search(r"\b[Bb]is (?:zum )?$", before)
            and self.tense.of(expr) < 0
        ):
            self.periods.append(Focus(expr.start, expr.end, f"{value[0][:4]}-01/{value[0][:7]}"))
            return
        if (before.endswith(" ") and _LIMIT_OR_BASE.search(before)) or (
            _IN_BRACKET.search(before) and self.text[expr.end : expr.end + 1] == ":"
        ):
            return
        if len(value[0]) == 4 and days[0].year < (self.anchor_year or 0) - 3:
            return
        self.periods.append(Focus(expr.start, expr.end, value[0]))

    def near(self, expr: Expr) -> tuple[list[Focus], list[Focus]]:
        """The periods named before an expression and after it, at most some dozens of each."""
        place = bisect_left(self.periods, expr.start, key=lambda focus: focus.end)
        place += place < len(self.periods) and self.periods[place].end <= expr.start
        after = self.periods[place : place + _REACH]
        return self.periods[max(place - _REACH, 0) : place], [focus for focus in after if focus.start != expr.start]

    def in_sentence(self, focus: Focus, expr: Expr) -> bool:
        """Whether no sentence ends between a period and an expression behind it."""
        return expr.start - focus.end < 600 and not SENTENCE.search(self.text, focus.end, expr.start)

    def of(self, expr: Expr, fits: Callable[[str], bool], main: bool = False) -> str | None:
        """The period that an expression refers to: in its sentence, else the main or the last one before it."""
        before, after = ([one for one in side if fits(one.value)] for side in self.near(expr))
        if before and self.in_sentence(before[-1], expr):
            return before[-1].value
        if main and (before or after):
            counts = Counter(focus.value for focus in (before or after))
            return max(counts, key=lambda value: (counts[value], value))
        return before[-1].value if before else after[0].value if after else None

    def year(self, expr: Expr) -> str | None:
        """The year or fiscal year that is spoken of: in the sentence, else the one named most before, else any."""
        before, after = self.near(expr)
        if before and self.in_sentence(before[-1], expr):
            return before[-1].value
        if self.anchor is None:
            after = []
        elif any(self.is_reported(focus.value) for focus in before + after):
            before, after = ([one for one in side if self.is_reported(one.value)] for side in (before, after))
        values = [focus.value for focus in (before or after)]
        kinds: Counter[str] = Counter()
        for value in values:
            whole = len(value) in (4, 9) or "Q" in value or "H" in value
            kinds[value[:9] if self.fiscal.year_of(value) else value[:4]] += 2 if whole else 1
        if values and self.fiscal.named:
            kinds[self.fiscal.named] += 4  # what the headline reports on
        best = max(kinds, key=lambda kind: (kinds[kind], kind), default=None)
        return next((value for value in reversed(values) if best and value.startswith(best)), best)

    def is_reported(self, value: str) -> bool:
        """Whether figures can be reported of it: a period, no day, that is over or nearly so."""
        days = span(value)
        if self.anchor is None or days is None or len(value) == 10:
            return False
        running = len(value) == 4 and days[0].year == self.anchor.year and self.anchor.month >= 5
        return running or days[1] - self.anchor <= timedelta(days=RECENT)
