"""Where a sum is put in: what the scorer weighs beside the site that the rules take."""

import pytest
from spacy.language import Language

from pressefakten.assemble import clean, extract, read
from pressefakten.components.facts import page_of
from pressefakten.facts.figures import Figures
from pressefakten.facts.rules import load_rules
from pressefakten.facts.scorer import Scorer
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
