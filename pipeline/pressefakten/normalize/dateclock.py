"""Clock times and the day that each belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from pressefakten.normalize.dategrammar import Expr, Point
from pressefakten.normalize.datetense import SENTENCE
from pressefakten.normalize.timex import clock_in_part


class ClockReader:
    """Gives the clock times of one text their day; see `read`."""

    def __init__(
        self,
        text: str,
        anchor: date | None,
        narrative: bool,
        exprs: list[Expr],
        values: dict[int, tuple[str, bool] | None],
        day_of: Callable[[Expr], tuple[str, bool] | None],
    ) -> None:
        self.text = text
        self.anchor = anchor
        self.narrative = narrative  # running prose, in which a clock time belongs to the last day that was named
        self.exprs = exprs
        self.values = values  # of all expressions but clock times, and of these as they are read
        self.day_of = day_of

    def read(self, i: int) -> tuple[str, bool] | None:
        """TIMEX3 value of the i-th expression, and whether its day was inferred."""
        expr = self.exprs[i]
        if expr.first.unit or expr.first.weekday:
            day = self.day_of(
                Expr(
                    expr.start,
                    expr.end,
                    expr.rule,
                    "DATE",
                    Point(
                        unit=expr.first.unit, shift=expr.first.shift, weekday=expr.first.weekday, part=expr.first.part
                    ),
                )
            )
            self.values[i] = day
            return (f"{day[0]}{expr.first.part}", day[1]) if day else None
        stated = self._day_beside(i)
        prefix = stated or (self._day_of_story(i) if self.narrative else "")
        self.values[i] = (prefix, False) if prefix else None
        if expr.first.clock is None:
            return f"{prefix}{expr.first.part}" if prefix else str(expr.first.part), False
        part = self._part_beside(i)
        first = clock_in_part(expr.first.clock, part)
        if expr.last is None:
            return prefix + first, False
        last = clock_in_part(expr.last.clock or "", part)
        end = prefix
        if prefix and last < first:  # over midnight
            end = (date.fromisoformat(prefix) + timedelta(days=1)).isoformat()
        return f"{prefix}{first}/{end}{last}", False

    def _part_beside(self, i: int) -> str | None:
        """The part of the day right before a clock time: `heute Abend um acht Uhr`."""
        before = self.exprs[i - 1] if i else None
        if before is None or before.first.part is None or before.first.clock:
            return None
        gap = self.text[before.end : self.exprs[i].start]
        return (
            before.first.part if re.fullmatch(r"[ ,]*(?:(?:so|um|gegen|ab|von|zwischen|ca\.?|etwa) )*", gap) else None
        )

    def _day_of_story(self, i: int) -> str:
        """In running prose: the last day that was named, else the anchor."""
        days = (self._as_day(k) for k in range(i - 1, max(i - 20, -1), -1))
        return next((found for found in days if found), self.anchor.isoformat() if self.anchor else "")

    def _day_beside(self, i: int) -> str | None:
        """The day that a clock time belongs to: named before it in its sentence or right after it."""
        expr = self.exprs[i]
        for k in range(i - 1, max(i - 5, -1), -1):
            if SENTENCE.search(self.text, self.exprs[k].end, expr.start) and not re.fullmatch(
                r"[\s|,–—-]*", self.text[self.exprs[k].end : expr.start]
            ):
                break
            if "\n\n" in self.text[self.exprs[k].end : expr.start]:
                break
            day = self._as_day(k)
            if day:
                return day
        sentence = self.text[max(expr.start - 80, 0) : expr.start]
        if re.search(r"\b[Aa]n diesem Tag\b[^.!?]*$", sentence) and self._day_named_before(i):
            return self._day_named_before(i)
        for k in range(i + 1, min(i + 3, len(self.exprs))):  # `Um 10.15 Uhr war es heute so weit`
            gap = self.text[expr.end : self.exprs[k].start]
            if self.exprs[k].rule == "deictic" and len(gap) < 40 and not re.search(r"[.!?;:,\n]", gap):
                return self._as_day(k)
        if i + 1 < len(self.exprs) and re.fullmatch(
            r" (?:Uhr )?(?:am |des |vom )?", self.text[expr.end : self.exprs[i + 1].start]
        ):
            return self._as_day(i + 1)
        return None

    def _day_named_before(self, i: int) -> str | None:
        """The day that was named last before an expression."""
        days = (self._as_day(k) for k in range(i - 1, max(i - 6, -1), -1))
        return next((found for found in days if found), None)

    def _as_day(self, i: int) -> str | None:
        expr, value = self.exprs[i], self.values.get(i)
        if value and re.fullmatch(r"\d{4}-\d\d-\d\d", value[0]):
            return value[0]
        if value and value[0] == "PRESENT_REF" and expr.rule == "deictic" and self.anchor:
            return self.anchor.isoformat()
        return None
