"""Jitter, shimmer, HNR, CPPS, roughness: perturbations come back as built."""

from __future__ import annotations

import numpy as np
import pytest
from golden.acoustics.signals import Floats, noise, pulses, times, voice

from voices.acoustics import measure
from voices.acoustics.report import Report
from voices.acoustics.roughness import envelope
from voices.audio import Audio

RATE = 16_000


def report_of(samples: Floats) -> Report:
    return measure(Audio(samples.astype(np.float32), RATE))


def pulse_train(jitter: float, shimmer: float, seed: int = 1) -> tuple[Floats, Floats, Floats]:
    """A train of 240 pulses, its periods and its levels."""
    rng = np.random.default_rng(seed)
    periods = 0.008 * (1 + jitter * np.clip(rng.normal(size=240), -2.5, 2.5))
    levels = 1 + shimmer * np.clip(rng.normal(size=240), -2.5, 2.5)
    at_s = 0.05 + np.cumsum(periods)
    return pulses(at_s, levels, at_s[-1] + 0.1, RATE), periods, levels


def perturbation_percent(values: Floats) -> float:
    """Mean difference of neighbours over the mean: Praat's (local)."""
    return float(100 * np.abs(np.diff(values)).mean() / values.mean())


@pytest.mark.parametrize("jitter", [0.002, 0.01, 0.02])
def test_jitter_of_a_pulse_train(jitter: float) -> None:
    train, periods, _ = pulse_train(jitter, 0.0)
    # Responses overlap, and cross-correlation follows the waveform: 10 to 20 % less than built.
    expected = perturbation_percent(periods[1:])
    assert report_of(train).value("jitter_percent") == pytest.approx(0.87 * expected, rel=0.1)


@pytest.mark.parametrize("shimmer", [0.02, 0.05, 0.1])
def test_shimmer_of_a_pulse_train(shimmer: float) -> None:
    train, _, levels = pulse_train(0.0, shimmer)
    report = report_of(train)
    expected = perturbation_percent(levels)
    assert report.value("shimmer_percent") == pytest.approx(0.86 * expected, rel=0.06)
    assert report["jitter_percent"].value == pytest.approx(0.0, abs=0.03)


def test_a_regular_train_has_neither() -> None:
    report = report_of(pulse_train(0.0, 0.0)[0])
    assert report["jitter_percent"].value == pytest.approx(0.0, abs=0.01)
    assert report["shimmer_percent"].value == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize("snr_db", [5.0, 10.0, 20.0])
def test_hnr_is_the_level_of_noise_added(snr_db: float) -> None:
    tone = voice(np.full(3 * RATE, 150.0), RATE, peak=0.3)
    rng = np.random.default_rng(2)
    level = np.sqrt((tone**2).mean()) * 10 ** (-snr_db / 20)
    report = report_of(tone + noise(len(tone), rng, level))
    assert report["hnr_db"].value == pytest.approx(snr_db, abs=1.0)


def test_breath_lowers_cpps_step_by_step() -> None:
    tone = voice(np.full(2 * RATE, 130.0), RATE)
    rng = np.random.default_rng(4)
    values = [
        report_of(tone + noise(len(tone), rng, level))["cpps_db"].value
        for level in (0.0005, 0.005, 0.02)
    ]
    assert all(value is not None for value in values)
    assert values[0] - values[1] > 1.5
    assert values[1] - values[2] > 1.5


def test_silence_between_does_not_lower_cpps() -> None:
    tone = voice(np.full(RATE, 130.0), RATE) + noise(RATE, np.random.default_rng(6), 0.003)
    pause = np.zeros(RATE)
    whole = np.concatenate((tone, pause, tone))
    assert report_of(whole)["cpps_db"].value == pytest.approx(
        report_of(tone)["cpps_db"].value, abs=0.4
    )


def test_cpps_says_when_f0_is_above_its_range() -> None:
    assert "search range" in report_of(voice(np.full(RATE, 380.0), RATE))["cpps_db"].method
    assert "search range" not in report_of(voice(np.full(RATE, 200.0), RATE))["cpps_db"].method


@pytest.mark.parametrize("depth", [0.1, 0.3, 0.6])
@pytest.mark.parametrize("f0_hz", [110.0, 200.0])
def test_envelope_modulation_has_the_depth_that_was_built(depth: float, f0_hz: float) -> None:
    time_s = times(2, RATE)
    beat = (1 + depth * np.cos(2 * np.pi * 35 * time_s)) / (1 + depth)
    report = report_of(voice(np.full(len(time_s), f0_hz), RATE) * beat)
    # Power of a cosine of that depth against a mean of 1.
    built = 20 * np.log10(depth / np.sqrt(2))
    assert report["modulation_20_90_db"].value == pytest.approx(built, abs=1.0)


def test_pulses_of_a_low_voice_are_no_roughness() -> None:
    report = report_of(voice(np.full(2 * RATE, 75.0), RATE))
    assert report["modulation_20_90_db"].value < -35


@pytest.mark.parametrize("depth", [0.1, 0.3, 0.6])
def test_subharmonics_have_the_level_that_was_built(depth: float) -> None:
    time_s = times(2, RATE)
    beat = (1 + depth * np.cos(2 * np.pi * 55 * time_s)) / (1 + depth)
    report = report_of(voice(np.full(len(time_s), 110.0), RATE) * beat)
    # Two sidebands of depth/2 round each harmonic, shared by neighbours that are much alike.
    built = 10 * np.log10(depth**2 / 2)
    assert report["subharmonic_db"].value == pytest.approx(built, abs=1.5)


def test_modal_voice_has_no_subharmonics() -> None:
    assert report_of(voice(np.full(RATE, 180.0), RATE))["subharmonic_db"].value < -40


def test_the_envelope_of_a_beat_is_the_beat() -> None:
    time_s = times(1, RATE)
    beat = 1 + 0.5 * np.cos(2 * np.pi * 30 * time_s)
    found = envelope(0.3 * beat * np.sin(2 * np.pi * 1000 * time_s), RATE)
    assert len(found) == 1000
    middle = beat[8::16][100:-100]
    assert found[100:-100] == pytest.approx(0.3 * middle, abs=0.01)
