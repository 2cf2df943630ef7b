"""One word as an office: `Vertriebsvorständin` -> kind office, nominative singular `Vertriebsvorständin`."""

import functools
from typing import Any, Literal, NamedTuple

from pressefakten.patterns import words

Kind = Literal["office", "post", "body"]


class Role(NamedTuple):
    """`word[cut:]` is the title (what stands before is another name), `lemma` its nominative singular.

    `kind`: an office stands alone, a post needs a person or `als` beside it, a body is an office only before a person.
    `adjectival`: the lemma's last letter follows gender (`Vorsitzende`, `Vorsitzender`).
    """

    kind: Kind
    lemma: str
    cut: int
    adjectival: bool
    head: str


class _Form(NamedTuple):
    kind: Kind
    lemma: str
    declension: str


@functools.cache
def _data() -> dict[str, Any]:
    return words("role_heads")


@functools.cache
def _forms() -> dict[str, _Form]:
    """Lower-case inflected form of each head -> what it is."""
    data = _data()
    table: dict[str, _Form] = {}
    for kind in ("post", "office"):
        for declension, heads in data[kind].items():
            real: Kind = "body" if declension in ("ant", "umlaut") else "post" if kind == "post" else "office"
            for head in heads.split():
                for ending, nominative in data["endings"][declension].items():
                    table[(head + ending).lower()] = _Form(real, head + nominative, declension)
                if head.endswith("e") and declension == "adj":
                    table[head.lower()] = _Form(real, head, declension)
    return table


@functools.cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(form) for form in _forms()}, reverse=True))


@functools.cache
def column(table: str, key: str) -> frozenset[str]:
    """The words of one entry of the table of offices."""
    return frozenset(_data()[table][key].split())


@functools.cache
def _never() -> frozenset[str]:
    return frozenset(word.lower() for word in column("compound", "never"))


@functools.lru_cache(maxsize=1 << 15)
def role_of(word: str) -> Role | None:
    """Read one capitalised word, with its hyphens, as an office; None where it is none."""
    stem, cut = _split_name(word)
    lowered = stem.lower()
    for length in _lengths():
        form = _forms().get(lowered[-length:]) if length <= len(lowered) else None
        if form is not None:
            return _as_role(stem, cut, length, form)
    return None


def _split_name(word: str) -> tuple[str, int]:
    """`MAN-Vorstandschef` -> (`Vorstandschef`, 4); `IT-Leiter` stays whole; a former office loses its `Ex-`."""
    first, dash, last = word.rpartition("-")
    if not dash or not last[:1].isupper():
        return word, 0
    if role_of(first) is not None and role_of(last) is not None:  # `Generaldirektor-Stellvertreter`
        return word, 0
    if first in column("hyphen", "qualifier") or first.rstrip("s") in column("hyphen", "qualifier"):
        return word, 0
    return last, len(first) + 1


def _as_role(stem: str, cut: int, length: int, form: _Form) -> Role | None:
    prefix = stem[: len(stem) - length]
    bare = prefix.rstrip("-").lower()
    if form.declension in ("fixed", "none") and prefix and (form.declension == "fixed" or len(bare) < 3):
        if not prefix.endswith("-"):
            return None
    elif len(bare) == 1:
        return None
    lemma = prefix + form.lemma.lower() if prefix and not prefix.endswith("-") else prefix + form.lemma
    if lemma.lower() in _never() or stem.lower() in _never():
        return None
    kind = form.kind
    if kind == "body" and _is_function(bare, form):
        kind = "office"
    if kind == "office" and form.declension == "s" and form.lemma == "Sekretär" and not bare:
        kind = "post"
    return Role(kind, lemma, cut, form.declension == "adj", form.lemma.lower())


def _is_function(bare: str, form: _Form) -> bool:
    return form.lemma.lower().endswith("vorstand") and bare in column("compound", "functions")
