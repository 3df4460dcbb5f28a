"""The table of headline words: what each gives to the chain, what must be measured, and why.

Conventions: the data is in headlines.yaml, read once; words are found without regard to case,
by their own name or by a synonym; every row has a source and a status (see the file's head).
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from locales.errors import PersonaError, unknown
from voices import strict_yaml
from voices.shaping.settings import Settings
from voices.sourced import Sourced

ATTRIBUTES = ("age", "gender", "accent", "tone", "pitch", "intonation", "speed", "emotion")
RESOLUTION_FIELDS = ("f0_shift_st", "range_ratio", "rate_ratio")
Operation = Literal["set", "add", "times", "strongest"]


class Gift(Sourced):
    """One contribution of a word to a field; low and high: where the word still holds."""

    field: str
    set: float | None = None
    add: float | None = None
    times: float | None = None
    strongest: float | None = None
    low: float | None = None
    high: float | None = None

    @model_validator(mode="after")
    def _one_operation(self) -> Gift:
        given = [
            name for name in ("set", "add", "times", "strongest") if self._of(name) is not None
        ]
        if len(given) != 1:
            raise ValueError(f"{self.field}: give one of set, add, times, strongest")
        if self.field not in Settings.model_fields and self.field not in RESOLUTION_FIELDS:
            raise ValueError(f"no setting is called {self.field!r}")
        return self

    def _of(self, name: str) -> float | None:
        value: float | None = getattr(self, name)
        return value

    def at_strength(self, strength: float) -> Gift:
        """The same contribution ``strength`` times as far from neutral; ``set`` stays.

        >>> row = {"status": "J", "source": ("x",), "field": "rate_ratio"}
        >>> Gift(**row, times=0.81).at_strength(0.5).value
        0.9
        """
        changed = {"add": self.value * strength, "strongest": self.value * strength}
        changed["times"] = self.value**strength
        if strength == 1 or self.operation not in changed:
            return self
        return self.model_copy(update={self.operation: changed[self.operation]})

    @property
    def operation(self) -> Operation:
        """Which of the four operations this row asks for."""
        names: tuple[Operation, ...] = ("set", "add", "times", "strongest")
        return next(name for name in names if self._of(name) is not None)

    @property
    def value(self) -> float:
        """The operand."""
        value = self._of(self.operation)
        assert value is not None  # noqa: S101  (held by the validator)
        return value


class Proven(Sourced):
    """One measure that a word must move, and the band for it."""

    measure: str
    low: float | None = None
    high: float | None = None
    relative: bool = True
    proxy: bool = False

    def at_strength(self, strength: float) -> Proven:
        """A relative band for a word that is given ``strength`` times."""
        if not self.relative:
            return self
        ends = {
            name: None if (end := getattr(self, name)) is None else end * strength
            for name in ("low", "high")
        }
        return self.model_copy(update=ends)


class Norm(Sourced):
    """A value by age and gender, with the band of ordinary speakers where it is known."""

    age: str
    gender: str
    typical: float
    low: float | None = None
    high: float | None = None


class Factor(Sourced):
    """Articulation rate of a language against English."""

    language: str
    factor: float


class Effect(Sourced):
    """What amounts of a fine attribute change in a measure, and the smallest that counts."""

    measure: str
    minimum: float
    change: Annotated[tuple[tuple[float, float, float], ...], Field(min_length=1)]
    proxy: bool = False

    def expected(self, amount: float, f0_hz: float) -> float:
        """Change that an amount (0 to 1, or -1 to 1) makes in a voice of that median F0.

        >>> row = {"status": "C", "source": ("x",), "measure": "m", "minimum": 1}
        >>> Effect(**row, change=((0.5, 2, 4),)).expected(-0.25, 112)
        -1.0
        """
        high = share_of_high(f0_hz)
        points = [(at, low + (up - low) * high) for at, low, up in self.change]
        last = (0.0, 0.0)
        for at, value in points:
            if abs(amount) <= at:
                part = (abs(amount) - last[0]) / (at - last[0])
                return math.copysign(1, amount) * (last[1] + part * (value - last[1]))
            last = (at, value)
        return math.copysign(1, amount) * last[1] * abs(amount) / last[0]


LOW_HZ, HIGH_HZ = 112.0, 198.0
"""F0 of the two voices on which changes were measured: an ordinary man and woman."""


def share_of_high(f0_hz: float) -> float:
    """How far a median F0 is from the low to the high voice of the measurements, 0 to 1.

    >>> share_of_high(90), share_of_high(198)
    (0.0, 1.0)
    """
    return min(max(math.log(f0_hz / LOW_HZ) / math.log(HIGH_HZ / LOW_HZ), 0.0), 1.0)


class Entry(BaseModel):
    """One word of one attribute."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    synonyms: tuple[str, ...] = ()
    note: str = ""
    tag: str | None = None
    regional: bool = False
    gives: tuple[Gift, ...] = ()
    proves: tuple[Proven, ...] = ()


class Table(BaseModel):
    """The whole table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    defaults: Mapping[str, str]
    speaking_f0_hz: tuple[Norm, ...]
    tract_scale: tuple[Norm, ...]
    rate_factors: tuple[Factor, ...]
    words: Mapping[str, Mapping[str, Entry]]
    attributes: Mapping[str, tuple[Effect, ...]]
    responses: Mapping[str, Mapping[str, tuple[float, float]]]
    sources: Mapping[str, str]

    @model_validator(mode="before")
    @classmethod
    def _empty_entries(cls, data: Any) -> Any:
        words = {
            attribute: {word: entry or {} for word, entry in entries.items()}
            for attribute, entries in data["words"].items()
        }
        return {**data, "words": words}


@dataclass(frozen=True, slots=True)
class Word:
    """A word found in the table: its attribute, its canonical name and its entry."""

    attribute: str
    name: str
    entry: Entry = field(repr=False)

    def __str__(self) -> str:
        return f"{self.attribute} {self.name!r}"


@lru_cache(maxsize=1)
def table() -> Table:
    """The table of headline words, checked once."""
    return Table.model_validate(strict_yaml.parse_own(table_text()))


def table_text() -> str:
    """The table as it is written."""
    return resources.files("voices").joinpath("headlines.yaml").read_text(encoding="utf-8")


def folded(word: str) -> str:
    """A word without case, doubled spaces or underscores, for look-up.

    >>> folded("  Middle_Aged ")
    'middle aged'
    """
    return " ".join(unicodedata.normalize("NFC", word).casefold().replace("_", " ").split())


@lru_cache(maxsize=16)
def _index(attribute: str) -> Mapping[str, str]:
    index: dict[str, str] = {}
    for name, entry in table().words[attribute].items():
        for spelling in (name, *entry.synonyms):
            key = folded(spelling)
            if index.setdefault(key, name) != name:
                raise ValueError(f"{attribute} {spelling!r} is claimed by two words")
    return index


def words(attribute: str) -> tuple[str, ...]:
    """The words of a headline attribute, in the table's order, without synonyms.

    >>> words("speed")
    ('slow', 'relaxed', 'conversational', 'quick', 'fast')
    """
    return tuple(table().words[attribute])


def find(attribute: str, word: str) -> Word:
    """The word of that name or synonym, in any case. Raises PersonaError for an unknown one.

    >>> find("gender", "Androgynous").name
    'nonbinary'
    """
    name = _index(attribute).get(folded(word))
    if name is None:
        raise PersonaError(unknown(attribute, word, _known(attribute, word)))
    return Word(attribute, name, table().words[attribute][name])


def accents_of(locale: str) -> tuple[str, ...]:
    """The accent words of a locale's language, "as locale" first.

    >>> accents_of("fr-CA")
    ('as locale', 'french', 'french-canadian', 'belgian', 'swiss french')
    """
    language = locale.partition("-")[0]
    return tuple(
        name
        for name in words("accent")
        if (tag := find("accent", name).entry.tag) is None or tag.partition("-")[0] == language
    )


def is_foreign(accent: str, locale: str) -> bool:
    """Whether an accent belongs to another language than a locale's.

    >>> is_foreign("scottish", "fr-CA"), is_foreign("as locale", "fr-CA")
    (True, False)
    """
    return find("accent", accent).name not in accents_of(locale)


def _known(attribute: str, word: str) -> tuple[str, ...]:
    """The words to name in a message: the canonical ones, and a near synonym."""
    import difflib

    close = difflib.get_close_matches(folded(word), list(_index(attribute)), n=1)
    return tuple(dict.fromkeys((*words(attribute), *close)))


def norm(rows: tuple[Norm, ...], age: str, gender: str) -> Norm:
    """The row of an age and a gender (canonical words)."""
    return next(row for row in rows if row.age == age and row.gender == gender)


def rate_factor(locale: str) -> Factor | None:
    """The rate of a locale's language against English, None where the table has none."""
    rows = {row.language: row for row in table().rate_factors}
    return rows.get(locale) or rows.get(locale.partition("-")[0])
