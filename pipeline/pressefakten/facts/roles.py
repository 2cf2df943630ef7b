"""Who holds which office, from when and until when: appositions, appointments, contact blocks, successions."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pressefakten.facts import offices
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.offices import Organization, forms
from pressefakten.facts.page import Ent, Item, Page, Sentence, cell_at
from pressefakten.facts.persons import Gender, described, fits, persons, pronouns, titles, topic
from pressefakten.facts.rules import Draft, RuleSet, TriggerRule
from pressefakten.facts.triggers import Hit, TriggerIndex
from pressefakten.patterns import words

CONTACT_LINE = 90
SCORES = {"apposition": 1.0, "contact": 0.95}
VERBAL_SCORE, TOPIC_SCORE, TRANSFER_SCORE = 0.85, 0.7, 0.75
STOPS = frozenset('.:;|“”«»„"')
PRESENT = "PRESENT_REF"
HELD = "role-held"
AFTER_NAME = "role-after-name"
ANNOUNCED = "role-announced"
NO_REELECTION = "role-no-reelection"
CLOSE = 1
GAP_WORDS = 11
PARAGRAPH = 3
CAREER = 12
REACH = 4
OPENING = 16
FRONT = 8
ROWS = 30
"""So many rows stand below the head of a table of persons."""
_LAST_DAYS = re.compile(r"-(?:(?:0[13578]|1[02])-31|(?:0[469]|11)-30|02-2[89])$")


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


@dataclass(slots=True)
class Holding:
    """A person's office as read so far; `so_far` one that `derzeit`, `bisher` tell from the one to come."""

    person: Ent
    office: Ent
    role: str
    organization: Organization
    status: str
    rule: str
    span: tuple[int, int]
    score: float
    sentence: int
    since: Ent | dict[str, Any] | None = None
    until: Ent | dict[str, Any] | None = None
    more: list[tuple[int, int]] = field(default_factory=list)
    firm: bool = False
    so_far: bool = False


@dataclass(slots=True)
class Change:
    """One person follows another; either may have been left open: `topic` is the predecessor where nobody has left."""

    successor: Ent | None
    predecessor: Ent | None
    unit: Unit
    span: tuple[int, int]
    word: str = ""
    rule: str = "role-succession"
    topic: Ent | None = None


def read(page: Page, rules: RuleSet) -> list[Draft]:
    """All offices of named persons, in text order; empty where the role rules are not loaded."""
    ordered = [rule for kind, rule in rules.of_anchor("person") if kind == "role"]
    if not ordered or not any(ent.label == "PERSON" for ent in page.ents):
        return []
    if "role" not in rules.indexes:
        rules.indexes["role"] = _index(ordered)
    return _Reader(page, ordered, rules.indexes["role"]).read()


def _index(rules: Iterable[TriggerRule]) -> TriggerIndex:
    table: dict[str, tuple[str, ...]] = {}
    for rule in rules:
        table[rule.id], table[f"{rule.id}/veto"] = rule.trigger, rule.veto
    return TriggerIndex({key: forms for key, forms in table.items() if forms}, gap=GAP_WORDS)


@functools.cache
def _words(group: str, name: str) -> frozenset[str]:
    return frozenset(str(words("roles")[group][name]).split())


class _Reader:
    """One pass over a release."""

    def __init__(self, page: Page, ordered: list[TriggerRule], index: TriggerIndex) -> None:
        self.page, self.rules, self.index = page, ordered, index
        self.holdings: list[Holding] = []
        self.offices: set[int] = set()
        self.changes: list[Change] = []
        self.leaving: list[tuple[Ent, Ent | None, Unit, str]] = []
        self.starting: list[tuple[Ent, Ent | None, Unit, str]] = []
        self.held: list[tuple[Ent, Ent]] = []
        self.staying: list[tuple[Ent, Ent, str]] = []

    def read(self) -> list[Draft]:
        """Direct statements first, then who goes and who follows whom."""
        for unit in _units(self.page):
            self._read_unit(unit)
        for person, since, unit, rule in self.starting:
            self._start(person, since, unit, rule)
        for person, until, unit, rule in self.leaving:
            self._leave(person, until, unit, rule)
        for change in self.changes:
            self._follow(change)
        for person, since in self.held:
            own = [h for h in self._of(person) if h.status == "former" and h.since is None]
            for holding in own[:1]:
                holding.since = since
        merged = _merge([h for h in self.holdings if not self._shortened(h) and not self._told_again(h)])
        return [_draft(self.page, holding) for holding in merged]

    def _read_unit(self, unit: Unit) -> None:
        plain = _without_titles(unit)
        hits = {False: self.index.find([symbol.text for symbol in unit.symbols])}
        hits[True] = self.index.find([symbol.text for symbol in plain.symbols]) if plain is not unit else hits[False]
        for rule in self.rules:
            bare = bool({"succession", "successor", "predecessor"} & set(rule.options))
            view = plain if bare else unit
            if rule.veto and any(hit.key == f"{rule.id}/veto" for hit in hits[bare]):
                continue
            for hit in hits[bare]:
                if hit.key == rule.id and _clean(view, hit):
                    self._apply(rule, hit, view)

    def _apply(self, rule: TriggerRule, hit: Hit, unit: Unit) -> None:
        option = next(iter(rule.options), "")
        if option in ("succession", "successor", "predecessor"):
            self._note_change(option, hit, unit)
        elif option == "extension":
            person = _subject(self.page, unit, hit)
            until = next((d.ent for d in unit.dates if d.bound == "until"), None)
            own = [h for h in self._of(person) if h.status != "former" and h.until in (None, until)]
            stated = next((h for h in own if h.sentence == unit.sentence.index), own[0] if own else None)
            if stated is not None and until is not None:
                stated.until, stated.rule = until, rule.id
        elif option == "announced":
            self._announce(rule, hit, unit)
        elif option == "vacancy":
            self._note_vacancy(rule, hit, unit)
        elif option == "abolished":
            until = _date(unit, hit, "departure")
            for holding in (h for h in self.holdings if h.sentence == unit.sentence.index and h.status == "current"):
                holding.until, holding.rule = holding.until or until, rule.id
        elif option in ("departure", "start"):
            person = _departed(unit, hit) or _subject(self.page, unit, hit)
            if "elsewhere" in rule.options and not self._elsewhere(unit, hit, person):
                return
            if person is not None:
                date = _date(unit, hit, option) or (self._assembly_day(unit) if option == "departure" else None)
                noted = self.leaving if option == "departure" else self.starting
                noted += [(one, date, unit, rule.id) for one in (person, *_fellows(unit, hit, person))]
        elif option == "held":
            person = _antecedent(unit, hit) or _subject(self.page, unit, hit)
            since = next((d.ent for d in unit.dates if d.bound == "since"), None)
            if person is not None and since is not None:
                self.held.append((person, since))
            if person is not None and _antecedent(unit, hit) is person:
                self.changes.append(
                    Change(None, person, unit, (person.start, unit.symbols[hit.end - 1].item.end), rule=rule.id)
                )
        elif option == "continues":
            until = next((d.ent for d in unit.dates if d.bound == "until"), None)
            person = _subject(self.page, unit, hit)
            self.staying += [(person, until, rule.id)] if person is not None and until is not None else []
        elif option == "tenure":
            self._tenure(rule, hit, unit)
        elif option == "resumed":
            self._resume(rule, hit, unit)
        elif option == "each":
            if _appoints(unit, hit):
                self._hold(rule, option, hit, unit)
        elif option != "contact" or unit.contact:
            self._hold(rule, option, hit, unit)

    def _tenure(self, rule: TriggerRule, hit: Hit, unit: Unit) -> None:
        """`Präsident X, seit 2013 im Amt`: since when someone holds the office that stands beside."""
        person = _antecedent(unit, hit) or _subject(self.page, unit, hit)
        clauses = {symbol.item.clause for symbol in unit.symbols[hit.start : hit.end]}
        at = {item.ent: item.clause for item in unit.items if item.ent is not None}
        since = next((d.ent for d in unit.dates if d.bound == "since" and at.get(d.ent) in clauses), None)
        start = unit.symbols[hit.start].item.start
        above = [h for h in self._of(person) if h.office.start < start and h.status != "incoming"]
        inside = [h for h in above if h.sentence == unit.sentence.index]
        own = inside or [h for h in above if h.sentence >= unit.sentence.index - REACH and h.status == "current"]
        if since is not None and len(own) == 1 and own[0].since is None:
            own[0].since, own[0].rule = since, rule.id

    def _elsewhere(self, unit: Unit, hit: Hit, person: Ent | None) -> bool:
        """Whether someone who holds an office here goes to another organization than the issuer."""
        target = unit.symbols[hit.end - 1].ent
        own = set((self.page.issuer or "").casefold().split())
        away = target is not None and not (own <= set(target.canonical.casefold().split()))
        return away and any(h.sentence == unit.sentence.index for h in self._of(person))

    def _assembly_day(self, unit: Unit) -> Ent | None:
        """`nach der Hauptversammlung am 12. Mai`: the day of an assembly to come, on which someone leaves."""
        sessions = (d.ent for d in unit.dates if d.bound == "session")
        return next((ent for ent in sessions if _future(ent.value, self.page.published)), None)

    def _resume(self, rule: TriggerRule, hit: Hit, unit: Unit) -> None:
        """`Die bisherige Finanzchefin der BLS …`, a line of a career: the office of the person spoken of."""
        office = unit.symbols[hit.start].item
        at = next(k for k, item in enumerate(unit.items) if item is office)
        people = any(symbol.text == "[person]" for symbol in unit.symbols[hit.start : hit.start + 3])
        if self._taken(unit, hit.start) or people or hit.start > 1:
            return
        front = [item.low for item in unit.items[:at]]
        told = [w for name in ("former", "incoming") for w in front if forms("status", name).fit(w)]
        dated = any(item.ent is not None and item.ent.label == "DATE" for item in unit.items[:at])
        career = dated and self._is_of_career(unit, at)
        listed = career or (dated and self.page.kind(unit.sentence) in ("item", "bullet"))
        wanted: Gender | None = "f" if front[:1] == ["die"] else "m" if front[:1] == ["der"] else None
        new = {h.person.canonical: h.person for h in self.holdings if h.status == "incoming"} if career else {}
        person = topic(self.page, unit.sentence, wanted, reach=CAREER if listed or told else 1)
        if len(new) == 1:  # `Zur Person` tells of who comes
            person = next(iter(new.values()))
        known = bool(self._of(person))
        if person is not None and (listed or (wanted and (told or (not known and not people)))):
            self._add(rule, "resumed", hit, unit, person, hit.start)
            if listed:
                self._date_line(self.holdings[-1], unit)

    def _is_of_career(self, unit: Unit, at: int) -> bool:
        """`2015 bis 2019 Oberärztin am Inselspital.`: a sentence without a verb in a paragraph under `Zur Person`."""
        line = self.page.lines[unit.sentence.line]["start"] if self.page.lines else unit.sentence.start
        head = self.page.text[:line].rstrip().rpartition("\n")[2].lower().split()
        told = len(head) <= REACH and any(forms("filler", "vita").fit(word.strip(":")) for word in head)
        front = (item for item in unit.items[:at] if item.ent is None)
        plain = all(item.low in _words("filler", "dated") or item.text == ":" for item in front)
        return told and plain and not any(is_verb(unit.items, k) for k in range(len(unit.items)))

    def _date_line(self, holding: Holding, unit: Unit) -> None:
        """`2016–2020: Leiterin Entwicklung`: the dates of a line of a career."""
        own = [d for d in unit.dates if d.ent.end <= unit.sentence.end]
        values = [str((d.ent.value or {}).get("value")) for d in own]
        if own and "/" in values[0]:
            first, _, last = values[0].partition("/")
            holding.since, holding.until = {"value": first, "mod": None}, {"value": last, "mod": None}
        elif own:
            holding.since = own[0].ent if own[0].bound != "until" else None
            holding.until = next((d.ent for d in own if d.bound == "until"), None)
        holding.status = "former" if holding.until is not None else holding.status

    def _hold(self, rule: TriggerRule, option: str, hit: Hit, unit: Unit) -> None:
        """Give the offices of the hit (and those coordinated with it) to its person."""
        at = next((k for k in range(hit.start, hit.end) if unit.symbols[k].text == "[role]"), -1)
        if at < 0 or self._taken(unit, at):
            return
        inside = [k for k in range(hit.start, hit.end) if unit.symbols[k].text == "[person]"]
        if option == "apposition" and inside and (_belongs_elsewhere(unit, at, inside[0]) or _is_trade(unit, at)):
            return
        whose = at and unit.symbols[at - 1].text in forms("relative", "whose")
        if option == "apposition" and inside and whose and (inside[0] != at + 1 or _is_told_of(unit, inside[0])):
            return  # `die Axpo, deren Finanzchefin sie ist`
        named = inside and "[person]" in hit.phrase
        comes = _who_comes(unit, hit, inside)
        person = unit.symbols[comes].ent if named else _subject(self.page, unit, hit)
        if person is None or _plural(unit.symbols[at]):
            return
        if ":" in hit.phrase and "[role]" in [symbol.text for symbol in unit.symbols[hit.end :]]:
            return  # `bekommt eine neue Vertriebschefin: X zieht als Vorständin … ein`
        fellows = _fellows(unit, hit, person) if option not in SCORES else []
        for other in [*_joint(unit, at, inside[-1] if inside else -1), *fellows]:
            self._add(rule, option, hit, unit, other, at)
        for k in _coordinated(unit, at):
            if k == at or not self._taken(unit, k):
                self._add(rule, option, hit, unit, person, k)
        if unit.symbols[at].item.start > person.start and option != "contact":
            self._append(rule, hit, unit, person, at)

    def _add(self, rule: TriggerRule, option: str, hit: Hit, unit: Unit, person: Ent, at: int) -> None:
        office = unit.symbols[at].ent
        if office is None:
            return
        tight = option in SCORES
        span = _span(unit, hit, person, office, tight=tight)
        organization = offices.organization(
            self.page, unit.sentence, unit.items, office, person, tight=tight, contact=unit.contact
        )
        front = unit.symbols[hit.start].item.start if person.sentence != unit.sentence.index else span[0]
        reach = (min(front, span[0]), span[1])
        since, until = _bounds(unit, hit, reach, rule, self.page.published, tight=tight)
        status = _status(rule, unit, span, person, office, since, self.page.published)
        inside = person.sentence == unit.sentence.index or unit.contact
        score = SCORES.get(option, VERBAL_SCORE if inside else TOPIC_SCORE)
        holding = Holding(
            person,
            office,
            office.canonical,
            organization,
            status,
            rule.id,
            span,
            score,
            unit.sentence.index,
            since,
            until,
        )
        holding.firm = bool(rule.set)
        holding.so_far = status == "current" and not rule.set and _told_now(unit, rule, person, office)
        if organization.span is not None:
            holding.span = (min(span[0], organization.span[0]), max(span[1], organization.span[1]))
        self.holdings.append(holding)
        self.offices.add(office.start)
        for other in offices.joined(unit.items, office, organization):
            self.holdings.append(replace(holding, organization=other, more=[]))

    def _append(self, told: TriggerRule, hit: Hit, unit: Unit, person: Ent, at: int) -> None:
        """`übernimmt Anna Berger als Präsidentin, derzeit Leiterin Verkauf`: a second office in apposition."""
        texts = [symbol.text for symbol in unit.symbols[at + 1 : at + 5]]
        follows = texts[2:3] == ["[person]"] or texts[2:4] == [",", "[person]"]
        rule = next((rule for rule in self.rules if rule.id == AFTER_NAME), None)
        if texts[:2] == [",", "[role]"] and not follows and rule is not None and not self._taken(unit, at + 2):
            self._add(told if told.set.get("status") == "former" else rule, "apposition", hit, unit, person, at + 2)

    def _taken(self, unit: Unit, at: int) -> bool:
        return unit.symbols[at].item.start in self.offices

    def _announce(self, rule: TriggerRule, hit: Hit, unit: Unit) -> None:
        """`Die BLS hat eine neue Finanzchefin. Anna Berger …`: whom the next sentence begins with."""
        office = unit.symbols[hit.end - 1].item
        at = next(k for k, item in enumerate(unit.items) if item is office)
        if at == 0 or not forms("status", "new").fit(unit.items[at - 1].low) or self._taken(unit, hit.end - 1):
            return
        follows = self.page.sentences[unit.sentence.index + 1 : unit.sentence.index + 2]
        person = next((ent for other in follows for ent in persons(other)), None)
        alone = not any(symbol.text == "[person]" for symbol in unit.symbols)
        if person is not None and alone and person.start - follows[0].start <= OPENING:
            self._add(rule, "announced", hit, unit, person, hit.end - 1)

    def _note_vacancy(self, rule: TriggerRule, hit: Hit, unit: Unit) -> None:
        """`Interimistisch übernimmt X die Funktion`: the office that was just given up."""
        person = _subject(self.page, unit, hit)
        if "interim" in rule.options and not any(item.low in _words("filler", "interim") for item in unit.items):
            return
        known = any(c.unit.sentence is unit.sentence and person in (c.successor, c.predecessor) for c in self.changes)
        if person is not None and not known:
            span = (unit.symbols[hit.start].item.start, unit.symbols[hit.end - 1].item.end)
            self.changes.append(Change(person, None, unit, span, hit.phrase, rule.id))

    def _note_change(self, option: str, hit: Hit, unit: Unit) -> None:
        people = [s.ent for s in unit.symbols[hit.start : hit.end] if s.text == "[person]" and s.ent is not None]
        if not people:
            return
        span = (unit.symbols[hit.start].item.start, unit.symbols[hit.end - 1].item.end)
        pair: tuple[Ent | None, Ent | None]
        if option == "succession":
            pair = (
                (people[0], people[1]) if len(people) > 1 else (_subject(self.page, unit, hit, before=True), people[0])
            )
            if any(c.unit is unit and people[-1] in (c.successor, c.predecessor) for c in self.changes):
                return
            first = next(s for s in unit.symbols[hit.start : hit.end] if s.text == "[person]")
            if (
                (len(people) > 1 and _object([first.item], 0) is not None)
                or (len(people) > 1 and first.item.low in words("roles")["pronoun"]["her"])
                or (len(people) > 1 and hit.phrase.startswith(("auf [person]", "nachfolge", "stelle von")))
                or "an [person]" in hit.phrase
                or (hit.phrase.startswith("von [person]") and hit.phrase.endswith(("abgelöst", "ersetzt", "beerbt")))
            ):
                pair = (pair[1], pair[0])
        else:
            named = people[-1]
            if any(c.unit.sentence is unit.sentence and named in (c.successor, c.predecessor) for c in self.changes):
                return
            other, sure = _possessor(self.page, unit, hit, named)
            if option == "successor" and not sure:
                self.changes.append(Change(named, None, unit, span, hit.phrase, hit.key, other))
                return
            pair = (other, named) if option == "predecessor" else (named, other)
        one, two = pair
        if one is not None and two is not None and one.canonical == two.canonical:
            return
        self.changes.append(Change(one, two, unit, span, hit.phrase, hit.key))

    def _start(self, person: Ent, since: Ent | None, unit: Unit, rule: str) -> None:
        """The day on which someone starts belongs to the office that the text announces, else to one stated."""
        own = [h for h in self._of(person) if h.status != "former" and h.since is None]
        if any(h.status == "incoming" and h.since is not None for h in self._of(person)):
            return
        namely = (h for h in own if len(own) == 1 and (_namely(unit, h) or _of_office(unit, h)))
        chosen = next((h for test in (_incoming, _firm) for h in own if test(h)), next(namely, None))
        begun = since is not None and _past(since.value, self.page.published) and self.page.published != _day(since)
        held = any(dated.ent is since and dated.bound == "since" for dated in unit.dates)
        if chosen is None or since is None or (begun and not held and chosen.status == "incoming"):
            return  # `wird Finanzchefin. Sie begann 2004 bei der BKW.`
        for holding in own:
            if holding is chosen or (holding.sentence == chosen.sentence and holding.status == "incoming"):
                holding.since, holding.rule = since, rule
                holding.status = "current" if begun else holding.status

    def _leave(self, person: Ent, until: Ent | None, unit: Unit, rule: str) -> None:
        """Someone goes: the offices stated beside it, else those at the issuer, are former."""
        own = [h for h in self.holdings if h.person.canonical == person.canonical and h.status != "incoming"]
        near = [h for h in own if h.sentence == unit.sentence.index] or [
            h for h in own if not h.organization.named or h.firm
        ][:1]
        named = [h for h in own if h.sentence < unit.sentence.index] if _this_office(unit) else []
        for holding in named[-1:] or near or own[:1]:
            holding.status, holding.firm, holding.rule = "former", True, rule
            _bound(holding, until)
        if not own:
            span = (unit.sentence.start, unit.sentence.end)
            self.changes.append(Change(None, person, unit, span))

    def _follow(self, change: Change) -> None:
        """The predecessor takes the office of the successor, and the other way round, unless the text states it."""
        if change.predecessor is None and change.successor is not None:
            change.predecessor = self._gone(change) or change.topic
        old, new = self._of(change.predecessor), self._of(change.successor)
        tests = (_incoming, _dated, _stated) if old else (_incoming, _dated, _stated, _asserted)
        office = next((h for test in tests for h in new if test(h) and not _until_then(h, old, change)), None)
        if office is None and not old and len(new) == 1 and new[0].status == "current":
            at = change.unit.sentence.index
            office = new[0] if at - CLOSE <= new[0].sentence < at and not new[0].so_far else None
        if office is not None and office.status == "current" and not office.firm and _gives_up(old, office):
            office = None  # `X übernimmt seine Nachfolge, zurzeit Leiterin Controlling`: what the successor is so far
        held = change.rule == HELD
        if change.successor is None and change.predecessor is not None and (held or not old):
            office = next(
                (
                    h
                    for h in self.holdings
                    if h.status == "incoming"
                    and h.person.canonical != change.predecessor.canonical
                    and self._beside(h.sentence, change.unit.sentence)
                ),
                None,
            )
        stated = [
            h
            for h in old
            if h.status != "incoming"
            and (
                (office is None or _like(h, office))
                if held
                else (h.status == "former" or office is None or _like(h, office) or not h.organization.named)
            )
        ]
        since = self._date_of(change)
        if office is not None:
            office.since = office.since or since
            for other in new:
                if other.sentence == office.sentence and other.status == office.status == "incoming":
                    other.since = other.since or since
            if change.predecessor is not None and not stated:
                self._transfer(change, change.predecessor, office, "former")
        for holding in stated:
            holding.status = "former"
            if set(change.word.split()) & set(forms("filler", "hands_over")):
                holding.until = holding.until or since
        founder = bool(stated) and any(map(forms("filler", "unfollowed").fit, stated[0].role.lower().split()))
        if stated and office is None and change.successor is not None and not founder:
            self._transfer(change, change.successor, stated[0], "incoming", since or _handover(stated[0].until))

    def _beside(self, one: int, other: Sentence) -> bool:
        """Whether two sentences follow each other, or nearly so in one paragraph."""
        gap = abs(one - other.index)
        return gap <= CLOSE or (gap <= PARAGRAPH and self.page.sentences[one].line == other.line)

    def _gone(self, change: Change) -> Ent | None:
        """Who went last before a successor is named without saying whose: `Nachfolger wird Max Huber.`"""
        at = change.unit.sentence.index
        left = [h for h in self.holdings if h.status == "former" and h.firm and at - REACH <= h.sentence <= at]
        new = self._of(change.successor)
        return left[-1].person if left and not any(h.status == "incoming" for h in new) else None

    def _shortened(self, holding: Holding) -> bool:
        """A title in the headline that the text states in other words: `Vorstandschef`, `Vorstandsvorsitzender`."""
        if holding.status != "current" or self.page.zone(self.page.sentences[holding.sentence]) != "head":
            return False
        others = [h for h in self._of(holding.person) if h.sentence > holding.sentence and h.status == "current"]
        return (
            bool(others) and not any(_like(h, holding) for h in others) and any(_same_place(h, holding) for h in others)
        )

    def _told_again(self, holding: Holding) -> bool:
        """An office announced whose holder is said to become something: `eine neue Finanzchefin`, `wird CFO`."""
        return holding.rule == ANNOUNCED and any(
            h.rule != ANNOUNCED and h.status == "incoming" for h in self._of(holding.person)
        )

    def _date_of(self, change: Change) -> Ent | None:
        """The day of the change: a date among its words, else one close in front of them."""
        if change.successor is None:
            return None
        start, end = change.span
        dates = [d for d in change.unit.dates if d.bound not in ("until", "since", "session")]
        inside = [d.ent for d in dates if start <= d.ent.start <= end]
        return next(iter(inside or [d.ent for d in dates if start - 40 <= d.ent.start <= end]), None)

    def _of(self, person: Ent | None) -> list[Holding]:
        return [h for h in self.holdings if person is not None and h.person.canonical == person.canonical]

    def _transfer(self, change: Change, person: Ent, other: Holding, status: str, since: Ent | None = None) -> None:
        """Give one holder's office to the other as it is written, whatever the gender."""
        ends = [*((p, u, change.rule) for p, u, _, _ in self.leaving), *self.staying]
        dated = ((u, rule) for p, u, rule in ends if p.canonical == person.canonical and u is not None)
        until, rule = next(dated, (None, change.rule))
        if status == "incoming":
            since = since or next(
                (s for p, s, _, _ in self.starting if p.canonical == person.canonical and s is not None), None
            )
        if status == "incoming" and since is not None and _past(since.value, self.page.published):
            status = "current"
        self.holdings.append(
            replace(
                other,
                person=person,
                status=status,
                rule=rule if status == "former" else change.rule,
                more=[],
                firm=True,
                span=change.span,
                sentence=change.unit.sentence.index,
                score=TRANSFER_SCORE,
                since=since,
                until=until if status == "former" else None,
            )
        )


def _until_then(holding: Holding, old: Sequence[Holding], change: Change) -> bool:
    """`übergibt das Amt an X, seit 2021 Leiterin Einkauf`: what the successor is beside the office handed over."""
    if not old or holding.status == "incoming":
        return False
    hands = bool(set(change.word.split()) & set(forms("filler", "hands_over")))
    beside = hands and holding.rule == AFTER_NAME and holding.sentence == change.unit.sentence.index
    return (holding.so_far or beside) and not any(_like(holding, h) for h in old)


def _gives_up(old: Sequence[Holding], office: Holding) -> bool:
    """Whether someone goes from an office that is another one."""
    return any(h.status == "former" and not _like(h, office) for h in old)


def _incoming(holding: Holding) -> bool:
    return holding.status == "incoming"


def _bound(holding: Holding, until: Ent | None) -> None:
    """Note when an office ended, and from when on where the time has two ends: `von 2010 bis 2020`."""
    spans = until is not None and "bis" in until.text.lower().split()  # not `2025/26`
    first, _, last = str((until.value or {}).get("value") if until is not None and spans else "").partition("/")
    if last:
        holding.since = holding.since or {"value": first, "mod": None}
    holding.until = holding.until or ({"value": last, "mod": None} if last else until)


def _firm(holding: Holding) -> bool:
    return holding.firm


def _dated(holding: Holding) -> bool:
    return holding.status == "current" and holding.since is not None


def _asserted(holding: Holding) -> bool:
    return holding.status == "current" and holding.firm


def _stated(holding: Holding) -> bool:
    return holding.status == "current" and not holding.organization.named


def _units(page: Page) -> list[Unit]:
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
        for items in parts:
            units.append(_thin(page, sentence, items, contact=contact, earlier=earlier))
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


def _object(items: Sequence[Item], at: int) -> Gender | None:
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
        elif (wanted := _pronoun(item.low) or _object(items, k) or described(items, k) or _latter(items, k)) and (
            meant := (_last_named(page, sentence) if _latter(items, k) else _meant(page, unit, item, wanted))
        ) is not None:
            unit.symbols.append(Symbol("[person]", item, meant))
        elif item.low not in _words("filler", "words"):
            unit.symbols.append(Symbol(item.low, item))
            _close_insertion(unit)
    return unit


def _appoints(unit: Unit, hit: Hit) -> bool:
    """Whether the verb that closes a list of appointments appoints, and does not confirm."""
    behind = (item.low for item in unit.items if item.start >= unit.symbols[hit.end - 1].item.end)
    verb = next((w for w in behind if forms("filler", "appoints").fit(w) or forms("filler", "confirms").fit(w)), "")
    front = any(forms("filler", "appoints").fit(symbol.text) for symbol in unit.symbols[: hit.start])
    return forms("filler", "appoints").fit(verb) if verb else front


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
        while symbols and symbols[-1].text in _words("filler", "dated"):
            front.append(symbols.pop().text)
        bound = next((name for name in ("since", "until", "from") if set(front) & set(forms("date", name))), "")
        if not bound and symbols and symbols[-1].text in forms("date", "session"):
            bound = "session"
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
    if k + 1 < len(items) and items[k].low in _words("organization", "link") and _is_place(items[k + 1]):
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
    return _words("filler", "verbs")


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
    while k < len(items) and items[k].ent is None and (items[k].low in titles() or (k > at and items[k].text in ".-/")):
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
    inside = [
        s.ent for s in unit.symbols if s.text == "[person]" and s.ent is not None and fits(s.ent.canonical, wanted)
    ]
    return inside[0] if inside else _above(page, unit, wanted)


def _above(page: Page, unit: Unit, wanted: Gender | None) -> Ent | None:
    """The person that was spoken of: in front of the semicolon, else in the sentences above."""
    before = next((ent for ent in reversed(unit.earlier) if fits(ent.canonical, wanted)), None)
    return before or topic(page, unit.sentence, wanted)


def _without_titles(unit: Unit) -> Unit:
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


def _clean(unit: Unit, hit: Hit) -> bool:
    """Whether a gap of the phrase has swallowed nothing that it must not: stops, other persons, other offices."""
    inside = [symbol.text for symbol in unit.symbols[hit.start : hit.end]]
    parts = hit.phrase.split()
    joint = forms("filler", "joint")
    threes = list(zip(inside, inside[1:], inside[2:], strict=False))
    fellows, further = (
        sum(a == b == label and mid in joint for a, mid, b in threes) for label in ("[person]", "[role]")
    )
    if parts.count("[role]") and inside.count("[role]") - further != 1:
        return False
    if (set(inside) & _words("filler", "negation")) - set(parts):
        return False
    if inside.count("[person]") - fellows > max(parts.count("[person]"), 1):
        return False
    return all(inside.count(mark) <= parts.count(mark) for mark in STOPS | {","} if mark in inside)


def _belongs_elsewhere(unit: Unit, role: int, person: int) -> bool:
    """`der Präsident, Anna Berger, Leiterin`: the person behind the comma has an office of its own."""
    texts = [symbol.text for symbol in unit.symbols]
    behind = texts[person + 1 : person + 2]
    if person == role + 2 and behind and behind[0] not in {*STOPS, ",", ")", *forms("filler", "joint")}:
        return True
    return (
        person == role + 2
        and texts[person + 1 : person + 3] == [",", "[role]"]
        and "[person]" not in texts[person + 3 : person + 4]
    )


def _is_trade(unit: Unit, at: int) -> bool:
    """`der gelernte Kaufmann Rolf Bauer`."""
    k = next((k for k, item in enumerate(unit.items) if item is unit.symbols[at].item), 0)
    return k > 0 and forms("filler", "trade").fit(unit.items[k - 1].low)


def _departed(unit: Unit, hit: Hit) -> Ent | None:
    """The person that a phrase names: `seit dem Abgang von CEO Max Huber`."""
    named = hit.phrase.endswith("[person]")
    return unit.symbols[hit.end - 1].ent if named else None


def _who_comes(unit: Unit, hit: Hit, inside: Sequence[int]) -> int:
    """Which person of a phrase takes the office: of two behind the verb the second, of two behind `als CFO` the first."""
    if len(inside) < 2 or hit.phrase.startswith("[person]"):
        return inside[0] if inside else -1
    first = unit.symbols[inside[0]].item.low
    table = words("roles")["pronoun"]
    if hit.phrase.startswith(("hat [person]", "haben [person]")):
        return inside[0]
    if hit.phrase.startswith("als [role]") and first not in {*table["him"], *table["her"]}:
        return inside[0]
    return inside[-1]


def _plural(symbol: Symbol) -> bool:
    ent = symbol.ent
    return ent is not None and ent.text.endswith("s") and ent.text[:-1] == ent.canonical and ent.canonical.isupper()


def _coordinated(unit: Unit, at: int) -> list[int]:
    """The office and those joined to it by `und`, unless a person of their own follows."""
    texts = [symbol.text for symbol in unit.symbols]
    joint = set(forms("filler", "joint"))
    found = [at]
    k = at
    while (
        set(texts[k + 1 : k + 2]) & joint
        and texts[k + 2 : k + 3] == ["[role]"]
        and texts[k + 3 : k + 4] != ["[person]"]
    ):
        k += 2
        found.append(k)
    if (
        texts[at + 1 : at + 2] == ["[person]"]
        and texts[max(0, at - 2) : at] in (["[role]", word] for word in joint)
        and texts[max(0, at - 4) : at - 2] != ["[person]", ","]
    ):
        found.append(at - 2)
    return sorted({*found, *_joined_in_front(texts, at)})


def _joined_in_front(texts: Sequence[str], at: int) -> list[int]:
    """The office in front of `und damit zum`: `zur Leiterin Finanzen und damit zum Mitglied der Leitung ernannt`."""
    k = at - 1
    while k > 0 and texts[k] in forms("filler", "thereby"):
        k -= 1
    joined = k < at - 1 and k > 1 and texts[k] in forms("filler", "joint") and texts[k - 1] == "[role]"
    return [k - 1] if joined and texts[k - 2] in forms("filler", "thereby") else []


def _joint(unit: Unit, at: int, last: int) -> list[Ent]:
    """The other holders of one office: `die Geschäftsführer A und B`, `A und B, beide Geschäftsführer`."""
    texts = [symbol.text for symbol in unit.symbols]
    item = next((k for k, i in enumerate(unit.items) if i.ent is unit.symbols[at].ent), 0)
    article = {i.low for i in unit.items[max(0, item - 2) : item]}
    both = bool(article & set(forms("filler", "both")))
    apart = both and texts[at + 1 : at + 2] == [","] and last == at + 2  # `die beiden Geschäftsführer, A und B`
    shared = apart or (last == at + 1 and (both or bool(article & set(forms("filler", "plural")))))
    both = both and not shared
    k = last - 2 if both else last + 2 if shared else -1
    office = unit.symbols[at].ent
    inflected = office is not None and office.text != office.canonical  # `Vorstände`
    plural = both or inflected or not unit.symbols[at].item.low.endswith(forms("gender", "singular"))
    found: list[Ent] = []
    step = -2 if both else 2
    while plural and last >= 0 and 0 <= k < len(texts) and texts[k] == "[person]":
        ent, link = unit.symbols[k].ent, texts[k - step // 2]
        if ent is None or link not in (*forms("filler", "joint"), ","):
            break
        found.append(ent)
        k += step
    listed = any(texts[j] in forms("filler", "joint") for j in range(min(k, last), max(k, last)))
    return found if listed else []


def _fellows(unit: Unit, hit: Hit, person: Ent) -> list[Ent]:
    """The others of `A und B leiten … als Geschäftsführer`, `Geschäftsführer sind A und B`: the verb is a plural."""
    texts = [symbol.text for symbol in unit.symbols]
    at = next((k for k, s in enumerate(unit.symbols) if s.ent is person and s.text == "[person]"), -1)
    if not set(texts[max(0, min(at, hit.start)) : hit.end]) & set(forms("filler", "plural_verbs")):
        return []
    found: list[Ent] = []
    joined = False
    for step in (-1, 1) if at >= 0 else ():
        k = _next_fellow(texts, at, step)
        while k >= 0:
            joined = joined or any(text in forms("filler", "joint") for text in texts[min(at, k) : max(at, k)])
            ent = unit.symbols[k].ent
            found += [ent] if ent is not None else []
            k = _next_fellow(texts, k, step)
    return found if joined else []


def _next_fellow(texts: Sequence[str], at: int, step: int) -> int:
    """The index of the person whom `und` or a comma joins to the one at `at`, an office in front of either; or -1."""
    joint = (*forms("filler", "joint"), ",")
    office = at - 1 if step < 0 else at + 2
    link = at + step - (step < 0 and texts[office : office + 1] == ["[role]"])
    other = link + step + (step > 0 and texts[office : office + 1] == ["[role]"])
    fits = min(link, other) >= 0 and max(link, other) < len(texts) and texts[link] in joint
    return other if fits and texts[other] == "[person]" else -1


def _told_now(unit: Unit, rule: TriggerRule, person: Ent, office: Ent) -> bool:
    return any(map(forms("status", "so_far").fit, _cues(unit, rule, person, office)))


def _handover(until: Ent | dict[str, Any] | None) -> Ent | None:
    """The day on which one leaves and the next begins; a last day of a month is none."""
    value = str((until.value or {}).get("value")) if isinstance(until, Ent) else ""
    last = len(value) != len("2026-01-01") or _LAST_DAYS.search(value) is not None
    return until if isinstance(until, Ent) and not last else None


def _is_told_of(unit: Unit, at: int) -> bool:
    """Whether a verb behind the person at `at` says that someone is or was what stands in front: `…, deren Chefin sie 2019 wurde`."""
    return any(symbol.text in _words("relative", "copulas") for symbol in unit.symbols[at + 1 : at + 6])


def _subject(page: Page, unit: Unit, hit: Hit, *, before: bool = False) -> Ent | None:
    """The person of a phrase: inside it, in front of it, behind it, else the one spoken of above."""
    people = [(k, s.ent) for k, s in enumerate(unit.symbols) if s.text == "[person]" and s.ent is not None]
    texts = [symbol.text for symbol in unit.symbols]
    governing = _words("filler", "governing")
    free = [
        (k, ent)
        for k, ent in people
        if k == 0
        or texts[k - 1] not in governing
        or (texts[k + 1 : k + 2] == [","] and not texts[max(0, k - 2)].startswith("nachfolge"))
    ]
    inside = [ent for k, ent in free if hit.start <= k < hit.end]
    if inside and not before:
        return inside[0]
    if (antecedent := _antecedent(unit, hit)) is not None:
        return antecedent
    front = [ent for k, ent in free if k < hit.start] or [ent for k, ent in people if k < hit.start]
    if front:
        return front[-1]
    behind = [ent for k, ent in people if k >= hit.end and not texts[max(0, k - 2)].startswith("nachfolge")]
    if behind and not before:
        return behind[0]
    if hit.phrase.startswith("[role]"):
        return None
    first = unit.items[0].low if unit.items else ""
    wanted: Gender | None = "f" if first == "die" else "m" if first == "der" else None
    if wanted is None:
        table, near = words("roles")["pronoun"], {s.text for s in unit.symbols[: hit.start]}
        wanted = "f" if near & set(table["female"]) else "m" if near & set(table["male"]) else None
    return _above(page, unit, wanted) if wanted else None


def _antecedent(unit: Unit, hit: Hit) -> Ent | None:
    """The person that a relative clause with the phrase hangs on: `auf Max Huber, der das Haus verlässt`."""
    start = unit.symbols[hit.start].item.start
    before = [k for k, item in enumerate(unit.items) if item.end <= start]
    comma = next((k for k in reversed(before) if unit.items[k].text == ","), -1)
    if comma < 0 or unit.items[comma + 1].low not in forms("relative", "words"):
        return None
    ents = [item.ent for item in unit.items[:comma] if item.ent is not None]
    return next((ent for ent in reversed(ents) if ent.label == "PERSON"), None)


def _possessor(page: Page, unit: Unit, hit: Hit, named: Ent) -> tuple[Ent | None, bool]:
    """Whose predecessor or successor: the person in front, else whom `sein`, `ihr` means; and whether words tell."""
    front = [
        s.ent
        for s in unit.symbols[: hit.end]
        if s.text == "[person]" and s.ent is not None and s.ent.canonical != named.canonical
    ]
    if front:
        return front[-1], True
    table = words("roles")["pronoun"]
    near = [s.text for s in unit.symbols[max(0, hit.start - 2) : hit.end]]
    wanted: Gender | None = "f" if set(near) & set(table["female"]) else "m" if set(near) & set(table["male"]) else None
    return _above(page, unit, wanted), wanted is not None


def _span(unit: Unit, hit: Hit, person: Ent, office: Ent, *, tight: bool) -> tuple[int, int]:
    """The words of a statement: person and office where they stand together, else their clauses."""
    local = [office, *([person] if person.sentence == unit.sentence.index or unit.contact else [])]
    start, end = min(ent.start for ent in local), max(ent.end for ent in local)
    if tight:
        return start, end
    start = min(start, unit.symbols[hit.start].item.start)
    end = max(end, unit.symbols[hit.end - 1].item.end)
    clauses = {item.clause for item in unit.items if start <= item.start < end}
    inside = [item for item in unit.items if item.clause in clauses and item.text not in ".,:;|"]
    return inside[0].start, inside[-1].end


def _bounds(
    unit: Unit, hit: Hit, span: tuple[int, int], rule: TriggerRule, published: str | None, *, tight: bool
) -> tuple[Any, Any]:
    """Since and until, from the dates of the statement; an appointment's date is its beginning, not that of a decision."""
    status, decision = rule.set.get("status"), "decision" in rule.options
    since: Any = None
    until: Any = None
    start, end = (span[0], _dated_end(unit, span[1], published)) if tight else _clauses(unit, hit)
    colon = next(
        (item for item in unit.items if item.text == ":" and item.end <= start + 1 and start - item.end <= 12), None
    )
    onward = any(item.low in forms("date", "onward") for item in unit.items if start <= item.start < end)
    for dated in unit.dates:
        ent = dated.ent
        opened = colon is not None and ent.end <= colon.start and (status == "incoming" or onward)
        if not (start <= ent.start < end or opened or dated.row):
            continue
        value = str((ent.value or {}).get("value"))
        if "/" in value and dated.bound == "":
            first, _, last = value.partition("/")
            since, until = since or {"value": first, "mod": None}, until or {"value": last, "mod": None}
        elif dated.bound == "until":
            until = until or ent
        elif dated.bound == "session" and status == "incoming" and _future(ent.value, published):
            since = since or ent
        elif dated.bound in ("session", "bracket") or (
            decision and dated.bound == "on" and _past(ent.value, published) and not _elected(unit)
        ):
            continue
        elif (
            dated.bound in ("since", "from")
            or status == "incoming"
            or (opened and _future(ent.value, published))
            or (status == "former" and _began(unit, (start, end)))
        ):
            since = since or ent
    if since is None and _then(unit, (start, end)):
        since = next((_last(d.ent) for d in reversed(unit.dates) if d.ent.end <= start), None)
    return since, until


def _elected(unit: Unit) -> bool:
    """Whether an assembly elects: who is elected takes office on that day."""
    low = {item.low for item in unit.items}
    return bool(low & set(forms("date", "assembly"))) and bool(low & set(forms("date", "elects")))


def _dated_end(unit: Unit, end: int, published: str | None) -> int:
    """The end of the date right behind an office: `(seit 1. Juli 2023)`, `CFO der Swatch Group seit 2016`."""
    behind = [item for item in unit.items if item.start >= end][:6]
    for k, item in enumerate(behind):
        if item.ent is not None and item.ent.label == "DATE":
            front = [other.low for other in behind[:k]]
            bound = set(front) & {*forms("date", "since"), *forms("date", "until")}
            closes = behind[k + 1 : k + 2] and behind[k + 1].text == ")"
            ends = not behind[k + 1 : k + 2] or behind[k + 1].text in (
                "|",
                ".",
                ";",
            )  # a row: `Berger, Präsidentin, ab 1. Mai`
            if closes or _future(item.ent.value, published):  # `(Leiterin Einkauf, ab 1. April)`, `neue CEO ab Mai`
                bound |= set(front) & set(forms("date", "from"))
            return item.ent.end if bound and (closes or ends or "," not in front) else end
        if (
            item.ent is None
            and item.low not in {"(", ",", *_words("filler", "dated")}
            and item.low not in _words("filler", "words")
        ):
            return end
    return end


def _clauses(unit: Unit, hit: Hit) -> tuple[int, int]:
    """The clauses of a phrase, from the last `und` in front of it."""
    covered = unit.symbols[hit.start : hit.end]
    clauses = {symbol.item.clause for symbol in covered}
    inside = [item for item in unit.items if item.clause in clauses]
    while inside[0].text == ")" and (
        front := [i for i in unit.items if i.clause in {inside[0].clause - 1, inside[0].clause - 2}]
    ):
        inside = [*front, *inside]
    joints = [
        item.end
        for item, behind in itertools.pairwise(inside)
        if item.low in forms("filler", "anew")
        and item.end <= covered[0].item.start
        and behind.low not in forms("filler", "thereby")  # `zur Leiterin Finanzen und zum Mitglied der Leitung`
    ]
    behind = [item for item in unit.items if item.start >= inside[-1].end][:3]
    named = next((item.clause for item in behind if item.low in forms("date", "namely")), None)
    end = max(item.end for item in unit.items if item.clause in (inside[-1].clause, named))
    return (joints[-1] if joints else inside[0].start), end


def _began(unit: Unit, span: tuple[int, int]) -> bool:
    return any(forms("filler", "began").fit(i.low) for i in unit.items if span[0] <= i.start < span[1])


def _then(unit: Unit, span: tuple[int, int]) -> bool:
    return any(item.low in forms("date", "since_then") for item in unit.items if span[0] <= item.start < span[1])


def _last(ent: Ent) -> dict[str, Any]:
    value = ent.value or {}
    return {"value": str(value.get("value")).rpartition("/")[2], "mod": value.get("mod")}


def _status(
    rule: TriggerRule, unit: Unit, span: tuple[int, int], person: Ent, office: Ent, since: Any, published: str | None
) -> str:
    """Current, incoming or former, from the rule and the words around the office."""
    low = _cues(unit, rule, person, office)
    base = rule.set.get("status", "current")
    if any(map(forms("status", "current").fit, low)):
        return "current"
    if any(map(forms("status", "former").fit, low)) and base != "incoming":
        return "former"
    if "apposition" in rule.options and _ended(unit, office, low, published):
        return "former"
    if base == "current" and any(map(forms("status", "incoming").fit, low)):
        return "incoming"
    value = since.value if isinstance(since, Ent) else since
    if base == "incoming" and value and _past(value, published):
        return "former" if set(low) & set(forms("filler", "past")) else "current"
    if base == "incoming" and not value and any(item.low in forms("filler", "career") for item in unit.items):
        return "former"
    told = {item.low for item in unit.items if item.end <= office.start}
    if not rule.set and "als" in rule.trigger[0].split() and told & set(forms("filler", "past")):
        return "former"
    return "incoming" if base == "current" and _future(value, published) else base


def _ended(unit: Unit, office: Ent, low: list[str], published: str | None) -> bool:
    """`bis März Finanzvorständin`: a last month in front of the office, or a day gone by, without `noch`."""
    at = next((k for k, item in enumerate(unit.items) if item.ent is office), 0)
    before = unit.items[at - 1].ent if at else None
    until = any(d.ent is before and d.bound == "until" for d in unit.dates)
    bare = before is not None and not any(c.isdigit() for c in before.text)
    return until and "noch" not in low and (bare or _past(before.value if before else None, published))


def _cues(unit: Unit, rule: TriggerRule, person: Ent, office: Ent) -> list[str]:
    """The lower-case words that may tell the status: in front of the office, or all of its clause."""
    items = unit.items
    at = next((k for k, item in enumerate(items) if item.ent is office), 0)
    beside = person.start > office.start or person.sentence != unit.sentence.index
    if "apposition" in rule.options and beside:
        return [item.low for item in items[max(0, at - 3) : at] if item.clause == items[at].clause]
    if "contact" in rule.options:
        return []
    if [item.low for item in items[at + 1 : at + 4]] in (["a", ".", "d"], ["i", ".", "r"]):
        return ["ehemals"]
    own = [item for item in items if item.clause == items[at].clause]
    if "apposition" not in rule.options:
        own = [item for item in own if item.start < office.end]
    return [item.low for item in own]


def _past(value: dict[str, Any] | None, published: str | None) -> bool:
    """Whether a time has begun on the day of release; of a part of the running year or month that is not sure."""
    if not value or not published:
        return False
    text = str(value.get("value"))
    return text[:4].isdigit() and text <= published and (text == published or not published.startswith(text))


def _day(time: Ent) -> str:
    return str((time.value or {}).get("value"))


def _future(value: dict[str, Any] | None, published: str | None) -> bool:
    text = str((value or {}).get("value"))
    return bool(published) and text[:4].isdigit() and text[:10] > str(published)[: len(text[:10])]


def _namely(unit: Unit, holding: Holding) -> bool:
    """`gehört der Leitung seit 1. Mai an, und zwar als Finanzchefin`: the office explains the clause in front."""
    before = [item.low for item in unit.items if item.end <= holding.office.start][-3:]
    return bool(set(before) & set(forms("date", "namely")))


def _this_office(unit: Unit) -> bool:
    """`Diesen Posten gibt sie ab`: the office that was named last."""
    pairs = itertools.pairwise(item.low for item in unit.items)
    return any(forms("date", "this").fit(one) and other in forms("date", "office") for one, other in pairs)


def _of_office(unit: Unit, holding: Holding) -> bool:
    """`er hat die Funktion am 1. Mai übernommen`: the sentence speaks of the office that was just named."""
    near = unit.sentence.index - CLOSE <= holding.sentence <= unit.sentence.index
    words_ = {item.low for item in unit.items}
    return near and bool(words_ & set(forms("date", "office"))) and not words_ & _words("filler", "interim")


def _date(unit: Unit, hit: Hit, option: str) -> Ent | None:
    """The date of a departure or a start: in the clause of its words; `bis Ende Juni` says how long someone stays."""
    clauses = {symbol.item.clause for symbol in unit.symbols[hit.start : hit.end]}
    at = {item.ent: item.clause for item in unit.items if item.ent is not None}
    bounds = ("", "since", "from", "on") if option == "start" else ("", "from", "on")
    if hit.key == NO_REELECTION:
        bounds = (*bounds, "session")
    own = next((d.ent for d in unit.dates if at.get(d.ent) in clauses and d.bound in bounds), None)
    return own or (
        next((d.ent for d in unit.dates if d.bound == ""), None)
        if option == "departure" and len(unit.dates) == 1 and _antecedent(unit, hit) is None
        else None
    )


def _like(one: Holding, other: Holding) -> bool:
    """Whether two offices are the same, gender aside."""
    a, b = (set(_plain(offices.masculine(h.role).lower()).split()) for h in (one, other))
    return a <= b or b <= a


def _plain(role: str) -> str:
    """Without what says only whose: `bundeswirtschaftsminister` is the `wirtschaftsminister`."""
    prefix = next((p for p in forms("gender", "scope") if role.startswith(p) and len(role) > len(p) + 5), "")
    return role[len(prefix) :]


def _same_place(one: Holding, other: Holding) -> bool:
    parted = (one.status == "former") != (other.status == "former")  # who comes from an office like the new one
    if not (one.organization.named and other.organization.named) and not (
        parted and one.organization.name and other.organization.name
    ):
        return True
    a, b = (set(str(h.organization.name).lower().split()) for h in (one, other))
    return a <= b or b <= a


def _merge(holdings: list[Holding]) -> list[Holding]:
    """One holding for each person, office and organization; the firmer statement decides the status."""
    merged: list[Holding] = []
    for holding in holdings:
        twin = next(
            (
                m
                for m in merged
                if m.person.canonical == holding.person.canonical and _like(m, holding) and _same_place(m, holding)
            ),
            None,
        )
        if twin is None:
            merged.append(holding)
            continue
        twin.more.append(holding.span)
        if holding.organization.named and not twin.organization.named:
            twin.organization = holding.organization
        if len(holding.role) > len(twin.role):
            twin.role, twin.office = holding.role, holding.office
        if holding.status != twin.status and (holding.firm or (twin.status == "current" and not twin.firm)):
            twin.status = holding.status
        twin.firm = twin.firm or holding.firm
        twin.since, twin.until = twin.since or holding.since, twin.until or holding.until
    return merged


def _time(value: Ent | dict[str, Any] | None) -> dict[str, Any] | None:
    if isinstance(value, Ent):
        value = value.value
    return {"value": value["value"], "mod": value.get("mod")} if value else None


def _draft(page: Page, holding: Holding) -> Draft:
    slots = {
        "person": holding.person.canonical, "role": holding.role, "organization": holding.organization.name,
        "status": holding.status, "since": _time(holding.since), "until": _time(holding.until),
    }  # fmt: skip
    sources = {"person": (holding.person.start, holding.person.end), "role": (holding.office.start, holding.office.end)}
    if holding.organization.span is not None:
        sources["organization"] = holding.organization.span
    for slot, value in (("since", holding.since), ("until", holding.until)):
        if isinstance(value, Ent):
            sources[slot] = (value.start, value.end)
    return Draft("role", holding.rule, slots, [holding.span, *holding.more], sources, holding.score)
