"""Products that no list knows, by what is said of them: goods or a maker in front, a price behind, what only goods are, a line of prices.

A name is a word that German does not know, a code or a word in unusual case, with what goes on with it. One mention that tells a product
holds for the whole text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterator, Mapping, Sequence

from pressefakten import patterns
from pressefakten.normalize import lexicon, models
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words, word_test
from pressefakten.normalize.orgwords import given_names, has_form, is_form, surnames

_CAMEL = re.compile(r"[a-zäöü]{1,6}[A-ZÄÖÜ]\w*")
_PRICE = re.compile(
    r"(?:CHF|EUR|€|Fr\.|SFr\.)[ \u00a0]?\d|\d[\d.,'\u2019 ]*(?:[.,][-–—]+)?[ \u00a0]?(?:€|(?:Euro|Franken|CHF|EUR)\b)"
)
_LARGE = re.compile(r"\b(?:Mio|Mrd|Million|Milliard|Tsd|T€|TCHF|TEUR)", re.IGNORECASE)
_CLAUSE = re.compile(r"(?<!\d)[.!?;:\n](?:\s|$)")
_LABEL = re.compile(r"\s*(?:[:;|,(\t–]|\.{2}|  |\d|[a-zäöü]|CHF|EUR|€|Fr\.)|  ")
"""What follows the label of a line with figures."""
_CODED = re.compile(r"[A-Z]{2,4}\d{1,4}[A-Z]?")
_TYPE = re.compile(r"\d")
_BEHIND = re.compile(
    r"\s*(?:$|[,(–-]|(?:und|sowie|oder|gekommen|gebracht|genommen|gelangt|verschwunden|erhältlich|verfügbar|kommen|gelangen|zu|ab|seit|bis|in|im|für)\b)"
)
"""What may stand behind the words for how goods come."""
_ROAD = re.compile(r"[A-Z]\d{1,3}")
_TAIL = re.compile(r"(?::|\t|  | ?\.{2}| \(| \||;| [–-] )")
"""What ends a label surely."""
_NOUN = re.compile(r" ([A-ZÄÖÜ][a-zäöüß]+)(?::|\t|  | ?\.{2})")
_NOT_FEMININE = frozenset(("das", "den", "dem", "ein", "einen", "einem", "vom", "beim", "zum", "im", "des"))
"""Articles and prepositions that no firm has in front."""
_ARTICLES = _NOT_FEMININE | {"der", "die", "eine", "einer", "zur"}
_INDEFINITE = frozenset((
    "ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine", "keinen", "dieser", "diese", "dieses", "diesen",
))  # fmt: skip
_TITLES = frozenset(("herr", "herrn", "frau", "dr", "prof", "familie"))
_KEPT = {
    "das": frozenset(("das", "dem", "des", "ein", "vom", "beim", "zum", "neue", "neuen")),
    "den": frozenset(("der", "den", "dem", "des", "ein", "einen", "vom", "beim", "zum", "neue", "neuen")),
}
"""Articles behind which a name may stand that a maker shows with another one."""
_PLACED = frozenset(("in", "im", "ins", "am", "nach", "aus", "bei", "von", "mit", "und", "für", "durch"))
"""What stands in front of a name without its article: of a place, a firm, a person."""
_NEAR = frozenset((" ", "", ", ", "-"))
_OBLIQUE = frozenset(("den", "dem", "beim"))
_BE = frozenset(("ist", "sind", "wird", "werden", "bleibt", "bleiben", "war", "kommt", "kommen", "gelangt", "soll"))
LONGEST = 5
"""Words of the longest name."""
ABOVE = 300
"""Characters up to which what stands above prices names them."""


@word_test
def _may_open(word: str) -> bool:
    if word.isdigit() or len(word) < 2 or not word.isalnum():
        return False
    return any(c.isdigit() for c in word) or (
        len(word) > 2 and not lexicon.known(word) and not _is_short_compound(word)
    )


def _closes(clause: str, phrase: str) -> bool:
    """Whether a phrase closes a clause, a participle or date behind it: `kommt im Mai auf den Markt`; not `ist auf den Markt angewiesen`."""
    _, told, rest = clause.partition(phrase)
    return bool(told) and _BEHIND.match(rest) is not None


def _is_short_compound(word: str) -> bool:
    """Whether a word ends with a noun of three letters, which the lexicon does not split: `Skitag`."""
    return len(word) > 5 and lexicon.listed(word[-3:]) and lexicon.listed(word[:-3])


@functools.cache
def _function_words() -> frozenset[str]:
    """Small words, which the lexicon leaves out in part."""
    return frozenset(word for group in patterns.words("stopwords").values() for word in group)


@word_test
def _is_goods(word: str) -> bool:
    return models.is_goods(word)


def unlisted(words: Words, named: Sequence[Found], towns: Container[str]) -> list[Found]:
    """The products told by what is said of them, where they stand again, and those known by goods in their full length."""
    told = _Told(words, named, towns)
    fresh = [
        *told.of_goods(),
        *told.of_makers(),
        *told.by_statement(),
        *told.by_prices(),
        *told.by_series(),
        *told.by_point(),
        *told.by_article(),
        *told.by_showing(),
        *told.by_ranks(),
    ]
    longer = told.longer()
    found = [*longer, *(told.everywhere([*fresh, *longer]) if fresh or longer else [])]
    return told.branded([*found, *told.siblings(found), *told.short_forms(found)])


class _Told:
    """Asks a text with its names for products."""

    def __init__(self, words: Words, named: Sequence[Found], towns: Container[str]) -> None:
        self.words, self.named, self.towns = words, named, towns
        self.taken: dict[int, Found] = {i: name for name in named for i in range(name.first, name.last)}
        self.ends: dict[int, int] = {}
        self.indefinite: dict[str, bool] = {}
        self.titled: dict[str, str] = {}
        self.makers = [name for name in named if name.label in ("ORG", "BRAND")]
        self.firms = {words.low[name.first] for name in self.makers}
        self.modelled = any(name.label == "MODEL" for name in named)
        self.lists = tables("models")
        lists = self.lists
        self.barred = lists.exact("not_model") | lists.exact("currency_codes")
        self.nouns = lists.words("model_nouns", "car_words", "units", "type_nouns", "not_variants", "trim_nouns")
        self.starts = [i for i in words.having(_may_open) if self._opens(i)]
        self.opening = frozenset(self.starts)

    def _opens(self, i: int) -> bool:
        """Whether the name of a product may begin at word `i`."""
        words = self.words
        surface, low = words.surface(i), words.low[i]
        if i in self.taken or surface in self.barred or low in self.nouns or low in self.towns or low in self.firms:
            return False
        if low.endswith(tuple(self.lists.words("not_model_endings"))) or low in given_names() or low in surnames(words):
            return False
        if low in tables("orgs").words("english", "generic") or words.gap(i) == "-":
            return False
        if any(c.isdigit() for c in surface):
            return models.is_code(words, i) and words.upper(i) and models.TIME.fullmatch(surface) is None
        if low.endswith(models.INFLECTED) and words.gap(i) == " " and words.upper(i + 1) and not words.unknown(i + 1):
            return False  # `Künstliche Intelligenz`
        return words.unknown(i) or _CAMEL.fullmatch(surface) is not None

    def _is_ranked(self, i: int) -> bool:
        """Whether a German compound that no list has is written as a name: with a rank behind it (`Wattpilot Flex`)."""
        words = self.words
        low = words.low[i]
        if i in self.taken or not words.upper(i) or len(low) < 6 or not low.isalpha() or words.gap(i) != " ":
            return False
        if low in self.nouns or models.is_goods(low) or lexicon.listed(lexicon.NOUN + low) or low in self.firms:
            return False
        at = i + 1 + (words.word(i + 1).isdigit() and words.gap(i + 1) == " ")
        return (
            words.upper(at)
            and words.low[at] in self.lists.words("ranks")
            and words.gap(at) != "-"
            and at not in self.taken
        )

    def by_ranks(self) -> Iterator[Found]:
        """Compounds with ranks behind them, more than once: `der Wattpilot Flex`, `den Wattpilot Home`."""
        words = self.words
        if not self._sells():
            return
        ranked: dict[str, list[int]] = {}
        for at in words.at(self.lists.words("ranks")):
            for i in (at - 1, at - 2):
                if i >= 0 and self._is_ranked(i):
                    ranked.setdefault(words.low[i], []).append(i)
        for places in ranked.values():
            for i in places if len(set(places)) > 1 else ():
                last = self.end(i)
                if last > i + 1 and not self._is_firm(i, last):
                    yield self._found(i, last)

    def end(self, i: int) -> int:
        """The end of the name that begins at word `i`; every way of telling asks it anew."""
        if i not in self.ends:
            self.ends[i] = self._prolonged(i, self._pointed(models.named_machine(self.words, i, self.taken).last))
        return self.ends[i]

    def _prolonged(self, first: int, last: int) -> int:
        words = self.words
        while last < len(words) and last - first < LONGEST and last not in self.taken and words.gap(last - 1) == " ":
            if not (self._is_rank(last) or self._is_foreign(last) or self._is_number(last)):
                break
            last = self._pointed(models.extend(words, last + 1))
        return last

    def _is_number(self, i: int) -> bool:
        """Whether word `i` is a number with a code behind it: `4Business 711 C2`."""
        words = self.words
        code = words.upper(i + 1) and any(c.isdigit() for c in words.surface(i + 1)) and words.gap(i) == " "
        return words.low[i].isdigit() and len(words.low[i]) < 5 and code

    def _pointed(self, last: int) -> int:
        """The end with a number with a point behind the name: `Verto Plus 15.0`, `PhoeniX 2.0`; what measures is none."""
        words = self.words
        at = last
        joined = words.word(at).isdigit() and words.word(at + 1) == "." and words.word(at + 2).isdigit()
        if not joined or words.gap(last - 1) != " " or words.gap(at) or words.gap(at + 1):
            return last
        behind = words.word(at + 3)
        short = len(words.low[at]) < 3 and len(words.low[at + 2]) < 3
        cell = words.gap(at + 2) == " " and (behind[:1].isdigit() or words.upper(at + 3))
        measure = behind in self.lists.words("units") or behind in ("bis", "–", "%") or words.gap(at + 2) == "-"
        return at + 3 if short and not cell and not measure and behind != "." else last

    def _is_rank(self, i: int) -> bool:
        """Whether word `i` is an adjective with a capital, or a rank in small letters: `Lunexil Akut`, `aroNexa pro`."""
        words = self.words
        low = words.low[i]
        if words.gap(i) == "-" or not low.isalpha():
            return False
        if words.upper(i):
            adjective = lexicon.listed(low) and not lexicon.listed(lexicon.NOUN + low) and len(low) > 3
            inflected = low.endswith(("en", "er", "em", "es"))
            return adjective and low not in tables("orgs").words("starters") and not inflected
        return low in self.lists.words("ranks") and not (low == "pro" and words.upper(i + 1))

    def _is_foreign(self, i: int) -> bool:
        """Whether word `i` is unknown to German, also in small letters: `Artis icono`; or has digits: `4Business`."""
        words = self.words
        low, surface = words.low[i], words.surface(i)
        if words.gap(i) == "-" or len(low) < 3 or surface in self.barred or low in self.nouns:
            return False
        if not low.isalpha():
            return words.surface(i).isalnum() and not low.isdigit() and any(map(str.isupper, surface))
        if words.upper(i):
            return words.unknown(i) and low not in given_names()
        if len(low) < 5 or lexicon.known(low):
            return False
        return low[-1] in "aiouxy" or sum(words.low[k - 1] == words.low[i - 1] for k in words.places[low]) > 1

    def _is_firm(self, first: int, last: int) -> bool:
        """Whether the words are a firm's after all: a legal form follows, a noun says so."""
        words = self.words
        forms = tables("orgs").phrases("legal_forms")
        sizes = ((k, forms.at(words.low, k)) for k in range(first + 1, last + 1))
        if words.word(last) == "&" or any(size and is_form(words, k, size) for k, size in sizes):
            return True
        return words.gap(last - 1) == "-" or words.word(first - 1) in ("firma", "marke", "startup", "gruppe")

    def _found(self, first: int, last: int, brand: str | None = None) -> Found:
        return Found(first, last, "MODEL", "model-told", self.words.surface(first, last), None, brand)

    # --- what tells a product ---------------------------------------------------------------------------------------

    def of_goods(self) -> Iterator[Found]:
        """What stands right behind a noun for goods: `das Nasenspray Lunexil Akut`, `das Sideboard filano`."""
        words = self.words
        for at in words.having(_is_goods):
            i = at + 1
            if not words.upper(at) or words.gap(at) != " " or i in self.taken:
                continue
            if i in self.opening and not (words.acronym(i) and not words.word(i + 1)[:1].isdigit()):
                last = self.end(i)
                if self._is_firm(i, last):
                    continue
                if i + 1 in self.taken and self.taken[i + 1].label == "MODEL":
                    yield Found(i, i + 1, "BRAND", "brand-of-goods", words.surface(i))
                elif last > i + 1 and self._is_bare(i):
                    yield Found(i, i + 1, "BRAND", "brand-of-goods", words.surface(i))
                    yield self._found(i + 1, last, words.surface(i))
                else:
                    yield self._found(i, last)
            elif self._is_lettered(i) and words.low[at] not in self.lists.words("units"):
                yield self._found(i, self._lettered_end(i))
            elif self._is_small(i):
                yield self._found(i, self._prolonged(i, i + 1))

    def _is_bare(self, i: int) -> bool:
        """Whether word `i` stands elsewhere, more than once, never behind an article and never with the same word behind it."""
        words = self.words
        others = [k for k in words.places[words.low[i]] if k != i]
        articled = any(words.word(k - 1) in _ARTICLES and words.gap(k - 1) == " " for k in others)
        return len(others) > 1 and not articled and all(words.word(k + 1) != words.word(i + 1) for k in others)

    def _is_small(self, i: int) -> bool:
        """Whether word `i` is a name in small letters: German does not know it, and it is there again."""
        words = self.words
        low = words.word(i)
        small = len(low) > 2 and low.isalpha() and words.surface(i).islower() and words.gap(i) != "-"
        again = len(words.places.get(low, ())) > 1 and low not in _function_words()
        return small and again and not lexicon.known(low) and not low.endswith(("t", "en"))

    def of_makers(self) -> Iterator[Found]:
        """What stands right behind a maker where an article that no firm has, goods or a mention by itself tell the product."""
        words = self.words
        for maker in self.makers:
            i = maker.last
            if i not in self.opening or words.gap(i - 1) != " " or has_form(words, maker):
                continue
            last = self.end(i)
            if self._is_firm(i, last):
                continue
            before = words.word(maker.first - 1) if words.gap(maker.first - 1) == " " else ""
            if models.is_goods(before) and words.upper(maker.first - 1):
                yield self._found(i, last, maker.canonical)
            elif words.acronym(i) and last == i + 1:
                continue  # `das Fraunhofer IWS`
            elif before in _NOT_FEMININE or self._is_alone(i) or (self._is_said(last) and before in _ARTICLES):
                yield self._found(i, last, maker.canonical)

    def _is_alone(self, i: int) -> bool:
        """Whether the word at `i` stands elsewhere by itself behind an article."""
        words = self.words
        return any(
            k != i and words.gap(k - 1) == " " and self._is_led(k, i, _ARTICLES) for k in words.places[words.low[i]]
        )

    def _is_led(self, k: int, i: int, articles: Container[str]) -> bool:
        """Whether the word at `k` is written as that at `i` and stands behind one of some articles."""
        words = self.words
        return words.word(k - 1) in articles and words.gap(k) != "-" and words.surface(k) == words.surface(i)

    def by_statement(self) -> Iterator[Found]:
        """What costs so much, weighs so much, is to be had; what has a serial production or a price."""
        words = self.words
        for i in self.starts:
            if words.gap(i - 1) == "-":
                continue
            last = self.end(i)
            common = last == i + 1 and self._is_common(i)
            said = self._is_said(last) or self._is_asked(i) or self._is_versioned(i, last)
            if said and not common and not self._is_firm(i, last) and not self._is_lot(i, last):
                yield self._found(i, last)

    def _is_lot(self, i: int, last: int) -> bool:
        """Whether a code numbers a road, a hall or the like: a noun for no goods in front (`Block C3`), or one letter without an article of goods (`die A26`)."""
        words = self.words
        if last > i + 1 or not any(c.isdigit() for c in words.surface(i)):
            return False
        noun = words.upper(i - 1) and words.gap(i - 1) == " " and lexicon.known(words.word(i - 1))
        if noun and i - 1 not in self.taken and words.word(i - 1) not in _ARTICLES:
            return not models.is_goods(words.word(i - 1))
        return _ROAD.fullmatch(words.surface(i)) is not None and words.word(i - 1) not in _NOT_FEMININE | {"der"}

    def _is_versioned(self, i: int, last: int) -> bool:
        """Whether an article stands in front and a number with a point ends the name: `der PhoeniX 2.0`."""
        words = self.words
        return last - i > 3 and words.word(last - 2) == "." and words.word(i - 1) in _ARTICLES

    def _is_common(self, i: int) -> bool:
        """Whether a word by itself is a common noun or a person: an indefinite article or a title in front, a German noun at its end."""
        words = self.words
        low, surface = words.low[i], words.surface(i)
        if words.word(i - 1) in _TITLES or (words.word(i - 1) == "." and words.word(i - 2) in _TITLES):
            return True
        if any(c.isdigit() for c in low) or models.is_coined(words, i):
            return False
        if surface not in self.indefinite:
            places = (k for k in words.places[low] if words.surface(k) == surface)
            self.indefinite[surface] = any(words.word(k - 1) in _INDEFINITE for k in places)
        if self.indefinite[surface]:
            return True
        return lexicon.is_agent(low) or any(lexicon.listed(lexicon.NOUN + low[k:]) for k in range(3, len(low) - 3))

    def _is_said(self, last: int) -> bool:
        """Whether the words behind a name tell that it is a product."""
        words, lists = self.words, self.lists
        at = last
        if words.word(at) == "(":
            at = next((k + 1 for k in range(at, min(at + 10, len(words))) if words.low[k] == ")"), at)
        verb = words.word(at)
        clause = (
            _CLAUSE.split(words.text[words.end[at] : words.end[at] + 150], maxsplit=1)[0] if at < len(words) else ""
        )
        near = [k for k in range(at + 1, min(at + 7, len(words))) if words.start[k] < words.end[at] + len(clause)]
        if verb in lists.words("product_verbs"):
            closed = words.word(at + 1) in (".", ",", ";", "?")
            return closed or (any(words.low[k][0].isdigit() for k in near) and _LARGE.search(clause) is None)
        if verb in lists.words("measure_verbs"):
            return any(words.low[k].isdigit() and words.word(k + 1) in lists.words("measures") for k in near)
        if verb not in _BE:
            return False
        if any(_closes(clause, phrase) for phrase in lists.exact("availability_phrases")):
            return True
        return not lists.exact("availability").isdisjoint(re.findall(r"\w+", clause))

    def _is_asked(self, i: int) -> bool:
        """Whether a noun for the beginning or the price of goods stands in front: `die Markteinführung des Zelvo`."""
        words = self.words
        article, at = words.word(i - 1), i - 2
        if article == "für" and words.word(at) in self.lists.words("approvals"):
            return True
        if article not in ("des", "der", "die", "den", "das", "dem") or words.gap(i - 1) != " ":
            return False
        linked = article == "des"
        if words.word(at) in ("für", "zum"):
            linked, at = True, at - 1
        return (
            linked and words.upper(at) and words.low[at] in self.lists.words("product_heads") and words.gap(at) == " "
        )

    def by_prices(self) -> Iterator[Found]:
        """What opens a line that a price ends, under a heading of prices: `Zelvo Pro 310   11 kW   689 €`."""
        words = self.words
        heads = [words.start[i] for i in words.at(self.lists.words("price_heads"))]
        below = False
        for i in words.line_starts() if heads else ():
            line = words.line(i)
            priced = _PRICE.search(line) is not None and _LARGE.search(line) is None
            below = priced and (below or any(0 < words.start[i] - start < ABOVE for start in heads))
            maker = self.taken.get(i)
            made = maker is not None and maker.label in ("ORG", "BRAND")
            first = maker.last if maker is not None and made else i
            if not below or not (first in self.opening or self._is_lettered(first)):
                continue
            last = self._label_end(first)
            if self.modelled and not any(map(str.isdigit, words.surface(first, max(last, first + 1)))):
                continue  # a variant of the model around, which the line need not name
            if last and not self._is_firm(first, last):
                yield self._found(first, last, maker.canonical if maker is not None and made else None)

    def _is_lettered(self, i: int) -> bool:
        """Whether capitals and a number stand at word `i`: `WWD 300 WCS`."""
        words = self.words
        surface = words.surface(i) if i < len(words) else ""
        plain = 1 < len(surface) < 10 and surface.isalpha() and surface.isupper() and i not in self.taken
        number = words.word(i + 1)[:1].isdigit() and words.gap(i) == " "
        return plain and number and surface not in self.barred | self.lists.exact("not_types")

    def _label_end(self, first: int) -> int:
        """The end of the label of a line with figures that begins with a product; 0 where no such line follows."""
        words = self.words
        last = self._lettered_end(first) if self._is_lettered(first) else self.end(first)
        sized = (
            words.word(last).isdigit() and len(words.low[last]) < 4 and words.gap(last - 1) == " " == words.gap(last)
        )
        if sized and words.word(last + 2) == ":" and words.low[last + 1] not in self.lists.words("units"):
            last += 1  # `AdoraDish V4000 55 Einbau: CHF 2’590.–`
        rest = words.text[words.end[last - 1] :].partition("\n")[0]
        return last if _LABEL.match(rest) else 0

    def _lettered_end(self, i: int) -> int:
        """The end of capitals with a number and what goes on with them: `WWD 300 WCS`, `VWL 45/8`."""
        words = self.words
        last = i + 2
        slash = words.word(last) == "/" and words.gap(last - 1) == words.gap(last) == ""
        if slash and words.word(last + 1).isdigit():
            last += 2
        elif words.gap(last - 1) == "-" and words.word(last).isdigit():  # `AERO 2-8`
            last += 1
        while last - i < LONGEST and words.gap(last - 1) == " " and self._is_capitals(last):
            last += 1
        return last

    def _is_capitals(self, i: int) -> bool:
        surface = self.words.surface(i) if i < len(self.words) else ""
        return surface.isalnum() and surface.isupper() and len(surface) < 5 and surface not in self.barred

    def by_article(self) -> Iterator[Found]:
        """What keeps to an article that no firm has, in a text that sells something: `verpasst dem Twinner`, `der Twinner`."""
        words = self.words
        if not self._sells():
            return
        masculine, other = self.lists.words("masculine"), self.lists.words("not_masculine")
        for low in dict.fromkeys(words.low[i] for i in self.starts if len(words.low[i]) > 3):
            places = [i for i in words.places[low] if i in self.opening]
            before = [words.word(i - 1) if words.gap(i - 1) == " " else "" for i in places]
            before = [
                words.word(i - 2) if word in ("neue", "neuen") else word for i, word in zip(places, before, strict=True)
            ]
            told = sum(word in masculine for word in before)
            if told < 2 or _OBLIQUE.isdisjoint(before) or any(word in other for word in before):
                continue
            for i in places:
                last = self.end(i)
                if words.surface(i).istitle() and not self._is_firm(i, last) and not self._is_common(i):
                    yield self._found(i, last)

    def by_showing(self) -> Iterator[Found]:
        """What a maker shows and what keeps to that article: `zeigt Zelvo das Canto`, `baut das Canto`, `mit dem Canto`."""
        words, lists = self.words, self.lists
        goods = lists.words("price_heads", "product_verbs", "availability", "product_heads", "measure_verbs")
        for i in self.starts if words.at(goods) else ():
            kept = _KEPT.get(words.word(i - 1)) if words.gap(i - 1) == " " and words.surface(i).istitle() else None
            if kept is None or not self._is_shown(i - 1):
                continue
            others = [k for k in words.places[words.low[i]] if words.surface(k) == words.surface(i) and k != i]
            led = {words.word(k - 1) for k in others if words.gap(k - 1) == " "}
            last = self.end(i)
            contrary = any(word in _ARTICLES | _PLACED and word not in kept for word in led)
            if led & kept and not contrary and not self._is_firm(i, last) and not self._is_common(i):
                yield self._found(i, last)

    def _is_shown(self, article: int) -> bool:
        """Whether a maker and a verb of showing stand in front of an article in one clause."""
        words = self.words
        shown = made = False
        for k in range(article - 1, max(article - 12, -1), -1):
            if words.gap(k) not in _NEAR or words.word(k) in (".", ":", ";", "–"):
                break
            shown = shown or words.low[k] in self.lists.words("showing_verbs")
            made = made or (k in self.taken and self.taken[k].label in ("ORG", "BRAND"))
        return shown and made

    def _sells(self) -> bool:
        """Whether a text tells what something costs and that it is to be had."""
        lists = self.lists
        priced = self.words.at(lists.words("price_heads", "product_verbs"))
        return bool(priced) and bool(self.words.at(lists.words("availability", "product_heads")))

    def by_series(self) -> Iterator[Found]:
        """What a hyphen joins to a series or to devices: `die MaxX-Baureihe`, `alle ALM-Geräte`."""
        words = self.words
        for at in words.at(self.lists.words("series_heads")):
            i = at - 1
            if i < 0 or words.gap(i) != "-" or words.gap(i - 1) == "-" or i in self.taken or words.low[i] in self.firms:
                continue
            surface, low = words.surface(i), words.low[i]
            named = surface.isalnum() and words.unknown(i) and low not in self.towns and low not in given_names()
            if not named or surface in self.barred | self.lists.exact("not_types") or low in self.nouns:
                continue
            if models.is_coined(words, i) or self._is_thing(i):
                yield self._found(i, i + 1)

    def _is_thing(self, i: int) -> bool:
        """Whether the word stands elsewhere behind an article that no firm has."""
        return any(self._is_led(k, i, _NOT_FEMININE) for k in self.words.places[self.words.low[i]])

    def by_point(self) -> Iterator[Found]:
        """Two words in small letters with a point between them behind an article or goods: `die Wallbox connect.solar`."""
        words = self.words
        for point in words.at((".",)):
            i, last = point - 1, point + 2
            if i < 1 or last > len(words) or words.gap(i) or words.gap(point) or words.gap(last - 1) == "-":
                continue
            parts = (words.surface(i), words.surface(point + 1))
            if i in self.taken or not all(part.isalpha() and part.islower() and len(part) > 2 for part in parts):
                continue
            before = words.low[i - 1]
            told = before in _ARTICLES or models.is_goods(before) or words.word(i - 2) in _ARTICLES
            told = told and before not in self.lists.words("web_nouns")
            address = parts[1] in self.lists.words("web_endings") or words.word(last) in ("/", "@")
            if told and words.gap(i - 1) == " " and not address:
                yield self._found(i, last)

    # --- where they stand again -------------------------------------------------------------------------------------

    def longer(self) -> list[Found]:
        """The models with what goes on with their names: `der PhoeniX 2.0`, in a line of prices `Goroc 4 6.30`, `EV4 Titan`."""
        found = []
        rows = self._rows()
        for name in self.named:
            if name.label != "MODEL":
                continue
            last = self._pointed(name.last)
            last = self._prolonged(name.first, last) if name.ref is None else last
            if name.first in rows:
                last = max(last, self._row_end(name, rows))
            if last > name.last and not self._is_firm(name.first, last):
                tail = self.words.text[self.words.end[name.last - 1] : self.words.end[last - 1]]
                found.append(name._replace(last=last, canonical=name.canonical + tail))
        return found

    def _rows(self) -> dict[int, str]:
        """The models that open a line with a price, and the rest of the line."""
        words = self.words
        rows: dict[int, str] = {}
        for i in words.line_starts():
            name = self.taken.get(i)
            if name is not None and name.label in ("ORG", "BRAND"):
                name = self.taken.get(name.last)
            if name is None or name.label != "MODEL":
                continue
            rest = words.text[words.end[name.last - 1] :].partition("\n")[0]
            if _PRICE.search(rest) and not _LARGE.search(rest):
                rows[name.first] = rest
        return rows

    def _row_end(self, name: Found, rows: Mapping[int, str]) -> int:
        """The end of a model's label before its price: numbers, unknown words; a German word where all its rows have one."""
        words, last = self.words, name.last
        while last - name.last < 3 and last not in self.taken and words.gap(last - 1) == " ":
            number = words.low[last].isdigit() and len(words.low[last]) < 4 and _TAIL.match(words.text, words.end[last])
            if not number and not self._is_foreign(last) and not self._is_rank(last):
                break
            last = self._pointed(last + 1)
        if _TAIL.match(words.text, words.end[last - 1]):
            return last
        rest = rows[name.first]
        family = [other for at, other in rows.items() if words.low[at] == words.low[name.first]]
        nouns = [_NOUN.match(other) for other in family]
        told = len(family) > 1 and len({match[1] for match in nouns if match}) == len(family)
        own = _NOUN.match(rest)
        barred = own is None or own[1].lower() in self.nouns | self.lists.words("price_heads", "product_heads")
        return name.last + 1 if told and not barred else last

    def everywhere(self, found: Sequence[Found]) -> list[Found]:
        """All mentions of the names, each as long as the longest that the text has of it."""
        words = self.words
        forms: dict[str, list[Found]] = {}
        for name in [name for name in found if name.label == "MODEL"]:
            forms.setdefault(words.low[name.first], []).append(name)
        again = [*found]
        for i in words.at(forms):
            known, surface = forms[words.low[i]], words.surface(i)
            if i in self.taken or words.gap(i - 1) == "-" or words.gap(i - 1) == ".":
                continue
            if any(surface in (words.surface(n.first), words.surface(n.first).upper()) for n in known):
                last = self._again(i, known)
                if last:
                    brand = next((name.brand for name in known if name.brand), None)
                    again.append(self._found(i, last, brand))
        return [self._with_number(name) if name.label == "MODEL" else name for name in again]

    def _again(self, i: int, known: Sequence[Found]) -> int:
        """The end of a name that stands again at word `i`; 0 where another name or word stands."""
        words = self.words
        sizes = [n.last - n.first for n in known if words.low[i : i + n.last - n.first] == words.low[n.first : n.last]]
        last = i + max(sizes, default=0)
        if words.gap(i) != "-" and words.upper(i):
            last = max(last, self.end(i))
        elif words.gap(i) != "-" and len(words.low[i]) > 2 and not sizes:
            last = self._prolonged(i, i + 1)
        if last == i + 1 and self._is_heading_of_variants(i):
            last = i + 2
        firm = last > i and words.gap(last - 1) != "-" and self._is_firm(i, last)
        return last if last > i and not firm else 0

    def _is_heading_of_variants(self, i: int) -> bool:
        """Whether word `i` closes a list of its variants in capitals: `NUVARO PRO, NUVARO GT UND NUVARO CITY`."""
        words = self.words
        listed = any(k < i and i - k < 5 for k in words.places[words.low[i]])
        capitals = words.surface(i).isupper() and words.gap(i) == " " and words.upper(i + 1)
        return listed and capitals and words.surface(i + 1).isupper() and "\n" in words.gap(i + 1)

    def siblings(self, found: Sequence[Found]) -> list[Found]:
        """Types with the letters of a known one and as many digits: `TT282` beside `TT482`."""
        words = self.words
        names = [name for name in (*self.named, *found) if name.label == "MODEL"]
        covered = {i for name in names for i in range(name.first, name.last)}
        kinds = {
            _TYPE.sub("0", words.surface(name.first)): name.brand
            for name in names
            if _CODED.fullmatch(words.surface(name.first))
        }
        if not kinds:
            return []
        return [
            self._found(i, i + 1, kinds[_TYPE.sub("0", words.surface(i))])
            for i in self.starts
            if i not in covered
            and _CODED.fullmatch(words.surface(i))
            and _TYPE.sub("0", words.surface(i)) in kinds
            and words.gap(i - 1) != "-"
        ]

    def short_forms(self, found: Sequence[Found]) -> list[Found]:
        """Variants by themselves behind an article, one beside the other or in brackets: `beim Pro`, `GT und City`, `(City)`."""
        words = self.words
        tails: dict[str, Found] = {}
        names = [name for name in (*self.named, *found) if name.label == "MODEL" and name.last - name.first == 2]
        for name in names:
            if words.surface(name.first + 1).isalpha() and words.gap(name.first) == " ":
                tails.setdefault(words.low[name.first + 1], name)
        family = {words.low[name.first] for name in tails.values()}
        if not tails or len(family) > 1:
            return []
        covered = {i for name in (*self.named, *found) for i in range(name.first, name.last)}
        again: list[Found] = []
        for i in [i for i in words.at(tails) if i not in covered and words.upper(i) and words.gap(i) != "-"]:
            before, behind = words.word(i - 1), words.word(i + 1)
            if words.gap(i - 1) == "-" or (words.gap(i) == " " and words.upper(i + 1)):
                continue
            articled = before in self.lists.words("trim_articles") or (
                before in ("die", "das", "der", "unter") and not lexicon.known(words.low[i])
            )
            beside = (before in ("und", "oder") and words.word(i - 2) in tails) or (
                behind in ("und", "oder") and words.word(i + 2) in tails
            )
            bracket = before == "(" and behind == ")"
            noun = lexicon.listed(lexicon.NOUN + words.low[i]) and len(tails) < 2
            if (articled and not noun) or ((beside or bracket) and len(tails) > 1):
                again.append(self._found(i, i + 1, tails[words.low[i]].brand))
        return again

    def _in_full(self, found: Sequence[Found]) -> list[Found]:
        """The products; a variant by itself is called as the text calls it with its model (`Takumi`: `CX-6e Takumi`)."""
        words = self.words
        tails: dict[tuple[str, ...], Found] = {}
        for name in [name for name in (*self.named, *found) if name.label == "MODEL"]:
            for first in range(name.first + 1, name.last):
                if words.gap(first - 1) == " " and not words.low[first].isdigit():
                    tails.setdefault(tuple(words.low[first : name.last]), name)

        def full(name: Found) -> Found:
            whole = tails.get(tuple(words.low[name.first : name.last])) if name.label == "MODEL" else None
            if whole is None:
                return name
            model = words.text[words.start[whole.first] : words.start[whole.last - (name.last - name.first)]]
            return name._replace(
                canonical=model + words.surface(name.first, name.last), brand=name.brand or whole.brand
            )

        return [self._in_small(full(name)) for name in found]

    def _in_small(self, name: Found) -> Found:
        """The name with its words as the text writes them elsewhere, where they stand in capitals alone: `TWINNER PRO`."""
        words = self.words
        if name.label != "MODEL" or not any(word.isupper() and len(word) > 3 for word in name.canonical.split()):
            return name
        parts = name.canonical.split(" ")
        for n, part in enumerate(parts):
            if part not in self.titled:
                places = words.places.get(part.casefold(), ()) if part.isalpha() and part.isupper() else ()
                forms = map(words.surface, places)
                self.titled[part] = next((form for form in forms if form.istitle() and len(form) > 2), part)
            parts[n] = self.titled[part]
        return name._replace(canonical=" ".join(parts))

    def branded(self, found: Sequence[Found]) -> list[Found]:
        """The products; those that open lines are of the only make that stands in front of any other of them."""
        found = self._in_full(found)
        brands = {name.brand for name in found if name.label == "MODEL" and name.brand}
        if len(brands) != 1:
            return list(found)
        (only,) = brands
        return [
            name._replace(brand=only) if name.label == "MODEL" and self.words.line_start(name.first) else name
            for name in found
        ]

    def _with_number(self, name: Found) -> Found:
        """The name with the type number in front: `die 858 Fantom`."""
        words = self.words
        i = name.first - 1
        number = words.word(i)
        if not number.isdigit() or not 2 < len(number) < 5 or models.YEAR.fullmatch(number) or words.gap(i) != " ":
            return name
        if words.gap(i - 1) != " " or not (words.word(i - 1) in _ARTICLES or models.is_goods(words.word(i - 1))):
            return name
        return name._replace(first=i, canonical=words.surface(i, name.last))
