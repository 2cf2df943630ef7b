"""German nouns in the form that slots hold: `Standorten` -> `Standort`, `der reinen Elektroautos` -> `reine Elektroautos`."""

import functools
import re
from collections.abc import Iterator

from pressefakten.normalize import lexicon
from pressefakten.patterns import words

_UMLAUTS = {"äu": "au", "ä": "a", "ö": "o", "ü": "u"}
_ADJECTIVAL = (
    "ende",
    "enden",
    "igte",
    "igten",
    "ierte",
    "ierten",
    "ragte",
    "ragten",
    "cherte",
    "cherten",
    "elnde",
    "elnden",
    "rnde",
    "rnden",
)


@functools.cache
def _table() -> dict[str, str]:
    return {plural.lower(): one for plural, one in words("plurals")["singular"].items()}


@functools.cache
def _behind_words() -> dict[str, str]:
    return dict(words("plurals")["behind_words"])


@functools.cache
def _suffixes() -> tuple[tuple[str, str], ...]:
    return tuple(words("plurals")["suffix"].items())


@functools.cache
def _unchanging() -> tuple[str, ...]:
    return tuple(words("plurals")["same"]["suffix"])


@functools.cache
def _weak() -> tuple[str, ...]:
    """Endings of plurals that have their `n` in the nominative, too."""
    return tuple(words("plurals")["weak"]["suffix"])


@functools.cache
def _masculine() -> tuple[str, ...]:
    """Endings of nouns whose adjectives end in `-er`: `gesamter Bestand`."""
    return tuple(words("plurals")["masculine"]["suffix"])


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(word.lower() for word in words("common_nouns")["nouns"].split() if len(word) > 2)


@functools.lru_cache(maxsize=8192)
def singular(noun: str) -> str:
    """Nominative singular by the noun list (also as last part of a compound), else by ending; unknown forms stay."""
    low = noun.lower()
    for start in range(len(low) - 2):
        one = _table().get(low[start:])
        if one is None and (start == 0 or lexicon.known(low[:start]) or lexicon.known(f"{low[:start]}n")):
            one = _behind_words().get(low[start:])
        if one is not None:
            return noun[:start] + (one.lower() if noun[start].islower() else one)
    if not low[-1:].isalpha() or noun.isupper() or low.endswith(_unchanging()):
        return noun
    for ending, replacement in _suffixes():
        if low.endswith(ending) and len(low) - len(ending) >= 2:
            return noun[: len(noun) - len(ending)] + replacement
    if low.endswith(_ADJECTIVAL) or _is_adjectival(low):
        return noun[:-1] + "r" if low.endswith("n") else noun + "r"
    if low.endswith(("er", "ern")) and _is_one(low.removesuffix("n")):
        return noun.removesuffix("n")
    return _by_lexicon(noun) or _by_ending(noun)


def _is_adjectival(low: str) -> bool:
    """Whether a noun in `-e` or `-en` is an adjective or participle in its place: `Freiwilligen`, `Behandelte`; no `Tische`, `Geschäfte`."""
    stem = low.removesuffix("n").removesuffix("e")
    if stem == low or not _QUALITY.fullmatch(stem) or lexicon.listed(lexicon.NOUN + stem):
        return False
    return lexicon.listed(stem) or (len(stem) >= _LONG_STEM and stem.endswith(("los", "bar", "lich")))


_QUALITY = re.compile(r".{3,}(?:isch|lich|ig|bar|los|haft|sam|iert)|(?:be|ver|er|ent|zer|ge).{3,}t")
_LONG_STEM = 13
"""Letters from which on a compound in `-los` or `-bar` need not be listed."""


def _is_one(low: str) -> bool:
    """Whether a noun in `-er` has a genitive in `-ers`, so that it is no plural of another: `Erzeuger`, but not `Bilder`, `Dörfer`."""
    plain = without_umlaut(low.removesuffix("er"))
    genitive = plain is not None and all(lexicon.listed(lexicon.NOUN + form) for form in (plain, f"{plain}es"))
    if genitive and not any(lexicon.listed(lexicon.NOUN + form) for form in (f"{low}in", low[:-1])):
        return False  # no `Räuber`, whom a `Räuberin` tells, and no `Käufer`, since `Kauf` has `Käufe`
    part = lexicon.head(low)
    return _is_listed(f"{low}s") and (part in ("", low) or not without_umlaut(part) or _is_one(part))


def _by_lexicon(noun: str) -> str | None:
    """The candidate whose last part is the longest known noun."""
    best, length = None, 2
    for candidate in _candidates(noun):
        known = _known_length(candidate.lower())
        if known > length:
            best, length = candidate, known
    return best


def is_noun(word: str) -> bool:
    """Whether a word, or the last part of a compound, is a form of a known noun: for words that open a sentence."""
    return _by_lexicon(word) is not None or word.lower() in _table()


def _candidates(noun: str) -> Iterator[str]:
    for ending in ("", "n", "en", "e", "er", "ern", "s", "se", "sen"):
        if not noun.endswith(ending) or len(noun) - len(ending) < 3:
            continue
        stem = noun[: len(noun) - len(ending)]
        yield stem
        if ending in ("e", "en", "er", "ern", "", "n"):
            plain = without_umlaut(stem)
            if plain is not None:
                yield plain


def without_umlaut(stem: str) -> str | None:
    """The stem with its last umlaut undone, or None where it has none: `Einsätz` -> `Einsatz`."""
    at = max(stem.rfind(letter) for letter in "äöü")
    if at < 0:
        return None
    long = stem[at : at + 2] == "äu"
    return stem[:at] + _UMLAUTS["äu" if long else stem[at]] + stem[at + (2 if long else 1) :]


def _known_length(low: str) -> int:
    known = _known()
    return next((len(low) - start for start in range(len(low) - 2) if low[start:] in known), 0)


def _by_ending(noun: str) -> str:
    low = noun.lower()
    if low.endswith(("ern", "eln")):
        return noun[:-1]
    if low.endswith(("chen", "lein")) and lexicon.listed(lexicon.NOUN + low) and not _is_listed(noun[:-1]):
        return noun  # a diminutive, or an infinitive: `Brötchen`, `Versprechen`
    if low.endswith("en") and len(low) > 4:
        return noun[:-2] if not _is_listed(noun[:-1]) and _is_listed(noun[:-2]) else noun[:-1]
    if low.endswith("e") and len(low) > 4:
        start = len(noun) - len(lexicon.head(low) or low)  # of the last part: `Turbine` is one, `Module` are several
        stems = [stem for stem in (without_umlaut(noun[start:-1]), noun[start:-1]) if stem]
        known = next((stem for stem in stems if lexicon.listed(lexicon.NOUN + stem.lower())), None)
        return (
            noun if known is None and lexicon.listed(lexicon.NOUN + low[start:]) else noun[:start] + (known or stems[0])
        )
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


def _is_listed(noun: str) -> bool:
    """Whether the large word list knows a noun or its last part as a noun's form."""
    low = noun.lower()
    return lexicon.listed(lexicon.NOUN + low) or bool(lexicon.head(low))


def nominative(adjectives: list[str], noun: str, article: str) -> str:
    """A noun phrase in the nominative without its article, from the genitive or dative behind `article`."""
    single = article in ("des", "dem", "vom", "am", "im", "zum", "beim") or any(
        word.endswith("em") for word in adjectives
    )
    if article == "des" and noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        noun = noun[:-2] if noun.endswith(("zes", "tes", "des", "kes", "ges", "bes", "ches")) else noun[:-1]
    ending = "e" if not single else "er" if noun.lower().endswith(_masculine()) else "es"
    plain = [
        word[:-2] + ending if word.endswith(("en", "er", "em")) and word[:1].islower() and len(word) > 4 else word
        for word in adjectives
    ]
    return " ".join([*plain, noun])


@functools.lru_cache(maxsize=8192)
def plural(noun: str) -> str:
    """The nominative of a noun in the dative plural: `Motorrädern` -> `Motorräder`; others stay, `Kunden` too."""
    bare, one = noun[:-1], singular(noun)
    if noun.endswith(_weak()):
        return noun
    if noun.endswith(("ern", "eln")):
        return bare
    strong = noun.endswith("en") and one not in (noun, bare) and singular(bare) == one
    strong = strong or (noun.endswith("en") and _is_adjectival(noun.lower()))
    strong = strong or (noun.endswith("en") and one == bare and all(_is_form(noun[:-2] + end) for end in ("", "es")))
    return bare if strong and (lexicon.known(bare.lower()) or _is_adjectival(bare.lower())) else noun


def _is_form(word: str) -> bool:
    """Whether a word is the form of a known noun or ends in one: `Karosserieteiles`."""
    return lexicon.listed(lexicon.NOUN + word.lower()) or bool(lexicon.head(word.lower()))


def last_part(compound: str) -> str:
    """The last known noun of a compound, in lower case: `Gebrauchtwagen` -> `wagen`; the whole where none is known."""
    low = compound.lower()
    one = singular(compound).lower()
    known = _known_length(one[1:])
    table = next((len(low) - start for start in range(1, len(low) - 2) if low[start:] in _table()), 0)
    if table >= known and table:
        return low[-table:]
    return low[len(one) - known :] if known else low
