"""Where and when a release was issued: the dateline in its many layouts."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pressefakten.normalize import dates, gazetteer, lexicon
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
CLOCK = r"\d{1,2}[.:]\d{2} Uhr"
FULL_DATE = re.compile(rf"(?<!\d)(?:{DAY})(?!\d)")
DATELINE = re.compile(
    rf"^\(?(?P<place>{PLACE}?)(?:\s{{0,40}}/\s{{0,40}}{PLACE}?)*\s{{0,40}}(?:\([^)0-9]{{2,30}}\)\s{{0,40}})?(?:,\s(?!{WEEKDAY},)(?P<land>{PLACE}?)(?=,\s|\s[–—|-]\s))?"
    rf"(?:\s?[,.|/–—-]?\s{{0,40}}(?:{WIRE}\s{{0,40}}[,–—-]?\s{{0,40}})?(?:{CLOCK},\s{{0,40}})?(?:\((?:{SERVICE}/\s{{0,40}})?)?{ON}(?P<date>{DAY})(?!\d)"
    rf"|\s{{0,40}}{WIRE}|\s[–—]\s|\.\s(?=[A-ZÄÖÜ„«0-9]))"
)
REVERSED = re.compile(
    rf"^{ON}(?P<date>{DAY})\s*[–—,|/-]\s*(?P<place>{PLACE}?)(?:\s*/\s*{PLACE})*(?:\s*[–—|:-]?$|\s*[–—|:]\s)"
)
BARE = re.compile(rf"^{ON}(?P<date>{DAY})\s*(?:[–—|:-](?:\s|$)|\.\s)")
SENDER = re.compile(
    rf"^[^,|·•]+(?:, | [|·•–] )(?P<place>{PLACE})(?:(?:, | [|·•–] ){ON}|(?P<gap>\s{{1,60}}))(?P<date>{DAY})$"
)
"""`Geberit AG, Rapperswil-Jona, 4. November 2025`, `Muster GmbH, Villach 03.03.2025`"""
LEAD = re.compile(
    rf"(?:(?:APA-)?{SERVICE}(?:\.(?:at|ch|de))?\s{{0,3}}[/:–—-]\s{{0,3}}|pt[abs]/|(?:\+{{2,3}}|={{2,3}}|-{{2,3}}|#{{1,3}})\s{{0,3}}|\[)+(?=\S)"
)
"""Marks and the name of a wire in front of place and day: `OTS – Wien, 3. Mai 2026`, `+++ Wien, 3. Mai 2026 +++`."""
TOLD = re.compile(rf"\b(?:am|vom) (?:{WEEKDAY},?\s+(?:(?:den|dem)\s+)?)?(?P<date>{DAY})(?!\d)")
OF_A_DAY = re.compile(r" vom \d")
ON_A_DAY = re.compile(r" am \d")
"""Behind what takes place on a day: `Ordentliche Versammlung der Genossenschaft am 26. Juni 2024`."""
KEY_WORDS = ("zum", "per", "bis", "seit", "ab")
KEY_DAY = re.compile(rf"\b(?:{'|'.join(KEY_WORDS)}) $")
"""In front of a day that something is told of: `Quartalsmitteilung zum 30. September 2025`."""
AGENCY = re.compile(r"(?:OTS|APA|PTA|DEF)[A-Z]*\d+\s")
PLACE_LABEL = re.compile(rf"^Ort(?:/Datum)?:\s*(?P<place>{PLACE})")
PARTS = re.compile(r"\s+(?:[|·•–—/›>]|//)\s+|\s{3,}|\t")
"""What parts the fields of a letterhead: `MEDIENMITTEILUNG — Kloten, 31. Juli 2025`."""
OWN_PLACE = re.compile(
    rf".{{3,60}}(?:, |\s[|·•–—/]\s|\s{{3,}}|\t)(?:(?:in|CH-|A-|D-|[0-9]{{4,5}}) ?)*(?P<place>{PLACE})(?: in {PLACE})?"
)
"""Who sends it and from where, no day: `HUG AG | Malters`, `Sandoz GmbH · Kundl in Tirol`."""
BRACKETED = re.compile(rf"\((?P<place>{PLACE}?)(?:\s*/\s*{PLACE}?)*\)\s+(?=[A-ZÄÖÜ„«»\"0-9])")
"""The place of issue alone, before the first sentence: `(Chur) Wer …`."""
ADDITION = re.compile(r"/(?P<slash>[A-ZÄÖÜÉ][^\W\d_]+)(?!\w)| \((?P<bracket>[A-ZÄÖÜ][^\W\d_.]+\.?)\)")
"""What may go on with the name of a town: `Dettingen/Erms`, `Grünheide (Mark)`."""
SHORT = re.compile(
    rf"\(?(?P<place>{PLACE}?)(?:\s*/\s*{PLACE}?)*,\s{ON}(?P<day>\d{{1,2}}\.\s?(?:\d{{1,2}}\.|[A-ZÄÖÜ][a-zä]{{2,8}}))\)?(?:\.?\s[–—-]\s|[.:]\s(?=[A-ZÄÖÜ„«»\"0-9]))"
)
"""Place and day without a year: `Karlsruhe, 23. April. In …`."""
AT_END = re.compile(rf"(?:^|, )(?:(?P<place>{PLACE}?), {ON}|(?<=, )(?<!tag, )(?<!woch, )(?<!abend, ))(?P<date>{DAY})$")
"""Place and day, or the day alone, that close a line of the contact."""
MONTH = re.compile(
    rf"\(?(?P<place>{PLACE}?)(?:\s*/\s*{PLACE}?)*,?\s(?:im\s)?(?P<month>[A-ZÄÖÜ][a-zä]{{2,8}}\s20\d\d)\)?(?=$|\s[–—|-]\s|[.:]\s)"
)
"""Place and month of issue: `Loßburg, im September 2024`."""
BARE_MONTH = re.compile(r"(?:[Ii]m\s)?(?P<month>[A-ZÄÖÜ][a-zä]{2,8}\s20\d\d)")
"""A line or field that is nothing but a month: `Oktober 2025`."""
Line = Mapping[str, Any]


@functools.cache
def _forms(name: str) -> tuple[str, ...]:
    return tuple(words("structure")[name])


def dateline(text: str, lines: Sequence[Line]) -> dict[str, str | None]:
    """Place and day of issue: from the head and the opening of the text, else from the foot; either may be None."""
    place: str | None = None
    date: str | None = None
    below: str | None = None
    for found in _opening(text, lines):
        place, date, below = place or found.place, date or found.day, below or found.below
        if place and date:
            break
    date = date or below
    if place is None:
        place = next(_from_letterhead(text, lines), None)
    if date is None:
        foot_place, date = _foot(text, lines)
        place, date = place or foot_place, date or _told(text, lines)
    return {"place": place, "date": date}


def month(text: str, lines: Sequence[Line]) -> str | None:
    """The ISO month of issue behind the town that opens a line down to the second paragraph, or alone in a line or a field of a letterhead."""
    texts = 0
    for line in lines:
        content = LEAD.sub("", _content(text, line), count=1)
        for field in PARTS.split(content) if line["kind"] == "masthead" else [content]:
            named = MONTH.match(field[:120])
            found = named if named and _is_town(named["place"]) else BARE_MONTH.fullmatch(field)
            value = dates.read(found["month"], published=None) if found and not line["bullet"] else None
            if value is not None and dates.is_month(value.value):
                return value.value
        texts += line["kind"] == "paragraph"
        if texts >= 2:
            return None
    return None


def _content(text: str, line: Line) -> str:
    return text[line["start"] : line["end"]].strip()


def _from_letterhead(text: str, lines: Sequence[Line]) -> Iterator[str]:
    """Where the sender is at home, by the first lines: beside its name, with a day or without."""
    for line in lines[:4]:
        content = _content(text, line)
        if (sender := from_sender(content)) and (place := _place(sender["place"])):
            yield place
        if line["kind"] != "masthead" or len(content) > 100:
            continue
        parts = PARTS.split(content)
        yield from (town for part in parts if _is_town(town := part.partition("/")[0]))
        for part in (parts[0], content):
            home = OWN_PLACE.fullmatch(part)
            if home and (place := _place(home["place"])) and _is_town(place):
                yield place


def from_sender(content: str) -> re.Match[str] | None:
    """A line that holds sender, place and day; no comma is needed between a known town and the day."""
    match = SENDER.match(content)
    return match if match and (match["gap"] is None or _is_town(match["place"])) else None


def _is_town(name: str) -> bool:
    """Whether the gazetteer knows a place of this name that is no country."""
    return gazetteer.key(name) in gazetteer.default().places and name not in _lands()


class Stated(NamedTuple):
    """What a line says of place and day of issue; `below` is the day of a letterhead, which a dateline further down beats."""

    place: str | None = None
    day: str | None = None
    below: str | None = None


def _opening(text: str, lines: Sequence[Line]) -> Iterator[Stated]:
    """Place and day of each line down to the second paragraph, as far as stated."""
    texts = 0
    for line in lines:
        content = LEAD.sub("", text[line["start"] : line["end"]], count=1)
        match = DATELINE.match(content[:120])
        behind, bare = REVERSED.match(content[:120]), BARE.match(content)
        field = _field(content, text) if texts == 0 and line["kind"] != "paragraph" else None
        if field is not None and not (match and "/" in content and is_issue(match) and _named(match)):
            yield field
        elif behind and (day := _day(behind.group("date"), text)):
            yield Stated(_named(behind), day)
        elif match and is_issue(match) and (day := _day(match.group("date"), text)):
            yield Stated(_named(match), day)
        elif texts < 2 and bare and (day := _day(bare.group("date"), text)):
            yield Stated(day=day)
        elif (
            texts < 2
            and match
            and not match.group("date")
            and (line["kind"] in OPENING or SERVED.search(match.group()))
        ):
            yield Stated(_named(match, dated=False))
        elif texts < 2 and line["kind"] == "paragraph" and (alone := BRACKETED.match(content)):
            yield Stated(_named(alone, dated=False))
        elif line["kind"] == "masthead":
            label = PLACE_LABEL.match(content) or REVERSED.match(content)
            column = DATELINE.match(PARTS.split(content)[-1])
            dated = column is not None and is_issue(column) and _day(column["date"], text) is not None
            found = label or (column if dated else None)
            yield Stated(_named(found) if found else None, below=_any_day(content))
        elif texts < 2 and (short := SHORT.match(content)) and (day := _day_of_the_year(short["day"], text)):
            yield Stated(_named(short), day)
        texts += line["kind"] == "paragraph"
        if texts >= 4:
            return


SERVED = re.compile(WIRE)
OPENING = ("paragraph", "item")
"""Kinds of lines that a dateline without a day opens; behind the name of a wire (`Wien (OTS) -`) any line is."""
TIMED = re.compile(r"(?:[,\s]\s*(?:um )?\d{1,2}[.:]\d{2}(?: Uhr)?)?$")
EMBARGO = re.compile(rf"(?:Sperrfrist|Datum|Ausgabe)?:?\s*{ON}(?P<date>{DAY})")


def _field(content: str, text: str) -> Stated | None:
    """Place and day that a field of a letterhead states, or the day alone; None for a line of one field or several days.

    `Wirtschaft | Győr/Ingolstadt, 20.03.2026`, `Kilchberg, 22. Juli 2025 | Ad-hoc-Mitteilung`.
    """
    fields = PARTS.split(content)
    if len(fields) < 2 or len(FULL_DATE.findall(content)) != 1:
        return None
    for part in fields[1:]:
        match = DATELINE.match(part)
        stated = match is not None and match["date"] and TIMED.match(part, match.end()) and is_issue(match)
        if match is not None and stated and (place := _named(match)) and (day := _day(match["date"], text)):
            return Stated(place, day)
    days = (found for part in fields[1:] if (found := EMBARGO.match(part)) and TIMED.match(part, found.end()))
    found = next(days, None) if len(fields) > 2 else None
    return Stated(below=_day(found["date"], text)) if found is not None else None


def _day_of_the_year(surface: str, text: str) -> str | None:
    """A day without its year (`Karlsruhe, 23. April.`): the one nearest to the first day that the text states in full."""
    full = next((day for match in FULL_DATE.finditer(text) if (day := dates.day(fold(match.group())))), None)
    if full is None:
        return None
    year, own = int(full[:4]), fold(surface)
    days = [day for k in (year - 1, year, year + 1) if (day := dates.day(f"{own} {k}") or dates.day(f"{own}{k}"))]
    return min(days, key=lambda day: abs((date.fromisoformat(day) - date.fromisoformat(full)).days), default=None)


def is_issue(match: re.Match[str]) -> bool:
    """Whether what stands in front of a day is no sentence that opens with it: `Am`, `Der Bestand am`, `Mitteilung zum`.

    Nor is it a thing of that day (`Zählung vom 1. Juni`), unless it is what was issued then (`Mitteilung vom 1. Juni`);
    between place and day only a country may stand (`Darmstadt, Deutschland, 3. Mai`), or the first is a sender.
    """
    place = match["place"].lower()
    first, *_, last = (place.split() or [""]) * 2
    if not match["date"] or first in _forms("no_place") or last in KEY_WORDS:
        return False
    if (
        match["land"]
        and match["land"] not in _countries()
        and not (_is_town(match["place"]) and _is_town(match["land"]))
    ):
        return False
    if _is_sender(match["place"]):
        return False
    if ON_A_DAY.match(match.string, match.end("place")) and len(place.split()) > 2 and not _is_town(match["place"]):
        return False
    return not OF_A_DAY.match(match.string, match.end("place")) or place.startswith(_forms("masthead"))


def _is_sender(name: str) -> bool:
    """Whether what stands before a day is no town but who or what is of that day: `Auto Gewerbe Verband Schweiz`, `Unternehmen`."""
    if _is_town(name):
        return False
    words_ = name.split()
    return words_[-1] in _lands() or any(map(_is_noun, words_))


def _is_noun(word: str) -> bool:
    return lexicon.listed(lexicon.NOUN + word.lower()) and not _is_town(word)


@functools.cache
def _lands() -> frozenset[str]:
    """The countries by their names."""
    return frozenset((*words("cldr")["territories"]["names"], *words("events")["country"]["more"]))


@functools.cache
def _countries() -> frozenset[str]:
    return _lands() | frozenset(_forms("countries"))


def _foot(text: str, lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """Place and day of a line that holds nothing else, or the day behind `veröffentlicht am`, `Stand:`; from below."""
    for line in reversed(lines):
        content = text[line["start"] : line["end"]].strip(" \t\n#*+=[]–—-")
        match = DATELINE.match(content)
        if match and match.group("date") and len(content) - match.end() <= 2:
            return _place(match.group("place")), dates.day(fold(match.group("date")))
        if closing := _closing(content, in_contact=line["zone"] == "contact", last=line is lines[-1]):
            return closing
        issued = any(word in content.lower() for word in _forms("issued")) or AGENCY.match(content)
        if len(content) < 110 and (issued or FULL_DATE.fullmatch(content)) and (day := _any_day(content)):
            return None, day
    return None, None


def _closing(content: str, *, in_contact: bool, last: bool) -> tuple[str | None, str] | None:
    """Place and day at the end of a line of the contact; behind a town also at the end of the last line of all."""
    found = AT_END.search(content) if in_contact or last else None
    day = dates.day(fold(found["date"])) if found else None
    if found is None or day is None:
        return None
    place = found["place"] if found["place"] and _is_town(found["place"]) else None
    told = in_contact or (place is not None and ":" not in content and content.count(",") > 1)
    return (place, day) if told else None


def _told(text: str, lines: Sequence[Line]) -> str | None:
    """The day on which a sentence of the first paragraphs says that it is told: `Dies teilt das Amt am 22. Juli 2026 mit`."""
    paragraphs = [line for line in lines if line["kind"] == "paragraph"][:3]
    for line in paragraphs:
        content = text[line["start"] : line["end"]]
        for found in TOLD.finditer(content):
            before = re.split(r"[.!?]\s+(?=[A-ZÄÖÜ«„\"])", content[: found.start()])[-1].lower()
            behind = re.split(r"[.,;!?]\s|[.!?]$", content[found.end() :])[0].lower()
            low = set(re.findall(r"[^\W\d_]+", f"{before} {behind}"))
            verbs = low & set(_forms("told"))
            split = verbs & {"teilt", "teilte", "teilten", "teilen", "gab", "gibt", "gaben", "geben"}
            if verbs - split or (split and set(behind.split()[-1:]) & set(_forms("told_ends"))):
                day = _day(found["date"], text)
                if day is not None:
                    return day
    return None


def _day(surface: str, text: str) -> str | None:
    """A calendar date; the century of a two-digit year is that of a year which the text writes in full, else this one."""
    if day := dates.day(fold(surface)):
        return day
    short = re.search(r"(?<!\d)(\d\d)$", surface)
    if not short:
        return None
    full = re.search(rf"\b\d\d{short[1]}\b", text)
    return dates.day(fold(surface), published=f"{full.group() if full else f'20{short[1]}'}-01-01")


def _any_day(content: str) -> str | None:
    stated = (match for match in FULL_DATE.finditer(content) if not KEY_DAY.search(content[: match.start()]))
    found = (dates.day(fold(match.group())) for match in stated)
    return next((day for day in found if day), None)


def _named(match: re.Match[str], *, dated: bool = True) -> str | None:
    """The place of a match with what belongs to its name: the river, the other language, the land of an old name."""
    place = _place(match["place"], dated=dated)
    more = ADDITION.match(match.string, match.end("place"))
    if place is None or more is None:
        return place
    listed = _forms("place_slashes") if more["slash"] else _forms("place_brackets")
    return place + more.group() if (more["slash"] or more["bracket"]) in listed else place


def _place(surface: str, *, dated: bool = True) -> str | None:
    place = re.split(r" (?:bei|und|sowie|in) (?=[A-ZÄÖÜ])|(?<=\w{4})\. ", surface.strip(" .,"))[0]
    low = place.lower()
    first, *rest = place.split() or [""]
    if not 2 <= len(place) <= 40 or low.startswith(_forms("masthead")) or first.lower() in _forms("no_place"):
        return None
    if len(rest) > 3 or (
        not dated and any(word.islower() and word not in ("am", "an", "der", "im", "bei") for word in rest)
    ):
        return None
    return place.title() if place.isupper() else place
