"""The facts that a phrase announces: one mechanism for every type whose rules have anchor `trigger`.

A hit opens a fact; each slot that its rule declares looks for a filler in the scopes it names, in their order:

- `clause` the clause of the phrase; `antecedent` what a relative clause hangs on; `relative` the relative clauses that
  hang on this one; `sentence` the rest of the sentence, nearest first; `next` the next sentence if it goes on about this
- `list` the items of a list that the phrase opens; `anaphor` the last name spoken of, if the clause points back;
  `topic` the same without a word that points; `title` the headline; `issuer`, `release` who issues the text and when
- `after` the names right after the phrase, `with` those after `mit`, `whose` those in the genitive, `heads` those whose
  heads act, `named` the other names of the clause, `subject` the same, else the issuer
- `label` a line `Ort: …`, `Wann: …` below; `actors` names of the clause that act, `guests` persons of the sentences beside
- `home` the country of the release
- `apposed` the name right behind the phrase; `within` the names between its words; `fronted` a product without a name that opens its clause; `carried` the product that the text goes on about; `behind` the names behind the phrase; `made` the noun right behind it that has no name
- `trigger`, `quote`, `noun`, `following` words: of the phrase, in quotation marks, the noun that the clause is about,
  the word after the phrase; `thing`, `goods`, `compound` a product without a name; `owner` the name in front of another mention of what the fact is about
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pressefakten.facts import mentions
from pressefakten.facts.clauses import Clauses, clauses, is_verb
from pressefakten.facts.context import HOMES, day_slot, name_of, product_of, time_slot
from pressefakten.facts.page import Ent, Item, Page, Sentence, cell_at
from pressefakten.facts.rules import Draft, RuleSet, SlotRule, TriggerRule
from pressefakten.facts.triggers import Forms, Hit, TriggerIndex, matches
from pressefakten.normalize import lexicon
from pressefakten.normalize.nouns import is_noun, plural, singular
from pressefakten.patterns import words

WHOLE = ("row", "table_head", "item", "heading", "masthead")
JOINED = ("event",)
GOES_ON = "goes-on"
"""Option of a rule whose facts take the slots that `slots` names from the fact before: `Italien folgt im Mai`."""
TITLES = "titles"
"""Option of a rule whose phrase may be a heading over the line that says when and where: `Delegiertenversammlung`."""
IMPORTING = ("AT", "CH", "LI")
"""Countries whose releases on vehicles are those of importers: they speak of the market there."""
REACH = 3
FAR = 8
STEM = 4
TITLE_WORDS = 8
PLACES = ("PLACE", "SITE")
LABELS = 10
ROWS = 20
HEAD_WORDS = 12
DATELINE_ITEMS = 9
NAMED = -1.5
"""What a filler costs that a label names: as sure as one of the clause, though looked for last."""
OPENERS = frozenset('.:!?–—•|(„«»"*+')
"""Marks behind which every word may be written with a capital."""
DASHES = ("–", "—", "-", ":", "|")
DAY = len("2026-05-01")
YEAR = len("2026")
LINKS = frozenset((
    ",", "/", "–", "-", "&", "und", "sowie", "oder", "auch", "bzw", "der", "die", "das", "den", "dem", "des", "vom", "von", "mit", "aus",
))  # fmt: skip
QUOTED = re.compile(r"[„«“»\"‚‹]([^„«»“”\"]{3,80})[“»”«\"‘›]")


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a slot, and the characters it was read from (None where it comes from the context)."""

    value: Any
    span: tuple[int, int] | None = None
    ent: Ent | None = None
    cost: float = 0.0


class Miss(NamedTuple):
    """A phrase of a rule at `start:end` that gave no fact; `reason` says what stood against it or what was not found."""

    start: int
    end: int
    rule: str
    phrase: str
    reason: str


def _by_name(ent: Ent) -> Filler:
    """A name that fills a slot as it is."""
    return Filler(name_of(ent), (ent.start, ent.end), ent)


@dataclass(slots=True)
class Match:
    """A phrase of a rule in its clause; `others` are the clauses with a phrase of their own, `earlier` is the fact of this type that it goes on with."""

    page: Page
    sentence: Sentence
    rule: TriggerRule
    hit: Hit
    clauses: Clauses
    clause: int
    others: frozenset[int] = frozenset()
    earlier: Draft | None = None
    found: dict[str, list[Filler]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    barred: str = ""

    @property
    def items(self) -> list[Item]:
        """The items of the sentence."""
        return self.sentence.items

    def inside(self, clause: int | None = None) -> list[int]:
        """Item indices of a clause, of the phrase's own by default."""
        return self.clauses.items(self.clause if clause is None else clause)


def read(page: Page, rules: RuleSet, misses: list[Miss] | None = None) -> list[Draft]:
    """The drafts of all rules with anchor `trigger`, in text order; `misses` gathers hits that stayed incomplete."""
    table = {rule.id: (kind, rule) for kind, rule in rules.of_anchor("trigger")}
    index = rules.index("trigger")
    drafts: list[Draft] = []
    partial: list[Draft] = []
    announced: list[Draft] = []
    for sentence in page.sentences:
        for match in _matches(page, sentence, table, index, drafts):
            kind = table[match.rule.id][0]
            if match.barred:
                if misses is not None:
                    misses.append(_miss(match))
            elif match.missing:
                drafts += [draft for row in _rows(match) for draft in _drafts(row, kind)]
                announced += [draft for row in _told_after_colon(match) for draft in _drafts(row, kind)]
                partial += _drafts(match, kind) if kind in JOINED else []
                if misses is not None:
                    misses.append(_miss(match))
            else:
                gapped = list(_gapped(match))
                told = [match] if not gapped or match.found["product"] else []
                drafts += [draft for other in (*told, *gapped) for draft in _drafts(other, kind)]
    drafts = [draft for draft in drafts if not any(_told_otherwise(draft, other) for other in announced)] + announced
    whole = mentions.join(drafts, partial, page, table)
    return _without_vaguer([d for d in whole if not _is_made(d, drafts) and not _is_dateless(d)])


def _told_otherwise(draft: Draft, announced: Draft) -> bool:
    """Whether a step of a product was read from words that a clause in front announced as another one."""
    same = all(draft.slots.get(name) == announced.slots.get(name) for name in ("product", "date"))
    return draft.type == announced.type and same and draft.evidence[0][0] >= announced.evidence[0][0]


def _is_dateless(draft: Draft) -> bool:
    """`nach der Generalversammlung 2026`: a gathering of which only the year is told, and no place."""
    date = draft.slots.get("date") or {}
    year = len(str(date.get("value"))) == YEAR and not date.get("mod")
    return (
        draft.slots.get("kind") in ("general_meeting", "press_conference", "vote", "signing")
        and year
        and not draft.slots.get("place")
    )


def _is_made(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """`ab 2027 entstehen hier Bremsbeläge`: what is made is not built; `mit dem Spatenstich fiel der Startschuss` is told once."""
    if draft.slots.get("kind") != "construction_start":
        return False
    begun = [o for o in drafts if o.slots.get("kind") == "groundbreaking" and o.slots["date"] == draft.slots["date"]]
    made = [span for o in drafts if o.type == "production_site" or o in begun for span in o.evidence]
    return any(a < d and c < b for a, b in draft.evidence for c, d in made)


def _without_vaguer(drafts: list[Draft]) -> list[Draft]:
    """A draft that says less of the same than another of its type gives its evidence to that one."""
    kept: list[Draft] = []
    for draft in sorted(_without_days(drafts), key=lambda draft: -len(_said(draft))):
        fuller = next((other for other in kept if _says(other, draft)), None)
        if fuller is None:
            kept.append(draft)
        else:
            fuller.evidence += [span for span in draft.evidence if span not in fuller.evidence]
    return sorted(kept, key=lambda draft: draft.evidence[0])


def _without_days(drafts: list[Draft]) -> list[Draft]:
    """`Heute öffnet die EICMA; sie dauert vom 3. bis 8. November`: one day of a fair that another draft has whole is that fair."""
    fairs = [draft for draft in drafts if draft.slots.get("kind") == "fair" and draft.slots.get("date")]
    parts = set()
    for draft, whole in itertools.permutations(fairs, 2):
        day, (first, _, last) = str(draft.slots["date"]["value"]), str(whole.slots["date"]["value"]).partition("/")
        if len(day) == DAY == len(last) and first <= day <= last and id(draft) not in parts and _one_fair(draft, whole):
            whole.evidence += [span for span in draft.evidence if span not in whole.evidence]
            for name in ("place", "name", "participants"):
                if not whole.slots.get(name):
                    whole.slots[name] = draft.slots.get(name)
            parts.add(id(draft))
    return [draft for draft in drafts if id(draft) not in parts]


def _one_fair(one: Draft, other: Draft) -> bool:
    """Whether two fairs may be the same: neither name nor place stands against it."""
    names = [str(draft.slots.get("name") or "").casefold().split()[:1] for draft in (one, other)]
    places = [draft.slots.get("place") for draft in (one, other)]
    return (not all(names) or names[0] == names[1]) and (not all(places) or _same(str(places[0]), str(places[1])))


def _said(draft: Draft) -> str:
    return " ".join(str(value) for value in draft.slots.values() if value is not None)


def _says(fuller: Draft, draft: Draft) -> bool:
    """Whether every slot of a draft stands in a fuller one; of a partnership, whether all its parties do."""
    if fuller.type == draft.type == "partnership":
        return _stands(fuller.slots.get("parties"), draft.slots.get("parties"))
    return fuller.type == draft.type and all(
        _stands(fuller.slots.get(name), value) for name, value in draft.slots.items()
    )


def _stands(full: Any, value: Any) -> bool:
    if value is None or full == value:
        return True
    if isinstance(full, str) and isinstance(value, str):
        return set(value.casefold().split()) <= set(full.casefold().split())
    if isinstance(full, dict) and isinstance(value, dict) and "model" in value:
        return all(_stands(full.get(name), part) for name, part in value.items())
    if isinstance(full, dict) and isinstance(value, dict):  # `2027` beside `erstes Quartal 2027`
        return not value.get("mod") and str(full.get("value")).startswith(f"{value.get('value')}-")
    return (
        isinstance(full, list)
        and isinstance(value, list)
        and all(any(_same(one, name) for one in full) for name in value)
    )


def _matches(
    page: Page, sentence: Sentence, table: dict[str, Any], index: TriggerIndex, drafts: list[Draft]
) -> Iterator[Match]:
    hits = index.find([item.low for item in sentence.items])
    triggers = [
        hit
        for hit in hits
        if hit.key.endswith("/trigger") and not any(_is_homograph(sentence.items, i) for i in (hit.start, hit.end - 1))
    ]
    if not triggers:
        return
    verbs = {i for hit in triggers for i in _verbs(sentence.items, hit)}
    single = len({hit.start for hit in triggers}) == 1
    cut = clauses(sentence, verbs, whole=page.kind(sentence) in WHOLE and single)
    vetoes = {
        (hit.key.rsplit("/", 1)[0], cut.of[hit.start]): f"the word {hit.phrase!r} is against it"
        for hit in hits
        if hit.key.endswith("/veto")
    }
    last = {hit for hit in triggers if GOES_ON in table[hit.rule][1].options}
    told = frozenset(cut.of[hit.end - 1] for hit in triggers if hit not in last)
    used: dict[str, set[int]] = {}
    taken: set[tuple[Any, ...]] = set()
    for hit in sorted(triggers, key=lambda hit: (hit in last, "*" in hit.phrase, hit.start - hit.end, hit.start)):
        kind, rule = table[hit.key.rsplit("/", 1)[0]]
        clause, own = cut.of[hit.end - 1], {hit.start, hit.end - 1}
        said = (kind, rule.id, clause)
        if cut.of[hit.start] != clause or said in taken or own & used.get(kind, set()):
            continue
        before = _told_before(page, sentence, kind, drafts) if hit in last else None
        match = Match(page, sentence, rule, hit, cut, clause, told - {clause}, before)
        match.barred = vetoes.get((rule.id, clause), "") or ("" if _dated(match) else _denied(sentence, cut, clause))
        if not match.barred:
            match.missing = _fill_all(match) if hit not in last or before is not None else ("what it goes on with",)
        if not match.missing and not match.barred:
            taken.add(said)
            used.setdefault(kind, set()).update(own)
        yield match


def _is_homograph(items: Sequence[Item], at: int) -> bool:
    """`Schloss Wackerbarth`, `in den nächsten Tagen`: a noun inside a sentence that is spelled like a verb."""
    if not items[at].text[0].isupper() or items[at].low not in _words("homograph"):
        return False
    return at > 0 and items[at - 1].text not in OPENERS


def _told_before(page: Page, sentence: Sentence, kind: str, drafts: list[Draft]) -> Draft | None:
    """The last fact of a type in this sentence, else in the one before it in the same paragraph."""
    above = page.previous(sentence)
    start = above.start if above is not None and above.line == sentence.line else sentence.start
    near = [
        draft
        for draft in drafts
        if draft.type == kind and any(start <= first < sentence.end for first, _ in draft.evidence)
    ]
    return max(near, key=lambda draft: max(draft.evidence), default=None)


def _verbs(items: Sequence[Item], hit: Hit) -> Iterator[int]:
    """The words of a phrase that carry a statement: not what only completes a verb (`auf den Markt`), nor its particle at the end of the clause (`kommt … zusammen`)."""
    last = items[hit.end - 1]
    if items[hit.start].low in _words("complement") and last.text[0].isupper():
        return
    yield hit.start
    if last.low not in _particles():
        yield hit.end - 1


@functools.cache
def _particles() -> frozenset[str]:
    return frozenset(words("verbs")["prefixes"]["separable"])


@functools.cache
def _words(group: str, name: str = "words") -> Forms:
    return Forms(words("events")[group][name])


@functools.cache
def _countries() -> frozenset[str]:
    """Names of countries and continents in German, folded."""
    return frozenset(
        name.casefold() for name in (*words("cldr")["territories"]["names"], *words("events")["country"]["more"])
    )


def is_country(name: str) -> bool:
    """Whether a name is that of a country or continent."""
    return name.casefold() in _countries()


def is_venue(page: Page, ent: Ent) -> bool:
    """Whether a site is a hall, hotel or the like in which something is held: that says nothing on where anything else is.

    One that the text says is built or renewed itself is no mere venue: `die Sanierung der Stadthalle`.
    """
    if ent.label != "SITE" or not _words("venue").fit(ent.canonical.casefold().split()[0]):
        return False
    same = (other for other in page.ents if other.label == "SITE" and other.canonical == ent.canonical)
    return not any(_is_renewed(page.sentences[other.sentence].items, other.item) for other in same)


def _is_renewed(items: Sequence[Item], at: int) -> bool:
    """`der Umbau des Museums Linz`, `Die Stadthalle Gmunden wird saniert`: whether a name is of what is built."""
    k = at - (at > 0 and items[at - 1].low in ("der", "des", "die", "das"))
    if k > 0 and items[k].low in ("der", "des") and _words("renewal").fit(items[k - 1].low):
        return True
    clause = items[at].clause
    free = k == 0 or items[k - 1].text == ","
    return free and any(item.low in _words("renewal", "verbs") for item in items if item.clause == clause)


def _denied(sentence: Sentence, cut: Clauses, clause: int) -> str:
    """What denies a clause or makes it a mere possibility; empty where nothing does."""
    low = [sentence.items[i].low for i in cut.items(clause)]
    line = " ".join(low)
    if any(form in line for form in _words("denied", "unless")):
        return ""
    return next((f"{word!r} denies it" for word in low if word in _words("denied")), "")


def _dated(match: Match) -> bool:
    """`An der Generalversammlung vom 9. April … nicht`: when something does not happen is not what the clause denies."""
    behind = match.items[match.hit.end : match.hit.end + 2]
    noun = match.items[match.hit.end - 1].text[0].isupper() and match.items[match.hit.end - 1].ent is None
    dated = len(behind) == 2 and behind[1].ent is not None and behind[1].ent.label == "DATE"
    return noun and dated and behind[0].low in ("vom", "am", "von") and _is_adjunct(match.items, match.hit.end - 1)


def _is_adjunct(items: Sequence[Item], at: int) -> bool:
    """Whether a preposition governs a noun: `an der ordentlichen Generalversammlung`."""
    k = at - 1
    while k > 0 and (_adjective(items[k]) or items[k].low in _words("anaphor", "definite")):
        if items[k].low in _words("occasion"):
            break
        k -= 1
    return k >= 0 and items[k].low in _words("occasion")


def _fill_all(match: Match) -> tuple[str, ...]:
    """Fill the slots; the required ones that stay empty."""
    for name, slot in match.rule.slot.items():
        match.found[name] = _fill(match, slot)
    return tuple(name for name, slot in match.rule.slot.items() if slot.required and not match.found[name])


def _rows(match: Match) -> Iterator[Match]:
    """The lines below a head that announces what they say: `Marktstart` over `Epiq: Mai 2026`, or over a column."""
    lines, head = match.page.lines, match.sentence
    short = len(match.items) <= HEAD_WORDS and match.items[-1].text not in ".!?"
    slots = match.rule.slot
    if not lines or not short or "date" not in match.missing or "product" not in slots:
        return
    at = match.items[match.hit.start].start
    column = max(0, cell_at(lines[head.line]["cells"], at))
    for row in match.page.sentences[head.index + 1 : head.index + 1 + ROWS]:
        cells = lines[row.line]["cells"]
        other = Match(match.page, row, match.rule, Hit("", "", 0, 1), Clauses([0] * len(row.items), [0]), 0)
        if not row.items or _is_prose(match.page, row):
            return
        same = len(cells) == len(lines[head.line]["cells"]) > 1
        start, end = cells[column] if same else (row.start, row.end)
        inside = [i for i, item in enumerate(row.items) if start <= item.start < end]
        other.found = {
            name: _nearest(other, slot, range(len(row.items))) for name, slot in slots.items() if slot.labels
        }
        other.found["date"] = _nearest(other, slots["date"], inside)
        if other.found.get("region") and not other.found["product"]:
            other.found["product"] = match.found["product"]
        if all(other.found.get(name) for name, slot in slots.items() if slot.required):
            yield other
        elif not other.found["date"]:
            return


def _told_after_colon(match: Match) -> Iterator[Match]:
    """`Hierzulande beginnt die Auslieferung später: Der X kommt im Mai, der Y folgt im Juni`: what a clause announces is told behind its colon."""
    slots, of = match.rule.slot, match.clauses.of
    if "product" not in slots or "date" not in slots:
        return
    colon = next((i for i in range(match.hit.end, len(match.items)) if match.items[i].text == ":"), -1)
    if colon < 0 or of[colon - 1] != match.clause or any(_is_model(match.items[i]) for i in match.inside()):
        return
    marks = [i for i in range(colon + 1, len(of)) if match.items[i].ent is None and match.items[i].text in ",;"]
    for start, end in itertools.pairwise([colon, *marks, len(of)]):
        other = _refilled(match, {})
        inside = range(start + 1, end)
        other.found = {name: _nearest(match, slot, inside) for name, slot in slots.items() if slot.labels}
        if slots.get("region") and not other.found.get("region"):
            other.found["region"] = match.found.get("region", [])
        if other.found["product"] and other.found["date"]:
            yield other


def _gapped(match: Match) -> Iterator[Match]:
    """`Die Rahmen entstehen in Linz, die Motoren in Graz`: what else is made where, the verb left out; it is not what the verb itself has."""
    slots, items = match.rule.slot, match.items
    if set(slots) & {"product", "site"} != {"product", "site"} or not match.found.get("site") or "date" in slots:
        return
    for k in range(match.hit.start, len(items) - 4):
        if items[k].text != "," or items[k + 1].low not in ("die", "der", "das"):
            continue
        at = k + 2
        while at < len(items) - 2 and _adjective(items[at]):
            at += 1
        told, behind = items[at], items[at + 3 : at + 4]
        ends = not behind or (behind[0].text in ".,;" or behind[0].low == "und")
        site = _nearest(match, slots["site"], [at + 2]) if items[at + 1].low in ("in", "im") and ends else []
        thing = told.ent is None and told.text[0].isupper() and not _unfit(told)
        product = [_thing_at(match, at, known=True)] if thing else _nearest(match, slots["product"], [at])
        if site and product and site[0].span not in {filler.span for filler in match.found["site"]}:
            if any(filler.span and filler.span[0] > items[k].start for filler in match.found["product"]):
                match.found["product"] = _nearest(match, slots["product"], [i for i in match.inside() if i < k])
            yield _refilled(match, {name: [] for name in match.found} | {"product": product, "site": site})


def _is_model(item: Item) -> bool:
    return item.ent is not None and item.ent.label == "MODEL"


def _is_prose(page: Page, sentence: Sentence) -> bool:
    """Whether a line is running text, not a row, an item or a heading."""
    return page.kind(sentence) == "paragraph" and len(sentence.items) > HEAD_WORDS


def _miss(match: Match) -> Miss:
    items, inside = match.items[match.hit.start : match.hit.end], match.inside()
    clause = match.page.text[match.items[inside[0]].start : match.items[inside[-1]].end]
    reason = match.barred or f"nothing fills {' and '.join(match.missing)} in or around {clause!r}"
    return Miss(items[0].start, items[-1].end, match.rule.id, match.hit.phrase, reason)


def _drafts(match: Match, kind: str) -> Iterator[Draft]:
    """One draft for each combination of coordinated fillers, none where a required slot stays empty."""
    for one in _by_date(match):
        yield from _combined(one, kind)


def _combined(match: Match, kind: str) -> Iterator[Draft]:
    slots = match.rule.slot
    spread = [name for name, slot in slots.items() if slot.each and match.found[name]]
    for chosen in itertools.product(*(match.found[name] for name in spread)):
        fillers = {name: found[0] for name, found in match.found.items() if found and name not in spread}
        fillers |= dict(zip(spread, chosen, strict=True))
        _own_dates(match, fillers)
        yield _draft(match, kind, fillers)


def _by_date(match: Match) -> list[Match]:
    """`in Italien im Mai, Spanien und Polen sind im Juni an der Reihe`: a match for each date, with the names that share it."""
    for name in ("region", "product"):
        slot, date = match.rule.slot.get(name), match.rule.slot.get("date")
        if date is None or slot is None or not slot.each or len(match.found.get("date", ())) != 1:
            continue
        marks = _marks(match, slot, date)
        if not re.fullmatch("(n+d){2,}|(dn+){2,}", "".join(mark for mark, _ in marks)):
            continue
        groups: list[tuple[list[Filler], list[Filler]]] = []
        closes = marks[0][0] == "n"
        fresh = True
        for mark, filler in marks:
            if fresh if closes else mark == "d":
                groups.append(([], []))
            groups[-1][mark == "d"].append(filler)
            fresh = mark == "d"
        return [_refilled(match, {name: names, "date": dates}) for names, dates in groups]
    return [match]


def _marks(match: Match, slot: SlotRule, date: SlotRule) -> list[tuple[str, Filler]]:
    """The dates (`d`) and names (`n`) from the phrase's clause on, up to one with a phrase of its own; a date that may not stand there is `-`."""
    marks: list[tuple[str, Filler]] = []
    for i in range(match.inside()[0], len(match.items)):
        if match.clauses.of[i] in match.others or (match.items[i].text == ";" and marks):
            break
        ent = match.items[i].ent
        if ent is None:
            marks += [("n", filler) for filler in _by_words(match, slot, [i])]
        elif ent.label in date.labels:
            marks.append(("d" if _allowed(match.items, i, date) else "-", _filler(match, date, ent)))
        elif ent.label in slot.labels and _form(match.page, slot, ent) is not None:
            marks.append(("n", _filler(match, slot, ent)))
    return marks


def _refilled(match: Match, found: dict[str, list[Filler]]) -> Match:
    """The same match with other fillers."""
    other = Match(
        match.page, match.sentence, match.rule, match.hit, match.clauses, match.clause, match.others, match.earlier
    )
    other.found = {**match.found, **found}
    return other


def _own_dates(match: Match, fillers: dict[str, Filler]) -> None:
    """`Megane (seit 2022), Scenic (seit 2024)`: a date in brackets behind a filler is that filler's."""
    names = [filler.ent for name, filler in fillers.items() if match.rule.slot[name].each and filler.ent is not None]
    for name, slot in match.rule.slot.items():
        if slot.fill != "time":
            continue
        for ent in names:
            items = match.page.sentences[ent.sentence].items
            if ent.item + 1 < len(items) and items[ent.item + 1].text == "(":
                inside = itertools.takewhile(lambda item: item.text != ")", items[ent.item + 2 :])
                for date in (item.ent for item in inside if item.ent is not None and item.ent.label in slot.labels):
                    if (
                        date is not None
                        and _allowed(items, date.item, slot)
                        and (value := _form(match.page, slot, date))
                    ):
                        fillers[name] = Filler(value, (date.start, date.end), date)


def _draft(match: Match, kind: str, fillers: dict[str, Filler]) -> Draft:
    first, last = match.items[match.hit.start].start, match.items[match.hit.end - 1].end
    sources = {name: filler.span for name, filler in fillers.items() if filler.span is not None}
    near = [span for span in sources.values() if match.sentence.start <= span[0] < match.sentence.end]
    main = (min([first, *(a for a, _ in near)]), max([last, *(b for _, b in near)]))
    evidence = [main]
    for name, filler in fillers.items():
        if filler.span and filler.span not in near and match.rule.slot[name].each:
            evidence.insert(0, filler.span)
    score = 8.0 - sum(filler.cost for filler in fillers.values())
    gone_on = {name: match.earlier.slots.get(name) for name in match.rule.slots} if match.earlier is not None else {}
    slots = {**match.rule.set, **gone_on, **{name: filler.value for name, filler in fillers.items()}}
    return Draft(kind, match.rule.id, slots, evidence, sources, max(2.0, min(9.5, score)))


def _fill(match: Match, slot: SlotRule) -> list[Filler]:
    if slot.fill == "names":
        return _names(match, slot)
    scopes = slot.scope
    if (
        slot.each
        and "anaphor" in scopes
        and any(match.items[i].low in _words("anaphor", "both") for i in match.inside())
    ):
        scopes = ("anaphor", *scopes)
    bound = slot.fill == "product" and _hangs_on_noun(match)
    for cost, scope in enumerate(scopes):
        found = SCOPES[scope](match, slot) if not bound or scope in BOUND else []
        if found:
            return [Filler(f.value, f.span, f.ent, f.cost + 0.4 * cost) for f in found]
    return []


BOUND = ("clause", "antecedent", "thing", "goods", "compound", "made", "list")
"""Where the product of a relative clause stands that hangs on another noun."""


def _names(match: Match, slot: SlotRule) -> list[Filler]:
    """A list slot gathers the names of all its scopes, each name once."""
    names: list[str] = []
    spans: list[tuple[int, int]] = []
    found: set[str] = set()
    for scope in slot.scope:
        if scope == "subject" and ("whose" in found or "heads" in found):
            continue
        fillers = SCOPES[scope](match, slot)
        found |= {scope} if fillers else set()
        for filler in fillers:
            if not any(_same(filler.value, name) for name in names):
                names.append(filler.value)
                spans += [filler.span] if filler.span else []
    if len(names) < slot.at_least or not names:
        return []
    return [Filler(names, min(spans) if spans else None)]


def _same(one: str, other: str) -> bool:
    left, right = set(one.casefold().split()), set(other.casefold().split())
    return left <= right or right <= left or _is_stem(one, other) or _is_stem(other, one)


def _is_stem(short: str, name: str) -> bool:
    """Whether a name begins with another and a hyphen: `Ford`, `Ford-Werke GmbH`."""
    return name.casefold().startswith(f"{short.casefold()}-")


def _form(page: Page, slot: SlotRule, ent: Ent) -> Any:
    """The value of a slot that an entity fills, or None where it cannot."""
    if slot.fill == "product":
        return product_of(ent)
    if slot.fill == "time":
        return _time(page, ent)
    if ent.label == "PLATFORM" and ent.text.isupper() and not _is_introduced(page, ent):
        return ent.text
    if ent.label == "PLACE" and slot.country is not None and (ent.canonical.casefold() in _countries()) != slot.country:
        return None
    return name_of(ent)


def _is_introduced(page: Page, ent: Ent) -> bool:
    """Whether the release has the full name of a platform: else its short form is its name."""
    return any(
        e.label == "PLATFORM" and e.canonical == ent.canonical and len(e.text) > len(ent.text) for e in page.ents
    )


def _time(page: Page, ent: Ent) -> dict[str, Any] | None:
    value = time_slot(ent)
    if value is None or value["value"] in ("PAST_REF", "FUTURE_REF"):
        return None
    return day_slot(page) if value["value"] == "PRESENT_REF" else value


def _allowed(items: Sequence[Item], at: int, slot: SlotRule) -> bool:
    """Whether the words in front of an entity let it fill the slot."""
    before = [item.low for item in items[max(0, at - 3) : at]]
    if slot.fill == "time" and before and before[-1] in _words("no_date"):
        return False
    if any(word in slot.unless for word in before[-2:]):
        return False
    if slot.labels == ("PLACE",) and any(i.ent and i.ent.label == "SITE" for i in items[max(0, at - 3) : at]):
        return False  # `Werk Trnava in der Slowakei` is no market
    if slot.fill == "time" and "ab" in slot.before and _from_on(items, at):
        return True
    return not slot.before or _opened(items, at, slot.before) or (at == 0 and slot.fill == "name")


def _from_on(items: Sequence[Item], at: int) -> bool:
    """`von Mai an`, `vom 1. Mai weg`: as `ab Mai`."""
    behind = items[at + 1].low if at + 1 < len(items) else ""
    return at > 0 and items[at - 1].low in ("von", "vom") and behind in ("an", "weg")


def _nearest(match: Match, slot: SlotRule, inside: Sequence[int]) -> list[Filler]:
    """The nearest entity that fits, and those coordinated with it where the slot takes each."""
    best: tuple[float, Ent] | None = None
    opening = dateline_end(match.page, match.sentence)
    for i in inside:
        ent = match.items[i].ent
        if (
            ent is None
            or i < opening
            or ent.label not in slot.labels
            or not (_allowed(match.items, i, slot) or _makes(match, slot, i))
            or (slot.fill == "product" and _is_part_of(match, i))
            or _form(match.page, slot, ent) is None
            or (slot.sited and _is_wide(ent))
        ):
            continue
        cost = (
            _distance(match, i)
            + 30 * slot.labels.index(ent.label) * (slot.fill == "name")
            + 40 * _aside(match.items, i)
            + 20 * (slot.fill == "time" and _vague(ent))
            + 10 * (slot.fill == "time" and _is_year(ent))
            + 15 * (ent.label == "PLACE" and not slot.each and _only_locates(match.items, i))
            + 15 * ("SITE" in slot.labels and _is_wide(ent))
        )
        if best is None or cost < best[0]:
            best = (cost, ent)
    if best is None or (slot.fill == "product" and _aside(match.items, best[1].item)):
        return _by_words(match, slot, inside)
    group = _group(match.items, best[1], slot.labels) if slot.each else [best[1]]
    of = match.clauses.of
    return [
        _filler(match, slot, ent, 0.02 * min(best[0], 40))
        for ent in group
        if _form(match.page, slot, ent) is not None
        and of[ent.item] == of[best[1].item]
        and not (slot.sited and _is_wide(ent))
    ]


def dateline_end(page: Page, sentence: Sentence) -> int:
    """How many items of a sentence are the dateline in front of it: `Graz, 12. März 2026 –` has five; 0 where none is."""
    items = sentence.items
    first = items[0].ent if items else None
    if first is None or first.label not in ("PLACE", "DATE") or page.kind(sentence) != "paragraph":
        return 0
    for k, item in enumerate(items[:DATELINE_ITEMS]):
        if item.text in DASHES:
            return k + 1 if any(_is_of_release(page, other) for other in items[:k]) else 0
        if item.ent is None and item.text[0].isalpha() and item.low not in _words("dateline"):
            return 0
    return 0


def _is_of_release(page: Page, item: Item) -> bool:
    """Whether an entity is the place or day of release."""
    ent = item.ent
    return ent is not None and (
        ent.canonical == page.place or (ent.label == "DATE" and (ent.value or {}).get("value") == page.published)
    )


def _makes(match: Match, slot: SlotRule, at: int) -> bool:
    """`Stattdessen fertigt Magdeburg ab Mai …`: a town right behind the verb of making is who makes."""
    verb, ent = match.items[at - 1], match.items[at].ent
    governs = verb.low in _words("goods", "governed")
    return slot.sited and at == match.hit.end and ent is not None and ent.label == "PLACE" and not governs


def _is_part_of(match: Match, at: int) -> bool:
    """`die Fertigung der Konsole für den VW Touran`: a part is made, not the product that it is for."""
    items = match.items
    k = at - 1
    while k > 0 and (items[k].low in _words("anaphor", "definite") or items[k].ent is not None):
        k -= 1
    noun = items[k - 1] if k > 1 and items[k].low == "für" else None
    if noun is None or noun.ent is not None or not noun.text[0].isupper() or items[k - 2].low not in LINKS:
        return False
    return any(item.ent is None and _words("made").fit(item.low) for item in items[max(0, k - 4) : k - 2])


def _vague(ent: Ent) -> bool:
    """`nun`, `derzeit`: a date only where no other stands."""
    value = ent.value or {}
    return value.get("value") == "PRESENT_REF" and ent.text.lower() not in _words("now")


def _only_locates(items: Sequence[Item], at: int) -> bool:
    """`Licata auf Sizilien`, `Holly Springs, North Carolina,`: a place that only says where the one in front of it lies."""
    front = items[at - 2].ent if at > 1 else None
    if front is None or front.label not in ("PLACE", "SITE"):
        return False
    apposed = items[at - 1].text == "," and at + 1 < len(items) and items[at + 1].text == ","
    return apposed or items[at - 1].low in _words("locates")


def _is_wide(ent: Ent) -> bool:
    """A country or a part of one: beside a town it only says where that lies."""
    return ent.label == "PLACE" and (ent.canonical.casefold() in _regions() or ent.canonical.casefold() in _countries())


@functools.cache
def _regions() -> frozenset[str]:
    return frozenset(words("investments")["words"]["regions"])


def _is_year(ent: Ent) -> bool:
    """A bare year: beside a day or month it only says which one."""
    value = str((ent.value or {}).get("value") or "")
    return len(value) == 4 and value.isdigit() and not (ent.value or {}).get("mod")


def _filler(match: Match, slot: SlotRule, ent: Ent, cost: float = 0.0) -> Filler:
    value = _form(match.page, slot, ent)
    if ent.label == "PLACE" and slot.sited:
        value = _site_of(match.page, value)
    return Filler(value, (ent.start, ent.end), ent, cost)


def _site_of(page: Page, place: str) -> str:
    """The plant that the release names most often at a place, else the place."""
    there = [ent.canonical for ent in page.ents if ent.label == "SITE" and place in ent.canonical.split()]
    return max(there, key=lambda name: (there.count(name), -there.index(name))) if there else place


def _distance(match: Match, at: int) -> float:
    if match.hit.start <= at < match.hit.end:
        return 0.0
    if at > match.hit.end:
        return float(at - match.hit.end + 1)
    commas = sum(item.text == "," for item in match.items[at + 1 : match.hit.start])
    return float(match.hit.start - at + commas)  # `Fertigstellung April 2028, Eröffnung am 1. Mai`


def _aside(items: Sequence[Item], at: int) -> bool:
    return any(item.low in _words("aside") for item in items[max(0, at - 3) : at] if item.ent is None)


def _by_words(match: Match, slot: SlotRule, inside: Sequence[int]) -> list[Filler]:
    for i in inside if slot.words else ():
        item = match.items[i]
        if slot.forms.fit(item.low):
            value = next(value for form, value in slot.words.items() if matches(form, item.low))
            name = _home(match.page) if value == "@country" else value
            return [Filler(name, (item.start, item.end))] if name else []
    return []


def _home(page: Page) -> str | None:
    """The name of the country of the release."""
    return HOMES.get(page.country or "")


def _group(items: Sequence[Item], ent: Ent, labels: Sequence[str], *, mixed: bool = False) -> list[Ent]:
    """The entities that are coordinated with one, itself among them, in text order; `mixed` also those of another label."""
    chain = [ent]
    for step in (-1, 1):
        at, links = ent.item + step, 0
        while 0 <= at < len(items):
            item = items[at]
            if item.ent is not None and item.ent.label in labels and (mixed or item.ent.label == ent.label):
                if not links:
                    break
                chain.append(item.ent)
                links = 0
            elif item.text in "()":
                at = _over_bracket(items, at, step)
            elif item.text in ",/–&" or item.low in ("und", "sowie", "oder", "noch"):
                links += 1
            elif links and ent.label == "PLACE" and item.low in _words("goods", "into"):
                pass  # `nach Österreich und in die Schweiz`
            elif not (
                item.low in LINKS or (item.ent is not None and item.ent.label in ("BRAND", "ORG")) or _adjective(item)
            ):
                break
            at += step
    return sorted(chain, key=lambda found: found.start)


def _over_bracket(items: Sequence[Item], at: int, step: int) -> int:
    opposite = ")" if step > 0 else "("
    if items[at].text == opposite:
        return len(items) if step > 0 else -1
    return next(
        (i for i in (range(at, len(items)) if step > 0 else range(at, -1, -1)) if items[i].text == opposite), at
    )


def _adjective(item: Item) -> bool:
    return item.ent is None and item.text[0].islower() and item.low.endswith(("e", "en", "er", "es", "em"))


# --- scopes -------------------------------------------------------------------------------------------------------------


def _clause(match: Match, slot: SlotRule) -> list[Filler]:
    if slot.fill == "names":
        ents = [match.items[i].ent for i in match.inside()]
        return [_by_name(ent) for ent in ents if ent is not None and ent.label in slot.labels]
    return _nearest(match, slot, match.inside())


def _antecedent(match: Match, slot: SlotRule) -> list[Filler]:
    """The last fitting name before a relative clause, with those coordinated with it."""
    if match.clause not in match.clauses.relative:
        return []
    for i in range(match.clauses.start[match.clause] - 1, -1, -1):
        ent = match.items[i].ent
        if ent is not None and ent.label in slot.labels and _form(match.page, slot, ent) is not None:
            opening = {match.items[k].low for k in match.inside()[:3]}
            plural = (
                "deren" in opening
                or match.items[match.inside()[-1]].low.endswith("en")
                or any(match.items[k].low in _words("anaphor", "several") for k in range(i))
            )
            group = _group(match.items, ent, slot.labels) if slot.each and plural else [ent]
            return [_filler(match, slot, one) for one in group]
    return []


def _relative(match: Match, slot: SlotRule) -> list[Filler]:
    for clause in sorted(match.clauses.relative):
        if clause != match.clause and (found := _nearest(match, slot, match.inside(clause))):
            return found
    return []


def _sentence(match: Match, slot: SlotRule) -> list[Filler]:
    """The clauses before the phrase's own."""
    return _nearest(match, slot, range(match.clauses.start[match.clause]))


def _list(match: Match, slot: SlotRule) -> list[Filler]:
    """All fitting names of the items of the list that the phrase's line opens."""
    lines = match.page.lines
    if not lines or not match.items or match.items[-1].text != ":":
        return []
    found = []
    for sentence in match.page.sentences[match.sentence.index + 1 :]:
        if lines[sentence.line]["head"] != match.sentence.line:
            break
        found += [_filler(match, slot, ent, 0.2) for ent in sentence.ents if ent.label in slot.labels]
    return found


def _pointers(match: Match, label: str) -> list[str]:
    """The words that point back to a name of this label: those of the clause, else those of the clauses before it."""
    known = _words("anaphor", label) if label in words("events")["anaphor"] else None
    found = [
        i
        for i, item in enumerate(match.items)
        if item.ent is None
        and known
        and (
            (known.fit(item.low) and _points(match.items, i) and not _is_named(match.items, i))
            or (label == "MODEL" and _is_new_one(match.items, i))
        )
    ]
    own = [i for i in found if match.clauses.of[i] == match.clause]
    return [match.items[i].low for i in own or [i for i in found if match.clauses.of[i] < match.clause]]


def _hangs_on_noun(match: Match) -> bool:
    """`eine Förderung, die im Mai ausläuft`: whether a relative clause hangs on a noun that is no word for a product."""
    first = match.inside()[0]
    hung = match.items[first - 1] if first and match.clause in match.clauses.relative else None
    opens = [match.items[i].low for i in match.inside()[:2] if match.items[i].text != ","]
    if hung is None or not hung.text[0].isalnum():
        return False
    if hung.ent is not None:
        return hung.ent.label == "NUMBER"
    if opens[:1] not in (["der"], ["die"], ["das"]) or first <= 2:  # `Der Fünftürer, der …`
        return False
    return hung.text[0].isupper() and not _words("anaphor", "MODEL").fit(hung.low)


def _is_named(items: Sequence[Item], at: int) -> bool:
    """`das Modell E-190 EP6`: a noun with a name of its own behind it points to nothing."""
    behind = items[at + 1] if at + 1 < len(items) else None
    code = behind is not None and (behind.text[0].isupper() or behind.text[0].isdigit())
    return items[at].text[0].isupper() and behind is not None and code and any(c.isdigit() for c in behind.text)


def _is_new_one(items: Sequence[Item], at: int) -> bool:
    """`der Neue`: an adjective that stands for the product, no noun behind it."""
    behind = items[at + 1] if at + 1 < len(items) else None
    alone = behind is None or (behind.ent is None and not behind.text[0].isupper())
    return alone and items[at].text in _words("anaphor", "nouns") and _opened(items, at, _words("anaphor", "definite"))


def _points(items: Sequence[Item], at: int) -> bool:
    """Whether a word can be an anaphor here: pronouns and adverbs always, nouns with a definite article; `diese Technik` is none."""
    if items[at].low.startswith("dies"):
        k = at + 1
        while k < len(items) and _adjective(items[k]):
            k += 1
        if k < len(items) and items[k].ent is None and items[k].text[0].isupper():
            return False
    return items[at].text[0].islower() or at == 0 or _opened(items, at, _words("anaphor", "definite"))


def _anaphor(match: Match, slot: SlotRule) -> list[Filler]:
    label = slot.labels[0]
    if label == "SITE" and (echo := _echo(match)) is not None:
        return [_filler(match, slot, echo, 0.3)]
    pointers = _pointers(match, label)
    if not pointers:
        return []
    if label == "ORG" and match.page.issuer:
        return [Filler(match.page.issuer)]
    several = slot.each and any(word in _words("anaphor", "several") for word in pointers)
    reach = FAR if label == "MODEL" else len(match.page.sentences)
    if slot.each and not several and _they(match) and (both := _spoken_of(match, slot, reach=1, several=True)):
        return both
    if label == "MODEL" and not several and (spoken := _spoken_product(match, slot, FAR, pointers)):
        return spoken
    found = _spoken_of(match, slot, reach=reach, several=several)
    if found or not several or not any(word in _words("anaphor", "both") for word in pointers):
        return found
    behind = match.page.sentences[match.sentence.index + 1 : match.sentence.index + 1 + FAR]
    ents = _distinct(e for s in behind for e in s.ents if e.label == label)[:2]
    return [_filler(match, slot, ent, 1.5) for ent in ents] if len(ents) == 2 else []


def _spoken_product(match: Match, slot: SlotRule, reach: int, pointers: Sequence[str] = ()) -> list[Filler]:
    """The one product that the text speaks of here, named at most `reach` sentences above; `das Auto` after variants is the family."""
    topics = match.page.topics
    carried = topics.carried(match.sentence) if topics is not None else ()
    if topics is not None and pointers and not all(word in _words("anaphor", "pronouns") for word in pointers):
        carried = topics.family(carried)
    if len(carried) != 1:
        return []
    at = match.sentence.index
    above = [e for s in match.page.sentences[max(0, at - reach) : at] for e in s.ents if e.label == "MODEL"]
    named = [ent for ent in above if ent.canonical.split()[0] == carried[0].canonical.split()[0]]
    mention = next((ent for ent in reversed(named) if ent.canonical == carried[0].canonical), None)
    heading = match.page.heading(match.sentence)
    if heading is not None and named and named[-1].sentence < heading.index and _of_label(heading, "MODEL"):
        return []  # a new section on another product
    return [_filler(match, slot, mention or carried[0], 0.4)] if named else []


def _of_label(sentence: Sentence, label: str) -> bool:
    return any(ent.label == label for ent in sentence.ents)


def _they(match: Match) -> bool:
    """`Sie kommen`: a pronoun beside a verb in the plural."""
    low = [match.items[i].low for i in match.inside()]
    beside = [low[k + step] for k in range(len(low)) if low[k] == "sie" for step in (-1, 1) if 0 <= k + step < len(low)]
    return any(word == "sind" or word.endswith("en") for word in beside)


def _echo(match: Match) -> Ent | None:
    """`das Zentrum`: a noun of the clause that repeats the end of a word of a site's name (`Technologiezentrum Linz`)."""
    sites = [ent for ent in match.page.ents if ent.label == "SITE"]
    if not sites:
        return None
    for i in match.inside():
        item = match.items[i]
        stem = item.low.removesuffix("es").removesuffix("s")
        if item.ent is not None or not item.text[0].isupper() or len(stem) < STEM:
            continue
        if not _opened(match.items, i, _words("anaphor", "definite")):
            continue
        known = [e for e in sites if any(word.endswith(stem) for word in e.canonical.casefold().split())]
        if known:
            return min(known, key=lambda ent: abs(ent.start - item.start))
    return None


def _topic(match: Match, slot: SlotRule) -> list[Filler]:
    """What was spoken of: a site before a town, also the site that the release is about; the product that all is about."""
    if slot.labels[0] == "MODEL":
        return _spoken_product(match, slot, REACH) or _spoken_of(match, slot, reach=REACH, several=False)
    if slot.labels[0] != "SITE" or slot.sited:
        return _spoken_of(match, slot, reach=REACH, several=False)
    above = match.page.previous(match.sentence)
    same = above is not None and above.line == match.sentence.line
    if same and (just := _spoken_of(match, slot, reach=1, several=False, headed=False)):
        return just
    sites = slot.model_copy(update={"labels": ("SITE",)})
    return (
        _spoken_of(match, sites, reach=REACH, several=False)
        or _title(match, sites)
        or _spoken_of(match, slot, reach=REACH, several=False)
    )


def _spoken_of(match: Match, slot: SlotRule, *, reach: int, several: bool, headed: bool = True) -> list[Filler]:
    """What the sentences before were about: the nearest one with a fitting name; `several` wants two names at least."""
    at = match.sentence.index
    before = match.page.sentences[max(0, at - reach) : at][::-1]
    heading = match.page.heading(match.sentence) if headed else None
    label = slot.labels[0]
    for sentence in [*before, *([heading] if heading is not None else [])]:
        ents = [e for e in sentence.ents if _can_be_topic(match.page, slot, sentence, e)]
        if ents and (not several or len({e.canonical for e in ents}) > 1):
            first = next((e for e in ents if e.canonical in _named_in_title(match.page, label)), ents[0])
            chosen = _group(sentence.items, first, slot.labels) if several else [first]
            return [_filler(match, slot, ent, 0.5) for ent in chosen]
    return []


def _can_be_topic(page: Page, slot: SlotRule, sentence: Sentence, ent: Ent) -> bool:
    """Whether a name was spoken of: of the slot's first kind, or a place where such a site is known."""
    if ent.label == slot.labels[0]:
        if is_venue(page, ent):
            return False
        return not _aside(sentence.items, ent.item) and _form(page, slot, ent) is not None
    if ent.label != "PLACE" or "PLACE" not in slot.labels or _form(page, slot, ent) is None:
        return False
    if not slot.sited and _is_wide(ent):
        return False
    before = [item.low for item in sentence.items[max(0, ent.item - 1) : ent.item]]
    return _site_of(page, ent.canonical) != ent.canonical if slot.sited else before in (["in"], ["im"], ["nach"])


def _named_in_title(page: Page, label: str) -> set[str]:
    return {ent.canonical for s in page.sentences if page.kind(s) == "headline" for ent in s.ents if ent.label == label}


def _distinct(ents: Iterator[Ent]) -> list[Ent]:
    return list({ent.canonical: ent for ent in reversed(list(ents))}.values())[::-1]


def _next(match: Match, slot: SlotRule) -> list[Filler]:
    """The next clause after a colon or the next sentence, where it opens with a word that goes on about this one."""
    behind = match.clauses.start[match.clause + 1 :][:1]
    if behind and _goes_on(match.items[behind[0] + 1 : behind[0] + 4]):
        return _nearest(match, slot, range(behind[0], len(match.items)))
    following = match.page.sentences[match.sentence.index + 1 : match.sentence.index + 2]
    if following and _titles(match) and (days := [ent for ent in following[0].ents if _is_day(ent)]):
        return [_filler(match, slot, days[0], 0.3)] if slot.fill == "time" else _in_whole(match, slot, following[0])
    if not following or following[0].line != match.sentence.line or not _goes_on(following[0].items[:3]):
        return []
    return _in_whole(match, slot, following[0])


def _in_whole(match: Match, slot: SlotRule, sentence: Sentence) -> list[Filler]:
    """What fills a slot anywhere in another sentence, from its beginning."""
    other = Match(match.page, sentence, match.rule, Hit("", "", 0, 1), Clauses([0] * len(sentence.items), [0]), 0)
    return _nearest(other, slot, range(len(other.items)))


def _titles(match: Match) -> bool:
    """Whether the phrase is all that a heading says: the line below tells when and where."""
    own = match.hit.end - match.hit.start
    alone = match.page.kind(match.sentence) == "heading" and len(match.items) <= own + 1
    return alone and TITLES in match.rule.options


def _is_day(ent: Ent) -> bool:
    """Whether a date names a day."""
    return ent.label == "DATE" and len(str((ent.value or {}).get("value")).partition("/")[0]) == DAY


def _goes_on(items: Sequence[Item]) -> bool:
    line = " ".join(item.low for item in items)
    return any(line == form or line.startswith(form + " ") for form in _words("anaphor", "opening"))


def _title(match: Match, slot: SlotRule) -> list[Filler]:
    head = [s for s in match.page.sentences if match.page.kind(s) in ("headline", "subhead")]
    countries = _countries() if "SITE" in slot.labels else ()
    ents = [
        ent
        for sentence in head
        for ent in sentence.ents
        if ent.label in slot.labels
        and _form(match.page, slot, ent)
        and ent.canonical.casefold() not in countries
        and (ent.label == "SITE" or not slot.sited or _site_of(match.page, ent.canonical) != ent.canonical)
    ]
    if "SITE" in slot.labels:
        ents = [ent for ent in ents if not _is_wide(ent)] or ents
    return [_filler(match, slot, ents[0], 1.0)] if len({ent.canonical for ent in ents}) == 1 else []


def _issuer(match: Match, slot: SlotRule) -> list[Filler]:
    return [Filler(match.page.issuer, cost=0.5)] if match.page.issuer else []


def _label(match: Match, slot: SlotRule) -> list[Filler]:
    """What a line below gives under a name, or one above in the same block of such lines: `Ort: Stadthalle Linz`."""
    known = _words("label", "DATE" if slot.fill == "time" else "PLACE")
    page, at = match.page, match.sentence.index
    above = itertools.takewhile(_is_labelled, reversed(page.sentences[max(0, at - LABELS) : at]))
    for sentence in (*page.sentences[at + 1 : at + 1 + LABELS], *(above if _is_labelled(match.sentence) else ())):
        first = [item.low for item in sentence.items[:2]]
        if not first or first[0] not in known or (first[1:] not in ([":"], ["|"], []) and len(sentence.items) > 12):
            continue
        for other in page.sentences[sentence.index :][: 2 if len(sentence.items) <= 2 else 1]:
            labels = slot.labels if slot.fill == "time" else (*slot.labels, "ORG")
            found = [e for label in labels for e in other.ents if e.label == label]
            if found and _form(page, slot, found[0]) is not None:
                return [_filler(match, slot, found[0], NAMED)]
    return []


def _is_labelled(sentence: Sentence) -> bool:
    """Whether a line begins with a word and a colon: `Thema: Bilanzmedienkonferenz`."""
    return len(sentence.items) > 1 and sentence.items[0].ent is None and sentence.items[1].text in (":", "|")


def _same_day(match: Match, slot: SlotRule) -> list[Filler]:
    """`an diesem Tag`: the date that was spoken of last."""
    line = " ".join(item.low for item in match.items)
    if not any(form in line for form in _words("same_day")):
        return []
    at = match.sentence.index
    above = [
        e
        for s in match.page.sentences[max(0, at - 2) : at]
        for e in s.ents
        if e.label == "DATE" and not _vague(e) and _allowed(s.items, e.item, slot)
    ]
    return [_filler(match, slot, above[-1], 0.5)] if above else []


def _thing(match: Match, slot: SlotRule) -> list[Filler]:
    """A product without a name: the nouns behind `Fertigung von`, `Produktion der`, `Linie für`, in front of `, deren Fertigung`."""
    inside = match.inside()
    opening = [match.items[i].low for i in inside[:3]]
    if match.clause in match.clauses.relative and {"deren", "dessen"} & set(opening[:2]):
        hung = match.items[inside[0] - 1] if inside[0] else None
        if hung is not None and hung.ent is None and hung.text[0].isupper() and _words("made").fit(opening[-1]):
            return [Filler({"brand": None, "model": hung.text}, (hung.start, hung.end), None, 1.5)]
    if match.clause and match.items[inside[0]].low in ("und", "sowie"):  # `wird zurückgefahren und in … gebündelt`
        inside = [*match.inside(match.clause - 1), *inside]
    for i in inside:
        word, linked = match.items[i], match.items[i + 1].low if i + 1 < len(match.items) else ""
        made = word.ent is None and _words("made").fit(word.low)
        if not made or linked not in ("von", "der", "des", "für", "einer", "eines"):
            continue
        k = i + 2
        while k < len(match.items) and _adjective(match.items[k]):
            k += 1
        noun = match.items[k] if k < len(match.items) else None
        if noun is not None and _words("classed").fit(noun.low) and (named := _named_behind(match, k)):
            return [Filler({"brand": None, "model": named.value}, named.span, None, 1.5)]
        if noun is None or noun.ent is not None or not noun.text[0].isupper() or noun.low in _words("anaphor", "MODEL"):
            return []
        nouns = [k, *_also(match.items, k)]
        if len(nouns) > 1:
            return [_together(match, nouns, dative=linked == "von")]
        name = (
            noun.text.removesuffix("s")
            if linked in ("des", "eines")
            else plural(noun.text)
            if linked == "von"
            else noun.text
        )
        return [Filler({"brand": None, "model": name}, (noun.start, noun.end), None, 1.5)]
    return []


def _compound(match: Match, slot: SlotRule) -> list[Filler]:
    """A product without a name as the first part of a word: `die Kochfeldfertigung endet`, `die Caprolactam-Produktion`."""
    for i in match.inside():
        word = match.items[i]
        if word.ent is not None or not word.text[0].isupper() or not _words("made").fit(word.low):
            continue
        ending = next((form for form in _words("made", "endings") if word.low.endswith(form)), "")
        first = word.text[: len(word.text) - len(ending)]
        part = first.removesuffix("-")
        if not ending or len(part) < STEM or _words("made", "kinds").fit(part.lower()):
            continue
        bare = next((one for one in (part, part.removesuffix("s"), part.removesuffix("n")) if is_noun(one)), "")
        if bare or first != part or lexicon.known(part.lower()):
            start = word.start
            return [Filler({"brand": None, "model": singular(bare or part)}, (start, start + len(part)), None, 1.5)]
    return []


def _carried(match: Match, slot: SlotRule) -> list[Filler]:
    """The family of products that the text goes on about, else the one that the release is about: `Geliefert wird ab Mai`."""
    topics = match.page.topics
    spoken = topics.family(topics.carried(match.sentence)) if topics is not None else ()
    main = [topics.main] if topics is not None and topics.main is not None else []
    return [_filler(match, slot, ent, 1.0) for ent in (spoken if len(spoken) == 1 else main)]


def _behind(match: Match, slot: SlotRule) -> list[Filler]:
    """The names behind the phrase: `gemeinsam mit dem Schwestermodell ID. Polo`."""
    return _nearest(match, slot, range(match.hit.end, len(match.items)))


def _goods(match: Match, slot: SlotRule) -> list[Filler]:
    """Products without a name: the nouns that a clause says are made: `in dem Miele Kochfelder herstellt`, `die ersten Zellen laufen vom Band`."""
    items, inside = match.items, match.inside()
    if any(_is_model(items[i]) for i in inside) or any(items[i].low == "wer" for i in inside):
        return []  # `Wer ein Bad baut`: nobody makes it here
    if hung := _hung_goods(match):
        return hung
    low = {items[i].low for i in inside}
    passive = bool(low & _PASSIVE)
    acts = any(_acts(items[i]) for i in inside)
    several = bool(low & set(_words("goods", "leave"))) or ("werden" in low and not low & _MODALS)
    for i in inside:
        word = items[i]
        if word.ent is not None or not word.text[0].isupper() or not word.text.replace("-", "").isalpha():
            continue
        if _unfit(word) or _ordinal(word) or _is_attached(items, i):
            continue
        one, first = singular(word.text), i
        while first > 0 and _is_attribute(items[first - 1]):
            first -= 1
        front = items[first - 1] if first else None
        if front is None:
            bare = i == 0 and one != word.text and acts and is_noun(word.text)
            bare = bare or (i > 0 and _ordinal(items[0]))
        elif front.low in ("die", "der", "das", "den") and front.ent is None:
            many = passive or acts or several if one != word.text else several and _agrees(items, first - 1, i)
            bare = many and front.low == "die" and _free_article(items, first - 1)
            bare = bare or _is_first(items, first, i)
        else:
            counted = front.ent is not None and front.ent.label in ("NUMBER", "QUANTITY")
            beside = first == i and (front.ent is None or front.ent.label in PLACES)
            named = (
                beside and front.ent is None and front.text[0].isupper() and not _unfit(front)
            )  # `das Büro Nussmüller`
            coined = beside and front.ent is not None and not lexicon.known(word.low)  # `in Chicago Heights`
            bare = front.low not in _words("goods", "governed") and not (counted or named or coined)
            bare = bare and front.text not in (".", ":", "–")
            bare = bare and (
                one != word.text or _is_free(items, i, passive=passive or several) or _is_first(items, first, i)
            )
        if bare:
            known = _is_definite(front) or not low.isdisjoint(("wird", "wurde"))
            return [_thing_at(match, k, known=known) for k in (i, *_also(items, i))]
    return [] if passive or not acts else _taken_up(match)


_PASSIVE = frozenset(("wird", "werden", "wurde", "wurden"))
_MODALS = frozenset(("soll", "kann", "muss", "darf", "will", "könnte", "sollte", "dürfte", "wird"))


def _fronted(match: Match, slot: SlotRule) -> list[Filler]:
    """The one product without a name that opens its clause and is made: `Die Wärmepumpe wird in … gefertigt`, `Den Lader fertigt Kubota`."""
    items, inside = match.items, match.inside()
    k = inside[0] + (items[inside[0]].text in ",;:–—")
    opens, at = items[k].low, k + 1
    while at < inside[-1] and _adjective(items[at]):
        at += 1
    if opens not in ("der", "die", "das", "den") or at >= inside[-1] or any(_is_model(items[i]) for i in inside):
        return []
    word, behind = items[at], items[at + 1]
    noun = word.ent is None and word.text[0].isupper() and word.text.replace("-", "").isalpha()
    passive = opens != "den" and behind.low in _PASSIVE
    object_ = opens == "den" and at + 1 in (match.hit.start, match.hit.end - 1)
    if (
        not noun
        or not (passive or object_)
        or _is_attached(items, at)
        or _unfit(word)
        or _words("itself").fit(word.low)
    ):
        return []
    return [_thing_at(match, at, known=True)]


def _hung_goods(match: Match) -> list[Filler]:
    """`elektrische Maschinen, die seit 2018 in Győr gefertigt werden`: the noun without a name that a passive clause hangs on."""
    items, inside = match.items, match.inside()
    words_ = [items[i].low for i in inside if items[i].text != ","]
    if match.clause not in match.clauses.relative or words_[:1] not in (["die"], ["der"], ["das"]):
        return []
    passive = not _PASSIVE.isdisjoint(words_[-2:])
    at = inside[0] - 1
    word = items[at] if at > 0 else None
    if not passive or word is None or word.ent is not None or not word.text[0].isupper() or _unfit(word):
        return []
    front = items[at - 1]
    counted = front.ent is not None and front.ent.label in ("NUMBER", "QUANTITY")
    return [] if counted or not is_noun(word.text) else [_thing_at(match, at)]


def _taken_up(match: Match) -> list[Filler]:
    """`400.000 Kühlplatten können gefertigt werden, bisher baut der Konzern sie in …`: the plural that `sie` takes up in the clauses before."""
    items, inside = match.items, match.inside()
    if not any(items[i].low == "sie" and i > inside[0] for i in inside):
        return []
    for i in range(inside[0] - 1, 0, -1):
        word, before = items[i], items[i - 1]
        if word.ent is None and word.text[0].isupper() and word.text.isalpha() and not _unfit(word):
            governed = before.low in _words("goods", "governed") and before.low not in ("die", "und")
            return [] if governed or singular(word.text) == word.text else [_thing_at(match, i)]
    return []


def _is_attribute(item: Item) -> bool:
    """`die dort gefertigten Module`: an adjective in front of a noun, or the adverb that goes with it."""
    adjective = _adjective(item) and item.low not in _words("goods", "governed")
    return adjective or item.low in ("dort", "hier", "bisher", "bislang", "zuletzt", "künftig", "derzeit")


def _agrees(items: Sequence[Item], first: int, last: int) -> bool:
    """Whether `werden` stands right beside a phrase, which is then in the plural: `Die Kotflügel werden …`."""
    return any(items[k].low == "werden" for k in (first - 1, last + 1) if 0 <= k < len(items))


def _is_attached(items: Sequence[Item], at: int) -> bool:
    """`Luzerner Busse`, `Fahrzeug-Teile`: a word that only belongs to the noun behind it."""
    behind = items[at + 1] if at + 1 < len(items) else None
    if behind is None or behind.ent is not None:
        return False
    return behind.text == "-" or (items[at].low.endswith("er") and behind.text[0].isupper())


def _is_definite(front: Item | None) -> bool:
    return front is not None and front.ent is None and front.low == "die"


def _unfit(word: Item) -> bool:
    """Whether a noun is no product: people, times, places to work, `Fahrzeuge` that mean what was named."""
    if word.low in _words("no_topic") or _words("goods", "unless").fit(word.low):
        return True
    return _words("anaphor", "MODEL").fit(word.low) or _words("made").fit(word.low)


def _acts(item: Item) -> bool:
    """Whether a word can be who makes something: a firm, `der Konzern`, `wir`."""
    if item.ent is not None:
        return item.ent.label in ("ORG", "BRAND")
    return _words("itself").fit(item.low) or item.low in ("wir", "man")


def _free_article(items: Sequence[Item], at: int) -> bool:
    """Whether an article opens a subject or object, no genitive and nothing that a preposition governs."""
    front = items[at - 1] if at else None
    if front is None or front.ent is not None:
        return True
    return (
        not front.text[0].isupper() and front.low not in _words("oblique") and front.low not in ("mit", "von", "durch")
    )


def _ordinal(item: Item) -> bool:
    return item.low in ("erste", "ersten", "erster", "erstes", "letzte", "letzten", "letzter", "letztes")


def _is_first(items: Sequence[Item], first: int, at: int) -> bool:
    """`die erste Kühlplatte`, `letzter Ölfilter`: the first or last one of something."""
    ordinal = any(map(_ordinal, items[first:at]))
    return ordinal and _free_article(
        items, first - 1 if first and items[first - 1].low in ("der", "die", "das") else first
    )


def _thing_at(match: Match, at: int, *, known: bool = False) -> Filler:
    """A thing without a name; one that is `known` keeps its form: `die Wagenkästen`."""
    word = match.items[at]
    name = word.text if known else singular(word.text)
    return Filler({"brand": None, "model": name}, (word.start, word.end), None, 1.5)


def _together(match: Match, nouns: Sequence[int], *, dative: bool = False) -> Filler:
    """Several things without a name are one product: `Spritzen und Karpulen`."""
    names = [plural(match.items[k].text) if dative else match.items[k].text for k in nouns]
    name = " und ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    return Filler({"brand": None, "model": name}, (match.items[nouns[0]].start, match.items[nouns[-1]].end), None, 1.5)


def _is_free(items: Sequence[Item], at: int, *, passive: bool) -> bool:
    """`wird Penicillin hergestellt`, `fertigt seit 2021 Sensoren`: a bare noun right behind the verb, who acts, a place or a date."""
    before, behind = items[at - 1], items[at + 1] if at + 1 < len(items) else None
    placed = before.ent is not None and before.ent.label in (*PLACES, "DATE", "ORG", "BRAND")
    leaves = before.low in _words("goods", "leave")
    if not placed and not (passive and (leaves or before.low in _PASSIVE)):
        return False
    ends = behind is None or behind.text in ".," or behind.low in ("und", "sowie") or is_verb(items, at + 1)
    ends = ends or (leaves and behind is not None and behind.low in ("aus", "für", "mit"))
    return ends or (passive and behind is not None and behind.text[0].isalpha() and behind.low not in LINKS)


def _also(items: Sequence[Item], at: int) -> list[int]:
    """`Rasenmäher, Häcksler und Scheren`: the bare nouns that are coordinated with one."""
    found: list[int] = []
    k = at + 1
    while k + 1 < len(items) and (items[k].text == "," or items[k].low in ("und", "sowie")):
        closes, k = items[k].text != ",", k + 1
        while k < len(items) and _adjective(items[k]):
            k += 1
        if k == len(items) or items[k].ent is not None or not items[k].text[0].isupper() or not items[k].text.isalpha():
            return []
        found.append(k)
        if closes:
            return found
        k += 1
    return []


def _made_thing(match: Match, slot: SlotRule) -> list[Filler]:
    """A product without a name: the subject right behind the phrase: `Gefertigt wird die Einheitszelle`."""
    k = match.hit.end
    while k < len(match.items) and _adjective(match.items[k]):
        k += 1
    noun = match.items[k] if k < len(match.items) else None
    behind = match.items[k + 1] if k + 1 < len(match.items) else None
    if noun is None or noun.ent is not None or not noun.text[0].isupper() or not noun.text.isalpha():
        return []
    if noun.text in _words("anaphor", "nouns") or (behind is not None and behind.text[0].isupper()):
        return []
    unfit = _words("goods", "unless").fit(noun.low) or _words("anaphor", "MODEL").fit(noun.low)
    return [] if unfit else [Filler({"brand": None, "model": noun.text}, (noun.start, noun.end), None, 1.5)]


def _partners(match: Match, slot: SlotRule) -> list[Filler]:
    """Who signs: the two organizations that the sentence, else the text before it, spoke of last."""
    at = match.sentence.index
    for sentence in match.page.sentences[max(0, at - FAR) : at + 1][::-1]:
        other = Match(match.page, sentence, match.rule, Hit("", "", 0, 0), Clauses([0] * len(sentence.items), [0]), 0)
        names: list[Ent] = []
        for ent in sentence.ents:
            party = ent.label in ("ORG", "BRAND") and _is_party(other, slot, sentence.items[ent.item])
            if party and not any(_same(ent.canonical, name.canonical) for name in names):
                names.append(ent)
        if len(names) == 2:
            return [_by_name(ent) for ent in names]
    return []


def _deal(match: Match, slot: SlotRule) -> list[Filler]:
    """What is signed, where it has a name of its own: `Kaufvertrag`, not `Vertrag`."""
    for i in match.inside():
        item = match.items[i]
        if item.ent is None and item.text[0].isupper() and _words("deal").fit(item.low):
            return [] if item.low in _words("deal", "bare") else [Filler(item.text, (item.start, item.end))]
    return []


def _heading(match: Match, slot: SlotRule) -> list[Filler]:
    """What the heading above is about, where it names one thing."""
    heading = match.page.heading(match.sentence)
    ents = [e for e in heading.ents if e.label in slot.labels and _form(match.page, slot, e)] if heading else []
    return [_filler(match, slot, ents[0], 0.5)] if len({ent.canonical for ent in ents}) == 1 else []


def _paragraph(match: Match, slot: SlotRule) -> list[Filler]:
    """The nearest fitting name of the sentences before in the same line."""
    before = match.page.sentences[max(0, match.sentence.index - REACH) : match.sentence.index]
    for sentence in reversed(before):
        if sentence.line != match.sentence.line:
            break
        other = Match(match.page, sentence, match.rule, Hit("", "", 0, 0), Clauses([0] * len(sentence.items), [0]), 0)
        if found := _nearest(other, slot, range(len(sentence.items))):
            return found
    return []


def _dateline(match: Match, slot: SlotRule) -> list[Filler]:
    return [Filler(match.page.place, cost=1.0)] if match.page.place else []


def _home_market(match: Match, slot: SlotRule) -> list[Filler]:
    """The country in which the release is issued, where it speaks to the market there and of buyers."""
    name, page = _home(match.page), match.page
    if name is None or not (page.country in IMPORTING or _speaks_to(page, name)):
        return []
    trade = match.rule.set.get("event") != "delivery_start" or any(
        _words("buyers").fit(item.low) for item in match.items if item.ent is None
    )
    return [Filler(name, cost=1.0)] if trade else []


def _speaks_to(page: Page, country: str) -> bool:
    """Whether the issuer, the headline or the first paragraph names a country."""
    opening = next((s.line for s in page.sentences if page.kind(s) == "paragraph"), -1)
    head = [e for s in page.sentences if page.zone(s) == "head" or s.line == opening for e in s.ents]
    return country in (page.issuer or "") or any(ent.canonical == country for ent in head)


def _actors(match: Match, slot: SlotRule) -> list[Filler]:
    """Persons of the sentence, and the other names of the clause that no preposition takes out of it."""
    own = set(match.inside())
    named = {filler.span for filler in match.found.get("name", ()) if filler.span}
    found = []
    for i, item in enumerate(match.items):
        ent = item.ent
        if (
            ent is None
            or ent.label not in slot.labels
            or _aside(match.items, i)
            or _opened(match.items, i, slot.unless)
        ):
            continue
        if any(start <= ent.start < end for start, end in named):
            continue
        if ent.label == "PERSON" or (i in own and not _opened(match.items, i, _words("oblique"))):
            found.append(_by_name(ent))
    return found or _itself(match, slot)


def _itself(match: Match, slot: SlotRule) -> list[Filler]:
    """`das Unternehmen`, `der Konzern` in the clause: who issues the release acts."""
    if match.page.issuer is None or "ORG" not in slot.labels:
        return []
    for i in match.inside():
        item = match.items[i]
        front = match.items[i - 1].low if i else ""
        several = front == "die" and item.low.endswith("er")  # `die Händler`
        known = item.ent is None and item.text[0].isupper() and _words("itself").fit(item.low)
        if known and front in ("der", "die", "das") and not several:
            return [Filler(match.page.issuer)]
    return []


def _guests(match: Match, slot: SlotRule) -> list[Filler]:
    """Persons of the sentences beside that say who took part."""
    at = match.sentence.index
    found = []
    for sentence in [*match.page.sentences[max(0, at - 1) : at], *match.page.sentences[at + 1 : at + 3]]:
        if match.page.zone(sentence) != match.page.zone(match.sentence):
            continue
        if any(_words("guests").fit(item.low) for item in sentence.items if item.ent is None):
            found += [_by_name(e) for e in sentence.ents if e.label == "PERSON"]
    return found


def _release(match: Match, slot: SlotRule) -> list[Filler]:
    day = day_slot(match.page)
    return [Filler(day, cost=0.5)] if day else []


def _after(match: Match, slot: SlotRule) -> list[Filler]:
    """The coordinated names that begin right after the phrase; names of all the slot's labels may mix."""
    return _names_from(match, slot, match.hit.end)


def _within(match: Match, slot: SlotRule) -> list[Filler]:
    """The names between the words of the phrase: `die in Linz gefertigten Fenster`."""
    return _nearest(match, slot, range(match.hit.start, match.hit.end))


def _apposed(match: Match, slot: SlotRule) -> list[Filler]:
    """The names right behind the phrase: `Partner Siemens`, `die Partner Siemens und SAP`."""
    at = match.hit.end
    item = match.items[at] if at < len(match.items) else None
    return _names_from(match, slot, at) if item is not None and _is_party(match, slot, item) else []


def _with(match: Match, slot: SlotRule) -> list[Filler]:
    """The names after a `mit` of the clause, or who `mit ihr`, `mit dem Unternehmen` means: the last one named in front."""
    for i in match.inside():
        if match.items[i].low != "mit":
            continue
        hangs = match.clause in match.clauses.relative and i - match.clauses.start[match.clause] <= 1
        if hangs and (antecedent := _named_before(match, slot, i)):
            return antecedent
        if found := _names_from(match, slot, i + 1):
            return found
        behind = [item.low for item in match.items[i + 1 : i + 3]]
        if set(behind[:1]) & set(_words("whom")) or set(behind[1:]) & set(_words("whom", "nouns")):
            return _named_before(match, slot, i)
    return []


def _named_before(match: Match, slot: SlotRule, at: int) -> list[Filler]:
    """The last party that the sentence names in front of an item, else the sentence before it in its paragraph."""
    above = match.page.previous(match.sentence)
    runs = [match.items[:at]]
    if above is not None and above.line == match.sentence.line:
        runs.append(above.items)
    for items in runs:
        for item in reversed(items):
            if item.ent is not None and item.ent.label in slot.labels and item.ent.canonical != match.page.issuer:
                return [_by_name(item.ent)]
    return []


def _whose(match: Match, slot: SlotRule) -> list[Filler]:
    """The names in the genitive right behind the phrase: `Kooperation der ABB AG`, `Partner von Siemens`."""
    behind = match.items[match.hit.end : match.hit.end + 1]
    return _names_from(match, slot, match.hit.end) if behind and behind[0].low in ("der", "des", "von") else []


def _heads(match: Match, slot: SlotRule) -> list[Filler]:
    """The organizations whose heads act: `Anna Berger, CEO der ABB AG, und Paul Gruber, Präsident von Axpo`."""
    found = []
    for i, item in enumerate(match.items[:-2]):
        linked = item.ent is not None and item.ent.label == "ROLE" and match.items[i + 1].low in ("der", "des", "von")
        ent = match.items[i + 2].ent
        if linked and ent is not None and ent.label in slot.labels:
            found.append(_by_name(ent))
    return found if len(found) > 1 else []


def _names_from(match: Match, slot: SlotRule, at: int) -> list[Filler]:
    first = next((item.ent for item in match.items[at : at + 5] if _is_party(match, slot, item)), None)
    if first is None or any(
        item.text in ".;:(," or item.low in _words("breaks") for item in match.items[at : first.item]
    ):
        return []
    found, links = [first], 0
    for item in match.items[first.item + 1 :]:
        if item.ent is not None and item.ent.label in slot.labels:
            if not links:
                break
            found.append(item.ent)
            links = 0
        elif item.text in ",–/" or item.low in ("und", "sowie"):
            links += 1
        elif not (item.low in ("der", "die", "das", "dem", "den", "mit", "-") or _adjective(item)):
            break
    return [_by_name(ent) for ent in found]


def _is_party(match: Match, slot: SlotRule, item: Item) -> bool:
    """Whether a name can act: a make in front of its model cannot."""
    ent = item.ent
    if ent is None or ent.label not in slot.labels:
        return False
    behind = match.items[ent.item + 1 : ent.item + 2]
    return not (ent.label == "BRAND" and behind and behind[0].ent is not None and behind[0].ent.label == "MODEL")


def _subject(match: Match, slot: SlotRule) -> list[Filler]:
    """The names of the clause that are not the phrase's object."""
    taken = {filler.value for filler in (*_after(match, slot), *_with(match, slot), *_whose(match, slot))}
    for i in match.inside():
        ent = match.items[i].ent
        if (
            ent is None
            or not _is_party(match, slot, match.items[i])
            or name_of(ent) in taken
            or not _nominative(match.items, i)
        ):
            continue
        group = _group(match.items, ent, slot.labels, mixed=True)
        return [_by_name(e) for e in group if name_of(e) not in taken]
    return _hung_on(match, slot, taken)


def _hung_on(match: Match, slot: SlotRule, taken: set[Any]) -> list[Filler]:
    """`der Maschinenbauer TRUMPF, der mit der EnBW einen Vertrag vereinbart hat`: the name that a relative clause hangs on and acts in it."""
    inside = match.inside()
    opener = next((match.items[i].low for i in inside if match.items[i].text != ","), "")
    at = inside[0] - 1
    if at > 0 and match.items[at].ent is None and is_verb(match.items, at):
        at -= 1  # `hat sich TRUMPF gesichert, der …`
    ent = match.items[at].ent if at >= 0 else None
    acts = match.clause in match.clauses.relative and opener in ("der", "die", "das", "welche", "welcher", "welches")
    if not acts or ent is None or ent.label not in slot.labels or name_of(ent) in taken:
        return []
    return [_by_name(ent)]


def _subject_or_issuer(match: Match, slot: SlotRule) -> list[Filler]:
    """Who acts in the clause; the issuer where nobody is named."""
    return _subject(match, slot) or _issuer(match, slot)


def _nominative(items: Sequence[Item], at: int) -> bool:
    """Whether a name can act: no preposition governs it, also not over an article or a noun, and it is no genitive."""
    before = items[at - 1].low if at else ""
    if before in _GOVERNING or (before in ("dem", "den", "einem") and at > 1 and items[at - 2].low in _GOVERNING):
        return False
    if before == "der" and at > 1:
        return not (items[at - 2].text[0].isupper() or items[at - 2].low in _GOVERNING)
    return True


_GOVERNING = frozenset((
    "von", "vom", "des", "bei", "beim", "für", "aus", "zu", "zur", "zum", "gegen", "über", "durch", "mit", "in", "im", "an", "auf",
))  # fmt: skip


def _trigger(match: Match, slot: SlotRule) -> list[Filler]:
    """The capitalised words of the phrase itself."""
    first = match.hit.end - 1 if "…" in match.hit.phrase else match.hit.start
    own = [
        i for i in range(first, match.hit.end) if match.items[i].text[0].isupper() or match.items[i].text[0].isdigit()
    ]
    if not own or (
        match.items[own[-1]].low in _words("generic") and _opened(match.items, own[-1], _words("anaphor", "definite"))
    ):
        return []
    at = own[0]
    if len(own) == 1 and (not at or match.items[at - 1].text in OPENERS) and _is_participle(match.items[at].text):
        return []  # `Überreicht wird er am …`
    while at > 0 and match.items[at - 1].end == match.items[at].start:
        at -= 1
    start, end = match.items[at].start, match.items[own[-1]].end
    return [Filler(match.page.text[start:end], (start, end))]


def _is_participle(word: str) -> bool:
    """Whether a word that opens a sentence is rather a verb than a noun."""
    return word.endswith(("t", "en")) and not is_noun(word)


def _quote(match: Match, slot: SlotRule) -> list[Filler]:
    inside = match.inside()
    start, end = match.items[inside[0]].start, match.items[inside[-1]].end
    found = QUOTED.search(match.page.text, max(match.sentence.start, start - 2), min(len(match.page.text), end + 2))
    if not found or len(found.group(1).split()) > TITLE_WORDS or found.group(1)[-1] in ".!?,":
        return []
    return [Filler(found.group(1), found.span(1))]


def _noun(match: Match, slot: SlotRule) -> list[Filler]:
    """The noun that the clause is about: after `bei`, `zu`, `für` behind the phrase, else with an article, else bare; also in the clause of `vereinbart, …`."""
    gapped = "…" in match.hit.phrase
    own = {match.hit.start, match.hit.end - 1} if gapped else set(range(match.hit.start, match.hit.end))
    first = match.hit.start + 1 if gapped else match.hit.end
    at = _about(match, [i for i in match.inside() if i not in own], first)
    if at is None and match.clause + 1 < len(match.clauses.start):
        following = match.inside(match.clause + 1)
        infinitive = any(match.items[i].low == "zu" for i in following[-3:]) or match.items[following[-1]].low == "zu"
        at = _about(match, following, following[0]) if infinitive else None
    if at is None:
        return []
    item = match.items[at]
    return [Filler(item.text, (item.start, item.end))]


def _about(match: Match, inside: Sequence[int], first: int) -> int | None:
    """The noun of some items that the rest is about; `first` is where the words behind the phrase begin."""
    items = match.items
    pool = [i for i in inside if _is_noun(items, i)]
    topics = ("bei", "beim", "zu", "zum", "zur", "für", "über", "an")
    behind = [i for i in pool if i >= first and _opened(items, i, topics)]
    articled = [
        i for i in pool if _opened(items, i, ("einen", "eine", "ein", "das", "den", "die", "ihre", "ihr", "seine"))
    ]
    relative = match.clause in match.clauses.relative
    if not behind and relative and (hung := match.clauses.start[match.clause] - 1) >= 0:
        behind = [i for i in (hung, hung - 1) if i >= 0 and items[i].text[0].isupper() and not _acts(items[i])][:1]
    chosen = [*behind, *sorted(articled, key=lambda i: -_distance(match, i) if i < match.hit.start else -100 - i)]
    chosen = chosen or [i for i in pool if i >= first and _is_bare(items, i)]
    return next(iter(chosen or [i for i in pool if _opened(items, i, ("bei", "beim"))]), None)


def _is_bare(items: Sequence[Item], at: int) -> bool:
    """`entwickelt leichtere Drehgestelle`: a plural object without article or preposition, adjectives perhaps in front."""
    k = at - 1
    while k > 0:
        ent = items[k].ent
        if items[k].low in _words("goods", "governed"):
            return False
        if not _adjective(items[k]) and (ent is None or ent.label != "NUMBER"):
            break
        k -= 1
    return singular(items[at].text) != items[at].text and items[k].low not in _words("goods", "governed")


def _is_noun(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    return (
        item.ent is None
        and item.text[0].isupper()
        and at > 0
        and len(item.text) > 3
        and item.low not in _words("no_topic")
    )


def _opened(items: Sequence[Item], at: int, openers: Sequence[str]) -> bool:
    """Whether one of the words stands before the noun, at most adjectives between."""
    for i in range(at - 1, max(-1, at - 5), -1):
        ent = items[i].ent
        if items[i].low in openers:
            return True
        if not _adjective(items[i]) and not (ent is not None and ent.label == "NUMBER"):
            return False
    return False


def _proper(match: Match, slot: SlotRule) -> list[Filler]:
    """The phrase with the capitalised words and names around it: `BMW Motorrad Days`, `Batterieforum Kreislauf`."""
    first, last = match.hit.start, match.hit.end - 1
    if not match.items[last].text[0].isupper():
        return []
    if match.items[last].low in _words("generic") and (named := _named_behind(match, last)):
        return [named]
    while first > 0 and _is_proper(match.items, first - 1) and first - 1 > 0:
        first -= 1
    while last + 1 < len(match.items) and match.items[last + 1].ent is None and match.items[last + 1].text[0].isupper():
        last += 1
    if first == last and match.items[last].low in _words("generic"):
        return []
    start, end = match.items[first].start, match.items[last].end
    return [Filler(match.page.text[start:end], (start, end))]


def _named_behind(match: Match, at: int) -> Filler | None:
    """The name behind a generic noun: `Messe „Die Hohe Jagd“`, `Messe Watches and Wonders`."""
    text, items = match.page.text, match.items
    if quoted := QUOTED.match(text[items[at].end : items[at].end + 90].lstrip()):
        start = text.index(quoted[1], items[at].end)
        return Filler(quoted[1], (start, start + len(quoted[1])))
    last = at
    for k in range(at + 1, len(items)):
        if items[k].ent is None and items[k].text[0].isupper():
            last = k
        elif items[k].ent is not None or items[k].low not in ("and", "of", "&", "im", "für", "und", "the"):
            break
    return (
        Filler(text[items[at + 1].start : items[last].end], (items[at + 1].start, items[last].end))
        if last > at + 1
        else None
    )


def _is_proper(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    return item.text[0].isupper() and (item.ent is None or item.ent.label in ("BRAND", "ORG", "MODEL"))


def _prize(match: Match, slot: SlotRule) -> list[Filler]:
    """The words of the clause that name a prize, with the names around: `Red Dot Award`, `Auto des Jahres`."""
    for i in match.inside():
        item = match.items[i]
        yearly = item.low == "jahres" and i > 1 and match.items[i - 1].low == "des" and match.items[i - 2].ent is None
        known = _words("prize").fit(item.low.split()[-1])
        named = item.ent is None or item.ent.label in ("ORG", "PERSON")
        if not yearly and not (known and named and item.text[0].isupper()):
            continue
        first, last = i - 2 if yearly else i, i
        while first > 1 and (_is_proper(match.items, first - 1) or match.items[first - 1].text == "-"):
            if match.items[first - 1].low in _words("occasion"):
                break
            first -= 1
        start, end = match.items[first].start, match.items[last].end
        name = _nominative_name(match.page.text[start:end])
        if match.items[first - 1].low == "des":  # `Verleihung des Zukunftspreises`
            bare = (name.removesuffix("es"), name.removesuffix("s"))
            name = next((one for one in bare if one != name and _words("prize").fit(one.casefold())), name)
        return [Filler(name, (start, end))]
    return []


def _nominative_name(name: str) -> str:
    """`Deutschen Gründerpreis` -> `Deutscher Gründerpreis`: the adjective in front in the gender of the prize."""
    first, _, rest = name.partition(" ")
    if not rest or not first.endswith(("en", "em")) or not first[0].isupper():
        return name
    table: dict[str, list[str]] = words("events")["prize"]["gender"]
    head = rest.lower().split()[-1]
    ending = next((ending for ending, forms in table.items() if any(matches(form, head) for form in forms)), "")
    return f"{first[:-2]}{ending} {rest}" if ending else name


def _following(match: Match, slot: SlotRule) -> list[Filler]:
    item = match.items[match.hit.end] if match.hit.end < len(match.items) else None
    return [Filler(item.text, (item.start, item.end))] if item is not None and item.text[0].isalnum() else []


def _owner(match: Match, slot: SlotRule) -> list[Filler]:
    """The name in front of what the fact is about, here or at another mention of it."""
    own = {
        filler.ent.canonical: filler.ent.label
        for found in match.found.values()
        for filler in found
        if filler.ent is not None
    }
    for ent in match.page.ents:
        if own.get(ent.canonical) != ent.label:
            continue
        items = match.page.sentences[ent.sentence].items
        first = _group(items, ent, (ent.label,))[0]
        for item in reversed(items[max(0, first.item - 2) : first.item]):
            if item.ent is not None and item.ent.label in slot.labels:
                return [Filler(item.ent.canonical, (item.ent.start, item.ent.end), item.ent)]
    return []


SCOPES: dict[str, Callable[[Match, SlotRule], list[Filler]]] = {
    "clause": _clause, "antecedent": _antecedent, "relative": _relative, "sentence": _sentence, "list": _list,
    "anaphor": _anaphor, "topic": _topic, "next": _next, "title": _title, "issuer": _issuer, "release": _release,
    "trigger": _trigger, "quote": _quote, "noun": _noun, "following": _following, "proper": _proper,
    "prize": _prize, "after": _after, "with": _with, "subject": _subject_or_issuer, "named": _subject, "whose": _whose, "heads": _heads, "owner": _owner, "label": _label,
    "actors": _actors, "guests": _guests, "dateline": _dateline,
    "heading": _heading, "paragraph": _paragraph, "home": _home_market,
    "same_day": _same_day, "thing": _thing, "compound": _compound, "goods": _goods, "behind": _behind, "carried": _carried, "apposed": _apposed, "made": _made_thing, "fronted": _fronted, "within": _within, "partners": _partners, "deal": _deal,
}  # fmt: skip
"""Scope -> where it looks."""
