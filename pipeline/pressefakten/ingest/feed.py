"""RSS and Atom files: one release an item, its link as source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from pressefakten.errors import InputError
from pressefakten.ingest.days import iso_day
from pressefakten.ingest.markup import is_markup, to_text
from pressefakten.ingest.source import FILE_LIMIT, Source, filled

TEXTS = ("encoded", "content", "description", "summary")
DAYS = ("pubDate", "published", "date", "issued", "updated")


def read_feed(data: bytes | Path, name: str) -> Iterator[Source | InputError]:
    """The items in the order of the file; an item without text is an error in its place."""
    try:
        root = ElementTree.fromstring(_bytes(data, name))
    except ElementTree.ParseError as error:
        raise InputError(f"{name}: it is no valid XML ({error}). Give an RSS or Atom file.") from error
    items = [element for element in root.iter() if _tag(element) in ("item", "entry")]
    if not items:
        raise InputError(f"{name}: this XML is no RSS or Atom feed with items. Give a feed, or the release as text.")
    for number, item in enumerate(items, 1):
        try:
            yield _source(item, f"{name}#{number}", str(number))
        except InputError as error:
            yield error


def _bytes(data: bytes | Path, name: str) -> bytes:
    if isinstance(data, bytes):
        return data
    if data.stat().st_size > FILE_LIMIT:
        raise InputError(f"{name}: more than {FILE_LIMIT / 1e6:.0f} MB are too much for one feed. Split the file.")
    return data.read_bytes()


def _source(item: ElementTree.Element, place: str, part: str) -> Source:
    fields: dict[str, str] = {}
    for child in item:
        fields.setdefault(_tag(child), "".join(child.itertext()).strip() or child.get("href", ""))
    content = next((fields[key] for key in TEXTS if fields.get(key)), "")
    text = to_text(content) if is_markup(content) else content
    title = " ".join(
        (to_text(fields["title"]) if is_markup(fields.get("title", "")) else fields.get("title", "")).split()
    )
    if title and not text.lstrip().startswith(title):
        text = f"{title}\n\n{text}"
    day = next(filter(None, (iso_day(fields.get(key)) for key in DAYS)), None)
    return Source(filled(text, place), fields.get("link") or place, day, title or None, "feed", part=part)


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
