"""Entities of one release against its gold: the four modes of SemEval-2013 task 9.1 and the normalised values.

Each mode has its own optimal one-to-one matching, so the figures never depend on the order of the entities:
`strict` same offsets and label, `exact` same offsets, `partial` same offsets (1) or an overlap (1/2), `type` an overlap
with the same label. Offsets are half-open: spans that touch do not overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pressefakten.records import Entity, NumberValue, TimeValue
from pressefakten.score.alignment import Pair, Span, identical, overlapping, without
from pressefakten.score.intervals import Tally

MODES = ("strict", "exact", "partial", "type")
Credit = tuple[int, int, float]
"""Gold index, predicted index and what the pair is worth."""


def ordered(entities: Iterable[Entity], *, with_set: bool = False) -> list[Entity]:
    """The entities that are scored, in an order that depends on their content alone."""
    scored = [entity for entity in entities if with_set or entity.label != "SET"]
    return sorted(scored, key=lambda e: (e.start, e.end, str(e.label), e.model_dump_json(exclude={"id"})))


def spans(entities: Iterable[Entity]) -> list[Span]:
    """Offsets and label of each entity."""
    return [(entity.start, entity.end, str(entity.label)) for entity in entities]


def match(gold: Sequence[Span], predicted: Sequence[Span]) -> dict[str, list[Credit]]:
    """The matching of each mode; both sides sorted, the gold without overlaps."""
    strict = identical(gold, predicted)
    same_offsets = strict + _same_offsets(gold, predicted, strict)
    same_label = [*strict, *_by_label(gold, predicted, strict)]
    rest_gold, rest_predicted = _left(gold, predicted, same_offsets)
    halves = overlapping([gold[i] for i in rest_gold], [predicted[j] for j in rest_predicted])
    return {
        "strict": _credits(strict),
        "exact": _credits(same_offsets),
        "partial": _credits(same_offsets) + [(rest_gold[i], rest_predicted[j], 0.5) for i, j in halves],
        "type": _credits(same_label),
    }


def align(gold: Sequence[Span], predicted: Sequence[Span]) -> list[Pair]:
    """One alignment for reading: identical spans first, then overlaps of one label, then any overlap."""
    strict = identical(gold, predicted)
    labelled = strict + _by_label(gold, predicted, strict)
    rest_gold, rest_predicted = _left(gold, predicted, labelled)
    others = overlapping([gold[i] for i in rest_gold], [predicted[j] for j in rest_predicted])
    return sorted(labelled + [(rest_gold[i], rest_predicted[j]) for i, j in others])


def _credits(pairs: Iterable[Pair]) -> list[Credit]:
    return [(i, j, 1.0) for i, j in pairs]


def _left(gold: Sequence[Span], predicted: Sequence[Span], pairs: Sequence[Pair]) -> tuple[list[int], list[int]]:
    return without(len(gold), {i for i, _ in pairs}), without(len(predicted), {j for _, j in pairs})


def _same_offsets(gold: Sequence[Span], predicted: Sequence[Span], pairs: Sequence[Pair]) -> list[Pair]:
    rest_gold, rest_predicted = _left(gold, predicted, pairs)
    bare_gold = [(*gold[i][:2], "") for i in rest_gold]
    found = identical(bare_gold, [(*predicted[j][:2], "") for j in rest_predicted])
    return [(rest_gold[i], rest_predicted[j]) for i, j in found]


def _by_label(gold: Sequence[Span], predicted: Sequence[Span], pairs: Sequence[Pair]) -> list[Pair]:
    rest_gold, rest_predicted = _left(gold, predicted, pairs)
    found = []
    for label in sorted({gold[i][2] for i in rest_gold}):
        mine = [i for i in rest_gold if gold[i][2] == label]
        theirs = [j for j in rest_predicted if predicted[j][2] == label]
        pairs_of_label = overlapping([gold[i] for i in mine], [predicted[j] for j in theirs])
        found += [(mine[i], theirs[j]) for i, j in pairs_of_label]
    return found


def tally(gold: Sequence[Entity], predicted: Sequence[Entity]) -> Tally:
    """Counts of one release, keyed `("entities", mode, label or "micro")` and `("values", …)`."""
    counts = Tally()
    gold_spans, predicted_spans = spans(gold), spans(predicted)
    matched = match(gold_spans, predicted_spans)
    for mode in MODES:
        for label in ("micro", None):
            for span in gold_spans:
                counts.add(("entities", mode, label or span[2]), gold=1)
            for span in predicted_spans:
                counts.add(("entities", mode, label or span[2]), predicted=1)
            for i, j, credit in matched[mode]:
                counts.add(("entities", mode, label or gold_spans[i][2]), gold_credit=credit)
                counts.add(("entities", mode, label or predicted_spans[j][2]), predicted_credit=credit)
    for i, j, _ in matched["strict"]:
        _tally_value(counts, gold[i], predicted[j])
    return counts


def _tally_value(counts: Tally, gold: Entity, predicted: Entity) -> None:
    if gold.value is None:
        return
    right = same_value(gold.value, predicted.value)
    for label in ("micro", str(gold.label)):
        counts.share(("values", label), right)
    if isinstance(gold.value, NumberValue):
        counts.share(("approx", "micro"), gold.value.approx == getattr(predicted.value, "approx", None))


def same_value(gold: NumberValue | TimeValue, predicted: NumberValue | TimeValue | None) -> bool:
    """Whether two values are equal: numbers by value or range, unit and currency, times by value and mod.

    `approx` is a figure of its own, and calendar days follow from value and mod.
    """
    if isinstance(gold, NumberValue) and isinstance(predicted, NumberValue):
        return number_key(gold) == number_key(predicted)
    if isinstance(gold, TimeValue) and isinstance(predicted, TimeValue):
        return time_key(gold) == time_key(predicted)
    return False


def number_key(value: NumberValue) -> tuple[object, ...]:
    """What makes two numbers equal."""
    return (value.value, value.min, value.max, value.unit, value.currency)


def time_key(value: TimeValue) -> tuple[object, ...]:
    """What makes two times equal."""
    return (value.value, value.mod)
