"""Verbs in phrases: forms and orders."""

import pytest

from pressefakten.facts.triggers import TriggerIndex
from pressefakten.facts.verbs import conjugate, expand

FORMS = [
    ("eröffnen", "eröffnet", "eröffnete", "eröffnet"),
    ("unterzeichnen", "unterzeichnet", "unterzeichnete", "unterzeichnet"),
    ("lancieren", "lanciert", "lancierte", "lanciert"),
    ("steuern", "steuert", "steuerte", "gesteuert"),
    ("stimmen", "stimmt", "stimmte", "gestimmt"),
    ("verlassen", "verlässt", "verließ", "verlassen"),
    ("übernehmen", "übernimmt", "übernahm", "übernommen"),
    ("ernennen", "ernennt", "ernannte", "ernannt"),
    ("gehen", "geht", "ging", "gegangen"),
]


@pytest.mark.parametrize(("verb", "present", "past", "participle"), FORMS)
def test_forms(verb: str, present: str, past: str, participle: str) -> None:
    forms = conjugate(verb)
    assert (forms.finite[0], forms.finite[2], forms.participle) == (present, past, participle)


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("~ein|weihen", "die firma weihte gestern das werk ein ."),
        ("~ein|weihen", "das gestern eingeweihte werk"),
        ("~ein|weihen", "um das werk einzuweihen"),
        ("~ein|weihen", "als der minister das werk einweihte ,"),
        ("~gehen … in betrieb", "die anlage ging im mai in betrieb"),
        ("~gehen … in betrieb", "die anlage soll im mai in betrieb gehen"),
        ("*produktion … ~an|laufen", "im mai lief die serienproduktion des autos an"),
        ("*produktion … ~an|laufen", "die produktion ist angelaufen"),
        ("{zum,zur} chef … ~berufen", "der rat berief sie zur chef"),
        ("~kommen … in die … läden", "es kommt im mai in die deutschen läden"),
        ("~lassen", "er liess es"),
    ],
)
def test_orders(phrase: str, sentence: str) -> None:
    assert TriggerIndex({"rule": expand(phrase)}).find(sentence.split())


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [("~ein|führen", "heute führt sie ein team mit elf leuten ."), ("~an|laufen", "er läuft an der linie entlang .")],
)
def test_an_article_or_preposition_is_no_prefix(phrase: str, sentence: str) -> None:
    assert not TriggerIndex({"rule": expand(phrase)}).find(sentence.split())


def test_a_phrase_without_verbs_stays_as_it_is() -> None:
    assert expand("auf den markt") == ("auf den markt",)
