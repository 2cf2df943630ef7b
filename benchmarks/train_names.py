"""Train the tagger of names on annotated releases: `python benchmarks/train_names.py [CORPUS] [--out FILE] [--test FOLDER]`.

Each token that may be in a name is an example; right is the tag that the gold gives it. A log-linear model (softmax over the tags, L2) is fitted by
L-BFGS. Where rules were mended by the very release, they are better there than on a stranger's, and the tagger would trust them too much: releases
from which no rule or hardly one was written (`FRESH`) weigh `WEIGHT` times as much. `--held-out K` leaves every K-th of them out and prints strict F1 of
rules and tagger on these; `--test` prints it for a folder.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pressefakten.assemble import clean, read
from pressefakten.components.tagger import text_of_tokens
from pressefakten.normalize.tagger import LABELS, NUMBER, OUTSIDE, TAGS, Tagger, Text, features, tags
from pressefakten.pipeline import load
from pressefakten.score.gold import load as load_gold

FRESH = ("az", "bb", "bc", "bd")
WEIGHT = 4
RARE = 3
STRENGTH = 0.5
"""The L2 penalty."""
ROUNDS = 60
SMALL = 0.05
"""Weights below this are left out."""
Tables = dict[str, dict[str, float]]


class Example(NamedTuple):
    """A release: its text with the tags of the rules, and the tags of the gold."""

    name: str
    text: Text
    gold: list[str]


def examples(folder: Path, nlp: Any) -> list[Example]:
    """The releases of a folder as the tagger sees them."""
    found = []
    for gold in load_gold(folder):
        doc = read(clean(gold.text), nlp, gold.release.published, None)
        text = text_of_tokens(doc)
        right = [OUTSIDE] * len(doc)
        for entity in gold.release.entities:
            span = doc.char_span(entity.start, entity.end, alignment_mode="expand")
            if str(entity.label) in LABELS and span is not None:
                right[span.start : span.end] = tags(str(entity.label), len(span))
        found.append(Example(gold.name, text, right))
    return found


def fit(known: Sequence[Example]) -> Tables:
    """Tag -> feature -> weight."""
    rows = [(found, example.gold[place]) for example in known for place, found in features(example.text)]
    often = Counter(feature for found, _ in rows for feature in found)
    index: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    for found, _ in rows:
        columns += dict.fromkeys(index.setdefault(feature, len(index)) for feature in found if often[feature] >= RARE)
        ends.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(rows), len(index)))
    turned = matrix.T.tocsr()
    right = np.array([NUMBER[tag] for _, tag in rows])
    every = np.arange(len(rows))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(len(index), len(TAGS)).astype(np.float32)
        scores = matrix @ weights
        scores -= scores.max(1, keepdims=True)
        powers = np.exp(scores)
        total = powers.sum(1, keepdims=True)
        value = float((np.log(total[:, 0]) - scores[every, right]).sum(dtype=np.float64))
        powers /= total
        powers[every, right] -= 1
        slope = (turned @ powers).ravel().astype(np.float64)
        return value + STRENGTH * float(flat @ flat) / 2, slope + STRENGTH * flat

    solved = minimize(
        loss, np.zeros(len(index) * len(TAGS)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS, "maxcor": 5}
    )
    weights = solved.x.reshape(len(index), len(TAGS))
    print(f"{len(rows)} tokens, {len(index)} features, loss {solved.fun:.0f}", flush=True)
    return {
        tag: {
            feature: float(weights[at, column])
            for feature, at in sorted(index.items())
            if abs(weights[at, column]) >= SMALL
        }
        for tag, column in NUMBER.items()
    }


def write(path: Path, tables: Tables) -> None:
    """The weights, two decimals."""
    lines = [
        "# Weights of the tags of names: tag, feature, weight; written by `make train`, read by normalize/tagger.py."
    ]
    for tag, table in tables.items():
        lines += [f"{tag}\t{feature}\t{weight:.2f}" for feature, weight in table.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def spans(sequence: Iterable[str]) -> set[tuple[int, int, str]]:
    """(first token, end, label) of the names in a sequence of tags."""
    found, begun, label = set(), 0, ""
    for k, tag in enumerate([*sequence, OUTSIDE]):
        if tag[0] != "I":
            if label:
                found.add((begun, k, label))
            begun, label = k, tag[2:]
    return found


def report(title: str, known: Sequence[Example], model: Tagger) -> None:
    """Strict F1 of the rules and of the tagger, by label."""
    counts: dict[str, Counter[str]] = {"rules": Counter(), "tagger": Counter()}
    for example in known:
        gold = spans(example.gold)
        for who, found in (
            ("rules", spans(example.text.tags)),
            ("tagger", {(s.first, s.end, s.label) for s in model(example.text).names}),
        ):
            for label in (*LABELS, "all"):
                own = {span for span in found if label in (span[2], "all")}
                wanted = {span for span in gold if label in (span[2], "all")}
                counts[who] += Counter({f"{label} right": len(own & wanted), f"{label} of": len(own) + len(wanted)})
    for who, count in counts.items():
        scores = " ".join(
            f"{label} {2 * count[f'{label} right'] / max(1, count[f'{label} of']):.3f}" for label in (*LABELS, "all")
        )
        print(f"{title} {who:6} {scores}", flush=True)


def main() -> None:
    """Read the arguments, train, print scores, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=Path("corpus/dev"))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--held-out", type=int, default=0)
    parser.add_argument("--test", type=Path, action="append", default=[])
    options = parser.parse_args()
    nlp = load()
    nlp.select_pipes(disable=["pressefakten_tagger", "pressefakten_facts"])
    known = examples(options.corpus, nlp)
    fresh = [example for example in known if example.name.startswith(FRESH)]
    held = {example.name for example in fresh[:: options.held_out]} if options.held_out else set()
    tables = fit([e for e in known + fresh * (WEIGHT - 1) if e.name not in held])
    model = Tagger(tables)
    report("held out", [example for example in fresh if example.name in held], model)
    for folder in options.test:
        report(folder.name, examples(folder, nlp), model)
    if options.out:
        write(options.out, tables)


if __name__ == "__main__":
    main()
