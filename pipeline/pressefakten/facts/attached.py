"""Earlier levels and changes: they attach to the figure beside them and share its slots; a change of nothing stated is a figure of its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pressefakten.facts import (
    candidate_claims,
    candidate_periods,
    candidate_things,
    candidates,
    growth,
    tables,
    whose,
)
from pressefakten.facts.arithmetic import ABSOLUTE, PERCENT, Shown, kinds_of_change, shown
from pressefakten.facts.context import (
    SUBJECTS,
    Context,
    Time,
    name_of,
    shift,
    time_slot,
)
from pressefakten.facts.cues import (
    Num,
    gap,
    is_date,
    word_in_front,
)
from pressefakten.facts.fractions import change_in_words
from pressefakten.facts.page import SIGNS, Ent, Item
from pressefakten.facts.rules import Draft, NumberRule, word_class
from pressefakten.facts.scope import (
    is_compared,
    is_item,
    is_over,
    label_ent,
    nearest_date,
    scope_words,
    status_of,
)
from pressefakten.normalize.nouns import plural
from pressefakten.normalize.timex import bounds

if TYPE_CHECKING:
    from pressefakten.facts.figures import Figures, Reading

from pressefakten.facts.amounts import elided_scale, evidence, scale
from pressefakten.facts.slots import is_loss, negative, of_number_word, scope_of

COMPARE = frozenset(
    ["als", "gegenüber", "zum", "zur", "verglichen", "vergleich", "im", "nach", "zu", "seit", "ggü", "vs", "wie", "dem"]
)
CONTINUING = frozenset(("das", "dies", "damit", "ein", "plus", "gegenüber", "verglichen", "im", "dabei", "somit"))
COMPARED_NOUNS = frozenset(
    (
        "vergleich",
        "vorjahresvergleich",
        "jahresvergleich",
        "verhältnis",
        "plus",
        "minus",
        "zuwachs",
        "rückgang",
        "anstieg",
    )
)


def earlier_level(reading: Reading, num: Num, drafts: list[tuple[Num, Draft]], context: Context) -> Draft | None:
    """The level of an earlier period: same figure as the current one beside it, in its own or the year-earlier period."""
    current = [(other, draft) for other, draft in drafts if draft.type == "key_figure" and _comparable(other, num)]
    if current:
        _other, draft = min(current, key=lambda pair: (pair[0].at > num.at + 6, abs(pair[0].at - num.at)))
    elif num.kind in context.by_label and context.by_label[num.kind][1] == reading.sentence.line:
        draft = context.by_label[num.kind][0]
    else:
        return None
    if draft is None or draft.slots.get("value") is None:
        return None
    earlier = Draft(draft.type, draft.rule, dict(draft.slots), [evidence(reading, num)], score=draft.score - 0.3)
    earlier.flow = draft.flow
    earlier.slots.pop("change", None)
    value = {
        key: entry
        for key, entry in num.value.items()
        if key in ("kind", "value", "min", "max", "approx", "currency", "unit")
    }
    mine, theirs = (one.get("currency") or one.get("unit") for one in (value, draft.slots["value"]))
    of_money = [bool(one.get("currency")) for one in (value, draft.slots["value"])]
    if mine and theirs and mine != theirs and ("%" in (mine, theirs) or of_money[0] != of_money[1]):
        return None  # `das EBIT erreichte 211 Millionen Euro, die Marge 3,7 statt 3,4 Prozent`
    for key in ("unit", "currency"):
        if draft.slots["value"].get(key) and not value.get(key):
            value[key] = draft.slots["value"][key]
            if num.label == "NUMBER" and value[key] not in ("%", "vehicle", "person"):
                scale(value, elided_scale(value, draft.slots["value"]))
    again = draft if num.depth and current else None  # `Der Verlust lag bei 4,1 Mio. (Vorjahr: 2,3)`
    if draft.slots["metric"] in ("net_profit", "operating_profit") and is_loss(reading, num, again):
        value = negative(value)
    earlier.slots["value"] = value
    date = nearest_date(reading, num)
    used = draft.sources.get("period")
    if (
        date is not None
        and (date.start, date.end) != used
        and abs(date.item - num.at) <= 8
        and not vaguely_prior(date, draft.slots.get("period"))
    ):
        earlier.slots["period"] = time_slot(date)
    else:
        earlier.slots["period"] = shift(draft.slots.get("period"))
    if reading.scorer is not None and not num.label_items:  # the sums of a table tell which column is the earlier one
        manner = candidates.manner_of(reading, num, earlier)
        found = candidate_periods.periods(
            reading, num, context, earlier, manner, earlier.slots["period"], draft.slots.get("period")
        )
        now = draft.slots.get("period")  # two levels of one figure are not both of one period
        found = [candidate for candidate in found if now is None or candidate.value != now] or found
        choice = reading.scorer.choose("period", found, num)
        earlier.slots["period"] = choice.candidate.value
        earlier.probability = draft.probability * choice.probability
    earlier.slots["status"] = "reported"
    earlier.sources = {"value": (num.ent.start, num.ent.end)}
    return earlier


def vaguely_prior(date: Ent, period: Time | None) -> bool:
    """`im Vorjahr` beside a quarter, month or day means that quarter, month or day a year earlier."""
    if "monate" in date.text.lower() and date.text.lower().endswith(("zuvor", "davor", "vorher", "früher")):
        return period is not None  # `zwölf Monate zuvor`
    if date.value is not None and date.value.get("mod") in ("START", "END"):
        return False  # `als zu Jahresbeginn`, `als am Ende des Vorjahres`
    if period is None or re.search(r"\d{4}", date.text) or date.value is None:
        return False
    if any(map(date.text.casefold().startswith, scope_words("a year before"))):
        return True  # `am 30. Juni waren es 8.914, 5 % weniger als vor Jahresfrist`
    year = re.compile(r"\d{4}(?:/\d{4})?")
    return bool(year.fullmatch(str(date.value["value"]))) and not year.fullmatch(str(period.get("value")))


def _comparable(one: Num, other: Num) -> bool:
    """Whether two numbers can be levels of one figure; a bare number over 100 is no percentage."""
    if "PERCENT" in (one.label, other.label) and one.label != other.label:
        bare = one if one.label == "NUMBER" else other
        return bare.label == "NUMBER" and (bare.value.get("value") or 0) <= 100
    return (
        one.label == other.label
        or {one.label, other.label} <= {"NUMBER", "MONEY"}
        or {one.label, other.label} <= {"NUMBER", "QUANTITY"}
    )


def attach_change(
    reading: Reading, num: Num, drafts: list[tuple[Num, Draft]], context: Context, figures: Figures
) -> str:
    """Give a change to the figure that it qualifies; a change without a level is a figure without a value."""
    levels = [
        (other, draft)
        for other, draft in drafts
        if draft.type == "key_figure" and draft.slots.get("value") and other.part == "level"
    ]
    kind = _kind_of_change(reading, num)
    amount = num.value.get("value")
    if amount is None:
        return "a range is no change"
    if isinstance(amount, str):
        return "a length of time is no change"
    if (
        kind == "absolute"
        and num.label == "NUMBER"
        and num.noun
        and not levels
        and not _continuing(reading, num, context)
    ):
        return _lone_change(reading, num, drafts, context, figures, kind, amount)
    twin = next(growth.pairs(reading, num), None)
    other = reading.changed.get(twin.at) if twin is not None else None
    if other is not None and not _is_changed_already(num, other, kind, abs(amount) * num.sign):
        _add_change(reading, num, other, kind, amount)
        return "extracted"
    in_front = _named_in_front(reading, num) or _thing_in_front(reading, num)
    target = _target(reading, num, levels, context) if in_front is None else None
    compared = _sum_of_levels(reading, num, context)
    behind = any(draft is target and other.at > num.at and not _is_step(reading, num, other) for other, draft in levels)
    if compared is not None and (target is None or behind or target in compared[:2] or target.slots.get("change")):
        later, earlier, num.sign = compared
        if later.slots.get("period") == earlier.slots.get("period"):
            earlier.slots["period"] = shift(later.slots.get("period"))  # the sum tells which is the earlier one
        base = (earlier.slots["period"] or {}).get("value")
        later.slots["change"] = {"percent": abs(amount) * num.sign, "absolute": None, "base": base}
        later.sources["change"] = (num.ent.start, num.ent.end)
        return "extracted"
    if target is not None and _is_no_rate_change(num, kind, target):
        sibling = _figure_behind_share(reading, num, target, context, figures)
        if sibling is None:
            return _lone_change(reading, num, drafts, context, figures, kind, amount)
        drafts.append((num, sibling))
        target = sibling
    if target is not None and num.label == "MONEY" and not _is_sum(target) and _own_name(reading, num) is None:
        return "a sum is no change of things"
    if target is None and in_front is None and (told := _told_just_before(reading, num, context, kind)) is not None:
        target = told
    if target is None or _is_of_another_time(reading, num, target, drafts, context):
        return _lone_change(reading, num, drafts, context, figures, kind, amount)
    if num.label == "NUMBER" and (target.slots.get("value") or {}).get("unit") == "%":
        kind = ABSOLUTE  # `EBIT-Marge | 7,4 | 8,3 | -0,9`
    elsewhere = growth.place_of(reading, num) not in (None, target.slots.get("region"))
    above = all(draft is not target for _, draft in drafts)
    if _is_changed_already(num, target, kind, abs(amount) * num.sign) or (elsewhere and above):
        target = _of_another_change(reading, num, target)
        drafts.append((num, target))
    _add_change(reading, num, target, kind, amount)
    return "extracted"


def _is_sum(draft: Draft) -> bool:
    value = draft.slots.get("value")
    return not value or bool(value.get("currency"))


def _is_of_another_time(
    reading: Reading, num: Num, target: Draft, drafts: list[tuple[Num, Draft]], context: Context
) -> bool:
    """`Im zweiten Quartal lag das Plus bei 9 Prozent` behind a figure of the half year: a change of another period, dated in its own clause."""
    if num.part != "change" or any(draft is target for _, draft in drafts) or num.label_items:
        return False
    own = candidate_periods.dated_in_clause(reading, num, target, context)
    return own is not None and own != target.slots.get("period")


def _is_no_rate_change(num: Num, kind: str, target: Draft) -> bool:
    """Whether a change in percent would be one of a percentage: such change by points, or are said to double."""
    rate = target.slots["metric"] in RATES and (target.slots.get("value") or {}).get("unit") == "%"
    return rate and kind == PERCENT and change_in_words(num.ent) is None and not num.label_items


def _figure_behind_share(reading: Reading, num: Num, share: Draft, context: Context, figures: Figures) -> Draft | None:
    """`VW (15,8 % Marktanteil, +9,7 %)`: behind a share, what changed is the figure of which it is a share, where the release is on registrations or sales."""
    rule = figures.rule_of(context.main.get("NUMBER", ""))
    closed = num.depth or share.slots["metric"] == "market_share"
    if rule is None or rule.set.get("metric") not in SOLD or share.slots["metric"] == "margin" or not closed:
        return None
    if (named := _own_name(reading, num)) is not None and not num.depth and rule.id not in named:
        return None
    found = Draft(share.type, rule.id, dict(share.slots) | rule.set, [evidence(reading, num)], score=share.score - 0.3)
    found.flow, found.why, found.probability = rule.flow, "change", share.probability
    found.slots |= {"value": None, "change": None}
    return found


SOLD = frozenset(("registrations", "sales"))
"""Metrics of which a market share is one."""


def _sum_of_levels(reading: Reading, num: Num, context: Context) -> tuple[Draft, Draft, int] | None:
    """The figure that a percentage is the change of because the sum comes out with a level of another period, both stated in this sentence or just before.

    With that level and the direction. `24’316 Motorräder … im Vorjahr 26’902. Der Rückgang um 9.6 Prozent …`
    """
    if num.label != "PERCENT" or num.label_items or (change := _size(num)) is None:
        return None
    named = _own_name(reading, num)
    near = [
        (level, draft)
        for other, draft in context.levels
        if reading.sentence.index - other.sentence.index <= NEAR
        and other.label != "PERCENT"
        and (named is None or draft.rule in named)
        and (level := shown(other.ent, draft.slots["value"].get("value"))) is not None
    ]
    fits = []
    for (new, later), (old, earlier) in itertools.permutations(near, 2):
        alike = all(later.slots.get(slot) == earlier.slots.get(slot) for slot in ("subject", "region"))
        if later.rule != earlier.rule or not alike or later.slots.get("change"):
            continue
        undated = later.slots.get("period") == earlier.slots.get("period") and change.half < WHOLE
        if not undated and not _is_before(earlier.slots.get("period"), later.slots.get("period")):
            continue
        signs = (num.sign,) if undated or num.ent.text[0] in SIGNS else (1, -1)
        for sign in signs:
            if PERCENT in kinds_of_change(new, old, Shown(sign * abs(change.value), change.half)):
                fits.append((later, earlier, sign))
    return fits[0] if len(fits) == 1 else None


def _size(num: Num) -> Shown | None:
    """A percentage and how exact it is; one in words is whole."""
    if found := shown(num.ent):
        return found
    percent = num.value.get("value")
    return Shown(float(percent), 0.5) if isinstance(percent, int) and change_in_words(num.ent) is None else None


def _is_before(old: Time | None, new: Time | None) -> bool:
    """Whether a period ends before another one does."""
    if old is None or new is None:
        return False
    ends = [bounds(str(period["value"]), period.get("mod"))[1] for period in (old, new)]
    return ends[0] is not None and ends[1] is not None and ends[0] < ends[1]


WHOLE = 0.5
"""Half a percent: a change told in whole percent meets too many sums."""
NEAR = 3
"""Sentences back in which the two levels of a change may stand."""


def _kind_of_change(reading: Reading, num: Num) -> str:
    """Whether a change is one in percent or absolute: by its unit, its column's sums, its head, else as the other columns of the table are."""
    if num.value.get("unit") == "pp":
        return ABSOLUTE
    if num.label != "NUMBER":
        return PERCENT if num.label == "PERCENT" else ABSOLUTE
    if num.change is not None:
        return num.change.kind
    heads = " ".join(item.low for item in num.head_items)
    in_percent = "%" in heads or "prozent" in heads
    others = {other.change.kind for other in reading.nums if other.change is not None}
    if tables.is_points(num.head_items):
        return ABSOLUTE
    if in_percent:
        return PERCENT
    if kinds := _kinds_in_row(reading, num):
        return PERCENT if PERCENT in kinds else ABSOLUTE
    small = bool(num.label_items) and num.ent.text[0] in SIGNS and abs(num.value.get("value") or 0) < SMALL
    return PERCENT if others == {PERCENT} or (small and not others) else ABSOLUTE


def _kinds_in_row(reading: Reading, num: Num) -> set[str]:
    """In which units a cell comes out as the change of two levels of its row."""
    change = shown(num.ent) if num.label_items else None
    levels = [shown(other.ent) for other in reading.nums if other.part in ("level", "previous")]
    if change is None:
        return set()
    pairs = itertools.permutations([level for level in levels if level is not None], 2)
    return {kind for later, earlier in pairs for kind in kinds_of_change(later, earlier, change)}


SMALL = 100
"""A signed cell below it is taken for percent where nothing tells."""


def _is_changed_already(num: Num, draft: Draft, kind: str, amount: Any) -> bool:
    """Whether a figure has another change of this kind: from another period, in local currency, or in another column."""
    change = draft.slots.get("change") or {}
    return change.get(kind) is not None and (bool(num.label_items) or change[kind] != amount)


def _of_another_change(reading: Reading, num: Num, draft: Draft) -> Draft:
    """`Umsatz 5,2 Mrd. (+9 %, währungsbereinigt +14 %)`, `In Asien legte er um 14 % zu`: the second change of a figure is one of its own, without the level."""
    other = Draft(draft.type, draft.rule, dict(draft.slots), [evidence(reading, num)], score=draft.score - 0.3)
    other.flow, other.why, other.probability = draft.flow, "second change", draft.probability
    other.slots |= {"value": None, "change": None}
    gone = ["value", "change"]
    if whose.of_whole_market(reading.sentence, num, str(draft.slots["metric"])):
        other.slots["subject"] = None  # `3 % mehr, während der Gesamtmarkt um 2 % schrumpfte`
        gone.append("subject")
    if (place := growth.place_of(reading, num)) is not None:
        other.slots["region"] = place
    before = reading.changed.get(max((at for at in reading.changed if at < num.at), default=-1))
    same = before is not None and before.slots["metric"] == other.slots["metric"] and not before.slots.get("value")
    if (firm := growth.firm_of(reading, num) or (before.slots.get("subject") if same and before else None)) is not None:
        other.slots["subject"] = firm
        gone.append("subject")
    other.sources = {name: span for name, span in draft.sources.items() if name not in gone}
    return other


def _target(reading: Reading, num: Num, levels: list[tuple[Num, Draft]], context: Context) -> Draft | None:
    if num.label_items:
        return _target_in_row(reading, num, levels)
    metric = _own_name(reading, num)
    changes = [other.at for other in reading.nums if other.part == "change" and other.at > num.at]
    closest = min(changes, default=len(reading.sentence.items))
    after = [
        pair for pair in levels if 0 < pair[0].at - num.at <= 6 and pair[0].depth == num.depth and pair[0].at < closest
    ]
    items = reading.sentence.items
    if after and not gap(items, num.at, after[0][0].at) and "auf" in {i.low for i in items[num.at : after[0][0].at]}:
        return after[0][1]
    before = [pair for pair in levels if pair[0].at < num.at]
    if not levels and (told := _told_before(reading, num, context)) is not None:
        return told
    if _continuing(reading, num, context) and not before:
        return reading.before
    same = [pair for pair in levels if pair[0].clause == num.clause or pair[0].depth != num.depth]
    if levels and not same and metric is not None and levels[-1][1].rule not in metric:
        return None
    if before:
        return _fitting(reading, num, before)
    if levels and not (closest < levels[0][0].at and levels[0][0].clause == num.clause):
        return levels[0][1] if not metric or _goes_on(reading, num, *levels[0]) else None
    just = context.figure_line == reading.sentence.line and context.figure_sentence == reading.sentence.index - 1
    return reading.before if just and not metric and _refers_back(reading, num) else None


def _told_just_before(reading: Reading, num: Num, context: Context, kind: str) -> Draft | None:
    """The figure of the sentence before that a change without a name of its own goes on with: `Der Zuwachs gegenüber 2024 beträgt 14,6 Prozent`."""
    draft = context.figure_draft
    if draft is None or context.figure_line != reading.sentence.line or num.label_items:
        return None
    if (draft.slots["metric"] in RATES) != (num.value.get("unit") == "pp"):
        return None
    near = reading.sentence.index - context.figure_sentence <= 1
    levels = any(other.part == "level" and other.clause <= num.clause for other in reading.nums)
    if not near or (levels and context.figure_sentence != reading.sentence.index):
        return None
    named = _own_name(reading, num)
    if named is not None and draft.rule not in named:
        return None
    if kind == ABSOLUTE and num.value.get("unit") != "pp":
        counted = num.noun and not word_class("unit").fit(num.noun[-1].low)
        if counted or word_in_front(reading.sentence, num) != "um":
            return None
    if not growth.speaks_of_nothing_else(reading, num):
        return None
    latest = _latest(draft, context)
    adjusted = any(hit.key == "change/adjusted" for hit in reading.cues)
    return None if adjusted and latest is not draft else latest


def _latest(draft: Draft, context: Context) -> Draft:
    """The figure itself, or that of the later period with which it was compared."""
    for _, other in reversed(context.levels):
        alike = other.rule == draft.rule and all(
            other.slots.get(slot) == draft.slots.get(slot) for slot in ("subject", "region", "of")
        )
        if alike and _is_before(draft.slots.get("period"), other.slots.get("period")):
            return other
    return draft


RATES = frozenset(("share", "market_share", "margin"))
"""Metrics in percent, which change by percentage points."""


def _is_step(reading: Reading, num: Num, level: Num) -> bool:
    """`um 9 % auf 518,0 Mio. €`: the level behind a change is what it led to."""
    return "auf" in {item.low for item in reading.sentence.items[num.at : level.at]}


def _told_before(reading: Reading, num: Num, context: Context) -> Draft | None:
    """`Marktanteile: A1 36,2 %, Magenta 30,5 %. Bei A1 ist das ein Minus von 0,2 Prozentpunkten`: the figure of the name in the paragraph."""
    named = {name_of(ent) for ent in reading.sentence.ents if ent.label in SUBJECTS and ent.item < num.at}
    points = num.value.get("unit") == "pp"
    found = [
        draft
        for draft in context.in_line
        if draft.slots.get("subject") in named
        and not draft.slots.get("change")
        and (not points or (draft.slots.get("value") or {}).get("unit") == "%")
    ]
    same = context.figure_line == reading.sentence.line
    bare = not growth.strange_nouns(reading, num) and _own_name(reading, num) is None
    told = bare if num.label == "PERCENT" and not points else _refers_back(reading, num)
    return found[-1] if same and told and len(context.in_line) > 1 and found else None


def _refers_back(reading: Reading, num: Num) -> bool:
    """`Währungsbereinigt legte er um 3 Prozent zu`, `In Franken entspricht das …`: a pronoun stands for the figure before."""
    pairs = itertools.pairwise(reading.sentence.items[: num.at])
    return any(one.low in ("er", "das", "dies", "damit") and not two.text[0].isupper() for one, two in pairs)


def _goes_on(reading: Reading, num: Num, level: Num, draft: Draft) -> bool:
    """`Das EBIT fiel um 12 Mio. höher aus und erreichte 331 Mio.`: the level behind is that of the figure which changed."""
    items = reading.sentence.items
    names = [
        hit
        for hit in reading.hits
        if hit.key.endswith("/name") and hit.start < level.at and items[hit.start].clause == num.clause
    ]
    joined = not gap(items, num.at, level.at) and "und" in {item.low for item in items[num.at : level.at]}
    return joined and all(hit.start < num.at and hit.key.startswith(f"{draft.rule}/") for hit in names)


def _fitting(reading: Reading, num: Num, before: list[tuple[Num, Draft]]) -> Draft:
    """Of the levels before a change the last that it can change: percentage points a percentage.

    Percent in the bracket behind a figure change that, not the share in the bracket: `2.911 (12,9 Prozent; +7,1 Prozent)`.
    """
    if num.value.get("unit") == "pp":
        return next((draft for other, draft in reversed(before) if other.label == "PERCENT"), before[-1][1])
    if num.label == "NUMBER" and not num.noun:
        amount = abs(num.value.get("value") or 0)
        large = [pair for pair in before if abs(pair[0].value.get("value") or amount) >= amount]
        before = large or before  # `11'870 Personen in 15 Ländern, 214 weniger`
    last = before[-1][0]
    if num.label == "PERCENT" and last.label == "PERCENT" and num.depth and last.depth == num.depth:
        outside = [pair for pair in before if pair[0].label != "PERCENT" and pair[0].depth <= num.depth]
        if outside and not any(item.text == ")" for item in reading.sentence.items[outside[-1][0].at : num.at]):
            return outside[-1][1]
    return before[-1][1]


def _target_in_row(reading: Reading, num: Num, levels: list[tuple[Num, Draft]]) -> Draft | None:
    """The level of a row that a change column belongs to: the latest of those since the last change column, the nearest of several.

    Percentage points change a percentage, percent rather something else.
    """
    if num.change is not None:
        return next((draft for other, draft in levels if other.cell == num.change.later), None)
    changes = [other.at for other in reading.nums if other.part == "change" and other.at < num.at]
    left = [pair for pair in levels if pair[0].at < num.at]
    group: list[tuple[Num, Draft]] = []
    for start in reversed([-1, *changes]):
        group = group or [pair for pair in left if pair[0].at > start]
    group = group or levels
    points = num.value.get("unit") == "pp" or tables.is_points(num.head_items)
    fitting = [pair for pair in group if (pair[0].label == "PERCENT") == points] or ([] if points else group)
    if not fitting:
        return None

    def end(pair: tuple[Num, Draft]) -> str:
        period = pair[1].slots.get("period") or {}
        return bounds(str(period.get("value", "")), period.get("mod"))[1] or ""

    return max(fitting, key=lambda pair: (end(pair), pair[0].at))[1]


def _own_name(reading: Reading, num: Num) -> set[str] | None:
    """The rules whose nouns stand in the change's own clause, or None; `Grund für den Rückgang von 4,5 Prozent ist der Gesamtmarkt` has none."""
    items, own = reading.sentence.items, set(growth.own_clause(reading, num))
    found = {
        hit.key.rsplit("/", 1)[0]
        for hit in reading.of_figures
        if hit.key.endswith("/name")
        and hit.start in own
        and not (
            hit.start > num.at
            and not BEING.isdisjoint(item.low for item in items[max(num.at, hit.start - 3) : hit.start])
        )
    }
    return found or None


BEING = frozenset(("ist", "sind", "war", "waren"))


def _continuing(reading: Reading, num: Num, context: Context) -> bool:
    """Whether the sentence goes on with the figure of the one before: `Das entspricht …`, `Gegenüber dem Vorjahr …`."""
    if reading.before is None or context.figure_line != reading.sentence.line:
        return False
    first, second = (*(item.text for item in reading.sentence.items[:2]), "", "")[:2]
    if first.lower() in ("das", "ein", "im") and second[:1].isupper() and second.lower() not in COMPARED_NOUNS:
        return False  # `Das Betriebsergebnis stieg …`
    return first.lower() in CONTINUING


def _add_change(reading: Reading, num: Num, draft: Draft, kind: str, amount: Any) -> None:
    change = draft.slots.get("change") or {"percent": None, "absolute": None, "base": None}
    if (
        kind == "absolute"
        and num.label == "NUMBER"
        and not num.noun
        and (draft.slots.get("value") or {}).get("currency")
    ):
        stated = tables.elided_unit(reading.page, num).get("scale") if num.label_items else None
        factor = stated or elided_scale({"value": abs(amount)}, draft.slots["value"])
        amount = tables.scaled(amount, factor)  # `um 96 auf 970 Millionen Euro`
    reading.changed[num.at] = draft
    if change.get(kind) is None:
        change[kind] = abs(amount) * num.sign
    if change.get("base") is None:
        change["base"] = _base(reading, num, draft)
    draft.slots["change"] = change
    draft.sources.setdefault("change", (num.ent.start, num.ent.end))


def _base(reading: Reading, num: Num, draft: Draft) -> str | None:
    items = reading.sentence.items
    used = draft.sources.get("period")
    compared = label_ent(num.head_items, ("DATE",))
    own = (draft.slots.get("period") or {}).get("value")
    stated = (
        compared is not None and (compared.start, compared.end) != used and (compared.value or {}).get("value") != own
    )
    if stated and compared and compared.value and not vaguely_prior(compared, draft.slots.get("period")):
        return str(compared.value["value"])
    dates = [e for e in reading.sentence.ents if e.label == "DATE" and e.value and (e.start, e.end) != used]
    for ent in sorted(dates, key=lambda e: (e.item < num.at, abs(e.item - num.at))):
        if not _is_base(items, ent, num):
            continue
        if vaguely_prior(ent, draft.slots.get("period")) or (ent.value or {})["value"] == own:
            break
        return str((ent.value or {})["value"])
    all_dates = [e for e in reading.sentence.ents if e.label == "DATE"]
    if not _is_dated(items, all_dates, num) and (stated_before := _base_before(reading, num, draft)) is not None:
        return stated_before
    earlier = shift(draft.slots.get("period"))
    return earlier["value"] if earlier else None


def _is_base(items: Sequence[Item], ent: Ent, num: Num) -> bool:
    """Whether a change is measured against a date: `12 % mehr als 2024`, `Gegenüber dem Januar 2019 liegt der Markt um 27 % im Minus`."""
    if (ent.value or {})["value"] == "PRESENT_REF":
        return False
    before = {item.low for item in items[max(0, ent.item - 3) : ent.item]}
    if num.at - 3 <= ent.item <= num.at + 8:
        return bool(before & COMPARE)
    compared = before & scope_words("measured against") and is_compared(items, ent)
    return bool(compared) and ent.item < num.at and not gap(items, ent.item, num.at)


def _is_dated(items: Sequence[Item], dates: Sequence[Ent], num: Num) -> bool:
    """Whether a date stands in one piece with a number."""
    return any(not gap(items, ent.item, num.at) for ent in dates)


def _base_before(reading: Reading, num: Num, draft: Draft) -> str | None:
    """`gegenüber dem Vormonat um 21,6 % zu, im Maschinenbau um 4,1 %`: what the change before in the sentence is measured against, for one of the same time."""
    at = max((place for place in reading.changed if place < num.at), default=-1)
    before = reading.changed.get(at)
    if before is None or before is draft or before.slots.get("period") != draft.slots.get("period"):
        return None
    base, usual = (before.slots.get("change") or {}).get("base"), shift(draft.slots.get("period"))
    return str(base) if base and (usual is None or bounds(str(base)) != bounds(usual["value"])) else None


def _lone_change(
    reading: Reading,
    num: Num,
    drafts: list[tuple[Num, Draft]],
    context: Context,
    figures: Figures,
    kind: str,
    amount: Any,
) -> str:
    """`Bei den Nutzfahrzeugen resultierte ein Minus von 3.9 Prozent`: a figure whose level is not stated."""
    rule, named = _metric_of_change(reading, num, context, figures), _named_in_front(reading, num)
    if rule is None and named is not None:
        rule = next((rule for _, rule in figures.rules if rule.id == context.main.get("NUMBER")), None)
    sure, thing = 1.0, _thing_in_front(reading, num) if named is None else None
    if thing is not None and context.figure_draft is not None and context.figure_draft.slots["metric"] not in RATES:
        rule = figures.rule_of(context.figure_draft.rule)
    own = _own_name(reading, num)
    sold = any(hit.key == "sales/name" and not hit.vague for hit in reading.of_figures)
    if num.label == "PERCENT" and own is not None and sold and own >= set(OF_SALES):
        sums = context.by_label.get("MONEY")
        own -= {OF_SALES[sums is None or sums[0].rule != OF_SALES[1]]}
        rule = figures.rule_of(min(own & set(OF_SALES)))
    plain = num.label == "PERCENT" or (num.label == "MONEY" and word_in_front(reading.sentence, num) == "um")
    fits = plain and rule is not None and num.label in (*rule.labels, "PERCENT")
    stated = fits and rule is not None and own is not None and _is_of_one_metric(figures, own, rule)
    told = rule is not None and thing is not None
    if reading.scorer is not None and not told and not (stated and reading.page.zone(reading.sentence) == "body"):
        found = candidate_claims.changed(reading, num, context, figures, kind, rule, named)
        choice = reading.scorer.choose("change", found, num)
        rule, sure = choice.candidate.value, choice.probability
        if rule is None and (rule := _rule_before(reading, num, context, figures)) is not None:
            sure = CARRIED
    if rule is None and kind == ABSOLUTE and num.label == "NUMBER" and num.noun:
        rule, sure = _rule_of_missing(num, context, figures), CARRIED
    if rule is None and kind == ABSOLUTE and growth.grows_by(reading, num):
        rule, sure = figures.rule_of("employees" if word_class("person").fit(num.noun[-1].low) else "count"), CARRIED
    if rule is None or (reading.scorer is None and rule.set.get("metric") in (None, "count", "share")):
        return "a change of nothing that is named"
    draft = Draft("key_figure", rule.id, dict(rule.set), [evidence(reading, num)], score=4.0)
    draft.flow, draft.probability, draft.why = rule.flow, sure, "change"
    answer = figures.answer(rule)
    subject, _, period, period_ent, region = scope_of(reading, num, answer, context, draft)
    period, period_ent = _period_of_change(reading, num, context, period, period_ent)
    if named is not None and named.label == "PLACE":
        region = named.canonical
    elif named is not None:
        subject = name_of(named)
    elif (place := growth.place_of(reading, num)) is not None:
        region = place
    draft.slots |= {"value": None, "subject": subject, "period": period, "region": region}
    if rule.set["metric"] == "count" and (counted := _named_number(reading, num, rule)) is not None:
        draft.slots["of"] = counted
    elif thing is not None and not rule.set.get("of"):
        draft.slots["of"] = thing
    elif reading.scorer is not None and not rule.set.get("of"):
        things = candidate_things.things(reading, num, context, draft, None)
        draft.slots["of"] = reading.scorer.choose("of", things, num).candidate.value
    draft.slots.setdefault("status", status_of(reading, num, period))
    planned = draft.slots["status"] in ("target", "forecast")
    if planned and period_ent is None and is_over(period, reading.page.published):
        draft.slots["period"] = None  # `der Kanton rechnet mit höheren Steuern (+5,5 %)`: no time of the text is meant
    if period_ent is not None:
        draft.sources["period"] = (period_ent.start, period_ent.end)
    if rule.set["metric"] == "employees" or growth.grows_by(reading, num):
        draft.slots["change"] = {"percent": None, "absolute": None, "base": None, kind: abs(amount) * num.sign}
        draft.sources["change"] = (num.ent.start, num.ent.end)
    else:
        _add_change(reading, num, draft, kind, amount)
    drafts.append((num, draft))
    return "extracted"


def _named_number(reading: Reading, num: Num, rule: NumberRule) -> str | None:
    """What the number is of that changes: `Die Fahrgastzahlen legten um 4 Prozent zu`."""
    hits = [hit for hit in reading.by_key.get(f"{rule.id}/name", ()) if hit.start < num.at]
    items = reading.sentence.items
    return of_number_word(reading, (items[hits[-1].start].start, items[hits[-1].end - 1].end)) if hits else None


def _period_of_change(
    reading: Reading, num: Num, context: Context, period: Time | None, ent: Ent | None
) -> tuple[Time | None, Ent | None]:
    """When a change without a level took place: never in the time with which it is compared; `nach einem Rückgang um 4 Prozent im Vorjahr` then."""
    items = reading.sentence.items
    behind = next((item.ent for item in items[num.at + 1 : num.at + 4] if is_date(item)), None)
    opening = {item.low for item in items[max(0, num.at - 6) : num.at]}
    if behind is not None and "nach" in opening and not is_compared(items, behind):
        earlier = shift(context.period or context.document) if vaguely_prior(behind, context.period) else None
        return earlier or time_slot(behind), behind
    main = context.period or context.document
    if ent is not None and ent.sentence == reading.sentence.index and main is not None and is_compared(items, ent):
        return (main, None) if period is None or _is_before(period, main) else (period, ent)
    return period, ent


OF_SALES = ("sales", "revenue-sales")
"""`Die Verkäufe gingen um 11 Prozent zurück` is one of pieces, unless the sum before was of such sales."""


def _is_of_one_metric(figures: Figures, named: set[str], rule: NumberRule) -> bool:
    """Whether the nouns of a clause all stand for the metric of a rule."""
    rules = [figures.rule_of(rule_id) for rule_id in named]
    return rule.id in named and all(other is None or other.set == rule.set for other in rules)


CARRIED = 0.6
"""How sure it is that a change of somebody else is one of the figure before."""


def _rule_of_missing(num: Num, context: Context, figures: Figures) -> NumberRule | None:
    """The rule of vehicles or guests that there are fewer or more of: `In Italien fehlten 610 Einheiten`, `Das Tessin verlor 52 000 Logiernächte`."""
    if word_class("moving").fit(num.noun[-1].low):
        return figures.rule_of("count")
    before = context.figure_draft
    same = num.is_vehicle and before is not None and before.slots["metric"] in (*SOLD, "production", "orders")
    return figures.rule_of(before.rule) if same and before is not None else None


def _rule_before(reading: Reading, num: Num, context: Context, figures: Figures) -> NumberRule | None:
    """The rule of the figure before that a change of somebody or something else is one of: `Der CE 04 büßte 12 % ein`."""
    draft = context.figure_draft
    if before := [
        reading.changed[other.at] for other in reading.nums if other.at in reading.changed and other.at < num.at
    ]:
        return figures.rule_of(before[-1].rule) if _own_name(reading, num) is None else None
    if draft is None or num.label != "PERCENT" or num.label_items:
        return None
    if reading.sentence.line - context.figure_line not in (0, 1):
        return None
    of = str(draft.slots.get("of") or "").lower().split()
    if draft.slots["metric"] == "count" and not (of and word_class("moving").fit(of[-1])):
        return None
    if draft.slots["metric"] in RATES or _own_name(reading, num) is not None or not growth.is_of_another(reading, num):
        return None
    return figures.rule_of(draft.rule)


def _named_in_front(reading: Reading, num: Num) -> Ent | None:
    """`gefolgt von Opel (+22,7 Prozent)`: the name that a signed percentage in a bracket stands right behind, with no figure of its own."""
    items, at = reading.sentence.items, num.at
    worded = at > 2 and items[at - 1].low in ("plus", "minus")
    at -= worded
    if num.label != "PERCENT" or at < 2 or items[at - 1].text != "(" or not (worded or num.ent.text[0] in SIGNS):
        return None
    ent, clause = items[at - 2].ent, items[at - 2].clause
    stepped = [item.low for item in items[num.at + 1 : num.at + 2]] == ["auf"]  # `Genf (+9,4% auf 372 000)`
    if stepped or any(other.part == "level" and other.clause == clause for other in reading.nums):
        return None
    return ent if ent is not None and ent.label in ("BRAND", "MODEL", "PLACE") else None


def _thing_in_front(reading: Reading, num: Num) -> str | None:
    """`Diesel (minus 12,8 Prozent) und Benziner (minus 9,5 Prozent) büßten ein`: the noun in front of a change alone in brackets, where others stand so beside it.

    None for one noun alone (`Zahl der Gäste (+4 %)`) and where the clause states a level.
    """
    noun = _noun_before_bracket(reading, num)
    if noun is None or _names_a_metric(reading, noun):
        return None
    levels = (other for other in reading.nums if other.part == "level" and not other.depth)
    if any(other.clause == noun.clause for other in levels):
        return None
    others = (other for other in reading.nums if other is not num)
    return plural(noun.text) if any(_noun_before_bracket(reading, other) is not None for other in others) else None


def _noun_before_bracket(reading: Reading, num: Num) -> Item | None:
    """The common noun right before a bracket that holds nothing but a signed percentage."""
    items, at = reading.sentence.items, num.at
    worded = at > 2 and items[at - 1].low in ("plus", "minus")
    closed = [item.text for item in items[at + 1 : at + 2]] == [")"]
    at -= worded
    if num.label != "PERCENT" or at < 2 or items[at - 1].text != "(" or not closed:
        return None
    noun = items[at - 2]
    signed = worded or num.ent.text[0] in SIGNS
    return noun if signed and noun.ent is None and noun.text[0].isupper() else None


def _names_a_metric(reading: Reading, noun: Item) -> bool:
    """Whether a noun is one that a rule knows as the name of its figures: `Umsatz (+4 %) und EBIT (+6 %)`."""
    items = reading.sentence.items
    named = (hit for hit in reading.hits if hit.key.endswith("/name"))
    return any(items[hit.start].start <= noun.start < items[hit.end - 1].end for hit in named)


def _metric_of_change(reading: Reading, num: Num, context: Context, figures: Figures) -> Any:
    rules = {rule.id: rule for kind, rule in figures.rules if rule.set.get("metric") not in (None, "share")}
    found = []
    for hit in reading.hits:
        rule_id, role = hit.key.rsplit("/", 1)
        if rule_id not in rules or role not in ("name", "verb"):
            continue
        rule = rules[rule_id]
        item = reading.sentence.items[hit.start]
        if rule.set["metric"] == "count" and role != "name":
            continue
        if num.label == "NUMBER" and rule.unit not in ("person", "vehicle"):
            continue
        if num.label in ("MONEY", "QUANTITY") and (num.label not in rule.labels or num.unit not in (None, *rule.units)):
            continue  # `die Kosten um 400 Mio. drücken`: no capacity
        if rule.as_change and role == "verb" and num.label == "PERCENT":
            continue  # `Tesla verlor 9,4 Prozent`: no jobs
        cost = abs(hit.start - num.at) + 4 * abs(item.clause - num.clause) + (4 if role == "verb" else 0)
        found.append((cost, rule_id))
    if not found or min(found)[0] > 14:
        return None
    return rules[min(found)[1]]


def continues(reading: Reading, num: Num, context: Context) -> bool:
    """Whether a bare number goes on with the figure before it: same paragraph or list, same kind of value."""
    if num.kind not in context.by_label:
        return False
    _, line, sentence = context.by_label[num.kind]
    near = line == reading.sentence.line or (is_item(reading) and line >= reading.sentence.line - 2)
    return near and sentence >= reading.sentence.index - 3
