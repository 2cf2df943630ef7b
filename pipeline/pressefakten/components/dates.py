"""The dates component: writes DATE, TIME, DURATION and SET spans with their TIMEX3 values."""

from spacy.language import Language
from spacy.tokens import Doc

from pressefakten.components.common import register_extensions, text_of, write
from pressefakten.normalize import dates, grid
from pressefakten.normalize.mention import Mention


@Language.factory(
    "pressefakten_dates",
    assigns=["doc.ents", "span._.value", "span._.rule", "span._.canonical"],
    requires=[],
    default_config={"scope": "release"},
)
def make_dates(nlp: Language, name: str, scope: dates.Scope) -> "Dates":
    """Build the component for a pipeline; the scope `wide` has the spans and references of newspapers."""
    return Dates(scope)


class Dates:
    """Finds time expressions, resolved on `doc._.published`, else on the month of issue."""

    def __init__(self, scope: dates.Scope = "release") -> None:
        register_extensions()
        self.scope = scope

    def __call__(self, doc: Doc) -> Doc:
        """Write the mentions into the document's entities."""
        write(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[Mention]:
        """The mentions of a document; four digits that fill a cell under a head of periods are a figure and no year."""
        lines = doc._.lines or ()
        text = grid.with_breaks(text_of(doc), lines)
        found = dates.find(text, published=doc._.published or doc._.month, country=doc._.country, scope=self.scope)
        return grid.with_head_years(lines, grid.without_figures(text, lines, found))
