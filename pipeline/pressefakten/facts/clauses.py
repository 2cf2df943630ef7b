"""Cuts a sentence into clauses: what stands together with one verb; relative clauses know what they hang on."""

from __future__ import annotations

import functools
from collections.abc import Collection
from dataclasses import dataclass, field

from pressefakten.facts.page import Item, Sentence
from pressefakten.patterns import words

ENUMERATION = frozenset(("DATE", "NUMBER", "MODEL", "BRAND", "ORG", "PERSON", "PLACE", "SITE", "PLATFORM", "ROLE"))


@dataclass(slots=True)
class Clauses:
    """`of` item index -> clause number; `start` clause -> its first item; `relative` the clauses that hang on a name."""

    of: list[int]
    start: list[int] = field(default_factory=list)
    relative: set[int] = field(default_factory=set)

    def items(self, clause: int) -> list[int]:
        """Item indices of a clause."""
        return [i for i, own in enumerate(self.of) if own == clause]


@functools.cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words("events")["clause"][name])


def clauses(sentence: Sentence, verbs: Collection[int], *, whole: bool = False) -> Clauses:
    """Cut a sentence; `verbs` are items known to carry a statement; `whole` leaves it in one piece (table rows)."""
    items = sentence.items
    if whole:
        return Clauses([0] * len(items), [0])
    chunks = _chunks(items)
    carries = [any(i in verbs or _is_verb(items, i) for i in range(a, b)) for a, b, _ in chunks]
    result = Clauses([0] * len(items))
    parent = current = -1
    full: dict[int, bool] = {}
    for (a, b, kind), has_verb in zip(chunks, carries, strict=True):
        if kind == "relative" and current >= 0:
            parent = current if current not in result.relative else parent
            current = _new(result, a)
            result.relative.add(current)
        elif current in result.relative and has_verb and parent >= 0 and not full[parent]:
            current = parent
        elif current < 0 or (has_verb and full[current]):
            current = _new(result, a)
        full[current] = full.get(current, False) or has_verb
        for i in range(a, b):
            result.of[i] = current
    return result


def _new(result: Clauses, at: int) -> int:
    result.start.append(at)
    return len(result.start) - 1


def _chunks(items: list[Item]) -> list[tuple[int, int, str]]:
    cuts: list[tuple[int, str]] = [(0, "main")]
    for i, item in enumerate(items):
        if i == 0 or item.depth or item.ent is not None:
            continue
        if item.text in ";:–—" and not _enumerates(items, i):
            cuts.append((i, "main"))
        elif item.text == "," and not _enumerates(items, i):
            cuts.append((i, "relative" if _opens_relative(items, i + 1) else "main"))
        elif item.low in _set("joins") and items[i - 1].text != "," and not _enumerates(items, i):
            cuts.append((i, "main"))
    ends = [at for at, _ in cuts[1:]] + [len(items)]
    return [(a, b, kind) for (a, kind), b in zip(cuts, ends, strict=True)]


def _enumerates(items: list[Item], at: int) -> bool:
    """Whether two names of one kind stand on either side: `A, B und C`, `A – B`."""
    left = items[at - 1].ent
    right = next((item for item in items[at + 1 : at + 4] if item.ent is not None or item.text[0].isupper()), None)
    return bool(left and right and right.ent and left.label == right.ent.label and left.label in ENUMERATION)


def _opens_relative(items: list[Item], at: int) -> bool:
    first = items[at].low if at < len(items) else ""
    second = items[at + 1].low if at + 1 < len(items) else ""
    third = items[at + 2] if at + 2 < len(items) else None
    if first in _set("pronouns"):
        return third is None or second not in _set("nouns_follow") and not items[at + 1].text[0].isupper() or _late_verb(items, at)
    return first in _set("prepositions") and second in _set("pronouns") or first in _set("adverbs")


def _late_verb(items: list[Item], at: int) -> bool:
    """Whether the chunk ends in a verb, as subordinate clauses do: `, der Magna seit 2019 gehört,`."""
    end = next((i for i in range(at, len(items)) if items[i].text in ",.;:–!?" and not items[i].depth), len(items))
    return end - at > 2 and _is_verb(items, end - 1)


def _is_verb(items: list[Item], at: int) -> bool:
    """A guess from the form: an auxiliary, or a small word with a verb's ending that no noun follows."""
    item = items[at]
    low = item.low
    if item.ent is not None or not item.text[0].isalpha():
        return False
    if low in _set("auxiliaries"):
        return True
    if item.text[0].isupper() or len(low) < 4 or low in _set("no_verbs") or not low.endswith(("t", "te", "ten", "en", "eln", "ern")):
        return False
    following = items[at + 1] if at + 1 < len(items) else None
    return following is None or not (following.text[0].isupper() and low.endswith(("en", "ten", "te", "ern")))
