"""Accounts for every number and date of a release: extracted, ignored for a stated reason, or unexplained."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from operator import itemgetter
from typing import Any, NamedTuple

from spacy.tokens import Doc, Span

from pressefakten.components.common import text_of

LABELS = frozenset(("NUMBER", "MONEY", "PERCENT", "QUANTITY", "DURATION", "DATE", "TIME", "SET"))
TIMES = frozenset(("DURATION", "DATE", "TIME", "SET"))
NAMES = frozenset(("BRAND", "MODEL", "PLATFORM", "ORG", "PERSON", "ROLE", "PLACE", "SITE"))


NO_SLOT = {
    "DURATION": "a length of time that no fact takes",
    "TIME": "a clock time that no fact takes",
    "SET": "a repeated time that no fact takes",
}
NO_FACT = {
    **dict.fromkeys(("m2", "km2", "ha"), "an area gives no fact"),
    **dict.fromkeys(("t", "kt", "km"), "tonnes or kilometres without a metric give no fact"),
}
"""Units that the record specification wants no fact of where no metric claims them."""


class Row(NamedTuple):
    """One number or date: `state` is extracted, ignored or unexplained, `why` the fact ids or the reason."""

    start: int
    end: int
    text: str
    label: str
    state: str
    why: str


class _Page(NamedTuple):
    """What the states of a document's numbers are decided from."""

    doc: Doc
    text: str
    lines: list[dict[str, Any]]
    sources: dict[tuple[int, int], list[str]]
    outcomes: dict[tuple[int, int], tuple[str, str]]
    evidence: list[tuple[int, int, str, str]]
    reach: list[int]
    spans: dict[int, Span]
    given: dict[tuple[object, ...], str]


def report(doc: Doc) -> list[Row]:
    """One row a number or date, in text order."""
    page = _page(doc)
    rows = []
    for span in doc.ents:
        if span.label_ in LABELS:
            state, why = _state(page, span)
            rows.append(Row(span.start_char, span.end_char, span.text, span.label_, state, why))
    taken = sorted((span.start_char, span.end_char) for span in doc.ents if span.label_ in LABELS | NAMES)
    starts = [start for start, _ in taken]
    for start, end, reason in doc._.ignored:
        before = bisect_right(starts, start) - 1
        overlaps = (before >= 0 and taken[before][1] > start) or (before + 1 < len(taken) and starts[before + 1] < end)
        if not overlaps:
            rows.append(Row(start, end, page.text[start:end], "", "ignored", reason))
    return sorted(rows)


def _page(doc: Doc) -> _Page:
    evidence = sorted(
        (span["start"], span["end"], fact["id"], fact["type"]) for fact in doc._.facts for span in fact["evidence"]
    )
    return _Page(
        doc,
        text_of(doc),
        sorted(doc._.lines, key=itemgetter("start")),
        _sources(doc),
        {(start, end): (outcome, part) for start, end, part, outcome, _ in doc._.traces},
        evidence,
        list(accumulate((end for _, end, _, _ in evidence), max)),
        {span.end_char: span for span in doc.ents},
        {key: fact["id"] for fact in reversed(doc._.facts) for slot in fact.values() for key in _keys(slot)},
    )


def _keys(slot: object) -> Iterator[tuple[object, ...]]:
    """What identifies the value of a slot or entity beyond its characters: a time, or a figure with its unit."""
    if not isinstance(slot, dict):
        return
    if slot.get("base"):
        yield "time", slot["base"]
    unit = slot.get("currency") or slot.get("unit")
    if slot.get("kind") == "number" and unit in (None, "vehicle", "person"):
        return  # a bare number may stand for anything
    if slot.get("kind") == "number":
        yield unit, slot.get("value"), slot.get("min"), slot.get("max")
    elif "value" in slot:
        yield "time", slot["value"]


def _sources(doc: Doc) -> dict[tuple[int, int], list[str]]:
    """Span -> ids of the facts that read a slot from it."""
    found: dict[tuple[int, int], list[str]] = {}
    for fact, entry in zip(doc._.facts, doc._.fact_sources, strict=True):
        for start, end in entry["sources"].values():
            found.setdefault((start, end), []).append(fact["id"])
    return found


def _state(page: _Page, span: Span) -> tuple[str, str]:
    start, end = span.start_char, span.end_char
    facts = page.sources.get((start, end))
    if facts:
        return "extracted", ", ".join(dict.fromkeys(facts))
    outcome, part = page.outcomes.get((start, end), ("", ""))
    around = list(_around(page, start, end))
    ids = ", ".join(dict.fromkeys(fact for fact, _ in around))
    if outcome == "extracted":
        return "extracted", ids or "change of a figure"
    reason = _place(page, span)
    if reason is not None:
        return "ignored", reason
    if span.label_ in TIMES and around:
        return "extracted", f"in {ids}"
    again = next((page.given[key] for key in _keys(span._.value) if key in page.given), None)
    if again is not None:
        return "extracted", f"as in {again}"
    quoted = any(kind == "quote" for _, kind in around)
    reason = "inside a quotation" if quoted else outcome if outcome and outcome != "no rule" else _kind(page, span)
    return ("ignored", reason) if reason else ("unexplained", part)


def _place(page: _Page, span: Span) -> str | None:
    """The reason that the place on the page gives: contact block, letterhead, dateline."""
    at = bisect_right(page.lines, span.start_char, key=itemgetter("start")) - 1
    line = page.lines[at] if at >= 0 and span.start_char < page.lines[at]["end"] else None
    if line is not None and line["zone"] in ("contact", "leftover"):
        return str(line["zone"])
    if line is not None and line["kind"] == "masthead":
        return "letterhead"
    day = (page.doc._.dateline or {}).get("date")
    value = span._.value or {}
    return "dateline" if day and span.label_ == "DATE" and value.get("value") == day else None


def _kind(page: _Page, span: Span) -> str | None:
    """The reason that a number's or time's own kind gives."""
    value = span._.value or {}
    if value.get("value") == "PRESENT_REF":
        return "the present, which is the day of release"
    return NO_SLOT.get(span.label_) or _apposition(page, span) or NO_FACT.get(value.get("unit", ""))


def _apposition(page: _Page, span: Span) -> str | None:
    """What a number in brackets says of the entity before: its age, or the same figure in another unit."""
    text, start, end = page.text, span.start_char, span.end_char
    if text[start - 1 : start] != "(" or text[end : end + 1] not in (")", ";", ","):
        return None
    last = start - 1
    while last and text[last - 1].isspace():
        last -= 1
    before = page.spans.get(last)
    if before is None:
        return None
    if before.label_ == "PERSON" and span.label_ == "NUMBER":
        return "age"
    both = (before._.value or {}).get("unit"), (span._.value or {}).get("unit")
    return "the same figure in another unit" if all(both) and both[0] != both[1] else None


def _around(page: _Page, start: int, end: int) -> Iterator[tuple[str, str]]:
    """Id and type of the facts whose evidence covers a span; evidence is sorted, `reach` its furthest end so far."""
    at = bisect_right(page.evidence, (start, len(page.text) + 1, "", "")) - 1
    while at >= 0 and page.reach[at] >= end:
        first, last, fact, kind = page.evidence[at]
        if first <= start and end <= last:
            yield fact, kind
        at -= 1


def rate(rows: list[Row]) -> float:
    """Share of numbers and dates that are extracted or ignored for a reason; 1.0 where there are none."""
    return 1.0 if not rows else 1 - sum(row.state == "unexplained" for row in rows) / len(rows)


def totals(rows: list[Row]) -> dict[str, int]:
    """How many are extracted, ignored and unexplained."""
    counts = Counter(row.state for row in rows)
    return {state: counts.get(state, 0) for state in ("extracted", "ignored", "unexplained")}
