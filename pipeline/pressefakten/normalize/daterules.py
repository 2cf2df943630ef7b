"""The rules of the time grammar: what each form of a German time expression says."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable
from decimal import Decimal

from pressefakten.normalize.dategrammar import SETS, Built, Match, Point, rule
from pressefakten.normalize.datelex import CODE, Token, forms
from pressefakten.normalize.timex import clock_in_part
from pressefakten.patterns import words
from pressefakten.records import exact

_CONTEXT = frozenset(CODE[name] for name in SETS["CONTEXT"].split())
_AFTER_PREPOSITION = frozenset(
    CODE[name] for name in ("in", "at", "since", "from", "to", "before", "article", "relative")
)


def _year(m: Match, point: Point) -> Point:
    """Fill in what a year suffix says: `2025`, `'25`, `dieses Jahres`, `des Vorjahres`, `2024/25`."""
    point.year = m.int("y")
    point.short_year = m.int("ys")
    if m.place("yr") >= 0:
        point.year_shift = m.get("yr")
    elif m.place("yp") >= 0:
        unit, _, count = m.get("yp").partition(":")
        point.year_shift = int(count) if unit == "Y" else 0 if count == "0" else -1
    elif m.place("yt") >= 0:
        point.year_shift = 0
    if m.get("f"):
        point.fiscal = _fiscal(m.get("f"))
    point.fiscal_head = "fiscal" in (m.get("head"), m.get("yn"))
    return point


def _fiscal(form: str) -> int | None:
    """First year of `2024/25`; None where the second is not the next one."""
    first, _, second = form.replace(" ", "").replace("|", "/").partition("/")
    following = int(first) + 1
    return int(first) if following % 10 ** len(second) == int(second) else None


def _date(point: Point, last: Point | None = None, mod: str | None = None) -> Built:
    return Built("DATE", point, last, None, mod)


def _full(form: str) -> Point | None:
    """The day of a numeric date: `16.09.2025`, `16.9.25`, `2025-09-16`, `16/09/2025`, `30.9.`."""
    numbers = re.findall(r"[0-9]+", form)
    if form[:4].isdecimal() and form[4:5] in "-/":
        year, month, day = (int(n) for n in numbers[:3])
        point = Point(year=year, month=month, day=day)
        clock = re.search(r"[T ]([0-9]{2}:[0-9]{2})", form)
        point.clock = f"T{clock[1]}" if clock else None
        return point if _possible(point) else None
    point = Point(day=int(numbers[0]), month=int(numbers[1]))
    if len(numbers) > 2:
        if len(numbers[2]) == 4:
            point.year = int(numbers[2])
        else:
            point.short_year = int(numbers[2])
    return point if _possible(point) else None


def _possible(point: Point) -> bool:
    within = point.month in (None, *range(1, 13)) and point.day in (None, *range(1, 32))
    return within and (point.year is None or point.year > 0)


# --- days


@rule("date-numeric", "[WD]<dmy:x>")
@rule("date-numeric", "<iso:x>")
@rule("date-slashes", "<slash_date:x>")
def numeric(m: Match) -> Built | None:
    point = _full(m.get("x"))
    return _date(point) if point else None


@rule("date-day-month-numeric", "[WD]<dm:x>")
def day_month(m: Match) -> Built | None:
    if _is_decimal_at_end(m):
        return None
    known = m.place("wd") >= 0 or m.place("wd2") >= 0 or m.before() in _CONTEXT or _alone(m) or _is_due(m)
    point = _full(m.get("x")) if known else None
    return _date(point) if point else None


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


def _after_between(m: Match) -> bool:
    """Whether `zwischen` or `zwischen dem` stands before."""
    i = m.match.start()
    before = m.match.string[max(i - 2, 0) : i]
    return before.endswith(CODE["between"]) or before == CODE["between"] + CODE["article"]


def _alone(m: Match) -> bool:
    """Whether the match is the whole text but for spaces and full stops."""
    return not m.text[: m.tokens.starts[m.match.start()]].strip() and not m.text[
        m.tokens.ends[m.match.end() - 1] :
    ].strip(" .")


@rule(
    "date-day-month-numeric", "[WD](?:<dm:x>|<dotted2:x>|<dec:x>|<slash_dm:x>)(?!<hour>|<unit_short>|<UNIT>)", "whole"
)
def day_month_whole(m: Match) -> Built | None:
    point = _full(m.form("x")) if re.fullmatch(r"[0-9]{1,2}[./ ]+[0-9]{1,2}[. ]*", m.form("x")) else None
    return _date(point) if point else None


@rule("date-day-month-numeric", "[WD]<DAY:d><slash><n12:mo>(?!<slash>)", "whole")
@rule("date-day-month-numeric", "[WD]<DAY:d><dot><n12:mo>(?!<dot>|<hour>|<unit_short>|<UNIT>|<colon>)", "whole")
@rule("date-day-month-numeric", "[WD](?:<ordinal:d>|<DAY:d><dot>?)<slash>?<ordinal:mo>(?:<year4:y>)?", "whole")
@rule("date-day-month-numeric", "[WD]<ordinal:d><slash>?<n12:mo><dot>(?:<year4:y>)?", "whole")
def day_slash_month(m: Match) -> Built | None:
    point = Point(day=m.int("d"), month=m.int("mo"), year=m.int("y"))
    return _date(point) if _possible(point) else None


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
        first = _full(m.form("x")) if forms_ else Point(day=m.int("d"))
        return _range(first, Point(day=m.int("d2"), month=m.int("mo"))) if first else None
    if not all(re.fullmatch(r"[0-9]{1,2}[. -]+[0-9]{1,2}[. -]*(?:[0-9]{2,4})?", form) for form in forms_):
        return None
    last = _full(m.form("x2"))
    first = _full(m.form("x")) if m.place("x") >= 0 else Point(day=m.int("d"))
    return _range(first, last) if first and last else None


@rule(
    "date-numeric-range",
    "(?:<dm:x>|<DAY:d><dot>|<dmy:x>|<iso:x>)<ANYLINK>{1,2}(?:<at>|<article>)?(?:<dmy:x2>|<dm:x2>|<iso:x2>)",
)
def numeric_range(m: Match) -> Built | None:
    last = _full(m.get("x2"))
    first = _full(m.get("x")) if m.place("x") >= 0 else Point(day=m.int("d"))
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
    return _date(first, last)


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
    point = _year(m, Point(day=m.int("d"), month=m.get("m")))
    return _date(point) if _possible(point) and not _is_month_count(m) else None


def _spans_cells(m: Match, one: str, other: str) -> bool:
    """Whether a tab or several blanks stand between two tokens: `Juni 26   Juni 25` has no 26 June."""
    between = m.text[m.tokens.ends[m.place(one)] : m.tokens.starts[m.place(other)]]
    return "\t" in between or "  " in between


_SMALL = "".join(CODE[name] for name in ("n12", "n24", "n31", "n99"))
_MONTHS = CODE["month"] + CODE["month_short"]
_CELL_BEFORE = re.compile(r"(?:^|[\t\n|;(/]|  ) ?$")
_CELL_BEHIND = re.compile(r" ?(?:$|[\t\n|;)/]|  )")


def _fills_a_cell(m: Match) -> bool:
    """Whether nothing else stands in the cell or bracket of a match, which a head of a table may shorten: `Juni 26`, `1-6/26`.

    Cells may also be months and years that follow each other with single blanks: `Juni 26 Juni 25`.
    """
    codes, first, last = m.match.string, m.match.start(), m.match.end()
    start, end = m.tokens.starts[first], m.tokens.ends[last - 1]
    follows = first > 1 and codes[first - 2] in _MONTHS and codes[first - 1] in _SMALL
    before = follows or bool(_CELL_BEFORE.search(m.text[max(start - 3, 0) : start]))
    return before and (codes[last : last + 1] in _MONTHS or bool(_CELL_BEHIND.match(m.text[end : end + 3])))


def _in_cell(build: Callable[[Match], Built | None]) -> Callable[[Match], Built | None]:
    """A builder for what has a year of two digits, which only a cell may have without an apostrophe."""
    return lambda m: build(m) if _fills_a_cell(m) else None


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
    if not (_possible(first) and _possible(last)):
        return None
    dash = CODE["dash"] in m.match.group()
    if dash and (CODE["dash"] + CODE["at"] in m.match.group() or (first.year and not last.year)):
        return None  # `Graz, 12. März 2026 – Am 14. April …`: the sentence behind a dateline
    joined = CODE["and"] in m.match.group() or CODE["slash"] in m.match.group()
    if joined and not (_after_between(m) or (first.month is None and (first.day or 0) + 1 == last.day)):
        return None
    if joined and first.month is not None and not _after_between(m):
        return None
    return _range(first, last)


@rule("date-range", "<month:m><year4:y>?<comma>?(?:<between:b>|<from>)<article>?<DAY:d><dot>?(?:<and:u>|<to>|<dash>)"
      "<article>?<DAY:d2><dot>")  # fmt: skip
def month_days(m: Match) -> Built | None:
    """`im November zwischen dem 19. und dem 20.`"""
    if (m.place("u") >= 0) != (m.place("b") >= 0):
        return None
    first, last = (Point(day=m.int(label), month=m.get("m"), year=m.int("y")) for label in ("d", "d2"))
    return _date(first, last) if (first.day or 0) < (last.day or 0) else None


@rule("date-list-item", "!<DAY:d><dot>;(?=(?:(?:<comma>|<and>|<or>|<to>|<dash>)<at>?<article>?<DAY><dot>){0,8}"
      "(?:<comma>|<and>|<or>|<to>|<dash>)<at>?<article>?<DAY><dot><MONTH:m>)")  # fmt: skip
def list_item(m: Match) -> Built | None:
    point = Point(day=m.int("d"), month=m.get("m"))
    return _date(point) if _possible(point) else None


@rule("date-day-only", "<DAY:d><dot>", "whole")
def day_only(m: Match) -> Built | None:
    return _date(Point(day=m.int("d")))


# --- months


@rule("month", "[PART](?:<relative:yr>)?<month:m>[YEAR]?")
@rule("month", "[PART]<month:m><dot>?<year4:y>")
@rule("month-abbreviated", "[PART]<month_short:m><dot>?(?:<year4:y>|<apostrophe><SMALL:ys>|<slash><year4:y>)")
@rule("month-abbreviated", "<part:part><month_short:m><dot>")
@rule("month-abbreviated", "<MONTH:m><dot>?<n99:ys>(?!<dot>|<UNIT>|<hour>)", "whole")
@rule("month-numeric", "<n12:m><slash><year4:y>(?!<slash>)")
def month(m: Match) -> Built | None:
    point = _year(m, Point(month=int(m.get("m"))))
    if CODE["slash"] in m.match.group() and m.before() == CODE["dot"]:
        return None  # `Nr. 04/2026`
    if point.year is None and point.year_shift is None and m.get("part") is None and not _stands_free(m, "m"):
        return None
    if m.place("yr") >= 0 and m.place("y") < 0 and m.place("yr") < m.place("m"):
        point.year_shift = None
        point.unit, point.shift = "month", m.get("yr")
    return _date(point, mod=m.get("part"))


_CAPITAL = re.compile(r" [A-ZÄÖÜ][a-zäöüß]+")
_NAME_BEFORE = re.compile(r"(?:[a-zäöüß]{2,}|^|[.,:;(\n]) ?$")


def _stands_free(m: Match, label: str) -> bool:
    """Whether a word that may be a name (`August`, `Sommer`) stands where a time can: no name part beside it."""
    if m.before() in _CONTEXT:
        return True
    token = m.tokens.at(m.place(label))
    if _CELL_BEFORE.search(m.text[max(token.start - 3, 0) : token.start]) and _CELL_BEHIND.match(m.text, token.end):
        return True
    return not _CAPITAL.match(m.text, token.end) and bool(
        _NAME_BEFORE.search(m.text[max(token.start - 12, 0) : token.start])
    )


@rule(
    "month-range",
    "<month:m><year4:y>?(?:<to>|<dash>|<and>|<slash>)<article>?<month:m2>(?!<to>|<dash><MONTH>)<year4:y2>?",
)
@rule("month-range", "<MONTH:m><dot>?<year4:y>?(?:<to>|<dash>)<MONTH:m2><dot>?<year4:y2>")
@rule("month-range", "<MONTH:m><dot>?<dash><MONTH:m2><dot>?")
def month_range(m: Match) -> Built | None:
    first, last = Point(month=m.get("m"), year=m.int("y")), Point(month=m.get("m2"), year=m.int("y2"))
    if CODE["and"] in m.match.group() and not _after_between(m):
        return None
    if first.year is None and last.year is not None:
        first.year = last.year - ((first.month or 0) > (last.month or 0))
    return _date(first, last)


@rule("month-in-cell", "<MONTH:m><dot>?<SMALL:ys>")
@rule("month-in-cell", "<MONTH:m><dot>?<dash><MONTH:m2><dot>?<apostrophe>?<SMALL:ys>")
@rule("month-in-cell", "<n12:m><dash><n12:m2><slash><SMALL:ys>")
@_in_cell
def month_in_cell(m: Match) -> Built | None:
    """`Juni 26`, `Jan.–Juni 26`, `1-6/26`: a month or several of a year of two digits."""
    first = _year(m, Point(month=int(m.get("m"))))
    if m.place("m2") < 0:
        return _date(first)
    last = _year(m, Point(month=int(m.get("m2"))))
    return _date(first, last) if (first.month or 0) < (last.month or 0) else None


@rule("month-ordinal", "<ordinal:o><unit_month>(?:<article>(?:<unit_year:yt>|<year_head:head>)<year4:y>?)")
def month_ordinal(m: Match) -> Built | None:
    point = _year(m, Point(month=m.get("o")))
    return _date(point) if _possible(point) and m.form("o")[-1] in "nesrm" else None


@rule("first-months", "<ordinal:o><COUNT:n>(?:<unit_month:u>|<unit_other:u>)[HEAD]?")
@rule("first-months", "<ordinal:o><COUNT:n><unit_month:u><from><year4:y>")
@rule("first-months", "<ncode:c><dash>?(?:<year4:y>|<slash><year4:y>)?")
@rule("first-months", "<n12:n><unit_month:u><year4:y>")
@rule(
    "first-months",
    "!<qcode:q1><dash>(?:<n12:q2>|<qcode:q2>)(?:<dash>?(?:<year4:y>|<fiscal:f>)|<slash>(?:<year4:y>|<SMALL:ys>))?;(?!<unit_month>|<UNIT>|<dot>|<month>)",
)
@rule("first-months", "<n12:m1><dash><n12:m2><slash><year4:y>(?!<slash>)")
def first_months(m: Match) -> Built | None:
    if m.place("m1") >= 0:
        one, two = m.int("m1") or 0, m.int("m2") or 0
        return _date(Point(month=one, year=m.int("y")), Point(month=two, year=m.int("y"))) if one < two else None
    if m.place("q1") >= 0:
        return _first_quarters(m)
    if m.get("c"):
        return _date(_year(m, Point(months=int(m.get("c")[0]))))
    number, unit = m.int("n"), m.get("u")
    size = {"M": 1, "QU": 3, "Q": 3}.get(unit)
    if not size or not number or not 1 <= number * size <= 12 or m.get("o") not in (None, 1):
        return None
    return _date(_year(m, Point(months=number * size)))


@rule("nth-in-month", "[NTH](?:<in>|<article>|<from>|<in><article>)?<month:m>[YEAR]?")
@rule("nth-in-month", "[NTH](?:<in>|<article>)<relative:mr>?<unit_month:mu>")
@rule("nth-in-year", "[NTH](?:<in>|<article>)(?:<relative:yr>?<unit_year:yu>|<unit_year><year4:y>|<year4:y>)")
def nth_in_period(m: Match) -> Built | None:
    """`der erste Mittwoch im Oktober 2014`, `in der letzten Woche des Monats`."""
    last = m.place("l") >= 0
    number = -1 if last else m.int("o") or 0
    if (last and not m.form("l").startswith("letzt")) or number > 5 or number == 0:
        return None
    kind = next((kind for label, kind in (("uw", "W"), ("ud", "D"), ("we", "WE")) if m.place(label) >= 0), None)
    if m.form("ud").endswith(("e", "en")) or m.form("uw").endswith("n"):
        return None  # several
    point = _year(m, Point(nth=(number, kind or str(m.get("w"))), month=m.get("m")))
    if m.place("mu") >= 0:
        point.unit, point.shift = "month", m.get("mr") or 0
    if m.place("yu") >= 0:
        point.year_shift = m.get("yr") or 0
    return _date(point)


@rule("nth-after-holiday", "(?:<ordinal:o>|<n12:o><dot>)<weekday:w>(?:<past_hour:b>|<before:b>)<holiday:h>[YEAR]?")
def nth_after_holiday(m: Match) -> Built | None:
    """`am ersten Sonntag nach Ostern`."""
    sign = -1 if m.form("b") == "vor" else 1
    return _date(_year(m, Point(holiday=m.get("h"), nth=(sign * (m.int("o") or 1), str(m.get("w"))))))


@rule("advent", "(?:<ordinal:o>|<n12:o><dot>)<advent>[YEAR]?")
@rule("feast", "(?:<ordinal:o>|<n12:o><dot>)?<feast:fe>[YEAR]?")
def feast(m: Match) -> Built | None:
    """`der zweite Advent`, `am 1. Weihnachtsfeiertag`."""
    number = m.int("o") or 1
    if m.place("fe") < 0:
        return _date(_year(m, Point(holiday=f"advent{7 * (number - 4):+d}"))) if number <= 4 else None
    first = m.get("fe")
    day = (
        f"easter{int(first[6:]) + number - 1:+d}"
        if first.startswith("easter")
        else f"{first[:3]}{int(first[3:]) + number - 1}"
    )
    return _date(_year(m, Point(holiday=day))) if number <= 2 else None


def _first_quarters(m: Match) -> Built | None:
    """`Q1-3 2025`: the first three quarters; `Q2-Q3 2025` is a range."""
    one, two = (int(re.sub(r"\D", "", m.form(label))) for label in ("q1", "q2"))
    if "h" in m.form("q1") + m.form("q2") or not one < two <= 4:
        return None
    if one == 1 and two < 4:
        return _date(_year(m, Point(months=3 * two)))
    return _date(_year(m, Point(quarter=one)), _year(m, Point(quarter=two)))


# --- quarters and halves


@rule("quarter", "[PART](?:<ordinal:q>|<n12:q><dot>)<quarter>[HEAD]?")
@rule("quarter", "[PART]<quarter><n12:q>(?:<dash>?[HEAD])?")
@rule("quarter-name", "<quarter_name:q>[HEAD]?")
def quarter(m: Match) -> Built | None:
    number = m.int("q")
    return _date(_year(m, Point(quarter=number)), mod=m.get("part")) if number in (1, 2, 3, 4) else None


rule("quarter-in-cell", "(?:<ordinal:q>|<n12:q><dot>)<quarter><apostrophe>?<SMALL:ys>")(_in_cell(quarter))
rule("quarter-in-cell", "<quarter><n12:q><slash>?<SMALL:ys>")(_in_cell(quarter))


@rule("half", "[PART](?:<ordinal:q>|<n12:q><dot>)<half>[HEAD]?")
@rule("half", "[PART](?:<ordinal:q>|<n12:q><dot>)<half_part>[HEAD]")
@rule("half", "[PART](?:<ordinal:q>|<n12:q><dot>)<half:short><dot>[HEAD]")
def half(m: Match) -> Built | None:
    number = m.int("q")
    if m.form("q").isalpha() and m.before() == CODE["one"] and m.match.end() == m.place("q") + 2:
        return None  # `so viele wie noch nie in einer ersten Jahreshälfte`
    if number not in (1, 2) or (m.place("short") >= 0 and m.form("short") not in ("hj", "halbj", "sem")):
        return None
    return _date(_year(m, Point(half=number)), mod=m.get("part"))


rule("half-in-cell", "(?:<ordinal:q>|<n12:q><dot>)<half><SMALL:ys>")(_in_cell(half))


@rule("half-first", "<half:h>[HEAD]")
def half_first(m: Match) -> Built | None:
    """`im Halbjahr 2025` of a report is the first."""
    return _date(_year(m, Point(half=1))) if m.form("h").startswith("halbjahr") else None


@rule(
    "period-code",
    "[PART]<qcode:q>(?:<dash>?(?:<year4:y>|<fiscal:f>)|(?:<slash>|<dash>)<year4:y>|<slash><SMALL:ys>|<apostrophe><SMALL:ys>)?",
)
def period_code(m: Match) -> Built | None:
    code = m.get("q")
    number = int(re.sub(r"[QH]", "", code))
    point = Point(half=number) if "H" in code else Point(quarter=number)
    if "H" in code and number > 2:
        return None
    return _date(_year(m, point), mod=m.get("part"))


rule("period-code-in-cell", "<qcode:q><SMALL:ys>")(_in_cell(period_code))
rule("period-code-in-cell", "<ncode:c><slash>?<SMALL:ys>")(_in_cell(first_months))


@rule(
    "quarter-range", "(?:<ordinal:q>|<n12:q><dot>)(?:<to>|<dash>|<and>)(?:<ordinal:q2>|<n12:q2><dot>)<quarter>[HEAD]?"
)
def quarter_range(m: Match) -> Built | None:
    one, two = m.int("q"), m.int("q2")
    if (
        one not in (1, 2, 3)
        or two not in (2, 3, 4)
        or one >= two
        or (CODE["and"] in m.match.group() and one + 1 != two)
    ):
        return None
    if one == 1 and two < 4:
        return _date(_year(m, Point(months=3 * two)))
    return _date(_year(m, Point(quarter=one)), _year(m, Point(quarter=two)))


@rule("same-period", "<relative:r>(?:<time_noun:z>|<quarter:q>|<unit_month:mo>|<half:h>)"
      "(?:<article>?(?:<previous:yp>|<relative:yr><YEARNOUN>|<unit_year>?<year4:y>))?")  # fmt: skip
def same_period(m: Match) -> Built | None:
    """`im gleichen Zeitraum des Vorjahres`, `im selben Quartal 2024`, `im entsprechenden Zeitraum`."""
    if not m.form("r").startswith(("selb", "gleich", "entsprech")) or m.form("z").startswith(
        ("zeite", "moment", "augen")
    ):
        return None
    if m.form("z") == "zeit" or m.form("r").endswith("e"):
        return None  # `zur gleichen Zeit`
    dated = any(m.place(label) >= 0 for label in ("yp", "yr", "y"))
    if not dated and m.place("z") >= 0 and not m.form("r").startswith("entsprech"):
        return None  # `im selben Zeitraum` only points back
    shift = -1 if m.place("yp") >= 0 or (m.place("yr") >= 0 and m.get("yr") == -1) else 0
    if (m.place("yp") >= 0 and m.get("yp") != "Y:-1") or (m.place("yr") >= 0 and m.get("yr") != -1):
        return None
    return _date(Point(previous=f"P:{shift}", year=m.int("y")))


@rule("period-relative", "[PART]<relative:r>(?:<quarter:quarter>|<half:half>)")
@rule("period-relative", "<part:part><article>(?:<quarter:quarter>|<unit_month:month>)(?!<year4>)")
@rule("period-relative", "<part:part><article>?<relative:r><unit_month:month>")
def period_relative(m: Match) -> Built | None:
    unit = next(label for label in ("quarter", "half", "month") if m.place(label) >= 0)
    return _date(Point(unit=unit, shift=m.get("r") or 0), mod=m.get("part"))


# --- seasons, weeks, weekends


@rule("season", "[PART]<season:s>(?:[YEAR]|<fiscal:f>)?")
@rule("season", "[PART]<relative:yr><season:s>")
def season(m: Match) -> Built | None:
    stated = any(m.place(label) >= 0 for label in ("y", "ys", "yr", "yp", "yt", "f", "part"))
    if not stated and m.before() not in _AFTER_PREPOSITION and m.before() != CODE["every"]:
        return None
    point = _year(m, Point(season=m.get("s")))
    if point.fiscal is not None:
        point.year, point.fiscal = point.fiscal, None
    mod = m.get("part") or _part_of_season(m.form("s"))
    if m.place("yr") >= 0 and m.place("yr") < m.place("s"):
        point.year_shift, point.unit, point.shift = None, "season", m.get("yr")
    return _date(point, mod=mod)


def _part_of_season(form: str) -> str | None:
    """The mod in the name of a season: `Spätherbst` is its end."""
    return next(
        (mod for mod, heads in words("calendar")["season_parts"].items() if form.startswith(tuple(heads))), None
    )


@rule("season", "<season:s>(?=<newline>)", "wide")
def season_alone(m: Match) -> Built | None:
    return _date(Point(season=m.get("s"), reference="XXXX-" + m.get("s")))


@rule("week", "<kw><dot>?<SMALL:w>(?:(?:<slash>|<comma>)?<year4:y>)?")
@rule("week", "<SMALL:w><dot><kw>(?:(?:<slash>|<comma>)?<year4:y>)?")
def week(m: Match) -> Built | None:
    number = m.int("w")
    return _date(Point(week=number, year=m.int("y"))) if number and 1 <= number <= 53 else None


@rule("week-relative", "[PART]<relative:r><unit_week:u>(?:<at>?<weekday:wd>)?")
@rule("week-relative", "<part:part><article><unit_week>")
def week_relative(m: Match) -> Built | None:
    if m.form("u").endswith("n"):
        return None
    point = Point(unit="week", shift=m.get("r") or 0, weekday=m.get("wd"))
    return _date(point, mod=m.get("part"))


@rule("week-weekday", "<weekday:wd>(?:<at>|<article>|<in><article>|<comma>)?<relative:r><unit_week:u>")
@rule("week-weekday", "<weekday:wd>(?:<in:v>|<before:v>)<COUNT:n><unit_week:u>")
def weekday_of_week(m: Match) -> Built | None:
    """`Mittwoch nächster Woche`, `Mittwoch in zwei Wochen`."""
    number = m.int("n") if m.place("n") >= 0 else m.get("r")
    if number is None or m.form("v") not in ("", "in", "vor"):
        return None
    return _date(Point(unit="week", shift=-number if m.form("v") == "vor" else number, weekday=m.get("wd")))


@rule("deictic-weeks", "<deictic:d><in:v><COUNT:n>(?:<unit_week:w>|<unit_day:t>)")
@rule("deictic-weeks", "<deictic:d><before:v><COUNT:n>(?:<unit_week:w>|<unit_day:t>)")
def deictic_weeks(m: Match) -> Built | None:
    """`heute in einer Woche`, `gestern vor zwei Wochen`."""
    number = m.int("n")
    if number is None or m.form("v") not in ("in", "vor"):
        return None
    days = number * (7 if m.place("w") >= 0 else 1)
    return _date(Point(unit="day", shift=m.get("d") + (-days if m.form("v") == "vor" else days)))


@rule("weekend", "(?:<relative:r>)?<weekend>")
def weekend(m: Match) -> Built | None:
    if m.place("r") < 0 and m.before() not in _CONTEXT:
        return None
    return _date(Point(weekend=True, unit="week" if m.place("r") >= 0 else None, shift=m.get("r")))


# --- years


@rule("year", "<year4:y>")
@rule("year", "(?:<year_head:head>|<unit_year:w>)!<year4:y>;")
def year(m: Match) -> Built | None:
    headed = m.place("head") >= 0 or m.place("w") >= 0
    if not headed and (m.form("y") == "1000" or not _is_year(m)):
        return None  # `Logiernächte (in 1000)`
    return _date(Point(year=m.int("y"), fiscal_head=m.get("head") == "fiscal", loose=not (headed or _announced(m))))


_BESIDE = re.compile(
    r"[A-Za-z0-9_/+#@&=€$£%'-]\Z|(?:Nr\.|Postfach|[Tt]el\.?|[Ff]ax\.?|PLZ|Art\.|Seite|S\.|ISO|EN|DIN|[0-9]) ?\Z"
)
_AFTER_YEAR = re.compile(r"[A-Za-z_@#$€%]|[-/+][A-Za-z0-9]|[.,:'][0-9]| ?(?:[€%°$]|Uhr\b)")
_YEARS_BEFORE = re.compile(r"(?:^|\n)(?:(?:19|20)\d\d )+\Z")
_YEARS_AFTER = re.compile(r"(?: (?:19|20)\d\d)* *(?:\n|\Z)")
_POSTCODE_BEFORE = re.compile(r"(?:^|\n|[,|·•] ?|\b(?:A|D|CH|FL|AT|DE)[- ])\s*\Z")
_POSTCODE_AFTER = re.compile(
    r" (?:St\. |Bad )?[A-ZÄÖÜ][a-zäöüß.-]+(?: [A-ZÄÖÜ][a-zäöüß]+)?(?: (?:am|an der|bei|ob|im|[A-Z]{2})(?: [A-ZÄÖÜ][a-z]+)?)?\s*(?:[\n,;|·•(/]|$)"
)


def _is_year(m: Match) -> bool:
    """Whether four digits stand where a year can: nothing beside them that makes them a count, a code or a name."""
    token = m.tokens.at(m.place("y"))
    before, after = m.text[max(token.start - 24, 0) : token.start], m.text[token.end : token.end + 40]
    if _YEARS_BEFORE.search(before) and _YEARS_AFTER.match(after):
        return True  # heads of columns: `2025 2024`
    if _BESIDE.search(before[-9:]) or _AFTER_YEAR.match(after):
        return False
    if _POSTCODE_AFTER.match(after) and _POSTCODE_BEFORE.search(before):
        return False
    if _announced(m):
        return True
    moved, followed = _year_context()
    if moved.search(before):
        return not (_UNIT_AFTER.match(after) or _PLURAL.match(after))
    if followed.match(after):
        return True
    opens = _PRETERITE_AFTER.match(after) and _OPENS.search(before)
    return bool(opens) or not _looks_counted(before, after)


_OPENS = re.compile(r"(?:^|[.!?\n] ?)\Z")
_PRETERITE_AFTER = re.compile(r" [a-zäöüß]+te [A-ZÄÖÜ]")


@functools.cache
def _year_context() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before and after four digits that are a year: `verschoben auf 2027`, `2025 wurde`."""
    before, after = ("|".join(sorted(forms("year_context", name))) for name in ("before_auf", "after"))
    return (
        re.compile(rf"\b(?:{before}) auf (?:das Jahr )?\Z", re.IGNORECASE),
        re.compile(rf" (?:{after})(?:e|en|er|es|em)?\b"),
    )


_LAST_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[ („\"»]*$")


def _announced(m: Match) -> bool:
    """Whether the word before says that a year follows: `seit 2022`, `im Jahr 1291`."""
    start = m.tokens.starts[m.place("y")]
    last = _LAST_WORD.search(m.text[max(start - 24, 0) : start])
    return last is not None and last[1].lower() in forms("year_context", "before")


_CURRENCY = re.compile(
    r"(?:CHF|EUR|USD|GBP|SEK|Euro|Franken|TEUR|Fr\.|rund|etwa|ca\.|knapp|fast|gut|über|insgesamt|total|bis zu|um|auf) ?\Z"
)
_UNIT_AFTER = re.compile(
    r" ?(?:Mio|Mrd|Tsd|kg|km|mm|cm|m|t|l|kW|PS|kWh|Nm|MW|GW|V|A|W|bar|Euro|Franken|Prozent|Stück|Uhr|Grad)\b"
)


def _looks_counted(before: str, after: str) -> bool:
    return bool(_CURRENCY.search(before[-10:]) or _UNIT_AFTER.match(after) or _PLURAL.match(after))


_PLURAL = re.compile(
    r" (?:neue[nr]? |weitere[nr]? |[a-zäöüß]{3,}(?:te|ene|ische|liche|ige)[nr]? )?[A-ZÄÖÜ][a-zäöüß]{2,}(?:innen|en|er|ern|e|ln|rn|s|ge)(?:[ .,;)]|$)"
)


@rule("year-of-era", "<ERAYEAR:y><era:e>")
@rule("date-day-month", "<DAY:d><dot>?<MONTH:m><dot>?<ERAYEAR:y><era:e>")
def year_of_era(m: Match) -> Built | None:
    """`10. August 85 n. Chr.`, `44 v. Chr.`: TIMEX3 puts BC before years that the calendar of the records does not have."""
    number = m.int("y") or 0
    day = Point(year=number, month=m.get("m"), day=m.int("d"))
    if not 0 < number < 10000 or not _possible(day):
        return None
    if m.get("e") == "AD":
        return _date(day)
    tail = f"-{day.month:02d}-{day.day:02d}" if day.month and day.day else ""
    return _date(Point(reference=f"BC{number:04d}{tail}"))


@rule("year-part", "<part:part>(?:<article>?<YEARNOUN:w>)?<year4:y>")
def year_part(m: Match) -> Built | None:
    return _date(Point(year=m.int("y")), mod=m.get("part"))


@rule("year-part-relative", "<part:part><article>?<relative:yr><YEARNOUN:w>")
@rule("year-part-relative", "<part:part><article>?<unit_year:w>(?!<year4>|<later>)")
@rule("year-part-relative", "<part:part><article>?<previous:yp>")
def year_part_relative(m: Match) -> Built | None:
    point = _year(m, Point())
    if m.place("yp") >= 0 and not m.get("yp").startswith("Y:"):
        return None
    if m.place("yr") < 0 and m.place("yp") < 0:
        point.unit, point.shift = "edge_year", 0
    else:
        point.year_shift = point.year_shift or 0
    point.fiscal_head = m.get("w") == "fiscal"
    return _date(point, mod=m.get("part"))


_PRECEDING = ("vorangegangen", "vorhergehend", "vorausgegangen", "vorhergegangen")
"""What is before the year that is spoken of, not before this one."""


@rule("year-relative", "<relative:yr>(?:<unit_year:w>|<year_head:w>)(?!<year4>|<fiscal>)")
@rule("year-relative", "<new:new>(?:<unit_year:w>|<year_head:w>)(?!<year4>|<fiscal>)")
def year_relative(m: Match) -> Built | None:
    if m.form("w").endswith("ahren") or (m.form("w") == "jahre" and m.form("yr")[-1:] in "ne"):
        return None
    if m.form("new").startswith(("weiter", "zusätz")):
        return None
    if m.place("new") >= 0 and not re.search(
        r"(?:\b[Dd]as|\b[Dd]e[sm]|\b[Ii]m|\b[Ii]ns|\bfürs) $", m.text[: m.tokens.starts[m.match.start()]][-6:]
    ):
        return None
    if m.form("yr").startswith(_PRECEDING):
        return _date(Point(previous="Y:-1"))
    point = Point(year_shift=m.get("yr") or 0, fiscal_head=m.get("w") == "fiscal")
    return _date(point)


@rule("fiscal-year", "<year_head>!<SMALL:a><slash><SMALL:b>;")
def short_fiscal_year(m: Match) -> Built | None:
    """`Geschäftsjahr 25/26`, with the two digits of each year."""
    first, second = m.int("a") or 0, m.int("b") or 0
    return _date(Point(fiscal=2000 + first)) if (first + 1) % 100 == second else None


@rule("fiscal-year", "<fiscal:f>")
@rule("fiscal-year", "(?:<year_head>|<unit_year>)!<fiscal:f>;")
@rule("fiscal-year", "<part:part>(?:<article>?<YEARNOUN>)?<fiscal:f>")
def fiscal_year(m: Match) -> Built | None:
    first = _fiscal(m.get("f"))
    if first is None:
        return None
    return _date(Point(fiscal=first), mod=m.get("part"))


_AFTER_NUMERIC_DAY = frozenset((CODE["dm"], CODE["dmy"]))


def _after_at(m: Match) -> bool:
    """Whether `um` or `at` stands before, which no range of years follows."""
    i = m.match.start()
    return m.before() == CODE["at"] and m.text[m.tokens.starts[i - 1] : m.tokens.ends[i - 1]].lower() in ("um", "at")


@rule("year-range", "<year4:y>(?:<to>|<dash>|<and>)<article>?<year4:y2>")
@rule("year-range", "<unit_year>!<year4:y>(?:<to>|<dash>)<year4:y2>;")
def year_range(m: Match) -> Built | None:
    one, two = m.int("y") or 0, m.int("y2") or 0
    token = m.tokens.at(m.place("y2"))
    if CODE["and"] in m.match.group() and not _after_between(m):
        return None
    if (m.before() in _AFTER_NUMERIC_DAY or _after_at(m)) and CODE["dash"] in m.match.group():
        return None  # `18.8. 1845-1955` are clock times
    if (
        one >= two
        or _AFTER_YEAR.match(m.text[token.end : token.end + 3])
        or _looks_counted("", m.text[token.end : token.end + 40])
    ):
        return None
    return _date(Point(year=one), Point(year=two))


@rule("edge", "<edge:e>(?:<article>?(?:<year4:y>|<fiscal:f>|<relative:yr><unit_year>))?")
def edge(m: Match) -> Built | None:
    unit, mod = m.get("e").split(":")
    point = _year(m, Point())
    if len(unit) > 1:
        point.season = unit
        return _date(point, mod=mod)
    if point.year is None and point.fiscal is None and point.year_shift is None:
        point.unit, point.shift = {"Y": "edge_year", "H": "half", "M": "month", "Q": "quarter", "W": "week"}[unit], 0
    return _date(point, mod=mod)


@rule("turn-of-year", "<turn>(?:<fiscal:f>|<article>?<unit_year>?<year4:y>)?")
def turn(m: Match) -> Built | None:
    first = _fiscal(m.get("f")) if m.get("f") else None
    return _date(Point(fiscal=first, year=m.int("y"), unit="turn"))


@rule("this-year", "<heuer:h>")
def this_year(m: Match) -> Built | None:
    return _date(Point(year_shift=m.get("h")))


@rule("decade", "[PART](?:<decade_code:c><dash>?<unit_year>|<decade_word:w>|<decade_tens:w><dash>?<unit_year>)")
@rule("decade", "<decade_code:c>")
@rule("decade", "<decade_tens:w>", "whole")
def decade(m: Match) -> Built | None:
    code = m.get("c")
    if code:
        number = int(re.sub(r"\D", "", code))
        alone = m.match.end() - m.match.start() == 1
        if number % 10 or (alone and number < 1000):
            return None
        return _date(Point(decade=number), mod=m.get("part"))
    return _date(Point(decade=m.get("w")), mod=m.get("part"))


@rule("decade-relative", "<part:part><article>?(?:<relative:r>)?<unit_other:u>")
@rule("decade-relative", "<relative:r><unit_other:u>")
def decade_relative(m: Match) -> Built | None:
    if m.get("u") != "DE" or m.form("u").endswith("ten"):
        return None
    return _date(Point(unit="decade", shift=m.get("r") or 0), mod=m.get("part"))


@rule("century", "[PART](?:<SMALL:c><dot>|<ordinal:c>)<century>")
@rule("century", "[PART]<relative:r><century>")
def century(m: Match) -> Built | None:
    if m.place("r") >= 0:
        return _date(Point(unit="century", shift=m.get("r")), mod=m.get("part"))
    number = m.int("c")
    return _date(Point(century=number - 1), mod=m.get("part")) if number else None


# --- relative days and references


@rule("deictic", "<deictic:d>(?:<comma>?<day_part:p>|<day_part_adv:p>)?")
@rule("deictic", "<deictic:d><comma>?<weekday>(?!<comma>)")
@rule("deictic", "<deictic:d><deictic:d2>")
def deictic(m: Match) -> Built | None:
    part = m.get("p")
    if m.place("d2") >= 0:
        if m.form("d2") != "morgen":
            return None
        part = "TMO"
    return Built("TIME" if part else "DATE", Point(unit="day", shift=m.get("d"), part=part))


@rule("deictic", "<day_part:p>")
def tomorrow(m: Match) -> Built | None:
    """`Morgen` at the start of a sentence is tomorrow."""
    start = m.tokens.starts[m.match.start()]
    opens = re.search(r"(?:^|[.!?:] |\n)\Z", m.text[max(start - 2, 0) : start])
    return _date(Point(unit="day", shift=1)) if opens and m.form("p") == "morgen" and m.text[start] == "M" else None


@rule("unit-relative", "<relative:r>(?:<unit_day:u>|<unit_month:u>)")
def unit_relative(m: Match) -> Built | None:
    if m.form("u").endswith(("en", "e")) or m.form("r")[-1:] == "e" or m.form("u") == "tags":
        return None
    if m.get("u") == "D" and m.get("r") == 0:
        return None  # `an diesem Tag` is a day named before
    return _date(Point(unit={"D": "day", "M": "month"}[m.get("u")], shift=m.get("r")))


@rule("deictic-adjective", "<deictic_adj:d>(?:<weekday:w>|<unit_day:u>)")
def deictic_adjective(m: Match) -> Built | None:
    return _date(Point(unit="day", shift=m.get("d")))


@rule("deictic-adjective", "<deictic_adj:d>")
def deictic_adjective_alone(m: Match) -> Built | None:
    """`in seiner gestrigen Sitzung`; `heutig` is mostly said of these days."""
    last = m.tokens.at(m.place("d"))
    return (
        _date(Point(unit="day", shift=m.get("d")))
        if m.get("d") and re.match(r" [A-ZÄÖÜ]", m.text[last.end :][:2])
        else None
    )


@rule("reference", "<nun:r>", "only_release")
@rule("reference", "<reference:r>")
def reference(m: Match) -> Built | None:
    token = m.tokens.at(m.place("r"))
    if m.form("r") == "sofort" and not (
        re.search(r"\b(?:[Aa]b|[Pp]er|ist|sind) \Z", m.text[max(token.start - 5, 0) : token.start])
        or re.match(r" [a-zäöüß]+(?:bar|lich)\b", m.text[token.end : token.end + 24])
    ):
        return None
    return _date(Point(reference=m.get("r")))


@rule("reference-vague", "<vague:r>", "wide")
@rule("reference-vague", "<in>!<future_noun:r>;", "wide")
@rule("reference-vague", "<in><article>!<future_noun:r>;", "wide")
def vague_reference(m: Match) -> Built | None:
    return _date(Point(reference=m.get("r")))


@rule("reference-time", "<relative:r><time_noun:n>", "wide")
@rule("reference-time", "<in:i><time_noun:n>", "wide")
def time_reference(m: Match) -> Built | None:
    shift = m.get("r")
    if m.place("i") >= 0 and (m.form("i") != "im" or m.form("n") not in ("moment", "augenblick")):
        return None
    return _date(Point(reference={-2: "PAST_REF", -1: "PAST_REF", 1: "FUTURE_REF"}.get(shift or 0, "PRESENT_REF")))


@rule("relative-vague", "<relative:r><UNIT:u>", "wide")
def relative_vague(m: Match) -> Built | None:
    if not m.form("u").endswith("n"):
        return None
    unit = m.get("u")
    return Built("DURATION", Point(), value=("PT" if unit.startswith("T") else "P") + "X" + unit[-1])


@rule("duration-vague", "<vague_count><UNIT:u>", "wide")
@rule("duration-vague", "<since>!<UNIT:u>;", "wide")
@rule("duration-vague", "(?:<past_hour>|<before>)!<UNIT:u>;", "wide")
def vague_duration(m: Match) -> Built | None:
    unit = m.get("u")
    if not m.form("u").endswith(("n", "e")):
        return None
    size = unit if unit in ("DE", "CE") else "L" if unit == "ML" else unit[-1]
    return Built("DURATION", Point(), value=("PT" if unit.startswith("T") else "P") + "X" + size)


@rule("weekday", "(?:<relative:r>)?<weekday:w>(?:(?:<comma>|<at>)?<day_adj>?<day_part:p>|<day_part_adv:p>)?")
@rule("weekday-part", "(?:<relative:r>)?<weekday_part:wp>")
def weekday(m: Match) -> Built | None:
    day, part = m.get("wp") if m.place("wp") >= 0 else (m.get("w"), m.get("p"))
    if m.before() == CODE["one"]:
        return None  # `an einem Samstag` is some day
    point = Point(weekday=day, part=part, unit="weekday" if m.place("r") >= 0 else None, shift=m.get("r"))
    return Built("TIME" if part else "DATE", point)


@rule("weekday", "<weekday_short:w><dot>?", "whole")
def weekday_abbreviated(m: Match) -> Built | None:
    return _date(Point(weekday=m.get("w"))) if _alone(m) else None


@rule("weekday-genitive", "<article:a>!<weekday_set:w>;")
def weekday_genitive(m: Match) -> Built | None:
    """`am Abend des Mittwochs`."""
    return _date(Point(weekday=m.get("w"))) if m.form("a") == "des" else None


@rule("day-part-relative", "<relative:r><day_part:p>", "wide")
def day_part_relative(m: Match) -> Built | None:
    """`an diesem Abend`, `am nächsten Morgen`."""
    return Built("TIME", Point(unit="day", shift=m.get("r"), part=m.get("p")))


@rule("day-part-before-weekday", "<day_part:p>(?:<at:a>|<onto:a>)<article>?<weekday:w>", "wide")
def night_before(m: Match) -> Built | None:
    """`in der Nacht zum Sonntag` begins on Saturday; `am Abend am Sonntag` is no expression."""
    if m.get("p") != "TNI" or m.form("a") not in ("zum", "auf"):
        return None
    return Built("TIME", Point(weekday=(m.get("w") + 5) % 7 + 1, part="TNI"))


@rule("day-part", "<day_adj>?<day_part:p>", "whole")
@rule("day-part", "<day_adj><day_part:p>", "wide")
def day_part_noun(m: Match) -> Built | None:
    return Built("TIME", Point(part=m.get("p")))


@rule("day-part", "<at:a>!<deictic:d>;", "whole")
def in_the_morning(m: Match) -> Built | None:
    """`am morgen` in small letters."""
    return Built("TIME", Point(part="TMO")) if (m.form("a"), m.form("d")) == ("am", "morgen") else None


@rule("clock-midnight", "<midnight>", "wide")
def midnight(m: Match) -> Built | None:
    return Built("TIME", Point(clock="T00:00"))


@rule("day-part", "<day_part:p>", "wide")
@rule("day-part", "<day_part_adv:p>", "wide")
def day_part(m: Match) -> Built | None:
    if m.form("p") == "früh":
        return None
    noun = m.match.group() == CODE["day_part"]
    if noun and m.text[m.tokens.starts[m.place("p")]].isupper() and m.before() not in _CONTEXT | {CODE["approx"]}:
        return None
    return Built("TIME", Point(part=m.get("p")))


@rule("holiday", "<holiday:h>(?:[YEAR]|<in><unit_year><year4:y>)?")
def holiday(m: Match) -> Built | None:
    return _date(_year(m, Point(holiday=m.get("h"))))


@rule("reported-year", "<year_head:h>(?!<year4>|<fiscal>|<dash>|<later>)")
def reported_year(m: Match) -> Built | None:
    return _date(Point(previous="R:0")) if m.form("h").startswith("berichtsjahr") else None


@rule("reported-period", "<in:of>!(?:<quarter:quarter>|<half:half>);(?!<year4>|<fiscal>|<article>|<slash>)")
@rule("reported-period", "<article:of>!(?:<quarter:quarter>|<half:half>);(?!<year4>|<fiscal>|<article>|<slash>)")
def reported_period(m: Match) -> Built | None:
    """`im Halbjahr`, `größter Vertrag des Quartals`: the one that the text reports on; not `zweimal im Quartal`."""
    unit = "quarter" if m.place("quarter") >= 0 else "half"
    if m.form("of") not in ("im", "des") or m.form(unit).startswith("semester"):
        return None
    before = m.text[: m.tokens.starts[m.place("of")]].rstrip()
    return None if before.endswith("mal") else _date(Point(previous="Q:0" if unit == "quarter" else "H:0"))


@rule("previous", "<previous:p><year4:y>")
@rule("previous", "<previous:p>")
def previous(m: Match) -> Built | None:
    if m.place("y") >= 0 and _looks_counted("", m.text[m.tokens.ends[m.place("y")] :][:40]):
        return None
    point = Point(previous=m.get("p"), year=m.int("y"))
    if point.year is not None and m.get("p").startswith("Y:0"):
        point.previous = None
    return _date(point)


@rule("later", "(?:<COUNT:n>)<UNIT:u><later:l>")
@rule("later", "<one>!<UNIT:u><later:l>;")
@rule("later", "<UNIT:u><later:l>")
@rule("later", "(?:<COUNT:n>)?<UNIT:u><vague:v>")
@rule("later", "<year_head:head><later:l>")
@rule("later", "<month:mo><later:l>")
def later(m: Match) -> Built | None:
    if m.place("mo") >= 0:
        return _date(Point(previous=f"N{m.get('mo')}:1")) if m.form("l") in ("darauf", "danach") else None
    if m.place("head") >= 0:
        return _date(Point(previous=f"Y:{m.get('l')}"))
    number = m.int("n") if m.place("n") >= 0 else 1
    unit = m.get("u")
    if (
        number is None
        or unit not in ("Y", "M", "W", "D")
        or (m.place("n") >= 0 and m.form("n") in forms("function", "one"))
    ):
        return None
    if re.match(r" als\b", m.text[m.tokens.ends[m.match.end() - 1] :][:4]):
        return None  # `drei Monate später als geplant` is a length
    if m.place("v") >= 0 and not (m.form("v") == "früher" and _opens_clause(m)):
        return None  # `öffnet zwei Jahre früher`
    return _date(Point(previous=f"{unit}:{number * (m.get('l') if m.place('l') >= 0 else -1)}"))


def _opens_clause(m: Match) -> bool:
    """`Zehn Jahre früher waren es …`, `…, als ein Jahr früher`: at the head of a clause or behind `als`."""
    before = m.text[max(0, m.tokens.starts[m.match.start()] - 12) : m.tokens.starts[m.match.start()]]
    return re.search(r"(?:^|[.!?,;:–(\n]\s*|\b(?:als|und|noch) )(?:[Ee]in )?$", before) is not None


# --- durations and sets


@rule("clock-dotted", "<dotted2:c><unit_short:h>?(?!<hour>)", "whole")
def clock_dotted(m: Match) -> Built | None:
    """`07.40` after a day, `9.38h`."""
    if (m.place("h") < 0 and m.before() not in _AFTER_DAY) or (m.place("h") >= 0 and m.form("h") != "h"):
        return None
    value = _clock(m.get("c"))
    return Built("TIME", Point(clock=value)) if value else None


@rule("duration-whole", "<relative><COUNT:n><UNIT:u>", "wide")
@rule("duration-whole", "<relative><vague_count:v><UNIT:u>", "wide")
@rule("duration-whole", "<COUNT:n><relative><UNIT:u>", "wide")
@rule("duration-whole", "<new:w><UNIT:u>", "wide")
def duration_whole(m: Match) -> Built | None:
    """`den ganzen Tag`, `30 vorangegangene Tage`."""
    if m.place("w") >= 0 and not m.form("w").startswith(("ganz", "gesamt", "voll")):
        return None
    if m.place("v") >= 0:
        return vague_duration(m)  # type: ignore[no-any-return]
    value = _length(m.get("n") or Decimal(1), m.get("u"))
    return Built("DURATION", Point(), value=value) if value else None


@rule("duration-day-parts", "<COUNT:n>(?:<day_part:p>|<day_parts:p>)", "wide")
def duration_of_day_parts(m: Match) -> Built | None:
    """`eine Nacht`, `an drei Abenden`: as many parts of a day."""
    number = m.int("n")
    if not number or number > 99 or m.form("n").endswith("s"):
        return None  # `eines Nachts` is some night
    return Built("DURATION", Point(), value=f"PT{number}{m.get('p')[1:]}")


@rule("duration-range", "<COUNT:n>(?:<to>|<dash>)<COUNT:n2><dash>?<UNIT:u>")
@rule("duration-range", "<DIGITS:n>(?:<to>|<dash>)<DIGITS:n2><unit_short:u>")
def duration_range(m: Match) -> Built | None:
    one, two = _length(m.get("n"), m.get("u")), _length(m.get("n2"), m.get("u"))
    if _is_capital_letter(m):
        return None
    return Built("DURATION", Point(), value=f"{one}/{two}", mod=_approx(m)) if one and two else None


@rule("duration", "<COUNT:n><dash>?<UNIT:u>")
@rule("duration", "<COUNT:n><new><UNIT:u>")
@rule("duration", "<DIGITS:n><unit_short:u>")
@rule("duration-half", "(?:<one>)?<half_adj:half><UNIT:u>")
def duration(m: Match) -> Built | None:
    unit, form = m.get("u"), m.form("n")
    if m.place("half") >= 0:
        value = {"Y": "P6M", "TH": "PT30M", "TM": "PT30S", "DE": "P5Y", "M": "P0.5M", "D": "PT12H"}.get(unit)
    else:
        if (unit == "D" and form in ("eines", "ein")) or (m.form("u").endswith("s") and form in ("eines", "des")):
            return None
        if form in forms("function", "one") and not _governed(m):
            return None
        if _is_capital_letter(m):
            return None
        value = _length(m.get("n"), unit)
    return Built("DURATION", Point(), value=value, mod=_approx(m)) if value else None


def _is_capital_letter(m: Match) -> bool:
    """`8 S` and `5 H` are no seconds or hours."""
    return len(m.form("u")) == 1 and m.form("u") != m.text[m.tokens.starts[m.place("u")]]


@rule("duration-one", "<one:n><UNIT:u>", "wide")
def duration_of_one(m: Match) -> Built | None:
    if (m.form("n") == "eines" and m.get("u") == "D") or m.form("u").endswith("en"):
        return None
    return Built("DURATION", Point(), value=_length(Decimal(1), m.get("u")))


@rule("duration-endless", "<endless:u>", "wide")
def endless(m: Match) -> Built | None:
    return Built("DURATION", Point(), value=m.get("u"))


_GOVERNED = re.compile(
    r"(?:\b(?:für|nach|seit|innerhalb|innert|binnen|um|über|mindestens|rund|etwa|gut|knapp|mit|von|weniger als|mehr als|fast|vor|in|nur|jeweils|dauert) |^)\Z",
    re.I,
)


_MEASURED = re.compile(r" (?:lang|länger|(?:später|früher) als)\b")


def _governed(m: Match) -> bool:
    """Whether `ein Jahr` is a length and not just some year or day: after a preposition, before `lang`, not with days."""
    start = m.tokens.starts[m.match.start()]
    if _MEASURED.match(m.text, m.tokens.ends[m.place("u")]):
        return True
    return bool(_GOVERNED.search(m.text[max(start - 14, 0) : start])) and (m.get("u") != "D" or start == 0)


@rule("duration-composite", "<COUNT><UNIT>(?:(?:<comma>|<and>)?<COUNT><UNIT>){1,6}")
def composite(m: Match) -> Built | None:
    """`1 Jahr, 2 Monate und 3 Tage`: ever smaller units."""
    value = _sum_of_units([m.tokens.at(i) for i in range(m.match.start(), m.match.end())])
    return Built("DURATION", Point(), value=value) if value else None


_DESCENDING = ("Y", "M", "W", "D", "TH", "TM", "TS")


def _sum_of_units(tokens: list[Token]) -> str | None:
    """TIMEX3 of counts with ever smaller units, or None."""
    units = [token.value for token in tokens if isinstance(token.value, str) and token.value in _DESCENDING]
    if units != sorted(set(units), key=_DESCENDING.index):
        return None
    value = "P"
    for count, unit in itertools.pairwise(tokens):
        if unit.value not in _DESCENDING or isinstance(unit.value, Decimal):
            continue
        length = _length(count.value, unit.value)
        if length is None:
            return None
        value += "T" if length.startswith("PT") and "T" not in value else ""
        value += length.lstrip("PT")
    return value if len(units) > 1 else None


@rule("point-ago", "<before><limit>")
def before_limit(m: Match) -> Built | None:
    """`mehr als vor Jahresfrist`."""
    return _date(Point(previous="L:-1"))


@rule("duration-year-limit", "<limit>")
def year_limit(m: Match) -> Built | None:
    return Built("DURATION", Point(), value="P1Y")


_SIZES = {
    "Y": ("P{}Y", 1), "M": ("P{}M", 1), "W": ("P{}W", 1), "D": ("P{}D", 1), "TH": ("PT{}H", 1), "TM": ("PT{}M", 1),
    "TS": ("PT{}S", 1), "Q": ("P{}M", 3), "DE": ("P{}Y", 10), "CE": ("P{}Y", 100), "ML": ("P{}Y", 1000),
    "H": ("P{}M", 6), "QU": ("P{}M", 3), "VH": ("PT{}M", 15), "DH": ("PT{}M", 45), "HH": ("PT{}M", 30),
}  # fmt: skip


def _length(number: object, unit: str) -> str | None:
    """TIMEX3 duration: 2.5 and `M` -> `P2.5M`."""
    if isinstance(number, str):
        number = Decimal(number)
    if not isinstance(number, Decimal):
        return None
    shape, size = _SIZES[unit]
    if unit in ("D", "TH") and number == Decimal("0.5"):
        return {"D": "PT12H", "TH": "PT30M"}[unit]
    return shape.format(f"{exact(number * size):f}")


_APPROX_BEFORE = re.compile(
    r"(?P<pre>(?:nach|seit|von|mit|vor|in|innert|von|als|ist|war|sind|bereits|schon) )?(?P<word>"
    r"(?:mehr|länger|älter) als|weniger als|kürzer als|über|gut|rund|etwa|circa|ca\.|ungefähr|knapp|fast|beinahe|nahezu"
    r"|mindestens|wenigstens|höchstens|maximal|bis zu|zirka|rd\.) $",
    re.IGNORECASE,
)
_APPROX = {
    "gut": "MORE_THAN", "über": "MORE_THAN", "rund": "APPROX", "etwa": "APPROX", "circa": "APPROX", "ca.": "APPROX",
    "zirka": "APPROX", "rd.": "APPROX", "ungefähr": "APPROX", "knapp": "LESS_THAN", "fast": "LESS_THAN",
    "beinahe": "LESS_THAN", "nahezu": "LESS_THAN", "mindestens": "EQUAL_OR_MORE", "wenigstens": "EQUAL_OR_MORE",
    "höchstens": "EQUAL_OR_LESS", "maximal": "EQUAL_OR_LESS", "bis zu": "EQUAL_OR_LESS", "weniger als": "LESS_THAN",
    "kürzer als": "LESS_THAN",
}  # fmt: skip


def _approx(m: Match) -> str | None:
    """The mod of a word before: `rund`, `mehr als`; `über` only where the case shows that it counts."""
    start = m.tokens.starts[m.match.start()]
    found = _APPROX_BEFORE.search(m.text[max(start - 26, 0) : start])
    if not found:
        return None
    word = found["word"].lower()
    if word == "über" and not found["pre"]:
        return None
    if word.endswith(" als") and re.search(
        r"\b(?:nicht|kaum|nie) $", m.text[max(start - 40, 0) : start - len(found[0]) or None]
    ):
        return None  # `nicht älter als zwei Jahre`
    return _APPROX.get(word, "MORE_THAN")


@rule("point-ago", "<before:v><approx:a>?<COUNT:n><UNIT:u>")
@rule("point-ahead", "<in:v><approx:a>?<COUNT:n><UNIT:u>")
@rule("point-ago", "<before:v><one>?<half_adj:half><UNIT:u>")
@rule("point-ago", "(?:<before:v>|<in:v>)<approx:a>?<DIGITS:n><unit_short:u>", "whole")
def point_of_time(m: Match) -> Built | None:
    """`vor zwei Jahren` is a point of time, `in zwei Wochen` one only where the clause looks ahead."""
    unit, form = m.get("u"), m.form("v")
    number = Decimal("0.5") if m.place("half") >= 0 else m.get("n")
    number = Decimal(number) if isinstance(number, str) else number
    if form not in ("vor", "in") or unit == "ML" or number is None:
        return None
    if m.form("u").endswith(("jahre", "monate", "tage")):
        return None
    sign = -1 if form == "vor" else 1
    point = Point(unit={"CE": "Y", "DE": "Y"}.get(unit, unit), shift=0, reference=None)
    point.previous = f"@{sign * number * {'DE': 10, 'CE': 100}.get(unit, 1)}"
    return Built("DATE", point, value=_length(number, unit), mod=None if m.get("a") == "EXACT" else m.get("a"))


@rule("point-of-units", "(?:<before:v>|<in:v>)<COUNT:n><UNIT>(?:(?:<comma>|<and>)?<COUNT><UNIT>){1,6}")
def point_of_units(m: Match) -> Built | None:
    """`vor 2 Jahren und 3 Monaten`, `in 1 Jahr, 2 Monaten und 3 Tagen`."""
    value = _sum_of_units([m.tokens.at(i) for i in range(m.match.start() + 1, m.match.end())])
    if not value or m.form("v") not in ("vor", "in"):
        return None
    return Built("DATE", Point(unit="SUM", shift=0, previous="@-1" if m.form("v") == "vor" else "@1"), value=value)


@rule("set", "<set:s>")
@rule("set", "<every:e>(?:<ordinal>)?(?:<NOUN:n>)")
@rule("set", "<every:e><UNIT:u>")
@rule("set", "<all:e><COUNT:c><UNIT:u>")
@rule("set", "<per:e>(?:<UNIT:u>|<quarter:q>|<half:h>)")
@rule("set", "<times>(?:<set:s>|(?:<in>|<per>)<article>?<UNIT:u>|<at><unit_day:u>)")
@rule("set", "<every>(?:<ordinal:nth>|<n12><dot>)<weekday>(?:<in>|<article>)<unit_month:u>")
@rule("set", "<weekday_set:w>")
@rule("set-weekdays", "<weekday:w>(?:<to>|<dash>|<and>)<weekday:w2>")
def set_of_times(m: Match) -> Built | None:
    value = _set_value(m)
    return Built("SET", Point(), value=value) if value else None


def _set_value(m: Match) -> str | None:
    if m.place("s") >= 0:
        return str(m.get("s"))
    if m.place("w2") >= 0:
        return f"XXXX-WXX-{m.get('w')}/XXXX-WXX-{m.get('w2')}" if CODE["and"] not in m.match.group() else None
    if m.place("w") >= 0:
        return f"XXXX-WXX-{m.get('w')}"
    if m.place("q") >= 0:
        return "P3M"
    if m.place("h") >= 0:
        return "P6M"
    if m.place("u") >= 0:
        return _length(m.get("c") or Decimal(1), m.get("u"))
    return _every(m.get("n"), m.form("n"))


def _every(value: object, form: str) -> str | None:
    if form in forms("units", "Y") | forms("units", "M") | forms("units", "W") | forms("units", "D"):
        return _length(Decimal(1), str(value))
    if form.startswith(("quartal", "vierteljahr")):
        return "P3M"
    if isinstance(value, tuple):
        return f"XXXX-WXX-{value[0]}{value[1]}"
    if form in forms("weekdays"):
        return f"XXXX-WXX-{value}"
    if isinstance(value, int):
        return f"XXXX-{value:02d}"
    return f"XXXX-{value}" if form in forms("seasons") else "P1W" if "woch" in form else "P1D"


# --- clock times


@rule(
    "clock-range",
    "(?:<clock:c>|<dotted2:c>|<HOUR:c>)(?:<hour>|<unit_short:h>)?(?:<to>|<dash>|<and>|<slash>)(?:<clock:c2>|<dotted2:c2>|<HOUR:c2>)(?:<hour>|<unit_short:h2>)",
)
@rule(
    "clock-range",
    "(?:<clock:c>|<dotted2:c>|<HOUR:c>|<card:c>)<hour>?<day_part_adv:p>?(?:<to>|<dash>|<and>)"
    "(?:<clock:c2>|<dotted2:c2>|<HOUR:c2>|<card:c2>)<hour>(?:<day_part_adv:p2>|<at><day_adj>?<day_part:p2>)?",
)
@rule("clock-range", "(?:<from>|<between>|<day_part>|<day_part_adv>)!(?:<clock:c>|<HOUR:c>|<card:c>)(?:<to>|<dash>|<and>)"
      "(?:<clock:c2>|<HOUR:c2>|<card:c2>)(?:<at><day_adj>?<day_part:p2>)?;(?!<dot>|<UNIT>|<hour>)", "whole")  # fmt: skip
@rule("clock-range", "<clock:c>(?:<to>|<dash>)<clock:c2>")
@rule("clock-range", "<clock:c><day_part_adv:p>?(?:<to>|<dash>)<clock:c2><day_part_adv:p2>", "whole")
@rule("clock-range-digits", "<year4:c><dash><year4:c2>", "whole")
def clock_range(m: Match) -> Built | None:
    if m.match.string[m.place("c")] == CODE["year4"]:  # `1845-1955` after a day
        if m.before() not in _AFTER_DAY and not _after_at(m):
            return None
        texts = [f"{m.form(label)[:2]}:{m.form(label)[2:]}" for label in ("c", "c2")]
        one, two = _clock(texts[0]), _clock(texts[1])
    else:
        one, two = _clock(m.get("c")), _clock(m.get("c2"))
    one, two = one and clock_in_part(one, m.get("p")), two and clock_in_part(two, m.get("p2"))
    if one and two and m.place("p") < 0 and m.place("p2") >= 0 and clock_in_part(one, m.get("p2")) < two:
        one = clock_in_part(one, m.get("p2"))  # `zwischen 4 und 6 Uhr nachmittags`
    if not one or not two or (m.place("h2") >= 0 and m.form("h2") != "h"):
        return None
    if m.place("h2") >= 0 and not (CODE["clock"] in m.match.group() or m.before() in (CODE["at"], CODE["from"])):
        return None
    return Built("TIME", Point(clock=one), Point(clock=two))


@rule(
    "clock",
    "(?:<clock:c>|<dotted2:c>|<HOUR:c>|<card:c>)<hour>(?:<SMALL:min>(?!<dot>|<month>|<comma>))?[DAYTIME]?",
)
@rule("clock-one", "<one:c><hour>")
@rule("clock", "<clock:c><unit_short:h>")
@rule("clock", "<clock:c>[DAYTIME]?")
@rule("clock-h", "(?:<dotted2:c>|<HOUR:c>)<unit_short:h>", "whole")
@rule(
    "clock-h",
    "(?:<at>|<to>|<past_hour>|<before>|<from>|<approx>|<comma>|<clock>)!(?:<clock:c>|<dotted2:c>|<HOUR:c>)<unit_short:h>;",
)
def clock(m: Match) -> Built | None:
    if m.place("h") >= 0 and m.form("h") != "h":
        return None
    value = _clock(m.get("c"), m.int("min"))
    token = m.tokens.at(m.match.end() - 1)
    if not value or (
        m.text[token.end : token.end + 1] in (":", "/") and m.text[token.end + 1 : token.end + 2].isdecimal()
    ):
        return None
    start = m.tokens.starts[m.match.start()]
    if m.text[max(start - 1, 0) : start] in (":", "/") and m.text[max(start - 2, 0) : start - 1].isdecimal():
        return None
    return Built("TIME", Point(clock=clock_in_part(value, m.get("p"))))


@rule("clock-dotted-before-range", "!<dotted2:c>;(?=<slash><dotted2><hour>)")
@rule(
    "clock-at",
    "(?:<at:a>|<clock>|<to>)!(?:<dotted2:c>|<SMALL:c>)[DAYTIME]?;(?!<dot>|<slash>|<hour>|<UNIT>|<day_part_adv>)",
    "whole",
)
@rule("clock-at", "<approx><dot>{0,1}!(?:<dotted2:c>|<HOUR:c>);(?=$)", "whole")
@rule("clock-at", "<at:a>!<dotted2:c>;(?=<other>|$)")
def clock_at(m: Match) -> Built | None:
    if m.place("a") >= 0 and m.form("a") not in ("um", "ab"):
        return None
    value = _clock(m.get("c"))
    return Built("TIME", Point(clock=clock_in_part(value, m.get("p")))) if value else None


@rule("clock-minutes", "(?:<SMALL:n>|<card:n>)<unit_other:u>(?:<past_hour:b>|<before:b>)(?:<half_word:k>)?(?:<n12:c>|<card:c>)"
      "<hour>?[DAYTIME]?", "wide")  # fmt: skip
@rule("clock-minutes", "(?:<SMALL:n>|<card:n>)(?:<past_hour:b>|<before:b>)(?:<half_word:k>)?(?:<n12:c>|<card:c>)<hour>?[DAYTIME]?",
      "whole")  # fmt: skip
def clock_minutes(m: Match) -> Built | None:
    """`zwanzig Minuten nach acht`, `fünf vor halb neun`."""
    minutes, hour = m.int("n"), m.int("c")
    if not minutes or not hour or minutes > 30 or hour > 12 or m.get("u") not in (None, "TM"):
        return None
    total = hour * 60 - (30 if m.place("k") >= 0 else 0) + (-minutes if m.form("b") == "vor" else minutes)
    return Built("TIME", Point(clock=clock_in_part(f"T{total // 60 % 24:02d}:{total % 60:02d}", m.get("p"))))


@rule("clock-half", "<half_word:k>(?:<n12:c>|<card:c>)(?:<hour>)?(?:<day_part_adv:p>)?")
@rule("clock-quarter", "<quarter_word:k>(?:<before:b>|<past_hour:b>)?(?:<n12:c>|<card:c>)<hour>?[DAYTIME]?", "wide")
@rule("clock-quarter", "<three_quarters:k>(?:<n12:c>|<card:c>)<hour>?[DAYTIME]?", "wide")
def clock_half(m: Match) -> Built | None:
    hour = m.int("c")
    if not hour or hour > 12:
        return None
    minutes = {"halb": -30, "viertel": -45, "dreiviertel": -15}[m.form("k")]
    if m.place("b") >= 0:
        minutes = -15 if m.form("b") == "vor" else 15
    total = hour * 60 + minutes
    return Built("TIME", Point(clock=clock_in_part(f"T{total // 60 % 24:02d}:{total % 60:02d}", m.get("p"))))


_AFTER_DAY = frozenset(
    CODE[name] for name in ("dmy", "dm", "iso", "month", "month_short", "year4", "dot", "weekday", "comma")
)


def _clock(value: object, minutes: int | None = None) -> str | None:
    """`10.30`, `9:05:10`, 10 as `T10:30`, …; None past 24:59."""
    numbers = [int(part) for part in re.split(r"[.:h]", str(value)) if part.isdecimal()]
    hour = numbers[0] if numbers else 99
    minute = minutes if minutes is not None else numbers[1] if len(numbers) > 1 else 0
    if hour > 24 or minute > 59:
        return None
    seconds = f":{numbers[2]:02d}" if len(numbers) > 2 else ""
    return f"T{hour:02d}:{minute:02d}{seconds}"
