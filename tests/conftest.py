"""What the tests share: one loaded pipeline, the corpus and the seed."""

from pathlib import Path

import pytest
from spacy.language import Language

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default pipeline, loaded once."""
    from pressefakten.pipeline import load

    return load()


@pytest.fixture(scope="session")
def seed() -> str:
    """The seed release as it is."""
    return (ROOT / "seeds" / "seed.txt").read_text(encoding="utf-8")
