"""Releases on a study or survey: what it shows is told of people, firms or a land, not of who issues it."""

from __future__ import annotations

import functools

from pressefakten.facts import grammar
from pressefakten.facts.issuer import core
from pressefakten.facts.page import Ent, Item, Page, Sentence
from pressefakten.facts.triggers import Forms
from pressefakten.patterns import words


@functools.cache
def _forms(name: str) -> Forms:
    return Forms(words("figures")["study"][name])


def _has(sentence: Sentence, name: str) -> bool:
    return any(item.ent is None and _forms(name).fit(item.low) for item in sentence.items)


def tells_a_study(page: Page) -> bool:
    """`Das geht aus dem Gründungsmonitor von KfW Research hervor`: whether headline or first paragraph say that the release tells what a study shows."""
    first = next((sentence for sentence in page.sentences if page.kind(sentence) == "paragraph"), None)
    head = [s for s in page.sentences if page.zone(s) == "head" or (first is not None and s.line == first.line)]
    if any(ent.label == "MODEL" for sentence in head for ent in sentence.ents):
        return False  # a product that measures or whose users were asked
    named = [sentence for sentence in head if any(map(_is_study, sentence.items))]
    return any(_has(sentence, "shows") or page.kind(sentence) == "headline" for sentence in named)


def _is_study(item: Item) -> bool:
    return item.ent is None and _forms("studies").fit(item.low) and not _forms("of its own").fit(item.low)


def asks(sentence: Sentence) -> bool:
    """Whether a sentence speaks of a survey or of those who were asked."""
    return _has(sentence, "asked")


def speaks_of(sentence: Sentence, issuer: str, actor: Ent | None) -> bool:
    """Whether a sentence tells of who issues a study itself: it acts, things are with it, or `wir` speaks; not where it is the source or only expects."""
    if any(item.ent is None and item.low in ("wir", "uns") for item in sentence.items):
        return True
    own = [ent for ent in sentence.ents if ent.label in grammar.NAMES and core(ent.canonical) == core(issuer)]
    if actor in own:
        return not _has(sentence, "expects")
    return any(_is_with(sentence.items, ent) for ent in own)


def _is_with(items: list[Item], ent: Ent) -> bool:
    """`auf AutoScout24`, `bei der Bank`."""
    return grammar.governed(items, ent.item) in ("auf", "bei", "beim")
