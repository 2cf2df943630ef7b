"""Whose a figure is: the names that could be its subject."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pressefakten.facts import deals, grammar, resumed, scope, segments, whose
from pressefakten.facts.candidates import (
    FLOWS,
    Bag,
    Candidate,
    Told,
    above_bullets,
    dealt_out,
    distance,
    go_on,
    holder_of_label,
    is_same_name,
    label_features,
    labels_of,
    named_behind,
    names_near,
    noun_kind,
    of_before,
    part_label,
    with_guess,
    words_of,
)
from pressefakten.facts.context import (
    SUBJECTS,
    Context,
    is_market_name,
    kind_of_body,
    name_of,
)
from pressefakten.facts.cues import Num, gap
from pressefakten.facts.issuer import core
from pressefakten.facts.page import Ent, Item, Page, Sentence
from pressefakten.normalize import lexicon

if TYPE_CHECKING:
    from pressefakten.facts.figures import Reading
    from pressefakten.facts.rules import Draft


WEIGHED = frozenset((
    "figure before", "goes on", "seller", "land", "head of the list", "line", "part",
))  # fmt: skip
"""What is told by these kinds of words is right too seldom on releases from which no rule was written (45 to 94 in 100): it is weighed, all else is believed."""


def subjects(
    reading: Reading, num: Num, context: Context, draft: Draft, manner: list[str], guess: tuple[str | None, Ent | None]
) -> list[Candidate]:
    """Names whose figure it may be."""
    page, sentence = reading.page, reading.sentence
    metric = str(draft.slots["metric"])
    market = "market" if context.market else "company"
    zone, line = page.zone(sentence), page.kind(sentence)
    named = [ent for ent in sentence.ents if ent.label in SUBJECTS]
    actor = context.thread.acting[sentence.index]
    acts = "name" if actor is not None else reading.unnamed
    pointed = resumed.pronoun(sentence.items)
    counted_kind, salience = noun_kind(num), context.salience
    issuer = f"issuer:{context.issuer_kind}"
    by_whom = (issuer, f"{issuer}:{metric}", f"{issuer}:counts:{counted_kind}", f"{issuer}:acts:{acts}")
    about_what = (f"counts:{counted_kind}", *words_of(reading, num), *by_whom)
    bag = Bag(
        (
            f"{metric}:{market}", market, f"zone:{zone}:{market}", f"line:{line}:{market}", num.part, *manner,
            f"acts:{acts}", f"acts:{acts}:{market}", f"acts:{acts}:{metric}", *_market_features(reading, context), *about_what,
        ),
        (metric, market, line, f"names:{min(len(named), 2)}", f"acts:{acts}", *manner, *about_what),
    )  # fmt: skip

    def add(ent: Ent | None, place: str, *features: str, name: str | None = None) -> None:
        value = name or (name_of(ent) if ent is not None else None)
        if value is None:
            return
        if num.label == "MONEY" and (land := context.governed) is not None and _governs(sentence, ent, value, land):
            value, ent = land, None  # what a government spends is its land's
        label = ent.label if ent is not None else context.kinds.get(value, "unknown")
        more = (f"{place}:{label}", *_whose(label, grammar.side_of(context.thread, value), metric, acts))
        if page.issuer and core(value) == core(page.issuer):
            more += ("issuer", f"issuer:{market}:{metric}")
        if label == "SITE" and context.site is not None and value == context.site.canonical:
            more += ("main site", f"main site:{metric}")
        if pointed and (gender := resumed.gender_of(value)):
            agrees = f"pronoun:{gender in pointed}"
            more += (agrees, f"{agrees}:{place}", f"{agrees}:{label}")
        form = context.form_near(value, num)
        if bag.is_new(form):
            if label in ("ORG", "unknown"):
                body = f"body:{kind_of_body(form)}"
                more += (
                    body,
                    f"{body}:{metric}",
                    f"{body}:counts:{counted_kind}",
                    f"{body}:acts:{acts}",
                    f"{body}:{issuer}",
                )
            more += (f"{label}:counts:{counted_kind}", *salience.features(sentence, value, label, metric, counted_kind))
        bag.add(form, ent, place, features + more)

    def words() -> Told | None:
        """Whom words tell, the surest first."""
        if metric == "orders" and (maker := deals.sold_by(page, sentence, num, context)) is not None:
            return Told("seller", maker)
        for place, items in labels_of(reading, num):
            if (firm := whose.branch(items, page.issuer)) is not None:
                return Told(place, firm)
            ent = scope.label_ent(items, ("MODEL",)) or scope.label_ent(items, SUBJECTS)
            if ent is not None:
                return Told(place, ent=ent)
        if (holder := holder_of_label(reading, num, context)) is not None:
            return Told("holder", holder)
        part = part_label(reading, num, metric, context)
        if part is not None and part[1] == "subject":
            return Told("part", part[0])
        made = [item.ent for item in num.noun if item.ent is not None and item.ent.label in ("BRAND", "MODEL")]
        if made and metric == "registrations":
            return Told("counted noun", ent=made[-1])
        if context.market and page.issuer and grammar.subject_word(sentence).startswith("mitglied"):
            return Told("members", page.issuer)
        if (said := _named_by_line(reading, context)) is not None:
            return Told("line above", said)
        if (there := grammar.pointed_at(page, sentence, num.at)) is not None and there.label in SUBJECTS:
            return Told("pointed at", ent=there)
        if not named and (listed := _site_of_list(reading, context)) is not None:
            return Told("head of the list", ent=listed)
        if not named and (made_at := _site_of_section(reading, metric, context)) is not None:
            return Told("site of the section", ent=made_at)
        if whose.of_respondents(page, sentence, num, metric, context):
            return Told("respondents")
        if whose.of_whole_market(sentence, num, metric):
            return Told("nobody")
        if whose.of_a_land(sentence, num, metric, context):
            return Told("land")
        if (other := whose.gapped(sentence, num, metric)) is not None and not _is_name_of_figure(reading, [other]):
            if not lexicon.known(other.low):
                return Told("gap", other.text)
            if (
                context.market or metric == "market_share"
            ):  # `VW kam auf 31 Prozent, Diesel auf 24 Prozent`; else `Software (5 Mio.)` is a part of the firm
                return Told("nobody beside")
        if page.issuer and not context.market and line in scope.TEXT and _is_sum_of_parts(reading, num, metric):
            if not _has_parts(page):
                return Told("competitors")
            return Told("sum of parts", _group_spoken_of(page, sentence) or page.issuer)
        if not named and not context.market and (spoken := _taken_up(reading, num, context)) is not None:
            return Told("taken up", spoken)
        if line in scope.TEXT and (unlisted := whose.unlisted_antecedent(sentence, num)) is not None:
            return Told("unlisted", unlisted)
        if not named and line != "row" and (division := segments.division_of(page, sentence, num.at)) is not None:
            return Told("division", division)
        if (part_of_sum := segments.acting_part(reading, num, metric, context)) is not None:
            return Told("part of a sum", part_of_sum)
        if (receiver := _dealt_to(reading, num, metric, named)) is not None:
            return Told("receiver", ent=receiver)
        if (surely := whose.surely(page, sentence, num, metric, context)) is not None:
            return Told("surely named", ent=surely)
        if (owner := _of_named(reading, num, draft, named)) is not None:
            return Told("owner", ent=owner)
        if whose.told_by_office(sentence, num, metric, context):
            return Told("office")
        if metric != "orders" and whose.as_before(page, sentence, num, metric, context):
            return Told("figure before", of_before(context, "subject"))
        if whose.goes_on(page, sentence, context):
            return Told("goes on", context.subject)
        return None

    if (told := words()) is not None:
        add(told.ent, f"in:told {told.by}", name=told.value)
        if told.by not in WEIGHED:
            return bag.named() or bag.all()
        bag.tell(told.by)
    bag.found[None].words.update(context.standing["subject"].features("", sentence, "nobody", metric))
    counted = [item.ent for item in num.noun if item.ent is not None]
    some = whose.some_of(sentence, num, metric)
    ranked = [ent for ent in named if not scope.is_source(sentence.items, ent) and ent not in some]
    ranked.sort(key=lambda ent: (gap(sentence.items, ent.item, num.at), abs(ent.item - num.at)))
    for rank, ent in enumerate(ranked):
        how = context.thread.stands(sentence, ent)
        features = [f"rank:{min(rank, 3)}", *names_near(reading, num, ent), *_name_features(reading, ent)]
        features += [
            f"stands:{how}",
            f"stands:{how}:{metric}",
            f"stands:{how}:{ent.label}",
            f"acts here:{ent is actor}",
        ]
        if (dealt := dealt_out(reading, num, ent.item)) is not None:
            features.append(dealt)
        add(ent, "in:counted noun" if ent in counted else "in:sentence", *features)
    for place, above in reading.around:
        found = [ent for ent in above.ents if ent.label in SUBJECTS]
        acting = context.thread.acting[above.index]
        for at, ent in enumerate(found):
            roles = (f"in:{place}:{context.thread.stands(above, ent)}", f"in:{place}:acts:{ent is acting}")
            add(ent, f"in:{place}", *roles, *["first of its line"] * (at == 0), *["last"] * (at == len(found) - 1))
    about = context.thread.about[sentence.index - 1] if sentence.index else None
    if about is not None and actor is None:
        fresh = "fresh" if context.thread.acting[sentence.index - 1] is not None else "carried"
        add(about, "in:about", f"in:about:{fresh}", f"in:about:{acts}:{about.label}")
    headed = [ent for above in reading.titles for ent in above.ents if ent.label in SUBJECTS]
    for ent in headed:
        like = len({other.canonical for other in headed if other.label == ent.label})
        how = context.thread.stands(page.sentences[ent.sentence], ent)
        title = f"in:title:{min(like, 2)} {ent.label}"
        add(ent, "in:title", title, f"{title}:{metric}", f"in:title:{how}")
    if context.section is not None:
        add(context.section, "in:section")
    if context.subject is not None:
        add(
            None,
            "in:figure before" + (" same line" if context.subject_line == sentence.line else ""),
            name=context.subject,
        )
    for ent in (ent for ent in sentence.ents if ent.label == "PLACE"):
        add(None, "in:site at place", *names_near(reading, num, ent), name=scope.site_at(context, ent.canonical))
    same = context.by_metric.get(metric)
    if same is not None:
        add(None, "in:same metric before", name=same.slots.get("subject"))
    label = [item for item in num.label_items or scope.line_label(reading, num) if item.text[0].isalnum()]
    if label and all(item.ent is None for item in label) and not _is_name_of_figure(reading, label):
        labelled = (*label_features(reading, label), *named_behind(reading, num, label))
        add(None, "in:words of the label", *labelled, name=scope.part_named(label))
    for at, name in segments.parts(context, sentence):
        how = f"part stands:{grammar.standing(sentence.items, at)}"
        near = f"gap:{min(gap(sentence.items, at, num.at), 3)}"
        add(None, "in:named part", f"at:{distance(num.at, at)}", near, how, name=name)
    if (above_named := _part_above(reading, context)) is not None:
        add(None, "in:named part above", name=above_named)
    for again in reading.again(context.named, context.site):
        near = f"gap:{min(gap(sentence.items, again.at, num.at), 3)}"
        side = "before" if again.at < num.at else "after"
        stands = grammar.standing(sentence.items, again.at)
        add(again.ent, f"in:resumed {again.how}", f"resumed:{near}:{side}", f"resumed:{stands}", f"resumed:{metric}")
    if context.site is not None:
        add(context.site, "in:main site")
    anaphor = context.anaphor(num, reading.cues)
    if anaphor is not None:
        add(None, "in:anaphor", name=anaphor)
    add(None, "in:issuer", name=page.issuer)
    for rank, ent in enumerate(_named_above(context, bag)):
        add(ent, "in:named above", f"named above:{rank}:{ent.label}", f"named above:{ent.label}:{acts}")
    go_on(bag, reading, num, context, metric, "subject", bool(named))
    if metric == "orders":
        _leave_out_buyers(bag, context, page.issuer)
    ruled = context.form_near(guess[0], num) if guess[0] else None
    barred = whose.barred(page, sentence, num, metric, context)
    wide = any(before.at < num.at for before in reading.nums) and whose.is_of_all(
        sentence, num, metric, context.figure_draft
    )
    for other in [
        other
        for other in bag.found
        if other
        and "told" not in bag.found[other].words
        and (
            core(other) in barred
            or (wide and context.kinds.get(other) == "SITE")
            or _is_no_owner(other, metric, context)
        )
    ]:
        del bag.found[other]
    return with_guess(bag, ruled if ruled in bag.found else None)


MOST_ABOVE = 3
"""How many of the names of the release are candidates that stand nowhere near."""


def _named_above(context: Context, bag: Bag) -> list[Ent]:
    """The last sites and organizations that the release has named before and that are no candidates yet."""
    found: dict[str, Ent] = {}
    for ent in reversed(context.named):
        if name_of(ent) not in bag.found and name_of(ent) not in found:
            found[name_of(ent)] = ent
            if len(found) == MOST_ABOVE:
                break
    return list(found.values())


def _is_no_owner(name: str, metric: str, context: Context) -> bool:
    """Whether a name is that of a plant, which has no revenue, orders or share of a market of its own; an airport may be the issuer."""
    own = core(name) in core(context.page.issuer or "")
    return metric in OF_FIRMS and context.kinds.get(name) == "SITE" and not own


OF_FIRMS = frozenset(("revenue", "operating_profit", "net_profit", "margin", "orders", "registrations", "market_share"))
"""Metrics whose figures firms, makes and models have, and no plants."""


def _is_name_of_figure(reading: Reading, label: Sequence[Item]) -> bool:
    """Whether a label is all name of a figure: `Umsatz: 312 Mio. Euro` is nobody's."""
    items = reading.sentence.items
    return any(
        hit.key.endswith("/name") and items[hit.start] is label[0] and items[hit.end - 1] is label[-1]
        for hit in reading.of_figures
    )


@functools.lru_cache(maxsize=8192)
def _whose(label: str, side: str, metric: str, acts: str) -> tuple[str, ...]:
    """A name of a label, who buys or sells (empty: neither), for a figure in a sentence where someone acts."""
    found = (f"{label}:{metric}", f"{label}:acts:{acts}")
    return (*found, side, f"{side}:{metric}", f"{side}:{metric}:{acts}") if side else found


def _leave_out_buyers(bag: Bag, context: Context, issuer: str | None) -> None:
    """Orders are the seller's: where one is known or the issuer does not buy, who buys is no candidate."""
    names = [name for name, one in bag.found.items() if name and "told" not in one.words]
    sides = {name: grammar.side_of(context.thread, name) for name in names}
    if "seller" in sides.values() or (issuer and grammar.side_of(context.thread, issuer) != "buyer"):
        for name, side in sides.items():
            if side == "buyer":
                del bag.found[name]


def _market_features(reading: Reading, context: Context) -> Iterator[str]:
    """Whether the sentence and the release speak of a market: its words, a source, the whole country."""
    market = "market" if context.market else "company"
    low = [item.low for item in reading.sentence.items if item.ent is None]
    if context.market and scope.scope_words("own") & set(low):
        yield "speaks of itself"
    if context.market and reading.unnamed == "issuer":
        yield "speaks of the issuer"
    yield f"market words:{context.thread.speaks_of_market[reading.sentence.index]}:{market}"
    yield f"market release:{min(sum(context.thread.speaks_of_market), 3)}"
    if scope.scope_words("source") & set(low):
        yield f"sourced:{market}"
    if scope.scope_words("nationwide") & set(low):
        yield f"nationwide:{market}"


def _named_by_line(reading: Reading, context: Context) -> str | None:
    """Whom a sentence without any name goes on about: the name in front of the colon that opens its line, or the name that is its heading or opens it with a colon.

    `Business Group Asia: Nach einem schwachen Start … Der Umsatz stieg auf …`.
    """
    page, sentence = reading.page, reading.sentence
    if any(ent.label in SUBJECTS for ent in sentence.ents) or page.kind(sentence) == "row":
        return None
    first, head = page.first_of_line(sentence.line), page.heading(sentence)
    if first is not None and first is not sentence:
        if items := scope.label_of(page, first)[0]:
            return _name_alone(items) or whose.branch(items, page.issuer)
        if (part := _part_alone(first, context)) is not None:
            return part
    if head is None:
        opens = None if context.market else _first_of_list(page, sentence)
        return _name_portrayed(opens) if opens is not None else None
    colon = next((k for k, item in enumerate(head.items) if item.text == ":" and item.ent is None), len(head.items))
    if (alone := _name_alone(head.items[:colon])) is not None or context.market:
        return alone
    about = context.thread.about[sentence.index - 1] if sentence.index else None
    named = _name_portrayed(head)
    return named if about is None or name_of(about) == named else None


def _first_of_list(page: Page, sentence: Sentence) -> Sentence | None:
    """The first of the lines of a list without a heading, of which a sentence is a later one."""
    first = sentence
    for above in reversed(page.sentences[max(0, sentence.index - LISTED) : sentence.index]):
        if page.kind(above) != "item" or above.line < first.line - 1:
            break
        first = above
    return first if first.line < sentence.line else None


LISTED = 12
"""Lines of a list below the one that says whose its figures are."""


def _name_portrayed(head: Sentence) -> str | None:
    """The one name of a heading over a portrait: `Kern AG in Zahlen`, `Über die Huber Group`, `Das Werk Steyr auf einen Blick`."""
    names = {name_of(ent) for ent in head.ents if ent.label in NAMED}
    portrays = scope.scope_forms("portrays")
    told = any(item.ent is None and portrays.fit(item.low) for item in head.items)
    beside = any(grammar.governed(head.items, ent.item) in BESIDE for ent in head.ents if ent.label in NAMED)
    return names.pop() if told and not beside and len(names) == 1 and len(head.items) <= HEADING else None


NAMED = ("ORG", "BRAND", "SITE")

BESIDE = ("mit", "gegen", "für", "ohne", "bei", "neben")
"""In front of a name that only has a part in what is told: `Der Zukauf mit der Huber AG in Zahlen`."""

HEADING = 12
"""Words of a heading that only says of whom a portrait is."""


def _site_of_list(reading: Reading, context: Context) -> Ent | None:
    """The site that the line above a list names or takes up: `Die wichtigsten Kennzahlen des Neubaus:`."""
    page, sentence = reading.page, reading.sentence
    kind = page.kind(sentence)
    if kind not in ("bullet", "item"):
        return None
    head = above_bullets(page, sentence) if kind == "bullet" else page.opener(sentence) or page.heading(sentence)
    if head is None or head is sentence:
        return None
    names = {ent.canonical: ent for ent in head.ents if ent.label in SUBJECTS}
    if names:
        only = next(iter(names.values()))
        return only if len(names) == 1 and only.label == "SITE" else None
    again = next(resumed.resumed(head, context.named, context.site), None)
    return again.ent if again is not None and again.ent.label == "SITE" else None


def _site_of_section(reading: Reading, metric: str, context: Context) -> Ent | None:
    """`Das Ampere-Werk in Douai`, `Produktion`, `2023: 50’729 Einheiten`: the site that both title and section are about, whose output stands below a heading without a name."""
    page, site = reading.page, context.site
    if metric != "production" or page.kind(reading.sentence) not in scope.LISTED or site is None:
        return None
    head = page.opener(reading.sentence) or page.heading(reading.sentence)
    if head is None or any(ent.label in (*SUBJECTS, "PLACE") for ent in head.ents):
        return None
    titled = any(ent.canonical == site.canonical for title in reading.titles for ent in title.ents)
    section = context.section is not None and context.section.canonical == site.canonical
    return site if titled and section else None


def _taken_up(reading: Reading, num: Num, context: Context) -> str | None:
    """Whom `der Konzern`, `das Unternehmen`, `die Division` that acts in a sentence without any name stands for, where it is sure."""
    page, sentence, items = reading.page, reading.sentence, reading.sentence.items
    word = grammar.subject_word(sentence)
    above = [s for s in page.sentences[max(0, sentence.index - BACK) : sentence.index] if s.line == sentence.line]
    if _names_division_of(items, num):
        return _part_spoken_of(above, context)
    at = next((k for k, item in enumerate(items) if k and item.low == word and item.ent is None), 0)
    if not at or not grammar.is_definite(items[at - 1]) or _is_of_its_own(items[at : num.at]):
        return None
    if grammar.calls(word, "division"):
        return _part_spoken_of(above, context)
    is_group = grammar.calls(word, "group")
    if not page.issuer or not (is_group or grammar.calls(word, "firm")):
        return None
    own = set(core(page.issuer).split())
    for before in above[:-3:-1]:
        names = [ent.canonical for ent in before.ents if ent.label in ("ORG", "BRAND")]
        others = [name for name in names if own.isdisjoint(core(name).split())]
        if not is_group and len(others) == 1 and _bought(before, others[0]):
            return others[0]
        if any(not is_group or _is_called_a_group(name) for name in others):
            return None
        if names:
            break
    national = is_group and scope.issuer_country(page.issuer) is not None and not _is_called_a_group(page.issuer)
    return context.brand if national else page.issuer  # the group behind an importer


def _names_division_of(items: Sequence[Item], num: Num) -> bool:
    """`Das EBIT der Division lag bei …`, `Der Umsatz des Bereichs …`: whether a part that was named is whose figure it is."""
    for k in range(2, num.at):
        called = items[k].ent is None and grammar.calls(items[k].low.removesuffix("s"), "division")
        alone = called and items[k + 1].ent is None and not items[k + 1].text[0].isupper()
        if (
            alone
            and items[k - 1].low in ("der", "des")
            and items[k - 2].text[0].isupper()
            and not gap(items, k, num.at)
        ):
            return True
    return False


def _is_of_its_own(items: Sequence[Item]) -> bool:
    """Whether words speak of a site or part of whoever acts: `Die Gruppe schließt ihr Werk …; betroffen sind 70 Leute`, not `steigert ihre Kapazität auf …`."""
    owned = (items[k + 1 : k + 4] for k, item in enumerate(items) if grammar.is_possessive(item))
    nouns = (next((item for item in behind if item.text[0].isupper()), None) for behind in owned)
    return any(
        noun is None or noun.ent is not None or grammar.is_site(noun.low) or grammar.calls(noun.low, "division")
        for noun in nouns
    )


def _governs(sentence: Sentence, ent: Ent | None, name: str, land: str) -> bool:
    """Whether a name is that of the government of a land: `Regierungsrat`, `Bündner Regierung`; not `Linzer Gemeinderat`, `Stadtrat von Linz`."""
    first = name.casefold().split()[0]
    if not scope.is_organ(name) or (first != name.casefold() and first[:ROOT] not in land.casefold()):
        return False
    behind = sentence.items[ent.item + 1 : ent.item + 3] if ent is not None else []
    place = behind[1].ent if len(behind) > 1 and behind[0].low in ("von", "in", "der", "des") else None
    return place is None or place.label != "PLACE" or core(place.canonical) in core(land)


ROOT = 3
"""Letters of an adjective that tell its land: `Bündner` of `Graubünden`."""


def _bought(sentence: Sentence, name: str) -> bool:
    """Whether a sentence tells that a firm is bought, which the next one goes on about: `hat die Kern AG übernommen`, `die Übernahme von 70 % der Kern AG`."""
    items = sentence.items
    ents = [ent for ent in sentence.ents if ent.canonical == name]
    for k, item in enumerate(items):
        if item.ent is not None or not scope.scope_forms("bought").fit(item.low):
            continue
        noun = item.text[0].isupper()
        for ent in ents:
            if noun and 0 < ent.item - k <= NEAR_NOUN and not gap(items, k, ent.item):
                return all(word.ent is not None or word.low in OF_WHOM for word in items[k + 1 : ent.item])
            if not noun and items[ent.item].clause == item.clause and _is_taken(sentence, ent):
                return True
    return False


def _is_taken(sentence: Sentence, ent: Ent) -> bool:
    """Whether a name in a clause with a verb of buying is what is bought, not who takes over what: another name or `wir` acts, or the passive has it as its subject."""
    items, stands = sentence.items, grammar.standing(sentence.items, ent.item)
    clause = [item for item in items if item.clause == items[ent.item].clause]
    if stands == "of" or grammar.behind_preposition(items, ent.item):
        return False
    if grammar.is_passive(clause):
        return stands in grammar.ACTING and not grammar.subject_in_front(sentence, ent)
    word = grammar.subject_word(sentence)
    plain = (
        not word or word in ("wir", "er", "sie", "es") or grammar.calls(word, "firm") or grammar.calls(word, "group")
    )
    return plain and grammar.subject_in_front(sentence, ent)


NEAR_NOUN = 6
"""Words from `Übernahme` to the firm that is bought."""
OF_WHOM = frozenset(("von", "der", "des", "an", "rund", "%", "prozent", "anteile", "anteilen", "mehrheit"))
BACK = 4
"""Sentences of a paragraph back to which a noun takes up a part of a firm."""


def _is_called_a_group(name: str) -> bool:
    return any(grammar.calls(part, "group") for part in name.casefold().split())


def _part_spoken_of(above: Sequence[Sentence], context: Context) -> str | None:
    """The one part of the firm that the nearest sentence with any name tells of."""
    issuer = core(context.page.issuer or "")
    for before in reversed(above):
        names = {
            ent.canonical for ent in before.ents if ent.label in ("ORG", "BRAND") and core(ent.canonical) != issuer
        }
        names |= {name for _, name in segments.parts(context, before)}
        if names:
            return names.pop() if len(names) == 1 else None
    return None


def _name_alone(items: Sequence[Item]) -> str | None:
    """The name of a company, make or site that words are, or None where they say more."""
    label = [item for item in items if item.text[0].isalnum()]
    ent = label[0].ent if len(label) == 1 else None
    return name_of(ent) if ent is not None and ent.label in ("ORG", "BRAND", "SITE") else None


def _part_alone(sentence: Sentence, context: Context) -> str | None:
    """The part of a firm that is the head of a paragraph: `Division Europa. Der Umsatz erreichte …`."""
    parts = segments.parts(context, sentence)
    if len(parts) != 1 or parts[0][0]:
        return None
    said = [item.text for item in sentence.items if item.text[0].isalnum()]
    name = parts[0][1].split()
    return parts[0][1] if said in (name, [sentence.items[0].text, *name]) else None


def _of_named(reading: Reading, num: Num, draft: Draft, named: Sequence[Ent]) -> Ent | None:
    """The name behind `von` or its article that the name of a sum in front of it is of: `Der Umsatz von Kern Solutions stieg auf …`."""
    items = reading.sentence.items
    if draft.slots["metric"] not in segments.OF_DIVISIONS or reading.page.kind(reading.sentence) not in scope.TEXT:
        return None
    owner = max((ent for ent in named if ent.item < num.at), key=lambda ent: ent.item, default=None)
    if owner is None or owner.label not in ("ORG", "BRAND") or gap(items, owner.item, num.at):
        return None
    if not set(core(owner.canonical).split()).isdisjoint(core(reading.page.issuer or "").split()):
        return None  # which of the issuer's names is weighed
    hits = (hit for hit in reading.by_key.get(f"{draft.rule}/name", ()) if hit.end == owner.item - 1)
    told = any(not grammar.behind_preposition(items, hit.start) for hit in hits)
    return owner if told and items[owner.item - 1].low in ("von", "der", "des") else None


def _group_spoken_of(page: Page, sentence: Sentence) -> str | None:
    """The other firm with the issuer's name that a paragraph told of last: `Renault Group` in a release of `Renault Deutschland`."""
    own = set(core(page.issuer or "").split())
    above = [other for other in page.sentences[: sentence.index] if other.line == sentence.line]
    firms = (ent.canonical for other in reversed(above) for ent in reversed(other.ents) if ent.label == "ORG")
    return next((name for name in firms if own & set(core(name).split())), None)


def _is_sum_of_parts(reading: Reading, num: Num, metric: str) -> bool:
    """Whether a figure is what the makes and daughters of the issuer have together, who is none of them."""
    own = core(reading.page.issuer or "")
    alone = all(core(ent.canonical) not in own for ent in reading.sentence.ents if ent.label in SUBJECTS)
    return alone and whose.of_several(reading.sentence, num, metric)


def _has_parts(page: Page) -> bool:
    """Whether a release speaks of a group, of makes or daughters; elsewhere a list of names may be one of competitors."""
    if page.of_group is None:
        parts, names = scope.scope_forms("parts of a firm"), (page.issuer or "").lower().split()
        said = (item.low for sentence in page.sentences for item in sentence.items)
        page.of_group = any(parts.fit(low) or grammar.calls(low, "group") for low in itertools.chain(names, said))
    return page.of_group


def _part_above(reading: Reading, context: Context) -> str | None:
    """The division or daughter that the sentence before or the heading names."""
    found = (segments.parts(context, above) for _, above in reading.around)
    return next((parts[-1][1] for parts in found if parts), None)


def _name_features(reading: Reading, ent: Ent) -> Iterator[str]:
    items = reading.sentence.items
    if scope.is_source(reading.sentence.items, ent):
        yield "source"
    if is_market_name(ent.canonical) and core(ent.canonical) != core(reading.page.issuer or ""):
        yield "authority"
    after = items[ent.item + 1] if ent.item + 1 < len(items) else None
    if after is not None and after.ent is None:
        if after.low in ("mit", "und", ",", "(", "-", "–", ":"):
            yield f"next:{after.low}"
        elif after.text.islower() and after.low.endswith(("t", "te", "ten", "en")):
            yield "next:verb"
    before = items[ent.item - 2].low if ent.item > 1 else ""
    if before in ("der", "die", "den", "dem") and items[ent.item - 1].low in ("marke", "marken", "tochter", "firma"):
        yield "apposition"


def _dealt_to(reading: Reading, num: Num, metric: str, named: Sequence[Ent]) -> Ent | None:
    """The name to which a part of a sum goes: `entfielen 88.300 Stück auf den MINI Countryman, 74.100 auf den Opel Corsa`; of a make and its model the model."""
    items = reading.sentence.items
    if metric not in (*FLOWS, "revenue") or not any(item.low in scope.scope_words("dealt out") for item in items):
        return None
    found = [ent for ent in named if dealt_out(reading, num, ent.item) in ("dealt out:after", "dealt out:before")]
    if not found:
        return None
    return next((ent for ent in named if ent.item == found[0].item + 1 and ent.label == "MODEL"), found[0])


def is_same_firm(context: Context, one: Candidate, other: Candidate) -> bool:
    """Whether two candidates are forms of one company's name (`Hypo Tirol`, `Hypo Tirol Bank AG`)."""
    firms = all(context.kinds.get(str(name.value)) in ("ORG", "BRAND") for name in (one, other))
    return firms and is_same_name(one, other)
