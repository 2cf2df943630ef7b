"""Time of the number stage: as a ratio of the blank German tokenizer, against installed peers, and per byte.

Usage: python benchmarks/bench_numbers.py [FOLDER of .txt]. Peers (Duckling, text2num, price-parser, edsnlp) are never required.
"""

from __future__ import annotations

import contextlib
import importlib
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from pressefakten.normalize import contexts, numbers, quantities, words
from pressefakten.tokenizer import press_german

CORPUS = Path(__file__).parents[1] / "corpus" / "dev"
MIX = (
    "CHF 1'234.50 Mio. bis 2 Mrd., zwölf Prozent – 1.535 km, +41 44 777 02 00; "
    "5–7 kWh und eine halbe Million. 12.3.2025 "
)


ROUNDS = 9
NLP = press_german()
STAGE = NLP.create_pipe("pressefakten_numbers")


def seconds(work: Callable[[], object]) -> float:
    """Seconds of this process, which other work on the machine disturbs less than the clock."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def forget() -> None:
    """Empty what the stage remembers of words, so that a text is as new to it as to a fresh tokenizer; its patterns stay."""
    for remembered in (contexts.label_reason, words.read, quantities._named):
        remembered.cache_clear()


def stage_seconds(texts: list[str], noted: bool) -> float:
    """Seconds of the component alone on Docs made outside the clock; `noted`: with their text, as the pipeline makes them."""
    docs = [NLP.make_doc(text) for text in texts]
    if noted:
        for doc, text in zip(docs, texts, strict=True):
            doc.user_data["text"] = text
    forget()
    return seconds(lambda: [STAGE(doc) for doc in docs])


def side_by_side(texts: list[str]) -> dict[str, float]:
    """Median seconds of the tokenizer and of the stage, in turns, so that a slow moment of the machine meets them all."""
    warm = spacy.blank("de")
    took: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        forget()
        new = spacy.blank("de")  # its cache knows no word of the texts yet: what a batch of news costs
        turn = {
            "tokenizer": seconds(lambda new=new: [new.make_doc(text) for text in texts]),  # type: ignore[misc]
            "warm tokenizer": seconds(lambda: [warm.make_doc(text) for text in texts]),
            "numbers.find": seconds(lambda: [numbers.find(text) for text in texts]),
            "component": stage_seconds(texts, noted=True),
            "component, reading the text off the tokens": stage_seconds(texts, noted=False),
        }
        for name, each in turn.items():
            took.setdefault(name, []).append(each)
    return {name: statistics.median(each[1:]) for name, each in took.items()}  # the first round compiles patterns


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


def eds_component(texts: list[str]) -> float | None:
    """Seconds of EDS-NLP's quantities alone, on Docs with its sentences made outside the clock; None where it is missing."""
    try:
        importlib.import_module("edsnlp")
        nlp = spacy.blank("eds")
        nlp.add_pipe("eds.sentences")
        stage = nlp.add_pipe("eds.quantities")
    except (ImportError, ValueError):
        return None
    took = []
    for _ in range(4):
        docs = [nlp.get_pipe("eds.sentences")(nlp.make_doc(text)) for text in texts]
        took.append(seconds(lambda docs=docs: [stage(doc) for doc in docs]))  # type: ignore[misc]
    return statistics.median(took[1:])


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
    took = side_by_side(texts)
    found = sum(len(numbers.find(text)[0]) for text in texts)
    print(f"{len(texts)} texts, {size / 1e3:.0f} kB, {found} numbers")
    for name, each in took.items():
        ratios = " and ".join(f"{each / took[floor]:.2f}" for floor in ("tokenizer", "warm tokenizer"))
        print(f"{name:43} {size / each / 1e6:6.2f} MB/s, {ratios} of the tokenizer on new texts and warm")
    for name, peer in peers().items():
        each = statistics.median(seconds(lambda peer=peer: [peer(text) for text in texts]) for _ in range(3))  # type: ignore[misc]
        print(
            f"{name:43} {size / each / 1e6:6.2f} MB/s, numbers.find is {each / took['numbers.find']:.1f} times as fast"
        )
    if (each := eds_component(texts)) is not None:
        ratio = each / took["component"]
        print(
            f"{'edsnlp, quantities alone':43} {size / each / 1e6:6.2f} MB/s, the component is {ratio:.1f} times as fast"
        )
    for length in (1_000, 10_000, 100_000, 1_000_000):
        piece = (MIX * (length // len(MIX) + 1))[:length]
        each = seconds(lambda piece=piece: numbers.find(piece)) / length  # type: ignore[misc]
        print(f"{length:9} characters of numbers: {each * 1e9:.0f} ns each")


if __name__ == "__main__":
    main()
