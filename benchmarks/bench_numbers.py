"""Time of the number stage: as a ratio of the blank German tokenizer, against installed peers, and per byte.

Usage: python benchmarks/bench_numbers.py [FOLDER of .txt]. Peers (Duckling, text2num, price-parser, edsnlp) are never required.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from pressefakten.normalize import numbers
from pressefakten.tokenizer import adapt

CORPUS = Path(__file__).parents[1] / "corpus" / "dev"
MIX = (
    "CHF 1'234.50 Mio. bis 2 Mrd., zwölf Prozent – 1.535 km, +41 44 777 02 00; "
    "5–7 kWh und eine halbe Million. 12.3.2025 "
)


def seconds(work: Callable[[], object], rounds: int = 5) -> float:
    """The best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def first_sight(texts: list[str]) -> float:
    """Seconds of a fresh blank tokenizer, whose cache knows no word of the texts yet: what a batch of news costs."""
    best = float("inf")
    for _ in range(3):
        blank = spacy.blank("de")
        begin = time.process_time()
        for text in texts:
            blank.make_doc(text)
        best = min(best, time.process_time() - begin)
    return best


def stage_seconds(texts: list[str]) -> float:
    """Seconds of the component alone on Docs that are made outside the clock."""
    nlp = spacy.blank("de")
    adapt(nlp)
    stage = nlp.create_pipe("pressefakten_numbers")
    best = float("inf")
    for _ in range(5):
        docs = [nlp.make_doc(text) for text in texts]
        begin = time.process_time()
        for doc in docs:
            stage(doc)
        best = min(best, time.process_time() - begin)
    return best


def peers() -> dict[str, Callable[[str], object]]:
    """Installed peers: name -> what one does with a text (price-parser reads a line, not a text: it gets each line)."""
    found: dict[str, Callable[[str], object]] = {}
    try:
        alpha2digit = importlib.import_module("text_to_num").alpha2digit
        found["text2num"] = lambda text: alpha2digit(text, "de")
    except ImportError:
        pass
    try:
        price = importlib.import_module("price_parser").Price
        found["price-parser"] = lambda text: [price.fromstring(line) for line in text.split("\n")]
    except ImportError:
        pass
    with contextlib.suppress(ImportError):
        found["duckling"] = _duckling()
    try:
        importlib.import_module("edsnlp")
        nlp = spacy.blank("eds")
        nlp.add_pipe("eds.sentences")
        nlp.add_pipe("eds.quantities")
        found["edsnlp (tokenizer and quantities)"] = nlp
    except (ImportError, ValueError):
        pass
    return found


def _duckling() -> Callable[[str], object]:
    """Duckling as a Python module, with its dimensions of numbers and German rules."""
    duckling = importlib.import_module("duckling")
    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    moment = duckling.parse_ref_time(zones, "Europe/Berlin", 1_700_000_000)
    locale = duckling.parse_locale("DE_DE", duckling.default_locale_lang(duckling.parse_lang("DE")))
    context = duckling.Context(moment, locale)
    dimensions = duckling.parse_dimensions(["number", "amount-of-money", "quantity", "distance"])
    return lambda text: duckling.parse(text, context, dimensions, False)


def main() -> None:
    """Print one line a measurement."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    size = sum(len(text.encode()) for text in texts)
    blank = spacy.blank("de")
    floor = seconds(lambda: [blank.make_doc(text) for text in texts])
    find = seconds(lambda: [numbers.find(text) for text in texts])
    stage = stage_seconds(texts)
    found = sum(len(numbers.find(text)[0]) for text in texts)
    print(f"{len(texts)} texts, {size / 1e3:.0f} kB, {found} numbers")
    first = first_sight(texts)
    print(f"blank tokenizer      {size / first / 1e6:6.2f} MB/s, {size / floor / 1e6:.2f} once it has seen each word")
    for name, took in (("numbers.find", find), ("component numbers", stage)):
        print(
            f"{name:20} {size / took / 1e6:6.2f} MB/s  {took / first:.2f} of the tokenizer, {took / floor:.2f} of the warm one"
        )
    for name, peer in peers().items():
        took = seconds(lambda peer=peer: [peer(text) for text in texts], 2)  # type: ignore[misc]
        print(f"{name:20} {size / took / 1e6:6.2f} MB/s  numbers.find is {took / find:.1f} times as fast")
    for length in (1_000, 10_000, 100_000, 1_000_000):
        piece = (MIX * (length // len(MIX) + 1))[:length]
        each = seconds(lambda piece=piece: numbers.find(piece), 2) / length  # type: ignore[misc]
        print(f"{length:9} characters of numbers: {each * 1e9:.0f} ns each")


if __name__ == "__main__":
    main()
