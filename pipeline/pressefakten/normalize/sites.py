"""Sites (`Werk Douai`, `Ampere-Werk in Douai`) and places of more than one word (`Kanton Luzern`)."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from pressefakten import patterns
from pressefakten.normalize import lexicon
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words, word_test
from pressefakten.normalize.namewords import FAMILY, flags
from pressefakten.normalize.orgwords import given_names, without_genitive
from pressefakten.normalize.unlistedplaces import townlike

ByFirst = Mapping[int, Found]
ByLast = Mapping[int, Found]


@word_test
def _is_trigger(word: str) -> bool:
    """Whether a word can be the head or the tail of a site's name."""
    lists = tables("sites")
    if _head(word) or word in lists.words("tails"):
        return True
    return _is_compound(word) or (len(word) > 9 and word.endswith(tuple(lists.words("tail_endings"))))


@functools.lru_cache(maxsize=1 << 14)
def _head(word: str) -> str:
    """The head noun that `word` is a form of (`Werke`, `Depots`, `Kraftwerkes`); empty for none."""
    heads = tables("sites").phrases("heads").heads
    if word in heads:
        return word
    stems = (word.removesuffix(ending) for ending in ("s", "es", "e", "en") if word.endswith(ending))
    return next((stem for stem in stems if stem in heads), "")


def _wings(words: Words, by_first: ByFirst) -> list[Found]:
    """Buildings that a point of the compass tells apart: `Ambulatorium Süd`, `zum Partnerhaus Nord`."""
    endings = tuple(tables("sites").words("winged"))
    found = []
    for i in words.at(("nord", "süd", "ost", "west")):
        noun = words.word(i - 1)
        free = i - 1 not in by_first and words.gap(i - 2) != "-" and words.gap(i) != "-"
        if free and words.upper(i) and words.gap(i - 1) == " " and words.upper(i - 1) and noun.endswith(endings):
            found.append(Found(i - 1, i + 1, "SITE", "site-wing", words.surface(i - 1, i + 1)))
    return found


def _numbered(words: Words, by_first: ByFirst) -> list[Found]:
    """Buildings with a number or letter: `Terminal 3`, `Gebäude K`, `Office Park 4`, `Halle 2.1`, `Werk 2 Zelgau`."""
    nouns, endings = tables("sites").phrases("numbered"), tuple(tables("sites").words("numbered_endings"))
    found = []
    for i in [i for i in words.having(_may_be_numbered) if words.upper(i)]:
        size = nouns.at(words.low, i) or (1 if words.low[i].endswith(endings) else 0)
        last = i + size
        mark = words.surface(last) if size and last < len(words) else ""
        end = last + 1
        single = len(mark) == 1 and mark.isupper() and words.word(end) not in (".", "-")
        coded = _CODED.fullmatch(mark) is not None  # `Halle M14`
        figure = mark.isdigit() and len(mark) < 3
        if figure and words.low[i].endswith("halle") and _is_part_number(words, end):  # `in Halle 2.1`
            end += 2
        decimal = words.word(end) in (".", ",") and words.word(end + 1).isdigit() and words.gap(end) == ""
        place = by_first.get(end) if words.gap(end - 1) == " " else None
        placed = place is not None and place.label == "PLACE" and figure
        counts = figure and not placed and _is_counted(words, end)
        marked = last not in by_first and ((figure and not counts) or single or coded)
        if marked and words.gap(last - 1) == " " and words.gap(end - 1)[:1] != "-" and not decimal:
            end = place.last if place is not None and placed else end
            first = _first_part(words, i)
            found.append(Found(first, end, "SITE", "site-numbered", words.surface(first, end)))
    return found


def _is_part_number(words: Words, dot: int) -> bool:
    """Whether a dot and one digit go on with the number of a hall, which is no time: `2.1`."""
    digit = words.word(dot) == "." and words.gap(dot - 1) == words.gap(dot) == "" and len(words.word(dot + 1)) == 1
    return digit and words.word(dot + 1).isdigit() and words.word(dot + 2) not in ("uhr", "bis", "–", "-")


def _is_counted(words: Words, i: int) -> bool:
    """Whether a noun follows, adjectives between or none: `auf dem Hof 14 Ladepunkte`, `im Werk 14 lokale Zulieferer`."""
    if words.gap(i - 1) != " ":
        return False
    low = words.word(i)
    article = low in tables("sites").words("definite") or low.startswith(("ein", "kein", "dies"))
    adjective = not words.upper(i) and low.endswith(("e", "en", "er", "es", "em")) and words.gap(i) == " "
    return words.upper(i + adjective) and not article


@word_test
def _may_be_numbered(word: str) -> bool:
    """Whether a word opens the name of a building that a number tells apart: `Halle`, `Feuerwache`."""
    lists = tables("sites")
    return word in lists.phrases("numbered").heads or word.endswith(tuple(lists.words("numbered_endings")))


def _is_compound(word: str) -> bool:
    """Whether a word ends as plants and other sites do: `Schlachtbetrieb`, `Containerterminal`."""
    lists = tables("sites")
    endings = (*lists.raw["head_endings"], *lists.raw["located_endings"], *lists.raw["venue_endings"])
    return len(word) > 6 and (stem := _stem(word, endings)) is not None and stem not in lists.words("not_heads")


def _stem(word: str, endings: tuple[str, ...]) -> str | None:
    """A word that ends so, without the ending of its genitive (`Gefängnisses`); None for others."""
    forms = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ses"))
    return next((form for form in forms if form.endswith(endings)), None)


def _nominative(words: Words, first: int, i: int, endings: tuple[str, ...]) -> str:
    """The noun of words `first` to `i` without the ending of its genitive: `Bosch-Halbleiterwerks` is `Bosch-Halbleiterwerk`."""
    low = words.low[i]
    return words.surface(first, i + 1)[: len(_stem(low, endings) or low) - len(low) or None]


@word_test
def _is_building(word: str) -> bool:
    """Whether a word ends as buildings and grounds do."""
    lists = tables("sites")
    stem = _stem(word, tuple(lists.words("buildings")))
    return stem is not None and stem not in lists.words("not_heads")


def _called(words: Words, by_first: ByFirst, known: list[Found]) -> list[Found]:
    """Buildings by the name or street behind them, an article before: `im Busdepot Grüzefeld`, `in der Sporthalle Hakenstraße`."""
    lists = tables("sites")
    quarters, endings = lists.words("quarters", "numerals"), tuple(lists.words("buildings"))
    taken = {k for site in known for k in range(site.first, site.last)}
    found = []
    for i in words.having(_is_building):
        if i in by_first or {i, i + 1} & taken or not (words.upper(i) and words.gap(i) == " "):
            continue
        place = by_first.get(i + 1)
        street = words.upper(i + 1) and len(words.word(i + 1)) > len("strasse") and _ends_at(words, i + 1)
        owner = words.word(i + 1).endswith("s")  # `das Schloss Ludwigs`
        named = place.label == "PLACE" if place is not None else street or (not owner and _is_name(words, i + 1))
        last = place.last if place is not None else i + 2
        if words.gap(last - 1) == "-" and words.upper(last) and words.word(last) in quarters:  # `Zelgau-West`
            named, last = named or place is None, last + 1
        if place is None and (street_end := _street_of_two_words(words, i + 1)):
            named, last = True, street_end
        first = _first_part(words, i)
        opens = words.line_start(first) or (words.word(first - 1) in _MARKS and words.gap(first - 1) == " ")
        if named and words.gap(last - 1) != "-" and (_definite(words, first) or opens):
            noun = _nominative(words, first, i, endings)
            found.append(Found(first, last, "SITE", "site-called", f"{noun} {words.surface(i + 1, last)}"))
    return found


def _first_of_compound(words: Words, i: int) -> int:
    while words.gap(i - 1) == "-" and words.upper(i - 1):
        i -= 1
    return i


def _first_part(words: Words, i: int) -> int:
    """The first part of a compound with hyphens, or of two that share an end: `Trailer-Center`, `Feuer- und Rettungswache`."""
    i = _first_of_compound(words, i)
    shared = words.word(i - 1) == "und" and words.word(i - 2) == "-" and words.gap(i - 3) == ""
    return i - 3 if shared and words.upper(i - 3) else i


def sites(words: Words, by_first: ByFirst, by_last: ByLast) -> list[Found]:
    """Sites by head noun, by owner and head noun, and by a last word such as `Arena`."""
    lists = tables("sites")
    heads = lists.phrases("heads")
    found = [*_venues(words, by_first), *_numbered(words, by_first), *_wings(words, by_first)]
    found += [
        *_called_after(words),
        *_quoted(words),
        *_tunnels(words, by_first),
        *_cableways(words, by_first),
        *_airports(words, by_first),
        *_houses(words, by_first),
        *_rooms(words, by_first),
    ]
    for i in words.having(_is_trigger):
        word = words.low[i]
        if site := _along(words, i, by_first):
            found.append(site)
            continue
        stem = _head(word)
        if stem and words.upper(i):
            size = heads.at(words.low, i) or (1 if word != stem else 0)
            site = _headed(words, i, size, by_first, by_last) if size else None
            if site:
                found.append(site)
                continue
        if _is_compound(word) and words.upper(i) and (site := _compound(words, i, by_first, by_last)):
            found.append(site)
        elif word in lists.words("tails") and words.upper(i):
            found.extend(_tailed(words, i, by_last))
        elif len(word) > 9 and word.endswith(tuple(lists.words("tail_endings"))) and words.upper(i):
            found.extend(_hall(words, i, by_first))
    found += _called(words, by_first, found)
    return [name for site in found if (name := _without_land(words, site)) is not None]


def _without_land(words: Words, site: Found) -> Found | None:
    """A site without the genitive of a land behind it; None where nothing but a noun is left: `das größte Nutzfahrzeugzentrum Österreichs`."""
    land, joined = words.surface(site.last - 1, site.last), words.gap(site.last - 2) == " "
    if site.last - site.first < 2 or not joined or not land.endswith("s") or land in _lands():
        return site
    if land[:-1] not in _lands() and not land[:-1].endswith(_ends_of_lands()):
        return site
    if site.last - site.first == 2:
        return None
    return site._replace(last=site.last - 1, canonical=site.canonical.rpartition(" ")[0])


@functools.cache
def _ends_of_lands() -> tuple[str, ...]:
    """Lands as the ends of what lies in a part of them: `Westösterreichs`."""
    return tuple(land.lower() for land in _lands() if len(land) > 6 and land.isalpha())


_STREETS = frozenset(("straße", "strasse", "platz", "allee", "tor", "weg", "ring", "gasse"))


def _street_of_two_words(words: Words, i: int) -> int:
    """The end of a street that bears the adjective of a town, 0 for none: `Campus Zelgauer Straße`."""
    adjective = words.word(i).endswith("er") and words.upper(i) and words.gap(i) == " "
    return i + 2 if adjective and words.word(i + 1) in _STREETS and words.upper(i + 1) else 0


_MARKS = frozenset((",", "–", "|", "·", "•"))


@word_test
def _is_tunnel(word: str) -> bool:
    """Whether a name that German does not know opens the compound: `Albulatunnel`, `Gotthardbasistunnel`, `Luegbrücke`."""
    plain = word.removesuffix("s")
    stem = next((plain.removesuffix(end) for end in ("tunnel", "brücke", "viadukt") if plain.endswith(end)), "")
    stem = stem.removesuffix("basis").removesuffix("tal")
    named = len(stem) > 3 and not lexicon.known(stem) and not lexicon.known(stem.removesuffix("s"))
    return named and plain not in tables("sites").words("not_heads")


def _called_after(words: Words) -> list[Found]:
    """Buildings called after somebody: `das Anna-Zelvi-Haus`, `in der Fritz-Zelvo-Halle`."""
    found = []
    for i in words.at(tables("sites").words("called_after")):
        first = _first_of_compound(words, i)
        named = all(
            not lexicon.listed(lexicon.NOUN + words.low[k]) or flags(words.surface(k)) & FAMILY
            for k in range(first + 1, i)
        )
        if i - first > 1 and named and words.low[first] in given_names() and words.gap(i) != "-" and words.upper(i):
            found.append(Found(first, i + 1, "SITE", "site-called", words.surface(first, i + 1)))
    return found


_INDEFINITE = frozenset(("eine", "einer", "keine", "keiner", "ihre", "ihrer", "seine", "seiner", "als", "per", "ohne"))


def _tunnels(words: Words, by_first: ByFirst) -> list[Found]:
    found = []
    for i in [i for i in words.having(_is_tunnel) if words.upper(i) and i not in by_first]:
        one_of_many = words.low[i].endswith("brücke") and words.word(i - 1) in _INDEFINITE  # `eine Marylandbrücke`
        if words.gap(i - 1) != "-" and words.gap(i) != "-" and not one_of_many:
            last = i + 1 + (words.word(i + 1) in ("ii", "iii") and words.gap(i) == " ")
            surface = words.surface(i, last)
            found.append(Found(i, last, "SITE", "site-tunnel", surface[:-1] if surface.endswith("s") else surface))
    return found


@word_test
def _is_cableway(word: str) -> bool:
    """Whether a word tells that a text is about cable cars: `Zehnergondelbahn`, `Bergstation`."""
    return word.removesuffix("en").endswith(tuple(tables("sites").words("cableways")))


@word_test
def _is_named_cableway(word: str) -> bool:
    """Whether a height, or a name that German does not know, opens a compound in `-bahn`, `-lift`: `Zelvikammbahn`."""
    stem = next((word.removesuffix(end) for end in ("bahn", "lift") if word.endswith(end)), "").removesuffix("s")
    heights = tuple(tables("sites").words("heights"))
    height = stem.endswith(heights) and stem not in heights and not lexicon.listed(lexicon.NOUN + word)
    named = len(stem) > 4 and (height or not lexicon.known(word))
    return named and not word.endswith(tuple(tables("sites").words("cableways")))


def _cableways(words: Words, by_first: ByFirst) -> list[Found]:
    """Cable cars by name, in a text about such: `die Zelvikammbahn`."""
    named = words.having(_is_named_cableway)
    if not named or not words.having(_is_cableway):
        return []
    return [
        Found(i, i + 1, "SITE", "site-cableway", words.surface(i))
        for i in named
        if words.upper(i)
        and i not in by_first
        and words.surface(i).istitle()
        and words.gap(i - 1) != "-"
        and words.gap(i) != "-"
        and words.word(i - 1) not in _INDEFINITE
    ]


def _airports(words: Words, by_first: ByFirst) -> list[Found]:
    """`Malta Airport`, `Airport Košice`."""
    found = []
    for i in [i for i in words.at(("airport",)) if words.upper(i)]:
        before = next((f for k in (i - 1, i - 2, i - 3) if (f := by_first.get(k)) and f.last == i), None)
        behind = by_first.get(i + 1)
        first = before.first if before is not None and before.label == "PLACE" else i
        if before is None and (words.unknown(i - 1) or words.surface(i - 1) in _lands()):  # `Malta Airport`
            first = i - 1
        if first < i and words.gap(i - 1) == " ":
            found.append(Found(first, i + 1, "SITE", "site-airport", words.surface(first, i + 1)))
        elif behind is not None and behind.label == "PLACE" and words.gap(i) == " ":
            found.append(Found(i, behind.last, "SITE", "site-airport", words.surface(i, behind.last)))
    return found


def _houses(words: Words, by_first: ByFirst) -> list[Found]:
    """Venues named by what stands behind them, and numbered ones: `im Haus der Industrie`, `im Theater am Ring`, `Haus 07A`."""
    lists = tables("sites")
    found = []
    for i in [i for i in words.at(lists.words("houses")) if words.upper(i) and i not in by_first]:
        if words.gap(i - 1) == "-" or words.gap(i) != " ":
            continue
        mark = words.surface(i + 1) if i + 1 < len(words) else ""
        if words.low[i] == "haus" and _MARK.fullmatch(mark):
            found.append(Found(i, i + 2, "SITE", "site-numbered", words.surface(i, i + 2)))
            continue
        article = words.word(i - 1) in ("das", "dem", "des", "im", "ins", "zum", "vom") and words.gap(i - 1) == " "
        named = (
            words.low[i] == "haus" and words.unknown(i + 1) and i + 1 not in by_first and words.surface(i + 1).istitle()
        )
        if article and named and words.gap(i + 1) != "-" and not (words.gap(i + 1) == " " and words.upper(i + 2)):
            found.append(Found(i, i + 2, "SITE", "site-house", words.surface(i, i + 2)))  # `das Haus Zelbhart`
            continue
        at = i + 1 + (words.word(i + 1) in ("am", "an", "zum", "zur", "im", "der", "des", "de"))
        at += words.word(i + 1) == "an" and words.word(i + 2) in ("der", "den")
        inside = words.word(i - 1) in ("im", "ins", "am", "beim", "vom", "zum") and words.gap(i - 1) == " "
        if at > i + 1 and inside and words.upper(at) and words.gap(at - 1) == " ":
            last = by_first[at].last if at in by_first else at + 1
            while words.gap(last - 1) == "-" and words.upper(last):
                last += 1
            found.append(Found(i, last, "SITE", "site-house", words.surface(i, last)))
    return found


def _rooms(words: Words, by_first: ByFirst) -> list[Found]:
    """A room with the house that it is in: `in der Aula der Kantonsschule`, `im Foyer des Klinikums Zelgau`."""
    lists = tables("sites")
    found = []
    for i in [i for i in words.at(lists.words("rooms")) if words.upper(i)]:
        at = i + 2
        house = by_first.get(at)
        joined = words.word(i + 1) in ("der", "des", "im") and words.gap(i) == words.gap(i + 1) == " "
        if not joined or words.gap(i - 1) == "-" or not words.upper(at):
            continue
        plain = words.low[at].endswith(tuple(lists.raw["room_houses"]))
        if house is not None and house.label in ("ORG", "SITE"):
            found.append(Found(i, house.last, "SITE", "site-room", words.surface(i, house.last)))
        elif plain and house is None and words.gap(at) != "-":
            place = by_first.get(at + 1)
            last = place.last if place is not None and place.label == "PLACE" and words.gap(at) == " " else at + 1
            last += words.word(last) in lists.words("numerals") and words.gap(last - 1) == " " and words.upper(last)
            found.append(Found(i, last, "SITE", "site-room", words.surface(i, last)))
    return found


_CODED = re.compile(r"[A-Z]\d{1,3}|[A-Z]{2,3}")
_MARK = re.compile(r"\d{1,3}[A-Z]|[A-Z]\d{1,2}|[A-Z]")
"""What tells buildings apart: `Haus 07A`, `Haus B`."""


@word_test
def _is_venue(word: str) -> bool:
    lists = tables("sites")
    return word in lists.words("town_venues") or word.endswith(tuple(lists.words("owner_venues")))


def _venues(words: Words, by_first: ByFirst) -> list[Found]:
    """`Grazer Rathaus`, `voestalpine Stahlwelt`, `Sana Klinikum Offenbach` behind a preposition of place."""
    lists = tables("sites")
    public, own = lists.words("town_venues"), tuple(lists.words("owner_venues"))
    found = []
    for i in words.having(_is_venue):
        if not words.upper(i) or words.gap(i - 1) != " " or words.gap(i) == "-":
            continue
        headed = by_first.get(i)  # `am Sana Klinikum Offenbach`
        if headed is not None and (headed.rule != "org-head" or words.upper(i - 1) is False):
            continue
        word, before = words.low[i], words.word(i - 1)
        if word in public and words.upper(i - 1) and before.endswith("er") and words.word(i - 2) in _LOCATIVE:
            found.append(Found(i - 1, i + 1, "SITE", "site-town", words.surface(i - 1, i + 1)))
            continue
        owner = next((f for k in (i - 1, i - 2, i - 3) if (f := by_first.get(k)) and f.last == i), None)
        owned = word.endswith(own) and owner is not None and owner.label in ("ORG", "BRAND")
        if owned and owner and words.word(owner.first - 1) in _LOCATIVE:
            place = by_first.get(i + 1)
            last = place.last if place and place.label == "PLACE" and words.gap(i) == " " else i + 1
            last = headed.last if headed is not None else last
            found.append(Found(owner.first, last, "SITE", "site-venue", words.surface(owner.first, last)))
    return found


_LOCATIVE = frozenset(("im", "am", "ins", "vom", "beim", "zum", "in", "der", "dem", "des", "den", "das"))


def _compound(words: Words, i: int, by_first: ByFirst, by_last: ByLast) -> Found | None:
    """A compound with its place straight after it: `Schlachtbetrieb Bazenheid`, `Migros-Verteilzentrum Suhr`."""
    if words.gap(i) != " " or words.low[i] == "standort":
        return None
    if owned := _owned(words, i, by_first, by_last):
        return owned
    owner = by_last.get(i) if words.gap(i - 1) == "-" else None
    if words.word(i + 1) == "in" and _definite(words, _first_part(words, i)):
        return _located(words, i, by_first)
    if words.gap(i - 1) == "-" and (owner is None or owner.label not in ("BRAND", "ORG")):
        return None
    place = by_first.get(i + 1)
    named = place is not None and place.label == "PLACE" and words.low[i + 1] not in tables("sites").words("not_names")
    if place is not None and not named:
        return None
    article = words.word(i - 1) in (
        "im",
        "das",
        "dem",
        "des",
        "am",
        "zum",
        "vom",
        "beim",
        "der",
        "die",
        "den",
        "zur",
        "-",
    )
    article = article or _definite(words, i) or (words.word(i - 1) in _NEW and words.gap(i - 1) == " ")
    if not named and not (article and townlike(words, i + 1) and i + 1 not in by_first):
        return None
    last = _name_after(words, i + 1, by_first, weak=not article)
    if not last or (words.word(last).isdigit() and words.gap(last - 1) == " "):
        return None
    first = owner.first if owner else _first_part(words, i)
    canonical = words.surface(i if owner else first, last)
    if words.word(first - 1) == "des":
        canonical = without_genitive(canonical)
    return Found(first, last, "SITE", "site-compound", canonical)


_NEW = frozenset(("neue", "neuer", "neues"))
"""Adjectives that open a headline in place of an article: `Neues Flusskraftwerk Zelbegg`."""


def _located(words: Words, i: int, by_first: ByFirst) -> Found | None:
    """A compound with its article before and its place behind a preposition: `des Gleitlagerwerks in Laakirchen`."""
    place = by_first.get(i + 2)
    endings = tuple(tables("sites").words("located_endings"))
    stem = _stem(words.low[i], endings)
    if stem is None or stem in tables("sites").words("not_located", "common_halls") or words.gap(i + 1) != " ":
        return None
    if stem.endswith(tuple(tables("sites").words("tail_endings"))) and not lexicon.known(stem):
        return Found(i, i + 1, "SITE", "site-hall", words.surface(i))  # `in der Zelvhalle in Langnau`
    if _is_land(place) if place is not None else not _is_name(words, i + 2):
        return None
    last = place.last if place is not None else i + 3
    if words.gap(last - 1) == "-":
        return None
    first = _first_part(words, i)
    noun = _nominative(words, first, i, endings)
    return Found(first, last, "SITE", "site-located", f"{noun} {words.surface(i + 2, last)}")


def _is_name(words: Words, i: int) -> bool:
    """Whether word `i` is likely a name: no German word, a compound that ends as towns do, or no noun in spite of its capital."""
    low = words.word(i)
    plain = (low.removesuffix(ending) for ending in ("e", "en", "er", "es", "em", "n"))
    noun = any(lexicon.listed(form) for form in plain if form != low) or lexicon.listed(lexicon.NOUN + low)
    cased = len(low) > 3 and words.upper(i) and words.surface(i).istitle()
    cased = cased and low not in tables("sites").words("not_names", "no_buildings")
    return townlike(words, i) or (cased and not noun and not lexicon.head(low))


def _owned(words: Words, i: int, by_first: ByFirst, by_last: ByLast) -> Found | None:
    """A compound with its owner before and its place behind a preposition: `Bosch-Halbleiterwerk in Dresden`."""
    owner = by_last.get(i) if words.gap(i - 1) == "-" else None
    place = by_first.get(i + 2) if words.word(i + 1) == "in" and words.gap(i + 1) == " " else None
    if owner is None or place is None or owner.label not in ("BRAND", "ORG") or place.label != "PLACE":
        return None
    canonical = f"{words.surface(i)} {words.surface(place.first, place.last)}"
    return Found(owner.first, place.last, "SITE", "site-owner", canonical)


def _headed(words: Words, i: int, size: int, by_first: ByFirst, by_last: ByLast) -> Found | None:
    lists = tables("sites")
    head = _head(words.low[i])
    owner = by_last.get(i) if words.gap(i - 1) in ("-", " ") and head in lists.words("owner_heads") else None
    if owner and owner.label not in ("BRAND", "ORG"):
        owner = None
    first = owner.first if owner else i
    if words.gap(i - 1) == "-" and not owner:
        return None
    if owner is None and head == "campus" and words.gap(i - 1) == " " and words.unknown(i - 1):
        first = i - 1 if _definite(words, i - 1) and not words.low[i - 1].endswith(("e", "en", "er", "es")) else i
    label = words.upper(i - 1) and words.gap(i - 1) == " " and not _function(words, i - 1)
    if head == "standort" and ((label and not owner) or words.word(i - 1) in ("·", "|", "/")):
        return None  # a breadcrumb, a line of contact
    last = i + size
    if head == "standort" and last not in by_first and not townlike(words, last):  # `dem Standort Luft verschaffen`
        return None
    plural = words.low[i] in (f"{head}e", f"{head}en")
    if plural and head == "standort":  # `an den Standorten Wien und Graz`
        return None
    weak = head in lists.words("weak_heads") and words.word(i - 1) not in ("im", "zum", "vom", "beim")
    weak = weak and not (
        words.word(i - 1) in ("das", "dem", "des", "auf") and words.unknown(last)
    )  # `das Schloss Zelbegg`
    name = _name_after(words, last, by_first, weak=weak)
    if name:
        counted = all(words.surface(k) in _ROMAN for k in range(last, name))  # `Werk II in Zelgau`
        town = by_first.get(name + 1) if counted and words.word(name) == "in" and words.gap(name) == " " else None
        located = town is not None and town.label == "PLACE" and not _is_land(town)
        return _site(words, first, i, last, last, town.last if located and town else name)
    place = (
        by_first.get(last + 1)
        if words.word(last) in ("in", "im") and words.gap(last) == " " and words.gap(last - 1) == " "
        else None
    )
    needs_owner = head in lists.words("heads_in_owner") and not owner and not _definite(words, first)
    if head in lists.words("seats") and words.word(i - 1) not in (
        "am",
        "der",
        "den",
        "des",
        "im",
        "zum",
        "vom",
        "beim",
    ):
        needs_owner = True  # `hat seinen Hauptsitz in Graz`
    if place and not _is_land(place) and head in lists.words("heads_in") and not needs_owner and not plural:
        return _site(words, first, i, last, last + 1, place.last)
    if owner and words.gap(i - 1) == "-" and head in lists.words("owned") and words.gap(last - 1) != "-":
        return Found(first, last, "SITE", "site-owner", words.surface(first, last))
    return None


def _along(words: Words, i: int, by_first: ByFirst) -> Found | None:
    """A head with a street, water or height behind `am` or `an der`: `in der Zentrale am Zelgring`, `das Kraftwerk an der Zelbe`."""
    lists = tables("sites")
    town = (
        words.upper(i - 1) and words.word(i - 1).endswith("er") and words.gap(i - 1) == " "
    )  # `in der Zelver Zentrale am`
    if (
        not words.upper(i)
        or words.gap(i) != " "
        or words.word(i + 1) not in ("am", "an")
        or not _definite(words, i - town)
    ):
        return None
    stem = _stem(words.low[i], tuple(lists.raw["heads_at"]))
    at = i + 2 + (words.word(i + 1) == "an" and words.word(i + 2) in ("der", "den"))
    if (
        stem is None
        or stem in lists.words("not_heads")
        or not words.upper(at)
        or (at == i + 2) != (words.word(i + 1) == "am")
    ):
        return None
    last = at
    while last < at + 3 and words.gap(last - 1) in (" ", "-") and words.upper(last) and not _ends_at(words, last):
        adjective = words.low[last].endswith(("er", "en")) and words.gap(last) == " "
        if not adjective and words.gap(last) != "-":
            break
        last += 1
    known = by_first.get(last)
    water = known is not None and known.label == "PLACE" and known.canonical not in _lands()
    if water and words.low[last].endswith("see"):  # `das Werk am Zelbersee`
        return None
    river = words.word(i + 1) == "an" and not _ends_with_noun(words.word(last))  # `an der Feistritz`
    named = _ends_at(words, last) or water or ((river or words.unknown(last)) and known is None)
    if not named or words.gap(last - 1) not in (" ", "-") or not words.upper(last):
        return None
    end = known.last if water and known else last + 1
    return Found(
        i, end, "SITE", "site-along", words.surface(i)[: len(stem)] + words.surface(i, end)[len(words.surface(i)) :]
    )


def _ends_with_noun(word: str) -> bool:
    """Whether a word in lower case is a German noun or ends with one: `Belastungsgrenze`, no `Feistritz`."""
    return any(lexicon.listed(lexicon.NOUN + word[k:]) for k in (0, *range(3, len(word) - 4)))


def _ends_at(words: Words, i: int) -> bool:
    lists, word = tables("sites").raw, words.word(i)
    return len(word) > 2 and word.endswith(tuple(lists["at_endings"])) and not word.endswith(tuple(lists["not_at"]))


def _is_land(place: Found) -> bool:
    """Whether what stands behind `in` is no town (`das Werk in Kanada`) and so makes no name."""
    return place.label != "PLACE" or place.canonical in _lands()


@functools.cache
def _lands() -> frozenset[str]:
    names = (*patterns.words("cldr")["territories"]["names"], *patterns.words("events")["country"]["more"])
    return frozenset((*names, *tables("sites").raw["not_names"], *tables("sites").raw["states"]))


def _definite(words: Words, i: int) -> bool:
    """Whether a definite article or possessive stands before word `i`, an adjective between or none: `am Stammsitz in Bellach`."""
    if words.gap(i - 1) != " ":
        return False
    definite = tables("sites").words("definite")
    before = words.word(i - 1)
    if before.endswith(("e", "en", "es")) and not words.upper(i - 1) and before not in definite:
        before = words.word(i - 2)
        if before in ("ein", "eine", "einem", "einen", "einer", "eines"):  # `in einer neuen Blattfabrik in Emden`
            return True
    elif before in ("neues", "neuer", "neue") and words.line_start(i - 1):  # `Neues Logistikzentrum in Lupfig`
        return True
    return before in definite


def _name_after(words: Words, i: int, by_first: ByFirst, *, weak: bool) -> int:
    """The end of the name that stands at word `i` after a head noun; 0 where none does."""
    if words.gap(i - 1) != " ":
        return 0
    known = by_first.get(i)
    if known and known.label == "PLACE":
        last = 0 if words.low[i] in tables("sites").words("not_names") else known.last
    elif known is None and (end := _fore_named(words, i) or _street_of_two_words(words, i)):
        last = end
    elif words.surface(i) in _ROMAN and not weak:
        last = i + 1
    elif not weak and _namelike(words, i) and (known is None or known.label not in ("BRAND", "MODEL", "ORG")):
        last = i + 1
        while words.gap(last - 1) == " " and words.unknown(last - 1) and words.unknown(last) and last not in by_first:
            last += 1
    else:
        return 0
    while (
        0 < last < len(words)
        and words.gap(last - 1) in (" ", "-")
        and (
            words.word(last) in tables("sites").words("numerals")
            or (words.word(last) == "mitte" and not words.upper(last + 1))
            or (last in by_first and by_first[last].label == "PLACE")
            or (words.gap(last - 1) == "-" and words.upper(last))
            or (words.gap(last - 1) == " " and (_goes_on(words, last) or _is_english(words, last)))
        )
    ):
        if words.word(last) in _PARTICLES:
            last += 1
        last = by_first[last].last if last in by_first else last + 1
    return last


_ROMAN = frozenset(("I", "II", "III", "IV", "V"))


def _fore_named(words: Words, i: int) -> int:
    """The end of a town of two words or of a crossing that no list has: `Bad Cannstatt`, `Kamener Kreuz`; 0 for none."""
    lists = tables("places")
    if words.gap(i) != " " or not words.upper(i) or not words.upper(i + 1) or words.gap(i + 1) == "-":
        return 0
    fore = words.word(i) in lists.words("fore_names") and words.unknown(i + 1)
    crossing = words.word(i).endswith("er") and words.unknown(i) and words.word(i + 1) in lists.words("landmarks")
    return i + 2 if fore or crossing else 0


_PARTICLES = frozenset(("de", "du", "la"))


def _is_english(words: Words, i: int) -> bool:
    """Whether an English word goes on with a town's name: `Chicago Heights`."""
    return words.upper(i) and words.word(i) in tables("places").words("english_towns") and words.gap(i) != "-"


def _goes_on(words: Words, i: int) -> bool:
    """Whether word `i` goes on with a place's name: a point of the compass, a name with its article (`Nant de Drance`)."""
    if words.word(i) in tables("sites").words("quarters"):
        return words.upper(i)
    particle = words.word(i) in _PARTICLES and words.gap(i) == " " and words.upper(i + 1)
    return particle and words.unknown(i + 1)


def _namelike(words: Words, i: int) -> bool:
    word = words.word(i)
    if word in tables("sites").words("not_names", "no_buildings"):
        return False
    return words.upper(i) and word.isalpha() and len(word) > 3 and not word.endswith("innen")


def _site(words: Words, first: int, head: int, head_end: int, name: int, last: int) -> Found:
    if words.low[head] == "campus" and head == first + 1 and words.unknown(first):  # `Med Campus Graz`
        return Found(first, last, "SITE", "site-head", words.surface(first, last))
    noun = words.surface(head, head_end)
    noun = noun[: len(_head(words.low[head]))] if head_end == head + 1 else noun
    canonical = f"{noun} {words.surface(name, last)}"
    return Found(first, last, "SITE", "site-head", canonical)


def _tailed(words: Words, i: int, by_last: ByLast) -> list[Found]:
    first = i
    while (
        first > 0
        and words.gap(first - 1) in (" ", "-")
        and words.upper(first - 1)
        and i - first < 2
        and not _function(words, first - 1)
    ):
        first -= 1
    if first == i or words.gap(i - 1) == "-" or by_last.get(i, Found(0, 0, "", "", "")).label == "PERSON":
        return []
    if words.low[i] in tables("sites").words("weak_tails") and not _is_built(words, first, i, by_last):
        return []
    surface = words.surface(first, i + 1)
    canonical = surface[:-1] if words.low[i] == "höfen" else surface
    return [Found(first, i + 1, "SITE", "site-tail", canonical)]


def _is_built(words: Words, first: int, i: int, by_last: ByLast) -> bool:
    """Whether a tail of many senses ends a building's name: `Zelvo Power Factory`, `in der Power Factory`, no `Content Factory`."""
    if words.low[i - 1] in tables("sites").words("no_buildings"):
        return False
    owned = any(k in by_last and by_last[k].label in ("ORG", "BRAND") for k in range(first + 1, i + 1))
    return owned or (
        words.word(first - 1) in ("der", "neuen", "zur") and words.word(first - 2) in ("in", "an", "der", "")
    )


def _function(words: Words, i: int) -> bool:
    return words.word(i) in tables("orgs").words("starters") or words.word(i) in tables("sites").words("not_names")


def _hall(words: Words, i: int, by_first: ByFirst) -> list[Found]:
    place = by_first.get(i + 1) if words.gap(i) == " " else None
    listed = words.low[i] in tables("sites").words("common_halls")
    if place and place.label == "PLACE":
        return [Found(i, place.last, "SITE", "site-hall", words.surface(i, place.last))]
    if not lexicon.known(words.low[i]) and words.gap(i) != "-" and _definite(words, i):
        return [Found(i, i + 1, "SITE", "site-hall", words.surface(i))]  # `in der Zelvhalle`
    named = words.gap(i) == " " and words.upper(i + 1) and _namelike(words, i + 1) and i + 1 not in by_first
    if named and not listed and words.word(i - 1) in ("der", "die"):
        return [Found(i, i + 2, "SITE", "site-hall", words.surface(i, i + 2))]
    return []


_QUOTES = {"«": "»", "„": "“", "»": "«", "“": "”", '"': '"'}


def _quoted(words: Words) -> list[Found]:
    """A building with its name in quotation marks: `Neubau «Dreiklang»`, `Haus „Morgenrot“`."""
    found = []
    for i in words.at(tables("sites").words("quoted")):
        close = _QUOTES.get(words.word(i + 1), "") if words.upper(i) and words.gap(i) == " " else ""
        last = next((k for k in range(i + 3, min(i + 7, len(words))) if close and words.low[k] == close), 0)
        if last and words.gap(i - 1) != "-" and words.upper(i + 2):
            noun, whole = words.surface(i), words.surface(i, last + 1)
            genitive = noun.endswith("s") and words.word(i - 1) in ("des", "eines") and lexicon.known(words.low[i][:-1])
            found.append(
                Found(i, last + 1, "SITE", "site-quoted", noun[:-1] + whole[len(noun) :] if genitive else whole)
            )
    return found


def openers(words: Words, by_first: ByFirst) -> list[Found]:
    """`Kanton Luzern`, `Stadt Wien`: PLACE, or ORG where the territory acts."""
    lists = tables("places")
    found = _counties(words)
    for i in words.at(lists.words("openers")):
        word = words.low[i]
        if words.upper(i) and words.gap(i) == " ":
            place = by_first.get(i + 1)
            letters = word == "region" and words.surface(i + 1).isupper()  # `die Region EMEA`
            if place and place.label == "PLACE" and word not in lists.words("plain_openers") and not letters:
                found.append(_opened(words, i, place))
            elif word.endswith("gemeinde") and townlike(words, i + 1) and not place:  # `Gemeinde Wals-Siezenheim`
                found.append(_opened(words, i, _hyphened(words, i + 1)))
            elif word.startswith("landkreis") and words.upper(i + 1) and not (place and place.label != "PLACE"):
                found.append(_district(words, i))
    return found


def _hyphened(words: Words, i: int) -> Found:
    last = i + 1
    while words.gap(last - 1) == "-" and words.upper(last):
        last += 1
    return Found(i, last, "PLACE", "place-noun", words.surface(i, last))


def _counties(words: Words) -> list[Found]:
    """Districts that end with their kind: `Main-Tauber-Kreis`."""
    found = []
    for i in words.at(("kreis", "kreises")):
        first = _first_of_compound(words, i)
        if i - first >= 2 and words.gap(i) != "-":
            surface = words.surface(first, i + 1)
            canonical = surface.removesuffix("es") if words.low[i] == "kreises" else surface
            found.append(Found(first, i + 1, "PLACE", "place-county", canonical))
    return found


def _district(words: Words, i: int) -> Found:
    last = _hyphened(words, i + 1).last
    label = "ORG" if acts(words, i, last, True) else "PLACE"
    return Found(i, last, label, "territory", f"Landkreis {words.surface(i + 1, last)}")


def _opened(words: Words, i: int, place: Found) -> Found:
    lists = tables("places")
    last = place.last
    if (
        words.gap(last - 1) == " "
        and words.word(last) == "("
        and words.surface(last + 1, last + 2) in lists.exact("bracketed")
        and words.word(last + 2) == ")"
    ):
        last += 3
    opener = words.surface(i)
    opener = lists.raw["nominative"].get(opener, opener)
    label = "ORG" if acts(words, i, last, opener in lists.exact("org_openers")) else "PLACE"
    name = words.surface(i + 1, last) if last > place.last else place.canonical
    canonical = name if opener == "Fürstentum" else f"{opener} {name}"
    return Found(i, last, label, "territory", canonical, place.ref if label == "PLACE" else None)


def _counted(words: Words, first: int, last: int) -> bool:
    """Whether a territory in the nominative is but where something is: `Allein der Kanton Genf verzeichnete`."""
    lists = tables("places")
    return words.word(first - 2) in lists.words("counted") or words.word(last) in lists.words("counting")


def _belongs(words: Words, first: int) -> bool:
    """Whether a verb of belonging stands in the clause before: `gehören zu 80 Prozent dem Kanton Aargau`."""
    for k in range(first - 2, max(first - 8, -1), -1):
        if words.low[k] in (",", ";", "."):
            return False
        if words.low[k] in ("gehört", "gehören", "gehörte", "gehörten"):
            return True
    return False


def lands(words: Words) -> list[Found]:
    """Lands and cantons that stand with their article and act: `Das Saarland fördert den Bau`, `11 Mio. Euro vom Saarland`."""
    lists, verbs = tables("places"), tables("orgs").words("acting_verbs")
    amounts = tables("orgs").words("amounts")
    found = []
    for i in words.at(lists.words("articled_lands")):
        before = words.word(i - 1) if words.gap(i - 1) == " " else ""
        actor = before in ("das", "der") and words.word(i - 2) not in lists.words("prepositions")
        actor = actor and words.word(i + 1) in verbs
        giver = before == "vom" and words.word(i - 2) in amounts
        if words.upper(i) and words.gap(i) != "-" and (actor or giver):
            found.append(Found(i, i + 1, "ORG", "territory", words.surface(i)))
    return found


def acts(words: Words, first: int, last: int, usually: bool) -> bool:
    """Whether a territory is a party: a verb of acting follows, or a word like `vom`, `beim` stands before it."""
    lists = tables("orgs")
    before = [words.word(first - 1), words.word(first - 2)] if words.gap(first - 1) == " " else ["", ""]
    if words.gap(first - 2) != " ":
        before[1] = ""
    if any(word in tables("places").words("locative") for word in before):
        return False
    if before == ["und", "bund"] or (words.word(last) == "und" and words.word(last + 1) == "bund"):
        return True
    if before[0] == "der" and words.low[first] in tables("places").words("masculine_openers"):
        return not _counted(words, first, last)  # `schossen der Kanton Bern 1,2 Millionen zu`
    if before[0] in ("dem", "der") and _belongs(words, first):
        return True
    if before[0] == "des" and before[1] in tables("places").words("owned"):  # `im Eigentum des Landes Tirol`
        return True
    if before[0] == ":" and words.word(first - 2) in lists.words("predicates"):  # `Bauherr: Kanton Bern`
        return True
    if before == ["die", "für"] and words.word(last) not in lists.words("acting_verbs"):
        return False
    if before[0] == "das" and before[1] not in tables("places").words("before", "prepositions"):
        return True
    if usually:
        return True
    if words.sentence_start(first) and any(words.word(k) in lists.words("acting_verbs") for k in range(last, last + 4)):
        return True
    if before[0] in lists.words("acting_before") or words.line_start(first):
        return (
            before[0] in lists.words("acting_before")
            or words.word(last) in lists.words("acting_verbs")
            or words.gap(last - 1).startswith("\n")
        )
    article = before[0] in ("das", "der", "dem")
    return article and (
        words.word(last) in lists.words("acting_verbs") or before[1] in ("gemeinsam", "zusammen", "mit", "für")
    )
