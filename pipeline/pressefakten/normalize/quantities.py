"""What follows or precedes the digits: scale words, currencies, percent signs, units, lengths of time.

The forms stand in patterns/words (scales, currencies, units); here is only how they are put together.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from pressefakten.normalize.words import alternatives, spelled
from pressefakten.patterns import words

MONEY, PERCENT, QUANTITY, DURATION, NUMBER = "MONEY", "PERCENT", "QUANTITY", "DURATION", "NUMBER"

_ONE = Decimal(1)
_BREAK = re.compile(r"(?<=[^\n]{3}) ?\n")
_ENDING = r"(?:e?[ns]?)"
_ADJECTIVE = "-?ig(?:e[nmrs]?)?"
_Codes = dict[str, tuple[str | None, Decimal]]
_Section = tuple[dict[str, tuple[str, Decimal]], dict[str, tuple[str, Decimal]]]


class Tail(NamedTuple):
    """What belongs to a number besides its digits: label of the whole, currency or unit, factor on the value."""

    label: str
    unit: str | None
    factor: Decimal
    end: int
    scaled: bool
    scale: Decimal
    scale_end: int


class _Forms:
    """The forms of one table by their first three characters, folded; shorter forms by all that they have."""

    def __init__(self, forms: Iterable[str]) -> None:
        self.by_key: dict[str, list[str]] = {}
        for form in forms:
            self.by_key.setdefault(form[:3].casefold(), []).append(form)

    def beginning(self, key: str) -> list[str]:
        """The forms that may stand where a text begins with the one to three folded characters of `key`."""
        return [form for size in range(len(key), 0, -1) for form in self.by_key.get(key[:size], ())]


class _Named(NamedTuple):
    """All forms that name what a number is of, by table; `long` are currencies of two words, `nouns` their nouns."""

    symbols: _Forms
    own: _Forms
    long: _Forms
    percent: tuple[_Forms, _Forms]
    units: tuple[_Forms, _Forms]
    durations: tuple[_Forms, _Forms]
    nouns: str

    def pattern(self, key: str) -> str:
        """The pattern of the forms that begin with one to three characters, with the kind as group."""
        # the list of long names is tried only where one of its nouns stands
        adjective = rf"(?=(?i:[a-zäöüß]{{4,20}} (?:{self.nouns})))"
        long = self.long.beginning(key)
        kinds = {
            "money": [
                _exact(self.symbols.beginning(key)),
                _loose(self.own.beginning(key), ""),
                adjective + _loose(long, "") if long else "",
            ],
            "percent": [
                _loose(self.percent[1].beginning(key), _ENDING, _ADJECTIVE),
                _exact(self.percent[0].beginning(key), _ADJECTIVE),
            ],
            "duration": [_exact(self.durations[0].beginning(key)), _loose(self.durations[1].beginning(key), _ENDING)],
            "unit": [_exact(self.units[0].beginning(key)), _loose(self.units[1].beginning(key), _ENDING)],
        }
        return "|".join(f"(?P<{kind}>{'|'.join(filter(None, parts))})" for kind, parts in kinds.items() if any(parts))


class _Tables(NamedTuple):
    named: _Named
    keys: frozenset[str]
    scale: re.Pattern[str]
    heads: _Codes
    head_firsts: frozenset[str]
    firsts: frozenset[str]
    scale_firsts: tuple[str, ...]
    before: re.Pattern[str]
    before_lasts: frozenset[str]
    before_ends: frozenset[str]
    before_words: frozenset[str]
    scales: dict[str, Decimal]
    money: dict[str, tuple[str | None, Decimal]]
    percent: dict[str, tuple[str, Decimal]]
    units: dict[str, tuple[str, Decimal]]
    durations: dict[str, tuple[str, Decimal]]
    apart: frozenset[str]


@functools.cache
def _tables() -> _Tables:
    scales = _scales()
    symbols, nouns, own, cldr = _money()
    heads = symbols | _heads()
    percent, units, durations = _kinds("percent"), _kinds("units"), _kinds("durations")
    before = (
        rf"(?:(?<!\w)(?P<scale>{_scale_pattern()}) ?)?(?<!\w)(?P<money>{alternatives(heads)})"
        rf"(?: (?P<inner>{_scale_pattern()}))?(?P<gap> ?[-–−+]?)\Z"
    )
    short = [form for forms in words("scales")["short"].values() for form in forms]  # `CHF Mio. 12,5`
    lasts = {form[-1] for form in (*heads, *short)} | {"."}
    tables = (symbols | nouns, own, cldr, *percent, *units, *durations)
    long = [form for form in cldr if " " in form]
    named = _Named(
        _Forms(symbols | nouns),
        _Forms([*own, *(form for form in cldr if " " not in form)]),
        _Forms(long),
        (_Forms(percent[0]), _Forms(percent[1])),
        (_Forms(units[0]), _Forms(units[1])),
        (_Forms(durations[0]), _Forms(durations[1])),
        alternatives({form.split()[-1] for form in long}),
    )
    return _Tables(
        named,
        frozenset(form[:size].casefold() for table in tables for form in table for size in (1, 2, 3)),
        re.compile(_scale_pattern()),
        heads,
        frozenset({form.partition(" ")[0] for form in symbols if " " in form}),
        frozenset(form[0] for table in (heads, *tables) for form in _both_cases(table)),
        tuple({form[:2] for form in scales}),
        re.compile(before),
        frozenset(lasts | set("-–−+")),
        frozenset({form[-2:] for form in (*heads, *short)} | set("-–−+ ")),
        frozenset(form.split()[-1].casefold() for form in (*heads, *scales)),
        scales,
        {**symbols, **nouns, **cldr, **own},
        percent[0] | percent[1],
        units[0] | units[1],
        durations[0] | durations[1],
        frozenset(words("units")["apart"]["forms"]),
    )


def _both_cases(forms: Iterable[str]) -> set[str]:
    return {variant for form in forms for variant in (form, form.upper())}


def counted_by_article() -> str:
    """The pattern of percent and currency words, before which `ein` is a number and no article."""
    cents = [form for row in words("currencies")["currencies"].values() for form in row.get("cents", ())]
    names = [form for row in words("currencies")["currencies"].values() for form in row["words"]]
    percent = [form for row in words("units")["percent"].values() for form in row["words"]]
    return rf"(?:{alternatives({f for f in (*cents, *names, *percent) if f[:1].isalpha() and len(f) > 3})})(?!\w)"


def _scales() -> dict[str, Decimal]:
    table = words("scales")
    return {
        form.casefold(): Decimal(value)
        for part in ("words", "short", "counters")
        for value, forms in table[part].items()
        for form in forms
    }


def _scale_pattern() -> str:
    table = words("scales")
    long = [form for part in ("words", "counters") for forms in table[part].values() for form in forms]
    short = [form for forms in table["short"].values() for form in forms]
    return rf"(?:(?i:{alternatives(long)})(?!\w)|(?:{alternatives(short)})(?![^\W\d_]))"


def _money() -> tuple[_Codes, _Codes, _Codes, _Codes]:
    """Symbols and nouns (exact), own names and CLDR names (folded) -> (code, factor)."""
    table = words("currencies")
    symbols: _Codes = {code: (code, _ONE) for code in table["codes"]["iso"]}
    nouns: _Codes = {}
    names: _Codes = {}
    scaled = {"thousands": Decimal(10**3), "millions": Decimal(10**6), "billions": Decimal(10**9)}
    for code, row in table["currencies"].items():
        symbols |= dict.fromkeys(row["symbols"], (code, _ONE))
        nouns |= dict.fromkeys(row.get("nouns", ()), (code, _ONE))
        for key, factor in scaled.items():
            symbols |= dict.fromkeys(row.get(key, ()), (code, factor))
        names |= {form.casefold(): (code, Decimal("0.01")) for form in row.get("cents", ())}
        names |= {form.casefold(): (code, _ONE) for form in row["words"]}
    names |= {form.casefold(): (None, _ONE) for form in table["shared"]["words"]}
    return symbols, nouns, names, dict(_cldr_names())


def _heads() -> _Codes:
    """The words that stand before an amount as symbols do: `Euro 450`, `Franken 12'000`."""
    rows = words("currencies")["currencies"]
    return {form: (code, _ONE) for code, row in rows.items() for form in row.get("heads", ())}


def _cldr_names() -> Iterable[tuple[str, tuple[str | None, Decimal]]]:
    """Currency names of CLDR: two words with the endings of their adjective (`schwedische(n) Kronen`), or with hyphens."""
    for code, forms in words("cldr")["currencies"].items():
        for form in forms:
            adjective, _, noun = form.partition(" ")
            if "-" in form and form.replace("-", "").isalpha():
                yield form.casefold(), (code, _ONE)
                yield f"{form.casefold()}s", (code, _ONE)
            if not noun.isalpha() or not adjective.isalpha() or len(adjective) < 5:
                continue
            noun = noun.casefold()
            stem = adjective.casefold().rstrip("rsn").removesuffix("e")
            for ending in ("e", "en", "er", "es"):
                yield f"{stem}{ending} {noun}", (code, _ONE)
                yield f"{stem}{ending} {noun}s", (code, _ONE)


def _kinds(section: str) -> _Section:
    """Symbols (exact) and words (folded) of a section of units.toml -> (record unit, factor)."""
    symbols: dict[str, tuple[str, Decimal]] = {}
    names: dict[str, tuple[str, Decimal]] = {}
    for unit, row in words("units")[section].items():
        value = (row.get("unit", unit), Decimal(row.get("factor", "1")))
        symbols |= dict.fromkeys(row["symbols"], value)
        names |= {form.casefold(): value for form in row["words"]}
    return symbols, names


def _exact(forms: list[str], suffix: str = "") -> str:
    """Symbols letter by letter; one letter alone must not open a longer word or a name (`A-Klasse`)."""
    tail = f"(?:{suffix})?" if suffix else ""
    one = "".join(form for form in forms if len(form) == 1 and form.isalpha())
    parts = []
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        if form[-1].isalnum() and form not in one:
            parts.append(rf"{re.escape(form)}{tail}{_NO_POWER if form in _POWERS else _NO_LETTER}")
        elif form not in one:
            parts.append(re.escape(form) + tail + (r"(?!\w)" if suffix else ""))
    if one:
        parts.append(rf"[{one}](?!/|-[A-ZÄÖÜ]){_NO_POWER}|(?<=-)[{one}](?=-)")
    return "|".join(parts)


_POWERS = frozenset(("mm", "cm", "dm", "m", "km", "Nm"))
_NO_LETTER = r"(?![^\W²³¹⁴-⁹])"
"""Footnote marks behind a unit are no letters of it (`620 km¹`, `150 kW²`) …"""
_NO_POWER = r"(?![^\W¹⁴-⁹])"
"""… but `km²`, `Nm³` are other units."""


def _loose(forms: list[str], ending: str, suffix: str = "") -> str:
    tail = f"(?:{suffix}|{ending})" if suffix else ending
    if not forms:
        return ""
    return rf"(?i:(?:{spelled(forms)}){tail}{_NO_LETTER})"


@functools.cache
def _beginning_with(key: str) -> re.Pattern[str] | None:
    """The compiled pattern of the forms that begin with one to three folded characters: most texts need few of them."""
    pattern = _tables().named.pattern(key)
    return re.compile(pattern) if pattern else None


class _Following(NamedTuple):
    """What may follow a number: whether a scale word, and the pattern of what names what it is of."""

    scale: bool
    named: re.Pattern[str] | None


class _Openings(dict[str, _Following | None]):
    """Three characters of a text -> what may follow a number where it goes on so, None where nothing does."""

    def __missing__(self, start: str) -> _Following | None:
        tables = _tables()
        key = start.casefold()[:3]
        while len(key) > 1 and key not in tables.keys:
            key = key[:-1]
        scale = start.casefold().startswith(tables.scale_firsts)
        pattern = _beginning_with(key) if start[:1] in tables.firsts else None
        self[start] = following = _Following(scale, pattern) if scale or pattern else None
        return following


_openings = _Openings()


def after(text: str, at: int) -> Tail | None:
    """What follows a number that ends at `at` in folded text, or None."""
    ahead = text[at : at + 4]
    begin = at + 1 if ahead[:1] == " " and ahead[1:2] != "\n" else _gap(text, at)
    following = _openings[text[begin : begin + 3]]
    if following is None:
        return None
    scale, scaled, end, pattern = _ONE, False, at, following.named
    if following.scale and (match := _tables().scale.match(text, begin)):
        scale, scaled, end = _tables().scales[match.group().casefold()], True, match.end()
        begin = _gap(text, end)
        following = _openings[text[begin : begin + 3]]
        pattern = following and following.named
    match = pattern.match(text, begin) if pattern else None
    if match is not None and (begin > at or match.group() not in _tables().apart):
        label, unit, factor = _named(match.lastgroup, match.group())
        stop = match.end()
        if label == QUANTITY and text[stop : stop + 1] == "/" and (per := _per().match(text, stop)):
            unit, stop = f"{unit}/{_named('unit', per[1])[1]}", per.end()
        return Tail(label, unit, factor * scale if scaled else factor, stop, scaled, scale, end)
    return Tail(NUMBER, None, scale, end, True, scale, end) if scaled else None


@functools.cache
def _per() -> re.Pattern[str]:
    """A unit after a slash: `m³/h`, `t/Jahr`, `W/m²`."""
    tables = words("units")
    symbols = [form for part in ("units", "durations") for row in tables[part].values() for form in row["symbols"]]
    names = [form for row in tables["durations"].values() for form in row["words"]]
    return re.compile(rf"/({alternatives([*filter(str.isalnum, symbols), *names])})(?![\w/])")


def _gap(text: str, at: int) -> int:
    """Where the next word begins after one space, hyphen or line break."""
    following = text[at : at + 1]
    if following in (" ", "-", "\n"):
        match = _BREAK.match(text, at)
        return match.end() if match else at + (following != "\n")
    return at


@functools.lru_cache(maxsize=4096)
def _named(kind: str | None, form: str) -> tuple[str, str | None, Decimal]:
    """Label, currency or unit and factor of a form that a pattern has matched."""
    tables = _tables()
    if kind == "money":
        return MONEY, *_look_up(tables.money, form)
    if kind == "percent":
        return PERCENT, *_look_up(tables.percent, form)
    if kind == "unit":
        return QUANTITY, *_look_up(tables.units | tables.durations, form)
    return DURATION, *_look_up(tables.durations, form)


def _look_up(table: dict[str, Any], form: str) -> Any:
    """The value of a form that may carry an ending."""
    if form in table:
        return table[form]
    folded = form.casefold()
    for cut in range(len(folded), 0, -1):
        if folded[:cut] in table:
            return table[folded[:cut]]
    return table[form.rstrip("iegnmrs")]


class Head(NamedTuple):
    """A currency before the digits: where it starts, its code and the factor on the value; `negative` for `CHF -5`."""

    start: int
    currency: str | None
    factor: Decimal
    word: str
    negative: bool
    scaled: bool


def may_stand_before(text: str, at: int, word: str = "") -> bool:
    """Whether what stands before position `at` may end a currency, `word` where it is one: a cheap test before `before`."""
    if word:
        return word.casefold() in _tables().before_words
    ends = _tables().before_ends
    if text[at - 1 : at] == " ":
        at -= 1
    return text[at - 1 : at] in ends or text[at - 2 : at] in ends


def before(text: str, at: int, floor: int) -> Head | None:
    """The currency that stands before position `at`, not reaching below `floor`, or None."""
    low = max(floor, at - 20)
    last = at - 1
    while last >= low and text[last] == " ":
        last -= 1
    tables = _tables()
    if last < low or text[last] not in tables.before_lasts:
        return None
    begin = text.rfind(" ", low, last) + 1
    if begin > low and text[begin : last + 1] in tables.heads:
        scale = text[max(0, begin - 12) : begin - 1].rpartition(" ")[2].lstrip("(")
        if scale not in tables.head_firsts and scale.casefold() not in tables.scales:
            code, factor = tables.heads[text[begin : last + 1]]
            return Head(begin, code, factor, text[begin : last + 1], False, False)
    match = tables.before.search(text[max(0, low - 1) : at], min(low, 1) if low else 0)
    if match is None:
        return None
    offset = max(0, low - 1)
    form = match["money"]
    code, factor = tables.heads[form]
    for group in (match["scale"], match["inner"]):
        factor *= tables.scales[group.casefold()] if group else 1
    scaled = bool(match["scale"] or match["inner"])
    return Head(
        offset + match.start(),
        code,
        factor,
        form,
        match["gap"].strip() in ("-", "–", "−") and match["gap"] != "",
        scaled,
    )


def apart_in(text: str) -> frozenset[str]:
    """The currencies and units that a text names apart from a number, as in a table head (`in TEUR`, `Leistung (kW)`)."""
    tables = _tables()
    forms = {**tables.durations, **tables.percent, **tables.units, **tables.money}
    return frozenset(
        unit for match in _apart().finditer(text) if (unit := _look_up(forms, match.group())[0]) is not None
    )


@functools.cache
def _apart() -> re.Pattern[str]:
    tables = _tables()
    forms = {**tables.durations, **tables.percent, **tables.units, **tables.money}
    cased = [form for form in forms if form != form.casefold() or (len(form) <= 3 and form.isalpha())]
    loose = [form for form in forms if form not in cased and "/" not in form]
    slashed = [form for form in forms if "/" in form]
    return re.compile(
        rf"(?<![\w.,])(?<![0-9] )(?:{alternatives(slashed)}|{alternatives(cased)}|(?i:{spelled(loose)})(?:e?[ns]?))(?!\w)"
    )
