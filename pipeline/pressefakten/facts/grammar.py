"""How names stand in their clauses, guessed from articles, prepositions and the place of the verb; whom a text speaks of.

Who acts in a sentence is whom the next one goes on about: this is how `Dort arbeiten nun 74 Roboter` finds its plant.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pressefakten.facts import verbs
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.issuer import core
from pressefakten.facts.page import NUMERIC, Ent, Item, Page, Sentence
from pressefakten.facts.triggers import Forms, Hit, TriggerIndex
from pressefakten.patterns import words

NAMES = ("BRAND", "MODEL", "ORG", "SITE")
MARKS = frozenset(',;:–—-|·•(„“"»«>')


@functools.cache
def _forms(name: str) -> Forms:
    return Forms(words("figures")["grammar"][name])


@functools.cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words("figures")["grammar"][name])


@functools.cache
def _undergoes() -> frozenset[str]:
    """Auxiliaries of the passive and of states: `wird`, `ist`."""
    return verbs.auxiliaries("passive") | _set("states")


@functools.cache
def _deals() -> TriggerIndex:
    """Phrases of buying and of selling, all verb forms."""
    forms = words("figures")["deal"]
    phrases = {key: [form for phrase in forms[key] for form in verbs.expand(phrase)] for key in forms}
    return TriggerIndex(phrases, gap=DEAL_GAP)


DEAL_GAP = 14
"""Words between the parts of a phrase of buying: `riefen die ÖBB bei Alstom 30 Züge des Typs … ab`."""


def standing(items: Sequence[Item], at: int) -> str:
    """How the name at an index stands: `acts` before its verb, `inner` right behind it, `clause` behind a word that opens a subordinate
    clause, `label`, `of` (genitive), `part` (behind a mark), or `by` a preposition or an article of another case.
    """  # fmt: skip
    first = _first_of_phrase(items, at)
    opener = items[first].low if items[first].ent is None else ""
    front = first - 1
    while front >= 0 and items[front].ent is None and items[front].low in _set("particles"):
        front -= 1
    before = items[front] if front >= 0 else None
    if before is not None and before.ent is None and before.low in _set("prepositions"):
        return "clause" if is_relative(items, front) else "by"
    if opener in _set("oblique"):
        return "of" if _is_noun(before) else "clause" if is_relative(items, first) else "by"
    if opener in ("der", "des") and _is_noun(before):
        return "of"
    if before is None or (before.ent is None and before.text in MARKS):
        return _at_start(items, at, before)
    if before.ent is None and (before.low in _set("subordinating") or is_relative(items, front - 1)):
        return "clause"
    if _finite(items, front):
        return "inner"
    if before.ent is None and before.low in ("und", "oder", "sowie", "&"):
        return "also"
    return "else"


def is_relative(items: Sequence[Item], at: int) -> bool:
    """Whether a relative clause opens here, which has its verb at its end: `, bei der vbl 33 Busse kauft`."""
    if at < 1 or items[at - 1].text != ",":
        return False
    end = next((k for k in range(at, len(items)) if _closes(items, k)), len(items))
    return end - at > 3 and is_verb(items, end - 1)


def _closes(items: Sequence[Item], k: int) -> bool:
    """Whether a mark ends a clause; the hyphen of `Gelenk- und Solobusse` does not."""
    item = items[k]
    attached = item.text == "-" and k > 0 and items[k - 1].end == item.start
    return item.ent is None and item.text in MARKS | {"."} and not attached


def _at_start(items: Sequence[Item], at: int, before: Item | None) -> str:
    following = items[at + 1] if at + 1 < len(items) else None
    if following is None:
        return "label"
    if following.text in (":", "–", "|") and following.ent is None:
        return "label"
    behind = _behind_insertion(items, at + 1)
    if behind < len(items) and _finite(items, behind):
        return "acts"
    return "opens" if before is None else "part"


def _behind_insertion(items: Sequence[Item], at: int) -> int:
    """Past a bracket behind a name, or what stands between two commas."""
    closing = {"(": ")", ",": ","}.get(items[at].text) if at < len(items) and items[at].ent is None else None
    if closing is None:
        return at
    end = next((k for k in range(at + 1, min(len(items), at + 14)) if items[k].text == closing), -1)
    return end + 1 if end >= 0 else at


def _first_of_phrase(items: Sequence[Item], at: int) -> int:
    """First item of the noun phrase that ends in the name: its article, noun of apposition and adjectives."""
    first = at
    for k in range(at - 1, max(-1, at - 5), -1):
        item = items[k]
        if item.ent is not None:
            if item.ent.label not in ("BRAND", "ROLE", "PLACE") or first != k + 1:
                break
            first = k
        elif item.low in _set("articles"):
            return k
        elif _is_noun(item) or (
            item.text[0].islower()
            and item.low.endswith(("e", "en", "er", "es"))
            and not _finite(items, k)
            and item.low not in _set("prepositions") | _set("particles")
        ):
            first = k
        else:
            break
    return _trimmed(items, first, at)


def _trimmed(items: Sequence[Item], first: int, at: int) -> int:
    """Without an article, an adjective or a noun in front of a name belongs to it only where it opens the clause."""
    opens = first == 0 or (items[first - 1].ent is None and items[first - 1].text in MARKS)
    return first if opens or items[first].ent is not None else at


def _finite(items: Sequence[Item], at: int) -> bool:
    return items[at].ent is None and (items[at].low in _set("verbs") or is_verb(items, at))


def _is_noun(item: Item | None) -> bool:
    if item is None:
        return False
    if item.ent is not None:
        return item.ent.label in ("ROLE", "ORG", "BRAND", "SITE")
    return item.text[0].isupper() and item.low not in _set("articles") | _set("prepositions")


ACTING = frozenset(("acts", "inner", "clause", "label", "opens"))


def actor(sentence: Sentence) -> Ent | None:
    """The name that acts in a sentence: in front of its verb before others."""
    best: tuple[int, Ent] | None = None
    for ent in sentence.ents:
        if ent.label in NAMES:
            rank = ORDER.get(standing(sentence.items, ent.item), 9)
            if rank < 9 and (best is None or rank < best[0]):
                best = (rank, ent)
    return best[1] if best else None


ORDER = {"acts": 0, "inner": 1, "opens": 2, "label": 2, "clause": 3}


def subject_word(sentence: Sentence) -> str:
    """The lower-cased noun or pronoun that is the grammatical subject where no name is: in front of the verb or right behind it."""
    items = sentence.items
    verb = next((k for k, item in enumerate(items) if k and item.ent is None and _finite(items, k)), -1)
    if verb < 0:
        return ""
    return _head(items, 0, verb) or _head(items, verb + 1, min(len(items), verb + 6))


def _head(items: Sequence[Item], start: int, end: int) -> str:
    """The noun of a noun phrase that may be a subject and starts at `start`, else an empty string."""
    at = start
    while at < end and items[at].ent is None and items[at].low in _set("particles"):
        at += 1
    if at >= end or items[at].ent is not None:
        return "#" if at < end and items[at].ent and items[at].ent.label in NUMERIC else ""  # type: ignore[union-attr]
    low = items[at].low
    alone = at + 1 >= end or (items[at + 1].ent is None and _finite(items, at + 1))
    if low in _set("pronouns") and (alone or low not in _set("nominative")):
        return low
    if low not in _set("nominative"):
        return ""
    for k in range(at + 1, min(end, at + 5)):
        item = items[k]
        if item.ent is not None:
            return "#" if item.ent.label in NUMERIC else ""
        if item.text[0].isupper():
            return item.low
    return ""


@dataclass(slots=True)
class Thread:
    """Whom a release speaks of, sentence by sentence, and who buys and sells in it.

    For each sentence `acting` is the name that acts in it, `about` the one that acted last in its section. `deals` counts how often a name buys or sells.
    """

    acting: list[Ent | None] = field(default_factory=list)
    about: list[Ent | None] = field(default_factory=list)
    speaks_of_market: list[bool] = field(default_factory=list)
    deals: Counter[tuple[str, str]] = field(default_factory=Counter)
    _stands: dict[int, str] = field(default_factory=dict)

    def stands(self, sentence: Sentence, ent: Ent) -> str:
        """How a name of a sentence stands."""
        if ent.start not in self._stands:
            self._stands[ent.start] = standing(sentence.items, ent.item)
        return self._stands[ent.start]


def thread(page: Page) -> Thread:
    """Read down the page once."""
    found = Thread()
    last: Ent | None = None
    heading = -2
    for sentence in page.sentences:
        above = page.lines[sentence.line]["heading"] if page.lines else -1
        if above != heading:
            last, heading = None, above
        own = actor(sentence)
        last = own or last
        found.acting.append(own)
        found.about.append(last)
        spoken = page.zone(sentence) in ("head", "body")
        found.speaks_of_market.append(spoken and _speaks_of_market(sentence))
        _note_deals(sentence, found)
    return found


def pointed_at(page: Page, sentence: Sentence, at: int) -> Ent | None:
    """The name that `Dort` or `Hier` in front of an item takes up: `auf das Konto von Trucks North America: Dort sank der Absatz auf …`."""
    items = sentence.items
    there = next((k for k in range(at - 1, -1, -1) if items[k].ent is None and items[k].low in THERE), -1)
    if there < 0 or any(item.ent is not None and item.ent.label in (*NAMES, "PLACE") for item in items[there:at]):
        return None
    if there:
        return items[there - 2].ent if there > 1 and items[there - 1].text == ":" else None
    before = page.previous(sentence)
    if before is None or before.line != sentence.line or len(before.items) < 2:
        return None
    return before.items[-2].ent if before.items[-1].text in ".:" else None


THERE = frozenset(("dort", "hier"))


def _speaks_of_market(sentence: Sentence) -> bool:
    return any(map(_forms("market").fit, [item.low for item in sentence.items if item.ent is None]))


def _note_deals(sentence: Sentence, found: Thread) -> None:
    names = [ent for ent in sentence.ents if ent.label in ("ORG", "BRAND")]
    if not names:
        return
    words_ = [item.low for item in sentence.items]
    passive = bool(_undergoes() & set(words_))
    for hit in _deals().find(words_):
        for ent in names:
            if side := _side(sentence.items, ent, hit, passive):
                found.deals[core(ent.canonical), side] += 1


def _side(items: Sequence[Item], ent: Ent, deal: Hit, passive: bool) -> str:
    """Buyer or seller, if the phrase says so: who buys acts, who sells stands behind `bei`; who sells acts, who buys stands behind `an`."""
    low, high = (ent.item + 2, deal.start) if ent.item < deal.start else (deal.end, ent.item)
    if any(is_relative(items, k) for k in range(low, high)):
        return "buyer" if deal.key == "buys" and _in_relative_clause(items, ent.item, deal.start) else ""
    acts, governor = standing(items, ent.item) in ACTING, governed(items, ent.item)
    if deal.key == "awards" and passive and (acts or governor in ("von", "vom", "durch")):
        return "seller" if acts else "buyer"
    if deal.key == "awards":
        return "seller" if governor in ("an", "dem", "der") or _is_object(items, ent.item) else "buyer" if acts else ""
    if deal.key == "buys":
        if governor in ("bei", "beim") or (governor in ("von", "vom") and not passive):
            return "seller"
        return "buyer" if (governor in ("von", "vom", "durch") if passive else acts) else ""
    if acts:
        return "" if passive else "seller"
    return "buyer" if governor in ("an", "von", "vom", "der", "des", "für") else ""


def _is_object(items: Sequence[Item], at: int) -> bool:
    """`Die Bahn hat die Blankwerk GmbH … beauftragt`: a name behind the verb while another one stands in front of it."""
    verb = next((k for k in range(at - 1, -1, -1) if _finite(items, k)), -1)
    named = [k for k, item in enumerate(items[: max(verb, 0)]) if item.ent is not None and item.ent.label in NAMES]
    return verb >= 0 and bool(named) and standing(items, at) == "inner"


def governed(items: Sequence[Item], at: int) -> str:
    """The preposition that a name stands behind, else its article, else an empty string: `beim` in `beim Ausstatter Rosenbauer`."""
    article = False
    for k in range(at - 1, max(-1, at - 6), -1):
        item = items[k]
        if item.ent is None and item.low in _set("prepositions"):
            return item.low
        if article or (item.ent is None and item.text in MARKS) or _finite(items, k):
            break
        article = item.ent is None and item.low in _set("articles")
    opener = items[_first_of_phrase(items, at)]
    return opener.low if opener.ent is None and opener.low in _set("articles") else ""


def behind_preposition(items: Sequence[Item], at: int) -> bool:
    """Whether a preposition governs the name at an index."""
    return governed(items, at) in _set("prepositions")


def is_oblique(article: str) -> bool:
    """Whether an article is one of an object: `den`, `dem`, `einem`."""
    return article in _set("oblique")


def has_other_subject(sentence: Sentence, ent: Ent, clause: Sequence[str]) -> bool:
    """Whether a clause, given by its words, has another subject than a name behind `der`, or is passive: then that is a dative or genitive."""
    right_before = ent.item > 1 and (other := sentence.items[ent.item - 2].ent) is not None and other.label in NAMES
    return (
        right_before
        or _acts_before(sentence, ent)
        or not _undergoes().isdisjoint(clause)
        or bool(subject_word(sentence))
    )


def subject_in_front(sentence: Sentence, ent: Ent) -> bool:
    """Whether the clause of a name has its subject in front of that: another name that acts, or a noun or pronoun."""
    word = subject_word(sentence)
    front = [item for item in sentence.items[: ent.item] if item.clause == sentence.items[ent.item].clause]
    return _acts_before(sentence, ent) or (bool(word) and any(item.low == word for item in front))


def _acts_before(sentence: Sentence, ent: Ent) -> bool:
    items = sentence.items
    others = (other.item for other in sentence.ents if other.label in NAMES and other.item < ent.item)
    return any(items[at].clause == items[ent.item].clause and standing(items, at) in ACTING for at in others)


def is_passive(clause: Sequence[Item]) -> bool:
    """Whether a clause has an auxiliary of the passive."""
    return any(item.ent is None and item.low in _undergoes() for item in clause)


def _in_relative_clause(items: Sequence[Item], name: int, at: int) -> str:
    """`acts` where the verb at an index stands in a clause that hangs on the name: `die Hollerith Bau, die zwölf Wagen bestellt hat`."""
    for k in range(name + 1, min(name + 6, at)):
        if items[k].text == "," and items[k + 1].low in ("der", "die", "das", "welche", "welcher"):
            closed = any(item.ent is None and item.text in MARKS for item in items[k + 1 : at])
            return "" if closed else "acts"
    return ""


def side_of(found: Thread, name: str) -> str:
    """`buyer` or `seller` where the release says so more often than the opposite, else an empty string."""
    own = core(name)
    bought, sold = found.deals[own, "buyer"], found.deals[own, "seller"]
    return "" if bought == sold else "buyer" if bought > sold else "seller"


def is_finite(items: Sequence[Item], at: int) -> bool:
    """Whether a finite verb stands at an index."""
    return at < len(items) and _finite(items, at)


def is_definite(item: Item) -> bool:
    """Whether a word is an article or pronoun that points to what is known."""
    return item.ent is None and item.low in _set("definite")


def is_preposition(item: Item) -> bool:
    """Whether a word is a preposition, with its article or without."""
    return item.ent is None and item.low in _set("prepositions")


def is_possessive(item: Item) -> bool:
    """Whether a word says that what follows belongs to who is spoken of."""
    return item.ent is None and item.low in _set("possessive")


def is_site(word: str) -> bool:
    """Whether a lower-cased noun is what a plant or another site is called."""
    return _forms("places").fit(word)


def is_pronoun(word: str) -> bool:
    """Whether a word is a pronoun that may be a subject."""
    return word in _set("pronouns")


def calls(word: str, kind: str) -> bool:
    """Whether a word is what a `group`, a `firm` or a `division` is called."""
    return word in _set(kind)


def kind_of_subject(word: str) -> str:
    """What a grammatical subject that is no name speaks of: a market, a figure, the issuer, a brand, a plant, a model, someone named before."""
    if not word:
        return "none"
    if word == "#":
        return "number"
    if word in _set("pronouns"):
        return f"pronoun:{word}" if word in ("es", "wir", "man", "das") else "pronoun"
    if _forms("market").fit(word):
        return "market"
    for kind in ("issuer", "brand", "site", "model"):
        if word in _anaphors(kind) or (kind == "site" and _forms("places").fit(word)):
            return kind
    return "thing"


@functools.cache
def _anaphors(kind: str) -> frozenset[str]:
    return frozenset(words("figures")["anaphor"][kind])
