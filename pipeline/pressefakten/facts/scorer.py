"""A small log-linear model that weighs the candidates of a slot; its weights are a readable file.

`patterns/weights/figures.tsv` holds for each slot (`document`, `what`, `change`, `period`, `subject`, `region`, `of`, and `site` of an investment): feature -> weight. The score of a
candidate is the sum of the weights of its features, its probability the softmax over all candidates of the slot. It is
trained by `make train` from `corpus/dev`. Without the file the rules decide alone.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pressefakten.facts.candidates import Candidate
from pressefakten.patterns import weights

POINTS = 1_000_000
"""A weight of 1 in points."""
Same = Callable[[Candidate, Candidate], bool]
"""Whether two candidates name the same."""
ZEROS = itertools.repeat(0)


class Choice(NamedTuple):
    """The best candidate and its probability in [0, 1]."""

    candidate: Candidate
    probability: float


class Scorer:
    """Weighs with the weights of one file."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        """`weights`: slot -> feature -> weight."""
        self.weights = weights
        # sums of whole numbers do not depend on the order of a set, so that every run gives the same bytes
        self._points = {
            slot: {name: _in_points(weight) for name, weight in table.items()} for slot, table in weights.items()
        }
        self._crossed = {slot: _by_place(table) for slot, table in self._points.items()}

    def choose(self, slot: str, candidates: Sequence[Candidate], key: Any = None, same: Same | None = None) -> Choice:
        """Weigh the candidates; the first of equals wins. `key` is what the choice is for (used in training).

        With `same`, candidates that name the same are weighed together: the probability is that of all of them.
        """
        if len(candidates) == 1:
            return Choice(candidates[0], 1.0)
        weight, crossed = self._points.get(slot, {}).get, self._crossed.get(slot, {})
        rows: dict[str, int] = {}  # the candidates of a place have one ground
        points = []
        for candidate in candidates:
            total = sum(map(weight, candidate.words, ZEROS))
            for place in candidate.places:
                if place not in rows:
                    table = crossed.get(place)
                    rows[place] = sum(map(table.get, candidate.ground, ZEROS)) if table else 0
                total += rows[place]
            points.append(total)
        top = max(points)
        powers = [math.exp((each - top) / POINTS) for each in points]
        if same is None:
            return Choice(candidates[points.index(top)], 1 / sum(powers))
        best, held = _together(candidates, powers, same)
        return Choice(candidates[best], held / sum(powers))


def _together(candidates: Sequence[Candidate], powers: Sequence[float], same: Same) -> tuple[int, float]:
    """The best of the candidates that weigh most together, and what it weighs with those that name the same."""
    heavy = [k for k, power in enumerate(powers) if power > LIGHT]
    weights = {
        k: math.fsum([powers[other] for other in heavy if other == k or same(candidates[k], candidates[other])])
        for k in heavy
    }
    hub = max(heavy, key=weights.__getitem__)
    group = [k for k in heavy if k == hub or same(candidates[hub], candidates[k])]
    best = max(group, key=powers.__getitem__)
    return best, weights[best]


LIGHT = 0.001
"""What a candidate must weigh beside the best one to add to another."""


@functools.lru_cache(maxsize=4096)
def _in_points(weight: float) -> int:
    """A weight in points; equal ones are one object, since a sum of many objects waits for memory."""
    return round(weight * POINTS)


def _by_place(table: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Place -> word of the ground -> weight, for the features that cross the two: `in:heading:flow`, `none:flow`."""
    found: dict[str, dict[str, int]] = {}
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
