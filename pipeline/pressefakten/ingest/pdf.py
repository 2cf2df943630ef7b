"""PDF: the words of a page in reading order (pdfium), columns apart, page heads dropped, hyphenation mended."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import Any

from pressefakten.errors import InputError
from pressefakten.ingest.days import iso_day
from pressefakten.ingest.source import Source, filled, need

HYPHENS = "\x02\ufffe\u00ad"
"""What pdfium and typesetters write for a hyphen that only breaks the line."""
MARGIN = 0.12
"""Share of the page's height at its top and foot where running heads stand."""
PROSE = 20
"""Characters of a line of running text in a column; shorter ones may be cells of a table."""
PAGE_NUMBER = re.compile(r"\W*(?:seite|page|s\.)?\s*\d{1,3}\s*(?:(?:/|von|of|\|)\s*\d{1,3})?\W*", re.I)
FILE_TITLE = re.compile(r"microsoft word|\.(?:docx?|indd|pdf|rtf)\b|^untitled|^unbenannt", re.I)
COORDINATION = re.compile(r"(?:und|oder|bzw\.|sowie|bis|als)\b")


@dataclass
class Piece:
    """A run of characters on one base line; points, y upwards; `full` is the share of its block's width."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    full: float = 0.0

    @property
    def height(self) -> float:
        """Of its font, in points."""
        return self.top - self.bottom


def read_pdf(data: bytes, name: str) -> Iterator[Source]:
    """One release; title and day from the document's properties. Raises InputError for scans and locked files."""
    pdfium = need("pypdfium2", "pdf", name)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            why = "it is locked with a password). Save it anew without one"
        else:
            why = "it is damaged or no PDF). Get it anew from where it came"
        raise InputError(f"{name}: this PDF cannot be opened ({why}.") from error
    try:
        pieces = [_pieces(pdfium.raw, page) for page in document]
        gutters = {found[1] for page in pieces if (found := _columns(page))}
        pages = [_ordered(page, gutters) for page in pieces]
        heights = [page.get_height() for page in document]
        meta = document.get_metadata_dict()
    finally:
        document.close()
    text = _text(_without_heads(pages, heights))
    if not text.strip():
        raise InputError(
            f"{name}: there is no text in this PDF, only pictures. Run text recognition (OCR) over it first."
        )
    title = (meta.get("Title") or "").strip()
    title = "" if FILE_TITLE.search(title) else title
    yield Source(filled(text, name), name, iso_day(meta.get("CreationDate")), title or None, "pdf")


def _pieces(raw: Any, page: Any) -> list[Piece]:
    """The runs of a page in the order of its content, broken at line ends and at wide gaps."""
    words = page.get_textpage()
    handle, box = words.raw, raw.FS_RECTF()
    reference = ctypes.byref(box)
    found: list[Piece] = []
    run: Piece | None = None
    for i in range(raw.FPDFText_CountChars(handle)):
        character = chr(raw.FPDFText_GetUnicode(handle, i))
        if character in "\r\n":
            run = None
        elif character.isspace() or character in HYPHENS:
            if run is not None:
                run.text += character
        elif raw.FPDFText_GetLooseCharBox(handle, i, reference):
            left, right, bottom, top = box.left, box.right, min(box.bottom, box.top), max(box.bottom, box.top)
            if run is None or not _joins(run, left, bottom, top):
                run = Piece("", left, bottom, right, top)
                found.append(run)
            run.text += character
            run.right, run.bottom, run.top = max(run.right, right), min(run.bottom, bottom), max(run.top, top)
    words.close()
    for piece in found:
        piece.text = re.sub(r"\s+", " ", piece.text).strip(" ")
    return [piece for piece in found if piece.text]


def _joins(run: Piece, left: float, bottom: float, top: float) -> bool:
    """Whether a character continues the run: on its line, and no wide gap between."""
    size = max(run.height, top - bottom, 4.0)
    return abs(bottom - run.bottom) < 0.8 * size and -size < left - run.right < 1.2 * size


def _ordered(pieces: list[Piece], gutters: Collection[float]) -> list[list[Piece]]:
    """Blocks in reading order: what stands above columns, the columns from left to right, what stands below.

    `gutters` are those of all pages: a column may hold a single line where another page has columns in that place.
    """
    if (found := _columns(pieces, gutters)) is None:
        return [_lines(pieces)] if pieces else []
    middle, x = found
    first = middle[0]
    inside = {id(piece) for piece in middle}
    rest = [piece for piece in pieces if id(piece) not in inside]
    return [
        *_ordered([piece for piece in rest if piece.bottom >= first.bottom], gutters),
        *_ordered([piece for piece in middle if piece.right <= x], gutters),
        *_ordered([piece for piece in middle if piece.right > x], gutters),
        *_ordered([piece for piece in rest if piece.bottom < first.bottom], gutters),
    ]


def _columns(pieces: Sequence[Piece], known: Collection[float] = ()) -> tuple[list[Piece], float] | None:
    """The lines of two columns from top to foot, and an x between them; cells of a table are no columns.

    A column has three lines of running text, or one where its gutter is `known` from another page.
    """
    prose = [piece for piece in pieces if len(piece.text) >= PROSE]
    gutters = {
        round((left.right + right.left) / 2)
        for left in prose
        for right in prose
        if right.left - left.right > 8 and min(left.top, right.top) > max(left.bottom, right.bottom)
    }
    ranked = sorted(pieces, key=lambda piece: (-piece.bottom, piece.left))
    for x, least in [*((x, 3) for x in sorted(gutters)), *((x, 1) for x in sorted(known))]:
        for crosses, run in groupby(ranked, key=lambda piece: piece.left < x < piece.right):
            middle = [] if crosses else _trimmed(list(run))
            sides = Counter(piece.right <= x for piece in middle if len(piece.text) >= PROSE)
            if min(sides[True], sides[False]) >= least:
                return middle, x
    return None


def _trimmed(run: list[Piece]) -> list[Piece]:
    """Without the short lines at both ends that stand apart from the prose: heads, captions, rows of a table."""
    long = [i for i, piece in enumerate(run) if len(piece.text) >= PROSE]
    if not long:
        return []
    first, last = long[0], long[-1]
    while first > 0 and run[first - 1].bottom - run[first].bottom < 1.6 * run[first].height:
        first -= 1
    while last + 1 < len(run) and run[last].bottom - run[last + 1].bottom < 1.6 * run[last].height:
        last += 1
    return run[first : last + 1]


def _lines(pieces: list[Piece]) -> list[Piece]:
    """Runs on one base line become one line, cells apart by a tab, from top to foot."""
    lines: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (-round(piece.bottom), piece.left)):
        line = lines[-1] if lines else None
        if line is not None and _level(line, piece):
            line.text += ("\t" if piece.left - line.right > 0.5 * line.height else "") + piece.text
            line.right = max(line.right, piece.right)
        else:
            lines.append(replace(piece))
    width = max(line.right for line in lines)
    for line in lines:
        line.full = (line.right - line.left) / max(width - line.left, 1.0)
    return lines


def _level(line: Piece, piece: Piece) -> bool:
    """Whether two runs stand on one base line, the second one on the right."""
    shared = min(line.top, piece.top) - max(line.bottom, piece.bottom)
    return shared > 0.5 * min(line.height, piece.height) and piece.left > line.left


def _without_heads(pages: list[list[list[Piece]]], heights: list[float]) -> list[list[list[Piece]]]:
    """Drop page numbers, and lines in the margins that recur on at least half of the pages."""
    counts = Counter(
        shape
        for blocks, height in zip(pages, heights, strict=True)
        for shape in {_shape(line.text) for block in blocks for line in block if _in_margin(line, height)}
    )
    often = max(2, (len(pages) + 1) // 2)

    def kept(line: Piece, height: float) -> bool:
        if not _in_margin(line, height):
            return True
        return counts[_shape(line.text)] < often and not PAGE_NUMBER.fullmatch(line.text)

    return [
        [[line for line in block if kept(line, height)] for block in blocks]
        for blocks, height in zip(pages, heights, strict=True)
    ]


def _in_margin(line: Piece, height: float) -> bool:
    return line.bottom > height * (1 - MARGIN) or line.top < height * MARGIN


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.split()))


def _text(pages: list[list[list[Piece]]]) -> str:
    """Lines of a paragraph become one; paragraphs that a column or page cuts are joined."""
    paragraphs: list[str] = []
    for block in (block for blocks in pages for block in blocks if block):
        fresh = _paragraphs(block)
        if paragraphs and fresh and _goes_on(paragraphs[-1], fresh[0][1]):
            paragraphs[-1] = _joined(paragraphs[-1], fresh.pop(0)[1])
        elif paragraphs and fresh:
            fresh[0] = (True, fresh[0][1])
        for apart, paragraph in fresh:
            paragraphs += ["", paragraph] if apart and paragraphs else [paragraph]
    return "\n".join(paragraphs) + "\n"


def _paragraphs(block: list[Piece]) -> list[tuple[bool, str]]:
    """(whether an empty line stands before it, text) of each paragraph of a block."""
    gap = median([above.bottom - below.bottom for above, below in pairwise(block)] or [12.0])
    found = [(False, block[0].text)]
    for above, below in pairwise(block):
        apart = above.bottom - below.bottom > 1.35 * gap
        if not apart and _same_paragraph(above, below):
            found[-1] = (found[-1][0], _joined(found[-1][1], below.text))
        else:
            found.append((apart, below.text))
    return found


ITEM = re.compile(r"[-–—•▪●◦*·]\s|\d{1,2}[.)]\s")
DAY = re.compile(r"\d{1,2}\.\s(?:Quartal|Halbjahr|Jan|J[äa]n|Feb|M[äa]r|Apr|Mai\b|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")
UNENDED = re.compile(r"\b(?:am|ab|bis|zum|vom|den|der|das|im|seit|und|dem|beim)$")
"""The end of a line that a day or a quarter must follow: what stands below is no item of a list."""


def _same_paragraph(above: Piece, below: Piece) -> bool:
    """Whether a line goes on in the next: it is full, of the same size, and no new item or table row begins."""
    if "\t" in above.text or "\t" in below.text:
        return False
    if ITEM.match(below.text) and not (DAY.match(below.text) and UNENDED.search(above.text)):
        return False
    if not 0.8 < above.height / max(below.height, 0.1) < 1.25:
        return False
    return above.full > 0.75 or above.text.endswith(tuple(HYPHENS))


def _goes_on(above: str, below: str) -> bool:
    """Whether a paragraph that a column or page ends goes on in the next one."""
    return "\t" not in above + below and above[-1:] not in '.!?:»“"' and len(above) > 60 and below[:1].islower()


def _joined(above: str, below: str) -> str:
    """Two lines as one; a hyphen that only broke the word goes."""
    if above[-1:] in HYPHENS:
        above, hyphen = above.rstrip(HYPHENS), True
    else:
        hyphen = bool(re.search(r"[^\W\d_]-$", above))
        above = above[:-1] if hyphen else above
    if not hyphen:
        return f"{above} {below}"
    if COORDINATION.match(below):
        return f"{above}- {below}"
    return above + below if below[:1].islower() else f"{above}-{below}"
