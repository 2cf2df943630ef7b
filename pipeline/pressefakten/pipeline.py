"""The default pipeline: reads as the table of contents of what happens to a release."""

from typing import Any

from spacy import load as spacy_load
from spacy.language import Language

from pressefakten.errors import UsageError
from pressefakten.patterns import PACKS, digest
from pressefakten.tokenizer import press_german

STAGES = ("structure", "names", "dates", "numbers", "people", "tagger", "facts")
"""Stage names in order; the factory of stage `x` is `pressefakten_x`."""
MAX_LENGTH = 5_000_000
"""Characters; no press release comes near it."""


def load(base: str | None = None, *, packs: tuple[str, ...] = PACKS, scorer: bool = True) -> Language:
    """Build the pipeline on a blank German tokenizer, or on top of an installed pipeline such as `de_core_news_lg`.

    Without the scorer the rules decide alone: neither names nor figures are weighed by a trained model.
    Raises UsageError where the base cannot be loaded, PatternError where a pattern file is wrong.
    """
    nlp = _base(base) if base else press_german()
    nlp.max_length = MAX_LENGTH
    config: dict[str, dict[str, Any]] = {
        "names": {"packs": list(packs)},
        "facts": {"packs": list(packs), "scorer": scorer},
    }
    for stage in STAGES if scorer else [stage for stage in STAGES if stage != "tagger"]:
        nlp.add_pipe(f"pressefakten_{stage}", config=config.get(stage, {}))
    nlp.meta["pressefakten"] = {"patterns": digest(packs)}
    return nlp


def _base(name: str) -> Language:
    try:
        return spacy_load(name)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"--base {name}: spaCy cannot load it ({error}). Name an installed pipeline or its folder."
        ) from error
