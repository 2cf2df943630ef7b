"""What a recogniser reports: a span of the text, its label, its value and the rule that found it."""

from typing import Any, NamedTuple

from pressefakten.records import NumberValue, TimeValue


class Mention(NamedTuple):
    """`text[start:end]` is the surface, `rule` the id that `explain` prints, `value` a record or its plain JSON.

    `instead`: it takes the place of a mention of the same characters that stands there already.
    """

    start: int
    end: int
    label: str
    rule: str
    value: NumberValue | TimeValue | dict[str, Any] | None = None
    canonical: str | None = None
    ref: str | None = None
    instead: bool = False


class Ignored(NamedTuple):
    """A number that is no quantity, with the reason (`phone`, `postal_code`, `year`, …)."""

    start: int
    end: int
    reason: str
