"""Word documents (.docx): paragraphs, list items and table rows of the body in their order.

A .docx is a zip of XML, so the standard library reads it. Heads and feet of pages, deleted text and text boxes are
left out; inserted text is read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from pressefakten.errors import InputError
from pressefakten.ingest.days import iso_day
from pressefakten.ingest.source import FILE_LIMIT, Source, filled

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SKIPPED = frozenset((f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{W}pPr", f"{W}rPr", f"{W}instrText", FALLBACK))
TEMPLATES = frozenset(("2013-12-23T23:15:00Z",))
"""When the empty document was made that python-docx starts from: no day of the text."""
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": ""}


def read_docx(data: bytes, name: str) -> Iterator[Source]:
    """One release; its title and day from the document's properties."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = ElementTree.fromstring(_member(archive, "word/document.xml", name)).find(f"{W}body")
            title, day = _properties(archive, name)
    except (zipfile.BadZipFile, ElementTree.ParseError, RuntimeError, NotImplementedError) as error:
        raise InputError(
            f"{name}: it is no Word document that can be read ({error}). Save it anew as .docx."
        ) from error
    text = "\n".join(_lines(body)) + "\n" if body is not None else ""
    yield Source(filled(text.lstrip("\n"), name), name, day, title, "docx")


def _member(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    try:
        info = archive.getinfo(member)
    except KeyError:
        raise InputError(f"{name}: this zip file is no Word document. Unpack it and give the files in it.") from None
    if info.file_size > FILE_LIMIT:
        raise InputError(f"{name}: {member} unpacks to {info.file_size / 1e6:.0f} MB. Split the document.")
    return archive.read(info)


def _lines(parent: ElementTree.Element) -> Iterator[str]:
    """One line a paragraph or table row."""
    for block in parent:
        if block.tag == f"{W}p":
            yield ("- " if _is_item(block) else "") + _words(block)
        elif block.tag == f"{W}tbl":
            for row in block.iter(f"{W}tr"):
                yield "\t".join(" ".join(filter(None, map(_words, cell.iter(f"{W}p")))) for cell in row.iter(f"{W}tc"))
        elif block.tag == f"{W}sdt":
            yield from _lines(content) if (content := block.find(f"{W}sdtContent")) is not None else ()


def _is_item(paragraph: ElementTree.Element) -> bool:
    """Whether a list sign stands before the paragraph, by its own numbering or by the name of its style."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    named = (style.get(f"{W}val") or "").lower() if style is not None else ""
    if named.startswith(("heading", "berschrift", "überschrift", "title", "titel")):
        return False
    return named.startswith(("listbullet", "aufz")) or paragraph.find(f"{W}pPr/{W}numPr") is not None


def _words(element: ElementTree.Element) -> str:
    parts = []
    for child in element:
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag in SIGNS:
            parts.append(SIGNS[child.tag])
        elif child.tag not in SKIPPED:
            parts.append(_words(child))
    return "".join(parts)


def _properties(archive: zipfile.ZipFile, name: str) -> tuple[str | None, str | None]:
    """Title and day of the last change."""
    if "docProps/core.xml" not in archive.namelist():
        return None, None
    found = {
        child.tag.rpartition("}")[2]: (child.text or "").strip()
        for child in ElementTree.fromstring(_member(archive, "docProps/core.xml", name))
    }
    days = (found.get("modified"), found.get("created"))
    return found.get("title") or None, iso_day(next((day for day in days if day and day not in TEMPLATES), None))
