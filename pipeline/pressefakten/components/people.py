"""Placeholder of the people component: passes the document through until its rules are in."""

from spacy.language import Language
from spacy.tokens import Doc

from pressefakten.components.common import register_extensions


@Language.factory("pressefakten_people")
def make_people(nlp: Language, name: str) -> "People":
    """Build the component for a pipeline."""
    return People()


class People:
    """Does nothing yet."""

    def __init__(self) -> None:
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Return the document."""
        return doc
