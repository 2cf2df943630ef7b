"""CSV and Parquet: a folder with one file a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from pressefakten.errors import UsageError
from pressefakten.export.tables import TABLES, Row, Table, rows
from pressefakten.records import Release

BATCH = 2_000
"""Rows of a table that wait in memory for one row group of Parquet."""


def need(module: str, extra: str, to: str) -> Any:
    """Import an optional package. Raises UsageError that names the extra where it is absent."""
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise UsageError(
            f"--to {to}: it needs the package {package}. Install it with: pip install 'pressefakten[{extra}]'."
        ) from error


def write_csv(records: Iterable[Release], folder: Path) -> None:
    """RFC 4180 in UTF-8, the first line names the columns; what is null is empty, true and false are 1 and 0."""
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            file = stack.enter_context((folder / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
            writers[table.name] = csv.writer(file, lineterminator="\n")
            writers[table.name].writerow(table.names)
        for table, row in rows(records):
            writers[table.name].writerow([_cell(cell) for cell in row])


def _cell(cell: Any) -> Any:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return int(cell) if isinstance(cell, bool) else cell


def write_parquet(records: Iterable[Release], folder: Path) -> None:
    """One file a table; numbers are decimal128(38, 9). Needs pyarrow."""
    arrow, parquet = need("pyarrow", "parquet", "parquet"), need("pyarrow.parquet", "parquet", "parquet")
    with ExitStack() as stack:
        sheets = {table.name: _Sheet(arrow, parquet, table, folder, stack) for table in TABLES}
        for table, row in rows(records):
            sheets[table.name].add(row)
        for sheet in sheets.values():
            sheet.flush()


class _Sheet:
    """A Parquet file that is written a row group at a time."""

    def __init__(self, arrow: Any, parquet: Any, table: Table, folder: Path, stack: ExitStack) -> None:
        types = {
            "text": arrow.string(), "integer": arrow.int64(), "boolean": arrow.bool_(),
            "decimal": arrow.decimal128(38, 9),
        }  # fmt: skip
        self.arrow = arrow
        self.schema = arrow.schema([(column.name, types[column.type]) for column in table.columns])
        self.writer = stack.enter_context(parquet.ParquetWriter(folder / f"{table.name}.parquet", self.schema))
        self.rows: list[Row] = []

    def add(self, row: Row) -> None:
        self.rows.append(row)
        if len(self.rows) >= BATCH:
            self.flush()

    def flush(self) -> None:
        columns = zip(*self.rows, strict=True) if self.rows else [[] for _ in self.schema]
        arrays = [self.arrow.array(list(cells), field.type) for cells, field in zip(columns, self.schema, strict=True)]
        self.writer.write_table(self.arrow.Table.from_arrays(arrays, schema=self.schema))
        self.rows.clear()
