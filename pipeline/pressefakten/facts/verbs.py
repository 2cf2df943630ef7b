"""Verbs in phrases: `~eröffnen` stands for every form of the verb, in every order that German clauses have.

`~ein|weihen` is separable: `weiht … ein|` (the prefix closes the clause), `einweihte`, `eingeweiht`, `einzuweihen`. What stands behind the verb belongs
to it as an idiom (`~nehmen … in betrieb`: `nahm … in betrieb`, `in betrieb genommen`), what stands in front is a noun of
the clause (`*produktion … ~starten`: `die Produktion ist gestartet`, `startete die Produktion`). `{a,b}` in a phrase
stands for either word.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass

from pressefakten.patterns import words

MARK = "~"
GAP = "…"
CHOICE = re.compile(r"\{([^{}]+)\}")
ENDINGS = ("e", "en", "er", "es", "em")


@functools.cache
def auxiliaries(kind: str) -> frozenset[str]:
    """The forms of auxiliary verbs of a kind: `passive`, `modal`."""
    return frozenset(words("verbs")["auxiliaries"][kind])


@dataclass(frozen=True)
class Forms:
    """`finite` the third persons, `participle` the second one, `infinitive` without prefix; `prefix` is empty or separable."""

    prefix: str
    finite: tuple[str, ...]
    participle: str
    infinitive: str

    @functools.cached_property
    def tail(self) -> str:
        """What closes the clause of a finite form."""
        return f" {GAP} {self.prefix}|" if self.prefix else ""

    @functools.cached_property
    def last(self) -> tuple[str, ...]:
        """The forms that stand at the end of a clause."""
        verbs = dict.fromkeys((*self.finite, self.infinitive, self.participle))
        infinitive = f"{self.prefix}zu{self.infinitive}" if self.prefix else f"zu {self.infinitive}"
        return (*(self.prefix + verb for verb in verbs), infinitive)

    @functools.cached_property
    def inflected(self) -> tuple[str, ...]:
        """The participle as an adjective."""
        return tuple(self.prefix + self.participle + ending for ending in ENDINGS)


def expand(phrase: str) -> tuple[str, ...]:
    """All phrases that a phrase with verbs or choices stands for; itself where it has none."""
    forms = [form for choice in _choices(phrase) for form in _orders(choice)]
    if any("ß" in form for form in forms):
        forms = [spelling for form in forms for spelling in (form, form.replace("ß", "ss"))]
    return tuple(dict.fromkeys(forms))


def _choices(phrase: str) -> list[str]:
    if "{" not in phrase:
        return [phrase]
    parts = CHOICE.split(phrase)
    options = [part.split(",") if k % 2 else [part] for k, part in enumerate(parts)]
    return ["".join(chosen) for chosen in itertools.product(*options)]


def _orders(phrase: str) -> list[str]:
    parts = phrase.split()
    at = next((k for k, part in enumerate(parts) if part.startswith(MARK)), -1) if MARK in phrase else -1
    if at < 0:
        return [" ".join(parts)]
    forms = conjugate(parts[at][len(MARK) :])
    front = [part for part in parts[:at] if part != GAP]
    idiom = " ".join(parts[at + 1 :]).removeprefix(GAP).removesuffix(GAP).strip()
    return _noun_orders(" ".join(front), forms) if front else _idiom_orders(idiom, forms)


def _idiom_orders(idiom: str, forms: Forms) -> list[str]:
    """Verb second, then verb last: `geht … ans netz`, `ans netz gegangen`; gaps inside the idiom stay."""
    split = (f" {GAP} {idiom}" if idiom else "") + forms.tail
    front = f"{idiom} " if idiom else ""
    return [verb + split for verb in forms.finite] + [front + last for last in (*forms.last, *forms.inflected)]


def _noun_orders(front: str, forms: Forms) -> list[str]:
    """The noun in front of the verb or behind it: `die Produktion läuft an`, `im Mai lief die Produktion an`."""
    both = [(f"{front} {GAP} {verb}{forms.tail}", f"{verb} {GAP} {front}{forms.tail}") for verb in forms.finite]
    return [*itertools.chain.from_iterable(both), *(f"{front} {GAP} {last}" for last in forms.last)]


@functools.lru_cache(maxsize=1024)
def conjugate(verb: str) -> Forms:
    """The forms of an infinitive with its separable prefix cut off by `|`; irregular stems are in `words/verbs.toml`."""
    prefix, _, base = verb.rpartition("|")
    kept, stem = _inseparable(base)
    irregular: dict[str, str] = words("verbs")["irregular"]
    if stem in irregular:
        present, past, participle = irregular[stem].split()
        if kept:
            participle = participle.removeprefix("ge")
        plural = past + ("n" if past.endswith("e") else "en")
        finite = (present, base.removeprefix(kept), past, plural)
        return Forms(prefix, tuple(kept + form for form in finite), kept + participle, base)
    return _weak(prefix, kept, base)


def _inseparable(base: str) -> tuple[str, str]:
    """The inseparable prefix of a verb (empty where it has none) and the rest."""
    table = words("verbs")
    if base in table["irregular"]:
        return "", base
    for prefix in table["prefixes"]["inseparable"]:
        rest = base.removeprefix(prefix)
        if rest != base and (rest in table["irregular"] or base not in table["prefixes"]["unless"]):
            return (prefix, rest) if len(rest) > 3 or rest in table["irregular"] else ("", base)
    return "", base


def _weak(prefix: str, kept: str, base: str) -> Forms:
    stem = base[:-2] if base.endswith("en") else base[:-1]
    link = "e" if re.search(r"[dt]$|(?:ch|[^aeiouäöühlrmn])[mn]$", stem) else ""
    ge = "" if kept or base.endswith("ieren") else "ge"
    past = f"{stem}{link}te"
    return Forms(prefix, (f"{stem}{link}t", base, past, f"{past}n"), f"{ge}{stem}{link}t", base)
