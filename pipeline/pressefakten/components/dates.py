"""Placeholder of the dates component: passes the document through until its rules are in."""

from spacy.language import Language
from spacy.tokens import Doc

from pressefakten.components.common import register_extensions


@Language.factory("pressefakten_dates")
def make_dates(nlp: Language, name: str) -> "Dates":
    """Build the component for a pipeline."""
    return Dates()


class Dates:
    """Does nothing yet."""

    def __init__(self) -> None:
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Return the document."""
        return doc
