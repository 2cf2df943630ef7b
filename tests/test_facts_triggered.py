"""Facts that a phrase announces: one for each date where names and dates alternate."""

import pytest
from spacy.language import Language

from pressefakten import extract

HEAD = "Der Kia EV3 ist da\n\nWien, 3. März 2026 – Kia zeigt den EV3.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Der Marktstart des Kia EV3 ist in Deutschland im Mai 2026, Italien ist im Juni an der Reihe, Spanien im Juli.",
            {("Deutschland", "2026-05"), ("Italien", "2026-06"), ("Spanien", "2026-07")},
            id="names-then-date",
        ),
        pytest.param(
            "Der Marktstart des Kia EV3 ist im Mai 2026 in Deutschland, im Juni in Italien und im Juli in Spanien.",
            {("Deutschland", "2026-05"), ("Italien", "2026-06"), ("Spanien", "2026-07")},
            id="date-then-names",
        ),
        pytest.param(
            "Der Marktstart des Kia EV3 in Deutschland ist im Mai 2026.",
            {("Deutschland", "2026-05")},
            id="one-of-each",
        ),
    ],
)
def test_dates_by_market(nlp: Language, text: str, expected: set[tuple[str, str]]) -> None:
    facts = [fact.model_dump(mode="json") for fact in extract(HEAD + text, nlp).facts]
    launches = [fact for fact in facts if fact["type"] == "product_event" and fact["event"] == "market_launch"]
    assert {(fact["region"], fact["date"]["value"]) for fact in launches} == expected


def test_from_on_is_as_ab(nlp: Language) -> None:
    text = HEAD + "Gebaut wird der Kia EV3 von Mai 2026 an im Werk Žilina."
    made = [fact.model_dump(mode="json") for fact in extract(text, nlp).facts]
    assert [fact["since"]["value"] for fact in made if fact["type"] == "production_site"] == ["2026-05"]
