"""Plain text and Markdown, as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from pressefakten.ingest.encoding import decode
from pressefakten.ingest.source import Source, filled


def read_text(data: bytes, name: str) -> Iterator[Source]:
    """One release. Raises InputError for binary data, unknown encodings and empty text."""
    text, encoding = decode(data, name)
    yield Source(filled(text, name), name, reader="text", encoding=encoding)
