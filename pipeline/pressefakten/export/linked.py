"""JSON-LD: releases as schema.org articles, names as schema.org things, facts as things of the project's vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pressefakten.records import AnyFact, Entity, NumberValue, Release, TimeValue

VOCABULARY = "urn:pressefakten:1.0:"
"""Prefix of the types and properties that schema.org does not have; it names the schema version."""
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "@vocab": VOCABULARY,
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "id": "@id",
    "type": "@type",
    "headline": "schema:headline",
    "datePublished": {"@id": "schema:datePublished", "@type": "schema:Date"},
    "publisher": "schema:publisher",
    "url": {"@id": "schema:url", "@type": "@id"},
    "identifier": "schema:identifier",
    "contentLocation": "schema:contentLocation",
    "articleBody": {"@id": "schema:articleBody", "@language": "de"},
    "mentions": "schema:mentions",
    "name": "schema:name",
    "hasFact": {"@reverse": "schema:isPartOf"},
    "start": "oa:start",
    "end": "oa:end",
}
TYPES = {
    "BRAND": "schema:Brand", "MODEL": "schema:ProductModel", "PLATFORM": "schema:ProductGroup",
    "ORG": "schema:Organization", "PERSON": "schema:Person", "PLACE": "schema:Place", "SITE": "schema:Place",
}  # fmt: skip
"""Label -> type; what is no name (numbers, times, offices) is no thing of its own and stands in the facts."""


def write_jsonld(records: Iterable[Release], path: Path) -> None:
    """One document with a graph of all releases, one release a line."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"@context": ' + json.dumps(CONTEXT, ensure_ascii=False) + ',\n"@graph": [')
        comma = "\n"
        for record in records:
            file.write(comma + json.dumps(node(record), ensure_ascii=False))
            comma = ",\n"
        file.write("\n]}\n")


def node(record: Release) -> dict[str, Any]:
    """The article with what it mentions and states; the same names in two releases have the same id."""
    base = f"urn:pressefakten:{record.id}"
    place = record.dateline.place if record.dateline else None
    source = record.source or ""
    return _filled(
        {
            "id": base,
            "type": "schema:NewsArticle",
            "identifier": record.id,
            "headline": record.title,
            "datePublished": record.published,
            "publisher": _named("ORG", record.issuer) if record.issuer else None,
            "contentLocation": {"type": "schema:Place", "name": place} if place else None,
            "url": source if source.startswith(("http://", "https://")) else None,
            "source": source or None,
            "articleBody": record.text,
            "mentions": _mentions(record.entities),
            "hasFact": [_fact(base, fact) for fact in record.facts],
        }
    )


def _mentions(entities: Iterable[Entity]) -> list[dict[str, Any]]:
    """Each named thing once."""
    found: dict[str, dict[str, Any]] = {}
    for entity in entities:
        if entity.label.value in TYPES:
            thing = _named(entity.label.value, entity.canonical or entity.text, entity.ref)
            found.setdefault(thing["id"], thing)
    return list(found.values())


def _named(label: str, name: str, ref: str | None = None) -> dict[str, Any]:
    from urllib.parse import quote

    key = ref or quote(name, safe="")
    return {"id": f"urn:pressefakten:{label.lower()}:{key}", "type": TYPES[label], "name": name}


def _fact(base: str, fact: AnyFact) -> dict[str, Any]:
    slots = {name: _value(getattr(fact, name)) for name in type(fact).model_fields if name not in ("id", "type")}
    return _filled({"id": f"{base}:{fact.id}", "type": type(fact).__name__, **slots})


def _value(value: Any) -> Any:
    if isinstance(value, NumberValue | TimeValue):
        kind = "Number" if isinstance(value, NumberValue) else "Time"
        data = value.model_dump(mode="json", exclude_none=True, exclude={"kind", "type"})
        # `start` and `end` are the places of a selector here, so the days of a time have names of their own
        renamed = {"start": "firstDay", "end": "lastDay"}
        return {"type": kind, **{renamed.get(name, name): part for name, part in data.items()}}
    if isinstance(value, list):
        return [_value(entry) for entry in value]
    if hasattr(value, "model_dump"):
        data = value.model_dump(mode="json", exclude_none=True)
        return {"type": "oa:TextPositionSelector", **data} if set(data) == {"start", "end"} else data
    return value


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in (None, [], {})}
