"""The vocabulary of time expressions: text -> tokens with a class and a value, and the classes as one string.

A token's class is one character, so that the grammar is a few regexes over the class string.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import accumulate, repeat
from typing import Any, NamedTuple

from pressefakten.normalize import words as number_words
from pressefakten.patterns import words

CLASSES = (
    # digits
    "n12", "n24", "n31", "n99", "year4", "big", "dec", "dotted2", "clock", "dmy", "dm", "iso", "slash_date",
    "slash_dm", "fiscal", "qcode", "ncode", "decade_code", "era",
    # marks
    "dot", "comma", "colon", "lpar", "rpar", "dash", "slash", "apostrophe",
    # words
    "month", "month_short", "weekday", "weekday_short", "season", "part", "ordinal", "card", "one", "unit_year", "unit_month",
    "unit_week", "unit_day", "unit_other", "unit_short", "quarter", "half", "half_part", "kw", "weekend", "hour",
    "quarter_name", "year_head", "deictic", "deictic_adj", "reference", "vague", "future_noun", "relative", "heuer",
    "previous", "edge", "turn", "limit", "later", "set", "weekday_set", "day_part", "day_parts", "day_part_adv", "weekday_part",
    "decade_word", "decade_tens", "century", "holiday", "to", "and", "or", "onto", "between", "from", "in", "before",
    "since", "at", "article", "every", "all", "per", "half_word", "half_adj", "quarter_word", "three_quarters",
    "past_hour", "new", "long", "vague_count", "time_noun", "approx", "nun", "endless", "holiday_head",
    "day_adj", "midnight", "advent", "feast", "times", "both", "newline", "other",
)  # fmt: skip
CODE = {name: chr(0x100 + i) for i, name in enumerate(CLASSES)}
"""Class name -> its character in the class string."""
OTHER = CODE["other"]


class Lexeme(NamedTuple):
    """What the vocabulary knows of a form: class character and value."""

    code: str
    value: Any


class Token(NamedTuple):
    """`text[start:end]` with its value, which is the form itself where the vocabulary has none."""

    start: int
    end: int
    value: Any


class Tokens(NamedTuple):
    """The tokens of a text as columns, which cost half as much as objects: few of them are looked at."""

    starts: list[int]
    ends: list[int]
    values: list[Any]

    def at(self, i: int) -> Token:
        """The i-th token; -1 is the last one."""
        return Token(self.starts[i], self.ends[i], self.values[i])


_ENDINGS = ("e", "en", "er", "es", "em")
_NUMBERS = (
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?(?![0-9-])"  # 2025-09-16
    r"|[0-9]{1,2}\.[ ]?[0-9]{1,2}\.(?:[ ]?[0-9]{4}|[0-9]{2})(?![0-9]|[.,:][0-9]|[ ]?Uhr|er|-[0-9]{4}(?![0-9]))"  # 16.09.2025, 16. 9. 25
    r"|[0-9]{1,2}-[0-9]{1,2}-(?:[0-9]{4}|[0-9]{2})(?![0-9-])"  # 16-09-2025
    r"|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}(?![0-9])|[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})(?![0-9])"  # 16/09/2025
    r"|[0-9]{1,2}\.[ ]?[0-9]{1,2}\.(?![0-9])"  # 30.9.
    r"|[0-9]{4}(?:[/|][0-9]{4}|/[ ]?[0-9]{2}|[|][0-9]{2})(?![0-9/|])"  # 2025/26, 2025|26
    r"|[0-9]{1,2}:[0-5][0-9](?::[0-5][0-9])?(?![0-9:])"  # 09:30
    r"|[0-2]?[0-9]h[0-5][0-9](?![0-9])"  # 9h30
    r"|[0-9]{2,4}er(?![^\W\d_])"  # 1990er
    r"|[0-9]{1,2}s?te[nrsm]?(?![^\W\d_])"  # 15te
    r"|[0-9]{1,3}(?:[.' ][0-9]{3})+(?:,[0-9]+)?(?![0-9])"  # 12'500
    r"|[0-9]{1,2}\.[0-5][0-9](?![0-9.,][0-9]|[0-9])"  # 10.30
    r"|[0-9]+[.,][0-9]+"
    r"|[0-9]+"
)
_CODES = r"(?:Q[1-4]|H[12]|[1-4]Q|[369]M)(?![^\W_])"
_CODE_FORMS = tuple(
    [(f"Q{n}", "qcode") for n in range(1, 5)]
    + [(f"{n}Q", "qcode") for n in range(1, 5)]
    + [(f"H{n}", "qcode") for n in (1, 2)]
    + [(f"{n}M", "ncode") for n in (3, 6, 9)]
)
_MARKS = {
    ".": "dot", ",": "comma", ":": "colon", "(": "lpar", ")": "rpar", "-": "dash", "–": "dash", "—": "dash",
    "/": "slash", "'": "apostrophe", "\n": "newline",
}  # fmt: skip


@functools.cache
def lexicon() -> dict[str, Lexeme]:
    """Form -> lexeme; a form stands in lower, title and upper case. Later classes do not replace earlier ones."""
    table: dict[str, Lexeme] = {}
    for name, value, form in _entries():
        for shape in (form, form[:1].upper() + form[1:], form.upper()):
            table.setdefault(shape, Lexeme(CODE[name], value))
    for mark, name in _MARKS.items():
        table[mark] = Lexeme(CODE[name], mark)
    table |= {form: Lexeme(CODE["era"], era) for era, forms_ in words("calendar")["eras"].items() for form in forms_}
    table["Morgen"] = Lexeme(CODE["day_part"], "TMO")
    for number, name in _CODE_FORMS:
        table[number] = Lexeme(CODE[name], number)
    for head in _long_holidays()[0]:
        if head in table:
            _shadowed()[head] = table[head]
        table[head] = Lexeme(CODE["holiday_head"], None)
    return table


@functools.cache
def _shadowed() -> dict[str, Lexeme]:
    """What the first words of long holiday names are by themselves."""
    return {}


def _entries() -> Iterator[tuple[str, Any, str]]:
    data = words("calendar")
    data_months = words("months")
    yield from (("month", number, form) for form, number in data_months["months"].items())
    yield from (("month_short", number, form) for form, number in data_months["short"].items())
    yield from _function_words(data)
    yield from _units(data)
    yield from _days(data)
    yield from _table("season", data["seasons"])
    yield from _table("part", data["parts"])
    yield from _table("quarter_name", data["quarter_names"], int)
    yield from _table("year_head", data["year_heads"])
    yield from _table("reference", data["references"])
    yield from _table("nun", data["release_references"])
    yield from _table("endless", data["endless"])
    yield from _table("vague", data["vague_references"])
    yield from _table("future_noun", data["future_nouns"])
    yield from _table("heuer", data["this_year"], int)
    yield from _table("previous", data["previous"])
    yield from _table("edge", data["edges"])
    yield from (("edge", f"{season}:{mod}", form + end) for season, fs in data["seasons"].items() for form in fs[:2]
                for mod, ends in data["season_edges"].items() for end in ends)  # fmt: skip
    yield from _table("later", data["later"], int)
    yield from _table("feast", data["feasts"])
    yield from (("turn", None, form) for form in data["turn_of_year"]["forms"])
    yield from (("limit", None, form) for form in data["year_limit"]["forms"])
    yield from (("relative", int(shift), stem + end) for shift, stems in data["relative"].items() for stem in stems
                for end in _ENDINGS)  # fmt: skip
    yield from (("set", value, form + end) for value, forms in data["sets"].items() for form in forms
                for end in ("", *_ENDINGS))  # fmt: skip
    yield from (("ordinal", number, stem + end) for stem, number in data["ordinals"].items() for end in _ENDINGS)
    yield from _decades(data)
    yield from (("holiday", day, name) for day, name in holiday_names() if " " not in name)
    yield from _cardinals()


def _table(name: str, table: dict[str, list[str]], cast: Any = str) -> Iterator[tuple[str, Any, str]]:
    return ((name, cast(value), form) for value, forms in table.items() for form in forms)


_FUNCTION_CLASS = {
    "to_hour": None, "half_adjective": "half_adj", "mid_season": None, "MY": None,
}  # fmt: skip


_COUNTS = {"one": Decimal(1), "both": Decimal(2)}


def _function_words(data: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    for name, forms in data["function"].items():
        target = _FUNCTION_CLASS.get(name, name)
        if target:
            yield from ((target, _COUNTS.get(name, form), form) for form in forms)
    yield from (("times", None, form + "mal") for form in data["times"]["stems"])
    for mod, forms in data["approximators"].items():
        yield from (("approx", mod, form) for form in forms if " " not in form)


_UNIT_CLASS = {"Y": "unit_year", "M": "unit_month", "W": "unit_week", "D": "unit_day", "CE": "century"}


def _units(data: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    for unit, forms in data["units"].items():
        yield from ((_UNIT_CLASS.get(unit, "unit_other"), unit, form) for form in forms)
    nouns = data["calendar_nouns"]
    for name in ("quarter", "half", "half_part", "kw", "weekend", "hour"):
        yield from ((name, form, form) for form in nouns[name])
    yield from _table("unit_short", data["unit_abbreviations"])


def _days(data: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    parts = [(part, noun) for part, nouns in data["day_parts"].items() for noun in nouns]
    adverbs = [(part, adverb) for part, forms in data["day_part_adverbs"].items() for adverb in forms]
    for number, forms in data["weekdays"].items():
        yield from (("weekday", int(number), form) for form in forms)
        yield from (("weekday", int(number), form + "es") for form in forms)
        yield from (("weekday_set", int(number), form + "s") for form in forms)
        yield from (
            ("weekday_part", (int(number), part), day + noun) for day in forms for part, noun in parts + adverbs
        )
    yield from _table("weekday_short", data["weekday_abbreviations"], int)
    yield from _table("deictic", data["deictic"], int)
    yield from _table("deictic_adj", data["deictic_adjectives"], int)
    yield from (("day_part", part, noun + end) for part, noun in parts for end in ("", "stunden"))
    yield from _table("day_parts", data["day_parts_plural"])
    yield from (("day_part_adv", part, adverb) for part, adverb in adverbs)


def _decades(data: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    for stem, tens in data["decades"].items():
        for end in ("erjahre", "erjahren", "erjahres", *(("ern",) if 20 <= tens < 100 else ())):
            yield "decade_word", tens, stem + end
        yield "decade_tens", tens, stem + "er"


def _cardinals() -> Iterator[tuple[str, Any, str]]:
    data = words("numbers")
    forms = [
        form for name in ("ones", "teens", "tens", "hundred", "thousand") for fs in data[name].values() for form in fs
    ]
    ones = [form for fs in data["ones"].values() for form in fs]
    tens = [form for fs in data["tens"].values() for form in fs]
    forms += [one + "und" + ten for one in ones for ten in tens]
    forms += [one + hundred for one in ones for fs in data["hundred"].values() for hundred in fs]
    forms += [form for fs in data["inflected"].values() for form in fs]
    forms += [form for fs in data["fixed"].values() for form in fs if " " not in form]
    for form in [*forms, *(form + "einhalb" for form in forms)]:
        value = number_words.read(form)
        if value is not None and form not in ("ein", "eins"):
            yield "card", value, form


def holiday_names() -> Iterator[tuple[str, str]]:
    """All (day rule, lower-case name) pairs, the general ones first."""
    for table in words("holidays").values():
        yield from ((day, name) for day, names in table.items() for name in names)


@functools.cache
def _scanner() -> re.Pattern[str]:
    """Pieces that make up the whole text: words, codes, numbers, other characters, with the space after them; blanks."""
    forms = sorted((form for fs in words("calendar")["eras"].values() for form in fs), key=len, reverse=True)
    eras = rf"(?=[nuv][.du])(?:{'|'.join(map(re.escape, forms))})(?![^\W_])"
    # the most frequent pieces first: words of German letters that can be no code or era
    word = r"(?![HQ][1-4]|[nuv][.du])[A-Za-zÄÖÜäöüß]++(?![^\W\d_]) ?"
    # the shapes of numbers are only tried where a digit stands
    return re.compile(rf"{word}|[ \t]+|{_CODES}|{eras}|[^\W\d_]+ ?|[^0-9] ?|(?:{_NUMBERS}) ?|.", re.DOTALL)


@functools.cache
def _long_holidays() -> tuple[frozenset[str], re.Pattern[str]]:
    """First words of the holidays with several words, and the pattern of their whole names."""
    names = sorted({name for _, name in holiday_names() if " " in name}, key=len, reverse=True)
    heads = {name.split()[0] for name in names}
    shapes = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return frozenset(heads | {head.title() for head in heads}), re.compile(rf"(?i:{shapes})(?![^\W_])")


WEAK = frozenset(
    CODE[name]
    for name in (
        "dot", "comma", "colon", "lpar", "rpar", "dash", "slash", "apostrophe", "newline", "to", "and", "or", "onto", "between",
        "from", "in", "before", "since", "at", "article", "past_hour", "new", "approx", "one", "both", "long", "vague_count",
    )
)  # fmt: skip
"""Classes that make no expression by themselves: they are only looked at near others."""
_STRONG = "(?:s|n(?=[nws]))"
_AROUND = re.compile(rf"[nw ]{{0,4}}{_STRONG}(?:[nw ]{{0,6}}{_STRONG})*[nw ]{{0,3}}")
"""What stands near strong pieces, in a string of kinds: `s` strong, `n` a small number, which is strong where a known
piece follows, `w` weak, ` ` blank, `_` unknown."""


@functools.cache
def _kinds() -> dict[str, str]:
    """Piece -> its kind."""
    kinds = {form: "w" if lexeme.code in WEAK else "s" for form, lexeme in lexicon().items()}
    return kinds | {form + " ": kind for form, kind in kinds.items()} | {" ": " "}


def scan(text: str, everything: bool = False) -> tuple[Tokens, str]:
    """Tokens and their class string (same length); text must be folded. What lies between known tokens is one `other`.

    The pieces are looked up by C loops, so that Python sees only what is near words of time, or `everything` that is known.
    """
    pieces = _scanner().findall(text)
    ends = list(accumulate(map(len, pieces)))
    kinds = list(map(_kinds().get, pieces, repeat("_")))
    for i in [i for i, piece in enumerate(pieces) if piece < ":" and piece >= "0" and kinds[i] == "_"]:
        kinds[i] = "s" if everything else _kind_of_number(pieces[i].rstrip(" "))
    known = lexicon().get
    starts: list[int] = []
    stops: list[int] = []
    values: list[Any] = []
    codes: list[str] = []
    last, reach = 0, 0  # where the last known token ends, without and with the space after it
    for window in _AROUND.finditer("".join(kinds)):
        for i in range(*window.span()):
            piece, end = pieces[i], ends[i]
            start = end - len(piece)
            if start < reach or kinds[i] == " ":  # a holiday of several words reaches over this piece
                continue
            if start > reach and not _BLANK.fullmatch(text, last, start):
                codes.append(OTHER)
                starts.append(last)
                stops.append(start)
                values.append(None)
            reach = end
            if piece[-1] == " ":
                piece, end = piece[:-1], end - 1
            code, value = known(piece) or _number(piece, text, start)
            if code == _HEAD:
                (code, value), end = _long_holiday(text, start, piece)
                reach = max(reach, end)
            last = end
            codes.append(code)
            starts.append(start)
            stops.append(end)
            values.append(value)
    if text[last:].strip():
        codes.append(OTHER)
        starts.append(last)
        stops.append(len(text))
        values.append(None)
    return Tokens(starts, stops, values), "".join(codes)


def _kind_of_number(piece: str) -> str:
    """Whether digits are part of an expression only beside a word of time: `150`, `12'500`, `6,4`, `250.133`."""
    if piece.isdecimal():
        return "s" if len(piece) == 4 else "n" if len(piece) < 3 else "w"
    mere = "," in piece or "'" in piece or (piece[-4:-3] == "." and piece[-3:].isdecimal())
    return "w" if mere else "s"


_BLANK = re.compile(r"[ \t]+|\s")
_HEAD = CODE["holiday_head"]


def _long_holiday(text: str, start: int, piece: str) -> tuple[Lexeme, int]:
    """The holiday of several words that begins here, else what the first word is by itself."""
    long = _long_holidays()[1].match(text, start)
    if long:
        return Lexeme(CODE["holiday"], _holiday(long.group())), long.end()
    return _shadowed().get(piece, Lexeme(OTHER, None)), start + len(piece)


def _holiday(form: str) -> str | None:
    name = re.sub(r"\s+", " ", form.lower())
    return next((day for day, known in holiday_names() if known == name), None)


def _number(form: str, text: str, start: int) -> Lexeme:
    """Class and value of a token with digits."""
    if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return Lexeme(OTHER, form)
    return _read_number(form)


@functools.lru_cache(maxsize=4096)
def _read_number(form: str) -> Lexeme:
    name, value = _whole(form) if form.isdecimal() else _shaped(form)
    return Lexeme(CODE[name], value)


def _shaped(form: str) -> tuple[str, Any]:
    name = next((name for shape, name in _SHAPES if shape.fullmatch(form)), None)
    if name is None:
        return _plain(form)
    return name, int(_LEADING.match(form)[0]) if name == "ordinal" else form  # type: ignore[index]


_LEADING = re.compile("[0-9]+")
_SHAPES = tuple(
    (re.compile(shape), name)
    for shape, name in (
        (r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*", "iso"),
        (r"[0-9]{1,2}\. ?[0-9]{1,2}\. ?[0-9]{2,4}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{2,4}", "dmy"),
        (r"[0-9]{1,2}\. ?[0-9]{1,2}\.", "dm"),
        (r"[0-9]+/[0-9]+/[0-9]+", "slash_date"),
        (r"[0-9]{4}[/|] ?[0-9]+", "fiscal"),
        (r"[0-9]{1,2}:.*|[0-9]{1,2}h[0-9][0-9]", "clock"),
        (r"[0-9]+er", "decade_code"),
        (r"[0-9]+s?te[nrsm]?", "ordinal"),
    )
)


_CLOCK_WITH_DOT = re.compile(r"[0-9]{1,2}\.[0-5][0-9]")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.' ][0-9]{3})+(?:,[0-9]+)?")


def _plain(form: str) -> tuple[str, Any]:
    if _CLOCK_WITH_DOT.fullmatch(form):
        return "dotted2", form
    if _GROUPED.fullmatch(form):
        return "big", Decimal(re.sub(r"[.' ]", "", form).replace(",", "."))
    return "dec", Decimal(form.replace(",", "."))


def _whole(form: str) -> tuple[str, Any]:
    value = Decimal(form) if len(form) < 28 else Decimal(0)
    if len(form) == 4:
        return ("year4", value) if form[0] != "0" else ("big", value)
    if len(form) > 2:
        return "big", value
    return next((name for limit, name in _LIMITS if value <= limit), "big"), value


_LIMITS = ((0, "n99"), (12, "n12"), (24, "n24"), (31, "n31"), (99, "n99"))


@functools.cache
def forms(name: str, group: str | None = None) -> frozenset[str]:
    """A word set of the calendar file."""
    table = words("calendar")[name]
    values: Iterable[Any] = table[group] if group else [form for fs in table.values() for form in fs]
    return frozenset(values)
