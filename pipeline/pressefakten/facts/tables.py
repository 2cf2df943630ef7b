"""Table cells: which label stands in front of a row and which head above a column; unit and scale of the heads."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pressefakten.facts.cues import Num
from pressefakten.facts.page import Item, Page, Sentence
from pressefakten.facts.triggers import matches
from pressefakten.normalize.grid import is_number
from pressefakten.patterns import words

UNIT = re.compile(
    r"[(\[]\s*(?:in\s+)?([^()\[\]]{1,20}?)\s*[)\]]|,?\s+in\s+(\S{1,12}(?:\s(?:Euro|EUR|CHF|Franken|€))?)\s*$"
)
IN_HEAD = re.compile(
    r"\bin\s+((?:T|Tsd\.?|Mio\.?|Mrd\.?|Millionen|Milliarden)?\s?(?:Euro|EUR|CHF|Franken|€|TEUR|TCHF|T€))",
    re.IGNORECASE,
)


def place(page: Page, row: Sentence, nums: Iterable[Num]) -> None:
    """Give each number of a row its row label and column head, and make change columns changes."""
    nums = list(nums)
    line = page.lines[row.line]
    cells = line["cells"]
    first_number = min((num.ent.start for num in nums), default=row.end)
    labelled = len(cells) > 1 and not is_number(page.text[slice(*cells[0])])
    label_end = cells[0][1] if labelled else first_number
    label = row.words(row.start, label_end)
    head = page.opener(row)
    heads = page.lines[head.line]["cells"] if head is not None and page.kind(head) == "table_head" else []
    for num in nums:
        if num.ent.start < label_end:
            num.part = "label"  # a number in a name: `KR 210`, `2 Jahre alt`
            continue
        num.label_items = label
        column = next((k for k, (a, b) in enumerate(cells) if a <= num.ent.start < b), -1)
        at = _head_of(page, row, cells, head, heads, column) if head is not None else -1
        if head is not None and at >= 0:
            num.column = at
            num.head_items = head.words(*heads[at])
        num.part = _part(num, page)


def _head_of(
    page: Page, row: Sentence, cells: list[list[int]], head: Sentence, heads: list[list[int]], column: int
) -> int:
    """Index of the head above a cell: by count, by the place in the line where the columns are set with spaces, or -1."""
    if not heads or column < 0:
        return -1
    missing = len(cells) - len(heads)
    if missing not in (0, 1) and _is_spaced(page, cells):
        return _beneath(page, row, cells[column], head, heads)
    at = column - max(0, missing)
    return at if 0 <= at < len(heads) else -1


def _is_spaced(page: Page, cells: list[list[int]]) -> bool:
    return all(not page.text[a[1] : b[0]].strip(" ") for a, b in itertools.pairwise(cells))


def _beneath(page: Page, row: Sentence, cell: list[int], head: Sentence, heads: list[list[int]]) -> int:
    """Index of the head whose columns of characters overlap those of the cell most, or lie nearest."""
    own = [at - page.text.rfind("\n", 0, row.start) for at in cell]
    above = page.text.rfind("\n", 0, head.start)
    gaps = [max(own[0] - (b - above), (a - above) - own[1]) for a, b in heads]
    return min(range(len(heads)), key=gaps.__getitem__)


def _part(num: Num, page: Page) -> str:
    text = " ".join(item.low for item in num.head_items)
    if num.head_items and is_change(num.head_items):
        return "change"
    if (
        num.part == "change"
        and num.head_items
        and any(item.ent and item.ent.label == "DATE" for item in num.head_items)
    ):
        return "level"
    return "change" if num.part == "change" and (not text or num.label == "PERCENT") else "level"


@functools.cache
def _column(kind: str) -> tuple[str, ...]:
    return tuple(words("figures")["column"][kind])


def is_change(head: Iterable[Item]) -> bool:
    """Whether a column head announces changes."""
    text = " ".join(item.low for item in head)
    return any(form.rstrip("*") in text for form in _column("change"))


def elided_unit(page: Page, num: Num) -> dict[str, Any]:
    """Unit, currency and scale that the row label, column head or heading states for a bare number."""
    sentence = num.sentence
    sources = [_text(page, num.label_items), _text(page, num.head_items)]
    opener, heading = page.opener(sentence), page.heading(sentence)
    if opener is not None:
        cells = page.lines[opener.line]["cells"]
        corner = page.kind(opener) == "table_head" and len(cells) == len(page.lines[sentence.line]["cells"])
        sources.append(
            page.text[slice(*cells[0])]
            if corner
            else ""
            if page.kind(opener) == "table_head"
            else page.text[opener.start : opener.end]
        )
    if heading is not None:
        sources.append(page.text[heading.start : heading.end])
    top = opener if opener is not None else sentence
    above = page.previous(page.first_of_line(top.line) or top)
    table = page.kind(sentence) == "row"
    if table and above is not None and above is not heading and page.kind(above) not in ("row", "table_head"):
        sources.append(page.text[above.start : above.end])  # a caption that is no heading
    for source in sources:
        found = _unit(source)
        if found:
            return found
    return {}


def _text(page: Page, items: list[Item]) -> str:
    return page.text[items[0].start : items[-1].end] if items else ""


def _unit(source: str) -> dict[str, Any]:
    for match in [*UNIT.finditer(source), *IN_HEAD.finditer(source)]:
        stated = next(group for group in match.groups() if group).strip()
        found = _money(stated) or _quantity(stated)
        if found:
            return found
    return {}


def _money(stated: str) -> dict[str, Any]:
    parts = re.findall(r"[^\s.,]+", stated.lower())
    currency = next((code for part in parts for form, code in _table("currency").items() if part == form), None)
    scale = next((factor for part in parts for form, factor in _table("scale").items() if part == form), None)
    if currency is None and scale is None:
        return {}
    return {"currency": currency, "scale": Decimal(scale or 1)}


@functools.cache
def _table(name: str) -> dict[str, Any]:
    return dict(words("figures")["column"][name])


def _quantity(stated: str) -> dict[str, Any]:
    first = stated.split("/")[0].strip() if stated.lower() in ("kw/ps", "ps/kw") else stated
    unit = words("figures")["column"]["unit"].get(first.lower().replace(" ", ""))
    return {"unit": unit} if unit else {}


def is_unit(low: str) -> bool:
    """Whether a lower-cased word is a unit, a currency or a scale and nothing else."""
    return any(low.rstrip(".") in _table(name) for name in ("unit", "currency", "scale"))


def row_label_matches(num: Num, patterns: Iterable[str]) -> bool:
    """Whether a word of the row label fits one of the patterns."""
    return any(matches(pattern, item.low) for item in num.label_items for pattern in patterns)
