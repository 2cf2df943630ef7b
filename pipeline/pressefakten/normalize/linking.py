"""Misspelled names: a name by pattern or a word that no list knows is tied to the listed name one slip away.

A German word, a person's name and a short word are never taken for a misspelled name; a digit is never a slip.
"""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pressefakten.normalize import lexicon
from pressefakten.normalize.gazetteer import Entry, Gazetteer
from pressefakten.normalize.nametext import Found, Words, word_test
from pressefakten.normalize.namewords import FAMILY, GIVEN, SUFFIX, flags
from pressefakten.normalize.orgwords import given_names, surnames

SHORTEST = 8
"""Letters of the shortest name that may be misspelled: shorter ones have too many neighbours among real names."""
ENDS = 5
"""Letters at the beginning or at the end that the slip leaves alone; the index is built over both."""
LABELS = frozenset(("BRAND", "ORG"))


class Index:
    """Listed names of one word by their first and by their last letters."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.names = gazetteer.names
        self.heads: dict[str, list[str]] = {}
        self.tails: dict[str, list[str]] = {}
        for form in gazetteer.names:
            if len(form) >= SHORTEST and form.isalpha():
                self.heads.setdefault(form[:ENDS], []).append(form)
                self.tails.setdefault(form[-ENDS:], []).append(form)

    def nearest(self, form: str) -> Entry | None:
        """The make or organization whose key is one insertion, deletion, change or swap away; None where two things are."""
        if len(form) < SHORTEST or not form.isalpha():
            return None
        near = {
            match[0]
            for table, end in ((self.heads, form[:ENDS]), (self.tails, form[-ENDS:]))
            for match in process.extract(form, table.get(end, ()), scorer=OSA.distance, score_cutoff=1, limit=3)
            if match[0][0] == form[0]  # `Engelmann` is no slip of `Tengelmann`
        }
        entries = {e.id: e for other in near for e in self.names[other] if e.label in LABELS}
        return next(iter(entries.values())) if len(entries) == 1 else None


def index_of(gazetteer: Gazetteer) -> Index:
    """The index of a gazetteer, built when it is first asked for and again when names have come in."""
    known = gazetteer.near
    if not isinstance(known, Index):
        known = gazetteer.near = Index(gazetteer)
    return known


@word_test
def _may_be_misspelled(word: str) -> bool:
    return len(word) >= SHORTEST and not lexicon.known(word)


def linked(words: Words, named: list[Found], gazetteer: Gazetteer) -> list[Found]:
    """The names, misspelled ones with the id and the canonical of the listed name; misspelled listed names besides."""
    covered = {i for name in named for i in range(name.first, name.last)}
    index = index_of(gazetteer)
    kept = [_tied(words, name, index) for name in named]
    for i in words.having(_may_be_misspelled):
        word = words.low[i]
        if i not in covered and words.unknown(i) and not _person(words, i):
            entry = index.nearest(word) or (index.nearest(word[:-1]) if word.endswith("s") else None)
            if entry:
                kept.append(Found(i, i + 1, entry.label, "listed-misspelled", entry.canonical, entry.id))
    return sorted(kept)


def _tied(words: Words, name: Found, index: Index) -> Found:
    if name.ref is not None or name.label not in LABELS or name.last - name.first > 1:
        return name
    entry = index.nearest(words.low[name.first])
    return name._replace(ref=entry.id, canonical=entry.canonical, label=entry.label) if entry else name


def _person(words: Words, i: int) -> bool:
    """Whether a word may be a person's name or stands beside another capitalised unknown word."""
    beside = (words.gap(i - 1) == " " and words.unknown(i - 1)) or (words.gap(i) == " " and words.unknown(i + 1))
    listed = words.word(i - 1) in given_names() or words.low[i] in surnames(words)
    return beside or listed or bool(flags(words.surface(i)) & (FAMILY | GIVEN | SUFFIX))
