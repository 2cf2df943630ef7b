from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from conftest import ROOT
from pressefakten.assemble import extract
from pressefakten.records import NumberValue, Release, exact, json_schema, release_id

DEV = sorted((ROOT / "corpus" / "dev").glob("*.txt"))


def record(text="Der Umsatz stieg.", **changes):
    base = {"id": release_id(text), "text": text, "generator": {"name": "gold", "version": "1"}}
    return {**base, **changes}


@pytest.mark.parametrize("path", DEV, ids=lambda path: path.stem)
def test_an_emitted_record_validates_against_the_schema_and_loads_again(path, nlp):
    release = extract(path.read_text(encoding="utf-8"), nlp, source=path.name)
    data = release.to_json()
    Draft202012Validator(json_schema()).validate(__import__("json").loads(data))
    assert Release.model_validate_json(data) == release


def test_the_schema_is_itself_valid():
    Draft202012Validator.check_schema(json_schema())
    assert json_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"colour": "red"}, "Extra inputs"),
        ({"id": "sha256:0000000000000000"}, "give the record its own text"),
        (
            {"entities": [{"id": "e1", "label": "ORG", "text": "Umsatz", "start": 0, "end": 6}]},
            "but the text has 'Der Um'",
        ),
        ({"entities": [{"id": "e1", "label": "CAR", "text": "Der", "start": 0, "end": 3}]}, "label"),
        ({"facts": [{"id": "f1", "type": "quote", "text": "x", "confidence": 1, "evidence": []}]}, "at least 1 item"),
        (
            {
                "facts": [
                    {"id": "f1", "type": "quote", "text": "x", "confidence": 1, "evidence": [{"start": 3, "end": 99}]}
                ]
            },
            "outside the text",
        ),
        ({"facts": [{"id": "f1", "type": "rumour", "confidence": 1, "evidence": [{"start": 0, "end": 3}]}]}, "rumour"),
    ],
)
def test_a_wrong_record_is_refused_with_its_reason(changes, part):
    with pytest.raises(ValidationError, match=part):
        Release.model_validate(record(**changes))


@pytest.mark.parametrize(
    ("given", "shown"),
    [("1200000.0", "1200000"), ("1.50", "1.5"), ("0.10", "0.1"), ("12E5", "1200000"), ("-0.0", "0")],
)
def test_decimals_have_one_form(given, shown):
    assert f"{exact(Decimal(given)):f}".replace("-0", "0") == shown


def test_numbers_are_json_numbers_and_exact():
    value = NumberValue(value=Decimal("14.9"), unit="kWh/100km")
    assert '"value":14.9' in value.model_dump_json()
    assert '"value":550000000' in NumberValue(value=Decimal("550000000.0"), currency="EUR").model_dump_json()
    assert NumberValue.model_validate_json('{"value": 0.1}').value == Decimal("0.1")


def test_a_number_needs_a_value_or_a_range():
    with pytest.raises(ValidationError, match="value, or min and max"):
        NumberValue(currency="EUR")
