"""Train and cross-validate the sequence model of `pressefakten_learned` on public German texts.

    python benchmarks/train_names.py DATA_FOLDER [--folds 5] [--out FILE] [--epochs 8]

DATA_FOLDER holds `smartdata_v1_train.jsonl` and `germeval14_dev.jsonl` (records of text and labelled spans); the
releases in corpus/dev are read too. With `--folds` it prints strict scores per label of rules, model and both on
held-out documents; with `--out` it trains on everything and writes the weights.
"""

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from spacy import blank
from spacy.language import Language

from pressefakten.components.learned import accept, names_of, refuse
from pressefakten.normalize import tagger
from pressefakten.normalize.tagger import BITS, TAGS, Model, Tagged, Token
from pressefakten.normalize.text import fold
from pressefakten.tokenizer import adapt

OWN = Path(__file__).parents[1] / "corpus" / "dev"
"""The project's own annotated releases: the model learns from them what no name is in a press release."""
SOURCES = {
    "smartdata": (
        "smartdata_v1_train.jsonl",
        {
            "person": "PERSON",
            "organization": "ORG",
            "organization-company": "ORG",
            "location": "PLACE",
            "location-city": "PLACE",
        },
    ),
    "germeval": ("germeval14_dev.jsonl", {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}),
}
SILENT = ("part", "BRAND", "SITE")
"""Labels, or ends of them, whose words are neither names nor no names for the model."""


class Example(NamedTuple):
    """One text: gold spans, what the rules found, tokens, gold tag per token (-1 where the gold is silent)."""

    source: str
    text: str
    gold: set[tuple[int, int, str]]
    rules: list[tuple[int, int, str, str]]
    row: list[Token]
    tags: list[int]
    ids: np.ndarray


def main() -> None:
    """Read the arguments, cross-validate, train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seeds", type=int, default=3, help="models whose weights are averaged")
    parser.add_argument("--bias", type=float, default=5.0, help="taken off every `O`: more names, less precision")
    parser.add_argument("--margin", type=float, nargs="*", default=[0.0])
    parser.add_argument("--stages", nargs="*", default=["names", "people"], help="the rules that come before the model")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    examples = read(arguments.data, arguments.stages)
    if arguments.folds:
        cross_validate(examples, arguments)
    if arguments.out:
        model = train_many(examples, arguments)
        model.save(arguments.out)
        print(arguments.out, arguments.out.stat().st_size, "bytes")


def read(folder: Path, stages: Sequence[str]) -> list[Example]:
    """All examples of all sources, with what the rules find in them."""
    nlp = blank("de")
    adapt(nlp)
    for stage in stages:
        nlp.add_pipe(f"pressefakten_{stage}")
    found = []
    for source, (file, labels) in SOURCES.items():
        for line in (folder / file).read_text(encoding="utf-8").splitlines():
            found.append(example(source, json.loads(line), labels, nlp))
    for path in sorted(OWN.glob("*.gold.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        record["text"] = path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
        record["spans"] = record["entities"]
        found.append(example("releases", record, {label: label for label in tagger.LABELS}, nlp))
    return found


def example(source: str, record: dict, labels: dict[str, str], nlp: Language) -> Example:
    """Tokens, tags and rule output of one record."""
    text = record["text"]
    spans = [s for s in record["spans"] if s.get("level", 1) == 1]
    spans = [s for s in spans if not is_adjective(text, s)]
    gold = {(s["start"], s["end"], labels[s["label"]]) for s in spans if s["label"] in labels}
    doc = nlp(text)
    rules = [(s.start_char, s.end_char, s.label_, s._.rule or "") for s in doc.ents]
    row = tagger.tokens(fold(text), names_of(doc))
    silent = [(s["start"], s["end"]) for s in spans if s["label"].endswith(SILENT)]
    return Example(source, text, gold, rules, row, tags_of(row, gold, silent), tagger.features(row))


def is_adjective(text: str, span: dict) -> bool:
    """Whether a span is an adjective of a place, which names none in this project (`deutschen`, `Berliner Senat`)."""
    if not span["label"].startswith("location"):
        return False
    surface = text[span["start"] : span["end"]]
    return surface[:1].islower() or (surface.endswith("er") and text[span["end"] : span["end"] + 2].strip().isupper())


def tags_of(row: Sequence[Token], gold: Iterable[tuple[int, int, str]], silent: Sequence[tuple[int, int]]) -> list[int]:
    """The gold tag of each token; -1 in words that the gold labels only in part."""
    starts = {}
    for start, end, label in gold:
        starts.update(dict.fromkeys(range(start, end), (label, start)))
    quiet = {at for start, end in silent for at in range(start, end)}
    tags, previous = [], None
    for token in row:
        here = starts.get(token.start)
        if here is None:
            tags.append(-1 if token.start in quiet else 0)
        else:
            tags.append(TAGS.index(("I-" if here == previous else "B-") + here[0]))
        previous = here
    return tags


def train_many(examples: Sequence[Example], arguments: argparse.Namespace) -> Model:
    """The mean of models that saw the examples in another order: still one linear model."""
    models = [train(examples, arguments.epochs, seed + 1) for seed in range(arguments.seeds)]
    transitions = np.mean([m.transitions for m in models], axis=0)
    transitions[:, 0] -= arguments.bias
    return Model(np.mean([m.weights for m in models], axis=0), transitions)


def train(examples: Sequence[Example], epochs: int, seed: int = 1) -> Model:
    """An averaged structured perceptron over the runs of capitalised words."""
    weights = np.zeros((1 << BITS, len(TAGS)), dtype=np.float32)
    total = np.zeros_like(weights)
    moves, total_moves = np.zeros((len(TAGS),) * 2, np.float32), np.zeros((len(TAGS),) * 2, np.float32)
    runs = [(e.ids[a:b], e.tags[a:b]) for e in examples for a, b in tagger.open_runs(e.row)]
    runs = [(ids, tags) for ids, tags in runs if -1 not in tags]
    order, step = list(range(len(runs))), 1
    shuffler = random.Random(seed)
    for _ in range(epochs):
        shuffler.shuffle(order)
        for i in order:
            ids, tags = runs[i]
            guess = tagger.viterbi(augmented(weights[ids].sum(axis=1), tags), moves.tolist())
            step += 1
            if guess == tags:
                continue
            for k, (good, bad) in enumerate(zip(tags, guess, strict=True)):
                if good != bad:
                    for sign, tag in ((1, good), (-1, bad)):
                        np.add.at(weights[:, tag], ids[k], sign)
                        np.add.at(total[:, tag], ids[k], sign * step)
            for sign, path in ((1, tags), (-1, guess)):
                for a, b in zip([0, *path], path, strict=False):
                    moves[a, b] += sign
                    total_moves[a, b] += sign * step
    return Model(weights - total / step, moves - total_moves / step)


def augmented(scores: np.ndarray, tags: Sequence[int], cost: float = 1.0) -> list[list[float]]:
    """Scores with a cost for each wrong tag, so that the right one learns to win by a distance."""
    rows = scores + cost
    rows[np.arange(len(tags)), tags] -= cost
    return rows.tolist()


def cross_validate(examples: Sequence[Example], arguments: argparse.Namespace) -> None:
    """Print precision, recall and F1 per source, label and system on held-out documents."""
    order = list(range(len(examples)))
    random.Random(7).shuffle(order)
    counts: dict[tuple[str, str, str], Counter] = defaultdict(Counter)
    seconds = words = 0.0
    for fold_number in range(arguments.folds):
        held = set(order[fold_number :: arguments.folds])
        model = train_many([e for i, e in enumerate(examples) if i not in held], arguments)
        for i in sorted(held):
            e = examples[i]
            start = time.perf_counter()
            found = model.tag(e.row)
            seconds += time.perf_counter() - start
            words += len(e.text.split())
            tagged = [Tagged(e.row[a].start, e.row[b - 1].end, label, margin) for a, b, label, margin in found]
            brand = "BRAND" if e.source == "releases" else "ORG"
            plain = {(start, end, brand if label == "BRAND" else label) for start, end, label, _ in e.rules}
            tally(counts, e, "rules", plain)
            tally(counts, e, "model", {(t.start, t.end, t.label) for t in tagged})
            gone = refuse([(start, end, rule) for start, end, _, rule in e.rules], tagged)
            kept = {span for span in plain if span[:2] not in gone}
            for margin in arguments.margin:
                extra = accept([span[:2] for span in kept], tagged, margin)
                tally(counts, e, f"both {margin}", kept | {(t.start, t.end, t.label) for t in extra})
    for key in sorted(counts):
        print(*key, report(counts[key]))
    print(f"model alone: {words / seconds:.0f} words/s")


def tally(counts: dict, e: Example, system: str, found: set[tuple[int, int, str]]) -> None:
    """Count hits, false alarms and misses per label."""
    for label in tagger.LABELS:
        gold, mine = {g for g in e.gold if g[2] == label}, {f for f in found if f[2] == label}
        counts[e.source, label, system].update(hit=len(gold & mine), extra=len(mine - gold), missed=len(gold - mine))


def report(c: Counter) -> str:
    """Precision, recall, F1 in one line."""
    precision = c["hit"] / max(1, c["hit"] + c["extra"])
    recall = c["hit"] / max(1, c["hit"] + c["missed"])
    return f"P {precision:.3f} R {recall:.3f} F {2 * precision * recall / max(1e-9, precision + recall):.3f}"


if __name__ == "__main__":
    main()
