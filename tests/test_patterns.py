"""A folder of one's own laid over the shipped patterns, and packs."""

import json
import os
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import pressefakten
from pressefakten import patterns

ROOT = Path(__file__).parents[1]

TEXT = "Bern, 3. März 2025. Trulli liefert den Golf aus. Die Kringeldichte stieg 2024 auf 41,5 Prozent.\n"
BRAND = {"label": "BRAND", "pattern": "Trulli", "id": "trulli", "canonical": "Trulli Motoren", "country": "CH"}
RULE = """
type = "key_figure"
anchor = "number"
slot = "value"

[[rule]]
id = "kringel"
set = { metric = "share" }
labels = ["PERCENT"]
name = ["kringeldichte"]
examples = ["Die Kringeldichte stieg auf [41 Prozent](value)."]
rejects = ["Der Umsatz stieg um 41 Prozent."]
"""


def call(*args: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of its own: patterns are read once a process."""
    command = [sys.executable, "-c", "from pressefakten.cli import main; main()", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})


def brands(out: str) -> list[str]:
    return [entity["canonical"] for entity in json.loads(out)["entities"] if entity["label"] == "BRAND"]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    for path, text in {"names/ships/new.jsonl": json.dumps(BRAND), "facts/general/kringel.toml": RULE}.items():
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "release.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_names_and_rules_of_a_folder_of_ones_own_are_added(mine: Path, release: Path) -> None:
    plain, own = call("extract", release), call("extract", release, "--patterns", mine)
    assert (brands(plain.stdout), brands(own.stdout)) == ([], ["Trulli Motoren"])
    assert [fact["metric"] for fact in json.loads(own.stdout)["facts"]] == ["share"]
    explained = call("explain", release).stdout, call("explain", release, "--patterns", mine).stdout
    assert ["kringel" in out for out in explained] == [False, True]
    hashes = [json.loads(out)["generator"]["patterns"] for out in (plain.stdout, own.stdout)]
    assert hashes[0] != hashes[1]


def test_the_environment_names_the_folder_for_every_command(mine: Path, release: Path) -> None:
    named = {"PRESSEFAKTEN_PATTERNS": str(mine)}
    assert "kringel" in call("examples", "kringel", **named).stdout
    assert "kringel" in call("explain", "Die Kringeldichte stieg auf 41 Prozent.", **named).stdout
    assert " 0 failed" in call("patterns", "check", **named).stdout
    assert "extracted" in call("coverage", release, **named).stdout
    assert "Trulli" in call("explain", "Trulli", **named).stdout


def test_a_file_of_the_same_path_takes_the_place_of_the_shipped_one(mine: Path, release: Path) -> None:
    (mine / "names" / "automotive").mkdir()
    (mine / "names" / "automotive" / "brands.jsonl").write_text("", encoding="utf-8")
    done = call("explain", "Renault und Trulli", "--patterns", mine)
    assert "BRAND     'Trulli'" in done.stdout
    assert "BRAND     'Renault'" not in done.stdout


def test_a_batch_reads_anew_when_the_folder_has_changed(mine: Path, release: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    call("extract", release, "-o", out)
    assert "(1 read, 0 unchanged)" in call("extract", release, "-o", out, "--patterns", mine).stderr
    (mine / "names" / "ships" / "new.jsonl").write_text(json.dumps({**BRAND, "canonical": "Trulli"}), encoding="utf-8")
    assert "(1 read, 0 unchanged)" in call("extract", release, "-o", out, "--patterns", mine, "--jobs", "2").stderr
    assert "(0 read, 1 unchanged)" in call("extract", release, "-o", out, "--patterns", mine).stderr
    assert brands(out.read_text(encoding="utf-8")) == ["Trulli"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        (None, "there is no such folder"),
        ("notes.txt", "there is no pattern file in it"),
        ("new.jsonl", "nothing reads a file in this place"),
        ("names/new.jsonl", "nothing reads a file in this place"),
        ("facts/general/new.jsonl", "nothing reads a file in this place"),
        ("words/scale.toml", "nothing reads a file of this name. The names are: approx,"),
        ("names/ships/new.jsonl", "new.jsonl:1: no name row"),
    ],
)
def test_a_folder_that_would_do_nothing_is_refused(
    path: str | None, problem: str, release: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    if path:
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text("oops", encoding="utf-8")
    done = call("extract", release, "--patterns", folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert problem in done.stderr and str(folder) in done.stderr


def test_a_person_in_a_list_would_do_nothing_and_is_refused(mine: Path, release: Path) -> None:
    row = {"label": "PERSON", "pattern": "Anna Muster", "id": "anna"}
    (mine / "names" / "ships" / "new.jsonl").write_text(json.dumps(row), encoding="utf-8")
    done = call("extract", release, "--patterns", mine)
    assert done.returncode == 2
    assert "PERSON 'Anna Muster' is found by its context, not by a list" in done.stderr


def test_the_folder_comes_before_the_first_pipeline(mine: Path) -> None:
    patterns.words("scales")
    with pytest.raises(pressefakten.errors.UsageError, match="before a pipeline is loaded"):
        patterns.use(mine)


def test_the_shipped_folder_itself_adds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = patterns.digest(patterns.PACKS)
    monkeypatch.setenv(patterns.OWN, str(patterns.directory()))
    assert patterns.own() is None
    assert patterns.digest(patterns.PACKS) == before


def test_a_pack_that_is_left_out_names_nothing() -> None:
    text = "Volkswagen und Renault bauen den Scenic."
    found = pressefakten.extract(text, pressefakten.load(packs=("general",))).entities
    assert not [entity for entity in found if entity.ref and entity.label in ("BRAND", "MODEL")]
    with pytest.raises(
        pressefakten.errors.PatternError, match=r"cars: there is no such pack\. Known packs: automotive"
    ):
        pressefakten.load(packs=("cars",))


def lists_of_words(table: dict, path: str = ""):
    """Every list of words of a file of `patterns/words`, with where it stands."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from lists_of_words(value, f"{path}{name}.")
        elif isinstance(value, list) and all(isinstance(word, str) for word in value):
            yield path + name, value


@pytest.mark.parametrize("file", sorted((ROOT / "patterns" / "words").glob("*.toml")), ids=lambda file: file.stem)
def test_no_list_of_words_says_one_twice(file):
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    twice = {
        where: [word for word, often in Counter(words).items() if often > 1] for where, words in lists_of_words(table)
    }
    assert {where: found for where, found in twice.items() if found} == {}
