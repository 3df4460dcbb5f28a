"""A text in pieces sounds as the whole text does, and a sentence as it does by itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales.errors import TextError
from normalizers import normalize, normalize_ssml
from voices.audio import Speech
from voices.join import join
from voices.persona import Persona
from voices.shaping.pausing import HEAD_S, TAIL_S
from voices.speaking import Voice, prepare, speak, speak_parts, speak_stream

TEXTS = {
    "en-US": "I found it. The number is (415) 555-0132; call before eight! Is that all right?\n\n"
    "Thank you, Mr. Lee.",
    "fr-FR": "Je l'ai trouvé. Le numéro est le 01 99 00 41 72 ; appelez avant midi ! Cela vous "
    "convient-il ?\n\nMerci, M. Lee.",
    "de-DE": "Ich habe es. Die Nummer ist 030 23125 119; rufen Sie vor acht an! Ist das recht?\n\n"
    "Danke, Herr Lee.",
    "es-MX": "Ya lo encontré. El número es 55 1234 5678; ¡llame antes de las ocho! ¿Está bien?\n\n"
    "Gracias, Sr. Lee.",
}


@pytest.fixture(scope="module")
def voices() -> dict[str, Voice]:
    return {
        locale: prepare(Persona(name="stream", locale=locale, gender=gender))
        for locale, gender in zip(TEXTS, ("female", "male", "female", "male"), strict=True)
    }


def core(speech: Speech) -> np.ndarray:
    """The samples from the first word to the last."""
    rate_hz = speech.audio.rate_hz
    ends = speech.words[0].timing.start_s, speech.words[-1].timing.end_s
    first, last = (int(at_s * rate_hz + 1e-6) for at_s in ends)
    return speech.audio.samples[first:last]


@pytest.mark.parametrize("locale", TEXTS)
@pytest.mark.parametrize("step", [1, 7, 1000])
def test_pieces_sound_as_the_whole(voices: dict[str, Voice], locale: str, step: int) -> None:
    text, voice = TEXTS[locale], voices[locale]
    pieces = [text[at : at + step] for at in range(0, len(text), step)]
    whole = list(speak_parts(normalize(text, locale), voice))
    streamed = list(speak_stream(pieces, voice))
    assert [part.audio.digest for part in streamed] == [part.audio.digest for part in whole]
    assert [part.words for part in streamed] == [part.words for part in whole]
    assert [part.phrases for part in streamed] == [part.phrases for part in whole]


@pytest.mark.parametrize("locale", TEXTS)
def test_a_sentence_sounds_alone_as_in_its_paragraph(voices: dict[str, Voice], locale: str) -> None:
    text, voice = TEXTS[locale], voices[locale]
    utterance = normalize(text, locale)
    parts = list(speak_parts(utterance, voice))
    spoken = [s for s in utterance.sentences() if any(token.spoken for token in s)]
    assert len(parts) == len(spoken)
    for part, sentence in zip(parts, spoken, strict=True):
        start, end = sentence[0].span.start, sentence[-1].span.end
        alone = speak(normalize(text[start:end], locale), voice)
        assert (core(alone) == core(part)).all()


def test_the_first_sound_comes_before_the_text_ends(voices: dict[str, Voice]) -> None:
    taken = 0

    def pieces() -> Iterator[str]:
        nonlocal taken
        for piece in ("One moment, please. ", "I am ", "looking for it. ", "Here it is."):
            taken += 1
            yield piece

    first = next(speak_stream(pieces(), voices["en-US"]))
    assert " ".join(word.text for word in first.words) == "One moment please"
    assert taken < 4


def test_pauses_between_parts_are_those_inside(voices: dict[str, Voice]) -> None:
    voice = voices["en-US"]
    whole = speak(normalize(TEXTS["en-US"], "en-US"), voice)
    gaps = {
        whole.words[one.last - 1].text: (
            whole.words[two.first].timing.start_s - whole.words[one.last - 1].timing.end_s,
            (one.pause_s or 0.0) * voice.settings.pause_ratio,
        )
        for one, two in pairwise(whole.phrases)
        if one.pause_s
    }
    for gap_s, asked_s in gaps.values():
        assert gap_s == pytest.approx(asked_s, abs=0.002)
    assert gaps["right"][0] > gaps["it"][0] > gaps["two"][0]  # paragraph, sentence, semicolon


def test_a_rendering_has_short_and_constant_edges(voices: dict[str, Voice]) -> None:
    for text in ("Yes.", "Your order left our warehouse this morning.", TEXTS["en-US"]):
        speech = speak(normalize(text, "en-US"), voices["en-US"])
        assert speech.words[0].timing.start_s == pytest.approx(HEAD_S, abs=0.001)
        behind_s = speech.audio.duration_s - speech.words[-1].timing.end_s
        assert behind_s == pytest.approx(TAIL_S, abs=0.001)
        for edge in (speech.audio.samples[:600], speech.audio.samples[-600:]):
            assert np.abs(edge).max() < 1e-3  # -60 dBFS


def test_one_contour_of_markup_over_two_sentences_is_one(voices: dict[str, Voice]) -> None:
    body = '<prosody duration="6s">We have many lemons now. They are yellow.</prosody>'
    speech = speak(normalize_ssml(f"<speak>{body}</speak>", "en-US"), voices["en-US"])
    lasting_s = speech.words[-1].timing.end_s - speech.words[0].timing.start_s
    assert lasting_s == pytest.approx(6.0, abs=0.1)


def test_joined_pieces_keep_their_phrases(voices: dict[str, Voice]) -> None:
    parts = list(speak_parts(normalize(TEXTS["en-US"], "en-US"), voices["en-US"]))
    whole = join(parts, gap_s=0.2)
    said = [" ".join(w.text for w in whole.words[p.first : p.last]) for p in whole.phrases]
    assert said == [
        " ".join(w.text for w in part.words[p.first : p.last])
        for part in parts
        for p in part.phrases
    ]


def test_nothing_to_say_is_an_error(voices: dict[str, Voice]) -> None:
    with pytest.raises(TextError, match="nothing in the text"):
        list(speak_stream(["?!", " ..."], voices["en-US"]))


@settings(max_examples=8, deadline=None)
@given(cuts=st.lists(st.integers(1, 160), max_size=12))
def test_pieces_may_be_cut_anywhere(cuts: list[int]) -> None:
    voice = prepare(Persona(name="stream", engine={"name": "test"}))  # type: ignore[arg-type]
    text = TEXTS["en-US"]
    edges = [0, *sorted(set(cuts)), len(text)]
    pieces = [text[a:b] for a, b in pairwise(edges)]
    whole = [part.audio.digest for part in speak_parts(normalize(text, "en-US"), voice)]
    assert [part.audio.digest for part in speak_stream(pieces, voice)] == whole
