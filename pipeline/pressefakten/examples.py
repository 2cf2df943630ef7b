"""Runs the marked examples and rejects of the fact rules: documentation that is tested."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from spacy.language import Language

from pressefakten.assemble import read
from pressefakten.facts.rules import MARK, RuleSet

PUBLISHED = "2026-01-15"
"""The day of release of all examples."""


class Result(NamedTuple):
    """One example: `problem` is empty where the named rule fired on the marked characters (or a reject stayed silent)."""

    type: str
    rule: str
    kind: str
    text: str
    problem: str


def run(rules: RuleSet, nlp: Language) -> Iterator[Result]:
    """Check all examples and rejects of a rule set with a loaded pipeline."""
    for file in rules.files:
        for rule in file.rule:
            for example in rule.examples:
                problem = (
                    _ignored(nlp, rule, example) if getattr(rule, "ignore", None) else _example(nlp, rule.id, example)
                )
                yield Result(file.type, rule.id, "example", example, problem)
            for reject in rule.rejects:
                yield Result(file.type, rule.id, "reject", reject, _reject(nlp, rule.id, reject))


def unmark(example: str) -> tuple[str, list[tuple[str, int, int]]]:
    """`[5 Mio. Euro](value)` -> the plain text and `(slot, start, end)` of each mark."""
    text, marks, at = "", [], 0
    for match in MARK.finditer(example):
        text += example[at : match.start()]
        marks.append((match[2], len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    return text + example[at:], marks


def _example(nlp: Language, rule: str, example: str) -> str:
    text, marks = unmark(example)
    doc = read(text, nlp, PUBLISHED)
    own = [entry for entry in doc._.fact_sources if entry["rule"] == rule]
    if not own:
        others = ", ".join(sorted({entry["rule"] for entry in doc._.fact_sources})) or "none"
        return f"the rule did not fire (fired: {others})"
    for entry in own:
        if all(list(entry["sources"].get(slot, ())) == [start, end] for slot, start, end in marks):
            return ""
    slot, start, end = marks[0]
    return f"no fact of the rule has {slot} at {text[start:end]!r} (sources: {own[0]['sources']})"


def _ignored(nlp: Language, rule: Any, example: str) -> str:
    """A rule that says why numbers give no fact must be the reason of one."""
    outcomes = {trace[3] for trace in read(unmark(example)[0], nlp, PUBLISHED)._.traces}
    return (
        "" if rule.ignore in outcomes else f"no number is ignored by the rule (outcomes: {', '.join(sorted(outcomes))})"
    )


def _reject(nlp: Language, rule: str, text: str) -> str:
    fired = {entry["rule"] for entry in read(text, nlp, PUBLISHED)._.fact_sources}
    return "the rule fired on what it must reject" if rule in fired else ""
