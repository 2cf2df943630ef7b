"""Where fillers of slots are looked for: every scope that rules may name, and what finds its fillers.

- `clause` the clause of the phrase; `acting` the name there that is the subject; `antecedent` what a relative clause hangs on; `relative` the relative clauses that
  hang on this one; `sentence` the rest of the sentence, nearest first; `next` the next sentence if it goes on about this
- `list` the items of a list that the phrase opens; `anaphor` the last name spoken of, if the clause points back;
  `topic` the same without a word that points; `title` the headline; `issuer`, `release` who issues the text and when
- `after` the names right after the phrase, `with` those after `mit`, `whose` those in the genitive, `heads` those whose
  heads act, `named` the other names of the clause, `subject` the same, else the issuer
- `label` a line `Ort: …`, `Wann: …` below; `actors` names of the clause that act, `guests` persons of the sentences beside
- `home` the country of the release
- `apposed` the name right behind the phrase; `within` the names between its words; `fronted` a product without a name that opens its clause; `carried` the product that the text goes on about; `behind` the names behind the phrase, `alongside` those right behind it; `made` the noun right behind it that has no name
- `sole` the one product of the release, where the phrase does not say what else is made
- `seat` the place of the release, where the clause names the seat of the firm
- `timetable` what a line of a word and a date is about: the site of its heading or of the release, else its town
- `namesake` the town of the release where who acts is called by it and the sentence has no other place
- `venue` the hall or house without a label in which the clause says that something is held: `im Casino Zug`
- `alone` who issues, where every party of the clause stands behind `mit`
- `opened` a museum or the like that opens; `shown_at` the name right behind the phrase that is no German word
- `sharing` all products that have a thing together: `teilt sich die Plattform mit dem Ariya`
- `own_town` the town of the release where its issuer is called by it; `on_site` the place of the headline, where the clause says `vor Ort`
- `built` as `clause`, also what a phrase is for: `Spatenstich für das Werk Linz`
- `trigger`, `quote`, `noun`, `following` words: of the phrase, in quotation marks, the noun that the clause is about,
  the word after the phrase; `thing`, `goods`, `compound` a product without a name; `owner` the name in front of another mention of what the fact is about
"""

from __future__ import annotations

import itertools
from collections import Counter

from pressefakten.facts import goods, naming, parties, spoken
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.context import day_slot
from pressefakten.facts.eventwords import event_words
from pressefakten.facts.kinds import is_kind
from pressefakten.facts.matching import (
    PLACES,
    Filler,
    Match,
    Scope,
    by_name,
    filler_of,
    form_of,
    group_of,
    home_country,
    is_opened_by,
    nearest_fillers,
    only_locates,
)
from pressefakten.facts.page import Ent, Page, Sentence, is_adjective
from pressefakten.facts.rules import SlotRule
from pressefakten.facts.topics import has_too
from pressefakten.facts.venues import is_venue, is_wide

IMPORTING = ("AT", "CH", "LI")
"""Countries whose releases on vehicles are those of importers: they speak of the market there."""
LABELS = 10
NAMED = -1.5
"""What a filler costs that a label names: as sure as one of the clause, though looked for last."""


def _clause(match: Match, slot: SlotRule) -> list[Filler]:
    if slot.fill == "names":
        ents = [match.items[i].ent for i in match.inside()]
        named = (ent for ent in ents if ent is not None and ent.label in slot.labels)
        return [by_name(ent) for ent in named if not (_is_first_part(match, ent) or _is_no_party(match, ent))]
    return nearest_fillers(match, slot, match.inside())


def _is_first_part(match: Match, ent: Ent) -> bool:
    """`Google-Dienste`: a name that only is the first part of what things are called."""
    behind = match.items[ent.item + 1 : ent.item + 3]
    return len(behind) == 2 and behind[0].text == "-" and not event_words("itself").fit(behind[1].low)


def _is_no_party(match: Match, ent: Ent) -> bool:
    """`gründen die Firma Neolith`, `das Institut X der Universität Y`: a name of what is founded, or of whose part the party is."""
    items, at = match.items, ent.item
    front = items[at - 1] if at else None
    founds = any(event_words("founds").fit(items[i].low) for i in match.inside())
    if founds and front is not None and front.ent is None and event_words("itself").fit(front.low):
        return True
    whose = at > 1 and front is not None and front.low in ("der", "des") and items[at - 2].ent
    return bool(whose and whose.label == "ORG" and ent.label == "ORG")


def _antecedent(match: Match, slot: SlotRule) -> list[Filler]:
    """The last fitting name before a relative clause, with those coordinated with it."""
    if match.clause not in match.clauses.relative:
        return []
    for i in range(match.clauses.start[match.clause] - 1, -1, -1):
        ent = match.items[i].ent
        if slot.sited and only_locates(match.items, i):
            continue
        if ent is not None and ent.label in slot.labels and form_of(match.page, slot, ent) is not None:
            opening = {match.items[k].low for k in match.inside()[:3]}
            plural = (
                "deren" in opening
                or match.items[match.inside()[-1]].low.endswith("en")
                or any(match.items[k].low in event_words("anaphor", "several") for k in range(i))
            )
            group = group_of(match.items, ent, slot.labels) if slot.each and plural else [_located(match, slot, ent)]
            return [filler_of(match, slot, one) for one in group]
    return []


def _located(match: Match, slot: SlotRule, ent: Ent) -> Ent:
    """`in Vršac in Serbien, wo …`: the town in front of a country or region in which it lies."""
    front = match.items[ent.item - 2].ent if ent.item > 1 else None
    lies = match.items[ent.item - 1].low in event_words("locates")
    return front if is_wide(ent) and lies and front is not None and front.label in slot.labels else ent


def _relative(match: Match, slot: SlotRule) -> list[Filler]:
    for clause in sorted(match.clauses.relative):
        if clause != match.clause and (found := nearest_fillers(match, slot, match.inside(clause))):
            return found
    return []


def _sentence(match: Match, slot: SlotRule) -> list[Filler]:
    """The clauses before the phrase's own; of a product not one that a preposition governs: `teilt sich die Plattform mit dem Epiq und wird in Linz gebaut`."""
    found = nearest_fillers(match, slot, range(match.clauses.start[match.clause]))
    if slot.fill == "product" and any(f.ent is not None and _is_beside(match, slot, f.ent) for f in found):
        return []
    return found


def _is_beside(match: Match, slot: SlotRule, ent: Ent) -> bool:
    """Whether a product, or the first of those coordinated with it, stands behind `mit dem`, and a clause goes on without a subject of its own."""
    items, first = match.items, match.inside()[0]
    at = group_of(items, ent, slot.labels)[0].item - 1
    while at >= 0 and (items[at].ent is not None or is_adjective(items[at]) or items[at].low == "dem"):
        at -= 1
    goes_on = first + 1 < len(items) and items[first].low == "und" and is_verb(items, first + 1)
    return goes_on and at >= 0 and items[at].low in ("mit", "wie", "zum", "beim", "vom", "gegenüber")


def _acting(match: Match, slot: SlotRule) -> list[Filler]:
    """The name in the nominative: `Den Niro löst der EV3 ab`; where its article does not tell, the one that opens the clause."""
    fronts = [(i, _front(match, i)) for i in match.inside() if (e := match.items[i].ent) and e.label in slot.labels]
    told = [i for i, word in fronts if word == "der"]
    opens = [i for i, word in fronts[:1] if i < match.hit.start and word in ("die", "das", "")]
    return nearest_fillers(match, slot, (told or opens)[:1])


def _front(match: Match, at: int) -> str:
    """The word in front of a name, its make, adjectives and what it is called aside; empty where none is."""
    items, at, known = match.items, at - 1, event_words("anaphor", "definite")
    while at >= 0 and (
        items[at].ent is not None
        or (is_adjective(items[at]) and items[at].low not in known)
        or is_kind(match.page, items[at])
    ):
        at -= 1
    return items[at].low if at >= 0 and items[at].text[0].isalnum() else ""


def _list(match: Match, slot: SlotRule) -> list[Filler]:
    """All fitting names of the items of the list that the phrase's line opens."""
    lines = match.page.lines
    if not lines or not match.items or match.items[-1].text != ":":
        return []
    found = []
    for sentence in match.page.sentences[match.sentence.index + 1 :]:
        if lines[sentence.line]["head"] != match.sentence.line:
            break
        found += [filler_of(match, slot, ent, 0.2) for ent in sentence.ents if ent.label in slot.labels]
    return found


def _label(match: Match, slot: SlotRule) -> list[Filler]:
    """What a line below gives under a name, or one above in the same block of such lines: `Ort: Stadthalle Linz`."""
    known = event_words("label", "DATE" if slot.fill == "time" else "PLACE")
    page, at = match.page, match.sentence.index
    above = itertools.takewhile(_is_labelled, reversed(page.sentences[max(0, at - LABELS) : at]))
    for sentence in (*page.sentences[at + 1 : at + 1 + LABELS], *(above if _is_labelled(match.sentence) else ())):
        first = [item.low for item in sentence.items[:2]]
        if not first or first[0] not in known or (first[1:] not in ([":"], ["|"], []) and len(sentence.items) > 12):
            continue
        for other in page.sentences[sentence.index :][: 2 if len(sentence.items) <= 2 else 1]:
            labels = slot.labels if slot.fill == "time" else (*slot.labels, "ORG")
            found = [e for label in labels for e in other.ents if e.label == label]
            if found and form_of(page, slot, found[0]) is not None:
                return [filler_of(match, slot, found[0], NAMED)]
    return []


def _is_labelled(sentence: Sentence) -> bool:
    """Whether a line begins with a word and a colon: `Thema: Bilanzmedienkonferenz`."""
    return len(sentence.items) > 1 and sentence.items[0].ent is None and sentence.items[1].text in (":", "|")


def _behind(match: Match, slot: SlotRule) -> list[Filler]:
    """The names behind the phrase: `gemeinsam mit dem Schwestermodell ID. Polo`."""
    return nearest_fillers(match, slot, range(match.hit.end, len(match.items)))


def _alongside(match: Match, slot: SlotRule) -> list[Filler]:
    """The names that begin right behind the phrase, with those coordinated with them: `neben dem Elroq und dem Enyaq`."""
    ahead = itertools.takewhile(lambda item: item.ent is not None or is_adjective(item), match.items[match.hit.end :])
    first = next((item.ent for item in ahead if item.ent is not None and item.ent.label in slot.labels), None)
    group = group_of(match.items, first, slot.labels) if first is not None else []
    return [filler_of(match, slot, ent, 0.3) for ent in group]


def _dateline(match: Match, slot: SlotRule) -> list[Filler]:
    return [Filler(match.page.place, cost=1.0)] if match.page.place else []


def _home_market(match: Match, slot: SlotRule) -> list[Filler]:
    """The country in which the release is issued, where it speaks to the market there and of buyers."""
    name, page = home_country(match.page), match.page
    if name is None or not (page.country in IMPORTING or _speaks_to(page, name)):
        return []
    trade = match.rule.set.get("event") != "delivery_start" or any(
        event_words("buyers").fit(item.low) for item in match.items if item.ent is None
    )
    return [Filler(name, cost=1.0)] if trade else []


def _speaks_to(page: Page, country: str) -> bool:
    """Whether the issuer, the headline or the first paragraph names a country."""
    opening = next((s.line for s in page.sentences if page.kind(s) == "paragraph"), -1)
    head = [e for s in page.sentences if page.zone(s) == "head" or s.line == opening for e in s.ents]
    return country in (page.issuer or "") or any(ent.canonical == country for ent in head)


def _release(match: Match, slot: SlotRule) -> list[Filler]:
    day = day_slot(match.page)
    return [Filler(day, cost=0.5)] if day else []


def _within(match: Match, slot: SlotRule) -> list[Filler]:
    """The names between the words of the phrase: `die in Linz gefertigten Fenster`."""
    return nearest_fillers(match, slot, range(match.hit.start, match.hit.end))


def _built(match: Match, slot: SlotRule) -> list[Filler]:
    """`der Spatenstich für das Werk Linz`: the place that is built, where the clause names no other."""
    return nearest_fillers(match, slot.model_copy(update={"unless": ()}), match.inside())


def _seat(match: Match, slot: SlotRule) -> list[Filler]:
    """`am Firmensitz`, `in der Konzernzentrale`: the place of the release, where the clause tells of no other."""
    named = any(
        event_words("seat").fit(match.items[i].low) and is_opened_by(match.items, i, ("am", "im", "der", "dem"))
        for i in match.inside()
    )
    return [Filler(match.page.place)] if named and match.page.place else []


def _timetable(match: Match, slot: SlotRule) -> list[Filler]:
    """`Eröffnung | August 2029`: an entry of a date without a sentence is on the site of its heading or of the release, else on its town if the headline or the issuer is called by it."""
    page, sentence = match.page, match.sentence
    if len(sentence.items) > ENTRY or any(is_verb(sentence.items, k) for k in range(len(sentence.items))):
        return []
    if page.kind(sentence) == "headline" or not any(ent.label in ("DATE", "TIME") for ent in sentence.ents):
        return []
    heading = page.heading(sentence)
    sites = [ent for ent in page.ents if ent.label == "SITE" and not is_venue(page, ent)]
    heads = (
        heading.ents if heading is not None else (),
        *(s.ents for s in page.sentences if page.kind(s) == "headline"),
    )
    for ents in heads:
        if named := {ent.canonical for ent in ents if ent in sites}:
            return [Filler(named.pop(), cost=0.5)] if len(named) == 1 else []
    counts = Counter(ent.canonical for ent in sites).most_common(2)
    if counts and counts[0][1] > 1 and (len(counts) == 1 or counts[0][1] > counts[1][1]):
        return [Filler(counts[0][0], cost=0.5)]
    head = " ".join(page.text[s.start : s.end] for s in page.sentences if page.kind(s) in ("headline", "subhead"))
    return _dateline(match, slot) if page.place and page.place in f"{head} {page.issuer}" else []


def _namesake(match: Match, slot: SlotRule) -> list[Filler]:
    """`Das Klinikum Fulda hat sein Parkhaus eröffnet`: the town of the release where the sentence has no place but the name of who acts."""
    town, ents = match.page.place, match.sentence.ents
    if not town or any(ent.label in PLACES and ent.canonical != town for ent in ents):
        return []
    acts = (ent for ent in ents if ent.label == "ORG" and town in ent.canonical.replace("-", " ").split())
    own = set(match.inside())
    fronts = ({item.low for item in match.items[max(0, ent.item - 2) : ent.item]} for ent in acts if ent.item in own)
    acting = any(front.isdisjoint(event_words("oblique")) for front in fronts)
    return [Filler(town, cost=0.5)] if acting else []


def _own_town(match: Match, slot: SlotRule) -> list[Filler]:
    """`Klinikum Fulda gAG`: the town of the release where the issuer is called by it and the sentence has no other place; a vote is held in the town that issues."""
    town, issuer = match.page.place, (match.page.issuer or "").replace("-", " ").split()
    named = town is not None and town in issuer
    if match.rule.set.get("kind") == "vote" and not event_words("municipal").fit(issuer[0].lower() if issuer else ""):
        return []
    if not named or any(ent.label in PLACES and ent.canonical != town for ent in match.sentence.ents):
        return []
    return [Filler(town, cost=0.8)]


def _on_site(match: Match, slot: SlotRule) -> list[Filler]:
    """`Fototermin am Freitag vor Ort`: where the headline is about."""
    low = [match.items[i].low for i in match.inside()]
    there = any(pair == ("vor", "ort") for pair in itertools.pairwise(low))
    return spoken.SCOPES["title"](match, slot) if there else []


def _sharing(match: Match, slot: SlotRule) -> list[Filler]:
    """`teilt sich der Leaf die Plattform mit dem Ariya und dem Megane`: all that have a thing together, where the clause names another behind `mit` or `wie`."""
    ents = [ent for i in match.inside() if (ent := match.items[i].ent) is not None and ent.label in slot.labels]
    also = [ent for ent in ents if has_too(match.sentence, ent)]
    own = [filler_of(match, slot, ent) for ent in ents if ent not in also]
    if not also or any(form_of(match.page, slot, ent) is None for ent in also):
        return []
    first = own or spoken.SCOPES["anaphor"](match, slot)
    return [*first, *(filler_of(match, slot, ent) for ent in also)] if first else []


ENTRY = 8
"""Items that an entry of a timetable has at most."""

SCOPES: dict[str, Scope] = {
    "sharing": _sharing,
    "own_town": _own_town,
    "on_site": _on_site,
    "timetable": _timetable,
    "namesake": _namesake,
    "seat": _seat,
    "built": _built,
    "clause": _clause,
    "antecedent": _antecedent,
    "relative": _relative,
    "sentence": _sentence,
    "acting": _acting,
    "list": _list,
    "release": _release,
    "label": _label,
    "dateline": _dateline,
    "home": _home_market,
    "behind": _behind,
    "alongside": _alongside,
    "within": _within,
    **goods.SCOPES,
    **naming.SCOPES,
    **parties.SCOPES,
    **spoken.SCOPES,
}
"""Scope -> where it looks."""
