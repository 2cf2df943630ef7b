"""The tense around an expression: whether the words of its clause look back, stand in the present, or look ahead."""

from __future__ import annotations

import functools
import itertools
import operator
import re

from pressefakten.normalize import lexicon
from pressefakten.normalize.dategrammar import Expr
from pressefakten.normalize.datelex import forms
from pressefakten.patterns import words

_INTO = re.compile(
    r"\b(?:ins|in das|in den|auf das|auf den|auf) (?:[a-zäöüß]+ )?$|\bauf d(?:ie|en|as) (?:[a-zäöüß]+ )?[A-ZÄÖÜ]\w+ (?:am|im|vom) $"
)
"""In front of what something is put off to: `verschob sich in das vierte Quartal`."""
_OPENERS = (
    "In|Im|Ins|Die|Der|Das|Den|Dem|Des|Ein|Eine|Einen|Am|An|Auf|Ab|Aus|Bei|Bis|Damit|Dabei|Dazu|Davon|Dies|Diese|Dieser|Er|Es|Sie|Für"
    "|Gegenüber|Mit|Nach|Neben|Nun|Seit|So|Über|Um|Unter|Von|Vom|Vor|Wer|Wie|Wir|Zu|Zum|Zur|Zwischen|Auch|Alle|Noch|Rund|Insgesamt"
)
"""Words that open a sentence, and that no ordinal stands before: `im November 81. In der …`."""
SENTENCE = re.compile(
    r"[.!?;\n|\t](?:(?<=[|\t])|(?<=\n)(?:\s*\n|(?=\s*[•●▪■◦>*–-]))|(?<=[.!?;])(?:"
    r"(?<![0-9].)(?<!Mio.)(?<!Mrd.)(?<!ca.)(?<!Dr.)(?<!Nr.)(?<!bzw.)(?=\s+[^a-zäöü\s]|\s*\n|\s*$)"
    r"|(?<=[0-9]{4}\.)(?=\s)|(?:(?<=[,.:][0-9]{2}\.)|(?<=[0-9]{3}\.))(?=\s+[A-ZÄÖÜ])"
    rf"|(?<=[0-9]\.)(?=\s+(?:{_OPENERS})\b)))"
)
_CLAUSE = re.compile(r"[,;:()–]|\n")
_ASIDE = re.compile(r"\([^()\n]{1,30}\)")
"""A short bracket in the middle of a clause, which does not end it."""
_NEXT_VERB = re.compile(
    r"\bund (?=(?:wird|werden|soll|sollen|will|wollen|hat|haben|ist|sind|war|waren|wurden?|kann|können|darf"
    r"|beginnt|beginnen|startet|starten|übernimmt|wechselt|tritt|folgt|kommt)\b)"
)
"""Where a second verb of the same subject begins."""
_NUMBERED_THINGS = re.compile(r"(?<![\d.,'])(?!(?:19|20)\d\d )(?P<number>\d[\d.,']*) [a-zäöüß]+te[nrsm]? (?=[A-ZÄÖÜ])")
"""`80 befristete Stellen`: between a number and its noun stands an attribute and no verb."""
_VERB_OF_SECOND = re.compile(r"\bund +(?:[a-zäöüß]{1,6} +)?§ +(?:[^§]*? )?(?P<verb>[a-zäöüß]+t) *$")
"""The second verb of a relative clause: `der die Bank geführt hat und § in Pension geht`."""
_STILL = re.compile(r" noch\b(?! (?:nicht|kein))")
_UP_TO = re.compile(r"\b[Bb]is (?:in den|in die|in das|ins|weit in den) $")
WORD = re.compile(r"[^\W\d_]+")
PARTICIPLE = re.compile(
    r"(?:[a-zäöüß]*ge[a-zäöüß]{3,}(?:t|en)|[a-zäöüß]+iert|(?:be|ver|er|ent|zer|über|unter)[a-zäöüß]{3,}(?:t|en)|voll(?:zogen|endet|bracht))"
)
_PRETERITE = re.compile(
    r"(?!(?:an|ab|auf|aus|ein|zu|vor|nach|durch|um|bei|fort|her|hin|los|mit|weg|zurück|dar|dazu)?ge)[a-zäöüß]{3,}(?:te|ten)"
)
_ATTRIBUTE = re.compile(r"(?: zu Ende)? (?:[a-zäöüß]+ ){0,2}?(?P<word>[a-zäöüß]{4,}(?:te|ene)[nrsm]?)\b")
_COMPARED = re.compile(r"\b(?:[a-zäöüß]+er|mehr) als (?:im |am |noch |per |zu |[Ee]nde |[Aa]nfang )*$")
_SINCE_NOUN = re.compile(
    r"\b[Ss]eit (?:de[mnr]|ihre[mnr]|seine[mnr]|eine[mr]|unsere[mnr]) (?P<noun>[^,.;:!?\n]{3,70}) $"
)
_FINITE = re.compile(r"\b[a-zäöüß]+t\b(?<!mit)(?<!seit)")
_VERB_LAST = re.compile(r"\s*(?:[Ww]er|[Ww]enn|[Ff]alls|[Ss]obald|[Ss]olange)\b")
"""In such a clause `bestellt` is the verb and no participle."""
_STATE = re.compile(r"\b(?:ist|sind)\b(?!.*\bworden\b)")
"""`ist abgeschlossen` can be the perfect or a state to come."""
_EFFECT = re.compile(
    r"\b(?:[Ww]irkung (?:zum|vom|per|auf den)|(?:[Ww]irkung )?[Aa]b|[Pp]er|[Zz]um|[Aa]uf)(?: de[mn])? $"
)
"""In front of the day on which what was decided takes effect."""
_RELATIVE = re.compile(
    r", (?:in |an |auf |mit |bei |von |für )?(?:der|die|das|den|dem|deren|dessen|denen|wo|welche[rsmn]?) [^,;:.§]{3,120},(?=[^§]*§)"
)
"""A relative clause in front of `§`, whose verb is not that of the sentence: `hat vom eActros, der hier gefertigt wird, bis § … verbucht`."""
_COUNTED_THEN = re.compile(r"[^\W\d_], +§ +[0-9][0-9.,’' ]*(?:\s[^\W\d_]+)?, +(?P<verb>[a-zäöüß]+)")
"""A number beside a date that stands between a noun and its verb was counted then: `die Belegschaft, Ende Juni 31.142, dürfte …`."""
_COUNTED_ALONE = re.compile(r"\s*§\s+[0-9][0-9.,’' ]*(?:\s[^\W\d_]+)?\s*")
"""What holds nothing but the end of a time and a number was counted, too: `(Ende November 300 Stück)`."""
_LAST_WORDS = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[ („\"]*(?:d(?:en|em|er|as|ie)[ ])?[ („\"]*$")


@functools.cache
def tense_words() -> dict[str, frozenset[str]]:
    """The word lists that tell the tense, by name (`patterns/words/calendar`)."""
    return {name: forms("tense", name) for name in words("calendar")["tense"]}


def _decided(clause: str) -> bool:
    """Whether a clause tells of an appointment: its first day lies ahead of the decision."""
    return any(word.lower() in tense_words()["decided"] for word in WORD.findall(clause))


_PLANNED, _PAST, _PRETERITAL, _AHEAD, _AUXILIARY, _PERFECT, _HAPPENING, _STANDING, _PLAIN = (1 << i for i in range(9))
"""What a word by itself can be a sign of, as bits."""


def _around(sentence: str) -> str:
    """The part of a sentence around `§` up to a colon or semicolon, which no verb goes beyond."""
    left, _, right = sentence.partition("§")
    return re.split(r"[:;] ", left)[-1] + "§" + re.split(r"[:;] ", right)[0]


@functools.lru_cache(maxsize=8192)
def _signs(word: str) -> int:
    sets, lower = tense_words(), word.lower()
    prefix = _PREFIX.match(word)
    preterite = (
        _PRETERITE.fullmatch(word) is not None
        and word not in sets["no_preterite"]
        and not word.endswith(tuple(sets["ten_infinitives"]))
    )
    found = {
        _PLANNED: lower in sets["planned"],
        _PAST: word in sets["past"] or (prefix is not None and word[prefix.end() :] in sets["past"]),
        _PRETERITAL: preterite,
        _PLAIN: preterite and _PLAIN_PRETERITE.fullmatch(word) is not None,
        _AHEAD: lower in sets["future"],
        _AUXILIARY: lower in sets["auxiliary"],
        _PERFECT: PARTICIPLE.fullmatch(word) is not None,
        _HAPPENING: word in sets["happening"],
        _STANDING: _PRESENT.fullmatch(word) is not None and word not in sets["no_verb"],
    }
    return sum(sign for sign, holds in found.items() if holds)


def _all_signs(words: list[str]) -> int:
    return functools.reduce(operator.or_, map(_signs, words), 0)


def _is_half_said(clause: str) -> bool:
    """Whether a clause has only one half of a perfect or passive."""
    return not _VERB_LAST.match(clause) and bool(_all_signs(WORD.findall(clause)) & (_PERFECT | _AUXILIARY))


def tense_of(window: str, perfect_only: bool = False) -> int | None:
    """-1, 0 or 1 for words that look back, stand in the present, or look ahead; None where there is no verb."""
    found = WORD.findall(window)
    if len(found) > 1 and found[0][0].isupper() and found[1] in ("hat", "haben") and not _is_listed_noun(found[0]):
        found[0] = found[0].lower()  # `Übernommen hat der Konzern im Juli …`
    signs = _all_signs(found)
    if signs & _PLANNED and not perfect_only:
        return 1
    if signs & _PAST or (signs & _PRETERITAL and any(_is_preterite(found, i) for i in range(len(found)))):
        return -1
    if signs & _AUXILIARY and signs & _PERFECT and not signs & _AHEAD:
        return -1
    if signs & (_AHEAD | _HAPPENING) and not perfect_only:
        return 1
    return 0 if signs & _STANDING else None


def _is_listed_noun(word: str) -> bool:
    """`Gewicht`, `Betrieb`: a noun that has the form of a participle or preterite; those in -en are verbs in front of `hat`."""
    return not word.endswith("en") and lexicon.listed(lexicon.NOUN + word.lower())


def _is_told(previous: str, verb: str, following: str) -> bool:
    """`Das sagte der Minister`, `Das teilten die Kliniken mit`: no attribute stands before an article or in the plural."""
    if previous not in ("das", "dies", "heute"):
        return False
    plural = verb.endswith("ten") and following.lower() not in ("jahr", "quartal", "halbjahr")
    return following in tense_words()["determiners"] or (previous == "heute" and plural)


def _is_in_attribute(found: list[str], i: int) -> bool:
    """`das auf Ziegenkäse spezialisierte Werk`: an article right before a preposition opens what the participle closes."""
    lower = [word.lower() for word in found[max(0, i - 6) : i]]
    articles, prepositions = tense_words()["determiners"], tense_words()["attributive"]
    return any(one in articles and two in prepositions for one, two in itertools.pairwise(lower))


_PREFIX = re.compile(r"(?:über|unter|ver|be|ent|er|zer|an|auf|ab|aus|ein|zu|vor|nach|durch|um)(?=[a-zäöüß]{3})")
"""What a listed past form may stand behind (`überschritt`)."""
_PRESENT = re.compile(r"[a-zäöüß]{2,}(?:t|en|eln|ern)")
_PLAIN_PRETERITE = re.compile(
    r"(?!be|ver|er|ent|zer|über|unter|hinter|miss|voll|wider|diskret|konkret|[a-zäöüß]{0,8}ge)[a-zäöüß]{3,}[dt]eten?"
)
"""`18'700 Schäden meldeten Kundinnen`: no attribute has this form."""


def _is_preterite(found: list[str], i: int) -> bool:
    """Whether a word is a form of the preterite and no attribute of the noun after it."""
    signs = _signs(found[i])
    if not signs & _PRETERITAL or signs & _PLAIN:
        return bool(signs & _PLAIN)
    previous, following = (found[i - 1].lower() if i else ""), (found[i + 1] if i + 1 < len(found) else "")
    if _is_told(previous, found[i], following):
        return True
    if previous in tense_words()["determiners"] or (following[:1].isupper() and _is_in_attribute(found, i)):
        return False
    if previous.endswith(("en", "er", "es", "em")) and following[:1].isupper():
        return False
    return not (found[i].endswith("ten") and following[:1].isupper())


class TenseReader:
    """Reads the tense around the expressions of one text; see `of`."""

    def __init__(self, text: str, whole: bool) -> None:
        self.text = text
        self.whole = whole
        self.firm = False  # whether words told the tense that was read last
        self.verbal = False  # whether the clause that was read last has a verb

    def clauses(self, expr: Expr) -> tuple[str, str]:
        """The clause around an expression and the sentence around it, the expression cut out."""
        left, right = (
            _ASIDE.sub(lambda aside: " " * len(aside[0]), side)
            for side in (self.text[max(expr.start - 300, 0) : expr.start], self.text[expr.end : expr.end + 300])
        )
        cut = 0
        for found in SENTENCE.finditer(left):
            cut = found.end()
        left = left[cut:]
        stop = SENTENCE.search(right)
        right = right[: stop.start()] if stop else right
        cut = 0
        for found in _CLAUSE.finditer(left):
            cut = found.end()
        for found in _NEXT_VERB.finditer(left, cut):
            cut = found.end()
        stop = _CLAUSE.search(right)
        near = right[: stop.start()] if stop else right
        second = _NEXT_VERB.search(near)
        return left[cut:] + " § " + (near[: second.start()] if second else near), left + " § " + right

    def of(self, expr: Expr) -> int:
        """-1 where the words around look back, 1 where they look ahead, 0 where they do not tell."""
        if self.whole:
            return 0
        before, after = self.text[max(expr.start - 40, 0) : expr.start], self.text[expr.end : expr.end + 60]
        last = _LAST_WORDS.search(before[-20:])
        word = last[1].lower() if last else ""
        self.firm = True
        if word == "seit" or (" als " in before and _COMPARED.search(before)) or self._is_of_beginning(expr):
            return -1
        attribute = _ATTRIBUTE.match(after)
        if (
            attribute
            and len(attribute[0].removeprefix(" zu Ende").split()) == 1
            and word != "ab"  # `auf der ab September gebrauchte Module geprüft werden`
            and attribute["word"] not in tense_words()["no_preterite"]
        ):
            ahead = attribute["word"].startswith(
                ("geplant", "vorgesehen", "erwartet", "anstehend", "beginnend", "stattfind")
            )
            return 1 if ahead else -1
        clause, sentence = (_NUMBERED_THINGS.sub(r"\g<number> ", part) for part in self.clauses(expr))
        if _EFFECT.search(before) and _decided(clause):
            return 1
        if _INTO.search(before) and any(word.lower() in tense_words()["put off"] for word in WORD.findall(clause)):
            return 1
        if _UP_TO.search(before) and _STATE.search(clause):
            return 1  # `sind bis in den Herbst ausgelastet`
        if expr.first.unit is None and _STILL.match(after) and tense_of(clause) is None:
            return -1  # `im Sommer noch im Gespräch`
        second = _VERB_OF_SECOND.search(clause)
        if second and not (_signs(second["verb"]) & (_PERFECT | _PRETERITAL | _PAST)):
            return 1
        then = _COUNTED_THEN.search(sentence)
        if (then and _signs(then["verb"])) or (expr.mod == "END" and _COUNTED_ALONE.fullmatch(clause)):
            return -1
        tense = tense_of(clause)
        if tense is None or (tense == 0 and _is_half_said(clause)):
            near = tense_of(_around(_RELATIVE.sub(" ", sentence)))
            tense = tense_of(sentence) if near is None else near
        self.verbal = tense is not None
        self.firm = bool(tense) and not (tense == -1 and _STATE.search(clause))
        if tense:
            return tense
        return 1 if word in ("ab", "bis", "zum", "mit", "per") and tense is not None else 0

    def _is_of_beginning(self, expr: Expr) -> bool:
        """`seit dem Abgang des Vorgängers Ende März`: the date of a noun that `seit` begins with, no verb in between."""
        since = _SINCE_NOUN.search(self.text[max(expr.start - 90, 0) : expr.start])
        if since is None:
            return False
        signs = [_signs(word) for word in WORD.findall(since["noun"])]
        finite = _PLANNED | _PAST | _AHEAD | _AUXILIARY | _HAPPENING | _PLAIN
        return not any(sign & finite for sign in signs) and not _FINITE.search(since["noun"])
