"""How names stand in their clauses, and whom a release speaks of."""

import pytest
from spacy.language import Language

from pressefakten.assemble import read
from pressefakten.components.facts import page_of
from pressefakten.facts import grammar, resumed
from pressefakten.facts.context import Context, is_market_issuer, own_land
from pressefakten.facts.cues import numbers
from pressefakten.facts.page import Page


def page(nlp: Language, text: str) -> Page:
    return page_of(read(text, nlp, "2026-03-02", None))


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Im März verkaufte Škoda 900 Autos.", "Škoda", "inner"),
        ("Škoda (Tochter von Volkswagen) verkaufte 900 Autos.", "Škoda", "acts"),
        ("Auch Renault legte um 3 Prozent zu.", "Renault", "acts"),
        ("Mit dem Enyaq legt Škoda um 3 Prozent zu.", "Enyaq", "by"),
        ("Der Absatz von Renault stieg um 3 Prozent.", "Renault", "by"),
        ("Der Absatz der Marke Renault stieg um 3 Prozent.", "Renault", "of"),
        ("Es zeigt sich, dass Renault um 3 Prozent zulegt.", "Renault", "clause"),
        ("Renault: 900 Autos", "Renault", "label"),
    ],
)
def test_standing(nlp: Language, text: str, name: str, expected: str) -> None:
    sentence = page(nlp, text).sentences[0]
    [ent] = [ent for ent in sentence.ents if ent.text == name]
    assert grammar.standing(sentence.items, ent.item) == expected


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Der gesamte Pkw-Markt schrumpfte auf 900 Autos.", "pkw-markt", "market"),
        ("Im Mai lieferte das Unternehmen 900 Autos aus.", "unternehmen", "issuer"),
        ("Ausgelegt ist die Fabrik auf 900 Autos.", "fabrik", "site"),
        ("Sie zählt 900 Autos.", "sie", "pronoun"),
        ("900 Autos wurden zugelassen.", "#", "number"),
    ],
)
def test_subject_word(nlp: Language, text: str, word: str, kind: str) -> None:
    found = grammar.subject_word(page(nlp, text).sentences[0])
    assert (found, grammar.kind_of_subject(found)) == (word, kind)


@pytest.mark.parametrize(
    ("text", "buyer", "seller"),
    [
        ("Im Mai hat die Dachser SE bei der MAN Truck & Bus SE zehn Lkw bestellt.", "Dachser SE", "MAN Truck & Bus SE"),
        ("Den Zuschlag erhielt die Stadler Rail AG, bei der die BLS AG zehn Züge kauft.", "BLS AG", "Stadler Rail AG"),
        ("Die MAN Truck & Bus SE liefert zehn Busse an die Dachser SE.", "Dachser SE", "MAN Truck & Bus SE"),
    ],
)
def test_who_buys_and_who_sells(nlp: Language, text: str, buyer: str, seller: str) -> None:
    thread = grammar.thread(page(nlp, text))
    assert (grammar.side_of(thread, buyer), grammar.side_of(thread, seller)) == ("buyer", "seller")


def test_the_form_of_a_name_nearest_to_a_number(nlp: Language) -> None:
    text = "Die Lenzing AG hat berichtet.\n\nDie Lenzing Gruppe setzte 900 Mio. Euro um.\n\nÜber die Lenzing AG\n"
    found = page(nlp, text)
    sentence = next(s for s in found.sentences if any(ent.label == "MONEY" for ent in s.ents))
    [num] = numbers(sentence, [])
    assert Context(found).form_near("Lenzing AG", num) == "Lenzing Gruppe"


@pytest.mark.parametrize(
    ("headline", "expected"),
    [("Zweiradmarkt: Roller geben nach", True), ("Škoda wächst gegen den Markt", False)],
)
def test_a_headline_of_the_market(nlp: Language, headline: str, expected: bool) -> None:
    text = f"{headline}\n\nWien, 2. März 2026 – Im Februar wurden 900 Roller zugelassen.\n"
    assert is_market_issuer(page(nlp, text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Zahlen liegen vor. Eine Prognose wagt der Verband nicht.", True),
        ("Beraten wird sie vom Verband der Köche.", False),
        ("Die Zahlen liegen vor.", False),
    ],
)
def test_a_text_that_speaks_of_the_association(nlp: Language, text: str, expected: bool) -> None:
    found = page(nlp, f"Räder finden wieder Käufer\n\n{text}\n")
    found.issuer = "Muster AG"
    assert is_market_issuer(found) is expected


def test_the_land_of_an_office(nlp: Language) -> None:
    found = page(nlp, "Statistisches Landesamt Hessen\n\nMehr Gäste\n\nIn Hessen wurden 900 Gäste gezählt.\n")
    found.issuer = "Statistisches Landesamt Hessen"
    assert own_land(found) == "Hessen"
    found.issuer = "Hotels in Hessen GmbH"
    assert own_land(found) is None


@pytest.mark.parametrize(
    ("text", "taken_up"),
    [
        ("Das Presswerk in Jena ruht. Im Werk arbeiten 900 Menschen.", ["Presswerk Jena"]),
        ("Das Presswerk in Jena ruht. Für die Fabrik sucht man 900 Menschen.", ["Presswerk Jena"]),
        ("Das Presswerk in Jena ruht. Ein Werk hat 900 Menschen.", []),
        ("Das Presswerk in Jena ruht. Das Werk Gera hat 900 Menschen.", []),
    ],
)
def test_sites_that_a_noun_takes_up(nlp: Language, text: str, taken_up: list[str]) -> None:
    found = page(nlp, text)
    known = [ent for ent in found.sentences[0].ents if ent.label == "SITE"]
    assert [one.ent.canonical for one in resumed.resumed(found.sentences[-1], known, None)] == taken_up


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Werk Jena", "n"), ("Blattfabrik", "f"), ("Ladepark Süd", "m"), ("Muster AG", "f"), ("Opel", "")],
)
def test_the_gender_of_names(name: str, expected: str) -> None:
    assert resumed.gender_of(name) == expected
