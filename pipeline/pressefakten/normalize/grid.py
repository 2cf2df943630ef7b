"""Which lines of a text form a table: rows with their heads, and tables that were flattened to one cell a line."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pressefakten.normalize.mention import Mention
from pressefakten.normalize.text import fold
from pressefakten.normalize.timex import bounds
from pressefakten.patterns import words
from pressefakten.records import TimeValue

Line = Any
"""A line of the structure stage: see `components.structure.Line`."""
CELL_BREAK = re.compile(
    r"\s*(?:\.{4,}|(?:\. ){3,}\.?|(?:· ?){4,}|…{2,}|_{3,})\s*| \.{2,3} (?=[+−–-]?\d)| \.{1,3} (?=(?:ab |€ |CHF |EUR )?\d[\d.,'’]* ?(?:[–-]|€|Euro\b|EUR\b|CHF\b|Franken\b))|\s*\|\s*|\t+| {2,}"
)
CELL_MARKS = ("  ", "\t", "|", "....", " . ", " .. ", " ... ", ". . .", "····", "· · ·", "……", "___")
"""Without one of them there is no break between cells."""
TOKEN = re.compile(r"[^\W\d_]+(?:[²³]|\.(?=\s|$))?|[\d.,'’]*\d[\d.,'’]*|[^\w\s]|_")
OPENING = re.compile(
    r"(?:(?:[<>≤≥≈~±+−–-]|ab|bis|bis zu|ca\.?|rund|etwa|max\.?|min\.?|mind\.?|maximal|je|von|über)\s*)*"
)
DATE = re.compile(
    r"\d{1,2}\.\s?(?:\d{1,2}\.|[A-Za-zÄÖÜäöü]{3,9}\b)|\d{1,2}[:.]\d{2} Uhr|\+\d{2,3} \(?\d|(?<!\d)0\d{2,5}[ /-]"
)
EMPTY = re.compile(r"[–—-]|n\.?\s?a\.?|k\.?\s?A\.?|\*|[●•○xX✓✔]|Serie|optional")
PERIOD = re.compile(
    r"(?:(?:GJ|FJ|Jahr|Ist|Plan)\s)?(?:19|20)\d\d(?:\s?/\s?(?:\d\d|(?:19|20)\d\d))?|[QH][1-4](?:\.?[ /]?(?:19|20)?\d\d)?"
    r"|\d{1,2}[-–]\d{1,2}[/ ](?:19|20)?\d\d|\d{1,2}M[ /]?(?:19|20)?\d\d|\d{1,2} (?:Monate|Mt\.?|Mte\.?)(?: (?:19|20)?\d\d)?"
    r"|(?:[1-4]\.|\d{1,2}\. ?[-–] ?[1-4]\.) ?(?:Quartal|Halbjahr|Semester|Trimester|Qu?\.?|Hj\.?|HJ)(?: (?:19|20)\d\d(?:/\d\d)?)?"
    r"|\d{1,2}\.\d{1,2}\.(?:(?:19|20)?\d\d)?(?:\s?[-–]\s?\d{1,2}\.\d{1,2}\.(?:(?:19|20)?\d\d)?)?"
)
SHORT_YEARS = re.compile(r"(\d\d)/(\d\d)")
FOOTNOTE = re.compile(
    r"(?:\s?(?:[*¹²³†‡]+|\d\)))+$|\s?\((?:angepasst|restated|vorläufig|geprüft|ungeprüft|bereinigt)\)$"
)
AGAINST = re.compile(r"[^\d\n]{2,30}\b(?:zum?|gegenüber|ggü\.?|vs\.?)\s(?P<period>\S.*)")
MAX_CELL, MAX_LABEL, MAX_WORDS = 60, 90, 9


def cells_of(raw: str, left: int, stop: int, offset: int) -> list[list[int]]:
    """`[start, end)` of the cells of a line; empty cells between two bars keep their place with no width."""
    if all(raw.find(mark, left, stop) < 0 for mark in CELL_MARKS):
        return [[offset + left, offset + stop]] if left < stop else []
    cells, at = [], left
    bars = raw.count("|", left, stop) > 1
    for gap in CELL_BREAK.finditer(raw, left, stop):
        if gap.start() > at or (bars and at > left and "|" in gap.group()):
            cells.append([offset + at, offset + max(at, gap.start())])
        at = gap.end()
    if at < stop:
        cells.append([offset + at, offset + stop])
    return cells


def is_number(cell: str) -> bool:
    """Whether a cell is a number with its unit, sign, bracket or range: `210 kW (286 PS)`, `ab CHF 59'900.–`, `605–1'714 l`."""
    cell = fold(cell.strip(" *_"))
    if not cell or len(cell) > MAX_CELL or DATE.match(cell):
        return False
    if EMPTY.fullmatch(cell):
        return True
    rest = cell[OPENING.match(cell).end() :]  # type: ignore[union-attr]
    tokens = TOKEN.findall(rest)
    while tokens and tokens[0].lower().rstrip(".") in _money():
        tokens = tokens[1:]
    if tokens and tokens[0] == ".":
        tokens = tokens[1:]
    if not tokens or not tokens[0][0].isdigit():
        return False
    letters = [token.rstrip(".") for token in tokens if token[0].isalpha()]
    unknown = [token for token in letters if token not in _units() and token.lower() not in _fillers()]
    return len(unknown) <= (1 if all(token[0].islower() and len(token) < 8 for token in unknown) else 0)


def is_period(cell: str) -> bool:
    """Whether a cell is the head of a column of a year, quarter, half or run of months, footnote marks aside."""
    bare = FOOTNOTE.sub("", cell.strip())
    two = SHORT_YEARS.fullmatch(bare)
    return bool(PERIOD.fullmatch(bare)) or bool(two and int(two[1]) + 1 == int(two[2]))


@functools.cache
def _money() -> frozenset[str]:
    rows = words("currencies")["currencies"].values()
    forms = {
        form.lower().rstrip(".") for row in rows for key in ("symbols", "heads", "words") for form in row.get(key, ())
    }
    return frozenset(forms | {"mio", "mrd", "tsd", "teur", "tchf", "millionen", "milliarden"})


@functools.cache
def _units() -> frozenset[str]:
    rows = words("units")["units"].values()
    forms = {form for row in rows for key in ("symbols", "words") for form in row.get(key, ())}
    return frozenset(part for form in forms for part in re.findall(r"[^\W\d_]+[²³]?", form))


@functools.cache
def _fillers() -> frozenset[str]:
    return _money() | frozenset(words("structure")["table"]["in_cells"])


def mark(text: str, lines: list[Line]) -> None:
    """Set `kind` (row, table_head) and `head` of the lines of all tables; the cells of a row that stand one a line become one line."""
    _flattened(text, lines)
    _separated(text, lines, ";")
    _separated(text, lines, " – ")
    _separated(text, lines, " / ")
    _separated(text, lines, ", ")
    _single_spaced(text, lines)
    _slashed(text, lines)
    _bracketed(text, lines)
    for line in lines:
        line["cells"] = _labelled(text, line["cells"])
    i, last = 0, -1
    while i < len(lines):
        j = _block(text, lines, i)
        if j > i:
            _part_labels(text, lines[i:j])
            last = _table(text, lines, i, j, last)
        i = max(j, i + 1)


def _separated(text: str, lines: Sequence[Line], mark: str) -> None:
    """Cells between semicolons, dashes, slashes or commas: a row has numbers behind its label, and the line above as many cells heads it."""
    for k, line in enumerate(lines):
        if len(line["cells"]) > 1 or mark not in text[line["start"] : line["end"]]:
            continue
        cells = _labelled(text, _between(text, line, mark))
        known = k > 0 and lines[k - 1]["cells"] != [[lines[k - 1]["start"], lines[k - 1]["end"]]]
        if (len(cells) < 3 and not known) or not _is_row(text, {**line, "cells": cells}):
            continue
        ranked = RANK.fullmatch(text, *cells[0]) is not None and not is_number(text[slice(*cells[1])])
        if not all(is_number(text[a:b]) for a, b in cells[1 + ranked :] if b > a):
            continue
        if mark in (" / ", ", ") and not _is_one_of_rows(text, lines, k, len(cells), mark):
            continue
        if mark == ", " and not _is_headed(text, lines, k, cells):
            continue
        line["cells"], above = cells, lines[k - 1] if k else line
        heads = _between(text, above, mark)
        if k and len(above["cells"]) == 1 and len(cells) <= len(heads) and ":" not in text[slice(*heads[0])]:
            above["cells"] = heads


def _is_headed(text: str, lines: Sequence[Line], k: int, cells: list[list[int]]) -> bool:
    """Whether a line of cells between commas goes on with a row above or stands below as many heads: streets and scores (`Linz, 3, 2`) are no rows."""
    if not k or len(cells) < 3 or ":" in text[cells[0][0] : cells[-1][1]] or is_number(text[slice(*cells[0])]):
        return False
    above = lines[k - 1]
    heads = above["cells"] if len(above["cells"]) > 1 else _between(text, above, ", ")
    worded = all(is_period(text[slice(*cell)]) or not is_number(text[slice(*cell)]) for cell in heads)
    return _touch(text, lines, k) and len(heads) == len(cells) and (worded or len(above["cells"]) > 1)


RANK = re.compile(r"\d{1,3}\.?")


def _is_one_of_rows(text: str, lines: Sequence[Line], k: int, columns: int, mark: str) -> bool:
    """Whether the line in front or behind has as many cells between such marks; numbers of telephones are no table."""
    near = [lines[j] for j in (k - 1, k + 1) if 0 <= j < len(lines)]
    fitting = any(len(_between(text, line, mark)) == columns for line in near)
    return fitting and NO_TABLE.search(text, lines[k]["start"], lines[k]["end"]) is None


def _slashed(text: str, lines: Sequence[Line]) -> None:
    """Numbers between slashes behind a label, in two lines or more: `EBIT 36,5 / 48,9`; a line above of as many periods heads them."""
    rows = [_between_slashes(text, line) for line in lines]
    for k, (line, row) in enumerate(zip(lines, rows, strict=True)):
        beside = [rows[j] for j in (k - 1, k + 1) if 0 <= j < len(lines)]
        if not row or all(len(other) != len(row) for other in beside):
            continue
        if k and not rows[k - 1]:
            above = lines[k - 1]
            stated = text[above["start"] : above["end"]].strip()
            parts = re.split(r" / " if " / " in stated else " ", stated)
            if len(parts) == len(row) - 1 and all(map(is_period, parts)):
                shape = r"[^ /][^/]*[^ /]" if " / " in stated else r"\S+"
                at, heads = above["start"], re.finditer(shape, text[above["start"] : above["end"]])
                above["cells"] = [[at + head.start(), at + head.end()] for head in heads]
        line["cells"] = row


def _between_slashes(text: str, line: Line) -> list[list[int]]:
    """The label and the numbers of `Umsatz 771,4 / 842,6`; empty where the line is no such row."""
    match = SLASHED.fullmatch(text, line["start"], line["end"]) if len(line["cells"]) == 1 else None
    if match is None:
        return []
    start = match.start(2)
    found = re.finditer(r"[^ /](?:[^/]*[^ /])?", match[2])
    numbers = [[start + part.start(), start + part.end()] for part in found]
    return [[match.start(1), match.end(1)], *numbers] if all(is_number(text[a:b]) for a, b in numbers) else []


SLASHED = re.compile(
    r"([^\W\d](?:[^/\d\n(]|\([^/\n()]*\)){1,60}?):? ([+−–-]?\d[^/\n]{0,20}(?: / [+−–-]?\d[^/\n]{0,20})+)"
)


def _bracketed(text: str, lines: Sequence[Line]) -> None:
    """Rows of a number and another one in brackets below a line that says what the brackets hold: `Europa 496,1 (452,8)` below `Umsatz 2025 (in Klammern 2024)`."""
    k = 1
    while k < len(lines):
        rows = list(itertools.takewhile(bool, (_with_brackets(text, lines[at]) for at in range(k, len(lines)))))
        if len(rows) > 1 and LEGEND.search(text, lines[k - 1]["start"], lines[k - 1]["end"]):
            lines[k - 1]["kind"] = "heading"
            for at, cells in enumerate(rows, k):
                lines[at]["cells"] = cells
        k += len(rows) or 1


def _with_brackets(text: str, line: Line) -> list[list[int]]:
    """Label, number and number in brackets of a line, or nothing where it is no such row."""
    plain = line["kind"] == "paragraph" and len(line["cells"]) == 1
    found = BRACKETED_ROW.fullmatch(text, line["start"], line["end"]) if plain else None
    return [list(found.span(name)) for name in ("label", "number", "bracket")] if found is not None else []


BRACKETED_ROW = re.compile(
    r"(?P<label>[^\W\d][^()\n]{1,60}?):? (?P<number>[+−–-]?\d+(?:[.,'’]\d+)*(?P<rate> ?%)?) \((?P<bracket>[−–-]?\d+(?:[.,'’]\d+)*(?(rate)(?: ?%)?))\)"
)
LEGEND = re.compile(r"\bKlammern?\b")


def _single_spaced(text: str, lines: Sequence[Line]) -> None:
    """Tables whose columns have lost their tabs: rows of a label and as many numbers each, a space between them: `Umsatz 771,4 842,6` below `2025 2024`."""
    i = 0
    while i < len(lines):
        rows = _spaced_rows(text, lines, i)
        alike = next((list(run) for _, run in itertools.groupby(rows, len)), [])
        if (numbered := _with_numbers(text, alike)) != alike:
            rows = alike = numbered
        heads = _spaced_heads(text, lines[i - 1], len(rows[0]) - 1) if i and rows and _touch(text, lines, i) else []
        rows = rows if heads else alike  # without heads nothing says which cell a shorter row lacks
        on = bool(i and rows) and len(lines[i - 1]["cells"]) == len(rows[0]) and _is_row(text, lines[i - 1])
        on = (
            on and text.count("\n", lines[i - 1]["end"], lines[i]["start"]) <= 2
        )  # below the rows of a table, a blank line between
        clear = on or bool(heads) or any(GROUPED.search(text, row[0][1], row[-1][1]) for row in rows)
        for first, part in [(0, rows)] if clear else _ungrouped(text, rows):
            if on or (len(part) + 2 * bool(heads) >= FEWEST and (heads or not _are_years(text, part))):
                for k, cells in enumerate(part, i + first):
                    lines[k]["cells"] = cells
                if heads:
                    lines[i - 1]["cells"] = heads
        i += len(rows) or 1


def _with_numbers(text: str, rows: list[list[list[int]]]) -> list[list[list[int]]]:
    """Rows with the numbers that count them joined to the noun in front: `Werk 1 210 205` above `Werk 2 98 90`."""
    named = [text[slice(*row[1])] for row in rows if len(row) > 2]
    alike = len(named) > 1 and len({text[slice(*row[0])] for row in rows}) == 1
    if not alike or any(RANK.fullmatch(number) is None for number in named):
        return rows
    first = int(named[0].rstrip("."))
    if [int(number.rstrip(".")) for number in named] != list(range(first, first + len(rows))):
        return rows
    return [[[row[0][0], row[1][1]], *row[2:]] for row in rows]


def _ungrouped(text: str, rows: Sequence[list[list[int]]]) -> Iterator[tuple[int, list[list[list[int]]]]]:
    """The runs of rows that can be parted at each of their spaces, each with the number of rows in front of it."""
    for grouped, run in itertools.groupby(enumerate(rows), lambda entry: _may_be_grouped(text, entry[1])):
        if not grouped:
            found = list(run)
            yield found[0][0], [row for _, row in found]


FEWEST = 3
"""Rows of a table without tabs; its head counts for two."""
FIGURE = r"[+±−–-]?\d+(?:[.,'’]\d+)*(?: ?(?:%(?:-?P(?:unkte?|kte?\.?|p?\.?))?|(?:PP|Pp|pp|Ppt|PPT)(?![\w])\.?))?"
SPACED_ROW = re.compile(rf"(?P<label>[^\W\d].*?[^\s/:;,]) (?P<cells>{FIGURE}(?: (?:{FIGURE}|[–-]|n\.a\.))+)")
SPACED_CELL = re.compile(rf"{FIGURE}|[–-]|n\.a\.")
COUNT_HEAD = r"(?:Anzahl|Stück|Einheiten|Neuzulassungen|Zulassungen|(?:Markta|A)nteil)(?: (?:19|20)\d\d)?(?: ?\(?(?:in )?(?:%|Prozent)\)?)?"
AGAINST_HEAD = r"(?:Veränderung|Veränd\.?|Abweichung|Abw\.?|Differenz|Diff\.?|Delta|Δ)(?: (?:zum?|ggü\.?|gegenüber) (?:(?:19|20)\d\d|Vorjahr|VJ))?(?: ?\(?(?:in )?(?:%|Prozent)\)?)?|[+±]/[−–-](?: ?\(?(?:in )?%\)?)?|Vorjahr|VJ"
NO_TABLE = re.compile(r"(?i)\b(?:tel|telefon|fax|mobil|iban|konto|hrb|uid|plz|uhr)\b")


def _touch(text: str, lines: Sequence[Line], i: int) -> bool:
    return text.count("\n", lines[i - 1]["end"], lines[i]["start"]) <= 1


def _spaced_rows(text: str, lines: Sequence[Line], i: int) -> list[list[list[int]]]:
    """The cells of the rows from a line on that have as many as it, or one less at the end: `EBIT-Marge 5,6 % 5,1 %` has no change."""
    rows: list[list[list[int]]] = []
    for k in range(i, len(lines)):
        cells = _spaced_cells(text, lines, k, i)
        if not cells or (rows and not len(rows[0]) - (len(rows[0]) > FEWEST) <= len(cells) <= len(rows[0])):
            break
        rows.append(cells)
    return rows


def _spaced_cells(text: str, lines: Sequence[Line], k: int, first: int) -> list[list[int]]:
    """Label and numbers of a line without breaks between its cells, or nothing where it is no such row or stands apart from the rows above."""
    line = lines[k]
    short = line["end"] - line["start"] <= MAX_CELL * 4
    plain = line["kind"] == "paragraph" and len(line["cells"]) == 1 and (k > first or not line["bullet"]) and short
    if not plain or (k > first and not _touch(text, lines, k)):
        return []
    found = SPACED_ROW.fullmatch(text, line["start"], line["end"])
    if found is None or len(found["label"]) > MAX_CELL or NO_TABLE.search(found["label"]):
        return []
    cells = [[cell.start(), cell.end()] for cell in SPACED_CELL.finditer(text, found.start("cells"), found.end())]
    if k == first and all(is_period(text[slice(*cell)]) for cell in cells):
        return []  # `Marke 2025 2024` heads the rows below it
    return [[found.start("label"), found.end("label")], *cells]


def _may_be_grouped(text: str, row: list[list[int]]) -> bool:
    """`239 814 235 343`: which spaces part cells is told neither by heads nor by numbers with points between their thousands."""
    return any(
        THOUSANDS.fullmatch(text, *cell) and SHORT.fullmatch(text, *before)
        for before, cell in itertools.pairwise(row[1:])
    )


THOUSANDS, SHORT = re.compile(r"\d{3}"), re.compile(r"[+−–-]?\d{1,3}")
GROUPED = re.compile(r"\d[.'’]\d{3}(?!\d)")


def _spaced_heads(text: str, line: Line, columns: int) -> list[list[int]]:
    """The cells of a line that names a period or change for each column, what stands in front of them first."""
    if line["kind"] != "paragraph" or len(line["cells"]) != 1:
        return []
    found = _spaced_head(columns).fullmatch(text, line["start"], line["end"])
    if found is None:
        return []
    cells, at = [], found.end("corner")
    for k in range(1, columns + 1):
        start, end = found.span(f"c{k}")
        cells.append([start, end])
    if not any(is_period(text[slice(*cell)]) for cell in cells) and not found["corner"]:
        return []
    return [[found.start("corner"), at], *cells] if found["corner"] else cells


@functools.lru_cache(maxsize=16)
def _spaced_head(columns: int) -> re.Pattern[str]:
    parts = " ".join(rf"(?P<c{k}>{PERIOD.pattern}|{AGAINST_HEAD}|{COUNT_HEAD})" for k in range(1, columns + 1))
    return re.compile(rf"(?:(?P<corner>\D[^\n]*?)[ :]+)?{parts}")


def _are_years(text: str, rows: Sequence[list[list[int]]]) -> bool:
    """Whether a column of rows without a head holds years: `Porsche 911 2025 3`."""
    return any(all(YEAR_CELL.fullmatch(text, *cell) for cell in column) for column in list(zip(*rows, strict=True))[1:])


YEAR_CELL = re.compile(r"(?:19|20)\d\d")


def _between(text: str, line: Line, mark: str) -> list[list[int]]:
    cells, at = [], line["start"]
    for part in text[line["start"] : line["end"]].rstrip("; ").split(mark):
        cells.append([at + len(part) - len(part.lstrip()), at + len(part)])
        at += len(part) + len(mark)
    return [cell for cell in cells if cell[1] > cell[0]]


def _labelled(text: str, cells: list[list[int]]) -> list[list[int]]:
    """`Umsatz: 12,5 | 11,0`: the label of a row may share its cell with the first number."""
    if len(cells) < 2 or ":" not in text[slice(*cells[0])]:
        return cells
    start, end = cells[0]
    colon = text.index(":", start, end)
    value = colon + 1 + len(text[colon + 1 : end]) - len(text[colon + 1 : end].lstrip())
    if value <= colon + 1 or not is_number(text[value:end]) or not is_number(text[slice(*cells[1])]):
        return cells
    return [[start, colon], [value, end], *cells[1:]]


def _part_labels(text: str, lines: Sequence[Line]) -> None:
    """Part a label from the number that a single space sets below those of the first column, where a row has a cell too few: `Advanced Intermediates 398      446`."""
    width = max(len(line["cells"]) for line in lines)
    full = [line["cells"][1] for line in lines if len(line["cells"]) == width and _is_row(text, line)]
    lefts, rights = ({_column(text, cell[edge]) for cell in full} for edge in (0, 1))
    for line in lines:
        start, end = line["cells"][0]
        found = LABEL_AND_NUMBER.fullmatch(text, start, end) if len(line["cells"]) == width - 1 else None
        if found is None or not all(is_number(text[slice(*cell)]) for cell in line["cells"][1:]):
            continue
        if _column(text, found.start(2)) in lefts or _column(text, end) in rights:
            line["cells"] = [[start, found.end(1)], [found.start(2), end], *line["cells"][1:]]


LABEL_AND_NUMBER = re.compile(r"([^\W\d].*(?:[^\W\d][).]?|[€%]\))) ([+−–-]?\d+(?:[.,'’]\d+)*)")


def _column(text: str, at: int) -> int:
    """How many signs stand in front of a place in its line."""
    return at - text.rfind("\n", 0, at) - 1


def _block(text: str, lines: Sequence[Line], i: int) -> int:
    """End of the block of lines with cells that starts at `i` and holds rows of numbers, or `i`."""
    j = i
    while j < len(lines) and _has_cells(text, lines[j]) and (j == i or _near(text, lines[j - 1], lines[j])):
        j += 1
    numeric = [k for k in range(i, j) if _is_row(text, lines[k])]
    if not numeric:
        return i
    first = lines[numeric[0]]
    set_off = any(mark in text[first["start"] : first["end"]] for mark in CELL_MARKS[1:])
    if len(numeric) == 1 and len(first["cells"]) < 3 and j - i < 3 and not set_off:
        return i
    return j


def _has_cells(text: str, line: Line) -> bool:
    cells = line["cells"]
    return (
        line["kind"] == "paragraph"
        and len(cells) > 1
        and all(b - a <= MAX_LABEL for a, b in cells)
        and not _is_sentence(text, cells)
    )


def _is_sentence(text: str, cells: list[list[int]]) -> bool:
    return any(len(text[a:b].split()) > MAX_WORDS and text[a:b].rstrip().endswith(".") for a, b in cells)


def _is_row(text: str, line: Line) -> bool:
    cells = line["cells"]
    if len(cells) < 2 or _is_periods(text, cells) or any(LABELLED.match(text, a, b) for a, b in cells[1:]):
        return False
    filled = [(a, b) for a, b in cells[1:] if b > a]
    numeric = sum(is_number(text[a:b]) for a, b in filled)
    real = any(is_number(text[a:b]) and any(char.isdigit() for char in text[a:b]) for a, b in filled)
    return real and numeric * 2 >= len(filled)


LABELLED = re.compile(r"(?:[^\W\d]|[HQ]\d|\d{4}|\d{1,2}\.\d{1,2}\.\d{2,4})[^:|]*:\s*[\d€(]")
"""A cell with a label of its own: `Umsatz 2026: 412 Mio. € | 2025: 388 Mio. €` is a line of text."""


def _is_periods(text: str, cells: list[list[int]]) -> bool:
    """Whether a line is a head of years or quarters: they read like numbers."""
    found = [text[a:b].strip() for a, b in cells]
    periods = [is_period(cell) for cell in found]
    rest = [cell for cell, period in zip(found, periods, strict=True) if not period]
    return any(periods) and all(not is_number(cell) or not any(char.isdigit() for char in cell) for cell in rest)


def _table(text: str, lines: Sequence[Line], i: int, j: int, last: int) -> int:
    """Mark the block `i:j`; the head is its first line, or that of the table which a caption cuts. Returns the head."""
    head, top = -1, -1
    if not _is_row(text, lines[i]) and _is_head(text, lines, i):
        head, top = i, -1
        if i + 2 < j and _is_second_head(text, lines, i):
            head, top = i + 1, i
            lines[i]["kind"], lines[i]["head"] = "table_head", -1
    elif last >= 0 and _goes_on(text, lines, i, last):
        head = last
    elif _above_caption(text, lines, i):
        head = i - 2
    elif _captioned(text, lines, i):
        head = i - 1
    for k in range(max(i, top + 1), j):
        lines[k]["kind"], lines[k]["head"], lines[k]["bullet"] = "row", head, False
    if head >= 0 and head != last:
        lines[head]["kind"], lines[head]["head"] = "table_head", top
    return head


def _is_second_head(text: str, lines: Sequence[Line], i: int) -> bool:
    """Whether the second line of a block heads its columns and the first spans several of them, or goes on above each."""
    spans, heads, row = (lines[k]["cells"] for k in (i, i + 1, i + 2))
    if _is_row(text, lines[i + 1]) or not _is_row(text, lines[i + 2]) or len(spans) > len(heads) + 1:
        return False
    return _is_periods(text, heads) or (len(spans) < len(heads) == len(row) - 1)


def _above_caption(text: str, lines: Sequence[Line], i: int) -> bool:
    """Whether a head of columns stands above the caption of the first rows: `2025  2024 / Werk Graz / Umsatz  5  4`."""
    if i < 2 or lines[i - 2]["kind"] != "paragraph" or len(lines[i - 1]["cells"]) != 1:
        return False
    heads, caption, row = (lines[k] for k in (i - 2, i - 1, i))
    if len(row["cells"]) - len(heads["cells"]) not in (0, 1) or caption["end"] - caption["start"] > MAX_CELL:
        return False
    filled = [text[a:b] for a, b in heads["cells"]]
    near = all(text.count("\n", lines[k]["end"], lines[k + 1]["start"]) <= 1 for k in (i - 2, i - 1))
    return near and len(filled) > 1 and _has_cells(text, heads) and not _is_row(text, heads)


SECOND = r"[,;] (?:dahinter|daneben|danach|rechts(?: davon)?) "
CAPTION = re.compile(r"\(([^()]+(?:\([^()]*\)[^()]*)?)\)\s*:?$")


def _captioned(text: str, lines: Sequence[Line], i: int) -> bool:
    """`Umsatz im Quartal (in Mio. €; Vorjahr; Veränderung)` above `Graz: 12; 11; +2 %`: the bracket names the columns.

    Gives the line above its cells.
    """
    if not i or lines[i - 1]["kind"] != "paragraph" or text.count("\n", lines[i - 1]["end"], lines[i]["start"]) > 1:
        return False
    above = lines[i - 1]
    bracket = CAPTION.search(text, above["start"], above["end"])
    if bracket is None:
        return False
    columns = len(lines[i]["cells"]) - 1
    for separator in (SECOND, ";", r"\|", "(?<= )/ ", ","):
        parts = list(re.finditer(rf"(?:(?!{separator}).)+", bracket[1]))
        if separator == SECOND:  # the words that part the columns head none
            parts = [part for part in parts if not re.fullmatch(r"\W*(?:dahinter|daneben|danach|rechts)?\W*", part[0])]
        if len(parts) == columns > 1:
            offset = bracket.start(1)
            own = [[offset + part.start(), offset + part.end()] for part in parts]
            above["cells"] = [[above["start"], bracket.start()], *own]
            return True
    return False


def _is_head(text: str, lines: Sequence[Line], i: int) -> bool:
    """The first line of a block heads it, but of two columns only where it names what stands below."""
    cells = lines[i]["cells"]
    below = max(len(line["cells"]) for line in lines[i + 1 : i + 4])
    if len(cells) > 2 or below != 2 or _is_periods(text, cells):
        return True
    first, second = (text[a:b].strip().lower() for a, b in cells)
    known = words("structure")["table"]
    return first.split()[0].rstrip(":") in known["corner"] or any(word in second for word in known["value_head"])


def _goes_on(text: str, lines: Sequence[Line], i: int, head: int) -> bool:
    """Whether the block at `i` goes on with the columns of a head above: only a caption of one cell stands between."""
    above = lines[i - 1]
    caption = len(above["cells"]) == 1 and above["end"] - above["start"] <= MAX_CELL
    if not caption or i < 2 or lines[i - 2]["kind"] != "row" or lines[i - 2]["head"] != head:
        return False
    return len(lines[i]["cells"]) == len(lines[i - 2]["cells"])


def _near(text: str, above: Line, below: Line) -> bool:
    blank = text.count("\n", above["end"], below["start"]) - 1
    return blank <= 0 or (blank == 1 and len(above["cells"]) == len(below["cells"]) > 2)


def with_breaks(text: str, lines: Iterable[Line]) -> str:
    """A text of the same length in which line breaks part the cells that spaces part: `912 880` are two figures, `2025 2024` two years, `CHF  2025` no sum."""
    spaces = [
        a[1]
        for line in lines
        if line["kind"] in ("row", "table_head")
        for a, b in itertools.pairwise(line["cells"])
        if b[0] > a[1] and text[a[1]] == " " and (b[0] - a[1] == 1 or line["kind"] == "table_head")
    ]
    if not spaces:
        return text
    letters = list(text)
    for at in spaces:
        letters[at] = "\n"
    return "".join(letters)


def without_figures(text: str, lines: Sequence[Line], times: Iterable[Mention]) -> list[Mention]:
    """The times of a text that are no figures in the cells of a table."""
    figures = set(_figure_cells(text, lines))
    return [time for time in times if (time.start, time.end) not in figures]


def with_head_years(lines: Sequence[Line], times: list[Mention]) -> list[Mention]:
    """The times of a text, where a part of a year in a table's head takes the year that stands above or below it.

    `April | April` over `2026 | 2025` are two months of two years; `2026 | 2025` over `Q1 | Q2 | Q1 | Q2` four quarters.
    """
    years: dict[int, str] = {}
    for upper, lower in itertools.pairwise(lines):
        if upper["kind"] == lower["kind"] == "table_head":
            above, below = ([k for k in range(len(times)) if _lies_in(times[k], line)] for line in (upper, lower))
            years |= _years_of_parts(times, below, above) or _years_of_parts(times, above, below)
    return [_in_year(time, years[k]) if k in years else time for k, time in enumerate(times)]


def _lies_in(time: Mention, line: Line) -> bool:
    return bool(line["start"] <= time.start and time.end <= line["end"])


def _years_of_parts(times: list[Mention], parts: list[int], years: list[int]) -> dict[int, str]:
    """Index of a part of a year -> its year, where as many stand under each of the years; empty where the lines hold something else."""
    values = [times[k].value for k in (*parts, *years)]
    known = [value for value in values if isinstance(value, TimeValue)]
    if not parts or not years or len(parts) % len(years) or len(known) < len(values):
        return {}
    open_, full = known[: len(parts)], [value.value for value in known[len(parts) :]]
    if not all(value.inferred and PART.fullmatch(value.value) for value in open_) or not all(map(YEAR.fullmatch, full)):
        return {}
    width = len(parts) // len(years)
    return {part: full[at // width] for at, part in enumerate(parts)}


def _in_year(time: Mention, year: str) -> Mention:
    """The same part of another year."""
    value = time.value
    if not isinstance(value, TimeValue):
        return time
    moved = re.sub(r"\d{4}(?=-)", year, value.value)
    first, last = bounds(moved, value.mod)
    return time._replace(value=value.model_copy(update={"value": moved, "start": first, "end": last}))


PART = re.compile(r"(?P<year>\d{4})-(?:Q\d|H\d|\d\d(?:/(?P=year)-\d\d)?)")
YEAR = re.compile(r"\d{4}")


def _figure_cells(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """`(start, end)` of the cells with four digits in rows whose head names periods: figures that look like years."""
    for line in lines:
        if line["kind"] != "row" or line["head"] < 0:
            continue
        heads = lines[line["head"]]["cells"]
        if not any(is_period(text[slice(*cell)]) for cell in heads):
            continue
        yield from ((a, b) for a, b in line["cells"][1:] if b - a == 4 and text[a:b].isdecimal())


# --- one cell a line -------------------------------------------------------------------------------------------------


def _flattened(text: str, lines: list[Line]) -> None:
    """Tables whose cells stand one a line: labels, each followed by as many numbers as there are columns."""
    i = 0
    while i < len(lines):
        if (cards := _cards(text, lines, i)) > 1:
            merged = [_card(lines[k], lines[k + 1]) for k in range(i, i + 2 * cards, 2)]
            lines[i : i + 2 * cards] = merged
            i += cards
            continue
        if i + 1 < len(lines) and _cards(text, lines, i + 1) > 1:
            i += 1  # their title
            continue
        rows, end = _cell_rows(text, lines, i)
        width = max((len(row) for row in rows), default=0)
        if len(rows) < 2 or (width == 2 and len(rows) < 3):
            i += 1
            continue
        heads = _cell_heads(text, lines, i, width - 1)
        first = heads[0] if heads else i
        merged = [_merged([lines[k] for k in row], "row", first if heads else -1) for row in rows]
        if heads:
            merged.insert(0, _merged([lines[k] for k in heads], "table_head", -1))
        lines[first:end] = merged
        i = first + len(merged)


def _cards(text: str, lines: Sequence[Line], i: int) -> int:
    """How many figures stand above their labels from here on, set off by blank lines: `412 Mio. €` above `Umsatz`; 0 where none do."""
    if i and text.count("\n", lines[i - 1]["end"], lines[i]["start"]) < 2:
        return 0
    k = i
    while k + 1 < len(lines) and _is_cell(text, lines[k]) and _is_label(text, lines[k + 1]):
        k += 2
        if k == len(lines) or text.count("\n", lines[k - 1]["end"], lines[k]["start"]) > 1:
            return (k - i) // 2
    return 0


def _card(number: Line, label: Line) -> Line:
    """One line of a list that reads `412 Mio. € Umsatz`."""
    number["end"], number["bullet"] = label["end"], True
    number["cells"] = [[number["start"], number["end"]]]
    return number


def _merged(cells: list[Line], kind: str, head: int) -> Line:
    """One line that holds the cells."""
    first, last = cells[0], cells[-1]
    first["kind"], first["head"] = kind, head
    first["end"], first["cells"] = last["end"], [[cell["start"], cell["end"]] for cell in cells]
    return first


def _cell_rows(text: str, lines: Sequence[Line], i: int) -> tuple[list[list[int]], int]:
    """Line numbers of the rows that start at `i`: a label and as many numbers as the first row has, or one less where that is left empty."""
    rows: list[list[int]] = []
    while i < len(lines) and _is_label(text, lines[i]):
        j = i + 1
        while j < len(lines) and (_is_cell(text, lines[j]) or (j > i + 1 and _is_empty(text, lines[j]))):
            j += 1
        if (
            j == i + 1
            or (rows and not len(rows[0]) - 1 <= j - i <= len(rows[0]))
            or (rows and j - i < 3 <= len(rows[0]))
        ):
            break
        rows.append(list(range(i, j)))
        i = j
    return rows, i


def _is_cell(text: str, line: Line) -> bool:
    content = text[line["start"] : line["end"]]
    return (
        len(line["cells"]) == 1
        and not line["bullet"]
        and is_number(content)
        and any(char.isdigit() for char in content)
        and not is_period(content)
    )


def _is_empty(text: str, line: Line) -> bool:
    return len(line["cells"]) == 1 and bool(EMPTY.fullmatch(text[line["start"] : line["end"]]))


def _is_label(text: str, line: Line) -> bool:
    content = text[line["start"] : line["end"]]
    return (
        len(line["cells"]) == 1
        and not line["bullet"]
        and len(content) <= MAX_CELL
        and not is_number(content)
        and not content.rstrip().endswith((".", ":", "!", "?", ","))
        and not DATE.search(CLOSING_DAY.sub("", BRACKETED.sub("", content)))
    )


BRACKETED = re.compile(r"\([^()]*\)")
"""What a label says in brackets may be a day: `Mitarbeitende (30.6.)`."""
CLOSING_DAY = re.compile(
    r",? (?:per|am|zum|Stand)(?: Ende)? \d{1,2}\. ?(?:\d{1,2}\.|[A-ZÄÖÜ][a-zäöü]{2,8})(?: ?(?:19|20)\d\d)?$"
)
"""The day that closes a label: `Personalbestand per 30. Juni`."""


def _cell_heads(text: str, lines: Sequence[Line], first: int, columns: int) -> list[int]:
    """The lines right above the first row that head the columns, or nothing where there are too few or too many."""
    k = first
    while k > 0 and first - k <= columns + 1 and _may_head(text, lines[k - 1]):
        k -= 1
    found = list(range(k, first))
    if len(found) < columns or columns < 2:
        return []
    corner = found[-columns - 1 : -columns]
    over = text[lines[corner[0]]["start"] : lines[corner[0]]["end"]] if corner else ""
    titled = over[:1] and over.split()[0].lower() in _corners() and not re.search(r"\d", over)  # else the table's title
    return found[-columns - 1 :] if titled else found[-columns:]


def _may_head(text: str, line: Line) -> bool:
    """Whether a line can be the head of a column: a label, a period, or what is told against one (`Veränd. zu 1. Halbjahr 2025`)."""
    against = AGAINST.fullmatch(text[line["start"] : line["end"]])
    return _is_label(text, line) or _is_period(text, line) or bool(against and is_period(against["period"]))


@functools.cache
def _corners() -> frozenset[str]:
    return frozenset(words("structure")["table"]["corner"])


def _is_period(text: str, line: Line) -> bool:
    return is_period(text[line["start"] : line["end"]])
