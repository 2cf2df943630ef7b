"""German number words to exact decimals: `einundzwanzig`, `dreieinhalb`, `zwei Millionen`, `drei Viertel`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from decimal import Context, Decimal
from typing import NamedTuple

from pressefakten.patterns import words
from pressefakten.records import exact

_PARTS = {
    "ones": "u",
    "teens": "t",
    "tens": "T",
    "hundred": "h",
    "thousand": "k",
    "zero": "z",
    "and": "&",
    "and_a_half": "H",
}
_TENS = r"(?:u&T|T|t|u)"
_HUNDREDS = rf"(?:[ut]?h(?:&?{_TENS})?|{_TENS})"
_CARDINAL = re.compile(rf"(?:(?:{_HUNDREDS}H?)?k(?:&?{_HUNDREDS})?|{_HUNDREDS})H?|z")
_LONGEST = 400
"""Characters beyond which no phrase is a number."""


class Lexicon(NamedTuple):
    """Folded form -> value; `parts` also has the letter of the part, `part` is the pattern of one of them."""

    parts: dict[str, tuple[str, Decimal]]
    part: re.Pattern[str]
    inflected: dict[str, Decimal]
    halves: dict[str, Decimal]
    fixed: dict[str, Decimal]
    fractions: dict[str, Decimal]
    fraction_endings: tuple[str, ...]
    scales: dict[str, Decimal]
    not_in_text: frozenset[str]


@functools.cache
def lexicon() -> Lexicon:
    """The number words of the pattern files."""
    table = words("numbers")
    parts = {
        form.casefold(): (letter, Decimal(value))
        for name, letter in _PARTS.items()
        for value, forms in table[name].items()
        for form in forms
    }
    scales = {**words("scales")["words"], **words("scales")["counters"]}
    return Lexicon(
        parts,
        re.compile(alternatives(parts)),
        _flat(table["inflected"]),
        _flat(table["halves"]),
        _flat(table["fixed"]),
        _flat(table["fractions"]),
        tuple(table["fraction_endings"]["forms"]),
        _flat(scales),
        frozenset(table["not_in_text"]["forms"]),
    )


def _flat(table: dict[str, list[str]]) -> dict[str, Decimal]:
    return {form.casefold(): Decimal(value) for value, forms in table.items() for form in forms}


def alternatives(forms: Iterable[str]) -> str:
    """The pattern of one of some strings, the longest first."""
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def spelled(forms: Iterable[str]) -> str:
    """The pattern of one of some folded forms, with `ß` where the fold has `ss`."""
    return alternatives(forms).replace("ss", "(?:ss|ß|ẞ)")


def trie(forms: Iterable[str]) -> str:
    """The pattern of one of some strings that branches letter by letter: for searching where few of them stand."""
    branches: dict[str, set[str]] = {}
    for form in forms:
        branches.setdefault(form[0], set()).add(form[1:])
    parts = []
    for first, rests in sorted(branches.items()):
        rest = "" if "" in rests else trie(rests)
        parts.append(re.escape(first) + (f"(?:{rest})" if "|" in rest else rest))
    return "|".join(parts)


@functools.lru_cache(maxsize=4096)
def read(phrase: str) -> Decimal | None:
    """Read a whole string of number words as one number, or None: `zwölf` 12, `anderthalb` 1.5, `zweier` 2.

    Articles count (`eine Million`, `ein` 1), scale words too (`zwei Milliarden`), digits and ordinals do not.
    """
    if len(phrase) > _LONGEST:
        return None
    tokens = phrase.casefold().split()
    if not tokens:
        return None
    value = _with_comma(tokens) if "komma" in tokens else _scaled(tokens)
    return None if value is None else exact(value)


def _with_comma(tokens: list[str]) -> Decimal | None:
    """`zwölf Komma fünf`: after the comma single digits, or one number below a hundred."""
    at = tokens.index("komma")
    whole, after = _cardinal(tokens[:at]), tokens[at + 1 :]
    scale = Decimal(1)
    if len(after) > 1 and after[-1] in lexicon().scales:
        scale = lexicon().scales[after.pop()]
    digits = [_cardinal([token]) for token in after]
    if whole is None or not digits or any(d is None or d != d.to_integral() or d > 99 for d in digits):
        return None
    if len(digits) > 1 and any(d is not None and d > 9 for d in digits):
        return None
    return Decimal(f"{whole}." + "".join(str(d) for d in digits)) * scale


def _scaled(tokens: list[str]) -> Decimal | None:
    """Groups before scale words that fall: `zwei Millionen dreihunderttausend`."""
    scales = lexicon().scales
    total, last, group = Decimal(0), Decimal("Infinity"), list[str]()
    for token in tokens:
        scale = scales.get(token)
        if scale is None or scale == 1000:
            group.append(token)
            continue
        count = _group(group) if group else Decimal(1) if total == 0 else None
        if count is None or scale >= last:
            return None
        total, last, group = total + count * scale, scale, []
    if not group:
        return total if total else None
    rest = _group(group)
    return None if rest is None or rest >= last else total + rest


def _group(tokens: list[str]) -> Decimal | None:
    """A cardinal, a half (`ein halbes`, `drei ein halb`) or a fraction (`drei Viertel`)."""
    table = lexicon()
    head, final = tokens[:-1], tokens[-1]
    if final in table.fixed:
        return table.fixed[final] if not head or _cardinal(head) == 1 else None
    if final in table.halves:
        return _half(head, table.halves[final])
    if final.endswith(table.fraction_endings):
        return _fraction(tokens) or _cardinal(tokens)
    return _cardinal(tokens)


_FIFTEEN = Context(prec=15)


def quotient(count: Decimal, divisor: Decimal) -> Decimal:
    """A fraction to fifteen digits, which a JSON number keeps as they are."""
    return _FIFTEEN.divide(count, divisor)


def _fraction(tokens: list[str]) -> Decimal | None:
    """`drei Viertel`; the divisor may be in pieces (`ein zwei und zwanzigstel`)."""
    for at in range(len(tokens)):
        divisor = _divisor("".join(tokens[at:]))
        count = _cardinal(tokens[:at]) if at else Decimal(1)
        if divisor is not None and count is not None:
            return quotient(count, divisor)
    return None


def _half(head: list[str], half: Decimal) -> Decimal | None:
    count = _cardinal(head) if head else Decimal(1)
    if count is None and head[-1] == "ein":
        whole = _cardinal(head[:-1]) if len(head) > 1 else None
        return None if whole is None else whole + half
    return None if count is None or count > 20 else half * count


def _divisor(token: str) -> Decimal | None:
    """`viertel` 4, `zwanzigstel` 20: the number word that an ending makes a fraction."""
    table = lexicon()
    if token in table.fractions:
        return table.fractions[token]
    for ending in table.fraction_endings:
        if token.endswith(ending) and (value := _cardinal([token.removesuffix(ending)])) and value > 2:
            return value
    return None


def _cardinal(tokens: list[str]) -> Decimal | None:
    """One cardinal below a million, glued or in pieces (`zwei tausend`, `drei und zwanzig`)."""
    table = lexicon()
    shape, values = "", list[Decimal]()
    for token in tokens:
        if token in table.inflected:
            shape += "u"
            values.append(table.inflected[token])
            continue
        pieces = table.part.findall(token)
        if "".join(pieces) != token:
            return None
        for piece in pieces:
            letter, value = table.parts[piece]
            shape += letter
            values.append(value)
    if not _CARDINAL.fullmatch(shape) or ("und" in tokens and not re.search("u&T", shape)):
        return None
    return _sum(shape, values)


def _sum(shape: str, values: list[Decimal]) -> Decimal:
    total = below = Decimal(0)
    for letter, value in zip(shape, values, strict=True):
        if letter == "k":
            total, below = (below or Decimal(1)) * value, Decimal(0)
        elif letter == "h":
            below = (below or Decimal(1)) * value
        else:
            below += value
    return total + below
