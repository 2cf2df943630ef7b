"""A draft's score as a probability: a line through points for each fact type, fitted on the development corpus.

`patterns/words/confidence.toml` holds, for each type, scores and the share of exact facts around them; it is written by
`benchmarks/calibrate.py` (isotonic regression). Between two scores the confidence is interpolated, so that of two facts the surer
has more; types without a table get the prior.
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
    at = bisect_right(scores, draft.score)
    if at in (0, len(scores)):
        return values[max(0, at - 1)]
    share = (draft.score - scores[at - 1]) / (scores[at] - scores[at - 1])
    return round(values[at - 1] + share * (values[at] - values[at - 1]), 3)
