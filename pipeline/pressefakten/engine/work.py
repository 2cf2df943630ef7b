"""What a worker does with one unit: a file, or one release inside a file that holds many."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.language import Language

from pressefakten import assemble, coverage
from pressefakten.engine.stream import completed
from pressefakten.engine.zones import Zoned
from pressefakten.errors import InputError, PressefaktenError
from pressefakten.ingest import Source, parts
from pressefakten.ingest.source import FILE_LIMIT
from pressefakten.records import Release


@dataclass(frozen=True, slots=True)
class Unit:
    """`place` is unique in a run; either a file with its root, or a source, or the error of a part."""

    place: str
    path: str | None = None
    root: str | None = None
    source: Source | None = None
    error: str | None = None


@dataclass(slots=True)
class Outcome:
    """Records as JSON bytes with the part of the file each came from, errors as (source, reason), and counts."""

    digest: str
    records: list[tuple[str | None, bytes]] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    stats: dict[str, Any] = field(default_factory=dict)


@dataclass
class Worker:
    """Reads and extracts a unit; nothing that a document does ends the worker."""

    nlp: Language
    published: str | None = None
    with_text: bool = True
    indent: int | None = 1
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        self._zone = Zoned(self.nlp)

    def close(self) -> None:
        """Give interned words back."""
        self._zone.close()

    def __call__(self, unit: Unit) -> Outcome:
        """Records, errors and counts of one unit."""
        outcome = Outcome(digest_of(unit), stats=empty_stats())
        try:
            for part in self._parts(unit):
                if isinstance(part, InputError):
                    outcome.errors.append((unit.place, str(part)))
                else:
                    self._extract(part, outcome)
        except PressefaktenError as error:
            outcome.errors.append((unit.place, str(error)))
        except Exception as error:  # an error of a reader's package on one file: the run goes on without the file
            outcome.errors.append((unit.place, f"{unit.place}: it cannot be read: {type(error).__name__}: {error}"))
        return outcome

    def _parts(self, unit: Unit) -> Any:
        if unit.error is not None:
            return [InputError(unit.error)]
        return [unit.source] if unit.source is not None else parts(unit.path or unit.place, root=unit.root)

    def _extract(self, source: Source, outcome: Outcome) -> None:
        name = source.source or "text"
        try:
            with self._zone:
                release, numbers = annotate(source, self.nlp, self.published)
            if self.min_confidence:
                facts = [fact for fact in release.facts if fact.confidence >= self.min_confidence]
                release = release.model_copy(update={"facts": facts})
            payload = release.to_json(indent=self.indent, with_text=self.with_text).encode() + b"\n"
        except PressefaktenError as error:
            outcome.errors.append((name, str(error)))
        except Exception as error:  # a bug on one text: the run goes on without the text
            outcome.errors.append((name, f"{name}: extraction failed: {type(error).__name__}: {error}"))
        else:
            outcome.records.append((source.part, payload))
            count(outcome.stats, source, release, numbers)


def annotate(source: Source, nlp: Language, published: str | None) -> tuple[Release, dict[str, int]]:
    """The record, and how many numbers and dates are extracted, ignored and unexplained."""
    if len(source.text) > nlp.max_length:
        assemble.extract(source.text, nlp)  # refuses it in its own words
    doc = assemble.read(assemble.clean(source.text), nlp, published or source.published, source.source)
    release = assemble.release(doc, patterns=nlp.meta.get("pressefakten", {}).get("patterns"))
    return completed(release, source), coverage.totals(coverage.report(doc))


def empty_stats() -> dict[str, Any]:
    """The counts of a unit without documents."""
    return {"documents": 0, "characters": 0, "entities": 0, "facts": {}, "numbers": {}, "readers": {}}


def count(stats: dict[str, Any], source: Source, release: Release, numbers: dict[str, int]) -> None:
    """Add one document to the counts."""
    stats["documents"] += 1
    stats["characters"] += len(source.text)
    stats["entities"] += len(release.entities)
    reader = f"{source.reader} {source.encoding}" if source.encoding else source.reader
    for key, more in (
        ("facts", Counter(fact.type for fact in release.facts)),
        ("numbers", Counter(numbers)),
        ("readers", Counter([reader])),
    ):
        stats[key] = dict(Counter(stats[key]) + more)


def digest_of(unit: Unit) -> str:
    """SHA-256 of what is read: the bytes of a file, or text and metadata of a source; empty where it cannot be read."""
    if unit.source is not None:
        return hashlib.sha256(repr(unit.source).encode("utf-8", "surrogatepass")).hexdigest()
    if unit.error is not None or unit.path is None:
        return ""
    path = Path(unit.path)
    try:
        if path.stat().st_size > FILE_LIMIT:
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
