"""A release as the words that the name rules read, and what they report."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol, TypeVar

from pressefakten.normalize import lexicon
from pressefakten.normalize.gazetteer import TOKEN, lower
from pressefakten.normalize.text import fold


class Found(NamedTuple):
    """A name over the words `first` up to and without `last`."""

    first: int
    last: int
    label: str
    rule: str
    canonical: str
    ref: str | None = None
    brand: str | None = None


ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\w|(?:https?://|www\.)[^\s<>()«»“”\"]*[\w/]")
"""E-mail and web addresses: no name stands inside one."""


Test = Callable[[str], object]
AnyTest = TypeVar("AnyTest", bound=Test)
_TESTS: list[Test] = []


def word_test(test: AnyTest) -> AnyTest:
    """Register a test on word forms that depends on the pattern files alone: each form is asked once, not once a text."""
    _TESTS.append(test)
    _passed.cache_clear()
    return test


@functools.lru_cache(maxsize=1 << 15)
def _passed(word: str) -> tuple[Test, ...]:
    """The registered tests that a word form passes."""
    return tuple(test for test in _TESTS if test(word))


class Listed(Protocol):
    """A list of word forms: a set, a tuple or the keys of a dict."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[str]: ...
    def __contains__(self, word: object, /) -> bool: ...


class Words:
    """The words of a text: `low[i]` in lower case without accents, `start[i]` and `end[i]` its offsets in `text`.

    `addresses` are the e-mail and web addresses; in `text` spaces stand in their place.
    """

    def __init__(self, text: str) -> None:
        self.text = fold(text)
        self.addresses: list[str] = []
        if "@" in text or "www." in text or "://" in text:
            self.addresses = ADDRESS.findall(self.text)
            self.text = ADDRESS.sub(lambda match: " " * len(match[0]), self.text)
        self.start: list[int] = []
        self.end: list[int] = []
        self.low: list[str] = []
        self.surnames: frozenset[str] | None = None
        self._passing: dict[Test, list[int]] | None = None
        low, start, end = self.low.append, self.start.append, self.end.append
        for match in TOKEN.finditer(lower(self.text)):
            low(match[0])
            start(match.start())
            end(match.end())
        self.places: dict[str, list[int]] = {}
        places = self.places
        for i, word in enumerate(self.low):
            if word in places:
                places[word].append(i)
            else:
                places[word] = [i]

    def __len__(self) -> int:
        return len(self.low)

    def at(self, listed: Listed) -> list[int]:
        """The places of all words of a list, in order; costs no more than the smaller of list and vocabulary."""
        places = self.places
        if len(listed) < len(places):
            found = [at for word in listed if (at := places.get(word))]
        else:
            found = [at for word, at in places.items() if word in listed]
        return sorted([i for at in found for i in at]) if found else []

    def having(self, test: Test) -> list[int]:
        """The places of all words whose form passes a registered test, in order."""
        if self._passing is None:
            self._passing = {test: [] for test in _TESTS}
            for i, word in enumerate(self.low):
                for passed in _passed(word):
                    self._passing[passed].append(i)
        return self._passing[test]

    def naming(self, listed: Listed) -> list[int]:
        """The places of all words of a list, or with a genitive `s` behind one, in order."""
        found = [at for word, at in self.places.items() if word in listed or (word[-1] == "s" and word[:-1] in listed)]
        return sorted([i for at in found for i in at])

    def line_starts(self) -> list[int]:
        """The words that open a line, in order."""
        found: list[int] = []
        at = -1
        while True:
            i = bisect_left(self.start, at)
            if i < len(self.start) and (not found or found[-1] != i):
                found.append(i)
            at = self.text.find("\n", at + 1)
            if at < 0:
                return found

    def surface(self, first: int, last: int | None = None) -> str:
        """The text of the words, as written."""
        return self.text[self.start[first] : self.end[first if last is None else last - 1]]

    def gap(self, i: int) -> str:
        """What stands between word `i` and the next one; a line end after the last one."""
        return self.text[self.end[i] : self.start[i + 1]] if 0 <= i < len(self.low) - 1 else "\n"

    def word(self, i: int) -> str:
        """Word `i` in lower case, empty outside the text."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def upper(self, i: int) -> bool:
        """Whether word `i` exists and begins with a capital."""
        return 0 <= i < len(self.low) and self.text[self.start[i]].isupper()

    def unknown(self, i: int) -> bool:
        """Whether word `i` has a capital and is neither a German word nor a compound of such."""
        low = self.word(i)
        return len(low) > 2 and self.upper(i) and low.isalnum() and not low.isdigit() and not lexicon.known(low)

    def acronym(self, i: int) -> bool:
        """Whether word `i` is two to six capitals: `BAFU`, `VCS`."""
        surface = self.surface(i) if 0 <= i < len(self.low) else ""
        return 2 <= len(surface) <= 6 and surface.isalpha() and surface.isupper()

    def sentence_start(self, i: int) -> bool:
        """Whether word `i` opens a sentence, a line or a quotation."""
        before = self.text[max(0, self.start[i] - 4) : self.start[i]].rstrip(" ") if i else ""
        return not before or before[-1] in '.!?:\n«»„“"•–|'

    def joined(self, first: int, last: int) -> bool:
        """Whether no line end, tab or wide space stands between the words."""
        return all(self.gap(i) in _TIGHT for i in range(first, last - 1))

    def line(self, i: int) -> str:
        """The line of word `i`."""
        first, last = self.text.rfind("\n", 0, self.start[i]) + 1, self.text.find("\n", self.end[i])
        return self.text[first : last if last >= 0 else None]

    def line_start(self, i: int) -> bool:
        """Whether word `i` opens a line (bullets aside)."""
        before = self.text[: self.start[i]].rpartition("\n")[2] if i else ""
        return not any(c.isalnum() for c in before[-40:])


_TIGHT = frozenset(("", " ", "-", "–", " -", "- ", "\u2011"))


def again(words: Words, found: Iterable[Found]) -> Iterator[tuple[int, int, Found]]:
    """Where the words of a name stand once more, in whatever case: first word, end, the name; in text order."""
    seen: dict[str, dict[tuple[str, ...], Found]] = {}
    for name in found:
        form = tuple(words.low[name.first : name.last])
        seen.setdefault(form[0], {})[form] = name
    for i in words.at(seen):
        for form, name in seen[words.low[i]].items():
            last = i + len(form)
            if i != name.first and tuple(words.low[i:last]) == form:
                yield i, last, name
