"""The default pipeline: reads as the table of contents of what happens to a release."""

from spacy import blank
from spacy import load as spacy_load
from spacy.language import Language

from pressefakten.patterns import PACKS
from pressefakten.tokenizer import adapt

STAGES = ("structure", "names", "dates", "numbers", "people", "facts")
"""Stage names in order; the factory of stage `x` is `pressefakten_x`."""


def load(base: str | None = None, *, packs: tuple[str, ...] = PACKS) -> Language:
    """Build the pipeline on a blank German tokenizer, or on top of an installed pipeline such as `de_core_news_lg`."""
    nlp = spacy_load(base) if base else blank("de")
    if base is None:
        adapt(nlp)
    for stage in STAGES:
        nlp.add_pipe(f"pressefakten_{stage}")
    return nlp
