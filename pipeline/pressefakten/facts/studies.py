"""Releases on a study or survey: what it shows is told of people, firms or a land, not of who issues it."""

from __future__ import annotations

import functools

from pressefakten.facts import grammar
from pressefakten.facts.issuer import core
from pressefakten.facts.page import Ent, Item, Page, Sentence, is_adjective
from pressefakten.facts.triggers import Forms
from pressefakten.patterns import words


@functools.cache
def _forms(name: str) -> Forms:
    return Forms(words("figures")["study"][name])


def _has(sentence: Sentence, name: str) -> bool:
    return any(item.ent is None and _forms(name).fit(item.low) for item in sentence.items)


def tells_a_study(page: Page) -> bool:
    """`Das geht aus dem Gründungsmonitor von KfW Research hervor`: whether headline or first paragraph say that the release tells what a study of its issuer shows."""
    first = next((sentence for sentence in page.sentences if page.kind(sentence) == "paragraph"), None)
    head = [s for s in page.sentences if page.zone(s) == "head" or (first is not None and s.line == first.line)]
    if any(ent.label == "MODEL" for sentence in head for ent in sentence.ents):
        return False  # a product that measures or whose users were asked
    named = [(sentence, at) for sentence in head if (at := _study(sentence)) >= 0]
    if any(_has(sentence, "of its own") for sentence, _ in named):
        return False  # `Umfrage unter den Mitarbeitenden`, `Barometer`
    return any(
        _is_by(sentence, at, page.issuer or "", titled=page.kind(sentence) == "headline") for sentence, at in named
    )


def _study(sentence: Sentence) -> int:
    """Where a sentence names a study, or -1."""
    return next(
        (k for k, item in enumerate(sentence.items) if item.ent is None and _forms("studies").fit(item.low)), -1
    )


def _is_by(sentence: Sentence, at: int, issuer: str, *, titled: bool) -> bool:
    """Whether a sentence tells what a study of the issuer shows: it opens a headline, or no other firm than the issuer stands with it."""
    names = [core(ent.canonical) == core(issuer) for ent in sentence.ents if ent.label in grammar.NAMES]
    opens = (item.ent is not None or not item.text[0].isalpha() or is_adjective(item) for item in sentence.items[:at])
    if titled and all(opens):
        return True  # `Neuer Gründungsbarometer`
    return _has(sentence, "shows") and (any(names) or not names)


def asks(sentence: Sentence) -> bool:
    """Whether a sentence speaks of a survey or of those who were asked."""
    return _has(sentence, "asked")


def of_its_own(sentence: Sentence) -> bool:
    """Whether a sentence speaks of the staff, customers or guests of whoever tells."""
    return _has(sentence, "of its own")


def speaks_of(sentence: Sentence, issuer: str, actor: Ent | None) -> bool:
    """Whether a sentence tells of who issues a study itself: it or `das Institut` acts, things are with it, or `wir` speaks; not where it is the source or only expects."""
    if any(
        item.ent is None and (item.low in ("wir", "uns") or item.low.startswith("unser")) for item in sentence.items
    ):
        return True
    if grammar.kind_of_subject(grammar.subject_word(sentence)) == "issuer":
        return not _has(sentence, "expects")
    own = [ent for ent in sentence.ents if ent.label in grammar.NAMES and core(ent.canonical) == core(issuer)]
    if actor in own:
        return not _has(sentence, "expects")
    return any(_is_with(sentence.items, ent) for ent in own)


def _is_with(items: list[Item], ent: Ent) -> bool:
    """`auf AutoScout24`, `bei der Bank`."""
    return grammar.governed(items, ent.item) in ("auf", "bei", "beim")
