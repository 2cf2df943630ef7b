"""A small log-linear model that weighs the candidates of a slot; its weights are a readable file.

`patterns/weights/figures.toml` holds one table a slot (`what`, `period`, `subject`, `region`): feature -> weight. The score of a
candidate is the sum of the weights of its features, its probability the softmax over all candidates of the slot. It is
trained by `make train` from `corpus/dev`. Without the file the rules decide alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pressefakten.facts.candidates import Candidate
from pressefakten.patterns import weights


class Choice(NamedTuple):
    """The best candidate, its probability in [0, 1], and the runner-up (None where there is one candidate)."""

    candidate: Candidate
    probability: float
    second: Candidate | None


@dataclass
class Scorer:
    """`weights`: slot -> feature -> weight."""

    weights: Mapping[str, Mapping[str, float]]

    def choose(self, slot: str, candidates: Sequence[Candidate], key: Any = None) -> Choice:
        """Weigh the candidates; the first of equals wins. `key` is what the choice is for (used in training)."""
        table = self.weights.get(slot, {})
        # exact sums do not depend on the order of a set, so that every run gives the same bytes
        scores = [math.fsum(map(table.__getitem__, table.keys() & found.features)) for found in candidates]
        order = sorted(range(len(scores)), key=lambda i: -scores[i])
        top = scores[order[0]]
        probability = 1 / sum(math.exp(score - top) for score in scores)
        return Choice(candidates[order[0]], probability, candidates[order[1]] if len(order) > 1 else None)


def load_scorer(name: str = "figures") -> Scorer | None:
    """The shipped scorer, or None where no weights are there."""
    table = weights(name)
    return Scorer(table) if table else None
