"""Writes small PDFs for the tests: lines of Helvetica at given places, without any library."""

from __future__ import annotations

Line = tuple[float, float, float, str]
"""x, y in points from the lower left corner, font size, text."""


def pdf(pages: list[list[Line]], info: dict[str, str] | None = None) -> bytes:
    """A PDF 1.4 with one content stream a page, text in Windows-1252."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", FONT]
    kids = []
    for lines in pages:
        stream = b"BT\n" + b"".join(map(_show, lines)) + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(PAGE % len(objects))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    entries = b" ".join(b"/%s (%s)" % (key.encode(), _escaped(value)) for key, value in (info or {}).items())
    objects.append(b"<< %s >>" % entries)
    return _file(objects)


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
)


def _show(line: Line) -> bytes:
    x, y, size, text = line
    return b"/F1 %.1f Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj\n" % (size, x, y, _escaped(text))


def _escaped(text: str) -> bytes:
    data = text.encode("windows-1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        len(out),
    )
    return out + head + table + trailer
