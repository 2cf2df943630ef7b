"""Who puts a sum into what, where and when: the slots of an investment, a credit or a grant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressefakten.facts import grammar
from pressefakten.facts.clauses import predicate
from pressefakten.facts.context import Context
from pressefakten.facts.cues import SUMS_FROM, Num, word_in_front
from pressefakten.facts.investment_sites import (
    date_of_what_it_pays,
    listed_period,
    place_sum,
    reported_period,
    span_of_work,
    time_sum,
)
from pressefakten.facts.investors import bare_sum, investor_of, pays, was_planned
from pressefakten.facts.offices import public
from pressefakten.facts.outlays import LARGE, REACH, is_bracketed, is_line, is_sum, made_by, sum_forms, sum_words
from pressefakten.facts.page import Item
from pressefakten.facts.purposes import aim_of, deed_of, is_cost, purpose_of, told_behind
from pressefakten.facts.reported import until_then
from pressefakten.facts.rules import Draft
from pressefakten.facts.scope import is_denied, is_replaced
from pressefakten.facts.triggers import matches

if TYPE_CHECKING:
    from pressefakten.facts.figures import Answer, Reading

SMALL = 5000
"""Sums below are fees and prices, no investments; donations may be."""
CHEAP = 250_000
"""A sum below it that only begins somewhere (`ab 58'900 Franken`) is a price."""


def investment(reading: Reading, num: Num, answer: Answer, context: Context, draft: Draft) -> Draft | None:
    """Fill the slots of a sum; None where the text denies it or it is too small to be one."""
    amount = next((num.value[key] for key in ("value", "max", "min") if num.value.get(key) is not None), 0)
    small = isinstance(amount, (int, float)) and amount < SMALL and num.label == "MONEY"
    if (
        is_denied(reading, num)
        or small
        or _is_price(reading, num, amount)
        or _never(reading)
        or _is_prolonged(reading, num)
        or _is_damage(reading, num)
    ):
        return None
    if is_replaced(reading, num):
        return None
    part = _part(reading, num)
    funded = answer.rule.id == "funding" and _is_funded(reading, num, part)
    if _is_whole(reading, num):
        return None
    earlier = _earlier(reading, num, context)
    if (_ordered(reading) and not funded) or (earlier is None and was_planned(reading, part)):
        return None
    if num.label == "NUMBER" and not _is_sum(reading, num, draft, earlier):
        return None
    if (
        _spent(reading.sentence.items, part)
        or _is_bought(reading, num, part)
        or (
            earlier is None and not funded and (_earned(reading, num, part, context) or _shared_out(reading, num, part))
        )
    ):
        return None
    payer = investor_of(reading, num, part, earlier, context)
    draft.slots["investor"] = context.form_near(payer, num) if payer and payer == reading.page.issuer else payer
    purpose = purpose_of(reading, num, part)
    low = {reading.sentence.items[k].low for k in part}
    refers = (
        bare_sum(reading, part)
        or bool(low & sum_words("refers"))
        or bool(low & sum_words("lets") and low & {"das", "dies"} and low & sum_words("cost"))
    )
    together = earlier is not None and earlier.evidence[0][0] >= reading.sentence.start
    shared = together or answer.rule.id == "funding" or refers
    if earlier is not None and purpose is None and shared:
        purpose = earlier.slots.get("purpose")
    deed = (
        None
        if purpose
        else deed_of(reading, part, refers or answer.rule.id == "funding" or bool(low & sum_words("cost")))
    )
    near = context.investment_sentence >= reading.sentence.index - REACH and answer.rule.id == "funding"
    known = context.investment.slots.get("purpose") if context.investment is not None and (refers or near) else None
    known = None if str(known).lower() in sum_words("grants") else known
    told = () if purpose or (deed and deed[0]) else told_behind(reading)
    aim = aim_of(told)
    draft.slots["purpose"] = purpose or (deed[0] if deed else None) or aim or known or _kind_of_grant(reading, part)
    place_sum(reading, num, context, draft, part, earlier)
    if site := next((item.ent for item in told if item.ent is not None and item.ent.label == "SITE"), None):
        draft.slots["site"], draft.placed = site.canonical, "told behind"
        draft.sources["site"] = (site.start, site.end)
    time_sum(reading, num, draft, part, earlier if shared and (purpose or low & sum_words("part")) else None)
    if draft.slots.get("period") is None:
        draft.slots["period"] = until_then(reading.page, reading.sentence, num) or date_of_what_it_pays(reading, num)
    if draft.slots.get("period") is None and is_line(reading, num):
        draft.slots["period"] = listed_period(reading, context)
    if draft.slots.get("period") is None:
        draft.slots["period"] = span_of_work(reading, num, part, deed) or reported_period(
            reading, num, answer, context, draft
        )
    _complete(draft, context)
    context.investment, context.investment_line = draft, reading.sentence.line
    context.investment_sentence = reading.sentence.index
    if reading.page.zone(reading.sentence) == "head":
        context.sums.append(draft)
    if answer.rule.id == "funding" and draft.slots.get("investor"):
        context.funders.add(str(draft.slots["investor"]))
    return draft


def _is_whole(reading: Reading, num: Num) -> bool:
    """`hat ein Volumen von 30 Mio. Euro, zu dem der Bund 8 Mio. zuschießt`: a sum to which a relative clause adds what is given, and nothing says that it is put in."""
    items = reading.sentence.items
    behind = items[num.at + 1 : num.at + 4]
    hangs = len(behind) == 3 and behind[0].text == "," and any(item.low in sum_words("adds_to") for item in behind[1:])
    parts = any(other.at > num.at and other.label == "MONEY" for other in reading.nums)
    own = [item.low for item in items[: num.at] if item.ent is None]
    told = any(sum_forms(name).fit(low) for name in ("put_in", "erects", "erected") for low in own)
    return hangs and parts and not told


def _complete(draft: Draft, context: Context) -> None:
    """A sum that was told before has its open slots from there."""
    for earlier in context.sums:
        if (
            earlier.slots["amount"] == draft.slots["amount"]
            and earlier.slots.get("investor") == draft.slots["investor"]
        ):
            if draft.slots.get("site"):
                earlier.slots["site"] = draft.slots["site"]  # the text knows better than the headline
            for slot in ("site", "purpose", "period"):
                if draft.slots.get(slot) is None:
                    draft.slots[slot] = earlier.slots.get(slot)
                elif earlier.slots.get(slot) is None:
                    earlier.slots[slot] = draft.slots[slot]  # the headline and the text tell of one sum


def _earlier(reading: Reading, num: Num, context: Context) -> Draft | None:
    """The sum just before, in this sentence or the one above, of the same paragraph."""
    above = reading.page.previous(reading.sentence)
    start = above.start if above is not None else reading.sentence.start
    earlier = context.investment if context.investment_line == reading.sentence.line else None
    if earlier is not None and earlier.sources.get("amount", (0, 0))[0] > num.ent.start:
        return None  # a sum behind `um` is read last
    return earlier if earlier is not None and earlier.evidence[0][0] >= start else None


def is_built_for(reading: Reading, num: Num) -> bool:
    """`um 3 Mio. Euro wird eine Wärmepumpe errichtet`: a sum after `um` in the clause of a verb of building is no change."""
    items = reading.sentence.items
    own = [item.low for item in items if item.clause == num.clause and item.ent is None]
    builds = any(sum_forms("erects").fit(low) or any(matches(form, low) for form in made_by()) for low in own)
    behind_um = "um" in {item.low for item in items[max(0, num.at - 2) : num.at]}
    thing = num.at > 1 and items[num.at - 2].text[0].isupper() and sum_forms("erected").fit(items[num.at - 2].low)
    return (num.at > 0 and behind_um and (builds or thing)) or _is_grant_on_top(num) or _is_given_on_top(items, num)


def _is_grant_on_top(num: Num) -> bool:
    """`vom Land kamen 4,8 Mio. Euro Fördermittel hinzu`: what a sum is of names a grant."""
    return num.label == "MONEY" and bool(num.noun) and num.noun[-1].low in sum_words("grants")


def _is_given_on_top(items: Sequence[Item], num: Num) -> bool:
    """`Vom Bund kommen 1,9 Mio. Euro hinzu`: a sum of someone whom `von` names, no change."""
    own = [k for k, item in enumerate(items) if item.clause == num.clause]
    low = {items[k].low for k in own if items[k].ent is None}
    comes = "hinzu" in low and bool(low & sum_words("comes"))
    from_whom = any(
        not sum_words("agents").isdisjoint(item.low for item in items[max(0, k - 2) : k])
        for k in own
        if pays(items, k, num) is not None
    )
    return num.label == "MONEY" and comes and from_whom


def _is_funded(reading: Reading, num: Num, part: Sequence[int]) -> bool:
    """`Die Stadt steuert 3 Mio. Franken bei`: a public body gives it."""
    return any(
        (ent := reading.sentence.items[k].ent) is not None
        and public(ent.canonical)
        and reading.sentence.items[k].clause == num.clause
        and pays(reading.sentence.items, k, num) is not None
        for k in part
    )


def _kind_of_grant(reading: Reading, part: Sequence[int]) -> str | None:
    """What the sum is called where nothing says what it is for: `Kredit`, `Förderung`."""
    items = [reading.sentence.items[k] for k in part]
    return next((i.text for i in items if i.ent is None and i.text[0].isupper() and i.low in sum_words("grants")), None)


def _never(reading: Reading) -> bool:
    """Whether a word of the sentence says that its sum is no investment; a toll does not, of which something is put in."""
    low = [item.low for item in reading.sentence.items if item.ent is None]
    never, tolls, invested = (any(map(sum_forms(name).fit, low)) for name in ("never", "tolls", "invested"))
    return never or (tolls and not invested)


def _is_prolonged(reading: Reading, num: Num) -> bool:
    """`verlängert den Konsortialkredit von 200 Mio. Euro`, `erneuert die Kreditlinie`: money that may be borrowed, or was before."""
    items = reading.sentence.items
    own = [k for k, item in enumerate(items) if item.ent is None and item.clause == num.clause]
    lines, credits_, prolongs = (
        [k for k in own if sum_forms(name).fit(items[k].low)] for name in ("credit_lines", "borrowed", "prolongs")
    )
    # not `erneuert mit einem Kredit von 12 Mio. Euro die Fassade`, `verlängert den Steg und nimmt ein Darlehen auf`
    meant = [k for k in credits_ if grammar.governed(items, k) not in MEANS]
    return bool(lines) or any(other in predicate(items, one) for one in meant for other in prolongs)


MEANS = frozenset(("mit", "durch", "aus", "dank", "per", "mittels"))
"""In front of what something is paid with."""


def _is_damage(reading: Reading, num: Num) -> bool:
    """`Unwetter schlugen mit 148 Mio. zu Buche`: what befell, not what was put in."""
    low = [item.low for item in reading.sentence.items if item.clause == num.clause and item.ent is None]
    above = reading.page.previous(reading.sentence)
    if above is not None and above.line == reading.sentence.line and _bare_line(reading):
        low += [item.low for item in above.items if item.ent is None]
    mends = any(sum_forms(name).fit(word) for name in ("works", "erects", "erected") for word in low)
    put_in = any(sum_forms("put_in").fit(word) and (mends or word not in sum_words("cost")) for word in low)
    return any(map(sum_forms("damage").fit, low)) and not put_in


def _bare_line(reading: Reading) -> bool:
    """`Kostenpunkt: 145 Mio. Franken.`: a sentence of a sum and its label goes on about the one before."""
    return sum(item.ent is None and item.text[0].isalpha() for item in reading.sentence.items) <= REACH


def _is_sum(reading: Reading, num: Num, draft: Draft, earlier: Draft | None) -> bool:
    """Whether a bare number is money: in a table, or with a scale word behind another sum of its paragraph (`davon 140 Millionen`)."""
    value = draft.slots["amount"]
    if num.label_items or num.head_items:
        return bool(value.get("currency"))
    largest = max((abs(value[key]) for key in ("value", "min", "max") if value.get(key)), default=0)
    if not value.get("currency") and largest >= SUMS_FROM and not num.ent.text.isdigit():
        value["currency"] = earlier.slots["amount"].get("currency") if earlier is not None else _currency(reading, num)
    return bool(value.get("currency")) and largest >= SUMS_FROM


def _currency(reading: Reading, num: Num) -> str | None:
    """The currency of the last sum in front of a number in its paragraph, where nothing is counted: `20 Mio. steuert die Bank bei`."""
    if num.noun:
        return None
    page, sentence = reading.page, reading.sentence
    above = page.previous(sentence)
    ents = [*(above.ents if above is not None and above.line == sentence.line else ()), *sentence.ents]
    sums = [ent for ent in ents if ent.label == "MONEY" and ent.start < num.ent.start and ent.value]
    return str((sums[-1].value or {}).get("currency")) if sums else None


def _ordered(reading: Reading) -> bool:
    """Whether the sum is the price of an order or a share of it: what is bought from a supplier is no investment."""
    above = reading.page.previous(reading.sentence)
    near = [
        *(above.items if above is not None and above.line == reading.sentence.line else ()),
        *reading.sentence.items,
    ]
    low = [item.low for item in near if item.ent is None]
    own = [item.low for item in reading.sentence.items if item.ent is None]
    return any(map(sum_forms("ordered").fit, low)) and not any(map(sum_forms("put_in").fit, own))


def _is_bought(reading: Reading, num: Num, part: Sequence[int]) -> bool:
    """Whether the sum is the price of a company: `übernimmt die X AG für …`."""
    at = next((k for k in part if reading.sentence.items[k].ent is num.ent), part[0])
    items = [reading.sentence.items[k] for k in part if not _parted(reading.sentence.items, k, at)]
    names = {item.ent.canonical for item in items if item.ent is not None and item.ent.label in ("ORG", "BRAND")}
    low = {item.low for item in items if item.ent is None}
    verb = bool(low & sum_words("takes_over")) and len(names) > 1 and not low & {"anteil", "kosten", "davon", "wovon"}
    own = [item.low for item in items if item.clause == num.clause and item.ent is None]
    return verb or (bool(low & sum_words("shares")) and not any(map(sum_forms("invested").fit, own)))


def _parted(items: Sequence[Item], one: int, other: int) -> bool:
    """Whether `, und` stands between two items: each clause has a subject of its own."""
    low, high = sorted((one, other))
    return any(items[k].text == "," and items[k + 1].low == "und" for k in range(low, high - 1))


def _earned(reading: Reading, num: Num, part: Sequence[int], context: Context) -> bool:
    """`Europa steuerte 8,8 Milliarden bei`: a share of revenue or profit, by the figures around or since nobody pays it."""
    items = reading.sentence.items
    own = [item.low for item in items if item.clause == num.clause and item.ent is None]
    if not any(map(sum_forms("adds").fit, own)) or any(low.endswith("kosten") for low in own):
        return False
    told = context.figure_line == reading.sentence.line and "MONEY" in context.by_label
    return told or all(pays(items, k, num) is None for k in part)


def _shared_out(reading: Reading, num: Num, part: Sequence[int]) -> bool:
    """`auf Amerika entfielen 640 Mio. Euro`: a part of a figure, where no sum was put into anything before."""
    low = [reading.sentence.items[k].low for k in part if reading.sentence.items[k].ent is None]
    own = [item.low for item in reading.sentence.items if item.clause == num.clause and item.ent is None]
    falls = any(map(sum_forms("falls_to").fit, low)) or "davon" in own
    return falls and not any(map(sum_forms("put_in").fit, low)) and not any(map(sum_forms("erected").fit, low))


def _is_price(reading: Reading, num: Num, amount: float) -> bool:
    """`Kostenpunkt: ab 58'900 Franken`, `Der Caravan kostet 31'490 Euro`: a sum that only begins somewhere, or what a thing costs that is not built."""
    if num.value.get("approx") == "at_least":
        return amount < CHEAP or word_in_front(reading.sentence, num) == "ab"
    if amount >= LARGE or num.label != "MONEY":
        return False
    own = [item for item in reading.sentence.items if item.clause == num.clause and item.ent is None]
    costs = any(map(is_cost, own))
    own += [item for item in (_antecedent(reading, num),) if item is not None]
    built = any(sum_forms(name).fit(item.low) for item in own for name in ("erects", "erected", "works"))
    return costs and not built


def _antecedent(reading: Reading, num: Num) -> Item | None:
    """`Die Restaurierung der Orgel, die 95'000 Franken kostete`: the head noun of what a relative clause with the sum hangs on."""
    items = reading.sentence.items
    first = next((k for k in range(num.at, -1, -1) if items[k].clause != num.clause), -1) + 1
    if first < 1 or items[first].low not in sum_words("relative") | {","}:
        return None
    front = [item for item in items[:first] if item.clause == items[first - 1].clause and item.ent is None]
    return next((item for item in front if item.text[0].isupper() and sum_forms("works").fit(item.low)), None)


def _spent(items: Sequence[Item], part: Sequence[int]) -> bool:
    line = " ".join(items[k].low for k in part)
    return any(form in line for form in sum_words("spent"))


def _part(reading: Reading, num: Num) -> list[int]:
    """Indices of the items that stand with the sum: its clause, or more of the sentence where no other sum stands."""
    items = reading.sentence.items
    if is_bracketed(items, num.at):
        first = next((k for k in range(num.at - 2, -1, -1) if items[k].text in "),;:"), -1) + 1
        return list(range(first, num.at + 1))
    sums = [n.at for n in reading.nums if n.at != num.at and is_sum(n)]
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
