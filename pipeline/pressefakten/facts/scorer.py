"""A small log-linear model that weighs the candidates of a slot; its weights are a readable file.

`patterns/weights/figures.toml` holds one table a slot (`what`, `period`, `subject`, `region`): feature -> weight. The score of a
candidate is the sum of the weights of its features, its probability the softmax over all candidates of the slot. It is
trained by `make train` from `corpus/dev`. Without the file the rules decide alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pressefakten.facts.candidates import Candidate
from pressefakten.patterns import weights


class Choice(NamedTuple):
    """The best candidate and its probability in [0, 1]."""

    candidate: Candidate
    probability: float


class Scorer:
    """Weighs with the weights of one file."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        """`weights`: slot -> feature -> weight."""
        self.weights = weights
        self._crossed = {slot: _by_place(table) for slot, table in weights.items()}

    def choose(self, slot: str, candidates: Sequence[Candidate], key: Any = None) -> Choice:
        """Weigh the candidates; the first of equals wins. `key` is what the choice is for (used in training)."""
        table, crossed = self.weights.get(slot, {}), self._crossed.get(slot, {})
        rows: dict[str, list[float]] = {}  # the candidates of a place have one ground
        scores = []
        for candidate in candidates:
            found = [*filter(None, map(table.get, candidate.words))]
            for place in candidate.places:
                if place not in rows:
                    row = crossed.get(place, {})
                    rows[place] = [*filter(None, map(row.get, candidate.ground))]
                found += rows[place]
            # exact sums do not depend on the order of a set, so that every run gives the same bytes
            scores.append(math.fsum(found))
        top = max(scores)
        probability = 1 / sum([math.exp(score - top) for score in scores])
        return Choice(candidates[scores.index(top)], probability)


def _by_place(table: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Place -> word of the ground -> weight, for the features that cross the two: `in:heading:flow`, `none:flow`."""
    found: dict[str, dict[str, float]] = {}
    for feature, weight in table.items():
        first, _, rest = feature.partition(":")
        second, _, word = rest.partition(":")
        place, word = (first, rest) if first == "none" else (f"{first}:{second}", word)
        if first in ("none", "in") and word:
            found.setdefault(place, {})[word] = weight
    return found


def load_scorer(name: str = "figures") -> Scorer | None:
    """The shipped scorer, or None where no weights are there."""
    table = weights(name)
    return Scorer(table) if table else None
