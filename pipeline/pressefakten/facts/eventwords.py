"""The words of `patterns/words/events.toml`, and the names of countries and their parts."""

from __future__ import annotations

import functools

from pressefakten.facts.triggers import Forms
from pressefakten.patterns import words


@functools.cache
def particles_of_verbs() -> frozenset[str]:
    """The prefixes of separable verbs."""
    return frozenset(words("verbs")["prefixes"]["separable"])


@functools.cache
def event_words(group: str, name: str = "words") -> Forms:
    """A class of words of `events.toml`."""
    return Forms(words("events")[group][name])


@functools.cache
def country_names() -> frozenset[str]:
    """Names of countries and continents in German, folded."""
    return frozenset(
        name.casefold() for name in (*words("cldr")["territories"]["names"], *words("events")["country"]["more"])
    )


def is_country(name: str) -> bool:
    """Whether a name is that of a country or continent."""
    return name.casefold() in country_names()


@functools.cache
def region_names() -> frozenset[str]:
    """Names of parts of countries and of landscapes, folded."""
    return frozenset(words("places")["wide"])
