"""Brightness and evenness of spectra with known harmonics."""

from __future__ import annotations

import numpy as np
import pytest
from golden.acoustics.signals import Floats, voice

from voices.acoustics import measure
from voices.acoustics.report import Report
from voices.audio import Audio

RATE = 16_000
F0_HZ = 155.0


def report_of(samples: Floats) -> Report:
    return measure(Audio(samples.astype(np.float32), RATE))


@pytest.mark.parametrize("tilt_db_oct", [0.0, -3.0, -6.0, -12.0])
def test_the_centroid_is_the_mean_of_harmonics_by_amplitude(tilt_db_oct: float) -> None:
    series = voice(np.full(RATE, F0_HZ), RATE, formants=None, tilt_db_oct=tilt_db_oct)
    harmonics_hz = F0_HZ * np.arange(1, int(5000 / F0_HZ) + 1)
    amplitude = (harmonics_hz / F0_HZ) ** (tilt_db_oct / 6.02)
    expected_hz = float((harmonics_hz * amplitude).sum() / amplitude.sum())
    assert report_of(series)["spectral_centroid_hz"].value == pytest.approx(expected_hz, rel=0.05)


def test_a_steeper_voice_is_less_bright() -> None:
    flat, steep = (
        report_of(voice(np.full(RATE, F0_HZ), RATE, formants=None, tilt_db_oct=tilt))
        for tilt in (-3.0, -12.0)
    )
    for name in ("spectral_centroid_hz", "spectral_flatness_db"):
        assert steep.value(name) < flat.value(name)  # type: ignore[operator]


def test_silence_has_a_reason() -> None:
    found = report_of(np.zeros(RATE))["spectral_centroid_hz"]
    assert found.value is None
    assert found.why
