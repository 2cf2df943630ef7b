"""What makes a number no quantity, and what makes it approximate: decided from the characters around it."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from typing import NamedTuple

from pressefakten.normalize import gazetteer, lexicon
from pressefakten.normalize.words import alternatives, trie
from pressefakten.patterns import words

_CAPITAL = "A-ZÄÖÜ"


class _Contexts(NamedTuple):
    labels: dict[str, str]
    shapes: re.Pattern[str]
    shape_firsts: frozenset[str]
    """The first two characters of the words, and the marks, that go on a date, time or phone number after a space."""
    phone_word: re.Pattern[str]
    phone_label: re.Pattern[str]
    months: re.Pattern[str]
    street: re.Pattern[str]
    street_ends: tuple[str, ...]
    road: re.Pattern[str]
    openers: frozenset[str]
    ordinal_before: frozenset[str]
    ordinal_after: frozenset[str]
    year_before: frozenset[str]
    counted: frozenset[str]
    vague: frozenset[str]
    clock: re.Pattern[str]


@functools.cache
def _contexts() -> _Contexts:
    table = words("contexts")
    months = alternatives(table["dates"]["months"])
    clock = alternatives(table["clock"]["words"])
    streets = table["streets"]
    return _Contexts(
        {form.casefold(): reason for reason, forms in table["labels"].items() for form in forms},
        re.compile(_shapes(months, clock)),
        frozenset("0123456789-–—/(:")
        | {"bi", "un", "od"}
        | {form[:2] for kind in ("dates", "clock") for forms in table[kind].values() for form in forms},
        re.compile(rf"(?:{trie(table['labels']['phone'])})(?!\w)"),
        re.compile(rf"(?:{alternatives(table['labels']['phone'])})(?!\w)\.?(?: \w{{1,12}})? ?:? ?\(?\Z"),
        re.compile(rf"\.? ?(?:{months})\b"),
        re.compile(
            rf"(?<!\w)(?:(?:{alternatives(streets['starts'])})(?: (?:der|den|dem|la|le|de|du|des|de la|di|del|della))?"
            rf"|\w*(?i:{alternatives(streets['ends'])}) (?:der|des|am|an der|zum|zur|im))"
            rf" (?:[0-9]{{1,2}}\. )?[{_CAPITAL}][\w.'-]+(?: [{_CAPITAL}][\w.-]+)? \Z"
        ),
        tuple(streets["ends"]),
        re.compile(rf" (?:[{_CAPITAL}][\w-]+ ){{0,2}}[{_CAPITAL}]?[\w-]*(?i:{alternatives(streets['roads'])})\b"),
        frozenset(table["openers"]["forms"]),
        frozenset(table["ordinal_before"]["forms"]),
        frozenset(table["ordinal_after"]["forms"]),
        frozenset(table["year_before"]["forms"]),
        frozenset(table["counted"]["forms"]),
        frozenset(table["vague"]["forms"]),
        re.compile(rf" ?(?:{clock})\b"),
    )


def _shapes(months: str, clock: str) -> str:
    """Strings of digits that are no number: dates, clock times, versions, phone numbers, ratios."""
    time = r"[0-2]?[0-9](?:[.:][0-5][0-9])?"
    return "|".join(
        (
            rf"(?P<clock>{time}(?: ?(?:bis|und|oder|[-–—/]) ?{time})? ?(?:{clock})\b(?: ?[0-5][0-9](?![0-9]))?"
            r"|[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9]))",
            r"(?P<date>[0-3]?[0-9]\. ?[01]?[0-9]\.(?: ?(?:[12][0-9])?[0-9]{2}(?![0-9]|[.,][0-9]))?(?![0-9])"
            r"|[12][0-9]{3}-[01][0-9]-[0-3][0-9](?![0-9])"
            r"|[0-3]?[0-9]/[01]?[0-9]/[12][0-9]{3}(?![0-9])"
            rf"|[0-3]?[0-9]\.? ?(?:{months})\b\.?(?: [12][0-9]{{3}}(?![0-9]))?"
            r"|[0-3]?[0-9]\. ?(?:[-–/,]|bis|und|oder) ?[0-3]?[0-9]\.(?! ?[0-9]))",
            r"(?P<year>(?:19|20)[0-9]{2} ?[-–/] ?(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9]|[.,'][0-9])"
            r"|(?:19|20)[0-9]{2} (?:bis|und|oder) (?:19|20)[0-9]{2}(?![0-9]|[.,'][0-9]))",
            # the second line of a number that a line end cuts holds nothing else
            r"(?P<phone>(?<=[^\n])\+(?:4[139]|423) ?\(?[0-9][0-9 ()/–-]{0,9}\n ?[0-9][0-9 /–-]{1,14}[0-9](?=[ \t]*(?:[\n,;)|]|\Z))"
            r"|(?:\+|00)[1-9][0-9]{0,2}[ /.()–-]{1,2}(?:[0-9]|[ /()–-]|\.(?=[0-9])){4,24}[0-9]"
            r"|0[1-9][0-9]{0,4}(?:[ /–-]{1,3}|\) ?|\.)[0-9](?:[0-9 /–-]|\.(?=[0-9])){2,40}[0-9](?!,[0-9]))",
            r"(?P<register>[0-9]{3}\.[0-9]{3}\.[0-9]{3}(?= (?:MWST|MwSt|TVA|IVA|HR))|[0-9]{5,6}[a-z](?![a-z0-9])"
            r"|[0-9]{3}\.[0-9]{4}\.[0-9]{4}\.[0-9]{2}(?![0-9]))",
            r"(?P<number_name>[0-9]{1,3}/(?:19|20)[0-9]{2}(?![0-9])|(?:19|20)[0-9]{2}/[0-9]{3,5}(?![0-9]))",
            r"(?P<version>[0-9]{1,3}(?:\.[0-9]{1,2}){2,5}(?![0-9%]|[.,'][0-9])|[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?=[^0-9.]|\.?$|\. )(?<!\.000))",
            r"(?P<ratio>[0-9]{1,4}:[0-9]{1,4}(?![0-9]|[.,'][0-9])|(?:24/7|365/24)(?![0-9]))",
        )
    )


_NO_SHAPE = frozenset((",", ";", ")", "%", "\n", "\t", ""))


def may_have_shape(text: str, start: int, end: int) -> bool:
    """Whether digits at `start:end` can open a date, time, phone number, …: a cheap test before `shape`."""
    if text[start] == "0" or text[start - 1 : start] == "+":
        return True
    if text[end : end + 1] != " ":
        return text[end : end + 1] not in _NO_SHAPE
    firsts = _contexts().shape_firsts
    return text[end + 1 : end + 3] in firsts or text[end + 1 : end + 2] in firsts


def shape(text: str, at: int) -> tuple[int, str] | None:
    """The end and reason of digits at `at` that are no number (`31.12.2025`, `14.30 Uhr`, `2.3.1`), or None."""
    plus = at > 0 and text[at - 1] == "+"
    match = _contexts().shapes.match(text, at - plus)
    if match is None:
        return None
    reason = match.lastgroup or ""
    if reason == "phone" and sum(c.isdigit() for c in match.group()) < 8 and not match.group().startswith("0"):
        return None
    return match.end(), reason


_PHONE_REST = re.compile(r"[0-9](?:[0-9 ()/–-]|\.(?=[0-9])){2,40}[0-9]")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?(?![0-9A-Za-z])")
_GLUED = re.compile(r"[\w.,'/:@%&=?#+-]{0,80}[\w/]")
_AFTER_ADDRESS = re.compile(
    r"(?: ?[a-zA-Z](?!\w))?(?:[-–/+] ?[0-9]{1,4}[a-z]?(?!\w))*(?:\s*(?:[,\n|·;)(–]|$|[0-9]{4,5}\b)|\.(?:\s|$)"
    rf"|\s+(?:[A-Z]{{1,2}}-)?[0-9]{{4,5}} [{_CAPITAL}])"
)
_TOWN = re.compile(rf" [{_CAPITAL}][\w./-]*(?: [{_CAPITAL}a-z][\w./-]*){{0,3}}?(?: [0-9]{{1,2}})? ?(?:[,|)\n·;(–]|$)")
_WORD_AFTER = re.compile(r"\.?[ \n]{1,2}\(?([^\W\d_][\w-]*)")


def glued(text: str, at: int, floor: int = -1) -> tuple[int, str] | None:
    """The end and reason of a number that is part of a word, name, code, address or file to its left, or None.

    A number right after another one that ends at `floor` (`96 kW/130 PS`) is not glued to it.
    """
    previous = text[at - 1] if at else ""
    if not previous or previous in " \n\t(" or (previous == "/" and at - 1 == floor):
        return None
    two = text[max(0, at - 2) : at]
    if previous in "*_" and _is_emphasized(text, at):
        return None
    if previous.isalpha() or previous == "_":
        iban = _IBAN.match(text, at - 2) if two.isupper() and not text[max(0, at - 3) : at - 2].isalnum() else None
        return (iban.end(), "iban") if iban else (_token_end(text, at), "name")
    if previous in "@#&=\\":
        return _token_end(text, at), "name"
    if previous in "-./:" and two[:1].isalpha():
        return _token_end(text, at), "name"
    if previous in ')”»“"*]' and two[:1] not in ("", " ", "\n"):
        return _token_end(text, at), "footnote"
    if previous == "[" and re.match(r"[0-9]{1,2}\]", text[at : at + 3]):
        return _token_end(text, at), "footnote"
    return None


def _is_emphasized(text: str, at: int) -> bool:
    """Whether the signs before a number open bold or italics of Markdown (`**1.808.450**`), which no letter precedes."""
    sign, left = text[at - 1], at - 1
    while left and at - left < 3 and text[left - 1] == sign:
        left -= 1
    before = text[left - 1] if left else " "
    return (before.isspace() or before in "|(") and text.find(sign, at, at + 60) > 0


def _token_end(text: str, at: int) -> int:
    match = _GLUED.match(text, at)
    return match.end() if match else at + 1


def near_phone_labels(text: str) -> frozenset[int]:
    """The positions that a phone label (`Tel.`) may announce a number at."""
    ends = [match.end() for match in _contexts().phone_word.finditer(text)]
    return frozenset(at for end in ends for at in range(end, end + 20))


def phone_rest(text: str, at: int) -> int | None:
    """The end of a phone number that a label (`Tel.`) announces at `at`, or None."""
    match = _PHONE_REST.match(text, at)
    if match is None or not _contexts().phone_label.search(text[max(0, at - 32) : at].rstrip("+")):
        return None
    return match.end()


def previous_word(text: str, at: int) -> str:
    """The word before position `at`, at most a space and a colon between them, else an empty string."""
    window = text[max(0, at - 32) : at].rstrip(" ")
    window = (window[:-1] if window.endswith(":") else window).rpartition("\n")[2]
    word = window.rpartition(" ")[2].lstrip('([/„«"“»–|*')
    return word if word and (word[0].isalpha() or word[0] == "§") and word[-1] not in ",;)]!?" else ""


_LABEL_ENDS = ("reihe", "nummer", "seite", "stufe", "strasse", "straße")
_REGISTER_ENDS = ("nummer", "-nr", "nr")


@functools.lru_cache(maxsize=4096)
def label_reason(word: str) -> str | None:
    """The reason that the word before a number gives (`Seite 3`, `Nr. 5`, `ISO 9001`, `Baureihe 3008`), or None.

    Of a compound the last part counts (`SAE-Level`); a compound with `-nummer` or `-Nr.` announces a register.
    """
    closed, word = word.endswith("."), word.rstrip(".")
    labels = _contexts().labels
    folded = word.casefold()
    if closed and len(word) > 3 and lexicon.listed(lexicon.NOUN + folded):
        return None  # `Sie liefen vom Band. 820 Menschen …`: only what is shortened has a full stop
    reason = labels.get(folded)
    if word == "en" or (reason and word.islower() and reason not in ("law", "clock")):
        return None
    if reason is None and word[:1].isupper():
        if folded.endswith(_REGISTER_ENDS) and len(folded) > 6:
            return "register"
        reason = labels.get(folded.rpartition("-")[2]) if "-" in word else None
        if reason is None and folded.endswith(_LABEL_ENDS):
            reason = next((labels[end] for end in _LABEL_ENDS if folded.endswith(end) and end in labels), None)
    return reason


_LABEL_REASONS = frozenset(("number_name", "rank", "page", "law", "standard", "version", "register", "model", "phone"))
_MORE = re.compile(r"(?:[-–:/.][0-9]+(?![0-9]))*[a-z]?(?![\w])")
_MORE_PAGES = re.compile(r"(?:[-–/][0-9]+)*(?: von [0-9]+)?")
_MORE_CODE = re.compile(r"(?: [A-Z]{1,2}(?= [0-9]))?(?:[ ./–-][0-9]+(?![0-9']|,[0-9]))*(?: ?[A-Za-z](?!\w))?")
_MORE_TOWN = re.compile(rf" [{_CAPITAL}][\w.-]+(?: [{_CAPITAL}][\w.-]+)? [0-9]{{1,2}}(?= ?(?:[,|\n·;(–]|$))")
_LINK = re.compile(r"(?:, | (?:und|oder|bis|sowie|&) )(?:[A-Z]{1,3} )?|[–/-]| [–-] ")
_NOUN_AFTER = re.compile(rf" [{_CAPITAL}](?:\w|-[{_CAPITAL}])| [a-zäöüß]+e[nmrs]? [{_CAPITAL}]")


_FILE_NUMBER = re.compile(r"(?: [0-9]{3})?-[0-9]+/[0-9]{2,4}(?![0-9.,])")
"""What follows the first part of a file number: `13 921-094/26`."""
_MORE_OF = dict.fromkeys((*_LABEL_REASONS, "street_number"), _MORE) | {
    "code": _FILE_NUMBER,
    "register": _MORE_CODE,
    "page": _MORE_PAGES,
    "postal_code": _MORE_TOWN,
}


def reach(text: str, end: int, reason: str) -> int:
    """The end of what a reason takes along: `Seite 1 von 4`, `Halle 4.1`, `Aktenzeichen 5 K 123/24`."""
    more = _MORE_OF.get(reason)
    match = more.match(text, end) if more is not None else None
    return match.end() if match else end


def goes_on(text: str, last: int, reason: str, start: int, end: int) -> bool:
    """Whether the bare number at `start:end` goes on the list of a label: `Linien 4 und 5`, `Scope 1, 2 und 3`."""
    return (
        reason in _LABEL_REASONS
        and _LINK.fullmatch(text, last, start) is not None
        and text[start:end].isdigit()
        and _NOUN_AFTER.match(text, end) is None
    )


def bare_reason(text: str, start: int, end: int, plain: str, word: str = "") -> str | None:
    """Why a bare number without unit at `start:end` is none: year, ordinal, address, list number, label, or None.

    `word` is the word before it where that is known.
    """
    following = text[end : end + 1]
    if following.isalpha() or following == "_" or following == "°":
        return "name"
    if following in "-–" and (text[end + 1 : end + 2].isalpha()) and not re.match(r"[-–][Mm]al\b", text[end : end + 5]):
        return "compound"
    if text[start - 1 : start] == "-" and text[max(0, start - 2) : start - 1].isalpha() and plain.isdigit():
        return "compound"  # `Euro-7`, `der Euro-5+-Effekt`
    if len(plain) > 1 and plain.isdigit() and plain[0] == "0":
        return "code"
    if len(plain) > 18 or (following in ("-", " ") and _FILE_NUMBER.match(text, end)):
        return "code"
    word = word or previous_word(text, start)
    if word in _contexts().vague and not plain.strip("0").strip("1"):
        return "vague"
    if word[1:2].isalpha() and not word.islower() and _may_name_a_model(word) and _is_model(text, start, plain):
        return "model"
    reason = _label_before(text, start, end, word) if word else None
    if (
        reason
        and (reason == "register" or not _GROUPED.search(plain))
        and not (reason == "number_name" and "," in plain)
    ):
        return reason
    if "/" in plain:
        first = plain.partition("/")[0]
        return _street_number(text, start, start + len(first), first, word)
    if not plain.isdigit():
        if _HEADING.match(text, start) and _at_line_start(text, start):
            return "list_number"
        return _ordinal(text, start, end, plain, word) if following == "." and _GROUPED.search(plain) else None
    return (
        _list_number(text, start, end)
        or _ordinal(text, start, end, plain, word)
        or _postal_code(text, start, end, plain)
        or _year(text, start, end, plain, word)
        or _street_number(text, start, end, plain, word)
    )


_CODE = re.compile(r"(?=[\w-]*[0-9])[A-ZÄÖÜ][\w-]*-[A-Za-zÄÖÜäöü]\w*\Z|(?=[\w-]*[0-9])[A-Z]{2,}[\w-]*\Z")


_OF_ITS_KIND = re.compile(r"[0-9]\. \w+: ?\Z")
_CODE_AFTER = re.compile(r" [A-Z]{1,3}[0-9]")


def _label_before(text: str, start: int, end: int, word: str) -> str | None:
    """The reason that the words before a number give; one or two capitals may stand between (`ÖNORM B 1300`)."""
    reason = label_reason(word)
    if reason is None and not word.isalpha() and _CODE.match(word) and text[start - 2 : start - 1] != ":":
        return (
            "model" if text[start:end].isdigit() and end - start < 3 and _NOUN_AFTER.match(text, end) is None else None
        )
    if reason is not None and word[-1] == "n" and ":" in text[start - 2 : start]:
        return None  # `Hallen: 2` counts, `Halle: 2` names
    if reason == "model" and _OF_ITS_KIND.search(text, max(0, start - 20), start):
        return None  # `Sitzplätze 2. Klasse: 112`
    if reason == "standard" and ":" in text[start - 2 : start]:
        return None  # `Umsatz in Mio. Euro: 880,1`
    if reason is not None or len(word) > 3 or not (word.isupper() or word == "Nr."):
        return reason
    if _CODE_AFTER.match(text, end):
        return "model"
    before = text.rfind(word, 0, start)
    reason = label_reason(previous_word(text, before))
    if reason is not None:
        return reason
    if len(word) == 1 and end - start < 4 and _contexts().road.match(text, end):
        return "number_name"  # `A 13 Brenner Autobahn`
    named = len(word) == 1 and word.isascii() and before > 0 and text[before - 1] != "\n"
    named = named or _is_office(text, before, start, end)
    return "number_name" if named and _NOUN_AFTER.match(text, end) is None else None


def _is_office(text: str, before: int, start: int, end: int) -> bool:
    """`die Wiener Müllabfuhr (MA 48)`, `die MA 48`: the number of an office that fills a bracket or stands behind an article."""
    if start - before != 3 or text[before : before + 2] not in words("contexts")["office_codes"]["forms"]:
        return False
    in_bracket = text[before - 1 : before] == "(" and text[end : end + 1] == ")"
    return in_bracket or text[max(0, before - 4) : before].lower() in ("die ", "der ")


_ARTICLE_NAME = re.compile(
    rf"(?<!\w)(?:[Dd]e[rnms]|[Ee]ine?[nms]?|[Bb]eim|[Vv]om|[Zz]um) ((?:[{_CAPITAL}]|[a-z][A-Z])[\w-]+(?: [{_CAPITAL}][\w-]+)?) \Z"
)


_ACRONYM = re.compile(r"(?<!\w)(?:[A-ZÄÖÜ]{2,}[a-z]?|[a-z]?[A-Z][a-z]*[A-Z][A-Za-z]*)\Z")


@functools.cache
def _brands() -> frozenset[str]:
    return frozenset(entry.form.casefold() for entry in gazetteer.default().entries if entry.label == "BRAND")


@functools.cache
def _last_of_brands() -> frozenset[str]:
    return frozenset(brand.split()[-1] for brand in _brands())


def _may_name_a_model(word: str) -> bool:
    """Whether a word has two capitals or is the last of a make: a cheap test before `_is_model`."""
    return not word[1:].islower() or word.casefold() in _last_of_brands()


def _is_model(text: str, start: int, plain: str) -> bool:
    """`der Peugeot 208`: an article in the singular, a make and a short number that counts nothing."""
    if not plain.isdigit() or len(plain) > 4 or text[start - 1 : start] != " ":
        return False
    match = _ARTICLE_NAME.search(text, max(0, start - 40), start)
    if match is None:
        return False
    name = match[1]
    return name.casefold() in _brands() or (
        _ACRONYM.search(name) is not None and _NOUN_AFTER.match(text, start + len(plain)) is None
    )


_GROUPED = re.compile(r"[0-9][.' ][0-9]{3}\Z")
_HEADING = re.compile(rf"[1-9]\.[0-9]{{1,2}} [{_CAPITAL}]")
_LINE_START = re.compile(r"(?:^|\n)[ \t•*·–-]*\(?\Z")


def _at_line_start(text: str, start: int) -> bool:
    return _LINE_START.search(text, max(0, start - 6), start) is not None


def _list_number(text: str, start: int, end: int) -> str | None:
    if end - start <= 2 and text[end : end + 2] in (". ", ") ", ".\t", ")\t") and _at_line_start(text, start):
        return "list_number"
    return "list_number" if _numbers_a_part(text, start, end) else _rank(text, start, end)


def _numbers_a_part(text: str, start: int, end: int) -> bool:
    """Whether a number in or before a bracket numbers parts of a line: `Bilder: (1) Werk; (2) Halle`, `1) Werk 2) Halle`."""
    if end - start > 2 or text[end : end + 2] != ") " or start < 2:
        return False
    line = text.rfind("\n", 0, start) + 1
    bracketed = text[start - 1] == "("
    if bracketed:
        fits = text[start - 3 : start - 1] in (". ", "; ", ": ") or start - 1 == line
    else:
        fits = text[start - 1] == " " and text.rfind("(", line, start) <= text.rfind(")", line, start)
    mark, number = text[start - 1], int(text[start:end])
    return fits and (
        text.find(f"{mark}{number + 1}) ", end, end + 300) > 0
        or text.find(f"{mark}{number - 1}) ", max(0, start - 300), start) > 0
    )


_ROW = re.compile(r"[0-9]+ [^\Wa-zäöüß0-9_][^\n]*[0-9]['’., 0-9]*(?: ?%)?[)]?(?=\n|\Z)")
"""A row of single spaces: `1 VW 28’310 +0,4%`; no `4 Türen`."""
_RANK_GAP = re.compile(r"  +|\t| \| | / | – |; ?| ")


def _rank(text: str, start: int, end: int) -> str | None:
    """A number that opens a row of a table where the next or previous row opens with its neighbour."""
    if end - start > 3 or text[end : end + 1] not in ("\t", " ", ";") or (start and text[start - 1] != "\n"):
        return None
    gap = _RANK_GAP.match(text, end)
    if gap is None:
        return None
    number, mark = int(text[start:end]), gap.group() if gap.group().strip() else gap.group()[0]
    below, above = text.find("\n", end) + 1, text.rfind("\n", 0, max(0, start - 1)) + 1
    beside = [at for at, other in ((below, number + 1), (above, number - 1)) if text.startswith(f"{other}{mark}", at)]
    beside = [at for at in beside if (at == below and at) or (at == above and at < start)]
    if gap.group() == " ":
        beside = [at for at in beside if _ROW.match(text, start) and _ROW.match(text, at)]
    return "rank" if beside else None


def _ordinal(text: str, start: int, end: int, plain: str, word: str) -> str | None:
    """A dot and a word that no sentence opens: `zum 27. Mal`, `die 3. Auflage`, `den 10.000. Ladepunkt`."""
    if text[end : end + 1] != "." or (len(plain) > 4 and plain.isdigit()):
        return None
    match = _WORD_AFTER.match(text, end)
    if match is None or match[1] in _contexts().openers:
        return None
    large = len(plain) > 2
    if (len(plain) <= 4 and match[1][0].islower()) or match[1] in _contexts().ordinal_after:
        return "ordinal"
    if word.casefold() in _contexts().ordinal_before and not (large and word.casefold() in ("ab", "bis")):
        return "ordinal"
    return "ordinal" if large and plain.endswith("00") and _drops_article(text, start, end, word) else None


_HEADLINE_REST = re.compile(r" [^\n.!?:|]+(?:\n|\Z)")


def _drops_article(text: str, start: int, end: int, word: str) -> bool:
    """Whether a round number ranks in a headline: at its start or after its verb (`Stadtwerk eröffnet 10.000. Ladepunkt`)."""
    verb = word.islower() and len(word) > 3 and word.endswith("t") and approx_before(text, start) is None
    return (verb or _at_line_start(text, start)) and _HEADLINE_REST.match(text, end + 1) is not None


def _postal_code(text: str, start: int, end: int, plain: str) -> str | None:
    """Four or five digits before a town, at the start of a line or after a street."""
    contexts = _contexts()
    if len(plain) in (4, 5) and (town := _TOWN.match(text, end)):
        first = town.group().split()[0].rstrip(",|)·;(–")
        before = text[max(0, start - 8) : start].rstrip(" ")
        if first not in contexts.counted and (
            _at_line_start(text, start) or re.search(r"[0-9][a-z]?(?:,| ?[|·]|\n)?\Z|[,|·(]\Z", before)
        ):
            return "postal_code"
    return None


def _street_number(text: str, start: int, end: int, plain: str, word: str) -> str | None:
    """A house number after a street, before a comma, a line break or a postal code."""
    contexts = _contexts()
    if len(plain) > 4 or not word.rpartition("-")[2][:1].isupper() or not _AFTER_ADDRESS.match(text, end):
        return None
    street = word.casefold().endswith(contexts.street_ends) or contexts.street.search(text, max(0, start - 48), start)
    return "street_number" if street else None


def _year(text: str, start: int, end: int, plain: str, word: str) -> str | None:
    if len(plain) != 4 or not 1500 <= int(plain) <= 2099:
        return None
    if word.casefold() in _contexts().year_before:
        return "year"
    after = _WORD_AFTER.match(text, end)
    if after is not None and after[1] in _contexts().year_before:
        return "year"
    if int(plain) < 1900:
        return None
    is_counted = after is not None and text[end : end + 1] == " " and after[1] in _contexts().counted
    if is_counted and (not 2001 <= int(plain) <= 2040 or _approximated(text, start)):
        return None
    if plain == "2000" and _approximated(text, start):
        return None
    return "year"


def is_year(text: str, start: int, end: int) -> bool:
    """Whether the digits at `start:end` are read as a year."""
    return _year(text, start, end, text[start:end], previous_word(text, start)) is not None


def _approximated(text: str, start: int) -> bool:
    found = approx_before(text, start)
    return found is not None and found[0] in ("about", "below", "above", "at_most")


def word_reason(text: str, start: int) -> str | None:
    """Why a number word at `start` is none (`Nummer eins`, `mehrere hundert`), or None."""
    word = previous_word(text, start)
    if word.casefold() in _contexts().vague:
        return "vague"
    return label_reason(word) if word and text[start - 2 : start - 1] != ":" else None


class _Approx(NamedTuple):
    before: dict[str, str]
    lasts: frozenset[str]
    ends: frozenset[str]
    after: re.Pattern[str]
    after_value: dict[str, str]
    exact: frozenset[str]
    between: frozenset[str]
    round_only: frozenset[str]
    prepositions: frozenset[str]
    governed: dict[str, tuple[str, ...]]
    governed_nouns: dict[str, tuple[str, ...]]


@functools.cache
def _approx() -> _Approx:
    table = words("approx")
    before = {form.casefold(): value for value, forms in table["before"].items() for form in forms}
    between = frozenset(table["between"]["forms"])
    after = {form: value for value, forms in table["after"].items() for form in forms}
    lasts = frozenset({form.split()[-1] for form in before} | between | {"von"})
    return _Approx(
        before,
        lasts,
        frozenset(end for form in lasts for end in (form[-2:], form[-2:].upper(), form[-2:].capitalize())),
        re.compile(rf" (?:{alternatives(after)})\b"),
        after,
        frozenset(table["exact"]["forms"]),
        between,
        frozenset(table["round_only"]["forms"]),
        frozenset(table["prepositions"]["forms"]),
        {form: tuple(stems) for form, stems in table["governed"].items()},
        {form: tuple(ends) for form, ends in table["governed_nouns"].items()},
    )


_OF_NOUN = re.compile(rf" (?:ein(?:e[nmr]?)?|de[nmr]|die|das) [{_CAPITAL}]\w+ (?:von|in Höhe von) \Z")
_RANGE = re.compile(r"(?:[A-Z]{3} )?[0-9.,'’]+(?: (?:Mio|Mrd)\.?| Mill\w+)? (?:bis|[–-]) ")
_CLAUSE_END = re.compile(r"[,.;:–]\s")
_OPENING = '([„«"–'
_SIGNS = "<>~≈≤≥="
_AFTER_FIRSTS = frozenset("uoa")


def approx_before(text: str, start: int) -> tuple[str, str] | None:
    """The approximator that ends right before `start`: its value and its form, or None."""
    table = _approx()
    if (
        text[start - 1 : start] == " "
        and text[start - 3 : start - 1] not in table.ends
        and text[start - 2] not in _SIGNS
    ):
        return None
    if (start and text[start - 1] in _SIGNS) or text[start - 2 : start] in ("> ", "< ", "~ ", "≈ "):
        if text[start - 1] == " " and text[start - 3 : start - 2] in ("", "\n"):
            return None  # the mark of a list
        form = text[max(0, start - 2) : start].strip().lstrip("(")
        form = form if form in table.before else form[-1:]
        return (table.before[form], form) if form in table.before else None
    if not start or text[start - 1] not in " \n":
        return None
    last = text[max(0, start - 24) : start - 1].replace("\n", " ").rpartition(" ")[2].lstrip(_OPENING).casefold()
    if last not in table.lasts:
        return None
    noun = _OF_NOUN.search(text, max(0, start - 40), start) if last == "von" else None
    if noun and not _RANGE.match(text, start):
        order = " ".join(text[max(0, start - 40) : start].casefold().split()[-4:])
        if order in table.before:
            return table.before[order], order  # `in der Größenordnung von`
    start = noun.start() + 1 if noun else start
    tokens = [token.lstrip('([„«"–').casefold() for token in text[max(0, start - 40) : start].split()[-5:]]
    for skip in range(3):
        kept = tokens[: len(tokens) - skip]
        if skip and (len(tokens) < skip or tokens[-skip] not in table.between):
            return None
        for size in (4, 3, 2, 1):
            form = " ".join(kept[-size:])
            if len(kept) >= size and form in table.before:
                return None if noun and form in table.prepositions else (table.before[form], form)
    return None


_COLUMN = re.compile(r"  +|\t| \| ")


def _approx_of_row(text: str, start: int) -> str | None:
    """The approximator at the end of a row's label: `Reichweite, bis zu    610 km    660 km`."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    label = _COLUMN.split(line.strip(" |") + "  ", maxsplit=1)[0].rstrip(",:") + " "
    found = approx_before(label, len(label))
    return found[0] if found is not None and found[1] not in _approx().prepositions else None


def approx(text: str, start: int, end: int, value: Decimal, bare: bool, word: str = "") -> str | None:
    """How exact the number at `start:end` is, from the words before and after it; `word` is the one before if known."""
    table = _approx()
    found = approx_before(text, start) if not word or word.casefold() in table.lasts else None
    if found is not None and _holds(text, start, found[1], abs(value), bare, table):
        return found[0]
    if (
        found is None
        and not word
        and text[start - 2 : start] in ("  ", "| ")
        and (of_row := _approx_of_row(text, start))
    ):
        return of_row
    match = table.after.match(text, end) if text[end + 1 : end + 2] in _AFTER_FIRSTS else None
    return table.after_value[match.group()[1:]] if match else None


def _holds(text: str, start: int, form: str, value: Decimal, bare: bool, table: _Approx) -> bool:
    if form in table.round_only and bare and (value < 10 or value % 10 != 0):
        return False
    if form in table.governed_nouns and _is_governed(text, start, table.governed_nouns[form]):
        return False
    stems = table.governed.get(form)
    return not stems or not any(stem in _CLAUSE_END.split(text[max(0, start - 48) : start])[-1] for stem in stems)


def _is_governed(text: str, start: int, nouns: tuple[str, ...]) -> bool:
    """Whether the preposition belongs to a noun: `ein Vertrag über`, `Auftrag eines asiatischen Herstellers über`."""
    noun = _OF_NOUN.search(text, max(0, start - 40), start)
    tokens = text[max(0, start - 80) : noun.start() if noun else start].split()
    if not noun:
        tokens = tokens[:-1]
    for back in range(1, min(len(tokens), 5) + 1):
        word = tokens[-back]
        low = word.casefold()
        if word[:1].isupper() and (low.endswith(nouns) or _NOUN_ENDING.sub("", low).endswith(nouns)):
            return back == 1 or tokens[-back + 1].casefold() in _GENITIVE
        if word[-1] in ",;:.":
            return False
    return False


_NOUN_ENDING = re.compile(r"(?:e[ns]?|n|s)\Z")
_GENITIVE = frozenset(("des", "der", "eines", "einer", "vom", "von", "aus", "für", "mit"))


def approx_prefix(text: str) -> tuple[int, str | None] | None:
    """The approximator that opens a string: where the number after it starts, and its value (null for `genau`)."""
    table = _approx()
    tokens = text.split(" ", 4)[:4]
    for size in range(len(tokens) - 1, 0, -1):
        form = " ".join(tokens[:size])
        if form.casefold() in table.exact:
            return len(form) + 1, None
        if form.casefold() in table.before:
            return len(form) + 1, table.before[form.casefold()]
    for form in _SIGNS:
        if text.startswith(form) and form in table.before:
            return len(text) - len(text[1:].lstrip(" =")), table.before[form]
    return None
