"""Models: listed ones with their variant words, and unlisted ones next to a make."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Container, Mapping

from pressefakten.normalize import lexicon
from pressefakten.normalize.contexts import label_reason
from pressefakten.normalize.gazetteer import key
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words, again, word_test
from pressefakten.normalize.namewords import FAMILY, SUFFIX, flags
from pressefakten.normalize.orgwords import given_names, surnames

_CODE = re.compile(r"(?:[A-Za-z]{0,5}\d{1,4}[A-Za-z]{0,4}|[A-Z]{1,3}[a-z]?\d{0,2})\+?")
_TRIM_NUMBER = re.compile(r"\d{2,3}[a-z]{0,2}|[A-Za-z]{1,2}\d{1,3}")
_SUFFIX = re.compile(r"[A-Z]{2,3}[a-rt-z]?|[A-Z]{1,3}\d{1,4}[A-Z]{0,3}|\d{2,4}[A-Z]{1,3}")
TIME = re.compile(r"[QHK]W?[1-4]|[1-4][QH]|[A-Z]\d{5,}")
"""Quarters and halves after a company's name."""
_MIXED = re.compile(r"[a-zäöü][A-ZÄÖÜ]|[A-ZÄÖÜ]{3}[a-zäöü]{2}")
"""Capitals inside a word or small letters behind capitals: no German word."""
_CAPITALS = re.compile(r"(?<=.)[A-ZÄÖÜ](?!s?$)")
"""A capital inside a word that is no plural of initials."""
YEAR = re.compile(r"(?:19|20)\d\d")


def extend(words: Words, last: int) -> int:
    """The end of a model's name that stands before word `last`, with the variant words and numbers that follow."""
    lists = tables("models")
    variants = lists.phrases("variants")
    while last < len(words) and words.gap(last - 1) in (" ", "-", ""):
        size = variants.at(words.low, last)
        if size and words.joined(last - 1, last + size) and _is_variant(words, last, size):
            last += size
        elif (
            words.gap(last - 1) == " "
            and words.surface(last).isupper()
            and len(words.low[last]) < 4
            and words.gap(last) == "-"
            and words.word(last + 1).isdigit()
        ):
            last += 2  # `Citea LF-122`
        elif (end := max(_measured(words, last), _drive(words, last), _sized(words, last))) > last:
            last = end
        elif (
            (words.gap(last - 1) == " " and _is_letter(words, last))
            or (words.gap(last - 1) == " " and (_is_trim_number(words, last) or _is_suffix(words, last)))
            or (words.surface(last) == "+" and words.gap(last - 1) == "")
        ):
            last += 1
        else:
            break
    return last


_POWER = re.compile(r"-\d+(?:[.,]\d+)?(?: ?MW)?(?!\w)|/\d\.[\dX]")
_DRIVE = re.compile(r"[exs]Drive\d{2}[a-z]?")


def _measured(words: Words, last: int) -> int:
    """The end of the number that a hyphen or slash joins to a type: `V172-7.2 MW`, `A350-1000`, `N149/5.X`."""
    match = _POWER.match(words.text, words.end[last - 1])
    if match is None or not words.low[last - 1][-1:].isdigit():
        return last
    while last < len(words) and words.end[last] <= match.end():
        last += 1
    return last


def _sized(words: Words, last: int) -> int:
    """The end of a trim with its battery in front: `e Zelmara 61 kWh Compact Top`; not of `58 kWh Batterie`."""
    at = last + 2
    sized = (
        words.word(last).isdigit() and words.word(last + 1) == "kwh" and words.gap(last) == words.gap(last + 1) == " "
    )
    if not sized or words.gap(last - 1) != " " or not words.upper(at):
        return last
    listed = tables("models").phrases("variants").at(words.low, at)
    cell = words.text[words.end[at] :][:3]
    if (
        not listed and words.unknown(at) and cell.startswith(("\t", "  ", " ..", " |"))
    ):  # `49 kWh Zelvo ...... 29'990.–`
        return at + 1
    return at + listed if listed else last


def _drive(words: Words, last: int) -> int:
    """The end of a drive's name (`xDrive45`) or of the fuel letter behind a number (`GLE 450 d`)."""
    surface = words.surface(last)
    letter = len(surface) == 1 and surface in "deih" and words.low[last - 1].isdigit() and words.gap(last) != "-"
    return last + 1 if words.gap(last - 1) == " " and (letter or _DRIVE.fullmatch(surface)) else last


def _is_letter(words: Words, i: int) -> bool:
    """Whether a capital by itself goes on with a model's name: `Aygo X`, `eCitaro G`."""
    surface, after = words.surface(i), words.text[words.end[i] : words.end[i] + 2]
    if len(surface) != 1 or not surface.isupper() or surface in "AI" or after[:1] in ".-&/":
        return False
    listed = tables("models").phrases("variants").at(words.low, i + 1) > 0
    return not (after[:1] == " " and after[1:].isupper()) or listed


def _is_variant(words: Words, i: int, size: int) -> bool:
    surface = words.surface(i, i + size)
    lists = tables("models")
    if words.gap(i + size - 1) == "-" and size == 1:  # `EV3-Design-Team`, `Golf-Hybrid-Modell`
        return False
    if words.gap(i - 1) == "-" and not surface[0].isupper():
        return True
    if len(surface) == 1:
        return surface.isupper() and words.gap(i + size - 1) != "."
    if size == 1 and words.low[i] in lists.words("weak_variants"):
        return surface[0].isupper()
    listed = lists.phrases("variants").forms.get(" ".join(words.low[i : i + size]), surface)
    return surface[0].isupper() or not listed[0].isupper()


def _is_trim_number(words: Words, i: int) -> bool:
    surface = words.surface(i)
    if not _TRIM_NUMBER.fullmatch(surface) or (surface[0].islower() and not surface[-1].isdigit()):
        return False
    if surface.isdigit():
        following = words.text[words.end[i] : words.end[i] + 2]
        lower = following[:1] == " " and (
            following[1:2].islower() or tables("models").phrases("variants").at(words.low, i + 1)
        )
        return not counts(words, i) and bool(lower or following[:1] in (")", ":"))
    return surface[0].isdigit() or surface[0].isupper()


def _is_suffix(words: Words, i: int) -> bool:
    """Whether a code in capitals belongs to the model before it (`Tiger 800 XC`); not in a headline of capitals."""
    surface = words.surface(i)
    lists = tables("models")
    if not _SUFFIX.fullmatch(surface) or surface in lists.exact("not_model") | lists.exact("currency_codes"):
        return False
    if words.gap(i) == "-":
        return False
    return _in_small(words, i)


def _in_small(words: Words, i: int) -> bool:
    """Whether a word in capitals stands among small letters, not in a headline of capitals."""
    return any(c.islower() for c in words.text[max(0, words.start[i] - 30) : words.end[i] + 30])


def counts(words: Words, i: int) -> bool:
    """Whether a number counts or measures what follows."""
    following = words.word(i + 1)
    if following in tables("models").words("units"):
        return True
    if following in (".", ",", "'", ":") and words.word(i + 2)[:1].isdigit() and words.gap(i + 1) == "":
        return True
    if words.gap(i) == " " and words.upper(i + 1):
        if (
            words.surface(i + 1).isupper()
            and len(following) <= 3
            and words.surface(i + 1) not in tables("models").exact("not_model")
        ):
            return False  # `125 SMC R`, `40 P`
        if _CAPITALS.search(words.surface(i + 1)) and words.unknown(i + 1):
            return False  # `L 550 XPower`, `S 516 HDe`
        return not tables("models").phrases("variants").at(words.low, i + 1)
    return False


def unlisted(words: Words, brand: Found) -> Found | None:
    """The model that stands after a make by its shape: `Renault 4 E-Tech`, `BMW iX3 50 xDrive`, `Kia Syros`."""
    i = brand.last
    if i >= len(words) or words.gap(i - 1) != " ":
        return None
    if not (is_code(words, i) or _is_word(words, i)):
        return None
    if not is_code(words, i) and words.low[i - 1] in given_names() and flags(words.surface(i)) & (FAMILY | SUFFIX):
        return None  # `Nikola Perković`
    last = i + 1
    while last < len(words) and words.gap(last - 1) == " " and last - i < 3 and _is_inner(words, last):
        last += 1
    if last == i + 1 and words.unknown(i) and words.gap(i) == " " and _numbers(words, last):
        last += 1
    if words.gap(last - 1) == "" and words.word(last) == "+":
        last += 1
    if (
        words.word(last) in ("'", "\u2019")
        and words.word(last + 1) == "s"
        and words.gap(last - 1) == words.gap(last) == ""
    ):
        last += 2 + (words.gap(last + 1) == " " and words.upper(last + 2))  # `Lion's City`
    last = extend(words, _hyphened(words, _pointed(words, last)))
    return Found(i, last, "MODEL", "model-after-brand", words.surface(i, last), None, brand.canonical)


def _numbers(words: Words, i: int) -> bool:
    """Whether word `i` is a number of three or four digits that neither counts nor is a year or a cell: `Scorpion 1033 hebt`."""
    word = words.word(i)
    plain = word.isdigit() and 2 < len(word) < 5 and not YEAR.fullmatch(word)
    return plain and words.gap(i) == " " and not counts(words, i)


def _pointed(words: Words, last: int) -> int:
    """The end with a number that a point joins: `ID.7`."""
    number = words.word(last + 1)
    joined = words.word(last) == "." and words.gap(last - 1) == "" == words.gap(last) and number.isdigit()
    return last + 2 if joined and len(number) < 3 and words.surface(last - 1).isupper() else last


def _hyphened(words: Words, last: int) -> int:
    """The end with a number that a hyphen joins: `LF-122`, `E-101`, `LTM 1150-5.4`."""
    last = _measured(words, last) if last > 0 else last
    while words.gap(last - 1) == "-" and words.word(last)[:1].isdigit():
        last += 1
    return last


def by_article(words: Words, maker: Found, taken: Container[int]) -> Found | None:
    """The model that an article parts from its maker: `zeigte MG den S6 EV`, `Stadler mit dem Kiss 160`."""
    lists = tables("models")
    i = maker.last
    i += words.word(i) == "mit"
    verb = words.word(i).endswith("t") and words.gap(i) == words.gap(i - 1) == " " and not words.upper(i)
    i += verb  # `KUKA zeigt den KR QUANTEC-3`
    if verb and words.unknown(i) and words.upper(i) and _types(words, i + 1) and i not in taken:
        return named_machine(words, i, {})._replace(rule="model-after-article", brand=maker.canonical)
    if words.word(i) not in ("den", "die", "das", "dem", "der", "einen", "eine", "einem") or words.gap(i - 1) != " ":
        return None
    i += 1
    while words.word(i) in lists.words("model_adjectives") or words.word(i) in lists.words("model_nouns"):
        i += 1
    if i in taken or i >= len(words) or i - maker.last > 4 or words.gap(i - 1) != " ":
        return None
    nouned = words.word(i - 1) in lists.words("model_nouns")
    coded = (
        is_code(words, i) and any(c.isalpha() for c in words.surface(i)) and any(c.isdigit() for c in words.surface(i))
    )
    brand = maker.label == "BRAND"
    capitals = words.surface(i).isupper() and words.gap(i) == " " and words.surface(i, i + 2).isupper()
    if capitals and words.gap(i + 1) == "-" and words.word(i + 2).isdigit():  # `den KR QUANTEC-3`
        last = _hyphened(words, i + 2)
        return Found(i, last, "MODEL", "model-after-article", words.surface(i, last), None, maker.canonical)
    coded = coded or (words.unknown(i) and _types(words, i + 1))
    if verb and not coded:
        return None
    if not ((coded or (brand and nouned and words.unknown(i))) or (brand and words.unknown(i) and _is_word(words, i))):
        return None
    if words.unknown(i) and not is_code(words, i):
        return named_machine(words, i, {})._replace(rule="model-after-article", brand=maker.canonical)
    return _coded(words, i, "model-after-article", maker.canonical)


def _types(words: Words, i: int) -> bool:
    """Whether a number stands at word `i` that is the type of the word before: no year, and nothing is counted."""
    return words.word(i)[:1].isdigit() and not counts(words, i) and not YEAR.fullmatch(words.word(i))


def _coded(words: Words, i: int, rule: str, brand: str | None) -> Found:
    """The model at word `i` with the codes, numbers and variants that go on with it."""
    last = i + 1
    while words.gap(last - 1) == " " and last - i < 4 and last < len(words) and _is_inner(words, last):
        last += 1
    last = extend(words, _hyphened(words, last))
    return Found(i, last, "MODEL", rule, words.surface(i, last), None, brand)


@word_test
def _is_machine(word: str) -> bool:
    """Whether a word in lower case is a noun behind which the name of a product may stand."""
    lists = tables("models")
    return word in lists.words("type_nouns", "series_nouns") or _is_device(word)


def _is_device(word: str) -> bool:
    """Whether a word in lower case is a noun for a machine or device."""
    return len(word) > 4 and word.endswith(tuple(tables("models").raw["machine_endings"]))


@functools.cache
def _goods() -> tuple[str, ...]:
    return tuple(tables("models").raw["goods_endings"])


def is_goods(word: str) -> bool:
    """Whether a word in lower case is a noun for machines, devices or other goods that are sold under a name."""
    return _is_device(word) or word in tables("models").words("goods_nouns") or word.endswith(_goods())


def is_coined(words: Words, i: int) -> bool:
    """Whether word `i` is written as no German word is: `FlexLine`, `BLX`."""
    surface = words.surface(i) if i < len(words) else ""
    capitals = surface.isupper() and len(surface) > 2 and words.unknown(i)
    return surface.isalpha() and (_MIXED.search(surface) is not None or capitals)


def _is_house(words: Words, i: int) -> bool:
    """Whether word `i` is a maker with its product behind it: elsewhere somebody is or goes there (`bei Zelvo`)."""
    if not words.unknown(i) or words.gap(i) != " " or not (words.upper(i + 1) or words.word(i + 1)[:1].isdigit()):
        return False
    low = words.low[i]
    return any(words.word(k - 1) in ("bei", "zu") and words.gap(k - 1) == " " for k in words.places[low])


_PARTICLES = frozenset(("da", "de", "di"))


def by_class(words: Words, taken: Mapping[int, Found]) -> list[Found]:
    """Machines and devices after a noun for them: `Abkantpresse Xpert Pro 250`, `vom Typ EFG 425`, `Baureihe ByCell`."""
    nouns, series = tables("models").words("type_nouns"), tables("models").words("series_nouns")
    found = []
    for i in words.having(_is_machine):
        typed = words.low[i] in nouns
        if typed and i + 1 not in taken and (last := _dotted_type(words, i + 1, taken)):
            found.append(Found(i + 1, last, "MODEL", "model-class", words.surface(i + 1, last)))
            continue
        if (
            typed
            and i + 1 < len(words)
            and words.surface(i + 1) in _PARTICLES
            and words.gap(i) == words.gap(i + 1) == " "
        ):
            if words.unknown(i + 2) and i + 2 not in taken and words.gap(i + 2) != "-":  # `des Typs da Zelvi`
                last = i + 3 + (words.word(i + 3).isdigit() and words.gap(i + 2) == " " and not counts(words, i + 3))
                found.append(Found(i + 1, last, "MODEL", "model-class", words.surface(i + 1, last)))
            continue
        if not words.upper(i) or words.gap(i) != " " or (words.low[i] in series and not is_coined(words, i + 1)):
            continue
        at = i + 2 if _is_house(words, i + 1) else i + 1  # `die Tauchsäge Zelvo TSV 60`
        if at not in taken and not words.word(at).isdigit() and _machine(words, at, taken, typed=typed):
            found.append(named_machine(words, at, taken))
    return found


_DOTTED = re.compile(
    r"[A-Za-z]{1,4}-?\d[\w/]*-?(?: [A-Z]{1,4}\d*\b)?|[A-Z][a-z]{0,2} \d/\d(?: [IVX]+\b)?|[a-z]{1,3}-[a-z]{2,8} \d{2,4}\b"
)
"""Types with a hyphen or slash: `E-190 EP6`, `Ge 4/4 II`, `e-mac 280`."""


_SHORT = re.compile(r"[A-Za-z][-/]")


def _dotted_type(words: Words, i: int, taken: Mapping[int, Found]) -> int:
    """The end of a type with a hyphen or slash at word `i`; 0 where none stands: quarters, schools, flats (`Modell K-12`)."""
    match = _DOTTED.match(words.text, words.start[i]) if i < len(words) else None
    if match is None or not set("-/") & set(match.group().rstrip("-")):
        return 0
    short = _SHORT.match(match.group()) is not None and sum(c.isdigit() for c in match.group()) < 3
    short = short or TIME.match(match.group()) is not None
    if short and not _is_near(words, i, taken, _is_device):
        return 0
    last = i
    while last < len(words) and words.end[last] <= match.end():
        last += 1
    return last if words.end[last - 1] == match.end() and not counts(words, last - 1) else 0


INFLECTED = (
    "liche",
    "ische",
    "ige",
    "lichen",
    "ischen",
    "igen",
    "licher",
    "ischer",
    "iger",
    "liches",
    "isches",
    "iges",
)
"""Endings of adjectives, which the word list has in part."""


def _machine(words: Words, i: int, taken: Mapping[int, Found], *, typed: bool) -> bool:
    """Whether a name of a machine begins at word `i`: an unknown word or a code; capitals need a number."""
    if i >= len(words) or words.gap(i) == "-" or words.surface(i) in tables("models").exact("not_model"):
        return False
    if (
        words.low[i] in given_names()
        or words.low[i] in surnames(words)
        or words.low[i] in tables("orgs").words("english")
    ):
        return False
    if TIME.fullmatch(words.surface(i)) and words.word(i + 1) == "/":
        return False  # `Q1/2025`
    if is_code(words, i) and (any(c.isdigit() for c in words.surface(i)) or words.word(i + 1)[:1].isdigit()):
        return typed or words.surface(i)[0].isalpha()
    if (
        words.low[i].endswith(INFLECTED)
        and words.gap(i) == " "
        and words.upper(i + 1)
        and lexicon.known(words.low[i + 1])
    ):
        return False  # `eine Waschmaschine Künstliche Intelligenz`
    surface, behind = words.surface(i), words.word(i + 1)
    camel = surface[0].islower() and surface.isalpha() and not surface.islower() and len(surface) > 3  # `lighTram`
    if typed and not camel:  # `Baureihe FLEXcooler`, `des Typs Alpha 580`
        numbered = behind.isdigit() and words.gap(i) == " " and not counts(words, i + 1) and not YEAR.fullmatch(behind)
        shaped = _MIXED.search(surface) is not None or (surface.isupper() and len(surface) > 3 and _in_small(words, i))
        camel = surface.isalpha() and (shaped or (words.upper(i) and numbered))
    noun = words.upper(i) and surface.istitle() and typed and _of_type(words, i)
    if noun and words.low[i].endswith(_kinds_of_goods()):
        return False  # `Busse vom Typ Gelenkbus`
    return (
        (words.unknown(i) or camel or noun)
        and words.word(i + 1) not in ("ag", "gmbh", "se", "&")
        and i + 1 not in taken
    )


def _of_type(words: Words, i: int) -> bool:
    """Whether the word behind `vom Typ` or `des Typs` is a name: goods stand in front (`Triebzüge des Typs Fink`), no schools or people."""
    if (words.word(i - 2), words.word(i - 1)) not in (("vom", "typ"), ("des", "typs")):
        return False
    return words.upper(i - 3) and words.low[i - 3].endswith(_kinds_of_goods())


@functools.cache
def _kinds_of_goods() -> tuple[str, ...]:
    """Endings of nouns for goods, in singular and plural."""
    lists = tables("models")
    return (*lists.raw["machine_endings"], *lists.raw["kinds_of_goods"], *_goods())


def named_machine(words: Words, i: int, taken: Mapping[int, Found]) -> Found:
    """The name of a machine that begins at word `i`, with its numbers, codes, further unknown words and variants."""
    last = i + 1
    while words.gap(last - 1) in (" ", "-") and last - i < 4 and last < len(words) and last not in taken:
        number = words.low[last].isdigit() and not counts(words, last) and not YEAR.fullmatch(words.low[last])
        code = is_code(words, last, inner=True)
        word = (
            words.upper(last)
            and words.gap(last) != "-"
            and words.surface(last) not in tables("models").exact("currency_codes")
            and (words.unknown(last) or words.low[last] in tables("models").words("ranks"))
        )
        coded = (
            words.upper(last)
            and words.gap(last) == " "
            and tables("models").phrases("variants").at(words.low, last + 1)
        )
        if not (number or code or word or (coded and words.word(last + 1)[:1].isdigit())):  # `Globebus Camp 4x4`
            break
        last += 1
    last = extend(words, _hyphened(words, last))
    return Found(i, last, "MODEL", "model-class", words.surface(i, last))


def before_maker(words: Words, maker: Found, taken: Container[int]) -> Found | None:
    """The type before its maker: `die AW109SP von Leonardo`, `die Ladesäulengeneration HZC1000 von Zelvo`."""
    i = maker.first - 2
    if words.word(maker.first - 1) != "von" or i < 1 or i in taken:
        return None
    device = words.upper(i - 1) and words.gap(i - 1) == " " and _is_device(words.low[i - 1])
    if not device and words.word(i - 1) not in tables("models").words("articles", "feminine_articles"):
        return None
    surface = words.surface(i)
    mixed = any(c.isalpha() for c in surface) and any(c.isdigit() for c in surface)
    return (
        Found(i, i + 1, "MODEL", "model-before-maker", surface, None, maker.canonical)
        if mixed and is_code(words, i)
        else None
    )


def by_shape(words: Words, taken: Mapping[int, Found]) -> list[Found]:
    """A product's name by its shape: an article, a word that German does not know, a type: `die Logatherm WLW186i`."""
    articles = tables("models").words("articles", "feminine_articles")
    found = []
    for i in words.at(articles):
        at = i + 1
        if at in taken or at + 1 in taken or not words.unknown(at) or words.gap(i) != " " or words.gap(at) != " ":
            continue
        if words.low[at] in given_names() or words.low[at] in surnames(words) or words.surface(at).isupper():
            continue
        if words.low[i] == "des" and words.low[at].endswith("s"):  # `des Anhanges 1`
            continue
        if words.low[at].endswith(tuple(tables("places").raw["street_ends"])):  # `Neue Zelvostraße 6`
            continue
        at, first = _last_coined(words, at, taken), at
        surface = words.surface(at + 1) if at + 1 < len(words) else ""
        mixed = any(c.isalpha() for c in surface) and any(c.isdigit() for c in surface)
        number = surface.isdigit() and len(surface) < 5 and not YEAR.fullmatch(surface) and not counts(words, at + 1)
        hyphened = surface.isdigit() and words.gap(at + 1) == "-"
        if (mixed and is_code(words, at + 1)) or (number and "\t" not in words.gap(at + 1)) or hyphened:
            found.append(named_machine(words, first, taken))
    return found


def by_sheet(words: Words, taken: Mapping[int, Found]) -> list[Found]:
    """The product that the head of its data or prices closes with: `Technische Daten Zelvo XC 40`, `Preise Zelvo:`."""
    lists = tables("models")
    heads, articles = lists.phrases("sheet_heads", "fact_heads"), lists.words("sheet_links")
    firsts = {words.low[name.first] for name in taken.values() if name.label == "MODEL"}
    found = []
    for i in words.line_starts() if any(head in words.places for head in heads.heads) else ():
        size = heads.at(words.low, i)
        at = i + size
        while size and at - i < size + 3 and "\n" not in words.gap(at - 1) and words.word(at) in articles:
            at += 1
        maker = taken.get(at) if size else None
        at = maker.last if maker is not None and maker.label in ("BRAND", "ORG") else at
        last = _sheet_name(words, at, taken) if size and "\n" not in words.gap(at - 1) else at
        coded = any(c.isdigit() for c in words.surface(at, last)) if last > at else False
        known = last > at and words.low[at] in firsts
        if last > at and not known and (coded or lists.phrases("sheet_heads").at(words.low, i)):
            brand = maker.canonical if maker is not None else None
            found.append(Found(at, last, "MODEL", "model-sheet", words.surface(at, last), None, brand))
            if not _is_coined_at(words, at):
                found[-1:] = _whole(words, found[-1], taken)
    return found


def _whole(words: Words, name: Found, taken: Container[int]) -> list[Found]:
    """All mentions of a name that opens with a German word, where it has others than this one; as the text writes it elsewhere."""
    others = [(i, last) for i, last, _ in again(words, [name]) if i not in taken and words.gap(last - 1) != "-"]
    if not others:
        return []
    form = words.surface(*others[0])
    places = [(name.first, name.last), *others]
    return [Found(i, last, "MODEL", WHOLE, form, None, name.brand) for i, last in places]


WHOLE = "model-whole"
"""The rule of a name that only stands for a model in its full length."""


def _is_coined_at(words: Words, i: int) -> bool:
    """Whether word `i` is unknown to German or has a digit."""
    return words.unknown(i) or any(c.isdigit() for c in words.surface(i))


def _sheet_name(words: Words, i: int, taken: Mapping[int, Found]) -> int:
    """The end of a coined name at word `i` that goes on to the end of its line, a colon or a bracket; else `i`."""
    last = i
    while (
        last < len(words)
        and last - i < 6
        and last not in taken
        and (last == i or words.gap(last - 1) in (" ", "-", ""))
    ):
        if words.word(last) in (":", "("):
            break
        if words.word(last) == "." and words.gap(last - 1) == words.gap(last) == "" and words.word(last + 1).isdigit():
            last += 2  # `Pmax.2`
            continue
        named = words.upper(last) or words.low[last].isdigit() or _MIXED.search(words.surface(last))
        if not named or tables("orgs").phrases("legal_forms").at(words.low, last):
            return i  # `Technische Daten der LEITNER AG`
        last += 1
    closed = last > i and ("\n" in words.gap(last - 1) or words.word(last) in (":", "("))
    if not closed or words.low[i] in given_names() or words.surface(i) in tables("models").exact("not_model"):
        return i
    if YEAR.fullmatch(words.word(last - 1)):
        return i  # `Preise OLMA 2026`
    coined = any(_is_coined_at(words, k) or _MIXED.search(words.surface(k)) for k in range(i, last))
    return last if coined and words.upper(i) and TIME.fullmatch(words.surface(i)) is None else i


def editions(words: Words, taken: Mapping[int, Found]) -> list[Found]:
    """Types with the name of an edition, and that name again by itself: `die W2 Zelva Edition`, `zeigt Zelva Edition`."""
    ends = [i for i in words.at(("edition",)) if words.upper(i) and words.gap(i) != "-" and words.gap(i - 1) == " "]
    found: list[Found] = []
    named: set[str] = set()
    for i in ends:
        name = next((k for k in (i - 1, i - 2) if words.upper(k) and _is_typed(words, k - 1) and k - 1 not in taken), 0)
        told = name > 0 and any(map(_is_device, words.places))  # no `Heft G7 Gipfel Edition`
        if told and words.gap(name) == " " and words.upper(name + 1):
            found.append(Found(name - 1, i + 1, "MODEL", "model-edition", words.surface(name - 1, i + 1)))
            named.add(words.surface(name, i + 1))
    firsts = {name.last - 1 for name in found}
    for i in [i for i in ends if named and i not in firsts]:
        for first in (i - 1, i - 2):
            if first >= 0 and words.surface(first, i + 1) in named and first not in taken:
                found.append(Found(first, i + 1, "MODEL", "model-edition", words.surface(first, i + 1)))
    return found


def _is_typed(words: Words, i: int) -> bool:
    """Whether word `i` is a code of letters and digits: `W2`."""
    mixed = i >= 0 and words.upper(i) and any(c.isdigit() for c in words.surface(i)) and words.gap(i) == " "
    return mixed and is_code(words, i) and TIME.fullmatch(words.surface(i)) is None


@word_test
def _is_number(word: str) -> bool:
    return word.isdigit() and len(word) < 5


def _short(words: Words, i: int) -> bool:
    """Whether word `i` is one or two capitals."""
    return i < len(words) and words.surface(i).isupper() and len(words.low[i]) < 3


NEAR = 10
"""So many words before and behind a type stands the noun or make that says what it is."""


def by_letters(words: Words, taken: Mapping[int, Found]) -> list[Found]:
    """A type by its letters and number behind an article: `das neue GO 3`, `die MSA 240 C-B`."""
    lists = tables("models")
    before = lists.words("articles", "feminine_articles", "model_adjectives", "adjectives_of_age", "type_articles")
    found = []
    for at in words.having(_is_number):
        i = at - 1
        surface = words.surface(i) if i > 0 else ""
        if not (1 < len(surface) < 5 and surface.isalpha() and surface.isupper()) or i in taken:
            continue
        if words.gap(i) != " " or words.gap(i - 1) != " " or words.word(i - 1) not in before:
            continue
        if surface in lists.exact("not_model") | lists.exact("not_types") or label_reason(surface) is not None:
            continue
        cased = any(c.islower() for c in words.text[max(0, words.start[i] - 30) : words.end[at] + 30])
        if (
            cased
            and _is_told_as_type(words, i, taken)
            and not YEAR.fullmatch(words.low[at])
            and not counts(words, at)
            and words.low[at] != "0"
        ):
            model = _coded(words, i, "model-letters", None)
            last = model.last
            if (
                words.gap(last) == "-"
                and words.gap(last - 1) == " "
                and _short(words, last)
                and _short(words, last + 1)
            ):
                last += 2  # `MSA 240 C-B`
            found.append(model._replace(last=last, canonical=words.surface(i, last)))
    return found


def _is_told_as_type(words: Words, i: int, taken: Mapping[int, Found]) -> bool:
    """Whether letters and a number are the type of something: what is new or stands near a machine or a make.

    Floors, insurances, tests and chambers with a number are none (`das OG 2`, `die PCR 4`).
    """
    if words.word(i - 1) in tables("models").words("model_adjectives", "adjectives_of_age"):
        return True
    return _is_near(words, i, taken, _is_machine)


def _is_near(words: Words, i: int, taken: Mapping[int, Found], noun: Callable[[str], bool]) -> bool:
    """Whether such a noun or a make stands near word `i`."""
    near = range(max(0, i - NEAR), min(len(words), i + NEAR))
    return any(noun(words.low[k]) or (k in taken and taken[k].label == "BRAND") for k in near)


def _last_coined(words: Words, i: int, taken: Container[int]) -> int:
    """The last of the words in capitals that a name of unknown words goes on with before its number: `der Veltor Quadrac Pro 3`."""
    last = i
    while (
        last - i < 2
        and words.gap(last) == " "
        and last + 1 < len(words)
        and last + 1 not in taken
        and _is_coin(words, last + 1)
    ):
        last += 1
    return last


def _is_coin(words: Words, i: int) -> bool:
    return (
        words.surface(i).istitle()
        and words.surface(i).isalpha()
        and (words.unknown(i) or words.low[i] in tables("models").words("ranks"))
    )


def of_maker(words: Words, maker: Found) -> Found | None:
    """The type after a maker that is no make, letters with digits alone: `Airbus A350F`, `Linde E30`."""
    i = maker.last
    if i >= len(words) or words.gap(i - 1) != " ":
        return None
    surface = words.surface(i)
    mixed = any(c.isalpha() for c in surface) and any(c.isdigit() for c in surface)
    mixed = mixed or (surface.isupper() and len(surface) < 4 and words.word(i + 1).isdigit() and words.gap(i) == " ")
    lists = tables("models")
    typed = words.word(maker.first - 1) in lists.words("type_nouns")
    typed = typed and words.word(maker.first - 1) not in lists.words("scheme_nouns")
    if typed and surface.isdigit() and not counts(words, i) and not YEAR.fullmatch(surface):  # `vom Typ Schindler 5500`
        return Found(i, i + 1, "MODEL", "model-of-maker", surface, None, maker.canonical)
    lettered = surface.isupper() and len(surface) < 4 and TIME.fullmatch(surface) is None  # no `Q1-3`
    if lettered and words.gap(i) == "-" and words.word(i + 1).isdigit():  # `S-1420`
        return Found(i, i + 2, "MODEL", "model-of-maker", words.surface(i, i + 2), None, maker.canonical)
    number = words.word(i + 1)
    if words.unknown(i) and number.isdigit() and len(number) < 4 and words.gap(i) == " " and not counts(words, i + 1):
        return named_machine(words, i, {})._replace(
            rule="model-of-maker", brand=maker.canonical
        )  # `Tornos SwissNano 12`
    if words.gap(i) == "-" or not mixed or not is_code(words, i) or TIME.fullmatch(surface):
        return None
    return _coded(words, i, "model-of-maker", maker.canonical)


def is_code(words: Words, i: int, *, inner: bool = False) -> bool:
    """Whether word `i` is a type: letters with digits, capitals, a number that neither counts nor is a year."""
    surface = words.surface(i)
    if not _CODE.fullmatch(surface) or surface in tables("models").exact("not_model"):
        return False
    if surface in tables("models").exact("currency_codes"):
        return False
    if (
        surface.isupper()
        and surface.isalpha()
        and len(surface) < 4
        and words.gap(i) == "-"
        and words.word(i + 1)[:1].isdigit()
    ):
        return True  # `S-1420`, `LF-122`
    if len(surface) == 1 and surface.isupper():  # `S 516 HD`
        return (
            words.gap(i) == " "
            and words.word(i + 1).isdigit()
            and len(words.word(i + 1)) in (2, 3, 4)
            and not counts(words, i + 1)
        )
    if surface.isdigit():
        return (
            not inner
            and not YEAR.fullmatch(surface)
            and len(surface) < 5
            and not counts(words, i)
            and not _listing(words, i)
        )
    return any(c.isdigit() for c in surface) or (len(surface) >= 2 and surface.isupper() and len(surface) <= 4)


def _is_inner(words: Words, i: int) -> bool:
    """Whether a code or, after a single letter or capitals, a number goes on with a model's name."""
    if words.low[i].isdigit():
        before = words.surface(i - 1)
        return before.isupper() and len(words.low[i]) < 5 and not YEAR.fullmatch(words.low[i]) and not counts(words, i)
    single = (
        len(words.low[i]) == 1
        and words.upper(i)
        and words.gap(i) != "-"
        and words.low[i - 1].isdigit()
        and words.word(i + 1) != "."
    )
    return single or is_code(words, i, inner=True)


def _listing(words: Words, i: int) -> bool:
    """Whether a number after a make is a table cell or a rank."""
    gap = words.gap(i)
    return gap.startswith(("\n", "\t")) or "  " in gap or (words.word(i + 1) in (")", "(", ":") and words.gap(i) == "")


def _is_word(words: Words, i: int) -> bool:
    surface, low = words.surface(i), words.low[i]
    camel = surface[0].islower() and any(c.isupper() for c in surface)  # `lighTram`
    if not (surface[0].isupper() or camel) or len(surface) < 3 or not surface.isalpha() or words.gap(i) == "-":
        return False
    lists = tables("models")
    if surface in lists.exact("not_model") or low.endswith(tuple(lists.words("not_model_endings"))):
        return False
    if surface in lists.exact("currency_codes"):  # `im Kia CHF 1'200.–`
        return False
    if words.low[i] in tables("orgs").words("english", "generic") or words.low[i] in given_names():
        return False
    return words.unknown(i) or low[-1] in "aoiyqx" or lists.phrases("variants").at(words.low, i + 1) > 0


def alone(words: Words, models: list[Found]) -> list[Found]:
    """Later mentions of unlisted models without their make; a bare number needs an article or a variant word."""
    known: dict[str, Found] = {}
    codes = tables("models").exact("currency_codes")
    for model in models:
        if (
            model.rule != WHOLE
            and words.surface(model.first) not in codes
            and words.surface(model.first) not in _PARTICLES
        ):
            known.setdefault(key(words.surface(model.first)), model)
    found = []
    for i in words.at(known):
        word, model = words.low[i], known[words.low[i]]
        if model.first == i or not words.surface(i)[0].isalnum():
            continue
        surface, first = words.surface(i), words.surface(model.first)
        capitals = surface == first.upper() and words.unknown(i)  # `TECHNISCHE DATEN ZELVO 160`
        if (surface == first or capitals) and (not word.isdigit() or _named(words, i)):
            last = i + 1
            if words.gap(i) == "" and words.word(i + 1) == "+":
                last += 1
            last = extend(words, _same_type(words, i, last, model))
            found.append(Found(i, last, "MODEL", "model-seen", words.surface(i, last), None, model.brand))
    return found


def _same_type(words: Words, i: int, last: int, model: Found) -> int:
    """The end of the codes and numbers after word `i` where the first mention has some: `ATTO 2`, `ATTO 1`."""
    if words.gap(i) == "-" == words.gap(model.first):  # `E-3008`, `E-5008`
        return _hyphened(words, last)
    if model.last - model.first < 2 or words.gap(model.first) != " " or last > i + 1:
        return last
    coded = any(c.isdigit() or c.isupper() for c in words.surface(model.first + 1))
    while coded and last < len(words) and words.gap(last - 1) == " " and last - i < 3:
        there = model.first + last - i
        if not (there < model.last and words.surface(there) == words.surface(last)) and not _goes_on(words, last):
            break
        last += 1
    return _hyphened(words, last)


def _goes_on(words: Words, i: int) -> bool:
    """Whether word `i` is a code, or a number that does not count."""
    if words.low[i].isdigit():
        typed = any(c.isdigit() for c in words.word(i + 1)[1:]) and words.upper(i + 1)  # `KR 120 R3900-3`
        return len(words.low[i]) < 5 and not YEAR.fullmatch(words.low[i]) and (typed or not counts(words, i))
    return any(c.isdigit() for c in words.surface(i)) and is_code(words, i)


def repeated_variants(words: Words, models: list[Found], taken: Container[int]) -> list[Found]:
    """The models, with the capitalised word after them where the pair recurs: `Avenger Edelweiss`.

    German joins its nouns or parts them by an article, so a noun that keeps standing bare after a model is its variant.
    """
    seen: dict[tuple[str, str], list[int]] = {}
    lists = tables("models")
    for at, model in enumerate(models):
        i = model.last
        if model.label != "MODEL" or i >= len(words) or i in taken or words.gap(i - 1) != " ":
            continue
        if not (words.upper(i) or words.low[i].isdigit()):
            continue
        word = words.low[i]
        fit = (
            word.isalpha()
            and len(word) > 3
            and words.gap(i) != "-"
            and (not words.surface(i).isupper() or _in_small(words, i))
        )
        number = word.isdigit() and len(word) < 5 and not YEAR.fullmatch(word) and not counts(words, i)
        if (number and words.gap(i) != "-") or (
            fit
            and word not in lists.words("not_variants")
            and not word.endswith(tuple(lists.words("not_model_endings")))
        ):  # `Ténéré 900`
            seen.setdefault((words.low[model.first], word), []).append(at)
    extended = list(models)
    for places in seen.values():
        for at in places if len(places) > 1 else ():
            model = models[at]
            last = extend(words, model.last + 1)
            tail = words.text[words.end[model.last - 1] : words.end[last - 1]]
            extended[at] = model._replace(last=last, canonical=model.canonical + tail)
    return extended


def trims_alone(words: Words, models: list[Found], taken: Container[int]) -> list[Found]:
    """Trim levels by themselves behind a masculine article: `beim Comfort`, `schafft der Dual Motor`."""
    trims: dict[str, tuple[list[str], str | None]] = {}
    variants = tables("models").phrases("variants")
    for model in models:
        first = next((k for k in range(model.first + 1, model.last) if variants.at(words.low, k)), model.last)
        if model.label == "MODEL" and 0 < model.last - first < 3 and words.upper(first):
            trims.setdefault(words.low[first], (words.low[first : model.last], model.brand))
    found = []
    articles = tables("models").words("trim_articles")
    for i in [i for i in words.at(trims) if i not in taken]:
        form, brand = trims[words.low[i]]
        last = i + len(form)
        if words.low[i:last] != form or words.word(i - 1) not in articles or words.gap(i - 1) != " ":
            continue
        if (
            words.gap(last - 1) not in (" ", "")
            or words.upper(last)
            or words.word(last) in ("des", "von", "der", "und")
        ):
            continue
        noun = len(form) == 1 and lexicon.known(form[0])  # `von der Limousine`, but `der Performance kommt weiter`
        noun = noun and not (words.word(i - 1) == "der" and words.word(last).endswith("t"))
        if words.upper(i) and not noun:
            found.append(Found(i, last, "MODEL", "model-trim", words.surface(i, last), None, brand))
    return found


def counterparts(words: Words, models: list[Found], taken: Container[int]) -> list[Found]:
    """The second of two types that share their first word: `RBDe 565 und 566`."""
    found = []
    for model in models:
        number = words.low[model.last - 1]
        at = model.last + 1
        link = words.word(model.last) in ("und", "oder", "/") and at not in taken
        if model.label != "MODEL" or not number.isdigit() or not link or model.last - model.first < 2:
            continue
        other = words.word(at)
        if other.isdigit() and len(other) == len(number) > 1 and not counts(words, at) and words.gap(at) != "-":
            found.append(Found(at, at + 1, "MODEL", "model-counterpart", words.surface(at), None, model.brand))
    return found


def _ends_sentence(words: Words, i: int) -> bool:
    """Whether the point behind number `i` ends a sentence and makes no ordinal: `entfiel auf den 4.` at a line's end."""
    return "\n" in words.gap(i + 1) or words.word(i + 2) in tables("places").words("determiners")


def _named(words: Words, i: int) -> bool:
    lists = tables("models")
    article = words.word(i - 1) in lists.words("articles") and not counts(words, i)
    article = article and (words.word(i + 1) != "." or _ends_sentence(words, i))
    return article or lists.phrases("variants").at(words.low, i + 1) > 0
