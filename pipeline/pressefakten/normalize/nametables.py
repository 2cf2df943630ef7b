"""The word lists of the name rules as look-up tables, built once."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from pressefakten import patterns
from pressefakten.normalize.gazetteer import key, keys


class Phrases:
    """Phrases by key, with the words of the longest one for each first word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.forms: dict[str, str] = {}
        self.heads: dict[str, int] = {}
        for phrase in phrases:
            form = key(phrase)
            for variant in {form, form.replace("ß", "ss")}:
                self.forms.setdefault(variant, phrase)
                first = variant.partition(" ")[0]
                self.heads[first] = max(self.heads.get(first, 0), variant.count(" ") + 1)

    def at(self, low: list[str], i: int) -> int:
        """The number of words of the longest phrase that begins at word `i`; 0 where there is none."""
        if not 0 <= i < len(low):
            return 0
        for size in range(min(self.heads.get(low[i], 0), len(low) - i), 0, -1):
            if " ".join(low[i : i + size]) in self.forms:
                return size
        return 0

    def __contains__(self, word: str) -> bool:
        return word in self.forms


class Tables:
    """`phrases.NAME` of a words file as Phrases, `words.NAME` as a frozenset of keys."""

    def __init__(self, file: str) -> None:
        self.raw: dict[str, Any] = patterns.words(file)

    @functools.cache  # noqa: B019 - one table a file, kept for the process
    def phrases(self, *names: str) -> Phrases:
        """The lists as phrases."""
        return Phrases(phrase for name in names for phrase in self.raw[name])

    @functools.cache  # noqa: B019
    def words(self, *names: str) -> frozenset[str]:
        """The lists as keys."""
        found = set(keys(word for name in names for word in self.raw[name]))
        return frozenset(found | {word.replace("ß", "ss") for word in found})

    @functools.cache  # noqa: B019
    def exact(self, name: str) -> frozenset[str]:
        """A list as it is written."""
        return frozenset(self.raw[name])


@functools.cache
def tables(file: str) -> Tables:
    """The tables of `words/FILE.toml`."""
    return Tables(file)
