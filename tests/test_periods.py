"""The period that a figure of running text holds for, and what it has changed by."""

import tomllib
from pathlib import Path

import pytest

from pressefakten import extract

DATA = tomllib.loads((Path(__file__).parent / "data" / "periods.toml").read_text(encoding="utf-8"))


ROWS = [
    pytest.param(
        passage["text"],
        passage["figures"],
        id=passage["text"][:40],
        marks=[pytest.mark.xfail(strict=True, reason=passage["gap"])] if "gap" in passage else [],
    )
    for passage in DATA["passage"]
]


def figure(release, surface: str):
    """The figure that was read from the number."""
    number = next(entity for entity in release.entities if entity.text.startswith(surface) and entity.label != "DATE")
    facts = (fact for fact in release.facts if fact.type == "key_figure" and fact.value is not None)
    return next(fact for fact in facts if fact.value.value is not None and abs(fact.value.value) == number.value.value)


def period_of(fact) -> str:
    return "" if fact.period is None else "/".join(filter(None, (fact.period.value, fact.period.mod)))


def change_of(fact) -> str:
    change = fact.change
    return "" if change is None else str(change.percent if change.percent is not None else change.absolute)


def wanted(figures: list[str]) -> dict[str, str]:
    return dict(tuple(part.strip() for part in row.split("=")) for row in figures)


@pytest.mark.parametrize(("text", "figures"), ROWS)
def test_period(text, figures, doubtful):
    release = extract(text, doubtful)
    assert {surface: period_of(figure(release, surface)) for surface in wanted(figures)} == wanted(figures)


@pytest.mark.parametrize("row", DATA["change"], ids=lambda row: row["text"][:40])
def test_change(row, doubtful):
    release = extract(row["text"], doubtful)
    assert {surface: change_of(figure(release, surface)) for surface in wanted(row["figures"])} == wanted(
        row["figures"]
    )


@pytest.mark.parametrize("row", DATA["base"], ids=lambda row: row["text"][:40])
def test_base(row, doubtful):
    release = extract(row["text"], doubtful)
    found = {surface: figure(release, surface).change.base for surface in wanted(row["figures"])}
    assert found == wanted(row["figures"])


@pytest.mark.parametrize("row", DATA["status"], ids=lambda row: row["text"][:60])
def test_status(row, doubtful):
    release = extract(row["text"], doubtful)
    found = {surface: figure(release, surface).status for surface in wanted(row["figures"])}
    assert found == wanted(row["figures"])
