"""Why a fact is wrong: the earliest stage at fault, told from what the other stages of both records hold.

`entity` an entity that should fill a key slot was not found, or has another span, label or canonical; `trigger` the words that
announce a fact were missed, misread or taken for one; `value` the entity is there and its value is not; `scope` all is
there, and a slot was filled from another place.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Literal

from pressefakten.records import KEY_SLOTS, AnyFact, Entity, NumberValue, TimeValue
from pressefakten.score import entities, facts
from pressefakten.score.facts import FactPair, Filled

Class = Literal["entity", "trigger", "value", "scope"]
CLASSES: tuple[Class, ...] = ("entity", "trigger", "value", "scope")
"""In the order of the pipeline: the first that applies is the class of a fact."""
SCALES = tuple(Decimal(10) ** power for power in (0, 3, 6, 9))
"""What a table head may add to the number of a cell."""
_NAMES = frozenset({"person", "name", "names", "product"})


def of_fact(pair: FactPair, pairs: Iterable[FactPair], gold: Iterable[Entity], predicted: Iterable[Entity]) -> Class:
    """The class of one pair of an alignment that is not right; `pairs` are those of the whole release."""
    wanted, found = _by_span(gold), _by_span(predicted)
    if pair.gold is None or pair.predicted is None or not _same_statement(pair.gold, pair.predicted):
        one = pair.gold or pair.predicted
        if one is None:
            raise ValueError("a pair without a fact has no class")
        here, there = (wanted, found) if pair.gold else (found, wanted)
        return _lone(one, [side for other in pairs for side in _other_side(pair, other)], here, there)
    wrong = [slot for slot in facts.SLOTS[pair.gold.fact.type] if slot not in pair.equal]
    wrong = [slot for slot in wrong if slot in pair.gold.slots or slot in pair.predicted.slots]
    keys = [slot for slot in wrong if slot in KEY_SLOTS[pair.gold.fact.type]]
    classes = {_of_slot(pair.gold.fact, pair.predicted.fact, slot, wanted, found) for slot in keys or wrong}
    return min(classes, key=CLASSES.index)


Spans = dict[tuple[int, int], Entity]


def _same_statement(gold: Filled, predicted: Filled) -> bool:
    """Whether two aligned facts speak of the same: common words, or the same number or name."""
    return _touch(gold, predicted) or any(gold.same(slot, predicted) for slot in _anchors(gold.fact.type))


def _by_span(found: Iterable[Entity]) -> Spans:
    return {(entity.start, entity.end): entity for entity in found}


def _other_side(pair: FactPair, other: FactPair) -> list[Filled]:
    side = other.predicted if pair.gold else other.gold
    return [side] if side is not None else []


def _lone(one: Filled, others: Iterable[Filled], here: Spans, there: Spans) -> Class:
    """A fact that only one side has: without its entities, with another scope of the same number or name, or for no reason."""
    keys = [slot for slot in KEY_SLOTS[one.fact.type] if slot in one.slots]
    classes = {_of_entity(one.fact, slot, here, there) for slot in keys} - {None}
    if classes:
        return "entity" if "entity" in classes else "value"
    shared = [slot for slot in keys if slot in _anchors(one.fact.type)]
    for other in others:
        if other.fact.type == one.fact.type and any(one.same(slot, other) for slot in shared) and _touch(one, other):
            return "scope"
    return "trigger"


def _anchors(fact_type: str) -> set[str]:
    """The slots that a fact hangs on: its number, or the name that asks."""
    kinds = facts.slot_kinds()
    numbers = {slot for slot in KEY_SLOTS[fact_type] if kinds[fact_type, slot] == "number"}
    return numbers or {KEY_SLOTS[fact_type][0]}


def _touch(one: Filled, other: Filled) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.fact.evidence for b in other.fact.evidence)


def _of_slot(gold: AnyFact, predicted: AnyFact, slot: str, wanted: Spans, found: Spans) -> Class:
    kind = facts.slot_kinds()[gold.type, slot]
    if kind == "identity":
        return "trigger"
    reason = _of_entity(gold, slot, wanted, found)
    if reason is None and getattr(gold, slot) is None:  # what fills it may be no entity of the gold
        reason = _of_entity(predicted, slot, found, wanted)
    if reason is not None:
        return reason
    return "value" if kind in ("number", "change") else "scope"


def _of_entity(fact: AnyFact, slot: str, here: Spans, there: Spans) -> Class | None:
    """`entity` or `value` where no mention that fills the slot is the same on the other side; None where one is, or none fills it.

    Mentions in the evidence count before those elsewhere.
    """
    fillers = _fillers(getattr(fact, slot), facts.slot_kinds()[fact.type, slot])
    for filler in fillers:
        mentions = [entity for entity in here.values() if _fills(entity, filler)]
        near = [e for e in mentions if any(s.start <= e.start and e.end <= s.end for s in fact.evidence)]
        twins = [(entity, there.get((entity.start, entity.end))) for entity in near or mentions]
        labelled = [(one, twin) for one, twin in twins if twin is not None and twin.label == one.label]
        if mentions and not labelled:
            return "entity"
        if mentions and not any(_fills(twin, filler) for _, twin in labelled):
            return "value" if labelled[0][0].value is not None else "entity"
    return None


def _fillers(value: Any, kind: str) -> list[Any]:
    """The parts of a slot that entities fill: names, numbers, times."""
    if value is None:
        return []
    if kind == "names":
        return list(value)
    if kind == "product":
        return [name for name in (value.brand, value.model) if name]
    return [value] if kind in _NAMES or kind in ("number", "time") else []


def _fills(entity: Entity, filler: Any) -> bool:
    """Whether an entity gives a filler: a name by its words, a time by its value, a number up to the scale of a head."""
    if isinstance(filler, NumberValue):
        return isinstance(entity.value, NumberValue) and _scaled(entity.value, filler)
    if isinstance(filler, TimeValue):
        return isinstance(entity.value, TimeValue) and entities.time_key(entity.value) == entities.time_key(filler)
    own = facts.words(entity.canonical or entity.text)
    return entity.value is None and bool(own) and own == facts.words(filler)


def _scaled(own: NumberValue, filler: NumberValue) -> bool:
    ends = [(own.value, filler.value), (own.min, filler.min), (own.max, filler.max)]
    return any(all(a is b if a is None or b is None else abs(a) * scale == abs(b) for a, b in ends) for scale in SCALES)
