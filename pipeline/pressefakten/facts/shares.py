"""What a share is of where the sentence names both the whole and the part: `Der Aftermarket steuerte 40 % zu den Erlösen bei` is of the Aftermarket."""

from __future__ import annotations

from collections.abc import Sequence

from pressefakten.facts import scope
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.cues import Num, gap
from pressefakten.facts.page import NUMERIC, Item
from pressefakten.normalize.nouns import is_noun
from pressefakten.patterns import words


def part(items: Sequence[Item], num: Num) -> int:
    """Index of the common noun that has the share of a whole behind the number, or -1 where a name has it or none is told."""
    behind = num.at + 1
    if (
        behind + 1 >= len(items)
        or items[behind].ent is not None
        or items[behind].low not in scope.scope_words("of a whole")
    ):
        return -1
    clause = [k for k in range(len(items)) if not gap(list(items), k, num.at)]
    for k in clause:
        item = items[k]
        if item.ent is not None:
            continue
        if item.low in scope.scope_words("dealt out"):
            return _behind(items, clause, "auf")
        if item.low in scope.scope_words("comes from") and k > num.at and _is_made_of_parts(items, behind + 1):
            return _behind([*items], [j for j in clause if j > k], "aus")
        if item.low in words("figures")["part_of_whole"] and _is_its_verb(items, clause, k, num):
            return _subject(items, clause, k, num)
    return -1


def _is_made_of_parts(items: Sequence[Item], at: int) -> bool:
    """Whether the whole is a sum or an amount of energy: learners and customers come from places."""
    whole = next((item for item in items[at : at + 4] if item.text[0].isupper()), None)
    return whole is not None and whole.ent is None and scope.scope_forms("made of parts").fit(whole.low)


def _behind(items: Sequence[Item], clause: Sequence[int], preposition: str) -> int:
    """The noun behind a preposition of a clause, with its article and adjectives between."""
    at = next((k for k in clause if items[k].ent is None and items[k].low == preposition), -1)
    return _noun(items, at + 1) if at >= 0 else -1


def _noun(items: Sequence[Item], at: int) -> int:
    """The common noun of the phrase that begins at an item, or -1 where a name or number comes first or it says only where."""
    for k in range(at, min(at + 5, len(items))):
        item = items[k]
        if item.ent is not None or item.text[0] in ",;.:–(":
            return -1
        if item.text[0].isupper():
            split = k + 1 < len(items) and items[k + 1].text == "-"  # `E-Mobility`
            return -1 if split or item.low in scope.scope_words("elsewhere") else k
    return -1


def _is_its_verb(items: Sequence[Item], clause: Sequence[int], verb: int, num: Num) -> bool:
    """Whether nothing makes another verb of it: `stellte 40 % frei` is none of shares, `steht für 40 %` is one."""
    particle = words("figures")["part_of_whole"][items[verb].low]
    last = next((k for k in reversed(clause) if items[k].text[0].isalpha()), verb)
    closing = items[last].low if last > verb and items[last].ent is None and items[last].text.islower() else ""
    if particle == "für":
        return any(item.low == particle for item in items[verb + 1 : num.at]) and not closing
    return closing in ("", particle)


def _subject(items: Sequence[Item], clause: Sequence[int], verb: int, num: Num) -> int:
    """The noun in front of a verb, or right behind it where something else opens the clause."""
    front = [k for k in clause if k < verb]
    if front and _opens(items[front[0]]):
        at = next(
            (k for k in front if items[k].ent is None and items[k].text[0].isupper() and is_noun(items[k].text)), -1
        )
        return at if at >= 0 and not any(items[k].ent is not None for k in front) and items[at + 1].text != "-" else -1
    after = items[verb + 1] if verb + 1 < len(items) else None
    if after is None or after.ent is not None or after.low not in ("der", "die", "das"):
        return -1
    at = _noun(items, verb + 1)
    return at if 0 <= at < num.at and not _is_number_between(items, verb, at) else -1


def _opens(item: Item) -> bool:
    """Whether a word may open a phrase that acts: an article or a noun, no `Damit`, no `Diese Märkte`."""
    if item.ent is not None:
        return False
    return item.low in ("der", "die", "das") or (is_noun(item.text) and item.low not in scope.scope_words("openers"))


def _is_number_between(items: Sequence[Item], one: int, other: int) -> bool:
    return any(item.ent is not None and item.ent.label in NUMERIC for item in items[one:other]) or is_verb(
        list(items), other
    )
