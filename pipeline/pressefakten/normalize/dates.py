"""German time expressions to TIMEX3: `find` over a text, `read` of one expression, `day` of a full calendar date.

The grammar finds and classifies (`datelex`, `dategrammar`, `daterules`), the context resolves (`dateresolve`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from pressefakten.normalize import datereader, daterules  # noqa: F401  (daterules registers the rules)
from pressefakten.normalize.dategrammar import parse
from pressefakten.normalize.datelex import forms as word_forms
from pressefakten.normalize.datelex import scan
from pressefakten.normalize.dateresolve import Resolver
from pressefakten.normalize.mention import Mention
from pressefakten.normalize.text import fold
from pressefakten.normalize.timex import bounds, make_day, previous_year, two_digit_year
from pressefakten.patterns import words
from pressefakten.records import TimeValue

__all__ = ["Scope", "bounds", "day", "find", "previous_year", "read"]

Scope = Literal["release", "wide", "whole"]


def find(text: str, *, published: str | None, country: str | None = None, scope: Scope = "release") -> list[Mention]:
    """All time expressions of a text with their values, in text order, without overlaps.

    `published` (ISO day, or moment, or month) is the anchor; without it, what needs one has `XXXX` in its value, with a month what needs a day. The scope `wide` is for
    newspapers: it also has vague references (`früher`, `in Zukunft`) and parts of the day, and their spans.
    """
    folded = fold(text)
    tokens, codes = scan(folded, everything=scope == "whole")
    exprs = parse(folded, tokens, codes, scope)
    found = Resolver(
        folded, _anchor(published), country, scope, _clock(published), by_day=not is_month(published)
    ).resolve(exprs)
    return [one for mention in found for one in _as_in_newspapers(folded, mention)] if scope == "wide" else found


_RANGE_LINK = re.compile(r"\s*(?:\bbis\b(?: (?:zum|zur))?|\bund\b|\bauf\b|[–/-])\s*(?:de[nmr]\s+)?")
_BEFORE_YEAR = re.compile(r"\b(?:Jahre?s?|Jahrgang) \Z")
_BEFORE_LENGTH = re.compile(
    r"\b(?:mehr als|länger als|weniger als|rund|gut|knapp|fast|etwa|ungefähr|genau|nahezu|beinahe|circa|ca\.|mindestens|höchstens) \Z",
    re.IGNORECASE,
)


def _as_in_newspapers(text: str, mention: Mention) -> Iterator[Mention]:
    """The spans that annotated newspapers have: `Jahr 2012`, `mehr als 20 Jahren`, and each end of a range by itself."""
    start, end, value = mention.start, mention.end, mention.value
    wider = {"DATE": _BEFORE_YEAR, "DURATION": _BEFORE_LENGTH}.get(mention.label)
    if wider and (text[start].isdecimal() or mention.label == "DURATION"):
        before = wider.search(text[max(start - 16, 0) : start])
        start -= len(before[0]) if before else 0
    links = list(_RANGE_LINK.finditer(text, mention.start, end))
    if (
        not isinstance(value, TimeValue)
        or value.type not in ("DATE", "TIME")
        or "/" not in value.value
        or len(links) != 1
    ):
        yield mention._replace(start=start)
        return
    one, two = value.value.split("/")
    for begin, stop, point in ((start, links[0].start(), one), (links[0].end(), end, two)):
        first, last = bounds(point)
        part = value.model_copy(update={"value": point, "start": first, "end": last})
        if begin < stop:
            yield mention._replace(start=begin, end=stop, value=part)


def _anchor(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10] + MID_MONTH * is_month(published)) if published else None
    except ValueError:
        return None


MID_MONTH = "-15"
"""The day on which years are reckoned where only the month of issue is known."""


def is_month(published: str | None) -> bool:
    """Whether an anchor is a month: `2025-11`."""
    return published is not None and re.fullmatch(r"\d{4}-\d\d", published) is not None


def _clock(published: str | None) -> datetime | None:
    """The anchor's moment where it has a clock time, which `in 5 Minuten` needs."""
    try:
        return datetime.fromisoformat(published[:19]) if published and len(published) > 10 else None
    except ValueError:
        return None


@functools.cache
def _filler() -> re.Pattern[str]:
    known = [*words("calendar")["filler"]["forms"], *word_forms("year_heads")]
    forms = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    return re.compile(rf"(?:[\s.,;:()/+–-]|\b(?:{forms})\b)*", re.IGNORECASE)


def read(text: str, *, published: str | None, country: str | None = None) -> TimeValue | None:
    """The value of a string that is one time expression as a whole (prepositions and articles allowed), else None.

    A date with a clock time is one TIME; two dates or times with `bis` between them are one range.
    """
    found = [
        m for m in find(text, published=published, country=country, scope="whole") if isinstance(m.value, TimeValue)
    ]
    folded = fold(text)
    rest, last = [], 0
    for mention in found:
        rest.append(folded[last : mention.start])
        last = mention.end
    rest.append(folded[last:])
    if not found or not all(_filler().fullmatch(part) for part in rest):
        return None
    return _combine([m.value for m in found if isinstance(m.value, TimeValue)], rest)


_LINK = re.compile(r"\b(?:bis|auf|und|zum)\b|[–-]|^/$", re.IGNORECASE)


def _combine(values: list[TimeValue], gaps: list[str]) -> TimeValue | None:
    """One value of several: date and clock, two ends; parts of the day beside a date or clock say nothing more."""
    if len(values) == 1:
        return values[0]
    clocks = [value for value in values if value.type == "TIME" and ":" in value.value]
    dates = [value for value in values if value.type == "DATE" and not value.value.endswith("_REF")]
    parts = [value for value in values if value.type == "TIME" and ":" not in value.value]
    sets = [value for value in values if value.type == "SET"]
    if len(sets) == len(clocks) == 1 and len(values) == 2:
        return _daily(sets[0], clocks[0])
    lengths = [value for value in values if value.type == "DURATION"]
    if len(dates) == 2 and lengths:  # `15. bis 16.11., eine Nacht`
        values = [value for value in values if value.type != "DURATION"]
    values = [value for value in values if not (value.type == "DATE" and value.value.endswith("_REF"))] or values
    if len(clocks) + len(dates) + len(parts) < len(values):
        return None
    dates = list({value.value: value for value in dates}.values())
    linked = any(_LINK.search(gap) for gap in gaps[1:-1])
    if len(clocks) == 2 and linked and len(dates) <= 2:
        return _joined(_with_day(clocks[0], dates), _with_day(clocks[1], dates[-1:]))
    if len(clocks) == 1 and len(dates) <= 1:
        return _with_day(clocks[0], dates)
    if len(clocks) == 1:
        return _with_day(clocks[0], dates[:1]) if linked else None
    if not clocks and not parts and len(dates) == 1:
        return dates[0]
    if not clocks and len(dates) == 2:
        return _joined(dates[0], dates[1]) if linked else _narrower(dates[0], dates[1])
    if not clocks and len(dates) == 1 and parts:
        return dates[0] if "/" in dates[0].value else _with_part(dates[0], parts[0])
    return None


def _daily(repeated: TimeValue, clock: TimeValue) -> TimeValue | None:
    """`jeden Tag um 8 Uhr`, `freitags um 10 Uhr`: the clock time of a day that is left open."""
    day = "XXXX-XX-XX" if repeated.value == "P1D" else repeated.value
    if not day.startswith("XXXX") or "/" in clock.value:
        return None
    return TimeValue(type="SET", value=day + clock.value)


def _with_day(clock: TimeValue, dates: list[TimeValue]) -> TimeValue:
    """Give a clock time the day that the string names."""
    if not clock.value.startswith("T") or not dates:
        return clock
    days = dates[0].value.split("/")
    ends = clock.value.split("/")
    stamps = [f"{days[-1] if i else days[0]}{end}" for i, end in enumerate(ends)]
    if len(stamps) == 2 and stamps[0][:10] == stamps[1][:10] and stamps[0] > stamps[1]:
        stamps[1] = _next_day(stamps[1])  # over midnight
    value = "/".join(stamps)
    return TimeValue(type="TIME", value=value, start=dates[0].start, end=dates[0].end, inferred=dates[0].inferred)


def _with_part(day: TimeValue, part: TimeValue) -> TimeValue:
    name = part.value[part.value.index("T") :]
    return TimeValue(type="TIME", value=day.value + name, start=day.start, end=day.end, inferred=day.inferred)


def _narrower(one: TimeValue, two: TimeValue) -> TimeValue | None:
    """Of a day and its weekday or the like, the one inside the other."""
    return next((a for a, b in ((one, two), (two, one)) if a.value.startswith(b.value)), None)


def _joined(one: TimeValue, two: TimeValue) -> TimeValue | None:
    if "/" in one.value or "/" in two.value:
        return None
    first, last = one.value, two.value
    if one.type == two.type == "TIME" and first[:10] == last[:10] and first[10:] > last[10:] and first[:1] != "T":
        last = _next_day(last)  # over midnight
    if last.startswith("T") and not first.startswith("T"):
        last = first.partition("T")[0] + last
    if first.startswith("T") and not last.startswith("T"):
        first = last.partition("T")[0] + first
    return TimeValue(
        type=one.type,
        value=f"{first}/{last}",
        start=one.start or two.start,
        end=two.end or one.end,
        inferred=one.inferred,
    )


def _next_day(moment: str) -> str:
    day = _anchor(moment[:10])
    return (day + timedelta(days=1)).isoformat() + moment[10:] if day and day < date.max else moment


@functools.cache
def _full_date() -> re.Pattern[str]:
    months = "|".join(sorted(_month_numbers(), key=len, reverse=True))
    weekday = r"(?:(?:mon|diens|mitt?woch|donners|frei|sams|sonn)(?:tag)?|sonnabend|mo|di|mi|do|fr|sa|so)\b\.?,?\s*"
    return re.compile(
        rf"\s*(?:{weekday})?(?:(?:am|vom|den|dem|der)\s+)?(?:"
        r"(?P<iso>[0-9]{4})-(?P<iso_month>[0-9]{1,2})-(?P<iso_day>[0-9]{1,2})"
        rf"|(?P<day>[0-9]{{1,2}})(?:\.\s*|\s+)(?:(?P<name>{months})\b\.?|(?P<month>[0-9]{{1,2}})\.)\s*"
        r"(?P<year>[0-9]{4}|'?[0-9]{2})"
        r"|(?P<slash_day>[0-9]{1,2})/(?P<slash_month>[0-9]{1,2})/(?P<slash_year>[0-9]{4})"
        r")\s*\.?,?\s*",
        re.IGNORECASE,
    )


@functools.cache
def _loose_date() -> re.Pattern[str]:
    """Day, name of the month and year of four digits in another order or with other marks: `Sept. 16, 2025`."""
    month = rf"(?:{'|'.join(sorted(_month_numbers(), key=len, reverse=True))})\b\.?"
    day, year, gap = r"[0-9]{1,2}\b\.?", r"[0-9]{4}\b", r"[\s,/-]+"
    orders = ((month, day, year), (year, month, day), (year, day, month), (day, month, year))
    return re.compile(rf"\s*(?:{'|'.join(gap.join(order) for order in orders)})\s*", re.IGNORECASE)


@functools.cache
def _month_numbers() -> dict[str, int]:
    return {**words("months")["months"], **words("months")["short"]}


def day(text: str, *, published: str | None = None) -> str | None:
    """The ISO day of a full calendar date in any written form, else None.

    A year of two digits is read as the one nearest to `published`; without that it stays unresolved.
    """
    folded = fold(text)
    match = _full_date().fullmatch(folded)
    if not match:
        found = datereader.calendar_day(folded) if _loose_date().fullmatch(folded) else None
        return found.isoformat() if found else None
    year = match["iso"] or match["year"] or match["slash_year"]
    month = match["iso_month"] or match["month"] or match["slash_month"]
    number = int(month) if month else _month_numbers()[match["name"].lower()]
    full = int(year.lstrip("'"))
    if len(year.lstrip("'")) < 4:
        if published is None:
            return None
        full = two_digit_year(full, int(published[:4]))
    found = make_day(full, number, int(match["iso_day"] or match["day"] or match["slash_day"]))
    return found.isoformat() if found else None
