import random
import subprocess
import sys

import pytest
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


MARKS = [
    *'<>|=#•–-+(){}„“«»’"´^~§$%²½….,:;!?@\t\n\u00a0\u00ad',
    "\n\n",
    "1’234 ",
    "CHF ",
    "Mio. ",
    "davon ",
    "(Vj.: ",
    "I.",
    "von ",
    "und ",
]
"""What a broken layout or a slip of the keyboard may put anywhere into a release."""


def _garbled(text: str, chance: random.Random) -> str:
    """A release with marks put in, runs of characters lost or doubled, and lines moved."""
    for _ in range(chance.choice((1, 5, 20))):
        at = chance.randrange(len(text))
        end = at + chance.choice((1, 2, 30))
        lines = text.split("\n")
        lines.insert(chance.randrange(len(lines)), lines.pop(chance.randrange(len(lines))))
        text = chance.choice(
            (
                text[:at] + chance.choice(MARKS) + text[at:],
                text[:at] + text[end:] or "x",
                text[:end] + text[at:],
                "\n".join(lines),
            )
        )
    return text


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "corpus" / "dev").glob("*.txt"))[::16])
def test_a_garbled_release_is_read_to_its_end(nlp, name):
    text = (ROOT / "corpus" / "dev" / name).read_text(encoding="utf-8")
    record = extract(_garbled(text, random.Random(name)), nlp)
    assert all(record.text[entity.start : entity.end] == entity.text for entity in record.entities)


@pytest.mark.parametrize(
    "text",
    [
        "Zelbex AG\n\nZelbex bietet die 9(000 Krone im Jahr.",
        "die Betriebsratsvorsitzende Sandra Klein",
        "trucks",
        "UMSATZ 98.9), E3BIT 6.1",
        "baut auf- 150.000",
        "| 2025  2024  %\nEBIT-Marge | 5.6%",
    ],
)
def test_scraps_are_read_to_their_end(nlp, text):
    assert extract(text, nlp).text == text
