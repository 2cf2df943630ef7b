"""What a capitalised word can be in a person's name, and the capitalised words of a text as columns."""

import functools
import re
import unicodedata
from typing import Any

from pressefakten.normalize.rolewords import Role, role_of
from pressefakten.patterns import words

GIVEN, WEAK, FAMILY, SUFFIX, NOUN, TITLE, ADDRESS, NOBLE, INITIAL, CAPS, ROLE, PARTICLE, LOOKS, STOP, TAIL, FAMOUS = (
    1 << n for n in range(16)
)
"""NOUN a listed common noun, LOOKS an ending of one, STOP never in a name, TAIL ends the name of a company or place."""

WORD = re.compile(r"(?<!\w)[^\W\d_a-zà-öø-ÿß]\w*(?:[-'‑][^\W_]\w*)*")
MONTHS = frozenset(("April", "August", "Juni", "Juli", "Mai", "März", "Januar"))
_DAY = re.compile(r"(?:\d\.|(?<![a-zäöü])(?:im|ab|per|seit|bis|vom|zum)) $")
"""What stands before a month that is also a given name."""


@functools.cache
def _column(name: str, key: str, table: str | None = None) -> frozenset[str]:
    data: dict[str, Any] = words(name)
    value: str = data[table][key] if table else data[key]
    return frozenset(value.split())


@functools.cache
def given_names() -> frozenset[str]:
    """All given names, the doubtful ones included."""
    return frozenset(
        name for table in words("given_names").values() for column in table.values() for name in column.split()
    )


@functools.cache
def weak_names() -> frozenset[str]:
    """Given names that are also words, places or makes."""
    return _column("given_names", "names", "word")


@functools.cache
def firm_names() -> frozenset[str]:
    """Those of them that are given names before a word that German does not know."""
    return _column("given_names", "firm", "word")


@functools.cache
def speaks() -> frozenset[str]:
    """Verbs whose subject speaks."""
    return _column("speech_verbs", "says", "verbs")


@functools.cache
def determiners() -> frozenset[str]:
    """Words before a common noun."""
    return _column("name_hints", "determiner")


@functools.cache
def particles() -> frozenset[str]:
    """Lower-case words inside a name."""
    return _column("name_hints", "particles")


@functools.cache
def _endings(key: str) -> tuple[str, ...]:
    return tuple(sorted(_column("name_hints", key)))


@functools.cache
def _titles() -> frozenset[str]:
    return _column("titles", "academic")


@functools.cache
def title_gap() -> re.Pattern[str]:
    """What may stand between a title and the name or the next title: `. rer. nat. `."""
    links = "|".join(sorted(_column("titles", "link")))
    return re.compile(rf"\.?(?:-|, ?| )?(?:(?:{links})[.)]{{0,2}}[ -]?|\()*")


@functools.cache
def _age() -> re.Pattern[str]:
    named = "|".join(map(re.escape, sorted(_column("name_hints", "parties"), reverse=True)))
    return re.compile(rf" ?\((?:\d{{2}}(?: Jahre)?|{named})[),]")


def age_or_party(text: str, at: int) -> bool:
    """Whether ` (44)` or ` (CDU)` stands at a place."""
    return _age().match(text, at) is not None


def _plain(word: str) -> str:
    """`María` without its accents; the German umlauts stay."""
    if any(letter in "äöüÄÖÜ" for letter in word):
        return word
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def is_given(word: str) -> bool:
    """Whether the word, or the first part of a hyphenated one, is a given name."""
    if word in given_names() or (not word.isascii() and _plain(word) in given_names()):
        return True
    first, dash, last = word.partition("-")
    return bool(dash) and first in given_names() and first not in weak_names() and last in given_names()


@functools.lru_cache(maxsize=1 << 16)
def flags(word: str) -> int:
    """Every class that the word may belong to, as bits."""
    bits = _noun_bits(word) | _title_bits(word) | _family_bits(word)
    if len(word) == 1:
        return bits | INITIAL
    if word.isupper():
        bits |= CAPS
        if len(word) > 3 and is_given(word.title()):
            bits |= GIVEN | WEAK
    if not bits & STOP and is_given(word):
        bits |= GIVEN | (WEAK if word in weak_names() or bits & NOUN else 0)
    return bits


def _title_bits(word: str) -> int:
    bits = TITLE if word in _titles() else 0
    if word in _column("titles", "address"):
        bits |= TITLE | ADDRESS
    if word in _column("titles", "nobility"):
        bits |= NOBLE
    if word in _column("name_hints", "capital_particles"):
        bits |= PARTICLE
    return bits


def _family_bits(word: str) -> int:
    family = _column("name_hints", "family")
    bits = FAMOUS if word in _column("name_hints", "famous") else 0
    last = word.rpartition("-")[2]
    if bits or word in family or word.startswith("O'") or (last != word and last in family):
        return bits | FAMILY
    return SUFFIX if len(word) > 4 and word.endswith(_endings("family_suffix")) else 0


def _noun_bits(word: str) -> int:
    bits = ROLE if role_of(word) is not None else 0
    for key, bit in (("stop", STOP), ("tail", TAIL), ("not_name", NOUN)):
        if word in _column("name_hints", key):
            return bits | bit
    if word in _column("role_heads", "modifier", "english") or word in _column("role_heads", "head", "english"):
        return bits | NOUN  # `Global Head of Sales`
    plain = word.rpartition("-")[2].lower()
    if _is_noun(plain.translate(UMLAUTS), OF_NAMES if word in given_names() else INFLECTION):
        return bits | NOUN
    looks = len(plain) > 4 and (plain.endswith(_endings("noun_suffix")) or _ends_with_noun(plain.translate(UMLAUTS)))
    return bits | (LOOKS if looks else 0)


@functools.cache
def _nouns() -> frozenset[str]:
    return frozenset(word.lower().translate(UMLAUTS) for word in words("common_nouns")["nouns"].split())


@functools.cache
def _heads() -> frozenset[str]:
    """Nouns that say that a compound is one: those that no family name ends with."""
    return frozenset(noun for noun in _nouns() if len(noun) > 3) - {
        name.translate(UMLAUTS) for name in _column("common_nouns", "also_family")
    }


UMLAUTS = str.maketrans("äöü", "aou")
"""Plurals change the vowel: `Aufträge`."""
INFLECTION = ("", "s", "es", "e", "en", "n", "er", "ern", "in", "innen")


OF_NAMES = ("", "s", "es", "e", "n")
"""Endings behind which a given name is a noun, too: `Tage`; no `Volker`, no `Armin`."""


def _is_noun(lowered: str, endings: tuple[str, ...] = INFLECTION) -> bool:
    return any(lowered.removesuffix(end) in _nouns() for end in endings if lowered.endswith(end))


def _ends_with_noun(lowered: str) -> bool:
    for end in INFLECTION:
        if lowered.endswith(end):
            stem = lowered.removesuffix(end)
            if any(stem[-size:] in _heads() for size in range(4, min(len(stem) - 2, 15))):
                return True
    return False


class Words:
    """The capitalised words of a text as columns: `word`, `start`, `end`, `bits`, and `gap`, the text before each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.word: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.gap: list[str] = []
        position = 0
        for match in WORD.finditer(text):
            start, end = match.span()
            self.word.append(match.group())
            self.start.append(start)
            self.end.append(end)
            self.gap.append(text[position:start])
            position = end
        self.gap.append(text[position:])
        self.bits = [flags(word) for word in self.word]

    def __len__(self) -> int:
        return len(self.word)

    @functools.cached_property
    def families(self) -> frozenset[str]:
        """The words behind given names; no office behind a month: `wird am 1. Mai Finanzchefin`."""
        pairs = (
            i
            for i in range(1, len(self))
            if self.bits[i - 1] & GIVEN and self.gap[i] == " " and not self.is_month(i - 1)
        )
        return frozenset(self.word[i] for i in pairs)

    def is_month(self, i: int) -> bool:
        """Whether a given name is a month behind its day or a preposition: `1. April Gregor Lanthaler`, `im Mai Direktorin`."""
        edge = i > 0 and self.word[i - 1] in ("Ende", "Anfang", "Mitte") and self.gap[i] == " "
        return self.word[i] in MONTHS and (edge or _DAY.search(self.gap[i]) is not None)

    def role(self, i: int) -> Role | None:
        """The office that word `i` names, if any."""
        return role_of(self.word[i]) if self.bits[i] & ROLE else None

    def before(self, i: int) -> str:
        """The lower-case word right before word `i`, or an empty string."""
        gap = self.gap[i]
        if not gap.endswith(" ") or len(gap) < 2:
            return ""
        last = gap[:-1].rpartition(" ")[2]
        return last if last.isalpha() else ""

    def in_front(self, i: int) -> str:
        """The same where that word may have a capital: `Der Vorsitzende` opens a sentence."""
        return self.word[i - 1].lower() if i and self.gap[i] == " " else self.before(i)

    def is_apposed(self, i: int) -> bool:
        """Whether word `i` follows a given name, one more and a comma: `Ulrich Schaffrath, Vorstand Traffic Tunnelling`."""
        return i > 1 and self.gap[i] == ", " and self.gap[i - 1] == " " and bool(self.bits[i - 2] & GIVEN)

    def after(self, i: int) -> str:
        """The lower-case word right after word `i`, or an empty string."""
        gap = self.gap[i + 1]
        if not gap.startswith(" "):
            return ""
        first = gap[1:].partition(" ")[0]
        return first.rstrip(".,;:") if first[:1].isalpha() else ""
