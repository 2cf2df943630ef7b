"""Fills the slots of a fact that hangs on a number."""

from __future__ import annotations

import functools
import itertools
import math
import re
from typing import TYPE_CHECKING, Any

from pressefakten.facts import (
    candidate_periods,
    candidate_regions,
    candidate_subjects,
    candidate_things,
    candidates,
    growth,
    investments,
    tables,
    told,
)
from pressefakten.facts.context import (
    SUBJECTS,
    Context,
    Time,
)
from pressefakten.facts.cues import (
    ADJECTIVE_ENDINGS,
    STOP,
    Num,
    direction,
    gap,
    is_whole,
    word_in_front,
)
from pressefakten.facts.page import SIGNS, Ent, Item, Page, Sentence, is_numeric
from pressefakten.facts.rules import Draft, word_class
from pressefakten.facts.scope import (
    SITED,
    dates_of,
    figure_subject,
    is_aimed_at,
    is_denied,
    is_item,
    is_over,
    label_ent,
    line_label,
    period_of,
    region_of,
    scope_forms,
    scope_words,
    site_at,
    status_of,
)
from pressefakten.facts.triggers import Forms
from pressefakten.normalize.nouns import singular
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.figures import Answer, Reading

from pressefakten.facts.amounts import begin


def fill(reading: Reading, num: Num, answer: Answer, context: Context, slot: str) -> Draft | None:
    """The fact that an answer makes of a number; None where a slot that it needs stays empty."""
    draft = begin(reading, num, answer, slot)
    maker = {"key_figure": _key_figure, "investment": investments.investment}
    return maker[answer.type](reading, num, answer, context, draft)


SUMS = frozenset(("revenue", "operating_profit", "net_profit"))
"""Metrics that are sums of money: a number without a currency is none of them."""


def _key_figure(reading: Reading, num: Num, answer: Answer, context: Context, draft: Draft) -> Draft | None:
    slots, metric = draft.slots, draft.slots["metric"]
    if metric == "count" and slots["value"].get("unit") not in (None, "vehicle", "person"):
        return None  # `Fracht in Tonnen | 25.316`
    bare = not any(slots["value"].get(key) for key in ("currency", "unit"))
    if metric in SUMS and bare and all(slots["value"].get(end) == num.value.get(end) for end in ("value", "min")):
        return None  # `Umsatz über der Marke von 30 Milliarden`, `Busse | Stück | 388` below the revenue
    if (
        metric == "share"
        and answer.rule.id == "share"
        and not answer.told
        and _is_of_market(reading, num, answer, context)
    ):
        slots["metric"] = metric = "market_share"
    subject, subject_ent, period, period_ent, region = scope_of(reading, num, answer, context, draft)
    slots["subject"], slots["period"], slots["region"] = subject, period, region
    if answer.rule.as_before and (known := context.by_metric.get(metric)) is not None:
        slots |= {name: known.slots.get(name) for name in ("subject", "region")}
    slots |= answer.told
    if not (answer.rule.set.get("of") or answer.told.get("of")):
        of = slots.get("of") or of_phrase(reading, num, answer, context, subject)
        listed = _of_list(reading, num, draft, context) or _of_goods(reading, num, answer)
        if listed is not None:
            of = listed
        elif reading.scorer is not None:
            of = reading.scorer.choose(
                "of", candidate_things.things(reading, num, context, draft, of), num
            ).candidate.value
        slots["of"] = of
    slots.setdefault("status", "reported" if is_whole(num.sentence, num.at) else status_of(reading, num, period))
    if slots["status"] == "target" and is_over(slots["period"], reading.page.published):
        if is_aimed_at(reading, num):
            slots["period"], period_ent = None, None  # `2025 waren es 11 Prozent, und es sollen 14 werden`
        else:
            slots["status"] = "reported"  # `lag 2025 mit 9,2 % im Zielkorridor`
    for name, ent in (("subject", subject_ent), ("period", period_ent)):
        if ent is not None:
            draft.sources[name] = (ent.start, ent.end)
    turning = metric in ("employees", "count") and num.label == "NUMBER"
    turn = growth.comes_or_goes(reading, num, metric, slots.get("of"), context) if turning else 0
    if answer.rule.as_change or turn:
        amount = slots["value"].get("value")
        if amount is None or slots["value"].get("unit") == "%":
            return None  # `110 Stellen, zwei Drittel davon in der Pflege`
        slots["value"] = None
        draft.sources["change"] = draft.sources.pop("value")
        slots["change"] = {"percent": None, "absolute": abs(amount) * (turn or _direction(reading, num)), "base": None}
        if metric == "employees":
            _date_jobs(reading, num, context, slots)
    bare = slots["value"] and num.label == "NUMBER" and not slots["value"].get("currency")
    if metric in COUNTED and bare and (num.is_vehicle or _is_of_vehicles(slots.get("of"))):
        slots["value"].setdefault("unit", "vehicle")
    if slots["value"] and slots["value"].get("unit") == "vehicle":
        goods = _goods_before(reading, num, context)
        if goods is not None:
            slots["of"] = slots.get("of") or goods
        named = _of_goods(reading, num, answer)
        if goods is not None or _is_part(num, slots.get("of")) or (named and not _is_of_vehicles(slots.get("of"))):
            del slots["value"]["unit"]
    scaled = (other for other in reading.nums if other.clause == num.clause or not num.noun)
    if metric == "count" and slots["value"] and any(map(told.is_scale, scaled)):
        slots["value"].pop("unit", None)  # `Auf 1’000 Einwohner kommen 786 Personenwagen`
    of_nobody = answer.rule.id in OF_NOBODY or _moves(slots.get("of"))
    if metric == "count" and not subject and not context.market and not (region and of_nobody):
        return None
    if is_denied(reading, num):
        return None
    again = context.figure_draft if answer.why.startswith(("context", "carried")) and _is_other_level(num) else None
    if metric in ("net_profit", "operating_profit") and slots["value"] and is_loss(reading, num, again):
        slots["value"] = negative(slots["value"])
    return draft


def _of_goods(reading: Reading, num: Num, answer: Answer) -> str | None:
    """The goods that the clause of a number without a noun names, in the singular where they are counted."""
    of_things = answer.rule.set.get("metric") in told.OF_THINGS
    goods = told.goods_named(reading, num, answer.rule) if of_things else None
    if goods is None:
        return None
    first, more = goods
    return first.text + more if num.label == "QUANTITY" or more else singular(first.text)


OF_NOBODY = ("count-registered", "count-transfers")
"""Rules of what is counted in a land: nobody has to have the figure."""


def _date_jobs(reading: Reading, num: Num, context: Context, slots: dict[str, Any]) -> None:
    """Jobs that come or go are planned unless the clause looks back; those of a list, and `davon 20 in Linz`, are as the ones before."""
    listed, before = growth.listed_turn(reading, context), context.figure_draft
    if listed is not None:
        slots["status"], slots["period"] = listed.slots["status"], slots["period"] or listed.slots["period"]
    elif slots["status"] == "reported":
        tense = reading.tense(num.clause)
        if is_over(slots["period"], reading.page.published):
            if tense in (-1, None) or candidate_periods.of_jobs(reading, num, dates_of(reading.sentence)) is not None:
                return
            slots["period"] = None  # `Nach dem Rekordjahr 2024 baut die Gruppe 240 Stellen ab`
        again = tense is None and before is context.turned[1] and context.figure_sentence == reading.sentence.index
        if again and before is not None:
            slots["status"] = before.slots["status"]
        elif tense != -1 or any(hit.key == "change/follows" for hit in reading.cues):
            slots["status"] = "target"


def _of_list(reading: Reading, num: Num, draft: Draft, context: Context) -> str | None:
    """What a bare number of a list counts: what its title does (`Fahrgäste nach Linien`), or the line before where the label is but a name.

    `Schweiz 238'700 Logiernächte (-2,9 %)`, below it `USA 201'450 (+7,4 %)`.
    """
    if draft.slots["metric"] != "count" or num.noun or num.label != "NUMBER" or not is_item(reading):
        return None
    title = tables.titled_by(reading.page, reading.sentence)
    if title is not None and title.ent is None:
        return singular(title.text)
    label = [
        item
        for item in num.label_items or reading.sentence.items[: num.at]
        if item.text[0].isalnum() and not item.depth
    ]
    before, near = context.figure_draft, reading.sentence.line - context.figure_line
    named = bool(label) and all(
        item.ent.label in growth.NAMES if item.ent is not None else scope_forms("sums").fit(item.low) for item in label
    )
    if not named or before is None or near not in (0, 1) or before.rule != draft.rule:
        return None
    of = before.slots.get("of")
    return str(of) if of else None


def _is_of_market(reading: Reading, num: Num, answer: Answer, context: Context) -> bool:
    """Whether a share is one of what a market registers, not of a stock (`am Pkw-Bestand`), and no `jedes vierte neue Auto`."""
    if not context.market or context.main.get("NUMBER") != "registrations" or num.label != "PERCENT":
        return False
    items = reading.sentence.items
    low = [item.low for item in items if item.ent is None]
    if not any(mark.isdigit() for mark in num.ent.text) or any(map(scope_forms("stocks").fit, low)):
        return False
    if told.is_of_holders(reading, num, context) or told.is_in_stock_table(reading):
        return False
    if answer.why == "percent of":
        return any(map(scope_forms("whole markets").fit, [item.low for item in items[num.at + 1 : num.at + 5]]))
    before = context.figure_draft if context.figure_line == reading.sentence.line else None
    return before is None or before.slots["metric"] != "share"


def _moves(of: str | None) -> bool:
    """Whether a count is one of guests, nights or journeys, which a region has by itself."""
    return bool(of) and word_class("moving").fit(str(of).split()[0].lower())


COUNTED = frozenset(("count", "orders", "sales", "production"))
"""Metrics whose figures may be of vehicles or of other things."""


def _is_of_vehicles(of: str | None) -> bool:
    """Whether the noun that `of` opens with is a vehicle: `rein elektrischer Bus`, `Pkw mit Halterwechsel`, `Pkw-Bestand`."""
    named = itertools.takewhile(lambda word: word not in STOP, (of or "").lower().split())
    last = next(reversed(list(named)), "")
    stock = next((head for head in words("figures")["stock"]["heads"] if last.endswith(head)), "")
    last = last.removesuffix(stock).rstrip("-") if stock else last
    return word_class("vehicle").fit(last) or word_class("one vehicle").fit(last)


def _is_part(num: Num, of: str | None) -> bool:
    """`Dieselmotoren | 571.200`: what is made or sold is a part, though the number itself has no noun."""
    last = of.split()[-1].lower() if of else ""
    bare = not num.noun or word_class("unit").fit(num.noun[-1].low)
    return bare and word_class("part").fit(last) and not word_class("vehicle").fit(last)


def _goods_before(reading: Reading, num: Num, context: Context) -> str | None:
    """The goods that the figure before in the paragraph counts, where a number goes on with mere pieces: `8,1 Millionen Reifen …; künftig 9 Millionen Stück`."""
    before = context.figure_draft
    if before is None or context.figure_line != num.sentence.line or (num.noun and not _is_of_pieces(num)):
        return None
    value, of = before.slots.get("value") or {}, before.slots.get("of")
    counted = before.slots["metric"] in MADE and value.get("kind") == "number"
    if not counted or not of or value.get("unit") or value.get("currency"):
        return None
    line = [sentence for sentence in reading.page.sentences if sentence.line == num.sentence.line]
    return None if any(_is_vehicle(item) for sentence in line for item in sentence.items) else of


def _is_vehicle(item: Item) -> bool:
    return item.ent is None and word_class("vehicle").fit(item.low) and not word_class("piece").fit(item.low)


def _is_of_pieces(num: Num) -> bool:
    noun = num.noun[-1]
    return noun.ent is None and word_class("piece").fit(noun.low) and word_class("unit").fit(noun.low)


@functools.cache
def _turn(kind: str) -> Forms:
    """The words of `loss` or of `gain`."""
    return Forms(words("figures")["loss"][kind])


def is_loss(reading: Reading, num: Num, again: Draft | None = None) -> bool:
    """`ein Verlust von 5 Mio.`: the nearest word of loss or gain in the clause is one of loss; a sign of its own decides.

    Without such a word a number goes on with the loss before: `Ein Jahr zuvor waren es noch 81,6 Millionen`.
    """
    if num.ent.text[0] in SIGNS:
        return False
    items, told = reading.sentence.items, [other.at for other in reading.nums if other.part == "level"]
    opens = max((at for at in told if at < num.at), default=0)  # `Der Verlust … sank von 28,6 auf 9,8 Mio.`
    best, loss = len(items), _is_labelled_loss(reading, num)
    loss = loss or (again is not None and _is_told_loss(reading.page, again))
    for k in range(min(opens, max(0, num.at - 7)), min(len(items), num.at + 7)):
        apart = gap(items, k, num.at) and [item.low for item in items[k + 1 : k + 4]] != [",", "und", "zwar"]
        if items[k].ent is None and abs(k - num.at) < best and not apart and not _is_despite(items, k):
            for kind in ("loss", "gain"):
                if _turn(kind).fit(items[k].low):
                    best, loss = abs(k - num.at), kind == "loss"
                    break  # `Aufwandüberschuss` is a loss, though an `*überschuss` is a gain
    return loss


def _is_labelled_loss(reading: Reading, num: Num) -> bool:
    """`Jahresverlust: 4,1 Mio. Euro`: the label of a line or row says so, and not that of `Gewinn/Verlust`."""
    label = num.label_items or (reading.label[0] if reading.label[1] < num.at else [])
    low = [item.low for item in label if item.ent is None]
    lost = [word for word in low if _turn("loss").fit(word)]
    return bool(lost) and not any(_turn("gain").fit(word) for word in low if word not in lost)


def _is_despite(items: list[Item], at: int) -> bool:
    """`trotz Mehraufwand`, `nach dem Verlust 2024`: what a figure came about with or after is not its sign; no `nach einem Verlust von 3 Mio.`"""
    front = items[max(0, at - 3) : at]
    low = {item.low for item in front if item.ent is None}
    stated = any(map(is_numeric, front)) or any(item.low in ("von", "(", "in") for item in items[at + 1 : at + 2])
    return bool(low & {"trotz", "wegen"}) or ("nach" in low and not stated)


def _is_other_level(num: Num) -> bool:
    """`Ein Jahr zuvor waren es noch 81,6 Millionen`, `nach 81,6 Millionen`: a number that only names another level of the figure before."""
    low = {item.low for item in num.sentence.items if item.clause == num.clause and item.ent is None}
    return word_in_front(num.sentence, num) == "nach" or ("es" in low and not low.isdisjoint(("war", "waren", "sind")))


def _is_told_loss(page: Page, draft: Draft) -> bool:
    """Whether a figure is negative by a word, not by its sign."""
    start, end = draft.sources.get("value", (0, 0))
    amount = (draft.slots.get("value") or {}).get("value") or 0
    return amount < 0 and start < end and not any(mark in SIGNS for mark in page.text[start:end])


def negative(value: dict[str, Any]) -> dict[str, Any]:
    """A value below zero, as a loss is."""
    signs = {key: -abs(value[key]) for key in ("value", "min", "max") if value.get(key) is not None}
    if "min" in signs:
        signs["min"], signs["max"] = signs["max"], signs["min"]
    return value | signs


def scope_of(
    reading: Reading, num: Num, answer: Answer, context: Context, draft: Draft
) -> tuple[str | None, Ent | None, Time | None, Ent | None, str | None]:
    """Whose, when and where: what the rules say, weighed against the other candidates where there is a scorer."""
    scorer = reading.scorer
    subject, subject_ent, period, period_ent, region = _by_rules(reading, num, answer, context, draft)
    if scorer is None:
        return subject, subject_ent, period, period_ent, region
    manner = candidates.manner_of(reading, num, draft)
    bearing = [*manner, *candidates.bearing_of(reading, num, context, draft)]
    named = candidate_subjects.subjects(reading, num, context, draft, bearing, (subject, subject_ent))
    whose = scorer.choose("subject", named, num, functools.partial(candidate_subjects.is_same_firm, context))
    when = scorer.choose("period", candidate_periods.periods(reading, num, context, draft, manner, period), num)
    places = candidate_regions.regions(reading, num, context, draft, bearing, whose.candidate.value, region)
    where = scorer.choose("region", places, num, candidates.is_same_name)
    weighed = {"subject": whose, "period": when, "region": where}
    draft.probability *= math.prod(choice.probability for slot, choice in weighed.items() if slot not in answer.told)
    one, two = whose.candidate, when.candidate
    return one.value, one.ent, two.value, two.ent, where.candidate.value


def _by_rules(
    reading: Reading, num: Num, answer: Answer, context: Context, draft: Draft
) -> tuple[str | None, Ent | None, Time | None, Ent | None, str | None]:
    slots, metric = draft.slots, draft.slots["metric"]
    period, period_ent = period_of(reading, num, context, flow=answer.rule.flow or context.market)
    subject, subject_ent = figure_subject(reading, num, context, metric)
    region = region_of(reading, num, context, metric, subject_ent)
    named = subject_ent is not None and subject_ent.label in ("MODEL", "SITE")
    place = region or _opening_place(reading.sentence)
    if metric in (*SITED, "count") and not named and not context.market and (site := site_at(context, place)):
        subject, region, subject_ent = site, None, None
    earlier = context.by_label.get(num.kind)
    if answer.why == "context" and earlier is not None and not num.label_items:
        subject = subject if subject_ent is not None else earlier[0].slots.get("subject")
        region = region or (earlier[0].slots.get("region") if earlier[1] == reading.sentence.line else None)
        if earlier[0].slots.get("of") and answer.rule.set.get("metric") != "share":
            slots["of"] = earlier[0].slots["of"]
    return subject, subject_ent, period, period_ent, region


def _opening_place(sentence: Sentence) -> str | None:
    """`Douai produziert …`: a place that opens its clause and acts stands for the plant there."""
    items = sentence.items
    for ent in sentence.ents:
        if ent.label == "PLACE" and ent.item + 1 < len(items) and (ent.item == 0 or items[ent.item - 1].text in ":,;–"):
            after = items[ent.item + 1]
            if after.ent is None and after.low.endswith(("t", "te", "en")) and after.text.islower():
                return ent.canonical
    return None


def _direction(reading: Reading, num: Num) -> int:
    if any(item.low.startswith(("neue", "zusätzlich")) for item in num.noun[:-1]):
        return 1
    told = any(hit.key in ("change/up", "change/down") for hit in reading.cues)
    before = (reading.before.slots.get("change") if reading.before else None) or {}
    if not told and before.get("absolute"):
        return 1 if before["absolute"] > 0 else -1  # `Davon sind 95 Arbeitsplätze in Winterthur betroffen`
    return direction(reading.sentence, num, reading.cues)


def of_phrase(reading: Reading, num: Num, answer: Answer, context: Context, subject: str | None) -> str | None:
    """What is counted or whose share it is, as short as the text allows."""
    metric = answer.rule.set.get("metric")
    if metric == "count" or (metric in MADE and num.noun and not num.is_vehicle and num.label == "NUMBER"):
        noun = next((item for item in reversed(num.noun) if item.ent is None), None)
        if noun is not None:
            return singular(noun.text)
        if (told := of_number_word(reading, answer.span)) is not None:
            return told
        words_ = tables.thing(reading.page, num) or num.label_items or line_label(reading, num)
        nouns = [item for item in words_ if item.ent is None and item.text[0].isupper()]
        adjective = len(nouns) > 1 and nouns[0].low.endswith(ADJECTIVE_ENDINGS) and nouns[1].start == nouns[0].end + 1
        return singular(nouns[adjective].text) if nouns else None
    if metric == "share":
        return _share_of(reading, num) or _label_text(num)
    label = line_label(reading, num)
    if (
        label
        and not any(item.ent for item in label)
        and not reading.nums[0].label_items
        and answer.span is not None
        and answer.span[0] > label[-1].end
    ):
        return " ".join(item.text for item in label)
    if num.label_items and label_ent(num.label_items, (*SUBJECTS, "PLACE")) is None and answer.why != "row label":
        return _label_text(num)
    if context.market and subject is None and metric in ("registrations", "market_share", "sales", "production"):
        counted = [item for item in num.noun if item.ent is None]
        if counted and not answer.why.startswith("counted"):
            return " ".join(item.text for item in counted if item.low not in ("neue", "neuen", "weitere"))
        return _counted_subject(reading, num)
    return None


def of_number_word(reading: Reading, span: tuple[int, int] | None) -> str | None:
    """What a number is of by its own word: `Besucherzahl`, `die Zahl ihrer festen Mitglieder`."""
    items = reading.sentence.items
    at = next((k for k, item in enumerate(items) if span is not None and span[0] <= item.start < span[1]), None)
    if at is None:
        return None
    if (stem := COMPOUND_OF_NUMBER.fullmatch(items[at].text)) is not None:
        return singular(stem[1])
    if items[at].low not in scope_words("number_words"):
        return None
    return next(
        (singular(item.text) for item in items[at + 2 : at + 5] if item.ent is None and item.text[0].isupper()), None
    )


COMPOUND_OF_NUMBER = re.compile(r"(\w{4,}?)(?:(?<=ung|eit|aft|ion|tät)s)?zahl(?:en)?")
MADE = frozenset(("production", "sales", "capacity", "orders"))


def _label_text(num: Num) -> str | None:
    words_ = [item.text for item in num.label_items if item.low not in ("davon", "–", "-", ":")]
    return " ".join(words_) or None


def _counted_subject(reading: Reading, num: Num) -> str | None:
    items = reading.sentence.items
    for item in reversed(items[: num.at]):
        if item.ent is None and item.text[0].isupper() and len(item.text) > 3 and item.clause == num.clause:
            return item.text
    return None


def _share_of(reading: Reading, num: Num) -> str | None:
    items = reading.sentence.items
    at = next(
        (k for k, item in enumerate(items) if item.low in ("anteil", "anteils", "quote") and item.ent is None), -1
    )
    start = at + 1 if at >= 0 else num.at + 1
    words_ = items[start : start + 8]
    towards = at < 0 and num.at > 0 and items[num.at - 1].low == "zu"  # `zu 100 Prozent auf Elektroautos`
    opens = ("auf", "aus") if towards else ()
    if not words_ or words_[0].low not in (
        *opens,
        "der",
        "des",
        "aller",
        "von",
        "an",
        "seiner",
        "ihrer",
        "vom",
        "am",
        "die",
    ):
        return None
    phrase: list[str] = []
    for item in words_[1:]:
        if not item.text[0].isalnum() or (item.low in STOP and phrase and phrase[-1][:1].isupper()):
            break
        if item.low not in ("der", "die", "das", "den", "dem"):
            phrase.append(item.text)
        if item.ent is None and item.text[0].isupper():
            break
    return " ".join(phrase) or None
