"""Single orders: who sells, on which day the contract was signed, what it is worth."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pressefakten.facts import grammar, scope
from pressefakten.facts.clauses import predicate
from pressefakten.facts.context import Context
from pressefakten.facts.cues import Num, gap, in_front, word_in_front
from pressefakten.facts.issuer import core
from pressefakten.facts.offices import public
from pressefakten.facts.page import Ent, Item, Page, Sentence, is_adjective
from pressefakten.facts.rules import Draft, word_class

if TYPE_CHECKING:
    from pressefakten.facts.figures import Reading


def is_deal(sentence: Sentence, num: Num) -> bool:
    """Whether an order is a single one, not all that came in or is in hand: `40 Busse`, `der Auftrag über 12 Mio. Euro`."""
    counted = [item.low for item in num.noun if item.ent is None]
    if num.label not in ("NUMBER", "MONEY") or any(scope.scope_forms("ordering").fit(low) for low in counted):
        return False
    clause = (item.low for item in sentence.items if item.clause == num.clause and item.ent is None)
    return not any(map(scope.scope_forms("orders in hand").fit, clause))


def is_no_order(sentence: Sentence, num: Num) -> bool:
    """`Der Auftrag umfasst die Wartung von 120 Zügen`, `bestellte zwei neue Geschäftsführer`: with what something is done, and who is appointed."""
    items = sentence.items
    office = any(item.ent is not None and item.ent.label == "ROLE" for item in items[num.at + 1 : num.at + 3])
    if office or any(scope.scope_forms("appointed").fit(item.low) for item in num.noun):
        return True
    if any(ent.label == "SET" and not gap(items, ent.item, num.at) for ent in sentence.ents):
        return True  # `liefert jährlich 26 Busse`
    at = in_front(items, num.at, ("von", "der", "aller"))
    if at == num.at - 1 or items[at + 1].low not in ("von", "der", "aller"):
        return False
    done = list(_joined_nouns(items, at))
    deliveries = scope.scope_forms("deliveries")
    return bool(done) and scope.scope_forms("work").fit(done[0]) and not any(map(deliveries.fit, done))


def is_for_things(sentence: Sentence, num: Num) -> bool:
    """`baut ein Depot für 26 Straßenbahnen`: what something else is made for; no `Auftrag für 26 Züge`."""
    items = sentence.items
    at = in_front(items, num.at)
    if at < 1 or items[at].low != "für" or num.label != "NUMBER":
        return False
    front = [item.low for item in items[:at] if item.clause == num.clause and item.ent is None]
    forms = [scope.scope_forms(name) for name in ("ordered for", "deliveries", "ordering")]
    return not any(form.fit(low) for low in front for form in forms)


def is_given_away(sentence: Sentence, num: Num) -> bool:
    """`Das DRK liefert zwölf Krankenwagen an die Ukraine`, `spendet zwei Busse`: who helps or governs sells nothing."""
    own = predicate(sentence.items, num.at)
    items = [item for item in sentence.items[own.start : own.stop] if item.clause == num.clause]
    low = [item.low for item in items if item.ent is None]
    if any(map(scope.scope_forms("donates").fit, low)):
        return True
    if scope.scope_words("gives").isdisjoint(low):
        return False
    acting = [
        item.ent
        for before, item in itertools.pairwise(items)
        if item.ent is not None and item.ent.label in ("ORG", "BRAND") and before.low not in GIVEN_TO
    ]
    if items[0].ent is not None and items[0].ent.label in ("ORG", "BRAND"):
        acting.insert(0, items[0].ent)
    return bool(acting) and all(map(_helps, acting))


def _helps(ent: Ent) -> bool:
    words = ent.canonical.lower().split()
    return public(ent.canonical) or any(map(scope.scope_forms("helpers").fit, words))


GIVEN_TO = frozenset(("an", "für", "von", "vom", "bei", "mit"))
"""In front of who does not act."""


def _joined_nouns(items: Sequence[Item], at: int) -> Iterator[str]:
    """The nouns of a list that ends at an index, from the last to the first: `Unterhalt`, `Lieferung` of `für die Lieferung und den Unterhalt von`."""
    while at >= 0 and items[at].ent is None and items[at].text[0].isupper():
        yield items[at].low
        at -= 1
        while at > 0 and items[at].ent is None and items[at].low in scope.scope_words("articles"):
            at -= 1
        if at < 0 or items[at].ent is not None or items[at].low not in ("und", "sowie", ","):
            return
        at -= 1


def sold_by(page: Page, sentence: Sentence, num: Num, context: Context) -> str | None:
    """Whose a single order is: who sells it in its sentence, the only seller of the release, its issuer who makes such things where others buy, or with whom an issuer that buys has a contract."""
    if page.kind(sentence) == "row" or not is_deal(sentence, num):
        return None
    if (seller := scope.seller(sentence, num)) is not None:
        return seller.canonical
    if context.market:
        return None
    if context.seller is None:
        context.seller = _party(page, context)
    return context.seller[0] or (_partner(page, sentence, context) if context.seller[1] else None)


def _party(page: Page, context: Context) -> tuple[str | None, bool]:
    """The only seller of a release, or its issuer where others buy; else None and whether a partner may be the seller."""
    firms = {core(ent.canonical): ent.canonical for ent in page.ents if ent.label in ("ORG", "BRAND")}
    sides = {own: side for own, name in firms.items() if (side := grammar.side_of(context.thread, name))}
    sellers = [own for own, side in sides.items() if side == "seller"]
    if sellers:
        shortest = min(sellers, key=len)
        return (firms[shortest] if all(own.startswith(shortest) for own in sellers) else None), False
    own = core(page.issuer or "")
    buyers = [buyer for buyer, side in sides.items() if side == "buyer"]
    if own and not any(own.endswith(buyer) or buyer in own.split() for buyer in buyers):
        return (page.issuer if sides and _makes(page, own, context) else None), False
    return None, True


def _makes(page: Page, own: str, context: Context) -> bool:
    """Whether an issuer makes or delivers something: a bank, a law firm and an authority that tell of an order do not sell."""
    if any(ent.label == "MODEL" and ent.brand and core(ent.brand) in own for ent in page.ents):
        return True
    for sentence in page.sentences:
        named = (ent for ent in sentence.ents if ent.label in ("ORG", "BRAND") and _is_same(core(ent.canonical), own))
        if any(context.thread.stands(sentence, ent) in grammar.ACTING for ent in named):
            low = [item.low for item in sentence.items if item.ent is None]
            called = not scope.scope_words("being").isdisjoint(low) and any(map(scope.scope_forms("makers").fit, low))
            if called or any(map(scope.scope_forms("makes").fit, low)):
                return True
    return False


def _is_same(one: str, own: str) -> bool:
    return bool(one) and (one in own.split() or own.startswith(one) or one.startswith(own))


def _partner(page: Page, sentence: Sentence, context: Context) -> str | None:
    """The one firm with whom a contract is made in the sentence of an order, one beside it or the headline: `Rahmenvertrag mit Daimler Buses`."""
    near = page.sentences[max(0, sentence.index - 1) : sentence.index + 2]
    near += [other for other in page.sentences[:3] if page.kind(other) == "headline"]
    found = {
        core(ent.canonical): ent.canonical
        for beside in near
        if _names_contract(beside) and not any(map(scope.scope_forms("upkeep").fit, _words(beside)))
        for ent in beside.ents
        if ent.label in ("ORG", "BRAND") and grammar.governed(beside.items, ent.item) == "mit"
    }
    firms = {own: name for own, name in found.items() if not grammar.side_of(context.thread, name)}
    return next(iter(firms.values())) if len(firms) == 1 else None


def _words(sentence: Sentence) -> list[str]:
    return [item.low for item in sentence.items if item.ent is None]


def _names_contract(sentence: Sentence) -> bool:
    """Whether a sentence names a contract of a deal in goods, and no lease, loan or purchase of land."""
    return any(map(scope.scope_forms("contract").fit, _words(sentence))) and not _of_no_goods(sentence)


def _of_no_goods(sentence: Sentence) -> bool:
    """Whether a sentence names a contract or paper of another kind, or one on what nobody orders: `Mietvertrag`, `Vertrag über das Grundstück`."""
    contract, papers, other = map(scope.scope_forms, ("contract", "papers", "no goods"))
    items = sentence.items
    named = [k for k, item in enumerate(items) if item.ent is None and contract.fit(item.low)]
    if not named:
        return any(other.fit(word) or papers.fit(word) for word in _words(sentence))
    return any(other.fit(low) for k in named for low in (items[k].low, *_subject_matter(items, k + 1)))


def _subject_matter(items: Sequence[Item], at: int) -> Iterator[str]:
    """The nouns of what a contract in front of an index is on: `über die Pacht der Halle`."""
    if at >= len(items) or items[at].ent is not None or items[at].low not in ON:
        return
    for item in items[at + 1 : at + 8]:
        if item.ent is not None or not item.text[0].isalpha():
            return
        if item.text[0].isupper():
            yield item.low
        elif item.low not in scope.scope_words("articles") and not is_adjective(item):
            return


ON = frozenset(("über", "für", "zu", "zum", "zur", "auf"))
"""Prepositions between a contract and what it is on."""


def signings(page: Page, context: Context) -> list[Ent]:
    """The days on which something was signed or ordered before the release, wherever the text tells of it; the first three."""
    if context.signings is None:
        context.signings = list(itertools.islice(_days_of_orders(page), 3))
    return context.signings


def _days_of_orders(page: Page) -> Iterator[Ent]:
    signs = scope.scope_forms("signing"), scope.scope_forms("ordering")
    dated = ((s, found) for s in page.sentences if (found := scope.dates_of(s)))
    told = (
        found for s, found in dated if any(i.ent is None and any(form.fit(i.low) for form in signs) for i in s.items)
    )
    yield from (ent for ent in itertools.chain.from_iterable(told) if _is_past_day(page, ent))


def signed_on(reading: Reading, num: Num, dates: Sequence[Ent], context: Context) -> Ent | None:
    """The one day on which the release says that a contract was signed, where the clause of an order has no earlier date of its own."""
    page = reading.page
    if context.signed is None:
        context.signed = _days_of_signing(page, context)
    days = context.signed
    if len({str((ent.value or {})["value"]) for ent in days}) != 1:
        return None
    items = reading.sentence.items
    own = [ent for ent in dates if ent not in days and not gap(items, ent.item, num.at)]
    return None if any(str((ent.value or {})["value"]) <= str(page.published) for ent in own) else days[0]


def goes_on_with(reading: Reading, num: Num, dates: Sequence[Ent], draft: Draft, context: Context) -> Draft | None:
    """The order just before in the same line that a worth or an option without a date of its own belongs to: `Der Auftrag hat einen Wert von …`."""
    before, items = context.figure_draft, reading.sentence.items
    if before is None or context.figure_line != reading.sentence.line or before.slots["metric"] != "orders":
        return None
    own = [ent for ent in dates if not gap(items, ent.item, num.at)]
    tells = draft.slots.get("of") == "Option" or (num.label == "MONEY" and _speaks_of_worth(reading.sentence, num))
    return before if tells and not own else None


def is_undated(reading: Reading, num: Num, dates: Sequence[Ent], context: Context) -> bool:
    """Whether nothing says when a single order was given: its sentence has no date but that of the dateline, no `nun`, and goes on with no dated order."""
    page, items = reading.page, reading.sentence.items
    if not (num.is_vehicle if num.label == "NUMBER" else _speaks_of_worth(reading.sentence, num)):
        return False  # `von 4,6 auf 4,5 Milliarden Euro` may be all that came in
    own = [ent for ent in dates if not _is_of_dateline(page, items, ent)]
    before = context.figure_draft if context.figure_line == reading.sentence.line else None
    dated = before is not None and before.slots["metric"] == "orders" and before.slots.get("period")
    told = any(item.ent is None and item.low in scope.scope_words("now") for item in items)
    return not own and not dated and not told


def _is_of_dateline(page: Page, items: Sequence[Item], ent: Ent) -> bool:
    """`Graz, 3. März 2026 –`: the day of release with a mark behind it near the opening; no `Am 3. März 2026 bestellte …`."""
    behind = items[ent.item + 1 : ent.item + 2]
    closed = any(item.ent is None and item.text in scope.DATELINE_MARKS for item in behind)
    return closed and ent.item <= HEAD and str((ent.value or {})["value"]) == page.published


HEAD = 6
"""Items of a sentence among which the day of a dateline stands."""


def _days_of_signing(page: Page, context: Context) -> list[Ent]:
    """The past days on which the contract of a deal was signed, the day of issue only where it is the only one."""
    lines: dict[int, bool] = {}
    days = []
    for sentence in page.sentences:
        found = [ent for ent in scope.dates_of(sentence) if _is_past_day(page, ent)]
        if found and _tells_signing(sentence):
            if sentence.line not in lines:
                lines[sentence.line] = _deals_in_line(page, sentence, context)
            days += found if lines[sentence.line] else []
    earlier = [ent for ent in days if str((ent.value or {})["value"]) != page.published]
    return earlier or days  # the dateline may stand in the same line


def _tells_signing(sentence: Sentence) -> bool:
    """`Der Vertrag wurde am 3. März unterzeichnet`; not `den Jahresabschluss`, `den Mietvertrag`."""
    low = _words(sentence)
    signs, contract = scope.scope_forms("signing"), scope.scope_forms("contract")
    told = any(map(signs.fit, low)) or ("geschlossen" in low and any(map(contract.fit, low)))
    return told and not _of_no_goods(sentence)


def _deals_in_line(page: Page, sentence: Sentence, context: Context) -> bool:
    """Whether a paragraph tells of an order: by a word of ordering, the vehicles ordered, or who buys or sells."""
    near = page.sentences[max(0, sentence.index - LINES) : sentence.index + LINES]
    beside = [other for other in near if other.line == sentence.line]
    told = scope.scope_forms("ordering"), scope.scope_forms("orders"), word_class("vehicle")
    if any(forms.fit(low) for other in beside for low in _words(other) for forms in told):
        return True
    names = {ent.canonical for other in beside for ent in other.ents if ent.label in ("ORG", "BRAND")}
    return any(grammar.side_of(context.thread, name) for name in names)


LINES = 6
"""Sentences of a paragraph around one that tells of signing."""


def _is_past_day(page: Page, ent: Ent) -> bool:
    value = str((ent.value or {})["value"])
    return bool(page.published and scope.DAY.fullmatch(value) and value <= page.published)


def signed(sentence: Sentence, metric: str) -> list[str]:
    """Whether a sentence with a date tells when an order was signed."""
    if metric != "orders":
        return []
    signs = scope.scope_forms("signing")
    return ["signed" if any(signs.fit(item.low) for item in sentence.items) else "unsigned"]


def is_worth_of_order(reading: Reading, num: Num, context: Context) -> bool:
    """`Er hat ein Volumen von 1,4 Milliarden Euro`, `Kostenpunkt: 57 Mio.`: what an order is worth, told in one line with the order or its contract."""
    page, sentence = reading.page, reading.sentence
    before = page.previous(sentence)
    if num.label != "MONEY" or before is None or before.line != sentence.line or not _speaks_of_worth(sentence, num):
        return False
    near = (before, sentence)
    if any(map(_of_no_goods, near)):
        return False
    ordered = context.figure_draft is not None and context.figure_draft.slots["metric"] == "orders"
    if ordered and context.figure_line == sentence.line:
        return True
    return any(map(_names_contract, near)) and _deals_in_line(page, sentence, context)


def is_sum_of_goods(sentence: Sentence, num: Num, goods: Num) -> bool:
    """`vier Drehleitern um 4,1 Mio. Euro`: a sum behind `um` and the goods that are ordered, nothing but names and nouns between them."""
    if num.label != "MONEY" or goods.label != "NUMBER" or word_in_front(sentence, num) != "um":
        return False
    between = sentence.items[goods.at + 1 + len(goods.noun) : in_front(sentence.items, num.at)]
    return goods.at < num.at and all(
        item.ent is not None or item.text[0].isupper() or item.low in OF_GOODS for item in between
    )


OF_GOODS = frozenset(("des", "der", "vom", "von", "typs", "typ", "für", "mit"))
"""Between goods and what they cost."""


def _speaks_of_worth(sentence: Sentence, num: Num) -> bool:
    """Whether a word of worth in one piece with a sum is said of nothing else: `Die Kosten für die Werkstatt` are none of the order."""
    items, worth = sentence.items, scope.scope_forms("worth")
    at = next((k for k, i in enumerate(items) if i.ent is None and worth.fit(i.low) and not gap(items, k, num.at)), -1)
    if at < 0:
        return False
    behind = items[at + 1 : at + 6]
    if behind and behind[0].low in ("eines", "einer") and behind[0].ent is None:
        return False  # `Der Preis eines Trainers beginnt bei …`
    if not behind or behind[0].ent is not None or behind[0].low not in ("für", "der", "des", "dieser", "dieses"):
        return True
    noun = next((item for item in behind[1:] if item.ent is None and item.text[0].isupper()), None)
    kinds = (scope.scope_forms("contract"), scope.scope_forms("ordering"), word_class("vehicle"))
    return noun is None or any(forms.fit(noun.low) for forms in kinds)
