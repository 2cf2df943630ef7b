"""Gold to and from other annotation tools: brat standoff, doccano, Label Studio, Prodigy (entities).

Each `to_…` gives the text of a file, each `from_…` reads it back into release records whose every offset is audited
against its surface. Canonical names and values travel where the format has a place for them (brat notes, Label
Studio region notes, Prodigy spans); `carry_over` takes them, and the facts, from an earlier record.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from pressefakten.errors import GoldError
from pressefakten.patterns import reason
from pressefakten.records import Entity, Generator, Label, Release, release_id

_EXTRAS = ("canonical", "ref", "value")


def gold_release(text: str, entities: Iterable[dict[str, Any]], *, source: str | None, place: str) -> Release:
    """A gold record from a text and entity dicts (`label, start, end`, optionally `text` and extras).

    Entities come in text order and are numbered anew. Raises GoldError naming `place`, the span and the reason.
    """
    rows = [_audited(entity, text, place) for entity in entities]
    rows.sort(key=lambda row: (row["start"], row["end"]))
    for before, after in itertools.pairwise(rows):
        if after["start"] < before["end"]:
            raise GoldError(f"{place}: {_shown(after)} overlaps {_shown(before)}. Keep one of them.")
    numbered = [{**row, "id": f"e{i}"} for i, row in enumerate(rows, 1)]
    try:
        return Release.model_validate(
            {
                "id": release_id(text),
                "source": source,
                "text": text,
                "entities": numbered,
                "generator": {"name": "gold", "version": "1"},
            }
        )
    except ValidationError as error:
        raise GoldError(f"{place}: {reason(error)}. Mend the annotation.") from error


def _shown(row: dict[str, Any]) -> str:
    return f"{row['label']} {row['text']!r} at {row['start']}:{row['end']}"


def _audited(entity: dict[str, Any], text: str, place: str) -> dict[str, Any]:
    start, end, label = entity.get("start"), entity.get("end"), entity.get("label")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        raise GoldError(f"{place}: {label} at {start}:{end} is no span of the text (0:{len(text)}). Mend its offsets.")
    surface = text[start:end]
    if entity.get("text", surface) != surface:
        says = entity["text"]
        raise GoldError(
            f"{place}: {label} says {says!r} but the text has {surface!r} at {start}:{end}. Mend its offsets."
        )
    if label not in set(Label):
        raise GoldError(f"{place}: {surface!r} at {start}:{end} has the unknown label {label!r}. Map the label first.")
    return {**{name: entity.get(name) for name in _EXTRAS}, "label": label, "text": surface, "start": start, "end": end}


def carry_over(release: Release, earlier: Release) -> Release:
    """The release with canonical, ref and value of the spans it shares with an earlier record, and its other fields.

    Raises GoldError where the two are of different texts.
    """
    if release.id != earlier.id:
        raise GoldError(f"{release.source}: is of another text than {earlier.source}. Pair the records by id.")
    known = {(e.start, e.end, e.label): e for e in earlier.entities}
    entities = []
    for entity in release.entities:
        before = known.get((entity.start, entity.end, entity.label), entity)
        missing = {name: getattr(before, name) for name in _EXTRAS if getattr(entity, name) is None}
        entities.append(entity.model_copy(update=missing))
    gold = Generator(name="gold", version="1")
    return earlier.model_copy(update={"text": release.text, "entities": entities, "generator": gold})


def _text(release: Release) -> str:
    if release.text is None:
        raise GoldError(f"{release.source or release.id}: the record has no text. Load it with its text.")
    return release.text


def _extras(entity: Entity) -> dict[str, Any]:
    fields = entity.model_dump(mode="json", include=set(_EXTRAS), exclude_none=True)
    return {name: fields[name] for name in _EXTRAS if name in fields}


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# brat standoff: one .ann beside the .txt


def to_brat(release: Release) -> str:
    """The `.ann` of a release: text-bound annotations, extras as a note on each."""
    text, lines = _text(release), []
    for i, entity in enumerate(release.entities, 1):
        surface = text[entity.start : entity.end].replace("\n", " ")
        lines.append(f"T{i}\t{entity.label} {entity.start} {entity.end}\t{surface}")
        if extras := _extras(entity):
            lines.append(f"#{i}\tAnnotatorNotes T{i}\t{_compact(extras)}")
    return "".join(f"{line}\n" for line in lines)


def from_brat(annotations: str, text: str, *, source: str | None = None) -> Release:
    """Read a `.ann` over its text; relations, events and foreign notes are passed over.

    Raises GoldError for a span that is discontinuous or does not quote the text.
    """
    place, spans, notes = source or "brat", dict[str, dict[str, Any]](), dict[str, dict[str, Any]]()
    for number, line in enumerate(annotations.split("\n"), 1):
        fields = line.rstrip("\r").split("\t")
        if line.startswith("T"):
            spans[fields[0]] = _brat_span(fields, text, f"{place}:{number}")
        elif line.startswith("#") and len(fields) == 3 and fields[1].startswith("AnnotatorNotes "):
            notes[fields[1].split()[1]] = _note(fields[2])
    return gold_release(text, [{**notes.get(k, {}), **span} for k, span in spans.items()], source=source, place=place)


def _brat_span(fields: list[str], text: str, place: str) -> dict[str, Any]:
    kind = fields[1].split() if len(fields) == 3 else []
    if len(kind) != 3 or not (kind[1].isdecimal() and kind[2].isdecimal()):
        raise GoldError(f"{place}: {' '.join(fields)!r} is no annotation of one unbroken span. Make it one span.")
    start, end = int(kind[1]), int(kind[2])
    if fields[2] != text[start:end].replace("\n", " "):
        found = text[start:end]
        raise GoldError(f"{place}: says {fields[2]!r} but the text has {found!r} at {start}:{end}. Mend its offsets.")
    return {"label": kind[0], "start": start, "end": end}


def _note(text: str) -> dict[str, Any]:
    """Our extras in a note; a person's own note is left alone."""
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return {name: value[name] for name in _EXTRAS if name in value} if isinstance(value, dict) else {}


# doccano JSONL: one line a text


def to_doccano(releases: Iterable[Release]) -> str:
    """One line a release: `text` and `label` as [start, end, label]; the source as metadata."""
    rows = (
        {"text": _text(r), "label": [[e.start, e.end, str(e.label)] for e in r.entities], "source": r.source}
        for r in releases
    )
    return "".join(f"{_compact(row)}\n" for row in rows)


def from_doccano(lines: str) -> list[Release]:
    """Read `label` or `labels` triples, or the `entities` of a project with relations.

    The format does not quote its spans, so the audit can only tell spans outside the text and overlaps.
    """
    releases = []
    for place, row in _json_lines(lines, "doccano"):
        triples = row.get("label", row.get("labels"))
        if triples is None:
            triples = [(e.get("start_offset"), e.get("end_offset"), e.get("label")) for e in row.get("entities", [])]
        spans = [dict(zip(("start", "end", "label"), triple, strict=False)) for triple in triples]
        releases.append(gold_release(_field(row, "text", place), spans, source=row.get("source"), place=place))
    return releases


def _json_lines(lines: str, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(lines.split("\n"), 1):
        if line.strip():
            place = f"{name}:{number}"
            yield place, _object(line, place)


def _object(content: str, place: str) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except ValueError as error:
        raise GoldError(f"{place}: cannot be read as JSON: {error}. Mend the line.") from error
    if not isinstance(value, dict):
        raise GoldError(f"{place}: is a {type(value).__name__}, not an object. Mend the line.")
    return value


def _field(row: dict[str, Any], name: str, place: str) -> str:
    if not isinstance(row.get(name), str):
        raise GoldError(f"{place}: has no {name}. Export the annotations with their texts.")
    return str(row[name])


# Prodigy JSONL: one line a text


def to_prodigy(releases: Iterable[Release]) -> str:
    """One line a release: `text`, `spans` with surface and extras, the source as `meta`, answer `accept`."""
    rows = (
        {
            "text": _text(r),
            "spans": [
                {"start": e.start, "end": e.end, "label": str(e.label), "text": e.text, **_extras(e)}
                for e in r.entities
            ],
            "meta": {"source": r.source},
            "answer": "accept",
        }
        for r in releases
    )
    return "".join(f"{_compact(row)}\n" for row in rows)


def from_prodigy(lines: str) -> list[Release]:
    """Read accepted lines; `reject` and `ignore` are passed over."""
    releases = []
    for place, row in _json_lines(lines, "prodigy"):
        if row.get("answer", "accept") == "accept":
            source = (row.get("meta") or {}).get("source")
            releases.append(gold_release(_field(row, "text", place), row.get("spans", []), source=source, place=place))
    return releases


# Label Studio JSON: a list of tasks


def to_label_studio(releases: Iterable[Release]) -> str:
    """A list of tasks for a labeling configuration `<Labels name="label" toName="text">` over `<Text name="text">`."""
    tasks = [
        {
            "data": {"text": _text(release), "source": release.source},
            "annotations": [{"result": [_region(entity) for entity in release.entities]}],
        }
        for release in releases
    ]
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"


def _region(entity: Entity) -> dict[str, Any]:
    value = {"start": entity.start, "end": entity.end, "text": entity.text, "labels": [str(entity.label)]}
    region = {"id": entity.id, "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    extras = _extras(entity)
    return {**region, "meta": {"text": [_compact(extras)]}} if extras else region


def from_label_studio(content: str) -> list[Release]:
    """Read tasks with their first annotation that was not cancelled.

    Offsets are code points; where a span only fits in UTF-16 code units, as older versions count, it is converted.
    """
    try:
        tasks = json.loads(content)
    except ValueError as error:
        raise GoldError(f"label studio: cannot be read as JSON: {error}. Export the project as JSON.") from error
    releases = []
    for number, task in enumerate(tasks if isinstance(tasks, list) else [tasks], 1):
        place = f"label studio: task {number}"
        data = task.get("data") if isinstance(task, dict) else None
        if not isinstance(data, dict):
            raise GoldError(f"{place}: has no data. Export the project as JSON, not as JSON-MIN.")
        text = _field(data, "text", place)
        spans = [_from_region(region, text) for region in _regions(task)]
        releases.append(gold_release(text, spans, source=data.get("source"), place=place))
    return releases


def _regions(task: dict[str, Any]) -> list[dict[str, Any]]:
    valid = [a for a in task.get("annotations", []) if not a.get("was_cancelled")]
    return [region for region in (valid[0]["result"] if valid else []) if region.get("type") == "labels"]


def _from_region(region: dict[str, Any], text: str) -> dict[str, Any]:
    value, notes = region.get("value", {}), (region.get("meta") or {}).get("text") or []
    extras = _note(notes[0] if isinstance(notes, list) else str(notes)) if notes else {}
    span = {"label": next(iter(value.get("labels", [])), None), "start": value.get("start"), "end": value.get("end")}
    if "text" in value:
        span["text"] = value["text"]
        quoted = isinstance(span["start"], int) and isinstance(span["end"], int)
        if quoted and text[span["start"] : span["end"]] != value["text"]:
            span |= _from_utf16(span, text)
    return {**extras, **span}


def _from_utf16(span: dict[str, Any], text: str) -> dict[str, int]:
    """Code points for offsets in UTF-16 code units; the old ones where that does not give the surface either."""
    units = text.encode("utf-16-le")
    try:
        start = len(units[: 2 * span["start"]].decode("utf-16-le"))
        end = start + len(units[2 * span["start"] : 2 * span["end"]].decode("utf-16-le"))
    except UnicodeDecodeError:
        return {}
    return {"start": start, "end": end} if text[start:end] == span["text"] else {}
