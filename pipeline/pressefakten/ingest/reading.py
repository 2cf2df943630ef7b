"""The door: path -> releases, with a clear refusal for everything that cannot be one."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path

from pressefakten.errors import InputError
from pressefakten.ingest.files import CONTAINERS, STDIN, SUFFIXES, kind_of
from pressefakten.ingest.source import FILE_LIMIT, TEXT_LIMIT, Source
from pressefakten.ingest.table import LINE_LIMIT, read_lines

Part = Source | InputError
READERS = {
    "text": "plain", "html": "html", "pdf": "pdf", "docx": "word", "mail": "mail", "mbox": "mail", "feed": "feed",
    "jsonl": "table", "parquet": "table",
}  # fmt: skip
"""Reader -> module of this package; a module has `read_READER(data: bytes | Path, name) -> Iterator[Part]`."""

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:/")
"""A path that begins as an address does; a Path keeps one of its slashes."""


def read(path: Path | str, *, root: Path | str | None = None) -> Iterator[Source]:
    """The releases of one file, `-` for standard input; their `source` is relative to `root`, else the file's name.

    Raises InputError that names file, reason and remedy. Where only parts of a file are broken the others come first.
    """
    problems = []
    for part in parts(path, root=root):
        if isinstance(part, InputError):
            problems.append(part)
        else:
            yield part
    if problems:
        more = f" ({len(problems) - 1} more parts of this file could not be read.)" if len(problems) > 1 else ""
        raise InputError(f"{problems[0]}{more}")


def parts(path: Path | str, *, root: Path | str | None = None) -> Iterator[Part]:
    """As `read`, but a broken part is yielded as its error in its place; raises InputError for a broken file."""
    path = Path(path)
    name = relative(path, root)
    if path == STDIN:
        yield from _standard_input()
        return
    _must_be_file(path)
    kind = kind_of(path, _head(path))
    if kind in CONTAINERS:
        yield from _reader(kind, path)(path, name)
    else:
        yield from read_bytes(path.read_bytes() if _fits(path, kind, name) else b"", path, name)


def _standard_input() -> Iterator[Part]:
    """One document; or, where the first line is a JSON object, one release a line as the lines come."""
    stream = sys.stdin.buffer
    first = stream.readline(LINE_LIMIT)
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and first.rstrip().endswith(b"}"):
        yield from read_lines(chain((first,), iter(lambda: stream.readline(LINE_LIMIT), b"")), "stdin")
    else:
        yield from read_bytes(first + stream.read(FILE_LIMIT + 1 - len(first)), STDIN, "stdin")


def read_bytes(data: bytes, path: Path, name: str) -> Iterator[Part]:
    """As `parts` for bytes that are already in memory; the path gives only the suffix."""
    kind = kind_of(path, data[:1024])
    _must_fit(len(data), kind, name)
    if not data.strip():
        raise InputError(f"{name}: the file is empty. Give a file with the words of a release.")
    yield from _reader(kind, path)(data, name)


def relative(path: Path, root: Path | str | None) -> str:
    """The path below the root with slashes; a file's own name without a root."""
    if path == STDIN:
        return "stdin"
    if root is None:
        return path.name
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def is_container(path: Path) -> bool:
    """Whether the file exists and holds many releases, so that it has to be read in a stream."""
    return path != STDIN and path.is_file() and kind_of(path, _head(path)) in CONTAINERS


def _must_be_file(path: Path) -> None:
    if not path.exists():
        if ADDRESS.match(str(path)):
            address = str(path).replace(":/", "://", 1)
            raise InputError(
                f"{address}: this is an address, and nothing is fetched. Save the page or file and give its path."
            )
        raise InputError(f"{path}: there is no such file or folder. Check the path.")
    if path.is_dir():
        raise InputError(
            f"{path}: there is no release in this folder. Known files end with {', '.join(sorted(SUFFIXES))}."
        )
    if not path.is_file():
        raise InputError(f"{path}: this is neither a file nor a folder. Give a file, or - for standard input.")


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(1024)
    except OSError as error:
        raise InputError(f"{path}: it cannot be read ({error.strerror}). Check its permissions.") from error


def _fits(path: Path, kind: str, name: str) -> bool:
    size = path.stat().st_size
    _must_fit(size, kind, name)
    return size > 0


def _must_fit(size: int, kind: str, name: str) -> None:
    limit = TEXT_LIMIT if kind in ("text", "html") else FILE_LIMIT
    if size > limit:
        raise InputError(
            f"{name}: {size / 1e6:.1f} MB are more than the {limit / 1e6:.0f} MB that a release may have. "
            "Split the file, or give many releases as JSONL."
        )


def _reader(kind: str, path: Path) -> Callable[[bytes | Path, str], Iterator[Part]]:
    if kind == "old-word":
        raise InputError(f"{path}: this is a Word file of before 2007 or an Outlook message. Save it as .docx or .eml.")
    if kind == "rtf":
        raise InputError(f"{path}: this is rich text (RTF). Save it as .docx or as plain text.")
    module = import_module(f"pressefakten.ingest.{READERS[kind]}")
    reader: Callable[[bytes | Path, str], Iterator[Part]] = getattr(module, f"read_{kind}")
    return reader
