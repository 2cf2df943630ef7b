"""What a run did, in numbers and in a few lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple


class Failure(NamedTuple):
    """One document that could not be read."""

    source: str
    reason: str


@dataclass
class Summary:
    """`documents` is what stands in the output, of which `skipped` were there before; `seconds` is this run's time."""

    documents: int = 0
    skipped: int = 0
    characters: int = 0
    entities: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)
    readers: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def coverage(self) -> float:
        """Share of numbers and dates that are extracted or ignored for a reason."""
        total = sum(self.numbers.values())
        return 1 - self.numbers["unexplained"] / total if total else 1.0

    @property
    def speed(self) -> float:
        """Documents a second of those read in this run."""
        return (self.documents - self.skipped) / self.seconds if self.seconds else 0.0

    def add(self, stats: dict[str, object]) -> None:
        """Count the stats of one unit, see `work.Outcome`."""
        for key in ("documents", "characters", "entities"):
            setattr(self, key, getattr(self, key) + stats[key])
        for key in ("facts", "numbers", "readers"):
            getattr(self, key).update(stats[key])

    def lines(self) -> list[str]:
        """For people."""
        facts = ", ".join(f"{count} {kind}" for kind, count in self.facts.most_common())
        new, total = self.documents - self.skipped, self.numbers.total()
        out = [
            f"{self.documents} documents ({new} read, {self.skipped} unchanged), {len(self.failures)} failed, "
            f"{self.seconds:.1f} s, {self.speed:.0f} documents/s",
            f"{self.facts.total()} facts{': ' + facts if facts else ''}",
            f"{self.entities} entities; "
            + (f"{self.coverage:.1%} of {total} numbers and dates accounted for" if total else "no numbers nor dates"),
        ]
        if set(self.readers) - {"text utf-8"}:
            out.append("read as " + ", ".join(f"{name}: {count}" for name, count in sorted(self.readers.items())))
        return out
