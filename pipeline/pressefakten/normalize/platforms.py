"""Platforms and drive families that no list has: `Plattform SEPA 2.0`, `XPA-Plattform`, `Modularer E-Antriebs-Baukasten`."""

from __future__ import annotations

import re
from collections.abc import Container

from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words, word_test

_NOUN = re.compile(r"lattform|rchitektur|aukasten|latform|rchitecture|aukästen")
_CODE = re.compile(r"[A-Za-z]{0,3}[A-Z][A-Za-z]*\d*\+?|[A-Z]+[a-z]{0,2}\d*")
_KITS = ("baukasten", "baukastens")
_VOLTS = re.compile(r"\d+|\d+-?[vV](?:olt)?")


@word_test
def _names_platform(word: str) -> bool:
    lists = tables("models")
    return word in lists.words("platform_english") or word in lists.words("platform_nouns") or word.endswith(_KITS)


def unlisted(words: Words, taken: Container[int]) -> list[Found]:
    """The platforms beside a noun for one, and their other mentions; only in texts about vehicles (the caller knows)."""
    if not _NOUN.search(words.text):
        return []
    lists = tables("models")
    nouns, english = lists.words("platform_nouns"), lists.words("platform_english")
    found: list[Found] = []
    for i in words.having(_names_platform):
        word = words.low[i]
        if word in english and words.upper(i):
            found += _english(words, i, taken)
        elif word in nouns and words.upper(i):
            found += _before(words, i, taken) or _modular(words, i) or _after(words, i, taken)
        else:
            found += _modular(words, i)
    return [*found, *_mentions(words, found, taken)] if found else []


def _platform(words: Words, first: int, last: int, rule: str) -> Found:
    return Found(first, last, "PLATFORM", rule, words.surface(first, last))


def _is_code(words: Words, i: int) -> bool:
    """Whether word `i` is written as a platform's code: two capitals, or capital and digit."""
    if not 0 <= i < len(words.low):
        return False
    surface = words.surface(i)
    capitals = sum(c.isupper() for c in surface)
    shaped = capitals >= 2 or (capitals == 1 and (surface[-1].isdigit() or len(surface) == 1))
    return shaped and _CODE.fullmatch(surface) is not None and surface not in tables("models").exact("not_model")


def _before(words: Words, i: int, taken: Container[int]) -> list[Found]:
    """`MEB-Plattform`, `CMF-EV-Plattform`: the code that a hyphen joins to the noun."""
    first = i
    while words.gap(first - 1) == "-" and first - 1 not in taken and _is_code(words, first - 1):
        first -= 1
    whole = first < i and words.gap(first - 1) != "-" and not _VOLTS.fullmatch(words.word(first))
    return [_platform(words, first, i, "platform-compound")] if whole and len(words.surface(first, i)) > 1 else []


def _modular(words: Words, i: int) -> list[Found]:
    """`Modularer E-Antriebs-Baukasten`: an adjective with a capital in mid-sentence makes the noun a name."""
    first = i
    while words.gap(first - 1) == "-":
        first -= 1
    adjective = words.gap(first - 1) == " " and words.word(first - 1).startswith("modular") and words.upper(first - 1)
    if not adjective or words.sentence_start(first - 1):
        return []
    return [_platform(words, first - 1, i + 1, "platform-modular")]


def _after(words: Words, i: int, taken: Container[int]) -> list[Found]:
    """`Plattform SEPA 2.0`, `Elektroarchitektur MB.EA`, `Plattformen QX Small und QX Medium`."""
    at, found = i + 1, []
    while words.gap(at - 1) == " " and at not in taken and _is_code(words, at):
        last = _code_end(words, at)
        if words.gap(last - 1) == "-" and words.upper(last):
            break
        found.append(_platform(words, at, last, "platform-after-noun"))
        if words.word(last) not in ("und", "oder", ","):
            break
        at = last + 1
    return found


def _code_end(words: Words, at: int) -> int:
    """The end of a code with its parts after hyphen and point, size word and version."""
    last = at + 1
    sizes = tables("models").words("platform_sizes")
    while last < len(words):
        gap = words.gap(last - 1)
        joined = gap in ("-", "") and words.low[last].isalnum()
        dotted = gap == "" and words.low[last] == "." and words.gap(last) == "" and words.word(last + 1).isalnum()
        spaced = gap == " " and words.upper(last) and (words.low[last] in sizes or _is_code(words, last))
        version = gap == " " and words.low[last].isdigit() and words.word(last + 1) == "." and words.gap(last) == ""
        version = version and words.word(last + 2).isdigit() and words.gap(last + 1) == ""
        if dotted:
            last += 2
        elif version:
            last += 3
        elif joined or spaced:
            last += 1
        else:
            break
    return last + (words.word(last) == "+" and words.gap(last - 1) == "")


def _english(words: Words, i: int, taken: Container[int]) -> list[Found]:
    """`Electric-Global Modular Platform`, `Van Electric Architecture`, `e-Platform 3.0`."""
    first, last = i, i + 1
    while first - 1 not in taken and words.gap(first - 1) in (" ", "-") and _english_part(words, first - 1):
        first -= 1
    while (
        last < len(words) and words.gap(last - 1) == " " and words.low[last] in tables("models").words("platform_kinds")
    ):
        last += 1
    version = words.word(last).isdigit() and words.gap(last - 1) == " " and words.word(last + 1) == "."
    if version and words.word(last + 2).isdigit() and words.gap(last) == words.gap(last + 1) == "":
        last += 3
    named = last - first > 1 and words.gap(last - 1) != "-"
    return [_platform(words, first, last, "platform-english")] if named else []


def _english_part(words: Words, i: int) -> bool:
    kinds = tables("models").words("platform_kinds")
    joined = words.gap(i) == "-" and len(words.word(i)) < 3
    return words.word(i) in kinds or joined or (words.upper(i) and _is_code(words, i) and len(words.word(i)) > 1)


def _mentions(words: Words, found: list[Found], taken: Container[int]) -> list[Found]:
    """The same names elsewhere."""
    seen = {words.surface(name.first): name for name in found}
    lows = {words.low[name.first] for name in found}
    firsts, more = {name.first for name in found}, []
    for i in [i for i in words.at(lows) if words.surface(i) in seen and i not in firsts and i not in taken]:
        name = seen[words.surface(i)]
        last = i + name.last - name.first
        if words.text[words.start[i] : words.start[i] + len(name.canonical)] == name.canonical and last <= len(words):
            more.append(_platform(words, i, last, "platform-seen"))
    return more
