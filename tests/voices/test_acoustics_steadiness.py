"""Tremor of held vowels: built ones whose tremor is known."""

from __future__ import annotations

import numpy as np
import pytest
from shaping_material import RATE_HZ, VOWELS, as_speech, pulses, resonated, sentence

from voices.acoustics import measure
from voices.audio import Speech


def held(f0_hz: float, swing_st: float, rate_hz: float, seconds: float = 2.0) -> Speech:
    times = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    contour = f0_hz * 2 ** (swing_st * np.sin(2 * np.pi * rate_hz * times) / 12)
    return as_speech(resonated(pulses(contour), VOWELS["a"]))


@pytest.mark.parametrize("f0_hz", [110.0, 220.0])
@pytest.mark.parametrize(("swing_st", "rate_hz"), [(0.2, 4.0), (0.5, 5.5), (1.0, 7.0)])
def test_tremor_of_a_built_vowel(f0_hz: float, swing_st: float, rate_hz: float) -> None:
    found = measure(held(f0_hz, swing_st, rate_hz)).value("tremor_st")
    assert found == pytest.approx(swing_st, rel=0.2, abs=0.05)


@pytest.mark.parametrize(("swing_st", "rate_hz"), [(0.0, 5.0), (0.6, 1.0), (0.4, 14.0)])
def test_a_steady_vowel_and_slower_or_faster_movement_are_no_tremor(
    swing_st: float, rate_hz: float
) -> None:
    found = measure(held(150.0, swing_st, rate_hz)).value("tremor_st")
    assert found is not None
    assert found < 0.12


def test_running_speech_has_no_held_vowel() -> None:
    measure_of = measure(sentence())["tremor_st"]
    assert measure_of.value is None
    assert "held" in measure_of.why
