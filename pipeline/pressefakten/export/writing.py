"""Formats by name, and the rule that they all keep: an output is either the old one or the complete new one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pressefakten.errors import UsageError
from pressefakten.export.databases import write_duckdb, write_sqlite
from pressefakten.export.flat import write_csv, write_parquet
from pressefakten.export.linked import write_jsonld
from pressefakten.export.owned import naming, refuse_foreign
from pressefakten.export.reading import releases
from pressefakten.export.tables import TABLES
from pressefakten.records import Release

Write = Callable[[Iterable[Release], Path], None]


def write_jsonl(records: Iterable[Release], path: Path) -> None:
    """One record a line."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(record.to_json(indent=None) + "\n" for record in records)


class Format(NamedTuple):
    """`suffix` of the output, which is a folder of tables where `folder` is true."""

    write: Write
    suffix: str
    folder: bool = False


FORMATS = {
    "csv": Format(write_csv, ".csv", folder=True),
    "parquet": Format(write_parquet, ".parquet", folder=True),
    "sqlite": Format(write_sqlite, ".sqlite"),
    "duckdb": Format(write_duckdb, ".duckdb"),
    "jsonld": Format(write_jsonld, ".jsonld"),
    "jsonl": Format(write_jsonl, ".jsonl"),
}


def default_out(records: Path, to: str) -> Path:
    """Beside the records: `out.sqlite` for `out/` and `out.jsonl`, the folder `out-csv/` for tables."""
    stem = records.with_suffix("") if records.suffix in (".json", ".jsonl") else records
    kind = FORMATS[to]
    return stem.with_name(f"{stem.name or 'records'}-{to}" if kind.folder else f"{stem.name or 'records'}{kind.suffix}")


@dataclass
class _Counted:
    """Counts the records on their way."""

    records: Iterable[Release]
    count: int = 0

    def __iter__(self) -> Iterator[Release]:
        for record in self.records:
            self.count += 1
            yield record


def export(records: Path | str | Iterable[Release], to: str, out: Path | str) -> int:
    """Write records (a path of `extract`, or releases) to `out` and return how many there are.

    Files appear complete or not at all. Raises UsageError for an unknown format or an `out` that does not fit,
    or is no output of ours, InputError where something is no record.
    """
    if to not in FORMATS:
        raise UsageError(f"--to {to}: there is no such format. Give one of {', '.join(FORMATS)}.")
    kind, out = FORMATS[to], Path(out)
    if isinstance(records, str | Path) and Path(records).resolve() == out.resolve():
        raise UsageError(f"{out}: the output is the input. Give another name with -o.")
    if out.exists() and out.is_dir() != kind.folder:
        raise UsageError(f"{out}: {to} is written to a {'folder' if kind.folder else 'file'}. Give another name.")
    refuse_foreign(*(out / f"{table.name}{kind.suffix}" for table in TABLES) if kind.folder else (out,))
    counted = _Counted(releases(Path(records)) if isinstance(records, str | Path) else records)
    with naming(out), _aside(out) as work:
        if kind.folder:
            kind.write(counted, work)
            out.mkdir(exist_ok=True)
            for file in sorted(work.iterdir()):
                os.replace(file, out / file.name)  # noqa: PTH105 - the usual word for it
        else:
            kind.write(counted, work / out.name)
            os.replace(work / out.name, out)  # noqa: PTH105
    return counted.count


@contextmanager
def _aside(out: Path) -> Iterator[Path]:
    """An empty folder beside the output; what a killed run left there goes."""
    work = out.with_name(f".{out.name}.writing")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
