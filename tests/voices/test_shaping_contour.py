"""F0 of the shaped speech, by Praat: median, range, lifts, dips, phrase ends."""

from __future__ import annotations

import numpy as np
import pytest
from shaping_material import (
    median_hz,
    praat_f0,
    sd_st,
    semitones,
    sentence,
    shift_st,
    vowel,
)

from voices.shaping import Baseline, Chain, Settings, analyse, baseline_of
from voices.shaping.contour import final_ramp, peak_shape, valley_shape, valleys_s
from voices.shaping.frames import Frames

VOWEL_BASE = Baseline(120.0, 1.0, 5.0)


def shaped(f0_hz: float = 120.0, phones: bool = True, **values: float) -> tuple[Frames, Frames]:
    """Frames of the sentence before and after the chain."""
    speech = sentence(f0_hz, phones)
    before = analyse(speech)
    chain = Chain(Settings(**values), baseline_of([speech]))
    return before, chain.parameters(before, speech.audio.digest)


def st_contour(frames: Frames) -> np.ndarray:
    return 12 * np.log2(frames.f0_hz / np.median(frames.f0_hz[frames.voiced]))


@pytest.mark.parametrize("f0_hz", [95.0, 120.0, 210.0])
def test_neutral_keeps_f0(f0_hz: float) -> None:
    speech = sentence(f0_hz)
    baseline = baseline_of([speech])
    out = Chain(Settings(f0_median_hz=baseline.f0_median_hz), baseline)(speech)
    assert abs(shift_st(speech.audio, out.audio)) < 0.05


@pytest.mark.parametrize("f0_hz", [80.0, 120.0, 300.0])
def test_neutral_keeps_f0_of_a_vowel(f0_hz: float) -> None:
    asked = Settings(f0_median_hz=f0_hz)
    out = Chain(asked, Baseline(f0_hz, 1.0, 5.0))(vowel(f0_hz))
    assert abs(semitones(median_hz(out.audio), f0_hz)) < 0.02


@pytest.mark.parametrize("asked_st", [-5.0, -3.0, 3.0, 7.0])
def test_median_of_a_vowel_moves_as_asked(asked_st: float) -> None:
    asked_hz = 120.0 * 2 ** (asked_st / 12)
    out = Chain(Settings(f0_median_hz=asked_hz), VOWEL_BASE)(vowel(120.0))
    assert semitones(median_hz(out.audio), 120.0) == pytest.approx(asked_st, abs=0.05)


@pytest.mark.parametrize("f0_hz", [110.0, 210.0])
def test_median_of_a_sentence_moves_by_three_semitones(f0_hz: float) -> None:
    speech = sentence(f0_hz)
    baseline = baseline_of([speech])
    raised = Settings(f0_median_hz=baseline.f0_median_hz * 2 ** (3 / 12))
    out = Chain(raised, baseline)(speech)
    assert shift_st(speech.audio, out.audio) == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize("times", [0.5, 1.5, 2.0])
def test_range_scales_the_spread(times: float) -> None:
    speech = sentence(150.0)
    baseline = baseline_of([speech])
    neutral = Chain(Settings(), baseline)(speech)
    out = Chain(Settings(f0_sd_st=baseline.f0_sd_st * times), baseline)(speech)
    assert sd_st(out.audio) / sd_st(neutral.audio) == pytest.approx(times, rel=0.06)
    assert abs(semitones(median_hz(out.audio), median_hz(neutral.audio))) < 0.25


def test_sentences_keep_their_differences() -> None:
    low, high = sentence(110.0), sentence(130.0)
    chain = Chain(Settings(f0_median_hz=200.0), baseline_of([low, high]))
    between = semitones(median_hz(chain(high).audio), median_hz(chain(low).audio))
    assert between == pytest.approx(semitones(130.0, 110.0), abs=0.3)


@pytest.mark.parametrize("asked_st", [1.0, 2.0, 4.0])
@pytest.mark.parametrize("phones", [True, False])
def test_lifts_rise_by_what_is_asked(asked_st: float, phones: bool) -> None:
    before, after = shaped(phones=phones, lifts_st=asked_st)
    on_accent = np.zeros(len(before), dtype=bool)
    for accent in before.accents_s:
        on_accent |= before.inside(accent)
    moved = st_contour(after) - st_contour(before)
    between = np.median(moved[before.voiced & ~on_accent])
    rise = moved[before.voiced & on_accent].mean() - between
    assert rise == pytest.approx(asked_st, rel=0.2)


@pytest.mark.parametrize("values", [{"lifts_st": 3.0}, {"dips_st": 3.0}])
def test_lifts_and_dips_keep_the_median(values: dict[str, float]) -> None:
    before, after = shaped(**values)
    medians = [float(np.median(frames.f0_hz[frames.voiced])) for frames in (before, after)]
    assert abs(semitones(medians[1], medians[0])) < 0.1


def valley_depth_st(frames: Frames) -> float:
    """Mean depth of the middle of each valley under the mean of the accents beside it."""
    contour = st_contour(frames)
    centres = [(accent.start_s + accent.end_s) / 2 for accent in frames.accents_s]

    def at(time_s: float) -> float:
        return float(np.interp(time_s, frames.times_s, contour))

    depths = [
        (at(start_s) + at(end_s)) / 2 - at((start_s + end_s) / 2)
        for start_s, end_s in valleys_s(frames)
        if start_s in centres
    ]
    assert depths
    return float(np.mean(depths))


def test_valleys_deepen_by_what_is_asked() -> None:
    depths = [valley_depth_st(shaped(dips_st=asked)[1]) for asked in (0.0, 1.0, 2.0, 4.0)]
    gained = np.array(depths[1:]) - depths[0]
    assert gained == pytest.approx([1.0, 2.0, 4.0], rel=0.05)


def test_valleys_leave_accents_and_peaks_leave_valleys() -> None:
    frames = analyse(sentence())
    for accent in frames.accents_s:
        middle = (accent.start_s + accent.end_s) / 2
        assert np.interp(middle, frames.times_s, valley_shape(frames)) < 0.05
        assert np.interp(middle, frames.times_s, peak_shape(frames)) > 0.95


@pytest.mark.parametrize("asked_st", [-4.0, 3.0])
def test_phrase_ends_move_and_nothing_else(asked_st: float) -> None:
    before, after = shaped(final_st=asked_st)
    moved = 12 * np.log2(after.f0_hz / before.f0_hz)
    for clause in before.clauses():
        last = np.flatnonzero(before.inside(clause.timing) & before.voiced)[-1]
        assert moved[last] == pytest.approx(asked_st, abs=0.05)
        start = np.flatnonzero(before.inside(clause.timing))[0]
        assert moved[start : start + 60] == pytest.approx(0.0, abs=1e-6)
    assert final_ramp(before).max() == 1.0


def test_f0_at_its_limits_is_noted() -> None:
    speech = sentence(210.0)
    low = Baseline(400.0, 1.0, 5.0)
    out = Chain(Settings(f0_median_hz=50.0), low)(speech)
    assert any("F0 was held" in note and "\n" not in note for note in out.notes)
    baseline = baseline_of([speech])
    assert not Chain(Settings(f0_median_hz=baseline.f0_median_hz), baseline)(speech).notes


def test_tremor_and_jitter_spread_f0() -> None:
    steady = vowel(150.0)
    spread = {
        name: sd_st(Chain(Settings(**{name: 0.5}), VOWEL_BASE)(steady).audio)
        for name in ("tremor_st", "jitter_st")
    }
    # A sine of amplitude 0.5 has an RMS of 0.35.
    assert spread["tremor_st"] == pytest.approx(0.35, abs=0.08)
    assert spread["jitter_st"] > 0.1
    unmoved = Settings(f0_median_hz=VOWEL_BASE.f0_median_hz)
    assert sd_st(Chain(unmoved, VOWEL_BASE)(steady).audio) < 0.02


def test_baseline_agrees_with_praat() -> None:
    speech = sentence(140.0)
    baseline = baseline_of([speech])
    vowels = sum(phone.symbol in "aiuə" for phone in speech.phones if phone.symbol)
    spoken_s = sum(p.timing.duration_s for p in speech.phones if not p.is_pause)
    assert abs(semitones(baseline.f0_median_hz, median_hz(speech.audio))) < 0.25
    assert baseline.f0_sd_st == pytest.approx(sd_st(speech.audio), abs=0.15)
    assert baseline.rate_syll_s == pytest.approx(vowels / spoken_s)
    assert len(praat_f0(speech.audio)) > 100
