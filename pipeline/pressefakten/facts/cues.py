"""What the words around a number say of it: level, change or earlier level; direction; counted noun."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from pressefakten.facts import verbs
from pressefakten.facts.arithmetic import DIGITS, Sum
from pressefakten.facts.fractions import change_in_words
from pressefakten.facts.page import NUMERIC, SIGNS, Ent, Item, Sentence, is_adjective
from pressefakten.facts.rules import word_class
from pressefakten.facts.triggers import Forms, Hit, TriggerIndex
from pressefakten.normalize.nouns import is_noun, last_part
from pressefakten.patterns import words

ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em", "te", "ten", "ter")
STOP = frozenset(
    [
        "und",
        "oder",
        "in",
        "im",
        "an",
        "am",
        "auf",
        "aus",
        "bei",
        "beim",
        "mit",
        "nach",
        "von",
        "vom",
        "zu",
        "zum",
        "zur",
        "für",
        "über",
        "unter",
        "um",
        "durch",
        "gegen",
        "ohne",
        "seit",
        "bis",
        "ab",
        "pro",
        "je",
        "sowie",
        "als",
        "wie",
        "die",
        "der",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "eines",
        "sich",
        "sie",
        "er",
        "es",
        "wird",
        "werden",
        "wurde",
        "wurden",
        "ist",
        "sind",
        "hat",
        "haben",
        "war",
        "waren",
    ]
)


SCALE_WORD = re.compile(r"(?:[Mm]io|[Mm]rd|[Bb]io|illion(?:en)?|illiarden?)\.?$")
SUMS_FROM = 100_000
"""A number without a currency can be a sum of money from here on."""


@dataclass(slots=True, eq=False)
class Num:
    """A numeric entity with what its neighbourhood says.

    `part`: level, change or previous; `label` for a number in the label of a row. `cell` its column in a table, `whole_items` the label of the row that its row is a part of, `in_currency` whether label, head or caption state a currency for it, `change` how the column comes about from others, `noun` the items of the counted noun phrase, `sign` +1 or -1 of a change.
    `label` is MONEY and `value` has the currency for a number that leaves out the currency of the sum before it.
    """

    ent: Ent
    sentence: Sentence
    at: int
    part: str = "level"
    sign: int = 1
    noun: list[Item] = field(default_factory=list)
    column: int = -1
    cell: int = -1
    change: Sum | None = None
    in_currency: bool = False
    label_items: list[Item] = field(default_factory=list)
    whole_items: list[Item] = field(default_factory=list)
    head_items: list[Item] = field(default_factory=list)
    label: str = field(init=False)
    unit: str | None = field(init=False)
    value: dict[str, Any] = field(init=False)
    clause: int = field(init=False)
    depth: int = field(init=False)

    def __post_init__(self) -> None:
        """What every question asks: label and value of the entity, clause and bracket depth of its item."""
        item = self.sentence.items[self.at]
        self.label, self.value = self.ent.label, self.ent.value or {}
        self.clause, self.depth = item.clause, item.depth
        self.unit = _unit(self.label, self.value)

    @property
    def kind(self) -> str:
        """The label of the figures that it goes on with: a bare cell under a currency is one of sums."""
        return "MONEY" if self.in_currency and self.label == "NUMBER" else self.label

    @property
    def is_vehicle(self) -> bool:
        """Whether the counted noun is a vehicle."""
        return bool(self.noun) and word_class("vehicle").fit(self.noun[-1].low)

    @property
    def is_scaled(self) -> bool:
        """Whether the number has a scale word and no noun: `3,2 Milliarden`."""
        return self.ent.label == "NUMBER" and not self.noun and SCALE_WORD.search(self.ent.text) is not None


def _unit(label: str, value: dict[str, Any]) -> str | None:
    """The unit of a value; of a duration the smallest of its hours, minutes or seconds."""
    if label == "DURATION":
        lasting = duration(value)
        return lasting[0] if lasting else None
    return str(value["unit"]) if value.get("unit") else None


_CLOCK = re.compile(r"PT(?:(?P<h>\d+(?:\.\d+)?)H)?(?:(?P<min>\d+(?:\.\d+)?)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?")
_SECONDS = {"h": 3600, "min": 60, "s": 1}


def duration(value: dict[str, Any]) -> tuple[str, list[float]] | None:
    """Unit and numbers of hours, minutes or seconds: `PT1H15M` is 75 min, `PT18M/PT19M` from 18 to 19; of days nothing."""
    ends = [_CLOCK.fullmatch(end) for end in str(value.get("value", "")).split("/")]
    parts = [{unit: float(n) for unit, n in end.groupdict().items() if n} for end in ends if end]
    if len(parts) != len(ends) or not all(parts):
        return None
    unit = min((unit for part in parts for unit in part), key=_SECONDS.__getitem__)
    sums = (sum(n * _SECONDS[own] for own, n in part.items()) for part in parts)
    return unit, [round(total / _SECONDS[unit], 6) for total in sums]


def gap(items: Sequence[Item], one: int, other: int) -> int:
    """How many clause marks lie between two items; a bracket that opens and closes between them counts for nothing.

    Standing at different bracket depths counts as one more.
    """
    low, high = (one, other) if one <= other else (other, one)
    floor = min(items[low].depth, items[high].depth)
    marks = 0
    for item in items[low + 1 : high]:
        if item.text in SEPARATORS and item.depth <= floor and item.ent is None:
            marks += 1
    return marks + (items[low].depth != items[high].depth)


SEPARATORS = frozenset(",;:–—|·•")


@functools.cache
def cue_index() -> TriggerIndex:
    """One index over all cue words; keys are `change/up`, `previous/before`, `status/forecast`, …."""
    table = words("figures")
    return TriggerIndex(
        {
            f"{group}/{name}": [spelling for form in forms for spelling in verbs.expand(form)]
            for group in ("change", "previous", "status", "anaphor", "part")
            for name, forms in table[group].items()
        }
    )


def cues(sentence: Sentence) -> list[Hit]:
    """All cue hits of a sentence; positions are item indices."""
    return cue_index().find([item.low if item.ent is None else f"\0{item.low}" for item in sentence.items])


def numbers(sentence: Sentence, hits: list[Hit]) -> list[Num]:
    """The numeric entities of a sentence, each with its part, direction and counted noun."""
    found = [Num(ent, sentence, ent.item) for ent in sentence.ents if ent.label in NUMERIC]
    for num in found:
        num.noun = _counted(sentence, num.at)
        num.part = _part(sentence, num, hits)
    for num, other in itertools.pairwise(found):
        if not num.noun and [item.low for item in sentence.items[num.at + 1 : other.at]] in INSTEAD:
            num.noun = other.noun
    _same_change(sentence, found)
    _more_changes(sentence, found, hits)
    _steps(sentence, found, hits)
    for num in found:
        if num.part == "change":
            num.sign = _sign(sentence, num, hits)
    return found


INSTEAD = (["statt"], ["anstatt"], ["oder"])
"""Words between two numbers of one noun: `60 statt 35 Tiere`."""


def _same_change(sentence: Sentence, found: list[Num]) -> None:
    """`97 Stück oder 5.4 Prozent weniger`: a change in two units."""
    for num, other in itertools.pairwise(found):
        between = [item.low for item in sentence.items[num.at + 1 + len(num.noun) : other.at]]
        if num.part == "level" and other.part == "change" and between in EITHER:
            num.part = "change"


def _more_changes(sentence: Sentence, found: list[Num], hits: list[Hit]) -> None:
    """Percentages that go on with the change before: `im September allein waren es 9 Prozent`, `in Franken eines von 4,0 Prozent`, `Diesel 7,1 Prozent`."""
    items = sentence.items
    for k, other in enumerate(found[1:], 1):
        num = next((one for one in reversed(found[:k]) if one.depth == other.depth), found[k - 1])
        if not (num.part == "change" and other.part == "level" and other.label == "PERCENT"):
            continue
        between = [item.low for item in items[num.at + 1 + len(num.noun) : other.at]]
        if num.label != "PERCENT":
            other.part = "change" if between in EITHER else "level"  # `um 31,8 Mio. beziehungsweise 2,9 %`
            continue
        if other.depth != num.depth or other.noun or _names_a_rate(sentence, other, hits):
            continue
        if (
            other.clause == num.clause
        ):  # `das kräftigste Plus erzielten Polen mit 39 Prozent und Rumänien mit 21 Prozent`
            paired = between[:1] == ["und"] and between[-1:] == ["mit"] == [word_in_front(sentence, num)]
            paired = paired or between in EITHER  # `gaben um 4,4 % beziehungsweise 6,0 % nach`
            other.part = "change" if paired else "level"
            continue
        low = [item.low for item in items[max(num.at + 1, other.at - 6) : other.at] if item.clause == other.clause]
        told = any(pair in IT_WAS for pair in itertools.pairwise(low))
        one_of = low[-2:] in (["eines", "von"], ["einen", "von"], ["einer", "von"], ["eine", "von"])
        if told or one_of or _is_gapped(sentence, num, other):
            other.part = "change"


EITHER = (["oder"], ["bzw", "."], ["bzw"], ["beziehungsweise"], ["respektive"], ["resp", "."])
"""Words between two units of one change."""
IT_WAS = frozenset((verb, "es") for verb in ("waren", "war", "sind", "ist", "wären", "seien", "betrug", "betrugen"))


def _is_gapped(sentence: Sentence, num: Num, other: Num) -> bool:
    """`Benziner büßten 4,6 Prozent ein, Diesel 7,1 Prozent`: a clause of a name and a percentage goes on with the verb before."""
    between = sentence.items[num.at + 1 : other.at]
    own = [item for item in between if item.clause == other.clause and item.text not in SEPARATORS]
    light = [item for item in own if item.ent is None and item.text[0].islower()]
    if not own or len(own) > GAPPED or any(item.low not in LIGHT for item in light) or num.ent.text[0] in SIGNS:
        return False
    behind = sentence.items[other.at + 1 : other.at + 2]
    return not behind or behind[0].text in ".,;("


GAPPED = 4
"""Words of a clause that only names another one."""
LIGHT = frozenset(("bei", "beim", "im", "in", "der", "die", "das", "den", "dem", "und", "jene", "für", "gar", "sogar"))


def _names_a_rate(sentence: Sentence, num: Num, hits: list[Hit]) -> bool:
    """Whether the clause has a word for a share or margin: its percentage is that."""
    return any(
        hit.key == "change/rate"
        and sentence.items[hit.start].clause == num.clause
        and sentence.items[hit.start].depth == num.depth
        for hit in hits
    )


def _is_size_of_change(sentence: Sentence, num: Num, hits: list[Hit]) -> bool:
    """`das Wachstum betrug 9 Prozent`, `4 % Umsatzplus`, `organisch blieben 4,2 Prozent`: the clause speaks of a change and of no rate."""
    items = sentence.items
    if num.label != "PERCENT" or word_in_front(sentence, num) in TOWARDS or _names_a_rate(sentence, num, hits):
        return False
    if num.noun:
        return num.noun[-1].ent is None and any(
            hit.key == "change/noun" and items[hit.start].start == num.noun[-1].start for hit in hits
        )
    if items[num.at + 1 : num.at + 2] and items[num.at + 1].low in WHOLE:
        return False
    numeric = [item.ent is not None and item.ent.label in NUMERIC for item in items]
    return any(
        hit.key in ("change/noun", "change/adjusted")
        and (hit.end <= num.at or hit.key == "change/adjusted")
        and items[hit.start].clause == num.clause
        and items[hit.start].depth == num.depth
        and not any(numeric[min(hit.start, num.at + 1) : max(num.at, hit.start)])
        for hit in hits
    )


TOWARDS = frozenset(("auf", "zu", "aus", "je", "pro"))
WHOLE = frozenset(("der", "des", "aller", "von", "davon", "seiner", "ihrer", "unserer"))


def _counted(sentence: Sentence, at: int) -> list[Item]:
    """The noun phrase right after a number: up to four adjectives or adverbs and a capitalised word or name."""
    phrase: list[Item] = []
    items = sentence.items
    if at + 2 < len(items) and items[at + 1].low in PARTITIVE:
        whole = next((k for k in range(at + 2, min(at + 6, len(items))) if not _is_aside(items[k])), at + 2)
        ent = items[whole].ent if whole < len(items) else None
        if ent is not None and ent.label == "NUMBER":
            return _counted(sentence, whole)  # `290 der derzeit rund 420 Mitarbeitenden`
    for k in range(at + 1, min(at + 7, len(items))):
        item = items[k]
        if item.ent is not None:
            if item.ent.label not in ("MODEL", "BRAND", "ORG") or any(p.text[:1].isupper() for p in phrase):
                return []
            phrase.append(item)
            following = items[k + 1 : k + 2]
            if (noun := _behind_hyphen(items, k)) is not None:
                return [*phrase[:-1], noun] if _declined(phrase) else []
            if not (following and following[0].ent is None and following[0].text[0].isupper()):
                return phrase if _declined(phrase) else []
            continue
        if phrase and (noun := _shared_noun(sentence, k)) is not None:
            return [*phrase, noun] if _declined(phrase) else []
        if not item.text[0].isalpha():
            return []
        if item.text[0].isupper() and not _is_of_town(items, k):
            return [*phrase, _completed(items, k)] if _declined(phrase) else []
        if item.low in STOP or len(phrase) > 3:
            return []
        phrase.append(item)
    return []


def _is_of_town(items: Sequence[Item], k: int) -> bool:
    """The first word of `Schweizer Fachhändler`, `Welser Volksschulen`: an adjective in front of the noun, none itself."""
    word, noun = items[k], items[k + 1] if k + 1 < len(items) else None
    if noun is None or noun.ent is not None or not word.low.endswith("er") or noun.start != word.end + 1:
        return False
    return noun.text[0].isupper() and noun.text.isalpha() and not is_noun(word.text)


def _is_aside(item: Item) -> bool:
    """Whether an item between an article and a number says only when or about how many."""
    return is_date(item) or item.low in FILLERS or item.low in NOW


def is_whole(sentence: Sentence, at: int) -> bool:
    """Whether a number is the whole that another one is some of: the second of `1.250 der derzeit rund 9.700 Arbeitsplätze`."""
    items = sentence.items
    k = next((k for k in range(at - 1, -1, -1) if not _is_aside(items[k])), 0)
    before = items[k - 1].ent if k else None
    return items[k].low in PARTITIVE and before is not None and before.label == "NUMBER"


PARTITIVE = ("der", "von", "unserer", "ihrer")


def _shared_noun(sentence: Sentence, k: int) -> Item | None:
    """The noun that two counts of adjectives share: `19 300 stationäre und 41 000 ambulante Patienten`; `und` is item `k`."""
    items = sentence.items
    number = items[k + 1].ent if k + 1 < len(items) else None
    if (
        number is None
        or number.label != "NUMBER"
        or (items[k].text != "," and not word_class("joint").fit(items[k].low))
    ):
        return None
    other = _counted(sentence, k + 1)
    return other[-1] if len(other) > 1 and other[0].ent is None and _declined(other[:1]) else None


def _behind_hyphen(items: list[Item], k: int) -> Item | None:
    """The noun of a compound that a name opens: `8.050 Miba-Beschäftigte`."""
    name, rest = items[k].ent, items[k + 1 : k + 3]
    if name is None or name.label not in ("ORG", "BRAND") or len(rest) < 2:
        return None
    if rest[0].text != "-" or rest[0].start != items[k].end or rest[1].start != rest[0].end:
        return None
    return rest[1] if rest[1].ent is None and rest[1].text[0].isupper() else None


def _declined(phrase: list[Item]) -> bool:
    """Whether the last small word in front of a noun has an adjective's ending; `37 öffentlich zugängliche …`."""
    small = [item for item in phrase if item.ent is None]
    return not small or small[-1].low.endswith(ADJECTIVE_ENDINGS)


def _completed(items: list[Item], k: int) -> Item:
    """`Vertriebs- und Servicepartner` is one noun; `Neu- und 4100 Gebrauchtwagen` is `Neuwagen` and another."""
    noun = items[k]
    if not (k + 2 < len(items) and items[k + 1].text in "-–" and items[k + 1].start == noun.end):
        return second_of_pair(items, k)
    rest = [j for j in range(k + 2, min(k + 6, len(items))) if items[j].ent is None and items[j].text[0].isupper()]
    if items[k + 2].low not in ("und", "oder", "sowie") or not rest:
        return noun
    other = items[rest[0]]
    if rest[0] == k + 3:
        text = f"{noun.text}- {items[k + 2].text} {other.text}"
        return Item(noun.start, other.end, text, text.lower(), None, noun.clause, noun.depth)
    text = noun.text + last_part(other.text)
    return Item(noun.start, noun.end, text, text.lower(), None, noun.clause, noun.depth)


def second_of_pair(items: Sequence[Item], k: int) -> Item:
    """`Kundinnen und Kunden`: the second names both."""
    pair = items[k : k + 3]
    if (
        len(pair) == 3
        and pair[0].low.endswith("innen")
        and pair[1].low == "und"
        and pair[2].ent is None
        and pair[2].text[0].isupper()
    ):
        return pair[2]
    return items[k]


def _is_prefix(items: list[Item], at: int) -> bool:
    """`bringt 583 Liter Gepäck unter`: a preposition that closes its clause belongs to the verb and compares nothing."""
    after = items[at + 1 : at + 2]
    closes = not after or after[0].clause != items[at].clause or after[0].text in ".!?"
    return closes and items[at].low in ("unter", "über")


def _is_added(sentence: Sentence, num: Num) -> bool:
    """`523 Liter plus 58 Liter im Frunk`: one measure beside another, which none of them changes."""
    front = sentence.items[max(0, num.at - 2) : num.at]
    beside = front[0].ent if len(front) == 2 and front[1].low == "plus" else None
    return num.label == "QUANTITY" and beside is not None and beside.label == "QUANTITY"


def _part(sentence: Sentence, num: Num, hits: list[Hit]) -> str:
    surface, unit = num.ent.text, num.value.get("unit")
    if change_in_words(num.ent) is not None or _is_about(sentence, num, hits):
        return "change" if change_in_words(num.ent) is not None else "level"
    signed = surface[0] in SIGNS and num.label in ("PERCENT", "NUMBER", "MONEY")
    if unit == "pp" or (signed and num.label == "PERCENT"):
        return "change"
    low = [item.low for item in sentence.items]
    before = {
        hit.key
        for hit in hits
        if num.at - 3 <= hit.end - 1 < num.at
        and all(word in FILLERS or (word in NOW and hit.key == "previous/before") for word in low[hit.end : num.at])
    }
    end = num.at + 1 + len(num.noun)
    behind = {
        hit.key
        for hit in hits
        if hit.start == end
        and sentence.items[end].depth == num.depth
        and not (num.label == "QUANTITY" and _is_prefix(sentence.items, end))
    }
    after = "change/after" in behind or ("change/closing" in behind and num.label == "PERCENT")
    if num.label == "MONEY" and _falls_out(sentence, num, end):
        return "level"
    front_of_sign = low[num.at - 2] if num.at > 1 and low[num.at - 1] in ("minus", "plus") else ""
    front_of_sign = front_of_sign or (word_in_front(sentence, num) if surface[0] in SIGNS else "")
    if num.label == "MONEY" and front_of_sign in SIGNED:
        step = front_of_sign == "von" and "auf" in low[num.at + 1 : num.at + 6]
        return "previous" if step or front_of_sign == "nach" else "level"  # `von -1,8 Mio. auf minus 4 Mio. Euro`
    front = word_in_front(sentence, num)
    if _is_added(sentence, num) or (front == "zur" and not surface[0].isdigit()):
        return "level"  # also `geht zur Hälfte auf Währungseffekte zurück`
    if num.label == "MONEY" and num.depth and front_of_sign == ":" and _dated_bracket(sentence, num):
        return "previous"  # `(Vorjahr: minus 2,0 Mio. Euro)`
    if "change/before" in before or (num.label == "PERCENT" and "change/growth" in before):
        return "change"
    if front == "auf" and not _is_more_than_before(sentence, end):
        return "level"
    if num.label == "PERCENT" and not after and front not in STOP and _is_lost_or_won(sentence, num, hits):
        return "change"
    if _is_size_of_change(sentence, num, hits) or _is_missing(sentence, num, hits):
        return "change"
    if num.depth and (_dated_bracket(sentence, num) or _bare_bracket(sentence, num)):
        return "previous"
    if (
        after
        and num.label in ("PERCENT", "NUMBER", "MONEY", "QUANTITY")
        and not _is_share_of(low, end, counted=bool(num.noun))
    ):
        return "change"
    if signed:
        return "change"
    if "previous/before" in before and num.label != "DURATION":
        return "previous"
    return "level"


def _is_about(sentence: Sentence, num: Num, hits: list[Hit]) -> bool:
    """`580 Beschäftigte kümmern sich um 125.000 Objekte`: no change but what a verb is about, where nothing rises, falls or comes to a level behind."""
    if num.label == "PERCENT" or word_in_front(sentence, num) != "um":
        return False
    items, end = sentence.items, num.at + 1 + len(num.noun)
    if any(item.low == "auf" and item.clause == num.clause for item in items[end : end + 4]):
        return False
    told = {hit.key for hit in hits if items[hit.start].clause == num.clause}
    return ("change/about" in told or _is_near_a_sum(sentence, num, hits)) and not told & {"change/up", "change/down"}


def _is_near_a_sum(sentence: Sentence, num: Num, hits: list[Hit]) -> bool:
    """`geht von Erlösen um 530 Mio. Euro aus`, `mit einem EBIT um 5 Mio. Euro`: about so much, behind a noun without its article that is none of a change."""
    items, end = sentence.items, num.at + 1
    um = in_front(items, num.at)
    k = um - 1
    if num.label != "MONEY" or k < 1 or items[k].ent is not None or not items[k].text[0].isupper():
        return False
    if any(hit.start == k and hit.key in ("change/noun", "change/growth") for hit in hits) or any(
        hit.key == "change/after" and hit.start == end for hit in hits
    ):
        return False
    before = next((item.low for item in reversed(items[:k]) if not is_adjective(item) or item.low in UNDEFINED), "")
    return before in UNDEFINED or before in ("von", "mit", "bei")


UNDEFINED = frozenset(("einem", "einen", "einer", "eine"))
"""Forms of the indefinite article in front of the noun of a figure."""


def _falls_out(sentence: Sentence, num: Num, end: int) -> bool:
    """`fällt mit 8,7 Mrd. Euro geringer aus`, `mit 396 Mio. unter dem Vorjahreswert von 451 Mio.`: no change but the sum itself, which is only compared."""
    behind = sentence.items[end + 1 : end + 2]
    if word_in_front(sentence, num) != "mit" or not behind:
        return False
    level = [item for item in sentence.items[end + 1 : end + 5] if item.ent is None and prior("level").fit(item.low)]
    compared = sentence.items[end].low in ("unter", "über") and bool(level)
    return behind[0].low in ("aus", "als") or compared


SIGNED = frozenset(("auf", "bei", "mit", "von", "nach", "beträgt", "betrug", "erreichte"))
"""Words in front of `minus` that make it a sign."""


def _is_more_than_before(sentence: Sentence, end: int) -> bool:
    """`damit auf 570 mehr als vor Jahresfrist`: no `auf 8’455 Stück mehr als doppelt so stark`."""
    behind = sentence.items[end : end + 4]
    compared = [item.low for item in behind[:2]] in (["mehr", "als"], ["weniger", "als"])
    return compared and any(is_date(item) or item.low in ("vor", "zuvor", "jahresfrist") for item in behind[2:])


def _is_lost_or_won(sentence: Sentence, num: Num, hits: list[Hit]) -> bool:
    """`verlor 9,4 Prozent`, `büsste in Lokalwährung 11,3 Prozent ein`: a verb of the clause takes the percentage as it is."""
    items, end = sentence.items, num.at + 1
    closed = end == len(items) or not items[end].text[0].isupper()  # not `gewann 30 Prozent Marktanteil`
    return closed and any(
        hit.key == "change/plain"
        and num.at - PLAIN <= hit.start < num.at
        and items[hit.start].clause == num.clause
        and not any(item.ent is not None and item.ent.label in NUMERIC for item in items[hit.end : num.at])
        for hit in hits
    )


def _is_missing(sentence: Sentence, num: Num, hits: list[Hit]) -> bool:
    """`fehlten am Ende 610 Einheiten`, `verlor 52 000 Logiernächte`: so many fewer vehicles or guests than before."""
    noun = num.noun[-1] if num.noun else None
    if num.label != "NUMBER" or noun is None or noun.ent is not None:
        return False
    counted = any(word_class(kind).fit(noun.low) for kind in ("vehicle", "unit", "moving"))
    taken = [item.ent is not None and item.ent.label in NUMERIC for item in sentence.items]
    return counted and any(
        hit.key == "change/missing"
        and hit.start < num.at <= hit.start + PLAIN
        and sentence.items[hit.start].clause == num.clause
        and (not any(taken[hit.end : num.at]) or word_in_front(sentence, num) in ("oder", "beziehungsweise"))
        for hit in hits
    )


PLAIN = 6
"""Words from a verb to the percentage that it takes."""


def word_in_front(sentence: Sentence, num: Num) -> str:
    """The word before a number, approximators aside; an empty string where none is near."""
    return next(
        (item.low for item in reversed(sentence.items[max(0, num.at - 4) : num.at]) if item.low not in FILLERS), ""
    )


def in_front(items: Sequence[Item], at: int, also: Collection[str] = ()) -> int:
    """Index of the last item before a number that is no approximator, nor one of the words of `also`; at least 0."""
    at -= 1
    while at > 0 and items[at].ent is None and (items[at].low in FILLERS or items[at].low in also):
        at -= 1
    return at


@functools.cache
def prior(name: str) -> Forms:
    """A class of `[prior]` in `words/figures.toml`: what tells that a number is of the year before."""
    return Forms(words("figures")["prior"][name])


def _is_of_prior(item: Item) -> bool:
    """A date, or the word for the level of the year before: `das Achtfache des Vorjahreswertes (511)`."""
    return is_date(item) or (item.ent is None and prior("level").fit(item.low))


def _dated_bracket(sentence: Sentence, num: Num) -> bool:
    """`(Vorjahr: 302.9)`, `(2024: 8,7)`: a bracket that opens with a date holds an earlier level."""
    items = sentence.items
    at = num.at
    while at > 0 and not (items[at].ent is None and items[at].text == "("):
        at -= 1
        if is_date(items[at]) or (items[at].text == "(" and at > 0 and _is_of_prior(items[at - 1])):
            return True
        if prior("bracket").fit(items[at].low):
            return True
    return False


def _bare_bracket(sentence: Sentence, num: Num) -> bool:
    """`KNAUS: 5.874 (7.391)`, `über dem Vorjahr (38,2 Mio. Euro)`: a level alone in brackets behind another one or a past date."""
    items, at = sentence.items, num.at
    if at < 2 or items[at - 1].text != "(" or items[at + 1 : at + 2] == [] or items[at + 1].text != ")":
        return False
    before = items[at - 2].ent
    if before is None or num.ent.text[0] in SIGNS:
        return False
    if before.label == "DATE":
        return prior("period").fit(before.text.lower()) or before.text.lower().endswith("zuvor")
    own, other = num.value.get("value"), (before.value or {}).get("value")
    same = before.label == num.label and num.value.get("unit") == (before.value or {}).get("unit")
    if num.label == "NUMBER" and before.label in ("MONEY", "PERCENT", "QUANTITY") and not num.ent.text.isalpha():
        same, other = True, _printed(before)  # `CHF 291 Mio. (288)`
    if not same or num.label == "DURATION" or not own or not other:
        return False
    return 0.2 < abs(float(own) / float(other)) < 5


def _printed(ent: Ent) -> float | None:
    """The number of an amount as it is printed, without its scale."""
    digits = DIGITS.search(ent.text)
    if digits is None:
        return None
    tail = re.search(r"[.,](\d{1,2})$", digits[0])
    return float(re.sub(r"\D", "", digits[0])) / float(10 ** len(tail[1] if tail else ""))


def is_date(item: Item) -> bool:
    """Whether an item is a date."""
    return item.ent is not None and item.ent.label == "DATE"


def _is_share_of(low: list[str], end: int, *, counted: bool) -> bool:
    """`30 Prozent unter 30 Jahren`, for `counted` numbers `Passagiere über den Flughafen`: no `6 Prozent über dem Vorjahr`, `6 Prozent über, das EBIT 4 Prozent unter Plan`."""
    if low[end : end + 1] not in (["über"], ["unter"]):
        return False
    behind = low[end + 1] if end + 1 < len(low) else "."
    if behind == "den" and counted:  # `Passagiere über den Flughafen`
        return not low[end + 2 : end + 3] or not prior("compared").fit(low[end + 2])
    return not (behind in COMPARED_WITH or behind[0] in ".,;)" or prior("period").fit(behind))


COMPARED_WITH = frozenset(
    ("dem", "den", "jenem", "jener", "jenen", "denen", "plan", "budget", "und", "wert", "niveau", "–")
)


FILLERS = frozenset(
    [
        "rund",
        "etwa",
        "ca",
        "circa",
        "ungefähr",
        "gut",
        "knapp",
        "fast",
        "nahezu",
        "über",
        "mehr",
        "als",
        "weniger",
        "bis",
        "zu",
        "mindestens",
        "maximal",
        ".",
        "jeweils",
        "rd",
        "zirka",
        "annähernd",
        "insgesamt",
        "lediglich",
        "nur",
        "noch",
        "chf",
        "eur",
        ":",
        "ein",
        "einem",
    ]
)


NOW = frozenset(
    ("bisher", "bisherigen", "bislang", "heute", "derzeit", "aktuell", "momentan", "zurzeit", "zuletzt", "gegenwärtig")
)
"""What may stand between `von` or `statt` and an earlier level: `von derzeit 12 auf 15 Prozent`."""


def _only_fillers(gap: list[str]) -> bool:
    return all(word in FILLERS for word in gap)


def _steps(sentence: Sentence, found: list[Num], hits: list[Hit]) -> None:
    """`von 320 auf 400`: the first is the earlier level. A lone `von` or `nach` in front is no earlier level."""
    items = sentence.items
    low = [item.low for item in items]
    worded = [hit.end for hit in hits if hit.key == "previous/before" and hit.end - hit.start > 1]
    for k, num in enumerate(found):
        if num.part != "previous" or (num.depth and _dated_bracket(sentence, num)):
            continue
        if any(num.at - 3 <= end - 1 < num.at and _only_fillers(low[end : num.at]) for end in worded):
            continue  # `den Vorjahreswert von 12 Mio.`
        front = (item.low for item in reversed(items[max(0, num.at - 3) : num.at]))
        if next((word for word in front if word not in FILLERS and word not in NOW), "") != "von":
            continue
        following = found[k + 1] if k + 1 < len(found) else None
        gap = {item.low for item in items[num.at + 1 : following.at]} if following else set()
        parted = not gap.isdisjoint(",;")  # `einen Anteil von 24,1 Prozent, ein Jahr zuvor auf 20,4 Prozent`
        if parted or not (following and "auf" in gap and following.at - num.at <= 6):
            num.part = "level"
        elif following.label == "PERCENT" and num.label == "NUMBER" and following.at == num.at + 2:
            num.label, num.unit = "PERCENT", following.unit  # `von 47,1 auf 52,6 Prozent`
            num.value = num.value | {"unit": num.unit}
        elif following.part == "change":
            following.part = "level"


def _sign(sentence: Sentence, num: Num, hits: list[Hit]) -> int:
    """The direction of a change: its own sign, else the nearest word of direction."""
    surface = num.ent.text
    if (told := change_in_words(num.ent)) is not None:
        return -1 if told < 0 else 1
    if surface[0] in "-−–":
        return -1
    if surface[0] == "+":
        return 1
    sign = direction(sentence, num, hits)
    return -sign if _is_of_then(sentence, num) else sign


def _is_of_then(sentence: Sentence, num: Num) -> bool:
    """`im Vorjahr waren es um 97 weniger`: the difference is told of the earlier level, so the figure itself went the other way."""
    items, end = sentence.items, num.at + 1 + len(num.noun)
    behind = [item.low for item in items[end : end + 2]]
    if not behind or behind[0] not in ("weniger", "mehr") or behind[1:] == ["als"]:
        return False
    front = [k for k in range(num.at) if items[k].clause == num.clause]
    dates = [k for k in front if is_date(items[k])]
    then = (dates and items[dates[-1]].low.startswith(("vorjahr", "vor einem"))) or (
        dates and items[dates[-1]].low.endswith(("zuvor", "davor", "früher"))
    )
    return bool(then) and any((items[k].low, items[k + 1].low) in WERE for k in front if k > dates[-1])


WERE = frozenset((("waren", "es"), ("war", "es"), ("hatte", "es")))


def direction(sentence: Sentence, num: Num, hits: list[Hit]) -> int:
    """+1 or -1 by the nearest word of direction, clause before distance; +1 where there is none."""
    best, sign = 99.0, 1
    for hit in hits:
        if hit.key not in ("change/up", "change/down"):
            continue
        if hit.end <= num.at and _only_fillers([item.low for item in sentence.items[hit.start : num.at]]):
            continue  # `um mehr als 5 Prozent` says nothing of the direction
        if hit.phrase == "zu" and _is_infinitive(sentence.items[hit.end : hit.end + 1]):
            continue  # `war ein Rückgang um 26 % zu verzeichnen`
        signed = (
            sentence.items[hit.end]
            if hit.phrase.strip("*") in ("minus", "plus") and hit.end < len(sentence.items)
            else None
        )
        if signed is not None and hit.end != num.at and signed.ent is not None and signed.ent.label == "MONEY":
            continue  # `verbesserte sich um 12 Mio. auf minus 4 Mio. Euro`
        middle = sentence.items[hit.start]
        distance = min(abs(hit.start - num.at), abs(hit.end - 1 - num.at)) + 4 * abs(middle.clause - num.clause)
        if distance < best:
            best, sign = distance, 1 if hit.key.endswith("up") else -1
    return sign


def _is_infinitive(behind: Sequence[Item]) -> bool:
    """Whether what stands behind `zu` is a verb."""
    return bool(behind) and behind[0].ent is None and behind[0].text.islower() and behind[0].low.endswith("n")
