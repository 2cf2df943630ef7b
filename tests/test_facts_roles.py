"""Roles: who holds which office where, from when and until when."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pressefakten.components import structure
from pressefakten.facts import layout, roles
from pressefakten.facts import page as pages
from pressefakten.facts.rules import RuleSet, load_rules

MARK = re.compile(r"\[([^\]]+)\]\(([A-Z]+)(?:=([^)]+))?\)")
PUBLISHED = "2026-03-10"


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules(("general",))


def marked(source: str, *, issuer: str | None = "Muster AG") -> pages.Page:
    """A page from text with `[surface](LABEL=canonical or value)`; a family name alone means the full name above."""
    text, ents, at = "", [], 0
    for match in MARK.finditer(source):
        text += source[at : match.start()]
        surface, label, extra = match.groups()
        value = {"value": extra, "mod": None} if label == "DATE" else None
        full = next(
            (e.canonical for e in ents if e.label == label == "PERSON" and e.canonical.endswith(surface)), surface
        )
        canonical = surface if label == "DATE" else extra or full
        ents.append(pages.Ent(len(text), len(text) + len(surface), label, surface, canonical, value))
        text += surface
        at = match.end()
    text += source[at:]
    lines = structure.read_lines(text)
    bounds = list(structure.sentences(text, lines))
    return layout.build(text, lines, bounds, ents, published=PUBLISHED, issuer=issuer)


def row(slots: dict[str, Any]) -> list[str]:
    times = [(slots[name] or {"value": ""})["value"] for name in ("since", "until")]
    return [slots["person"], slots["role"], slots["organization"] or "", slots["status"], *times]


ROWS = tomllib.loads((Path(__file__).parent / "data" / "facts_roles.toml").read_text(encoding="utf-8"))["row"]


@pytest.mark.parametrize("example", ROWS, ids=[example["id"] for example in ROWS])
def test_roles(rules: RuleSet, example: dict[str, Any]) -> None:
    found = [row(draft.slots) for draft in roles.read(marked(example["text"]), rules)]
    assert sorted(found) == sorted(example["facts"])
