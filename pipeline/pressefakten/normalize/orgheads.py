"""Organizations by their head noun: universities, offices, ministries, parliaments, houses called after someone."""

from __future__ import annotations

import functools
import re

from pressefakten.normalize import lexicon
from pressefakten.normalize.gazetteer import lower
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words, word_test
from pressefakten.normalize.namewords import FAMILY, flags
from pressefakten.normalize.orgwords import (
    OPENERS,
    ByFirst,
    acronym,
    body_stem,
    given_names,
    in_order,
    is_form,
    nominative,
    not_in_name,
    with_dot,
)
from pressefakten.normalize.rolewords import role_of

_COINED = re.compile(r"\d{1,2}[A-ZÄÖÜ][a-zäöü]+")
"""A name that opens with a figure: `ARGE 2Rad`."""


@word_test
@functools.lru_cache(maxsize=1 << 14)
def head_kind(word: str) -> tuple[bool, bool, bool] | None:
    """Whether a word can be a head before its name, a head after its adjective, a body; None where it is none."""
    lists = tables("orgs")
    stem = body_stem(word)
    ending = (stem if word.endswith("s") else word).endswith(tuple(lists.words("org_endings")))
    complement = ending or stem in lists.words("heads_complement", "heads_for")
    bodies = lists.phrases("bodies")
    body = word in bodies.heads or stem in bodies or word in lists.words("weak_bodies")
    body = body or (len(word) > 12 and (word.endswith(tuple(lists.words("body_endings"))) or _is_federal(word)))
    last = ending or stem in lists.words("heads_last", "plural_bodies")
    if not (
        complement
        or last
        or body
        or word in lists.phrases("heads_name").heads
        or stem in lists.phrases("heads_name")
        or word in lists.words("english_heads")
    ):
        return None
    return complement, last, body


def _is_federal(word: str) -> bool:
    """Whether a word is the name of one authority: `Bundesdenkmalamt`, `Bundeswettbewerbsbehörde`."""
    authority = body_stem(word).endswith(("amt", "wettbewerbsbehörde", "aufsichtsbehörde", "anstalt"))
    return authority and word.startswith(("bundes", "landes")) and len(body_stem(word)) > 12


def by_head(words: Words, by_first: ByFirst) -> list[Found]:
    """`Universität St. Gallen`, `Amt für Berufsbildung`, `Berner Fachhochschule`, `Bildungsdepartement`."""
    names, english = tables("orgs").phrases("heads_name"), tables("orgs").words("english_heads")
    brands = {name.last for name in by_first.values() if name.label == "BRAND"}
    found = []
    for i in words.having(head_kind):
        kind = head_kind(words.low[i])
        if (
            kind is None or not words.upper(i) or (i in brands and words.gap(i - 1) == " ")
        ):  # `Volvo FH Aero` is no college
            continue
        complement, last_head, body = kind
        word = words.low[i]
        before = i if not last_head or _is_of_the_land(words, i) else adjective_before(words, i)
        last = 0
        if complement or word in names.heads or body_stem(word) in names:
            size = names.at(words.low, i) or (1 if body_stem(word) in names else 0)
            last = _after(words, i, size, complement, by_first)
        if (end := _english_end(words, i)) and words.gap(i - 1) == " " and words.upper(i - 1):
            placed = words.low[i - 1] not in tables("orgs").words("starters") and words.word(i - 1) not in OPENERS
            found.append(_headed(words, i - 1 if placed else i, i, end))
        elif word in english and words.gap(i - 1) == " " and words.upper(i - 1):
            first = i - 1
            while i - first < 3 and words.gap(first - 1) == " " and words.unknown(first - 1):
                first -= 1  # `Carnegie Zelvon University`
            found.append(_headed(words, first, i, i + 1))
        elif last or (before < i and words.gap(i) != "-" and not _names_next(words, before, i)):
            found.append(_headed(words, before, i, last or i + 1))
        elif (
            body_stem(word) in tables("orgs").words("plural_bodies")
            and (first := _named_before(words, i, by_first)) < i
        ):
            found.append(_headed(words, first, i, i + 1))
        elif body and not _holder(words, i):
            found.extend(_bodies(words, i))
    return [_with_form(words, _with_front(words, name, by_first)) for name in found]


def _with_front(words: Words, name: Found, by_first: ByFirst) -> Found:
    """The name with the capitals in front of it: `Sächsische Technische Universität Chemnitz`, `die Klassik Stiftung Eisenach`."""
    first = name.first
    if words.low[first] in tables("orgs").words("dash_heads") and words.word(first - 1) in ("-", "–"):
        house = next((k for k in (first - 2, first - 3) if k in by_first and by_first[k].last == first - 1), first)
        first = house  # `Charité – Universitätsmedizin Berlin`
    while _is_state_adjective(words, first - 1) and first - 1 not in by_first:
        first -= 1
    if first == name.first and _is_fore_noun(words, first - 1) and first - 1 not in by_first:
        first -= 1
    if first == name.first:
        return name
    return name._replace(first=first, canonical=nominative(words.surface(first, name.last)))


def _is_state_adjective(words: Words, i: int) -> bool:
    """Whether word `i` is an adjective with a capital that makes part of a body's name: `Brandenburgischen`, `Allgemeine`."""
    low = words.word(i)
    adjective = re.search(r"(?:isch|deutsch|allgemein|vereinigt)e[nrs]?$", low)
    return adjective is not None and words.upper(i) and words.gap(i) == " "


def _is_fore_noun(words: Words, i: int) -> bool:
    """Whether word `i` stands between an article and a head noun with a capital, and says not what the house is: `die Klassik Stiftung`."""
    lists, low = tables("orgs"), words.word(i)
    if not words.upper(i) or words.gap(i) != " " or words.gap(i - 1) != " ":
        return False
    fits = words.low[i + 1] in lists.words("fore_heads") and words.word(i - 1) in FORE_ARTICLES
    other = not_in_name(words, i) or role_of(words.surface(i)) is not None or head_kind(low) is not None
    classed = low.endswith(tuple(lists.raw["company_nouns"])) or low.endswith(("er", "in", "ung", "en"))
    return fits and not other and not classed and low not in lists.words("starters", "common")


FORE_ARTICLES = frozenset(("die", "der", "das", "dem", "des", "am", "im", "zum", "vom", "beim", "zur"))
"""Articles before a name of two nouns."""


def _with_form(words: Words, name: Found) -> Found:
    """The name with the legal form straight behind it: `Bank für Tirol und Vorarlberg AG`."""
    size = tables("orgs").phrases("legal_forms").at(words.low, name.last) if words.gap(name.last - 1) == " " else 0
    small = size == 1 and words.surface(name.last) == "mbH"
    if not size or not is_form(words, name.last, size) or not (words.upper(name.last) or small):
        return name
    last = name.last + with_dot(words, name.last, size)
    return name._replace(last=last, canonical=f"{name.canonical} {words.surface(name.last, last)}")


def by_saint(words: Words) -> list[Found]:
    """Houses called after a saint: `St. Anna Kinderspital`, `St. Josef-Krankenhaus`."""
    endings = tuple(tables("orgs").words("saint_houses"))
    found = []
    for i in [i for i in words.at(("st",)) if words.upper(i) and words.word(i + 1) == "." and words.gap(i) == ""]:
        noun = next((k for k in range(i + 3, min(i + 6, len(words))) if words.low[k].endswith(endings)), 0)
        joined = all(words.gap(k) in (" ", "-") and words.upper(k + 1) for k in range(i + 1, noun))
        if noun and joined and words.gap(noun) != "-":
            found.append(Found(i, noun + 1, "ORG", "org-head", words.surface(i, noun + 1)))
    return found


def _english_end(words: Words, i: int) -> int:
    """The end of an English name that goes on with `of`: `Zelvo Institute of Technology`, `School of Applied Sciences`; 0 for none."""
    if words.word(i) not in tables("orgs").words("english_of") or words.word(i + 1) != "of" or not words.upper(i + 2):
        return 0
    last = i + 3
    while words.gap(last - 1) == " " and (
        words.upper(last) or (words.word(last) in ("and", "&", "of") and words.upper(last + 1))
    ):
        if not words.unknown(last) and words.upper(last) and words.low[last] in tables("orgs").words("starters"):
            break
        last += 1
    return last


def _is_of_the_land(words: Words, i: int) -> bool:
    """Whether a plain noun only says of which land something is: `die Schweizer Gesellschaft`, not `Schweizer Stiftung Zelvo`."""
    lists = tables("orgs")
    if words.low[i] in lists.words("heads_named") and words.gap(i) == " " and words.upper(i + 1):
        return False
    plain = words.low[i] in lists.words("plain_heads") and words.word(i + 1) not in ("für", "der", "des")
    return plain and words.word(i - 1) in lists.words("land_adjectives")


def _names_next(words: Words, first: int, i: int) -> bool:
    """Whether town and class only say what the name behind them is: `die Münchner Beteiligungsgesellschaft AEQUITA`."""
    classed = words.low[i].endswith(tuple(tables("orgs").raw["company_nouns"])) and words.low[first].endswith("er")
    classed = classed and lexicon.known(words.low[first])  # not `Santander Bank Polska`
    return classed and words.gap(i) == " " and (words.unknown(i + 1) or acronym(words, i + 1))


def _named_before(words: Words, i: int, by_first: ByFirst) -> int:
    """The place or unknown word right before a plural that names a company: `Titlis Bergbahnen`; `i` where none is."""
    if words.gap(i - 1) != " " or words.gap(i) == "-":
        return i
    known = by_first.get(i - 1)
    if known is not None:
        return i - 1 if known.label in ("PLACE", "ORG") and known.last == i else i
    return i - 1 if words.unknown(i - 1) and not words.low[i - 1].endswith("er") else i


@word_test
def _is_adjective(word: str) -> bool:
    return word.startswith(tuple(tables("orgs").raw["name_adjectives"]))


def by_adjective(words: Words, by_first: ByFirst) -> list[Found]:
    """`Schweizerische Rettungsflugwacht`, `Deutsche Flugsicherung`: a capital in mid-sentence makes the adjective part of a name."""
    lists = tables("orgs")
    found = []
    for i in words.having(_is_adjective):
        noun = i + 1
        if words.upper(noun) and words.gap(i) == " " and words.low[noun].endswith("er") and words.upper(noun + 1):
            noun += words.gap(noun) == " "  # `Kantonale Walliser Rettungsorganisation`
        while _is_state_adjective(words, noun) and words.upper(noun + 1):
            noun += 1  # `Bernischen Historischen Museums`
        inflected = (
            words.low[i].endswith(("e", "en", "er", "es", "em")) and words.upper(i) and words.gap(noun - 1) == " "
        )
        if not inflected or not words.upper(noun) or words.sentence_start(i) or i in by_first or noun in by_first:
            continue
        last = noun + 1
        while words.gap(last - 1) == "-" and words.upper(last):
            last += 1
        head = words.low[last - 1]
        if (
            head.endswith(("ungen", *lists.raw["not_after_adjective"]))
            or head in lists.words("not_in_name")
            or role_of(words.surface(last - 1))
        ):
            continue
        first = i - 1 if words.gap(i - 1) == " " and words.unknown(i - 1) and i - 1 not in by_first else i
        field = words.gap(last - 1) == " " and words.upper(last) and lexicon.known(words.low[last])
        if field and head.endswith(("stelle", "agentur", "plattform", "netzwerk", "zentrum")) and last not in by_first:
            last += words.gap(last) != "-" and not not_in_name(words, last)  # `Nationale Leitstelle Wasserstoff`
        found.append(Found(first, last, "ORG", "org-adjective", nominative(words.surface(first, last))))
    return found


def _holder(words: Words, i: int) -> bool:
    """Whether a body's name is a member's office: a person stands straight after it (`Stadtrat Peter Hanke`), or `alt` before."""
    if words.word(i - 1) == "alt" and words.gap(i - 1) == " ":
        return True
    if words.gap(i) != " " or not words.upper(i + 1):
        return False
    low = words.low[i + 1]
    return (
        low in given_names()
        or low in ("dr", "prof", "mag", "ing", "dipl")
        or bool(flags(words.surface(i + 1)) & FAMILY)
    )


def _bodies(words: Words, i: int) -> list[Found]:
    """The body named by a common noun at word `i`: `Kantonsrat`, `Bildungsdepartement`, `die Regierung`."""
    bodies, word = tables("orgs").phrases("bodies"), words.low[i]
    size = bodies.at(words.low, i) or (1 if body_stem(word) in bodies else 0)
    if _weak_body(words, i):
        return [_headed(words, i, i, i + 1)]
    if size and (words.gap(i - 1) != "-" or size > 1):
        return [_headed(words, i, i, i + size)]
    compound = len(word) > 12 and (word.endswith(tuple(tables("orgs").words("body_endings"))) or _is_federal(word))
    return [_headed(words, _hyphened(words, i), i, i + 1)] if compound and words.gap(i) != "-" else []


def _weak_body(words: Words, i: int) -> bool:
    """Whether a body that is also a plain word stands with its article: `die Regierung`, `der Bund`."""
    lists = tables("orgs")
    if words.low[i] == "bund" and (_beside_tier(words, i) or words.word(i - 1) in lists.words("grants")):
        return words.gap(i - 1) != "-" and words.gap(i) != "-"
    if words.low[i] not in lists.words("weak_bodies") or words.gap(i) == "-" or words.gap(i - 1) != " ":
        return False
    before, behind = words.word(i - 1), words.word(i + 1)
    landed = words.low[i] not in ("rat", "bund") and before.rstrip("nrm").endswith("ische")  # `der praktische Rat`
    if landed and words.gap(i - 2) == " " and not words.upper(i - 1):
        before = words.word(i - 2)  # `die tschechische Regierung`
    funded = behind == "aus" and words.word(i + 2) in ("dem", "der", "den", "mitteln")  # `der Bund aus dem Programm`
    return before in lists.words("body_articles") and (behind not in ("der", "des", "von", "aus") or funded)


def _beside_tier(words: Words, i: int) -> bool:
    """Whether another tier of the state stands beside word `i`: `Bund und Land`, `Bund, Kanton und Gemeinde`."""
    tiers = tables("orgs").words("tiers")
    behind = words.word(i + 1) in ("und", ",") and words.word(i + 2) in tiers and words.upper(i + 2)
    return behind or (words.word(i - 1) in ("und", ",") and any(words.word(i - k) in tiers for k in (2, 3, 4)))


def by_tier(words: Words, by_first: ByFirst) -> list[Found]:
    """The `Land` of `Bund und Land` where it has no name."""
    found = []
    for i in [i for i in words.at(("land",)) if words.upper(i) and i + 1 not in by_first]:
        coupled = words.word(i - 1) == "und" and words.word(i - 2) == "bund"
        if (coupled or (words.word(i + 1) == "und" and words.word(i + 2) == "bund")) and words.gap(i) != "-":
            found.append(Found(i, i + 1, "ORG", "org-tier", words.surface(i)))
    return found


def _hyphened(words: Words, i: int) -> int:
    """The first word of `Bau- und Umweltdepartement`; kinds of insurance and mere plurals are no bodies."""
    if words.word(i - 1) == "und" and words.word(i - 2) == "-" and words.upper(i - 3):
        kinds = words.low[i].endswith(("versicherung", "versicherungen"))
        plural = words.low[i].endswith("betriebe") and words.word(i - 4) not in OPENERS
        return i if kinds or plural else i - 3
    return i


def adjective_before(words: Words, i: int) -> int:
    """The first word of the adjective or hyphenated name before a head noun; `i` where there is none."""
    lists = tables("orgs")
    before = words.word(i - 1)
    if words.gap(i - 1) == "-":
        return _compound_before(words, i)
    if words.gap(i - 1) != " " or len(before) < 4 or before in lists.words("starters"):
        return _hyphened(words, i)
    if words.upper(i - 1):
        adjective = before.endswith(tuple(lists.raw["adjective_endings"])) and not not_in_name(words, i - 1)
        adjective = adjective and role_of(words.surface(i - 1)) is None  # `Vorsteher Finanzdepartement`
        return _saint_before(words, i - 1) if adjective else _hyphened(words, i)
    state = re.sub(r"e[nrsm]?$", "e", before) in lists.words("state_adjectives")
    return (
        i - 1 if state and body_stem(words.low[i]).endswith(tuple(lists.words("state_heads"))) else _hyphened(words, i)
    )


def _saint_before(words: Words, i: int) -> int:
    """The first word of the name of a town after a saint: `St. Pöltner Stadtwerke`, `St.Galler Stadtwerke`."""
    saint = i > 1 and words.low[i - 2] in ("st", "sankt") and words.word(i - 1) == "." and words.gap(i - 2) == ""
    return i - 2 if saint and words.gap(i - 1) in ("", " ") else i


def _compound_before(words: Words, i: int) -> int:
    """The first part of `Max-Planck-Institut`, `Otto-von-Guericke-Universität`; `i` for a common noun such as `S-Bahn` or `Mercedes-Hausbank`."""
    first = i
    while words.gap(first - 1) == "-" and (words.upper(first - 1) or words.word(first - 1) in ("von", "vom", "de")):
        first -= 1
    plain = body_stem(words.low[i]) in tables("orgs").words("not_bodies") and not _called_after(words, first, i)
    return i if plain or len(words.word(i - 1)) < 3 or not words.upper(first) else first


def _called_after(words: Words, first: int, i: int) -> bool:
    """Whether the parts before a house's noun are someone's name: `Albert-Ludwigs-`, `Goethe-`, not `US-`, `Elite-`."""
    if body_stem(words.low[i]) not in tables("orgs").words("called_after"):
        return False
    if i - first > 1:
        return words.low[first] in given_names()
    return words.unknown(first) and words.surface(first).istitle()


def _after(words: Words, i: int, size: int, complement: bool, by_first: ByFirst) -> int:
    """The end of what a head noun at word `i` takes along: a place, a name, or `für …`; 0 where nothing does."""
    lists = tables("orgs")
    last = i + max(size, 1)
    if words.gap(last - 1) != " ":
        return 0
    if complement and _indefinite(words, i):
        return 0
    if body_stem(words.low[i]) in lists.words("heads_for") and words.word(last) != "für":
        return 0
    if not size and words.low[i] in tables("sites").phrases("heads").heads and words.word(last) != "für":
        return 0
    if complement and words.word(last) in ("für", "der", "des", "deutscher", "von"):
        if words.word(last) == "von" and not words.upper(last + 1):
            return 0
        end = complement_of(words, last, by_first)
        return _far_complement(words, i, end) if end else 0
    if complement and words.word(last) in ("zur", "zum") and words.word(last + 1) in lists.words("aims"):
        return _aim(words, last + 2)
    place = by_first.get(last)
    chamber = words.word(last) == "zu" and words.low[i].endswith(("kammer", "universität", "sparkasse"))
    if chamber and last + 1 in by_first and by_first[last + 1].label == "PLACE":  # `Handwerkskammer zu Köln`
        return by_first[last + 1].last
    if (
        place
        and place.label == "PLACE"
        and (size or words.gap(i - 1) == "-" or body_stem(words.low[i]) not in lists.words("not_bodies"))
    ):
        return _more_places(words, place.last, by_first)
    if size and _COINED.fullmatch(words.surface(last) if last < len(words) else ""):
        return last + 1
    if not size or not words.upper(last) or words.low[last] in lists.words("starters") or not_in_name(words, last):
        return 0
    if words.surface(i).isupper() and words.low[last] in lists.words("english"):  # `FH Aero` is a lorry
        return 0
    if words.acronym(last) and words.low[i].endswith(tuple(lists.raw["company_nouns"])):  # `der Zweckverband ZVL`
        return 0
    known = by_first.get(last)
    if known and known.label in ("ORG", "BRAND") and words.low[i] in lists.words("class_nouns"):
        return 0
    if words.word(last + 1) == "&" and words.low[i] in lists.words("class_nouns"):  # `die Kanzlei Schultze & Braun`
        return 0
    end = known.last if known else last + 1
    if (
        not known
        and words.gap(end - 1) == " "
        and words.upper(end)
        and end not in by_first
        and words.low[end].isalpha()
    ):
        named = words.low[end] not in lists.words("starters") and not not_in_name(words, end)
        towned = words.low[last].endswith("er") and words.unknown(last)  # `Verein Zelver Tramfreunde`
        end += named and (towned or words.low[i] in lists.words("heads_pair"))
    return _more_places(words, end, by_first)


def _indefinite(words: Words, i: int) -> bool:
    """Whether an indefinite article or a plain adjective before a head noun makes it a common one."""
    before = words.word(i - 1)
    if words.gap(i - 1) != " " or words.upper(i - 1):
        return before in ("ein", "eine", "einem", "einen", "einer")
    adjective = before.endswith(("es", "en", "em", "er", "e")) and before not in tables("orgs").words("definite")
    return (
        adjective and re.sub(r"e[nrsm]?$", "e", before) not in tables("orgs").words("state_adjectives")
    ) or before in ("ein", "kein")


def _more_places(words: Words, end: int, by_first: ByFirst) -> int:
    while True:
        place = by_first.get(end)
        if words.gap(end - 1) in (" ", "-") and place and place.label == "PLACE":
            end = place.last
        elif (words.gap(end - 1) == "-" and words.upper(end)) or (
            words.word(end) in tables("places").words("parts") and words.gap(end - 1) == " " and words.upper(end)
        ):
            end += 1
        else:
            return end


def _enumerates(words: Words, i: int) -> bool:
    """Whether nouns with commas up to an `und` begin at word `i`: `Umwelt, Energie und Technik`."""
    while words.upper(i) and words.word(i + 1) == ",":
        i += 2
    return words.upper(i) and words.word(i + 1) in ("und", "-")


def complement_of(words: Words, i: int, by_first: ByFirst) -> int:
    """The end of `für Verkehr und digitale Infrastruktur`, `der Automobilindustrie`; 0 where it names nothing."""
    opening = words.word(i)
    last, k = 0, i + 1
    limit = i + (15 if opening == "für" else 3)
    while k < min(limit, len(words)) and words.gap(k - 1) in (" ", "-", ""):
        if last == k and words.gap(k - 1) == " " and words.acronym(k) and _is_initials(words, i - 1, k):
            break
        if words.upper(k):
            last = k + 1
        elif words.low[k] in ("den", "die", "das", "dem", "eine", "alle"):
            return last if opening == "für" else 0
        elif words.low[k] == "und" and opening == "für":
            if not (words.upper(k + 1) or words.word(k + 1).endswith(("e", "en", "er", "es"))):
                break
        elif words.low[k] in ("-", ",") and opening == "für":
            if words.low[k] == "," and not _enumerates(words, k + 1):
                break
        elif (
            (last and words.gap(k - 1) != "-" and words.low[k - 1] != "und")
            or not words.low[k].endswith(("e", "en", "er", "es", "em"))
            or not words.low[k].isalpha()
        ):
            break
        adjective = words.low[k].endswith(("e", "en", "er")) and not lexicon.listed(lexicon.NOUN + words.low[k])
        plain = words.upper(k + 1) and words.gap(k) == " " and (k + 1) not in by_first
        if last == k + 1 and plain and not adjective:
            break
        k += 1
    while last and words.gap(last - 1) == "-" and words.upper(last):
        last += 1
    if (
        last
        and words.gap(last - 1) == " "
        and words.acronym(last)
        and len(words.low[last]) > 2
        and acronym(words, last)
        and words.low[i - 1].endswith(("institut", "instituts", "zentrum", "gesellschaft"))
    ):
        last += 1  # `Fraunhofer-Institut für System- und Innovationsforschung ISI`
    if (
        opening in ("der", "des", "von")
        and last
        and not words.low[i - 1].endswith(
            (
                "verband",
                "verein",
                "bund",
                "vereinigung",
                "kammer",
                "verbands",
                "verbandes",
                "universität",
                "hochschule",
                "departement",
                "arbeitskreis",
            )
        )
    ):
        return 0
    return last


def _far_complement(words: Words, i: int, last: int) -> int:
    """The end of a complement that goes on: `der Freunde und Förderer des Museums`, `der Papierindustrie in Österreich`."""
    friends = words.word(last - 1) in ("freunde", "förderer", "freundinnen")
    if friends and words.word(last) == "und" and words.word(last + 1) in ("freunde", "förderer"):
        last += 2
    if friends and words.word(last) in ("der", "des", "von") and words.upper(last + 1) and words.gap(last) == " ":
        last += 2
        while words.gap(last - 1) == "-" and words.upper(last):
            last += 1
    land = last + 1 + (words.word(last + 1) == "der")
    if words.word(last) == "in" and words.low[i].endswith(
        ("verband", "verbands", "verbandes", "verein", "vereinigung")
    ):
        last = land + 1 if words.surface(land, land + 1) in ("Deutschland", "Österreich", "Schweiz", "Europa") else last
    return last


def _aim(words: Words, last: int) -> int:
    """The end of what a body is for behind its noun: `zur Förderung | der Alpwirtschaft und des Handwerks`."""
    while words.word(last) in ("der", "des", "von") and words.gap(last - 1) == words.gap(last) == " ":
        end = last + 1
        while not words.upper(end) and words.word(end).endswith(("en", "er")) and end - last < 3:
            end += 1
        if not words.upper(end):
            break
        last = end + 1
        while words.gap(last - 1) == "-" and words.upper(last):
            last += 1
        if words.word(last) == "und" and words.word(last + 1) in ("der", "des"):
            last += 1
    return last - (words.word(last - 1) == "und")


def _is_initials(words: Words, first: int, i: int) -> bool:
    """Whether word `i` abbreviates the authority that begins at word `first`: `Bundesamt für Statistik BFS`."""
    return words.low[i][0] == words.low[first][0] and in_order(words.low[i], lower(words.surface(first, i)))


def _headed(words: Words, first: int, head: int, last: int) -> Found:
    while words.gap(first - 1) == "-" and words.upper(first - 1):
        first -= 1
    surface = words.surface(first, last)
    return Found(first, last, "ORG", "org-head", nominative(surface))
