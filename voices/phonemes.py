"""IPA of each token: by the engine that will speak it, else by phonemizer.

Engines differ in what they accept as pronunciation; where one does not tell how it reads a word
(neural engines, the test engine), phonemizer's reading of the same locale is shown, which is
espeak-ng's. phonemizer holds one library for the whole process, so calls wait for each other.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any, Protocol, runtime_checkable

from locales.errors import EngineError, unknown
from normalizers.utterance import Utterance
from voices.engines.base import Engine

_ONE_AT_A_TIME = threading.Lock()
"""libespeak-ng has process-wide state, and phonemizer drives one copy of it."""


@runtime_checkable
class TellsIpa(Protocol):
    """An engine that tells how it reads each token."""

    def ipa(self, utterance: Utterance, voice: str) -> tuple[str | None, ...]:
        """IPA of each token, None where nothing is said."""


def token_ipa(utterance: Utterance, engine: Engine, voice: str) -> tuple[str | None, ...]:
    """IPA of each token of an utterance, prescribed pronunciations first; None where nothing is
    said. Raises EngineError where no one can read the locale."""
    if isinstance(engine, TellsIpa):
        read = engine.ipa(utterance, voice)
    else:
        read = phonemized([token.spoken for token in utterance.tokens], utterance.locale)
    return tuple(token.ipa or ipa for token, ipa in zip(utterance.tokens, read, strict=True))


def phonemized(texts: list[str], locale: str) -> tuple[str | None, ...]:
    """IPA of texts read alone, with stress, by phonemizer; None for a text without sound.

    >>> phonemized(["hello", ""], "en-US")
    ('həlˈoʊ', None)
    """
    with _ONE_AT_A_TIME:
        backend = _backend(_language(locale))
        spoken = backend.phonemize([text or " " for text in texts], strip=True)
    return tuple(ipa.strip() or None for ipa in spoken)


@lru_cache(maxsize=1)
def _espeak() -> Any:
    """phonemizer's backend class, on the library that comes in a wheel."""
    import espeakng_loader
    from phonemizer.backend import EspeakBackend
    from phonemizer.backend.espeak.wrapper import EspeakWrapper

    EspeakWrapper.set_library(espeakng_loader.get_library_path())
    EspeakWrapper.set_data_path(espeakng_loader.get_data_path())
    return EspeakBackend


def _language(locale: str) -> str:
    """phonemizer's code for a locale: its own, else the plain language, else a region of it."""
    known = sorted(_espeak().supported_languages())
    tag = locale.casefold()
    language = tag.partition("-")[0]
    for code in (tag, language, f"{language}-{language}", *known):
        if code in known and code.partition("-")[0] == language:
            return str(code)
    raise EngineError(unknown("language", locale, known))


@lru_cache(maxsize=8)
def _backend(language: str) -> Any:
    return _espeak()(language, with_stress=True, language_switch="remove-flags")
