"""Which part of a business a sum is made in: `Im Segment Frucht kletterte das EBIT …`, `trug das Nichtlebengeschäft …`."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressefakten.facts import grammar, tables
from pressefakten.facts.context import Context
from pressefakten.facts.cues import Num, gap, in_front
from pressefakten.facts.grammar import is_finite
from pressefakten.facts.page import Item, Page, Sentence, is_adjective
from pressefakten.facts.scope import TEXT, scope_forms, scope_words
from pressefakten.facts.triggers import Hit
from pressefakten.normalize import lexicon
from pressefakten.normalize.nouns import is_noun

if TYPE_CHECKING:
    from pressefakten.facts.figures import Reading

METRICS = ("revenue", "operating_profit", "orders")
"""The metrics whose figures are told by segments with a common noun."""
OWNERS = ("ORG", "BRAND", "SITE", "MODEL")
HEAD = 4
"""Items at the head of a sentence in which a segment frames what the next sentence tells, too."""


def segment_at(items: Sequence[Item], at: int) -> int:
    """Index of the noun of the segment that frames or acts in the clause of the item at `at`, nearest first; or -1."""
    for k in range(at - 1, 0, -1):
        item = items[k]
        named = item.ent is None and item.text[0].isupper() and scope_forms("segments").fit(item.low)
        if named and not gap(items, k, at) and _frames(items, k):
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
    return f"{noun.text} {tables.joined(behind)}" if behind else None


def parts(context: Context, sentence: Sentence) -> list[tuple[int, str]]:
    """Divisions, daughters and brands that a noun introduces and no gazetteer knows: index and name of `die Sparte Electronics`."""
    if sentence.index not in context.parts:
        context.parts[sentence.index] = _parts(sentence.items)
    return context.parts[sentence.index]


def _parts(items: list[Item]) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for at, item in enumerate(items[:-1]):
        if item.ent is not None or not item.text[0].isupper():
            continue
        place, rest = items[at + 1].ent, items[at + 2 :]
        if place is not None and place.label == "PLACE" and grammar.calls(item.low, "division"):
            if not at and not any(word.text[0].isalnum() for word in rest):
                found.append((at, f"{item.text} {place.canonical}"))  # `Division Europa.` as the head of a paragraph
            continue
        plain = scope_forms("plain segments").fit(item.low)
        if not scope_forms("named parts").fit(item.low) and not plain:
            continue
        words_ = list(itertools.takewhile(_is_of_name, items[at + 1 : at + 5]))
        while words_ and not words_[-1].text[0].isalnum():
            words_.pop()
        name, cut = tables.joined(words_), items[at + 1 + len(words_) :][:1]
        if cut and cut[0].text == "-":
            continue  # `Segment Abfüll- und Verpackungstechnik`
        if name and (is_foreign(name) or not plain):
            found.append((at, name))
    return found


def _is_of_name(item: Item) -> bool:
    return item.ent is None and ((item.text[0].isupper() and item.low not in scope_words("closed")) or item.text == "&")


def is_foreign(name: str) -> bool:
    """Whether a name of a part of a business has a word that is not German, so that it is a proper name: `Tires`, `Smart Plastic`, not `Zucker`."""
    plain = [word for word in name.split() if word[0].isupper() and word[-1] != "-"]
    return any(
        scope_forms("foreign parts").fit(word.lower()) or not (lexicon.known(word.lower()) or is_noun(word))
        for word in plain
    )


def acting_part(reading: Reading, num: Num, metric: str, context: Context) -> str | None:
    """The division that nothing introduces and no list knows, which acts in the clause of a sum, or whose sum it is.

    `Chemicals verbuchte einen Umsatz von …`, `Auf Tires entfielen …`, `Polymers kam auf 6 Mio., Packaging auf 5`, `die Marge von Coatings`.
    """
    if metric not in OF_DIVISIONS or context.market or num.label_items:
        return None
    if reading.page.kind(reading.sentence) not in TEXT:
        return None
    items, named = reading.sentence.items, [hit for hit in reading.hits if hit.key.endswith("/name")]
    for at in range(num.at - 1, -1, -1):
        ent = items[at].ent
        if ent is not None and ent.label in (*OWNERS, "PERSON", "PLACE"):
            return None
        if not _is_of_name(items[at]) or (at and _is_of_name(items[at - 1])) or gap(items, at, num.at):
            continue
        end = at + len(list(itertools.takewhile(_is_of_name, items[at:])))
        if any(hit.start < end and hit.end > at for hit in named) or not _has_sum(items, at, end, num, named):
            continue
        name = tables.joined(items[at:end])
        return name if _is_own_name(name, reading.page.issuer) else None
    return None


OF_DIVISIONS = ("revenue", "operating_profit", "net_profit", "margin", "employees")
"""Metrics whose figures a division has; what stands in its place with others may be goods."""


def _has_sum(items: Sequence[Item], at: int, end: int, num: Num, named: Sequence[Hit]) -> bool:
    """Whether words from `at` to `end` stand where whoever has a sum does: they act, are what it goes to, or stand behind the name of the figure."""
    front, behind = items[at - 1] if at else None, items[end]
    if front is not None and front.low in ("und", "sowie") and not any(is_finite(items, k) for k in range(1, at - 1)):
        return False  # `Ersatzteile und Services`
    if front is None or (front.ent is None and front.low in CLAUSE_OPENS):
        articled = any(item.low in ("der", "die", "das") for item in items[end + 1 : end + 2])
        adverb = end - at == 1 and items[at].low.endswith(ADVERB) and articled
        inverted = grammar.is_pronoun(items[min(end + 1, num.at)].low)  # `Stand-alone erzielte sie …`
        if is_finite(items, end) and not adverb and not inverted:
            tells = scope_words("guesses") | scope_words("saying verbs") | scope_words("bringing about")
            return behind.low not in tells and not scope_forms("reckons with").fit(behind.low)
        told = [item.ent.label for item in items[:at] if item.ent is not None]
        return behind.low in ("auf", "mit", "bei") and in_front(items, num.at) == end and num.label in told
    if front.ent is None and front.low == "auf":
        dealt = any(item.low in scope_words("dealt out") for item in items)
        return dealt and (in_front(items, num.at) == end - 1 or behind.low in scope_words("dealt out"))
    return front.ent is None and front.low == "von" and any(hit.end == at - 1 for hit in named)


CLAUSE_OPENS = frozenset((",", ";", ":", "–", "und", "sowie", "während", "wogegen", "aber", "doch"))
"""What may stand in front of whoever acts in a clause."""
ADVERB = ("t", "weit", "lich", "isch", "ig", "mäßig", "mässig")
"""Endings of adverbs that open a clause: `Währungsbereinigt lag der Umsatz bei …`."""


def _is_own_name(name: str, issuer: str | None) -> bool:
    """Whether words are the name of a part of a business, not an abbreviation or the issuer itself."""
    own = set((issuer or "").casefold().split())
    return is_foreign(name) and not name.isupper() and name[0].isalpha() and not own & set(name.casefold().split())


def division_of(page: Page, sentence: Sentence, at: int) -> str | None:
    """The division with a name of its own in which what a figure tells was made: `Im Bereich Tires legte der Umsatz zu`, `In der Division Automotive arbeiten …`."""
    named = _part_named(page, sentence, at)
    return named[1] if named is not None else None


def _may_name(item: Item) -> bool:
    return item.ent is None and (item.text[0].isupper() or item.low in ("und", "&", "-"))


def segment_of(page: Page, sentence: Sentence, at: int, metric: str) -> str | None:
    """The segment of a sum: that of its clause, else the one at the head of the sentence before, where nobody else is named since."""
    if metric not in METRICS or page.kind(sentence) == "row":
        return None
    if metric == "orders" and segment_at(sentence.items, at) < 0:
        return None  # whose orders the next sentence tells is seldom left open
    named = _part_named(page, sentence, at)
    if named is None:
        return None
    acting = any(ent.label in OWNERS for ent in sentence.ents)
    if named[1] is not None and not acting:
        return None  # a division with a name of its own has the figure, where nobody else does
    return named[0]


def _part_named(page: Page, sentence: Sentence, at: int) -> tuple[str, str | None] | None:
    """What `segment_of` and `division_of` find: the part as the text calls it, and the name of its own behind a plain noun."""
    own, items = segment_at(sentence.items, at), sentence.items
    if own >= 0:
        return _named(items, own)
    before = page.previous(sentence)
    if before is None or before.line != sentence.line or any(ent.label in (*OWNERS, "PLACE") for ent in sentence.ents):
        return None
    if any(item.ent is None and _is_whole(item) for item in sentence.items):
        return None
    head = segment_at(before.items, min(HEAD + 1, len(before.items) - 1))
    return _named(before.items, head) if 0 <= head <= HEAD else None


def _named(items: Sequence[Item], at: int) -> tuple[str, str | None] | None:
    name = name_of_segment(items, at)
    if not name:
        return None
    own = name.partition(" ")[2] if scope_forms("plain segments").fit(items[at].low) else ""
    return name, own if is_foreign(own) else None


def _is_whole(item: Item) -> bool:
    """Whether a word leads back to the whole firm or to another part of it."""
    return (
        item.low in scope_words("everywhere")
        or scope_forms("wholes").fit(item.low)
        or (item.text[0].isupper() and scope_forms("segments").fit(item.low))
    )
