"""The scorer: figures written out by hand, order never matters, wrong gold is refused with every reason."""

import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressefakten.errors import GoldError, InputError, UsageError
from pressefakten.records import Generator, Release, release_id
from pressefakten.score import check_floors, errors, gate, load, measure, score, update_floors
from pressefakten.score.alignment import overlapping
from pressefakten.score.entities import match
from pressefakten.score.facts import align
from pressefakten.score.gold import GoldRelease
from pressefakten.score.report import mistakes_json, mistakes_text, print_score

DEV = Path(__file__).parents[1] / "corpus" / "dev"
TEXT = "Anna Muster leitet die Beispiel AG in Bern.\nDer Umsatz lag 2024 bei rund 12 Mio. Franken.\n"


def release(entities=(), facts=(), text=TEXT):
    rows = [
        {"id": f"e{i}", "label": label, "text": text[start:end], "start": start, "end": end, "value": value}
        for i, (label, start, end, value) in enumerate(entities)
    ]
    filled = [
        {"evidence": [{"start": 0, "end": 5}], "confidence": 0.9, "id": f"f{i}", **f} for i, f in enumerate(facts)
    ]
    generator = Generator(name="gold", version="1")
    record = {"id": release_id(text), "text": text, "entities": rows, "facts": filled, "generator": generator}
    return Release.model_validate(record)


def one(gold, predicted, **options):
    return measure([(GoldRelease("a", Path("a.gold.json"), gold), predicted)], **options)


@pytest.fixture(scope="module")
def corpus():
    return load(DEV)


# entities


@pytest.mark.parametrize(
    ("gold", "predicted", "worth"),
    [
        pytest.param([(0, 4, "ORG")], [(0, 4, "ORG")], (1, 1, 1, 1), id="same"),
        pytest.param([(0, 4, "ORG")], [(0, 4, "PLACE")], (0, 1, 1, 0), id="other label"),
        pytest.param([(0, 4, "ORG")], [(0, 6, "ORG")], (0, 0, 0.5, 1), id="other end"),
        pytest.param([(0, 4, "ORG")], [(2, 6, "PLACE")], (0, 0, 0.5, 0), id="overlap with other label"),
        pytest.param([(0, 4, "ORG")], [(4, 8, "ORG")], (0, 0, 0, 0), id="touching spans do not overlap"),
        pytest.param([(0, 9, "ORG")], [(0, 4, "PLACE"), (5, 9, "ORG")], (0, 0, 0.5, 1), id="one of two inside"),
        pytest.param(
            [(0, 4, "ORG"), (4, 8, "ORG")], [(1, 6, "ORG"), (6, 8, "ORG")], (0, 0, 1, 2), id="a chain is matched whole"
        ),
        pytest.param([(0, 4, "ORG")], [(0, 4, "ORG"), (0, 4, "ORG")], (1, 1, 1, 1), id="a duplicate counts once"),
    ],
)
def test_modes(gold, predicted, worth):
    matched = match(gold, predicted)
    assert tuple(sum(c for *_, c in matched[mode]) for mode in ("strict", "exact", "partial", "type")) == worth


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=7),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=7),
)
def test_matching_is_maximum(golds, predictions):
    gold = []
    for start, length in sorted(golds):
        if not gold or gold[-1][1] <= start:
            gold.append((start, start + length, "ORG"))
    predicted = sorted((start, start + length, "ORG") for start, length in predictions)
    assert len(overlapping(gold, predicted)) == _augmented(gold, predicted)


def _augmented(gold, predicted):
    """The size of a maximum matching by augmenting paths."""
    owner = {}

    def place(i, seen):
        for j, (start, end, _) in enumerate(predicted):
            if j not in seen and gold[i][0] < end and start < gold[i][1]:
                seen.add(j)
                if j not in owner or place(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(gold)))


def test_dense_document_is_fast():
    gold = [(i * 10, i * 10 + 10, "NUMBER") for i in range(50_000)]
    predicted = [(i * 10 + 3, i * 10 + 13, "NUMBER") for i in range(50_000)]
    begin = time.process_time()
    assert len(match(gold, predicted)["partial"]) == 50_000
    assert time.process_time() - begin < 30  # a quadratic algorithm takes minutes


def test_per_label_precision_is_of_the_predicted_label():
    result = one(release([("ORG", 23, 34, None)]), release([("PLACE", 23, 34, None)]))
    assert result.figure("entities", "exact", "micro").f1 == 1
    assert result.figure("entities", "exact", "ORG").recall == 1
    assert result.figure("entities", "exact", "PLACE").precision == 1
    assert result.figure("entities", "strict", "ORG").recall == 0


def test_set_is_left_out_unless_asked():
    gold, predicted = release(), release([("SET", 0, 4, None)])
    assert one(gold, predicted).entity_f1 is None
    assert one(gold, predicted, with_set=True).figure("entities", "strict", "SET").predicted == 1


NUMBER = {"kind": "number", "value": 12000000, "currency": "CHF", "approx": "about"}


@pytest.mark.parametrize(
    ("value", "right", "approx"),
    [
        (NUMBER, 1, 1),
        ({**NUMBER, "value": 12000000.0}, 1, 1),
        ({**NUMBER, "approx": None}, 1, 0),
        ({**NUMBER, "currency": "EUR"}, 0, 1),
        ({**NUMBER, "value": None, "min": 12000000, "max": 13000000}, 0, 1),
        ({"kind": "time", "value": "2024"}, 0, 0),
        (None, 0, 0),
    ],
)
def test_values(value, right, approx):
    result = one(release([("MONEY", 72, 87, NUMBER)]), release([("MONEY", 72, 87, value)]))
    assert (result.figure("values", "micro").correct, result.figure("approx", "micro").correct) == (right, approx)


def test_time_values_are_equal_by_value_and_mod():
    gold = release([("DATE", 60, 64, {"kind": "time", "value": "2024"})])
    days = {"kind": "time", "value": "2024", "start": "2024-01-01", "end": "2024-12-31", "inferred": True}
    assert one(gold, release([("DATE", 60, 64, days)])).value_accuracy == 1
    assert one(gold, release([("DATE", 60, 64, {**days, "mod": "END"})])).value_accuracy == 0


# facts

ROLE = {"type": "role", "person": "Anna Muster", "role": "CEO", "organization": "Beispiel AG"}
FIGURE = {"type": "key_figure", "metric": "revenue", "value": NUMBER, "subject": "Beispiel AG", "status": "reported"}
INVEST = {"type": "investment", "purpose": "Bau einer neuen Linie"}
TEAM = {"type": "partnership", "parties": ["Renault Group", "Nissan"]}
CHANGED = {"type": "key_figure", "metric": "sales", "change": {"percent": 6.4, "base": "2023"}}
LAUNCH = {"type": "price", "product": {"brand": "Renault", "model": "5 E-Tech"}}


@pytest.mark.parametrize(
    ("gold", "change", "equal", "exact"),
    [
        pytest.param(ROLE, {}, 3, True, id="same"),
        pytest.param(ROLE, {"person": "ANNA  MUSTER"}, 3, True, id="person after case folding"),
        pytest.param(ROLE, {"person": "Muster"}, 2, False, id="a surname is another person"),
        pytest.param(ROLE, {"organization": "BEISPIEL"}, 3, True, id="name contained in the other"),
        pytest.param(ROLE, {"organization": "Beispiel GmbH"}, 2, False, id="names that share a word only"),
        pytest.param(ROLE, {"organization": None}, 2, False, id="key slot left open"),
        pytest.param(ROLE, {"status": "former"}, 3, True, id="a slot too many is no key"),
        pytest.param(FIGURE, {"metric": "sales"}, 3, False, id="enumeration by identity"),
        pytest.param(FIGURE, {"value": {**NUMBER, "approx": None}}, 4, True, id="approx is not compared"),
        pytest.param(FIGURE, {"value": {**NUMBER, "unit": "vehicle"}}, 3, False, id="unit is"),
        pytest.param(FIGURE, {"period": {"value": "2024"}}, 4, False, id="a period that the gold leaves open"),
        pytest.param(INVEST, {"purpose": "die neue Linie"}, 0, False, id="inflected words are other words"),
        pytest.param(INVEST, {"purpose": "Bau der Linie"}, 1, True, id="content words contained"),
        pytest.param(TEAM, {"parties": ["Nissan", "Renault"]}, 1, True, id="parties in any order"),
        pytest.param(TEAM, {"parties": ["Nissan", "Renault", "Alpine"]}, 0, False, id="a party too many"),
        pytest.param(CHANGED, {"change": {"percent": 6.4, "base": "2023"}}, 2, True, id="change"),
        pytest.param(CHANGED, {"change": {"percent": 6.4}}, 1, True, id="change is equal in all parts or not"),
        pytest.param(LAUNCH, {"product": {"brand": "RENAULT", "model": "5 E-Tech Electric"}}, 1, True, id="product"),
        pytest.param(LAUNCH, {"product": {"model": "5 E-Tech"}}, 0, False, id="product without its brand"),
    ],
)
def test_slots(gold, change, equal, exact):
    pair = align(release(facts=[gold]).facts, release(facts=[{**gold, **change}]).facts)[0]
    assert (len(pair.equal), pair.exact) == (equal, exact)


def test_alignment_is_optimal_not_greedy():
    gold = [{**ROLE, "status": "current"}, {**ROLE, "person": "Bea Beispiel", "role": "CFO"}]
    predicted = [{**ROLE, "person": "Bea Beispiel", "status": "current"}, {**ROLE, "status": "current"}]
    result = one(release(facts=gold), release(facts=predicted))
    assert result.figure("slots", "micro").correct == 6
    assert (result.figure("slots", "micro").gold, result.figure("slots", "micro").predicted) == (7, 8)
    assert result.figure("facts", "role").correct == 1


def test_stated_twice_counts_once():
    assert one(release(facts=[ROLE]), release(facts=[ROLE, ROLE])).figure("facts", "micro").precision == 0.5


def test_reliability_table():
    predicted = [
        {**ROLE, "confidence": 0.25},
        {**ROLE, "person": "X", "confidence": 0.21},
        {**FIGURE, "confidence": 1.0},
    ]
    rows = one(release(facts=[ROLE]), release(facts=predicted)).reliability()
    assert [(r.low, r.facts, round(r.confidence, 3), r.exact) for r in rows] == [
        (0.2, 2, 0.23, 0.5),
        (0.9, 1, 1.0, 0.0),
    ]


# the corpus


def test_gold_against_itself_is_perfect_and_quick(corpus):
    score(DEV, {})  # loads the libraries
    begin = time.process_time()
    result = score(DEV, DEV)
    assert time.process_time() - begin < 30  # a quadratic algorithm takes minutes
    assert len(result.comparisons) == len(corpus) >= 51
    assert {figure.f1 for figure in result.figures.values()} == {1.0}
    assert errors(result) == []


def noisy(item, rng):
    entities = [
        e.model_copy(update={"end": e.end - 1, "text": e.text[:-1]} if rng.random() < 0.1 and len(e.text) > 2 else {})
        for e in item.release.entities
        if rng.random() > 0.1
    ]
    facts = [
        f.model_copy(update={"confidence": round(rng.random(), 2)}) for f in item.release.facts if rng.random() > 0.1
    ]
    facts = [f.model_copy(update={"role": None}) if f.type == "role" and rng.random() < 0.3 else f for f in facts]
    return item.release.model_copy(update={"entities": entities, "facts": facts})


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_order_never_matters(corpus, seed):
    rng = random.Random(seed)
    items = rng.sample(corpus, 4)
    pairs = [(item, noisy(item, rng)) for item in items]
    shuffled = []
    for item, predicted in pairs:
        sides = [
            side.model_copy(
                update={
                    "entities": rng.sample(side.entities, len(side.entities)),
                    "facts": rng.sample(side.facts, len(side.facts)),
                }
            )
            for side in (item.release, predicted)
        ]
        shuffled.append((GoldRelease(item.name, item.path, sides[0]), sides[1]))
    assert measure(pairs, resamples=50).to_json() == measure(shuffled[::-1], resamples=50).to_json()


def test_intervals_hold_the_figure_and_are_repeatable(corpus):
    rng = random.Random(1)
    pairs = [(item, noisy(item, rng)) for item in corpus]
    result = measure(pairs)
    low, high = result.figure("entities", "strict", "micro").f1_interval
    assert 0.7 < low < result.entity_f1 < high < 1
    assert measure(pairs).to_json() == result.to_json()
    assert measure(pairs[:1]).figure("facts", "micro").f1_interval is None


def test_a_function_extracts_without_being_told_the_day(corpus):
    calls = []

    def extract(text, source, published):
        calls.append((source, published))
        return next(item.release for item in corpus if item.text == text)

    assert score(DEV / "c01.txt", extract).fact_f1 == 1
    assert calls == [("c01.txt", None)]


def test_missing_prediction_counts_as_empty():
    result = score(DEV / "c01.gold.json", {})
    assert result.missing == ["c01"]
    assert result.figure("entities", "strict", "micro").recall == 0


def test_prediction_of_another_text_is_refused(corpus):
    with pytest.raises(InputError, match="different texts"):
        score(DEV / "c01.gold.json", {"c01": release()})


def test_predictions_from_jsonl(corpus, tmp_path):
    out = tmp_path / "all.jsonl"
    out.write_text("".join(item.release.to_json(indent=None, with_text=False) + "\n" for item in corpus))
    assert score(DEV, out).fact_f1 == 1
    out.write_text("{}\n")
    with pytest.raises(InputError, match=r"all\.jsonl:1: .*id"):
        score(DEV, out)


# mistakes and reports


def test_mistakes_name_slot_and_line():
    gold = release([("ORG", 23, 34, None), ("PLACE", 38, 42, None)], [ROLE, FIGURE])
    predicted = release([("ORG", 23, 31, None), ("DATE", 60, 64, None)], [{**ROLE, "role": "CFO", "status": "current"}])
    found = errors(one(gold, predicted))
    assert [(m.kind, m.what, m.name, m.line) for m in found] == [
        ("missed", "fact", "key_figure", 1),
        ("wrong", "fact", "role", 1),
        ("wrong", "entity", "ORG", 1),
        ("missed", "entity", "PLACE", 1),
        ("spurious", "entity", "DATE", 2),
    ]
    assert found[1].slots == {"role": ("CEO", "CFO"), "status": (None, "current")}
    assert mistakes_text(found[1:3]).splitlines() == [
        "a:1 wrong fact role: scope (f0 / f0)",
        "  | Anna Muster leitet die Beispiel AG in Bern.",
        "    role: CEO but found CFO",
        "    status: nothing but found current",
        "a:1 wrong entity ORG: entity (e0 / e0)",
        "  | Anna Muster leitet die Beispiel AG in Bern.",
        "    text: Beispiel AG but found Beispiel",
    ]
    assert json.loads(mistakes_json(found))[3]["slots"] == {"text": ["Bern", None]}


def test_report_prints(capsys):
    print_score(one(release([("ORG", 23, 34, None)], [ROLE]), release([("ORG", 23, 34, None)], [ROLE])))
    printed = capsys.readouterr().out
    assert "entities strict" in printed
    assert "role.person" in printed


# gold that is wrong


@pytest.fixture
def broken(tmp_path):
    """A corpus of one release whose gold a test spoils."""

    def write(change, text=TEXT):
        record = json.loads(release([("ORG", 23, 34, None), ("PLACE", 38, 42, None)], [ROLE, FIGURE]).to_json())
        del record["text"]
        change(record)
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        (tmp_path / "a.gold.json").write_text(json.dumps(record), encoding="utf-8")
        return tmp_path

    return write


def spoil(path, value):
    def change(record):
        *parents, last = path
        for part in parents:
            record = record[part]
        record[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("id",), "sha256:0", "id: is sha256:0 but the text has"),
        (("entities", 0, "start"), 22, "entities[0].text: says 'Beispiel AG' but the text has ' Beispiel AG' at 22:34"),
        (("entities", 0, "end"), 999, "entities[0]: 23:999 is no span of the text"),
        (("entities", 0, "label"), "FIRM", "entities[0].label: Input should be"),
        (("entities", 0, "ref"), "no-such-id", "entities[0].ref: 'no-such-id' is the id of no row"),
        (
            ("entities", 0, "value"),
            {"kind": "number", "value": 1},
            "entities[0].value.kind: is 'number' but a ORG has no",
        ),
        (("entities", 1, "id"), "e0", "entities[1].id: 'e0' is already the id of entities[0]"),
        (("entities", 1, "start"), 30, "entities[1]: 30:42 overlaps entities[0] at 23:34"),
        (("facts", 0, "salary"), 1, "facts[0].salary: Extra inputs are not permitted"),
        (("facts", 0, "type"), "rule", "facts[0]: Input tag 'rule'"),
        (("facts", 1, "value", "value"), "viel", "facts[1].value.value: "),
        (("facts", 1, "metric"), "turnover", "facts[1].metric: Input should be"),
        (("facts", 1, "evidence", 0, "end"), 999, "facts[1].evidence[0]: 0:999 is no span of the text"),
        (("facts", 1, "id"), "f0", "facts[1].id: 'f0' is already the id of facts[0]"),
        (("generator", "name"), "pressefakten", "generator.name: is 'pressefakten' but must be 'gold'"),
    ],
)
def test_wrong_gold_is_named(broken, path, value, message):
    folder = broken(spoil(path, value))
    with pytest.raises(GoldError) as caught:
        load(folder)
    assert f"{folder / 'a.gold.json'}: {message}" in str(caught.value)


def test_every_error_is_named_at_once(broken):
    def change(record):
        record["entities"][0]["label"] = "FIRM"
        record["entities"][1]["end"] = 43
        record["facts"][1]["metric"] = "turnover"

    with pytest.raises(GoldError) as caught:
        load(broken(change))
    assert len(str(caught.value).splitlines()) == 3


def test_text_may_stand_in_the_gold(broken):
    folder = broken(spoil(("text",), TEXT))
    (folder / "a.txt").unlink()
    assert load(folder)[0].text == TEXT


def test_folders_and_files_without_gold(tmp_path):
    with pytest.raises(GoldError, match=r"has no NAME\.gold\.json"):
        load(tmp_path)
    (tmp_path / "a.gold.json").write_text("{")
    with pytest.raises(GoldError, match=r"a\.gold\.json: cannot be read as JSON"):
        load(tmp_path)
    (tmp_path / "a.gold.json").write_text("{}")
    with pytest.raises(GoldError, match=r"a\.txt: the text of the gold cannot be read"):
        load(tmp_path)


# the gate


def test_gate():
    result = one(release(facts=[ROLE]), release(facts=[{**ROLE, "role": "CFO"}]))
    assert gate(result, min_slot_f1=0.6, min_fact_f1=0.5) == ["fact_f1 is 0.0000, below the least value 0.5000."]
    assert gate(result) == []


def test_floors_pin_score_and_corpus(broken, tmp_path):
    folder, floors = broken(lambda record: None), tmp_path / "floors.toml"
    good = score(folder, folder)
    worse = score(folder, {"a": release([("ORG", 23, 34, None)], [ROLE])})
    assert "is not pinned" in check_floors(good, floors, folder)[0]
    assert update_floors(good, floors, folder) == {}
    assert check_floors(good, floors, folder) == []
    assert "entity_f1 is 0.6667, below the least value 1.0000." in check_floors(worse, floors, folder)[0]
    with pytest.raises(UsageError, match=r"entity_f1 from 1\.0000 to 0\.6666"):
        update_floors(worse, floors, folder)
    assert set(update_floors(worse, floors, folder, reason="The gold was too kind.")) == {
        "entity_f1",
        "slot_f1",
        "fact_f1",
    }
    assert "The gold was too kind." in floors.read_text()
    assert check_floors(worse, floors, folder) == []
    (folder / "a.gold.json").write_text((folder / "a.gold.json").read_text() + "\n")
    assert "is not the one" in check_floors(worse, floors, folder)[0]
    update_floors(good, floors, folder)
    assert "The gold was too kind." in floors.read_text()
