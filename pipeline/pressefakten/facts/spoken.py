"""Fillers that the text spoke of before: what a pronoun, a noun or nothing but the topic points back to, and what goes on below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pressefakten.facts import naming
from pressefakten.facts.clauses import Clauses
from pressefakten.facts.eventwords import country_names, event_words
from pressefakten.facts.kinds import STEM, called, is_general, is_of_models, takes_up
from pressefakten.facts.matching import (
    FAR,
    REACH,
    Filler,
    Match,
    Scope,
    filler_of,
    form_of,
    group_of,
    is_allowed,
    is_aside,
    is_day,
    is_opened_by,
    is_vague,
    nearest_fillers,
    plant_at,
)
from pressefakten.facts.page import Ent, Item, Page, Sentence, is_adjective
from pressefakten.facts.rules import SlotRule
from pressefakten.facts.topics import is_passing, same_family
from pressefakten.facts.triggers import Hit
from pressefakten.facts.venues import is_venue, is_wide
from pressefakten.facts.verbs import auxiliaries
from pressefakten.normalize.nouns import singular
from pressefakten.patterns import words

LINES = 12
"""Sentences below a heading that may be its entries."""
OPENING = 3
"""Items in front of the date with which an entry opens."""
TITLES = "titles"
"""Option of a rule whose phrase may be a heading over the line that says when and where: `Delegiertenversammlung`."""


def _pointers(match: Match, label: str) -> list[str]:
    """The words that point back to a name of this label: those of the clause, else those of the clauses before it."""
    known = event_words("anaphor", label) if label in words("events")["anaphor"] else None
    found = [
        i
        for i, item in enumerate(match.items)
        if item.ent is None
        and known
        and (
            (
                (known.fit(item.low) or (label == "MODEL" and takes_up(match.page, item)))
                and _points(match.items, i)
                and not _is_named(match.items, i)
            )
            or (label == "MODEL" and _is_new_one(match.items, i))
        )
    ]
    own = [i for i in found if match.clauses.of[i] == match.clause]
    return [match.items[i].low for i in own or [i for i in found if match.clauses.of[i] < match.clause]]


def hangs_on_noun(match: Match) -> bool:
    """`eine Förderung, die im Mai ausläuft`: whether a relative clause hangs on a noun that is no word for a product."""
    first = match.inside()[0]
    hung = match.items[first - 1] if first and match.clause in match.clauses.relative else None
    opens = [match.items[i].low for i in match.inside()[:2] if match.items[i].text != ","]
    if hung is None or not hung.text[0].isalnum():
        return False
    if hung.ent is not None:
        return hung.ent.label == "NUMBER"
    if opens[:1] not in (["der"], ["die"], ["das"]) or first <= 2:  # `Der Fünftürer, der …`
        return False
    return hung.text[0].isupper() and not event_words("anaphor", "MODEL").fit(hung.low)


def speaks_of_new(match: Match) -> bool:
    """`2028 läuft ein vollelektrisches Modell an`: whether a clause is about a product that it does not name and nobody has named before."""
    items = match.items
    for i in match.inside():
        if items[i].low in ("ein", "eine") and items[i].ent is None:
            k = i + 1
            while k < len(items) and is_adjective(items[k]):
                k += 1
            noun = items[k] if k < len(items) else None
            named = k + 1 < len(items) and items[k + 1].ent is not None
            if noun is not None and noun.text[0].isupper() and is_general(noun) and not named:
                return True
    return False


def _is_named(items: Sequence[Item], at: int) -> bool:
    """`das Modell E-190 EP6`: a noun with a name of its own behind it points to nothing."""
    behind = items[at + 1] if at + 1 < len(items) else None
    code = behind is not None and (behind.text[0].isupper() or behind.text[0].isdigit())
    return items[at].text[0].isupper() and behind is not None and code and any(c.isdigit() for c in behind.text)


def _is_new_one(items: Sequence[Item], at: int) -> bool:
    """`der Neue`: an adjective that stands for the product, no noun behind it."""
    behind = items[at + 1] if at + 1 < len(items) else None
    alone = behind is None or (behind.ent is None and not behind.text[0].isupper())
    return (
        alone
        and items[at].text in event_words("anaphor", "nouns")
        and is_opened_by(items, at, event_words("anaphor", "definite"))
    )


def _points(items: Sequence[Item], at: int) -> bool:
    """Whether a word can be an anaphor here: pronouns and adverbs always, nouns with a definite article; `diese Technik` is none."""
    if items[at].low.startswith("dies"):
        k = at + 1
        while k < len(items) and is_adjective(items[k]):
            k += 1
        if k < len(items) and items[k].ent is None and items[k].text[0].isupper():
            return False
    return items[at].text[0].islower() or at == 0 or is_opened_by(items, at, event_words("anaphor", "definite"))


def _anaphor(match: Match, slot: SlotRule) -> list[Filler]:
    label = slot.labels[0]
    if label == "SITE" and (echo := _echo(match)) is not None:
        return [filler_of(match, slot, echo, 0.3)]
    pointers = _pointers(match, label)
    if not pointers:
        return []
    if label == "ORG" and match.page.issuer:
        return [Filler(match.page.issuer)]
    several = slot.each and any(word in event_words("anaphor", "several") for word in pointers)
    if label == "MODEL" and not several and (taken := _taken_up(match, slot)):
        return taken
    reach = FAR if label == "MODEL" else len(match.page.sentences)
    if slot.each and not several and _they(match) and (both := _spoken_of(match, slot, reach=1, several=True)):
        return both
    if label == "MODEL" and slot.each and not several and (both := _owned_by_several(match, slot)):
        return both
    if label == "MODEL" and not several and (spoken := _spoken_product(match, slot, FAR, pointers)):
        return spoken
    pair = several and any(word in event_words("anaphor", "both") for word in pointers)
    if label == "MODEL" and pair and match.page.topics is not None:
        recent = match.page.topics.recent(match.sentence)
        if len(recent) == 2:  # `Der EV3 kostet 35.990 Euro, der EV4 41.990. Gefertigt werden beide im Werk Žilina.`
            return [filler_of(match, slot, ent, 0.5) for ent in recent]
    found = _spoken_of(match, slot, reach=reach, several=several)
    if not found and slot.sited and any(word in event_words("anaphor", "there") for word in pointers):
        towns = slot.model_copy(update={"sited": False})  # `dort` may be a town, too
        found = _spoken_of(match, towns, reach=1, several=False, headed=False)
    if found or not pair:
        return found
    behind = match.page.sentences[match.sentence.index + 1 : match.sentence.index + 1 + FAR]
    ents = _distinct(e for s in behind for e in s.ents if e.label == label)[:2]
    return [filler_of(match, slot, ent, 1.5) for ent in ents] if len(ents) == 2 else []


def _taken_up(match: Match, slot: SlotRule) -> list[Filler]:
    """The models that a noun of the clause takes up: `die Wallbox` the one that was called so, `die Busse` all that were or that the text goes on about."""
    items, topics = match.items, match.page.topics
    carried = topics.carried(match.sentence) if topics is not None else ()
    nouns = [
        i
        for i in match.inside()
        if items[i].ent is None and items[i].text[0].isupper() and _points(items, i) and not _is_named(items, i)
    ]
    for i in nouns:
        named, many = called(match.page, items[i], match.sentence.index), slot.each and _are_several(items, i)
        if is_general(items[i]) or is_of_models(match.page, items[i]):  # whatever the text goes on about
            exact = called(match.page, items[i], match.sentence.index, whole=True)
            named = _meant(match, carried, exact) if many and len(carried) > 1 else [] if carried else named
            if not many and len(carried) > 1 and topics is not None and topics.main is not None:
                named = [topics.main] if topics.main.canonical in _named_in_title(match.page, "MODEL") else []
        if len(named) == 1 or (many and len({ent.brand for ent in named}) == 1):
            return [filler_of(match, slot, ent, 0.4) for ent in named]
    return []


def _owned_by_several(match: Match, slot: SlotRule) -> list[Filler]:
    """`Ihre Auslieferung beginnt …`: the models that the text goes on about, where they are several."""
    items, topics = match.items, match.page.topics
    opens = any(items[i].low in event_words("anaphor", "theirs") for i in match.inside()[:2])
    carried = topics.carried(match.sentence) if topics is not None and opens else ()
    near = all(match.sentence.index - ent.sentence <= FAR for ent in carried)
    return [filler_of(match, slot, ent, 0.5) for ent in carried] if len(carried) > 1 and near else []


def _meant(match: Match, carried: Sequence[Ent], named: Sequence[Ent]) -> list[Ent]:
    """Of several models that the text goes on about those that the headline names, else the one that is called by the noun, else all."""
    title = _named_in_title(match.page, "MODEL")
    headed = [ent for ent in carried if ent.canonical in title]
    one = [ent for ent in carried if len(named) == 1 and ent.canonical == named[0].canonical]
    return headed or one or list(carried)


def _are_several(items: Sequence[Item], at: int) -> bool:
    """`die Busse`, `die Wagen werden`: whether a noun is a plural."""
    if singular(items[at].text) != items[at].text:
        return True
    beside = [item.low for item in (*items[max(0, at - 3) : at], *items[at + 1 : at + 2]) if item.ent is None]
    return any(word in ("werden", "wurden", "sind", "waren", "sollen") for word in beside)


def _spoken_product(match: Match, slot: SlotRule, reach: int, pointers: Sequence[str] = ()) -> list[Filler]:
    """The one product that the text speaks of here, named at most `reach` sentences above; `das Auto` after variants is the family."""
    topics = match.page.topics
    carried = topics.carried(match.sentence) if topics is not None else ()
    if topics is not None and pointers and not all(word in event_words("anaphor", "pronouns") for word in pointers):
        carried = topics.family(carried)
    if len(carried) != 1:
        return []
    at = match.sentence.index
    above = [e for s in match.page.sentences[max(0, at - reach) : at] for e in s.ents if e.label == "MODEL"]
    main = topics.main if topics is not None else None
    if main is not None and same_family(carried[0], main) and _stays(match, pointers):
        above = [main]  # what all is about is not forgotten
    named = [ent for ent in above if same_family(ent, carried[0])]
    mention = next((ent for ent in reversed(named) if ent.canonical == carried[0].canonical), None)
    heading = match.page.heading(match.sentence)
    if heading is not None and named and named[-1].sentence < heading.index and _of_label(heading, "MODEL"):
        return []  # a new section on another product
    return [filler_of(match, slot, mention or carried[0], 0.4)] if named else []


def _stays(match: Match, pointers: Sequence[str]) -> bool:
    """Whether a word that points back may do so over many sentences: a noun, and who is something done to (`Gebaut werden sie`)."""
    if any(word not in event_words("anaphor", "pronouns") for word in pointers):
        return True
    items = match.items
    return any(
        items[i].low in ("er", "sie", "es") and items[i - 1].low in auxiliaries("passive") for i in match.inside() if i
    )


def _of_label(sentence: Sentence, label: str) -> bool:
    return any(ent.label == label for ent in sentence.ents)


def _they(match: Match) -> bool:
    """`Sie kommen`: a pronoun beside a verb in the plural."""
    low = [match.items[i].low for i in match.inside()]
    beside = [low[k + step] for k in range(len(low)) if low[k] == "sie" for step in (-1, 1) if 0 <= k + step < len(low)]
    return any(word == "sind" or word.endswith("en") for word in beside)


def _echo(match: Match) -> Ent | None:
    """`das Zentrum`: a noun of the clause that repeats the end of a word of a site's name (`Technologiezentrum Linz`)."""
    sites = [ent for ent in match.page.ents if ent.label == "SITE"]
    if not sites:
        return None
    for i in match.inside():
        item = match.items[i]
        stem = item.low.removesuffix("es").removesuffix("s")
        if item.ent is not None or not item.text[0].isupper() or len(stem) < STEM:
            continue
        if not is_opened_by(match.items, i, event_words("anaphor", "definite")):
            continue
        known = [e for e in sites if any(word.endswith(stem) for word in e.canonical.casefold().split())]
        if known:
            return min(known, key=lambda ent: abs(ent.start - item.start))
    return None


def _topic(match: Match, slot: SlotRule) -> list[Filler]:
    """What was spoken of: a site before a town, also the site that the release is about; the product that all is about."""
    if slot.labels[0] == "MODEL":
        near = _spoken_product(match, slot, REACH) or _spoken_of(match, slot, reach=REACH, several=False)
        return near or (_spoken_product(match, slot, FAR) if _only_mentions(match) else [])
    if slot.labels[0] != "SITE" or slot.sited:
        return _spoken_of(match, slot, reach=REACH, several=False)
    above = match.page.previous(match.sentence)
    same = above is not None and above.line == match.sentence.line
    if same and (just := _spoken_of(match, slot, reach=1, several=False, headed=False)):
        return just
    sites = slot.model_copy(update={"labels": ("SITE",)})
    return (
        _spoken_of(match, sites, reach=REACH, several=False)
        or _title(match, sites)
        or _spoken_of(match, slot, reach=REACH, several=False)
    )


def _only_mentions(match: Match) -> bool:
    """Whether the sentences right above name products in passing, and no other."""
    at = match.sentence.index
    above = match.page.sentences[max(0, at - REACH) : at]
    passing = [is_passing(sentence, ent) for sentence in above for ent in sentence.ents if ent.label == "MODEL"]
    return bool(passing) and all(passing)


def _spoken_of(match: Match, slot: SlotRule, *, reach: int, several: bool, headed: bool = True) -> list[Filler]:
    """What the sentences before were about: the nearest one with a fitting name; `several` wants two names at least."""
    at = match.sentence.index
    before = match.page.sentences[max(0, at - reach) : at][::-1]
    heading = match.page.heading(match.sentence) if headed else None
    label = slot.labels[0]
    for sentence in [*before, *([heading] if heading is not None else [])]:
        ents = [e for e in sentence.ents if _can_be_topic(match.page, slot, sentence, e)]
        if ents and (not several or len({e.canonical for e in ents}) > 1):
            first = next((e for e in ents if e.canonical in _named_in_title(match.page, label)), ents[0])
            chosen = group_of(sentence.items, first, slot.labels) if several else [first]
            return [filler_of(match, slot, ent, 0.5) for ent in chosen]
    return []


def _can_be_topic(page: Page, slot: SlotRule, sentence: Sentence, ent: Ent) -> bool:
    """Whether a name was spoken of: of the slot's first kind, or a place where such a site is known."""
    if ent.label == slot.labels[0]:
        if is_venue(page, ent) or (page.topics is not None and page.topics.is_part(ent)):
            return False
        if ent.label == "MODEL" and is_passing(sentence, ent):
            return False
        return not is_aside(sentence.items, ent.item) and form_of(page, slot, ent) is not None
    if ent.label != "PLACE" or "PLACE" not in slot.labels or form_of(page, slot, ent) is None:
        return False
    if not slot.sited and is_wide(ent):
        return False
    return (
        plant_at(page, ent.canonical) != ent.canonical
        if slot.sited
        else _where(sentence.items, ent.item) in ("in", "im", "nach")
    )


def _where(items: Sequence[Item], at: int) -> str:
    """The word in front of a place, but for an adjective of its country: `im tschechischen Kolín`."""
    k = at - 1
    if k > 0 and items[k].ent is None and items[k].low.endswith("schen"):
        k -= 1
    return items[k].low if k >= 0 else ""


def _named_in_title(page: Page, label: str) -> set[str]:
    return {ent.canonical for s in page.sentences if page.kind(s) == "headline" for ent in s.ents if ent.label == label}


def _distinct(ents: Iterator[Ent]) -> list[Ent]:
    return list({ent.canonical: ent for ent in reversed(list(ents))}.values())[::-1]


def _next(match: Match, slot: SlotRule) -> list[Filler]:
    """The next clause after a colon or the next sentence, where it opens with a word that goes on about this one."""
    behind = match.clauses.start[match.clause + 1 :][:1]
    if behind and _goes_on(match.items[behind[0] + 1 : behind[0] + 4]):
        return nearest_fillers(match, slot, range(behind[0], len(match.items)))
    following = match.page.sentences[match.sentence.index + 1 : match.sentence.index + 2]
    if following and titles(match) and (days := [ent for ent in following[0].ents if is_day(ent)]):
        return [filler_of(match, slot, days[0], 0.3)] if slot.fill == "time" else _titled(match, slot, following[0])
    if not following or following[0].line != match.sentence.line or not _goes_on(following[0].items[:3]):
        return []
    return _in_whole(match, slot, following[0])


def _in_whole(match: Match, slot: SlotRule, sentence: Sentence) -> list[Filler]:
    """What fills a slot anywhere in another sentence, from its beginning."""
    other = _whole(match, sentence)
    venue = naming.SCOPES["venue"](other, slot) if "venue" in slot.scope else []
    return venue or nearest_fillers(other, slot, range(len(other.items)))


def _titled(match: Match, slot: SlotRule, sentence: Sentence) -> list[Filler]:
    """What fills a slot in the line below a heading that says what it is."""
    return [Filler(f.value, f.span, f.ent, min(f.cost, 0.3)) for f in _in_whole(match, slot, sentence)]


def _whole(match: Match, sentence: Sentence) -> Match:
    """What a rule may find in another sentence that is left in one piece."""
    return Match(match.page, sentence, match.rule, Hit("", "", 0, 1), Clauses([0] * len(sentence.items), [0]), 0)


def entries(match: Match) -> Iterator[Match]:
    """The other dates below a heading that says what they are: `Vorträge` over `4. Mai, 19 Uhr, Aula: …` and `11. Mai, …`."""
    slots, page, at = match.rule.slot, match.page, match.sentence.index
    if not titles(match) or "date" not in slots:
        return
    for sentence in page.sentences[at + 1 : at + 1 + LINES]:
        opens = sentence is page.first_of_line(sentence.line)
        days = [ent for ent in sentence.ents if is_day(ent) and is_allowed(sentence.items, ent.item, slots["date"])]
        if opens and (not days or days[0].item > OPENING):
            return
        own = (
            [ent for ent in days if not opens or ent is days[0] or _is_added(sentence.items, ent.item)] if opens else []
        )
        for ent in own[sentence.index == at + 1 :]:
            other = _whole(match, sentence)
            other.found = {name: _in_whole(match, slot, sentence) for name, slot in slots.items() if name == "place"}
            other.found |= {"date": [filler_of(other, slots["date"], ent, 0.3)], "name": match.found.get("name", [])}
            if all(other.found.get(name) for name, slot in slots.items() if slot.required):
                yield other


def _is_added(items: Sequence[Item], at: int) -> bool:
    """`… sowie am Samstag, 25. Jänner`: whether a date is added to one in front of it."""
    k = at - 1
    while k > 0 and items[k].low in ("am", "vom", "den"):
        k -= 1
    return k > 0 and items[k].low in ("und", "sowie")


def titles(match: Match) -> bool:
    """Whether the phrase is all that a heading says: the line below tells when and where."""
    own = match.hit.end - match.hit.start
    said = [item for item in match.items if item.ent is not None or item.text[0].isalpha()]
    alone = match.page.kind(match.sentence) in ("heading", "bullet") and len(said) <= own
    return alone and TITLES in match.rule.options


def _goes_on(items: Sequence[Item]) -> bool:
    line = " ".join(item.low for item in items)
    return any(line == form or line.startswith(form + " ") for form in event_words("anaphor", "opening"))


def _title(match: Match, slot: SlotRule) -> list[Filler]:
    head = [s for s in match.page.sentences if match.page.kind(s) in ("headline", "subhead")]
    countries = country_names() if "SITE" in slot.labels else ()
    ents = [
        ent
        for sentence in head
        for ent in sentence.ents
        if ent.label in slot.labels
        and form_of(match.page, slot, ent)
        and ent.canonical.casefold() not in countries
        and (ent.label == "SITE" or not slot.sited or plant_at(match.page, ent.canonical) != ent.canonical)
    ]
    if "SITE" in slot.labels:
        ents = [ent for ent in ents if not is_wide(ent)] or ents
    return [filler_of(match, slot, ents[0], 1.0)] if len({ent.canonical for ent in ents}) == 1 else []


def _same_day(match: Match, slot: SlotRule) -> list[Filler]:
    """`an diesem Tag`: the date that was spoken of last."""
    line = " ".join(item.low for item in match.items)
    if not any(form in line for form in event_words("same_day")):
        return []
    at = match.sentence.index
    above = [
        e
        for s in match.page.sentences[max(0, at - 2) : at]
        for e in s.ents
        if e.label == "DATE" and not is_vague(e) and is_allowed(s.items, e.item, slot)
    ]
    return [filler_of(match, slot, above[-1], 0.5)] if above else []


def _carried(match: Match, slot: SlotRule) -> list[Filler]:
    """The products that the text goes on about, variants as their family, else what the release is about: `Geliefert wird ab Mai`."""
    topics = match.page.topics
    spoken = topics.family(topics.carried(match.sentence)) if topics is not None else ()
    if topics is None or topics.main is None:
        return []
    if len(spoken) != 1 and not (spoken and slot.each):
        spoken = tuple(_first_named(match, topics.main)) if slot.each else (topics.main,)
    return [filler_of(match, slot, ent, 1.0) for ent in spoken]


def _sole(match: Match, slot: SlotRule) -> list[Filler]:
    """The one product of the release, variants as their family, where the phrase does not say what else is made: `Die Produktion beginnt im Mai`."""
    topics, items = match.page.topics, match.items
    main = topics.main if topics is not None else None
    nouns = [item for item in items[match.hit.start : match.hit.end] if item.ent is None and item.text[0].isupper()]
    plain = nouns and all(item.low in event_words("production") for item in nouns)
    of = items[match.hit.end - 1].low in ("des", "der", "von") or any(
        items[i].low in ("von", "des") and items[i - 1] in nouns for i in match.inside() if i
    )
    models = [ent for ent in match.page.ents if ent.label == "MODEL"]
    if main is None or not plain or of or any(ent.brand != main.brand or not same_family(ent, main) for ent in models):
        return []
    return [filler_of(match, slot, main, 1.0)]


def _first_named(match: Match, main: Ent) -> list[Ent]:
    """The product that a release is about; of one that its head does not name also those that are first named together with it."""
    page, topics = match.page, match.page.topics
    first = next((e.sentence for e in page.ents if e.label == "MODEL" and e.canonical == main.canonical), -1)
    if topics is None or first <= match.sentence.index or page.zone(page.sentences[first]) == "head":
        return [main]
    named = [ent for ent in topics.named(page.sentences[first]) if ent.brand == main.brand]
    return _distinct(iter(named)) if any(ent.canonical == main.canonical for ent in named) else [main]


def _heading(match: Match, slot: SlotRule) -> list[Filler]:
    """What the heading above is about, where it names one thing."""
    heading = match.page.heading(match.sentence)
    ents = [e for e in heading.ents if e.label in slot.labels and form_of(match.page, slot, e)] if heading else []
    return [filler_of(match, slot, ents[0], 0.5)] if len({ent.canonical for ent in ents}) == 1 else []


def _paragraph(match: Match, slot: SlotRule) -> list[Filler]:
    """The nearest fitting name of the sentences before in the same line."""
    before = match.page.sentences[max(0, match.sentence.index - REACH) : match.sentence.index]
    for sentence in reversed(before):
        if sentence.line != match.sentence.line:
            break
        other = Match(match.page, sentence, match.rule, Hit("", "", 0, 0), Clauses([0] * len(sentence.items), [0]), 0)
        if found := nearest_fillers(other, slot, range(len(sentence.items))):
            return found
    return []


SCOPES: dict[str, Scope] = {
    "anaphor": _anaphor,
    "topic": _topic,
    "next": _next,
    "title": _title,
    "heading": _heading,
    "paragraph": _paragraph,
    "same_day": _same_day,
    "carried": _carried,
    "sole": _sole,
}
"""Scope -> where it looks."""
