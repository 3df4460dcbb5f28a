"""Speaking: engine and chain joined, the same every time, true to the asked numbers."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales.errors import EngineError, LocaleError, TextError
from normalizers import normalize
from voices.acoustics.report import measure
from voices.persona import Persona
from voices.speaking import Voice, calibrate, chunks, prepare, speak, speak_parts
from voices.verify import verify

TEXT = "Your flight leaves at 7:45 from gate 12. Would you like a window seat?"
LONG = " ".join(f"This is sentence number {n} of a long message." for n in range(1, 16))


@pytest.fixture(scope="module")
def ava() -> Voice:
    return prepare(Persona.preset("ava"))


def test_equal_input_gives_equal_bytes_on_any_thread(ava: Voice) -> None:
    utterance = normalize(TEXT, "en-US")
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(lambda _: speak(utterance, ava).audio.digest, range(8)))
    assert len(set(said)) == 1


def test_equal_input_gives_equal_bytes_in_another_process(ava: Voice) -> None:
    code = (
        "from normalizers import normalize; from voices.persona import Persona;"
        "from voices.speaking import speak;"
        f"print(speak(normalize({TEXT!r}, 'en-US'), Persona.preset('ava')).audio.digest)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == speak(normalize(TEXT, "en-US"), ava).audio.digest


def test_words_lead_back_to_the_typed_text(ava: Voice) -> None:
    utterance = normalize(TEXT, "en-US")
    speech = speak(utterance, ava)
    said: dict[int, list[str]] = {}
    for word in speech.words:
        assert word.token is not None
        said.setdefault(word.token, []).append(word.text)
    clock = next(i for i, token in enumerate(utterance.tokens) if token.written == "7:45")
    assert " ".join(said[clock]) == "seven forty five"
    for one, two in pairwise(speech.words):
        assert one.timing.end_s <= two.timing.start_s + 1e-6


@pytest.mark.parametrize(("hz", "name"), [(120.0, "leo"), (230.0, "ava")])
def test_asked_hertz_are_measured(hz: float, name: str) -> None:
    """Within the JND of sentence F0, 1 st (Harris & Umeda 1987): texts differ by that much."""
    persona = Persona.preset(name).with_values({"pitch_hz": hz})
    measured = measure(speak(normalize(LONG[:400], "en-US"), persona)).value("f0_median_hz")
    assert measured is not None
    assert abs(12 * np.log2(measured / hz)) < 1.0


def test_three_semitones_up_are_three_semitones(ava: Voice) -> None:
    utterance = normalize(LONG[:400], "en-US")
    low_hz = ava.settings.f0_median_hz
    assert low_hz is not None
    high = replace(ava, settings=ava.settings.model_copy(update={"f0_median_hz": low_hz * 2**0.25}))
    pair = [measure(speak(utterance, voice)).value("f0_median_hz") for voice in (ava, high)]
    assert pair[0]
    assert pair[1]
    assert 12 * np.log2(pair[1] / pair[0]) == pytest.approx(3.0, abs=0.1)


def test_long_text_is_spoken_in_parts_with_true_times(ava: Voice) -> None:
    utterance = normalize(LONG, "en-US")
    parts = list(speak_parts(utterance, ava))
    whole = speak(utterance, ava)
    assert len(parts) > 1
    assert whole.audio.duration_s == pytest.approx(sum(p.audio.duration_s for p in parts))
    tokens = [word.token for word in whole.words]
    assert tokens == sorted(token for token in tokens if token is not None)
    assert tokens[-1] == max(i for i, token in enumerate(utterance.tokens) if token.spoken)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300), st.integers(1, 80))
def test_chunks_lose_no_word(text: str, limit: int) -> None:
    try:
        utterance = normalize(text, "en-US")
    except TextError:
        return
    parts = list(chunks(utterance, limit))
    spoken = [token for _, part in parts for token in part.tokens if token.spoken]
    assert spoken == [token for token in utterance.tokens if token.spoken]
    for first, part in parts:
        assert utterance.tokens[first : first + len(part.tokens)] == part.tokens
        spoken_here = [token for token in part.tokens if token.spoken]
        assert len(spoken_here) == 1 or len(part.spoken) <= limit


def test_nothing_to_say_is_an_error(ava: Voice) -> None:
    with pytest.raises(TextError, match="nothing in the text"):
        speak(normalize("?!...", "en-US"), ava)


def test_a_voice_of_its_own_choice_and_an_unknown_one() -> None:
    persona = Persona.preset("leo").with_values({"engine.voice": "en-us-nyc"})
    assert prepare(persona).casting.voice == "en-us-nyc"
    with pytest.raises(EngineError):
        prepare(persona.with_values({"engine.voice": "en-us-mars"}))


def test_a_named_voice_is_left_with_its_language() -> None:
    persona = Persona.preset("leo").with_values({"engine.voice": "en-us-nyc"})
    assert persona.in_locale("en-GB").engine.voice == "en-us-nyc"
    assert persona.in_locale("fr-CA").engine.voice is None


def test_formants_are_scaled_from_the_base_voice() -> None:
    """A woman from the test engine's high voice, a woman's, needs no scaling; from its low one
    she needs that of an adult man."""
    persona = Persona.preset("ava").with_values({"engine.name": "test"})
    low, high = (
        prepare(persona.with_values({"engine.voice": name})).settings.formant_ratio
        for name in ("low", "high")
    )
    assert high == pytest.approx(1.0, abs=0.01)
    assert low == pytest.approx(1.157, abs=0.02)


def test_a_stand_in_is_said_with_every_rendering() -> None:
    persona = Persona.preset("ava").in_locale("de-CH")
    speech = speak(normalize("Guten Tag.", "de-CH"), persona)
    assert any("de-CH" in note for note in speech.notes)


def test_what_of_an_accent_is_made_by_rule_is_said_with_every_rendering() -> None:
    persona = Persona.preset("maude")
    speech = speak(normalize("Bonjour à tous.", "fr-CA"), persona)
    assert any(note.startswith("by rule: affricated t and d") for note in speech.notes)


def test_a_language_without_probe_sentences_is_spoken_and_says_so() -> None:
    persona = Persona.preset("leo").in_locale("pl-PL")
    speech = speak(normalize("Dzień dobry, jest dziesiąta.", "pl-PL"), persona)
    assert speech.audio.duration_s > 0.8
    assert any("pl-PL has no calibration sentences" in note for note in speech.notes)
    with pytest.raises(LocaleError, match="pl-PL"):
        verify(persona)


def test_calibration_is_of_the_base_voice() -> None:
    baseline = calibrate("espeak", "en-us", "en-US")
    assert 80 < baseline.f0_median_hz < 130
    assert 4.0 < baseline.rate_syll_s < 6.5
    assert baseline is calibrate("espeak", "en-us", "en-US")
