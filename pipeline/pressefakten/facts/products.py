"""What belongs to a product: prices and technical data, and whose they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressefakten.facts.context import Context, product_of
from pressefakten.facts.cues import Num
from pressefakten.facts.page import Ent
from pressefakten.facts.rules import Draft
from pressefakten.facts.scope import HOMES, is_denied, label_ent, line_label
from pressefakten.facts.slots import begin

if TYPE_CHECKING:
    from pressefakten.facts.figures import Answer, Reading


def product_for(reading: Reading, num: Num, context: Context) -> Ent | None:
    """The MODEL that a figure belongs to: column, row, line label, sentence, list head, last one named."""
    for items in (num.head_items, num.label_items, line_label(reading, num)):
        ent = label_ent(items, ("MODEL",))
        if ent is not None:
            return ent
    models = [ent for ent in reading.sentence.ents if ent.label == "MODEL"]
    if models:
        items = reading.sentence.items
        before = [ent for ent in models if ent.item < num.at]
        if before:
            return max(before, key=lambda ent: (-abs(items[ent.item].clause - num.clause) // 3, ent.item))
        return min(models, key=lambda ent: ent.item)
    page = reading.page
    for head in (page.opener(reading.sentence), page.heading(reading.sentence)):
        found = [ent for ent in head.ents if ent.label == "MODEL"] if head is not None else []
        if found:
            return found[-1]
    return context.last.get("MODEL")


def has_product(reading: Reading, num: Num, context: Context) -> bool:
    """Whether a product can be named for the figure."""
    return product_for(reading, num, context) is not None


WLTP_ATTRIBUTES = frozenset(("range", "consumption", "co2"))


def fill(reading: Reading, num: Num, answer: Answer, context: Context, slot: str) -> Draft | None:
    """The price or technical datum that an answer makes of a number; None where no product can be named."""
    draft = begin(reading, num, answer, slot)
    product = product_for(reading, num, context)
    if product is None or is_denied(reading, num):
        return None
    draft.slots["product"] = product_of(product)
    draft.sources["product"] = (product.start, product.end)
    if answer.type == "price":
        value = draft.slots["amount"]
        if (value.get("value") or 0) >= 2_000_000 or not value.get("currency"):
            return None
        draft.slots["region"] = _price_region(reading, context)
        if value.get("approx") == "at_least":
            draft.slots["basis"] = "from"
        return draft
    if draft.slots["attribute"] in WLTP_ATTRIBUTES and _says_wltp(reading):
        draft.slots["condition"] = "WLTP"
    if draft.slots["attribute"] == "charging_time":
        draft.slots["condition"] = _stretch(reading)
    return draft


def _says_wltp(reading: Reading) -> bool:
    line = reading.page.lines[reading.sentence.line] if reading.page.lines else None
    around = reading.page.text[line["start"] : line["end"]] if line else ""
    return "WLTP" in around or (
        ("*" in around or re.search(r"\[\d\]|[¹²]|\)\d", around) is not None) and "WLTP" in reading.page.text
    )


def _stretch(reading: Reading) -> str | None:
    sentence = reading.sentence
    text = reading.page.text[sentence.start : sentence.end]
    match = re.search(r"(?:von\s+)?(\d{1,3}\s*(?:%|Prozent)?\s*(?:[–-]|auf|bis)\s*\d{1,3}\s*(?:%|Prozent))", text)
    return match.group(1) if match else None


def _price_region(reading: Reading, context: Context) -> str | None:
    return HOMES.get(reading.page.country or "")


def price_defaults(reading: Reading, num: Num) -> list[tuple[float, str, tuple[int, int] | None]]:
    """A sum without a scale beside a model is its price: `Compact: …, CHF 29’990.–`, `für 49.850 Euro`."""
    amount = num.value.get("value") or 0
    models = [ent for ent in reading.sentence.ents if ent.label == "MODEL" and ent.item < num.at]
    if not models or not 500 <= amount <= 900_000:
        return []
    if reading.page.kind(reading.sentence) in ("item", "bullet", "row"):
        return [(5.0, "model and sum in a list", None)]
    before = [item.low for item in reading.sentence.items[max(0, num.at - 2) : num.at]]
    return [(5.6, "model for a sum", None)] if "für" in before or "ab" in before else []
