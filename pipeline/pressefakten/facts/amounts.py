"""What a number is as the value of a fact: with the unit, currency and scale that its rule, column or list gives."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pressefakten.facts import (
    tables,
)
from pressefakten.facts.cues import (
    Num,
    duration,
    gap,
)
from pressefakten.facts.page import Item, Page
from pressefakten.facts.rules import Draft, NumberRule, word_class
from pressefakten.facts.scope import (
    is_item,
)

if TYPE_CHECKING:
    from pressefakten.facts.figures import Answer, Reading

APPROX_OF_MOD = {
    "APPROX": "about",
    "LESS_THAN": "below",
    "MORE_THAN": "above",
    "EQUAL_OR_MORE": "at_least",
    "EQUAL_OR_LESS": "at_most",
}


CURRENCIES = {"DE": "EUR", "AT": "EUR", "CH": "CHF", "LI": "CHF"}


def begin(reading: Reading, num: Num, answer: Answer, slot: str) -> Draft:
    """A draft with the slots that the rule sets and the number fills."""
    draft = Draft(answer.type, answer.rule.id, dict(answer.rule.set), [evidence(reading, num)], score=answer.score)
    draft.flow, draft.why, draft.probability = answer.rule.flow, answer.why, answer.probability
    draft.head = reading.page.zone(reading.sentence) == "head" or reading.page.kind(reading.sentence) == "heading"
    draft.slots[slot] = value_of(reading, num, answer)
    draft.sources[slot] = (num.ent.start, num.ent.end)
    return draft


def value_of(reading: Reading, num: Num, answer: Answer) -> dict[str, Any]:
    """The number's value with the unit, currency and scale that its rule, column or list gives."""
    value = {
        key: entry
        for key, entry in num.value.items()
        if key in ("kind", "value", "min", "max", "approx", "currency", "unit")
    }
    if num.label == "DURATION" and (lasting := duration(value)):
        approx, ends = APPROX_OF_MOD.get(str(num.value.get("mod"))), lasting[1]
        amount = {"value": ends[0]} if len(ends) == 1 else {"min": ends[0], "max": ends[-1]}
        return {"kind": "number", **amount, "unit": lasting[0]} | ({"approx": approx} if approx else {})
    if num.label != "NUMBER":
        return value
    rule = answer.rule
    worded = num.ent.text[0].isalpha()  # `fünf Marken`: words are no cells
    listed = bool(num.label_items or num.head_items) or (is_item(reading) and not worded)
    elided = tables.elided_unit(reading.page, num) if listed else {}
    if "MONEY" in rule.labels and not rule.unit and num.label_items:
        elided = elided or tables.unit_of_table_before(reading.page, reading.sentence)
    if "MONEY" in rule.labels and not rule.unit and not num.noun and not (elided.get("currency") or worded):
        elided = tables.unit_of_section(reading.page, reading.sentence) or elided
    elided = elided or tables.stated(" ".join(item.text for item in behind_bracket(reading, num)))
    if "MONEY" in rule.labels and not value.get("currency"):
        if elided.get("currency") or elided.get("scale"):
            value["currency"] = elided.get("currency") or _currency_nearby(reading, num)
            scale(value, elided.get("scale", Decimal(1)))
        elif not rule.unit or not rule.counted or not num.noun:
            neighbour = _money_nearby(reading, num)
            if neighbour is not None and num.ent.text[-1:].isdigit():  # never `dreizehn zu CHF 187 Millionen`
                value["currency"] = neighbour.get("currency")
                scale(value, elided_scale(value, neighbour))
            elif num.ent.text.endswith(("–", "-", "—")):  # only prices are written `36.690,–`
                value["currency"] = CURRENCIES.get(reading.page.country or "")
            elif num.is_scaled and not rule.unit:
                value["currency"] = _last_currency(reading, num) or _own_currency(reading)
    elif "PERCENT" in rule.labels:
        value["unit"] = "%"
        return value
    if elided.get("unit") and "currency" not in value:
        value["unit"] = elided["unit"]
    elif (
        elided.get("scale")
        and not elided["currency"]
        and "currency" not in value
        and tables.own_scale(reading.page, num)
    ):
        scale(value, elided["scale"])  # `Anschlüsse, in Tausend`
    if rule.units and not value.get("unit") and not (rule.bare and num.noun):
        unit = _unit_nearby(reading, num, rule.units) or (None if rule.bare else rule.units[0])
        value |= {"unit": unit} if unit else {}
    if rule.unit and not value.get("currency") and not value.get("unit") and _has_unit(rule, num, reading.page):
        value["unit"] = rule.unit
    if rule.set.get("metric") == "capacity" and num.is_vehicle:
        value["unit"] = "vehicle"
    return {key: entry for key, entry in value.items() if entry is not None}


def behind_bracket(reading: Reading, num: Num) -> list[Item]:
    """`12,4 (10,9) Mio. Euro`: the words behind a bracket that holds for both numbers."""
    items = reading.sentence.items
    at = num.at + 1
    if [item.text for item in items[at : at + 3 : 2]] == ["(", ")"]:
        at += 3
    elif [item.text for item in (items[num.at - 1], *items[at : at + 1])] == ["(", ")"]:
        at += 1
    else:
        return []
    return [item for item in items[at : at + 3] if item.ent is None]


def _has_unit(rule: NumberRule, num: Num, page: Page) -> bool:
    """Only vehicles are counted in vehicles: `1.108.230 Motoren`, and what releases without any vehicle count, have no unit."""
    if rule.unit != "vehicle" or num.is_vehicle or (num.noun and num.noun[-1].ent is not None):
        return True
    if not float(num.value.get("value") or 0).is_integer():
        return False  # `Auftragseingang 824,8`
    if num.noun and num.noun[-1].low in TIMES:  # `75.600 Mal gewählt`
        return page.of_vehicles
    if num.noun and not rule.nouns.fit(num.noun[-1].low):  # `1’402 Verkäufe` are such of what the release speaks of
        noun = num.noun[-1].low
        return rule.counts.fit(noun) and not word_class("part").fit(noun)
    label = [item.low for item in num.label_items if item.ent is None]
    parts = (word_class("part").fit(word) and not word_class("vehicle").fit(word) for word in label)
    return page.of_vehicles and not any(parts)


TIMES = frozenset(("mal", "male"))
"""Words that say how often something is chosen or bought, not what."""


def scale(value: dict[str, Any], factor: Decimal) -> None:
    """Multiply a value and its bounds."""
    for key in ("value", "min", "max"):
        if value.get(key) is not None and factor != 1:
            value[key] = tables.scaled(value[key], factor)


def _neighbours(reading: Reading, num: Num, label: str) -> list[Num]:
    same = [other for other in reading.nums if other.label == label and other is not num]
    return sorted(same, key=lambda other: abs(other.at - num.at))


def _currency_nearby(reading: Reading, num: Num) -> str | None:
    found = _neighbours(reading, num, "MONEY")
    return found[0].value.get("currency") if found else None


def _last_currency(reading: Reading, num: Num) -> str | None:
    """`ein Verlust von 4,8 Millionen Franken. 2024 war es ein Gewinn von 2,1 Millionen`: that of the sum before on the page."""
    sums = (ent for ent in reversed(reading.page.ents) if ent.label == "MONEY" and ent.start < num.ent.start)
    last = next(sums, None)
    return (last.value or {}).get("currency") if last is not None else None


def _own_currency(reading: Reading) -> str | None:
    """That of the release's country, for a sum in the text: `steigerte den Umsatz auf 30 Milliarden`."""
    text = reading.page.kind(reading.sentence) == "paragraph"
    return CURRENCIES.get(reading.page.country or "") if text else None


def _money_nearby(reading: Reading, num: Num) -> dict[str, Any] | None:
    found = _neighbours(reading, num, "MONEY")
    return found[0].value if found else None


def elided_scale(value: dict[str, Any], neighbour: dict[str, Any]) -> Decimal:
    """`von 4,6 auf 4,5 Milliarden`: the bare number shares the scale of its neighbour."""
    own, other = value.get("value") or value.get("min"), neighbour.get("value") or neighbour.get("min")
    if not own or not other or own >= 10_000:
        return Decimal(1)
    own, other = abs(own), abs(other)  # a loss is negative
    for factor in (10**9, 10**6, 10**3):
        if other >= factor and 0.01 < (own * factor) / other < 100:
            return Decimal(factor)
    return Decimal(1)


def _unit_nearby(reading: Reading, num: Num, units: tuple[str, ...]) -> str | None:
    for label in ("QUANTITY", "DURATION"):
        for other in _neighbours(reading, num, label):
            if gap(reading.sentence.items, other.at, num.at) > 1:
                break  # `Sitzplätze 168, wovon 24 in der 1. Klasse | Leistung 2'400 kW`
            if other.value.get("unit") in units:
                return str(other.value["unit"])
            if label == "DURATION" and (lasting := duration(other.value)):
                return lasting[0]
    return None


def evidence(reading: Reading, num: Num) -> tuple[int, int]:
    """The clause around the number, brackets aside; a short sentence or row as a whole."""
    sentence = reading.sentence
    if sentence.end - sentence.start <= 110:
        return sentence.start, sentence.end
    inside = [item for item in sentence.items if item.clause == num.clause and item.depth == num.depth]
    start, end = inside[0].start, inside[-1].end
    return (start + 1 if sentence.items and inside[0].text in ",;:–—(|" else start), end
