"""Lists of what is made where: a line of a site and its products under a head that asks or says what is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pressefakten.facts.context import product_of, time_slot
from pressefakten.facts.eventwords import event_words
from pressefakten.facts.matching import PLACES
from pressefakten.facts.page import Ent, Item, Page, Sentence, is_adjective
from pressefakten.facts.rules import Draft
from pressefakten.facts.venues import is_wide
from pressefakten.normalize.nouns import singular

RULE = "made-at-listed-site"
HEAD_WORDS = 14
ROWS = 20
SHORT = 3
"""Longest word that is rather an abbreviation than a noun."""
SURE = 8.0


def read(page: Page) -> list[Draft]:
    """The drafts of all lines that list what a site makes, or where a product is made."""
    if not page.lines or not any(ent.label in PLACES for ent in page.ents):
        return []
    return [draft for sentence in page.sentences for draft in _line(page, sentence)]


def _line(page: Page, sentence: Sentence) -> Iterator[Draft]:
    labels = {ent.label for ent in sentence.ents}
    at = _label_end(page, sentence) if not labels.isdisjoint(PLACES) else -1
    if at < 0 or not _is_headed(page, sentence, plants="SITE" in labels):
        return
    label, told = sentence.items[:at], sentence.items[at:]
    told = told[1:] if told[0].text in ":|–—" else told
    site = _site(label)
    if site is not None:
        things = _things(told)
        pairs = [(thing, site, since) for thing, since in things]
    else:
        site = _site(told)
        pairs = [(thing, site, since) for thing, since in _things(label)] if site is not None else []
    for (product, span), where, since in pairs:
        slots = {"product": product, "site": where.canonical, "since": since, "until": None}
        sources = {"product": span, "site": (where.start, where.end)}
        yield Draft("production_site", RULE, slots, [(sentence.start, sentence.end)], sources, SURE, listed=True)


def _label_end(page: Page, sentence: Sentence) -> int:
    """Index of the first item behind the label of a line (`Werk Linz: Pumpen`, `Linz   Pumpen`), or -1 where it has none."""
    items = sentence.items
    line = page.lines[sentence.line]
    if page.first_of_line(sentence.line) is not sentence or len(items) > 2 * HEAD_WORDS:
        return -1
    mark = next((k for k, item in enumerate(items[:6]) if item.text in (":", "|", "–", "—")), -1)
    if 0 < mark < len(items) - 1:
        return mark
    cells = line["cells"]
    if len(cells) != 2 or line["kind"] == "paragraph":
        return -1
    return next((k for k, item in enumerate(items) if item.start >= cells[1][0]), -1)


def _is_headed(page: Page, sentence: Sentence, *, plants: bool) -> bool:
    """Whether the line above the block of such lines says that they tell what is made: `Wer baut was?`, `Unsere Fertigungsstandorte:`."""
    heads = [page.opener(sentence), page.heading(sentence)]
    if any(head is not None and head is not sentence and _asks(head, plants=plants) for head in heads):
        return True
    for line in range(sentence.line - 1, max(-1, sentence.line - 1 - ROWS), -1):
        above = page.first_of_line(line)
        if above is None or _asks(above, plants=plants):
            return above is not None
        if _label_end(page, above) < 0:
            return False
    return False


def _asks(head: Sentence, *, plants: bool) -> bool:
    """Whether a head says that what is made follows; `Wer macht was?` does so over plants alone."""
    low = [item.low for item in head.items if item.ent is None]
    if len(head.items) > HEAD_WORDS or any(map(event_words("listed", "unless").fit, low)):
        return False
    asked = event_words("listed", "asked")
    return any(map(event_words("listed").fit, low)) or (
        any(word in asked for word in low)
        and any(event_words("listed", name).fit(word) for word in low for name in ("makes", "does")[: 1 + plants])
    )


def _site(items: Sequence[Item]) -> Ent | None:
    """The one site or town of which a label consists, but for articles, brackets and the land it lies in."""
    named = [item.ent for item in items if item.ent is not None]
    first = named[0] if named else None
    if first is None or first.label not in PLACES or is_wide(first) or not all(ent.label in PLACES for ent in named):
        return None
    words = [item for item in items if item.ent is None and item.text[0].isalnum()]
    return first if all(item.text[0].islower() for item in words) and len(words) < 3 else None


def _things(items: Sequence[Item]) -> list[tuple[tuple[dict[str, Any], tuple[int, int]], dict[str, Any] | None]]:
    """The products of an enumeration, each with the date from which it is made; none where something is counted."""
    if any(item.ent is not None and item.ent.label in ("NUMBER", "MONEY") and not item.depth for item in items):
        return []
    found = []
    for part in _parts(items):
        dates = [item.ent for item in part if item.ent is not None and item.ent.label == "DATE"]
        since = next((time_slot(ent) for ent in dates if _opens(part, ent)), None)
        if (thing := _thing([item for item in part if not item.depth and item.text != ")"])) is not None:
            found.append((thing, since))
    return found


def _opens(part: Sequence[Item], date: Ent) -> bool:
    at = next(k for k, item in enumerate(part) if item.ent is date)
    return at > 0 and part[at - 1].low in ("seit", "ab")


def _parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The parts of an enumeration; what stands in brackets belongs to the part in front."""
    part: list[Item] = []
    for item in items:
        if not item.depth and (item.text in ",;/+&" or item.low in ("und", "sowie")):
            if part:
                yield part
            part = []
        elif item.text not in ".":
            part.append(item)
    if part:
        yield part


def _thing(part: Sequence[Item]) -> tuple[dict[str, Any], tuple[int, int]] | None:
    """The product of a part: a model, else the noun that has nothing beside it but adjectives, adverbs and what it is for."""
    model = next((item.ent for item in part if item.ent is not None and item.ent.label == "MODEL"), None)
    if model is not None:
        return product_of(model), (model.start, model.end)
    end = next((k for k, item in enumerate(part) if k and item.low in ("für", "mit", "aus", "von")), len(part))
    own = [item for item in part[:end] if item.ent is None or item.ent.label != "DATE"]
    nouns = [item for item in own if item.ent is not None or item.text[0].isupper()]
    if len(nouns) != 1 or nouns[0].ent is not None or not _is_goods(nouns[0]):
        return None
    free = all(item is nouns[0] or is_adjective(item) or item.low in event_words("listed", "beside") for item in own)
    return ({"brand": None, "model": nouns[0].text}, (nouns[0].start, nouns[0].end)) if free else None


def _is_goods(word: Item) -> bool:
    """Whether a word may be a product: a noun by its form, no activity, staff or kind of building."""
    noun = len(word.text) > SHORT and word.text.replace("-", "").isalpha() and word.text[1:].lower() == word.text[1:]
    no_goods = (event_words("listed", "activity"), event_words("anaphor", "MODEL"), event_words("made"))
    built = event_words("listed", "buildings").fit(singular(word.text).lower())
    return noun and not built and not any(forms.fit(word.low) for forms in no_goods)
