"""What a sum is the price of where no name says it: things that words around tell, for the scorer alone, and how a thing is called in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressefakten.facts.clauses import is_verb
from pressefakten.facts.page import Item, is_common_noun, is_numeric
from pressefakten.facts.scope import LISTED, line_label
from pressefakten.facts.topics import Product, as_value, is_in, unnamed

if TYPE_CHECKING:
    from pressefakten.facts.cues import Num
    from pressefakten.facts.figures import Reading

MOST = 5_000
"""What a thing without a name costs at most; a larger sum is spent, not asked."""
FAR = 8
"""How many words in front of a sum what it is the price of stands at most."""


def thing(reading: Reading, num: Num) -> Product | None:
    """The label of a line, the words in front of a sum that ends a line, else the next noun in front of it in the sentence.

    `Tageskarte Mo.–Fr. 21 Euro`, `Ermäßigt: 17 Euro`, `Die Halbliterflasche kostet CHF 2.20`.
    """
    if num.label != "MONEY" or not 0 < (as_value(num.value) or 0) <= MOST:
        return None
    items = reading.sentence.items
    label = _words(num.label_items or line_label(reading, num))
    if label and not any(is_verb(label, k) for k in range(len(label))):
        return _named(reading, label)
    parted = num.at and items[num.at - 1].text in "–:"
    if reading.page.kind(reading.sentence) in LINES and (parted or not any(is_verb(items, k) for k in range(num.at))):
        front = _entry(items[: num.at])
        plain = not any(map(is_numeric, front))
        if plain or _closes_line(items, num):
            return _named(reading, front)
    near = range(num.at - 1, max(-1, num.at - 1 - FAR), -1)
    at = next((k for k in near if is_common_noun(items[k])), -1)
    if at < 0 or any(is_in("paid", item.low) for item in items[at + 1 : num.at]):
        return None  # `Kinder zahlen 9 Euro`
    if any(item.ent is not None and item.ent.label in ("MODEL", "BRAND") for item in items[at : num.at]):
        return None
    return phrase(reading, items[at]) or unnamed(items[at])


def phrase(reading: Reading, noun: Item) -> Product | None:
    """What is sold, with what its noun hangs on or hangs on it: `Tageskarte für Erwachsene`, `Kilowattstunde ohne Abo`; None for a noun alone."""
    items = reading.sentence.items
    at = next(k for k, item in enumerate(items) if item is noun)
    start, end = _first(items, at), _last(items, at)
    if start == end:
        return None
    return Product(None, reading.page.text[items[start].start : items[end].end], items[start].start, items[end].end)


def _first(items: Sequence[Item], at: int) -> int:
    """The index of the noun that a noun hangs on."""
    led = at - 1 - (at > 1 and is_in("light", items[at - 1].low))
    if led > 0 and items[led].low in FOR and is_common_noun(items[led - 1]):
        return _first(items, led - 1)
    return at


def _last(items: Sequence[Item], at: int) -> int:
    """The index of the last noun that hangs on a noun."""
    led = at + 1
    if led + 1 < len(items) and items[led].low in FOR:
        noun = led + 1 + is_in("light", items[led + 1].low)
        if noun < len(items) and is_common_noun(items[noun]) and items[noun].clause == items[at].clause:
            return noun
    return at


FOR = ("für", "ohne")
"""What a thing that is sold hangs on another by."""
LINES = (*LISTED, "heading")
"""The kinds of lines that price lists are made of; a lone entry of one looks like a heading."""


def _closes_line(items: Sequence[Item], num: Num) -> bool:
    """Whether nothing but brackets follows a sum in its line."""
    return all(item.depth or not item.text[0].isalnum() for item in items[num.at + 1 :])


def _entry(items: Sequence[Item]) -> list[Item]:
    """What a line of a price list opens with, up to a dash or comma: `Klingelberger trocken 2025 – 8,40 €`."""
    cut = next((k for k in range(len(items)) if _ends_entry(items, k)), len(items))
    words = _words(items[:cut])
    while words and words[-1].low in UP_TO:
        words.pop()
    return words


def _ends_entry(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    if item.ent is not None and item.ent.label == "MONEY":
        return True
    return at > 1 and (item.text == "," or (item.text in "–-" and item.start > items[at - 1].end))


UP_TO = ("ab", "um", "zu", "für", "nur", "je", "à", "ca")
"""What stands between a thing and its price."""


def _words(items: Sequence[Item]) -> list[Item]:
    """Words without brackets and what is in them."""
    return [item for item in items if not item.depth and item.text[0].isalnum()]


def _named(reading: Reading, words: Sequence[Item]) -> Product | None:
    """What words name from their first capital on; none where they name a model or make."""
    named = any(item.ent is not None and item.ent.label in ("MODEL", "BRAND") for item in words)
    first = next((k for k, item in enumerate(words) if item.text[0].isupper()), -1)
    if named or first < 0:
        return None
    start, end = words[first].start, words[-1].end
    if any(mark in reading.page.text[start:end] for mark in "„«»"):  # `Paket „Winter“`
        end += reading.page.text[end : end + 1] in ("“", "»", "«", "”")
    return Product(None, reading.page.text[start:end], start, end)
