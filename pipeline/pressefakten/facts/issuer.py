"""Who issues the release: the organization of the letterhead, the boilerplate, the first sentence or the headline."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from pressefakten.facts.page import Ent, Page, Sentence
from pressefakten.patterns import words

LABELS = ("ORG", "BRAND")


def issuer(page: Page) -> str | None:
    """The canonical name with the most evidence; names that contain each other support one another."""
    points: dict[str, float] = {}
    order: dict[str, int] = {}

    def vote(ent: Ent | None, weight: float) -> None:
        if ent is not None:
            points[ent.canonical] = points.get(ent.canonical, 0.0) + weight
            order.setdefault(ent.canonical, len(order))

    for sentence in page.sentences:
        if page.kind(sentence) == "masthead":
            vote(_first(sentence), 3.0)
    first = next((sentence for sentence in page.sentences if page.kind(sentence) == "paragraph"), None)
    if first is not None:
        vote(_first(first), 2.4)
    contacts = 0
    for sentence in page.sentences:
        kind, zone = page.kind(sentence), page.zone(sentence)
        if kind == "headline":
            vote(_first(sentence), 1.4)
        elif kind == "heading" and zone == "boilerplate":
            vote(_first(sentence), 2.6)
        elif zone == "contact" and contacts < 3:
            contacts += _first(sentence) is not None
            vote(_first(sentence), 1.0)
    last = next((s for s in reversed(page.sentences) if page.kind(s) == "paragraph" and _opens(page, s)), None)
    if last is not None and last is not first:
        vote(_first(last), 0.8)
    for ent in page.ents:
        if ent.label in LABELS:
            vote(ent, 0.4)
    if not points:
        return None
    total = {
        name: value + 0.6 * sum(other for key, other in points.items() if key != name and _contains(name, key))
        for name, value in points.items()
    }
    best = max(total, key=lambda name: (round(total[name], 6), -order[name]))
    return _in_full(best, points)


@functools.lru_cache(maxsize=4096)
def core(name: str) -> str:
    """What the short and the full form of a name share: `Lenzing` of `Lenzing AG` and `Lenzing Gruppe`, in lower case."""
    parts = name.casefold().replace(",", " ").split()
    kept = [part for part in parts if part not in _legal() and part not in _group_words()]
    return " ".join(kept or parts)


@functools.cache
def _group_words() -> frozenset[str]:
    return frozenset(words("figures")["grammar"]["group"])


@functools.cache
def _legal() -> frozenset[str]:
    return frozenset(part for form in words("orgs")["legal_forms"] for part in form.casefold().split())


def _in_full(short: str, names: Iterable[str]) -> str:
    """The form with the legal form and the country that the release has of a name: `AUDI AG` for `Audi`."""
    own = set(short.casefold().split())
    if own & _legal():
        return short
    known = _legal() | {word.casefold() for word in words("orgs")["territories"]}
    full = []
    for name in names:
        parts = set(name.casefold().split())
        if own < parts and parts & _legal() and len(parts - own - known) <= 1:
            full.append((len(parts - own - known), name))
    return min(full)[1] if full else short


def _first(sentence: Sentence) -> Ent | None:
    return next((ent for ent in sentence.ents if ent.label in LABELS), None)


def _opens(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence is the first of its line."""
    return page.first_of_line(sentence.line) is sentence


def _contains(one: str, other: str) -> bool:
    left, right = set(one.lower().split()), set(other.lower().split())
    return left <= right or right <= left
