"""Places that no list has: by dateline, postal code, preposition and neighbour, where German does not know the word."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from pressefakten.normalize import lexicon
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words, word_test
from pressefakten.normalize.orgwords import given_names, surnames

Covered = Mapping[int, Found]
DATE = re.compile(
    r" \((?:OTS|ots)[^)\n]*\) ?[-–]|(?: \((?:ots|OTS|APA|A|D|CH|FL|pts|pressetext)[^)\n]*\))?(?:, am|,| –| -| am)? ?(?:den )?\(?\d{1,2}\.(?: ?\d| [A-ZJ][a-zä]+)"
)
"""What follows the place of a dateline: `, 14. März`, ` (A), 5. November`, ` – 3.2.`."""
CODE = re.compile(r"\d{4,5}")


_COMPANY = ("hersteller", "anbieter", "zulieferer", "spezialist", "konzern", "unternehmen", "firma", "bauer", "betrieb")
_HEIGHTS = ("berg", "platz", "joch", "horn", "pass", "kogel", "kopf")
"""Ends of heights and squares, on which something stands."""


def unlisted(words: Words, named: list[Found], towns: Container[str]) -> list[Found]:
    """The unlisted places and their other mentions behind a preposition."""
    covered = {i: name for name in named for i in range(name.first, name.last)}
    found = list(_datelines(words, covered))
    for name in found:
        covered.update(dict.fromkeys(range(name.first, name.last), name))
    fresh = [*_after_codes(words, covered), *_after_prepositions(words, covered), *_in_brackets(words, covered)]
    for name in fresh:
        covered.update(dict.fromkeys(range(name.first, name.last), name))
    found = [*found, *fresh, *_neighbours(words, [*named, *found, *fresh], covered, towns)]
    return [*found, *_mentions(words, found, covered)] if found else []


def _place(words: Words, first: int, last: int, rule: str) -> Found:
    return Found(first, last, "PLACE", rule, words.surface(first, last))


def townlike(words: Words, i: int) -> bool:
    """Whether word `i` is unknown to German or a compound that ends as towns do, written with one capital."""
    low = words.word(i)
    if len(low) < 4 or not words.upper(i) or not words.surface(i).istitle():
        return False
    return words.unknown(i) or (not lexicon.listed(low) and lexicon.head(low) in tables("places").words("town_endings"))


def _namelike(words: Words, i: int, covered: Covered) -> bool:
    """Whether word `i` is free, unknown to German, and written as towns are: one capital."""
    low = words.word(i)
    if i in covered or not townlike(words, i):
        return False
    if low.endswith(tuple(tables("places").raw["not_endings"])) or low in given_names():
        return False
    return low not in tables("orgs").words("english", "generic")


def _extent(words: Words, i: int, covered: Covered, *, placed: bool = False) -> int:
    """The end of the place's name at word `i`: further unknown words (`Holly Springs`), parts with a hyphen; 0 for none."""
    given = placed and words.word(i) in given_names() and i not in covered
    named = given and words.word(i + 1) in tables("places").words("english_towns")  # `Holly Springs`
    if not named and not _namelike(words, i, covered):
        return 0
    last = i + 1
    while last - i < 3 and (
        (words.gap(last - 1) == " " and _namelike(words, last, covered))
        or (words.gap(last - 1) == "-" and words.upper(last) and last not in covered)
    ):
        last += 1
    following = words.gap(last - 1)
    noun = placed and following == " " and lexicon.known(words.word(last))  # `in Courtepin Fleisch für …`
    noun = noun and not words.word(last - 1).endswith("s")  # `in Papens Vizekanzlei`
    return 0 if following == "-" or (following == " " and words.upper(last) and not noun) else last


def _datelines(words: Words, covered: Covered) -> Iterator[Found]:
    """Capitalised words that open a line before a date; a slash parts two towns."""
    starts = words.line_starts()
    starts += [f.last + 1 for i in starts if (f := covered.get(i)) and f.label == "ORG" and words.word(f.last) == ","]
    for start in starts:
        names = _towns(words, start)
        if not names or not DATE.match(words.text, words.end[names[-1][1] - 1]):
            continue
        for i, last in names:
            free = all(k not in covered for k in range(i, last))
            new = any(words.unknown(k) or townlike(words, k) for k in range(i, last))
            if free and new and words.low[i] not in tables("orgs").words("starters"):
                yield _place(words, i, last, "place-dateline")


def _towns(words: Words, i: int) -> list[tuple[int, int]]:
    """(first, end) of the names that word `i` opens: up to four words each, parted by a slash or `bei` (`Stans/Brig`)."""
    names: list[tuple[int, int]] = []
    while words.upper(i) and not words.surface(i).isupper() and len(names) < 4:
        last = i + 1
        while last - i < 4 and words.gap(last - 1) in (" ", "-") and words.upper(last):
            last += 1
        names.append((i, last))
        if words.word(last) not in ("/", "bei"):
            break
        i = last + 1
    return names


@word_test
def _is_code(word: str) -> bool:
    return CODE.fullmatch(word) is not None


def _after_codes(words: Words, covered: Covered) -> Iterator[Found]:
    """The town after a postal code that opens a line or follows a house number and a comma."""
    for i in words.having(_is_code):
        if words.gap(i) == " " and words.upper(i + 1):
            before = words.word(i - 1)
            address = before in (",", "·", "|", "-", "d", "ch", "a") or words.line_start(i)
            last = _extent(words, i + 1, covered) if address else 0
            if last:
                yield _place(words, i + 1, last, "place-code")


def _after_prepositions(words: Words, covered: Covered) -> Iterator[Found]:
    """`in Niederönz`, `nach Romoos`: an unknown word; surnames and makers of this text aside."""
    for i in words.at(("in", "nach", "nahe")):
        if words.gap(i) == " " and words.upper(i + 1) and words.gap(i - 1) != "":
            last = _extent(words, i + 1, covered, placed=True)
            if last and words.low[i + 1] not in surnames(words) and not _is_thing(words, i + 1, last):
                yield _place(words, i + 1, last, "place-preposition")
    for i in words.at(("aus",)):  # `der Ringhersteller aus Borgosesia`
        before = words.word(i - 1)
        firm = (i - 1 in covered and covered[i - 1].label in ("ORG", "PERSON")) or before.endswith(_COMPANY)
        if firm and words.gap(i) == words.gap(i - 1) == " " and (last := _extent(words, i + 1, covered)):
            yield _place(words, i + 1, last, "place-origin")
    for i in words.at(("dem", "am")):  # `auf dem Röderberg`, `am Schwarzenbergplatz`
        on = (words.low[i] == "am" or words.word(i - 1) == "auf") and words.gap(i) == " "
        free = i + 1 not in covered and words.gap(i + 1) != "-" and not words.upper(i + 2)
        if on and free and words.word(i + 1).endswith(_HEIGHTS) and words.unknown(i + 1):
            yield _place(words, i + 1, i + 2, "place-height")
    for i in words.having(_is_valley):  # `ins Zelvotal`
        free = i not in covered and words.gap(i) != "-" and words.gap(i - 1) == " " and words.surface(i).istitle()
        if free and words.word(i - 1) in ("im", "ins", "das", "des", "vom", "zum", "durchs", "und", "dem"):
            yield _place(words, i, i + 1, "place-valley")
    for i in words.at(tables("places").words("place_nouns")):  # `die Standorte Altstetten und Dietikon`
        if words.gap(i) == " " and words.upper(i) and (last := _extent(words, i + 1, covered)):
            yield _place(words, i + 1, last, "place-noun")


@word_test
def _is_valley(word: str) -> bool:
    """Whether a word is the name of a quarter or a valley: no German noun, and none of a valley of some kind (`Hochtal`)."""
    plain = word.removesuffix("s").removesuffix("e") if word.endswith("tales") else word.removesuffix("s")
    if plain.endswith(("quartier", "viertel")) and not lexicon.known(plain):
        return True  # `im Zelbeckquartier`
    stem = plain.removesuffix("tal")
    named = plain.endswith("tal") and len(stem) > 2 and not lexicon.listed(lexicon.NOUN + plain)
    return (
        named
        and (not lexicon.known(plain) or not lexicon.known(stem))
        and not plain.endswith(tuple(tables("places").raw["not_valleys"]))
    )


def _is_thing(words: Words, i: int, last: int) -> bool:
    """Whether what stands behind a preposition is no town: goods coupled to goods (`in Curtainsidern und Kippern`), a deed (`nach Umlegen der`)."""
    if last > i + 1:
        return False
    other = last + 1
    coupled = words.word(last) in ("und", "oder", "sowie") and words.upper(other) and words.low[i].endswith("n")
    goods = coupled and words.low[other].endswith("n") and lexicon.listed(lexicon.NOUN + words.low[other])
    verb = words.low[i].endswith("en") and not words.low[i].endswith(tuple(tables("places").words("town_endings")))
    deed = verb and words.word(i - 1) == "nach" and words.word(last) in ("der", "des", "von")
    return goods or deed


def _in_brackets(words: Words, covered: Covered) -> Iterator[Found]:
    """A name before a country or region in brackets or after a comma: `Holly Springs, North Carolina`."""
    for at in [at for at, word in enumerate(words.low) if word in ("(", ",")]:
        region = covered.get(at + 1)
        if region is None or region.label != "PLACE" or (words.low[at] == "(" and words.word(region.last) != ")"):
            continue
        if words.low[at] == "," and not (region.ref or "").startswith("place-us-"):
            continue
        for i in (at - 1, at - 2, at - 3):
            if i >= 0 and i not in covered and _extent(words, i, covered, placed=True) == at:
                yield _place(words, i, at, "place-in-country")


_CLOSERS = frozenset(("mit", "auf", "seit", "je", "bis", "um", "an", "zwei", "drei", "vier"))
"""Words behind two towns that a preposition holds: `in Rovereto und Radgona zwei Werke`; not `zu`: `in Graz und Kafka zu lesen`."""


def _neighbours(words: Words, known: list[Found], covered: Covered, towns: Container[str]) -> Iterator[Found]:
    """Unknown words, and towns that are also words, in one list with places: `in Wohlen und Dintikon`."""
    taken = dict(covered)
    for name in sorted(known):
        if name.label != "PLACE":
            continue
        front = name.first - 2
        fronted = words.word(front + 1) in (",", "und") and words.word(front - 1) in _BEFORE_LIST
        if fronted and front not in taken and _is_listed(words, front, towns):  # `für Gmunden, Linz und …`
            yield _place(words, front, front + 1, "place-listed-with")
        at = _past_figure(words, name.last)
        while words.word(at) in (",", "und", "sowie", "oder", "/"):
            last = _extent(words, at + 1, taken) or _listed_town(words, at + 1, taken, towns)
            if not last:
                break
            goes_on = words.word(last) in _CLOSERS and words.word(name.first - 1) in ("in", "aus", "nach", "zwischen")
            closed = words.word(last) in (",", "und", "sowie", "oder", ".", ";", ")", "/")
            if not closed and not goes_on and _past_figure(words, last) == last:
                break
            fresh = _place(words, at + 1, last, "place-listed-with")
            taken.update(dict.fromkeys(range(at + 1, last), fresh))
            yield fresh
            at = _past_figure(words, last)


_BEFORE_LIST = frozenset(("in", "aus", "nach", "für", "von", "zwischen", "um", "über"))
"""Prepositions before a list of towns."""


def _past_figure(words: Words, i: int) -> int:
    """Behind the figure in brackets that a town of a list has: `Freistadt (2,6 %)`; `i` where there is none."""
    if words.word(i) != "(" or not words.word(i + 1)[:1].isdigit():
        return i
    return next((k + 1 for k in range(i + 2, min(i + 7, len(words))) if words.low[k] == ")"), i)


def _is_listed(words: Words, i: int, towns: Container[str]) -> bool:
    """Whether word `i` is a town's name and no German word: `Gmunden`, not `Essen`, `Halle`."""
    town = words.word(i) in towns and not lexicon.listed(lexicon.NOUN + words.word(i))
    return town and words.upper(i) and words.gap(i) in (" ", "")


def _listed_town(words: Words, i: int, covered: Covered, towns: Container[str]) -> int:
    free = i not in covered and words.upper(i) and words.word(i) in towns and words.gap(i) != "-"
    return i + 1 if free and not (words.gap(i) == " " and words.upper(i + 1)) else 0


def _mentions(words: Words, found: list[Found], covered: Covered) -> Iterator[Found]:
    """The same names elsewhere, after a preposition of place."""
    singles = {words.low[name.first]: name for name in found if name.last == name.first + 1}
    before = tables("places").words("before")
    for i in words.at(singles):
        word = words.low[i]
        same = i not in covered and words.surface(i) == words.surface(singles[word].first)
        if same and words.word(i - 1) in before and words.gap(i) != "-":
            yield _place(words, i, i + 1, "place-seen")
