"""The Ray engine on a local cluster of two workers: the same bytes as a local run, also where a worker is lost."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ray = pytest.importorskip("ray", reason="make test-cluster installs Ray")

from pressefakten.engine import cluster as engine  # noqa: E402
from pressefakten.engine import run, run_on_ray  # noqa: E402

TEXT = "Bern, {day}. März 2025. Die Käser AG hat {count} Fahrzeuge verkauft, {more} Prozent mehr als im Vorjahr.\n"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes with one CPU each, and a head without any."""
    from ray.cluster_utils import Cluster

    local = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "object_store_memory": 200_000_000})
    for _ in range(2):
        local.add_node(num_cpus=1, object_store_memory=200_000_000)
    ray.init(address=local.address, log_to_driver=False)
    yield local
    ray.shutdown()
    local.shutdown()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lines, rows, single files and broken ones, in tasks of a few documents."""
    import pyarrow
    import pyarrow.parquet

    monkeypatch.setattr(engine, "LINES", 25)
    monkeypatch.setattr(engine, "FILES", 10)
    folder = tmp_path / "in"
    folder.mkdir()
    texts = [TEXT.format(day=1 + i % 28, count=100 + i, more=i % 90) for i in range(240)]
    for i, text in enumerate(texts[:60]):
        (folder / f"r{i:03}.txt").write_text(text, encoding="utf-8")
    (folder / "r030b.txt").write_bytes(b"")
    lines = [json.dumps({"text": text}) for text in texts[60:200]]
    (folder / "rows.jsonl").write_text("\n".join([*lines, "{oops"]) + "\n", encoding="utf-8")
    table = pyarrow.table({"text": texts[200:], "source": [f"u{i}" for i in range(40)]})
    pyarrow.parquet.write_table(table, folder / "table.parquet", row_group_size=15)
    return folder


def test_a_cluster_writes_the_bytes_of_a_local_run(cluster: Any, folder: Path, tmp_path: Path) -> None:
    local = run([folder], tmp_path / "local.jsonl", progress=False)
    remote = run_on_ray([folder], tmp_path / "ray.jsonl", jobs=2)
    assert (tmp_path / "ray.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()
    assert (tmp_path / "ray.rejects.jsonl").read_bytes() == (tmp_path / "local.rejects.jsonl").read_bytes()
    assert (remote.documents, remote.facts, remote.readers) == (local.documents, local.facts, local.readers)
    assert remote.documents == 240 and len(remote.failures) == 2
    again = run_on_ray([folder], tmp_path / "ray.jsonl", jobs=2)
    assert again.documents == 240
    assert again.skipped > 150  # all but the tasks with failures


@pytest.mark.parametrize("lost", ["process", "machine"])
def test_the_loss_of_a_worker_loses_no_document(cluster: Any, folder: Path, tmp_path: Path, lost: str) -> None:
    run([folder], tmp_path / "local.jsonl", progress=False)
    notes, hits = tmp_path / "ray.jsonl.ray" / "notes", list[int]()

    def hit() -> None:
        """As soon as a task is done, kill the process that did it, or take one of the two machines away."""
        note = _first(notes)
        if lost == "process":
            os.kill(json.loads(note.read_text(encoding="utf-8"))["pid"], signal.SIGKILL)
        else:
            cluster.remove_node(sorted(cluster.worker_nodes, key=str)[0], allow_graceful=False)
        hits.append(len(list(notes.glob("*.json"))))

    hitter = threading.Thread(target=hit)
    hitter.start()
    run_on_ray([folder], tmp_path / "ray.jsonl", jobs=2)
    hitter.join()
    if lost == "machine":
        cluster.add_node(num_cpus=1, object_store_memory=200_000_000)
    assert 0 < hits[0] < len(list(notes.glob("*.json")))
    assert (tmp_path / "ray.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()


def _first(notes: Path) -> Path:
    """The first note that appears within two minutes."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        for note in sorted(notes.glob("*.json")):
            return note
        time.sleep(0.02)
    raise TimeoutError(f"{notes}: no task was done")


def test_actors_read_a_pattern_folder_of_ones_own(
    cluster: Any, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine"
    (mine / "names" / "ships").mkdir(parents=True)
    row = {"label": "BRAND", "pattern": "Fahrzeuge", "id": "fahrzeuge", "canonical": "Trulli"}
    (mine / "names" / "ships" / "new.jsonl").write_text(json.dumps(row), encoding="utf-8")
    monkeypatch.setenv("PRESSEFAKTEN_PATTERNS", str(mine))
    run_on_ray([folder / "r000.txt"], tmp_path / "own.jsonl", jobs=1)
    assert '"canonical":"Trulli"' in (tmp_path / "own.jsonl").read_text(encoding="utf-8")


def test_parts_in_parquet(cluster: Any, folder: Path, tmp_path: Path) -> None:
    import pyarrow.parquet

    run([folder], tmp_path / "local.jsonl", progress=False)
    run_on_ray([folder], tmp_path / "out", jobs=2, format="parquet")
    parts = sorted((tmp_path / "out" / "parts").glob("*.parquet"))
    records = [row["record"] for part in parts for row in pyarrow.parquet.read_table(part).to_pylist()]
    assert "".join(records) == (tmp_path / "local.jsonl").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "rejects.jsonl").exists()
    addressed = run_on_ray([f"file://{folder}"], f"file://{tmp_path}/addressed", jobs=2)
    assert addressed.documents == 240
