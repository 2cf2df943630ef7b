"""From expressions to values: the anchor, what is spoken of, and the tense of the clause decide what the text leaves open."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from pressefakten.normalize import datereader
from pressefakten.normalize.dateclock import ClockReader
from pressefakten.normalize.datefiscal import FiscalCalendar
from pressefakten.normalize.dategrammar import Expr, Point
from pressefakten.normalize.datespoken import RECENT, Focus, Spoken
from pressefakten.normalize.datetense import PARTICIPLE, SENTENCE, WORD, TenseReader, tense_of, tense_words
from pressefakten.normalize.datevalues import (
    UNKNOWN,
    distance_between,
    duration_of,
    is_month,
    is_part,
    is_part_of_year,
    is_period,
    is_quarter,
    national,
    nth_of,
    part_of_year,
    weekday_from,
    year_of,
)
from pressefakten.normalize.mention import Mention
from pressefakten.normalize.timex import (
    add_months,
    holiday,
    make_day,
    month_end,
    previous_year,
    span,
    two_digit_year,
    week_value,
)
from pressefakten.records import TimeValue

_FAR = 270
_HALF = 6
"""Months of the year behind which what is counted from January on is told of the year that is running."""
_NEAR = 60
"""Days within which a calendar day is taken whatever the tense, where the other reading is most of a year away."""


_SCHOOL_BEGINS, _SCHOOL_ENDS = 8, 5
"""Months in which a year of schools, universities or stages begins and is spoken of as over at the earliest."""
_APPOSED = re.compile(r",? (?:vom |am |de[nms] |\()?(?:Samstag, |Sonnabend, )?(?:de[nm] )?")
_THAN = re.compile(
    r"\b(?:als|wie|gegenüber|nach [0-9.,’']+|(?:über|unter|hinter|auf) (?:de[mnr]|dem) [A-ZÄÖÜ]\w+)(?: noch| [a-zäöü]+weise)? $"
)
"""In front of the point of time that something is compared with."""
_BEFORE = re.compile(r"\b[Vv]or (?:de[mr] )?$")
_LEVEL_THEN = re.compile(r"\b(?:[Vv]on|auf|statt|gegenüber|als|nach|derzeit) $")
_TOLD_TODAY = re.compile(r"\s*§ (?:bei|beim|am|auf|vor|anlässlich) [^§]*$")
"""A piece without a verb that only says where something was told."""
_IN_PRIOR = re.compile(r"\b[Ii]m $")
_CONTRASTED = re.compile(r" (?:noch |erst )?(?:war|waren|hatten?|lag|lagen|betrug|betrugen|gegenüber)\b")
_STOCK = re.compile(
    r"\b(?:standen?|zählten?|umfassten?|waren|betrug|betrugen|lag|lagen|hatten?|beschäftigten?)\b[^§]*\d|\d[^§]*\bwaren\b"
)
_AS_AT = re.compile(r"\bals (?:noch )?(?:zum|am|beim) $")
"""What is counted at a day, and what it is compared with."""
_TO_THE_DAY = re.compile(r"-\d\d-\d\d|-W\d\d")
"""A day or week, which cannot be counted from a month."""
_COUNTED_UP = re.compile(r"\b(?:[Nn]ach|[Ii]n den|[Üü]ber) $")
"""What stands before a number of months that are counted from the beginning of the year."""


class Resolver:
    """Gives the expressions of one text their values; see `resolve`."""

    def __init__(
        self,
        text: str,
        published: date | None,
        country: str | None,
        scope: str = "release",
        moment: datetime | None = None,
        *,
        by_day: bool = True,
    ) -> None:
        self.text = text
        self.by_day = by_day  # whether the anchor is a day; else what is so many days or weeks from it stays open
        self.moment = moment
        self.anchor = published
        self.country = country
        self.narrative = scope == "wide"
        self.whole = scope == "whole"
        self.following: dict[int, Expr] = {}  # start of an expression -> the next one
        self.named: list[tuple[int, str, str | None]] = []  # all dates so far: where they end, their values and mods
        self.tense = TenseReader(text, self.whole)

    def resolve(self, exprs: list[Expr]) -> list[Mention]:
        """Values in two passes: first what stands by itself, then what refers to the periods that were named."""
        if self.anchor is None:
            self.anchor_year = next((e.first.year for e in exprs if e.first.year), None)
        else:
            self.anchor_year = self.anchor.year
        self.fiscal = FiscalCalendar(self.text, exprs, self.anchor)
        self.spoken = Spoken(self.text, self.anchor, self.anchor_year, self.fiscal, self.tense)
        self.following = {one.start: two for one, two in itertools.pairwise(exprs)}
        values: dict[int, tuple[str, bool] | None] = {}
        for i, expr in enumerate(exprs):
            if expr.type == "DATE" and not expr.first.previous and not self._leans_on_focus(expr):
                values[i] = self._value(expr)
                self.spoken.note(expr, values[i])
            elif expr.type == "DURATION" and (counted := self._counted_months(expr)):
                self.spoken.periods.append(Focus(expr.start, expr.end, counted))
        self.named = []
        for i, expr in enumerate(exprs):
            if i not in values and expr.type == "DATE":
                values[i] = self._value(expr)
            found = values.get(i)
            if found and span(found[0]):
                self.named.append((expr.end, found[0], expr.mod))
        clocks = ClockReader(self.text, self.anchor, self.narrative, exprs, values, self._value)
        mentions = (
            self._mention(expr, clocks.read(i) if expr.type == "TIME" else values.get(i))
            for i, expr in enumerate(exprs)
        )
        return [mention for mention in mentions if mention]

    def _counted_months(self, expr: Expr) -> str | None:
        """`Nach vier Monaten stehen … zu Buche`, `in den elf Monaten des Jahres`: the months of the year that are over; None for other lengths."""
        months = re.fullmatch(r"P([2-9]|1[01])M", expr.value or "")
        told = _COUNTED_UP.search(self.text[max(expr.start - 14, 0) : expr.start])
        if months is None or self.anchor is None or told is None:
            return None
        end = month_end(self.anchor.year - (int(months[1]) >= self.anchor.month), int(months[1]))
        over = 0 <= (self.anchor - end).days <= RECENT
        return f"{end.year:04d}-01/{end.year:04d}-{int(months[1]):02d}" if over else None

    @staticmethod
    def _leans_on_focus(expr: Expr) -> bool:
        return expr.first.unit == "edge_year"

    def _mention(self, expr: Expr, value: tuple[str, bool] | None) -> Mention | None:
        if expr.type in ("DURATION", "SET"):
            value = (expr.value, False) if expr.value else None
        if value is None:
            return None
        found, inferred = value
        kind, start, mod = expr.type, expr.start, self._mod(expr, found)
        if kind == "DATE" and "T" in found and found[:1].isdecimal():
            kind = "TIME"
        if kind == "DATE" and found.startswith("P") and not found.startswith(("PRESENT", "PAST")):
            kind, start, mod = "DURATION", self._without_preposition(expr), expr.mod
        first, last = self.fiscal.bounds(found, mod) if kind in ("DATE", "TIME") else (None, None)
        time = TimeValue(type=kind, value=found, mod=mod, start=first, end=last, inferred=inferred or None)
        return Mention(start, expr.end, kind, f"date.{expr.rule}", time)

    def _mod(self, expr: Expr, value: str) -> str | None:
        if expr.mod or expr.type != "DATE":
            return expr.mod
        before = self.text[max(expr.start - 26, 0) : expr.start]
        if (expr.first.season or expr.first.holiday) and _BEFORE.search(before):
            return "BEFORE"
        if "stens " not in before:
            return None
        if re.search(r"[Ff]rühestens (?:[a-z]{2,3} )?(?:[a-z]{2,3} )?$", before):
            return "ON_OR_AFTER"
        if re.search(r"[Ss]pätestens (?:[a-z]{2,3} )?(?:[a-z]{2,3} )?$", before):
            return "ON_OR_BEFORE"
        return None

    def _without_preposition(self, expr: Expr) -> int:
        words_between = "" if self.narrative else r"(?:(?:rund|etwa|circa|ca\.?|knapp|gut|über|fast|ungefähr) )?"
        found = re.match(
            rf"(?:in|vor)\s+{words_between}",
            self.text[expr.start : expr.end],
            re.I,
        )
        return expr.start + (found.end() if found else 0)

    # --- what a point's value is

    def _value(self, expr: Expr) -> tuple[str, bool] | None:
        try:
            return self._checked(expr)
        except (ValueError, OverflowError):
            return None

    def _checked(self, expr: Expr) -> tuple[str, bool] | None:
        year = expr.first.year
        if expr.first.loose and self.anchor and year and not -300 < year - self.anchor.year < 60:
            return None  # four digits that nothing announces as a year
        if expr.first.last_year and (self.anchor is None or year not in (self.anchor.year, self.anchor.year - 1)):
            return None  # `2310 neue Wagen`
        if expr.last is None:
            return self._point(expr.first, expr)
        last = self._point(expr.last, expr)
        if last is None:
            return None
        first = expr.first
        year = year_of(last[0])
        if first.year is None and first.short_year is None and year is not None and first.year_shift is None:
            later = ((expr.last.month or 0), (expr.last.day or 0))
            first.year = year - (((first.month or 0), (first.day or 0)) > later)
        one = self._point(first, expr)
        if one is None:
            return None
        if one[0] == last[0] or (span(one[0]) and span(last[0]) and not span(f"{one[0]}/{last[0]}")):
            return None
        return f"{one[0]}/{last[0]}", last[1]

    def _point(self, point: Point, expr: Expr) -> tuple[str, bool] | None:
        if point.reference:
            return point.reference, False
        for reader in (self._of_previous, self._of_shift, self._of_decade, self._of_year):
            value = reader(point, expr)
            if value is not None:
                counted = not self.by_day and reader in (self._of_previous, self._of_shift)
                if counted and _TO_THE_DAY.search(value[0]):
                    return UNKNOWN, False
                return value if value[0] else None
        return None

    def _of_decade(self, point: Point, expr: Expr) -> tuple[str, bool] | None:
        if point.century is not None:
            return f"{point.century:02d}", False
        if point.decade is None:
            return None
        if point.decade >= 1000:
            return f"{point.decade // 10}", False
        if self.anchor_year is None:
            return f"XX{point.decade // 10}", False
        year = self.anchor_year - self.anchor_year % 100 + point.decade
        before = self.text[max(expr.start - 30, 0) : expr.start]
        opens = re.search(r"(?:[Ii]n die|[Aa]b den|kommenden|nächsten|Ende der|Mitte der|Anfang der) $", before)
        ahead = (opens or expr.mod) and self.tense.of(expr) >= (0 if opens else 1)
        if year > self.anchor_year and not (ahead and year - self.anchor_year < 30):
            year -= 100
        return f"{year // 10}", True

    def _of_year(self, point: Point, expr: Expr) -> tuple[str, bool] | None:
        """Everything that is a year or lies in one."""
        if point.fiscal is not None:
            return self.fiscal.part(point, point.fiscal), False
        if (first := self.fiscal.first_of(point)) is not None:
            return self.fiscal.part(point, first), False
        year = point.year
        inferred = False
        if point.short_year is not None:
            if self.anchor_year is None:
                return f"XX{point.short_year:02d}" + part_of_year(point, "")[0:0], False
            year = two_digit_year(point.short_year, self.anchor_year)
        if point.nth and point.unit == "month":
            if self.anchor is None:
                return UNKNOWN, False
            first, month = add_months(self.anchor.year, self.anchor.month, point.shift or 0)
            return nth_of(*point.nth, date(first, month, 1), month_end(first, month)) or "", True
        if year is None and point.year_shift is not None:
            if self.anchor_year is None:
                return UNKNOWN + part_of_year(point, UNKNOWN), False
            if point.fiscal_head and self.fiscal.start:
                running = self.fiscal.running(point.year_shift)
                return (self.fiscal.part(point, int(running[:4])) if running[:1].isdecimal() else running), True
            if point.fiscal_head and self.fiscal.named and not is_part_of_year(point):
                shift = (
                    point.year_shift
                    if point.year_shift <= 0 or self.fiscal.reported == int(self.fiscal.named[:4])
                    else 0
                )
                first_year = self.fiscal.reported + shift  # what comes is the year after the one that is reported
                return f"{first_year:04d}/{first_year + 1:04d}", True
            if point.school_head and self.anchor:
                over = self.text.startswith("abgelaufen", expr.start)  # in May it is the one that is just over
                begins = _SCHOOL_ENDS if over else _SCHOOL_BEGINS
                first = self.anchor.year - (self.anchor.month < begins) + point.year_shift
                return f"{first:04d}/{first + 1:04d}", True
            year = self._shifted_year(point, expr)
            inferred = True
        if self.fiscal.start and year is None and is_part_of_year(point):
            return self.fiscal.near_part(point, ahead=self.tense.of(expr) > 0 and self.tense.firm)
        if point.weekday and point.month is None:
            return self._weekday(point, expr)
        if point.weekend:
            return self._weekend(point, expr)
        if year is None:
            year = self._infer_year(point, expr)
            if year is None:
                return UNKNOWN + part_of_year(point, UNKNOWN), False
            inferred = True
        value = self._in_year(point, year)
        return (value or "", inferred)

    def _in_year(self, point: Point, year: int) -> str | None:
        if not 0 < year < 10000:
            return None
        if point.holiday:
            day = self._holiday(point.holiday, year)
            if day and point.nth:
                day = weekday_from(day, *point.nth)
            return day.isoformat() if day else None
        if point.nth:
            return nth_of(*point.nth, *(span(f"{year:04d}" + part_of_year(point, f"{year:04d}")) or (None, None)))
        if point.months:
            return f"{year:04d}-01/{year:04d}-{point.months:02d}"
        if point.day is not None:
            if point.month is None:
                return self._day_alone(point.day)
            day = make_day(year, point.month, point.day)
            return day.isoformat() if day else None
        return f"{year:04d}" + part_of_year(point, f"{year:04d}")

    def _day_alone(self, number: int) -> str | None:
        """The next day with the number, for `am 6.`; XXXX-XX-06 without an anchor."""
        if self.anchor is None or not self.by_day:
            return f"{UNKNOWN}-XX-{number:02d}"
        days = (self.anchor + timedelta(days=ahead) for ahead in range(62))
        return next((found.isoformat() for found in days if found.day == number), None)

    def _holiday(self, rule: str, year: int) -> date | None:
        return holiday(national(rule, self.country), year)

    def _shifted_year(self, point: Point, expr: Expr) -> int:
        return (self.anchor_year or 0) + (point.year_shift or 0)

    # --- what the text leaves open

    def _infer_year(self, point: Point, expr: Expr) -> int | None:
        """The year that tense and distance choose: of the last time it was and the next time it will be."""
        if self.anchor is None:
            return None
        for reach in (1, 8):  # 29 February needs more years than one
            spans = self._spans(point, range(self.anchor.year - reach, self.anchor.year + reach + 1))
            past = max((y for y, (first, _) in spans.items() if first <= self.anchor), default=None)
            future = min((y for y, (_, last) in spans.items() if last >= self.anchor), default=None)
            if past is not None and future is not None:
                break
        if past is None or future is None or past == future:
            inside = past if past is not None else future
            return None if inside is None else inside + self._step_from(point, expr, spans[inside][1])
        if (
            point.months
            and point.months > _HALF
            and past == self.anchor.year
            and self.anchor - spans[past][1] <= timedelta(days=_NEAR)
        ):
            return past  # `Rechnet man die ersten elf Monate zusammen`
        tense = self.tense.of(expr)
        if not self.whole and (point.day is not None or point.holiday or (point.month and not self.tense.firm)):
            near = self._much_nearer(spans, past, future, tense)
            if near is not None and not (near == future and self._happened(point, expr)):
                return near
        reported = not self.whole and (point.quarter or point.half or point.months)
        announced = tense > 0 and self.tense.firm and not re.search(r"\d", self.tense.clauses(expr)[0])
        counted = re.search(r"\d", self.tense.clauses(expr)[0]) and distance_between(self.anchor, spans[past]) <= _NEAR
        of_this_year = tense <= 0 and past == self.anchor.year < future
        nearer = counted or of_this_year or self._much_nearer(spans, past, future, tense) == past
        if reported and not announced and nearer:
            return past  # what is just over, also in the present tense: `kommt im dritten Quartal auf 9.112`
        if not self.tense.firm and not self.whole and self._continues_agenda(expr, spans[future][0]):
            return future
        if tense == 0:
            behind, ahead = self.anchor - spans[past][1], spans[future][0] - self.anchor
            limit = timedelta(days=RECENT) if self.tense.verbal or self.whole else ahead
            return past if behind <= min(ahead, limit) else future
        return past if tense < 0 else future

    def _happened(self, point: Point, expr: Expr) -> bool:
        """`die im Mai verschüttet worden sind`: in a month that has a preposition of its own, so that none of a plan is meant."""
        told = (
            point.month
            and point.day is None
            and re.search(r"\b[Ii]m $", self.text[max(expr.start - 4, 0) : expr.start])
        )
        return bool(told) and bool(re.search(r"\bworden (?:ist|sind|war|waren)\b", self.tense.clauses(expr)[0]))

    def _step_from(self, point: Point, expr: Expr, last: date) -> int:
        """Years to go from the period that the anchor lies in: 1 for `noch vor dem Sommer`, -1 for what is reported of it."""
        left = last - (self.anchor or last)
        if point.season and left and _BEFORE.search(self.text[max(expr.start - 9, 0) : expr.start]):
            return 1
        reported = (point.months or point.half) and left > timedelta(days=RECENT) and self.tense.of(expr) < 0
        return -1 if reported else 0  # it is reported at its end

    def _much_nearer(self, spans: dict[int, tuple[date, date]], past: int, future: int, tense: int) -> int | None:
        """The year of the reading that is near where the other is most of a year away, else None."""
        near, far = sorted((past, future), key=lambda year: distance_between(self.anchor, spans[year]))
        most = _NEAR // 2 if tense < 0 and self.tense.firm and near == future else _NEAR
        close = distance_between(self.anchor, spans[near]) <= most
        return near if close and distance_between(self.anchor, spans[far]) >= _FAR else None

    def _spans(self, point: Point, years: range) -> dict[int, tuple[date, date]]:
        """Year -> what an underspecified point covers in it; years that do not have it (29 February) are missing."""
        values = ((year, self._in_year(point, year)) for year in years)
        return {year: days for year, value in values if value and (days := span(value))}

    def _continues_agenda(self, expr: Expr, ahead: date) -> bool:
        """Whether the day named last is still to come, and this one comes after it: dates of a calendar ascend."""
        place, day = self.spoken.latest
        near = 0 <= expr.start - place < 120 and ahead - day < timedelta(days=200)
        return bool(self.anchor) and near and (self.anchor or date.min) < day < ahead

    # --- weekdays

    def _weekday(self, point: Point, expr: Expr) -> tuple[str, bool]:
        if self.anchor is None or not self.by_day or point.weekday is None:
            return f"{UNKNOWN}-WXX-{point.weekday}", False
        behind = (self.anchor.isoweekday() - point.weekday) % 7
        past, future = self.anchor - timedelta(days=behind), self.anchor + timedelta(days=(7 - behind) % 7)
        tense = self.tense.of(expr)
        said = tense == 0 and any(PARTICIPLE.fullmatch(word) for word in WORD.findall(self.tense.clauses(expr)[0]))
        ahead = (tense > 0 or ((self.tense.verbal or self.whole) and tense == 0 and not said)) and not re.search(
            r"\bwurden?\b", self.tense.clauses(expr)[1]
        )
        return (future if ahead else past).isoformat(), True

    def _weekend(self, point: Point, expr: Expr) -> tuple[str, bool]:
        dated = self.following.get(expr.start)
        if dated and dated.first.day and _APPOSED.fullmatch(self.text[expr.end : dated.start]):
            value = self._value(dated)
            days = span(value[0]) if value else None
            if value and days:
                return week_value(days[0]) + "-WE", value[1]
        if self.anchor is None or not self.by_day:
            return f"{UNKNOWN}-WXX-WE", False
        shift = point.shift or 0
        day = self.anchor + timedelta(weeks=shift)
        if point.shift is None and self.anchor.isoweekday() < 6 and self.tense.of(expr) <= 0:
            day = self.anchor - timedelta(weeks=1)
        return week_value(day) + "-WE", True

    # --- steps from the anchor

    def _of_shift(self, point: Point, expr: Expr) -> tuple[str, bool] | None:
        unit, shift = point.unit, point.shift or 0
        if unit is None or point.nth or (point.weekend and unit == "week"):
            return None
        if unit == "turn":
            return self._turn(point, expr)
        open_ = self.anchor is None or (not self.by_day and unit in ("day", "week", "weekday"))
        if open_ and not (point.previous or "").startswith("@"):
            return ("XXXX-XX-XX" if unit == "day" else UNKNOWN), False
        reader: Callable[[Point, Expr, int], tuple[str, bool] | None] = {
            "day": self._day, "week": self._week, "month": self._month, "quarter": self._quarter, "half": self._half,
            "season": self._season, "decade": self._decade, "century": self._century, "weekday": self._weekday_shift,
            "edge_year": self._edge_year,
        }.get(unit, self._distance)  # fmt: skip
        return reader(point, expr, shift)

    def _day(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        assert_anchor = self.anchor or date.min
        if (
            shift == 0
            and not self.whole
            and point.part is None
            and expr.type == "DATE"
            and expr.rule == "deictic"
            and self._nowadays(expr)
        ):
            return "PRESENT_REF", False
        return (assert_anchor + timedelta(days=shift)).isoformat(), True

    def _nowadays(self, expr: Expr) -> bool:
        """Whether `heute` means these days and not this day."""
        before, after = self.text[max(expr.start - 20, 0) : expr.start], self.text[expr.end : expr.end + 40]
        if re.search(r"\b[Bb]is $", before) or (_LEVEL_THEN.search(before) and re.match(r" \d", after)):
            return True  # `von heute 120 auf 200`
        if re.search(r"\b(?:[Aa]b|[Ss]eit|[Vv]on) $", before) or re.match(
            r"[ ,]*(?:um|ab|zwischen|von|gegen)? ?[0-9]{1,2}[.:][0-9]{2}|,? (?:um|ab) [0-9]", after
        ):
            return False
        if re.match(r" (?:\([^)]{1,20}\)|[A-ZÄÖÜ][a-zäöü]+tag\b|,? [0-9]{1,2}\.)", after):
            return False
        if re.search(r"\b(?:schon|bereits|noch|auch|erst) $", before) or re.match(r" (?:noch|schon|bereits)\b", after):
            return True
        clause, sentence = self.tense.clauses(expr)
        if any(word in tense_words()["punctual"] for word in WORD.findall(clause)):
            return False
        if self._stands_today(before, sentence):
            return True
        if clause.startswith(" § ") and tense_of(" ".join(["heute", *after.split()[:2]])) == -1:
            return False
        if _TOLD_TODAY.match(clause) and sentence.endswith(clause):
            return tense_of(sentence) != -1  # `…, sagte die Chefin, heute bei der Jahreskonferenz in Wien.`
        return (tense_of(clause, perfect_only=True) or 0) >= 0

    @staticmethod
    def _stands_today(before: str, sentence: str) -> bool:
        """Whether the verb right in front of `heute` tells how things are: `gegründet und verfügt heute über 31 Standorte`."""
        found = re.search(r"\b([a-zäöüß]+t) $", before)
        if found is None or found[1] == "hat" or tense_of(found[1]) != 0:
            return False
        done = any(PARTICIPLE.fullmatch(word) for word in WORD.findall(sentence.partition("§")[2]))
        return found[1] != "ist" or not done

    def _week(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        day = (self.anchor or date.min) + timedelta(weeks=shift)
        if point.weekday:
            return (day + timedelta(days=point.weekday - day.isoweekday())).isoformat(), True
        return week_value(day), True

    def _month(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        anchor = self.anchor or date.min
        if point.month is None:
            year, month = add_months(anchor.year, anchor.month, shift)
            return f"{year:04d}-{month:02d}", True
        year = anchor.year
        if shift < 0:
            year += shift + (point.month < anchor.month)
        if shift > 0:
            year += shift - (point.month > anchor.month)
        return f"{year:04d}-{point.month:02d}", True

    def _quarter(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        return self._running_part(expr, "Q", 3, shift)

    def _half(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        return self._running_part(expr, "H", 6, shift)

    def _running_part(self, expr: Expr, unit: str, months: int, shift: int) -> tuple[str, bool] | None:
        """The quarter or half that the anchor lies in, or `shift` away; what looks back means the one that is reported."""
        if shift == 0 and not self.whole and self.tense.of(expr) < 0:
            return self._reported_part(expr, unit, 0)  # `zum Quartalsende waren`, `in diesem Quartal sank`
        anchor = self.anchor or date.min
        year, month = add_months(anchor.year, anchor.month, shift * months)
        return f"{year:04d}-{unit}{(month + months - 1) // months}", True

    def _season(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        anchor = self.anchor or date.min
        known = {y: span(f"{y:04d}-{point.season}") for y in range(anchor.year - 2, anchor.year + 3)}
        if shift < 0:
            year = max(y for y, days in known.items() if days and days[1] < anchor)
        elif shift > 0:
            year = min(y for y, days in known.items() if days and days[0] > anchor)
        else:  # the one that the day lies in, else that of the year
            year = next((y for y, days in known.items() if days and days[0] <= anchor <= days[1]), anchor.year)
        return f"{year:04d}-{point.season}", True

    def _decade(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        return f"{(self.anchor or date.min).year // 10 + shift}", True

    def _century(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        return f"{(self.anchor or date.min).year // 100 + shift}", True

    def _weekday_shift(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        anchor = self.anchor or date.min
        if shift == 0:
            if self.tense.of(expr) < 0:
                return (anchor - timedelta(days=(anchor.isoweekday() - (point.weekday or 1)) % 7)).isoformat(), True
            return (anchor + timedelta(days=((point.weekday or 1) - anchor.isoweekday()) % 7)).isoformat(), True
        if shift < 0:
            behind = (anchor.isoweekday() - (point.weekday or 1)) % 7 or 7
            return (anchor - timedelta(days=behind)).isoformat(), True
        ahead = ((point.weekday or 1) - anchor.isoweekday()) % 7 or 7
        return (anchor + timedelta(days=ahead + 7 * (shift - 1))).isoformat(), True

    def _edge_year(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        anchor = self.anchor or date.min
        year = anchor.year
        tense = self.tense.of(expr)
        if expr.mod == "END" and tense < 0 and anchor.month < 11:
            year -= 1
        elif expr.mod == "START" and tense < 0:
            focus = self.spoken.of(expr, lambda value: year_of(value) is not None)
            spoken = year_of(focus) if focus else None
            if spoken == year - 1 and anchor.month <= 3:
                year = spoken
        elif expr.mod == "START" and tense > 0 and anchor.month > 1 and not self._dated_otherwise(expr):
            year += 1
        return f"{year:04d}", True

    def _dated_otherwise(self, expr: Expr) -> bool:
        """Whether the clause has a year of its own, so that its verb says nothing of `zu Jahresbeginn`."""
        return bool(re.search(r"\b[12][0-9]{3}\b", self.tense.clauses(expr)[0]))

    def _turn(self, point: Point, expr: Expr) -> tuple[str, bool] | None:
        if point.fiscal is not None:
            return f"{point.fiscal + 1:04d}-01-01", False
        if point.year is not None:
            return f"{point.year + 1:04d}-01-01", False
        if self.anchor is None:
            return UNKNOWN, False
        year = self.anchor.year
        tense = self.tense.of(expr)
        if _STOCK.search(self.tense.clauses(expr)[0]) or _AS_AT.search(self.text[max(expr.start - 24, 0) : expr.start]):
            expr.mod = "END"  # `zum Jahreswechsel standen 6.900 Menschen unter Vertrag`
            return f"{year - (tense <= 0):04d}", True
        if self.anchor.month <= 6 and tense <= 0:
            year -= 1
        return f"{year + 1:04d}-01-01", True

    def _distance(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        """`vor zwei Jahren`: the point, as exact as its unit; `in zwei Jahren` is a duration where nothing looks ahead."""
        anchor, unit = self.anchor or date.min, point.unit or ""
        number = Decimal((point.previous or "@0")[1:])
        if self.narrative and number < 0:  # annotated newspapers mark `sechs Jahren` alone, as a length
            return expr.value or duration_of(abs(number), unit), False
        if unit == "SUM" or (unit.startswith("T") and self.moment):
            return self._by_units(expr, number > 0 and not self.moment and self.tense.of(expr) <= 0 and not self.whole)
        if unit.startswith("T") or (number > 0 and not self.whole and self._is_length(expr, unit)):
            return duration_of(abs(number), unit), False
        if self.anchor is None:
            return UNKNOWN, False
        whole = int(number)
        if unit == "D":
            return (anchor + timedelta(days=whole)).isoformat(), True
        if unit == "W":
            return week_value(anchor + timedelta(weeks=whole)), True
        if unit == "Y" and number == -1 and not self.whole and (base := self._dated_in_sentence(expr)):
            return previous_year(base), True
        months = int(number * {"Y": 12, "Q": 3, "QU": 3, "H": 6}.get(unit, 1))
        year, month = add_months(anchor.year, anchor.month, months)
        return (f"{year:04d}" if unit == "Y" and number == whole else f"{year:04d}-{month:02d}"), True

    def _dated_in_sentence(self, expr: Expr) -> str | None:
        """The month or day that a comparison with `vor einem Jahr` is of, where its sentence names it."""
        if not _THAN.search(self.text[max(expr.start - 40, 0) : expr.start]) or not self.named:
            return None
        end, value, _ = self.named[-1]
        near = expr.start - end < 300 and not SENTENCE.search(self.text, end, expr.start)
        return value if near and re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", value) else None

    def _is_length(self, expr: Expr, unit: str) -> bool:
        """Whether `in zwei Wochen` says how long something took: in the past; in the present, of weeks and days."""
        tense = self.tense.of(expr)
        if self.anchor is None or tense < 0:
            return True
        done = any(PARTICIPLE.fullmatch(word) for word in WORD.findall(self.tense.clauses(expr)[0]))
        return tense == 0 and (unit in ("W", "D") or done or not self.tense.verbal)

    def _by_units(self, expr: Expr, length: bool) -> tuple[str, bool] | None:
        """`vor 2 Jahren und 3 Monaten`, `in 5 Minuten`: to the minute where a unit of the clock is named."""
        if self.anchor is None or length:
            return (expr.value, False) if expr.value else None
        found = datereader.moment(self.text[expr.start : expr.end], self.moment or datereader.midnight(self.anchor))
        if found is None:
            return (expr.value, False) if expr.value else None
        units = expr.value or ""
        if "T" in units:
            return f"{found:%Y-%m-%dT%H:%M}", True
        if "W" in units and "D" not in units:
            return week_value(found.date()), True
        return found.date().isoformat()[: 10 if "D" in units else 7], True

    # --- what refers to the period that is spoken of

    def _of_previous(self, point: Point, expr: Expr) -> tuple[str, bool] | None:
        if not point.previous or point.previous.startswith("@"):
            return None
        unit, _, count = point.previous.partition(":")
        if unit == "S":
            return (f"{self.anchor.year - 1:04d}-{count}", True) if self.anchor else (f"{UNKNOWN}-{count}", False)
        shift = int(count)
        if expr.rule == "later" and shift > 0:
            return self._after_last_named(expr, unit, shift)
        if self.anchor is None and not self.spoken.periods:
            return UNKNOWN, False
        if expr.rule == "later" and unit == "M":
            return self._before_last_named(expr, shift)
        if unit == "L":
            return self._year_before(expr)
        if unit == "R":
            return self._reported_year(expr)
        if unit in ("P", "V"):
            return self._same_period(point, expr, shift, whole=unit == "V")
        if unit == "Y":
            return self._year_from_focus(point, expr, shift)
        if unit == "M":
            value = self.spoken.of(expr, is_month, main=True)
            if value is None and shift == 0:
                return self._reported_month(expr)
            if value is None:
                return self._month(Point(), expr, shift) if self.anchor else ("", False)
            year, month = add_months(int(value[:4]), int(value[5:7]), shift)
            return f"{year:04d}-{month:02d}", True
        if unit == "H" or (unit == "Q" and shift == 0):
            return self._reported_part(expr, unit, shift)
        if unit == "Q":
            value = self.spoken.of(expr, lambda v: "-Q" in v or is_quarter(v), main=True)
            if value is not None and is_quarter(value):
                earlier = previous_year(value)
                calendar = not self.fiscal.start and int(earlier[5:7]) % 3 == 1
                named = f"{earlier[:4]}-Q{int(earlier[5:7]) // 3 + 1}" if calendar else earlier
                return (named, True) if shift == -4 else ("", False)
            if value is None:  # a year before the quarter that the text reports on, else the one just over
                return self._quarter(Point(), expr, min(shift, -1) - (shift == -4)) if self.anchor else ("", False)
            year, month = add_months(int(value[:4]), int(value[6]) * 3, shift * 3)
            return f"{year:04d}-Q{month // 3}", True
        anchor = self.anchor or date.min
        days = timedelta(days=shift * (7 if unit == "W" else 1))
        return (week_value(anchor + days) if unit == "W" else (anchor + days).isoformat()), True

    def _reported_part(self, expr: Expr, unit: str, shift: int) -> tuple[str, bool] | None:
        """`im Halbjahr`, `im Berichtsquartal`: the one that is spoken of, else the last that was over; `shift` in its unit."""
        value = self.spoken.of(expr, lambda v: is_part(v, unit), main=True)
        if value is None:
            if self.anchor is None:
                return UNKNOWN, False
            return (self._half if unit == "H" else self._quarter)(Point(), expr, shift - 1)
        named = re.fullmatch(r"(\d{4})-(01/\1-06|07/\1-12)", value) if unit == "H" and not self.fiscal.start else None
        if named:  # `von Januar bis Juni … Im Halbjahr`
            value = f"{named[1]}-H{1 + (named[2][:2] == '07')}"
        if shift == -1:
            days = span(value)
            day = days[0] - timedelta(days=1) if days else date.min
            return f"{day.year:04d}-H{(day.month + 5) // 6}", True
        return (previous_year(value) if shift else value), True

    def _reported_month(self, expr: Expr) -> tuple[str, bool]:
        """`im Berichtsmonat`: the last of the months that are spoken of, else the last that was over."""
        value = self.spoken.of(expr, lambda v: re.fullmatch(r"(\d{4})-\d\d/\1-\d\d", v) is not None, main=True)
        if value is not None:
            return value[8:], True
        return self._month(Point(), expr, -1) or ("", False) if self.anchor else (UNKNOWN, False)

    def _after_last_named(self, expr: Expr, unit: str, shift: int) -> tuple[str, bool] | None:
        """`Ein Jahr später`, `im Januar darauf`: counted from the date that was named last, as exact as the unit."""
        base = next((span(value) for end, value, _ in reversed(self.named) if end <= expr.start), None)
        if base is None:
            return (UNKNOWN, False) if self.anchor is None else None
        day = base[1]
        if unit.startswith("N"):
            month = int(unit[1:])
            return f"{day.year + (month <= day.month):04d}-{month:02d}", True
        if unit == "Y":
            return f"{day.year + shift:04d}", True
        if unit == "M":
            year, month = add_months(day.year, day.month, shift)
            return f"{year:04d}-{month:02d}", True
        moved = day + timedelta(days=shift * (7 if unit == "W" else 1))
        return (week_value(moved) if unit == "W" else moved.isoformat()), True

    def _before_last_named(self, expr: Expr, shift: int) -> tuple[str, bool] | None:
        """`zwölf Monate zuvor`, `drei Monate davor`: from the date on that its sentence names, as exact as that date."""
        end, base, mod = self.named[-1] if self.named else (0, "", None)
        days = span(base)
        if days is None or SENTENCE.search(self.text, end, expr.start):
            if shift % 12 == 0 and (period := self.spoken.compared(expr)) is None:
                return self._year_from_focus(Point(), expr, shift // 12)
            if shift != -12 or period is None:
                return self._month(Point(), expr, shift) if self.anchor else (UNKNOWN, False)
            return previous_year(period), True
        expr.mod = mod
        if shift % 12 == 0:
            for _ in range(min(-shift // 12, 50)):
                base = previous_year(base)
            return base, True
        year, month = add_months(days[1].year, days[1].month, shift)
        return f"{year:04d}-{month:02d}", True

    def _year_before(self, expr: Expr) -> tuple[str, bool] | None:
        """`mehr als vor Jahresfrist`: the period spoken of, one year earlier; in the wider sense the year before."""
        value = self.spoken.compared(expr)
        if value is not None:
            return previous_year(value), True
        return (f"{self.anchor.year - 1:04d}", True) if self.anchor else (UNKNOWN, False)

    def _reported_year(self, expr: Expr) -> tuple[str, bool]:
        """`im Berichtsjahr`: the year that the text reports on, else the one before the anchor's."""
        spoken = self.spoken.year(expr)
        if spoken and not (self.anchor and int(spoken[:4]) >= self.anchor.year):
            first = self.fiscal.year_of(spoken)
            return (self.fiscal.name(first) if first else spoken[:4]), True
        return (f"{self.anchor.year - 1:04d}" if self.anchor else UNKNOWN), bool(self.anchor)

    def _same_period(self, point: Point, expr: Expr, shift: int, *, whole: bool = False) -> tuple[str, bool] | None:
        """`Vorjahreszeitraum`: the part of a year that is spoken of, one year earlier; `Vorperiode` may be the `whole` one."""
        if whole:
            value = self.spoken.of(expr, lambda v: is_period(v) or len(v) in (4, 9))
        else:
            value = self.spoken.compared(expr) if point.year is None else self.spoken.of(expr, is_period)
        if value is None:
            value = self.spoken.of(expr, lambda v: year_of(v) is not None)
        if value is None:
            return (f"{(self.anchor_year or 0) + shift:04d}", True) if self.anchor_year else (UNKNOWN, False)
        year = year_of(value)
        steps = -shift if point.year is None else (year or 0) - point.year
        for _ in range(min(max(steps, 0), 50)):
            value = previous_year(value)
        return value, True

    def _year_from_focus(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool]:
        before = self.text[max(expr.start - 60, 0) : expr.start]
        compared = expr.rule == "later" or re.search(
            r"(?:\(|\b(?:als|wie|gegenüber|zum|vom|unter|über|hinter|am|ans|nach|des|auf|gegen)\b[^;\n]{0,28}|[Vv]ergl[^;\n]{0,20})$",
            before,
            re.IGNORECASE,
        )
        anchor_year = self.anchor_year or 0
        focus = self.spoken.year(expr)
        if shift == 0 and self.fiscal.start:
            return self.fiscal.running(0), True
        if self.anchor is None and not focus:
            return UNKNOWN, False
        if shift == 0:
            spoken = year_of(focus) if focus else None
            return f"{spoken if spoken and spoken < anchor_year and self.tense.of(expr) < 0 else anchor_year:04d}", True
        if focus and self.fiscal.year_of(focus) and (compared or expr.rule in ("previous", "year-relative")):
            return self.fiscal.name((self.fiscal.year_of(focus) or 0) + shift), True
        spoken = year_of(focus) if focus and (compared or self._looks_back(expr, focus)) else None
        if spoken is not None and spoken > anchor_year and anchor_year:
            spoken = anchor_year
        year = (spoken if spoken is not None else anchor_year) + shift
        return (f"{year:04d}" if 0 < year < 10000 else ""), True

    def _looks_back(self, expr: Expr, focus: str) -> bool:
        """`Im Vorjahr waren es …` in a release on the year before its own: the year before that one."""
        told = expr.rule == "previous" and year_of(focus) == (self.anchor_year or 0) - 1
        named = any(end <= expr.start and value[:4] == focus[:4] for end, value, _ in self.named)
        if not told or not named or not _IN_PRIOR.search(self.text[max(expr.start - 4, 0) : expr.start]):
            return False
        clause = self.tense.clauses(expr)[0]
        return bool(_CONTRASTED.match(self.text, expr.end) or re.search(r"\b(?:nach|statt|gegenüber)\b", clause))
