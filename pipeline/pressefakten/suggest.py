"""Candidate gazetteer rows: names that a corpus has often and no list has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pressefakten.normalize import gazetteer, names

CONTEXT = 40
"""Characters of context on either side."""


class Suggestion(NamedTuple):
    """A row in the gazetteer's own format, with how many releases and mentions it has and up to three contexts."""

    row: dict[str, str]
    texts: int
    mentions: int
    contexts: list[str]


def suggest(texts: Iterable[str], *, at_least: int = 2, known: gazetteer.Gazetteer | None = None) -> list[Suggestion]:
    """The unlisted names that at least so many texts have, the most frequent first."""
    listed = known or gazetteer.default()
    documents: Counter[tuple[str, str]] = Counter()
    mentions: Counter[tuple[str, str]] = Counter()
    brands: dict[tuple[str, str], str] = {}
    contexts: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for text in texts:
        seen = set()
        for start, end, found in names.recognise(text, listed):
            if found.ref is None:
                name = (found.label, found.canonical)
                seen.add(name)
                mentions[name] += 1
                if found.brand:
                    brands[name] = found.brand
                if len(contexts[name]) < 3:
                    contexts[name].append(" ".join(text[max(0, start - CONTEXT) : end + CONTEXT].split()))
        documents.update(seen)
    order = sorted(documents, key=lambda name: (-documents[name], -mentions[name], name))
    return [
        Suggestion(_row(name, brands.get(name)), documents[name], mentions[name], contexts[name])
        for name in order
        if documents[name] >= at_least
    ]


def _row(name: tuple[str, str], brand: str | None) -> dict[str, str]:
    label, canonical = name
    row = {
        "label": label,
        "pattern": canonical,
        "id": f"{label.lower()}-{gazetteer.slug(' '.join((brand or '', canonical)))}",
    }
    return {**row, "brand": brand} if brand else row
