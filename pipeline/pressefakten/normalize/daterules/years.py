"""Rules for years, fiscal years, decades and centuries."""

from __future__ import annotations

import functools
import re

from pressefakten.normalize.dategrammar import Built, Match, Point, rule
from pressefakten.normalize.datelex import CODE, forms
from pressefakten.normalize.daterules.parts import (
    AFTER_YEAR,
    PLURAL,
    UNIT_AFTER,
    dated,
    fiscal_start,
    in_cell,
    is_after_at,
    is_after_between,
    is_possible,
    is_roughly,
    looks_counted,
    with_year,
)
from pressefakten.normalize.rolewords import role_of


@rule("year", "<year4:y>")
@rule("year", "(?:<year_head:head>|<unit_year:w>)!<year4:y>;")
def year(m: Match) -> Built | None:
    headed = m.place("head") >= 0 or m.place("w") >= 0
    if not headed and m.form("y") == "1000":  # no `Logiernächte (in 1000)`
        return None
    sure = headed or _is_year(m)
    last_year = not sure and _is_beside_plural(m)
    if not sure and not last_year:
        return None
    founded = _year_context()[1].match(m.text[m.tokens.ends[m.place("y")] :][:40])
    loose = not (headed or founded or _announced(m))
    return dated(Point(year=m.int("y"), fiscal_head=m.get("head") == "fiscal", loose=loose, last_year=last_year))


def _is_beside_plural(m: Match) -> bool:
    """`hat 2025 neue Kredite vergeben`, `erwirtschaftete 2025 Exporte von`: a count as well as a year, but the year that is just over or running."""
    token = m.tokens.at(m.place("y"))
    before, after = m.text[max(token.start - 24, 0) : token.start], m.text[token.end : token.end + 200]
    plural, last = PLURAL.match(after[:40]), _LAST_WORD.search(before)
    if plural is None or last is None or is_roughly(before) or UNIT_AFTER.match(after) or _is_code(before, after[:40]):
        return False
    if last[1] in forms("year_context", "auxiliary"):
        return after[1:2].islower() or _PARTICIPLE_AFTER.match(after) is not None  # `hat 2025 Mitarbeitende` has them
    counted = last[1].lower() in forms("year_context", "counting")
    return plural[0].endswith(" ") and not counted


_PARTICIPLE_AFTER = re.compile(r"(?:[^.;:\n]|\.\d|(?<=Mio|Mrd)\.)* [a-zäöüß]+(?:t|en|n)\s*(?:[.,;:\n]|und\b|\Z)")


_BESIDE = re.compile(
    r"[A-Za-z0-9_/+#@&=€$£%'-]\Z|(?:(?<![^\W\d_])(?:Nr\.|Postfach|[Tt]el\.?|[Ff]ax\.?|PLZ|Art\.|Seite|S\.|ISO|EN|DIN)|[0-9]) ?\Z"
)


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
    if _is_code(before, after):
        return False
    if _announced(m):
        return True
    moved, followed = _year_context()
    if moved.search(before):
        return not (UNIT_AFTER.match(after) or PLURAL.match(after))
    if followed.match(after):
        return True
    if (office := _OFFICE_AFTER.match(after)) and _BECAME.search(before) and role_of(office[1]) is not None:
        return True  # `wurde 2008 Leiter Service`
    opens = _PRETERITE_AFTER.match(after) and _OPENS.search(before)
    return bool(opens) or not looks_counted(before, after)


def _is_code(before: str, after: str) -> bool:
    """Whether four digits are part of a longer sign or a postcode."""
    postcode = _POSTCODE_AFTER.match(after) and _POSTCODE_BEFORE.search(before)
    return bool(postcode or _BESIDE.search(before[-9:]) or AFTER_YEAR.match(after))


_BECAME = re.compile(r"\b(?:wurde|war|wird) \Z")


_OFFICE_AFTER = re.compile(r" ([A-ZÄÖÜ]\w+)")


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


@rule("year-of-era", "<ERAYEAR:y><era:e>")
@rule("date-day-month", "<DAY:d><dot>?<MONTH:m><dot>?<ERAYEAR:y><era:e>")
def year_of_era(m: Match) -> Built | None:
    """`10. August 85 n. Chr.`, `44 v. Chr.`: TIMEX3 puts BC before years that the calendar of the records does not have."""
    number = m.int("y") or 0
    day = Point(year=number, month=m.get("m"), day=m.int("d"))
    if not 0 < number < 10000 or not is_possible(day):
        return None
    if m.get("e") == "AD":
        return dated(day)
    tail = f"-{day.month:02d}-{day.day:02d}" if day.month and day.day else ""
    return dated(Point(reference=f"BC{number:04d}{tail}"))


@rule("year-part", "<part:part>(?:<article>?<YEARNOUN:w>)?<year4:y>")
def year_part(m: Match) -> Built | None:
    return dated(Point(year=m.int("y")), mod=m.get("part"))


@rule("year-part-relative", "<part:part><article>?<relative:yr><YEARNOUN:w>")
@rule("year-part-relative", "<part:part><article>?<unit_year:w>(?!<year4>|<later>)")
@rule("year-part-relative", "<part:part><article>?<previous:yp>")
def year_part_relative(m: Match) -> Built | None:
    point = with_year(m, Point())
    if m.place("yp") >= 0 and not m.get("yp").startswith("Y:"):
        return None
    if m.place("yr") < 0 and m.place("yp") < 0:
        point.unit, point.shift = "edge_year", 0
    else:
        point.year_shift = point.year_shift or 0
    point.fiscal_head = m.get("w") == "fiscal"
    return dated(point, mod=m.get("part"))


_PRECEDING = ("vorangegangen", "vorhergehend", "vorausgegangen", "vorhergegangen")


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
        return dated(Point(previous="Y:-1"))
    kind = m.get("w")
    return dated(Point(year_shift=m.get("yr") or 0, fiscal_head=kind == "fiscal", school_head=kind == "school"))


@rule("fiscal-year", "<year_head>!<SMALL:a><slash><SMALL:b>;")
def short_fiscal_year(m: Match) -> Built | None:
    """`Geschäftsjahr 25/26`, with the two digits of each year."""
    first, second = m.int("a") or 0, m.int("b") or 0
    return dated(Point(fiscal=2000 + first)) if (first + 1) % 100 == second else None


@rule("fiscal-year-in-cell", "<SMALL:a><slash><SMALL:b>")
@in_cell
def bare_fiscal_year(m: Match) -> Built | None:
    """`25/26` in a head of a table; lower numbers are rather rooms or scores."""
    return short_fiscal_year(m) if (m.int("a") or 0) >= EARLIEST else None


EARLIEST = 15
"""Two digits of the first year that a cell may name without a head: fiscal years of the last decades."""


@rule("fiscal-year", "<fiscal:f>")
@rule("fiscal-year", "(?:<year_head>|<unit_year>)!<fiscal:f>;")
@rule("fiscal-year", "<part:part>(?:<article>?<YEARNOUN>)?<fiscal:f>")
def fiscal_year(m: Match) -> Built | None:
    first = fiscal_start(m.get("f"))
    if first is None:
        return None
    return dated(Point(fiscal=first), mod=m.get("part"))


_AFTER_NUMERIC_DAY = frozenset((CODE["dm"], CODE["dmy"]))


@rule("year-range", "<year4:y>(?:<to>|<dash>|<and>)<article>?<year4:y2>")
@rule("year-range", "<unit_year>!<year4:y>(?:<to>|<dash>)<year4:y2>;")
def year_range(m: Match) -> Built | None:
    one, two = m.int("y") or 0, m.int("y2") or 0
    token = m.tokens.at(m.place("y2"))
    if CODE["and"] in m.match.group() and not is_after_between(m):
        return None
    if (m.before() in _AFTER_NUMERIC_DAY or is_after_at(m)) and CODE["dash"] in m.match.group():
        return None  # `18.8. 1845-1955` are clock times
    if (
        one >= two
        or AFTER_YEAR.match(m.text[token.end : token.end + 3])
        or looks_counted("", m.text[token.end : token.end + 40])
    ):
        return None
    return dated(Point(year=one), Point(year=two))


@rule("edge", "<edge:e>(?:<article>?(?:<year4:y>|<fiscal:f>|<relative:yr><unit_year>))?")
def edge(m: Match) -> Built | None:
    unit, mod = m.get("e").split(":")
    point = with_year(m, Point())
    if len(unit) > 1:
        point.season = unit
        return dated(point, mod=mod)
    if point.year is None and point.fiscal is None and point.year_shift is None:
        point.unit, point.shift = {"Y": "edge_year", "H": "half", "M": "month", "Q": "quarter", "W": "week"}[unit], 0
    return dated(point, mod=mod)


@rule("turn-of-year", "<turn>(?:<fiscal:f>|<article>?<unit_year>?<year4:y>)?")
def turn(m: Match) -> Built | None:
    first = fiscal_start(m.get("f")) if m.get("f") else None
    return dated(Point(fiscal=first, year=m.int("y"), unit="turn"))


@rule("this-year", "<heuer:h>")
def this_year(m: Match) -> Built | None:
    return dated(Point(year_shift=m.get("h")))


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
        return dated(Point(decade=number), mod=m.get("part"))
    return dated(Point(decade=m.get("w")), mod=m.get("part"))


@rule("decade-relative", "<part:part><article>?(?:<relative:r>)?<unit_other:u>")
@rule("decade-relative", "<relative:r><unit_other:u>")
def decade_relative(m: Match) -> Built | None:
    if m.get("u") != "DE" or m.form("u").endswith("ten"):
        return None
    return dated(Point(unit="decade", shift=m.get("r") or 0), mod=m.get("part"))


@rule("century", "[PART](?:<SMALL:c><dot>|<ordinal:c>)<century>")
@rule("century", "[PART]<relative:r><century>")
def century(m: Match) -> Built | None:
    if m.place("r") >= 0:
        return dated(Point(unit="century", shift=m.get("r")), mod=m.get("part"))
    number = m.int("c")
    return dated(Point(century=number - 1), mod=m.get("part")) if number else None
