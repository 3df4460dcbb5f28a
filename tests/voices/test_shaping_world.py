"""Analysis and synthesis: what WORLD's parameters say of sounds that are known."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shaping_material import RATE_HZ, VOWELS, as_speech, pulses, resonated, sentence, vowel

from locales.errors import AudioError
from voices.audio import Audio, Origin, Phone, Speech, Timing
from voices.shaping import analyse, world
from voices.shaping.frames import Frames
from voices.shaping.pitch import repaired


@pytest.mark.parametrize("f0_hz", [70.0, 120.0, 210.0, 320.0])
def test_f0_of_a_vowel(f0_hz: float) -> None:
    frames = analyse(vowel(f0_hz))
    assert frames.voiced.mean() > 0.95
    assert np.median(frames.f0_hz[frames.voiced]) == pytest.approx(f0_hz, rel=0.002)


@pytest.mark.parametrize("symbol", sorted(VOWELS))
@pytest.mark.parametrize("f0_hz", [110.0, 220.0])
def test_formants_of_a_vowel(symbol: str, f0_hz: float) -> None:
    found = np.median(analyse(vowel(f0_hz, symbol=symbol)).formants_hz, axis=0)
    known = VOWELS[symbol][:3]
    # Harmonics sample the envelope: F1 is known to a third of their spacing at best.
    assert found[0] == pytest.approx(known[0], abs=f0_hz / 2)
    assert found[1:] == pytest.approx(known[1:], rel=0.04)


def test_f0_follows_a_glide() -> None:
    contour = np.linspace(100.0, 200.0, int(1.2 * RATE_HZ))
    frames = analyse(as_speech(resonated(pulses(contour), VOWELS["ə"])))
    inner = slice(20, -20)
    known = 100.0 + 100.0 * frames.times_s / 1.2
    assert frames.f0_hz[inner] == pytest.approx(known[inner], rel=0.01)


def test_phones_decide_what_is_voiced() -> None:
    speech = sentence()
    frames = analyse(speech)
    share = {}
    for symbol in ("s", "", "a", "m"):
        inside = np.zeros(len(frames), dtype=bool)
        for phone in speech.phones:
            if phone.symbol == symbol:
                inside |= frames.inside(phone.timing)
        share[symbol] = frames.voiced[inside].mean()
    assert share["s"] == 0.0
    assert share[""] == 0.0
    assert share["a"] > 0.95
    assert share["m"] > 0.95


def test_misplaced_phones_leave_voicing_to_the_tracker() -> None:
    steady = vowel(130.0)
    wrong = steady.with_changes(phones=(Phone("s", Timing(0.0, 1.5)),))
    assert analyse(wrong).voiced.mean() > 0.95


def test_speech_without_phones_has_pauses_and_accents() -> None:
    frames = analyse(sentence(phones=False))
    known = [phone.timing for phone in sentence().phones if phone.is_pause]
    assert len(frames.pauses) == len(known) == 1
    # The 70 ms of weak [m] that follow the pause are close to the silence threshold.
    assert frames.pauses[0].start_s == pytest.approx(known[0].start_s, abs=0.04)
    assert frames.pauses[0].end_s == pytest.approx(known[0].end_s, abs=0.08)
    assert 2 <= len(frames.accents_s) <= 8
    assert len(list(frames.clauses())) == 2


def test_noise_is_unvoiced_without_phones() -> None:
    shares = [
        analyse(as_speech(np.random.default_rng(seed).standard_normal(RATE_HZ))).voiced.mean()
        for seed in range(5)
    ]
    assert np.mean(shares) < 0.05


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 24_000, 48_000])
def test_other_sample_rates(rate_hz: int) -> None:
    audio = vowel(150.0, 0.6).audio.resampled(rate_hz)
    speech = Speech(audio, (), (), Origin("made", "0", "v", "en", 0))
    frames = analyse(speech)
    assert np.median(frames.f0_hz[frames.voiced]) == pytest.approx(150.0, rel=0.002)
    assert len(world.synthesize(frames)) == len(audio.samples)


@pytest.mark.parametrize("count", [1, 7, 300, 3000])
def test_very_short_sound(count: int) -> None:
    audio = Audio(vowel(120.0).audio.samples[5000 : 5000 + count], RATE_HZ)
    frames = analyse(Speech(audio, (), (), Origin("made", "0", "v", "en", 0)))
    assert len(world.synthesize(frames)) == count


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000])
def test_lengths_that_are_whole_frames(rate_hz: int) -> None:
    rng = np.random.default_rng(1)
    # WORLD's frame count rounds where a length is a whole number of frames.
    for frame in (20, 57, 116, 232):
        for extra in (-1, 0, 1):
            count = round(frame * 0.005 * rate_hz) + extra
            audio = Audio(0.1 * rng.uniform(-1, 1, count).astype(np.float32), rate_hz)
            frames = analyse(Speech(audio, (), (), Origin("made", "0", "v", "en", 0)))
            assert len(frames.level_db) == len(frames.voiced) == len(frames.log_envelope)
            assert len(world.synthesize(frames)) == count


def test_too_long_is_refused_in_one_line() -> None:
    audio = Audio(np.zeros(4_000 * 301, dtype=np.float32), 4_000)
    with pytest.raises(AudioError, match="split it into sentences") as caught:
        analyse(Speech(audio, (), (), Origin("made", "0", "v", "en", 0)))
    assert "\n" not in str(caught.value)


def test_arrays_are_read_only_and_the_analysis_is_kept() -> None:
    speech = sentence()
    frames = analyse(speech)
    assert analyse(speech) is frames
    with pytest.raises(ValueError, match="read-only"):
        frames.log_envelope[0, 0] = 0.0
    other = speech.with_changes(phones=speech.phones[:-1])
    assert analyse(other) is not frames


def test_cache_holds_no_more_than_its_bytes() -> None:
    frames = analyse(vowel(120.0, 0.5))
    cache = world.FramesCache(int(2.5 * frames.nbytes))
    keys = [(str(i), (), ()) for i in range(4)]
    for key in keys:
        cache.put(key, frames)
    assert [cache.get(key) is not None for key in keys] == [False, False, True, True]


def test_threads_get_equal_parameters() -> None:
    speeches = [sentence(110.0), sentence(190.0), vowel(140.0)]

    def digest(speech: Speech) -> tuple[bytes, bytes, bytes]:
        frames = world._analysed(speech)
        return (
            frames.f0_hz.tobytes(),
            frames.log_envelope.tobytes(),
            world.synthesize(frames).tobytes(),
        )

    alone = [digest(speech) for speech in speeches]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(digest, speeches * 4))
    assert together == alone * 4


def test_pulses_of_the_synthesis_lie_where_the_phase_says() -> None:
    frames = analyse(vowel(100.0, 1.0))
    # A flat envelope and no noise make the synthesis a train of bare pulses.
    bare = frames.with_changes(
        log_envelope=np.zeros_like(frames.log_envelope),
        aperiodicity=np.full_like(frames.aperiodicity, 1e-6),
    )
    samples = np.abs(world.synthesize(bare))
    phase = world.pulse_phase(bare) / (2 * np.pi)
    expected = np.flatnonzero(np.diff(np.floor(phase)) > 0)
    inner = expected[(expected > 0.2 * RATE_HZ) & (expected < 0.8 * RATE_HZ)]
    assert len(inner) >= 58
    for at in inner:
        found = at - 50 + int(samples[at - 50 : at + 50].argmax())
        assert abs(found - at) <= 2


@given(
    base_hz=st.floats(80.0, 300.0),
    swing_st=st.floats(0.0, 5.0),
    wrong=st.lists(st.integers(20, 179), max_size=8, unique=True),
    up=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_octave_errors_are_mended(
    base_hz: float, swing_st: float, wrong: list[int], up: bool
) -> None:
    frame = np.arange(200)
    true_hz = base_hz * 2 ** (swing_st * np.sin(frame / 30) / 12)
    raw = true_hz.copy()
    raw[wrong] *= 2.0 if up else 0.5
    raw[60:70] = 0.0
    _, contour = repaired(raw)
    sounding = raw > 0
    inside = sounding.copy()
    for edge in (0, 60, 70, 200):  # the ends of runs are taken from what lies within
        inside[max(0, edge - 5) : edge + 5] = False
    assert contour[inside] == pytest.approx(true_hz[inside], rel=0.01)
    assert contour[sounding] == pytest.approx(true_hz[sounding], rel=0.03)
    assert np.isfinite(contour).all()


def test_silence_is_analysed() -> None:
    audio = Audio(np.zeros(RATE_HZ, dtype=np.float32), RATE_HZ)
    frames = analyse(Speech(audio, (), (), Origin("made", "0", "v", "en", 0)))
    assert isinstance(frames, Frames)
    assert not frames.voiced.any()
    assert np.abs(world.synthesize(frames)).max() < 1e-4
