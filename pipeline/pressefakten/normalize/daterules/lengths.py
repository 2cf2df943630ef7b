"""Rules for durations, points so far ago or ahead, and repeated times."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from pressefakten.normalize.dategrammar import Built, Match, Point, rule
from pressefakten.normalize.datelex import CODE, Token, forms
from pressefakten.normalize.daterules.parts import AFTER_DAY, clock_value
from pressefakten.records import exact


@rule("clock-dotted", "<dotted2:c><unit_short:h>?(?!<hour>)", "whole")
def clock_dotted(m: Match) -> Built | None:
    """`07.40` after a day, `9.38h`: a clock before it can be a duration."""
    if (m.place("h") < 0 and m.before() not in AFTER_DAY) or (m.place("h") >= 0 and m.form("h") != "h"):
        return None
    value = clock_value(m.get("c"))
    return Built("TIME", Point(clock=value)) if value else None


@rule("duration-vague", "<vague_count><UNIT:u>", "wide")
@rule("duration-vague", "<since>!<UNIT:u>;", "wide")
@rule("duration-vague", "(?:<past_hour>|<before>)!<UNIT:u>;", "wide")
def vague_duration(m: Match) -> Built | None:
    unit = m.get("u")
    if not m.form("u").endswith(("n", "e")):
        return None
    size = unit if unit in ("DE", "CE") else "L" if unit == "ML" else unit[-1]
    return Built("DURATION", Point(), value=("PT" if unit.startswith("T") else "P") + "X" + size)


@rule("duration-whole", "<relative><COUNT:n><UNIT:u>", "wide")
@rule("duration-whole", "<relative><vague_count:v><UNIT:u>", "wide")
@rule("duration-whole", "<COUNT:n><relative><UNIT:u>", "wide")
@rule("duration-whole", "<new:w><UNIT:u>", "wide")
def duration_whole(m: Match) -> Built | None:
    """`den ganzen Tag`, `30 vorangegangene Tage`."""
    if m.place("w") >= 0 and not m.form("w").startswith(("ganz", "gesamt", "voll")):
        return None
    if m.place("v") >= 0:
        return vague_duration(m)  # type: ignore[no-any-return]
    value = _length(m.get("n") or Decimal(1), m.get("u"))
    return Built("DURATION", Point(), value=value) if value else None


@rule("duration-day-parts", "<COUNT:n>(?:<day_part:p>|<day_parts:p>)", "wide")
def duration_of_day_parts(m: Match) -> Built | None:
    """`eine Nacht`, `an drei Abenden`: as many parts of a day."""
    number = m.int("n")
    if not number or number > 99 or m.form("n").endswith("s"):
        return None  # `eines Nachts` is some night
    return Built("DURATION", Point(), value=f"PT{number}{m.get('p')[1:]}")


@rule("duration-range", "<COUNT:n>(?:<to>|<dash>)<COUNT:n2><dash>?<UNIT:u>")
@rule("duration-range", "<DIGITS:n>(?:<to>|<dash>)<DIGITS:n2><unit_short:u>")
def duration_range(m: Match) -> Built | None:
    one, two = _length(m.get("n"), m.get("u")), _length(m.get("n2"), m.get("u"))
    if _is_capital_letter(m):
        return None
    return Built("DURATION", Point(), value=f"{one}/{two}", mod=_approx(m)) if one and two else None


@rule("duration", "<COUNT:n><dash>?<UNIT:u>")
@rule("duration", "<COUNT:n><new><UNIT:u>")
@rule("duration", "<DIGITS:n><unit_short:u>")
@rule("duration-half", "(?:<one>)?<half_adj:half><UNIT:u>")
def duration(m: Match) -> Built | None:
    unit, form = m.get("u"), m.form("n")
    if m.place("half") >= 0:
        value = {"Y": "P6M", "TH": "PT30M", "TM": "PT30S", "DE": "P5Y", "M": "P0.5M", "D": "PT12H"}.get(unit)
    else:
        if (unit == "D" and form in ("eines", "ein")) or (m.form("u").endswith("s") and form in ("eines", "des")):
            return None
        if form in forms("function", "one") and not _governed(m):
            return None
        if _is_capital_letter(m):
            return None
        value = _length(m.get("n"), unit)
    return Built("DURATION", Point(), value=value, mod=_approx(m)) if value else None


def _is_capital_letter(m: Match) -> bool:
    """`8 S` and `5 H` are no seconds or hours."""
    return len(m.form("u")) == 1 and m.form("u") != m.text[m.tokens.starts[m.place("u")]]


@rule("duration-one", "<one:n><UNIT:u>", "wide")
def duration_of_one(m: Match) -> Built | None:
    if (m.form("n") == "eines" and m.get("u") == "D") or m.form("u").endswith("en"):
        return None
    return Built("DURATION", Point(), value=_length(Decimal(1), m.get("u")))


@rule("duration-endless", "<endless:u>", "wide")
def endless(m: Match) -> Built | None:
    return Built("DURATION", Point(), value=m.get("u"))


_GOVERNED = re.compile(
    r"(?:\b(?:für|nach|seit|innerhalb|innert|binnen|um|über|mindestens|rund|etwa|gut|knapp|mit|von|weniger als|mehr als|fast|vor|in|nur|jeweils|dauert) |^)\Z",
    re.I,
)


_MEASURED = re.compile(r" (?:lang|länger|(?:später|früher) als)\b")


def _governed(m: Match) -> bool:
    """Whether `ein Jahr` is a length and not just some year or day: after a preposition, before `lang`, not with days."""
    start = m.tokens.starts[m.match.start()]
    if _MEASURED.match(m.text, m.tokens.ends[m.place("u")]):
        return True
    return bool(_GOVERNED.search(m.text[max(start - 14, 0) : start])) and (m.get("u") != "D" or start == 0)


@rule("duration-composite", "<COUNT><UNIT>(?:(?:<comma>|<and>)?<COUNT><UNIT>){1,6}")
def composite(m: Match) -> Built | None:
    """`1 Jahr, 2 Monate und 3 Tage`: ever smaller units."""
    value = _sum_of_units([m.tokens.at(i) for i in range(m.match.start(), m.match.end())])
    return Built("DURATION", Point(), value=value) if value else None


_DESCENDING = ("Y", "M", "W", "D", "TH", "TM", "TS")


def _sum_of_units(tokens: list[Token]) -> str | None:
    """TIMEX3 of counts with ever smaller units, or None."""
    units = [token.value for token in tokens if isinstance(token.value, str) and token.value in _DESCENDING]
    if units != sorted(set(units), key=_DESCENDING.index):
        return None
    value = "P"
    for count, unit in itertools.pairwise(tokens):
        if unit.value not in _DESCENDING or isinstance(unit.value, Decimal):
            continue
        length = _length(count.value, unit.value)
        if length is None:
            return None
        value += "T" if length.startswith("PT") and "T" not in value else ""
        value += length.lstrip("PT")
    return value if len(units) > 1 else None


@rule("duration-year-limit", "<limit>")
def year_limit(m: Match) -> Built | None:
    return Built("DURATION", Point(), value="P1Y")


_SIZES = {
    "Y": ("P{}Y", 1), "M": ("P{}M", 1), "W": ("P{}W", 1), "D": ("P{}D", 1), "TH": ("PT{}H", 1), "TM": ("PT{}M", 1),
    "TS": ("PT{}S", 1), "Q": ("P{}M", 3), "DE": ("P{}Y", 10), "CE": ("P{}Y", 100), "ML": ("P{}Y", 1000),
    "H": ("P{}M", 6), "QU": ("P{}M", 3), "VH": ("PT{}M", 15), "DH": ("PT{}M", 45), "HH": ("PT{}M", 30),
}  # fmt: skip


def _length(number: object, unit: str) -> str | None:
    """TIMEX3 duration: 2.5 and `M` -> `P2.5M`."""
    if isinstance(number, str):
        number = Decimal(number)
    if not isinstance(number, Decimal):
        return None
    shape, size = _SIZES[unit]
    if unit in ("D", "TH") and number == Decimal("0.5"):
        return {"D": "PT12H", "TH": "PT30M"}[unit]
    return shape.format(f"{exact(number * size):f}")


_APPROX_BEFORE = re.compile(
    r"(?P<pre>(?:nach|seit|von|mit|vor|in|innert|von|als|ist|war|sind|bereits|schon) )?(?P<word>"
    r"(?:mehr|länger|älter) als|weniger als|kürzer als|über|gut|rund|etwa|circa|ca\.|ungefähr|knapp|fast|beinahe|nahezu"
    r"|mindestens|wenigstens|höchstens|maximal|bis zu|zirka|rd\.) $",
    re.IGNORECASE,
)


_APPROX = {
    "gut": "MORE_THAN", "über": "MORE_THAN", "rund": "APPROX", "etwa": "APPROX", "circa": "APPROX", "ca.": "APPROX",
    "zirka": "APPROX", "rd.": "APPROX", "ungefähr": "APPROX", "knapp": "LESS_THAN", "fast": "LESS_THAN",
    "beinahe": "LESS_THAN", "nahezu": "LESS_THAN", "mindestens": "EQUAL_OR_MORE", "wenigstens": "EQUAL_OR_MORE",
    "höchstens": "EQUAL_OR_LESS", "maximal": "EQUAL_OR_LESS", "bis zu": "EQUAL_OR_LESS", "weniger als": "LESS_THAN",
    "kürzer als": "LESS_THAN",
}  # fmt: skip


def _approx(m: Match) -> str | None:
    """The mod of a word before: `rund`, `mehr als`; `über` only where the case shows that it counts."""
    start = m.tokens.starts[m.match.start()]
    found = _APPROX_BEFORE.search(m.text[max(start - 26, 0) : start])
    if not found:
        return None
    word = found["word"].lower()
    if word == "über" and not found["pre"]:
        return None
    if word.endswith(" als") and re.search(
        r"\b(?:nicht|kaum|nie) $", m.text[max(start - 40, 0) : start - len(found[0]) or None]
    ):
        return None  # `nicht älter als zwei Jahre`
    return _APPROX.get(word, "MORE_THAN")


@rule("point-ago", "<before:v><approx:a>?<COUNT:n><UNIT:u>")
@rule("point-ahead", "<in:v><approx:a>?<COUNT:n><UNIT:u>")
@rule("point-ago", "<before:v><one>?<half_adj:half><UNIT:u>")
@rule("point-ago", "(?:<before:v>|<in:v>)<approx:a>?<DIGITS:n><unit_short:u>", "whole")
def point_of_time(m: Match) -> Built | None:
    """`vor zwei Jahren` is a point of time, `in zwei Wochen` one only where the clause looks ahead."""
    unit, form = m.get("u"), m.form("v")
    number = Decimal("0.5") if m.place("half") >= 0 else m.get("n")
    number = Decimal(number) if isinstance(number, str) else number
    if form not in ("vor", "in") or unit == "ML" or number is None:
        return None
    if m.form("u").endswith(("jahre", "monate", "tage")):
        return None
    sign = -1 if form == "vor" else 1
    point = Point(unit={"CE": "Y", "DE": "Y"}.get(unit, unit), shift=0, reference=None)
    point.previous = f"@{sign * number * {'DE': 10, 'CE': 100}.get(unit, 1)}"
    return Built("DATE", point, value=_length(number, unit), mod=None if m.get("a") == "EXACT" else m.get("a"))


@rule("point-of-units", "(?:<before:v>|<in:v>)<COUNT:n><UNIT>(?:(?:<comma>|<and>)?<COUNT><UNIT>){1,6}")
def point_of_units(m: Match) -> Built | None:
    """`vor 2 Jahren und 3 Monaten`, `in 1 Jahr, 2 Monaten und 3 Tagen`."""
    value = _sum_of_units([m.tokens.at(i) for i in range(m.match.start() + 1, m.match.end())])
    if not value or m.form("v") not in ("vor", "in"):
        return None
    return Built("DATE", Point(unit="SUM", shift=0, previous="@-1" if m.form("v") == "vor" else "@1"), value=value)


@rule("set", "<set:s>")
@rule("set", "<every:e>(?:<ordinal>)?(?:<NOUN:n>)")
@rule("set", "<every:e><UNIT:u>")
@rule("set", "<all:e><COUNT:c><UNIT:u>")
@rule("set", "<per:e>(?:<UNIT:u>|<quarter:q>|<half:h>)")
@rule("set", "<times>(?:<set:s>|(?:<in>|<per>)<article>?<UNIT:u>|<at><unit_day:u>)")
@rule("set", "<every>(?:<ordinal:nth>|<n12><dot>)<weekday>(?:<in>|<article>)<unit_month:u>")
@rule("set", "<weekday_set:w>")
@rule("set-weekdays", "<weekday:w>(?:<to>|<dash>|<and>)<weekday:w2>")
def set_of_times(m: Match) -> Built | None:
    value = _set_value(m)
    return Built("SET", Point(), value=value) if value else None


def _set_value(m: Match) -> str | None:
    if m.place("s") >= 0:
        return str(m.get("s"))
    if m.place("w2") >= 0:
        return f"XXXX-WXX-{m.get('w')}/XXXX-WXX-{m.get('w2')}" if CODE["and"] not in m.match.group() else None
    if m.place("w") >= 0:
        return f"XXXX-WXX-{m.get('w')}"
    if m.place("q") >= 0:
        return "P3M"
    if m.place("h") >= 0:
        return "P6M"
    if m.place("u") >= 0:
        return _length(m.get("c") or Decimal(1), m.get("u"))
    return _every(m.get("n"), m.form("n"))


def _every(value: object, form: str) -> str | None:
    if form in forms("units", "Y") | forms("units", "M") | forms("units", "W") | forms("units", "D"):
        return _length(Decimal(1), str(value))
    if form.startswith(("quartal", "vierteljahr")):
        return "P3M"
    if isinstance(value, tuple):
        return f"XXXX-WXX-{value[0]}{value[1]}"
    if form in forms("weekdays"):
        return f"XXXX-WXX-{value}"
    if isinstance(value, int):
        return f"XXXX-{value:02d}"
    return f"XXXX-{value}" if form in forms("seasons") else "P1W" if "woch" in form else "P1D"
