"""What every engine owes, whoever wrote it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locales.errors import EngineError
from voices.audio import Speech
from voices.engines import Availability, Engine, VoiceInfo, engine_names, get_engine
from voices.engines.base import Capability, Casting

LOCALES = ("en-US", "en-GB", "en-AU", "en-IN", "fr-CA", "fr-FR", "es-MX", "de-DE")
PHONE = {
    "written": "555-0142",
    "kind": "telephone",
    "groups": ("five five five", "zero one four two"),
}


def usable(name: str) -> bool:
    return get_engine(name).available().ok


@pytest.fixture(params=[name for name in engine_names() if usable(name)])
def engine(request: pytest.FixtureRequest) -> Engine:
    return get_engine(request.param)


ACCENTED = ("en-US", "en-IE")
"""A locale that the library has a voice for, and one whose accent is made by rule."""


def voice_of(engine: Engine, locale: str) -> str:
    return engine.cast(locale).voice


@pytest.fixture(params=ACCENTED)
def voice(engine: Engine, request: pytest.FixtureRequest) -> str:
    return voice_of(engine, request.param)


def assert_well_formed(speech: Speech, utterance) -> None:
    """Times are ordered, inside, without gaps; words lead back to tokens."""
    length_s = speech.audio.duration_s
    assert length_s > 0
    end_s = 0.0
    for phone in speech.phones:
        assert phone.timing.start_s == pytest.approx(end_s, abs=1e-9)
        assert phone.timing.duration_s > 0
        assert phone.stress in (0, 1, 2)
        assert not set(phone.symbol) & set("ˈˌ[](){}<>_ ")
        assert phone.is_pause == (phone.word is None)
        end_s = phone.timing.end_s
    assert end_s == pytest.approx(length_s, abs=1e-9)
    owners = [phone.word for phone in speech.phones if phone.word is not None]
    assert owners == sorted(owners)
    end_s = 0.0
    for index, word in enumerate(speech.words):
        assert end_s <= word.timing.start_s <= word.timing.end_s <= length_s
        end_s = word.timing.end_s
        own = [phone.timing for phone in speech.phones if phone.word == index]
        if own:
            assert (own[0].start_s, own[-1].end_s) == (word.timing.start_s, word.timing.end_s)
    tokens = [word.token for word in speech.words]
    assert tokens == sorted(tokens)
    spoken = [index for index, token in enumerate(utterance.tokens) if token.spoken]
    assert sorted(set(tokens)) == spoken


def test_the_engine_names_itself_as_the_registry_does(engine):
    assert get_engine(engine.name) is engine
    assert isinstance(engine, Engine)
    assert engine.version()
    assert isinstance(engine.available(), Availability)
    assert engine.capabilities() <= set(Capability)


def test_voices_have_unique_names_and_can_be_spoken_with(engine, utter):
    voices = engine.voices()
    assert voices
    assert all(isinstance(voice, VoiceInfo) for voice in voices)
    assert len({voice.name for voice in voices}) == len(voices)
    for voice in voices[:: max(1, len(voices) // 5)]:
        assert engine.synthesize(utter("papa"), voice.name).audio.duration_s > 0.1


@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_of_the_product_is_cast(engine, locale):
    casting = engine.cast(locale)
    assert isinstance(casting, Casting)
    assert casting.voice in {voice.name for voice in engine.voices()}
    assert casting.exact or casting.note


def test_speech_is_well_formed(engine, voice, utter):
    utterance = utter(
        "please", "call", "it", "was", "a", "joke", ",", "of", "the", "friend", ".", PHONE, "?",
        {"written": "A7B", "spoken": "A seven B", "kind": "code"}, "!", "bye",
    )  # fmt: skip
    speech = engine.synthesize(utterance, voice)
    assert_well_formed(speech, utterance)
    assert [word.text for word in speech.words] == utterance.spoken.split()
    assert speech.origin.engine == engine.name
    assert speech.origin.locale == "en-US"


@pytest.mark.parametrize("locale", LOCALES)
def test_speech_is_well_formed_in_every_locale(engine, utter, locale):
    utterance = utter("papa", "nina", ",", "la", "maria", "dine", "elle", ".", "so", locale=locale)
    speech = engine.synthesize(utterance, voice_of(engine, locale))
    assert_well_formed(speech, utterance)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parts=st.lists(st.one_of(st.text(max_size=12), st.sampled_from(".,?!")), max_size=8))
def test_no_text_breaks_the_engine(engine, voice, utter, parts):
    utterance = utter(
        *[
            part if part in (".", ",", "?", "!") else {"spoken": part, "written": "x"}
            for part in parts
        ]
    )
    try:
        speech = engine.synthesize(utterance, voice)
    except EngineError as error:
        assert "\n" not in str(error)
        assert not any(letter.isascii() and letter.isalnum() for part in parts for letter in part)
        return
    end_s = 0.0
    for phone in speech.phones:
        assert phone.timing.start_s == pytest.approx(end_s, abs=1e-9)
        end_s = phone.timing.end_s
    assert end_s == pytest.approx(speech.audio.duration_s, abs=1e-9)


def test_equal_arguments_give_equal_bytes_from_any_thread_in_any_order(engine, voice, utter):
    lines = [
        utter("the", "first", "sentence", "is", "short", "."),
        utter("call", PHONE, "now", "?"),
        utter({"spoken": "hello", "ipa": "həˈləʊ"}, "world", "!"),
    ]
    kinds = [(line, seed) for line in range(len(lines)) for seed in (0, 1)]
    order = np.random.default_rng(3).permutation(4 * len(kinds))
    jobs = [kinds[index % len(kinds)] for index in order]

    def render(job: tuple[int, int]) -> tuple[str, tuple[object, ...], tuple[object, ...]]:
        speech = engine.synthesize(lines[job[0]], voice, seed=job[1])
        return speech.audio.digest, speech.phones, speech.words

    alone = {job: render(job) for job in kinds}
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(render, jobs))
    assert together == [alone[job] for job in jobs]


def test_groups_are_parted_by_a_pause(engine, voice, utter):
    utterance = utter("call", {**PHONE, "groups": ("five five", "one two", "nine")}, "now")
    speech = engine.synthesize(utterance, voice)
    pauses = [phone.timing for phone in speech.phones if phone.is_pause]
    long = [pause for pause in pauses if pause.duration_s >= 0.15]
    assert len(long) == 2
    ends = [speech.words[index].timing.end_s for index in (2, 4)]
    assert [pause.start_s for pause in long] == pytest.approx(ends)
    for pause in long:
        assert 0.2 <= pause.duration_s <= 0.5


def test_pauses_are_quiet_and_vowels_sound(engine, voice, utter):
    speech = engine.synthesize(utter("mama", "papa", ".", "mama", "."), voice)
    samples, rate_hz = speech.audio.samples, speech.audio.rate_hz

    def rms(timing) -> float:
        inner = (timing.end_s - timing.start_s) / 5
        cut = samples[
            int((timing.start_s + inner) * rate_hz) : int((timing.end_s - inner) * rate_hz)
        ]
        return float(np.sqrt(np.mean(cut.astype(np.float64) ** 2)))

    vowels = [rms(phone.timing) for phone in speech.phones if phone.stress == 2]
    pauses = [rms(phone.timing) for phone in speech.phones if phone.is_pause]
    assert vowels and pauses
    assert max(pauses) < 0.02 * min(vowels)


def test_breaks_are_ordered_by_strength(engine, voice, utter):
    def pause_s(mark: str) -> float:
        utterance = utter("papa", mark, "mama") if mark else utter("papa", "mama")
        speech = engine.synthesize(utterance, voice)
        return speech.words[1].timing.start_s - speech.words[0].timing.end_s

    assert pause_s("") < pause_s(",") < pause_s(".") < pause_s("\n")


def test_a_prescribed_pronunciation_is_followed(engine, voice, utter):
    if Capability.IPA_IN not in engine.capabilities():
        pytest.skip(f"{engine.name} takes no IPA")
    utterance = utter("say", {"spoken": "hello", "ipa": "ˈmamu"}, ".")
    speech = engine.synthesize(utterance, voice_of(engine, "es-MX"))
    heard = [phone.symbol for phone in speech.phones if phone.word == 1]
    assert heard == ["m", "a", "m", "u"]
    with pytest.raises(EngineError, match="IPA"):
        engine.synthesize(utter({"spoken": "x", "ipa": "дом"}), voice)


@pytest.mark.parametrize("voice", ["nobody", "", "../../etc/passwd", "en-us+nobody", "low+", "\0"])
def test_an_unknown_voice_is_refused(engine, utter, voice):
    with pytest.raises(EngineError) as caught:
        engine.synthesize(utter("hello"), voice)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("parts", [(), (".",), ({"spoken": "<>&[[ ]]", "written": "x"},)])
def test_no_words_are_refused(engine, voice, utter, parts):
    with pytest.raises(EngineError, match="no words"):
        engine.synthesize(utter(*parts), voice)


def test_endless_text_is_refused(engine, voice, utter):
    with pytest.raises(EngineError, match="divide the text"):
        engine.synthesize(utter("a" * 100_000), voice)


@pytest.mark.parametrize("locale", ["", "qq-QQ-??", "../en"])
def test_a_locale_that_is_none_is_refused(engine, locale):
    with pytest.raises(EngineError):
        engine.cast(locale)
