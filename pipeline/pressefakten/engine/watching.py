"""New files are read as they appear."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pressefakten.engine.batch import run
from pressefakten.engine.summary import Summary
from pressefakten.ingest import discover
from pressefakten.patterns import PACKS
from pressefakten.pipeline import load

INTERVAL = 2.0
"""Seconds between two looks."""
State = dict[Path, tuple[int, int]]


def watch(
    paths: Iterable[Path | str],
    out: Path | str,
    *,
    interval: float = INTERVAL,
    stop: Callable[[], bool] = lambda: False,
    base: str | None = None,
    packs: tuple[str, ...] = PACKS,
    **options: Any,
) -> Iterator[Summary]:
    """Run once, then again whenever files came or changed and were at rest for one interval; a summary after each run.

    `options` are those of `run`. It goes on until `stop()`; files that go keep their records in a folder.
    """
    paths = list(paths)
    options.setdefault("nlp", load(base, packs=packs))
    done: State | None = None
    before = _state(paths)
    while not stop():
        now = _state(paths)
        if now == before and now != done:
            done = now
            yield run(paths, out, base=base, packs=packs, **options)
        before = now
        time.sleep(interval)


def _state(paths: list[Path | str]) -> State:
    """Size and time of change of every file."""
    state = {}
    for path, _ in discover(paths):
        try:
            stat = path.stat()
        except OSError:
            continue
        state[path] = (stat.st_size, stat.st_mtime_ns)
    return state
