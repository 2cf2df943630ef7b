"""The same figure over releases and periods: grouped, deduplicated, contradictions flagged; as table, JSON and chart."""

from pressefakten.timeline.figures import Entry, Mention, Series, Timeline, build

__all__ = ["Entry", "Mention", "Series", "Timeline", "build"]
