"""Releases as rows of four flat tables whose columns never depend on the data.

`releases`, `entities`, `facts` and `evidence`; `release` is the key that ties them together: the record's id, with `~2`
where the same text was released twice. Numbers are exact decimals, times TIMEX3 with the days they cover, lists JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from pressefakten.normalize.timex import bounds
from pressefakten.records import AnyFact, Change, Entity, NumberValue, Product, Release, TimeValue

Row = tuple[Any, ...]
Type = Literal["text", "integer", "decimal", "boolean"]


class Column(NamedTuple):
    """Its name, which is no keyword of SQL, and its type."""

    name: str
    type: Type = "text"


class Table(NamedTuple):
    """Columns in order, the primary key, and (column, table) of each reference to another table."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: tuple[tuple[tuple[str, ...], str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Of the columns."""
        return tuple(column.name for column in self.columns)


def _number(name: str) -> tuple[Column, ...]:
    amounts = tuple(Column(part, "decimal") for part in (name, f"{name}_min", f"{name}_max"))
    return (*amounts, Column("approx"), Column("currency"), Column("unit"))


def _time(name: str) -> tuple[Column, ...]:
    return tuple(Column(part) for part in (name, f"{name}_mod", f"{name}_start", f"{name}_end"))


TIMES = ("period", "date", "since", "until")
"""Slots that hold a time."""
WORDS = (
    "person", "role", "organization", "metric", "subject", "region", "of_what", "investor", "site", "purpose",
    "product_brand", "product_model", "event", "basis", "attribute", "condition", "platform", "segment", "parties",
    "kind", "place", "name", "participants", "speaker", "quote", "status",
)  # fmt: skip
"""Slots that hold words; `of` is `of_what`, the text of a quote `quote`; `parties` and `participants` are JSON lists."""
RENAMED = {"of": "of_what", "text": "quote"}

RELEASES = Table(
    "releases",
    (
        Column("release"), Column("id"), Column("source"), Column("title"), Column("dateline_place"),
        Column("dateline_date"), Column("published"), Column("issuer"), Column("text"), Column("generator"),
        Column("generator_version"), Column("patterns"), Column("schema_version"),
    ),
    ("release",),
)  # fmt: skip
ENTITIES = Table(
    "entities",
    (
        Column("release"), Column("id"), Column("label"), Column("text"), Column("start_char", "integer"),
        Column("end_char", "integer"), Column("canonical"), Column("ref"), *_number("value"),
        Column("time_type"), *_time("time"), Column("ambiguous", "boolean"), Column("inferred", "boolean"),
    ),
    ("release", "id"),
    ((("release",), "releases"),),
)  # fmt: skip
FACTS = Table(
    "facts",
    (
        Column("release"), Column("id"), Column("type"), Column("confidence", "decimal"),
        *(Column(name) for name in WORDS), *_number("value"),
        Column("change_percent", "decimal"), Column("change_absolute", "decimal"), Column("change_base"),
        *(column for name in TIMES for column in _time(name)),
    ),
    ("release", "id"),
    ((("release",), "releases"),),
)  # fmt: skip
EVIDENCE = Table(
    "evidence",
    (
        Column("release"), Column("fact"), Column("number", "integer"), Column("start_char", "integer"),
        Column("end_char", "integer"), Column("text"),
    ),
    ("release", "fact", "number"),
    ((("release",), "releases"), (("release", "fact"), "facts")),
)  # fmt: skip
TABLES = (RELEASES, ENTITIES, FACTS, EVIDENCE)


def rows(records: Iterable[Release]) -> Iterator[tuple[Table, Row]]:
    """All rows, those of a release together and each after the rows that it refers to."""
    seen: dict[str, int] = {}
    for record in records:
        again = seen[record.id] = seen.get(record.id, 0) + 1
        key = record.id if again == 1 else f"{record.id}~{again}"
        yield RELEASES, _release(key, record)
        for entity in record.entities:
            yield ENTITIES, _entity(key, entity)
        for fact in record.facts:
            yield FACTS, _fact(key, fact)
            for number, span in enumerate(fact.evidence, 1):
                words = None if record.text is None else record.text[span.start : span.end]
                yield EVIDENCE, (key, fact.id, number, span.start, span.end, words)


def _release(key: str, record: Release) -> Row:
    place, date = (record.dateline.place, record.dateline.date) if record.dateline else (None, None)
    made = record.generator
    return (
        key, record.id, record.source, record.title, place, date, record.published, record.issuer, record.text,
        made.name, made.version, made.patterns, record.schema_version,
    )  # fmt: skip


def _entity(key: str, entity: Entity) -> Row:
    cells: dict[str, Any] = {
        "release": key, "id": entity.id, "label": entity.label.value, "text": entity.text,
        "start_char": entity.start, "end_char": entity.end, "canonical": entity.canonical, "ref": entity.ref,
    }  # fmt: skip
    if isinstance(entity.value, NumberValue):
        cells |= _number_cells(entity.value) | {"ambiguous": entity.value.ambiguous}
    elif entity.value is not None:
        cells |= _time_cells("time", entity.value)
        cells |= {"time_type": entity.value.type, "inferred": entity.value.inferred}
    return tuple(cells.get(name) for name in ENTITIES.names)


def _fact(key: str, fact: AnyFact) -> Row:
    cells: dict[str, Any] = {"release": key, "confidence": Decimal(repr(fact.confidence))}
    for name in type(fact).model_fields:
        if name not in ("evidence", "confidence"):
            cells |= _slot(RENAMED.get(name, name), getattr(fact, name))
    return tuple(cells.get(name) for name in FACTS.names)


def _slot(name: str, value: Any) -> dict[str, Any]:
    """The cells of one slot: a number fills `value`, whatever the slot is called."""
    if isinstance(value, NumberValue):
        return _number_cells(value)
    if isinstance(value, TimeValue):
        return _time_cells(name, value)
    if isinstance(value, Product):
        return {"product_brand": value.brand, "product_model": value.model}
    if isinstance(value, Change):
        return {"change_percent": value.percent, "change_absolute": value.absolute, "change_base": value.base}
    return {name: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value}


def _number_cells(number: NumberValue) -> dict[str, Any]:
    return {
        "value": number.value, "value_min": number.min, "value_max": number.max,
        "approx": number.approx, "currency": number.currency, "unit": number.unit,
    }  # fmt: skip


def _time_cells(name: str, time: TimeValue) -> dict[str, Any]:
    """A time with the first and last day that it covers; records leave the days out of slots."""
    start, end = (time.start, time.end) if time.start or time.end else bounds(time.value, time.mod)
    return {name: time.value, f"{name}_mod": time.mod, f"{name}_start": start, f"{name}_end": end}
