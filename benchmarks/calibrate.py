"""Fit the confidence of facts: isotonic regression of exactness on the score, a fact type at a time.

    python benchmarks/calibrate.py corpus/dev > patterns/words/confidence.toml

What is counted are the facts of releases from which hardly a rule was written (`FRESH`): where rules were mended by the very
release, they are right more often than on a stranger's. Each step is pulled towards the type's mean where few facts stand behind it (two pseudo-facts a
step) and becomes one point: the mean score of its facts and the share of them that are exact.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sklearn.isotonic import IsotonicRegression
from train_figures import fit_all, read_all
from train_names import FRESH

from pressefakten.assemble import read, release
from pressefakten.facts.reader import Reader
from pressefakten.facts.scorer import Scorer
from pressefakten.pipeline import load
from pressefakten.score.facts import align
from pressefakten.score.gold import load as load_gold

FOLDS = 5
JOBS = 2
"""Processes that read releases."""


def pairs(corpus: Path) -> dict[str, list[tuple[float, bool]]]:
    """Fact type -> (score, exact) of every predicted fact of the fresh releases; figures by a scorer that has not seen their release."""
    nlp = load()
    nlp.select_pipes(
        disable="pressefakten_tagger"
    )  # it has seen these releases: its names are better here than on others
    stage = nlp.get_pipe("pressefakten_facts")
    stage.least = stage.least_of_figures = 0.0
    releases = load_gold(corpus)
    known = read_all(releases, [stage.scorer.weights] * len(releases), JOBS)
    found: dict[str, list[tuple[float, bool]]] = {}
    fresh = [gold for gold in releases if gold.name.startswith(FRESH)]
    for fold in range(FOLDS):
        held = fresh[fold::FOLDS]
        names = {gold.name for gold in held}
        rest = [example for example in known if example.release not in names]
        stage.reader = Reader(stage.reader.rules, Scorer(fit_all(rest)))
        for gold in held:
            doc = read(gold.text, nlp, gold.release.published, gold.name)
            scores = {fact["id"]: entry["score"] for fact, entry in zip(doc._.facts, doc._.fact_sources, strict=True)}
            for pair in align(gold.release.facts, release(doc).facts):
                if pair.predicted is not None:
                    fact = pair.predicted.fact
                    found.setdefault(fact.type, []).append((scores[fact.id], pair.exact))
    return found


def points(rows: list[tuple[float, bool]]) -> tuple[list[float], list[float]]:
    """Scores in rising order and the confidence at each."""
    mean = sum(exact for _, exact in rows) / len(rows)
    model = IsotonicRegression(y_min=0.02, y_max=0.98, out_of_bounds="clip")
    fitted = model.fit_transform([score for score, _ in rows], [float(exact) for _, exact in rows])
    scores, values, counts = [], [], []
    for level in sorted(set(fitted)):
        inside = [row for row, value in zip(rows, fitted, strict=True) if value == level]
        scores.append(round(sum(score for score, _ in inside) / len(inside), 3))
        values.append((sum(exact for _, exact in inside) + 2 * mean) / (len(inside) + 2))
        counts.append(len(inside))
    # what was pulled may have passed its neighbours: they are pooled by the facts behind them
    pooled = IsotonicRegression().fit_transform(range(len(values)), values, sample_weight=counts)
    return scores, [round(float(value), 3) for value in pooled]


def main() -> None:
    """Print the table."""
    print(
        "# Confidence of facts by rule score. Written by benchmarks/calibrate.py from corpus/dev; do not edit by hand."
    )
    for name, rows in sorted(pairs(Path(sys.argv[1])).items()):
        scores, values = points(rows)
        print(f"\n[{name}]  # {len(rows)} facts\nscore = {scores}\nconfidence = {values}")


if __name__ == "__main__":
    main()
