"""Of what a figure is: the things, segments and incomes that its words could name."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pressefakten.facts import grammar, scope, segments, shares, tables, whose
from pressefakten.facts.candidates import (
    FLOWS,
    OF_PARTS,
    Bag,
    Candidate,
    Noun,
    beside_it,
    forms_of,
    go_on,
    head_items,
    label_features,
    labels_of,
    named_behind,
    of_before,
    part_label,
    size_of,
    with_guess,
    words_near,
)
from pressefakten.facts.context import (
    Context,
    amount_of,
)
from pressefakten.facts.cues import Num, gap, second_of_pair
from pressefakten.facts.issuer import core
from pressefakten.facts.page import NUMERIC, Item, Page, Sentence
from pressefakten.facts.phrases import QUALITY, phrase
from pressefakten.facts.rules import word_class
from pressefakten.normalize import lexicon
from pressefakten.normalize.nouns import is_noun, singular

if TYPE_CHECKING:
    from pressefakten.facts.figures import Reading
    from pressefakten.facts.rules import Draft


def income(reading: Reading, num: Num, metric: str) -> str | None:
    """A bank's or insurer's income by its kind, which is what the revenue is of: `Zinserfolg`, `gebuchte Prämien`."""
    if metric != "revenue":
        return None
    kinds, items = scope.scope_forms("incomes"), reading.sentence.items
    for _, words_ in labels_of(reading, num):
        at = next((k for k, item in enumerate(words_) if item.ent is None and kinds.fit(item.low)), None)
        if at is not None:
            return phrase(words_, at)
    near = [noun for noun in reading.nouns if noun.item.ent is None and not gap(items, noun.at, num.at)]
    found = [noun for noun in near if kinds.fit(noun.item.low)]
    return min(found, key=lambda noun: abs(noun.at - num.at)).phrase if found else None


def things(reading: Reading, num: Num, context: Context, draft: Draft, guess: str | None) -> list[Candidate]:
    """Nouns that may say what is counted, whose share it is, or of which part of the whole the figure is."""
    page, sentence, items = reading.page, reading.sentence, reading.sentence.items
    metric = str(draft.slots["metric"])
    counts = num.label == "NUMBER" and metric not in IN_PLURAL
    part = part_label(reading, num, metric, context)
    if part is not None:
        return [Candidate(part[0] if part[1] == "of" else None)]
    summed = num.label_items and metric in OF_PARTS and scope.scope_forms("sums").fit(num.label_items[0].low)
    if summed and context.market and (whole := _of_titles(page, sentence)) is not None:
        return [Candidate(whole)]
    if (kind := income(reading, num, metric)) is not None:
        return [Candidate(kind)]
    summed_up = not num.label_items and (metric != "orders" or num.label == "MONEY")
    if summed_up and (segment := segments.segment_of(page, sentence, num.at, metric)) is not None:
        return [Candidate(segment)]
    if segments.acting_part(reading, num, metric, context) is not None:
        return [Candidate(None)]
    if not num.noun and not num.label_items and (named := _named_with(reading, num, metric)) is not None:
        return [Candidate(named)]
    if metric == "share" and (share_of := shares.told(reading, num, context)) is not None:
        return [Candidate(share_of)]
    if (
        metric == "count"
        and not num.noun
        and not num.label_items
        and (counted_so := _of_number(reading, num)) is not None
    ):
        return [Candidate(counted_so)]
    if metric == "revenue" and not num.label_items and (source := shares.part_of_sum(items, num)) is not None:
        return [Candidate(source)]
    if metric == "market_share" and (market := shares.market_of(reading, num)) is not None:
        return [Candidate(market)]
    if metric == "employees" and (posts := _full_posts(reading, num, context)) is not None:
        return [Candidate(posts)]
    if not num.noun and whose.same_thing(page, sentence, num, metric, context):
        return [Candidate(of_before(context, "of"))]
    counted = "no noun" if not num.noun else "plain noun" if num.is_vehicle and _is_plain(num.noun[-1]) else "noun"
    holder = "nobody" if draft.slots.get("subject") is None else "somebody"
    line = page.kind(sentence)
    size = size_of(context, draft)
    where = "placed" if draft.slots.get("region") else "anywhere"
    holds = str(draft.slots.get("subject"))
    held = "own" if core(str(draft.slots.get("subject"))) == core(page.issuer or "") else holder
    more = (
        f"{metric}:size:{size}",
        f"{metric}:size:{size}:{where}",
        f"{metric}:acts:{reading.unnamed}",
        f"{metric}:{held}",
    )
    nearest = tuple(words_near(items, num))
    bag = Bag(
        (
            *nearest,
            *more,
            metric, f"{metric}:{counted}", f"{metric}:{holder}", f"{metric}:{line}", f"{metric}:{num.part}", f"{metric}:why:{draft.why}",
            f"{metric}:{num.label}", f"{metric}:{holder}:{counted}",
        ),
        (*nearest, metric, counted, line, f"{metric}:{holder}", f"{metric}:{holder}:{counted}", *more),
    )  # fmt: skip

    def add(value: str | None, place: str, *features: str) -> None:
        if value and not (metric == "share" and scope.scope_forms("no part").fit(value.lower())):
            said = value.split()
            own = (f"words:{min(len(said), 4)}", *(f"word:{form}" for form in forms_of(said[-1].lower())))
            features += own if value not in bag.found else ()
            bag.add(value, None, place, (*features, *(f"{feature}:{metric}" for feature in features)))

    for place, words_ in (*labels_of(reading, num), ("heading", head_items(reading))):
        label = [item for item in words_ if item.text[0].isalnum()]
        told = (
            [*label_features(reading, label), *named_behind(reading, num, label)]
            if label and place != "heading"
            else []
        )
        for at, item in enumerate(words_):
            if item.ent is None and item.text[0].isupper() and _is_capital_of_its_own(words_, at):
                add(_singular(item) if counts else phrase(words_, at), f"in:{place}", *_noun_features(item), *told)
                add(_share_in(item), f"in:compound of {place}", *told)
                add(_amount_in(item, metric), f"in:amount of {place}", *told)
        if told and all(item.ent is None for item in label):
            add(scope.part_named(label), f"in:words of {place}", *told, f"label of {min(len(label), 3)}")
    attribute = shares.attribute_of_whole(items, num) if metric == "share" else -1
    for noun in reading.nouns:
        mine = noun.item in num.noun
        if noun.item.ent is not None and noun.item in num.label_items and noun.item.ent.canonical in holds:
            continue  # `1 | VW Golf | 8'906`: whose it is
        told_of = (
            noun.at
            and metric != "share"
            and grammar.calls(noun.item.low, "group")
            and grammar.is_definite(items[noun.at - 1])
        )
        if (noun.at == attribute or told_of) and not mine:
            continue
        near = (*noun.features, *beside_it(reading, num, noun))
        name = _singular(noun.item) if counts and (mine or metric == "count") else noun.phrase
        if not (mine and metric in FLOWS and word_class("own names").fit(noun.item.low)):
            add(name, "in:counted noun" if mine else "in:sentence", *near)
        add(_share_in(noun.item), "in:compound", *near)
        add(_amount_in(noun.item, metric), "in:amount", *near)
    if num.noun and num.noun[-1] not in items:  # the first of `Neu- und 4100 Gebrauchtwagen`
        add(_singular(num.noun[-1]), "in:counted noun", *_noun_features(num.noun[-1]))
    add(_predicate(items, num), "in:predicate")
    if metric == "share":
        for name, place in _owned(reading, str(draft.slots.get("subject") or "")):
            add(f"Anteile an {name}", place)
    opener = items[0].low if items[0].low in scope.scope_words("openers") else "other"
    if context.figure_draft is not None:
        same = " same line" if context.figure_line == sentence.line else ""
        add(context.figure_draft.slots.get("of"), "in:figure before" + same, f"carried:{opener}{same}")
    alike = context.by_metric.get(metric)
    if alike is not None:
        add(alike.slots.get("of"), "in:same metric before", f"carried like:{opener}")
    add(context.things.get(metric), "in:main thing")
    go_on(bag, reading, num, context, metric, "of", bool(num.noun))
    return with_guess(bag, guess)


def _of_titles(page: Page, row: Sentence) -> str | None:
    """The vehicles that the title of a table names: what its last row sums up, `Neuzulassungen Nutzfahrzeuge`."""
    title, markets, vehicles = tables.titles(page, row), scope.scope_forms("whole markets"), word_class("vehicle")
    common = (k for k, item in enumerate(title) if item.ent is None and vehicles.fit(item.low))
    own = (k for k in common if not markets.fit(title[k].low) and not tables.counts_things([title[k]]))
    return next((phrase(title, k) for k in own), None)


def _of_number(reading: Reading, num: Num) -> str | None:
    """What `die Zahl der Ladepunkte für E-Autos wächst auf 500` counts: the noun right behind the word for a number, in one piece with it."""
    items, closed = reading.sentence.items, scope.scope_words("number_words")
    at = next((k for k in range(num.at - 1, -1, -1) if items[k].ent is None and items[k].low in closed), -1)
    if at < 0 or gap(items, at, num.at) or items[at + 1].low not in OF_A_NUMBER:
        return None
    noun = next((k for k in range(at + 2, min(num.at, at + 5)) if items[k].text[0].isupper()), -1)
    return _singular(second_of_pair(items, noun)) if noun > 0 and items[noun].ent is None else None


OF_A_NUMBER = frozenset(("der", "an", "aller", "ihrer", "seiner", "unserer", "von"))


def _full_posts(reading: Reading, num: Num, context: Context) -> str | None:
    """What staff is counted by where the heads have just been told: `921 Mitarbeitende (teilzeitbereinigt 798)`, `verteilt auf 196 Vollzeitstellen`."""
    before, items, full = context.figure_draft, reading.sentence.items, scope.scope_forms("full time")
    if before is None or before.slots["metric"] != "employees":
        return None
    heads, own = amount_of(before.slots.get("value")), num.value.get("value")
    if not heads or not own or own >= heads:
        return None
    if context.figure_line != reading.sentence.line or before.slots.get("of") is not None:
        return None
    near = range(max(0, num.at - NEAR_POSTS), num.at + 1 + len(num.noun))
    at = next((k for k in near if items[k].ent is None and full.fit(items[k].low)), -1)
    if (
        at < 0
        or gap(items, at, num.at)
        or (context.figure_sentence == reading.sentence.index and at < context.figure_at)
    ):
        return None
    return _singular(items[at]) if items[at].text[0].isupper() else items[at].text


NEAR_POSTS = 5
"""Words between how staff is counted and its number."""


def _named_with(reading: Reading, num: Num, metric: str) -> str | None:
    """What stands in the noun that names an amount in front of it: `Der Stromabsatz ging um 4 % zurück`."""
    items = reading.sentence.items
    if metric not in ("sales", "production") or num.label == "NUMBER":
        return None
    for k in range(num.at - 1, -1, -1):
        if gap(items, k, num.at) or ((ent := items[k].ent) is not None and ent.label in NUMERIC):
            return None
        if thing := _amount_in(items[k], metric):
            return thing
    return None


IN_PLURAL = ("share", "market_share", "registrations")
"""What these are figures of is told as the text does, what others count in the singular."""


def _share_in(item: Item) -> str | None:
    """What the share in a compound is a share of: `Frauenanteil`."""
    return shares.in_compound(item.text) if item.ent is None else None


def _amount_in(item: Item, metric: str) -> str | None:
    """What is counted in a compound that names the figure: `Pkw-Neuzulassungen`, `Passagierzahlen`, `Stromabsatz`."""
    thing = _amount_of(item.text) if item.ent is None else None
    return singular(thing) if thing is not None and metric == "count" else thing


@functools.lru_cache(maxsize=8192)
def _amount_of(word: str) -> str | None:
    """What a word is an amount of."""
    amount = _amounts().fullmatch(word)
    return amount[1] if amount and amount[1].lower() not in scope.scope_words("no things") else None


@functools.cache
def _amounts() -> re.Pattern[str]:
    names = "|".join(sorted(scope.scope_words("amounts"), key=len, reverse=True))
    return re.compile(rf"([A-ZÄÖÜ][\w-]+?)-?(?:{names})", re.IGNORECASE)


def _predicate(items: Sequence[Item], num: Num) -> str | None:
    """What is said of a share at the end of its clause: `fahren rein elektrisch`, `sind recycelbar`."""
    rest = itertools.takewhile(
        lambda k: items[k].ent is not None or items[k].text not in ",.;:–)(", range(num.at + 1, len(items))
    )
    for k in reversed(list(rest)):
        if items[k].ent is None and QUALITY.fullmatch(items[k].text):
            degree = items[k - 1].text if items[k - 1].text in scope.scope_words("degree") else ""
            return f"{degree} {items[k].text}".strip()
    return None


def _owned(reading: Reading, owner: str) -> Iterator[tuple[str, str]]:
    """The companies that a share may be a share in where a word tells of owning: those of the sentence and the issuer, not the owner."""
    items, issuer = reading.sentence.items, reading.page.issuer
    if not any(item.ent is None and scope.scope_forms("owning").fit(item.low) for item in items):
        return
    named = [ent.canonical for ent in reading.sentence.ents if ent.label in ("ORG", "BRAND")]
    for name in dict.fromkeys([*named, issuer]):
        if name and core(name) != core(owner):
            yield name, f"in:owned:{'issuer' if name == issuer else 'name'}"


def nouns(reading: Reading) -> Iterator[Noun]:
    """The nouns of a sentence that may say what a figure is a figure of."""
    items = reading.sentence.items
    named = {k for hit in reading.hits if hit.key.endswith("/name") for k in range(hit.start, hit.end)}
    for at, item in enumerate(items):
        if _may_be_noun(items, at):
            prep, *shares = _words_before(items, at)
            features = [*_noun_features(item), prep, *shares]
            if at in named:
                features.append("a figure's name")
            if at == 0:
                features.append("opens")
            yield Noun(at, item, phrase(items, at), prep, tuple(features))


def _words_before(items: Sequence[Item], at: int) -> Iterator[str]:
    """The last small word in front of a noun, and whether a share is spoken of there."""
    before = [word.low for word in items[max(0, at - 4) : at] if word.ent is None]
    yield f"prep:{next((word for word in reversed(before) if word in scope.scope_words('closed')), 'none')}"
    if not scope.scope_words("shares").isdisjoint(before):
        yield "behind a share"
    if not scope.scope_words("types").isdisjoint(before[-2:]):
        yield "behind a type"
    if before and scope.scope_forms("named parts").fit(before[-1]):
        yield "behind a part's noun"
    if before and before[-1] in NOMINATIVE and (at < 2 or items[at - 2].text in OPENERS):
        yield f"opens its clause:{before[-1]}"


NOMINATIVE = frozenset(("der", "die", "das"))


OPENERS = frozenset((",", ";", "und", "sowie", ":"))


def _may_be_noun(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    if item.ent is not None:
        return item.ent.label == "MODEL"
    return item.text[0].isupper() and len(item.text) > 2 and _is_capital_of_its_own(items, at)


def _is_capital_of_its_own(items: Sequence[Item], at: int) -> bool:
    """Whether a word is a noun, which the start of a sentence or what follows a colon is only where the lexicon knows it as one."""
    if at and (items[at - 1].ent is not None or items[at - 1].text not in OPENING):
        return True
    low = items[at].low
    if lexicon.listed(lexicon.NOUN + low) or lexicon.head(low):
        return True
    return is_noun(items[at].text) and not low.endswith(("e", "er", "es", "em")) and not lexicon.listed(low)


OPENING = frozenset(':„«»"“|–•·>')


def _is_plain(item: Item) -> bool:
    """A noun that says no more than that there are so many: `Fahrzeuge`, `Stück`."""
    return word_class("unit").fit(item.low)


def _noun_features(item: Item) -> Iterator[str]:
    if item.ent is not None:
        yield "a name"
        return
    yield f"kind:{_kind_of(item.low)}"


@functools.lru_cache(maxsize=1 << 14)
def _kind_of(low: str) -> str:
    """The class of a noun: unit, vehicle, person, moving, income, division, or thing."""
    found = next((name for name in ("unit", "vehicle", "person", "moving") if word_class(name).fit(low)), None)
    return found or next((name for name in ("incomes", "divisions") if scope.scope_forms(name).fit(low)), "thing")


def _singular(noun: Item) -> str:
    """The noun in the singular, or the name."""
    return noun.ent.canonical if noun.ent is not None else singular(noun.text)
