"""The number grammar: examples stand in data/numbers.toml."""

from __future__ import annotations

import re
import time
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pressefakten.components.common import write
from pressefakten.normalize import numbers, words
from pressefakten.normalize.mention import Mention
from pressefakten.records import NumberValue

DATA = tomllib.loads((Path(__file__).parent / "data" / "numbers.toml").read_text(encoding="utf-8"))
MARK = re.compile(r"\[([^\[\]{}]+)\]\(([A-Z]+) ([^)]+)\)|\{([^{}]+)\}\(([a-z_]+)\)")


def shown(value: NumberValue | None) -> str | None:
    if value is None:
        return None
    figures = [value.value] if value.value is not None else [value.min, value.max]
    return " ".join(
        [*(f"{figure:f}" for figure in figures if figure is not None), *filter(None, [value.currency, value.unit])]
    )


@pytest.mark.parametrize(
    ("expected", "form"), [(v, f) for v, fs in {**DATA["read"], **DATA["ranges"]}.items() for f in fs]
)
def test_read(expected: str, form: str) -> None:
    assert shown(numbers.read(form)) == expected


@pytest.mark.parametrize("form", DATA["read_none"]["forms"])
def test_read_nothing(form: str) -> None:
    assert numbers.read(form) is None


def parsed(marked: str) -> tuple[str, list[tuple[str, str, str]], list[tuple[str, str]]]:
    mentions, ignored = [], []
    for surface, label, value, other, reason in MARK.findall(marked):
        if label:
            mentions.append((surface, label, value))
        else:
            ignored.append((other, reason))
    return MARK.sub(lambda m: m[1] or m[4], marked), mentions, ignored


@pytest.mark.parametrize("marked", DATA["find"]["texts"])
def test_find(marked: str) -> None:
    text, mentions, ignored = parsed(marked)
    found, other = numbers.find(text, country="CH" if "Fr." in text or "CHF" in text else "DE")
    values = []
    for mention in found:
        value = mention.value
        assert isinstance(value, NumberValue)
        figure = f"{value.value:f}" if value.value is not None else f"{value.min:f}-{value.max:f}"
        shown_value = f"{figure} {value.approx}" if value.approx else figure
        values.append((text[mention.start : mention.end], mention.label, shown_value))
    assert values == mentions
    assert [(text[i.start : i.end], i.reason) for i in other] == ignored


@pytest.mark.parametrize(("release", "form", "value", "ambiguous"), DATA["style"]["rows"])
def test_style_decides(release: str, form: str, value: str, ambiguous: bool) -> None:
    read = numbers.read(form, style=numbers.style(release))
    assert read is not None
    assert (f"{read.value:f}", bool(read.ambiguous)) == (value, ambiguous)


def test_names_with_dots_make_no_german_text_swiss() -> None:
    text = "Der LTM 1450-8.2 ist 18,2 Meter lang, der LTM 1450-8.1 auch."
    read = numbers.read("1.730", style=numbers.style(text, country="DE"))
    assert read is not None and read.value == Decimal(1730)


def test_country_is_the_prior() -> None:
    swiss, german = numbers.read("1.535", country="CH"), numbers.read("1.535", country="DE")
    assert swiss is not None and german is not None
    assert (swiss.value, swiss.ambiguous) == (Decimal("1.535"), True)
    assert (german.value, german.ambiguous) == (Decimal(1535), None)


@pytest.mark.parametrize(
    ("phrase", "value"),
    [("zwölf", "12"), ("einundzwanzig", "21"), ("dreieinhalb", "3.5"), ("zweier", "2"), ("siebter", None),
     ("hundert und elf", None), ("siebenhunderteinundzwanzigtausendzwölf", "721012"),
     ("zwei Fünftel", "0.4"), ("DREIßIG", "30"), ("dreissig", "30")],
)  # fmt: skip
def test_number_words(phrase: str, value: str | None) -> None:
    assert words.read(phrase) == (None if value is None else Decimal(value))


def test_component_alone_writes_spans() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("pressefakten_numbers")
    doc = nlp("Die 61-kWh-Batterie kostet CHF 12'500.–. Tel. 044 777 02 00")
    assert [(e.text, e.label_, e._.value["value"]) for e in doc.ents] == [
        ("61-kWh", "QUANTITY", 61),
        ("CHF 12'500.–", "MONEY", 12500),
    ]
    assert [reason for _, _, reason in doc._.ignored] == ["phone"]
    assert not nlp.analyze_pipes()["problems"]["pressefakten_numbers"]


def test_no_id_of_an_older_entity_lingers() -> None:
    doc = spacy.blank("de")("Carina Ehlers")
    write(doc, [Mention(0, 6, "MODEL", "listed-model", ref="model-carina")])
    write(doc, [Mention(0, 13, "PERSON", "person-name")])
    assert [(ent.text, ent.label_, ent.id_) for ent in doc.ents] == [("Carina Ehlers", "PERSON", "")]


GROUPS = {"swiss": ("'", "."), "curly": ("’", "."), "german": (".", ","), "narrow": ("\u202f", ","), "plain": ("", ",")}
CURRENCIES = ["CHF {}", "{} Franken", "EUR {}", "{} €", "€ {}", "{} US-Dollar", "Fr. {}", "{} Mio. Euro", "Mrd. CHF {}"]
FACTORS = {"{} Mio. Euro": 10**6, "Mrd. CHF {}": 10**9}


def written(value: Decimal, thousands: str, mark: str) -> str:
    whole, _, fraction = f"{abs(value):f}".partition(".")
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", thousands, whole)
    return ("-" if value < 0 else "") + grouped + (mark + fraction if fraction else "")


amounts = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False, allow_infinity=False)


@given(value=amounts, group=st.sampled_from(sorted(GROUPS)), currency=st.sampled_from(CURRENCIES))
@settings(max_examples=300, deadline=None)
def test_format_then_read_gives_the_value_back(value: Decimal, group: str, currency: str) -> None:
    read = numbers.read(currency.format(written(value, *GROUPS[group])))
    assert read is not None
    assert read.value == value * FACTORS.get(currency, 1)
    assert read.ambiguous is None


@given(
    value=st.integers(min_value=-(10**12), max_value=10**12),
    group=st.sampled_from(["swiss", "curly", "narrow", "plain"]),
)
@settings(max_examples=200, deadline=None)
def test_whole_numbers_come_back(value: int, group: str) -> None:
    read = numbers.read(written(Decimal(value), *GROUPS[group]))
    assert read is not None and read.value == value


PIECES = [
    "1'234", "5 Mio. ", "Euro", "%", "zwei", "eine halbe ", "½", "–", "-", ".", ",", "0", "7", " ", "\n", "bis ",
    "CHF ", "+", "(", "1 000", "km/h", "Milliarden", "ein ", "Tel. ", "/", ":", "A", "rund ", "zwischen ", " und ",
    "²", "٣", "\u202f", "'", "Fr. ",
]  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map("".join)))
@settings(max_examples=600, deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    numbers.read(text)
    end = 0
    for mention in numbers.find(text)[0]:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end


def test_time_is_linear() -> None:
    text = "".join(piece for k in range(3000) for piece in (PIECES[k * 7 % len(PIECES)], PIECES[k * 11 % len(PIECES)]))

    def seconds(size: int, rounds: int) -> float:
        piece = (text * (size // len(text) + 1))[:size]
        best = 99.0
        for _ in range(rounds):
            begin = time.process_time()
            numbers.find(piece)
            best = min(best, time.process_time() - begin)
        return best / size

    assert seconds(1_000_000, 1) < 2 * seconds(1_000, 20)


TABLE = re.compile(r"^\| `([^`]+)` \| (`.*`) \|$", re.M)
DOC = (Path(__file__).parents[1] / "docs" / "numbers.md").read_text(encoding="utf-8")
FORMS = DOC.partition("## Forms and values")[2].partition("\n## ")[0]


@pytest.mark.parametrize(
    ("expected", "form"),
    [(value, form) for value, forms in TABLE.findall(FORMS) for form in forms.strip("`").split("` · `")],
)
def test_documented_forms(expected: str, form: str) -> None:
    assert shown(numbers.read(form)) == expected


def test_documented_reasons_exist() -> None:
    reasons = set(re.findall(r"`([a-z_]+)`", DOC.partition("| reason |")[2].partition("\n\n")[0]))
    shown_in_examples = {reason for text in DATA["find"]["texts"] for reason in re.findall(r"\}\(([a-z_]+)\)", text)}
    assert shown_in_examples <= reasons
