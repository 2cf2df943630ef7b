"""From expressions to values: the anchor, what is spoken of, and the tense of the clause decide what the text leaves open."""

from __future__ import annotations

import functools
import itertools
import operator
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from pressefakten.normalize import datereader, lexicon
from pressefakten.normalize.dategrammar import Expr, Point
from pressefakten.normalize.datelex import forms
from pressefakten.normalize.mention import Mention
from pressefakten.normalize.timex import (
    add_months,
    bounds,
    clock_in_part,
    holiday,
    make_day,
    month_end,
    previous_year,
    span,
    two_digit_year,
    week_value,
)
from pressefakten.patterns import words
from pressefakten.records import TimeValue

UNKNOWN = "XXXX"
_RECENT = 60
"""Days back to which a verb in the present still reports (`legt im Oktober zu`)."""


_REACH = 60
"""Periods before and after an expression among which the one that it refers to is looked for."""
_SEASON_LEAD = 21
"""Days before the calendar's first of a season from which it is spoken of as begun."""
_HEADLINE = 500
"""Characters at the start of a release in which its subject is named."""
_FAR = 270
_NEAR = 60
"""Days within which a calendar day is taken whatever the tense, where the other reading is most of a year away."""


_EXPLAINED = re.compile(
    r"(?:\s*des [\w ]*[Jj]ahres)?(?:\s+[a-zäöüß]+){0,2}\s*[(,;]\s*(?:Periode|Zeitraum|d\.\s?h\.|also|vom|von)?\s*"
)
"""Between a part of a fiscal year and the months that it covers."""


_APPOSED = re.compile(r",? (?:vom |am |de[nms] |\()?(?:Samstag, |Sonnabend, )?(?:de[nm] )?")
_THAN = re.compile(
    r"\b(?:als|wie|gegenüber|nach [0-9.,’']+|(?:über|unter|hinter|auf) (?:de[mnr]|dem) [A-ZÄÖÜ]\w+)(?: noch| [a-zäöü]+weise)? $"
)
"""In front of the point of time that something is compared with."""
_INTO = re.compile(r"\b(?:ins|in das|in den|auf das|auf den|auf) (?:[a-zäöüß]+ )?$")
"""In front of what something is put off to: `verschob sich in das vierte Quartal`."""
_BEFORE = re.compile(r"\b[Vv]or (?:de[mr] )?$")
_LIMIT_OR_BASE = re.compile(
    r"\b(?:[Ss]eit|[Bb]is|[Aa]b)(?: (?:dem|zum|den|der))?(?: Jahr)? $|\b(?:als|gegenüber|nach|zu)\b[^,.;]{0,14} $"
    r"|\b(?:Stand|Niveau|Höhe|Wert|Rekord|Rekordwert|Ergebnis|Vergleich) (?:de[sr]|von|vom|zu|zum|mit)\b[^,.;]{0,14} $"
)
"""What stands before a limit (`seit 2022`) or before the period that is compared with."""
_TOLD_TODAY = re.compile(r"\s*§ (?:bei|beim|am|auf|vor|anlässlich) [^§]*$")
"""A piece without a verb that only says where something was told."""
_IN_PRIOR = re.compile(r"\b[Ii]m $")
_IN_BRACKET = re.compile(r"\((?:[^()\n]*[,;/] )?$")
"""Before a period whose value of old follows: `(2024: 36.870, 2023: 33.451)`."""
_CONTRASTED = re.compile(r" (?:noch |erst )?(?:war|waren|hatten?|lag|lagen|betrug|betrugen|gegenüber)\b")
_STOCK = re.compile(
    r"\b(?:standen?|zählten?|umfassten?|waren|betrug|betrugen|lag|lagen|hatten?|beschäftigten?)\b[^§]*\d|\d[^§]*\bwaren\b"
)
_AS_AT = re.compile(r"\bals (?:noch )?(?:zum|am|beim) $")
"""What is counted at a day, and what it is compared with."""
_FISCAL_END = re.compile(r", das (?:jeweils )?(?:im |Ende |mit Ende |mit )?")
_FISCAL_ENDS = re.compile(
    r"\b(?:Geschäfts|Wirtschafts)jahr(?:e?s)?\b[^.;:\n§]{0,40}\b(?:endet|schließt|schliesst)\b[^.;:\n§]{0,24}§"
    r"|\b(?:Geschäfts|Wirtschafts)jahr(?:e?s)?, das[^.;:\n§]{0,30}§ endet\b"
)
_COUNTED_UP = re.compile(r"\b(?:[Nn]ach|[Ii]n den|[Üü]ber) $")
"""What stands before a number of months that are counted from the beginning of the year."""


class Focus(NamedTuple):
    """A period that the text speaks of: where it is named and its value."""

    start: int
    end: int
    value: str


_OPENERS = (
    "In|Im|Ins|Die|Der|Das|Den|Dem|Des|Ein|Eine|Einen|Am|An|Auf|Ab|Aus|Bei|Bis|Damit|Dabei|Dazu|Davon|Dies|Diese|Dieser|Er|Es|Sie|Für"
    "|Gegenüber|Mit|Nach|Neben|Nun|Seit|So|Über|Um|Unter|Von|Vom|Vor|Wer|Wie|Wir|Zu|Zum|Zur|Zwischen|Auch|Alle|Noch|Rund|Insgesamt"
)
"""Words that open a sentence, and that no ordinal stands before: `im November 81. In der …`."""
_SENTENCE = re.compile(
    r"[.!?;\n|\t](?:(?<=[|\t])|(?<=\n)(?:\s*\n|(?=\s*[•●▪■◦>*–-]))|(?<=[.!?;])(?:"
    r"(?<![0-9].)(?<!Mio.)(?<!Mrd.)(?<!ca.)(?<!Dr.)(?<!Nr.)(?<!bzw.)(?=\s+[^a-zäöü\s]|\s*\n|\s*$)"
    r"|(?<=[0-9]{4}\.)(?=\s)|(?:(?<=[,.:][0-9]{2}\.)|(?<=[0-9]{3}\.))(?=\s+[A-ZÄÖÜ])"
    rf"|(?<=[0-9]\.)(?=\s+(?:{_OPENERS})\b)))"
)
_CLAUSE = re.compile(r"[,;:()–]|\n")
_ASIDE = re.compile(r"\([^()\n]{1,30}\)")
"""A short bracket in the middle of a clause, which does not end it."""
_NEXT_VERB = re.compile(
    r"\bund (?=(?:wird|werden|soll|sollen|will|wollen|hat|haben|ist|sind|war|waren|wurden?|kann|können|darf)\b)"
)
"""Where a second verb of the same subject begins."""
_WORD = re.compile(r"[^\W\d_]+")
_PARTICIPLE = re.compile(
    r"(?:[a-zäöüß]*ge[a-zäöüß]{3,}(?:t|en)|[a-zäöüß]+iert|(?:be|ver|er|ent|zer|über|unter)[a-zäöüß]{3,}(?:t|en)|voll(?:zogen|endet|bracht))"
)
_PRETERITE = re.compile(
    r"(?!(?:an|ab|auf|aus|ein|zu|vor|nach|durch|um|bei|fort|her|hin|los|mit|weg|zurück|dar|dazu)?ge)[a-zäöüß]{3,}(?:te|ten)"
)
_ATTRIBUTE = re.compile(r" (?:[a-zäöüß]+ ){0,2}?(?P<word>[a-zäöüß]{4,}(?:te|ene)[nrsm]?)\b")
_COMPARED = re.compile(r"\b(?:[a-zäöüß]+er|mehr) als (?:im |am |noch |per |zu |[Ee]nde |[Aa]nfang )*$")
_SINCE_NOUN = re.compile(
    r"\b[Ss]eit (?:de[mnr]|ihre[mnr]|seine[mnr]|eine[mr]|unsere[mnr]) (?P<noun>[^,.;:!?\n]{3,70}) $"
)
_FINITE = re.compile(r"\b[a-zäöüß]+t\b(?<!mit)(?<!seit)")
_VERB_LAST = re.compile(r"\s*(?:[Ww]er|[Ww]enn|[Ff]alls|[Ss]obald|[Ss]olange)\b")
"""In such a clause `bestellt` is the verb and no participle."""
_STATE = re.compile(r"\b(?:ist|sind)\b(?!.*\bworden\b)")
"""`ist abgeschlossen` can be the perfect or a state to come."""
_EFFECT = re.compile(
    r"\b(?:[Ww]irkung (?:zum|vom|per|auf den)|(?:[Ww]irkung )?[Aa]b|[Pp]er|[Zz]um|[Aa]uf)(?: de[mn])? $"
)
"""In front of the day on which what was decided takes effect."""
_RELATIVE = re.compile(
    r", (?:in |an |auf |mit |bei |von |für )?(?:der|die|das|den|dem|deren|dessen|denen|wo|welche[rsmn]?) [^,;:.§]{3,120},(?=[^§]*§)"
)
"""A relative clause in front of `§`, whose verb is not that of the sentence: `hat vom eActros, der hier gefertigt wird, bis § … verbucht`."""
_COUNTED_THEN = re.compile(r"[^\W\d_], +§ +[0-9][0-9.,’' ]*(?:\s[^\W\d_]+)?, +(?P<verb>[a-zäöüß]+)")
"""A number beside a date that stands between a noun and its verb was counted then: `die Belegschaft, Ende Juni 31.142, dürfte …`."""
_COUNTED_ALONE = re.compile(r"\s*§\s+[0-9][0-9.,’' ]*(?:\s[^\W\d_]+)?\s*")
"""What holds nothing but the end of a time and a number was counted, too: `(Ende November 300 Stück)`."""
_LAST_WORDS = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[ („\"]*(?:d(?:en|em|er|as|ie)[ ])?[ („\"]*$")


class Resolver:
    """Gives the expressions of one text their values; see `resolve`."""

    def __init__(
        self,
        text: str,
        published: date | None,
        country: str | None,
        scope: str = "release",
        moment: datetime | None = None,
    ) -> None:
        self.text = text
        self.moment = moment
        self.anchor = published
        self.country = country
        self.focus: list[Focus] = []
        self.narrative = scope == "wide"
        self.whole = scope == "whole"
        self.following: dict[int, Expr] = {}  # start of an expression -> the next one
        self.named: list[tuple[int, str, str | None]] = []  # all dates so far: where they end, their values and mods
        self.firm = False  # whether words told the tense that was read last
        self.latest = (0, date.min)  # the day that was named last, and where it ends
        self.verbal = False  # whether the clause that was read last has a verb
        self.fiscal_start: int | None = None  # first month of the fiscal year
        self.fiscal_named: str | None = None  # the fiscal year of the headline
        self.fiscal_running = 0  # the year in which the one begins that is running, as the headline tells
        self.fiscal_days = True  # its parts are given to the day, not to the month
        self.fiscal_half = False  # halves without a year are those of the fiscal year

    def resolve(self, exprs: list[Expr]) -> list[Mention]:
        """Values in two passes: first what stands by itself, then what refers to the periods that were named."""
        if self.anchor is None:
            self.anchor_year = next((e.first.year for e in exprs if e.first.year), None)
        else:
            self.anchor_year = self.anchor.year
        self._read_fiscal_calendar(exprs)
        self.following = {one.start: two for one, two in itertools.pairwise(exprs)}
        values: dict[int, tuple[str, bool] | None] = {}
        for i, expr in enumerate(exprs):
            if expr.type == "DATE" and not expr.first.previous and not self._leans_on_focus(expr):
                values[i] = self._value(expr)
                self._note_focus(expr, values[i])
            elif expr.type == "DURATION" and (counted := self._counted_months(expr)):
                self.focus.append(Focus(expr.start, expr.end, counted))
        self.named = []
        for i, expr in enumerate(exprs):
            if i not in values and expr.type == "DATE":
                values[i] = self._value(expr)
            found = values.get(i)
            if found and span(found[0]):
                self.named.append((expr.end, found[0], expr.mod))
        mentions = []
        for i in range(len(exprs)):
            mention = self._mention(exprs, i, values)
            if mention:
                mentions.append(mention)
        return mentions

    def _counted_months(self, expr: Expr) -> str | None:
        """`Nach vier Monaten stehen … zu Buche`, `in den elf Monaten des Jahres`: the months of the year that are over; None for other lengths."""
        months = re.fullmatch(r"P([2-9]|1[01])M", expr.value or "")
        told = _COUNTED_UP.search(self.text[max(expr.start - 14, 0) : expr.start])
        if months is None or self.anchor is None or told is None:
            return None
        end = month_end(self.anchor.year - (int(months[1]) >= self.anchor.month), int(months[1]))
        over = 0 <= (self.anchor - end).days <= _RECENT
        return f"{end.year:04d}-01/{end.year:04d}-{int(months[1]):02d}" if over else None

    @staticmethod
    def _leans_on_focus(expr: Expr) -> bool:
        return expr.first.unit == "edge_year"

    def _mention(self, exprs: list[Expr], i: int, values: dict[int, tuple[str, bool] | None]) -> Mention | None:
        expr = exprs[i]
        if expr.type in ("DURATION", "SET"):
            value: tuple[str, bool] | None = (expr.value, False) if expr.value else None
        elif expr.type == "TIME":
            value = self._time(exprs, i, values)
        else:
            value = values[i]
        if value is None:
            return None
        found, inferred = value
        kind, start, mod = expr.type, expr.start, self._mod(expr, found)
        if kind == "DATE" and "T" in found and found[:1].isdecimal():
            kind = "TIME"
        if kind == "DATE" and found.startswith("P") and not found.startswith(("PRESENT", "PAST")):
            kind, start, mod = "DURATION", self._without_preposition(expr), expr.mod
        first, last = self._bounds(found, mod) if kind in ("DATE", "TIME") else (None, None)
        time = TimeValue(type=kind, value=found, mod=mod, start=first, end=last, inferred=inferred or None)
        return Mention(start, expr.end, kind, f"date.{expr.rule}", time)

    def _bounds(self, value: str, mod: str | None) -> tuple[str | None, str | None]:
        """First and last day; those of a fiscal year where the text says when it begins."""
        if self.fiscal_start and mod is None and re.fullmatch(r"\d{4}/\d{4}", value) and self._fiscal_of(value):
            year = int(value[:4])
            end = month_end(*add_months(year, self.fiscal_start, 11))
            return date(year, self.fiscal_start, 1).isoformat(), end.isoformat()
        return bounds(value, mod)

    def _mod(self, expr: Expr, value: str) -> str | None:
        if expr.mod or expr.type != "DATE":
            return expr.mod
        before = self.text[max(expr.start - 26, 0) : expr.start]
        if (expr.first.season or expr.first.holiday) and _BEFORE.search(before):
            return "BEFORE"
        if "stens " not in before:
            return None
        if re.search(r"[Ff]rühestens (?:[a-z]{2,3} )?(?:[a-z]{2,3} )?$", before):
            return "ON_OR_AFTER"
        if re.search(r"[Ss]pätestens (?:[a-z]{2,3} )?(?:[a-z]{2,3} )?$", before):
            return "ON_OR_BEFORE"
        return None

    def _without_preposition(self, expr: Expr) -> int:
        words_between = "" if self.narrative else r"(?:(?:rund|etwa|circa|ca\.?|knapp|gut|über|fast|ungefähr) )?"
        found = re.match(
            rf"(?:in|vor)\s+{words_between}",
            self.text[expr.start : expr.end],
            re.I,
        )
        return expr.start + (found.end() if found else 0)

    # --- the fiscal calendar of the release

    def _read_fiscal_calendar(self, exprs: list[Expr]) -> None:
        for one, two in itertools.pairwise(exprs):
            point = one.first
            gap = self.text[one.end : two.start]
            if (
                len(gap) > 30
                or two.type != "DATE"
                or not (point.fiscal or point.fiscal_head or point.half or point.quarter or point.months)
            ):
                continue
            if two.last is not None and two.first.day in (1, None) and _EXPLAINED.fullmatch(gap) and two.first.month:
                offset = ((point.half or 1) - 1) * 6 + ((point.quarter or 1) - 1) * 3
                self.fiscal_start = (two.first.month - offset - 1) % 12 + 1
                self.fiscal_half = self.fiscal_half or bool(point.half or point.quarter or point.months)
                self.fiscal_days = two.first.day is not None
            elif (
                two.last is None
                and (two.first.day or 0) >= 28
                and (point.fiscal or point.fiscal_head)
                and two.first.month
            ):
                if re.search(r"(?:das am|das zum|per|Stichtag:?|bis|zum|endet|\()\s*(?:dem |zum )?$", gap):
                    over = 6 * (point.half or 0) or 3 * (point.quarter or 0) or point.months or 12
                    self.fiscal_start = (two.first.month - over) % 12 + 1
                    self.fiscal_half = self.fiscal_half or over < 12
                    self.fiscal_days = self.fiscal_days or over < 12
            elif two.last is None and two.first.month and two.first.day is None and point.fiscal_head:
                if _FISCAL_END.fullmatch(gap) and re.match(
                    r" (?:endet|abschließt|abschliesst)\b", self.text[two.end : two.end + 12]
                ):
                    self.fiscal_start = two.first.month % 12 + 1
                    self.fiscal_half, self.fiscal_days = True, False
        if self.fiscal_start is None:
            self._read_fiscal_months(exprs)
        if self.fiscal_start is None:
            self._read_fiscal_end(exprs)
        if self.fiscal_start == 1:
            self.fiscal_start, self.fiscal_half = None, False
        named = next((e.first for e in exprs if e.first.fiscal and e.end < _HEADLINE and not e.first.season), None)
        if named is not None and named.fiscal:
            self.fiscal_named = f"{named.fiscal:04d}/{named.fiscal + 1:04d}"
            self.fiscal_running = named.fiscal + (not _is_part_of_year(named))

    def _read_fiscal_months(self, exprs: list[Expr]) -> None:
        """`im ersten Halbjahr 2025/26 … in den sechs Monaten von Oktober bis März`: months as many as those of the part."""
        part = next((e.first for e in exprs if e.first.fiscal and e.last is None and _is_part_of_year(e.first)), None)
        if part is None:
            return
        length = 6 if part.half else 3 if part.quarter else part.months or 0
        for expr in exprs:
            first, last = expr.first.month, expr.last.month if expr.last else None
            if first and last and (last - first) % 12 + 1 == length and expr.first.day in (1, None):
                offset = ((part.half or part.quarter or 1) - 1) * length
                self.fiscal_start = (first - offset - 1) % 12 + 1
                self.fiscal_half, self.fiscal_days = True, expr.first.day is not None
                return

    def _read_fiscal_end(self, exprs: list[Expr]) -> None:
        """`Das Geschäftsjahr endet am 30. September.`"""
        for expr in exprs:
            month, day = expr.first.month, expr.first.day
            if month and expr.last is None and (day is None or day >= 28):
                left, right = self.text[max(expr.start - 80, 0) : expr.start], self.text[expr.end : expr.end + 14]
                if _FISCAL_ENDS.search(left + "§" + right):
                    self.fiscal_start, self.fiscal_half = month % 12 + 1, True
                    return

    # --- what a point's value is

    def _value(self, expr: Expr) -> tuple[str, bool] | None:
        try:
            return self._checked(expr)
        except (ValueError, OverflowError):
            return None

    def _checked(self, expr: Expr) -> tuple[str, bool] | None:
        year = expr.first.year
        if expr.first.loose and self.anchor and year and not -300 < year - self.anchor.year < 60:
            return None  # four digits that nothing announces as a year
        if expr.last is None:
            return self._point(expr.first, expr)
        last = self._point(expr.last, expr)
        if last is None:
            return None
        first = expr.first
        year = _year_of(last[0])
        if first.year is None and first.short_year is None and year is not None and first.year_shift is None:
            later = ((expr.last.month or 0), (expr.last.day or 0))
            first.year = year - (((first.month or 0), (first.day or 0)) > later)
        one = self._point(first, expr)
        if one is None:
            return None
        if one[0] == last[0] or (span(one[0]) and span(last[0]) and not span(f"{one[0]}/{last[0]}")):
            return None
        return f"{one[0]}/{last[0]}", last[1]

    def _point(self, point: Point, expr: Expr) -> tuple[str, bool] | None:
        if point.reference:
            return point.reference, False
        for reader in (self._of_previous, self._of_shift, self._of_decade, self._of_year):
            value = reader(point, expr)
            if value is not None:
                return value if value[0] else None
        return None

    def _of_decade(self, point: Point, expr: Expr) -> tuple[str, bool] | None:
        if point.century is not None:
            return f"{point.century:02d}", False
        if point.decade is None:
            return None
        if point.decade >= 1000:
            return f"{point.decade // 10}", False
        if self.anchor_year is None:
            return f"XX{point.decade // 10}", False
        year = self.anchor_year - self.anchor_year % 100 + point.decade
        before = self.text[max(expr.start - 30, 0) : expr.start]
        opens = re.search(r"(?:[Ii]n die|[Aa]b den|kommenden|nächsten|Ende der|Mitte der|Anfang der) $", before)
        ahead = (opens or expr.mod) and self._tense(expr) >= (0 if opens else 1)
        if year > self.anchor_year and not (ahead and year - self.anchor_year < 30):
            year -= 100
        return f"{year // 10}", True

    def _of_year(self, point: Point, expr: Expr) -> tuple[str, bool] | None:
        """Everything that is a year or lies in one."""
        if point.fiscal is not None:
            return self._in_fiscal(point, point.fiscal), False
        year = point.year
        inferred = False
        if point.short_year is not None:
            if self.anchor_year is None:
                return f"XX{point.short_year:02d}" + _part_of_year(point, "")[0:0], False
            year = two_digit_year(point.short_year, self.anchor_year)
        if point.nth and point.unit == "month":
            if self.anchor is None:
                return UNKNOWN, False
            first, month = add_months(self.anchor.year, self.anchor.month, point.shift or 0)
            return _nth(*point.nth, date(first, month, 1), month_end(first, month)) or "", True
        if year is None and point.year_shift is not None:
            if self.anchor_year is None:
                return UNKNOWN + _part_of_year(point, UNKNOWN), False
            if point.fiscal_head and self.fiscal_start:
                running = self._running_fiscal(point.year_shift)
                return (self._in_fiscal(point, int(running[:4])) if running[:1].isdecimal() else running), True
            if point.fiscal_head and self.fiscal_named and not _is_part_of_year(point):
                shift = (
                    point.year_shift
                    if point.year_shift <= 0 or self.fiscal_running == int(self.fiscal_named[:4])
                    else 0
                )
                first_year = self.fiscal_running + shift  # what comes is the year after the one that is reported
                return f"{first_year:04d}/{first_year + 1:04d}", True
            year = self._shifted_year(point, expr)
            inferred = True
        if self.fiscal_start and self.fiscal_half and year is None and (point.half or point.quarter or point.months):
            return self._fiscal_half_of(point)
        if point.weekday and point.month is None:
            return self._weekday(point, expr)
        if point.weekend:
            return self._weekend(point, expr)
        if year is None:
            year = self._infer_year(point, expr)
            if year is None:
                return UNKNOWN + _part_of_year(point, UNKNOWN), False
            inferred = True
        value = self._in_year(point, year)
        return (value or "", inferred)

    def _in_year(self, point: Point, year: int) -> str | None:
        if not 0 < year < 10000:
            return None
        if point.holiday:
            day = self._holiday(point.holiday, year)
            if day and point.nth:
                day = _weekday_from(day, *point.nth)
            return day.isoformat() if day else None
        if point.nth:
            return _nth(*point.nth, *(span(f"{year:04d}" + _part_of_year(point, f"{year:04d}")) or (None, None)))
        if point.months:
            return f"{year:04d}-01/{year:04d}-{point.months:02d}"
        if point.day is not None:
            if point.month is None:
                return self._day_alone(point.day)
            day = make_day(year, point.month, point.day)
            return day.isoformat() if day else None
        return f"{year:04d}" + _part_of_year(point, f"{year:04d}")

    def _day_alone(self, number: int) -> str | None:
        """The next day with the number, for `am 6.`; XXXX-XX-06 without an anchor."""
        if self.anchor is None:
            return f"{UNKNOWN}-XX-{number:02d}"
        days = (self.anchor + timedelta(days=ahead) for ahead in range(62))
        return next((found.isoformat() for found in days if found.day == number), None)

    def _holiday(self, rule: str, year: int) -> date | None:
        return holiday(_national(rule, self.country), year)

    def _shifted_year(self, point: Point, expr: Expr) -> int:
        return (self.anchor_year or 0) + (point.year_shift or 0)

    # --- the fiscal year

    def _running_fiscal(self, shift: int) -> str:
        if self.anchor is None or not self.fiscal_start:
            return UNKNOWN
        first = self.anchor.year - (self.anchor.month < self.fiscal_start) + shift
        return f"{first:04d}/{first + 1:04d}"

    def _in_fiscal(self, point: Point, first: int) -> str:
        whole = f"{first:04d}/{first + 1:04d}"
        months = 6 if point.half else 3 if point.quarter else point.months
        if not months:
            return whole
        if not self.fiscal_start:
            return whole + _part_of_year(point, "") if not point.months else whole
        offset = ((point.half or point.quarter or 1) - 1) * months
        year, month = add_months(first, self.fiscal_start, offset)
        end = month_end(*add_months(year, month, months - 1))
        exact = 10 if self.fiscal_days else 7
        return f"{date(year, month, 1).isoformat()[:exact]}/{end.isoformat()[:exact]}"

    def _fiscal_half_of(self, point: Point) -> tuple[str, bool]:
        if self.anchor is None or self.fiscal_start is None:
            return UNKNOWN + _part_of_year(point, UNKNOWN), False
        for first in (self.anchor.year, self.anchor.year - 1, self.anchor.year - 2):
            value = self._in_fiscal(point, first)
            if value.partition("/")[2] <= self.anchor.isoformat()[: 10 if self.fiscal_days else 7]:
                return value, True
        return value, True

    # --- what the text leaves open

    def _infer_year(self, point: Point, expr: Expr) -> int | None:
        """The year that tense and distance choose: of the last time it was and the next time it will be."""
        if self.anchor is None:
            return None
        for reach in (1, 8):  # 29 February needs more years than one
            spans = self._spans(point, range(self.anchor.year - reach, self.anchor.year + reach + 1))
            past = max((y for y, (first, _) in spans.items() if first <= self.anchor), default=None)
            future = min((y for y, (_, last) in spans.items() if last >= self.anchor), default=None)
            if past is not None and future is not None:
                break
        if past is None or future is None or past == future:
            inside = past if past is not None else future
            return None if inside is None else inside + self._step_from(point, expr, spans[inside][1])
        tense = self._tense(expr)
        if not self.whole and (point.day is not None or point.holiday or (point.month and not self.firm)):
            near = self._much_nearer(spans, past, future, tense)
            if near is not None and not (near == future and self._happened(point, expr)):
                return near
        reported = not self.whole and (point.quarter or point.half or point.months)
        announced = tense > 0 and self.firm and not re.search(r"\d", self._clauses(expr)[0])
        counted = re.search(r"\d", self._clauses(expr)[0]) and _distance_between(self.anchor, spans[past]) <= _NEAR
        if reported and not announced and (counted or self._much_nearer(spans, past, future, tense) == past):
            return past  # what is just over, also in the present tense: `kommt im dritten Quartal auf 9.112`
        if not self.firm and not self.whole and self._continues_agenda(expr, spans[future][0]):
            return future
        if tense == 0:
            behind, ahead = self.anchor - spans[past][1], spans[future][0] - self.anchor
            limit = timedelta(days=_RECENT) if self.verbal or self.whole else ahead
            return past if behind <= min(ahead, limit) else future
        return past if tense < 0 else future

    def _happened(self, point: Point, expr: Expr) -> bool:
        """`die im Mai verschüttet worden sind`: in a month that has a preposition of its own, so that none of a plan is meant."""
        told = (
            point.month
            and point.day is None
            and re.search(r"\b[Ii]m $", self.text[max(expr.start - 4, 0) : expr.start])
        )
        return bool(told) and bool(re.search(r"\bworden (?:ist|sind|war|waren)\b", self._clauses(expr)[0]))

    def _step_from(self, point: Point, expr: Expr, last: date) -> int:
        """Years to go from the period that the anchor lies in: 1 for `noch vor dem Sommer`, -1 for what is reported of it."""
        left = last - (self.anchor or last)
        if point.season and left and _BEFORE.search(self.text[max(expr.start - 9, 0) : expr.start]):
            return 1
        reported = (point.months or point.half) and left > timedelta(days=_RECENT) and self._tense(expr) < 0
        return -1 if reported else 0  # it is reported at its end

    def _much_nearer(self, spans: dict[int, tuple[date, date]], past: int, future: int, tense: int) -> int | None:
        """The year of the reading that is near where the other is most of a year away, else None."""
        near, far = sorted((past, future), key=lambda year: _distance_between(self.anchor, spans[year]))
        most = _NEAR // 2 if tense < 0 and self.firm and near == future else _NEAR
        close = _distance_between(self.anchor, spans[near]) <= most
        return near if close and _distance_between(self.anchor, spans[far]) >= _FAR else None

    def _spans(self, point: Point, years: range) -> dict[int, tuple[date, date]]:
        """Year -> what an underspecified point covers in it; years that do not have it (29 February) are missing."""
        values = ((year, self._in_year(point, year)) for year in years)
        return {year: days for year, value in values if value and (days := span(value))}

    def _continues_agenda(self, expr: Expr, ahead: date) -> bool:
        """Whether the day named last is still to come, and this one comes after it: dates of a calendar ascend."""
        place, day = self.latest
        near = 0 <= expr.start - place < 120 and ahead - day < timedelta(days=200)
        return bool(self.anchor) and near and (self.anchor or date.min) < day < ahead

    def _clauses(self, expr: Expr) -> tuple[str, str]:
        """The clause around an expression and the sentence around it, the expression cut out."""
        left, right = (
            _ASIDE.sub(lambda aside: " " * len(aside[0]), side)
            for side in (self.text[max(expr.start - 300, 0) : expr.start], self.text[expr.end : expr.end + 300])
        )
        cut = 0
        for found in _SENTENCE.finditer(left):
            cut = found.end()
        left = left[cut:]
        stop = _SENTENCE.search(right)
        right = right[: stop.start()] if stop else right
        cut = 0
        for found in _CLAUSE.finditer(left):
            cut = found.end()
        stop = _CLAUSE.search(right)
        near = right[: stop.start()] if stop else right
        second = _NEXT_VERB.search(near)
        return left[cut:] + " § " + (near[: second.start()] if second else near), left + " § " + right

    def _tense(self, expr: Expr) -> int:
        """-1 where the words around look back, 1 where they look ahead, 0 where they do not tell."""
        if self.whole:
            return 0
        before, after = self.text[max(expr.start - 40, 0) : expr.start], self.text[expr.end : expr.end + 60]
        last = _LAST_WORDS.search(before[-20:])
        word = last[1].lower() if last else ""
        self.firm = True
        if word == "seit" or (" als " in before and _COMPARED.search(before)) or self._is_of_beginning(expr):
            return -1
        attribute = _ATTRIBUTE.match(after)
        if (
            attribute
            and len(attribute[0].split()) == 1
            and word != "ab"  # `auf der ab September gebrauchte Module geprüft werden`
            and attribute["word"] not in _tense_words()["no_preterite"]
        ):
            ahead = attribute["word"].startswith(
                ("geplant", "vorgesehen", "erwartet", "anstehend", "beginnend", "stattfind")
            )
            return 1 if ahead else -1
        clause, sentence = self._clauses(expr)
        if _EFFECT.search(before) and _decided(clause):
            return 1
        if _INTO.search(before) and any(word.lower() in _tense_words()["put off"] for word in _WORD.findall(clause)):
            return 1
        then = _COUNTED_THEN.search(sentence)
        if (then and _signs(then["verb"])) or (expr.mod == "END" and _COUNTED_ALONE.fullmatch(clause)):
            return -1
        tense = tense_of(clause)
        if tense is None or (tense == 0 and _is_half_said(clause)):
            near = tense_of(_around(_RELATIVE.sub(" ", sentence)))
            tense = tense_of(sentence) if near is None else near
        self.verbal = tense is not None
        self.firm = bool(tense) and not (tense == -1 and _STATE.search(clause))
        if tense:
            return tense
        return 1 if word in ("ab", "bis", "zum", "mit", "per") and tense is not None else 0

    def _is_of_beginning(self, expr: Expr) -> bool:
        """`seit dem Abgang des Vorgängers Ende März`: the date of a noun that `seit` begins with, no verb in between."""
        since = _SINCE_NOUN.search(self.text[max(expr.start - 90, 0) : expr.start])
        if since is None:
            return False
        signs = [_signs(word) for word in _WORD.findall(since["noun"])]
        finite = _PLANNED | _PAST | _AHEAD | _AUXILIARY | _HAPPENING | _PLAIN
        return not any(sign & finite for sign in signs) and not _FINITE.search(since["noun"])

    # --- weekdays

    def _weekday(self, point: Point, expr: Expr) -> tuple[str, bool]:
        if self.anchor is None or point.weekday is None:
            return f"{UNKNOWN}-WXX-{point.weekday}", False
        behind = (self.anchor.isoweekday() - point.weekday) % 7
        past, future = self.anchor - timedelta(days=behind), self.anchor + timedelta(days=(7 - behind) % 7)
        tense = self._tense(expr)
        said = tense == 0 and any(_PARTICIPLE.fullmatch(word) for word in _WORD.findall(self._clauses(expr)[0]))
        ahead = (tense > 0 or ((self.verbal or self.whole) and tense == 0 and not said)) and not re.search(
            r"\bwurden?\b", self._clauses(expr)[1]
        )
        return (future if ahead else past).isoformat(), True

    def _weekend(self, point: Point, expr: Expr) -> tuple[str, bool]:
        dated = self.following.get(expr.start)
        if dated and dated.first.day and _APPOSED.fullmatch(self.text[expr.end : dated.start]):
            value = self._value(dated)
            days = span(value[0]) if value else None
            if value and days:
                return week_value(days[0]) + "-WE", value[1]
        if self.anchor is None:
            return f"{UNKNOWN}-WXX-WE", False
        shift = point.shift or 0
        day = self.anchor + timedelta(weeks=shift)
        if point.shift is None and self.anchor.isoweekday() < 6 and self._tense(expr) <= 0:
            day = self.anchor - timedelta(weeks=1)
        return week_value(day) + "-WE", True

    # --- steps from the anchor

    def _of_shift(self, point: Point, expr: Expr) -> tuple[str, bool] | None:
        unit, shift = point.unit, point.shift or 0
        if unit is None or point.nth or (point.weekend and unit == "week"):
            return None
        if unit == "turn":
            return self._turn(point, expr)
        if self.anchor is None and not (point.previous or "").startswith("@"):
            return ("XXXX-XX-XX" if unit == "day" else UNKNOWN), False
        reader: Callable[[Point, Expr, int], tuple[str, bool] | None] = {
            "day": self._day, "week": self._week, "month": self._month, "quarter": self._quarter, "half": self._half,
            "season": self._season, "decade": self._decade, "century": self._century, "weekday": self._weekday_shift,
            "edge_year": self._edge_year,
        }.get(unit, self._distance)  # fmt: skip
        return reader(point, expr, shift)

    def _day(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        assert_anchor = self.anchor or date.min
        if (
            shift == 0
            and not self.whole
            and point.part is None
            and expr.type == "DATE"
            and expr.rule == "deictic"
            and self._nowadays(expr)
        ):
            return "PRESENT_REF", False
        return (assert_anchor + timedelta(days=shift)).isoformat(), True

    def _nowadays(self, expr: Expr) -> bool:
        """Whether `heute` means these days and not this day."""
        before, after = self.text[max(expr.start - 20, 0) : expr.start], self.text[expr.end : expr.end + 40]
        if re.search(r"\b[Bb]is $", before):
            return True
        if re.search(r"\b(?:[Aa]b|[Ss]eit|[Vv]on) $", before) or re.match(
            r"[ ,]*(?:um|ab|zwischen|von|gegen)? ?[0-9]{1,2}[.:][0-9]{2}|,? (?:um|ab) [0-9]", after
        ):
            return False
        if re.match(r" (?:\([^)]{1,20}\)|[A-ZÄÖÜ][a-zäöü]+tag\b|,? [0-9]{1,2}\.)", after):
            return False
        if re.search(r"\b(?:schon|bereits|noch|auch|erst) $", before) or re.match(r" (?:noch|schon|bereits)\b", after):
            return True
        clause, sentence = self._clauses(expr)
        if any(word in _tense_words()["punctual"] for word in _WORD.findall(clause)):
            return False
        if _TOLD_TODAY.match(clause) and sentence.endswith(clause):
            return tense_of(sentence) != -1  # `…, sagte die Chefin, heute bei der Jahreskonferenz in Wien.`
        return (tense_of(clause, perfect_only=True) or 0) >= 0

    def _week(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        day = (self.anchor or date.min) + timedelta(weeks=shift)
        if point.weekday:
            return (day + timedelta(days=point.weekday - day.isoweekday())).isoformat(), True
        return week_value(day), True

    def _month(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        anchor = self.anchor or date.min
        if point.month is None:
            year, month = add_months(anchor.year, anchor.month, shift)
            return f"{year:04d}-{month:02d}", True
        year = anchor.year
        if shift < 0:
            year += shift + (point.month < anchor.month)
        if shift > 0:
            year += shift - (point.month > anchor.month)
        return f"{year:04d}-{point.month:02d}", True

    def _quarter(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        return self._running_part(expr, "Q", 3, shift)

    def _half(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        return self._running_part(expr, "H", 6, shift)

    def _running_part(self, expr: Expr, unit: str, months: int, shift: int) -> tuple[str, bool] | None:
        """The quarter or half that the anchor lies in, or `shift` away; what looks back means the one that is reported."""
        if shift == 0 and not self.whole and self._tense(expr) < 0:
            return self._reported_part(expr, unit, 0)  # `zum Quartalsende waren`, `in diesem Quartal sank`
        anchor = self.anchor or date.min
        year, month = add_months(anchor.year, anchor.month, shift * months)
        return f"{year:04d}-{unit}{(month + months - 1) // months}", True

    def _season(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        anchor = self.anchor or date.min
        known = {y: span(f"{y:04d}-{point.season}") for y in range(anchor.year - 2, anchor.year + 3)}
        if shift < 0:
            year = max(y for y, days in known.items() if days and days[1] < anchor)
        elif shift > 0:
            year = min(y for y, days in known.items() if days and days[0] > anchor)
        else:  # the one that the day lies in, else that of the year
            year = next((y for y, days in known.items() if days and days[0] <= anchor <= days[1]), anchor.year)
        return f"{year:04d}-{point.season}", True

    def _decade(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        return f"{(self.anchor or date.min).year // 10 + shift}", True

    def _century(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        return f"{(self.anchor or date.min).year // 100 + shift}", True

    def _weekday_shift(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        anchor = self.anchor or date.min
        if shift == 0:
            if self._tense(expr) < 0:
                return (anchor - timedelta(days=(anchor.isoweekday() - (point.weekday or 1)) % 7)).isoformat(), True
            return (anchor + timedelta(days=((point.weekday or 1) - anchor.isoweekday()) % 7)).isoformat(), True
        if shift < 0:
            behind = (anchor.isoweekday() - (point.weekday or 1)) % 7 or 7
            return (anchor - timedelta(days=behind)).isoformat(), True
        ahead = ((point.weekday or 1) - anchor.isoweekday()) % 7 or 7
        return (anchor + timedelta(days=ahead + 7 * (shift - 1))).isoformat(), True

    def _edge_year(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        anchor = self.anchor or date.min
        year = anchor.year
        tense = self._tense(expr)
        if expr.mod == "END" and tense < 0 and anchor.month < 11:
            year -= 1
        elif expr.mod == "START" and tense < 0:
            focus = self._spoken_of(expr, lambda value: _year_of(value) is not None)
            spoken = _year_of(focus) if focus else None
            if spoken == year - 1 and anchor.month <= 3:
                year = spoken
        elif expr.mod == "START" and tense > 0 and anchor.month > 1 and not self._dated_otherwise(expr):
            year += 1
        return f"{year:04d}", True

    def _dated_otherwise(self, expr: Expr) -> bool:
        """Whether the clause has a year of its own, so that its verb says nothing of `zu Jahresbeginn`."""
        return bool(re.search(r"\b[12][0-9]{3}\b", self._clauses(expr)[0]))

    def _turn(self, point: Point, expr: Expr) -> tuple[str, bool] | None:
        if point.fiscal is not None:
            return f"{point.fiscal + 1:04d}-01-01", False
        if point.year is not None:
            return f"{point.year + 1:04d}-01-01", False
        if self.anchor is None:
            return UNKNOWN, False
        year = self.anchor.year
        tense = self._tense(expr)
        if _STOCK.search(self._clauses(expr)[0]) or _AS_AT.search(self.text[max(expr.start - 24, 0) : expr.start]):
            expr.mod = "END"  # `zum Jahreswechsel standen 6.900 Menschen unter Vertrag`
            return f"{year - (tense <= 0):04d}", True
        if self.anchor.month <= 6 and tense <= 0:
            year -= 1
        return f"{year + 1:04d}-01-01", True

    def _distance(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        """`vor zwei Jahren`: the point, as exact as its unit; `in zwei Jahren` is a duration where nothing looks ahead."""
        anchor, unit = self.anchor or date.min, point.unit or ""
        number = Decimal((point.previous or "@0")[1:])
        if self.narrative and number < 0:  # annotated newspapers mark `sechs Jahren` alone, as a length
            return expr.value or _duration(abs(number), unit), False
        if unit == "SUM" or (unit.startswith("T") and self.moment):
            return self._by_units(expr, number > 0 and not self.moment and self._tense(expr) <= 0 and not self.whole)
        if unit.startswith("T") or (number > 0 and not self.whole and self._is_length(expr, unit)):
            return _duration(abs(number), unit), False
        if self.anchor is None:
            return UNKNOWN, False
        whole = int(number)
        if unit == "D":
            return (anchor + timedelta(days=whole)).isoformat(), True
        if unit == "W":
            return week_value(anchor + timedelta(weeks=whole)), True
        if unit == "Y" and number == -1 and not self.whole and (base := self._dated_in_sentence(expr)):
            return previous_year(base), True
        months = int(number * {"Y": 12, "Q": 3, "QU": 3, "H": 6}.get(unit, 1))
        year, month = add_months(anchor.year, anchor.month, months)
        return (f"{year:04d}" if unit == "Y" and number == whole else f"{year:04d}-{month:02d}"), True

    def _dated_in_sentence(self, expr: Expr) -> str | None:
        """The month or day that a comparison with `vor einem Jahr` is of, where its sentence names it."""
        if not _THAN.search(self.text[max(expr.start - 40, 0) : expr.start]) or not self.named:
            return None
        end, value, _ = self.named[-1]
        near = expr.start - end < 300 and not _SENTENCE.search(self.text, end, expr.start)
        return value if near and re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", value) else None

    def _is_length(self, expr: Expr, unit: str) -> bool:
        """Whether `in zwei Wochen` says how long something took: in the past; in the present, of weeks and days."""
        tense = self._tense(expr)
        if self.anchor is None or tense < 0:
            return True
        done = any(_PARTICIPLE.fullmatch(word) for word in _WORD.findall(self._clauses(expr)[0]))
        return tense == 0 and (unit in ("W", "D") or done or not self.verbal)

    def _by_units(self, expr: Expr, length: bool) -> tuple[str, bool] | None:
        """`vor 2 Jahren und 3 Monaten`, `in 5 Minuten`: to the minute where a unit of the clock is named."""
        if self.anchor is None or length:
            return (expr.value, False) if expr.value else None
        found = datereader.moment(self.text[expr.start : expr.end], self.moment or datereader.midnight(self.anchor))
        if found is None:
            return (expr.value, False) if expr.value else None
        units = expr.value or ""
        if "T" in units:
            return f"{found:%Y-%m-%dT%H:%M}", True
        if "W" in units and "D" not in units:
            return week_value(found.date()), True
        return found.date().isoformat()[: 10 if "D" in units else 7], True

    # --- what refers to the period that is spoken of

    def _of_previous(self, point: Point, expr: Expr) -> tuple[str, bool] | None:
        if not point.previous or point.previous.startswith("@"):
            return None
        unit, _, count = point.previous.partition(":")
        if unit == "S":
            return (f"{self.anchor.year - 1:04d}-{count}", True) if self.anchor else (f"{UNKNOWN}-{count}", False)
        shift = int(count)
        if expr.rule == "later" and shift > 0:
            return self._after_last_named(expr, unit, shift)
        if self.anchor is None and not self.focus:
            return UNKNOWN, False
        if expr.rule == "later" and unit == "M":
            return self._before_last_named(expr, shift)
        if unit == "L":
            return self._year_before(expr)
        if unit == "R":
            return self._reported_year(expr)
        if unit == "P":
            return self._same_period(point, expr, shift)
        if unit == "Y":
            return self._year_from_focus(point, expr, shift)
        if unit == "M":
            value = self._spoken_of(expr, _is_month, main=True)
            if value is None and shift == 0:
                return self._reported_month(expr)
            if value is None:
                return self._month(Point(), expr, shift) if self.anchor else ("", False)
            year, month = add_months(int(value[:4]), int(value[5:7]), shift)
            return f"{year:04d}-{month:02d}", True
        if unit == "H" or (unit == "Q" and shift == 0):
            return self._reported_part(expr, unit, shift)
        if unit == "Q":
            value = self._spoken_of(expr, lambda v: "-Q" in v or _is_quarter(v), main=True)
            if value is not None and _is_quarter(value):
                earlier = previous_year(value)
                calendar = not self.fiscal_start and int(earlier[5:7]) % 3 == 1
                named = f"{earlier[:4]}-Q{int(earlier[5:7]) // 3 + 1}" if calendar else earlier
                return (named, True) if shift == -4 else ("", False)
            if value is None:  # a year before the quarter that the text reports on, else the one just over
                return self._quarter(Point(), expr, min(shift, -1) - (shift == -4)) if self.anchor else ("", False)
            year, month = add_months(int(value[:4]), int(value[6]) * 3, shift * 3)
            return f"{year:04d}-Q{month // 3}", True
        anchor = self.anchor or date.min
        days = timedelta(days=shift * (7 if unit == "W" else 1))
        return (week_value(anchor + days) if unit == "W" else (anchor + days).isoformat()), True

    def _reported_part(self, expr: Expr, unit: str, shift: int) -> tuple[str, bool] | None:
        """`im Halbjahr`, `im Berichtsquartal`: the one that is spoken of, else the last that was over; `shift` in its unit."""
        value = self._spoken_of(expr, lambda v: _is_part(v, unit), main=True)
        if value is None:
            if self.anchor is None:
                return UNKNOWN, False
            return (self._half if unit == "H" else self._quarter)(Point(), expr, shift - 1)
        named = re.fullmatch(r"(\d{4})-(01/\1-06|07/\1-12)", value) if unit == "H" and not self.fiscal_start else None
        if named:  # `von Januar bis Juni … Im Halbjahr`
            value = f"{named[1]}-H{1 + (named[2][:2] == '07')}"
        if shift == -1:
            days = span(value)
            day = days[0] - timedelta(days=1) if days else date.min
            return f"{day.year:04d}-H{(day.month + 5) // 6}", True
        return (previous_year(value) if shift else value), True

    def _reported_month(self, expr: Expr) -> tuple[str, bool]:
        """`im Berichtsmonat`: the last of the months that are spoken of, else the last that was over."""
        value = self._spoken_of(expr, lambda v: re.fullmatch(r"(\d{4})-\d\d/\1-\d\d", v) is not None, main=True)
        if value is not None:
            return value[8:], True
        return self._month(Point(), expr, -1) or ("", False) if self.anchor else (UNKNOWN, False)

    def _after_last_named(self, expr: Expr, unit: str, shift: int) -> tuple[str, bool] | None:
        """`Ein Jahr später`, `im Januar darauf`: counted from the date that was named last, as exact as the unit."""
        base = next((span(value) for end, value, _ in reversed(self.named) if end <= expr.start), None)
        if base is None:
            return (UNKNOWN, False) if self.anchor is None else None
        day = base[1]
        if unit.startswith("N"):
            month = int(unit[1:])
            return f"{day.year + (month <= day.month):04d}-{month:02d}", True
        if unit == "Y":
            return f"{day.year + shift:04d}", True
        if unit == "M":
            year, month = add_months(day.year, day.month, shift)
            return f"{year:04d}-{month:02d}", True
        moved = day + timedelta(days=shift * (7 if unit == "W" else 1))
        return (week_value(moved) if unit == "W" else moved.isoformat()), True

    def _before_last_named(self, expr: Expr, shift: int) -> tuple[str, bool] | None:
        """`zwölf Monate zuvor`, `drei Monate davor`: from the date on that its sentence names, as exact as that date."""
        end, base, mod = self.named[-1] if self.named else (0, "", None)
        days = span(base)
        if days is None or _SENTENCE.search(self.text, end, expr.start):
            if shift % 12 == 0 and (period := self._compared_period(expr)) is None:
                return self._year_from_focus(Point(), expr, shift // 12)
            if shift != -12 or period is None:
                return self._month(Point(), expr, shift) if self.anchor else (UNKNOWN, False)
            return previous_year(period), True
        expr.mod = mod
        if shift % 12 == 0:
            for _ in range(min(-shift // 12, 50)):
                base = previous_year(base)
            return base, True
        year, month = add_months(days[1].year, days[1].month, shift)
        return f"{year:04d}-{month:02d}", True

    def _year_before(self, expr: Expr) -> tuple[str, bool] | None:
        """`mehr als vor Jahresfrist`: the period spoken of, one year earlier; in the wider sense the year before."""
        value = self._compared_period(expr)
        if value is not None:
            return previous_year(value), True
        return (f"{self.anchor.year - 1:04d}", True) if self.anchor else (UNKNOWN, False)

    def _reported_year(self, expr: Expr) -> tuple[str, bool]:
        """`im Berichtsjahr`: the year that the text reports on, else the one before the anchor's."""
        spoken = self._spoken_year(expr)
        if spoken and not (self.anchor and int(spoken[:4]) >= self.anchor.year):
            first = self._fiscal_of(spoken)
            return (f"{first:04d}/{first + 1:04d}" if first else spoken[:4]), True
        return (f"{self.anchor.year - 1:04d}" if self.anchor else UNKNOWN), bool(self.anchor)

    def _same_period(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool] | None:
        value = self._compared_period(expr) if point.year is None else self._spoken_of(expr, _is_period)
        if value is None:
            value = self._spoken_of(expr, lambda v: _year_of(v) is not None)
        if value is None:
            return (f"{(self.anchor_year or 0) + shift:04d}", True) if self.anchor_year else (UNKNOWN, False)
        year = _year_of(value)
        steps = -shift if point.year is None else (year or 0) - point.year
        for _ in range(min(max(steps, 0), 50)):
            value = previous_year(value)
        return value, True

    def _compared_period(self, expr: Expr) -> str | None:
        """The period that `Vergleichszeitraum` goes by: none that is itself only compared with, none of a table in running text."""
        before, _ = self._near_focus(expr)
        values = {one.value for one in self.focus}
        bases = {previous_year(value) for value in values if _is_period(value)}
        table = self._in_table(expr.start)
        fitting = [
            one.value
            for one in before
            if _is_period(one.value) and one.value not in bases and (table or not self._in_table(one.start))
        ]
        return fitting[-1] if fitting else self._spoken_of(expr, _is_period)

    def _in_table(self, place: int) -> bool:
        """Whether the line around a place has cells."""
        line = self.text[self.text.rfind("\n", 0, place) + 1 : (self.text.find("\n", place) + 1 or len(self.text)) - 1]
        return "\t" in line or " | " in line

    def _year_from_focus(self, point: Point, expr: Expr, shift: int) -> tuple[str, bool]:
        before = self.text[max(expr.start - 60, 0) : expr.start]
        compared = expr.rule == "later" or re.search(
            r"(?:\(|\b(?:als|wie|gegenüber|zum|vom|unter|über|hinter|am|ans|nach|des|auf|gegen)\b[^;\n]{0,28}|[Vv]ergl[^;\n]{0,20})$",
            before,
            re.IGNORECASE,
        )
        anchor_year = self.anchor_year or 0
        focus = self._spoken_year(expr)
        if shift == 0 and self.fiscal_start:
            return self._running_fiscal(0), True
        if self.anchor is None and not focus:
            return UNKNOWN, False
        if shift == 0:
            spoken = _year_of(focus) if focus else None
            return f"{spoken if spoken and spoken < anchor_year and self._tense(expr) < 0 else anchor_year:04d}", True
        if focus and self._fiscal_of(focus) and (compared or expr.rule in ("previous", "year-relative")):
            first = self._fiscal_of(focus) or 0
            return f"{first + shift:04d}/{first + shift + 1:04d}", True
        spoken = _year_of(focus) if focus and (compared or self._looks_back(expr, focus)) else None
        if spoken is not None and spoken > anchor_year and anchor_year:
            spoken = anchor_year
        year = (spoken if spoken is not None else anchor_year) + shift
        return (f"{year:04d}" if 0 < year < 10000 else ""), True

    def _looks_back(self, expr: Expr, focus: str) -> bool:
        """`Im Vorjahr waren es …` in a release on the year before its own: the year before that one."""
        told = expr.rule == "previous" and _year_of(focus) == (self.anchor_year or 0) - 1
        named = any(end <= expr.start and value[:4] == focus[:4] for end, value, _ in self.named)
        if not told or not named or not _IN_PRIOR.search(self.text[max(expr.start - 4, 0) : expr.start]):
            return False
        clause = self._clauses(expr)[0]
        return bool(_CONTRASTED.match(self.text, expr.end) or re.search(r"\b(?:nach|statt|gegenüber)\b", clause))

    def _fiscal_of(self, value: str) -> int | None:
        """First year of the fiscal year that a value is or lies in."""
        if re.fullmatch(r"\d{4}/\d{4}", value) and int(value[5:]) == int(value[:4]) + 1:
            return int(value[:4])
        if re.fullmatch(r"\d{4}/\d{4}-[HQ]\d", value):
            return int(value[:4])
        days = span(value)
        whole = days is not None and 364 <= (days[1] - days[0]).days <= 365
        if (
            self.fiscal_start
            and (self.fiscal_half or whole)
            and re.fullmatch(r"\d{4}-\d\d(?:-01)?/\d{4}-\d\d(?:-\d\d)?", value)
        ):
            return int(value[:4]) - (int(value[5:7]) < self.fiscal_start)
        return None

    def _note_focus(self, expr: Expr, value: tuple[str, bool] | None) -> None:
        """Remember a period that the text reports on: past, and not a limit or the thing compared with."""
        if value is None or expr.first.reference or not value[0][:4].isdecimal():
            return
        days = span(value[0])
        if days and days[0] == days[1]:
            self.latest = (expr.end, days[0])
        if days is None or expr.rule in ("decade", "century"):
            return
        if (
            len(value[0]) == 10
            and self.focus
            and expr.start - self.focus[-1].end < 30
            and self._fiscal_of(self.focus[-1].value)
        ):
            return  # the day on which a fiscal year ends
        begun = days[0] - timedelta(days=_SEASON_LEAD if expr.first.season else 0)
        if self.anchor and (begun > self.anchor or value[0] == self.anchor.isoformat()):
            return
        before = self.text[max(expr.start - 40, 0) : expr.start]
        if (
            expr.mod == "END"
            and expr.first.month
            and re.search(r"\b[Bb]is (?:zum )?$", before)
            and self._tense(expr) < 0
        ):
            self.focus.append(Focus(expr.start, expr.end, f"{value[0][:4]}-01/{value[0][:7]}"))
            return
        if (before.endswith(" ") and _LIMIT_OR_BASE.search(before)) or (
            _IN_BRACKET.search(before) and self.text[expr.end : expr.end + 1] == ":"
        ):
            return
        if len(value[0]) == 4 and days[0].year < (self.anchor_year or 0) - 3:
            return
        self.focus.append(Focus(expr.start, expr.end, value[0]))

    def _near_focus(self, expr: Expr) -> tuple[list[Focus], list[Focus]]:
        """The periods named before an expression and after it, at most some dozens of each."""
        place = bisect_left(self.focus, expr.start, key=lambda focus: focus.end)
        place += place < len(self.focus) and self.focus[place].end <= expr.start
        after = self.focus[place : place + _REACH]
        return self.focus[max(place - _REACH, 0) : place], [focus for focus in after if focus.start != expr.start]

    def _in_sentence(self, focus: Focus, expr: Expr) -> bool:
        return expr.start - focus.end < 600 and not _SENTENCE.search(self.text, focus.end, expr.start)

    def _spoken_of(self, expr: Expr, fits: Callable[[str], bool], main: bool = False) -> str | None:
        """The period that an expression refers to: in its sentence, else the main or the last one before it."""
        before, after = ([one for one in side if fits(one.value)] for side in self._near_focus(expr))
        if before and self._in_sentence(before[-1], expr):
            return before[-1].value
        if main and (before or after):
            counts = Counter(focus.value for focus in (before or after))
            return max(counts, key=lambda value: (counts[value], value))
        return before[-1].value if before else after[0].value if after else None

    def _spoken_year(self, expr: Expr) -> str | None:
        """The year or fiscal year that is spoken of: in the sentence, else the one named most before, else any."""
        before, after = self._near_focus(expr)
        if before and self._in_sentence(before[-1], expr):
            return before[-1].value
        if self.anchor is None:
            after = []
        elif any(self._is_reported(focus.value) for focus in before + after):
            before, after = ([one for one in side if self._is_reported(one.value)] for side in (before, after))
        values = [focus.value for focus in (before or after)]
        kinds: Counter[str] = Counter()
        for value in values:
            whole = len(value) in (4, 9) or "Q" in value or "H" in value
            kinds[value[:9] if self._fiscal_of(value) else value[:4]] += 2 if whole else 1
        if values and self.fiscal_named:
            kinds[self.fiscal_named] += 4  # what the headline reports on
        best = max(kinds, key=lambda kind: (kinds[kind], kind), default=None)
        return next((value for value in reversed(values) if best and value.startswith(best)), best)

    def _is_reported(self, value: str) -> bool:
        """Whether figures can be reported of it: a period, no day, that is over or nearly so."""
        days = span(value)
        if self.anchor is None or days is None or len(value) == 10:
            return False
        running = len(value) == 4 and days[0].year == self.anchor.year and self.anchor.month >= 5
        return running or days[1] - self.anchor <= timedelta(days=_RECENT)

    # --- clock times

    def _time(self, exprs: list[Expr], i: int, values: dict[int, tuple[str, bool] | None]) -> tuple[str, bool] | None:
        expr = exprs[i]
        if expr.first.unit or expr.first.weekday:
            day = self._value(
                Expr(
                    expr.start,
                    expr.end,
                    expr.rule,
                    "DATE",
                    Point(
                        unit=expr.first.unit, shift=expr.first.shift, weekday=expr.first.weekday, part=expr.first.part
                    ),
                )
            )
            values[i] = day
            return (f"{day[0]}{expr.first.part}", day[1]) if day else None
        stated = self._day_beside(exprs, i, values)
        prefix = stated or (self._day_of_story(exprs, i, values) if self.narrative else "")
        values[i] = (prefix, False) if prefix else None
        if expr.first.clock is None:
            return f"{prefix}{expr.first.part}" if prefix else str(expr.first.part), False
        part = self._part_beside(exprs, i)
        first = clock_in_part(expr.first.clock, part)
        if expr.last is None:
            return prefix + first, False
        last = clock_in_part(expr.last.clock or "", part)
        end = prefix
        if prefix and last < first:  # over midnight
            end = (date.fromisoformat(prefix) + timedelta(days=1)).isoformat()
        return f"{prefix}{first}/{end}{last}", False

    def _part_beside(self, exprs: list[Expr], i: int) -> str | None:
        """The part of the day right before a clock time: `heute Abend um acht Uhr`."""
        before = exprs[i - 1] if i else None
        if before is None or before.first.part is None or before.first.clock:
            return None
        gap = self.text[before.end : exprs[i].start]
        return (
            before.first.part if re.fullmatch(r"[ ,]*(?:(?:so|um|gegen|ab|von|zwischen|ca\.?|etwa) )*", gap) else None
        )

    def _day_of_story(self, exprs: list[Expr], i: int, values: dict[int, tuple[str, bool] | None]) -> str:
        """In running prose: the last day that was named, else the anchor."""
        days = (self._as_day(exprs[k], values.get(k)) for k in range(i - 1, max(i - 20, -1), -1))
        return next((found for found in days if found), self.anchor.isoformat() if self.anchor else "")

    def _day_beside(self, exprs: list[Expr], i: int, values: dict[int, tuple[str, bool] | None]) -> str | None:
        """The day that a clock time belongs to: named before it in its sentence or right after it."""
        expr = exprs[i]
        for k in range(i - 1, max(i - 5, -1), -1):
            if _SENTENCE.search(self.text, exprs[k].end, expr.start) and not re.fullmatch(
                r"[\s|,–—-]*", self.text[exprs[k].end : expr.start]
            ):
                break
            if "\n\n" in self.text[exprs[k].end : expr.start]:
                break
            day = self._as_day(exprs[k], values.get(k))
            if day:
                return day
        sentence = self.text[max(expr.start - 80, 0) : expr.start]
        if re.search(r"\b[Aa]n diesem Tag\b[^.!?]*$", sentence) and self._day_named_before(exprs, i, values):
            return self._day_named_before(exprs, i, values)
        for k in range(i + 1, min(i + 3, len(exprs))):  # `Um 10.15 Uhr war es heute so weit`
            gap = self.text[expr.end : exprs[k].start]
            if exprs[k].rule == "deictic" and len(gap) < 40 and not re.search(r"[.!?;:,\n]", gap):
                return self._as_day(exprs[k], values.get(k))
        if i + 1 < len(exprs) and re.fullmatch(
            r" (?:Uhr )?(?:am |des |vom )?", self.text[expr.end : exprs[i + 1].start]
        ):
            return self._as_day(exprs[i + 1], values.get(i + 1))
        return None

    def _day_named_before(self, exprs: list[Expr], i: int, values: dict[int, tuple[str, bool] | None]) -> str | None:
        """The day that was named last before an expression."""
        days = (self._as_day(exprs[k], values.get(k)) for k in range(i - 1, max(i - 6, -1), -1))
        return next((found for found in days if found), None)

    def _as_day(self, expr: Expr, value: tuple[str, bool] | None) -> str | None:
        if value and re.fullmatch(r"\d{4}-\d\d-\d\d", value[0]):
            return value[0]
        if value and value[0] == "PRESENT_REF" and expr.rule == "deictic" and self.anchor:
            return self.anchor.isoformat()
        return None


def _distance_between(anchor: date | None, days: tuple[date, date]) -> int:
    """Days from the anchor to an interval, 0 inside of it."""
    here = anchor or date.min
    return max((days[0] - here).days, (here - days[1]).days, 0)


def _nth(number: int, kind: str, first: date | None, last: date | None) -> str | None:
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


def _weekday_from(day: date, number: int, weekday: str) -> date:
    """The n-th such weekday after a day, or before it where the number is negative."""
    if number > 0:
        return day + timedelta(days=(int(weekday) - day.isoweekday() - 1) % 7 + 1 + 7 * (number - 1))
    return day - timedelta(days=(day.isoweekday() - int(weekday) - 1) % 7 + 1 + 7 * (-number - 1))


def _is_quarter(value: str) -> bool:
    """Whether a range is three months long, as quarters of a fiscal year are."""
    days = span(value) if "/" in value and len(value) > 9 else None
    return days is not None and 88 <= (days[1] - days[0]).days <= 92


def _is_part(value: str, unit: str) -> bool:
    """Whether a value is a half (`H`) or quarter (`Q`) of a year, calendar or fiscal."""
    if f"-{unit}" in value:
        return "/" not in value
    days = span(value) if "/" in value and len(value) > 9 else None
    low, high = (180, 184) if unit == "H" else (88, 92)
    return days is not None and low <= (days[1] - days[0]).days <= high


def _is_part_of_year(point: Point) -> bool:
    """Whether a point is a half, quarter or number of months."""
    return bool(point.half or point.quarter or point.months)


def _is_month(value: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d", value))


def _is_period(value: str) -> bool:
    return "Q" in value or "H" in value or ("/" in value and len(value) != 9) or _is_month(value)


def _year_of(value: str) -> int | None:
    return int(value[:4]) if value[:4].isdecimal() and len(value) >= 4 else None


def _part_of_year(point: Point, year: str) -> str:
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


def _duration(number: Decimal, unit: str) -> str:
    shape = f"{number.normalize():f}"
    return f"PT{shape}{unit[1]}" if unit.startswith("T") else f"P{shape}{unit[0]}"


def _national(rule: str, country: str | None) -> str:
    """A country's own day for a name that several have (`Nationalfeiertag`)."""
    tables = words("holidays")
    home = {"LI": "CH"}.get(country or "", country or "")
    for day, names in tables.get(home, {}).items():
        shared = {name for table in tables.values() for name in table.get(rule, [])}
        if shared & set(names):
            return str(day)
    return rule


@functools.cache
def _tense_words() -> dict[str, frozenset[str]]:
    return {name: forms("tense", name) for name in words("calendar")["tense"]}


def _decided(clause: str) -> bool:
    """Whether a clause tells of an appointment: its first day lies ahead of the decision."""
    return any(word.lower() in _tense_words()["decided"] for word in _WORD.findall(clause))


_PLANNED, _PAST, _PRETERITAL, _AHEAD, _AUXILIARY, _PERFECT, _HAPPENING, _STANDING, _PLAIN = (1 << i for i in range(9))
"""What a word by itself can be a sign of, as bits."""


def _around(sentence: str) -> str:
    """The part of a sentence around `§` up to a colon or semicolon, which no verb goes beyond."""
    left, _, right = sentence.partition("§")
    return re.split(r"[:;] ", left)[-1] + "§" + re.split(r"[:;] ", right)[0]


@functools.lru_cache(maxsize=8192)
def _signs(word: str) -> int:
    sets, lower = _tense_words(), word.lower()
    prefix = _PREFIX.match(word)
    preterite = (
        _PRETERITE.fullmatch(word) is not None
        and word not in sets["no_preterite"]
        and not word.endswith(tuple(sets["ten_infinitives"]))
    )
    found = {
        _PLANNED: lower in sets["planned"],
        _PAST: word in sets["past"] or (prefix is not None and word[prefix.end() :] in sets["past"]),
        _PRETERITAL: preterite,
        _PLAIN: preterite and _PLAIN_PRETERITE.fullmatch(word) is not None,
        _AHEAD: lower in sets["future"],
        _AUXILIARY: lower in sets["auxiliary"],
        _PERFECT: _PARTICIPLE.fullmatch(word) is not None,
        _HAPPENING: word in sets["happening"],
        _STANDING: _PRESENT.fullmatch(word) is not None and word not in sets["no_verb"],
    }
    return sum(sign for sign, holds in found.items() if holds)


def _all_signs(words: list[str]) -> int:
    return functools.reduce(operator.or_, map(_signs, words), 0)


def _is_half_said(clause: str) -> bool:
    """Whether a clause has only one half of a perfect or passive."""
    return not _VERB_LAST.match(clause) and bool(_all_signs(_WORD.findall(clause)) & (_PERFECT | _AUXILIARY))


def tense_of(window: str, perfect_only: bool = False) -> int | None:
    """-1, 0 or 1 for words that look back, stand in the present, or look ahead; None where there is no verb."""
    found = _WORD.findall(window)
    if len(found) > 1 and found[0][0].isupper() and found[1] in ("hat", "haben") and not _is_listed_noun(found[0]):
        found[0] = found[0].lower()  # `Übernommen hat der Konzern im Juli …`
    signs = _all_signs(found)
    if signs & _PLANNED and not perfect_only:
        return 1
    if signs & _PAST or (signs & _PRETERITAL and any(_is_preterite(found, i) for i in range(len(found)))):
        return -1
    if signs & _AUXILIARY and signs & _PERFECT and not signs & _AHEAD:
        return -1
    if signs & (_AHEAD | _HAPPENING) and not perfect_only:
        return 1
    return 0 if signs & _STANDING else None


def _is_listed_noun(word: str) -> bool:
    """`Gewicht`, `Betrieb`: a noun that has the form of a participle or preterite; those in -en are verbs in front of `hat`."""
    return not word.endswith("en") and lexicon.listed(lexicon.NOUN + word.lower())


def _is_in_attribute(found: list[str], i: int) -> bool:
    """`das auf Ziegenkäse spezialisierte Werk`: an article right before a preposition opens what the participle closes."""
    lower = [word.lower() for word in found[max(0, i - 6) : i]]
    articles, prepositions = _tense_words()["determiners"], _tense_words()["attributive"]
    return any(one in articles and two in prepositions for one, two in itertools.pairwise(lower))


_PREFIX = re.compile(r"(?:über|unter|ver|be|ent|er|zer|an|auf|ab|aus|ein|zu|vor|nach|durch|um)(?=[a-zäöüß]{3})")
"""What a listed past form may stand behind (`überschritt`)."""
_PRESENT = re.compile(r"[a-zäöüß]{2,}(?:t|en|eln|ern)")
_PLAIN_PRETERITE = re.compile(
    r"(?!be|ver|er|ent|zer|über|unter|hinter|miss|voll|wider|diskret|konkret|[a-zäöüß]{0,8}ge)[a-zäöüß]{3,}[dt]eten?"
)
"""`18'700 Schäden meldeten Kundinnen`: no attribute has this form."""


def _is_preterite(found: list[str], i: int) -> bool:
    """Whether a word is a form of the preterite and no attribute of the noun after it."""
    signs = _signs(found[i])
    if not signs & _PRETERITAL or signs & _PLAIN:
        return bool(signs & _PLAIN)
    previous, following = (found[i - 1].lower() if i else ""), (found[i + 1] if i + 1 < len(found) else "")
    if previous in _tense_words()["determiners"] or (following[:1].isupper() and _is_in_attribute(found, i)):
        return False
    if previous.endswith(("en", "er", "es", "em")) and following[:1].isupper():
        return False
    return not (found[i].endswith("ten") and following[:1].isupper())
