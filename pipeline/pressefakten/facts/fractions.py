"""Percentages in words that are no entities but give shares and changes: `die Hälfte`, `jedes vierte Auto`, `verdoppelte sich`."""

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
    """The words without which there is no fraction and no multiple."""
    return frozenset((*_table("parts"), *_table("every"), "von", *_multiples(), *words("figures")["multiple"]["same"]))


@functools.cache
def _multiples() -> dict[str, int]:
    """Forms of the verbs that say how many times as large a figure has become -> the change in percent."""
    table = words("figures")["multiple"]
    return {stem + ending: percent for stem, percent in table["stems"].items() for ending in table["endings"]}


def change_in_words(ent: Ent) -> int | None:
    """The change in percent that a word states by itself (`verdoppelte`, `unverändert`), or None."""
    low = ent.text.lower()
    return 0 if low in words("figures")["multiple"]["same"] else _multiples().get(low)


def mark(items: Sequence[Item]) -> list[Item]:
    """The items with each fraction and multiple as one percentage, its value in percent and its approximator in the value."""
    if _openers().isdisjoint([item.low.rpartition(" ")[2] for item in items]):  # `zwei Drittel` is one number
        return list(items)
    marked: list[Item] = []
    for at, item in enumerate(items):
        percent, taken = _part(items, at)
        if percent is None or _is_stated_exactly(items, at):
            marked.append(item)
            continue
        first = items[at - taken]
        del marked[len(marked) - taken :]
        value: dict[str, Any] = {"kind": "number", "value": percent, "unit": "%"}
        nearly = _table("near").get(items[at - 1].low) if taken > 1 else None
        approx = nearly or _approx(items, at - taken) or ("about" if percent != int(percent) else None)
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
    if item.ent is None and (change := _change(items, at)) is not None:
        return change, 0
    if item.ent is not None:
        if (ratio := _ratio(items, at)) is not None:
            return ratio, 2
        share = item.ent.value.get("value") if item.ent.label == "NUMBER" and item.ent.value else None
        fraction = share is not None and 0 < share < 1 and item.low.split()[-1] in _table("parts")
        return (_rounded(Decimal(str(share)) * 100), 0) if fraction else (None, 0)
    if item.low in _table("parts") and before is not None and item.text[0].isupper():
        if item.low == "hälfte":
            return (50, 1) if before.low in _table("articles") else (50, 0)
        between = int(before.low in _table("near") and at > 1)  # `ein knappes Fünftel`
        before = items[at - 1 - between]
        times = _table("times").get(before.low)
        return (
            (_rounded(Decimal(str(_table("parts")[item.low])) * times), 1 + between)
            if times and before.ent is None
            else (None, 0)
        )
    if item.low in _table("ordinals") and before is not None and before.low in _table("every"):
        return _rounded(Decimal(str(_table("ordinals")[item.low]))), 1
    return None, 0


def _is_stated_exactly(items: Sequence[Item], at: int) -> bool:
    """`ein knappes Viertel (24,1 Prozent)`: the bracket behind a fraction has the share."""
    bracket = items[at + 1 : at + 3]
    if len(bracket) < 2 or bracket[0].text != "(" or (ent := bracket[1].ent) is None:
        return False
    return ent.label == "PERCENT" and ent.text[0].isdecimal()


def _change(items: Sequence[Item], at: int) -> int | None:
    """`verdoppelte sich`, `auf 1’813 verdreifacht`, unless it is only about so (`nahezu`); `(7’133, unverändert)` behind a number."""
    low, table = items[at].low, words("figures")["multiple"]
    if low in table["same"]:
        closed = at + 1 < len(items) and items[at + 1].text in ");"
        behind = at > 1 and items[at - 1].text in ",;(" and items[at - 2].ent is not None
        numeric = behind and items[at - 2].ent.label in COUNTABLE  # type: ignore[union-attr]
        return 0 if closed and numeric and items[at].depth else None
    if low not in _multiples() or any(item.low in table["hedges"] for item in items[max(0, at - 2) : at + 3]):
        return None
    clause = [item for item in items if item.clause == items[at].clause]
    itself = any(item.low == "sich" for item in clause)
    levelled = any(
        item.ent is not None and item.ent.label in COUNTABLE for item in clause if item.start < items[at].start
    )
    return _multiples()[low] if itself or levelled else None


COUNTABLE = frozenset(("NUMBER", "MONEY", "PERCENT", "QUANTITY"))


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
