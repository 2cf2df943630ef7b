"""Rules for clock times."""

from __future__ import annotations

from pressefakten.normalize.dategrammar import Built, Match, Point, rule
from pressefakten.normalize.datelex import CODE
from pressefakten.normalize.daterules.parts import AFTER_DAY, clock_value, is_after_at
from pressefakten.normalize.timex import clock_in_part


@rule(
    "clock-range",
    "(?:<clock:c>|<dotted2:c>|<HOUR:c>)(?:<hour>|<unit_short:h>)?(?:<to>|<dash>|<and>|<slash>)(?:<clock:c2>|<dotted2:c2>|<HOUR:c2>)(?:<hour>|<unit_short:h2>)",
)
@rule(
    "clock-range",
    "(?:<clock:c>|<dotted2:c>|<HOUR:c>|<card:c>)<hour>?<day_part_adv:p>?(?:<to>|<dash>|<and>)"
    "(?:<clock:c2>|<dotted2:c2>|<HOUR:c2>|<card:c2>)<hour>(?:<day_part_adv:p2>|<at><day_adj>?<day_part:p2>)?",
)
@rule("clock-range", "(?:<from>|<between>|<day_part>|<day_part_adv>)!(?:<clock:c>|<HOUR:c>|<card:c>)(?:<to>|<dash>|<and>)"
      "(?:<clock:c2>|<HOUR:c2>|<card:c2>)(?:<at><day_adj>?<day_part:p2>)?;(?!<dot>|<UNIT>|<hour>)", "whole")  # fmt: skip
@rule("clock-range", "<clock:c>(?:<to>|<dash>)<clock:c2>")
@rule("clock-range", "<clock:c><day_part_adv:p>?(?:<to>|<dash>)<clock:c2><day_part_adv:p2>", "whole")
@rule("clock-range-digits", "<year4:c><dash><year4:c2>", "whole")
def clock_range(m: Match) -> Built | None:
    if m.match.string[m.place("c")] == CODE["year4"]:  # `1845-1955` after a day
        if m.before() not in AFTER_DAY and not is_after_at(m):
            return None
        texts = [f"{m.form(label)[:2]}:{m.form(label)[2:]}" for label in ("c", "c2")]
        one, two = clock_value(texts[0]), clock_value(texts[1])
    else:
        one, two = clock_value(m.get("c")), clock_value(m.get("c2"))
    one, two = one and clock_in_part(one, m.get("p")), two and clock_in_part(two, m.get("p2"))
    if one and two and m.place("p") < 0 and m.place("p2") >= 0 and clock_in_part(one, m.get("p2")) < two:
        one = clock_in_part(one, m.get("p2"))  # `zwischen 4 und 6 Uhr nachmittags`
    if not one or not two or (m.place("h2") >= 0 and m.form("h2") != "h"):
        return None
    if m.place("h2") >= 0 and not (CODE["clock"] in m.match.group() or m.before() in (CODE["at"], CODE["from"])):
        return None
    return Built("TIME", Point(clock=one), Point(clock=two))


@rule(
    "clock",
    "(?:<clock:c>|<dotted2:c>|<HOUR:c>|<card:c>)<hour>(?:<SMALL:min>(?!<dot>|<month>|<comma>))?[DAYTIME]?",
)
@rule("clock-one", "<one:c><hour>")
@rule("clock", "<clock:c><unit_short:h>")
@rule("clock", "<clock:c>[DAYTIME]?")
@rule("clock-h", "(?:<dotted2:c>|<HOUR:c>)<unit_short:h>", "whole")
@rule(
    "clock-h",
    "(?:<at>|<to>|<past_hour>|<before>|<from>|<approx>|<comma>|<clock>)!(?:<clock:c>|<dotted2:c>|<HOUR:c>)<unit_short:h>;",
)
def clock(m: Match) -> Built | None:
    if m.place("h") >= 0 and m.form("h") != "h":
        return None
    value = clock_value(m.get("c"), m.int("min"))
    token = m.tokens.at(m.match.end() - 1)
    if not value or (
        m.text[token.end : token.end + 1] in (":", "/") and m.text[token.end + 1 : token.end + 2].isdecimal()
    ):
        return None
    start = m.tokens.starts[m.match.start()]
    if m.text[max(start - 1, 0) : start] in (":", "/") and m.text[max(start - 2, 0) : start - 1].isdecimal():
        return None
    return Built("TIME", Point(clock=clock_in_part(value, m.get("p"))))


@rule("clock-dotted-before-range", "!<dotted2:c>;(?=<slash><dotted2><hour>)")
@rule(
    "clock-at",
    "(?:<at:a>|<clock>|<to>)!(?:<dotted2:c>|<SMALL:c>)[DAYTIME]?;(?!<dot>|<slash>|<hour>|<UNIT>|<day_part_adv>)",
    "whole",
)
@rule("clock-at", "<approx><dot>{0,1}!(?:<dotted2:c>|<HOUR:c>);(?=$)", "whole")
@rule("clock-at", "<at:a>!<dotted2:c>;(?=<other>|$)")
def clock_at(m: Match) -> Built | None:
    if m.place("a") >= 0 and m.form("a") not in ("um", "ab"):
        return None
    value = clock_value(m.get("c"))
    return Built("TIME", Point(clock=clock_in_part(value, m.get("p")))) if value else None


@rule("clock-minutes", "(?:<SMALL:n>|<card:n>)<unit_other:u>(?:<past_hour:b>|<before:b>)(?:<half_word:k>)?(?:<n12:c>|<card:c>)"
      "<hour>?[DAYTIME]?", "wide")  # fmt: skip
@rule("clock-minutes", "(?:<SMALL:n>|<card:n>)(?:<past_hour:b>|<before:b>)(?:<half_word:k>)?(?:<n12:c>|<card:c>)<hour>?[DAYTIME]?",
      "whole")  # fmt: skip
def clock_minutes(m: Match) -> Built | None:
    """`zwanzig Minuten nach acht`, `fünf vor halb neun`."""
    minutes, hour = m.int("n"), m.int("c")
    if not minutes or not hour or minutes > 30 or hour > 12 or m.get("u") not in (None, "TM"):
        return None
    total = hour * 60 - (30 if m.place("k") >= 0 else 0) + (-minutes if m.form("b") == "vor" else minutes)
    return Built("TIME", Point(clock=clock_in_part(f"T{total // 60 % 24:02d}:{total % 60:02d}", m.get("p"))))


@rule("clock-half", "<half_word:k>(?:<n12:c>|<card:c>)(?:<hour>)?(?:<day_part_adv:p>)?")
@rule("clock-quarter", "<quarter_word:k>(?:<before:b>|<past_hour:b>)?(?:<n12:c>|<card:c>)<hour>?[DAYTIME]?", "wide")
@rule("clock-quarter", "<three_quarters:k>(?:<n12:c>|<card:c>)<hour>?[DAYTIME]?", "wide")
def clock_half(m: Match) -> Built | None:
    hour = m.int("c")
    if not hour or hour > 12:
        return None
    minutes = {"halb": -30, "viertel": -45, "dreiviertel": -15}[m.form("k")]
    if m.place("b") >= 0:
        minutes = -15 if m.form("b") == "vor" else 15
    total = hour * 60 + minutes
    return Built("TIME", Point(clock=clock_in_part(f"T{total // 60 % 24:02d}:{total % 60:02d}", m.get("p"))))
