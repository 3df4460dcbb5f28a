"""Levers: their axes, their limits, and what the table says that they move."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voices.acoustics.jnd import JND
from voices.levers import OWN, Lever, levers_of, moved, positions, responses
from voices.resolve import bounds
from voices.shaping.settings import NEUTRAL, Settings

ASKED = Settings(
    f0_median_hz=150, f0_sd_st=3, rate_syll_s=5, formant_ratio=1.1, breathiness=0.4, tilt_db_oct=-1
)
FIELDS = [name for name in Settings.model_fields if name != "pause_ratio"]


@given(st.sampled_from(FIELDS), st.floats(0, 1))
def test_a_position_leads_back_to_its_value(field: str, share: float) -> None:
    lever = Lever(field)
    low, high = bounds(field)
    value = low + share * (high - low)
    assert lever.value(lever.position(value)) == pytest.approx(value, rel=1e-3, abs=1e-3)


@given(st.sampled_from(FIELDS), st.floats(-20, 20))
def test_a_lever_never_leaves_its_range(field: str, position: float) -> None:
    low, high = bounds(field)
    assert low <= Lever(field).value(position) <= high


def test_levers_are_what_a_persona_moves() -> None:
    fields = [lever.field for lever in levers_of(ASKED)]
    assert fields[:5] == list(dict.fromkeys(OWN.values()))
    assert fields[5:] == ["tilt_db_oct", "breathiness"]
    assert [lever.field for lever in levers_of(NEUTRAL)] == fields[:5]


def test_own_measures_follow_their_setting() -> None:
    levers = levers_of(ASKED)
    measures = list(OWN)
    matrix = responses(measures, levers, ASKED)
    step = np.full(len(levers), 0.01)
    nudged = moved(ASKED, levers, positions(ASKED, levers) + step)
    for row, measure in enumerate(measures):
        field = OWN[measure]
        column = [lever.field for lever in levers].index(field)
        told = matrix[row, column] * (
            levers[column].position(getattr(nudged, field))
            - levers[column].position(getattr(ASKED, field))
        )
        count = JND[measure].count(getattr(nudged, field), getattr(ASKED, field))
        assert told == pytest.approx(count, rel=0.03, abs=1e-6)


def test_the_table_gives_the_signs_of_qualities() -> None:
    levers = levers_of(ASKED)
    names = [lever.field for lever in levers]
    matrix = responses(["cpps_db", "alpha_db"], levers, ASKED)
    assert matrix[0, names.index("breathiness")] < -1
    assert matrix[1, names.index("tilt_db_oct")] > 0.5
    assert matrix[0, names.index("rate_syll_s")] == 0


def test_a_move_that_nobody_hears_is_left_out() -> None:
    levers = levers_of(ASKED)
    at = positions(ASKED, levers)
    assert moved(ASKED, levers, at + 1e-5) == ASKED
    assert moved(ASKED, levers, at + 0.1) != ASKED
