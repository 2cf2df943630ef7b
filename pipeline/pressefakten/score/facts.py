"""Facts of one release against its gold: an optimal one-to-one alignment per type, then slots and whole facts.

Composite slots (`product`, `change`, a time with its mod, a list of parties) count as one slot each and are equal
where all their parts are. `evidence` and `confidence` are not scored.
"""

from __future__ import annotations

import functools
import re
import typing
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pressefakten import patterns
from pressefakten.records import KEY_SLOTS, OTHER_SLOTS, AnyFact, Change, NumberValue, Product, TimeValue
from pressefakten.score.alignment import heaviest, without
from pressefakten.score.entities import number_key, time_key
from pressefakten.score.intervals import Key, Tally

Kind = Literal["person", "name", "names", "text", "identity", "time", "number", "product", "change"]
SLOTS: dict[str, tuple[str, ...]] = {name: KEY_SLOTS[name] + OTHER_SLOTS[name] for name in KEY_SLOTS}
"""Fact type -> the scored slots, key slots first."""

_PERSONS = {("role", "person"), ("quote", "speaker")}
_TEXTS = {("investment", "purpose"), ("key_figure", "of"), ("partnership", "subject"), ("quote", "text")}
_OPEN_ENUMERATIONS = {("event", "kind")}
_KINDS: dict[Any, Kind] = {
    TimeValue: "time", NumberValue: "number", Product: "product", Change: "change", list[str]: "names",
}  # fmt: skip


@functools.cache
def slot_kinds() -> dict[tuple[str, str], Kind]:
    """(fact type, slot) -> how two fillers are compared, read off the record models."""
    kinds: dict[tuple[str, str], Kind] = {}
    for model in typing.get_args(AnyFact):
        name = model.model_fields["type"].default
        for slot in SLOTS[name]:
            kinds[name, slot] = _kind(name, slot, model.model_fields[slot].annotation)
    return kinds


def _kind(name: str, slot: str, annotation: Any) -> Kind:
    if (name, slot) in _PERSONS:
        return "person"
    if (name, slot) in _TEXTS:
        return "text"
    options = [annotation, *(part for part in typing.get_args(annotation) if part is not type(None))]
    if (name, slot) in _OPEN_ENUMERATIONS or any(typing.get_origin(part) is Literal for part in options):
        return "identity"
    return next((_KINDS[part] for part in options if part in _KINDS), "name")


def fold(text: str) -> str:
    """One form of a name: NFKC, case folded, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def words(text: str) -> frozenset[str]:
    """The words of a name or a text, folded."""
    return frozenset(re.findall(r"\w+", fold(text)))


@functools.cache
def _stop_words() -> frozenset[str]:
    return frozenset(fold(word) for group in patterns.words("stopwords").values() for word in group)


def content_words(text: str) -> frozenset[str]:
    """The words that carry content; all of them where a text has none that do."""
    return (words(text) - _stop_words()) or words(text)


def _name(text: str | None) -> Hashable:
    return None if text is None else (fold(text), words(text))


def _product(product: Product) -> Hashable:
    names = (_name(product.brand), _name(product.model))
    return None if names == (None, None) else names


def _change(change: Change) -> Hashable:
    parts = (change.percent, change.absolute, change.base)
    return None if parts == (None, None, None) else parts


_PREPARE: dict[Kind, Callable[[Any], Hashable]] = {
    "person": fold,
    "name": _name,
    "names": lambda names: tuple(sorted({_name(name) for name in names}, key=repr)) or None,
    "text": content_words,
    "identity": lambda value: value,
    "time": time_key,
    "number": number_key,
    "product": _product,
    "change": _change,
}


def _same_name(one: Any, other: Any) -> bool:
    """Whether two names are equal or the words of one are contained in the other's; null equals null alone."""
    if one is None or other is None:
        return one is other
    return bool(one[0] == other[0] or _contained(one[1], other[1]))


def _contained(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and (one <= other or other <= one)


def _same_names(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Whether two lists name the same, each name once, in any order."""
    if len(one) != len(other):
        return False
    return len(heaviest([[float(_same_name(a, b)) for b in other] for a in one])) == len(one)


_SAME: dict[Kind, Callable[[Any, Any], bool]] = {
    "name": _same_name,
    "names": _same_names,
    "text": _contained,
    "product": lambda one, other: all(_same_name(a, b) for a, b in zip(one, other, strict=True)),
}
"""How fillers that are not identical can still be equal."""


@dataclass(frozen=True)
class Filled:
    """A fact with its slots made ready for comparison: scored slot -> comparable filler, null slots left out."""

    fact: AnyFact
    slots: dict[str, Hashable]

    def same(self, slot: str, other: Filled) -> bool:
        """Whether both fill the slot, and equally."""
        one, two = self.slots.get(slot), other.slots.get(slot)
        if one is None or two is None:
            return False
        if one == two:
            return True
        compare = _SAME.get(slot_kinds()[self.fact.type, slot])
        return compare is not None and compare(one, two)

    def exact(self, other: Filled) -> bool:
        """Whether all key slots are equal, null to null."""
        keys = KEY_SLOTS[self.fact.type]
        return all(
            self.same(slot, other) or (slot not in self.slots and slot not in other.slots) for slot in keys
        )  # fmt: skip


@dataclass(frozen=True)
class FactPair:
    """A gold fact and the predicted one it is aligned with; either is None where it has no partner."""

    gold: Filled | None
    predicted: Filled | None
    equal: tuple[str, ...] = ()
    exact: bool = False


def fill(fact: AnyFact) -> Filled:
    """Make a fact's non-null slots comparable."""
    slots = {}
    for slot in SLOTS[fact.type]:
        value = getattr(fact, slot)
        prepared = None if value is None else _PREPARE[slot_kinds()[fact.type, slot]](value)
        if prepared is not None:
            slots[slot] = prepared
    return Filled(fact, slots)


def align(gold: Iterable[AnyFact], predicted: Iterable[AnyFact]) -> list[FactPair]:
    """The optimal alignment of each type: most equal slots, then most exact facts, then nearest evidence."""
    pairs: list[FactPair] = []
    sides = [_by_type(gold), _by_type(predicted)]
    for name in SLOTS:
        pairs += _align_type(sides[0].get(name, []), sides[1].get(name, []))
    return pairs


def _by_type(facts: Iterable[AnyFact]) -> dict[str, list[Filled]]:
    groups: dict[str, list[Filled]] = {}
    for fact in sorted(facts, key=lambda fact: fact.model_dump_json(exclude={"id"})):
        groups.setdefault(fact.type, []).append(fill(fact))
    return groups


def _align_type(gold: list[Filled], predicted: list[Filled]) -> list[FactPair]:
    compared = [[_compare(g, p) for p in predicted] for g in gold]
    chosen = heaviest([[_weight(pair) for pair in row] for row in compared])
    rest_gold = without(len(gold), {i for i, _ in chosen})
    rest_predicted = without(len(predicted), {j for _, j in chosen})
    return [
        *(compared[i][j] for i, j in chosen),
        *(FactPair(gold[i], None) for i in rest_gold),
        *(FactPair(None, predicted[j]) for j in rest_predicted),
    ]


def _compare(gold: Filled, predicted: Filled) -> FactPair:
    equal = tuple(slot for slot in gold.slots if gold.same(slot, predicted))
    return FactPair(gold, predicted, equal, bool(equal) and gold.exact(predicted))


def _weight(pair: FactPair) -> float:
    """Equal slots first; the smaller parts only decide between alignments that have as many of them."""
    if not pair.equal or pair.gold is None or pair.predicted is None:
        return 0.0
    return len(pair.equal) * 2.0**24 + pair.exact * 2.0**12 + _nearness(pair.gold.fact, pair.predicted.fact)


def _nearness(gold: AnyFact, predicted: AnyFact) -> float:
    """1 where some evidence overlaps, else 0."""
    return float(any(a.start < b.end and b.start < a.end for a in gold.evidence for b in predicted.evidence))


def tally(pairs: Iterable[FactPair]) -> Tally:
    """Counts of one release, keyed `("slots", type or "micro")`, `("slot", type, slot)` and `("facts", …)`."""
    counts = Tally()
    for pair in pairs:
        side = pair.gold or pair.predicted
        if side is None:
            continue
        name, credit = side.fact.type, float(pair.exact)
        whole = {"gold": float(pair.gold is not None), "predicted": float(pair.predicted is not None)}
        wholes: list[Key] = [("facts", "micro"), ("facts", name)]
        for key in wholes:
            counts.add(key, **whole, gold_credit=credit, predicted_credit=credit)
        for slot in SLOTS[name]:
            amounts = {
                "gold": float(pair.gold is not None and slot in pair.gold.slots),
                "predicted": float(pair.predicted is not None and slot in pair.predicted.slots),
            }
            if any(amounts.values()):
                equal = float(slot in pair.equal)
                keys: list[Key] = [("slots", "micro"), ("slots", name), ("slot", name, slot)]
                for key in keys:
                    counts.add(key, **amounts, gold_credit=equal, predicted_credit=equal)
    return counts
