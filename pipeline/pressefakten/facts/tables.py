"""Table cells: which label stands in front of a row and which head above a column; unit and scale of the heads."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pressefakten.facts.arithmetic import Sum, column_sums
from pressefakten.facts.cues import Num, is_date
from pressefakten.facts.page import Item, Page, Sentence, cell_at, is_model
from pressefakten.facts.triggers import Forms, Hit
from pressefakten.normalize.grid import is_number, is_period
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.rules import Draft

UNIT = re.compile(
    r"[(\[,;:]\s*(?:(?:alle\s+)?(?:Angaben|Beträge|Werte|Zahlen|Anteile?|Quoten?|Mengen?)\s+)?(?:in\s+)?(?!\d{1,3}\s)([^()\[\],;:]{1,20}?)\s*(?=[)\],;:]|$)"
    r"|,?\s+in\s+(\S{1,12}(?:\s(?:Euro|EUR|CHF|Franken|€|Stück|Einheiten))?)\s*$",
    re.IGNORECASE,
)
IN_HEAD = re.compile(
    r"\bin\s+((?:T|Tsd\.?|Tausend|Mio\.?|Mrd\.?|Mia\.?|Millionen|Milliarden)?\s?(?:Euro|EUR|CHF|(?:Schweizer\s)?Franken|S?Fr\b|€|TEUR|TCHF|T€)"
    r"(?:\s(?:Tsd|Tausend|Mio|Mrd|Mia|Millionen|Milliarden)\b)?)",
    re.IGNORECASE,
)


def _is_number_as_name(page: Page, row: Sentence) -> bool:
    """Whether a row opens with a number where the others of its table open with names: `718` below `Macan` and `Taycan`."""
    if row.line not in page.blocks:
        return False
    first, width = page.blocks[row.line]
    if first not in page.by_name:
        lines = itertools.takewhile(lambda k: page.blocks.get(k, (-1, 0))[0] == first, range(first, len(page.lines)))
        openers = [page.lines[k]["cells"][0] for k in lines if page.lines[k]["kind"] == "row"]
        page.by_name[first] = sum(not is_number(page.text[slice(*cell)]) for cell in openers) > len(openers) / 2
    return len(page.lines[row.line]["cells"]) == width and page.by_name[first]


def place(page: Page, row: Sentence, nums: Iterable[Num]) -> None:
    """Give each number of a row its row label and column head, and make change columns changes."""
    nums = list(nums)
    line = page.lines[row.line]
    cells = line["cells"]
    first_number = min((num.ent.start for num in nums), default=row.end)
    labelled = len(cells) > 1 and (not is_number(page.text[slice(*cells[0])]) or _is_number_as_name(page, row))
    label_end = cells[0][1] if labelled else first_number
    label, whole = row.words(row.start, label_end), _label_of_whole(page, row) if labelled else []
    head = page.opener(row)
    heads = page.lines[head.line]["cells"] if head is not None and page.kind(head) == "table_head" else []
    sums = (
        column_sums(page, page.blocks[row.line][0])
        if len(cells) == _width(page, row) and row.line in page.blocks
        else {}
    )
    for num in nums:
        if num.ent.start < label_end:
            if not (num.label == "QUANTITY" and any(is_model(item) for item in label if item.end <= num.ent.start)):
                num.part = "label"  # a number in a name: `KR 210`, `2 Jahre alt`; not `EV2 Air 61 kWh`
            continue
        num.label_items, num.whole_items = label, whole
        column = cell_at(cells, num.ent.start)
        at = _head_of(page, row, cells, head, heads, column) if head is not None else -1
        if head is not None and at >= 0:
            num.column = at
            num.head_items = _words_of_head(head, heads, at, cells) + _span_above(page, row, head, heads, at)
        num.cell, num.change = column, sums.get(column)
        points = num.value.get("unit") == "pp"
        changed = points or num.change is not None or (head and _is_percent_of_two(page, head, heads, at))
        num.part = (
            "change" if changed else "level" if _is_before_brackets(page, cells, column, heads) else _part(num, page)
        )
        if num.part == "level" and (_is_earlier(num, column, sums) or _in_brackets(page, cells, column, heads)):
            num.part = "previous"
        if num.part == "level" and num.label == "NUMBER" and num.value.get("value") is not None:
            stated = elided_unit(page, num)
            num.in_currency = bool(stated.get("currency"))
            _give_unit(num, stated)
        if num.part == "change":
            num.sign = -1 if num.ent.text[0] in "-−–" else 1 if num.ent.text[0].isdigit() else num.sign


def _words_of_head(head: Sentence, heads: list[list[int]], at: int, cells: list[list[int]]) -> list[Item]:
    """The words of a column head; one that says only that its numbers are another year's goes on with the head in front: `Anteil 2025 | dahinter 2024`."""
    own = head.words(*heads[at])
    if at == len(heads) - len(cells) + 1 or not own or own[0].low not in _scope("beside"):
        return own
    return own + [item for item in head.words(*heads[at - 1]) if item.ent is None]


def _in_brackets(page: Page, cells: list[list[int]], column: int, heads: list[list[int]]) -> bool:
    """Whether a cell is nothing but a number in brackets beside another one: `Vollzeitstellen | 118 | (112)`, no head above."""
    if heads or column < 2 or not is_number(page.text[slice(*cells[column - 1])]):
        return False
    cell = page.text[slice(*cells[column])].strip()
    return cell[:1] + cell[-1:] == "()"


def _is_before_brackets(page: Page, cells: list[list[int]], column: int, heads: list[list[int]]) -> bool:
    """Whether a cell without a head stands in front of one in brackets, which holds its earlier level: `Ergebnis –6,9 (12,2)`."""
    return not heads and column == 1 and len(cells) == 3 and page.text[cells[2][0] - 1] == "("


def place_behind_label(label: list[Item], colon: int, nums: Iterable[Num]) -> None:
    """Make the bare numbers of a line cells of the sums that its label tells: `Umsatz (Mio. €): 880,1 (Q1 2025: 821,4)`."""
    stated = _unit(joined(label)) if any(item.low in ("(", "in") for item in label) else {}
    for num in nums if stated.get("scale") else ():
        if num.at > colon and num.label == "NUMBER" and not num.noun:
            num.label_items, num.in_currency = label, bool(stated.get("currency"))


def _is_earlier(num: Num, column: int, sums: Mapping[int, Sum]) -> bool:
    """Whether a column without a date in its head is the one that the changes are counted from: `412,3 | 388,1 | +6,2 %`."""
    dated = any(is_date(item) for item in num.head_items)
    return not dated and any(known.earlier == column for known in sums.values())


def _give_unit(num: Num, stated: Mapping[str, Any]) -> None:
    """Make a bare cell the percentage or the amount of energy or goods that label, head or caption call it."""
    unit, value = stated.get("unit"), num.value["value"]
    if unit == "%" and abs(value) <= 100:
        num.label, num.value, num.unit = "PERCENT", num.value | {"unit": "%"}, "%"
    elif unit in AMOUNTS or (unit in SCALED and stated.get("scale")):
        amount = scaled(value, stated.get("scale", Decimal(1)))
        num.label, num.value, num.unit = "QUANTITY", num.value | {"unit": unit, "value": amount}, unit


def scaled(amount: float, factor: Decimal) -> int | float:
    """An amount times its scale, an integer where it is whole."""
    found = Decimal(str(amount)) * factor
    return int(found) if found == found.to_integral() else float(found)


AMOUNTS = frozenset(("MWh", "GWh", "TWh", "GW"))
"""Units that no datum of a product has."""
SCALED = frozenset(("kWh", "MW", "t", "l", "m3"))
"""Units that data of products have, but not in thousands or millions."""


def _is_percent_of_two(page: Page, head: Sentence, heads: list[list[int]], at: int) -> bool:
    """Whether a column headed by nothing but `%` stands behind two of periods: `2025 | 2024 | %`."""
    if at < 2 or page.text[slice(*heads[at])].strip(" ()") not in ("%", "in %"):
        return False
    return all(
        is_period(page.text[slice(*cell)]) or any(is_date(item) for item in head.words(*cell))
        for cell in heads[at - 2 : at]
    )


def _span_above(page: Page, row: Sentence, head: Sentence, heads: list[list[int]], at: int) -> list[Item]:
    """The head that spans several columns, among them that of the head `at`: the spans share the columns evenly or lie above them."""
    over = page.opener(head)
    if over is None or page.kind(over) != "table_head":
        return []
    spans = page.lines[over.line]["cells"]
    labelled = len(heads) == _width(page, row)  # the lower head has a cell above the labels
    columns, column = len(heads) - labelled, at - labelled
    if column < 0:
        return []
    marked = page.text[head.start - 1 : head.start] in "\t|;"
    label = page.lines[row.line]["cells"][0]
    edge = _indent(page, head.start) if marked else label[1] - label[0] + _indent(page, label[0])
    titled = _indent(page, over.start) < edge  # the first cell of the upper head stands above the labels of the rows
    for corner in (1, 0) if titled else (0, 1) if marked else (0,):
        count = len(spans) - corner
        if count > 0 and columns % count == 0:
            return over.words(*spans[corner + column // (columns // count)])
    return over.words(*spans[_beneath(page, head, heads[at], over, spans)])


def _indent(page: Page, at: int) -> int:
    return at - page.text.rfind("\n", 0, at)


def _head_of(
    page: Page, row: Sentence, cells: list[list[int]], head: Sentence, heads: list[list[int]], column: int
) -> int:
    """Index of the head above a cell: by count, by the place in the line where the columns are set with spaces, or -1."""
    if not heads or column < 0:
        return -1
    width = _width(page, row)
    missing = width - len(heads)
    cornered = missing or _indent(page, heads[0][0]) < _indent(page, cells[0][1])  # else no head above the labels
    if (missing not in (0, 1) or len(cells) < width or not cornered) and _is_spaced(page, cells):
        return _beneath(page, row, cells[column], head, heads)
    at = column + 1 if missing == -1 and _is_ranked(page, cells) else column - max(0, missing)
    return at if 0 <= at < len(heads) else -1


def _is_ranked(page: Page, cells: list[list[int]]) -> bool:
    """Whether a row opens with a number that is none of its cells: `1. Yamaha / 4'702` below `Rang / Marke / 2025`."""
    return RANK.fullmatch(_front(page, cells)) is not None


RANK = re.compile(r"\s*\d{1,3}[.)]?\s+")


def _width(page: Page, row: Sentence) -> int:
    """The most cells that a row has among the rows right around it under the same head."""
    return page.blocks[row.line][1] if row.line in page.blocks else len(page.lines[row.line]["cells"])


def _is_spaced(page: Page, cells: list[list[int]]) -> bool:
    """Whether the cells of a line are set below their heads with spaces; single ones only part them."""
    gaps = [page.text[a[1] : b[0]] for a, b in itertools.pairwise(cells)]
    return all(not gap.strip(" ") for gap in gaps) and any(len(gap) > 1 for gap in gaps)


def _beneath(page: Page, row: Sentence, cell: list[int], head: Sentence, heads: list[list[int]]) -> int:
    """Index of the head whose columns of characters overlap those of the cell most, or lie nearest."""
    own = [at - page.text.rfind("\n", 0, row.start) for at in cell]
    above = page.text.rfind("\n", 0, head.start)
    gaps = [max(own[0] - (b - above), (a - above) - own[1]) for a, b in heads]
    return min(range(len(heads)), key=gaps.__getitem__)


def _part(num: Num, page: Page) -> str:
    if num.part == "previous" and num.depth and not num.head_items:
        return "previous"  # `Umsatz ..... 208,6 Mio. € (205,7)`
    text = " ".join(item.low for item in num.head_items)
    if num.head_items and is_change(num.head_items):
        return "change"
    dates = [item.ent is not None and item.ent.label == "DATE" for item in num.head_items]
    against = sum(dates) > 1 and any(item.low in _column("against") for item in num.head_items)
    rate = num.label == "PERCENT" and any(form.rstrip("*") in text for form in _column("share"))
    if num.part == "change" and (any(dates) or rate) and not against:
        return "level"  # also `–17,8 %` below `EBIT-Marge`
    return "change" if num.part == "change" and (not text or num.label == "PERCENT" or against) else "level"


@functools.cache
def _column(kind: str) -> tuple[str, ...]:
    return tuple(words("figures")["column"][kind])


def is_change(head: Iterable[Item]) -> bool:
    """Whether a column head announces changes."""
    words_ = [item.low for item in head]
    text, joined = " ".join(words_), "".join(words_)
    if words_[:1] and words_[0] in _column("against"):
        return True  # `zu 2024`
    if any(form.rstrip("*") in text or form in joined for form in _column("change")):
        return True
    return "in %" in text and not any(form.rstrip("*") in text for form in _column("share"))


def thing(page: Page, num: Num) -> list[Item]:
    """The words that say what a bare whole number of a table counts: its row label, or the column head beside a name or time."""
    value = num.value.get("value")
    stated = elided_unit(page, num)
    if not num.label_items or value is None or value != int(value) or stated.get("unit") or stated.get("currency"):
        return []
    above = caption(page, num.sentence) or page.heading(num.sentence)
    if above is not None and _titles_by(title := _title(above)):
        return title[:1]  # `Fahrgäste nach Linien`
    named = any(item.ent is not None for item in num.label_items)
    if named and (houses := of_houses(num)):
        return houses
    items = [
        item for item in (num.head_items if named else num.label_items) if item.depth == 0 and item.text not in "()"
    ]
    return items if all(item.ent is None for item in items) else []


def of_houses(num: Num, before: Draft | None = None) -> list[Item]:
    """The noun of a column head that counts branches or sites: `Standorte 31.12.2025`; of a row label below one of staff."""
    staff = before is not None and before.slots["metric"] == "employees" and len(num.label_items) == 1
    named = [*num.head_items, *(num.label_items if staff else ())]
    return [item for item in named if are_houses(item)][:1]


def are_houses(item: Item) -> bool:
    """Whether a word is a common noun for branches or sites."""
    return item.ent is None and _houses().fit(item.low)


@functools.cache
def _houses() -> Forms:
    return Forms(words("figures")["change"]["opened"])


def titled_by(page: Page, sentence: Sentence) -> Item | None:
    """What the title of a list or table counts that it breaks down: `Fahrgäste nach Linien`."""
    for above in (page.opener(sentence), page.heading(sentence)):
        if above is not None and _titles_by(title := _title(above)):
            return title[0]
    return None


def _title(above: Sentence) -> list[Item]:
    """The words of a title without what stands in front of its colon: `Tabelle: Fahrgäste nach Linien`."""
    mark = next((k for k, item in enumerate(above.items) if item.text == ":"), -1)
    return above.items[mark + 1 :]


def _titles_by(title: list[Item]) -> bool:
    """Whether a title names what is counted and by what it is broken down."""
    words_ = [
        item for item in title[1:4] if item.ent is None or item.ent.label != "DATE"
    ]  # `Nächtigungen 2026 nach Herkunft`
    return bool(words_) and title[0].ent is None and title[0].text[0].isupper() and words_[0].low == "nach"


def is_cumulative(head: Iterable[Item]) -> bool:
    """Whether a column head says that its figures count from the start of the year: `Jahr kumuliert`, `YTD`."""
    text = " ".join(item.low for item in head)
    return any(form in text for form in _column("cumulative"))


def is_points(head: Iterable[Item]) -> bool:
    """Whether a column head says that its changes are percentage points."""
    return any(item.low in _column("points") for item in head)


def elided_unit(page: Page, num: Num) -> Mapping[str, Any]:
    """Unit, currency and scale that the row label, column head or heading states for a bare number."""
    return _first_unit(_stated(page, num))


def own_scale(page: Page, num: Num) -> bool:
    """Whether a count has the scale that stands above it: its own label or column states it, or it is thousands; `in Mio. Fr.` is of the sums alone."""
    own = _first_unit((joined(num.label_items), joined(num.head_items)))
    return (
        bool(own.get("scale"))
        or not float(num.value.get("value") or 0).is_integer()
        or (elided_unit(page, num)["scale"] <= THOUSAND)
    )


THOUSAND = 1000
"""Scales up to here are those of counts, too: `Übernachtungen (in 1000)`."""


def _stated(page: Page, num: Num) -> Iterator[str]:
    yield joined(num.label_items)
    yield joined(num.head_items)
    yield from _stated_above(page, num.sentence)
    yield joined(num.whole_items)


def _label_of_whole(page: Page, row: Sentence) -> list[Item]:
    """The label of the row that this one is a part of: it says `davon`, opens with a dash or is set further in; empty for others."""
    first = page.blocks.get(row.line, (row.line,))[0]
    if not _is_part(page, row, first):
        return []
    for at in range(row.index - 1, -1, -1):
        above = page.sentences[at]
        if page.kind(above) != "row" or above.line < first:
            break
        if not _is_part(page, above, first):
            return above.words(*page.lines[above.line]["cells"][0])
    return []


def _is_part(page: Page, row: Sentence, first: int) -> bool:
    """Whether a row says by its first word, a dash or by standing further in than the first row that it is a part of one above."""
    if row.items and row.items[0].low in _scope("of which"):
        return True
    front, opening = (_front(page, page.lines[line]["cells"]) for line in (row.line, first))
    dashed = front.strip()[:1] in DASHES and opening.strip() != front.strip()
    return dashed or (not front.strip() and len(front) > len(opening))


def _front(page: Page, cells: list[list[int]]) -> str:
    """What stands in front of the first cell of a line."""
    start = cells[0][0]
    return page.text[page.text.rfind("\n", 0, start) + 1 : start]


DASHES = ("–", "-", "•", "·")


@functools.cache
def _scope(name: str) -> frozenset[str]:
    """As `scope_words`, which stands above this module."""
    return frozenset(words("figures")["scope"][name])


def counts_things(head: Iterable[Item]) -> bool:
    """Whether a column head says that its cells are numbers of things: `Anzahl`, `Stück`."""
    return any(item.low.rstrip(".") in _column("counts") for item in head)


def lacks_a_unit(page: Page, row: Sentence, num: Num) -> bool:
    """`EBIT (Mio. CHF) 7,9`, below it `Beförderte Fahrzeuge 508'300`: a row without a unit among rows that state theirs is another quantity."""
    if page.kind(row) != "row" or row.index == 0 or elided_unit(page, num):
        return False
    above = page.sentences[row.index - 1]
    if page.kind(above) != "row" or page.blocks.get(above.line) != page.blocks.get(row.line):
        return False
    return bool(_unit(page.text[slice(*page.lines[above.line]["cells"][0])]))


def unit_of_table_before(page: Page, row: Sentence) -> Mapping[str, Any]:
    """Currency and scale of the table before, which a further table without any may go on with."""
    if page.kind(row) != "row" or row.line not in page.blocks:
        return {}
    if page.units_before is None:
        page.units_before = _units_before(page)
    found = page.units_before[page.blocks[row.line][0]]
    return found if found.get("currency") else {}


def _units_before(page: Page) -> dict[int, Mapping[str, Any]]:
    """First line of each table -> the unit that a row above it has last; one pass over the rows."""
    found: dict[int, Mapping[str, Any]] = {}
    last: Mapping[str, Any] = {}
    for row in page.sentences:
        if page.kind(row) == "row":
            found.setdefault(page.blocks[row.line][0], last)
            last = _first_unit(_stated_above(page, row)) or last
    return found


def unit_of_section(page: Page, sentence: Sentence) -> Mapping[str, Any]:
    """Currency and scale that the nearest heading above states, headings of parts between: `Die Bereiche 2025 in Mio. Euro`, `Europa`, `Umsatz: 4.921`."""
    for above in reversed(page.sentences[max(0, sentence.index - SECTION) : sentence.index]):
        kind = page.kind(above)
        if kind in ("paragraph", "quote"):
            break
        found = _unit(page.text[above.start : above.end]) if kind in HEADS else {}
        if found.get("currency"):
            return found
    return {}


HEADS = frozenset(("headline", "subhead", "heading", "table_head"))
SECTION = 40
"""Lines above a figure in which a heading may state its unit."""


def _stated_above(page: Page, row: Sentence) -> Iterator[str]:
    """What may state the unit of a line's numbers: the corners of its heads, its captions, a cell of its own."""
    opener, heading, head = page.opener(row), page.heading(row), page.opener(row)
    while opener is not None and page.kind(opener) == "table_head":
        yield joined(corner(page, opener, row))
        stated = _unit_cell(page, page.lines[opener.line]["cells"])
        yield stated if _money(stated) else ""  # a bare `%` heads its own column
        opener = page.opener(opener)
    if opener is not None:
        yield page.text[opener.start : opener.end]
    if head is not None and page.text[head.end - 1] == ")" and page.lines[head.line]["cells"][-1][1] < head.end:
        yield page.text[head.start : head.end]  # a caption whose bracket names the columns
    if heading is not None:
        yield page.text[heading.start : heading.end]
    top = top_head(page, row) or row
    above = page.previous(page.first_of_line(top.line) or top)
    table = page.kind(row) == "row"
    if table and above is not None and above is not heading and page.kind(above) not in ("row", "table_head"):
        yield page.text[above.start : above.end]  # a caption that is no heading
    yield own_unit(page, row)


def _first_unit(sources: Iterable[str]) -> Mapping[str, Any]:
    return next((found for source in sources if (found := _unit(source))), {})


def own_unit(page: Page, row: Sentence) -> str:
    """The cell of a row that is nothing but a unit: `Umsatz | Mio. EUR | 427,6 | 399,8`; empty where there is none."""
    if page.kind(row) != "row":
        return ""
    return _unit_cell(page, page.lines[row.line]["cells"][1:-1])


def _unit_cell(page: Page, cells: list[list[int]]) -> str:
    """The first cell that states a currency or scale and nothing else, for all of a row or table; empty where there is none."""
    stated = (page.text[slice(*cell)].strip(" ()[]") for cell in cells)
    return next((cell for cell in stated if cell and all(is_unit(word) for word in cell.lower().split())), "")


def corner(page: Page, head: Sentence, row: Sentence) -> list[Item]:
    """What stands in a table head above the labels: the title of the table or the unit of all its cells."""
    cells = page.lines[head.line]["cells"]
    width = len(page.lines[row.line]["cells"])
    titled = len(cells) >= width or (page.opener(head) is None and len(cells) == 1)
    return head.words(*cells[0]) if titled or _is_above_labels(page, head, row) else []


def above_labels(page: Page, head: Sentence, row: Sentence, hits: list[Hit]) -> list[Hit]:
    """The phrases of a head that stand above the labels or span columns; all those of a line that is no head of columns."""
    cells = page.lines[head.line]["cells"]
    if page.kind(head) != "table_head" or len(cells) < len(page.lines[row.line]["cells"]) - 1:
        return hits
    whole = {item.start for item in corner(page, head, row)}
    return [hit for hit in hits if head.items[hit.start].start in whole]


def _is_above_labels(page: Page, head: Sentence, row: Sentence) -> bool:
    """Whether the first cell of a head of spans stands above the labels of a table set with spaces and states a unit."""
    first, label = page.lines[head.line]["cells"][0], page.lines[row.line]["cells"][0]
    left = _indent(page, first[0]) < _indent(page, label[1])
    return left and _is_spaced(page, page.lines[head.line]["cells"]) and bool(_unit(page.text[slice(*first)]))


def caption_inside(page: Page, row: Sentence) -> list[Item]:
    """The line between the head of a table and its rows that says whose they are: `Werk Graz` above `Umsatz  12  11`."""
    line = page.lines[row.line]
    if line["kind"] != "row" or not 0 <= line["head"] < line["heading"]:
        return []
    caption = page.first_of_line(line["heading"])
    return caption.items if caption is not None else []


def titles(page: Page, row: Sentence) -> list[Item]:
    """The words that hold for all cells of a table: those above the labels in its heads, and its caption."""
    found: list[Item] = []
    head = page.opener(row)
    while head is not None and page.kind(head) == "table_head":
        found += corner(page, head, row)
        head = page.opener(head)
    above = head or caption(page, row)
    return found + (above.items if above is not None else [])


def labels_from(page: Page, row: Sentence) -> Iterator[list[Item]]:
    """The labels of a row and of those below it in its table, up to a blank line: what stands behind it is no total."""
    at = row.index
    while at < len(page.sentences) and page.kind(page.sentences[at]) == "row":
        line = page.sentences[at].line
        if page.blocks.get(line, (line,))[0] != page.blocks.get(row.line, (row.line,))[0]:
            break
        if at > row.index and page.text.count("\n", page.sentences[at - 1].end, page.sentences[at].start) > 1:
            break
        yield page.sentences[at].words(*page.lines[line]["cells"][0])
        at += 1


CAPTIONS = ("heading", "item", "bullet")
SHORT = 60
"""Characters of a line above a table that is its caption if it states the unit."""


def caption(page: Page, row: Sentence) -> Sentence | None:
    """The line right above a table that is neither its head nor a row."""
    top = top_head(page, row)
    if top is None:
        top = page.first_of_line(page.blocks[row.line][0]) if row.line in page.blocks else row
    if top is None:
        return None
    above = page.previous(page.first_of_line(top.line) or top)
    near = above is not None and page.text.count("\n", above.end, top.start) <= 2
    if not near or above is None:
        return None
    stated = page.text[above.start : above.end]
    short = len(stated) <= SHORT and bool(_unit(stated))  # `1.1. – 30.6.2026, in CHF Mio.`
    return above if page.kind(above) in CAPTIONS or stated.endswith(":") or short else None


def top_head(page: Page, row: Sentence) -> Sentence | None:
    """The uppermost head of a row, or the line that opens its list."""
    head = page.opener(row)
    over = page.opener(head) if head is not None and page.kind(head) == "table_head" else None
    return over or head


def joined(items: list[Item]) -> str:
    """The words as they stand in the text; heads of two lines are joined with a space."""
    found = ""
    for k, item in enumerate(items):
        found += (" " if k and items[k - 1].end != item.start else "") + item.text
    return found


@functools.lru_cache(maxsize=2048)
def _unit(source: str) -> Mapping[str, Any]:
    """Unit, currency and scale that a head, label or caption states; the figures below it ask again and again."""
    for match in [*UNIT.finditer(source), *IN_HEAD.finditer(source)]:
        stated = next(group for group in match.groups() if group).strip()
        found = _amount(stated) or _money(stated) or _quantity(stated)
        if found and not (found.get("unit") == "%" and _is_of_changes(source[: match.end()])):
            return found
    if RATE.search(source):
        return {"unit": "%"}
    if (slashed := SLASHED.search(source)) and (found := _quantity(slashed[1].replace(" ", ""))):
        return found
    bare = source.strip(" :()[]")
    if len(bare) <= MAX_BARE and all(is_unit(word) for word in bare.lower().split()):
        return _money(bare) or _quantity(bare)
    *front, last = bare.split() or [""]
    if len(front) > 1 and is_unit(last.lower()) and is_unit(front[-1].lower()) and not front[-2][-1].isdigit():
        return _money(f"{front[-1]} {last}")  # `Auftragseingang Mio €`
    closes = bool(front) and front[-1][-1].isalpha() and front[-1].lower() not in ("je", "pro")
    symbol = last[:1].isalpha() and not (last.isupper() and len(last) == 1) and _table("unit").get(last.lower()) == last
    return _quantity(last) if closes and symbol else {}  # `Radstand mm`, not `Werk A`


def unit_of_label(label: list[Item]) -> str | None:
    """The unit that the label of a line states for the bare number behind it."""
    return _unit(joined(label)).get("unit") if label else None


def stated(words_: str) -> dict[str, Any]:
    """Currency and scale that the words open with: `Mio . Euro`, `Franken`; both must not be empty."""
    parts = list(itertools.takewhile(lambda part: part == "." or is_unit(part.lower()), words_.split()))
    found = _money(" ".join(parts))
    return found if found.get("currency") else {}


def _is_of_changes(source: str) -> bool:
    """`Absatz in Stück, Veränderung in %`: whether the part of a head that ends here speaks of changes."""
    last = re.split(r"[,;:(]", source.lower())[-1] or source.lower()
    return any(form.strip("*") in last for form in _column("change"))


def is_rate(label: str) -> bool:
    """`in % des Umsatzes`, `in Prozent der Nettoerlöse`: a row label that makes the row a percentage of another one."""
    return RATE.match(label.lstrip("–- (")) is not None


RATE = re.compile(r"(?:\b(?:in|als)\s|^)(?:%|Prozent)\s(?:des|der|vom|von|am)\b", re.IGNORECASE)
SLASHED = re.compile(r"(?:^|\s)([A-Za-z]+ ?/ ?(?:100 ?)?[a-z]+)\W*$")
"""A unit with a slash that closes a label: `Verbrauch l/100 km*`."""
MAX_BARE = 14
"""Characters of a head that is nothing but a unit: `TEUR`, `Mio. Euro`."""


def _money(stated: str) -> dict[str, Any]:
    parts = re.findall(r"\d+(?:[.'’]\d{3})+|[^\s.,]+", stated.lower())
    if any(part[0].isdigit() and part not in _table("scale") for part in parts):
        return {}  # `(CHF 802,7 Mio.)` states a sum, no unit
    currency = next((code for part in parts for form, code in _table("currency").items() if part == form), None)
    scale = next((factor for part in parts for form, factor in _table("scale").items() if part == form), None)
    if scale is None and (currency is None or stated.lower() == "fr"):
        return {}  # `Fr` alone is a canton or a day
    return {"currency": currency, "scale": Decimal(scale or 1)}


@functools.cache
def _table(name: str) -> dict[str, Any]:
    return dict(words("figures")["column"][name])


def _amount(stated: str) -> dict[str, Any]:
    """`Mrd. kWh`, `1.000 Tonnen`: a scale with a unit."""
    scale, _, rest = stated.partition(" ")
    found, unit = _money(scale), _quantity(rest.strip())
    return found | unit if found.get("scale") and not found.get("currency") and unit else {}


def _quantity(stated: str) -> dict[str, Any]:
    first = stated.split("/")[0].strip() if stated.lower() in ("kw/ps", "ps/kw") else stated
    unit = words("figures")["column"]["unit"].get(first.lower().replace(" ", ""))
    return {"unit": unit} if unit else {}


def is_unit(low: str) -> bool:
    """Whether a lower-cased word is a unit, a currency or a scale and nothing else."""
    return any(low.rstrip(".") in _table(name) for name in ("unit", "currency", "scale"))
