"""Organizations that only their context tells: `Über Rolavex`, `CEO von Rolavex`, `Rolavex-Sprecherin`."""

from __future__ import annotations

import functools
from collections.abc import Container, Mapping

from pressefakten.normalize import divisions
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words, again, word_test
from pressefakten.normalize.namewords import FAMILY, SUFFIX, flags
from pressefakten.normalize.orgwords import acronym, given_names, surnames
from pressefakten.normalize.rolewords import role_of


@word_test
def _shows_name(word: str) -> bool:
    lists = tables("orgs")
    return word in lists.words("offices") or word in lists.words("about") or _is_class(word)


@word_test
def _is_brand_noun(word: str) -> bool:
    return word.endswith(tuple(tables("orgs").raw["brand_nouns"]))


def by_context(words: Words, by_first: Mapping[int, Found], towns: Container[str] = ()) -> list[Found]:
    """Unlisted names that a heading `Über …`, an office or a class noun shows, and their other mentions."""
    lists = tables("orgs")
    offices, openers = lists.words("offices"), lists.words("about")
    found = []
    for i in words.having(_shows_name):
        if words.low[i] in openers and words.line_start(i):
            found.extend(_about(words, i, by_first))
        elif words.gap(i - 1) == "-" and words.low[i] in offices:
            found.extend(_compound(words, i - 1, by_first))
        noun = words.upper(i) or (words.low[i] == "up" and words.word(i - 1) == "start")  # `Start-up`
        trade = words.gap(i - 1) != "-" and _is_trade(words.low[i])  # `der Händler Kowalski`
        if _is_class(words.low[i]) and words.gap(i) == " " and noun and not trade and not _plural(words, i):
            found.extend(_named(words, i + 1, by_first, "org-class") or _given(words, i, by_first))
        elif words.word(i + 1) in ("von", "bei") and words.gap(i) == words.gap(i + 1) == " ":
            found.extend(_named(words, i + 2, by_first, "org-office"))
        elif words.word(i + 1) in ("der", "des") and words.low[i] in offices:  # `Chef der Zelvo Mobility`
            lead = words.low[i] in lists.words("leads")  # `Finanzchef der Zelvo`, but `Sprecher der Anrainer`
            named = _named(words, i + 2, by_first, "org-office")
            found.extend(f for f in named if f.last > i + 3 or (lead and not _followed(words, i + 3)))
    found.extend(_employers(words, by_first))
    found.extend(divisions.divisions(words, by_first, towns))
    found.extend(_examples(words, by_first))
    found.extend(_brands(words, by_first))
    return [*found, *_mentions(words, found)] if found else []


def _employers(words: Words, by_first: Mapping[int, Found]) -> list[Found]:
    """Where someone holds an office: `Verkaufsleiterin bei Zelger Frischkäse`, `Manager beim Dienst Zelvo`."""
    found = []
    for i in [i for i in words.at(("bei",)) if words.gap(i) == words.gap(i - 1) == " " and words.upper(i - 1)]:
        first = last = i + 1
        if not words.unknown(first) or first in by_first or not _is_office_before(words, i):
            continue
        while words.gap(last - 1) == " " and words.upper(last) and last not in by_first and last - first < 4:
            last += 1
        if (
            words.low[first] not in given_names()
            and words.low[first] not in surnames(words)
            and not (
                last == first + 1 and flags(words.surface(first)) & (FAMILY | SUFFIX)
            )  # `Assistentin bei Obermayr`
            and words.gap(last - 1) != "-"
        ):
            found.append(divisions.org(words, first, last, "org-office"))
    return found


def _is_office_before(words: Words, end: int) -> bool:
    """Whether an office, its field perhaps behind it, ends before word `end`: `Leiter Supply Chain bei Hero`."""
    for i in range(end - 1, max(end - 4, -1), -1):
        if not words.upper(i) or words.gap(i) != " ":
            return False
        if role_of(words.surface(i)) is not None:
            return True
    return False


def _followed(words: Words, i: int) -> bool:
    """Whether a capitalised word goes on with the one before it."""
    return words.gap(i - 1) == " " and words.upper(i)


def _examples(words: Words, by_first: Mapping[int, Found]) -> list[Found]:
    """`Mitbewerber wie Bexio`: a name that is an example of companies."""
    kinds = tuple(tables("orgs").raw["company_plurals"])
    wie = [i for i in words.at(("wie",)) if words.word(i - 1).endswith(kinds) and words.upper(i - 1)]
    return [name for i in wie for name in _named(words, i + 1, by_first, "org-example")]


def _brands(words: Words, by_first: Mapping[int, Found]) -> list[Found]:
    """`die Marke Zelbex`, `Produktmarken Optigal und Malbuner`, `Marken wie …`: unknown names are makes."""
    found = []
    for i in [i for i in words.at(("(",)) if words.word(i + 1) == "wirkstoff"]:
        if words.unknown(i - 1) and i - 1 not in by_first:  # `Ogsiveo (Wirkstoff: …)`
            found.append(Found(i - 1, i, "BRAND", "brand-drug", words.surface(i - 1)))
    for i in [i for i in words.having(_is_brand_noun) if words.upper(i)]:
        at = i + 1 + (words.word(i + 1) == "wie")
        while (
            at not in by_first and words.gap(at - 1) == " " and words.unknown(at) and words.low[at] not in given_names()
        ):
            last = at + 1
            while words.gap(last - 1) == " " and words.unknown(last) and last - at < 3 and last not in by_first:
                last += 1
            if words.gap(last - 1) == "-" or _common(words, at) or words.low[at] in tables("orgs").words("english"):
                break
            found.append(Found(at, last, "BRAND", "brand-class", words.surface(at, last)))
            if words.word(last) not in (",", "und", "oder", "sowie"):
                break
            at = last + 1
    return found


@functools.lru_cache(maxsize=1 << 14)
def _is_class(word: str) -> bool:
    """Whether a word says what kind of company the name after it is (`Batteriehersteller`)."""
    return word.endswith(tuple(tables("orgs").raw["company_nouns"])) and (len(word) > 4 or word in ("up", "büro"))


@functools.lru_cache(maxsize=1 << 14)
def _is_trade(word: str) -> bool:
    """Whether a word is as likely a person's trade as a kind of house (`Buchhändler`)."""
    houses = tables("orgs").words("trading_houses")
    return word.endswith(tuple(tables("orgs").raw["trades"])) and word.removesuffix("s") not in houses


def _plural(words: Words, i: int) -> bool:
    """Whether a class noun with the same form in both numbers stands without a singular article."""
    if words.low[i] not in tables("orgs").words("ambiguous_number"):
        return False
    return words.word(i - 1) not in _SINGULAR


_SINGULAR = frozenset(
    ("der", "das", "dem", "des", "den", "beim", "vom", "zum", "ein", "einen", "einem", "eines", "ihr", "ihren", "ihrem")
)
"""Articles that leave only the singular of a noun with the same form in both numbers: the dative plural has an `n`."""


def _about(words: Words, i: int, by_first: Mapping[int, Found]) -> list[Found]:
    """The name of a heading of its own line: `Über die Rolavex Medizintechnik`."""
    first = i + 1 + (words.word(i + 1) in ("die", "den", "das", "der"))
    last = first
    while last < len(words) and "\n" not in words.gap(last - 1) and last - first < 5:
        last += 1
    if last == first or "\n" not in words.gap(last - 1) or words.gap(first - 1) != " ":
        return []
    known = by_first.get(first)
    if known or not all(words.upper(k) or words.low[k] in ("&", "-", "+", "und") for k in range(first, last)):
        return []
    plain = first > i + 1 and last == first + 1
    return [] if plain or _common(words, first) else [divisions.org(words, first, last, "org-about")]


def _compound(words: Words, i: int, by_first: Mapping[int, Found]) -> list[Found]:
    """The name before an office in one word: `HHLA-Vorständin`, `Lufthansa-Cargo-Chef`, `Wirtschaftskammer-Wien-Präsident`.

    A word by itself must be unknown to German or stand somewhere alone as names do; after a known name all parts count.
    """
    first = i
    while words.gap(first - 1) == "-" and words.upper(first - 1):
        first -= 1
    surface = words.surface(i)
    if first < i:
        known = by_first.get(first)
        named = known is not None and known.label in ("ORG", "BRAND")
        place = by_first.get(i)
        if named or acronym(words, first) or (place is not None and place.label == "PLACE"):
            return [divisions.org(words, first, i + 1, "org-compound")]
        return []
    if i in by_first or len(surface) < 2 or not surface[0].isupper() or _common(words, i):
        return []
    shaped = acronym(words, i) or words.unknown(i)
    alone = any(_bare(words, k) for k, word in enumerate(words.low) if word == words.low[i] and k != i)
    return [divisions.org(words, i, i + 1, "org-compound")] if shaped or alone else []


def _bare(words: Words, i: int) -> bool:
    """Whether word `i` stands without article and adjective, as names do."""
    before = words.word(i - 1)
    return words.gap(i) != "-" and words.gap(i - 1) == " " and before in tables("orgs").words("bare_before")


def _named(words: Words, i: int, by_first: Mapping[int, Found], rule: str) -> list[Found]:
    """The name at word `i`: one that German does not know, or an abbreviation, with what goes on with it."""
    if i >= len(words) or not words.upper(i) or words.low[i] in given_names() or _common(words, i):
        return []
    if i in by_first:
        return _placed_name(words, i, by_first[i], rule)
    if not (words.unknown(i) or acronym(words, i) or words.word(i + 1) == "&"):
        return []
    last = i + 1
    english = tables("orgs").words("english")
    while words.gap(last - 1) == " " and last - i < 4 and _goes_on(words, last):
        if last in by_first and words.low[last] not in english:  # `Mobility` is a company, in `Zelvo Mobility` a word
            break
        last += 1
    if words.word(last) in ("&", "+") and words.upper(last + 1):
        last += 2
    return [divisions.org(words, i, last, rule)] if len(words.low[i]) > 1 and words.gap(last - 1) != "-" else []


def _given(words: Words, i: int, by_first: Mapping[int, Found]) -> list[Found]:
    """A company with a given name: `beim Abodienst Clyde`, `die Tochter York Transport`; no person's, as `Tochter Anna` is."""
    first = i + 1
    if words.word(first) not in given_names() or not words.upper(first) or first in by_first:
        return []
    last = first + 1
    business = tables("orgs").words("english", "generic")
    while words.gap(last - 1) == " " and words.upper(last) and words.low[last] in business:
        last += 1
    fits = last > first + 1 or not words.low[i].endswith(tuple(tables("orgs").raw["kin"]))
    return [divisions.org(words, first, last, "org-class")] if fits and not _followed(words, last) else []


def _placed_name(words: Words, i: int, known: Found, rule: str) -> list[Found]:
    """A company that is called after a place: `die indische Tochter York Transport`."""
    last = known.last
    while words.gap(last - 1) == " " and words.upper(last) and last - known.last < 3:
        if words.low[last] not in tables("orgs").words("english", "division_words", "group_words"):
            break
        last += 1
    fits = known.label == "PLACE" and known.first == i and last > known.last and words.gap(last - 1) != "-"
    return [divisions.org(words, i, last, rule)] if fits else []


def _goes_on(words: Words, i: int) -> bool:
    """Whether word `i` goes on with a name: an unknown word, a word of business, a number."""
    if words.low[i] in given_names():
        return False
    if words.low[i].isdigit():
        return not words.upper(i + 1) and not words.word(i + 2).isdigit()  # `die Agentur Zelvo 1,5 Millionen`
    english = words.low[i] in tables("orgs").words("english", "firm_words")
    return words.upper(i) and (english or (words.unknown(i) and not _common(words, i)))


def _common(words: Words, i: int) -> bool:
    """Whether word `i` is a function word or looks like a common noun."""
    lists, word = tables("orgs"), words.low[i]
    if word in lists.words("starters", "generic", "heads_complement", "heads_name", "not_in_name", "common"):
        return True
    return word.endswith(tuple(tables("models").words("not_model_endings")))


def _mentions(words: Words, found: list[Found]) -> list[Found]:
    """Further mentions of the names in the same case; a person's name is none, nor is a word of a hyphenated one."""
    firsts, more = {name.first for name in found}, []
    firms = {name.canonical for name in found if name.label == "ORG"}  # a dealer whose goods bear its name
    once = [name for name in found if name.label == "ORG" or name.canonical not in firms]
    for i, last, name in again(words, once):
        if i in firsts or words.word(i - 1) in given_names():
            continue
        whole = last == i + 1 or (words.gap(i - 1) != "-" and words.gap(last - 1) != "-")
        if whole and words.surface(i, last) == name.canonical:
            more.append(Found(i, last, name.label, f"{name.label.lower()}-seen", name.canonical))
    return more
