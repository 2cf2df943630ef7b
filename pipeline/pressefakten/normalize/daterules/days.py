"""Rules for calendar days: numeric, with a month in words, ranges and lists."""

from __future__ import annotations

import calendar
import functools
import re

from pressefakten.normalize.dategrammar import Built, Match, Point, rule
from pressefakten.normalize.datelex import CODE, forms
from pressefakten.normalize.daterules.parts import (
    CONTEXT,
    dated,
    full_day,
    is_after_between,
    is_possible,
    stands_alone,
    with_year,
)


@rule("date-numeric", "[WD]<dmy:x>")
@rule("date-numeric", "<iso:x>")
@rule("date-slashes", "<slash_date:x>")
def numeric(m: Match) -> Built | None:
    point = full_day(m.get("x"))
    return dated(point) if point else None


@rule("date-day-month-numeric", "[WD]<dm:x>")
def day_month(m: Match) -> Built | None:
    if _is_decimal_at_end(m):
        return None
    known = m.place("wd") >= 0 or m.place("wd2") >= 0 or m.before() in CONTEXT or stands_alone(m)
    known = known or _is_due(m) or _closes_label(m)
    point = full_day(m.get("x")) if known else None
    return dated(point) if point else None


def _is_decimal_at_end(m: Match) -> bool:
    """`verbesserte sich von 1.05 auf 1.10.` at the end of a sentence: a number, no day."""
    token = m.tokens.at(m.place("x"))
    led = re.search(r"\b(?:auf|bei|um|von|über|unter) $", m.text[max(token.start - 7, 0) : token.start])
    shaped = re.fullmatch(r"\d\.\d\d\.", m.text[token.start : token.end])
    return bool(led and shaped and re.match(r"\s*(?:\Z|\n|[A-ZÄÖÜ][a-zäöü]+ )", m.text[token.end :][:30]))


@functools.cache
def _due() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(forms('due_day', 'before')))}):? $")


def _is_due(m: Match) -> bool:
    """Whether a word for the day that figures hold for stands before: `Stichtag 30.09.`"""
    start = m.tokens.starts[m.match.start()]
    return bool(_due().search(m.text[max(start - 20, 0) : start]))


def _closes_label(m: Match) -> bool:
    """`Beschäftigte 30.9.   4.864`, `Filialen 31.12.: 82`: the last day of a month between the label of a line and its values."""
    token = m.tokens.at(m.place("x"))
    day, month = (int(part) for part in re.findall(r"\d+", m.text[token.start : token.end]))
    ends = 0 < month < 13 and day == calendar.monthrange(2001, month)[1]
    return ends and re.match(r":|\t|  | \|", m.text[token.end : token.end + 2]) is not None


@rule(
    "date-day-month-numeric", "[WD](?:<dm:x>|<dotted2:x>|<dec:x>|<slash_dm:x>)(?!<hour>|<unit_short>|<UNIT>)", "whole"
)
def day_month_whole(m: Match) -> Built | None:
    point = full_day(m.form("x")) if re.fullmatch(r"[0-9]{1,2}[./ ]+[0-9]{1,2}[. ]*", m.form("x")) else None
    return dated(point) if point else None


@rule("date-day-month-numeric", "[WD]<DAY:d><slash><n12:mo>(?!<slash>)", "whole")
@rule("date-day-month-numeric", "[WD]<DAY:d><dot><n12:mo>(?!<dot>|<hour>|<unit_short>|<UNIT>|<colon>)", "whole")
@rule("date-day-month-numeric", "[WD](?:<ordinal:d>|<DAY:d><dot>?)<slash>?<ordinal:mo>(?:<year4:y>)?", "whole")
@rule("date-day-month-numeric", "[WD]<ordinal:d><slash>?<n12:mo><dot>(?:<year4:y>)?", "whole")
def day_slash_month(m: Match) -> Built | None:
    point = Point(day=m.int("d"), month=m.int("mo"), year=m.int("y"))
    return dated(point) if is_possible(point) else None


@rule(
    "date-numeric-range",
    "(?:<dm:x>|<dotted2:x>|<dec:x>|<DAY:d><dot>?)<ANYLINK>{1,2}(?:<at>|<article>)?(?:<dm:x2>|<dotted2:x2>|<dec:x2>|<dmy:x2>)(?!<hour>|<UNIT>)",
    "whole",
)
@rule(
    "date-numeric-range",
    "<DAY:d><dot>?<ANYLINK>{1,2}(?:<at>|<article>)?<DAY:d2><dot><n12:mo>(?!<hour>|<UNIT>)",
    "whole",
)
@rule("date-numeric-range", "(?:<dm:x>|<dotted2:x>)<dash><DAY:d2><dash><n12:mo>(?!<dash>)", "whole")
def numeric_range_whole(m: Match) -> Built | None:
    forms_ = [m.form(label) for label in ("x", "x2") if m.place(label) >= 0]
    if m.place("d2") >= 0:
        first = full_day(m.form("x")) if forms_ else Point(day=m.int("d"))
        return _range(first, Point(day=m.int("d2"), month=m.int("mo"))) if first else None
    if not all(re.fullmatch(r"[0-9]{1,2}[. -]+[0-9]{1,2}[. -]*(?:[0-9]{2,4})?", form) for form in forms_):
        return None
    last = full_day(m.form("x2"))
    first = full_day(m.form("x")) if m.place("x") >= 0 else Point(day=m.int("d"))
    return _range(first, last) if first and last else None


@rule(
    "date-numeric-range",
    "(?:<dm:x>|<DAY:d><dot>|<dmy:x>|<iso:x>)<ANYLINK>{1,2}(?:<at>|<article>)?(?:<dmy:x2>|<dm:x2>|<iso:x2>)",
)
def numeric_range(m: Match) -> Built | None:
    last = full_day(m.get("x2"))
    first = full_day(m.get("x")) if m.place("x") >= 0 else Point(day=m.int("d"))
    return _range(first, last) if first and last else None


def _range(first: Point, last: Point) -> Built | None:
    """A range of days; the first end takes what it leaves open from the last."""
    if first.month is None:
        first.month = last.month
        if (first.day or 0) >= (last.day or 0):
            return None
    if first.year is None and first.short_year is None and last.year is not None:
        later = (last.month or 0, last.day or 0)
        first.year = last.year - ((first.month or 0, first.day or 0) > later)
    return dated(first, last)


@rule(
    "date-day-month",
    "[WD][TOKENDAY](?:<month:m>|<month_short:m><dot>?)(?:<dash>?[YEAR])?",
)
@rule("date-day-month", "[WD][TOKENDAY]<MONTH:m><dot>?<comma>?<year4:y>")
@rule("date-day-dash-month", "<DAY:d><dash><MONTH:m><dot>?<dash><year4:y>")
@rule("date-ordinal-month", "[WD]<ordinal:d>(?:<month:m>|<month_short:m><dot>?)[YEAR]?")
def day_of_month(m: Match) -> Built | None:
    if _spans_cells(m, "d", "m"):
        return None
    point = with_year(m, Point(day=m.int("d"), month=m.get("m")))
    return dated(point) if is_possible(point) and not _is_month_count(m) else None


def _spans_cells(m: Match, one: str, other: str) -> bool:
    """Whether a tab or several blanks stand between two tokens: `Juni 26   Juni 25` has no 26 June."""
    between = m.text[m.tokens.ends[m.place(one)] : m.tokens.starts[m.place(other)]]
    return "\t" in between or "  " in between


@rule("date-day-short-year", "[WD][TOKENDAY](?:<month:m>|<month_short:m><dot>?)<SMALL:ys>(?=<newline>|<other>|$)")
def day_of_short_year(m: Match) -> Built | None:
    end = m.tokens.ends[m.place("ys")]
    counted = re.match(r" (?:%|[A-ZÄÖÜ]\w)", m.text[end : end + 3])  # `per 1. September 60 Prozent`
    return None if counted else day_of_month(m)


def _is_month_count(m: Match) -> bool:
    return m.place("ys") >= 0 and m.match.end() < len(m.match.string) and m.match.string[m.match.end()] == CODE["hour"]


@rule("date-month-day", "[WD]<MONTH:m><dot>?<DAY:d>(?!<dot>|<colon>|<month>|<hour>)", "whole")
@rule("date-month-day", "<MONTH:m><dot>?<dash>?<DAY:d>(?:<comma>|<dash>|<dot>)<year4:y>", "whole")
def month_day(m: Match) -> Built | None:
    return day_of_month(m)  # type: ignore[no-any-return]


@rule(
    "date-range",
    "[WD](?:<DAY:d><dot>?|<ordinal:d>)(?:<MONTH:m><dot>?<year4:y>?)?<ANYLINK>{1,2}(?:<at>|<article>)?"
    "(?:<weekday><comma>?|<weekday_short><dot>?<comma>?)?<article>?(?:<DAY:d2><dot>?|<ordinal:d2>)(?:<month:m2>|<month_short:m2><dot>?)<year4:y2>?",
)
def day_range(m: Match) -> Built | None:
    first, last = Point(day=m.int("d"), month=m.get("m"), year=m.int("y")), Point(day=m.int("d2"), month=m.get("m2"))
    last.year = m.int("y2")
    if not (is_possible(first) and is_possible(last)):
        return None
    dash = CODE["dash"] in m.match.group()
    if dash and (CODE["dash"] + CODE["at"] in m.match.group() or (first.year and not last.year)):
        return None  # `Graz, 12. März 2026 – Am 14. April …`: the sentence behind a dateline
    joined = CODE["and"] in m.match.group() or CODE["slash"] in m.match.group()
    if joined and not (is_after_between(m) or (first.month is None and (first.day or 0) + 1 == last.day)):
        return None
    if joined and first.month is not None and not is_after_between(m):
        return None
    return _range(first, last)


@rule("date-range", "<month:m><year4:y>?<comma>?(?:<between:b>|<from>)<article>?<DAY:d><dot>?(?:<and:u>|<to>|<dash>)"
      "<article>?<DAY:d2><dot>")  # fmt: skip
def month_days(m: Match) -> Built | None:
    """`im November zwischen dem 19. und dem 20.`"""
    if (m.place("u") >= 0) != (m.place("b") >= 0):
        return None
    first, last = (Point(day=m.int(label), month=m.get("m"), year=m.int("y")) for label in ("d", "d2"))
    return dated(first, last) if (first.day or 0) < (last.day or 0) else None


@rule("date-list-item", "!<DAY:d><dot>;(?=(?:(?:<comma>|<and>|<or>|<to>|<dash>)<at>?<article>?<DAY><dot>){0,8}"
      "(?:<comma>|<and>|<or>|<to>|<dash>)<at>?<article>?<DAY><dot><MONTH:m>)")  # fmt: skip
def list_item(m: Match) -> Built | None:
    point = Point(day=m.int("d"), month=m.get("m"))
    return dated(point) if is_possible(point) else None


@rule("date-day-only", "<DAY:d><dot>", "whole")
def day_only(m: Match) -> Built | None:
    return dated(Point(day=m.int("d")))
