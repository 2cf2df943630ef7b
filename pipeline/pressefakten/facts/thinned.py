"""A sentence as the triggers of roles see it: without articles, titles, ages, dates and adverbs, with whom pronouns mean."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pressefakten.facts import offices
from pressefakten.facts.matching import dateline_end
from pressefakten.facts.offices import forms
from pressefakten.facts.page import Ent, Item, Page, Sentence, cell_at
from pressefakten.facts.persons import Gender, described, fits, owns, persons, pronouns, titles, topic
from pressefakten.patterns import words

CONTACT_LINE = 90
STOPS = frozenset('.:;|“”«»„"')
PRESENT = "PRESENT_REF"
FRONT = 8
ROWS = 30
"""So many rows stand below the head of a table of persons."""
REACH = 4
CLOSE = 1


@dataclass(slots=True)
class Symbol:
    """One element of the thinned sentence: a word, or an entity as `[label]`; `item` is where it stands."""

    text: str
    item: Item
    ent: Ent | None = None


@dataclass(slots=True)
class Dated:
    """A date with the words in front of it that say what it bounds."""

    ent: Ent
    bound: str
    row: bool = False
    """Whether the head of its column says so: it holds for whoever the row names."""


@dataclass(slots=True)
class Unit:
    """A sentence up to a semicolon, or a few lines of a contact block, thinned for the triggers; `earlier` its persons before."""

    sentence: Sentence
    items: list[Item]
    symbols: list[Symbol]
    dates: list[Dated]
    contact: bool
    earlier: list[Ent] = field(default_factory=list)


@functools.cache
def word_set(group: str, name: str) -> frozenset[str]:
    """The words of a class that a string of `patterns/words/roles.toml` lists."""
    return frozenset(str(words("roles")[group][name]).split())


def read_units(page: Page) -> list[Unit]:
    """Sentences with a person, an office or a pronoun; lines of a contact block are joined."""
    units = []
    for sentence in page.sentences:
        labels = {ent.label for ent in sentence.ents}
        if not labels & {"PERSON", "ROLE"} and not _points(sentence):
            continue
        contact = _is_contact(page, sentence)
        parts = _parts(sentence.items)
        if contact and not labels >= {"PERSON", "ROLE"}:
            parts[-1] += _next_lines(page, sentence)
        earlier: list[Ent] = []
        opening = [item.ent for item in sentence.items[: dateline_end(page, sentence)] if item.ent is not None]
        for items in parts:
            units.append(_thin(page, sentence, items, contact=contact, earlier=earlier))
            units[-1].dates = [d for d in units[-1].dates if d.ent not in opening]
            _bound_by_column(page, units[-1])
            earlier = [*earlier, *(item.ent for item in items if item.ent is not None and item.ent.label == "PERSON")]
    return units


def _bound_by_column(page: Page, unit: Unit) -> None:
    """Give the dates of a row what the head of their column says: `Name | Funktion | ab`."""
    line = unit.sentence.line
    cells = page.lines[line].get("cells", ()) if page.lines else ()
    for dated in unit.dates if len(cells) > 2 else ():
        at, first = cell_at(cells, dated.ent.start), line
        while line - first < ROWS and first and len(page.lines[first - 1].get("cells", ())) == len(cells):
            first -= 1
        start, end = page.lines[first]["cells"][at]
        head = set(page.text[start:end].lower().split())
        if at >= 0 and not dated.bound and first < line:
            bounds = {"since": "since", "until": "until", "from": "from", "column": "from"}
            dated.bound = next((bound for name, bound in bounds.items() if head & set(forms("date", name))), "")
            dated.row = bool(dated.bound)


def _points(sentence: Sentence) -> bool:
    """Whether a sentence goes on about someone: `Ihr Mandat läuft …`, `Am 1. Mai tritt sie ihr Amt an`, `Die Ökonomin beginnt …`."""
    items = sentence.items
    opens = any(item.low in _pointing() for item in items[:1]) or any(
        described(items, k) for k in range(1, min(REACH, len(items)))
    )
    return opens or any(item.low in pronouns() for item in items[1:FRONT])


def _parts(items: Sequence[Item]) -> list[list[Item]]:
    """The statements that semicolons divide."""
    cuts = [0, *(k + 1 for k, item in enumerate(items) if item.text == ";" and not item.depth), len(items)]
    return [list(items[a:b]) for a, b in itertools.pairwise(cuts) if b > a]


def _is_contact(page: Page, sentence: Sentence) -> bool:
    """A line of a contact block: by its zone, or short and no sentence below the head."""
    zone, content = page.zone(sentence), page.text[sentence.start : sentence.end].rstrip()
    return zone in ("contact", "leftover") or (
        zone != "head" and len(content) <= CONTACT_LINE and content[-1:] not in ".!?:;"
    )


def _next_lines(page: Page, sentence: Sentence) -> list[Item]:
    """The line below, and the one after that where the first names neither person nor office."""
    items: list[Item] = []
    for other in page.sentences[sentence.index + 1 : sentence.index + 3]:
        if other.line == sentence.line or other.end - other.start > CONTACT_LINE or not other.items:
            break
        at = other.items[0].start
        items += [Item(at, at, "|", "|", None, -1), *other.items]
        if any(ent.label in ("PERSON", "ROLE") for ent in other.ents):
            break
    return items


@functools.cache
def _pointing() -> frozenset[str]:
    """Pronouns that may open a sentence on someone: `sie`, `ihr Mandat`."""
    table = words("roles")["pronoun"]
    return frozenset((*table["female"], *table["male"]))


def _pronoun(word: str) -> Gender | None:
    return pronouns().get(word)


def pronoun_object(items: Sequence[Item], at: int) -> Gender | None:
    """`ihn`, `ihm`; `ihr` only beside `folgt`, where it is no possessive."""
    table = words("roles")["pronoun"]
    if items[at].low in table["him"]:
        return "m"
    beside = {item.low for item in items[max(0, at - 1) : at + 2]}
    return "f" if items[at].low in table["her"] and beside & set(table["follows"]) else None


def _latter(items: Sequence[Item], at: int) -> Gender | None:
    """`Diese verlässt das Haus`: the one named last, where the word stands alone in front of the verb."""
    alone = at == 0 and len(items) > 1 and items[1].ent is None and items[1].text[0].islower()
    return _latters().get(items[at].low) if alone and not items[1].low.endswith(forms("filler", "adjective")) else None


@functools.cache
def _latters() -> dict[str, Gender]:
    table = words("roles")["pronoun"]
    return {w: g for g, key in (("f", "latter_female"), ("m", "latter_male")) for w in table[key]}  # type: ignore[misc]


def _last_named(page: Page, sentence: Sentence) -> Ent | None:
    """The person named last in the sentence above."""
    above = page.sentences[sentence.index - 1] if sentence.index else None
    return next(reversed(persons(above)), None) if above is not None else None


def _thin(page: Page, sentence: Sentence, items: list[Item], *, contact: bool, earlier: list[Ent]) -> Unit:
    """Leave out what stands between the elements that triggers look at."""
    unit = Unit(sentence, items, [], [], contact, earlier)
    skip = 0
    for k, item in enumerate(items):
        if k < skip:
            continue
        if item.ent is not None:
            recalled = _recalled(page, sentence, items, k) if item.ent.label == "ROLE" else None
            if recalled is not None:
                unit.symbols += [Symbol("[person]", items[k - 1], recalled), Symbol(",", items[k - 1])]
            skip = _thin_entity(unit, k, item.ent)
            if recalled is not None:
                unit.symbols.append(Symbol(",", items[skip - 1]))
        elif end := _acronym(items, k) or _bracket(items, k) or _title(items, k) or _degree(items, k):
            unit.dates += _dates_in(items[k:end])
            skip = end
        elif (
            wanted := _pronoun(item.low) or pronoun_object(items, k) or described(items, k) or _latter(items, k)
        ) and (
            meant := (_last_named(page, sentence) if _latter(items, k) else _meant(page, unit, item, wanted))
        ) is not None:
            unit.symbols.append(Symbol("[person]", item, meant))
        elif item.low not in word_set("filler", "words") or _is_prefix(items, k):
            unit.symbols.append(Symbol(item.low, item))
            _close_insertion(unit)
    return unit


def _is_prefix(items: Sequence[Item], at: int) -> bool:
    """`steigt als Betriebsleiter ein`: the prefix of a verb in front of a stop, and no article."""
    behind = items[at + 1] if at + 1 < len(items) else None
    return items[at].low == "ein" and (behind is None or not behind.text[0].isalnum() or behind.low == "und")


def _close_insertion(unit: Unit) -> None:
    """`war er, bis 2023, Manager`: commas that set off nothing but a date go with it behind a verb or an adverb."""
    symbols = unit.symbols
    if [symbol.text for symbol in symbols[-2:]] == [",", ","] and any(
        symbols[-2].item.end <= dated.ent.start < symbols[-1].item.start for dated in unit.dates
    ):
        verb = any(symbol.text in forms("filler", "copula") for symbol in symbols[-5:-2])
        del symbols[-2 if verb else -1 :]


def _recalled(page: Page, sentence: Sentence, items: Sequence[Item], at: int) -> Ent | None:
    """The person of the sentence before whom an office takes up again: `Die Bereichsleiterin Privatkunden wird …`."""
    genders: dict[str, Gender] = {"die": "f", "der": "m"}
    first = next((k for k in range(at - 1, max(-1, at - 3), -1) if items[k].low in genders), 0)
    colon = first > 0 and items[first - 1].text == ":"
    wanted, office = genders.get(items[first].low) if first == 0 or colon else None, items[at].ent
    between, at_start = items[first + 1 : at], at - first
    adjectives = all(item.low.endswith(forms("filler", "adjective")) for item in between)
    if wanted is None or office is None or at_start > CLOSE + 1 or not adjectives:
        return None
    masculine = offices.masculine(office.canonical)
    if (masculine == office.canonical) == (wanted == "f"):
        return None  # `Die Geschäftsführer sind …`
    k = max(offices.genitive(items, at), offices.after(items, at)) + 1
    verb = k < len(items) and items[k].ent is None and items[k].text[0].islower()
    if verb and colon:
        named = [item.ent for item in items[:first] if item.ent is not None and item.ent.label == "PERSON"]
        return named[0] if len(named) == 1 and fits(named[0].canonical, wanted) else None
    person = topic(page, sentence, wanted, reach=1) if verb else None
    above = page.sentences[person.sentence] if person is not None else sentence
    if person is None or any(_beside_name(above, ent) for ent in persons(above)):
        return None
    held = (e for other in page.sentences[: sentence.index] for e in other.ents if e.label == "ROLE")
    return None if any(offices.masculine(e.canonical) == masculine for e in held) else person


def _beside_name(sentence: Sentence, person: Ent) -> bool:
    """Whether an office stands beside a person, perhaps behind a comma or bracket."""
    at = next(k for k, item in enumerate(sentence.items) if item.ent is person)
    near = [*sentence.items[max(0, at - 2) : at], *sentence.items[at + 1 : at + 4]]
    return any(item.ent is not None and item.ent.label == "ROLE" for item in near)


def _thin_entity(unit: Unit, k: int, ent: Ent) -> int:
    """Add one entity; returns the index to go on from."""
    items, symbols = unit.items, unit.symbols
    if ent.label in ("DATE", "TIME", "DURATION"):
        front = []
        while symbols and symbols[-1].text in word_set("filler", "dated"):
            front.append(symbols.pop().text)
        bound = next((name for name in ("since", "until", "from") if set(front) & set(forms("date", name))), "")
        if not bound and symbols and symbols[-1].text in forms("date", "session"):
            bound = "session"
        elif not bound and k + 1 < len(items) and items[k + 1].low in forms("date", "session"):
            bound = "session"  # `in seiner gestrigen Sitzung`
        elif not bound and front and front[-1] in forms("date", "decided"):
            bound = "on"
        word = items[k + 1].low if k + 1 < len(items) and set(front) & set(forms("date", "on_from")) else ""
        onward = word in forms("date", "on")
        if onward or word in forms("date", "until"):  # `vom 1. Mai an`, `von 2019 bis Ende 2025`
            bound = "from" if onward else "since"
        if ent.label == "DATE" and ent.value and ent.value.get("value") != PRESENT:
            unit.dates.append(Dated(ent, bound))
        return k + 2 if onward else k + 1
    if ent.label == "ROLE" and _acts(items, k):
        symbols.append(Symbol(items[k].low, items[k]))
        return k + 1
    if ent.label == "ROLE":
        if offices.before(items, k) >= 0:
            while symbols and symbols[-1].text in ("[org]", "[place]", "-", "–"):
                symbols.pop()
        while symbols and _adjective(symbols[-1], first=len(symbols) == 1):
            symbols.pop()
        symbols.append(Symbol("[role]", items[k], ent))
        follows = offices.after(items, k, contact=unit.contact)
        return _place_behind(items, follows) if follows >= 0 else offices.genitive(items, k) + 1
    label = "org" if ent.label in offices.NAMES else ent.label.lower()
    symbols.append(Symbol(f"[{label}]", items[k], ent))
    return k + 1


def _acts(items: list[Item], at: int) -> bool:
    """`bestellte der Aufsichtsrat Max Huber`: a board with its article is no office of the person behind it."""
    front = items[at - 1].low if at else ""
    return items[at].low in forms("filler", "boards") and front in forms("filler", "articles")


def _place_behind(items: list[Item], at: int) -> int:
    """Go past `in Visp` behind an organization."""
    k = at + 1
    if k + 1 < len(items) and items[k].low in word_set("organization", "link") and _is_place(items[k + 1]):
        return k + 2
    while k < len(items) and (
        _is_place(items[k]) or (items[k].text in "-–" and k + 1 < len(items) and _is_place(items[k + 1]))
    ):
        k += 1
    return k


def _is_place(item: Item) -> bool:
    return item.ent is not None and item.ent.label == "PLACE"


def _adjective(symbol: Symbol, *, first: bool) -> bool:
    """Whether a word in front of an office is an adjective: `neue`, `künftiger`; `zur`, `wurde` are none."""
    word = symbol.item.text
    small = word[:1].islower() or first
    return (
        symbol.ent is None
        and small
        and len(word) > 3
        and word.endswith(forms("filler", "adjective"))
        and symbol.text not in _verbs()
        and symbol.text not in forms("relative", "whose")
    )


@functools.cache
def _verbs() -> frozenset[str]:
    return word_set("filler", "verbs")


def _dates_in(items: list[Item]) -> list[Dated]:
    """The dates of a bracket that is left out: `(seit 1. Juli 2023)`."""
    found = []
    for k, item in enumerate(items):
        if item.ent is not None and item.ent.label == "DATE":
            front = {other.low for other in items[max(0, k - 3) : k]}
            bound = next((name for name in ("since", "until") if front & set(forms("date", name))), "bracket")
            found.append(Dated(item.ent, bound))
    return found


def _acronym(items: list[Item], at: int) -> int:
    """The index behind `(CTO)` right after the office that it abbreviates; 0 elsewhere."""
    inside = items[at + 1 : at + 3]
    if items[at].text != "(" or len(inside) < 2 or inside[1].text != ")" or inside[0].ent is None:
        return 0
    ent, before = inside[0].ent, items[at - 1].ent if at else None
    return at + 3 if ent.label == "ROLE" and ent.text.isupper() and before and before.label == "ROLE" else 0


def _bracket(items: list[Item], at: int) -> int:
    """The index behind a bracket that names nobody and no office; 0 where it does or is none."""
    if items[at].text != "(":
        return 0
    for k in range(at + 1, min(at + 12, len(items))):
        ent = items[k].ent
        if items[k].text == ")":
            return k + 1
        if ent is not None and ent.label in ("PERSON", "ROLE"):
            return 0
    return 0


def _title(items: list[Item], at: int) -> int:
    """The index of the person that the titles from `at` on stand before, or 0."""
    k = at
    while (
        k < len(items) and items[k].ent is None and (items[k].low in titles() or (k > at and items[k].text in ".-/()"))
    ):
        k += 1
    ent = items[k].ent if k < len(items) else None
    return k if k > at and ent is not None and ent.label == "PERSON" else 0


def _degree(items: list[Item], at: int) -> int:
    """The index behind `, MBA` after a name, or 0."""
    ent = items[at - 1].ent if at else None
    k = at + 1 if items[at].text == "," else at
    named = ent is not None and ent.label == "PERSON"
    return k + 1 if named and k < len(items) and items[k].text in words("titles")["after"].split() else 0


def _meant(page: Page, unit: Unit, item: Item, wanted: Gender) -> Ent | None:
    """Who `er` or `sie` is: a person in front of it in the sentence, else the one that the text speaks of."""
    people = [s.ent for s in unit.symbols if s.text == "[person]" and s.ent is not None]
    inside = [ent for ent in people if fits(ent.canonical, wanted) and not owns(ent)]
    return inside[0] if inside else spoken_of(page, unit, wanted)


def spoken_of(page: Page, unit: Unit, wanted: Gender | None) -> Ent | None:
    """The person that was spoken of: in front of the semicolon, else in the sentences above."""
    before = next((ent for ent in reversed(unit.earlier) if fits(ent.canonical, wanted)), None)
    return before or topic(page, unit.sentence, wanted)


def without_titles(unit: Unit) -> Unit:
    """The same sentence without the offices right in front of a name, for `folgt auf CEO Jan Ott`."""
    symbols = unit.symbols
    texts = [symbol.text for symbol in symbols]
    gone = {k for k, text in enumerate(texts) if text == "[role]" and texts[k + 1 : k + 2] == ["[person]"]}
    for k in range(len(texts) - 2):
        if texts[k] == "[person]" and texts[k + 1] == ",":
            gone |= _insertion(unit, k + 1)
    for k in range(len(texts)):
        if texts[k : k + 4] == ["[role]", ",", "[person]", ","]:
            gone |= {k, k + 1, k + 3}
    kept = [symbol for k, symbol in enumerate(symbols) if k not in gone]
    return unit if len(kept) == len(symbols) else replace(unit, symbols=kept)


def _insertion(unit: Unit, comma: int) -> set[int]:
    """What stands between two commas behind a person and hangs on it: a relative clause, an office in apposition."""
    texts = [symbol.text for symbol in unit.symbols]
    end = next((k for k in range(comma + 1, len(texts) - 1) if texts[k] in STOPS | {","}), -1)
    if end < 0 or texts[end] != ",":
        return set()
    first = next(k for k, item in enumerate(unit.items) if item is unit.symbols[comma].item) + 1
    relative = unit.items[first].low in forms("relative", "words")
    return set(range(comma, end + 1)) if relative or texts[comma + 1] == "[role]" else set()
