"""Bytes -> text and the name of their encoding: UTF-8, UTF-16, UTF-32, Windows-1252 or Latin-1."""

from __future__ import annotations

import codecs
import re

from pressefakten.errors import InputError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is a prefix of it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1a\x1b")
PLAUSIBLE = frozenset(
    "äöüÄÖÜßáàâãåçéèêëíìîïñóòôõøúùûýÿÁÀÂÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÕØÚÙÛÝæÆœŒšŠžŽŸ"
    "’‘‚“”„«»‹›–—…•·€£¥§©®™°±²³¹½¼¾×´¨¶ªºµ¿¡†‡‰ \u00a0\u00ad"
)
MISREAD = re.compile(r"(?<=\w)[ŠŸŽ§„”](?=\w)")
"""What umlauts inside a word become where another one-byte encoding (Mac Roman, CP 850) is read as Windows-1252."""
MULTIBYTE = re.compile(rb"[\xc3\xc2][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf]")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Text and encoding. Raises InputError for binary data and for bytes that fit no known encoding."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name), encoding
    if wide := _wide(data):
        return _strict(data, wide, name), wide
    if is_binary(data):
        raise InputError(
            f"{name}: this is a binary file and not text. Give the release as text, HTML, PDF, DOCX or mail."
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _one_byte(data, name, error)


def decode_declared(data: bytes, charset: str | None, name: str) -> tuple[str, str]:
    """Text and encoding where a page or mail declares one: it counts where it fits, but bytes that are UTF-8 are no other.

    What is called Latin-1 or ASCII is read as Windows-1252, as browsers do. Raises InputError as `decode` does.
    """
    charset = (charset or "utf-8").lower()
    charset = "windows-1252" if charset in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else charset
    for encoding in (charset,) if data.isascii() or charset.startswith("utf") else ("utf-8", charset):
        try:
            return data.decode(encoding), encoding
        except (LookupError, UnicodeDecodeError):
            continue
    return decode(data, name)


def is_binary(data: bytes) -> bool:
    """Whether control characters stand in the data that no text has."""
    head = data[:65536]
    return b"\0" in head or sum(byte in CONTROLS for byte in head) > len(head) // 100


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of German text is null."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2 or b"\0" not in head:
        return None
    even, odd = head[::2], head[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: it starts like {encoding} but byte {error.start:,} does not fit ({error.reason}). "
            "Save it as UTF-8."
        ) from error


def _one_byte(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, str]:
    """Windows-1252, or Latin-1 where only its characters occur; refused where the result is no Western text."""
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        raise _unreadable(name, error) from error
    special = [character for character in text if character > "\x7f"]
    broken = len(MULTIBYTE.findall(data)) * 2 > len(special) // 2
    odd = sum(character not in PLAUSIBLE for character in special) + len(MISREAD.findall(text))
    if broken or odd * 3 > len(special):
        raise _unreadable(name, error)
    return text, "windows-1252" if any(0x80 <= byte < 0xA0 for byte in data) else "latin-1"


def _unreadable(name: str, error: UnicodeDecodeError) -> InputError:
    return InputError(
        f"{name}: the encoding cannot be found out: byte {error.start:,} is no UTF-8, "
        "and as Windows-1252 it is no German text. Save it as UTF-8."
    )
