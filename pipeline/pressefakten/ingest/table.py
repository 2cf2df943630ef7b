"""JSON Lines and Parquet with a text column: one release a row, read in a stream."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pressefakten.errors import InputError
from pressefakten.ingest.days import iso_day
from pressefakten.ingest.source import TEXT_LIMIT, Source, filled, need

COLUMNS = {
    "text": ("text", "body", "content"),
    "source": ("source", "url", "link"),
    "published": ("published", "date"),
    "title": ("title", "headline"),
}
"""Field of a source -> names of the column that holds it; the first that exists counts."""
LINE_LIMIT = TEXT_LIMIT * 8


def read_jsonl(data: bytes | Path, name: str) -> Iterator[Source | InputError]:
    """One release a line; a broken line is an error in its place."""
    return read_lines(data.splitlines() if isinstance(data, bytes) else _lines(data), name)


def read_lines(lines: Iterable[bytes], name: str, *, first: int = 1) -> Iterator[Source | InputError]:
    """One release a line, as the lines come; `first` is the number of the first one."""
    for number, line in enumerate(lines, first):
        if line.strip():
            try:
                yield _source(_row(line, f"{name}:{number}"), f"{name}#{number}", str(number), "jsonl")
            except InputError as error:
                yield error


def read_parquet(
    data: bytes | Path | Any, name: str, *, group: int | None = None, first: int = 1
) -> Iterator[Source | InputError]:
    """One release a row, of a file or of one row group whose first row has a number; needs pyarrow."""
    parquet = need("pyarrow.parquet", "parquet", name)
    arrow = need("pyarrow", "parquet", name)
    try:
        file = parquet.ParquetFile(arrow.BufferReader(data) if isinstance(data, bytes) else data)
        known = [column for names in COLUMNS.values() for column in names if column in file.schema_arrow.names]
        number = first - 1
        groups = None if group is None else [group]
        for batch in file.iter_batches(batch_size=256, columns=known, row_groups=groups):
            for row in batch.to_pylist():
                number += 1
                try:
                    yield _source(row, f"{name}#{number}", str(number), "parquet")
                except InputError as error:
                    yield error
    except (arrow.ArrowException, OSError) as error:
        raise InputError(f"{name}: it cannot be read as Parquet ({error}). Write the file anew.") from error


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while line := file.readline(LINE_LIMIT):
            yield line


def _row(line: bytes, place: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: this line is no JSON ({error}). Give one JSON object a line.") from error
    if not isinstance(row, dict):
        raise InputError(f"{place}: this line is no JSON object. Give one object a line, its text in `text`.")
    return row


def _source(row: Mapping[str, Any], place: str, part: str, reader: str) -> Source:
    fields = {field: next((row[key] for key in keys if row.get(key)), None) for field, keys in COLUMNS.items()}
    if not isinstance(fields["text"], str):
        raise InputError(f"{place}: there is no text in this row. Name the column `text`, `body` or `content`.")
    return Source(
        filled(fields["text"], place),
        fields["source"] if isinstance(fields["source"], str) else place,
        iso_day(fields["published"]),
        fields["title"] if isinstance(fields["title"], str) else None,
        reader,
        "utf-8" if reader == "jsonl" else None,
        part,
    )
