"""Quotations: what is one, who speaks, and what is none."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pressefakten.components import structure
from pressefakten.facts import layout, quotes
from pressefakten.facts import page as pages
from pressefakten.facts.rules import RuleSet, load_rules

MARK = re.compile(r"\[([^\]]+)\]\(([A-Z]+)(?:=([^)]+))?\)")


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules(("general",))


def marked(source: str) -> pages.Page:
    """A page from text with `[surface](LABEL)`; a family name alone means the full name above."""
    text, ents, at = "", [], 0
    for match in MARK.finditer(source):
        text += source[at : match.start()]
        surface, label, extra = match.groups()
        full = next(
            (e.canonical for e in ents if e.label == label == "PERSON" and e.canonical.endswith(surface)), surface
        )
        ents.append(pages.Ent(len(text), len(text) + len(surface), label, surface, extra or full))
        text += surface
        at = match.end()
    text += source[at:]
    lines = structure.read_lines(text)
    return layout.build(text, lines, list(structure.sentences(text, lines)), ents)


ROWS = tomllib.loads((Path(__file__).parent / "data" / "facts_quotes.toml").read_text(encoding="utf-8"))["row"]


@pytest.mark.parametrize("example", ROWS, ids=[example["id"] for example in ROWS])
def test_quotes(rules: RuleSet, example: dict[str, Any]) -> None:
    found = [[draft.slots["speaker"], draft.slots["text"]] for draft in quotes.read(marked(example["text"]), rules)]
    assert found == example["facts"]


@pytest.mark.parametrize("text", ["", "„", "„“", "«»", '"""', "„“„“", "\n„a“\n", "”“„«»" * 50])
def test_any_text(rules: RuleSet, text: str) -> None:
    assert quotes.read(marked(text), rules) == []


def test_sources_quote_the_text(rules: RuleSet) -> None:
    page = marked("„Wir wachsen in allen Ländern“, sagt [Eva Lang](PERSON).")
    (draft,) = quotes.read(page, rules)
    assert {slot: page.text[a:b] for slot, (a, b) in draft.sources.items()} == {
        "text": "Wir wachsen in allen Ländern",
        "speaker": "Eva Lang",
    }
    assert [page.text[a:b] for a, b in draft.evidence] == ["„Wir wachsen in allen Ländern“, sagt Eva Lang"]
