"""A batch that can be killed at any moment: what is done stays, what is unchanged is skipped, the end is the same."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from spacy.language import Language

from pressefakten import __version__
from pressefakten.engine.journal import Entry
from pressefakten.engine.pool import Died, in_order
from pressefakten.engine.progress import Progress, fitting
from pressefakten.engine.sinks import Folder, Lines, Sink
from pressefakten.engine.summary import Failure, Summary
from pressefakten.engine.work import Outcome, Unit, Worker, digest_of, empty_stats
from pressefakten.errors import InputError, UsageError
from pressefakten.export.owned import naming
from pressefakten.ingest import discover, parts
from pressefakten.ingest.files import STDIN
from pressefakten.ingest.reading import is_container, relative
from pressefakten.patterns import PACKS, directory, own
from pressefakten.pipeline import load
from pressefakten.records import SCHEMA_VERSION

COMMIT_EVERY = 1.0
"""Seconds of work that a kill may cost."""


def run(
    paths: Iterable[Path | str],
    out: Path | str,
    *,
    jobs: int = 1,
    format: str | None = None,  # noqa: A002 - the word of the command line
    published: str | None = None,
    base: str | None = None,
    packs: tuple[str, ...] = PACKS,
    with_text: bool = True,
    min_confidence: float = 0.0,
    progress: bool | None = None,
    resume: bool = True,
    nlp: Language | None = None,
) -> Summary:
    """Extract files and folders into `out`: a folder with a JSON file a release, or one .jsonl file.

    `progress` is None for what fits the terminal; `resume=False` forgets what is done. The summary has the failures,
    which also stand in the rejects file. Raises UsageError for options that do not fit.
    """
    begun, shown = time.monotonic(), fitting(progress)
    with naming(Path(out)), ExitStack() as stack:
        stack.callback(shown.close)
        sink = _sink(Path(out), format, resume)
        stack.callback(sink.journal.close)
        pipeline = nlp or load(base, packs=packs)
        worker = Worker(pipeline, published, with_text, sink.indent, min_confidence)
        settings = fingerprint(pipeline, published, base, packs, with_text, min_confidence)
        skipped = _Batch(sink, worker, settings, jobs, shown).run(discover(paths))
        worker.close()
        sink.finish()
        summary = _summary(sink, skipped)
    summary.seconds = time.monotonic() - begun
    return summary


def _sink(out: Path, kind: str | None, resume: bool) -> Sink:
    if kind not in (None, "json", "jsonl"):
        raise UsageError(f"--format {kind}: a batch writes json or jsonl. Convert it later with `pressefakten export`.")
    if out.suffix == ".jsonl" and kind != "json":
        return Lines(out, resume=resume)
    if out.is_file():
        raise UsageError(f"{out}: this is a file. Give a folder for one JSON file a release, or a .jsonl file.")
    return Lines(out / "releases.jsonl", resume=resume) if kind == "jsonl" else Folder(out, resume=resume)


class _Batch:
    def __init__(self, sink: Sink, worker: Worker, settings: str, jobs: int, shown: Progress) -> None:
        self.sink, self.worker, self.settings, self.jobs, self.shown = sink, worker, settings, jobs, shown
        self.done = self.total = self.skipped = self.skipped_documents = self.failed = 0
        self.committed = time.monotonic()

    def run(self, files: list[tuple[Path, Path | None]]) -> int:
        """Do what is not done; returns how many documents were done before."""
        self.total = len(files)
        for unit, outcome in in_order(self.worker, self._open_units(files), jobs=self.jobs):
            self._store(unit, outcome)
        return self.skipped_documents

    def _open_units(self, files: list[tuple[Path, Path | None]]) -> Iterator[Unit]:
        """The units that are not done, in order; all of them are noted in the journal's plan."""
        for number, unit in enumerate(self._units(files)):
            self.sink.journal.plan(number, unit.place)
            self.sink.reserve(unit.place)
            if not self._is_done(unit):
                yield unit

    def _units(self, files: list[tuple[Path, Path | None]]) -> Iterator[Unit]:
        names: Counter[str] = Counter()  # of files, not of what they hold: a file of ten million lines is one name
        for path, root in files:
            name = relative(path, root)
            names[name] += 1
            again = f"~{names[name]}" if names[name] > 1 else ""
            if path == STDIN or is_container(path):
                yield from self._inside(path, root, name, again)
            else:
                yield Unit(f"{name}{again}", str(path), str(root) if root else None)

    def _inside(self, path: Path, root: Path | None, name: str, again: str) -> Iterator[Unit]:
        """The releases of a file that holds many; its own error where it breaks off."""
        self.total -= 1
        number = 0
        try:
            for number, part in enumerate(parts(path, root=root), 1):
                self.total += 1
                if isinstance(part, InputError):
                    yield Unit(f"{name}#{number}{again}", error=str(part))
                else:
                    yield Unit(f"{name}#{number}{again}", source=part)
        except InputError as error:
            self.total += 1
            yield Unit(f"{name}#{number + 1}{again}", error=str(error))

    def _is_done(self, unit: Unit) -> bool:
        entry = self.sink.journal.get(unit.place)
        if entry is None or entry.errors or not entry.key.endswith(self.settings):
            return False
        if entry.key != digest_of(unit) + self.settings or not self.sink.holds(entry):
            return False
        self.skipped += 1
        self.skipped_documents += entry.stats["documents"]
        self._tick()
        return True

    def _store(self, unit: Unit, outcome: Outcome | Died) -> None:
        if isinstance(outcome, Died):
            outcome = Outcome("", errors=[(unit.place, f"{unit.place}: {outcome}.")], stats=empty_stats())
        journal = self.sink.journal
        docs = self.sink.write(unit.place, outcome.records, journal.get(unit.place))
        journal.put(Entry(unit.place, outcome.digest + self.settings, docs, outcome.errors, outcome.stats))
        self.failed += len(outcome.errors)
        self._tick()

    def _tick(self) -> None:
        self.done += 1
        now = time.monotonic()
        if now - self.committed > COMMIT_EVERY:
            self.committed = now
            self.sink.commit()
        self.shown.update(self.done, self.total, self.skipped, self.failed)


def _summary(sink: Sink, skipped: int) -> Summary:
    summary = Summary(skipped=skipped)
    for entry in sink.journal.in_order():
        summary.add(entry.stats)
        summary.failures += [Failure(source, reason) for source, reason in entry.errors]
    return summary


def fingerprint(
    nlp: Language,
    published: str | None,
    base: str | None,
    packs: tuple[str, ...],
    with_text: bool,
    min_confidence: float,
) -> str:
    """`:` and a hash of everything but the document that a record depends on: options, patterns, and this code."""
    total = hashlib.sha256()
    meta = {key: nlp.meta.get(key) for key in ("lang", "name", "version", "pressefakten")}
    for part in (__version__, SCHEMA_VERSION, published, base, packs, with_text, min_confidence, nlp.pipe_names, meta):
        total.update(repr(part).encode() + b"\0")
    for root in filter(None, (Path(__file__).parents[1], directory(), own())):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return ":" + total.hexdigest()[:16]
