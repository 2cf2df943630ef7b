"""Whose an office is: the names that could be its organization."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from pressefakten.facts import grammar, offices
from pressefakten.facts.candidates import Bag, Candidate, distance, is_same_name, preposition
from pressefakten.facts.context import kind_of_body, kind_of_issuer
from pressefakten.facts.issuer import core
from pressefakten.facts.page import Ent, Item, Page, Sentence, index_of
from pressefakten.facts.salience import core_of, steps

LABELS = ("ORG", "BRAND", "SITE")


def houses(
    page: Page, sentence: Sentence, items: Sequence[Item], office: Ent, person: Ent, guess: offices.Organization, step: str, *, tight: bool, contact: bool
) -> list[Candidate]:
    """Names whose office it may be; `guess` is what the rules say, by which `step`."""
    at = index_of(items, office)
    head = office.canonical.lower().split()[0]
    kind = next(iter(_kinds(office)), "plain")
    issuer = kind_of_issuer(page)
    zone, line = page.zone(sentence), page.kind(sentence)
    how = "contact" if contact else "tight" if tight else "loose"
    ground = (how, f"step:{step}", f"kind:{kind}", f"issuer:{issuer}", f"issuer:{issuer}:{kind}", f"head:{head}", f"ends:{head[-6:]}", f"zone:{zone}", f"line:{line}", f"{how}:{kind}")
    bag = Bag(ground, ground)
    own = core_of(page.issuer or "")

    def add(name: str | None, ent: Ent | None, place: str, *features: str) -> None:
        if name is None:
            return
        label = ent.label if ent is not None else "unknown"
        more = [f"{place}:{label}"]
        if core_of(name) == own:
            more += ["is issuer", f"is issuer:{kind}", f"is issuer:{how}"]
        elif page.issuer and set(core_of(name).split()) & set(own.split()):
            more += ["like issuer", f"like issuer:{how}", f"like issuer:{kind}"]
        body = kind_of_body(name)
        more += [f"body:{body}", f"body:{body}:{kind}", f"body:{body}:{how}", f"body:{body}:{head[-6:]}"]
        places = _named(page).get(core_of(name), [])
        more.append(f"often:{steps(len(places), (0, 1, 2, 4, 8))}")
        before = [p for p in places if p < office.sentence]
        ago = steps(office.sentence - before[-1], (1, 2, 4, 8)) if before else "later" if places else "never"
        more += [f"ago:{ago}", f"ago:{ago}:{how}"]
        bag.add(name, ent, place, (*features, *more))

    if guess.name is not None:
        named = next((e for e in page.ents if (e.start, e.end) == guess.span), None)
        add(guess.name, named, f"in:step {step}", "rule")
    else:
        bag.found[None].words |= {"rule:none", f"in:step {step}"}
    for ent in (e for e in sentence.ents if e.label in (*LABELS, "PLACE")):
        k = index_of(items, ent)
        if at < 0 or k < 0:
            add(ent.canonical, ent, "in:sentence")
            continue
        low, high = sorted((at, k))
        between = items[low + 1 : high]
        gap = sum(i.ent is None and i.text in ",;:–()" for i in between)
        others = sum(i.ent is not None and i.ent.label in ("ROLE", "PERSON") and i.ent is not person for i in between)
        side = "after" if k > at else "before"
        place = "in:place" if ent.label == "PLACE" else "in:sentence"
        add(ent.canonical, ent, place, f"at:{distance(at, k)}", f"front:{preposition(items, k)}:{side}", f"gap:{min(gap, 3)}:{side}", f"others:{min(others, 2)}:{side}",
            f"same clause:{items[at].clause == items[k].clause}:{side}", f"stands:{grammar.standing(items, k)}", f"stands:{grammar.standing(items, k)}:{side}", f"label:{ent.label}:{how}", f"label:{ent.label}:{kind}")
    previous = page.previous(sentence)
    for place, above in (("before", previous), ("heading", page.heading(sentence))):
        if above is None or above is sentence:
            continue
        found = [e for e in above.ents if e.label in LABELS]
        for rank, ent in enumerate(found):
            near = "same line" if above.line == sentence.line else "other line"
            add(ent.canonical, ent, f"in:{place}", f"in:{place}:{near}", f"in:{place}:{grammar.standing(above.items, ent.item)}", *["first of it"] * (not rank), *["last of it"] * (rank == len(found) - 1))
    last = [e for e in page.ents if e.label in LABELS and e.end <= office.start]
    for rank, name in enumerate(dict.fromkeys(e.canonical for e in reversed(last[-12:]))):
        if rank < 4:
            add(name, next(e for e in reversed(last) if e.canonical == name), "in:above", f"above:{rank}")
    for other in _beside_person(page, person):
        add(other.canonical, other, "in:beside person")
    if page.lines:
        ents = [e for s in page.sentences if s.line == sentence.line for e in s.ents if e.label in LABELS]
        for rank, ent in enumerate(ents[:6]):
            add(ent.canonical, ent, "in:line", f"line:{min(rank, 2)}")
    add(page.issuer, None, "in:issuer")
    return bag.all()


def _kinds(office: Ent) -> Iterator[str]:
    for kind in ("town", "outside", "minister", "owner", "of_state", "chairs"):
        try:
            name = "words" if kind == "owner" else kind
            group = "owner" if kind == "owner" else "organization"
            if offices._is(group, name, office.canonical):
                yield kind
        except KeyError:
            pass


def _beside_person(page: Page, person: Ent) -> Iterator[Ent]:
    for sentence in page.sentences:
        for k, item in enumerate(sentence.items):
            if item.ent is not None and item.ent.label == "PERSON" and item.ent.canonical == person.canonical and item.ent is not person:
                for other in sentence.items[max(0, k - 5) : k + 6]:
                    if other.ent is not None and other.ent.label in LABELS:
                        yield other.ent


_cache: dict[int, dict[str, list[int]]] = {}


def _named(page: Page) -> dict[str, list[int]]:
    if id(page) not in _cache:
        _cache.clear()
        found: dict[str, list[int]] = {}
        for s in page.sentences:
            for e in s.ents:
                if e.label in (*LABELS, "PLACE"):
                    found.setdefault(core_of(e.canonical), []).append(s.index)
        _cache[id(page)] = found
    return _cache[id(page)]
