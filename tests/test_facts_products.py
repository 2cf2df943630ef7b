"""Prices and technical data: which attribute a number is, whose it is and under which condition."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from pressefakten.assemble import extract, read

CASES = tomllib.loads((Path(__file__).parent / "data" / "facts_products.toml").read_text(encoding="utf-8"))["case"]


def shown(fact: dict[str, Any]) -> str:
    """`power | Kia EV3 Air | 150 kW | WLTP`: one line a fact; a price has its region and basis at the end."""
    value = fact.get("value") or fact["amount"]
    amount = str(value["value"]) if value.get("value") is not None else f"{value['min']}–{value['max']}"
    product = " ".join(part for part in (fact["product"].get("brand"), fact["product"]["model"]) if part)
    unit = value.get("unit") or value.get("currency") or ""
    parts = [fact.get("attribute", "price"), product, f"{amount.removesuffix('.0')} {unit}".strip()]
    return " | ".join([*parts, *(str(fact[slot]) for slot in ("condition", "region", "basis") if fact.get(slot))])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_products(nlp, case):
    facts = read(case["text"], nlp, "2026-01-15")._.facts
    found = [shown(fact) for fact in facts if fact["type"] in ("spec", "price")]
    assert sorted(found) == sorted(case["facts"])


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        pytest.param(
            "Gebaut werden die Züge des Typs Brentano von der Stadler Rail AG. Der Brentano ist 75 Meter lang.",
            "Stadler Rail AG",
            id="the-firm-that-builds",
        ),
        pytest.param(
            "Die Züge des Typs Brentano sind neu. Der Brentano ist 75 Meter lang. Die Halle wurde teuer.",
            None,
            id="nobody",
        ),
        pytest.param(
            "Die Züge des Typs Brentano sind neu. Der Brentano ist 75 Meter lang.\n\nDas Amt dankt. Das Wetter war gut. Die Halle hat die Implenia AG gebaut.",
            None,
            id="a-builder-of-something-else",
        ),
    ],
)
def test_a_railway_makes_no_models(nlp: Language, text: str, brand: str | None) -> None:
    release = extract(
        f"Rhätische Bahn mit neuen Zügen\n\nChur, 3. März 2026 – Die Rhätische Bahn hat neue Züge. {text}\n", nlp
    )
    lengths = [fact for fact in release.facts if fact.type == "spec" and fact.attribute == "length"]
    assert [(fact.product.brand, fact.product.model) for fact in lengths] == [(brand, "Brentano")]
