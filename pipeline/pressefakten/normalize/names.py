"""Makes, models, platforms, organizations, places and sites of a text: listed ones and, by pattern, unlisted ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable

from pressefakten.normalize import (
    linking,
    lookup,
    modelcontext,
    models,
    orgbare,
    orgcontext,
    orgheads,
    orgparts,
    orgs,
    orgshort,
    orgwords,
    platforms,
    products,
    sites,
    unlistedplaces,
)
from pressefakten.normalize.gazetteer import Gazetteer, key
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.nametext import Found, Words


def recognise(text: str, gazetteer: Gazetteer) -> list[tuple[int, int, Found]]:
    """The names of a text as (start, end, what was found); they do not overlap, the longest wins."""
    words = Words(text)
    if not words.low:
        return []
    listed = listed_names(words, gazetteer)
    found = [*listed, *_unlisted_models(words, listed, gazetteer.places)]
    found = _joined_places(words, _extended(words, found), gazetteer)
    if any(name.label in ("BRAND", "MODEL") for name in found):
        found = [*found, *platforms.unlisted(words, _covered(found))]
    by_first, by_last = _index(found)
    patterned = [
        *orgs.by_legal_form(words, by_last, gazetteer.places),
        *orgs.by_territory(words, found),
        *orgheads.by_head(words, by_first),
        *orgheads.by_saint(words),
        *orgs.by_group_word(words, by_last),
        *orgshort.spelled_out(words, gazetteer.places),
        *orgheads.by_adjective(words, by_first),
        *orgparts.after_person(words, by_first),
        *orgparts.departments(words, _covered(found)),
        *orgparts.by_craft(words, _covered(found), gazetteer.places),
    ]
    named = resolve([*found, *patterned])
    short = orgshort.abbreviations(words, named)
    by_first, by_last = _index(resolve([*short, *named]))
    territories = [*sites.openers(words, by_first), *sites.lands(words)]
    places = [
        *territories,
        *orgheads.by_tier(words, by_first),
        *orgs.by_region(words, by_first.values(), by_first),
    ]
    parties = [found for found in territories if found.label == "ORG"]
    named = resolve([*parties, *short, *named, *places])
    named = resolve([*named, *orgparts.of_territory(words, named), *orgparts.owned_houses(words, named)])
    taken = {key(words.surface(f.first, f.last)) for f in named if f.label in ("PLACE", "BRAND", "MODEL")}
    named = orgshort.by_own_town(words, resolve([*named, *orgshort.short_forms(words, named, taken)]))
    named = resolve([*named, *orgshort.by_initials(words, named), *orgshort.by_plain_noun(words, named)])
    named = resolve([*named, *orgcontext.by_context(words, _covered(named), gazetteer.places)])
    named = resolve([*named, *unlistedplaces.unlisted(words, named, gazetteer.places)])
    named = resolve([*named, *orgbare.bare(words, named)])
    named = resolve([*named, *orgparts.holders(words, _covered(named))])
    named = resolve([*named, *products.unlisted(words, named, gazetteer.places)])
    named = orgs.without_descriptions(words, resolve([*named, *orgs.prolonged(words, named, gazetteer.places)]))
    by_first, by_last = _index(named)
    named = resolve([*named, *sites.sites(words, by_first, by_last)])
    named = [name for name in linking.linked(words, _makes(words, named), gazetteer) if not _is_street(words, name)]
    named = as_written(words, named)
    return [(words.start[f.first], words.end[f.last - 1], f) for f in named]


def as_written(words: Words, named: list[Found]) -> list[Found]:
    """The names in the case in which the release itself writes them most: `MAHLE`, `WESTbahn`; lines and makes all in capitals do not count."""
    written: dict[str, Counter[str]] = {}
    for name in named:
        surface = words.surface(name.first, name.last)
        if name.label in ("BRAND", "ORG") and surface.casefold() == name.canonical.casefold():
            count = written.setdefault(surface.casefold(), Counter())
            if not (words.line(name.first).isupper() or (name.label == "BRAND" and surface.isupper())):
                count[surface] += 1
    own = {low: max(count, key=count.__getitem__) for low, count in written.items() if count}

    def as_own(name: Found) -> Found:
        form = own.get(name.canonical.casefold()) if name.label in ("BRAND", "ORG") else None
        brand = own.get(name.brand.casefold()) if name.brand else None
        return name._replace(canonical=form or name.canonical, brand=brand or name.brand) if form or brand else name

    return [as_own(name) for name in named] if own else named


def _is_street(words: Words, name: Found) -> bool:
    """Whether a street is called after a company: `Polytec-Straße 1`, `Am dm-Platz 3`."""
    if name.label not in ("ORG", "BRAND") or words.gap(name.last - 1) != "-":
        return False
    street, lists = words.word(name.last), tables("places").raw
    number = words.word(name.last + 1)
    numbered = words.gap(name.last) == " " and number[:1].isdigit() and len(number) < 4  # no year
    ends = lists["street_ends"] if numbered else lists["sure_street_ends"]
    return street.endswith(tuple(ends))


def _makes(words: Words, named: list[Found]) -> list[Found]:
    """The names, those of makers straight before their product as makes: `Stadler FLIRT`, `Airbus A350`."""
    models = {name.first for name in named if name.label == "MODEL"}
    return [name._replace(label="BRAND") if _is_make(words, name, models) else name for name in named]


_BODIES = frozenset(("territory", "org-territory", "org-adjective"))
"""Rules that find bodies which make nothing."""


def _is_make(words: Words, name: Found, models: Container[int]) -> bool:
    """Whether a maker stands before its product, or a name that might be a model is called a make (`die Marke Firefly`)."""
    if name.label == "ORG":
        short = name.last - name.first < 3 and not orgwords.has_form(words, name) and name.rule not in _BODIES
        return short and name.last in models and words.gap(name.last - 1) == " "
    if name.label == "PLACE":  # `die Marke Steyr`, `der Steyr eTopas`
        called = words.word(name.first - 1) in ("marke", "submarke", "automarke") and words.gap(name.first - 1) == " "
        return called or (name.last in models and words.gap(name.last - 1) == " " and name.last - name.first == 1)
    return name.label == "MODEL" and words.word(name.first - 1) in tables("orgs").words("brand_nouns")


def listed_names(words: Words, gazetteer: Gazetteer) -> list[Found]:
    """What the gazetteer knows, guards applied."""
    hits = lookup.hits(words, gazetteer)
    return [found for found, _ in lookup.accept(words, hits, lookup.Context(words, hits))]


def _unlisted_models(words: Words, listed: list[Found], towns: Container[str]) -> list[Found]:
    taken = _covered(listed)
    makers = [f for f in listed if f.label in ("BRAND", "ORG")]
    fresh = [m for f in makers if f.label == "BRAND" and f.last not in taken and (m := models.unlisted(words, f))]
    fresh += [m for f in makers if f.label == "ORG" and f.last not in taken and (m := models.of_maker(words, f))]
    fresh += [m for f in makers if (m := models.by_article(words, f, taken))]
    fresh += [m for f in makers if (m := models.before_maker(words, f, taken))]
    fresh += models.by_class(words, taken)
    fresh += models.by_shape(words, {**taken, **_covered(fresh)})
    fresh += models.by_letters(words, {**taken, **_covered(fresh)})
    fresh += models.by_sheet(words, {**taken, **_covered(fresh)})
    fresh += models.editions(words, taken)
    if any(f.label == "BRAND" for f in makers) and modelcontext.about_vehicles(words):
        fresh += modelcontext.by_context(words, {**taken, **_covered(fresh)}, towns)
    numbers = [f for f in listed if f.label == "MODEL" and words.surface(f.first).isdigit()]
    return [*fresh, *models.alone(words, [*fresh, *numbers])] if fresh or numbers else []


def _extended(words: Words, found: list[Found]) -> list[Found]:
    extended = [_with_variants(words, f) if f.label == "MODEL" else f for f in found]
    if all(f.label != "MODEL" for f in extended):
        return extended
    taken = _covered(extended)
    for _ in range(2):  # `Ténéré 700` + `World` + `Raid`
        extended = models.repeated_variants(words, extended, taken)
        taken = _covered(extended)
    return [*extended, *models.trims_alone(words, extended, taken), *models.counterparts(words, extended, taken)]


def _joined_places(words: Words, found: list[Found], gazetteer: Gazetteer) -> list[Found]:
    """`Wien-Favoriten` and `Grünheide (Mark)` are one place."""
    kept: list[Found] = []
    brackets = tables("places").words("bracketed")
    for name in found:
        before = kept[-1] if kept else None
        bracket = words.low[name.last : name.last + 3]
        if (
            name.label == "PLACE"
            and len(bracket) == 3
            and bracket[1] in brackets
            and (bracket[0], bracket[2]) == ("(", ")")
        ):
            last = name.last + 3
            name = name._replace(last=last, canonical=words.surface(name.first, last))
        river = words.word(name.last) == "/" and words.gap(name.last - 1) == words.gap(name.last) == ""
        if name.label == "PLACE" and river and words.word(name.last + 1) in brackets:  # `Vaihingen/Enz`
            last = name.last + 2
            name = name._replace(last=last, canonical=words.surface(name.first, last))
        if name.label == "PLACE" and words.gap(name.last - 1) == "-" and words.upper(name.last):
            part = words.low[name.last]
            if (
                part in tables("places").words("parts")
                or unlistedplaces.townlike(words, name.last)
                or words.unknown(name.last)
                or (part in gazetteer.places and name.last + 1 < len(words))
            ):
                last = name.last + 1
                name = name._replace(last=last, canonical=words.surface(name.first, last), ref=None)
        both = before and before.label == name.label == "PLACE" and before.last == name.first
        slashed = before and before.label == name.label == "PLACE" and _are_regions(words, before, name)
        if before and ((both and words.gap(name.first - 1) == "-") or slashed):
            kept[-1] = Found(before.first, name.last, "PLACE", before.rule, words.surface(before.first, name.last))
        else:
            kept.append(name)
    return kept


def _are_regions(words: Words, one: Found, other: Found) -> bool:
    """Whether a slash joins two parts of the world to one region: `Asien/Pazifik`."""
    regions = tables("places").words("regions")
    slash = words.word(one.last) == "/" and words.gap(one.last - 1) == words.gap(one.last) == ""
    return (
        slash and other.first == one.last + 1 and words.low[one.first] in regions and words.low[other.first] in regions
    )


def _with_variants(words: Words, model: Found) -> Found:
    last = models.extend(words, model.last)
    if last == model.last:
        return model
    tail = words.text[words.end[model.last - 1] : words.end[last - 1]]
    return model._replace(last=last, canonical=model.canonical + tail)


def _index(found: Iterable[Found]) -> tuple[dict[int, Found], dict[int, Found]]:
    first: dict[int, Found] = {}
    last: dict[int, Found] = {}
    for name in found:
        first.setdefault(name.first, name)
        last.setdefault(name.last, name)
    return first, last


def _covered(found: Iterable[Found]) -> dict[int, Found]:
    return {i: name for name in found for i in range(name.first, name.last)}


def resolve(found: Iterable[Found]) -> list[Found]:
    """The names that stay where some overlap: the longest wins, then the one that was found first."""
    ranked = sorted(enumerate(found), key=lambda item: (item[1].first - item[1].last, item[0]))
    taken: set[int] = set()
    kept = []
    for _, name in ranked:
        span = range(name.first, name.last)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(name)
    return sorted(kept)
