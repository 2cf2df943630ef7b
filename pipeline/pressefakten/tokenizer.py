"""The German press tokens that spaCy's blank tokenizer leaves whole: split so that names and numbers are spans.

`Renault-Chef` -> Renault | - | Chef; `150-kW-Motor` -> 150 | - | kW | - | Motor; `150kW` -> 150 | kW;
`31.12.2023.` -> 31.12.2023 | .
"""

from spacy.lang.char_classes import ALPHA
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import compile_infix_regex, compile_suffix_regex

INFIXES = (
    rf"(?<=[{ALPHA}0-9])[-–—/](?=[{ALPHA}0-9])",
    rf"(?<=[{ALPHA}0-9])[)(*:&+](?=[{ALPHA}0-9])",
)
SUFFIXES = (r"(?<=[0-9])\.", r"(?<=[0-9][.’'])[-–—]+")


def adapt(nlp: Language) -> None:
    """Add the press rules to the tokenizer of a German pipeline, in place."""
    defaults, tokenizer = nlp.Defaults, nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        raise TypeError(f"the tokenizer of {nlp.lang} is no spaCy rule tokenizer")
    tokenizer.infix_finditer = compile_infix_regex([*(defaults.infixes or ()), *INFIXES]).finditer
    tokenizer.suffix_search = compile_suffix_regex([*(defaults.suffixes or ()), *SUFFIXES]).search
