"""Calendar arithmetic on TIMEX3 values: what a value covers, the same period a year before, steps of a unit."""

from __future__ import annotations

import functools
import re
from calendar import monthrange
from datetime import date, timedelta

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""Season -> first and last month (meteorological); months above 12 lie in the next year."""

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)|W(?P<week>\d{2})(?P<weekend>-WE)?))?(?:T.*)?"
)
NUMBERED_PART = re.compile(r"(\d{4}-[QH])\d")
"""A quarter or half; its group is what another one of the year has in common with it."""
_DECADE = re.compile(r"\d{2,3}")


def make_day(year: int, month: int, day: int) -> date | None:
    """The calendar day, or None where there is none (30 February, year 0)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month; months outside 1 to 12 run into the years around."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


@functools.lru_cache(maxsize=4096)
def span(value: str) -> tuple[date, date] | None:
    """First and last day of a TIMEX3 calendar value or range (`2025-Q3`, `202`, `2023/2025`); None for others."""
    first, slash, last = value.partition("/")
    try:
        if not slash:
            return _span(value)
        one, two = _span(first), _span(last)
        return (one[0], two[1]) if one and two and one[0] <= two[1] else None
    except (ValueError, OverflowError):
        return None


def _span(value: str) -> tuple[date, date] | None:
    if _DECADE.fullmatch(value):
        width = 10 ** (4 - len(value))
        year = int(value) * width
        return date(max(year, 1), 1, 1), date(year + width - 1, 12, 31)
    match = _VALUE.fullmatch(value)
    if not match:
        return None
    year = int(match["year"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["week"]:
        return _week(year, int(match["week"]), bool(match["weekend"]))
    first, last = _months(match)
    return date(year, first, 1), month_end(year, last)


def _months(match: re.Match[str]) -> tuple[int, int]:
    if match["month"]:
        return int(match["month"]), int(match["month"])
    if match["quarter"]:
        return int(match["quarter"]) * 3 - 2, int(match["quarter"]) * 3
    if match["half"]:
        return int(match["half"]) * 6 - 5, int(match["half"]) * 6
    return SEASONS[match["season"]] if match["season"] else (1, 12)


def _week(year: int, week: int, weekend: bool) -> tuple[date, date]:
    monday = date.fromisocalendar(year, week, 1)
    return monday + timedelta(days=5 if weekend else 0), monday + timedelta(days=6)


@functools.lru_cache(maxsize=4096)
def bounds(value: str, mod: str | None = None) -> tuple[str | None, str | None]:
    """First and last calendar day (ISO) of a TIMEX3 value; None, None for durations, references and the unresolved.

    A part word does not narrow the interval: where the middle of a year begins is not stated by the text. `BEFORE`
    and `AFTER` kinds leave their open side None.
    """
    days = span(value)
    if days is None:
        return None, None
    first, last = days[0].isoformat(), days[1].isoformat()
    if mod in ("BEFORE", "ON_OR_BEFORE"):
        return None, last
    if mod in ("AFTER", "ON_OR_AFTER"):
        return first, None
    return first, last


_YEAR = re.compile(r"(?<![\dT:])\d{4}(?![\d:])")


@functools.lru_cache(maxsize=4096)
def previous_year(value: str) -> str:
    """The same period one year earlier: `2025-Q3` -> `2024-Q3`, `2024/2025` -> `2023/2024`; others are unchanged.

    29 February becomes the 28th.
    """
    earlier = _YEAR.sub(lambda match: f"{max(int(match[0]) - 1, 0):04d}", value)
    return "/".join(_real(part) for part in earlier.split("/"))


def _real(value: str) -> str:
    """Take a 29 February that its year does not have back to the 28th."""
    if value[4:10] == "-02-29" and make_day(int(value[:4]), 2, 29) is None:
        return value[:4] + "-02-28" + value[10:]
    return value


def two_digit_year(short: int, anchor: int) -> int:
    """The year that ends in the two digits and is nearest to the anchor's year; of two, the earlier."""
    year = anchor - anchor % 100 + short
    return min((year - 100, year, year + 100), key=lambda candidate: (abs(candidate - anchor), candidate))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: str, year: int) -> date | None:
    """The day of `MM-DD`, `easter+39` or `advent-7` (from the fourth Sunday of Advent) in a year."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[6:]))
    if rule.startswith("advent"):
        christmas = date(year, 12, 25)
        return christmas - timedelta(days=christmas.isoweekday()) + timedelta(days=int(rule[6:]))
    return make_day(year, int(rule[:2]), int(rule[3:]))


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Year and month some months later (earlier where negative)."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def week_value(day: date) -> str:
    """`2025-W38`: the ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def clock_in_part(clock: str, part: str | None) -> str:
    """`T08:00` in the evening is `T20:00`; at night it stays up to five o'clock."""
    hour = int(clock[1:3])
    late = part in ("TAF", "TEV") or (part == "TNI" and hour >= 6)
    return f"T{hour + 12:02d}{clock[3:]}" if late and hour < 12 else clock
