"""What a sum is put into: the noun phrases beside it, what costs, what is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pressefakten.facts.clauses import is_verb
from pressefakten.facts.cues import Num
from pressefakten.facts.outlays import LONG, REACH, is_bracketed, is_sum, own_words, sum_forms, sum_words
from pressefakten.facts.page import Item
from pressefakten.facts.triggers import matches
from pressefakten.normalize.nouns import singular
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.figures import Reading

MANY = 1000
"""So many things are made, not built."""
ATTRIBUTE = ("e", "en", "er", "es", "em")


def purpose_of(reading: Reading, num: Num, part: Sequence[int]) -> str | None:
    """The noun phrase after `in den`, `für die` behind the sum or in front of it, else what costs or is built."""
    items = reading.sentence.items
    part = own_words(reading, num, part)
    behind = [k for k in part if k > num.at and abs(items[k].clause - num.clause) <= 1][:14]
    behind = behind[
        : next((n for n, k in enumerate(behind) if items[k].low == "um" and items[k - 1].text == ","), None)
    ]
    front = [k for k in part if k < num.at][::-1]
    sums = [n.at for n in reading.nums if n.at < num.at and is_sum(n)]
    front = [k for k in front if k > max(sums, default=-1)]
    own = [k for k in front if items[k].clause == num.clause]
    if num.at > 1 and items[num.at - 1].text == "(" and any(sum_forms("falls_to").fit(item.low) for item in items):
        return _hung(items, num.at - 2)
    if is_bracketed(items, num.at):
        named = (phrase for k in front if not _is_genitive(items, k) and (phrase := _articled(items, k)))
        if (first := next(named, None)) is not None:
            return first
    if num.at and items[num.at - 1].low in ("für", "um") and (built := _object(items, [*behind, *front])):
        return built
    if any(is_cost(items[k]) for k in part) and (cost := _costs(items, part)):
        return cost
    for order in (behind, own, front):
        found = _into(items, order)
        if found:
            return found
    return _object(items, [*behind, *front]) or _made(items, part)


def _into(items: Sequence[Item], order: Iterable[int]) -> str | None:
    helped = any(sum_forms("supports").fit(item.low) for item in items if item.ent is None)
    into = sum_words("into") | (sum_words("shared_in") if helped else frozenset())
    order = [k for k in order if items[k].ent is None and items[k].low in into]
    for k in sorted(order, key=lambda k: items[k].low in sum_words("weakly")):
        if items[k].low == "auf" and not any(sum_forms("falls_to").fit(item.low) for item in items):
            continue
        hangs = k > 1 and items[k - 1].text == "," and k + 1 < len(items) and items[k + 1].low in sum_words("relative")
        noun = k + 2 < len(items) and items[k + 2].text[0].isupper() and items[k + 2].ent is None
        whose = k + 1 < len(items) and items[k + 1].low in ("dessen", "deren")
        if hangs and not (noun and (whose or not _closes_in_verb(items, k + 2))):
            return _hung(items, k - 2)
        phrase = _noun_phrase(items, k + 1) or _kind_of_site(items, k + 1)
        if phrase and not _idle(phrase):
            return phrase
        if phrase is None and k > 1 and items[k - 1].text == ",":
            return _hung(items, k - 2)
    return None


def _closes_in_verb(items: Sequence[Item], at: int) -> bool:
    """Whether a verb closes the clause of an index: `…, in die Wacker 300 Mio. Euro investiert hat`."""
    end = next((k for k in range(at, len(items)) if items[k].text in ",.;" and items[k].ent is None), len(items))
    return items[end - 1].ent is None and is_verb(items, end - 1)


def _kind_of_site(items: Sequence[Item], at: int) -> str | None:
    """`in ein Logistikzentrum in Seewen`: what is built, of a new site that has no name but its noun."""
    article = items[at].low if at < len(items) else ""
    while at < len(items) and items[at].ent is None and (items[at].low == article or items[at].text[0].islower()):
        at += 1
    ent = items[at].ent if at < len(items) else None
    noun = ent.text.split()[0] if ent is not None and ent.label == "SITE" else ""
    return (
        noun
        if article in ("ein", "eine", "einen", "einem", "einer") and sum_forms("erected").fit(noun.lower())
        else None
    )


def _idle(phrase: str) -> bool:
    """Whether all nouns of a phrase are ones that name no purpose, or its head is whoever acts."""
    nouns = [word.lower() for word in phrase.split() if word[0].isupper()]
    return all(word in sum_words("idle") for word in nouns) or nouns[0] in sum_words("self") | sum_words("grants")


def _hung(items: Sequence[Item], at: int) -> str | None:
    """The noun phrase in front of a relative clause: `der Ausbau der Fertigung, in den … fließen`, `die Halle in Wels, für die …`."""
    ent = items[at].ent
    if ent is not None and ent.label in ("PLACE", "SITE") and at > 1 and items[at - 1].low in ("in", "im", "am", "bei"):
        at -= 2
    first = at
    while first >= 0 and items[first].ent is None and _nominal(items[first]):
        first -= 1
    return _noun_phrase(items, first + 1)


def _nominal(item: Item) -> bool:
    return item.text[0].isupper() or item.low in sum_words("links") or item.low.endswith(("en", "er", "e"))


def _costs(items: Sequence[Item], part: Sequence[int]) -> str | None:
    """`Der Umbau der Halle kostete …`, `5 Mio. kostet der Umbau`, `lässt sich die Firma den Umbau kosten`: what costs."""
    verb = next((k for k in part if is_cost(items[k])), None)
    if verb is None or (verb and items[verb - 1].low in ("das", "dies", "es")):  # `lässt sich das … kosten`
        return None
    lets = any(items[k].low in sum_words("lets") for k in part)
    front = [phrase for k in range(verb) if (phrase := _articled(items, k))]
    behind = [phrase for k in part if k > verb and (phrase := _articled(items, k))]
    return (front[-1] if lets else front[0]) if front else next(iter(behind), None)


def is_cost(item: Item) -> bool:
    """A verb of cost, not the noun `Kosten`."""
    return (item.text[0].islower() and item.low in sum_words("cost")) or item.text == "Buche"


def _articled(items: Sequence[Item], at: int) -> str | None:
    """The noun phrase that an article at an index opens, where it can be a purpose and no name follows the article."""
    opens = items[at].ent is None and items[at].low in sum_words("articles")
    if not opens or (at and items[at - 1].low in sum_words("oblique") | sum_words("agents") | sum_words("into")):
        return None
    phrase = _noun_phrase(items, at + 1)
    return phrase and (None if _idle(phrase) else " ".join(_strong(phrase.split(), items[at].low)))


def _is_genitive(items: Sequence[Item], at: int) -> bool:
    """Whether an article stands right behind a noun: `der Neubau des Gefängnisses`."""
    return at > 0 and items[at - 1].text[0].isupper() and items[at].low in ("der", "des", "einer", "eines")


def _object(items: Sequence[Item], order: Sequence[int]) -> str | None:
    """`entsteht für 27 Mio. Euro ein Neubau`, `baut eine Halle`: what is built."""
    for k in order:
        if items[k].low in ("ein", "eine", "einen") and items[k].ent is None:
            phrase = _noun_phrase(items, k + 1)
            if phrase and not _idle(phrase):
                return phrase
    deeds = sum_forms("deeds")
    for k in order:
        governed = k > 0 and items[k - 1].low in sum_words("oblique") | sum_words("into")
        if items[k].low in ("den", "die", "das") and items[k].ent is None and not governed:
            phrase = _noun_phrase(items, k + 1)
            noun = next((word for word in (phrase or "").split() if word[0].isupper()), "")
            if phrase and not _idle(phrase) and deeds.fit(noun.lower()):
                return phrase
    return None


def _several(items: Sequence[Item]) -> str | None:
    """`entstehen drei Abfülllinien`: a number of things that are built, no people or places for them."""
    for k, item in enumerate(items[:-1]):
        counted = item.ent is not None and item.ent.label == "NUMBER" and items[k + 1].ent is None
        counted = counted and 0 < ((item.ent.value or {}).get("value") or 0) < MANY if item.ent is not None else False
        free = k == 0 or items[k - 1].low not in sum_words("oblique") | {"von", "um"}
        if counted and free and not sum_forms("staff").fit(items[k + 1].low) and (phrase := _noun_phrase(items, k)):
            return phrase
    return None


def _made(items: Sequence[Item], part: Sequence[int]) -> str | None:
    """`wird für 5 Mio. Euro saniert`: Sanierung."""
    table: dict[str, str] = words("investments")["made"]
    low = {items[k].low for k in part}
    for particle, noun in words("investments")["particle"].items():
        if particle in low and low & sum_words("builds"):
            return str(noun)
    return next((noun for k in part for form, noun in table.items() if matches(form, items[k].low)), None)


def deed_of(reading: Reading, part: Sequence[int], refers: bool) -> tuple[str | None, Sequence[Item]] | None:
    """What is built for the sum, and the words that say so: the rest of the sentence, else, if the sum refers to it, those before in its paragraph."""
    items = reading.sentence.items
    own = set(part)
    first: tuple[str | None, Sequence[Item]] | None = None
    rest = [item for k, item in enumerate(items) if k not in own]
    for away, run in enumerate((rest, *(_paragraph_above(reading) if refers else ()))):
        works = _works(run)
        if works or any(item.ent is None and sum_forms("erects").fit(item.low) for item in run):
            built = [k for k, item in enumerate(run) if item.low in ("ein", "eine", "einen")]
            thing = (
                _object(run, built) or (_several(run) if away <= 1 else None) or works or _made(run, range(len(run)))
            )
            found = thing, (run if away <= 1 else ())
            if thing:
                return found
            first = first or found
    return first


def _paragraph_above(reading: Reading) -> Iterator[Sequence[Item]]:
    """The sentences before in the same paragraph, the nearest first, as far as a sum can refer to them."""
    page, at = reading.page, reading.sentence.index
    for sentence in reversed(page.sentences[max(0, at - REACH) : at]):
        if sentence.line != reading.sentence.line:
            return
        yield sentence.items


def _works(items: Sequence[Item]) -> str | None:
    """`mit dem Bau der Halle`, `den Spatenstich für ein Technikum`: the works that a sentence names, with what they are on."""
    for k in range(1, len(items) - 1):
        if items[k].ent is not None or not items[k].text[0].isupper():
            continue
        if sum_forms("starts").fit(items[k].low) and items[k + 1].low in ("für", "zu", "zum", "zur"):
            if phrase := _noun_phrase(items, k + 2):
                return phrase
        elif sum_forms("works").fit(items[k].low) and items[k - 1].low in sum_words("articles"):
            return _noun_phrase(items, k) if items[k].low != "bau" else _built_thing(items, k + 1)
    return None


def _built_thing(items: Sequence[Item], at: int) -> str | None:
    """What stands behind `Bau` in the genitive, as a name of its own: `des Speichers` -> `Speicher`, `einer neuen Linie` -> `neue Linie`."""
    article = items[at].low
    phrase = (_noun_phrase(items, at + 1) or "").split() if article in ("der", "einer", "des", "eines", "von") else []
    first = next((k for k, word in enumerate(phrase) if word[0].isupper()), 0)
    if not phrase or (article in ("des", "eines") and first):
        return None  # its gender is not told
    if article in ("der", "einer"):
        phrase[:first] = [word.removesuffix("en") + "e" for word in phrase[:first]]
    elif article in ("des", "eines"):
        phrase[first] = singular(phrase[first].removesuffix("s"))
    return " ".join(phrase)


def told_behind(reading: Reading) -> Sequence[Item]:
    """`Das Geld fließt in Umbauten und in die Logistik`: the sentence behind that says what the sum is for."""
    page = reading.page
    behind = page.sentences[reading.sentence.index + 1 : reading.sentence.index + 2]
    items = behind[0].items if behind and behind[0].line == reading.sentence.line else []
    if any(item.ent is not None and item.ent.label == "MONEY" for item in items):
        return ()  # its parts, told with sums of their own
    goes_on = len(items) > 2 and sum_forms("the_money").fit(items[1].low) and items[0].low in ("das", "die", "der")
    return items if goes_on else ()


def aim_of(items: Sequence[Item]) -> str | None:
    """What `in …, in …` of a sentence on the money names, else what stands behind its first preposition."""
    found = [_noun_phrase(items, k + 1) for k in range(2, len(items)) if items[k].low in ("in", "ins")]
    return " und ".join(phrase for phrase in found if phrase) or _into(items, range(2, len(items)))


def _noun_phrase(items: Sequence[Item], at: int) -> str | None:
    """The noun phrase that begins at an index, with its genitives: `zwei neue Linien für Kolben`; None where none does."""
    phrase: list[str] = []
    article = ""
    if at < len(items) and items[at].low in sum_words("articles"):
        article, at = items[at].low, at + 1
    for item in items[at : at + LONG]:
        counted = item.ent is not None and item.ent.label == "NUMBER"
        if (item.ent is not None and not counted) or not (counted or item.text[0].isalpha()):
            break
        if not _goes_into(phrase, item):
            break
        phrase.append(item.text)
    while phrase and not phrase[-1][:1].isupper():
        phrase.pop()
    listed = _listed(items, at + len(phrase), phrase)
    return (" ".join(_strong(phrase, article)) + listed) or None


def _listed(items: Sequence[Item], at: int, phrase: Sequence[str]) -> str:
    """`, Speicher und Kraftwerke` behind `Netze`: the nouns of a list that ends with `und`; empty where none goes on."""
    k, nouns = at, []
    while phrase and k + 1 < len(items) and items[k].text == "," and items[k].ent is None:
        end = k + 1
        while (
            end < len(items)
            and items[end].ent is None
            and _nominal(items[end])
            and items[end].low not in ("und", "sowie")
        ):
            end += 1
        if end == k + 1 or not items[end - 1].text[0].isupper():
            return ""
        nouns.append(" ".join(item.text for item in items[k + 1 : end]))
        k = end
        if k + 1 < len(items) and items[k].low in ("und", "sowie"):
            skip = k + 1 + (items[k + 1].low in sum_words("articles"))
            last = items[skip] if skip < len(items) else None
            if last is None or last.ent is not None or not last.text[0].isupper():
                return ""
            return ", " + ", ".join(nouns) + f" und {last.text}"
    return ""


def _goes_into(phrase: Sequence[str], item: Item) -> bool:
    """Whether a word may stand next in a noun phrase: attributes, the noun, then what a link opens, then that noun."""
    noun = item.text[0].isupper() and item.ent is None
    if not phrase:
        return noun or item.ent is not None or item.low.endswith(ATTRIBUTE)
    before = phrase[-1]
    if before[:1].isupper():
        return noun or item.low in sum_words("links")
    if before.lower() in sum_words("links"):
        return noun or item.low.endswith(ATTRIBUTE) or item.low in sum_words("articles")
    return noun or item.low.endswith(ATTRIBUTE)


def _strong(phrase: list[str], article: str) -> list[str]:
    """Adjectives in front of the noun as without their article: `das neue Werk` -> `neues Werk`."""
    table: dict[str, list[str]] = words("investments")["strong"]
    weak, strong = table.get(article, ["", ""])
    if article == "der" and phrase and phrase[0].endswith("e"):
        weak, strong = "e", "er"  # `kostet der neue Trakt`
    first = next((k for k, word in enumerate(phrase) if word[:1].isupper()), 0)
    return [
        word.removesuffix(weak) + strong if weak and k < first and word.endswith(weak) else word
        for k, word in enumerate(phrase)
    ]
