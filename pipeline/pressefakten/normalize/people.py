"""Persons in running text: names by given name, title, office, speech verb, age, layout and coordination."""

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pressefakten.normalize.lexicon import known as _german
from pressefakten.normalize.lexicon import listed as _listed
from pressefakten.normalize.namewords import (
    ADDRESS,
    CAPS,
    FAMILY,
    FAMOUS,
    GIVEN,
    INITIAL,
    LOOKS,
    MONTHS,
    NOBLE,
    NOUN,
    PARTICLE,
    ROLE,
    STOP,
    SUFFIX,
    TAIL,
    TITLE,
    WEAK,
    Words,
    age_or_party,
    determiners,
    firm_names,
    flags,
    particles,
    speaks,
    title_gap,
)
from pressefakten.normalize.personplaces import acts, after_noun, apposed, follows, nameable, owns, takes_over, unknown
from pressefakten.normalize.roles import is_field, opens_title

Named = Callable[[int], str]
"""The label of the name that covers a character, or an empty string."""

LABEL = re.compile(
    r"(?:[Kk]ontakt\w*|[Aa]uskünfte?|[Aa]nsprechpartner\w*|Rückfrage\w*|Autor\w*|links|rechts)\.?\)?: ?$"
)
CONTACT = re.compile(r"(?:, ?|\n| \()(?:Tel|Telefon|Fon|Mobil|T|M|E-Mail|Mail)[.:]? ?[+(\d:]|, \+\d|, [\w.-]+@")
INTRODUCES = frozenset(
    f"person-{rule}"
    for rule in (
        "given-name",
        "title",
        "after-role",
        "before-role",
        "apposed",
        "age",
        "speech",
        "initial",
        "list",
        "contact",
        "unlisted-family-name",
        "family-name",
    )
)
"""Rules that are sure enough to make a person's family name one wherever it stands alone."""
DUTCH = re.compile(r"(?<= )van (?:der |den |de |het )?$")
ROMANCE = frozenset((" de ", " del ", " de la ", " da ", " di ", " dos "))
"""Particles between two family names: `Fernando Collor de Mello`."""
SINCE = ("aktuell", "derzeit", "zurzeit", "bisher", "bislang", "zuletzt", "heute", "zuvor", "vormals", "gegenwärtig")
"""Adverbs between a person and the office: since when, until when it is held."""
BEFORE_ROLE = frozenset(
    (", ", " (", " | ", "\n", ", der ", ", die ", ", den ", ", dem ", *(f", {adverb} " for adverb in SINCE))
)
"""Between a person and the office that follows."""
BECOMES = frozenset((" wird ", " ist ", " bleibt ", " war ", " wurde ", " heißt ", " heisst "))
"""Between an office and the person that follows."""
PLACED = ("in", "aus", "nach", "im")
COMMON = NOUN | LOOKS | STOP | TAIL


class Person(NamedTuple):
    """Characters `start`..`end`, words `first`..`last`; `rule` says which evidence made it a person."""

    start: int
    end: int
    first: int
    last: int
    rule: str


class Offices(NamedTuple):
    """Words that end and words that begin a title phrase."""

    ends: frozenset[int]
    starts: frozenset[int]


def persons(text: Words, offices: Offices, named: Named) -> list[Person]:
    """All persons in text order, with family names alone that the text or a word beside them makes persons."""
    found = _full(text, offices, named)
    found = sorted([*found, *_coordinated(text, found, named)])
    used = {i for person in found for i in range(person.first, person.last + 1)}
    return sorted([*found, *_alone(text, found, used, offices, named)])


def _full(text: Words, offices: Offices, named: Named) -> list[Person]:
    found: list[Person] = []
    i = 0
    size, out = len(text), TITLE | COMMON
    while i < size:
        if text.bits[i] & out and not text.bits[i] & GIVEN:
            i += 1
            continue
        person = _person_at(text, i, offices, named)
        if person is None:
            i += 1
        else:
            found.append(person)
            i = person.last + 1
    return found


def _person_at(text: Words, i: int, offices: Offices, named: Named) -> Person | None:
    last = _extent(text, i, named)
    if last is None or _is_tail(text, last):
        return None
    before, titled = _skip_titles(text, i)
    rule = _evidence(text, i, last, before, titled, offices, named)
    return Person(text.start[i], _end(text, last), i, last, rule) if rule else None


def _is_tail(text: Words, last: int) -> bool:
    """`Emil Frey AG`, `Julius Tandler Platz`, `Anna-Seghers-Schule` name no person."""
    return text.gap[last + 1] == " " and last + 1 < len(text) and bool(text.bits[last + 1] & TAIL)


def _end(text: Words, last: int) -> int:
    """The end without an English genitive and with the full stop of `Susanne R.`"""
    end = text.end[last]
    if text.word[last].endswith("'s"):
        return end - 2
    number = text.bits[last] & (INITIAL | CAPS) and set(text.word[last]) <= set("IVX")
    return end + 1 if (text.bits[last] & INITIAL or number) and text.gap[last + 1].startswith(".") else end


def _skip_titles(text: Words, i: int) -> tuple[int, bool]:
    """The first title word before word `i`, and whether one there is a title beyond doubt."""
    k, sure = i, False
    while k and text.bits[k - 1] & TITLE and len(text.gap[k]) < 14 and title_gap().fullmatch(text.gap[k]):
        k -= 1
        sure = sure or not text.bits[k] & CAPS
    return k, sure


def _extent(text: Words, i: int, named: Named) -> int | None:
    """The last word of the name that begins at word `i`; None where the word cannot begin one."""
    if not _begins(text, i, named):
        return None
    k, given, sure = i, bool(text.bits[i] & (GIVEN | INITIAL)), _is_sure(text.bits[i])
    while k + 1 < len(text) and k - i < 4 and _joined(text, i, k, given, sure):
        bits = text.bits[k + 1]
        german = k > i and not given and text.gap[k + 1] not in ROMANCE and _is_word(text, k + 1)
        if not _continues(text, k + 1, given, sure, named) or german:
            break
        if not given and _is_sure(bits) and (not bits & FAMILY or text.gap[k + 2] == " "):
            return None if k == i else k
        given = given and bool(bits & (GIVEN | INITIAL | PARTICLE))
        sure = sure or _is_sure(bits)
        k += 1
    return k


def _is_sure(bits: int) -> bool:
    return bool(bits & GIVEN) and not bits & WEAK


def _joined(text: Words, i: int, k: int, given: bool, sure: bool) -> bool:
    """Whether word `k` of a name that begins at word `i` may go on with the next one."""
    gap = text.gap[k + 1]
    if gap in (" ", "  "):
        return True
    if text.bits[k] & INITIAL and gap in (". ", "."):
        return True
    if given and gap in (" al-", " el-", " d'"):
        return True
    if sure and not given and gap in ROMANCE:
        return True
    if k > i and text.bits[k] & FAMILY and text.gap[k] in (" ", ". ") and not (given and gap == " von "):
        return False
    if sure and given and len(gap) > 3 and gap.startswith(" ") and gap.endswith((" ", "'")):
        return gap == " von und zu " or all(word in particles() for word in gap.split())
    return False


def _begins(text: Words, i: int, named: Named) -> bool:
    bits = text.bits[i]
    if text.is_month(i):
        return False
    if bits & GIVEN:
        saint = i and text.word[i - 1] in ("St", "Sankt", "San", "Santa") and len(text.gap[i]) < 3
        return not bits & (STOP | TAIL) and not saint
    if bits & (TITLE | COMMON | ROLE | CAPS):
        return False
    return not named(text.start[i]) or bool(bits & FAMILY)


def _continues(text: Words, i: int, given: bool, sure: bool, named: Named) -> bool:
    bits = text.bits[i]
    if opens_title(text, i):
        return False
    closes = bits & STOP and sure and given and text.gap[i + 1] != " "  # `hat Bernhard Lange als`
    titled = i > 1 and text.bits[i - 2] & ROLE and text.gap[i - 1] == " "  # `Vorständin Isabelle Damen`
    closes = closes and bool(bits & FAMILY or titled)
    opens = given and (i == 1 or "\n" in text.gap[i - 1])  # `Kai Lichte, Leiter Kommunikation` as a line
    labelled = text.gap[i - 1] == ": " and (given or unknown(text.word[i - 1]))  # `Kontakt: Tiemon Kreuzer, Leiter …`
    labelled = labelled and LABEL.search(_line_start(text, i - 1)) is not None
    if labelled and sure and given and text.gap[i + 1].lstrip()[:1] in (",", "|", "(", ""):
        return True  # `Pressekontakt: Stefan Junger, Head of …`
    opens = opens or labelled
    if closes or (
        _before_office(text, i)
        and ((sure and given) or opens or bits & FAMILY or (given and text.before(i - 1) in speaks()))
        and not bits & TAIL
    ):
        return True  # `Michael Grosse, CEO von …`
    if bits & (STOP | TAIL) or (bits & TITLE and not bits & GIVEN):
        return False
    fresh = bits & LOOKS and titled and not bits & (NOUN | ROLE | CAPS) and unknown(text.word[i - 1])
    if fresh and not _takes_field(text, i - 1):  # `der Bergführer Anian Kalbermatten`
        return True
    if bits & (NOUN | LOOKS | ROLE | CAPS) and not bits & GIVEN:
        return (sure and given) or bool(given and bits & FAMILY)
    return given or not named(text.start[i]) or bool(bits & (GIVEN | FAMILY))


def _before_office(text: Words, i: int) -> bool:
    """Whether a comma and an office stand behind word `i`: there a word is the name of whom the office is."""
    return text.gap[i + 1] in (", ", " | ") and i + 1 < len(text) and bool(text.bits[i + 1] & ROLE)


def _is_word(text: Words, i: int) -> bool:
    """Whether word `i`, after a given and a family name, is German and no second family name: `Harry Potter Abend`."""
    return not text.bits[i] & (GIVEN | FAMILY | SUFFIX) and _german(text.word[i].lower())


def _evidence(text: Words, i: int, last: int, before: int, titled: bool, offices: Offices, named: Named) -> str:
    """The id of the rule that makes words `i`..`last` a person, or an empty string."""
    if _inside_name(text, i, last, named):
        return ""
    bits = text.bits[i]
    if titled:
        return "person-title"
    if (named(text.start[i]), named(text.start[last])) == ("BRAND", "MODEL"):
        return ""  # `Der Claas Scorpion 1033`
    role_before = before - 1 in offices.ends and text.gap[before] == " "
    if last == i:
        return _single(text, i, role_before)
    if _is_sure(bits):
        return "person-given-name"
    if bits & INITIAL and not bits & GIVEN:
        known = text.bits[last] & (FAMILY | SUFFIX) or role_before or _unknown(text, last)
        known = known and named(text.start[last]) not in ("BRAND", "MODEL")  # `Kategorie D. Jeep Avenger`
        known = known and text.gap[i + 1].startswith(".")
        return "person-initial" if known and not text.gap[i].endswith(". ") else ""
    known = bits & (GIVEN | FAMILY) or text.bits[last] & (FAMILY | SUFFIX)
    field = is_field(text.word[i]) and not bits & GIVEN  # `Vice President Human Resources`
    if role_before and not known and text.is_apposed(before - 1):
        return ""
    if role_before and (known or not _takes_field(text, before)) and not field:
        return "person-after-role"
    if (
        role_before
        and last - i == 1
        and unknown(text.word[i])
        and unknown(text.word[last])
        and _told(text, before, last)
    ):
        return "person-after-role"
    return _weak_pair(text, i, last, offices, named)


def _told(text: Words, before: int, last: int) -> bool:
    """Whether someone with a title in front of word `before` says something: `sagt CEO Wilko Brandner`."""
    return text.before(before - 1) in speaks() or text.after(last) in speaks()


def _inside_name(text: Words, i: int, last: int, named: Named) -> bool:
    """Whether one name of another stage covers all the words, or a part that the person would cut."""
    labels = [named(text.start[k]) for k in range(i, last + 1)]
    if not any(labels):
        return False
    if last == i:
        return True
    if named(text.end[last]) and labels[-1] and text.text[text.end[last]] in " &-+":
        return True
    if labels[0] and not text.bits[i] & GIVEN:
        return True
    inner = text.text[text.end[i] : text.start[i + 1]]
    return bool(labels[0] and labels[1]) and bool(named(text.end[i])) and inner in (" ", "-")


def _single(text: Words, i: int, role_before: bool) -> str:
    bits = text.bits[i]
    following = text.gap[i + 1]
    if following.startswith(". ") and len(text.word[i]) < 4:  # `Max. Drehmoment`
        return ""
    if (
        bits & (COMMON | CAPS | INITIAL)
        or following[:1] in "-/'"
        or "&" in following
        or (following == " " and i + 1 < len(text))
    ):
        return ""
    german = _german(text.word[i].lower())
    named = bits & (FAMILY | GIVEN) or (bits & SUFFIX and not german) or not (_takes_field(text, i) or german)
    if role_before and named and not is_field(text.word[i]):
        return "person-after-role"
    if _is_sure(bits) and len(text.word[i]) > 2 and text.before(i) not in PLACED and not after_noun(text, i):
        return "person-given-name-alone"
    return ""


def _takes_field(text: Words, i: int) -> bool:
    """Whether the title before word `i` is one after which a field may stand."""
    role = text.role(i - 1) if i else None
    return role is None or role.head in ("leiter", "leiterin", "leitung", "director", "direktorin", "manager", "ceo")


def _weak_pair(text: Words, i: int, last: int, offices: Offices, named: Named) -> str:
    """Two words without a sure given name need a neighbour that only a person has."""
    if text.bits[last] & CAPS:
        alike = text.bits[i] & CAPS and text.bits[i] & GIVEN and len(text.word[last]) > 3
        return "person-capitals" if alike and last - i == 1 else ""
    if any(named(text.start[k]) for k in range(i, last + 1)):
        return ""
    if last + 1 in offices.starts and text.gap[last + 1] in BEFORE_ROLE:
        return "person-before-role"
    if i - 1 in offices.ends and text.gap[i] in BECOMES and last - i == 1:  # `Werkleiter wird Renko Janssen`
        return "person-after-role"
    if age_or_party(text.text, text.end[last]):
        return "person-age"
    if text.before(i) in speaks() or text.after(last) in speaks():
        return "person-speech"
    if LABEL.search(text.gap[i][-24:] if len(text.gap[i]) > 2 else _line_start(text, i)):
        return "person-label"
    field = text.gap[i].strip() in ("of", "for", "für")
    if CONTACT.match(text.text, text.end[last]) and last - i == 1 and not field:
        return "person-contact"
    if text.bits[i] & GIVEN and text.bits[last] & (FAMILY | SUFFIX):
        return "person-family-name"
    fresh = text.bits[i] & GIVEN and last - i == 1 and text.word[i] not in MONTHS and unknown(text.word[last])
    before = text.in_front(i)
    placed = before in determiners() or before in PLACED or (before in particles() and before != "von")
    if fresh and not placed and (last + 1 >= len(text) or text.gap[last + 1] != " "):
        return "person-unlisted-family-name"
    if text.word[i] in firm_names() and not _listed(text.word[last].lower()) and text.before(i) not in determiners():
        return "person-firm-name"
    if last - i == 1 and takes_over(text, i, last, offices.starts):
        return "person-office"
    if nameable(text, i, last) and (last + 1 >= len(text) or text.gap[last + 1] != " "):
        beside = apposed(text, i) or follows(text, i)
        return "person-apposed" if beside else "person-acts" if acts(text, i, last) else ""
    return ""


def _unknown(text: Words, i: int) -> bool:
    return not text.bits[i] & (COMMON | ROLE | TITLE | GIVEN | CAPS) and len(text.word[i]) > 3


def _line_start(text: Words, i: int) -> str:
    start = text.text.rfind("\n", 0, text.start[i]) + 1
    return text.text[max(start, text.start[i] - 24) : text.start[i]]


def _coordinated(text: Words, found: Sequence[Person], named: Named) -> list[Person]:
    """`Anna Felderer, Takao Kato und …`: a pair of unknown words beside a person in a list."""
    ends = {person.last: person for person in found}
    starts = {person.first for person in found}
    extra: list[Person] = []
    for i in range(len(text) - 1):
        if text.gap[i + 1] != " " or i in starts or (i and i - 1 not in ends) or not _plain_pair(text, i, named):
            continue
        left = i - 1 in ends and text.gap[i] in (" und ", ", ", " sowie ", " & ")
        if left and text.gap[i + 2] != " " and (i + 2 >= len(text) or text.gap[i + 2][:1] in " ,.;\n"):
            extra.append(Person(text.start[i], text.end[i + 1], i, i + 1, "person-list"))
    return extra


def _plain_pair(text: Words, i: int, named: Named) -> bool:
    bits = text.bits[i] | text.bits[i + 1]
    if bits & (COMMON | TITLE | ROLE | CAPS | INITIAL):
        return False
    return not named(text.start[i]) and not named(text.start[i + 1])


def _alone(text: Words, found: Sequence[Person], used: set[int], offices: Offices, named: Named) -> list[Person]:
    """Family names by themselves: introduced by a full name, or beside a title, an office or a speech verb."""
    families = {spelling(text.word[p.last]) for p in found if p.rule in INTRODUCES}
    shared = {word for i, word in enumerate(text.word) if spelling(word) in families and named(text.start[i])}
    lone = _taken_back(text, found, families, used, named)
    for i, word in enumerate(text.word):
        if i in used or named(text.start[i]):
            continue
        rule = _again(text, i, word, families, shared) or _lone_rule(text, i)
        dutch = DUTCH.search(text.gap[i]) if "van " in text.gap[i] else None
        if rule or (dutch and not text.bits[i] & (COMMON | ROLE | CAPS)):
            start = text.start[i] - len(dutch.group()) if dutch else text.start[i]
            lone.append(Person(start, text.end[i], i, i, rule or "person-dutch-family-name"))
    return lone


def _taken_back(text: Words, found: Sequence[Person], families: set[str], used: set[int], named: Named) -> list[Person]:
    """Family names of persons introduced above that a list has as a company's, where the text tells of no such company."""
    first = {spelling(text.word[p.last]): p.first for p in reversed(found) if p.rule in INTRODUCES}
    again: dict[str, list[int]] = {}
    for i, word in enumerate(text.word):
        family = next((name for name in (spelling(word), spelling(bare_genitive(word))) if name in families), "")
        if family and i not in used and named(text.start[i]) in ("ORG", "BRAND"):
            again.setdefault(family, []).append(i)
    return [
        Person(text.start[i], text.end[i], i, i, DISPLACES)
        for family, places in again.items()
        if places[0] > first[family] and not any(_goes_with_company(text, i, named) for i in places)
        for i in places
    ]


DISPLACES = "person-family-name-not-company"
"""The rule of a family name that stands in the place of a company's."""


def _goes_with_company(text: Words, i: int, named: Named) -> bool:
    """Whether a word is but a part of a company's name, or stands with an article or a field as a company's."""
    beside = (i and text.gap[i] in (" ", "-", " & ") and named(text.start[i - 1])) or (
        i + 1 < len(text) and text.gap[i + 1] in (" ", "-", " & ") and named(text.start[i + 1])
    )
    return bool(beside) or text.gap[i + 1][:1] in ("-", "/") or text.before(i) in ("bei", "der", "die")


def _again(text: Words, i: int, word: str, families: set[str], shared: set[str]) -> str:
    """A family name that the text has introduced; one that is also a company's or a noun needs a person's place."""
    if spelling(word) not in families and spelling(bare_genitive(word)) not in families:
        return ""
    if text.gap[i].endswith("& ") or text.gap[i + 1][:2] == " &" or _is_tail(text, i):
        return ""
    if word in shared and not _speaks(text, i):
        return ""
    common = text.bits[i] & (COMMON | ROLE | INITIAL) or len(word) < 4
    front = text.before(i)
    inflected = front.endswith(("e", "r", "n", "s", "m")) and front not in speaks() and front not in _OBJECTS
    inflected = inflected or bool(
        i and text.gap[i] == " " and text.word[i - 1].lower() in determiners()
    )  # `Eine Blume`
    return "" if common and inflected else "person-family-name-again"


_OBJECTS = frozenset(("ihn", "es", "uns", "ihnen", "mir"))
"""Pronouns that may stand between a verb and its subject: `würdigt ihn Blume`."""


def _speaks(text: Words, i: int) -> bool:
    return text.before(i) in speaks() or text.after(i) in speaks() or text.gap[i].endswith((", so ", " laut "))


def _lone_rule(text: Words, i: int) -> str:
    bits = text.bits[i]
    if bits & (COMMON | TITLE | ROLE | CAPS | INITIAL) or len(text.word[i]) < 3:
        return ""
    if i and text.bits[i - 1] & ADDRESS and text.gap[i] in (" ", ". "):
        return "person-title"
    if i and text.bits[i - 1] & NOBLE and text.gap[i] == " " and text.gap[i + 1][:1] != "-":
        return "person-title"
    if text.before(i) in speaks() and text.gap[i + 1][:1] in ".,;: ":
        return "person-speech"
    if bits & FAMILY and _speaks(text, i):
        return "person-speech"
    famous = bits & FAMOUS or (text.word[i].endswith("s") and flags(text.word[i][:-1]) & FAMOUS)
    if famous and text.before(i) not in determiners() and text.gap[i + 1][:1] not in "-&":
        return "person-known-family-name"
    if bits & FAMILY and _acts(text, i):
        return "person-family-name-acts"
    return _by_grammar(text, i)


def _by_grammar(text: Words, i: int) -> str:
    """A word that German does not know where it wants a person's name."""
    word, after = text.word[i], text.gap[i + 1]
    if not unknown(word) or after[:1] in ("-", "&", "/"):
        return ""
    if i + 1 < len(text) and after == " " and not word.endswith("s"):
        return ""
    if text.gap[i] == " " and i and not text.bits[i - 1] & STOP:
        return "person-apposed" if apposed(text, i) else ""
    if owns(text, i) and text.before(i) not in determiners():
        return "person-owner"
    return "person-acts" if acts(text, i, i) else ""


def _acts(text: Words, i: int) -> bool:
    """Whether a listed family name stands where a subject does: no article or adjective before, a verb after."""
    before, after = text.before(i), text.after(i)
    if (
        before in determiners()
        or before.endswith(("e", "er", "es", "em", "sche", "schen"))
        or text.gap[i + 1][:1] in "-&/"
    ):
        return False
    if (i and text.gap[i] == " ") or text.gap[i].endswith("& ") or "-" in text.word[i]:
        return False
    return after.endswith(("t", "te", "ten")) and len(after) > 2


def bare_genitive(word: str) -> str:
    """`Provosts` and `Marx'` without the mark of the genitive."""
    return word.rstrip("'")[:-1] if word.endswith("s") else word.rstrip("'")


def link(names: Sequence[str]) -> list[str]:
    """The full name of each mention, in text order: the nearest full name before it, else the first after it.

    `["François Provost", "Provosts"]` -> `["François Provost", "François Provost"]`. A name that nothing
    completes stays as it is; a genitive `s` goes where the plain name is known.
    """
    plain = {name.split()[-1] for name in names}
    full = [_plain_full(name, plain) if " " in name else name for name in names]
    places: dict[tuple[int, str], list[int]] = {}
    for i, name in enumerate(full):
        if " " in name:
            words = name.split()
            for key in (-1, 0):
                places.setdefault((key, spelling(words[key])), []).append(i)
    return [name if " " in name else _linked(i, name, full, places) for i, name in enumerate(full)]


_SPELLINGS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "-": "", "é": "e", "è": "e", "ç": "c"})


@functools.lru_cache(maxsize=1 << 15)
def spelling(name: str) -> str:
    """One form for the ways to write a name: `Müller` and `Mueller`, `Weiß` and `WEISS`, with and without its hyphen."""
    return name.lower().translate(_SPELLINGS)


def _plain_full(name: str, plain: set[str]) -> str:
    last = name.split()[-1]
    cut = bare_genitive(last)
    return name[: len(name) - len(last)] + cut if cut != last and cut in plain else name


def _linked(i: int, name: str, full: Sequence[str], places: dict[tuple[int, str], list[int]]) -> str:
    for wanted in dict.fromkeys((name, bare_genitive(name))):
        for key in (-1, 0):
            found = places.get((key, spelling(wanted)))
            if found:
                at = bisect_left(found, i)
                return full[found[at - 1] if at else found[0]]
    return name
