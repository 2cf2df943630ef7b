"""Why a fact is wrong: small cases, each with one fault."""

import importlib.util
from pathlib import Path

import pytest

from conftest import ROOT
from pressefakten.records import Release, release_id
from pressefakten.score import errors, measure
from pressefakten.score.gold import GoldRelease
from pressefakten.score.report import mistakes_text

TEXT = "Alba AG und Bero AG.\nUmsatz 2024: 12 Mio. Euro, 2023: 9 Mio. Euro.\n"
ALBA, BERO = ("ORG", "Alba AG"), ("ORG", "Bero AG")
NEW, OLD, SUM = ("DATE", "2024"), ("DATE", "2023"), ("MONEY", "12 Mio. Euro")


def year(text):
    return {"kind": "time", "type": "DATE", "value": text}


def money(number):
    return {"kind": "number", "value": number, "currency": "EUR"}


def entity(label, text, **more):
    start = TEXT.index(text)
    value = year(text) if label == "DATE" else money(12_000_000) if label == "MONEY" else None
    row = {"id": f"e{start}", "label": label, "text": text, "start": start, "end": start + len(text), "value": value}
    return row | more


def figure(**slots):
    base = {"id": "f1", "type": "key_figure", "metric": "revenue", "value": money(12_000_000), "subject": "Alba AG",
            "period": year("2024"), "evidence": [{"start": 21, "end": 46}], "confidence": 0.9}  # fmt: skip
    return base | slots


def record(entities, facts):
    return Release.model_validate(
        {"id": release_id(TEXT), "text": TEXT, "entities": entities, "facts": facts,
         "generator": {"name": "gold", "version": "1"}}
    )  # fmt: skip


ALL = [entity(*one) for one in (ALBA, BERO, NEW, OLD, SUM)]


def without(name):
    return [one for one in ALL if one["text"] != name[1]]


def mistakes(predicted_entities, predicted_facts, gold=None):
    wanted = record(ALL, [figure()] if gold is None else gold)
    found = record(predicted_entities, predicted_facts)
    return errors(measure([(GoldRelease("a", Path("a.gold.json"), wanted), found)]))


CASES = [
    pytest.param(ALL, [figure(subject="Bero AG")], "scope", id="another name that is there"),
    pytest.param(ALL, [figure(period=year("2023"))], "scope", id="another period that is there"),
    pytest.param(ALL, [figure(subject=None)], "scope", id="a name that was not taken"),
    pytest.param(ALL, [figure(metric="orders")], "trigger", id="another metric"),
    pytest.param(ALL, [], "trigger", id="nothing taken for a fact"),
    pytest.param(ALL, [figure(value=money(12_000))], "value", id="a scale that is missing"),
    pytest.param(without(ALBA), [figure(subject="Bero AG")], "entity", id="a name that was not found"),
    pytest.param(without(SUM), [], "entity", id="a number that was not found"),
    pytest.param([*without(NEW), entity(*NEW, value=year("2023"))], [figure(period=year("2023"))], "value", id="a date misread"),
    pytest.param([*without(ALBA), entity("PERSON", "Alba AG")], [figure(subject=None)], "entity", id="a wrong label"),
    pytest.param([*without(ALBA), entity(*ALBA, canonical="Alpha")], [figure(subject="Alpha")], "entity", id="a wrong canonical"),
    pytest.param(without(ALBA), [figure(subject="Bero AG", value=money(1))], "entity", id="the earliest stage counts"),
]  # fmt: skip


@pytest.mark.parametrize(("entities", "facts", "why"), CASES)
def test_the_class_of_a_fact(entities, facts, why):
    (found,) = [one for one in mistakes(entities, facts) if one.what == "fact"]
    assert found.why == why


def test_a_spurious_fact():
    assert [one.why for one in mistakes(ALL, [figure()], gold=[])] == ["trigger"]
    twice = [figure(), figure(id="f2", subject="Bero AG")]
    assert [(one.kind, one.why) for one in mistakes(ALL, twice)] == [("spurious", "scope")]
    extra = mistakes([*ALL, entity("ORG", "Umsatz")], [figure(subject="Umsatz")], gold=[])
    assert {one.what: one.why for one in extra} == {"fact": "entity", "entity": "entity"}


def test_the_list_names_the_class():
    assert "wrong fact key_figure: scope" in mistakes_text(mistakes(ALL, [figure(subject="Bero AG")]))


def test_the_page_on_accuracy_has_figures_and_no_word_of_a_release():
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "benchmarks" / "accuracy.py")
    accuracy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(accuracy)
    rows = [
        (GoldRelease(name, Path(name), record(ALL, [figure()])), record(ALL, [figure(subject="Bero AG"), figure(id="f2")]))
        for name in ("a", "b")
    ]  # fmt: skip
    result = measure(rows)
    agreement = {"releases": 2, "entity_f1": 1.0, "value_accuracy": 1.0, "slot_f1": 1.0, "fact_f1": 0.9}
    page = accuracy.page(result, result, result, result, agreement)
    assert "| all | 0 | 0 | 0 | 2 | 2 |" in page
    assert "| exact facts | 0.667 (0.667–0.667) | 0.667 (0.667–0.667) | +0.000 (+0.000 to +0.000) |" in page
    assert "differ on 10.0% of the facts" in page
    assert "Bero" not in page
