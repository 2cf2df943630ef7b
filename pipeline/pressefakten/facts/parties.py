"""Who takes part: the organizations and persons that act in a clause, stand behind `mit`, in the genitive, or sign."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from pressefakten.facts.clauses import Clauses, is_verb
from pressefakten.facts.context import name_of
from pressefakten.facts.eventwords import event_words
from pressefakten.facts.matching import (
    FAR,
    Filler,
    Match,
    Scope,
    by_name,
    group_of,
    is_aside,
    is_opened_by,
    same_name,
)
from pressefakten.facts.page import Ent, Item, is_adjective
from pressefakten.facts.rules import SlotRule
from pressefakten.facts.triggers import Hit


def _issuer(match: Match, slot: SlotRule) -> list[Filler]:
    return [Filler(match.page.issuer, cost=0.5)] if match.page.issuer else []


def _partners(match: Match, slot: SlotRule) -> list[Filler]:
    """Who signs: the two organizations that the sentence, else the text before it, spoke of last."""
    at = match.sentence.index
    for sentence in match.page.sentences[max(0, at - FAR) : at + 1][::-1]:
        other = Match(match.page, sentence, match.rule, Hit("", "", 0, 0), Clauses([0] * len(sentence.items), [0]), 0)
        names: list[Ent] = []
        for ent in sentence.ents:
            party = ent.label in ("ORG", "BRAND") and _is_party(other, slot, sentence.items[ent.item])
            if sentence is match.sentence and slot.at_least > 1 and ent.item >= match.hit.start:
                continue  # `deeep, an dem beide Unternehmen beteiligt sind`
            if party and not any(same_name(ent.canonical, name.canonical) for name in names):
                names.append(ent)
        if len(names) == 2:
            return [by_name(ent) for ent in names]
    return []


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
            or is_aside(match.items, i)
            or is_opened_by(match.items, i, slot.unless)
            or (ent.label in ("ORG", "BRAND") and _is_of_person(match.items, i))
        ):
            continue
        if any(start <= ent.start < end for start, end in named):
            continue
        if ent.label == "PERSON" or (i in own and not is_opened_by(match.items, i, event_words("oblique"))):
            found.append(by_name(ent))
    return found or _itself(match, slot)


def _is_of_person(items: Sequence[Item], at: int) -> bool:
    """`AVL-Chef Helmut List`, `Anna Berger, CEO der ABB AG`: a name that only says where an office is held."""
    front, behind = items[max(0, at - 2) : at], items[at + 1 : at + 3]
    compound = len(behind) == 2 and behind[0].text == "-" and _is_role(behind[1])
    return compound or (len(front) == 2 and _is_role(front[0]) and front[1].low in ("der", "des", "von", "bei"))


def _is_role(item: Item) -> bool:
    return item.ent is not None and item.ent.label == "ROLE"


def _itself(match: Match, slot: SlotRule) -> list[Filler]:
    """`das Unternehmen`, `der Konzern` in the clause: who issues the release acts."""
    if match.page.issuer is None or "ORG" not in slot.labels:
        return []
    for i in match.inside():
        item = match.items[i]
        front = match.items[i - 1].low if i else ""
        several = front == "die" and item.low.endswith("er")  # `die Händler`
        known = item.ent is None and item.text[0].isupper() and event_words("itself").fit(item.low)
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
        if any(event_words("guests").fit(item.low) for item in sentence.items if item.ent is None):
            found += [by_name(e) for e in sentence.ents if e.label == "PERSON"]
    return found


def _after(match: Match, slot: SlotRule) -> list[Filler]:
    """The coordinated names that begin right after the phrase; names of all the slot's labels may mix."""
    return _names_from(match, slot, match.hit.end)


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
        if hangs:
            return _hung_from(match, slot, match.clauses.start[match.clause])
        if found := _names_from(match, slot, i + 1):
            return [] if _is_genitive(match.items, found[0].ent) else found
        behind = [item.low for item in match.items[i + 1 : i + 3]]
        if set(behind[:1]) & set(event_words("whom")) or set(behind[1:]) & set(event_words("whom", "nouns")):
            return _named_before(match, slot, i)
    return []


def _hung_from(match: Match, slot: SlotRule, at: int) -> list[Filler]:
    """`die Miba AG, mit der …`: the party of the words right in front of a relative clause, none where they have no name."""
    for item in reversed(match.items[:at]):
        if (item.clause, item.depth) != (match.items[at - 1].clause, match.items[at - 1].depth):
            break
        if item.ent is not None and item.ent.label in slot.labels:
            return [by_name(item.ent)]
    return []


def _alone(match: Match, slot: SlotRule) -> list[Filler]:
    """`Mit ABB und Axpo hat das Unternehmen vereinbart …`: who issues, where every party of the clause stands behind `mit`."""
    partners = {filler.value for filler in _with(match, slot)}
    parties = [
        match.items[i] for i in match.inside() if _is_party(match, slot, match.items[i]) and not match.items[i].depth
    ]
    named = {name_of(item.ent) for item in parties if item.ent is not None}
    return _issuer(match, slot) if len(named) > 1 and named <= partners else []


def _is_genitive(items: Sequence[Item], ent: Ent | None) -> bool:
    """`mit Turbinen der ABB AG`: a name in the genitive of a noun in the plural that has no article."""
    if ent is None or ent.item < 3 or items[ent.item - 1].low not in ("der", "des"):
        return False
    noun, front = items[ent.item - 2], items[ent.item - 3]
    return noun.ent is None and noun.text[0].isupper() and (front.low == "mit" or is_adjective(front))


def _named_before(match: Match, slot: SlotRule, at: int) -> list[Filler]:
    """The last party that the sentence names in front of an item, else the sentence before it in its paragraph."""
    above = match.page.previous(match.sentence)
    runs = [match.items[:at]]
    if above is not None and above.line == match.sentence.line:
        runs.append(above.items)
    for items in runs:
        for item in reversed(items):
            if item.ent is not None and item.ent.label in slot.labels and item.ent.canonical != match.page.issuer:
                return [by_name(item.ent)]
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
            found.append(by_name(ent))
    return found if len(found) > 1 else []


def _names_from(match: Match, slot: SlotRule, at: int) -> list[Filler]:
    first = next((item.ent for item in match.items[at : at + 5] if _is_party(match, slot, item)), None)
    if first is None or any(
        item.text in ".;:(," or item.low in event_words("breaks") or (k > at and is_verb(match.items, k))
        for k, item in enumerate(match.items[at : first.item], at)
    ):
        return []
    found, links = [first], 0
    for k, item in enumerate(match.items[first.item + 1 :], first.item + 1):
        if item.ent is not None and item.ent.label in slot.labels and item.depth == match.items[first.item].depth:
            if not links:
                break
            found.append(item.ent)
            links = 0
        elif item.text in ",–/" or item.low in ("und", "sowie"):
            links += 1
        elif not (
            item.depth
            or item.text in "()"
            or item.low in ("der", "die", "das", "dem", "den", "mit", "-")
            or is_adjective(item)
            or (links and _is_class(match, slot, k))
        ):
            break
    return [by_name(ent) for ent in found]


def _is_class(match: Match, slot: SlotRule, at: int) -> bool:
    """`sowie dem Finanzinvestor BlackRock`: a noun with an article that says what the name behind it is."""
    item, behind = match.items[at], match.items[at + 1 : at + 2]
    named = bool(behind) and behind[0].ent is not None and behind[0].ent.label in slot.labels
    return named and item.ent is None and item.text[0].isupper() and match.items[at - 1].low in ("dem", "der", "den")


def _is_party(match: Match, slot: SlotRule, item: Item) -> bool:
    """Whether a name can act: a make in front of its model cannot."""
    ent = item.ent
    if ent is None or ent.label not in slot.labels:
        return False
    behind = match.items[ent.item + 1 : ent.item + 2]
    return not (ent.label == "BRAND" and behind and behind[0].ent is not None and behind[0].ent.label == "MODEL")


def _subject(match: Match, slot: SlotRule) -> list[Filler]:
    """The names of the clause that are not the phrase's object."""
    others = [scope(match, slot) for name, scope in OBJECTS.items() if name in slot.scope]
    taken = {filler.value for filler in itertools.chain.from_iterable(others)}
    for i in match.inside():
        ent = match.items[i].ent
        if (
            ent is None
            or not _is_party(match, slot, match.items[i])
            or name_of(ent) in taken
            or not (_nominative(match.items, i) or _is_behind_pronoun(match, i))
        ):
            continue
        group = group_of(match.items, ent, slot.labels, mixed=True)
        return [by_name(e) for e in group if name_of(e) not in taken]
    return _hung_on(match, slot, taken)


def _is_behind_pronoun(match: Match, at: int) -> bool:
    """`…, mit der Siemens zusammenarbeitet`: whether the article in front of a name is the pronoun that opens a relative clause."""
    start = match.clauses.start[match.clause]
    opens = [item.low for item in match.items[start:at] if item.text != ","]
    return match.clause in match.clauses.relative and len(opens) == 2 and opens[1] in ("der", "dem", "denen")


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
    return [by_name(ent)]


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
        first = group_of(items, ent, (ent.label,))[0]
        for item in reversed(items[max(0, first.item - 2) : first.item]):
            if item.ent is not None and item.ent.label in slot.labels:
                return [Filler(item.ent.canonical, (item.ent.start, item.ent.end), item.ent)]
    return []


OBJECTS: dict[str, Scope] = {"after": _after, "apposed": _after, "with": _with, "whose": _whose}
"""Scopes of those with whom a subject does something."""

SCOPES: dict[str, Scope] = {
    "issuer": _issuer,
    "after": _after,
    "with": _with,
    "subject": _subject_or_issuer,
    "named": _subject,
    "alone": _alone,
    "whose": _whose,
    "heads": _heads,
    "owner": _owner,
    "actors": _actors,
    "guests": _guests,
    "apposed": _apposed,
    "partners": _partners,
}
"""Scope -> where it looks."""
