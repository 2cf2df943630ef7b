"""Roles: who holds which office where, from when and until when."""

import re
from pathlib import Path
from typing import Any

import pytest

from pressefakten.components import structure
from pressefakten.facts import page as pages
from pressefakten.facts import roles
from pressefakten.facts.rules import RuleSet, load_rules
from pressefakten.patterns import directory

MARK = re.compile(r"\[([^\]]+)\]\(([A-Z]+)(?:=([^)]+))?\)")
PUBLISHED = "2026-03-10"


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules(directory(), ("general",))


def marked(source: str, *, issuer: str | None = "Muster AG") -> pages.Page:
    """A page from text with `[surface](LABEL=canonical or value)`; a family name alone means the full name above."""
    text, ents, at = "", [], 0
    for match in MARK.finditer(source):
        text += source[at : match.start()]
        surface, label, extra = match.groups()
        value = {"value": extra, "mod": None} if label == "DATE" else None
        full = next((e.canonical for e in ents if e.label == label == "PERSON" and e.canonical.endswith(surface)), surface)
        canonical = surface if label == "DATE" else extra or full
        ents.append(pages.Ent(len(text), len(text) + len(surface), label, surface, canonical, value))
        text += surface
        at = match.end()
    text += source[at:]
    lines = structure.read_lines(text)
    bounds = list(structure.sentences(text, lines))
    return pages.build(text, lines, bounds, ents, published=PUBLISHED, issuer=issuer)


def row(slots: dict[str, Any]) -> tuple[Any, ...]:
    times = tuple(slots[name] and slots[name]["value"] for name in ("since", "until"))
    return (slots["person"], slots["role"], slots["organization"], slots["status"], *times)


ROWS: list[tuple[str, str, list[tuple[Any, ...]]]] = [
    ("genitive", "Das sagte [Eva Lang](PERSON), [Leiterin Einkauf](ROLE) der [Axpo AG](ORG).", [("Eva Lang", "Leiterin Einkauf", "Axpo AG", "current", None, None)]),
    ("two-offices", "[Eva Lang](PERSON), [CEO](ROLE) und [Gründerin](ROLE) von [Nuvo](ORG), kam.", [("Eva Lang", "CEO", "Nuvo", "current", None, None), ("Eva Lang", "Gründerin", "Nuvo", "current", None, None)]),
    ("two-before", "Es sprach [Gründer](ROLE) und [CEO](ROLE) [Karl Ott](PERSON).", [("Karl Ott", "Gründer", "Muster AG", "current", None, None), ("Karl Ott", "CEO", "Muster AG", "current", None, None)]),
    ("two-people", "Es kamen [CEO](ROLE) [Karl Ott](PERSON) und [CFO](ROLE) [Eva Lang](PERSON).", [("Karl Ott", "CEO", "Muster AG", "current", None, None), ("Eva Lang", "CFO", "Muster AG", "current", None, None)]),
    ("list", "Es kamen [Karl Ott](PERSON), [Präsident](ROLE) des [TCS](ORG), [Eva Lang](PERSON), [Direktorin](ROLE) des [VCS](ORG), und [Ute Roth](PERSON).", [("Karl Ott", "Präsident", "TCS", "current", None, None), ("Eva Lang", "Direktorin", "VCS", "current", None, None)]),
    ("appointed-passive", "[Eva Lang](PERSON) wurde vom Verwaltungsrat per [1. Juli 2026](DATE=2026-07-01) zur neuen [Finanzchefin](ROLE) ernannt.", [("Eva Lang", "Finanzchefin", "Muster AG", "incoming", "2026-07-01", None)]),
    ("appointed-active", "Der Verwaltungsrat ernennt [Karl Ott](PERSON) zum [CEO](ROLE).", [("Karl Ott", "CEO", "Muster AG", "incoming", None, None)]),
    ("appointed-past-date", "Seit [1. Januar 2026](DATE=2026-01-01) ist [Karl Ott](PERSON) [CEO](ROLE) der [Muster AG](ORG).", [("Karl Ott", "CEO", "Muster AG", "current", "2026-01-01", None)]),
    ("becomes-inverted", "Neuer [Leiter Vertrieb](ROLE) wird ab [April 2026](DATE=2026-04) [Karl Ott](PERSON).", [("Karl Ott", "Leiter Vertrieb", "Muster AG", "incoming", "2026-04", None)]),
    ("takes-over", "[Eva Lang](PERSON) (44) übernimmt am [1. Mai](DATE=2026-05-01) die [Leitung Marketing](ROLE) bei [Hilti](ORG).", [("Eva Lang", "Leitung Marketing", "Hilti", "incoming", "2026-05-01", None)]),
    ("succession", "[Eva Lang](PERSON) wird neue [Werksleiterin](ROLE). Sie folgt per [1. Mai](DATE=2026-05-01) auf [Karl Ott](PERSON), der Ende [April 2026](DATE=2026-04) in Pension geht.", [("Eva Lang", "Werksleiterin", "Muster AG", "incoming", "2026-05-01", None), ("Karl Ott", "Werksleiter", "Muster AG", "former", None, "2026-04")]),
    ("replaces", "[Eva Lang](PERSON) wird [CEO](ROLE) und löst [Karl Ott](PERSON) ab.", [("Eva Lang", "CEO", "Muster AG", "incoming", None, None), ("Karl Ott", "CEO", "Muster AG", "former", None, None)]),
    ("successor-chosen", "[Karl Ott](PERSON), [Finanzchef](ROLE), geht in Pension. Zu seiner Nachfolgerin wurde [Eva Lang](PERSON) bestimmt.", [("Karl Ott", "Finanzchef", "Muster AG", "former", None, None), ("Eva Lang", "Finanzchefin", "Muster AG", "incoming", None, None)]),
    ("predecessor", "[Karl Ott](PERSON) wird [Präsident](ROLE) des [ACS](ORG). Seine Vorgängerin [Eva Lang](PERSON) tritt zurück.", [("Karl Ott", "Präsident", "ACS", "incoming", None, None), ("Eva Lang", "Präsidentin", "ACS", "former", None, None)]),
    ("former-adjective", "Der ehemalige [CEO](ROLE) [Karl Ott](PERSON) war zu Gast.", [("Karl Ott", "CEO", "Muster AG", "former", None, None)]),
    ("past-verb", "Zuvor war [Karl Ott](PERSON) [Leiter Technik](ROLE) bei [Stadler](ORG).", [("Karl Ott", "Leiter Technik", "Stadler", "former", None, None)]),
    ("past-range", "Von [2015 bis 2019](DATE=2015/2019) leitete [Karl Ott](PERSON) als [Geschäftsführer](ROLE) die [Ott GmbH](ORG).", [("Karl Ott", "Geschäftsführer", "Ott GmbH", "former", "2015", "2019")]),
    ("pronoun", "[Eva Lang](PERSON) wird neue [CEO](ROLE). Sie ist derzeit [Leiterin Verkauf](ROLE) bei der [AMAG](ORG).", [("Eva Lang", "CEO", "Muster AG", "incoming", None, None), ("Eva Lang", "Leiterin Verkauf", "AMAG", "current", None, None)]),
    ("age-noun", "[Eva Lang](PERSON) wird neue [CEO](ROLE). Die 52-Jährige war zuletzt [Leiterin Verkauf](ROLE) bei der [AMAG](ORG).", [("Eva Lang", "CEO", "Muster AG", "incoming", None, None), ("Eva Lang", "Leiterin Verkauf", "AMAG", "former", None, None)]),
    ("leaves", "[CFO](ROLE) [Eva Lang](PERSON) verlässt das Unternehmen Ende [Juni 2026](DATE=2026-06).", [("Eva Lang", "CFO", "Muster AG", "former", None, "2026-06")]),
    ("interim", "Interimistisch übernimmt [Karl Ott](PERSON) als [CEO](ROLE) bis [Ende 2026](DATE=2026).", [("Karl Ott", "CEO", "Muster AG", "incoming", None, "2026")]),
    ("starts-later", "Der Rat hat [Eva Lang](PERSON) zur [Direktorin](ROLE) gewählt. Sie tritt ihr Amt am [1. Juni 2026](DATE=2026-06-01) an.", [("Eva Lang", "Direktorin", "Muster AG", "incoming", "2026-06-01", None)]),
    ("mayor", "Gefeiert wurde in [Villach](PLACE). [Bürgermeister](ROLE) [Karl Ott](PERSON) kam.", [("Karl Ott", "Bürgermeister", "Villach", "current", None, None)]),
    ("mayor-of", "Auch [Eva Lang](PERSON), [Gemeindepräsidentin](ROLE) von [Cham](PLACE), kam.", [("Eva Lang", "Gemeindepräsidentin", "Cham", "current", None, None)]),
    ("minister", "Auch [Verkehrsminister](ROLE) [Karl Ott](PERSON) kam.", [("Karl Ott", "Verkehrsminister", None, "current", None, None)]),
    ("contact-lines", "Die Anlage ging gestern nach zwei Jahren Bauzeit in Betrieb und läuft nun rund um die Uhr mit voller Leistung.\n\nMedienkontakt:\n[Eva Lang](PERSON)\n[Mediensprecherin](ROLE)\nTelefon +41 44 000 00 00", [("Eva Lang", "Mediensprecherin", "Muster AG", "current", None, None)]),
    ("contact-inline", "Die Anlage ging gestern nach zwei Jahren Bauzeit in Betrieb und läuft nun rund um die Uhr mit voller Leistung.\n\nKontakt: [Eva Lang](PERSON), [Leiterin Presse](ROLE), [Stadler AG](ORG), Tel. 044 000", [("Eva Lang", "Leiterin Presse", "Stadler AG", "current", None, None)]),
    ("no-person", "Der [CEO](ROLE) sprach. Danach redete [Eva Lang](PERSON).", []),
    ("relative", "[Karl Ott](PERSON), der seit [2019](DATE=2019) [Leiter Technik](ROLE) ist, kam.", [("Karl Ott", "Leiter Technik", "Muster AG", "current", "2019", None)]),
    ("moves-as", "[Karl Ott](PERSON), der als [Direktor](ROLE) zur [Porsche AG](ORG) wechselt, dankte.", [("Karl Ott", "Direktor", "Porsche AG", "incoming", None, None)]),
    ("comes-from", "[Karl Ott](PERSON) wird [CEO](ROLE). Er kommt von [Bosch](ORG), wo er zuletzt [Leiter Vertrieb](ROLE) war.", [("Karl Ott", "CEO", "Muster AG", "incoming", None, None), ("Karl Ott", "Leiter Vertrieb", "Bosch", "former", None, None)]),
    ("hands-over", "[Karl Ott](PERSON) übergibt sein Amt als [CEO](ROLE) an [Eva Lang](PERSON).", [("Karl Ott", "CEO", "Muster AG", "former", None, None), ("Eva Lang", "CEO", "Muster AG", "incoming", None, None)]),
    ("both-named", "Auf [CEO](ROLE) [Karl Ott](PERSON) folgt im [Herbst 2026](DATE=2026-FA) [Eva Lang](PERSON).", [("Karl Ott", "CEO", "Muster AG", "former", None, None), ("Eva Lang", "CEO", "Muster AG", "incoming", "2026-FA", None)]),
    ("bisher", "[Eva Lang](PERSON), bisher [Leiterin HR](ROLE), wird [Geschäftsführerin](ROLE) der [Ott GmbH](ORG).", [("Eva Lang", "Leiterin HR", "Muster AG", "former", None, None), ("Eva Lang", "Geschäftsführerin", "Ott GmbH", "incoming", None, None)]),
    ("expand-committee", "[Eva Lang](PERSON) verstärkt ab [1. Mai](DATE=2026-05-01) als [Chief Digital Officer](ROLE) die Geschäftsleitung.", [("Eva Lang", "Chief Digital Officer", "Muster AG", "incoming", "2026-05-01", None)]),
    ("stays", "[Karl Ott](PERSON) bleibt [Präsident](ROLE) des Verwaltungsrats.", [("Karl Ott", "Präsident", "Muster AG", "current", None, None)]),
    ("denied", "[Karl Ott](PERSON) wird nicht [CEO](ROLE).", []),
    ("parenthesis", "[Karl Ott](PERSON) ([CEO](ROLE)) und [Eva Lang](PERSON) ([CFO](ROLE)) kamen.", [("Karl Ott", "CEO", "Muster AG", "current", None, None), ("Eva Lang", "CFO", "Muster AG", "current", None, None)]),
    ("organization-first", "Für [Bosch](ORG)-[Chef](ROLE) Dr. [Karl Ott](PERSON) ist das klar.", [("Karl Ott", "Chef", "Bosch", "current", None, None)]),
    ("elected", "Zum neuen [Präsidenten](ROLE=Präsident) wurde Dr. [Karl Ott](PERSON) gewählt.", [("Karl Ott", "Präsident", "Muster AG", "incoming", None, None)]),
    ("now-and-succession", "[Karl Ott](PERSON) ist neuer [CEO](ROLE) der [Ott AG](ORG). Der 48-Jährige trat die Nachfolge von [Eva Lang](PERSON) an.", [("Karl Ott", "CEO", "Ott AG", "current", None, None), ("Eva Lang", "CEO", "Ott AG", "former", None, None)]),
    ("follows-as", "[Eva Lang](PERSON) folgt per [1. Mai](DATE=2026-05-01) auf [Karl Ott](PERSON) als [CFO](ROLE).", [("Eva Lang", "CFO", "Muster AG", "incoming", "2026-05-01", None), ("Karl Ott", "CFO", "Muster AG", "former", None, None)]),
    ("follows-titled", "[Eva Lang](PERSON) folgt auf den langjährigen [CEO](ROLE) [Karl Ott](PERSON).", [("Eva Lang", "CEO", "Muster AG", "incoming", None, None), ("Karl Ott", "CEO", "Muster AG", "former", None, None)]),
    ("succession-noun", "Nachfolgerin von [CEO](ROLE) [Karl Ott](PERSON) wird [Eva Lang](PERSON).", [("Eva Lang", "CEO", "Muster AG", "incoming", None, None), ("Karl Ott", "CEO", "Muster AG", "former", None, None)]),
    ("still-works", "[Karl Ott](PERSON) ist seit [2020](DATE=2020) bei [Bosch](ORG) als [Leiter Vertrieb](ROLE) tätig.", [("Karl Ott", "Leiter Vertrieb", "Bosch", "current", "2020", None)]),
    ("steps-down", "[Karl Ott](PERSON) tritt im [Juni 2026](DATE=2026-06) als [CEO](ROLE) zurück.", [("Karl Ott", "CEO", "Muster AG", "former", None, "2026-06")]),
    ("until", "Bis [Ende 2025](DATE=2025) war [Karl Ott](PERSON) [CEO](ROLE).", [("Karl Ott", "CEO", "Muster AG", "former", None, "2025")]),
    ("plural", "Das sagen die [Geschäftsführer](ROLE) [Karl Ott](PERSON) und [Tim Roth](PERSON).", [("Karl Ott", "Geschäftsführer", "Muster AG", "current", None, None), ("Tim Roth", "Geschäftsführer", "Muster AG", "current", None, None)]),
    ("both", "[Karl Ott](PERSON) und [Tim Roth](PERSON), beide [Geschäftsführer](ROLE) der [Ott AG](ORG), kamen.", [("Karl Ott", "Geschäftsführer", "Ott AG", "current", None, None), ("Tim Roth", "Geschäftsführer", "Ott AG", "current", None, None)]),
    ("no-plural", "Es kamen die [Direktorin](ROLE) [Eva Lang](PERSON) und [Tim Roth](PERSON).", [("Eva Lang", "Direktorin", "Muster AG", "current", None, None)]),
    ("degree", "Mag. [Karl Ott](PERSON), MBA, [Leiter Technik](ROLE), kam.", [("Karl Ott", "Leiter Technik", "Muster AG", "current", None, None)]),
    ("extension", "Der Aufsichtsrat hat den Vertrag von [CEO](ROLE) [Karl Ott](PERSON) bis [2030](DATE=2030) verlängert.", [("Karl Ott", "CEO", "Muster AG", "current", None, "2030")]),
    ("role-first-takes", "Die Stelle des [Finanzchefs](ROLE=Finanzchef) übernimmt ab [Mai](DATE=2026-05) [Karl Ott](PERSON).", [("Karl Ott", "Finanzchef", "Muster AG", "incoming", "2026-05", None)]),
    ("as-first", "Als [CEO](ROLE) verantwortet [Karl Ott](PERSON) künftig das Geschäft.", [("Karl Ott", "CEO", "Muster AG", "current", None, None)]),
    ("two-organizations", "[Karl Ott](PERSON), [CEO](ROLE) von [Bosch](ORG) und [Präsident](ROLE) des [VDA](ORG), kam.", [("Karl Ott", "CEO", "Bosch", "current", None, None), ("Karl Ott", "Präsident", "VDA", "current", None, None)]),
    ("retires-first", "Ende [Mai 2026](DATE=2026-05) geht [Direktor](ROLE) [Karl Ott](PERSON) in den Ruhestand, [Eva Lang](PERSON) übernimmt.", [("Karl Ott", "Direktor", "Muster AG", "former", None, "2026-05")]),
    ("state-office", "Für das [Land Tirol](ORG) kam [Landesrätin](ROLE) [Eva Lang](PERSON).", [("Eva Lang", "Landesrätin", "Land Tirol", "current", None, None)]),
    ("merge", "[CEO](ROLE) [Karl Ott](PERSON) kam. [Karl Ott](PERSON), [CEO](ROLE) der [Ott AG](ORG), dankte.", [("Karl Ott", "CEO", "Ott AG", "current", None, None)]),
]


@pytest.mark.parametrize(("source", "expected"), [(s, e) for _, s, e in ROWS], ids=[name for name, _, _ in ROWS])
def test_roles(rules: RuleSet, source: str, expected: list[tuple[Any, ...]]) -> None:
    found = [row(draft.slots) for draft in roles.read(marked(source), rules)]
    assert sorted(found, key=str) == sorted(expected, key=str)
