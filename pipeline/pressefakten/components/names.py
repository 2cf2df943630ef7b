"""Makes, models, platforms, organizations, places and sites: gazetteer look-up and patterns for the unlisted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pressefakten import patterns
from pressefakten.components.common import register_extensions, text_of, write
from pressefakten.normalize import gazetteer, names
from pressefakten.normalize.mention import Mention
from pressefakten.normalize.nametext import Found

_ROWS, _PLACES = "rows.jsonl", "places.tsv"


@Language.factory(
    "pressefakten_names",
    default_config={"packs": list(patterns.PACKS), "rows": []},
    assigns=["doc.ents", "token.ent_type", "token.ent_iob", "span._.canonical", "span._.rule", "span._.brand"],
)
def make_names(nlp: Language, name: str, packs: list[str], rows: list[dict[str, str]]) -> Names:
    """Build the component; `rows` are gazetteer rows in addition to those of the packs."""
    component = Names(gazetteer.load(tuple(packs)))
    return component.with_rows(rows) if rows else component


class Names:
    """Finds BRAND, MODEL, PLATFORM, ORG, PLACE and SITE; a MODEL's make is in `span._.brand`."""

    def __init__(self, known: gazetteer.Gazetteer) -> None:
        register_extensions()
        self.gazetteer = known

    def with_rows(self, rows: Iterable[Mapping[str, str]]) -> Names:
        """A component that knows further rows too (label, pattern, id and what else a gazetteer row may have)."""
        more = self.gazetteer.copy()
        more.add(gazetteer.entry(row) for row in rows)
        return Names(more)

    def find(self, doc: Doc) -> list[Mention]:
        """The names of the document, not overlapping, in text order."""
        return [_mention(*item) for item in names.recognise(text_of(doc), self.gazetteer)]

    def __call__(self, doc: Doc) -> Doc:
        """Write the names into `doc.ents` and the make of each model into `span._.brand`."""
        found = names.recognise(text_of(doc), self.gazetteer)
        write(doc, [_mention(*item) for item in found])
        brands = {(start, end): name.brand for start, end, name in found if name.brand}
        for span in doc.ents if brands else ():
            if span.label_ == "MODEL":
                span._.brand = brands.get((span.start_char, span.end_char))
        return doc

    def brand_of(self, ref: str | None) -> str | None:
        """The make of a listed model by its id, else None."""
        return self.gazetteer.brand_of(ref)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the rows, so that a loaded pipeline knows the same names whatever patterns are installed there."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        rows = (json.dumps(row, ensure_ascii=False) for row in self.gazetteer.rows())
        (folder / _ROWS).write_text("\n".join(rows) + "\n", encoding="utf-8")
        (folder / _PLACES).write_text("\n".join(self.gazetteer.place_lines) + "\n", encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Names:
        """Read the rows that `to_disk` wrote."""
        folder = Path(path)
        self.gazetteer = gazetteer.Gazetteer()
        self.gazetteer.add(gazetteer.read_rows(folder / _ROWS))
        self.gazetteer.add_places((folder / _PLACES).read_text(encoding="utf-8").splitlines())
        return self


def _mention(start: int, end: int, name: Found) -> Mention:
    return Mention(start, end, name.label, name.rule, None, name.canonical, name.ref)
