"""Persons and roles: marked sentences stand in data/people.toml."""

from __future__ import annotations

import re
import time
import tomllib
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import pressefakten.components.people  # noqa: F401  the factory
from pressefakten.components.common import write
from pressefakten.normalize import people
from pressefakten.normalize.mention import Mention
from pressefakten.normalize.rolewords import role_of

DATA = tomllib.loads((Path(__file__).parent / "data" / "people.toml").read_text(encoding="utf-8"))
KNOWN = re.compile(r"\{([^{}]+)\}\(([A-Z]+)\)")
MARK = re.compile(r"\[([^\[\]]+)\]\(([A-Z]+)(?: ([^)]+))?\)")
NLP = spacy.blank("de")
STAGE = NLP.add_pipe("pressefakten_people")


def read(sentence: str) -> tuple[str, list[Mention], list[tuple[str, str, str]]]:
    """The text, the names that are known before, and what is expected: surface, label, canonical."""
    expected = [(KNOWN.sub(r"\1", m[1]), m[2], m[3] or KNOWN.sub(r"\1", m[1])) for m in MARK.finditer(sentence)]
    sentence = MARK.sub(r"\1", sentence)
    known: list[Mention] = []
    while match := KNOWN.search(sentence):
        sentence = sentence[: match.start()] + match[1] + sentence[match.end() :]
        known.append(Mention(match.start(), match.start() + len(match[1]), match[2], "known"))
    return sentence, known, expected


def found(text: str, known: list[Mention]) -> list[tuple[str, str, str]]:
    doc = NLP.make_doc(text)
    write(doc, known)
    doc = STAGE(doc)
    return [(e.text, e.label_, e._.canonical) for e in doc.ents if e.label_ in ("PERSON", "ROLE")]


@pytest.mark.parametrize("sentence", [*DATA["persons"]["sentences"], *DATA["roles"]["sentences"]])
def test_marked(sentence: str) -> None:
    text, known, expected = read(sentence)
    assert found(text, known) == expected


@pytest.mark.parametrize("row", DATA["rejects"]["plain"], ids=lambda row: row["reason"])
def test_rejects(row: dict[str, str]) -> None:
    assert found(row["text"], []) == []


@pytest.mark.parametrize(
    ("word", "kind", "lemma"),
    [
        ("Vertriebsvorständin", "office", "Vertriebsvorständin"),
        ("Oberbürgermeisters", "office", "Oberbürgermeister"),
        ("Betriebsratsvorsitzenden", "office", "Betriebsratsvorsitzender"),
        ("Staatssekretärinnen", "office", "Staatssekretärin"),
        ("Konzernvorstand", "body", "Konzernvorstand"),
        ("Expertin", "post", "Expertin"),
    ],
)
def test_role_words(word: str, kind: str, lemma: str) -> None:
    role = role_of(word)
    assert role is not None
    assert (role.kind, role.lemma) == (kind, lemma)


@pytest.mark.parametrize("word", ["Halbleiter", "Lautsprecher", "Rektorat", "Ministerium", "Wegbegleiter"])
def test_no_role_words(word: str) -> None:
    assert role_of(word) is None


def test_link_takes_the_nearest_full_name() -> None:
    names = ["Anna Roth", "Roth", "Beat Roth", "Roth", "Roths", "Unbekannt"]
    assert people.link(names) == ["Anna Roth", "Anna Roth", "Beat Roth", "Beat Roth", "Beat Roth", "Unbekannt"]


def test_link_looks_ahead() -> None:
    assert people.link(["Provost", "François Provost"]) == ["François Provost"] * 2


def test_pipes_have_no_problems() -> None:
    assert not any(NLP.analyze_pipes()["problems"].values())


def test_saved_pipeline_gives_the_same(tmp_path: Path) -> None:
    NLP.to_disk(tmp_path)
    text = "Neuer CEO ist Otto Reinhold, bisher Leiter Vertrieb. Reinhold kommt im Mai."
    spans = [[(e.start_char, e.end_char, e.label_) for e in nlp(text).ents] for nlp in (NLP, spacy.load(tmp_path))]
    assert spans[0] == spans[1] != []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Dr.", "Anna", "Leiter", "für", "von", "Müller", " ", "\n", ",", "-", "A.", "CEO", "(44)", "’s", "ß", "X"]
        )
    )
)
def test_never_raises(parts: list[str]) -> None:
    STAGE(NLP.make_doc("".join(parts)))


def test_cost_is_linear() -> None:
    seconds = []
    for size in (2_000, 8_000):
        doc = NLP.make_doc("Der Leiter Anna Müller von der Stadt sagt Peter. " * (size // 10))
        runs = []
        for _ in range(3):
            start = time.process_time()
            STAGE.find(doc)
            runs.append(time.process_time() - start)
        seconds.append(min(runs))
    assert seconds[1] < 12 * seconds[0]
