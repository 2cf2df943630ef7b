"""Whose: which products the text speaks of, sentence by sentence, and what a figure without a name belongs to."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple

from pressefakten.facts.clauses import is_verb
from pressefakten.facts.page import Ent, Item, Page, Sentence, is_adjective
from pressefakten.facts.triggers import Forms
from pressefakten.normalize.nouns import singular
from pressefakten.patterns import words

LISTED = ("row", "item", "bullet", "table_head")
NEARBY = 12
"""How many lines back the variants of `beide` may have been named."""
REACH = 4
"""How many items in front of a name are searched for words of comparison."""


class Product(NamedTuple):
    """A product as a slot holds it, and where its name stands."""

    brand: str | None
    model: str
    start: int
    end: int


@functools.cache
def word_set(name: str) -> Forms:
    """A closed class of `words/products.toml`."""
    return Forms(words("products")[name])


def is_in(name: str, low: str) -> bool:
    """Whether a lower-cased word belongs to a closed class of `words/products.toml`."""
    return word_set(name).fit(low)


def product(ent: Ent) -> Product:
    """The product of a MODEL."""
    return Product(ent.brand, ent.canonical, ent.start, ent.end)


def unnamed(noun: Item | None) -> Product | None:
    """The product that a common noun is, or None."""
    return Product(None, singular(noun.text), noun.start, noun.end) if noun is not None else None


class Topics:
    """The products of one release; `named` and `carried` answer for a sentence."""

    def __init__(self, page: Page) -> None:
        """Read down the page once, carrying on what was named last."""
        self.page = page
        self._named: dict[int, list[Ent]] = {}
        self._carried: list[tuple[Ent, ...]] = []
        self._models = [ent for ent in page.ents if ent.label == "MODEL"]
        self._parts = frozenset(ent.start for ent in self._models if _is_part_by_label(page, ent))
        self._by_brand: dict[str, list[Ent]] = {}
        for ent in self._models:
            self._by_brand.setdefault(ent.brand or "", []).append(ent)
        makes = [ent.canonical for ent in page.ents if ent.label == "BRAND"]
        self.make = max(makes, key=makes.count) if makes else page.issuer
        sums = [ent.value["currency"] for ent in page.ents if ent.value and ent.value.get("currency")]
        self.currency: str | None = max(sums, key=sums.count) if sums else None
        self.priced = "preis" in (page.title or "").lower()
        self.main = self._main()
        if self.main is not None:
            self._parts = frozenset(
                ent.start for ent in self._models if ent.start in self._parts and not self._is_main(ent)
            )
        heads = [ent for ent in self._models if ent.sentence >= 0 and page.zone(page.sentences[ent.sentence]) == "head"]
        self._heads = frozenset(ent.canonical for ent in heads)
        self.headed = frozenset(word for name in self._heads for word in name.split())
        """The words of the models that the head of the release names."""
        if self._models:
            self._read()

    def named(self, sentence: Sentence) -> list[Ent]:
        """The models that a sentence is about: those it only compares with are left out."""
        return self._named.get(sentence.index, [])

    def carried(self, sentence: Sentence) -> tuple[Ent, ...]:
        """What an unnamed figure of the sentence belongs to; several where several were spoken of together."""
        return self._carried[sentence.index] if self._carried else ()

    def recent(self, sentence: Sentence) -> tuple[Ent, ...]:
        """The variants that were named last, for `beide` and `jeweils`: in the paragraph, else in the lines before it."""
        kept: dict[str, Ent] = {}
        lines = self.page.sentences
        for ent in reversed(self._models):
            if not 0 <= ent.sentence < sentence.index or (kept and ent.brand != next(iter(kept.values())).brand):
                continue
            line = lines[ent.sentence].line
            if sentence.line - line > NEARBY or (len(kept) > 1 and not self._continues(line, _top(kept, lines))):
                break
            if not any(name.startswith(f"{ent.canonical} ") for name in kept):
                kept.setdefault(ent.canonical, ent)
        return tuple(reversed(kept.values()))

    def _continues(self, line: int, below: int) -> bool:
        """Whether two lines are one paragraph or two lines of one list or table."""
        kinds = [str(self.page.lines[at]["kind"]) for at in (line, below)] if self.page.lines else ["", ""]
        return line == below or (kinds[0] in LISTED and kinds[1] in LISTED)

    def is_part(self, ent: Ent) -> bool:
        """Whether a label says that a name is that of a part, which nothing else is told of: `Motor: Bosch Performance Line`."""
        return ent.start in self._parts

    def above(self, sentence: Sentence) -> list[Ent]:
        """The models that an item right above in the same list names side by side."""
        for earlier in reversed(self.page.sentences[max(0, sentence.index - NEARBY) : sentence.index]):
            if self.page.kind(earlier) not in LISTED:
                return []
            if named := self.named(earlier):
                return [] if self._is_entry(earlier) else coordinated(earlier.items, named, named[-1])
        return []

    def _is_entry(self, sentence: Sentence) -> bool:
        """Whether a line tells a value of one product and the line above it one of another: no head of what stands below."""
        lines = self.page.sentences[max(0, sentence.index - 1) : sentence.index + 1]
        names = [{ent.canonical for ent in self.named(line)} for line in lines]
        return (
            len(lines) > 1
            and all(len(own) == 1 for own in names)
            and names[0] != names[1]
            and all(self.page.kind(line) in LISTED and any(ent.value for ent in line.ents) for line in lines)
        )

    def family(self, ents: Sequence[Ent]) -> tuple[Ent, ...]:
        """What variants have in common: the family they belong to, as the release names it."""
        if not ents:
            return ()
        roots = {self._root(ent) for ent in ents}
        return (roots.pop(),) if len(roots) == 1 else tuple(ents)

    def whole(self, ents: Sequence[Ent]) -> Ent | None:
        """The family that all variants belong to, or the main model where it is of their make; nothing of nothing."""
        if not ents:
            return None
        family = self.family(ents)
        if len(family) == 1 and family[0] not in ents:
            return family[0]
        return self.main if self.main is not None and self.main.brand == ents[-1].brand else None

    def _main(self) -> Ent | None:
        """The model that the title names first, else the one named most often."""
        title = self.page.title
        if title and (in_title := [ent for ent in self._models if ent.text in title]):
            return in_title[0]
        whole = [ent for ent in self._models if ent.start not in self._parts]
        names = [ent.canonical for ent in whole]
        return max(whole, key=lambda ent: names.count(ent.canonical)) if names else None

    def _read(self) -> None:
        lead: tuple[Ent, ...] = (self.main,) if self.main is not None and self.main.canonical in self._heads else ()
        current, line = lead, -1
        for sentence in self.page.sentences:
            kind, zone = self.page.kind(sentence), self.page.zone(sentence)
            named = [ent for ent in map(self._meant, sentence.ents) if ent and not _is_compared(sentence, ent)]
            named = self._without_parts(sentence, named, current)
            if named:
                self._named[sentence.index] = named
            fresh = sentence.line != line
            line = sentence.line
            if fresh and not named and kind not in LISTED:
                current = self.family(current) if not lead or self.is_told_of(current) else lead
            if zone in ("boilerplate", "contact", "leftover"):
                self._carried.append(())
                continue
            self._carried.append(current)
            spoken = [ent for ent in named if not _is_oblique(sentence, ent) and not _is_aside(sentence, ent)]
            if all(self._is_trim(sentence, ent) for ent in spoken):
                spoken = []
            columns = kind == "table_head" and len({ent.canonical for ent in spoken}) > 1
            if spoken and not columns and (kind not in LISTED or _is_lone(sentence, spoken)):
                current = _together(sentence, spoken)

    def is_told_of(self, current: Sequence[Ent]) -> bool:
        """Whether the release is about models: it names them in its head, in a heading or more than once, and not in passing in one paragraph."""
        names = {ent.canonical for ent in current}
        places = [self.page.sentences[ent.sentence] for ent in current if ent.sentence >= 0]
        if any(_is_lone(place, list(place.ents)) for place in places):
            return True
        return not self._heads.isdisjoint(names) or sum(ent.canonical in names for ent in self._models) > len(names)

    def _without_parts(self, sentence: Sentence, named: list[Ent], current: tuple[Ent, ...]) -> list[Ent]:
        """The names without those of engines and the like, where the text speaks of what they are built into."""
        named = [ent for ent in named if not self.is_part(ent)]
        whole = [ent for ent in named if not _is_part_name(sentence, ent) or self._is_main(ent)]
        return whole if whole or current else named

    def _is_main(self, ent: Ent) -> bool:
        return self.main is not None and ent.canonical == self.main.canonical

    def _meant(self, ent: Ent) -> Ent | None:
        """A MODEL, or the one model of a make in a release on several makes: `der Tesla`."""
        if ent.label == "MODEL":
            return ent
        if ent.label != "BRAND" or len(self._by_brand) < 2:
            return None
        models = self._by_brand.get(ent.canonical, [])
        items = self.page.sentences[ent.sentence].items
        before = items[ent.item - 1].low if ent.item else ""
        after = items[ent.item + 1] if ent.item + 1 < len(items) else None
        if len({model.canonical for model in models}) != 1 or before not in ("der", "die", "das", "dem", "den"):
            return None
        if after is not None and (after.ent is not None or after.text[0].isupper() or after.text in "-–"):
            return None
        model = models[0]
        return Ent(
            ent.start, ent.end, "MODEL", ent.text, model.canonical, None, model.brand, None, ent.sentence, ent.item
        )

    def _is_trim(self, sentence: Sentence, ent: Ent) -> bool:
        """`für die Version Evolution`, `die Linien Play und Pulse`: a trim of the main model, which what follows does not go on with."""
        if self.main is None or same_family(ent, self.main):
            return False
        first = coordinated(sentence.items, self.named(sentence), ent)[0].item
        before = sentence.items[first - 1] if first else None
        return before is not None and before.ent is None and is_in("variants", before.low)

    def _root(self, ent: Ent) -> Ent:
        own = ent.canonical.split()
        best = ent
        if self.main is not None and own[: len(self.main.canonical.split())] == self.main.canonical.split():
            return self.main
        for other in self._models:
            parts = other.canonical.split()
            if other.brand == ent.brand and len(parts) < len(best.canonical.split()) and own[: len(parts)] == parts:
                best = other
        return best


def _top(kept: dict[str, Ent], sentences: Sequence[Sentence]) -> int:
    """The topmost line of some names."""
    return min(sentences[ent.sentence].line for ent in kept.values())


def _is_lone(sentence: Sentence, named: list[Ent]) -> bool:
    """Whether a line is little more than a name: it heads what follows."""
    return sum(ent.end - ent.start for ent in named) * 2 > sentence.end - sentence.start and not any(
        ent.value for ent in sentence.ents
    )


def _is_aside(sentence: Sentence, ent: Ent) -> bool:
    """`160 km/h (Epiq 40: 150 km/h)`: what a bracket says of another model is no turn of the text to it."""
    items = sentence.items
    return items[ent.item].depth > 0 and ":" in [item.text for item in items[ent.item + 1 : ent.item + 2]]


def _together(sentence: Sentence, named: list[Ent]) -> tuple[Ent, ...]:
    """The models that a sentence speaks of: all of one make, each once."""
    kept: dict[str, Ent] = {}
    for ent in named:
        if ent.brand == named[-1].brand:
            kept.setdefault(ent.canonical, ent)
    return tuple(kept.values())


def _is_oblique(sentence: Sentence, ent: Ent) -> bool:
    """`Der Antrieb stammt aus dem Yaris`, `Aygo-Kunden`, `ein Reisemobil auf VW Crafter`: a name in passing, which what follows does not go on with."""
    return _is_part_of_word(sentence.items, ent) or _hangs(sentence.items, ent)


def _is_part_of_word(items: list[Item], ent: Ent) -> bool:
    """`Aygo-Kunden`"""
    after = items[ent.item + 1] if ent.item + 1 < len(items) else None
    return after is not None and after.text in "-–" and after.start == ent.end


def _hangs(items: list[Item], ent: Ent) -> bool:
    """`aus dem Yaris`, `auf VW Crafter`: whether the words in front of a name say that it only hangs on another."""
    if _is_base(items, ent):
        return True
    at = _in_front(items, ent, "(")
    if at < 0 or items[at].ent is not None:
        return False
    if _is_used(items, at):
        return True
    bare = all(item.ent is not None for item in items[at + 1 : ent.item])
    based = any(is_in("based", item.low) for item in items[max(0, at - REACH) : at] if item.clause == items[at].clause)
    return (
        is_in("oblique", items[at].low) or is_in("kin", items[at].low) or ((bare or based) and items[at].low == "auf")
    )


def _is_base(items: list[Item], ent: Ent) -> bool:
    """`Als Basis dient der VW Crafter`, `Antrieb ist der neue Motor Performance Line`: what the product that the text speaks of is built upon."""
    at = ent.item - 1
    while at >= 0 and (_is_light(items[at]) or is_adjective(items[at]) or is_in("component", items[at].low)):
        at -= 1
    if at < 1 or items[at].ent is not None or not is_in("base_verbs", items[at].low):
        return False
    front = [item for item in items[max(0, at - REACH) : at] if item.clause == items[at].clause]
    led = any(is_in("base_fronts", item.low) for item in front)
    return not led and any(item.ent is None and item.text[0].isupper() and is_in("base", item.low) for item in front)


def _is_used(items: list[Item], at: int) -> bool:
    """`Er nutzt den Ducato`: whether words of using with a pronoun as their subject stand in front of a name."""
    low = [item.low for item in items[max(0, at - 1) : at + 1]]
    return any(is_in("using", word) for word in low) and any(is_in("pronouns", word) for word in low)


def is_passing(sentence: Sentence, ent: Ent) -> bool:
    """Whether what follows does not go on with a name, nor is a sentence about it: no part of a word (`Aygo-Kunden`)."""
    items = sentence.items
    return not _is_part_of_word(items, ent) and _hangs(items, ent) and not _is_kin(items, ent)


def _is_kin(items: list[Item], ent: Ent) -> bool:
    """`Sein Bruder Kia EV4 kostet …`: whether a noun for another model stands in front of a name."""
    return any(item.ent is None and is_in("kin", item.low) for item in items[max(0, ent.item - 2) : ent.item])


def leading(sentence: Sentence, named: list[Ent]) -> list[Ent]:
    """The names of a sentence without those in passing, where others stand with them: `Der Boxstar entsteht auf Basis des Ducato und kostet …`."""
    return [ent for ent in named if not _is_oblique(sentence, ent)] or named


def _is_part_name(sentence: Sentence, ent: Ent) -> bool:
    """`ein Motor vom Typ APP 310`, `ein Motor des Typs Performance Line von Bosch`, `dem Dieselmotor OM 471`: the name of a part."""
    items, at = sentence.items, ent.item - 1
    while at >= 0 and (maker := items[at].ent) is not None and maker.label in ("BRAND", "ORG"):
        at -= 1
    typed = at >= 0 and is_in("typed", items[at].low)
    if typed:
        at -= 1
        while at >= 0 and items[at].ent is None and is_in("typed_by", items[at].low):
            at -= 1
    part = at > 0 and items[at].ent is None and items[at].text[0].isupper() and is_in("component", items[at].low)
    lead = at - 2 if at > 1 and is_adjective(items[at - 1]) else at - 1  # `der neue Motor EP6`
    return part and (typed or (items[lead].ent is None and is_in("part_leads", items[lead].low)))


def _is_part_by_label(page: Page, ent: Ent) -> bool:
    """`Motor: Bosch Performance Line`, `Reifen Zelvo X2, 28 Zoll`, `Preis inkl. Kamera Zelvo X2`: a part is what opens the line of a name, or what comes with another thing."""
    items = page.sentences[ent.sentence].items if ent.sentence >= 0 else []
    at = ent.item - 1
    while at >= 0 and (maker := items[at].ent) is not None and maker.label in ("BRAND", "ORG"):
        at -= 1
    if at > 0 and items[at].ent is None and items[at].text[0].isupper() and items[at - 1].text == ":":
        at -= 1  # a maker that no list knows
    colon = at >= 0 and items[at].text in (":", "–", "-", "|")
    at -= colon
    noun = items[at] if at >= 0 else None
    if noun is None or noun.ent is not None or not noun.text[0].isupper() or not is_in("component", noun.low):
        return False
    if at and is_in("with", items[at - 1].low if items[at - 1].text != "." else items[at - 2].low):
        return True
    opens = not any(item.text[0].isalnum() for item in items[:at])
    return opens and (colon or not any(is_verb(items, k) for k in range(len(items))))


def _is_compared(sentence: Sentence, ent: Ent) -> bool:
    """`länger als der Enyaq`, `gegenüber dem Vorgänger`: the other side of a comparison."""
    items = sentence.items
    if _is_replaced(items, ent):
        return True
    at = _in_front(items, ent)
    if at < 0 or items[at].ent is not None:
        return False
    if _is_in_attribute(items, at, ent):
        return True
    if is_in("kin", items[at].low) and at and is_in("kin_leads", items[at - 1].low):
        return (
            at > 1 and items[at - 2].clause == items[at - 1].clause
        )  # `Sein Bruder Kia EV4 kostet …` opens its clause
    return any(_ends_with(items, at, phrase) for phrase in word_set("comparison")) or _is_shared_with(items, at, ent)


def _is_replaced(items: list[Item], ent: Ent) -> bool:
    """`Der Zelmiq X löst ab März den Zelmiq ab`: what a model that stands in front of the verb takes the place of."""
    verb = next((k for k in range(ent.item - 1, -1, -1) if is_in("replacing", items[k].low)), -1)
    if verb < 0 or items[verb].clause != items[ent.item].clause or items[ent.item - 1].low == "der":
        return False
    return any((e := item.ent) is not None and e.label == "MODEL" for item in items[:verb])


def _is_shared_with(items: list[Item], at: int, ent: Ent) -> bool:
    """`teilt sich die Plattform mit dem Polo und dem Epiq`: whoever has a thing, too."""
    while at > 1 and items[at].ent is None and items[at].low in ("und", ",", "sowie"):
        other = items[at - 1].ent
        if other is None or other.label != "MODEL":
            return False
        at -= 2
        while at >= 0 and _is_light(items[at]):
            at -= 1
    if at < 0 or items[at].low != "mit":
        return False
    return any(is_in("sharing", item.low) for item in items if item.clause == items[at].clause)


def has_too(sentence: Sentence, ent: Ent) -> bool:
    """`teilt sich die Plattform mit dem Ariya`, `wie der 600e basiert auch der Mokka auf …`: who has what another has, too."""
    items, at = sentence.items, _in_front(sentence.items, ent)
    return at >= 0 and (items[at].low == "wie" or _is_shared_with(items, at, ent))


def _is_in_attribute(items: list[Item], at: int, ent: Ent) -> bool:
    """`die aus dem Yaris bekannte Kombination`: the name says where a thing comes from that is told of."""
    after = items[ent.item + 1 : ent.item + 3]
    led = at > 0 and items[at].low in ("aus", "vom") and is_in("light", items[at - 1].low)
    return led and len(after) == 2 and is_adjective(after[0]) and after[1].ent is None and after[1].text[0].isupper()


def _in_front(items: list[Item], ent: Ent, also: str = "") -> int:
    """The index of the word in front of a name, makes and small words aside; -1 where there is none."""
    at = ent.item - 1
    while at >= 0 and ent.item - at <= REACH and (_is_light(items[at]) or items[at].text == also):
        at -= 1
    return at


def same_family(one: Ent, other: Ent) -> bool:
    """Whether two models are of one family: their names open with one word."""
    return one.canonical.split()[0] == other.canonical.split()[0]


def _is_light(item: Item) -> bool:
    return item.ent.label in ("BRAND", "ORG") if item.ent is not None else is_in("light", item.low)


def _ends_with(items: list[Item], at: int, phrase: str) -> bool:
    parts = phrase.split()
    return [item.low for item in items[max(0, at - len(parts) + 1) : at + 1]] == parts


def coordinated(items: list[Item], ents: Sequence[Ent], at: Ent) -> list[Ent]:
    """The names of one list with `at`: only commas, conjunctions, articles and makes stand between them."""
    found = [at]
    place = ents.index(at)
    for step in (-1, 1):
        k = place
        while 0 <= k + step < len(ents) and _is_joint(items, *sorted((ents[k].item, ents[k + step].item))):
            k += step
            found.append(ents[k])
    return sorted(found, key=lambda ent: ent.item)


def _is_joint(items: list[Item], low: int, high: int) -> bool:
    gap = items[low + 1 : high]
    if [item.low for item in gap if item.ent is None][:2] in ([",", "der"], [",", "die"], [",", "das"]):
        return False  # `schafft der eine, der andere kommt auf`: the comma opens a clause
    return (
        0 < len(gap) <= REACH
        and any(item.ent is None and is_in("joint", item.low) for item in gap)
        and all(_is_light(item) or is_in("joint", item.low) for item in gap)
    )


def as_value(value: Any) -> float | None:
    """The single number of a value, or None for a range."""
    amount = value.get("value")
    return float(amount) if isinstance(amount, int | float) else None
