"""Organizations that no list has: by legal form, head noun, group word, bracketed abbreviation and short form."""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable, Mapping

from pressefakten import patterns
from pressefakten.normalize import lexicon
from pressefakten.normalize.gazetteer import key, keys, lower
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words, word_test
from pressefakten.normalize.namewords import FAMILY, SUFFIX, flags
from pressefakten.normalize.roles import is_field
from pressefakten.normalize.rolewords import role_of

_KINDS = (
    "wirtschaftsprüfungsgesellschaft",
    "steuerberatungsgesellschaft",
    "rechtsanwaltsgesellschaft",
    "versicherungsgesellschaft",
)
"""What a legal form may be followed by: the kind of company that the law wants in its name."""
ByFirst = Mapping[int, Found]
ByLast = Mapping[int, Found]
_ADJECTIVE = re.compile(r"(?:isch|ig|lich|bar|sam|los|haft|end|iert|[aei]l|iv|är|ös)e[mnrs]?$")
"""Endings of adjectives, which the word list has in part."""
_COINED = re.compile(r"\d{1,2}[A-ZÄÖÜ][a-zäöü]+")
"""A name that opens with a figure: `ARGE 2Rad`."""
_ABBREVIATION = re.compile(r"[A-ZÄÖÜa-zäöü][A-Za-zÄÖÜäöü&-]{1,7}")


def by_legal_form(words: Words, by_last: ByLast, towns: Container[str] = ()) -> list[Found]:
    """`Kessler & Brandt Werkzeugmaschinen AG`, `cylib GmbH`, `Hilti (Schweiz) AG`; `Mainzer` before a name is a town's."""
    lists = tables("orgs")
    forms = lists.phrases("legal_forms")
    found = []
    heads, done = forms.heads, 0
    starts = {name.first for name in by_last.values()}
    models = {i for name in by_last.values() if name.label == "MODEL" for i in range(name.first, name.last)}
    for i in words.at(heads):
        size = forms.at(words.low, i) if i >= done and i not in models else 0  # `Cooper SE` is a car
        listed = by_last.get(i + size)
        if listed is not None and listed.label == "ORG" and listed.first < i and not _goes_back(words, i, listed.first):
            continue
        if size and _is_form(words, i, size):
            done = i + size
            first = _past_field(words, _name_before(words, i, by_last), i, towns)
            if words.acronym(first) and _head_kind(words.word(first + 1)) and words.gap(first) == " ":
                first += in_order(words.low[first], lower(words.surface(first + 1, i)))
            idiom = size > 1 and words.low[i] == "&" and i - first == 1
            if idiom and lexicon.listed(lexicon.NOUN + words.low[first]):  # `Moped & Co.`
                continue
            if words.low[first][:-2] in towns and first not in starts and _from_place(words, first, i):
                first += 1
            if lists.phrases("club_forms").at(words.low, i):
                first = _of_body(words, first)
            weak = words.low[i] in lists.words("weak_legal_forms") and not words.upper(i - 1)
            if first < i and (not weak or (words.word(i - 1) == ")" and words.upper(i - 2))):
                size = _dotted(words, i, size)
                while words.gap(i + size - 1) == " " and words.word(i + size).endswith(_KINDS):
                    size += 1
                surface = words.surface(first, i + size)
                found.append(Found(first, i + size, "ORG", "org-legal-form", nominative(surface)))
    return found


def _goes_back(words: Words, i: int, first: int) -> bool:
    """Whether a listed name of a mere noun and its form (`Energie AG`) is the end of another: `Säntis Energie AG`."""
    noun = i - first == 1 and lexicon.listed(lexicon.NOUN + words.low[first])
    return (
        noun
        and first > 0
        and words.upper(first - 1)
        and words.gap(first - 1) == " "
        and words.low[first - 1] not in _OPENERS
    )


_OPENERS = frozenset(
    ("die", "der", "das", "den", "dem", "des", "eine", "einer", "bei", "mit", "von", "zur", "auch", "für")
)


def _is_form(words: Words, i: int, size: int) -> bool:
    written = tables("orgs").phrases("legal_forms").forms[" ".join(words.low[i : i + size])]
    surface = words.surface(i, i + size)
    same = [c for c in surface if c.isalpha()] == [c for c in written if c.isalpha()]
    letters = "".join(c for c in surface if c.isalpha())
    same = same or (surface[:1] == "s" and len(letters) > 4 and key(surface) == key(written))  # `sp. z o.o.`
    return (
        (same or (surface.isupper() and len(surface) > 3))
        and words.gap(i - 1) in (" ", "-", "", "  ")
        and words.gap(i + size - 1) != "-"
    )


def _dotted(words: Words, i: int, size: int) -> int:
    written = words.surface(i, i + size)
    dotted = words.word(i + size) == "." and words.gap(i + size - 1) == "" and "." in written
    return size + 1 if dotted else size


def _name_before(words: Words, end: int, by_last: ByLast) -> int:
    """The first word of the name that ends before word `end`."""
    first, met = end, False
    while first > 0 and first > end - 9 and words.gap(first - 1) in (" ", "-", "", "–"):
        known = by_last.get(first)
        if known and known.label in ("ORG", "BRAND"):
            first, met = known.first, True
            continue
        k = first - 1
        town = words.low[k].endswith("er") and lexicon.listed(
            lexicon.NOUN + words.low[first]
        )  # `Hamburger Hochbahn AG`
        if met and words.gap(k) == " " and _is_noun(words, k) and not town:  # `Auslieferungen Porsche AG`
            break
        word = words.low[k]
        if word == ")" and words.word(k - 2) == "(" and words.upper(k - 1):
            first = k - 2
            continue
        if not _name_part(words, k, first, end):
            break
        first = k
    while first < end and (
        words.low[first] in ("&", "+", ".", "'", "und", "für", "of", "/", "-") or _starts(words, first)
    ):
        first += 1
    while (
        first < end
        and words.gap(first - 1) == "-"
        and words.gap(first) in ("-", " ")
        and words.word(first - 1).isalpha()
    ):
        first -= 1  # `auto-i-dat AG`
    return first


def _of_body(words: Words, first: int) -> int:
    """The first word of a club's name that goes on with what it is for: `Verband des Kfz-Gewerbes Nord e. V.`"""
    links = tables("orgs").words("club_links")
    at = first
    while at > first - 6 and words.word(at - 1) in links and words.upper(at - 2):
        if words.gap(at - 1) != " " or words.gap(at - 2) != " ":
            break
        at -= 2
        kind = _head_kind(words.low[at])
        if kind is not None and kind[0]:
            return _adjective_before(words, at)
    return first


def _starts(words: Words, i: int) -> bool:
    """Whether word `i` is a function word, and no name in capitals before words in lower case (`MAN Truck & Bus`)."""
    if words.low[i] not in tables("orgs").words("starters"):
        return False
    return not (len(words.low[i]) > 2 and words.surface(i).isupper() and not words.surface(i + 1).isupper())


def _is_noun(words: Words, i: int) -> bool:
    """Whether word `i` is a German noun that opens no company's name as `Autohaus` does."""
    lists = tables("orgs")
    low = words.low[i]
    noun = lexicon.known(low) or low.endswith(("ungen", "ung", "heit", "keit", "schaft", "tion", "tionen"))
    return words.upper(i) and noun and low not in lists.words("heads_name", "generic")


def _from_place(words: Words, i: int, end: int) -> bool:
    """Whether word `i` only says where the company is at home: `Mainzer BioNTech SE`, but `Wiener Netze GmbH`."""
    if words.word(i + 1) in tables("orgs").words("group_closers", "english", "generic"):  # `Bucher Industries AG`
        return False
    named = words.unknown(i + 1) or (words.surface(i + 1).isupper() and not words.surface(i).isupper())
    return i + 1 < end and words.gap(i) == " " and words.low[i].endswith("er") and named


def _past_field(words: Words, first: int, end: int, towns: Container[str]) -> int:
    """Where the name begins behind the English field of an office: `Head of Corporate Communications Muster AG`."""
    fields, at, before = tables("orgs").words("office_fields"), first, first - 1
    led = words.gap(before) == " " and words.word(before) in tables("orgs").words("field_leads")
    if (
        led
        and lexicon.known(words.low[first])
        and is_field(words.surface(first))
        and _stays_a_name(words, first, end, towns)
    ):
        return first + 1  # `Leiter Nachhaltigkeit Zelvo AG`
    while words.word(before) in fields:
        before -= 1
    if words.word(at + 1) == "of":
        at += 2
    elif words.gap(first - 1) != " " or words.word(before) not in (*tables("orgs").words("field_leads"), "of"):
        return first
    while words.low[at] in fields or words.low[at] in ("&", "and"):
        at += 1
    if at == first + 2 and words.word(first + 1) == "of":  # `Bank of Zelvo AG`
        return first
    return at if at < end else first


def _stays_a_name(words: Words, first: int, end: int, towns: Container[str]) -> bool:
    """Whether a name goes on without its first word: `Nachhaltigkeit Zelvo AG`, but `Energie Graz GmbH`, `Kultur Service GmbH`."""
    lists = tables("orgs")
    plain = lists.words("territories", "generic", "english", "group_closers")
    if any(words.unknown(k) and words.low[k] not in plain and words.low[k] not in towns for k in range(first + 1, end)):
        return True
    rest = words.surface(first + 1, end + 1) if first + 1 < end else ""  # `Muster AG` that is told elsewhere, too
    return bool(rest) and words.text.count(rest) > words.text.count(words.surface(first, end + 1))


def _name_part(words: Words, k: int, first: int, end: int) -> bool:
    """Whether word `k` belongs to the name that goes on at `first`."""
    lists = tables("orgs")
    word, joined = words.low[k], words.gap(k) in ("-", "")
    if word in ("&", "+", "'", "/"):
        return k > 0
    domain = words.gap(k - 1) == words.gap(k) == "" and len(words.word(k + 1)) < 4  # `Swiss21.org AG`
    if word == ".":
        return joined_abbreviation(words, k) or (domain and words.upper(k - 1))
    if words.word(k - 1) == "." and words.gap(k - 1) == words.gap(k - 2) == "" and words.upper(k - 2) and len(word) < 4:
        return True
    if words.upper(k) or word[0].isdigit():
        if _starts(words, k) or (not joined and first < end and _not_in_name(words, k)):
            return False
        return not word.isdigit() or first < end
    if word in ("of", "de", "di", "du", "la", "for", "the"):
        return first < end and words.upper(k - 1)
    if word == "und":
        plain = words.upper(k - 1) and all(_is_noun(words, n) or n > first for n in range(first, end))
        plain = plain and lexicon.listed(lexicon.NOUN + words.low[first])  # `Zucker und Stärke Holding AG`
        bodied = words.upper(k - 1) and words.low[k - 2].endswith(_GENITIVES)  # `Bundesverband Reifenhandel und … e.V.`
        plain = plain or (bodied and words.gap(k - 2) == " ")
        return (
            first < end and (words.word(k - 1) == "-" or words.low[first] in lists.words("generic") or plain) and k > 1
        )
    if word == "-":
        return words.word(k + 1) == "und"
    if word == "für":
        return words.word(k - 1) in lists.words("heads_complement")
    if first < end and words.gap(k) == " " and words.word(k - 1) in _OPENERS:  # `die illwerke vkw AG`
        return word.isalpha() and len(word) > 4 and not lexicon.known(word) and not _ADJECTIVE.search(word)
    return (
        first == end
        and word.isalpha()
        and len(word) > 2
        and word not in lists.words("starters")
        and words.gap(k) == " "
        and words.word(k - 1) != "."
        and (not word.endswith(("en", "te", "t", "e", "er")) or not lexicon.known(word))
    )


def joined_abbreviation(words: Words, k: int) -> bool:
    """Whether the full stop at word `k` ends an abbreviation inside a name (`St. Galler`, `C. Bechstein`)."""
    before = words.word(k - 1)
    return (
        words.gap(k - 1) == ""
        and words.upper(k - 1)
        and (len(before) <= 2 or before in ("gebr", "dipl", "co"))
        and not before.isdigit()
    )


def _not_in_name(words: Words, k: int) -> bool:
    """Whether a noun only says what the named company is; a compound plural names one: `Kraftwerke Oberhasli AG`."""
    word = words.low[k]
    if word.endswith(_PLURALS) and word not in _PLURALS:
        return False
    listed = tables("orgs").words("not_in_name")
    return word in listed or word.endswith(_endings("not_in_name"))


def _endings(name: str) -> tuple[str, ...]:
    return tuple(word for word in tables("orgs").words(name) if len(word) > 4)


def by_territory(words: Words, known: Iterable[Found]) -> list[Found]:
    """`Škoda Schweiz`, `Siemens Mobility Austria`, `Mitsubishi Motors`, `Hilti Gruppe`."""
    lists = tables("orgs")
    found = []
    for name in known:
        if name.label not in ("BRAND", "ORG"):
            continue
        phrases = (
            lists.phrases("territories", "brand_suffixes")
            if name.label == "BRAND"
            else lists.phrases("territories", "group_closers", "division_words")
        )
        last = name.last
        while (
            words.gap(last - 1) == " "
            and (size := phrases.at(words.low, last))
            and words.upper(last)
            and words.joined(last, last + size)
        ):
            if words.gap(last + size - 1) == "-" or (
                words.low[last - 1] in ("group", "gruppe") and words.low[last] not in lists.words("territories")
            ):
                break
            last += size
        if last > name.last:
            found.append(
                Found(
                    name.first,
                    last,
                    "ORG",
                    "org-territory",
                    f"{_same_name(words, name)} {words.surface(name.last, last)}",
                )
            )
    return found


def prolonged(words: Words, named: Iterable[Found], towns: Container[str]) -> list[Found]:
    """Names that go on behind what was found of them: `fenaco Genossenschaft`, `Sulzer Flow`, `Swiss WorldCargo`."""
    named = list(named)
    covered = {i for name in named for i in range(name.first, name.last)}
    found = by_territory(words, (name for name in named if name.label == "ORG"))
    for name in named:
        last = name.last
        person = last - name.first == 1 and words.low[name.first] in given_names()  # `Simona` is a company, too
        while (
            name.label == "ORG"
            and not person
            and last - name.last < 2
            and last not in covered
            and _foreign(words, last, towns)
        ):
            last += 1
        if last == name.last and last not in covered and _is_institute(words, name):
            last += 1
        if last == name.last or (words.gap(last - 1) == " " and words.upper(last)) or words.gap(last - 1) == "-":
            continue
        if words.low[last - 1] in tables("sites").words("tails"):  # `Miba Power Factory`
            continue
        surface = words.surface(name.last, last)
        found.append(Found(name.first, last, "ORG", "org-prolonged", f"{_same_name(words, name)} {surface}"))
    return found


def _is_institute(words: Words, name: Found) -> bool:
    """Whether an institute's letters stand behind the name of its society: `Fraunhofer IPA`, `Helmholtz UFZ`."""
    society = name.last - name.first == 1 and words.low[name.first] in tables("orgs").words("societies")
    return society and words.gap(name.first) == " " and words.gap(name.last) != "-" and acronym(words, name.last)


def without_descriptions(words: Words, named: list[Found]) -> list[Found]:
    """The names without what only describes the name before it: `ARGE 2Rad – Verband der Importeure`.

    It stands behind a dash or on the line below the letterhead, and no abbreviation follows it.
    """
    kept: list[Found] = []
    for name in named:
        before = kept[-1] if kept else None
        gap = words.text[words.end[before.last - 1] : words.start[name.first]] if before else ""
        follows = before is not None and before.label == "ORG" and before.last - before.first < 3
        beside = _BESIDE.fullmatch(gap) and words.line_start(before.first if before else 0)
        if follows and beside and name.rule in ("org-head", "org-branch") and _describes(words, name):
            continue
        kept.append(name)
    return kept


_BESIDE = re.compile(r" ?(?:[–—|-] |\n)(?:[A-ZÄÖÜ]\w+ische[rs]? )?")
"""Between a name and what describes it: a dash or a line end, an adjective."""


def _describes(words: Words, name: Found) -> bool:
    """Whether a name is a body's noun with a genitive or `für`, and no abbreviation stands behind it."""
    i = name.first + (words.low[name.first].endswith(("ische", "er")) and name.last - name.first > 2)
    noun = words.low[i] in (
        "verband",
        "vereinigung",
        "fachstelle",
        "interessengemeinschaft",
        "dachverband",
        "fachverband",
    )
    linked = words.word(i + 1) in ("der", "des", "für", "von") or words.word(i + 1).endswith("er")
    return noun and linked and words.word(name.last) != "(" and not words.acronym(name.last)


def _foreign(words: Words, i: int, towns: Container[str]) -> bool:
    """Whether a word that is no German, nobody's name and no town follows the word before it: `Coop Pronto`."""
    if words.gap(i - 1) != " " or not words.unknown(i) or words.low[i] in towns or words.low[i] in given_names():
        return False
    lists = tables("orgs")
    if words.low[i] in lists.words("not_prolonged") or words.surface(i) in lists.exact("not_acronyms"):
        return False
    return not (words.surface(i).isupper() or flags(words.surface(i)) & (FAMILY | SUFFIX))


def by_region(words: Words, known: Iterable[Found], by_first: ByFirst) -> list[Found]:
    """A branch of a body: `IG Metall Köln-Leverkusen`, `AOK Baden-Württemberg`, `DIW Berlin`, `TCS Sektion Zug`.

    A company's name before a town is none: the body must be an abbreviation, or of a kind that has branches.
    """
    lists = tables("orgs")
    found = []
    for name in known:
        if name.label != "ORG" or words.gap(name.last - 1) != " ":
            continue
        part = words.word(name.last) in lists.words("branches")
        place = by_first.get(name.last + part)
        if place is None or place.label != "PLACE" or words.gap(place.first - 1) != " ":
            continue
        bodied = words.low[name.first].endswith(tuple(lists.raw["branched_endings"])) or words.low[
            name.first
        ] in lists.words("branched")
        if (part or bodied or acronym(words, name.first)) and not words.text[words.end[place.last - 1] :][
            :8
        ].startswith((", den", ", am")):
            surface = words.surface(name.first, place.last)
            found.append(Found(name.first, place.last, "ORG", "org-branch", nominative(surface)))
    for i in words.at(lists.words("placed_branches")):
        place = by_first.get(i + 1)
        if place is not None and place.label == "PLACE" and words.upper(i) and words.gap(i) == " ":
            found.append(Found(i, place.last, "ORG", "org-branch", words.surface(i, place.last)))
    return found


def _same_name(words: Words, name: Found) -> str:
    """The canonical of a name where it is a spelling of the surface (`Skoda` -> `Škoda`), else the surface."""
    surface = words.surface(name.first, name.last)
    return name.canonical if key(name.canonical) == key(surface) else surface


def by_group_word(words: Words, by_last: ByLast) -> list[Found]:
    """`Kreyenborg Gruppe`, `Paul Group`: an unlisted name before a closing word."""
    lists = tables("orgs")
    closers = lists.words("group_closers")
    found = [*_group_chains(words, by_last), *_group_before(words)]
    for i in words.at(closers):
        if words.upper(i) and words.gap(i - 1) in (" ", "-") and i not in by_last and i + 1 not in by_last:
            first, most = i, 3
            while (
                first > 0
                and i - first < most
                and words.gap(first - 1) in (" ", "-")
                and words.upper(first - 1)
                and words.low[first - 1].isalpha()
                and _name_part(words, first - 1, first, i)
                and words.low[first - 1] not in lists.words("generic", "english")
            ):
                first -= 1
                if words.word(first - 1) == "&" and words.upper(first - 2) and words.gap(first - 2) == " ":
                    first, most = first - 1, 4  # `Autobahn Tank & Rast Gruppe`
            if (
                first < i
                and words.gap(i) != "-"
                and role_of(words.surface(i - 1)) is None
                and words.low[i - 1] != "director"
            ):
                found.append(Found(first, i + 1, "ORG", "org-group", words.surface(first, i + 1)))
    return found


def _group_before(words: Words) -> list[Found]:
    """Names behind a group's word in a Romance language: `Groupe Zelvac`, `Gruppo Zelbi Costruzioni`."""
    found = []
    for i in [i for i in words.at(tables("orgs").words("group_openers")) if words.upper(i)]:
        last = i + 1
        while words.gap(last - 1) == " " and words.upper(last) and last - i < 4 and words.unknown(last):
            last += 1
        if last > i + 1 and words.gap(i - 1) != "-" and words.gap(last - 1) != "-":
            found.append(Found(i, last, "ORG", "org-group", words.surface(i, last)))
    return found


def _group_chains(words: Words, by_last: ByLast) -> list[Found]:
    """`Flughafen-Wien-Gruppe`, `Doppelmayr/Garaventa-Gruppe`: hyphens tie a group to its name."""
    found = []
    for i in words.at(("gruppe", "stiftung")):
        known = by_last.get(i)
        if words.gap(i - 1) != "-" or words.gap(i) == "-" or known is None or known.label not in ("ORG", "PLACE"):
            continue
        first = known.first
        while words.gap(first - 1) in ("-", "/") and words.upper(first - 1):
            first -= 1
        if (
            words.word(first - 1) == "/"
            and words.gap(first - 1) == words.gap(first - 2) == ""
            and words.upper(first - 2)
        ):
            first -= 2
        if known.label == "ORG" or first < known.first:
            found.append(Found(first, i + 1, "ORG", "org-group", words.surface(first, i + 1)))
    return found


@word_test
@functools.lru_cache(maxsize=1 << 14)
def _head_kind(word: str) -> tuple[bool, bool, bool] | None:
    """Whether a word can be a head before its name, a head after its adjective, a body; None where it is none."""
    lists = tables("orgs")
    stem = _stem(word)
    ending = word.endswith(tuple(lists.words("org_endings")))
    complement = ending or stem in lists.words("heads_complement")
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
    authority = _stem(word).endswith(("amt", "wettbewerbsbehörde", "aufsichtsbehörde", "anstalt"))
    return authority and word.startswith(("bundes", "landes")) and len(_stem(word)) > 12


def by_head(words: Words, by_first: ByFirst) -> list[Found]:
    """`Universität St. Gallen`, `Amt für Berufsbildung`, `Berner Fachhochschule`, `Bildungsdepartement`."""
    names, english = tables("orgs").phrases("heads_name"), tables("orgs").words("english_heads")
    brands = {name.last for name in by_first.values() if name.label == "BRAND"}
    found = []
    for i in words.having(_head_kind):
        kind = _head_kind(words.low[i])
        if (
            kind is None or not words.upper(i) or (i in brands and words.gap(i - 1) == " ")
        ):  # `Volvo FH Aero` is no college
            continue
        complement, last_head, body = kind
        word = words.low[i]
        before = i if not last_head or _is_of_the_land(words, i) else _adjective_before(words, i)
        last = 0
        if complement or word in names.heads or _stem(word) in names:
            size = names.at(words.low, i) or (1 if _stem(word) in names else 0)
            last = _after(words, i, size, complement, by_first)
        if word in english and words.gap(i - 1) == " " and words.upper(i - 1):
            first = i - 1
            while i - first < 3 and words.gap(first - 1) == " " and words.unknown(first - 1):
                first -= 1  # `Carnegie Zelvon University`
            found.append(_headed(words, first, i, i + 1))
        elif last or (before < i and words.gap(i) != "-" and not _names_next(words, before, i)):
            found.append(_headed(words, before, i, last or i + 1))
        elif _stem(word) in tables("orgs").words("plural_bodies") and (first := _named_before(words, i, by_first)) < i:
            found.append(_headed(words, first, i, i + 1))
        elif body and not _holder(words, i):
            found.extend(_bodies(words, i))
    return [_with_form(words, name) for name in found]


def _with_form(words: Words, name: Found) -> Found:
    """The name with the legal form straight behind it: `Bank für Tirol und Vorarlberg AG`."""
    size = tables("orgs").phrases("legal_forms").at(words.low, name.last) if words.gap(name.last - 1) == " " else 0
    if not size or not _is_form(words, name.last, size) or not words.upper(name.last):
        return name
    last = name.last + _dotted(words, name.last, size)
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
    size = bodies.at(words.low, i) or (1 if _stem(word) in bodies else 0)
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


_GENITIVES = (
    "amt",
    "rat",
    "bund",
    "verband",
    "ministerium",
    "departement",
    "institut",
    "gericht",
    "tag",
    "verein",
    "zentrum",
    "verbund",
    "hof",
    "spital",
    "klinikum",
    "krankenhaus",
    "museum",
    "theater",
    "gymnasium",
    "bistum",
)
_PLURALS = ("betriebe", "werke", "netze")
"""Ends of bodies whose name is a plural: `bei den Stadtwerken`."""


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


def _stem(word: str) -> str:
    """The nominative of a body's noun: `Bundesamtes`, `Stadtwerken`."""
    if word.endswith("n") and word[:-1].endswith(_PLURALS):
        return word[:-1]
    for ending in ("es", "s"):
        if word.endswith(ending) and word[: -len(ending)].endswith(_GENITIVES):
            return word[: -len(ending)]
    return word


def _hyphened(words: Words, i: int) -> int:
    """The first word of `Bau- und Umweltdepartement`; kinds of insurance and mere plurals are no bodies."""
    if words.word(i - 1) == "und" and words.word(i - 2) == "-" and words.upper(i - 3):
        kinds = words.low[i].endswith(("versicherung", "versicherungen"))
        plural = words.low[i].endswith("betriebe") and words.word(i - 4) not in _OPENERS
        return i if kinds or plural else i - 3
    return i


def _adjective_before(words: Words, i: int) -> int:
    """The first word of the adjective or hyphenated name before a head noun; `i` where there is none."""
    lists = tables("orgs")
    before = words.word(i - 1)
    if words.gap(i - 1) == "-":
        return _compound_before(words, i)
    if words.gap(i - 1) != " " or len(before) < 4 or before in lists.words("starters"):
        return _hyphened(words, i)
    if words.upper(i - 1):
        adjective = before.endswith(tuple(lists.raw["adjective_endings"])) and not _not_in_name(words, i - 1)
        adjective = adjective and role_of(words.surface(i - 1)) is None  # `Vorsteher Finanzdepartement`
        return i - 1 if adjective else _hyphened(words, i)
    state = re.sub(r"e[nrsm]?$", "e", before) in lists.words("state_adjectives")
    return i - 1 if state and _stem(words.low[i]).endswith(tuple(lists.words("state_heads"))) else _hyphened(words, i)


def _compound_before(words: Words, i: int) -> int:
    """The first part of `Max-Planck-Institut`, `Otto-von-Guericke-Universität`; `i` for a common noun such as `S-Bahn` or `Mercedes-Hausbank`."""
    first = i
    while words.gap(first - 1) == "-" and (words.upper(first - 1) or words.word(first - 1) in ("von", "vom", "de")):
        first -= 1
    plain = words.low[i] in tables("orgs").words("not_bodies") and not _called_after(words, first, i)
    return i if plain or len(words.word(i - 1)) < 3 or not words.upper(first) else first


def _called_after(words: Words, first: int, i: int) -> bool:
    """Whether the parts before a house's noun are someone's name: `Albert-Ludwigs-`, `Goethe-`, not `US-`, `Elite-`."""
    if _stem(words.low[i]) not in tables("orgs").words("called_after"):
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
    if not size and words.low[i] in tables("sites").phrases("heads").heads and words.word(last) != "für":
        return 0
    if complement and words.word(last) in ("für", "der", "des", "deutscher", "von"):
        return _complement(words, last, by_first)
    place = by_first.get(last)
    if (
        place
        and place.label == "PLACE"
        and (size or words.gap(i - 1) == "-" or words.low[i] not in lists.words("not_bodies"))
    ):
        return _more_places(words, place.last, by_first)
    if size and _COINED.fullmatch(words.surface(last) if last < len(words) else ""):
        return last + 1
    if not size or not words.upper(last) or words.low[last] in lists.words("starters") or _not_in_name(words, last):
        return 0
    if words.surface(i).isupper() and words.low[last] in lists.words("english"):  # `FH Aero` is a lorry
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
        named = words.low[end] not in lists.words("starters") and not _not_in_name(words, end)
        end += named and words.low[i] in lists.words("heads_pair")
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
        elif words.gap(end - 1) == "-" and words.upper(end):
            end += 1
        else:
            return end


def _enumerates(words: Words, i: int) -> bool:
    """Whether nouns with commas up to an `und` begin at word `i`: `Umwelt, Energie und Technik`."""
    while words.upper(i) and words.word(i + 1) == ",":
        i += 2
    return words.upper(i) and words.word(i + 1) in ("und", "-")


def _complement(words: Words, i: int, by_first: ByFirst) -> int:
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
                "universität",
                "hochschule",
                "departement",
                "arbeitskreis",
            )
        )
    ):
        return 0
    return last


def _is_initials(words: Words, first: int, i: int) -> bool:
    """Whether word `i` abbreviates the authority that begins at word `first`: `Bundesamt für Statistik BFS`."""
    return words.low[i][0] == words.low[first][0] and in_order(words.low[i], lower(words.surface(first, i)))


def _headed(words: Words, first: int, head: int, last: int) -> Found:
    while words.gap(first - 1) == "-" and words.upper(first - 1):
        first -= 1
    surface = words.surface(first, last)
    return Found(first, last, "ORG", "org-head", nominative(surface))


def nominative(name: str) -> str:
    """The nominative of an organization's name: `Medizinischen Universität Wien` -> `Medizinische Universität Wien`."""
    lists = tables("orgs")
    parts = name.split(" ")
    for n, part in enumerate(parts[:3]):
        if _stem(lower(part)) != lower(part):
            parts[n] = part[: len(_stem(lower(part)))]
    head = lower(_head_of(parts))
    adjective = re.fullmatch(r"(.+(?:ional|lich|sch))(?:e[nrsm]?)", parts[0])
    if adjective and len(parts) > 1 and parts[1][:1].isupper():
        neuter, masculine = tuple(lists.words("neuter")), tuple(lists.words("masculine"))
        ending = "es" if head.endswith(neuter) else "er" if head.endswith(masculine) else "e"
        parts[0] = adjective[1][0].upper() + adjective[1][1:] + ending
    return " ".join(parts)


def _head_of(parts: list[str]) -> str:
    """The noun of a name that opens with an adjective: the last capital before what is of it (`Caravan Handels-Verband`, `Institut für …`)."""
    end = next((n for n, part in enumerate(parts) if n and not part[:1].isupper()), len(parts))
    heads = tuple(tables("orgs").words("neuter", "masculine"))
    return next((part for part in parts[1:end] if lower(part).endswith(heads)), parts[1] if len(parts) > 1 else "")


def abbreviations(words: Words, known: Iterable[Found]) -> list[Found]:
    """The abbreviation in brackets after a name, and its later mentions: `Kraftfahrt-Bundesamt (KBA)`."""
    meanings: dict[str, Found] = {}
    for name in known:
        i = name.last
        if name.label in ("ORG", "PLATFORM") and words.word(i) == "(" and words.word(i + 2) == ")":
            short = words.surface(i + 1)
            spelled = (
                short.islower() and len(short) < 6 and in_order(short, lower(words.surface(name.first, name.last)))
            )
            called = words.unknown(i + 1) and short.istitle() and bool(set(words.low[name.first : i]) & _forms())
            if _ABBREVIATION.fullmatch(short) and (sum(c.isupper() for c in short) >= 2 or spelled):
                meanings.setdefault(short, name)
            elif name.label == "ORG" and called and short.isalpha() and in_order(lower(short), _flat(words, name)):
                meanings.setdefault(short, name)  # `Mercedes-Benz Automobil AG (Merbag)`
        if name.label == "ORG" and (short := _abbreviated_before(words, name) or _abbreviated_behind(words, name)):
            meanings.setdefault(short, name)
    return _mentions(words, meanings, "abbreviation")


@functools.cache
def _forms() -> frozenset[str]:
    return frozenset(part.casefold() for form in tables("orgs").raw["legal_forms"] for part in form.split())


def _flat(words: Words, name: Found) -> str:
    return lower(words.surface(name.first, name.last))


def _abbreviated_before(words: Words, name: Found) -> str:
    """The abbreviation in front of the name that it stands for: `[CIVD] Caravaning Industrie Verband`, `CIVD (…)`."""
    before = words.word(name.first - 1)
    at = name.first - 2 if before in ("]", "–", "-") or (before == "(" and words.word(name.last) == ")") else -1
    at = name.first - 1 if words.acronym(name.first - 1) and words.gap(name.first - 1) == " " else at
    short = words.surface(at) if at >= 0 else ""
    fits = _ABBREVIATION.fullmatch(short) and sum(c.isupper() for c in short) > 2
    return short if fits and in_order(lower(short), lower(words.surface(name.first, name.last))) else ""


def _abbreviated_behind(words: Words, name: Found) -> str:
    """The abbreviation straight behind the name of an authority: `Bundesamt für Statistik BFS`."""
    i = name.last
    if words.gap(i - 1) != " " or not words.acronym(i) or name.rule != "org-head" or words.gap(i) == "-":
        return ""
    return words.surface(i) if in_order(words.low[i], lower(words.surface(name.first, name.last))) else ""


def in_order(letters: str, name: str) -> bool:
    """Whether a name has the letters in this order, the first one at its beginning (`vbl`, `dena`)."""
    rest = iter(name)
    return name[:1] == letters[:1] and all(letter in rest for letter in letters)


def _mentions(words: Words, meanings: Mapping[str, Found], rule: str) -> list[Found]:
    lows = {lower(short) for short in meanings}
    found = []
    for i in words.at(lows):
        if name := meanings.get(words.surface(i)):
            found.append(Found(i, i + 1, name.label, f"{name.label.lower()}-{rule}", name.canonical, name.ref))
    return found


def spelled_out(words: Words) -> list[Found]:
    """The words before a bracketed abbreviation that spell its letters: `Auto Gewerbe Verbands Schweiz (AGVS)`."""
    found = []
    for i in words.at(("(",)):
        if words.word(i + 2) != ")" or words.gap(i - 1) != " ":
            continue
        short = words.surface(i + 1)
        if not _ABBREVIATION.fullmatch(short) or sum(c.isupper() for c in short) < 3:
            continue
        first = _initials(words, i, [c for c in lower(short) if c.isalpha()])
        if first >= i - 1:
            first = _loosely(words, i, lower(short))
        leading = words.gap(first - 1) == " " and words.word(first - 1).endswith("en") and not words.upper(first - 1)
        if leading and words.low[i - 1].endswith("s") and words.unknown(i - 1):
            continue  # `eine der führenden Contract Research Organizations (CRO)`
        if first < i and words.upper(first) and role_of(words.surface(i - 1)) is None and words.low[i - 1] != "officer":
            surface = words.surface(first, i)
            label = (
                "PLATFORM"
                if words.low[i - 1].endswith(
                    ("architecture", "platform", "plattform", "baukasten", "combustion", "electric")
                )
                else "ORG"
            )
            found.append(Found(first, i, label, f"{label.lower()}-initials", nominative(surface)))
    return found


def _initials(words: Words, end: int, letters: list[str]) -> int:
    """The first of the words before `end` whose initials spell the letters; `end` where they do not."""
    k, left = end - 1, list(letters)
    while k >= 0 and left and end - k < 9 and words.gap(k) in (" ", "-", ""):
        word = words.low[k]
        if word[0] == left[-1]:
            left.pop()
        elif word not in ("für", "der", "des", "und", "-", "of", "and", "the", "e", "v", "."):
            return end
        k -= 1
    return k + 1 if not left else end


def _loosely(words: Words, end: int, letters: str) -> int:
    """The first word of a phrase with a body's noun whose letters spell an abbreviation: `Zentralverband Sanitär …`."""
    lists = tables("orgs")
    for k in range(end - 1, max(end - 7, -1), -1):
        if words.gap(k) not in (" ", "-"):
            break
        if not words.upper(k) and words.low[k] not in ("für", "der", "des", "und", "-"):
            break
        bodied = words.low[k].endswith(tuple(lists.raw["branched_endings"])) or words.low[k].startswith(
            tuple(lists.raw["name_adjectives"])
        )
        if (
            words.upper(k)
            and bodied
            and end - k <= len(letters) + 2
            and in_order(letters, lower(words.surface(k, end)))
        ):
            return k
    return end


def short_forms(words: Words, known: Iterable[Found], taken: set[str]) -> list[Found]:
    """Later short mentions of a full name: `Denzel` for `Wolfgang Denzel Auto AG`, `Kessler & Brandt`."""
    shorts: dict[str, int] = {}
    for name in known:
        if name.label == "ORG" and name.rule in ("org-legal-form", "org-group", "org-territory"):
            for short in _shorts(words, name):
                if key(short) not in taken:
                    shorts[key(short)] = len(key(short).split(" "))
    found = _without_adjective(words, known)
    heads = {short.partition(" ")[0] for short in shorts}
    sizes = sorted({len(short.split(" ")) for short in shorts}, reverse=True)
    for i in words.naming(heads):
        word = words.low[i]
        stem = word[:-1] if word not in heads and word.endswith("s") else word
        if stem in heads and (words.upper(i) or len(word) > 4):
            for size in sizes:
                form = " ".join(words.low[i : i + size])
                if (form in shorts or (size == 1 and stem in shorts)) and words.joined(i, i + size):
                    if size == 1 and _is_person(words, i):
                        break
                    surface = words.surface(i, i + size)
                    canonical = surface[:-1] if form not in shorts else surface
                    found.append(Found(i, i + size, "ORG", "org-short", canonical))
                    break
    return found


def _without_adjective(words: Words, known: Iterable[Found]) -> list[Found]:
    """`der Alpenverein` after `Österreichischer Alpenverein`: the compound noun of a name, with its article or coupled to an office."""
    lists = tables("orgs")
    kinds = tuple(lists.words("short_bodies"))
    nouns: dict[str, str] = {}
    covered: set[int] = set()
    for name in known:
        covered.update(range(name.first, name.last))
        noun, adjective = words.low[name.last - 1], words.low[name.first]
        named = (
            name.label == "ORG"
            and name.last - name.first == 2
            and adjective.rstrip("rsnm").endswith(("ische", "deutsche"))
        )
        if named and noun.endswith(kinds) and noun not in lists.words("short_generic", "short_bodies"):
            nouns[noun.removesuffix("es").removesuffix("s")] = name.canonical.rpartition(" ")[2]
    found = []
    for i in words.naming(nouns) if nouns else ():
        noun = words.low[i] if words.low[i] in nouns else words.low[i][:-1]
        if (
            i not in covered
            and noun in nouns
            and words.upper(i)
            and (words.line_start(i) or words.word(i - 1) in lists.words("short_articles") or words.gap(i) == "-")
        ):
            found.append(Found(i, i + 1, "ORG", "org-short", words.surface(i)[: len(noun)]))
    return found


def by_initials(words: Words, known: Iterable[Found]) -> list[Found]:
    """A company by the first letters of its name, without brackets: `GF` for `Georg Fischer AG`."""
    legal = tables("orgs").phrases("legal_forms").heads
    shorts: set[str] = set()
    covered: set[int] = set()
    for name in known:
        covered.update(range(name.first, name.last))
        if name.rule == "org-legal-form":
            parts = [i for i in range(name.first, name.last) if words.low[i].isalpha() and words.low[i] not in legal]
            initials = "".join(words.surface(i)[0] for i in parts)
            if len(initials) > 1 and initials.isupper():
                shorts.add(initials)
    places = [
        i for i in words.at({lower(short) for short in shorts}) if words.surface(i) in shorts and i not in covered
    ]
    return [Found(i, i + 1, "ORG", "org-short", words.surface(i)) for i in places if acronym(words, i)]


def by_plain_noun(words: Words, known: Iterable[Found]) -> list[Found]:
    """Short forms that are German nouns, where the text uses one as only names are used: `Vetter baut` for `Vetter Pharma-Fertigung GmbH`."""
    lists = tables("orgs")
    known = list(known)
    covered = {i for name in known for i in range(name.first, name.last)}
    nouns: dict[str, Found] = {}
    for name in known:
        if name.rule in ("org-legal-form", "org-group"):
            first = name.first + (words.gap(name.first) == "-" and words.acronym(name.first))  # `ÖBB-Postbus AG`
            low = words.low[first]
            if len(low) > 3 and lexicon.listed(low) and low not in lists.words("generic", "heads_name", "starters"):
                nouns.setdefault(low, name)
    found = []
    for low, name in nouns.items():
        places = [i for i in words.places.get(low, ()) if i not in covered and _stands_bare(words, i)]
        if sum(_acts_bare(words, i) for i in places) > 1 or any(_is_classed(words, i) for i in places):
            found += [Found(i, i + 1, "ORG", "org-short", words.surface(i), name.ref) for i in places]
    return found


def _stands_bare(words: Words, i: int) -> bool:
    """Whether neither article nor adjective stands before word `i`, and it is no part of a compound."""
    before = words.word(i - 1)
    if words.gap(i) == "-" or words.gap(i - 1) == "-" or not words.upper(i) or _is_person(words, i):
        return False
    if words.gap(i - 1) != " " or words.upper(i - 1):
        return words.gap(i - 1) != " " or words.line_start(i) or _is_classed(words, i)
    return before not in tables("places").words("determiners") and not _ADJECTIVE.search(before)


def _is_classed(words: Words, i: int) -> bool:
    """Whether a word for a kind of company stands before word `i`: `der Pharmadienstleister Vetter`."""
    classed = words.word(i - 1).endswith(tuple(tables("orgs").raw["company_nouns"])) and len(words.word(i - 1)) > 4
    return classed and words.gap(i - 1) == " " and words.word(i - 2) in _OPENERS


def _acts_bare(words: Words, i: int) -> bool:
    """Whether word `i` is the subject of what companies do: `Vetter baut`, `stellt Vetter seine Pläne vor`."""
    verbs = tables("orgs").words("org_verbs", "acting_verbs")
    opens = words.sentence_start(i) and words.word(i + 1) in verbs and words.gap(i) == " "
    behind = words.word(i - 1) in verbs and not words.upper(i - 1) and not words.upper(i + 1)
    return opens or behind


def by_own_town(words: Words, named: Iterable[Found]) -> list[Found]:
    """The names, with towns that a company of the text is called after as the company where they are not placed.

    `Salzgitter` is `Salzgitter AG` in `Salzgitter liefert Stahl`, the town in `in Salzgitter` and in the dateline.
    """
    named = list(named)
    firms: dict[str, str] = {}
    for name in named:
        if name.label == "ORG" and name.last - name.first == 2:
            formed = words.low[name.last - 1] in tables("orgs").phrases("legal_forms").heads
            firms |= {words.low[name.first]: words.surface(name.first)} if formed else {}
    found = []
    for name in named:
        firm = firms.get(words.low[name.first]) if name.label == "PLACE" and name.last == name.first + 1 else None
        before = words.word(name.first - 1)
        placed = (
            before in tables("places").words("strong_before") or before.isdigit() or words.gap(name.first - 1) == "-"
        )
        placed = placed or (words.line_start(name.first) and words.word(name.last) in (",", "/", "(", "–", "-"))
        placed = placed or words.word(name.last) in ("/", "-") or (before == "/" and words.word(name.last) == ",")
        placed = placed or (words.upper(name.first - 1) and before.endswith(tuple(tables("sites").raw["head_endings"])))
        found.append(Found(name.first, name.last, "ORG", "org-short", firm) if firm and not placed else name)
    return found


def _is_person(words: Words, i: int) -> bool:
    """Whether a given name, a title or a verb of speech before word `i` makes it a person's."""
    before = words.word(i - 1)
    if words.gap(i - 1) not in (" ", ". "):
        return before == "." and words.word(i - 2) in ("dr", "prof", "ing", "mag")
    return before in given_names() or before in ("herr", "herrn", "frau") or before in tables("orgs").words("speech")


@functools.cache
def given_names() -> frozenset[str]:
    """The listed given names as keys."""
    lists = [text for table in patterns.words("given_names").values() for text in table.values()]
    return frozenset(keys(" ".join(lists).split()))


def acronym(words: Words, i: int) -> bool:
    """Whether word `i` is an abbreviation in capitals that may name a body."""
    if not words.acronym(i) or words.surface(i) in tables("orgs").exact("not_acronyms"):
        return False
    line = words.text[max(0, words.start[i] - 30) : words.end[i] + 30]
    return any(c.islower() for c in line)


def surnames(words: Words) -> frozenset[str]:
    """The words of a text that follow a given name."""
    if words.surnames is None:
        given, low = given_names(), words.low
        words.surnames = frozenset(low[i + 1] for i in range(len(low) - 1) if low[i] in given and words.upper(i))
    return words.surnames


def _shorts(words: Words, name: Found) -> list[str]:
    lists = tables("orgs")
    generic, forms = lists.words("generic"), lists.phrases("legal_forms", "group_words", "territories")
    parts = list(range(name.first, name.last))
    while parts and (
        words.low[parts[-1]] in forms.heads or words.low[parts[-1]] in generic or not words.low[parts[-1]].isalnum()
    ):
        parts.pop()
    while len(parts) > 1 and words.low[parts[0]] in generic | lists.words("group_openers"):
        parts.pop(0)
    if not parts:
        return []
    if words.low[parts[0]] in given_names() and len(parts) > 1:
        parts = parts[1:]
    short = words.surface(parts[0], parts[-1] + 1)
    single = words.surface(parts[0])
    if words.low[parts[0]] in tables("sites").phrases("heads").heads:  # `Flughafen Wien` is the site again
        return []
    bare = list(range(name.first, name.last))
    closed = lists.phrases("legal_forms").heads
    while bare and (words.low[bare[-1]] in closed or not (words.low[bare[-1]].isalnum() or words.low[bare[-1]] == ")")):
        bare.pop()
    whole = [words.surface(bare[0], bare[-1] + 1)] if len(bare) > len(parts) else []  # `Volvo Car Switzerland`
    if len(parts) == 1 and lexicon.listed(words.low[parts[0]]) and not single.isupper():
        return whole
    heads = lists.words("heads_complement", "heads_name", "not_in_name", "starters", "particles_short")
    coupled = any(words.low[i] in ("&", "und") for i in parts)
    if coupled or words.low[parts[0]] in heads or not single.isalpha() or len(single) < 3:
        pair = next((words.surface(i - 1, i + 2) for i in parts[1:-1] if words.low[i] == "&"), short)  # `Tank & Rast`
        return [*whole, short, pair] if len(parts) > 1 else whole
    return [*whole, short] if lexicon.listed(words.low[parts[0]]) and not single.isupper() else [*whole, short, single]
