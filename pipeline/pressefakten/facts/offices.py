"""Whose office it is: the organization beside a title, the town of a mayor, an outsider's body, else the issuer."""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pressefakten.facts.issuer import core
from pressefakten.facts.page import Ent, Item, Page, Sentence, index_of
from pressefakten.facts.persons import described
from pressefakten.facts.triggers import Forms
from pressefakten.facts.venues import is_wide
from pressefakten.patterns import words

NAMES = ("ORG", "BRAND")
LINK_WORDS = 5
STEM = 5
BESIDE = 12
BLOCK_LINE = 90
FIGURES = ("NUMBER", "PERCENT", "MONEY", "QUANTITY")


class Organization(NamedTuple):
    """`name` None for outsiders; `span` where it was read, or None; `named` whether it stands beside the office."""

    name: str | None
    span: tuple[int, int] | None
    named: bool


@functools.cache
def _set(name: str) -> frozenset[str]:
    return frozenset(str(words("roles")["organization"][name]).split())


@functools.cache
def _kinds() -> frozenset[str]:
    return frozenset(str(words("roles")["filler"]["kind"]).split())


@functools.cache
def forms(group: str, name: str) -> Forms:
    """A word class of `patterns/words/roles.toml`."""
    return Forms(words("roles")[group][name])


def _is(group: str, name: str, text: str) -> bool:
    """Whether the first word, or the head before a complement, is of a word class."""
    return any(map(forms(group, name).fit, text.lower().split()[:2]))


def public(name: str | None) -> bool:
    """Whether a name is that of a state, a town or an authority."""
    return bool(name) and _is("organization", "public", str(name))


def after(items: Sequence[Item], at: int, *, contact: bool = False) -> int:
    """Index of the organization that follows the office at `at`, or -1: `CEO der Axpo`, `Leiter BMW Motorrad`."""
    genitive = linked = False
    office = items[at].ent
    town = office is not None and _is("organization", "town", office.canonical)
    for k in range(at + 1, min(at + 2 + LINK_WORDS, len(items))):
        item = items[k]
        if item.ent is not None:
            state = item.ent.label == "PLACE" and (town or public(item.text.lower()))
            if (
                item.ent.label in NAMES
                or (linked and state)
                or (
                    item.ent.label == "SITE" and (genitive or k == at + 1)  # `Sprecherin Werk Rastatt`
                )
            ):
                held = items[k + 2].ent if k + 2 < len(items) and items[k + 1].text == "-" else None
                return -1 if held is not None and held.label == "ROLE" else k
            return -1
        if item.low in _set("link"):
            linked, genitive = True, genitive or item.low in _set("genitive")
        elif (
            not ((contact or items[at].depth) and item.text in ",|" and k == at + 1)
            and not (linked and item.text[0].islower())
            and not (linked and item.low in _kinds())
        ):
            return -1
    return -1


def _antecedent(items: Sequence[Item], at: int) -> int:
    """Index of the house whose office it is: `die Axpo, deren Finanzchefin sie ist`, `der Axpo überreichte deren Präsident`; or -1."""
    whose, k = forms("relative", "whose"), at - 1
    while k > 1 and items[k].low not in whose and items[k].low.endswith(forms("filler", "adjective")):
        k -= 1
    if k < 2 or items[k].low not in whose or items[k - 1].low == "und":
        return -1  # `die Mieter der Immobilien AG und deren Sprecher`
    front = k - 1 - (items[k - 1].text == ",")
    for j in range(front, max(-1, front - LINK_WORDS), -1):
        ent = items[j].ent
        if ent is not None and ent.label in (*NAMES, "SITE"):
            return j
        if ent is not None and ent.label != "PLACE":
            return -1
    return -1


def _beyond(items: Sequence[Item], at: int) -> int:
    """Index of the house behind the field of an office: `Präsident für die Region Deutschland und Schweiz bei Alstom`; or -1."""
    for k in range(at + 1, min(at + 1 + BESIDE, len(items) - 1)):
        item, behind = items[k], items[k + 1]
        if item.low in forms("organization", "at"):
            named = behind.ent is None and behind.low in _set("link") and k + 2 < len(items)
            j = k + 2 if named else k + 1
            ent = items[j].ent
            return j if ent is not None and ent.label in NAMES else -1
        field = item.text[0].isupper() if item.ent is None else item.ent.label == "PLACE"
        listed = item.text == "," and (behind.text[0].isupper())
        if not (field or listed or item.low in _set("link") or item.low in forms("filler", "joint")):
            return -1
    return -1


def _represented(items: Sequence[Item], at: int) -> int:
    """Index of the house that someone acts for: `Für die Axpo unterschrieb Finanzchefin Anna Berger`; or -1."""
    clause = [k for k, item in enumerate(items) if item.clause == items[at].clause and k < at]
    if not clause or items[clause[0]].low not in forms("organization", "acting_for"):
        return -1
    for k in clause[1 : 1 + LINK_WORDS]:
        ent = items[k].ent
        if ent is not None:
            signs = any(forms("organization", "acts").fit(items[j].low) for j in clause if j > k)
            return k if ent.label in NAMES and signs else -1
        if items[k].low not in _set("link"):
            return -1
    return -1


def _shared(items: Sequence[Item], at: int) -> int:
    """The organization of `CEO und Gründerin von Nuvo` holds for both offices; index or -1."""
    for k in range(at + 2, min(at + 5, len(items))):
        ent = items[k].ent
        if ent is not None:
            follows = items[k + 1].ent if k + 1 < len(items) else None
            joined = ent.label == "ROLE" and items[at + 1].low in forms("filler", "joint")
            joined = joined and (follows is None or follows.label != "ORG")  # `CEO und Leiter Departement Pflege`
            return after(items, k) if joined and (follows is None or follows.label != "PERSON") else -1
        if not items[k].text[0].islower():
            return -1
    return -1


def genitive(items: Sequence[Item], at: int) -> int:
    """Index of the common noun that the office has as its genitive (`Leiterin des Zentrums`), else `at`."""
    if at + 2 < len(items) and items[at + 1].low in _set("genitive"):
        for k in range(at + 2, min(at + 5, len(items))):
            if items[k].ent is not None or not items[k].text[0].isalpha():
                return at
            if items[k].text[0].isupper():
                return k
    return at


def before(items: Sequence[Item], at: int) -> int:
    """Index of the name in front of the office: `Nissan CEO`, `auto-schweiz-Direktor`, or -1."""
    k = at - 1
    if k > 0 and items[k].text in "-–" and items[k].end == items[at].start:
        k -= 1
    ent = items[k].ent if k >= 0 else None
    if ent is not None and (
        ent.label in NAMES or (ent.label == "PLACE" and _is("organization", "town", items[at].text))
    ):
        return k
    return -1


def organization(
    page: Page, sentence: Sentence, items: Sequence[Item], office: Ent, person: Ent, *, tight: bool, contact: bool
) -> Organization:
    """The organization of an office; `tight` where person and office stand side by side."""
    at = index_of(items, office)
    for k in (after(items, at, contact=contact), before(items, at), _shared(items, at)) if at >= 0 else ():
        if k >= 0:
            return _of(items[k].ent)
    for k in (_antecedent(items, at), _beyond(items, at)) if at >= 0 else ():
        if k >= 0:
            return _of(items[k].ent)
    if at >= 0 and (unknown := _unlisted(page, items, at)) is not None:
        return unknown
    if at >= 0 and (earlier := _echo(page, items, at)) is not None:
        return Organization(earlier.canonical, None, True)
    if _is("organization", "town", office.canonical):
        return _town(page, sentence, items, office, person)
    if _is("organization", "outside", office.canonical):
        return _body(page, sentence, items, office, person)
    if at >= 0 and tight and any(item.low in forms("organization", "same") for item in items[at + 1 : at + 4]):
        above = [e for e in page.ents if e.label in NAMES and e.end <= office.start]
        return Organization(above[-1].canonical if above else page.issuer, None, bool(above))
    if at >= 0 and tight and (agent := _represented(items, at)) >= 0:
        return _of(items[agent].ent)
    if at >= 0 and not tight and _in_house(items, at):
        return Organization(page.issuer, None, False)
    if at >= 0 and not tight and (near := _in_clause(page, items, at)) is not None:
        return _of(near)
    if (contact or tight) and (beside := _beside(items, person, contact=contact)) is not None:
        return _of(beside)
    if contact and (block := _block(page, page.sentences[office.sentence])) is not None:
        return Organization(block.canonical, None, False)
    if (house := _house(page, office, person) or _of_kind(page, office)) is not None:
        return Organization(house.canonical, None, True)
    return Organization(page.issuer if contact else _issuer_near(page, office), None, False)


def _issuer_near(page: Page, office: Ent) -> str | None:
    """The issuer by the form of its name that stands nearest before the office, else behind it."""
    own = core(page.issuer) if page.issuer else ""
    alike = [ent for ent in page.ents if ent.label in NAMES and own and core(ent.canonical) == own]
    nearest = min(alike, key=lambda ent: (ent.start > office.start, abs(ent.start - office.start)), default=None)
    return nearest.canonical if nearest is not None else page.issuer


def joined(items: Sequence[Item], office: Ent, first: Organization) -> list[Organization]:
    """The further organizations of one office: `CEO von Opel und Vauxhall`."""
    at = index_of(items, office)
    k = after(items, at) if at >= 0 else -1
    if k < 0 or first.span != (items[k].start, items[k].end):
        return []
    found = []
    while k + 2 < len(items) and items[k + 1].low in forms("filler", "joint"):
        k += 3 if items[k + 2].low in _set("link") else 2
        ent = items[k].ent if k < len(items) else None
        follows = items[k + 1].low if k + 1 < len(items) else "."
        if ent is None or ent.label not in NAMES or follows[:1].isalpha():
            break
        found.append(_of(ent))
    return found


def _of(ent: Ent | None) -> Organization:
    return Organization(None, None, False) if ent is None else Organization(ent.canonical, (ent.start, ent.end), True)


def _unlisted(page: Page, items: Sequence[Item], at: int) -> Organization | None:
    """A name that no entity covers: `IV-Präsident`, `Produktmanagerin bei A1`."""
    if at > 1 and items[at - 1].text == "-" and items[at - 1].end == items[at].start:
        name = items[at - 2]
        field = any(_is("organization", kind, items[at].text) for kind in ("town", "outside"))  # `Öffi-Stadträtin`
        field = field and not name.text.isupper()  # `KPÖ-Stadträtin` has a party
        if not field and name.ent is None and name.text[0].isupper() and name.low not in forms("status", "former"):
            return Organization(name.text, (name.start, name.end), True)
    return _employer(page, items, at) or _unlisted_house(page, items, at)


def _employer(page: Page, items: Sequence[Item], at: int) -> Organization | None:
    """The capitalised words behind `bei`, a place in front of a hyphen among them: `Werkleiter bei der Harz-Metall`."""
    first = at + 2
    if first >= len(items) or items[at + 1].low not in forms("organization", "at"):
        return None
    first += items[first].low in _set("link") and _is_compound(items, first + 1)
    k = first + 2 if _is_compound(items, first) else first
    while k < len(items) and items[k].ent is None and items[k].text[0].isupper():
        k += 1
    if k == first:
        return None
    start, end = items[first].start, items[k - 1].end
    return Organization(page.text[start:end], (start, end), True)


def _unlisted_house(page: Page, items: Sequence[Item], at: int) -> Organization | None:
    """A house by its noun and name that no entity covers: `Leiter des Gründerzentrums Enns`, `Kuratorin am Zelvo Kunstmuseum`."""
    first = at + 1
    while first < len(items) and items[first].ent is None and items[first].low in _set("link"):
        first += 1
    stop, noun = first, -1
    while stop < len(items) and (_is_capital(items[stop]) or (noun == stop - 1 and _names_house(items[stop]))):
        noun = stop if noun < 0 and _house_noun(items[stop].text) else noun
        if noun > first and noun == stop:  # the name stands in front
            stop += 1
            break
        stop += 1
    if first == at + 1 or noun < 0 or stop - first < 2:
        return None
    start, end = items[first].start, items[stop - 1].end
    surface = items[noun].text
    name = page.text[start : items[noun].start] + str(_house_noun(surface)) + page.text[items[noun].end : end]
    return Organization(name, (start, end), True)


def _is_capital(item: Item) -> bool:
    return item.ent is None and item.text[0].isupper()


def _names_house(item: Item) -> bool:
    """Whether a place or number behind the noun of a house is a part of its name."""
    return item.text.isdigit() or (item.ent is not None and item.ent.label == "PLACE")


def _house_noun(word: str) -> str | None:
    """The noun of a house in the nominative: `Kunstmuseums` is `Kunstmuseum`; None for any other word."""
    forms_of = (word, word.removesuffix("s"), word.removesuffix("es"))
    return next((form for form in forms_of if forms("organization", "houses").fit(form.lower())), None)


def _is_compound(items: Sequence[Item], at: int) -> bool:
    """Whether a place is the first part of a name with a hyphen: `Harz-Metall`."""
    parts = items[at : at + 3]
    if len(parts) < 3 or parts[0].ent is None or parts[0].ent.label != "PLACE" or parts[1].text != "-":
        return False
    joined = parts[0].end == parts[1].start and parts[1].end == parts[2].start
    return joined and parts[2].ent is None and parts[2].text[0].isupper()


def _echo(page: Page, items: Sequence[Item], at: int) -> Ent | None:
    """`Leiterin des Zentrums`: the noun repeats the end of a name above (`Batteriezentrum Safenwil`)."""
    if at + 2 >= len(items) or items[at + 1].low not in _set("genitive"):
        return None
    noun = items[at + 2]
    stem = noun.low[:-1] if noun.low.endswith("s") else noun.low
    if noun.ent is not None or not noun.text[0].isupper() or len(stem) < STEM:
        return None
    above = [ent for ent in page.ents if ent.end <= noun.start and ent.label in ("ORG", "SITE")]
    return next((e for e in reversed(above) if any(w.endswith(stem) for w in e.canonical.lower().split())), None)


def _town(page: Page, sentence: Sentence, items: Sequence[Item], office: Ent, person: Ent) -> Organization:
    """The town of a mayor: where the text says they are from, the issuer where it is a town, else the one named last."""
    behind = items[index_of(items, person, len(items)) + 1 :][:2]
    own = behind[1].ent if len(behind) == 2 and behind[0].low in ("aus", "(") else None
    if own is not None and own.label == "PLACE" and not public_state(own.canonical):
        return _of(own)  # `Bürgermeisterin Eva Lang aus Zelgau`
    if page.issuer and page.issuer.lower().split()[0] in forms("organization", "municipality"):
        return Organization(page.issuer, None, False)
    above = [e for e in page.ents if e.end < office.start and _is_town(e)]
    inside = [e for e in above if e.start >= sentence.start]
    counts = Counter(e.canonical for e in above)
    home = [
        e for e in above if page.issuer and set(e.canonical.split()) & set(page.issuer.split()) - {"Stadt", "Gemeinde"}
    ]
    if home and not inside:
        return Organization(home[0].canonical, None, False)
    town = inside[-1] if inside else max(above, key=lambda e: (counts[e.canonical], e.start), default=None)
    return Organization(town.canonical if town else None, None, False)


def _is_town(ent: Ent) -> bool:
    """Whether a name is that of a town: no state, no country, no authority."""
    body = ent.label == "ORG" and _is_municipal(ent.canonical)
    return ((ent.label == "PLACE" and not is_wide(ent)) or body) and not public_state(ent.canonical)


def _is_municipal(name: str | None) -> bool:
    """Whether a name is that of a town as a body."""
    return _is("organization", "municipality", str(name or ""))


def public_state(name: str | None) -> bool:
    """Whether a name is that of a state or authority above the town."""
    return any(map(forms("organization", "state").fit, str(name or "").lower().split()[:1]))


def _body(page: Page, sentence: Sentence, items: Sequence[Item], office: Ent, person: Ent) -> Organization:
    """The body that an outsider belongs to, if the release names it: no town has a minister or a member of a state's government."""
    upper = _is("organization", "of_state", office.canonical)
    near = [e for e in sentence.ents if e.label in ("ORG", "PLACE") and public(e.canonical) and e.end <= office.start]
    bracketed = {item.ent for item in items if item.depth}
    near = [e for e in near if e not in bracketed and not (upper and _is_municipal(e.canonical))]
    minister = _is("organization", "minister", office.canonical)
    beside = next((e for e in sentence.ents if e.label == "PLACE" and 0 < office.start - e.end < 2), None)
    linked = beside is not None and page.text[beside.end : office.start] in "-–"
    if beside is not None and (linked or beside.text.endswith("s")):  # `Vorarlbergs Landeshauptmann`, `NRW-Minister`
        return Organization(beside.canonical, (beside.start, beside.end), False)
    if (told := _enclosed(items, person)) is not None and public(told.canonical):
        return _of(told)
    gap = page.text[near[-1].end : office.start] if near else ""
    if near and not (minister and ("," in gap or len(gap) > BESIDE)):
        return Organization(near[-1].canonical, (near[-1].start, near[-1].end), False)
    if (kinds := _kinds_of(office)) is not None:
        own = any(map(kinds.fit, str(page.issuer or "").lower().split()))
        house = None if own else _of_kind(page, office)
        if own or house is not None:
            return Organization(house.canonical if house is not None else page.issuer, None, house is not None)
    of_state = any(map(public_state, str(page.issuer).split()))
    if public(page.issuer) and (of_state if minister else not (upper and _is_municipal(page.issuer))):
        return Organization(page.issuer, None, False)
    return Organization(None, None, False)


def _enclosed(items: Sequence[Item], person: Ent) -> Ent | None:
    """The name that stands alone in brackets behind a person: `Staatssekretärin Eva Lang (Verkehrsministerium)`."""
    at = index_of(items, person, len(items))
    opened, name, closed = (items[k] if k < len(items) else None for k in range(at + 1, at + 4))
    alone = opened is not None and closed is not None and opened.text == "(" and closed.text == ")"
    return name.ent if alone and name is not None and name.ent is not None and name.ent.label in NAMES else None


def _in_house(items: Sequence[Item], at: int) -> bool:
    """`begann als Trainee im Haus`: the organization that the release is about."""
    behind = [item.low for item in items[at + 1 : at + 3]]
    return len(behind) == 2 and behind[0] in ("im", "beim") and behind[1] in forms("date", "house")


def _in_clause(page: Page, items: Sequence[Item], at: int) -> Ent | None:
    """The name in the same clause as an office in a verbal statement; `dort` and `wo` mean the name in front."""
    clause = items[at].clause
    own = [item for item in items if item.clause == clause and item.depth == items[at].depth]
    learnt = max((item.start for item in own if item.low in forms("date", "learnt")), default=-1)
    others = _of_other_offices(items, at)
    appoints = any(forms("filler", "appoints").fit(item.low) for item in own)
    chairs = _is("organization", "chairs", items[at].text)
    names = [
        i.ent
        for i in own
        if i.ent is not None
        and i.ent.label in NAMES
        and not i.start < learnt < items[at].start
        and i.start not in others
        and not (appoints and not public(page.issuer) and public(i.ent.canonical))  # `Der Kanton hat X vorgeschlagen`
        and not (appoints and not chairs and _is("organization", "assembly", i.ent.canonical))  # `dem Landtag`
        and not _is_origin(items, i)
    ]
    if names:
        return min(names, key=lambda ent: abs(ent.start - items[at].start))
    aside = _asides(items, at)
    earlier = [
        item.ent
        for k, item in enumerate(items[1:at], 1)
        if item.ent is not None and item.ent.label in NAMES and _linked(items, k) and k not in aside
    ]
    if earlier:
        return earlier[-1]
    if any(item.low in forms("organization", "same") for item in own):
        above = [e for e in page.ents if e.label in NAMES and e.end <= own[-1].start]
        return above[-1] if above else None
    return None


def _of_other_offices(items: Sequence[Item], at: int) -> set[int]:
    """Where the names start that stand beside another office: `der ehemalige Bosch-Manager Max Huber wird CEO`."""
    found: set[int] = set()
    for k, item in enumerate(items):
        if k != at and item.ent is not None and item.ent.label == "ROLE":
            found |= {items[j].start for j in (after(items, k), before(items, k), _beyond(items, k)) if j >= 0}
    return found


def _is_origin(items: Sequence[Item], name: Item) -> bool:
    """Whether someone comes from a house: `Die künftige Finanzchefin kommt von der Axpo`."""
    at = next(k for k, item in enumerate(items) if item is name)
    behind_from = any(item.low in ("von", "vom") for item in items[max(0, at - 2) : at])
    comes = (item.low for item in items if item.clause == name.clause)
    return behind_from and any(forms("filler", "comes").fit(low) for low in comes)


def _asides(items: Sequence[Item], at: int) -> set[int]:
    """What commas set off in front of the office, once its clause has come back: `X, der bei Y lernte, wird Chef`."""
    aside: set[int] = set()
    commas = [k for k in range(1, at) if items[k].text == "," and items[k].depth == items[at].depth]
    for opened, closed in itertools.pairwise(commas):
        inside = items[opened + 1 : closed]
        front = items[opened - 1].ent
        hangs = (front is not None and front.label == "PERSON") or described(items, opened - 1) is not None
        relative = bool(inside) and inside[0].low in forms("relative", "words")
        office = any(item.ent is not None and item.ent.label == "ROLE" for item in inside)
        if hangs and (relative or office):
            aside.update(range(opened, closed))
    return aside


def _linked(items: Sequence[Item], at: int) -> bool:
    """Whether a name stands behind `bei`, `für`, `von`, an article perhaps between: the employer of the clause."""
    return any(item.low in ("bei", "beim", "für", "von", "vom") for item in items[max(0, at - 2) : at])


def _beside(items: Sequence[Item], person: Ent, *, contact: bool) -> Ent | None:
    """The house between commas beside a person: `Kontakt: Axpo AG, Anna Berger, Sprecherin`, `Anna Berger, BFS, Sprecherin`."""
    at = index_of(items, person)
    for step in (-1, 1) if at >= 0 else ():
        comma, name, beyond = at + step, at + 2 * step, at + 3 * step
        if not 0 <= name < len(items) or items[comma].text != ",":
            continue
        closed = beyond < 0 or (beyond < len(items) and items[beyond].text in (",:|" if contact else ":"))
        ent = items[name].ent
        if closed and ent is not None and ent.label in (*NAMES, "SITE"):
            return ent
    return None


def _block(page: Page, sentence: Sentence) -> Ent | None:
    """The organization in the lines right above a contact."""
    for index in range(sentence.index, max(-1, sentence.index - 4), -1):
        other = page.sentences[index]
        own = index == sentence.index
        if not own and (other.end - other.start > BLOCK_LINE or page.zone(other) != page.zone(sentence)):
            return None
        if not own and any(e.label in FIGURES for e in other.ents):
            return None
        names = [e for e in other.ents if e.label in NAMES and (own or not _told(other, e))]
        if own and names and names[0].start == sentence.start:
            return names[0]
        if names and other.end - other.start <= BLOCK_LINE:
            return names[-1]
    return None


def _told(sentence: Sentence, name: Ent) -> bool:
    """Whether a name stands in a sentence and not in a line of its own: small words in front of it, or a full stop."""
    front = [item.low for item in sentence.items if item.end <= name.start and item.text[0].islower()]
    return len(front) > 1 and not set(front) <= _set("link")


def _house(page: Page, office: Ent, person: Ent) -> Ent | None:
    """The firm that bears the owner's family name."""
    family = person.canonical.split()[-1].lower()
    if not _is("owner", "words", office.canonical) or len(family) < STEM:
        return None
    return next((e for e in page.ents if e.label == "ORG" and family in e.canonical.lower().split()), None)


def _kinds_of(office: Ent) -> Forms | None:
    """The words in the names of the only houses that have such an office, if it is of a kind."""
    head = office.canonical.lower().split()[0]
    return next((forms("of_kind", kind) for kind in words("roles")["of_kind"] if head.startswith(kind)), None)


def _of_kind(page: Page, office: Ent) -> Ent | None:
    """The only house named so far of the kind that has such an office, where the issuer is none: a rector is a university's."""
    kinds = _kinds_of(office)
    if kinds is None or any(map(kinds.fit, str(page.issuer or "").lower().split())):
        return None
    front = [ent for ent in page.ents if ent.label == "ORG" and ent.start < office.start]
    houses = [ent for ent in front if any(map(kinds.fit, ent.canonical.lower().split()))]
    return houses[-1] if len({ent.canonical.split()[-1] for ent in houses}) == 1 else None


def masculine(role: str) -> str:
    """The office in the masculine form: `Werksleiterin` is `Werksleiter`; itself where it has no feminine one."""
    forms: dict[str, str] = words("roles")["gender"]["forms"]
    head, _, rest = role.partition(" ")
    for feminine, ending in forms.items():
        if head.isalpha() and head.lower().endswith(feminine) and len(head) > len(feminine) + 3:
            return f"{head[: -len(feminine)]}{ending} {rest}".strip()
    return role
