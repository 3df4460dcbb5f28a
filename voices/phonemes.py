"""IPA of each token: by the engine that will speak it, else by phonemizer.

Engines differ in what they accept as pronunciation; where one does not tell how it reads a word
(neural engines, the test engine), phonemizer's reading of the same locale is shown, which is
espeak-ng's (``normalizers.phonemes``).
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from normalizers.phonemes import phonemes
from normalizers.utterance import Utterance
from voices.engines.base import Engine


@runtime_checkable
class TellsIpa(Protocol):
    """An engine that tells how it reads each token."""

    def ipa(self, utterance: Utterance, voice: str) -> tuple[str | None, ...]:
        """IPA of each token, None where nothing is said."""


def token_ipa(utterance: Utterance, engine: Engine, voice: str) -> tuple[str | None, ...]:
    """IPA of each token of an utterance, prescribed pronunciations first; None where nothing is
    said. Raises EngineError where no one can read the locale."""
    if not isinstance(engine, TellsIpa):
        return phonemes(utterance)
    read = engine.ipa(utterance, voice)
    return tuple(token.ipa or ipa for token, ipa in zip(utterance.tokens, read, strict=True))
