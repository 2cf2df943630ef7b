"""Offices and functions in running text: head, qualifiers before it, the field or body after it."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pressefakten.normalize.namewords import CAPS, GIVEN, ROLE, TITLE, WEAK, Words, determiners
from pressefakten.normalize.rolewords import Role, column, role_of
from pressefakten.patterns import words

Taken = Callable[[int], bool]
"""Whether a character belongs to a name or a person, so that a title ends before it."""


@dataclass
class Office:
    """A title phrase: characters `start`..`end`, capitalised words `first`..`last`, `lemma` its nominative singular."""

    start: int
    end: int
    first: int
    last: int
    role: Role
    lemma: str
    complete: bool = False


@functools.cache
def _data() -> dict[str, Any]:
    return words("role_heads")


@functools.cache
def _adjectives(key: str) -> dict[str, str]:
    """Inflected form -> stem of the adjectives that belong to a title."""
    endings = _data()["adjective"]["endings"].split()
    return {stem + ending: stem for stem in _data()["adjective"][key].split() for ending in endings}


def opens_title(text: Words, i: int) -> bool:
    """Whether word `i` is a capital adjective that belongs to the title behind it: `Ärztliche Direktorin`."""
    behind = i + 1 < len(text) and text.gap[i + 1] == " " and bool(text.bits[i + 1] & ROLE)
    return behind and text.word[i] in _adjectives("capital")


def _either(name: str) -> str:
    """The words of a list as alternatives of an expression, the longest first."""
    return "|".join(sorted(column("complement", name), key=len, reverse=True))


@functools.cache
def _body() -> re.Pattern[str]:
    """A body after its article: `des Vorstands`, `der erweiterten Geschäftsleitung`, `der Bundestagsfraktion`."""
    bodies, endings = _either("bodies"), _either("body_endings")
    parts = "|".join(part.replace("-", " ") for part in sorted(column("complement", "parts")))
    noun = rf"(?:[A-ZÄÖÜ]\w*- und )?(?:[A-ZÄÖÜ][\w-]*?)?(?i:{bodies})|[A-ZÄÖÜ][\w-]+(?:{endings})|{parts}"
    noun += rf"|(?:{_either('fielded')})(?= [A-ZÄÖÜ])"
    ward = rf"[A-ZÄÖÜ][a-zäöü]+en (?:[A-ZÄÖÜ]\w*)?(?i:{_either('wards')})(?: [IVX]+)?"
    return re.compile(rf" (?:des|der|im|in der) (?:{ward}|(?:[a-zäöü]+en )?(?:{noun}))\b(?!-)")


@functools.cache
def _department() -> re.Pattern[str]:
    """A part of a house that an office is of, with its field or number: `Fachbereichs Bau und Umwelt`, `Medizinischen Klinik I`."""
    ward = rf"[A-ZÄÖÜ]\w+en (?:[A-ZÄÖÜ]\w*)?(?i:{_either('wards')})(?: [IVX]+)?"
    return re.compile(rf"(?:{_either('fielded')}) (?!für )[A-ZÄÖÜ].*|{ward}")


def is_department(name: str) -> bool:
    """Whether a name is that of a part of a house, which belongs to the office behind `Leiter des`."""
    return _department().fullmatch(name) is not None


FIELD = r"[^\W\d_a-zß-öø-ÿ][\w&-]*(?:/[^\W\d_]\w*)*"
WORDS_OF_FIELD = rf"(?:(?!(?:der|des|die|den|dem|das|von|in) )[a-zäöü]{{2,}}(?:en|e|es|er) )?{FIELD}(?: {FIELD})*"
JOINED = re.compile(rf"{WORDS_OF_FIELD}(?:(?:, {WORDS_OF_FIELD})*,? (?:und|sowie|&|and|\+) {WORDS_OF_FIELD})?")
FOR = re.compile(r" für (?!den |die |das |dem )")
OF = re.compile(r" (?:of|for) ")
SECOND = re.compile(r"\b(?:[Aa]ls|[Zz]u) (?:sein|ihr)\w* $")
"""Before whoever stands beside another: `Zu seinem Stellvertreter ist Jan Ott bestimmt`."""
BODY_LINK = re.compile(r" (?:des|der|im|in der) ")


def cores(text: Words) -> list[Office]:
    """All heads with what stands before them and the body that they belong to, in text order."""
    found: list[Office] = []
    done = -1
    modifiers = column("english", "modifier")
    for i, bits in enumerate(text.bits):
        if i <= done:
            continue
        office = _english(text, i) if text.word[i] in modifiers or text.word[i] in column("english", "head") else None
        if office is None and bits & ROLE:
            office = _german(text, i)
        led = text.word[i] in column("complement", "led") or _is_led_by(text, i)
        if office is None and (led or text.word[i] in column("complement", "with_body")):
            office = _member(text, i)
        if office is not None:
            found.append(office)
            done = office.last
    return found


def _english(text: Words, i: int) -> Office | None:
    """`Managing Director`, `Chief Supply Chain Officer`, `Head` before `of`."""
    heads = column("english", "head")
    chief = text.word[i] == "Chief"
    if text.word[i] in heads and OF.match(text.text, text.end[i]):
        return _office(text, i, i, text.word[i])
    bare = text.word[i] == "Head" and text.gap[i + 1] == " " and i + 1 < len(text)
    if bare and (is_field(text.word[i + 1]) or _enclosed(text, i)):
        return _office(text, i, i, "Head")  # `Head Corporate Communications`
    modifiers = column("english", "modifier")
    for j in range(i + 1, min(i + 5, len(text))):
        if text.gap[j] not in (" ", " and ", " & "):  # `PR & Communications Manager`
            return None
        word = text.word[j]
        if word.isupper() and word in column("english", "chiefs") and text.gap[i] != " ":
            return _office(text, i, j, text.text[text.start[i] : text.end[j]])  # `Group CFO`
        if (word in column("english", "chief_last")) if chief else (word in heads):
            return _office(text, i, j, text.text[text.start[i] : text.end[j]])
        if not chief and word not in modifiers:
            return None
    return None


def _enclosed(text: Words, i: int) -> bool:
    """Whether up to four words from `i` on stand alone between commas, brackets or line ends: `, Head Trading,`."""
    if text.gap[i].strip(" ") not in (",", "(", "\n", "–", "|", "·"):
        return False
    for j in range(i + 1, min(i + 5, len(text))):
        if text.gap[j] not in (" ", " & ", "/"):
            return False
        if text.gap[j + 1].strip(" ")[:1] in (",", ")", "\n", ";", "|", "·"):
            return True
    return False


def is_led(office: Office) -> bool:
    """Whether an office is but what someone leads: `technische Geschäftsführung`."""
    return office.lemma != "Leitung" and office.role.head.capitalize() in column("complement", "led")


def _office(text: Words, first: int, last: int, lemma: str) -> Office:
    head = text.word[last].lower()
    return Office(text.start[first], text.end[last], first, last, Role("office", lemma, 0, False, head), lemma)


def _is_led_by(text: Words, i: int) -> bool:
    """Whether what someone leads stands behind a name and a comma: `Petra Huber, Marketingleitung`."""
    return text.is_apposed(i) and text.word[i].lower().endswith("leitung")


def _member(text: Words, i: int) -> Office | None:
    """`Mitglied`, `Vorsitz` with the body; `Leitung` before a field, `technische Geschäftsführung`: nothing without them."""
    if _is_led_by(text, i) and text.gap[i + 1] != " ":
        return _office(text, i, i, text.word[i])
    if text.word[i] in column("complement", "led"):
        office = _prefixed(text, _office(text, i, i, text.word[i]))
        if office.start < text.start[i] or text.word[i] != "Leitung":
            return office if office.start < text.start[i] else None
        return _office(text, i, i, "Leitung") if text.gap[i + 1] in (" ", *OF_HOUSE) else None
    stem = next(s for s in ("Mitglied", "Vorsitz") if text.word[i].startswith(s))
    match = _body().match(text.text, text.end[i])
    if match is None:
        return None
    office = _office(text, i, i, stem)
    return _prefixed(text, _with_body(text, office))


def _german(text: Words, i: int) -> Office | None:
    role = text.role(i)
    if role is None or (text.before(i) == "" and text.gap[i].endswith("@")):
        return None
    if text.word[i] in text.families and text.before(i).lower() not in determiners():
        return None  # `Stadträtin Karin Ammann … neben Ammann`
    start = text.start[i] + role.cut
    office = Office(start, text.end[i], i, i, role, _lemma(text, i, role))
    return _with_body(text, office if role.cut else _prefixed(text, office))


def _lemma(text: Words, i: int, role: Role) -> str:
    """The nominative singular; the article decides between `Vorsitzender` and `Vorsitzende`."""
    if not role.adjectival:
        return role.lemma
    stem, before = role.lemma.removesuffix("r").removesuffix("e"), text.in_front(i)
    word = text.word[i]
    if word.endswith(("en", "em")):
        return stem + ("e" if before in ("der", "zur", "einer", "ihrer", "seiner") else "er")
    return stem + ("er" if word.endswith("er") or before == "der" else "e")


@functools.cache
def _short() -> re.Pattern[str]:
    """An adjective of a title that is cut short: `stv.`, `Stellv.`"""
    return re.compile(rf"(?<![^\s(|])(?:{'|'.join(map(re.escape, sorted(column('adjective', 'short'))))}) $")


def _prefixed(text: Words, office: Office) -> Office:
    """Take `stellvertretender`, `Erster`, `stv.` before the head along."""
    if short := _short().search(text.text, max(0, office.start - 12), office.start):
        office.start, office.lemma = short.start(), short.group() + office.lemma
        return office
    for _ in range(2):
        first = office.first
        gap = text.gap[first] if office.start == text.start[first] else text.text[: office.start].rpartition("\n")[2]
        word = gap[:-1].rpartition(" ")[2].lstrip("(„«\"'\n") if gap.endswith(" ") else ""
        capital = text.word[first - 1] if first and text.gap[first] == " " and office.start == text.start[first] else ""
        known = _adjectives("within").get(word) or _adjectives("capital").get(capital)
        if known is None and office.role.adjectival and word in _adjectives("rank"):
            known = _adjectives("rank")[word]  # `zum ersten Vorsitzenden`
        if known is None:
            break
        if not word or not (word in _adjectives("within") or word in _adjectives("rank")):
            office.first, word = first - 1, capital
        office.start -= len(word) + 1
        office.lemma = f"{_nominative(word, known, office)} {office.lemma}"
        if word.endswith("e") and _is_masculine(text, office):
            office.lemma = _strong(office, word, known)
    return office


def _is_masculine(text: Words, office: Office) -> bool:
    """Whether an adjective on -e stands behind `der`: `der kaufmännische Leiter`, `der stellvertretende Vorsitzende`."""
    front = text.text[max(0, office.start - 5) : office.start]
    return front.lower().endswith("der ") and not front[:-4][-1:].isalpha()


def _strong(office: Office, surface: str, stem: str) -> str:
    """The title as it stands without an article: `kaufmännischer Leiter`."""
    head = office.lemma.removeprefix(f"{surface} ")
    if office.role.adjectival and head.endswith("e"):
        head += "r"
    return f"{stem}er {head}"


def _nominative(surface: str, stem: str, office: Office) -> str:
    lemma = office.lemma
    feminine = lemma.endswith("in") or (office.role.adjectival and lemma.endswith("e"))
    if surface.endswith(("en", "em")) or (surface.endswith("e") and not feminine and office.role.adjectival):
        return stem + ("e" if feminine else "er")
    return surface


def _with_body(text: Words, office: Office) -> Office:
    match = _body().match(text.text, office.end)
    if match:
        office.lemma += match.group()
        _reach(text, office, match.end())
    return office


def without_body(text: Words, office: Office, taken: Taken) -> None:
    """Give a body back to the name that it belongs to: `Direktor des [Bundesamts für Strassen]`."""
    match = BODY_LINK.search(text.text, office.start, office.end)
    if match is None or not any(taken(at) for at in range(match.end(), office.end)):
        return
    office.lemma = office.lemma.removesuffix(text.text[match.start() : office.end])
    office.end = match.start()
    while office.last > office.first and text.start[office.last] >= office.end:
        office.last -= 1


OF_HOUSE = (" der ", " des ", " von ", " vom ")
"""Between what someone leads and the house: `die Leitung der Axpo AG`."""


AFTER = re.compile(r" a\. ?i\.")
"""What follows an office and tells that it is held for a time or no more: `CEO a. i.`"""


def _reach(text: Words, office: Office, end: int) -> None:
    """Move the end and the last word."""
    office.end = end
    while office.last + 1 < len(text) and text.start[office.last + 1] < end:
        office.last += 1


def complete(text: Words, office: Office, taken: Taken, *, sure: bool) -> None:
    """Add the field: `Leiter Kommunikation`, `Vorständin für Vertrieb und Marketing`, `Head of Media Relations`.

    `sure`: a person stands before the title, so that a bare word after it cannot be the person.
    """
    if office.complete:
        return
    office.complete = True
    if interim := AFTER.match(text.text, office.end):
        office.lemma += interim.group()
        _reach(text, office, interim.end())
        return
    for link in (OF, FOR):
        match = link.match(text.text, office.end)
        if match and (link is FOR or office.role.head in _english_heads()):
            _add_field(text, office, match.end(), taken, strict=False)
            return
    if text.gap[office.last + 1].startswith(" ") and _takes_field(office):
        _add_field(text, office, office.end + 1, taken, strict=not sure)


def _english_heads() -> frozenset[str]:
    return frozenset(word.lower() for word in column("english", "head"))


def _takes_field(office: Office) -> bool:
    return office.lemma == "Leitung" or office.role.head in column("complement", "takes") or _is_english(office)


def _is_english(office: Office) -> bool:
    return office.role.head in _english_heads()


def _add_field(text: Words, office: Office, start: int, taken: Taken, *, strict: bool) -> None:
    """Extend up to the last word of the field that is no person, no name and no title."""
    match = JOINED.match(text.text, start)
    if match is None:
        return
    end = _cut(text, office, start, match.end(), taken, strict)
    if end > start:
        office.lemma += text.text[office.end : end]
        _reach(text, office, end)


def _cut(text: Words, office: Office, start: int, limit: int, taken: Taken, strict: bool) -> int:
    end = start
    i = office.last + 1
    while i < len(text) and text.start[i] < limit:
        if taken(text.start[i]) or _ends_field(text, i):
            break
        if strict and not is_field(text.word[i]) and not _bare_head(office) and not _before_field(text, i):
            break
        end = text.end[i]
        while i + 1 < len(text) and text.start[i + 1] < end:
            i += 1
        i += 1
    else:
        return limit if end > start else start
    return end


def _before_field(text: Words, i: int) -> bool:
    """Whether a capital adjective goes on with a field: `Bereichsleiter Additive Fertigung`."""
    adjective = text.word[i].istitle() and text.word[i].endswith(("e", "er")) and not text.bits[i] & ROLE
    adjective = adjective and text.word[i] not in column("complement", "no_field")
    return adjective and i + 1 < len(text) and text.gap[i + 1] == " " and is_field(text.word[i + 1])


def _bare_head(office: Office) -> bool:
    return office.role.head == office.role.lemma.lower() and office.role.head.startswith(("leit", "head", "direktorin"))


def _ends_field(text: Words, i: int) -> bool:
    bits = text.bits[i]
    if text.word[i] in column("complement", "with_body"):
        return True  # `Leiterin Healthcare und Mitglied der Geschäftsleitung`
    if (bits & GIVEN and not bits & WEAK) or (bits & TITLE and not bits & CAPS):
        return True
    role = role_of(text.word[i]) if bits & ROLE else None
    return role is not None and role.kind != "post"


def is_field(word: str) -> bool:
    """Whether the word, or the end of a compound, names a field of work."""
    return len(word) > 1 and word.lower().endswith(_fields())


@functools.cache
def _fields() -> tuple[str, ...]:
    return tuple(column("complement", "fields"))


def stands(text: Words, office: Office, *, person_before: bool, person_after: bool) -> bool:
    """Whether the title is one where it stands: offices always, posts and bodies beside a person or after `als`."""
    kind = office.role.kind
    bare = office.start == text.start[office.last] and office.role.head in column("verb", "with_adjective")
    if office.lemma == "Leitung" or bare:
        return False
    if person_after:
        front = text.before(office.first).lower()
        alone = kind == "body" and office.start == text.start[office.last]
        if alone and front in column("verb", "acting") and office.role.lemma in column("verb", "boards"):
            return False  # `bestimmte der Verwaltungsrat Sandra Kunz`
        mine = front.startswith(("sein", "ihr", "unser", "mein"))
        return not (mine and office.role.lemma in column("verb", "companions"))  # `seinen Partner Hubert Wetschnig`
    led = office.start < text.start[office.last] and office.role.head in column("verb", "by_adjective")
    if kind == "office" or led or person_before or (office.end > text.end[office.first] and _field_makes(office)):
        return person_before or not _generic(text, office)
    if kind == "body" and office.end == text.end[office.last] and office.last == office.first:
        return False
    before = text.before(office.first).lower() if office.start == text.start[office.first] else ""
    if before.startswith(("sein", "ihr")) and office.role.head in column("verb", "seconds"):
        return SECOND.search(text.text, max(0, office.start - 16), office.start) is not None
    return before in column("verb", "as") and office.role.lemma not in column("verb", "never_as")


def _field_makes(office: Office) -> bool:
    return office.lemma != office.role.lemma and office.role.head in column("verb", "with_field")


def _taken_up(text: Words, office: Office) -> bool:
    """Whether a bare `Chef` behind its article only takes somebody up again: `An Arbeit wird es der neuen Chefin nicht fehlen`."""
    if office.first != office.last or office.start != text.start[office.first]:
        return False
    line = text.text.rfind("\n", 0, office.start) + 1
    before = text.text[line : office.start].split()[-2:]
    lows = [word.lower().strip('„«»"“') for word in before]
    articled = any(word in determiners() for word in lows) or (lows[-1:] and lows[-1] in column("verb", "coming"))
    behind = text.text[office.end : office.end + 5].strip(" ").partition(" ")[0]
    return bool(articled) and behind not in ("der", "des", "von", "bei", "beim", "für", "vom", "im", ":", "wird", "ist")


def _generic(text: Words, office: Office) -> bool:
    """`jeder Leiter`, `kein Sprecher`, `212 Delegierte` are nobody."""
    voters = office.role.head in column("verb", "electors")
    if voters and not _body().search(text.text, office.start, office.end):
        return True
    if office.lemma in column("verb", "taken_up") and _taken_up(text, office):
        return True
    before = text.before(office.first).lower()
    return before in determiners() and before.startswith(("jede", "kein", "viele", "mehr"))
