"""Tables: which cells are numbers, which lines are rows and heads, and tables with one cell a line."""

import pytest

from pressefakten.components.structure import read_lines
from pressefakten.normalize import grid

OPENING = (
    "Titel der Mitteilung von heute\n\n"
    "Die Muster AG aus Graz hat heute neue Zahlen und Daten vorgelegt, die hier in einer Tabelle zusammengefasst sind.\n\n"
)


@pytest.mark.parametrize(
    "cell",
    [
        "210 kW (286 PS)", "605–1'714 l", "14,5 kWh/100 km", "ab CHF 59'900.–", "€ 25.490,–", "25.490,–", "+6,4 %", "−3.9%",
        "< 5 %", "ca. 185 Tonnen", "max. 160 kW", "8,1 Mio. Euro", "–", "n. a.", "30 min (10–80 %)", "150/204", "2'600 kW",
    ],
)  # fmt: skip
def test_cells_with_numbers(cell):
    assert grid.is_number(cell)


@pytest.mark.parametrize(
    "cell",
    ["Leistung", "8-Gang-Automatik", "1. Quartal", "12. März 2026", "3 Jahre Garantie auf alles", "Kia EV3", "030 1234-0", "", "9.30 Uhr"],
)  # fmt: skip
def test_cells_without(cell):
    assert not grid.is_number(cell)


def shape(table: str) -> list[tuple[str, int | None]]:
    """Kind of each line below the opening, and how many lines above it its head stands (None: no head)."""
    lines = read_lines(OPENING + table)[2:]
    return [(line["kind"], k + 2 - line["head"] if line["head"] >= 0 else None) for k, line in enumerate(lines)]


def test_the_first_line_of_a_block_heads_it():
    assert shape("Modell\tLeistung\tPreis\nEVA 1\t150 kW (204 PS)\t35.990 Euro\nEVA 2\t195 kW (265 PS)\t48.690 Euro\n") == [
        ("table_head", None), ("row", 1), ("row", 2),
    ]  # fmt: skip


def test_rows_of_text_belong_to_their_table():
    found = shape(
        "            EVA 1     EVA 2\nLeistung    150 kW    195 kW\nAntrieb     Heck      Allrad\nSpitze      170 km/h  180 km/h\n"
    )
    assert found == [("table_head", None), ("row", 1), ("row", 2), ("row", 3)]


def test_a_caption_inside_keeps_the_head():
    found = shape(
        "Daten | EVA 1 | EVA 2\nLeistung | 150 kW | 195 kW\nMasse\nLänge | 4.300 mm | 4.310 mm\nBreite | 1.850 mm | 1.850 mm\n"
    )
    assert [kind for kind, _ in found] == ["table_head", "row", "heading", "row", "row"]
    assert [head for kind, head in found if kind == "row"] == [1, 3, 4]


def test_two_columns_have_a_head_only_where_it_names_them():
    rows = "Karosserie\tKombi\nLänge\t4.300 mm\nBreite\t1.850 mm\n"
    assert [kind for kind, _ in shape(rows)] == ["row", "row", "row"]
    assert [kind for kind, _ in shape("Modell\tPreis\nEVA 1\t35.990 Euro\nEVA 2\t48.690 Euro\n")] == [
        "table_head",
        "row",
        "row",
    ]


def test_years_head_columns():
    assert shape("(in Mio. Euro)  2025   2024\nUmsatz   12,5   11,0\nEBIT   1,5   1,0\n")[0] == ("table_head", None)


def test_one_cell_a_line():
    table = "Modell\nLeistung\nReichweite\n\nEVA 1\n150 kW\n436 km\n\nEVA 2\n195 kW\n552 km\n\nEin Satz, der nicht mehr zur Tabelle gehört, schliesst den Text mit vielen Worten ab.\n"
    text = OPENING + table
    lines = read_lines(text)[2:]
    assert [line["kind"] for line in lines] == ["table_head", "row", "row", "paragraph"]
    assert [text[a:b] for a, b in lines[0]["cells"]] == ["Modell", "Leistung", "Reichweite"]
    assert [text[a:b] for a, b in lines[2]["cells"]] == ["EVA 2", "195 kW", "552 km"]
    assert read_lines(text)[lines[2]["head"]] == lines[0]


def test_a_label_may_share_the_first_cell():
    text = OPENING + "Umsatz: 12,5 | 11,0\nEBIT: 1,5 | 1,0\n"
    assert [[text[a:b] for a, b in line["cells"]] for line in read_lines(text)[2:]] == [
        ["Umsatz", "12,5", "11,0"],
        ["EBIT", "1,5", "1,0"],
    ]


def test_sentences_with_double_spaces_are_no_table():
    text = (
        "Ein Satz mit Zahlen wie 5 Prozent.  Noch ein Satz mit vielen weiteren Worten, der lang ist und ein Ende hat.\n"
        * 2
    )
    assert {kind for kind, _ in shape(text)} == {"paragraph"}


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        ("Mio. EUR Q3 2025 Q3 2024 Veränderung\nUmsatz 211,4 198,2 +6,7 %\nEBIT 18,2 19,9 -8,5 %\n", ["table_head", "row", "row"]),
        ("2025 / 2024\nUmsatz 771,4 / 842,6\nErgebnis -2,7 / 5,2\n", ["table_head", "row", "row"]),
        ("Deutschland 12.300 11.950\nFrankreich 6.410 6.700\nItalien 5.020 5.210\n", ["row", "row", "row"]),
        ("Land – Märkte – Beschäftigte\nÖsterreich – 391 – 7.020\nUngarn – 289 – 4.610\n", ["table_head", "row", "row"]),
        ("Region Europa ........ 268,1 (241,7)\nRegion Asien .. 59,4 (50,2)\n", ["row", "row"]),
    ],
)  # fmt: skip
def test_tables_without_tabs(table: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in shape(table)] == kinds


@pytest.mark.parametrize(
    "lines",
    [
        "Telefon 0732 1234 56\nTelefax 0732 1234 57\nMobil 0664 1234 58\n",
        "Modell A 2023 4\nModell B 2024 5\nModell C 2025 3\n",
        "Linz 239 814 235 343\nGraz 139 814 135 343\nWels 39 814 35 343\n",
        "Der Umsatz stieg 2025 24\n",
    ],
)
def test_lines_with_numbers_that_are_no_table(lines: str) -> None:
    assert "row" not in [kind for kind, _ in shape(lines)]
