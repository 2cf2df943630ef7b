"""Cuts a sentence into clauses: what stands together with one verb; relative clauses know what they hang on."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pressefakten.facts.page import Item, Sentence, is_adjective
from pressefakten.facts.verbs import auxiliaries
from pressefakten.patterns import words

ENUMERATION = frozenset(("DATE", "NUMBER", "MODEL", "BRAND", "ORG", "PERSON", "PLACE", "SITE", "PLATFORM", "ROLE"))


@dataclass(slots=True)
class Clauses:
    """`of` item index -> clause number; `start` clause -> its first item; `relative` the clauses that hang on a name."""

    of: list[int]
    start: list[int] = field(default_factory=list)
    relative: set[int] = field(default_factory=set)

    def items(self, clause: int) -> list[int]:
        """Item indices of a clause."""
        return [i for i, own in enumerate(self.of) if own == clause]


@functools.cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words("events")["clause"][name])


@functools.cache
def _strong_pasts() -> frozenset[str]:
    """`stieg`, `betrug`: preterites that have no ending."""
    table = words("verbs")
    pasts = [forms.split()[1] for forms in table["irregular"].values()]
    return frozenset(prefix + past for past in pasts for prefix in ("", *table["prefixes"]["inseparable"]))


def clauses(sentence: Sentence, verbs: Collection[int], *, whole: bool = False) -> Clauses:
    """Cut a sentence; `verbs` are items known to carry a statement; `whole` leaves it in one piece (table rows)."""
    items = sentence.items
    if whole:
        return Clauses([0] * len(items), [0])
    result = Clauses([0] * len(items))
    parent = current = -1
    state: dict[int, str] = {}
    for a, b, kind in _chunks(items):
        verb = _state(items, a, b, verbs)
        if kind == "relative" and current >= 0:
            parent = current if current not in result.relative else parent
            current = _new(result, a)
            result.relative.add(current)
        elif (
            current in result.relative
            and parent >= 0
            and state[current]
            and (_resumes(verb, state[parent]) or _follows_front(items, a, result.items(parent)))
        ):
            current = parent
        elif current < 0 or (
            verb
            and state[current]
            and not (state[current] == "open" and verb == "closing")
            and not _goes_on(items, a, b, verbs)
        ):
            current = _new(result, a)
        state[current] = _joined(state.get(current, ""), verb)
        for i in range(a, b):
            result.of[i] = current
    return result


def _goes_on(items: list[Item], start: int, end: int, verbs: Collection[int]) -> bool:
    """`nimmt am Montag, 22. September, ihr Lager in Betrieb`: a piece behind the date that stands beside a weekday, which has no verb of its own and does not open with a phrase."""
    day = items[start - 1].ent if start else None
    if items[start].text != "," or day is None or day.label not in ("DATE", "TIME") or "," not in day.text:
        return False
    dated = any((ent := items[i].ent) is not None and ent.label == "DATE" for i in range(start, end))
    return not dated and start + 1 not in verbs and not any(is_verb(items, i) for i in range(start, end))


def _resumes(verb: str, parent: str) -> bool:
    """Whether a piece after a relative clause goes on with what the clause hangs on."""
    return not verb or not parent or (parent == "open" and verb == "closing")


def _follows_front(items: list[Item], start: int, parent: Sequence[int]) -> bool:
    """`Auf der Vinexa, die bis Freitag dauert, hat die Firma …`: a piece that opens with the verb, behind words that have none."""
    first = start + (items[start].text == ",")
    fronted = not any(is_verb(items, i) for i in parent if i < start)
    return fronted and first > start and first < len(items) and is_verb(items, first)


def predicate(items: Sequence[Item], at: int) -> range:
    """The words that share a predicate with one, up to an `und` in front of another verb: `verkaufte 2.400 Autos | und spendet 10.000 Euro`."""
    joins = [k for k in range(len(items) - 1) if items[k].low == "und" and is_verb(items, k + 1)]
    first = max((k for k in joins if k < at), default=0)
    return range(first, min((k for k in joins if k > at), default=len(items)))


def _joined(one: str, other: str) -> str:
    return "full" if "full" in (one, other) or (one and other and one != other) else one or other


def _state(items: list[Item], start: int, end: int, verbs: Collection[int]) -> str:
    """What verbs a piece has: none (empty), `open` auxiliaries alone, `closing` a participle or infinitive at its end, `full`."""
    found = [i for i in range(start, end) if i in verbs or is_verb(items, i)]
    if not found:
        return ""
    helpers = [i for i in found if items[i].low in _set("helpers")]
    if len(helpers) == len(found):
        return "open"
    last = next((i for i in range(end - 1, start - 1, -1) if items[i].text[0].isalnum()), start)
    late = (
        not helpers
        and min(found) >= last - 1
        and items[last].low.endswith(("t", "en"))
        and items[last].text[0].islower()
    )
    return "closing" if late else "full"


def _new(result: Clauses, at: int) -> int:
    result.start.append(at)
    return len(result.start) - 1


def _chunks(items: list[Item]) -> list[tuple[int, int, str]]:
    cuts: list[tuple[int, str]] = [(0, "main")]
    for i, item in enumerate(items):
        if i == 0 or item.depth or item.ent is not None:
            continue
        if item.text in ";:–—" and not _enumerates(items, i):
            cuts.append((i, "main"))
        elif item.text == "," and not _enumerates(items, i):
            cuts.append((i, "relative" if _opens_relative(items, i + 1) else "main"))
        elif (
            item.low in _set("joins")
            and items[i - 1].text not in ",-"
            and _opens_clause(items, i)
            and not _enumerates(items, i)
        ):
            opens = i + 1 < len(items) and items[i + 1].low in _set("adverbs")
            cuts.append((i, "relative" if opens else "main"))
    ends = [at for at, _ in cuts[1:]] + [len(items)]
    return [(a, b, kind) for (a, kind), b in zip(cuts, ends, strict=True)]


def _opens_clause(items: list[Item], at: int) -> bool:
    """Whether more than a noun or an adjective can follow an `und`."""
    following = items[at + 1] if at + 1 < len(items) else None
    if following is None or (following.ent is None and following.text[0].isupper()):
        return False
    before = items[at - 1]  # a name or date, too
    if _is_second_participle(items, at):
        return False
    return not (
        is_adjective(following) and before.text[0].islower() and before.low.endswith(("e", "en", "er", "es", "em"))
    )


def _is_second_participle(items: list[Item], at: int) -> bool:
    """`montiert und lackiert wird der Bus`: whether `und` joins two participles that open a clause and share its verb."""
    front = items[at - 2].text if at > 1 else ","
    behind = items[at + 2].low if at + 2 < len(items) else ""
    pair = (items[at - 1], items[at + 1])
    participles = all(item.ent is None and item.low.endswith(("t", "en")) for item in pair)
    return participles and front in ",.;:–" and behind in auxiliaries("passive")


def _enumerates(items: list[Item], at: int) -> bool:
    """Whether two names of one kind stand on either side: `A, B und C`, `A – B`."""
    left = items[at - 1].ent
    right = next((item for item in items[at + 1 : at + 4] if item.ent is not None or item.text[0].isupper()), None)
    if not (left and right and right.ent and left.label == right.ent.label and left.label in ENUMERATION):
        return False
    behind = right.ent.item + 1
    if any(is_verb(items, k) for k in range(at + 1, right.ent.item)):
        return False  # `am 4. Mai, eröffnet wird Mitte Juni`
    return items[at].text != "," or behind >= len(items) or not is_verb(items, behind)  # `…, Italien folgt im Mai`


def _opens_relative(items: list[Item], at: int) -> bool:
    first = items[at].low if at < len(items) else ""
    second = items[at + 1].low if at + 1 < len(items) else ""
    third = items[at + 2] if at + 2 < len(items) else None
    if first in _set("pronouns"):
        return (
            third is None
            or (second not in _set("nouns_follow") and not items[at + 1].text[0].isupper())
            or _late_verb(items, at)
        )
    if first in _set("prepositions") and second in _set("pronouns"):
        noun = third is not None and third.ent is None and third.text[0].isupper()
        return not noun or _late_verb(items, at)  # `, bei den Händlern steht er …` is none
    return first in _set("adverbs")


def _late_verb(items: list[Item], at: int) -> bool:
    """Whether the chunk ends in a verb, as subordinate clauses do: `, der Magna seit 2019 gehört,`."""
    end = next((i for i in range(at, len(items)) if items[i].text in ",.;:–!?" and not items[i].depth), len(items))
    return end - at > 2 and is_verb(items, end - 1)


def is_verb(items: Sequence[Item], at: int) -> bool:
    """A guess from the form: an auxiliary, or a small word with a verb's ending that no noun follows."""
    item = items[at]
    low = item.low
    if item.ent is not None or not item.text[0].isalpha():
        return False
    if low in _set("auxiliaries"):
        return True
    if item.text[0].islower() and low in _strong_pasts():
        return True
    if (
        item.text[0].isupper()
        or len(low) < 4
        or low in _set("no_verbs")
        or not low.endswith(("t", "te", "ten", "en", "eln", "ern"))
    ):
        return False
    following = items[at + 1] if at + 1 < len(items) else None
    return following is None or not (following.text[0].isupper() and low.endswith(("en", "ten", "te", "ern")))
