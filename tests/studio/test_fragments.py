"""Gauges of verdicts show where a value lies against its band."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.fragments import position
from voices.acoustics import Proof, Verdict


@given(st.floats(1, 300), st.floats(1, 300), st.floats(1, 300), st.floats(1, 300))
def test_position_is_monotone_and_in_the_band(a: float, b: float, x: float, y: float) -> None:
    low, high = sorted((a, b + 1e-3))
    less, more = sorted((x, y))

    def at(value: float) -> float:
        place = position(
            Verdict("p", "m", "", value, "", low, high, False, None, Proof.MEASURED, "")
        )
        assert place is not None
        return place

    assert at(less) <= at(more)
    assert at(low) == 0
    assert at(high) == pytest.approx(1)


@pytest.mark.parametrize(
    ("low", "high", "value", "inside"),
    [
        (None, -1.5, -2.0, True),
        (None, -1.5, -0.8, False),
        (2.0, None, 3, True),
        (2.0, None, 1, False),
        (0.0, None, 0.5, True),
        (None, 0.0, 0.5, False),
    ],
)
def test_position_of_half_open_bands(
    low: float | None, high: float | None, value: float, inside: bool
) -> None:
    verdict = Verdict("p", "m", "", value, "", low, high, True, inside, Proof.MEASURED, "")
    at = position(verdict)
    assert at is not None
    assert (at >= 0 if high is None else at <= 1) is inside
