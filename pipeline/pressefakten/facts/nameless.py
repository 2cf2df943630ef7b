"""What a sum is the price of where no name and no list of things says it: for the scorer alone, which weighs the words around."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressefakten.facts.clauses import is_verb
from pressefakten.facts.page import NUMERIC, Item
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
    front = _words(items[: num.at])
    plain = not any(item.ent is not None and item.ent.label in NUMERIC for item in front)
    if plain and reading.page.kind(reading.sentence) in LISTED and not any(is_verb(items, k) for k in range(num.at)):
        return _named(reading, front)
    near = range(num.at - 1, max(-1, num.at - 1 - FAR), -1)
    at = next((k for k in near if items[k].ent is None and items[k].text[0].isupper()), -1)
    if at < 0 or any(is_in("paid", item.low) for item in items[at + 1 : num.at]):
        return None  # `Kinder zahlen 9 Euro`
    if any(item.ent is not None and item.ent.label in ("MODEL", "BRAND") for item in items[at : num.at]):
        return None
    return unnamed(items[at])


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
    return Product(None, reading.page.text[start:end], start, end)
