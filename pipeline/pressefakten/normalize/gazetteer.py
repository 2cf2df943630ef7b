"""The gazetteer: a hash of token sequences, looked up word by word, so that its cost grows with the text alone.

A key is a name in lower case, its accents and hyphens dropped, its tokens joined by a space: `Mercedes-Benz`,
`mercedes benz` and `MERCEDES-BENZ` share one. Whether a surface may stand for the name is decided after the look-up.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pressefakten import patterns
from pressefakten.errors import PatternError

TOKEN = re.compile(r"[^\W¹²³]+|[^\w\s-]|(?<!\w)-|-(?!\w)")
LABELS = frozenset(("BRAND", "MODEL", "PLATFORM", "ORG", "PLACE", "SITE"))
_ACCENTS = tuple(zip("éèêëáàâãåóòôõíìîïúùûšśçčćñńžźżłýřěőű‑–", "eeeeaaaaaooooiiiiuuusscccnnzzzlyreou--", strict=True))
_ACCENTED = re.compile("[" + re.escape("".join(accent for accent, _ in _ACCENTS)) + "]")


class Entry(NamedTuple):
    """What a row says of a surface; `form` is the surface as the row writes it."""

    label: str
    form: str
    id: str
    canonical: str
    guard: str | None = None
    brand: str | None = None
    country: str | None = None
    kind: str | None = None


def lower(text: str) -> str:
    """The text in lower case without accents; the length stays the same."""
    low = text.replace("İ", "i").lower()  # the one letter that would become two
    if not low.isascii() and _ACCENTED.search(low):
        for accent, plain in _ACCENTS:
            if accent in low:
                low = low.replace(accent, plain)
    return low


def key(name: str) -> str:
    """The look-up key of a name."""
    return _joined(lower(name))


def keys(names: Iterable[str]) -> Iterator[str]:
    """The look-up keys of many names without line breaks, which is faster than one by one."""
    together = "\n".join(names)
    return map(_joined, lower(together).split("\n")) if together else iter(())


def _joined(low: str) -> str:
    if low.isalnum():
        return low
    return " ".join(low.split() if low.replace(" ", "").isalnum() else TOKEN.findall(low))


class Gazetteer:
    """Names by key (`names`), places by key (`places`), and for each first word the tokens of its longest name.

    `lower_heads` are the first words of the names that are written without a capital (`auto-schweiz`, `3008`).
    """

    def __init__(self) -> None:
        self.names: dict[str, tuple[Entry, ...]] = {}
        self.places: dict[str, str] = {}
        self.heads: dict[str, int] = {}
        self.lower_heads: set[str] = set()
        self.by_id: dict[str, Entry] = {}
        self.entries: list[Entry] = []
        self.place_lines: list[str] = []
        self.near: object = None  # the index of misspelled names, see `linking`

    def add(self, entries: Iterable[Entry]) -> None:
        """Take entries in; the first row of a surface goes before later ones, an id's first row names it."""
        names, heads, by_id = self.names, self.heads, self.by_id
        self.near = None
        for entry in entries:
            by_id.setdefault(entry.id, entry)
            self.entries.append(entry)
            for form in _variants(key(entry.form)):
                known = names.get(form)
                names[form] = (entry,) if known is None else (*known, entry)
                _note_head(heads, form)
                if not entry.form[0].isupper():
                    self.lower_heads.add(form.partition(" ")[0])

    def add_places(self, lines: Iterable[str]) -> None:
        """Take lines `name<TAB>country<TAB>guard[<TAB>canonical]` in; the first line of a name wins."""
        places, heads = self.places, self.heads
        lines = list(lines)
        self.place_lines += lines
        forms = keys([line[: line.index("\t")] for line in lines])
        for form, line in zip(forms, lines, strict=True):
            if places.setdefault(form, line) is not line:
                continue
            if " " in form:
                _note_head(heads, form)
                if form.startswith("sankt "):
                    places.setdefault("st ." + form[5:], f"St.{line[5:]}")
                    _note_head(heads, "st ." + form[5:])
            else:
                heads.setdefault(form, 1)
            if "ß" in form:
                places.setdefault(form.replace("ß", "ss"), line)
                _note_head(heads, form.replace("ß", "ss"))

    def copy(self) -> Gazetteer:
        """A gazetteer that can be added to without changing this one."""
        other = Gazetteer()
        other.names, other.places, other.heads = dict(self.names), dict(self.places), dict(self.heads)
        other.lower_heads = set(self.lower_heads)
        other.by_id, other.entries = dict(self.by_id), list(self.entries)
        other.place_lines = list(self.place_lines)
        return other

    def rows(self) -> Iterator[dict[str, str]]:
        """The rows as they were read, without the places."""
        for known in self.entries:
            fields = {**known._asdict(), "pattern": known.form}
            del fields["form"]
            if known.canonical == known.form:
                del fields["canonical"]
            yield {name: value for name, value in fields.items() if value}

    def place(self, form: str) -> Entry | None:
        """The place of a key, or None."""
        line = self.places.get(form)
        return None if line is None else _place(line)

    def brand_of(self, ref: str | None) -> str | None:
        """The make of a model by the model's id."""
        entry = self.by_id.get(ref or "")
        return entry.brand if entry else None


def _note_head(heads: dict[str, int], form: str) -> None:
    if " " not in form:
        heads.setdefault(form, 1)
        return
    first, length = form[: form.index(" ")], form.count(" ") + 1
    if heads.get(first, 0) < length:
        heads[first] = length


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def _variants(form: str) -> tuple[str, ...]:
    if form.isascii():
        return (form,)
    return tuple({form, form.replace("ß", "ss"), form.translate(_UMLAUTS)})


def _place(line: str) -> Entry:
    name, country, guard, *more = line.split("\t")
    canonical = more[0] if more else name
    return Entry("PLACE", name, f"place-{country.lower()}-{slug(canonical)}", canonical, guard or None, None, country)


def slug(name: str) -> str:
    """ASCII kebab-case of a name, for ids."""
    return "-".join(re.findall(r"[a-z0-9]+", lower(name).translate(_UMLAUTS)))


def read_rows(path: Path) -> Iterator[Entry]:
    """Entries of one JSONL gazetteer, parsed fast; rows are checked by `pressefakten.patterns.name_rows`."""
    numbered = [(k, line) for k, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.strip()]
    try:
        rows = json.loads("[" + ",".join([line for _, line in numbered]) + "]")
    except ValueError:
        rows = [None] * len(numbered)  # read one by one, to name the line
    for (number, line), row in zip(numbered, rows, strict=False):
        try:
            found = entry(row or json.loads(line))
            if found.label not in LABELS:
                raise ValueError(f"{found.label} {found.form!r} is found by its context, not by a list")
        except (ValueError, KeyError, TypeError) as error:
            reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            raise PatternError(f"{path}:{number}: no name row: {reason}. Run `pressefakten patterns check`.") from error
        yield found


def entry(row: Mapping[str, str]) -> Entry:
    """The entry of a gazetteer row. Raises KeyError where label, pattern or id is missing."""
    form = row["pattern"]
    get = row.get
    canonical = get("canonical") or form
    return Entry(row["label"], form, row["id"], canonical, get("guard"), get("brand"), get("country"), get("kind"))


@functools.cache
def load(packs: tuple[str, ...]) -> Gazetteer:
    """The gazetteer of the packs: their JSONL rows and their `places*.tsv`."""
    gazetteer = Gazetteer()
    for path in patterns.name_files(packs, ".jsonl"):
        gazetteer.add(read_rows(path))
    for path in patterns.name_files(packs, ".tsv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        gazetteer.add_places(line for line in lines if line and line[0] != "#")
    return gazetteer


def default() -> Gazetteer:
    """The gazetteer of the default packs."""
    return load(patterns.PACKS)
