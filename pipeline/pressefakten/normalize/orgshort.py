"""Short forms of organizations that a text names in full: abbreviations, initials, first words, the company of a town's name."""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable, Mapping

from pressefakten.normalize import lexicon
from pressefakten.normalize.gazetteer import key, lower
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words, word_test
from pressefakten.normalize.orgwords import (
    INFLECTED_ADJECTIVE,
    OPENERS,
    acronym,
    given_names,
    in_order,
    is_of_town,
    nominative,
)
from pressefakten.normalize.rolewords import role_of

_ABBREVIATION = re.compile(r"[A-ZÄÖÜa-zäöü][A-Za-zÄÖÜäöü&-]{1,7}")


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
        elif name.label == "ORG" and words.word(i) == "(" and (short := _short_phrase(words, name)):
            meanings.setdefault(short, name)
        if name.label == "ORG" and (short := _abbreviated_before(words, name) or _abbreviated_behind(words, name)):
            meanings.setdefault(short, name)
    return _mentions(words, meanings, "abbreviation")


LONGEST = 3
"""Words of a short form in brackets."""


def _short_phrase(words: Words, name: Found) -> str:
    """A short form of two words or three alone in brackets behind its name: `Raiffeisen-Landesbank Tirol AG (RLB Tirol)`, `CA Immobilien Anlagen AG (CA Immo)`."""
    first = name.last + 1
    end = next((k for k in range(first, first + LONGEST + 1) if words.word(k) == ")"), first)
    spaced = end - first > 1 and all(words.gap(k) == " " and words.upper(k) for k in range(first, end - 1))
    if not spaced or not words.upper(end - 1) or end - first >= name.last - name.first:
        return ""
    letters = "".join(words.low[first:end])
    return words.surface(first, end) if letters.isalpha() and in_order(letters, _flat(words, name)) else ""


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


def _mentions(words: Words, meanings: Mapping[str, Found], rule: str) -> list[Found]:
    sizes = {short: len(short.split(" ")) for short in meanings}
    found = []
    for i in words.at({lower(short.partition(" ")[0]) for short in meanings}):
        for short, size in sizes.items():
            if i + size <= len(words) and words.surface(i, i + size) == short:
                name = meanings[short]
                found.append(Found(i, i + size, name.label, f"{name.label.lower()}-{rule}", name.canonical, name.ref))
    return found


def spelled_out(words: Words, towns: Container[str]) -> list[Found]:
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
            first = _loosely(words, i, lower(short), towns)
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


def _loosely(words: Words, end: int, letters: str, towns: Container[str]) -> int:
    """The first word of a phrase with a body's noun or of a town that has the letters: `Zentralverband Sanitär …`, `Salzburger Landeskliniken`."""
    lists = tables("orgs")
    for k in range(end - 1, max(end - 7, -1), -1):
        if words.gap(k) not in (" ", "-"):
            break
        if not words.upper(k) and words.low[k] not in ("für", "der", "des", "und", "-"):
            break
        bodied = words.low[k].endswith(tuple(lists.raw["branched_endings"])) or words.low[k].startswith(
            tuple(lists.raw["name_adjectives"])
        )
        several = words.low[end - 1].endswith("n") and words.low[end - 1][:1] in letters[1:]
        bodied = bodied or (several and is_of_town(words.low[k], towns))
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
    found = [*_without_adjective(words, known), *_heads_alone(words, known)]
    sealed = {short for short in shorts if "'" in short or len(short.partition(" ")[0]) == 1}
    heads = {short.partition(" ")[0] for short in shorts}
    sizes = sorted({len(short.split(" ")) for short in shorts}, reverse=True)
    for i in words.naming(heads):
        word = words.low[i]
        stem = word[:-1] if word not in heads and word.endswith("s") else word
        if stem in heads and (words.upper(i) or len(word) > 4 or word in {s.partition(" ")[0] for s in sealed}):
            for size in sizes:
                form = " ".join(words.low[i : i + size])
                if form in sealed and not all(words.gap(k) in ("", "-") for k in range(i, i + size - 1)):
                    continue
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


def _heads_alone(words: Words, known: Iterable[Found]) -> list[Found]:
    """`die Stadtwerke` after `Stadtwerke Zelgau GmbH`: plurals and coined nouns that are said again with their article."""
    heads = tables("orgs").words("heads_alone")
    known = list(known)
    covered = {i for name in known for i in range(name.first, name.last)}
    firsts = {words.low[name.first].removesuffix("n") for name in known if name.label == "ORG"}
    named = {head for head in heads & firsts if len(head) > 4}
    found = []
    for i in words.having(_is_alone) if named else ():
        word = words.low[i]
        stem = next((form for form in (word, word[:-1]) if form in named), "")
        articled = words.gap(i - 1) == " " and words.word(i - 1) in tables("orgs").words("short_articles")
        free = i not in covered and words.gap(i) != "-" and not (words.gap(i) == " " and words.upper(i + 1))
        if stem and articled and free and words.upper(i):
            found.append(Found(i, i + 1, "ORG", "org-short", words.surface(i)[: len(stem)]))
    return found


@word_test
def _is_alone(word: str) -> bool:
    heads = tables("orgs").words("heads_alone")
    return word in heads or word[:-1] in heads


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
    return before not in tables("places").words("determiners") and not INFLECTED_ADJECTIVE.search(before)


def _is_classed(words: Words, i: int) -> bool:
    """Whether a word for a kind of company stands before word `i`: `der Pharmadienstleister Vetter`."""
    classed = words.word(i - 1).endswith(tuple(tables("orgs").raw["company_nouns"])) and len(words.word(i - 1)) > 4
    return classed and words.gap(i - 1) == " " and words.word(i - 2) in OPENERS


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


def _sealed(words: Words, parts: list[int]) -> str:
    """The first part of a name with its apostrophe or with a single letter before its hyphen: `Rosi's`, `Z-tel`; empty for none."""
    first = parts[0]
    possessive = words.word(first + 1) in ("'", "’") and words.word(first + 2) == "s" and words.gap(first) == ""
    if possessive and words.gap(first + 1) == "":
        return words.surface(first, first + 3)
    lettered = len(words.low[first]) == 1 and words.gap(first) == "-" and words.gap(first + 1) == " "
    return words.surface(first, first + 2) if lettered and words.word(first + 1).isalpha() else ""


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
    if unit := _sealed(words, parts):
        return [unit]
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
