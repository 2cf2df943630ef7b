"""One-to-one alignments that do not depend on the order of what is aligned: spans by overlap, facts by weight."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

Span = tuple[int, int, str]
"""Start, end (exclusive) and label."""
Pair = tuple[int, int]
"""Index of the gold item, index of the predicted one."""


def identical(gold: Sequence[Span], predicted: Sequence[Span]) -> list[Pair]:
    """Pair the spans that are the same in offsets and label; of duplicates each is used once."""
    places: dict[Span, list[int]] = {}
    for j in reversed(range(len(predicted))):
        places.setdefault(predicted[j], []).append(j)
    return [(i, places[span].pop()) for i, span in enumerate(gold) if places.get(span)]


def overlapping(gold: Sequence[Span], predicted: Sequence[Span]) -> list[Pair]:
    """Pair as many spans as possible that share a character (touching spans share none).

    `gold` is sorted and does not overlap itself, so each prediction meets an unbroken run of gold spans; for runs,
    giving each gold span in turn the prediction whose run ends first is a maximum matching (Glover 1967).
    Takes O(n log n). Of predictions that all end here, one with the gold label is preferred.
    """
    starts, ends = [span[0] for span in gold], [span[1] for span in gold]
    waiting: list[list[Pair]] = [[] for _ in gold]  # first gold met -> (last gold met, prediction)
    for j, (start, end, _) in enumerate(predicted):
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
        if first <= last:
            waiting[first].append((last, j))
    pairs, heap = [], list[Pair]()
    for i, arrivals in enumerate(waiting):
        for arrival in arrivals:
            heapq.heappush(heap, arrival)
        while heap and heap[0][0] < i:
            heapq.heappop(heap)
        if heap:
            candidates = [heapq.heappop(heap)]
            while heap and heap[0][0] == i:
                candidates.append(heapq.heappop(heap))
            pairs.append((i, min((predicted[j][2] != gold[i][2], j) for _, j in candidates)[1]))
    return pairs


def without(count: int, used: set[int]) -> list[int]:
    """The indices below `count` that are not used, in order."""
    return [i for i in range(count) if i not in used]


def heaviest(weights: Sequence[Sequence[float]]) -> list[Pair]:
    """The one-to-one assignment of rows to columns with the greatest sum; pairs of weight 0 are left out."""
    if not weights or not weights[0]:
        return []
    if len(weights) == 1 == len(weights[0]):
        return [(0, 0)] if weights[0][0] > 0 else []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(np.asarray(weights, dtype=float), maximize=True)
    return [(i, j) for i, j in zip(rows.tolist(), columns.tolist(), strict=True) if weights[i][j] > 0]
