"""What dateparser reads inside an expression that the grammar has found: calendar dates in loose order, sums of units.

It is never given running text: it answers `Ende 2025` with nothing and takes articles for weekdays. It is imported on
first use, since most releases need none of it.
"""

from __future__ import annotations

import functools
from datetime import date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_NO_ANCHOR = datetime(2000, 1, 1)
"""Base for dates that name day, month and year: none of it reaches them."""


@functools.lru_cache(maxsize=4)
def _parser(base: datetime, kind: str) -> DateDataParser:
    """The parser for one anchor: German only, day before month, nothing filled in from the clock of this machine."""
    from dateparser.date import DateDataParser

    settings = {
        "RELATIVE_BASE": base, "DATE_ORDER": "DMY", "PARSERS": [kind], "TIMEZONE": "UTC", "TO_TIMEZONE": "UTC",
        "RETURN_AS_TIMEZONE_AWARE": False, "REQUIRE_PARTS": ["day", "month", "year"] if kind == "absolute-time" else [],
    }  # fmt: skip
    return DateDataParser(languages=["de"], settings=settings)


@functools.lru_cache(maxsize=256)
def calendar_day(text: str) -> date | None:
    """The day of a string that names day, month and year in any order, else None."""
    found = _parser(_NO_ANCHOR, "absolute-time").get_date_data(text).date_obj
    return found.date() if found else None


@functools.lru_cache(maxsize=256)
def moment(text: str, anchor: datetime) -> datetime | None:
    """The moment that `vor 1 Jahr, 2 Monaten und 3 Tagen` or `in 5 Minuten` means, seen from the anchor, else None."""
    try:
        found = _parser(anchor, "relative-time").get_date_data(text).date_obj
    except OverflowError:
        return None
    return found if isinstance(found, datetime) else None


def midnight(day: date) -> datetime:
    """The anchor where only its day is known."""
    return datetime.combine(day, time())
