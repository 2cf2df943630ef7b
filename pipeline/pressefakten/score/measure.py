"""Gold and predictions become a Score: every figure with its counts and interval, and what it was made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pressefakten.errors import InputError
from pressefakten.records import Entity, Release
from pressefakten.score import entities, facts
from pressefakten.score.alignment import Pair
from pressefakten.score.gold import GoldRelease, load, load_predicted
from pressefakten.score.intervals import RESAMPLES, SEED, Figure, Key, Tally, figures

Extract = Callable[[str, str | None, str | None], Release]
"""(text, source, published) -> Release."""
BINS = 10


@dataclass(frozen=True)
class Comparison:
    """One release laid beside its gold; `predicted` is None where there was no prediction."""

    gold: GoldRelease
    predicted: Release | None
    gold_entities: list[Entity]
    predicted_entities: list[Entity]
    entity_pairs: list[Pair]
    fact_pairs: list[facts.FactPair]
    tally: Tally


@dataclass(frozen=True)
class Bin:
    """Facts whose confidence lies in [low, high): how many, their mean confidence, the share that is exact."""

    low: float
    high: float
    facts: int
    confidence: float
    exact: float


@dataclass(frozen=True)
class Score:
    """All figures of a corpus (`figures`, by key), of each release (`files`), and the comparisons behind them."""

    figures: dict[Key, Figure]
    files: dict[str, dict[Key, Figure]]
    comparisons: list[Comparison]
    resamples: int = RESAMPLES
    seed: int = SEED
    with_set: bool = False

    def figure(self, *key: str) -> Figure:
        """One figure, for example `figure("entities", "strict", "micro")`; empty where nothing was counted."""
        return self.figures.get(key, EMPTY)

    @property
    def entity_f1(self) -> float | None:
        """Strict micro F1 of the entities."""
        return self.figure("entities", "strict", "micro").f1

    @property
    def value_accuracy(self) -> float | None:
        """Share of equal values among the strictly matched entities with a gold value."""
        return self.figure("values", "micro").f1

    @property
    def slot_f1(self) -> float | None:
        """Micro F1 of the facts' slots."""
        return self.figure("slots", "micro").f1

    @property
    def fact_f1(self) -> float | None:
        """Micro F1 of exact facts."""
        return self.figure("facts", "micro").f1

    @property
    def missing(self) -> list[str]:
        """The releases without a prediction; they count as empty."""
        return [c.gold.name for c in self.comparisons if c.predicted is None]

    def reliability(self, bins: int = BINS) -> list[Bin]:
        """How far confidence can be believed: one row for each bin that holds facts."""
        return reliability([pair for c in self.comparisons for pair in c.fact_pairs], bins)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON in a fixed order."""
        return {
            "releases": len(self.comparisons),
            "missing": self.missing,
            "with_set": self.with_set,
            "resamples": self.resamples,
            "seed": self.seed,
            "entities": {mode: self._group("entities", mode) for mode in entities.MODES},
            "values": {label: f.accuracy_dict() for label, f in self.rows("values")},
            "approx": self.figure("approx", "micro").accuracy_dict(),
            "slots": self._group("slots"),
            "slot": {name: self._group("slot", name) for name in facts.SLOTS if self.rows("slot", name)},
            "facts": self._group("facts"),
            "document": {name: f.accuracy_dict() for name, f in self.rows("document")},
            "reliability": [{k: round(v, 6) for k, v in vars(row).items()} for row in self.reliability()],
            "files": {name: _headline(table) for name, table in self.files.items()},
        }

    def to_json(self, *, indent: int | None = 1) -> str:
        """Stable JSON: the same gold and predictions give the same bytes."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def rows(self, *prefix: str) -> list[tuple[str, Figure]]:
        """The figures one level below a prefix: micro first, then by name."""
        found = [(key[-1], f) for key, f in self.figures.items() if key[:-1] == prefix]
        return sorted(found, key=lambda row: (row[0] != "micro", row[0]))

    def _group(self, *prefix: str) -> dict[str, Any]:
        return {name: figure.to_dict() for name, figure in self.rows(*prefix)}


EMPTY = Figure(0, 0, 0.0, 0.0, None, None, None)
HEADLINES: dict[str, Key] = {
    "entity_f1": ("entities", "strict", "micro"),
    "value_accuracy": ("values", "micro"),
    "slot_f1": ("slots", "micro"),
    "fact_f1": ("facts", "micro"),
}
"""The four figures that sum a corpus or a release up, and where they stand."""


def _headline(table: dict[Key, Figure]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, key in HEADLINES.items():
        figure = table.get(key, EMPTY)
        row[name] = None if figure.f1 is None else round(figure.f1, 6)
        row[name.split("_")[0] + "_counts"] = [figure.gold, figure.predicted, round(figure.correct, 6)]
    return row


def score(
    gold: Path,
    predicted: Path | Extract | Mapping[str, Release],
    *,
    with_set: bool = False,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Score:
    """Score predictions against the gold of a corpus folder, or of one file.

    `predicted` is a folder or file of release records, a function that extracts (called with text, file name and,
    only where the text has no dateline of its own, the day of release), or records by name or release id.
    Raises GoldError for wrong gold, InputError for predictions that are no records or are of another text.
    """
    corpus = load(gold)
    find = _finder(predicted)
    return measure([(item, find(item)) for item in corpus], with_set=with_set, resamples=resamples, seed=seed)


def _finder(predicted: Path | Extract | Mapping[str, Release]) -> Callable[[GoldRelease], Release | None]:
    if callable(predicted):
        return lambda item: predicted(item.text, f"{item.name}.txt", _anchor(item.release))
    records = load_predicted(predicted) if isinstance(predicted, Path) else predicted
    return lambda item: records.get(item.name) or records.get(item.release.id)


def _anchor(release: Release) -> str | None:
    """The day that a caller has to give because the text does not."""
    return None if release.dateline and release.dateline.date else release.published


def measure(
    pairs: Sequence[tuple[GoldRelease, Release | None]],
    *,
    with_set: bool = False,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Score:
    """Score releases that are already paired; the result does not depend on the order of anything."""
    compared = [compare(gold, predicted, with_set=with_set) for gold, predicted in sorted(pairs, key=_pair_name)]
    return Score(
        figures=figures([c.tally for c in compared], resamples=resamples, seed=seed),
        files={c.gold.name: figures([c.tally], resamples=0) for c in compared},
        comparisons=compared,
        resamples=resamples,
        seed=seed,
        with_set=with_set,
    )


def _pair_name(pair: tuple[GoldRelease, Release | None]) -> str:
    return pair[0].name


def compare(gold: GoldRelease, predicted: Release | None, *, with_set: bool = False) -> Comparison:
    """Lay one prediction beside its gold. Raises InputError where it is of another text."""
    if predicted is not None and predicted.id != gold.release.id:
        reason = f"the prediction for {gold.name} has id {predicted.id}, its gold {gold.release.id}"
        raise InputError(f"{gold.path}: {reason}: they are of different texts. Extract the text beside the gold.")
    wanted = entities.ordered(gold.release.entities, with_set=with_set)
    found = entities.ordered(predicted.entities if predicted else [], with_set=with_set)
    fact_pairs = facts.align(gold.release.facts, predicted.facts if predicted else [])
    tally = entities.tally(wanted, found)
    tally.update(facts.tally(fact_pairs))
    for name, value in _document(gold.release).items():
        tally.share(("document", name), predicted is not None and value == _document(predicted)[name])
    entity_pairs = entities.align(entities.spans(wanted), entities.spans(found))
    return Comparison(gold, predicted, wanted, found, entity_pairs, fact_pairs, tally)


def _document(release: Release) -> dict[str, str | None]:
    """The fields of the release itself; names folded."""
    place, date = (release.dateline.place, release.dateline.date) if release.dateline else (None, None)
    names = {"title": release.title, "dateline_place": place, "issuer": release.issuer}
    folded = {name: text and facts.fold(text) for name, text in names.items()}
    return {**folded, "dateline_date": date, "published": release.published}


def reliability(pairs: Sequence[facts.FactPair], bins: int = BINS) -> list[Bin]:
    """Predicted facts in equal bins of confidence, the last one closed; empty bins are left out."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for pair in pairs:
        if pair.predicted is not None:
            confidence = pair.predicted.fact.confidence
            groups.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, pair.exact))
    return [
        Bin(
            low=i / bins,
            high=(i + 1) / bins,
            facts=len(group),
            confidence=sum(confidence for confidence, _ in group) / len(group),
            exact=sum(exact for _, exact in group) / len(group),
        )
        for i, group in sorted(groups.items())
    ]
