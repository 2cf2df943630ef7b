"""Models without their make beside them: `der neue Zelmiq`, `den EX90`, rows of a table of models, lists of models.

German makes of cars are feminine, their models masculine: what stands behind `der`, `den`, `beim` and is no German word
is a model in a text about vehicles, if it keeps to that article.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from pressefakten.normalize import models
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words, word_test
from pressefakten.normalize.orgwords import given_names, surnames
from pressefakten.normalize.rolewords import role_of

Covered = Mapping[int, Found]
_CODE = re.compile(r"(?:[A-Z]{1,4}\d{1,4}|[A-Z][a-z]\d{1,3})(?:[a-z]{1,2}|[A-Z]{1,2})?")
_ELECTRIC = re.compile(r"e[A-Z][A-Za-z]+")
_DATIVE = frozenset(
    ("mit", "von", "bei", "in", "aus", "auf", "zu", "nach", "seit", "an", "unter", "vor", "neben", "hinter")
)
"""Prepositions behind which `der` is feminine."""
_ENDS = (" ", "")
LEAST_WORDS = 2
"""Words of the trade that a text about vehicles has at least, besides a make."""


def about_vehicles(words: Words) -> bool:
    """Whether a text has enough words of the trade."""
    trade = tables("models").words("car_words")
    return sum(word in words.places for word in trade) >= LEAST_WORDS


def by_context(words: Words, covered: Covered, towns: Container[str]) -> list[Found]:
    """The models that context shows; `covered` are the names that are known. Only for texts about vehicles."""
    shown = [
        *_new(words, covered),
        *_after_noun(words, covered),
        *_trims(words, covered),
        *_articled(words, covered),
        *_electric(words, covered),
    ]
    found = [name for name in shown if words.low[name.first] not in towns]
    taken = {**covered, **{i: name for name in found for i in range(name.first, name.last)}}
    found += _rows(words, taken)
    taken |= {i: name for name in found for i in range(name.first, name.last)}
    return [*found, *_listed_with(words, taken)]


def _model(words: Words, i: int, rule: str) -> Found:
    last = i + 1
    while last < len(words) and words.gap(last - 1) == "-" and words.upper(last) is False and words.low[last].isdigit():
        last += 1
    number = words.word(last)
    if words.gap(last - 1) == " " and number.isdigit() and 1 < len(number) < 4 and not models.counts(words, last):
        last += 1  # `eActros 600`
    last = models.extend(words, last)
    return Found(i, last, "MODEL", rule, words.surface(i, last))


def _free(words: Words, i: int, covered: Covered) -> bool:
    """Whether word `i` may be a model's name at all: no known name, person, office or word in capitals of another kind."""
    if not 0 <= i < len(words) or i in covered or words.gap(i) == "-" or words.gap(i) == "'":
        return False
    surface, lists = words.surface(i), tables("models")
    if surface in lists.exact("not_model") or words.low[i].endswith(tuple(lists.words("not_model_endings"))):
        return False
    if words.low[i] in tables("orgs").words("english", "generic", "starters") or words.low[i] in given_names():
        return False
    following = words.gap(i) == " " and words.upper(i + 1) and words.unknown(i + 1) and words.unknown(i)
    return not following and words.low[i] not in surnames(words) and role_of(surface) is None


def _shaped(words: Words, i: int) -> bool:
    """Whether word `i` is a code of letters and digits as types are."""
    return _CODE.fullmatch(words.surface(i)) is not None and models.TIME.fullmatch(words.surface(i)) is None


def _new(words: Words, covered: Covered) -> Iterator[Found]:
    """`der neue Zelmiq`, `des neuen VLE`."""
    for i in words.at(("neue", "neuen", "neuer")):
        at = i + 1
        masculine = words.word(i - 1) in ("der", "den", "dem", "des", "vom", "beim", "zum", "ein", "einen", "im")
        if not masculine or words.gap(i) != " " or not _free(words, at, covered):
            continue
        surface = words.surface(at)
        capitals = surface.isupper() and surface.isalpha() and 1 < len(surface) < 7
        word = words.unknown(at) and surface.istitle() and words.low[i] != "neuer" and not surface.endswith("en")
        if word or _shaped(words, at) or (capitals and words.unknown(at)):
            yield _model(words, at, "model-new")


def _after_noun(words: Words, covered: Covered) -> Iterator[Found]:
    """`die Modelle Zelmiq und Kompass`: what stands bare behind the plural; also a German word."""
    for i in words.at(("modelle", "modellen", "modellreihen", "baureihen")):
        at = i + 1
        named = words.gap(i) == " " and words.upper(at) and _free(words, at, covered)
        if named and words.low[at] not in tables("models").words("not_variants") and words.word(at + 1) in ("und", ","):
            yield _model(words, at, "model-after-noun")
            if words.word(at + 1) == "und" and words.upper(at + 2) and _free(words, at + 2, covered):
                yield _model(words, at + 2, "model-after-noun")


def _trims(words: Words, covered: Covered) -> Iterator[Found]:
    """`die Version ZR SPORT`: a bare name behind the noun for a trim; several with a price each: `die Linien Play (20.290 €) und …`."""
    for i in words.at(tables("models").words("trim_nouns")):
        at = i + 1
        several = words.low[i].endswith("en")
        while words.gap(at - 1) == " " and (last := _trim_end(words, at, covered)):
            if several and not (words.word(last) == "(" and words.word(last + 1)[:1].isdigit()):
                break
            yield Found(at, last, "MODEL", "model-trim", words.surface(at, last))
            if words.word(last) == "(" and words.word(last + 1)[:1].isdigit():
                last = next((k + 1 for k in range(last, min(last + 8, len(words))) if words.low[k] == ")"), last)
            if words.word(last) not in (",", "und", "oder", "sowie"):
                break
            at = last + 1


def _trim_end(words: Words, i: int, covered: Covered) -> int:
    """The end of a trim's name at word `i`: known variants and unknown words, three at most; 0 where another word stands."""
    variants, last = tables("models").phrases("variants"), i
    while last - i < 3 and words.upper(last) and last not in covered and (last == i or words.gap(last - 1) == " "):
        size = variants.at(words.low, last) or int(words.unknown(last) and words.low[last] not in given_names())
        if not size or words.surface(last) in tables("models").exact("not_model"):
            break
        last += size
    open_ended = words.gap(last - 1) == "-" or (words.gap(last - 1) == " " and words.upper(last))
    return 0 if open_ended and last not in covered else last if last > i else 0


@word_test
def _is_long(word: str) -> bool:
    return len(word) > 1


def _articled(words: Words, covered: Covered) -> Iterator[Found]:
    """`der Zelmiq`, `beim EX90`: codes behind a masculine article, unknown words that recur with no other article."""
    lists = tables("models")
    masculine, other = lists.words("masculine"), lists.words("not_masculine")
    seen: dict[str, list[int]] = {}
    barred: set[str] = set()
    for i in words.having(_is_long):
        if not words.upper(i):
            continue
        before = words.word(i - 1) if words.gap(i - 1) == " " else ""
        feminine = before == "der" and words.word(i - 2) in _DATIVE  # `mit der Zelmiq`
        if before in other or feminine:
            barred.add(words.low[i])
        elif before in masculine and _free(words, i, covered):
            if _shaped(words, i):
                yield _model(words, i, "model-code")
            elif words.surface(i).istitle() and len(words.low[i]) > 3 and words.unknown(i):
                seen.setdefault(words.low[i], []).append(i)
    for word, places in seen.items():
        again = len(words.places[word]) > 1 and word not in barred
        if again and any(words.word(i - 1) in ("der", "den", "vom", "beim") for i in places):
            for i in words.places[word]:
                if i in places or (_free(words, i, covered) and words.surface(i).istitle()):
                    yield _model(words, i, "model-masculine")


@word_test
def _may_be_electric(word: str) -> bool:
    return word[0] == "e" and len(word) > 3


def _electric(words: Words, covered: Covered) -> Iterator[Found]:
    """`eZelmos`: a small e before a capital."""
    for i in words.having(_may_be_electric):
        surface = words.surface(i)
        named = _ELECTRIC.fullmatch(surface) is not None and surface not in tables("models").exact("not_model")
        if named and i not in covered and words.gap(i) != "-":
            yield _model(words, i, "model-electric")


def _rows(words: Words, covered: Covered) -> list[Found]:
    """Rows of figures between rows that models open: `Kodiaq: 4'388`, `Corolla | 266`."""
    lines = [i for i in words.line_starts() if words.low[i][0].isalnum()]
    heads = [_row_head(words, i, covered) for i in lines]
    found, headed = [], False
    for at, (first, last) in enumerate(zip(lines, heads, strict=True)):
        headed = _heads_models(words, first) or (headed and last > 0)
        if not last or first in covered or not words.upper(first) or words.word(first) in _TOTALS:
            continue
        if headed and last - first < 5 and not _heads_models(words, first):
            found.append(Found(first, last, "MODEL", "model-row", words.surface(first, last)))
            continue
        near = [k for k in (at - 2, at - 1, at + 1, at + 2) if 0 <= k < len(lines) and heads[k]]
        rows = [covered[lines[k]] for k in near if lines[k] in covered]
        listed = [name for name in rows if name.label == "MODEL"]
        if len(listed) > 0 and len(listed) == len(rows) and _nameable(words, first, last):
            found.append(Found(first, last, "MODEL", "model-row", words.surface(first, last), None, listed[0].brand))
    return found


def _heads_models(words: Words, first: int) -> bool:
    """Whether the line at word `first` heads a table of models: `Modell | 2025`, `Nach Modellen`."""
    nouns = ("modell", "modelle", "modellen", "modellreihe", "baureihe", "baureihen")
    at = first + (words.word(first) in ("nach", "je", "pro"))
    return words.word(at) in nouns and (words.gap(at) != " " or not words.upper(at + 1))


_TOTALS = frozenset(
    (
        "alle",
        "sämtliche",
        "total",
        "summe",
        "gesamt",
        "insgesamt",
        "übrige",
        "uebrige",
        "sonstige",
        "andere",
        "davon",
        "weitere",
    )
)


def _row_head(words: Words, i: int, covered: Covered) -> int:
    """The end of what opens the line at word `i` before a figure, of four words at most; 0 where there is none."""
    last = covered[i].last if i in covered else i + 1
    while (
        last - i < 4
        and last < len(words)
        and words.gap(last - 1) == " "
        and words.word(last) not in ("|", ":", "–", "-")
    ):
        if words.low[last].isdigit() and not words.upper(last + 1):
            break
        last += 1
    wide = "  " in words.gap(last - 1) or "\t" in words.gap(last - 1)
    mark = words.word(last) in ("|", ":", "–", "-", ".")
    figure = words.word(last + mark)[:1].isdigit() or (mark and words.word(last + 1) in ("€", "chf", "fr"))
    return last if (wide or mark) and figure else 0


def _nameable(words: Words, first: int, last: int) -> bool:
    lists = tables("models")
    word = words.low[first]
    if words.surface(first) in lists.exact("not_model") or word.endswith(tuple(lists.words("not_model_endings"))):
        return False
    return last - first < 3 and (words.unknown(first) or _shaped(words, first))


def _listed_with(words: Words, covered: Covered) -> Iterator[Found]:
    """`den Zelmiq und den Orvaq`, `EX90, EX60 und Polvira`: unknown words and codes in one list with models."""
    taken = dict(covered)
    for name in sorted(set(covered.values())):
        at = name.last
        while name.label == "MODEL" and words.word(at) in (",", "und", "sowie", "oder") and words.gap(at - 1) in _ENDS:
            i = at + 1 + (words.word(at + 1) in ("der", "den", "dem", "vom"))
            if not _free(words, i, taken) or words.gap(i) not in _ENDS:
                break
            hyphened = words.surface(i).istitle() and words.unknown(i) and len(words.low[i]) > 3
            if not (hyphened or _shaped(words, i)) or (words.gap(i) == " " and words.upper(i + 1)):
                break
            fresh = _model(words, i, "model-listed-with")
            taken |= dict.fromkeys(range(fresh.first, fresh.last), fresh)
            yield fresh._replace(brand=name.brand)
            at = fresh.last
