"""Finds the trigger phrases of all rules in one pass over the words of a sentence.

A phrase is words separated by spaces, compared in lower case. `Umsatz*` is a prefix, `*umsatz` a suffix, `*quote*` stands
anywhere in the word; `…` stands for up to eight words: `setzte … um`. A word with `|` behind it must close its clause:
`weihte … ein|` is not in `weihte gestern ein Werk`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pressefakten.patterns import words as word_lists

GAP = "…"
CLOSES = "|"
MAX_GAP = 8
_CACHE_LIMIT = 50_000


class Hit(NamedTuple):
    """Phrase `phrase` of `key` covers the words `start:end` (half-open, indices into the sequence searched)."""

    key: str
    phrase: str
    start: int
    end: int

    @property
    def rule(self) -> str:
        """The rule id of a key that has a role behind it."""
        return self.key.rpartition("/")[0]


Entry = tuple[str, str, tuple[str, ...]]
"""Key, phrase as written, its words."""


class TriggerIndex:
    """Phrases by their first word; the candidates of a word form are computed once."""

    def __init__(self, phrases: Mapping[str, Iterable[str]], *, gap: int = MAX_GAP) -> None:
        """`phrases`: key (a rule id, with a role) -> phrases; `gap` how many words a `…` stands for at most."""
        self._gap = gap
        self._exact: dict[str, list[Entry]] = {}
        self._wild = _Wild()
        for key, forms in phrases.items():
            for phrase in forms:
                parts = tuple(phrase.lower().split())
                entry = (key, re.sub(r"(?<=\w)\|", "", phrase), parts)
                if "*" in parts[0]:
                    self._wild.add(parts[0], entry)
                else:
                    self._exact.setdefault(parts[0], []).append(entry)
        self._cache: dict[str, _Begun] = {}

    def find(self, words: Sequence[str]) -> list[Hit]:
        """All phrases in `words` (lower case), in order of their start; hits may overlap."""
        hits: list[Hit] = []
        known = self._cache
        for i, word in enumerate(words):
            begun = known.get(word)
            if begun is None:
                begun = self._begin(word)
            if begun is _NONE:
                continue
            if begun.single:
                hits += [Hit(key, phrase, i, i + 1) for _, key, phrase in begun.whole]
            else:
                hits += [Hit(key, phrase, i, end) for _, end, key, phrase in begun.ends(words, i, self._gap)]
        return hits

    def _begin(self, word: str) -> _Begun:
        if len(self._cache) > _CACHE_LIMIT:
            self._cache.clear()
        entries = (*self._exact.get(word, ()), *self._wild.of(word))
        found = self._cache[word] = _Begun(entries) if entries else _NONE
        return found


Found = tuple[int, int, str, str]
"""Rank of a phrase, its end, its key, and the phrase as written."""


class _Begun:
    """The phrases that a word begins, by the word that must follow next (`near`) or behind a gap (`far`)."""

    __slots__ = ("far", "near", "single", "whole", "wild")

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.whole: list[tuple[int, str, str]] = []
        self.near: dict[str, list[tuple[int, Entry]]] = {}
        self.far: dict[str, list[tuple[int, Entry]]] = {}
        self.wild: list[tuple[int, Entry]] = []
        for rank, entry in enumerate(entries):
            key, phrase, parts = entry
            if len(parts) == 1:
                self.whole.append((rank, key, phrase))
                continue
            second = parts[2] if parts[1] == GAP else parts[1]
            if "*" in second:
                self.wild.append((rank, entry))
                continue
            plain = second[:-1] if len(second) > 1 and second.endswith(CLOSES) else second
            (self.far if parts[1] == GAP else self.near).setdefault(plain, []).append((rank, entry))
        self.single = not (self.near or self.far or self.wild)

    def ends(self, words: Sequence[str], at: int, gap: int) -> list[Found]:
        """The phrases that stand at an index, in the order in which they were given."""
        found = [(rank, at + 1, key, phrase) for rank, key, phrase in self.whole]
        tried = list(self.wild)
        if self.near and at + 1 < len(words):
            tried += self.near.get(words[at + 1], ())
        if self.far:
            for word in {word for word in words[at + 1 : at + 1 + gap] if word in self.far}:
                tried += self.far[word]
        for rank, (key, phrase, parts) in tried:
            end = _match(parts, words, at, gap)
            if end:
                found.append((rank, end, key, phrase))
        if tried:
            found.sort()
        return found


_NONE = _Begun(())
"""Of a word that begins no phrase."""


class _Wild:
    """Phrases whose first word has a `*`, found by what the word begins and ends with."""

    def __init__(self) -> None:
        self._count = 0
        self._prefix: dict[str, list[tuple[int, Entry]]] = {}
        self._suffix: dict[str, list[tuple[int, Entry]]] = {}
        self._inside: list[tuple[str, int, Entry]] = []
        self._starts: set[int] = set()
        self._ends: set[int] = set()

    def add(self, pattern: str, entry: Entry) -> None:
        self._count += 1
        if pattern.startswith("*") and pattern.endswith("*"):
            self._inside.append((pattern.strip("*"), self._count, entry))
        elif pattern.startswith("*"):
            self._suffix.setdefault(pattern[1:], []).append((self._count, entry))
            self._ends.add(len(pattern) - 1)
        elif pattern.endswith("*"):
            self._prefix.setdefault(pattern[:-1], []).append((self._count, entry))
            self._starts.add(len(pattern) - 1)

    def of(self, word: str) -> Iterator[Entry]:
        """The phrases that the word may begin, in the order in which they were added."""
        size = len(word)
        found = [(number, entry) for middle, number, entry in self._inside if middle in word]
        for n in self._starts:
            if n <= size:
                found += self._prefix.get(word[:n], ())
        for n in self._ends:
            if n <= size:
                found += self._suffix.get(word[size - n :], ())
        found.sort(key=lambda pair: pair[0])
        return (entry for _, entry in found)


def matches(pattern: str, word: str) -> bool:
    """Whether a lower-cased word fits a pattern with `*` at either end."""
    if "*" not in pattern:
        return word == pattern
    if pattern.startswith("*"):
        return pattern.strip("*") in word if pattern.endswith("*") else word.endswith(pattern[1:])
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


class Forms(tuple[str, ...]):
    """Words and patterns of one class, laid out by where their `*` stands."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Sort the patterns: whole words, beginnings, ends, and what may stand anywhere."""
        wild = [pattern for pattern in self if pattern.startswith("*") or pattern.endswith("*")]
        self._whole = frozenset(self) - frozenset(wild)
        self._starts = tuple(pattern[:-1] for pattern in wild if not pattern.startswith("*"))
        self._ends = tuple(pattern[1:] for pattern in wild if not pattern.endswith("*"))
        self._inside = tuple(
            pattern.strip("*") for pattern in wild if pattern.startswith("*") and pattern.endswith("*")
        )

    def fit(self, word: str) -> bool:
        """Whether a lower-cased word fits one of the patterns."""
        if word in self._whole or word.startswith(self._starts) or word.endswith(self._ends):
            return True
        return any(part in word for part in self._inside)


def _match(parts: tuple[str, ...], words: Sequence[str], at: int, gap: int) -> int:
    """End of the phrase that starts at `at`, or 0; of several words that may close a gap the first that goes on well."""
    second = parts[1]
    if second != GAP and (at + 1 >= len(words) or not _fits(second, words, at + 1)):
        return 0
    return _rest(parts, 1, words, at + 1, gap)


def _rest(parts: tuple[str, ...], k: int, words: Sequence[str], at: int, gap: int) -> int:
    """End of what remains of a phrase from its part `k` at the word `at`, or 0."""
    while k < len(parts) and parts[k] != GAP:
        if at >= len(words) or not _fits(parts[k], words, at):
            return 0
        at, k = at + 1, k + 1
    if k == len(parts):
        return at
    for j in range(at, min(len(words), at + gap)):
        if _fits(parts[k + 1], words, j) and (end := _rest(parts, k + 2, words, j + 1, gap)):
            return end
    return 0


def _fits(part: str, words: Sequence[str], at: int) -> bool:
    """Whether a word is the one that a phrase wants, and closes its clause where it must."""
    if len(part) > 1 and part.endswith(CLOSES):
        return part[:-1] == words[at] and _closes(words, at)
    return matches(part, words[at])


@functools.cache
def _goes_on() -> frozenset[str]:
    return frozenset(word_lists("verbs")["prefixes"]["goes_on"].split())


def _closes(words: Sequence[str], at: int) -> bool:
    """Whether a clause may end behind a word."""
    following = words[at + 1] if at + 1 < len(words) else "."
    return not following[0].isalnum() or following in _goes_on()
