"""What a fact takes from around it: subject, product, period, region, status; nearest first, up the page."""

from __future__ import annotations

import functools
import itertools
import operator
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pressefakten.facts import resumed
from pressefakten.facts.arithmetic import wholes
from pressefakten.facts.cues import Num
from pressefakten.facts.grammar import ACTING, NAMES, behind_preposition, governed, side_of, standing, thread
from pressefakten.facts.issuer import core
from pressefakten.facts.page import Ent, Page, Sentence
from pressefakten.facts.resumed import main_site
from pressefakten.facts.salience import Salience, Standing, core_of, core_of_ent
from pressefakten.facts.studies import speaks_of, tells_a_study
from pressefakten.facts.triggers import Forms, Hit, matches
from pressefakten.normalize.timex import bounds, previous_year
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.figures import Answer, Reading
    from pressefakten.facts.rules import Draft

HOMES = {"CH": "Schweiz", "AT": "Österreich", "DE": "Deutschland", "LI": "Liechtenstein"}
"""Country code -> its name as a region."""
SUBJECTS = ("BRAND", "MODEL", "ORG", "SITE")
Time = dict[str, Any]


def time_slot(ent: Ent) -> Time | None:
    """The `{value, mod}` form of a DATE's value."""
    known = ent.value and "X" not in str(ent.value["value"])  # `am 31. Dezember` of an unknown year
    return {"value": ent.value["value"], "mod": ent.value.get("mod")} if ent.value and known else None


def amount_of(value: dict[str, Any] | None) -> float | None:
    """The number of a value, of a range its upper end."""
    number = (value or {}).get("value") or (value or {}).get("max")
    return float(number) if number else None


def exact_value(slots: dict[str, Any]) -> tuple[str, str] | None:
    """The metric and value of a figure whose number is so exact that the same one elsewhere repeats it: `1.801,4 Mio.`, not `40 Mio.` or `12 %`."""
    value = (slots.get("value") or {}).get("value")
    digits = str(value if value is not None else "").replace(".", "").strip("0")
    return (str(slots.get("metric")), f"{value} {slots['value'].get('currency')}") if len(digits) >= EXACT else None


EXACT = 4
"""Digits of a number, but for zeros at its ends, that no two figures have by chance."""


def name_of(ent: Ent) -> str:
    """The name that a subject slot holds: `Brand Model` for a model with a known make, else the canonical."""
    return ent.full


def product_of(ent: Ent) -> dict[str, str | None]:
    """The product slot of a MODEL."""
    return {"brand": ent.brand, "model": ent.canonical}


def day_slot(page: Page) -> Time | None:
    """The day of release as a time slot."""
    return {"value": page.published, "mod": None} if page.published else None


@functools.cache
def market_words(name: str) -> Forms:
    """A class of `[market]` in `words/figures.toml`: of names of issuers, of bodies, of headlines that speak of a whole market."""
    return Forms(words("figures")["market"][name])


def is_market_issuer(page: Page) -> bool:
    """Whether the figures of a release are those of a market: an association or authority issues it, or its headline speaks of the market alone."""
    if any(map(market_words("of a land").fit, (page.issuer or "").casefold().split())) and own_land(page) is not None:
        return True  # `AMS Tirol`
    return is_market_name(page.issuer or "") or _is_called_a_body(page) or _is_headed_by_market(page)


def is_market_name(name: str) -> bool:
    """Whether a name is that of an association, an office or a club."""
    low = name.lower()
    return low.endswith("e. v.") or any(map(market_words("issuer").fit, low.split()))


def _is_called_a_body(page: Page) -> bool:
    """`der Dachverband X`, `X ist die Interessenvertretung der …`; a letterhead that says so."""
    bodies = market_words("body")
    for sentence in page.sentences:
        letterhead = page.text[sentence.start : sentence.end].lower() if page.kind(sentence) == "masthead" else ""
        if any(map(bodies.fit, letterhead.split())):
            return True
        if _goes_on_about_a_body(sentence):
            return True
        for ent in sentence.ents:
            if ent.canonical == page.issuer:
                near = sentence.items[max(0, ent.item - 2) : ent.item + 6]
                if any(item.ent is None and bodies.fit(item.low) for item in near):
                    return True
    return False


def _goes_on_about_a_body(sentence: Sentence) -> bool:
    """`Gasser leitet den Verband seit 2014`: an association with the article and no name has issued the release."""
    spoken = market_words("spoken of")
    for article, noun, after in itertools.zip_longest(sentence.items, sentence.items[1:], sentence.items[2:]):
        if noun is None or noun.ent is not None or article.low not in DEFINITE or not spoken.fit(noun.low):
            continue
        if after is None or (after.ent is None and not after.text[0].isupper() and after.low not in NAMING):
            return True
    return False


DEFINITE = frozenset(("der", "des", "den", "dem", "vom", "beim", "zum"))
NAMING = frozenset(("der", "des", "deutscher", "schweizerischer", "österreichischer", "für"))
"""Behind a noun they make a name of it or say whose it is."""


def _is_headed_by_market(page: Page) -> bool:
    """`Zweiradmarkt: Roller geben nach`: a headline with a word of the market and no name of a company, brand or product."""
    headlines = [sentence for sentence in page.sentences if page.kind(sentence) == "headline"]
    lines = {sentence.line for sentence in headlines}
    headlines += [s for s in page.sentences if s.line - 1 in lines and s.line not in lines and page.zone(s) != "body"]
    if not headlines or any(ent.label in SUBJECTS for sentence in headlines for ent in sentence.ents):
        return False
    forms = market_words("headline")
    return any(item.ent is None and forms.fit(item.low) for sentence in headlines for item in sentence.items)


@functools.cache
def _body_kinds() -> dict[str, Forms]:
    return {kind: Forms(forms) for kind, forms in words("figures")["body_kind"].items()}


@functools.lru_cache(maxsize=4096)
def kind_of_body(name: str) -> str:
    """What kind of body a name is that of, by the first of its words that tells: `hospital` of `Luzerner Kantonsspital AG`; `firm` by default.

    A `territory` opens with its rank and has no legal form: `Stadt Luzern`, not `Jaguar Land Rover`, `Statistisches Amt des Kantons Zug`.
    """
    said = _NAME_WORD.findall(name.casefold())
    bare = " ".join(said) == core(" ".join(said))
    for at, word in enumerate(said):
        for kind, forms in _body_kinds().items():
            if forms.fit(word) and (kind != TERRITORY or (bare and not at)):
                return kind
    return "firm"


TERRITORY = "territory"
_NAME_WORD = re.compile(r"\w[\w&.-]*\w|\w")


def kind_of_issuer(page: Page) -> str:
    """What kind of body issues a release; a bare place is a territory."""
    place = any(ent.label == "PLACE" and ent.canonical == page.issuer for ent in page.ents)
    return TERRITORY if place else kind_of_body(page.issuer or "")


def places_of_issuer(page: Page) -> list[str]:
    """The places that the name of the issuer has in it, not its country: `Baden` of `Kantonsspital Baden`, `Kanton Zug` of `Statistisches Amt des Kantons Zug`; two at most."""
    said = _NAME_WORD.findall((page.issuer or "").casefold())
    name = {*said, *(word.removesuffix("s") for word in said), *(word.removesuffix("es") for word in said)}
    found = {e.canonical: set(e.canonical.casefold().split()) for e in page.ents if e.label == "PLACE"}
    own = {place: parts for place, parts in found.items() if parts <= name and place not in HOMES.values()}
    return [place for place, parts in own.items() if not any(parts < other for other in own.values())][:2]


def _is_called(page: Page, land: str | None) -> bool:
    """Whether the text has the name of a land as that of a territory: no firm whose name ends like one."""
    named = any(ent.canonical == land for ent in page.ents if ent.label in ("PLACE", "ORG"))
    return land is not None and named and kind_of_body(land) == TERRITORY


def _key_of_date(page: Page, ent: Ent) -> str:
    """The time that a date names, `heute` being the day of release."""
    value = ent.value or {}
    return slot_key(day_slot(page) if value.get("value") == "PRESENT_REF" else value or None)


def slot_key(value: Time | None) -> str:
    """A time by its value and mod; empty for none."""
    return f"{value['value']} {value.get('mod') or ''}".strip() if value else ""


def own_land(page: Page) -> str | None:
    """The canton, state or town that an office or chamber has in its name, as the text calls it most: `Kanton Luzern` of `LUSTAT Statistik Luzern`."""
    name = (page.issuer or "").casefold().split()
    if not any(market_words("office").fit(word) or market_words("of a land").fit(word) for word in name):
        return None
    places = [ent.canonical for ent in page.ents if ent.label == "PLACE"]
    own = [place for place in places if place.split()[-1].casefold() in name and place not in HOMES.values()]
    called = max(own, key=lambda place: (place.startswith(("Kanton", "Land ")), own.count(place)), default=None)
    lands = words("figures")["land_of_office"].items()
    return called or next((str(land) for form, land in lands if any(matches(form, word) for word in name)), None)


def governed_land(page: Page) -> str | None:
    """The canton, land or town whose government a release is of, as it is called with `Kanton`, `Land` or `Stadt`: `Staatskanzlei Kanton Bern`."""
    lands = [land for ent in page.ents if ent.label in ("PLACE", "ORG") and (land := _land_in(ent.canonical))]
    own = _land_in(page.issuer or "")
    if own is None and not Forms(words("figures")["scope"]["organs"]).fit((page.issuer or "").casefold()):
        return None  # a firm that tells of a government
    return own or max(lands, key=lambda name: (lands.count(name), -lands.index(name)), default=None)


@functools.lru_cache(maxsize=4096)
def _land_in(name: str) -> str | None:
    """The land that a name ends in, with its rank: `Kanton Bern`."""
    words_ = name.split()
    ranks = words("figures")["scope"]["called by land"]
    at = next((k for k, word in enumerate(words_[:-1]) if word.casefold() in ranks), -1)
    return " ".join(words_[at:]) if at >= 0 else None


def name_makers(page: Page) -> None:
    """Give every MODEL without a make the name in front of one of its mentions, else the short name of who issues the release and may make it.

    A listed model whose make the release never names is that of the firm right in front of it: `Kuhn Maxima 4` is no Nissan.
    """
    _correct_makes(page)
    bare = [ent for ent in page.ents if ent.label == "MODEL" and not ent.brand]
    if not bare or page.issuer is None or is_market_issuer(page):
        return
    makers: dict[str, str] = {}
    for ent in bare:
        told = None if ent.canonical in makers else _maker_in_front(page, ent) or _maker_told(page, ent)
        if told is not None:
            makers[ent.canonical] = told
    maker = _seller(page, page.issuer)
    if maker is None:
        maker = _supplier(page, bare) if kind_of_body(page.issuer) in MAKE_NOTHING else page.issuer
    for ent in bare:
        ent.brand = makers.get(ent.canonical, _short_name(page, maker) if maker else None)


def _seller(page: Page, issuer: str) -> str | None:
    """The one firm that sells where the issuer buys: `Die Bahn beschafft bei Stadler zwölf Züge des Typs ORION`."""
    told = thread(page)
    if side_of(told, issuer) == "seller":
        return None
    firms = sorted({ent.canonical for ent in page.ents if ent.label in ("ORG", "BRAND")})
    sellers = {core(name): name for name in firms if side_of(told, name) == "seller"}
    return next(iter(sellers.values())) if len(sellers) == 1 else None


MAKE_NOTHING = ("network", "hospital", "territory")
"""Kinds of bodies that buy what they run: railways, transport authorities, clinics, towns."""


def _supplier(page: Page, models: Sequence[Ent]) -> str | None:
    """The one firm that the sentences of models, or those beside them, tell to make or sell something."""
    near = {ent.sentence + step for ent in models for step in (-1, 0, 1)}
    firms = {
        core(ent.canonical): ent.canonical
        for sentence in page.sentences
        if sentence.index in near
        for ent in sentence.ents
        if ent.label in ("ORG", "BRAND") and kind_of_body(ent.canonical) == "firm" and _is_tied(sentence, ent)
    }
    return next(iter(firms.values())) if len(firms) == 1 else None


def _is_tied(sentence: Sentence, firm: Ent) -> bool:
    """Whether the clause of a firm says that it makes or sells: `gebaut von Stadler`, `bestellt bei Hess`."""
    items = sentence.items
    clause = {item.low for item in items if item.ent is None and item.clause == items[firm.item].clause}
    stands = "acts" if standing(items, firm.item) in ACTING else governed(items, firm.item)
    ties = words("figures")["makers"]["ties"]
    return any(stands in tie["stands"] and not clause.isdisjoint(tie["words"]) for tie in ties)


def _correct_makes(page: Page) -> None:
    named = " ".join(ent.canonical for ent in page.ents if ent.label in ("ORG", "BRAND")).casefold()
    others = [ent for ent in page.ents if ent.label == "MODEL" and ent.brand and ent.brand.casefold() not in named]
    makers = {ent.canonical: maker for ent in others if (maker := _maker_in_front(page, ent)) is not None}
    for ent in others:
        ent.brand = makers.get(ent.canonical, ent.brand)


def _maker_in_front(page: Page, ent: Ent) -> str | None:
    """The firm or make that stands right in front of a model."""
    before = page.sentences[ent.sentence].items[max(0, ent.item - 1) : ent.item]
    maker = before[0].ent if before else None
    return maker.canonical if maker is not None and maker.label in ("ORG", "BRAND") else None


def _maker_told(page: Page, ent: Ent) -> str | None:
    """The one other firm that the sentence of a model names as who makes it: `Der HYC400 von alpitronic`, `Säulen der Firma Alpitronic vom Typ HYC400`, `Sechs Züge vom Typ Capricorn hat Stadler gebaut`."""
    sentence, table = page.sentences[ent.sentence], words("figures")["makers"]
    items, at = sentence.items, ent.item
    typed = at > 1 and items[at - 1].low in table["types"]
    free = typed or not behind_preposition(items, at)
    found = {}
    for firm in sentence.ents:
        if firm.label not in ("ORG", "BRAND") or core(firm.canonical) in core(page.issuer or ""):
            continue
        behind = firm.item == at + 2 and items[at + 1].low == "von"
        if behind or (typed and firm.item == at - 3):
            return firm.canonical
        if free and _is_tied(sentence, firm):
            found[core(firm.canonical)] = firm.canonical
    return next(iter(found.values())) if len(found) == 1 else None


def _short_name(page: Page, name: str) -> str:
    """The shortest form of a name that the release has: `ZF` of `ZF Friedrichshafen AG`, the make `Stromer` of `myStromer AG`."""
    own = set(name.casefold().split())
    forms = {
        e.canonical
        for e in page.ents
        if (e.label in ("ORG", "BRAND") and set(e.canonical.casefold().split()) <= own)
        or (e.label == "BRAND" and len(e.canonical) >= MAKE and any(w.endswith(e.canonical.casefold()) for w in own))
    }
    return min(forms, key=lambda form: (len(form), form), default=name)


MAKE = 5
"""Letters of a make that may be the end of its company's name."""


def _word_before(sentence: Sentence, at: int, count: int = 1) -> list[str]:
    return [item.low for item in sentence.items[max(0, at - count) : at]]


OBLIQUE = frozenset(
    [
        "hinter",
        "vor",
        "von",
        "vom",
        "gegen",
        "neben",
        "gegenüber",
        "seitens",
        "laut",
        "gemäss",
        "gemäß",
        "nach",
        "über",
        "zur",
        "zum",
        "zu",
        "mitsamt",
    ]
)


def subject_in(page: Page, num: Num, hits: Sequence[Hit], exclude: Iterable[Ent] = ()) -> Ent | None:
    """The brand, model, organization or site of the sentence whose figure the number is."""
    sentence, skip = num.sentence, set(exclude)
    found = [ent for ent in sentence.ents if ent.label in SUBJECTS and ent not in skip]
    if not found:
        return None
    best, score = None, -99.0
    for ent in found:
        before = _word_before(sentence, ent.item)
        oblique = bool(before) and before[0] in OBLIQUE
        behind = ent.item > num.at
        distance = abs(ent.item - num.at)
        item = sentence.items[ent.item]
        points = -0.12 * distance - 1.2 * abs(item.clause - num.clause) - (3.0 if oblique else 0.0)
        points -= (3.0 if item.clause != num.clause else 1.0) if behind else 0.0
        points += (
            1.0
            if ent.item <= 2
            or (before and before[0] in ("der", "die", "das", "den", "dem", "hat", "haben", "bei", "beim", "des"))
            else 0.0
        )
        points += {"MODEL": 0.8, "BRAND": 0.4, "SITE": 0.2, "ORG": 0.0}[ent.label]
        points -= (
            2.5
            if before and before[0] in ("marke", "marken") and _word_before(sentence, ent.item - 1) == ["der"]
            else 0.0
        )
        points -= 2.0 if item.depth != num.depth and num.depth == 0 else 0.0
        after = sentence.items[ent.item + 1].low if ent.item + 1 < len(sentence.items) else ""
        if not behind and distance <= 4 and (after == "mit" or (num.depth and distance <= 2)):
            points += 3.0 + (3.0 if oblique else 0.0)
        if points > score:
            best, score = ent, points
    return best if score > -5.0 else None


@functools.lru_cache(maxsize=256)
def authority_land(name: str) -> str | None:
    """The country whose market a body counts: `Kraftfahrt-Bundesamt` → Deutschland."""
    bodies = words("figures")["authority"]
    return next((HOMES[code] for code, forms in bodies.items() if name.casefold() in forms), None)


RECENT = 5
"""Figures that a change may look back on, besides the last."""


@functools.lru_cache(maxsize=1024)
def is_short_for(short: str, name: str) -> bool:
    """Whether an abbreviation has the first letters of a name's words: `GF` of `Georg Fischer`."""
    initials = "".join(part[0] for part in re.split(r"[ -]+", name) if part)
    return len(initials) >= len(short) > 1 and initials.startswith(short)


def with_description(names: Iterable[str]) -> list[tuple[str, str]]:
    """Names with a word in front that says what the firm is, each with the plain one: `chocoladefabriken lindt & sprüngli` of `lindt & sprüngli`."""
    known = list(names)
    found = ((full, short) for full in known for short in known if full.endswith(f" {short}"))
    return [
        (full, short) for full, short in found if len(short.split()) > 1 and len(full.split()) - len(short.split()) == 1
    ]


class Context:
    """What the reader carries down the page: last subject, last period, last region, last figure, by label."""

    def __init__(self, page: Page, document: Time | None = None) -> None:
        """Start at the top: the headline's first names hold until the text says otherwise; `document` is the period that the release reports on."""
        self.page = page
        self.last: dict[str, Ent] = {}
        self.period: Time | None = None
        self.region: str | None = None
        self.authority: str | None = None
        self.market = is_market_issuer(page)
        self.issuer_kind = kind_of_issuer(page)
        self.study = None if self.market or not tells_a_study(page) else page.issuer
        """Who issues a release on a study, whose figures are nobody's; None where all figures are those of a market."""
        self.own_line = -1
        """The last line of such a release that tells of its issuer."""
        self.land = own_land(page)
        self.governed = governed_land(page)
        self.governed_place = self.governed if _is_called(page, self.governed) else None
        self.own_places = places_of_issuer(page)
        self.thread = thread(page)
        self.standing = {
            "subject": Standing(page, NAMES, core_of_ent),
            "region": Standing(page, ("PLACE",), operator.attrgetter("canonical")),
            "period": Standing(page, ("DATE",), functools.partial(_key_of_date, page)),
        }
        self.salience = Salience(page, self.thread, self.standing["subject"])
        self.head_hits: dict[int, list[Hit]] = {}
        """Index of a heading or head of a table -> the phrases of rules in it."""
        self.hundreds: dict[int, bool] = {}
        """Index of a line of a list -> whether the percentages of the list add up to a hundred."""
        self.totals: dict[int, list[Hit]] = {}
        """First line of a table -> the phrases in the label of its last row, which all others are parts of."""
        self.parts: dict[int, list[tuple[int, str]]] = {}
        """Index of a sentence -> the divisions and daughters in it, as `segments.parts` finds them."""
        self.named: list[Ent] = []
        """The organizations and sites that the text has named so far."""
        self.site = main_site(page)
        self.section: Ent | None = None  # the site that the section is about
        self.subject: str | None = None
        self.subject_line = -1
        self.figure: dict[str, Any] | None = None
        self.figure_draft: Draft | None = None
        self.figure_label = ""
        self.divided: tuple[Draft, str] | None = None
        """The whole that the last figure is a part of in its sentence, and its label."""
        self.by_label: dict[str, tuple[Draft, int, int]] = {}
        self.stock: Draft | None = None
        """The last figure with a period that does not pass by."""
        self.lone_change: tuple[Draft, int, int] | None = None
        """The last change without a level, its line and sentence."""
        self.by_metric: dict[str, Draft] = {}
        self.stated: dict[tuple[str, str], Time] = {}
        """Metric and exact value -> the period of the first figure that said so."""
        self.in_line: list[Draft] = []
        """The figures of the line that the last one stands in."""
        self.first: dict[str, float] = {}
        """The first level of each metric."""
        self.things: dict[str, str | None] = {}
        """What the first figure of each metric is a figure of."""
        self.kinds = {name_of(ent): ent.label for ent in page.ents if ent.label in SUBJECTS}
        self.sold: Counter[str | None] = Counter()
        """How many figures of what is sold or registered hold for each region so far."""
        self.of_nobody: Counter[str | None] = Counter()
        """How many figures of nobody, but of a market, hold for each region so far."""
        self.levels: list[tuple[Num, Draft]] = []
        """The last figures with a value, their earlier levels among them."""
        self.read: dict[int, Draft] = {}
        """First character of a number -> the figure that it is."""
        self.turned: tuple[int, Draft | None] = (-1, None)
        """The last number of jobs that came or went, and its line."""
        self.figure_sentence = -9
        self.figure_at = -1
        self.figure_rule: str = ""
        self.figure_line = -1
        self.figure_flow: Time | None = None
        self.investment: Draft | None = None
        self.investment_line = -1
        self.investment_sentence = -9
        self.sums: list[Draft] = []
        """The investments told in the head."""
        self.funders: set[str] = set()
        """Who gave a credit or grant so far."""
        self.main: dict[str, str] = {}
        self.period_sentence = -1
        self.document = document
        self.signings: list[Ent] | None = None
        self.signed: list[Ent] | None = None
        """The days on which an order was given, and on which its contract was signed, once they were looked for."""
        self.seller: tuple[str | None, bool] | None = None
        """Whose the single orders of the release are, once it was asked, and whether a partner of theirs may be it."""
        self.named_first: int | None = None
        """Where a date in so many words first names the document's period; -1 where none does, None until it is asked."""
        self.forms: dict[str, list[Ent]] = {}
        for ent in page.ents:
            if ent.label in ("ORG", "BRAND"):
                self.forms.setdefault(core(ent.canonical), []).append(ent)
        for short in [name for name in self.forms if 1 < len(name) <= 5]:
            known = [name for name in self.forms if is_short_for(short, name)]
            if len(known) == 1 and self.forms[short][0].text.isupper():
                full = known[0]
                self.forms[full] = self.forms[short] = [*self.forms[full], *self.forms[short]]
        for full, short in with_description(self.forms):
            self.forms[full] = self.forms[short] = [*self.forms[full], *self.forms[short]]
        for ents in self.forms.values():
            if all(ent.canonical == ents[0].canonical for ent in ents):
                del ents[1:]  # one form is the nearest one everywhere
        names = [ent.canonical for ent in page.ents if ent.label == "BRAND"]
        self.brand: str | None = max(names, key=lambda name: (names.count(name), -names.index(name))) if names else None
        head = [ent for sentence in page.sentences if page.zone(sentence) == "head" for ent in sentence.ents]
        for ent in reversed(head):
            self.last[ent.label] = ent

    def whole(self, num: Num) -> Draft | None:
        """The figure that a number adds up to with others, if it does."""
        start = wholes(self.page).get(num.ent.start)
        return self.read.get(start) if start is not None else None

    def form_near(self, name: str, num: Num) -> str:
        """The short or full form of a company's name that stands nearest to a number: in its sentence, above it, below it."""
        forms = self.forms.get(core(name), ())
        if len(forms) < 2:
            return forms[0].canonical if forms else name
        start, end = num.sentence.start, num.sentence.end

        def apart(ent: Ent) -> tuple[int, int]:
            side = 0 if start <= ent.start < end else 1 if ent.start < start else 2
            return side, abs(ent.start - num.ent.start)

        return min(forms, key=apart).canonical

    def go_back(self) -> None:
        """Take the whole for the last figure, where that is but a part of it."""
        if self.divided is not None:
            draft, self.figure_label = self.divided
            self.figure, self.figure_draft, self.figure_rule = draft.slots, draft, draft.rule
            self.by_label[self.figure_label] = (draft, self.figure_line, self.figure_sentence)
            self.subject = draft.slots.get("subject")
            self.divided = None

    def note(self, reading: Reading, num: Num, draft: Draft, answer: Answer | None, *, part: bool = False) -> None:
        """Remember a figure that was read, and of which one it is a part: what follows may go on with it."""
        if draft.type == "key_figure" and draft.slots.get("value"):
            self.levels = [*self.levels[-RECENT:], (num, draft)]
            self.read[num.ent.start] = draft
            if draft.slots.get("period") and (exact := exact_value(draft.slots)) is not None:
                self.stated.setdefault(exact, draft.slots["period"])
        if draft.type != "key_figure" or num.part != "level":
            return
        sentence = reading.sentence
        here = self.figure_draft is not None and self.figure_sentence == sentence.index
        if not part or not here:
            self.divided = None
        elif self.divided is None and self.figure_draft is not None:
            self.divided = self.figure_draft, self.figure_label
        turned = draft.slots["metric"] == "employees" and not draft.slots.get("value")
        if turned and (draft.slots.get("change") or {}).get("absolute"):
            self.turned = sentence.line, draft
        if sentence.line != self.figure_line:
            self.in_line = []
        self.in_line = [*self.in_line[-RECENT:], draft]
        self.figure, self.figure_draft, self.figure_rule = draft.slots, draft, draft.rule
        self.figure_label, self.figure_line, self.figure_sentence = num.kind, sentence.line, sentence.index
        self.figure_at = num.at
        self.by_label[num.kind] = (draft, sentence.line, sentence.index)
        self.subject, self.subject_line = draft.slots.get("subject"), sentence.line
        self.standing["subject"].note(sentence, core_of(self.subject or ""))
        self.standing["region"].note(sentence, draft.slots.get("region") or "")
        self.standing["period"].note(sentence, slot_key(draft.slots.get("period")))
        if not draft.flow and draft.slots.get("period"):
            self.stock = draft
        self.by_metric[str(draft.slots.get("metric"))] = draft
        if amount := amount_of(draft.slots.get("value")):
            self.first.setdefault(str(draft.slots.get("metric")), amount)
        self.things.setdefault(str(draft.slots.get("metric")), draft.slots.get("of"))
        if draft.slots.get("metric") in ("registrations", "market_share", "sales"):
            self.sold[draft.slots.get("region")] += 1
        if draft.slots.get("subject") is None:
            self.of_nobody[draft.slots.get("region")] += 1
        if answer is None or not answer.rule.flow or draft.slots.get("status") != "reported":
            return
        if not _is_counted_since(sentence, draft):
            self.figure_flow = draft.slots.get("period") or self.figure_flow
        zone = self.page.zone(sentence)
        if zone == "body" and self.page.kind(sentence) == "paragraph":
            if not self.main:
                self.region = draft.slots.get("region")
            self.main.setdefault(num.kind, draft.rule)
            period = draft.slots.get("period")
            if (
                period
                and len(period["value"]) != 10
                and (self.period is None or self.period_sentence < 0 or self.page.kind(sentence) == "paragraph")
            ):
                self.period, self.period_sentence = self.period or period, sentence.index
        elif self.period is None and draft.slots.get("period") and zone == "head":
            self.period = draft.slots["period"]

    def enter(self, sentence: Sentence, *, own: bool = False) -> None:
        """Of a study, what is told is nobody's as of a market, but from where in a paragraph its issuer acts or a figure that only firms have is told."""
        if self.study is not None:
            if own or speaks_of(sentence, self.study, self.thread.acting[sentence.index]):
                self.own_line = sentence.line
            self.market = self.page.zone(sentence) in ("head", "body") and self.own_line != sentence.line

    def see(self, sentence: Sentence) -> None:
        """Note the names of a sentence that has been read."""
        for ent in sentence.ents:
            self.last[ent.label] = ent
            if ent.label in resumed.LABELS:
                self.named.append(ent)
            if ent.label == "ORG":
                self.authority = authority_land(ent.canonical) or self.authority
        if self.page.kind(sentence) == "heading":
            named = [ent for ent in sentence.ents if ent.label in SUBJECTS]
            site = next((ent for ent in named if ent.label == "SITE"), None)
            if site is not None or named or self.page.zone(sentence) != "body":
                self.section = site

    def topic(self, sentence: Sentence) -> Ent | None:
        """The model or site that the text just before speaks of, where no organization has come between."""
        if self.page.zone(sentence) not in ("body", "head"):
            return None
        reach = 2 if self.page.kind(sentence) == "paragraph" else 1
        for earlier in reversed(self.page.sentences[max(0, sentence.index - reach) : sentence.index]):
            if self.page.zone(earlier) != self.page.zone(sentence) or abs(earlier.line - sentence.line) > 1:
                return None
            named = [ent for ent in earlier.ents if ent.label in SUBJECTS]
            if named:
                return named[-1] if named[-1].label in ("MODEL", "SITE") else None
        return None

    def month(self) -> str | None:
        """The month of the figures around, or None: `2025-10`."""
        value = self.period["value"] if self.period else ""
        return value if len(value) == 7 and value[5:].isdigit() else None

    def cutoff(self) -> Time | None:
        """The day that closes the period of the figures around."""
        if self.period is None:
            return None
        value = self.period["value"]
        if "/" not in value or len(value) > 9:
            last = bounds(value)[1]
            return {"value": last, "mod": None} if last else None
        days = [
            ent.value["value"]
            for ent in self.page.ents
            if ent.label == "DATE"
            and ent.value
            and len(str(ent.value["value"])) == 10
            and ent.value["value"] != self.page.published
        ]
        return next(({"value": day, "mod": None} for day in days if day.startswith(value[-4:])), None)

    def flow_period(self, sentence: Sentence) -> Time | None:
        """The period of the figure before in the same paragraph or list, else the main one of the release."""
        if self.figure_draft is not None and self.figure_line == sentence.line and self.figure_flow is not None:
            return self.figure_flow
        return self.period

    def anaphor(self, num: Num, hits: Sequence[Hit]) -> str | None:
        """The name that `die Marke`, `das Werk`, `der Konzern` stands for, if one stands near the number."""
        near = [hit for hit in hits if hit.key.startswith("anaphor/") and abs(hit.start - num.at) <= 14]
        near.sort(key=lambda hit: abs(hit.start - num.at))
        for hit in near:
            kind = hit.key.split("/")[1]
            before = _word_before(num.sentence, hit.start)
            if kind == "issuer" and (
                before and before[0] in ("das", "der", "die", "dem", "den", "des", "im", "am", "dieses", "seine")
            ):
                return self.page.issuer
            if kind == "brand" and before and before[0] in ("die", "der") and self.brand:
                return self.brand
            if (
                kind == "site"
                and before
                and before[0] in ("das", "der", "im", "am", "dem", "die")
                and "SITE" in self.last
            ):
                return self.last["SITE"].canonical
        return None


def _is_counted_since(sentence: Sentence, draft: Draft) -> bool:
    """`seit 1975 wurden 4 Millionen gebaut`: a figure with which no other goes on."""
    source = draft.sources.get("period")
    ent = next((one for one in sentence.ents if (one.start, one.end) == source), None)
    return ent is not None and "seit" in _word_before(sentence, ent.item, 2)


def shift(period: Time | None) -> Time | None:
    """The same period one year earlier."""
    if not period or not period.get("value"):
        return None
    try:
        return {"value": previous_year(period["value"]), "mod": period.get("mod")}
    except (ValueError, KeyError):
        return None
