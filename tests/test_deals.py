"""Single orders: who sells, when the contract was signed, what it is worth, and what is no order."""

import pytest

from pressefakten import extract

LEAD = "Bern, 5. März 2026 – "
ORDER = f"{LEAD}Stadler hat von der BLS den Auftrag über 58 Züge erhalten. "


def orders(text, nlp):
    return [fact for fact in extract(text, nlp).facts if fact.type == "key_figure" and fact.metric == "orders"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{ORDER}Der Vertrag wurde am 3. März in Bern unterzeichnet.", "2026-03-03"),
        (f"{ORDER}Am 12. Februar 2026 legte Stadler den Jahresabschluss zum 31. Dezember 2025 vor.", None),
        (f"{ORDER}40 Lernende feierten am 14. August 2025 ihren Lehrabschluss.", None),
        (f"{ORDER}\n\nAm 14. August 2025 hat Stadler den Mietvertrag für das Werk unterzeichnet.", None),
        (f"{ORDER}Den Kaufvertrag, gefördert vom Bund, unterzeichneten beide am 12. Februar 2026.", "2026-02-12"),
        (f"{ORDER}Der Vertrag wurde nach der Übernahme der Strecke am 12. Februar 2026 unterzeichnet.", "2026-02-12"),
        (f"{ORDER}Der Vertrag über das Grundstück wurde am 12. Februar 2026 unterzeichnet.", None),
        (f"{ORDER}\n\nAm 3. Februar 2026 hatten Land und Stadt die Vereinbarung zum Hafen unterzeichnet.", None),
    ],
)
def test_only_the_contract_of_the_deal_dates_an_order(text, day, doubtful):
    (fact,) = orders(text, doubtful)
    period = fact.period.value if fact.period else None
    assert period == day if day else period in (None, "2026-03-05")


@pytest.mark.parametrize(
    "sentences",
    [
        "Die Muster AG hat den Kaufvertrag für ein Grundstück in Uster unterschrieben. Der Kaufpreis beträgt 14 Mio. Franken.",
        "Die Muster AG hat für die Halle einen Mietvertrag abgeschlossen. Die Kosten belaufen sich auf 2 Mio. Franken.",
        "Die Gewerkschaft und die Bahn haben einen Tarifvertrag geschlossen. Das Volumen beträgt 140 Mio. Euro.",
        "Die Bank hat mit dem Kanton einen Kreditvertrag unterzeichnet. Das Volumen liegt bei 120 Mio. Franken.",
    ],
)
def test_what_other_contracts_are_worth_is_no_order(sentences, doubtful):
    assert not orders(f"{LEAD}{sentences}", doubtful)


def test_what_something_else_costs_is_not_the_order(doubtful):
    text = (
        f"{LEAD}Die BLS hat bei Stadler 58 Züge bestellt. Die Kosten für die neue Werkstatt betragen 40 Mio. Franken."
    )
    assert [fact.value.value for fact in orders(text, doubtful)] == [58]


MADE = "Die Muster Rail AG produziert in Bern Züge und Wagen. "


@pytest.mark.parametrize(
    ("sentences", "subject"),
    [
        ("Die BLS hat bei der Muster Rail AG 58 Züge bestellt.", "Muster Rail AG"),
        (f"{MADE}Nun hat die BLS 58 Züge bestellt.", "Muster Rail AG"),
    ],
)
def test_who_sells(sentences, subject, doubtful):
    assert [fact.subject for fact in orders(f"{LEAD}{sentences}", doubtful)] == [subject]


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Muster Bank AG finanziert die Erneuerung der Flotte.",
        "Die Muster Legal AG hat die Bahn dabei beraten.",
        "Die Muster Energie AG hat mit der Kroll Service GmbH einen Wartungsvertrag geschlossen.",
    ],
)
def test_who_only_tells_of_an_order_does_not_sell(sentence, doubtful):
    text = f"{LEAD}{sentence} Diese wächst.\n\nDie BLS hat 58 Züge bestellt."
    assert [fact.subject for fact in orders(text, doubtful)] in ([None], ["BLS"])


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Auftrag umfasst die Wartung von 120 Zügen.",
        "Die BLS erteilte der Kroll GmbH den Auftrag für die Reinigung von 300 Bussen.",
        "Der Auftrag umfasst die Wartung, Reparatur und Reinigung von 120 Zügen.",
        "Das Gericht bestellte drei Gutachter.",
        "Der Verwaltungsrat hat zwei neue Geschäftsführer bestellt.",
        "Die Muster AG hat eine Anleihe begeben. Die erste Tranche umfasst 40 Mio. Franken.",
        "Die Beschaffung der Daten verursachte 2025 Kosten von 4 Mio. Franken.",
        "Der Auftrag für 40 Mitarbeitende lautete, den Betrieb zu verbessern.",
    ],
)
def test_what_is_done_or_appointed_is_no_order(sentence, doubtful):
    assert not orders(f"{LEAD}{sentence}", doubtful)


def test_the_number_of_an_office_is_no_order(doubtful):
    text = f"{LEAD}Die Wiener Müllabfuhr (MA 48) hat bei der Muster AG 12 Müllwagen bestellt."
    assert [fact.value.value for fact in orders(text, doubtful)] == [12]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Der Auftrag an Stadler umfasst die Lieferung von 120 Zügen.", 120),
        ("Der Vertrag mit der Kroll GmbH umfasst Bau und Lieferung von 12 Fähren.", 12),
        ("Die erste Tranche umfasst 20 Busse.", 20),
        ("Stadler erhält den Auftrag für die Lieferung und den Unterhalt von 20 Zügen.", 20),
        ("Die Spedition Huber hat bei Scania eine weitere Sendung von 20 Lkw bestellt.", 20),
    ],
)
def test_deliveries_are_orders(sentence, value, doubtful):
    assert [fact.value.value for fact in orders(f"{LEAD}{sentence}", doubtful)] == [value]


def test_an_order_that_nothing_dates_has_no_period(nlp):
    text = "Hess AG: Großauftrag aus Zürich\n\nGraz, 3. März 2026 – Die Verkehrsbetriebe Zürich bestellten 50 Trolleybusse. Die Hess AG freut sich.\n\nKontakt:\nHess AG, Anna Berger"
    assert [(fact.value.value, fact.subject, fact.period) for fact in orders(text, nlp)] == [(50, "Hess AG", None)]


@pytest.mark.parametrize("day", ["Heute", "Am 3. März 2026"])
def test_an_order_on_the_day_of_release_has_its_day(day, nlp):
    text = f"Hess AG: Großauftrag aus Zürich\n\nGraz, 3. März 2026 – Neues gibt es aus Zürich. {day} bestellten die Verkehrsbetriebe Zürich bei der Hess AG 20 Busse.\n\nKontakt:\nHess AG, Anna Berger"
    assert [str(fact.period.value) for fact in orders(text, nlp)] == ["2026-03-03"]


def test_who_awards_the_building_is_no_seller(doubtful):
    text = f"Stadler Rail AG: Zuschlag\n\n{LEAD}Die SBB vergibt den Bau von 33 Zügen. Der Wert des Auftrags beträgt 1,2 Milliarden Franken.\n\nKontakt: Stadler Rail AG"
    assert "SBB" not in [fact.subject for fact in orders(text, doubtful)]
