"""Spectral balance: tilt and bands of spectra with known slopes."""

from __future__ import annotations

import numpy as np
import pytest
from golden.acoustics.signals import Floats, noise, voice

from voices.acoustics import measure
from voices.acoustics.channel import is_telephone_band
from voices.acoustics.report import Report
from voices.acoustics.spectrum import spread
from voices.acoustics.tract import best_shift_oct
from voices.audio import Audio

RATE = 16_000


def report_of(samples: Floats, rate_hz: int = RATE) -> Report:
    return measure(Audio(samples.astype(np.float32), rate_hz))


def series(f0_hz: float, tilt_db_oct: float) -> Floats:
    return voice(np.full(RATE, f0_hz), RATE, formants=None, tilt_db_oct=tilt_db_oct)


@pytest.mark.parametrize("tilt_db_oct", [-3.0, -6.0, -12.0])
@pytest.mark.parametrize("f0_hz", [90.0, 130.0, 180.0, 240.0])
def test_tilt_of_a_harmonic_series(f0_hz: float, tilt_db_oct: float) -> None:
    report = report_of(series(f0_hz, tilt_db_oct))
    assert report["tilt_db_oct"].value == pytest.approx(tilt_db_oct, abs=0.5)


def test_alpha_of_a_flat_series_is_the_ratio_of_harmonics() -> None:
    # Harmonics of 155 Hz: 3 to 500 Hz, 6 to 1 kHz, 13 from 1 to 3 kHz, 26 from 1 to 5 kHz; none
    # is within 35 Hz of a limit, where the window would share it between the bands.
    report = report_of(series(155.0, 0.0))
    assert report["alpha_db"].value == pytest.approx(10 * np.log10(26 / 6), abs=0.1)
    assert report["energy_1_3k_db"].value == pytest.approx(10 * np.log10(13 / 32), abs=0.1)
    assert report["low_band_db"].value == pytest.approx(10 * np.log10(3 / 32), abs=0.1)


def test_gain_changes_no_balance() -> None:
    loud, soft = series(140.0, -6.0), 0.1 * series(140.0, -6.0)
    for name in ("tilt_db_oct", "alpha_db", "energy_1_3k_db", "low_band_db", "hnr_db"):
        assert report_of(loud)[name].value == pytest.approx(report_of(soft)[name].value, abs=0.05)


def test_fricatives_and_noise_in_pauses_do_not_count() -> None:
    rng = np.random.default_rng(7)
    tone = series(140.0, -9.0)
    mixed = np.concatenate((tone, noise(RATE // 2, rng, 0.03), tone))
    expected = report_of(tone)["alpha_db"].value
    assert report_of(mixed)["alpha_db"].value == pytest.approx(expected, abs=0.5)


def test_lines_spread_over_their_spacing_are_flat() -> None:
    hz = np.arange(0.0, 4000.0, 10.0)
    lines = np.where(np.arange(len(hz)) % 20 == 0, 20.0, 0.0)
    smooth = spread(lines, hz, 200.0)[40:-40]
    assert smooth == pytest.approx(np.ones(len(smooth)), rel=1e-9)


def test_a_voice_that_falls_evenly_is_no_channel() -> None:
    hz = np.fft.rfftfreq(1024, 1 / 16_000)
    steep = 10 ** (-18 * np.log2(np.maximum(hz, 50) / 50) / 10)
    cut = np.where(hz < 3_500, steep, 1e-18)
    assert not is_telephone_band(steep, hz, 16_000)
    assert is_telephone_band(cut, hz, 16_000)
    assert is_telephone_band(steep, hz, 8_000)


@pytest.mark.parametrize("shift", [-30, -7, 0, 12, 40])
def test_a_shifted_curve_is_found_where_it_is(shift: int) -> None:
    place = np.arange(400)
    curve = sum(np.exp(-0.5 * ((place - at) / 12) ** 2) for at in (90, 160, 250, 300))
    moved = np.interp(place - shift, place, curve)
    octaves, fit = best_shift_oct(moved + 0.01 * place, curve)
    assert octaves == pytest.approx(shift / 96, abs=0.005)
    assert fit > 0.98
