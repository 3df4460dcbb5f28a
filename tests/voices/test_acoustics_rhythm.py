"""Rate, pauses, nPVI, melody and creak on phones whose times are known."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from golden.acoustics.signals import Floats, noise, voice
from hypothesis import given
from hypothesis import strategies as st

from voices.acoustics import measure, measure_all
from voices.acoustics.activity import merged
from voices.acoustics.catalogue import NEEDS_PHONES
from voices.acoustics.pitch import theil_sen
from voices.acoustics.rhythm import npvi
from voices.audio import Audio, Origin, Phone, Speech, Timing

RATE = 16_000
ORIGIN = Origin("built", "1", "", "en-US", 0)


def phones_of(*parts: tuple[str, float] | tuple[str, float, int]) -> tuple[Phone, ...]:
    """Phones end to end from (symbol, duration) or (symbol, duration, stress)."""
    out, at_s = [], 0.0
    for symbol, length_s, *stress in parts:
        out.append(Phone(symbol, Timing(at_s, at_s + length_s), stress[0] if stress else 0))
        at_s += length_s
    return tuple(out)


def speech_of(phones: tuple[Phone, ...], semitones: Floats | None = None) -> Speech:
    """Phones as voiced sound of 120 Hz (times ``semitones``), obstruents as hiss, pauses silent."""
    count = round(phones[-1].timing.end_s * RATE)
    contour = np.zeros(count) if semitones is None else semitones[:count]
    samples = voice(120 * 2 ** (contour / 12), RATE, peak=0.4)
    rng = np.random.default_rng(0)
    for phone in phones:
        start, end = round(phone.timing.start_s * RATE), round(phone.timing.end_s * RATE)
        if phone.is_pause:
            samples[start:end] = 0.0
        elif phone.symbol in "stf":
            samples[start:end] = noise(end - start, rng, 0.02)
    return Speech(Audio(samples.astype(np.float32), RATE), phones, (), ORIGIN)


def test_npvi_by_hand() -> None:
    # |0.1 - 0.2| over 0.15, |0.2 - 0.1| over 0.15: two thirds each.
    assert npvi([[0.1, 0.2, 0.1]]) == pytest.approx(100 * 2 / 3)
    # No pair is taken across runs.
    assert npvi([[0.1, 0.1], [0.4, 0.4]]) == 0.0
    assert npvi([[0.1], [0.2]]) is None


@given(st.lists(st.floats(0.02, 0.5), min_size=2, max_size=20), st.floats(0.3, 3))
def test_npvi_does_not_depend_on_tempo(durations: list[float], factor: float) -> None:
    scaled = [factor * value for value in durations]
    assert npvi([durations]) == pytest.approx(npvi([scaled]), abs=1e-6)
    assert 0 <= (npvi([durations]) or 0.0) < 200


def test_rate_pauses_and_contrast_by_hand() -> None:
    phones = phones_of(
        ("", 0.3), ("l", 0.1), ("a", 0.1), ("l", 0.1), ("a", 0.2), ("", 0.4), ("l", 0.1),
        ("a", 0.2), ("", 0.1), ("l", 0.1), ("a", 0.1), ("", 0.2), ("m", 0.1), ("a", 0.1), ("", 0.5),
    )  # fmt: skip
    report = measure(speech_of(phones))
    # Pauses of 400 and 200 ms count, one of 100 ms does not, the ends do not.
    assert report["pause_count"].value == 2
    assert report["pause_mean_s"].value == pytest.approx(0.3)
    assert report["dead_air_s"].value == pytest.approx(0.4)
    spoken = 0.5 + 0.6 + 0.2
    assert report["pause_ratio"].value == pytest.approx(0.6 / (0.6 + spoken))
    assert report["articulation_rate_syll_s"].value == pytest.approx(5 / spoken)
    # Pairs inside stretches: (0.1, 0.2) and (0.2, 0.1).
    assert report["npvi"].value == pytest.approx(100 * 2 / 3)


def test_pauses_without_phones_are_found_by_intensity() -> None:
    parts = [("a", 0.6), ("", 0.4), ("a", 0.5), ("", 0.25), ("a", 0.5)]
    report = measure(speech_of(phones_of(*parts)).audio)
    assert report["pause_count"].value == 2
    # The window of intensity reaches 20 ms into both ends of a pause.
    assert report["pause_mean_s"].value == pytest.approx(0.325 - 0.04, abs=0.02)
    assert report["dead_air_s"].value == pytest.approx(0.4 - 0.04, abs=0.02)


def test_nuclei_without_phones() -> None:
    # Six swells a second for two seconds.
    time_s = np.arange(2 * RATE) / RATE
    swell = 0.5 * (1 - np.cos(2 * np.pi * 6 * time_s)) + 0.02
    samples = voice(np.full(len(time_s), 120.0), RATE) * swell / 1.02
    report = measure(Audio(samples.astype(np.float32), RATE))
    assert report["nuclei_rate_syll_s"].value == pytest.approx(6.0, abs=0.6)
    for name in ("articulation_rate_syll_s", "npvi", "lift_st", "dip_st", "consonant_vowel_db"):
        assert report[name].value is None
        assert report[name].why == NEEDS_PHONES


def test_consonants_against_vowels() -> None:
    phones = phones_of(*[("s", 0.1), ("a", 0.15)] * 6)
    speech = speech_of(phones)
    louder = speech.audio.samples.copy()
    for phone in phones:
        if phone.symbol == "s":
            start, end = (round(t * RATE) for t in (phone.timing.start_s, phone.timing.end_s))
            louder[start:end] *= 2.0
    raised = speech.with_changes(audio=Audio(np.clip(louder, -1, 1), RATE))
    before, after = (measure(one)["consonant_vowel_db"].value for one in (speech, raised))
    assert after - before == pytest.approx(6.02, abs=0.1)


def melody_of(lift_st: float, valley_st: float, slope_st_s: float = -2.0) -> Speech:
    """Accented and plain syllables by turns on a falling line; bumps on and between accents."""
    syllables = [("l", 0.06), ("a", 0.14, 2), ("l", 0.06), ("a", 0.08)] * 5
    phones = phones_of(*syllables)
    time_s = np.arange(round(phones[-1].timing.end_s * RATE)) / RATE
    line = slope_st_s * time_s
    accents = [phone.timing for phone in phones if phone.stress == 2]
    for timing in accents:
        middle, half = (timing.start_s + timing.end_s) / 2, (timing.end_s - timing.start_s) / 2
        line += lift_st * np.exp(-0.5 * ((time_s - middle) / half) ** 2)
    for left, right in pairwise(accents):
        middle, reach = (left.end_s + right.start_s) / 2, (right.start_s - left.end_s) / 4
        line -= valley_st * np.exp(-0.5 * ((time_s - middle) / reach) ** 2)
    return speech_of(phones, line)


def test_a_straight_line_has_no_lift_and_no_dip() -> None:
    report = measure(melody_of(0.0, 0.0))
    for name in ("lift_st", "dip_st", "valley_st"):
        assert report[name].value == pytest.approx(0.0, abs=0.1)
    assert report["f0_slope_st_s"].value == pytest.approx(-2.0, abs=0.1)


def test_lifts_rise_with_what_was_built() -> None:
    values = [measure(melody_of(lift, 0.0))["lift_st"].value for lift in (0.0, 1.0, 2.0, 4.0)]
    steps = np.diff(values)
    # The mean of a bump over +-1 SD is 0.86 of its top; its skirts raise the line a little.
    assert steps == pytest.approx(np.array([1, 1, 2]) * 0.65, rel=0.15)


def test_valleys_are_told_from_lifts() -> None:
    plain, lifted, dipped = (
        measure(melody_of(*built)) for built in ((0.0, 0.0), (2.0, 0.0), (0.0, 2.0))
    )
    assert dipped["dip_st"].value - plain["dip_st"].value > 1.3
    by_valley = dipped["valley_st"].value - plain["valley_st"].value
    by_lift = lifted["valley_st"].value - plain["valley_st"].value
    assert by_valley > 0.7
    assert by_valley > 3 * by_lift


def test_creak_in_vowels() -> None:
    phones = phones_of(*[("l", 0.1), ("a", 0.2, 2)] * 6)
    speech = speech_of(phones)
    assert measure(speech)["creak_ratio"].value == pytest.approx(0.0, abs=0.03)
    samples = speech.audio.samples.copy()
    vowel = phones[-1].timing
    start, end = round(vowel.start_s * RATE), round(vowel.end_s * RATE)
    # Pulses of 30 Hz at uneven distances, as loud as before.
    rough = np.zeros(end - start)
    for at in (0, 480, 1050, 1500, 2130, 2600):
        rough[at : at + 60] = 0.4 * np.sin(np.arange(60) * 0.5) * np.exp(-np.arange(60) / 20)
    samples[start:end] = rough
    fried = measure(speech.with_changes(audio=Audio(samples, RATE)))
    assert fried["creak_ratio"].value == pytest.approx(1 / 6, abs=0.06)


def test_joined_pieces_have_no_pause_between_them() -> None:
    piece = speech_of(phones_of(*[("l", 0.08), ("a", 0.12, 2)] * 5))
    alone, joined = measure(piece), measure_all([piece, piece, piece])
    assert joined["pause_count"].value == 0
    assert joined["dead_air_s"].value == 0
    for name in ("articulation_rate_syll_s", "npvi", "f0_median_hz", "f1_hz", "cpps_db"):
        assert joined[name].value == pytest.approx(alone[name].value, rel=0.03, abs=0.3)
    assert joined["duration_s"].value == pytest.approx(3 * piece.audio.duration_s + 0.8)


def test_joining_brings_pieces_to_one_rate() -> None:
    piece = speech_of(phones_of(*[("l", 0.08), ("a", 0.12, 2)] * 5))
    other = piece.with_changes(audio=piece.audio.resampled(22_050))
    joined = measure_all([piece, other])
    assert joined["f0_median_hz"].value == pytest.approx(120.0, rel=0.005)


@given(
    st.lists(st.tuples(st.floats(0, 10), st.floats(0.01, 1)), max_size=10).map(
        lambda rows: sorted((start, start + length) for start, length in rows)
    ),
    st.floats(0.01, 1),
)
def test_merging_keeps_order_and_leaves_gaps(
    spans: list[tuple[float, float]], gap_s: float
) -> None:
    out = merged(spans, gap_s)
    for (_, end), (start, _) in pairwise(out):
        assert start - end >= gap_s - 1e-6
    assert all(any(a <= start and end <= b for a, b in out) for start, end in spans)


def test_theil_sen_passes_over_outliers() -> None:
    x = np.linspace(0, 2, 101)
    y = 3 - 4 * x
    y[::5] += 12
    slope, level = theil_sen(x, y)
    assert slope == pytest.approx(-4, abs=0.3)
    assert level == pytest.approx(3, abs=0.5)
