"""The contract: what one press release becomes, as closed pydantic models (schema version 1.0)."""

from __future__ import annotations

import hashlib
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, model_validator

SCHEMA_VERSION = "1.0"
SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


_UNIT, _LONG = Decimal(1), Decimal(10) ** 27
"""Beyond 27 digits a decimal cannot be quantized."""


def exact(value: Decimal) -> Decimal:
    """Give a decimal its one canonical form: no exponent, no trailing zeros (`1200000.0` -> `1200000`)."""
    if not value.is_finite():
        raise ValueError(f"{value} is no finite number")
    if value != value.to_integral():
        return value.normalize()
    return value.quantize(_UNIT) if abs(value) < _LONG else value


def _to_decimal(value: Any) -> Any:
    if isinstance(value, float):  # JSON numbers arrive as binary floats: their shortest form is what was written
        return exact(Decimal(repr(value)))
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)  # has the canonical form
    if isinstance(value, str):
        try:
            return exact(Decimal(value))
        except InvalidOperation:
            raise ValueError(f"{value!r} is no number") from None
    return exact(value) if isinstance(value, Decimal) else value


def _to_json_number(value: Decimal) -> int | float:
    whole = int(value)
    return whole if whole == value else float(value)


def plain_number(figures: dict[str, Any]) -> dict[str, Any]:
    """The plain JSON of a NumberValue from its fields that are not null, without building the model."""
    plain = {"kind": "number", **figures}
    for name in ("value",) if "value" in figures else ("min", "max"):
        plain[name] = _to_json_number(figures[name])
    return plain


Number = Annotated[
    Decimal,
    BeforeValidator(_to_decimal),
    PlainSerializer(_to_json_number, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
"""An exact decimal; in JSON a number, an integer where it is whole."""

Approx = Literal["about", "below", "above", "at_least", "at_most"]
Mod = Literal[
    "START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS",
    "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER",
]  # fmt: skip
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


class Label(StrEnum):
    """The entity labels of the record specification."""

    BRAND = "BRAND"
    MODEL = "MODEL"
    PLATFORM = "PLATFORM"
    ORG = "ORG"
    PERSON = "PERSON"
    ROLE = "ROLE"
    PLACE = "PLACE"
    SITE = "SITE"
    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"
    MONEY = "MONEY"
    PERCENT = "PERCENT"
    QUANTITY = "QUANTITY"
    NUMBER = "NUMBER"


class Record(BaseModel):
    """Closed base: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


class NumberValue(Record):
    """A number, money, percent or quantity: `value`, or `min` and `max` for a range.

    `currency` is ISO 4217, `unit` one of the specification's symbols; `ambiguous` marks a reading that the
    release's style does not settle (`1.535`).
    """

    kind: Literal["number"] = "number"
    value: Number | None = None
    min: Number | None = None
    max: Number | None = None
    approx: Approx | None = None
    currency: str | None = None
    unit: str | None = None
    ambiguous: bool | None = None

    @model_validator(mode="after")
    def _value_or_range(self) -> Self:
        if self.value is None and self.min is None and self.max is None:
            raise ValueError("a number needs value, or min and max")
        return self


class TimeValue(Record):
    """A TIMEX3 value with its modifier; `start` and `end` are the first and last calendar day covered (ISO).

    `inferred` is true where a year or day comes from the anchor and not from the text itself.
    """

    kind: Literal["time"] = "time"
    type: TimeType = "DATE"
    value: str
    mod: Mod | None = None
    start: str | None = None
    end: str | None = None
    inferred: bool | None = None


Value = Annotated[NumberValue | TimeValue, Field(discriminator="kind")]


class Entity(Record):
    """A mention: `text` is the release's `text[start:end]`, `ref` the id of the pattern that knows the name."""

    id: str
    label: Label
    text: str
    start: int
    end: int
    canonical: str | None = None
    ref: str | None = None
    value: Value | None = None


class Evidence(Record):
    """Half-open character offsets of the words that state a fact."""

    start: int
    end: int


class Product(Record):
    """A product by make and model; a generic product without a name stands in `model`."""

    brand: str | None = None
    model: str | None = None


class Change(Record):
    """A signed change in percent or in units; `base` is the TIMEX3 of the period compared with."""

    percent: Number | None = None
    absolute: Number | None = None
    base: str | None = None


class FactBase(Record):
    """What all facts share; `key_slots` decide what counts as the same fact."""

    id: str
    evidence: list[Evidence] = Field(min_length=1)
    confidence: float = Field(ge=0, le=1)


class Role(FactBase):
    """A person's office in an organization."""

    type: Literal["role"] = "role"
    person: str
    role: str | None = None
    organization: str | None = None
    status: Literal["current", "incoming", "former"] | None = None
    since: TimeValue | None = None
    until: TimeValue | None = None


Metric = Literal[
    "production", "sales", "registrations", "market_share", "revenue", "operating_profit", "net_profit", "margin",
    "orders", "employees", "capacity", "share", "count",
]  # fmt: skip


class KeyFigure(FactBase):
    """A figure of a subject in a period; the value is null where only a change is stated."""

    type: Literal["key_figure"] = "key_figure"
    metric: Metric
    value: NumberValue | None = None
    subject: str | None = None
    period: TimeValue | None = None
    region: str | None = None
    of: str | None = None
    change: Change | None = None
    status: Literal["reported", "forecast", "target"] | None = None


class Investment(FactBase):
    """Money that is put into something; credits and grants too, with the funder as investor."""

    type: Literal["investment"] = "investment"
    investor: str | None = None
    amount: NumberValue | None = None
    site: str | None = None
    purpose: str | None = None
    period: TimeValue | None = None


class ProductEvent(FactBase):
    """A dated step in a product's life."""

    type: Literal["product_event"] = "product_event"
    product: Product
    event: Literal["reveal", "order_start", "market_launch", "delivery_start", "production_start", "production_end"]
    date: TimeValue | None = None
    region: str | None = None
    site: str | None = None


class ProductionSite(FactBase):
    """Where a product is made."""

    type: Literal["production_site"] = "production_site"
    product: Product
    site: str | None = None
    since: TimeValue | None = None
    until: TimeValue | None = None


class Price(FactBase):
    """What a product costs; `basis` is `from` for a starting price."""

    type: Literal["price"] = "price"
    product: Product
    amount: NumberValue | None = None
    region: str | None = None
    basis: Literal["from"] | None = None


Attribute = Literal[
    "power", "torque", "battery_capacity", "range", "consumption", "co2", "charging_power", "charging_time",
    "acceleration_0_100", "top_speed", "length", "width", "height", "wheelbase", "boot_volume", "weight",
    "towing_capacity", "displacement", "seats",
]  # fmt: skip


class Spec(FactBase):
    """A technical figure of a product."""

    type: Literal["spec"] = "spec"
    product: Product
    attribute: Attribute
    value: NumberValue | None = None
    condition: str | None = None


class Platform(FactBase):
    """A technical platform and what is built on it."""

    type: Literal["platform"] = "platform"
    platform: str
    product: Product | None = None
    organization: str | None = None
    segment: str | None = None


class Partnership(FactBase):
    """Two or more parties that work together."""

    type: Literal["partnership"] = "partnership"
    parties: list[str]
    subject: str | None = None


class Event(FactBase):
    """A meeting, fair, opening, award, …; the kind is open."""

    type: Literal["event"] = "event"
    kind: str
    date: TimeValue | None = None
    place: str | None = None
    name: str | None = None
    participants: list[str] | None = None


class Quote(FactBase):
    """Words that a named speaker said, without the quotation marks."""

    type: Literal["quote"] = "quote"
    speaker: str | None = None
    text: str


AnyFact = (
    Role
    | KeyFigure
    | Investment
    | ProductEvent
    | ProductionSite
    | Price
    | Spec
    | Platform
    | Partnership
    | Event
    | Quote
)
Fact = Annotated[AnyFact, Field(discriminator="type")]

KEY_SLOTS: dict[str, tuple[str, ...]] = {
    "role": ("person", "role", "organization"),
    "key_figure": ("metric", "value", "subject", "period", "region"),
    "investment": ("investor", "amount", "site"),
    "product_event": ("product", "event", "date"),
    "production_site": ("product", "site"),
    "price": ("product", "amount"),
    "spec": ("product", "attribute", "value"),
    "platform": ("platform", "product", "organization"),
    "partnership": ("parties",),
    "event": ("kind", "date", "place"),
    "quote": ("speaker", "text"),
}
"""Fact type -> the slots that decide what counts as the same fact."""

OTHER_SLOTS: dict[str, tuple[str, ...]] = {
    "role": ("status", "since", "until"),
    "key_figure": ("of", "change", "status"),
    "investment": ("purpose", "period"),
    "product_event": ("region", "site"),
    "production_site": ("since", "until"),
    "price": ("region", "basis"),
    "spec": ("condition",),
    "platform": ("segment",),
    "partnership": ("subject",),
    "event": ("name", "participants"),
    "quote": (),
}
"""Fact type -> the remaining slots that are scored."""


class Dateline(Record):
    """Place name and TIMEX3 day, either may be null."""

    place: str | None = None
    date: str | None = None


class Generator(Record):
    """Who made the record; `patterns` is a hash over the pattern files that were loaded."""

    name: str
    version: str
    patterns: str | None = None


def release_id(text: str) -> str:
    """`sha256:` and the first 16 hex digits of the SHA-256 of the text in UTF-8."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


class Release(Record):
    """One press release: text, entities, facts. Raises ValueError where a span is not `text[start:end]`."""

    schema_version: Literal["1.0"] = "1.0"
    id: str
    source: str | None = None
    title: str | None = None
    dateline: Dateline | None = None
    published: str | None = None
    issuer: str | None = None
    text: str | None = None
    entities: list[Entity] = []
    facts: list[Fact] = []
    generator: Generator

    @model_validator(mode="after")
    def _spans_quote_the_text(self) -> Self:
        if self.text is None:
            return self
        if self.id != release_id(self.text):
            raise ValueError(f"id is {self.id} but the text has {release_id(self.text)}: give the record its own text")
        for i, entity in enumerate(self.entities):
            if not 0 <= entity.start < entity.end or self.text[entity.start : entity.end] != entity.text:
                found = self.text[max(entity.start, 0) : max(entity.end, 0)]
                raise ValueError(
                    f"entities[{i}] ({entity.id}) says {entity.text!r} "
                    f"but the text has {found!r} at {entity.start}:{entity.end}"
                )
        for i, fact in enumerate(self.facts):
            for span in fact.evidence:
                if not 0 <= span.start < span.end <= len(self.text):
                    raise ValueError(f"facts[{i}] ({fact.id}) has evidence {span.start}:{span.end} outside the text")
        return self

    def to_json(self, *, indent: int | None = 1, with_text: bool = True) -> str:
        """Stable JSON: the field order of the models, UTF-8, numbers exact."""
        return self.model_dump_json(indent=indent, exclude=None if with_text else {"text"})


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an emitted release."""
    return {"$schema": SCHEMA_DIALECT, **Release.model_json_schema(mode="serialization")}
