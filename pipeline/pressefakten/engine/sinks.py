"""Where records go: a folder with one JSON file a release, or one JSON Lines file in a stable order."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import BinaryIO, Protocol

from pressefakten.engine.journal import Entry, Journal
from pressefakten.export.owned import refuse_foreign

Docs = list[tuple[str, int, int]]
"""(file name or empty, offset, size) of each record of a unit."""
REJECTS = "rejects.jsonl"


class Sink(Protocol):
    """What `run` asks of an output."""

    @property
    def indent(self) -> int | None:
        """Of the JSON."""
        ...

    @property
    def journal(self) -> Journal:
        """Of this output."""
        ...

    def reserve(self, place: str) -> None:
        """Name the output of a unit: called for all units in order, so that names depend on nothing else."""
        ...

    def write(self, place: str, records: list[tuple[str | None, bytes]], before: Entry | None) -> Docs:
        """Store the records of a unit in the place of those of `before`."""
        ...

    def holds(self, entry: Entry) -> bool:
        """Whether what the journal says is still there."""
        ...

    def commit(self) -> None:
        """Make everything so far safe."""
        ...

    def finish(self) -> None:
        """Put records and rejects in their final place and order."""
        ...


class Folder:
    """`OUT/NAME.json` for `NAME.txt`, `OUT/rejects.jsonl`; the journal stands in `OUT/.journal`."""

    def __init__(self, out: Path, *, resume: bool = True) -> None:
        refuse_foreign(out / REJECTS)
        self.out, self.indent = out, 1
        self.temporary = out / ".journal" / "writing"
        self.journal = Journal(out / ".journal" / "journal.sqlite", fresh=not resume)
        self._taken: set[str] = set()
        self._stems: dict[str, str] = {}

    def reserve(self, place: str) -> None:
        """`a` for `a.txt`, `a.txt` where another unit is `a`; `box.mbox/3` for the third release inside a file."""
        container, _, number = place.rpartition("#")
        whole = f"{container}/{number}" if container and number.isdigit() else place
        stem = whole if whole != place else os.path.splitext(place)[0]  # noqa: PTH122 - a place is no path
        choices = (stem, whole, *(f"{whole}~{n}" for n in range(2, 1000)))
        self._stems[place] = next(choice for choice in choices if choice not in self._taken)
        self._taken.add(self._stems[place])

    def write(self, place: str, records: list[tuple[str | None, bytes]], before: Entry | None) -> Docs:
        """One file a record; files of `before` that are not written again go."""
        docs = []
        for i, (_, payload) in enumerate(records):
            name = self._name(place, i)
            path = self.out / name
            if before is None or not before.docs:
                refuse_foreign(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            self.temporary.write_bytes(payload)
            os.replace(self.temporary, path)  # noqa: PTH105 - same as Path.replace, and the usual word for it
            docs.append((name, 0, len(payload)))
        for name, _, _ in before.docs if before else []:
            if name not in {doc[0] for doc in docs} and name.removesuffix(".json") not in self._taken:
                (self.out / name).unlink(missing_ok=True)
        return docs

    def holds(self, entry: Entry) -> bool:
        """Whether all files are there in their size, under the names that this run gives them."""
        try:
            return all(
                name == self._name(entry.place, i) and (self.out / name).stat().st_size == size
                for i, (name, _, size) in enumerate(entry.docs)
            )
        except OSError:
            return False

    def _name(self, place: str, i: int) -> str:
        """`a.json`; the further releases of a mail are `a.eml/1.json` and so on."""
        return f"{place}/{i}.json" if i else f"{self._stems[place]}.json"

    def commit(self) -> None:
        """Files are renamed when they are complete: only the journal is left."""
        self.journal.commit()

    def finish(self) -> None:
        """Write the rejects."""
        write_rejects(self.journal, self.out / REJECTS)


class Lines:
    """`OUT.jsonl` in the order of the inputs, `OUT.rejects.jsonl`; unfinished work stands in `OUT.jsonl.journal/`.

    Records are appended to a part file; at the end it takes the place of the output, sorted before where inputs
    came, went or changed. `home` says where the journal's offsets point to: the part file or the finished output.
    """

    def __init__(self, out: Path, *, resume: bool = True) -> None:
        refuse_foreign(out, out.with_suffix(f".{REJECTS}"))
        self.out, self.indent = out, None
        self.work = out.with_name(out.name + ".journal")
        self.journal = Journal(self.work / "journal.sqlite", fresh=not resume)
        self.file: BinaryIO | None = None
        self.size = int(self.journal.meta("size") or 0)
        self._find_home()

    def _find_home(self) -> None:
        part, size = self._part(), self.size
        if self.journal.meta("home") == "part" and part.is_file() and part.stat().st_size >= size:
            os.truncate(part, size)  # what came after the last commit
        elif self.size and self.out.is_file() and self.out.stat().st_size == size:
            self.journal.set_meta(home="final")
        else:
            self.journal.forget()
            self.size = 0
            part.write_bytes(b"")
            self.journal.set_meta(home="part", size="0")
        self.journal.commit()

    def _part(self) -> Path:
        return self.work / f"part-{self.journal.meta('turn') or '0'}.jsonl"

    def _is_final(self) -> bool:
        return self.journal.meta("home") == "final"

    def _appending(self) -> BinaryIO:
        if self.file is None:
            if self._is_final():
                shutil.copyfile(self.out, self._part())
                self.journal.set_meta(home="part")
                self.journal.commit()
            self.file = self._part().open("ab")
        return self.file

    def reserve(self, place: str) -> None:
        """All records stand in one file."""

    def write(self, place: str, records: list[tuple[str | None, bytes]], before: Entry | None) -> Docs:
        """Append; what `before` has is left out when the output is finished."""
        docs = []
        for _, payload in records:
            self._appending().write(payload)
            docs.append(("", self.size, len(payload)))
            self.size += len(payload)
        return docs

    def holds(self, entry: Entry) -> bool:
        """Whether the records lie inside the file."""
        return all(offset + size <= self.size for _, offset, size in entry.docs)

    def commit(self) -> None:
        """First the records, then the journal that points to them."""
        if self.file is not None:
            self.file.flush()
        self.journal.set_meta(size=str(self.size))
        self.journal.commit()

    def finish(self) -> None:
        """Sort where needed, and rename to the output; nothing is touched where nothing changed."""
        self.commit()
        if self.file is not None:
            self.file.close()
            self.file = None
        if not self._is_sorted():
            self._sort()
        if not self._is_final():
            os.replace(self._part(), self.out)  # noqa: PTH105
            self.journal.set_meta(home="final")
            self.journal.commit()
        write_rejects(self.journal, self.out.with_suffix(f".{REJECTS}"))

    def _is_sorted(self) -> bool:
        end = 0
        for entry in self.journal.in_order():
            for _, offset, size in entry.docs:
                if offset != end:
                    return False
                end += size
        return end == self.size

    def _sort(self) -> None:
        """Copy the records of this run in order to the next part file; one commit makes it the home."""
        old = self.out if self._is_final() else self._part()
        turn = int(self.journal.meta("turn") or 0) + 1
        new, end = self.work / f"part-{turn}.jsonl", 0
        with old.open("rb") as source, new.open("wb") as target:
            for entry in self.journal.in_order():
                docs = []
                for name, offset, size in entry.docs:
                    source.seek(offset)
                    target.write(source.read(size))
                    docs.append((name, end, size))
                    end += size
                entry.docs = docs
                self.journal.put(entry)
        self.journal.forget(but_plan=True)
        self.journal.set_meta(home="part", turn=str(turn), size=str(end))
        self.journal.commit()
        self.size = end
        if old != self.out:
            old.unlink(missing_ok=True)


def write_rejects(journal: Journal, path: Path) -> None:
    """One line a document that could not be read, in order; no file where there is none."""
    temporary = journal.path.with_name("rejects")
    with temporary.open("w", encoding="utf-8") as file:
        for entry in journal.in_order():
            for source, reason in entry.errors:
                file.write(json.dumps({"source": source, "reason": reason}, ensure_ascii=False) + "\n")
    if temporary.stat().st_size:
        os.replace(temporary, path)  # noqa: PTH105
    else:
        temporary.unlink()
        path.unlink(missing_ok=True)
