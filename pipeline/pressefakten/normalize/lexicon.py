"""Whether a word is German: 220 000 words and forms as hashes, and every compound of them.

`patterns/model/words.bin` holds the CRC-32 of each word in lower case, sorted, as little-endian 32-bit numbers; forms of
nouns, which can end a compound, stand there once more behind a `+`. It knows no meaning; what it does not know is a
name, a foreign word or a slip of the pen. One unknown word in ten thousand is taken for a known one.
"""

from __future__ import annotations

import functools
import sys
from array import array
from bisect import bisect_left
from zlib import crc32

from pressefakten.patterns import directory

LINKS = ("", "s", "n", "en", "es", "e", "er", "-")
"""What German puts between the parts of a compound."""
NOUN = "+"
"""Marks the form of a noun."""
LONG = 9
"""Letters up to which a word is in the list though its parts explain it."""
SHORTEST = 3
"""Letters of the shortest first part; a last part has one more."""
LONGEST = 70
"""Letters of the longest word that is taken apart: what is longer is a key or an address, and has too many parts."""


@functools.cache
def _hashes() -> array[int]:
    table = array("I")
    table.frombytes((directory() / "model" / "words.bin").read_bytes())
    if sys.byteorder == "big":
        table.byteswap()
    return table


@functools.lru_cache(maxsize=1 << 17)
def listed(word: str) -> bool:
    """Whether a word in lower case is in the list as it stands."""
    table, hashed = _hashes(), crc32(word.encode())
    at = bisect_left(table, hashed)
    return at < len(table) and table[at] == hashed


@functools.lru_cache(maxsize=1 << 16)
def head(word: str) -> str:
    """The longest noun that ends a compound in lower case and leaves a word before it; else nothing."""
    if len(word) > LONGEST:
        return ""
    for i in range(SHORTEST, len(word) - SHORTEST):
        if listed(NOUN + word[i:]) and _is_stem(word[:i]):
            return word[i:]
    for i in range(SHORTEST, len(word) - LONG):  # `Militärfahrzeugen`: the list leaves long compounds out
        if _is_stem(word[:i]) and (tail := head(word[i:])):
            return tail
    return ""


def _is_adverb(word: str) -> bool:
    """Whether two words of four and more letters make a word that is no noun: `weltweit`."""
    return any(listed(word[i:]) and listed(word[:i]) for i in range(SHORTEST + 1, len(word) - SHORTEST))


def _is_stem(part: str) -> bool:
    if listed(part) or listed(part + "en"):  # `Abkantpresse`
        return True
    for link in LINKS:
        stem = part.removesuffix(link)
        if len(part) - len(stem) == len(link) and len(stem) >= SHORTEST and (listed(stem) or head(stem)):
            return True
    return False


@functools.lru_cache(maxsize=1 << 16)
def known(word: str) -> bool:
    """Whether a word in lower case, or the last part of one with hyphens, is German; the list spells ß as ss."""
    last = word.rpartition("-")[2].replace("ß", "ss")
    return listed(last) or bool(head(last)) or _is_adverb(last)


@functools.lru_cache(maxsize=1 << 12)
def is_agent(word: str) -> bool:
    """Whether a word in lower case is a compound in `-er` that its parts explain: `Hecktriebler`, `Kompaktstromer`."""
    plain = word.removesuffix("n").removesuffix("s")
    stems = [plain.removesuffix(end) for end in ("ler", "er") if plain.endswith(end)]
    return any(
        listed(NOUN + stem[k:]) and _is_stem(stem[:k]) for stem in stems for k in range(SHORTEST, len(stem) - SHORTEST)
    )
