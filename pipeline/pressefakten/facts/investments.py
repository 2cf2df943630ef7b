"""Who puts a sum into what, where and when: the slots of an investment, a credit or a grant."""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pressefakten.facts import grammar
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.context import Context, name_of, time_slot
from pressefakten.facts.cues import SUMS_FROM, Num, gap, is_date
from pressefakten.facts.eventwords import event_words, is_country
from pressefakten.facts.offices import public
from pressefakten.facts.page import Ent, Item, Page
from pressefakten.facts.reported import until_then
from pressefakten.facts.rules import Draft
from pressefakten.facts.scope import is_compared, is_denied, is_founding, is_item, is_of_age, is_replaced, period_of
from pressefakten.facts.triggers import Forms, matches
from pressefakten.facts.venues import is_venue
from pressefakten.facts.verbs import auxiliaries
from pressefakten.normalize.nouns import singular
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.figures import Answer, Reading

SMALL = 5000
"""Sums below are fees and prices, no investments; donations may be."""
CHEAP = 250_000
"""A sum below it that only begins somewhere (`ab 58'900 Franken`) is a price."""
LINE = "investment"
"""The rule whose sums a line may state without a verb: `2,6 Mrd. Euro für das Verteilernetz`."""
LARGE = 100_000
"""A sum from here on that a line names with what it is for is an outlay, no price."""
MANY = 1000
"""So many things are made, not built."""
REACH = 3
LONG = 9
ATTRIBUTE = ("e", "en", "er", "es", "em")


@functools.cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words("investments")["words"][name])


@functools.cache
def _forms(name: str) -> Forms:
    return Forms(words("investments")["words"][name])


def investment(reading: Reading, num: Num, answer: Answer, context: Context, draft: Draft) -> Draft | None:
    """Fill the slots of a sum; None where the text denies it or it is too small to be one."""
    amount = next((num.value[key] for key in ("value", "max", "min") if num.value.get(key) is not None), 0)
    small = isinstance(amount, (int, float)) and amount < SMALL and num.label == "MONEY"
    if (
        is_denied(reading, num)
        or small
        or _is_price(reading, num, amount)
        or _never(reading)
        or _is_damage(reading, num)
    ):
        return None
    if is_replaced(reading, num):
        return None
    part = _part(reading, num)
    funded = answer.rule.id == "funding" and _is_funded(reading, num, part)
    if answer.rule.id == "funding" and _is_whole(reading, num):
        return None
    earlier = _earlier(reading, context)
    if (_ordered(reading) and not funded) or (earlier is None and _was_planned(reading, part)):
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
    payer = _investor(reading, num, part, earlier, context)
    draft.slots["investor"] = context.form_near(payer, num) if payer and payer == reading.page.issuer else payer
    purpose = _purpose(reading, num, part)
    low = {reading.sentence.items[k].low for k in part}
    refers = (
        _bare_sum(reading, part)
        or bool(low & _set("refers"))
        or bool(low & _set("lets") and low & {"das", "dies"} and low & _set("cost"))
    )
    together = earlier is not None and earlier.evidence[0][0] >= reading.sentence.start
    shared = together or answer.rule.id == "funding" or refers
    if earlier is not None and purpose is None and shared:
        purpose = earlier.slots.get("purpose")
    deed = None if purpose else _deed(reading, part, refers or answer.rule.id == "funding" or bool(low & _set("cost")))
    near = context.investment_sentence >= reading.sentence.index - REACH and answer.rule.id == "funding"
    known = context.investment.slots.get("purpose") if context.investment is not None and (refers or near) else None
    known = None if str(known).lower() in _set("grants") else known
    told = () if purpose or (deed and deed[0]) else _told_behind(reading)
    aim = _aim(told)
    draft.slots["purpose"] = purpose or (deed[0] if deed else None) or aim or known or _kind_of_grant(reading, part)
    _place(reading, num, context, draft, part, earlier)
    if site := next((item.ent for item in told if item.ent is not None and item.ent.label == "SITE"), None):
        draft.slots["site"] = site.canonical
    _time(reading, num, draft, part, earlier if shared and (purpose or low & _set("part")) else None)
    if draft.slots.get("period") is None:
        draft.slots["period"] = until_then(reading.page, reading.sentence, num) or _of_what_it_pays(reading, num)
    if draft.slots.get("period") is None and is_line(reading, num):
        draft.slots["period"] = _listed_period(reading, context)
    if draft.slots.get("period") is None:
        draft.slots["period"] = _span_of_work(reading, part, deed) or _reported(reading, num, answer, context, draft)
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
    hangs = len(behind) == 3 and behind[0].text == "," and any(item.low in _set("adds_to") for item in behind[1:])
    parts = any(other.at > num.at and other.label == "MONEY" for other in reading.nums)
    own = [item.low for item in items[: num.at] if item.ent is None]
    told = any(_forms(name).fit(low) for name in ("put_in", "erects", "erected") for low in own)
    return hangs and parts and not told


def is_line(reading: Reading, num: Num) -> bool:
    """`• 2,6 Mrd. Euro für das Verteilernetz`, `62 Mio. Euro bis 2029 für Wels`: a heading or item of a sum and what it is for."""
    items = reading.sentence.items
    if num.label != "MONEY" or num.at > 1 or reading.page.kind(reading.sentence) not in LINES:
        return False
    if (
        not num.value
        or (num.value.get("value") or 0) < LARGE
        or any(_forms("no_outlay").fit(item.low) for item in items)
    ):
        return False
    k = num.at + 1
    while k < len(items) and (items[k].low in ("bis", "ab", "in", "im", "jährlich") or is_date(items[k])):
        k += 1
    if k + 1 >= len(items) or items[k].low not in ("für", "in") or is_date(items[k + 1]):
        return False
    return reading.page.kind(reading.sentence) in ("item", "bullet") or not _said_again(reading, num)


def _said_again(reading: Reading, num: Num) -> bool:
    """Whether the text below names the same sum: it knows more of it than the headline."""
    below = (ent for ent in reading.page.ents if ent.label == "MONEY" and ent.start > num.ent.start and ent.value)
    return any((ent.value or {}).get("value") == num.value.get("value") for ent in below)


LINES = ("item", "bullet", "subhead", "headline", "heading")
"""Kinds of lines that may do without a verb."""


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


def _earlier(reading: Reading, context: Context) -> Draft | None:
    """The sum just before, in this sentence or the one above, of the same paragraph."""
    above = reading.page.previous(reading.sentence)
    start = above.start if above is not None else reading.sentence.start
    earlier = context.investment if context.investment_line == reading.sentence.line else None
    return earlier if earlier is not None and earlier.evidence[0][0] >= start else None


def is_built_for(reading: Reading, num: Num) -> bool:
    """`um 3 Mio. Euro wird eine Wärmepumpe errichtet`: a sum after `um` in the clause of a verb of building is no change."""
    items = reading.sentence.items
    own = [item.low for item in items if item.clause == num.clause and item.ent is None]
    builds = any(_forms("erects").fit(low) or any(matches(form, low) for form in _made_by()) for low in own)
    behind_um = "um" in {item.low for item in items[max(0, num.at - 2) : num.at]}
    thing = num.at > 1 and items[num.at - 2].text[0].isupper() and _forms("erected").fit(items[num.at - 2].low)
    return num.at > 0 and behind_um and (builds or thing)


@functools.cache
def _made_by() -> tuple[str, ...]:
    return tuple(words("investments")["made"])


def _is_funded(reading: Reading, num: Num, part: Sequence[int]) -> bool:
    """`Die Stadt steuert 3 Mio. Franken bei`: a public body gives it."""
    return any(
        (ent := reading.sentence.items[k].ent) is not None
        and public(ent.canonical)
        and reading.sentence.items[k].clause == num.clause
        and _pays(reading.sentence.items, k, num) is not None
        for k in part
    )


def _kind_of_grant(reading: Reading, part: Sequence[int]) -> str | None:
    """What the sum is called where nothing says what it is for: `Kredit`, `Förderung`."""
    items = [reading.sentence.items[k] for k in part]
    return next((i.text for i in items if i.ent is None and i.text[0].isupper() and i.low in _set("grants")), None)


def _never(reading: Reading) -> bool:
    """Whether a word of the sentence says that its sum is no investment; a toll does not, of which something is put in."""
    low = [item.low for item in reading.sentence.items if item.ent is None]
    never, tolls, invested = (any(map(_forms(name).fit, low)) for name in ("never", "tolls", "invested"))
    return never or (tolls and not invested)


def _is_damage(reading: Reading, num: Num) -> bool:
    """`Unwetter schlugen mit 148 Mio. zu Buche`: what befell, not what was put in."""
    low = [item.low for item in reading.sentence.items if item.clause == num.clause and item.ent is None]
    above = reading.page.previous(reading.sentence)
    if above is not None and above.line == reading.sentence.line and _bare_line(reading):
        low += [item.low for item in above.items if item.ent is None]
    return any(map(_forms("damage").fit, low)) and not any(map(_forms("put_in").fit, low))


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
    return any(map(_forms("ordered").fit, low)) and not any(map(_forms("put_in").fit, own))


def _is_bought(reading: Reading, num: Num, part: Sequence[int]) -> bool:
    """Whether the sum is the price of a company: `übernimmt die X AG für …`."""
    at = next((k for k in part if reading.sentence.items[k].ent is num.ent), part[0])
    items = [reading.sentence.items[k] for k in part if not _parted(reading.sentence.items, k, at)]
    names = {item.ent.canonical for item in items if item.ent is not None and item.ent.label in ("ORG", "BRAND")}
    low = {item.low for item in items if item.ent is None}
    verb = bool(low & _set("takes_over")) and len(names) > 1 and not low & {"anteil", "kosten", "davon", "wovon"}
    return verb or bool(low & _set("shares"))


def _parted(items: Sequence[Item], one: int, other: int) -> bool:
    """Whether `, und` stands between two items: each clause has a subject of its own."""
    low, high = sorted((one, other))
    return any(items[k].text == "," and items[k + 1].low == "und" for k in range(low, high - 1))


def _earned(reading: Reading, num: Num, part: Sequence[int], context: Context) -> bool:
    """`Europa steuerte 8,8 Milliarden bei`: a share of revenue or profit, by the figures around or since nobody pays it."""
    items = reading.sentence.items
    own = [item.low for item in items if item.clause == num.clause and item.ent is None]
    if not any(map(_forms("adds").fit, own)) or any(low.endswith("kosten") for low in own):
        return False
    told = context.figure_line == reading.sentence.line and "MONEY" in context.by_label
    return told or all(_pays(items, k, num) is None for k in part)


def _shared_out(reading: Reading, num: Num, part: Sequence[int]) -> bool:
    """`auf Amerika entfielen 640 Mio. Euro`: a part of a figure, where no sum was put into anything before."""
    low = [reading.sentence.items[k].low for k in part if reading.sentence.items[k].ent is None]
    own = [item.low for item in reading.sentence.items if item.clause == num.clause and item.ent is None]
    falls = any(map(_forms("falls_to").fit, low)) or "davon" in own
    return falls and not any(map(_forms("put_in").fit, low)) and not any(map(_forms("erected").fit, low))


def _is_price(reading: Reading, num: Num, amount: float) -> bool:
    """`Kostenpunkt: ab 58'900 Franken`, `Der Caravan kostet 31'490 Euro`: a sum that only begins somewhere, or what a thing costs that is not built."""
    if num.value.get("approx") == "at_least":
        return amount < CHEAP
    if amount >= LARGE or num.label != "MONEY":
        return False
    own = [item for item in reading.sentence.items if item.clause == num.clause and item.ent is None]
    built = any(_forms(name).fit(item.low) for item in own for name in ("erects", "erected", "works"))
    return any(map(_is_cost, own)) and not built


def _spent(items: Sequence[Item], part: Sequence[int]) -> bool:
    line = " ".join(items[k].low for k in part)
    return any(form in line for form in _set("spent"))


def _part(reading: Reading, num: Num) -> list[int]:
    """Indices of the items that stand with the sum: its clause, or more of the sentence where no other sum stands."""
    items = reading.sentence.items
    if _is_bracketed(items, num.at):
        first = next((k for k in range(num.at - 2, -1, -1) if items[k].text in "),;:"), -1) + 1
        return list(range(first, num.at + 1))
    sums = [n.at for n in reading.nums if n.at != num.at and (n.label == "MONEY" or _is_large(n))]
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


def _is_bracketed(items: Sequence[Item], at: int) -> bool:
    """`der Neubau in Wels (31 Mio.), die Sanierung der Schule (18 Mio.)`: a sum alone in brackets is that of what stands in front."""
    return 0 < at < len(items) - 1 and items[at - 1].text == "(" and items[at + 1].text == ")"


def _has_payer(items: Sequence[Item], part: Sequence[int], num: Num) -> bool:
    """`…, das Land in die Sanierung (18 Mio. Euro)`: whether what stands with a sum in brackets opens with who pays."""
    opens = part[1:3] if items[part[0]].low in ("und", "sowie") else part[:2]
    return any(_pays(items, k, num) is not None for k in opens)


def _is_large(num: Num) -> bool:
    """Whether a bare number has a scale word: `12 Millionen davon` beside a sum with its currency."""
    if num.label != "NUMBER" or num.noun or num.ent.text.isdigit():
        return False
    return (num.value.get("value") or 0) >= SUMS_FROM


# --- who -------------------------------------------------------------------------------------------------------------


def _investor(reading: Reading, num: Num, part: Sequence[int], earlier: Draft | None, context: Context) -> str | None:
    """Who pays: whoever acts beside the sum, paid the sum before, or acted in front of it; else the issuer."""
    items = reading.sentence.items
    if _is_bracketed(items, num.at) and earlier is not None and not _has_payer(items, part, num):
        return earlier.slots.get("investor")
    if (hung := _hung_payer(items, num)) is not None:
        return name_of(hung)
    if (beside := _beside(reading, num)) is not None:
        return name_of(beside)
    gives = any(items[k].low in _set("gives") for k in part)
    raised = any(_forms("raises").fit(items[k].low) for k in part)
    receives = any(items[k].low in _set("receives") for k in part)
    own = [items[k].low for k in part if items[k].ent is None]
    borrows, taken = all(any(map(_forms(name).fit, own)) for name in ("credits", "borrows")), False
    sums = [n.at for n in reading.nums if n.label == "MONEY"]
    best: tuple[float, str | None] | None = None
    for k in part:
        points = _pays(items, k, num)
        if points is None or (items[k].clause != num.clause and _in_relative(items, k, strictly=k < num.at)):
            continue
        if (items[k].clause != num.clause and _supplies(items, k)) or _is_worked_on(items, k, num):
            continue
        if _of_whole(items, num.at, k, sums):
            continue
        following = min((at for at in sums if at > k), default=-1)
        if num.at < k < following and any(item.low == "mit" for item in items[k + 1 : following]):
            continue  # `das 120-Millionen-Projekt wird von der EU mit 15 Mio. Euro gefördert`
        if num.at < k < max(sums, default=0):
            points -= 0.4  # who stands between two sums rather gives the second
        if gives and best is not None and _is_given(items, k):
            continue  # who is given it
        if best is not None and _is_second(items, k):
            continue  # `Bund und Land`: the first fills the slot
        if k > num.at and items[k].clause != num.clause and _of_part(items, k):
            continue  # `…, ein Drittel davon trägt das Land`
        if k > num.at and any(_forms("shared").fit(item.low) for item in items[max(num.at, k - 6) : k]):
            continue  # `… Mio. Euro trägt zur Hälfte das Land`
        if receives and items[k].ent is not None and items[k - 1].low not in _set("agents"):
            points -= 0.6  # who gets it
        if (raised or borrows) and not (_leads(items, k) or any(item.low == "mit" for item in items[k + 1 : num.at])):
            taken = True
            continue  # who is given it
        ent = items[k].ent
        name = name_of(ent) if ent is not None else _meant(reading, k, context)
        if best is None or points > best[0]:
            best = points, name
    if (bears := _borne(reading, num)) is not None:
        return bears
    if best is not None:
        asks = any(items[k].low.startswith("beantrag") for k in part) and (best[1] or "").casefold() in _set("councils")
        return reading.page.issuer if asks and public(reading.page.issuer or "") else best[1]
    if raised or taken:
        return _lender(reading)
    if (fund := next((k for k in part if k > 2 and _forms("funds").fit(items[k].low)), 0)) and "aus" in (
        items[k].low for k in range(max(0, fund - 4), fund)
    ):
        maker = items[fund - 2].ent if items[fund - 1].text == "-" else None
        return name_of(maker) if maker is not None else None
    if (told := _told_in_head(num, context)) is not None:
        return told
    if earlier is not None:
        return earlier.slots.get("investor")
    return _acting(items[: part[0]], num) or _acted(reading, context) or _sole_issuer(reading.page)


def _lender(reading: Reading) -> str | None:
    """`Angeführt wird das Bankenkonsortium von BNP Paribas`: who leads the banks by the next sentence."""
    page, at = reading.page, reading.sentence.index + 1
    behind = page.sentences[at : at + 1]
    items = behind[0].items if behind and behind[0].line == reading.sentence.line else []
    if not any(_forms("lenders").fit(item.low) for item in items if item.ent is None):
        return None
    named = (
        item.ent for k, item in enumerate(items) if k and item.ent and item.ent.label == "ORG" and _leads(items, k)
    )
    return next((name_of(ent) for ent in named), None)


def _borne(reading: Reading, num: Num) -> str | None:
    """`Die Kosten werden auf 750 Mio. Euro veranschlagt; Bund und Freistaat tragen sie je zur Hälfte`: who bears what was just told."""
    items, page = reading.sentence.items, reading.page
    own = [item.low for item in items[max(0, num.at - LONG) : num.at]]
    mark = next((k for k in range(num.at, len(items)) if items[k].text == ";"), -1)
    behind = page.sentences[reading.sentence.index + 1 : reading.sentence.index + 2]
    run = (
        items[mark + 1 :] if mark > 0 else behind[0].items if behind and behind[0].line == reading.sentence.line else []
    )
    verb = next((k for k, item in enumerate(run) if item.low in _set("bears")), -1)
    whole = 0 <= verb < len(run) - 1 and run[verb + 1].low in ("sie", "diese")
    whole = whole and not any(item.low in event_words("denied") for item in run)
    if not whole or not any(low.endswith("kosten") for low in own):
        return None
    first = next((k for k in range(verb) if _pays(run, k, num) is not None), -1)
    if first < 0:
        return None
    ent = run[first].ent
    return name_of(ent) if ent is not None else _body(page, _body_noun(run[first].text) or run[first].text)


def _beside(reading: Reading, num: Num) -> Ent | None:
    """`Siemens 5 Mio. Euro und der Bund 3 Mio. Euro`: the name right in front of each of two sums gives it."""
    items = reading.sentence.items
    found: dict[int, Ent] = {}
    for other in reading.nums:
        k = other.at - 1
        while k > 0 and items[k].ent is None and _forms("about").fit(items[k].low):
            k -= 1
        ent = items[k].ent if k >= 0 else None
        if other.label == "MONEY" and ent is not None and _pays(items, k, other) is not None:
            found[other.at] = ent
    return found.get(num.at) if len(found) > 1 else None


def _is_given(items: Sequence[Item], at: int) -> bool:
    """Whether a name behind who gives is the receiver: in the dative, or a firm right behind the verb (`stellt Kuhn ein Darlehen`)."""
    ent, before = items[at].ent, items[at - 1].low
    firm = ent is not None and ent.label in ("ORG", "BRAND")
    return before in ("der", "dem", "den") or (firm and (before in _set("gives") or before in _set("has")))


def _is_second(items: Sequence[Item], at: int) -> bool:
    """Whether a name is coordinated with the one in front of it: `Bund und Land`, `der Bund und das Land Tirol`."""
    k = at - 1
    while k > 0 and (items[k].low in ("der", "die", "das", "vom", "von", "dem") and items[k].ent is None):
        k -= 1
    front = items[k - 1] if k > 0 and items[k].low in ("und", "sowie") else None
    if front is None:
        return False
    return front.ent.label in ("ORG", "BRAND", "PLACE") if front.ent is not None else bool(_body_noun(front.text))


def _bare_sum(reading: Reading, part: Sequence[int]) -> bool:
    """`Budgetiert sind 18 Mio. Euro.`: words without any noun or name beside the sum go on about what was told before."""
    items = [reading.sentence.items[k] for k in part]
    if reading.page.kind(reading.sentence) != "paragraph" or not any(item.text[0].islower() for item in items):
        return False
    opens = items[0].ent is None  # any word may open a sentence
    return all(
        item.text[0].islower() or not item.text[0].isalpha() or (item.ent is not None and item.ent.label == "MONEY")
        for item in items[opens:]
    )


def _was_planned(reading: Reading, part: Sequence[int]) -> bool:
    """`Budgetiert waren 12,5 Mio. Euro.` behind a result: what was expected of a figure, where nothing is built."""
    low = {reading.sentence.items[k].low for k in part}
    if not low & {"war", "waren"} or not _bare_sum(reading, part):
        return False
    above = reading.page.previous(reading.sentence)
    known = above.items if above is not None and above.line == reading.sentence.line else []
    return not any(item.ent is None and _forms(name).fit(item.low) for item in known for name in ("put_in", "erects"))


def _hung_payer(items: Sequence[Item], num: Num) -> Ent | None:
    """`L Catterton, das 20 Mio. Franken beisteuert`: the name that a relative clause with the sum and a verb of giving hangs on."""
    k = num.at
    while k > 0 and items[k].clause == num.clause:
        k -= 1
    first = k + 1 if items[k].clause != num.clause else k
    if first and items[first].text == "," and first + 1 < len(items):
        first += 1
    ent = items[first - 2].ent if first > 1 and items[first - 1].text == "," else None
    if ent is None or ent.label not in ("ORG", "BRAND") or items[first].low not in _set("whoever"):
        return None
    own = [item for item in items[first:] if item.clause == num.clause]
    last = next((item for item in reversed(own) if item.text[0].isalpha()), None)
    acts = (
        last is not None
        and last.ent is None
        and any(_forms(name).fit(last.low) for name in ("gives", "supports", "pays"))
    )
    others = any(item.ent is not None and item.ent.label in ("ORG", "BRAND") for item in own)
    return ent if acts and not others else None


def _told_in_head(num: Num, context: Context) -> str | None:
    """Who pays the same sum by the headline or the lines below it."""
    value = num.value.get("value")
    payers = [draft.slots.get("investor") for draft in context.sums if draft.slots["amount"].get("value") == value]
    return str(payers[0]) if payers and payers[0] else None


def _of_whole(items: Sequence[Item], at: int, payer: int, sums: Sequence[int]) -> bool:
    """`Von den Kosten von 90 Mio. Euro übernimmt das Land 20`: who gives a part does not give the whole that `von` opens."""
    first = at
    while first > 0 and items[first - 1].clause == items[at].clause and items[first - 1].text not in ".;:":
        first -= 1
    opens = items[first].low in ("von", "vom") and items[first].ent is None
    return opens and first < at < payer and any(other > payer for other in sums)


def _is_worked_on(items: Sequence[Item], at: int, num: Num) -> bool:
    """`wird die Garage Rank für 40 Mio. Franken umgebaut`: what a passive clause says is built does not pay."""
    ent = items[at].ent
    if ent is None or (at and items[at - 1].low in _set("agents")) or (at > 1 and items[at - 2].low in _set("agents")):
        return False
    own = [item.low for item in items if item.clause == num.clause and item.ent is None]
    passive = not auxiliaries("passive").isdisjoint(own)
    return passive and items[at].clause == num.clause and any(matches(form, low) for form in _made_by() for low in own)


def _leads(items: Sequence[Item], at: int) -> bool:
    """Whether a name leads a round of financing: `angeführt von`, `unter Führung der`."""
    front = [item.low for item in items[max(0, at - 2) : at]]
    return not _set("agents").isdisjoint(front) or any(map(_forms("lead").fit, front))


def _supplies(items: Sequence[Item], at: int) -> bool:
    """Whether a clause says who delivers or builds: `Die Turbinen liefert Nordex, …`; not who pays."""
    own = [item.low for item in items if item.clause == items[at].clause and item.ent is None]
    return any(map(_forms("supplies").fit, own)) and not any(map(_forms("put_in").fit, own))


def _of_part(items: Sequence[Item], at: int) -> bool:
    """Whether a clause is about a part of the sum in front: `, davon trägt der Kanton Zug zwei Millionen`."""
    return any(item.low in _set("part") for item in items if item.clause == items[at].clause)


def _meant(reading: Reading, at: int, context: Context) -> str | None:
    """Whom `der Konzern`, `sie` means: who acts earlier in the sentence or acted in the one before; `wir` and `man` the issuer."""
    items = reading.sentence.items
    if noun := _body_noun(items[at].text):
        return _body(reading.page, noun)
    if items[at].low in _set("speaking"):
        return reading.page.issuer
    own = [item.ent for item in items[:at] if item.ent is not None and item.ent.label in ("ORG", "BRAND")]
    acting = [ent for ent in own if context.thread.stands(reading.sentence, ent) in grammar.ACTING]
    if acting:
        return name_of(acting[-1])
    return _acted(reading, context) or reading.page.issuer


def _body_noun(text: str) -> str | None:
    """`Bund` of `Bundes`; None where a word is no body of the state."""
    forms = (text, text.removesuffix("es"), text.removesuffix("s"))
    return next((form for form in forms if form in _set("bodies")), None)


def _body(page: Page, noun: str) -> str:
    """`das Land`: the state or town of which the release has the full name, else the noun itself."""
    full = [
        ent.canonical for ent in page.ents if ent.label in ("ORG", "PLACE") and ent.canonical.startswith(f"{noun} ")
    ]
    return Counter(full).most_common(1)[0][0] if full else noun


def _acted(reading: Reading, context: Context) -> str | None:
    """The firm that acts in the sentence above in the same paragraph."""
    above = reading.page.previous(reading.sentence)
    if above is None or above.line != reading.sentence.line:
        return None
    acting = context.thread.acting[above.index]
    if acting is None or acting.label not in ("ORG", "BRAND") or public(acting.canonical):
        return None
    if any(_forms("offices").fit(word) for word in acting.canonical.casefold().split()):
        return None
    behind = above.items[acting.item + 1].ent if acting.item + 1 < len(above.items) else None
    named = behind is not None and behind.label == "MODEL"
    how, case = context.thread.stands(above, acting), grammar.governed(above.items, acting.item)
    acts = how in ("acts", "inner") and case in ("", "der", "die")
    return name_of(acting) if acts and not named and name_of(acting) not in context.funders else None


def _sole_issuer(page: Page) -> str | None:
    """The issuer, but where the headline counts it up with others (`Renault – Nissan`, `X und Y`) nobody knows who pays."""
    for sentence in page.sentences:
        if page.kind(sentence) != "headline":
            continue
        firms = [ent for ent in sentence.ents if ent.label in ("ORG", "BRAND")]
        for one, other in itertools.pairwise(firms):
            between = {item.low for item in sentence.items[one.item + 1 : other.item]}
            if between and between <= _set("joint") and page.issuer in (one.canonical, other.canonical):
                return None
    return page.issuer


def _acting(items: Sequence[Item], num: Num) -> str | None:
    """Who acts in the clauses in front: `X erweitert das Werk; dafür sind 40 Mio. Euro veranschlagt`."""
    found = [(points, items[k].ent) for k in range(len(items)) if (points := _pays(items, k, num)) is not None]
    named = [(points, ent) for points, ent in found if ent is not None]
    best = max(named, key=lambda pair: pair[0], default=None)
    return name_of(best[1]) if best is not None and best[1] is not None else None


def _pays(items: Sequence[Item], at: int, num: Num) -> float | None:
    """How likely the name or noun at an index is who gives the sum; None where it cannot be."""
    item = items[at]
    if at > 1 and items[at - 1].low in ("der", "des") and _is_office(items[at - 2]):
        return None  # `Anna Berger, Bürgermeisterin der Stadt, erinnert daran`
    near = -0.05 * abs(at - num.at) - 0.8 * abs(item.clause - num.clause)
    before = [other.low for other in items[max(0, at - 2) : at]]
    if any(word in _set("sources") for word in before) or (at and items[at - 1].low in ("laut", "gemäß", "gemäss")):
        return None
    if item.ent is None and _body_noun(item.text):
        return _body_pays(items, at, near)
    if item.ent is None:
        named = item.text[0].islower() or bool(set(before[-1:]) & {"das", "der", "die", "dem"})
        oblique = any(word in _set("oblique") for word in before)
        return 1.0 + near if item.low in _set("self") and named and not oblique else None
    name = item.ent.canonical.casefold()
    region = name in _set("unions") or (name in _set("regions") and any(word in _set("agents") for word in before))
    region = region or (name in _set("regions") and _subject_of(items, at))
    acts = item.ent.label in ("ORG", "BRAND") or (item.ent.label == "PLACE" and (region or public(item.ent.canonical)))
    governed = any(word in _set("oblique") for word in before) and not _opens_relative(items, at)
    if not acts or governed or set(before[-1:]) & _set("owned"):
        return None
    if _is_classed(items, at):
        return None
    if any(word in _set("agents") for word in before):
        return 1.6 + near
    genitive = before[-1:] in (["der"], ["des"]) and at > 1 and items[at - 2].text[0].isupper()
    return (0.4 if genitive else 1.5) + near


def _opens_relative(items: Sequence[Item], at: int) -> bool:
    """`ein Modell, für das Toyota 680 Mio. Euro bereitstellt`: whether what stands in front of a name opens a relative clause, in which it acts."""
    front = items[at - 3 : at] if at > 2 else []
    if len(front) < 3 or front[0].text != "," or front[2].low not in _set("relative"):
        return False
    end = next((k for k in range(at, len(items)) if items[k].text in ",.;"), len(items))
    return items[end - 1].ent is None and is_verb(items, end - 1)


def _is_office(item: Item) -> bool:
    return item.ent is not None and item.ent.label == "ROLE"


def _is_classed(items: Sequence[Item], at: int) -> bool:
    """`für die Marken Volkswagen und Audi`: a name that stands behind the noun for it, which a preposition governs."""
    k = at - 1
    while k > 0 and (items[k].ent is not None or items[k].low in ("und", "sowie") or items[k].text == ","):
        k -= 1
    return k > 0 and items[k].ent is None and _forms("classes").fit(items[k].low)


def _subject_of(items: Sequence[Item], at: int) -> bool:
    """`Das Saarland unterstützt`, `steuert Tirol bei`: a land beside a verb of giving, nothing else between."""
    beside = [items[k].low for k in (at - 1, at + 1, at - 2) if 0 <= k < len(items)]
    return any(_forms("supports").fit(word) for word in beside)


def _body_pays(items: Sequence[Item], at: int, near: float) -> float | None:
    """`das Land übernimmt`, `vom Bund`, `aus einem Programm des Bundes`: how likely a body without more of a name pays."""
    before = [other.low for other in items[max(0, at - 4) : at]]
    if items[at].text not in _set("bodies"):  # a genitive
        granted = "aus" in before or bool(set(before) & _set("grants"))
        return 1.2 + near if before[-1:] == ["des"] and granted else None
    if any(word in _set("oblique") for word in before[-2:]) or before[-1:] == ["und"]:
        return None
    return (1.6 if set(before[-2:]) & _set("agents") else 1.4) + near


# --- what for --------------------------------------------------------------------------------------------------------


def _purpose(reading: Reading, num: Num, part: Sequence[int]) -> str | None:
    """The noun phrase after `in den`, `für die` behind the sum or in front of it, else what costs or is built."""
    items = reading.sentence.items
    behind = [k for k in part if k > num.at and abs(items[k].clause - num.clause) <= 1][:14]
    behind = behind[
        : next((n for n, k in enumerate(behind) if items[k].low == "um" and items[k - 1].text == ","), None)
    ]
    front = [k for k in part if k < num.at][::-1]
    sums = [n.at for n in reading.nums if n.at < num.at and (n.label == "MONEY" or _is_large(n))]
    front = [k for k in front if k > max(sums, default=-1)]
    own = [k for k in front if items[k].clause == num.clause]
    if num.at > 1 and items[num.at - 1].text == "(" and any(_forms("falls_to").fit(item.low) for item in items):
        return _hung(items, num.at - 2)
    if _is_bracketed(items, num.at):
        named = (phrase for k in front if not _is_genitive(items, k) and (phrase := _articled(items, k)))
        if (first := next(named, None)) is not None:
            return first
    if num.at and items[num.at - 1].low in ("für", "um") and (built := _object(items, [*behind, *front])):
        return built
    if any(_is_cost(items[k]) for k in part) and (cost := _costs(items, part)):
        return cost
    for order in (behind, own, front):
        found = _into(items, order)
        if found:
            return found
    return _object(items, [*behind, *front]) or _made(items, part)


def _into(items: Sequence[Item], order: Iterable[int]) -> str | None:
    order = [k for k in order if items[k].ent is None and items[k].low in _set("into")]
    for k in sorted(order, key=lambda k: items[k].low in _set("weakly")):
        if items[k].low == "auf" and not any(_forms("falls_to").fit(item.low) for item in items):
            continue
        hangs = k > 1 and items[k - 1].text == "," and k + 1 < len(items) and items[k + 1].low in _set("relative")
        noun = k + 2 < len(items) and items[k + 2].text[0].isupper() and items[k + 2].ent is None
        whose = k + 1 < len(items) and items[k + 1].low in ("dessen", "deren")
        if hangs and not (noun and (whose or not _closes_in_verb(items, k + 2))):
            return _hung(items, k - 2)
        phrase = _noun_phrase(items, k + 1) or _kind_of_site(items, k + 1)
        if phrase and not _idle(phrase):
            return phrase
        if phrase is None and k > 1 and items[k - 1].text == ",":
            return _hung(items, k - 2)
    return None


def _closes_in_verb(items: Sequence[Item], at: int) -> bool:
    """Whether a verb closes the clause of an index: `…, in die Wacker 300 Mio. Euro investiert hat`."""
    end = next((k for k in range(at, len(items)) if items[k].text in ",.;" and items[k].ent is None), len(items))
    return items[end - 1].ent is None and is_verb(items, end - 1)


def _kind_of_site(items: Sequence[Item], at: int) -> str | None:
    """`in ein Logistikzentrum in Seewen`: what is built, of a new site that has no name but its noun."""
    article = items[at].low if at < len(items) else ""
    while at < len(items) and items[at].ent is None and (items[at].low == article or items[at].text[0].islower()):
        at += 1
    ent = items[at].ent if at < len(items) else None
    noun = ent.text.split()[0] if ent is not None and ent.label == "SITE" else ""
    return (
        noun if article in ("ein", "eine", "einen", "einem", "einer") and _forms("erected").fit(noun.lower()) else None
    )


def _idle(phrase: str) -> bool:
    """Whether all nouns of a phrase are ones that name no purpose, or its head is whoever acts."""
    nouns = [word.lower() for word in phrase.split() if word[0].isupper()]
    return all(word in _set("idle") for word in nouns) or nouns[0] in _set("self") | _set("grants")


def _hung(items: Sequence[Item], at: int) -> str | None:
    """The noun phrase in front of a relative clause: `der Ausbau der Fertigung, in den … fließen`, `die Halle in Wels, für die …`."""
    ent = items[at].ent
    if ent is not None and ent.label in ("PLACE", "SITE") and at > 1 and items[at - 1].low in ("in", "im", "am", "bei"):
        at -= 2
    first = at
    while first >= 0 and items[first].ent is None and _nominal(items[first]):
        first -= 1
    return _noun_phrase(items, first + 1)


def _nominal(item: Item) -> bool:
    return item.text[0].isupper() or item.low in _set("links") or item.low.endswith(("en", "er", "e"))


def _costs(items: Sequence[Item], part: Sequence[int]) -> str | None:
    """`Der Umbau der Halle kostete …`, `5 Mio. kostet der Umbau`, `lässt sich die Firma den Umbau kosten`: what costs."""
    verb = next((k for k in part if _is_cost(items[k])), None)
    if verb is None or (verb and items[verb - 1].low in ("das", "dies", "es")):  # `lässt sich das … kosten`
        return None
    lets = any(items[k].low in _set("lets") for k in part)
    front = [phrase for k in range(verb) if (phrase := _articled(items, k))]
    behind = [phrase for k in part if k > verb and (phrase := _articled(items, k))]
    return (front[-1] if lets else front[0]) if front else next(iter(behind), None)


def _is_cost(item: Item) -> bool:
    """A verb of cost, not the noun `Kosten`."""
    return (item.text[0].islower() and item.low in _set("cost")) or item.text == "Buche"


def _articled(items: Sequence[Item], at: int) -> str | None:
    """The noun phrase that an article at an index opens, where it can be a purpose and no name follows the article."""
    opens = items[at].ent is None and items[at].low in _set("articles")
    if not opens or (at and items[at - 1].low in _set("oblique") | _set("agents") | _set("into")):
        return None
    phrase = _noun_phrase(items, at + 1)
    return phrase and (None if _idle(phrase) else " ".join(_strong(phrase.split(), items[at].low)))


def _is_genitive(items: Sequence[Item], at: int) -> bool:
    """Whether an article stands right behind a noun: `der Neubau des Gefängnisses`."""
    return at > 0 and items[at - 1].text[0].isupper() and items[at].low in ("der", "des", "einer", "eines")


def _object(items: Sequence[Item], order: Sequence[int]) -> str | None:
    """`entsteht für 27 Mio. Euro ein Neubau`, `baut eine Halle`: what is built."""
    for k in order:
        if items[k].low in ("ein", "eine", "einen") and items[k].ent is None:
            phrase = _noun_phrase(items, k + 1)
            if phrase and not _idle(phrase):
                return phrase
    deeds = _forms("deeds")
    for k in order:
        governed = k > 0 and items[k - 1].low in _set("oblique") | _set("into")
        if items[k].low in ("den", "die", "das") and items[k].ent is None and not governed:
            phrase = _noun_phrase(items, k + 1)
            noun = next((word for word in (phrase or "").split() if word[0].isupper()), "")
            if phrase and not _idle(phrase) and deeds.fit(noun.lower()):
                return phrase
    return None


def _several(items: Sequence[Item]) -> str | None:
    """`entstehen drei Abfülllinien`: a number of things that are built, no people or places for them."""
    for k, item in enumerate(items[:-1]):
        counted = item.ent is not None and item.ent.label == "NUMBER" and items[k + 1].ent is None
        counted = counted and 0 < ((item.ent.value or {}).get("value") or 0) < MANY if item.ent is not None else False
        free = k == 0 or items[k - 1].low not in _set("oblique") | {"von", "um"}
        if counted and free and not _forms("staff").fit(items[k + 1].low) and (phrase := _noun_phrase(items, k)):
            return phrase
    return None


def _made(items: Sequence[Item], part: Sequence[int]) -> str | None:
    """`wird für 5 Mio. Euro saniert`: Sanierung."""
    table: dict[str, str] = words("investments")["made"]
    low = {items[k].low for k in part}
    for particle, noun in words("investments")["particle"].items():
        if particle in low and low & _set("builds"):
            return str(noun)
    return next((noun for k in part for form, noun in table.items() if matches(form, items[k].low)), None)


def _deed(reading: Reading, part: Sequence[int], refers: bool) -> tuple[str | None, Sequence[Item]] | None:
    """What is built for the sum, and the words that say so: the rest of the sentence, else, if the sum refers to it, those before in its paragraph."""
    items = reading.sentence.items
    own = set(part)
    first: tuple[str | None, Sequence[Item]] | None = None
    rest = [item for k, item in enumerate(items) if k not in own]
    for away, run in enumerate((rest, *(_paragraph_above(reading) if refers else ()))):
        works = _works(run)
        if works or any(item.ent is None and _forms("erects").fit(item.low) for item in run):
            built = [k for k, item in enumerate(run) if item.low in ("ein", "eine", "einen")]
            thing = (
                _object(run, built) or (_several(run) if away <= 1 else None) or works or _made(run, range(len(run)))
            )
            found = thing, (run if away <= 1 else ())
            if thing:
                return found
            first = first or found
    return first


def _paragraph_above(reading: Reading) -> Iterator[Sequence[Item]]:
    """The sentences before in the same paragraph, the nearest first, as far as a sum can refer to them."""
    page, at = reading.page, reading.sentence.index
    for sentence in reversed(page.sentences[max(0, at - REACH) : at]):
        if sentence.line != reading.sentence.line:
            return
        yield sentence.items


def _works(items: Sequence[Item]) -> str | None:
    """`mit dem Bau der Halle`, `den Spatenstich für ein Technikum`: the works that a sentence names, with what they are on."""
    for k in range(1, len(items) - 1):
        if items[k].ent is not None or not items[k].text[0].isupper():
            continue
        if _forms("starts").fit(items[k].low) and items[k + 1].low in ("für", "zu", "zum", "zur"):
            if phrase := _noun_phrase(items, k + 2):
                return phrase
        elif _forms("works").fit(items[k].low) and items[k - 1].low in _set("articles"):
            return _noun_phrase(items, k) if items[k].low != "bau" else _built_thing(items, k + 1)
    return None


def _built_thing(items: Sequence[Item], at: int) -> str | None:
    """What stands behind `Bau` in the genitive, as a name of its own: `des Speichers` -> `Speicher`, `einer neuen Linie` -> `neue Linie`."""
    article = items[at].low
    phrase = (_noun_phrase(items, at + 1) or "").split() if article in ("der", "einer", "des", "eines", "von") else []
    first = next((k for k, word in enumerate(phrase) if word[0].isupper()), 0)
    if not phrase or (article in ("des", "eines") and first):
        return None  # its gender is not told
    if article in ("der", "einer"):
        phrase[:first] = [word.removesuffix("en") + "e" for word in phrase[:first]]
    elif article in ("des", "eines"):
        phrase[first] = singular(phrase[first].removesuffix("s"))
    return " ".join(phrase)


def _told_behind(reading: Reading) -> Sequence[Item]:
    """`Das Geld fließt in Umbauten und in die Logistik`: the sentence behind that says what the sum is for."""
    page = reading.page
    behind = page.sentences[reading.sentence.index + 1 : reading.sentence.index + 2]
    items = behind[0].items if behind and behind[0].line == reading.sentence.line else []
    if any(item.ent is not None and item.ent.label == "MONEY" for item in items):
        return ()  # its parts, told with sums of their own
    goes_on = len(items) > 2 and _forms("the_money").fit(items[1].low) and items[0].low in ("das", "die", "der")
    return items if goes_on else ()


def _aim(items: Sequence[Item]) -> str | None:
    """What `in …, in …` of a sentence on the money names, else what stands behind its first preposition."""
    found = [_noun_phrase(items, k + 1) for k in range(2, len(items)) if items[k].low in ("in", "ins")]
    return " und ".join(phrase for phrase in found if phrase) or _into(items, range(2, len(items)))


def _noun_phrase(items: Sequence[Item], at: int) -> str | None:
    """The noun phrase that begins at an index, with its genitives: `zwei neue Linien für Kolben`; None where none does."""
    phrase: list[str] = []
    article = ""
    if at < len(items) and items[at].low in _set("articles"):
        article, at = items[at].low, at + 1
    for item in items[at : at + LONG]:
        counted = item.ent is not None and item.ent.label == "NUMBER"
        if (item.ent is not None and not counted) or not (counted or item.text[0].isalpha()):
            break
        if not _goes_into(phrase, item):
            break
        phrase.append(item.text)
    while phrase and not phrase[-1][:1].isupper():
        phrase.pop()
    listed = _listed(items, at + len(phrase), phrase)
    return (" ".join(_strong(phrase, article)) + listed) or None


def _listed(items: Sequence[Item], at: int, phrase: Sequence[str]) -> str:
    """`, Speicher und Kraftwerke` behind `Netze`: the nouns of a list that ends with `und`; empty where none goes on."""
    k, nouns = at, []
    while phrase and k + 1 < len(items) and items[k].text == "," and items[k].ent is None:
        end = k + 1
        while (
            end < len(items)
            and items[end].ent is None
            and _nominal(items[end])
            and items[end].low not in ("und", "sowie")
        ):
            end += 1
        if end == k + 1 or not items[end - 1].text[0].isupper():
            return ""
        nouns.append(" ".join(item.text for item in items[k + 1 : end]))
        k = end
        if k + 1 < len(items) and items[k].low in ("und", "sowie"):
            skip = k + 1 + (items[k + 1].low in _set("articles"))
            last = items[skip] if skip < len(items) else None
            if last is None or last.ent is not None or not last.text[0].isupper():
                return ""
            return ", " + ", ".join(nouns) + f" und {last.text}"
    return ""


def _goes_into(phrase: Sequence[str], item: Item) -> bool:
    """Whether a word may stand next in a noun phrase: attributes, the noun, then what a link opens, then that noun."""
    noun = item.text[0].isupper() and item.ent is None
    if not phrase:
        return noun or item.ent is not None or item.low.endswith(ATTRIBUTE)
    before = phrase[-1]
    if before[:1].isupper():
        return noun or item.low in _set("links")
    if before.lower() in _set("links"):
        return noun or item.low.endswith(ATTRIBUTE) or item.low in _set("articles")
    return noun or item.low.endswith(ATTRIBUTE)


def _strong(phrase: list[str], article: str) -> list[str]:
    """Adjectives in front of the noun as without their article: `das neue Werk` -> `neues Werk`."""
    table: dict[str, list[str]] = words("investments")["strong"]
    weak, strong = table.get(article, ["", ""])
    if article == "der" and phrase and phrase[0].endswith("e"):
        weak, strong = "e", "er"  # `kostet der neue Trakt`
    first = next((k for k, word in enumerate(phrase) if word[:1].isupper()), 0)
    return [
        word.removesuffix(weak) + strong if weak and k < first and word.endswith(weak) else word
        for k, word in enumerate(phrase)
    ]


# --- where and when --------------------------------------------------------------------------------------------------


def _place(
    reading: Reading, num: Num, context: Context, draft: Draft, part: Sequence[int], earlier: Draft | None
) -> None:
    items = reading.sentence.items
    shares = _largest_share(items, num.at)
    part = [k for k in part if k < shares]
    inside = [items[k].ent for k in part]
    hung = {k for k in part if k > num.at and _in_relative(items, k)}
    own = [items[k].ent for k in part if k not in hung]
    ent = _nearest(own, "SITE", num) or _town(items, part, num) or _nearest(inside, "SITE", num)
    if ent is None and is_line(reading, num):
        ent = next(
            (e for k in part if k and (e := items[k].ent) and e.label == "PLACE" and items[k - 1].low == "für"), None
        )
    if ent is not None:
        draft.slots["site"] = ent.canonical
        draft.sources["site"] = (ent.start, ent.end)
        return
    if _is_bracketed(items, num.at):
        return
    nouns = [word.lower() for word in str(draft.slots.get("purpose") or "").split() if word[0].isupper()]
    points = any(items[k].low in (_set("there") | _set("refers")) for k in part)
    wide = nouns and (
        _forms("everywhere").fit(nouns[0])
        or ("und" in draft.slots["purpose"].split() and _forms("everywhere").fit(nouns[-1]))
    )
    equips = wide and _forms("equipment").fit(nouns[-1])
    if wide and not (equips and any(items[k].low in ("dafür", "hierfür", "dort", "hier") for k in part)):
        return
    if not nouns and not points and any(_forms("totals").fit(items[k].low) for k in part if items[k].ent is None):
        return
    if any(items[k].low in _set("several") for k in part):
        return
    if nouns and items[0].low in _set("moreover") and not any(items[k].low in _set("there") for k in part):
        return
    if earlier is not None and (earlier.slots.get("site") or earlier.evidence[0][0] >= reading.sentence.start):
        draft.slots["site"] = earlier.slots.get("site")
    elif (spoken := _spoken_of(reading, part) or _echoed(reading, part) or _headed(reading)) is not None:
        draft.slots["site"] = spoken.canonical
    elif points and (built := _built_at(reading)):
        draft.slots["site"] = built
    elif (last := _last_site(reading, num, context, points)) is not None:
        draft.slots["site"] = last.canonical
    else:
        draft.slots["site"] = _main_site(reading)


def _largest_share(items: Sequence[Item], at: int) -> int:
    """`…, vor allem in das Werk Linz`, `…, den größten Teil in den Neubau`: where words behind a sum begin that tell of its largest share alone."""
    for k in range(at + 1, len(items) - 1):
        if items[k].text in ",;" and any(_forms("mostly").fit(item.low) for item in items[k + 1 : k + 4]):
            return k
    return len(items)


def _in_relative(items: Sequence[Item], at: int, *, strictly: bool = False) -> bool:
    """Whether an item stands in a relative clause: `ein Betrieb, in dem die Standorte X und Y aufgehen`; `strictly`: its pronoun comes first, a verb last."""
    comma = next((k for k in range(at - 1, -1, -1) if items[k].text == ","), -1)
    if not strictly:
        return comma >= 0 and any(item.low in _set("relative") for item in items[comma + 1 : comma + 3])
    end = next((k for k in range(at, len(items)) if items[k].text in ",.;"), len(items))
    opened = 0 <= comma < at - 1 and items[comma + 1].low in _set("relative")
    return opened and items[end - 1].ent is None and is_verb(items, end - 1)


def _last_site(reading: Reading, num: Num, context: Context, points: bool) -> Ent | None:
    """The last site that this section named just before the sum; a hall where something was signed or shown is none."""
    last, page = context.last.get("SITE"), reading.page
    if last is None or last.start >= num.ent.start or is_venue(page, last):
        return None
    if _is_passing(page.sentences[last.sentence].items, last.item):
        return None
    near = last.sentence >= reading.sentence.index - (2 * REACH if points else REACH)
    return last if near and page.heading(page.sentences[last.sentence]) is page.heading(reading.sentence) else None


def _spoken_of(reading: Reading, part: Sequence[int]) -> Ent | None:
    """The site that this sentence, else the ones just before in its paragraph, named last in front of the sum; a town farther up only where something is built or the sum refers to it."""
    sentence = reading.sentence
    above = reading.page.previous(sentence)
    runs = [sentence.items[: part[0]]]
    while above is not None and above.line == sentence.line and len(runs) <= REACH:
        runs.append(above.items)
        above = reading.page.previous(above)
    refers = any(sentence.items[k].low in _set("refers") for k in part)
    for back, items in enumerate(runs):
        for k in range(len(items) - 1, -1, -1):
            ent = items[k].ent
            town = _is_town(items, k) and (back < 2 or refers or _builds(items))
            if ent is None or not (ent.label == "SITE" or town) or is_venue(reading.page, ent):
                continue
            if not _is_passing(items, k):
                return _located(items, ent)
    return None


def _located(items: Sequence[Item], ent: Ent) -> Ent:
    """`das Gebäude K in Bubendorf`, `Halle 9 am Standort Linz`: the site that a place right behind it only locates."""
    front = items[ent.item - 2].ent if ent.item > 1 and items[ent.item - 1].low in ("in", "im", "am", "bei") else None
    return front if front is not None and front.label == "SITE" else ent


def _is_passing(items: Sequence[Item], at: int) -> bool:
    """`aus dem Werk Izmir`, `auf der IFA in Berlin`: where something comes from or is shown, nothing is put in there."""
    front = [item.low for item in items[max(0, at - 5) : at]]
    if "aus" in front[-2:]:
        return True
    shown = next((k for k, low in enumerate(front[:-2]) if low in ("auf", "an") and front[k + 1] == "der"), -1)
    return shown >= 0 and front[-1] == "in" and items[at].ent is not None


def _builds(items: Sequence[Item]) -> bool:
    """Whether a sentence tells of works or of what is made: `In Linz entsteht …`."""
    kinds = ("erects", "erected", "works")
    return any(_forms(kind).fit(item.low) for item in items if item.ent is None for kind in kinds)


def _headed(reading: Reading) -> Ent | None:
    """The town that the heading of the section names behind `in`: `Investition in Dierikon`."""
    heading = reading.page.heading(reading.sentence)
    towns = [ent for ent in heading.ents if _is_town(heading.items, ent.item)] if heading is not None else []
    return towns[0] if len(towns) == 1 else None


def _echoed(reading: Reading, part: Sequence[int]) -> Ent | None:
    """Where the text had what the sum is for: `in Wilhelmshaven einen Elektrolyseur … Der Elektrolyseur kostet …`."""
    items = reading.sentence.items
    known = {
        items[k].low
        for k in part
        if k
        and items[k].ent is None
        and items[k].text[0].isupper()
        and items[k - 1].low in ("der", "die", "das", "den")
    } - _set("idle")
    at = reading.sentence.index
    for sentence in reversed(reading.page.sentences[max(0, at - LONG) : at] if known else []):
        if any(item.low in known and item.ent is None for item in sentence.items):
            there = [e for e in sentence.ents if e.label == "SITE" or _is_town(sentence.items, e.item)]
            if there:
                return there[0]
    return None


def _main_site(reading: Reading) -> str | None:
    """The site of the heading above, else the one that the headline names or that the text in front of the sum returns to."""
    heading = reading.page.heading(reading.sentence)
    named = [e.canonical for e in heading.ents if e.label == "SITE"] if heading is not None else []
    if named:
        return named[0]
    sites = [e for e in reading.page.ents if e.label == "SITE" and not is_venue(reading.page, e)]
    head = {
        e.canonical for e in sites if reading.page.kind(reading.page.sentences[e.sentence]) in ("headline", "subhead")
    }
    if len(head) == 1:
        return head.pop()
    if town := _headline_town(reading):
        return town
    counts = Counter(e.canonical for e in sites).most_common(2)
    if len(counts) == 1:
        return counts[0][0] if counts[0][1] > 1 or sites[0].start < reading.sentence.end else None
    return counts[0][0] if counts and counts[0][1] > counts[1][1] and counts[0][1] > 2 else None


def _built_at(reading: Reading) -> str | None:
    """Where the text in front of the sum says last that something is built or opened, one town or site alone."""
    page = reading.page
    for sentence in reversed(page.sentences[max(0, reading.sentence.index - LONG) : reading.sentence.index]):
        if not any(_forms("erects").fit(item.low) for item in sentence.items if item.ent is None):
            continue
        there = {e.canonical for e in sentence.ents if e.label == "SITE" or _is_town(sentence.items, e.item)}
        if there:
            return there.pop() if len(there) == 1 else None
    return None


def _headline_town(reading: Reading) -> str | None:
    """The one town in which the headline or the lines below it say that something happens, or the site that the text has there."""
    page = reading.page
    if any(_forms("report").fit(item.low) for item in reading.sentence.items if item.ent is None):
        return None
    towns = {
        ent.canonical: sentence.items[ent.item - 1].low if ent.item else ""
        for sentence in page.sentences
        if page.kind(sentence) in ("headline", "subhead")
        for ent in sentence.ents
        if _is_town(sentence.items, ent.item) or _has_site(page, ent)
    }
    if len(towns) != 1:
        return None
    town, before = towns.popitem()
    there = [ent.canonical for ent in page.ents if ent.label == "SITE" and town in ent.canonical.split()]
    return there[0] if there else town if before == "in" else None


def _has_site(page: Page, ent: Ent) -> bool:
    """`Fahrplan für Ludwigsfelde`: whether the text has a site at a town that the headline names."""
    return ent.label == "PLACE" and any(e.label == "SITE" and ent.canonical in e.canonical.split() for e in page.ents)


def _nearest(ents: Iterable[Ent | None], label: str, num: Num) -> Ent | None:
    found = [ent for ent in ents if ent is not None and ent.label == label]
    return min(found, key=lambda ent: (ent.item < num.at, abs(ent.item - num.at)), default=None)


def _town(items: Sequence[Item], part: Sequence[int], num: Num) -> Ent | None:
    """A town behind `in` or `am`; bodies of the state and countries are none."""
    return _nearest([items[k].ent for k in part if _is_town(items, k)], "PLACE", num)


def _is_town(items: Sequence[Item], at: int) -> bool:
    """`in Steyr`, `im spanischen Vigo`, no country, state or body."""
    ent = items[at].ent
    if (
        ent is None
        or ent.label != "PLACE"
        or public(ent.canonical)
        or is_country(ent.canonical)
        or ent.canonical.casefold() in _set("regions")
    ):
        return False
    k = at - 1
    if k > 0 and items[k].text[0].islower() and items[k].low.endswith(("sche", "en")) and items[k].ent is None:
        k -= 1
    return k >= 0 and items[k].low in ("in", "im", "am", "bei", "ins", "nach")


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
        and (_share_clause(items, k, num.at) or _labels(items, k, num))
        and not is_founding(items, ent)
        and not is_of_age(items, ent)
        and not _of_decision(items, part, k)
        and not _of_opening(items, k, num)
    ]
    if dates:
        date = min(dates, key=lambda ent: abs(ent.item - num.at))
        draft.slots["period"] = _both_years(items, date) or time_slot(date)
        draft.sources["period"] = (date.start, date.end)
    elif earlier is not None:
        draft.slots["period"] = earlier.slots.get("period")


def _listed_period(reading: Reading, context: Context) -> dict[str, Any] | None:
    """The period of the items of a list: the date of what opens it, else of the sum told before."""
    page = reading.page
    heads = [head for head in (page.opener(reading.sentence), page.heading(reading.sentence)) if head is not None]
    dates = [ent for head in heads for ent in head.ents if ent.label == "DATE"]
    if dates:
        return time_slot(dates[0])
    return context.investment.slots.get("period") if context.investment is not None else None


def _of_what_it_pays(reading: Reading, num: Num) -> dict[str, Any] | None:
    """`Heuer sollen 20 Filialen dazukommen, dafür sind 6 Mio. Euro budgetiert`: the only date of what is paid for, in the clause or sentence before."""
    items, page = list(reading.sentence.items), reading.page
    at = next((k for k in range(num.at) if items[k].low in ("dafür", "hierfür") and items[k].ent is None), -1)
    if at < 0 or gap(items, at, num.at) or (at and items[at - 1].text not in ",;:–"):
        return None
    run = items[:at]
    if not any(is_verb(items, k) for k in range(at)):
        above = page.previous(reading.sentence)
        run = list(above.items) if above is not None and above.line == reading.sentence.line else []
    ents = (item.ent for item in run if item.ent is not None and item.ent.label == "DATE" and item.ent.value)
    dates = [ent for ent in ents if (ent.value or {})["value"] not in (page.published, "PRESENT_REF")]
    told = any(form.fit(item.low) for item in run if item.ent is None for form in (_forms("opens"), _forms("decided")))
    if len(dates) != 1 or told or is_founding(run, dates[0]) or is_compared(run, dates[0]):
        return None
    over = str((dates[0].value or {}).get("end") or "9") < (page.published or "")
    if over and reading.tense(num.clause) != -1:
        return None  # `2025 hat sie Züge bestellt. Dafür investiert sie …`
    return time_slot(dates[0])


def _of_decision(items: Sequence[Item], part: Sequence[int], at: int) -> bool:
    """`hat im September einen Kredit gesprochen`: when it was decided, not when it is spent."""
    decided = any(_forms("decided").fit(items[k].low) for k in part if items[k].ent is None)
    return decided and (not at or items[at - 1].low in ("im", "am", "vom", "hat", "haben", "hatte", "hatten"))


def _of_opening(items: Sequence[Item], at: int, num: Num) -> bool:
    """`kostet 451 Mio. Euro und geht Anfang 2028 ans Netz`: the day of another verb behind an `und`."""
    if at < num.at or not any(items[k].low == "und" for k in range(num.at + 1, at)):
        return False
    return any(_forms("opens").fit(item.low) for item in items[num.at + 1 : at + 5] if item.ent is None)


def _share_clause(items: Sequence[Item], one: int, other: int) -> bool:
    """Whether two items share a clause: nothing parts them but the commas of an enumeration of names."""
    if items[one].clause == items[other].clause:
        return True
    low, high = sorted((one, other))
    marks = [k for k in range(low + 1, high) if items[k].ent is None and items[k].clause != items[k - 1].clause]
    pairs = [(items[k - 1].ent, items[k + 1].ent) for k in marks]
    return all(a is not None and b is not None and a.label == b.label for a, b in pairs)


def _labels(items: Sequence[Item], at: int, num: Num) -> bool:
    """`Investitionen 2026: 1,1 Mrd. Euro`: a date in front of the colon; `…, verteilt auf die Jahre 2026 bis 2028`."""
    if any(item.low == "jahre" for item in items[max(0, at - 1) : at]):
        return True
    between = items[at + 1 : num.at]
    return bool(between) and between[0].text == ":" and items[at].clause == num.clause - 1


def _both_years(items: Sequence[Item], date: Ent) -> dict[str, Any] | None:
    """`2026 und 2027`, `heuer und nächstes Jahr`: one period of two years."""
    for at in (date.item, date.item - 2):
        ents = [items[k].ent for k in (at, at + 2) if 0 <= k < len(items)]
        years = [ent.value["value"] for ent in ents if ent is not None and ent.label == "DATE" and ent.value]
        joined = 0 <= at < len(items) - 2 and items[at + 1].low == "und"
        if joined and len(years) == 2 and all(len(year) == 4 for year in years) and years[0] < years[1]:
            return {"value": "/".join(years), "mod": None}
    return None


def _span_of_work(
    reading: Reading, part: Sequence[int], deed: tuple[str | None, Sequence[Item]] | None
) -> dict[str, Any] | None:
    """`baut bis Herbst 2027`, `die Arbeiten dauern von März 2026 bis Mai 2027`: until when, or from when to when, the work is done."""
    items = reading.sentence.items
    runs = [items, deed[1]] if deed else [items] if any(_forms("erects").fit(items[k].low) for k in part) else []
    for run in runs:
        for k, item in enumerate(run):
            ent = item.ent
            if ent is None or ent.label != "DATE" or not ent.value or not k:
                continue
            if run[k - 1].low == "bis" or (run[k - 1].low in ("von", "zwischen") and "/" in ent.value["value"]):
                return time_slot(ent)
    return None


def _reported(reading: Reading, num: Num, answer: Answer, context: Context, draft: Draft) -> dict[str, Any] | None:
    """The period that the figures around report on, of a sum that was invested at no one place."""
    items = reading.sentence.items
    row = num.column >= 0 or bool(num.label_items) or (num.label == "NUMBER" and is_item(reading))
    told = any(_forms("report").fit(item.low) for item in items if item.ent is None)
    lengths = (str((ent.value or {}).get("value")) for ent in reading.sentence.ents if ent.label == "DURATION")
    lasting = any(length.endswith("Y") for length in lengths)  # `in den vergangenen fünf Jahren`
    if draft.slots.get("site") or lasting or not (row or told):
        return None
    return period_of(reading, num, context, flow=True)[0]
