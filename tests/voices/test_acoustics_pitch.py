"""F0: contours come back as built."""

from __future__ import annotations

import numpy as np
import pytest
from golden.acoustics.signals import Floats, noise, times, voice
from hypothesis import given, settings
from hypothesis import strategies as st

from voices.acoustics import measure
from voices.acoustics.report import Report
from voices.audio import Audio

RATE = 16_000


def report_of(samples: Floats, rate_hz: int = RATE) -> Report:
    return measure(Audio(samples.astype(np.float32), rate_hz))


@given(f0_hz=st.floats(75, 400))
@settings(max_examples=12, deadline=None)
def test_constant_f0_comes_back(f0_hz: float) -> None:
    report = report_of(voice(np.full(RATE, f0_hz), RATE))
    assert report.value("f0_median_hz") == pytest.approx(f0_hz, rel=0.002)
    assert report.value("f0_sd_st") == pytest.approx(0.0, abs=0.05)


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 24_000, 48_000])
def test_f0_does_not_depend_on_the_sample_rate(rate_hz: int) -> None:
    tone = voice(np.full(rate_hz, 131.0), rate_hz, top_hz=3_500)
    assert report_of(tone, rate_hz).value("f0_median_hz") == pytest.approx(131.0, rel=0.002)


def test_a_glide_has_its_median_range_and_slope() -> None:
    # One octave up in 2 s: 6 st/s, the middle at the square root of 2.
    report = report_of(voice(100 * 2 ** (times(2, RATE) / 2), RATE))
    assert report.value("f0_median_hz") == pytest.approx(100 * np.sqrt(2), rel=0.005)
    assert report.value("f0_slope_st_s") == pytest.approx(6.0, abs=0.05)
    # 80 % of 12 st, less what the window of the tracker takes from both ends.
    assert report.value("f0_range_st") == pytest.approx(0.8 * 12, abs=0.3)


@pytest.mark.parametrize("depth_st", [1.0, 3.0, 5.0])
def test_sd_of_a_sinusoidal_contour_in_semitones(depth_st: float) -> None:
    swing = depth_st * np.sin(2 * np.pi * 1.5 * times(4, RATE))
    report = report_of(voice(150 * 2 ** (swing / 12), RATE))
    assert report.value("f0_sd_st") == pytest.approx(depth_st / np.sqrt(2), rel=0.04)
    assert report.value("f0_slope_st_s") == pytest.approx(0.0, abs=0.3)


def test_sd_in_semitones_is_the_same_for_high_and_low_voices() -> None:
    swing = 2.0 * np.sin(2 * np.pi * 1.5 * times(3, RATE))
    low, high = (report_of(voice(f0 * 2 ** (swing / 12), RATE)) for f0 in (100.0, 220.0))
    assert low.value("f0_sd_st") == pytest.approx(high["f0_sd_st"].value, abs=0.05)


@pytest.mark.parametrize("step_st", [-4.0, 5.0])
def test_phrase_end_against_the_median(step_st: float) -> None:
    contour = np.full(2 * RATE, 120.0)
    contour[-round(0.3 * RATE) :] *= 2 ** (step_st / 12)
    report = report_of(voice(contour, RATE))
    assert report.value("f0_final_st") == pytest.approx(step_st, abs=0.15)


def test_given_sentences_divide_the_phrases() -> None:
    # Two falls of 4 st/s end to end: one phrase of 2 s is a fall and a reset.
    fall = np.tile(-4 * times(1, RATE), 2)
    audio = Audio(voice(180 * 2 ** (fall / 12), RATE).astype(np.float32), RATE)
    report = measure(audio, sentences=[(0.0, 1.0), (1.0, 2.0)])
    assert report.value("f0_slope_st_s") == pytest.approx(-4.0, abs=0.1)


def test_loud_low_hum_in_a_pause_does_not_move_the_median() -> None:
    spoken = voice(np.full(2 * RATE, 200.0), RATE)
    hum = 0.01 * np.sin(2 * np.pi * 70 * times(1, RATE))
    report = report_of(np.concatenate((spoken, hum)))
    assert report.value("f0_median_hz") == pytest.approx(200.0, rel=0.002)
    assert report.value("f0_sd_st") == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize("depth", [0.3, 0.6])
def test_subharmonics_do_not_halve_the_f0(depth: float) -> None:
    time_s = times(2, RATE)
    beat = (1 + depth * np.cos(2 * np.pi * 100 * time_s)) / (1 + depth)
    report = report_of(voice(np.full(len(time_s), 200.0), RATE) * beat)
    assert report.value("f0_median_hz") == pytest.approx(200.0, rel=0.01)


def test_noise_has_no_f0_but_a_reason() -> None:
    report = report_of(noise(2 * RATE, np.random.default_rng(3)))
    for name in ("f0_median_hz", "f0_sd_st", "jitter_percent", "hnr_db", "cpps_db", "tilt_db_oct"):
        assert report[name].value is None
        assert "voiced" in report[name].why


def test_voiced_ratio_counts_spoken_time_only() -> None:
    rng = np.random.default_rng(5)
    spoken = voice(np.full(RATE, 120.0), RATE)
    hiss = noise(RATE // 2, rng, 0.08)
    report = report_of(np.concatenate((spoken, np.zeros(RATE), hiss)))
    assert report.value("voiced_ratio") == pytest.approx(1.0 / 1.5, abs=0.05)
