"""Reads and checks the pattern files: the only reader of `patterns/`.

Layout: `words/NAME.toml` closed classes (form -> value), `names/PACK/*.jsonl` gazetteers that stock spaCy rulers can
load, `facts/PACK/TYPE.toml` rules with examples, `weights/NAME.tsv` what was learned from the corpus. A pack is a folder name.

A folder of one's own (`--patterns DIR`, or the environment variable PRESSEFAKTEN_PATTERNS) has the same layout and lies over the shipped
one: a file of the same path takes the place of the shipped file, any other is added, and packs that only it has are always loaded.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import tomli
from pydantic import BaseModel, ConfigDict, ValidationError

from pressefakten.errors import PatternError, UsageError

PACKS = ("general", "automotive")
"""The packs that `load()` takes by default."""
OWN = "PRESSEFAKTEN_PATTERNS"
"""The environment variable that names a folder of one's own."""
READ = {"words": (".toml",), "weights": (".tsv",), "names": (".jsonl", ".tsv"), "facts": (".toml",)}
"""Part of a pattern folder -> the suffixes that are read there."""


@functools.cache
def directory() -> Path:
    """Where the shipped patterns are: inside an installed package, else in the checkout."""
    installed = Path(__file__).parent / "_patterns"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "patterns"


def own() -> Path | None:
    """The folder that lies over the shipped patterns, or None."""
    named = os.environ.get(OWN)
    if not named:
        return None
    folder = _checked(Path(named).resolve())
    return None if folder == directory().resolve() else folder


def use(folder: Path | str) -> None:
    """Lay a folder of one's own over the shipped patterns, in this process and those that it starts.

    Raises PatternError where nothing would read a file of it, UsageError where the patterns are read already.
    """
    found = str(_checked(Path(folder).resolve()))
    if words.cache_info().currsize and os.environ.get(OWN) != found:
        raise UsageError(f"{folder}: the patterns are read already. Name the folder before a pipeline is loaded.")
    os.environ[OWN] = found


@functools.cache
def _checked(folder: Path) -> Path:
    """The folder itself, where all of its pattern files stand in places that are read."""
    if not folder.is_dir():
        raise PatternError(
            f"{folder}: there is no such folder. Give one with names/PACK/, facts/PACK/ or words/ in it."
        )
    files = [
        path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.suffix in (".toml", ".jsonl", ".tsv")
    ]
    for path in files:
        part, *inside = path.parts
        in_pack = part in ("names", "facts")
        if path.suffix not in READ.get(part, ()) or len(inside) != 1 + in_pack:
            raise PatternError(
                f"{folder / path}: nothing reads a file in this place. "
                "Names stand in names/PACK/*.jsonl, rules in facts/PACK/*.toml, closed classes in words/*.toml."
            )
        if not in_pack and not (directory() / path).is_file():
            known = ", ".join(shipped.stem for shipped in sorted((directory() / part).glob("*.*")))
            raise PatternError(f"{folder / path}: nothing reads a file of this name. The names are: {known}.")
    if not files:
        raise PatternError(
            f"{folder}: there is no pattern file in it. Give a folder with names/PACK/, facts/PACK/ or words/."
        )
    return folder


def _path(name: str) -> Path:
    """One's own file of that name, else the shipped one."""
    mine = own()
    return mine / name if mine and (mine / name).is_file() else directory() / name


@functools.cache
def words(name: str) -> dict[str, Any]:
    """The closed classes of `words/NAME.toml`. Raises PatternError where the file is no TOML."""
    return read_toml(_path(f"words/{name}.toml"))


@functools.cache
def weights(name: str) -> dict[str, dict[str, float]]:
    """The trained weights of `weights/NAME.tsv`, lines of `slot<TAB>feature<TAB>weight`: slot -> feature -> weight.

    Empty where there is no such file. Raises PatternError with file and line where a line is none of these.
    """
    path = _path(f"weights/{name}.tsv")
    found: dict[str, dict[str, float]] = {}
    if not path.is_file():
        return found
    for number, line in enumerate(read_lines(path), 1):
        if line and line[0] != "#":
            try:
                slot, feature, weight = line.split("\t")
                found.setdefault(slot, {})[feature] = float(weight)
            except ValueError as error:
                raise PatternError(
                    f"{path}:{number}: no `slot<TAB>feature<TAB>weight`: {error}. Mend the line."
                ) from error
    return found


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file. Raises PatternError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PatternError(f"{path}: cannot be read as UTF-8 text: {error}. Mend or remove the file.") from error


def read_toml(path: Path) -> dict[str, Any]:
    """Parse one TOML file; the error names the file and the line."""
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise PatternError(f"{path}: cannot be read as TOML: {error}. Mend the line that is named.") from error


Guard = Literal["car_context", "place_context", "org_context", "never_alone", "case"]


class NameRow(BaseModel):
    """One surface of a name. `id` ties the surfaces of one thing together; a stock ruler reads label, pattern and id.

    `guard` asks for evidence where the name is also a word: see `docs/architecture.md`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: Literal["BRAND", "MODEL", "PLATFORM", "ORG", "PLACE", "SITE"]
    pattern: str
    id: str
    canonical: str | None = None
    brand: str | None = None
    country: str | None = None
    kind: str | None = None
    guard: Guard | None = None


def name_rows(packs: tuple[str, ...]) -> Iterator[NameRow]:
    """All gazetteer rows of the packs, files and rows in order. Raises PatternError naming file, row and reason."""
    for path in name_files(packs, ".jsonl"):
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


def name_files(packs: tuple[str, ...], suffix: str) -> list[Path]:
    """The gazetteers of the packs, packs and names in order."""
    return _files("names", packs, suffix)


def fact_files(packs: tuple[str, ...]) -> list[Path]:
    """The rule files of the packs, packs and names in order."""
    return _files("facts", packs, ".toml")


def all_packs(part: str = "names") -> tuple[str, ...]:
    """Every pack that there is, the shipped ones first."""
    roots = [directory(), *([mine] if (mine := own()) else [])]
    found = (path.name for root in roots if (root / part).is_dir() for path in sorted((root / part).iterdir()))
    return tuple(dict.fromkeys(name for name in found if not name.startswith(".")))


def _files(part: str, packs: tuple[str, ...], suffix: str) -> list[Path]:
    """Files of a part in the packs and in the packs that only one's own folder has.

    Of names the more special pack goes first and one's own files before the shipped ones: the first row of a surface holds.
    """
    mine, shipped = own(), directory()
    known = {*all_packs("names"), *all_packs("facts")}
    for pack in packs:
        if pack not in known:
            raise PatternError(f"{pack}: there is no such pack. Known packs: {', '.join(sorted(known))}.")
    more = (pack for pack in all_packs(part) if mine and not _is_shipped(pack))
    found: list[list[Path]] = []
    for pack in dict.fromkeys((*packs, *more)):
        for root in (shipped, mine) if mine else (shipped,):
            paths = (path for path in sorted((root / part / pack).glob(f"*{suffix}")) if path.is_file())
            found.append([path for path in paths if path == _path(path.relative_to(root).as_posix())])
    return [path for paths in (reversed(found) if part == "names" else found) for path in paths]


def _is_shipped(pack: str) -> bool:
    return any((directory() / part / pack).is_dir() for part in ("names", "facts"))


def digest(packs: tuple[str, ...]) -> str:
    """`sha256:` and 16 hex digits over the names and bytes of all pattern files that the packs load."""
    named = [
        f"{part}/{path.name}" for part in ("words", "weights") for path in sorted((directory() / part).glob("*.*"))
    ]
    named += [f"model/{path.name}" for path in sorted((directory() / "model").glob("*.*"))]
    total = hashlib.sha256()
    for path in [*map(_path, named), *_files("names", packs, ""), *fact_files(packs)]:
        root = directory() if path.is_relative_to(directory()) else own() or path.parent
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return "sha256:" + total.hexdigest()[:16]
