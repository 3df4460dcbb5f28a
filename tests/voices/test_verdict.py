"""Verdicts: bands, differences, and what cannot be decided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voices.acoustics.verdict import Measure, Proof, Report, Target, judge

NUMBERS = st.floats(-1000, 1000)


def measured(value: float | None, why: str = "") -> Measure:
    return Measure("cpps_db", value, "dB", "built", why)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_inside_is_as_asked_outside_is_not(value: float, one: float, two: float) -> None:
    low, high = sorted((one, two))
    verdict = judge(Target("tone", "cpps_db", "clear", low, high), measured(value))
    assert verdict.ok == (low <= value <= high)
    assert verdict.measured == value
    assert ("as asked" in verdict.message) == verdict.ok


@given(NUMBERS, NUMBERS)
def test_a_relative_band_holds_the_difference(value: float, neutral: float) -> None:
    target = Target("breathiness", "cpps_db", "0.5", None, -1.5, relative=True)
    verdict = judge(target, measured(value), measured(neutral))
    assert verdict.ok == (value - neutral <= -1.5)


@pytest.mark.parametrize(
    ("target", "measure", "neutral", "says"),
    [
        (Target("a", "cpps_db", "x", 1, 2), None, None, "was not measured"),
        (Target("a", "cpps_db", "x", 1, 2), measured(None, "too short"), None, "too short"),
        (Target("a", "cpps_db", "x", 1, 2, relative=True), measured(1), None, "no neutral"),
        (
            Target("a", "cpps_db", "x", 1, 2, relative=True),
            measured(1),
            measured(None, "silent"),
            "silent",
        ),
        (Target("a", "cpps_db", "x", None, None), measured(1), None, "nothing is asked"),
        (
            Target("a", "", "x", None, None, proof=Proof.NOT_MEASURABLE, note="by ear"),
            None,
            None,
            "by ear",
        ),
    ],
)
def test_what_cannot_be_decided_is_none_with_a_reason(
    target: Target, measure: Measure | None, neutral: Measure | None, says: str
) -> None:
    verdict = judge(target, measure, neutral)
    assert verdict.ok is None
    assert says in verdict.message


def test_a_failure_says_by_how_much() -> None:
    verdict = judge(Target("pitch", "cpps_db", "x", 10, 12), measured(8.5))
    assert verdict.message == "below by 1.5 dB: 8.5 dB, wanted 10 to 12"


def test_a_measure_needs_a_value_or_a_reason() -> None:
    with pytest.raises(ValueError, match="neither"):
        Measure("x", None, "dB", "built")


def test_a_report_is_plain_data_and_cannot_be_changed() -> None:
    report = Report({"cpps_db": measured(3.0)}, {"praat": "6"})
    assert report.value("cpps_db") == 3.0
    assert report.value("absent") is None
    assert report.as_dict()["measures"]["cpps_db"]["value"] == 3.0
    with pytest.raises(TypeError):
        report.measures["x"] = measured(1.0)  # type: ignore[index]
