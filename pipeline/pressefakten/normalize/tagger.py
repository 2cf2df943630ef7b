"""A small log-linear tagger that mends what the rules say about names: what they miss, cut short, join wrongly or take for a name.

It reads the text with the names that the rules found (*stacking*): the features of a token are its word, shape and endings, what German knows, the
words around, the run of capitals that it stands in, and the rules' tags there and elsewhere in the text. `patterns/weights/names.tsv`
holds for each tag (`B-ORG`, `I-ORG`, …, `O`) feature -> weight; the probability of a tag is the softmax over all. The best
sequence in which no name begins inside gives the spans. It is trained by `make train` from `corpus/dev`; without the file the rules decide alone.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pressefakten.normalize import lexicon
from pressefakten.patterns import weights

LABELS = ("ORG", "BRAND", "MODEL", "SITE", "PLACE", "PERSON", "PLATFORM", "ROLE")
TAGS = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))
NUMBER = {tag: number for number, tag in enumerate(TAGS)}
OUTSIDE = "O"
NEVER = -1e9
GAP = "¶"
"""Stands for white space between lines and cells."""
SPACE = re.compile(r"\s+")
EDGES = ("#", "#")
"""Stand for the words in front of a text and behind it."""
LINKS = frozenset("&-+/")
"""Marks that join two capitals to one run."""
LONGEST_RUN = 5
OFTEN = 4
"""From so many mentions on a word recurs as often as any."""


class Span(NamedTuple):
    """Tokens `first` up to before `end`, their label, and the mean probability of their tags."""

    first: int
    end: int
    label: str
    probability: float = 1.0


class Reading(NamedTuple):
    """The best names, and for each token the probability that it is in none."""

    names: list[Span]
    outside: list[float]


@dataclass
class Text:
    """The tokens of a release: words, the tags of the rules, the labels of what is no name (`MONEY`, ``), the kinds of their lines."""

    words: Sequence[str]
    tags: list[str]
    others: Sequence[str]
    kinds: Sequence[str]
    low: list[str] = field(init=False)
    shapes: list[str] = field(init=False)
    ken: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Note what is asked of a word more than once."""
        self.words = [SPACE.sub(GAP, word) for word in self.words]
        self.low = [word.lower() for word in self.words]
        self.shapes = [shape(word) for word in self.words]
        self.ken = [ken(word) for word in self.words]


def tags(label: str, size: int) -> list[str]:
    """The tags of a name of `size` tokens."""
    return [f"B-{label}", *[f"I-{label}"] * (size - 1)]


@functools.lru_cache(maxsize=1 << 15)
def shape(word: str) -> str:
    """`Xxx`, `XX`, `xX`, `dd`: capitals, small letters and digits, runs cut to two signs, six in all."""
    signs = ("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word[:12])
    return re.sub(r"(.)\1{2,}", r"\1\1", "".join(signs))[:6]


@functools.lru_cache(maxsize=1 << 15)
def ken(word: str) -> str:
    """What German knows of a word: `n` a noun, `k` another word, `u` unknown, `-` none."""
    if not word[:1].isalpha():
        return "-"
    low = word.lower()
    if not lexicon.known(low):
        return "u"
    return "n" if lexicon.listed(lexicon.NOUN + low.replace("ß", "ss")) else "k"


def candidates(text: Text) -> list[bool]:
    """Which tokens may be in a name: what the rules say so of, capitals, codes, unknown words, and what joins two of them."""
    sure = [
        tag != OUTSIDE or known == "u" or _is_capital_or_code(word)
        for word, tag, known in zip(text.words, text.tags, text.ken, strict=True)
    ]
    padded = [False, *sure, False, False]
    return [
        here or (before and word != GAP and (after or next_ or word[0].isdigit()))
        for word, before, here, after, next_ in zip(
            text.words, padded, padded[1:], padded[2:], padded[3:], strict=False
        )
    ]


def _is_capital_or_code(word: str) -> bool:
    """`Zelbex`, `8x4`; no number."""
    return word[0].isupper() or (word[0].isdigit() and any(map(str.isalpha, word)))


def features(text: Text) -> Iterator[tuple[int, list[str]]]:
    """The tokens that may be in a name, each with its features."""
    runs = _runs(text)
    before, tagged, often = _elsewhere(text)
    # two more at both ends, so that every token has neighbours
    low, tags = [*EDGES, *text.low, *EDGES], [OUTSIDE, OUTSIDE, *text.tags, OUTSIDE, OUTSIDE]
    forms = ["#", *(form + known for form, known in zip(text.shapes, text.ken, strict=True)), "#"]
    others, kinds = ["", *text.others, ""], ["", *text.kinds]
    for i, may in enumerate(candidates(text)):
        if not may:
            continue
        w2, w1, w0, v1, v2 = low[i : i + 5]
        t2, t1, t0, u1, u2 = tags[i : i + 5]
        s1, s0, r1 = forms[i : i + 3]
        n1, n0, m1 = others[i : i + 3]
        k0, case = text.ken[i], s0[0]
        opens = "F" if i == 0 or kinds[i] != kinds[i + 1] or text.words[i - 1] in ".!?:" else ""
        found = [
            "b",
            f"w={w0}",
            f"s={s0}{opens}",
            f"kind={kinds[i + 1]}",
            f"w-1={w1}",
            f"w-2={w2}",
            f"w1={v1}",
            f"w2={v2}",
            f"s-1={s1}",
            f"s1={r1}",
            f"w-1,w1={w1}_{v1}",
            f"w-1,k={w1}_{k0}{case}",
            f"k,w1={k0}{case}_{v1}",
            f"w-2,w-1={w2}_{w1}",
            f"w1,w2={v1}_{v2}",
            f"n={n0}",
            f"n-1={n1}",
            f"n1={m1}",
            f"t={t0}",
            f"t-1={t1}",
            f"t1={u1}",
            f"t-2={t2}",
            f"t2={u2}",
            f"ttt={t1}{t0}{u1}",
            f"ts={t0}{s0}",
            f"t-1s={t1}{s0}",
            f"t1s={u1}{s0}",
        ]
        before_, here, behind = (known[-1] + known[0] for known in (s1, s0, r1))  # `nX`: a noun with a capital
        if w1[0].isalpha():
            found += (f"e4-1={w1[-4:]}{here}", f"e5-1={w1[-5:]}{here}")
        if v1[0].isalpha():
            found.append(f"e41={v1[-4:]}{here}")
        if w0[0].isalpha():
            last4 = w0[-4:]
            found += (f"e4>={last4}{behind}", f"e5>={w0[-5:]}{behind}", f"<e4={before_}{last4}", f"w-1,e4={w1}_{last4}")
            for length in (2, 3, 4, 5):
                if len(w0) > length:
                    found += (f"p{length}={w0[:length]}", f"x{length}={w0[-length:]}")
            found.append(f"xk={w0[-3:]}{k0}")
        word = text.words[i]
        if word[0].isupper():
            found.append(f"often={min(often[word], OFTEN)}{k0}")
            found += [f"behind={other}{k0}" for other in before[word]]
            if word in tagged:
                found.append(f"else={tagged[word]}")
        if (run := runs[i]) is not None:
            first, end = run
            place = ("F" if i == first else "") + ("L" if i == end - 1 else "")
            known = "".join(text.ken[first : min(end, first + LONGEST_RUN)])
            left, last, right = low[first + 1], low[end + 1], low[end + 2]
            found += (
                f"run={known}{place}",
                f"runl={last}{place}",
                f"runf={low[first + 2]}{place}",
                f"runx={last[-4:]}{place}",
                f"runb={left}",
                f"runa={right}",
                f"runba={left}_{right}",
            )
        yield i, found


def _runs(text: Text) -> list[tuple[int, int] | None]:
    """For each token the run of capitals and codes that it stands in, with the marks that join them."""
    words = text.words
    holds = [_is_capital_or_code(word) for word in words]
    for k in range(1, len(words) - 1):
        if words[k] in LINKS and holds[k - 1] and (holds[k + 1] or words[k + 1][0].isdigit()):
            holds[k] = True
    runs: list[tuple[int, int] | None] = [None] * len(words)
    k = 0
    while k < len(words):
        end = k
        while end < len(words) and holds[end]:
            end += 1
        runs[k:end] = [(k, end)] * (end - k)
        k = max(end, k + 1)
    return runs


def _elsewhere(text: Text) -> tuple[Mapping[str, list[str]], Mapping[str, str], Mapping[str, int]]:
    """Of each capitalised word: what it stands behind most often, the tag that the rules give it most often, how often it is there."""
    fronts: dict[str, Counter[str]] = defaultdict(Counter)
    tags: dict[str, Counter[str]] = defaultdict(Counter)
    often: Counter[str] = Counter()
    front = ""
    for word, low, tag in zip(text.words, text.low, text.tags, strict=True):
        if word[0].isupper():
            often[word] += 1
            if front:
                fronts[word][front] += 1
            if tag != OUTSIDE:
                tags[word][tag] += 1
        front = low
    behind = {word: [other for other, _ in fronts[word].most_common(3)] for word in often}
    return behind, {word: counted.most_common(1)[0][0] for word, counted in tags.items()}, often


class Tagger:
    """Weighs with the weights of one file."""

    def __init__(self, tables: Mapping[str, Mapping[str, float]]) -> None:
        """`tables`: tag -> feature -> weight."""
        self.rows: dict[str, int] = {}
        for table in tables.values():
            for feature in table:
                self.rows.setdefault(feature, len(self.rows))
        self.weights = np.zeros((len(self.rows) + 1, len(TAGS)), dtype=np.float32)
        for tag, table in tables.items():
            column = NUMBER[tag]
            for feature, weight in table.items():
                self.weights[self.rows[feature], column] = weight

    def __call__(self, text: Text) -> Reading:
        """The best names of a text, with probabilities in [0, 1]."""
        places: list[int] = []
        rows: list[int] = []
        starts: list[int] = []
        none, row_of = len(self.rows), self.rows.get
        for place, found in features(text):
            places.append(place)
            starts.append(len(rows))
            rows += [row for feature in found if (row := row_of(feature)) is not None]
            if len(rows) == starts[-1]:
                rows.append(none)
        if not places:
            return Reading([], [1.0] * len(text.words))
        scores = np.add.reduceat(self.weights[rows], starts, axis=0)
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        outside = [1.0] * len(text.words)
        for place, log in zip(places, logs[:, NUMBER[OUTSIDE]].tolist(), strict=True):
            outside[place] = math.exp(log)
        return Reading(_spans(places, _best(places, logs), logs), outside)


def _allowed() -> npt.NDArray[np.float32]:
    """What a step from tag to tag costs: nothing, or all where a name would go on that has not begun."""
    steps = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for tag, column in NUMBER.items():
        if tag[0] == "I":
            steps[[number for other, number in NUMBER.items() if other[1:] != tag[1:]], column] = NEVER
    return steps


STEPS = _allowed()
FROM_OUTSIDE = STEPS[NUMBER[OUTSIDE]]


def _best(places: Sequence[int], logs: npt.NDArray[np.float32]) -> list[int]:
    """The most probable tags (Viterbi); a gap between two tokens ends a name."""
    total = logs[0] + FROM_OUTSIDE
    back = []
    numbers = np.arange(len(TAGS))
    for k in range(1, len(places)):
        if places[k] > places[k - 1] + 1:
            choice = np.full(len(TAGS), int(total.argmax()))
            total = total.max() + FROM_OUTSIDE + logs[k]
        else:
            paths = total[:, None] + STEPS
            choice = paths.argmax(axis=0)
            total = paths[choice, numbers] + logs[k]
        back.append(choice)
    best = [int(total.argmax())]
    for choice in reversed(back):
        best.append(int(choice[best[-1]]))
    return best[::-1]


def _spans(places: Sequence[int], tags: Sequence[int], logs: npt.NDArray[np.float32]) -> list[Span]:
    """The names of tagged tokens."""
    found: list[Span] = []
    begun: list[int] = []
    for k in range(len(places) + 1):
        inside = k < len(places) and TAGS[tags[k]][0] == "I"
        if begun and not inside:
            mean = float(np.mean([logs[n, tags[n]] for n in begun]))
            found.append(Span(places[begun[0]], places[begun[-1]] + 1, TAGS[tags[begun[0]]][2:], float(np.exp(mean))))
            begun = []
        if k < len(places) and TAGS[tags[k]] != OUTSIDE:
            begun.append(k)
    return found


@functools.cache
def load_tagger() -> Tagger | None:
    """The tagger with the shipped weights, or None where there are none."""
    tables = weights("names")
    return Tagger(tables) if tables else None
