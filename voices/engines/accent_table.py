"""The table of accents that espeak-ng lacks: accents.yaml, read once and checked.

Each accent reads as a voice of the library does, rewrites that voice's phones by rules
(`accent_rules`) and says them with the sounds of a phoneme table of its own (`espeak_tables`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from voices import strict_yaml
from voices.engines.accent_rules import Rule
from voices.engines.espeak_tables import Sound
from voices.sourced import Sourced

Point = Annotated[tuple[float, ...], Field(min_length=3, max_length=4)]


class SoundRow(Sourced):
    """A sound of an accent: its IPA, the phoneme it is made from (``table/mnemonic``), for a
    vowel its track of formants (share of the vowel, F1, F2 and, if it is to be set, F3 in Hz of
    the library's man) and its length in ms at the library's own rate."""

    ipa: str
    of: Annotated[str, Field(pattern=r"^[^/]+/.+$")]
    track: tuple[Point, ...] = ()
    ms: float | None = None

    @model_validator(mode="after")
    def _has_a_length_of_its_own(self) -> SoundRow:
        # Without a track the program of the phoneme is run, which sets the length itself.
        if self.ms is not None and not self.track:
            raise ValueError(f"{self.ipa}: a length needs a track")
        return self


class Accent(BaseModel):
    """One accent.

    ``reads`` is the file of the voice whose dictionary and phones it starts from, ``table`` that
    voice's phoneme table; ``tags`` the locales that it speaks exactly; ``lines`` further lines of
    its voice file; ``ruled`` and ``unruled`` say in words what is of the accent and what is not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    tags: Annotated[tuple[str, ...], Field(min_length=1)]
    reads: str
    table: str
    lines: tuple[str, ...] = ()
    linking: tuple[str, ...] = ()
    ruled: str
    unruled: str
    sounds: Mapping[str, SoundRow] = {}
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]

    @property
    def note(self) -> str:
        """What every rendering says of the accent."""
        return f"by rule: {self.ruled}; {self.unruled}"

    def added(self) -> tuple[Sound, ...]:
        """Its sounds as `espeak_tables` takes them."""
        return tuple(
            Sound(name, row.ipa, row.of, row.track, row.ms) for name, row in self.sounds.items()
        )


class Table(BaseModel):
    """The whole table: accents by the name of their voice, and the sources cited."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    accents: Mapping[str, Accent]
    sources: Mapping[str, str]

    @model_validator(mode="after")
    def _cites_what_it_names(self) -> Table:
        rows = [
            row
            for accent in self.accents.values()
            for row in (*accent.sounds.values(), *accent.rules)
        ]
        missing = {key for row in rows for key in row.source} - set(self.sources)
        if missing:
            raise ValueError(f"sources without a citation: {', '.join(sorted(missing))}")
        return self


@lru_cache(maxsize=1)
def table() -> Table:
    """The table of accents, checked once."""
    return Table.model_validate(strict_yaml.parse_own(table_text()))


def table_text() -> str:
    """The table as it is written."""
    file = resources.files("voices").joinpath("engines/accents.yaml")
    return file.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def digest() -> str:
    """Eight hexadecimal digits that change with the table."""
    return hashlib.sha256(table_text().encode()).hexdigest()[:8]
