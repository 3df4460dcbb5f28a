"""Time: durations land where they were asked, and every time stays true."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shaping_material import RATE_HZ, sentence

from voices.audio import Speech
from voices.shaping import Chain, Settings, analyse, baseline_of, tempo
from voices.shaping.frames import PERIOD_S


def chained(speech: Speech, **values: float) -> Speech:
    return Chain(Settings(**values), baseline_of([speech]))(speech)


def spoken_s(speech: Speech) -> float:
    return sum(phone.timing.duration_s for phone in speech.phones if not phone.is_pause)


def paused_s(speech: Speech) -> float:
    return sum(phone.timing.duration_s for phone in speech.phones if phone.is_pause)


def npvi(speech: Speech) -> float:
    lengths = np.array([p.timing.duration_s for p in speech.phones if p.symbol in set("aiuə")])
    change = np.abs(np.diff(lengths)) / (lengths[1:] + lengths[:-1])
    return float(200 * change.mean())


def test_neutral_keeps_every_time() -> None:
    speech = sentence()
    out = chained(speech)
    assert len(out.audio.samples) == len(speech.audio.samples)
    assert out.phones == speech.phones


@pytest.mark.parametrize("times", [0.7, 0.9, 1.2, 1.5])
def test_each_phone_lands_within_a_frame(times: float) -> None:
    speech = sentence()
    rate = baseline_of([speech]).rate_syll_s * times
    out = chained(speech, rate_syll_s=rate)
    for before, after in zip(speech.phones, out.phones, strict=True):
        asked_s = before.timing.duration_s / times
        assert after.timing.duration_s == pytest.approx(asked_s, abs=PERIOD_S)
    assert baseline_of([out]).rate_syll_s == pytest.approx(rate, rel=0.005)


@pytest.mark.parametrize("times", [0.75, 1.35])
def test_times_are_true_in_the_new_audio(times: float) -> None:
    speech = sentence()
    out = chained(speech, rate_syll_s=baseline_of([speech]).rate_syll_s * times, pause_ratio=1.4)
    pause = next(phone.timing for phone in out.phones if phone.is_pause)
    samples = out.audio.samples
    silent = np.abs(samples) < 0.003 * np.abs(samples).max()
    inside = silent[int((pause.start_s + 0.03) * RATE_HZ) : int((pause.end_s - 0.03) * RATE_HZ)]
    assert inside.mean() > 0.98
    edges = np.flatnonzero(~silent)
    before = edges[edges < pause.start_s * RATE_HZ + 0.1 * RATE_HZ].max() / RATE_HZ
    assert before == pytest.approx(pause.start_s, abs=0.025)
    assert out.phones[-1].timing.end_s == pytest.approx(out.audio.duration_s, abs=PERIOD_S)


@pytest.mark.parametrize("ratio", [0.5, 2.0])
def test_pauses_scale_alone(ratio: float) -> None:
    speech = sentence()
    out = chained(speech, pause_ratio=ratio)
    assert paused_s(out) == pytest.approx(paused_s(speech) * ratio, abs=PERIOD_S)
    assert spoken_s(out) == pytest.approx(spoken_s(speech), abs=PERIOD_S)


def test_contrast_of_vowels_keeps_their_total() -> None:
    speech = sentence()
    measured = [
        npvi(chained(speech, vowel_contrast=value)) for value in (-1.0, -0.5, 0.0, 0.5, 1.0)
    ]
    assert measured == sorted(measured)
    assert measured[-1] > 1.3 * measured[2] > 1.3 * 1.3 * measured[0]
    assert spoken_s(chained(speech, vowel_contrast=1.0)) == pytest.approx(
        spoken_s(speech), abs=0.01
    )


def test_enunciation_lengthens_unless_a_rate_is_asked() -> None:
    speech = sentence()
    rate = baseline_of([speech]).rate_syll_s
    slower = baseline_of([chained(speech, enunciation=1.0)]).rate_syll_s
    assert 0.65 < slower / rate < 0.92
    held = chained(speech, enunciation=1.0, rate_syll_s=rate)
    assert baseline_of([held]).rate_syll_s == pytest.approx(rate, rel=0.005)
    fricatives = [
        sum(p.timing.duration_s for p in s.phones if p.symbol == "s") for s in (speech, held)
    ]
    assert fricatives[1] > fricatives[0] * 1.05


def test_speech_without_phones_changes_its_rate() -> None:
    speech = sentence(phones=False)
    out = chained(speech, rate_syll_s=baseline_of([speech]).rate_syll_s * 1.25)
    assert out.audio.duration_s == pytest.approx(speech.audio.duration_s / 1.25, abs=0.02)


@given(
    times=st.floats(0.4, 2.5),
    pause=st.floats(0.3, 3.0),
    contrast=st.floats(-1, 1),
    enunciation=st.floats(-1, 1),
    rated=st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_times_stay_ordered_and_inside(
    times: float, pause: float, contrast: float, enunciation: float, rated: bool
) -> None:
    speech = sentence()
    baseline = baseline_of([speech])
    rate = float(np.clip(baseline.rate_syll_s * times, 1.5, 10.0)) if rated else None
    asked = Settings(
        rate_syll_s=rate, pause_ratio=pause, vowel_contrast=contrast, enunciation=enunciation
    )
    frames = tempo.apply(analyse(speech), asked, baseline)
    ends = 0.0
    for phone in frames.phones:
        assert phone.timing.start_s >= ends - 1e-9
        assert phone.timing.duration_s > 0
        ends = phone.timing.end_s
    assert ends <= frames.duration_s + 1e-6
    assert len(frames) == int(frames.duration_s / PERIOD_S + 1e-6) + 1
    assert np.isfinite(frames.log_envelope).all()
    if rated:
        spoken = sum(p.timing.duration_s for p in frames.phones if not p.is_pause)
        assert 12 / spoken == pytest.approx(rate, rel=0.001)
