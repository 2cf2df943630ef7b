"""Day and title of a release where text, caller and file say different things; numbers that layout sets apart."""

import subprocess
import sys
from pathlib import Path

import pytest
from spacy.language import Language

from pressefakten.assemble import extract, read
from pressefakten.engine import extract_source
from pressefakten.ingest import Source
from pressefakten.ingest.mail import _dated
from pressefakten.ingest.pdf import Piece, _same_paragraph
from pressefakten.normalize import dates, numbers
from pressefakten.pipeline import load
from pressefakten.records import TimeValue
from pressefakten.timeline.table import period_text
from pressefakten.verify import mismatches

BODY = "Der Umsatz stieg im vergangenen Jahr auf 5 Mio. Euro.\n"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def test_the_day_passed_comes_before_metadata_and_after_the_dateline(nlp: Language) -> None:
    source = Source(BODY, "a.docx", "2013-12-23", reader="docx")
    assert extract_source(source, nlp, "2026-01-12").published == "2026-01-12"
    assert extract_source(source, nlp).published == "2013-12-23"
    dated = Source("Berlin, 9. Februar 2026 – " + BODY, "a.docx", "2013-12-23", reader="docx")
    assert extract_source(dated, nlp, "2026-01-12").published == "2026-02-09"


@pytest.mark.parametrize(("reader", "day"), [("docx", "2026-01-12"), ("pdf", "2026-01-12"), ("html", "2026-01-10")])
def test_an_attachment_has_the_day_of_its_mail(reader: str, day: str) -> None:
    assert _dated(Source(BODY, "a", "2026-01-10", reader=reader), "2026-01-12", 1).published == day


def test_the_subject_stands_for_a_greeting_and_a_first_sentence(nlp: Language) -> None:
    for text in ("Sehr geehrte Damen und Herren,\n\n" + BODY, BODY):
        assert extract_source(Source(text, "a.eml", None, "Muster AG wächst", "mail"), nlp).title == "Muster AG wächst"


def test_a_heading_of_markdown_has_no_signs_in_the_title(nlp: Language) -> None:
    assert extract_source(Source("# Muster AG wächst weiter\n\n" + BODY), nlp).title == "Muster AG wächst weiter"


def test_bold_numbers_are_read_and_footnotes_are_not() -> None:
    text = "| **Gesamt** | **1.808.450** |"
    assert [text[item.start : item.end] for item in numbers.find(text)[0]] == ["1.808.450"]
    assert not numbers.find("Der Absatz**2 stieg.")[0]


def test_a_currency_named_in_the_line_beats_the_country() -> None:
    text = "In Bern und Zürich.\nPreis in EUR für den Wagen: 39'950.–"
    (price,) = [item for item in numbers.find_plain(text, country="CH")[0] if item.label == "MONEY"]
    assert (price.value["currency"], price.value["value"]) == ("EUR", 39950)


@pytest.mark.parametrize(
    ("above", "below", "same"),
    [("im Halbjahr (1. Juli bis", "31. Dezember 2025) bei", True), ("Ausblick für das", "4. Quartal 2026", True),
     ("Unsere Termine im Jahr.", "1. März Hauptversammlung", False), ("wir bauen das", "2. Wir verkaufen es", False)],
)  # fmt: skip
def test_a_line_that_opens_with_a_day_goes_on(above: str, below: str, *, same: bool) -> None:
    pieces = [Piece(text=text, left=0, right=100, bottom=0, top=10, full=1.0) for text in (above, below)]
    assert _same_paragraph(*pieces) is same


def test_a_fiscal_year_is_written_as_one() -> None:
    assert period_text(TimeValue(value="2025/2026")) == "2025/2026"
    assert period_text(TimeValue(value="2015/2019")) == "2015 to 2019"


def test_coverage_of_a_word_is_a_missing_file(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "pressefakten.cli", "coverage", "nofile"]
    done = subprocess.run(call, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert "no such file" in done.stderr


@pytest.mark.parametrize(
    ("opening", "month"),
    [
        pytest.param("Loßburg, im September 2024 – Die Kuhn AG baut um.", "2024-09", id="place-and-month"),
        pytest.param("Linz, im Oktober 2025. Die Kuhn AG baut um.", "2025-10", id="full-stop"),
        pytest.param("Oktober 2025\n\nDie Kuhn AG baut um.", "2025-10", id="a-line-of-its-own"),
        pytest.param("Linz, 3. Oktober 2025 – Die Kuhn AG baut um.", None, id="a-day-is-stated"),
        pytest.param("Im Oktober 2025 baute die Kuhn AG um.", None, id="a-sentence-that-opens-with-it"),
        pytest.param("Start der Arbeiten Juni 2027. Die Kuhn AG baut um.", None, id="no-town"),
        pytest.param("- Januar 2027: Baubeginn\n\nDie Kuhn AG baut um.", None, id="an-item-of-a-list"),
        pytest.param("Linz, Sommer 2025 – Die Kuhn AG baut um.", None, id="a-season"),
    ],
)
def test_a_release_may_state_its_month_alone(nlp: Language, opening: str, month: str | None) -> None:
    doc = read(f"Kuhn baut um\n\n{opening}\n", nlp)
    assert doc._.month == month


def test_what_is_counted_in_days_and_weeks_stays_open_without_a_day() -> None:
    text = "Vor 3 Tagen und vor drei Wochen war es soweit, vor zwei Monaten noch nicht."
    values = [mention.value.value for mention in dates.find(text, published="2025-11") if mention.value]
    assert values == ["XXXX", "XXXX", "2025-09"]


def test_the_month_of_issue_gives_the_same_values_again(nlp: Language) -> None:
    text = "Kuhn baut um\n\nLinz, im November 2025 – Am 2. Dezember eröffnet die Kuhn AG ihr Werk. Im Oktober stieg der Umsatz auf 500 Mio. Euro.\n"
    assert list(mismatches(extract(text, nlp))) == []


def test_the_month_of_issue_tells_the_year_but_no_day(nlp: Language) -> None:
    text = "Kuhn baut um\n\nLinz, im November 2025 – Am 2. Dezember eröffnet die Kuhn AG ihr Werk. Seit Freitag ist es fertig, im Sommer war Baubeginn.\n"
    values = {ent.text: ent.value.value for ent in extract(text, nlp).entities if ent.label == "DATE" and ent.value}
    assert values["2. Dezember"] == "2025-12-02"
    assert values["Sommer"] == "2025-SU"
    assert values["Freitag"] == "XXXX-WXX-5"
