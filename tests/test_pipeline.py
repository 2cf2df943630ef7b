import subprocess
import sys

import spacy

import pressefakten
from conftest import ROOT
from pressefakten.assemble import extract

SEED = (ROOT / "seeds" / "seed.txt").read_text(encoding="utf-8")
DUMP = "import pressefakten, sys; print(pressefakten.extract(sys.stdin.read(), pressefakten.load()).to_json())"


def test_the_whole_pipeline_saves_and_loads(tmp_path):
    nlp = pressefakten.load()
    nlp.to_disk(tmp_path)
    assert extract(SEED, spacy.load(tmp_path)).to_json() == extract(SEED, nlp).to_json()


def test_the_stages_are_in_order():
    assert not any(pressefakten.load().analyze_pipes()["problems"].values())


def test_records_do_not_depend_on_the_order_of_hashes():
    def run(seed):
        return subprocess.run(
            [sys.executable, "-c", DUMP],
            input=SEED,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT / "pipeline")},
        ).stdout

    assert run("1") == run("2")
