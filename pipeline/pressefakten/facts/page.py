"""The view of a release that fact rules read: sentences of words and entities, with lines, clauses and brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pressefakten.facts.topics import Topics

WORD = re.compile(r"[^\W¹²³]+(?:(?:[*:·]|/-?)innen\b|\(inn\)en\b|[-'’/][^\W¹²³]+)*|[^\w\s]")
"""A word or a mark; the raised figure of a footnote is neither, and a sign of gender parts no word."""
GENDERED = re.compile(r"([A-ZÄÖÜ][\w-]*?)(?:(?:[*:·_]|/-?)innen|\(inn\)en|Innen)")
CLAUSE_MARKS = frozenset(",;:–—()|·•")
NUMERIC = frozenset(("NUMBER", "MONEY", "PERCENT", "QUANTITY", "DURATION"))
SIGNS = "+-−–±"


def plain_plural(word: str) -> str:
    """A plural with a sign of gender as the masculine one: `Kolleg*innen` -> `Kollegen`, `MitarbeiterInnen` -> `Mitarbeiter`; others stay."""
    match = GENDERED.fullmatch(word)
    if match is None:
        return word
    return match[1] if match[1].endswith(("er", "en")) else match[1] + "en"


def index_of(items: Sequence[Item], ent: Ent | None, default: int = -1) -> int:
    """Where an entity stands among items."""
    return next((k for k, item in enumerate(items) if item.ent is ent), default)


def cell_at(cells: Sequence[Sequence[int]], at: int) -> int:
    """Index of the cell of a line that holds a character, or -1."""
    return next((k for k, (start, end) in enumerate(cells) if start <= at < end), -1)


@dataclass(slots=True, eq=False)
class Item:
    """A word, a punctuation mark or an entity of a sentence; `ent` is None for words.

    `clause` counts the commas, colons, dashes and brackets passed in the sentence; `depth` the open brackets.
    """

    start: int
    end: int
    text: str
    low: str
    ent: Ent | None
    clause: int = 0
    depth: int = 0


def is_adjective(item: Item) -> bool:
    """Whether a word may be an inflected adjective."""
    return item.ent is None and item.text[0].islower() and item.low.endswith(("e", "en", "er", "es", "em"))


def is_common_noun(item: Item) -> bool:
    """Whether a word is written as a noun and is no name."""
    return item.ent is None and item.text[0].isupper()


def is_model(item: Item) -> bool:
    """Whether an item is the name of a model."""
    return item.ent is not None and item.ent.label == "MODEL"


def is_numeric(item: Item) -> bool:
    """Whether an item is a number of any kind."""
    return item.ent is not None and item.ent.label in NUMERIC


@dataclass(slots=True, eq=False)
class Ent:
    """An entity mention; `value` is the value dict of the records, `brand` the make of a MODEL."""

    start: int
    end: int
    label: str
    text: str
    canonical: str
    value: dict[str, Any] | None = None
    brand: str | None = None
    ref: str | None = None
    sentence: int = -1
    item: int = -1

    @property
    def full(self) -> str:
        """The name that a subject slot holds: `Brand Model` for a model with a known make, else the canonical."""
        if self.label == "MODEL" and self.brand and not self.canonical.startswith(self.brand):
            return f"{self.brand} {self.canonical}"
        return self.canonical


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence or table row: `items` in text order, `line` the index into `Page.lines`."""

    index: int
    start: int
    end: int
    line: int
    items: list[Item] = field(default_factory=list)
    ents: list[Ent] = field(default_factory=list)
    """The entities of the sentence in text order."""
    dates: list[Ent] | None = None
    """The dates that a figure may hold for, as `scope.dates_of` finds them; None until a number asks."""

    def words(self, start: int, end: int) -> list[Item]:
        """Items that lie within the character range."""
        return [item for item in self.items if item.start >= start and item.end <= end]


@dataclass(slots=True, eq=False)
class Page:
    """One release as fact rules see it. `lines` are the dicts of the structure stage."""

    text: str
    lines: Sequence[dict[str, Any]]
    sentences: list[Sentence]
    ents: list[Ent]
    published: str | None
    issuer: str | None
    title: str | None
    country: str | None
    place: str | None = None
    firsts: dict[int, Sentence] = field(default_factory=dict)
    """Index of a line -> its first sentence."""
    blocks: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Index of a table row -> the first of the rows that stand together with it, and the most cells that one of them has."""
    by_name: dict[int, bool] = field(default_factory=dict)
    """First line of a table -> whether most of its rows open with a name, for the tables that were asked about."""
    units_before: dict[int, Mapping[str, Any]] | None = None
    """First line of a table -> currency and scale that the tables above state last; None until a table asks."""
    sums: dict[int, Mapping[int, Any]] | None = None
    """First line of a table -> its columns of changes, as `arithmetic.column_sums` finds them; None until a table asks."""
    wholes: dict[int, int] | None = None
    """Part -> whole, as `arithmetic.wholes` finds them; None until a number asks."""
    renewed: frozenset[str] | None = None
    """Sites that the text says are built or renewed; None until a hall or the like asks."""
    kinds: Mapping[str, tuple[Ent, ...]] | None = None
    """Noun, lower case -> the models that it calls, as `kinds` finds them; None until one is asked about."""
    of_group: bool | None = None
    """Whether the text speaks of a group or of several makes; None until one is asked about."""
    of_fairs: bool | None = None
    """Whether the text speaks of fairs; None until one is asked about."""
    topics: Topics | None = None
    """The products that the text speaks of, once they are read."""
    of_vehicles: bool = True
    """Whether the release names makes, models or vehicles at all: else its output and sales are other things."""

    def kind(self, sentence: Sentence) -> str:
        """The kind of the sentence's line (`paragraph`, `row`, `item`, …)."""
        return str(self.lines[sentence.line]["kind"]) if self.lines else "paragraph"

    def zone(self, sentence: Sentence) -> str:
        """The zone of the sentence's line (`head`, `body`, `boilerplate`, `contact`, `leftover`)."""
        return str(self.lines[sentence.line]["zone"]) if self.lines else "body"

    def heading(self, sentence: Sentence) -> Sentence | None:
        """The first sentence of the heading that governs the sentence, or None."""
        at = self.lines[sentence.line]["heading"] if self.lines else -1
        return self.first_of_line(at) if at >= 0 else None

    def opener(self, sentence: Sentence) -> Sentence | None:
        """The table head of a row, or the line that opens a list; None elsewhere."""
        at = self.lines[sentence.line]["head"] if self.lines else -1
        return self.first_of_line(at) if at >= 0 else None

    def first_of_line(self, line: int) -> Sentence | None:
        """The first sentence of a line, or None where the line has none."""
        return self.firsts.get(line)

    def previous(self, sentence: Sentence) -> Sentence | None:
        """The sentence before this one in the same line or in the line above, or None at the top."""
        return self.sentences[sentence.index - 1] if sentence.index > 0 else None
