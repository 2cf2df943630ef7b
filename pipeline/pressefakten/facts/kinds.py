"""What products with a name are called by a common noun: `die Wallbox` after `Der Zelvo 12 ist eine Wallbox`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pressefakten.facts.eventwords import event_words
from pressefakten.facts.page import Ent, Item, Page, Sentence, is_adjective, is_model, is_numeric
from pressefakten.normalize import lexicon
from pressefakten.normalize.nouns import is_noun, singular

STEM = 4
"""Letters of a noun that may call a product."""
OPENING = 3
"""Items in front of a model with which a sentence opens: `Der neue Kia EV3`."""
SEVERAL = 2
"""Models that a plural takes up."""
QUOTES = frozenset("„“”\"»«‚‘'›‹")


def is_kind(page: Page, noun: Item) -> bool:
    """`die Wärmepumpe` after `Wärmepumpe Zelvo 12`, `der Kran` after `der Raupenkran Zelvo LR`: whether models are called by a noun."""
    return noun.text[0].isupper() and len(noun.low) >= STEM and any(_fit(kind, noun) for kind in _kinds(page))


def takes_up(page: Page, noun: Item) -> bool:
    """Whether a noun behind an article that points back stands for a product with a name: `das Gerät`, or what models are called."""
    if noun.ent is not None or not noun.text[0].isupper():
        return False
    return is_kind(page, noun) or is_of_models(page, noun) or (is_general(noun) and not _is_of_many(page, noun))


def is_of_models(page: Page, noun: Item) -> bool:
    """Whether a noun stands for a product in a release that names one: `der Walzenzug`, `die Reiseenduro`."""
    return event_words("anaphor", "taken_models").fit(noun.low) and any(ent.label == "MODEL" for ent in page.ents)


def _is_of_many(page: Page, noun: Item) -> bool:
    """`Die Räder` in a text on one model, which is not called so: several things of another kind."""
    if event_words("anaphor", "MODEL").fit(noun.low) or singular(noun.text) == noun.text:
        return False
    return len({ent.canonical for ent in page.ents if ent.label == "MODEL"}) < SEVERAL


def is_general(noun: Item) -> bool:
    """Whether a noun may stand for any product of a trade: `das Fahrzeug`, `das Gerät`."""
    return any(event_words("anaphor", name).fit(noun.low) for name in ("MODEL", "taken"))


def called(page: Page, noun: Item, before: int, *, whole: bool = False) -> list[Ent]:
    """The models that are called by a noun in the sentences above the one with index `before`, each once; `whole` by just that noun, no compound."""
    found: dict[str, Ent] = {}
    for kind, ents in _kinds(page).items():
        if kind == singular(noun.text).lower() if whole else _fit(kind, noun):
            for ent in ents:
                if ent.sentence < before:
                    found[ent.canonical] = ent
    return sorted(found.values(), key=lambda ent: ent.start)


def _fit(kind: str, noun: Item) -> bool:
    return kind.endswith((noun.low, singular(noun.text).lower()))


def _kinds(page: Page) -> Mapping[str, tuple[Ent, ...]]:
    if page.kinds is None:
        kinds: dict[str, list[Ent]] = {}
        for ent in page.ents:
            for noun in _nouns(page, ent) if ent.label == "MODEL" else ():
                for form in {noun.low, singular(noun.text).lower()}:
                    kinds.setdefault(form, []).append(ent)
        page.kinds = {noun: tuple(ents) for noun, ents in kinds.items()}
    return page.kinds


def _nouns(page: Page, ent: Ent) -> Iterator[Item]:
    """The common nouns that call a model: in front of it, apposed to it, said of it, and of what the sentence before announces."""
    sentence = page.sentences[ent.sentence]
    items = sentence.items
    for noun in (_in_front(items, ent), _said_of(items, ent), _announced(page, sentence, ent)):
        if noun is not None and _can_call(noun):
            yield noun


def _can_call(noun: Item) -> bool:
    if noun.ent is not None or not noun.text[0].isupper() or len(noun.low) < STEM:
        return False
    if not (is_noun(noun.text) or lexicon.known(noun.low)):
        return False
    return not any(
        words.fit(noun.low) for words in (event_words("anaphor", "ORG"), event_words("no_topic"), event_words("made"))
    )


def _in_front(items: Sequence[Item], ent: Ent) -> Item | None:
    """The noun right in front of a model, its maker, quotation marks and `vom Typ` aside."""
    at = ent.item - 1
    while at > 0 and (items[at].text in QUOTES or items[at].text == "("):
        at -= 1
    if at > 0 and (maker := items[at].ent) is not None and maker.label in ("BRAND", "ORG"):
        at -= 1
    if at > 1 and items[at].ent is None and items[at].low in event_words("classed", "calls"):
        at -= 1 + (items[at - 1].low in event_words("classed", "of"))
    return items[at] if at >= 0 else None


def _said_of(items: Sequence[Item], ent: Ent) -> Item | None:
    """`Der Zelvo 12, eine kleine Wallbox, …`, `Der Zelvo 12 ist eine Wallbox`."""
    at = ent.item + 1
    if at + 2 >= len(items) or not (items[at].text == "," or items[at].low in event_words("classed", "is")):
        return None
    if items[at + 1].ent is not None or items[at + 1].low not in event_words("classed", "one"):
        return None
    at += 2
    while at < len(items) - 1 and is_adjective(items[at]):
        at += 1
    return items[at]


def _announced(page: Page, sentence: Sentence, ent: Ent) -> Item | None:
    """`Die Firma bringt eine neue Wallbox. Der Zelvo 12 …`: the one new thing of a sentence without a model right above the first one that names it."""
    above = page.previous(sentence)
    opens = sentence.items[0].ent is not None or sentence.items[0].low in event_words("anaphor", "definite")
    if above is None or any(map(is_model, above.items)) or not opens or ent.item > OPENING:
        return None
    if any(
        other.canonical == ent.canonical for other in page.ents if other.label == "MODEL" and other.start < ent.start
    ):
        return None
    found = [noun for at in range(1, len(above.items)) if (noun := _new_thing(above.items, at)) is not None]
    return found[0] if len(found) == 1 else None


def _new_thing(items: Sequence[Item], at: int) -> Item | None:
    """A noun behind `neu` or a number: `eine neue Wallbox`, `zwei Kastenwagen`."""
    front = items[at - 1]
    new = front.ent is None and front.low in event_words("classed", "new")
    noun = items[at]
    return (
        noun
        if (new or is_numeric(front)) and _can_call(noun) and not event_words("goods", "unless").fit(noun.low)
        else None
    )
