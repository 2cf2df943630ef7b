"""Where a sum is put in: the sites and towns of a release, which are weighed beside what the rules take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pressefakten.facts.candidates import Bag, Candidate, preposition
from pressefakten.facts.cues import Num
from pressefakten.facts.investment_sites import builds, purpose_nouns
from pressefakten.facts.issuer import core
from pressefakten.facts.offices import public
from pressefakten.facts.outlays import sum_forms, sum_words
from pressefakten.facts.page import Ent, Item, Page, Sentence
from pressefakten.facts.rules import Draft
from pressefakten.facts.scorer import Choice, Scorer
from pressefakten.facts.venues import is_venue, is_wide

PLACES = ("SITE", "PLACE")
AROUND = ("this clause", "this sentence", "1 before", "2 before")
"""Where a place stands as near to a sum as that what the sum is like bears on it."""
MOST = 4
"""Mentions, sites or towns beyond which more of them say no more."""


def weigh_sites(page: Page, sums: Sequence[tuple[Num, Draft]], scorer: Scorer) -> None:
    """Give each sum the site that weighs most; what the rules took is a feature, and what they took for the others.

    A sum that the head of the release tells is the same one where the text tells it again: the surest choice holds for both.
    """
    deeds = _deeds(page) if sums else {}
    chosen = [scorer.choose("site", sites(page, num, draft, sums, deeds), num) for num, draft in sums]
    surest: dict[str, Choice] = {}
    for (_, draft), choice in zip(sums, chosen, strict=True):
        known = surest.get(_told_as(draft))
        if known is None or choice.probability > known.probability:
            surest[_told_as(draft)] = choice
    headed = {_told_as(draft) for num, draft in sums if page.zone(num.sentence) == "head"}
    for (_, draft), own in zip(sums, chosen, strict=True):
        choice = surest[_told_as(draft)] if _told_as(draft) in headed else own
        site, ent = choice.candidate.value, choice.candidate.ent
        draft.probability *= choice.probability
        if site != draft.slots.get("site"):
            draft.slots["site"] = site
            draft.sources.pop("site", None)
        if ent is not None:
            draft.sources.setdefault("site", (ent.start, ent.end))


def _told_as(draft: Draft) -> str:
    """What makes two sums one: who pays and how much."""
    amount = draft.slots["amount"]
    return repr(
        (core(str(draft.slots.get("investor") or "")), *(amount.get(k) for k in ("value", "min", "max", "currency")))
    )


Deeds = dict[int, tuple[bool, bool]]
"""Index of a sentence with a place -> whether it tells of works, and whether of an opening."""


def _deeds(page: Page) -> Deeds:
    opens = sum_forms("opens")
    return {
        sentence.index: (
            builds(sentence.items),
            any(opens.fit(item.low) for item in sentence.items if item.ent is None),
        )
        for sentence in page.sentences
        if any(ent.label in PLACES for ent in sentence.ents)
    }


def sites(page: Page, num: Num, draft: Draft, sums: Sequence[tuple[Num, Draft]], deeds: Deeds) -> list[Candidate]:
    """The empty filler and each site and town of a release, with what speaks for it."""
    sentence, ruled = num.sentence, draft.slots.get("site")
    nouns = purpose_nouns(draft)
    before = [(other.sentence.line, told) for other, told in sums if other.ent.start < num.ent.start]
    above = [told for line, told in before if line == sentence.line]
    others = [told for _, told in sums if told is not draft]
    kind = [*_kind(page, num, draft), f"comes:{'after one' if above else 'later' if before else 'first'}"]
    named = Counter(ent.canonical for ent in page.ents if ent.label == "SITE" and not is_venue(page, ent))
    towns = Counter(ent.canonical for ent in page.ents if _is_any_town(ent))
    ground = [*kind, *_purpose(nouns), f"sites:{min(len(named), MOST)}", f"towns:{min(len(towns), MOST)}"]
    bag = Bag(ground, ground)
    if ruled is None:
        bag.found[None].words |= {"ruled", f"ruled:{draft.placed}"}
    for ent in sorted(
        (ent for ent in page.ents if ent.label in PLACES), key=lambda ent: abs(ent.start - num.ent.start)
    ):
        bag.add(ent.canonical, ent, f"in:{ent.label}", _stands(page, num, ent, nouns, kind, deeds))
    if ruled is not None and bag.is_new(ruled):
        bag.add(ruled, None, "in:words", ())
    for name, words in _last_named(page, num):
        bag.found[name].words.add(words)
    for name in [name for name in bag.found if name is not None]:
        own = bag.found[name].words
        count = named.get(name) or towns.get(name) or 0
        own.add(f"named:{'site' if name in named else 'town' if name in towns else 'other'}:{min(count, MOST)}")
        if named and count == max(named.values()):
            own.add("most named site")
        if [*named] == [name]:
            own.add("only site")
        if name == ruled:
            own |= {"ruled", f"ruled:{draft.placed}", f"ruled:{draft.rule}"}
        own.update(_whose(page, name, draft))
        if above and above[-1].slots.get("site") == name:
            own.add("site of the sum before")
        if any(other.slots.get("site") == name for other in others):
            own.add("site of another sum")
        if any(name in other.split() for other in named if other != name):
            own.add("in the name of a site")
    return bag.all()


def _is_any_town(ent: Ent) -> bool:
    return ent.label == "PLACE" and not is_wide(ent) and not public(ent.canonical)


def _kind(page: Page, num: Num, draft: Draft) -> list[str]:
    """What a sum is like: its rule, size and line, who gives it, the words around it, how the rules came to its site."""
    sentence, payer = num.sentence, str(draft.slots.get("investor") or "")
    amount = draft.slots["amount"]
    size = next((abs(amount[key]) for key in ("value", "max", "min") if amount.get(key)), 0)
    own = core(payer) == core(page.issuer or "")
    giver = "nobody" if not payer else "issuer" if own else "public" if public(payer) else "other"
    sums = sum(ent.label == "MONEY" for ent in sentence.ents)
    low = {item.low for item in sentence.items if item.ent is None}
    return [
        f"rule:{draft.rule}",
        f"zone:{page.zone(sentence)}",
        f"line:{page.kind(sentence)}",
        f"digits:{len(str(int(size)))}",
        f"sums:{min(sums, MOST)}",
        f"giver:{giver}",
        f"purpose:{bool(draft.slots.get('purpose'))}",
        f"period:{bool(draft.slots.get('period'))}",
        f"how:{draft.placed}",
        *(f"word:{word}" for word in sorted(low & sum_words("bears_on_site"))),
    ]


def _purpose(nouns: Sequence[str]) -> Iterator[str]:
    """What a sum is for, by its nouns and the end of the first."""
    yield from (f"for:{noun}" for noun in nouns[:3])
    yield from (f"for:*{noun[-ENDING:]}" for noun in nouns[:1])


ENDING = 5
"""Last letters by which a compound is told: `Produktionsanlage`."""


def _stands(page: Page, num: Num, ent: Ent, nouns: Sequence[str], kind: Sequence[str], deeds: Deeds) -> Iterator[str]:
    """Where a place stands from a sum, behind which word, and what its sentence tells of."""
    sentence = page.sentences[ent.sentence]
    where, what = _where(page, num, ent, sentence), _what(page, ent)
    behind = preposition(sentence.items, ent.item)
    yield from (
        what,
        where,
        f"{where}:{what}",
        f"{where}:{behind}",
        f"{where}:{what}:{behind}",
        f"{_steps(num, ent)}:{what}",
    )
    if sentence is num.sentence:
        low, high = sorted((num.at, ent.item))
        side = "before" if ent.item < num.at else "after"
        between = [item.ent.label for item in sentence.items[low + 1 : high] if item.ent is not None]
        yield f"places between:{min(sum(label in PLACES for label in between), 2)}:{side}"
        yield f"sums and dates between:{min(sum(label in ('MONEY', 'DATE') for label in between), 2)}:{side}"
    if where.startswith(AROUND):
        yield from (f"{where}:{word}" for word in kind)
    if nouns and any(_echoes(item, nouns) for item in sentence.items):
        yield from (f"names the purpose:{what}", f"names the purpose:{what}:{behind}", f"names the purpose:{where}")
    works, opens = deeds[sentence.index]
    if works:
        yield from (f"builds:{what}:{where}", f"builds:{what}:{behind}")
    if opens:
        yield f"opens:{what}:{behind}"


def _what(page: Page, ent: Ent) -> str:
    return "wide" if is_wide(ent) else "venue" if is_venue(page, ent) else ent.label


def _where(page: Page, num: Num, ent: Ent, sentence: Sentence) -> str:
    """The part of the release in which a place is named, seen from a sum."""
    own, kind = num.sentence, page.kind(sentence)
    if sentence is own:
        near = "this clause" if sentence.items[ent.item].clause == num.clause else "this sentence"
        return f"{near}:{'before' if ent.item < num.at else 'after'}"
    steps = own.index - sentence.index
    if sentence.line == own.line:
        return f"{min(steps, 3)} before" if steps > 0 else f"{min(-steps, 2)} after"
    if sentence in (page.heading(own), page.opener(own)):
        return "heading"
    if kind in ("headline", "subhead"):
        return kind
    if page.zone(sentence) in ("boilerplate", "contact"):
        return page.zone(sentence)
    next_to = abs(sentence.line - own.line) == 1
    return ("line " if next_to else "") + ("above" if steps > 0 else "below")


def _steps(num: Num, ent: Ent) -> str:
    """Sentences from a place down to a sum in coarse steps."""
    steps = num.sentence.index - ent.sentence
    return (
        f"steps:{next((str(most) for most in (0, 1, 2, 4, 9) if steps <= most), 'far')}"
        if steps >= 0
        else "steps:below"
    )


def _echoes(item: Item, nouns: Sequence[str]) -> bool:
    """Whether a noun is one of those of a purpose, inflected or as the end of a compound."""
    if item.ent is not None or not item.text[0].isupper():
        return False
    return any(
        item.low.startswith(noun[:-1]) or (len(noun) > ENDING and item.low.endswith(noun[-ENDING - 1 :]))
        for noun in nouns
    )


def _last_named(page: Page, num: Num) -> Iterator[tuple[str, str]]:
    """The site and the town that were named last in front of a sum."""
    above = [ent for ent in page.ents if ent.start < num.ent.start]
    for words, fits in (("last site", lambda ent: ent.label == "SITE"), ("last town", _is_any_town)):
        last = next((ent for ent in reversed(above) if fits(ent)), None)
        if last is not None:
            yield last.canonical, words


def _whose(page: Page, name: str, draft: Draft) -> Iterator[str]:
    """Whether a place is that of the dateline, or part of the name of the issuer or of who pays."""
    payer = str(draft.slots.get("investor") or "")
    if page.place == name:
        yield "dateline"
        if sum(ent.canonical == name for ent in page.ents) == 1:
            yield "dateline alone"
    if name == payer or name in payer.split():
        yield "in the payer's name"
    if page.issuer and name in page.issuer.split():
        yield "in the issuer's name"
