"""Throughput of the names stage with 10 000 and with 1 000 000 extra names, and the time and memory to load them.

Usage: python benchmarks/bench_names.py [--corpus FOLDER] [--repeat N] (the folder's *.txt are read).
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from pressefakten.normalize import gazetteer, names

SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "wo", "xa", "zu")


def entries(count: int) -> Iterator[gazetteer.Entry]:
    """Made-up company names, every second one of two words."""
    for n in range(count):
        word, rest = "", n
        for _ in range(6):
            rest, i = divmod(rest, len(SYLLABLES))
            word += SYLLABLES[i]
        name = word.capitalize() + (" Werke" if n % 2 else "")
        yield gazetteer.Entry("ORG", name, f"org-{n}", name)


def speed(texts: list[str], known: gazetteer.Gazetteer, repeat: int) -> float:
    """Words per second, the best of the repeats."""
    count = sum(len(text.split()) for text in texts)
    best = 0.0
    for _ in range(repeat):
        begin = time.perf_counter()
        for text in texts:
            names.recognise(text, known)
        best = max(best, count / (time.perf_counter() - begin))
    return best


def main() -> None:
    """Parse the options and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parents[1] / "corpus" / "dev")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(options.corpus.glob("*.txt"))]
    begin = time.perf_counter()
    base = gazetteer.default()
    print(
        f"shipped names: {len(base.names)} forms and {len(base.places)} places in {time.perf_counter() - begin:.2f} s"
    )
    figures = {}
    for count in (10_000, 1_000_000):
        known = base.copy()
        begin = time.perf_counter()
        known.add(entries(count))
        seconds = time.perf_counter() - begin
        figures[count] = speed(texts, known, options.repeat)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{count} extra names: added in {seconds:.2f} s, {figures[count]:.0f} words/s, peak memory {peak} MB")
    print(f"ratio {figures[1_000_000] / figures[10_000]:.3f}")


if __name__ == "__main__":
    main()
