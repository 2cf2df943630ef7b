"""What the rules of the time grammar share: years and days from forms, clocks, and what stands around a match."""

from __future__ import annotations

import re
from collections.abc import Callable

from pressefakten.normalize.dategrammar import SETS, Built, Match, Point
from pressefakten.normalize.datelex import CODE

CONTEXT = frozenset(CODE[name] for name in SETS["CONTEXT"].split())


AFTER_PREPOSITION = frozenset(
    CODE[name] for name in ("in", "at", "since", "from", "to", "before", "article", "relative")
)


def with_year(m: Match, point: Point) -> Point:
    """Fill in what a year suffix says: `2025`, `'25`, `dieses Jahres`, `des Vorjahres`, `2024/25`."""
    point.year = m.int("y")
    point.short_year = m.int("ys")
    if m.place("yr") >= 0:
        point.year_shift = m.get("yr")
    elif m.place("yp") >= 0:
        unit, _, count = m.get("yp").partition(":")
        point.year_shift = int(count) if unit == "Y" else 0 if count == "0" else -1
    elif m.place("yt") >= 0 or m.place("nw") >= 0:
        point.year_shift = 0
    if m.get("f"):
        point.fiscal = fiscal_start(m.get("f"))
    point.fiscal_head = "fiscal" in (m.get("head"), m.get("yn"))
    return point


def fiscal_start(form: str) -> int | None:
    """First year of `2024/25`; None where the second is not the next one."""
    first, _, second = form.replace(" ", "").replace("|", "/").partition("/")
    following = int(first) + 1
    return int(first) if following % 10 ** len(second) == int(second) else None


def dated(point: Point, last: Point | None = None, mod: str | None = None) -> Built:
    return Built("DATE", point, last, None, mod)


def full_day(form: str) -> Point | None:
    """The day of a numeric date: `16.09.2025`, `16.9.25`, `2025-09-16`, `16/09/2025`, `30.9.`."""
    numbers = re.findall(r"[0-9]+", form)
    if form[:4].isdecimal() and form[4:5] in "-/":
        year, month, day = (int(n) for n in numbers[:3])
        point = Point(year=year, month=month, day=day)
        clock = re.search(r"[T ]([0-9]{2}:[0-9]{2})", form)
        point.clock = f"T{clock[1]}" if clock else None
        return point if is_possible(point) else None
    point = Point(day=int(numbers[0]), month=int(numbers[1]))
    if len(numbers) > 2:
        if len(numbers[2]) == 4:
            point.year = int(numbers[2])
        else:
            point.short_year = int(numbers[2])
    return point if is_possible(point) else None


def is_possible(point: Point) -> bool:
    within = point.month in (None, *range(1, 13)) and point.day in (None, *range(1, 32))
    return within and (point.year is None or point.year > 0)


def is_after_between(m: Match) -> bool:
    """Whether `zwischen` or `zwischen dem` stands before."""
    i = m.match.start()
    before = m.match.string[max(i - 2, 0) : i]
    return before.endswith(CODE["between"]) or before == CODE["between"] + CODE["article"]


def stands_alone(m: Match) -> bool:
    """Whether the match is the whole text but for spaces and full stops."""
    return not m.text[: m.tokens.starts[m.match.start()]].strip() and not m.text[
        m.tokens.ends[m.match.end() - 1] :
    ].strip(" .")


_SMALL = "".join(CODE[name] for name in ("n12", "n24", "n31", "n99"))


_MONTHS = CODE["month"] + CODE["month_short"]


CELL_BEFORE = re.compile(r"(?:^|[\t\n|;(/]|  ) ?$")


CELL_BEHIND = re.compile(r" ?(?:$|[\t\n|;)/]|  )")


def fills_a_cell(m: Match) -> bool:
    """Whether nothing else stands in the cell or bracket of a match, which a head of a table may shorten: `Juni 26`, `1-6/26`.

    Cells may also be months and years that follow each other with single blanks: `Juni 26 Juni 25`.
    """
    codes, first, last = m.match.string, m.match.start(), m.match.end()
    start, end = m.tokens.starts[first], m.tokens.ends[last - 1]
    follows = first > 1 and codes[first - 2] in _MONTHS and codes[first - 1] in _SMALL
    before = follows or bool(CELL_BEFORE.search(m.text[max(start - 3, 0) : start]))
    return before and (codes[last : last + 1] in _MONTHS or bool(CELL_BEHIND.match(m.text[end : end + 3])))


def in_cell(build: Callable[[Match], Built | None]) -> Callable[[Match], Built | None]:
    """A builder for what has a year of two digits, which only a cell may have without an apostrophe."""
    return lambda m: build(m) if fills_a_cell(m) else None


_AFTER_AMOUNT = re.compile(
    r"[0-9](?: (?:Mio|Mrd|Tsd)\.?| Million(?:en)?| Milliarden?)? (?:CHF|EUR|USD|Euro|Franken) \Z"
)
"""What a year stands behind, since the currency has its number: `für 97,7 Millionen Franken 2018 zugestimmt`."""


AFTER_YEAR = re.compile(r"[A-Za-z_@#$€%]|[-/+][A-Za-z0-9]|[.,:'][0-9]| ?(?:[€%°$]|Uhr\b)")


_CURRENCY = re.compile(
    r"(?:CHF|EUR|USD|GBP|SEK|Euro|Franken|TEUR|Fr\.|rund|etwa|ca\.|knapp|fast|gut|über|insgesamt|total|bis zu|um|auf) ?\Z"
)


UNIT_AFTER = re.compile(
    r" ?(?:Mio|Mrd|Tsd|kg|km|mm|cm|m|t|l|kW|PS|kWh|Nm|MW|GW|V|A|W|bar|Euro|Franken|Prozent|Stück|Uhr|Grad)\b"
    r"|(?: ?[/x×] ?\d{3,5}){1,3} ?(?:kg|mm|cm|kW|PS|Nm|W)\b"  # `1860 / 1675 mm`
)


def is_roughly(before: str) -> bool:
    """Whether a currency or a word like `rund` in front says that an amount follows."""
    return bool(_CURRENCY.search(before[-10:])) and not _AFTER_AMOUNT.search(before)


def looks_counted(before: str, after: str) -> bool:
    return bool(is_roughly(before) or UNIT_AFTER.match(after) or PLURAL.match(after))


PLURAL = re.compile(
    r" (?:neue[nr]? |weitere[nr]? |[a-zäöüß]{3,}(?:te|ene|ische|liche|ige)[nr]? )?[A-ZÄÖÜ][a-zäöüß]{2,}(?:innen|en|er|ern|e|ln|rn|s|ge)(?:[ .,;)]|$)"
)


def is_after_at(m: Match) -> bool:
    """Whether `um` or `at` stands before, which no range of years follows."""
    i = m.match.start()
    return m.before() == CODE["at"] and m.text[m.tokens.starts[i - 1] : m.tokens.ends[i - 1]].lower() in ("um", "at")


AFTER_DAY = frozenset(
    CODE[name] for name in ("dmy", "dm", "iso", "month", "month_short", "year4", "dot", "weekday", "comma")
)


def clock_value(value: object, minutes: int | None = None) -> str | None:
    """`10.30`, `9:05:10`, 10 as `T10:30`, …; None past 24:59."""
    numbers = [int(part) for part in re.split(r"[.:h]", str(value)) if part.isdecimal()]
    hour = numbers[0] if numbers else 99
    minute = minutes if minutes is not None else numbers[1] if len(numbers) > 1 else 0
    if hour > 24 or minute > 59:
        return None
    seconds = f":{numbers[2]:02d}" if len(numbers) > 2 else ""
    return f"T{hour:02d}:{minute:02d}{seconds}"
