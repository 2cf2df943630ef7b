"""Makes, models, platforms, organizations, places and sites: gazetteer look-up and patterns for the unlisted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pressefakten.components.common import register_extensions, write
from pressefakten.normalize import gazetteer, names
from pressefakten.normalize.mention import Mention


@Language.factory(
    "pressefakten_names",
    assigns=["doc.ents", "token.ent_type", "token.ent_iob", "span._.canonical", "span._.rule"],
)
def make_names(nlp: Language, name: str) -> Names:
    """Build the component for a pipeline."""
    return Names()


class Names:
    """Finds BRAND, MODEL, PLATFORM, ORG, PLACE and SITE; `brand_of` tells the make of a listed model by its id."""

    def __init__(self) -> None:
        register_extensions()
        self.gazetteer = gazetteer.default()

    def find(self, doc: Doc) -> list[Mention]:
        """The names of the document, not overlapping, in text order."""
        return [_mention(*item) for item in names.recognise(doc.text, self.gazetteer)]

    def __call__(self, doc: Doc) -> Doc:
        """Write the names into `doc.ents` and the make of each model into `span._.brand`."""
        found = names.recognise(doc.text, self.gazetteer)
        write(doc, [_mention(*item) for item in found])
        brands = {(start, end): name.brand for start, end, name in found if name.brand}
        for span in doc.ents if brands else ():
            if span.label_ == "MODEL":
                span._.brand = brands.get((span.start_char, span.end_char))
        return doc

    def brand_of(self, ref: str | None) -> str | None:
        """The make of a listed model by its id, else None."""
        return self.gazetteer.brand_of(ref)


def _mention(start: int, end: int, name: names.Found) -> Mention:
    return Mention(start, end, name.label, name.rule, None, name.canonical, name.ref)
