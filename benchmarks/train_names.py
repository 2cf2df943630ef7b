"""Train the tagger of names on annotated releases: `python benchmarks/train_names.py [CORPUS] [--out FILE] [--folds K] [--test FOLDER]`.

Each token that may be in a name is an example; right is the tag that the gold gives it. A log-linear model (softmax over the tags, L2) is fitted by
L-BFGS. Where rules were mended by the very release, they are better there than on a stranger's, and the tagger would trust them too much: releases
from which no rule or hardly one was written (`FRESH`) weigh `WEIGHT` times as much. `--folds K` leaves each K-th of them out in turn and prints strict F1
of rules and tagger on these; `--test` prints it for a folder. `names` are all labels but persons and roles, which the stage leaves to the rules.
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
from pressefakten.components.tagger import of_rules, text_of_tokens
from pressefakten.normalize.gazetteer import LABELS as NAMES
from pressefakten.normalize.tagger import LABELS, NUMBER, OUTSIDE, TAGS, Tagger, Text, features, tags
from pressefakten.pipeline import load
from pressefakten.score.gold import load as load_gold

FRESH = (
    "az", "bb", "bc", "bd", "bi", "bj", "bk", "bl", "bm", "bn", "bo", "bp", "bq", "br", "bs", "bw", "bx", "by", "bz",
    "ca", "cb", "cc", "cd", "ce", "cf", "cg", "ch", "ck", "cl", "cm", "cn", "co", "cp", "cq", "cr", "cs", "ct", "cu",
    "cv", "cx", "cy", "cz", "da", "db", "dc", "dd", "de", "df", "dk", "dl", "do", "dp", "dq", "dr",
)  # fmt: skip
"""Releases from which no rule or hardly one was written, by the letters of their writers."""
WEIGHT = 2
RARE = 3
STRENGTH = 0.5
"""The L2 penalty."""
ROUNDS = 60
SMALL = 0.1
"""Weights below this are left out."""
Tables = dict[str, dict[str, float]]
GROUPS = {label: {label} for label in LABELS} | {"names": NAMES, "all": set(LABELS)}


class Example(NamedTuple):
    """A release: its text with the tags of the rules, and the tags of the gold."""

    name: str
    text: Text
    gold: list[str]
    rows: list[tuple[list[str], str]]
    """Of each token that may be in a name: its features, and its tag in the gold."""


def examples(folder: Path, nlp: Any) -> list[Example]:
    """The releases of a folder as the tagger sees them."""
    found = []
    for gold in load_gold(folder):
        doc = read(clean(gold.text), nlp, gold.release.published, None)
        text = text_of_tokens(doc, of_rules(doc))
        right = [OUTSIDE] * len(doc)
        for entity in gold.release.entities:
            span = doc.char_span(entity.start, entity.end, alignment_mode="expand")
            if str(entity.label) in LABELS and span is not None:
                right[span.start : span.end] = tags(str(entity.label), len(span))
        rows = [(known, right[place]) for place, known in features(text)]
        found.append(Example(gold.name, text, right, rows))
    return found


def fit(known: Sequence[Example]) -> Tables:
    """Tag -> feature -> weight."""
    rows = [row for example in known for row in example.rows]
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


def count(known: Sequence[Example], model: Tagger) -> dict[str, Counter[str]]:
    """Of rules and tagger, by label: how many names are right, and how many are found or in the gold."""
    counts: dict[str, Counter[str]] = {"rules": Counter(), "tagger": Counter()}
    for example in known:
        gold = spans(example.gold)
        for who, found in (
            ("rules", spans(example.text.tags)),
            ("tagger", {(s.first, s.end, s.label) for s in model(example.text).names}),
        ):
            for group, labels in GROUPS.items():
                own, wanted = ({span for span in one if span[2] in labels} for one in (found, gold))
                counts[who] += Counter({f"{group} right": len(own & wanted), f"{group} of": len(own) + len(wanted)})
    return counts


def report(title: str, counts: dict[str, Counter[str]]) -> None:
    """Strict F1 of the rules and of the tagger, by label."""
    for who, known in counts.items():
        scores = " ".join(
            f"{group} {2 * known[f'{group} right'] / max(1, known[f'{group} of']):.3f}" for group in GROUPS
        )
        print(f"{title} {who:6} {scores}", flush=True)


def main() -> None:
    """Read the arguments, train, print scores, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=Path("corpus/dev"))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--test", type=Path, action="append", default=[])
    options = parser.parse_args()
    nlp = load(scorer=False)
    nlp.select_pipes(disable="pressefakten_facts")
    known = examples(options.corpus, nlp)
    fresh = [example for example in known if example.name.startswith(FRESH)]
    held: dict[str, Counter[str]] = {"rules": Counter(), "tagger": Counter()}
    for fold in range(options.folds):
        out = fresh[fold :: options.folds]
        names = {example.name for example in out}
        model = Tagger(fit([e for e in known + fresh * (WEIGHT - 1) if e.name not in names]))
        for who, found in count(out, model).items():
            held[who] += found
    if options.folds:
        report("held out", held)
    tables = fit(known + fresh * (WEIGHT - 1))
    for folder in options.test:
        report(folder.name, count(examples(folder, nlp), Tagger(tables)))
    if options.out:
        write(options.out, tables)


if __name__ == "__main__":
    main()
