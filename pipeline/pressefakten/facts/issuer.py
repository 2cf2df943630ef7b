"""Who issues the release: the organization of the letterhead, the boilerplate, the first sentence or the headline."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Set

from pressefakten.facts.page import Ent, Page, Sentence
from pressefakten.patterns import words

LABELS = ("ORG", "BRAND")
LEAST = 1.0
"""Points of a make that issues a release: one or two mentions somewhere in the text (`VW (412), Škoda (298)`) are not enough."""


MOST = {"ORG": 12, "BRAND": 6}
"""So many mentions of a name count: an importer's release names the make more often than the importer."""


MARKS = "-–—:| "


def issuer(page: Page) -> str | None:
    """The canonical name with the most evidence, in the form in which the release introduces it."""
    heads = list(_letterheads(page))
    first = next((sentence for sentence in page.sentences if page.kind(sentence) == "paragraph"), None)
    points = _points(page, heads, first)
    if not points:
        return None
    total = {
        name: value + 0.6 * sum(other for key, other in points.items() if key != name and share_words(name, key))
        for name, value in points.items()
    }
    best = max(total, key=lambda name: round(total[name], 6))
    labels = {ent.label for ent in page.ents if ent.canonical == best}
    if total[best] < LEAST and "ORG" not in labels:
        return None
    name = _form(_uncut(best, points), page, points, [head.canonical for head, _ in heads], list(_opening(page, first)))
    return name if set(name.casefold().split()) & _legal() else _as_led(_with_land(name, page), page)


def _with_land(name: str, page: Page) -> str:
    """The name with the land behind it that a letterhead is alone with: `AMS Oberösterreich`, `ÖAMTC Tirol`; not its town."""
    lands = set(words("figures")["land_of_office"].values())
    for sentence in page.sentences:
        if page.kind(sentence) == "masthead" and len(sentence.items) == 2:
            body, place = (item.ent for item in sentence.items)
            alone = body is not None and place is not None and place.label == "PLACE" and place.start == body.end + 1
            if alone and body and place and body.canonical == name and place.canonical in lands:
                return f"{name} {place.canonical}"
    return name


def _points(page: Page, heads: Iterable[tuple[Ent, float]], first: Sentence | None) -> dict[str, float]:
    """What speaks for each organization and make, in the order of the text: names that contain each other support one another."""
    points: dict[str, float] = {}

    def vote(ent: Ent | None, weight: float) -> None:
        if ent is not None and ent.canonical.casefold() not in _roles()["wires"] and not _is_part(ent.canonical):
            points[ent.canonical] = points.get(ent.canonical, 0.0) + weight

    for name, weight in heads:
        vote(name, weight)
    if first is not None:
        vote(_first(first), 2.4)
    contacts = 0
    for sentence in page.sentences:
        kind, zone = page.kind(sentence), page.zone(sentence)
        if kind == "headline":
            vote(_first(sentence), 1.4)
        elif kind == "heading" and zone == "boilerplate":
            vote(_first(sentence), 2.6)
        elif zone == "contact" and contacts < 3:
            contacts += _first(sentence) is not None
            vote(_first(sentence), 2.6 if _is_firm_alone(sentence) else 1.0)
    last = next((s for s in reversed(page.sentences) if page.kind(s) == "paragraph" and _opens(page, s)), None)
    makes = {ent.canonical for ent in page.ents if ent.label == "BRAND"}
    briefs = [sentence for sentence in page.sentences if _is_in_brief(sentence)]
    brief = briefs[0] if len(briefs) == 1 else None  # several tell of several
    for sentence in page.sentences:
        if _publishes(sentence):
            vote(_first(sentence), 4.0)
        elif sentence is brief:
            vote(_first(sentence), 2.6)
        elif page.kind(sentence) == "paragraph" and _describes_itself(sentence):
            closes = last is not None and sentence.line >= last.line
            of_makes = max(points, key=points.__getitem__, default="") in makes
            vote(_first(sentence), 8.0 if closes and of_makes and _imports(sentence) else 2.0)
    if last is not None and last is not first:
        vote(_first(last), 0.8)
    seen: Counter[str] = Counter()
    for ent in page.ents:
        seen[ent.canonical] += 1
        if ent.label in LABELS and seen[ent.canonical] <= MOST[ent.label]:
            vote(ent, 0.4)
    return points


def _form(name: str, page: Page, points: Mapping[str, float], heads: list[str], opening: list[Sentence]) -> str:
    """The name as the letterhead or headline has it in full, else as the text introduces it; a make by its company."""
    headline = (ent for s in page.sentences if page.kind(s) == "headline" for ent in s.ents if ent.label in LABELS)
    headed = [*heads, *(ent.canonical for ent in headline if core(ent.canonical) == core(name))]
    written = _as_headed(name, headed, _legal())
    if written is not None:
        return written
    early = {ent.canonical for sentence in opening for ent in sentence.ents}
    opened = {name: value for name, value in points.items() if name in early}
    full = _in_full(_as_opened(name, opened), points, opened)
    if set(full.casefold().split()) & (_legal() | _group_words()):
        return full
    is_make = all(ent.label == "BRAND" for ent in page.ents if ent.canonical == full)
    return _as_headed(full, headed, _group_words()) or (_company(full, points, page.country) if is_make else full)


def _as_led(name: str, page: Page) -> str:
    """The full name, where the release has it twice and once with an office of who leads the company: `CEO der PALFINGER AG`."""
    own, seen, led = set(name.casefold().split()), Counter[str](), set()
    for sentence in page.sentences:
        last: Ent | None = None
        for ent in sentence.ents:
            parts = set(ent.canonical.casefold().split())
            if ent.label == "ORG" and own < parts and parts & _legal():
                seen[ent.canonical] += 1
                between = sentence.items[last.item + 1 : ent.item] if last is not None and last.label == "ROLE" else []
                if len(between) == 1 and between[0].low == "der":
                    led.add(ent.canonical)
            last = ent
    return next((full for full in seen if full in led and seen[full] > 1 and len(seen) == 1), name)


def _as_headed(name: str, heads: Iterable[str], more: Set[str]) -> str | None:
    """The first form of the name, among those of letterhead and headline, with its legal form or as a group."""
    own = set(core(name).split())
    for head in heads:
        parts = set(head.casefold().replace("-", " ").split()) | set(head.casefold().split())
        if own <= parts and parts & more:
            return head
    return None


def _company(make: str, points: Mapping[str, float], country: str | None) -> str:
    """The company of a make that issues a release in a country: `Kia Deutschland GmbH`, `Opel Automobile GmbH`; else the make."""
    own = set(make.casefold().split())
    home = {form.lstrip("*") for form in words("figures")["issuer_country"].get(country or "", ())}
    known = _legal() | _group_words() | home | set(_roles()["of_makes"])
    full = []
    for name in points:
        parts = set(name.casefold().translate({40: None, 41: None}).split())
        if own < parts and parts - own <= known:
            full.append((points[name], bool(parts & _legal()), name))
    return max(full, default=(0.0, False, make))[2]


def _as_opened(name: str, opened: Mapping[str, float]) -> str:
    """The name as the release opens with it, where the name found is only its sender's address."""
    same = [other for other in opened if core(other) == core(name)]
    return name if name in opened or not same else max(same, key=opened.__getitem__)


def _opening(page: Page, first: Sentence | None) -> Iterator[Sentence]:
    """The sentences of the head and the first paragraph: a full name further down is the address of the sender."""
    for sentence in page.sentences:
        if page.zone(sentence) == "head" or (first is not None and sentence.line == first.line):
            yield sentence


def _is_part(name: str) -> bool:
    """A division, for which its group speaks: `Business Group Asia`, `Services Division`."""
    parts = f" {name.casefold()} "
    return any(f" {word} " in parts for word in _roles()["parts"])


def _letterheads(page: Page) -> Iterator[tuple[Ent, float]]:
    """The names of the letterhead with their votes: the first counts most, but a department less than its office below, a site's navigation little."""
    found = []
    for sentence in page.sentences:
        if page.kind(sentence) == "masthead" and (name := _letterhead(sentence)) is not None:
            found.append((name, sum(item.text in ("|", "›", ">") for item in sentence.items) >= 2))
    own = [name for name, _ in found if not _is_superior(name)] or [name for name, _ in found]
    for name, navigation in found:
        little = name is not own[0] or _is_superior(name)
        yield name, 1.0 if little else 2.0 if navigation and name.label == "BRAND" else 6.0


def _is_superior(ent: Ent) -> bool:
    """A department, chancellery or press office, for which an office or a state speaks."""
    return ent.canonical.casefold().split()[-1].endswith(_roles()["superior"]) or ent.canonical.casefold().startswith(
        _roles()["superior_of"]
    )


def _uncut(name: str, points: dict[str, float]) -> str:
    """The longer name that a letterhead has cut at its front: `Falkensteiner Michaeler Tourism Group` for `Michaeler Tourism Group AG`."""
    kept = [word for word in name.split() if word.casefold() not in _legal()]
    ending = " ".join(kept)
    longer = [other for other in points if other.endswith(f" {ending}") and points[other] > points[name] / 4]
    return max(longer, key=points.__getitem__) if len(kept) > 1 and longer else name


@functools.lru_cache(maxsize=4096)
def core(name: str) -> str:
    """What the short and the full form of a name share: `lenzing` of `Lenzing AG`, `Lenzing Gruppe` and `Lenzing-Gruppe`."""
    parts = name.casefold().replace(",", " ").split()
    first, _, last = parts[-1].rpartition("-") if parts else ("", "", "")
    if first and last in _group_words():
        parts[-1:] = first.split("-")
    kept = [part for part in parts if part not in _legal() and part not in _group_words()]
    return " ".join(kept or parts)


@functools.cache
def _group_words() -> frozenset[str]:
    return frozenset(words("figures")["grammar"]["group"])


@functools.cache
def _legal() -> frozenset[str]:
    return frozenset(part for form in words("orgs")["legal_forms"] for part in form.casefold().split())


def _in_full(short: str, names: Mapping[str, float], opened: Container[str]) -> str:
    """The form with its legal form and country under which the release introduces a name: `AUDI AG` for `Audi`."""
    own = set(short.casefold().split())
    if own & _legal():
        return short
    known = _legal() | {word.casefold() for word in words("orgs")["territories"]}
    full = []
    for name in names:
        plain = name.casefold().translate({40: None, 41: None})
        parts = set(plain.split()) if own < set(plain.split()) else set(plain.replace("-", " ").split())
        more = len(parts - own - known)
        if more and not own < set(plain.split()):
            continue  # `Coop-Mineraloel AG` is a daughter
        spelled = short.isupper() and name.startswith(f"{short} ")  # `ÜSTRA Hannoversche Verkehrsbetriebe AG`
        if own < parts and (parts & known or name.endswith("-AG")) and (more <= 1 or (spelled and more < 4)):
            full.append((more, -names[name], name))
    fewest, _, best = min(full, default=(0, 0.0, short))
    return best if best in opened and (not fewest or len(full) == 1) else short


def _letterhead(sentence: Sentence) -> Ent | None:
    """The name of a letterhead: a company with its legal form before others, organizations before makes."""
    if any(item.low in _roles()["no_letterhead"] for item in sentence.items):
        return None
    names = [ent for ent in sentence.ents if ent.label in LABELS]
    joint = any(item.text == "/" or item.low.startswith(_roles()["joint"]) for item in sentence.items)
    if joint and len({ent.canonical for ent in names}) > 1:
        return names[0]
    legal = next((ent for ent in names if set(ent.canonical.casefold().split()) & _legal()), None)
    return legal or next((ent for ent in names if ent.label == "ORG"), None) or next(iter(names), None)


def _publishes(sentence: Sentence) -> bool:
    """`Herausgeber: Deutsche Bahn AG`."""
    return bool(sentence.items) and sentence.items[0].low in _roles()["publishes"]


def _is_in_brief(sentence: Sentence) -> bool:
    """`Vossloh in Kürze`, `Die AMAG Gruppe – kurz gefasst`: what opens the lines that tell what a company is."""
    at = next((k for k, item in enumerate(sentence.items[:2]) if item.ent is not None and item.ent.label in LABELS), -1)
    line = " ".join(item.low for item in sentence.items[at + 1 : at + 6]).lstrip(MARKS)
    return at >= 0 and line.startswith(_roles()["brief"])


def _describes_itself(sentence: Sentence) -> bool:
    """`Die X AG ist ein führender Hersteller …`: the first sentence of what a company says about itself."""
    named = next(
        (k for k, item in enumerate(sentence.items[:2]) if item.ent is not None and item.ent.label == "ORG"), -1
    )
    rest = sentence.items[named + 1 : named + 8]
    line = " ".join(item.low for item in rest)
    is_one = len(rest) > 1 and rest[0].low == "ist" and rest[1].low.removesuffix("in").endswith(_houses())
    return named >= 0 and (is_one or line.startswith(_roles()["describes"]))


def _imports(sentence: Sentence) -> bool:
    """Whether a company says that it imports makes: its releases name them more often than itself."""
    return any(item.low.startswith(_roles()["imports"]) for item in sentence.items)


@functools.cache
def _houses() -> tuple[str, ...]:
    return tuple(words("orgs")["lower_case_classes"])


@functools.cache
def _roles() -> dict[str, tuple[str, ...]]:
    return {name: tuple(forms) for name, forms in words("structure")["issuer"].items()}


def _is_firm_alone(sentence: Sentence) -> bool:
    """Whether a line of the contact holds nothing but a company's full name."""
    ent = sentence.items[0].ent if len(sentence.items) == 1 else None
    return ent is not None and bool(set(ent.canonical.casefold().split()) & _legal())


def _first(sentence: Sentence) -> Ent | None:
    """The first name of a line that does not share the page on networks."""
    if sentence.items and sentence.items[0].low in _roles()["shares"]:
        return None
    return next((ent for ent in sentence.ents if ent.label in LABELS), None)


def _opens(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence is the first of its line."""
    return page.first_of_line(sentence.line) is sentence


@functools.lru_cache(maxsize=8192)
def share_words(one: str, other: str) -> bool:
    """Whether the words of one name are all among the other's: `Lenzing`, `Lenzing AG`."""
    left, right = set(one.casefold().split()), set(other.casefold().split())
    return left <= right or right <= left
