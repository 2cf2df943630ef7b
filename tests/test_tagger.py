"""The trained tagger of names: its features and sequences with weights of our own, and what it may change in a document."""

import pytest
from spacy.language import Language

from pressefakten.components import tagger as stage
from pressefakten.components.tagger import of_rules, text_of_tokens
from pressefakten.normalize.tagger import Reading, Span, Tagger, Text, candidates, features, load_tagger, shape
from pressefakten.pipeline import load


def words(sentence: str, tags: dict[int, str] | None = None) -> Text:
    found = sentence.split(" ")
    return Text(
        found, [(tags or {}).get(k, "O") for k in range(len(found))], [""] * len(found), ["paragraph"] * len(found)
    )


@pytest.mark.parametrize(
    ("word", "expected"), [("Zelbex", "Xxx"), ("ZF", "XX"), ("eActros", "xXxx"), ("8x4", "dxd"), ("2026", "dd")]
)
def test_shape(word: str, expected: str) -> None:
    assert shape(word) == expected


def test_what_may_be_in_a_name() -> None:
    text = words("sie wohnt in Offenbach am Main , dort liefert man HTW 100 aus")
    assert [word for word, may in zip(text.words, candidates(text), strict=True) if may] == [
        "Offenbach",
        "am",
        "Main",
        "HTW",
        "100",
    ]


def test_features_know_neighbours_run_and_rules() -> None:
    found = dict(features(words("liefert Zelbex Poland , seit", {1: "B-ORG"})))
    assert {"w-1=liefert", "t=B-ORG", "k,w1=uX_poland", "runa=,"} <= set(found[1])
    assert {"t-1=B-ORG", "runf=zelbexL", "w1,w2=,_seit"} <= set(found[2])


def test_no_name_begins_inside() -> None:
    model = Tagger({"I-ORG": {"b": 2.0}, "B-ORG": {"b": 1.0, "w=zelbex": 1.0}, "O": {"w=kauft": 9.0, "w=berlin": 9.0}})
    names = model(words("Zelbex Poland kauft Berlin")).names
    assert [(name.first, name.end, name.label) for name in names] == [(0, 2, "ORG")]
    assert 0 < names[0].probability < 1


def test_without_candidates_nothing_is_read() -> None:
    assert Tagger({"O": {"b": 1.0}})(words("das ist gut")) == Reading([], [1.0, 1.0, 1.0])


SENTENCE = "Die Batterien liefert Zelbex Poland, sagt Anna Muster, Leiterin Einkauf der Kuhn AG in Graz."


def tagged(monkeypatch: pytest.MonkeyPatch, label: str, surface: str, probability: float = 0.9) -> dict[str, str]:
    """The names of a sentence in which the tagger sees one name beside those of the rules."""
    nlp = load(scorer=False)
    doc = nlp(SENTENCE)
    own = [Span(span.start, span.end, span.label_) for span in doc.ents]
    at = SENTENCE.index(surface)
    span = doc.char_span(at, at + len(surface))
    read = [name for name in own if name.end <= span.start or name.first >= span.end]
    outside = [1.0] * len(doc)
    model = stage.Tagger()
    monkeypatch.setattr(
        model, "model", lambda _: Reading([*read, Span(span.start, span.end, label, probability)], outside)
    )
    return {ent.text: ent.label_ for ent in model(doc).ents}


@pytest.mark.parametrize(
    ("label", "surface", "expected"),
    [
        pytest.param("ORG", "Zelbex Poland", {"Zelbex Poland": "ORG"}, id="a name that the rules missed"),
        pytest.param("ORG", "Kuhn AG in Graz", {"Kuhn AG in Graz": "ORG"}, id="a longer name"),
        pytest.param("SITE", "Graz", {"Graz": "SITE", "Kuhn AG": "ORG"}, id="another label"),
        pytest.param("BRAND", "Kuhn AG", {"Kuhn AG": "ORG"}, id="brand or firm the lists decide"),
        pytest.param("ORG", "Kuhn", {"Kuhn AG": "ORG"}, id="no part of a name"),
        pytest.param("ORG", "Anna Muster", {"Anna Muster": "PERSON"}, id="persons stand"),
        pytest.param("SITE", "Batterien liefert", {"Graz": "PLACE"}, id="no loose ends"),
    ],
)
def test_what_the_tagger_may_change(
    monkeypatch: pytest.MonkeyPatch, label: str, surface: str, expected: dict[str, str]
) -> None:
    found = tagged(monkeypatch, label, surface)
    assert expected.items() <= found.items()
    assert (surface in found) == (surface in expected)


def test_a_doubtful_name_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Zelbex Poland" not in tagged(monkeypatch, "ORG", "Zelbex Poland", 0.6)


def test_a_name_lapses_only_where_the_tagger_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    for sure, left in ((0.9, False), (0.5, True)):
        doc = load(scorer=False)(SENTENCE)
        model = stage.Tagger()
        monkeypatch.setattr(model, "model", lambda text, sure=sure: Reading([], [sure] * len(text.words)))
        labels = {ent.label_ for ent in model(doc).ents}
        assert ("PLACE" in labels) == left
        assert {"PERSON", "ROLE"} <= labels


def test_shipped_weights_mend_names(nlp: Language) -> None:
    """The weights are there and read what lists and rules of names do not."""
    assert load_tagger() is not None
    text = "Kuhn AG: Neues\n\nGraz, 3. März 2026 – Partner ist seit 2022 die Sellrain Poland. Den Auftrag gab die Porsche Bank Ungarn.\n"
    rules, both = ({(ent.text, ent.label_) for ent in pipe(text).ents} for pipe in (load(scorer=False), nlp))
    assert {("Porsche Bank", "ORG"), ("Ungarn", "PLACE")} <= rules
    assert both - rules == {("Sellrain Poland", "ORG"), ("Porsche Bank Ungarn", "ORG")}


def test_a_model_called_by_a_part_of_its_name_is_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = load(scorer=False)("Der Brentaro Luxury 5 steht in der Halle. Der Luxury ist rot, der Quintaro blau.")
    at = {token.text: token.i for token in doc}
    names = [Span(1, 4, "MODEL", 0.9), Span(at["Luxury"], at["Luxury"] + 1, "MODEL", 0.9)]
    names.append(Span(at["Quintaro"], at["Quintaro"] + 1, "MODEL", 0.9))
    model = stage.Tagger()
    monkeypatch.setattr(model, "model", lambda text: Reading(names, [0.1] * len(text.words)))
    assert [ent._.canonical for ent in model(doc).ents] == ["Brentaro Luxury 5", "Brentaro Luxury 5", "Quintaro"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Kuhn AG: Neu ist der Zelvix. Den Zelvix baut die Kuhn AG.", "Zelvix", ["Zelvix", "Zelvix"]),
        ("Kuhn AG: Neu ist der Zelvix. Der Zelvix S 400 kostet mehr.", "Zelvix", ["Zelvix", "Zelvix S 400"]),
        ("Kuhn AG: Neu ist der Zelvix. Im Zelvix 2 Tassen.", "Zelvix", ["Zelvix", "Zelvix"]),
        ("Kuhn AG: Neu ist der Zelvix. Das sagt der E-Zelvix.", "Zelvix", ["Zelvix"]),
        ("Kuhn AG: Neu ist der Blitz. Der Blitz schlug ein.", "Blitz", ["Blitz"]),
    ],
)
def test_a_name_stands_wherever_it_stands_once_more(
    monkeypatch: pytest.MonkeyPatch, text: str, name: str, expected: list[str]
) -> None:
    doc = load(scorer=False)(text)
    at = next(token.i for token in doc if token.text == name)
    model = stage.Tagger()
    read = [Span(0, 2, "ORG", 0.9), Span(at, at + 1, "MODEL", 0.9)]
    monkeypatch.setattr(model, "model", lambda t: Reading(read, [0.1] * len(t.words)))
    assert [ent.text for ent in model(doc).ents if ent.label_ == "MODEL"] == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Der Kia EV3 kommt weit, der Kia EV2 448.", "EV2"),
        ("Zelvo: Neues\n\nGraz, 3. März 2026 – Gezogen wird in der Messe Graz Bilanz.\n", "Messe Graz"),
    ],
)
def test_what_the_rules_know_takes_no_number_and_no_noun(monkeypatch: pytest.MonkeyPatch, text: str, kept: str) -> None:
    doc = load(scorer=False)(text)
    at = next(ent for ent in doc.ents if ent.text == kept)
    model = stage.Tagger()
    read = Span(at.start, at.end + 1, at.label_, 0.9)
    monkeypatch.setattr(model, "model", lambda t: Reading([read], [0.1] * len(t.words)))
    assert kept in {ent.text for ent in model(doc).ents}


def test_entities_of_a_foreign_pipeline_give_way() -> None:
    nlp = load()
    ruler = nlp.add_pipe("entity_ruler", first=True)
    ruler.add_patterns([{"label": "ORG", "pattern": "Sellrain Poland"}, {"label": "MISC", "pattern": "Neues"}])  # type: ignore[attr-defined]
    doc = nlp("Kuhn AG: Neues\n\nGraz, 3. März 2026 – Partner ist seit 2022 die Sellrain Poland.\n")
    rules = {ent.text: ent._.rule for ent in doc.ents}
    assert rules["Sellrain Poland"] == "tagger"
    assert "Neues" in rules


def test_one_name_at_a_time_keeps_the_ids_of_others(nlp: Language) -> None:
    text = "Kuhn AG: Neues\n\nGraz, 3. März 2026 – Partner ist seit 2022 die Sellrain Poland.\n"
    before, after = ({ent.text: ent.id_ for ent in pipe(text).ents} for pipe in (load(scorer=False), nlp))
    assert before["Graz"]
    assert after == before | {"Sellrain Poland": ""}


def test_a_name_has_no_id_of_a_lapsed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = load(scorer=False)("Graz Poland")
    assert [ent.id_ for ent in doc.ents] == ["place-at-graz"]
    model = stage.Tagger()
    monkeypatch.setattr(model, "model", lambda _: Reading([Span(0, 2, "ORG", 0.9)], [0.1, 0.1]))
    assert [(ent.text, ent.id_) for ent in model(doc).ents] == [("Graz Poland", "")]


def test_half_a_site_is_not_taken(nlp: Language) -> None:
    text = "Zelvo: Neues\n\nGraz, 3. März 2026 – Die Universität Zürich eröffnet das Zentrum Oerlikon.\n"
    assert "Zentrum" not in {ent.text for ent in nlp(text).ents}


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "Berlin", "5", "\t\tBerlin\tHamburg\t", "\u00a0\u200bBerlin \u00a0 Zelvo\u00a0AG"]
)
def test_bare_texts(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


def test_text_of_tokens_has_rules_and_lines(nlp: Language) -> None:
    doc = load(scorer=False)("Kuhn AG: Neues\n\nGraz, 3. März 2026 – Die Kuhn AG wächst um 5 Prozent.\n")
    text = text_of_tokens(doc, of_rules(doc))
    assert text.tags[:2] == ["B-ORG", "I-ORG"]
    assert "PERCENT" in text.others
    assert text.kinds[0] == "headline"
