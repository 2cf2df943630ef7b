"""The grammar of German time expressions: rules over the classes of tokens give expressions that are not yet resolved.

A rule is a regex in which `<name>` or `<name:label>` stands for one token of a class or set of classes, `!` for the
start of the span and `;` for its end (else the whole match is the span).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from pressefakten.normalize.datelex import CODE, Token

SETS = {
    "DAY": "n12 n24 n31",
    "HOUR": "n12 n24 n99",
    "SMALL": "n12 n24 n31 n99",
    "COUNT": "n12 n24 n31 n99 year4 big dec dotted2 card one",
    "DIGITS": "n12 n24 n31 n99 year4 big dec dotted2",
    "UNIT": "unit_year unit_month unit_week unit_day unit_other century",
    "BIGUNIT": "unit_year unit_month unit_week unit_day unit_other",
    "CONTEXT": "in at since from to before article onto between relative part or and comma lpar newline new past_hour",
    "MONTH": "month month_short",
    "LINK": "to dash",
    "ANYLINK": "to dash onto and slash",
    "YEARNOUN": "unit_year year_head",
    "NOUN": "unit_year unit_month unit_week unit_day quarter half season weekend month weekday weekday_part day_part",
}  # fmt: skip
MACROS = {
    "WD": "(?:(?:<relative>?<weekday:wd><comma>?|<weekday_short:wd><dot>?<comma>?)<article>?)?",
    "PART": "(?:<part:part><article>?)?",
    "YEAR": "(?:<year4:y>|<apostrophe><SMALL:ys>|<slash><year4:y>|<article>?<unit_year><year4:y>"
    "|<article>?<relative:yr><unit_year>|<article><previous:yp>|<article>?<unit_year:yt>(?!<year4>))",
    "HEAD": "(?:<article>?<year_head:head>?(?:<year4:y>|<fiscal:f>)|(?:<slash>|<dash>)<year4:y>|<slash><SMALL:ys>"
    "|<apostrophe><SMALL:ys>"
    "|<article>?<unit_year>(?:<year4:y>|<fiscal:f>)|<article>?<relative:yr><YEARNOUN>|<article><previous:yp>"
    "|<article>?<unit_year:yt>(?!<year4>))",
    "TOKENDAY": "<DAY:d><dot>?",
}


@dataclass(slots=True)
class Point:
    """What an expression says of one point or period; what it leaves open is None."""

    year: int | None = None
    short_year: int | None = None
    year_shift: int | None = None  # from the anchor's year
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str | None = None
    week: int | None = None
    weekday: int | None = None
    weekend: bool = False
    holiday: str | None = None
    fiscal: int | None = None  # first year of a fiscal year named with two
    fiscal_head: bool = False
    months: int | None = None  # the first n months of the year
    decade: int | None = None  # first year of the decade, or its tens
    century: int | None = None
    unit: str | None = None  # with shift: steps from the anchor
    shift: int | None = None
    previous: str | None = None  # unit:shift from what is spoken of
    reference: str | None = None
    clock: str | None = None
    part: str | None = None  # of the day


@dataclass(slots=True)
class Expr:
    """An expression that the grammar found: `text[start:end]`, its rule, and what it says."""

    start: int
    end: int
    rule: str
    type: str
    first: Point = field(default_factory=Point)
    last: Point | None = None
    value: str | None = None  # what needs no context: durations, sets
    mod: str | None = None


class Match(NamedTuple):
    """A rule's match over the class string, with access to the tokens by label."""

    match: re.Match[str]
    tokens: list[Token]
    text: str

    def index(self, label: str) -> int:
        """Index of the labelled token, or -1; a label that a rule uses twice has one of its places."""
        groups = self.match.re.groupindex
        for name in (label, label + "__1", label + "__2", label + "__3", label + "__4"):
            if name not in groups:
                return -1
            if self.match.start(name) >= 0:
                return self.match.start(name)
        return -1

    def get(self, label: str) -> Any:
        """Value of the labelled token, or None."""
        i = self.index(label)
        return self.tokens[i].value if i >= 0 else None

    def int(self, label: str) -> int | None:
        """The value as an integer, or None; numbers that are not whole count as none."""
        value = self.get(label)
        if value is None:
            return None
        return int(value) if Decimal(value) == int(value) else None

    def form(self, label: str) -> str:
        """The labelled token's text, lower case."""
        i = self.index(label)
        return self.text[self.tokens[i].start : self.tokens[i].end].lower() if i >= 0 else ""

    def before(self) -> str:
        """The class of the token before the match, or empty."""
        i = self.match.start()
        return self.match.string[i - 1] if i else ""


class Built(NamedTuple):
    """What a builder makes of a match."""

    type: str
    first: Point
    last: Point | None = None
    value: str | None = None
    mod: str | None = None


class Rule(NamedTuple):
    """A compiled rule; `wide` ones are only used in the wide scope, `whole` ones only when reading a whole string."""

    id: str
    pattern: re.Pattern[str]
    build: Callable[[Match], Built | None]
    scope: str


def _compile(source: str) -> re.Pattern[str]:
    for _ in range(3):
        for name, body in MACROS.items():
            source = source.replace(f"[{name}]", body)
    seen: dict[str, int] = {}

    def place(found: re.Match[str]) -> str:
        name, _, label = found[1].partition(":")
        chars = "".join(CODE[part] for part in SETS.get(name, name).split())
        body = f"[{chars}]"
        if not label:
            return body
        count = seen.get(label, 0)
        seen[label] = count + 1
        return f"(?P<{label}{f'__{count}' if count else ''}>{body})"

    source = re.sub(r"<([a-z0-9A-Z_]+(?::\w+)?)>", place, source)
    source = re.sub(r"(?<!\?)!", "(?P<S_>)", source).replace(";", "(?P<E_>)")
    return re.compile(source)


def first_classes(source: str) -> set[str]:
    """The class names that a rule can begin with."""
    for _ in range(3):
        for name, body in MACROS.items():
            source = source.replace(f"[{name}]", body)
    source = re.sub(r"\(\?<?[=!][^()]*\)", "", source.replace(";", ""))
    source = re.sub(r"(?<!\?)!", "", source)
    return _first(source)[0]


def _first(source: str) -> tuple[set[str], bool]:
    """First classes of a sequence with alternatives, and whether it can be empty."""
    result: set[str] = set()
    empty = False
    for branch in _split(source):
        classes, optional = _first_of_branch(branch)
        result |= classes
        empty = empty or optional
    return result, empty


def _split(source: str) -> Iterator[str]:
    depth, last = 0, 0
    for i, char in enumerate(source):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            yield source[last:i]
            last = i + 1
    yield source[last:]


def _first_of_branch(branch: str) -> tuple[set[str], bool]:
    result: set[str] = set()
    i = 0
    while i < len(branch):
        if branch[i] == "<":
            end = branch.index(">", i) + 1
            name = branch[i + 1 : end - 1].partition(":")[0]
            classes, optional = set(SETS.get(name, name).split()), False
        else:
            end = _closing(branch, i) + 1
            classes, optional = _first(branch[i + 3 : end - 1])
        quantifier = branch[end] if end < len(branch) and branch[end] in "?*+{" else ""
        result |= classes
        if not (optional or quantifier in ("?", "*") and quantifier):
            return result, False
        i = end + (1 if quantifier else 0)
    return result, True


def _closing(source: str, start: int) -> int:
    depth = 0
    for i in range(start, len(source)):
        depth += (source[i] == "(") - (source[i] == ")")
        if depth == 0:
            return i
    return len(source) - 1


_RULES: list[tuple[str, str, Callable[[Match], Built | None], str]] = []


def rule(name: str, source: str, scope: str = "release") -> Callable[[Any], Any]:
    """Register a builder for a rule; a builder may stand for several rules."""

    def add(build: Callable[[Match], Built | None]) -> Callable[[Match], Built | None]:
        _RULES.append((name, source, build, scope))
        return build

    return add


@functools.cache
def rules_by_class(scope: str) -> dict[str, tuple[Rule, ...]]:
    """Class character -> the rules that can begin with it, in their order."""
    allowed = {
        "release": ("release", "only_release"),
        "wide": ("release", "wide"),
        "whole": ("release", "only_release", "wide", "whole"),
    }[scope]
    table: dict[str, list[Rule]] = {}
    for name, source, build, where in _RULES:
        if where in allowed:
            made = Rule(name, _compile(source), build, where)
            for cls in first_classes(source):
                table.setdefault(CODE[cls], []).append(made)
    return {code: tuple(rules) for code, rules in table.items()}


def parse(text: str, tokens: list[Token], codes: str, scope: str) -> list[Expr]:
    """All expressions, left to right, the longest at each place; of equally long ones the earlier rule."""
    table = rules_by_class(scope)
    found: list[Expr] = []
    i, size = 0, len(codes)
    for start in re.finditer(f"[{''.join(table)}]", codes):
        if start.start() < i:
            continue
        i = start.start()
        best = _longest(text, tokens, codes, i, table[codes[i]])
        if best:
            expr, i = best
            found.append(expr)
    return found


def _longest(text: str, tokens: list[Token], codes: str, at: int, rules: tuple[Rule, ...]) -> tuple[Expr, int] | None:
    best: tuple[int, int, Expr, int] | None = None
    for one in rules:
        match = one.pattern.match(codes, at)
        if not match or match.end() == at:
            continue
        groups = one.pattern.groupindex
        first = match.start("S_") if "S_" in groups else at
        last = match.end("E_") if "E_" in groups else match.end()
        if best and last <= best[0]:
            continue
        built = one.build(Match(match, tokens, text))
        if built:
            expr = Expr(tokens[first].start, tokens[last - 1].end, one.id, *built)
            best = (last, first, expr, last)
    return (best[2], best[3]) if best else None
