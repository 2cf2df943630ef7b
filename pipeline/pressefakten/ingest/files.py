"""Which files there are and which reader each one needs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

SUFFIXES: dict[str, str] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf", ".docx": "docx", ".eml": "mail", ".mbox": "mbox",
    ".rss": "feed", ".atom": "feed", ".xml": "feed",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet",
}  # fmt: skip
"""Suffix -> name of the reader."""
CONTAINERS = frozenset(("mbox", "feed", "jsonl", "parquet"))
"""Readers whose files hold many releases: they are read in a stream."""
STDIN = Path("-")


def discover(paths: Iterable[Path | str]) -> list[tuple[Path, Path | None]]:
    """The files with the root that their `source` is relative to, in a stable order and each once.

    Folders are searched recursively for known suffixes, sorted, hidden files and folders left out. What is missing,
    and a folder without releases, stays in the list: reading it raises the InputError that says so.
    """
    found: dict[Path, Path | None] = {}
    for path in map(Path, paths):
        if path != STDIN and path.is_dir():
            for file in list(_walk(path)) or [path]:
                found.setdefault(file, path)
        else:
            found.setdefault(path, None)
    return list(found.items())


def _walk(folder: Path) -> Iterator[Path]:
    files = []
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [os.path.join(where, name) for name in names if _known(name)]  # noqa: PTH118 - a Path a file is slow
    yield from sorted(map(Path, files))


def _known(name: str) -> bool:
    return not name.startswith((".", "~$")) and os.path.splitext(name)[1].lower() in SUFFIXES  # noqa: PTH122


def kind_of(path: Path, head: bytes) -> str:
    """The reader of a file by its first bytes, else by its suffix, else `text`."""
    named = SUFFIXES.get(path.suffix.lower())
    seen = _sniff(head)
    if seen == "html" and named in ("text", "feed", "jsonl", "mail", "mbox"):
        seen = None if named != "feed" else "html"
    if seen in ("xml", "mail") and named is not None:
        seen = None
    return {"xml": "feed"}.get(seen or "", seen) or named or "text"


def _sniff(head: bytes) -> str | None:
    """A reader that the content itself asks for, `xml` and `mail` being weak signs."""
    for magic, kind in (
        (b"%PDF-", "pdf"),
        (b"PAR1", "parquet"),
        (b"PK\x03\x04", "docx"),
        (b"\xd0\xcf\x11\xe0", "old-word"),
        (b"{\\rtf", "rtf"),
    ):
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024] and b"\0" not in head[:16]:
        return "pdf"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start):
        return "html"
    if start.startswith((b"<rss", b"<feed", b"<rdf:rdf", b"<?xml")):
        return "xml"
    if start.startswith((b"return-path:", b"received:", b"mime-version:", b"delivered-to:", b"message-id:")):
        return "mail"
    return None
