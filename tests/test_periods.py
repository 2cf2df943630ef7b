"""The period that a figure of running text holds for."""

import tomllib
from pathlib import Path

import pytest

from pressefakten import extract

PASSAGES = tomllib.loads((Path(__file__).parent / "data" / "periods.toml").read_text(encoding="utf-8"))["passage"]


ROWS = [
    pytest.param(
        passage["text"],
        passage["figures"],
        id=passage["text"][:40],
        marks=[pytest.mark.xfail(strict=True, reason=passage["gap"])] if "gap" in passage else [],
    )
    for passage in PASSAGES
]


def period_of(release, surface: str) -> str:
    """The period of the figure that was read from the number."""
    number = next(entity for entity in release.entities if entity.text.startswith(surface) and entity.label != "DATE")
    facts = (fact for fact in release.facts if fact.type == "key_figure" and fact.value is not None)
    fact = next(fact for fact in facts if fact.value.value is not None and abs(fact.value.value) == number.value.value)
    return "" if fact.period is None else "/".join(filter(None, (fact.period.value, fact.period.mod)))


@pytest.mark.parametrize(("text", "figures"), ROWS)
def test_period(text, figures, nlp):
    release = extract(text, nlp)
    wanted = dict(tuple(part.strip() for part in row.split("=")) for row in figures)
    assert {surface: period_of(release, surface) for surface in wanted} == wanted
