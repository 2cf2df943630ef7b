"""How far a run is: a bar with rate and remaining time on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from typing import Protocol

PLAIN_EVERY = 10.0
"""Seconds between plain lines."""


class Progress(Protocol):
    """What `run` tells: `done` of `total` units, where the total may grow."""

    def update(self, done: int, total: int, skipped: int, failed: int) -> None:
        """After each unit."""
        ...

    def close(self) -> None:
        """At the end, also of a run that fails."""
        ...


class Silent:
    """Tells nothing."""

    def update(self, done: int, total: int, skipped: int, failed: int) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


class Plain:
    """A line on stderr every ten seconds."""

    def __init__(self) -> None:
        self.begun = self.last = time.monotonic()

    def update(self, done: int, total: int, skipped: int, failed: int) -> None:
        """Print where it is time."""
        now = time.monotonic()
        if now - self.last >= PLAIN_EVERY:
            self.last = now
            rate = (done - skipped) / (now - self.begun)
            left = f", {(total - done) / rate:.0f} s left" if rate else ""
            print(f"{done} of {total} units, {rate:.0f}/s{left}, {failed} failed", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Nothing stays open."""


class Bar:
    """A rich progress bar; it is drawn from `update`, without a thread, so that workers can be forked at any time."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Drawn

        self.bar = Drawn(
            BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
            TextColumn("{task.fields[failed]}"), console=Console(stderr=True), auto_refresh=False,
        )  # fmt: skip
        self.task = self.bar.add_task("", total=None, rate="", failed="")
        self.begun, self.last = time.monotonic(), 0.0
        self.bar.start()

    def update(self, done: int, total: int, skipped: int, failed: int) -> None:
        """Draw at most five times a second."""
        now = time.monotonic()
        if now - self.last >= 0.2 or done == total:
            self.last = now
            rate = f"{(done - skipped) / (now - self.begun):.0f}/s"
            shown = f"{failed} failed" if failed else ""
            self.bar.update(self.task, completed=done, total=total, rate=rate, failed=shown, refresh=True)

    def close(self) -> None:
        """Leave the last state on the terminal."""
        self.bar.stop()


def fitting(shown: bool | None) -> Progress:
    """A bar on a terminal, plain lines elsewhere, nothing where it is switched off."""
    if shown is False:
        return Silent()
    return Bar() if sys.stderr.isatty() else Plain()
