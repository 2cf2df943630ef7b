"""Rules for parts of a year: months, quarters, halves, seasons, weeks."""

from __future__ import annotations

import re

from pressefakten.normalize.dategrammar import Built, Match, Point, rule
from pressefakten.normalize.datelex import CODE
from pressefakten.normalize.daterules.parts import (
    AFTER_PREPOSITION,
    CELL_BEFORE,
    CELL_BEHIND,
    CONTEXT,
    dated,
    in_cell,
    is_after_between,
    is_possible,
    with_year,
)
from pressefakten.patterns import words


@rule("month", "[PART](?:<relative:yr>)?<month:m>[YEAR]?")
@rule("month", "[PART]<month:m><dot>?<year4:y>")
@rule("month-abbreviated", "[PART]<month_short:m><dot>?(?:<year4:y>|<apostrophe><SMALL:ys>|<slash><year4:y>)")
@rule("month-abbreviated", "<part:part><month_short:m><dot>")
@rule("month-abbreviated", "<MONTH:m><dot>?<n99:ys>(?!<dot>|<UNIT>|<hour>)", "whole")
@rule("month-numeric", "<n12:m><slash><year4:y>(?!<slash>)")
def month(m: Match) -> Built | None:
    point = with_year(m, Point(month=int(m.get("m"))))
    if CODE["slash"] in m.match.group() and m.before() == CODE["dot"]:
        return None  # `Nr. 04/2026`
    if point.year is None and point.year_shift is None and m.get("part") is None and not _stands_free(m, "m"):
        return None
    if m.place("yr") >= 0 and m.place("y") < 0 and m.place("yr") < m.place("m"):
        point.year_shift = None
        point.unit, point.shift = "month", m.get("yr")
    return dated(point, mod=m.get("part"))


_CAPITAL = re.compile(r" [A-ZÄÖÜ][a-zäöüß]+")


_NAME_BEFORE = re.compile(r"(?:[a-zäöüß]{2,}|^|[.,:;(\n]) ?$")


def _stands_free(m: Match, label: str) -> bool:
    """Whether a word that may be a name (`August`, `Sommer`) stands where a time can: no name part beside it."""
    if m.before() in CONTEXT:
        return True
    token = m.tokens.at(m.place(label))
    if CELL_BEFORE.search(m.text[max(token.start - 3, 0) : token.start]) and CELL_BEHIND.match(m.text, token.end):
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
    if CODE["and"] in m.match.group() and not is_after_between(m):
        return None
    if first.year is None and last.year is not None:
        first.year = last.year - ((first.month or 0) > (last.month or 0))
    return dated(first, last)


@rule("month-in-cell", "<MONTH:m><dot>?<SMALL:ys>")
@rule("month-in-cell", "<MONTH:m><dot>?<dash><MONTH:m2><dot>?<apostrophe>?<SMALL:ys>")
@rule("month-in-cell", "<n12:m><dash><n12:m2><slash><SMALL:ys>")
@in_cell
def month_in_cell(m: Match) -> Built | None:
    """`Juni 26`, `Jan.–Juni 26`, `1-6/26`: a month or several of a year of two digits."""
    first = with_year(m, Point(month=int(m.get("m"))))
    if m.place("m2") < 0:
        return dated(first)
    last = with_year(m, Point(month=int(m.get("m2"))))
    return dated(first, last) if (first.month or 0) < (last.month or 0) else None


@rule("month-ordinal", "<ordinal:o><unit_month>(?:<article>(?:<unit_year:yt>|<year_head:head>)<year4:y>?)")
@rule("month-ordinal", "<ordinal:o><unit_month><article>?<relative:yr><YEARNOUN:yn>")
def month_ordinal(m: Match) -> Built | None:
    point = with_year(m, Point(month=m.get("o")))
    return dated(point) if is_possible(point) and m.form("o")[-1] in "nesrm" else None


@rule("first-months", "<ordinal:o><COUNT:n>(?:<unit_month:u>|<unit_other:u>)[HEAD]?")
@rule("first-months", "<ordinal:o><COUNT:n><unit_month:u><from><year4:y>")
@rule("first-months", "<ordinal:o><both:n>(?:<unit_month:u>|<unit_other:u>)[HEAD]?")
@rule("first-months", "<ncode:c><dash>?(?:<year4:y>|<slash><year4:y>)?")
@rule("first-months", "<n12:n><unit_month:u><year4:y>")
@rule(
    "first-months",
    "!<qcode:q1><dash>(?:<n12:q2>|<qcode:q2>)(?:<dash>?(?:<year4:y>|<fiscal:f>)|<slash>(?:<year4:y>|<SMALL:ys>))?;(?!<unit_month>|<UNIT>|<dot>|<month>)",
)
@rule("first-months", "<n12:m1><dash><n12:m2><slash><year4:y>(?!<slash>)")
@rule("first-months", "<n12:m1><dash><n12:m2><year4:y>")
def first_months(m: Match) -> Built | None:
    if m.place("m1") >= 0:
        one, two = m.int("m1") or 0, m.int("m2") or 0
        if CODE["slash"] not in m.match.group() and (one != 1 or two not in (3, 6, 9)):
            return None  # `Kennzahlen 1–9 2025`, no other numbers in front of a year
        return dated(Point(month=one, year=m.int("y")), Point(month=two, year=m.int("y"))) if one < two else None
    if m.place("q1") >= 0:
        return _first_quarters(m)
    if m.get("c"):
        return dated(with_year(m, Point(months=int(m.get("c")[0]))))
    number, unit = m.int("n"), m.get("u")
    size = {"M": 1, "QU": 3, "Q": 3}.get(unit)
    if not size or not number or not 1 <= number * size <= 12 or m.get("o") not in (None, 1):
        return None
    return dated(with_year(m, Point(months=number * size)))


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
    point = with_year(m, Point(nth=(number, kind or str(m.get("w"))), month=m.get("m")))
    if m.place("mu") >= 0:
        point.unit, point.shift = "month", m.get("mr") or 0
    if m.place("yu") >= 0:
        point.year_shift = m.get("yr") or 0
    return dated(point)


@rule("nth-after-holiday", "(?:<ordinal:o>|<n12:o><dot>)<weekday:w>(?:<past_hour:b>|<before:b>)<holiday:h>[YEAR]?")
def nth_after_holiday(m: Match) -> Built | None:
    """`am ersten Sonntag nach Ostern`."""
    sign = -1 if m.form("b") == "vor" else 1
    return dated(with_year(m, Point(holiday=m.get("h"), nth=(sign * (m.int("o") or 1), str(m.get("w"))))))


@rule("advent", "(?:<ordinal:o>|<n12:o><dot>)<advent>[YEAR]?")
@rule("feast", "(?:<ordinal:o>|<n12:o><dot>)?<feast:fe>[YEAR]?")
def feast(m: Match) -> Built | None:
    """`der zweite Advent`, `am 1. Weihnachtsfeiertag`."""
    number = m.int("o") or 1
    if m.place("fe") < 0:
        return dated(with_year(m, Point(holiday=f"advent{7 * (number - 4):+d}"))) if number <= 4 else None
    first = m.get("fe")
    day = (
        f"easter{int(first[6:]) + number - 1:+d}"
        if first.startswith("easter")
        else f"{first[:3]}{int(first[3:]) + number - 1}"
    )
    return dated(with_year(m, Point(holiday=day))) if number <= 2 else None


def _first_quarters(m: Match) -> Built | None:
    """`Q1-3 2025`: the first three quarters; `Q2-Q3 2025` is a range."""
    one, two = (int(re.sub(r"\D", "", m.form(label))) for label in ("q1", "q2"))
    if "h" in m.form("q1") + m.form("q2") or not one < two <= 4:
        return None
    if one == 1 and two < 4:
        return dated(with_year(m, Point(months=3 * two)))
    return dated(with_year(m, Point(quarter=one)), with_year(m, Point(quarter=two)))


@rule("quarter", "[PART](?:<ordinal:q>|<n12:q><dot>)<quarter>[HEAD]?")
@rule("quarter", "[PART](?:<ordinal:q>|<n12:q><dot>)<quarter:short><dot>[HEAD]?")
@rule("quarter", "[PART]<quarter><n12:q>(?:<dash>?[HEAD])?")
@rule("quarter-name", "<quarter_name:q>[HEAD]?")
def quarter(m: Match) -> Built | None:
    number = m.int("q")
    if number not in (1, 2, 3, 4) or not _is_shortened(m):
        return None
    return dated(with_year(m, Point(quarter=number)), mod=m.get("part"))


def _is_shortened(m: Match) -> bool:
    """Whether a noun with a full stop behind it is short for another: `3. Qu. 2025`; true without a full stop."""
    return m.place("short") < 0 or m.form("short") in words("calendar")["shortened"]["period"]


rule("quarter-in-cell", "(?:<ordinal:q>|<n12:q><dot>)<quarter><apostrophe>?<SMALL:ys>")(in_cell(quarter))


rule("quarter-in-cell", "<quarter><n12:q><slash>?<SMALL:ys>")(in_cell(quarter))


@rule("half", "[PART](?:<ordinal:q>|<n12:q><dot>)<half>[HEAD]?")
@rule("half", "[PART](?:<ordinal:q>|<n12:q><dot>)<half_part>[HEAD]")
@rule("half", "[PART](?:<ordinal:q>|<n12:q><dot>)<half:short><dot>[HEAD]")
def half(m: Match) -> Built | None:
    number = m.int("q")
    if m.form("q").isalpha() and m.before() == CODE["one"] and m.match.end() == m.place("q") + 2:
        return None  # `so viele wie noch nie in einer ersten Jahreshälfte`
    if number not in (1, 2) or not _is_shortened(m):
        return None
    return dated(with_year(m, Point(half=number)), mod=m.get("part"))


rule("half-in-cell", "(?:<ordinal:q>|<n12:q><dot>)<half><SMALL:ys>")(in_cell(half))


@rule("half-first", "<half:h>[HEAD]")
def half_first(m: Match) -> Built | None:
    """`im Halbjahr 2025` of a report is the first."""
    return dated(with_year(m, Point(half=1))) if m.form("h").startswith("halbjahr") else None


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
    return dated(with_year(m, point), mod=m.get("part"))


rule("period-code-in-cell", "<qcode:q><SMALL:ys>")(in_cell(period_code))


rule("period-code-in-cell", "<ncode:c><slash>?<SMALL:ys>")(in_cell(first_months))


@rule(
    "quarter-range", "(?:<ordinal:q>|<n12:q><dot>)(?:<to>|<dash>|<and>)(?:<ordinal:q2>|<n12:q2><dot>)<quarter>[HEAD]?"
)
@rule("quarter-range", "(?:<n12:q><dot>)(?:<to>|<dash>)(?:<n12:q2><dot>)<quarter:short><dot>[HEAD]?")
def quarter_range(m: Match) -> Built | None:
    one, two = m.int("q"), m.int("q2")
    if (
        one not in (1, 2, 3)
        or two not in (2, 3, 4)
        or one >= two
        or not _is_shortened(m)
        or (CODE["and"] in m.match.group() and one + 1 != two)
    ):
        return None
    if one == 1 and two < 4:
        return dated(with_year(m, Point(months=3 * two)))
    return dated(with_year(m, Point(quarter=one)), with_year(m, Point(quarter=two)))


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
    of_year = any(m.place(label) >= 0 for label in ("yp", "yr", "y"))
    if not of_year and m.place("z") >= 0 and not m.form("r").startswith("entsprech"):
        return None  # `im selben Zeitraum` only points back
    shift = -1 if m.place("yp") >= 0 or (m.place("yr") >= 0 and m.get("yr") == -1) else 0
    if (m.place("yp") >= 0 and m.get("yp") != "Y:-1") or (m.place("yr") >= 0 and m.get("yr") != -1):
        return None
    return dated(Point(previous=f"P:{shift}", year=m.int("y")))


@rule("period-relative", "[PART]<relative:r>(?:<quarter:quarter>|<half:half>)")
@rule("period-relative", "<part:part><article>(?:<quarter:quarter>|<unit_month:month>)(?!<year4>)")
@rule("period-relative", "<part:part><article>?<relative:r><unit_month:month>")
def period_relative(m: Match) -> Built | None:
    unit = next(label for label in ("quarter", "half", "month") if m.place(label) >= 0)
    return dated(Point(unit=unit, shift=m.get("r") or 0), mod=m.get("part"))


@rule("season", "[PART]<season:s>(?:[YEAR]|<fiscal:f>)?")
@rule("season", "[PART]<relative:yr><season:s>")
def season(m: Match) -> Built | None:
    stated = any(m.place(label) >= 0 for label in ("y", "ys", "yr", "yp", "yt", "f", "part"))
    if not stated and m.before() not in AFTER_PREPOSITION and m.before() != CODE["every"]:
        return None
    point = with_year(m, Point(season=m.get("s")))
    if point.fiscal is not None:
        point.year, point.fiscal = point.fiscal, None
    mod = m.get("part") or _part_of_season(m.form("s"))
    if m.place("yr") >= 0 and m.place("yr") < m.place("s"):
        point.year_shift, point.unit, point.shift = None, "season", m.get("yr")
    return dated(point, mod=mod)


def _part_of_season(form: str) -> str | None:
    """The mod in the name of a season: `Spätherbst` is its end."""
    return next(
        (mod for mod, heads in words("calendar")["season_parts"].items() if form.startswith(tuple(heads))), None
    )


@rule("season", "<season:s>(?=<newline>)", "wide")
def season_alone(m: Match) -> Built | None:
    return dated(Point(season=m.get("s"), reference="XXXX-" + m.get("s")))


@rule("week", "<kw><dot>?<SMALL:w>(?:(?:<slash>|<comma>)?<year4:y>)?")
@rule("week", "<SMALL:w><dot><kw>(?:(?:<slash>|<comma>)?<year4:y>)?")
def week(m: Match) -> Built | None:
    number = m.int("w")
    return dated(Point(week=number, year=m.int("y"))) if number and 1 <= number <= 53 else None


@rule("week-relative", "[PART]<relative:r><unit_week:u>(?:<at>?<weekday:wd>)?")
@rule("week-relative", "<part:part><article><unit_week>")
def week_relative(m: Match) -> Built | None:
    if m.form("u").endswith("n"):
        return None
    point = Point(unit="week", shift=m.get("r") or 0, weekday=m.get("wd"))
    return dated(point, mod=m.get("part"))


@rule("week-weekday", "<weekday:wd>(?:<at>|<article>|<in><article>|<comma>)?<relative:r><unit_week:u>")
@rule("week-weekday", "<weekday:wd>(?:<in:v>|<before:v>)<COUNT:n><unit_week:u>")
def weekday_of_week(m: Match) -> Built | None:
    """`Mittwoch nächster Woche`, `Mittwoch in zwei Wochen`."""
    number = m.int("n") if m.place("n") >= 0 else m.get("r")
    if number is None or m.form("v") not in ("", "in", "vor"):
        return None
    return dated(Point(unit="week", shift=-number if m.form("v") == "vor" else number, weekday=m.get("wd")))


@rule("deictic-weeks", "<deictic:d><in:v><COUNT:n>(?:<unit_week:w>|<unit_day:t>)")
@rule("deictic-weeks", "<deictic:d><before:v><COUNT:n>(?:<unit_week:w>|<unit_day:t>)")
def deictic_weeks(m: Match) -> Built | None:
    """`heute in einer Woche`, `gestern vor zwei Wochen`."""
    number = m.int("n")
    if number is None or m.form("v") not in ("in", "vor"):
        return None
    days = number * (7 if m.place("w") >= 0 else 1)
    return dated(Point(unit="day", shift=m.get("d") + (-days if m.form("v") == "vor" else days)))


@rule("weekend", "(?:<relative:r>)?<weekend>")
def weekend(m: Match) -> Built | None:
    if m.place("r") < 0 and m.before() not in CONTEXT:
        return None
    return dated(Point(weekend=True, unit="week" if m.place("r") >= 0 else None, shift=m.get("r")))
