"""The errors that users see, drawn in one place.

::

    StudioError                    root; the command line prints its one line and exits with 2
    |- LocaleError                 an unknown or damaged locale
    |- TextError                   text, SSML or a lexicon that cannot be read
    |- OptionError                 a way of reading that is not offered
    |- AudioError                  samples or a sound file that cannot be used
    |- EngineError                 an engine that is absent or failed
    |- PersonaError                an attribute or a persona file that is not admissible
    |- ProfileError                a .voice file that is damaged, or an export that is refused
    |- ManifestError               a batch manifest or its folder
    `- SuiteError                  a regression suite that cannot be read or written

Messages are one line: the value, what is admissible, the next step.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class StudioError(Exception):
    """Root of every error that a user can cause and mend."""


class LocaleError(StudioError):
    """A locale that is unknown or whose file is damaged."""


class TextError(StudioError):
    """Text, SSML or a lexicon that cannot be read."""


class OptionError(StudioError):
    """A way of reading that is not offered, or not in that locale."""


class AudioError(StudioError):
    """Samples or a sound file that cannot be used."""


class EngineError(StudioError):
    """An engine that is absent, or that failed."""


class PersonaError(StudioError):
    """An attribute or a persona file that is not admissible."""


class ProfileError(StudioError):
    """A .voice file that is damaged, or an export that is refused."""


class ManifestError(StudioError):
    """A batch manifest, or the folder that it writes to."""


class SuiteError(StudioError):
    """A regression suite, or its prompts, that cannot be read or written."""


def shown(value: object, limit: int = 60) -> str:
    """Quote a value for a message: one line, at most ``limit`` characters.

    >>> shown("a" * 100, limit=12)
    "'aaaaaaa...'"
    """
    text = repr(value)
    if len(text) <= limit:
        return text
    return text[: limit - 4] + "..." + text[-1]


def unknown(kind: str, value: str, known: Iterable[str]) -> str:
    """Say that a name is unknown, what is known, and what was probably meant.

    >>> unknown("engine", "kokro", ["coqui", "espeak", "kokoro"])
    "unknown engine 'kokro'; known: coqui, espeak, kokoro. Did you mean 'kokoro'?"
    """
    names = sorted(known)
    message = f"unknown {kind} {shown(value)}; known: {', '.join(names)}."
    close = difflib.get_close_matches(value.casefold(), [name.casefold() for name in names], n=1)
    if close:
        meant = next(name for name in names if name.casefold() == close[0])
        message += f" Did you mean {meant!r}?"
    return message
