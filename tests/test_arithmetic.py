"""What sums tell of changes."""

import pytest
from spacy.language import Language

from pressefakten import extract
from pressefakten.assemble import read
from pressefakten.components.facts import page_of
from pressefakten.facts.arithmetic import ABSOLUTE, PERCENT, Shown, kinds_of_change, wholes

TABLE = """Muster AG: Halbjahr 2026

Linz, 11. August 2026 – Die Muster AG legt Zahlen vor.

KENNZAHLEN DER GRUPPE (in Mio. €)
|  | H1 2026 | H1 2025 | Veränd. |
| Auftragseingang | 2.761 | 2.698 | {0} |
| Umsatz | 2.668 | 2.633 | {1} |
| EBIT | 192 | 211 | {2} |
"""


@pytest.mark.parametrize(
    ("later", "earlier", "change", "kind"),
    [
        (Shown(1402, 0.5), Shown(1336, 0.5), Shown(4.9, 0.05), PERCENT),
        (Shown(1402, 0.5), Shown(1336, 0.5), Shown(66, 0.5), ABSOLUTE),
        (Shown(8.1, 0.05), Shown(7.8, 0.05), Shown(0.3, 0.05), ABSOLUTE),
        (Shown(1402, 0.5), Shown(1336, 0.5), Shown(-4.9, 0.05), None),
        (Shown(1402, 0.5), Shown(0, 0.5), Shown(4.9, 0.05), None),
        (Shown(1402, 0.5), Shown(1336, 0.5), Shown(0, 0.05), None),
        (Shown(2, 0.5), Shown(1, 0.5), Shown(80, 0.5), None),  # rounding leaves all open
    ],
)
def test_a_change_is_known_by_its_levels(later: Shown, earlier: Shown, change: Shown, kind: str | None) -> None:
    assert kinds_of_change(later, earlier, change) == ({kind} if kind else set())


@pytest.mark.parametrize(
    ("cells", "kind", "changes"),
    [
        (("+2,3", "+1,3", "-9,0"), "percent", [2.3, 1.3, -9.0]),
        (("+63", "+35", "-19"), "absolute", [63e6, 35e6, -19e6]),
        (("+63", "+35", "-20"), "absolute", [63e6, 35e6, -20e6]),  # a slip of the press in one row
    ],
)
def test_the_sums_of_a_table_tell_the_unit_of_its_changes(
    cells: tuple[str, ...], kind: str, changes: list[float], nlp: Language
) -> None:
    facts = [fact for fact in extract(TABLE.format(*cells), nlp).facts if fact.type == "key_figure" and fact.change]
    assert [float(getattr(fact.change, kind)) for fact in facts] == changes


@pytest.mark.parametrize(
    ("text", "value", "percent", "base"),
    [
        (
            "Im Jahr 2025 hat die Muster AG 24.316 Motorräder verkauft. 2024 waren es 26.902. Der Rückgang um 9,6 Prozent hat mehrere Gründe.",
            24316,
            -9.6,
            "2024",
        ),
        (
            "Die Muster AG hat 2025 insgesamt 440.900 Autos ausgeliefert; 2024 waren es 423.100. Verantwortlich für das Plus von 4,2 Prozent ist Graz.",
            440900,
            4.2,
            "2024",
        ),
    ],
)
def test_a_percentage_changes_the_level_with_which_the_sum_comes_out(
    text: str, value: int, percent: float, base: str, nlp: Language
) -> None:
    facts = extract(f"Muster AG legt Zahlen vor\n\nLinz, 12. Januar 2026 – {text}\n", nlp).facts
    changed = [fact for fact in facts if fact.type == "key_figure" and fact.change]
    assert [(f.value and f.value.value, f.change and float(f.change.percent), f.change.base) for f in changed] == [
        (value, percent, base)
    ]


GROWING = """Muster AG: Halbjahr 2026

Linz, 11. August 2026 – Die Muster AG legt Zahlen vor.

KENNZAHLEN DER GRUPPE (in Mio. €)
| | H1 2026 | H1 2025 | {head} |
| Auftragseingang | 360 | 300 | {cells[0]} |
| Umsatz | 120 | 100 | {cells[1]} |
"""


@pytest.mark.parametrize(
    ("head", "cells", "changes"),
    [
        ("absolut", ("+60", "+20"), [(60e6, None), (20e6, None)]),
        ("absolut | relativ", ("+60 | +20,0", "+20 | +20,0"), [(60e6, 20), (20e6, 20)]),
        ("Veränd.", ("+60", "+20"), [(60e6, None), (20e6, None)]),
    ],
)
def test_where_all_grows_the_levels_stay_levels(
    head: str, cells: tuple[str, str], changes: list[tuple[float, float | None]], nlp: Language
) -> None:
    facts = [fact for fact in extract(GROWING.format(head=head, cells=cells), nlp).facts if fact.type == "key_figure"]
    assert [int(fact.value.value) for fact in facts if fact.value] == [360000000, 300000000, 120000000, 100000000]
    found = [(fact.change.absolute, fact.change.percent) for fact in facts if fact.change]
    assert [tuple(amount and float(amount) for amount in pair) for pair in found] == changes


def test_levels_of_different_places_make_no_change(nlp: Language) -> None:
    text = (
        "Muster AG legt Zahlen vor\n\nLinz, 12. Januar 2026 – Die Muster AG beschäftigte 2025 in Linz 1.050 Menschen. "
        "In Graz waren es 2024 1.000. Der Umsatz wuchs um 5 Prozent.\n"
    )
    facts = [fact for fact in extract(text, nlp).facts if fact.type == "key_figure" and fact.change]
    assert [fact.metric for fact in facts] == ["revenue"]


HALL = "Kraus Fahrzeugbau\n\nUlm, 5. Mai 2026 – Die Kraus Fahrzeugbau AG hat 2025 in Ulm 243.600 Fahrzeuge gebaut.\n\n"
PARTS = "Nach Modellen entfielen 88.300 Stück auf den MINI Countryman, 74.100 auf den Opel Corsa und 81.200 auf den Fiat Panda."


def test_parts_have_the_metric_and_period_of_the_whole(nlp: Language) -> None:
    found = [fact for fact in extract(HALL + PARTS + "\n", nlp).facts if fact.type == "key_figure"]
    assert [int(fact.value.value) for fact in found if fact.value] == [243600, 88300, 74100, 81200]
    assert {(str(fact.metric), fact.period and fact.period.value) for fact in found} == {("production", "2025")}


def test_where_the_sum_does_not_come_out_there_is_no_whole(nlp: Language) -> None:
    assert len(wholes(page_of(read(HALL + PARTS, nlp)))) == 3
    assert not wholes(page_of(read(HALL + PARTS.replace("81.200", "81.900"), nlp)))


def test_a_sum_of_hundreds_is_no_sum(nlp: Language) -> None:
    text = (
        "Ulm, 5. Mai 2026 – Die Kraus AG zählte 7.400 Ladepunkte an 1.300 Standorten; 2024 waren es 6.100 Ladepunkte.\n"
    )
    assert not wholes(page_of(read(text, nlp)))
