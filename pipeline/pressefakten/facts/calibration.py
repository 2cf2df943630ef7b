"""A draft's score as a probability: a step function a fact type, fitted on the development corpus.

`patterns/words/confidence.toml` holds, for each type, scores and the share of exact facts at or above them; it is written by
`benchmarks/calibrate.py` (isotonic regression). Types and scores without a table get the prior.
"""

from __future__ import annotations

import functools
from bisect import bisect_right

from pressefakten.facts.rules import Draft
from pressefakten.patterns import words

PRIOR = 0.5


@functools.cache
def _table(fact_type: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    table = words("confidence").get(fact_type, {})
    return tuple(table.get("score", ())), tuple(table.get("confidence", ()))


def confidence(draft: Draft) -> float:
    """The calibrated probability that all key slots are right, in [0, 1]."""
    scores, values = _table(draft.type)
    if not scores:
        return PRIOR
    return values[max(0, bisect_right(scores, draft.score) - 1)]
