"""German number words to exact decimals: `einundzwanzig`, `dreieinhalb`, `zwei Millionen`, `drei Viertel`."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
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
_CARDINAL = re.compile(rf"(?:{_HUNDREDS}?k(?:&?{_HUNDREDS})?|{_HUNDREDS})H?|z")
_LONGEST = 400
"""Characters beyond which no phrase is a number."""


class _Lexicon(NamedTuple):
    """Folded form -> (part letter, value), and the pattern of one part."""

    parts: dict[str, tuple[str, Decimal]]
    part: re.Pattern[str]
    inflected: dict[str, Decimal]
    fixed: dict[str, Decimal]
    fractions: dict[str, Decimal]
    scales: dict[str, Decimal]


@functools.cache
def _lexicon() -> _Lexicon:
    table = words("numbers")
    parts = {
        form.casefold(): (letter, Decimal(value))
        for name, letter in _PARTS.items()
        for value, forms in table[name].items()
        for form in forms
    }
    scales = {**words("scales")["words"], **words("scales")["counters"]}
    return _Lexicon(
        parts,
        re.compile(alternatives(parts)),
        _flat(table["inflected"]),
        _flat(table["fixed"]),
        _flat(table["fractions"]),
        _flat(scales),
    )


def _flat(table: dict[str, list[str]]) -> dict[str, Decimal]:
    return {form.casefold(): Decimal(value) for value, forms in table.items() for form in forms}


def alternatives(forms: object) -> str:
    """The pattern of one of some strings, the longest first."""
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))  # type: ignore[call-overload]


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
    if len(after) > 1 and after[-1] in _lexicon().scales:
        scale = _lexicon().scales[after.pop()]
    digits = [_cardinal([token]) for token in after]
    if whole is None or not digits or any(d is None or d != d.to_integral() or d > 99 for d in digits):
        return None
    if len(digits) > 1 and any(d is not None and d > 9 for d in digits):
        return None
    return Decimal(f"{whole}." + "".join(str(d) for d in digits)) * scale


def _scaled(tokens: list[str]) -> Decimal | None:
    """Groups before scale words that fall: `zwei Millionen dreihunderttausend`."""
    lexicon = _lexicon()
    total, last, group = Decimal(0), Decimal("Infinity"), list[str]()
    for token in tokens:
        scale = lexicon.scales.get(token)
        if scale is None or scale < 10**6 and scale != 12:
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
    """A cardinal, a half (`ein halbes`) or a fraction (`drei Viertel`)."""
    lexicon = _lexicon()
    head, final = tokens[:-1], tokens[-1]
    if final in lexicon.fixed:
        count = _cardinal(head) if head else Decimal(1)
        return lexicon.fixed[final] * count if count == 1 else None
    if final in lexicon.fractions:
        count = _cardinal(head) if head else Decimal(1)
        return None if count is None else count / lexicon.fractions[final]
    return _cardinal(tokens)


def _cardinal(tokens: list[str]) -> Decimal | None:
    """One cardinal below a million, glued or in pieces (`zwei tausend`, `drei und zwanzig`)."""
    lexicon = _lexicon()
    shape, values = "", list[Decimal]()
    for token in tokens:
        if token in lexicon.inflected:
            shape += "u"
            values.append(lexicon.inflected[token])
            continue
        pieces = lexicon.part.findall(token)
        if "".join(pieces) != token:
            return None
        for piece in pieces:
            letter, value = lexicon.parts[piece]
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
