"""What the tests share: one loaded pipeline, the corpus and the seed."""

from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

ROOT = Path(__file__).parents[1]


def _with_bounds(least: float, least_of_figures: float) -> Language:
    from pressefakten.pipeline import load

    nlp = load()
    stage: Any = nlp.get_pipe("pressefakten_facts")
    stage.least, stage.least_of_figures = least, least_of_figures
    return nlp


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default pipeline with doubtful facts, too: most tests are of what is read, not of how sure it is in a release of two sentences."""
    return _with_bounds(0.0, 0.3)


@pytest.fixture(scope="session")
def doubtful() -> Language:
    """The default pipeline with all facts, however doubtful."""
    return _with_bounds(0.0, 0.0)


@pytest.fixture(scope="session")
def ruled() -> Language:
    """The pipeline of the rules alone: for tests of what they take where the scorer weighs what else it could be."""
    from pressefakten.pipeline import load

    return load(scorer=False)


@pytest.fixture(scope="session")
def seed() -> str:
    """The seed release as it is."""
    return (ROOT / "seeds" / "seed.txt").read_text(encoding="utf-8")
