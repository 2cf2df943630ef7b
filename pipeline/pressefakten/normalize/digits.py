"""Digits with separators to exact decimals, and the style of a release that settles what is ambiguous.

A number of one dot and three digits (`1.535`) is thousands in Germany and a decimal in Switzerland; the unambiguous
numbers of the same release say which, else the country, else the value is flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from pressefakten.normalize.text import fold

CORE = (
    r"[0-9](?:[0-9]{0,2}(?:"
    r"(?:'[0-9]{3}){1,6}(?![0-9'])(?:[.,][0-9]{1,9}(?![0-9]))?"
    r"|(?:\.[0-9]{3}){1,6}(?![0-9]|\.[0-9])(?:,[0-9]{1,9}(?![0-9]))?"
    r"|(?:,[0-9]{3}){1,6}(?![0-9]|,[0-9])(?:\.[0-9]{1,9}(?![0-9]))?"
    r"|(?: [0-9]{3}){1,6}(?! ?[0-9])(?:[.,][0-9]{1,9}(?![0-9]))?)"
    r"|[0-9]*(?:[.,][0-9]+)?)"
)
"""One number in digits on folded text: apostrophe, dot, comma or space between groups of three, or plain."""

_SURE_TAIL = re.compile(r" ?(?:%|Pro[zm]|Mi|Mr|CHF|Fr|EUR|Euro|€|k[WmgVN]|[GMT]W|Wh|mm|cm|[ltms]\b)")
_NUMBER = re.compile(CORE)


class Style(NamedTuple):
    """How a release writes numbers: counts of its unambiguous forms, and the country as prior.

    `comma`, `point` count decimals; `apostrophe`, `dot`, `space`, `english` count thousands; `rounded` counts
    `58.300`, which hardly anyone writes for 58.3.
    """

    country: str | None = None
    comma: int = 0
    point: int = 0
    apostrophe: int = 0
    dot: int = 0
    space: int = 0
    english: int = 0
    rounded: int = 0

    @property
    def swiss(self) -> bool:
        """Whether a dot cannot part thousands here: other marks do, or it parts decimals."""
        return self.dot == 0 and (self.apostrophe + self.space > 0 or self.point > self.comma)

    @property
    def decimal(self) -> str | None:
        """The decimal mark that the release prefers, or None where no number tells."""
        if self.comma == self.point:
            return None
        return "," if self.comma > self.point else "."


def style(text: str, *, country: str | None = None) -> Style:
    """Read the style of a text from its unambiguous numbers; `country` (`DE`, `AT`, `CH`, `LI`) is the prior."""
    folded = fold(text)
    return style_of(folded, _NUMBER.finditer(folded), country)


def style_of(text: str, numbers: Iterable[re.Match[str]], country: str | None) -> Style:
    """Count the unambiguous forms among number matches on a folded text."""
    counts = dict.fromkeys(Style._fields[1:], 0)
    for match in [match for match in numbers if not match[0].isdigit()]:
        surface = match[0]
        if len(surface) < 3 or not surface[-1].isdecimal() or _is_date_like(text, match):
            continue
        if text[max(0, match.start() - 1) : match.start()].isalpha():
            continue  # `Station F2.1` is a name, `A3 245 PS` are two numbers
        if " " in surface and _is_phone_like(text, match.start(), surface):
            continue
        for kind in _evidence(surface, text, match.end()):
            counts[kind] += 1
    return Style(country, **counts)


def _is_date_like(text: str, match: re.Match[str]) -> bool:
    """Part of a date, clock time or version: more digits after a dot, or a clock word."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 5]
    return before in (".", ":", "/") or (after[:1] == "." and after[1:2] not in ("", " ", "\n")) or "Uhr" in after


def _is_phone_like(text: str, start: int, surface: str) -> bool:
    """Groups of a phone number: a leading zero or more digits before."""
    return (
        surface[0] == "0"
        or "000 000" in surface
        or text[start - 1 : start] in ("+", "/", "-", ")")
        or text[max(0, start - 2) : start].strip().isdigit()
    )


def _evidence(surface: str, text: str, end: int) -> tuple[str, ...]:
    if "'" in surface:
        return ("apostrophe", *_decimal_mark(surface.rpartition("'")[2]))
    if " " in surface:
        return ("space", *_decimal_mark(surface.rpartition(" ")[2]))
    dots, commas = surface.count("."), surface.count(",")
    if dots and commas:
        return ("dot", "comma") if surface.rindex(",") > surface.rindex(".") else ("english", "point")
    if dots > 1 or commas > 1:
        return ("dot",) if dots else ("english",)
    whole, _, fraction = surface.replace(",", ".").partition(".")
    if len(fraction) == 3 and len(whole) < 4 and whole != "0":
        return ("rounded",) if dots and fraction.endswith("00") else ()
    if commas:
        return ("comma",)
    return ("point",) if _is_point_decimal(whole, fraction, text, end) else ()


def _decimal_mark(tail: str) -> tuple[str, ...]:
    return ("comma",) if "," in tail else ("point",) if "." in tail else ()


def _is_point_decimal(whole: str, fraction: str, text: str, end: int) -> bool:
    """A dot before digits that can be neither a day and month nor a clock time."""
    if text[end : end + 1] == "." and text[end + 1 : end + 2] in (" ", ""):
        return False
    if _SURE_TAIL.match(text, end):
        return True
    clock = len(fraction) == 2 and len(whole) <= 2 and int(whole) <= 24 and int(fraction) <= 59
    return not clock


def value_of(surface: str, style: Style) -> tuple[Decimal, bool]:
    """The exact value of folded digits (a match of `CORE`) in a style, and whether it stays ambiguous."""
    plain = surface.replace("'", "").replace(" ", "")
    if plain.isdigit():
        return Decimal(plain), False
    dots, commas = plain.count("."), plain.count(",")
    if dots and commas:
        mark = "," if plain.rindex(",") > plain.rindex(".") else "."
        return Decimal(plain.replace("." if mark == "," else ",", "").replace(mark, ".")), False
    if dots > 1 or commas > 1:
        return Decimal(plain.replace(".", "").replace(",", "")), False
    return _single(plain, "." if dots else ",", plain != surface, style)


def _single(plain: str, mark: str, grouped: bool, style: Style) -> tuple[Decimal, bool]:
    """One dot or one comma: thousands only where three digits follow at most three."""
    whole, _, fraction = plain.partition(mark)
    if len(fraction) != 3 or grouped or len(whole) > 3 or whole[0] == "0":
        return Decimal(f"{whole}.{fraction}"), False
    if mark == "." and fraction.endswith("00"):  # hardly anyone writes 58.300 for 58.3
        return Decimal(whole + fraction), style.swiss
    thousands, sure = _dot_is_thousands(style) if mark == "." else _comma_is_thousands(style)
    return Decimal(whole + fraction if thousands else f"{whole}.{fraction}"), not sure


def _dot_is_thousands(style: Style) -> tuple[bool, bool]:
    if style.dot:
        return True, True
    # one price in francs makes no Swiss text
    commas = style.decimal == "," or (style.comma > 0 and not style.apostrophe)
    home = style.country in ("DE", "AT") and commas
    if style.rounded > style.point and not style.apostrophe and style.country in ("DE", "AT", None):
        return True, True  # a version or two in a text full of `6.200` and `400.000`
    if style.swiss and (style.apostrophe or style.decimal != ",") and not home:
        return False, True
    if style.comma or style.rounded or style.country in ("DE", "AT"):
        return True, True
    return style.country not in ("CH", "LI"), False


def _comma_is_thousands(style: Style) -> tuple[bool, bool]:
    if style.english and not style.comma:
        return True, True
    if style.comma or style.dot or style.apostrophe or style.space:
        return False, True
    if style.point:
        return True, False
    return False, style.country is not None
