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
    "sender", ["Muster AG, Rapperswil-Jona, 9. September 2026", "Muster AG | Mannheim | 09.09.2026"]
)
def test_the_place_behind_the_sender_is_read(sender: str, nlp) -> None:
    doc = read(f"{sender}\n\nMuster AG verkauft mehr\n\n{BODY}\n", nlp)
    assert doc._.dateline["date"] == DAY
    assert doc._.dateline["place"] == sender.replace(" | ", ", ").split(", ")[1]
    assert doc._.title == "Muster AG verkauft mehr"


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
