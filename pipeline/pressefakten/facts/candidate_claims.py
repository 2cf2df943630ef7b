"""Which rule a number is a figure of, and of what a change without a level is one: the claims that the scorer weighs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pressefakten.facts import scope
from pressefakten.facts.candidates import (
    HEAD,
    STEM,
    Bag,
    Candidate,
    Noun,
    beginning,
    beside_it,
    distance,
    noun_kind,
    preposition,
    with_guess,
    words_near,
)
from pressefakten.facts.context import (
    SUBJECTS,
    Context,
)
from pressefakten.facts.cues import Num, gap
from pressefakten.facts.page import SIGNS, Ent, Item, Sentence
from pressefakten.facts.rules import word_class
from pressefakten.normalize.nouns import singular

if TYPE_CHECKING:
    from pressefakten.facts.figures import Answer, Figures, Reading
    from pressefakten.facts.rules import Draft, NumberRule


def claims(reading: Reading, num: Num, answers: Sequence[Answer], context: Context) -> list[Candidate]:
    """The rules that claim a number, and that it is no fact at all; each is weighed with every word around and the kind of the issuer."""
    page, sentence = reading.page, reading.sentence
    zone, line = page.zone(sentence), page.kind(sentence)
    noun = "no noun" if not num.noun else "name" if num.noun[-1].ent is not None else "noun"
    spelled = "word" if num.ent.text.isalpha() else "digits"
    approx = num.value.get("approx")
    around = frozenset((*words_around(sentence.items, num), f"issuer:{context.issuer_kind}"))
    bag = Bag((
        *around, f"zone:{zone}", f"line:{line}", num.label, f"{num.label}:{noun}", spelled, num.part, f"claims:{min(len(answers), 2)}",
        f"prep:{preposition(sentence.items, num.at)}", f"depth:{min(num.depth, 1)}", f"approx:{approx}",
    ))  # fmt: skip
    joined = _joined(reading, num)
    main = context.main.get(num.kind, "")
    before = context.by_label[num.kind][0].rule if num.kind in context.by_label else ""
    state, kind = _state(reading, num), noun_kind(num)
    lead = sentence.items[num.at - 1].low if num.at else "^"
    lead = lead if lead in scope.scope_words("closed") or lead in scope.scope_words("openers") else "other"
    for rank, answer in enumerate(answers):
        name, why, metric = answer.rule.id, answer.why, answer.rule.set.get("metric")
        points = max(-3, min(10, round(answer.score)))
        features = [
            f"why:{why}", f"rule:{name}", f"points:{points}", f"rank:{min(rank, 2)}", f"why:{why}:{name}",
            f"zone:{zone}:{answer.type}", f"line:{line}:{why}", f"{spelled}:{metric}", f"{num.label}:{name}",
            f"depth:{min(num.depth, 1)}:{why}", f"{noun}:{why}",
            f"{kind}:{metric}", f"joined:{joined}:{why}", f"lead:{lead}:{why}", f"{state}:{name}", f"main:{main}:{name}", f"before:{before}:{name}",
            f"said:{answer.phrase}:{name}", f"market:{context.market}:{name}", f"unit:{num.unit}:{name}", f"{num.part}:{why}:{metric}",
            *_said_where(reading, num, answer),
        ]  # fmt: skip
        words = {*features, *["first"] * (rank == 0)}
        bag.found[name] = Candidate(answer, None, words, {f"in:{name}"}, around)
    return bag.all()


FAR = 10
"""How far words tell what a number is."""


def words_around(items: Sequence[Item], num: Num) -> Iterator[str]:
    """The words in front of and behind a number by how they begin and end, the nearest by their place; a name is its label."""
    yield from words_near(items, num)
    for at in range(max(0, num.at - FAR), min(len(items), num.at + FAR + 2)):
        item, side = items[at], "before" if at < num.at else "behind"
        if at == num.at or (item.ent is None and not item.low[0].isalpha()):
            continue
        yield f"{side}:{beginning(item)}"
        if item.ent is None and len(item.low) >= STEM and item.text[0].isupper():
            yield f"{side}:*{item.low[-HEAD:]}"


def changed(
    reading: Reading, num: Num, context: Context, figures: Figures, kind: str, guess: NumberRule | None, named: Ent | None,
) -> list[Candidate]:  # fmt: skip
    """The rules whose figure a change without a level may be one of, and that it is none."""
    page, sentence, items = reading.page, reading.sentence, reading.sentence.items
    line = page.kind(sentence)
    holder = "name in front" if named is not None else "named" if _names_anybody(sentence) else "nobody"
    levels = f"levels:{min(2, sum(other.part == 'level' for other in reading.nums))}"
    signed = f"signed:{num.ent.text[0] in SIGNS}"
    ground = (
        kind,
        num.label,
        f"line:{line}",
        f"zone:{page.zone(sentence)}",
        f"whose:{holder}",
        levels,
        signed,
        f"depth:{min(num.depth, 1)}",
    )
    bag = Bag((*ground, f"prep:{preposition(items, num.at)}", f"market:{context.market}"), ())

    def add(rule_id: str, place: str, *features: str) -> None:
        rule = figures.rule_of(rule_id)
        if rule is None or rule.ignore or (kind == "absolute" and not _may_change(rule, num)):
            return
        known = bag.found.setdefault(rule_id, Candidate(rule))
        metric = str(rule.set.get("metric"))
        own = (place, *features, *(f"{place}:{word}" for word in ground), f"rule:{rule_id}")
        known.words |= {*own, *(f"{feature}:{metric}" for feature in own)}

    for hit in reading.hits:
        rule_id, role = hit.key.rsplit("/", 1)
        if role in ("name", "verb"):
            side = "before" if hit.start < num.at else "after"
            apart = min(3, abs(items[hit.start].clause - num.clause))
            near = "own" if reading.nearest(hit.start) is num else "of another"
            add(
                rule_id,
                f"by {role}",
                f"said:{hit.phrase}",
                f"{role}:clause:{apart}:{side}",
                f"{role}:{distance(num.at, hit.start)}",
                f"{role}:{near}",
            )
    for hit in reading.heading_hits:
        if hit.key.endswith("/name"):
            add(hit.key.rsplit("/", 1)[0], "by heading")
    if context.figure_draft is not None:
        same = "same line" if context.figure_line == sentence.line else "above"
        add(context.figure_draft.rule, f"before:{same}", f"before:{context.figure_label}:{same}")
    for label, rule_id in context.main.items():
        add(rule_id, f"main:{label}")
    counted = context.by_metric.get("count")
    for noun in reading.nouns:
        if noun.item.ent is None and (word_class("moving").fit(noun.item.low) or _was_counted(counted, noun)):
            add("count", "thing that is counted", *noun.features, *beside_it(reading, num, noun))
    return with_guess(bag, guess.id if guess is not None and guess.id in bag.found else None)


def _names_anybody(sentence: Sentence) -> bool:
    return any(ent.label in (*SUBJECTS, "PLACE") for ent in sentence.ents)


def _was_counted(draft: Draft | None, noun: Noun) -> bool:
    of = str((draft.slots.get("of") if draft else None) or "")
    return bool(of) and singular(noun.item.text) == of.split()[-1]


def _may_change(rule: NumberRule, num: Num) -> bool:
    """Whether a change in units can be one of the rule's figures: sums of sums, jobs of jobs."""
    if num.label in ("MONEY", "QUANTITY"):
        return num.label in rule.labels and (num.unit is None or num.unit in rule.units)
    return rule.unit in ("person", "vehicle") or rule.set.get("metric") == "count"


def _said_where(reading: Reading, num: Num, answer: Answer) -> Iterator[str]:
    """How the words that speak for a claim stand to the number: on which side, behind which marks, nearer to another number."""
    items = reading.sentence.items
    at = next((k for k, item in enumerate(items) if answer.span and item.start == answer.span[0]), -1)
    if at < 0:
        return
    side = "before" if at < num.at else "after"
    marks = min(gap(items, at, num.at), 2)
    yield f"{answer.why}:{side}:{marks}"
    yield f"{answer.why}:{distance(num.at, at)}"
    if reading.nearest(at) is not num:
        yield f"{answer.why}:nearer to another:{marks}"
        yield f"nearer to another:{num.label}:{answer.rule.id}"


def _state(reading: Reading, num: Num) -> str:
    """Whether the clause tells a state and no event: `waren 327 410 Motorfahrzeuge immatrikuliert`, `die Flotte umfasst`, a stock."""
    low = [item.low for item in reading.sentence.items if item.ent is None and item.clause == num.clause]
    if any(map(scope.scope_forms("stocks").fit, low)):
        return "state:stock"
    auxiliary = not scope.scope_words("being").isdisjoint(low)
    if auxiliary and "worden" not in low and any(map(scope.scope_forms("registered").fit, low)):
        return "state:new" if any(word.startswith("neu") for word in low) else "state:registered"
    return "state:having" if any(map(word_class("having").fit, low)) else "state:none"


def _joined(reading: Reading, num: Num) -> str:
    """How the number is tied to the one before: `21 Doppelgelenk- und 12 Gelenkbusse`."""
    before = [other for other in reading.nums if other.at < num.at and other.part == num.part]
    if not before:
        return "first"
    items = reading.sentence.items[before[-1].at + 1 + len(before[-1].noun) : num.at]
    if any(item.text in ":.;" for item in items):
        return "apart"
    low = {item.low for item in items if item.ent is None and not item.text[0].isupper()}
    linked = low <= scope.scope_words("links")
    return f"{'linked' if linked else 'loose'}:{before[-1].label == num.label}"
