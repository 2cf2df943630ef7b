"""Organizations whose name is more than a head noun and a word beside it: by a territory, a person, a craft, a share."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from pressefakten.normalize import lexicon
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words
from pressefakten.normalize.namewords import FAMILY, SUFFIX, flags
from pressefakten.normalize.orgbare import candidate
from pressefakten.normalize.orgheads import complement_of
from pressefakten.normalize.orgwords import given_names, is_of_town, nominative

Covered = Mapping[int, Found]


def of_territory(words: Words, named: Iterable[Found]) -> list[Found]:
    """An authority and the territory whose it is: `Strassenverkehrsamt des Kantons Zürich`, `Tiefbauamt der Stadt Bern`."""
    found = []
    firsts = {name.first: name for name in named}
    heads = {name.last: name for name in firsts.values() if name.label == "ORG"}
    openers = tables("places").words("openers", "territory_genitives")
    for i in words.at(("des", "der")):
        land = firsts.get(i + 1)
        territory = land is not None and land.label in ("ORG", "PLACE") and words.low[land.first] in openers
        if land is None or not territory or not words.gap(i) == words.gap(i - 1) == " " or not words.upper(i - 1):
            continue
        body = heads.get(i)
        ending = words.low[i - 1].endswith(tuple(tables("orgs").raw["territorial_endings"]))
        whole = body is not None and (ending or body.rule in ("org-head", "org-department"))
        first = body.first if body is not None and whole else i - 1 if ending else i
        if first < i and words.gap(first - 1) != "-":
            surface = words.surface(first, land.last)
            found.append(Found(first, land.last, "ORG", "org-of-territory", nominative(surface)))
    return found


def after_person(words: Words, by_first: Covered) -> list[Found]:
    """A body that is called after somebody, without hyphens: `Johannes Kepler Universität Linz`."""
    found = []
    for i in words.at(tables("orgs").words("heads_after_person")):
        first = i
        while words.gap(first - 1) == " " and words.upper(first - 1) and i - first < 3:
            first -= 1
        while first < i and words.low[first] not in given_names():
            first += 1
        if i - first < 2 or not words.upper(i) or words.gap(i) == "-":
            continue
        place = by_first.get(i + 1)
        last = place.last if place is not None and place.label == "PLACE" and words.gap(i) == " " else i + 1
        if last == i + 1 and words.word(last) == "für" and words.gap(i) == " ":
            last = max(last, complement_of(words, last, by_first))
        found.append(Found(first, last, "ORG", "org-after-person", words.surface(first, last)))
    return found


def by_craft(words: Words, covered: Covered, towns: Container[str]) -> list[Found]:
    """An office of planners or lawyers: `Burckhardt Architektur`, `Nickl & Partner Architekten`."""
    found = []
    for i in words.at(tables("orgs").words("craft_closers")):
        if not words.upper(i) or words.gap(i) == "-" or words.gap(i - 1) != " ":
            continue
        first = i
        while (
            words.gap(first - 1) == " " and i - first < 5 and (words.upper(first - 1) or words.low[first - 1] in "&+")
        ):
            if words.low[first - 1] in tables("orgs").words("starters"):
                break
            first -= 1
        linked = "&" in words.low[first:i] or "+" in words.low[first:i]
        if first < i and words.upper(first) and (linked or (i - first < 3 and _is_name(words, i - 1, covered, towns))):
            start = first if linked or _is_name(words, first, covered, towns) else i - 1
            found.append(Found(start, i + 1, "ORG", "org-craft", words.surface(start, i + 1)))
    return found


def departments(words: Words, covered: Covered) -> list[Found]:
    """A department with its field: `Departement Technische Betriebe`, `Dezernat Bau und Umwelt`."""
    found = []
    for i in words.at(tables("orgs").words("departments")):
        if not words.upper(i) or words.gap(i) != " " or not words.upper(i + 1) or words.gap(i - 1) == "-":
            continue
        if words.low[i + 1] in given_names() or words.low[i + 1] in tables("orgs").words("starters"):
            continue
        last = i + 1
        while last - i < 5 and words.gap(last - 1) == " " and words.upper(last) and _in_field(words, last):
            last += 1
            if words.word(last) == "und" and words.upper(last + 1) and words.gap(last) == " ":
                last += 1
        if last > i + 1 and words.gap(last - 1) != "-":
            found.append(Found(i, last, "ORG", "org-department", nominative(words.surface(i, last))))
    return found


def _in_field(words: Words, i: int) -> bool:
    return lexicon.known(words.low[i]) or words.low[i].endswith(("ische", "ischen", "liche", "lichen"))


def owned_houses(words: Words, named: Iterable[Found]) -> list[Found]:
    """A clinic after the name of its owner: `Hirslanden Klinik Aarau`."""
    named = list(named)
    ends = {name.last: name for name in named if name.label == "ORG"}
    houses = {name.first: name for name in named if name.label in ("ORG", "SITE")}
    found = []
    for i in words.at(tables("orgs").words("houses")):
        owner, house = ends.get(i), houses.get(i)
        if owner is None or words.gap(i - 1) != " " or not words.upper(i) or owner.last - owner.first > 2:
            continue
        last = house.last if house is not None else i + 1
        found.append(Found(owner.first, last, "ORG", "org-house", words.surface(owner.first, last)))
    return found


def _is_name(words: Words, i: int, covered: Covered, towns: Container[str]) -> bool:
    """Whether word `i` is free and a name: unknown to German or shaped as surnames are, no adjective of a town."""
    low = words.low[i]
    if i in covered or is_of_town(low, towns) or lexicon.listed(low):
        return False
    return words.unknown(i) or bool(flags(words.surface(i)) & (FAMILY | SUFFIX))


def holders(words: Words, covered: Covered) -> list[Found]:
    """Unknown owners with their share: `an dem die Stadtwerke Köln 75,8 Prozent und Westenergie 24,2 Prozent halten`."""
    found = []
    held = tables("orgs").words("holding_words")
    for i in words.at(("prozent", "%")):
        near = words.low[max(0, i - 25) : i + 20]
        end = i
        while words.word(end - 1).isdigit() or words.word(end - 1) in (",", "."):
            end -= 1
        if words.word(end - 1) == "mit" and end < i:
            end -= 1
        if end == i or held.isdisjoint(near) or words.gap(end - 1) != " ":
            continue
        for first in (end - 3, end - 2, end - 1):
            linked = words.word(first - 1) in ("und", ",", "die", "der", "das", "sowie", ":", ";", "an")
            if first > 0 and linked and words.upper(first) and candidate(words, first, covered) == end:
                found.append(Found(first, end, "ORG", "org-holder", words.surface(first, end)))
                break
    return found
