"""Numbers, money, percentages and quantities of German, Austrian and Swiss texts.

`read` reads a whole string as one number, `find` finds all of them in a text, `style` tells how a text writes them.
Spans follow the record specification: sign, scale, currency and unit inside, approximators and counted nouns outside.
"""

from __future__ import annotations

import functools
import operator
import re
from decimal import Decimal
from typing import Any, NamedTuple

from pressefakten.normalize import contexts, digits, quantities
from pressefakten.normalize import words as number_words
from pressefakten.normalize.digits import Style, style
from pressefakten.normalize.mention import Ignored, Mention
from pressefakten.normalize.quantities import DURATION, MONEY, NUMBER, PERCENT, QUANTITY
from pressefakten.normalize.text import fold
from pressefakten.records import NumberValue, plain_number

__all__ = ["Style", "find", "read", "style"]

_HALVES = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3}
_DIGITS = re.compile(rf"{digits.CORE}(?: ?[½¼¾⅓⅔])?")
_DIGITS_OR_HALF = re.compile(rf"{_DIGITS.pattern}|[½¼¾⅓⅔]")
_DASHES = re.compile(r"[.,](?:--|[-–—])(?!\w)")
_RANGE = re.compile(r"-? bis (?:zu )?(?:(?:rund|etwa|ca\.|maximal|max\.|knapp) )?| ?[–—-] ?")
_AND = re.compile(r" und (?:(?:rund|etwa|ca\.|knapp|gut) )?")
_BETWEEN = re.compile(r"(?<!\w)[Zz]wischen (?:(?:rund|etwa|knapp|gut|den|ca\.) )?\Z")
_COORDINATION = re.compile(r" (?:und|oder|bzw\.|beziehungsweise|respektive) ")
_WEAK_HEADS = {"Euro": 10, "Fr": 25, "Franken": 1000}  # below it: a standard (`Euro 6`), a Friday, a region
_SLASH = re.compile(r"(?<![0-9/.,:–-])[1-9][0-9]?/([2-9]|10|12|16|100)(?![0-9/:]|[.,][0-9])")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[^\s.,;:!?)»“\"]")
_AMOUNT = re.compile(r" ?[0-9]")
_CELL = re.compile(r"[|\t] *\Z")
_CENTS = re.compile(r" ([0-9]{2})(?=\.?\Z|[.,;:)!?]+\s|\n)")
_COMPOUND = re.compile(r"[-–](?: |[^\W\d_])")
_DIGIT = re.compile(r"[0-9½¼¾⅓⅔]")
_ONE = Decimal(1)
_START = operator.methodcaller("start")
_MINUS = "-−–"
_SIGNS = frozenset("+-−–")
_DASH_MARKS = frozenset("-–—")
_LINKS = frozenset((" b", " u", " -", " –", " —"))
"""How `bis`, `und` and a dash between the ends of a range begin."""
_DIGIT_OR_BRACKET = frozenset("0123456789()/–- ")
_DASH_FIRSTS = frozenset(".,")
_RULES = {MONEY: "number-money", PERCENT: "number-percent", QUANTITY: "number-quantity", NUMBER: "number-plain"}
_NAMED = {"EUR": "EUR", "Euro": "EUR", "€": "EUR", "CHF": "CHF", "Franken": "CHF", "USD": "USD"}
_CURRENCY = re.compile(r"\b(?:EUR|Euro|CHF|Franken|USD)\b|€")
_HOME = {"CH": "CHF", "LI": "CHF", "DE": "EUR", "AT": "EUR"}


class _Part:
    """One number with what belongs to it: `number * factor` is its value, `head` that the currency stands before it."""

    factor: Decimal = _ONE  # of the class as long as nothing else is known: most parts are bare
    label: str = NUMBER
    unit: str | None = None
    ambiguous: bool = False
    scaled: bool = False
    head: bool = False
    word: bool = False
    before: str = ""
    """The word of letters before it, if one stands there with a space."""

    def __init__(self, start: int, end: int, core: str, number: Decimal) -> None:
        self.start = start
        self.end = end
        self.core = core
        self.number = number

    @property
    def value(self) -> Decimal:
        return self.number if self.factor is _ONE else self.number * self.factor

    @property
    def bare(self) -> bool:
        return self.label == NUMBER and not self.scaled


class _Reader(NamedTuple):
    """A folded text, the original, the style that settles ambiguous digits, and where a phone label is near."""

    text: str
    original: str
    style: Style
    near_phone: frozenset[int] = frozenset()


class _Found(NamedTuple):
    """A mention in the making: `figures` are the fields of its value that are not null."""

    start: int
    end: int
    label: str
    rule: str
    figures: dict[str, Any]


@functools.cache
def _word() -> re.Pattern[str]:
    """A number word in a text; an article only before a half, a scale word or a fraction."""
    table = number_words.lexicon()
    parts = number_words.spelled(table.parts)
    whole = number_words.spelled([*(form for form in table.inflected if form not in table.not_in_text), *table.fixed])
    scale = number_words.alternatives(table.scales)
    fraction = rf"\w*(?:{'|'.join(table.fraction_endings)})|{number_words.alternatives(table.fractions)}"
    half = number_words.alternatives(table.halves)
    article = rf"(?:(?:{half}) )?(?:{scale})\b|{quantities.counted_by_article()}"
    return re.compile(
        rf"(?i:(?P<article>ein(?:e[nmrs]?)? (?={article})|ein (?=hundert(?!\w)))(?P<half>(?:{half}) )?"
        rf"|(?P<alone>(?:{half}) )(?=(?:{scale})\b)"
        rf"|(?P<part>ein(?:e[nmrs]?)? (?:{fraction})\b)"
        rf"|(?!ein(?:e[nmrs]?|s(?! komma ))?\b)(?P<cardinal>(?:{whole})(?!\w)|(?:(?>{parts}))++(?=prozentig|(?!\w)))"
        rf"(?P<fraction> (?:{fraction})\b)?)"
    )


@functools.cache
def _word_scan() -> re.Pattern[str]:
    """Where a number word may stand: a cheap filter over the whole text, one character before the word included."""
    table = number_words.lexicon()
    forms = {
        form.replace("ss", double) for form in (*table.parts, *table.inflected, *table.fixed) for double in ("ss", "ß")
    }
    stems = {form[:6] for form in forms if not form.startswith(("ein", "und"))}
    spelled = number_words.trie(variant for stem in stems for variant in (stem, stem.capitalize(), stem.upper()))
    firsts = {form[0] for form in table.scales}
    nouns = "[" + "".join(sorted(firsts | {form.upper() for form in firsts})) + "]"
    counted = "(?i:" + quantities.counted_by_article() + ")"
    longer = r"(?=[a-zäöüß]*(?:tausend|hundert|und|einhalb))"
    article = rf"[eE](?i:in)(?:{longer}|(?i:e?[nmrs]?) (?:[hH]alb|[hH]undert|[kK]omma|{nouns}|\w+tel\b|{counted}))"
    half = rf"[hH]albe?[nmrs]? (?={nouns})"
    first_letters = "".join(sorted({f"{stem[0]}{stem[0].upper()}" for stem in stems} | {"eEhH"}))
    seconds = "".join(sorted({f"{stem[1]}{stem[1].upper()}" for stem in stems} | {"iIaA"}))
    return re.compile(rf"[ \n\t(\[„«\"»“/–|>](?=[{first_letters}][{seconds}])(?={article}|{half}|{spelled})")


def find(text: str, *, country: str | None = None, style: Style | None = None) -> tuple[list[Mention], list[Ignored]]:
    """Find all numbers of a text, in text order, and those that are no quantity with the reason.

    `country` (`DE`, `AT`, `CH`, `LI`) is the prior for the style; `style` replaces the text's own.
    """
    found, ignored = _scan(text, country, style)
    return [Mention(*one[:4], NumberValue(**one.figures)) for one in found], ignored


def find_plain(text: str, *, country: str | None = None) -> tuple[list[Mention], list[Ignored]]:
    """`find` with each value as the plain JSON of its record, which costs half as much."""
    found, ignored = _scan(text, country, None)
    mentions = [Mention(start, end, label, rule, plain_number(figures)) for start, end, label, rule, figures in found]
    return mentions, ignored


def _scan(text: str, country: str | None, style: Style | None) -> tuple[list[_Found], list[Ignored]]:
    """Go through the digits and number words of a text from left to right."""
    folded = fold(text)
    halves = any(half in folded for half in _HALVES)  # the pattern without them is searched several times as fast
    matches = list((_DIGITS_OR_HALF if halves else _DIGITS).finditer(folded))
    style = style or digits.style_of(folded, matches, country)
    reader = _Reader(folded, text, style, contexts.near_phone_labels(folded))
    found: list[_Found] = []
    ignored: list[Ignored] = []
    position = 0
    addresses = _addresses(folded)
    scan = _word_scan()
    words = list(scan.finditer("\n" + folded))  # the line break shifts to the start of the word
    for match in sorted(matches + words, key=_START):
        start = match.start()
        if start < position:
            continue
        if addresses and (end := _address_at(addresses, start)):
            position = end
            ignored.append(Ignored(start, position, "address"))
            continue
        is_word = match.re is scan
        one = _at_word(reader, start, position) if is_word else _at_digits(reader, match, position)
        while one is not None:
            position = one.end
            if isinstance(one, Ignored):
                ignored.append(one)
            else:
                _keep(folded, one, found, ignored)
            one = _rest(reader, match, position) if not is_word and position < match.end() else None
    return found, ignored


def _rest(reader: _Reader, match: re.Match[str], position: int) -> _Found | Ignored | None:
    """What follows in groups that are no one number (`Epiq 55 155 kW`)."""
    rest = _DIGITS.match(reader.text, position + 1) if reader.text[position] == " " else None
    return _at_digits(reader, rest, position) if rest is not None else None


def _keep(text: str, one: _Found, found: list[_Found], ignored: list[Ignored]) -> None:
    """Add a find to its list; a bare number after a label's goes on with it, a coordinated one takes the approximator."""
    if ignored and one.start - ignored[-1].end < 12 and one.label == NUMBER:
        last = ignored[-1]
        if contexts.goes_on(text, last.end, last.reason, one.start, one.end):
            ignored.append(Ignored(one.start, one.end, last.reason))
            return
    if found and "approx" in found[-1].figures and "approx" not in one.figures:
        _coordinate(found[-1], one, text)
    found.append(one)


def _addresses(text: str) -> list[tuple[int, int]]:
    """Where web addresses stand, the last one first."""
    if "://" not in text and "www." not in text:
        return []
    return [match.span() for match in _ADDRESS.finditer(text)][::-1]


def _address_at(addresses: list[tuple[int, int]], start: int) -> int | None:
    """The end of the address that has position `start` in it; those before it are dropped."""
    while addresses and addresses[-1][1] <= start:
        addresses.pop()
    return addresses[-1][1] if addresses and addresses[-1][0] <= start else None


def _coordinate(last: _Found, one: _Found, text: str) -> None:
    """An approximator before the first of two coordinated numbers covers both."""
    if "value" in last.figures and one.start - last.end <= 20 and _COORDINATION.fullmatch(text, last.end, one.start):
        one.figures["approx"] = last.figures["approx"]


def _at_digits(reader: _Reader, match: re.Match[str], floor: int) -> _Found | Ignored | None:
    """What the digits at a match are: a mention, or no quantity with the reason."""
    text, start = reader.text, match.start()
    word = _word_before(text, start)
    head = quantities.before(text, start, floor) if quantities.may_stand_before(text, start, word) else None
    if head is None:
        other = _no_number(reader, match, floor)
        if other is not None:
            plus = other[1] == "phone" and start > 0 and text[start - 1] == "+"
            return Ignored(start - plus, max(other[0], start + 1), other[1])
    elif head.word in ("Fr.", "Fr") and (day := contexts.shape(text, start)) and _is_day(text[start : day[0]]):
        return Ignored(start, day[0], day[1])
    part = _digits_part(reader, match, head)
    if part is None:
        return Ignored(start, match.end(), "code")
    if head is None and text[start - 1 : start] in _DASH_FIRSTS and part.core.isdigit() and _alone(text, start - 1):
        part.start, part.core = start - 1, f"0.{part.core}"
        part.number = Decimal(part.core)
    if head is None:
        part.before = word
    return _complete(reader, part, floor)


_WORD = 30
"""Characters of the longest word that is looked at before a number."""


def _word_before(text: str, start: int) -> str:
    """The word of nothing but letters that one space parts from position `start`, else an empty string."""
    if text[start - 1 : start] != " ":
        return ""
    low = start - _WORD if start > _WORD else 0
    word = text[text.rfind(" ", low, start - 1) + 1 or low : start - 1]
    if word.isalpha():
        return word
    word = word.rpartition("\n")[2]
    return word if word.isalpha() else ""


def _alone(text: str, at: int) -> bool:
    """Whether nothing stands right before position `at`."""
    return at == 0 or text[at - 1].isspace()


def _is_day(surface: str) -> bool:
    """After `Fr.`, digits with a clock word or a month are a Friday's."""
    return ":" in surface or any(c.isalpha() for c in surface)


def _no_number(reader: _Reader, match: re.Match[str], floor: int) -> tuple[int, str] | None:
    text = reader.text
    start, end = match.span()
    found = contexts.glued(text, start, floor) if start and text[start - 1] not in " \n\t(" else None
    if found is None and contexts.may_have_shape(text, start, end):
        found = contexts.shape(text, start)
    if found is not None or start not in reader.near_phone:
        return found
    if end - start < 3 and text[end + 1 : end + 2] not in _DIGIT_OR_BRACKET:
        return None
    rest = contexts.phone_rest(text, start)
    return (rest, "phone") if rest is not None else None


def _at_word(reader: _Reader, start: int, floor: int) -> _Found | Ignored | None:
    """What the number word at `start` is, or None where it is an article or another word."""
    if start and reader.text[start - 1] in "-'/.@":
        return None
    part = _word_part(reader, start)
    if isinstance(part, Ignored) or part is None:
        return part
    reason = contexts.word_reason(reader.text, start)
    if reason is not None and (part.bare or reason == "vague"):
        return Ignored(start, part.end, reason)
    return _complete(reader, part, floor)


def _complete(reader: _Reader, part: _Part, floor: int) -> _Found | Ignored:
    """Add sign, range partner and approximator, or give the reason why the number is none."""
    text = reader.text
    if not part.word and not part.before:
        _sign(text, part, floor)
    following = text[part.end : part.end + 2]
    if (following in _LINKS or following[:1] in _DASH_MARKS) and (second := _second(reader, part)) is not None:
        return _range(reader, part, second)
    label = part.label
    if label == DURATION:
        return Ignored(part.start, part.end, "duration")
    if label == NUMBER and not part.scaled:
        if part.word:
            reason = "compound" if _COMPOUND.match(text, part.end) else None
        else:
            reason = contexts.bare_reason(text, part.end - len(part.core), part.end, part.core, part.before)
        if reason is not None:
            return Ignored(part.start, contexts.reach(text, part.end, reason), reason)
    if label == MONEY:
        part = _with_cents(reader, part)
    value = part.value
    bare = label == NUMBER and not part.scaled
    approx = contexts.approx(text, part.start, part.end, value, bare, part.before)
    return _found(part, part, label, approx, {"value": value})


def _found(first: _Part, last: _Part, label: str, approx: str | None, figures: dict[str, Any]) -> _Found:
    """The find of one number or of the two ends of a range."""
    if approx is not None:
        figures["approx"] = approx
    if label != NUMBER and first.unit is not None:
        figures["currency" if label == MONEY else "unit"] = first.unit
    if first.ambiguous or last.ambiguous or (label == MONEY and first.unit is None):
        figures["ambiguous"] = True
    rule = _RULES[label] + ("-range" if first is not last else "-word" if first.word else "")
    return _Found(first.start, last.end, label, rule, figures)


def _digits_part(reader: _Reader, match: re.Match[str], head: quantities.Head | None) -> _Part | None:
    """The number that starts with these digits, with everything that follows it; None for endless digits."""
    text, core, end = reader.text, match.group(), match.end()
    if core.isdigit():
        number, ambiguous = Decimal(core), False
        if text[end : end + 1] == "/" and (slash := _SLASH.match(text, match.start())) and int(core) < int(slash[1]):
            number, core, end = number / int(slash[1]), slash.group(), slash.end()
    else:
        if " " in core:
            core, end = _core(reader, match)
        number, ambiguous = _number(core, reader.style)
    if len(core) > 40:
        return None
    dashes = _DASHES.match(text, end) if text[end : end + 1] in _DASH_FIRSTS else None
    if dashes and ambiguous:  # the mark of the dashes is the decimal one: `1.250,–`
        number, ambiguous = Decimal(re.sub(r"[.,]", "", core)), False
    tail = quantities.after(text, dashes.end() if dashes else end)
    if tail is not None and tail.label == MONEY and _is_year_like(core) and _AMOUNT.match(text, tail.end):
        tail = None  # `bis 2027 CHF 33 Mio.`: the currency belongs to the amount after it
    money = head or (tail if tail is not None and tail.label == MONEY else None)
    if money is not None and not (money.scaled or (tail and tail.scaled)) and _is_grouped(text, core, tail, end):
        number, ambiguous = Decimal(core.replace(".", "")), False
    part = _Part(match.start(), end, core, number)
    part.ambiguous = ambiguous
    if head is not None and tail is not None and tail.label == PERCENT:
        head = None
    if head is not None and head.word in _WEAK_HEADS and core.isdigit() and not (tail and tail.scaled):
        head = head if number >= _WEAK_HEADS[head.word] and not _is_year_like(core) else None
    if head is not None:
        return _with_head(part, head, tail, dashes)
    if tail is not None:
        return _with_tail(part, tail)
    if dashes and _CELL.search(text, max(0, match.start() - 3), match.start()):
        part.end = dashes.end()  # in a column of prices the head has the currency
        return part
    if dashes and (currency := _stated(reader.text, match.start()) or _HOME.get(reader.style.country or "")):
        part.end, part.label, part.unit = dashes.end(), MONEY, currency
        return part
    if "." in core and not ambiguous and reader.style.decimal == "," and "," not in core and "'" not in core:
        part.ambiguous = number != number.to_integral()
    return part


_GROUP = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_EACH = re.compile(r" ?(?:pro|je|/|per)(?! Stück)")


def _is_grouped(text: str, core: str, tail: quantities.Tail | None, end: int) -> bool:
    """Whether the point of a sum parts its thousands: `4.999 Euro`, not `1.859 Franken je Liter`."""
    return _GROUP.fullmatch(core) is not None and _EACH.match(text, tail.end if tail is not None else end) is None


def _stated(text: str, at: int) -> str | None:
    """The only currency that the line names before `at` (`Preis in EUR für den …: 39'950.–`)."""
    named = {_NAMED[word] for word in _CURRENCY.findall(text, max(text.rfind("\n", 0, at) + 1, at - 200), at)}
    return named.pop() if len(named) == 1 else None


def _is_year_like(core: str) -> bool:
    return len(core) == 4 and core[:2] in ("19", "20")


def _core(reader: _Reader, match: re.Match[str]) -> tuple[str, int]:
    """The digits of a match; a plain space parts thousands only where the release has no other mark for it."""
    core, end = match.group(), match.end()
    if core[-1] not in _HALVES:
        start = match.start()
        others = 0 if core.count(" ") > 1 else reader.style.apostrophe + reader.style.dot + reader.style.english
        spaces = [start + i for i, c in enumerate(core) if c == " "]
        if others > reader.style.space / 2 and any(reader.original[i] == " " for i in spaces):
            return core[: spaces[0] - start], spaces[0]
    return core, end


def _number(core: str, style: Style) -> tuple[Decimal, bool]:
    if core[-1] not in _HALVES:
        return digits.value_of(core, style)
    whole = core[:-1].strip()
    return (Decimal(digits.value_of(whole, style)[0]) if whole else Decimal(0)) + _HALVES[core[-1]], False


def _with_tail(part: _Part, tail: quantities.Tail) -> _Part:
    """Scale and unit after the number; `90 Grad`, `180 Grad` are no temperature."""
    if tail.unit == "°C" and part.number >= 90 and part.number % 45 == 0:
        return part
    part.label, part.unit, part.factor, part.end, part.scaled = tail[:5]
    return part


def _with_head(part: _Part, head: quantities.Head, tail: quantities.Tail | None, dashes: re.Match[str] | None) -> _Part:
    """The currency stands before: after the number only a scale word or the dashes of a round price belong to it."""
    part.start, part.label, part.unit, part.factor, part.scaled = (
        head.start,
        MONEY,
        head.currency,
        head.factor,
        head.scaled,
    )
    part.head = True
    if dashes:
        part.end = dashes.end()
    if tail is not None and tail.scaled:
        part.end, part.factor, part.scaled = tail.scale_end, head.factor * tail.scale, True
    if head.negative:
        part.number = -part.number
    return part


def _word_part(reader: _Reader, start: int) -> _Part | Ignored | None:
    """The number word at `start` with what follows it, or None; `ein Drittel` is no number of its own."""
    text = reader.text
    match = _word().match(text, start)
    if match is None:
        return None
    if match["part"]:
        return Ignored(start, match.end(), "fraction")
    core = match.group().rstrip()
    number = number_words.read(core)
    if number is None:
        return None
    end = start + len(core)
    if _SCALE_ALONE.search(text, max(0, start - 4), end) and text[end : end + 1] in ("", *")]:;|\t\n"):
        return Ignored(start, end, "scale")
    if text[end : end + 1] == " " and text[end + 1 : end + 2] in _number_firsts():
        number, end = _more_words(text, start, end, number)
    part = _Part(start, end, text[start:end], number)
    part.word = True
    tail = quantities.after(text, end)
    if tail is not None and not (tail.label == QUANTITY and tail.end - end == 2 and text[end] == " "):
        part = _with_tail(part, tail)
    return _with_lower_group(reader, part)


_SCALE_ALONE = re.compile(r"\b[Ii]n (?:Tausend|Hundert)\Z")
"""`Absatz (in Tausend)`: the scale of other numbers and none itself."""


@functools.cache
def _next_word() -> re.Pattern[str]:
    parts = number_words.spelled(number_words.lexicon().parts)
    return re.compile(rf" (?:und )?(?i:komma )?(?i:(?:{parts})+|eins)(?!\w)")


@functools.cache
def _number_firsts() -> frozenset[str]:
    """What the words that may go on a number begin with."""
    firsts = {form[0] for form in (*number_words.lexicon().parts, "komma")}
    return frozenset(firsts | {first.upper() for first in firsts})


def _more_words(text: str, start: int, end: int, number: Decimal) -> tuple[Decimal, int]:
    """Number words in pieces (`zwei hundert vierzig`, `zwölf Komma null fünf`): value and end of the longest reading.

    `zwei und zwanzig` are two numbers unless the words around them are in pieces too.
    """
    ends = [end]
    while len(ends) < 24 and (match := _next_word().match(text, ends[-1])):
        ends.append(match.end())
    for last in reversed(ends[1:]):
        phrase = text[start:last]
        if " und " in phrase and (phrase.count(" ") < 3 or _BETWEEN.search(text, max(0, start - 20), start)):
            continue
        value = number_words.read(phrase)
        if value is not None:
            return value, last
    return number, end


def _with_lower_group(reader: _Reader, part: _Part) -> _Part:
    """`eine Million dreihunderttausend`: words that go on with less than the scale before them are one number."""
    if not part.scaled or part.label != NUMBER or part.unit is not None or part.factor < 1000:
        return part
    at = part.end + 1
    if reader.text[part.end : at] != " " or reader.text[at : at + 1] not in _number_firsts():
        return part
    rest = _word_part(reader, at)
    if not isinstance(rest, _Part) or rest.label == DURATION or rest.value >= part.factor or rest.value < 1:
        return part
    part.end, part.number, part.factor = rest.end, part.value + rest.value, _ONE
    part.label, part.unit = rest.label, rest.unit
    return part


def _sign(text: str, part: _Part, floor: int) -> None:
    """Take a sign right before the number into it: `+6,4%`, `−3,9 %`, `(+ 5 %)`."""
    at = part.start
    if at <= floor:
        return
    sign = text[at - 1]
    if sign == " " and text[at - 2 : at - 1] in _SIGNS and text[at - 3 : at - 2] == "(":
        at, sign = at - 1, text[at - 2]
    if sign not in _SIGNS:
        return
    before = text[at - 2] if at > 1 else " "
    if (before.isspace() or before in '([|/:;„"«>=≈~') and at - 1 >= floor:
        part.start = at - 1
        if sign in _MINUS:
            part.number = -part.number


def _second(reader: _Reader, first: _Part) -> _Part | None:
    """The other end of a range that starts with `first`, or None."""
    text = reader.text
    link = _RANGE.match(text, first.end)
    if link is None and (link := _AND.match(text, first.end)) is not None:
        link = link if _BETWEEN.search(text, max(0, first.start - 20), first.start) else None
    if link is None:
        return None
    second = _part_at(reader, link.end())
    if second is None or contexts.shape(text, second.end - len(second.core) if second.bare else second.start):
        return None
    return second if _joins(text, first, second, link.group()) else None


def _part_at(reader: _Reader, at: int) -> _Part | None:
    """A number that starts exactly at `at`, with its sign or currency."""
    match = _DIGITS_OR_HALF.match(reader.text, at)
    if match is not None:
        return _digits_part(reader, match, None)
    if reader.text[at : at + 1] in ("-", "−", "+"):
        match = _DIGITS_OR_HALF.match(reader.text, at + 1)
        part = _digits_part(reader, match, None) if match else None
        return part and _signed(part, at, reader.text[at] in _MINUS)
    digit = _DIGIT.search(reader.text, at, at + 20)
    match = _DIGITS_OR_HALF.match(reader.text, digit.start()) if digit else None
    if match is not None:
        head = quantities.before(reader.text, match.start(), at)
        return _digits_part(reader, match, head) if head is not None and head.start == at else None
    word = _word_part(reader, at)
    return word if isinstance(word, _Part) else None


def _signed(part: _Part, start: int, negative: bool) -> _Part:
    part.start = start
    part.number = -part.number if negative else part.number
    return part


def _joins(text: str, first: _Part, second: _Part, link: str) -> bool:
    """Whether two numbers are the ends of one range."""
    if first.label != NUMBER and second.label != NUMBER:
        return (first.label, first.unit) == (second.label, second.unit)
    if first.label != NUMBER and not first.head:
        return False
    words = " bis " in link or "und" in link
    if words:
        if first.bare and not _opens_range(text, first) and _is_apart(first, second, link):
            return False
        dated = second.bare and (first.scaled or (_is_year_like(second.core) and first.number < 1000))
        return first.bare or second.scaled or (first.head and not dated)  # not `CHF 24 Mio. bis 2029`
    both_bare = first.bare and second.bare and not first.head
    spaced = link.strip() != link
    if both_bare and spaced and _is_year(text, first) and not second.core.isdigit():
        return False  # `gegründet 1871 – 12.000 Beschäftigte`
    if not spaced and not both_bare:
        return True
    # a dash with spaces also parts sentences, one without also parts codes: the ends must be near and rise
    rising = first.number < second.number or (second.factor > 1 and first.factor == 1)
    if both_bare and spaced:
        return first.number < second.number <= 10 * first.number and _counts(text, second)
    falling = second.label == QUANTITY and first.number <= 2 * second.number
    return rising or (spaced and falling)


_FROM = re.compile(r"\b(?:[Vv]on|[Vv]om|[Aa]b|[Zz]wischen)\s(?:\S+\s)?\Z")


def _opens_range(text: str, first: _Part) -> bool:
    return _FROM.search(text, max(0, first.start - 30), first.start) is not None


def _is_apart(first: _Part, second: _Part, link: str) -> bool:
    """Whether the second number is what the first thing has: `acht bis zu 400 kW`, `Zelvo E 255 bis 180 km`."""
    falls = first.number > second.number * second.factor > 0
    leaps = " zu" in link and (first.word != second.word or second.number > 10 * first.number)
    return second.label == QUANTITY and (falls or leaps)


def _is_year(text: str, part: _Part) -> bool:
    return part.core.isdigit() and contexts.is_year(text, part.end - len(part.core), part.end)


def _counts(text: str, part: _Part) -> bool:
    """Whether a noun follows: `3 – 5 Autos`."""
    return text[part.end : part.end + 1] == " " and text[part.end + 1 : part.end + 2].isupper()


def _range(reader: _Reader, first: _Part, second: _Part) -> _Found | Ignored:
    """One span from the first to the second; unit, currency and scale of one hold for both."""
    start, end = first.start, second.end
    label = first.label if first.label != NUMBER else second.label
    if label == DURATION:
        return Ignored(start, end, "duration")
    if first.bare and second.bare:
        reason = _bare_range_reason(reader.text, first, second)
        if reason:
            return Ignored(start, contexts.reach(reader.text, end, reason), reason)
    elif first.bare and _is_year(reader.text, first):
        return Ignored(start, first.end, "year")
    _share(reader.text, first, second)
    low, high = sorted((first.value, second.value))
    bare = label == NUMBER
    approx = contexts.approx(reader.text, start, end, low, bare)
    approx = None if approx == "at_most" else approx
    return _found(first, second, label, approx, {"min": low, "max": high})


def _bare_range_reason(text: str, first: _Part, second: _Part) -> str | None:
    for part in (first, second):
        if not part.word:
            reason = contexts.bare_reason(text, part.end - len(part.core), part.end, part.core)
            if reason is not None:
                return reason
    return contexts.word_reason(text, first.start)


_ELIDED = ("hundert", "tausend")


def _share(text: str, first: _Part, second: _Part) -> None:
    """Give a bare end the unit, currency and scale of the other one; `zwei- bis dreitausend` shares the end of a word."""
    if first.word and second.word and text[first.end : first.end + 1] == "-":
        ending = next((end for end in _ELIDED if second.core.casefold().endswith(end)), None)
        if ending is not None and (whole := number_words.read(first.core + ending)) is not None:
            first.number = whole
    if first.head and second.label == NUMBER:
        base = first.factor if not first.scaled else Decimal(1)
        second.label, second.unit, second.factor = MONEY, first.unit, second.factor * base
    if first.label == NUMBER:
        first.unit = second.unit
    if not first.scaled and second.factor != 1 and (first.label == NUMBER or second.scaled):
        factor = second.factor
        if factor < 1 or first.number * factor <= second.value:
            first.factor = factor


def _with_cents(reader: _Reader, part: _Part) -> _Part:
    """`zwei Euro und zehn Cent`, `10 € 50 ct` are one amount."""
    text = reader.text
    if part.label != MONEY or part.scaled or part.factor != 1 or text[part.end : part.end + 1] != " ":
        return part
    if part.number == part.number.to_integral() and (plain := _CENTS.match(text, part.end)):
        part.end, part.number = plain.end(), part.number + Decimal(plain[1]) / 100
        return part
    at = part.end + (5 if text.startswith(" und ", part.end) else 1)
    cents = _part_at(reader, at)
    if cents is None or cents.label != MONEY or cents.factor != Decimal("0.01") or cents.number >= 100:
        return part
    if cents.unit != part.unit and part.unit not in ("USD", "GBP"):
        return part
    part.end, part.number = cents.end, part.number + cents.value
    return part


_NEGATIVE = re.compile(r"(?i:(?P<minus>minus|negativ)|plus) +|(?P<dash>[-−–])(?=[0-9]+ ?/)")
_SPOKEN_COMMA = re.compile(r"(?<=[0-9]) [Kk]omma (?=[0-9])")
_FRACTION = re.compile(r"(?:([0-9]{1,6}) )?([0-9]{1,6}) ?/ ?([1-9][0-9]{0,5})")


def read(text: str, *, country: str | None = None, style: Style | None = None) -> NumberValue | None:
    """Read a whole string as one number, money, percentage or quantity, else None.

    Approximators, signs, number words and lengths of time count: `rund 2 Mio. Franken`, `minus fünf Grad`, `8,9 s`.
    """
    stripped = text.strip()
    folded = _SPOKEN_COMMA.sub(",", fold(stripped))
    stripped = stripped if len(folded) == len(stripped) else folded
    if folded.endswith('"') and folded[:1].isdigit():
        stripped = folded = folded[:-1] + "''"
    if not folded or len(folded) > 400:
        return None
    own = style or digits.style(folded, country=country)
    found = contexts.approx_prefix(folded)
    at = found[0] if found else 0
    value = _read_range(stripped[at:], folded[at:], own)
    if value is not None and found is not None and value.approx is None:
        value.approx = found[1]  # type: ignore[assignment]
    return value


def _read_range(original: str, folded: str, style: Style) -> NumberValue | None:
    """A number or range that fills the string; `von` and `zwischen` may open a range."""
    for opener in ("zwischen ", "von ", ""):
        if not folded.casefold().startswith(opener):
            continue
        body = folded[len(opener) :]
        reader = _Reader(folded, original, style)
        first = _whole_part(reader, len(opener))
        if first is None:
            return _read_phrase(body, style) if not opener else None
        first = _with_cents(reader, first)
        if first.end == len(folded):
            return _value_of_part(first) if not opener else None
        second = _second(reader, first)
        if second is None or second.end != len(folded):
            return _read_phrase(body, style) if not opener else None
        label = first.label if first.label != NUMBER else second.label
        _share(folded, first, second)
        low, high = sorted((first.value, second.value))
        value = _labelled(NumberValue(min=low, max=high), label, first.unit or second.unit)
        value.ambiguous = (first.ambiguous or second.ambiguous) or None
        return value
    return None


def _whole_part(reader: _Reader, at: int) -> _Part | None:
    """A part at `at` where nothing but a number stands: sign words and leading marks are read too."""
    text = reader.text
    sign = _NEGATIVE.match(text, at)
    if sign is not None:
        part = _whole_part(reader, sign.end()) if sign.end() < len(text) else None
        return part and _signed(part, part.start, bool(sign["minus"] or sign["dash"]))
    if text[at : at + 1] in ("+", "-", "−", "–") and text[at + 1 : at + 2] not in ("+", "-", "−", "–", ""):
        part = _whole_part(reader, at + 1)
        return part and _signed(part, part.start, text[at] in _MINUS)
    return _part_at(reader, at)


def _value_of_part(part: _Part) -> NumberValue:
    value = _labelled(NumberValue(value=part.value), part.label, part.unit)
    value.ambiguous = part.ambiguous or None
    return value


def _labelled(value: NumberValue, label: str, unit: str | None) -> NumberValue:
    if label == MONEY:
        value.currency = unit
    elif label != NUMBER:
        value.unit = unit
    return value


def _read_phrase(body: str, style: Style) -> NumberValue | None:
    """Number words with what follows them, a fraction in digits (`1 1/2`), a number that starts with a comma."""
    fraction = _FRACTION.match(body)
    if fraction:
        parts = Decimal(fraction[1] or 0) + number_words.quotient(Decimal(fraction[2]), Decimal(fraction[3]))
        return _with_rest(parts, body, fraction.end())
    if body[:1] in (",", ".") and body[1:2].isdigit():
        return _read_range("0" + body, "0" + body, style)
    sign = _NEGATIVE.match(body)
    if sign is not None:
        value = _read_phrase(body[sign.end() :], style)
        if value is not None and value.value is not None and (sign["minus"] or sign["dash"]):
            value.value = -value.value
        return value
    return _read_words(body) or _read_words_with_cents(body)


def _read_words_with_cents(body: str) -> NumberValue | None:
    """`zwei Euro und ein Cent`, `zwei Euro zwanzig`: hundredths of the same currency at the end."""
    first, _, rest = body.rpartition(" ")
    euros, bare = _read_words(first), number_words.read(rest)
    if euros is not None and euros.currency and euros.value is not None and bare is not None and 10 <= bare < 100:
        return euros.model_copy(update={"value": euros.value + bare / 100})
    first, _, count = first.rpartition(" ")
    euros, cents = _read_words(first.removesuffix(" und")), _read_words(f"{count} {rest}")
    if not euros or not cents or not euros.currency or cents.value is None or euros.value is None or cents.value >= 1:
        return None
    same = cents.currency == euros.currency or euros.currency in ("USD", "GBP")
    return euros.model_copy(update={"value": euros.value + cents.value}) if same else None


def _read_words(body: str) -> NumberValue | None:
    """The longest run of number words, and the unit that fills the rest."""
    tokens = body.split(" ")
    for size in range(min(len(tokens), 24), 0, -1):
        head = " ".join(tokens[:size])
        number = number_words.read(head)
        value = None if number is None else _with_rest(number, body, len(head))
        if value is not None:
            return value
    return None


def _with_rest(number: Decimal, body: str, at: int) -> NumberValue | None:
    """The number with the scale or unit that fills the rest of the string."""
    if at == len(body):
        return NumberValue(value=number)
    tail = quantities.after(body, at)
    if tail is None or tail.end != len(body):
        return None
    return _labelled(NumberValue(value=number * tail.factor), tail.label, tail.unit)
