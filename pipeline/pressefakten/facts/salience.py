"""Whom a release tells of where a number stands: what the paragraph is about, how long ago a name was named, whose the figures so far were."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pressefakten.facts import grammar
from pressefakten.facts.issuer import core
from pressefakten.facts.page import Ent, Page, Sentence

core_of = functools.lru_cache(maxsize=8192)(core)


def core_of_ent(ent: Ent) -> str:
    """What the forms of a name share."""
    return core_of(ent.full)


class Focus(NamedTuple):
    """A name that a paragraph is about, as the sentences before one leave it."""

    core: str
    label: str
    how: str
    """How it came in: `heading`, or how it stands in its sentence, `first` where that opens the paragraph, `whole` for the issuer by `der Konzern`."""
    at: int
    """Index of the sentence that brought it."""


@dataclass(slots=True)
class Topic:
    """What the sentences of a paragraph before one are about: who acted last, the last name but the issuer's, and how many sites were named."""

    acts: Focus | None = None
    other: Focus | None = None
    sites: int = 0


def steps(count: int, limits: tuple[int, ...]) -> str:
    """A count in coarse steps."""
    return next((str(limit) for limit in limits if count <= limit), "more")


class Standing:
    """Where the names or times that could fill a slot stand in a page, and which of them filled it in the figures so far."""

    def __init__(self, page: Page, labels: Container[str], key: Callable[[Ent], str]) -> None:
        """`labels` of what could fill the slot, each under its `key`."""
        self.page = page
        self.named: dict[str, list[int]] = {}
        for sentence in page.sentences:
            for ent in sentence.ents:
                if ent.label in labels and (own := key(ent)):
                    places = self.named.setdefault(own, [])
                    if not places or places[-1] != sentence.index:
                        places.append(sentence.index)
        self.owned: Counter[str] = Counter()
        self.total = 0
        self.here: Counter[str] = Counter()
        self.line = -1

    def features(self, own: str, sentence: Sentence, kind: str, metric: str) -> Iterator[str]:
        """When it was named last, how often, how many of the figures so far have it; `own` is its key, empty for the empty slot."""
        if own:
            ago = self._ago(own, sentence)
            yield f"ago:{ago}"
            yield f"ago:{ago}:{kind}"
            yield f"often:{steps(len(self.named.get(own, ())), (0, 1, 2, 4, 8))}:{kind}"
        total, held = self.total, self.owned[own]
        part = "first" if not total else "none" if not held else "all" if held == total else f"{4 * held // total}/4"
        yield f"owned:{part}:{kind}"
        yield f"owned:{part}:{kind}:{metric}"
        if self.line == sentence.line:
            yield f"owned here:{steps(self.here[own], (0, 1, 3))}:{kind}"

    def _ago(self, own: str, sentence: Sentence) -> str:
        places = self.named.get(own, [])
        before = bisect_right(places, sentence.index)
        if not before:
            return "later" if places else "never"
        last = self.page.sentences[places[before - 1]]
        return (
            f"{steps(sentence.index - last.index, (0, 1, 2, 4, 8))} {'here' if last.line == sentence.line else 'above'}"
        )

    def note(self, sentence: Sentence, own: str) -> None:
        """Remember what filled the slot of a figure."""
        if sentence.line != self.line:
            self.line, self.here = sentence.line, Counter()
        self.owned[own] += 1
        self.total += 1
        self.here[own] += 1


class Salience:
    """Reads down a page once, and tells what speaks for a name as the subject of a figure."""

    def __init__(self, page: Page, thread: grammar.Thread, standing: Standing) -> None:
        """`thread` knows who acts in each sentence, `standing` where the names stand."""
        self.page = page
        self.issuer = core_of(page.issuer or "")
        self.standing = standing
        self.topics = list(self._topics(thread))

    def _topics(self, thread: grammar.Thread) -> Iterator[Topic]:
        """What each sentence finds before it."""
        topic, line = Topic(), -1
        for sentence in self.page.sentences:
            first = sentence.line != line
            if first:
                topic, line = self._of_heading(sentence), sentence.line
            yield topic
            topic = self._after(topic, sentence, thread, "first " if first else "")

    def _of_heading(self, sentence: Sentence) -> Topic:
        head = self.page.heading(sentence)
        names = self._others(head) if head is not None and head is not sentence else []
        if head is None or len({core_of(ent.full) for ent in names}) != 1:
            return Topic()
        focus = Focus(core_of(names[0].full), names[0].label, "heading", head.index)
        return Topic(focus, focus, int(names[0].label == "SITE"))

    def _others(self, sentence: Sentence) -> list[Ent]:
        """The names of a sentence that are not the issuer's."""
        return [e for e in sentence.ents if e.label in grammar.NAMES and core_of(e.full) != self.issuer]

    def _after(self, topic: Topic, sentence: Sentence, thread: grammar.Thread, order: str) -> Topic:
        """What a sentence leaves the paragraph with."""
        acting, others = thread.acting[sentence.index], self._others(sentence)
        acts, other = topic.acts, topic.other
        if acting is not None:
            acts = Focus(core_of(acting.full), acting.label, f"{order}acts", sentence.index)
        elif grammar.kind_of_subject(grammar.subject_word(sentence)) == "issuer":
            acts = Focus(self.issuer, "ORG", "whole", sentence.index)
        if others:
            last = next((ent for ent in others if ent is acting), others[-1])
            how = f"{order}{thread.stands(sentence, last)}"
            other = Focus(core_of(last.full), last.label, how, sentence.index)
        sites = topic.sites + len({ent.canonical for ent in others if ent.label == "SITE"})
        return Topic(acts, other, sites)

    def features(self, sentence: Sentence, name: str, label: str, metric: str, counted: str) -> Iterator[str]:
        """What speaks for a name: when it was named last, how often, how many of the figures so far are its, whether the paragraph is about it."""
        own, at = core_of(name), sentence.index
        kind = "issuer" if own == self.issuer else label
        yield from self.standing.features(own, sentence, kind, metric)
        topic = self.topics[at]
        for role, focus in (("topic", topic.acts), ("beside", topic.other)):
            if focus is not None and focus.core == own:
                far = steps(at - focus.at, (1, 2, 4))
                yield f"is {role}:{focus.how}:{far}"
                yield f"is {role}:{focus.how}:{kind}"
                yield f"is {role}:{kind}:{metric}"
                yield f"is {role}:{kind}:{counted}"
        if kind == "SITE":
            yield f"sites here:{min(topic.sites, 2)}"
