"""The German press tokens that spaCy's blank tokenizer leaves whole: split so that names and numbers are spans.

`Renault-Chef` -> Renault | - | Chef; `150-kW-Motor` -> 150 | - | kW | - | Motor; `150kW` -> 150 | kW;
`31.12.2023.` -> 31.12.2023 | .
"""

from spacy.lang.de import German, GermanDefaults
from spacy.language import Language

LATIN = "A-Za-zÀ-ÖØ-öø-ɏ0-9"
"""Latin letters with their accents, and digits: a short class, since spaCy's own one of all scripts costs time."""
INFIXES = [rf"(?<=[{LATIN}])[-–—/)(*:&+](?=[{LATIN}])"]
SUFFIXES = [r"(?<=[0-9])\.", r"(?<=[0-9][.’'])[-–—]+"]


class _PressDefaults(GermanDefaults):
    infixes = GermanDefaults.infixes + INFIXES
    suffixes = GermanDefaults.suffixes + SUFFIXES


class _Press(German):  # type: ignore[no-untyped-call]
    """German as it is; the rules go in before the tokenizer is built, since each change afterwards builds it anew."""

    Defaults = _PressDefaults


def press_german() -> Language:
    """A blank German pipeline with the press rules."""
    return _Press.from_config({})
