"""The period that a release reports on: the candidates and what speaks for each, weighed by the scorer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pressefakten.facts import reported, scope
from pressefakten.facts.candidates import Bag, Candidate, shape, with_guess
from pressefakten.facts.context import Time, shift, time_slot
from pressefakten.facts.page import NUMERIC, Ent, Page, Sentence
from pressefakten.normalize.timex import bounds

if TYPE_CHECKING:
    from pressefakten.facts.scorer import Scorer

FORMS = re.compile(r"\d{4}(?:-(?:Q\d|H\d|\d\d)|/\d{4}(?:-[QH]\d)?|-\d\d/\d{4}-\d\d|-\d\d-\d\d/\d{4}-\d\d-\d\d)?")
"""The times that can be what a release reports on: no single day, no season."""
FIGURES = NUMERIC - {"DURATION"}


@dataclass(slots=True)
class Place:
    """A mention of a period: the part of the release, the sentence, whether it is only one to compare with."""

    part: str
    sentence: Sentence
    at: int
    compared: bool
    opens: bool
    stated: bool


@dataclass(slots=True)
class Told:
    """A period with its mentions; `made` tells how it comes about where no date names it."""

    value: str
    places: list[Place] = field(default_factory=list)
    made: set[str] = field(default_factory=set)
    share: float = 0.0
    """Of the figures of the release, those that stand behind a mention of it and in front of the next period."""


def document_period(page: Page, scorer: Scorer | None) -> Time | None:
    """The period that most figures of a release are those of, by the scorer, else by the rules; None where there is none."""
    guess = reported.document_period(page)
    if scorer is None or not page.published:
        return guess
    if (month := _month_of_headline(page)) is not None:
        return month
    value: Time | None = scorer.choose("document", candidates(page, guess), page).candidate.value
    return _part_named_first(page, value) or _quarter_of_head(page, value) or value


def _quarter_of_head(page: Page, period: Time | None) -> Time | None:
    """The quarter that the head names, for its months by name: `… im dritten Quartal` above `Von Juli bis September wurden …`."""
    if period is None or not re.fullmatch(r"(\d{4})-\d\d/\1-\d\d", period["value"]):
        return None
    heads = (sentence for sentence in page.sentences if page.zone(sentence) == "head")
    named = (
        slot
        for sentence in heads
        for ent in sentence.ents
        if ent.label == "DATE" and not reported.is_of_comparison(sentence, ent) and (slot := time_slot(ent))
    )
    quarters = (slot for slot in named if shape(slot["value"]) == "quarter" and not slot.get("mod"))
    return next((slot for slot in quarters if bounds(slot["value"]) == bounds(period["value"])), None)


def _part_named_first(page: Page, period: Time | None) -> Time | None:
    """The month or quarter that months counted from January end with, where the text tells figures of it first: the sum so far is said in passing.

    `Im Oktober wurden 251.300 Pkw zugelassen. Seit Jahresbeginn summieren sich …` reports on October. None for other periods.
    """
    if period is None or not re.fullmatch(r"(\d{4})-01/\1-\d\d", period["value"]):
        return None
    for sentence in page.sentences:
        if page.zone(sentence) not in ("head", "body"):
            continue
        figures = page.kind(sentence) == "table_head" or any(ent.label in FIGURES for ent in sentence.ents)
        for ent in sentence.ents if figures else ():
            if ent.label == "DATE" and reported.is_of_comparison(sentence, ent):
                continue
            told = [value for value, _ in _values(page, sentence, ent)]
            since = not {"bis", "seit", "per"}.isdisjoint(scope.before(sentence.items, ent.item, 2))
            for value in told:
                part = {"value": value, "mod": None}
                if value == period["value"] or (since and reported.from_new_year(part) == period):
                    return None
                if reported.from_new_year(part) == period:
                    return part
            if since and not told:
                return None  # `bis Ende Juli`
    return None


def _month_of_headline(page: Page) -> Time | None:
    """`Neuzulassungen im Oktober`: the one period that the headline names, a month just over, in a text of no half or quarter."""
    named = [
        (sentence, ent)
        for sentence in page.sentences
        if page.kind(sentence) == "headline"
        for ent in sentence.ents
        if ent.label in ("DATE", "DURATION") and not reported.is_of_comparison(sentence, ent)
    ]
    if len(named) != 1 or named[0][1].label != "DATE":
        return None
    if any(name in word for word in _words(page) for name in (" half", " quarter")):
        return None
    (sentence, ent), slot = named[0], time_slot(named[0][1])
    front = scope.before(sentence.items, ent.item, 1)
    if slot is None or slot.get("mod") or shape(slot["value"]) != "month" or front[-1:] in (["bis"], ["seit"], ["ab"]):
        return None
    return slot if _is_just_over(slot["value"], str(page.published)) else None


def _is_just_over(value: str, published: str) -> bool:
    """Whether a month ended no more than two months before the day of release."""
    months = int(published[:4]) * 12 + int(published[5:7]) - int(value[:4]) * 12 - int(value[5:7])
    return 0 < months <= 2 or (months == 0 and (bounds(value)[1] or "9") <= published)


def candidates(page: Page, guess: Time | None) -> list[Candidate]:
    """The periods that a release may report on and their features, the empty one first; `guess` is what the rules say."""
    told = dict(_told(page))
    words = _words(page)
    bag = Bag(words)
    for value, one in told.items():
        time = {"value": value, "mod": None}
        bag.found[value, None] = Candidate(time, None, set(_features(page, one, told, words)))
    return with_guess(bag, guess)


def _told(page: Page) -> Iterator[tuple[str, Told]]:
    told: dict[str, Told] = {}
    lead = next((s.line for s in page.sentences if page.zone(s) == "body" and page.kind(s) == "paragraph"), -1)
    for sentence in page.sentences:
        part = _part(page, sentence, lead)
        for ent in sentence.ents:
            for value, how in _values(page, sentence, ent):
                one = told.setdefault(value, Told(value))
                opens = ent.item <= 1
                figures = any(other.label in FIGURES for other in sentence.ents)
                aside = reported.is_of_comparison(sentence, ent) or _is_singled_out(sentence, ent)
                one.places.append(Place(part, sentence, ent.item, aside, opens, figures))
                if how:
                    one.made.add(how)
    _govern(page, told)
    for one in list(told.values()):
        for value, how in _made(one.value):
            told.setdefault(value, Told(value)).made.add(how)
    if page.published:
        last = str(int(page.published[:4]) - 1)
        told.setdefault(last, Told(last)).made.add("year before release")
    known = {value for value, one in told.items() if one.places}
    for value, one in told.items():
        again = not one.places and "half" not in one.made and any(bounds(other) == bounds(value) for other in known)
        if not again and page.published and _is_over(value, page.published):
            yield value, one


def _is_singled_out(sentence: Sentence, ent: Ent) -> bool:
    """`allein im Juli`, `im September allein`: a part of the period that is reported on."""
    items = sentence.items
    return "allein" in scope.before(items, ent.item, 2) or [i.low for i in items[ent.item + 1 : ent.item + 2]] == [
        "allein"
    ]


def _is_over(value: str, published: str) -> bool:
    """Whether a period ended before the day of release, and no more than a year ago; where a fiscal year ends is not known."""
    end = f"{value[5:]}-01-01" if shape(value) == "fiscal" else bounds(value)[1]
    if shape(value) == "fiscal" and int(value[5:]) - int(value[:4]) != 1:
        return False
    return bool(end and end <= published and int(published[:4]) - int(end[:4]) <= 1)


def _govern(page: Page, told: dict[str, Told]) -> None:
    """Count for each period the figures between its mentions and those of others; a date to compare with takes none over."""
    mentions = sorted(
        (place.sentence.index, place.at, one.value)
        for one in told.values()
        for place in one.places
        if not place.compared
    )
    total, at, current = 0, 0, None
    for sentence in page.sentences:
        while at < len(mentions) and mentions[at][0] <= sentence.index:
            current, at = told[mentions[at][2]], at + 1
        if page.zone(sentence) in ("head", "body") and page.kind(sentence) != "row":
            count = sum(ent.label in FIGURES for ent in sentence.ents)
            total += count
            if current is not None:
                current.share += count
    for one in told.values():
        one.share /= max(1, total)


def _part(page: Page, sentence: Sentence, lead: int) -> str:
    kind, zone = page.kind(sentence), page.zone(sentence)
    if kind in ("headline", "subhead"):
        return kind
    if zone == "head":
        return "head"
    if zone != "body":
        return "behind"
    if kind in ("heading", "table_head", "row"):
        return kind
    if kind == "paragraph":
        if sentence.line == lead:
            return "lead"
        return "text" if sentence.line > lead + 3 else "early text"
    return "list"


def _values(page: Page, sentence: Sentence, ent: Ent) -> Iterator[tuple[str, str]]:
    """The periods that an entity names: the date itself, the half year of `Halbjahresbericht 2025`, `nach sechs Monaten`."""
    if ent.label == "DURATION":
        first = reported.months_over(page, ent) if _is_counted_up(sentence, ent) else None
        if first is not None:
            yield first["value"], "first months"
        return
    slot = time_slot(ent) if ent.label == "DATE" else None
    if slot is None or slot.get("mod") or not FORMS.fullmatch(slot["value"]):
        return
    end = str((ent.value or {}).get("end") or "")
    if shape(slot["value"]) == "fiscal" and page.published and end > page.published and not end.endswith("-12-31"):
        return  # the text says when the fiscal year ends
    yield slot["value"], ""
    if len(slot["value"]) == 4 and page.published:
        part = reported.reported_part(page, sentence, slot["value"], page.published)
        if part:
            yield part, "named by a word"


def _is_counted_up(sentence: Sentence, ent: Ent) -> bool:
    front = set(scope.before(sentence.items, ent.item, 2))
    return bool(front & {"nach", "über", "ersten", "erste"})


def _made(value: str) -> Iterator[tuple[str, str]]:
    whole = reported.from_new_year({"value": value, "mod": None})
    if whole is not None:
        yield whole["value"], "counted up"
        if whole["value"][5:7] == "01" and whole["value"].endswith("-06"):
            yield f"{value[:4]}-H1", "counted up to a half"
    if re.fullmatch(r"(\d{4})-01/\1-06", value):
        yield f"{value[:4]}-H1", "half"
    if re.fullmatch(r"\d{4}-H1", value):
        yield f"{value[:4]}-01/{value[:4]}-06", "half"


def _words(page: Page) -> list[str]:
    """What the head, the lead and the headings say of spans of time, and the month of release."""
    head = [s for s in page.sentences if page.zone(s) == "head"]
    title = " ".join(page.text[s.start : s.end] for s in head).lower()
    body = page.text.lower()
    found = []
    for name, form in WORDS:
        if _says(title, form):
            found.append(f"title says {name}")
        elif _says(body, form):
            found.append(f"text says {name}")
    return found


def _says(text: str, form: tuple[str, ...]) -> bool:
    months = "monat" in text and form is MONTHS and COUNTED.search(text) is not None
    return months or any(word in text for word in form)  # a search for each word is faster than one for any


COUNTED = re.compile(r"(?:sechs|neun|acht|sieben|zehn|elf|fünf|vier)\s?monat")
MONTHS = ("neunmonats", "kumuliert", "seit jahresbeginn")
WORDS = (
    ("half", ("halbjahr", "semester", "halbzeit")),
    ("months", MONTHS),
    ("quarter", ("quartal",)),
    (
        "year",
        ("geschäftsjahr", "gesamtjahr", "jahresbilanz", "jahresergebnis", "jahresabschluss", "bilanzmedienkonferenz"),
    ),
)


def _features(page: Page, one: Told, told: dict[str, Told], words: list[str]) -> Iterator[str]:
    form = shape(one.value)
    plain = [place for place in one.places if not place.compared]
    yield f"shape:{form}"
    for word in words:
        yield f"{word}:{form}"
    for how in one.made:
        yield f"made:{how}"
        yield f"made:{how}:{'named' if plain else 'unnamed'}"
        for word in words:
            if "half" in word or "months" in word:
                yield f"made:{how}:{word}"
    parts = {place.part for place in plain}
    for part in parts:
        yield f"in:{part}"
        yield f"in:{part}:{form}"
    for part in {place.part for place in plain if place.opens}:
        yield f"opens:{part}"
    if "lead" in parts:
        first = next(place for place in plain if place.part == "lead")
        yield f"lead:{'figures' if first.stated else 'bare'}"
    if one.places and not plain:
        yield "only compared"
    yield f"plain:{_many(len(plain))}"
    yield f"stated:{_many(sum(place.stated for place in plain))}"
    yield f"compared:{_many(len(one.places) - len(plain))}"
    most = max((sum(not p.compared for p in other.places) for other in told.values()), default=0)
    yield f"most:{len(plain) == most}"
    early = min((p.sentence.index for other in told.values() for p in other.places if not p.compared), default=-1)
    if plain:
        yield f"first:{plain[0].sentence.index == early}"
    share = next((limit for limit in (0.05, 0.15, 0.3, 0.5) if one.share < limit), 1)
    yield f"share below:{share}"
    yield f"largest share:{one.share >= max(other.share for other in told.values())}"
    before = shift({"value": one.value, "mod": None})
    prior = told.get(before["value"]) if before else None
    if prior is not None and prior.places:
        yield f"a year before:{'compared' if any(p.compared for p in prior.places) else 'named'}"
        yield f"a year before:{form}"
    yield from _in_time(page, one, told, form)


def _many(count: int) -> str:
    return str(count) if count < 3 else "3" if count < 5 else "5" if count < 9 else "9"


def _in_time(page: Page, one: Told, told: dict[str, Told], form: str) -> Iterator[str]:
    """How long ago a period ended, and what it holds or lies in."""
    first, last = bounds(one.value)
    if not first or not last or not page.published:
        return
    months = (int(page.published[:4]) - int(last[:4])) * 12 + int(page.published[5:7]) - int(last[5:7])
    lag = str(months) if months < 5 else "5" if months < 7 else "7" if months < 12 else "12"
    yield f"lag:{lag}"
    yield f"lag:{lag}:{form}"
    for other in told.values():
        if other is one or not any(not p.compared for p in other.places):
            continue
        start, end = bounds(other.value)
        if not start or not end:
            continue
        if start <= first and last <= end and (start, end) != (first, last):
            yield f"inside a named one:{form}"
            if end == last:
                yield f"ends a named one:{form}:{shape(other.value)}"
        if first <= start and end <= last and (start, end) != (first, last):
            yield f"holds a named one:{form}"
            if end == last:
                yield f"ends with a named one:{form}:{shape(other.value)}"
        if end > last and end <= page.published:
            yield f"a later one:{form}"
            if shape(other.value) == form:
                yield "a later one of its kind"
