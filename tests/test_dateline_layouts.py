"""The dateline in the layouts of press offices: place and day of issue."""

import pytest

from pressefakten.assemble import read
from pressefakten.pipeline import load

BODY = "Die Muster AG hat im August 500 Fahrzeuge verkauft. Das sind deutlich mehr als im gleichen Monat des Vorjahres, wie der Hersteller am Hauptsitz mitteilte."
DAY = "2026-09-09"
LAYOUTS = {
    "Kloten, Mittwoch, 9. September 2026.": "Kloten",
    "Kecskemét/Stuttgart (09.09.2026) –": "Kecskemét",
    "Stuttgart (9. September 2026).": "Stuttgart",
    "Wolfsburg, Mi., 9. September 2026 –": "Wolfsburg",
    "9. September 2026, Graz –": "Graz",
    "09. September 2026 –": None,
    "Linz (pta/09.09.2026/07:40) -": "Linz",
    "Wien, 9. September 2026 (OTS) –": "Wien",
    "Bern, 2026-09-09 –": "Bern",
    "Villach, am 9. September 2026:": "Villach",
    "Aarau, 07.00 Uhr, 9. September 2026 –": "Aarau",
    "Darmstadt, Deutschland, 9. September 2026 –": "Darmstadt",
    "OTS – Graz, 9. September 2026.": "Graz",
    "APA-OTS / Linz, 9. September 2026 –": "Linz",
    "ots.at: Villach, am 9. September 2026 –": "Villach",
    "pts/9. September 2026/Villach:": "Villach",
    "[Villach, 9. September 2026]": "Villach",
    "+++ Villach, 9. September 2026 +++": "Villach",
    "-- Villach, 09.09.2026 --": "Villach",
}


@pytest.fixture(scope="module")
def nlp():
    return load()


@pytest.mark.parametrize("own_line", [False, True])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_place_and_day_are_read(layout: str, own_line: bool, nlp) -> None:
    doc = read(f"Muster AG verkauft mehr\n\n{layout}{chr(10) * 2 if own_line else ' '}{BODY}\n", nlp)
    assert doc._.dateline == {"place": LAYOUTS[layout], "date": DAY}
    assert doc._.published == DAY


@pytest.mark.parametrize(
    "sender",
    [
        "Muster AG, Rapperswil-Jona, 9. September 2026",
        "Muster AG | Mannheim | 09.09.2026",
        "Muster AG, Villach, 09.09.2026",
    ],
)
def test_the_place_behind_the_sender_is_read(sender: str, nlp) -> None:
    doc = read(f"{sender}\n\nMuster AG verkauft mehr\n\n{BODY}\n", nlp)
    assert doc._.dateline["date"] == DAY
    assert doc._.dateline["place"] == sender.replace(" | ", ", ").split(", ")[1]
    assert doc._.title == "Muster AG verkauft mehr"


@pytest.mark.parametrize(
    ("letterhead", "place"),
    [
        ("Wirtschaft | Győr/Ingolstadt, 09.09.2026", "Győr"),
        ("Muster | Medieninformation | Wallisellen, 9. September 2026", "Wallisellen"),
        ("Presseinformation / Leonding, am 9. September 2026", "Leonding"),
        ("Ad-hoc-Mitteilung gemäss Art. 53 KR | Kilchberg, 9. September 2026, 7.00 Uhr", "Kilchberg"),
        ("Musterverband (MV) · Berlin/Potsdam · Sperrfrist 9. September 2026, 11:00 Uhr", "Berlin"),
        ("Bad Waldsee / Düsseldorf, 9. September 2026", "Bad Waldsee"),
        ("Dettingen/Erms, 9. September 2026", "Dettingen/Erms"),
        ("Biel/Bienne (Schweiz), 9. September 2026", "Biel/Bienne"),
        ("Muster GmbH | Press & Media | Aurich\n\n9. September 2026", "Aurich"),
        ("Muster GmbH, Wien // Presseaussendung vom 9. September 2026", "Wien"),
        ("Stockdorf bei München, 9. September 2026", "Stockdorf"),
    ],
)
def test_letterheads_of_several_parts(letterhead: str, place: str | None, nlp) -> None:
    doc = read(f"{letterhead}\n\nMuster AG verkauft mehr\n\n{BODY}\n", nlp)
    assert doc._.dateline == {"place": place, "date": DAY}


@pytest.mark.parametrize("gap", [" ", " " * 24])
def test_a_known_town_needs_no_comma_before_the_day(gap: str, nlp) -> None:
    doc = read(f"Muster Brot GmbH, Villach{gap}09.09.2026\n\nMuster AG verkauft mehr\n\n{BODY}\n", nlp)
    assert doc._.dateline == {"place": "Villach", "date": DAY}
    assert doc._.title == "Muster AG verkauft mehr"


@pytest.mark.parametrize(
    "foot",
    [
        "Redaktion: Eva Kern, Tel. 0664 123456, 9. September 2026",
        "Muster-Verband, Leiter Kommunikation Urs Kern, Chur, 9. September 2026",
        "Versand: 9.9.2026, 11 Uhr",
        "## Muster AG, 09.09.2026 ##",
    ],
)
def test_the_last_line_has_the_day(foot: str, nlp) -> None:
    assert read(f"Muster AG verkauft mehr\n\n{BODY}\n\n{foot}\n", nlp)._.published == DAY


@pytest.mark.parametrize(
    "foot",
    ["Vernissage: Stadthaus, Sonntag, 9. August 2026", "Gespielt wird um den Pokal, Finale am 9. August 2026"],
)
def test_a_last_line_on_something_to_come_has_none(foot: str, nlp) -> None:
    assert read(f"Muster AG verkauft mehr\n\n{BODY}\n\n{foot}\n", nlp)._.published is None


def test_a_meeting_of_a_day_is_no_dateline(nlp) -> None:
    head = "Muster hat gewählt\nOrdentliche Vollversammlung der Muster am 8. September 2026 in Erbach"
    assert read(f"{head}\n\nErbach, 9. September 2026 – {BODY}\n", nlp)._.published == DAY


def test_what_is_counted_on_a_day_was_not_issued_then(nlp) -> None:
    doc = read(f"Sperrfrist: 9.9.2026, 8.30 Uhr\n\nViehzählung vom 1. Juni 2026\nWeniger Kühe\n\n{BODY}\n", nlp)
    assert doc._.dateline == {"place": None, "date": DAY}


@pytest.mark.parametrize(
    "told",
    [
        "Dies teilt das Amt am 9. September 2026 mit.",
        "Das gab der Hersteller am Mittwoch, 9. September 2026 bekannt.",
        "Wie der Verband am 9. September 2026 mitteilte, hält der Trend an.",
    ],
)
def test_the_day_of_a_sentence_that_tells_is_read(told: str, nlp) -> None:
    assert read(f"Muster AG verkauft mehr\n\n{BODY} {told}\n", nlp)._.published == DAY


@pytest.mark.parametrize(
    "other",
    [
        "Das Werk wurde am 9. September 2026 eröffnet.",
        "Das Amt teilt die Fläche bis 9. September 2026 auf.",
        "Sie wird mitteilen, ob es dabei bleibt. Am 9. September 2026 beginnt die Messe.",
    ],
)
def test_another_day_is_no_day_of_issue(other: str, nlp) -> None:
    assert read(f"Muster AG verkauft mehr\n\n{BODY} {other}\n", nlp)._.published is None


@pytest.mark.parametrize("title", ["Der Fahrzeugbestand am 1. Januar 2026", "Quartalsmitteilung zum 30. Juni 2026"])
def test_the_day_that_figures_are_of_is_no_day_of_issue(title: str, nlp) -> None:
    assert read(f"Muster-Bundesamt\n\n{title}\n\nFlensburg, 9. September 2026. {BODY}\n", nlp)._.published == DAY


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("MEDIENMITTEILUNG — Kloten, 9. September 2026", "Kloten"),
        ("Presse-Information  |  Muster AG  |  Offenbach, 9. September 2026", "Offenbach"),
        ("Muster AG • Pressemeldung • Dettingen/Erms, 9. September 2026", "Dettingen/Erms"),
        ("Grünheide (Mark), den 09.09.2026", "Grünheide (Mark)"),
        ("Biel/Bienne (Schweiz), 9. September 2026", "Biel/Bienne"),
        ("Stockdorf bei München, 9. September 2026", "Stockdorf"),
        ("Luzern und Bellach, 9. September 2026", "Luzern"),
        ("Linz, Wels, am 9. September 2026", "Linz"),
        ("Muster AG, Wien // Presseaussendung vom 9. September 2026", "Wien"),
        ("HUG AG | Malters\nMedienmitteilung vom 9. September 2026", "Malters"),
        ("Muster AG · Linz in Oberösterreich\n9. September 2026", "Linz"),
        ("9. September 2026, 17:30\nHannover / Leinfelden-Echterdingen", "Hannover"),
        ("Wirtschaft | Győr/Ingolstadt, 09.09.2026", "Győr"),
        ("Muster-Verband · Berlin/Frankfurt am Main · Sperrfrist 9. September 2026, 11:00 Uhr", "Berlin"),
        ("Medienmitteilung | Kilchberg, 9. September 2026 | Ad hoc-Mitteilung gemäss Art. 53 KR", "Kilchberg"),
        ("Presseinformation / Leonding, am 9. September 2026", "Leonding"),
        ("Unternehmen | 9. September 2026", None),
        ("Auto Gewerbe Verband Schweiz, 9. September 2026", None),
        ("Muster AG | Investor Relations\n9. September 2026", None),
    ],
)
def test_letterheads_in_fields(head: str, place: str | None, nlp) -> None:
    doc = read(f"{head}\n\nMuster AG verkauft deutlich mehr\n\n{BODY}\n", nlp)
    assert doc._.dateline == {"place": place, "date": DAY}
    assert doc._.title == "Muster AG verkauft deutlich mehr"


@pytest.mark.parametrize(
    ("opening", "place"), [("(Chur) ", "Chur"), ("Chur. ", "Chur"), ("Chur. Die Dr. Ing. h.c. F. ", "Chur")]
)
def test_a_place_without_a_day_opens_the_text(opening: str, place: str, nlp) -> None:
    doc = read(f"Medienmitteilung vom 9. September 2026\n\nMuster AG verkauft deutlich mehr\n\n{opening}{BODY}\n", nlp)
    assert doc._.dateline == {"place": place, "date": DAY}


def test_a_day_without_its_year_is_near_a_full_one(nlp) -> None:
    doc = read(f"Muster AG verkauft mehr\n\nKarlsruhe, 12. Jänner. {BODY} Stichtag war der 31. Dezember 2025.\n", nlp)
    assert doc._.dateline == {"place": "Karlsruhe", "date": "2026-01-12"}


def test_place_and_day_close_the_contact(nlp) -> None:
    doc = read(f"Muster AG verkauft mehr\n\n{BODY}\n\nRückfragehinweis: Eva Kern, Salzburg, 9. September 2026\n", nlp)
    assert doc._.dateline == {"place": "Salzburg", "date": DAY}


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("muster-drogerie markt | Presse-Service\nVorlesen im Wartezimmer: Stiftung füllt Bücherkisten", 1),
        ("Muster Holding AG – Ad-hoc-Mitteilung gemäss Art. 53 KR\nMuster wächst im ersten Halbjahr kräftig", 1),
        ("Statistik informiert ... Nr. 94/2025\nMehr Wohnungen in Hamburg genehmigt", 1),
        ("hostettler moto ag, Generalimporteurin in der Schweiz\nDie Neue ist da: Händler liefern ab März aus", 1),
        ("THE FUTURE OF FOOD\nMuster wächst im ersten Halbjahr kräftig", 1),
        ("News Release\nNicht für Medienvertreter in den USA bestimmt\nMuster wächst im 3. Quartal kräftig", 2),
        ("Verkehrsergebnis Juli: Muster-Gruppe mit 4,6 Millionen Reisenden\nStärkster Monat der Geschichte", 0),
        ("Muster wächst kräftig im ersten Halbjahr\nCorporate News\nAuf einen Blick:", 0),
        ("Muster AG / Presse\nNeuer Rekord, neue Halle\nMuster steigert Umsatz und baut in Gera neu", 1),
    ],
)
def test_the_headline_states_what_it_is_about(head: str, title: int, nlp) -> None:
    assert read(f"{head}\n\n{BODY}\n", nlp)._.title == head.split("\n")[title]


def test_bold_type_is_no_part_of_the_headline(nlp) -> None:
    assert read(f"# Presseinfo\n\n**Muster AG verkauft mehr**\n\n{BODY}\n", nlp)._.title == "Muster AG verkauft mehr"
