"""Loudness and true peak: by pyloudnorm and by scipy's own interpolation."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import resample_poly
from shaping_material import RATE_HZ, sentence, vowel

from voices.audio import Audio, Origin, Speech
from voices.shaping import Baseline, Chain, Settings, baseline_of
from voices.shaping.loudness import levelled, reduction, true_peaks

BASE = Baseline(120.0, 1.0, 5.0)


def peak_dbtp(audio: Audio) -> float:
    fine = resample_poly(audio.samples.astype(float), 8, 1)
    return float(20 * np.log10(np.abs(fine).max()))


def lufs(audio: Audio) -> float:
    return float(pyloudnorm.Meter(audio.rate_hz).integrated_loudness(audio.samples.astype(float)))


@pytest.mark.parametrize("asked", [-30.0, -23.0, -18.0])
def test_loudness_lands_where_asked(asked: float) -> None:
    speech = sentence()
    out = Chain(Settings(loudness_lufs=asked), baseline_of([speech]))(speech)
    assert lufs(out.audio) == pytest.approx(asked, abs=0.3)
    assert peak_dbtp(out.audio) <= -1.0 + 0.02
    assert not out.notes


@pytest.mark.parametrize("asked", [-16.0, -14.0])
def test_peaks_are_limited_and_loudness_kept_or_noted(asked: float) -> None:
    speech = sentence(100.0)
    out = Chain(Settings(loudness_lufs=asked), baseline_of([speech]))(speech)
    assert peak_dbtp(out.audio) <= -1.0 + 0.02
    reached = abs(lufs(out.audio) - asked) <= 0.3
    assert reached != any("instead of" in note for note in out.notes)


def test_what_peaks_forbid_is_noted() -> None:
    clicks = np.zeros(2 * RATE_HZ)
    clicks[:: RATE_HZ // 4] = 1.0
    audio, notes = levelled(clicks, RATE_HZ, -14.0)
    assert peak_dbtp(audio) <= -1.0 + 0.02
    assert lufs(audio) < -15.0
    assert len(notes) == 1
    assert "instead of -14.0: peaks meet -1 dBTP" in notes[0]


def test_limiter_leaves_no_edge() -> None:
    times = np.arange(RATE_HZ) / RATE_HZ
    loud = np.where((times > 0.4) & (times < 0.6), 2.0, 0.5) * np.sin(2 * np.pi * 200 * times)
    gain = reduction(true_peaks(loud), RATE_HZ)
    assert np.abs(np.diff(gain)).max() < 0.02
    assert gain[: int(0.38 * RATE_HZ)] == pytest.approx(1.0)


def test_true_peak_sees_between_samples() -> None:
    times = np.arange(RATE_HZ)
    fade = np.minimum(1.0, np.minimum(times, times[::-1]) / 500)
    between = fade * 0.9 * np.sin(np.pi / 2 * times + np.pi / 4)
    assert 20 * np.log10(np.abs(between).max()) < -3.8
    assert 20 * np.log10(true_peaks(between).max()) == pytest.approx(20 * np.log10(0.9), abs=0.05)


@pytest.mark.parametrize("duration_s", [0.05, 0.2, 0.39])
def test_short_clips_are_set_by_rms_and_say_so(duration_s: float) -> None:
    short = vowel(150.0, 1.5).audio.samples[: int(duration_s * RATE_HZ)]
    speech = Speech(Audio(short, RATE_HZ), (), (), Origin("made", "0", "v", "en", 0))
    out = Chain(Settings(loudness_lufs=-23.0), BASE)(speech)
    mean_square = float(np.mean(out.audio.samples.astype(float) ** 2))
    assert -0.691 + 10 * np.log10(mean_square) == pytest.approx(-23.0, abs=0.3)
    assert any("RMS" in note for note in out.notes)


@pytest.mark.parametrize("count", [0, 1, 50, RATE_HZ])
def test_silence_stays_silent(count: int) -> None:
    audio = Audio(np.zeros(count, dtype=np.float32), RATE_HZ)
    out = Chain(Settings(), BASE)(Speech(audio, (), (), Origin("made", "0", "v", "en", 0)))
    assert len(out.audio.samples) == count
    assert np.abs(out.audio.samples).max(initial=0.0) < 1e-3


@given(seed=st.integers(0, 2**32 - 1), crest=st.floats(0.0, 30.0), asked=st.floats(-30, -14))
@settings(max_examples=40, deadline=None)
def test_true_peak_holds_for_any_sound(seed: int, crest: float, asked: float) -> None:
    rng = np.random.default_rng(seed)
    samples = 0.05 * rng.standard_normal(RATE_HZ)
    samples[rng.integers(0, RATE_HZ, 5)] *= 1 + crest
    audio, _ = levelled(samples, RATE_HZ, asked)
    assert 20 * np.log10(true_peaks(audio.samples).max()) <= -1.0 + 1e-3
    assert np.abs(audio.samples).max() <= 1.0


def test_quiet_input_is_raised() -> None:
    quiet = sentence()
    weak = quiet.with_changes(audio=Audio(quiet.audio.samples * 0.01, RATE_HZ))
    out = Chain(Settings(loudness_lufs=-20.0), baseline_of([weak]))(weak)
    assert lufs(out.audio) == pytest.approx(-20.0, abs=0.3)
    faint = quiet.with_changes(audio=Audio(quiet.audio.samples * 0.0005, RATE_HZ))
    out = Chain(Settings(loudness_lufs=-14.0), baseline_of([faint]))(faint)
    assert any("raised by 60 dB" in note for note in out.notes)
