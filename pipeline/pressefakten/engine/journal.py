"""What of a batch is done: one row a unit, in an SQLite file, so that a kill at any moment loses at most a second."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pressefakten.errors import UsageError

FORMAT = 1
"""Number of the tables' layout; a journal of another number is begun anew."""
TABLES = """
create table if not exists units (
    place text primary key, key text not null, docs text not null, errors text not null, stats text not null
) without rowid;
create table if not exists plan (number integer primary key, place text not null);
create table if not exists meta (name text primary key, value text) without rowid;
"""


@dataclass(slots=True)
class Entry:
    """A unit that is done: `key` is content and settings, `docs` where its records are: (name, offset, size)."""

    place: str
    key: str
    docs: list[tuple[str, int, int]] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    stats: dict[str, Any] = field(default_factory=dict)


class Journal:
    """Open it for one run; a second run on the same output is refused with UsageError."""

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        if fresh:
            path.unlink(missing_ok=True)
        try:
            self._open()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise UsageError(
                f"{path}: the journal cannot be opened ({error}). Wait until the other run on this output ends."
            ) from error
        except sqlite3.DatabaseError:  # no database any more: begin anew
            path.unlink()
            self._open()

    def _open(self) -> None:
        self.db = sqlite3.connect(self.path, timeout=1.0, isolation_level=None)
        self.db.execute("pragma locking_mode = exclusive")
        self.db.execute("pragma synchronous = normal")
        self.db.execute("begin exclusive")
        if self.db.execute("pragma user_version").fetchone()[0] != FORMAT:
            for table in ("units", "plan", "meta"):
                self.db.execute(f"drop table if exists {table}")
        for statement in TABLES.split(";"):
            self.db.execute(statement)
        self.db.execute(f"pragma user_version = {FORMAT}")
        self.db.execute("delete from plan")

    def commit(self) -> None:
        """Make everything so far safe and go on."""
        self.db.execute("commit")
        self.db.execute("begin exclusive")

    def close(self) -> None:
        """Make everything so far safe and let go of the lock."""
        self.db.execute("commit")
        self.db.close()

    def get(self, place: str) -> Entry | None:
        """What is done of a unit."""
        row = self.db.execute("select place, key, docs, errors, stats from units where place = ?", (place,)).fetchone()
        return _entry(row) if row else None

    def put(self, entry: Entry) -> None:
        """Note that a unit is done."""
        columns = [json.dumps(part, ensure_ascii=False) for part in (entry.docs, entry.errors, entry.stats)]
        self.db.execute("insert or replace into units values (?, ?, ?, ?, ?)", (entry.place, entry.key, *columns))

    def plan(self, number: int, place: str) -> None:
        """Note the unit's number in the order of this run."""
        self.db.execute("insert into plan values (?, ?)", (number, place))

    def in_order(self) -> Iterator[Entry]:
        """The units of this run in their order; entries may be put while they are read."""
        last = -1
        query = (
            "select number, units.place, key, docs, errors, stats from plan join units on units.place = plan.place "
            "where number > ? order by number limit 500"
        )
        while rows := self.db.execute(query, (last,)).fetchall():
            last = rows[-1][0]
            yield from (_entry(row[1:]) for row in rows)

    def forget(self, *, but_plan: bool = False) -> None:
        """Drop all units, or those that are not in this run."""
        self.db.execute("delete from units" + (" where place not in (select place from plan)" if but_plan else ""))

    def meta(self, name: str) -> str | None:
        """A named value of the output."""
        row = self.db.execute("select value from meta where name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, **values: str) -> None:
        """Set named values of the output."""
        self.db.executemany("insert or replace into meta values (?, ?)", list(values.items()))


def _entry(row: tuple[str, str, str, str, str]) -> Entry:
    place, key, docs, errors, stats = row
    return Entry(
        place,
        key,
        [(n, o, s) for n, o, s in json.loads(docs)],
        [(a, b) for a, b in json.loads(errors)],
        json.loads(stats),
    )
