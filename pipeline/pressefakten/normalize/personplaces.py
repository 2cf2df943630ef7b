"""Where German grammar wants a person's name: subjects of what only people do, owners, appositions."""

from __future__ import annotations

import functools
import re
from collections.abc import Container

from pressefakten.normalize import lexicon
from pressefakten.normalize.namewords import FAMILY, GIVEN, ROLE, STOP, TITLE, Words, determiners
from pressefakten.patterns import words

_END = re.compile(r"[.!?;:](?:\s|$)|\n")
_STOP = re.compile(r"[^\W\d][.!?;:,](?:\s|$)|^[.!?;:,]|\n")
"""The end of a clause; the full stop of `1. Mai` is none."""
_LOWER = re.compile(r"\b[a-zäöüß]{2,}\b")
_AS = re.compile(r"\bals (?:[a-zäöü]+e[rnsm]? )?([A-ZÄÖÜ][\w-]+)")
_OWNED = re.compile(r"\b(?:sein|ihr)(?:e[rnsm]?)? (?:[a-zäöü]+e[rnsm]? )?([A-ZÄÖÜ]\w+)")
SHORTEST_HEAD = 7
"""Letters of the shortest noun that may end a compound: `Fahrzeuge` are no `Zeuge`."""
TOWNS = ("ingen", "ikon", "hausen", "kirchen", "stadt", "weiler", "leben", "zell")
"""Endings of towns rather than of families."""
REACH = 200
"""Characters of a clause that are looked at."""


@functools.cache
def _column(table: str, key: str) -> frozenset[str]:
    value: str = words("persons")[table][key]
    return frozenset(value.split())


@functools.cache
def _predicates() -> frozenset[str]:
    """All forms of the third person, participles and infinitives of what only people do."""
    forms = set(_column("predicates", "strong"))
    for infinitive in _column("predicates", "weak"):
        stem = infinitive.removesuffix("en") if infinitive.endswith("en") else infinitive.removesuffix("n")
        link = "e" if stem[-1] in "dt" else ""
        forms |= {infinitive, stem + link + "t", stem + link + "te", "ge" + stem + link + "t"}
    return frozenset(forms)


@functools.cache
def _head_endings() -> tuple[str, ...]:
    return tuple(sorted(head for head in _column("predicates", "heads") if len(head) >= SHORTEST_HEAD))


@functools.lru_cache(maxsize=1 << 14)
def is_person_noun(word: str) -> bool:
    """Whether a noun says what someone is: `Biathletin`, `CSU-Politiker`, in the genitive too."""
    low = word.lower()
    last = low.rpartition("-")[2]
    heads = _column("predicates", "heads")
    return any(
        form in heads or (form.endswith(_head_endings()) and lexicon.known(form))
        for form in dict.fromkeys((last, last.removesuffix("s"), last.removesuffix("n"), last.removesuffix("en")))
    )


@functools.lru_cache(maxsize=1 << 14)
def unknown(word: str) -> bool:
    """Whether a word is written as names are and German does not know it, nor the word without a genitive's `s`."""
    low = word.lower()
    if len(low) < 3 or not low.isalpha() or not word[1:].islower() or low.endswith(TOWNS):
        return False
    return not lexicon.known(low) and not (low.endswith("s") and lexicon.known(low[:-1]))


def after_noun(text: Words, i: int) -> bool:
    """Whether a noun that says nothing of a person stands straight before word `i`: `Sturm Niklas`, `Hagia Sophia`."""
    if not i or text.gap[i] != " " or text.bits[i - 1] & (STOP | TITLE | ROLE):
        return False
    before = text.word[i - 1]
    return not is_person_noun(before) and before not in _column("predicates", "possessed")


def nameable(text: Words, first: int, last: int) -> bool:
    """Whether words are a name's: the last one unknown to German, the others unknown or given names."""
    return unknown(text.word[last]) and all(
        text.bits[i] & (GIVEN | FAMILY) or unknown(text.word[i]) for i in range(first, last)
    )


def apposed(text: Words, i: int) -> bool:
    """Whether a noun that says what someone is stands straight before word `i`."""
    return i > 0 and text.gap[i] == " " and is_person_noun(text.word[i - 1])


def follows(text: Words, i: int) -> bool:
    """Whether `sein Nachfolger`, `ihre Stellvertreterin` stands straight before word `i`."""
    heir = i > 0 and text.gap[i] == " " and text.word[i - 1].lower() in _column("predicates", "heirs")
    whose = text.word[i - 2].lower() if i > 1 and text.gap[i - 1] == " " else text.before(i - 1).lower() if heir else ""
    return heir and whose.startswith(("sein", "ihr", "dessen", "deren"))


def owns(text: Words, last: int) -> bool:
    """Whether word `last` is a genitive before what a person has: `Kolbs Nachfolger`, `Kolbs langer Blick`."""
    if not text.word[last].endswith("s") or last + 1 >= len(text):
        return False
    gap = text.gap[last + 1]
    adjective = gap.startswith(" ") and gap.endswith((" ", "n ", "r ", "s ", "e ", "m ")) and gap.strip().isalpha()
    return (gap == " " or adjective) and text.word[last + 1] in _column("predicates", "possessed")


def acts(text: Words, first: int, last: int) -> bool:
    """Whether the words stand as subject of a clause that only a person can be the subject of."""
    before, after = _before(text, first), text.after(last)
    if before in ("von", "durch") and _done(text, first, last):
        return True
    if before == "auf" and last > first and after in ("folgt", "folgte"):
        return True
    if before in determiners() or text.gap[last + 1][:1] in "-&/(":
        return False
    carrier = _column("place", "carrier")
    fronted = before in carrier or before in _predicates()
    opens = before in _column("place", "before") or _opens(text, first)
    if not fronted and not (opens and after and after.islower()):
        return False
    return before in _predicates() or _personal(text, last)


def takes_over(text: Words, first: int, last: int, offices: Container[int]) -> bool:
    """Whether the clause of two names at its head says that someone has an office or leads something, or whom someone follows.

    `Jelto Zelbrink wird am 1. Mai Leiter`, `Izabela Zelwak leitet das Werk`, `folgt Rosa Zelbrecht nach`.
    """
    particle = _column("office", "follows") if text.before(first) in _column("office", "following") else frozenset()
    if text.after(last) in particle and text.bits[first] & GIVEN:
        return True
    named = (unknown(text.word[last]) or text.bits[last] & FAMILY) and (
        unknown(text.word[first]) or text.bits[first] & GIVEN
    )
    verb = text.after(last)
    if not named or not verb or not _opens(text, first) or lexicon.known(text.word[first].lower()):
        return False
    k = _object(text, last)
    if k < 0:
        return False
    if verb in _column("office", "becomes"):
        return k in offices and text.word[k] not in _column("office", "weak")
    if verb in _column("office", "takes"):
        return text.word[k] in _column("office", "taken")
    return verb in _column("office", "leads") and text.word[k] not in _column("office", "joint")


def _object(text: Words, last: int) -> int:
    """The first word with a capital behind word `last`, dates aside; -1 where the clause ends before it."""
    k = last + 1
    while k < len(text) and not _STOP.search(text.gap[k]):
        if text.word[k] not in _column("office", "dates"):
            return k
        k += 1
    return -1


def _done(text: Words, first: int, last: int) -> bool:
    """Whether the clause says that something was written, for names of two words also led or signed, by whom."""
    done = _column("predicates", "creative")
    if last > first:
        done |= _column("predicates", "led")
    before = text.text[max(0, text.start[first] - REACH) : text.start[first]]
    before = _END.split(before)[-1]
    end = _END.search(text.text, text.end[last], text.end[last] + REACH)
    after = text.text[text.end[last] : end.start() if end else text.end[last] + REACH]
    return not done.isdisjoint(_LOWER.findall(before.lower())) or not done.isdisjoint(_LOWER.findall(after))


def _before(text: Words, i: int) -> str:
    """The word before word `i` in lower case, one that opens the sentence too (`Obwohl Kolb …`)."""
    if i and text.gap[i] == " " and text.bits[i - 1] & STOP:
        return text.word[i - 1].lower()
    return text.before(i)


def _opens(text: Words, i: int) -> bool:
    """Whether word `i` opens a sentence or a line."""
    gap = text.gap[i].rstrip(" ")
    return (not gap and i == 0) or gap[-1:] in tuple('.!?:\n"„“«»')


def _personal(text: Words, last: int) -> bool:
    """Whether the clause after word `last` says what only people do, are or have."""
    start = text.end[last]
    end = _END.search(text.text, start, start + REACH)
    clause = text.text[start : end.start() if end else start + REACH]
    if not _predicates().isdisjoint(_LOWER.findall(clause)):
        return True
    possessed = _column("predicates", "possessed")
    return any(is_person_noun(m[1]) for m in _AS.finditer(clause)) or any(
        m[1] in possessed for m in _OWNED.finditer(clause)
    )
