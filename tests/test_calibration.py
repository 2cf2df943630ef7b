"""The confidence of a draft: read off the points of its type."""

import pytest

from pressefakten.facts import calibration
from pressefakten.facts.rules import Draft


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        pytest.param(-5.0, 0.2, id="below-the-first"),
        pytest.param(2.0, 0.2, id="at-the-first"),
        pytest.param(3.0, 0.35, id="half-way"),
        pytest.param(4.0, 0.5, id="at-the-second"),
        pytest.param(9.0, 0.9, id="above-the-last"),
    ],
)
def test_confidence_is_interpolated(monkeypatch: pytest.MonkeyPatch, score: float, expected: float) -> None:
    monkeypatch.setattr(calibration, "_table", lambda _: ((2.0, 4.0, 8.0), (0.2, 0.5, 0.9)))
    assert calibration.confidence(Draft("key_figure", "revenue", {}, [(0, 1)], score=score)) == expected


def test_a_type_without_a_table_has_the_prior(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "_table", lambda _: ((), ()))
    assert calibration.confidence(Draft("rumour", "x", {}, [(0, 1)])) == calibration.PRIOR
