"""What a share is of, where the words of its sentence say so surely: the part that has it, what the whole is, or what is said of it."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressefakten.facts import grammar, scope
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.cues import FILLERS, Num, gap, is_date
from pressefakten.facts.page import NUMERIC, Item
from pressefakten.facts.phrases import ADJECTIVE, QUALITY, phrase
from pressefakten.facts.rules import word_class
from pressefakten.facts.triggers import Forms
from pressefakten.normalize import lexicon
from pressefakten.normalize.nouns import is_noun, plural, singular
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.context import Context
    from pressefakten.facts.figures import Reading


def told(reading: Reading, num: Num, context: Context) -> str | None:
    """What the words of a sentence surely say that a share is of, or None."""
    items = reading.sentence.items
    if not num.noun and not num.label_items and (named := _named_with(reading, num, context)) is not None:
        return named
    if reading.page.kind(reading.sentence) not in scope.TEXT:
        return None
    if (same := _equal_to(reading, num, context)) is not None:
        return same
    surely = _being(items, num) or _of_part(items, num) or _as_said(items, num) or _of_them(reading, num, context)
    return surely or _phrase_at(items, opening_whole(items, num) if not num.noun else -1)


# --- the noun that names the share -----------------------------------------------------------------------------------


def in_compound(word: str) -> str | None:
    """What the share in a compound is a share of: `Frauenanteil`, `Frauenquote`; other rates are told by the whole word: `Exportquote`."""
    found = _share_of().fullmatch(word)
    if found is None:
        return None
    of_persons = found[2].lower() in scope.scope_words("shares of persons")
    return None if of_persons and not word_class("person").fit(found[1].lower()) else _without_link(found[1])


def _without_link(part: str) -> str:
    """The first part of a compound without the `s` that joins it: `Auslands`; no `Eis`."""
    bare = part.removesuffix("s")
    return bare if len(bare) >= LINKED and lexicon.listed(lexicon.NOUN + bare.lower()) else part


LINKED = 5
"""Letters of the shortest noun that is taken out of a compound without its link."""


@functools.cache
def _share_of() -> re.Pattern[str]:
    """A compound with a noun of shares behind: `Frauenanteil`, `Exportquote`."""
    return re.compile(rf"([A-ZÄÖÜ][\w-]+?)-?({'|'.join(scope.scope_words('plain shares'))})", re.IGNORECASE)


def _named_with(reading: Reading, num: Num, context: Context) -> str | None:
    """What the noun in front of a share says: `der Anteil privater Halter beträgt 32 %`, `die Exportquote 80 %`, `ihr Anteil stieg von 12 auf 14 %`."""
    items = reading.sentence.items
    for k in range(num.at - 1, -1, -1):
        item = items[k]
        if gap(items, k, num.at) or item.clause != num.clause:
            return None
        if item.ent is not None and item.ent.label in NUMERIC and not _is_step(items, item.ent.item, num):
            return None
        if item.ent is not None or not item.text[0].isupper():
            continue
        if item.low in scope.scope_words("plain shares"):
            return _whose(items, k + 1, num.at) or _again(reading, k, context) or _rate_above(reading, item)
        if rates().fit(item.low) and grammar.behind_preposition(items, k) and _whole(items, num) >= 0:
            continue  # `erreicht bei guter Verfügbarkeit 20 Prozent der Haushalte`
        if rates().fit(item.low) and not _share_of().fullmatch(item.text):
            return f"{item.text} {behind}" if (behind := _genitive(items, k + 1, num.at)) else item.text
        if _share_of().fullmatch(item.text):
            return None if _whose(items, k + 1, num.at) else in_compound(item.text) or item.text
    return None


@functools.cache
def rates() -> Forms:
    """Nouns that say how large a part of something is."""
    return Forms(words("figures")["told"]["rates"])


def _genitive(items: Sequence[Item], at: int, end: int) -> str:
    """`der Züge`, as the text has it."""
    opens = at < end and items[at].ent is None and items[at].low in ("der", "des", "aller")
    noun = _noun(items, at + 1) if opens else -1
    return " ".join(item.text for item in items[at : noun + 1]) if at < noun < end else ""


def _is_step(items: Sequence[Item], at: int, num: Num) -> bool:
    """Whether a number is where the one behind it comes from: `von 12 auf 14 Prozent`."""
    front = items[at - 1].low if at else ""
    between = [item.low for item in items[at + 1 : num.at] if item.low not in FILLERS]
    return front in ("von", "bei") and between[-1:] == ["auf"] and len(between) <= STEP


STEP = 4
"""Words between the two numbers of a step."""


def _whose(items: Sequence[Item], at: int, end: int) -> str | None:
    """The noun phrase in the genitive behind `Anteil`: `der privaten Halter`, `batterieelektrischer Modelle`."""
    if at >= end or items[at].ent is not None:
        return None
    opens = items[at].low in ("der", "des", "aller") or (items[at].low.endswith("er") and items[at].text.islower())
    noun = next((k for k in range(at, min(end, at + 4)) if items[k].ent is None and items[k].text[0].isupper()), None)
    adjectives = items[at + (items[at].low in ("der", "des", "aller")) : noun]
    fits = opens and noun is not None and all(ADJECTIVE.fullmatch(item.text) for item in adjectives)
    return phrase(items, noun) if fits and noun is not None else None


def _again(reading: Reading, at: int, context: Context) -> str | None:
    """What `ihr Anteil`, `der Anteil` is of: what the figure just before is of, where nothing behind the noun says more."""
    items, before = reading.sentence.items, context.figure_draft
    if before is None or not at or context.figure_line != reading.sentence.line:
        return None
    metric, of = before.slots.get("metric"), before.slots.get("of")
    own = items[at - 1].low in scope.scope_words("same again") and metric != "count"  # `Ihr Anteil`: the firm's
    plain = items[at - 1].low in ("der", "den", "dieser", "diesen") and metric == "share"
    behind = items[at + 1] if at + 1 < len(items) else None
    after = items[at + 2] if at + 2 < len(items) else None
    at_once = after is not None and (after.low in FILLERS or (after.ent is not None and after.ent.label in NUMERIC))
    told = behind is not None and (behind.text[0].isupper() or behind.low in scope.scope_words("behind a share"))
    more = told and not at_once  # `ihr Anteil bei 38 Prozent`
    return of if (own or plain) and not more else None


def _rate_above(reading: Reading, noun: Item) -> str | None:
    """`mit einer Quote von 2,3 %` where the text tells of an `Arbeitslosenquote`: the one compound in the sentences above that ends in a rate's noun."""
    if noun.low not in scope.scope_words("shares of persons"):
        return None
    page, at = reading.page, reading.sentence.index
    above = itertools.chain.from_iterable(reversed(one.items) for one in reversed(page.sentences[: at + 1]))
    return next(
        (i.text for i in above if i.ent is None and i is not noun and i.low.endswith(noun.low) and i.low != noun.low),
        None,
    )


# --- the part of a market -------------------------------------------------------------------------------------------


def market_of(reading: Reading, num: Num) -> str | None:
    """The part of a market in which someone has a share: `der Marktanteil im Drogeriehandel`, `bei Mineralwasser einen Marktanteil von 41 %`, the label `Marktanteil Drogeriewaren`."""
    items = reading.sentence.items
    label = num.label_items or scope.line_label(reading, num)
    if label and label[0].ent is None and _names_market(label[0]):
        rest = [item for item in label[1:] if item.text[0].isalnum()]
        plain = rest and all(i.ent is None and i.text[0].isupper() for i in rest) and not _no_market(rest[-1])
        return " ".join(item.text for item in rest) if plain else None
    named = next((k for k in range(num.at - 1, -1, -1) if _names_market(items[k]) and not gap(items, k, num.at)), -1)
    if named >= 0 and (found := _market_behind(items, named + 1, num.at)) is not None:
        return found
    after = next((k for k in range(num.at + 1, min(num.at + 3, len(items))) if _names_market(items[k])), named)
    fronts = [k for k in range(max(0, after)) if items[k].low in ("bei", "beim") and not gap(items, k, num.at)]
    return next((found for k in fronts if (found := _market_behind(items, k, after)) is not None), None)


def _names_market(item: Item) -> bool:
    return item.ent is None and scope.scope_forms("market shares").fit(item.low)


def _market_behind(items: Sequence[Item], at: int, end: int) -> str | None:
    """The common noun with its adjectives behind `im`, `in der` or `bei`, no place and nothing that names no part of a market."""
    if at >= end or items[at].ent is not None or items[at].low not in ("im", "in", "bei", "beim"):
        return None
    noun = _noun(items, at + 1)
    if not at < noun < end or _no_market(items[noun]) or (noun + 1 < len(items) and items[noun + 1].ent is not None):
        return None
    return phrase(items, noun)


def _no_market(noun: Item) -> bool:
    forms = ("no part", "plain segments", "inland", "no market", "market shares")
    return any(scope.scope_forms(name).fit(noun.low) for name in forms)


# --- the part and the whole ------------------------------------------------------------------------------------------


def _of_part(items: Sequence[Item], num: Num) -> str | None:
    """Who has the share of a whole that stands behind the number: `Der Holzbau macht 27 % des Umsatzes aus`; with its source, what comes from it."""
    whole = _whole(items, num)
    clause = [k for k in range(len(items)) if not gap(items, k, num.at)]
    for k in clause:
        item = items[k]
        if item.ent is not None:
            continue
        if item.low in scope.scope_words("comes from"):
            return _with_source(items, clause, whole if whole >= 0 else _subject(items, clause, k, num), k)
        if whole < 0:
            continue
        if item.low in scope.scope_words("dealt out"):
            return _phrase_at(items, whole if _names_place(items, clause) else _behind(items, clause, "auf"))
        if item.low in words("figures")["part_of_whole"] and _is_its_verb(items, clause, k, num):
            return _pair(items, _subject(items, clause, k, num))
    return None


def part_of_sum(items: Sequence[Item], num: Num) -> str | None:
    """What a part of a sum comes from: `Auf die Rohrsysteme entfielen 548 Mio.`, `davon stammen 5 Mio. aus Eintritten`, `Die Läden steuerten 1,6 Mrd. bei`."""
    if num.label != "MONEY":
        return None
    clause = [k for k in range(len(items)) if not gap(items, k, num.at)]
    nearest = [k for k in clause if k > num.at] + [k for k in reversed(clause) if k < num.at]
    for k in clause:
        low = items[k].low if items[k].ent is None else ""
        if low in scope.scope_words("dealt out"):
            return None if _names_place(items, clause) else _phrase_at(items, _behind(items, nearest, "auf"))
        if low in scope.scope_words("comes from"):
            return _phrase_at(items, _behind(items, nearest, "aus"))
        if words("figures")["part_of_whole"].get(low) == "bei" and _is_its_verb(items, clause, k, num):
            return _pair(items, _subject(items, clause, k, num))
    return None


def _names_place(items: Sequence[Item], clause: Sequence[int]) -> bool:
    """`entfallen 43 % auf Österreich`, `auf den Bezirk Dornbirn`: where the share is, not what it is of."""
    first = next((k for k in clause if items[k].ent is None and items[k].low == "auf"), len(items))
    ent = next((item.ent for item in items[first + 1 : first + 4] if item.ent is not None), None)
    return ent is not None and ent.label == "PLACE"


def _pair(items: Sequence[Item], at: int) -> str | None:
    """The phrase at an index with a second noun that `und` joins to it: `Wind und Sonne`."""
    found = _phrase_at(items, at)
    joined = [item.low for item in items[at + 1 : at + 2]] == ["und"] and at + 2 < len(items)
    other = items[at + 2] if found is not None and joined else None
    return f"{found} und {other.text}" if other is not None and other.ent is None and other.text[0].isupper() else found


def _whole(items: Sequence[Item], num: Num) -> int:
    """Index of the noun of which the number is a share: `30 Prozent der Erlöse`, `jeder vierte Kunde`, `Von den Erlösen …`; -1 where it is a name or none is told."""
    if num.noun:
        return num.at + len(num.noun) if num.noun[-1].ent is None else -1
    behind = num.at + 1
    if behind + 1 >= len(items) or items[behind].ent is not None:
        return opening_whole(items, num)
    if items[behind].low not in scope.scope_words("of a whole"):
        return opening_whole(items, num)
    return _noun(items, behind + 1, elsewhere=True)


def attribute_of_whole(items: Sequence[Item], num: Num) -> int:
    """Index of the noun in the genitive behind the whole, whose whole it is: `die Hälfte des Bedarfs der Stadt`; or -1."""
    whole = _whole(items, num)
    if whole <= num.at or whole + 2 >= len(items) or items[whole + 1].low not in ("der", "des"):
        return -1
    return _noun(items, whole + 2)


def opening_whole(items: Sequence[Item], num: Num) -> int:
    """Index of the whole with which a sentence opens: `Von den 300 Zimmern sind 80 Prozent belegt`, `Vom Umsatz entfallen …`; or -1."""
    if num.at + 1 < len(items) and items[num.at + 1].low in scope.scope_words("of a whole"):
        return -1  # `Von der Idee … sind 80 Prozent der Schritte digital`
    first = next((k + 1 for k in range(num.at - 1, -1, -1) if items[k].ent is None and items[k].text in OPENERS), 0)
    low = [item.low if item.ent is None else "" for item in items[first : first + 2]]
    if low[:1] != ["vom"] and (low[:1] != ["von"] or low[-1] not in scope.scope_words("whole opens")):
        return -1
    ends = range(first + 1, min(num.at, first + OPENING))
    at = next((k for k in ends if items[k].ent is None and items[k].text[0].isupper()), -1)
    if at < 0 or any(item.ent is not None and item.ent.label != "NUMBER" for item in items[first + 1 : at]):
        return -1
    between = items[at + 1 : num.at]
    if any(item.low == "bis" or (item.ent is not None and item.ent.label in NUMERIC) for item in between):
        return -1
    return at


OPENERS = frozenset("–—:;")
OPENING = 7
"""Words at the head of a sentence among which its whole stands."""


def _phrase_at(items: Sequence[Item], at: int) -> str | None:
    return phrase(items, at) if at >= 0 else None


def _with_source(items: Sequence[Item], clause: Sequence[int], whole: int, verb: int) -> str | None:
    """`Erlöse aus dem Handel`: what comes from where, told by a common noun."""
    if whole < 0:
        return None
    for k in clause:
        if items[k].ent is not None or items[k].low not in ("aus", "von") or (items[k].low == "von" and k < verb):
            continue
        end = _noun(items, k + 1, elsewhere=True)
        if end < 0:
            return None
        more = items[end + 1 : end + 3]
        if len(more) > 1 and more[0].low == "und" and more[1].ent is None and more[1].text[0].isupper():
            end += 2
        return " ".join([phrase(items, whole), *(item.text for item in items[k : end + 1])])
    return None


def _behind(items: Sequence[Item], clause: Sequence[int], preposition: str) -> int:
    """The noun behind a preposition of a clause, with its article and adjectives between."""
    at = next((k for k in clause if items[k].ent is None and items[k].low == preposition), -1)
    return _noun(items, at + 1) if at >= 0 else -1


def _noun(items: Sequence[Item], at: int, *, elsewhere: bool = False) -> int:
    """The common noun of the phrase that begins at an item, or -1 where a name or number comes first or it says only where."""
    for k in range(at, min(at + 5, len(items))):
        item = items[k]
        if item.ent is not None or item.text[0] in ",;.:–(":
            return -1
        if item.text[0].isupper():
            split = k + 1 < len(items) and items[k + 1].text == "-"  # `E-Mobility`
            return -1 if split or (not elsewhere and item.low in scope.scope_words("elsewhere")) else k
    return -1


def _is_its_verb(items: Sequence[Item], clause: Sequence[int], verb: int, num: Num) -> bool:
    """Whether nothing makes another verb of it: `stellte 40 % frei` is none of shares, `steht für 40 %` is one."""
    particle = words("figures")["part_of_whole"][items[verb].low]
    last = next((k for k in reversed(clause) if items[k].text[0].isalpha()), verb)
    closing = items[last].low if last > verb and items[last].ent is None and items[last].text.islower() else ""
    if particle == "für":
        return any(item.low == particle for item in items[verb + 1 : num.at]) and not closing
    return closing in ("", particle)


def _subject(items: Sequence[Item], clause: Sequence[int], verb: int, num: Num) -> int:
    """The noun in front of a verb, or right behind it where something else opens the clause."""
    front = [k for k in clause if k < min(verb, num.at) and items[k].text not in ENDS]
    if front and items[front[0]].low in words("figures")["grammar"]["subordinating"] and verb > num.at:
        front = front[1:]  # `dass das Geschäft 40 % zum Umsatz beiträgt`
    if front and _opens(items[front[0]]):
        at = next(
            (k for k in front if items[k].ent is None and items[k].text[0].isupper() and is_noun(items[k].text)), -1
        )
        named = any((ent := items[k].ent) is not None and ent.label not in ("DATE", *NUMERIC) for k in front)
        return at if at >= 0 and not named and items[at + 1].text != "-" else -1
    finite = next((k for k in clause if items[k].low in scope.scope_words("aiming")), verb) if verb > num.at else verb
    end = num.at if num.at > finite else len(items)  # `1,6 Mrd. Euro steuerten die Läden bei`
    after = next((k for k in range(finite + 1, end) if not is_date(items[k])), -1)
    if after < 0 or items[after].ent is not None:
        return -1
    if items[after].low in ("der", "die", "das"):
        at = _noun(items, after)
    else:  # `deckte Solarenergie 17 Prozent`, `machten Exporte 13 %`
        at = after if items[after].text[0].isupper() and is_noun(items[after].text) else -1
    return at if 0 <= at < end and not _is_number_between(items, finite, at) else -1


def _opens(item: Item) -> bool:
    """Whether a word may open a phrase that acts: an article or a noun, no `Damit`, no `Diese Märkte`."""
    if item.ent is not None:
        return False
    return item.low in ("der", "die", "das") or (is_noun(item.text) and item.low not in scope.scope_words("openers"))


def _is_number_between(items: Sequence[Item], one: int, other: int) -> bool:
    return any(item.ent is not None and item.ent.label in NUMERIC for item in items[one:other]) or is_verb(
        list(items), other
    )


# --- what is said of the whole ---------------------------------------------------------------------------------------


ENDS = frozenset(".,;:–—")
PARTICIPLE = re.compile(r"(?:[a-zäöüß]{2,4})?ge[a-zäöüß]{3,}t|(?:be|ver|er|ent|zer)[a-zäöüß]{2,}t")


def _as_said(items: Sequence[Item], num: Num) -> str | None:
    """`35 Prozent aller Fahrzeuge waren elektrifiziert` is of electrified vehicles; `fuhren rein elektrisch` of that."""
    whole = _whole(items, num)
    if whole < 0 or num.ent.text.lower().startswith("jed") or "des" in (items[num.at + 1].low, items[whole - 1].low):
        return None
    rest = [
        k for k in range(max(whole, num.at) + 1, len(items)) if not gap(items, k, num.at) and items[k].text not in ENDS
    ]
    said = rest[-1] if rest else -1
    verbs = {item.low for item in items if item.ent is None and item.clause == num.clause}
    if rest and not verbs.isdisjoint(("haben", "hatten")) and (thing := _thing_had(items, rest)):
        return f"{plural(items[whole].text)} mit {thing}"
    if said < 0 or items[said].ent is not None or not _says_how(items[said].text):
        return None
    if any(items[k].ent is not None or items[k].text[0].isupper() for k in rest):
        return None
    degree = f"{items[said - 1].text} " if items[said - 1].text in scope.scope_words("degree") else ""
    if verbs & scope.scope_words("drives so"):
        return f"{degree}{items[said].text}"
    if "worden" in verbs or verbs.isdisjoint(("sind", "waren")) or scope.scope_forms("at work").fit(items[said].low):
        return None
    return f"{degree}{items[said].text}e {plural(items[whole].text)}"


def _being(items: Sequence[Item], num: Num) -> str | None:
    """`43 Prozent der Belegschaft sind Frauen`, `35 Prozent waren reine Stromer`: the noun in the plural that they are, where it closes the clause."""
    rest = [k for k in range(num.at + 1, len(items)) if not gap(items, k, num.at) and items[k].text not in ENDS]
    at = next((k for k in rest if items[k].ent is None and items[k].low in scope.scope_words("being")), -1)
    said = rest[-1] if rest else -1
    if not 0 < at < said or said != at + len(rest[rest.index(at) :]) - 1 or items[said].ent is not None:
        return None
    first = said
    while items[first - 1].text == "-" or items[first].text == "-":  # `Plug-in-Hybride`
        first -= 1
    between = [item for item in items[at + 1 : first] if not is_date(item)]
    if not items[said].text[0].isupper() or not all(_may_open(item) for item in between):
        return None
    several = singular(items[said].text) != items[said].text or items[said].low.endswith("er")
    if not several:
        return None
    if first < said:
        return "".join(item.text for item in items[first : said + 1])
    return phrase(items, said)


def _may_open(item: Item) -> bool:
    """Whether a word may stand between `sind` and the noun that some are: `bereits reine`; no `der`, `keine`, `nicht`."""
    if item.ent is not None or item.low in NOT_OPENING or item.low in words("figures")["grammar"]["articles"]:
        return False
    return item.low in ALREADY or (ADJECTIVE.fullmatch(item.text) is not None)


ALREADY = frozenset(
    ("bereits", "schon", "inzwischen", "mittlerweile", "heute", "derzeit", "rein", "auch", "noch", "nur")
)
NOT_OPENING = frozenset(("keine", "kein", "nicht", "ohne", "unter", "über", "hinter", "seine", "unsere"))


def _thing_had(items: Sequence[Item], rest: Sequence[int]) -> str | None:
    """The thing behind an article that some have: `einen Hybridantrieb unter der Haube`; None where a participle closes what they have done."""
    first = next((k for k in rest if items[k].low in ("einen", "eine", "ein")), -1)
    noun = _noun(items, first + 1) if first >= 0 else -1
    last = items[rest[-1]]
    closed = last.ent is not None or not last.text[0].isupper()
    return None if noun != first + 1 or closed else items[noun].text  # `ein gutes Gefühl` would lose its adjective


def _says_how(word: str) -> bool:
    return QUALITY.fullmatch(word) is not None or PARTICIPLE.fullmatch(word) is not None


def _equal_to(reading: Reading, num: Num, context: Context) -> str | None:
    """`13'870 rein elektrische Wagen …, was 7,6 Prozent des Bestandes entspricht`, `… das ist die Hälfte der Flotte`: what the number before counts."""
    if not equals_before(reading.sentence.items, num):
        return None
    own = [one for one in reading.nums if one.at < num.at]
    above = [one for one, _ in context.levels if one.sentence.line == num.sentence.line]
    before = own[-1] if own else above[-1] if above and above[-1].sentence.index == num.sentence.index - 1 else None
    if before is None or before.label != "NUMBER" or before.part == "change" or not before.noun:
        return None
    noun = before.noun[-1]
    return phrase(before.sentence.items, before.at + len(before.noun)) if noun.ent is None else None


def equals_before(items: Sequence[Item], num: Num, *, directly: bool = False) -> bool:
    """Whether a clause says that a number equals the one before: `das sind`, `was … entspricht`; `directly` with nothing between."""
    equals = words("figures")["told"]["equals"]
    front = [item.low for item in items[max(0, num.at - NEAR) : num.at] if item.clause == num.clause]
    front = [low for low in front if low not in FILLERS] if directly else front
    pairs = itertools.pairwise(front[-2:] if directly else front)
    if any(one in THAT and other in equals for one, other in pairs):
        return True
    if directly and front[-1:] != ["was"]:
        return False  # `was einem Marktanteil von 20 Prozent entspricht`
    behind = range(num.at + 1, len(items))
    return "was" in front[:3] and any(items[k].low in equals for k in behind if items[k].clause == num.clause)


THAT = frozenset(("das", "dies"))
NEAR = 6
"""Words in front of a share among which it is said to equal the number before."""


def _of_them(reading: Reading, num: Num, context: Context) -> str | None:
    """`12'000 Mitarbeitende, von denen 26 % in der Schweiz tätig sind`, `8 % von ihnen arbeiten …`: what the number before counts."""
    items = reading.sentence.items
    front = next((item.low for item in reversed(items[: num.at]) if item.low not in FILLERS), "")
    behind = [item.low for item in items[num.at + 1 : num.at + 3]]
    verb = num.at + 3 < len(items) and is_verb(items, num.at + 3)
    if front != "denen" and not (behind == ["von", "ihnen"] and verb):
        return None
    rest = (k for k in range(num.at + 1, len(items)) if not gap(items, k, num.at) and items[k].ent is None)
    if any(items[k].text[0].isupper() and items[k].low not in scope.scope_words("elsewhere") for k in rest):
        return None  # `von denen 30 Prozent Frauen sind`
    above = [before for before, _ in context.levels if before.sentence.line == num.sentence.line]
    before = next((one for one in reversed([*above, *reading.nums]) if one.noun and one is not num), None)
    named = before is not None and before.noun[-1].ent is None
    return plural(before.noun[-1].text) if before is not None and named else None
