"""A noun phrase of the text in the form that slots hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressefakten.facts import scope
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.page import Item
from pressefakten.normalize.nouns import nominative, plural
from pressefakten.patterns import words


def phrase(items: Sequence[Item], at: int) -> str:
    """The noun with its adjectives in the nominative, or the name."""
    if (name := items[at].ent) is not None:
        return name.canonical
    first = at
    while first and _is_adjective(items, first - 1, items[first].low if first < at else ""):
        first -= 1
    if first == at:
        before = at - 1 if at and (ent := items[at - 1].ent) is not None and ent.label == "SET" else at
        genitive = bool(before) and items[before - 1].low in GENITIVE  # `des jährlichen Bedarfs`
        return nominative([], plural(items[at].text), "des" if genitive else "")
    article = items[first - 1].low if first and items[first - 1].ent is None else ""
    phrase = nominative([item.text for item in items[first:at]], plural(items[at].text), article)
    degree = first and items[first - 1].text in scope.scope_words("degree")
    return f"{items[first - 1].text} {phrase}" if degree else phrase


def _is_adjective(items: Sequence[Item], at: int, behind: str) -> bool:
    """Whether a word in front of a noun or adjective goes with it: declined alike, and no verb (`dürften Elektroautos sein`, `den höchsten erreichte Zug`)."""
    item = items[at]
    if item.ent is not None or not ADJECTIVE.fullmatch(item.text) or (behind and item.low[-1] != behind[-1]):
        return False
    if is_verb(items, at) or item.low in words("figures")["part_of_whole"]:
        return False
    before = items[at - 1] if at else None
    named = before is not None and (before.ent is None and before.text[0].isupper())
    return not (named and item.low in words("figures")["grammar"]["verbs"])


GENITIVE = frozenset(("des", "eines", "ihres", "seines", "unseres", "dieses", "jedes"))


ADJECTIVE = re.compile(r"[a-zäöüß][\wäöüß-]{3,}(?:e|en|er|es|em)")
QUALITY = re.compile(r"[a-zäöüß-]*(?:isch|lich|ig|bar|frei|los|iell|ell|iv|haft|sam|iert|fähig)")
"""An adjective that says how something is."""
