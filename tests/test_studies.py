"""Releases on a survey: what it shows is nobody's figure, what the issuer tells of itself is its own."""

import pytest

from pressefakten import extract

LEAD = "Sparbank AG: {head}\n\nWien, 3. März 2026 – {lead}\n\n{body}\n\nKontakt: Sparbank AG, Wien, Tel. 01 1234\n"


def subjects(
    nlp,
    body,
    head="Neuer Gründungsbarometer",
    lead="Die Gründungstätigkeit hat sich 2025 belebt, wie der Gründungsbarometer der Sparbank AG zeigt.",
):
    text = LEAD.format(head=head, lead=lead, body=body)
    return {
        fact.value.value: fact.subject for fact in extract(text, nlp).facts if fact.type == "key_figure" and fact.value
    }


@pytest.mark.parametrize(
    ("body", "value", "subject"),
    [
        ("Frauen stellten 2025 38 Prozent der Gründenden.", 38, None),
        ("79 Prozent der Befragten setzten auf eigene Mittel.", 79, None),
        ("Die Sparbank AG beschäftigt 1.300 Mitarbeitende.", 1300, "Sparbank AG"),
        ("Wir beschäftigen 1.300 Mitarbeitende.", 1300, "Sparbank AG"),
    ],
)
def test_what_a_study_shows_is_nobodys(body, value, subject, doubtful):
    assert subjects(doubtful, body)[value] == subject


@pytest.mark.parametrize(
    "lead",
    [
        "Die Sparbank AG hat laut einer Kundenbefragung zufriedene Kunden.",
        "Die Sparbank AG wächst und zeigt die neue Zentrale.",
        "Der neue Überwachungsmonitor der Sparbank AG zeigt alle Werte.",
    ],
)
def test_other_releases_tell_of_who_issues_them(lead, doubtful):
    body = "85 Prozent der Filialen werden mit Strom aus Wasserkraft betrieben. Der Frauenanteil liegt bei 38 Prozent."
    assert subjects(doubtful, body, head="Neues aus dem Unternehmen", lead=lead)[38] == "Sparbank AG"


OWN = "Der Umsatz stieg 2025 um 8 Prozent auf 42 Millionen Euro. In den 45 Filialen arbeiten 1.300 Menschen."


@pytest.mark.parametrize(
    ("head", "lead"),
    [
        ("Neuer Gründungsbarometer", "Die Gründungstätigkeit hat sich belebt, wie der Gründungsbarometer zeigt."),
        ("Beste Noten", "Eine Umfrage unter den Mitarbeitenden der Sparbank AG zeigt hohe Zufriedenheit."),
        (
            "Sparbank: gute Noten in Umfrage",
            "Bei einer Umfrage unter Kundinnen und Kunden schnitt die Sparbank AG gut ab.",
        ),
        ("Fahrgastbefragung: Bestnoten", "Die Fahrgastbefragung 2025 zeigt: Die Gäste sind zufrieden."),
        ("Elternbefragung überzeugt", "96 Prozent der Eltern sind laut der Elternbefragung zufrieden."),
        ("Neues Barometer für Segler", "Das neue Barometer zeigt den Luftdruck auf einen Blick."),
        ("Die Sparbank wächst trotz schlechter Konsumumfrage", "Die Sparbank AG hat 2025 mehr verdient."),
        (
            "Volle Auftragsbücher",
            "Die Auftragsbücher im Handwerk sind voll, zeigt das Konjunkturbarometer der ZDH GmbH.",
        ),
    ],
)
def test_a_survey_takes_no_figure_of_a_firm(head, lead, doubtful):
    found = subjects(doubtful, OWN, head=head, lead=lead)
    assert {found[42_000_000], found[45], found[1300]} == {"Sparbank AG"}


def test_what_an_institute_does_is_its_own_beside_a_survey(doubtful):
    body = "62 Prozent der Befragten sparen.\n\nDas Institut betreut 400.000 Kunden und betreibt 45 Filialen."
    found = subjects(doubtful, body)
    assert (found[62], found[400_000], found[45]) == (None, "Sparbank AG", "Sparbank AG")
