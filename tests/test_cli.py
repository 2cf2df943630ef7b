"""What a user sees: output, exit code, file."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT
from pressefakten.cli import main

SEED = str(ROOT / "seeds" / "seed.txt")
SHORT = "Bern, 3. November 2025. Der Umsatz der Muster AG stieg im Jahr 2024 um 6.4 Prozent auf 5 Mio. Franken, das sind mehr als je zuvor.\n"


@pytest.fixture
def run(monkeypatch, capsys):
    def call(*args):
        monkeypatch.setattr(sys, "argv", ["pressefakten", *map(str, args)])
        with pytest.raises(SystemExit) as stop:
            main()
        captured = capsys.readouterr()
        return stop.value.code or 0, captured.out, captured.err

    return call


@pytest.fixture
def short(tmp_path):
    path = tmp_path / "short.txt"
    path.write_text(SHORT, encoding="utf-8")
    return path


def test_help_is_quick_because_nothing_heavy_is_imported():
    code = "import sys; from pressefakten import cli; print([m for m in ('spacy', 'pydantic', 'numpy') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "pressefakten.cli", "--help"], capture_output=True, check=False)
    assert time.perf_counter() - start < 5  # the real bar, 0.5 s, is measured by make bench


def test_extract_prints_one_json_record(run, short):
    code, out, err = run("extract", short)
    record = json.loads(out)
    assert (code, err) == (0, "")
    assert record["source"] == "short.txt"
    assert record["published"] == "2025-11-03"
    assert record["facts"][0]["metric"] == "revenue"
    assert record["facts"][0]["value"] == {"kind": "number", "value": 5000000, "currency": "CHF"} | dict.fromkeys(
        ("min", "max", "approx", "unit", "ambiguous")
    )


def test_extract_leaves_the_text_out(run, short):
    assert json.loads(run("extract", short, "--no-text")[1]).get("text") is None


def test_extract_gives_json_lines_for_more_than_one(run, short, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(SHORT.replace("5 Mio", "7 Mio"), encoding="utf-8")
    code, out, _ = run("extract", short, other)
    assert code == 0
    assert [json.loads(line)["source"] for line in out.splitlines()] == ["short.txt", "other.txt"]


def test_extract_writes_one_file_a_release_into_a_folder(run, short, tmp_path):
    out = tmp_path / "out"
    assert run("extract", short.parent, "-o", out)[0] == 0
    assert json.loads((out / "short.json").read_text(encoding="utf-8"))["source"] == "short.txt"


def test_extract_refuses_two_releases_in_one_json_file(run, short, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(SHORT, encoding="utf-8")
    code, _, err = run("extract", short, other, "-o", tmp_path / "all.json")
    assert code == 2
    assert "one release" in err


def test_min_confidence_leaves_facts_out(run, short):
    assert json.loads(run("extract", short, "--min-confidence", "1.0")[1])["facts"] == []


def test_a_broken_file_is_reported_and_the_others_go_through(run, short, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    code, out, err = run("extract", short, empty)
    assert code == 1
    assert len(out.splitlines()) >= 1
    assert "empty.txt" in err


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("big.txt", b"a" * 20_000_000, "MB"),
    ],
)
def test_bad_input_is_a_clear_message(run, tmp_path, name, content, part):
    path = tmp_path / name
    path.write_bytes(content)
    code, _, err = run("extract", path)
    assert code == 2
    assert name in err
    assert part in err


def test_latin_1_is_read(run, tmp_path):
    path = tmp_path / "latin.txt"
    path.write_bytes(SHORT.replace("Muster", "Müller").encode("latin-1"))
    assert "Müller" in run("extract", path)[1]


def test_a_folder_without_releases(run, tmp_path):
    (tmp_path / "nothing").mkdir()
    code, _, err = run("extract", tmp_path / "nothing")
    assert code == 2
    assert "nothing" in err


@pytest.mark.parametrize(
    "args",
    [
        ("extract",),
        ("extract", "x.txt", "--published", "gestern"),
        ("score", "/nowhere"),
        ("explain", "fehlt.txt"),
        ("extract", "x", "--format", "xml"),
    ],
)
def test_wrong_use_exits_with_2(run, args):
    code, _, err = run(*args)
    assert code == 2
    assert err


def test_a_gold_file_with_a_wrong_offset(run, tmp_path):
    gold = json.loads((ROOT / "corpus" / "dev" / "seed.gold.json").read_text(encoding="utf-8"))
    gold["entities"][3]["start"] += 1
    (tmp_path / "seed.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "seed.txt").write_bytes((ROOT / "corpus" / "dev" / "seed.txt").read_bytes())
    code, _, err = run("score", tmp_path)
    assert code == 2
    assert "seed.gold.json" in err
    assert "entities[3]" in err


def test_an_unknown_base_is_wrong_use(run, short):
    code, _, err = run("extract", short, "--base", "no_such_pipeline")
    assert code == 2
    assert "no_such_pipeline" in err


def test_schema_is_json(run):
    assert json.loads(run("schema")[1])["title"] == "Release"


def test_explain_tells_what_a_phrase_lacked(run):
    code, out, _ = run(
        "explain", "Die Halle wird bald eröffnet. Die Hauptversammlung ist am 3. Mai 2026 nicht in Linz."
    )
    assert code == 0
    assert "event-opening misses 'eröffnet'" in out and "nothing fills date" in out
    assert "event-general-meeting misses 'Hauptversammlung'" in out and "'nicht' denies it" in out


def test_explain_takes_a_text_longer_than_a_path(run):
    code, out, _ = run("explain", "Der Umsatz stieg 2024 auf 5 Mio. Euro. " * 20)
    assert code == 0 and "revenue" in out


def test_explain_names_rules_and_near_misses(run):
    code, out, _ = run("explain", "Der Umsatz stieg 2024 auf 5 Mio. Euro.", "--published", "2025-01-01")
    assert code == 0
    assert "key_figure by revenue" in out
    assert "misses it" in out or "claims it" in out


def test_coverage_accounts_for_every_number(run, short):
    out = run("coverage", short)[1]
    assert "accounted for" in out
    assert "extracted" in out


def test_verify_accepts_what_extract_wrote_and_finds_a_changed_value(run, short, tmp_path):
    record = tmp_path / "record.json"
    assert run("extract", short, "-o", record)[0] == 0
    assert run("verify", record)[0] == 0
    data = json.loads(record.read_text(encoding="utf-8"))
    next(entity for entity in data["entities"] if entity["label"] == "MONEY")["value"]["value"] = 6000000
    record.write_text(json.dumps(data), encoding="utf-8")
    code, _, err = run("verify", record)
    assert code == 1
    assert "5 Mio. Franken" in err


def test_examples_print_documentation(run):
    out = run("examples", "revenue")[1]
    assert out.startswith("key_figure · revenue")
    assert run("examples", "no-such-rule")[0] == 2


def test_the_score_gate(run):
    gold = ROOT / "corpus" / "dev" / "seed.gold.json"
    assert run("score", gold, "--min-entity-f1", "0.5")[0] == 0
    code, _, err = run("score", gold, "--min-fact-f1", "1.01")
    assert code == 1
    assert "fact_f1" in err


def test_a_batch_reports_failures_and_what_it_did(run, short, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(SHORT, encoding="utf-8")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    code, out, err = run("extract", tmp_path / "in", "-o", tmp_path / "out.jsonl")
    assert (code, out) == (1, "")
    assert "empty.txt: the file is empty" in err
    assert "1 documents (1 read, 0 unchanged), 1 failed" in err
    assert "numbers and dates accounted for" in err
    assert "(0 read, 1 unchanged)" in run("extract", tmp_path / "in", "-o", tmp_path / "out.jsonl")[2]
    assert "(1 read, 0 unchanged)" in run("extract", tmp_path / "in", "-o", tmp_path / "out.jsonl", "--fresh")[2]


def test_a_batch_of_nothing_exits_with_2(run, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    assert run("extract", tmp_path / "in", "-o", tmp_path / "out")[0] == 2


def test_the_record_says_which_reader_made_it(run, short, tmp_path):
    (tmp_path / "latin.txt").write_bytes(SHORT.replace("Muster", "Müller").encode("windows-1252"))
    version = json.loads(run("extract", tmp_path / "latin.txt")[1])["generator"]["version"]
    assert version.partition("+")[2] == "text.latin-1"
    assert json.loads(run("extract", short)[1])["generator"]["version"].endswith("+text")


def test_json_lines_on_standard_input_are_answered_as_they_come():
    command = [sys.executable, "-m", "pressefakten.cli", "extract", "-", "--format", "jsonl", "--no-text"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        for name in ("eins", "zwei"):
            process.stdin.write(json.dumps({"text": SHORT, "source": name}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["source"] == name
        process.stdin.close()
        assert process.wait() == 0


def test_export_says_where_the_result_is(run, short, tmp_path):
    assert run("extract", short, "-o", tmp_path / "out.jsonl")[0] == 0
    code, out, err = run("export", tmp_path / "out.jsonl", "--to", "csv")
    assert (code, out) == (0, "")
    assert "1 release in" in err
    assert (tmp_path / "out-csv" / "facts.csv").exists()


@pytest.mark.parametrize("args", [("--watch",), ("-o", "facts.sqlite"), ("--watch", "-o", "a.json")])
def test_outputs_that_do_not_fit_are_wrong_use(run, short, args):
    code, _, err = run("extract", short, *args)
    assert code == 2
    assert "-o" in err or "export" in err


def test_several_releases_as_one_json_array(run, short, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(SHORT, encoding="utf-8")
    assert [r["source"] for r in json.loads(run("extract", short, other, "--format", "json")[1])] == [
        "short.txt",
        "other.txt",
    ]


def test_the_python_example_of_the_docs_runs(capsys):
    text = (ROOT / "docs" / "inputs-outputs.md").read_text(encoding="utf-8")
    code = text.partition("```python\n")[2].partition("```")[0]
    exec(compile(code, "inputs-outputs.md", "exec"), {})
    assert capsys.readouterr().out == "2025-11-03 ['key_figure']\n2025-11-04 ['key_figure']\n"


def test_patterns_suggest_prints_rows_that_a_gazetteer_reads(run, tmp_path):
    for n in range(2):
        (tmp_path / f"{n}.txt").write_text("Die Zelbex Technik AG wächst. Der Kia Zuvora ist da.", encoding="utf-8")
    code, out, err = run("patterns", "suggest", tmp_path)
    assert code == 0
    assert [json.loads(line) for line in out.splitlines()] == [
        {"label": "MODEL", "pattern": "Zuvora", "id": "model-kia-zuvora", "brand": "Kia"},
        {"label": "ORG", "pattern": "Zelbex Technik AG", "id": "org-zelbex-technik-ag"},
    ]
    assert "2 mentions in 2 of 2 releases" in err
    assert "… Die Zelbex Technik AG wächst." in err


def test_patterns_suggest_names_a_missing_folder(run, tmp_path):
    code, out, err = run("patterns", "suggest", tmp_path / "none")
    assert (code, out) == (2, "")
    assert "none" in err


def test_verify_reads_a_batch_and_not_its_rejects(run, short, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    assert run("extract", tmp_path, "-o", tmp_path / "out")[0] == 1
    assert (tmp_path / "out" / "rejects.jsonl").read_bytes()
    assert run("verify", tmp_path / "out") == (0, "1 records verified.\n", "")
    record = (tmp_path / "out" / "short.json").read_bytes()
    (tmp_path / "out" / "again.json").write_bytes(record)  # the same text from another source
    assert run("verify", tmp_path / "out") == (0, "2 records verified.\n", "")


def test_score_shows_what_the_rules_reach_alone(run):
    both = [
        json.loads(run("score", ROOT / "corpus" / "dev" / "c03.gold.json", "--json", *more)[1])
        for more in ((), ("--no-scorer",))
    ]
    assert both[0]["entities"] == both[1]["entities"]
    assert both[0]["facts"]["key_figure"] != both[1]["facts"]["key_figure"]


def test_a_score_that_is_piped_is_not_cut(run):
    out = run("score", ROOT / "corpus" / "dev" / "seed.gold.json")[1]
    assert "…" not in out
    assert "share that is exact" in out


@pytest.mark.parametrize("out", ["x.json", "x.jsonl", "folder/"])
def test_a_place_that_cannot_be_written_is_named(run, out, tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    code, _, err = run("extract", SEED, "-o", f"{tmp_path}/file/{out}")
    assert (code, "Traceback" in err) == (2, False)
    assert f"{tmp_path}/file" in err


def test_export_replaces_no_file_of_the_user(run, tmp_path):
    record, mine = tmp_path / "r.json", tmp_path / "mine.txt"
    mine.write_text("my release", encoding="utf-8")
    run("extract", SEED, "-o", str(record))
    code, _, err = run("export", str(record), "--to", "sqlite", "-o", str(mine))
    assert (code, mine.read_text(encoding="utf-8")) == (2, "my release")
    assert "mine.txt" in err


def test_version(run):
    from pressefakten import __version__

    assert run("--version") == (0, f"pressefakten {__version__}\n", "")


@pytest.mark.parametrize("command", ["explain", "coverage"])
@pytest.mark.parametrize("what", ["", "FOLDER"])
def test_a_folder_or_nothing_is_no_text(run, tmp_path, command, what):
    code, out, err = run(command, what and tmp_path)
    assert (code, out) == (2, "")
    assert "Give a file or a text." in err


@pytest.mark.parametrize("pack", ["", " , "])
def test_no_pack_is_wrong_use(run, short, pack):
    code, out, err = run("extract", short, "--pack", pack)
    assert (code, out) == (2, "")
    assert "--pack" in err


def test_missing_floors_are_named_with_the_way_to_make_them(run, tmp_path):
    gold = ROOT / "corpus" / "dev" / "seed.gold.json"
    code, out, err = run("score", gold, "--floors", tmp_path / "none.toml")
    assert (code, out) == (2, "")
    assert "there is no such file" in err
    assert "--update-floors" in err


def test_records_of_other_releases_are_not_scored(run, short, tmp_path):
    record = tmp_path / "short.json"
    assert run("extract", short, "-o", record)[0] == 0
    code, out, err = run("score", ROOT / "corpus" / "dev" / "seed.gold.json", record)
    assert (code, out) == (2, "")
    assert "short.json: no record is of a release in" in err


def test_gold_releases_without_a_record_are_told(run, tmp_path):
    dev = ROOT / "corpus" / "dev"
    for name in sorted(path.name.removesuffix(".gold.json") for path in dev.glob("*.gold.json"))[:2]:
        for suffix in (".txt", ".gold.json"):
            (tmp_path / (name + suffix)).write_bytes((dev / (name + suffix)).read_bytes())
    record = tmp_path / "out.json"
    assert run("extract", min(tmp_path.glob("*.txt")), "-o", record)[0] == 0
    record.rename(moved := tmp_path.with_suffix(".json"))
    code, _, err = run("score", tmp_path, moved)
    assert code == 0
    assert "no record for 1 of 2 releases, counted as empty" in err


def test_patterns_suggest_that_finds_nothing_says_so(run, short):
    code, out, err = run("patterns", "suggest", short, "--at-least", "9")
    assert (code, out) == (0, "")
    assert "--at-least" in err


FOREIGN = '{"mine": [1, 2, 3]}\n'


@pytest.mark.parametrize(
    ("out", "there"),
    [
        ("mine.json", "mine.json"),
        ("mine.jsonl", "mine.jsonl"),
        ("mine.jsonl", "mine.rejects.jsonl"),
        ("folder/", "folder/short.json"),
        ("folder/", "folder/rejects.jsonl"),
    ],
)
def test_extract_writes_over_its_own_output_and_nobody_elses(run, short, tmp_path, out, there):
    path = tmp_path / there
    path.parent.mkdir(exist_ok=True)
    path.write_text(FOREIGN, encoding="utf-8")
    code, printed, err = run("extract", short, "-o", f"{tmp_path}/{out}")
    assert (code, printed) == (2, "")
    assert f"{path}: there is a file that is no output of pressefakten" in err
    assert path.read_text(encoding="utf-8") == FOREIGN
    path.unlink()
    for fresh in ([], ["--fresh"]):
        assert run("extract", short, "-o", f"{tmp_path}/{out}", *fresh)[0] == 0


def test_a_gold_file_is_nobodys_output(run, short, tmp_path):
    gold = tmp_path / "seed.gold.json"
    gold.write_bytes((ROOT / "corpus" / "dev" / "seed.gold.json").read_bytes())
    code, _, err = run("extract", short, "-o", gold)
    assert code == 2
    assert "no output of pressefakten" in err


def test_a_chart_replaces_charts_alone(run, short, tmp_path):
    run("extract", short, "-o", tmp_path / "out.json")
    chart = tmp_path / "chart.svg"
    for _ in range(2):
        assert run("timeline", tmp_path / "out.json", "--chart", chart)[0] == 0
    chart.write_text('<svg xmlns="http://www.w3.org/2000/svg">\n<!-- drawn by hand -->\n</svg>\n', encoding="utf-8")
    code, _, err = run("timeline", tmp_path / "out.json", "--chart", chart)
    assert code == 2
    assert f"{chart}: there is a file that is no output of pressefakten" in err


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that takes no files, also from root")
@pytest.mark.parametrize("out", ["/proc/out.json", "/proc/out.jsonl", "/proc/out/", "/proc/self/a/out.json"])
def test_an_output_that_cannot_be_written_is_named_as_it_was_given(run, short, out):
    code, _, err = run("extract", short, "-o", out)
    assert code == 2
    assert f"{out.rstrip('/')}: it cannot be written (" in err


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that takes no files, also from root")
@pytest.mark.parametrize("to", ["sqlite", "duckdb", "csv"])
def test_an_export_that_cannot_be_written_is_named_as_it_was_given(run, short, tmp_path, to):
    run("extract", short, "-o", tmp_path / "out.json")
    code, _, err = run("export", tmp_path / "out.json", "--to", to, "-o", "/proc/out")
    assert code == 2
    assert "/proc/out: it cannot be written (" in err


def test_patterns_suggest_has_no_advice_where_all_names_were_asked_for(run, short):
    short.write_text("Der Umsatz stieg um 6 Prozent.\n", encoding="utf-8")
    assert run("patterns", "suggest", short, "--at-least", "1") == (0, "", "No new name in 1 release.\n")
