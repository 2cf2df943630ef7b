"""The same figure over releases: what is one, what is another, and what contradicts; table, JSON, chart, command line."""

import json
import re
import sys
from xml.etree import ElementTree

import pytest

from conftest import ROOT
from pressefakten.cli import main
from pressefakten.records import Release, release_id
from pressefakten.timeline import build
from pressefakten.timeline.chart import svg
from pressefakten.timeline.table import lines


def figure(number, period="2024", subject="Muster AG", metric="sales", approx=None, unit="vehicle", **slots):
    value = None if number is None else {"kind": "number", "value": number, "approx": approx, "unit": unit}
    when = {"kind": "time", "type": "DATE", "value": period} if period else None
    return {"metric": metric, "subject": subject, "value": value, "period": when, "status": "reported", **slots}


def release(name, *figures, models=()):
    text = f"{name}: " + ", ".join(models)
    facts = [
        {"id": f"f{i}", "type": "key_figure", "evidence": [{"start": 0, "end": 2}], "confidence": 0.9, **one}
        for i, one in enumerate(figures)
    ]
    entities = [
        {"id": f"e{i}", "label": "MODEL", "text": m, "start": text.index(m), "end": text.index(m) + len(m)}
        for i, m in enumerate(models)
    ]
    return Release.model_validate(
        {"id": release_id(text), "text": text, "source": name, "published": f"2025-0{len(name)}-01", "facts": facts,
         "entities": entities, "generator": {"name": "test", "version": "1"}}
    )  # fmt: skip


def shown(*releases, **filters):
    """Each series as (subject, [(period, value, contradicted, sources)])."""
    return [
        (
            series.subject,
            [
                (e.period and e.period.value, e.value and e.value.value, e.contradicted, [m.source for m in e.sources])
                for e in series.entries
            ],
        )
        for series in build(releases, **filters).series
    ]


def test_the_same_value_is_one_entry_with_all_sources():
    found = shown(release("a", figure(500)), release("aa", figure(500), figure(520, "2025")))
    assert found == [("Muster AG", [("2024", 500, False, ["a", "aa"]), ("2025", 520, False, ["aa"])])]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (figure(50729), figure(50700), True),
        (figure(50729), figure(51000), True),
        (figure(1118400), figure(1120000), True),
        (figure(540), figure(500), False),
        (figure(540), figure(500, approx="about"), True),
        (figure(540), figure(500, approx="above"), True),
        (figure(540), figure(600, approx="above"), False),
        (figure(25.4, unit="%"), figure(25, unit="%"), True),
        (figure(25.4, unit="%"), figure(26, unit="%"), False),
        (figure(541), figure(542), False),
    ],
)
def test_rounding_does_not_contradict(one, other, together):
    ((_, entries),) = shown(release("a", one), release("aa", other))
    assert (len(entries) == 1) is together
    assert all(entry[2] is not together for entry in entries)
    if together:
        assert entries[0][1] == pytest.approx(type(entries[0][1])(str(one["value"]["value"])))


def test_another_value_of_a_forecast_is_no_contradiction():
    found = shown(release("a", figure(500, status="target")), release("aa", figure(600, status="target")))
    assert [entry[2] for entry in found[0][1]] == [False, False]


@pytest.mark.parametrize(
    "other",
    [
        figure(7, metric="production"),
        figure(7, region="Schweiz"),
        figure(7, of="Elektroautos"),
        figure(7, unit="CHF"),
        figure(7, subject="Beispiel AG"),
        figure(7, subject=None),
    ],
)
def test_another_figure_is_another_series(other):
    assert len(shown(release("a", figure(500)), release("aa", other))) == 2


def test_a_short_name_joins_the_one_fuller_name():
    assert len(shown(release("a", figure(500)), release("aa", figure(500, subject="MUSTER")))) == 1
    alone = shown(
        release("a", figure(1, subject="Muster Bau"), figure(2, subject="Muster Bahn")),
        release("aa", figure(3, subject="Muster")),
    )
    assert len(alone) == 3


def test_a_make_is_not_its_model_nor_a_part_that_its_release_tells_apart():
    named = release("a", figure(500, subject="Muster Blitz"), models=["Blitz"])
    assert len(shown(named, release("aa", figure(900, subject="Muster")))) == 2
    assert len(shown(release("a", figure(500, subject="Muster Bau"), figure(900, subject="Muster")))) == 2


def test_a_change_without_level_joins_the_level_with_that_change():
    level, alone = figure(500, change={"percent": 6.4}), figure(None, change={"percent": 6.4})
    assert shown(release("a", level), release("aa", alone)) == [
        ("Muster AG", [("2024", 500, False, ["a", "aa"])]),
    ]


def test_undated_figures_stay_apart_and_unflagged():
    found = shown(release("a", figure(500, None)), release("aa", figure(600, None), figure(1, "2020")))
    assert [entry[:3] for entry in found[0][1]] == [("2020", 1, False), (None, 500, False), (None, 600, False)]


def test_periods_are_equal_by_their_days():
    found = shown(release("a", figure(500, "2024-Q1")), release("aa", figure(500, "2024-01/2024-03")))
    assert len(found[0][1]) == 1


def test_filters():
    everything = (release("a", figure(1), figure(2, subject="Beispiel AG", metric="production", region="Wien")),)
    assert [name for name, _ in shown(*everything, subject="muster")] == ["Muster AG"]
    assert [name for name, _ in shown(*everything, metric="production")] == ["Beispiel AG"]
    assert shown(*everything, subject="Nichts") == []


def test_order_never_matters():
    some = [release("a" * n, figure(500 + n % 2, f"202{n}"), figure(3, subject="Muster")) for n in range(1, 6)]
    assert build(some).to_json() == build(some[::-1]).to_json()


def test_chart_marks_contradictions_and_escapes_names():
    drawn = svg(build([release("a", figure(500, subject="A & B")), release("aa", figure(600, subject="A & B"))]))
    root = ElementTree.fromstring(drawn)
    circles = root.findall("{http://www.w3.org/2000/svg}circle")
    assert [circle.get("fill") for circle in circles] == ["#c22", "#c22"]
    assert "A &amp; B · sales" in drawn
    assert ElementTree.fromstring(svg(build([]))).tag.endswith("svg")


def test_table_is_in_words():
    text = "\n".join(
        lines(build([release("a", figure(1_500_000, "2024-Q3", approx="about", change={"percent": -6.4}))]))
    )
    assert "Muster AG · sales" in text
    assert re.search(r"Q3 2024 +about 1\.5 million vehicle +-6\.4 % +a", text)


@pytest.fixture
def run(monkeypatch, capsys):
    def call(*args):
        monkeypatch.setattr(sys, "argv", ["pressefakten", *map(str, args)])
        with pytest.raises(SystemExit) as stop:
            main()
        captured = capsys.readouterr()
        return stop.value.code or 0, captured.out, captured.err

    return call


def test_the_example_of_the_page(run, tmp_path):
    page = (ROOT / "docs" / "timeline.md").read_text(encoding="utf-8")
    first, second, out = re.findall(r"```text\n(.*?)```", page, re.S)
    for name, text in (("a.txt", first), ("b.txt", second)):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    assert run("extract", tmp_path / "in", "-o", tmp_path / "out")[0] == 0
    code, printed, _ = run("timeline", tmp_path / "out")
    assert code == 0
    assert [line.rstrip() for line in printed.split("\n")] == [line.rstrip() for line in out.split("\n")]


def test_the_command_writes_json_and_chart(run, tmp_path):
    (tmp_path / "a.json").write_text(release("a", figure(500)).to_json(), encoding="utf-8")
    code, out, _ = run("timeline", tmp_path / "a.json", "--json", "--chart", tmp_path / "a.svg")
    assert code == 0
    assert json.loads(out)["series"][0]["entries"][0]["value"]["value"] == 500
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("args", "part"),
    [
        (("--metric", "profit"), "operating_profit"),
        (("--chart", "a.png"), ".svg"),
    ],
)
def test_wrong_use_is_said(run, tmp_path, args, part):
    (tmp_path / "a.json").write_text(release("a", figure(500)).to_json(), encoding="utf-8")
    code, _, err = run("timeline", tmp_path / "a.json", *args)
    assert code == 2
    assert part in err


def test_nothing_that_fits_is_said(run, tmp_path):
    (tmp_path / "a.json").write_text(release("a", figure(500)).to_json(), encoding="utf-8")
    code, out, err = run("timeline", tmp_path / "a.json", "--subject", "Nichts")
    assert (code, out) == (0, "")
    assert "no key figure" in err
