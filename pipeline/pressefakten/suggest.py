"""Candidate gazetteer rows: names that a corpus has often and no list has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pressefakten.normalize import gazetteer, lexicon, names

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
            if found.ref is None and not _is_known(found.canonical, listed):
                name = (found.label, found.canonical)
                seen.add(name)
                mentions[name] += 1
                if found.brand:
                    brands[name] = found.brand
                if len(contexts[name]) < 3:
                    contexts[name].append(" ".join(text[max(0, start - CONTEXT) : end + CONTEXT].split()))
        documents.update(seen)
    return _ranked(documents, mentions, brands, contexts, at_least)


def _is_known(name: str, listed: gazetteer.Gazetteer) -> bool:
    """Whether a row has the name already, or it is a German word such as `Bund`."""
    form = gazetteer.key(name)
    return form in listed.names or form in listed.places or (form.isalpha() and lexicon.known(form))


Name = tuple[str, str]
"""Label and canonical."""


def _ranked(
    documents: Counter[Name],
    mentions: Counter[Name],
    brands: dict[Name, str],
    contexts: defaultdict[Name, list[str]],
    at_least: int,
) -> list[Suggestion]:
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
