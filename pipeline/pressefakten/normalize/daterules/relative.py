"""Rules for what the context dates: references, weekdays, parts of the day, `zehn Jahre früher`."""

from __future__ import annotations

import re

from pressefakten.normalize.dategrammar import Built, Match, Point, rule
from pressefakten.normalize.datelex import CODE, forms
from pressefakten.normalize.daterules.parts import CONTEXT, dated, looks_counted, stands_alone, with_year


@rule("deictic", "<deictic:d>(?:<comma>?<day_part:p>|<day_part_adv:p>)?")
@rule("deictic", "<deictic:d><comma>?<weekday>(?!<comma>)")
@rule("deictic", "<deictic:d><deictic:d2>")
def deictic(m: Match) -> Built | None:
    part = m.get("p")
    if m.place("d2") >= 0:
        if m.form("d2") != "morgen":
            return None
        part = "TMO"
    return Built("TIME" if part else "DATE", Point(unit="day", shift=m.get("d"), part=part))


@rule("deictic", "<day_part:p>")
def tomorrow(m: Match) -> Built | None:
    """`Morgen` at the start of a sentence is tomorrow."""
    start = m.tokens.starts[m.match.start()]
    opens = re.search(r"(?:^|[.!?:] |\n)\Z", m.text[max(start - 2, 0) : start])
    return dated(Point(unit="day", shift=1)) if opens and m.form("p") == "morgen" and m.text[start] == "M" else None


@rule("unit-relative", "<relative:r>(?:<unit_day:u>|<unit_month:u>)")
def unit_relative(m: Match) -> Built | None:
    if m.form("u").endswith(("en", "e")) or m.form("r")[-1:] == "e" or m.form("u") == "tags":
        return None
    if m.get("u") == "D" and m.get("r") == 0:
        return None  # `an diesem Tag` is a day named before
    return dated(Point(unit={"D": "day", "M": "month"}[m.get("u")], shift=m.get("r")))


@rule("deictic-adjective", "<deictic_adj:d>(?:<weekday:w>|<unit_day:u>)")
def deictic_adjective(m: Match) -> Built | None:
    return dated(Point(unit="day", shift=m.get("d")))


@rule("deictic-adjective", "<deictic_adj:d>")
def deictic_adjective_alone(m: Match) -> Built | None:
    """`in seiner gestrigen Sitzung`; `heutig` is mostly said of these days."""
    last = m.tokens.at(m.place("d"))
    return (
        dated(Point(unit="day", shift=m.get("d")))
        if m.get("d") and re.match(r" [A-ZÄÖÜ]", m.text[last.end :][:2])
        else None
    )


@rule("reference", "<nun:r>", "only_release")
@rule("reference", "<reference:r>")
def reference(m: Match) -> Built | None:
    token = m.tokens.at(m.place("r"))
    if m.form("r") == "sofort" and not (
        re.search(r"\b(?:[Aa]b|[Pp]er|ist|sind) \Z", m.text[max(token.start - 5, 0) : token.start])
        or re.match(r" [a-zäöüß]+(?:bar|lich)\b", m.text[token.end : token.end + 24])
    ):
        return None
    return dated(Point(reference=m.get("r")))


@rule("reference-vague", "<vague:r>", "wide")
@rule("reference-vague", "<in>!<future_noun:r>;", "wide")
@rule("reference-vague", "<in><article>!<future_noun:r>;", "wide")
def vague_reference(m: Match) -> Built | None:
    return dated(Point(reference=m.get("r")))


@rule("reference-time", "<relative:r><time_noun:n>", "wide")
@rule("reference-time", "<in:i><time_noun:n>", "wide")
def time_reference(m: Match) -> Built | None:
    shift = m.get("r")
    if m.place("i") >= 0 and (m.form("i") != "im" or m.form("n") not in ("moment", "augenblick")):
        return None
    return dated(Point(reference={-2: "PAST_REF", -1: "PAST_REF", 1: "FUTURE_REF"}.get(shift or 0, "PRESENT_REF")))


@rule("relative-vague", "<relative:r><UNIT:u>", "wide")
def relative_vague(m: Match) -> Built | None:
    if not m.form("u").endswith("n"):
        return None
    unit = m.get("u")
    return Built("DURATION", Point(), value=("PT" if unit.startswith("T") else "P") + "X" + unit[-1])


@rule("weekday", "(?:<relative:r>)?<weekday:w>(?:(?:<comma>|<at>)?<day_adj>?<day_part:p>|<day_part_adv:p>)?")
@rule("weekday-part", "(?:<relative:r>)?<weekday_part:wp>")
def weekday(m: Match) -> Built | None:
    day, part = m.get("wp") if m.place("wp") >= 0 else (m.get("w"), m.get("p"))
    if m.before() == CODE["one"]:
        return None  # `an einem Samstag` is some day
    point = Point(weekday=day, part=part, unit="weekday" if m.place("r") >= 0 else None, shift=m.get("r"))
    return Built("TIME" if part else "DATE", point)


@rule("weekday", "<weekday_short:w><dot>?", "whole")
def weekday_abbreviated(m: Match) -> Built | None:
    return dated(Point(weekday=m.get("w"))) if stands_alone(m) else None


@rule("weekday-genitive", "<article:a>!<weekday_set:w>;")
def weekday_genitive(m: Match) -> Built | None:
    """`am Abend des Mittwochs`."""
    return dated(Point(weekday=m.get("w"))) if m.form("a") == "des" else None


@rule("day-part-relative", "<relative:r><day_part:p>", "wide")
def day_part_relative(m: Match) -> Built | None:
    """`an diesem Abend`, `am nächsten Morgen`."""
    return Built("TIME", Point(unit="day", shift=m.get("r"), part=m.get("p")))


@rule("day-part-before-weekday", "<day_part:p>(?:<at:a>|<onto:a>)<article>?<weekday:w>", "wide")
def night_before(m: Match) -> Built | None:
    """`in der Nacht zum Sonntag` begins on Saturday; `am Abend am Sonntag` is no expression."""
    if m.get("p") != "TNI" or m.form("a") not in ("zum", "auf"):
        return None
    return Built("TIME", Point(weekday=(m.get("w") + 5) % 7 + 1, part="TNI"))


@rule("day-part", "<day_adj>?<day_part:p>", "whole")
@rule("day-part", "<day_adj><day_part:p>", "wide")
def day_part_noun(m: Match) -> Built | None:
    return Built("TIME", Point(part=m.get("p")))


@rule("day-part", "<at:a>!<deictic:d>;", "whole")
def in_the_morning(m: Match) -> Built | None:
    """`am morgen` in small letters."""
    return Built("TIME", Point(part="TMO")) if (m.form("a"), m.form("d")) == ("am", "morgen") else None


@rule("clock-midnight", "<midnight>", "wide")
def midnight(m: Match) -> Built | None:
    return Built("TIME", Point(clock="T00:00"))


@rule("day-part", "<day_part:p>", "wide")
@rule("day-part", "<day_part_adv:p>", "wide")
def day_part(m: Match) -> Built | None:
    if m.form("p") == "früh":
        return None
    noun = m.match.group() == CODE["day_part"]
    if noun and m.text[m.tokens.starts[m.place("p")]].isupper() and m.before() not in CONTEXT | {CODE["approx"]}:
        return None
    return Built("TIME", Point(part=m.get("p")))


@rule("holiday", "<holiday:h>(?:[YEAR]|<in><unit_year><year4:y>)?")
def holiday(m: Match) -> Built | None:
    return dated(with_year(m, Point(holiday=m.get("h"))))


@rule("reported-year", "<year_head:h>(?!<year4>|<fiscal>|<dash>|<later>)")
def reported_year(m: Match) -> Built | None:
    return dated(Point(previous="R:0")) if m.form("h").startswith("berichtsjahr") else None


@rule("reported-period", "<in:of>!(?:<quarter:quarter>|<half:half>);(?!<year4>|<fiscal>|<article>|<slash>)")
@rule("reported-period", "<article:of>!(?:<quarter:quarter>|<half:half>);(?!<year4>|<fiscal>|<article>|<slash>)")
def reported_period(m: Match) -> Built | None:
    """`im Halbjahr`, `größter Vertrag des Quartals`: the one that the text reports on; not `zweimal im Quartal`."""
    unit = "quarter" if m.place("quarter") >= 0 else "half"
    if m.form("of") not in ("im", "des") or m.form(unit).startswith("semester"):
        return None
    before = m.text[: m.tokens.starts[m.place("of")]].rstrip()
    return None if before.endswith("mal") else dated(Point(previous="Q:0" if unit == "quarter" else "H:0"))


@rule("previous", "<previous:p><year4:y>")
@rule("previous", "<previous:p>")
@rule("previous", "<previous:short><dot>")
def previous(m: Match) -> Built | None:
    if m.place("short") >= 0:
        return dated(Point(previous=m.get("short"))) if m.form("short") == "vj" else None
    if m.place("y") >= 0 and looks_counted("", m.text[m.tokens.ends[m.place("y")] :][:40]):
        return None
    point = Point(previous=m.get("p"), year=m.int("y"))
    if point.year is not None and m.get("p").startswith("Y:0"):
        point.previous = None
    return dated(point)


@rule("later", "(?:<COUNT:n>)<UNIT:u><later:l>")
@rule("later", "<one>!<UNIT:u><later:l>;")
@rule("later", "<UNIT:u><later:l>")
@rule("later", "(?:<COUNT:n>)?<UNIT:u><vague:v>")
@rule("later", "<year_head:head><later:l>")
@rule("later", "<month:mo><later:l>")
@rule("later", "<time_noun:z><later:l>")
def later(m: Match) -> Built | None:
    if m.place("z") >= 0:
        return dated(Point(previous="V:-1")) if m.form("z") == "periode" and m.get("l") == -1 else None
    if m.place("mo") >= 0:
        return dated(Point(previous=f"N{m.get('mo')}:1")) if m.form("l") in ("darauf", "danach") else None
    if m.place("head") >= 0:
        return dated(Point(previous=f"Y:{m.get('l')}"))
    number = m.int("n") if m.place("n") >= 0 else 1
    unit = m.get("u")
    if (
        number is None
        or unit not in ("Y", "M", "W", "D")
        or (m.place("n") >= 0 and m.form("n") in forms("function", "one"))
    ):
        return None
    if re.match(r" als\b", m.text[m.tokens.ends[m.match.end() - 1] :][:4]):
        return None  # `drei Monate später als geplant` is a length
    if m.place("v") >= 0 and not (m.form("v") == "früher" and _opens_clause(m)):
        return None  # `öffnet zwei Jahre früher`
    return dated(Point(previous=f"{unit}:{number * (m.get('l') if m.place('l') >= 0 else -1)}"))


def _opens_clause(m: Match) -> bool:
    """`Zehn Jahre früher waren es …`, `…, als ein Jahr früher`: at the head of a clause or behind `als`."""
    before = m.text[max(0, m.tokens.starts[m.match.start()] - 12) : m.tokens.starts[m.match.start()]]
    return re.search(r"(?:^|[.!?,;:–(\n]\s*|\b(?:als|und|noch) )(?:[Ee]in )?$", before) is not None


@rule("point-ago", "<before><limit>")
def before_limit(m: Match) -> Built | None:
    """`mehr als vor Jahresfrist`."""
    return dated(Point(previous="L:-1"))
