"""Who puts a sum into what, where and when: the slots of an investment, a credit or a grant."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pressefakten.facts.context import Context, name_of, time_slot
from pressefakten.facts.cues import Num
from pressefakten.facts.offices import public
from pressefakten.facts.page import Ent, Item
from pressefakten.facts.rules import Draft
from pressefakten.facts.scope import is_denied
from pressefakten.facts.triggers import Forms, matches
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.figures import Answer, Reading

SMALL = 5000
"""Sums below are fees and prices, no investments; donations may be."""
REACH = 3
LONG = 9


@functools.cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words("investments")["words"][name])


@functools.cache
def _forms(name: str) -> Forms:
    return Forms(words("investments")["words"][name])


def investment(reading: Reading, num: Num, answer: Answer, context: Context, draft: Draft) -> Draft | None:
    """Fill the slots of a sum; None where the text denies it or it is too small to be one."""
    amount = next((num.value[key] for key in ("value", "max", "min") if num.value.get(key) is not None), 0)
    if is_denied(reading, num) or (isinstance(amount, (int, float)) and amount < SMALL) or _never(reading):
        return None
    part = _part(reading, num)
    if _spent(reading.sentence.items, part):
        return None
    earlier = _earlier(reading, context)
    draft.slots["investor"] = _investor(reading, num, part, earlier)
    purpose = _purpose(reading, num, part)
    low = {reading.sentence.items[k].low for k in part}
    together = earlier is not None and earlier.evidence[0][0] >= reading.sentence.start
    if earlier is not None and purpose is None and (together or low & _set("refers")):
        purpose = earlier.slots.get("purpose")
    draft.slots["purpose"] = purpose
    _place(reading, num, context, draft, part, earlier)
    _time(reading, num, draft, part, earlier if low & _set("part") else None)
    context.investment, context.investment_line = draft, reading.sentence.line
    return draft


def _earlier(reading: Reading, context: Context) -> Draft | None:
    """The sum just before, in this sentence or the one above, of the same paragraph."""
    above = reading.page.previous(reading.sentence)
    start = above.start if above is not None else reading.sentence.start
    earlier = context.investment if context.investment_line == reading.sentence.line else None
    return earlier if earlier is not None and earlier.evidence[0][0] >= start else None


def _never(reading: Reading) -> bool:
    forms = _forms("never")
    return any(forms.fit(item.low) for item in reading.sentence.items if item.ent is None)


def _spent(items: Sequence[Item], part: Sequence[int]) -> bool:
    line = " ".join(items[k].low for k in part)
    return any(form in line for form in _set("spent"))


def _part(reading: Reading, num: Num) -> list[int]:
    """Indices of the items that stand with the sum: its clause, or more of the sentence where no other sum stands."""
    items = reading.sentence.items
    sums = [n.at for n in reading.nums if n.label == "MONEY" and n.at != num.at]
    first = last = num.at
    while first > 0 and items[first - 1].clause == num.clause and items[first - 1].text != ".":
        first -= 1
    while last + 1 < len(items) and items[last + 1].clause == num.clause and items[last].text != ".":
        last += 1
    while (
        first > 0 and not any(items[at].clause == items[first - 1].clause for at in sums) and items[first].text != ";"
    ):
        first -= 1
    while (
        last + 1 < len(items)
        and not any(items[at].clause == items[last + 1].clause for at in sums)
        and items[last + 1].text not in ";:"
        and items[last].text != "."
    ):
        last += 1
    return list(range(first, last + 1))


# --- who -------------------------------------------------------------------------------------------------------------


def _investor(reading: Reading, num: Num, part: Sequence[int], earlier: Draft | None) -> str | None:
    items = reading.sentence.items
    best: tuple[float, str | None] | None = None
    for k in part:
        points = _pays(items, k, num)
        if points is None:
            continue
        ent = items[k].ent
        name = name_of(ent) if ent is not None else reading.page.issuer
        if best is None or points > best[0]:
            best = points, name
    if best is not None:
        return best[1]
    if earlier is not None:
        return earlier.slots.get("investor")
    return None if _is_passive(items, part) else reading.page.issuer


def _is_passive(items: Sequence[Item], part: Sequence[int]) -> bool:
    """`wurden in den Bau investiert` without an agent: the text does not say who pays."""
    low = {items[k].low for k in part}
    return bool(low & _set("passive") and low & _set("put")) and not low & _set("agents")


def _pays(items: Sequence[Item], at: int, num: Num) -> float | None:
    """How likely the name or noun at an index is who gives the sum; None where it cannot be."""
    item = items[at]
    near = -0.05 * abs(at - num.at) - 0.8 * abs(item.clause - num.clause)
    before = [other.low for other in items[max(0, at - 2) : at]]
    if item.ent is None:
        named = item.text[0].islower() or bool(set(before[-1:]) & {"das", "der", "die", "dem"})
        oblique = any(word in _set("oblique") for word in before)
        return 1.0 + near if item.low in _set("self") and named and not oblique else None
    acts = item.ent.label in ("ORG", "BRAND") or (item.ent.label == "PLACE" and public(item.ent.canonical))
    if not acts or any(word in _set("oblique") for word in before):
        return None
    if any(word in _set("agents") for word in before):
        return 1.6 + near
    genitive = before[-1:] in (["der"], ["des"]) and at > 1 and items[at - 2].text[0].isupper()
    return (0.4 if genitive else 1.5) + near


# --- what for --------------------------------------------------------------------------------------------------------


def _purpose(reading: Reading, num: Num, part: Sequence[int]) -> str | None:
    """The noun phrase after `in den`, `für die` behind the sum or in front of it, else what costs or is built."""
    items = reading.sentence.items
    behind = [k for k in part if k > num.at and abs(items[k].clause - num.clause) <= 1][:14]
    front = [k for k in part if k < num.at][::-1]
    own = [k for k in front if items[k].clause == num.clause]
    for order in (behind, own, front):
        found = _into(items, order)
        if found:
            return found
    return _costs(items, part) or _object(items, [*behind, *front]) or _made(items, part)


def _into(items: Sequence[Item], order: Iterable[int]) -> str | None:
    for k in order:
        if items[k].low not in _set("into") or items[k].ent is not None:
            continue
        phrase = _noun_phrase(items, k + 1)
        if phrase and not _idle(phrase):
            return phrase
        if phrase is None and k > 1 and items[k - 1].text == ",":
            return _hung(items, k - 2)
    return None


def _idle(phrase: str) -> bool:
    """Whether all nouns of a phrase are ones that name no purpose."""
    return all(word.lower() in _set("idle") for word in phrase.split() if word[0].isupper())


def _hung(items: Sequence[Item], at: int) -> str | None:
    """The noun phrase in front of a relative clause: `der Ausbau der Fertigung, in den … fließen`."""
    first = at
    while first >= 0 and items[first].ent is None and _nominal(items[first]):
        first -= 1
    return _noun_phrase(items, first + 1)


def _nominal(item: Item) -> bool:
    return item.text[0].isupper() or item.low in _set("links") or item.low.endswith(("en", "er", "e"))


def _costs(items: Sequence[Item], part: Sequence[int]) -> str | None:
    """`Der Umbau der Halle kostete …`: what costs."""
    verb = next((k for k in part if items[k].low in _set("cost")), None)
    if verb is None:
        return None
    for k in range(verb):
        if items[k].low in ("der", "die", "das", "dieser", "diese") and items[k].ent is None:
            phrase = _noun_phrase(items, k + 1)
            if phrase and not _idle(phrase):
                return phrase
    return None


def _object(items: Sequence[Item], order: Sequence[int]) -> str | None:
    """`entsteht für 27 Mio. Euro ein Neubau`, `baut eine Halle`: what is built."""
    for k in order:
        if items[k].low in ("ein", "eine", "einen") and items[k].ent is None:
            phrase = _noun_phrase(items, k + 1)
            if phrase and not _idle(phrase):
                return phrase
    deeds = _forms("deeds")
    for k in order:
        if items[k].low in ("den", "die", "das") and items[k].ent is None:
            phrase = _noun_phrase(items, k + 1)
            noun = next((word for word in (phrase or "").split() if word[0].isupper()), "")
            if phrase and not _idle(phrase) and deeds.fit(noun.lower()):
                return phrase
    return None


def _made(items: Sequence[Item], part: Sequence[int]) -> str | None:
    """`wird für 5 Mio. Euro saniert`: Sanierung."""
    table: dict[str, str] = words("investments")["made"]
    return next((noun for k in part for form, noun in table.items() if matches(form, items[k].low)), None)


def _noun_phrase(items: Sequence[Item], at: int) -> str | None:
    phrase: list[str] = []
    if at < len(items) and items[at].low in _set("articles"):
        at += 1
    for item in items[at : at + LONG]:
        if item.ent is not None or not item.text[0].isalpha():
            break
        if (
            phrase
            and phrase[-1][:1].isupper()
            and item.low not in _set("links")
            and not item.low.endswith(("en", "er"))
        ):
            break
        phrase.append(item.text)
    while phrase and not phrase[-1][:1].isupper():
        phrase.pop()
    return " ".join(phrase) or None


# --- where and when --------------------------------------------------------------------------------------------------


def _place(
    reading: Reading, num: Num, context: Context, draft: Draft, part: Sequence[int], earlier: Draft | None
) -> None:
    items = reading.sentence.items
    inside = [items[k].ent for k in part]
    ent = _nearest(inside, "SITE", num) or _town(items, part, num)
    if ent is not None:
        draft.slots["site"] = ent.canonical
        draft.sources["site"] = (ent.start, ent.end)
        return
    purpose = str(draft.slots.get("purpose") or "").lower()
    if any(word in _set("everywhere") for word in purpose.split()):
        return
    points = any(items[k].low in (_set("there") | _set("refers")) for k in part)
    if earlier is not None and earlier.slots.get("site"):
        draft.slots["site"] = earlier.slots["site"]
    elif "SITE" in context.last and context.last["SITE"].sentence >= reading.sentence.index - (
        2 * REACH if points else REACH
    ):
        draft.slots["site"] = context.last["SITE"].canonical
    else:
        draft.slots["site"] = _main_site(reading)


def _main_site(reading: Reading) -> str | None:
    """The site of the heading above, else the only one that the release is about."""
    heading = reading.page.heading(reading.sentence)
    named = [e.canonical for e in heading.ents if e.label == "SITE"] if heading is not None else []
    if named:
        return named[0]
    sites = [e.canonical for e in reading.page.ents if e.label == "SITE"]
    return sites[0] if len(set(sites)) == 1 else None


def _nearest(ents: Iterable[Ent | None], label: str, num: Num) -> Ent | None:
    found = [ent for ent in ents if ent is not None and ent.label == label]
    return min(found, key=lambda ent: (ent.item < num.at, abs(ent.item - num.at)), default=None)


def _town(items: Sequence[Item], part: Sequence[int], num: Num) -> Ent | None:
    """A town behind `in` or `am`; bodies of the state and countries are none."""
    towns = [
        ent
        for k in part
        if (ent := items[k].ent) is not None
        and ent.label == "PLACE"
        and not public(ent.canonical)
        and k > 0
        and items[k - 1].low in ("in", "im", "am", "bei")
        and items[max(0, k - 2)].low not in ("werk", "werks")
    ]
    return _nearest(towns, "PLACE", num)


def _time(reading: Reading, num: Num, draft: Draft, part: Sequence[int], earlier: Draft | None) -> None:
    """The date in the clause of the sum, else that of the sum before that this one is a part of."""
    items = reading.sentence.items
    dates = [
        ent
        for k in part
        if (ent := items[k].ent) is not None
        and ent.label == "DATE"
        and ent.value
        and ent.value["value"] != "PRESENT_REF"
        and items[k].clause == num.clause
    ]
    if dates:
        draft.slots["period"] = time_slot(dates[0])
        draft.sources["period"] = (dates[0].start, dates[0].end)
    elif earlier is not None:
        draft.slots["period"] = earlier.slots.get("period")
