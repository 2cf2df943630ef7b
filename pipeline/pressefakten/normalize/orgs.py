"""Organizations that no list has: by legal form, territory, branch and group word, and how far their names go."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from pressefakten.normalize import lexicon
from pressefakten.normalize.gazetteer import key, lower
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words
from pressefakten.normalize.namewords import FAMILY, SUFFIX, flags
from pressefakten.normalize.orgheads import adjective_before, head_kind
from pressefakten.normalize.orgwords import (
    GENITIVES,
    INFLECTED_ADJECTIVE,
    OPENERS,
    ByFirst,
    ByLast,
    acronym,
    given_names,
    in_order,
    is_form,
    nominative,
    not_in_name,
    with_dot,
)
from pressefakten.normalize.roles import is_field
from pressefakten.normalize.rolewords import role_of

_KINDS = (
    "wirtschaftsprüfungsgesellschaft",
    "steuerberatungsgesellschaft",
    "rechtsanwaltsgesellschaft",
    "versicherungsgesellschaft",
)
"""What a legal form may be followed by: the kind of company that the law wants in its name."""


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
        if size and is_form(words, i, size):
            done = i + size
            first = _past_field(words, _name_before(words, i, by_last), i, towns)
            if words.acronym(first) and head_kind(words.word(first + 1)) and words.gap(first) == " ":
                first += in_order(words.low[first], lower(words.surface(first + 1, i)))
            idiom = size > 1 and words.low[i] == "&" and i - first == 1
            if idiom and lexicon.listed(lexicon.NOUN + words.low[first]):  # `Moped & Co.`
                continue
            if words.low[first][:-2] in towns and first not in starts and _from_place(words, first, i):
                first += 1
            if lists.phrases("club_forms").at(words.low, i):
                first = _of_body(words, first)
                if (
                    words.word(first - 1) == "in" and words.word(i - 1) == ")"
                ):  # `Verband der Bahnen in Zelvland (VBZ) e. V.`
                    continue
            weak = words.low[i] in lists.words("weak_legal_forms") and not words.upper(i - 1)
            if first < i and (not weak or (words.word(i - 1) == ")" and words.upper(i - 2))):
                size = with_dot(words, i, size)
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
        and words.low[first - 1] not in OPENERS
    )


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
        kind = head_kind(words.low[at])
        if kind is not None and kind[0]:
            return adjective_before(words, at)
    return first


def _starts(words: Words, i: int) -> bool:
    """Whether word `i` is a function word, and no name in capitals before words in lower case (`MAN Truck & Bus`)."""
    if words.low[i] not in tables("orgs").words("starters"):
        return False
    inner = words.low[i] in tables("orgs").words("inner_starters") and words.gap(i - 1) == " "
    if inner and (words.word(i - 1) in OPENERS or words.acronym(i - 1)):  # `die Vier Zelven Hotel GmbH`
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
    small = not words.upper(i + 1) and words.word(i + 1).isalpha() and not lexicon.known(words.word(i + 1))
    named = small or words.unknown(i + 1) or (words.surface(i + 1).isupper() and not words.surface(i).isupper())
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
    if word == "s" and is_genitive_s(words, k):
        return True
    domain = words.gap(k - 1) == words.gap(k) == "" and len(words.word(k + 1)) < 4  # `Swiss21.org AG`
    if word == ".":
        return joined_abbreviation(words, k) or (domain and words.upper(k - 1))
    if words.word(k - 1) == "." and words.gap(k - 1) == words.gap(k - 2) == "" and words.upper(k - 2) and len(word) < 4:
        return True
    if words.upper(k) or word[0].isdigit():
        if _starts(words, k):
            return False
        trade = first == end - 1 and words.gap(first) == "-" and word in lists.words("names_too")
        if not joined and first < end and not_in_name(words, k) and not (trade or _opens_name(words, k)):
            return False
        return not word.isdigit() or first < end
    if word in ("of", "de", "di", "du", "la", "for", "the"):
        return first < end and words.upper(k - 1)
    if word == "und":
        plain = words.upper(k - 1) and all(_is_noun(words, n) or n > first for n in range(first, end))
        plain = plain and lexicon.listed(lexicon.NOUN + words.low[first])  # `Zucker und Stärke Holding AG`
        trades = first == end - 1 and words.gap(first) == "-" and words.low[first].endswith("s")
        trades = trades and words.gap(k - 1) == " " and words.low[k - 1].endswith(_TRADES)
        plain = plain or trades  # `Kreisbahn und Versorgungs-AG`
        bodied = words.upper(k - 1) and words.low[k - 2].endswith(GENITIVES)  # `Bundesverband Reifenhandel und … e.V.`
        plain = plain or (bodied and words.gap(k - 2) == " ")
        return (
            first < end and (words.word(k - 1) == "-" or words.low[first] in lists.words("generic") or plain) and k > 1
        )
    if word == "-":
        return words.word(k + 1) == "und"
    if word == "für":
        return words.word(k - 1) in lists.words("heads_complement") or _named_goods(words, k, first, end)
    front = words.word(k - 1) in OPENERS or is_townish(words, k - 1)
    if first < end and words.gap(k) == " " and front:  # `die illwerke vkw AG`
        return word.isalpha() and len(word) > 4 and not lexicon.known(word) and not INFLECTED_ADJECTIVE.search(word)
    lettered = first < end and word.isalpha() and not words.upper(k)  # `x-tel Zelbo GmbH`
    if lettered and (
        (joined and len(word) == 1) or (words.gap(k - 1) == "-" and len(words.low[k - 1]) == 1 and words.gap(k) == " ")
    ):
        return True
    return (
        first == end
        and word.isalpha()
        and len(word) > 2
        and word not in lists.words("starters")
        and words.gap(k) == " "
        and words.word(k - 1) != "."
        and (not word.endswith(("en", "te", "t", "e", "er")) or not lexicon.known(word))
    )


def is_townish(words: Words, i: int) -> bool:
    """Whether word `i` says of which town a company is: `der Grazer zelvoom GmbH`."""
    return words.upper(i) and words.low[i].endswith("er") and words.gap(i) == " " and words.word(i - 1) in OPENERS


def _opens_name(words: Words, k: int) -> bool:
    """Whether the article fits the legal form but not the noun at word `k`, which so opens the name: `die Metallbaubetrieb Zelger GmbH`."""
    return words.low[k].endswith(("betrieb", "büro", "haus")) and words.word(k - 1) in ("die", "zur", "einer")


_TRADES = ("bahn", "werk", "werke", "bank", "kasse", "gas", "wasser", "strom", "bau", "hafen", "fabrik", "mühle")
"""Ends of nouns that a second trade with a form follows."""


def _named_goods(words: Words, k: int, first: int, end: int) -> bool:
    """Whether `für` joins what a firm makes and its name stands in front: `Zelbor Systeme für Fördertechnik GmbH`."""
    goods = (end - first == 1 and lexicon.listed(lexicon.NOUN + words.low[first])) or lexicon.known(words.low[first])
    named = words.gap(k - 2) == " " and words.upper(k - 1) and words.upper(k - 2)
    named = named and (words.unknown(k - 2) or words.gap(k - 3) == "-" or words.acronym(k - 2))
    return goods and named and first < end and lexicon.known(words.low[k - 1])


def is_genitive_s(words: Words, k: int) -> bool:
    """Whether word `k` is the `s` of a name behind its apostrophe: `Rosi's`."""
    return words.word(k - 1) in _APOSTROPHES and words.gap(k - 1) == words.gap(k - 2) == "" and words.upper(k - 2)


_APOSTROPHES = frozenset(("'", "’", "‘", "`", "´"))


def joined_abbreviation(words: Words, k: int) -> bool:
    """Whether the full stop at word `k` ends an abbreviation inside a name (`St. Galler`, `C. Bechstein`)."""
    before = words.word(k - 1)
    return (
        words.gap(k - 1) == ""
        and words.upper(k - 1)
        and (len(before) <= 2 or before in ("gebr", "dipl", "co"))
        and not before.isdigit()
    )


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
        pair = lists.words("english", "division_words")
        coupled = words.word(last) == "&" and words.gap(last - 1) == words.gap(last) == " " and last > name.last
        if coupled and words.low[last - 1] in pair and words.word(last + 1) in pair and words.upper(last + 1):
            last += 2 * (words.gap(last + 1) != "-")  # `Zelvo Energy & Mobility`
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
        if last == name.last:
            first, end = _both_ends(words, name)
            if (first, end) != (name.first, name.last):
                found.append(Found(first, end, "ORG", "org-prolonged", words.surface(first, end)))
            continue
        if (words.gap(last - 1) == " " and words.upper(last)) or words.gap(last - 1) == "-":
            continue
        if words.low[last - 1] in tables("sites").words("tails"):  # `Miba Power Factory`
            continue
        surface = words.surface(name.last, last)
        found.append(Found(name.first, last, "ORG", "org-prolonged", f"{_same_name(words, name)} {surface}"))
    return found


def _both_ends(words: Words, name: Found) -> tuple[int, int]:
    """Initials in front of a firm's name and what is sealed to its end: `A. P. Zelvo Group`, `EZV.swiss`, `Zelvobahn GmbH des Bundes`."""
    first, last = name.first, name.last
    if name.label != "ORG":
        return first, last
    while last - first > 1 and _is_initial(words, first - 2) and words.gap(first - 1) in (" ", ""):
        first -= 2
    if words.word(first - 1) == "." and words.gap(first - 1) in ("", " "):  # `Dr. Ing. h.c. F. Zelvo AG`
        first = name.first
    site = words.word(last) == "." and words.gap(last - 1) == words.gap(last) == "" and not words.upper(last + 1)
    if site and words.word(last + 1) in tables("orgs").words("domain_ends"):
        last += 2
    formed = tables("orgs").phrases("legal_forms").at(words.low, last - 1) == 1
    if formed and words.word(last) == "des" and words.word(last + 1) == "bundes":
        last += 2
    return first, last


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
        written = words.surface(i) in lists.exact("placed_branches")  # `FAU Erlangen`, no `Fau`
        if not written or words.gap(i) != " ":
            continue
        if place is not None and place.label == "PLACE":
            found.append(Found(i, place.last, "ORG", "org-branch", words.surface(i, place.last)))
        elif place is None and words.surface(i).isupper() and _is_street_or_town(words, i + 1):
            found.append(Found(i, i + 2, "ORG", "org-branch", words.surface(i, i + 2)))
    return found


def _is_street_or_town(words: Words, i: int) -> bool:
    """Whether a street or a town that no list has stands by itself at word `i`: `HTL Zelvingerstraße`."""
    if not words.upper(i) or not words.surface(i).istitle() or words.gap(i) == "-" or words.upper(i + 1):
        return False
    return words.unknown(i) or words.low[i].endswith(tuple(tables("places").raw["sure_street_ends"]))


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
                and words.low[first - 1] not in lists.words("generic", "english", "captions")
                and not (first == i - 1 and words.gap(i - 1) == "-" and _is_noun_before(words, first))
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


def _is_noun_before(words: Words, i: int) -> bool:
    """Whether a German noun stands by itself in front of a name: `Kennzahlen Zelvo-Gruppe`."""
    return words.gap(i - 1) == " " and lexicon.listed(lexicon.NOUN + words.low[i - 1])


def _is_initial(words: Words, i: int) -> bool:
    """Whether word `i` is a letter with its full stop: `A.`"""
    return i >= 0 and len(words.low[i]) == 1 and words.upper(i) and words.word(i + 1) == "." and words.gap(i) == ""


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
