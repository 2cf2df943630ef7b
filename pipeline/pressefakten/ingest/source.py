"""What a reader returns, the limits that it keeps, and how it asks for its package."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from pressefakten.errors import InputError

TEXT_LIMIT = 5_000_000
"""Bytes of a text file, and characters of the text of any other document."""
FILE_LIMIT = 100_000_000
"""Bytes of a file that holds more than text: pictures in a PDF, attachments of a mail."""


@dataclass(frozen=True, slots=True)
class Source:
    """One release as it was read.

    `text` has `\\n` line ends and no byte-order mark. `source` is a path relative to the root, or a URL; `published`
    an ISO day and `title` a headline, both from metadata and null where there are none; `reader` names the reader,
    `encoding` what the bytes were decoded as (null for formats that are no text); `part` the place inside a file
    that holds several releases.
    """

    text: str
    source: str | None = None
    published: str | None = None
    title: str | None = None
    reader: str = "text"
    encoding: str | None = None
    part: str | None = None


def clean(text: str) -> str:
    """Line ends become `\\n` and a leading byte-order mark goes; nothing else changes."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def filled(text: str, name: str) -> str:
    """The clean text. Raises InputError where nothing or too much is in it."""
    text = clean(text)
    if not text.strip():
        raise InputError(f"{name}: there is no text in it. Give a file with the words of a release.")
    if len(text) > TEXT_LIMIT:
        raise InputError(
            f"{name}: {len(text):,} characters are more than the {TEXT_LIMIT:,} of a release. Split the file."
        )
    return text


def need(module: str, extra: str, name: str) -> Any:
    """Import an optional package. Raises InputError that names the file and the extra where it is absent."""
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(
            f"{name}: reading it needs the package {module.partition('.')[0]} ({error}). "
            f"Install it with: pip install 'pressefakten[{extra}]'."
        ) from error
