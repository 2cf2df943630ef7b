"""Who holds an office so far, who follows whom, and when two statements tell of one office."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pressefakten.facts import offices
from pressefakten.facts.offices import Organization, forms
from pressefakten.facts.page import Ent, Page
from pressefakten.facts.rules import Draft
from pressefakten.facts.thinned import CLOSE, Unit, word_set

AFTER_NAME = "role-after-name"
LEAVING = ("role-depart", "role-leaves", "role-no-reelection")


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


def is_until_then(holding: Holding, old: Sequence[Holding], change: Change) -> bool:
    """`übergibt das Amt an X, seit 2021 Leiterin Einkauf`: what the successor is beside the office handed over."""
    if not old or holding.status == "incoming":
        return False
    hands = bool(set(change.word.split()) & set(forms("filler", "hands_over")))
    beside = hands and holding.rule == AFTER_NAME and holding.sentence == change.unit.sentence.index
    return (holding.so_far or beside) and not any(is_like(holding, h) for h in old)


def gives_up(old: Sequence[Holding], office: Holding) -> bool:
    """Whether someone goes from an office that is another one."""
    return any(h.status == "former" and not is_like(h, office) for h in old)


def is_mandate(holding: Holding) -> bool:
    """`Auf Karl Ott folgt Stadträtin Eva Lang`: a public office that only says who somebody is, none that is handed over."""
    beside = holding.rule.startswith("role-before-name") and holding.status == "current" and holding.since is None
    last = holding.role.lower().rpartition(" ")[2]
    return beside and any(forms("organization", name).fit(last) for name in ("outside", "town"))


def is_incoming(holding: Holding) -> bool:
    """Whether an office is one to come."""
    return holding.status == "incoming"


def note_end(holding: Holding, until: Ent | None) -> None:
    """Note when an office ended, and from when on where the time has two ends: `von 2010 bis 2020`."""
    spans = until is not None and "bis" in until.text.lower().split()  # not `2025/26`
    first, _, last = str((until.value or {}).get("value") if until is not None and spans else "").partition("/")
    if last:
        holding.since = holding.since or {"value": first, "mod": None}
    holding.until = holding.until or ({"value": last, "mod": None} if last else until)


def is_firm(holding: Holding) -> bool:
    """Whether a verb says that someone holds or held it."""
    return holding.firm


def is_dated(holding: Holding) -> bool:
    """Whether an office held now has a first day."""
    return holding.status == "current" and holding.since is not None


def is_asserted(holding: Holding) -> bool:
    """Whether a verb says that an office is held now."""
    return holding.status == "current" and holding.firm


def is_stated(holding: Holding) -> bool:
    """Whether an office held now has no house of its own beside it."""
    return holding.status == "current" and not holding.organization.named


def is_namely(unit: Unit, holding: Holding) -> bool:
    """`gehört der Leitung seit 1. Mai an, und zwar als Finanzchefin`: the office explains the clause in front."""
    before = [item.low for item in unit.items if item.end <= holding.office.start][-3:]
    return bool(set(before) & set(forms("date", "namely")))


def is_of_this_office(unit: Unit) -> bool:
    """`Diesen Posten gibt sie ab`: the office that was named last."""
    pairs = itertools.pairwise(item.low for item in unit.items)
    return any(forms("date", "this").fit(one) and other in forms("date", "office") for one, other in pairs)


def is_of_office(unit: Unit, holding: Holding) -> bool:
    """`er hat die Funktion am 1. Mai übernommen`: the sentence speaks of the office that was just named."""
    near = unit.sentence.index - CLOSE <= holding.sentence <= unit.sentence.index
    words_ = {item.low for item in unit.items}
    return near and bool(words_ & set(forms("date", "office"))) and not words_ & word_set("filler", "interim")


def is_like(one: Holding, other: Holding) -> bool:
    """Whether two offices are the same, gender aside; that of a deputy is another one."""
    a, b = (set(_plain(offices.masculine(h.role).lower()).split()) for h in (one, other))
    second = forms("gender", "second")
    return (a <= b or b <= a) and any(map(second.fit, a)) == any(map(second.fit, b))


def is_founder(holding: Holding) -> bool:
    """Whether an office is one that nobody lays down and nobody follows in."""
    return any(map(forms("filler", "unfollowed").fit, holding.role.lower().split()))


def _plain(role: str) -> str:
    """Without what says only whose: `bundeswirtschaftsminister` is the `wirtschaftsminister`."""
    prefix = next((p for p in forms("gender", "scope") if role.startswith(p) and len(role) > len(p) + 5), "")
    return role[len(prefix) :]


def is_same_place(one: Holding, other: Holding) -> bool:
    """Whether two offices may be of one house."""
    parted = (one.status == "former") != (other.status == "former")  # who comes from an office like the new one
    if not (one.organization.named and other.organization.named) and not (
        parted and one.organization.name and other.organization.name
    ):
        return True
    a, b = (set(str(h.organization.name).lower().split()) for h in (one, other))
    return a <= b or b <= a


def _is_elsewhere(one: Holding, other: Holding) -> bool:
    """Whether one office is to come and the other an earlier one: nobody comes to where they were, but a career has such."""
    former = one if one.status == "former" else other
    apart = {one.status, other.status} == {"incoming", "former"} and not former.rule.startswith(LEAVING)
    return apart and not former.organization.named  # `ehemaliger CEO der Muster AG, wird wieder CEO`


def merge(holdings: list[Holding]) -> list[Holding]:
    """One holding for each person, office and organization; the firmer statement decides the status."""
    merged: list[Holding] = []
    for holding in holdings:
        twins = [
            m
            for m in merged
            if m.person.canonical == holding.person.canonical and is_like(m, holding) and is_same_place(m, holding)
        ]
        twin = next((m for m in twins if not _is_elsewhere(m, holding)), None)
        if twin is None:
            for other in (*twins, holding) if twins else ():  # elsewhere, since nobody comes to an office left
                if other.status == "former" and not other.organization.named:
                    other.organization = Organization(None, None, False)
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


def draft_of(page: Page, holding: Holding) -> Draft:
    """The fact of an office, with where its slots were read."""
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
