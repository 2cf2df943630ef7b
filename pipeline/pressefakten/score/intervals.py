"""Counts, the figures they give, and how sure they are: a bootstrap over releases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Key = tuple[str, ...]
RESAMPLES = 1000
SEED = 20250916
_COLUMNS = ("gold", "predicted", "gold_credit", "predicted_credit")
Array = npt.NDArray[np.float64]


@dataclass
class Tally:
    """Counts of one release: key -> [gold, predicted, credit on the gold side, credit on the predicted side]."""

    rows: dict[Key, list[float]] = field(default_factory=dict)

    def add(self, key: Key, **amounts: float) -> None:
        """Add to the named columns of a row."""
        row = self.rows.setdefault(key, [0.0, 0.0, 0.0, 0.0])
        for name, amount in amounts.items():
            row[_COLUMNS.index(name)] += amount

    def share(self, key: Key, right: bool) -> None:
        """Count one case of a plain share (accuracy)."""
        credit = float(right)
        self.add(key, gold=1, predicted=1, gold_credit=credit, predicted_credit=credit)

    def update(self, other: Tally) -> None:
        """Add another tally's rows."""
        for key, row in other.rows.items():
            self.add(key, **dict(zip(_COLUMNS, row, strict=True)))


@dataclass(frozen=True)
class Figure:
    """Precision, recall and F1 with their counts; None where there is nothing to divide by.

    `correct` is the credit on the gold side, `correct_predicted` that on the predicted side: they differ only for one
    label in the modes that forgive a wrong label. Intervals are (low, high) at 95 %, None for fewer than two releases.
    """

    gold: int
    predicted: int
    correct: float
    correct_predicted: float
    precision: float | None
    recall: float | None
    f1: float | None
    precision_interval: tuple[float, float] | None = None
    recall_interval: tuple[float, float] | None = None
    f1_interval: tuple[float, float] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON, rounded to six places."""
        return {name: _plain(value) for name, value in vars(self).items()}

    def accuracy_dict(self) -> dict[str, Any]:
        """The same for a plain share: how many cases, how many of them right."""
        return {
            "cases": self.gold,
            "correct": _plain(self.correct),
            "accuracy": _plain(self.f1),
            "accuracy_interval": _plain(self.f1_interval),
        }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, float):
        return round(value, 6)
    return value


def figures(tallies: Sequence[Tally], *, resamples: int = RESAMPLES, seed: int = SEED) -> dict[Key, Figure]:
    """All figures over the releases, each with its interval; the order of the releases is the caller's.

    A resample draws as many releases as there are, with replacement: a vector of how often each was drawn, times
    the matrix of counts.
    """
    keys = sorted({key for tally in tallies for key in tally.rows})
    table = _table(tallies, keys)
    totals = table.sum(axis=0)
    bounds: dict[str, Array] = {}
    if len(tallies) > 1 and resamples:
        size = len(tallies)
        draws = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=resamples).astype(float)
        sums = (draws @ table.reshape(size, -1)).reshape(resamples, len(keys), len(_COLUMNS))
        bounds = {name: _bounds(values) for name, values in _rates(sums).items()}
    rates = _rates(totals)
    return {key: _figure(totals[k], {n: v[k] for n, v in rates.items()}, bounds, k) for k, key in enumerate(keys)}


def _table(tallies: Sequence[Tally], keys: Sequence[Key]) -> Array:
    table = np.zeros((len(tallies), len(keys), len(_COLUMNS)))
    place = {key: k for k, key in enumerate(keys)}
    for i, tally in enumerate(tallies):
        for key, row in tally.rows.items():
            table[i, place[key]] = row
    return table


def _rates(counts: Array) -> dict[str, Array]:
    """Precision, recall and F1 along the last axis; NaN where neither side has anything."""
    gold, predicted, gold_credit, predicted_credit = np.moveaxis(counts, -1, 0)
    nothing = (gold + predicted) == 0
    with np.errstate(divide="ignore", invalid="ignore"):
        precision = np.where(predicted > 0, predicted_credit / predicted, np.nan)
        recall = np.where(gold > 0, gold_credit / gold, np.nan)
        found, right = np.nan_to_num(precision), np.nan_to_num(recall)
        f1 = np.where(found + right > 0, 2 * found * right / (found + right), 0.0)
    return {"precision": precision, "recall": recall, "f1": np.where(nothing, np.nan, f1)}


def _bounds(values: Array) -> Array:
    """The 2.5 and 97.5 percentile of each column over the resamples where it is defined, [2, columns]."""
    ranked = np.sort(values, axis=0)  # NaN sorts last
    defined = np.sum(~np.isnan(values), axis=0)
    places = np.clip(np.outer([0.025, 0.975], np.maximum(defined - 1, 0)).round().astype(int), 0, None)
    return np.take_along_axis(ranked, places, axis=0)


def _figure(total: Array, rates: dict[str, Any], bounds: dict[str, Array], k: int) -> Figure:
    values: dict[str, Any] = {name: None if np.isnan(rate) else float(rate) for name, rate in rates.items()}
    limits: dict[str, Any] = {}
    for name, bound in bounds.items():
        low, high = float(bound[0, k]), float(bound[1, k])
        limits[f"{name}_interval"] = None if values[name] is None or np.isnan(low) else (low, high)
    return Figure(int(total[0]), int(total[1]), float(total[2]), float(total[3]), **values, **limits)


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of several tallies."""
    whole = Tally()
    for tally in tallies:
        whole.update(tally)
    return whole
