"""The facts that a phrase announces: one mechanism for every type whose rules have anchor `trigger`.

A hit opens a fact; each slot that its rule declares looks for a filler in the scopes it names (`scopes.py`), in their order.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pressefakten.facts import mentions
from pressefakten.facts.clauses import Clauses, clauses, is_verb
from pressefakten.facts.eventwords import event_words, particles_of_verbs
from pressefakten.facts.goods import left_out
from pressefakten.facts.grammar import behind_preposition
from pressefakten.facts.kinds import takes_up
from pressefakten.facts.matching import (
    DAY,
    OPENERS,
    PLACES,
    Filler,
    Match,
    corrected,
    dateline_end,
    filler_of,
    fillers_by_words,
    form_of,
    group_of,
    is_allowed,
    nearest_fillers,
    refilled,
    same_name,
)
from pressefakten.facts.page import Item, Page, Sentence, cell_at, is_adjective, is_model
from pressefakten.facts.rules import Draft, RuleSet, SlotRule
from pressefakten.facts.scopes import SCOPES
from pressefakten.facts.spoken import entries, hangs_on_noun, speaks_of_new, titles
from pressefakten.facts.triggers import Hit, TriggerIndex
from pressefakten.facts.venues import is_wide
from pressefakten.facts.verbs import auxiliaries

WHOLE = ("row", "table_head", "item", "heading", "masthead")
JOINED = ("event",)
GOES_ON = "goes-on"
"""Option of a rule whose facts take the slots that `slots` names from the fact before: `Italien folgt im Mai`."""
IN_SENTENCE = "in-sentence"
"""Option of a rule that goes on with a fact of its own sentence alone: `…, im November folgt ein Stützpunkt in Linz`."""
IN_MAIN = "in-main-clause"
"""Option of a rule that goes on with a fact of a named product that a main clause of its sentence tells: `neben dem X läuft auch der Y vom Band`."""
BEGINS = "begins"
"""Option of a rule whose date is where a span begins: `dauern von März 2026 bis Mai 2027`."""
NO_SUM = "no-sum"
"""Option of a rule whose phrase says nothing where a sum or number hangs on it: `Rahmenvertrag über 240 Mio. Euro`."""
LIGHT = frozenset((
    ",", "(", ")", "und", "sowie", "am", "im", "in", "der", "den", "dem", "das", "die", "vom", "von", "ab", "bei", "auf", "an", "bereits", "dann", "schon",
))  # fmt: skip
"""Words between dates and places that belong together in pairs."""
NO_COUNT = "no-count"
"""Option of a rule that a number of things in a country or region does not fill: `im Kanton Zürich werden neun Märkte eröffnet`."""
SHOWS = "shows"
"""Option of a rule whose clause must say that something is shown or announced there."""
NO_GOODS = "no-goods"
"""Option of a rule whose clause says nothing of the product before where it has one of its own: `Hergestellt wird in Linz Stahl`."""
OWN_SUBJECT = "own-subject"
"""Option of a rule whose clause says nothing of the product before where a noun that is no product stands right behind the phrase: `Verkauft wird das Grundstück`."""
NOT_WHERE = "not-where"
"""Option of a rule whose phrase says nothing where its noun is a place: `In der Montage beginnt die Kurzarbeit`."""
LINE = "line"
"""Option of a rule whose phrase opens an item of a list or a part of a headline that has no verb: `• Gefertigt in Linz`."""
PLACE_ACTS = "place-acts"
"""Option of a rule whose subject is a place, or several: `im Oktober folgt Bonn`, no `folgen die Kunden nach Linz`."""
FREE = 2.0
"""What a slot of an event costs at most that it may do without: far fetched, it says little against the event."""
ROWS = 20
HEAD_WORDS = 12
YEAR = len("2026")


class Miss(NamedTuple):
    """A phrase of a rule at `start:end` that gave no fact; `reason` says what stood against it or what was not found."""

    start: int
    end: int
    rule: str
    phrase: str
    reason: str


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
                gapped = list(left_out(match))
                told = [match] if not gapped or match.found["product"] else []
                drafts += [draft for other in (*told, *gapped, *entries(match)) for draft in _drafts(other, kind)]
    drafts = [draft for draft in drafts if not any(_told_otherwise(draft, other) for other in announced)] + announced
    lines = {rule.id for _, rule in table.values() if LINE in rule.options}
    drafts = [draft for draft in drafts if draft.rule not in lines or not _is_told_below(draft, drafts)]
    whole = mentions.join(drafts, partial, page, table)
    return _without_vaguer([d for d in whole if not _is_made(d, drafts) and not _is_dateless(d)])


def _told_otherwise(draft: Draft, announced: Draft) -> bool:
    """Whether a step of a product was read from words that a clause in front announced as another one."""
    same = all(draft.slots.get(name) == announced.slots.get(name) for name in ("product", "date"))
    return draft.type == announced.type and same and draft.evidence[0][0] >= announced.evidence[0][0]


def _is_told_below(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a line only sums up what the text tells of a site."""
    return any(
        other.type == draft.type
        and other.rule != draft.rule
        and _one_site(draft.slots.get("site"), other.slots.get("site"))
        for other in drafts
    )


def _one_site(one: Any, other: Any) -> bool:
    return bool(one and other) and same_name(str(one), str(other))


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
    return (not all(names) or names[0] == names[1]) and (not all(places) or same_name(str(places[0]), str(places[1])))


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
        and all(any(same_name(one, name) for one in full) for name in value)
    )


def _is_person(item: Item) -> bool:
    """Whether an item is somebody's name, in which no phrase begins: no `*wahlen` in `Hanspeter Zwahlen`."""
    return item.ent is not None and item.ent.label == "PERSON"


def _matches(
    page: Page, sentence: Sentence, table: dict[str, Any], index: TriggerIndex, drafts: list[Draft]
) -> Iterator[Match]:
    hits = index.find(["\0person" if _is_person(item) else item.low for item in sentence.items])
    triggers = [
        hit
        for hit in hits
        if hit.key.endswith("/trigger") and not any(_is_homograph(sentence.items, i) for i in (hit.start, hit.end - 1))
    ]
    if not triggers:
        return
    shows = {hit for hit in triggers if SHOWS in table[hit.rule][1].options}
    verbs = {i for hit in triggers if hit not in shows for i in _verbs(sentence.items, hit)}
    single = len({hit.start for hit in triggers if hit not in shows}) == 1
    cut = clauses(sentence, verbs, whole=page.kind(sentence) in WHOLE and single)
    vetoes = {
        (hit.key.rsplit("/", 1)[0], cut.of[hit.start]): f"the word {hit.phrase!r} is against it"
        for hit in hits
        if hit.key.endswith("/veto") and not _compares(sentence.items, hit.start)
    }
    last = {hit for hit in triggers if GOES_ON in table[hit.rule][1].options}
    told = frozenset(cut.of[hit.end - 1] for hit in triggers if hit not in last and hit not in shows)
    used: dict[str, set[int]] = {}
    taken: set[tuple[Any, ...]] = set()
    for hit in sorted(
        triggers, key=lambda hit: (hit in last or hit in shows, "*" in hit.phrase, hit.start - hit.end, hit.start)
    ):
        kind, rule = table[hit.key.rsplit("/", 1)[0]]
        clause, own = cut.of[hit.end - 1], {hit.start, hit.end - 1}
        said = (kind, rule.id, clause)
        if cut.of[hit.start] != clause or said in taken or own & used.get(kind, set()):
            continue
        if SHOWS in rule.options and any(c == clause and table[r][1].set == rule.set for _, r, c in taken):
            continue
        near = not {IN_SENTENCE, IN_MAIN}.isdisjoint(rule.options)
        earlier = (
            [d for d in drafts if _is_of_main(d, sentence, cut, clause)]
            if hit in last and IN_MAIN in rule.options
            else drafts
        )
        before = _told_before(page, sentence, kind, earlier, here=near) if hit in last else None
        match = Match(page, sentence, rule, hit, cut, clause, told - {clause}, before)
        match.barred = vetoes.get((rule.id, clause), "") or (
            "" if _dated(match) else _denied(sentence, cut, clause, hit)
        )
        match.barred = match.barred or _barred(match)
        if not match.barred:
            match.missing = _fill_all(match) if hit not in last or before is not None else ("what it goes on with",)
        if NO_COUNT in rule.options and not match.barred and _counts_in_region(match):
            match.barred = "it counts things in a region"
        if hit in shows and (match.missing or match.barred):
            continue
        if not match.missing and not match.barred:
            taken.add(said)
            used.setdefault(kind, set()).update(own)
        yield match


def _barred(match: Match) -> str:
    """What an option of the rule finds against a phrase; empty where nothing is."""
    options, slots = match.rule.options, match.rule.slot
    if "date" in slots and _only_describes(match):
        return "it only says which one is meant"
    if NOT_WHERE in options and _is_where(match):
        return "it says where something happens"
    if SHOWS in options and not any(event_words("shows").fit(match.items[i].low) for i in match.inside()):
        return "nothing is shown there"
    if NO_GOODS in options and _has_goods(match):
        return "it has goods of its own"
    if OWN_SUBJECT in options and _has_own_subject(match):
        return "it has a subject of its own"
    if PLACE_ACTS in options and not _place_acts(match):
        return "no place is its subject"
    if LINE in options and not _opens_line(match):
        return "it is no line of its own"
    return "a number hangs on it" if NO_SUM in options and _has_sum(match) else ""


def _place_acts(match: Match) -> bool:
    """Whether a town stands right beside the phrase without a preposition: `im Oktober folgt Bonn`, `Linz und Graz folgen im Mai`."""
    items, inside = match.items, set(match.inside())
    front, behind = match.hit.start - 1, match.hit.end
    towns = [
        ent
        for at in (front, behind)
        if at in inside and (ent := items[at].ent) is not None and ent.label == "PLACE" and not is_wide(ent)
    ]
    firsts = (min(one.item for one in group_of(items, ent, ("PLACE",))) for ent in towns)
    return any(first == behind or not behind_preposition(items, first) for first in firsts)


def _is_where(match: Match) -> bool:
    """`In der Montage beginnt die Kurzarbeit`: a preposition of place governs the noun with which the phrase opens."""
    items, at = match.items, match.hit.start
    if items[at].ent is not None or not items[at].text[0].isupper() or match.hit.end - at < 2:
        return False
    at -= 1
    while at > 0 and (is_adjective(items[at]) or items[at].low in event_words("anaphor", "definite")):
        if items[at].low == "im":
            break
        at -= 1
    return at >= 0 and items[at].low in ("in", "im")


def _has_sum(match: Match) -> bool:
    """`ein Rahmenvertrag über bis zu 120 Busse`: an order, no cooperation; `über 40 GWh` is a supply that lasts."""
    items, at = match.items, match.hit.end
    at += at < len(items) and items[at].low == "über"
    over = at > 0 and items[at - 1].low == "über"
    return over and any(item.ent is not None and item.ent.label in ("NUMBER", "MONEY") for item in items[at : at + 3])


def _counts_in_region(match: Match) -> bool:
    """`im Kanton Zürich werden neun Märkte eröffnet`: more than one thing that is counted, and no town; no `Filiale mit 30 Parkplätzen`."""
    places = [filler.ent for filler in match.found.get("place", ())]
    if not places or not all(ent is not None and is_wide(ent) for ent in places):
        return False
    for i in match.inside():
        ent = match.items[i].ent
        value = (ent.value or {}).get("value") if ent is not None and ent.label == "NUMBER" else None
        behind = match.items[i + 1 : i + 2]
        plain = bool(behind) and behind[0].ent is None and behind[0].text[0].isalpha()
        if value is not None and value > 1 and plain and not behind_preposition(match.items, i):
            return True
    return False


def _has_goods(match: Match) -> bool:
    """`Hergestellt wird in Linz viel Stahl`: a noun behind the place that no preposition governs."""
    items, inside = match.items, [i for i in match.inside() if i >= match.hit.end]
    places = {ent.start for ent in match.sentence.ents if ent.label in PLACES}
    first = next((i for i in inside if items[i].start in places), len(items))
    for i in (i for i in inside if i > first and items[i].ent is None and items[i].text[0].isupper()):
        at = i - 1
        while at > first and is_adjective(items[at]) and items[at].low not in event_words("goods", "governed"):
            at -= 1
        if items[at].low not in event_words("goods", "governed"):
            return True
    return False


def _has_own_subject(match: Match) -> bool:
    """`Verkauft wird das Grundstück`: a noun behind an article, right behind the phrase, that takes up no product."""
    items, at = match.items, match.hit.end
    at -= items[at - 1].low in ("der", "die", "das")
    if items[match.hit.start + 1 : at] and items[match.hit.start + 1].low in auxiliaries("passive"):
        at = match.hit.start + 2  # `Geliefert wird der Strom ab Mai`
    if at >= len(items) or items[at].low not in ("der", "die", "das", "ein", "eine"):
        return False
    at += 1
    while at < len(items) and is_adjective(items[at]):
        at += 1
    noun = items[at] if at < len(items) else None
    called = at + 1 < len(items) and items[at + 1].ent is not None
    return noun is not None and noun.ent is None and not called and not takes_up(match.page, noun)


def _opens_line(match: Match) -> bool:
    """Whether the phrase opens an item or a part of a headline without a verb."""
    items, page = match.items, match.page
    first = next((i for i, item in enumerate(items) if item.text[0].isalnum()), 0)
    part = match.hit.start == first or items[match.hit.start - 1].text == ","
    line = page.kind(match.sentence) in ("item", "bullet", "subhead", "headline")
    verbs = (i for i in match.inside() if not match.hit.start <= i < match.hit.end)
    return part and line and not any(is_verb(items, i) for i in verbs)


def _only_describes(match: Match) -> bool:
    """`auf dem Gelände des stillgelegten Kraftwerks`, `im neu eröffneten Markt`: a participle between an article and its noun, no date beside it."""
    items, at = match.items, match.hit.end - 1
    behind = items[at + 1 : at + 2]
    noun = bool(behind) and (behind[0].ent is not None or behind[0].text[0].isupper())
    if match.hit.end - match.hit.start > 1 or not noun or not is_adjective(items[at]):
        return False
    for k in range(at - 1, -1, -1):
        if items[k].low in event_words("anaphor", "definite") and items[k].ent is None:
            return True
        if items[k].ent is not None or not items[k].text[0].islower():
            return False  # a date, too
    return False


def _compares(items: Sequence[Item], at: int) -> bool:
    """`Wie sein Vorgänger rollt er …`: a noun that the clause only compares with."""
    return any(item.low == "wie" for item in items[max(0, at - 2) : at])


def _is_homograph(items: Sequence[Item], at: int) -> bool:
    """`Schloss Wackerbarth`, `in den nächsten Tagen`: a noun inside a sentence that is spelled like a verb."""
    if not items[at].text[0].isupper() or items[at].low not in event_words("homograph"):
        return False
    return at > 0 and items[at - 1].text not in OPENERS


def _told_before(page: Page, sentence: Sentence, kind: str, drafts: list[Draft], *, here: bool) -> Draft | None:
    """The last fact of a type in this sentence, else, where not only this one counts (`here`), in the one before it in the same paragraph."""
    above = page.previous(sentence)
    start = above.start if above is not None and above.line == sentence.line and not here else sentence.start
    near = [
        draft
        for draft in drafts
        if draft.type == kind and any(start <= first < sentence.end for first, _ in draft.evidence)
    ]
    return max(near, key=lambda draft: max(draft.evidence), default=None)


def _is_of_main(draft: Draft, sentence: Sentence, cut: Clauses, clause: int) -> bool:
    """Whether a draft has a named product, and the main clause of the phrase tells of it."""
    spans = [draft.sources.get(name, (-1, -1)) for name in ("product", "site")]
    verbs = (cut.of[i] for i in range(len(cut.of)) if cut.of[i] >= clause and is_verb(sentence.items, i))
    said = next(verbs, clause)  # `neben dem Elroq und dem Enyaq` is cut in two
    own = {item.start for i, item in enumerate(sentence.items) if cut.of[i] == said and said not in cut.relative}
    return bool((draft.slots.get("product") or {}).get("brand")) and all(start in own for start, _ in spans)


def _verbs(items: Sequence[Item], hit: Hit) -> Iterator[int]:
    """The words of a phrase that carry a statement: not what only completes a verb (`auf den Markt`), nor its particle at the end of the clause (`kommt … zusammen`)."""
    last = items[hit.end - 1]
    if items[hit.start].low in event_words("complement") and last.text[0].isupper():
        return
    yield hit.start
    if last.low not in particles_of_verbs():
        yield hit.end - 1


def _denied(sentence: Sentence, cut: Clauses, clause: int, hit: Hit) -> str:
    """What denies a clause or makes it a mere possibility; empty where nothing does."""
    inside = cut.items(clause)
    put_right = corrected(sentence.items, inside)
    told = [i for i in inside if i not in put_right and not _is_listed_lack(sentence.items, i, hit)]
    low = [sentence.items[i].low for i in told]
    line = " ".join(low)
    if any(form in line for form in event_words("denied", "unless")):
        return ""
    return next((f"{word!r} denies it" for word in low if word in event_words("denied")), "")


def _is_listed_lack(items: Sequence[Item], at: int, hit: Hit) -> bool:
    """`kommt in die Läden: weniger Zucker, keine Süßstoffe`: what a thing lacks, behind a mark that ends what is said of it."""
    return at > hit.end and items[at].low.startswith("kein") and items[at - 1].text in (",", ":", ";", "–")


def _dated(match: Match) -> bool:
    """`An der Generalversammlung vom 9. April … nicht`: when something does not happen is not what the clause denies."""
    behind = match.items[match.hit.end : match.hit.end + 2]
    noun = match.items[match.hit.end - 1].text[0].isupper() and match.items[match.hit.end - 1].ent is None
    dated = len(behind) == 2 and behind[1].ent is not None and behind[1].ent.label == "DATE"
    return noun and dated and behind[0].low in ("vom", "am", "von") and _is_adjunct(match.items, match.hit.end - 1)


def _is_adjunct(items: Sequence[Item], at: int) -> bool:
    """Whether a preposition governs a noun: `an der ordentlichen Generalversammlung`."""
    k = at - 1
    while k > 0 and (is_adjective(items[k]) or items[k].low in event_words("anaphor", "definite")):
        if items[k].low in event_words("occasion"):
            break
        k -= 1
    return k >= 0 and items[k].low in event_words("occasion")


def _fill_all(match: Match) -> tuple[str, ...]:
    """Fill the slots, who takes part behind what the event is called; the required ones that stay empty."""
    for name, slot in sorted(match.rule.slot.items(), key=lambda pair: pair[0] == "participants"):
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
            name: nearest_fillers(other, slot, range(len(row.items))) for name, slot in slots.items() if slot.labels
        }
        other.found["date"] = nearest_fillers(other, slots["date"], inside)
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
    if colon < 0 or of[colon - 1] != match.clause or any(is_model(match.items[i]) for i in match.inside()):
        return
    marks = [i for i in range(colon + 1, len(of)) if match.items[i].ent is None and match.items[i].text in ",;"]
    for start, end in itertools.pairwise([colon, *marks, len(of)]):
        other = refilled(match, {})
        inside = range(start + 1, end)
        other.found = {name: nearest_fillers(match, slot, inside) for name, slot in slots.items() if slot.labels}
        if slots.get("region") and not other.found.get("region"):
            other.found["region"] = match.found.get("region", [])
        if other.found["product"] and other.found["date"]:
            yield other


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
        for pair in _by_place(one):
            yield from _combined(pair, kind)


def _combined(match: Match, kind: str) -> Iterator[Draft]:
    slots = match.rule.slot
    spread = [name for name, slot in slots.items() if slot.each and match.found.get(name)]
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
        return [refilled(match, {name: names, "date": dates}) for names, dates in groups]
    return [match]


def _by_place(match: Match) -> list[Match]:
    """`am 22. April in Schruns und am 29. April in Bludenz`: a match for each date with its places, the rest of the clause left out."""
    date, place = match.rule.slot.get("date"), match.rule.slot.get("place")
    if date is None or place is None or not match.found.get("date") or not match.found.get("place"):
        return [match]
    runs: list[list[tuple[str, Filler]]] = [[]]
    for i in range(match.inside()[0], len(match.items)):
        item, ent = match.items[i], match.items[i].ent
        fits = ent is not None and ent.label in (*date.labels, *place.labels)
        if ent is not None and fits and form_of(match.page, place if ent.label in PLACES else date, ent) is not None:
            mark = "p" if ent.label in PLACES else "d"
            runs[-1].append((mark, filler_of(match, place if mark == "p" else date, ent)))
        elif item.low not in LIGHT and runs[-1]:
            runs.append([])
    spans = {filler.span for name in ("date", "place") for filler in match.found[name]}
    run = next((run for run in runs if any(filler.span in spans for _, filler in run)), [])
    if not re.fullmatch("(dp){2,}|(pd){2,}", "".join(mark for mark, _ in run)):
        return [match]
    pairs = zip(run[::2], run[1::2], strict=True)
    return [refilled(match, {"date" if mark == "d" else "place": [filler] for mark, filler in pair}) for pair in pairs]


def _marks(match: Match, slot: SlotRule, date: SlotRule) -> list[tuple[str, Filler]]:
    """The dates (`d`) and names (`n`) from the phrase's clause on, up to one with a phrase of its own; a date that may not stand there is `-`."""
    marks: list[tuple[str, Filler]] = []
    for i in range(max(match.inside()[0], dateline_end(match.page, match.sentence)), len(match.items)):
        if match.clauses.of[i] in match.others or (match.items[i].text == ";" and marks):
            break
        ent = match.items[i].ent
        if ent is None:
            marks += [("n", filler) for filler in fillers_by_words(match, slot, [i])]
        elif ent.label in date.labels:
            marks.append(("d" if is_allowed(match.items, i, date) else "-", filler_of(match, date, ent)))
        elif (
            ent.label in slot.labels
            and form_of(match.page, slot, ent) is not None
            and (slot.fill != "product" or is_allowed(match.items, i, slot))
        ):
            marks.append(("n", filler_of(match, slot, ent)))
    return marks


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
                        and is_allowed(items, date.item, slot)
                        and (value := form_of(match.page, slot, date))
                    ):
                        fillers[name] = Filler(value, (date.start, date.end), date)


def _draft(match: Match, kind: str, fillers: dict[str, Filler]) -> Draft:
    first, last = match.items[match.hit.start].start, match.items[match.hit.end - 1].end
    sources = {name: filler.span for name, filler in fillers.items() if filler.span is not None}
    near = [span for span in sources.values() if match.sentence.start <= span[0] < match.sentence.end]
    main = (min([first, *(a for a, _ in near)]), max([last, *(b for _, b in near)]))
    evidence = [main]
    for name, filler in fillers.items():  # only events are joined by where those who take part are named
        if kind in JOINED and filler.span and filler.span not in near and match.rule.slot[name].each:
            evidence.insert(0, filler.span)
    free = {name for name, slot in match.rule.slot.items() if kind in JOINED and not slot.required}
    score = 8.0 - sum(min(f.cost, FREE) if name in free else f.cost for name, f in fillers.items())
    gone_on = {name: match.earlier.slots.get(name) for name in match.rule.slots} if match.earlier is not None else {}
    slots = {**match.rule.set, **gone_on, **{name: filler.value for name, filler in fillers.items()}}
    date = slots.get("date")
    if BEGINS in match.rule.options and date and "/" in date["value"]:
        slots["date"] = {"value": date["value"].partition("/")[0], "mod": None}
    return Draft(kind, match.rule.id, slots, evidence, sources, max(2.0, min(9.5, score)))


def _fill(match: Match, slot: SlotRule) -> list[Filler]:
    if slot.fill == "names":
        return _names(match, slot)
    scopes = slot.scope
    if (
        slot.each
        and "anaphor" in scopes
        and any(match.items[i].low in event_words("anaphor", "both") for i in match.inside())
    ):
        scopes = ("anaphor", *scopes)
    bound = slot.fill == "product" and (hangs_on_noun(match) or speaks_of_new(match))
    away = 0
    for scope in scopes:
        found = SCOPES[scope](match, slot) if not bound or scope in BOUND else []
        if found:
            near = scope in ("timetable", "namesake", "own_town") or titles(match)  # nothing is nearer
            return [Filler(f.value, f.span, f.ent, f.cost + 0.4 * away * (not near)) for f in found]
        away += scope not in ("built", "seat", "venue", "opened")  # as near as the clause
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
            if not any(same_name(filler.value, name) for name in names):
                names.append(filler.value)
                spans += [filler.span] if filler.span else []
    if len(names) < slot.at_least or not names:
        return []
    return [Filler(names, min(spans) if spans else None)]
