"""Who holds which share of whom: `Grösste Aktionärin ist mit 24,1 Prozent die X AG`, `gehört zu 100 Prozent der Y`, `hält 51 % an Z`."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pressefakten.facts import grammar, scope
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.cues import FILLERS, Num, gap, in_front, word_in_front
from pressefakten.facts.issuer import core
from pressefakten.facts.page import Ent, Item
from pressefakten.facts.triggers import Forms
from pressefakten.patterns import words

if TYPE_CHECKING:
    from pressefakten.facts.context import Context
    from pressefakten.facts.figures import Reading

OWNERS = ("ORG", "BRAND", "PERSON", "PLACE")
AN = ("an", "am")
Names = Sequence[Ent]


@functools.cache
def _forms(name: str) -> Forms:
    return Forms(words("figures")["stakes"][name])


def _where(items: Sequence[Item], name: str) -> int:
    """Index of the first word of a class, or -1."""
    fits = _forms(name).fit
    return next((k for k, item in enumerate(items) if fits(item.low) and item.ent is None), -1)


def stake(reading: Reading, num: Num, context: Context) -> tuple[str, str] | None:
    """The owner and whom it owns a share of, where a percentage is one of ownership; both as names."""
    items = reading.sentence.items
    if num.label != "PERCENT" or num.part == "change" or _of_a_thing(items):
        return None
    names = [
        ent for ent in reading.sentence.ents if ent.label in OWNERS and _may_own(ent) and _is_near(items, ent, num)
    ]
    known = _owned_before(reading, context)
    rest = _lying_with(items, num, names) if known is not None else None
    readers = (_of_daughter, _in_possession, _belonging, _lying, _by_holder, _by_unlisted, _taking_part)
    found: Found = (
        (rest, None) if rest is not None else next(filter(None, (read(items, num, names) for read in readers)), None)
    )
    if found is None:
        found = _held(items, num, names, known is not None)
    elif rest is None:
        known = None
    if found is None or (found[1] is None and known is None and _issuer_owns(reading, names)):
        return None
    owner, owned = found
    one = owner if isinstance(owner, str) else owner.canonical if owner else _spoken_of(reading, context)
    other = owned.canonical if owned else known or reading.page.issuer
    return (one, other) if one and other and core(one) != core(other) else None


def _issuer_owns(reading: Reading, names: Names) -> bool:
    """`51 Prozent der Anteile liegen bei der X AG, 49 Prozent bei Y`, said by Y: the issuer is not whom they own."""
    items, issuer = reading.sentence.items, reading.page.issuer
    with_ = (ent for ent in names if grammar.governed(items, ent.item) == "bei")
    return bool(issuer) and any(core(ent.canonical) == core(issuer or "") for ent in with_)


def _of_a_thing(items: Sequence[Item]) -> bool:
    """`hält 26 Prozent der Anteile am Hafen`: what is owned has no name, so that it is not who is spoken of."""
    for at, item in enumerate(items):
        if item.ent is None and item.low in AN:
            noun = next((word for word in items[at + 1 : at + 5] if word.ent or word.text[0].isupper()), None)
            if noun is not None and noun.ent is None and not _forms("shares").fit(noun.low):
                return True
    return False


def _may_own(ent: Ent) -> bool:
    """A land or town owns where it is called one: `Land Oberösterreich`, `Stadt Linz`."""
    return ent.label != "PLACE" or _forms("lands").fit(ent.canonical.split()[0].lower())


def _is_near(items: Sequence[Item], ent: Ent, num: Num) -> bool:
    return gap(items, ent.item, num.at) <= (1 if ent.label != "PERSON" else 0)


def _owned_before(reading: Reading, context: Context) -> str | None:
    """Of whom the figure before in the same line is a share: `Die restlichen 49 Prozent hält …`."""
    before = context.figure_draft if context.figure_line == reading.sentence.line else None
    of = str(before.slots.get("of") or "") if before is not None else ""
    return of.removeprefix(OF) if of.startswith(OF) else None


OF = "Anteile an "
"""What opens the `of` of a share in a company."""


Found = tuple[Ent | str | None, Ent | None] | None
"""The owner (None: who is spoken of) and the owned (None: the issuer)."""


def _spoken_of(reading: Reading, context: Context) -> str | None:
    before = reading.sentence.index
    about = context.thread.acting[before] or (context.thread.about[before - 1] if before else None)
    return about.canonical if about is not None else reading.page.issuer


def _after(names: Names, at: int) -> Ent | None:
    return next((ent for ent in names if ent.item > at), None)


def _acting(items: Sequence[Item], names: Names, before: int) -> Ent | None:
    """The last name in front of an index that may be a subject."""
    return next((ent for ent in reversed(names) if ent.item < before and _may_act(items, ent)), None)


def _may_act(items: Sequence[Item], ent: Ent) -> bool:
    return grammar.standing(items, ent.item) in grammar.ACTING


def _of_daughter(items: Sequence[Item], num: Num, names: Names) -> Found:
    """`ist eine 100-prozentige Tochter der X`."""
    at = next((k for k in range(num.at + 1, min(len(items), num.at + 4)) if _forms("daughters").fit(items[k].low)), -1)
    owner = _after(names, at) if at > 0 else None
    return (owner, _acting(items, names, num.at)) if owner is not None else None


def _in_possession(items: Sequence[Item], num: Num, names: Names) -> Found:
    """`steht zu 52,7 Prozent im Eigentum des Landes X`."""
    near = range(num.at + 1, min(len(items), num.at + 4))
    at = next((k for k in near if items[k].ent is None and _forms("possession").fit(items[k].low)), -1)
    owner = _after(names, at) if at > 0 else None
    return (owner, _acting(items, names, num.at)) if owner is not None else None


def _belonging(items: Sequence[Item], num: Num, names: Names) -> Found:
    """`gehört zu 100 Prozent der X`, `gehört X zu 100 Prozent`."""
    at = _where(items, "belonging")
    if at > num.at and _of_shares(items, num):  # `51 % der Aktien gehören der X`
        if (comma := _dative_relative(items, num)) > 0:
            return (next((ent for ent in reversed(names) if ent.item < comma), None), None)
        owner = _after(names, at)
        given = owner is not None and all(item.low in ("der", "dem", "den") for item in items[at + 1 : owner.item])
        return (owner, None) if given else None  # no `gehören zu den Reserven der X`
    front = next((item.low for item in reversed(items[: num.at]) if item.low not in FILLERS - {"zu"}), "")
    if at < 0 or front != "zu":
        return None
    owner = _after(names, max(at, num.at)) or next((ent for ent in names if at < ent.item < num.at), None)
    return (owner, _acting(items, names, at)) if owner is not None else None


def _dative_relative(items: Sequence[Item], num: Num) -> int:
    """The comma of `die X GmbH, der 60 Prozent der Aktien gehören`, or -1."""
    at = in_front(items, num.at)
    return at - 1 if at > 1 and items[at].low in ("der", "dem", "denen") and items[at - 1].text == "," else -1


def _of_shares(items: Sequence[Item], num: Num) -> bool:
    """Whether a number is one of shares: `der Aktien` behind it, `Vom Aktienkapital` in its clause."""
    near = (k for k in range(len(items)) if k < num.at + 5 and not gap(items, k, num.at))
    return any(items[k].ent is None and _forms("shares").fit(items[k].low) for k in near)


def _lying(items: Sequence[Item], num: Num, names: Names) -> Found:
    """`51 Prozent der Anteile liegen bei der X AG, 49 Prozent bei Y`."""
    lies = _where(items, "lying")
    owner = next((ent for ent in names if ent.item > num.at and grammar.governed(items, ent.item) == "bei"), None)
    if lies < 0 or owner is None or gap(items, owner.item, num.at):
        return None
    told = any(item.ent is None and _forms("shares").fit(item.low) for item in items)
    return (owner, None) if told or _where(items, "holders") >= 0 else None


def _in_front(items: Sequence[Item], num: Num, names: Names) -> Ent | None:
    """The name right in front of a number: `die X AG (24 %)`, `die X AG mit 24 %`, `X AG 24 %`."""
    at = in_front(items, num.at, ("(", "mit", "zu"))
    return next((ent for ent in names if ent.item == at), None)


def _by_holder(items: Sequence[Item], num: Num, names: Names) -> Found:
    """`Grösste Aktionäre der Z sind die X (24 %) und die Y (20 %)`, `X ist mit 30 Prozent grösste Aktionärin`."""
    holder = _where(items, "holders")
    if holder < 0:
        return None
    copula = _where(items, "being")
    if (
        copula < 0 and holder < num.at and not any(is_verb(items, k) for k in range(holder + 1, num.at))
    ):  # `Eigentümer der Z: X AG 60 %, Y GmbH 28 %`
        owner = _in_front(items, num, names)
        colon = next((k for k in range(holder, num.at) if items[k].text == ":"), holder)
        return (owner, next((ent for ent in names if holder < ent.item < colon), None)) if owner is not None else None
    if copula < 0:
        return None
    if holder > copula:
        owner, owned = _acting(items, names, copula), _after(names, holder)
        return (owner, owned) if owner is not None and word_in_front(num.sentence, num) in ("mit", "zu") else None
    owned = next((ent for ent in names if holder < ent.item < copula), None)
    behind = [ent for ent in names if ent.item > copula]
    before = [ent for ent in behind if ent.item < num.at]
    owner = before[-1] if before and num.depth else _in_front(items, num, behind) or _after(behind, num.at)
    owner = owner or (before[-1] if before else None)
    return (owner, owned) if owner is not None else None


def _by_unlisted(items: Sequence[Item], num: Num, names: Names) -> Found:
    """`Größter Einzelaktionär ist die Custos Privatstiftung mit 31,5 Prozent`: an owner that no list knows."""
    holder = _where(items, "holders")
    copula = _where(items, "being")
    if not 0 <= holder < copula < num.at or word_in_front(num.sentence, num) != "mit":
        return None
    with_ = next(k for k in range(num.at - 1, copula, -1) if items[k].low == "mit")
    first = copula + 1 + (items[copula + 1].low in ("der", "die", "das"))
    name = items[first:with_]
    listed = any(item.ent is not None or not item.text[0].isupper() for item in name)
    return None if listed or not name else (" ".join(item.text for item in name), None)


def _taking_part(items: Sequence[Item], num: Num, names: Names) -> Found:
    """`ist mit 25 Prozent an X beteiligt`, `beteiligt sich mit 25 Prozent an X`."""
    if _where(items, "taking part") < 0 or word_in_front(num.sentence, num) not in ("mit", "zu"):
        return None
    owned = next((ent for ent in names if grammar.governed(items, ent.item) in AN), None)
    rest = [ent for ent in names if ent is not owned]
    owner = _in_front(items, num, rest) or _nearest(
        [ent for ent in rest if _may_act(items, ent)] or [ent for ent in rest if ent.item < num.at], num
    )
    return (owner, owned) if owned is not None or owner is not None else None


def _nearest(names: Names, num: Num) -> Ent | None:
    return min(names, key=lambda ent: abs(ent.item - num.at), default=None)


def _held(items: Sequence[Item], num: Num, names: Names, goes_on: bool) -> Found:
    """`X hält 51 % an Z`, `70 Prozent der Aktien besitzt die Familie`, `Z, an der X 39 Prozent hält`, `übernimmt 85 Prozent der Anteile an Z`."""
    held, bought = _where(items, "holding") >= 0, _where(items, "buying") >= 0
    if not (held or bought):
        return None
    rest, of_shares = items[num.at + 1 : num.at + 5], _of_shares(items, num)
    hangs = next(_relative(items, num), -1)
    at_once = bool(rest) and rest[0].ent is None and rest[0].low in AN
    taking = _where(items, "taking part") >= 0  # `An Z sind 96 Gemeinden beteiligt; die X hält 44,6 Prozent`
    if not (of_shares or at_once or hangs >= 0 or (held and (goes_on or taking))):
        return None
    owned = next((ent for ent in reversed(names) if ent.item < hangs), None) if hangs >= 0 else None
    if hangs < 0:
        owned = next((ent for ent in names if grammar.governed(items, ent.item) in AN), None)
    if hangs < 0 and owned is None and (of_shares or at_once):
        behind = (ent for ent in names if ent.item > num.at and not _may_act(items, ent))
        owned = next((ent for ent in behind if all(i.low != "und" for i in items[num.at : ent.item])), None)
    if bought and not held and owned is None:
        return None
    others = [ent for ent in names if ent is not owned and ent.item > hangs]
    acting = [ent for ent in others if _may_act(items, ent)]
    named = _in_front(items, num, others)
    named = named or _nearest([ent for ent in others if ent.item < num.at] if hangs >= 0 else acting, num)
    named = named or next((ent for ent in others if _holds_behind(items, ent)), None)  # `Die eingestiegene X AG hält …`
    return named or _kin(items) or _meant_by_pronoun(items, names), owned


def is_of_other_clause(items: Sequence[Item], ent: Ent, num: Num) -> bool:
    """`Im Mai wurde ein Joint Venture vereinbart, an dem X 60 Prozent hält`, `die im Mai eingestiegene X hält …`: no date of the share that is held.

    What is bought has the date of its sentence.
    """
    held = _where(items, "holding") >= 0
    if _where(items, "buying") >= 0 and not held:
        return False
    apart = items[ent.item].clause != num.clause and gap(items, ent.item, num.at) > 0
    return apart or (held and scope.is_attributive(items, ent))


def _meant_by_pronoun(items: Sequence[Item], names: Names) -> Ent | None:
    """`gehört zur Volvo Group; sie hält 60 Prozent der Anteile`: the name that stands last before a pronoun that holds."""
    at = _where(items, "holding") - 1
    told = at > 0 and items[at].ent is None and items[at].low in ("sie", "er", "es", "diese", "dieser", "dieses")
    return next((ent for ent in reversed(names) if told and ent.item < at), None)


def _lying_with(items: Sequence[Item], num: Num, names: Names) -> Ent | str | None:
    """`…, 45,1 Prozent liegen bei FS DE Energy`: who has the rest, listed or not."""
    said = [item.low for item in items[num.at + 1 : num.at + 3]]
    if len(said) < 2 or not _forms("lying").fit(said[0]) or said[1] != "bei":
        return None
    first = num.at + 3 + (items[num.at + 3 : num.at + 4] != [] and items[num.at + 3].low in ("der", "dem"))
    if (owner := next((ent for ent in names if ent.item == first), None)) is not None:
        return owner
    name = list(itertools.takewhile(lambda item: item.ent is None and item.text[0].isupper(), items[first:]))
    return " ".join(item.text for item in name) or None


def _holds_behind(items: Sequence[Item], ent: Ent) -> bool:
    """Whether a verb of holding stands right behind a name that is no genitive: no `Die Aktien der X AG halten …`."""
    before, behind = items[max(0, ent.item - 2) : ent.item], items[ent.item + 1 : ent.item + 2]
    owned = len(before) > 1 and before[1].low in ("der", "des") and before[0].text[0].isupper()
    return not owned and any(_forms("holding").fit(item.low) for item in behind)


def _relative(items: Sequence[Item], num: Num) -> Iterator[int]:
    """Where `, an der …` opens a clause in front of a number."""
    for k in range(num.at - 1, 1, -1):
        if items[k].low in ("der", "dem", "denen", "welcher") and items[k - 1].low == "an" and items[k - 2].text == ",":
            yield k - 2


def _kin(items: Sequence[Item]) -> str | None:
    """A common noun that owns: `Die Gründerfamilie hält 70 Prozent`."""
    at = _where(items, "owning nouns")
    return items[at].text if at >= 0 and not (at and items[at - 1].low in AN) else None
