"""Records become tables, databases and linked data; a record of an earlier version still loads."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import ROOT
from pressefakten.errors import InputError, UsageError
from pressefakten.export import FORMATS, default_out, export, releases
from pressefakten.export.tables import TABLES, rows
from pressefakten.records import KEY_SLOTS, Release

OLD = Path(__file__).parent / "data" / "record-1.0.json"
QUERIES = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "inputs-outputs.md").read_text(encoding="utf-8"), re.S)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Two releases, the second with the same text as the first."""
    record = json.loads(OLD.read_text(encoding="utf-8"))
    path = tmp_path / "out.jsonl"
    path.write_text(
        "".join(json.dumps(record | {"source": name}) + "\n" for name in ("a.txt", "b.txt")), encoding="utf-8"
    )
    return path


def old() -> Release:
    (record,) = releases(OLD)
    return record


def test_a_record_of_version_1_0_still_loads_and_is_written_the_same():
    record = old()
    assert {fact.type for fact in record.facts} == set(KEY_SLOTS)
    assert record.to_json() + "\n" == OLD.read_text(encoding="utf-8")


def test_a_record_of_another_version_is_refused_by_name(tmp_path: Path):
    newer = json.loads(OLD.read_text(encoding="utf-8")) | {"schema_version": "2.0"}
    (tmp_path / "a.json").write_text(json.dumps(newer))
    with pytest.raises(InputError, match=r"a\.json: the record has schema version 2\.0, this program reads 1\.0"):
        list(releases(tmp_path))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.json", "{}", r"a\.json: this is no release record: id"),
        ("a.jsonl", "\n{oops", r"a\.jsonl:2: this is no release record"),
        ("a.json", "[{", r"a\.json: it is no JSON"),
        ("rejects.jsonl", "{}", "there is no record in it"),
    ],
)
def test_what_is_no_record_is_named(tmp_path: Path, name: str, data: str, message: str):
    (tmp_path / name).write_text(data)
    with pytest.raises(InputError, match=message):
        list(releases(tmp_path))


def test_folders_arrays_and_lines_hold_the_same_records(tmp_path: Path, records: Path):
    lines = records.read_text(encoding="utf-8").splitlines()
    (tmp_path / "out").mkdir()
    for number, line in enumerate(lines):
        (tmp_path / "out" / f"{number}.json").write_text(line, encoding="utf-8")
    (tmp_path / "all.json").write_text(f"[{','.join(lines)}]", encoding="utf-8")
    assert list(releases(tmp_path / "out")) == list(releases(tmp_path / "all.json")) == list(releases(records))


def test_csv_has_stable_columns_and_exact_numbers(tmp_path: Path, records: Path):
    assert export(records, "csv", tmp_path / "tables") == 2
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == sorted(f"{t.name}.csv" for t in TABLES)
    with (tmp_path / "tables" / "facts.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert len(table) == 2 * len(old().facts)
    assert table[0]["value"] == "12500" and table[0]["change_percent"] == "6.4" and table[1]["value"] == "0.125"
    assert (table[0]["period"], table[0]["period_end"], table[1]["of_what"]) == ("2024", "2024-12-31", "Anteil")
    assert json.loads(table[9]["parties"]) == ["Käser", "Hess Energie"]
    assert table[-1]["release"] == f"{old().id}~2"
    assert list(table[0]) == list(next(t for t in TABLES if t.name == "facts").names)


def test_every_slot_of_every_fact_has_a_column():
    record = old()
    flat = {(table.name, row[0], row[1]): dict(zip(table.names, row, strict=True)) for table, row in rows([record])}
    for fact in record.facts:
        cells = [str(cell) for cell in flat["facts", record.id, fact.id].values()]
        for slot, value in fact.model_dump(mode="json", exclude={"id", "type", "evidence", "confidence"}).items():
            for part in _leaves(value):
                assert str(part) in cells, (fact.type, slot, part)


def _leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        hidden = () if "kind" not in value else ("kind", "type", "ambiguous", "inferred")
        return [leaf for name, part in value.items() if name not in hidden for leaf in _leaves(part)]
    if isinstance(value, list):
        return [json.dumps(value, ensure_ascii=False)]
    return [] if value is None else [value]


def test_parquet_holds_the_same_rows(tmp_path: Path, records: Path):
    parquet = pytest.importorskip("pyarrow.parquet")
    export(records, "parquet", tmp_path / "tables")
    expected = list(rows(releases(records)))
    for table in TABLES:
        data = parquet.read_table(tmp_path / "tables" / f"{table.name}.parquet")
        assert data.column_names == list(table.names)
        found = [tuple(row.values()) for row in data.to_pylist()]
        assert found == [row for other, row in expected if other.name == table.name]


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_databases_have_keys_views_and_answer_the_queries_of_the_docs(tmp_path: Path, records: Path, kind: str):
    connect = sqlite3.connect if kind == "sqlite" else pytest.importorskip("duckdb").connect
    path = tmp_path / f"facts.{kind}"
    export(records, kind, path)
    with closing(connect(str(path))) as database:
        ask = database.execute
        counts = {table.name: ask(f"select count(*) from {table.name}").fetchone()[0] for table in TABLES}
        assert counts == {"releases": 2, "entities": 26, "facts": 24, "evidence": 26}
        production, roles, money = (ask(query).fetchall() for query in QUERIES)
        assert production[0][1:3] == ("Käser AG", "2024")
        assert Decimal(str(production[0][3])) == 12500 and production[0][5].startswith("Die Käser AG hat 2024")
        assert [row[:4] for row in roles] == [("Käser AG", "Anna Muster", "Geschäftsführerin", "2023-05-01")] * 2
        assert (money[0][0], money[0][1], Decimal(str(money[0][2]))) == ("CHF", 2, 60_000_000)
        with pytest.raises(Exception, match=r"(?i)constraint"):
            if kind == "sqlite":
                ask("pragma foreign_keys = on")
            ask("insert into entities (release, id) values ('nowhere', 'e1')")


def test_each_fact_type_has_a_view(tmp_path: Path, records: Path):
    from pressefakten.export.databases import VIEWS

    export(records, "sqlite", tmp_path / "facts.sqlite")
    with closing(sqlite3.connect(tmp_path / "facts.sqlite")) as database:
        for kind in KEY_SLOTS:
            (count,) = database.execute(f"select count(*) from {VIEWS[kind]}").fetchone()
            assert count == 2 * sum(fact.type == kind for fact in old().facts)


def test_jsonld_is_a_graph_with_a_context(tmp_path: Path, records: Path):
    export(records, "jsonld", tmp_path / "graph.jsonld")
    data = json.loads((tmp_path / "graph.jsonld").read_text(encoding="utf-8"))
    article = data["@graph"][0]
    assert (article["type"], article["headline"]) == ("schema:NewsArticle", "Käser eröffnet Werk in Thun")
    assert {thing["type"] for thing in article["mentions"]} >= {"schema:Person", "schema:Organization", "schema:Place"}
    price = next(fact for fact in article["hasFact"] if fact["type"] == "Price")
    assert price["amount"] == {"type": "Number", "value": 39900, "approx": "at_least", "currency": "CHF"}
    assert price["evidence"][0]["type"] == "oa:TextPositionSelector"
    assert data["@context"]["schema"] == "https://schema.org/"


def test_jsonl_gives_the_records_back(tmp_path: Path, records: Path):
    export(records, "jsonl", tmp_path / "again.jsonl")
    assert list(releases(tmp_path / "again.jsonl")) == list(releases(records))


@pytest.mark.parametrize("to", sorted(FORMATS))
def test_a_failed_export_leaves_the_old_output(tmp_path: Path, records: Path, to: str):
    out = tmp_path / "target"
    export(records, to, out)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with records.open("a") as file:
        file.write("{oops\n")
    before[records] = records.read_bytes()
    with pytest.raises(InputError, match=r"out\.jsonl:3"):
        export(records, to, out)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_wrong_outputs_are_refused(tmp_path: Path, records: Path):
    with pytest.raises(UsageError, match="there is no such format"):
        export(records, "xlsx", tmp_path / "a")
    with pytest.raises(UsageError, match="csv is written to a folder"):
        (tmp_path / "file").write_text("x")
        export(records, "csv", tmp_path / "file")
    with pytest.raises(UsageError, match="the output is the input"):
        export(records, "jsonl", records)
    with pytest.raises(InputError, match="no such file or folder"):
        export(tmp_path / "fehlt", "csv", tmp_path / "a")


def test_outputs_stand_beside_the_records():
    assert default_out(Path("a/out.jsonl"), "sqlite") == Path("a/out.sqlite")
    assert default_out(Path("a/out"), "csv") == Path("a/out-csv")


@pytest.mark.parametrize("to", FORMATS)
def test_an_export_replaces_its_own_output_and_nobody_elses(records: Path, tmp_path: Path, to: str) -> None:
    out = tmp_path / "tables"
    export(records, to, out)
    files = sorted(out.iterdir()) if out.is_dir() else [out]
    assert export(records, to, out) == 2
    before = files[-1].read_bytes()
    for foreign in (
        b"name;value\nSeptember;4\n",
        b'{"mine": 1}\n',
        b"SQLite format 3\0 but broken",
        b"PAR1 too",
        b"12345678DUCK",
    ):
        files[-1].write_bytes(foreign)
        with pytest.raises(UsageError, match="there is a file that is no output of pressefakten"):
            export(records, to, out)
        assert files[-1].read_bytes() == foreign
    files[-1].write_bytes(b"")
    export(records, to, out)
    assert len(files[-1].read_bytes()) == len(before)


def test_a_database_of_somebody_else_stays(records: Path, tmp_path: Path) -> None:
    out = tmp_path / "notes.db"
    with closing(sqlite3.connect(out)) as database, database:
        database.execute("create table notes (text)")
    before = out.read_bytes()
    with pytest.raises(UsageError, match=r"notes\.db: there is a file that is no output of pressefakten"):
        export(records, "sqlite", out)
    assert out.read_bytes() == before


def test_what_a_killed_export_left_behind_goes(records: Path, tmp_path: Path) -> None:
    left = tmp_path / ".out.db.writing"
    left.mkdir()
    (left / "out.db").write_bytes(b"half")
    export(records, "sqlite", tmp_path / "out.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.db", "out.jsonl"]


def test_a_slot_has_the_days_that_its_time_covers(records: Path, tmp_path: Path) -> None:
    export(records, "sqlite", tmp_path / "out.db")
    with closing(sqlite3.connect(tmp_path / "out.db")) as database:
        query = "select distinct period, period_start, period_end from key_figures where period is not null"
        found = database.execute(query).fetchall()
    assert found == [("2024", "2024-01-01", "2024-12-31")]
