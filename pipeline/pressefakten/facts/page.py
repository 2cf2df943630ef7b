"""The view of a release that fact rules read: sentences of words and entities, with lines, clauses and brackets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

WORD = re.compile(r"\w+(?:[-'’/]\w+)*|[^\w\s]")
CLAUSE_MARKS = frozenset(",;:–—()|·•")
NUMERIC = frozenset(("NUMBER", "MONEY", "PERCENT", "QUANTITY", "DURATION"))


@dataclass(slots=True, eq=False)
class Item:
    """A word, a punctuation mark or an entity of a sentence; `ent` is None for words.

    `clause` counts the commas, colons, dashes and brackets passed in the sentence; `depth` the open brackets.
    """

    start: int
    end: int
    text: str
    low: str
    ent: Ent | None
    clause: int = 0
    depth: int = 0


@dataclass(slots=True, eq=False)
class Ent:
    """An entity mention; `value` is the value dict of the records, `brand` the make of a MODEL."""

    start: int
    end: int
    label: str
    text: str
    canonical: str
    value: dict[str, Any] | None = None
    brand: str | None = None
    ref: str | None = None
    sentence: int = -1
    item: int = -1


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence or table row: `items` in text order, `line` the index into `Page.lines`."""

    index: int
    start: int
    end: int
    line: int
    items: list[Item] = field(default_factory=list)

    @property
    def ents(self) -> list[Ent]:
        """The entities of the sentence in text order."""
        return [item.ent for item in self.items if item.ent is not None]

    def words(self, start: int, end: int) -> list[Item]:
        """Items that lie within the character range."""
        return [item for item in self.items if item.start >= start and item.end <= end]


@dataclass(slots=True, eq=False)
class Page:
    """One release as fact rules see it. `lines` are the dicts of the structure stage."""

    text: str
    lines: Sequence[dict[str, Any]]
    sentences: list[Sentence]
    ents: list[Ent]
    published: str | None
    issuer: str | None
    title: str | None
    country: str | None
    place: str | None = None

    def kind(self, sentence: Sentence) -> str:
        """The kind of the sentence's line (`paragraph`, `row`, `item`, …)."""
        return str(self.lines[sentence.line]["kind"]) if self.lines else "paragraph"

    def zone(self, sentence: Sentence) -> str:
        """The zone of the sentence's line (`head`, `body`, `boilerplate`, `contact`, `leftover`)."""
        return str(self.lines[sentence.line]["zone"]) if self.lines else "body"

    def heading(self, sentence: Sentence) -> Sentence | None:
        """The first sentence of the heading that governs the sentence, or None."""
        at = self.lines[sentence.line]["heading"] if self.lines else -1
        return self.first_of_line(at) if at >= 0 else None

    def opener(self, sentence: Sentence) -> Sentence | None:
        """The table head of a row, or the line that opens a list; None elsewhere."""
        at = self.lines[sentence.line]["head"] if self.lines else -1
        return self.first_of_line(at) if at >= 0 else None

    def first_of_line(self, line: int) -> Sentence | None:
        """The first sentence of a line, or None where the line has none."""
        return next((sentence for sentence in self.sentences if sentence.line == line), None)

    def previous(self, sentence: Sentence) -> Sentence | None:
        """The sentence before this one in the same line or in the line above, or None at the top."""
        return self.sentences[sentence.index - 1] if sentence.index > 0 else None


def build(
    text: str,
    lines: Sequence[dict[str, Any]],
    bounds: Iterable[Sequence[int]],
    ents: Sequence[Ent],
    *,
    published: str | None = None,
    issuer: str | None = None,
    title: str | None = None,
    country: str | None = None,
    place: str | None = None,
) -> Page:
    """Lay entities over the words of each sentence; entities that cross a sentence border go where they start."""
    starts = [line["start"] for line in lines]
    sentences = []
    at = 0
    for index, (start, end) in enumerate(bounds):
        sentence = Sentence(index, start, end, max(0, bisect_right(starts, start) - 1))
        inside = []
        while at < len(ents) and ents[at].start < end:
            if ents[at].start >= start:
                inside.append(ents[at])
            at += 1
        sentence.items = _items(text, start, end, inside)
        for k, item in enumerate(sentence.items):
            if item.ent is not None:
                item.ent.sentence, item.ent.item = index, k
        sentences.append(sentence)
    return Page(text, lines, sentences, list(ents), published, issuer, title, country, place)


def _items(text: str, start: int, end: int, ents: Sequence[Ent]) -> list[Item]:
    items: list[Item] = []
    at = start
    for ent in ents:
        items += _words(text, at, ent.start)
        items.append(Item(ent.start, ent.end, ent.text, ent.text.lower(), ent))
        at = max(at, ent.end)
    items += _words(text, at, end)
    clause = depth = 0
    for item in items:
        if item.ent is None and item.text in CLAUSE_MARKS:
            clause += 1
            depth = depth + 1 if item.text == "(" else max(0, depth - 1) if item.text == ")" else depth
        item.clause, item.depth = clause, depth
    return items


def _words(text: str, start: int, end: int) -> list[Item]:
    return [Item(m.start(), m.end(), m.group(), m.group().lower(), None) for m in WORD.finditer(text, start, end)]
