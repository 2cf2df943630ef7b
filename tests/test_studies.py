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
