"""Lays the entities of a document over its words: lines and sentences become a page."""

from __future__ import annotations

import functools
import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from pressefakten.facts import fractions
from pressefakten.facts.page import CLAUSE_MARKS, WORD, Ent, Item, Page, Sentence, plain_plural
from pressefakten.facts.rules import word_class


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
    for index, (start, end) in enumerate(_uncut(bounds, ents)):
        sentence = Sentence(index, start, end, max(0, bisect_right(starts, start) - 1))
        inside = []
        while at < len(ents) and ents[at].start < end:
            if ents[at].start >= start:
                inside.append(ents[at])
            at += 1
        sentence.items = fractions.mark(_items(text, start, end, inside))
        for k, item in enumerate(sentence.items):
            if item.ent is not None:
                item.ent.sentence, item.ent.item = index, k
                sentence.ents.append(item.ent)
                if item.ent.label == "DATE" and _explains_brackets(sentence.items, k):
                    item.ent.label = "KEY"
        sentences.append(sentence)
    page = Page(text, lines, sentences, list(ents), published, issuer, title, country, place)
    for sentence in sentences:
        page.firsts.setdefault(sentence.line, sentence)
    page.blocks = _blocks(lines)
    page.of_vehicles = any(ent.label in ("BRAND", "MODEL") for ent in ents) or any(
        map(_is_vehicle, _forms_of(sentences))
    )
    return page


def _explains_brackets(items: Sequence[Item], at: int) -> bool:
    """`Vorjahr in Klammern`, `in Klammern Vorjahr`: the word says what brackets hold, and is the time of no line."""
    behind = [item.low for item in items[at + 1 : at + 3] if item.ent is None]
    front = [item.low for item in items[max(0, at - 2) : at] if item.text != ":"]
    bracketed = (["in", "klammern"], ["in", "klammer"])
    return items[at].low.startswith("vorjahr") and (behind in bracketed or front in bracketed)


def _forms_of(sentences: Sequence[Sentence]) -> set[str]:
    return {item.low for sentence in sentences for item in sentence.items if item.ent is None}


@functools.lru_cache(maxsize=65536)
def _is_vehicle(low: str) -> bool:
    """Whether a word is one for vehicles and not only for pieces of anything (`Einheiten`, `Stück`)."""
    return word_class("vehicle trade").fit(low) or (word_class("vehicle").fit(low) and not word_class("piece").fit(low))


def _blocks(lines: Sequence[dict[str, Any]]) -> dict[int, tuple[int, int]]:
    """Rows under one head that stand together: see `Page.blocks`."""
    found: dict[int, tuple[int, int]] = {}
    rows = itertools.groupby(range(len(lines)), key=lambda at: lines[at]["kind"] == "row" and (lines[at]["head"],))
    for head, members in rows:
        if head:
            block = list(members)
            width = max(len(lines[at]["cells"]) for at in block)
            found |= dict.fromkeys(block, (block[0], width))
    return found


def _uncut(bounds: Iterable[Sequence[int]], ents: Sequence[Ent]) -> list[tuple[int, int]]:
    """Sentences that share a name are one: the full stop in it (`ID. Polo`, `St. Pölten`) ended none."""
    joined: list[tuple[int, int]] = []
    at = 0
    for start, end in bounds:
        while at < len(ents) and ents[at].end <= start:
            at += 1
        if joined and at < len(ents) and ents[at].start < joined[-1][1] <= start < ents[at].end:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _items(text: str, start: int, end: int, ents: Sequence[Ent]) -> list[Item]:
    items: list[Item] = []
    at, clause, depth = start, 0, 0
    for ent in (*ents, None):
        for match in WORD.finditer(text, at, end if ent is None else ent.start):
            word = match.group()
            if word in CLAUSE_MARKS:
                clause += 1
                depth = depth + 1 if word == "(" else max(0, depth - 1) if word == ")" else depth
            if word.endswith(("nnen", ")en")):
                word = plain_plural(word)
            items.append(Item(*match.span(), word, word.lower(), None, clause, depth))
        if ent is not None:
            items.append(Item(ent.start, ent.end, ent.text, ent.text.lower(), ent, clause, depth))
            at = max(at, ent.end)
    return items
