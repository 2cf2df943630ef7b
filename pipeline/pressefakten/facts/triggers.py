"""Finds the trigger phrases of all rules in one pass over the words of a sentence.

A phrase is words separated by spaces, compared in lower case. `Umsatz*` is a prefix, `*umsatz` a suffix, `*quote*` stands
anywhere in the word; `…` stands for up to eight words: `setzte … um`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

GAP = "…"
MAX_GAP = 8
_CACHE_LIMIT = 50_000


class Hit(NamedTuple):
    """Phrase `phrase` of `key` covers the words `start:end` (half-open, indices into the sequence searched)."""

    key: str
    phrase: str
    start: int
    end: int


class TriggerIndex:
    """Phrases by their first word; the candidates of a word form are computed once."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """`phrases`: key (a rule id, with a role) -> phrases."""
        self._exact: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
        self._wild: list[tuple[str, str, tuple[str, ...]]] = []
        for key, forms in phrases.items():
            for phrase in forms:
                parts = tuple(phrase.lower().split())
                entry = (key, phrase, parts)
                if "*" in parts[0]:
                    self._wild.append(entry)
                else:
                    self._exact.setdefault(parts[0], []).append(entry)
        self._cache: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}

    def find(self, words: Sequence[str]) -> list[Hit]:
        """All phrases in `words` (lower case), in order of their start; hits may overlap."""
        hits = []
        for i, word in enumerate(words):
            for key, phrase, parts in self._candidates(word):
                end = _match(parts, words, i)
                if end:
                    hits.append(Hit(key, phrase, i, end))
        return hits

    def _candidates(self, word: str) -> list[tuple[str, str, tuple[str, ...]]]:
        found = self._cache.get(word)
        if found is None:
            found = [*self._exact.get(word, ()), *(entry for entry in self._wild if matches(entry[2][0], word))]
            if len(self._cache) > _CACHE_LIMIT:
                self._cache.clear()
            self._cache[word] = found
        return found


def matches(pattern: str, word: str) -> bool:
    """Whether a lower-cased word fits a pattern with `*` at either end."""
    if pattern.startswith("*"):
        return pattern.strip("*") in word if pattern.endswith("*") else word.endswith(pattern[1:])
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _match(parts: tuple[str, ...], words: Sequence[str], at: int) -> int:
    """End of the phrase that starts at `at`, or 0."""
    i, k = at + 1, 1
    while k < len(parts):
        if parts[k] == GAP:
            stop = min(len(words), i + MAX_GAP)
            i = next((j for j in range(i, stop) if matches(parts[k + 1], words[j])), -1)
            if i < 0:
                return 0
            k += 1
        elif i >= len(words) or not matches(parts[k], words[i]):
            return 0
        i, k = i + 1, k + 1
    return i
