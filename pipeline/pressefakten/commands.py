"""What `pressefakten extract` does: read, extract, write; a broken file is reported and the others go through."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pressefakten.errors import PressefaktenError, UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from pressefakten.records import AnyFact, Release


@dataclass
class Extraction:
    """One call of `extract`: its options, and after `run` the failures."""

    paths: list[Path]
    out: Path | None = None
    format: str | None = None
    published: str | None = None
    base: str | None = None
    packs: tuple[str, ...] = ()
    with_text: bool = True
    min_confidence: float = 0.0
    jobs: int = 1
    failures: list[str] = field(default_factory=list)

    def run(self) -> int:
        """Exit code: 0, or 1 where some inputs failed. Raises UsageError for options that do not fit."""
        if self.out is not None and self._is_folder():
            return self._to_folder()
        releases = list(self._releases())
        self._write(releases)
        for failure in self.failures:
            print(failure, file=sys.stderr)
        if self.failures and not releases:
            return 2
        return 1 if self.failures else 0

    def _is_folder(self) -> bool:
        assert self.out is not None
        return self.out.is_dir() or self.out.suffix not in (".json", ".jsonl")

    def _to_folder(self) -> int:
        from pressefakten.engine import run

        assert self.out is not None
        summary = run(
            self.paths, self.out, jobs=self.jobs, published=self.published, base=self.base, with_text=self.with_text
        )
        return 1 if summary.failures else 0

    def _releases(self) -> Iterator[Release]:
        from pressefakten.assemble import extract
        from pressefakten.ingest import discover, read
        from pressefakten.pipeline import load

        files = discover(self.paths)
        nlp = load(self.base, packs=self.packs)
        for file, root in files:
            try:
                for source in read(file, root=root):
                    release = extract(source.text, nlp, source.published or self.published, source.source)
                    yield self._filtered(release)
            except PressefaktenError as error:
                self.failures.append(str(error))

    def _filtered(self, release: Release) -> Release:
        if not self.min_confidence:
            return release
        kept = [fact for fact in release.facts if fact.confidence >= self.min_confidence]
        return release.model_copy(update={"facts": kept})

    def _write(self, releases: list[Release]) -> None:
        kind = self.format or self._fitting(len(releases))
        if self.out is not None and self.out.suffix == ".json" and len(releases) != 1:
            raise UsageError(
                f"{self.out}: a .json file holds one release, there are {len(releases)}. Give a .jsonl file or a folder."
            )
        text = render(releases, kind, with_text=self.with_text) if kind != "table" else None
        if text is None:
            print_tables(releases)
        elif self.out is None:
            sys.stdout.write(text)
        else:
            self.out.parent.mkdir(parents=True, exist_ok=True)
            self.out.write_text(text, encoding="utf-8")

    def _fitting(self, count: int) -> str:
        if self.out is not None:
            return "jsonl" if self.out.suffix == ".jsonl" else "json"
        return "json" if count == 1 else "jsonl"


def render(releases: list[Release], kind: str, *, with_text: bool = True) -> str:
    """JSON (an array for more than one release) or JSON Lines."""
    if kind == "jsonl":
        return "".join(release.to_json(indent=None, with_text=with_text) + "\n" for release in releases)
    if len(releases) == 1:
        return releases[0].to_json(with_text=with_text) + "\n"
    return (
        json.dumps(
            [json.loads(release.to_json(with_text=with_text)) for release in releases], ensure_ascii=False, indent=1
        )
        + "\n"
    )


def print_tables(releases: list[Release]) -> None:
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
