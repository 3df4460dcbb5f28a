"""IPA of tokens, by phonemizer with espeak-ng's library from a wheel.

Conventions: IPA with stress marks, as espeak-ng 1.52 reads a token alone; a prescribed
pronunciation wins. phonemizer holds one library for the whole process, so calls wait for each
other; what was read once is kept.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from locales.errors import EngineError, unknown
from normalizers.late import late
from normalizers.utterance import Utterance

MAX_KEPT, MAX_KEPT_CHARACTERS = 20_000, 100  # readings, and characters of one: 10 MB at most
_ONE_AT_A_TIME = threading.Lock()
"""libespeak-ng has process-wide state, and phonemizer drives one copy of it."""
_kept: dict[tuple[str, str], str] = {}
# A capital alone is a letter's name; espeak-ng reads it so only where it stands alone ("A B").
_NAMED = late(r"(?<![^\W_])[^\W\d_a-z](?![^\W_])")


def phonemes(utterance: Utterance) -> tuple[str | None, ...]:
    """IPA of each token in the language that it is spoken in; None where nothing is said.

    Raises EngineError for a language that espeak-ng does not have.

    >>> from normalizers import normalize
    >>> phonemes(normalize("Pay $5.", "en-GB"))
    ('pˈeɪ', 'fˈaɪv dˈɒləz', None)
    """
    found: list[str | None] = [token.ipa if token.spoken else None for token in utterance.tokens]
    by_language: dict[str, list[int]] = {}
    for place, token in enumerate(utterance.tokens):
        if token.spoken and not token.ipa:
            by_language.setdefault(token.language or utterance.locale, []).append(place)
    for tag, places in by_language.items():
        texts = [utterance.tokens[place].spoken for place in places]
        for place, ipa in zip(places, phonemized(texts, tag), strict=True):
            found[place] = ipa
    return tuple(found)


def phonemized(texts: Sequence[str], locale: str) -> tuple[str | None, ...]:
    """IPA of texts read alone, with stress; None for a text without sound.

    >>> phonemized(["hello", ""], "en-US")
    ('həlˈoʊ', None)
    """
    with _ONE_AT_A_TIME:
        language = _language(locale)
        pieces = [_pieces(text) for text in texts]
        wanted = dict.fromkeys(piece for some in pieces for piece in some)
        said = {piece: _kept[language, piece] for piece in wanted if (language, piece) in _kept}
        missing = [piece for piece in wanted if piece not in said]
        if missing:
            spoken = _backend(language).phonemize(missing, strip=True)
            _keep(language, dict(zip(missing, map(str.strip, spoken), strict=True)))
            said |= zip(missing, map(str.strip, spoken), strict=True)
    return tuple(" ".join(said[piece] for piece in some if said[piece]) or None for some in pieces)


def _keep(language: str, said: dict[str, str]) -> None:
    if len(_kept) + len(said) > MAX_KEPT:
        _kept.clear()
    for piece, ipa in list(said.items())[:MAX_KEPT]:
        if len(piece) <= MAX_KEPT_CHARACTERS:
            _kept[language, piece] = ipa


def _pieces(text: str) -> list[str]:
    """What is read alone: the whole text, or its words where letters are named among them."""
    if not text.strip():
        return []
    return text.split() if _NAMED.search(text) else [text]


@lru_cache(maxsize=1)
def _espeak() -> Any:
    """phonemizer's backend class, on the library that comes in a wheel."""
    import espeakng_loader
    from phonemizer.backend import EspeakBackend
    from phonemizer.backend.espeak.wrapper import EspeakWrapper

    EspeakWrapper.set_library(espeakng_loader.get_library_path())
    EspeakWrapper.set_data_path(espeakng_loader.get_data_path())
    return EspeakBackend


# Languages that espeak-ng knows by another code: ISO 639-3's own within a macrolanguage.
_OWN_CODES = {"zh": "cmn", "no": "nb"}


@lru_cache(maxsize=256)
def _language(locale: str) -> str:
    """phonemizer's code for a locale: its own, else the plain language, else a region of it."""
    known = sorted(_espeak().supported_languages())
    tag = locale.casefold()
    language = tag.partition("-")[0]
    language = _OWN_CODES.get(language, language)
    for code in (tag, language, f"{language}-{language}", *known):
        if code in known and code.partition("-")[0] == language:
            return str(code)
    raise EngineError(unknown("language", locale, known))


@lru_cache(maxsize=8)
def _backend(language: str) -> Any:
    return _espeak()(language, with_stress=True, language_switch="remove-flags")
