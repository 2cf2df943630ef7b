"""Whose, when, where and as what: the slots that a figure takes from its clause, its line or the text around."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pressefakten.facts import grammar, tables
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.context import HOMES, Context, Time, day_slot, name_of, shift, subject_in, time_slot
from pressefakten.facts.cues import FILLERS, SEPARATORS, Num, gap, word_in_front
from pressefakten.facts.page import NUMERIC, Ent, Item, Page, Sentence
from pressefakten.facts.rules import word_class
from pressefakten.facts.triggers import Forms, matches
from pressefakten.normalize.datetense import tense_of
from pressefakten.normalize.nouns import is_noun
from pressefakten.normalize.timex import bounds
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.figures import Reading

REGIONAL = frozenset(("registrations", "market_share", "sales", "share", "revenue", "production", "orders"))
SITED = frozenset(("production", "capacity", "employees"))
MARKET = frozenset(("registrations", "market_share", "sales", "production", "share", "orders", "count", "revenue"))
EARLIER = ("zuvor", "davor", "vorher", "früher", "vor einem jahr", "vor jahresfrist", "vor zwölf monaten")
DAY = re.compile(r"\d{4}-\d\d-\d\d|PRESENT_REF")
PART_OF_YEAR = re.compile(r"\d{4}-(?:Q\d|H\d|\d\d(?:/|$))")
DATELINE_MARKS = frozenset(",.|/–—-(:")
LISTED = ("row", "item", "bullet")
TEXT = ("paragraph", "headline", "subhead", "bullet")
"""Kinds of lines that are running text."""


@functools.cache
def scope_words(name: str) -> frozenset[str]:
    """A closed class of `[scope]` in `words/figures.toml`."""
    return frozenset(words("figures")["scope"][name])


@functools.cache
def scope_forms(name: str) -> Forms:
    """A class of `[scope]` in `words/figures.toml` that has patterns."""
    return Forms(words("figures")["scope"][name])


@functools.cache
def ordinals() -> dict[str, int]:
    """`ersten` → 1, of the parts of a year."""
    return {form: int(number) for number, forms in words("figures")["ordinals"].items() for form in forms}


def is_item(reading: Reading) -> bool:
    """Whether the sentence is a table row, a list item or a bullet."""
    return reading.page.kind(reading.sentence) in LISTED


def label_ent(items: list[Item], labels: tuple[str, ...]) -> Ent | None:
    """The first entity with one of the labels."""
    if not items:
        return None
    return next((item.ent for item in items if item.ent is not None and item.ent.label in labels), None)


def line_label(reading: Reading, num: Num) -> list[Item]:
    """The items in front of the colon of a `Label: value` line that the number stands behind."""
    label, colon = reading.label
    return label if colon < num.at else []


def label_of(page: Page, sentence: Sentence) -> tuple[list[Item], int]:
    """What stands in front of the colon of a `Label: value` line, and where the colon is.

    A label holds no figure, no bracket that is open and no finite verb.
    """
    items = sentence.items
    colon = next((k for k, item in enumerate(items[:12]) if item.text == ":"), -1)
    if colon < 0 and page.kind(sentence) in ("item", "bullet"):
        colon = _dash(items)
    label = items[:colon] if 0 < colon <= 10 else []
    figure = any(item.ent is not None and item.ent.label in NUMERIC for item in label)
    told = (
        item.ent is None and not item.depth and (item.low in scope_words("finite") or is_verb(items, k))
        for k, item in enumerate(label)
    )
    figure = figure or (len(label) > 3 and any(told))
    return ([], colon) if figure or (label and items[colon].depth) else (label, colon)


def _dash(items: list[Item]) -> int:
    """Index of the dash of `Busse – 4.120`: nothing but nouns, names and adjectives in front, a figure right behind; or -1."""
    at = next((k for k, item in enumerate(items[:8]) if item.text in "–—-" and item.ent is None), -1)
    figure = items[at + 1].ent if 0 < at < len(items) - 1 else None
    if figure is None or figure.label not in NUMERIC:
        return -1
    return at if all(item.ent is not None or item.text[0].isalpha() for item in items[:at]) else -1


def before(items: Sequence[Item], at: int, count: int) -> list[str]:
    """The lower-cased words in front of an item, nearest last."""
    return [item.low for item in items[max(0, at - count) : at]]


# --- whose -----------------------------------------------------------------------------------------------------------


def figure_subject(reading: Reading, num: Num, context: Context, metric: str) -> tuple[str | None, Ent | None]:
    """Whose figure it is: row label, names of the sentence, anaphor, issuer; None for a whole market."""
    page = reading.page
    for items in (
        num.label_items,
        num.head_items,
        reading.caption,
        line_label(reading, num),
    ):
        ent = _model_or(items)
        if ent is not None:
            return name_of(ent), ent
    if (
        metric != "orders"
        and num.noun
        and num.noun[-1].ent is not None
        and num.noun[-1].ent.label in ("MODEL", "BRAND")
    ):
        return name_of(num.noun[-1].ent), num.noun[-1].ent
    ent = seller(reading.sentence, num) if metric == "orders" else None
    counted = [item.ent for item in num.noun if item.ent is not None]
    ent = ent or (subject_in(page, num, reading.cues, exclude=counted) if not num.label_items else None)
    if ent is not None and ent.label in ("ORG", "BRAND") and is_source(reading.sentence.items, ent):
        ent = None
    market = context.market and page.zone(reading.sentence) not in ("boilerplate", "contact") and metric in MARKET
    anaphor = context.anaphor(num, reading.cues)
    if market and not (metric == "count" and _speaks_of_itself(reading, num, context, ent, anaphor)):
        return (name_of(ent), ent) if ent is not None and ent.label in ("BRAND", "MODEL") else (None, None)
    if ent is not None and not (anaphor and gap(reading.sentence.items, ent.item, num.at)):
        return name_of(ent), ent
    if anaphor:
        return anaphor, None
    return _inherited_subject(reading, num, context, metric)


def _inherited_subject(reading: Reading, num: Num, context: Context, metric: str) -> tuple[str | None, Ent | None]:
    page = reading.page
    head = page.heading(reading.sentence)
    if is_item(reading) and head is not None:
        found = [e for e in head.ents if e.label in ("MODEL", "SITE", "ORG", "BRAND")]
        if found:
            return name_of(found[0]), found[0]
    if context.section is not None and metric in (*SITED, "count", "share") and page.zone(reading.sentence) == "body":
        return context.section.canonical, context.section
    topic = context.topic(reading.sentence) if metric in (*SITED, "count", "share") else None
    if topic is not None:
        return name_of(topic), topic
    if context.subject is not None and context.subject_line == reading.sentence.line:
        return context.subject, None
    return page.issuer, None


def _speaks_of_itself(reading: Reading, num: Num, context: Context, ent: Ent | None, anaphor: str | None) -> bool:
    """Whether an association tells a number of its own: members, staff, sites, not cars of the market."""
    if num.noun and any(item.ent is not None for item in num.noun):
        return False
    if reading.page.zone(reading.sentence) in ("boilerplate", "contact"):
        return True
    own = {item.low for item in reading.sentence.items} & scope_words("own")
    named = ent is not None and ent.canonical == reading.page.issuer
    return bool(own) or (anaphor is not None and anaphor == reading.page.issuer) or (named and not num.is_vehicle)


def seller(sentence: Sentence, num: Num) -> Ent | None:
    """The one firm from whom is bought in the piece of a number: `Die RhB bestellt bei Stadler 27 Züge`."""
    items = sentence.items
    if not any(item.ent is None and scope_forms("ordering").fit(item.low) for item in items):
        return None
    makers = (ent for ent in sentence.ents if ent.label in ("ORG", "BRAND") and not gap(items, ent.item, num.at))
    found = [
        ent
        for ent in makers
        if grammar.governed(items, ent.item) in ("bei", "beim") and not _opens_relative(items, ent)
    ]
    return found[0] if len(found) == 1 else None


def _opens_relative(items: list[Item], ent: Ent) -> bool:
    """`die Hess AG, bei der vbl 21 Busse kauft`: `der` is no article of the name."""
    at = ent.item - 2
    return at > 0 and items[at].low == "bei" and items[at + 1].ent is None and items[at - 1].text == ","


def _model_or(items: list[Item]) -> Ent | None:
    return label_ent(items, ("MODEL",)) or label_ent(items, ("BRAND", "ORG", "SITE"))


def is_source(items: Sequence[Item], ent: Ent) -> bool:
    """`nach Angaben des KBA`, `laut VDA`: who says it is not whose it is."""
    return bool(set(before(items, ent.item, 4)) & scope_words("source"))


def part_named(label: list[Item]) -> str | None:
    """The name in a label: without `davon` and the noun that introduces it, and without the `in` of its unit (`Anteil in %`)."""
    words_ = [item for item in label if item.low not in scope_words("of which")]
    while words_ and words_[-1].low == "in":
        words_.pop()
    return " ".join(item.text for item in words_) or None


# --- when ------------------------------------------------------------------------------------------------------------


def period_of(reading: Reading, num: Num, context: Context, *, flow: bool) -> tuple[Time | None, Ent | None]:
    """When: label, column, the nearest date of the sentence, heading, and for flow figures the period around."""
    page = reading.page
    if (whole := year_to_date(page, num, context)) is not None:
        return whole, None
    for items in (num.head_items, num.label_items, line_label(reading, num)):
        ent = label_ent(items, ("DATE",))
        if ent is not None and ent.value:
            return own_period(page, ent, num, context), ent
    ent = nearest_date(reading, num, flow=flow)
    if ent is not None and ent.value:
        if ent.value["value"] == "PRESENT_REF":
            return day_slot(page), ent
        return since_new_year(ent, context) or quarter_of(ent, context) or time_slot(ent), ent
    if page.zone(reading.sentence) == "boilerplate":
        return None, None
    if not flow and any(item.low in scope_words("cutoff") for item in reading.sentence.items):
        return context.cutoff(), None
    if is_item(reading) or num.label_items or flow:
        for head in (page.opener(reading.sentence), page.heading(reading.sentence)):
            dates = dates_of(head) if head is not None else []
            if dates and head is not None and page.kind(head) != "table_head":
                return headed_time(dates[0], context), dates[0]
    if not flow:
        return None, None
    return context.flow_period(reading.sentence), None


def headed_time(ent: Ent, context: Context) -> Time | None:
    """The time that a date stands for which holds from outside the sentence: that of a heading, title or note below."""
    return since_new_year(ent, context) or time_slot(ent)


def since_new_year(ent: Ent, context: Context) -> Time | None:
    """`seit Jahresbeginn`: from January to the month of the figures around, else of the release."""
    year = re.match(r"(\d{4})", str(ent.value["value"])) if ent.value else None
    if year is None or ("beginn" not in ent.text.lower() and "anfang" not in ent.text.lower()):
        return None
    if not {"seit", "ab"} & set(before(context.page.sentences[ent.sentence].items, ent.item, 2)):
        return None
    last = (bounds((context.document or {}).get("value", ""))[1] or "")[:7]  # how far the release reports
    published = (context.page.published or "")[:7]
    over = last.startswith(year[1]) and last < published
    month = last if over else context.month() or published
    return {"value": f"{year[1]}-01/{month}", "mod": None} if month.startswith(year[1]) and month[5:] > "01" else None


def quarter_of(ent: Ent, context: Context) -> Time | None:
    """`ersten drei Monate` of a calendar year are its first quarter where the release says so; months by name stay months."""
    period = context.period
    if not ent.value or not period or period["value"] == ent.value["value"] or "monat" not in ent.text.lower():
        return None
    same = bounds(str(ent.value["value"]), ent.value.get("mod")) == bounds(period["value"], period.get("mod"))
    return dict(period) if same and None not in bounds(period["value"], period.get("mod")) else None


def own_period(page: Page, ent: Ent, num: Num, context: Context) -> Time | None:
    """A column head `2026` under `Auslieferungen im ersten Quartal` is the first quarter of 2026."""
    slot = time_slot(ent)
    if (joined := two_heads(num)) is not None:
        return joined
    if (titled := titled_period(page, ent, num)) is not None:
        return titled
    if (running := _so_far(page, ent, num)) is not None:
        return running
    main = context.period["value"] if context.period and num.column >= 0 else ""
    whole = slot is None or not re.fullmatch(r"\d{4}", slot["value"]) or is_whole_year(page, num)
    whole = whole or not heads_year(page, num, main[:4])
    if slot is not None and not whole and re.fullmatch(r"\d{4}-(?:Q\d|H\d)", main):
        return {"value": slot["value"] + main[4:], "mod": None}
    return slot


def heads_year(page: Page, num: Num, year: str) -> bool:
    """Whether one of the years over the columns of a table is that on which the release reports: else they are whole years of a long view back."""
    head = page.opener(num.sentence)
    dates = [ent for ent in head.ents if ent.label == "DATE" and ent.value] if head is not None else []
    return not dates or any(str(ent.value["value"]).startswith(year) for ent in dates if ent.value)


def _so_far(page: Page, ent: Ent, num: Num) -> Time | None:
    """`Marktanteil 2026` beside `Jan.–Sept. 2026` in a release of October: of a year that is not over the part that the other column has."""
    year, head = str((ent.value or {}).get("value", "")), page.opener(num.sentence)
    running = re.fullmatch(r"\d{4}", year) and page.published and f"{year}-12-31" > page.published
    if not running or head is None or page.kind(head) != "table_head" or _status_in_head(num) is not None:
        return None
    beside = (time_slot(other) for other in head.ents if other.label == "DATE" and other.value)
    parts = [
        slot for slot in beside if slot and slot["value"].startswith(f"{year}-") and PART_OF_YEAR.match(slot["value"])
    ]
    over = [slot for slot in parts if (bounds(slot["value"])[1] or "9") <= str(page.published)]
    return over[0] if len({slot["value"] for slot in over}) == 1 else None


def day_of_list(page: Page, sentence: Sentence) -> Ent | None:
    """The day for which a heading says that its list holds: `Die Gruppe auf einen Blick (31. Dezember 2025)`, `Zahlen per Ende 2025`."""
    if page.kind(sentence) in ("paragraph", "row"):
        return None
    for head in (page.opener(sentence), page.heading(sentence)):
        dates = dates_of(head) if head is not None and head is not sentence and page.kind(head) != "table_head" else []
        if head is None or len(dates) != 1:
            continue
        value = dates[0].value or {}
        day = DAY.fullmatch(str(value["value"])) or value.get("mod") == "END"
        front = head.items[dates[0].item - 1].low if dates[0].item else ""
        if day and (front in scope_words("as of") or head.items[dates[0].item].depth):
            return dates[0]
    return None


def titled_period(page: Page, ent: Ent, num: Num) -> Time | None:
    """The part of a column's year that the title of the table names: `2026` under `Auslieferungen im ersten Quartal`."""
    year = str((ent.value or {}).get("value", ""))
    if not re.fullmatch(r"\d{4}(?:/\d{4})?", year) or is_whole_year(page, num):
        return None
    above = (item.ent for items in _titles(page, num.sentence) for item in items if item.ent is not None)
    slots = [slot for other in above if other.label == "DATE" and (slot := time_slot(other)) is not None]
    slots = [slot for slot in slots if slot["value"] != page.published]  # a dateline is no title
    if "/" in year:
        return next((part for slot in slots if (part := _in_fiscal(slot, ent.value or {}))), None)
    return next((part for slot in slots if (part := in_year(slot, year))), None)


def is_whole_year(page: Page, num: Num) -> bool:
    """Whether a year over a column is all of it: the head says so (`Gesamtjahr`, `GJ`), or has parts of years beside it."""
    if any(scope_forms("whole_year").fit(word) for item in num.head_items for word in item.low.split()):
        return True
    head = page.opener(num.sentence)
    while head is not None and page.kind(head) == "table_head":
        title = {id(item.ent) for item in tables.corner(page, head, num.sentence)}
        beside = (ent for ent in head.ents if ent.label == "DATE" and ent.value and id(ent) not in title)
        if any(PART_OF_YEAR.match(str(ent.value["value"])) for ent in beside if ent.value):
            return True
        head = page.opener(head)
    return False


def title_date(page: Page, num: Num) -> Ent | None:
    """The only date above a table, for a column that has none of its own: `Ladenetz (Stand: 30. Juni 2025)`."""
    head = page.opener(num.sentence)
    if not num.label_items or (head is not None and page.kind(head) != "table_head"):
        return None
    items = tables.titles(page, num.sentence)
    found = [
        item.ent
        for k, item in enumerate(items)
        if item.ent and item.ent.label == "DATE" and not is_prior(item.ent) and not _is_beside(items, k)
    ]
    if num.cell > 0 and head is None and _are_coordinated(items, found):
        columns = len(page.lines[num.sentence.line]["cells"]) - 1
        return found[num.cell - 1] if columns == len(found) and found[num.cell - 1].value else None
    return found[0] if len(found) == 1 and found[0].value else None


def _are_coordinated(items: list[Item], dates: list[Ent]) -> bool:
    """`Leerwohnungen nach Zimmerzahl, 2026 und 2025`: dates of a title that follow each other, one for each column."""
    at = [k for k, item in enumerate(items) if item.ent is not None and any(item.ent is date for date in dates)]
    links = [items[k].low for k in range(at[0], at[-1]) if k not in at] if at else []
    return len(dates) > 1 and len(links) == len(dates) - 1 and word_class("joint").fit(links[-1])


def _is_beside(items: list[Item], at: int) -> bool:
    """`in Klammern 2024`, `dahinter 2024`, `2024 in Klammern`: the date of the second numbers of a list."""
    near = (
        *items[max(0, at - 3) : at],
        *(item for item in items[at + 1 : at + 3] if item.low in scope_words("brackets")),
    )
    return not scope_words("beside").isdisjoint(item.low for item in near)


def beside_dated(reading: Reading, num: Num, context: Context) -> Time | None:
    """A column without a date (`Marktanteil in %`) holds for the group of dated ones left of it, for the latest of them."""
    page, sentence = reading.page, reading.sentence
    head = page.opener(sentence)
    if num.column < 0 or head is None or page.kind(head) != "table_head" or label_ent(num.head_items, ("DATE",)):
        return None
    levels = [other for other in reading.nums if other.head_items and not tables.is_change(other.head_items)]
    dated = [(other, ent) for other in levels if (ent := label_ent(other.head_items, ("DATE",))) is not None]
    own = [(abs(other.column - num.column), own_period(page, ent, other, context)) for other, ent in dated]
    found = [(far, value) for far, value in own if value is not None and not DAY.fullmatch(value["value"])]
    if not found:
        return None
    undated = [other for other in levels if label_ent(other.head_items, ("DATE",)) is None]
    beside = {other.column: value for (other, _), (_, value) in zip(dated, own, strict=True)}
    if len(undated) > 1 and all(beside.get(other.column - 1) is not None for other in undated):
        return beside.get(num.column - 1)  # `Juni 2026 | Anteil | Juni 2025 | Anteil`
    nearest = min(found, key=lambda pair: pair[0])[1]["value"]
    alike = [value for _, value in found if re.sub(r"\d{4}", "", value["value"]) == re.sub(r"\d{4}", "", nearest)]
    return max(alike, key=lambda value: value["value"])


def year_to_date(page: Page, num: Num, context: Context) -> Time | None:
    """`Jahr kumuliert` beside `April 2026`: from January to the last month that a head or the release names.

    `Vorjahr` behind such a column or behind one with a date of its own is the same a year earlier.
    """
    head = page.opener(num.sentence)
    if head is None:
        return None
    if tables.is_cumulative(num.head_items):
        return _to_date(head, num.head_items, context)
    ent = label_ent(num.head_items, ("DATE",))
    if num.column < 1 or ent is None or not is_prior(ent) or page.kind(head) != "table_head":
        return None
    left = head.words(*page.lines[head.line]["cells"][num.column - 1])
    if tables.is_cumulative(left):
        return shift(_to_date(head, left, context))
    dated = label_ent(left, ("DATE",))
    return shift(own_period(page, dated, num, context)) if dated is not None and not is_prior(dated) else None


def _to_date(head: Sentence, items: list[Item], context: Context) -> Time | None:
    dates = [str(ent.value["value"]) for ent in head.ents if ent.label == "DATE" and ent.value]
    months = [
        value for value in (*dates, (context.period or {}).get("value", "")) if re.fullmatch(r"\d{4}-\d\d", value)
    ]
    if not months or months[0].endswith("-01"):
        return None
    own = [str(i.ent.value["value"]) for i in items if i.ent and i.ent.label == "DATE" and i.ent.value]
    year = own[0] if own and re.fullmatch(r"\d{4}", own[0]) else months[0][:4]
    return {"value": f"{year}-01/{year}{months[0][4:]}", "mod": None}


def _titles(page: Page, sentence: Sentence) -> list[list[Item]]:
    """What stands over a line: its heading and the words above its table or list; never the heads of other columns."""
    head, opener = page.heading(sentence), page.opener(sentence)
    found = [head.items] if head is not None else []
    if opener is not None:
        found.append(tables.titles(page, sentence) if page.kind(opener) == "table_head" else opener.items)
    return found


def two_heads(num: Num) -> Time | None:
    """`2024` under `1. Halbjahr`, or `Q1` under `2024`: the part of the year that both heads name."""
    dates = [item.ent.value for item in num.head_items if item.ent and item.ent.label == "DATE" and item.ent.value]
    texts = [item.text for item in num.head_items if item.ent and item.ent.label == "DATE" and item.ent.value]
    if len(dates) != 2:
        return None
    years = [k for k in (0, 1) if re.fullmatch(r"\d{4}(?:/\d{4})?", str(dates[k]["value"]))]
    if len(years) == 1 and "/" in str(dates[years[0]]["value"]):
        return _in_fiscal({"value": str(dates[1 - years[0]]["value"]), "mod": None}, dates[years[0]])
    if len(years) != 1 or re.search(r"\d{4}|/\d\d$", texts[1 - years[0]]):
        return None
    return in_year({"value": str(dates[1 - years[0]]["value"]), "mod": None}, str(dates[years[0]]["value"]))


def _in_fiscal(period: Time, year: dict[str, Any]) -> Time | None:
    """The same months of a fiscal year whose days are known: `Q3` over `2025/26` of a year that begins in October; None for others."""
    first, last = year.get("start"), year.get("end")
    if not re.fullmatch(r"(?:\d{4}-\d\d(?:-\d\d)?)/.*", period["value"]) or not first or not last:
        return None
    for steps in (0, -1, 1):
        moved = _by_years(period["value"], steps)
        begin, end = bounds(moved)
        if begin and end and first <= begin and end <= last and (begin, end) != (first, last):
            return {"value": moved, "mod": None}
    return None


def area(label: list[Item]) -> str | None:
    """`Übrige Märkte`, `Rest der Welt`, `davon EU30`: a label that sums up places which it does not name, or a region of sale by its letters."""
    words_ = [
        item
        for item in label
        if item.ent is None and item.text[0].isalpha() and item.low not in scope_words("of which")
    ]
    named = any(item.ent is not None or (item.text[0].isdigit()) for item in label)
    if len(words_) == 1 and not named and is_area(words_[0].text):
        return words_[0].text
    if len(words_) < 2 or named or not scope_forms("areas").fit(words_[-1].low):
        return None
    return tables.joined(label[: label.index(words_[-1]) + 1])


def is_area(word: str) -> bool:
    """Whether a word is a region of sale that no gazetteer has: `EU30`, `DACH`."""
    return bool(AREA.fullmatch(word)) or word in scope_words("areas by letters")


AREA = re.compile(r"[A-ZÄÖÜ]{2,}\d+")
"""Names of regions of sale that end in a number: `EU30`."""


def bracket_date(items: list[Item], num: Num) -> Ent | None:
    """`(2024: 3,27 Mrd.)`: the date that stands with a number in one bracket, in front of it or right behind it."""
    if not num.depth:
        return None
    at = num.at
    while at > 0 and not (items[at].text == "(" and items[at].ent is None):
        at -= 1
    inside = [item for item in items[at + 1 : num.at + 3] if item.depth == num.depth and item.ent is not None]
    dates = [item.ent for item in inside if item.ent is not None and item.ent.label == "DATE" and item.ent.value]
    return dates[-1] if dates else None


def in_year(period: Time | None, year: str) -> Time | None:
    """The same part of another year: `2024` and `2025-01/2025-09` give `2024-01/2024-09`; None for whole years."""
    if not period or not re.fullmatch(r"\d{4}-.*", period["value"]) or not re.fullmatch(r"\d{4}", year):
        return None
    return {"value": _by_years(period["value"], int(year) - int(period["value"][:4])), "mod": None}


def _by_years(value: str, steps: int) -> str:
    """A part of a year some years later."""
    return re.sub(r"\d{4}(?=-)", lambda match: str(int(match[0]) + steps), value)


def nearest_date(reading: Reading, num: Num, *, flow: bool = False) -> Ent | None:
    """The date of the sentence that the figure belongs to, or None; dates of comparison are skipped."""
    items = reading.sentence.items
    best, points = None, -6.0
    for ent in reading.sentence.ents:
        if ent.label != "DATE" or not ent.value:
            continue
        score = -0.15 * abs(ent.item - num.at) - (0.9 if flow else 1.2) * gap(items, ent.item, num.at)
        score -= 0.8 * _numbers_between(reading, num, ent)
        if items[ent.item].depth > num.depth and not dates_the_number(items, num, ent):
            score -= 6.0
        if num.part == "level" and (is_compared(items, ent) or of_earlier_number(reading, num, ent)):
            continue
        if is_prior(ent) and num.part == "level" and _has_change_before(reading, num, ent):
            score -= 4.0
        if ent.item < num.at:
            score += 0.4
        if flow and DAY.fullmatch(str(ent.value["value"])):
            score -= 2.5
        if is_attributive(items, ent):
            score -= 4.0
        if score > points:
            best, points = ent, score
    return best


def dates_of(sentence: Sentence) -> list[Ent]:
    """The dates of a sentence that a figure may hold for: not when something was founded or told."""
    if sentence.dates is None:
        dates = (ent for ent in sentence.ents if ent.label == "DATE" and ent.value)
        aside = (is_founding, is_publication, is_of_age, is_legend)
        sentence.dates = [ent for ent in dates if not any(told(sentence.items, ent) for told in aside)]
    return sentence.dates


def is_founding(items: list[Item], ent: Ent) -> bool:
    """`wurde 1948 gegründet`, `das 1999 gegründete Unternehmen`, `Gründung: 1920`: no figure holds for that year.

    All that there was `seit der Gründung im Jahr 1952` does, and what was so `bei der Gründung 1952`.
    """
    behind = itertools.takewhile(
        lambda item: item.ent is None or item.ent.label not in NUMERIC, items[ent.item + 1 : ent.item + 4]
    )
    near = (*items[max(0, ent.item - 2) : ent.item], *behind)
    founded = any(item.ent is None and item.low in scope_words("founding") for item in near)
    founded = founded or not scope_words("rooted").isdisjoint(before(items, ent.item, 3))
    said = before(items, ent.item, SINCE_REACH)
    then = {*said} & scope_words("since")
    for one, _, two in zip(said, said[1:], said[2:], strict=False):
        then |= {one} & scope_words("told then") if two in scope_words("founding") else set()
    return founded and not then and said[-2:] != ["im", "gründungsjahr"]


SINCE_REACH = 5
"""Words from `seit` to the year of what it counts from: `seit der Gründung im Jahr 1952`."""


def is_legend(items: list[Item], ent: Ent) -> bool:
    """`(in Mio. €; in Klammern Vorjahr)`, `Vorjahreswerte in Klammern`: what the brackets below hold.

    A date without such a word is one only behind the brackets, in a bracket itself: `(in Klammern Veränderung zu Q2 2025)`.
    """
    before_, after = items[max(0, ent.item - 3) : ent.item], items[ent.item + 1 : ent.item + 4]
    near = (*before_, *after) if is_prior(ent) else before_ if items[ent.item].depth else ()
    return any(item.ent is None and item.low in scope_words("brackets") for item in near)


def is_of_age(items: list[Item], ent: Ent) -> bool:
    """`ersetzt eine Anlage aus den 1980er-Jahren`, `löst den Lift von 1978 ab`: when a thing was made; no figure holds for it.

    `der Rekord aus dem Jahr 2019` is a figure of that year.
    """
    value, at = str((ent.value or {}).get("value")), ent.item
    if not re.fullmatch(r"\d{2,4}", value):
        return False
    while at and items[at - 1].ent is None and items[at - 1].low in scope_words("before a year"):
        at -= 1
    if at < 2 or items[at - 1].low not in scope_words("of age"):
        return False
    noun = items[at - 2]
    article = items[at - 3].low if at > 2 else ""
    thing = noun.ent is None and noun.text[0].isupper() and not scope_forms("told_again").fit(noun.low)
    return thing and (
        len(value) < 4 or (article in scope_words("articles") and not scope_forms("results").fit(noun.low))
    )


def is_compared(items: Sequence[Item], ent: Ent) -> bool:
    """`als im Vorjahr`, `gegenüber 2024`, `im Vergleich zum Vorjahr`, `das Niveau des Vorjahres`: a date of comparison."""
    words_ = before(items, ent.item, 5)
    while words_ and words_[-1] in scope_words("light"):
        words_.pop()
    if not words_:
        return False
    if words_[-1] == "wie" and any(i.low in scope_words("never") and i.clause == items[ent.item].clause for i in items):
        return False  # `Noch nie wurden so viele gebaut wie 2025`: the time itself
    if words_[-1] in scope_words("compare") or (
        words_[-1] in ("nach", "zum", "zu", "des", "der", "vom") and is_prior(ent)
    ):
        return True
    if words_[-1] in ("zum", "zur", "mit", "zu") and set(words_[-4:]) & scope_words("comparison"):
        return True
    return _is_of_level(items, ent.item)


def _is_of_level(items: Sequence[Item], at: int) -> bool:
    """`unter dem Wert von 2025`, `vom Niveau des Jahres 2019`, `den Stand von Ende 2024`: the mark of another time, against which one is measured."""
    while at and items[at - 1].ent is None and items[at - 1].low in scope_words("of a mark"):
        at -= 1
    if at < 2 or items[at - 1].ent is not None or not scope_forms("marks").fit(items[at - 1].low):
        return False
    before_ = [item.low for item in items[max(0, at - 4) : at - 1] if item.ent is None]
    return not scope_words("beside a mark").isdisjoint(before_) and items[at].low in scope_words("of a mark")


def is_prior(ent: Ent) -> bool:
    """`Vorjahr`, `Vorquartal`, `Vormonat`, `Jahr zuvor`, `zwölf Monate vorher`, `vor einem Jahr`."""
    low = ent.text.lower()
    told = (low.startswith("vor") and not low.startswith(("vor ", "vorig"))) or low.endswith(EARLIER)
    return told or is_of_prior_year(ent)


def is_of_prior_year(ent: Ent) -> bool:
    """`Vorjahr`, `Vorjahreszeitraum`, `Vergleichsquartal`, `gleichen Zeitraum des Vorjahres`: what was compared, a year earlier."""
    low = ent.text.lower()
    if (
        low.startswith("vorjahr")
        or low.rstrip(".") in ("vj", "i. vj")
        or (low.startswith("vergleichs") and not re.search(r"\d", low))
    ):
        return True
    return "vorjahr" in low and low.split()[0] in scope_words("same")


def is_publication(items: list[Item], ent: Ent) -> bool:
    """`(veröffentlicht am 7. August)`, `am 23. Juli publizierte Halbjahresergebnis`: when something was told, not of when it is."""
    near = (*items[max(0, ent.item - 2) : ent.item], *items[ent.item + 1 : ent.item + 2])
    day = DAY.fullmatch(str((ent.value or {}).get("value"))) is not None
    return day and any(item.ent is None and scope_forms("publishing").fit(item.low) for item in near)


def dates_the_number(items: list[Item], num: Num, ent: Ent) -> bool:
    """`8,2 Mrd. Euro (2024)`: the bracket right after a figure holds nothing but its date."""
    alone = (
        items[ent.item - 1].text == "(" and items[ent.item + 1 : ent.item + 2] != [] and items[ent.item + 1].text == ")"
    )
    return alone and 0 < ent.item - num.at <= 4


def of_earlier_number(reading: Reading, num: Num, ent: Ent) -> bool:
    """Whether the date stands with a number of an earlier period: `nach 3,5 Prozent im Jahr zuvor`."""
    items = reading.sentence.items
    for other in reading.nums:
        near = other.part == "previous" and other is not num and abs(ent.item - other.at) <= 5
        if near and not gap(items, ent.item, other.at) and abs(ent.item - other.at) < abs(ent.item - num.at):
            return True
    return False


def is_attributive(items: Sequence[Item], ent: Ent) -> bool:
    """`der im Januar 2025 lancierte Elroq`: the date belongs to the participle, not to the figure."""
    after = items[ent.item + 1 : ent.item + 3]
    return (
        len(after) == 2
        and after[0].ent is None
        and after[0].text.islower()
        and after[0].low.endswith(("te", "ten", "ter", "tes", "ene", "enen", "ener"))
        and after[0].low not in scope_words("plain_past")
        and (after[1].text[0].isupper() or after[1].ent is not None)
        and (items[ent.item - 1].low in ("im", "am", "seit", "ab", "bis") if ent.item else False)
        and (len(items) > 1 and items[max(0, ent.item - 2)].low in scope_words("articles"))
    )


def _has_change_before(reading: Reading, num: Num, ent: Ent) -> bool:
    return any(other.part == "change" and other.at < ent.item for other in reading.nums)


def _numbers_between(reading: Reading, num: Num, ent: Ent) -> int:
    low, high = sorted((num.at, ent.item))
    return sum(1 for other in reading.nums if low < other.at < high)


def site_at(context: Context, region: str | None) -> str | None:
    """`in Graz` where the release names the plant there means the plant."""
    if not region:
        return None
    sites = [ent.canonical for ent in context.page.ents if ent.label == "SITE" and region in ent.canonical.split()]
    return sites[0] if sites else None


# --- where -----------------------------------------------------------------------------------------------------------


def region_of(reading: Reading, num: Num, context: Context, metric: str, subject: Ent | None) -> str | None:
    """Where: row label or column, `in PLACE` of the sentence, for market figures the region of the text around."""
    for items in (num.label_items, num.head_items, line_label(reading, num)):
        ent = label_ent(items, ("PLACE",))
        if ent is not None:
            return ent.canonical
    stated = _stated_region(reading, num, metric, subject)
    if stated is not None:
        return stated
    if any(item.low in scope_words("home") for item in reading.sentence.items):
        return HOMES.get(reading.page.country or "")
    if metric in ("registrations", "market_share") or (context.market and metric in (*MARKET, "count")):
        return context.region
    return None


def _stated_region(reading: Reading, num: Num, metric: str, subject: Ent | None) -> str | None:
    items = reading.sentence.items
    page, sentence = reading.page, reading.sentence
    places = [ent for ent in sentence.ents if ent.label == "PLACE" and not in_dateline(page, sentence, ent)]
    if (metric in REGIONAL and metric != "market_share") or (metric == "market_share" and places):
        named = [
            ent for ent in places if ent.item < num.at and gap(items, ent.item, num.at) <= 1 and is_topic(items, ent)
        ]
        if named:
            return named[-1].canonical
    located = [
        ent for ent in places if is_located(items, ent) and not (subject and subject.start <= ent.start < subject.end)
    ]
    if not located:
        return None
    best = min(located, key=lambda ent: (gap(items, ent.item, num.at), abs(ent.item - num.at)))
    apart = gap(items, best.item, num.at)
    if apart <= 1 or (metric in REGIONAL and apart <= 3):
        return joined(reading.sentence, best)
    return None


def framed(sentence: Sentence, at: int, home: str | None) -> str | None:
    """The region that opens the main clause of a number and so holds for all of it: `In China stieg …`, `Europaweit waren …`, `Im Ausland …`.

    In German the finite verb stands second: what comes before it frames the clause, but for a place nearer to the number.
    """
    items = sentence.items
    first = next((k + 1 for k in range(at - 1, -1, -1) if items[k].text in FRAME_ENDS), 0)
    if first >= at or items[first].ent is not None:
        return None
    last = first
    if items[first].low in scope_words("opens a frame"):
        last = past_frame(items, last + 1, at)
    frame = items[last]
    places = [ent for ent in sentence.ents if ent.label == "PLACE" and last <= ent.item < at]
    final = last  # `In Wien, der Steiermark und Tirol`
    for one, other in itertools.pairwise(places):
        if frame.ent is not places[0] or not _links(sentence, one, other):
            break
        final = other.item
    verb = _past_insertion(items, final + 1, at)
    behind = next((item for item in items[verb:at] if item.ent is None or item.ent is not frame.ent), None)
    commas = sum(item.text == "," for item in items[last:verb])
    if gap(items, first, at) > 1 + commas:
        return None
    past = next((k for k in range(at, min(len(items), at + BESIDE + 1)) if _opens_next(items, k)), at + BESIDE)
    nearer = {ent.start for ent in sentence.ents if ent.label == "PLACE" and final < ent.item <= past}
    if any(_is_everywhere(items, k) for k in range(last + 1, min(past, len(items)))):
        return None
    if frame.ent is not None and frame.ent.label == "PLACE" and last > first:
        if behind is None or behind.ent is not None or not behind.text[0].islower() or nearer:
            return None
        return joined(sentence, frame.ent) if behind.low not in scope_words("no frame") else None
    if frame.ent is not None or nearer:
        return None
    if frame.low == "ausland" and last > first:
        return "Ausland"
    wide = last == first and frame.low in scope_words("home") and frame.low.endswith(("weit", "zulande"))
    return (land_named(frame.low) or home) if wide else None


def past_frame(items: Sequence[Item], at: int, end: int) -> int:
    """The index behind the small words in front of a place: `im | gesamten Kanton Aargau`."""
    while at < end and items[at].ent is None and items[at].low in scope_words("in a frame"):
        at += 1
    return at


def _is_everywhere(items: Sequence[Item], at: int) -> bool:
    """Whether a word says that a figure is one of all lands; not `die Gruppe` or `der Konzern` that acts."""
    if items[at].low not in scope_words("everywhere"):
        return False
    acts = grammar.calls(items[at].low, "group") and grammar.is_definite(items[at - 1])
    return not acts or grammar.behind_preposition(items, at)


def _opens_next(items: Sequence[Item], at: int) -> bool:
    """Whether another clause may open at a mark or an `und`: `auf 617.500 und in den USA um 12 Prozent auf 164.940`."""
    if items[at].text in AFTER:
        return True
    return [item.low for item in items[at : at + 2]] == ["und", "in"] and items[at].ent is None


def _past_insertion(items: list[Item], at: int, end: int) -> int:
    """`In Polen, dem jüngsten Markt, betreibt …`: the index of the finite verb behind what commas say of a place, else `at`."""
    if at >= end or items[at].text != ",":
        return at
    closed = next((k for k in range(at + 1, end - 1) if items[k].text == ","), -1)
    inside = items[at + 1 : closed]
    return (
        closed + 1
        if inside and all(item.ent is None for item in inside) and grammar.is_finite(items, closed + 1)
        else at
    )


BESIDE = 5
"""Words behind a number in which a place holds for it rather than the one that opens the clause."""
FRAME_ENDS = frozenset(";:–—")
AFTER = frozenset(",;:–—.")
"""Marks behind which another clause may be about another place."""


def in_dateline(page: Page, sentence: Sentence, ent: Ent) -> bool:
    """Whether a place that opens a line is where the release was issued: `Wien, 2026-05-11 –`, `Zürich (ots) –`."""
    if ent.canonical != page.place or ent.item > 1:
        return False
    behind = sentence.items[ent.item + 1 : ent.item + 3]
    told = len(behind) > 1 and behind[0].text == "(" and behind[1].ent is not None and behind[1].ent.label in NUMERIC
    return not told and any(item.text in DATELINE_MARKS for item in behind[:1])  # `Wien (-2,6 %)`


@functools.lru_cache(maxsize=64)
def issuer_country(issuer: str | None) -> str | None:
    """The country whose market an issuer has by its name: `MG Motor Austria` sells in Austria."""
    parts = [part.strip("()") for part in (issuer or "").casefold().split()]
    lands = words("figures")["issuer_country"]
    named = (code for code, forms in lands.items() if any(map(Forms(forms).fit, parts)))
    return next((HOMES[code] for code in named), None)


def land_of(adjective: str) -> str | None:
    """The region that an adjective before `Markt` names: `schweizer` → Schweiz."""
    if not _land_adjectives().fit(adjective):
        return None
    return next(str(land) for form, land in words("figures")["land_of"].items() if matches(form, adjective))


def land_named(word: str) -> str | None:
    """What `österreichweit`, `europaweite` hold for; None for `bundesweit` and others that name none."""
    stem, wide, _ = word.rpartition("weit")
    wider = words("figures")["land_wide"].get(stem.rstrip("-"))
    return next((land for land in HOMES.values() if wide and land.lower() == stem), wider if wide else None)


@functools.cache
def _land_adjectives() -> Forms:
    return Forms(words("figures")["land_of"])


def is_own_land(items: list[Item], at: int) -> bool:
    """`im Kanton`, `im Land`, `kantonsweit` in what an office of it says."""
    item = items[at]
    if item.ent is not None or item.low not in scope_words("own land"):
        return False
    named = at + 1 < len(items) and items[at + 1].ent is not None and items[at + 1].text[0].isupper()
    return item.low.endswith("weit") or (at > 0 and items[at - 1].low in ("im", "des", "dem", "den") and not named)


def is_located(items: list[Item], ent: Ent) -> bool:
    """`in PLACE` that says where the figure holds, not where someone sits or comes from."""
    words_ = before(items, ent.item, 3)
    if not words_ or "zwischen" in words_ or set(before(items, ent.item, 4)) & scope_words("seat"):
        return False
    return bool(set(words_) & {"in", "im", "auf", "für", "aus", "an"}) or words_[-1] in ("und", ",")


def is_of_rank(items: list[Item], ent: Ent) -> bool:
    """`eine der größten Direktbanken in Deutschland`, `Deutschlands stärkster Windpark`: where someone is the first, not where a figure holds."""
    genitive = ent.text.endswith("s") and not ent.canonical.endswith("s")
    ranks = scope_forms("ranks")
    if genitive and any(item.ent is None and ranks.fit(item.low) for item in items[ent.item + 1 : ent.item + 4]):
        return True
    first = next((k for k in range(ent.item - 1, max(-1, ent.item - 8), -1) if ranks.fit(items[k].low)), -1)
    between = items[first + 1 : ent.item]
    if first < 0 or any(item.text in ",;:.–(" for item in between):
        return False
    named = any(item.text[0].isupper() for item in between)
    return named and (genitive or items[ent.item - 1].low in scope_words("of rank"))


def is_topic(items: list[Item], ent: Ent) -> bool:
    """`Deutschland mit 740 Millionen`, `China, wo …`."""
    after = [item.low for item in items[ent.item + 1 : ent.item + 3]]
    return after[:1] == ["mit"] or after == [",", "wo"] or after[:1] == ["("]


def joined(sentence: Sentence, ent: Ent) -> str:
    """`in der Schweiz und im Fürstentum Liechtenstein` is one region, `in A, B und C` too."""
    places = [other for other in sentence.ents if other.label == "PLACE"]
    if ent not in places:
        return ent.canonical
    at = places.index(ent)
    first = last = at
    while first > 0 and _links(sentence, places[first - 1], places[first]):
        first -= 1
    while last + 1 < len(places) and _links(sentence, places[last], places[last + 1]):
        last += 1
    names = [re.sub(r"^Fürstentum ", "", place.canonical) for place in places[first : last + 1]]
    return ", ".join(names[:-1]) + f" und {names[-1]}" if len(names) > 1 else ent.canonical


@functools.lru_cache(maxsize=1024)
def is_called_by_land(name: str | None) -> bool:
    """Whether a name is that of a town, canton or land: `Stadt Graz`, `Kanton Bern`."""
    return bool(name) and str(name).split()[0].casefold() in scope_words("called by land")


@functools.lru_cache(maxsize=1024)
def is_organ(name: str) -> bool:
    """Whether a name is that of a government or parliament: `Regierungsrat`, `Grazer Gemeinderat`."""
    parts = name.casefold().split()
    return any(scope_forms("organs").fit(" ".join(parts[-size:])) for size in (1, 2))


@functools.lru_cache(maxsize=1024)
def is_at_one_place(name: str | None) -> bool:
    """Whether a name says where all of its owner is: `Stadt Graz`, `Flughafen Wien AG`, `Kantonsspital Baden`."""
    return is_called_by_land(name) or any(map(scope_forms("at one place").fit, (name or "").casefold().split()))


def outside(sentence: Sentence, ent: Ent) -> str | None:
    """`außerhalb Deutschlands`, `ausserhalb von China`: where the figure holds is all but the place."""
    items = sentence.items
    first = ent.item - (ent.item > 1 and items[ent.item - 1].low == "von") - 1
    if first < 0 or items[first].low not in ("außerhalb", "ausserhalb"):
        return None
    return tables.joined(items[first : ent.item + 1])


def _links(sentence: Sentence, one: Ent, other: Ent) -> bool:
    between = [item.low for item in sentence.items[one.item + 1 : other.item]]
    if between[:1] == [","]:
        return set(between[1:]) <= {"in", "im", "der", "dem", "den"}
    return (
        len(between) <= 3
        and between[:1] in (["und"], ["sowie"])
        and set(between[1:]) <= {"in", "im", "der", "dem", "den", "das"}
    )


# --- as what ---------------------------------------------------------------------------------------------------------


def status_of(reading: Reading, num: Num, period: Time | None) -> str:
    """reported, forecast or target, by the words of the sentence and the end of the period."""
    future, running = _ahead(period, reading.page.published)
    items = reading.sentence.items
    if (stated := _status_in_head(num)) is not None and (future or running):
        return stated
    near = [hit for hit in reading.cues if hit.key.startswith("status/") and abs(hit.start - num.at) <= 18]
    kinds = {hit.key.split("/")[1] for hit in near}
    explicit = [
        hit
        for hit in reading.cues
        if hit.key == "status/target"
        and items[hit.start].low not in ("wird", "werden")
        and items[hit.start] not in num.noun  # `flogen 114 Ziele an`
    ]
    own = [h for h in explicit if not gap(items, h.start, num.at) and not _of_other_verb(items, h.start, num.at)]
    aimed = (own or _will_be(reading, num)) and not _past_near(reading, num)
    expected = any(hit.key in EXPECTING and not gap(items, hit.start, num.at) for hit in near)
    if aimed and _is_expected(reading, num):
        return "forecast"
    if aimed and not expected:
        return "target"  # `erwartet wird eine Marge von 5 %, mittelfristig sollen es 7 % werden`
    if "forecast" in kinds and (future or running or "past" not in kinds):
        return "forecast"
    if "estimate" in kinds and (future or running):
        return "forecast"
    if future:
        return "forecast" if _outlook(reading) else "target"
    if explicit and running:
        return "target"
    return "forecast" if _outlook(reading) and running else "reported"


def _of_other_verb(items: Sequence[Item], aim: int, at: int) -> bool:
    """Whether a word of aiming belongs to a verb that `und` parts from the one of a number: `Er fasst 1,1 MWh und soll Spitzen brechen`, `Sie soll wachsen und hat 300 Plätze`."""
    low, high = sorted((aim, at))
    joint = next((k for k in range(low + 1, high) if items[k].low == "und" and items[k].ent is None), -1)
    if joint < 0:
        return False
    if aim > at:
        return joint + 1 == aim and any(is_verb(items, k) for k in range(at) if items[k].clause == items[at].clause)
    return is_verb(items, joint + 1) and items[joint + 1].low.endswith(("t", "te", "ten"))


EXPECTING = ("status/forecast", "status/estimate")


def _is_expected(reading: Reading, num: Num) -> bool:
    """Whether a word of expectation in the clause in front or behind governs that of the number.

    `Der VDA erwartet, dass …`, `Die Prognose lautet: …`, `…, schätzt der VDA`, `…, so die Erwartung`, `…, wie die Branche erwartet`.
    """
    items = reading.sentence.items
    told = (k for hit in reading.cues if hit.key in EXPECTING for k in range(hit.start, hit.end))
    said = [k for k in told if items[k].ent is None and scope_forms("expecting").fit(items[k].low)]
    if not said:
        return False
    marks = (k for k, item in enumerate(items) if item.text in SEPARATORS and item.ent is None)
    ends = [-1, *(k for k in marks if items[k].depth <= num.depth), len(items)]
    own = max(k for k, end in enumerate(ends) if end < num.at)
    behind = items[ends[own + 1] + 1 : ends[own + 2]] if own + 2 < len(ends) else []
    if any(_closes(behind, k - ends[own + 1] - 1) for k in said if ends[own + 1] < k < ends[own + 1] + 1 + len(behind)):
        return True
    while own and _opens_content(items, ends[own]):
        first, end = ends[own - 1] + 1, ends[own]
        if any(_expects(items[first:end], k - first) for k in said if first <= k < end):
            return True
        own -= 1
    return False


def _opens_content(items: Sequence[Item], mark: int) -> bool:
    """Whether what a clause says opens behind a mark: a colon, `, dass`, `, wonach`."""
    following = items[mark + 1] if mark + 1 < len(items) else None
    return items[mark].text == ":" or (following is not None and following.low in ("dass", "daß", "wonach"))


def _expects(clause: Sequence[Item], at: int) -> bool:
    """Whether a clause says no more than who expects what opens behind it: `Für 2026 erwartet der Verband`, `Die Prognose lautet`.

    Not `Kunden schätzen den Service`, `Der Verband rechnet mit Gegenwind`, `Die Erwartungen wurden übertroffen`, `anders als die Prognose`.
    """
    named = {k for k in range(len(clause)) if _is_nominal(clause, k)}
    if clause[at].text[0].isupper() and at:
        verb = next((k for k in range(at + 1, len(clause)) if is_verb(clause, k)), len(clause))
        telling = verb >= len(clause) - 1 or clause[verb].low in scope_words("saying verbs")
        return telling and min(named) == at and not _behind_preposition(clause, at)
    free = [k for k in named if not _behind_preposition(clause, k) and not _in_genitive(clause, k)]
    content = any(item.low == "mit" and k + 1 in named for k, item in enumerate(clause))
    asked = any(item.low in ("es", "ihn", "keinen", "einen", "den") for item in clause[at + 1 :])
    return not content and not asked and sum(k > at for k in free) <= (min(free, default=at) >= at)


def _is_nominal(items: Sequence[Item], at: int) -> bool:
    """Whether an item is a noun, a name or an amount; dates only say when."""
    item = items[at]
    if item.ent is not None:
        return item.ent.label != "DATE"
    return item.text[0].isupper() and (at > 0 or is_noun(item.text))


def _behind_preposition(items: Sequence[Item], at: int) -> bool:
    """Whether a noun hangs on a preposition, or on a word that compares: `zur neuen Prognose`, `als die Prognose`."""
    for item in reversed(items[:at]):
        if item.ent is not None or not item.text[0].isalpha():
            return False
        if grammar.is_preposition(item) or item.low in ("als", "wie"):
            return True
        if item.text[0].isupper():
            return False
    return False


def _in_genitive(items: Sequence[Item], at: int) -> bool:
    """`der Verband der Hersteller`: a noun that hangs on the one before its article."""
    return at > 1 and items[at - 1].low in ("der", "des") and _is_nominal(items, at - 2)


def _closes(clause: Sequence[Item], at: int) -> bool:
    """Whether a clause only says who expects what stands in front of it: `schätzt der VDA`, `so die Prognose`, `wie die Branche erwartet`."""
    low = [item.low for item in clause]
    if len(clause) < 2 or not {"aber", "doch", "jedoch", "mit", "auf", "dabei", "werden", "wird"}.isdisjoint(low):
        return False
    if any(item.ent is not None and item.ent.label in NUMERIC for item in clause):
        return False
    if low[0] == "so":
        return True
    if low[0] == "wie":
        noun = clause[at].text[0].isupper()
        return at > 1 and not (
            noun and any(_is_nominal(clause, k) or grammar.is_preposition(clause[k]) for k in range(1, at))
        )
    return at == 0 and _expects(clause, 0)


def _will_be(reading: Reading, num: Num) -> bool:
    """`100 MW wird die Anlage haben`, `Ende 2025 werden es etwa 450 sein`: the future of a verb that no passive has."""
    items = reading.sentence.items
    near = [item.low for k, item in enumerate(items) if item.ent is None and not gap(items, k, num.at)]
    return bool({"wird", "werden"} & set(near)) and not scope_words("to be").isdisjoint(near)


def _status_in_head(num: Num) -> str | None:
    """`Prognose 2026`, `Ziel 2030` above a column or in front of a row."""
    low = {item.low for item in (*num.head_items, *num.label_items) if item.ent is None}
    return "target" if low & scope_words("aims") else "forecast" if low & scope_words("outlook") else None


def _outlook(reading: Reading) -> bool:
    """Whether the heading above speaks of expectations: `Ausblick`, `Prognose für 2026`."""
    head = reading.page.heading(reading.sentence)
    opener = reading.page.opener(reading.sentence)
    return any(line is not None and speaks_of_outlook(line.items) for line in (head, opener))


def speaks_of_outlook(items: Sequence[Item]) -> bool:
    """Whether one of some words opens an outlook: `Prognose`, `Ausblick`."""
    return any(item.ent is None and item.low in scope_words("outlook") for item in items)


def is_replaced(reading: Reading, num: Num) -> bool:
    """`49'900 Franken statt wie bisher 52'400 Franken`: what another number takes the place of, up to four words before."""
    items = reading.sentence.items[max(0, num.at - 4) : num.at]
    instead = [k for k, item in enumerate(items) if item.ent is None and item.low in scope_words("instead")]
    return bool(instead) and not any(item.low in ("auf", ",", "und") for item in items[instead[-1] + 1 :])


def is_superseded(reading: Reading, num: Num) -> bool:
    """`5,5 bis 6,5 %, bisher 5,0 bis 6,0 %` of an outlook: what was planned before is no fact."""
    front, items = word_in_front(reading.sentence, num), reading.sentence.items
    planned = {"status/forecast", "status/target"} & {hit.key for hit in reading.cues}
    if front in scope_words("superseded") and planned and not _is_done(items, num.at + 1):
        return True
    return _is_left_behind(reading, num) or _is_replanned(reading, num, front)


def _is_left_behind(reading: Reading, num: Num) -> bool:
    """`bislang war sie von 2,9 Mio. ausgegangen`: a plan of the past, no `lag bisher bei 500 Mio. und damit höher als erwartet`."""
    items = reading.sentence.items
    clause = [k for k, item in enumerate(items) if item.ent is None and item.clause == num.clause]
    before = {items[k].low for k in clause if k < num.at}
    plans = [k for k in clause if k > num.at and items[k].low in scope_words("planned_before")]
    told = any(items[k - 1].low not in ("als", "wie", "dann") for k in plans)
    return told and bool(before & scope_words("so far planned")) and bool(before & scope_words("was"))


def _is_replanned(reading: Reading, num: Num, front: str | None) -> bool:
    """The first of `hebt die Prognose von 480 auf 500 Mio. an`."""
    items, plans = reading.sentence.items, scope_forms("plans")
    if front != "von" or not any(item.low in scope_words("replans") for item in items):
        return False
    at = max((k for k in range(num.at) if items[k].ent is None and plans.fit(items[k].low)), default=-1)
    one = at >= 0 and items[at].clause == num.clause and all(item.low != "und" for item in items[at : num.at])
    return one and any(
        other.at > num.at and word_in_front(reading.sentence, other) == "auf" and not gap(items, num.at, other.at)
        for other in reading.nums
    )


def _is_done(items: Sequence[Item], at: int) -> bool:
    """Whether a participle follows: `sind bisher 18 Mio. geflossen` tells of what was, not of an earlier plan."""
    word = items[at] if at < len(items) else None
    return (
        word is not None
        and word.ent is None
        and word.text[0].islower()
        and ((word.low.startswith("ge") and word.low.endswith(("t", "en"))) or word.low.endswith("iert"))
        and word.low not in scope_words("not done")
    )


def _ahead(period: Time | None, published: str | None) -> tuple[bool, bool]:
    """Whether the period lies ahead of the day of release, and whether it is running."""
    if not period or not published:
        return False, False
    first, last = bounds(period["value"], period.get("mod"))
    future = bool(first and first > published) or bool(
        last and last > published and first and first[:4] > published[:4]
    )
    return future, bool(first and last and first <= published < last)


def is_over(period: Time | None, published: str | None) -> bool:
    """Whether a period had ended before the day of release."""
    last = bounds(period["value"], period.get("mod"))[1] if period else None
    return bool(last and published and last < published)


def is_aimed_at(reading: Reading, num: Num) -> bool:
    """Whether a verb of planning governs a number: it stands in front of it with no verb of the past between.

    No `geplante Fahrten`, no `im Zielkorridor`, no `lag 2025 bei 30 Mio. Euro und die Gruppe will wachsen`.
    """
    items = reading.sentence.items
    return any(
        items[k].ent is None
        and items[k].low in scope_words("aiming")
        and not gap(items, k, num.at)
        and tense_of(" ".join(item.text for item in items[k + 1 : num.at] if item.clause == num.clause)) != -1
        for k in range(num.at)
    )


def _past_near(reading: Reading, num: Num) -> bool:
    items = reading.sentence.items
    return any(hit.key == "status/past" and not gap(items, hit.start, num.at) for hit in reading.cues)


def is_denied(reading: Reading, num: Num) -> bool:
    """A denial right in front of the number."""
    words_ = [word for word in before(reading.sentence.items, num.at, 4) if word not in FILLERS]
    return (
        any(word in ("kein", "keine", "keinen", "weder", "nicht") for word in words_[-2:])
        and "nur" not in words_
        and "weniger" not in before(reading.sentence.items, num.at, 3)
    )
