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
def doubtful() -> Language:
    """The default pipeline with all figures, however doubtful: for tests of what is read, not of how sure it is."""
    from pressefakten.pipeline import load

    nlp = load()
    nlp.get_pipe("pressefakten_facts").least = 0.0  # type: ignore[attr-defined]
    return nlp


@pytest.fixture(scope="session")
def ruled() -> Language:
    """The pipeline of the rules alone: for tests of what they take where the scorer weighs what else it could be."""
    from pressefakten.pipeline import load

    return load(scorer=False)


@pytest.fixture(scope="session")
def seed() -> str:
    """The seed release as it is."""
    return (ROOT / "seeds" / "seed.txt").read_text(encoding="utf-8")
