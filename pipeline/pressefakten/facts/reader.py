"""All families in order: figures, roles, quotes and the facts that a phrase announces; then one list without doubles."""

from __future__ import annotations

from typing import Any

from pressefakten.facts import programmes, quotes, roles, triggered
from pressefakten.facts.figures import Figures, Trace
from pressefakten.facts.merge import merge
from pressefakten.facts.page import Page
from pressefakten.facts.rules import Draft, RuleSet
from pressefakten.facts.scorer import Scorer
from pressefakten.facts.triggered import Miss

WEIGHED = frozenset(("key_figure", "investment"))
"""Facts whose slots the scorer fills: their score is its probability."""


class Reader:
    """Reads the facts of a page with one rule set; keeps no state between pages."""

    def __init__(self, rules: RuleSet, scorer: Scorer | None = None) -> None:
        """Compile the rules once."""
        self.rules = rules
        self.figures = Figures(rules, scorer)

    def read(self, page: Page) -> tuple[list[Draft], list[Trace], list[Miss]]:
        """The facts in order of their first evidence, what was asked of each number, and the phrases that gave no fact."""
        drafts, traces = self.figures.read(page)
        for draft in drafts if self.figures.scorer is not None else ():
            if draft.type in WEIGHED:
                draft.score = 10 * draft.probability
        misses: list[Miss] = []
        drafts += roles.read(page, self.rules) + quotes.read(page, self.rules)
        drafts += programmes.read(page) + triggered.read(page, self.rules, misses)
        return merge(drafts), traces, misses


def to_data(draft: Draft) -> dict[str, Any]:
    """What `explain` needs of a draft beside its record: rule and sources."""
    return {
        "rule": draft.rule,
        "score": round(draft.score, 3),
        "sources": {slot: list(span) for slot, span in draft.sources.items()},
    }
