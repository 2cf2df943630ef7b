"""Record files -> releases, one at a time: a folder of `extract`, a .json file or a .jsonl file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from pressefakten.errors import InputError
from pressefakten.patterns import reason
from pressefakten.records import SCHEMA_VERSION, Release

REJECTS = "rejects.jsonl"
"""The file of a batch that holds no records."""


def releases(path: Path) -> Iterator[Release]:
    """The releases below a path, files in the order of their names.

    Raises InputError naming file, line and reason where something is no record of this schema.
    """
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder. Give what `pressefakten extract -o` wrote.")
    count = 0
    for file in _files(path):
        for place, data in _documents(file):
            count += 1
            yield parse(data, place)
    if not count:
        raise InputError(f"{path}: there is no record in it. Give what `pressefakten extract -o` wrote.")


def parse(data: bytes, place: str) -> Release:
    """One record from its JSON. Raises InputError naming the place where it is none."""
    try:
        return Release.model_validate_json(data)
    except ValidationError as error:
        _refuse_newer(data, place)
        raise InputError(f"{place}: this is no release record: {reason(error)}. Extract the release anew.") from error


def _refuse_newer(data: bytes, place: str) -> None:
    """A record of another schema version has a reason of its own."""
    try:
        version = json.loads(data).get("schema_version")
    except (ValueError, AttributeError):
        return
    if isinstance(version, str) and version != SCHEMA_VERSION:
        raise InputError(
            f"{place}: the record has schema version {version}, this program reads {SCHEMA_VERSION}. "
            "Update pressefakten, or extract the release anew."
        )


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    found = []
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".") and not name.endswith(".journal")]
        found += [Path(folder, name) for name in names if name.endswith((".json", ".jsonl"))]
    return sorted(file for file in found if not file.name.endswith(REJECTS))


def _documents(file: Path) -> Iterator[tuple[str, bytes]]:
    """(place, JSON) of each record of a file; a .json file holds one, or an array of them."""
    if file.suffix == ".jsonl":
        with file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield f"{file}:{number}", line
        return
    data = file.read_bytes()
    if not data.lstrip().startswith(b"["):
        yield str(file), data
        return
    try:
        entries = json.loads(data)
    except ValueError as error:
        raise InputError(f"{file}: it is no JSON ({error}). Extract the releases anew.") from error
    for number, entry in enumerate(entries):
        yield f"{file}[{number}]", json.dumps(entry).encode()
