"""From when and until when an office is held, and whether that is past, present or to come."""

from __future__ import annotations

import itertools
import re
from typing import Any

from pressefakten.facts.clauses import is_verb
from pressefakten.facts.offices import forms
from pressefakten.facts.page import Ent, index_of
from pressefakten.facts.rolephrases import antecedent_of
from pressefakten.facts.rules import TriggerRule
from pressefakten.facts.thinned import Unit, word_set
from pressefakten.facts.triggers import Hit

NO_REELECTION = "role-no-reelection"
_LAST_DAYS = re.compile(r"-(?:(?:0[13578]|1[02])-31|(?:0[469]|11)-30|02-2[89])$")
OBJECTS = ("den", "die", "das", "eine", "einen", "ein", "ihre", "ihren", "seine", "seinen")
"""What opens the object of an active verb."""


def is_told_now(unit: Unit, rule: TriggerRule, person: Ent, office: Ent) -> bool:
    """Whether `derzeit`, `aktuell` beside an office tell it from one to come."""
    return any(map(forms("status", "so_far").fit, _cues(unit, rule, person, office)))


def is_confirmed(unit: Unit, office: Ent) -> bool:
    """`wurde als Präsident wiedergewählt`: whoever holds the office already; the verb behind the office tells first."""
    clause = unit.items[index_of(unit.items, office, 0)].clause
    told = [item for item in unit.items if item.clause == clause and item.text[0].islower()]
    verbs = [
        item for item in told if forms("status", "confirmed").fit(item.low) or forms("filler", "appoints").fit(item.low)
    ]
    verb = next((item for item in verbs if item.start > office.start), verbs[-1] if verbs else None)
    if verb is None or not forms("status", "confirmed").fit(verb.low):
        return False
    behind = unit.items[unit.items.index(verb) + 1 :][:1]
    return not any(item.low in OBJECTS for item in behind)  # `wird neuer CEO und bestätigt den Ausblick`


def handover(until: Ent | dict[str, Any] | None) -> Ent | None:
    """The day on which one leaves and the next begins; a last day of a month is none."""
    value = str((until.value or {}).get("value")) if isinstance(until, Ent) else ""
    last = len(value) != len("2026-01-01") or _LAST_DAYS.search(value) is not None
    return until if isinstance(until, Ent) and not last else None


def bounds_of(
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
        elif dated.bound == "session" and status == "incoming" and is_future(ent.value, published):
            since = since or ent
        elif dated.bound in ("session", "bracket") or (
            decision and dated.bound == "on" and is_past(ent.value, published) and not _elected(unit)
        ):
            continue
        elif (
            dated.bound in ("since", "from")
            or status == "incoming"
            or (opened and is_future(ent.value, published))
            or (status == "former" and _began(unit, hit, (start, end)))
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
            if closes or is_future(item.ent.value, published):  # `(Leiterin Einkauf, ab 1. April)`, `neue CEO ab Mai`
                bound |= set(front) & set(forms("date", "from"))
            return item.ent.end if bound and (closes or ends or "," not in front) else end
        if (
            item.ent is None
            and item.low not in {"(", ",", *word_set("filler", "dated")}
            and item.low not in word_set("filler", "words")
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
        for k, (item, behind) in enumerate(itertools.pairwise(inside))
        if item.low in forms("filler", "anew")
        and item.end <= covered[0].item.start  # but `zur Leiterin Finanzen und zum Mitglied der Leitung`
        and (behind.low not in forms("filler", "thereby") or (k > 0 and is_verb(inside, k - 1)))
    ]
    behind = [item for item in unit.items if item.start >= inside[-1].end][:3]
    named = next((item.clause for item in behind if item.low in forms("date", "namely")), None)
    end = max(item.end for item in unit.items if item.clause in (inside[-1].clause, named))
    return (joints[-1] if joints else inside[0].start), end


def _began(unit: Unit, hit: Hit, span: tuple[int, int]) -> bool:
    """Whether a verb of beginning dates the office; not `war zuletzt Leiterin Verkauf und beginnt am 1. Mai`."""
    end = unit.symbols[hit.end - 1].item.start
    own = [item for item in unit.items if span[0] <= item.start < span[1]]
    anew = (item.low in forms("filler", "anew") and item.start > end for item in own)
    steps = zip((False, *anew), own, strict=False)
    return any(forms("filler", "began").fit(item.low) and not joined for joined, item in steps)


def _then(unit: Unit, span: tuple[int, int]) -> bool:
    return any(item.low in forms("date", "since_then") for item in unit.items if span[0] <= item.start < span[1])


def _last(ent: Ent) -> dict[str, Any]:
    value = ent.value or {}
    return {"value": str(value.get("value")).rpartition("/")[2], "mod": value.get("mod")}


def status_of(
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
    if base == "incoming" and _goes_on(unit, office):
        return "former"
    if base == "incoming" and value and is_past(value, published):
        return "former" if set(low) & set(forms("filler", "past")) else "current"
    if base == "incoming" and not value and any(item.low in forms("filler", "career") for item in unit.items):
        return "former"
    told = {item.low for item in unit.items if item.end <= office.start}
    if not rule.set and "als" in rule.trigger[0].split() and told & set(forms("filler", "past")):
        return "former"
    return "incoming" if base == "current" and is_future(value, published) else base


def _goes_on(unit: Unit, office: Ent) -> bool:
    """`begann 1998 bei VA Tech, wurde 2008 Leiter Service und 2015 Bereichsleiter`: a step of a career that others follow."""
    steps = [symbol.item.start for symbol in unit.symbols if symbol.text == "[role]"]
    began = any(forms("filler", "began").fit(i.low) or i.low in forms("filler", "career") for i in unit.items)
    return began and steps[-1] > office.start and any(item.low in ("wurde", "wurden") for item in unit.items)


def _ended(unit: Unit, office: Ent, low: list[str], published: str | None) -> bool:
    """`bis März Finanzvorständin`: a last month in front of the office, or a day gone by, without `noch`."""
    at = index_of(unit.items, office, 0)
    before = unit.items[at - 1].ent if at else None
    until = any(d.ent is before and d.bound == "until" for d in unit.dates)
    bare = before is not None and not any(c.isdigit() for c in before.text)
    return until and "noch" not in low and (bare or is_past(before.value if before else None, published))


def _cues(unit: Unit, rule: TriggerRule, person: Ent, office: Ent) -> list[str]:
    """The lower-case words that may tell the status: in front of the office, or all of its clause."""
    items = unit.items
    at = index_of(items, office, 0)
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


def is_past(value: dict[str, Any] | None, published: str | None) -> bool:
    """Whether a time has begun on the day of release; of a part of the running year or month that is not sure."""
    if not value or not published:
        return False
    text = str(value.get("value"))
    return text[:4].isdigit() and text <= published and (text == published or not published.startswith(text))


def day_of(time: Ent) -> str:
    """The value of a date as text."""
    return str((time.value or {}).get("value"))


def is_future(value: dict[str, Any] | None, published: str | None) -> bool:
    """Whether a time lies wholly behind the day of release."""
    text = str((value or {}).get("value"))
    return bool(published) and text[:4].isdigit() and text[:10] > str(published)[: len(text[:10])]


def when(unit: Unit, hit: Hit, option: str) -> Ent | None:
    """The date of a departure or a start: in the clause of its words; `bis Ende Juni` says how long someone stays."""
    clauses = {symbol.item.clause for symbol in unit.symbols[hit.start : hit.end]}
    at = {item.ent: item.clause for item in unit.items if item.ent is not None}
    bounds = ("", "since", "from", "on") if option == "start" else ("", "from", "on")
    if hit.key == NO_REELECTION:
        bounds = (*bounds, "session")
    own = next((d.ent for d in unit.dates if at.get(d.ent) in clauses and d.bound in bounds), None)
    return own or (
        next((d.ent for d in unit.dates if d.bound == ""), None)
        if option == "departure" and len(unit.dates) == 1 and antecedent_of(unit, hit) is None
        else None
    )
