"""Which part of a business a sum is made in: `Im Segment Frucht kletterte das EBIT …`, `trug das Nichtlebengeschäft …`."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pressefakten.facts.cues import gap
from pressefakten.facts.page import Item, Page, Sentence, is_adjective
from pressefakten.facts.scope import scope_forms, scope_words

METRICS = ("revenue", "operating_profit")
"""The metrics whose figures are told by segments with a common noun."""
OWNERS = ("ORG", "BRAND", "SITE", "MODEL")
HEAD = 4
"""Items at the head of a sentence in which a segment frames what the next sentence tells, too."""


def segment_at(items: Sequence[Item], at: int) -> int:
    """Index of the noun of the segment that frames or acts in the clause of the item at `at`, nearest first; or -1."""
    for k in range(at - 1, 0, -1):
        item = items[k]
        named = item.ent is None and item.text[0].isupper() and scope_forms("segments").fit(item.low)
        if named and not gap(list(items), k, at) and _frames(items, k):
            return k
    return -1


def _frames(items: Sequence[Item], at: int) -> bool:
    """Whether a noun stands in the nominative with its article or behind `im`, `in der`, `beim`, and introduces no name of a firm."""
    first = at - 1
    while first > 0 and items[first].ent is None and items[first].text.islower() and _may_be_adjective(items[first]):
        first -= 1
    before = items[first - 1].low if first > 0 and items[first - 1].ent is None else ""
    behind = items[at + 1].ent if at + 1 < len(items) else None
    if items[first].ent is not None or (behind is not None and behind.label in OWNERS):
        return False
    if scope_forms("vague ranges").fit(items[at - 1].low):
        return False  # `im mittleren einstelligen Prozentbereich`
    article = items[first].low
    if article in ("der", "den"):
        return before in ("in", "bei") or (article == "der" and before in ("", ",", ";", "und", "sowie"))
    return article in ("im", "beim") or (
        article in ("das", "die") and before not in scope_words("closed") - {",", "und"}
    )


def _may_be_adjective(item: Item) -> bool:
    return len(item.text) > 4 and is_adjective(item)


def name_of_segment(items: Sequence[Item], at: int) -> str | None:
    """The segment as the text calls it: the noun with what it introduces (`Segment Zucker`), None where the noun alone says nothing."""
    noun = items[at]
    if not scope_forms("plain segments").fit(noun.low):
        return noun.text
    behind = list(itertools.takewhile(_may_name, items[at + 1 : at + 5]))
    while behind and not behind[-1].text[0].isupper():
        behind.pop()
    return " ".join(item.text for item in (noun, *behind)) if behind else None


def _may_name(item: Item) -> bool:
    return item.ent is None and (item.text[0].isupper() or item.low in ("und", "&"))


def segment_of(page: Page, sentence: Sentence, at: int, metric: str) -> str | None:
    """The segment of a sum: that of its clause, else the one at the head of the sentence before, where nobody else is named since."""
    if metric not in METRICS or page.kind(sentence) == "row":
        return None
    own = segment_at(sentence.items, at)
    if own >= 0:
        return name_of_segment(sentence.items, own)
    before = page.previous(sentence)
    if before is None or before.line != sentence.line or any(ent.label in (*OWNERS, "PLACE") for ent in sentence.ents):
        return None
    if any(item.ent is None and _is_whole(item) for item in sentence.items):
        return None
    head = segment_at(before.items, min(HEAD + 1, len(before.items) - 1))
    return name_of_segment(before.items, head) if 0 <= head <= HEAD else None


def _is_whole(item: Item) -> bool:
    """Whether a word leads back to the whole firm or to another part of it."""
    return (
        item.low in scope_words("everywhere")
        or scope_forms("wholes").fit(item.low)
        or (item.text[0].isupper() and scope_forms("segments").fit(item.low))
    )
