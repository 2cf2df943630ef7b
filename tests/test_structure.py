import pytest

from conftest import ROOT
from pressefakten.components.structure import country, read_lines, sentences
from pressefakten.normalize.dateline import dateline

PARAGRAPH = "Das Unternehmen hat im vergangenen Jahr mehr Fahrzeuge gebaut als je zuvor, und die Nachfrage bleibt nach eigenen Angaben hoch."


def kinds(text):
    return [(line["kind"], line["zone"]) for line in read_lines(text)]


def test_the_parts_of_a_release():
    text = f"""Medienmitteilung

Werk Graz baut mehr Autos als je zuvor
  • Produktion steigt
Graz, 5. März 2026 – {PARAGRAPH}

Zahlen im Überblick (in Mio. EUR)
            2025     2024
Umsatz      12,5     11,0
EBIT         1,5      1,0

Über Muster
Die Muster AG baut seit 1950 in Graz Fahrzeuge und beschäftigt dort nach eigenen Angaben rund 500 Menschen im Werk.
Kontakt: Eva Muster, Tel. +43 316 000 00
Muster Logo"""
    assert kinds(text) == [
        ("masthead", "head"), ("headline", "head"), ("bullet", "head"), ("paragraph", "body"), ("heading", "body"),
        ("table_head", "body"), ("row", "body"), ("row", "body"), ("heading", "boilerplate"), ("paragraph", "boilerplate"),
        ("contact", "contact"), ("leftover", "leftover"),
    ]  # fmt: skip


def test_a_row_knows_its_head_and_heading():
    lines = read_lines(
        f"Titel der Mitteilung heute\n{PARAGRAPH}\n\nAbsatz nach Marken\n\t2025\t2024\nScania\t94.070\t102.120\nMAN\t94.680\t95.700\n"
    )
    row = lines[-1]
    assert lines[row["head"]]["kind"] == "table_head"
    assert lines[row["heading"]]["kind"] == "heading"
    assert len(row["cells"]) == 3


@pytest.mark.parametrize(
    ("opening", "place", "date"),
    [
        ("Cham, 9. Januar 2026 – ", "Cham", "2026-01-09"),
        ("Bern/Bussnang, 11. Dezember 2025. ", "Bern", "2025-12-11"),
        ("(Hannover, 12. Februar 2026) ", "Hannover", "2026-02-12"),
        ("Frankfurt am Main, 22. Januar 2026 – ", "Frankfurt am Main", "2026-01-22"),
        ("Herzogenaurach | 4. November 2025 | ", "Herzogenaurach", "2025-11-04"),
        ("Graz, 21. Jänner 2026 (OTS) – ", "Graz", "2026-01-21"),
        ("Rüsselsheim, den 14. Oktober 2025. ", "Rüsselsheim", "2025-10-14"),
        ("Würzburg, 19.03.2026. ", "Würzburg", "2026-03-19"),
    ],
)
def test_datelines(opening, place, date):
    text = f"Titel der Mitteilung steht oben\n\n{opening}{PARAGRAPH}\n"
    assert dateline(text, read_lines(text)) == {"place": place, "date": date}


def test_an_agency_dateline_takes_its_day_from_the_letterhead():
    text = f"OTS0155, 24. Nov. 2025, 13:17\n\nTitel der Mitteilung steht hier oben\n\nWien (OTS) - Mit 1. Jänner 2026 {PARAGRAPH}"
    assert dateline(text, read_lines(text)) == {"place": "Wien", "date": "2025-11-24"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Am 17. Dezember kam Dr. Eva Muster. Sie blieb.", ["Am 17. Dezember kam Dr. Eva Muster.", "Sie blieb."]),
        ("Es waren rd. 5 Mio. Euro. Das ist viel.", ["Es waren rd. 5 Mio. Euro.", "Das ist viel."]),
        ("Der Umsatz stieg 2025. Im Vorjahr fiel er.", ["Der Umsatz stieg 2025.", "Im Vorjahr fiel er."]),
        ("«Wir wachsen.» Das sagt er.", ["«Wir wachsen.»", "Das sagt er."]),
    ],
)
def test_sentences(text, parts):
    assert [text[start:end] for start, end in sentences(text, read_lines(text))] == parts


@pytest.mark.parametrize(("name", "code"), [("c01", "CH"), ("e01", "DE"), ("f02", "AT")])
def test_the_country_is_told_by_its_words(name, code):
    assert country((ROOT / "corpus" / "dev" / f"{name}.txt").read_text(encoding="utf-8")) == code


@pytest.mark.parametrize("text", ["", "\n\n", "x", "•", "\t\t\t", "1. ", ": : :", "(" * 500, "a\u2028b"])
def test_no_text_breaks_the_layout(text):
    lines = read_lines(text)
    assert all(0 <= line["start"] < line["end"] <= len(text) for line in lines)
    list(sentences(text, lines))
    dateline(text, lines)


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        ("Zoo Muster | News für Medienschaffende\n\nEin Fohlen mit Frisur", "Ein Fohlen mit Frisur"),
        ("MUSTER RAD DEUTSCHLAND\n\nZwei Neue für den Stadtverkehr", "Zwei Neue für den Stadtverkehr"),
        ("Muster Gruppe – Jahresabschluss 2025\n\nWeniger Umsatz, mehr Ertrag", "Weniger Umsatz, mehr Ertrag"),
        (
            "Muster AG\n\nJena, 4. März 2026\n\nLeise in die Filiale: Die Spedition Kern aus Gera setzt in diesem Jahr auf weitere 35 schwere Lastwagen mit Strom",
            "Leise in die Filiale: Die Spedition Kern aus Gera setzt in diesem Jahr auf weitere 35 schwere Lastwagen mit Strom",
        ),
    ],
)
def test_the_headline_below_sender_and_report(head, headline):
    text = f"{head}\n\n{PARAGRAPH}\n\n{PARAGRAPH}"
    found = [text[line["start"] : line["end"]] for line in read_lines(text) if line["kind"] == "headline"]
    assert found == [headline]


@pytest.mark.parametrize(
    ("contact", "code"),
    [
        ("Rückfragen: presse@muster.at", "AT"),
        ("Tel. +49 30 000 00", "DE"),
        ("Mehr auf www.muster.ch", "CH"),
        ("Tel. +423 000 00 00", "LI"),
        ("presse@muster.de, Tel. +43 1 000 00", None),
        ("presse@muster.com", None),
    ],
)
def test_the_country_is_told_by_addresses(contact, code):
    assert country(f"Muster baut um.\n{contact}") == code


def test_the_place_of_the_dateline_speaks_for_its_country():
    assert [country("Muster baut um.", place) for place in ("Landeck", "Chur", "Gera", "Paris", "Nirgendwo")] == [
        "AT",
        "CH",
        "DE",
        None,
        None,
    ]
    assert country("Muster baut für 3 Franken um, in der Schweiz.", "Gera") == "CH"


def test_a_heading_with_a_verb_leads_to_no_leftovers():
    text = f"Titel der Mitteilung heute\n{PARAGRAPH}\n\nPrivate Käufer kehren zurück\n{PARAGRAPH}\nSeite drucken"
    assert [zone for _, zone in kinds(text)][1:] == ["body", "body", "body", "leftover"]


@pytest.mark.parametrize(
    ("head", "zone"),
    [
        ("Zu Muster Technik", "boilerplate"),
        ("Muster in Kürze", "boilerplate"),
        ("Die Muster Gruppe – Profil", "boilerplate"),
        ("Muster in Zahlen (2025)", "boilerplate"),
        ("Zur Lage des Unternehmens", "body"),
        ("Technische Daten im Überblick", "body"),
        ("Zahlen zum Markt", "body"),
        ("Zum Vormerken", "body"),
        ("Zum EV3 im Detail", "body"),
        ("Das ist neu im Mai", "body"),
        ("Zum EV3", "body"),
        ("Der Octavia in Zahlen", "body"),
        ("Zum Lager", "body"),
        ("Das Lager in Kürze", "body"),
        ("Technik in Kürze", "body"),
        ("Mai in Zahlen", "body"),
        ("Zur AMAG", "boilerplate"),
        ("Zum ÖAMTC", "boilerplate"),
        ("Die Insel in Zahlen (2025)", "boilerplate"),
        ("Die zelvo Gruppe in Kürze", "boilerplate"),
        ("Wer ist die AMAG?", "boilerplate"),
        ("Zahlen & Fakten zur AMAG", "boilerplate"),
        ("AMAG im Profil: 80 Jahre", "boilerplate"),
    ],
)
def test_a_heading_with_the_name_of_the_issuer_opens_the_boilerplate(head, zone):
    text = f"Muster Technik baut im Mai in Graz eine Halle\nDas Lager der AMAG nimmt den EV3, der Octavia folgt mit dem ÖAMTC der Insel Gruppe und zelvo\n\nGraz, 5. März 2026 – {PARAGRAPH}\n{PARAGRAPH}\n\n{head}\n{PARAGRAPH}"
    assert kinds(text)[-1] == ("paragraph", zone)
