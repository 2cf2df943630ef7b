"""The same extraction on Ray Data: many machines, one loaded pipeline an actor, records in parts that are kept.

The input is cut into tasks: a stretch of lines of a JSONL file, a row group of a Parquet file, a mailbox or feed, or a few hundred
single files. Each task writes one part and its note (key, counts, errors) aside and renames them, so a task that is
done twice, because its worker was lost, does no harm, and a task whose note has the right key is skipped. Paths are local, on a
file system that all machines see, or addresses that Arrow opens (`s3://`, `gs://`, `hdfs://`).
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import socket
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from pressefakten.engine.batch import fingerprint
from pressefakten.engine.summary import Failure, Summary
from pressefakten.engine.work import Outcome, Unit, Worker, digest_of, empty_stats
from pressefakten.errors import InputError, UsageError
from pressefakten.export.owned import refuse_foreign
from pressefakten.ingest import discover
from pressefakten.ingest.files import SUFFIXES
from pressefakten.ingest.reading import is_container, parts, read_bytes, relative
from pressefakten.ingest.source import need
from pressefakten.ingest.table import read_lines, read_parquet
from pressefakten.patterns import OWN, PACKS, own
from pressefakten.pipeline import load

LINES = 2_000
"""Lines of a JSONL file that are one task."""
FILES = 200
"""Single files that are one task."""
OBJECT_STORES = ("s3", "gcs", "abfs")
"""Arrow's names of the file systems where an object appears whole."""
PARTS = "parts"
NOTES = "notes"
WRITTEN = re.compile(r"/(?:part-\d{6,}\.(?:jsonl|parquet)|\d{6,}\.json)(?:\.\d+\.writing)?\Z")
"""Files in these two folders that this engine wrote."""


@dataclass(frozen=True)
class Task:
    """What one part is read from: `files` as (path, root), or a stretch of one file.

    `first` is the number of the first line or row; `offset` and `size` bytes of a JSONL file; `group` a row group.
    """

    number: int
    kind: str
    files: list[tuple[str, str | None]]
    name: str = ""
    first: int = 1
    offset: int = 0
    size: int = 0
    group: int = 0


@dataclass(frozen=True)
class Options:
    """What the actors need to know."""

    out: str
    published: str | None = None
    base: str | None = None
    packs: tuple[str, ...] = PACKS
    with_text: bool = True
    min_confidence: float = 0.0
    format: str = "jsonl"


def run_on_ray(
    paths: Iterable[Path | str],
    out: Path | str,
    *,
    jobs: int = 0,
    address: str | None = None,
    **options: Any,
) -> Summary:
    """Extract on the Ray cluster at `address`, or on one that is started here; `jobs` actors, by default one a CPU.

    `out` is a .jsonl file, the same bytes as those of a local run, or a folder or address for `parts/` (format jsonl or
    parquet) and rejects. Further options are those of `Options`. Raises UsageError where Ray is absent.
    """
    ray = _ray()
    begun = time.monotonic()
    whole = str(out).endswith(".jsonl")
    options.setdefault("format", "jsonl")
    if options["format"] not in ("jsonl", "parquet") or (whole and options["format"] != "jsonl"):
        raise UsageError(f"--format {options['format']}: the cluster writes jsonl, or parquet into a folder.")
    if "://" not in str(out):
        refuse_foreign(Path(out), Path(out).with_suffix(".rejects.jsonl") if whole else Path(out, "rejects.jsonl"))
    chosen = Options(out=_plain(f"{out}.ray" if whole else str(out)), **options)
    tasks = list(cut(paths))
    _connect(ray, address)
    size = jobs or max(1, int(ray.cluster_resources().get("CPU", 1)))
    rows = (
        ray.data.from_items([{"task": json.dumps(asdict(task))} for task in tasks], override_num_blocks=len(tasks) or 1)
        .map_batches(
            Actor, fn_constructor_args=(chosen,), batch_size=1, num_cpus=1,
            compute=ray.data.ActorPoolStrategy(min_size=1, max_size=min(size, max(1, len(tasks)))),
            **({"runtime_env": {"env_vars": {OWN: os.environ[OWN]}}} if own() else {}),
        )
    )  # fmt: skip
    notes = sorted((json.loads(row["note"]) for row in rows.iter_rows()), key=lambda note: note["number"])
    _tidy(chosen, len(tasks))
    summary = _summary(notes)
    if whole:
        _join(chosen, Path(out), tasks)
    _write_rejects(chosen, Path(out).with_suffix(".rejects.jsonl") if whole else None, summary.failures)
    summary.seconds = time.monotonic() - begun
    return summary


def _ray() -> Any:
    try:
        import_module("ray.data")
        return import_module("ray")
    except ImportError as error:
        raise UsageError(
            f"--engine ray: it needs Ray ({error}). Install it with: pip install 'pressefakten[cluster]'."
        ) from error


def _connect(ray: Any, address: str | None) -> None:
    if not ray.is_initialized():
        ray.init(address=address, log_to_driver=False, logging_level="warning")
    ray.data.DataContext.get_current().enable_progress_bars = False


def _plain(path: str) -> str:
    """An address as it is, a path as an absolute one: actors work elsewhere."""
    return path.rstrip("/") if "://" in path else os.path.abspath(path)  # noqa: PTH100 - a symbolic link stays one


def _opened(path: str) -> tuple[Any, str]:
    """Arrow's file system and the path in it."""
    arrow = need("pyarrow.fs", "cluster", path)
    if "://" in path:
        found: tuple[Any, str] = arrow.FileSystem.from_uri(path)
        return found
    return arrow.LocalFileSystem(), path


def cut(paths: Iterable[Path | str]) -> Iterator[Task]:
    """The tasks in the order in which a local run reads."""
    number, waiting = 0, list[tuple[str, str | None]]()
    for path, root in _files(paths):
        kind = _kind(path)
        if kind:
            if waiting:
                yield Task(number, "files", waiting)
                number, waiting = number + 1, []
            for task in _pieces(kind, path, root, number):
                yield task
                number = task.number + 1
        else:
            waiting.append((path, root))
            if len(waiting) == FILES:
                yield Task(number, "files", waiting)
                number, waiting = number + 1, []
    if waiting:
        yield Task(number, "files", waiting)


def _files(paths: Iterable[Path | str]) -> Iterator[tuple[str, str | None]]:
    for path in map(str, paths):
        if "://" not in path:
            for file, root in discover([_plain(path)]):
                yield str(file), str(root) if root else None
            continue
        system, place = _opened(path)
        arrow = need("pyarrow.fs", "cluster", path)
        if system.get_file_info(place).type == arrow.FileType.File:
            yield path, None
            continue
        scheme = path.partition("://")[0]
        found = system.get_file_info(arrow.FileSelector(place, recursive=True))
        for name in sorted(info.path for info in found if info.is_file):
            if Path(name).suffix.lower() in SUFFIXES:
                yield f"{scheme}://{name}", path


def _kind(path: str) -> str:
    """`jsonl` and `parquet` are cut into pieces, other containers are one task each; empty for a single release."""
    named = SUFFIXES.get(Path(path).suffix.lower(), "text")
    if named in ("jsonl", "parquet"):
        return named
    return "container" if "://" not in path and is_container(Path(path)) else ""


def _pieces(kind: str, path: str, root: str | None, number: int) -> Iterator[Task]:
    name = _name(path, root)
    if kind == "container":
        yield Task(number, "container", [(path, root)], name)
        return
    system, place = _opened(path)
    with system.open_input_file(place) as file:
        if kind == "parquet":
            parquet = need("pyarrow.parquet", "cluster", path).ParquetFile(file)
            first = 1
            for group in range(parquet.num_row_groups):
                yield Task(number + group, "parquet", [(path, root)], name, first, group=group)
                first += parquet.metadata.row_group(group).num_rows
            return
        first, offset, lines_of = 1, 0, io.BufferedReader(file, 1 << 20)
        while lines := list(islice(lines_of, LINES)):
            size = sum(map(len, lines))
            yield Task(number, "jsonl", [(path, root)], name, first, offset, size)
            number, first, offset = number + 1, first + len(lines), offset + size


def _name(path: str, root: str | None) -> str:
    if "://" in path:
        return path.removeprefix(f"{root.rstrip('/')}/") if root else path.rpartition("/")[2]
    return relative(Path(path), root)


class Actor:
    """Loads the pipeline once, then does one task after the other."""

    def __init__(self, options: Options) -> None:
        nlp = load(options.base, packs=options.packs)
        self.options = options
        self.worker = Worker(nlp, options.published, options.with_text, None, options.min_confidence)
        self.settings = fingerprint(
            nlp, options.published, options.base, options.packs, options.with_text, options.min_confidence
        )

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[str]]:
        """One note a task."""
        return {"note": [json.dumps(self.note(Task(**json.loads(str(text))))) for text in batch["task"]]}

    def note(self, task: Task) -> dict[str, Any]:
        """Do the task where it is not done: its number, key, counts and errors."""
        units = list(_units(task))
        key = (
            hashlib.sha256("\n".join([self.options.format, *map(digest_of, units)]).encode()).hexdigest()
            + self.settings
        )
        before = self._before(task)
        if before is not None and before["key"] == key and not before["errors"]:
            return {**before, "skipped": before["stats"]["documents"]}
        outcomes = [self.worker(unit) for unit in units]
        stats = Summary()
        for outcome in outcomes:
            stats.add(outcome.stats)
        errors = [list(error) for outcome in outcomes for error in outcome.errors]
        note = {
            "number": task.number, "key": key, "errors": errors, "stats": _stats(stats), "skipped": 0,
            "host": socket.gethostname(), "pid": os.getpid(),
        }  # fmt: skip
        write = _write_parquet if self.options.format == "parquet" else _write_lines
        _replace(f"{self.options.out}/{_part(task.number, self.options.format)}", partial(write, outcomes))
        _replace(
            f"{self.options.out}/{NOTES}/{task.number:06}.json", lambda file: file.write(json.dumps(note).encode())
        )
        return note

    def _before(self, task: Task) -> dict[str, Any] | None:
        system, place = _opened(self.options.out)
        try:
            with system.open_input_file(f"{place}/{NOTES}/{task.number:06}.json") as file:
                found: dict[str, Any] = json.loads(file.read())
            there = system.get_file_info(f"{place}/{_part(task.number, self.options.format)}").is_file
        except (OSError, ValueError):
            return None
        return found if there else None


def _stats(summary: Summary) -> dict[str, Any]:
    return {key: dict(value) if isinstance(value := getattr(summary, key), dict) else value for key in empty_stats()}


def _part(number: int, kind: str) -> str:
    return f"{PARTS}/part-{number:06}.{kind}"


def _units(task: Task) -> Iterator[Unit]:
    path, root = task.files[0]
    if task.kind == "files":
        for path, root in task.files:
            yield from _single(path, root)
        return
    if task.kind == "container":
        found = parts(path, root=root)
    else:
        system, place = _opened(path)
        file = system.open_input_file(place)
        if task.kind == "parquet":
            found = read_parquet(file, task.name, group=task.group, first=task.first)
        else:
            file.seek(task.offset)
            found = read_lines(file.read(task.size).splitlines(), task.name, first=task.first)
    number = task.first - 1
    try:
        for number, part in enumerate(found, task.first):
            yield _unit(f"{task.name}#{number}", part)
    except InputError as error:
        yield Unit(f"{task.name}#{number + 1}", error=str(error))


def _single(path: str, root: str | None) -> Iterator[Unit]:
    name = _name(path, root)
    if "://" not in path:
        yield Unit(name, path, root)
        return
    try:
        system, place = _opened(path)
        with system.open_input_file(place) as file:
            for number, part in enumerate(read_bytes(file.read(), Path(name), name)):
                yield _unit(name if number == 0 else f"{name}#{number}", part)
    except (InputError, OSError) as error:
        yield Unit(name, error=str(error))


def _unit(place: str, part: Any) -> Unit:
    return Unit(place, error=str(part)) if isinstance(part, InputError) else Unit(place, source=part)


def _write_lines(outcomes: list[Outcome], file: Any) -> None:
    for outcome in outcomes:
        for _, payload in outcome.records:
            file.write(payload)


def _write_parquet(outcomes: list[Outcome], file: Any) -> None:
    """Columns `id`, `source`, `published`, `issuer`, `title` to select by, and the whole `record` as JSON."""
    arrow, parquet = need("pyarrow", "cluster", "out"), need("pyarrow.parquet", "cluster", "out")
    columns = ("id", "source", "published", "issuer", "title")
    rows = [payload.decode() for outcome in outcomes for _, payload in outcome.records]
    records = [json.loads(row) for row in rows]
    cells = {name: arrow.array([record[name] for record in records], arrow.string()) for name in columns}
    parquet.write_table(arrow.table({**cells, "record": arrow.array(rows, arrow.string())}), file)


def _replace(path: str, write: Any) -> None:
    """Write a file whole or not at all: aside and renamed, where an object store does not do so by itself."""
    system, place = _opened(path)
    if system.type_name in OBJECT_STORES:
        with system.open_output_stream(place) as file:
            write(file)
        return
    system.create_dir(place.rpartition("/")[0], recursive=True)
    with system.open_output_stream(f"{place}.{os.getpid()}.writing") as file:
        write(file)
    system.move(f"{place}.{os.getpid()}.writing", place)


def _tidy(options: Options, count: int) -> None:
    """Parts of an earlier run with more tasks, or of a worker that was lost while it wrote, go."""
    system, place = _opened(options.out)
    arrow = need("pyarrow.fs", "cluster", options.out)
    keep = {f"{place}/{_part(number, options.format)}" for number in range(count)}
    keep |= {f"{place}/{NOTES}/{number:06}.json" for number in range(count)}
    for folder in (PARTS, NOTES):
        for info in system.get_file_info(arrow.FileSelector(f"{place}/{folder}", allow_not_found=True)):
            if info.path not in keep and WRITTEN.search(info.path):
                system.delete_file(info.path)


def _summary(notes: list[dict[str, Any]]) -> Summary:
    summary = Summary()
    for note in notes:
        summary.add(note["stats"])
        summary.skipped += note["skipped"]
        summary.failures += [Failure(source, reason) for source, reason in note["errors"]]
    return summary


def _join(options: Options, out: Path, tasks: list[Task]) -> None:
    """All parts in one file; they are kept beside it, so that the next run can skip what is done."""
    temporary = out.with_name(f".{out.name}.writing")
    with temporary.open("wb") as target:
        for task in tasks:
            with Path(options.out, _part(task.number, "jsonl")).open("rb") as part:
                while data := part.read(1 << 20):
                    target.write(data)
    temporary.replace(out)


def _write_rejects(options: Options, file: Path | None, failures: list[Failure]) -> None:
    path = str(file.absolute()) if file is not None else f"{options.out}/rejects.jsonl"
    lines = "".join(json.dumps({"source": f.source, "reason": f.reason}, ensure_ascii=False) + "\n" for f in failures)
    if lines:
        _replace(path, lambda target: target.write(lines.encode()))
        return
    system, place = _opened(path)
    if system.get_file_info(place).is_file:
        system.delete_file(place)
