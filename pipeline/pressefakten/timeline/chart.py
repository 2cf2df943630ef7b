"""A timeline as an SVG picture: one panel a series, a point an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from pressefakten.export.owned import CHART
from pressefakten.normalize.timex import bounds
from pressefakten.timeline.figures import Entry, Series, Timeline
from pressefakten.timeline.table import heading, period_text, value_text

WIDTH, HEIGHT, MARGIN, TOP, BOTTOM = 760, 190, 70, 46, 34
"""Pixels: the page's width, a panel's height, and the space around its points."""
Point = tuple[float, float, int, Entry]
"""Day in the middle of the period, value, days covered, entry."""


def svg(timeline: Timeline) -> str:
    """The picture; series without a dated value have no panel."""
    panels = [(series, points) for series in timeline.series if (points := _points(series))]
    body = [line for row, (series, points) in enumerate(panels) for line in _panel(series, points, row * HEIGHT)]
    size = f'width="{WIDTH}" height="{max(len(panels), 1) * HEIGHT}"'
    style = 'font-family="sans-serif" font-size="11" fill="#222"'
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>', CHART, *body, "</svg>", ""])


def _points(series: Series) -> list[Point]:
    found = []
    for entry in series.entries:
        days = bounds(entry.period.value) if entry.period else (None, None)
        ends = (
            [x for x in (entry.value.value, entry.value.min, entry.value.max) if x is not None] if entry.value else []
        )
        if days[0] and days[1] and ends:
            first, last = (date.fromisoformat(day).toordinal() for day in days if day)
            found.append(((first + last) / 2, float(sum(ends) / len(ends)), last - first + 1, entry))
    return found


def _panel(series: Series, points: Sequence[Point], top: int) -> Iterator[str]:
    """Heading, base line, lines between reported values of equally long periods, then the points."""
    days = [point[0] for point in points]
    low, high = min(0.0, *(p[1] for p in points)), max(0.0, *(p[1] for p in points))
    wide, tall = (max(days) - min(days)) or 1, (high - low) or 1

    def place(point: Point) -> tuple[float, float]:
        x = MARGIN + (point[0] - min(days)) / wide * (WIDTH - 2 * MARGIN)
        return round(x, 1), round(top + TOP + (high - point[1]) / tall * (HEIGHT - TOP - BOTTOM), 1)

    zero = place((min(days), 0.0, 0, points[0][3]))[1]
    yield f'<text x="10" y="{top + 18}" font-weight="bold">{escape(heading(series))}</text>'
    yield f'<line x1="{MARGIN - 20}" x2="{WIDTH - MARGIN + 20}" y1="{zero}" y2="{zero}" stroke="#bbb"/>'
    firm = [point for point in points if point[3].status in (None, "reported") and not point[3].contradicted]
    for length in sorted({_length(point) for point in firm}):
        corners = " ".join("{},{}".format(*place(point)) for point in firm if _length(point) == length)
        yield f'<polyline points="{corners}" fill="none" stroke="#26c"/>'
    for point in points:
        yield from _mark(point[3], *place(point), top)


def _length(point: Point) -> int:
    """Periods of about a month, quarter, half or year are joined with their like."""
    return round(point[2] / 30)


def _mark(entry: Entry, x: float, y: float, top: int) -> Iterator[str]:
    """A disc; hollow for forecasts and targets, red for contradictions; its sources show under the pointer."""
    colour = "#c22" if entry.contradicted else "#26c"
    fill = colour if entry.status in (None, "reported") else "#fff"
    sources = ", ".join(dict.fromkeys(mention.source or mention.release for mention in entry.sources))
    yield f'<circle cx="{x}" cy="{y}" r="4" stroke="{colour}" fill="{fill}"><title>{escape(sources)}</title></circle>'
    yield f'<text x="{x}" y="{y - 8}" text-anchor="middle">{escape(value_text(entry.value))}</text>'
    yield f'<text x="{x}" y="{top + HEIGHT - 12}" text-anchor="middle" fill="#666">{escape(period_text(entry.period))}</text>'
