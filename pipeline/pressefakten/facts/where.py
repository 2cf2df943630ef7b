"""Where a figure holds, where words say so surely, and which places of its sentence have nothing to do with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pressefakten.facts import grammar, scope
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.context import Context
from pressefakten.facts.cues import Num, gap, in_front
from pressefakten.facts.issuer import core
from pressefakten.facts.page import NUMERIC, Ent, Item, Page, Sentence, is_adjective
from pressefakten.normalize.nouns import plural

IN = ("in", "im")
FROM = ("aus", "ab", "von", "nach", "zwischen", "bis")


def beside(sentence: Sentence, num: Num, places: Sequence[Ent]) -> Ent | None:
    """The place right beside a number and what it counts: `zehn Läden in der Schweiz`, `Zug mit 0,38 %`, `Genf (312)`, `Emden, wo 100 Leute`."""
    items = sentence.items
    behind, front = num.at + 1 + len(num.noun), in_front(items, num.at, ("mit", "um", "(", ":"))
    if behind < len(items) and items[behind].low in IN:
        while behind + 1 < len(items) and items[behind + 1].low in scope.scope_words("in a frame"):
            behind += 1
        if (ent := _at(places, behind + 1)) is not None:
            return ent
    ent = _at(places, front)
    if ent is not None and (not front or items[front - 1].low not in FROM):
        return ent
    return _where(items, num, places) or _of_division(items, num, places)


def _of_division(items: Sequence[Item], num: Num, places: Sequence[Ent]) -> Ent | None:
    """The place by which a division in front of a number is called: `Die Division Schweiz steuerte 871 Mio. bei`, `Der Umsatz der Region Europa lag bei …`."""
    named = [ent for ent in places if 0 < ent.item < num.at and grammar.calls(items[ent.item - 1].low, "division")]
    return named[-1] if named and not gap(items, named[-1].item, num.at) and len(places) == len(named) else None


def _where(items: Sequence[Item], num: Num, places: Sequence[Ent]) -> Ent | None:
    """The place on which the relative clause of a number hangs with `wo`."""
    for ent in places:
        after = [item.low for item in items[ent.item + 1 : ent.item + 3]]
        if after == [",", "wo"] and ent.item < num.at and not gap(items, ent.item + 2, num.at):
            return ent
    return None


def of_adjective(page: Page, sentence: Sentence, num: Num) -> str | None:
    """The town or land whose adjective stands right behind a number: `460.000 Wiener Haushalte`, `14 griechische Flughäfen`, `62 Schweizer Händler`."""
    items, at = sentence.items, num.at + 1
    if (city := _of_part(page, items, at)) is not None:
        return city
    make = items[at + 1].ent if at + 2 < len(items) else None
    behind = at + 1 + (make is not None and make.label == "BRAND")  # `46 Schweizer Cupra Partner`
    if not num.noun or behind >= len(items) or items[at].ent is not None or items[behind].ent is not None:
        return None
    adjective, noun = items[at], items[behind]
    if not noun.text[0].isupper() or scope.scope_forms("areas").fit(plural(noun.text).lower()):
        return None  # `in 16 europäische Länder`
    if not scope.scope_forms("standing somewhere").fit(noun.low):
        return None  # `zwölf deutsche Ingenieure` may work anywhere, `30 französische Weine` be sold there
    land = scope.land_of(adjective.low)
    return land if adjective.text[0].islower() else _town(page, adjective) or land


def _of_part(page: Page, items: Sequence[Item], at: int) -> str | None:
    """The town by whose adjective the whole of a share is called: `ein Drittel des Wiler Wärmebedarfs`."""
    words_ = items[at : at + 3]
    if len(words_) < 3 or words_[0].low not in ("des", "der") or any(item.ent is not None for item in words_):
        return None
    there = any(scope.scope_forms(name).fit(words_[2].low) for name in ("of a town", "standing somewhere"))
    town = _town(page, words_[1]) if there and words_[2].text[0].isupper() else None
    return town if town is not None and town not in (page.issuer or "") else None


def _town(page: Page, adjective: Item) -> str | None:
    """The town of the release that an adjective in `-er` names: `Wiener`."""
    stem = adjective.text.removesuffix("er")
    towns = {ent.canonical for ent in page.ents if ent.label == "PLACE"} if stem != adjective.text else set()
    return next((town for town in (stem, f"{stem}en", f"{stem}e") if town in towns), None)


def at_seat(page: Page, sentence: Sentence, num: Num) -> str | None:
    """The town in which a release says that its firm sits, where a number is told `am Hauptsitz`."""
    items, seats = sentence.items, scope.scope_words("seat of")
    near = range(max(1, num.at - BESIDE), min(len(items), num.at + BESIDE))
    told = (k for k in near if items[k].low in seats and items[k - 1].low == "am" and not gap(items, k, num.at))
    at = next(told, -1)
    own = core(page.issuer or "")
    others = any(ent.label in ("ORG", "BRAND") and core(ent.canonical) not in own for ent in sentence.ents)
    if at < 0 or others or (at + 1 < len(items) and items[at + 1].low in IN):
        return None
    for other in page.sentences:
        for ent in other.ents:
            front = other.items[max(0, ent.item - 2) : ent.item]
            if ent.label == "PLACE" and len(front) > 1 and front[0].low in seats and front[1].low in IN:
                return ent.canonical
    return None


BESIDE = 5
"""Words around a number in which its seat is told."""


def opens_piece(sentence: Sentence, num: Num, places: Sequence[Ent]) -> Ent | None:
    """The place that opens the piece of a number behind a comma: `…, nach Portugal hingegen um 5,3 % weniger`."""
    items = sentence.items
    first = next((k + 1 for k in range(num.at - 1, 0, -1) if items[k].text == "," and items[k].ent is None), 0)
    end = next((k for k in range(num.at + 1, len(items)) if items[k].text in ENDS), len(items))
    if not first or items[first].low not in (*IN, "nach"):
        return None
    at = scope.past_frame(items, first + 1, num.at)
    ent, inside = _at(places, at), [other for other in places if first < other.item < end]
    return ent if ent is not None and len(inside) == 1 and not gap(items, at, num.at) else None


def in_land(sentence: Sentence, num: Num, lands: Sequence[tuple[int, str, str]]) -> str | None:
    """The land by whose adjective what lies in it is called: `in neun Schweizer Städten`, `auf deutschen Straßen`, `auf dem Schweizer Milchmarkt`."""
    near = (land for at, land in lying_in(sentence.items, lands) if not gap(sentence.items, at, num.at))
    return next(near, None)


def lying_in(items: Sequence[Item], lands: Sequence[tuple[int, str, str]]) -> Iterator[tuple[int, str]]:
    """Where something lies in a land by whose adjective it is called, or is sold there, and the land."""
    for at, land, _ in lands:
        front = [item for item in items[max(0, at - 4) : at - 1] if item.ent is None or item.ent.label != "NUMBER"]
        while front and front[-1].low in ("den", "dem", "beiden"):
            front.pop()
        inside = bool(front) and front[-1].ent is None and front[-1].low in (*IN, "auf", "am", "an")
        sold = scope.scope_forms("sold in a land").fit(items[at].low)
        there = sold or (inside and scope.scope_forms("lying in a land").fit(items[at].low))
        if there and not _only_explains(items, at):
            yield at, land


def _only_explains(items: Sequence[Item], at: int) -> bool:
    """`Ohne das deutsche Geschäft …`, `nach dem Verkauf des Geschäfts in Ungarn`: whether a noun is of a cause or exception, or hangs on another noun that has no region."""
    k, own = at - 1, ""
    while k > 0 and (is_adjective(items[k]) or _is_before_noun(items[k])):
        own = items[k].low if items[k].low in scope.scope_words("articles") else own
        k -= 1
    if k < 0 or items[k].ent is not None:
        return False
    if items[k].low in scope.scope_words("causes") | scope.scope_words("left out") | {"nach"}:
        return True
    sold = scope.scope_forms("sold in a land")
    if items[k].low in (*IN, "aus", "bei") and k and _is_noun(items[k - 1]):
        if items[k].low == "aus" and not sold.fit(items[k - 1].low):
            return True  # `der Ausstieg aus dem russischen Geschäft`
        return _only_explains(items, k - 1)
    if own not in ("des", "der") or not _is_noun(items[k]):
        return False
    return not sold.fit(items[k].low) or _only_explains(items, k)


def _is_before_noun(item: Item) -> bool:
    """Whether a word is an article or calls a noun by its land: `Schweizer`."""
    return item.ent is None and (item.low in scope.scope_words("articles") or scope.land_of(item.low) is not None)


def _is_noun(item: Item) -> bool:
    return item.ent is None and item.text[0].isupper() and item.low not in scope.scope_words("articles")


def at_sites(sentence: Sentence, num: Num, places: Sequence[Ent]) -> Ent | None:
    """The place of the sites that open the clause of a number: `An 4 Standorten im Kanton Aargau arbeiten 190 Personen`."""
    items = sentence.items
    first = next((k + 1 for k in range(num.at - 1, -1, -1) if items[k].text in CLOSED), 0)
    if items[first].low not in (*IN, "an"):
        return None
    noun = next(
        (k for k in range(first + 1, min(first + 5, num.at)) if items[k].ent is None and items[k].text[0].isupper()), -1
    )
    if noun < 0 or not scope.scope_forms("standing somewhere").fit(items[noun].low) or items[noun + 1].low not in IN:
        return None
    at = scope.past_frame(items, noun + 2, num.at)
    ent = _at(places, at)
    acts = at + 1 < num.at and grammar.is_finite(items, at + 1)
    return ent if ent is not None and len(places) == 1 and acts and not gap(items, at, num.at) else None


def of_metric(sentence: Sentence, num: Num, places: Sequence[Ent]) -> Ent | None:
    """The place right behind what a number is the height of: `seinen Umsatz in Italien um 1,1 % auf 3,6 Mrd.`."""
    items = sentence.items
    for ent in reversed([ent for ent in places if ent.item < num.at and not gap(items, ent.item, num.at)]):
        noun = ent.item - 1
        while noun > 0 and items[noun].ent is None and items[noun].low in scope.scope_words("in a frame"):
            noun -= 1
        noun -= items[noun].low in IN
        sold = (
            noun < ent.item - 1 and items[noun].ent is None and scope.scope_forms("sold in a land").fit(items[noun].low)
        )
        if sold and not _only_explains(items, noun):
            return ent
    return None


def of_relative(sentence: Sentence, num: Num, places: Sequence[Ent]) -> Ent | None:
    """The place at the head of the relative clause on the counted noun: `von den 4.700 Stellen, die in Europa entfallen`."""
    items, comma = sentence.items, num.at + 1 + len(num.noun)
    head = [item.low for item in items[comma : comma + 3]]
    if not num.noun or head[:1] != [","] or head[1:2] not in (["die"], ["der"], ["das"]) or head[2:] != ["in"]:
        return None
    ent = _at(places, comma + 3) or (_at(places, comma + 4) if items[comma + 3].low in ("der", "den") else None)
    return ent if ent is not None and _are_there(items, ent.item) else None


def _are_there(items: Sequence[Item], place: int) -> bool:
    """Whether a relative clause ends with a word for being at its place: `die in Polen entfallen`, not `die in Polen hergestellt wurden`."""
    end = next((k for k in range(place + 1, len(items)) if items[k].text in ENDS), len(items))
    said = [item.low for item in items[place + 1 : end] if item.ent is None]
    while said and said[-1] in ("sind", "ist", "waren", "werden", "wurden", "sollen", "wird", "haben"):
        said.pop()
        if not said:
            return True  # `die in Wien sind`
    return bool(said) and scope.scope_forms("being there").fit(said[-1])


ENDS = frozenset(".,;:–—!?")
"""Marks that close a relative clause or another piece of a sentence."""


def _at(places: Sequence[Ent], at: int) -> Ent | None:
    return next((ent for ent in places if ent.item == at), None)


def of_sales(sentence: Sentence, metric: str, context: Context) -> str | None:
    """The land in which most of a firm's registrations are counted, for those that a sentence without any place tells; shares go on with the figure before."""
    if context.market or not context.sold or any(ent.label == "PLACE" for ent in sentence.ents):
        return None
    region, often = context.sold.most_common(1)[0]
    if any(item.low == "insgesamt" for item in sentence.items) or (
        often < SEVERAL and len(context.sold.keys() - {None}) > 1
    ):
        return None
    before = context.figure_draft
    beside = before is not None and context.figure_line == sentence.line and before.slots.get("region") == region
    return region if metric in ("registrations", "market_share") or (metric == "share" and beside) else None


def of_importer(sentence: Sentence, metric: str, context: Context) -> str | None:
    """The land in the name of an importer, for what it sells of its makes and models where no place is told: `Nissan Switzerland … 2026 peilt er 900 Verkäufe an`."""
    land = scope.issuer_country(context.page.issuer)
    if land is None or context.market or metric not in ("sales", "registrations"):
        return None
    placed = any(ent.label == "PLACE" for ent in sentence.ents)
    pointed = any(item.ent is None and _points(item) for item in sentence.items)
    return None if placed or pointed or context.sold.keys() - {land, None} else land


def unplaced(
    page: Page, sentence: Sentence, metric: str, subject: str | None, home: str | None, context: Context
) -> tuple[bool, str | None]:
    """Whether a sentence without any place leaves no doubt about the region, and the region.

    What a market has holds for the land that most of its figures hold for; what a firm or association counts of its own in its portrait, in a list or
    in a market's release for none.
    """
    items = sentence.items
    if any(ent.label == "PLACE" for ent in sentence.ents) or any(_points(item) for item in items if item.ent is None):
        return False, None
    if context.market and subject is None:
        counted = metric in ("registrations", "market_share", "share", "count") and home is not None
        often = context.of_nobody.most_common(1)[0] if counted and context.of_nobody else (None, 0)
        return often[0] == home and often[1] >= SEVERAL, home
    own = metric in ("count", "employees") and subject is not None
    issuers = context.market and core(subject or "") == core(page.issuer or "")
    listed = page.kind(sentence) in ("item", "bullet") or page.zone(sentence) == "boilerplate"
    heads = (page.opener(sentence), page.heading(sentence)) if listed else ()
    if any(head is not None and {"PLACE"} == {ent.label for ent in head.ents} - {*NUMERIC, "DATE"} for head in heads):
        return False, None  # `Hamburgs Busflotte auf einen Blick`
    return own and (issuers or (listed and not context.market)), None


SEVERAL = 2
"""Figures of one land after which a release means that land."""


def _points(item: Item) -> bool:
    """Whether a word stands for a place: `hierzulande`, `dort`, `Ausland`, `Schweizer`."""
    words_ = scope.scope_words
    low = item.low
    told = low in words_("home") | words_("pointing there") | words_("elsewhere") | words_("there")
    return told or scope.land_of(low) is not None


def unlisted(sentence: Sentence, num: Num, places: Sequence[Ent]) -> str | None:
    """A region that no gazetteer has, in one piece with a number and no other place: `In der Region EU30`, `in den übrigen Ländern`, `in DACH`."""
    items = sentence.items
    if any(not gap(items, ent.item, num.at) for ent in places):
        return None
    for k, item in enumerate(items):
        if item.ent is not None or not item.text[0].isupper() or 0 < k - num.at < 4 or gap(items, k, num.at):
            continue
        front = [word.low for word in items[max(0, k - 4) : k]]
        if scope.is_area(item.text) and (front[-1:] == ["region"] or _is_in(front)):
            return item.text
        rest = [word for word in front if word in scope.scope_words("other areas")]
        if rest and _is_in(front[: front.index(rest[0])]) and scope.scope_forms("areas").fit(plural(item.text).lower()):
            return f"{rest[0].removesuffix('n')} {plural(item.text)}"
    return None


def _is_in(front: Sequence[str]) -> bool:
    """Whether words end in a preposition of place, an article or a number aside."""
    front = [word for word in front if word not in ("der", "den", "dem", "region") and not word[0].isdigit()]
    return front[-1:] in (["in"], ["im"])


def is_aside(items: Sequence[Item], ent: Ent, num: Num) -> bool:
    """Whether a place in front of a number is only the seat of someone or belongs to another verb of the sentence.

    `hat seinen Sitz in Graz und beschäftigt …`, `verkauft die Marken in Österreich und zählt …`; what frames both verbs holds for both.
    `mit 900 Mitarbeitenden, davon 300 in der Schweiz, einen Umsatz von …`: the place of a part is that of the part. `ohne Polen` is all but Poland.
    """
    if ent.item > num.at:
        return False
    commas = [k for k in range(num.at) if items[k].text == "," and items[k].ent is None]
    if commas and commas[-1] > ent.item:
        start = max((k for k in commas if k < ent.item), default=-1)
        if any(item.ent is None and item.low in scope.scope_words("parts") for item in items[start + 1 : ent.item]):
            return True
    front = [item.low for item in items[max(0, ent.item - 4) : ent.item]]
    if front[-1:] == ["ohne"] and not (ent.item > 1 and items[ent.item - 2].ent is not None):
        return True
    seat = next((k for k, word in enumerate(front) if word in scope.scope_words("seat of")), -1)
    if seat >= 0 and "am" not in front[:seat]:
        return True
    return _is_of_verb_before(items, ent.item, num.at)


def _is_of_verb_before(items: Sequence[Item], at: int, end: int) -> bool:
    """Whether an `und` with a finite verb right behind it stands between a place and a number, and a verb in front of the place."""
    for k in range(at + 1, end - 1):
        if items[k].ent is None and items[k].text in CLOSED:
            return False
        if items[k].ent is None and items[k].low in ("und", "sowie") and _is_finite(items, k + 1):
            return any(_is_finite(items, j) for j in range(1, at))
    return False


CLOSED = frozenset(";:–—.")


def _is_finite(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    return (
        item.ent is None and item.text[0].islower() and (is_verb(items, at) or item.low in scope.scope_words("finite"))
    )


def is_seat_of(items: Sequence[Item], ent: Ent, metric: str, subject: str | None) -> bool:
    """`im Werk Győr in Ungarn`, `bei der Hess AG in Bellach bestellt`: where a plant stands whose the figure is, or where the seller sits."""
    holder = items[ent.item - 2].ent if ent.item > 1 and items[ent.item - 1].low in IN else None
    if holder is None:
        return False
    if holder.label == "ORG" and metric == "orders":  # no `Auftragseingang der Andritz AG in China`
        return grammar.governed(items, ent.item - 2) not in ("von", "der", "des")
    return holder.label == "SITE" and holder.canonical == subject


def is_origin(items: Sequence[Item], ent: Ent, metric: str) -> bool:
    """`Aus Deutschland kamen 402 000 Logiernächte`, `Wichtigster Herkunftsmarkt war …`: where guests and goods come from is not where they are counted."""
    if metric != "count":
        return False
    front = [item.low for item in items[max(0, ent.item - 3) : ent.item] if item.ent is None]
    while front and front[-1] in scope.scope_words("in a frame"):
        front.pop()
    if front and front[-1] == "aus":
        return True
    if _in_list_from(items, ent.item):
        return True
    return any(item.ent is None and scope.scope_forms("origins").fit(item.low) for item in items)


def _in_list_from(items: Sequence[Item], at: int) -> bool:
    """`aus Vietnam (2 415), der Türkei (1 980) und Syrien (1 744)`: whether a place goes on a list that opens with `aus`."""
    while True:
        k = at - 1
        while k > 0 and items[k].low in ("der", "dem", "den", "und", ","):
            k -= 1
        if k == at - 1 or k < 4 or [items[k].text, items[k - 2].text] != [")", "("]:
            return items[k].low == "aus"
        place = items[k - 3].ent
        if place is None or place.label != "PLACE":
            return False
        at = place.item
