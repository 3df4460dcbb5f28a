"""Number words of languages without rules of their own, from CLDR or num2words.

Conventions: values are ints from 0 on; None where there are no words. A converter's name is
num2words', or CLDR's behind ``cldr:``. num2words' converters are mutable singletons, so each
language has a private one here, behind a lock, and results are cached.
"""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import Any

from locales import cldr_words
from locales.cldr_words import CLDR

_LOCK = Lock()


@lru_cache(maxsize=64)
def _converter(name: str) -> Any:
    from num2words import CONVERTER_CLASSES

    return type(CONVERTER_CLASSES[name])()


@lru_cache(maxsize=32_768)
def _words(converter: str, method: str, value: int) -> str | None:
    with _LOCK:
        try:
            return str(getattr(_converter(converter), method)(value))
        except (NotImplementedError, OverflowError, TypeError, ValueError, KeyError, IndexError):
            return None


def cardinal(converter: str, value: int) -> str | None:
    """The cardinal in a language."""
    if converter.startswith(CLDR):
        return cldr_words.cardinal(converter.removeprefix(CLDR), value)
    return _words(converter, "to_cardinal", value)


def ordinal(converter: str, value: int) -> str | None:
    """The ordinal, None also where it would keep figures ("21.")."""
    if converter.startswith(CLDR):
        return None
    words = _words(converter, "to_ordinal", value)
    return None if words is None or any(letter.isdigit() for letter in words) else words


@lru_cache(maxsize=64)
def point(converter: str) -> str:
    """The word for the decimal mark: what num2words says between 0 and 5 in 0.5."""
    if converter.startswith(CLDR):
        return ""
    with _LOCK:
        try:
            said = str(_converter(converter).to_cardinal(0.5)).split()
        except (NotImplementedError, TypeError, ValueError, AttributeError):
            return ""
    return " ".join(said[1:-1])
