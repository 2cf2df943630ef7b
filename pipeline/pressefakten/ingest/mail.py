"""Mails (.eml, .mbox): the body and every attachment that is a release, each a source of its own."""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from pathlib import Path
from typing import cast

from pressefakten.errors import InputError
from pressefakten.ingest.days import iso_day
from pressefakten.ingest.encoding import decode_declared
from pressefakten.ingest.files import SUFFIXES
from pressefakten.ingest.markup import to_text
from pressefakten.ingest.source import Source, filled

REPLY = re.compile(r"(?:\s*(?:wg|fwd?|aw|re)\s*:)+\s*", re.I)
UNDATED = frozenset(("docx", "pdf"))
"""Readers whose day is that of a file's last change: the day of the mail says more about the release."""
BY_TYPE = {"application/pdf": ".pdf", "text/html": ".html", "text/plain": ".txt", "message/rfc822": ".eml"}


def read_mail(data: bytes, name: str) -> Iterator[Source | InputError]:
    """Body, then attachments. Raises InputError where neither has text."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    day = iso_day(_header(message, "date"))
    count = 0
    for count, part in enumerate(_parts(message, name, day), 1):  # noqa: B007 - counted for the check below
        yield part
    if not count:
        raise InputError(
            f"{name}: this mail has neither a text nor an attachment that can be read. Save what it shows as text."
        )


def read_mbox(path: bytes | Path, name: str) -> Iterator[Source | InputError]:
    """All mails of the box in their order; a broken one is an error in its place."""
    box = mailbox.mbox(cast(Path, path), create=False)
    keys = list(box.iterkeys())
    if not keys:
        raise InputError(f"{name}: there is no mail in this box. Give a file in mbox format.")
    for number, key in enumerate(keys, 1):
        place = f"{name}#{number}"
        try:
            yield from read_mail(box.get_bytes(key), place)
        except InputError as error:
            yield error


def _parts(message: EmailMessage, name: str, day: str | None) -> Iterator[Source | InputError]:
    body = message.get_body(preferencelist=("plain", "html"))
    text = _text(body, name) if body is not None else ("", None)
    if text[0].strip():
        subject = REPLY.sub("", _header(message, "subject") or "", count=1).strip()
        yield Source(filled(text[0], name), name, day, subject or None, "mail", text[1], part="0")
    for number, attachment in enumerate(message.iter_attachments(), 1):
        yield from _attachment(attachment, name, day, number)


def _header(message: EmailMessage, key: str) -> str | None:
    try:
        return str(message[key]) if message[key] is not None else None
    except (ValueError, IndexError, AttributeError):  # the standard library fails on some malformed headers
        return None


def _text(part: MIMEPart, name: str) -> tuple[str, str | None]:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes) or not raw.strip():
        return "", None
    text, encoding = decode_declared(raw, part.get_content_charset(), name)
    return (to_text(text) if part.get_content_type() == "text/html" else text), encoding


def _attachment(part: MIMEPart, name: str, day: str | None, number: int) -> Iterator[Source | InputError]:
    """The sources of one attachment; pictures and other files that are no release give none."""
    from pressefakten.ingest.reading import read_bytes

    filename = Path(part.get_filename() or f"{number}{BY_TYPE.get(part.get_content_type(), '')}").name
    if Path(filename).suffix.lower() not in SUFFIXES:
        return
    payload = part.get_payload(decode=True)
    if part.get_content_type() == "message/rfc822":
        payload = cast(EmailMessage, part.get_payload(0)).as_bytes()
    try:
        for inner in read_bytes(payload if isinstance(payload, bytes) else b"", Path(filename), f"{name}/{filename}"):
            yield inner if isinstance(inner, InputError) else _dated(inner, day, number)
    except InputError as error:
        yield error


def _dated(source: Source, day: str | None, number: int) -> Source:
    from dataclasses import replace

    part = f"{number}" if source.part is None else f"{number}.{source.part}"
    own = None if source.reader in UNDATED else source.published
    return replace(source, published=own or day or source.published, part=part)
