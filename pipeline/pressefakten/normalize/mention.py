"""What a recogniser reports: a span of the text, its label, its value and the rule that found it."""

from typing import NamedTuple

from pressefakten.records import NumberValue, TimeValue


class Mention(NamedTuple):
    """`text[start:end]` is the surface; `rule` is the id that `explain` prints."""

    start: int
    end: int
    label: str
    rule: str
    value: NumberValue | TimeValue | None = None
    canonical: str | None = None
    ref: str | None = None


class Ignored(NamedTuple):
    """A number that is no quantity, with the reason (`phone`, `postal_code`, `year`, …)."""

    start: int
    end: int
    reason: str
