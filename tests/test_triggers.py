"""Phrases in a tree of words: what follows right behind, behind a gap, with a wildcard, and at the end of a clause."""

import pickle

import pytest

from pressefakten.facts.candidates import Candidate, is_same_name
from pressefakten.facts.scorer import Scorer
from pressefakten.facts.triggers import Forms, TriggerIndex

PHRASES = {
    "build": ["nimmt … in betrieb", "nimmt … auf|"],
    "output": ["*produktion … an|", "*produktion von *fahrzeugen"],
    "plain": ["umsatz*", "nimmt"],
}


def found(sentence: str) -> set[tuple[str, str, int, int]]:
    """Key, phrase, start and end of all hits."""
    return {tuple(hit) for hit in TriggerIndex(PHRASES).find(sentence.split())}


def test_phrases_of_one_beginning_are_all_found() -> None:
    assert found("das werk nimmt die linie in betrieb") == {
        ("plain", "nimmt", 2, 3),
        ("build", "nimmt … in betrieb", 2, 7),
    }


def test_a_gap_ends_at_the_first_word_that_goes_on_well() -> None:
    assert ("build", "nimmt … in betrieb", 0, 6) in found("nimmt in wien anlagen in betrieb und in betrieb")


def test_a_gap_has_an_end() -> None:
    assert {hit[0] for hit in found("nimmt a b c d e f g h in betrieb")} == {"plain"}


@pytest.mark.parametrize(("sentence", "closes"), [("nimmt arbeit auf .", True), ("nimmt arbeit auf dem hof", False)])
def test_a_word_that_must_close_its_clause(sentence: str, closes: bool) -> None:
    assert any(hit[0] == "build" for hit in found(sentence)) == closes


def test_wildcards_at_any_word() -> None:
    assert found("die serienproduktion von nutzfahrzeugen") == {("output", "*produktion von *fahrzeugen", 1, 4)}
    assert found("vorproduktion von busfahrzeugen läuft an") == {
        ("output", "*produktion … an", 0, 5),
        ("output", "*produktion von *fahrzeugen", 0, 3),
    }


def test_forms_answer_alike_however_often_asked() -> None:
    forms = Forms(["markt", "umsatz*", "*quote", "*anteil*"])
    for _ in range(2):
        assert all(map(forms.fit, ("markt", "umsatzes", "frauenquote", "marktanteils")))
        assert not any(map(forms.fit, ("markte", "bruttoumsatz", "quoten")))


def test_equal_sums_are_equal_in_any_order() -> None:
    """0.1 + 0.2 and 0.3 are one weight; the first of equals wins."""
    scorer = Scorer({"period": {"a": 0.1, "b": 0.2, "c": 0.3}})
    first, second = Candidate("first", words={"a", "b"}), Candidate("second", words={"c"})
    assert scorer.choose("period", [first, second]) == (first, 0.5)
    assert scorer.choose("period", [second, first]) == (second, 0.5)


def test_candidates_that_name_the_same_are_weighed_together():
    scorer = Scorer({"subject": {"a": 0.3, "b": 0.2, "c": 0.4}})
    short, full, other = (
        Candidate(name, words={word}) for name, word in (("Hypo", "a"), ("Hypo AG", "b"), ("Land", "c"))
    )
    assert scorer.choose("subject", [short, full, other]).candidate is other
    choice = scorer.choose("subject", [short, full, other], None, is_same_name)
    assert choice.candidate is short and 0.6 < choice.probability < 0.7


def test_a_word_that_closes_its_clause_may_stand_farther_off() -> None:
    between = "von den neun in wien gebauten anlagen am samstag die größten"
    assert ("build", "nimmt … auf", 0, 13) in found(f"nimmt {between} auf")
    assert not any(key == "build" for key, *_ in found(f"nimmt {between} in betrieb"))


@pytest.mark.parametrize(
    ("sentence", "closes"),
    [
        ("nimmt a b c d e f g h i j k auf .", True),
        ("nimmt a b c d e f , g h i j k auf .", False),
        ("nimmt a b c d e f g h i j k auf dem hof", False),
    ],
)
def test_a_particle_that_closes_its_clause_may_stand_far_away(sentence: str, closes: bool) -> None:
    assert any(hit[0] == "build" for hit in found(sentence)) == closes


def test_an_index_that_was_used_can_be_sent_to_another_process():
    index = TriggerIndex({"r/name": ["auf der straße", "um … gestiegen"]})
    words = ["auf", "der", "straße", "um", "3", "gestiegen"]
    found = index.find(words)
    assert pickle.loads(pickle.dumps(index)).find(words) == found != []
