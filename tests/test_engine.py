"""Batches: isolated errors, skipped work, and the same bytes after any number of kills."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import pressefakten.components.common
from pressefakten.engine import extract_many, run, watch
from pressefakten.engine.pool import Died, in_order
from pressefakten.errors import InputError, UsageError
from pressefakten.ingest import Source

assert pressefakten.components.common.DOC_EXTENSIONS  # registers the Doc's extensions


@Language.component("stub_facts", assigns=["doc._.facts"])
def stub_facts(doc: Doc) -> Doc:
    """One quotation a document; a text with BUG raises, one with DIE ends its process."""
    if "BUG" in doc.text:
        raise ValueError("a bug")
    if "DIE" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "SLOW" in doc.text:
        time.sleep(60)
    words = doc.text.split()[0]
    doc._.facts = [
        {"id": "f1", "type": "quote", "text": words, "evidence": [{"start": 0, "end": len(words)}], "confidence": 1}
    ]
    doc._.fact_sources = [{"rule": "stub", "sources": {}}]
    return doc


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("de")
    nlp.add_pipe("stub_facts")
    return nlp


def fill(folder: Path, count: int = 12) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        (folder / f"r{i:03}.txt").write_text(f"Meldung{i} der Käser AG\n", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"")
    rows = [{"text": f"Zeile{i}"} for i in range(5)]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows) + "{oops\n", encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """What stands in an output, without its journals."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "journal" not in path.relative_to(folder).as_posix()
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_gets_one_file_a_release_and_the_rejects(tmp_path: Path, nlp: Language, jobs: int) -> None:
    summary = run([fill(tmp_path / "in", 3)], tmp_path / "out", jobs=jobs, nlp=nlp, progress=False)
    found = tree(tmp_path / "out")
    names = [f"r00{i}.json" for i in range(3)] + ["rejects.jsonl"] + [f"rows.jsonl/{i}.json" for i in range(1, 6)]
    assert list(found) == sorted(names)
    assert json.loads(found["r001.json"])["source"] == "r001.txt"
    assert [json.loads(line)["source"] for line in found["rejects.jsonl"].splitlines()] == ["bad.txt", "rows.jsonl#6"]
    assert (summary.documents, summary.skipped, dict(summary.facts)) == (8, 0, {"quote": 8})
    assert [failure.source for failure in summary.failures] == ["bad.txt", "rows.jsonl#6"]
    assert dict(summary.readers) == {"text utf-8": 3, "jsonl utf-8": 5}
    assert "8 documents (8 read, 0 unchanged), 2 failed" in summary.lines()[0]


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
def test_unchanged_work_is_skipped_and_changes_are_done(tmp_path: Path, nlp: Language, out: str) -> None:
    folder, options = fill(tmp_path / "in"), {"nlp": nlp, "progress": False}
    run([folder], tmp_path / out, **options)
    first = tree(tmp_path)
    again = run([folder], tmp_path / out, **options)
    assert (again.documents, again.skipped) == (17, 17)
    assert tree(tmp_path) == first
    (folder / "r003.txt").write_text("Anders\n")
    (folder / "a-new.txt").write_text("Neu\n")
    (folder / "r005.txt").unlink()
    changed = run([folder], tmp_path / out, jobs=2, **options)
    assert (changed.documents, changed.skipped) == (17, 15)
    (tmp_path / "out" / "r005.json").unlink(missing_ok=True)
    fresh = tmp_path / "fresh" / out
    run([folder], fresh, **options)
    outputs = {name: data for name, data in tree(tmp_path).items() if name.startswith("out")}
    assert outputs == tree(tmp_path / "fresh")


def test_other_options_and_lost_outputs_are_done_anew(tmp_path: Path, nlp: Language) -> None:
    folder = fill(tmp_path / "in", 2)
    run([folder], tmp_path / "out", nlp=nlp, progress=False)
    (tmp_path / "out" / "r001.json").unlink()
    assert run([folder], tmp_path / "out", nlp=nlp, progress=False).skipped == 6
    assert run([folder], tmp_path / "out", nlp=nlp, progress=False, with_text=False).skipped == 0
    assert run([folder], tmp_path / "out", nlp=nlp, progress=False, with_text=False, resume=False).skipped == 0
    assert "text" not in json.loads((tmp_path / "out" / "r001.json").read_text())


def test_names_that_collide_stay_apart(tmp_path: Path, nlp: Language) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(f"Eins{folder}\n")
    (tmp_path / "a" / "x.md").write_text("Zwei\n")
    run([tmp_path / "a", tmp_path / "b"], tmp_path / "out", nlp=nlp, progress=False)
    texts = {name: json.loads(data)["text"] for name, data in tree(tmp_path / "out").items()}
    assert texts == {"x.json": "Zwei\n", "x.txt.json": "Einsa\n", "x.txt~2.json": "Einsb\n"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bug_on_one_text_costs_one_text(tmp_path: Path, nlp: Language, jobs: int) -> None:
    folder = fill(tmp_path / "in", 3)
    (folder / "r001.txt").write_text("BUG\n")
    summary = run([folder], tmp_path / "out.jsonl", jobs=jobs, nlp=nlp, progress=False)
    assert summary.documents == 7
    assert summary.failures[1] == ("r001.txt", "r001.txt: extraction failed: ValueError: a bug")
    assert len((tmp_path / "out.rejects.jsonl").read_text().splitlines()) == 3


def test_a_worker_that_dies_costs_one_text(tmp_path: Path, nlp: Language) -> None:
    folder = fill(tmp_path / "in", 6)
    (folder / "r002.txt").write_text("DIE\n")
    summary = run([folder], tmp_path / "out", jobs=2, nlp=nlp, progress=False)
    assert summary.documents == 10
    assert "its process died while this document was read" in summary.failures[1].reason


def test_a_task_that_takes_too_long_is_ended() -> None:
    def work(task: int) -> int:
        time.sleep(60 if task == 3 else 0)
        return task

    answers = [answer for _, answer in in_order(work, range(8), jobs=2, time_limit=0.3)]
    assert [answer for answer in answers if not isinstance(answer, Died)] == [0, 1, 2, 4, 5, 6, 7]
    assert "longer than" in str(answers[3])


def test_a_stream_stays_in_order_and_bounded(nlp: Language) -> None:
    taken = 0

    def texts() -> Iterator[str]:
        nonlocal taken
        for taken in range(1, 201):
            yield f"Meldung{taken}"

    stream = extract_many(texts(), jobs=2, nlp=nlp)
    assert next(stream).text == "Meldung1"
    assert taken <= 40
    assert [release.text for release in stream] == [f"Meldung{i}" for i in range(2, 201)]


def test_a_stream_takes_sources_and_reports_errors(nlp: Language) -> None:
    texts = ["eins", Source("BUG", "b.txt"), Source("zwei", "c.txt", "2025-03-04", "Titel")]
    failed: list[str] = []
    first, second = extract_many(texts, nlp=nlp, on_error=lambda source, reason: failed.append(reason))
    assert (first.source, second.source, second.published, second.title) == (None, "c.txt", "2025-03-04", "Titel")
    assert failed == ["b.txt: ValueError: a bug. Report this text as a bug."]
    with pytest.raises(InputError, match=r"b\.txt: ValueError"):
        list(extract_many(texts, nlp=nlp))


def test_wrong_outputs_are_refused(tmp_path: Path, nlp: Language) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="this is a file"):
        run([tmp_path], tmp_path / "file", nlp=nlp)
    with pytest.raises(UsageError, match="a batch writes json or jsonl"):
        run([tmp_path], tmp_path / "out", format="xml", nlp=nlp)


def test_watch_reads_new_files(tmp_path: Path, nlp: Language) -> None:
    folder = fill(tmp_path / "in", 1)
    runs = watch([folder], tmp_path / "out", interval=0.01, nlp=nlp, progress=False)
    assert next(runs).documents == 6
    (folder / "neu.txt").write_text("Neu\n")
    assert (next(runs).documents, (tmp_path / "out" / "neu.json").exists()) == (7, True)


RUN = """
import sys, time
sys.path.insert(0, sys.argv[1])
import test_engine as t
from pressefakten.engine import run
nlp = t.spacy.blank("de"); nlp.add_pipe("stub_facts")
import pressefakten.engine.batch as batch
batch.COMMIT_EVERY = 0.01
run([sys.argv[2]], sys.argv[3], jobs=int(sys.argv[4]), nlp=nlp, progress=False)
"""


@pytest.mark.parametrize(("out", "jobs"), [("out", 2), ("out.jsonl", 1)])
def test_killed_runs_end_byte_identical(tmp_path: Path, nlp: Language, out: str, jobs: int) -> None:
    folder = fill(tmp_path / "in", 60)
    run([folder], tmp_path / "whole" / out, nlp=nlp, progress=False)
    command = [
        sys.executable,
        "-c",
        RUN,
        str(Path(__file__).parent),
        str(folder),
        str(tmp_path / "killed" / out),
        str(jobs),
    ]
    seen = random.Random(7)
    for _ in range(3):
        process = subprocess.Popen(command)
        target = tmp_path / "killed"
        while process.poll() is None and not list(target.rglob("*.sqlite")):
            time.sleep(0.005)
        time.sleep(seen.uniform(0, 0.06))
        process.kill()
        process.wait()
    subprocess.run(command, check=True)
    assert tree(tmp_path / "killed") == tree(tmp_path / "whole")
    assert len(tree(tmp_path / "whole")) == (66 if out == "out" else 2)


@pytest.mark.parametrize("output", ["out", "out.jsonl"])
def test_releases_of_all_formats_survive_kills(tmp_path: Path, output: str) -> None:
    """A small run of `benchmarks/kill_resume.py`, which the performance page quotes for 10 000 releases."""
    pytest.importorskip("trafilatura")
    sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
    from kill_resume import measure

    found = measure(200, 3, 2, output, tmp_path)
    assert (found["identical"], found["lost"], found["doubled"]) == (True, 0, 0)
    assert found["records"] == 200 - found["rejects"] > 150  # type: ignore[operator]
