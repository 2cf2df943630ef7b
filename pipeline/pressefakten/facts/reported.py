"""The period that a release reports on."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from pressefakten.facts import scope
from pressefakten.facts.context import Context, Time, time_slot
from pressefakten.facts.cues import Num, is_date
from pressefakten.facts.page import NUMERIC, Ent, Page, Sentence, cell_at
from pressefakten.normalize.timex import bounds

if TYPE_CHECKING:
    from pressefakten.facts.figures import Reading

REPORT = re.compile(r"(?P<half>[Hh]albjahr\w*|[Ss]emester\w*)|(?P<nine>[Nn]eunmonats\w*)")
PERIOD = re.compile(r"\d{4}(?:-(?:Q\d|H\d|\d\d)|/\d{4}|-\d\d/\d{4}-\d\d|-\d\d-\d\d/\d{4}-\d\d-\d\d)?")


def in_bracket_with_number(sentence: Sentence, ent: Ent) -> bool:
    """`(H1 2025: CHF 289 Mio.)`: the date of an earlier level, in one bracket with it."""
    items, depth = sentence.items, sentence.items[ent.item].depth
    if not depth:
        return False
    first = last = ent.item
    while first and items[first - 1].depth >= depth:
        first -= 1
    while last + 1 < len(items) and items[last + 1].depth >= depth:
        last += 1
    return any(item.ent is not None and item.ent.label in NUMERIC for item in items[first : last + 1])


def is_of_comparison(sentence: Sentence, ent: Ent) -> bool:
    """Whether a date is one that the text only looks back to: `(2024: 3,1)`, `als 2024`, `im gleichen Zeitraum 2024`."""
    if scope.is_prior(ent) or scope.is_compared(sentence.items, ent) or scope.is_legend(sentence.items, ent):
        return True
    same = set(scope.before(sentence.items, ent.item, 3)) & scope.scope_words("same")
    return bool(same) or in_bracket_with_number(sentence, ent)


def document_period(page: Page) -> Time | None:
    """The period that the release reports on: the past one that it names most, in the head above all.

    A date of comparison does not count; words such as `Halbjahresbericht` count where a year stands in the same line.
    None without a day of release.
    """
    published = page.published
    if not published:
        return None
    points: dict[str, float] = {}
    lead = next((s.line for s in page.sentences if page.zone(s) == "body" and page.kind(s) == "paragraph"), -1)
    for sentence in page.sentences:
        head = page.zone(sentence) == "head" or page.kind(sentence) == "heading"
        weight = 3.0 if head else 0.2 if page.zone(sentence) != "body" else 1.0
        if weight == 1.0 and sentence.line != lead and all(ent.label not in FIGURES for ent in sentence.ents):
            weight = 0.4
        for ent in sentence.ents:
            slot = time_slot(ent) if ent.label == "DATE" else None
            if slot is None or not PERIOD.fullmatch(slot["value"]) or slot.get("mod"):
                continue
            if is_of_comparison(sentence, ent):
                continue
            last = (ent.value or {}).get("end")
            if len(slot["value"]) == 4 and (part := reported_part(page, sentence, slot["value"], published)):
                points[part] = points.get(part, 0.0) + weight + 1.0
            if last and last <= published and int(published[:4]) - int(last[:4]) <= 1:
                longer = 0.5 if len(slot["value"]) > 4 else 0.0
                recent = 0.5 if last[:4] == published[:4] or published[5:7] <= "06" else 0.0
                points[slot["value"]] = points.get(slot["value"], 0.0) + weight + longer + recent
    best = max(points, key=lambda key: (points[key], key), default="")
    if not best or points[best] < LEAST:
        return None
    if best[5:] == f"01/{best[:4]}-06" and REPORT.search(page.text):
        best = f"{best[:4]}-H1"
    return {"value": best, "mod": None}


LEAST = 1.0
FIGURES = frozenset(("MONEY", "PERCENT", "NUMBER"))


def reported_part(page: Page, sentence: Sentence, year: str, published: str) -> str | None:
    """The half or nine months that a word such as `Halbjahresbericht` beside a year means, if they are over."""
    word = REPORT.search(page.text, sentence.start, sentence.end)
    if word is None:
        return None
    part = f"{year}-H1" if word["half"] else f"{year}-01/{year}-09" if word["nine"] else None
    return part if part and (bounds(part)[1] or "9") <= published else None


def counted_up(reading: Reading, context: Context) -> Time | None:
    """What `nach neun Monaten` and `kumuliert` say without naming a date: the months from January on; None without such words."""
    page, sentence = reading.page, reading.sentence
    for ent in sentence.ents:
        if ent.label == "DURATION" and (months := _first_months(page, sentence, ent)) is not None:
            return months
    told = context.document or context.period
    if told is not None and any(map(scope.scope_forms("cumulated").fit, [item.low for item in sentence.items])):
        return from_new_year(told)
    return None


def from_new_year(period: Time) -> Time | None:
    """`2025-11` and `2025-Q3` counted from January on: `2025-01/2025-11`, `2025-01/2025-09`; None for other periods."""
    if not re.fullmatch(r"\d{4}-(?:Q[234]|H2|\d\d)", period["value"]):
        return None
    last = (bounds(period["value"])[1] or "")[:7]
    return {"value": f"{last[:4]}-01/{last}", "mod": None} if last[5:] > "01" else None


def _first_months(page: Page, sentence: Sentence, ent: Ent) -> Time | None:
    """`nach neun Monaten`, `über elf Monate`: the first months of the year, the latest that are over."""
    in_front = set(scope.before(sentence.items, ent.item, 1))
    first = months_over(page, ent)
    short = first is not None and first["value"].endswith("-02")
    return first if not short and in_front & scope.scope_words("from_start") else None


def months_over(page: Page, ent: Ent) -> Time | None:
    """A length of two to eleven months as those from January on, of the latest year in which they are over."""
    months = MONTHS.fullmatch(str((ent.value or {}).get("value")))
    if months is None or not page.published:
        return None
    year, month = int(page.published[:4]), int(months[1])
    year -= f"{month:02d}" >= page.published[5:7]
    return {"value": f"{year}-01/{year}-{month:02d}", "mod": None}


MONTHS = re.compile(r"P([2-9]|1[01])M")


def months_of_year(sentence: Sentence, ent: Ent) -> Time | None:
    """`in den elf Monaten des Jahres 2025`: so many months of the year that stands behind them."""
    year = str((ent.value or {}).get("value"))
    near = (other for other in sentence.ents if other.label == "DURATION" and 0 < ent.item - other.item <= 4)
    length = next((MONTHS.fullmatch(str((other.value or {}).get("value"))) for other in near), None)
    whole = length is not None and re.fullmatch(r"\d{4}", year) and "des" in scope.before(sentence.items, ent.item, 2)
    return {"value": f"{year}-01/{year}-{int(length[1]):02d}", "mod": None} if whole and length is not None else None


def months_in_bracket(sentence: Sentence, ent: Ent) -> Time | None:
    """`in der Sommersaison 2026 (Mai bis Oktober)`: the months of the year that the bracket right behind it names."""
    year, behind = str((ent.value or {}).get("value")), sentence.items[ent.item + 1 : ent.item + 4]
    inside = behind[1].ent if len(behind) > 2 and (behind[0].text, behind[2].text) == ("(", ")") else None
    months = str((inside.value or {}).get("value")) if inside is not None and inside.label == "DATE" else ""
    return {"value": months, "mod": None} if re.fullmatch(rf"{year}-\d\d/{year}-\d\d", months) else None


def until_then(page: Page, sentence: Sentence, num: Num) -> Time | None:
    """`bis dahin` in front of a figure: the date that was named last."""
    items = sentence.items
    at = next((k for k in range(num.at - 1, 0, -1) if is_date(items[k]) or items[k].low == "dahin"), 0)
    if not at or items[at].ent is not None or items[at - 1].low != "bis":
        return None
    near = (ent for ent in reversed(page.ents) if ent.end <= items[at].start and ent.sentence >= sentence.index - 2)
    return next((time_slot(ent) for ent in near if ent.label == "DATE"), None)


def stretch(sentence: Sentence, ent: Ent) -> Time | None:
    """`zwischen Anfang Januar und Ende September`: from the one month, day or year to the other, for both of the dates."""
    dates = [other for other in sentence.ents if other.label == "DATE" and other.value]
    at = dates.index(ent)
    for one, two in zip(dates[max(0, at - 1) : at + 1], dates[max(0, at - 1) + 1 : at + 2], strict=False):
        words_ = (
            sentence.items[one.item - 1].low if one.item else "",
            *(i.low for i in sentence.items[one.item + 1 : two.item]),
        )
        if words_ in (("zwischen", "und"), ("von", "bis")):
            first, last = str((one.value or {})["value"]), str((two.value or {})["value"])
            if len(first) == len(last) and first < last and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", first):
                return {"value": f"{first}/{last}", "mod": None}
    return None


def in_row(reading: Reading, num: Num) -> Time | None:
    """`24.310 / 25.998` under `1. Halbjahr 2026 / 1. Halbjahr 2025`: the date that stands at the figure's place."""
    figures = [other.at for other in reading.nums if other.label != "DURATION"]
    if len(figures) < 2 or num.at not in figures or not _slashed(reading.sentence, figures):
        return None
    page, sentence = reading.page, reading.sentence
    cells = page.lines[sentence.line]["cells"]
    if len({at for other in reading.nums if (at := cell_at(cells, other.ent.start)) >= 0}) > 1:
        return None  # each figure has a column of its own
    for head in (page.opener(sentence), page.heading(sentence), page.previous(sentence)):
        dates = [ent for ent in head.ents if ent.label == "DATE" and ent.value] if head is not None else []
        if head is not None and len(dates) == len(figures) and _slashed(head, [ent.item for ent in dates]):
            return time_slot(dates[figures.index(num.at)])
    return None


def _slashed(sentence: Sentence, places: list[int]) -> bool:
    """Whether nothing but a stroke stands between each two of the places."""
    between = (sentence.items[one + 1 : two] for one, two in itertools.pairwise(places))
    return all(len(items) == 1 and items[0].text in "/|" for items in between)


def day_of_row(num: Num) -> Time | None:
    """`Mitarbeitende (30.6.)` under `1. Halbjahr 2026` is 30 June 2026, `Beschäftigte (Jahresende)` under `2025` the end of it.

    `Mitarbeitende (Periodenende)` is the end of what the column names.
    """
    label, column = (scope.label_ent(items, ("DATE",)) for items in (num.label_items, num.head_items))
    label = label or scope.label_ent(num.whole_items, ("DATE",))
    if column is not None and any(item.low in scope.scope_words("period_end") for item in num.label_items):
        slot = time_slot(column)
        return slot | {"mod": "END"} if slot is not None else None
    if label is None or column is None or not label.value or not column.value or re.search(r"\d{4}", label.text):
        return None
    day, first, last = str(label.value["value"]), column.value.get("start"), column.value.get("end")
    if not first or not last:
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        fitting = (year + day[4:] for year in (last[:4], first[:4]))
        return next(({"value": one, "mod": None} for one in fitting if first <= one <= last), None)
    return {"value": last[:4], "mod": "END"} if label.value.get("mod") == "END" and len(day) == 4 else None
