"""Whose a figure is, where it holds and what it is a figure of."""

import tomllib
from pathlib import Path

import pytest

from pressefakten import extract
from pressefakten.assemble import read
from pressefakten.components.facts import page_of
from pressefakten.facts import grammar
from pressefakten.normalize.nouns import nominative, plural, singular

DATA = tomllib.loads((Path(__file__).parent / "data" / "subjects.toml").read_text(encoding="utf-8"))


def figure(release, surface: str):
    """The figure that was read from the number with this surface."""
    start = release.text.index(surface)
    facts = (fact for fact in release.facts if fact.type == "key_figure" and fact.value is not None)
    number = next(e for e in release.entities if e.start <= start < e.end and e.value is not None).value.value
    return next(fact for fact in facts if fact.value.value in (number, number * 10**6))


ROWS = [
    pytest.param(passage["text"].strip(), *row.split(" = "), id=f"{passage['text'].strip()[:24]} {row}")
    for passage in DATA["passage"]
    for row in passage["figures"]
]
ROWS += [
    pytest.param(
        passage["text"].strip(), *row.split(" = "),
        marks=pytest.mark.xfail(strict=True, reason="the fitted weights take another name or noun"),
    )
    for passage in DATA["passage"]
    for row in passage.get("gaps", ())
]  # fmt: skip


@pytest.mark.parametrize(("text", "surface", "slots"), ROWS)
def test_subject_region_and_of(text, surface, slots, doubtful):
    fact = figure(extract(text, doubtful), surface)
    assert "; ".join(slot or "" for slot in (fact.subject, fact.region, fact.of)) == slots


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Am Dienstag riefen die ÖBB bei Alstom 30 Züge des Typs Coradia Max ab.",
            {"ÖBB": "buyer", "Alstom": "seller"},
        ),
        ("Die Rhätische Bahn hat Stadler mit dem Bau von 12 Zügen beauftragt.", {"Stadler": "seller"}),
        ("Stadler wurde von der SBB mit dem Bau von 12 Zügen beauftragt.", {"Stadler": "seller", "SBB": "buyer"}),
        ("Der Auftrag über 20 Busse ging an die Solaris GmbH.", {"Solaris GmbH": "seller"}),
        ("Die Deutsche Post beschafft 2.000 Lieferwagen von Ford.", {"Deutsche Post": "buyer", "Ford": "seller"}),
    ],
)
def test_who_buys_and_who_sells(text, sides, nlp):
    found = grammar.thread(page_of(read(text, nlp, None, None)))
    assert {name: grammar.side_of(found, name) for name in sides} == sides


@pytest.mark.parametrize(
    ("dative", "nominative"),
    [
        ("Motorrädern", "Motorräder"), ("Fahrzeugen", "Fahrzeuge"), ("Rollern", "Roller"), ("Zügen", "Züge"),
        ("Kunden", "Kunden"), ("Wohnungen", "Wohnungen"), ("Personenwagen", "Personenwagen"), ("Menschen", "Menschen"),
        ("Einheimischen", "Einheimische"), ("Behandelten", "Behandelte"), ("Tischen", "Tische"), ("Geschäften", "Geschäfte"),
    ],
)  # fmt: skip
def test_nominative_plural(dative, nominative):
    assert plural(dative) == nominative


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("Fluggästen", "Fluggast"),
        ("Basen", "Basis"),
        ("Akkus", "Akku"),
        ("Behältern", "Behälter"),
        ("Modulen", "Modul"),
        ("Einbauküchen", "Einbauküche"),
        ("Inbetriebnahme", "Inbetriebnahme"),
        ("Rückschlagventilen", "Rückschlagventil"),
        ("Gasturbine", "Gasturbine"),
        ("Heckklappe", "Heckklappe"),
        ("Thermomodule", "Thermomodul"),
        ("Bahnhöfe", "Bahnhof"),
        ("Schneeerzeuger", "Schneeerzeuger"),
        ("Wärmeerzeugern", "Wärmeerzeuger"),
        ("Bildern", "Bild"),
        ("Rinder", "Rind"),
        ("Fachmessen", "Fachmesse"),
        ("Feier", "Feier"),
        ("Feiern", "Feier"),
        ("Hochzeitsfeiern", "Hochzeitsfeier"),
        ("Schleier", "Schleier"),
        ("Geier", "Geier"),
        ("Leier", "Leier"),
        ("Befreier", "Befreier"),
        ("Dreier", "Dreier"),
        ("Hühnereier", "Hühnerei"),
        ("Ostereiern", "Osterei"),
        ("Dörfer", "Dorf"),
        ("Bergdörfer", "Bergdorf"),
        ("Gräber", "Grab"),
        ("Massengräber", "Massengrab"),
        ("Fächer", "Fach"),
        ("Postfächer", "Postfach"),
        ("Schulfächer", "Schulfach"),
        ("Lichter", "Licht"),
        ("Teelichter", "Teelicht"),
        ("Geister", "Geist"),
        ("Schlichter", "Schlichter"),
        ("Räuber", "Räuber"),
        ("Zähler", "Zähler"),
        ("Vorgänger", "Vorgänger"),
        ("Käufer", "Käufer"),
        ("Schäfer", "Schäfer"),
        ("Gesellschafter", "Gesellschafter"),
        ("Blättern", "Blatt"),
        ("Freiwilligen", "Freiwilliger"),
        ("Arbeitslosenquote", "Arbeitslosenquote"),
        ("Stahlkolben", "Stahlkolben"),
        ("Auftragsvolumen", "Auftragsvolumen"),
        ("Gehäusen", "Gehäuse"),
        ("Remise", "Remise"),
        ("Karpulen", "Karpule"),
        ("Herzklappen", "Herzklappe"),
        ("Batteriematerialien", "Batteriematerial"),
        ("Komponenten", "Komponente"),
    ],
)
def test_singular(many, one):
    assert singular(many) == one


@pytest.mark.parametrize(
    ("adjective", "noun", "article", "phrase"),
    [
        ("gesamten", "Bestands", "des", "gesamter Bestand"),
        ("reinem", "Elektroantrieb", "mit", "reiner Elektroantrieb"),
        ("gesamten", "Netzes", "des", "gesamtes Netz"),
        ("neuen", "Busse", "der", "neue Busse"),
    ],
)
def test_nominative_phrases(adjective, noun, article, phrase):
    assert nominative([adjective], noun, article) == phrase


@pytest.mark.parametrize(
    ("sentence", "surface", "subject"),
    [
        ("Denner mit 874 Filialen unterstützt das Projekt von Coop.", "874", "Denner"),
        ("Ausgezeichnet schneidet auch Denner mit 874 Filialen ab.", "874", "Denner"),
        ("Im Gebirge unterstützt Denner mit 874 Filialen die Berghilfe.", "874", "Denner"),
        ("Die Berghilfe wird von Denner mit 874 Filialen unterstützt.", "874", "Denner"),
        ("Die Caritas mit 16.000 Mitarbeitenden unterstützt die Aktion von Coop.", "16.000", "Caritas"),
        ("Stadler hat die BLS mit 58 Zügen ausgestattet.", "58", "Stadler"),
        ("Die BLS wird von Stadler mit 58 Zügen ausgestattet.", "58", "Stadler"),
        ("Stadler, das die BLS mit 58 Zügen ausstattet, wächst.", "58", "Stadler"),
    ],
)
def test_who_gives_and_who_gets_with_a_number(sentence, surface, subject, doubtful):
    text = f"Coop: Neues aus dem Unternehmen\n\nBern, 3. März 2026 – {sentence}\n\nKontakt: Coop, Anna Berger"
    assert figure(extract(text, doubtful), surface).subject == subject


@pytest.mark.parametrize(
    ("letterhead", "issuer"),
    [("AMS Oberösterreich", "AMS Oberösterreich"), ("AMS, Linz", "AMS")],
)
def test_a_body_has_the_land_that_stands_alone_behind_it(letterhead, issuer, nlp):
    text = (
        f"{letterhead}\nLinz, am 3. November 2025\n\nARBEITSMARKT: ARBEITSLOSIGKEIT STEIGT LANGSAMER\n\n"
        "Ende Oktober waren in Oberösterreich 40.118 Personen beim AMS arbeitslos vorgemerkt. Das ist ein Anstieg um 1.547.\n\n"
        "Landesgeschäftsführerin Renate Lindorfer: „Die Industrie baut noch immer Stellen ab.“\n\n"
        "Das AMS hat heuer 168 Mio. Euro für Qualifizierung zur Verfügung."
    )
    assert extract(text, nlp).issuer == issuer
