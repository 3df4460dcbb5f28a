"""IPA of tokens: by locale, prescribed ones as they are, safe between threads."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from locales import available
from locales.errors import EngineError
from normalizers import normalize, phonemes
from normalizers.phonemes import phonemized


@pytest.mark.parametrize("tag", available())
def test_every_locale_has_phonemes(tag: str) -> None:
    utterance = normalize("Lee 5, $7 & (ok)!", tag)
    for token, ipa in zip(utterance.tokens, phonemes(utterance), strict=True):
        assert bool(ipa) == bool(token.spoken), token
        assert not ipa or not re.search(r"[\d&()$]", ipa)


def test_a_prescribed_pronunciation_wins() -> None:
    utterance = normalize("Ms. Lee", "en-US", lexicon=[{"written": "Lee", "ipa": "leɪ"}])
    assert phonemes(utterance)[-1] == "leɪ"


def test_letters_are_named() -> None:
    said = phonemes(normalize("code AB-12", "en-US"))[-1]
    assert said is not None
    assert re.sub("[ˈˌ]", "", said).startswith("eɪ biː ")


def test_locales_differ() -> None:
    readings = {phonemized(["garage"], tag) for tag in ("en-US", "en-GB", "fr-FR", "de-DE")}
    assert len(readings) >= 3


def test_threads_get_the_same() -> None:
    utterances = [normalize(f"number {n}", "en-GB") for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(phonemes, utterances))
    assert together == [phonemes(utterance) for utterance in utterances]


def test_a_language_without_a_voice_is_one_line() -> None:
    with pytest.raises(EngineError, match="unknown language"):
        phonemized(["a"], "xx-YY")
