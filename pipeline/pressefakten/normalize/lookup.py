"""Names that the gazetteer knows: look-up, then the guards of names that are words."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from pressefakten.normalize import lexicon
from pressefakten.normalize.gazetteer import Entry, Gazetteer, key, lower
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words
from pressefakten.normalize.namewords import FAMILY, GIVEN, SUFFIX, flags
from pressefakten.normalize.orgwords import given_names, surnames
from pressefakten.normalize.rolewords import role_of


class Hit:
    """The rows that fit the words `first` up to `last`, before their guards are asked."""

    __slots__ = ("entries", "first", "last", "place")

    def __init__(self, first: int, last: int, entries: tuple[Entry, ...], place: Entry | None) -> None:
        self.first, self.last, self.entries, self.place = first, last, entries, place


def hits(words: Words, gazetteer: Gazetteer) -> list[Hit]:
    """All rows whose key stands in the text, longest first at each word; a genitive `s` is tolerated."""
    heads, low = gazetteer.heads, words.low
    found = []
    names, places = gazetteer.names, gazetteer.places
    styled = _styled(words, gazetteer)
    for i in words.naming(heads):
        word = low[i]
        if not words.upper(i) and word not in gazetteer.lower_heads and word not in styled:
            continue
        size = heads.get(word, 1)
        if size == 1 and word not in names and word not in places and word[-1] != "s":
            continue
        for n in range(min(size, len(low) - i), 0, -1):
            form = word if n == 1 else " ".join(low[i : i + n])
            if form in names or form in places or form[-1] == "s":
                hit = _hit(words, gazetteer, form, i, i + n)
                if hit:
                    found.append(hit)
        if word in styled and not words.upper(i) and not (found and found[-1].first == i):
            found.append(Hit(i, i + 1, gazetteer.names[word], None))
    return found


def _styled(words: Words, gazetteer: Gazetteer) -> set[str]:
    """Names of organizations that a text keeps writing without a capital though the list has one: `fenaco` for `Fenaco`."""
    seen: set[str] = set()
    twice: set[str] = set()
    for i in words.naming(gazetteer.names):
        word = words.low[i]
        parted = (
            words.gap(i - 1) != ""
            and (words.gap(i) != "" or words.word(i + 1) in (",", ":", ";", ")"))
            and words.gap(i) != "-"
        )
        if len(word) > STYLED and words.surface(i) == word and parted:
            entries = gazetteer.names.get(word)  # None where only the genitive is listed
            if entries and word not in twice and all(e.label == "ORG" for e in entries) and not lexicon.known(word):
                (twice if word in seen else seen).add(word)
    return twice


STYLED = 4
"""Letters that a name has at least to be known without its capital."""


def _hit(words: Words, gazetteer: Gazetteer, form: str, first: int, last: int) -> Hit | None:
    for genitive in (False, True):
        if genitive and not (form[-1] == "s" and len(form) > 4):
            return None
        stem = form[:-1] if genitive else form
        if stem not in gazetteer.names and stem not in gazetteer.places:
            continue
        entries = gazetteer.names.get(stem, ())
        place = gazetteer.place(stem)
        if entries or place:
            surface = words.surface(first, last)
            if (
                genitive and surface[-2:].isupper() and not surface.isupper()
            ):  # `Triple RS` is no genitive of `Triple R`
                return None
            surface = surface[:-1] if genitive else surface
            if genitive and last - first == 1 and form in given_names():  # `Nikolas` is no genitive of `Nikola`
                entries = ()
            entries = tuple(e for e in entries if fits(surface, e.form))
            place = place if place and fits(surface, place.form) else None
            if (entries or place) and words.joined(first, last):
                return Hit(first, last, entries, place)
    return None


def fits(surface: str, form: str) -> bool:
    """Whether a surface may stand for a form in its case: `ŠKODA` for `Škoda`, but not `man` for `MAN`."""
    if surface == form:
        return True
    letters = [c for c in form if c.isalpha()]
    if letters and len(letters) <= 4 and all(c.isupper() for c in letters):
        return [c for c in surface if c.isalnum()] == [c for c in form if c.isalnum()]
    starts = [part[0] for part in form.replace("-", " ").split()]
    given = [part[0] for part in surface.replace("-", " ").split()]
    if len(starts) != len(given):
        return surface[0].isupper() or not form[0].isupper()
    return all(have.isupper() or not want.isupper() for have, want in zip(given, starts, strict=True))


class Context:
    """What the guards ask of the whole text: makes that are named without doubt, and whether it is about vehicles."""

    def __init__(self, words: Words, found: list[Hit]) -> None:
        self.makers = {e.canonical for hit in found for e in hit.entries if e.label in ("BRAND", "ORG")}
        present = tables("models").words("car_words").intersection(words.low)
        self.models_at: dict[int, set[str]] = {}
        for hit in found:
            for entry in hit.entries:
                if entry.label == "MODEL" and entry.brand:
                    self.models_at.setdefault(hit.first, set()).add(entry.brand)
        self.brands = {
            e.canonical
            for hit in found
            for e in hit.entries
            if e.label == "BRAND" and (e.guard in (None, "case") or e.canonical in self.models_at.get(hit.last, ()))
        }
        makes = {(hit.last, e.canonical) for hit in found for e in hit.entries if e.label == "BRAND"}
        self.beside_make = {
            e.id for hit in found for e in hit.entries if e.label == "MODEL" and (hit.first, e.brand) in makes
        }
        self.about_cars = len(present) + len(self.brands) >= 2
        self.vehicle_words = len(present)


_ACCENTED = re.compile("[à-ãå-ïñ-õøùúûýÿ]")
"""Letters with which a town is written in its own language: `Meknès` where the list has none."""


def accept(words: Words, found: list[Hit], context: Context) -> Iterator[tuple[Found, Entry]]:
    """The hits whose guards are content, left to right, the longest at each place."""
    taken = -1
    previous: tuple[Found, Entry] | None = None
    for hit in found:
        if hit.first < taken:
            continue
        chosen = _choose(words, hit, context, previous)
        if chosen:
            label, surface = chosen.label.lower(), words.surface(hit.first, hit.last)
            canonical = surface if surface.islower() and surface == lower(chosen.canonical) else chosen.canonical
            canonical = surface if chosen.label == "PLACE" and _ACCENTED.search(surface) else canonical
            name = Found(hit.first, hit.last, chosen.label, f"listed-{label}", canonical, chosen.id, chosen.brand)
            previous = (name, chosen)
            taken = hit.last
            yield previous


def _choose(words: Words, hit: Hit, context: Context, previous: tuple[Found, Entry] | None) -> Entry | None:
    before = previous[0] if previous and previous[0].last == hit.first else None
    for entry in hit.entries:
        if entry.label == "MODEL" and before and before.label == "BRAND" and before.canonical == entry.brand:
            return entry
    surface = words.surface(hit.first, hit.last)
    if hit.place and _placed(words, hit) and place_fits(words, hit, hit.place, previous):
        return hit.place
    for entry in sorted(hit.entries, key=lambda entry: entry.form != surface):  # `ASTRA` is no `Astra`
        if _content(words, hit, entry, context):
            return entry
    return hit.place if hit.place and place_fits(words, hit, hit.place, previous) else None


def _placed(words: Words, hit: Hit) -> bool:
    """Whether a town that is also a company's name is meant: `in Lenzing`, `Lenzing, 7. Mai`."""
    names = all(entry.label == "ORG" for entry in hit.entries) and hit.last - hit.first == 1
    located = words.word(hit.first - 1) in ("in", "aus", "nach") and words.gap(hit.first - 1) == " "
    return bool(hit.entries) and names and words.gap(hit.last - 1) != "-" and (located or _dateline(words, hit))


def _content(words: Words, hit: Hit, entry: Entry, context: Context) -> bool:
    if (
        hit.last - hit.first == 1
        and words.word(hit.last) == ":"
        and words.gap(hit.last) == "" == words.gap(hit.last - 1)
    ):
        return False  # `e:HEV`
    if len(entry.form) == 1 and words.word(hit.last) == "." and words.gap(hit.last) == "" == words.gap(hit.last - 1):
        return False  # `e.V.`
    if len(entry.form) == 1 and (words.surface(hit.first) != entry.form or words.gap(hit.last - 1) == "-"):
        return False  # `E-Mopeds` beside a `Honda e`
    if words.gap(hit.last - 1) == "-" and words.word(hit.last) == "ots":  # `APA-OTS`: how the release was sent
        return False
    if entry.guard is None or entry.label == "PLATFORM":
        return True
    if entry.guard == "case":
        initial = words.gap(hit.first - 1) == "-" and len(words.word(hit.first - 1)) < 3  # `E-Mobility`
        return words.surface(hit.first, hit.last) == entry.form and not initial
    if entry.label == "MODEL":
        near = entry.brand in context.brands and context.about_cars
        if entry.guard == "car_context" and _is_type(entry.form) and entry.brand in context.makers:
            return True
        known = entry.id in context.beside_make and entry.brand in context.brands
        if entry.guard == "never_alone" and known and _again(words, hit):
            return True
        if entry.guard == "never_alone" and near and words.gap(hit.first - 1) == " ":
            return _typed(words, hit) or _beside_model(words, hit, entry.brand, context)
        return (
            entry.guard == "car_context"
            and near
            and words.word(hit.first - 1) not in ("autobahn", "bundesstrasse", "bundesstraße")
        )
    if entry.label == "BRAND" and entry.canonical in context.models_at.get(hit.last, ()):
        return True
    if entry.label == "BRAND" and entry.canonical in context.brands and words.upper(hit.first):
        return context.about_cars and words.gap(hit.last - 1) != "-"
    if entry.label == "BRAND" and len(context.brands) > 2 and _is_cell(words, hit):
        return True
    if entry.label == "BRAND" and words.surface(hit.first, hit.last) == entry.form and _has_territory(words, hit.last):
        return True
    if entry.label == "BRAND" and entry.guard == "car_context":
        return context.vehicle_words >= 1 and context.about_cars
    if entry.guard == "org_context":
        return words.gap(hit.first - 1) != "-" and not words.line_start(hit.first)
    return False


def _has_territory(words: Words, i: int) -> bool:
    """Whether the name of a country makes a company of the word before it: `Triumph Schweiz`."""
    territory = tables("orgs").phrases("territories").at(words.low, i) > 0 and words.upper(i)
    return territory and words.gap(i - 1) == " " and not words.upper(i + 1)


def _is_cell(words: Words, hit: Hit) -> bool:
    """Whether a name fills a cell of a table."""
    before, after = words.gap(hit.first - 1), words.gap(hit.last - 1)
    opens = "\n" in before or "\t" in before or words.word(hit.first - 1) == "|"
    return opens and ("\t" in after or words.word(hit.last) == "|")


def _is_type(form: str) -> bool:
    """Whether a model's name is a type with letters and digits (`A321XLR`), which no word is."""
    return sum(c.isdigit() for c in form) > 1 and any(c.isupper() for c in form)


def _again(words: Words, hit: Hit) -> bool:
    """Whether a word that German does not know, or with a variant behind it, names again what stood beside its make."""
    variant = words.gap(hit.last - 1) == " " and tables("models").phrases("variants").at(words.low, hit.last) > 0
    word = words.low[hit.first]
    return word.isalpha() and len(word) > 3 and words.gap(hit.last - 1) != "-" and (variant or words.unknown(hit.first))


def _typed(words: Words, hit: Hit) -> bool:
    """Whether a number is a model's name: `die Baureihe 3008`, `der 3008 Hybrid 145`."""
    lists = tables("models")
    before, number = words.word(hit.first - 1), words.low[hit.first]
    variant = words.gap(hit.last - 1) == " " and lists.phrases("variants").at(words.low, hit.last) > 0
    following, behind = words.word(hit.last), words.gap(hit.last - 1)
    acts = following.isalpha() and not words.upper(hit.last) and following not in lists.words("units")
    ends = before in lists.words("masculine") and (
        (following in (",", ";", ")") and behind == "") or (following.isdigit() and behind == " ")
    )  # `einen 718, dessen …`, `vom 911 37.700 Stück`
    acts = len(number) > 2 and not _YEAR.fullmatch(number) and (acts or ends)
    return before in lists.words("type_nouns") or ((variant or acts) and before in lists.words("articles"))


def _beside_model(words: Words, hit: Hit, brand: str | None, context: Context) -> bool:
    """Whether a number of three digits is counted up with models of its make: `718 und Macan`, `Panamera (7.133), 718 (4.022)`."""
    number, behind = words.low[hit.first], hit.last
    if len(number) < 3 or _YEAR.fullmatch(number):
        return False
    bracketed = words.word(behind) == "(" and words.word(behind + 1)[:1].isdigit()
    listed = words.word(hit.first - 1) == "," and words.word(hit.first - 2) == ")"
    return (bracketed and listed) or (
        words.word(behind) in ("und", ",", "/") and brand in context.models_at.get(behind + 1, ())
    )


_YEAR = re.compile(r"(?:19|20)\d\d")


def place_fits(words: Words, hit: Hit, entry: Entry, previous: tuple[Found, Entry] | None) -> bool:
    """Whether a listed place is meant: a guarded one needs a preposition, a postal code, a dateline or a neighbour."""
    lists = tables("places")
    genitive = key(entry.form) != " ".join(words.low[hit.first : hit.last])
    if hit.last - hit.first == 1 and _personal(words, hit, genitive):
        return False
    before = words.word(hit.first - 1)
    opens = hit.last - hit.first == 1 and words.sentence_start(hit.first) and words.gap(hit.first) == " "
    if opens and words.low[hit.first] in tables("orgs").words("starters"):  # `Ohne sie geht es nicht`
        return False
    if before == "auto" and words.gap(hit.first - 1) == " ":  # `Auto Zürich` is a fair
        return False
    if before == "um" and words.word(hit.first - 2) == words.low[hit.first]:  # `Zug um Zug`
        return False
    if words.gap(hit.first - 1) == " " and words.unknown(hit.first - 1) and _at_fair(words, hit.first - 1):
        return False
    if _counted(words, hit, before) or _fronts(words, hit, entry):
        return False
    if words.word(hit.last) == "messe" and words.gap(hit.last - 1) == " " and words.upper(hit.last):  # `Hannover Messe`
        return False
    if entry.guard is None:
        return True
    if genitive and entry.guard == "case" and _of_mayor(words, hit):
        return True
    if genitive or (before == "im" and words.gap(hit.first - 1) == " "):  # `im Kommen`
        return False
    if before in ("in", "nach") and entry.guard != "case" and _beside_noun(words, hit):
        return False
    if words.gap(hit.first - 1) == "\n":
        before = ""
    if words.gap(hit.last - 1) == "-" or words.gap(hit.first - 1) == "-":
        return False
    if (
        entry.guard == "case"
        and lexicon.listed(words.low[hit.first].replace("ß", "ss"))
        and not hit.last - hit.first > 1
    ):
        headed = _follows_site(words, hit) or before in lists.words("before")
        return headed or _dateline(words, hit) or _coordinated(words, hit, previous)
    if entry.guard == "case":
        person = words.low[hit.first] in surnames(words) and words.word(hit.first - 1) not in lists.words("before")
        meant = before == "für" and words.unknown(hit.first) and not flags(words.surface(hit.first)) & FAMILY
        return not person and (meant or not _determined(words, hit.first))  # `auch für Wolhusen`
    if _in_column(words, hit, previous) or _of_country(words, hit.first):
        return True
    if _follows_site(words, hit):
        return True
    school = words.acronym(hit.first - 1) and before in tables("orgs").words("placed_branches")  # `die HTL Ried`
    strong = school or before in lists.words("strong_before") or (before.isdigit() and len(before) in (4, 5))
    if strong or _dateline(words, hit) or _in_country(words, hit.last):
        return True
    listing = words.word(hit.last) in (",", "und") and _coordinated(words, hit, previous)
    if words.word(hit.first - 1) == "," and words.word(hit.last) == "," and words.word(hit.first - 2) in _forms():
        return True  # `The Swatch Group AG, Biel, Telefon …`
    if entry.guard == "never_alone" or words.low[hit.first] in surnames(words):
        return listing
    if entry.country in ("DE", "AT", "CH") and _unmistakable(words, hit):
        return True
    return before in lists.words("before") or _coordinated(words, hit, previous)


def _of_mayor(words: Words, hit: Hit) -> bool:
    """Whether an unknown town in the genitive opens the sentence before its office: `Zelbens Bürgermeister`."""
    i = hit.first
    office = words.upper(hit.last) and words.gap(i) == " " and role_of(words.surface(hit.last)) is not None
    town = words.unknown(i) or (not lexicon.listed(words.low[i]) and not lexicon.listed(words.low[i][:-1]))
    return office and hit.last == i + 1 and town and not flags(words.surface(i)[:-1]) & (FAMILY | GIVEN)


def _at_fair(words: Words, i: int) -> bool:
    """Whether a fair that German does not know stands at word `i`: `auf der WindEnergy Hamburg`."""
    return words.word(i - 1) == "der" and words.word(i - 2) in ("auf", "an") and not words.surface(i).istitle()


def _unmistakable(words: Words, hit: Hit) -> bool:
    """Whether a town's name is no German word, nobody's name and stands as towns do, bare: `Lengau ist ausgelastet`."""
    i = hit.first
    if hit.last - i > 1 or not words.unknown(i) or len(words.low[i]) < 5 or flags(words.surface(i)) & (FAMILY | SUFFIX):
        return False
    low = words.low[i]  # the word list lacks forms that are towns too: `Höfen`, `Bauen`
    if any(low.endswith(end) and lexicon.listed(low.removesuffix(end)) for end in ("n", "en", "e", "er", "s", "es")):
        return False
    alone = not (words.gap(i - 1) == " " and words.upper(i - 1)) and not (words.gap(i) == " " and words.upper(i + 1))
    return alone and words.low[i] not in given_names() and not _determined(words, i)


def _beside_noun(words: Words, hit: Hit) -> bool:
    """Whether a German noun stands in one list with the word: `in Lohn und Brot`, `in Halle, Förderbänder und Roboter`."""
    if words.word(hit.last) not in ("und", ",") or not words.upper(hit.last + 1) or words.gap(hit.last) != " ":
        return False
    low = words.low[hit.last + 1]
    ends = words.gap(hit.last + 1) != "-" and not words.upper(hit.last + 2)
    return ends and lexicon.known(low) and lexicon.listed(lexicon.NOUN + (lexicon.head(low) or low))


def _of_country(words: Words, i: int) -> bool:
    """Whether word `i`, no German word, follows its country's adjective: `im spanischen Vigo`."""
    before = words.word(i - 1)
    adjective = before.endswith("ischen") and words.gap(i - 1) == " " and not words.upper(i - 1)
    return adjective and not lexicon.listed(words.low[i]) and words.word(i - 2) in ("im", "ins", "dem", "vom", "beim")


_SITE_HEADS = (
    "standort",
    "werk",
    "zentrum",
    "fabrik",
    "campus",
    "depot",
    "bahnhof",
    "hafen",
    "factory",
    "niederlassung",
    "filiale",
)


def _follows_site(words: Words, hit: Hit) -> bool:
    """Whether the noun of a site stands before a town: `Produktionsstandort Ulm`, `der Niederlassung Wels`."""
    before = words.word(hit.first - 1)
    return words.gap(hit.first - 1) == " " and before.endswith(_SITE_HEADS) and words.upper(hit.first - 1)


def _counted(words: Words, hit: Hit, before: str) -> bool:
    """Whether a number counts what only looks like a town: `26 Löwen`."""
    return (
        before.isdigit()
        and len(before) < 4
        and words.gap(hit.first - 1) == " "
        and lexicon.listed(words.low[hit.first])
    )


def _fronts(words: Words, hit: Hit, entry: Entry) -> bool:
    """Whether a foreign form of a place opens an English name: `Vienna Drive`, `Malta Airport`."""
    if words.gap(hit.last - 1) != " " or not words.upper(hit.last) or hit.last - hit.first > 1:
        return False
    return words.word(hit.last) in tables("places").words("after_english")


def _forms() -> Container[str]:
    return tables("orgs").phrases("legal_forms").heads


ORIGIN = frozenset(("im", "ins", "vom", "zum"))
"""In front of the adjective of a country that stands before a town."""


def _determined(words: Words, i: int) -> bool:
    """Whether an article or adjective before word `i` makes it a common noun; town names have none."""
    before = words.word(i - 1)
    if words.gap(i - 1) != " " or (words.upper(i - 1) and not words.line_start(i - 1)):
        return False
    if before.endswith("schen") and words.word(i - 2) in ORIGIN:
        return False  # `im ungarischen Eger`
    return before in tables("places").words("determiners") or (
        before.isalpha()
        and before.endswith(("es", "en", "em", "e"))
        and before not in tables("places").words("before", "not_adjectives")
    )


def _personal(words: Words, hit: Hit, genitive: bool) -> bool:
    """Whether a given name stands before a place, the place's genitive is one, or it is one with a family name behind it (`Henning Overath`, `Jonas`, `Rosa Keller`)."""
    before = words.word(hit.first - 1)
    if words.gap(hit.first) == " " and words.upper(hit.first + 1) and words.low[hit.first] in given_names():
        return bool(flags(words.surface(hit.first + 1)) & FAMILY)
    if words.gap(hit.first - 1) == " " and before in given_names() and words.upper(hit.first - 1):
        return True
    return genitive and words.low[hit.first] in given_names()


def _in_country(words: Words, i: int) -> bool:
    """Whether a country stands in brackets at word `i`."""
    return words.word(i) == "(" and words.word(i + 1) in tables("places").words("countries")


_WIRED = re.compile(r" ?\((?:[A-Z]{2,5}|ots|pte|awp|pts)(?:/[A-Za-z]{2,5})?\) ?[-–—] ")
"""The agency behind the place of a dateline: `Wels (OTS) - `."""


def _dateline(words: Words, hit: Hit) -> bool:
    if not words.line_start(hit.first):
        return False
    after = words.text[words.end[hit.last - 1] : words.end[hit.last - 1] + 24]
    if after.startswith((". – ", ". — ", ". - ")):  # `Cham. – Die Gruppe hat …`
        return True
    if _WIRED.match(after):
        return True
    return (
        after[:1] in (",", "/", " ")
        and any(c.isdigit() for c in after.partition("\n")[0])
        and after.lstrip()[:1] in (",", "(", "–", "-", "/")
    )


def _in_column(words: Words, hit: Hit, previous: tuple[Found, Entry] | None) -> bool:
    """Whether a name opens a table's row as the place before it opened the row above."""
    if previous is None or previous[0].label != "PLACE" or not words.line_start(hit.first):
        return False
    if not words.line_start(previous[0].first) or hit.first - previous[0].last > 24:
        return False
    return _ends_cell(words, hit.last) and _ends_cell(words, previous[0].last)


def _ends_cell(words: Words, last: int) -> bool:
    gap = words.gap(last - 1)
    return "\n" in gap or "\t" in gap or "  " in gap or words.word(last) == "|"


def _coordinated(words: Words, hit: Hit, previous: tuple[Found, Entry] | None) -> bool:
    if previous is None or previous[0].label != "PLACE":
        return False
    between = words.low[previous[0].last : hit.first]
    return between in ([","], ["und"], ["/"], ["oder"], ["sowie"])
