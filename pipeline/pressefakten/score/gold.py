"""Reads gold and predictions; a gold file that is wrong is refused with every reason at once."""

from __future__ import annotations

import itertools
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pressefakten import patterns
from pressefakten.errors import GoldError
from pressefakten.export.reading import releases
from pressefakten.records import Label, Release, release_id

SUFFIX = ".gold.json"
TIMES = frozenset({"DATE", "TIME", "DURATION", "SET"})
NUMBERS = frozenset({"MONEY", "PERCENT", "QUANTITY", "NUMBER"})


@dataclass(frozen=True)
class GoldRelease:
    """One annotated release: its name (`c01`), its gold file and the record with its text."""

    name: str
    path: Path
    release: Release

    @property
    def text(self) -> str:
        """The text that the offsets refer to."""
        return self.release.text or ""


def load(corpus: Path) -> list[GoldRelease]:
    """Read a folder of `NAME.txt` + `NAME.gold.json`, or one such file, sorted by name.

    Raises GoldError that names file, path in the record and reason of every error in the corpus.
    """
    releases, problems = [], []
    for path in _gold_files(corpus):
        try:
            releases.append(load_file(path))
        except GoldError as error:
            problems.append(str(error))
    if problems:
        raise GoldError("\n".join(problems))
    return releases


def _gold_files(corpus: Path) -> list[Path]:
    if corpus.is_dir():
        files = sorted(corpus.glob(f"*{SUFFIX}"))
        if not files:
            raise GoldError(f"{corpus}: the folder has no NAME{SUFFIX}. Give a folder of NAME.txt and NAME{SUFFIX}.")
        return files
    path = corpus.with_name(f"{corpus.stem}{SUFFIX}") if corpus.suffix == ".txt" else corpus
    if not path.is_file():
        raise GoldError(
            f"{path}: there is no such gold file. Give a folder of NAME.txt and NAME{SUFFIX}, or one of them."
        )
    return [path]


def load_file(path: Path) -> GoldRelease:
    """Read one gold file with the text beside it. Raises GoldError with one line for each error."""
    name = path.name.removesuffix(SUFFIX).removesuffix(".json")
    raw = _json(path)
    for fact in raw["facts"] if isinstance(raw.get("facts"), list) else ():
        if isinstance(fact, dict):
            fact.setdefault("confidence", 1.0)  # what was annotated by hand is sure
    text = _text(path.with_name(f"{name}.txt"), raw)
    problems = check(raw, text)
    if problems:
        raise GoldError("\n".join(f"{path}: {problem}" for problem in problems))
    release = Release.model_validate({**raw, "text": text})
    return GoldRelease(name, path, release)


def _json(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise GoldError(f"{path}: cannot be read as JSON: {error}. Mend or remove the file.") from error
    if not isinstance(raw, dict):
        raise GoldError(f"{path}: holds a {type(raw).__name__}, not one release record. Mend or remove the file.")
    return raw


def _text(path: Path, raw: dict[str, Any]) -> str:
    own = raw.get("text")
    if not path.is_file() and isinstance(own, str):
        return own
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = f"{path}: the text of the gold cannot be read: {error}"
        raise GoldError(f"{reason}. Put the text beside its gold file, in UTF-8.") from error


def check(raw: dict[str, Any], text: str) -> list[str]:
    """All that is wrong with a gold record over its text, each as `path in the record: reason`."""
    return [*_wrong_structure(raw), *_wrong_release(raw, text), *_wrong_entities(raw, text), *_wrong_facts(raw, text)]


def _wrong_structure(raw: dict[str, Any]) -> Iterator[str]:
    """What the closed record models refuse: unknown labels, types, slots, values."""
    try:
        Release.model_validate({**raw, "text": None})
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            found = json.dumps(problem["input"], ensure_ascii=False, default=str)
            yield f"{_place(problem['loc'], raw)}: {problem['msg']} (found {found[:80]})"


def _place(loc: tuple[int | str, ...], raw: Any) -> str:
    """A path that can be followed in the file: pydantic also names the chosen member of a union, the file does not."""
    path, here, tagged = "", raw, None
    for part in loc:
        if tagged is not here and isinstance(here, dict) and part in (here.get("type"), here.get("kind")):
            tagged = here
            continue
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            path += f".{part}" if path else part
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            here = None
    return path or "record"


def _wrong_release(raw: dict[str, Any], text: str) -> Iterator[str]:
    if isinstance(raw.get("id"), str) and raw["id"] != release_id(text):
        yield f"id: is {raw['id']} but the text has {release_id(text)}: the text has changed or is another one"
    if raw.get("text") is not None and raw["text"] != text:
        yield "text: differs from the file NAME.txt beside it"
    generator = raw.get("generator")
    if isinstance(generator, dict) and generator.get("name") not in (None, "gold"):
        yield f"generator.name: is {generator['name']!r} but must be 'gold'"


def _items(raw: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The entries of a list in the record that can be looked into, each with its path."""
    items = raw.get(name)
    for i, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict):
            yield f"{name}[{i}]", item


def _span(item: Any) -> tuple[int, int] | None:
    start, end = (item.get("start"), item.get("end")) if isinstance(item, dict) else (None, None)
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None


def _wrong_entities(raw: dict[str, Any], text: str) -> Iterator[str]:
    yield from _duplicates(raw, "entities")
    known = _references(raw)
    spans = []
    for path, entity in _items(raw, "entities"):
        span = _span(entity)
        if span and not 0 <= span[0] < span[1] <= len(text):
            yield f"{path}: {span[0]}:{span[1]} is no span of the text (0:{len(text)})"
        elif span:
            spans.append((*span, path))
            if text[slice(*span)] != entity.get("text"):
                found = text[slice(*span)]
                yield f"{path}.text: says {entity.get('text')!r} but the text has {found!r} at {span[0]}:{span[1]}"
        if entity.get("ref") is not None and entity["ref"] not in known:
            yield f"{path}.ref: {entity['ref']!r} is the id of no row in the pattern files"
        yield from _wrong_value(path, entity)
    spans.sort()
    for (start, end, path), (next_start, next_end, next_path) in itertools.pairwise(spans):
        if next_start < end:
            yield f"{next_path}: {next_start}:{next_end} overlaps {path} at {start}:{end}"


def _duplicates(raw: dict[str, Any], name: str) -> Iterator[str]:
    seen: dict[Any, str] = {}
    for path, item in _items(raw, name):
        if isinstance(item.get("id"), str) and seen.setdefault(item["id"], path) != path:
            yield f"{path}.id: {item['id']!r} is already the id of {seen[item['id']]}"


def _references(raw: dict[str, Any]) -> Collection[str]:
    """The ids that `ref` may name; the pattern files are read only where some entity has one."""
    if all(entity.get("ref") is None for _, entity in _items(raw, "entities")):
        return ()
    return {row.id for row in patterns.name_rows(patterns.all_packs())}


def _wrong_value(path: str, entity: dict[str, Any]) -> Iterator[str]:
    label, value = entity.get("label"), entity.get("value")
    if not isinstance(value, dict) or label not in set(Label):
        return
    wanted = "time" if label in TIMES else "number" if label in NUMBERS else None
    if value.get("kind") in ("time", "number") and value["kind"] != wanted:
        yield f"{path}.value.kind: is {value['kind']!r} but a {label} has {wanted or 'no value'}"
    elif label == "MONEY" and not value.get("currency"):
        yield f"{path}.value.currency: is missing on a MONEY"
    elif label in ("PERCENT", "QUANTITY") and not value.get("unit"):
        yield f"{path}.value.unit: is missing on a {label}"


def _wrong_facts(raw: dict[str, Any], text: str) -> Iterator[str]:
    yield from _duplicates(raw, "facts")
    for path, fact in _items(raw, "facts"):
        for where, evidence in _items(fact, "evidence"):
            span = _span(evidence)
            if span and not 0 <= span[0] < span[1] <= len(text):
                yield f"{path}.{where}: {span[0]}:{span[1]} is no span of the text (0:{len(text)})"


def load_predicted(path: Path) -> dict[str, Release]:
    """Release records by id from a folder of `extract`, a `.json` or a `.jsonl` file.

    Raises InputError naming the file, and the line in a `.jsonl` file.
    """
    return {release.id: release for release in releases(path)}
