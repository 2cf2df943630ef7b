"""Whom a text takes up again without the name: by the head noun (`die Fabrik` after `Blattfabrik in Emden`) or a pronoun of its gender."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pressefakten.facts.page import Ent, Item, Page, Sentence
from pressefakten.facts.triggers import Forms
from pressefakten.patterns import words

LABELS = ("SITE", "ORG")
SHORTEST = 4
"""Letters of a head noun: `das Amt` is taken up by its name alone."""


class Resumed(NamedTuple):
    """A noun that stands for a name: its index, the name, and whether the noun is its head (`head`) or any site's (`general`)."""

    at: int
    ent: Ent
    how: str


@functools.cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words("figures")["resumed"][name])


@functools.cache
def _genders() -> tuple[tuple[str, Forms], ...]:
    table = words("figures")["gender"]
    return tuple((gender, Forms(table[gender])) for gender in ("m", "f", "n"))


@functools.lru_cache(maxsize=4096)
def gender_of(name: str) -> str:
    """The grammatical gender of a name's head noun or legal form: `m`, `f`, `n`, empty where it has none."""
    for part in name.casefold().split():
        for gender, forms in _genders():
            if forms.fit(part):
                return gender
    return ""


@functools.lru_cache(maxsize=4096)
def _heads(name: str) -> tuple[str, ...]:
    return tuple(part for part in name.casefold().split() if len(part) >= SHORTEST and part.isalpha())


def pronoun(items: Sequence[Item]) -> str:
    """The genders that a pronoun or possessive at the start of a sentence points to: `m` of `er`, `mn` of `sein`, `f` of `ihr`."""
    table = words("figures")["pronoun_gender"]
    return next((str(table[item.low]) for item in items[:4] if item.ent is None and item.low in table), "")


def main_site(page: Page) -> Ent | None:
    """The site that a release is about: named in its head, else more than once and more often than any other."""
    sites = [ent for ent in page.ents if ent.label == "SITE"]
    if not sites:
        return None
    often = Counter(ent.canonical for ent in sites)
    head = [ent for ent in sites if page.zone(page.sentences[ent.sentence]) == "head"]
    best = max(head or sites, key=lambda ent: often[ent.canonical])
    return best if head or often[best.canonical] > 1 or len(often) == 1 else None


def resumed(sentence: Sentence, known: Sequence[Ent], main: Ent | None) -> Iterator[Resumed]:
    """The nouns of a sentence with an article that take up a name of the text above, `known` in text order."""
    items, general = sentence.items, _set("sites")
    for at, item in enumerate(items):
        if not at or item.ent is not None or not item.text[0].isupper() or not _is_definite(items, at):
            continue
        if at + 1 < len(items) and items[at + 1].ent is not None and items[at + 1].ent.label in ("PLACE", *LABELS):  # type: ignore[union-attr]
            continue  # `das Werk Jena` is named
        own = _named_by(item.low, known)
        if own is not None:
            yield Resumed(at, own, "head")
        elif item.low in general:
            site = next((ent for ent in reversed(known) if ent.label == "SITE"), None)
            if (last := main or site) is not None:
                yield Resumed(at, last, "general")


def _named_by(noun: str, known: Sequence[Ent]) -> Ent | None:
    """The last name with a word that ends in the noun, which may stand in the genitive or dative."""
    forms = {noun, noun.removesuffix("es"), noun.removesuffix("s"), noun.removesuffix("n")}
    forms = {form for form in forms if len(form) >= SHORTEST}
    for ent in reversed(known):
        if any(head.endswith(form) for head in _heads(ent.canonical) for form in forms):
            return ent
    return None


def _is_definite(items: Sequence[Item], at: int) -> bool:
    """Whether a noun has an article or a pronoun in front that points back, an adjective between aside."""
    before = items[at - 1]
    if before.ent is None and before.low in _set("pointing"):
        return True
    adjective = before.ent is None and before.text[0].islower() and before.low.endswith(("e", "en"))
    return adjective and at > 1 and items[at - 2].ent is None and items[at - 2].low in _set("pointing")
