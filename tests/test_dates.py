"""Time expressions: the examples of the data file, the calendar, and properties that hold for any date and any text."""

import re
import timeit
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import pressefakten.components.dates  # noqa: F401
from pressefakten.normalize import dates, timex

DATA = tomllib.loads((Path(__file__).parent / "data" / "dates.toml").read_text(encoding="utf-8"))
MARK = re.compile(r"\[([^\]]+)\]\(([^ )]+)(?: ([A-Z_]+))?\)")
PAGE = (Path(__file__).parents[1] / "docs" / "dates.md").read_text(encoding="utf-8")
MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember")  # fmt: skip


def whole_rows():
    for row in DATA["whole"]:
        for form in row["forms"]:
            gap = form in row.get("gaps", ())
            marks = pytest.mark.xfail(strict=True, reason="this form is not read yet") if gap else ()
            yield pytest.param(form, row, id=form, marks=marks)


@pytest.mark.parametrize(("form", "row"), list(whole_rows()))
def test_a_whole_expression_has_its_value(form, row):
    value = dates.read(form, published=row.get("published", DATA["published"]))
    assert value is not None
    assert (value.type, value.value, value.mod) == (row.get("type", "DATE"), row["value"], row.get("mod"))


def page_rows():
    for line in PAGE.splitlines():
        if line.startswith("| `"):
            cells = [cell.strip().strip("`") or None for cell in line.strip("| ").split(" |")]
            yield pytest.param(*(cells + [None] * 6)[:6], id=cells[0])


@pytest.mark.parametrize(("form", "kind", "value", "mod", "start", "end"), list(page_rows()))
def test_the_table_of_forms_on_the_page_is_true(form, kind, value, mod, start, end):
    found = dates.read(form, published=DATA["published"])
    assert found is not None
    assert (found.type, found.value, found.mod, found.start, found.end) == (kind, value, mod, start, end)


PAGE_TEXTS = [line[2:] for line in PAGE.splitlines() if line.startswith("- ") and MARK.search(line)]


def test_the_page_has_forms_and_texts():
    assert len(list(page_rows())) > 50
    assert len(PAGE_TEXTS) > 10


@pytest.mark.parametrize("marked", [*(row["text"] for row in DATA["text"]), *PAGE_TEXTS])
def test_spans_and_values_in_running_text(marked):
    text = MARK.sub(r"\1", marked)
    found = [m for m in dates.find(text, published=DATA["published"]) if m.label != "SET"]
    expected = [(m[1], m[2], m[3]) for m in MARK.finditer(marked)]
    assert [(text[m.start : m.end], m.value.value, m.value.mod) for m in found] == expected


@pytest.mark.parametrize(
    ("value", "bounds", "before"),
    [
        ("2025-Q3", ("2025-07-01", "2025-09-30"), "2024-Q3"),
        ("2024-02", ("2024-02-01", "2024-02-29"), "2023-02"),
        ("2024-02-29", ("2024-02-29", "2024-02-29"), "2023-02-28"),
        ("202", ("2020-01-01", "2029-12-31"), "202"),
        ("2024/2025", ("2024-01-01", "2025-12-31"), "2023/2024"),
        ("2025-W38", ("2025-09-15", "2025-09-21"), "2024-W38"),
        ("2025-WI", ("2025-12-01", "2026-02-28"), "2024-WI"),
        ("2025-10-01/2026-03-31", ("2025-10-01", "2026-03-31"), "2024-10-01/2025-03-31"),
        ("PRESENT_REF", (None, None), "PRESENT_REF"),
        ("P5Y", (None, None), "P5Y"),
    ],
)
def test_bounds_and_the_year_before(value, bounds, before):
    assert dates.bounds(value, None) == bounds
    assert dates.previous_year(value) == before


def test_an_open_side_is_open():
    assert dates.bounds("2027-SU", "ON_OR_AFTER") == ("2027-06-01", None)
    assert dates.bounds("2027-SU", "BEFORE") == (None, "2027-08-31")


@pytest.mark.parametrize("country", ["DE", "AT", "CH"])
def test_holidays_agree_with_the_calendar_of_the_country(country):
    holidays = pytest.importorskip("holidays")
    for year in (1999, 2025, 2031):
        known = holidays.country_holidays(country, years=year, language="de")
        by_name = {name.strip(): day for day, names in known.items() for name in names.split(";")}
        checked = 0
        for name, day in by_name.items():
            value = dates.read(f"{name} {year}", published=None, country=country)
            if value is not None:
                assert (name, value.value) == (name, day.isoformat())
                checked += 1
        assert checked >= 4


def test_without_an_anchor_nothing_is_invented():
    values = {m.value.value for m in dates.find("Am 17. September kommt, wie 2024, im Mai das Neue.", published=None)}
    assert not any(re.fullmatch(r"\d{4}-.*", value) and not value.startswith("2024") for value in values)
    assert dates.find("am 17. September", published=None)[0].value.value == "XXXX-09-17"


def test_what_is_inferred_says_so():
    stated, inferred = dates.find("Am 17. September 2024 und am 20. Oktober.", published="2025-09-16")
    assert (stated.value.inferred, inferred.value.inferred) == (None, True)


WORDS = st.sampled_from(
    [
        "im",
        "am",
        "vor",
        "zehn",
        "Jahren",
        "Mai",
        "2025",
        "16.",
        "9.",
        "bis",
        "Ende",
        "Q3",
        "Vorjahr",
        "heute",
        "Uhr",
        "10.30",
        "-",
        "/",
        "und",
        "ersten",
        "neun",
        "Monate",
        "KW",
        "38",
        "des",
        "Sommer",
        "Anfang",
        "2023/24",
        "Montag",
        ".",
        ",",
        "\n",
        "(",
        ")",
        "'",
        "99",
        "0",
        "31.",
        "Februar",
        "1990er",
        "Jahre",
        "jeden",
        "alle",
        "halb",
        "von",
    ]
)
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31))


@given(day=DAYS, anchor=DAYS)
@settings(max_examples=150, deadline=None)
def test_any_day_in_any_form_reads_back(day, anchor):
    month = MONTHS[day.month - 1]
    for form in (
        f"{day.day}. {month} {day.year}",
        f"{day.day:02d}.{day.month:02d}.{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day}. {month.upper()} {day.year}",
        day.isoformat(),
    ):
        assert dates.day(form) == day.isoformat()
        value = dates.read(form, published=anchor.isoformat())
        assert value is not None and (value.value, value.start, value.end) == (day.isoformat(),) * 3


@given(day=st.dates(date(1000, 1, 3), date(9998, 12, 28)), anchor=DAYS)
@settings(max_examples=60, deadline=None)
def test_any_day_in_other_orders_and_in_a_sentence_reads_back(day, anchor):
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    assert dates.day(f"{month} {day.day}, {day.year}") == day.isoformat()
    for form in (f"{weekday}, {day.day}. {month} {day.year}", f"{day.day:02d}.{day.month:02d}.{day.year}"):
        found = dates.find(f"Die Feier ist am {form} in Bern.", published=anchor.isoformat())
        assert [(m.label, m.value.value) for m in found] == [("DATE", day.isoformat())]


@given(
    st.lists(WORDS.filter(lambda word: not any(c.isdigit() for c in word)), max_size=8).map(" ".join),
    st.sampled_from(["Am 17. September", "im Vorjahr", "vor zwei Wochen", "im dritten Quartal", "gestern"]),
)
@settings(max_examples=100, deadline=None)
def test_without_an_anchor_no_year_is_made_up(text, form):
    found = dates.find(f"{form} wurde es. {text}", published=None)
    assert found
    for mention in found:
        assert not re.match(r"[0-9]{4}", mention.value.value)
        assert mention.value.start is None


@given(day=st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
@settings(max_examples=60, deadline=None)
def test_two_digit_years_and_short_dates_lie_near_the_anchor(day):
    form = f"{day.day}.{day.month}.{day.year % 100:02d}"
    for shift in (-9000, 0, 9000):
        anchor = (day + timedelta(days=shift)).isoformat()
        assert dates.read(form, published=anchor).value == day.isoformat()


@given(
    st.lists(WORDS, max_size=30).map(" ".join), st.sampled_from([None, "2025-09-16", "0001-01-01", "9999-12-31", "x"])
)
@settings(max_examples=300, deadline=None)
def test_no_chain_of_time_words_raises(text, anchor):
    for mention in dates.find(text, published=anchor, scope="wide"):
        assert 0 <= mention.start < mention.end <= len(text)
    dates.read(text, published=anchor)
    dates.day(text)


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_no_text_raises(text):
    dates.find(text, published="2025-09-16")
    dates.read(text, published=None)
    timex.bounds(text)
    timex.previous_year(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1. ",
        "2025 bis ",
        "am 5., ",
        "9" * 9,
        "im Mai ",
        "10.30 - ",
        "vor zwei ",
        "und ",
        "((",
        "Oktober 2024, im Vorjahr. ",
        "ein Jahr später ",
    ],
)
def test_time_is_linear_in_the_length(piece):
    def seconds(size):
        """The best of some runs, which a busy machine disturbs least; timeit switches the collector off."""
        text = piece * (size // len(piece))
        return min(timeit.repeat(lambda: dates.find(text, published="2025-09-16"), number=1, repeat=5))

    seconds(1_000)
    assert seconds(60_000) < 6 * 15 * seconds(4_000)  # quadratic time would take 225 times as long


def test_the_wide_scope_has_the_spans_of_newspapers():
    nlp = spacy.blank("de")
    nlp.add_pipe("pressefakten_dates", config={"scope": "wide"})
    doc = nlp("Damals, im Jahr 2012, wartete er mehr als 20 Jahre. Von 2015 bis 2019 war am Abend geöffnet.")
    assert [(e.text, e._.value["value"]) for e in doc.ents][:5] == [
        ("Damals", "PAST_REF"), ("Jahr 2012", "2012"), ("mehr als 20 Jahre", "P20Y"), ("2015", "2015"), ("2019", "2019"),
    ]  # fmt: skip


def test_an_anchor_with_a_clock_time_makes_moments():
    assert dates.read("in 5 Minuten", published="2025-09-16T10:00:00").value == "2025-09-16T10:05"
    assert dates.read("in 5 Minuten", published="2025-09-16").value == "PT5M"


def test_the_component_works_by_itself():
    nlp = spacy.blank("de")
    nlp.add_pipe("pressefakten_dates")
    doc = nlp("Der Absatz stieg im dritten Quartal 2025 um 5 Prozent.")
    assert [(e.text, e.label_, e._.value["value"]) for e in doc.ents] == [("dritten Quartal 2025", "DATE", "2025-Q3")]
    assert nlp.analyze_pipes()["problems"]["pressefakten_dates"] == []
