"""Doc -> Release: the only place where what the stages wrote becomes records."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pressefakten import __version__
from pressefakten.components.common import noted, text_of
from pressefakten.errors import InputError
from pressefakten.records import Label, Release, release_id

LABELS = frozenset(label.value for label in Label)


def extract(text: str, nlp: Language, published: str | None = None, source: str | None = None) -> Release:
    """Read one release. `published` (ISO day) is the anchor where the text states none; `source` a path or URL.

    Raises InputError where the text is longer than the pipeline takes.
    """
    text = clean(text)
    if len(text) > nlp.max_length:
        place = source or "text"
        raise InputError(
            f"{place}: {len(text):,} characters are more than the {nlp.max_length:,} of a release. Split the file."
        )
    return release(read(text, nlp, published, source), patterns=nlp.meta.get("pressefakten", {}).get("patterns"))


def clean(text: str) -> str:
    """Line ends become `\\n` and a leading byte-order mark goes; nothing else changes."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read(text: str, nlp: Language, published: str | None = None, source: str | None = None) -> Doc:
    """The annotated document, with everything that the stages wrote."""
    doc = nlp.make_doc(text)
    doc.user_data["text"] = text
    doc._.source, doc._.published = source, published
    return nlp(doc)


def release(doc: Doc, *, patterns: str | None = None) -> Release:
    """The record of an annotated document."""
    text = text_of(doc)
    return Release.model_validate(
        {
            "id": release_id(text),
            "source": doc._.source,
            "title": doc._.title,
            "dateline": doc._.dateline,
            "published": doc._.published,
            "issuer": doc._.issuer,
            "text": text,
            "entities": entities(doc),
            "facts": doc._.facts,
            "generator": {"name": "pressefakten", "version": __version__, "patterns": patterns},
        }
    )


def entities(doc: Doc) -> list[dict[str, Any]]:
    """The entities of a document in the form of the records, numbered in text order."""
    text = text_of(doc)
    found: list[dict[str, Any]] = []
    for span in doc.ents:
        label = span.label_
        if label not in LABELS:
            continue
        start, end = span.start_char, span.end_char
        surface = text[start:end]
        found.append(
            {
                "id": f"e{len(found) + 1}",
                "label": label,
                "text": surface,
                "start": start,
                "end": end,
                "canonical": noted(doc, "canonical", start, end) or surface,
                "ref": span.ent_id_ or None,
                "value": noted(doc, "value", start, end),
            }
        )
    return found
