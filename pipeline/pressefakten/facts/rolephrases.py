"""Whom and which offices the phrase of a role covers: its person, those joined to it, whose successor someone is."""

from __future__ import annotations

from collections.abc import Sequence

from pressefakten.facts.offices import forms
from pressefakten.facts.page import Ent, Page, index_of, is_adjective
from pressefakten.facts.persons import Gender
from pressefakten.facts.thinned import STOPS, Symbol, Unit, spoken_of, word_set
from pressefakten.facts.triggers import Hit
from pressefakten.patterns import words


def appoints(unit: Unit, hit: Hit) -> bool:
    """Whether the verb that closes a list of appointments appoints, and does not confirm."""
    behind = (item.low for item in unit.items if item.start >= unit.symbols[hit.end - 1].item.end)
    verb = next((w for w in behind if forms("filler", "appoints").fit(w) or forms("filler", "confirms").fit(w)), "")
    front = any(forms("filler", "appoints").fit(symbol.text) for symbol in unit.symbols[: hit.start])
    return forms("filler", "appoints").fit(verb) if verb else front


def is_clean(unit: Unit, hit: Hit) -> bool:
    """Whether a gap of the phrase has swallowed nothing that it must not: stops, other persons, other offices."""
    inside = [symbol.text for symbol in unit.symbols[hit.start : hit.end]]
    parts = hit.phrase.split()
    joint = forms("filler", "joint")
    threes = list(zip(inside, inside[1:], inside[2:], strict=False))
    fellows, further = (
        sum(a == b == label and mid in joint for a, mid, b in threes) for label in ("[person]", "[role]")
    )
    if parts.count("[role]") and inside.count("[role]") - further != 1:
        return False
    if (set(inside) & word_set("filler", "negation")) - set(parts):
        return False
    if inside.count("[person]") - fellows > max(parts.count("[person]"), 1):
        return False
    return all(inside.count(mark) <= parts.count(mark) for mark in STOPS | {","} if mark in inside)


def belongs_elsewhere(unit: Unit, role: int, person: int) -> bool:
    """`der Präsident, Anna Berger, Leiterin`: the person behind the comma has an office of its own, or the office a holder."""
    texts = [symbol.text for symbol in unit.symbols]
    front = [symbol.item for symbol in unit.symbols[max(0, role - 3) : role]]
    unlisted = len(front) == 3 and all(item.ent is None and item.text[0].isupper() for item in front[:2])
    if unlisted and person == role + 2 and texts[role - 1] == ",":
        return True  # `Ton Büchner, Präsident seit 2021, Eva Lang und …`
    behind = texts[person + 1 : person + 2]
    if person == role + 2 and behind and behind[0] not in {*STOPS, ",", ")", *forms("filler", "joint")}:
        return True
    return (
        person == role + 2
        and texts[person + 1 : person + 3] == [",", "[role]"]
        and "[person]" not in texts[person + 3 : person + 4]
    )


def is_trade(unit: Unit, at: int) -> bool:
    """`der gelernte Kaufmann Rolf Bauer`."""
    k = next((k for k, item in enumerate(unit.items) if item is unit.symbols[at].item), 0)
    return k > 0 and forms("filler", "trade").fit(unit.items[k - 1].low)


def departed(unit: Unit, hit: Hit) -> Ent | None:
    """The person that a phrase names: `seit dem Abgang von CEO Max Huber`."""
    named = hit.phrase.endswith("[person]")
    return unit.symbols[hit.end - 1].ent if named else None


def who_comes(unit: Unit, hit: Hit, inside: Sequence[int]) -> int:
    """Which person of a phrase takes the office: of two behind the verb the second, of two behind `als CFO` the first."""
    if len(inside) < 2 or hit.phrase.startswith("[person]"):
        return inside[0] if inside else -1
    first = unit.symbols[inside[0]].item.low
    table = words("roles")["pronoun"]
    if hit.phrase.startswith(("hat [person]", "haben [person]")):
        return inside[0]
    if hit.phrase.startswith("als [role]") and first not in {*table["him"], *table["her"]}:
        return inside[0]
    return inside[-1]


def hands_over_things(unit: Unit, hit: Hit) -> bool:
    """`übergab den ersten Bus an Bürgermeisterin Eva Lang`: what is handed to somebody is no office."""
    if "an [person]" not in hit.phrase or "über" in hit.phrase.split():
        return False
    inside = [symbol.item for symbol in unit.symbols[hit.start : hit.end]]
    said = hit.phrase.split()  # `hat den Schlüssel an … weitergereicht`
    nouns = [item.low for item in inside if item.ent is None and item.text[0].isupper() and item.low not in said]
    named = any(item.ent is not None and item.ent.label == "ROLE" for item in inside)
    return bool(nouns) and not named and not any(map(forms("filler", "handed").fit, nouns))


def stands_up(unit: Unit, hit: Hit) -> bool:
    """`tritt als Präsidentin für höhere Löhne ein`, `gegen die Vorlage an`: who takes a side takes no office; no `tritt für Jan Ott in den Vorstand ein`."""
    if not any(symbol.item.low in STEPS for symbol in unit.symbols[hit.start : hit.end]):
        return False
    texts = [symbol.text for symbol in unit.symbols[hit.start : hit.end]]
    sides = [k for k, text in enumerate(texts) if text in ("für", "gegen") and "[person]" not in texts[k + 1 : k + 4]]
    return bool(sides) and "in" not in texts


def follows(unit: Unit, hit: Hit) -> bool:
    """Whether a person right in front of a phrase is its subject: no `auf Jan Ott folgt`, `ihm folgt`."""
    front = unit.symbols[max(0, hit.start - 2) : hit.start]
    if not front or front[-1].text != "[person]":
        return False
    return front[-1].item.low not in ("ihm", "ihr", "ihnen") and front[0].text != "auf"


STEPS = ("tritt", "treten", "trat", "traten", "eintritt", "eintreten", "eintrat", "eingetreten")


def is_plural(symbol: Symbol) -> bool:
    """Whether an office is an abbreviation in the plural: `CEOs`."""
    ent = symbol.ent
    return ent is not None and ent.text.endswith("s") and ent.text[:-1] == ent.canonical and ent.canonical.isupper()


def coordinated(unit: Unit, at: int) -> list[int]:
    """The office and those joined to it by `und`, unless a person of their own follows."""
    texts = [symbol.text for symbol in unit.symbols]
    joint = set(forms("filler", "joint"))
    found = [at]
    k = at
    while (
        set(texts[k + 1 : k + 2]) & joint
        and texts[k + 2 : k + 3] == ["[role]"]
        and texts[k + 3 : k + 4] != ["[person]"]
    ):
        k += 2
        found.append(k)
    if (
        texts[at + 1 : at + 2] == ["[person]"]
        and texts[max(0, at - 2) : at] in (["[role]", word] for word in joint)
        and texts[max(0, at - 4) : at - 2] != ["[person]", ","]
    ):
        found.append(at - 2)
    return sorted({*found, *_joined_in_front(texts, at)})


def _joined_in_front(texts: Sequence[str], at: int) -> list[int]:
    """The office in front of `und damit zum`: `zur Leiterin Finanzen und damit zum Mitglied der Leitung ernannt`."""
    k = at - 1
    while k > 0 and texts[k] in forms("filler", "thereby"):
        k -= 1
    joined = k < at - 1 and k > 1 and texts[k] in forms("filler", "joint") and texts[k - 1] == "[role]"
    return [k - 1] if joined and texts[k - 2] in forms("filler", "thereby") else []


def joint_holders(unit: Unit, at: int, last: int) -> list[Ent]:
    """The other holders of one office: `die Geschäftsführer A und B`, `A und B, beide Geschäftsführer`."""
    texts = [symbol.text for symbol in unit.symbols]
    item = index_of(unit.items, unit.symbols[at].ent, 0)
    article = {i.low for i in unit.items[max(0, item - 2) : item]}
    both = bool(article & set(forms("filler", "both")))
    apart = both and texts[at + 1 : at + 2] == [","] and last == at + 2  # `die beiden Geschäftsführer, A und B`
    shared = apart or (last == at + 1 and (both or bool(article & set(forms("filler", "plural")))))
    both = both and not shared
    k = last - 2 if both else last + 2 if shared else -1
    office = unit.symbols[at].ent
    inflected = office is not None and office.text != office.canonical  # `Vorstände`
    plural = both or inflected or not unit.symbols[at].item.low.endswith(forms("gender", "singular"))
    found: list[Ent] = []
    step = -2 if both else 2
    while plural and last >= 0 and 0 <= k < len(texts) and texts[k] == "[person]":
        ent, link = unit.symbols[k].ent, texts[k - step // 2]
        if ent is None or link not in (*forms("filler", "joint"), ","):
            break
        found.append(ent)
        k += step
    listed = any(text in forms("filler", "joint") for text in texts[max(min(k, last), 0) : max(k, last)])
    return found if listed else []


def fellows_of(unit: Unit, hit: Hit, person: Ent) -> list[Ent]:
    """The others of `A und B leiten … als Geschäftsführer`, `Geschäftsführer sind A und B`: the verb is a plural."""
    texts = [symbol.text for symbol in unit.symbols]
    at = next((k for k, s in enumerate(unit.symbols) if s.ent is person and s.text == "[person]"), -1)
    if not set(texts[max(0, min(at, hit.start)) : hit.end]) & set(forms("filler", "plural_verbs")):
        return []
    found: list[Ent] = []
    joined = False
    for step in (-1, 1) if at >= 0 else ():
        k = _next_fellow(texts, at, step)
        while k >= 0:
            joined = joined or any(text in forms("filler", "joint") for text in texts[min(at, k) : max(at, k)])
            ent = unit.symbols[k].ent
            found += [ent] if ent is not None else []
            k = _next_fellow(texts, k, step)
    return found if joined else []


def _next_fellow(texts: Sequence[str], at: int, step: int) -> int:
    """The index of the person whom `und` or a comma joins to the one at `at`, an office in front of either; or -1."""
    joint = (*forms("filler", "joint"), ",")
    office = at - 1 if step < 0 else at + 2
    link = at + step - (step < 0 and texts[office : office + 1] == ["[role]"])
    other = link + step + (step > 0 and texts[office : office + 1] == ["[role]"])
    fits = min(link, other) >= 0 and max(link, other) < len(texts) and texts[link] in joint
    return other if fits and texts[other] == "[person]" else -1


def is_told_of(unit: Unit, at: int) -> bool:
    """Whether a verb behind the person at `at` says that someone is or was what stands in front: `…, deren Chefin sie 2019 wurde`."""
    return any(symbol.text in word_set("relative", "copulas") for symbol in unit.symbols[at + 1 : at + 6])


def _in_front(unit: Unit, at: int) -> int:
    """The word in front of a person, its adjective aside: `für | den erkrankten Karl Ott`; articles are no part of a unit."""
    adjective = at > 1 and is_adjective(unit.symbols[at - 1].item) and unit.symbols[at - 2].text == "für"
    return at - 2 if adjective else at - 1


def subject_of(page: Page, unit: Unit, hit: Hit, *, before: bool = False) -> Ent | None:
    """The person of a phrase: inside it, in front of it, behind it, else the one spoken of above."""
    people = [(k, s.ent) for k, s in enumerate(unit.symbols) if s.text == "[person]" and s.ent is not None]
    texts = [symbol.text for symbol in unit.symbols]
    governing = word_set("filler", "governing")
    free = [
        (k, ent)
        for k, ent in people
        if k == 0
        or (texts[_in_front(unit, k)] not in governing and texts[max(0, k - 2) : k] != ["an", "[role]"])
        or (texts[k + 1 : k + 2] == [","] and not texts[max(0, k - 2)].startswith("nachfolge"))
    ]
    inside = [ent for k, ent in free if hit.start <= k < hit.end]
    if inside and not before:
        return inside[0]
    if (antecedent := antecedent_of(unit, hit)) is not None:
        return antecedent
    front = [ent for k, ent in free if k < hit.start] or [ent for k, ent in people if k < hit.start]
    if front:
        return front[-1]
    behind = [ent for k, ent in people if k >= hit.end and not texts[max(0, k - 2)].startswith("nachfolge")]
    if behind and not before:
        return behind[0]
    if hit.phrase.startswith("[role]"):
        return None
    first = unit.items[0].low if unit.items else ""
    wanted: Gender | None = "f" if first == "die" else "m" if first == "der" else None
    if wanted is None:
        table, near = words("roles")["pronoun"], {s.text for s in unit.symbols[: hit.start]}
        wanted = "f" if near & set(table["female"]) else "m" if near & set(table["male"]) else None
    return spoken_of(page, unit, wanted) if wanted else None


def antecedent_of(unit: Unit, hit: Hit) -> Ent | None:
    """The person that a relative clause with the phrase hangs on: `auf Max Huber, der das Haus verlässt`."""
    start = unit.symbols[hit.start].item.start
    before = [k for k, item in enumerate(unit.items) if item.end <= start]
    comma = next((k for k in reversed(before) if unit.items[k].text == ","), -1)
    if comma < 0 or unit.items[comma + 1].low not in forms("relative", "words"):
        return None
    ents = [item.ent for item in unit.items[:comma] if item.ent is not None]
    return next((ent for ent in reversed(ents) if ent.label == "PERSON"), None)


def possessor(page: Page, unit: Unit, hit: Hit, named: Ent) -> tuple[Ent | None, bool]:
    """Whose predecessor or successor: the person in front, else whom `sein`, `ihr` means; and whether words tell."""
    front = [
        s.ent
        for s in unit.symbols[: hit.end]
        if s.text == "[person]" and s.ent is not None and s.ent.canonical != named.canonical
    ]
    if front:
        return front[-1], True
    table = words("roles")["pronoun"]
    near = [s.text for s in unit.symbols[max(0, hit.start - 2) : hit.end]]
    wanted: Gender | None = "f" if set(near) & set(table["female"]) else "m" if set(near) & set(table["male"]) else None
    return spoken_of(page, unit, wanted), wanted is not None


def span_of(unit: Unit, hit: Hit, person: Ent, office: Ent, *, tight: bool) -> tuple[int, int]:
    """The words of a statement: person and office where they stand together, else their clauses."""
    local = [office, *([person] if person.sentence == unit.sentence.index or unit.contact else [])]
    start, end = min(ent.start for ent in local), max(ent.end for ent in local)
    if tight:
        return start, end
    start = min(start, unit.symbols[hit.start].item.start)
    end = max(end, unit.symbols[hit.end - 1].item.end)
    clauses = {item.clause for item in unit.items if start <= item.start < end}
    inside = [item for item in unit.items if item.clause in clauses and item.text not in ".,:;|"]
    return inside[0].start, inside[-1].end
