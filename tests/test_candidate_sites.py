"""Where a sum is put in: what the scorer weighs beside the site that the rules take."""

import pytest
from spacy.language import Language

from pressefakten.assemble import clean, extract, read
from pressefakten.components.facts import page_of
from pressefakten.facts.figures import Figures
from pressefakten.facts.rules import load_rules
from pressefakten.facts.scorer import Scorer, load_scorer
from pressefakten.patterns import PACKS

TEXT = (
    "Kuhn baut in Wels\n\nGraz, 12. März 2026 – Die Kuhn AG baut im Werk Wels eine Halle.\n\n"
    "Auch in Steyr wächst die Kuhn AG. Insgesamt nimmt sie 9 Mio. Euro in die Hand.\n"
)


@pytest.mark.parametrize(
    ("weights", "site"),
    [
        pytest.param({"headline:PLACE": 9.0}, "Wels", id="headline"),
        pytest.param({"last site": 9.0}, "Werk Wels", id="site-named-last"),
        pytest.param({"dateline": 9.0}, "Graz", id="dateline"),
        pytest.param({"none:word:insgesamt": 9.0}, None, id="no-site-beside-a-word"),
        pytest.param({"1 before:in": 9.0}, "Steyr", id="sentence-before"),
        pytest.param({"in:SITE:giver:issuer": 9.0}, "Werk Wels", id="place-crossed-with-the-sum"),
    ],
)
def test_what_weighs_most_is_the_site(ruled: Language, weights: dict[str, float], site: str | None) -> None:
    page = page_of(read(clean(TEXT), ruled, None, None))
    drafts, _ = Figures(load_rules(PACKS), Scorer({"site": weights})).read(page)
    (draft,) = (draft for draft in drafts if draft.type == "investment")
    assert draft.slots["site"] == site
    if site is not None:
        start, end = draft.sources["site"]
        assert page.text[start:end] == site
    assert draft.probability < 1


def test_the_site_of_a_clause_is_believed(nlp: Language) -> None:
    text = "Kuhn wächst\n\nGraz, 12. März 2026 – Die Kuhn AG investiert im Werk Steyr 9 Mio. Euro in eine neue Halle.\n"
    (fact,) = (fact for fact in extract(text, nlp).facts if fact.type == "investment")
    assert fact.site == "Werk Steyr"


def test_the_second_sum_of_a_sentence_follows_the_first(ruled: Language) -> None:
    text = "Die Kuhn AG investiert 20 Mio. Euro in eine Halle im Werk Steyr und 30 Mio. Euro in ein Lager in Enns.\n"
    page = page_of(read(clean("Kuhn baut\n\nGraz, 12. März 2026 – " + text), ruled, None, None))
    known = load_scorer()
    assert known is not None
    weights = {**known.weights, "site": {"ruled": 1.0, "site of the sum before": 9.0}}
    drafts, _ = Figures(load_rules(PACKS), Scorer(weights)).read(page)
    assert [draft.slots["site"] for draft in drafts if draft.type == "investment"] == ["Werk Steyr", "Werk Steyr"]


def test_a_sum_of_the_head_has_the_site_that_the_text_tells(nlp: Language) -> None:
    text = (
        "Kuhn investiert 30 Mio. Euro in neue Halle\n\nWels, 3. März 2026 – Die Kuhn AG investiert 30 Mio. Euro. "
        "Im Werk Steyr entsteht eine Halle.\n\nInsgesamt investiert die Kuhn AG 30 Mio. Euro in die neue Halle am Standort Linz.\n"
    )
    (fact,) = (fact for fact in extract(text, nlp).facts if fact.type == "investment")
    assert fact.site == "Standort Linz"


def test_without_weights_of_sites_the_rules_decide(ruled: Language) -> None:
    text = "Kuhn baut\n\nGraz, 12. März 2026 – Die Kuhn AG investiert im Werk Steyr 20 Mio. Euro in eine Halle.\n"
    page = page_of(read(clean(text), ruled, None, None))
    drafts, _ = Figures(load_rules(PACKS), Scorer({"what": {"claim:investment": 1.0}})).read(page)
    (draft,) = (draft for draft in drafts if draft.type == "investment")
    assert draft.slots["site"] == "Werk Steyr"
