"""Every value is derived again from its own characters, and every number accounted for."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from pressefakten import assemble, coverage
from pressefakten.records import Release
from pressefakten.verify import mismatches

CORPUS = sorted((Path(__file__).parents[1] / "corpus" / "dev").glob("*.txt"))
TEXT = """Muster AG steigert Umsatz auf rund 5,3 Mio. Euro

Wien, 3. März 2025 – Die Muster AG hat ihren Umsatz im Jahr 2024 um 12,5 Prozent auf rund 5,3 Mio. Euro
gesteigert (Vorjahr: 4,7 Mio. Euro). Das Werk Steyr baute im ersten Halbjahr 2024 genau 1.250 Fahrzeuge. Der neue
Kia EV3 leistet 150 kW (204 PS). Sprecher ist Max Muster (44), Tel. +43 1 234 56 78. Die Halle misst 900 m².
"""


def test_the_account_of_a_long_text_takes_linear_time(nlp: Language) -> None:
    def seconds(copies: int) -> float:
        doc = assemble.read(TEXT * copies, nlp)
        begun = time.process_time()
        rows = coverage.report(doc)
        assert len(rows) > 9 * copies
        return (time.process_time() - begun) / copies

    assert min(seconds(80) for _ in range(2)) < 4 * min(seconds(10) for _ in range(3))


GAPS = {"da05": "a bare count of a table row that names batteries is taken for their capacity"}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=pytest.mark.xfail(strict=True, reason=GAPS[path.stem]) if path.stem in GAPS else ())
        for path in CORPUS
    ],
    ids=lambda path: path.stem,
)
def test_what_is_emitted_is_derived_again(nlp: Language, path: Path) -> None:
    release = assemble.extract(path.read_text(encoding="utf-8"), nlp)
    assert list(mismatches(release)) == []


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(node, dict | list):
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(child, (*path, key))
    else:
        yield path, node


OTHER: dict[str, Any] = {
    "value": 987, "min": 3, "max": 999, "percent": 77.7, "absolute": 98765, "base": "2011-03", "unit": "Nm",
    "currency": "JPY", "approx": "below", "ambiguous": True, "mod": "START", "start": "1999-01-01", "end": "1999-01-02",
}  # fmt: skip


def test_any_changed_figure_is_found(nlp: Language) -> None:
    record = json.loads(assemble.extract(TEXT, nlp).to_json())
    assert {fact["type"] for fact in record["facts"]} >= {"key_figure", "spec"}
    missed = []
    for path, old in leaves(record):
        if path[0] not in ("entities", "facts") or path[-1] not in OTHER or isinstance(path[-2], int):
            continue
        new = OTHER[path[-1]] if not (path[-1] == "value" and isinstance(old, str)) else "1999"
        changed = json.loads(json.dumps(record))
        holder = changed
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = new
        if "evidence" not in path and not any(True for _ in mismatches(Release.model_validate(changed))):
            missed.append((path, old, new))
    assert missed == []


@pytest.mark.parametrize(("shift", "slot"), [(-3, "start"), (2, "start"), (3, "end"), (-2, "end")])
def test_moved_offsets_are_found(nlp: Language, shift: int, slot: str) -> None:
    record = json.loads(assemble.extract(TEXT, nlp).to_json())
    entity = next(entity for entity in record["entities"] if entity["text"] == "5,3 Mio. Euro")
    entity[slot] += shift
    with pytest.raises(ValueError, match=r"5,3 Mio\. Euro"):
        Release.model_validate(record)


def test_a_number_that_the_text_does_not_state_is_found(nlp: Language) -> None:
    record = json.loads(assemble.extract(TEXT, nlp).to_json())
    fact = next(fact for fact in record["facts"] if fact["type"] == "key_figure" and fact["value"])
    fact["evidence"] = [{"start": 0, "end": 8}]
    assert any(fact["id"] in problem for problem in mismatches(Release.model_validate(record)))


def test_every_number_has_a_state_and_a_reason(doubtful: Language) -> None:
    rows = {row.text: (row.state, row.why) for row in coverage.report(doubtful(TEXT))}
    assert rows["5,3 Mio. Euro"][0] == rows["1.250"][0] == rows["150 kW"][0] == rows["4,7 Mio. Euro"][0] == "extracted"
    assert rows["204 PS"] == ("ignored", "repeats a datum in another unit")
    assert rows["44"] == ("ignored", "age")
    assert rows["900 m²"] == ("ignored", "an area gives no fact")
    assert rows["+43 1 234 56 78"] == ("ignored", "phone")
    assert rows["3. März 2025"] == ("ignored", "dateline")


def test_the_rate_counts_what_is_unexplained(nlp: Language) -> None:
    rows = coverage.report(nlp("Auf dem Tisch liegen 17 Äpfel und 3 Birnen."))
    assert coverage.totals(rows) == {"extracted": 0, "ignored": 0, "unexplained": 2}
    assert coverage.rate(rows) == 0
    assert coverage.rate(coverage.report(nlp("Kein Wort mit Ziffern."))) == 1
