"""German time expressions to TIMEX3."""

from __future__ import annotations

import functools
import re

from pressefakten.normalize.text import fold
from pressefakten.normalize.timex import bounds, make_day, previous_year, two_digit_year
from pressefakten.patterns import words

__all__ = ["bounds", "day", "previous_year"]


@functools.cache
def _full_date() -> re.Pattern[str]:
    months = "|".join(sorted(words("months")["months"], key=len, reverse=True))
    weekday = r"(?:(?:mon|diens|mitt?woch|donners|frei|sams|sonn)(?:tag)?|sonnabend|mo|di|mi|do|fr|sa|so)\b\.?,?\s*"
    return re.compile(
        rf"\s*(?:{weekday})?(?:(?:am|vom|den|dem|der)\s+)?(?:"
        r"(?P<iso>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})"
        rf"|(?P<day>\d{{1,2}})(?:\.\s*|\s+)(?:(?P<name>{months})\b\.?|(?P<month>\d{{1,2}})\.)\s*"
        r"(?P<year>\d{4}|'?\d{2})"
        r"|(?P<slash_day>\d{1,2})/(?P<slash_month>\d{1,2})/(?P<slash_year>\d{4})"
        r")\s*\.?,?\s*",
        re.IGNORECASE,
    )


def day(text: str, *, published: str | None = None) -> str | None:
    """The ISO day of a full calendar date in any written form, else None.

    A year of two digits is read as the one nearest to `published`; without that it stays unresolved.
    """
    match = _full_date().fullmatch(fold(text))
    if not match:
        return None
    year = match["iso"] or match["year"] or match["slash_year"]
    month = match["iso_month"] or match["month"] or match["slash_month"]
    number = int(month) if month else words("months")["months"][match["name"].lower()]
    full = int(year.lstrip("'"))
    if len(year) < 4:
        if published is None:
            return None
        full = two_digit_year(full, int(published[:4]))
    found = make_day(full, number, int(match["iso_day"] or match["day"] or match["slash_day"]))
    return found.isoformat() if found else None
