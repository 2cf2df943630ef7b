"""Drafts become facts: the same fact stated twice is one with two evidences; order, ids and confidence."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pressefakten.facts.issuer import core
from pressefakten.facts.rules import Draft
from pressefakten.records import KEY_SLOTS, OTHER_SLOTS


def merge(drafts: Iterable[Draft]) -> list[Draft]:
    """One draft a fact, in order of first evidence; a later statement adds evidence and fills empty slots."""
    kept: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda draft: (draft.evidence[0], draft.type, draft.rule)):
        key = json.dumps(
            [draft.type, *(_folded(_short(draft.slots.get(slot), slot)) for slot in _keys(draft))],
            ensure_ascii=False,
            sort_keys=True,
            default=str,
        )
        first = kept.get(key)
        if first is None:
            kept[key] = draft
        else:
            first.evidence += [span for span in draft.evidence if span not in first.evidence]
            for slot, value in draft.slots.items():
                if first.slots.get(slot) is None:
                    first.slots[slot] = value
    return _absorb(list(kept.values()))


def _short(value: Any, slot: str) -> Any:
    """A subject or investor without legal form: the short and the full name are one."""
    return core(value) if slot in ("subject", "investor") and isinstance(value, str) else value


def _absorb(drafts: list[Draft]) -> list[Draft]:
    """A statement with open or rounded slots is the same fact as the full one: its evidence goes there."""
    figures = [draft for draft in drafts if draft.type == "key_figure"]
    gone: set[int] = set()
    alike = _by_number(figures)
    for vague in figures:
        for full in alike.get(_number_key(vague), ()):
            if full is not vague and id(full) not in gone and _covers(full, vague):
                full.evidence += [span for span in vague.evidence if span not in full.evidence]
                if full.slots.get("change") is None and vague.slots.get("change"):
                    full.slots["change"] = vague.slots["change"]
                elif vague.slots.get("change"):
                    own, other = full.slots["change"], vague.slots["change"]
                    full.slots["change"] = {
                        key: own.get(key) if own.get(key) is not None else other.get(key)
                        for key in ("percent", "absolute", "base")
                    }
                gone.add(id(vague))
                break
    gone |= _rounded_shares([draft for draft in figures if id(draft) not in gone])
    gone |= _repeated_data(draft for draft in drafts if draft.type == "spec")
    gone |= _headed_prices([draft for draft in drafts if draft.type == "price"])
    gone |= _without_site(draft for draft in drafts if draft.type == "investment")
    gone |= _without_market(draft for draft in drafts if draft.type == "product_event" and id(draft) not in gone)
    for draft in drafts:
        draft.evidence.sort()
    return sorted((draft for draft in drafts if id(draft) not in gone), key=lambda draft: draft.evidence[0])


def _rounded_shares(figures: Sequence[Draft]) -> set[int]:
    """Shares of a head that round one of the text: `Jeder vierte Neuwagen rein elektrisch` above 24,8 %."""
    shares = [draft for draft in figures if draft.slots.get("metric") in SHARES and _percent(draft)]
    told = [draft for draft in shares if not draft.head]
    return {id(draft) for draft in shares if draft.head and any(_rounds(draft, full) for full in told)}


SHARES = ("share", "market_share")


def _percent(draft: Draft) -> float:
    return float((draft.slots.get("value") or {}).get("value") or 0)


def _rounds(head: Draft, full: Draft) -> bool:
    """Whether a share with few digits is the rounded one of another of the same time and place."""
    one, other = _percent(head), _percent(full)
    same = all(head.slots.get(slot) is None or _agree(full.slots.get(slot), head.slots[slot]) for slot in SCOPE)
    return same and one != other and _digits(head) <= _digits(full) and abs(one - other) <= CLOSE * other


def _by_number(figures: Sequence[Draft]) -> dict[tuple[Any, ...], list[Draft]]:
    """Figures by their number and by each rounding of it: only those of one key can be one fact."""
    found: dict[tuple[Any, ...], list[Draft]] = {}
    for draft in figures:
        *kind, amount = _number_key(draft)
        for form in dict.fromkeys([amount, *_rounded(amount)]):
            found.setdefault((*kind, form), []).append(draft)
    return found


def _rounded(amount: float | None) -> Iterator[float]:
    """A number to one, two, … digits, until none is lost."""
    for digits in range(1, 10) if amount is not None else ():
        rounded = float(f"{amount:.{digits}g}")
        if rounded == amount:
            return
        yield rounded


def _number_key(draft: Draft) -> tuple[Any, ...]:
    """Metric, status, unit and currency, ends of a range, and the number itself."""
    value = draft.slots.get("value") or {}
    amount = value.get("value")
    number = None if amount is None else float(amount)
    kind = (draft.slots.get("metric"), draft.slots.get("status"), value.get("unit"), value.get("currency"))
    return (*kind, value.get("min"), value.get("max"), number)


def _without_market(drafts: Iterable[Draft]) -> set[int]:
    """Steps that are told without a market and again with one: ids of the vaguer."""
    gone: set[int] = set()
    groups: dict[str, list[Draft]] = {}
    for draft in drafts:
        keys = [_folded(draft.slots.get(slot)) for slot in KEY_SLOTS[draft.type]]
        groups.setdefault(json.dumps(keys, sort_keys=True, default=str), []).append(draft)
    for group in groups.values():
        full = next((draft for draft in group if _names_market(draft)), None)
        if full is None:
            continue
        for draft in group:
            if not _names_market(draft):
                full.evidence += [span for span in draft.evidence if span not in full.evidence]
                full.slots = draft.slots | {slot: value for slot, value in full.slots.items() if value is not None}
                gone.add(id(draft))
    return gone


def _without_site(drafts: Iterable[Draft]) -> set[int]:
    """Sums of one investor that are told without a place and again with one, of no other time: ids of the vaguer."""
    gone: set[int] = set()
    groups: dict[str, list[Draft]] = {}
    for draft in (draft for draft in drafts if draft.slots.get("investor")):
        key = json.dumps([core(str(draft.slots["investor"])), _folded(draft.slots.get("amount"))], sort_keys=True)
        groups.setdefault(key, []).append(draft)
    for group in groups.values():
        sited = [draft for draft in group if draft.slots.get("site")]
        for draft in group if len(sited) == 1 else ():
            full = sited[0]
            if draft is not full and _is_open_or_same(draft, full, "period"):
                full.evidence += [span for span in draft.evidence if span not in full.evidence]
                full.sources = draft.sources | full.sources
                full.slots = draft.slots | {slot: value for slot, value in full.slots.items() if value is not None}
                gone.add(id(draft))
    return gone


def _is_open_or_same(one: Draft, other: Draft, slot: str) -> bool:
    """Whether two facts say the same of a slot, or one of them nothing."""
    return None in (one.slots.get(slot), other.slots.get(slot)) or one.slots[slot] == other.slots[slot]


def _names_market(draft: Draft) -> bool:
    """Whether the text names the market; the country of the release alone is only likely."""
    return bool(draft.slots.get("region")) and "region" in draft.sources


def _repeated_data(drafts: Iterable[Draft]) -> set[int]:
    """Data of a product that a variant of it has too, or that stand elsewhere with their condition: ids of the vaguer."""
    gone: set[int] = set()
    groups: dict[str, list[Draft]] = {}
    for draft in drafts:
        value = _folded(_in_small_units(draft.slots["value"]))
        key = json.dumps([draft.slots.get("attribute"), value], sort_keys=True, default=str)
        groups.setdefault(key, []).append(draft)
    for group in groups.values():
        for vague in group:
            for full in group:
                if full is not vague and id(full) not in gone and _is_vaguer(vague, full):
                    full.evidence += [span for span in vague.evidence if span not in full.evidence]
                    gone.add(id(vague))
                    break
    return gone


def _headed_prices(prices: Sequence[Draft]) -> set[int]:
    """Prices of the head that the text has exactly, of the same product: ids of those of the head; the first price of a family is no variant's."""
    gone: set[int] = set()
    heads, others = ([draft for draft in prices if draft.head is head] for head in (True, False))
    for vague, full in itertools.product(heads, others):
        same = vague.slots["product"] == full.slots["product"]
        if same and id(vague) not in gone and _same_number(full.slots["amount"], vague.slots["amount"], rounded=True):
            full.evidence += [span for span in vague.evidence if span not in full.evidence]
            gone.add(id(vague))
    return gone


SMALL = {"m": ("mm", 1000), "cm": ("mm", 10), "mm": ("mm", 1), "t": ("kg", 1000), "kg": ("kg", 1)}


def _in_small_units(value: dict[str, Any]) -> dict[str, Any]:
    """`88,5 m` as `88500 mm`: a measure stated in two units is one."""
    unit, times = SMALL.get(str(value.get("unit")), ("", 1))
    amount = value.get("value")
    return value | {"unit": unit, "value": round(float(amount) * times, 3)} if unit and amount is not None else value


def _is_vaguer(vague: Draft, full: Draft) -> bool:
    """Whether product and condition of one are contained in those of the other."""
    one, two = vague.slots["product"], full.slots["product"]
    conditions = vague.slots.get("condition"), full.slots.get("condition")
    if conditions[0] is not None and conditions[0] != conditions[1]:
        return False
    if one == two:
        same_unit = vague.slots["value"].get("unit") == full.slots["value"].get("unit")
        return same_unit or full.sources["value"] < vague.sources["value"]  # of two units the first holds
    if vague.evidence[0] == full.evidence[0] and vague.sources["value"] != full.sources["value"]:
        return False  # two cells of a row
    if one.get("brand") not in (None, two.get("brand")) or (_names_product(vague) and _is_sibling(vague, full)):
        return False
    return f"{two.get('model')} ".casefold().startswith(f"{one.get('model')} ".casefold())


def _is_sibling(one: Draft, other: Draft) -> bool:
    """Two named products that stand side by side, in one list or both in running text, are two."""
    return one.listed == other.listed


def _names_product(draft: Draft) -> bool:
    """Whether the words that a datum was read from name its product, or the line right above them ends with it."""
    start, end = draft.sources["product"]
    return any((a <= start and end <= b) or 0 < a - end <= RIGHT_BELOW for a, b in draft.evidence)


RIGHT_BELOW = 2
"""So many characters, a colon and the end of the line, lie between a heading and the row below."""


def _covers(full: Draft, vague: Draft) -> bool:
    """Same metric and value (or its rounding), and every slot that the vague one fills agrees."""
    one, two = full.slots, vague.slots
    if (
        one.get("metric") != two.get("metric")
        or not one.get("value")
        or not two.get("value")
        or one.get("status") != two.get("status")
    ):
        return False
    if _is_headline(full, vague) or _is_repeated(full, vague):
        return True
    fuller = sum(one.get(slot) is not None for slot in SCOPE) - sum(two.get(slot) is not None for slot in SCOPE)
    if fuller < 0 or not _same_number(one["value"], two["value"], rounded=vague.evidence[0] < full.evidence[0]):
        return False
    if fuller == 0 and one["value"] == two["value"] and full.evidence[0] > vague.evidence[0]:
        return False
    if two.get("period") is None and one["metric"] in STOCK and one.get("period") and len(one["period"]["value"]) == 10:
        return False  # an undated stock is not the one of a certain day
    for slot in SCOPE:
        if two.get(slot) is not None and not _agree(one.get(slot), two[slot]):
            return False
    same_vehicles = (
        vague.head and not full.head and one["value"] == two["value"] and one["value"].get("unit") == "vehicle"
    )
    return same_vehicles or not two.get("of") or not one.get("of") or _agree(one["of"], two["of"])


def _is_headline(full: Draft, vague: Draft) -> bool:
    """A telling number of the head is the one that the text has again: the text says whose and when."""
    if (
        not vague.head
        or full.head
        or _digits(vague) < 2
        or not _same_number(full.slots["value"], vague.slots["value"], rounded=True)
    ):
        return False
    return _digits(vague) > 2 or abs(vague.slots["value"].get("value") or 0) >= 10_000


def _is_repeated(full: Draft, vague: Draft) -> bool:
    """The same number with four digits or more is the same figure; the surer statement keeps it."""
    if full.head or _digits(vague) < 4 or full.slots["value"] != vague.slots["value"]:
        return False
    own, other = (full.probability, -full.evidence[0][0]), (vague.probability, -vague.evidence[0][0])
    return own > other


def _digits(draft: Draft) -> int:
    """How many significant digits a figure's value has; 0 for a range."""
    return len(str(abs(draft.slots["value"].get("value") or 0)).replace(".", "").strip("0"))


APART = {"spec": ("condition",), "product_event": ("region",)}
"""Slots that are no key of a type but keep its facts apart: one day in two markets is two steps."""
STOCK = frozenset(("count", "employees", "capacity"))
SCOPE = ("subject", "period", "region")
CLOSE = 0.05
"""How far a rounded figure may lie from the exact one."""


def _agree(one: Any, two: Any) -> bool:
    if isinstance(one, str) and isinstance(two, str):
        left, right = set(core(one).split()), set(core(two).split())
        return left <= right or right <= left
    return (
        one is not None and one.get("value") == two.get("value")
        if isinstance(two, dict) and isinstance(one, dict)
        else one is None
    )


def _same_number(one: dict[str, Any], two: dict[str, Any], *, rounded: bool) -> bool:
    if any(one.get(key) != two.get(key) for key in ("unit", "currency", "min", "max")):
        return False
    a, b = one.get("value"), two.get("value")
    if a == b:
        return True
    # a headline rounds: 1,12 Millionen for 1.118.400, but 200.000 is not 160.000
    if not rounded or not a or not b or one.get("unit") == "%" or abs(b) < 1000 or abs(a - b) > CLOSE * abs(a):
        return False
    digits = len(str(b).rstrip("0").replace(".", "").lstrip("0"))
    return float(f"{a:.{max(digits, 1)}g}") == float(b) and digits < len(str(a).rstrip("0").replace(".", ""))


def _keys(draft: Draft) -> tuple[str, ...]:
    keys = KEY_SLOTS[draft.type]
    return (
        (*keys, "of", "change")
        if draft.type == "key_figure" and not draft.slots.get("value")
        else (*keys, *APART.get(draft.type, ()))
    )


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return value.casefold()
    if isinstance(value, dict):
        return {
            name: _folded(entry)
            for name, entry in value.items()
            if entry is not None and name not in ("approx", "kind", "start", "end")
        }
    return value


def to_fact(draft: Draft, number: int, confidence: float) -> dict[str, Any]:
    """The JSON form of a fact, slots in the order of the records."""
    slots = {slot: draft.slots.get(slot) for slot in (*KEY_SLOTS[draft.type], *OTHER_SLOTS[draft.type])}
    return {
        "id": f"f{number}",
        "evidence": [{"start": start, "end": end} for start, end in draft.evidence],
        "confidence": confidence,
        "type": draft.type,
        **{slot: value for slot, value in slots.items() if value is not None},
    }
