"""Write the page on accuracy: figures with intervals, confidence, classes of mistakes, rules with and without the scorer.

    python benchmarks/accuracy.py corpus > docs/accuracy.md

`corpus` holds `dev`, `test`, `strangers` and `agreement.toml`. No word of a release goes into the page.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from pressefakten.assemble import extract
from pressefakten.pipeline import load
from pressefakten.score import Score, errors
from pressefakten.score import score as measure
from pressefakten.score.classes import CLASSES
from pressefakten.score.intervals import RESAMPLES, SEED, Figure
from pressefakten.score.report import interval, number

HEADLINES = {
    "entities, strict F1": ("entities", "strict", "micro"),
    "values, accuracy": ("values", "micro"),
    "slots, F1": ("slots", "micro"),
    "exact facts, F1": ("facts", "micro"),
}
KINDS = ("missed", "spurious", "wrong")


def scored(folder: Path, *, scorer: bool = True) -> Score:
    """Extract and score one part of the corpus."""
    nlp = load(scorer=scorer)
    return measure(folder, lambda text, source, published: extract(text, nlp, published, source))


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown."""
    lines = [list(head), *rows]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def rate(value: float | None, bounds: tuple[float, float] | None) -> str:
    """A figure with its interval."""
    return f"{number(value)} ({interval(bounds)})" if bounds else number(value)


def f1(figure: Figure) -> str:
    """F1 with its interval."""
    return rate(figure.f1, figure.f1_interval)


def headlines(parts: dict[str, Score]) -> str:
    """The figures that sum the parts up."""
    rows = [[name, *(f1(score.figure(*key)) for score in parts.values())] for name, key in HEADLINES.items()]
    exact = [score.figure("facts", "micro") for score in parts.values()]
    rows.append(["exact facts, precision", *(rate(figure.precision, figure.precision_interval) for figure in exact)])
    return table(["", *(f"{name}, {len(score.comparisons)} releases" for name, score in parts.items())], rows)


def types(score: Score) -> str:
    """Facts by type."""
    rows = []
    for name, whole in score.rows("facts"):
        precision = rate(whole.precision, whole.precision_interval)
        rows.append([name, f1(whole), precision, f1(score.figure("slots", name)), whole.gold, whole.predicted])
    return table(["type", "exact F1", "exact precision", "slot F1", "gold", "found"], rows)


def slots(score: Score) -> str:
    """Slots by type."""
    rows = [
        [f"{name}.{slot}", f1(figure), figure.gold, figure.predicted]
        for name, _ in score.rows("facts")
        for slot, figure in score.rows("slot", name)
    ]
    return table(["slot", "F1", "gold", "found"], rows)


def reliability(score: Score) -> str:
    """What confidence is worth."""
    rows = [
        [f"{row.low:.1f}–{row.high:.1f}", row.facts, number(row.confidence), number(row.exact)]
        for row in score.reliability()
    ]
    return table(["confidence", "facts", "mean confidence", "share that is exact"], rows)


def classes(score: Score) -> str:
    """Facts that are not exact, by type and class; shares are of all of them."""
    counts: Counter[tuple[str, str]] = Counter()
    for mistake in errors(score):
        if mistake.what == "fact" and mistake.key:
            counts.update((group, mistake.why) for group in ("all", mistake.name, f"*{mistake.kind}*"))
    total = sum(counts["all", why] for why in CLASSES)
    names = sorted({name for name, _ in counts if name != "all" and not name.startswith("*")})
    rows = [
        [name, *(counts[name, why] for why in CLASSES), sum(counts[name, why] for why in CLASSES)]
        for name in ("all", *(f"*{kind}*" for kind in KINDS), *names)
    ]
    share = ["share", *(f"{counts['all', why] / total:.0%}" if total else "–" for why in CLASSES), ""]
    return table(["", *CLASSES, "all"], [rows[0], share, *rows[1:]])


def difference(alone: Score, both: Score, key: tuple[str, ...]) -> str:
    """How much F1 the scorer adds, with a 95 % interval from resamples of the same releases on both sides."""
    sides = [np.array([c.tally.rows.get(key, [0.0] * 4) for c in score.comparisons]) for score in (alone, both)]
    size = len(alone.comparisons)
    draws = np.random.default_rng(SEED).multinomial(size, np.full(size, 1 / size), size=RESAMPLES)
    one, two = (_f1(np.vstack([np.ones(size), draws]) @ side) for side in sides)
    low, high = np.quantile((two - one)[1:], [0.025, 0.975])
    return f"{two[0] - one[0]:+.3f} ({low:+.3f} to {high:+.3f})"


def _f1(sums: np.ndarray) -> np.ndarray:
    return 2 * sums[:, 2] / np.maximum(sums[:, 0] + sums[:, 1], 1)


def scorers(alone: Score, both: Score) -> str:
    """Rules alone beside rules with the scorer."""
    keys = {
        "slots": ("slots", "micro"), "exact facts": ("facts", "micro"),
        "slots of `key_figure`": ("slots", "key_figure"), "exact `key_figure`": ("facts", "key_figure"),
    }  # fmt: skip
    rows = [
        [name, f1(alone.figure(*key)), f1(both.figure(*key)), difference(alone, both, key)]
        for name, key in keys.items()
    ]
    return table(["F1", "rules alone", "rules and scorer", "difference"], rows)


def page(dev: Score, test: Score, strangers: Score, alone: Score, agreement: dict[str, float]) -> str:
    """The whole page."""
    debatable = f"{1 - agreement['fact_f1']:.1%}"
    return f"""# Accuracy

Written by `make accuracy`; do not edit by hand. `dev` is what rules were written from and the scorer was trained on; `test` and
`strangers` were written and annotated apart, and their texts were not looked at. In brackets 95 % intervals from {test.resamples} resamples of the releases.

{headlines({"dev": dev, "test": test, "strangers": strangers})}
Two annotators who worked apart on {agreement["releases"]} releases of `test` agree to {agreement["entity_f1"]} (entities),
{agreement["value_accuracy"]} (values), {agreement["slot_f1"]} (slots) and {agreement["fact_f1"]} (exact facts).

## Facts by type: test

{types(test)}
## Facts by type: strangers

{types(strangers)}
## Facts by type: dev

{types(dev)}
## What confidence is worth

The share of facts that are exact should be near the mean confidence. Confidence is fitted on releases of `dev` from which hardly a rule was written.

`test`:

{reliability(test)}
`strangers`:

{reliability(strangers)}
`dev`:

{reliability(dev)}
## Why facts of the test part are not exact

Each fact that is missed, spurious or wrong in a key slot has the class of the earliest stage at fault:

- `entity`: an entity that should fill a key slot was not found, or has another span, label or canonical;
- `trigger`: the words that announce the fact were missed, misread, or taken for a fact that the gold does not have;
- `value`: the entity is there, its value or that of the slot is not;
- `scope`: all is there, and a slot (subject, period, region, site, product, …) was filled from another place.

{classes(test)}
Whether the gold is debatable cannot be told by a program. The two annotators differ on {debatable} of the facts (1 − F1 of exact facts).

## Rules alone, and with the scorer: test

`pressefakten score corpus/test --no-scorer` lets the rules decide alone; the scorer weighs the candidates of figures, and the tagger mends names.

{scorers(alone, test)}
## Slots: test

{slots(test)}
## Slots: dev

{slots(dev)}"""


def main() -> None:
    """Print the page."""
    corpus = Path(sys.argv[1])
    agreement = tomllib.loads((corpus / "agreement.toml").read_text(encoding="utf-8"))
    dev, test, strangers = (scored(corpus / part) for part in ("dev", "test", "strangers"))
    print(page(dev, test, strangers, scored(corpus / "test", scorer=False), agreement), end="")


if __name__ == "__main__":
    main()
