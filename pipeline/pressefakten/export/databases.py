"""SQLite and DuckDB: the four tables with their keys, and one view a fact type with the slots that it has."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from pressefakten.export.flat import need, write_csv
from pressefakten.export.tables import RENAMED, TABLES, TIMES, Row, Table, rows
from pressefakten.records import KEY_SLOTS, OTHER_SLOTS, SCHEMA_VERSION, Release

SQLITE = {"text": "text", "integer": "integer", "decimal": "numeric", "boolean": "integer"}
DUCKDB = {"text": "varchar", "integer": "bigint", "decimal": "decimal(38, 9)", "boolean": "boolean"}
NUMBERS = ("value", "amount")
"""Slots that hold a number."""
VIEWS = {
    "role": "roles", "key_figure": "key_figures", "investment": "investments", "product_event": "product_events",
    "production_site": "production_sites", "price": "prices", "spec": "specs", "platform": "platforms",
    "partnership": "partnerships", "event": "events", "quote": "quotes",
}  # fmt: skip
"""Fact type -> the view that shows it."""


def write_sqlite(records: Iterable[Release], path: Path) -> None:
    """A database file; decimals are stored as integer where they are whole, else as real: SQLite has no other."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("pragma foreign_keys = on")
        for statement in _schema(SQLITE):
            database.execute(statement)
        inserts = {
            table.name: f"insert into {table.name} values ({', '.join('?' * len(table.columns))})" for table in TABLES
        }
        for table, row in rows(records):
            database.execute(inserts[table.name], _plain(row))
        for table in TABLES:
            for statement in _indexes(table):
                database.execute(statement)


def _plain(row: Row) -> list[Any]:
    return [_sqlite_number(cell) if isinstance(cell, Decimal) else cell for cell in row]


def _sqlite_number(value: Decimal) -> int | float:
    whole = value == value.to_integral() and abs(value) < 2**63
    return int(value) if whole else float(value)


def write_duckdb(records: Iterable[Release], path: Path) -> None:
    """A database file; numbers are decimal(38, 9). Needs duckdb."""
    duckdb = need("duckdb", "duckdb", "duckdb")
    with tempfile.TemporaryDirectory(dir=path.parent) as folder, closing(duckdb.connect(str(path))) as database:
        write_csv(records, Path(folder))  # its bulk loader reads files; a row at a time takes a hundred times as long
        for statement in _schema(DUCKDB):
            database.execute(statement)
        for table in TABLES:
            file = str(Path(folder) / f"{table.name}.csv").replace("'", "''")
            database.execute(
                f"copy {table.name} from '{file}' (format csv, header, delimiter ',', quote '\"', escape '\"', "
                "nullstr '', auto_detect false, parallel false, max_line_size 50000000)"
            )


def _schema(types: dict[str, str]) -> Iterator[str]:
    for table in TABLES:
        yield _table(table, types)
    yield "create table meta (name varchar primary key, value varchar)"
    yield f"insert into meta values ('schema_version', '{SCHEMA_VERSION}')"
    for kind in KEY_SLOTS:
        yield _view(kind)


def _table(table: Table, types: dict[str, str]) -> str:
    """The statement that creates a table with its keys."""
    lines = [
        f"{column.name} {types[column.type]}{' not null' if column.name in table.key else ''}"
        for column in table.columns
    ]
    lines.append(f"primary key ({', '.join(table.key)})")
    lines += [f"foreign key ({', '.join(own)}) references {other}" for own, other in _references(table)]
    return f"create table {table.name} (\n  " + ",\n  ".join(lines) + "\n)"


def _references(table: Table) -> Iterator[tuple[tuple[str, ...], str]]:
    keys = {other.name: other.key for other in TABLES}
    for own, other in table.refers:
        yield own, f"{other} ({', '.join(keys[other])})"


def _indexes(table: Table) -> Iterator[str]:
    for column in {"entities": ("label", "canonical"), "facts": ("type",)}.get(table.name, ()):
        yield f"create index {table.name}_{column} on {table.name} ({column})"


def _view(kind: str) -> str:
    """One row a fact of the type: where it comes from, its slots, and the words that it was read from."""
    slots = [f"facts.{column}" for slot in (*KEY_SLOTS[kind], *OTHER_SLOTS[kind]) for column in columns_of(slot)]
    shown = [
        "releases.source", "releases.published", "releases.issuer", *slots, "facts.confidence",
        "evidence.text as evidence", "facts.release", "facts.id",
    ]  # fmt: skip
    return (
        f"create view {VIEWS[kind]} as select {', '.join(shown)} from facts "
        "join releases on releases.release = facts.release "
        "left join evidence on evidence.release = facts.release and evidence.fact = facts.id and evidence.number = 1 "
        f"where facts.type = '{kind}'"
    )


def columns_of(slot: str) -> tuple[str, ...]:
    """The columns of `facts` that hold a slot."""
    if slot in NUMBERS:
        return ("value", "value_min", "value_max", "approx", "currency", "unit")
    if slot in TIMES:
        return (slot, f"{slot}_mod", f"{slot}_start", f"{slot}_end")
    if slot == "product":
        return ("product_brand", "product_model")
    if slot == "change":
        return ("change_percent", "change_absolute", "change_base")
    return (RENAMED.get(slot, slot),)
