"""IPA of tokens, by the engine and by phonemizer."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from locales.errors import EngineError
from normalizers import normalize
from normalizers.phonemes import phonemized
from voices.engines import get_engine
from voices.phonemes import token_ipa

LOCALES = ["en-US", "en-GB", "fr-FR", "de-DE", "es-MX"]
WORDS = {
    "en": "window table seven garden money",
    "fr": "fenêtre table jardin semaine",
    "de": "Fenster Garten sieben Woche",
    "es": "ventana mesa siete semana",
}


def letters(ipa: str | None) -> str:
    return re.sub(r"[ˈˌː\s͡|ˑ]", "", ipa or "")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_engine_and_phonemizer_agree_on_plain_words(locale: str) -> None:
    """Two ways to the same library, ours in private copies and phonemizer's, in separate code."""
    engine = get_engine("espeak")
    for word in WORDS[locale[:2]].split():
        ours = engine.ipa(normalize(word, locale), engine.cast(locale).voice)  # type: ignore[attr-defined]
        theirs = phonemized([word], locale)
        if locale != "en-GB":  # its voice is chosen by another code there
            assert letters(ours[0]) == letters(theirs[0])
        assert theirs[0]


def test_an_engine_that_does_not_tell_is_helped_out() -> None:
    utterance = normalize("Hello, $5!", "en-US")
    told = token_ipa(utterance, get_engine("test"), "low")
    by_kind = dict(zip((token.kind for token in utterance.tokens), told, strict=True))
    assert by_kind["word"] == "həlˈoʊ"
    assert letters(by_kind["money"]) == "faɪvdɑːlɚz".replace("ː", "")
    assert by_kind["punctuation"] is None


def test_a_prescribed_pronunciation_is_shown_as_it_is() -> None:
    utterance = normalize("Andrea", "en-US", lexicon=[{"written": "Andrea", "ipa": "ɑnˈdɹeɪə"}])
    for name, voice in (("espeak", "en-us"), ("test", "low")):
        assert token_ipa(utterance, get_engine(name), voice) == ("ɑnˈdɹeɪə",)


def test_threads_wait_for_each_other() -> None:
    texts = [f"number {word}" for word in ["one", "two", "three", "four", "five", "six", "seven"]]
    alone = [phonemized([text], "en-US") for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: phonemized([text], "en-US"), texts))
    assert together == alone


def test_an_unknown_language_is_one_line() -> None:
    with pytest.raises(EngineError, match="unknown language 'xx-YY'"):
        phonemized(["hello"], "xx-YY")
