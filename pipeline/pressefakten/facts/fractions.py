"""Fractions in words that are no entities but give shares: `die Hälfte`, `ein Drittel`, `jedes vierte Auto`."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pressefakten.facts.page import Ent, Item
from pressefakten.patterns import words


@functools.cache
def _table(name: str) -> dict[str, Any]:
    return dict(words("figures")["fraction"][name])


@functools.cache
def _openers() -> frozenset[str]:
    """The words without which there is no fraction."""
    return frozenset((*_table("parts"), *_table("every"), "von"))


def mark(items: Sequence[Item]) -> list[Item]:
    """The items with each fraction as one percentage, its value in percent and its approximator in the value."""
    if _openers().isdisjoint([item.low for item in items]):
        return list(items)
    marked: list[Item] = []
    for at, item in enumerate(items):
        percent, taken = _part(items, at)
        if percent is None:
            marked.append(item)
            continue
        first = items[at - taken]
        del marked[len(marked) - taken :]
        value: dict[str, Any] = {"kind": "number", "value": percent, "unit": "%"}
        approx = _approx(items, at - taken) or ("about" if percent != int(percent) else None)
        if approx:
            value["approx"] = approx
        text = " ".join(part.text for part in items[at - taken : at + 1])
        ent = Ent(first.start, item.end, "PERCENT", text, text, value)
        marked.append(Item(first.start, item.end, text, text.lower(), ent, item.clause, item.depth))
    return marked


def _part(items: Sequence[Item], at: int) -> tuple[float | None, int]:
    """The percentage that ends at an item, and how many items in front belong to it."""
    item = items[at]
    before = items[at - 1] if at else None
    if item.ent is not None:
        if (ratio := _ratio(items, at)) is not None:
            return ratio, 2
        share = item.ent.value.get("value") if item.ent.label == "NUMBER" and item.ent.value else None
        fraction = share is not None and 0 < share < 1 and item.low.split()[-1] in _table("parts")
        return (_rounded(Decimal(str(share)) * 100), 0) if fraction else (None, 0)
    if item.low in _table("parts") and before is not None and item.text[0].isupper():
        if item.low == "hälfte":
            return (50, 1) if before.low in _table("articles") else (50, 0)
        times = _table("times").get(before.low)
        return (
            (_rounded(Decimal(str(_table("parts")[item.low])) * times), 1)
            if times and before.ent is None
            else (None, 0)
        )
    if item.low in _table("ordinals") and before is not None and before.low in _table("every"):
        return _rounded(Decimal(str(_table("ordinals")[item.low]))), 1
    return None, 0


def _ratio(items: Sequence[Item], at: int) -> float | int | None:
    """`vier von zehn Kunden` in percent: of a round whole, before a noun."""
    if at < 2 or items[at - 1].low != "von" or not items[at + 1 : at + 2] or not items[at + 1].text[0].isalpha():
        return None
    part, whole = (items[k].ent for k in (at - 2, at))
    if part is None or whole is None or part.label != "NUMBER" or whole.label != "NUMBER":
        return None
    one, all_ = ((ent.value or {}).get("value") for ent in (part, whole))
    if one is None or all_ is None or all_ not in words("figures")["fraction"]["wholes"] or not 0 < one < all_:
        return None
    return _rounded(Decimal(str(one)) * 100 / Decimal(str(all_)))


def _rounded(percent: Decimal) -> float | int:
    whole = percent.to_integral_value()
    return int(whole) if percent == whole else float(round(percent, 1))


def _approx(items: Sequence[Item], at: int) -> str | None:
    for size in (2, 1):
        phrase = " ".join(item.low for item in items[max(0, at - size) : at])
        if phrase in _table("approx"):
            return str(_table("approx")[phrase])
    return None
