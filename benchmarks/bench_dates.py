"""Time of the dates stage side by side with its peers on the same texts in one run, and per byte.

Usage: python benchmarks/bench_dates.py [FOLDER of .txt]. dateparser is installed with the project; ctparse, timexy and
duckling (pyduckling-native-phihos) are measured where they are installed. Exit code 1 where the stage is not at least 50 times as
fast as dateparser's search and faster than every peer.
"""

from __future__ import annotations

import contextlib
import importlib
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import spacy

from pressefakten.normalize import dates
from pressefakten.tokenizer import press_german

CORPUS = Path(__file__).parents[1] / "corpus" / "dev"
PUBLISHED = "2025-09-16"
SAMPLE = 6
"""Texts that the slow peers get; the stage is timed on the same ones."""
MIX = (
    "Am 17. September, im dritten Quartal 2025, von Januar bis März 2026, Ende 2025, um 10.30 Uhr, im Vorjahr, Q3 2024, "
    "vor zwei Wochen, 2023/24, seit fünf Jahren, in den 1990er-Jahren. "
)


def seconds(work: Callable[[], object], rounds: int = 7) -> float:
    """The median of some rounds, in seconds of this process, which other work on the machine disturbs less than the clock."""
    took = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        took.append(time.process_time() - begin)
    return statistics.median(took)


def find(text: str) -> object:
    """What the stage does."""
    return dates.find(text, published=PUBLISHED)


def stage_seconds(texts: list[str]) -> float:
    """Seconds of the component alone on Docs that are made outside the clock."""
    nlp = press_german()
    stage = nlp.create_pipe("pressefakten_dates")
    took = []
    for _ in range(5):
        docs = [nlp.make_doc(text) for text in texts]
        took.append(seconds(lambda docs=docs: [stage(doc) for doc in docs], 1))  # type: ignore[misc]
    return statistics.median(took)


def peers() -> dict[str, Callable[[str], object]]:
    """Installed peers: name -> what one does with a text."""
    found: dict[str, Callable[[str], object]] = {}
    base = datetime.fromisoformat(PUBLISHED)
    search = importlib.import_module("dateparser.search").search_dates
    found["dateparser search"] = lambda text: search(text, languages=["de"], settings={"RELATIVE_BASE": base})
    try:
        ctparse = importlib.import_module("ctparse").ctparse
        # it reads one expression, not a text: it gets each line, and gives up on one after a tenth of a second
        found["ctparse"] = lambda text: [
            ctparse(line, ts=base, timeout=0.1) for line in text.split("\n") if line.strip()
        ]
    except ImportError:
        pass
    try:
        importlib.import_module("timexy")
        nlp = spacy.blank("de")
        nlp.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy", "overwrite": False})
        found["timexy"] = nlp
    except (ImportError, ValueError):
        pass
    with contextlib.suppress(ImportError):
        found["duckling"] = duckling()
    return found


def duckling() -> Callable[[str], object]:
    """Duckling as a Python module, German, time only."""
    module = importlib.import_module("duckling")
    zones = module.load_time_zones("/usr/share/zoneinfo")
    moment = module.parse_ref_time(zones, "Europe/Zurich", int(datetime.fromisoformat(PUBLISHED).timestamp()))
    language = module.parse_lang("DE")
    context = module.Context(moment, module.parse_locale("DE", module.default_locale_lang(language)))
    wanted = module.parse_dimensions(["time", "duration"])
    return lambda text: module.parse(text, context, wanted, False)


def main() -> int:
    """Print one line a measurement."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    size = sum(len(text.encode()) for text in texts)
    blank = spacy.blank("de")
    floor = seconds(lambda: [blank.make_doc(text) for text in texts])
    took = seconds(lambda: [find(text) for text in texts])
    stage = stage_seconds(texts)
    found = sum(len(dates.find(text, published=PUBLISHED)) for text in texts)
    print(f"{len(texts)} texts, {size / 1e3:.0f} kB, {found} time expressions")
    print(f"{'blank tokenizer':20} {size / floor / 1e6:8.3f} MB/s")
    print(f"{'dates.find':20} {size / took / 1e6:8.3f} MB/s  {took / floor:.2f} of the tokenizer's time")
    print(f"{'component dates':20} {size / stage / 1e6:8.3f} MB/s  {stage / floor:.2f} of the tokenizer's time")
    for length in (1_000, 10_000, 100_000, 1_000_000):
        piece = (MIX * (length // len(MIX) + 1))[:length]
        each = seconds(lambda piece=piece: find(piece), 2) / length  # type: ignore[misc]
        print(f"{length:9} characters of dates: {each * 1e9:.0f} ns each")
    return against_peers(texts[:: max(len(texts) // SAMPLE, 1)])


def against_peers(texts: list[str]) -> int:
    """Print how many times as fast the stage is as each peer; 1 where it is not fast enough."""
    size = sum(len(text.encode()) for text in texts)
    find(texts[0])
    good = True
    print(f"on {len(texts)} of the texts, {size / 1e3:.0f} kB:")
    for name, peer in peers().items():
        peer(texts[0])
        turns = [
            (
                seconds(lambda peer=peer: [peer(text) for text in texts], 1),
                seconds(lambda: [find(text) for text in texts]),
            )  # type: ignore[misc]
            for _ in range(5)
        ]
        took, own = (statistics.median(side) for side in zip(*turns, strict=True))
        print(f"{name:20} {size / took / 1e6:8.3f} MB/s  dates.find is {took / own:.1f} times as fast")
        good &= took / own >= (50 if name == "dateparser search" else 1)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
