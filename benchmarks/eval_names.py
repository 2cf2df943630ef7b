"""Measure names on public data: strict F1 of PERSON, ORG and PLACE, coverage of makes and models, false ones per 10 000 words.

Usage: python benchmarks/eval_names.py [--data FOLDER] [--errors N] [--stages names people], or --unlisted CORPUS. The folder holds smartdata_v1_train.jsonl,
germeval14_dev.jsonl, zh_staatsarchiv.jsonl and cars_arthurkao.jsonl; without the option it is taken from PRESSEFAKTEN_EVAL_NAMES.
"""

from __future__ import annotations

import argparse
import json
import os
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from spacy.language import Language

from pressefakten.normalize import gazetteer, names
from pressefakten.tokenizer import press_german

SMARTDATA = {
    "person": "PERSON",
    "organization": "ORG",
    "organization-company": "ORG",
    "location": "PLACE",
    "location-city": "PLACE",
}
ASIDE = ("location-stop", "location-route", "location-street")
"""Stops, lines and streets: a town's name inside one counts neither way."""
GERMEVAL = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}
ZURICH = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}
FOLD = {"BRAND": "ORG"}
"""The public sets know no makes: a make is an organization there."""


def rows(path: Path) -> Iterable[dict[str, Any]]:
    """The records of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def is_adjective(text: str, start: int, end: int) -> bool:
    """Whether a gold place is an adjective, which is none here (`deutschen`, `Berliner Senat`)."""
    surface = text[start:end]
    return surface[:1].islower() or (surface.endswith("er") and text[end : end + 2].strip().isupper())


def pipeline(stages: Sequence[str]) -> Language:
    """The blank tokenizer of the project with some stages."""
    nlp = press_german()
    for stage in stages:
        nlp.add_pipe(f"pressefakten_{stage}")
    return nlp


def strict(path: Path, labels: dict[str, str], nlp: Language, errors: int) -> None:
    """Print strict precision, recall and F1 a label, and the most frequent errors."""
    gold, said, right, words, false = Counter(), Counter(), Counter(), 0, 0
    misses: Counter[str] = Counter()
    shown: list[str] = []
    begin = time.perf_counter()
    for row in rows(path):
        text = row["text"]
        words += len(text.split())
        found = nlp(text).ents
        want = {
            (s["start"], s["end"], labels[s["label"]])
            for s in row["spans"]
            if s["label"] in labels and s.get("level", 1) == 1
        }
        got = {(f.start_char, f.end_char, FOLD.get(f.label_, f.label_)) for f in found}
        adjectives = {i for i in want if i[2] == "PLACE" and is_adjective(text, i[0], i[1])}
        want -= adjectives
        aside = [(s["start"], s["end"]) for s in row["spans"] if s["label"] in ASIDE]
        aside += [(start, end) for start, end, _ in adjectives]
        got = {i for i in got if i[2] in labels.values() and not any(a < i[1] and i[0] < b for a, b in aside)}
        named = [(s["start"], s["end"]) for s in row["spans"]]
        makers = [f for f in found if f.label_ in ("BRAND", "MODEL")]
        false += sum(not any(a < f.end_char and f.start_char < b for a, b in named) for f in makers)
        shown += [f.text for f in makers if not any(a < f.end_char and f.start_char < b for a, b in named)]
        gold.update(item[2] for item in want)
        said.update(item[2] for item in got)
        right.update(item[2] for item in want & got)
        misses.update(f"FP {i[2]} {text[i[0] : i[1]]}" for i in got - want)
        misses.update(f"FN {i[2]} {text[i[0] : i[1]]}" for i in want - got)
    seconds = time.perf_counter() - begin
    print(
        path.name,
        f"{words} words, {words / seconds:.0f} words/s, BRAND or MODEL where no name is, per 10 000 words: {1e4 * false / words:.1f}",
        shown[:errors],
    )
    for label in sorted(gold):
        p, r = right[label] / max(said[label], 1), right[label] / gold[label]
        print(f"  {label:6} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f} ({gold[label]} gold)")
    for text, count in misses.most_common(errors):
        print("   ", count, text)


def cars(path: Path, errors: int) -> None:
    """Print how many makes and models sold in Europe after 2010 (`data/cars_europe.toml`) a carrier sentence shows."""
    sold = tomllib.loads((Path(__file__).parent / "data" / "cars_europe.toml").read_text(encoding="utf-8"))
    wanted = {make: set(names.split(", ")) for make, names in sold["models"].items()}
    makes: dict[str, bool] = dict.fromkeys(sold["makes"], False)
    models, missed = Counter(), []
    for row in rows(path):
        make, model = row["make"], row["model"]
        spans = carried(make, model)
        makes[make] = makes[make] or spans[0] if make in makes else False
        if model in wanted.get(make, ()):
            models[spans[1]] += 1
            missed += [] if spans[1] else [f"{make} {model}"]
    kept = {make: ok for make, ok in makes.items() if make in sold["makes"]}
    print(f"{path.name}: makes {sum(kept.values())} of {len(kept)}, models {models[True]} of {models.total()}")
    print("  missed:", ", ".join([*(make for make, ok in kept.items() if not ok), *missed][:errors]))


def carried(make: str, model: str) -> tuple[bool, bool]:
    """Whether the make and the model are found with their exact spans in a plain sentence."""
    text = f"Der neue {make} {model} kommt im Herbst auf den Markt."
    found = {f.label: (start, end) for start, end, f in names.recognise(text, gazetteer.default())}
    start = len("Der neue ")
    middle = start + len(make)
    return found.get("BRAND") == (start, middle), found.get("MODEL") == (middle + 1, middle + 1 + len(model))


def unlisted(folder: Path) -> None:
    """Print strict precision and recall on a corpus where the lists lack names: no MODEL at all, half of the ORG rows."""
    for label, share in (("MODEL", 1), ("ORG", 2)):
        known = without(label, share)
        gold, said, right = 0, 0, 0
        for path in sorted(folder.glob("*.gold.json")):
            text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
            text = text.removeprefix("\ufeff").replace("\r\n", "\n")
            entities = json.loads(path.read_text(encoding="utf-8"))["entities"]
            want = {(e["start"], e["end"]) for e in entities if e["label"] == label}
            got = {(start, end) for start, end, f in names.recognise(text, known) if f.label == label}
            gold, said, right = gold + len(want), said + len(got), right + len(want & got)
        print(
            f"{label} with 1 of {share} rows gone: P {right / max(said, 1):.3f} R {right / max(gold, 1):.3f} ({gold} gold)"
        )


def without(label: str, share: int) -> gazetteer.Gazetteer:
    """The default gazetteer without every row of a label (`share` 1) or without those of every second id (2)."""
    full, fewer = gazetteer.default(), gazetteer.Gazetteer()
    gone = [row for row in full.rows() if row["label"] == label and crc32(row["id"].encode()) % share == 0]
    ids = {(row["id"], row["pattern"]) for row in gone}
    fewer.add(gazetteer.entry(row) for row in full.rows() if (row["id"], row["pattern"]) not in ids)
    fewer.add_places(full.place_lines)
    return fewer


def main() -> None:
    """Parse the options and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("PRESSEFAKTEN_EVAL_NAMES"))
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--stages", nargs="*", default=["names", "people"])
    parser.add_argument(
        "--unlisted", type=Path, help="a corpus on which to score with shortened lists, instead of the rest"
    )
    options = parser.parse_args()
    if options.unlisted:
        unlisted(options.unlisted)
        return
    if options.data is None:
        parser.error("give --data FOLDER or set PRESSEFAKTEN_EVAL_NAMES")
    nlp = pipeline(options.stages)
    strict(Path(options.data) / "smartdata_v1_train.jsonl", SMARTDATA, nlp, options.errors)
    strict(Path(options.data) / "germeval14_dev.jsonl", GERMEVAL, nlp, options.errors)
    strict(Path(options.data) / "zh_staatsarchiv.jsonl", ZURICH, nlp, options.errors)
    cars(Path(options.data) / "cars_arthurkao.jsonl", options.errors or 30)


if __name__ == "__main__":
    main()
