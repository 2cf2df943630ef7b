"""Where and when a release was issued: the dateline in its many layouts."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pressefakten.normalize import dates
from pressefakten.normalize.text import fold
from pressefakten.patterns import words

LETTER = r"(?:[^\W\d_]|[.'’-])"
PLACE = rf"[A-ZÄÖÜÉ]{LETTER}*(?:[ -]\(?[^\W\d_]{LETTER}*\)?){{0,4}}"
DAY = (
    r"\d{1,2}\.\s?(?:\d{1,2}\.\s?(?:\d{4}|\d{2}\b)|[A-Za-zäöüÄÖÜ]{3,9}\.?\s+\d{4})"
    r"|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}"
)
WEEKDAY = r"(?:[A-Z][a-zäöü]+tag|Mittwoch|Sonnabend|(?:Mo|Di|Mi|Do|Fr|Sa|So)(?:\.|(?=,)))"
ON = rf"(?:(?:am|den|vom)\s+)?(?:{WEEKDAY},?\s+(?:(?:den|dem)\s+)?)?"
SERVICE = r"(?:ots|OTS|APA|pta|PTA|APA-OTS)"
WIRE = rf"\({SERVICE}[^)]*\)"
FULL_DATE = re.compile(rf"(?<!\d)(?:{DAY})(?!\d)")
DATELINE = re.compile(
    rf"^\(?(?P<place>{PLACE}?)(?:\s*/\s*{PLACE}?)*\s*(?:\([^)0-9]{{2,30}}\)\s*)?"
    rf"(?:[,.|/–—-]?\s*(?:{WIRE}\s*[,–—-]?\s*)?(?:\((?:{SERVICE}/\s*)?)?{ON}(?P<date>{DAY})(?!\d)"
    rf"|\s*{WIRE}|\s[–—]\s|\.\s(?=[A-ZÄÖÜ„«0-9]))"
)
REVERSED = re.compile(
    rf"^{ON}(?P<date>{DAY})\s*[–—,|/-]\s*(?P<place>{PLACE}?)(?:\s*/\s*{PLACE})*(?:\s*[–—|:-]?$|\s*[–—|:]\s)"
)
BARE = re.compile(rf"^{ON}(?P<date>{DAY})\s*(?:[–—|:-](?:\s|$)|\.\s)")
SENDER = re.compile(rf"^[^,|·•]+(?:, | [|·•–] )(?P<place>{PLACE})(?:, | [|·•–] ){ON}(?:{DAY})$")
"""`Geberit AG, Rapperswil-Jona, 4. November 2025`"""
AGENCY = re.compile(r"(?:OTS|APA|PTA|DEF)[A-Z]*\d+\s")
PLACE_LABEL = re.compile(rf"^Ort(?:/Datum)?:\s*(?P<place>{PLACE})")
Line = Mapping[str, Any]


@functools.cache
def _forms(name: str) -> tuple[str, ...]:
    return tuple(words("structure")[name])


def dateline(text: str, lines: Sequence[Line]) -> dict[str, str | None]:
    """Place and day of issue: from the head and the opening of the text, else from the foot; either may be None."""
    place: str | None = None
    date: str | None = None
    for found in _opening(text, lines):
        place, date = place or found[0], date or found[1]
        if place and date:
            break
    if place is None:
        senders = (SENDER.match(_content(text, line)) for line in lines[:4])
        place = next((_place(sender["place"]) for sender in senders if sender), None)
    if date is None:
        foot_place, date = _foot(text, lines)
        place = place or foot_place
    return {"place": place, "date": date}


def _content(text: str, line: Line) -> str:
    return text[line["start"] : line["end"]].strip()


def _opening(text: str, lines: Sequence[Line]) -> Iterator[tuple[str | None, str | None]]:
    """(place, day) of each line down to the second paragraph, as far as stated."""
    texts = 0
    for line in lines:
        content = text[line["start"] : line["end"]]
        match = DATELINE.match(content[:120])
        behind, bare = REVERSED.match(content[:120]), BARE.match(content)
        if behind and (day := _day(behind.group("date"), text)):
            yield _place(behind.group("place")), day
        elif match and match.group("date") and (day := _day(match.group("date"), text)):
            yield _place(match.group("place")), day
        elif bare and (day := _day(bare.group("date"), text)):
            yield None, day
        elif match and not match.group("date") and line["kind"] in ("paragraph", "item"):
            yield _place(match.group("place"), dated=False), None
        elif line["kind"] == "masthead":
            label = PLACE_LABEL.match(content) or REVERSED.match(content)
            column = DATELINE.match(re.split(r"\s{3,}", content)[-1])
            dated = column.group("place") if column and column.group("date") else None
            yield _place(label.group("place") if label else dated or ""), _any_day(content)
        texts += line["kind"] == "paragraph"
        if texts >= 2:
            return


def _foot(text: str, lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """Place and day of a line that holds nothing else, or the day behind `veröffentlicht am`, `Stand:`; from below."""
    for line in reversed(lines):
        content = text[line["start"] : line["end"]].strip()
        match = DATELINE.match(content)
        if match and match.group("date") and len(content) - match.end() <= 2:
            return _place(match.group("place")), dates.day(fold(match.group("date")))
        issued = any(word in content.lower() for word in _forms("issued")) or AGENCY.match(content)
        if len(content) < 110 and (issued or FULL_DATE.fullmatch(content)) and (day := _any_day(content)):
            return None, day
    return None, None


def _day(surface: str, text: str) -> str | None:
    """A calendar date; the century of a two-digit year is that of a year which the text writes in full."""
    if day := dates.day(fold(surface)):
        return day
    short = re.search(r"(?<!\d)(\d\d)$", surface)
    full = re.search(rf"\b\d\d{short[1]}\b", text) if short else None
    return dates.day(fold(surface), published=f"{full.group()}-01-01") if full else None


def _any_day(content: str) -> str | None:
    found = (dates.day(fold(match.group())) for match in FULL_DATE.finditer(content))
    return next((day for day in found if day), None)


def _place(surface: str, *, dated: bool = True) -> str | None:
    place = surface.strip(" .,")
    low = place.lower()
    first, *rest = place.split() or [""]
    if not 2 <= len(place) <= 40 or low.startswith(_forms("masthead")) or first.lower() in _forms("no_place"):
        return None
    if len(rest) > 3 or (
        not dated and any(word.islower() and word not in ("am", "an", "der", "im", "bei") for word in rest)
    ):
        return None
    return place.title() if place.isupper() else place
