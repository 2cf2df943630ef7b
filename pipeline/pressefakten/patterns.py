"""Reads and checks the pattern files: the only reader of `patterns/`.

Layout: `words/NAME.toml` closed classes (form -> value), `names/PACK/*.jsonl` gazetteers that stock spaCy rulers can
load, `facts/PACK/TYPE.toml` rules with examples, `weights/NAME.toml` what was learned from the corpus. A pack is a folder name: `general` is always loaded.
"""

from __future__ import annotations

import functools
import hashlib
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pressefakten.errors import PatternError

PACKS = ("general", "automotive")
"""The packs that `load()` takes by default."""


def directory() -> Path:
    """Where the shipped patterns are: inside an installed package, else in the checkout."""
    installed = Path(__file__).parent / "_patterns"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "patterns"


@functools.cache
def words(name: str) -> dict[str, Any]:
    """The closed classes of `words/NAME.toml`. Raises PatternError where the file is no TOML."""
    return read_toml(directory() / "words" / f"{name}.toml")


@functools.cache
def weights(name: str) -> dict[str, dict[str, float]]:
    """The trained weights of `weights/NAME.toml`: slot -> feature -> weight; empty where there is no such file."""
    path = directory() / "weights" / f"{name}.toml"
    return read_toml(path) if path.is_file() else {}


def read_toml(path: Path) -> dict[str, Any]:
    """Parse one TOML file; the error names the file and the line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PatternError(f"{path}: cannot be read as TOML: {error}. Mend the line that is named.") from error


Guard = Literal["car_context", "place_context", "org_context", "never_alone", "case"]


class NameRow(BaseModel):
    """One surface of a name. `id` ties the surfaces of one thing together; a stock ruler reads label, pattern and id.

    `guard` asks for evidence where the name is also a word: see `docs/architecture.md`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: Literal["BRAND", "MODEL", "PLATFORM", "ORG", "PLACE", "SITE", "PERSON", "ROLE"]
    pattern: str
    id: str
    canonical: str | None = None
    brand: str | None = None
    country: str | None = None
    kind: str | None = None
    guard: Guard | None = None


def name_rows(root: Path, packs: tuple[str, ...]) -> Iterator[NameRow]:
    """All gazetteer rows of the packs, files and rows in order. Raises PatternError naming file, row and reason."""
    for path in _files(root / "names", packs, "*.jsonl"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                try:
                    yield NameRow.model_validate_json(line)
                except ValidationError as error:
                    raise PatternError(f"{path}:{number}: {reason(error)}. Mend or delete this row.") from error


def reason(error: ValidationError) -> str:
    """The first problem of a validation error in one line: where, what, and what stood there."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "row"
    found = json.dumps(first["input"], ensure_ascii=False, default=str)
    return f"{place}: {first['msg']} (found {found[:80]})"


def _files(folder: Path, packs: tuple[str, ...], glob: str) -> list[Path]:
    for pack in packs:
        if not (folder / pack).is_dir():
            known = ", ".join(sorted(p.name for p in folder.iterdir() if p.is_dir()))
            raise PatternError(f"{folder / pack}: there is no such pack. Known packs: {known}.")
    return [path for pack in packs for path in sorted((folder / pack).glob(glob))]


def digest(root: Path, packs: tuple[str, ...]) -> str:
    """`sha256:` and 16 hex digits over the names and bytes of all pattern files that the packs load."""
    files = [*sorted((root / "words").glob("*.toml")), *sorted((root / "weights").glob("*.toml"))]
    files += sorted((root / "model").glob("*.*"))
    files += _files(root / "names", packs, "*.*") + _files(root / "facts", packs, "*.toml")
    total = hashlib.sha256()
    for path in files:
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return "sha256:" + total.hexdigest()[:16]


def fact_files(root: Path, packs: tuple[str, ...]) -> list[Path]:
    """The rule files of the packs, packs and names in order."""
    return _files(root / "facts", packs, "*.toml")
