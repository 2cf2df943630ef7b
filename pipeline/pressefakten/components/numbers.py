"""The stage `numbers`: money, percentages, quantities and other numbers, and why a number is none of them."""

from spacy.language import Language
from spacy.tokens import Doc

from pressefakten.components.common import add_ignored, register_extensions, text_of, write
from pressefakten.normalize import grid, numbers
from pressefakten.normalize.mention import Ignored, Mention


@Language.factory(
    "pressefakten_numbers",
    assigns=["doc.ents", "doc._.ignored", "span._.value", "span._.rule"],
)
def make_numbers(nlp: Language, name: str) -> "Numbers":
    """Build the component for a pipeline."""
    return Numbers()


class Numbers:
    """Writes MONEY, PERCENT, QUANTITY and NUMBER spans, and the numbers that are no quantity with their reason."""

    def __init__(self) -> None:
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Add the numbers to `doc.ents` and the rest to `doc._.ignored`."""
        mentions, ignored = self.read(doc)
        write(doc, mentions)
        add_ignored(doc, ignored)
        return doc

    def find(self, doc: Doc) -> list[Mention]:
        """The numbers of a document; its country is the prior for the style of ambiguous ones."""
        return self.read(doc)[0]

    def read(self, doc: Doc) -> tuple[list[Mention], list[Ignored]]:
        """The numbers of a document and the digits that are no quantity."""
        return numbers.find_plain(grid.with_breaks(text_of(doc), doc._.lines or ()), country=doc._.country)
