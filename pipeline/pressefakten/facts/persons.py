"""Who is meant by a pronoun: the gender of given names and the person that a text speaks of."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Literal

from pressefakten.facts.page import Ent, Item, Page, Sentence
from pressefakten.facts.triggers import Forms
from pressefakten.patterns import words

Gender = Literal["f", "m"]


@functools.cache
def _given() -> dict[str, Gender | None]:
    """Given name in lower case -> its gender, None where it is both."""
    table: dict[str, Gender | None] = {}
    genders: tuple[tuple[str, Gender], ...] = (("female", "f"), ("male", "m"))
    for group in words("given_names").values():
        for key, gender in genders:
            for name in str(group.get(key, "") if isinstance(group, dict) else "").split():
                table[name.lower()] = gender if table.get(name.lower(), gender) == gender else None
    return table


def gender(name: str) -> Gender | None:
    """The gender that the first given name tells, or None."""
    first = name.split()[0].lower() if name.split() else ""
    table = _given()
    return table.get(first) or table.get(first.split("-")[0])


def fits(name: str, wanted: Gender | None) -> bool:
    """Whether a person may be of the gender: unknown on either side fits."""
    known = gender(name)
    return wanted is None or known is None or known == wanted


def described(items: Sequence[Item], at: int) -> Gender | None:
    """The gender of whom a noun stands for that has been named before: `die 48-Jährige`, `der gebürtige Tiroler`."""
    noun = items[at]
    k = at - 1
    while k > 0 and items[k].low.endswith("e") and items[k].low not in _articles() and k > at - 3:
        k -= 1
    wanted = _articles().get(items[k].low) if k >= 0 else None
    if wanted is None or noun.ent is not None or not noun.text[0].isalnum() or noun.text[0].islower():
        return None
    born = any(_forms("born").fit(item.low) for item in items[k + 1 : at])
    kind = "woman" if wanted == "f" else "man"
    fitting = _forms(kind).fit(noun.low) and not _forms("nobody").fit(noun.low)
    return wanted if fitting or born else None


@functools.cache
def _articles() -> dict[str, Gender]:
    return {"die": "f", "der": "m"}


@functools.cache
def _forms(name: str) -> Forms:
    return Forms(words("roles")["described"][name])


def persons(sentence: Sentence) -> list[Ent]:
    """The persons of a sentence in text order."""
    return [ent for ent in sentence.ents if ent.label == "PERSON"]


def topic(page: Page, sentence: Sentence, wanted: Gender | None, *, reach: int = 6) -> Ent | None:
    """The person that a pronoun in the sentence means: the first fitting one of the nearest sentence above with any."""
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - reach), -1):
        other = page.sentences[index]
        fitting = [ent for ent in persons(other) if fits(ent.canonical, wanted) and not owns(ent)]
        start = statement(other.items, persons(other))
        found = next((ent for ent in fitting if ent.start >= start), next(iter(fitting), None))
        if found is not None:
            opens = pronouns().get(other.items[0].low) if other.items else None
            goes_on = opens is not None and wanted in (None, opens)  # `Er berichtet an Jan Ott. Seine Vorgängerin …`
            return (topic(page, other, opens, reach=reach) if goes_on else None) or found
    return None


def statement(items: Sequence[Item], people: Sequence[Ent]) -> int:
    """Where the last of the statements that semicolons divide begins that has a person: `Huber lobte das; Weber will …`."""
    last = people[-1].start if people else -1
    return max((item.end for item in items if item.text == ";" and not item.depth and item.end <= last), default=0)


def owns(person: Ent) -> bool:
    """Whether a name is a genitive: `Bergers Kollegin Eva Lang wechselt. Sie …` tells of the other."""
    surface, plain = person.text.split()[-1], person.canonical.split()[-1]
    return surface != plain and surface.rstrip("'’")[: len(plain)] == plain


def pronouns() -> dict[str, Gender]:
    """`sie` and `er` as subjects -> their gender."""
    table = words("roles")["pronoun"]
    return {table["female"][0]: "f", table["male"][0]: "m"}


@functools.cache
def titles() -> frozenset[str]:
    """Lower-case words that stand before a name and are no part of it, without full stops."""
    table = words("titles")
    forms = f"{table['academic']} {table['address']} {table['link']}".lower().split()
    return frozenset(part for form in forms for part in form.replace(".", " ").replace("-", " ").split())
