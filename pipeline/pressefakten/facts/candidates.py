"""What could fill a slot of a figure, and what speaks for each candidate: the input of the learned scorer.

A feature is a short readable word (`at:sentence`, `gap:1`, `prep:seit`), so that the weights in `patterns/weights` can be
read. A candidate that is found in several places has the features of all of them, and each place is crossed with the ground: what
holds for the figure whatever fills the slot (`in:heading:flow`). No candidate is the word of a domain.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from pressefakten.facts import grammar, scope, segments, tables
from pressefakten.facts.context import (
    SUBJECTS,
    Context,
    amount_of,
)
from pressefakten.facts.cues import Num, gap
from pressefakten.facts.issuer import share_words
from pressefakten.facts.page import Ent, Item, Page, Sentence
from pressefakten.facts.rules import word_class
from pressefakten.facts.triggers import Forms
from pressefakten.normalize import lexicon

if TYPE_CHECKING:
    from pressefakten.facts.figures import Reading
    from pressefakten.facts.rules import Draft


MARKET = Forms(("*markt*", "*märkte*"))


SHAPES = (
    ("day", re.compile(r"\d{4}-\d\d-\d\d$")),
    ("quarter", re.compile(r"\d{4}-Q\d$")),
    ("half", re.compile(r"\d{4}-H\d$")),
    ("month", re.compile(r"\d{4}-\d\d$")),
    ("year", re.compile(r"\d{4}$")),
    ("fiscal", re.compile(r"\d{4}/\d{4}$")),
    ("months", re.compile(r"\d{4}-\d\d/\d{4}-\d\d$")),
    ("ref", re.compile(r"[A-Z]+_REF$")),
)


@dataclass(slots=True)
class Candidate:
    """A filler of a slot (None: the slot stays empty), the entity it was read from, and what speaks for it.

    `words` are features of its own; each of its `places` together with each word of the `ground` is one, too.
    """

    value: Any
    ent: Ent | None = None
    words: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    ground: frozenset[str] = frozenset()

    @property
    def features(self) -> set[str]:
        """All features as the weights have them."""
        return self.words | {f"{place}:{word}" for place in self.places for word in self.ground}


class Told(NamedTuple):
    """What words tell of a slot: by what kind of words, the filler (None: that it stays empty), the entity it was read from."""

    by: str
    value: Any = None
    ent: Ent | None = None


def key_of(value: Any) -> Any:
    """What makes two fillers one: a time by its value and mod, all else by itself."""
    return (value["value"], value.get("mod")) if isinstance(value, dict) else value


class Bag:
    """Candidates by their value."""

    def __init__(self, empty: Iterable[str], ground: Iterable[str] = ()) -> None:
        """`empty` is the ground of the empty filler, `ground` that of all others."""
        self.ground = frozenset(ground)
        self.found: dict[Any, Candidate] = {None: Candidate(None, None, {"none:"}, {"none"}, frozenset(empty))}

    def add(self, value: Any, ent: Ent | None, place: str, features: Iterable[str]) -> None:
        """Note a filler and where it was found; the entity that is noted first stays its source."""
        if value is None:
            return
        key = key_of(value)
        known = self.found.get(key)
        if known is None:
            known = self.found[key] = Candidate(value, ent, ground=self.ground)
        known.ent = known.ent or ent
        known.places.add(place)
        known.words.add(place)
        known.words.update(features)

    def is_new(self, value: Any) -> bool:
        """Whether a filler was not noted before."""
        return key_of(value) not in self.found

    def tell(self, by: str) -> None:
        """Mark the filler that words tell, or the empty one where they tell none, to be weighed like all else."""
        place = f"in:told {by}"
        told = next((one for one in self.found.values() if place in one.places), self.found[None])
        told.words |= {"told", f"told:{by}"}

    def named(self) -> list[Candidate]:
        """The candidates without the empty one."""
        return [candidate for candidate in self.found.values() if candidate.value is not None]

    def all(self) -> list[Candidate]:
        """The candidates, the empty one first."""
        return list(self.found.values())


@functools.lru_cache(maxsize=4096)
def distance(at: int, other: int) -> str:
    """Words between two items in coarse steps, signed by order."""
    steps = abs(at - other)
    size = next((str(limit) for limit in (1, 2, 3, 5, 8, 12, 18) if steps <= limit), "far")
    return f"{'before' if other < at else 'after'}:{size}"


def preposition(items: Sequence[Item], at: int) -> str:
    """The closed-class word in front of an item, or `other`."""
    word = items[at - 1].low if at else "^"
    return word if word in scope.scope_words("closed") or word == "^" else "other"


@functools.lru_cache(maxsize=4096)
def shape(value: str) -> str:
    """What kind of time a TIMEX3 value is."""
    return next((name for name, form in SHAPES if form.match(value)), "range" if "/" in value else "else")


def manner_of(reading: Reading, num: Num, draft: Draft) -> list[str]:
    """How the figure is stated: what its claim rests on, the tense of its clause, the word that opens the sentence."""
    page, sentence, items = reading.page, reading.sentence, reading.sentence.items
    openers = scope.scope_words("openers")
    found = [f"why:{draft.why}", f"tense:{reading.tense(num.clause)}"]
    if items[0].low in openers:
        found.append(f"opens:{items[0].low}")
    if openers & {item.low for item in items[max(0, num.at - 2) : num.at]}:
        found.append("after an opener")
    before = page.previous(sentence)
    found.append(f"first:{before is None or before.line != sentence.line}")
    return found


def bearing_of(reading: Reading, num: Num, context: Context, draft: Draft) -> list[str]:
    """What bears on whose and where a figure is: its size, `dort` in its clause."""
    size = size_of(context, draft)
    clause = (item for item in reading.sentence.items if item.ent is None and item.clause == num.clause)
    there = any(item.low in scope.scope_words("there") for item in clause)
    return [f"size:{size}", f"size:{size}:{draft.slots['metric']}", *["there"] * there]


def size_of(context: Context, draft: Draft) -> str:
    """How large the figure is beside the first of its metric: a part is smaller, the same of another time about as large."""
    first, own = context.first.get(str(draft.slots["metric"])), amount_of(draft.slots.get("value"))
    if not first or not own:
        return "first" if own else "no level"
    ratio = abs(own / first)
    return "smaller" if ratio < 0.75 else "larger" if ratio > 1.35 else "alike"


def is_part(reading: Reading, num: Num) -> bool:
    """`davon 640 in Deutschland`, `wovon 3'420 Lernende`, `Davon entfallen 355 auf …`: a part of the figure just before."""
    items, parts = reading.sentence.items, scope.scope_words("parts")
    at = next((k for k in range(num.at - 1, -1, -1) if items[k].ent is None and items[k].low in parts), -1)
    return at >= 0 and not any(at < other.at < num.at for other in reading.nums) and not gap(items, at, num.at)


def front_of(items: Sequence[Item], num: Num) -> list[str]:
    """The small words in front of a number: `der 46 Partner`, `mit 27 Linien` count what is known, not what is told."""
    word = preposition(items, num.at)
    found = [f"front:{word}"]
    if num.at and (word in scope.scope_words("articles") or word == "other"):
        found.append(f"front:{preposition(items, num.at - 1)}:{word}")
    return found


def _between(reading: Reading, num: Num, at: int) -> int:
    low, high = sorted((num.at, at))
    return min(2, sum(1 for other in reading.nums if low < other.at < high))


PERIODS = frozenset(("year", "fiscal", "half", "quarter", "month", "months"))


TABLE = frozenset(("row", "table_head"))


def around(page: Page, sentence: Sentence) -> Iterator[tuple[str, Sentence]]:
    """The sentences above that a figure may take something from, by the name of their place."""
    for name, head in (("heading", page.heading(sentence)), ("opener", page.opener(sentence))):
        if head is not None and head is not sentence:
            yield name, _title_of(page, head, sentence) if page.kind(head) == "table_head" else head
    at, where = sentence.index - 1, "above"
    while page.kind(sentence) == "row" and at >= 0 and page.kind(page.sentences[at]) in TABLE:
        at, where = at - 1, "table"  # a head holds for its own column, the rows above for themselves
    for back, other in enumerate(reversed(page.sentences[max(0, at - 2) : at + 1]), 1):
        if page.zone(other) == page.zone(sentence):
            yield f"{'line' if other.line == sentence.line else where}-{back}", other


def _title_of(page: Page, head: Sentence, row: Sentence) -> Sentence:
    """The words of a table's head that hold for all its columns."""
    items = [
        replace(item, ent=item.ent and replace(item.ent, item=at)) for at, item in enumerate(tables.titles(page, row))
    ]
    ents = [item.ent for item in items if item.ent is not None]
    return Sentence(head.index, head.start, head.end, head.line, items, ents)


def titles(page: Page) -> list[Sentence]:
    """The lines of the title."""
    return [sentence for sentence in page.sentences[:8] if page.kind(sentence) in ("headline", "subhead", "bullet")]


def labels_of(reading: Reading, num: Num) -> Iterator[tuple[str, list[Item]]]:
    """What names a number outright: its column, its label, its caption, and from where."""
    yield "column", num.head_items
    yield "label", num.label_items
    yield "label", reading.caption
    yield "line", scope.line_label(reading, num)


def names_near(reading: Reading, num: Num, ent: Ent) -> Iterator[str]:
    """How an entity of the sentence stands to the number."""
    items = reading.sentence.items
    yield f"at:{distance(num.at, ent.item)}"
    marks = gap(items, ent.item, num.at)
    yield f"gap:{min(marks, 3)}"
    yield f"clause:{min(2, abs(items[ent.item].clause - num.clause))}:{'before' if ent.item < num.at else 'after'}"
    yield f"{'before' if ent.item < num.at else 'after'}:gap:{min(marks, 3)}"
    yield f"between:{_between(reading, num, ent.item)}"
    yield f"prep:{preposition(items, ent.item)}"
    if ent.item and preposition(items, ent.item) in ("der", "die", "das", "des", "dem", "den", "other"):
        yield f"prep2:{preposition(items, ent.item - 1)}"
    depth = items[ent.item].depth - num.depth
    if depth:
        yield f"depth:{'deeper' if depth > 0 else 'higher'}"
    if ent.item <= 1:
        yield "opens"
    if reading.nearest(ent.item) is not num:
        yield "nearer-to-other"


MOST_BULLETS = 60
"""Bullets above one, up to which the line above them all is looked for."""


def above_bullets(page: Page, sentence: Sentence) -> Sentence | None:
    """The line right above the bullets that a sentence is one of, where it is no sentence of its own."""
    above = (page.sentences[at] for at in range(sentence.index - 1, max(-1, sentence.index - 1 - MOST_BULLETS), -1))
    head = next((one for one in above if page.kind(one) != "bullet"), None)
    if head is None or sentence.line - head.line > sentence.index - head.index:
        return None
    return head if not page.text[head.start : head.end].rstrip().endswith((".", "!", "?")) else None


NEAR, STEM, HEAD = 3, 8, 6
"""How far the order of the words beside a number matters, the letters that a word and the noun at the end of a compound are told by."""


def words_of(reading: Reading, num: Num) -> list[str]:
    """The counted noun, how it ends, and the verbs of the clause of a number."""
    noun = num.noun[-1].low if num.noun and num.noun[-1].ent is None else ""
    return [*(f"noun:{form}" for form in forms_of(noun)), *(f"verb:{low}" for low in reading.verbs(num.clause))]


def forms_of(low: str) -> list[str]:
    """A word and, of a long one, its end, which is the noun of a compound: `personenwagen`, `*nwagen`."""
    return [low, f"*{low[-HEAD:]}"] if len(low) > HEAD else [low] if low else []


def words_near(items: Sequence[Item], num: Num) -> Iterator[str]:
    """The words nearest to a number by their place and how they begin; a name is its label."""
    for at in range(max(0, num.at - NEAR), min(len(items), num.at + NEAR + 1)):
        item = items[at]
        if at != num.at and (item.ent is not None or item.low[0].isalpha()):
            yield f"{at - num.at}:{beginning(item)}"


def beginning(item: Item) -> str:
    """How a word begins; a name is its label."""
    return item.low[:STEM] if item.ent is None else f"<{item.ent.label}>"


def noun_kind(num: Num) -> str:
    """The class of the counted noun: vehicle, person, moving, or none of them."""
    if not num.noun:
        return "bare"
    if num.noun[-1].ent is not None:
        return num.noun[-1].ent.label
    low = num.noun[-1].low
    kinds = (name for name in ("vehicle", "person", "moving") if word_class(name).fit(low))
    return next(kinds, "thing")


def below(page: Page, sentence: Sentence) -> Iterator[tuple[str, Sentence]]:
    """The next sentences of the same zone."""
    for further, after in enumerate(page.sentences[sentence.index + 1 : sentence.index + 3], 1):
        if page.zone(after) == page.zone(sentence):
            yield f"below-{further}", after


def label_features(reading: Reading, label: Sequence[Item]) -> Iterator[str]:
    """Whether the words of a label name a figure, a division, something of this language, or stand behind `davon`."""
    named = any(hit.key.endswith("/name") for hit in reading.find(label))
    yield f"label:{'figure' if named else 'thing'}"
    yield f"label:{'known' if lexicon.known(label[-1].low) else 'foreign'}:{'figure' if named else 'thing'}"
    if label[0].low in scope.scope_words("of which"):
        yield "label:of which"
    if any(map(scope.scope_forms("divisions").fit, [item.low for item in head_items(reading)])):
        yield "label:under divisions"


def part_label(reading: Reading, num: Num, metric: str, context: Context) -> tuple[str, str] | None:
    """The label of a row or line that stands for a part of what the release reports: its words, and `subject` for a name, `of` for a common noun.

    `Hochleistungspolymere: Nettoumsatz CHF 901 Mio.` is a revenue of that, `Bavencio` in a table of revenues has one.
    """
    if metric not in OF_PARTS or (num.label == "NUMBER" and num.noun):
        return None
    for place, words_ in labels_of(reading, num):
        label = [item for item in words_ if (item.text[0].isalnum() or item.text == "&") and not item.depth]
        if not label or place == "column" or any(item.ent is not None for item in words_):
            continue
        label = without_unit(label[1:] if label[0].low in scope.scope_words("of which") else label)
        if not label or not _names_a_part(label) or any(scope.scope_forms("sums").fit(item.low) for item in label):
            return None
        if any(hit.key.endswith("/name") for hit in reading.find(label)) or scope.area(words_) is not None:
            return None
        known = all(map(lexicon.known, label[-1].low.split("/")))  # `Luft/Wasser`
        common = context.market or known or scope.scope_forms("rest").fit(label[0].low)
        return tables.joined(label), "of" if common else "subject"
    return None


def without_unit(label: list[Item]) -> list[Item]:
    """The words of a label in front of its unit: `Nettoumsatz` of `Nettoumsatz, CHF Mio.`."""
    return label[: max((k for k, item in enumerate(label, 1) if not tables.is_unit(item.low)), default=0)]


def holder_of_label(reading: Reading, num: Num, context: Context) -> str | None:
    """Whom a label names beside the figure: the issuer as a group (`Umsatz Konzern`, `Mitarbeitende (Konzern)`), or a division (`Umsatz Tires`); a unit is none (`Nettoumsatz, CHF Mio.`)."""
    for place, words_ in labels_of(reading, num):
        named = [hit for hit in reading.find(words_) if hit.key.endswith("/name")] if words_ else []
        if (
            place == "column"
            or not named
            or any(item.ent is not None and item.ent.label in SUBJECTS for item in words_)
        ):
            continue
        behind = words_[max(hit.end for hit in named) :]
        rest = without_unit([item for item in behind if item.text[0].isalnum()])
        if any(item.ent is None and grammar.calls(item.low, "group") for item in (*rest[:1], *rest[-1:])):
            return None if context.market else reading.page.issuer
        plain = all(item.ent is None and not item.depth and item.text[0].isupper() for item in rest)
        name = tables.joined(rest)
        if rest and plain and not name.isupper() and segments.is_foreign(name):
            return name
    return None


OF_PARTS = ("revenue", "operating_profit", "orders", "market_share", "registrations", "sales")
"""The metrics whose rows are parts of a whole."""


def _names_a_part(label: Sequence[Item]) -> bool:
    """Whether words are a name or a noun with its adjectives, and not the beginning of a sentence."""
    if not label[-1].text[0].isupper() or label[0].low in scope.scope_words("articles") | scope.scope_words("closed"):
        return False
    small = scope.scope_words("in names")
    for item, after in itertools.pairwise(label):
        adjective = item.low.endswith(("e", "en", "er", "es", "isch", "ell")) and after.text[0].isupper()
        if item.text[0].islower() and not (adjective or item.low in small):
            return False
    return True


def named_behind(reading: Reading, num: Num, label: Sequence[Item]) -> Iterator[str]:
    """Whether the figure's name stands between a label and the number, or over its column: then the label is whose or of what it is."""
    end = label[-1].end
    between = (hit for hit in reading.hits if hit.key.endswith("/name") and hit.end <= num.at)
    if any(reading.sentence.items[hit.start].start >= end for hit in between):
        yield "named behind the label"
    if num.label_items and any(hit.key.endswith("/name") for hit in reading.find(num.head_items)):
        yield "named over the column"


def of_before(context: Context, slot: str) -> str | None:
    """What the figure before has in a slot."""
    before = context.figure_draft
    return before.slots.get(slot) if before is not None else None


def go_on(bag: Bag, reading: Reading, num: Num, context: Context, metric: str, slot: str, named: bool) -> None:
    """Mark what the figure before has in a slot, be it nothing: figures of a sentence, paragraph or list often share it."""
    before = context.figure_draft
    if before is None:
        return
    value = before.slots.get(slot)
    held = bag.found.get(key_of(value))
    link = _link(reading, num, context)
    alike = "alike" if before.slots.get("metric") == metric else "other"
    own = "named" if named else "unnamed"
    features = {f"{link}", f"{link}:{alike}", f"{link}:{own}", f"{link}:{alike}:{own}:{reading.unnamed}"}
    kind = "empty" if value is None else "filled"
    if held is not None:
        held.words.update(f"goes on:{kind}:{feature}" for feature in features)


def _link(reading: Reading, num: Num, context: Context) -> str:
    """How a figure follows the one before: in the clause, the sentence, the paragraph, the list, or apart."""
    page, sentence = reading.page, reading.sentence
    if context.figure_sentence == sentence.index and context.figure_at < num.at:
        return f"gap {min(2, gap(sentence.items, context.figure_at, num.at))}"
    if context.figure_line == sentence.line:
        return f"sentence {min(3, sentence.index - context.figure_sentence)}"
    last = page.sentences[context.figure_sentence]
    if page.heading(last) is not page.heading(sentence):
        return "other section"
    listed = page.kind(sentence) in scope.LISTED and page.kind(last) == page.kind(sentence)
    return f"list {min(3, sentence.line - last.line)}" if listed else "section"


FLOWS = ("registrations", "sales", "orders", "production")


def beside_it(reading: Reading, num: Num, noun: Noun) -> Iterator[str]:
    """How a noun of the sentence stands to the number."""
    items, at = reading.sentence.items, noun.at
    side = "before" if at < num.at else "after"
    yield f"at:{distance(num.at, at)}"
    yield f"gap:{min(gap(items, at, num.at), 2)}:{side}"
    yield f"between:{_between(reading, num, at)}:{side}"
    yield f"{noun.prep}:{side}"
    if reading.nearest(at) is not num:
        yield "nearer to another number"
    if at < num.at and any(item.low in scope.scope_words("parts") for item in items[at + 1 : num.at]):
        yield "before a part"
    if (dealt := dealt_out(reading, num, at)) is not None:
        yield dealt


def dealt_out(reading: Reading, num: Num, at: int) -> str | None:
    """`40 Mio. auf Europa`, `auf die Rohrsysteme entfielen 548 Mio.`: whether a name or noun at an index is the one to which the number goes."""
    items = reading.sentence.items
    first = at
    while first and first > at - 4 and (items[first - 1].ent is None and items[first - 1].low != "auf"):
        first -= 1
    if not first or items[first - 1].ent is not None or items[first - 1].low != "auf":
        return None
    between = items[num.at + 1 + len(num.noun) : first - 1] if at > num.at else items[at + 1 : num.at]
    if any(item.ent is not None or item.text in MARKS for item in between) or len(between) > 3:
        return "dealt out to another"
    return "dealt out:after" if at > num.at else "dealt out:before"


MARKS = frozenset(",;.:")


def head_items(reading: Reading) -> list[Item]:
    """The line above a list or table, or the heading, whose words may name what is counted."""
    head = reading.page.opener(reading.sentence) or reading.page.heading(reading.sentence)
    return head.items if head is not None and head is not reading.sentence else []


class Noun(NamedTuple):
    """A noun of a sentence: its index, its item, its phrase with the adjectives, the word in front, and the features that no number changes."""

    at: int
    item: Item
    phrase: str
    prep: str
    features: tuple[str, ...]


def with_guess(bag: Bag, guess: Any) -> list[Candidate]:
    """Mark what the rules alone would say."""
    key = key_of(guess)
    if key not in bag.found:
        bag.found[key] = Candidate(guess)
    bag.found[key].words.add("rule" if guess is not None else "rule:none")
    return bag.all()


def is_same_name(one: Candidate, other: Candidate) -> bool:
    """Whether the words of one name are among the other's: `Schweiz`, `Schweiz und Liechtenstein`."""
    return bool(one.value and other.value) and share_words(str(one.value), str(other.value))
