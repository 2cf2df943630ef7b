"""Where a figure holds: the places that could be its region."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pressefakten.facts import grammar, scope, tables, where, whose
from pressefakten.facts.candidates import (
    MARKET,
    Bag,
    Candidate,
    Told,
    dealt_out,
    distance,
    go_on,
    labels_of,
    names_near,
    noun_kind,
    of_before,
    preposition,
    with_guess,
    words_of,
)
from pressefakten.facts.context import (
    HOMES,
    Context,
    authority_land,
)
from pressefakten.facts.cues import Num, gap
from pressefakten.facts.issuer import core
from pressefakten.facts.page import Ent, Item, Sentence

if TYPE_CHECKING:
    from pressefakten.facts.figures import Reading
    from pressefakten.facts.rules import Draft


OF_RELEASE = frozenset(("home", "nationwide", "home or abroad", "unplaced", "sales", "importer"))
"""What tells a place of the release, and not of a figure alone."""
MADE = frozenset(("production", "capacity"))
"""What is made or can be made at a place is the place's plant's."""


def _in_its_bracket(items: Sequence[Item], ent: Ent) -> int:
    """Where the count is that a place has for itself: `Lahr (310), Kehl (120) und Offenburg (85)`; -1 where there is none."""
    at = ent.item + 2
    count = items[at].ent if at + 1 < len(items) and items[at - 1].text == "(" else None
    return at if count is not None and count.label == "NUMBER" and items[at + 1].text == ")" else -1


WEIGHED = frozenset((
    "unplaced", "figure before", "sales", "importer", "opening", "there",
))  # fmt: skip
"""What is told by these kinds of words is right too seldom on releases from which no rule was written (45 to 94 in 100): it is weighed, all else is believed."""


def regions(
    reading: Reading,
    num: Num,
    context: Context,
    draft: Draft,
    manner: list[str],
    subject: str | None,
    guess: str | None,
) -> list[Candidate]:
    """Places that a figure may hold for."""
    page, sentence = reading.page, reading.sentence
    metric = str(draft.slots["metric"])
    market = "market" if context.market else "company"
    zone, line = page.zone(sentence), page.kind(sentence)
    holder = "nobody" if subject is None else "issuer" if core(subject) == core(page.issuer or "") else "other"
    own = context.land or scope.issuer_country(page.issuer)
    home = own or HOMES.get(page.country or "")
    places = [ent for ent in sentence.ents if ent.label == "PLACE" and not scope.in_dateline(page, sentence, ent)]
    if context.market and subject is None:
        places += [ent for ent in sentence.ents if ent.label == "ORG" and scope.is_called_by_land(ent.canonical)]
        places.sort(key=lambda ent: ent.item)
    places = [ent for ent in places if not scope.is_of_rank(sentence.items, ent)]
    places = [ent for ent in places if not where.is_aside(sentence.items, ent, num)]
    places = [ent for ent in places if not where.is_seat_of(sentence.items, ent, metric, subject)]
    if whose.branch(scope.line_label(reading, num), page.issuer) is not None:
        places = places[1:]  # `Bell Schweiz: …`
    stay = [ent for ent in places if not where.is_origin(sentence.items, ent, metric)]
    from_there, places = len(stay) < len(places), stay
    bracketed = {ent.item: at for ent in places if (at := _in_its_bracket(sentence.items, ent)) >= 0}
    places = [ent for ent in places if bracketed.get(ent.item, num.at) == num.at]
    beside = sentence.items[max(0, num.at - 6) : num.at + 5]
    everywhere = [item.low for item in beside if item.ent is None and item.low in scope.scope_words("everywhere")][:1]
    manner = [*manner, *(f"everywhere:{word}" for word in everywhere), *["everywhere"] * bool(everywhere)]
    issuer, counted = f"issuer:{context.issuer_kind}", f"counts:{noun_kind(num)}"
    manner += [
        issuer,
        f"{issuer}:{holder}",
        counted,
        f"{counted}:{holder}",
        f"{issuer}:{counted}",
        *words_of(reading, num),
    ]
    bag = Bag(
        (*manner, f"national:{own is not None}:{metric}", f"{metric}:{market}", f"{metric}:{holder}", market, f"zone:{zone}", f"line:{line}", f"whose:{holder}:{market}", num.part),
        (*manner, f"{metric}:{market}", metric, market, line, holder, f"places:{min(len(places), 2)}"),
    )  # fmt: skip

    standing, issuers = context.standing["region"], {context.land, context.governed_place, *context.own_places}

    at_place = context.kinds.get(str(subject)) == "SITE" or scope.is_at_one_place(subject)

    def is_in_name(value: str, told: bool = True) -> bool:
        """`Werk Graz` and `Stadt Graz` are in Graz by their names; a firm may be named by the land in which its figures hold, where that is `told` of them."""
        by_land = value == own and metric not in ("count", "employees")
        return bool(subject) and value in str(subject) and (at_place or not (told or by_land))

    def add(value: str | None, ent: Ent | None, place: str, *features: str) -> None:
        by = place.removeprefix("in:told ")
        labelled = by in ("label", "column", "area") and value == own
        told = (by != place and by not in OF_RELEASE) or place.startswith(("in:sentence", "in:figure before"))
        if value is None or (not labelled and is_in_name(value, told)):
            return
        more = []
        if value == own:
            more += ["issuer's country", f"issuer's country:{metric}", f"{place}:issuer's country"]
        if value == home:
            more += ["home", f"{place}:home", f"home:{metric}:{market}"]
        if bag.is_new(value):
            kind = (
                "issuer's"
                if value in issuers
                else "dateline"
                if value == page.place
                else "home"
                if value == home
                else "place"
            )
            kind = f"{kind} place"
            more += [kind, f"{kind}:{holder}", f"{kind}:{context.issuer_kind}:{holder}", f"{kind}:{metric}"]
            first = value if value in standing.named else value.partition(" und ")[0].partition(",")[0]
            more += standing.features(first, sentence, kind, metric)
        bag.add(value, ent, place, (*features, *more))

    def words() -> Told | None:
        """What words tell of the region, the surest first."""
        for place, items in (("label", _own_label(sentence.items, num)), *labels_of(reading, num)):
            ent = scope.label_ent(items, ("PLACE",)) if whose.branch(items, page.issuer) is None else None
            if ent is not None and place == "line" and line == "paragraph" and where.beside(sentence, num, places):
                break  # `EU-Vergleich: … hinter Dänemark (68,5 Prozent)`
            if ent is not None:
                return Told(place, ent.canonical, ent)
        if (cornered := _in_corner(reading, num)) is not None:
            return Told("corner", cornered.canonical, cornered)
        others = metric == "count" or any(ent.item < num.at for ent in places)
        first_of_line = [] if others else scope.line_label(reading, num)
        if (area := scope.area(num.label_items) or scope.area(first_of_line)) is not None:
            return Told("area", area)
        apart = all(gap(sentence.items, ent.item, num.at) for ent in places)
        if apart and (wide := _nationwide(sentence.items, num, home)) is not None:
            return Told("nationwide", wide)
        if apart and _is_worldwide(sentence.items, num):
            return Told("worldwide")
        if from_there and not places and context.market:
            return Told("home", home or context.region)
        if (own_place := next((ent for ent in places if ent.item in bracketed), None)) is not None:
            return Told("bracket", own_place.canonical, own_place)
        if (sited_at := where.at_sites(sentence, num, places)) is not None:
            return Told("sites", scope.joined(sentence, sited_at), sited_at)
        if not places and (seat := where.at_seat(page, sentence, num)) is not None:
            return Told("seat", seat)
        if (
            line in scope.TEXT
            and metric not in MADE
            and (opens := where.opens_piece(sentence, num, places)) is not None
        ):
            return Told("opening", scope.joined(sentence, opens), opens)
        frame = scope.framed(sentence, num.at, home) if metric not in MADE else None
        if frame is not None and not is_in_name(frame):
            return Told("frame", frame)
        if apart and (side := _home_or_abroad(reading, num, home)) is not None:
            return Told("home or abroad", side)
        sited = subject is not None and context.kinds.get(subject) == "SITE"
        there = _placed_there(reading, num) if metric not in MADE and not sited else None
        if (
            there is None
            and metric in scope.REGIONAL | {"operating_profit", "margin"}
            and not places
            and not everywhere
        ):
            section = _place_of_section(reading, holder)
            if section is not None and line != "paragraph" and not is_in_name(section):
                return Told("section", section)
            there = section
        if there is not None and not is_in_name(there):
            return Told("there", there)
        if line in (*scope.TEXT, "item") and (unlisted := where.unlisted(sentence, num, places)) is not None:
            return Told("unlisted", unlisted)
        if not places and (city := where.of_adjective(page, sentence, num)) is not None:
            return Told("adjective", city)
        if not places and not everywhere and (land := where.in_land(sentence, num, reading.lands)) is not None:
            return Told("land", land)
        if metric not in MADE and (measured := where.of_metric(sentence, num, places)) is not None:
            return Told("metric", scope.joined(sentence, measured), measured)
        if line in scope.TEXT and (hung := where.of_relative(sentence, num, places)) is not None:
            return Told("relative", scope.joined(sentence, hung), hung)
        if whose.as_before(page, sentence, num, metric, context):
            return Told("figure before", of_before(context, "region"))
        if not num.label_items and not num.head_items:
            sure, region = where.unplaced(page, sentence, metric, subject, home, context)
            if sure:
                return Told("unplaced", region)
        sold = where.of_sales(sentence, metric, context) if line in (*scope.TEXT, "item") and not everywhere else None
        if sold is not None:
            return Told("sales", sold)
        told_here = line in (*scope.TEXT, "item") and not everywhere and holder in ("issuer", "other")
        product = context.kinds.get(str(subject)) in ("BRAND", "MODEL") or holder == "issuer"
        if told_here and product and (sales := where.of_importer(sentence, metric, context)) is not None:
            return Told("importer", sales)
        beside_it = (
            where.beside(sentence, num, places)
            if line in (*scope.TEXT, "item") and not sited and not everywhere
            else None
        )
        own_name = beside_it is not None and is_in_name(beside_it.canonical)
        if beside_it is not None and not own_name and not scope.site_at(context, beside_it.canonical):
            return Told("beside", scope.outside(sentence, beside_it) or scope.joined(sentence, beside_it), beside_it)
        return None

    if (told := words()) is not None:
        add(told.value, told.ent, f"in:told {told.by}")
        if told.by not in WEIGHED:
            return bag.named() or bag.all()
        bag.tell(told.by)
    bag.found[None].words.update(standing.features("", sentence, holder, metric))
    ranked = sorted(places, key=lambda ent: (gap(sentence.items, ent.item, num.at), abs(ent.item - num.at)))
    for rank, ent in enumerate(ranked):
        prep = preposition(sentence.items, ent.item)
        features = [f"rank:{min(rank, 2)}", *names_near(reading, num, ent), *_place_features(reading, ent)]
        features += [f"prep:{prep}:{metric}", f"prep:{prep}:{holder}", f"prep:{prep}:{market}:{metric}"]
        if (dealt := dealt_out(reading, num, ent.item)) is not None:
            features.append(dealt)
        add(scope.outside(sentence, ent) or scope.joined(sentence, ent), ent, "in:sentence", *features)
    for at, item in enumerate(sentence.items):
        if item.low == "ausland" and item.ent is None:
            near = (
                f"at:{distance(num.at, at)}",
                f"gap:{min(gap(sentence.items, at, num.at), 3)}",
                f"prep:{preposition(sentence.items, at)}",
            )
            add("Ausland", None, "in:abroad", *near)
    for place, above in reading.around:
        for ent in above.ents:
            if ent.label == "PLACE" and scope.is_located(above.items, ent):
                add(scope.joined(above, ent), ent, f"in:{place}")
    for above in reading.titles:
        for ent in above.ents:
            if ent.label == "PLACE":
                add(scope.joined(above, ent), ent, "in:title")
    if context.figure_draft is not None:
        same = " same line" if context.figure_line == sentence.line else ""
        add(context.figure_draft.slots.get("region"), None, "in:figure before" + same)
    add(context.region, None, "in:main")
    alike = context.by_metric.get(metric)
    if alike is not None:
        add(alike.slots.get("region"), None, "in:same metric before")
    for at, item in enumerate(sentence.items):
        if _describes(sentence.items, at + 1):
            continue
        if item.low in scope.scope_words("home") or (context.land and scope.is_own_land(sentence.items, at)):
            add(
                scope.land_named(item.low) or home,
                None,
                "in:home word",
                f"home:gap:{min(gap(sentence.items, at, num.at), 3)}",
            )
    add(home, None, "in:home")
    for at, land, noun in reading.lands:
        add(land, None, f"in:adjective {noun}", f"at:{distance(num.at, at)}")
    for ent in sentence.ents:
        if ent.label == "ORG":
            add(authority_land(ent.canonical), ent, "in:authority here")
    add(context.authority, None, "in:authority above")
    add(context.governed_place, None, "in:governed")
    for place in context.own_places:
        add(place, None, "in:issuer's name")
    go_on(bag, reading, num, context, metric, "region", bool(places))
    return with_guess(bag, guess)


def _own_label(items: list[Item], num: Num) -> list[Item]:
    """The word that a colon parts from a number: `davon Deutschland: 9.061, Brasilien: 8.905`."""
    return items[num.at - 2 : num.at - 1] if num.at > 1 and items[num.at - 1].text == ":" else []


def _home_or_abroad(reading: Reading, num: Num, home: str | None) -> str | None:
    """`98 Garagen im Inland`, `im Heimmarkt`, `an Kunden im Ausland`: where the one figure nearest to the words holds."""
    items, inland = reading.sentence.items, scope.scope_words("inland")
    for k, item in enumerate(items):
        if (item.low not in inland and item.low != "ausland") or not k or item.ent is not None:
            continue
        bracket = items[k].depth != num.depth  # `beauftragte die ASFINAG die Sanierung (EUR 91 Mio.)`
        nearer = (n for n in reading.nums if abs(n.at - k) < abs(num.at - k) and not gap(items, k, n.at))
        if gap(items, k, num.at) - bracket or any(nearer):
            continue
        if item.low in inland and items[k - 1].low in scope.scope_words("in the market"):
            return None if [word.low for word in items[k + 1 : k + 2]] in (["der"], ["des"], ["von"]) else home
        if item.low == "ausland" and items[k - 1].low in ("im", "aus"):
            return "Ausland"
    return None


def _placed_there(reading: Reading, num: Num) -> str | None:
    """The place that `dort` or `hier` in one piece with a number takes up: the last one named in front of it, or in the sentence before; no seat."""
    page, names = reading.page, whose.names_taken_up(reading.page, reading.sentence, num)
    land = _land_taken_up(reading, num, names)
    if land is not None:
        return land
    last = next((ent for ent in reversed(names) if not _acts(page.sentences[ent.sentence].items, ent)), None)
    if last is None or last.label != "PLACE":
        return None
    sentence = page.sentences[last.sentence]
    if scope.in_dateline(page, sentence, last):
        return None
    plant = any(item.ent is None and grammar.is_site(item.low) for item in sentence.items[: last.item])
    return None if plant or any(ent.label == "SITE" for ent in names) else scope.joined(sentence, last)


def _acts(items: Sequence[Item], ent: Ent) -> bool:
    """Whether a firm only does what is told: `In Sinsheim hat die Nordglas AG ein Lager bezogen. Dort …`; not `bei der Nordglas AG. Dort …`."""
    return ent.label in ("ORG", "BRAND") and not grammar.behind_preposition(items, ent.item)


def _land_taken_up(reading: Reading, num: Num, names: Sequence[Ent]) -> str | None:
    """The land by whose adjective the market is called that `hier` takes up: `… mit Sitz in Köln verkauft sie auf dem deutschen Markt. Hier …`."""
    before = reading.page.previous(reading.sentence)
    if before is None or before.line != reading.sentence.line or whose.points_there(reading.sentence, num) < 0:
        return None
    behind = max((ent.item for ent in names if ent.sentence == before.index and not _is_seat(before, ent)), default=-1)
    if any(ent.sentence == reading.sentence.index for ent in names):
        return None
    return next((land for at, land in where.lying_in(before.items, list(lands(before))) if at > behind), None)


def _is_seat(sentence: Sentence, ent: Ent) -> bool:
    """Whether a name only says who speaks or where he sits."""
    if ent.label != "PLACE":
        return True
    return not scope.scope_words("seat of").isdisjoint(scope.before(sentence.items, ent.item, 4))


def _place_of_section(reading: Reading, holder: str) -> str | None:
    """The country or region that alone is the heading of a section, or by which a division is called: all that its paragraphs tell of sales was there."""
    page, head = reading.page, reading.page.heading(reading.sentence)
    if head is None or page.kind(reading.sentence) not in TOLD_IN or page.zone(reading.sentence) != "body":
        return None
    words_ = [item for item in head.items if item.text[0].isalnum()]
    if len(words_) == 2 and grammar.calls(words_[0].low, "division") and holder != "other":
        words_ = words_[1:]  # `Division Europa`
    ent = words_[0].ent if len(words_) == 1 else None
    return ent.canonical if ent is not None and ent.label == "PLACE" and ent.canonical != page.place else None


TOLD_IN = frozenset(("paragraph", "item", "bullet"))
"""Kinds of lines that a heading of nothing but a place may stand above; rows have labels of their own."""


def _in_corner(reading: Reading, num: Num) -> Ent | None:
    """The place that alone stands in the corner of a table: `Österreich | 2025 | 2024`."""
    page, row = reading.page, reading.sentence
    head = page.opener(row) if num.column >= 0 else None
    corner = tables.corner(page, head, row) if head is not None and page.kind(head) == "table_head" else []
    ent = corner[0].ent if len(corner) == 1 else None
    return ent if ent is not None and ent.label == "PLACE" else None


def _nationwide(items: Sequence[Item], num: Num, home: str | None) -> str | None:
    """The land or continent that `hierzulande`, `österreichweit`, `europaweit` in one piece with a number mean."""
    for k, item in enumerate(items):
        if (
            item.ent is None
            and item.low in scope.scope_words("everywhere in a land")
            and not gap(items, k, num.at)
            and not _describes(items, k + 1)
        ):
            return scope.land_named(item.low) or (None if item.low.startswith(("europa", "eu-")) else home)
    return None


def _is_worldwide(items: Sequence[Item], num: Num) -> bool:
    """`Weltweit setzte der Konzern …`, `konzernweit 3.400 Beschäftigte`: what holds for all lands has none."""
    return any(
        item.ent is None
        and item.low in scope.scope_words("of all sites")
        and not gap(items, k, num.at)
        and not _describes(items, k + 1)
        for k, item in enumerate(items)
    )


def _describes(items: Sequence[Item], at: int) -> bool:
    """`die europaweit tätige Kette`: what only says how someone is at work."""
    return at < len(items) and items[at].ent is None and scope.scope_forms("at work").fit(items[at].low)


def lands(sentence: Sentence) -> Iterator[tuple[int, str, str]]:
    """The countries that an adjective in front of a noun names: `im deutschen Markt`; index and kind of the noun."""
    for at, (adjective, noun) in enumerate(itertools.pairwise(sentence.items), 1):
        named = adjective.text[:1].isupper() and not noun.text[:1].isupper()  # `an die Vorarlberger über`
        if noun.ent is None and not named and (land := scope.land_of(adjective.low)) is not None:
            yield at, land, "market" if MARKET.fit(noun.low) else "noun"


def _place_features(reading: Reading, ent: Ent) -> Iterator[str]:
    items = reading.sentence.items
    if scope.is_located(items, ent):
        yield "located"
    if scope.is_topic(items, ent):
        yield "topic"
    if set(scope.before(items, ent.item, 4)) & scope.scope_words("seat"):
        yield "seat"
