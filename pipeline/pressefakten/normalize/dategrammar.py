"""The grammar of German time expressions: rules over the classes of tokens give expressions that are not yet resolved.

A rule is a regex in which `<name>` or `<name:label>` stands for one token of a class or set of classes, `!` for the
start of the span and `;` for its end (else the whole match is the span).
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from pressefakten.normalize.datelex import CODE as CODE
from pressefakten.normalize.datelex import Tokens

SETS = {
    "DAY": "n12 n24 n31",
    "HOUR": "n12 n24 n99",
    "SMALL": "n12 n24 n31 n99",
    "COUNT": "n12 n24 n31 n99 year4 big dec dotted2 card one",
    "DIGITS": "n12 n24 n31 n99 year4 big dec dotted2",
    "ERAYEAR": "n12 n24 n31 n99 big year4",
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
    "|<article>?<unit_year>(?:<year4:y>|<fiscal:f>)|<article>?<relative:yr><YEARNOUN:yn>|<article><previous:yp>"
    "|<article><new:nw><year_head:yn>|<article>?<unit_year:yt>(?!<year4>))",
    "TOKENDAY": "<DAY:d><dot>?",
    "NTH": "(?:<ordinal:o>|<SMALL:o><dot>|<relative:l>)(?:<weekday:w>|<unit_week:uw>|<unit_day:ud>|<weekend:we>)",
    "DAYTIME": "(?:<day_part_adv:p>|<at><day_adj>?<day_part:p>|<in><article>(?:<day_part_adv:p>|<day_part:p>))",
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
    nth: tuple[int, str] | None = None  # the n-th (-1 the last) weekday 1-7, day D, week W or weekend WE in the period
    fiscal: int | None = None  # first year of a fiscal year named with two
    fiscal_head: bool = False
    school_head: bool = False
    months: int | None = None  # the first n months of the year
    decade: int | None = None  # first year of the decade, or its tens
    century: int | None = None
    unit: str | None = None  # with shift: steps from the anchor
    shift: int | None = None
    previous: str | None = None  # unit:shift from what is spoken of
    reference: str | None = None
    loose: bool = False  # four digits that nothing announces as a year
    last_year: bool = False  # four digits that are a year only if it is that of the anchor or the one before
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
    groups: dict[str, list[int]]
    tokens: Tokens
    text: str

    def place(self, label: str) -> int:
        """Index of the labelled token, or -1; a label that a rule uses twice has one of its places."""
        for group in self.groups.get(label, ()):
            start = self.match.start(group)
            if start >= 0:
                return start
        return -1

    def get(self, label: str) -> Any:
        """Value of the labelled token, or None."""
        i = self.place(label)
        return self.tokens.values[i] if i >= 0 else None

    def int(self, label: str) -> int | None:
        """The value as an integer, or None; numbers that are not whole count as none."""
        value = self.get(label)
        if value is None or type(value) is int:
            return value
        number = Decimal(value)
        return int(number) if number == int(number) else None

    def form(self, label: str) -> str:
        """The labelled token's text, lower case."""
        i = self.place(label)
        return self.text[self.tokens.starts[i] : self.tokens.ends[i]].lower() if i >= 0 else ""

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


@dataclass(eq=False)
class Rule:
    """A rule, compiled when a text first asks for it."""

    id: str
    source: str
    build: Callable[[Match], Built | None]

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """The rule over the codes of tokens."""
        return _compile(self.source)

    @functools.cached_property
    def groups(self) -> dict[str, list[int]]:
        """The pattern's groups by the label that they hold the place of."""
        return _by_label(self.pattern)


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


class _Shape(NamedTuple):
    """A piece of a rule by the places that its tokens hold: can it be empty, which come first, last, and after which."""

    empty: bool
    first: frozenset[int]
    last: frozenset[int]


class _Places:
    """Glushkov's construction over a rule: which pairs of classes can begin a match. Looking around is left out."""

    def __init__(self, source: str) -> None:
        for _ in range(3):
            for name, body in MACROS.items():
                source = source.replace(f"[{name}]", body)
        source = _without_lookaround(source.replace(";", ""))
        self.classes: list[frozenset[str]] = []
        self.after: list[set[int]] = []
        self.shape = self._any(re.sub(r"(?<!\?)!", "", source))

    def pairs(self) -> Iterator[tuple[str, str | None]]:
        """(first class, second class), with None where the first token may be the whole match."""
        for one in self.shape.first:
            for code in self.classes[one]:
                if one in self.shape.last:
                    yield code, None
                yield from ((code, second) for two in self.after[one] for second in self.classes[two])

    def _any(self, source: str) -> _Shape:
        shapes = [self._sequence(branch) for branch in _split(source)]
        return _Shape(
            any(s.empty for s in shapes),
            frozenset().union(*(s.first for s in shapes)),
            frozenset().union(*(s.last for s in shapes)),
        )

    def _sequence(self, branch: str) -> _Shape:
        total = _Shape(True, frozenset(), frozenset())
        i = 0
        while i < len(branch):
            if branch[i] == "<":
                end = branch.index(">", i) + 1
                part = self._token(branch[i + 1 : end - 1].partition(":")[0])
            else:
                end = _closing(branch, i) + 1
                part = self._any(branch[i + 3 : end - 1])
            quantifier, end = _quantifier(branch, end)
            if quantifier in ("*", "+"):
                self._join(part.last, part.first)
            part = part._replace(empty=part.empty or quantifier in ("?", "*"))
            self._join(total.last, part.first)
            total = _Shape(
                total.empty and part.empty,
                total.first | part.first if total.empty else total.first,
                total.last | part.last if part.empty else part.last,
            )
            i = end
        return total

    def _token(self, name: str) -> _Shape:
        self.classes.append(frozenset(CODE[part] for part in SETS.get(name, name).split()))
        self.after.append(set())
        place = frozenset({len(self.classes) - 1})
        return _Shape(False, place, place)

    def _join(self, ends: frozenset[int], starts: frozenset[int]) -> None:
        for end in ends:
            self.after[end] |= starts


def _without_lookaround(source: str) -> str:
    while (found := re.search(r"\(\?[=!]", source)) is not None:
        source = source[: found.start()] + source[_closing(source, found.start()) + 1 :]
    return source


def _quantifier(branch: str, at: int) -> tuple[str, int]:
    """The quantifier at a place as ?, * or +, and where it ends."""
    if at < len(branch) and branch[at] in "?*+":
        return branch[at], at + 1
    if at < len(branch) and branch[at] == "{":
        return ("*" if branch[at + 1] == "0" else "+"), branch.index("}", at) + 1
    return "", at


def _split(source: str) -> Iterator[str]:
    depth, last = 0, 0
    for i, char in enumerate(source):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            yield source[last:i]
            last = i + 1
    yield source[last:]


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


def _by_label(pattern: re.Pattern[str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for name, number in pattern.groupindex.items():
        groups.setdefault(name.partition("__")[0], []).append(number)
    return groups


@functools.cache
def rules_by_pair(scope: str) -> dict[str, tuple[Rule, ...]]:
    """Class pair (or one class at the end) -> the rules that can begin with it, in their order."""
    allowed = {
        "release": ("release", "only_release"),
        "wide": ("release", "wide"),
        "whole": ("release", "only_release", "wide", "whole"),
    }[scope]
    table: dict[str, list[Rule]] = {}
    for name, source, build, where in _RULES:
        if where not in allowed:
            continue
        made = Rule(name, source, build)
        pairs = set(_Places(source).pairs())
        alone = {one for one, two in pairs if two is None}
        keys = {one + two for one, two in pairs if two is not None and one not in alone}
        keys |= {one + two for one in alone for two in (*CODE.values(), "")}
        for key in keys:
            table.setdefault(key, []).append(made)
    return {key: tuple(rules) for key, rules in table.items()}


def parse(text: str, tokens: Tokens, codes: str, scope: str) -> list[Expr]:
    """All expressions, left to right, the longest at each place; of equally long ones the earlier rule."""
    pairs = map(operator.add, codes, (*codes[1:], ""))
    found: list[Expr] = []
    upto = 0
    for at, rules in enumerate(map(rules_by_pair(scope).get, pairs)):
        if rules is None or at < upto:
            continue
        best = _longest(text, tokens, codes, at, rules)
        if best:
            expr, upto = best
            found.append(expr)
    return found


def _longest(text: str, tokens: Tokens, codes: str, at: int, rules: tuple[Rule, ...]) -> tuple[Expr, int] | None:
    best: tuple[Expr, int] | None = None
    for one in rules:
        match = one.pattern.match(codes, at)
        if not match or match.end() == at:
            continue
        first = match.start("S_") if "S_" in one.groups else at
        last = match.end("E_") if "E_" in one.groups else match.end()
        if best and last <= best[1]:
            continue
        built = one.build(Match(match, one.groups, tokens, text))
        if built:
            best = Expr(tokens.starts[first], tokens.ends[last - 1], one.id, *built), last
    return best
