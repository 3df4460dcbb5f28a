"""The test engine makes what it says: pitch, formants, noise and silence where they are told."""

from __future__ import annotations

import numpy as np
import parselmouth
import pytest

from voices.engines import get_engine
from voices.engines.ipa_chart import nearest

ENGINE = get_engine("test")


def sound_of(speech) -> parselmouth.Sound:
    return parselmouth.Sound(speech.audio.samples.astype(np.float64), speech.audio.rate_hz)


@pytest.mark.parametrize(("voice", "base_hz"), [("low", 120.0), ("high", 210.0)])
def test_f0_is_the_voices(utter, voice, base_hz):
    speech = ENGINE.synthesize(utter("mamalu", "nimola", "amila", "."), voice)
    pitch = sound_of(speech).to_pitch_ac(time_step=0.01, pitch_floor=60, pitch_ceiling=500)
    f0 = pitch.selected_array["frequency"]
    voiced = f0[f0 > 0]
    assert len(voiced) > 0.8 * len(f0)
    assert abs(12 * np.log2(np.median(voiced) / base_hz)) < 1.5
    assert 12 * np.log2(voiced.max() / voiced.min()) < 8


@pytest.mark.parametrize(
    ("vowel", "f1_hz", "f2_hz"), [("i", 270, 2290), ("ɑ", 730, 840), ("u", 270, 840)]
)
def test_vowels_have_the_formants_of_the_corner(utter, vowel, f1_hz, f2_hz):
    # Peterson & Barney (1952), men.
    speech = ENGINE.synthesize(utter({"spoken": "x", "ipa": f"m{vowel * 5}m"}), "low")
    formants = sound_of(speech).to_formant_burg(maximum_formant=4200, max_number_of_formants=4)
    centre_s = speech.audio.duration_s / 2
    assert formants.get_value_at_time(1, centre_s) == pytest.approx(f1_hz, rel=0.1)
    assert formants.get_value_at_time(2, centre_s) == pytest.approx(f2_hz, rel=0.1)


def test_voiceless_sounds_are_noise_and_vowels_are_tones(utter):
    speech = ENGINE.synthesize(utter("sasa", "fafa"), "low")
    harmonicity = sound_of(speech).to_harmonicity_cc(time_step=0.005, minimum_pitch=75)
    for phone in speech.phones:
        centre_s = (phone.timing.start_s + phone.timing.end_s) / 2
        value = harmonicity.get_value(centre_s)
        voiced = not np.isnan(value) and value > 8
        assert voiced == (phone.symbol == "a"), (phone, value)


def test_questions_rise_and_statements_fall(utter):
    def slope_st(mark: str) -> float:
        speech = ENGINE.synthesize(utter("mama", "mama", mark), "low")
        pitch = sound_of(speech).to_pitch_ac(time_step=0.005, pitch_floor=60, pitch_ceiling=400)
        last = next(phone for phone in reversed(speech.phones) if not phone.is_pause).timing
        inner = 0.2 * last.duration_s
        ends = [pitch.get_value_at_time(at) for at in (last.start_s + inner, last.end_s - inner)]
        return float(12 * np.log2(ends[1] / ends[0]))

    assert slope_st("?") > 1.5
    assert slope_st(".") < -1.0


def test_seeds_change_the_noise_alone(utter):
    line = utter("sister", "says", "so")
    first, second = (ENGINE.synthesize(line, "low", seed=seed) for seed in (1, 2))
    assert first.phones == second.phones
    assert first.audio.digest != second.audio.digest
    correlation = np.corrcoef(first.audio.samples, second.audio.samples)[0, 1]
    assert 0.5 < correlation < 0.999


def test_letters_of_every_script_sound(utter):
    for word in ("здравствуй", "你好", "مرحبا", "à", "ß", "42"):
        assert ENGINE.synthesize(utter(word), "low").audio.duration_s > 0.05


@pytest.mark.parametrize(
    ("letter", "inventory", "expected"),
    [
        ("ʁ", "klɹɣ", "ɹ"),
        ("θ", "szft", "s"),
        ("ð", "szvd", "z"),
        ("y", "iua", "i"),
        ("œ", "ieɛɔa", "ɛ"),
        ("ɲ", "mnŋ", "n"),
        ("x", "khɡ", "h"),
        ("ɾ", "tdl", "d"),
        ("a", "tkp", None),
        ("я", "aei", None),
    ],
)
def test_the_nearest_sound(letter, inventory, expected):
    found = nearest(letter, list(inventory))
    assert found == expected
