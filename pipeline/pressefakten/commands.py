"""What `pressefakten extract` and `export` do: a broken file is reported and the others go through."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressefakten.errors import InputError, UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from pressefakten.engine import Summary
    from pressefakten.ingest import Source
    from pressefakten.records import AnyFact, Release

TABLES = (".csv", ".parquet", ".sqlite", ".db", ".duckdb", ".jsonld", ".xlsx")
"""Suffixes that `export` writes, or nobody."""
SHOWN = 20
"""Failures that are printed; the rejects file has them all."""


@dataclass
class Extraction:
    """One call of `extract`: its options, and after `run` the failures."""

    paths: list[str]
    out: str | None = None
    format: str | None = None
    published: str | None = None
    base: str | None = None
    packs: tuple[str, ...] = ()
    with_text: bool = True
    min_confidence: float = 0.0
    jobs: int | None = None
    watch: bool = False
    fresh: bool = False
    progress: bool | None = None
    engine: str = "local"
    address: str | None = None
    failures: list[str] = field(default_factory=list)

    def run(self) -> int:
        """Exit code: 0, 1 where some inputs failed, 2 where nothing could be read. Raises UsageError for wrong options."""
        if self.engine == "ray":
            return self._cluster()
        if self.format == "parquet" or self.address is not None:
            raise UsageError("--format parquet and --address are for --engine ray. Convert with `pressefakten export`.")
        out = Path(self.out) if self.out is not None else None
        if out is not None and out.suffix in TABLES and not out.is_dir():
            raise UsageError(
                f"{out}: extract writes .json, .jsonl or a folder. Give one of these, then `pressefakten export`."
            )
        if self.watch and (out is None or out.suffix == ".json"):
            raise UsageError("--watch: it needs an output that can grow. Give -o FOLDER/ or -o FILE.jsonl.")
        if out is not None and (out.is_dir() or out.suffix != ".json"):
            return self._watch(out) if self.watch else self._batch(out)
        count = self._write()
        for failure in self.failures:
            print(failure, file=sys.stderr)
        return _code(count, len(self.failures))

    def _options(self) -> dict[str, Any]:
        return {
            "jobs": self.jobs or 1, "format": self.format, "published": self.published, "base": self.base,
            "packs": self.packs, "with_text": self.with_text, "min_confidence": self.min_confidence,
            "progress": self.progress,
        }  # fmt: skip

    def _batch(self, out: Path) -> int:
        from pressefakten.engine import run

        try:
            summary = run(self.paths, out, resume=not self.fresh, **self._options())
        except KeyboardInterrupt:
            print("Interrupted. What was finished is kept: the same call goes on from there.", file=sys.stderr)
            return 130
        return report(summary, out)

    def _cluster(self) -> int:
        from pressefakten.engine import run_on_ray

        if self.out is None or self.watch or self.fresh:
            raise UsageError("--engine ray: it needs -o FILE.jsonl or -o FOLDER, and has no --watch and no --fresh.")
        options = self._options() | {"jobs": self.jobs or 0, "format": self.format or "jsonl"}
        del options["progress"]
        return report(run_on_ray(self.paths, self.out, address=self.address, **options), self.out)

    def _watch(self, out: Path) -> int:
        from pressefakten.engine import watch

        code = 0
        try:
            for summary in watch(self.paths, out, **self._options()):
                code = report(summary, out)
        except KeyboardInterrupt:  # the way to end it
            return code
        return code

    def _releases(self) -> Iterator[Release]:
        from pressefakten.engine import extract_many
        from pressefakten.pipeline import load

        nlp = load(self.base, packs=self.packs)
        gc.freeze()  # what is loaded is kept: no search for garbage goes through it
        found = extract_many(
            self._sources(), jobs=self.jobs or 1, nlp=nlp, published=self.published,
            on_error=lambda _, reason: self.failures.append(reason),
        )  # fmt: skip
        return map(self._filtered, found)

    def _sources(self) -> Iterator[Source]:
        from pressefakten.ingest import discover, parts

        for file, root in discover(self.paths):
            try:
                for part in parts(file, root=root):
                    if isinstance(part, InputError):
                        self.failures.append(str(part))
                    else:
                        yield part
            except InputError as error:
                self.failures.append(str(error))

    def _filtered(self, release: Release) -> Release:
        if not self.min_confidence:
            return release
        kept = [fact for fact in release.facts if fact.confidence >= self.min_confidence]
        return release.model_copy(update={"facts": kept})

    def _write(self) -> int:
        """Write to standard output, or to one .json file; returns how many releases there were."""
        stream = self._releases()
        # two decide about the format; a caller who talks JSON Lines waits for the first answer before the second line
        first = [] if self.format == "jsonl" and self.out is None else list(islice(stream, 2))
        if self.out is not None and len(first) > 1:
            raise UsageError(
                f"{self.out}: a .json file holds one release, there are more. Give a .jsonl file or a folder."
            )
        kind = self.format or ("json" if len(first) == 1 else "jsonl")
        releases = _Counted(chain(first, stream))
        if kind == "table":
            print_tables(releases)
        elif self.out is None:
            for text in render(releases, kind, single=len(first) == 1, with_text=self.with_text):
                sys.stdout.write(text)
                sys.stdout.flush()
        elif first:
            write_file(Path(self.out), "".join(render(releases, kind, single=True, with_text=self.with_text)))
        return releases.count


@dataclass
class _Counted:
    """Counts releases on their way."""

    releases: Iterable[Release]
    count: int = 0

    def __iter__(self) -> Iterator[Release]:
        for release in self.releases:
            self.count += 1
            yield release


def report(summary: Summary, out: Path | str) -> int:
    """Print what a batch did to stderr; the exit code."""
    for failure in summary.failures[:SHOWN]:
        print(failure.reason, file=sys.stderr)
    if len(summary.failures) > SHOWN:
        print(f"… and {len(summary.failures) - SHOWN} more: see the rejects file beside {out}", file=sys.stderr)
    print("\n".join(summary.lines()), file=sys.stderr)
    return _code(summary.documents, len(summary.failures))


def _code(documents: int, failures: int) -> int:
    return 0 if not failures else 1 if documents else 2


def write_file(path: Path, text: str) -> None:
    """Write a whole file or none. Raises UsageError where it cannot be written, or another's file stands there."""
    from pressefakten.export.owned import naming, refuse_foreign

    refuse_foreign(path)
    temporary = path.with_name(f".{path.name}.writing")
    with naming(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)


def export(records: Path, to: str, out: Path | None) -> None:
    """Convert records and say where they are."""
    from pressefakten.export import default_out
    from pressefakten.export import export as convert

    target = out or default_out(records, to)
    count = convert(records, to, target)
    print(f"{count} {'release' if count == 1 else 'releases'} in {target}", file=sys.stderr)


def timeline(
    records: Iterable[Path],
    *,
    subject: str | None,
    metric: str | None,
    as_json: bool,
    chart: Path | None,
) -> list[str]:
    """The lines to print; writes the chart. Raises UsageError for an unknown metric or another picture than SVG."""
    from typing import get_args

    from pressefakten.export import releases
    from pressefakten.records import Metric
    from pressefakten.timeline import build
    from pressefakten.timeline.chart import svg
    from pressefakten.timeline.table import lines

    if metric is not None and metric not in get_args(Metric):
        raise UsageError(f"--metric {metric}: there is no such metric. Give one of {', '.join(get_args(Metric))}.")
    if chart is not None and chart.suffix != ".svg":
        raise UsageError(
            f"--chart {chart}: the chart is written as SVG. Give FILE.svg; a browser or editor converts it."
        )
    found = build((release for path in records for release in releases(path)), subject=subject, metric=metric)
    if chart is not None:
        write_file(chart, svg(found))
    if not found.series:
        print(f"{found.releases} releases hold no key figure that fits.", file=sys.stderr)
    return [found.to_json()] if as_json else lines(found)


def render(releases: Iterable[Release], kind: str, *, single: bool, with_text: bool = True) -> Iterator[str]:
    """Pieces of JSON Lines, of one JSON record, or of a JSON array of records."""
    if kind == "jsonl":
        for release in releases:
            yield release.to_json(indent=None, with_text=with_text) + "\n"
    elif single:
        for release in releases:
            yield release.to_json(with_text=with_text) + "\n"
    else:
        comma = "[\n"
        for release in releases:
            yield comma + release.to_json(with_text=with_text)
            comma = ",\n"
        yield "\n]\n" if comma == ",\n" else "[]\n"


def print_tables(releases: Iterable[Release]) -> None:
    """One readable table of facts a release."""
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else 160)
    for release in releases:
        console.print(fact_table(release))


def fact_table(release: Release) -> Table:
    """Type, slots, confidence and source of each fact."""
    from rich.table import Table

    head = ", ".join(part for part in (release.source, release.issuer, release.published) if part)
    table = Table(title=f"{release.title or 'no headline'}\n{head}", title_justify="left", show_lines=False)
    table.add_column("fact", no_wrap=True)
    table.add_column("what", overflow="fold")
    table.add_column("sure", justify="right")
    table.add_column("from the text", overflow="fold", style="dim")
    for fact in release.facts:
        span = fact.evidence[0]
        words = " ".join((release.text or "")[span.start : span.end].split())
        table.add_row(
            fact.type,
            describe(fact),
            f"{fact.confidence:.2f}",
            f"{words[:70]}{'…' if len(words) > 70 else ''} [{span.start}:{span.end}]",
        )
    return table


def describe(fact: AnyFact) -> str:
    """The filled slots of a fact in one line."""
    data = fact.model_dump(mode="json", exclude_none=True, exclude={"id", "type", "evidence", "confidence"})
    return " · ".join(
        f"{slot} {_shown(value)}" if slot not in ("metric", "event", "attribute", "kind") else _shown(value)
        for slot, value in data.items()
    )


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if not isinstance(value, dict):
        return str(value)
    if value.get("kind") == "time":
        return f"{value['value']}{' ' + value['mod'] if value.get('mod') else ''}"
    if value.get("kind") == "number":
        number = value.get("value", f"{value.get('min')}–{value.get('max')}")
        shown = f"{number:,}".replace(",", "’") if isinstance(number, int) else str(number)
        return " ".join(
            part for part in (value.get("approx"), shown, value.get("currency") or value.get("unit")) if part
        )
    if "percent" in value or "absolute" in value:
        sign = {"percent": "%", "absolute": ""}
        return ", ".join(f"{value[key]:+}{sign[key]}" for key in sign if value.get(key) is not None) + (
            f" on {value['base']}" if value.get("base") else ""
        )
    return " ".join(str(part) for part in value.values())
