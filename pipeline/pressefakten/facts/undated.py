"""Figures that hold at no time that the text tells, as words say surely: what is known already, and what has come together so far."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressefakten.facts import grammar, scope
from pressefakten.facts.context import time_slot
from pressefakten.facts.cues import Num, gap, in_front, word_in_front
from pressefakten.facts.page import NUMERIC, Ent, Item
from pressefakten.normalize.datetense import tense_of
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.figures import Reading
    from pressefakten.facts.rules import Draft


def is_undated(reading: Reading, num: Num, draft: Draft, kind: str, dates: Sequence[Ent]) -> bool:
    """Whether a level has no time, though the sentence or the release has one."""
    if num.part != "level" or num.label_items or num.head_items:
        return False
    if kind == "stock":
        counted = draft.slots["metric"] in ("count", "employees") and draft.rule not in TURNING
        return counted and (_is_known(reading, num, dates) or _is_of_other_verb(reading, num, dates))
    return draft.slots["metric"] in PILED_UP and _is_piled_up(reading, num, dates)


TURNING = ("employees-change",)
"""Rules of what comes or goes."""
PILED_UP = ("sales", "orders", "production", "registrations")
"""What adds up over the years."""


def _is_known(reading: Reading, num: Num, dates: Sequence[Ent]) -> bool:
    """`steht ab März bei den 132 Partnern`, `Die rund 690 Beschäftigten erhalten …`: who is counted is known, the date is that of the deed.

    Not a whole of which the clause counts a part (`von den 96 Bussen`, `elf der 168 Busse`).
    """
    items = reading.sentence.items
    if not num.noun or reading.page.kind(reading.sentence) not in (*scope.TEXT, "item"):
        return False
    at = in_front(items, num.at, also=scope.scope_words("all around"))
    if items[at].ent is not None or items[at].low not in scope.scope_words("known"):
        return False
    before = items[at - 1] if at else None
    part = before is not None and (
        before.low in scope.scope_words("in front of a whole")
        or (before.ent is not None and before.ent.label in NUMERIC)
    )
    close = range(num.at + 1, num.at + 4 + len(num.noun))
    return not part and not any(ent.item in close for ent in dates)


def _is_of_other_verb(reading: Reading, num: Num, dates: Sequence[Ent]) -> bool:
    """`setzte 2024 640 Mio. um und zählt 3.300 Mitarbeiter`: the dates are those of another verb, what is counted stands in the present."""
    items = reading.sentence.items
    cuts = [
        k for k in range(1, len(items) - 1)
        if items[k].ent is None and items[k].low in ("und", "sowie") and grammar.is_finite(items, k + 1)
    ]  # fmt: skip
    if not cuts or not dates:
        return False
    pieces = list(itertools.pairwise((0, *cuts, len(items))))
    own = next(piece for piece in pieces if piece[0] <= num.at < piece[1])
    if any(own[0] <= ent.item < own[1] for ent in dates):
        return False
    return tense_of(_text(items, *own)) == 0 and not any(hit.key.startswith("status/") for hit in reading.cues)


def _text(items: Sequence[Item], first: int, last: int) -> str:
    return " ".join(item.text for item in items[first:last])


def _is_piled_up(reading: Reading, num: Num, dates: Sequence[Ent]) -> bool:
    """`bestellt sind weitere 37`, `inzwischen wurden 74 Stück verkauft`, `seit der Markteinführung`: all up to now, without a date in one piece."""
    items = reading.sentence.items
    if any(not gap(items, ent.item, num.at) for ent in dates):
        return False
    clause = [item for item in items if item.clause == num.clause and item.ent is None]
    low = {item.low for item in clause}
    done = bool(low & scope.scope_words("done with goods"))
    if done and low & scope.scope_words("so far"):
        return True
    since = (k for k, item in enumerate(clause) if item.low in scope.scope_words("since"))
    if any(scope.scope_forms("launch").fit(item.low) for k in since for item in clause[k + 1 : k + 3]):
        return True
    passive = low & scope.scope_words("of a passive")
    return done and bool(low & scope.scope_words("in a state")) and not passive


def planned_then(reading: Reading, num: Num, plain: Sequence[Ent]) -> Ent | None:
    """`Ende 2026 schließen vier Filialen. Die Bank betreibt danach noch 24 Standorte`: the only date, one to come, that `dann` and `danach` mean."""
    page, sentence = reading.page, reading.sentence
    items, before = sentence.items, page.previous(sentence)
    then = (k for k, item in enumerate(items) if item.ent is None and item.low in scope.scope_words("then"))
    at = next((k for k in then if items[k].clause == num.clause), -1)
    further = word_in_front(sentence, num) in words("figures")["told"]["more of them"]
    if at < 0 or further or num.part != "level" or any(not gap(items, ent.item, num.at) for ent in plain):
        return None
    told = [ent for ent in plain if ent.item < at]
    if not told and before is not None and before.line == sentence.line:
        told = scope.dates_of(before)
    if len(told) != 1 or time_slot(told[0]) is None or not page.published:
        return None
    return told[0] if str((told[0].value or {}).get("end") or "") > page.published else None
