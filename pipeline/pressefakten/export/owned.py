"""Whether a file that stands in the way of an output is one of ours: what it holds decides, never its name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pressefakten.errors import UsageError
from pressefakten.export.flat import need
from pressefakten.export.linked import VOCABULARY
from pressefakten.export.tables import TABLES

LINE = 64 << 20
"""Bytes that are read of a first line."""
CHART = "<!-- pressefakten timeline -->"
"""Stands in every chart."""


def refuse_foreign(*paths: Path) -> None:
    """Raise UsageError where one of the paths is a file that holds something else than an output of this package."""
    for path in paths:
        if path.is_file() and not is_ours(path):
            raise UsageError(
                f"{path}: there is a file that is no output of pressefakten. Give another name with -o, or move it away."
            )


def is_ours(path: Path) -> bool:
    """Whether a file is empty, or holds records, rejects, tables, a database, JSON-LD or a chart of this package."""
    with path.open("rb") as file:
        head = file.read(64)
        file.seek(0)
        if not head:
            return True
        if head.startswith(b"SQLite format 3\0"):
            return _is_sqlite(path)
        if head[8:12] == b"DUCK":
            return _is_duckdb(path)
        if head.startswith(b"PAR1"):
            return _is_parquet(path)
        line = file.readline(LINE)
        if line.startswith(b"<svg "):
            return CHART in (line + file.readline(LINE)).decode("utf-8", "replace")
        if line.lstrip()[:1] in (b"{", b"["):
            return _is_json(line, path)
    names = line.decode("utf-8", "replace").rstrip("\r\n").split(",")
    return any(names == list(table.names) for table in TABLES)


def _is_json(line: bytes, path: Path) -> bool:
    """A record or a reject in the first line, else a record, or a list of them, in the whole file."""
    if VOCABULARY.encode() in line:
        return line.startswith(b'{"@context": ')
    for data in (line, path.read_bytes() if path.stat().st_size < LINE else b""):
        try:
            found = json.loads(data)
        except ValueError:
            continue
        return _is_record(found[0] if isinstance(found, list) and found else found)
    return False


def _is_record(found: Any) -> bool:
    """A record that was extracted (gold is written by hand), or a line of rejects."""
    if not isinstance(found, dict):
        return bool(found == [])
    made_by = found.get("generator")
    if isinstance(made_by, dict):
        return "schema_version" in found and made_by.get("name") == "pressefakten"
    return set(found) == {"source", "reason"}


def _is_sqlite(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return _has_tables(database.execute("select name from sqlite_master").fetchall())
    except sqlite3.Error:
        return False


def _is_duckdb(path: Path) -> bool:
    duckdb = need("duckdb", "duckdb", "duckdb")
    try:
        with closing(duckdb.connect(str(path), read_only=True)) as database:
            return _has_tables(database.execute("select table_name from information_schema.tables").fetchall())
    except duckdb.Error:
        return False


def _has_tables(rows: list[tuple[str]]) -> bool:
    return {table.name for table in TABLES}.issubset(name for (name,) in rows)


def _is_parquet(path: Path) -> bool:
    try:
        names = tuple(need("pyarrow.parquet", "parquet", "parquet").read_schema(path).names)
    except (ValueError, OSError):
        return False
    return any(names == table.names for table in TABLES)


@contextmanager
def naming(out: Path) -> Iterator[None]:
    """Turn an error of a file that is written aside, or of a folder above, into a UsageError that names the output."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if not any(word in str(error) for word in ("disk", "readonly", "unable to open")):
            raise
        raise UsageError(f"{out}: it cannot be written ({error}). Give a place that can be written with -o.") from error
    except OSError as error:
        place = Path(error.filename) if isinstance(error.filename, str) else None
        aside = place is None or str(place).startswith((str(out), str(out.with_name(f".{out.name}"))))
        if not aside and place is not None and not out.is_relative_to(place):
            raise
        above = "" if aside else f", {place}"
        raise UsageError(
            f"{out}: it cannot be written ({error.strerror or error}{above}). Give a place that can be written with -o."
        ) from error
