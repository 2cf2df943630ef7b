"""What the words of a clause say surely a number is a figure of: decided, not weighed.

A rule's `sure` phrases decide where they stand in one piece with a number that the rule's figures may be; the rest of this
module reads what no phrase says: what is said of the figure before once more.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from pressefakten.facts import candidates, deals, grammar, growth, scope, shares, tables
from pressefakten.facts.context import amount_of
from pressefakten.facts.cues import FILLERS, Num, gap, in_front, is_whole, prior, word_in_front
from pressefakten.facts.page import NUMERIC, Item, Page, Sentence, is_numeric
from pressefakten.facts.rules import Draft, NumberRule, word_class
from pressefakten.facts.triggers import Forms, Hit, matches
from pressefakten.normalize.nouns import is_noun
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.context import Context
    from pressefakten.facts.figures import Reading

PROFITS = ("operating_profit", "net_profit")


@functools.cache
def _forms(name: str) -> Forms:
    return Forms(words("figures")["told"][name])


def sure_hits(reading: Reading, num: Num, counts: Callable[[str], Forms | None] = lambda _: None) -> Iterator[Hit]:
    """The `sure` phrases that stand in one piece with a number, the longest first; `counts` tells the nouns of a rule's figures."""
    items = reading.sentence.items
    found = [
        hit
        for hit in reading.of_figures
        if hit.key.endswith("/sure")
        and _in_one_piece(items, hit, num)
        and speaks_of(reading, num, hit, counts(hit.rule))
    ]
    yield from sorted(found, key=lambda hit: (-len(hit.phrase.split()), abs(hit.start - num.at)))


def speaks_of(reading: Reading, num: Num, hit: Hit, counts: Forms | None = None) -> bool:
    """Whether a phrase stands around a number, or nearer to it than to others that count what its rule counts."""
    near = {reading.nearest(hit.start), reading.nearest(hit.end - 1)}
    near |= {level for one in near if (level := _led_to(reading, one)) is not None}
    if counts is not None and num not in near:
        rivals = [one for one in reading.nums if not one.noun or one.noun[-1].ent or counts.fit(one.noun[-1].low)]
        near |= (
            {reading.nearest_of(rivals, hit.start), reading.nearest_of(rivals, hit.end - 1)} if num in rivals else set()
        )
    row = [num]
    while (before := _linked(reading, row[0])) is not None:
        row.insert(0, before)
    for other in reading.nums:
        if other.at > num.at and _linked(reading, other) is row[-1]:
            row.append(other)
    return hit.start < num.at < hit.end or not near.isdisjoint(row)


def _led_to(reading: Reading, change: Num) -> Num | None:
    """The level that a change led to: `um 8 Prozent auf 5,4 Mio. Euro`."""
    items = reading.sentence.items
    level = next((other for other in reading.nums if other.at > change.at), None)
    if change.part != "change" or level is None or level.part != "level" or gap(items, change.at, level.at):
        return None
    return level if word_in_front(reading.sentence, level) == "auf" else None


def _linked(reading: Reading, num: Num) -> Num | None:
    """The number that one goes on with: `17 Traverso und 22 FLIRT`."""
    before = next((other for other in reversed(reading.nums) if other.at < num.at and other.label == num.label), None)
    if before is None:
        return None
    between = reading.sentence.items[before.at + 1 + len(before.noun) : num.at]
    return before if between and all(item.low in ("und", "sowie", ",", *FILLERS) for item in between) else None


def _in_one_piece(items: Sequence[Item], hit: Hit, num: Num) -> bool:
    low, high = min(hit.start, num.at), max(hit.end - 1, num.at)
    return items[hit.start].depth == num.depth and not gap(items, low, high)


def fits(reading: Reading, num: Num, rule: NumberRule, hit: Hit) -> bool:
    """Whether a number may be what a phrase is said of: its noun is one that is counted so, and no other figure is named in the piece."""
    if num.label == "NUMBER" and not _may_be(reading, num, rule, hit):
        return False
    if rule.as_change and (is_whole(reading.sentence, num.at) or growth.are_taken_over(reading, num)):
        return False
    items = reading.sentence.items
    if any(_in_one_piece(items, veto, num) for veto in reading.by_key.get(f"{rule.id}/veto", ())):
        return False
    if rule.ignore:
        return True  # `Unter dem Strich standen 58 Mio. an neuen Geldern`
    others = (
        other
        for other in reading.of_figures
        if other.key.endswith("/name") and other.rule != rule.id and not _forms("any profit").fit(other.phrase)
    )
    return not any(
        _in_one_piece(items, other, num)
        and not _overlaps(other, hit)
        and not _is_counted_noun(other, num, rule)
        and not _is_counted_in_front(reading, other, hit, num)
        for other in others
    )


def _is_counted_in_front(reading: Reading, other: Hit, hit: Hit, num: Num) -> bool:
    """Whether a name is but what another number counts that does what is told: `310 Beschäftigte betreuen 1.200 Kinder`."""
    if not other.end <= hit.start < num.at:
        return False
    return any(one.at < other.start < one.at + 1 + len(one.noun) for one in reading.nums if one.at < hit.start)


def _is_counted_noun(other: Hit, num: Num, rule: NumberRule) -> bool:
    """Whether a name is but the noun that the rule counts: the `Stellen` of `Offen sind noch 64 Stellen` are no staff."""
    return bool(rule.counted) and num.at < other.start and other.end <= num.at + 1 + len(num.noun)


def _overlaps(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def _may_be(reading: Reading, num: Num, rule: NumberRule, hit: Hit) -> bool:
    noun = num.noun[-1] if num.noun else None
    if num.ent.text.isalpha() and not rule.bare:
        return False  # `die drei Linien sind ausgelegt auf …`
    if rule.set.get("metric") == "orders":
        around = hit.start < num.at < hit.end and "für" not in hit.phrase  # `liefert Sitze für 260 Busse an die Bahn`
        if deals.is_no_order(reading.sentence, num) or (around and word_in_front(reading.sentence, num) == "für"):
            return False
    if rule.goods and _is_no_output(rule, num):
        return False
    if rule.set.get("metric") in OF_THINGS and deals.is_for_things(reading.sentence, num):
        return False
    if rule.counted:
        if noun is None:
            return rule.bare
        if noun.ent is not None:
            return rule.unit == "vehicle" and noun.ent.label in ("MODEL", "BRAND")
        return rule.counts.fit(noun.low)
    right_behind = hit.end <= num.at and all(
        i.low in FILLERS or i.low in _set("more of them") for i in reading.sentence.items[hit.end : num.at]
    )
    if not right_behind and hit.end <= num.at and hit.phrase.endswith(" über"):
        return False  # `ein Auftrag der Bahn über 18 Züge`
    in_front = word_in_front(reading.sentence, num)
    said = hit.start < num.at < hit.end and in_front in hit.phrase.split()  # `ist für 400.000 Fahrzeuge genehmigt`
    if not right_behind and not said and in_front in _set("aside"):
        return False
    if noun is None or noun.ent is not None:
        return True
    return not _is_person(noun.low) and (right_behind or not _is_no_good(noun.low))


OF_THINGS = ("orders", "sales", "production")
"""Metrics of things of any kind."""


def _is_no_output(rule: NumberRule, num: Num) -> bool:
    """`Die 125 ENDURO wird gefertigt`, `bis zu 420 Maschinen verlassen pro Jahr das Werk`, `fertigten 300 Reisende ab`: a name, what could be made, nobody and no kinds of things."""
    noun = num.noun[-1] if num.noun else None
    unnamed = noun is None or noun.ent is not None
    if num.value.get("approx") == "at_most" or (unnamed and not rule.counted):
        return True
    others = (word_class("moving"), _forms("kinds"))
    return noun is not None and (noun.text.isupper() or any(forms.fit(noun.low) for forms in others))


def _is_no_good(noun: str) -> bool:
    """Whether a noun is one of people or places, which nobody makes so many pieces of."""
    return _is_person(noun) or word_class("presence").fit(noun) or uncounted().fit(noun)


def _is_person(noun: str) -> bool:
    """`ein Auftrag für 40 Mitarbeitende`, `bestellte drei Gutachter`."""
    return word_class("person").fit(noun) or scope.scope_forms("appointed").fit(noun)


@functools.cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words("figures")["told"][name])


@functools.cache
def uncounted() -> Forms:
    """Nouns that no figure of an organization counts: events, distances, times, parts of a text."""
    return Forms(words("figures")["ignore"]["counted"])


def once_more(reading: Reading, num: Num, context: Context) -> str | None:
    """The rule of the figure before, where the words say that a number is one of the same: a part of it, or the profit of another time."""
    if num.label == "MONEY" and (known := context.by_label.get("MONEY")) is not None:
        before, line, sentence = known
        if line == reading.sentence.line and sentence >= reading.sentence.index - 2:
            found = _sum_again(reading, num, before, sentence == reading.sentence.index)
            if found is not None:
                return found
            if sentence >= reading.sentence.index - 1 and _grows_itself(reading, num, before):
                return before.rule
            if sentence == reading.sentence.index and _is_to_reach(reading, num):
                return before.rule
    return _level_of_change(reading, num, context) or _part_again(reading, num, context) or _named_before(reading, num)


def _level_of_change(reading: Reading, num: Num, context: Context) -> str | None:
    """`Der Umsatz stieg um 2 Prozent. In Franken ergab sich ein Rückgang auf 320 Mio.`: the level behind a change stated before it."""
    known, known_sum = context.lone_change, context.by_label.get("MONEY")
    if known is None or num.label != "MONEY" or word_in_front(reading.sentence, num) != "auf":
        return None
    draft, line, sentence = known
    if line != reading.sentence.line or sentence < reading.sentence.index - 2:
        return None
    if known_sum is not None and known_sum[2] > sentence:
        return None
    items = reading.sentence.items
    named = any(
        hit.key.endswith("/name") and (hit.start < num.at or _in_one_piece(items, hit, num))
        for hit in reading.of_figures
    )
    other = any(i.ent is None and quantities().fit(i.low) for k, i in enumerate(items) if not gap(items, k, num.at))
    return None if named or other else draft.rule


def _named_before(reading: Reading, num: Num) -> str | None:
    """`Der Auftragseingang legte zu. Mit 824 Mio. wurde der Vorjahreswert übertroffen`: the one sum that the sentence before names without any number."""
    page, sentence = reading.page, reading.sentence
    above = page.previous(sentence)
    if above is None or above.line != sentence.line or page.kind(sentence) != "paragraph" or num.label != "MONEY":
        return None
    own = any(
        hit.key.endswith("/name") or (hit.key.endswith("/verb") and hit.rule in SUMS) for hit in reading.of_figures
    )
    if own or any(map(is_numeric, above.items)):
        return None
    level = prior("level")
    plain = [item for item in (*above.items, *sentence.items) if item.ent is None and not level.fit(item.low)]
    if any(quantities().fit(item.low) for item in plain):
        return None
    named = {hit.rule for hit in reading.find(above.items) if hit.key.endswith("/name") and hit.start < FRONT}
    taken_up = any(
        (item.ent is None and item.low in ("er", "es"))
        or ((item.ent is None or item.ent.label == "DATE") and level.fit(item.low))
        for item in sentence.items
    )
    return named.pop() if taken_up and len(named) == 1 and named <= SUMS else None


SUMS = frozenset(("revenue", "orders", "operating-profit", "net-profit"))
"""Rules of sums of money that a sentence may name for the one behind it."""
FRONT = 7
"""Words of a sentence in which its subject stands."""


def _sum_again(reading: Reading, num: Num, before: Draft, here: bool) -> str | None:
    """`entfielen 118 Mio. auf …`, `während ein Jahr zuvor noch 117 Mio. verdient worden waren`."""
    items = reading.sentence.items
    own = [hit for hit in reading.of_figures if hit.key.endswith("/name") and _in_one_piece(items, hit, num)]
    if before.slots["metric"] in PROFITS and here:
        plain = all(_forms("any profit").fit(hit.phrase) for hit in own)
        earned = any(_forms("earned").fit(item.low) for item in items[num.at + 1 : num.at + 5] if item.ent is None)
        return before.rule if plain and (own or earned) else None
    dealt = any(hit.key == "part/dealt" and _in_one_piece(items, hit, num) for hit in reading.cues)
    other = any(i.ent is None and quantities().fit(i.low) for k, i in enumerate(items) if not gap(items, k, num.at))
    return before.rule if dealt and not own and not other else None  # `Auf Abschreibungen entfielen 40 Mio. Euro`


def _grows_itself(reading: Reading, num: Num, before: Draft) -> bool:
    """`In Amerika fiel er um 9 % auf 77 Mio., obwohl die Bestellungen zunahmen`: a pronoun of the figure before, and no name of another in the clause."""
    items, pronouns = reading.sentence.items, PRONOUNS.get(before.slots["metric"], ())
    clause = [item.low for item in items[: num.at] if item.clause == num.clause and item.ent is None]
    if word_in_front(reading.sentence, num) != "auf" or not any(word in pronouns for word in clause):
        return False
    moved = any(hit.key in TURNED and items[hit.start].clause == num.clause for hit in reading.cues)
    return moved and not any(
        hit.key.endswith("/name") and items[hit.start].clause == num.clause for hit in reading.of_figures
    )


def _is_to_reach(reading: Reading, num: Num) -> bool:
    """`Der Umsatz lag bei 30 Mio. und soll bis 2028 auf 40 Mio. steigen`: the verb of planning has the subject of the clause before."""
    items = reading.sentence.items
    opens = next((k for k in range(num.at - 1, 0, -1) if items[k].low in scope.scope_words("aiming")), 0)
    if not opens or items[opens - 1].low not in ("und", ",") or word_in_front(reading.sentence, num) != "auf":
        return False
    nouns = [item for item in items[opens : num.at] if item.ent is None and item.text[0].isupper()]
    return not nouns and any(
        hit.key in TURNED and hit.start > num.at and not gap(items, num.at, hit.start) for hit in reading.cues
    )


PRONOUNS = {"revenue": ("er",), "orders": ("er",), "net_profit": ("er", "es"), "operating_profit": ("er", "es")}
"""What takes up a sum: der Umsatz, der Auftragseingang, das Ergebnis."""
TURNED = ("change/up", "change/down")


def goods_of_subject(reading: Reading, num: Num) -> str | None:
    """`Der Absatz stieg auf 31.500 Geräte`, `Die Produktion lag bei 12.400 Pumpen`: the rule of goods that the noun in front names, in goods of any kind."""
    noun, items = num.noun[-1] if num.noun else None, reading.sentence.items
    if num.label != "NUMBER" or noun is None or noun.ent is not None or num.is_vehicle or num.ent.text.isalpha():
        return None
    if _is_no_good(noun.low) or word_class("unit").fit(noun.low):
        return None
    named = [
        h for h in reading.of_figures if h.key.endswith("/name") and h.end <= num.at and _in_one_piece(items, h, num)
    ]
    last = max(named, key=lambda hit: (hit.start, hit.rule in GOODS), default=None)
    if (
        last is None
        or last.rule not in GOODS
        or any(last.start < o.at < num.at and o.part == "level" for o in reading.nums)
    ):
        return None
    front = word_in_front(reading.sentence, num)
    between = [item.low for item in items[last.end : num.at] if item.ent is None]
    verb = next((h.end for h in reading.cues if h.key in TURNED and last.end <= h.start < num.at), num.at)
    if any(
        is_noun(items[k].text) and not grammar.behind_preposition(items, k)
        for k in range(verb, num.at)
        if items[k].ent is None
    ):
        return None  # `Trotz schwachen Absatzes stieg das Filialnetz auf 320 Geschäfte`
    turned = front == "auf" and any(h.key in TURNED and _in_one_piece(items, h, num) for h in reading.cues)
    amounts = any(word in scope.scope_words("amounting") for word in between)
    return GOODS[last.rule] if turned or amounts else None


GOODS = {"sales": "sales-things", "production": "production-things", "orders": "orders-things"}
"""Rules of vehicles and the ones that count other goods."""


@functools.cache
def quantities() -> Forms:
    """Nouns of quantities of their own: `Kosten`, `Abschreibungen`."""
    return Forms(words("figures")["column"]["quantity"])


def goods_named(reading: Reading, num: Num, rule: NumberRule) -> tuple[Item, str] | None:
    """What is made or sold where the clause names it beside a number without a noun, and what `und` joins to it.

    `Der Absatz von Joghurt stieg auf 9.400 Tonnen`, `Beim Erdgas waren es 310 GWh`.
    """
    items = reading.sentence.items
    if num.label not in ("NUMBER", "QUANTITY") or (num.noun and not word_class("unit").fit(num.noun[-1].low)):
        return None
    for hit in reading.by_key.get(f"{rule.id}/name", ()):
        at = next((k for k in (hit.end - 1, hit.end) if items[min(k, num.at)].low in ("von", "an")), num.at)
        if at < num.at and not gap(items, hit.start, num.at):
            k = next((k for k in (at + 1, at + 2) if not items[min(k, num.at)].text[0].islower()), at)
            if items[at].low == "an" and _takes(items[k]):
                continue  # `der Absatz an Händler`
            if _is_thing(items[k]) and not word_class("unit").fit(items[k].low):
                joined = items[k + 1].low in ("und", "sowie") and _is_thing(items[k + 2])
                return items[k], f" {items[k + 1].text} {items[k + 2].text}" if joined else ""
    aside = scope.scope_words("left out") | {"mit", "aus"}  # `Neben Wärme verkaufte die Firma 310 GWh`
    own = [
        item
        for front, item in itertools.pairwise((items[0], *items))
        if item.clause == num.clause and front.low not in aside
    ]
    named = [item for item in own if _forms("energies").fit(item.low)]
    return (named[0], "") if num.unit in ENERGIES and len(named) == 1 and _is_thing(named[0]) else None


def _takes(item: Item) -> bool:
    """Whether a noun is of who buys or of where something stands, no goods."""
    low = item.low
    return _is_person(low) or any(
        scope.scope_forms(name).fit(low) for name in ("customers", "takers", "standing somewhere")
    )


def _is_thing(item: Item) -> bool:
    return item.ent is None and item.text[0].isupper()


ENERGIES = ("kWh", "MWh", "GWh", "TWh")


def _part_again(reading: Reading, num: Num, context: Context) -> str | None:
    """`davon waren 1.310 batterieelektrisch`, `2.680 davon in Österreich`: a number without a noun of its own counts what the figure before does."""
    before, items = _whole_before(reading, num, context), reading.sentence.items
    if before is None or num.label != "NUMBER" or context.figure_label != "NUMBER":
        return None
    if num.noun and not word_class("unit").fit(num.noun[-1].low):
        return None
    dealt = [hit for hit in reading.cues if hit.key == "part/dealt" and _in_one_piece(items, hit, num)]
    if dealt and before.flow and reading.sentence.line <= context.figure_line + 2:
        return before.rule
    near = context.figure_line == reading.sentence.line and context.figure_sentence >= reading.sentence.index - 1
    if not near or num.noun:
        return None
    behind = [item.low for item in items[num.at + 1 : num.at + 3]]
    is_part = (
        candidates.is_part(reading, num) or behind[:1] == ["davon"] or behind in (["von", "ihnen"], ["von", "diesen"])
    )
    named = any(hit.key.endswith(("/name", "/verb")) and _in_one_piece(items, hit, num) for hit in reading.of_figures)
    if not is_part or named:
        return None
    unit = (before.slots.get("value") or {}).get("unit")
    num.value = num.value | ({"unit": unit} if unit in ("vehicle", "person") else {})
    return before.rule


def goes_back(reading: Reading, context: Context) -> bool:
    """`412 Personen, davon 38 Lernende. Weltweit sind es 690.`: `es` behind a part, with a number that names nothing, takes up the whole."""
    near = context.figure_sentence == reading.sentence.index - 1 and context.figure_line == reading.sentence.line
    if context.divided is None or not near or context.divided[0].slots.get("subject") != context.subject:
        return False  # `ein Markt von 235’000, Toyota will davon 20’000 verkaufen. 2025 waren es 18’764.`
    low = [item.low for item in reading.sentence.items if item.ent is None]
    verbs = scope.scope_words("being") | scope.scope_words("aiming")
    takes_up = any(one in verbs and two == "es" for one, two in itertools.pairwise(low))
    level = next((num for num in reading.nums if num.part == "level"), None)
    bare = level is not None and (not level.noun or word_class("unit").fit(level.noun[-1].low))
    if level is None or level.label == "DURATION" or _is_nearer_to(level, context.figure_draft, context.divided[0]):
        return False  # `412 Personen, davon 38 Lernende. Im Vorjahr waren es noch 36.`
    return takes_up and bare and scope.scope_words("parts").isdisjoint(low)


def _is_nearer_to(num: Num, one: Draft | None, other: Draft) -> bool:
    """Whether a number is rather as large as the first of two figures."""
    own, first, second = (
        amount_of(value or {}) for value in (num.value, one and one.slots.get("value"), other.slots.get("value"))
    )
    if not own or not first or not second:
        return False
    return max(own, first) / min(own, first) < max(own, second) / min(own, second)


def _whole_before(reading: Reading, num: Num, context: Context) -> Draft | None:
    """The figure before, or where it is smaller than the number the last larger one of its sentence: `18'500 Mitarbeitende an 30 Standorten, davon 5'200 in Visp`."""
    before, own = context.figure_draft, amount_of(num.value) if num.label == "NUMBER" else None
    amount = amount_of(before.slots.get("value")) if before is not None else None
    if before is None or not own or not amount or amount >= own:
        return before
    row = [(one, draft) for one, draft in context.levels if one.sentence is reading.sentence and one.label == "NUMBER"]
    return next((draft for _, draft in reversed(row) if (amount_of(draft.slots.get("value")) or 0) > own), before)


def is_profit(reading: Reading, num: Num) -> bool:
    """`Nach Steuern bleibt ein Minus von 61 Mio. Euro`: what looks like a change is the profit itself."""
    items, at = reading.sentence.items, num.at
    called = [item.low for item in items[max(0, at - 3) : at]]
    if num.label != "MONEY" or "von" not in called or not {"minus", "plus"} & set(called):
        return False
    sure = any(hit.rule in PROFIT_RULES for hit in sure_hits(reading, num))
    return sure and not any(other.label == "MONEY" and other.part == "level" for other in reading.nums if other.at < at)


PROFIT_RULES = ("operating-profit", "net-profit")


def loss_again(reading: Reading, num: Num, before: Draft | None) -> str | None:
    """`Ein Jahr zuvor hatte das Minus noch 13,9 Mio. betragen`: the rule of the loss just told, of which a sum is another time's."""
    items, at = reading.sentence.items, num.at
    k = next((k for k in range(at - 1, max(0, at - 4), -1) if items[k].low == "minus" and items[k].text == "Minus"), 0)
    if num.label != "MONEY" or not k or items[k - 1].low not in ("das", "dieses"):
        return None
    if not any(item.low in AMOUNTS for item in items if item.clause == num.clause and item.ent is None):
        return None
    named = [hit.rule for hit in reading.of_figures if hit.key.endswith("/name") and hit.end < k]
    last = named[-1] if named else before.rule if before is not None else ""
    return last if last in PROFIT_RULES else None


AMOUNTS = frozenset(("betragen", "betrug", "beträgt", "belief", "belaufen", "gelegen", "lag"))
"""Forms of the verbs of how large a sum is."""


def is_margin(reading: Reading, num: Num, context: Context) -> bool:
    """`120 Mio. oder 5,7 % vom Umsatz`, `Das sind 10.7% des Umsatzes`: what share of the revenue the profit just told is."""
    items, at = reading.sentence.items, num.at
    before = context.figure_draft
    told = before is not None and before.slots["metric"] in PROFITS and before.slots.get("value")
    near = context.figure_sentence >= reading.sentence.index - 1 and context.figure_line == reading.sentence.line
    if num.label != "PERCENT" or num.part == "change" or not told or not near or at + 2 >= len(items):
        return False
    equal = word_in_front(reading.sentence, num) in _set("equals")
    return equal and items[at + 1].low in ("vom", "des", "der", "am") and _forms("revenue").fit(items[at + 2].low)


def profit_of_margin(reading: Reading, num: Num, context: Context) -> str | None:
    """`Die EBIT-Marge betrug 5,6 %. In absoluten Zahlen sind das 63 Mio.`: the rule of the profit whose margin was just told."""
    before = context.figure_draft
    near = context.figure_sentence >= reading.sentence.index - 1 and context.figure_line == reading.sentence.line
    if num.label != "MONEY" or before is None or before.slots["metric"] != "margin" or not near:
        return None
    items = reading.sentence.items
    pairs = itertools.pairwise(item.low for item in items[max(0, num.at - 4) : num.at])
    told = word_in_front(reading.sentence, num) in _set("equals")
    told = told or any(one in _set("equals") and other in ("das", "dies", "einem", "ein") for one, other in pairs)
    named = any(hit.key.endswith("/name") and not gap(items, hit.start, num.at) for hit in reading.of_figures)
    if not told or named:
        return None
    end = before.sources.get("value", (0, 0))[1]
    behind = reading.page.sentences[context.figure_sentence]
    label = [
        item.low for item in behind.items if item.ent is None and item.end <= end and _forms("margin").fit(item.low)
    ]
    said = label[-1] if label else ""
    if _forms("net margin").fit(said):
        return "net-profit"
    return "operating-profit" if not _forms("other margin").fit(said) else None


def is_same_as_count(reading: Reading, num: Num, context: Context) -> bool:
    """`412 von 1.130 Bussen …, das entspricht 36 Prozent`: the share that a count or staff just told is of a whole."""
    before, items = context.figure_draft, reading.sentence.items
    if num.label != "PERCENT" or num.part != "level" or num.noun or before is None or context.figure_label != "NUMBER":
        return False
    near = context.figure_line == reading.sentence.line and context.figure_sentence >= reading.sentence.index - 1
    if not near or before.slots["metric"] not in ("count", "employees") or not before.slots.get("value"):
        return False
    return shares.equals_before(items, num, directly=True)


def is_made(reading: Reading, num: Num) -> bool:
    """`Gut ein Fünftel der Erlöse stammt aus …`: a share of the revenue."""
    items, at = reading.sentence.items, num.at
    if num.label != "PERCENT" or num.part == "change" or at + 2 >= len(items):
        return False
    if items[at + 1].low not in ("des", "der", "vom") or not _forms("revenue").fit(items[at + 2].low):
        return False
    return any(_forms("making").fit(i.low) for k, i in enumerate(items) if i.ent is None and not gap(items, k, at))


def is_some_of(reading: Reading, num: Num) -> bool:
    """`Von den 300 Zimmern sind 80 Prozent belegt`: a percentage right behind the verb of a sentence that opens with its whole."""
    items = reading.sentence.items
    if num.label != "PERCENT" or num.part != "level" or num.noun or reading.page.kind(reading.sentence) != "paragraph":
        return False
    verb = next((k for k in range(num.at - 1, 0, -1) if items[k].ent is None and items[k].low not in FILLERS), 0)
    return _forms("doing").fit(items[verb].low) and shares.opening_whole(items, num) > 0


def is_made_by_label(reading: Reading, num: Num) -> bool:
    """`Produktion 2025: 280 Mio. Zahnbürsten`: the label says what was done with the goods that are counted."""
    noun = num.noun[-1] if num.noun else None
    if num.label != "NUMBER" or noun is None or noun.ent is not None or num.is_vehicle or _is_no_good(noun.low):
        return False
    label = [item for item in scope.line_label(reading, num) if item.ent is None and item.text[0].isupper()]
    return bool(label) and _forms("making label").fit(label[0].low)


def is_of_plant(reading: Reading, num: Num) -> bool:
    """`Vier Windräder mit zusammen 10 MW`, `eine 480-kW-Photovoltaikanlage`: what plants can give, and no datum of a product."""
    if num.label != "QUANTITY" or num.unit not in (*POWER, *STORED):
        return False
    items = reading.sentence.items
    near = [i for k, i in enumerate(items[: num.at + 4]) if not gap(items, k, num.at)]
    if num.unit in STORED:
        return any(_forms("stores").fit(item.low) for item in near if item.ent is None) and not any(
            item.ent is not None and item.ent.label == "MODEL" for item in near
        )
    ordered = any(hit.rule == "orders" and _in_one_piece(items, hit, num) for hit in reading.of_figures)
    if word_in_front(reading.sentence, num) in _set("together") and num.unit != "kW" and not ordered:
        return True  # `Die 13 Anlagen des Typs Vestas V162 leisten zusammen 80 MW`
    near += _in_front_of_relative(items, num.at)
    if any(i.ent.label == "MODEL" if i.ent else _forms("loading").fit(i.low) for i in near):
        return False  # `14 Schnelllader mit je 300 kW neben der Photovoltaikanlage`
    return any(_forms("power plants").fit(item.low) for item in near if item.ent is None)


POWER, STORED = ("kW", "MW", "GW"), ("kWh", "MWh", "GWh")
"""Units of what plants give and of what stores hold."""


def _in_front_of_relative(items: Sequence[Item], at: int) -> list[Item]:
    """The noun that a number's relative clause goes on about: `Photovoltaikmodule, die 110 Kilowatt leisten`."""
    k = next((k for k in range(at, 0, -1) if items[k].clause == items[at].clause and items[k].text == ","), 0)
    pronoun = k and items[k + 1].low in ("die", "der", "das") and items[k + 1].ent is None
    return [items[k - 1]] if pronoun else []


def is_of_holders(reading: Reading, num: Num, context: Context) -> bool:
    """`67,1 Prozent der Neuwagen wurden gewerblich zugelassen`: who registers them has a share, but none of the market."""
    items = reading.sentence.items
    if context.main.get("NUMBER") != "registrations":
        return False
    near = (item for k, item in enumerate(items) if item.ent is None and not gap(items, k, num.at))
    return any(_forms("holders").fit(item.low) for item in near)


def is_counted_in_market(reading: Reading, num: Num, context: Context) -> bool:
    """`Die Zahl der Benziner fiel auf 50.379` where a market's new registrations are told."""
    items = reading.sentence.items
    if not context.market or context.main.get("NUMBER") != "registrations" or num.label != "NUMBER":
        return False
    for k in range(max(0, num.at - 14), num.at - 2):
        if items[k].low in ("zahl", "anzahl") and items[k + 1].low == "der" and not gap(items, k, num.at):
            return any(item.ent is None and word_class("vehicle").fit(item.low) for item in items[k + 2 : k + 5])
    return False


def is_drive_of_market(reading: Reading, num: Num, context: Context) -> bool:
    """`Benzin: 51.282 (24,2 %)` in the list of a market's new registrations."""
    if not context.market or context.main.get("NUMBER") != "registrations" or num.label != "NUMBER" or num.noun:
        return False
    label = [item.low for item in scope.line_label(reading, num) if item.ent is None]
    return bool(label) and scope.is_item(reading) and num.part != "change" and _forms("drives").fit(label[0])


def learners(reading: Reading, num: Num) -> str | None:
    """What `61 davon sind Lernende`, `darunter Lehrlinge: 214` and `Der Lehrlingsstand beträgt 131` count; None for other numbers."""
    if num.label != "NUMBER" or num.part == "change" or num.noun:
        return None
    items = reading.sentence.items
    behind = items[num.at + 1 : num.at + 6]
    if behind and behind[0].low in _set("of them"):
        behind = behind[1:]
    elif [item.low for item in behind[:2]] == ["von", "ihnen"]:
        behind = behind[2:]
    if " ".join(item.low for item in behind[:3]).startswith(IN_TRAINING):
        return "Auszubildender"
    if behind and behind[0].low in _set("being them"):
        named = next((item for item in behind[1:3] if item.text[0].isupper() or not item.text[0].isalpha()), None)
        if named is not None and (of := _learner(named)) is not None:
            return of
    label = num.label_items or scope.line_label(reading, num)
    named = next((item for item in reversed(label) if item.ent is None and item.text[0].isupper()), None)
    if named is None and num.at > 1 and items[num.at - 1].low in _set("amounting to"):
        named = next((item for item in reversed(items[: num.at]) if item.text[0].isupper()), None)
    return _learner(named) if named is not None else None


def is_counted_after_all(reading: Reading, num: Num, context: Context) -> bool:
    """`8,7 Millionen Gäste waren mit der SWISS unterwegs`, `71’940 Mal`: so many are no guests of an event and no rank."""
    noun, value = num.noun[-1] if num.noun else None, num.value.get("value") or 0
    if noun is None or noun.ent is not None or num.label != "NUMBER" or reading.page.zone(reading.sentence) == "head":
        return False
    if noun.low == "mal" and context.main.get("NUMBER") in ("registrations", "sales"):
        return False  # `36.812 Mal fiel die Wahl auf ein Elektroauto`
    front = {item.low for item in num.sentence.items[max(0, num.at - 5) : num.at] if item.clause == num.clause}
    if front & _set("needs"):
        return False  # `den Bedarf von 60.000 Haushalten`
    least: dict[str, int] = words("figures")["told"]["from so many on"]
    return any(matches(form, noun.low) and value >= number for form, number in least.items())


def is_scale(num: Num) -> bool:
    """`Auf 1’000 Einwohner kommen 786 Personenwagen`, `(in CHF 1'000)`: the round number in which others are counted."""
    value, items = num.value.get("value"), num.sentence.items
    front = items[num.at - 1].low if num.at else ""
    if value in (*ROUND, 1_000_000) and num.depth and front == "in" and not num.noun:
        return any(item.text == "(" for item in items[max(0, num.at - 2) : num.at])
    noun = num.noun[-1].low if num.noun else ""
    return value in ROUND and front in ("auf", "je", "pro") and _forms("per").fit(noun)


ROUND = (100, 1_000, 10_000, 100_000)
BUYERS = ("sales-buyers", "sales-found")
"""The rules of who decides for a product: in a release on registrations those count."""
IN_TRAINING = ("in ausbildung", "in der ausbildung")


def _learner(item: Item) -> str | None:
    if item.ent is not None:
        return None
    table: dict[str, str] = words("figures")["told"]["learners"]
    return next((of for form, of in table.items() if matches(form, item.low)), None)


def is_part_of_before(reading: Reading, num: Num, context: Context) -> bool:
    """`65 Prozent gingen an Spediteure`, `…, von denen 70 % im Ausland tätig sind`: a percentage that opens its clause and does something, or is said to be of them, is a share."""
    before, items = context.figure_draft, reading.sentence.items
    if num.label != "PERCENT" or num.part != "level" or num.noun or reading.page.kind(reading.sentence) == "row":
        return False
    if reading.page.zone(reading.sentence) == "head" or reading.page.kind(reading.sentence) == "heading":
        return False
    if before is None or before.slots["metric"] == "margin" or not before.slots.get("value"):
        return False
    last = next((other for other in reversed(reading.nums) if other.at < num.at), None)
    front = word_in_front(reading.sentence, num)
    if front in _set("of them") and not (last is not None and last.part == "change"):
        return True
    opens = next((k for k in range(num.at - 1, -1, -1) if items[k].low not in FILLERS), -1)
    if opens >= 0 and items[opens].text not in OPENING and items[opens].clause == num.clause:
        return False
    verb, behind = items[num.at + 1 : num.at + 2], [item.low for item in items[num.at + 2 : num.at + 3]]
    if not verb or verb[0].ent is not None or not _forms("doing").fit(verb[0].low) or behind in (["es"], ["das"]):
        return False
    return not any(hit.key == "change/after" and items[hit.start].clause == num.clause for hit in reading.cues)


OPENING = frozenset(".:;!?,–—„“«»•|")
"""Marks behind which a clause opens."""


def is_throughput(reading: Reading, num: Num) -> bool:
    """`befördert 2.800 Personen pro Stunde`, `backt pro Stunde 72.000 Schnitten`: what goes through in an hour, no mean of what came and no timetable."""
    if num.label != "NUMBER" or num.part == "change" or not num.noun or num.is_vehicle or num.noun[-1].ent is not None:
        return False
    if (num.value.get("value") or num.value.get("max") or 0) < HOURLY:
        return False
    items = reading.sentence.items
    behind, front = num.at + 1 + len(num.noun), in_front(items, num.at)
    after = _is_hourly(items, behind) and not (behind + 1 < len(items) and is_numeric(items[behind + 1]))
    low = {item.low for item in items if item.ent is None and item.clause == num.clause}
    told = ("average", "tells", "comes from")  # `zählte 500 Anrufe pro Stunde`
    return (after or _is_hourly(items, front)) and all(map(low.isdisjoint, map(scope.scope_words, told)))


def _is_hourly(items: Sequence[Item], at: int) -> bool:
    ent = items[at].ent if 0 <= at < len(items) else None
    return ent is not None and ent.label == "SET" and (ent.value or {}).get("value") == "PT1H"


HOURLY = 100
"""Things in an hour from which on it is what a plant can do."""


def is_part_of_hundred(reading: Reading, num: Num, context: Context) -> bool:
    """`Europa: 58 %`, `Asien: 42 %`: the lines of a list whose percentages add up to a hundred are shares."""
    page, at = reading.page, reading.sentence.index
    if num.label != "PERCENT" or num.part != "level" or page.kind(reading.sentence) not in ("item", "bullet"):
        return False
    if at not in context.hundreds:
        run = list(itertools.takewhile(lambda s: _lone_percent(page, s) is not None, page.sentences[at : at + LONGEST]))
        sums = sum(_lone_percent(page, sentence) or 0 for sentence in run)
        whole = len(run) > 1 and abs(sums - 100) <= ROUNDED
        context.hundreds.update({sentence.index: whole for sentence in run or [reading.sentence]})
    return context.hundreds[at]


LONGEST, ROUNDED = 30, 0.5
"""Lines of a list of shares at most; how far rounding may take their sum from a hundred."""


def _lone_percent(page: Page, sentence: Sentence) -> float | None:
    """The percentage that is the only number of a line of a list, not a signed one."""
    found = [ent for ent in sentence.ents if ent.label in NUMERIC]
    if page.kind(sentence) not in ("item", "bullet") or len(found) != 1 or found[0].label != "PERCENT":
        return None
    value = found[0].value or {}
    signed = not found[0].text[0].isdigit() or value.get("unit") != "%"
    return None if signed else value.get("value")


def is_labelled_share(reading: Reading, num: Num) -> bool:
    """`Kostendeckungsgrad: 51,3%`, `Pünktlichkeit der Züge: 91 %`: a line whose label is one of a share and names no other figure; no tax, rebate or interest."""
    if num.label != "PERCENT" or num.part != "level" or reading.page.zone(reading.sentence) != "body":
        return False
    label = scope.line_label(reading, num)
    if not label or reading.sentence.items[num.at - 1].text != ":" or not shares.rates().fit(label[0].low):
        return False
    named = any(hit.key.endswith("/name") for hit in reading.find(label))
    return not named and all(item.ent is None for item in label)


def is_every_nth(reading: Reading, num: Num, context: Context) -> bool:
    """`jeder siebte Lastwagen`, `vier von zehn Kunden`: a fraction in words of what is counted behind it, in a paragraph.

    In heads, and where a market is told of, it rounds a share that stands elsewhere.
    """
    page, low = reading.page, num.ent.text.lower()
    if context.market or page.zone(reading.sentence) == "head" or page.kind(reading.sentence) != "paragraph":
        return False
    return num.label == "PERCENT" and (low.startswith("jede") or (" von " in low and low.replace(" ", "").isalpha()))


def is_part_of_stock(reading: Reading, num: Num) -> bool:
    """`420 der 1.150 Busse`, `189 von 412 eigenen Bussen`: some of the vehicles that someone has."""
    if not num.is_vehicle or num.part == "change":
        return False
    items = reading.sentence.items
    others = [other for other in reading.nums if other is not num and other.label == "NUMBER"]
    one = next((o for o in others if num.at < o.at <= num.at + 4 or o.at < num.at <= o.at + 4), None)
    if one is None:
        return False
    low, high = sorted((one.at, num.at))
    between = [item.low for item in items[low + 1 : high]]
    moved = any(hit.key.endswith("/verb") and _in_one_piece(items, hit, num) for hit in reading.of_figures)
    return bool(between) and between[0] in ("der", "von") and all(w in FILLERS for w in between[1:]) and not moved


def is_part_of_named_stock(reading: Reading, num: Num, context: Context) -> bool:
    """`Von 148 Fahrzeugen fahren 53 elektrisch`: the whole that a clause opens with, and how many of them drive so."""
    items = reading.sentence.items
    if num.label != "NUMBER" or num.part == "change" or context.main.get("NUMBER") == "registrations":
        return False
    opening = next((o for o in reading.nums if o.clause == num.clause and o.is_vehicle and o.label == "NUMBER"), None)
    if opening is None or not opening.at or num.at < opening.at:
        return False
    front = [item.low for item in items[max(0, opening.at - 4) : opening.at] if item.clause == num.clause]
    if not front or front[0] != "von" or not all(word in FILLERS | {"den", "derzeit", "heute"} for word in front[1:]):
        return False
    behind = items[opening.at + 1 + len(opening.noun) : opening.at + 2 + len(opening.noun)]
    drives = bool(behind) and behind[0].low in _set("driving")
    return drives and (num is opening or not num.noun)


def is_stock(reading: Reading, num: Num) -> bool:
    """`Am 30. September waren im Kanton 327 410 Motorfahrzeuge immatrikuliert`: as many as there are on a day, not as came."""
    if not num.is_vehicle or num.part == "change":
        return False
    low = [item.low for item in reading.sentence.items if item.ent is None and item.clause == num.clause]
    if "worden" in low or scope.scope_words("being").isdisjoint(low):
        return False
    if any(word.startswith(("neu", "fabrikneu", "erstmal")) for word in low):
        return False
    dated = any(
        _is_day(str((ent.value or {}).get("value")), (ent.value or {}).get("mod"))
        for ent in scope.dates_of(reading.sentence)
    )
    return (dated or "stichtag" in low) and any(map(scope.scope_forms("registered").fit, low))


def is_in_stock_table(reading: Reading) -> bool:
    """Whether a row stands under `Pkw-Bestand nach Kraftstoffarten` or `Personenwagen (Stichtag: 30. September)`."""
    page, row = reading.page, reading.sentence
    if page.kind(row) != "row":
        return False
    above = (tables.caption(page, row), page.opener(row), page.heading(row))
    for line in above:
        low = [item.low for item in line.items if item.ent is None] if line is not None else []
        if any(map(_forms("newly").fit, low)):
            return False
        if any(map(_forms("stock").fit, low)):
            return True
    return False


def _is_day(value: str, mod: str | None) -> bool:
    return len(value) == 10 or mod == "END" or value == "PRESENT_REF"
