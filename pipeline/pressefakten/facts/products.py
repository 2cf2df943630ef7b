"""What belongs to a product: prices and technical data; which attribute a number is, and under which condition."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pressefakten.facts import nameless
from pressefakten.facts.amounts import begin, behind_bracket
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.context import HOMES
from pressefakten.facts.cues import SEPARATORS, Num, gap, word_in_front
from pressefakten.facts.page import Ent, Item, Sentence, is_adjective, is_common_noun
from pressefakten.facts.rules import Draft, NumberRule, word_class
from pressefakten.facts.scope import LISTED, is_replaced, label_ent
from pressefakten.facts.scope import line_label as any_line_label
from pressefakten.facts.tables import elided_unit, is_unit, unit_of_label
from pressefakten.facts.topics import Product, as_value, coordinated, is_in, is_passing, leading, product, unnamed
from pressefakten.facts.triggers import Hit, matches
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.figures import Answer, Reading

LABEL, COLUMN, DIRECT, BEHIND, BEFORE, AFTER, WEAK = 8.0, 7.8, 9.2, 9.0, 7.0, 5.6, 5.0
HEADING, TWIN, STRETCH, CARRIED, PART, UNIT, LISTED_SUM, FOR_SUM, ROOM = (
    4.4, 5.4, 7.2, 4.2, 5.4, 3.6, 5.0, 6.0, 7.8,
)  # fmt: skip
SAME = {
    "kW": ("power", 1.0), "PS": ("power", 0.7355), "MW": ("power", 1000.0), "mm": ("length", 1.0), "cm": ("length", 10.0),
    "m": ("length", 1000.0), "kg": ("mass", 1.0), "t": ("mass", 1000.0), "l": ("volume", 1.0), "cm3": ("volume", 0.001),
    "m3": ("volume", 1000.0), "kWh": ("energy", 1.0), "MWh": ("energy", 1000.0),
}  # fmt: skip
"""Unit -> what it measures and its size: numbers that agree after conversion state one thing twice."""
Claim = tuple[float, str, tuple[int, int] | None]


@dataclass(eq=False)
class View:
    """A sentence as product data see it; positions are item indices.

    `stretch` rule id -> expression of what a value is taken for, `twins` numbers that repeat the one before in another
    unit, `groups` number -> the list of values it stands in, `taken` (item, rule) -> the number that the word follows,
    `last` the rule of the datum before in the sentence, `done` the rules that have found one.
    """

    reading: Reading
    stretch: dict[str, re.Pattern[str]]
    twins: dict[int, Num] = field(default_factory=dict)
    groups: dict[int, list[Num]] = field(default_factory=dict)
    taken: dict[tuple[int, str], int] = field(default_factory=dict)
    last: str | None = None
    done: set[str] = field(default_factory=set)

    @functools.cached_property
    def stretches(self) -> dict[str, list[tuple[int, int]]]:
        """Rule id -> character spans of its stretches in the sentence: `von 0 auf 100 km/h`."""
        text, sentence = self.reading.page.text, self.reading.sentence
        found = {
            rule_id: [match.span() for match in pattern.finditer(text, sentence.start, sentence.end)]
            for rule_id, pattern in self.stretch.items()
        }
        return {rule_id: spans for rule_id, spans in found.items() if spans}


TURNS = re.compile(r"\s*(?:/\s*min\b|U/min|min-1|min⁻¹|1/min|rpm\b|Umdrehungen|Touren\b)")
"""Behind a number of revolutions, which is no datum that is read."""


class Products:
    """Reads prices and technical data with one rule set; no state between releases."""

    def __init__(self, rules: Sequence[tuple[str, NumberRule]]) -> None:
        """`rules`: the (fact type, rule) pairs that need a product."""
        self.rules = tuple((kind, rule) for kind, rule in rules if rule.needs == "product")
        self.named = {f"{rule.id}/name": rule for _, rule in self.rules}
        self.stretch = {rule.id: re.compile(rule.stretch) for _, rule in self.rules if rule.stretch}
        self.of_unit: dict[str, list[tuple[str, NumberRule]]] = {}
        self.of_label: dict[str, list[tuple[str, NumberRule]]] = {}
        for kind, rule in self.rules:
            for unit in rule.units:
                self.of_unit.setdefault(unit, []).append((kind, rule))
            for label in rule.labels:
                self.of_label.setdefault(label, []).append((kind, rule))
        self.labels = frozenset(label for _, rule in self.rules for label in rule.labels)
        self.open = frozenset(rule.id for _, rule in self.rules if _needs_no_word(rule))
        self.bare = frozenset(rule.id for _, rule in self.rules if rule.stretch or rule.generic)

    def ask(
        self, reading: Reading, num: Num, label_hits: list[Hit], head_hits: list[Hit], heard: set[str]
    ) -> Iterator[Answer]:
        """The claims of the rules on a number; what forbids one stands in its `why`. `heard` are the rules with a word near."""
        from pressefakten.facts.figures import AROUND, WEIGHED, Answer

        if num.label not in self.labels:
            return
        if reading.view is None:
            reading.view = self._view(reading)
        view = reading.view
        unit = num.unit
        ordered = len(view.groups.get(num.at, ())) > 1  # one of several values: their names may be short ones
        asked = heard | self._open_to(view, num) | {view.last}
        for kind, rule in self.of_unit.get(unit, ()) if unit else self.of_label.get(num.label, ()):
            if not (ordered or rule.id in asked) or not self._accepts(view, reading, rule, num):
                continue
            claims = list(self._claims(view, reading, rule, num, label_hits, head_hits))
            if not claims:
                if rule.weighed and self._is_open(view, reading, rule, num):
                    yield Answer(kind, rule, WEIGHED, AROUND)
                continue
            points, why, span = max(claims, key=lambda claim: claim[0])
            if reason := self._forbids(view, reading, rule, num, label_hits + head_hits):
                yield Answer(kind, rule, min(points, 0.0), f"{why}, but {reason}", span)
                continue
            points -= _vetoes(reading, rule, num, points, span)
            if points > 0 and not owners(reading, rule, num, points):
                if rule.weighed and self._is_open(view, reading, rule, num):
                    yield Answer(kind, rule, WEIGHED, why, span)
                else:
                    yield Answer(kind, rule, 0.0, f"{why}, but no product is near", span)
                continue
            yield Answer(kind, rule, points + _near(reading, num), why, span)

    def _is_open(self, view: View, reading: Reading, rule: NumberRule, num: Num) -> bool:
        """Whether the scorer may say that a sum is the price of a thing without a name."""
        thing = nameless.thing(reading, num)
        if num.part == "change" or thing is None or _is_no_thing(rule, thing.model.split()[-1].lower()):
            return False
        items = reading.sentence.items
        if any(not gap(items, hit.start, num.at) for hit in _of(reading, rule, "veto")):
            return False
        by_unit = not num.label_items and PER_UNIT.match(reading.page.text, num.ent.end)
        return not by_unit and not self._forbids(view, reading, rule, num, [])

    def settled(self, reading: Reading, num: Num) -> str:
        """Why a number is no figure of anything: it repeats a datum or belongs to the stretch of one; else empty."""
        view = reading.view
        if TURNS.match(reading.page.text, num.ent.end):
            return "a number of revolutions"
        if view is None or not view.done:
            return ""
        if num.at in view.twins:
            return "repeats a datum in another unit"
        spans = [span for rule_id in view.done for span in view.stretches.get(rule_id, ())]
        inside = any(start <= num.ent.start and num.ent.end <= end for start, end in spans)
        return "part of a stretch" if inside else ""

    # --- the sentence ------------------------------------------------------------------------------------------------

    def _view(self, reading: Reading) -> View:
        view = View(reading, self.stretch)
        items = reading.sentence.items
        for one, other in zip(reading.nums, reading.nums[1:], strict=False):
            if _is_twin(items, one, other, _head_units(reading, one)):
                view.twins[other.at] = one
        group: list[Num] = []
        for num in reading.nums:
            if num.at in view.twins:
                continue
            if not group or not _joined(items, group[-1], num, view):
                group = []
            group.append(num)
            view.groups[num.at] = group
        for hit in reading.hits:
            rule = self.named.get(hit.key)
            if rule is not None and (at := self._follows(reading, rule, hit)) >= 0:
                view.taken[hit.start, rule.id] = at
        return view

    def _follows(self, reading: Reading, rule: NumberRule, hit: Hit) -> int:
        """Position of the number that a word directly follows, or -1: `1,85 Meter breit`, `150 kW (204 PS) Leistung`."""
        for num in reversed(reading.nums):
            if num.at < hit.start:
                fits = num.unit in rule.units or (not rule.units and num.label in rule.labels)
                if fits and _is_behind(reading.sentence.items, num.at, hit.start):
                    return num.at
                if not fits and not _is_behind(reading.sentence.items, num.at, hit.start):
                    return -1
        return -1

    # --- claims ------------------------------------------------------------------------------------------------------

    def _open_to(self, view: View, num: Num) -> frozenset[str]:
        """The rules that a number may be of without any of their names and verbs: see `_claims`."""
        if num.label == "MONEY" and not 0 < (as_value(num.value) or 0) <= DEAREST:
            return frozenset()
        return self.bare if num.label == "NUMBER" and not num.unit and not view.twins else self.open

    def _accepts(self, view: View, reading: Reading, rule: NumberRule, num: Num) -> bool:
        if num.label not in rule.labels:
            return False
        if rule.id in self.stretch and rule.id not in view.stretches and _is_to_other_speed(reading, num):
            return False  # `in 7 Sekunden auf 80 km/h`
        unit = num.unit
        if unit is not None and rule.units:
            return unit in rule.units
        if num.label != "NUMBER":
            return num.label == "MONEY"
        if num.in_currency and "MONEY" not in rule.labels:
            return False  # `Gesamtleistung (Mio. €) | 1.312`
        if (told := _told_unit(reading, num)) is not None:
            return told in rule.units
        if rule.counted:
            last = num.noun[-1].low if num.noun and num.noun[-1].ent is None else ""
            listed = bool(num.label_items or num.head_items or line_label(reading, num))
            led = _is_part(reading, num) if view.last == rule.id else _is_led(reading, rule, num)
            led = led or (
                _is_part(reading, num) and any(0 < hit.start - num.at <= 3 for hit in _of(reading, rule, "name"))
            )
            return rule.counts.fit(last) if num.noun else listed or led
        if num.label_items or num.head_items:
            return True
        if num.noun:
            return False
        group = view.groups.get(num.at, [num])
        if any(other.unit in rule.units for other in group if other is not num):
            return True
        return (view.last == rule.id and _is_ellipsis(reading, num)) or (
            bool(line_label(reading, num)) and "MONEY" in rule.labels
        )

    def _claims(
        self, view: View, reading: Reading, rule: NumberRule, num: Num, label_hits: list[Hit], head_hits: list[Hit]
    ) -> Iterator[Claim]:
        name = f"{rule.id}/name"
        label = line_label(reading, num)
        for points, why, hits in ((LABEL, "row label", label_hits), (COLUMN, "column head", head_hits)):
            yield from (
                (points - hit.vague, why, None)
                for hit in hits
                if hit.key == name and _is_part_of(num, view, hits, hit) and not _is_in_veto(rule, hits, hit)
            )
        named = [hit for hit in _of(reading, rule, "name") if not _is_in_veto(rule, reading.hits, hit)]
        in_label = [hit for hit in named if hit.end <= len(label)]
        heads = [hit for hit in reading.hits if hit.key.endswith("/name") and hit.end <= len(label)]
        in_label = [hit for hit in in_label if _is_part_of(num, view, heads, hit)]
        for items in (num.label_items, num.head_items, label):
            if items and _is_composite(reading, rule, view, num, items):
                yield (LABEL, "one of several names", None)
        if _is_by_order(reading, rule, view, num):
            yield (LABEL, "measures in order", None)
        if in_label and not num.label_items:
            yield (LABEL - in_label[0].vague, "line label", _span(reading, in_label[0]))
        if not num.label_items:
            for hit in named:
                if hit.end > len(label) and (points := self._link(view, reading, rule, num, hit)) > 0:
                    yield (points - hit.vague, "name", _span(reading, hit))
            verbs = _of(reading, rule, "verb")
            for hit in verbs:
                far = 0.12 * (abs(hit.start - num.at) - 1) + 0.9 * gap(reading.sentence.items, hit.start, num.at)
                yield (WEAK + (0.8 if len(verbs) > 1 else 0.0) - far, "verb", _span(reading, hit))
        if rule.generic and _generic(reading, rule, num):
            yield (DIRECT, "said of a thing without a name", None)
        if rule.counted and num.noun and rule.nouns.fit(num.noun[-1].low):
            yield (BEHIND, "counted noun", None)
        if (
            rule.counted
            and num.noun
            and any(hit.end <= num.at and num.at - hit.end < 3 for hit in _of(reading, rule, "verb"))
        ):
            yield (ROOM, "room for so many", None)
        if self._in_label(rule, reading, num):
            yield (STRETCH, "what the time is taken for", None)
        elif rule.id in view.stretches:
            far = min(_clauses_between(reading, num, span) for span in view.stretches[rule.id])
            yield (STRETCH - 0.9 * far, "what the time is taken for", None)
        if any(twin is num for twin in view.twins.values()) and len(set(rule.units) & {"kW", "PS"}) == 2:
            yield (TWIN, "stated in two units", None)
        if view.last == rule.id and (num.label == "NUMBER" or num.unit in rule.units):
            yield (PART if rule.counted else CARRIED, "goes on with the datum before", None)
        if (rule.verb == ("*",) and num.unit in rule.units) or num.unit in rule.alone:
            yield (UNIT, "unit", None)
        listed = reading.page.kind(reading.sentence) in LISTED
        if _opens_bracket_of_model(reading, num) and (rule.verb == ("*",) or num.unit in rule.priced):
            yield (FOR_SUM, "in brackets behind a model", None)
        if num.unit in rule.priced and (_is_of_price_list(reading) or _is_row_of_data(reading)):
            yield (UNIT, "unit in a row of data", None)
        elif num.unit in rule.priced and _is_among_data(reading, num):
            yield (FOR_SUM, "unit among data of a model", None)
        bare = bool(rule.units) and not num.unit and bool(num.head_items)  # its column says what it is
        if any(hit.key == name for hit in reading.heading_hits) and not bare:
            yield (HEADING + (1.0 if listed else -1.0), "heading", None)
        if "MONEY" in rule.labels and "basis" not in rule.set:
            yield from _sums(reading, num, listed)

    def _in_label(self, rule: NumberRule, reading: Reading, num: Num) -> bool:
        pattern = self.stretch.get(rule.id)
        return pattern is not None and any(
            pattern.search(_text(reading, items)) for items in (num.label_items, num.head_items) if items
        )

    def _link(self, view: View, reading: Reading, rule: NumberRule, num: Num, hit: Hit) -> float:
        """How strongly a word of the sentence names the number: by order, distance and what stands between."""
        items = reading.sentence.items
        if hit.start < num.at < hit.end:
            return DIRECT
        if hit.start > num.at:
            if self._leads(view, reading, rule, num, hit):
                return 0.0
            if view.taken.get((hit.start, rule.id)) == num.at or self._shares(view, num, hit, rule):
                return 0.0 if _is_of_a_part(items, hit) else BEHIND
            distance, base = hit.start - num.at - 1, AFTER
        else:
            distance, base = num.at - hit.end, BEFORE
            if all(item.ent is None and is_in("between", item.low) for item in items[hit.end : num.at]):
                return DIRECT - 0.05 * distance
            if (hit.start, rule.id) in view.taken and not self._shares(view, num, hit, rule):
                base -= 4.0
        between = _between(view, reading, rule, num, hit.start)
        return base - 0.12 * distance - 0.9 * gap(items, hit.start, num.at) - 1.4 * between

    def _leads(self, view: View, reading: Reading, rule: NumberRule, num: Num, hit: Hit) -> bool:
        """`1,67 m, Radstand 2,75 m`, `4,07 m, zwischen den Achsen sind es 2,58 m`: the word opens the clause of another number of its kind."""
        items = reading.sentence.items
        after = next((other for other in reading.nums if other.at >= hit.end and other.at not in view.twins), None)
        if after is None or after in view.groups.get(num.at, ()) or (rule.units and after.unit not in rule.units):
            return False
        parted = gap(items, hit.start, num.at) > 0 or any(item.low == "und" for item in items[num.at + 1 : hit.start])
        return parted and (
            gap(items, hit.start, after.at) == 0
            or all(item.ent is None and is_in("between", item.low) for item in items[hit.end : after.at])
        )

    def _shares(self, view: View, num: Num, hit: Hit, rule: NumberRule) -> bool:
        """`350 und 426 km Reichweite`: the word follows the last value of a list."""
        at = view.taken.get((hit.start, rule.id))
        return at is not None and any(other.at == at for other in view.groups.get(num.at, ()))

    # --- what forbids ------------------------------------------------------------------------------------------------

    def _forbids(self, view: View, reading: Reading, rule: NumberRule, num: Num, hits: list[Hit]) -> str:
        """Why a number is no value of the rule, or an empty string."""
        if num.at in view.twins:
            return f"it repeats {view.twins[num.at].ent.text} in another unit"
        for spans in view.stretches.values():
            if any(start <= num.ent.start and num.ent.end <= end for start, end in spans):
                return "it is part of a stretch"
        if num.value.get("min") == 0 and num.unit == "km/h":
            return "it is part of a stretch"  # `0–80 km/h in 24 Sekunden`
        if num.part == "change" and (num.label != "MONEY" or _is_directed(reading, num)):
            return "it is a change"
        told = num.part == "previous" and _of_bracket(reading, num) is None
        if num.label != "DURATION" and not num.label_items and (told or _is_superseded(reading, num)):
            return "it is the value of before"
        if _is_comparison(reading, num):
            return "it is a comparison"
        heads = any(hit.key == f"{rule.id}/veto" for hit in hits) and not (
            rule.generic and _generic(reading, rule, num)
        )
        if heads and not any(hit.key == f"{rule.id}/name" for hit in hits):
            return "the head speaks of something else"
        if rule.set.get("attribute") in SIZES and _is_of_another_name(reading, rule, view, num):
            return "its label has another name for it"
        label = line_label(reading, num)
        vetoed = "MONEY" in rule.labels and any(hit.end <= len(label) for hit in _of(reading, rule, "veto"))
        if vetoed and not _generic(reading, rule, num):
            return "the label speaks of something else"
        if rule.stretch and "stretch" not in rule.condition and not self._is_whole(rule, view, reading, num):
            return "it is taken over another stretch"
        if _is_denied(reading, num):
            return "it is denied"
        if _load(reading, num) and any(other.unit == "km" for other in reading.nums):
            return "it is the load of a range"
        if rule.set.get("attribute") in SIZES and _is_of_component(reading, num):
            return "a part of the product is its subject"
        return _no_price(reading, rule, num) if "MONEY" in rule.labels else ""

    def _is_whole(self, rule: NumberRule, view: View, reading: Reading, num: Num) -> bool:
        """Whether a time is not taken from another stretch than that of the rule: `0 bis 200 km/h`, `80–120 km/h`."""
        if rule.id in view.stretches or self._in_label(rule, reading, num):
            return True
        return not OTHER_STRETCH.search(reading.page.text, reading.sentence.start, reading.sentence.end)

    # --- slots -------------------------------------------------------------------------------------------------------

    def fill(self, reading: Reading, num: Num, answer: Answer, slot: str) -> list[Draft]:
        """The facts that an answer makes of a number, one for each product it belongs to."""
        first = begin(reading, num, answer, slot)
        first.listed = reading.page.kind(reading.sentence) in LISTED
        units = _head_units(reading, num) or (_told_unit(reading, num),)
        if num.label == "NUMBER" and units[0]:
            first.slots[slot]["unit"] = units[0]
        if reading.view is not None:
            reading.view.last = answer.rule.id
            reading.view.done.add(answer.rule.id)
        thing = nameless.thing(reading, num) if answer.score < 0 else None
        whose = [thing] if thing is not None else owners(reading, answer.rule, num, answer.score)
        if answer.type == "price":
            if not _is_price(reading, num, first, whose):
                return []
        elif condition := self._condition(reading, num, answer.rule):
            first.slots["condition"] = condition
        return [_owned(first, owner) for owner in whose]

    def _condition(self, reading: Reading, num: Num, rule: NumberRule) -> str | None:
        if "stretch" in rule.condition:
            return self._stretch(reading, num, rule)
        if standard := _standard(reading, num, rule.standards):
            return standard
        if num.unit == "km" and (load := next(filter(None, (_load(reading, other) for other in reading.nums)), None)):
            return load
        return _qualifier(reading, num, rule)

    def _stretch(self, reading: Reading, num: Num, rule: NumberRule) -> str | None:
        pattern = self.stretch[rule.id]
        for items in (num.label_items, num.head_items):
            if items and (match := pattern.search(_text(reading, items))):
                return match.group()
        found = [pattern.search(reading.page.text, *bounds) for bounds in _clause_and_sentence(reading, num)]
        match = next((match for match in found if match), None)
        if match is None or not self._is_nearest(reading, num, match.span()):
            return None
        return match.group()

    def _is_nearest(self, reading: Reading, num: Num, span: tuple[int, int]) -> bool:
        """Whether no other time of the sentence stands nearer to a stretch."""
        own = _clauses_between(reading, num, span)
        times = [other for other in reading.nums if other.label == "DURATION" and other is not num]
        return all(_clauses_between(reading, other, span) >= own for other in times)


def _is_no_thing(rule: NumberRule, low: str) -> bool:
    """What names a price, an extra charge or a pack is nothing that is sold."""
    return rule.nouns.fit(low) or any(is_in(kind, low) for kind in ("extra", "packs", "prices"))


def _needs_no_word(rule: NumberRule) -> bool:
    """Whether some number may be the rule's without any of its names and verbs: see `_claims`."""
    by_unit = rule.verb == ("*",) or bool(rule.alone or rule.priced) or len(set(rule.units) & {"kW", "PS"}) == 2
    priced = "MONEY" in rule.labels and "basis" not in rule.set
    return by_unit or priced or bool(rule.generic or rule.counted or rule.stretch)


OTHER_STRETCH = re.compile(r"\d\s*(?:km/h\s*)?(?:auf|bis|[–-])\s*\d+\s*(?:km/h|Stundenkilometer)")


def _clause_and_sentence(reading: Reading, num: Num) -> Iterator[tuple[int, int]]:
    inside = [item for item in reading.sentence.items if item.clause == num.clause]
    yield inside[0].start, inside[-1].end
    yield reading.sentence.start, reading.sentence.end


def line_label(reading: Reading, num: Num) -> list[Item]:
    """The items in front of the colon of a `Label: value` line; no product may be named between it and the number."""
    label = any_line_label(reading, num)
    if not label:
        return label
    between = reading.sentence.items[len(label) : num.at]
    return [] if any(item.ent is not None and item.ent.label == "MODEL" for item in between) else label


def _told_unit(reading: Reading, num: Num) -> str | None:
    """The unit of a bare number by the label of its line or behind a bracket: `Radstand mm: 2.580 (2.470)`, `414 (621) kWh`."""
    if num.label != "NUMBER" or num.unit or num.noun or num.label_items or num.head_items:
        return None
    behind = behind_bracket(reading, num)[:1]
    items = reading.sentence.items
    instead = items[num.at + 1].low if num.at + 2 < len(items) else ""
    if instead in ("statt", "anstatt"):  # `mit 150 statt 80 kW`
        return next((other.unit for other in reading.nums if num.at + 1 < other.at <= num.at + 4), None)
    return unit_of_label(behind) or unit_of_label(line_label(reading, num))


def _of(reading: Reading, rule: NumberRule, role: str) -> list[Hit]:
    return reading.by_key.get(f"{rule.id}/{role}", [])


def _span(reading: Reading, hit: Hit) -> tuple[int, int]:
    return reading.sentence.items[hit.start].start, reading.sentence.items[hit.end - 1].end


def _text(reading: Reading, items: Sequence[Item]) -> str:
    return reading.page.text[items[0].start : items[-1].end] if items else ""


def _is_part(reading: Reading, num: Num) -> bool:
    """`davon 36 in der 1. Klasse`: a part of the number before."""
    return any(item.low in ("davon", "darunter") for item in reading.sentence.items[max(0, num.at - 3) : num.at])


def _is_led(reading: Reading, rule: NumberRule, num: Num) -> bool:
    """`Sitzplätze 332`: the noun stands right in front of a number that counts nothing else."""
    return any(hit.end == num.at for hit in _of(reading, rule, "name"))


def _is_ellipsis(reading: Reading, num: Num) -> bool:
    """`der Elroq 39`, `sind es beim Fahrmischer etwa 200`: a bare number that ends its clause."""
    items = reading.sentence.items
    after = items[num.at + 1 : num.at + 2]
    if after and (after[0].ent is not None or after[0].text[0].isalnum()):
        return False
    before = items[max(0, num.at - 7) : num.at]
    return any(
        (item.ent is not None and item.ent.label in ("MODEL", "BRAND")) or item.low in ("es", "beim", "bei")
        for item in before
    )


def _is_twin(items: list[Item], one: Num, other: Num, heads: tuple[str, ...]) -> bool:
    """`150 kW (204 PS)`, `204 PS/150 kW`: the second states the first in another unit; a head may give both units."""
    names = [one.unit or (heads[0] if heads else ""), other.unit or (heads[-1] if heads else "")]
    units = SAME.get(names[0]), SAME.get(names[1])
    if units[0] is None or units[1] is None or units[0] == units[1] or units[0][0] != units[1][0]:
        return False
    between = [item for item in items[one.at + 1 : other.at] if item.ent is None]
    far = len(between) > 3 or other.at - one.at > 4
    if far and (other.at - one.at > REACH or not any(is_in("equals", item.low) for item in between[-2:])):
        return False  # `600 kW ab, das entspricht 816 PS`
    a, b = as_value(one.value), as_value(other.value)
    if a is None or b is None:
        return True
    return bool(b) and abs(a * units[0][1] / (b * units[1][1]) - 1) < 0.04


UNITS = re.compile(r"(?<![\w³])(?=([\w³]+)\s*[/(]\s*([\w³]+))")


def _clauses_between(reading: Reading, num: Num, span: tuple[int, int]) -> int:
    """How many clause marks lie between a number and a stretch of characters."""
    items = reading.sentence.items
    inside = [k for k, item in enumerate(items) if span[0] <= item.start < span[1]]
    return min((gap(items, num.at, k) for k in inside), default=0)


def _two_units(head: str) -> tuple[str, ...]:
    """The two units of a head like `Leistung (kW/PS)` or `Leistung kW (PS)`, or nothing."""
    for match in UNITS.finditer(head):
        if match[1] in SAME and match[2] in SAME:
            return match[1], match[2]
    return ()


def _head_units(reading: Reading, num: Num) -> tuple[str, ...]:
    """The two units of which the label or column head of a number says that it is stated in, or nothing."""
    return _two_units(_text(reading, num.label_items) or _text(reading, num.head_items))


def _joined(items: list[Item], one: Num, other: Num, view: View) -> bool:
    """Whether two numbers stand in one list of values: `150 und 204 kW`, `10, 11 oder 12 s`."""
    if other.at - one.at > 6 or one.column != other.column:
        return False
    units = {unit for unit in (one.unit, other.unit) if unit}
    if len(units) > 1 or {one.label, other.label} == {"MONEY", "QUANTITY"}:
        return False
    between = [k for k in range(one.at + 1, other.at) if k not in view.twins]
    return bool(between) and all(
        items[k].ent is None
        and (
            is_in("joint", items[k].low)
            or items[k].text in "()"
            or (items[k].low == items[one.at - 1].low and one.at and k == other.at - 1)  # `mit 12 und mit 18 Tonnen`
        )
        for k in between
    )


def _is_behind(items: list[Item], at: int, place: int) -> bool:
    """Whether only adjectives and a repetition in brackets stand between a number and a word that follows it."""
    between = items[at + 1 : place]
    if len(between) > 7:
        return False
    if between and between[0].low in ("in", "im", "an") and len(between) <= 2:
        return between[-1].low in ("in", "im", "an", "der")  # `4.690 mm in der Länge`
    depth = items[at].depth
    for item in between:
        if item.depth > depth or item.text == ")":
            continue
        if item.ent is not None or not item.text[0].isalpha() or item.text[0].isupper():
            return item.text == "-" and item.end - item.start == 1
        if not is_adjective(item) or is_in("joint", item.low) or item.low in NO_ADJECTIVE:
            return False
    return True


NO_ADJECTIVE = frozenset(
    ("der", "die", "den", "dem", "einen", "einem", "einer", "eine", "werden", "haben", "über", "unter")
)


def _between(view: View, reading: Reading, rule: NumberRule, num: Num, place: int) -> int:
    """How many numbers that the word could name stand between; those of one list with the number do not count."""
    low, high = sorted((num.at, place))
    own = view.groups.get(num.at, [num])
    return sum(
        1
        for other in reading.nums
        if low < other.at < high
        and other not in own
        and other.at not in view.twins
        and (other.unit in rule.units if rule.units else other.label == num.label)
    )


def _is_comparison(reading: Reading, num: Num) -> bool:
    """`30 Millimeter länger`, `50 Liter mehr`: a difference is no value."""
    after = reading.sentence.items[num.at + 1 : num.at + 2]
    if not after or after[0].ent is not None:
        return False
    if not is_in("comparative", after[0].low):
        return False
    following = reading.sentence.items[num.at + 2 : num.at + 3]
    attributive = following and following[0].text[:1].isupper() and after[0].low.endswith(("er", "es", "en"))
    return not attributive or following[0].low in ("als",)


def _is_of_a_part(items: list[Item], hit: Hit) -> bool:
    """`einen 90 Meter langen Ausleger`: an adjective in front of a noun that is no vehicle measures that thing."""
    word, after = items[hit.end - 1], items[hit.end : hit.end + 3]
    if not is_adjective(word) or not MEASURE.match(word.low):
        return False
    hyphened = len(after) == 3 and after[1].text == "-" and after[1].start == after[0].end
    noun = after[2] if hyphened else after[0] if after else None
    if noun is None or noun.ent is not None or not noun.text[0].isupper():
        return False
    behind = items[hit.end + (3 if hyphened else 1) :][:1]
    named = any(item.ent is not None and item.ent.label in ("MODEL", "BRAND") for item in behind)
    low = noun.low.rpartition("-")[2]
    return not (named or is_in("anaphor", low) or word_class("vehicle").fit(low))


MEASURE = re.compile(r"lang|kurz|breit|hoh|schwer")
SIZES = frozenset(("length", "width", "height", "weight"))


def _is_of_component(reading: Reading, num: Num) -> bool:
    """`Die Gondel wiegt 660 Tonnen`, `Jedes der drei Rotorblätter ist 115 Meter lang`: a part is what the clause opens with."""
    front = [item for item in _clause(reading.sentence.items, num) if item.start < num.ent.start]
    front = list(itertools.dropwhile(lambda item: item.low == "und" or not item.text[0].isalpha(), front))
    noun = next((item for item in front[1:] if is_common_noun(item) or (item.ent and item.ent.label in HOLDERS)), None)
    return noun is not None and noun.ent is None and front[0].low in LEADS and is_in("component", noun.low)


HOLDERS = frozenset(("MODEL", "BRAND", "ORG"))
LEADS = frozenset(
    ("der", "die", "das", "ein", "eine", "jeder", "jede", "jedes", "dessen", "deren", "sein", "seine", "ihr", "ihre")
)


def _is_superseded(reading: Reading, num: Num) -> bool:
    """`140 kW statt bisher 125 kW`, `statt wie bisher 125 kW`: the value that held before."""
    if is_replaced(reading, num):
        return True
    words_ = [item.low for item in reading.sentence.items[max(0, num.at - 4) : num.at] if item.ent is None]
    return any(is_in("superseded", word) for word in words_) and "wie" not in words_


def _is_denied(reading: Reading, num: Num) -> bool:
    """A denial right in front of the number, in its own clause."""
    items = reading.sentence.items
    return any(
        items[k].low in ("kein", "keine", "keinen", "weder", "nicht") and gap(items, k, num.at) == 0
        for k in range(max(0, num.at - 3), num.at)
    )


def _is_directed(reading: Reading, num: Num) -> bool:
    """Whether a sum after `um` is a change: `um 2.000 Euro günstiger`; `um 25.490 Euro` alone is a price in Austria."""
    items = reading.sentence.items
    if num.at == 0 or items[num.at - 1].low != "um":
        return True
    return any(
        hit.key.startswith("change/")
        and gap(items, hit.start, num.at) == 0
        and items[hit.start].low != "um"
        and not (items[hit.start].low == "zu" and items[hit.end : hit.end + 1] and items[hit.end].text[0].isalpha())
        for hit in reading.cues
    )


def _is_in_veto(rule: NumberRule, hits: Sequence[Hit], name: Hit) -> bool:
    """`Schwere Nutzfahrzeuge` as a row label: the word that names a datum is one of words that speak for something else."""
    veto = f"{rule.id}/veto"
    return any(hit.key == veto and hit.start <= name.start and name.end <= hit.end for hit in hits)


def _vetoes(reading: Reading, rule: NumberRule, num: Num, points: float, span: tuple[int, int] | None) -> float:
    """A word that speaks for something else counts where it is nearer than the word that names the attribute."""
    items = reading.sentence.items
    if rule.generic and _generic(reading, rule, num):
        return 0.0
    if num.label == "MONEY" and any(_is_named_by(items, num, hit) for hit in _of(reading, rule, "veto")):
        return 2 * DIRECT
    total = 0.0
    at = next((k for k, item in enumerate(items) if span is not None and item.start >= span[0]), None)
    own = abs(at - num.at) if at is not None else NEAR
    carried = not reading.topics.named(reading.sentence) and not num.label_items
    for hit in _of(reading, rule, "veto"):
        if num.label == "MONEY" and items[hit.end - 1].low == "von":
            continue  # `kostet 36.000 Euro und bietet Extras im Wert von 3000 Euro`: of the sum behind it
        if carried and hit.end <= num.at and "MONEY" not in rule.labels and (at is None or hit.start < at):
            return 6.0  # the sentence speaks of something else before it names the attribute
        if num.label == "MONEY" and _is_tax(items, hit):
            continue
        distance = min(abs(hit.start - num.at), abs(hit.end - 1 - num.at))
        between = gap(items, hit.start, num.at)
        here = at is not None and not gap(items, at, num.at)
        if between <= (0 if points >= DIRECT - 1 or num.label == "MONEY" or here else 1):
            near = distance <= own or (num.label == "MONEY" and not between)
            what = num.label == "MONEY" and not between and at is not None and hit.end == at
            total = max(total, 9.0 if what else 6.0 if near else 1.0)
        elif points < BEFORE:
            total = max(total, 1.0)
    if any(hit.key == f"{rule.id}/veto" for hit in reading.heading_hits) and points < LABEL - 1:
        total = max(total, 1.5)
    return total


def _is_to_other_speed(reading: Reading, num: Num) -> bool:
    """Whether a time is that to a speed which no stretch of the rules names."""
    items = reading.sentence.items
    speeds = (other for other in reading.nums if other.unit == "km/h" and not gap(items, num.at, other.at))
    return num.unit == "s" and any(other.at and items[other.at - 1].low in ("auf", "bis") for other in speeds)


def _is_tax(items: list[Item], hit: Hit) -> bool:
    """`inklusive 8,1 % Mehrwertsteuer`, `exkl. MwSt.`: the tax that a price has in it or not."""
    front = [item.low for item in items[max(0, hit.start - 3) : hit.start] if item.ent is None]
    return is_in("tax", items[hit.start].low) and any(is_in("taxed", low) for low in front)


def _is_named_by(items: list[Item], num: Num, hit: Hit) -> bool:
    """`einen Aufpreis von 650 Euro`, `650 Euro Aufpreis`: no word but those of a value stands between."""
    between = items[hit.end : num.at] if hit.end <= num.at else items[num.at + 1 : hit.start]
    plain = all(item.ent is None and is_in("between", item.low) for item in between)
    bracket = hit.end == num.at - 1 and _in_brackets(items, num)  # `gegen Aufpreis (890 Euro)`
    return bracket or (plain and (hit.end <= num.at or hit.start == num.at + 1) and items[hit.start].depth == num.depth)


def _is_composite(reading: Reading, rule: NumberRule, view: View, num: Num, items: Sequence[Item]) -> bool:
    """`Länge/Breite/Höhe: 4.144/1.796/1.572 mm`, `(L x B x H)`: as many values as names go one to one."""
    group = view.groups.get(num.at, [num])
    if len(group) < 2 or not rule.units:
        return False
    parts = [part.split() for part in SPLIT.split(re.sub(r"[()]", " ", _text(reading, items).lower())) if part.strip()]
    if len(parts) != len(group):
        return False
    short = words("products")["short"]
    return any(matches(form, short.get(word, word)) for word in parts[group.index(num)] for form in rule.name)


def _is_of_another_name(reading: Reading, rule: NumberRule, view: View, num: Num) -> bool:
    """`Abmessungen (H/B/T): 345/200/118 mm`: a label names other values of the list by the rule, and this one not."""
    own = num.label_items or num.head_items or line_label(reading, num)
    if not own or _is_composite(reading, rule, view, num, own):
        return False
    return any(_is_composite(reading, rule, view, other, own) for other in view.groups.get(num.at, ()))


def _is_by_order(reading: Reading, rule: NumberRule, view: View, num: Num) -> bool:
    """`4,62 m x 1,90 m x 1,67 m`: measures without names stand in the usual order."""
    group = view.groups.get(num.at, [num])
    order = words("products")["order"]["measures"]
    if len(group) != len(order) or order[group.index(num)] != rule.set.get("attribute"):
        return False
    items = reading.sentence.items
    return all(
        any(item.low in ("x", "×") for item in items[one.at : other.at]) for one, other in itertools.pairwise(group)
    )


SPLIT = re.compile(r"\s*[/×]\s*|\s+x\s+")


def _is_part_of(num: Num, view: View, hits: Sequence[Hit], hit: Hit) -> bool:
    """`Länge/Breite/Höhe: 4.144/1.796/1.572 mm`: as many values as names in a head go one to one."""
    group = view.groups.get(num.at, [num])
    places = sorted({other.start for other in hits if other.key.endswith("/name")})
    return len(group) < 2 or len(places) != len(group) or places.index(hit.start) == group.index(num)


NEAR = 4
"""How near a word that speaks for something else must stand where no word names the attribute."""


# --- prices ----------------------------------------------------------------------------------------------------------


DEAREST = 900_000
"""What a product of a price list costs at most."""


def _sums(reading: Reading, num: Num, listed: bool) -> Iterator[Claim]:
    """A sum beside a model is its price: `Compact: …, CHF 29’990.–`, `für 49.850 Euro`, `ab 29.990 Euro`."""
    amount = as_value(num.value) or 0
    if num.label != "MONEY" or not LEAST <= amount <= DEAREST:
        return
    items = reading.sentence.items
    models = reading.topics.named(reading.sentence)
    if (listed or _is_of_price_list(reading)) and any(ent.item < num.at for ent in models):
        yield (LISTED_SUM, "model and sum in a list", None)
    behind = items[num.at - 2].ent if num.at > 1 and _in_brackets(items, num) else None
    if behind is not None and behind.label == "MODEL":
        yield (FOR_SUM, "sum in brackets behind a model", None)
    colon = any(item.text == ":" for item in items[: num.at])
    if not listed and colon and models and models[-1].item < num.at and _is_bare_value(items, num):
        yield (LISTED_SUM, "sum among data of a model", None)
    if listed and not models and num.value.get("approx") == "at_least" and _variant(reading, num):
        yield (LISTED_SUM, "variant and sum from which on", None)
    if listed and not models and reading.topics.priced and _variant(reading, num):
        yield (LISTED_SUM, "variant and sum under a title of prices", None)
    if _in_brackets(items, num) and _trim(reading, num) and reading.topics.carried(reading.sentence):
        yield (FOR_SUM, "sum in brackets behind a variant", None)
    lone = not models and bool(_lone_name(reading.sentence))
    if lone and reading.topics.carried(reading.sentence):
        yield (LISTED_SUM, "name and sum in a line", None)
    front = word_in_front(reading.sentence, num)
    near = any(gap(items, ent.item, num.at) <= 1 for ent in models)
    head = reading.page.zone(reading.sentence) == "head" and not models
    if head and num.value.get("approx") == "at_least":
        yield (LISTED_SUM, "sum from which on in the head", None)
    if near and (front in ("für", "um", "ab") or num.value.get("approx") == "at_least"):
        yield (FOR_SUM, "model for a sum", None)


def _is_of_price_list(reading: Reading) -> bool:
    """`EV2 Air / 108 kW / 9.1 s / CHF 28’950.–`: a line from the name of a model to its price."""
    first, last = (reading.sentence.items[at].ent for at in (0, -1))
    return first is not None and first.label == "MODEL" and last is not None and last.label == "MONEY"


def _is_row_of_data(reading: Reading) -> bool:
    """`157 kW (213 PS) | 345 Nm | 523 km | 170 km/h`: marks of one kind part values of four units or more, those of an engine among them."""
    items = reading.sentence.items
    marks = [item.text for item in items if item.ent is None and not item.depth and item.text in ROW_MARKS]
    if len(marks) < 3 or len(set(marks)) > 1:
        return False
    cuts = [-1, *(k for k, item in enumerate(items) if item.text == marks[0] and not item.depth), len(items)]
    parts = [
        [num.unit for num in reading.nums if one < num.at < other and not num.depth]
        for one, other in itertools.pairwise(cuts)
    ]
    units = {unit for part in parts for unit in part if unit}
    return (
        len(units) >= 4 and bool(units & {"kW", "PS", "Nm"}) and not any(is_verb(items, k) for k in range(len(items)))
    )


ROW_MARKS = frozenset("|/·;,")
DATA = frozenset(("kW", "km", "s", "Nm", "kWh", "km/h"))


def _is_among_data(reading: Reading, num: Num) -> bool:
    """`P6: ab 68'900 Franken, 275 kW, 620 km`, `zum C-HR+ mit 77-kWh-Akku, 165 kW und 609 km`: a bare value between others of what stands in front."""
    items = reading.sentence.items
    if num.depth or not _is_bare_value(items, num) or any(is_in("charged", item.low) for item in items):
        return False
    label = line_label(reading, num)
    listed = reading.page.kind(reading.sentence) in LISTED and (bool(_variant(reading, num)) or num.at < 2)
    named = any(item.ent is not None and item.ent.label == "MODEL" for item in items[: num.at])
    if any(is_verb(items, k) for k in range(len(label), num.at) if items[k].clause == num.clause):
        return False
    kinds = {other.unit if other.label != "MONEY" else "MONEY" for other in reading.nums if other is not num}
    kinds |= {"s" for other in reading.nums if other.label == "DURATION"}
    driven = bool((kinds | {num.unit}) & {"kW", "PS", "Nm", "kWh"})
    return driven and ((bool(label) and listed) or named) and len(kinds & (DATA | {"MONEY"})) > 1


def _opens_bracket_of_model(reading: Reading, num: Num) -> bool:
    """`Goroc 6.30 (800 Wh, ABS) … 6'199 Franken`: a value that a bracket opens with, right behind a model in a list."""
    items = reading.sentence.items
    if reading.page.kind(reading.sentence) not in LISTED or num.at < 2 or items[num.at - 1].text != "(":
        return False
    ent = items[num.at - 2].ent
    return ent is not None and ent.label == "MODEL"


def _is_bare_value(items: Sequence[Item], num: Num) -> bool:
    """Whether a value stands between two marks, with no word of its own; a bracket behind it may repeat it."""
    end = num.at + 1
    while end < len(items) and (items[end].depth > num.depth or items[end].text in "()"):
        end += 1
    opens = num.at > 0 and items[num.at - 1].text in ",;:|/·"
    return opens and (end == len(items) or items[end].text in ",;|/·." or items[end].low in ("und", "sowie"))


def _lone_name(sentence: Sentence) -> list[Item]:
    """`Trend Line` of the line `Trend Line 31.290,- Euro`: a short name, a sum and nothing else; else nothing."""
    *front, last = sentence.items
    short = 0 < len(front) <= 4 and last.ent is not None and last.ent.label == "MONEY"
    named = short and all(item.ent is None and item.text[0].isalnum() for item in front)
    return front if named and any(letter.isupper() for letter in front[0].text) else []


def _no_price(reading: Reading, rule: NumberRule, num: Num) -> str:
    """Why a sum is no price: per month, net beside gross, too much or too little; else an empty string."""
    items = reading.sentence.items
    if _is_of_others(reading, rule, num) or _is_of_deed(reading, rule, num):
        return "it is the price of something else"
    after = reading.page.text[num.ent.end : min(num.ent.end + 30, reading.sentence.end)]
    if PERIODICAL.match(after) and not (rule.generic and _generic(reading, rule, num)):
        return "it is paid by the month"
    around = [item.low for item in items[max(0, num.at - 2) : num.at]] + [
        item.low for item in items[num.at + 1 : num.at + 2]
    ]
    line = reading.page.lines[reading.sentence.line] if reading.page.lines else {"start": 0, "end": 0}
    others = [ent for ent in reading.page.ents if ent.label == "MONEY" and line["start"] <= ent.start < line["end"]]
    told = {item.low for item in items[: num.at] if item.clause == num.clause and not item.depth}
    if ("netto" in around or "netto" in told) and len(others) > 1:
        return "it is the net price"
    amount = as_value(num.value)
    sums = [as_value(other.value) for other in reading.nums if other.label == "MONEY" and other is not num]
    rates = TAX.get(str(num.value.get("currency")), ())
    taxed = amount and any(other and any(abs(other / amount - rate) < 0.0015 for rate in rates) for other in sums)
    if (
        taxed and len({land.canonical for land in _lands(reading.sentence.ents)}) < 2
    ):  # prices of two lands are as far apart
        return "it is the net price"
    if num.value.get("approx") == "at_least" or amount is None or num.label != "MONEY":
        return ""
    scaled = re.search(r"\b(?:Mio|Mrd|Million|Milliarde)", num.ent.text)
    return "it is too large for a product" if amount >= 2_000_000 or scaled else ""


TAX = {"EUR": (1.19, 1.2), "CHF": (1.081, 1.077)}
"""What value added tax makes of a net price in Germany, Austria and Switzerland, by their currencies."""


def _is_of_others(reading: Reading, rule: NumberRule, num: Num) -> bool:
    """`Die Preise der Testwagen liegen zwischen …`: a plural of things that no name stands for."""
    items = reading.sentence.items
    for hit in _of(reading, rule, "name"):
        led = items[hit.end : hit.end + 2]
        if is_in("prices", hit.phrase) and len(led) == 2 and led[0].low == "der" and led[1].ent is None:
            return led[1].text[0].isupper() and not is_in("anaphor", led[1].low)
    return False


def _is_of_deed(reading: Reading, rule: NumberRule, num: Num) -> bool:
    """`Das Laden des ID.3 kostet 14 Euro`, `Mit dem EV3 kostet die Fahrt 12 Euro`: what is done with a model that the clause names."""
    items = reading.sentence.items
    if not any(hit.start < num.at and is_in("costs", hit.phrase) for hit in _of(reading, rule, "name")):
        return False
    clause = [k for k, item in enumerate(items[: num.at]) if item.clause == num.clause]
    named = any((ent := items[k].ent) is not None and ent.label == "MODEL" for k in clause)
    deeds = (k for k in clause if k and items[k].ent is None and is_in("deeds", items[k].low))
    return named and any(items[k - 1].low in NOMINATIVE and (k < 2 or items[k - 2].low not in BESIDES) for k in deeds)


NOMINATIVE = ("der", "die", "das", "ein", "eine", "jede", "jeder")
BESIDES = ("für", "inklusive", "inkl", "samt", "mitsamt", "ohne", "durch", "um", "plus", "exklusive")
"""In front of what is counted in or out of a price."""


PERIODICAL = re.compile(
    r"\s*(?:brutto |netto )?(?:(?:pro|je|im|/|jeden)\s*(?:Monat|Tag|Jahr|Woche)|monatlich|jährlich|im Leasing|Leasingrate)",
    re.IGNORECASE,
)


def _is_price(reading: Reading, num: Num, draft: Draft, whose: Sequence[Product]) -> bool:
    """Fill region and basis; whether the amount can be a price at all."""
    amount = draft.slots["amount"]
    if num.head_items and not amount.get("currency"):
        amount["currency"] = reading.topics.currency  # a cell like `25.490,–` under `Preis`
    if not amount.get("currency") or (amount.get("value") or 0) >= 2_000_000:
        return False
    draft.slots["region"] = _price_region(reading, num, amount["currency"], whose)
    lowest = amount.get("approx") == "at_least" or word_in_front(reading.sentence, num) == "ab"
    if lowest or any(_is_entry(reading.sentence, owner) for owner in whose):
        draft.slots["basis"] = "from"
    return True


def _is_entry(sentence: Sentence, owner: Product) -> bool:
    """`Das Einstiegsmodell Kia EV3 kostet …`: the noun in front of a model makes its price the lowest of a family."""
    at = next((k for k, item in enumerate(sentence.items) if item.start == owner.start), 0)
    if at > 1 and (maker := sentence.items[at - 1].ent) is not None and maker.label == "BRAND":
        at -= 1
    return at > 0 and is_in("basic", sentence.items[at - 1].low)


def _price_region(reading: Reading, num: Num, currency: str, whose: Sequence[Product]) -> str | None:
    """The country that the sentence names, else the release's own where the text or the issuer ties the price to it."""
    page, sentence = reading.page, reading.sentence
    country = page.country or ({"CHF": "CH"}.get(currency))
    items = sentence.items
    headed = [item.ent for head in (num.head_items, num.label_items) for item in head if item.ent is not None]
    places = _lands(headed) or _lands(sentence.ents)
    nearest = min(places, key=lambda ent: (gap(items, ent.item, num.at), abs(ent.item - num.at)), default=None)
    if nearest is not None and (nearest in headed or gap(items, nearest.item, num.at) == 0):
        return nearest.canonical
    if code := _buyers(items, num):
        return HOMES[code]
    if nearest is not None:
        return nearest.canonical
    return HOMES[country] if country in HOMES and _is_tied(reading, country, whose) else None


def _is_tied(reading: Reading, country: str, whose: Sequence[Product]) -> bool:
    """Whether the release is about the product (an option has the market of the main one), or issuer, title or paragraph name the land."""
    topics, page = reading.topics, reading.page
    names = [word for owner in whose if owner.brand for word in owner.model.split()]
    if not names and topics.main is not None:
        names = topics.main.canonical.split()
    if not page.title or not topics.headed.isdisjoint(names):
        return bool(names)
    line = page.lines[reading.sentence.line] if page.lines else {"start": 0, "end": 0}
    told = f"{page.issuer} {page.title} {page.text[line['start'] : line['end']]}".lower()
    return bool(names) and any(is_in(f"names of {country}", word) for word in told.split())


def _lands(ents: Sequence[Ent]) -> list[Ent]:
    return [ent for ent in ents if ent.label == "PLACE" and ent.canonical in HOMES.values()]


def _buyers(items: list[Item], num: Num) -> str | None:
    """`Österreicher zahlen`, `für Schweizer Kundinnen`: the land of those of whom the clause asks the price, by its code."""
    for k, item in enumerate(items):
        if item.clause != num.clause or item.ent is not None:
            continue
        code = next((code for code in HOMES if is_in(code, item.low)), None)
        follows = items[k + 1] if k + 1 < len(items) else None
        noun = follows is not None and follows.ent is None and follows.text[0].isupper()
        if code and (is_in("buyers", follows.low) if noun and follows else item.text[0].isupper()):
            return code
    return None


# --- conditions ------------------------------------------------------------------------------------------------------

MARK = re.compile(r"\*|\[\d\]|[¹²³]|\b\d\)")


def _standard(reading: Reading, num: Num, standards: Sequence[str]) -> str | None:
    """The test procedure that a value was found by: in its head or sentence, in a footnote, else the release's only one."""
    if not standards:
        return None
    for items in (num.label_items, num.head_items):
        for standard in standards:
            if standard in _text(reading, items):
                return standard
    page, sentence = reading.page, reading.sentence
    own = _own_standard(reading, num, standards)
    if own is not None:
        return own or None
    line = page.lines[sentence.line] if page.lines else {"start": sentence.start, "end": sentence.end}
    around = page.text[line["start"] : line["end"]]
    in_line = [standard for standard in standards if standard in around]
    if in_line:
        return in_line[0]
    in_page = [standard for standard in standards if standard in page.text]
    if len(in_page) == 1 and (MARK.search(around) or _is_norm(num)):
        return in_page[0]
    return None


def _is_norm(num: Num) -> bool:
    """Consumption and emissions are stated by the procedure of the release."""
    return num.unit in ("kWh/100km", "l/100km", "g/km")


def _own_standard(reading: Reading, num: Num, standards: Sequence[str]) -> str | None:
    """The standard of the sentence; an empty string where the only one belongs to another number."""
    items = reading.sentence.items
    found = [(abs(k - num.at), k) for k, item in enumerate(items) if item.text.upper() in standards]
    if not found:
        return None
    _, at = min(found)
    after = items[at + 1 : at + 3]
    inside = [other for other in reading.nums if at < other.at < at + 4 and other.depth == items[at].depth]
    if items[at].depth > num.depth and inside and after:
        return ""
    return items[at].text.upper()


@functools.cache
def _phrases(phrases: tuple[str, ...]) -> tuple[re.Pattern[str], list[str]]:
    """One pattern over the qualifiers, the longest first, a group each, and what `form -> value` rows put in the place of a form."""
    rows = sorted((phrase.partition(" -> ") for phrase in phrases), key=lambda row: len(row[0]), reverse=True)
    forms = (re.escape(form.removesuffix("*")).replace(r"\*", ENDING) for form, _, _ in rows)
    ends = (ENDING if form.endswith("*") else "" for form, _, _ in rows)
    either = "|".join(f"({form}){end}" for form, end in zip(forms, ends, strict=True))
    return re.compile(rf"(?i)(?<!\w)(?:{either})(?!\w)"), [value for _, _, value in rows]


ENDING = "(?:e[mnrs]?)?"
"""What the ending of an adjective may be."""


def _qualifier(reading: Reading, num: Num, rule: NumberRule) -> str | None:
    """The qualifier that stands in the head, the bracket or the clause of the number, nearest first."""
    if bracket := _bracket(reading, num):
        return bracket
    if not rule.condition:
        return None
    pattern, values = _phrases(rule.condition)

    def told(match: re.Match[str]) -> str:
        at = match.lastindex or 1
        return values[at - 1] or match.group(at)

    group = reading.view.groups.get(num.at, [num]) if reading.view is not None else [num]
    for items in (num.label_items, line_label(reading, num)):
        forms = list(pattern.finditer(_text(reading, items))) if items else []
        if len(forms) == len(group) > 1:
            return told(forms[group.index(num)])
    for items in (num.label_items, num.head_items, line_label(reading, num)):
        if items and (match := pattern.search(_text(reading, items))):
            return told(match)
    found = [
        match
        for match in pattern.finditer(reading.page.text, *_reach(reading, num))
        if not _is_next(match, reading, num)
    ]
    if not found:
        return None
    return told(min(found, key=lambda match: min(abs(match.start() - num.ent.end), abs(num.ent.start - match.end()))))


def _is_next(match: re.Match[str], reading: Reading, num: Num) -> bool:
    """`207 kWh liefern eine installierte Kapazität von 414 kWh`: an adjective that stands in front of the noun of the next number."""
    inflected = match.end() > match.end(match.lastindex or 0) and match.start() > num.ent.end + 1
    return inflected and any(other.at > num.at and other.clause == num.clause for other in reading.nums)


def _load(reading: Reading, num: Num) -> str | None:
    """`Reichweite mit 42 t Gesamtzuggewicht`: the weight with which a distance is driven."""
    items = reading.sentence.items
    led = num.unit in ("t", "kg") and num.at and items[num.at - 1].low in ("mit", "bei")
    noun = items[num.at + 1] if led and num.at + 1 < len(items) else None
    loaded = noun is not None and is_in("loads", noun.low)
    return reading.page.text[num.ent.start : noun.end] if noun is not None and loaded else None


def _bracket(reading: Reading, num: Num) -> str | None:
    """The words in brackets right behind a value or in its label: `(gebremst)`, `(beladen, bei 20 °C)`."""
    items = reading.sentence.items
    twins = reading.view.twins if reading.view else {}
    for place, at in ((items, num.at + 1), *((label, None) for label in (num.label_items, line_label(reading, num)))):
        opening = at if at is not None else next((k for k, item in enumerate(place) if item.text == "("), len(place))
        if opening >= len(place) or place[opening].text != "(":
            continue
        closing = next((k for k in range(opening, len(place)) if place[k].text == ")"), opening)
        inside = place[opening + 1 : closing]
        numeric = any(
            items[other.at] in inside and (other.at in twins or other.unit == num.unit is not None)
            for other in reading.nums
        )
        if inside and not numeric and len(inside) <= MAX_BRACKET and not _is_plain_bracket(inside):
            return _text(reading, inside)
    return None


MAX_BRACKET = 6


def _is_plain_bracket(inside: Sequence[Item]) -> bool:
    """Whether a bracket holds a unit, an amount or a word that is no condition."""
    if any(
        item.ent is not None
        and item.ent.label in ("MONEY", "MODEL", "DATE", "NUMBER", "PERCENT")
        and not (item.ent.label == "NUMBER" and k and inside[k - 1].text.isupper())  # `SORT 2`
        for k, item in enumerate(inside)
    ):
        return True
    if all(item.ent is not None and item.ent.label in ("QUANTITY", "DURATION") for item in inside):
        return True  # the value of another product
    words_ = [item for item in inside if item.text[0].isalnum()]
    parts = [part for item in words_ for part in item.low.split("/")]
    return not words_ or any(is_in("no_condition", part) or is_unit(part) for part in parts)


def _reach(reading: Reading, num: Num) -> tuple[int, int]:
    """The text between the numbers on either side; bounded by the clauses next to the number."""
    items = reading.sentence.items
    twins = reading.view.twins if reading.view else {}
    before = [other.ent.end for other in reading.nums if other.at < num.at and other.at not in twins]
    after = [_opening(items, other, num) for other in reading.nums if other.at > num.at and other.at not in twins]
    low = high = num.at
    while low > 0 and not (items[low - 1].depth <= num.depth and items[low - 1].text in SEPARATORS):
        low -= 1
    while high + 1 < len(items) and not (items[high + 1].depth <= num.depth and items[high + 1].text in SEPARATORS):
        high += 1
    start = max([items[low].start, *before])
    return start, min([items[high].end, *after])


def _opening(items: list[Item], other: Num, num: Num) -> int:
    """Where the words of another number begin: at its bracket, if it has one of its own, or at the `und` in front of its words."""
    between = items[num.at : other.at]
    if other.depth > num.depth:
        return next((item.start for item in reversed(between) if item.text == "("), other.ent.start)
    joint = (item.start for item in reversed(between) if item.low in ("und", "sowie") and item.depth == other.depth)
    return next(joint, other.ent.start)


# --- whose -----------------------------------------------------------------------------------------------------------


def _owned(draft: Draft, owner: Product) -> Draft:
    own = Draft(draft.type, draft.rule, dict(draft.slots), list(draft.evidence), dict(draft.sources), draft.score)
    own.listed, own.head = draft.listed, draft.head
    own.slots["product"] = {"brand": owner.brand, "model": owner.model}
    own.sources["product"] = (owner.start, owner.end)
    return own


def _near(reading: Reading, num: Num) -> float:
    """A product in the number's own head, label or clause speaks for product data; one that is carried on less."""
    items = reading.sentence.items
    heads = (num.head_items, num.label_items, line_label(reading, num))
    if any(label_ent(head, ("MODEL",)) for head in heads):
        return 1.0
    named = reading.topics.named(reading.sentence)
    if named:
        return 1.0 if any(gap(items, ent.item, num.at) == 0 for ent in named) else 0.6
    labels = {ent.label for ent in reading.sentence.ents}
    return -2.5 if "SITE" in labels else -0.6 if "ORG" in labels else 0.3


def owners(reading: Reading, rule: NumberRule, num: Num, points: float) -> list[Product]:
    """The products that a number belongs to: head, label, the names of its clause, what is carried on; none if unnamed."""
    if rule.generic and (thing := _generic(reading, rule, num)):
        return [thing]
    for items in (num.head_items, num.label_items, line_label(reading, num)):
        ents = [item.ent for item in items if item.ent is not None and item.ent.label == "MODEL"]
        if ents:
            return [product(ent) for ent in dict.fromkeys(ents)]
    if (behind := _behind_in_brackets(reading, num)) is not None:
        return [product(behind)]
    if (side := _of_bracket(reading, num)) is not None:
        return [product(side)]
    found = _in_sentence(reading, rule, num) or _around(reading, rule, num)
    variant = _variant(reading, num)
    if not found and num.head_items and variant and not elided_unit(reading.page, num).get("scale"):
        return [Product(reading.topics.make, variant, num.head_items[0].start, num.head_items[-1].end)]
    return [_extended(product(ent), variant) for ent in found] if variant else [product(ent) for ent in found]


MOST_LINES = 16
"""How many lines a data sheet has below the one that says whose its values are."""


def _of_bracket(reading: Reading, num: Num) -> Ent | None:
    """`Daten EV2 Air (in Klammern: EV2 GT-Line)`: the product of a value, in brackets or not, by what stands above the lines."""
    page = reading.page
    if page.kind(reading.sentence) not in LISTED:
        return None
    lines = page.sentences[max(0, reading.sentence.index - MOST_LINES) : reading.sentence.index]
    above = itertools.takewhile(lambda other: page.kind(other) in LISTED, reversed(lines))
    for head in (page.opener(reading.sentence), page.heading(reading.sentence), *above):
        at = next((k for k, item in enumerate(head.items) if is_in("brackets", item.low)), -1) if head else -1
        if head is None or at < 0:
            continue
        named = reading.topics.named(head)
        inside = [ent for ent in named if head.items[ent.item].depth or (not head.items[at].depth and ent.item > at)]
        outside = [ent for ent in named if ent not in inside] or list(reading.topics.carried(head))
        side = inside if num.depth else outside
        return side[0] if inside and side else None
    return None


def _in_order(reading: Reading, num: Num, names: list[Ent], together: list[Ent]) -> list[Ent]:
    """`EV2 Air / EV2 GT-Line` above `108 kW / 147 kW`: as many values as names go one to one, a lone value to all of them."""
    group = reading.view.groups.get(num.at, [num]) if reading.view is not None else [num]
    across = any(item.low in ("x", "×") for item in reading.sentence.items)
    if len(group) == len(names) > 1 and not across:
        return [names[group.index(num)]]
    return together if len(group) == 1 and len(together) <= MOST_NAMES else names[-1:]


def _behind_in_brackets(reading: Reading, num: Num) -> Ent | None:
    """`72 kWh (Epiq 35) beziehungsweise 96 kWh (Epiq 55)`: a bracket that holds nothing but a model."""
    inside = reading.sentence.items[num.at + 1 : num.at + 4]
    if [item.text for item in inside[::2]] != ["(", ")"]:
        return None
    ent = inside[1].ent
    return ent if ent is not None and ent.label == "MODEL" else None


def _generic(reading: Reading, rule: NumberRule, num: Num) -> Product | None:
    """A product without a name that a value is said of."""
    return (_sold if "MONEY" in rule.labels else _thing)(reading, rule, num)


def _sold(reading: Reading, rule: NumberRule, num: Num) -> Product | None:
    """`Ladetarif M: 0,46 € je kWh`, `Aufpreis Metallic-Lackierung: 590 Euro`, `Danach kostet der Hausanschluss 799,95 Euro`."""
    if num.label != "MONEY" or (as_value(num.value) or nameless.MOST) >= nameless.MOST:
        return None
    label = _bare(num.label_items or _own_label(reading, num))
    if any(is_verb(label, k) for k in range(len(label))):
        label = []  # `Die Tarife bleiben: …`
    if any(item.ent is not None and item.ent.label in ("MODEL", "BRAND") for item in label):
        return None
    nouns = [item for item in label if item.text[0].isupper() and not is_in("extra", item.low)]
    if nouns and (any(rule.things.fit(item.low) for item in nouns) or _is_rated(reading, rule, num, label)):
        return Product(None, _text(reading, label[label.index(nouns[0]) :]), nouns[0].start, label[-1].end)
    items = reading.sentence.items
    thing: Item | None = None
    if _in_brackets(items, num):  # `das Winterpaket (690 Euro)`
        thing = items[num.at - 2] if num.at > 1 else items[0]
        return unnamed(thing) if rule.things.fit(thing.low) else None
    if PER_UNIT.match(reading.page.text, num.ent.end) and (energy := _energy(items, num)) is not None:
        return unnamed(energy)
    if (beside := _beside(reading, rule, num)) is not None:
        return None if is_in("packs", beside.low) else _joined_name(reading, beside)
    if num.at and items[num.at - 1].low in ("um", "für", "ab") and not reading.topics.named(reading.sentence):
        around = reversed(items[max(0, num.at - REACH) : num.at])
        thing = next((item for item in around if is_common_noun(item) and rule.things.fit(item.low)), None)
    if thing is None and (thing := _subject_of(reading, rule, num)) is not None:
        if is_in("packs", thing.low):
            return None  # of the product that it holds
        return nameless.phrase(reading, thing) or _lettered(items, _joined_name(reading, thing))
    return unnamed(thing)


def _joined_name(reading: Reading, noun: Item) -> Product | None:
    """`die 24-Stunden-Karte`: a noun with what hyphens join to it in front."""
    items = reading.sentence.items
    at = next(k for k, item in enumerate(items) if item is noun)
    start = _first_joined(items, at)
    if start == at:
        return unnamed(noun)
    return Product(None, reading.page.text[items[start].start : noun.end], items[start].start, noun.end)


def _first_joined(items: Sequence[Item], at: int) -> int:
    """The index of the first word that hyphens join to one."""
    while at > 1 and items[at - 1].text == "-" and items[at - 2].end == items[at - 1].start:
        at -= 2
    return at


def _lettered(items: Sequence[Item], thing: Product | None) -> Product | None:
    """`Der Ladetarif L kostet 11,99 Euro`: a letter alone is what the noun in front of it is called."""
    if thing is None or thing.end - thing.start > 1:
        return thing
    at = next((k for k, item in enumerate(items) if item.start == thing.start), 0)
    noun = items[at - 1] if at and is_common_noun(items[at - 1]) else None
    return thing if noun is None else Product(None, f"{noun.text} {thing.model}", noun.start, thing.end)


def _beside(reading: Reading, rule: NumberRule, num: Num) -> Item | None:
    """`kostet die Fahrt 11,90 Euro, ein Monatsticket 149 Euro`: the thing right in front of a sum, in a sentence that says what things cost."""
    items = reading.sentence.items
    first = _first_joined(items, num.at - 1)
    if first < 1 or not is_common_noun(items[num.at - 1]) or items[first - 1].low not in LEADS:
        return None
    governed = first > 1 and is_in("governs", items[first - 2].low)
    costs = any(is_in("costs", hit.phrase) for hit in _of(reading, rule, "name"))
    noun = items[num.at - 1]
    sold = rule.things.fit(noun.low) or is_in("packs", noun.low)
    return noun if costs and not governed and sold else None


PER_UNIT = re.compile(r"\s*(?:brutto |netto |neu )?(?:pro|je|für die|die)\s+(?:kWh|Kilowattstunde)\b")


def _energy(items: Sequence[Item], num: Num) -> Item | None:
    """`zahlt für den Strom 29,4 Rappen pro Kilowattstunde`: what is paid by the unit; nothing where it is fed in or only changes."""
    clause = [item for item in items if item.clause == num.clause and item.ent is None]
    front = [k for k in range(1, num.at) if items[k].clause == num.clause and is_in("energy", items[k].low)]
    asked = any(is_in("costs", item.low) or is_in("paid", item.low) for item in clause)
    led = [k for k in front if items[k - 1].low in ("den", "die", "das", "der")]
    return items[led[-1]] if led and asked else None


def _is_rated(reading: Reading, rule: NumberRule, num: Num, label: Sequence[Item]) -> bool:
    """`Tarife` above `Erwachsene: 17 Euro`: a line of a price list, of no variant of a model that the release is about; `Hauptpreis` is won."""
    if reading.page.kind(reading.sentence) not in LISTED:
        return False
    if reading.topics.main is not None and (as_value(num.value) or LEAST) >= LEAST:
        return False
    heads = (reading.page.opener(reading.sentence), reading.page.heading(reading.sentence))
    rated = any(is_in("price_heads", item.low) for head in heads if head is not None for item in head.items)
    return (
        rated
        and len(label) <= MAX_BRACKET
        and not any(rule.nouns.fit(item.low) for item in label if is_common_noun(item))
    )


LEAST = 500
"""What a model of a price list costs at least."""


def _subject_of(reading: Reading, rule: NumberRule, num: Num) -> Item | None:
    """The thing without a name that a clause says the price of: the noun beside `kostet`, any thing of a price list beside other words."""
    items = reading.sentence.items
    hits = [hit for hit in _of(reading, rule, "name") if abs(hit.start - num.at) <= REACH]
    for hit in hits:
        if is_in("costs", hit.phrase) and not _is_told_anew(items, hit, num):
            noun = _subject(reading, hit)
            if noun is not None:
                return noun
    clause = _clause(items, num)
    if not hits or any(
        is_in("extra", item.low) or (item.ent is not None and item.ent.label == "MODEL") for item in clause
    ):
        return None
    things = (
        k for k, item in enumerate(items) if item in clause and is_common_noun(item) and rule.things.fit(item.low)
    )
    return next((items[k] for k in things if _is_led_by_article(items[max(0, k - 3) : k + 1])), None)


def _clause(items: list[Item], num: Num) -> list[Item]:
    return [item for item in items if item.clause == num.clause]


def _is_told_anew(items: list[Item], hit: Hit, num: Num) -> bool:
    """`Die Karte kostet 17 Euro, Kinder zahlen 9`: the number's clause has a noun and a verb of its own."""
    if items[hit.start].clause == num.clause:
        return False
    own = [k for k, item in enumerate(items[: num.at]) if item.clause == num.clause]
    return any(is_common_noun(items[k]) for k in own) and any(is_verb(items, k) for k in own)


def _own_label(reading: Reading, num: Num) -> list[Item]:
    """The label of a value in a line of several: `Metallic-Lackierung: 690 Euro; Wärmepumpe: 950 Euro`."""
    label, items = line_label(reading, num), reading.sentence.items
    cut = max((k for k in range(len(label), num.at) if items[k].text == ";" and not items[k].depth), default=-1)
    if not label or cut < 0:
        return label
    part = items[cut + 1 : num.at]
    return part[:-1] if part and part[-1].text == ":" else []


def _subject(reading: Reading, hit: Hit) -> Item | None:
    """The noun right beside a verb that it is the subject of: `Das Ticket kostet`, `kostet der Hausanschluss`."""
    items = reading.sentence.items
    before = items[max(0, hit.start - 4) : hit.start]
    if before and before[-1].ent is not None and before[-1].ent.label == "MONEY":
        before = before[:-1]  # `…, deren Zertifikat 119 Euro kostet`
    governed = len(before) > 2 and is_in("governs", before[-3].low)
    if (
        before
        and before[-1].ent is None
        and before[-1].text[0].isupper()
        and _is_led_by_article(before)
        and not governed
    ):
        return None if is_in("anaphor", before[-1].low) else before[-1]
    after = items[hit.end : hit.end + 3]
    led = after and after[0].low in ("der", "die", "das", "ein", "eine")
    noun = next((item for item in after[1:] if is_common_noun(item)), None) if led else None
    return None if noun is None or is_in("anaphor", noun.low) else noun


def _is_led_by_article(items: Sequence[Item]) -> bool:
    return any(
        item.low in ("der", "die", "das", "ein", "eine", "jede", "jeder", "jedes", "deren", "dessen")
        for item in items[:-1]
    )


def _thing(reading: Reading, rule: NumberRule, num: Num) -> Product | None:
    """`zehn Ladepunkte mit je 400 kW`, `Ladepunkte: 12, je bis zu 300 kW`: a thing without a name that is counted."""
    items = reading.sentence.items
    for at in range(num.at - 1, max(-1, num.at - REACH), -1):
        item = items[at]
        if item.ent is not None and item.ent.label in ("MODEL", "BRAND"):
            return None
        if is_common_noun(item) and rule.things.fit(item.low):
            counted = any(other.noun and other.noun[-1] is item for other in reading.nums)
            each = any(other.low in ("je", "jeweils") for other in items[at + 1 : num.at])
            led = items[at + 1].low == "mit" and (at == 0 or items[at - 1].low not in ("an", "am", "bei", "den", "der"))
            return unnamed(item) if counted or each or led else None
    return None


REACH = 8


def _in_sentence(reading: Reading, rule: NumberRule, num: Num) -> list[Ent]:
    named, items = reading.topics.named(reading.sentence), reading.sentence.items
    if not named or _is_of_carried(reading, named):
        return []
    if pairs := _respectively(reading, num, named):
        return pairs
    before = leading(reading.sentence, [ent for ent in named if ent.item < num.at])
    after = [ent for ent in named if ent.item > num.at]
    if _is_of_each([item for item in items if item.clause == num.clause]) and not after:
        return list({ent.canonical: ent for ent in before}.values())  # `CO2-Emissionen jeweils 0 g/km`
    if before and not (after and gap(items, before[-1].item, num.at) and not gap(items, num.at, after[0].item)):
        nearest = max(before, key=lambda ent: (-gap(items, ent.item, num.at) // 3, ent.item))
    elif after and _owns(reading, rule, num, after[0]):
        nearest = after[0]
    elif after:
        return []
    else:
        nearest = before[-1]
    return _shared(reading, rule, num, coordinated(items, named, nearest))


def _is_of_carried(reading: Reading, named: Sequence[Ent]) -> bool:
    """`Er basiert auf dem VW Crafter und leistet 120 kW`: whether a sentence only mentions others than what the text goes on about."""
    carried = {ent.canonical for ent in reading.topics.carried(reading.sentence)}
    return bool(carried) and all(ent.canonical not in carried and is_passing(reading.sentence, ent) for ent in named)


def _respectively(reading: Reading, num: Num, named: list[Ent]) -> list[Ent]:
    """`Play 3,7 l, GR Sport 3,9 l; CO2: 85 bzw. 89 g/km`: as many values as names, joined by a word that says so."""
    group = reading.view.groups.get(num.at, [num]) if reading.view is not None else [num]
    names = list({ent.canonical: ent for ent in named if ent.item < group[0].at}.values())
    if len(group) < 2 or len(group) != len(names):
        return []
    between = reading.sentence.items[group[0].at : group[-1].at]
    return [names[group.index(num)]] if any(is_in("respectively", item.low) for item in between) else []


def _owns(reading: Reading, rule: NumberRule, num: Num, ent: Ent) -> bool:
    """Whether a name behind a number is the one it belongs to, and not that of the number that follows the name."""
    items = reading.sentence.items
    near = gap(items, num.at, ent.item) == 0
    others = [other for other in reading.nums if other.at > ent.item]
    return near or not (
        any(other.unit in rule.units for other in others) or (others and reading.topics.carried(reading.sentence))
    )


def _around(reading: Reading, rule: NumberRule, num: Num) -> list[Ent]:
    """List head and heading, then what the text speaks of; the family where several were named, unless each is meant."""
    page, topics = reading.page, reading.topics
    of_all = _is_of_all(reading.sentence.items)
    if page.kind(reading.sentence) in LISTED:
        for head in (page.opener(reading.sentence), page.heading(reading.sentence)):
            ents = topics.named(head) if head is not None else []
            if of_all and (whole := topics.whole(ents)) is not None:
                return [whole]
            if head is not None and ents:
                return _in_order(reading, num, ents, coordinated(head.items, ents, ents[-1]))
        above = topics.above(reading.sentence)
        if above and not of_all:
            return _in_order(reading, num, above, above)
    carried = topics.carried(reading.sentence)
    if num.label == "MONEY" and _is_far(reading, carried):
        return []
    if page.kind(reading.sentence) == "row" and len(carried) > 1 and topics.main is not None:
        title = set(topics.main.canonical.split())  # a table that names no product is of the one of the title
        carried = tuple(ent for ent in carried if title <= set(ent.canonical.split())) or carried
    if carried and of_all and (whole := topics.whole(carried)) is not None:
        return [whole]
    if len(carried) <= 1:
        each = _is_of_each(reading.sentence.items)
        recent = topics.recent(reading.sentence) if each else ()
        return list(recent) if len(recent) > 1 else list(carried)
    sums = sum(other.label == "MONEY" for other in reading.nums)
    if _is_one_of_several(reading, num) or (num.label == "MONEY" and sums not in (1, len(carried))):
        return []
    shared = _shared(reading, rule, num, list(carried))
    if len(shared) < len(carried) or _is_of_each(reading.sentence.items):
        return shared
    family = topics.family(carried)
    return list(family) if len(family) <= MOST_NAMES else [carried[-1]]


def _is_far(reading: Reading, carried: Sequence[Ent]) -> bool:
    """Whether the release tells of models in passing, in another paragraph than a sentence: what it sells is something else."""
    sentence, page = reading.sentence, reading.page
    lines = {page.sentences[ent.sentence].line for ent in carried if ent.sentence >= 0}
    return (
        bool(carried)
        and page.kind(sentence) not in LISTED
        and sentence.line not in lines
        and not reading.topics.is_told_of(carried)
    )


def _is_one_of_several(reading: Reading, num: Num) -> bool:
    """`Der Solowagen hat 480 kWh an Bord; beim Gelenkbus sind es 640`: a noun that tells one of the products spoken of from the others, none of which it names."""
    clause = [item for item in reading.sentence.items if item.clause == num.clause and item.start < num.ent.start]
    noun = next(
        (other for one, other in itertools.pairwise(clause) if one.low in SINGLES and is_common_noun(other)), None
    )
    return noun is not None and is_in("one_of", noun.low) and not is_in("basic", noun.low)


SINGLES = frozenset(("der", "das", "die", "beim", "im", "dem", "den"))


def _is_of_each(items: Sequence[Item]) -> bool:
    """`jeweils`, `beide` that give a value to all products; not `die beiden Motoren`."""
    return any(
        is_in("each", item.low) and not (behind is not None and is_common_noun(behind) and not _is_product(behind))
        for item, behind in itertools.zip_longest(items, items[1:])
    )


def _is_product(noun: Item) -> bool:
    return is_in("anaphor", noun.low) or is_in("variants", noun.low) or word_class("vehicle").fit(noun.low)


def _is_of_all(items: Sequence[Item]) -> bool:
    """`Alle Varianten`, `sämtliche Ausführungen`, `(alle)`, `im Basismodell`: the sentence speaks of the family."""
    return any(
        (one.low in ALL and (is_in("variants", other.low) or _closes(items, at))) or is_in("basic", other.low)
        for at, (one, other) in enumerate(itertools.pairwise(items))
    )


def _closes(items: Sequence[Item], at: int) -> bool:
    """`Länge: 4.275 mm (alle)`: whether a word is all that a bracket holds."""
    return [item.text for item in items[max(0, at - 1) : at + 2 : 2]] == ["(", ")"]


ALL = frozenset(("alle", "allen", "aller", "sämtliche", "sämtlichen", "sämtlicher"))
MOST_NAMES = 3
"""How many products without a common name an unnamed figure may belong to."""


def _shared(reading: Reading, rule: NumberRule, num: Num, ents: list[Ent]) -> list[Ent]:
    """As many values as names go one to one; one value goes to all."""
    view = reading.view
    group = view.groups.get(num.at, [num]) if view is not None else [num]
    if len(ents) > 1 and len(group) == len(ents):
        return [ents[group.index(num)]]
    return ents


def _variant(reading: Reading, num: Num) -> str | None:
    """The text of label, line label and head that names a variant of the product: `Urban Range`, `GT-Line`."""
    listed = reading.page.kind(reading.sentence) in LISTED
    own = num.label_items or (line_label(reading, num) if listed else []) or _lone_name(reading.sentence)
    heads = (own, num.head_items)
    names = [_text(reading, _bare(items)) for items in heads if _is_variant(reading, _bare(items))]
    return " ".join(names) or (_trim(reading, num) if num.label == "MONEY" else None)


def _in_brackets(items: list[Item], num: Num) -> bool:
    """Whether a bracket holds the number and nothing else."""
    return [item.text for item in items[max(0, num.at - 1) : num.at + 2 : 2]] == ["(", ")"]


def _trim(reading: Reading, num: Num) -> str | None:
    """`für die Ausstattung Trophy`, `die Linien Play (20.290 €) und Pulse (21.590 €)`: the name of a variant behind a noun that says so."""
    items = reading.sentence.items
    noun = next((k for k in range(num.at - 1, -1, -1) if is_in("variants", items[k].low)), None)
    if noun is None:
        return None
    if _in_brackets(items, num):
        start = end = num.at - 1
        while start > noun + 1 and is_common_noun(items[start - 1]):
            start -= 1
        listed = (
            is_common_noun(item) or item.depth or item.text == ")" or is_in("joint", item.low)
            for item in items[noun + 1 : start]
        )
        return _text(reading, items[start:end]) if start < end and all(listed) else None
    start = end = noun + 1
    while end < num.at and is_common_noun(items[end]):
        end += 1
    return _text(reading, items[start:end]) if start < end and items[noun].clause == num.clause else None


def _bare(items: Sequence[Item]) -> list[Item]:
    """A label without its brackets and footnote marks."""
    return [item for item in items if not item.depth and item.text not in "()*"]


def _is_variant(reading: Reading, items: Sequence[Item]) -> bool:
    """Whether a label is a short name without a word that rules know, a date, a unit or a currency."""
    if len(items) > 6 or any(item.ent is not None and item.ent.label != "NUMBER" for item in items):
        return False
    if any("/" in item.text for item in items):
        return False  # several names in one
    words_ = [item for item in items if item.text[0].isalnum()]
    if not words_ or any(
        is_in("plain", item.low) or is_in("between", item.low) or is_unit(item.low) for item in words_
    ):
        return False
    return not _is_known(reading, items)


def _is_known(reading: Reading, items: Sequence[Item]) -> bool:
    """Whether a rule knows a word of the label: then it names an attribute."""
    return bool(reading.find(items)) or not any(item.text[0].isupper() or item.text[0].isdigit() for item in items)


def _extended(base: Product, variant: str) -> Product:
    own = [word for word in variant.split() if word.lower() not in base.model.lower().split()]
    return Product(base.brand, " ".join([base.model, *own]), base.start, base.end)
