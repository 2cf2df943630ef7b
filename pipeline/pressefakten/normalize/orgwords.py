"""What the finders of organizations share: nominatives, abbreviations, legal forms, given names and surnames of a text."""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Mapping

from pressefakten import patterns
from pressefakten.normalize import lexicon, nouns
from pressefakten.normalize.gazetteer import key, keys, lower
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words

ByFirst = Mapping[int, Found]

ByLast = Mapping[int, Found]

INFLECTED_ADJECTIVE = re.compile(r"(?:isch|ig|lich|bar|sam|los|haft|end|iert|[aei]l|iv|är|ös)e[mnrs]?$")
"""Endings of adjectives, which the word list has in part."""

OPENERS = frozenset(
    ("die", "der", "das", "den", "dem", "des", "eine", "einer", "bei", "mit", "von", "zur", "auch", "für")
)


def is_form(words: Words, i: int, size: int) -> bool:
    """Whether the words of a legal form are written as one: `AG`, not `ag`, and joined to a name."""
    written = tables("orgs").phrases("legal_forms").forms[" ".join(words.low[i : i + size])]
    surface = words.surface(i, i + size)
    same = [c for c in surface if c.isalpha()] == [c for c in written if c.isalpha()]
    letters = "".join(c for c in surface if c.isalpha())
    same = same or (surface[:1] == "s" and len(letters) > 4 and key(surface) == key(written))  # `sp. z o.o.`
    return (
        (same or (surface.isupper() and len(surface) > 3))
        and words.gap(i - 1) in (" ", "-", "", "  ")
        and words.gap(i + size - 1) != "-"
    )


def has_form(words: Words, name: Found) -> bool:
    """Whether a name has a legal form: `Zelvo AG`."""
    forms = tables("orgs").phrases("legal_forms")
    return any(forms.at(words.low, k) for k in range(name.first + 1, name.last))


def with_dot(words: Words, i: int, size: int) -> int:
    """The size of a legal form with the full stop that belongs to it: `e. V.`"""
    forms = tables("orgs").phrases("legal_forms").forms
    written = forms.get(" ".join(words.low[i : i + size]), words.surface(i, i + size))
    dotted = words.word(i + size) == "." and words.gap(i + size - 1) == "" and written.endswith(".")
    return size + 1 if dotted else size


def not_in_name(words: Words, k: int) -> bool:
    """Whether a noun only says what the named company is; a compound plural names one: `Kraftwerke Oberhasli AG`."""
    word = words.low[k]
    if word.endswith(_PLURALS) and word not in _PLURALS:
        return False
    listed = tables("orgs").words("not_in_name")
    return word in listed or word.endswith(_endings("not_in_name"))


def _endings(name: str) -> tuple[str, ...]:
    return tuple(word for word in tables("orgs").words(name) if len(word) > 4)


GENITIVES = (
    "amt",
    "rat",
    "bund",
    "verband",
    "ministerium",
    "departement",
    "institut",
    "gericht",
    "tag",
    "verein",
    "zentrum",
    "verbund",
    "hof",
    "spital",
    "klinikum",
    "krankenhaus",
    "museum",
    "theater",
    "gymnasium",
    "bistum",
    "autohaus",
    "kaufhaus",
    "modehaus",
    "möbelhaus",
    "labor",
    "archiv",
    "orchester",
    "kolleg",
    "internat",
    "hilfswerk",
    "gewerbe",
)

_PLURALS = ("betriebe", "werke", "netze")
"""Ends of bodies whose name is a plural: `bei den Stadtwerken`."""


def body_stem(word: str) -> str:
    """The nominative of a body's noun: `Bundesamtes`, `Stadtwerken`."""
    if word.endswith("n") and word[:-1].endswith(_PLURALS):
        return word[:-1]
    for ending in ("es", "s"):
        if word.endswith(ending) and word[: -len(ending)].endswith(GENITIVES):
            return word[: -len(ending)]
    return word


def nominative(name: str) -> str:
    """The nominative of an organization's name: `Medizinischen Universität Wien` -> `Medizinische Universität Wien`."""
    parts = name.split(" ")
    for n, part in enumerate(parts[:4]):
        if body_stem(lower(part)) != lower(part):
            parts[n] = part[: len(body_stem(lower(part)))]
    first = 0 if _adjective(parts, 0) else 1  # `der Zelbo Österreichischen Handels-AG`
    if first and not (len(parts) > 2 and parts[1].endswith("en") and not lexicon.known(lower(parts[0]))):
        return " ".join(parts)
    ending = _ending(lower(_head_of(parts[first:])))
    for n in range(first, len(parts)):
        adjective = _adjective(parts, n)
        if adjective is None:
            break
        strong = adjective[2] if adjective[2] in ("er", "es") else "e"
        parts[n] = adjective[1][:1].upper() + adjective[1][1:] + (ending or strong)
    return " ".join(parts)


def territory(name: str) -> str:
    """The name of a land or canton with its first noun in the nominative: `Landes Tirol` -> `Land Tirol`."""
    opener, space, rest = name.partition(" ")
    return str(tables("places").raw["nominative"].get(opener, opener)) + space + rest


def without_genitive(name: str) -> str:
    """The name of a house behind `des` with its first noun in the nominative: `Gemeindezentrums Lech` -> `Gemeindezentrum Lech`."""
    noun, space, rest = name.partition(" ")
    return nouns.nominative([], body_stem(noun), "des") + space + rest


def _adjective(parts: list[str], n: int) -> re.Match[str] | None:
    """The stem and the ending of an adjective with a capital that stands before a capital: `Technischen`, `Zentrale`."""
    return _INFLECTED.fullmatch(parts[n]) if n + 1 < len(parts) and parts[n + 1][:1].isupper() else None


_INFLECTED = re.compile(r"(.+(?:lich|sch|onal|tral|unal)|Frei|Neu|Allgemein|Vereinigt|Vereint)(e[nrsm]?)")
"""An adjective in front of a body's noun."""


def _ending(head: str) -> str | None:
    """How an adjective ends before the noun of a body in the nominative; None where its gender is not known."""
    lists = tables("orgs")
    if head.endswith(tuple(lists.words("neuter"))):
        return "es"
    if head.endswith(tuple(lists.words("feminine"))):
        return "e"
    return "er" if head.endswith(tuple(lists.words("masculine"))) else None


def _head_of(parts: list[str]) -> str:
    """The noun of a name that opens with an adjective: the last capital before what is of it (`Caravan Handels-Verband`, `Institut für …`)."""
    end = next((n for n, part in enumerate(parts) if n and not part[:1].isupper()), len(parts))
    heads = tuple(tables("orgs").words("neuter", "masculine", "feminine"))
    return next((part for part in parts[1:end] if lower(part).endswith(heads)), parts[1] if len(parts) > 1 else "")


def in_order(letters: str, name: str) -> bool:
    """Whether a name has the letters in this order, the first one at its beginning (`vbl`, `dena`)."""
    rest = iter(name)
    return name[:1] == letters[:1] and all(letter in rest for letter in letters)


@functools.cache
def given_names() -> frozenset[str]:
    """The listed given names as keys."""
    lists = [text for table in patterns.words("given_names").values() for text in table.values()]
    return frozenset(keys(" ".join(lists).split()))


def acronym(words: Words, i: int) -> bool:
    """Whether word `i` is an abbreviation in capitals that may name a body."""
    if not words.acronym(i) or words.surface(i) in tables("orgs").exact("not_acronyms"):
        return False
    line = words.text[max(0, words.start[i] - 30) : words.end[i] + 30]
    return any(c.islower() for c in line)


def surnames(words: Words) -> frozenset[str]:
    """The words of a text that follow a given name."""
    if words.surnames is None:
        given, low = given_names(), words.low
        words.surnames = frozenset(low[i + 1] for i in range(len(low) - 1) if low[i] in given and words.upper(i))
    return words.surnames


def is_of_town(word: str, towns: Container[str]) -> bool:
    """Whether a word in lower case is the adjective of a town or land: `grazer`, `zürcher`."""
    return word.endswith("er") and (word[:-2] in towns or word in tables("orgs").words("town_adjectives"))
