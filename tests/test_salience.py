"""What a paragraph is about, and what speaks for a name whose figure a number may be."""

import pytest
from spacy.language import Language

from pressefakten.assemble import read
from pressefakten.components.facts import page_of
from pressefakten.facts.context import Context, kind_of_body, places_of_issuer
from pressefakten.facts.grammar import NAMES, thread
from pressefakten.facts.page import Page
from pressefakten.facts.salience import Salience, Standing, core_of_ent, steps

TEXT = """MAN erweitert die Fertigung

München, 2. März 2026 – MAN investiert 40 Millionen Euro in das Werk Krakau. Dort arbeiten 900 Menschen.

Der Umsatz stieg auf 9 Milliarden Euro. Das Unternehmen beschäftigt 30.000 Menschen. Davon sind 800 Lehrlinge.
"""


def salience(nlp: Language) -> tuple[Page, Salience]:
    page = page_of(read(TEXT, nlp, "2026-03-02", None))
    page.issuer = "MAN"
    return page, Salience(page, thread(page), Standing(page, NAMES, core_of_ent))


def at(page: Page, text: str) -> int:
    return next(s.index for s in page.sentences if text in page.text[s.start : s.end])


def test_a_paragraph_is_about_who_acts_and_who_else_is_named(nlp: Language) -> None:
    page, known = salience(nlp)
    there, part = known.topics[at(page, "arbeiten")], known.topics[at(page, "Lehrlinge")]
    assert there.acts is not None and there.acts.core == "man"
    assert there.other is not None and (there.other.core, there.other.how) == ("werk krakau", "first by")
    assert there.sites == 1
    assert part.acts is not None and (part.acts.core, part.acts.how) == ("man", "whole")
    assert part.other is None


def test_features_of_a_name(nlp: Language) -> None:
    page, known = salience(nlp)
    sentence = page.sentences[at(page, "arbeiten")]
    found = set(known.features(sentence, "Werk Krakau", "SITE", "employees", "person"))
    assert {"ago:1 here:SITE", "is beside:first by:1", "sites here:1", "owned:first:SITE"} <= found
    known.standing.note(sentence, "werk krakau")
    later = page.sentences[at(page, "Lehrlinge")]
    found = set(known.features(later, "Werk Krakau", "SITE", "count", "person"))
    assert {"owned:all:SITE", "ago:4 above:SITE"} <= found and not any(one.startswith("is ") for one in found)
    assert "owned:none:issuer" in set(known.features(later, "MAN", "BRAND", "count", "person"))


def test_standing_of_times_and_of_the_empty_slot(nlp: Language) -> None:
    page = page_of(read(TEXT.replace("Dort", "Heute"), nlp, "2026-03-02", None))
    page.issuer = "MAN"
    times = Context(page).standing["period"]
    there, part = page.sentences[at(page, "arbeiten")], page.sentences[at(page, "Lehrlinge")]
    assert "ago:0 here" in set(times.features("2026-03-02", there, "stock", "day"))  # `heute` is the day of release
    assert "ago:never" in set(times.features("2024", there, "stock", "year"))
    times.note(there, "")
    times.note(part, "2026-03-02")
    found = set(times.features("", part, "none", "count"))
    assert {"owned:2/4:none", "owned here:0:none"} <= found and not any(one.startswith("ago:") for one in found)


@pytest.mark.parametrize(
    ("issuer", "places"),
    [
        ("Statistisches Amt des Kantons Zürich", ["Kanton Zürich"]),
        ("Kantonsspital Baden AG", ["Baden"]),
        ("Zelbo Schweiz AG", []),
    ],
)
def test_places_in_the_name_of_the_issuer(nlp: Language, issuer: str, places: list[str]) -> None:
    text = "Zürich, 2. März 2026 – In Baden und im Kanton Zürich leben mehr Leute, auch in der Schweiz.\n"
    page = page_of(read(text, nlp, "2026-03-02", None))
    page.issuer = issuer
    assert places_of_issuer(page) == places


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Stadt Zelbach", "territory"),
        ("Zelbacher Stadtrat", "government"),
        ("Amt für Statistik", "office"),
        ("Zelbspital AG", "hospital"),
        ("Zelbo Maschinen AG", "firm"),
        ("Zelbo Land Austria GmbH", "firm"),
        ("Zelbohafen AG", "firm"),
        ("Polizeidirektion Zelbach", "police"),
        ("Zelbis Bergbahnen", "tourism"),
        ("Statistisches Amt des Kantons Zelb", "office"),
        ("", "firm"),
    ],
)
def test_what_kind_of_body_a_name_is_of(name: str, kind: str) -> None:
    assert kind_of_body(name) == kind


def test_steps() -> None:
    assert [steps(n, (0, 1, 3)) for n in (0, 1, 2, 4)] == ["0", "1", "3", "more"]
