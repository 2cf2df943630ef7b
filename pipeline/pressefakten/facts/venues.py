"""Places that only say where something lies or is held: countries and regions, halls and hotels."""

from __future__ import annotations

from collections.abc import Sequence

from pressefakten.facts.eventwords import country_names, event_words, region_names
from pressefakten.facts.page import Ent, Item, Page
from pressefakten.patterns import words


def is_venue(page: Page, ent: Ent) -> bool:
    """Whether a site is a hall, hotel or the like in which something is held: that says nothing on where anything else is.

    One that the text says is built or renewed itself is no mere venue: `die Sanierung der Stadthalle`.
    """
    if ent.label != "SITE" or not event_words("venue").fit(ent.canonical.casefold().split()[0]):
        return False
    if page.renewed is None:
        sites = (other for other in page.ents if other.label == "SITE")
        page.renewed = frozenset(
            site.canonical for site in sites if _is_renewed(page.sentences[site.sentence].items, site.item)
        )
    return ent.canonical not in page.renewed


def _is_renewed(items: Sequence[Item], at: int) -> bool:
    """`der Umbau des Museums Linz`, `Die Stadthalle Gmunden wird saniert`: whether a name is of what is built."""
    k = at - (at > 0 and items[at - 1].low in ("der", "des", "die", "das"))
    if k > 0 and items[k].low in ("der", "des") and event_words("renewal").fit(items[k - 1].low):
        return True
    clause = items[at].clause
    free = k == 0 or items[k - 1].text == ","
    return free and any(item.low in event_words("renewal", "verbs") for item in items if item.clause == clause)


def is_wide(ent: Ent) -> bool:
    """A country, a part of one or a landscape: beside a town it only says where that lies."""
    name = ent.canonical.casefold()
    opener = name.partition(" ")[0]
    opened = opener != name and opener in words("places")["wide_openers"]
    return ent.label == "PLACE" and (opened or name in region_names() or name in country_names())
