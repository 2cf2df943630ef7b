"""A linear sequence model over hashed features: words, shapes, word lists and names already found, in a window of five.

Every token has `COLUMNS` hashed properties; the window mixes those of its neighbours with a salt per place, so that the
scores of a whole text are one gather and one sum. Labels are BIO over `LABELS`.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from pressefakten.normalize import lexicon
from pressefakten.normalize.namewords import FAMILY, GIVEN, NOUN, ROLE, STOP, TITLE, WEAK, flags

LABELS = ("PERSON", "ORG", "PLACE")
TAGS = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))
BITS = 18
"""The weights have 2**BITS rows."""

Ids = npt.NDArray[np.uint32]
Scores = npt.NDArray[np.float32]

TOKEN = re.compile(r"\w+|\n|[^\w\s]")
LINKS = frozenset(
    ("von", "van", "de", "der", "den", "des", "für", "und", "zu", "of", "the", "al", "la", "del", "di", "da")
)
JOINERS = frozenset("-&.'/")
CLOSED = GIVEN | WEAK | FAMILY | NOUN | ROLE | TITLE | STOP


class Token(NamedTuple):
    """`text[start:end]`; `name` is the label of the name that an earlier stage found there, or an empty string."""

    word: str
    start: int
    end: int
    name: str


class Tagged(NamedTuple):
    """A name that the model found; `margin` is how much better it scores than no name at all."""

    start: int
    end: int
    label: str
    margin: float


def tokens(text: str, names: Sequence[str]) -> list[Token]:
    """The words, marks and line ends of a folded text; `names` has one label a character."""
    return [Token(m.group(), m.start(), m.end(), names[m.start()]) for m in TOKEN.finditer(text)]


@functools.lru_cache(maxsize=1 << 16)
def _properties(word: str, name: str) -> tuple[int, ...]:
    bits = flags(word) if word[:1].isupper() else 0
    shape = _shape(word)
    parts = (
        "w" + word,
        "l" + word.lower() if len(word) < 13 else "l" + word.lower()[-9:],
        "s" + shape,
        "x" + word[-3:],
        "y" + word[-4:].lower(),
        "z" + word[-2:],
        "p" + word[:3],
        f"f{bits}",
        f"g{bits & CLOSED}",
        f"n{name}{shape[:1]}",
        f"k{_known(word)}{shape}{bits & CLOSED}",
    )
    return tuple(crc32(part.encode()) for part in parts)


def _known(word: str) -> str:
    """How the word list knows a capitalised word: as it is, as a compound, not at all."""
    if not word[:1].isupper() or not word.isalpha():
        return "-"
    low = word.lower().replace("ß", "ss")
    return "l" if lexicon.listed(low) else "c" if lexicon.head(low) else "u"


COLUMNS = 11
WORD, LOWER, SHAPE, LAST3, LAST4, LAST2, FIRST3, FLAGS, CLASS, NAME, KNOWN = range(COLUMNS)

WINDOW = (
    *((0, column) for column in range(COLUMNS)),
    *((-1, column) for column in (WORD, SHAPE, LAST3, FLAGS, NAME, KNOWN)),
    *((1, column) for column in (WORD, SHAPE, LAST3, FLAGS, NAME, KNOWN)),
    *((place, column) for place in (-2, 2) for column in (LOWER, CLASS)),
)
PAIRS = (
    (-1, WORD, 0, WORD),
    (0, WORD, 1, WORD),
    (-1, LOWER, 1, LOWER),
    (-1, CLASS, 0, CLASS),
    (0, CLASS, 1, CLASS),
    (-1, SHAPE, 0, LAST3),
    (0, LAST3, 1, SHAPE),
    (-1, LOWER, 0, CLASS),
    (0, CLASS, 1, LOWER),
    (-2, LOWER, -1, LOWER),
    (1, LOWER, 2, LOWER),
    (-1, CLASS, 1, CLASS),
    (-1, KNOWN, 0, KNOWN),
    (0, KNOWN, 1, KNOWN),
    (-1, LOWER, 0, KNOWN),
    (0, KNOWN, 1, LOWER),
    (-1, KNOWN, 1, KNOWN),
)


def _shape(word: str) -> str:
    if word.isalpha():
        if word.islower():
            return "a"
        if word.isupper():
            return "A" + str(min(len(word), 4))
        return "Aa" if word[1:].islower() and word[:1].isupper() else "aA"
    return "0" if word.isdigit() else "a0" if any(letter.isalpha() for letter in word) else word[:1]


def features(row: Sequence[Token]) -> Ids:
    """Hashed feature numbers, one row a token."""
    edge = _properties("\n", "")
    table = [edge, edge, *(_properties(token.word, token.name) for token in row), edge, edge]
    base = np.array(table, dtype=np.uint32)
    size = len(row)
    columns = [_mix(_at(base, place, column, size), place * COLUMNS + column + 40) for place, column in WINDOW]
    for number, (place, column, other, second) in enumerate(PAIRS):
        pair = _at(base, place, column, size) * np.uint32(31) ^ _mix(_at(base, other, second, size), 7)
        columns.append(_mix(pair, 200 + number))
    return np.stack(columns, axis=1) & np.uint32((1 << BITS) - 1)


def _at(base: Ids, place: int, column: int, size: int) -> Ids:
    return base[2 + place : 2 + place + size, column]


def _mix(values: Ids, salt: int) -> Ids:
    mixed = (values ^ np.uint32(salt * 2654435761 & 0xFFFFFFFF)) * np.uint32(2246822519)
    return mixed ^ (mixed >> np.uint32(15))


def open_runs(row: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Stretches of tokens that may be names: capitalised words and the links and marks between them."""
    start = last = -1
    for i, token in enumerate(row):
        if token.word[:1].isupper() or (token.word[:1].isdigit() and start >= 0 and i - last == 1):
            if start < 0:
                start = i
            last = i
        elif start >= 0 and not (i - last < 3 and (token.word in LINKS or token.word in JOINERS)):
            yield start, last + 1
            start = -1
    if start >= 0:
        yield start, last + 1


class Model:
    """Weights (2**BITS rows, one column a tag) and transitions (from tag, to tag)."""

    def __init__(self, weights: Scores, transitions: Scores) -> None:
        self.weights = weights
        self.transitions = transitions

    @classmethod
    def load(cls, path: Path) -> "Model":
        """Read the file that `save` wrote."""
        with np.load(path) as data:
            scale = float(data["scale"])
            return cls(data["weights"].astype(np.float32) * scale, data["transitions"].astype(np.float32))

    def save(self, path: Path) -> None:
        """Write eight-bit weights, compressed."""
        scale = float(np.abs(self.weights).max()) / 127 or 1.0
        small = np.round(self.weights / scale).astype(np.int8)
        np.savez_compressed(path, weights=small, transitions=self.transitions.astype(np.float32), scale=scale)

    def scores(self, row: Sequence[Token]) -> tuple[list[tuple[int, int]], Scores]:
        """The runs of a text and the score of each tag of each of their tokens."""
        runs = list(open_runs(row))
        if not runs:
            return runs, np.zeros((0, len(TAGS)), dtype=np.float32)
        keep = np.concatenate([np.arange(a, b) for a, b in runs])
        total: Scores = self.weights[features(row)[keep]].sum(axis=1)
        return runs, total

    def tag(self, row: Sequence[Token]) -> list[tuple[int, int, str, float]]:
        """Names as token ranges `[first, last)` with label and margin."""
        runs, table = self.scores(row)
        found: list[tuple[int, int, str, float]] = []
        at = 0
        transitions = self.transitions.tolist()
        for a, b in runs:
            rows = table[at : at + b - a].tolist()
            at += b - a
            path = viterbi(rows, transitions)
            found.extend((a + i, a + j, label, _margin(rows[i:j], path[i:j])) for i, j, label in spans(path))
        return found


def viterbi(rows: Sequence[Sequence[float]], transitions: Sequence[Sequence[float]]) -> list[int]:
    """The best sequence of tags; outside the run stands `O`."""
    count = len(TAGS)
    best = [rows[0][t] + transitions[0][t] for t in range(count)]
    back: list[list[int]] = []
    for row in rows[1:]:
        pointers, scores = [], []
        for t in range(count):
            source = max(range(count), key=lambda s, t=t: best[s] + transitions[s][t])  # type: ignore[misc]
            pointers.append(source)
            scores.append(best[source] + transitions[source][t] + row[t])
        back.append(pointers)
        best = scores
    tag = max(range(count), key=best.__getitem__)
    path = [tag]
    for pointers in reversed(back):
        tag = pointers[tag]
        path.append(tag)
    return path[::-1]


def spans(path: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Names in a tag sequence: first, one past the last, label. An `I` after another label begins a name."""
    start, label = -1, 0
    for i, tag in enumerate([*path, 0]):
        kind, begins = (tag + 1) // 2, tag % 2 == 1
        if start >= 0 and (begins or kind != label):
            yield start, i, LABELS[label - 1]
            start = -1
        if kind and start < 0:
            start, label = i, kind


def _margin(rows: Sequence[Sequence[float]], path: Sequence[int]) -> float:
    return sum(row[tag] - row[0] for row, tag in zip(rows, path, strict=True)) / len(path)
