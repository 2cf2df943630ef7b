"""Gold goes out to other annotation tools and comes back the same; wrong offsets are refused."""

import json
from pathlib import Path

import pytest

from pressefakten.errors import GoldError
from pressefakten.score import load
from pressefakten.score.interchange import (
    carry_over,
    from_brat,
    from_doccano,
    from_label_studio,
    from_prodigy,
    to_brat,
    to_doccano,
    to_label_studio,
    to_prodigy,
)

DEV = Path(__file__).parents[1] / "corpus" / "dev"


@pytest.fixture(scope="module")
def releases():
    return [item.release for item in load(DEV)]


def bare(release):
    return [(e.label, e.text, e.start, e.end) for e in release.entities]


def full(release):
    return [(e.label, e.text, e.start, e.end, e.canonical, e.ref, e.value) for e in release.entities]


def test_brat_keeps_everything(releases):
    for release in releases:
        assert full(from_brat(to_brat(release), release.text)) == full(release)


@pytest.mark.parametrize(("write", "read"), [(to_prodigy, from_prodigy), (to_label_studio, from_label_studio)])
def test_round_trip_keeps_everything(releases, write, read):
    back = read(write(releases))
    assert [full(release) for release in back] == [full(release) for release in releases]
    assert [release.source for release in back] == [release.source for release in releases]


def test_doccano_keeps_spans_and_carry_over_the_rest(releases):
    back = from_doccano(to_doccano(releases))
    assert [bare(release) for release in back] == [bare(release) for release in releases]
    merged = carry_over(back[0], releases[0])
    assert full(merged) == full(releases[0])
    assert merged.facts == releases[0].facts


def test_doccano_with_relations():
    row = {"text": "Die Beispiel AG", "entities": [{"id": 1, "label": "ORG", "start_offset": 4, "end_offset": 15}]}
    assert bare(from_doccano(json.dumps(row))[0]) == [("ORG", "Beispiel AG", 4, 15)]


def test_label_studio_offsets_in_utf16_are_converted():
    value = {"start": 3, "end": 11, "text": "Beispiel", "labels": ["ORG"]}
    task = {"data": {"text": "🚗 Beispiel"}, "annotations": [{"result": [{"type": "labels", "value": value}]}]}
    assert bare(from_label_studio(json.dumps([task]))[0]) == [("ORG", "Beispiel", 2, 10)]


def test_brat_notes_of_people_are_left_alone():
    release = from_brat(
        "T1\tORG 0 8\tBeispiel\n#1\tAnnotatorNotes T1\tbitte prüfen\nR1\tX Arg1:T1 Arg2:T1\n", "Beispiel"
    )
    assert full(release) == [("ORG", "Beispiel", 0, 8, None, None, None)]


def test_prodigy_takes_accepted_lines_only():
    assert from_prodigy(json.dumps({"text": "Beispiel", "spans": [], "answer": "reject"})) == []


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (lambda: from_brat("T1\tORG 0 4\tBeispiel\n", "Beispiel"), "brat:1: says 'Beispiel' but the text has 'Beis'"),
        (lambda: from_brat("T1\tORG 0 2;4 8\tBe piel\n", "Beispiel"), "no annotation of one unbroken span"),
        (lambda: from_doccano('{"text": "Bern", "label": [[0, 9, "PLACE"]]}'), "doccano:1: PLACE at 0:9 is no span"),
        (lambda: from_doccano('{"text": "Bern", "label": [[0, 4, "LOC"]]}'), "unknown label 'LOC'"),
        (lambda: from_doccano('{"text": "Bern", "label": [[0, 3, "PLACE"], [2, 4, "ORG"]]}'), "overlaps"),
        (
            lambda: from_prodigy('{"text": "Bern", "spans": [{"start": 0, "end": 2, "label": "ORG", "text": "Bern"}]}'),
            "says",
        ),
        (lambda: from_prodigy("{"), "prodigy:1: cannot be read as JSON"),
        (lambda: from_label_studio('[{"text": "Bern"}]'), "label studio: task 1: has no data"),
    ],
)
def test_wrong_annotations_are_refused(read, message):
    with pytest.raises(GoldError) as caught:
        read()
    assert message in str(caught.value)
