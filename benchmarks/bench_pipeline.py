"""Measure the whole pipeline side by side in one run: `python benchmarks/bench_pipeline.py [--runs 5] [--out docs/performance.md]`.

Texts are all releases of corpus/dev, each once a run. Compared are process seconds (medians): the blank German tokenizer, our
pipeline from text to record stage by stage, and a CNN pipeline of the small kind where one is installed (fr_core_news_sm). Two
processes against one and the start of a command are compared by the clock; what a command takes to start is taken off before
processes are compared. `--documents N` also watches the memory over N documents. The whole takes about five minutes on a quiet machine.
Runs that take long (killed and resumed, memory over 100 000 documents) are measured apart by `kill_resume.py`; what it printed stands in
`data/batches.jsonl` and goes into the page.
"""

from __future__ import annotations

import argparse
import compileall
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

import pressefakten
from pressefakten.assemble import clean, release

ROOT = Path(__file__).parents[1]
BATCHES = ROOT / "benchmarks" / "data" / "batches.jsonl"
PEER = "fr_core_news_sm"
TARGETS = {
    "pipeline over tokenizer": "at most 3.0",
    "throughput over a CNN pipeline": "at least 8",
    "two processes over one": "at least 1.8",
    "start of extract over import and blank": "at most 1.5",
    "the same over a spaCy that does not load this package": "",
    "memory, second half over first": "flat",
}


def seconds(run: Callable[[], object]) -> float:
    """Process seconds of one call."""
    start = time.process_time()
    run()
    return time.process_time() - start


def side_by_side(texts: list[str], runs: int) -> tuple[dict[str, float], dict[str, float]]:
    """Median process seconds over all texts: of `blank`, `ours` and `peer`, and of each of our stages.

    They take turns, so that a busy machine hits all alike; the first turn warms up and does not count.
    """
    nlp, blank = pressefakten.load(), spacy.blank("de")
    peer = spacy.load(PEER) if spacy.util.is_package(PEER) else None
    whole: dict[str, list[float]] = defaultdict(list)
    parts: dict[str, list[float]] = defaultdict(list)
    for turn in range(runs + 1):
        spent = stages(texts, nlp)
        times = {"blank": seconds(lambda: [blank(text) for text in texts]), "ours": sum(spent.values())}
        if peer is not None:
            times["peer"] = seconds(lambda: [peer(text) for text in texts])
        for table, found in ((whole, times), (parts, spent)):
            for name, value in found.items() if turn else ():
                table[name].append(value)
    return _medians(whole), _medians(parts)


def _medians(times: dict[str, list[float]]) -> dict[str, float]:
    return {name: statistics.median(found) for name, found in times.items()}


def stages(texts: list[str], nlp: Language) -> dict[str, float]:
    """Process seconds of each stage over all texts, from text to record."""
    total: dict[str, float] = defaultdict(float)
    for raw in texts:
        start = time.process_time()
        text = clean(raw)
        doc = nlp.make_doc(text)
        doc.user_data["text"] = text
        total["tokenizer"] += time.process_time() - start
        for name, component in nlp.pipeline:
            start = time.process_time()
            doc = component(doc)
            total[name.removeprefix("pressefakten_")] += time.process_time() - start
        start = time.process_time()
        release(doc)
        total["record"] += time.process_time() - start
    return total


def wall(command: list[str], runs: int) -> float:
    """Median seconds by the clock of a whole process."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found.append(time.perf_counter() - start)
    return statistics.median(found)


ALONE = """
import catalogue, spacy
found = dict(catalogue.AVAILABLE_ENTRY_POINTS)
catalogue.AVAILABLE_ENTRY_POINTS = {k: [e for e in v if not e.value.startswith("pressefakten")] for k, v in found.items()}
spacy.blank("de")
"""
"""A blank pipeline of a spaCy that does not load this package, as it does by its entry points where it is installed."""


def start_up(runs: int) -> tuple[float, float, float]:
    """Seconds of importing spaCy and making a blank pipeline, without this package too, and of `extract` on one file; from bytecode as in an installation."""
    compileall.compile_dir(ROOT / "pipeline", quiet=1)
    tool = str(Path(sys.executable).with_name("pressefakten"))
    blank = [sys.executable, "-c", "import spacy; spacy.blank('de')"]
    extract = [tool, "extract", str(ROOT / "seeds" / "seed.txt")]
    alone = [sys.executable, "-W", "ignore", "-c", ALONE]
    turns = [(wall(blank, 1), wall(alone, 1), wall(extract, 1)) for _ in range(runs)]  # the machine's pace changes
    empty, bare, whole = (statistics.median(times) for times in zip(*turns, strict=True))
    return empty, bare, whole


def processes(texts: list[str], runs: int, copies: int, start: float) -> float:
    """How many times faster two processes are than one on a folder of releases, by the clock and without their `start`."""
    tool = str(Path(sys.executable).with_name("pressefakten"))
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "in"
        folder.mkdir()
        for k in range(copies):
            for n, text in enumerate(texts):
                (folder / f"{k:03}-{n:03}.txt").write_text(f"{text}\nNr. {k}\n", encoding="utf-8")
        found = {1: [], 2: []}  # type: dict[int, list[float]]
        for _ in range(runs):
            for jobs in (1, 2):
                out = Path(work) / f"out-{jobs}-{len(found[jobs])}"
                found[jobs].append(
                    wall([tool, "extract", str(folder), "-o", f"{out}/", "--jobs", str(jobs), "--no-progress"], 1)
                )
    return (statistics.median(found[1]) - start) / (statistics.median(found[2]) - start)


def memory(texts: list[str], documents: int) -> tuple[int, int]:
    """Peak memory in MB after the first tenth of the documents and after all of them."""

    def stream() -> Iterable[str]:
        for k in range(documents):
            yield f"{texts[k % len(texts)]}\nNr. {k}\n"

    peaks = []
    for count, _ in enumerate(pressefakten.extract_many(stream()), 1):
        if count in (documents // 10, documents):
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    return peaks[0], peaks[-1]


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--copies", type=int, default=4, help="how often the folder for two processes holds the corpus")
    parser.add_argument("--documents", type=int, default=1000, help="documents for the memory; 0 leaves it out")
    parser.add_argument("--batches", type=Path, default=BATCHES, help="what benchmarks/kill_resume.py printed")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "performance.md")
    options = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus" / "dev").glob("*.txt"))]
    found, spent = side_by_side(texts, options.runs)
    empty, bare, start = start_up(options.runs)
    rows = {"pipeline over tokenizer": f"{found['ours'] / found['blank']:.1f}"}
    if "peer" in found:
        rows["throughput over a CNN pipeline"] = f"{found['peer'] / found['ours']:.1f}"
    rows["two processes over one"] = f"{processes(texts, options.runs, options.copies, start):.2f}"
    rows["start of extract over import and blank"] = f"{start / empty:.2f} ({start:.2f} s)"
    rows["the same over a spaCy that does not load this package"] = f"{start / bare:.2f}"
    if options.documents:
        early, late = memory(texts, options.documents)
        rows["memory, second half over first"] = (
            f"{early} MB after {options.documents // 10}, {late} MB after {options.documents}"
        )
    batches = [json.loads(line) for line in options.batches.read_text(encoding="utf-8").splitlines()]
    words = sum(len(text.split()) for text in texts)
    options.out.write_text(page(texts, words, found, spent, rows, batches), encoding="utf-8")
    print(options.out.read_text(encoding="utf-8"))


def page(
    texts: list[str],
    words: int,
    found: dict[str, float],
    spent: dict[str, float],
    rows: dict[str, str],
    batches: list[dict[str, Any]],
) -> str:
    """The page as Markdown."""
    size = sum(map(len, texts)) / len(texts)
    rate = len(texts) / found["ours"]
    lines = [
        "# Performance",
        "",
        f"Written by `make bench` (`benchmarks/bench_pipeline.py`): {len(texts)} releases of `corpus/dev`, {words} words, side by side in one run, medians.",
        "",
        "| what | measured | wanted |",
        "|---|---|---|",
        *(f"| {name} | {value} | {TARGETS[name]} |" for name, value in rows.items()),
        "",
        f"One process reads {rate:.0f} releases of {size:.0f} characters a second of its own time, {words / found['ours']:.0f} words a second.",
        "",
        "## Where the time goes",
        "",
        "| stage | times the blank tokenizer | share |",
        "|---|---|---|",
    ]
    total = sum(spent.values())
    lines += [f"| {name} | {value / found['blank']:.2f} | {value / total:.0%} |" for name, value in spent.items()]
    lines += ["", "## Ten million releases", "", _estimate(rate)]
    return "\n".join([*lines, "", *killed(batches), *watched(batches)])


def killed(batches: list[dict[str, Any]]) -> Iterator[str]:
    """The section on runs that were killed and resumed."""
    yield "## Killed and resumed"
    yield ""
    yield "`benchmarks/kill_resume.py [--output out] [--export FORMAT]` on releases made from templates in text, HTML, Word, mail, feed and JSON Lines, some"
    yield "broken, with two processes: SIGKILL at random moments, drawn over the work that is left (in turns by the clock and by the documents finished); then a last"
    yield "run to the end, compared byte for byte with an undisturbed one. An export is killed while it replaces an older one: what is there is the old or the new."
    yield ""
    yield "| what | releases | kills | documents finished at each kill | lost | doubled | identical |"
    yield "|---|---|---|---|---|---|---|"
    for run in batches:
        if "kills" not in run:
            continue
        what = f"`export --to {run['export']}`" if "export" in run else f"`extract -o {run['output']}`"
        at = ", ".join(map(str, run.get("documents finished at each kill", ()))) or "at any time: old or new"
        yield (
            f"| {what} | {run['releases']} | {run['kills']} | {at} | {run.get('lost', 0)} | {run.get('doubled', 0)} "
            f"| {'yes' if run['identical'] else 'no'} |"
        )
    yield ""


def watched(batches: list[dict[str, Any]]) -> Iterator[str]:
    """The section on the memory of a long run."""
    for run in (run for run in batches if "memory" in run):
        yield f"## Memory over {run['releases']} documents"
        yield ""
        yield f"`benchmarks/kill_resume.py --memory --releases {run['releases']}`: one undisturbed `extract --jobs {run['jobs']}` over short releases of the same kinds"
        yield f"({run['records']} records, {run['rejects']} rejects); resident memory (VmRSS, pages shared with the other processes included) of the main process and of each"
        yield "worker whenever a further tenth of the records was written. From 72 % on it is a feed of a tenth of them, parsed as a whole, then a JSONL file of as many."
        yield ""
        yield f"| records | main process | {' | '.join(f'worker {n}' for n in range(1, run['jobs'] + 1))} |"
        yield "|---|---|" + "---|" * run["jobs"]
        for count, *sizes in run["memory"]:
            sizes += [0] * (1 + run["jobs"] - len(sizes))
            yield f"| {count} | {' | '.join(f'{size} MB' if size else 'ended' for size in sizes)} |"
        yield ""


def _estimate(rate: float) -> str:
    hours = 10_000_000 / rate / 3600
    return (
        f"On paper: at {rate:.0f} releases a second and process, ten million take {hours:.0f} hours of one core, {hours / 64:.1f} hours on 64 cores"
        " (`--engine ray`; each actor loads the pipeline once, the parts of the input are independent)."
    )


if __name__ == "__main__":
    main()
