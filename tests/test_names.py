"""Names: marked sentences, saving and loading, further rows, hostile text."""

import itertools
import re
import tomllib
from pathlib import Path

import pytest
import spacy

from pressefakten.components.names import Names
from pressefakten.normalize import gazetteer, names
from pressefakten.suggest import suggest

MARK = re.compile(r"\[([^\]]+)\]\(([A-Z]+)(?:=([^)]+))?\)")
EXAMPLES = tomllib.loads((Path(__file__).parent / "data" / "names.toml").read_text(encoding="utf-8"))
CASES = [pytest.param(text, id=f"{group}-{name}") for group, table in EXAMPLES.items() for name, text in table.items()]


def marked(text: str) -> tuple[str, list[tuple[int, int, str, str | None]]]:
    plain, spans, last = "", [], 0
    for match in MARK.finditer(text):
        plain += text[last : match.start()]
        spans.append((len(plain), len(plain) + len(match[1]), match[2], match[3]))
        plain, last = plain + match[1], match.end()
    return plain + text[last:], spans


@pytest.mark.parametrize("text", CASES)
def test_marked_sentence(text: str) -> None:
    plain, want = marked(text)
    found = names.recognise(plain, gazetteer.default())
    assert [(plain[s:e], f.label) for s, e, f in found] == [(plain[s:e], label) for s, e, label, _ in want]
    for (_, _, name), (_, _, _, canonical) in zip(found, want, strict=True):
        assert canonical in (None, name.canonical)


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    pipeline = spacy.blank("de")
    pipeline.add_pipe(
        "pressefakten_names", config={"rows": [{"label": "ORG", "pattern": "Zabrowsky", "id": "org-zab"}]}
    )
    return pipeline


def test_no_problems(nlp: spacy.Language) -> None:
    assert nlp.analyze_pipes()["problems"] == {"pressefakten_names": []}


def test_brand_and_id_of_a_model(nlp: spacy.Language) -> None:
    span = next(e for e in nlp("Der Škoda Elroq 85 kostet mehr.").ents if e.label_ == "MODEL")
    assert (span.text, span._.brand, span.ent_id_) == ("Elroq 85", "Škoda", "model-skoda-elroq-85")
    component = nlp.get_pipe("pressefakten_names")
    assert isinstance(component, Names)
    assert component.brand_of(span.ent_id_) == "Škoda"


def test_saved_pipeline_knows_the_same_names(nlp: spacy.Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    text = "Zabrowsky baut den Kia EV3 Air im Werk Douai. Die VW AG sitzt in Wolfsburg."
    said = [(e.text, e.label_, e._.canonical, e._.brand, e.ent_id_) for e in nlp(text).ents]
    again = [(e.text, e.label_, e._.canonical, e._.brand, e.ent_id_) for e in spacy.load(tmp_path)(text).ents]
    assert said == again
    assert said[0] == ("Zabrowsky", "ORG", "Zabrowsky", None, "org-zab")


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "AG", "(", "GmbH & Co. KG", "für", "Werk", "-", "İİ AG", "VW" * 500, "Der Renault ", "& AG" * 50],
)
def test_never_raises(text: str) -> None:
    for start, end, _ in names.recognise(text, gazetteer.default()):
        assert 0 <= start < end <= len(text)


def test_mentions_do_not_overlap_and_quote_the_text() -> None:
    text = "Die Škoda Schweiz AG in Cham zeigt im Mercedes-Benz Werk Bremen den Octavia Combi RS."
    found = names.recognise(text, gazetteer.default())
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))


def test_suggests_an_unlisted_name_with_its_make() -> None:
    texts = ["Der Kia Zuvora kommt. Der Zuvora ist neu.", "Der Kia Zuvora ist da."]
    first = suggest(texts)[0]
    assert first.row == {"label": "MODEL", "pattern": "Zuvora", "id": "model-kia-zuvora", "brand": "Kia"}
    assert (first.texts, first.mentions) == (2, 3)


def test_ids_are_unique_to_one_canonical_and_label() -> None:
    rows = gazetteer.default().entries
    labels: dict[str, set[str]] = {}
    for row in rows:
        labels.setdefault(row.id, set()).add(row.label)
    assert [i for i, found in labels.items() if len(found) > 1] == []


@pytest.mark.parametrize("name", ["Stadtwerke Konstanz GmbH", "Kraftwerke Oberhasli AG", "Verkehrsbetriebe Zürich AG"])
def test_a_compound_plural_opens_a_company_name(name: str, nlp: spacy.Language) -> None:
    assert [ent.text for ent in nlp(f"Die {name} baut das Netz aus.").ents] == [name]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (
            "MAHLE wächst.\nIn Stuttgart beschäftigt MAHLE 9.000 Menschen. Mahle baut Kolben, MAHLE liefert Filter.",
            "MAHLE",
        ),
        ("TRUMPF BAUT AUS\nIn Ditzingen baut Trumpf eine Halle.", "Trumpf"),
        ("TRUMPF BAUT AUS", "Trumpf"),
        ("Im Herbst kommt der SKODA Octavia, sagt Skoda.", "Škoda"),
    ],
)
def test_a_name_is_written_as_the_release_writes_it(text: str, canonical: str) -> None:
    found = names.recognise(text, gazetteer.default())
    assert {name.canonical for _, _, name in found if name.label in ("BRAND", "ORG")} == {canonical}


def test_text_may_end_at_any_word() -> None:
    """No rule looks past the last word of a text."""
    ends = {word for text in EXAMPLES.values() for line in text.values() for word in MARK.sub(r"\1", line).split()}
    for word in sorted({*ends, "hat", "haben", "(", "/"}):
        names.recognise(f"Die Zelvo AG baut den Kia EV3 in Wien, {word}", gazetteer.default())


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        pytest.param("Die Kuhn AG eröffnet in Wels das größte Nutzfahrzeugzentrum Österreichs.", [], id="a-noun-alone"),
        pytest.param("Die Kuhn AG baut den größten Batteriespeicher Kärntens.", [], id="of-a-state"),
        pytest.param("Das modernste Werk Westösterreichs steht in Hall.", [], id="of-a-part-of-a-land"),
        pytest.param(
            "Die Kuhn AG betreibt den Windpark Sommerein Österreichs.", ["Windpark Sommerein"], id="a-name-stays"
        ),
        pytest.param("Die Kuhn AG betreibt das Motorenwerk Steyr.", ["Motorenwerk Steyr"], id="a-town"),
    ],
)
def test_the_genitive_of_a_land_is_in_no_site(nlp: spacy.Language, text: str, sites: list[str]) -> None:
    assert [ent.text for ent in nlp(text).ents if ent.label_ == "SITE"] == sites
