"""Accounts for every number and date of a release: extracted, ignored for a stated reason, or unexplained."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from spacy.tokens import Doc

LABELS = frozenset(("NUMBER", "MONEY", "PERCENT", "QUANTITY", "DURATION", "DATE", "TIME", "SET"))
NAMES = frozenset(("BRAND", "MODEL", "PLATFORM", "ORG", "PERSON", "ROLE", "PLACE", "SITE"))


class Row(NamedTuple):
    """One number or date: `state` is extracted, ignored or unexplained, `why` the fact ids or the reason."""

    start: int
    end: int
    text: str
    label: str
    state: str
    why: str


def report(doc: Doc) -> list[Row]:
    """One row a number or date, in text order."""
    sources = _sources(doc)
    outcomes = {(start, end): (outcome, part) for start, end, part, outcome, _ in doc._.traces}
    rows = []
    for span in doc.ents:
        if span.label_ not in LABELS:
            continue
        facts = sources.get((span.start_char, span.end_char), [])
        state, why = _state(doc, span.start_char, span.end_char, span.label_, facts, outcomes)
        rows.append(Row(span.start_char, span.end_char, span.text, span.label_, state, why))
    taken = [(row.start, row.end) for row in rows] + [
        (span.start_char, span.end_char) for span in doc.ents if span.label_ in NAMES
    ]
    for start, end, reason in doc._.ignored:
        if not any(a < end and start < b for a, b in taken):
            rows.append(Row(start, end, doc.text[start:end], "", "ignored", reason))
    return sorted(rows)


def _sources(doc: Doc) -> dict[tuple[int, int], list[str]]:
    """Span -> ids of the facts that read a slot from it."""
    found: dict[tuple[int, int], list[str]] = {}
    for fact, entry in zip(doc._.facts, doc._.fact_sources, strict=True):
        for start, end in entry["sources"].values():
            found.setdefault((start, end), []).append(fact["id"])
    return found


def _state(
    doc: Doc, start: int, end: int, label: str, facts: list[str], outcomes: dict[tuple[int, int], tuple[str, str]]
) -> tuple[str, str]:
    if facts:
        return "extracted", ", ".join(dict.fromkeys(facts))
    outcome, part = outcomes.get((start, end), ("", ""))
    if outcome == "extracted":
        return "extracted", _around(doc, start, end) or "change of a figure"
    line = next((line for line in doc._.lines if line["start"] <= start < line["end"]), None)
    if line is not None and line["zone"] in ("contact", "leftover"):
        return "ignored", line["zone"]
    if line is not None and line["kind"] == "masthead":
        return "ignored", "letterhead"
    around = _around(doc, start, end)
    if label in ("DATE", "TIME", "DURATION", "SET") and around:
        return "extracted", f"in {around}"
    if (
        doc._.dateline
        and doc._.dateline.get("date")
        and label == "DATE"
        and line is not None
        and start - line["start"] < 60
    ):
        return "ignored", "dateline"
    if any(a <= start and end <= b for a, b in _quotes(doc)):
        return "ignored", "inside a quotation"
    if outcome and outcome != "no rule":
        return "ignored", outcome
    return "unexplained", part


def _quotes(doc: Doc) -> list[tuple[int, int]]:
    return [
        (span["start"], span["end"]) for fact in doc._.facts if fact["type"] == "quote" for span in fact["evidence"]
    ]


def _around(doc: Doc, start: int, end: int) -> str:
    ids = [
        fact["id"]
        for fact in doc._.facts
        if any(span["start"] <= start and end <= span["end"] for span in fact["evidence"])
    ]
    return ", ".join(ids)


def rate(rows: list[Row]) -> float:
    """Share of numbers and dates that are extracted or ignored for a reason; 1.0 where there are none."""
    return 1.0 if not rows else 1 - sum(row.state == "unexplained" for row in rows) / len(rows)


def totals(rows: list[Row]) -> dict[str, int]:
    """How many are extracted, ignored and unexplained."""
    counts = Counter(row.state for row in rows)
    return {state: counts.get(state, 0) for state in ("extracted", "ignored", "unexplained")}
