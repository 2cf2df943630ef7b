"""Sums of money that are put in: the words around them, brackets, lines, scale."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressefakten.facts.clauses import is_verb
from pressefakten.facts.cues import SUMS_FROM, Num, is_date
from pressefakten.facts.page import Item
from pressefakten.facts.triggers import Forms
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.figures import Reading

LINE = "investment"
"""The rule whose sums a line may state without a verb: `2,6 Mrd. Euro für das Verteilernetz`."""
LARGE = 100_000
"""A sum from here on that a line names with what it is for is an outlay, no price."""
REACH = 3
LONG = 9


@functools.cache
def sum_words(name: str) -> frozenset[str]:
    """A closed class of `words/investments.toml`."""
    return frozenset(words("investments")["words"][name])


@functools.cache
def sum_forms(name: str) -> Forms:
    """A class of `words/investments.toml` that has patterns."""
    return Forms(words("investments")["words"][name])


def is_line(reading: Reading, num: Num) -> bool:
    """`• 2,6 Mrd. Euro für das Verteilernetz`, `62 Mio. Euro bis 2029 für Wels`: a heading or item of a sum and what it is for."""
    items = reading.sentence.items
    if num.label != "MONEY" or num.at > 1 or reading.page.kind(reading.sentence) not in LINES:
        return False
    if (
        not num.value
        or (num.value.get("value") or 0) < LARGE
        or any(sum_forms("no_outlay").fit(item.low) for item in items)
    ):
        return False
    k = num.at + 1
    while k < len(items) and (items[k].low in ("bis", "ab", "in", "im", "jährlich") or is_date(items[k])):
        k += 1
    if k + 1 >= len(items) or items[k].low not in ("für", "in") or is_date(items[k + 1]):
        return False
    return reading.page.kind(reading.sentence) in ("item", "bullet") or not _said_again(reading, num)


def _said_again(reading: Reading, num: Num) -> bool:
    """Whether the text below names the same sum: it knows more of it than the headline."""
    below = (ent for ent in reading.page.ents if ent.label == "MONEY" and ent.start > num.ent.start and ent.value)
    return any((ent.value or {}).get("value") == num.value.get("value") for ent in below)


LINES = ("item", "bullet", "subhead", "headline", "heading")
"""Kinds of lines that may do without a verb."""


@functools.cache
def made_by() -> tuple[str, ...]:
    """Forms of the verbs that say what is built."""
    return tuple(words("investments")["made"])


def is_bracketed(items: Sequence[Item], at: int) -> bool:
    """`der Neubau in Wels (31 Mio.), die Sanierung der Schule (18 Mio.)`: a sum alone in brackets is that of what stands in front."""
    return 0 < at < len(items) - 1 and items[at - 1].text == "(" and items[at + 1].text == ")"


def own_words(reading: Reading, num: Num, part: Sequence[int]) -> list[int]:
    """`95 Mio. für den Windpark Au und 20 Mio. in den Speicher Ober`: of words with several sums, each with what it goes into behind it, those of the one asked."""
    items = reading.sentence.items
    sums = [other.at for other in reading.nums if is_sum(other)]
    aimed = [at for at in sums if at + 1 < len(items) and items[at + 1].low in AIMS]
    if num.at not in aimed or len(aimed) < 2:
        return list(part)
    low = num.at - _led_by_place(items, num.at) if any(at < num.at for at in aimed) else -1
    high = next((at for at in aimed if at > num.at), len(items))
    return [k for k in part if low <= k < high]


def _led_by_place(items: Sequence[Item], at: int) -> int:
    """`… und in Steyr weitere 3 Mio. in Pumpen`: how many words in front of a sum say where it is put in."""
    led = (back for back in (1, 2) if at > back and (ent := items[at - back].ent) and ent.label in ("PLACE", "SITE"))
    return next((back + 1 for back in led if back == 1 or adds(items[at - 1])), 0)


def adds(item: Item) -> bool:
    """`weitere`, `nochmals`: a word between a place and the sum that is put in there; what joins or parts two is none."""
    return item.text[0].isalnum() and item.low not in ("und", "sowie")


AIMS = frozenset(("in", "ins", "für"))


def is_sum(num: Num) -> bool:
    """Whether a number is a sum of money, with its currency or only its scale word."""
    return num.label == "MONEY" or is_large(num)


def is_large(num: Num) -> bool:
    """Whether a bare number has a scale word: `12 Millionen davon` beside a sum with its currency."""
    if num.label != "NUMBER" or num.noun or num.ent.text.isdigit():
        return False
    return (num.value.get("value") or 0) >= SUMS_FROM


def in_relative(items: Sequence[Item], at: int, *, strictly: bool = False) -> bool:
    """Whether an item stands in a relative clause: `ein Betrieb, in dem die Standorte X und Y aufgehen`; `strictly`: its pronoun comes first, a verb last."""
    comma = next((k for k in range(at - 1, -1, -1) if items[k].text == ","), -1)
    if not strictly:
        return comma >= 0 and any(item.low in sum_words("relative") for item in items[comma + 1 : comma + 3])
    end = next((k for k in range(at, len(items)) if items[k].text in ",.;"), len(items))
    opened = 0 <= comma < at - 1 and items[comma + 1].low in sum_words("relative")
    return opened and items[end - 1].ent is None and is_verb(items, end - 1)
