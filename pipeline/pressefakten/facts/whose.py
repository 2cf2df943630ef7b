"""Whose figure a number is, where words say so surely: the name right in front of it, the plant that `dort` takes up, the one that closes."""

from __future__ import annotations

from collections.abc import Sequence

from pressefakten.facts import grammar, scope, studies
from pressefakten.facts.context import SUBJECTS, Context, is_market_name, market_words
from pressefakten.facts.cues import Num, gap, in_front
from pressefakten.facts.issuer import core
from pressefakten.facts.page import Ent, Item, Page, Sentence
from pressefakten.facts.rules import Draft, word_class
from pressefakten.normalize import lexicon
from pressefakten.patterns import words

SITED = frozenset((*scope.SITED, "count"))
"""Metrics whose figures a plant has by itself."""


def surely(page: Page, sentence: Sentence, num: Num, metric: str, context: Context) -> Ent | None:
    """The name whose figure a number in running text surely is, or None where its words leave it open."""
    if metric == "share" and of_customers(sentence):
        return None
    if page.kind(sentence) not in scope.TEXT or num.label_items or metric == "orders":
        return None
    site = _site(page, sentence, num, metric, context) if metric in SITED else None
    named = (
        site or _in_front(page, sentence, num, context) or _of_relative(sentence, num) or _in_apposition(sentence, num)
    )
    return named or _site_again(page, sentence, metric, context) or _site_before(page, sentence, metric, context)


def _site_before(page: Page, sentence: Sentence, metric: str, context: Context) -> Ent | None:
    """The plant that is the subject of the sentence before: `Das Werk kommt ohne Gas aus. 60 Erdsonden …`."""
    before = page.previous(sentence)
    if metric not in SITED or before is None or before.line != sentence.line:
        return None
    if any(ent.label in (*SUBJECTS, "PLACE") for ent in sentence.ents) or any(
        ent.label in SUBJECTS for ent in before.ents
    ):
        return None
    if any(item.ent is None and scope.scope_forms("wholes").fit(item.low) for item in sentence.items):
        return None  # `12.000 Mitarbeitende arbeiten im Konzern`
    word = grammar.subject_word(before)
    if not word or not scope.scope_forms("plants").fit(word) or grammar.subject_word(sentence) in ("er", "sie", "wir"):
        return None
    return _site_again(page, before, metric, context)


def _site(page: Page, sentence: Sentence, num: Num, metric: str, context: Context) -> Ent | None:
    """The plant that `dort` takes up, that closes, or that frames the sentence."""
    there = _site_there(page, sentence, num, context) or _site_affected(page, sentence, num)
    staff = metric != "count" or (bool(num.noun) and word_class("person").fit(num.noun[-1].low))
    return there or (_framing_site(sentence, num) if staff else None)


def _framing_site(sentence: Sentence, num: Num) -> Ent | None:
    """The plant in front of the verb of a figure's clause: `Am Standort Wels hat die Huber AG 34 Leute eingestellt`."""
    items = sentence.items
    for ent in sentence.ents:
        if ent.label != "SITE" or ent.item >= num.at or gap(items, ent.item, num.at):
            continue
        first = ent.item - 1
        while first > 0 and items[first].ent is None and items[first].low in ("der", "dem"):
            first -= 1
        opens = first == 0 or (first > 0 and items[first - 1].ent is None and items[first - 1].text in ".:–-")
        behind = items[ent.item + 1]
        if (
            opens
            and items[first].low in ("am", "im", "in", "an")
            and behind.ent is None
            and grammar.is_finite(items, ent.item + 1)
            and _employs(items, ent.item + 1)
        ):
            return ent
    return None


def _employs(items: Sequence[Item], verb: int) -> bool:
    """Whether a verb is one of having staff, or the auxiliary of its participle: `beschäftigt`, `hat … eingestellt`."""
    clause = [item.low for item in items[verb:] if item.ent is None and item.clause == items[verb].clause]
    auxiliary = items[verb].low in (
        "hat",
        "haben",
        "hatte",
        "wird",
        "werden",
        "wurden",
        "sind",
        "waren",
        "will",
        "soll",
        "sollen",
    )
    employs = scope.scope_forms("employs")
    return employs.fit(items[verb].low) or (auxiliary and any(map(employs.fit, clause)))


def of_whole_market(sentence: Sentence, num: Num, metric: str) -> bool:
    """`rechnet mit einem Gesamtmarkt von 230'000 Autos`, `der Pkw-Markt schrumpfte auf …`, `im Gesamtmarkt waren es 21 %`: nobody's figure."""
    items, total = sentence.items, scope.scope_forms("total markets")
    near = [k for k in range(max(0, num.at - MARKET_REACH), num.at) if items[k].ent is None and total.fit(items[k].low)]
    framed = bool(near) and items[near[-1] - 1].low == "im" and not gap(items, near[-1], num.at)
    beside = any(ent.label in SUBJECTS and not gap(items, ent.item, num.at) for ent in sentence.ents)
    if framed and beside:
        return False  # `im Gesamtmarkt legte VW um 3 % zu`
    return bool(near) and (
        metric in ("registrations", "sales", "production") or (framed and metric in ("share", "market_share"))
    )


MARKET_REACH = 6
"""Words between `Gesamtmarkt` and its figure."""


def of_a_land(sentence: Sentence, num: Num, metric: str, context: Context) -> bool:
    """Whether a figure is one of a land, which nobody has: `In Bayern leben 2.300 Wölfe`, and of a town or canton that tells of itself `In Lingen sind 96 Prozent versorgt`."""
    if metric not in ("count", "share", "capacity") or any(ent.label in SUBJECTS for ent in sentence.ents):
        return False
    if studies.of_its_own(sentence):
        return False  # `Von den 500 Beschäftigten wohnen 60 Prozent in Linz`
    items = sentence.items
    near = [k for k, item in enumerate(items) if item.ent is None and not gap(items, k, num.at)]
    own, staff = scope.scope_words("own"), scope.scope_forms("employs")
    if any(grammar.is_possessive(items[k]) or items[k].low in own or staff.fit(items[k].low) for k in near):
        return False
    found = scope.scope_forms("living in a land").fit, scope.scope_forms("being in a land").fit
    there = any(found[0](items[k].low) for k in near)
    if context.governed is not None:
        if _goes_on_with_nobody(sentence, context):
            return True
        there = there or any(found[1](items[k].low) for k in near)
    return there and (_is_placed(sentence) or any(scope.is_own_land(items, k) for k in near))


def _goes_on_with_nobody(sentence: Sentence, context: Context) -> bool:
    """Whether the figure before in a paragraph is nobody's and the sentence is not about the town or canton that tells: `Ihnen stehen 118 Ladepunkte gegenüber`."""
    before = context.figure_draft
    if before is None or context.figure_line != sentence.line or before.slots.get("subject") is not None:
        return False
    return grammar.kind_of_subject(grammar.subject_word(sentence)) not in ("issuer", "pronoun:wir")


def _is_placed(sentence: Sentence) -> bool:
    """Whether a sentence names a place or land in which something is."""
    items = sentence.items
    if any(ent.label == "PLACE" and scope.is_located(items, ent) for ent in sentence.ents):
        return True
    return any(item.ent is None and item.low in scope.scope_words("everywhere in a land") for item in items)


def of_respondents(page: Page, sentence: Sentence, num: Num, metric: str, context: Context) -> bool:
    """Whether a share is one of those who were asked in a survey: `Die Befragung ist eindeutig: 58 Prozent halten ihren Arbeitsplatz für gefährdet`."""
    on_study = context.market or context.study is not None
    if metric != "share" or not on_study or any(ent.label in SUBJECTS for ent in sentence.ents):
        return False
    head = page.opener(sentence) or page.heading(sentence)
    line = [other for other in page.sentences if other.line == sentence.line]
    told = any(studies.asks(other) for other in (*line, *([head] if head is not None else [])))
    return told and not any(item.ent is None and grammar.is_possessive(item) for item in sentence.items[: num.at])


def of_customers(sentence: Sentence) -> bool:
    """`Größter Einzelkunde war mit 17 Prozent des Umsatzes VW`: whose shares of the revenue are told, not whose revenue it is."""
    low = [item.low for item in sentence.items if item.ent is None]
    return all(any(map(scope.scope_forms(name).fit, low)) for name in ("customers", "taken by customers"))


def is_of_all(sentence: Sentence, num: Num, metric: str, before: Draft | None) -> bool:
    """`Am Hauptsitz sind 1.720 Menschen beschäftigt, weltweit 3.640`: the second is no figure of a site; `liefert weltweit 80 Anlagen` tells something else."""
    items = sentence.items
    if before is None or before.slots.get("metric") != metric:
        return False
    start = max(0, num.at - WIDE)
    if any(item.ent is None and item.low in scope.scope_words("parts") for item in items[start : num.at]):
        return False
    near = (k for k in range(start, num.at) if items[k].ent is None and not gap(items, k, num.at))
    return any(items[k].low in scope.scope_words("of all sites") for k in near)


WIDE = 3
"""Words between `weltweit` and its figure."""


def some_of(sentence: Sentence, num: Num, metric: str) -> list[Ent]:
    """The makes that a figure counts together, so that it is none of theirs alone: `9.874 Fahrzeuge der Marken Toyota und Lexus`.

    Of what there are some the type is none that has them: `56 Triebzüge des Typs FLIRT`.
    """
    items, at = sentence.items, num.at + 1 + len(num.noun)
    said = [item.low for item in items[at : at + 2]]
    if metric == "count" and said[1:] and said[1] in scope.scope_words("types") and said[0] in ("des", "der", "vom"):
        return [ent for ent in sentence.ents if ent.item == at + 2]
    if said != ["der", "marken"]:
        return []
    found = []
    for ent in sentence.ents:
        between = items[at + 2 : ent.item]
        if (
            ent.item > at
            and ent.label in SUBJECTS
            and all(item.ent in found or item.low in (",", "und", "sowie") for item in between)
        ):
            found.append(ent)
    return found if len(found) > 1 else []


def of_several(sentence: Sentence, num: Num, metric: str) -> bool:
    """Whether a figure is what many names or all parts of a firm have together, so that it is that of whoever owns them.

    `setzten BILLA, PENNY und BIPA zusammen 9,4 Mrd. um`, `52.006 entfielen auf VW, Audi und CUPRA`, `Beide Marken kamen auf …`.
    """
    if metric not in SUMMED:
        return False
    items = sentence.items
    span = _list_of_names(sentence)
    if span is None:
        return not any(ent.label in SUBJECTS for ent in sentence.ents) and _speaks_of_parts(items, num)
    if metric == "employees":
        return False  # of partners, too
    first, end = span
    if end <= num.at:
        behind = items[end : num.at]
        others = any(item.ent is not None and item.ent.label in SUBJECTS for item in behind)
        return not others and any(item.ent is None and item.low in scope.scope_words("together") for item in behind)
    between = items[num.at + 1 + len(num.noun) : first]
    dealt = any(item.ent is None and item.low in scope.scope_words("dealt out") for item in items)
    return dealt and [item.low for item in between if item.low not in LINKS] == ["auf"]


def _list_of_names(sentence: Sentence) -> tuple[int, int] | None:
    """Where the first list of three or more names begins and ends in a sentence, which only commas, `und` and articles part; one of them is known to be a name."""
    items, at = sentence.items, 0
    while at < len(items):
        end, names, known, linked = at, 0, False, True
        for k in range(at, len(items)):
            ent = items[k].ent
            if (ent is not None and ent.label in SUBJECTS) or _is_unlisted(items[k]) or _is_in_capitals(items[k]):
                names, known, linked, end = names + linked, known or ent is not None, False, k + 1
            elif ent is None and items[k].low in LINKS:
                linked = True
            else:
                break
        if names >= SEVERAL and known:
            return at, end
        at = max(end, at + 1)
    return None


def _speaks_of_parts(items: Sequence[Item], num: Num) -> bool:
    """`Beide Marken zusammen`, `der Marktanteil der fünf Marken`, `alle Sparten` in one piece with a number."""
    for k in range(1, num.at):
        if items[k].ent is not None or not scope.scope_forms("parts of a firm").fit(items[k].low):
            continue
        front = items[k - 1]
        counted = front.ent is not None and front.ent.label == "NUMBER"
        if (counted or front.low in scope.scope_words("all of them")) and not gap(items, k, num.at):
            return True
    return False


SEVERAL = 3
"""Names of a list whose sum is that of nobody among them; two are told of as a pair."""
LINKS = frozenset((",", "und", "sowie", "&", "der", "die", "das", "den", "dem"))
SUMMED = (
    "revenue",
    "operating_profit",
    "net_profit",
    "employees",
    "registrations",
    "sales",
    "production",
    "market_share",
    "orders",
)
"""Metrics whose figures are summed up."""


def gapped(sentence: Sentence, num: Num, metric: str) -> Item | None:
    """The bare noun without a verb to which a number goes in a sentence that gave another name its own: `VW kam auf 31 Prozent, TUIfly auf 24`, `gefolgt von TUIfly (9 %)`."""
    items = sentence.items
    at = in_front(items, num.at)
    if metric not in DEALT or of_customers(sentence) or at < 2 or items[at].text not in ("auf", "mit", "("):
        return None
    noun, before = items[at - 1], items[at - 2]
    if noun.ent is not None or not noun.text[0].isupper() or before.low not in (",", "und", "von", "vor", "sowie", ";"):
        return None
    if before.low == "von" and items[at - 3].low != "gefolgt":
        return None
    if items[at].text == "(" and metric in MADE_OF_PARTS and all(item.low != "gefolgt" for item in items[:at]):
        return None  # `Manner verkaufte 31 Tonnen, Schnitten (24) und Dragées (7) legten zu`
    numbered = [item.ent for item in items[: at - 1] if item.ent is not None]
    named = next((k for k, ent in enumerate(numbered) if ent.label in SUBJECTS), -1)
    told = named >= 0 and any(ent.label == num.label for ent in numbered[named:])
    return noun if told else None


def branch(label: Sequence[Item], issuer: str | None) -> str | None:
    """The name of an issuer's firm in a land that a label is: `Bell Schweiz` of the `Bell Food Group`."""
    words_ = [item for item in label if item.text[0].isalnum()]
    place = words_[-1].ent if len(words_) == 2 else None
    named = [word for word in (issuer or "").casefold().split() if word not in ("der", "die", "das")]
    own = place is not None and place.label == "PLACE" and words_[0].text.casefold() == next(iter(named), None)
    return f"{words_[0].text} {place.canonical}" if own and place else None


def unlisted_antecedent(sentence: Sentence, num: Num) -> str | None:
    """The name that no list knows on which the relative clause of a number hangs: `die Vermieterin Voi, die in neun Städten 6'800 E-Trottinette betreibt`."""
    items = sentence.items
    for k in range(num.at - 1, 1, -1):
        if items[k].ent is None and items[k].text in MARKS:
            opens = items[k].text == "," and items[k + 1].low in ("die", "der", "das", "welche", "welcher", "welches")
            if not opens or not grammar.is_relative(items, k + 1):
                return None
            first = k
            while first > 0 and _is_unlisted(items[first - 1]):
                first -= 1
            introduced = first > 0 and items[first - 1].ent is None and _introduces(items[first - 1].low)
            return (" ".join(item.text for item in items[first:k]) or None) if introduced else None
    return None


def _introduces(word: str) -> bool:
    """Whether a name without an article may stand behind a word: what a firm is called, or a preposition."""
    firms = words("orgs")["company_nouns"]
    return word in ("von", "und", "bei", "an", "mit", "durch") or word in firms or word.removesuffix("in") in firms


def _is_unlisted(item: Item) -> bool:
    """Whether a word may be part of a name because it is no German word."""
    return item.ent is None and item.text[0].isupper() and item.text[-1].isalpha() and not lexicon.known(item.low)


def _is_in_capitals(item: Item) -> bool:
    return item.ent is None and len(item.text) >= SEVERAL and item.text.isupper()


MARKS = frozenset(",;:–—.")
"""Marks that close a clause."""
MADE_OF_PARTS = ("sales", "production", "revenue", "orders")
"""Metrics whose figures in brackets behind that of a firm are told of its goods."""
DEALT = ("registrations", "sales", "production", "market_share", "share", "revenue", "orders")
"""Metrics whose figures one after the other are told of those who share in something."""


def as_before(page: Page, sentence: Sentence, num: Num, metric: str, context: Context) -> bool:
    """Whether a number is the figure just before at another time or a part of it, with no name or place of its own: then it has its owner and region.

    `2021 waren es noch 83 Prozent`, `davon 52 Lernende`, `Gut 1.300 von ihnen`, `Allein im zweiten Quartal fielen 1,9 Mrd. an`.
    """
    before, items, first = context.figure_draft, sentence.items, _behind_figure(page, sentence, num, context)
    if before is None or first < 0:
        return False
    if _comes_from(items, num):
        return True
    if any(_leads_away(item) for item in items[first : num.at]):
        return False
    behind = enumerate(items[num.at + 1 :], num.at + 1)
    if any(_leads_away(item) for k, item in behind if gap(items, k, num.at) <= 1):
        return False
    low = [item.low for item in items[first : num.at + REACH] if item.ent is None]
    if not scope.scope_words("parts").isdisjoint(low) or "ihnen" in low:
        return True
    if metric != before.slots.get("metric"):
        return False
    if first == 0 and items[0].low in ("allein", "alleine"):
        return True
    return "es" in low and not scope.scope_words("is so many").isdisjoint(low)


def _comes_from(items: Sequence[Item], num: Num) -> bool:
    """`davon stammen 18 Mio. aus dem Beitrag des Kantons und 5 Mio. aus Eintritten`: who gives is not whose it is."""
    told = [item.low for item in items[: num.at] if item.ent is None]
    behind = items[num.at + 1 + len(num.noun) :][:5]
    at = max((k for k, word in enumerate(told) if word in scope.scope_words("parts")), default=-1)
    if at < 0 or scope.scope_words("comes from").isdisjoint(told[at + 1 : at + 3]) or not behind:
        return False
    return behind[0].low == "aus" and not any(item.ent is not None and item.ent.label == "PLACE" for item in behind[:3])


def same_thing(page: Page, sentence: Sentence, num: Num, metric: str, context: Context) -> bool:
    """Whether a number without a noun counts what the figure just before does: `Ein Jahr zuvor waren es 930`, `davon 410 in Österreich`."""
    before, items, first = context.figure_draft, sentence.items, _behind_figure(page, sentence, num, context)
    if before is None or before.slots.get("metric") != metric or first < 0:
        return False
    near = [item for item in items[first : num.at + REACH] if item.ent is None]
    low = {item.low for item in near}
    if "es" in low and not scope.scope_words("is so many").isdisjoint(low):
        placed = any(item.low in ("im", "in", "mit", "bei", "auf") and not _is_dated(items, item) for item in near)
        return not placed or before.slots.get("of") is None
    placed = any(item.ent is not None and item.ent.label == "PLACE" for item in items[num.at + 1 : num.at + REACH])
    return placed and not scope.scope_words("parts").isdisjoint(low)


def _is_dated(items: Sequence[Item], small: Item) -> bool:
    """Whether a preposition leads to a date: `im gleichen Quartal 2024`."""
    at = next(k for k, item in enumerate(items) if item is small)
    return any(item.ent is not None and item.ent.label == "DATE" for item in items[at + 1 : at + 3])


def _behind_figure(page: Page, sentence: Sentence, num: Num, context: Context) -> int:
    """The item from which a text goes on with the figure just before a number, in its sentence or the one before; -1 where none stands there."""
    if num.label_items or page.kind(sentence) not in scope.TEXT or context.figure_line != sentence.line:
        return -1
    if context.figure_sentence == sentence.index and context.figure_at < num.at:
        return context.figure_at + 1
    return 0 if context.figure_sentence == sentence.index - 1 else -1


REACH = 4
"""Words behind a number in which `davon`, `von ihnen` and `waren es` belong to it."""


def _leads_away(item: Item) -> bool:
    """Whether a name, a place or a word for all of a firm or land stands here."""
    if item.ent is not None:
        return item.ent.label in (*SUBJECTS, "PLACE")
    wide = item.low in scope.scope_words("everywhere") | scope.scope_words("home") | scope.scope_words("elsewhere")
    return wide or scope.scope_forms("wholes").fit(item.low)


def told_by_office(sentence: Sentence, num: Num, metric: str, context: Context) -> bool:
    """Whether all that a firm's release names in a sentence is the office that counts: `Laut KBA wurden 1.963 Lkw zugelassen` is nobody's figure."""
    names = [ent for ent in sentence.ents if ent.label in SUBJECTS]
    if context.market or not names or _of_the_make(sentence.items, num):
        return False
    return all(ent.label == "ORG" and _only_tells(sentence.items, ent, num, metric) for ent in names)


def _of_the_make(items: Sequence[Item], num: Num) -> bool:
    """`11.206 Pkw der Marke`: what is counted belongs to the make that is spoken of."""
    behind = [item.low for item in items[num.at + 1 + len(num.noun) :][:2]]
    return behind[:1] in (["der"], ["des"]) and grammar.kind_of_subject(behind[-1].removesuffix("s")) in (
        "brand",
        "issuer",
    )


def goes_on(page: Page, sentence: Sentence, context: Context) -> bool:
    """Whether a sentence without any name is about whom the figure of the one before is: `Ihr Umsatz …`, `Sie beschäftigt …`, `Davon …`."""
    if any(ent.label in SUBJECTS for ent in sentence.ents) or page.kind(sentence) != "paragraph":
        return False
    first = sentence.items[0]
    told = first.ent is None and scope.scope_forms("same again").fit(first.low)
    actor = context.thread.acting[sentence.index - 1] if sentence.index else None
    if actor is not None and grammar.is_possessive(first) and core(actor.full) != core(context.subject or ""):
        return False  # `Das Kraftwerk X, an dem Alpiq 39 Prozent hält, … . Seine sechs Turbinen …`
    return told and context.subject_line == sentence.line and context.figure_sentence == sentence.index - 1


def _of_relative(sentence: Sentence, num: Num) -> Ent | None:
    """The name on which the relative clause of a number hangs: `die SMG Group AG, die 1'000 Mitarbeitende zählt`, `das Werk Bünde, dessen Kapazität auf 21.000 Stück steigt`."""
    items = sentence.items
    for ent in reversed(sentence.ents):
        opens = ent.label in SUBJECTS and ent.item + 2 < num.at and grammar.is_relative(items, ent.item + 2)
        known = num.at and items[num.at - 1].low in ("den", "dem")  # `der zu den 149 Partnern kommt`
        if opens and not known and not gap(items, ent.item + 2, num.at):
            inner = items[ent.item + 3 : num.at]
            kin = scope.scope_forms("kin of a firm")  # `deren Mutter einen Umsatz von 5 Mrd. erzielte`
            other = any(item.ent is not None and item.ent.label in SUBJECTS for item in inner) or any(
                kin.fit(item.low) for item in inner[:1]
            )
            opener = items[ent.item + 2].low
            owned = opener in ("dessen", "deren") and not other
            return ent if owned or opener in ("der", "die", "das", "welche", "welcher", "welches") else None
    return None


def _in_apposition(sentence: Sentence, num: Num) -> Ent | None:
    """The name that a noun with `mit` in front of a number says what it is: `der Verkauf der Kern AG, eines Unternehmens mit 1.130 Beschäftigten`."""
    items = sentence.items
    at = in_front(items, num.at)
    if at < 3 or items[at].low != "mit" or items[at].ent is not None:
        return None
    noun, first = items[at - 1], at - 2
    while first > 0 and items[first].ent is None and items[first].text[0].islower() and items[first].low not in AN:
        first -= 1
    called = noun.ent is None and noun.text[0].isupper() and grammar.calls(noun.low.removesuffix("s"), "firm")
    if not called or items[first].low not in AN or items[first - 1].text != ",":
        return None
    return next(
        (ent for ent in reversed(sentence.ents) if ent.label in SUBJECTS and _leads_to(items, ent, first - 1)), None
    )


def _leads_to(items: Sequence[Item], ent: Ent, comma: int) -> bool:
    """Whether nothing but a verb stands between a name and a comma."""
    between = [item for item in items[ent.item + 1 : comma] if item.ent is not ent]
    return (
        ent.item < comma and len(between) <= 1 and all(item.ent is None and item.text[0].islower() for item in between)
    )


AN = frozenset(("ein", "eine", "einem", "einer", "eines", "einen"))


def _site_again(page: Page, sentence: Sentence, metric: str, context: Context) -> Ent | None:
    """The plant that `das Werk`, `die Fabrik` in a sentence without any name means: the last one of the paragraph, else that of the release."""
    if metric not in SITED or context.site is None or any(ent.label in SUBJECTS for ent in sentence.ents):
        return None
    items = sentence.items
    nouns = (k for k in range(1, len(items)) if scope.scope_forms("plants").fit(items[k].low) and items[k].ent is None)
    if not any(grammar.is_definite(items[k - 1]) for k in nouns):
        return None
    above = (other for other in page.sentences[max(0, sentence.index - LINES) : sentence.index])
    before = page.previous(sentence)
    labels = {ent.label for ent in before.ents} if before is not None and before.line == sentence.line else set()
    if "PLACE" in labels and "SITE" not in labels:
        return None  # the plant may be that of the town
    named = [ent for other in above if other.line == sentence.line for ent in other.ents if ent.label == "SITE"]
    return named[-1] if named else context.site


LINES = 6
"""Sentences of a paragraph back to which `das Werk` means a plant that is named there."""


def _in_front(page: Page, sentence: Sentence, num: Num, context: Context) -> Ent | None:
    """The name right in front of a number, of its bracket or of `mit`: `Škoda 20.355`, `VW (18.400)`, `Denner mit 874 Filialen`."""
    items, (ent, lead) = sentence.items, _named_in_front(sentence, num)
    if ent is None or scope.is_source(items, ent) or _is_given(sentence, ent, num, lead):
        return None
    if lead == "mit" and _reckons(items, ent):
        return None
    if is_market_name(ent.canonical) or (context.market and core(ent.canonical) == core(page.issuer or "")):
        return None
    named_by = items[ent.item - 1].low if ent.item else ""
    if not lead and (
        named_by in ("und", ",", "von", "/") or grammar.governed(items, ent.item) in scope.scope_words("to whom")
    ):
        return None
    return ent if named_by not in scope.scope_words("types") | {"/"} else None


def _reckons(items: Sequence[Item], ent: Ent) -> bool:
    """`rechnet Vetter mit 600`: `mit` belongs to the verb in front of a name."""
    near = items[max(0, ent.item - 2) : ent.item]
    return any(item.ent is None and scope.scope_forms("reckons with").fit(item.low) for item in near)


def _named_in_front(sentence: Sentence, num: Num) -> tuple[Ent | None, str]:
    """The name right in front of a number, and the bracket or `mit` that stands between them."""
    items = sentence.items
    at = in_front(items, num.at)
    lead = items[at].text if at > 0 and items[at].ent is None and items[at].text in ("mit", "(") else ""
    ent = items[at - bool(lead)].ent if at >= 0 else None
    return (ent if ent is not None and ent.label in SUBJECTS else None), lead


def _is_given(sentence: Sentence, ent: Ent, num: Num, lead: str) -> bool:
    """Whether a name in front of a number or its `mit` only receives: `übergab Stadler der BLS 58 Züge`, `beliefert BMW mit 40.000 Teilen`."""
    items, at = sentence.items, ent.item
    clause = [item.low for item in items if item.clause == num.clause and item.ent is None]
    article = grammar.governed(items, at)
    if lead:
        given = article in scope.scope_words("to whom") or _is_provided(sentence, ent, num, article)
        return lead == "mit" and given
    before = items[at - 1].ent if at else None
    if before is not None and before.label == ent.label == "ORG":
        return True  # `liefert Voith Siemens 40 Getriebe`
    if article != "der":
        return grammar.is_oblique(article)
    return items[at - 1].low == article and grammar.has_other_subject(sentence, ent, clause)


def _is_provided(sentence: Sentence, ent: Ent, num: Num, article: str) -> bool:
    """Whether a name gets what stands behind `mit`: someone else acts in front of it, or it is supplied; not `Denner mit 874 Filialen unterstützt …`."""
    items, provides = sentence.items, scope.scope_forms("provides with")
    clause = [item for item in items if item.clause == num.clause and item.ent is None]
    told = [item.low for item in clause if provides.fit(item.low)]
    if not told:
        return False
    if grammar.is_passive(clause) and any(word.endswith("t") for word in told):
        return article not in ("von", "vom", "durch")
    if grammar.is_relative(items, ent.item - 2) and items[ent.item - 1].ent is None:
        return True  # `Stadler, das die BLS mit 58 Zügen ausstattet`
    return grammar.subject_in_front(sentence, ent)


def barred(page: Page, sentence: Sentence, num: Num, metric: str, context: Context) -> set[str]:
    """The cores of names whose figure a number surely is not: who only counts, tells or is given it, and an association where its market is told of."""
    items = sentence.items
    found = {
        core(ent.canonical) for ent in sentence.ents if ent.label == "ORG" and _only_tells(items, ent, num, metric)
    }
    ent, lead = _named_in_front(sentence, num)
    if ent is not None and _is_given(sentence, ent, num, lead):
        found.add(core(ent.canonical))
    found.update(
        core(ent.canonical) for ent in (*_in_list_of_makes(sentence, page.issuer), *_of_other_conjunct(sentence, num))
    )
    if metric == "share" and of_customers(sentence):
        found.update(core(ent.canonical) for ent in sentence.ents if core(ent.canonical) != core(page.issuer or ""))
    of_market = context.market and metric in scope.MARKET - {"count", "orders", "revenue", "share", "market_share"}
    if of_market and page.issuer and not any(item.ent is None and _of_members(item.low) for item in items):
        found.add(core(page.issuer))
    return found


def _in_list_of_makes(sentence: Sentence, issuer: str | None) -> list[Ent]:
    """The makes of `73'188 Fahrzeuge der Marken VW, Audi und SEAT`, of which none stands alone: what is told of all is nobody's of them."""
    items, makes = sentence.items, [ent for ent in sentence.ents if ent.label in ("BRAND", "ORG")]
    listed: list[Ent] = []
    for ent in makes:
        before = items[ent.item - 1] if ent.item else None
        if before is None or before.ent is not None:
            continue
        opens = before.low in scope.scope_words("in front of makes")
        goes_on = before.text in (",", "und", "sowie", "/") and items[ent.item - 2].ent in listed
        if opens or goes_on:
            listed.append(ent)
    names = {core(ent.canonical) for ent in listed}
    alone = {core(ent.canonical) for ent in makes if ent not in listed}
    own = core(issuer or "")
    return [ent for ent in listed if len(names) > 1 and core(ent.canonical) not in alone | {own}]


def _of_other_conjunct(sentence: Sentence, num: Num) -> list[Ent]:
    """The names of an object in front of `und` and a verb of the same subject, which has no name: `Das Unternehmen gehört der Stadt Graz und beschäftigt 520 Personen`."""
    items = sentence.items
    cut = next(
        (k for k in range(num.at - 1, 0, -1) if items[k].ent is None and items[k].low in ("und", "sowie")), len(items)
    )
    if cut >= num.at - 1 or not grammar.is_finite(items, cut + 1) or gap(items, cut, num.at):
        return []
    front = [ent for ent in sentence.ents if ent.item < cut and ent.label in SUBJECTS]
    told = grammar.kind_of_subject(grammar.subject_word(sentence)) == "issuer" and not gap(items, 0, cut)
    known = items[0].ent is None and grammar.is_definite(items[0]) and items[1].ent is None
    objects = [ent for ent in front if grammar.governed(items, ent.item) in OF_OBJECTS]
    return objects if told and known and len(objects) == len(front) else []


OF_OBJECTS = frozenset(("von", "der", "dem", "den", "mit", "aus", "für"))
"""Words in front of a name that is no subject."""


def _of_members(word: str) -> bool:
    return scope.scope_forms("members").fit(word)


def _only_tells(items: Sequence[Item], ent: Ent, num: Num, metric: str) -> bool:
    """`Das Statistische Bundesamt zählte 8.940 Unfälle`: an office or association that counts what is not its own."""
    if not is_market_name(ent.canonical):
        return False
    if scope.is_source(items, ent):
        return True
    near = {item.low for item in items[max(0, ent.item - TELLS) : ent.item + TELLS + 1] if item.ent is None}
    if not near.isdisjoint(scope.scope_words("guesses")):
        return not any(item.ent is None and _of_members(item.low) for item in items)
    return not near.isdisjoint(scope.scope_words("tells")) and not _is_its_own(items, ent, num, metric)


def _is_its_own(items: Sequence[Item], ent: Ent, num: Num, metric: str) -> bool:
    """Whether an office or association tells of itself: its members and staff; the sums, sites and firms of an association that names no branch."""
    noun = num.noun[-1].low if num.noun and num.noun[-1].ent is None else ""
    plain = [item.low for item in items if item.ent is None]
    if any(map(_of_members, plain)) or word_class("person").fit(noun):
        return True
    if any(map(market_words("office").fit, ent.canonical.lower().split())) or any(
        map(market_words("trade").fit, plain)
    ):
        return False
    return metric in OWN or word_class("presence").fit(noun) or market_words("members").fit(noun)


OWN = ("revenue", "operating_profit", "net_profit", "margin", "employees")
"""Metrics of which an association has figures like any firm."""
TELLS = 4
"""Words between an office and its verb of counting."""


def names_taken_up(page: Page, sentence: Sentence, num: Num) -> list[Ent]:
    """The names, places too, of which `dort` or `hier` in one piece with a number takes up the last: those in front of it, else those of the last sentence that has any."""
    at = points_there(sentence, num)
    if at < 0:
        return []
    names = [ent for ent in sentence.ents if ent.label in (*SUBJECTS, "PLACE") and ent.item < at]
    before = page.previous(sentence)
    while not names and before is not None and before.line == sentence.line:
        names = [ent for ent in before.ents if ent.label in (*SUBJECTS, "PLACE")]
        if any(map(_places_things, before.items, before.items[1:])):
            break  # `In der Halle wird gefräst. Dort arbeiten 30 Leute.`
        before = page.previous(before)
    return names


def _places_things(word: Item, behind: Item) -> bool:
    """Whether a preposition of place stands in front of words that are no name or date: `in der | Halle`."""
    return word.ent is None and word.low in ("in", "im", "auf", "am") and behind.ent is None


def points_there(sentence: Sentence, num: Num) -> int:
    """Where `dort` or `hier` stands in one piece with a number, or -1."""
    items, pointing = sentence.items, scope.scope_words("pointing there")
    near = range(max(0, num.at - NEAR), min(len(items), num.at + NEAR))
    return next(
        (k for k in near if items[k].ent is None and items[k].low in pointing and not gap(items, k, num.at)), -1
    )


def _site_there(page: Page, sentence: Sentence, num: Num, context: Context) -> Ent | None:
    """The plant that `dort` or `hier` takes up, by its name or by its town where the release names the one plant there."""
    names = names_taken_up(page, sentence, num)
    if not names or names[-1].label == "SITE":
        return names[-1] if names else None
    town = names[-1].canonical if names[-1].label == "PLACE" else ""
    sites = {ent.canonical: ent for ent in page.ents if town and ent.label == "SITE" and town in ent.canonical.split()}
    return next(iter(sites.values())) if len(sites) == 1 else None


NEAR = 9
"""Words around a number in which `dort` is its place."""


def _site_affected(page: Page, sentence: Sentence, num: Num) -> Ent | None:
    """The plant that closes or shrinks: `Das Werk Bünde schließt 2028. Betroffen sind 460 Beschäftigte.`"""
    items = sentence.items
    behind = items[num.at + 1 + len(num.noun) :][:2]
    if [item.low for item in behind[:1]] == ["in"] and behind[-1].ent is not None and behind[-1].ent.label == "PLACE":
        return None  # `95 Stellen am Hauptsitz sowie 110 in Ingolstadt`
    told = (k for k, item in enumerate(items) if item.ent is None and item.low in scope.scope_words("affected"))
    at = next((k for k in told if not gap(items, k, num.at)), -1)
    if at < 0:
        return None
    names = [ent for ent in sentence.ents if ent.label in SUBJECTS and ent.item < max(at, num.at)]
    before = page.previous(sentence)
    if not names and before is not None and before.line == sentence.line:
        names = [ent for ent in before.ents if ent.label in SUBJECTS]
    return next((ent for ent in names if ent.label == "SITE"), None)
