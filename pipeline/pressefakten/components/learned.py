"""The optional stage `learned`: a trained sequence model adds names that no list and no rule knows.

It adds persons, organizations and places where no other stage found anything. Of what the rules found it takes away
only persons that rest on one weak clue (a given name by itself, a word after `sagt`) and that it reads otherwise.
"""

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pressefakten.components.common import register_extensions, write
from pressefakten.normalize import people, tagger
from pressefakten.normalize.mention import Mention
from pressefakten.normalize.tagger import Model, Tagged
from pressefakten.normalize.text import fold
from pressefakten.patterns import directory

NAMES = frozenset(("BRAND", "MODEL", "PLATFORM", "ORG", "PLACE", "SITE", "PERSON", "ROLE"))
MARGIN = 0.0
"""Default for how much better than no name a name must score, per token."""
DOUBTFUL = frozenset(
    f"person-{rule}" for rule in ("given-name-alone", "known-family-name", "family-name", "speech", "dutch-family-name")
)
"""Rules whose persons the model may refuse."""


@Language.factory(
    "pressefakten_learned",
    assigns=["doc.ents", "span._.canonical", "span._.rule"],
    requires=["doc.ents"],
    default_config={"margin": MARGIN, "model": None},
)
def make_learned(nlp: Language, name: str, margin: float, model: str | None) -> "Learned":
    """Build the stage for a pipeline; `model` is another weights file."""
    return Learned(Model.load(Path(model) if model else directory() / "model" / "names.npz"), margin)


class Learned:
    """Adds what the model finds and the rules left open."""

    def __init__(self, model: Model, margin: float = MARGIN) -> None:
        register_extensions()
        self.model = model
        self.margin = margin

    def __call__(self, doc: Doc) -> Doc:
        """Drop the doubtful persons that the model refuses, then write its own names into `doc.ents`."""
        found = self._tagged(doc)
        refused = refuse([(span.start_char, span.end_char, span._.rule) for span in doc.ents], found)
        if refused:
            doc.ents = tuple(span for span in doc.ents if (span.start_char, span.end_char) not in refused)
        write(doc, self._mentions(doc, found))
        return doc

    def find(self, doc: Doc) -> list[Mention]:
        """PERSON, ORG and PLACE mentions that overlap no entity of the document."""
        return self._mentions(doc, self._tagged(doc))

    def _tagged(self, doc: Doc) -> list[Tagged]:
        row = tagger.tokens(fold(doc.text), names_of(doc))
        return [Tagged(row[a].start, row[b - 1].end, label, margin) for a, b, label, margin in self.model.tag(row)]

    def _mentions(self, doc: Doc, found: Sequence[Tagged]) -> list[Mention]:
        taken = [(span.start_char, span.end_char) for span in doc.ents]
        return _linked(doc, accept(taken, found, self.margin), fold(doc.text))


def names_of(doc: Doc) -> list[str]:
    """The label of the name at each character, an empty string where there is none."""
    names = [""] * (len(doc.text) + 1)
    for span in doc.ents:
        if span.label_ in NAMES:
            names[span.start_char : span.end_char] = [span.label_] * (span.end_char - span.start_char)
    return names


def accept(taken: Sequence[tuple[int, int]], found: Sequence[Tagged], margin: float) -> list[Tagged]:
    """The model's names that are sure enough and overlap none of the spans that are taken."""
    used = {at for start, end in taken for at in range(start, end)}
    return [
        name
        for name in found
        if name.margin >= margin and name.end - name.start > 1 and used.isdisjoint(range(name.start, name.end))
    ]


def refuse(rules: Sequence[tuple[int, int, str]], found: Sequence[Tagged]) -> set[tuple[int, int]]:
    """The spans of doubtful persons where the model sees none; a rule is start, end, rule id."""
    seen = {at for name in found if name.label == "PERSON" for at in range(name.start, name.end)}
    return {(start, end) for start, end, rule in rules if rule in DOUBTFUL and seen.isdisjoint(range(start, end))}


def _linked(doc: Doc, fresh: Sequence[Tagged], text: str) -> list[Mention]:
    """Mentions with canonical names; a family name gets the full name of a person in the document."""
    known = [(span.start_char, span._.canonical or span.text) for span in doc.ents if span.label_ == "PERSON"]
    new = [(name.start, text[name.start : name.end]) for name in fresh if name.label == "PERSON"]
    order = sorted([*known, *new])
    full = dict(zip([start for start, _ in order], people.link([name for _, name in order]), strict=True))
    return [
        Mention(
            name.start,
            name.end,
            name.label,
            "learned-" + name.label.lower(),
            canonical=full.get(name.start) if name.label == "PERSON" else text[name.start : name.end],
        )
        for name in fresh
    ]
