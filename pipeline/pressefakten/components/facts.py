"""The stage `facts`: lays the entities of a document on a page and reads its facts by the rules of the packs."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from pressefakten.components.common import noted, register_extensions, text_of
from pressefakten.facts import layout
from pressefakten.facts import page as pages
from pressefakten.facts.calibration import confidence
from pressefakten.facts.context import name_makers
from pressefakten.facts.figures import Trace
from pressefakten.facts.issuer import issuer
from pressefakten.facts.merge import to_fact
from pressefakten.facts.reader import Reader, to_data
from pressefakten.facts.rules import Draft, RuleSet, load_rules
from pressefakten.facts.scorer import Scorer, load_scorer
from pressefakten.patterns import PACKS

LEAST = 0.5
"""Calibrated confidence below which a fact is left out: it is more likely wrong than right."""
LEAST_OF_FIGURES = 0.35
"""The same for figures: they have the most slots, and where one of these is wrong the others mostly are right."""


@Language.factory(
    "pressefakten_facts",
    requires=["doc.ents", "doc._.lines"],
    assigns=["doc._.facts", "doc._.issuer", "doc._.traces", "doc._.misses"],
    default_config={"packs": list(PACKS), "scorer": True},
)
def make_facts(nlp: Language, name: str, packs: list[str], scorer: bool) -> "Facts":
    """Build the stage with the rules of the packs."""
    return Facts(load_rules(tuple(packs)), load_scorer() if scorer else None)


class Facts:
    """Writes `doc._.facts`: fact dicts in the form of the records."""

    def __init__(self, rules: RuleSet, scorer: Scorer | None = None) -> None:
        register_extensions()
        self.reader = Reader(rules, scorer)
        # the confidence is that of facts which a scorer has weighed
        self.least, self.least_of_figures = (LEAST, LEAST_OF_FIGURES) if scorer else (0.0, 0.0)

    @property
    def scorer(self) -> Scorer | None:
        """The scorer of figures, or None where the rules decide alone."""
        return self.reader.figures.scorer

    def __call__(self, doc: Doc) -> Doc:
        """Read the facts of one document."""
        page = page_of(doc)
        doc._.issuer = page.issuer = issuer(page)
        name_makers(page)
        found, traces, misses = self.reader.read(page)
        rated = [(draft, confidence(draft)) for draft in found]
        kept = [(draft, sure) for draft, sure in rated if self._is_kept(draft, sure)]
        drafts = [draft for draft, _ in kept]
        if len(kept) < len(rated):
            traces = _with_doubts(traces, drafts, [draft for draft, sure in rated if not self._is_kept(draft, sure)])
        doc._.facts = [to_fact(draft, number, sure) for number, (draft, sure) in enumerate(kept, 1)]
        doc._.misses = [list(miss) for miss in misses]
        doc._.fact_sources = [to_data(draft) for draft in drafts]
        doc._.traces = [
            [
                trace.start,
                trace.end,
                trace.part,
                trace.outcome,
                [[a.rule.id, round(a.score, 2), a.why] for a in trace.answers],
            ]
            for trace in traces
        ]
        return doc

    def _is_kept(self, draft: Draft, sure: float) -> bool:
        """Whether a fact is sure enough."""
        return sure >= (self.least_of_figures if draft.type == "key_figure" else self.least)

    def to_disk(self, path: str | Path, *, exclude: tuple[str, ...] = ()) -> None:
        """Save rules and weights with the pipeline."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / "rules.json").write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: tuple[str, ...] = ()) -> "Facts":
        """Load the rules and weights that were saved with the pipeline."""
        return self.from_bytes((Path(path) / "rules.json").read_bytes())

    def to_bytes(self, *, exclude: tuple[str, ...] = ()) -> bytes:
        """Rules and weights as JSON."""
        scorer = self.scorer
        data = {"rules": self.reader.rules.to_data(), "weights": scorer.weights if scorer else None}
        return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8")

    def from_bytes(self, data: bytes, *, exclude: tuple[str, ...] = ()) -> "Facts":
        """The opposite of `to_bytes`."""
        saved = json.loads(data)
        scorer = Scorer(saved["weights"]) if saved["weights"] is not None else None
        self.reader = Reader(RuleSet.from_data(saved["rules"]), scorer)
        return self


def _with_doubts(traces: Sequence[Trace], kept: Sequence[Draft], dropped: Sequence[Draft]) -> list[Trace]:
    """The traces of numbers whose facts are all left out say so."""
    sources = {span for draft in kept for span in draft.sources.values()}
    doubtful = {span for draft in dropped for span in draft.sources.values()} - sources
    return [
        replace(trace, outcome="too doubtful") if (trace.start, trace.end) in doubtful else trace for trace in traces
    ]


def page_of(doc: Doc) -> pages.Page:
    """The view of a document that fact rules read."""
    text = text_of(doc)
    lines = doc._.lines or [whole_text(text)]
    bounds = doc._.sentences or [[0, len(text)]]
    ents = [_entity(doc, text, span) for span in doc.ents]
    dateline: dict[str, Any] = doc._.dateline or {}
    return layout.build(
        text, lines, bounds, ents,
        published=doc._.published, issuer=doc._.issuer, title=doc._.title, country=doc._.country, place=dateline.get("place"),
    )  # fmt: skip


def _entity(doc: Doc, text: str, span: Span) -> pages.Ent:
    start, end, label = span.start_char, span.end_char, span.label_
    surface = text[start:end]
    return pages.Ent(
        start, end, label, surface, noted(doc, "canonical", start, end) or surface, noted(doc, "value", start, end),
        noted(doc, "brand", start, end) if label == "MODEL" else None, span.ent_id_ or None,
    )  # fmt: skip


def whole_text(text: str) -> dict[str, Any]:
    """One paragraph that is the whole text: for documents whose layout was not read."""
    return {
        "start": 0,
        "end": len(text),
        "kind": "paragraph",
        "zone": "body",
        "heading": -1,
        "head": -1,
        "bullet": False,
        "cells": [],
    }
