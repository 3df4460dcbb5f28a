"""Formants, tract, glottal source and nose: built spectra come back."""

from __future__ import annotations

import numpy as np
import pytest
from golden.acoustics.signals import NEUTRAL_TRACT, Floats, noise, scaled_tract, voice, vowel_chain

from voices.acoustics import Report, measure, measure_against, tract_shift_ratio
from voices.acoustics.glottal import formant_gain_db, hawks_miller_bandwidth
from voices.audio import Audio, Origin, Phone, Speech, Timing

RATE = 16_000


def sound(samples: Floats, rate_hz: int = RATE) -> Audio:
    return Audio(np.clip(samples, -1, 1).astype(np.float32), rate_hz)


def glide(f0_hz: float, duration_s: float = 2.0) -> Floats:
    """A fall of 4 st, so that harmonics sweep over the formants."""
    return f0_hz * 2 ** (np.linspace(2, -2, round(duration_s * RATE)) / 12)


def vowel(f0_hz: float, ratio: float = 1.0, **changes: object) -> Report:
    tract = scaled_tract(NEUTRAL_TRACT, ratio)
    samples = voice(glide(f0_hz), RATE, formants=tract, **changes)  # type: ignore[arg-type]
    return measure(sound(samples + noise(len(samples), np.random.default_rng(0), 0.0005)))


@pytest.mark.parametrize("f0_hz", [90.0, 120.0, 200.0])
@pytest.mark.parametrize("ratio", [0.85, 1.0, 1.15])
def test_formants_of_a_built_vowel_within_3_percent(f0_hz: float, ratio: float) -> None:
    report = vowel(f0_hz, ratio)
    # F1 is drawn to the harmonics of a high voice, by up to a fifth of their distance.
    slack = 0.03 if f0_hz < 150 else 0.05
    assert report["f1_hz"].value == pytest.approx(500 * ratio, rel=slack)
    assert report["f2_hz"].value == pytest.approx(1500 * ratio, rel=0.03)
    assert report["f3_hz"].value == pytest.approx(2500 * ratio, rel=0.03)
    assert report["tract_cm"].value == pytest.approx(17.5 / ratio, rel=0.03)


def test_apparent_length_does_not_follow_the_pitch() -> None:
    lengths = [vowel(f0_hz)["tract_cm"].value for f0_hz in (90.0, 130.0, 190.0)]
    assert max(lengths) / min(lengths) < 1.03


@pytest.mark.parametrize("ratio", [0.8, 0.85, 0.92, 1.08, 1.15, 1.3])
@pytest.mark.parametrize(("f0_hz", "tilt_db_oct"), [(120, -6), (180, -6), (120, -9)])
def test_tract_shift_of_scaled_vowels(ratio: float, f0_hz: float, tilt_db_oct: float) -> None:
    neutral = sound(vowel_chain(120, RATE))
    scaled = sound(vowel_chain(f0_hz, RATE, ratio=ratio, tilt_db_oct=tilt_db_oct))
    assert tract_shift_ratio(scaled, neutral).value == pytest.approx(ratio, rel=0.015)


def test_tract_shift_is_its_own_inverse() -> None:
    one, other = (sound(vowel_chain(120, RATE, ratio=ratio)) for ratio in (1.0, 1.12))
    there, back = tract_shift_ratio(other, one).value, tract_shift_ratio(one, other).value
    assert there is not None
    assert back is not None
    assert there * back == pytest.approx(1.0, abs=0.005)


def test_a_pair_holds_the_shift_in_both_reports() -> None:
    neutral = sound(vowel_chain(120, RATE))
    report, reference = measure_against(sound(vowel_chain(120, RATE, ratio=1.1)), neutral)
    assert report["tract_shift_ratio"].value == pytest.approx(1.1, rel=0.015)
    assert reference["tract_shift_ratio"].value == 1.0


def test_a_change_of_pitch_is_no_change_of_tract() -> None:
    neutral = sound(vowel_chain(110, RATE))
    for semitones in (-4, 4, 8):
        raised = sound(vowel_chain(110 * 2 ** (semitones / 12), RATE))
        assert tract_shift_ratio(raised, neutral).value == pytest.approx(1.0, abs=0.015)


@pytest.mark.parametrize(
    ("f0_hz", "f1_hz", "slack_db"),
    [(100.0, 500.0, 0.6), (150.0, 500.0, 1.0), (150.0, 650.0, 0.6), (200.0, 800.0, 0.8)],
)
@pytest.mark.parametrize("built_db", [2.0, 6.0, 10.0])
def test_h1_h2_star_is_that_of_the_source(
    f0_hz: float, f1_hz: float, slack_db: float, built_db: float
) -> None:
    # F1 at least three times F0: nearer, the second harmonic draws the tracked F1 to itself.
    tract = ((f1_hz, 70.0), *NEUTRAL_TRACT[1:])
    samples = voice(np.full(RATE, f0_hz), RATE, formants=tract, h1_db=built_db - 6.0)
    report = measure(sound(samples))
    assert report["h1_h2_db"].value == pytest.approx(built_db, abs=slack_db)


def test_the_correction_removes_what_the_vowel_adds() -> None:
    raw, corrected = [], []
    for f1_hz in (450.0, 600.0, 800.0):
        tract = ((f1_hz, 70.0), *NEUTRAL_TRACT[1:])
        report = measure(sound(voice(np.full(RATE, 160.0), RATE, formants=tract)))
        raw.append(report["h1_h2_raw_db"].value)
        corrected.append(report["h1_h2_db"].value)
    assert np.ptp(corrected) < 0.4 * np.ptp(raw)


def test_formant_gain_is_zero_at_zero_and_high_at_the_formant() -> None:
    f1, width = np.array([500.0]), np.array([80.0])
    assert formant_gain_db(np.array([0.0]), f1, width, RATE) == pytest.approx(0.0, abs=1e-9)
    # Gain of a resonance at its centre: F over B, here 6.25 or 15.9 dB.
    at_peak = formant_gain_db(f1, f1, width, RATE)
    assert at_peak == pytest.approx(20 * np.log10(500 / 80), abs=0.2)


def test_bandwidth_formula_is_continuous_at_500_hz() -> None:
    below, above = hawks_miller_bandwidth(np.array([499.99, 500.0]), np.array([132.0, 132.0]))
    assert below == pytest.approx(above, rel=0.03)


@pytest.mark.parametrize("f0_hz", [110.0, 210.0])
def test_a_nasal_pole_lowers_a1_p0(f0_hz: float) -> None:
    low_vowel = ((720.0, 80.0), (1250.0, 100.0), (2500.0, 130.0), (3500.0, 180.0))
    base = voice(glide(f0_hz, 1.0), RATE, formants=low_vowel)
    pole = voice(glide(f0_hz, 1.0), RATE, formants=((260.0, 60.0),), tilt_db_oct=-18.0)
    phones = (Phone("a", Timing(0.0, 1.0), stress=2),)
    oral, nasal = (
        measure(Speech(sound(samples), phones, (), Origin("built", "1", "", "", 0)))
        for samples in (base, base + 0.6 * pole)
    )
    assert oral["a1_p0_db"].value - nasal["a1_p0_db"].value > 3.0


@pytest.mark.parametrize("rate_hz", [8_000, 16_000])
def test_the_telephone_band_leaves_out_what_it_cannot_show(rate_hz: int) -> None:
    whole = sound(vowel_chain(120, RATE) + noise(36_000, np.random.default_rng(1), 0.001))
    narrow = whole.resampled(8_000)
    report = measure(narrow if rate_hz == 8_000 else narrow.resampled(16_000))
    for name in ("h1_h2_db", "h1_h2_raw_db", "f2_hz", "f3_hz", "tract_cm", "a1_p0_db"):
        assert report[name].value is None
        assert "telephone" in report[name].why
    for name in ("f0_median_hz", "cpps_db", "tilt_db_oct", "f1_hz"):
        assert report[name].value is not None
    wide = measure(whole)
    assert wide["f2_hz"].value is not None
    assert report["cpps_db"].value == pytest.approx(wide["cpps_db"].value, abs=1.5)


@pytest.mark.parametrize("ratio", [0.8, 1.0, 1.25])
def test_a_steep_voice_is_no_telephone(ratio: float) -> None:
    report = measure(sound(vowel_chain(120, RATE, ratio=ratio, tilt_db_oct=-12)))
    assert report["f2_hz"].value is not None
