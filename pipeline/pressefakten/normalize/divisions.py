"""Divisions with a name of their own: English words behind a word for division, at the head of rows and of lines."""

from __future__ import annotations

from collections.abc import Container, Mapping
from itertools import pairwise

from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words, again
from pressefakten.normalize.rolewords import role_of

Covered = Mapping[int, Found]


def divisions(words: Words, covered: Covered, towns: Container[str] = ()) -> list[Found]:
    """The divisions of a text and their other mentions; a town by itself is none."""
    found = [
        *_behind_nouns(words, covered),
        *_before_noun(words, covered),
        *_with_head(words, covered),
        *_rows(words, covered),
        *_labels(words, covered),
    ]
    found = [name for name in found if name.last > name.first + 1 or words.low[name.first] not in towns]
    return [*found, *_repeated(words, found, covered)] if found else []


def org(words: Words, first: int, last: int, rule: str) -> Found:
    """An organization that is called as it stands there."""
    return Found(first, last, "ORG", rule, words.surface(first, last))


def _english(words: Words, i: int) -> bool:
    """Whether word `i` is English or no German; `E-Mobility` is by its second part."""
    if not words.upper(i) or words.surface(i) in tables("orgs").exact("not_acronyms"):
        return False
    if words.gap(i) == "-" and len(words.low[i]) < 3:
        return _english(words, i + 1)
    return words.low[i] in tables("orgs").words("english", "division_english") or words.unknown(i)


def _phrase(words: Words, i: int, covered: Covered) -> int:
    """The end of English words at word `i`, `&` and `and` between them: `Thermal and Fluid Systems`; 0 where none stand."""
    last = i
    while last < len(words) and last - i < 6 and _english(words, last):
        if last in covered and words.low[last] not in tables("orgs").words("english", "division_english"):
            break
        last += 1 + (words.gap(last) == "-" and len(words.low[last]) < 3)
        if words.gap(last - 1) == " " and words.word(last) in ("&", "and", "+") and words.upper(last + 1):
            if not _english(words, last + 1):
                break
            last += 1
        elif words.gap(last - 1) != " ":
            break
    return last if last > i and words.gap(last - 1) != "-" else 0


def _behind_nouns(words: Words, covered: Covered) -> list[Found]:
    """`Sparte E-Mobility`, `in den Bereichen Mobility und Consumer Goods`, `Geschäftsbereiche: Customized Modules …`."""
    nouns = tables("orgs").phrases("division_nouns")
    found = []
    for i in words.at(nouns.heads):
        at = i + nouns.at(words.low, i)
        if words.upper(i - 1) and role_of(words.surface(i - 1)) is not None:  # `Leiterin Division Watch`
            continue
        if at > i:
            found += [org(words, k, end, "org-division") for k, end in _with_figures(words, at, covered)]
        while at > i:
            if at in covered and covered[at].label == "ORG":  # `in den Bereichen Mobility, Consumer Goods`
                at = covered[at].last + 1
                continue
            last = _division(words, at, covered)
            if not last:
                break
            found.append(org(words, at, last, "org-division"))
            if words.word(last) not in (",", "und", "sowie"):
                break
            at = last + 1
    return found


def _division(words: Words, i: int, covered: Covered) -> int:
    """The end of a division's name at word `i`, 0 where none stands; a German noun is none."""
    last = _phrase(words, i, covered) if words.gap(i - 1) == " " else 0
    if last == i + 1:
        noun, article = words.word(i - 1), words.word(i - 2)
        listed = words.low[i] in tables("orgs").words("english")
        single = noun in _SURE or (noun in _SINGLE and article in _ARTICLES and (words.unknown(i) or listed))
        return last if single or (listed and noun not in _SINGLE) else 0
    vague = words.word(i - 1) == "bereich" and words.word(i - 2) in (
        "im",
        "in",
        "diesem",
    )  # `im Bereich Motion Technology`
    return 0 if vague and last < i + 3 else last


_SURE = frozenset(("sparte", "division", "unit"))
_SINGLE = frozenset(
    ("geschäftsbereich", "geschäftsbereichs", "unternehmensbereich", "unternehmensbereichs", "segment", "segments")
)
"""Words for one division, sure enough for a name of one word; the others behind an article."""
_ARTICLES = frozenset(("der", "dem", "den", "des", "das", "im"))


def _with_figures(words: Words, at: int, covered: Covered) -> list[tuple[int, int]]:
    """The English names that a sentence counts up behind its divisions, with a figure each: `Fiber 441 Mio., Pulp 176 Mio.`."""
    found = []
    plural = words.low[at - 1].endswith(("en", "e"))
    for k in range(at, min(at + 80, len(words))) if plural else ():
        if (words.low[k] == "." and words.gap(k) != "" and not words.word(k + 1)[:1].islower()) or (
            "\n" in words.gap(k)
        ):
            break
        if k in covered or words.gap(k) == "-":
            continue
        last = _phrase(words, k, covered)
        opens = words.low[k - 1] in (":", ",", "und", "sowie") or not words.upper(k - 1)
        figure = last and words.gap(last - 1) == " " and words.word(last)[:1].isdigit()
        if opens and last and (figure or (last > k + 1 and words.low[k - 1] in (":", ",", "und", "sowie"))):
            found.append((k, last))
    return found


def _before_noun(words: Words, covered: Covered) -> list[Found]:
    """`Metal Engineering Division`: English words before `Division`; a noun straight before it is one, since German joins the two."""
    english, found = tables("orgs").words("english"), []
    for i in [i for i in words.at(("division",)) if words.upper(i)]:
        first = i
        while words.gap(first - 1) == " " and first - 1 not in covered and i - first < 4:
            noun = words.word(i - 1)
            joined = first == i and not words.sentence_start(i - 1) and role_of(words.surface(i - 1)) is None
            joined = joined and not noun.endswith(("sparte", "bereich", "einheit"))
            if not words.upper(first - 1) or not (
                joined or words.word(first - 1) in english or words.unknown(first - 1)
            ):
                break
            first -= 1
        if first < i and words.gap(i) != "-":
            found.append(org(words, first, i + 1, "org-division"))
    return found


def _with_head(words: Words, covered: Covered) -> list[Found]:
    """`Business Group Asia`, `BG Europe`: an English head that is part of the name."""
    heads, found = tables("orgs").phrases("division_heads"), []
    territories = tables("orgs").phrases("territories")
    for i in [i for i in words.at(heads.heads) if words.upper(i)]:
        at = i + heads.at(words.low, i)
        if at == i or words.gap(at - 1) != " " or not words.upper(at):
            continue
        last = at + territories.at(words.low, at)
        last = last if last > at else _phrase(words, at, covered) or (at + 1 if words.acronym(at) else 0)
        if last:
            found.append(org(words, i, last, "org-division"))
    return found


def _rows(words: Words, covered: Covered) -> list[Found]:
    """English names that open rows of figures; one of a single word where others of several stand or a head says so."""
    never = tables("orgs").words("not_divisions")
    fixed = tables("orgs").phrases("division_phrases")
    rows = []
    starts = words.line_starts()
    for number, i in enumerate(starts):
        at = i + (words.low[i] == "|")
        last = at + fixed.at(words.low, at)
        last = last if last > at else _phrase(words, at, covered)
        if last and _ends_cell(words, last) and (fixed.at(words.low, at) or never.isdisjoint(words.low[at:last])):
            rows.append((number, at, last))
    found: list[Found] = []
    for table in _tables(rows):
        several = sum(last - i > 1 for _, i, last in table)
        if several > 1 or _announced(words, starts, table[0][0]):
            found += [org(words, i, last, "org-row") for _, i, last in table if i not in covered or last - i > 1]
    return found


def _tables(rows: list[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Rows (line, first, last) that stand in one table: no more than three lines from one to the next."""
    tables_: list[list[tuple[int, int, int]]] = []
    for before, row in pairwise([(-9, 0, 0), *rows]):
        if row[0] - before[0] > 3:
            tables_.append([])
        tables_[-1].append(row)
    return tables_


def _ends_cell(words: Words, last: int) -> bool:
    """Whether a cell ends behind word `last - 1` and the next one has a figure."""
    gap = words.gap(last - 1)
    ends = "\t" in gap or "  " in gap or words.word(last) == "|"
    return ends and any(words.word(k)[:1].isdigit() for k in (last, last + 1))


def _announced(words: Words, starts: list[int], number: int) -> bool:
    """Whether one of the three lines above names divisions: `Umsatz nach Segmenten`."""
    nouns = tables("orgs").words("division_plurals")
    for line in range(max(0, number - 3), number):
        if not nouns.isdisjoint(words.low[starts[line] : starts[line + 1]]):
            return True
    return False


def _labels(words: Words, covered: Covered) -> list[Found]:
    """English names with a colon that open lines: `Plastics & Devices: Umsatz …`, under a head or in a list of such."""
    starts = words.line_starts()
    never = tables("orgs").words("not_divisions")
    rows = []
    for number, i in enumerate(starts):
        at = next((k for k in range(i, i + 3) if words.word(k)[:1].isalnum()), i)
        last = _phrase(words, at, covered)
        if last and words.word(last) == ":" and words.gap(last - 1) == "" and never.isdisjoint(words.low[at:last]):
            rows.append((number, at, last))
    found: list[Found] = []
    for table in _tables(rows):
        if _announced(words, starts, table[0][0]):
            found += [org(words, i, last, "org-label") for _, i, last in table if i not in covered or last - i > 1]
    return found


def _repeated(words: Words, found: list[Found], covered: Covered) -> list[Found]:
    """The same names elsewhere, as a line of their own or in running text."""
    more = []
    for i, last, _ in again(words, found):
        office = words.gap(i - 1) == " " and words.upper(i - 1) and role_of(words.surface(i - 1)) is not None
        free = i not in covered and words.upper(i) and not office and words.gap(last - 1) != "-"
        if free and (last > i + 1 or "\n" in words.gap(i - 1)):
            more.append(org(words, i, last, "org-seen"))
    return more
