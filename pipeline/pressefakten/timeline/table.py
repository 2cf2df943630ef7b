"""A timeline for people: one table a series, values and periods in words."""

from __future__ import annotations

import re
from decimal import Decimal

from pressefakten.records import Change, NumberValue, TimeValue
from pressefakten.timeline.figures import Entry, Series, Timeline

FISCAL = re.compile(r"\d{4}/\d{4}")
APPROX = {"about": "about ", "below": "under ", "above": "over ", "at_least": "at least ", "at_most": "up to "}
MODS = {"START": "early ", "MID": "mid ", "END": "end of ", "APPROX": "about ", "ON_OR_AFTER": "from ", "AFTER": "after ",
        "ON_OR_BEFORE": "until ", "BEFORE": "before "}  # fmt: skip
SCALES = ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def number(value: Decimal) -> str:
    """`50’729`, `1.5 million`: shortened where three decimals say all."""
    for scale, name in SCALES:
        if abs(value) >= scale and (value / scale * 1000) % 1 == 0:
            return f"{(value / scale).normalize():f} {name}"
    return f"{value:,f}".replace(",", "’")


def value_text(value: NumberValue | None) -> str:
    """A value with approximator and unit; a dash where only a change is stated."""
    if value is None:
        return "–"
    ends = [number(end) if end is not None else "…" for end in (value.min, value.max)]
    shown = number(value.value) if value.value is not None else "–".join(ends)
    unit = value.currency or value.unit
    return f"{APPROX.get(value.approx or '', '')}{shown}{f' {unit}' if unit else ''}"


def period_text(period: TimeValue | None) -> str:
    """`Q3 2025`, `end of 2024`, `2025-05`, and `2025/2026` for a fiscal year."""
    if period is None:
        return "undated"
    if FISCAL.fullmatch(period.value) and int(period.value[5:]) == int(period.value[:4]) + 1:
        return MODS.get(period.mod or "", "") + period.value
    parts = [f"{p[5:]} {p[:4]}" if p[4:6] in ("-Q", "-H", "-S") else p for p in period.value.split("/")]
    return MODS.get(period.mod or "", "") + " to ".join(parts)


def change_text(change: Change | None) -> str:
    """`+6.4 %`, `-1’436`, with the period compared with."""
    if change is None:
        return ""
    parts = [f"{change.percent:+,f} %"] if change.percent is not None else []
    parts += [f"{change.absolute:+,f}".replace(",", "’")] if change.absolute is not None else []
    return ", ".join(parts) + (f" on {change.base}" if change.base else "")


def heading(series: Series) -> str:
    """The figure in one line: subject, metric, what of, where."""
    parts = [series.subject or "(no subject)", series.metric.replace("_", " ")]
    parts += [f"of {series.of}"] if series.of else []
    parts += [series.region] if series.region else []
    return " · ".join(parts)


def lines(timeline: Timeline) -> list[str]:
    """The whole timeline as lines of text; `!` marks a contradiction."""
    return [line for series in timeline.series for line in (heading(series), *map(_line, series.entries), "")]


def _line(entry: Entry) -> str:
    mark = "!" if entry.contradicted else " "
    status = entry.status if entry.status != "reported" else None
    note = ", ".join(part for part in (status, change_text(entry.change)) if part)
    sources = ", ".join(dict.fromkeys(mention.source or mention.release for mention in entry.sources))
    return f"{mark} {period_text(entry.period):<24} {value_text(entry.value):<28} {note:<32} {sources}"
