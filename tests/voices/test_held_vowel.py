"""A vowel that is held: tremor of age is measured on it, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from voices.acoustics.report import measure_all
from voices.acoustics.verdict import Proof
from voices.held_vowel import held_vowel, measure_held_vowel
from voices.persona import Persona
from voices.speaking import Voice, prepare
from voices.verify import verify


def voice(locale: str = "en-US", **values: object) -> Voice:
    return prepare(Persona(name="held", locale=locale, **values))


@pytest.mark.parametrize("locale", ["en-US", "de-DE"])
@pytest.mark.parametrize("gender", ["male", "female"])
def test_an_old_voice_trembles_as_asked(locale: str, gender: str) -> None:
    own = voice(locale, gender=gender, age="old")
    measured = measure_held_vowel(own)["tremor_st"].value
    assert measured == pytest.approx(own.settings.tremor_st, abs=0.08)


def test_an_adult_voice_does_not() -> None:
    measured = measure_held_vowel(voice(gender="female"))["tremor_st"].value
    assert measured is not None
    assert measured < 0.02


def test_what_phrases_need_has_no_part_in_it() -> None:
    plain = voice(gender="male", age="old")
    lively = replace(
        plain,
        settings=plain.settings.model_copy(
            update={"f0_sd_st": 5.0, "lifts_st": 3.0, "final_st": -4.0, "fry": 1.0, "dips_st": 3.0}
        ),
    )
    assert np.array_equal(held_vowel(plain).audio.samples, held_vowel(lively).audio.samples)


def test_the_held_vowel_is_on_the_asked_pitch_and_level() -> None:
    own = voice(pitch_hz=140.0, fine={"volume": -23.0})
    report = measure_all([held_vowel(own)])
    assert report.value("f0_median_hz") == pytest.approx(140.0, rel=0.01)
    assert report.value("loudness_lufs") == pytest.approx(-23.0, abs=0.3)


def test_tremor_of_age_is_verified() -> None:
    outcome = verify(Persona(name="held", age="old"))
    found = next(v for v in outcome.verdicts if v.measure == "tremor_st")
    assert found.attribute == "age"
    assert found.proof is Proof.MEASURED
    assert found.ok
