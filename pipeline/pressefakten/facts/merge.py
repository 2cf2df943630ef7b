"""Drafts become facts: the same fact stated twice is one with two evidences; order, ids and confidence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pressefakten.facts.rules import Draft
from pressefakten.records import KEY_SLOTS, OTHER_SLOTS


def merge(drafts: Iterable[Draft]) -> list[Draft]:
    """One draft a fact, in order of first evidence; a later statement adds evidence and fills empty slots."""
    kept: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda draft: (draft.evidence[0], draft.type, draft.rule)):
        key = json.dumps([draft.type, *(_folded(draft.slots.get(slot)) for slot in _keys(draft))], ensure_ascii=False, sort_keys=True, default=str)
        first = kept.get(key)
        if first is None:
            kept[key] = draft
        else:
            first.evidence += [span for span in draft.evidence if span not in first.evidence]
            for slot, value in draft.slots.items():
                if first.slots.get(slot) is None:
                    first.slots[slot] = value
    return list(kept.values())


def _keys(draft: Draft) -> tuple[str, ...]:
    keys = KEY_SLOTS[draft.type]
    return (*keys, "of", "change") if draft.type == "key_figure" and not draft.slots.get("value") else (*keys, "condition") if draft.type == "spec" else keys


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return value.casefold()
    if isinstance(value, dict):
        return {name: _folded(entry) for name, entry in value.items() if entry is not None and name not in ("approx", "kind", "start", "end")}
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
