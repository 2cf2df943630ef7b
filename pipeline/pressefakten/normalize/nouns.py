"""The singular of German nouns as releases count them: `Standorten` -> `Standort`, `Händlerbetriebe` -> `Händlerbetrieb`."""

import functools

from pressefakten.patterns import words


@functools.cache
def _table() -> dict[str, str]:
    return {plural.lower(): one for plural, one in words("plurals")["singular"].items()}


@functools.cache
def _suffixes() -> tuple[tuple[str, str], ...]:
    return tuple(words("plurals")["suffix"].items())


@functools.lru_cache(maxsize=4096)
def singular(noun: str) -> str:
    """Nominative singular by the noun list (also as last part of a compound), else by ending; unknown forms stay."""
    low = noun.lower()
    for start in range(len(low) - 2):
        one = _table().get(low[start:])
        if one is not None:
            return noun[:start] + (one.lower() if start else one)
    for ending, replacement in _suffixes():
        if low.endswith(ending) and len(low) - len(ending) >= 2:
            return noun[: len(noun) - len(ending)] + replacement
    return noun
