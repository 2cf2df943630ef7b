"""Mentions of one event belong together: the headline names it, a sentence dates it, a line says where it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pressefakten.facts.page import Page
from pressefakten.facts.rules import Draft

NEAR = 2
LEAD = 8
"""Words that the first sentence of a release has at least."""
TODAY = ("groundbreaking", "opening", "topping_out", "signing")
"""Kinds of events on which a release comes out."""
MAIN = ("date", "place", "name")


def join(drafts: list[Draft], partial: list[Draft], page: Page, table: Mapping[str, Any]) -> list[Draft]:
    """Complete mentions by each other; those that lack a required slot after that are dropped."""
    groups: list[Draft] = []
    for draft in sorted([*drafts, *partial], key=lambda draft: draft.evidence[0]):
        twin = next((other for other in groups if _same_event(other, draft, page)), None)
        if twin is None:
            groups.append(draft)
        else:
            _take(twin, draft)
    for draft in groups:
        if draft.slots.get("kind") in TODAY and not draft.slots.get("date") and _in_head(page, draft):
            draft.slots["date"] = _day_of_lead(page, groups, str(draft.slots["kind"]))
    whole = [draft for draft in groups if all(draft.slots.get(name) for name in _required(table[draft.rule][1]))]
    return [draft for draft in whole if not any(_opens(draft, other) for other in whole)]


def _day_of_lead(page: Page, groups: list[Draft], kind: str) -> dict[str, Any] | None:
    """`EnBW setzt den ersten Spatenstich`: what a headline says of today has the day that the first sentence below calls `heute` or `gestern`, if no other event of the kind is dated."""
    dated = [
        o.slots["date"] for o in groups if o.slots.get("kind") in (kind, "construction_start") and o.slots.get("date")
    ]
    if any(not (page.published or "").startswith(str(date["value"])) for date in dated):
        return None
    lead = next((s for s in page.sentences if page.kind(s) == "paragraph" and len(s.items) > LEAD), None)
    days = [e for e in lead.ents if e.label == "DATE" and e.text.lower() in ("heute", "gestern")] if lead else []
    value = (days[0].value or {}).get("value") if days else None
    value = page.published if value == "PRESENT_REF" else value
    return {"value": value, "mod": None} if value else None


def _opens(draft: Draft, other: Draft) -> bool:
    """`die Eröffnung der Messe`: the day of a gathering is told, not an opening or a meeting of its own."""
    if draft.slots.get("kind") == "meeting" and not draft.slots.get("name") and draft is not other:
        same = all(draft.slots.get(name) == other.slots.get(name) for name in ("date", "place"))
        return other.type == "event" and same and _overlap(draft, other) and bool(other.slots.get("name"))
    return (
        draft.slots.get("kind") == "opening"
        and other.type == "event"
        and other.slots.get("kind") in ("fair", "festival", "open_day", "meeting")
        and draft.slots.get("date") == other.slots.get("date")
        and (bool(_agreement(draft.slots.get("place"), other.slots.get("place"))) or _overlap(draft, other))
    )


def _overlap(one: Draft, other: Draft) -> bool:
    """Whether two drafts were read from the same words: `öffnet seine Tore` is no opening where it is an open day."""
    return any(a < d and c < b for a, b in one.evidence for c, d in other.evidence)


def _required(rule: Any) -> list[str]:
    return [name for name, slot in rule.slot.items() if slot.required]


def _same_event(one: Draft, other: Draft, page: Page) -> bool:
    """Nothing that they say differs, and something ties them: a name, a day, a place next to it, the headline."""
    if one.type != "event" or other.type != "event" or one.slots.get("kind") != other.slots.get("kind"):
        return False
    shared = {name: _agreement(one.slots.get(name), other.slots.get(name)) for name in MAIN}
    if False in shared.values():
        return False
    open_slots = not (one.slots.get("date") and other.slots.get("date"))
    near = abs(_sentence(page, one) - _sentence(page, other)) <= NEAR
    return bool(
        (shared["name"] and (shared["date"] or open_slots))
        or (shared["date"] and (shared["place"] or near))
        or (open_slots and (near or shared["place"] or _in_head(page, one)))
    )


def _agreement(one: Any, other: Any) -> bool | None:
    """True where both say the same (one perhaps less exactly), False where they differ, None where one is silent."""
    if not one or not other:
        return None
    if isinstance(one, dict):
        a, b = sorted((str(one.get("value")), str(other.get("value"))), key=len)
        return b.startswith(a) or a in b.split("/")
    left, right = set(str(one).casefold().split()), set(str(other).casefold().split())
    return left <= right or right <= left


def _sentence(page: Page, draft: Draft) -> int:
    start = draft.evidence[0][0]
    return next((s.index for s in page.sentences if s.start <= start < s.end), 0)


def _in_head(page: Page, draft: Draft) -> bool:
    return page.zone(page.sentences[_sentence(page, draft)]) == "head"


def _take(full: Draft, other: Draft) -> None:
    """Fill what is open, prefer the more exact date and the longer name."""
    for name, value in other.slots.items():
        own = full.slots.get(name)
        if isinstance(own, list) and isinstance(value, list):
            full.slots[name] = own + [one for one in value if not any(_agreement(one, known) for known in own)]
        elif own is None or _fuller(own, value):
            full.slots[name] = value
            if name in other.sources:
                full.sources[name] = other.sources[name]
    full.evidence += [span for span in other.evidence if span not in full.evidence]


def _fuller(own: Any, value: Any) -> bool:
    if isinstance(own, dict) and isinstance(value, dict):
        return _exactness(value) > _exactness(own)
    return isinstance(own, str) and isinstance(value, str) and set(own.split()) < set(value.split())


def _exactness(date: dict[str, Any]) -> tuple[int, bool]:
    """How exact a date is: `Ende 2026` more than `2026`, a day more than both."""
    return len(str(date.get("value"))), bool(date.get("mod"))
