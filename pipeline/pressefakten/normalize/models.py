"""Models: listed ones with their variant words, and unlisted ones next to a make."""

from __future__ import annotations

import re

from pressefakten.normalize.gazetteer import key
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words

_CODE = re.compile(r"(?:[A-Za-z]{0,5}\d{1,4}[A-Za-z]{0,4}|[A-Z]{1,3}[a-z]?\d{0,2})\+?")
_TRIM_NUMBER = re.compile(r"\d{2,3}[a-z]{0,2}|[A-Za-z]{1,2}\d{1,3}")
_SUFFIX = re.compile(r"[A-Z]{2,3}|[A-Z]{1,3}\d{1,4}[A-Z]{0,3}|\d{2,4}[A-Z]{1,3}")
_YEAR = re.compile(r"(?:19|20)\d\d")


def extend(words: Words, last: int) -> int:
    """The end of a model's name that stands before word `last`, with the variant words and numbers that follow."""
    lists = tables("models")
    variants = lists.phrases("variants")
    while last < len(words) and words.gap(last - 1) in (" ", "-", ""):
        size = variants.at(words.low, last)
        if size and words.joined(last - 1, last + size) and _is_variant(words, last, size):
            last += size
        elif (words.gap(last - 1) == " " and (_is_trim_number(words, last) or _is_suffix(words, last))) or (
            words.surface(last) == "+" and words.gap(last - 1) == ""
        ):
            last += 1
        else:
            break
    return last


def _is_variant(words: Words, i: int, size: int) -> bool:
    surface = words.surface(i, i + size)
    lists = tables("models")
    if words.gap(i + size - 1) == "-" and size == 1:  # `EV3-Design-Team`, `Golf-Hybrid-Modell`
        return False
    if words.gap(i - 1) == "-" and not surface[0].isupper():
        return True
    if len(surface) == 1:
        return surface.isupper() and words.gap(i + size - 1) != "."
    if size == 1 and words.low[i] in lists.words("weak_variants"):
        return surface[0].isupper()
    listed = lists.phrases("variants").forms.get(" ".join(words.low[i : i + size]), surface)
    return surface[0].isupper() or not listed[0].isupper()


def _is_trim_number(words: Words, i: int) -> bool:
    surface = words.surface(i)
    if not _TRIM_NUMBER.fullmatch(surface) or (surface[0].islower() and not surface[-1].isdigit()):
        return False
    if surface.isdigit():
        following = words.text[words.end[i] : words.end[i] + 2]
        lower = following[:1] == " " and (
            following[1:2].islower() or tables("models").phrases("variants").at(words.low, i + 1)
        )
        return not _counts(words, i) and bool(lower or following[:1] == ")")
    return surface[0].isdigit() or surface[0].isupper()


def _is_suffix(words: Words, i: int) -> bool:
    """Whether a code in capitals belongs to the model before it (`Tiger 800 XC`); not in a headline of capitals."""
    surface = words.surface(i)
    if not _SUFFIX.fullmatch(surface) or surface in tables("models").exact("not_model") or words.gap(i) == "-":
        return False
    around = words.text[max(0, words.start[i] - 30) : words.end[i] + 30]
    return any(c.islower() for c in around)


def _counts(words: Words, i: int) -> bool:
    """Whether a number counts or measures what follows."""
    following = words.word(i + 1)
    if following in tables("models").words("units"):
        return True
    if following in (".", ",", "'", ":") and words.word(i + 2)[:1].isdigit() and words.gap(i + 1) == "":
        return True
    if words.gap(i) == " " and words.upper(i + 1):
        return not tables("models").phrases("variants").at(words.low, i + 1)
    return False


def unlisted(words: Words, brand: Found) -> Found | None:
    """The model that stands after a make by its shape: `Renault 4 E-Tech`, `BMW iX3 50 xDrive`, `Kia Syros`."""
    i = brand.last
    if i >= len(words) or words.gap(i - 1) != " ":
        return None
    if not (_is_code(words, i) or _is_word(words, i)):
        return None
    last = i + 1
    while last < len(words) and words.gap(last - 1) == " " and last - i < 3 and _is_code(words, last, inner=True):
        last += 1
    if words.gap(last - 1) == "" and words.word(last) == "+":
        last += 1
    last = extend(words, last)
    return Found(i, last, "MODEL", "model-after-brand", words.surface(i, last), None, brand.canonical)


def _is_code(words: Words, i: int, *, inner: bool = False) -> bool:
    surface = words.surface(i)
    if not _CODE.fullmatch(surface) or surface in tables("models").exact("not_model"):
        return False
    if surface.isdigit():
        return (
            not inner
            and not _YEAR.fullmatch(surface)
            and len(surface) < 5
            and not _counts(words, i)
            and not _listing(words, i)
        )
    return any(c.isdigit() for c in surface) or (len(surface) >= 2 and surface.isupper() and len(surface) <= 4)


def _listing(words: Words, i: int) -> bool:
    """Whether a number after a make is a table cell or a rank."""
    gap = words.gap(i)
    return gap.startswith(("\n", "\t")) or "  " in gap or (words.word(i + 1) in (")", "(", ":") and words.gap(i) == "")


def _is_word(words: Words, i: int) -> bool:
    surface, low = words.surface(i), words.low[i]
    if not surface[0].isupper() or len(surface) < 3 or not surface.isalpha() or words.gap(i) == "-":
        return False
    lists = tables("models")
    if surface in lists.exact("not_model") or low.endswith(tuple(lists.words("not_model_endings"))):
        return False
    return low[-1] in "aoiyqx" or lists.phrases("variants").at(words.low, i + 1) > 0


def alone(words: Words, models: list[Found]) -> list[Found]:
    """Later mentions of unlisted models without their make; a bare number needs an article or a variant word."""
    known: dict[str, Found] = {}
    for model in models:
        known.setdefault(key(words.surface(model.first)), model)
    found = []
    for i in [i for i, word in enumerate(words.low) if word in known]:
        word, model = words.low[i], known[words.low[i]]
        if model.first == i or not words.surface(i)[0].isalnum():
            continue
        if words.surface(i) == words.surface(model.first) and (not word.isdigit() or _named(words, i)):
            last = i + 1
            if words.gap(i) == "" and words.word(i + 1) == "+":
                last += 1
            last = extend(words, last)
            found.append(Found(i, last, "MODEL", "model-seen", words.surface(i, last), None, model.brand))
    return found


def _named(words: Words, i: int) -> bool:
    lists = tables("models")
    article = words.word(i - 1) in lists.words("articles") and not _counts(words, i) and words.word(i + 1) != "."
    return article or lists.phrases("variants").at(words.low, i + 1) > 0
