"""Finds the trigger phrases of all rules in one pass over the words of a sentence.

A phrase is words separated by spaces, compared in lower case. `Umsatz*` is a prefix, `*umsatz` a suffix, `*quote*` stands
anywhere in the word; `…` stands for up to eight words: `setzte … um`. A word with `|` behind it must close its clause:
`weihte … ein|` is not in `weihte gestern ein Werk`.
"""

from __future__ import annotations

import functools
import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from pressefakten.patterns import words as word_lists

GAP = "…"
CLOSES = "|"
CLOSED = re.compile(r"(?<=\w)\|")
MAX_GAP = 8
LAST_GAP = 20
"""How many words a gap stands for in front of a particle that closes its clause, where no mark parts them: `stellt … bereit`."""
MARKS = frozenset(",;:.–—")
MASKED = frozenset("\0<")
"""What the stand-in of an entity begins with: behind one a clause goes on (`bauen …, ab 2027`)."""
_CACHE_LIMIT = 50_000
_FORMS_LIMIT = 5_000
T = TypeVar("T")


class Hit(NamedTuple):
    """Phrase `phrase` of `key` covers the words `start:end` (half-open, indices into the sequence searched)."""

    key: str
    phrase: str
    start: int
    end: int

    @property
    def vague(self) -> float:
        """The points that a pattern with a wildcard in front is behind: it says less than the word itself."""
        return 0.4 if self.phrase.startswith("*") else 0.0

    @property
    def rule(self) -> str:
        """The rule id of a key that has a role behind it."""
        return self.key.rpartition("/")[0]


Entry = tuple[str, str]
"""Key, phrase as written."""


class _Known(dict[str, T], Generic[T]):
    """What is known of words, found out when one is first asked for; forgotten when it becomes too much."""

    def __init__(self, find: Callable[[str], T], limit: int) -> None:
        self._find, self._limit = find, limit

    def __missing__(self, word: str) -> T:
        if len(self) > self._limit:
            self.clear()
        found = self[word] = self._find(word)
        return found


class TriggerIndex:
    """Phrases by their first word; the candidates of a word form are computed once."""

    def __init__(self, phrases: Mapping[str, Iterable[str]], *, gap: int = MAX_GAP) -> None:
        """`phrases`: key (a rule id, with a role) -> phrases; `gap` how many words a `…` stands for at most."""
        self._gap = gap
        self._exact: defaultdict[str, list[Entry]] = defaultdict(list)
        self._wild = _Wild()
        exact = self._exact
        for key, forms in phrases.items():
            for phrase in forms:
                first = phrase.lower().split(None, 1)[0]  # its other words are parted when the first is met
                if "*" in first:
                    self._wild.add(first, (key, phrase))
                else:
                    exact[first].append((key, phrase))
        self._cache = _Known(self._begin, _CACHE_LIMIT)
        self._trees: dict[tuple[Entry, ...], _Begun] = {}  # words of one ending share theirs

    def find(self, words: Sequence[str]) -> list[Hit]:
        """All phrases in `words` (lower case), in order of their start; hits may overlap."""
        hits: list[Hit] = []
        for i, begun in enumerate(map(self._cache.__getitem__, words)):
            if begun is not None:
                found: dict[int, Hit] = {}
                begun.follow(words, i, i + 1, self._gap, found)
                hits += [found[rank] for rank in sorted(found)] if len(found) > 1 else found.values()
        return hits

    def begins(self, word: str) -> bool:
        """Whether a word is the beginning of a phrase."""
        return self._cache[word] is not None

    def _begin(self, word: str) -> _Begun | None:
        """The beginnings of phrases that a word is, None where it is none."""
        if not self._cache:
            self._trees.clear()
        entries = (*self._exact.get(word, ()), *self._wild.of(word))
        if entries and entries not in self._trees:
            self._trees[entries] = _grown(entries)
        return self._trees[entries] if entries else None


Whole = tuple[int, str, str, bool]
"""Rank of a phrase, its key, the phrase as written, and whether its last word must close a clause."""


class _Begun:
    """What may follow the beginning of phrases: a tree with a branch a word, right behind (`near`) or behind a gap (`far`)."""

    __slots__ = ("far", "far_wild", "last", "near", "near_wild", "seeds", "whole")

    def __init__(self) -> None:
        self.seeds: list[tuple[Sequence[str], Whole]] = []  # what remains of phrases, and grows when it is first met
        self.whole: tuple[Whole, ...] = ()
        self.near = self.far = self.near_wild = self.far_wild = NOTHING  # most branches are thin
        self.last = False  # whether a particle that closes its clause may follow behind a gap

    def grow(self) -> None:
        """Grow the first parts of what remains of phrases."""
        for parts, whole in self.seeds:
            if not parts:
                self.whole += (whole,)
                continue
            behind_gap = parts[0] == GAP
            part, *rest = parts[1:] if behind_gap else parts
            branch = ("far" if behind_gap else "near") + ("_wild" if "*" in part else "")
            self.last |= behind_gap and part.endswith(CLOSES)
            form = part.removesuffix(CLOSES) or part
            if not getattr(self, branch):  # still the shared one, or after pickling its copy
                setattr(self, branch, {})
            known = getattr(self, branch).setdefault(_test(form) if "*" in part else form, _Begun())
            known.seeds.append((rest, whole))
        self.seeds = []

    def follow(self, words: Sequence[str], start: int, at: int, gap: int, found: dict[int, Hit]) -> None:
        """Note the phrases that begin at `start` and go on at `at`, by rank; of several ends of one phrase the first."""
        if self.seeds:
            self.grow()
        for rank, key, phrase, closes in self.whole:
            if rank not in found and not (closes and not _closes(words, at - 1)):
                found[rank] = Hit(key, phrase, start, at)
        if at == len(words):
            return
        word = words[at]
        if word in self.near:
            self.near[word].follow(words, start, at + 1, gap, found)
        for (fits, part), begun in self.near_wild.items():
            if fits(word, part):
                begun.follow(words, start, at + 1, gap, found)
        if self.far_wild or (self.far and not self.far.keys().isdisjoint(words[at : at + gap])):
            self._leap(words, start, at, gap, found)
        if self.last and len(words) > at + gap and not self.far.keys().isdisjoint(words[at + gap : at + LAST_GAP]):
            self._close(words, start, at, gap, found)

    def _leap(self, words: Sequence[str], start: int, at: int, gap: int, found: dict[int, Hit]) -> None:
        for k, word in enumerate(words[at : at + gap], at + 1):
            if word in self.far:
                self.far[word].follow(words, start, k, gap, found)
            for (fits, part), begun in self.far_wild.items():
                if fits(word, part):
                    begun.follow(words, start, k, gap, found)

    def _close(self, words: Sequence[str], start: int, at: int, gap: int, found: dict[int, Hit]) -> None:
        """The phrases that a particle at the end of the clause completes farther away than a gap reaches."""
        for k in range(at, min(len(words), at + LAST_GAP)):
            if words[k] in MARKS:
                return
            begun = self.far.get(words[k]) if k >= at + gap else None
            if begun is not None and begun.seeds:
                begun.grow()
            for rank, key, phrase, closes in begun.whole if begun is not None else ():
                if closes and rank not in found and _closes(words, k):
                    found[rank] = Hit(key, phrase, start, k + 1)


NOTHING: dict[Any, _Begun] = {}
"""The branches of a word behind which nothing follows."""


def _grown(entries: Iterable[Entry]) -> _Begun:
    """The tree of phrases that one word begins."""
    begun = _Begun()
    for rank, (key, phrase) in enumerate(entries):
        parts = phrase.lower().split()
        closes = parts[-1].endswith(CLOSES) and parts[-1] != CLOSES
        written = CLOSED.sub("", phrase) if CLOSES in phrase else phrase
        begun.seeds.append((parts[1:], (rank, key, written, closes)))
    return begun


class _Wild:
    """Phrases whose first word has a `*`, found by what the word begins and ends with."""

    def __init__(self) -> None:
        self._count = 0
        self._prefix: dict[str, list[tuple[int, Entry]]] = {}
        self._suffix: dict[str, list[tuple[int, Entry]]] = {}
        self._inside: list[tuple[str, int, Entry]] = []
        self._starts: dict[str, set[int]] = {}  # first letter -> how long the beginnings are
        self._ends: dict[str, set[int]] = {}

    def add(self, pattern: str, entry: Entry) -> None:
        self._count += 1
        if pattern.startswith("*") and pattern.endswith("*"):
            self._inside.append((pattern.strip("*"), self._count, entry))
        elif pattern.startswith("*"):
            self._suffix.setdefault(pattern[1:], []).append((self._count, entry))
            self._ends.setdefault(pattern[-1], set()).add(len(pattern) - 1)
        elif pattern.endswith("*"):
            self._prefix.setdefault(pattern[:-1], []).append((self._count, entry))
            self._starts.setdefault(pattern[0], set()).add(len(pattern) - 1)

    def of(self, word: str) -> Iterator[Entry]:
        """The phrases that the word may begin, in the order in which they were added."""
        size = len(word)
        found = [(number, entry) for middle, number, entry in self._inside if middle in word]
        for n in self._starts.get(word[:1], ()):
            if n <= size:
                found += self._prefix.get(word[:n], ())
        for n in self._ends.get(word[-1:], ()):
            if n <= size:
                found += self._suffix.get(word[size - n :], ())
        if len(found) > 1:
            found.sort(key=operator.itemgetter(0))
        return (entry for _, entry in found)


def matches(pattern: str, word: str) -> bool:
    """Whether a lower-cased word fits a pattern with `*` at either end."""
    fits, part = _test(pattern)
    return fits(word, part)


@functools.lru_cache(maxsize=4096)
def _test(pattern: str) -> tuple[Callable[[str, str], bool], str]:
    """What tells of a word and the rest of a pattern whether they fit, and that rest."""
    if pattern.startswith("*"):
        return (str.__contains__, pattern.strip("*")) if pattern.endswith("*") else (str.endswith, pattern[1:])
    return (str.startswith, pattern[:-1]) if pattern.endswith("*") else (str.__eq__, pattern)


class Forms(tuple[str, ...]):
    """Words and patterns of one class, laid out by where their `*` stands, but for those behind a `!`; what a word form is, is found out once."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Sort the patterns: whole words, beginnings, ends, what may stand anywhere, and exceptions (`!*geschäftsstellen`)."""
        but = [pattern[1:] for pattern in self if pattern.startswith("!")]
        plain = [pattern for pattern in self if not pattern.startswith("!")]
        wild = [pattern for pattern in plain if pattern.startswith("*") or pattern.endswith("*")]
        self._but = Forms(but) if but else None
        self._whole = frozenset(plain) - frozenset(wild)
        self._starts = tuple(pattern[:-1] for pattern in wild if not pattern.startswith("*"))
        self._ends = tuple(pattern[1:] for pattern in wild if not pattern.endswith("*"))
        self._inside = tuple(
            pattern.strip("*") for pattern in wild if pattern.startswith("*") and pattern.endswith("*")
        )
        self.fit: Callable[[str], bool] = _Known(self._fits, _FORMS_LIMIT).__getitem__
        """Whether a lower-cased word fits one of the patterns."""

    def _fits(self, word: str) -> bool:
        if self._but is not None and self._but.fit(word):
            return False
        if word in self._whole or word.startswith(self._starts) or word.endswith(self._ends):
            return True
        return any(part in word for part in self._inside)


@functools.cache
def _goes_on() -> frozenset[str]:
    return frozenset(word_lists("verbs")["prefixes"]["goes_on"].split())


def _closes(words: Sequence[str], at: int) -> bool:
    """Whether a clause may end behind a word."""
    following = words[at + 1] if at + 1 < len(words) else "."
    return (not following[:1].isalnum() and following[:1] not in MASKED) or following in _goes_on()
