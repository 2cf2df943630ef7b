"""Pure arithmetic of TIMEX3 values: the n-th day of a period, parts of a year, what a value is."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from pressefakten.normalize.dategrammar import Point
from pressefakten.normalize.timex import span, week_value
from pressefakten.patterns import words

UNKNOWN = "XXXX"


def distance_between(anchor: date | None, days: tuple[date, date]) -> int:
    """Days from the anchor to an interval, 0 inside of it."""
    here = anchor or date.min
    return max((days[0] - here).days, (here - days[1]).days, 0)


def nth_of(number: int, kind: str, first: date | None, last: date | None) -> str | None:
    """The n-th (or last) weekday, day, week or weekend of a period; weeks belong to it by their Thursday, as in ISO 8601."""
    if first is None or last is None:
        return None
    weekday = {"D": None, "W": 4, "WE": 6}.get(kind, 0)
    if weekday is None:
        day = last if number < 0 else first + timedelta(days=number - 1)
    else:
        weekday = weekday or int(kind)
        day = last if number < 0 else first
        day += timedelta(days=-((day.isoweekday() - weekday) % 7) if number < 0 else (weekday - day.isoweekday()) % 7)
        day += timedelta(weeks=max(number - 1, 0))
    if not first <= day <= last:
        return None
    return {"W": week_value(day), "WE": week_value(day) + "-WE"}.get(kind, day.isoformat())


def weekday_from(day: date, number: int, weekday: str) -> date:
    """The n-th such weekday after a day, or before it where the number is negative."""
    if number > 0:
        return day + timedelta(days=(int(weekday) - day.isoweekday() - 1) % 7 + 1 + 7 * (number - 1))
    return day - timedelta(days=(day.isoweekday() - int(weekday) - 1) % 7 + 1 + 7 * (-number - 1))


def is_quarter(value: str) -> bool:
    """Whether a range is three months long, as quarters of a fiscal year are."""
    days = span(value) if "/" in value and len(value) > 9 else None
    return days is not None and 88 <= (days[1] - days[0]).days <= 92


def is_part(value: str, unit: str) -> bool:
    """Whether a value is a half (`H`) or quarter (`Q`) of a year, calendar or fiscal."""
    if f"-{unit}" in value:
        return "/" not in value
    days = span(value) if "/" in value and len(value) > 9 else None
    low, high = (180, 184) if unit == "H" else (88, 92)
    return days is not None and low <= (days[1] - days[0]).days <= high


def is_part_of_year(point: Point) -> bool:
    """Whether a point is a half, quarter or number of months."""
    return bool(point.half or point.quarter or point.months)


def is_month(value: str) -> bool:
    """`2025-05`."""
    return bool(re.fullmatch(r"\d{4}-\d\d", value))


def is_period(value: str) -> bool:
    """A month, quarter, half or range; no day and no whole year."""
    return "Q" in value or "H" in value or ("/" in value and len(value) != 9) or is_month(value)


def year_of(value: str) -> int | None:
    """The calendar year that a value begins with; None for references and durations."""
    return int(value[:4]) if value[:4].isdecimal() and len(value) >= 4 else None


def part_of_year(point: Point, year: str) -> str:
    """What stands behind the year in the value of a point: `-09-17`, `-Q3`, `-W38`; empty for a whole year."""
    if point.day is not None:
        return f"-{point.month or 0:02d}-{point.day:02d}" if point.month else f"-XX-{point.day:02d}"
    if point.month is not None:
        return f"-{point.month:02d}"
    if point.quarter is not None:
        return f"-Q{point.quarter}"
    if point.half is not None:
        return f"-H{point.half}"
    if point.week is not None:
        return f"-W{point.week:02d}"
    if point.months is not None:
        return f"-01/{year}-{point.months:02d}"
    if point.holiday and point.holiday[0].isdecimal():
        return f"-{point.holiday}"
    return f"-{point.season}" if point.season else ""


def duration_of(number: Decimal, unit: str) -> str:
    """TIMEX3 duration: 5 and `Y` -> `P5Y`, 24 and `TH` -> `PT24H`."""
    shape = f"{number.normalize():f}"
    return f"PT{shape}{unit[1]}" if unit.startswith("T") else f"P{shape}{unit[0]}"


def national(rule: str, country: str | None) -> str:
    """A country's own day for a name that several have (`Nationalfeiertag`)."""
    tables = words("holidays")
    home = {"LI": "CH"}.get(country or "", country or "")
    for day, names in tables.get(home, {}).items():
        shared = {name for table in tables.values() for name in table.get(rule, [])}
        if shared & set(names):
            return str(day)
    return rule
