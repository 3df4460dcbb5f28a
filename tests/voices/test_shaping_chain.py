"""The whole chain: equal bytes for equal input, all effects at once, real speech."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import numpy as np
import parselmouth
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from shaping_material import (
    cpps_db,
    hnr_db,
    median_hz,
    praat_f0,
    semitones,
    sentence,
    shift_st,
    vowel,
)

from normalizers.utterance import Break, Span, Token, Utterance
from voices.audio import Speech
from voices.engines import get_engine
from voices.shaping import Baseline, Chain, Settings, analyse, baseline_of
from voices.shaping.loudness import true_peaks

EVERYTHING = Settings(
    f0_median_hz=150.0,
    f0_sd_st=2.2,
    formant_ratio=1.08,
    rate_syll_s=4.6,
    pause_ratio=1.2,
    lifts_st=1.0,
    dips_st=1.0,
    final_st=-1.0,
    vowel_contrast=0.4,
    loudness_lufs=-18.0,
    tilt_db_oct=-0.5,
    warmth_db=1.0,
    presence_db=1.0,
    h1_db=1.0,
    breathiness=0.4,
    nasality=0.3,
    constriction=0.2,
    gravel=0.4,
    fry=0.4,
    enunciation=0.5,
    tremor_st=0.2,
    jitter_st=0.1,
    shimmer_db=0.3,
)
WORDS = ["the", "weather", "on", "monday", "will", "be", "mild", "and", "rather", "windy"]


@lru_cache(maxsize=2)
def spoken(locale: str = "en-US") -> Speech:
    """A sentence of the embedded engine."""
    tokens, at = [], 0
    for word in WORDS:
        tokens.append(Token(Span(at, at + len(word)), word, "word", word, "plain"))
        at += len(word) + 1
    text = " ".join(WORDS) + "."
    tokens.append(
        Token(Span(at - 1, at), ".", "punctuation", "", "plain", break_after=Break.SENTENCE)
    )
    engine = get_engine("espeak")
    utterance = Utterance(text, locale, tuple(tokens))
    return engine.synthesize(utterance, engine.cast(locale).voice)


def test_equal_input_gives_equal_bytes() -> None:
    speech = sentence()
    chain = Chain(EVERYTHING, baseline_of([speech]), seed=3)
    assert chain(speech).audio.digest == chain(speech).audio.digest
    other = Chain(EVERYTHING, baseline_of([speech]), seed=4)(speech)
    assert other.audio.digest != chain(speech).audio.digest
    assert len(other.audio.samples) == len(chain(speech).audio.samples)


def test_threads_give_equal_bytes() -> None:
    speeches = [sentence(f0_hz) for f0_hz in (101.0, 151.0, 201.0)]
    chain = Chain(EVERYTHING, baseline_of(speeches), seed=1)
    with ThreadPoolExecutor(6) as pool:
        together = [out.audio.digest for out in pool.map(chain, speeches * 3)]
    assert together == [chain(speech).audio.digest for speech in speeches] * 3


@pytest.mark.parametrize("seed", [-1, 0, 2**70])
def test_any_seed_is_good(seed: int) -> None:
    speech = vowel(150.0, 0.6)
    out = Chain(EVERYTHING, Baseline(150.0, 1.0, 5.0), seed)(speech)
    assert len(out.audio.samples) > 0


def test_a_chain_is_a_value() -> None:
    baseline = Baseline(120.0, 1.5, 5.0)
    assert Chain(EVERYTHING, baseline, 2) == Chain(EVERYTHING, baseline, 2)
    kept = Settings.model_validate_json(EVERYTHING.model_dump_json())
    assert kept == EVERYTHING
    assert set(json.loads(EVERYTHING.model_dump_json())) == set(Settings.model_fields)
    with pytest.raises(ValidationError):
        Settings.model_validate({"breathyness": 0.5})


def test_all_at_once_is_sound_speech() -> None:
    speech = sentence()
    out = Chain(EVERYTHING, baseline_of([speech]))(speech)
    assert semitones(median_hz(out.audio), 150.0) == pytest.approx(0.0, abs=0.7)
    assert 20 * np.log10(true_peaks(out.audio.samples).max()) <= -0.999
    assert abs(float(out.audio.samples.mean())) < 0.003
    assert [p.symbol for p in out.phones] == [p.symbol for p in speech.phones]
    assert out.origin == speech.origin


NUMBERS = {
    name: st.floats(field.metadata[0].ge, field.metadata[1].le)
    for name, field in Settings.model_fields.items()
    if len(field.metadata) > 1
}


@given(values=st.fixed_dictionaries({}, optional=NUMBERS), phones=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_settings_give_speech_within_bounds(values: dict[str, float], phones: bool) -> None:
    speech = sentence(phones=phones)
    out = Chain(Settings(**values), baseline_of([speech]))(speech)
    assert np.isfinite(out.audio.samples).all()
    assert np.abs(out.audio.samples).max() > 1e-3
    assert 20 * np.log10(true_peaks(out.audio.samples).max()) <= -0.999
    end_s = 0.0
    for phone in out.phones:
        assert phone.timing.start_s >= end_s - 1e-9
        end_s = phone.timing.end_s
    assert end_s <= out.audio.duration_s + 1e-9
    assert all("\n" not in note for note in out.notes)


def test_every_field_of_the_settings_does_something() -> None:
    assert len(NUMBERS) == len(Settings.model_fields)
    speech = sentence()
    baseline = baseline_of([speech])
    neutral = Chain(Settings(), baseline)(speech).audio.digest
    ignored = [
        name
        for name in Settings.model_fields
        if Chain(Settings(**{name: getattr(EVERYTHING, name)}), baseline)(speech).audio.digest
        == neutral
    ]
    assert not ignored


def test_where_nothing_is_asked_the_sound_is_the_engines_own() -> None:
    speech = spoken()
    out = Chain(Settings(loudness_lufs=-23.0), baseline_of([speech]))(speech)
    own, made = (audio.samples.astype(float) for audio in (speech.audio, out.audio))
    gain = float(made @ own / (own @ own))
    assert np.abs(made - gain * own).max() < 1e-5
    assert (out.phones, out.words) == (speech.phones, speech.words)


def test_neutral_real_speech_stays_itself() -> None:
    speech = spoken()
    baseline = baseline_of([speech])
    out = Chain(Settings(f0_median_hz=baseline.f0_median_hz), baseline)(speech)
    assert abs(shift_st(speech.audio, out.audio)) < 0.05
    assert abs(semitones(median_hz(out.audio), median_hz(speech.audio))) < 0.1
    assert out.audio.duration_s == pytest.approx(speech.audio.duration_s, abs=0.001)
    assert abs(cpps_db(out.audio) - cpps_db(speech.audio)) < 2.0
    assert hnr_db(out.audio) > hnr_db(speech.audio) - 3.0
    tracks = []
    for audio in (speech.audio, out.audio):
        sound = parselmouth.Sound(audio.samples.astype(float), audio.rate_hz)
        track = sound.to_formant_burg(0.01, 5, 5000, 0.025, 50)
        tracks.append(
            [
                [
                    track.get_value_at_time(k, (p.timing.start_s + p.timing.end_s) / 2)
                    for k in (1, 2)
                ]
                for p in speech.phones
                if p.stress == 2
            ]
        )
    moved = np.abs(np.log(np.array(tracks[1]) / np.array(tracks[0])))
    assert np.nanmedian(moved) < 0.03


@pytest.mark.parametrize("asked_st", [-2.0, 3.0])
def test_real_speech_moves_as_asked(asked_st: float) -> None:
    speech = spoken()
    baseline = baseline_of([speech])
    neutral = Chain(Settings(), baseline)(speech)
    asked = Settings(f0_median_hz=baseline.f0_median_hz * 2 ** (asked_st / 12))
    out = Chain(asked, baseline)(speech)
    assert shift_st(neutral.audio, out.audio) == pytest.approx(asked_st, abs=0.1)
    assert semitones(median_hz(out.audio), median_hz(neutral.audio)) == pytest.approx(
        asked_st, abs=0.15
    )


def test_real_speech_spreads_as_asked() -> None:
    speech = spoken()
    baseline = baseline_of([speech])
    spreads = [
        float(np.std(12 * np.log2(praat_f0(Chain(asked, baseline)(speech).audio))))
        for asked in (
            Settings(f0_sd_st=baseline.f0_sd_st),
            Settings(f0_sd_st=1.5 * baseline.f0_sd_st),
        )
    ]
    assert spreads[1] / spreads[0] == pytest.approx(1.5, rel=0.06)


def test_real_speech_gets_its_rate() -> None:
    speech = spoken()
    out = Chain(Settings(rate_syll_s=4.0), baseline_of([speech]))(speech)
    assert baseline_of([out]).rate_syll_s == pytest.approx(4.0, rel=0.005)
    assert analyse(out).voiced.mean() == pytest.approx(analyse(speech).voiced.mean(), abs=0.05)
    for word, before in zip(out.words, speech.words, strict=True):
        assert word.text == before.text
        assert word.timing.end_s <= out.audio.duration_s
