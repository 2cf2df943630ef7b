"""Who holds which office, from when and until when: appositions, appointments, contact blocks, successions."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace

from pressefakten.facts import offices
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.incumbents import (
    AFTER_NAME,
    Change,
    Holding,
    draft_of,
    gives_up,
    is_asserted,
    is_dated,
    is_firm,
    is_founder,
    is_incoming,
    is_like,
    is_mandate,
    is_namely,
    is_of_office,
    is_of_this_office,
    is_same_place,
    is_stated,
    is_until_then,
    merge,
    note_end,
)
from pressefakten.facts.issuer import core
from pressefakten.facts.offices import forms
from pressefakten.facts.page import Ent, Page, Sentence, index_of
from pressefakten.facts.persons import Gender, persons, topic
from pressefakten.facts.rolephrases import (
    antecedent_of,
    appoints,
    belongs_elsewhere,
    coordinated,
    departed,
    fellows_of,
    follows,
    hands_over_things,
    is_clean,
    is_plural,
    is_told_of,
    is_trade,
    joint_holders,
    possessor,
    span_of,
    stands_up,
    subject_of,
    who_comes,
)
from pressefakten.facts.rules import Draft, RuleSet, TriggerRule
from pressefakten.facts.terms import (
    bounds_of,
    day_of,
    handover,
    is_confirmed,
    is_future,
    is_past,
    is_told_now,
    status_of,
    when,
)
from pressefakten.facts.thinned import CLOSE, REACH, Unit, pronoun_object, read_units, without_titles, word_set
from pressefakten.facts.triggers import Hit, TriggerIndex
from pressefakten.patterns import words

SCORES = {"apposition": 1.0, "contact": 0.95}
VERBAL_SCORE, TOPIC_SCORE, TRANSFER_SCORE = 0.85, 0.7, 0.75
HELD = "role-held"
TAKES_OVER = "role-takes-over"
ANNOUNCED = "role-announced"
GAP_WORDS = 11
PARAGRAPH = 3
CAREER = 12
OPENING = 16


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


def _own_day(unit: Unit, office: Ent) -> Ent | None:
    """`2008 Direktorin Service und 2015 Direktorin Wasserkraft`: the date right in front of one of several offices."""
    several = sum(symbol.text == "[role]" for symbol in unit.symbols) > 1
    at = index_of(unit.items, office, 0)
    front = unit.items[at - 1].ent if several and at > 1 else None
    plain = (d.ent for d in unit.dates if d.ent is front and d.bound != "until")
    return next((ent for ent in plain if "/" not in day_of(ent)), None)


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
        for above, below in itertools.pairwise(self.page.sentences):
            self._read_columns(above, below)
        for unit in read_units(self.page):
            self._read_unit(unit)
        for person, since, unit, rule in self.starting:
            self._start(person, since, unit, rule)
        for person, until, unit, rule in self.leaving:
            self._leave(person, until, unit, rule)
        for change in self.changes:
            self._follow(change)
        for person, since in self.held:
            own = [h for h in self._of(person) if h.status == "former" and h.since is None]
            for holding in sorted(own, key=lambda h: h.score != TRANSFER_SCORE)[:1]:
                holding.since = since
        merged = merge([h for h in self.holdings if not self._shortened(h) and not self._told_again(h)])
        return [draft_of(self.page, holding) for holding in merged]

    def _read_columns(self, above: Sentence, below: Sentence) -> None:
        """The signatures of a letter side by side: a line of names over a line of as many offices."""
        names, titles = persons(above), [ent for ent in below.ents if ent.label == "ROLE"]
        if len(names) < 2 or len(names) != len(titles) or above.line == below.line:
            return
        gaps = [self.page.text[a.end : b.start] for row in (names, titles) for a, b in itertools.pairwise(row)]
        rule = next((rule for rule in self.rules if "contact" in rule.options), None)
        if rule is None or not all("\t" in gap or "   " in gap for gap in gaps):
            return
        for person, office in zip(names, titles, strict=True):
            house = offices.organization(self.page, below, below.items, office, person, tight=True, contact=True)
            span = (person.start, office.end)
            self.holdings.append(
                Holding(
                    person, office, office.canonical, house, "current", rule.id, span, SCORES["contact"], below.index
                )
            )
            self.offices.add(office.start)

    def _read_unit(self, unit: Unit) -> None:
        plain = without_titles(unit)
        hits = {False: self.index.find([symbol.text for symbol in unit.symbols])}
        hits[True] = self.index.find([symbol.text for symbol in plain.symbols]) if plain is not unit else hits[False]
        for rule in self.rules:
            bare = bool({"succession", "successor", "predecessor"} & set(rule.options))
            view = plain if bare else unit
            if rule.veto and any(hit.key == f"{rule.id}/veto" for hit in hits[bare]):
                continue
            for hit in hits[bare]:
                if hit.key == rule.id and is_clean(view, hit):
                    self._apply(rule, hit, view)
            for hit in hits[True] if rule.id == TAKES_OVER and plain is not unit else ():
                named = follows(plain, hit)  # `Eva Lang folgt Stadtrat Jan Ott als Präsidentin`
                if hit.key == rule.id and "als [role]" in hit.phrase and not named and is_clean(plain, hit):
                    self._apply(rule, hit, plain)  # `folgt Stadträtin Anna Berger als Präsidentin`

    def _apply(self, rule: TriggerRule, hit: Hit, unit: Unit) -> None:
        option = next(iter(rule.options), "")
        if option in ("succession", "successor", "predecessor"):
            self._note_change(option, hit, unit)
        elif option == "extension":
            person = subject_of(self.page, unit, hit)
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
            until = when(unit, hit, "departure")
            for holding in (h for h in self.holdings if h.sentence == unit.sentence.index and h.status == "current"):
                holding.until, holding.rule = holding.until or until, rule.id
        elif option in ("departure", "start"):
            person = departed(unit, hit) or subject_of(self.page, unit, hit)
            if "elsewhere" in rule.options and not self._elsewhere(unit, hit, person):
                return
            heir = any(forms("filler", "heirs").fit(symbol.text) for symbol in unit.symbols[: hit.start])
            alone = not any(symbol.text == "[person]" for symbol in unit.symbols)
            if person is not None and not (option == "start" and heir and alone):  # `Ihr Nachfolger tritt das Amt an`
                date = when(unit, hit, option) or (self._assembly_day(unit) if option == "departure" else None)
                noted = self.leaving if option == "departure" else self.starting
                noted += [(one, date, unit, rule.id) for one in (person, *fellows_of(unit, hit, person))]
        elif option == "held":
            person = antecedent_of(unit, hit) or subject_of(self.page, unit, hit)
            since = next((d.ent for d in unit.dates if d.bound == "since"), None)
            if person is not None and since is not None:
                self.held.append((person, since))
            if person is not None and antecedent_of(unit, hit) is person:
                self.changes.append(
                    Change(None, person, unit, (person.start, unit.symbols[hit.end - 1].item.end), rule=rule.id)
                )
        elif option == "continues":
            until = next((d.ent for d in unit.dates if d.bound == "until"), None)
            person = subject_of(self.page, unit, hit)
            self.staying += [(person, until, rule.id)] if person is not None and until is not None else []
        elif option == "tenure":
            self._tenure(rule, hit, unit)
        elif option == "resumed":
            self._resume(rule, hit, unit)
        elif option == "each":
            if appoints(unit, hit):
                self._hold(rule, option, hit, unit)
        elif option != "contact" or unit.contact:
            self._hold(rule, option, hit, unit)

    def _tenure(self, rule: TriggerRule, hit: Hit, unit: Unit) -> None:
        """`Präsident X, seit 2013 im Amt`: since when someone holds the office that stands beside."""
        person = antecedent_of(unit, hit) or subject_of(self.page, unit, hit)
        clauses = {symbol.item.clause for symbol in unit.symbols[hit.start : hit.end]}
        at = {item.ent: item.clause for item in unit.items if item.ent is not None}
        since = next((d.ent for d in unit.dates if d.bound == "since" and at.get(d.ent) in clauses), None)
        start = unit.symbols[hit.start].item.start
        board = any(symbol.text in forms("filler", "boards") for symbol in unit.symbols[hit.start : hit.end])
        above = [h for h in self._of(person) if h.office.start < start and h.status != "incoming"]
        if board:  # `derzeit CFO der Axpo AG, gehört dem Bankrat seit 2021 an`
            above = [h for h in above if not (h.organization.named and h.organization.name != self.page.issuer)]
        inside = [h for h in above if h.sentence == unit.sentence.index]
        own = inside or [h for h in above if h.sentence >= unit.sentence.index - REACH and h.status == "current"]
        if since is not None and len(own) == 1 and own[0].since is None:
            own[0].since, own[0].rule = since, rule.id
        elif since is not None and person is not None and not above and antecedent_of(unit, hit) is person:
            self.held.append((person, since))  # `folgt auf X, der die Marke seit 2017 verantwortet`
        both = next((d.ent for d in unit.dates if "bis" in d.ent.text.split() and at.get(d.ent) in clauses), None)
        alone = len(above) == 1 and above[0].since is above[0].until is None
        if both is not None and alone and is_past(both.value, self.page.published):
            above[0].status, above[0].rule = "former", rule.id
            note_end(above[0], both)

    def _elsewhere(self, unit: Unit, hit: Hit, person: Ent | None) -> bool:
        """Whether someone who holds an office here goes to another organization than the issuer."""
        target = unit.symbols[hit.end - 1].ent
        own = set((self.page.issuer or "").casefold().split())
        away = target is not None and not (own <= set(target.canonical.casefold().split()))
        return away and any(h.sentence == unit.sentence.index for h in self._of(person))

    def _assembly_day(self, unit: Unit) -> Ent | None:
        """`nach der Hauptversammlung am 12. Mai`: the day of an assembly to come, on which someone leaves."""
        sessions = (d.ent for d in unit.dates if d.bound == "session")
        return next((ent for ent in sessions if is_future(ent.value, self.page.published)), None)

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
        plain = all(item.low in word_set("filler", "dated") or item.text == ":" for item in front)
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
        if rule.id == TAKES_OVER and stands_up(unit, hit):
            return
        inside = [k for k in range(hit.start, hit.end) if unit.symbols[k].text == "[person]"]
        if option == "apposition" and inside and (belongs_elsewhere(unit, at, inside[0]) or is_trade(unit, at)):
            return
        whose = at and unit.symbols[at - 1].text in forms("relative", "whose")
        if option == "apposition" and inside and whose and (inside[0] != at + 1 or is_told_of(unit, inside[0])):
            return  # `die Axpo, deren Finanzchefin sie ist`
        named = inside and "[person]" in hit.phrase
        comes = who_comes(unit, hit, inside)
        person = unit.symbols[comes].ent if named else subject_of(self.page, unit, hit)
        if person is None or is_plural(unit.symbols[at]):
            return
        if ":" in hit.phrase and "[role]" in [symbol.text for symbol in unit.symbols[hit.end :]]:
            return  # `bekommt eine neue Vertriebschefin: X zieht als Vorständin … ein`
        fellows = fellows_of(unit, hit, person) if option not in SCORES else []
        for other in [*joint_holders(unit, at, inside[-1] if inside else -1), *fellows]:
            self._add(rule, option, hit, unit, other, at)
        for k in coordinated(unit, at):
            if k == at or not self._taken(unit, k):
                self._add(rule, option, hit, unit, person, k)
        if unit.symbols[at].item.start > person.start and option != "contact":
            self._append(rule, hit, unit, person, at)

    def _add(self, rule: TriggerRule, option: str, hit: Hit, unit: Unit, person: Ent, at: int) -> None:
        office = unit.symbols[at].ent
        if office is None:
            return
        tight = option in SCORES
        span = span_of(unit, hit, person, office, tight=tight)
        organization = offices.organization(
            self.page, unit.sentence, unit.items, office, person, tight=tight, contact=unit.contact
        )
        front = unit.symbols[hit.start].item.start if person.sentence != unit.sentence.index else span[0]
        reach = (min(front, span[0]), span[1])
        since, until = bounds_of(unit, hit, reach, rule, self.page.published, tight=tight)
        since = None if is_confirmed(unit, office) else (_own_day(unit, office) if since is not None else None) or since
        status = status_of(rule, unit, span, person, office, since, self.page.published)
        status = "current" if status == "incoming" and is_confirmed(unit, office) else status
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
        holding.so_far = status == "current" and not rule.set and is_told_now(unit, rule, person, office)
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
        person = subject_of(self.page, unit, hit)
        if "interim" in rule.options and not any(item.low in word_set("filler", "interim") for item in unit.items):
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
            if hands_over_things(unit, hit):
                return
            pair = (
                (people[0], people[1])
                if len(people) > 1
                else (subject_of(self.page, unit, hit, before=True), people[0])
            )
            if any(c.unit is unit and people[-1] in (c.successor, c.predecessor) for c in self.changes):
                return
            first = next(s for s in unit.symbols[hit.start : hit.end] if s.text == "[person]")
            if (
                (len(people) > 1 and pronoun_object([first.item], 0) is not None)
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
            other, sure = possessor(self.page, unit, hit, named)
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
        namely = (h for h in own if len(own) == 1 and (is_namely(unit, h) or is_of_office(unit, h)))
        chosen = next((h for test in (is_incoming, is_firm) for h in own if test(h)), next(namely, None))
        begun = since is not None and is_past(since.value, self.page.published) and self.page.published != day_of(since)
        held = any(dated.ent is since and dated.bound == "since" for dated in unit.dates)
        if chosen is None or since is None or (begun and not held and chosen.status == "incoming"):
            return  # `wird Finanzchefin. Sie begann 2004 bei der BKW.`
        for holding in own:
            if holding is chosen or (holding.sentence == chosen.sentence and holding.status == "incoming"):
                holding.since, holding.rule = since, rule
                if begun:
                    holding.status = "current"
                elif is_future(since.value, self.page.published):
                    holding.status = "incoming"

    def _leave(self, person: Ent, until: Ent | None, unit: Unit, rule: str) -> None:
        """Someone goes: the offices stated beside it, else those at the issuer, are former."""
        own = [h for h in self._of(person) if h.status != "incoming" and not is_founder(h)]
        near = [h for h in own if h.sentence == unit.sentence.index] or [
            h for h in own if not h.organization.named or h.firm
        ][:1]
        named = [h for h in own if h.sentence < unit.sentence.index] if is_of_this_office(unit) else []
        for holding in named[-1:] or near or own[:1]:
            holding.status, holding.firm, holding.rule = "former", True, rule
            note_end(holding, until)
        if not own:
            span = (unit.sentence.start, unit.sentence.end)
            self.changes.append(Change(None, person, unit, span))

    def _follow(self, change: Change) -> None:
        """The predecessor takes the office of the successor, and the other way round, unless the text states it."""
        if change.predecessor is None and change.successor is not None:
            change.predecessor = self._gone(change) or change.topic
        old = [h for h in self._of(change.predecessor) if change.successor is not None or not is_founder(h)]
        new = [h for h in self._of(change.successor) if not is_founder(h)]
        new = [h for h in new if not is_mandate(h) or any(is_like(h, one) for one in old)]
        tests = (is_incoming, is_dated, is_stated) if old else (is_incoming, is_dated, is_stated, is_asserted)
        office = next((h for test in tests for h in new if test(h) and not is_until_then(h, old, change)), None)
        if office is None and not old and len(new) == 1 and new[0].status == "current":
            at = change.unit.sentence.index
            office = new[0] if at - CLOSE <= new[0].sentence < at and not new[0].so_far else None
        beside = gives_up(old, office) if office is not None and old else change.rule == "role-interim"
        if office is not None and office.status == "current" and not office.firm and beside:
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
                (office is None or is_like(h, office))
                if held
                else (h.status == "former" or office is None or is_like(h, office) or not h.organization.named)
            )
        ]
        since = self._date_of(change)
        if office is None and not stated and all(map(self._is_so_far, new)):
            office = self._headlined(change)
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
        if stated and office is None and change.successor is not None and not is_founder(stated[0]):
            self._transfer(change, change.successor, stated[0], "incoming", since or handover(stated[0].until))

    def _is_so_far(self, holding: Holding) -> bool:
        """Whether an office is one that its holder leaves for the new one: told so, or of another house."""
        away = holding.organization.named and core(str(holding.organization.name)) != core(str(self.page.issuer))
        return holding.so_far or holding.status == "former" or away

    def _headlined(self, change: Change) -> Holding | None:
        """The office that the headline announces where the text tells but who follows whom: `Neue Direktorin am Museum`."""
        person = change.successor
        held = any(not is_incoming(holding) for holding in self._of(change.predecessor))
        if person is None or change.predecessor is None or held:
            return None
        for sentence in self.page.sentences:
            if self.page.zone(sentence) != "head" or persons(sentence):
                continue
            for at, item in enumerate(sentence.items):
                ent = item.ent
                if (
                    ent is None
                    or ent.label != "ROLE"
                    or not (at and forms("status", "new").fit(sentence.items[at - 1].low))
                ):
                    continue
                house = offices.organization(
                    self.page, sentence, sentence.items, ent, person, tight=False, contact=False
                )
                holding = Holding(
                    person, ent, ent.canonical, house, "incoming", ANNOUNCED, change.span, TRANSFER_SCORE,
                    change.unit.sentence.index,
                )  # fmt: skip
                self.holdings.append(holding)
                return holding
        return None

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
            bool(others)
            and not any(is_like(h, holding) for h in others)
            and any(is_same_place(h, holding) for h in others)
        )

    def _told_again(self, holding: Holding) -> bool:
        """An office announced, or what is but led, of someone who is said to become something: `eine neue Finanzchefin`, `wird CFO`."""
        vague = holding.rule == ANNOUNCED or holding.role == "Leitung"
        return vague and any(
            h.rule != ANNOUNCED and h.role != "Leitung" and h.status == "incoming" for h in self._of(holding.person)
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
        if status == "incoming" and since is not None and is_past(since.value, self.page.published):
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
