"""Loudness, true peak and planted faults."""

from __future__ import annotations

import numpy as np
import pytest
from golden.acoustics.signals import Floats, noise, times, voice

from voices.acoustics import measure
from voices.acoustics.defects import click_times_s, clipped_ratio
from voices.acoustics.report import Report
from voices.audio import Audio

RATE = 16_000


def report_of(samples: Floats, rate_hz: int = RATE) -> Report:
    return measure(Audio(samples.astype(np.float32), rate_hz))


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 24_000, 48_000])
@pytest.mark.parametrize("peak_dbfs", [-20.0, -3.0])
def test_loudness_of_the_reference_tone(rate_hz: int, peak_dbfs: float) -> None:
    # BS.1770-4: 997 Hz at 0 dBFS peak in one channel reads -3.01 LKFS. 0.1 LU is EBU Tech 3341.
    tone = 10 ** (peak_dbfs / 20) * np.sin(2 * np.pi * 997 * times(3, rate_hz))
    report = report_of(tone, rate_hz)
    assert report["loudness_lufs"].value == pytest.approx(peak_dbfs - 3.01, abs=0.1)
    assert report["true_peak_dbtp"].value == pytest.approx(peak_dbfs, abs=0.1)


def test_silence_is_gated_out_of_loudness() -> None:
    tone = 0.1 * np.sin(2 * np.pi * 997 * times(4, RATE))
    padded = np.concatenate((np.zeros(4 * RATE), tone, np.zeros(4 * RATE)))
    expected = report_of(tone)["loudness_lufs"].value
    # Blocks of 0.4 s every 0.1 s: 37 whole ones, and on each side three that hold 3/4, 1/2 and 1/4
    # of the tone and are still within 10 LU.
    edges = 10 * np.log10((37 + 2 * (0.75 + 0.5 + 0.25)) / (37 + 6))
    assert report_of(padded)["loudness_lufs"].value == pytest.approx(expected + edges, abs=0.05)


def test_short_and_silent_sounds_have_no_loudness_but_a_reason() -> None:
    short = report_of(0.1 * np.sin(np.arange(3_000) * 0.3))
    assert short["loudness_lufs"].value is None
    assert "0.4 s" in short["loudness_lufs"].why
    silent = report_of(np.zeros(RATE))
    assert silent["loudness_lufs"].value is None
    assert "gate" in silent["loudness_lufs"].why
    assert silent["true_peak_dbtp"].value is None


def test_true_peak_between_samples() -> None:
    # fs/4 at 45 degrees: every sample is 3.01 dB below the peak of the wave.
    wave = 0.5 * np.sin(np.pi / 2 * np.arange(48_000) + np.pi / 4)
    fade = np.minimum(1, np.minimum(np.arange(48_000), np.arange(48_000)[::-1]) / 2_000)
    assert np.abs(wave).max() == pytest.approx(0.5 / np.sqrt(2), rel=1e-6)
    report = report_of(wave * fade, 48_000)
    assert report["true_peak_dbtp"].value == pytest.approx(20 * np.log10(0.5), abs=0.1)


@pytest.mark.parametrize(
    ("drive", "low", "high"), [(0.9, 0.0, 0.0), (1.5, 0.4, 0.6), (4.0, 0.75, 0.9)]
)
def test_clipping_is_the_time_spent_at_the_limit(drive: float, low: float, high: float) -> None:
    clipped = np.clip(drive * np.sin(2 * np.pi * 97 * times(1, RATE)), -1, 1)
    assert low <= clipped_ratio(clipped) <= high
    # Turned down afterwards, the flat tops are still there.
    assert clipped_ratio(0.5 * clipped) == pytest.approx(clipped_ratio(clipped), abs=0.03)


def test_tones_speech_and_noise_are_not_clipped() -> None:
    for samples in (
        0.5 * np.sin(2 * np.pi * 50 * times(1, 48_000)),
        voice(np.full(RATE, 110.0), RATE),
        noise(RATE, np.random.default_rng(1)),
        np.full(100, 0.25),
    ):
        assert clipped_ratio(np.float64(np.float32(samples))) == 0.0


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 48_000])
def test_planted_clicks_are_counted_and_placed(rate_hz: int) -> None:
    samples = 0.3 * voice(np.full(2 * rate_hz, 120.0), rate_hz, top_hz=3_000)
    fade = np.minimum(1, np.minimum(np.arange(len(samples)), np.arange(len(samples))[::-1]) / 800)
    samples = samples * fade
    assert len(click_times_s(samples, rate_hz)) == 0
    planted = (0.5, 0.9, 1.4)
    for at_s in planted:
        samples[round(at_s * rate_hz)] += 0.5
    assert click_times_s(samples, rate_hz) == pytest.approx(np.array(planted), abs=0.002)


def test_a_jump_from_silence_is_a_click() -> None:
    tone = 0.3 * np.cos(2 * np.pi * 100 * times(0.5, RATE))
    whole = np.concatenate(
        (np.zeros(RATE // 2), tone * np.linspace(1, 0, len(tone)), np.zeros(RATE))
    )
    assert click_times_s(whole, RATE) == pytest.approx(np.array([0.5]), abs=0.002)


def test_a_burst_of_noise_and_slow_pulses_are_no_clicks() -> None:
    rng = np.random.default_rng(2)
    burst = np.zeros(RATE)
    burst[4_000:4_160] = noise(160, rng, 0.1)
    assert len(click_times_s(burst, RATE)) == 0
    pulses = np.zeros(RATE)
    pulses[2_000:14_000:500] = 0.5  # 32 Hz, the rate of vocal fry
    assert len(click_times_s(pulses, RATE)) == 0


@pytest.mark.parametrize("offset", [-0.02, 0.0, 0.05])
def test_dc_offset(offset: float) -> None:
    report = report_of(voice(np.full(RATE, 100.0), RATE) * 0.5 + offset)
    assert report["dc_offset"].value == pytest.approx(offset, abs=1e-3)


def test_dc_does_not_reach_the_voice_measures() -> None:
    tone = voice(np.full(RATE, 100.0), RATE) * 0.5
    plain, shifted = report_of(tone), report_of(tone + 0.2)
    for name in ("f0_median_hz", "hnr_db", "cpps_db", "tilt_db_oct", "f1_hz"):
        assert shifted[name].value == pytest.approx(plain[name].value, rel=0.01, abs=0.05)


@pytest.mark.parametrize("floor_dbfs", [-70.0, -45.0])
def test_noise_floor_is_that_of_the_pauses(floor_dbfs: float) -> None:
    rng = np.random.default_rng(8)
    samples = noise(3 * RATE, rng, 10 ** (floor_dbfs / 20))
    samples[RATE : 2 * RATE] += voice(np.full(RATE, 120.0), RATE) * 0.5
    # The quietest 5 % of frames of noise lie about 1 dB below its level.
    assert report_of(samples)["noise_floor_db"].value == pytest.approx(floor_dbfs - 0.8, abs=0.6)


def test_digital_silence_has_the_lowest_floor() -> None:
    samples = np.concatenate((voice(np.full(RATE, 120.0), RATE), np.zeros(RATE)))
    assert report_of(samples)["noise_floor_db"].value == -120.0
