"""Changes: in which words they are told, of which figure they are one, and what is none."""

import pytest
from spacy.language import Language

from pressefakten.assemble import extract

OPENING = "Kassel, 14. Juli 2026. Die Nordhag AG hat im ersten Halbjahr 2026 ihren Weg fortgesetzt. "


def changes(text: str, doubtful: Language) -> list[tuple[float | None, float | None, float | None]]:
    """Value, change in percent and absolute change of the figures that changed."""
    facts = [fact for fact in extract(OPENING + text, doubtful).facts if fact.type == "key_figure" and fact.change]
    return [
        tuple(
            None if amount is None else float(amount)
            for amount in (fact.value and fact.value.value, fact.change.percent, fact.change.absolute)
        )
        for fact in facts
    ]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Umsatz verdoppelte sich auf 412 Millionen Euro.", [(412e6, 100, None)]),
        ("Das EBIT hat sich mit 14 Millionen Euro gegenüber dem Vorjahr halbiert.", [(14e6, -50, None)]),
        ("Der Auftragseingang verdreifachte sich nahezu auf 96 Millionen Euro.", []),
        ("Der Absatz brach um ein knappes Fünftel auf 8.400 Fahrzeuge ein.", [(8400, -20, None)]),
        (
            "Der Umsatz lag mit 412 Millionen Euro 6 Prozent über, das EBIT mit 31 Millionen Euro 4 Prozent unter dem Vorjahr.",
            [(412e6, 6, None), (31e6, -4, None)],
        ),
        ("Das Umsatzwachstum betrug 6,3 Prozent.", [(None, 6.3, None)]),
        ("Der Umsatz stieg um 30 Millionen Euro.", [(None, None, 30e6)]),
        ("Die Nordhag AG rechnet mit einem Anstieg des EBIT um 12 Millionen Euro.", [(None, None, 12e6)]),
        ("Beim Umsatz fehlen gegenüber dem Vorjahr 9 Prozent.", [(None, -9, None)]),
        (
            "Die Nordhag AG setzte 412 Millionen Euro um. Gegenüber dem Vorjahr bedeutet dies eine Zunahme um 31 Millionen Euro beziehungsweise 8,1 Prozent.",
            [(412e6, 8.1, 31e6)],
        ),
        (
            "Der Umsatz stieg in Euro um 5 Prozent, in Franken waren es 2,1 Prozent.",
            [(None, 5, None), (None, 2.1, None)],
        ),
        (
            "Der Umsatz erreichte 412,0 Millionen Euro. Um 6,2 Prozent sind die Erlöse gegenüber dem Vorjahr, als sie 388,0 Millionen Euro betrugen, gestiegen.",
            [(412e6, 6.2, None)],
        ),
    ],
)
def test_changes_are_told_in_many_words(
    text: str, expected: list[tuple[float | None, float | None, float | None]], doubtful: Language
) -> None:
    assert changes(text, doubtful) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Nordhag AG hat im ersten Halbjahr sechs Standorte aufgegeben.", [-6]),
        ("27 Filialen wurden neu eröffnet, 14 geschlossen.", [27, -14]),
        ("Weitere 900 Beschäftigte sollen bis Mitte 2027 dazukommen.", [900]),
        ("Das Netz wächst um 14 Ladepunkte.", [14]),
        ("Die Nordhag AG betreibt 27 Filialen.", []),
        ("In Kassel entstehen bis 2028 24 Ladepunkte.", []),
    ],
)
def test_what_comes_or_goes_is_a_change(text: str, expected: list[float], doubtful: Language) -> None:
    assert [absolute for _, _, absolute in changes(text, doubtful)] == expected


def test_a_place_reached_is_no_change(doubtful: Language) -> None:
    assert changes("Im Juni reisten 381.240 Passagiere über den Flughafen Kassel.", doubtful) == []


def test_a_sum_that_is_signed_is_a_level(doubtful: Language) -> None:
    assert changes("Das EBIT verbesserte sich um 12 Millionen Euro auf minus 4 Millionen Euro.", doubtful) == [
        (-4e6, None, 12e6)
    ]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Sattelzüge (+4,2 %) und Busse (+11,0 %) legten zu.", ["Sattelzüge", "Busse"]),
        ("Zuwächse gab es bei Bussen (plus 4 Prozent), während Transporter (minus 2 Prozent) einbüßten.", ["Busse", "Transporter"]),
    ],
)  # fmt: skip
def test_changes_alone_in_brackets_are_of_the_nouns_before_them(
    text: str, things: list[str], doubtful: Language
) -> None:
    opening = "Wien, 14. Jänner 2026. 2025 wurden in Österreich 61.200 Nutzfahrzeuge neu zugelassen. "
    facts = [
        fact for fact in extract(opening + text, doubtful).facts if fact.type == "key_figure" and fact.value is None
    ]
    assert [(fact.metric, fact.of) for fact in facts] == [("registrations", thing) for thing in things]


JOBS = [
    ("In Österreich und der Schweiz fallen bis Ende 2027 412 Arbeitsplätze weg.", [(-412, "target")]),
    ("Dadurch fallen bis Ende 2027 in Kassel 250 der derzeit rund 1.700 Arbeitsplätze weg.", [(-250, "target")]),
    ("In Kassel wurden 80 Stellen gestrichen.", [(-80, "reported")]),
    ("Davon betroffen sind 95 Arbeitsplätze in Kassel sowie 110 in Bremen.", [(-95, "target"), (-110, "target")]),
    ("180 Mitarbeitende werden dort gesucht.", [(180, "target")]),
    ("40 befristet Beschäftigte hat das Unternehmen dafür an Bord geholt.", [(40, "reported")]),
    (
        "Bis 2028 baut sie 250 Stellen ab:\n\nBremen: 90 Stellen\nKassel: 160 Stellen",
        [(-250, "target"), (-90, "target"), (-160, "target")],
    ),
    ("Die 420 Arbeitsplätze sind bis 2032 gesichert.", []),
    ("Von der Schließung sind 210 Mitarbeiter betroffen.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), JOBS)
def test_jobs_come_or_go(text: str, expected: list[tuple[float, str]], doubtful: Language) -> None:
    facts = [fact for fact in extract(OPENING + text, doubtful).facts if fact.type == "key_figure"]
    found = [(fact.change.absolute, fact.status) for fact in facts if fact.metric == "employees" and fact.change]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Italien fehlten am Ende 610 Fahrzeuge.", [(None, None, -610)]),
        ("Die Märkte Polen und Ungarn gaben um 4,4 % beziehungsweise 6,0 % nach.", [(None, -4.4, None), (None, -6, None)]),
    ],
)  # fmt: skip
def test_less_than_before(
    text: str, expected: list[tuple[None, float | None, float | None]], doubtful: Language
) -> None:
    opening = "Kassel, 14. Juli 2026. Die Nordhag AG hat im ersten Halbjahr 2026 8.400 Fahrzeuge ausgeliefert. "
    facts = [fact for fact in extract(opening + text, doubtful).facts if fact.type == "key_figure" and fact.change]
    amounts = [(None, fact.change.percent, fact.change.absolute) for fact in facts if fact.metric == "sales"]
    assert [tuple(None if amount is None else float(amount) for amount in row) for row in amounts] == expected


def test_a_percentage_changes_no_share(doubtful: Language) -> None:
    opening = "Wien, 14. Jänner 2026. 2025 wurden in Österreich 61.200 Pkw neu zugelassen. "
    text = "An der Spitze lag VW (15,8 % Marktanteil, +9,7 %) vor Opel (7,4 %, -7,2 %)."
    facts = [fact for fact in extract(opening + text, doubtful).facts if fact.type == "key_figure" and fact.subject]
    assert {(fact.metric, fact.subject, fact.change and float(fact.change.percent)) for fact in facts} == {
        ("market_share", "Volkswagen", None),
        ("registrations", "Volkswagen", 9.7),
        ("market_share", "Opel", None),
        ("registrations", "Opel", -7.2),
    }


def test_signed_sums_of_a_step_are_levels(nlp):
    text = "Graz, 3. März 2026. Das Ergebnis nach Steuern der Musterwerk AG drehte 2025 von -1,8 Mio. Euro auf +7,4 Mio. Euro."
    facts = [fact for fact in extract(text, nlp).facts if fact.type == "key_figure"]
    assert [(int(fact.value.value), fact.period.value) for fact in facts] == [(-1_800_000, "2024"), (7_400_000, "2025")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Linz arbeiten derzeit 310 Menschen; 40 weitere sollen 2027 dazukommen.", (40, "2027", "target")),
        (
            "Seit März 2024 sind 120 Arbeitsplätze entstanden, weitere 60 sollen bis Ende 2027 folgen.",
            (60, "2027", "target"),
        ),
        ("Der Personalbestand wird um 22 auf 3.471 Vollzeitstellen erhöht.", None),
    ],
)
def test_jobs_that_come(text, expected, doubtful):
    facts = [f for f in extract(OPENING + text, doubtful).facts if f.type == "key_figure" and f.metric == "employees"]
    jobs = [(int(f.change.absolute), f.period and f.period.value, f.status) for f in facts if f.value is None]
    assert (expected in jobs) if expected else not jobs


def test_a_level_goes_on_with_the_loss_before(nlp):
    text = (
        OPENING
        + "Das Jahr 2025 schloss mit einem Verlust von 39,4 Mio. Euro. Ein Jahr zuvor waren es noch 81,6 Millionen gewesen."
    )
    losses = [
        int(f.value.value) for f in extract(text, nlp).facts if f.type == "key_figure" and f.metric == "net_profit"
    ]
    assert losses == [-39_400_000, -81_600_000]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Das Unternehmen handelt mit Stahl und hat die Belegschaft um 40 Mitarbeitende auf 300 Mitarbeitende erhöht.",
            [(300, None, 40)],
        ),
        (
            "Im Streit mit der Gewerkschaft senkt die Nordhag AG die Zahl der Stellen um 120 auf 900.",
            [(900, None, -120)],
        ),
        ("Wir handeln jetzt und reduzieren die Zahl der Filialen um 12 auf 80.", [(80, None, -12)]),
        (
            "Die Spielwarensparte spielt mehr ein und steigerte den Umsatz um 12 Millionen Euro auf 60 Millionen Euro.",
            [(60e6, None, 12e6)],
        ),
        (
            "Die Bank handelt mit Devisen und steigerte den Gewinn um 12 Millionen Euro auf 60 Millionen Euro.",
            [(60e6, None, 12e6)],
        ),
        ("Bei der Restrukturierung handelt es sich um einen Abbau um 120 Stellen.", [(None, None, -120)]),
        ("Rund 580 Beschäftigte kümmern sich um 125.000 Objekte.", []),
    ],
)
def test_what_a_verb_is_about_is_no_change_but_steps_are(
    text: str, expected: list[tuple[float | None, float | None, float | None]], doubtful: Language
) -> None:
    assert changes(text, doubtful) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Der Umsatz stieg im Spielwarengeschäft um 12 Millionen Euro, wie der Verlag bekannt gab.",
        "Das Unternehmen handelt schnell und senkt die Kosten um 20 Millionen Euro.",
    ],
)
def test_what_a_sum_rises_by_is_no_level(text: str, nlp: Language) -> None:
    facts = [fact for fact in extract(OPENING + text, nlp).facts if fact.type == "key_figure"]
    assert not [fact for fact in facts if fact.value is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Nordhag AG streicht 240 Stellen, die 2021 geschaffen wurden.", (-240, None, "target")),
        ("Trotz Rekordgewinn im Jahr 2025 baut die Nordhag AG 240 Stellen ab.", (-240, None, "target")),
        ("Wie schon 2023 streicht die Nordhag AG 240 Stellen.", (-240, None, "target")),
        ("Gegenüber 2024 fallen bei der Nordhag AG 240 Stellen weg.", (-240, None, "target")),
        ("2025 baute die Nordhag AG 240 Stellen ab.", (-240, "2025", "reported")),
        (
            "Die Nordhag AG schließt ein Werk, durch das bis Ende September 2027 240 Stellen entfallen.",
            (-240, "2027-09", "target"),
        ),
    ],
)
def test_when_jobs_go_is_no_date_of_something_else(text, expected, doubtful):
    opening = "Kassel, 14. Juli 2026. "
    facts = [f for f in extract(opening + text, doubtful).facts if f.type == "key_figure" and f.metric == "employees"]
    assert [(int(f.change.absolute), f.period and f.period.value, f.status) for f in facts] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Der Verlust betrug 2024 5 Millionen Euro. 2025 verdiente die Nordhag AG 3 Millionen Euro. Heuer sollen es 4 Millionen Euro werden.",
            [-5e6, 3e6, 4e6],
        ),
        (
            "Der Verlust betrug 2024 5 Millionen Euro. Der Gewinn lag 2023 bei 2 Millionen Euro, 2022 waren es 4 Millionen Euro.",
            [-5e6, 2e6, 4e6],
        ),
        ("Der Verlust betrug 2024 5 Millionen Euro. 2025 erzielte die Nordhag AG 3 Millionen Euro.", [-5e6, 3e6]),
        ("Der Gewinn lag 2025 trotz Mehraufwand bei 3 Millionen Euro.", [3e6]),
        (
            "Der Jahresverlust lag 2025 bei 3 Millionen Euro; ein Jahr zuvor hatte das Minus noch 8 Millionen Euro betragen.",
            [-3e6, -8e6],
        ),
        ("Der Ertragsüberschuss lag 2025 bei 3 Millionen Euro trotz Mehraufwand.", [3e6]),
    ],
)
def test_a_loss_does_not_go_on_through_a_gain(text, expected, nlp):
    facts = [f for f in extract(OPENING + text, nlp).facts if f.type == "key_figure" and f.metric == "net_profit"]
    assert [float(f.value.value) for f in facts] == expected


def test_further_changes_are_of_the_place_of_their_clause(nlp):
    text = "Der Auftragseingang der Kranbau Nord AG stieg 2025 um 6,4 % auf 489,7 Mio. Euro. In Asien legte er um 14 % zu, in China ging er um 9 % zurück."
    facts = [f for f in extract(OPENING + text, nlp).facts if f.type == "key_figure" and f.value is None]
    assert [(f.metric, f.region, float(f.change.percent)) for f in facts] == [
        ("orders", "Asien", 14),
        ("orders", "China", -9),
    ]


def test_a_loss_told_by_its_verb(nlp):
    text = "Unter dem Strich verlor die Nordhag AG 2025 7 Millionen Euro."
    facts = [f for f in extract(OPENING + text, nlp).facts if f.type == "key_figure"]
    assert [(f.metric, float(f.value.value)) for f in facts] == [("net_profit", -7e6)]
