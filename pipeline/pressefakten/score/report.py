"""Prints a score and its mistakes for people; the terminal library is loaded on use."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pressefakten.score.entities import MODES
from pressefakten.score.intervals import Figure
from pressefakten.score.measure import EMPTY, HEADLINES, Score
from pressefakten.score.mistakes import Mistake

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


def print_score(score: Score, console: Console | None = None) -> None:
    """Print the tables: micro, per label, per fact type, confidence, per file."""
    from rich.console import Console

    console = console or Console(width=None if sys.stdout.isatty() else 160)
    for table in tables(score):
        console.print(table)
    if score.missing:
        console.print(f"No prediction, counted as empty: {', '.join(score.missing)}")


def tables(score: Score) -> list[Table]:
    """The score as rich tables."""
    return [_summary(score), _labels(score), _types(score), _slots(score), _confidence(score), _files(score)]


def _table(title: str, *columns: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for i, column in enumerate(columns):
        table.add_column(column, justify="right" if i else "left", no_wrap=True)
    return table


def _summary(score: Score) -> Table:
    count = len(score.comparisons)
    title = f"{count} release{'s' if count != 1 else ''}, 95 % intervals from {score.resamples} resamples"
    table = _table(title, "figure", "F1", "95 %", "precision", "recall", "gold", "found", "right")
    for mode in MODES:
        table.add_row(f"entities {mode}", *_columns(score.figure("entities", mode, "micro")))
    table.add_row("values (accuracy)", *_columns(score.figure("values", "micro")))
    table.add_row("approx (accuracy)", *_columns(score.figure("approx", "micro")))
    table.add_row("slots", *_columns(score.figure("slots", "micro")))
    table.add_row("exact facts", *_columns(score.figure("facts", "micro")))
    for name, figure in score.rows("document"):
        table.add_row(f"{name} (accuracy)", *_columns(figure))
    return table


def _columns(figure: Figure) -> list[str]:
    counts = [str(figure.gold), str(figure.predicted), f"{figure.correct:g}"]
    rates = [number(figure.f1), interval(figure.f1_interval), number(figure.precision), number(figure.recall)]
    return [*rates, *counts]


def number(value: float | None) -> str:
    """Three places, a dash where there is nothing."""
    return "–" if value is None else f"{value:.3f}"


def interval(bounds: tuple[float, float] | None) -> str:
    """Both ends with three places."""
    return "" if bounds is None else f"{bounds[0]:.3f}–{bounds[1]:.3f}"


def _labels(score: Score) -> Table:
    table = _table(
        "entities by label", "label", "strict F1", "95 %", "exact", "partial", "type", "gold", "found", "values"
    )
    for label, strict in score.rows("entities", "strict"):
        others = [number(score.figure("entities", mode, label).f1) for mode in MODES[1:]]
        counts = [str(strict.gold), str(strict.predicted)]
        accuracy = number(score.figure("values", label).f1)
        table.add_row(label, number(strict.f1), interval(strict.f1_interval), *others, *counts, accuracy)
    return table


def _types(score: Score) -> Table:
    table = _table(
        "facts by type",
        "type",
        "exact F1",
        "95 %",
        "gold",
        "found",
        "right",
        "slot F1",
        "95 %",
        "gold",
        "found",
        "right",
    )
    for name, whole in score.rows("facts"):
        table.add_row(name, *_short(whole), *_short(score.figure("slots", name)))
    return table


def _short(figure: Figure) -> list[str]:
    counts = [str(figure.gold), str(figure.predicted), f"{figure.correct:g}"]
    return [number(figure.f1), interval(figure.f1_interval), *counts]


def _slots(score: Score) -> Table:
    table = _table("slots by type", "slot", "F1", "95 %", "precision", "recall", "gold", "found", "right")
    for name, _ in score.rows("facts"):
        for slot, figure in score.rows("slot", name):
            table.add_row(f"{name}.{slot}", *_columns(figure))
    return table


def _confidence(score: Score) -> Table:
    table = _table("reliability of confidence", "from–to", "facts", "mean confidence", "share that is exact")
    for row in score.reliability():
        table.add_row(f"{row.low:.1f}–{row.high:.1f}", str(row.facts), number(row.confidence), number(row.exact))
    return table


def _files(score: Score) -> Table:
    table = _table("by file", "file", "entity F1", "values", "slot F1", "exact F1", "entities", "facts")
    for name, figures in score.files.items():
        found = [figures.get(key, EMPTY) for key in HEADLINES.values()]
        counts = [f"{f.correct:g}/{f.gold}" for f in (found[0], found[3])]
        table.add_row(name, *(number(figure.f1) for figure in found), *counts)
    return table


def mistakes_text(mistakes: Iterable[Mistake]) -> str:
    """One block for each mistake: what, then its line of text, then slot by slot what was wanted and found."""
    return "\n".join(line for mistake in mistakes for line in _block(mistake))


def _block(mistake: Mistake) -> list[str]:
    head = f"{mistake.file}:{mistake.line} {mistake.kind} {mistake.what} {mistake.name}: {mistake.why}"
    ids = " / ".join(part for part in (mistake.gold_id, mistake.predicted_id) if part)
    note = "" if mistake.key else ", still the same fact"
    slots = [f"    {slot}: {_difference(mistake, *pair)}" for slot, pair in mistake.slots.items()]
    return [f"{head} ({ids}{note})", f"  | {_excerpt(mistake)}", *slots]


def _excerpt(mistake: Mistake, before: int = 60, width: int = 200) -> str:
    """The line, or the part of a long line around the mistake."""
    if len(mistake.text) <= width:
        return mistake.text.strip()
    begin = min(max(mistake.column - 1 - before, 0), len(mistake.text) - width)
    part = mistake.text[begin : begin + width].strip()
    return f"{'… ' if begin else ''}{part}{' …' if begin + width < len(mistake.text) else ''}"


def _difference(mistake: Mistake, gold: Any, predicted: Any) -> str:
    if mistake.kind == "missed":
        return filler(gold)
    if mistake.kind == "spurious":
        return filler(predicted)
    return f"{filler(gold)} but found {filler(predicted)}"


def filler(value: Any) -> str:
    """A slot filler in few words: names as they are, values as `550000000 EUR`, times as `2025 END`."""
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(filler(part) for part in value)
    if isinstance(value, dict):
        return " ".join(_value(value)) or "nothing"
    return str(value)


def _value(value: dict[str, Any]) -> list[str]:
    if "min" in value or "max" in value:
        value = {"range": f"{value.get('min')}..{value.get('max')}", **value}
    if "percent" in value or "absolute" in value or "base" in value:
        return [f"{name} {part}" for name, part in value.items()]
    hidden = {"kind", "type", "start", "end", "min", "max", "inferred", "ambiguous"}
    return [str(part) for name, part in value.items() if name not in hidden]


def mistakes_json(mistakes: Iterable[Mistake], *, indent: int | None = 1) -> str:
    """The mistakes as a stable JSON list."""
    return json.dumps([mistake.to_dict() for mistake in mistakes], ensure_ascii=False, indent=indent)
