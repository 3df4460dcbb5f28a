"""What the entity page does: tokens of a text as rows, one token alone, one text in all locales.

Conventions: a cell of the matrix is known as ``<index of the sample>:<locale>``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from locales import available
from locales.errors import LocaleError, StudioError, TextError, shown, unknown
from normalizers import normalize
from studio import actions
from studio.actions import Spoken
from studio.drafts import MAX_PREVIEW
from voices.headlines import table
from voices.persona import Persona
from voices.speaking import prepare, speak

SAMPLES: tuple[tuple[str, str], ...] = (
    ("telephone", "555-0142"),
    ("money", "$1,250.50"),
    ("date", "10/11/2026"),
    ("time", "14:30"),
    ("number", "1,234"),
    ("code", "A7K-204"),
    ("web", "support@example.com"),
    ("name", "Dr. Lee"),
    ("address", "1204 Main St."),
)
"""Class and text of each row of the matrix; the text is the same in all locales on purpose, so
that one sees where their rules part."""

SAMPLE: Mapping[str, str] = {
    "en-US": "Call 555-0142 before 10:30 a.m. on 3/4/2026. Dr. Lee, 1204 N. Main St., Apt. 5B.",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One reading in the matrix: what is said, or why it cannot be read."""

    key: str
    spoken: str
    kind: str
    problem: str = ""


def speaker(persona: Persona, locale: str) -> Persona:
    """The persona with the native voice of a locale, if that is not its own."""
    if locale == persona.locale:
        return persona
    native = {"accent": table().defaults["accent"], "fine.regional_accent": None}
    return persona.in_locale(locale).with_values({**native, "engine.voice": None})


def checked(text: str) -> str:
    """The text, if it may be read here. Raises TextError."""
    if not text.strip():
        raise TextError("the text is empty; type something to read, for example 555-0142")
    if len(text) > MAX_PREVIEW:
        raise TextError(
            f"the text has {len(text):,} characters, this page takes {MAX_PREVIEW:,}; shorten it"
        )
    return text


def rows(text: str, locale: str, persona: Persona) -> list[dict[str, Any]]:
    """The tokens of a text as rows, with their index as ``index``."""
    found = actions.entity_rows(checked(text), locale, speaker(persona, locale))
    return [{"index": index, **row} for index, row in enumerate(found)]


def say(text: str, locale: str, persona: Persona) -> Spoken:
    """The whole text in the voice of a persona, read by a locale's rules."""
    return actions.say(checked(text), prepare(speaker(persona, locale)))


def say_token(text: str, locale: str, index: int, persona: Persona) -> Spoken:
    """One token alone. Raises TextError for one that is not there or is not spoken."""
    voice = prepare(speaker(persona, locale))
    entries = voice.persona.lexicon
    utterance = normalize(checked(text), locale, lexicon=entries, voice=voice.names)
    if not 0 <= index < len(utterance.tokens) or not utterance.tokens[index].spoken:
        raise TextError("this token is not spoken, or the text has changed; press Read again")
    alone = replace(utterance, tokens=(utterance.tokens[index],))
    return Spoken(alone, speak(alone, voice), voice)


def index_of(value: object) -> int:
    """A row's index as the page sends it. Raises TextError."""
    if not isinstance(value, str) or not value.isdecimal() or len(value) > 6:
        raise TextError(f"{shown(value)} is no row of the table; press Read again")
    return int(value)


def matrix(locales: Iterable[str]) -> list[tuple[str, str, dict[str, Cell]]]:
    """Class, text and the reading in each locale, row by row."""
    tags = tuple(locales)
    return [
        (kind, text, {tag: _cell(index, text, tag) for tag in tags})
        for index, (kind, text) in enumerate(SAMPLES)
    ]


def _cell(index: int, text: str, locale: str) -> Cell:
    key = f"{index}:{locale}"
    try:
        utterance = normalize(text, locale)
    except StudioError as error:
        return Cell(key, "", "", str(error))
    kinds = dict.fromkeys(token.kind for token in utterance.tokens if token.spoken)
    groups = [
        ", ".join(token.groups) if token.groups else token.spoken
        for token in utterance.tokens
        if token.spoken
    ]
    return Cell(key, " ".join(groups), ", ".join(kinds))


def cell(key: object) -> tuple[str, str]:
    """Locale and text of a cell that was pressed. Raises TextError or LocaleError."""
    index, colon, locale = str(key).partition(":")
    if not colon or not index.isdecimal() or len(index) > 3 or int(index) >= len(SAMPLES):
        raise TextError(f"{shown(key)} is no cell of the table; reload the page")
    if locale not in available():
        raise LocaleError(unknown("locale", locale, available()))
    return locale, SAMPLES[int(index)][1]
