"""Organizations that stand bare: words that no German word list knows, beside known ones, as actors, in addresses.

German writes every noun with a capital, so a capital proves nothing. What the word list does not know, and what is no
person's name, is a candidate; a neighbour in a list, a verb of business or the release's own web address decides.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping

from pressefakten.normalize import lexicon
from pressefakten.normalize.gazetteer import lower
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words, again, word_test
from pressefakten.normalize.namewords import FAMILY, FAMOUS, GIVEN, SUFFIX, TITLE, flags
from pressefakten.normalize.orgwords import OPENERS, acronym, given_names, in_order, nominative, surnames
from pressefakten.normalize.rolewords import role_of

Covered = Mapping[int, Found]
LINKS = frozenset((",", "und", "sowie", "oder", "&", "/"))
ARTICLES = frozenset(("der", "die", "das", "dem", "den", "des"))
DOMAIN = re.compile(r"(?:@|www\.|//)(?:[\w-]+\.)*?([\w-]+)\.(?:[a-z]{2,4})(?:$|[/.])")


def bare(words: Words, named: list[Found]) -> list[Found]:
    """The unlisted names of one to three words that context makes organizations, and their other mentions."""
    covered = {i: name for name in named for i in range(name.first, name.last)}
    found = [
        *_lower_case(words, covered),
        *_acronym_names(words, covered),
        *_pairs(words, covered),
        *_coordinated(words, named, covered),
        *_owners(words, covered),
        *_acting(words, covered),
        *_contracted(words, covered),
        *_told_throughout(words, covered),
        *_related(words, covered),
        *_counted_up(words, covered),
    ]
    found += _mentions(words, found, covered) if found else []
    return _spelled(words, found, covered)


def _spelled(words: Words, found: list[Found], covered: Covered) -> list[Found]:
    """The names, with what a bracketed abbreviation among them stands for: `Agrarmarkt Austria (AMA)`."""
    at = {**covered, **{name.first: name for name in found if name.last == name.first + 1}}
    full: dict[str, str] = {}
    more: list[Found] = []
    for i in words.at(("(",)):
        short = at.get(i + 1)
        if short is None or short.label != "ORG" or words.word(i + 2) != ")" or not words.acronym(i + 1):
            continue
        first = i
        while words.gap(first - 1) in (" ", "-") and words.upper(first - 1) and i - first < 5 and first - 1 not in at:
            if words.low[first - 1] in tables("orgs").words("starters"):
                break
            first -= 1
        if first < i and words.upper(first) and in_order(words.low[i + 1], " ".join(words.low[first:i])):
            more.append(Found(first, i, "ORG", "org-spelled", nominative(words.surface(first, i))))
            full[words.surface(i + 1)] = more[-1].canonical
    named = [name._replace(canonical=full.get(words.surface(name.first, name.last), name.canonical)) for name in found]
    return [*named, *more]


def candidate(words: Words, i: int, covered: Covered, *, capitals: bool = False) -> int:
    """The end of the name that may begin at word `i`: 0 where a German word, a person or a known name stands.

    `capitals`: long words in capitals may be names, too.
    """
    coined = capitals and words.unknown(i) and words.surface(i).isupper() and len(words.low[i]) > 4
    if i in covered or not (_first(words, i) or coined) or flags(words.surface(i)) & TITLE:
        return 0  # `von DI Anna Berger`
    last = i + 1
    while last < len(words) and last - i < 4 and last not in covered and words.gap(last - 1) in (" ", "-"):
        if not (_first(words, last) or _further(words, last)):
            break
        last += 1
    while words.low[last - 1] == "&":
        last -= 1
    if words.gap(last - 1) == "-" and words.upper(last):
        return 0
    plain = words.gap(last - 1) == " " and words.upper(last) and last not in covered
    return 0 if plain or is_person(words, i, last) else last


def _first(words: Words, i: int) -> bool:
    low = words.word(i)
    if not low or not words.upper(i) or low in tables("orgs").words("starters", "english", "generic", "common"):
        return False
    return (words.unknown(i) and not words.surface(i).isupper()) or acronym(words, i)


def _further(words: Words, i: int) -> bool:
    """Whether word `i` may go on with a name: `&`, a number, or a word of business."""
    low = words.low[i]
    if low in ("&", "+"):
        return words.upper(i + 1)
    return words.upper(i) and low in tables("orgs").words("english", "group_closers", "territories")


def is_person(words: Words, i: int, last: int) -> bool:
    """Whether the words look like a person's: a given name, a title or office before, a surname of this text."""
    before = words.word(i - 1) if words.gap(i - 1) in (" ", ". ") else ""
    given = words.low[i] in given_names() and not words.acronym(i)  # `die AMA`
    if given or before in given_names() or before in ("herr", "herrn", "frau"):
        return True
    if before in tables("orgs").words("speech") or words.word(last) in tables("orgs").words("speech"):
        return True
    if words.upper(i - 1) and before and role_of(words.surface(i - 1)) is not None:
        return True
    if last - i == 1:
        return words.low[i] in surnames(words) or bool(flags(words.surface(i)) & (FAMILY | SUFFIX))
    return False


def _coordinated(words: Words, named: Iterable[Found], covered: Covered) -> list[Found]:
    """Unknown names in one list with known ones: `Migros, Denner und Zolibo`, `Nalbex und der WWF`."""
    found: list[Found] = []
    taken = dict(covered)
    for name in named:
        if name.label == "ORG" or (name.label == "BRAND" and name.last not in covered):
            for first, last in (*_rightwards(words, name, taken), *_leftwards(words, name, taken)):
                fresh = Found(first, last, "ORG", "org-listed-with", words.surface(first, last))
                found.append(fresh)
                taken.update(dict.fromkeys(range(first, last), fresh))
    return found


def _rightwards(words: Words, name: Found, taken: Covered) -> Iterator[tuple[int, int]]:
    at, items = name.last, []
    at += words.word(at) == ")" and words.word(name.first - 1) == "("
    at = _past_figure(words, at)
    closed = False
    while not closed and words.word(at) in LINKS and words.gap(at - 1) in ("", " "):
        closed = words.word(at) != ","
        first = at + 1 + (words.word(at + 1) in ARTICLES)
        if first in taken:
            at = taken[first].last
            if taken[first].label not in ("ORG", "BRAND"):
                return
            closed = True
            break
        last = candidate(words, first, taken)
        if not last:
            return
        items.append((first, last))
        at = _past_figure(words, last)
    if closed:
        yield from items


def _past_figure(words: Words, at: int) -> int:
    """The word behind a figure in brackets: `die Zelvo AG (49,9 Prozent), die SNZF (32,7 Prozent)`; `at` where none stands."""
    if words.word(at) != "(" or not words.word(at + 1)[:1].isdigit():
        return at
    close = next((k for k in range(at + 2, min(at + 7, len(words))) if words.low[k] == ")"), at - 1)
    return close + 1


def _leftwards(words: Words, name: Found, taken: Covered) -> Iterator[tuple[int, int]]:
    at = name.first - (words.word(name.first - 1) in ARTICLES)
    while words.word(at - 1) in LINKS and words.gap(at - 2) in ("", " ") and at >= 2:
        for size in (1, 2, 3):
            first = at - 1 - size
            if first >= 0 and candidate(words, first, taken) == at - 1 and not words.upper(first - 1):
                break
        else:
            return
        if words.word(first - 1) in ("in", "aus", "nach"):
            return
        yield first, at - 1
        at = first - (words.word(first - 1) in ARTICLES)


def _owners(words: Words, covered: Covered) -> list[Found]:
    """The release's own house: an unknown word that is the domain of an address in the text, in lower case too (`badenova`)."""
    domains = {match[1] for address in words.addresses for match in DOMAIN.finditer(address)}
    if not domains:
        return []
    coined = {domain for domain in domains if len(domain) > 3 and domain.isalpha() and _is_coined(domain)}
    found = []
    for i in words.at(domains):
        if i in covered or words.surface(i) in tables("orgs").exact("not_acronyms"):
            continue
        strange = (words.unknown(i) or acronym(words, i)) and not is_person(words, i, i + 1)
        if strange or (words.low[i] in coined and words.surface(i).islower()):
            found.append(Found(i, i + 1, "ORG", "org-domain", words.surface(i)))
    return found


_NUMBERED = re.compile(r"[a-zäöü]{3,}\d{1,3}")
"""Names in lower case with a number: `bank99`."""


@word_test
def _is_class(word: str) -> bool:
    return word.endswith(tuple(tables("orgs").raw["lower_case_classes"]))


def _goes_on(words: Words, i: int, verbs: Container[str]) -> bool:
    """Whether a clause goes on behind a name as it does behind a subject, not behind a verb: `Gruppe belief sich auf`."""
    behind = words.word(i + 1)
    return behind in verbs or behind in ("hat", "ist", "will", "wird", "war", "hatte", "kann", ",", "aus", "mit", "und")


def _is_coined(word: str) -> bool:
    """Whether a word in lower case is no German one, nor a form of an adjective or verb; compounds of nouns have a capital."""
    return not lexicon.listed(word) and not word.endswith(("e", "en", "er", "es", "em", "t", "te", "ten", "end"))


def _lower_case(words: Words, covered: Covered) -> list[Found]:
    """Names in lower case (`vbl`): no German line or sentence begins with a small letter; nor is it German, nor an address."""
    verbs = tables("orgs").words("org_verbs", "acting_verbs")
    found: dict[str, Found] = {}
    for i in words.line_starts():
        word = words.low[i]
        if i in covered or words.upper(i) or not word.isalpha() or len(word) < 3:
            continue
        if lexicon.known(word) and (lexicon.listed(word) or words.low.count(word) < OFTEN):  # `badenova` is no compound
            continue
        form = next((k for k in range(i + 1, min(i + 4, len(words))) if words.surface(k) in ("ag", "gmbh", "sa")), 0)
        if form and words.text[words.start[i] : words.end[form]].islower():  # `hostettler moto ag`
            found[words.surface(i)] = Found(i, form + 1, "ORG", "org-lower-case", words.surface(i, form + 1))
            continue
        if words.gap(i) == " " and (
            words.word(i + 1) in verbs or words.word(i + 1) in ("mit", "in", "–", "und", "ist", "hat")
        ):
            found[words.surface(i)] = Found(i, i + 1, "ORG", "org-lower-case", words.surface(i))
    small = _small_forms(words, covered)
    for own in small:
        found.setdefault(words.surface(own.first), own)
    for i in words.having(_is_class):  # `die Agrargenossenschaft fenaco`
        name = i + 1
        plain = name not in covered and words.gap(i) == " " and words.upper(i) and words.low[name : name + 1] != []
        word = words.word(name)
        if not plain or words.upper(name) or len(word) < 5:
            continue
        if _NUMBERED.fullmatch(word) or (word.isalpha() and _is_coined(word) and _goes_on(words, name, verbs)):
            found.setdefault(words.surface(name), Found(name, name + 1, "ORG", "org-lower-case", words.surface(name)))
    if not found:
        return []
    others = [i for i in words.at(found) if i not in covered and words.surface(i) in found]
    full = list(dict.fromkeys([*small, *(name for name in found.values() if name.last > name.first + 1)]))
    firsts = {name.first for name in full}
    inside = {i for name in full for i in range(name.first, name.last)}
    german = {word for word, name in found.items() if name in small and lexicon.known(lower(word))}
    others = [i for i in others if i not in inside and words.surface(i) not in german]
    return [*full, *(Found(i, i + 1, "ORG", "org-lower-case", words.surface(i)) for i in others if i not in firsts)]


def _small_forms(words: Words, covered: Covered) -> list[Found]:
    """Names in small letters with their form: `die zelger bauten ag`, the same without the form behind an article (`der zelger bauten`)."""
    found, asked = [], set()
    for i in [i for i in words.at(("ag", "gmbh")) if words.surface(i).islower() and words.gap(i - 1) == " "]:
        first = i
        while i - first < 4 and _is_small(words, first - 1) and first - 1 not in covered:
            first -= 1
        opened = words.line_start(first) or words.word(first - 1) in SMALL_BEFORE or words.upper(first - 1)
        if first < i and opened and words.gap(i) != "-":
            name = Found(first, i + 1, "ORG", "org-lower-case", words.surface(first, i + 1))
            found.append(name)
            if i - first > 1 and words.surface(first, i) not in asked:
                asked.add(words.surface(first, i))
                bare = name._replace(last=i, canonical=words.surface(first, i))
                again_ = [(a, b) for a, b, _ in again(words, [bare]) if words.surface(a, b).islower()]
                found += [
                    bare._replace(first=a, last=b) for a, b in again_ if not any(k in covered for k in range(a, b))
                ]
    return found


SMALL_BEFORE = frozenset((*OPENERS, "sowie", "und", "oder", "bei", "von", "mit", "an", ":", "·", "|", "–", "(", ","))
"""What stands before a name in small letters."""


def _is_small(words: Words, i: int) -> bool:
    """Whether word `i` is in small letters and no function word, with a space behind it."""
    return (
        i >= 0
        and words.gap(i) == " "
        and words.surface(i).islower()
        and len(words.low[i]) > 2
        and (words.low[i] not in SMALL_BEFORE and words.low[i] not in tables("orgs").words("starters"))
    )


def _acting(words: Words, covered: Covered) -> list[Found]:
    """Unknown names before a verb of business, and abbreviations that act or are acted by."""
    lists = tables("orgs")
    verbs, before = lists.words("org_verbs"), lists.words("agent_before")
    found = []
    for i in [i for i in words.at(verbs) if not words.upper(i)]:
        for size in (1, 2, 3):
            first = i - size
            if first < 0 or words.gap(i - 1) != " " or candidate(words, first, covered) != i:
                continue
            article = words.word(first - 1) in ("die", "der") and acronym(words, first)
            if words.sentence_start(first) or article or words.word(first - 1) in ("dass", "und", "wie"):
                found.append(Found(first, i, "ORG", "org-acts", words.surface(first, i)))
            break
    gained = lists.words("relation_participles", "gained")
    for i in words.at(("hat", "haben")):  # `Den Zuschlag hat SMATRIX erhalten`
        last = candidate(words, i + 1, covered, capitals=True) if words.gap(i) == " " else 0
        deal = last and not flags(words.surface(i + 1).title()) & (GIVEN | FAMILY | FAMOUS)
        deal = deal and words.word(last) in gained and _opens_with_deal(words, i)
        if deal and not words.upper(i) and not (words.low[i + 1].endswith("er") and last == i + 2):  # `GRAZER`
            found.append(Found(i + 1, last, "ORG", "org-acts", words.surface(i + 1, last)))
    for i in words.at(("der", "die", "das")):  # `rechnet der CIVD mit …`
        asked = words.gap(i - 1) == words.gap(i) == " " and words.word(i - 1) in verbs and not words.upper(i - 1)
        subject = words.low[i] == "der" or words.word(i + 2) in ("mit", "von", "ihre", "ihren", "seine", "seinen")
        if asked and subject and acronym(words, i + 1) and (last := candidate(words, i + 1, covered)):
            found.append(Found(i + 1, last, "ORG", "org-acts", words.surface(i + 1, last)))
    for i in words.at(lists.words("seats")):  # `Zelbino mit Sitz in Graz`
        seated = words.gap(i - 1) == " " and words.word(i - 1) == "mit" and words.word(i + 1) in ("in", "im")
        for size in (1, 2, 3) if seated else ():
            first = i - 1 - size
            plain = (
                first >= 0 and words.gap(i - 2) == " " and not (words.gap(first - 1) == " " and words.upper(first - 1))
            )
            if plain and candidate(words, first, covered) == i - 1:
                found.append(Found(first, i - 1, "ORG", "org-acts", words.surface(first, i - 1)))
                break
    for i in words.at(before):
        last = candidate(words, i + 1, covered) if acronym(words, i + 1) and words.gap(i) == " " else 0
        if last:
            found.append(Found(i + 1, last, "ORG", "org-agent", words.surface(i + 1, last)))
    return found


def _contracted(words: Words, covered: Covered) -> list[Found]:
    """Who does the work: `Beauftragt wurde Zelbeck`, `Den Rohbau hat Zelbeck übernommen`; a family name, too, that nobody of the text has."""
    lists = tables("orgs")
    works, done = lists.words("works"), lists.words("relation_participles", "gained")
    found = []
    for i in words.at(("hat", "wurde", "wird", "ist", "übernahm", "übernimmt", "liefert", "lieferte")):
        at = i + 1
        if words.gap(i) != " " or not words.unknown(at) or at in covered or words.low[at] in surnames(words):
            continue
        last = at + 1
        while words.gap(last - 1) == " " and _further(words, last) and last not in covered:
            last += 1
        closed = words.word(last) in done or words.word(last) in (".", "")
        named = closed and words.gap(last - 1) in ("", " ", "\n") and words.low[at] not in given_names()
        if not named or words.word(last - 1) in ("&", "+"):
            continue
        start = next((k for k in range(i - 1, max(i - 9, -1), -1) if words.sentence_start(k)), i)
        passive = words.low[i] in ("wurde", "wird", "ist") and words.word(start) in lists.words("contracted")
        object_ = words.low[i] not in ("wurde", "wird", "ist") and words.word(start) in ("den", "die", "das")
        object_ = object_ and any(words.low[k].endswith(tuple(works)) for k in range(start + 1, i))
        if (passive and start < i) or object_:
            found.append(Found(at, last, "ORG", "org-acts", words.surface(at, last)))
    return found


def _opens_with_deal(words: Words, i: int) -> bool:
    """Whether the sentence with word `i` opens with an order or a contract as its object: the subject stands behind the verb."""
    start = next((k for k in range(i - 1, max(i - 16, -1), -1) if words.sentence_start(k)), i)
    accusative = words.word(start) in ("den", "einen", "diesen", "welchen", "ihn")
    return accusative and any(words.low[k] in tables("orgs").words("won") for k in range(start + 1, i))


def _told_throughout(words: Words, covered: Covered) -> list[Found]:
    """Two words of which not both are German, in one spelling throughout the text, that open a sentence and act: `Bucher Municipal liefert …`.

    The first may be a family name; a person is called in full once, and by a given name.
    """
    lists = tables("orgs")
    no_name = (*lists.words("starters"), *lists.words("generic"), *ARTICLES)
    found: dict[str, Found] = {}
    for i in [i for i in words.at(lists.words("org_verbs")) if not words.upper(i)]:
        first = i - 2
        name = words.surface(first, i) if first >= 0 else ""
        if not name or name in found or not words.sentence_start(first) or words.text.count(name) < OFTEN:
            continue
        plain = words.gap(first) == words.gap(first + 1) == " " and words.upper(first) and words.upper(first + 1)
        if not plain or first in covered or first + 1 in covered or words.low[first] in no_name:
            continue
        strange = words.unknown(first) or words.unknown(first + 1)
        if strange and not is_person(words, first, i) and role_of(words.surface(first)) is None:
            found[name] = Found(first, i, "ORG", "org-acts", name)
    return list(found.values())


OFTEN = 3
"""Times that a name of two words is told in a release that is about its bearer."""


def _related(words: Words, covered: Covered) -> list[Found]:
    """Unknown names behind a preposition that only companies follow: `Kooperation mit X`, `von X übernommen`."""
    lists = tables("orgs")
    nouns, done = lists.words("relations"), lists.words("relation_participles")
    found = []
    for i in words.at(("von", "mit", "an", "durch")):
        last = candidate(words, i + 1, covered) if words.gap(i) == " " and words.upper(i + 1) else 0
        if not last:
            continue
        before, after = words.word(i - 1), words.word(last)
        related = words.gap(i - 1) == " " and (before in nouns or (before == "gemeinsam" and words.low[i] == "mit"))
        passive = words.low[i] in ("von", "durch") and (after in done or _said_before(words, i, done))
        if related or passive:
            found += _chain(words, i + 1, covered, "org-relation")
    for i in words.at(lists.words("acquired")):  # `die 2024 übernommene Zelvo Desserts`
        last = i + 1
        while words.gap(last - 1) == " " and words.upper(last) and last not in covered and last - i < 4:
            last += 1
        if last > i + 1 and words.unknown(i + 1) and words.gap(last - 1) != "-" and not is_person(words, i + 1, last):
            found.append(Found(i + 1, last, "ORG", "org-relation", words.surface(i + 1, last)))
    for i in words.at(lists.words("named_verbs")):  # `die seit Juni als Zelvence firmiert`, `firmiert als Zelvence`
        ends = [
            k
            for k in range(i - 4, i)
            if k > 0 and words.word(k - 1) in ("als", "unter") and candidate(words, k, covered) == i
        ]
        starts = [
            k for k in range(i + 2, i + 5) if words.word(k - 1) in ("als", "unter") and candidate(words, k, covered)
        ]
        for k in [*ends, *starts][:1]:
            last = i if ends else candidate(words, k, covered)
            found.append(Found(k, last, "ORG", "org-relation", words.surface(k, last)))
    for i in words.at(("der", "den", "dem")):  # `Übernahme der Akkim Kimya`, `Beteiligung an der Zelbex`
        before = words.word(i - 1) if words.gap(i) == words.gap(i - 1) == " " else ""
        deal = (before in lists.words("deals") and words.low[i] == "der") or (
            before == "an" and words.word(i - 2) in lists.words("shares")
        )
        if deal and (last := candidate(words, i + 1, covered)):
            found.append(Found(i + 1, last, "ORG", "org-relation", words.surface(i + 1, last)))
    for i in words.at(lists.words("predicates")):
        at = i + 1 + (words.word(i + 1) in ("ist", "sind", "war", "waren", "bleibt", "wird"))
        at += 2 * (words.word(at) == "unter" and words.word(at + 1) == "anderem")
        if at > i + 1 and words.upper(i):
            found += _chain(words, at, covered, "org-relation")
    return [*found, *_sources(words, covered)]


def _chain(words: Words, at: int, covered: Covered, rule: str) -> list[Found]:
    """The unknown names of a list that begins at word `at`."""
    found: list[Found] = []
    while at < len(words) and (last := candidate(words, at, covered)) and len(found) < 6:
        found.append(Found(at, last, "ORG", rule, words.surface(at, last)))
        if words.word(last) not in ("und", ",", "sowie"):
            break
        at = last + 1 + (words.word(last + 1) in ARTICLES)
    return found


def _said_before(words: Words, i: int, done: Container[str]) -> bool:
    """Whether the clause before word `i` has opened with what is done by a company: `Geliefert werden sie von X`."""
    k = i - 1
    while k >= 0 and i - k < 12 and words.low[k] not in (".", ",", ";", ":"):
        if words.low[k] in done or words.low[k] in ("stammen", "stammt", "stammte"):
            return True
        k -= 1
    return False


def _sources(words: Words, covered: Covered) -> list[Found]:
    """`Quelle: ASTRA`, `nach Daten der OECD`, `im Auftrag des VCD`: whose figures and orders they are."""
    nouns, found = tables("orgs").words("source_nouns", "offices"), []
    for i in words.at(("quelle", "quellen")):
        last = candidate(words, i + 2, covered) if words.word(i + 1) == ":" and words.gap(i + 1) == " " else 0
        if last and words.word(last) in (",", ".", ")", "/", "|", "") and words.gap(last) != "":
            found.append(Found(i + 2, last, "ORG", "org-source", words.surface(i + 2, last)))
    for i in words.at(nouns):
        of = words.word(i + 1) in ("der", "des") and acronym(words, i + 2) and words.gap(i) == words.gap(i + 1) == " "
        last = candidate(words, i + 2, covered) if of else 0
        if last:
            found.append(Found(i + 2, last, "ORG", "org-source", words.surface(i + 2, last)))
    for i in words.at(("zu",)):
        last = candidate(words, i + 1, covered) if words.gap(i) == " " and words.upper(i + 1) else 0
        clause = words.low[max(0, i - 12) : i]
        if last and not _CHANGES.isdisjoint(clause) and "." not in clause:
            found.append(Found(i + 1, last, "ORG", "org-relation", words.surface(i + 1, last)))
    return found


_CHANGES = frozenset(("gehört", "gehören", "gehörte", "gehörende", "wechselt", "wechselte", "stiess", "stieß", "kam"))
"""Verbs with `zu` before a company."""


def _acronym_names(words: Words, covered: Covered) -> list[Found]:
    """Capitals with words of business behind them: `TGW Logistics`, `GE HealthCare`."""
    english = tables("orgs").words("division_words", "group_words")
    found = []
    for i in range(len(words) - 1):
        if i not in covered and words.low[i + 1] in english and words.gap(i) == " " and acronym(words, i):
            last = candidate(words, i, covered)
            if last > i + 1:
                found.append(Found(i, last, "ORG", "org-acronym-name", words.surface(i, last)))
    return found


def _counted_up(words: Words, covered: Covered) -> list[Found]:
    """Companies with a figure each behind their class and a colon: `Marktanteile der Anbieter: A1 36,2 %, Magenta 30,5 %`."""
    lists = tables("orgs")
    found = []
    for i in [i for i in words.having(_is_company_plural) if words.upper(i)]:
        colon = next((k for k in range(i + 1, min(i + 16, len(words))) if words.low[k] == ":"), 0)
        line = words.text[words.end[i] : words.start[colon]] if colon else "\n"
        if "\n" in line or ". " in line:
            continue
        for k in range(colon + 1, min(colon + 80, len(words))):
            if "\n" in words.gap(k - 1):
                break
            last = _counted(words, k) if words.low[k - 1] in (":", ",", ";", "und") else 0
            if last and words.low[k] not in lists.words("rest") and not any(n in covered for n in range(k, last)):
                found.append(Found(k, last, "ORG", "org-counted-up", words.surface(k, last)))
    return found if len(found) > 1 else []


def _counted(words: Words, i: int) -> int:
    """The end of one to three capitalised words before a figure; 0 where none stand."""
    last = i
    while words.upper(last) and last - i < 3 and words.gap(last) in (" ", " (", "-"):
        last += 1
    return last if last > i and words.word(last + (words.word(last) == "("))[:1].isdigit() else 0


@word_test
def _is_company_plural(word: str) -> bool:
    return word.endswith(tuple(tables("orgs").raw["company_plurals"]))


def _pairs(words: Words, covered: Covered) -> list[Found]:
    """Two unknown names that open a sentence and act together: `Swissport und Wisag übernehmen …`."""
    verbs = tables("orgs").words("org_verbs_plural")
    found = []
    for i in [i for i in words.at(("und",)) if words.upper(i + 1) and words.gap(i) == " "]:
        second = candidate(words, i + 1, covered)
        if not second or words.word(second) not in verbs:
            continue
        for first in (i - 1, i - 2, i - 3):
            if first >= 0 and words.sentence_start(first) and candidate(words, first, covered) == i:
                found += [Found(a, b, "ORG", "org-acts", words.surface(a, b)) for a, b in ((first, i), (i + 1, second))]
    return found


def _mentions(words: Words, found: list[Found], covered: Covered) -> list[Found]:
    """Further mentions of the names in the same spelling."""
    return [
        Found(i, last, "ORG", "org-seen", name.canonical)
        for i, last, name in again(words, found)
        if words.surface(i, last) == name.canonical
        and all(k not in covered for k in range(i, last))
        and not is_person(words, i, last)
    ]
