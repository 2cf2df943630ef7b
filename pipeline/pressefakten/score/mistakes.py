"""Every missed, spurious and wrong entity, value and fact of a score, each with its line of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from pressefakten.records import AnyFact, Entity, Record
from pressefakten.score import classes, entities, facts
from pressefakten.score.classes import Class
from pressefakten.score.measure import Comparison, Score

Kind = Literal["missed", "spurious", "wrong"]


@dataclass(frozen=True)
class Mistake:
    """One mistake: `name` is the label or fact type, `slots` has (gold, predicted) of each slot that differs.

    `line` and `column` count from 1; `start` and `end` are offsets into the text; `key` is false where only slots
    that do not decide about sameness differ, so that the fact still counts as exact. `why` is the class of the mistake.
    """

    file: str
    kind: Kind
    what: Literal["entity", "value", "fact"]
    name: str
    start: int
    end: int
    line: int
    column: int
    text: str
    gold_id: str | None = None
    predicted_id: str | None = None
    slots: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    key: bool = True
    why: Class = "entity"

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {**vars(self), "slots": {slot: list(pair) for slot, pair in self.slots.items()}}


def errors(score: Score) -> list[Mistake]:
    """All mistakes, by file and then by place in the text."""
    return [mistake for comparison in score.comparisons for mistake in _of_release(comparison)]


def _of_release(comparison: Comparison) -> list[Mistake]:
    found = [*_entity_mistakes(comparison), *_fact_mistakes(comparison)]
    return sorted(found, key=lambda m: (m.start, m.end, m.what, m.kind, m.name, str(m.slots)))


def _mistake(comparison: Comparison, span: tuple[int, int], **rest: Any) -> Mistake:
    text = comparison.gold.text
    begin = text.rfind("\n", 0, span[0]) + 1
    stop = text.find("\n", span[0])
    return Mistake(
        file=comparison.gold.name,
        start=span[0],
        end=span[1],
        line=text.count("\n", 0, span[0]) + 1,
        column=span[0] - begin + 1,
        text=text[begin : stop if stop >= 0 else len(text)],
        **rest,
    )


def _entity_mistakes(comparison: Comparison) -> Iterator[Mistake]:
    gold, predicted = comparison.gold_entities, comparison.predicted_entities
    for i, j in comparison.entity_pairs:
        yield from _compare_entities(comparison, gold[i], predicted[j])
    paired_gold = {i for i, _ in comparison.entity_pairs}
    paired_predicted = {j for _, j in comparison.entity_pairs}
    for i, entity in enumerate(gold):
        if i not in paired_gold:
            yield _lone_entity(comparison, entity, "missed")
    for j, entity in enumerate(predicted):
        if j not in paired_predicted:
            yield _lone_entity(comparison, entity, "spurious")


def _lone_entity(comparison: Comparison, entity: Entity, kind: Kind) -> Mistake:
    side = {"gold_id": entity.id} if kind == "missed" else {"predicted_id": entity.id}
    slots = {"text": (entity.text, None) if kind == "missed" else (None, entity.text)}
    span = (entity.start, entity.end)
    return _mistake(comparison, span, kind=kind, what="entity", name=str(entity.label), slots=slots, **side)


def _compare_entities(comparison: Comparison, gold: Entity, predicted: Entity) -> Iterator[Mistake]:
    slots: dict[str, tuple[Any, Any]] = {}
    what = "entity"
    if (gold.start, gold.end) != (predicted.start, predicted.end):
        slots["text"] = (gold.text, predicted.text)
    if gold.label != predicted.label:
        slots["label"] = (str(gold.label), str(predicted.label))
    if not slots and gold.value is not None and not entities.same_value(gold.value, predicted.value):
        slots["value"] = (_plain(gold.value), _plain(predicted.value))
        what = "value"
    if slots:
        ids = {"gold_id": gold.id, "predicted_id": predicted.id}
        span = (gold.start, gold.end)
        why = "value" if what == "value" else "entity"
        yield _mistake(comparison, span, kind="wrong", what=what, name=str(gold.label), slots=slots, why=why, **ids)


def _fact_mistakes(comparison: Comparison) -> Iterator[Mistake]:
    for pair in comparison.fact_pairs:
        if pair.gold and pair.predicted:
            gold, predicted = pair.gold.fact, pair.predicted.fact
            filled = set(pair.gold.slots) | set(pair.predicted.slots)
            wrong = [slot for slot in facts.SLOTS[gold.type] if slot in filled and slot not in pair.equal]
            if wrong:
                slots = {slot: (_slot(gold, slot), _slot(predicted, slot)) for slot in wrong}
                yield _fact(
                    comparison,
                    "wrong",
                    gold,
                    slots,
                    predicted_id=predicted.id,
                    key=not pair.exact,
                    why=_why(comparison, pair),
                )
        elif pair.gold:
            slots = {slot: (_slot(pair.gold.fact, slot), None) for slot in pair.gold.slots}
            yield _fact(comparison, "missed", pair.gold.fact, slots, why=_why(comparison, pair))
        elif pair.predicted:
            slots = {slot: (None, _slot(pair.predicted.fact, slot)) for slot in pair.predicted.slots}
            yield _fact(comparison, "spurious", pair.predicted.fact, slots, why=_why(comparison, pair))


def _why(comparison: Comparison, pair: facts.FactPair) -> Class:
    return classes.of_fact(pair, comparison.fact_pairs, comparison.gold_entities, comparison.predicted_entities)


def _fact(comparison: Comparison, kind: Kind, fact: AnyFact, slots: dict[str, tuple[Any, Any]], **rest: Any) -> Mistake:
    side = {"predicted_id": fact.id} if kind == "spurious" else {"gold_id": fact.id}
    span = (fact.evidence[0].start, fact.evidence[0].end)
    return _mistake(comparison, span, kind=kind, what="fact", name=fact.type, slots=slots, **side, **rest)


def _slot(fact: AnyFact, slot: str) -> Any:
    return _plain(getattr(fact, slot))


def _plain(value: Any) -> Any:
    """A filler as plain JSON without its null parts."""
    return value.model_dump(mode="json", exclude_none=True) if isinstance(value, Record) else value
