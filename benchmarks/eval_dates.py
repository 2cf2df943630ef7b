"""Spans and values of `normalize.dates` on public test data of German time expressions.

The data are not part of the project: give their folder with `--data` or PRESSEFAKTEN_EVAL_TIME; every `.jsonl` in it
is measured by what its records name as source. What the record specification decides otherwise is listed with its reason in
data/dates_exceptions.toml, by id or by a pattern over the text. `--show SOURCE` prints each miss.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pressefakten.normalize import dates
from pressefakten.normalize.timex import add_months, month_end, span
from pressefakten.records import TimeValue

EXCEPTIONS = Path(__file__).parent / "data" / "dates_exceptions.toml"
ANCHOR = "2020-06-15T12:00:00"
"""Day of release for sources that name none: their dates are complete or days away from it."""

HOURS = {"TMO": range(3, 12), "TMI": range(11, 14), "TAF": range(12, 18), "TEV": range(16, 24), "TNI": (*range(20, 24), 0, 1)}  # fmt: skip
"""Part of the day -> hours at which the sources let it begin."""


class Want(NamedTuple):
    """One reading that counts as right: TIMEX3 values, or first and last moment (`2025-09-16`, `…T10:30`, `T10:30`)."""

    timex: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None


class Case(NamedTuple):
    """A string with the readings that are right; without any, nothing may be found in it."""

    id: str
    text: str
    anchor: str
    wants: tuple[Want, ...]


# --- what the sources say


def recognizers(row: dict[str, Any]) -> Iterator[Case]:
    """Recognizers-Text: each resolution, past or future, is right; extractor tests state no value."""
    anchor = (row["ref"] or ANCHOR)[:19]
    if not row["spans"]:
        yield Case(row["id"], row["text"], anchor, ())
    for i, gold in enumerate(row["spans"]):
        value = gold["value"] or {}
        resolved = [v for v in (value.get("FutureResolution"), value.get("PastResolution")) if v]
        options = value.get("values") or [{"timex": value.get("Timex"), **v} for v in resolved]
        wants = tuple(want for option in options for want in _recognizers_wants(option))
        if wants:
            yield Case(f"{row['id']}#{i}" if i else row["id"], gold["text"], anchor, wants)


def _recognizers_wants(option: dict[str, Any]) -> Iterator[Want]:
    timex = str(option.get("timex") or "")
    if timex and not timex.startswith("("):
        yield Want((_clock_form(timex), *((f"XXXX-XX-XX{_clock_form(timex)}",) if option.get("type") == "set" else ())))
    first = next((option[key] for key in option if key in ("value", "date", "dateTime", "time")), None)
    if first and re.match(r"\d", str(first)) and option.get("type") != "duration":
        yield Want((), _moment(first))
    start = next((option[key] for key in option if key.startswith("start")), None)
    end = next((option[key] for key in option if key.startswith("end")), None)
    if start and end:
        last = _moment(end)
        yield Want((), _moment(start), _day_before(last) if len(last) == 10 else last)
        if timex.startswith("("):  # two ends that are named
            yield Want((), _moment(start), last)
        part = re.search(r"T[A-Z]{2}$", timex)
        if part:
            yield Want((f"{start[:10]}{part[0]}" if "-" in start else part[0],))


def duckling(row: dict[str, Any]) -> Iterator[Case]:
    """Duckling: an instant covers its grain, the end of an interval is exclusive."""
    wants: tuple[Want, ...] = ()
    for gold in row["spans"]:
        value, clock = gold["value"], gold["value"]["grain"] in ("hour", "minute", "second")
        if value["kind"] == "interval":
            first, last = _begin(value["from"]), value["to_exclusive"]
            wants = (Want((), first, last if clock else _day_before(_begin(last))),)
            if clock:
                wants += tuple(
                    Want((first[:10] + part,)) for part, hours in HOURS.items() if int(first[11:13]) in hours
                )
                wants += (Want((), first, _minute_before(last)),)
                wants += (Want((), first, _hour_before(last)),) if value["grain"] == "hour" else ()
        else:
            iso = value["iso"]
            wants = (Want((), _begin(iso), None if clock else _finish(iso)),)
            wants += (Want((), _begin(iso)[10:]),) if clock and iso[:10] == row["ref"][:10] else ()
    yield Case(row["id"], row["text"], row["ref"][:19], wants)


def chrono(row: dict[str, Any]) -> Iterator[Case]:
    """chrono: the fields that its test asserts."""
    wants: tuple[Want, ...] = ()
    text = row["text"]
    for gold in row["spans"]:
        text = gold["text"]
        first, last = _fields(gold["value"]["start"]), _fields(gold["value"].get("end"))
        wants = (Want((first,)) if first and first.startswith("BC") else Want((), first, last),)
        hour = gold["value"]["start"].get("hour")
        if hour is not None and first and not last:
            wants += tuple(Want((first[:10] + part,)) for part, hours in HOURS.items() if hour in hours)
            wants += (Want((), first[10:]),) if first[:10] == row["ref"][:10] else ()
    yield Case(row["id"], text, (row["ref"] or ANCHOR)[:19], wants)


def dateparser(row: dict[str, Any]) -> Iterator[Case]:
    """dateparser: a moment, or a distance from the anchor."""
    for i, gold in enumerate(row["spans"]):
        value, anchor = gold["value"], (row["ref"] or ANCHOR)[:19]
        if "iso" in value:
            wants: tuple[Want, ...] = (Want((), _moment(value["iso"].replace("T00:00:00", ""))),)
        else:
            sign = -1 if "ago" in value else 1
            steps = {unit: sign * n for unit, n in (value.get("ago") or value.get("in_future")).items()}
            wants = (_stepped(steps, anchor),)
            if sign < 0 and not gold["text"].lower().startswith("vor "):  # a mere length of time
                wants += (Want((_iso_duration(steps),)),)
        yield Case(f"{row['id']}#{i}" if i else row["id"], gold["text"], anchor, wants)


def timexy(row: dict[str, Any]) -> Iterator[Case]:
    """timexy states no values: its dates name day, month and year in this order."""
    for gold in row["spans"]:
        parts = re.findall(r"\d+|[^\W\d_]+", gold["text"])
        year = int(parts[-1]) + (1900 if len(parts[-1]) == 2 else 0)
        month = {"jan": 1, "okt": 10}.get(parts[-2][:3].lower()) or int(parts[-2])
        day = int(parts[0]) if len(parts) == 3 else None
        iso = f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")
        yield Case(row["id"], gold["text"], "2005-06-15", (Want((iso,)),))


SOURCES: dict[str, Callable[[dict[str, Any]], Iterator[Case]]] = {
    "Recognizers-Text": recognizers, "duckling": duckling, "chrono": chrono, "dateparser": dateparser, "timexy": timexy,
}  # fmt: skip


def _moment(stamp: str) -> str:
    """`2016-11-07 16:12:00` -> `2016-11-07T16:12`, `17:00:00` -> `T17:00`."""
    text = stamp.replace(" ", "T")
    return _clock_form(text if "-" in text else f"T{text}")


def _clock_form(timex: str) -> str:
    """Clock times to the minute, to the second only where it is not 0: `T19` -> `T19:00`, `T07:30:00` -> `T07:30`."""
    if timex.startswith("P"):
        return timex
    timex = re.sub(r"(T\d\d)$", r"\1:00", timex)
    return re.sub(r"(T\d\d:\d\d):00$", r"\1", timex)


def _begin(iso: str) -> str:
    days = span(iso.partition("T")[0])
    return days[0].isoformat() + _clock_form(iso[iso.index("T") :]) if days and "T" in iso else str(days and days[0])


def _finish(iso: str) -> str:
    days = span(iso)
    return days[1].isoformat() if days else iso


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _hour_before(stamp: str) -> str:
    return (datetime.fromisoformat(_begin(stamp)) - timedelta(hours=1)).isoformat()[:16]


def _minute_before(stamp: str) -> str:
    return (datetime.fromisoformat(_begin(stamp)) - timedelta(minutes=1)).isoformat()[:16]


def _fields(fields: dict[str, Any] | None) -> str | None:
    if fields is None:
        return None
    if "date" in fields and "hour" not in fields and not fields["date"].endswith(("T12:00:00", "T00:00:00")):
        return _moment(fields["date"])
    year = int(fields.get("year", 0))
    day = f"-{fields['month']:02d}-{fields['day']:02d}" if year else ""
    day = (f"BC{-year:04d}" if year < 0 else f"{year:04d}" if year else "") + day
    return day + (f"T{fields['hour']:02d}:{fields.get('minute', 0):02d}" if "hour" in fields else "")


_UNITS = {"years": "Y", "months": "M", "weeks": "W", "days": "D", "hours": "TH", "minutes": "TM"}


def _stepped(steps: dict[str, int], anchor: str) -> Want:
    """The point some steps from the anchor: as exact as the finest step."""
    start = datetime.fromisoformat(anchor)
    year, month = add_months(start.year, start.month, 12 * steps.get("years", 0) + steps.get("months", 0))
    moved = start.replace(year=year, month=month, day=min(start.day, month_end(year, month).day))
    moved += timedelta(**{unit: steps.get(unit, 0) for unit in ("weeks", "days", "hours", "minutes")})
    shapes = {"years": f"{moved:%Y}", "months": f"{moved:%Y-%m}", "days": f"{moved:%Y-%m-%d}"}
    shapes["weeks"] = "{}-W{:02d}".format(*moved.isocalendar()[:2])
    return Want((shapes.get(list(steps)[-1], f"{moved:%Y-%m-%dT%H:%M}"),))


def _iso_duration(steps: dict[str, int]) -> str:
    days = "".join(f"{abs(n)}{_UNITS[u]}" for u, n in steps.items() if not _UNITS[u].startswith("T"))
    clock = "".join(f"{abs(n)}{_UNITS[u][1]}" for u, n in steps.items() if _UNITS[u].startswith("T"))
    return f"P{days}" + (f"T{clock}" if clock else "")


# --- what we say


def right(case: Case) -> bool:
    """Whether the string as a whole has one of the values, or nothing is found where nothing may be."""
    value = dates.read(case.text, published=case.anchor)
    if not case.wants:
        return value is None
    return value is not None and any(equal(want, value) for want in case.wants)


def equal(want: Want, value: TimeValue) -> bool:
    """Whether a value is the reading that is wanted."""
    if want.timex:
        return value.value in want.timex or any(_same_length(timex, value.value) for timex in want.timex)
    first, last = ends(value)
    if want.last is None:
        return first == want.first and last in (first, None)
    return (first, last) == (want.first, want.last)


_LENGTH = re.compile(r"PT(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?")


def _same_length(one: str, two: str) -> bool:
    """`PT0.25H` is `PT15M`."""
    lengths = [_LENGTH.fullmatch(text) for text in (one, two)]
    seconds = {
        sum(float(n or 0) * size for n, size in zip(m.groups(), (3600, 60, 1), strict=True)) for m in lengths if m
    }
    return all(lengths) and len(seconds) == 1


def ends(value: TimeValue) -> tuple[str | None, str | None]:
    """First and last moment: clock times where the value has them, else days."""
    if value.type == "TIME":
        one, _, two = value.value.partition("/")
        return one, two or one
    return value.start, value.end


# --- ctparse: the day, and both ends of an interval


def ctparse(row: dict[str, Any]) -> tuple[bool | None, bool | None]:
    """Whether the day of the first end is right, and whether both ends of an interval are; None where not asked."""
    gold = row["spans"][0]["value"]
    if gold["kind"] == "duration":
        return None, None
    value = dates.read(row["text"], published=row["ref"][:10])
    first, last = ends(value) if value else (None, None)
    wanted = [gold] if gold["kind"] == "instant" else [gold["from"], gold["to"]]
    known = [{**want, "iso": want["iso"] or f"T{want['hour']}:{want['minute']}"} for want in wanted if want]
    day = bool(known) and (first or "")[:10] == known[0]["iso"][:10]
    if gold["kind"] == "instant":
        return day, None
    if len(known) == 1:
        return day, (first or "").startswith(known[0]["iso"])
    return day, (first or "").startswith(known[0]["iso"]) and (last or "").startswith(known[1]["iso"])


# --- newspaper texts: spans and values as in TempEval-3


@dataclass
class Counts:
    """What was found in newspaper texts."""

    gold: int = 0
    found: int = 0
    relaxed: int = 0
    strict: int = 0
    value: int = 0
    misses: list[str] = field(default_factory=list)

    def f1(self, hits: int) -> float:
        """F1 of some hits."""
        return 2 * hits / max(self.gold + self.found, 1)


_ARTICLE = re.compile(r"(?:de[rmns]|das|die|eine[rmns]?|ein)\s+", re.IGNORECASE)


def newspaper(row: dict[str, Any], counts: Counts) -> None:
    """Align the spans of a text one to one, in text order, equal ones first."""
    text = row["text"]
    found = dates.find(text, published=row["ref"], scope="wide")
    counts.gold += len(row["spans"])
    counts.found += len(found)
    free = list(found)
    pairs = []
    for exact in (True, False):
        for gold in list(row["spans"]):
            start = gold["start"]
            article = _ARTICLE.match(text, start, gold["end"])
            bare = article.end() if article else start
            for ours in free:
                own = _ARTICLE.match(text, ours.start, ours.end)
                same = (own.end() if own else ours.start, ours.end) == (bare, gold["end"])
                if same or (not exact and ours.start < gold["end"] and start < ours.end):
                    if not any(gold is known for known, _, _ in pairs):
                        pairs.append((gold, ours, same))
                        free.remove(ours)
                    break
    for gold, ours, same in pairs:
        value = ours.value.value if isinstance(ours.value, TimeValue) else ""
        counts.relaxed += 1
        counts.strict += same
        counts.value += value == gold["value"]
        if not same or value != gold["value"]:
            counts.misses.append(
                f"{row['id']}: {gold['text']!r} {gold['value']} read as {text[ours.start : ours.end]!r} {value}"
            )
    hit = [gold for gold, _, _ in pairs]
    counts.misses += [f"{row['id']}: missed {g['text']!r} {g['value']}" for g in row["spans"] if g not in hit]
    counts.misses += [
        f"{row['id']}: surplus {text[o.start : o.end]!r} {o.value and o.value.value} {o.rule}" for o in free
    ]  # type: ignore[union-attr]


# --- the report


@cache
def exceptions() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Ids and patterns of what the specification decides otherwise."""
    rows = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8")).values()
    patterns = tuple(re.compile(row["pattern"]) for row in rows if "pattern" in row)
    return frozenset(key for row in rows for key in row.get("ids", ())), patterns


def left_out(case: Case) -> bool:
    """Whether a case is listed as one that the specification decides otherwise."""
    ids, patterns = exceptions()
    return case.id in ids or any(pattern.search(case.text) for pattern in patterns)


def report_values(name: str, rows: list[dict[str, Any]], show: bool) -> float:
    """Print the accuracy of a source."""
    cases = [case for row in rows for case in SOURCES[name](row)]
    kept = [case for case in cases if not left_out(case)]
    wrong = [case for case in kept if not right(case)]
    rate = (len(kept) - len(wrong)) / max(len(kept), 1)
    print(f"{name:18} value right {len(kept) - len(wrong)}/{len(kept)} = {rate:.3f}, {len(cases) - len(kept)} left out")
    for case in wrong if show else ():
        value = dates.read(case.text, published=case.anchor)
        print(
            f"    {case.id} {case.text!r} ({case.anchor}) read as {value and value.value}, wanted {_shown(case.wants)}"
        )
    return rate


def _shown(wants: tuple[Want, ...]) -> str:
    return (
        " or ".join(dict.fromkeys("/".join(want.timex) or f"{want.first}…{want.last}" for want in wants)) or "nothing"
    )


def report_ctparse(rows: list[dict[str, Any]], show: bool) -> tuple[float, float]:
    """Print both rates for ctparse."""
    results = [(row, *ctparse(row)) for row in rows]
    days = [right for _, right, _ in results if right is not None]
    both = [right for _, _, right in results if right is not None]
    print(f"{'ctparse':18} day right {sum(days)}/{len(days)} = {sum(days) / max(len(days), 1):.3f}, "
          f"both ends {sum(both)}/{len(both)} = {sum(both) / max(len(both), 1):.3f}")  # fmt: skip
    for row, day, ends_ in results if show else ():
        if day is False or ends_ is False:
            value = dates.read(row["text"], published=row["ref"][:10])
            print(f"    {row['id']} {row['text']!r} ({row['ref'][:10]}) read as {value and value.value}, "
                  f"wanted {row['spans'][0]['value']['gold_parse']}")  # fmt: skip
    return sum(days) / max(len(days), 1), sum(both) / max(len(both), 1)


def report_newspaper(rows: list[dict[str, Any]], show: bool) -> tuple[float, float, float]:
    """Print the three F1 of newspaper texts."""
    counts = Counts()
    for row in rows:
        newspaper(row, counts)
    f1 = tuple(counts.f1(hits) for hits in (counts.relaxed, counts.value, counts.strict))
    print(f"{'KRAUTS':18} relaxed {f1[0]:.3f}, value {f1[1]:.3f}, strict {f1[2]:.3f} "
          f"({len(rows)} texts, {counts.gold} in the gold, {counts.found} found)")  # fmt: skip
    for miss in counts.misses if show else ():
        print("   ", miss)
    return f1[0], f1[1], f1[2]


def main() -> int:
    """Print one line a source; exit code 1 where one is below its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("PRESSEFAKTEN_EVAL_TIME"))
    parser.add_argument("--show", default="", help="print the misses of the sources whose name contains this")
    options = parser.parse_args()
    if options.data is None or not Path(options.data).is_dir():
        print("skipped: give the folder of the test data with --data or PRESSEFAKTEN_EVAL_TIME")
        return 0
    rows = [
        json.loads(line) for path in sorted(Path(options.data).glob("*.jsonl")) for line in path.open(encoding="utf-8")
    ]
    good = True
    for name in ("KRAUTS", "ctparse", *SOURCES):
        own = [row for row in rows if f"/{name.lower()}:" in row["source"].lower()]
        show = bool(options.show) and options.show.lower() in name.lower()
        if not own:
            continue
        if name == "KRAUTS":
            good &= all(f1 >= floor for f1, floor in zip(report_newspaper(own, show), (0.87, 0.75, 0.75), strict=True))
        elif name == "ctparse":
            good &= all(rate >= floor for rate, floor in zip(report_ctparse(own, show), (0.93, 0.90), strict=True))
        else:
            good &= report_values(name, own, show) >= 0.95
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
