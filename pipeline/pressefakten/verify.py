"""Derives every value of an emitted record again from its own characters."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pressefakten.components.structure import country
from pressefakten.normalize import dates, numbers
from pressefakten.patterns import words
from pressefakten.records import Entity, NumberValue, Release, TimeValue

SCALES = tuple(Decimal(10) ** power for power in (0, 3, 6, 9))
FACT_VALUES = ("value", "amount")


def mismatches(release: Release) -> Iterator[str]:
    """One sentence a value that its characters do not give; nothing where all agree. Needs the text in the record."""
    if release.text is None:
        yield f"{release.source}: the record has no text, so nothing can be derived. Extract without --no-text."
        return
    read = _readings(release)
    for entity in release.entities:
        if entity.value is None:
            continue
        again = read.get((entity.start, entity.end)) or _alone(entity, release)
        if again is None or not _same(entity.value, again):
            yield (
                f"{release.source}: {entity.id} {entity.label} {entity.text!r} at {entity.start}:{entity.end} "
                f"has the value {_show(entity.value)}, its characters give {_show(again)}."
            )
    yield from _fact_mismatches(release)


def _readings(release: Release) -> dict[tuple[int, int], Any]:
    assert release.text is not None
    home = country(release.text)
    found, _ = numbers.find(release.text, country=home)
    mentions = [*found, *dates.find(release.text, published=release.published, country=home)]
    return {(mention.start, mention.end): mention.value for mention in mentions}


def _alone(entity: Entity, release: Release) -> NumberValue | TimeValue | None:
    home = country(release.text or "")
    if isinstance(entity.value, TimeValue):
        return dates.read(entity.text, published=release.published, country=home)
    return numbers.read(entity.text, country=home)


def _same(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, TimeValue):
        return (one.value, one.mod) == (other.value, other.mod)
    return all(getattr(one, name) == getattr(other, name) for name in ("value", "min", "max", "currency", "unit"))


def _show(value: Any) -> str:
    return value.model_dump_json(exclude_none=True) if value is not None else "nothing"


def _fact_mismatches(release: Release) -> Iterator[str]:
    """A fact's number must stand among the release's numbers, up to the scale that a table head gives."""
    known = {
        abs(number) * scale for entity in release.entities for number in _numbers(entity.value) for scale in SCALES
    }
    text = (release.text or "").lower()
    for fact in release.facts:
        for slot in FACT_VALUES:
            for number in _numbers(getattr(fact, slot, None)):
                if abs(number) not in known and not _is_fraction(text, number):
                    yield f"{release.source}: {fact.id} {fact.type}.{slot} is {number}, which no number of the text gives."


def _numbers(value: Any) -> Iterator[Decimal]:
    if isinstance(value, NumberValue):
        yield from (number for number in (value.value, value.min, value.max) if number is not None)
    elif isinstance(value, TimeValue) and value.type == "DURATION":
        digits = "".join(c for c in value.value if c.isdigit() or c == ".")
        if digits:
            yield Decimal(digits)


def _is_fraction(text: str, number: Decimal) -> bool:
    """Shares stated in words (`ein Drittel`, `jeder vierte`)."""
    return 0 < number < 100 and any(
        word in text for word in (*words("figures")["fraction"]["parts"], *words("figures")["fraction"]["every"])
    )
