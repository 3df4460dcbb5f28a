"""The table of accent checks: probe sentences, what is measured on them, what each accent asks.

Conventions: an accent is known by its tag (BCP 47), in any case; the data is accent_checks.yaml,
read once. What a check proves is that segments measure as the accent's rule says, not that a
listener of the place would agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from voices import strict_yaml
from voices.acoustics.accent_segments import Place
from voices.acoustics.accents import KINDS, Check
from voices.sourced import Sourced

PREFIX = "accent_"
"""Before the name of a check, as the name of its measure."""
_MARKED = re.compile(r"([^\W\d_][\w'’-]*?)_([A-Z]+)\b")


class CheckRow(BaseModel):
    """A check as the table writes it; ``says`` tells in plain words what is measured."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    of: str
    to: str = ""
    place: Place = "vowel"
    to_place: Place | None = None
    formant: Literal[1, 2, 3] = 1
    at: float = 0.5
    to_at: float | None = None
    says: str

    @model_validator(mode="after")
    def _is_known(self) -> CheckRow:
        if self.kind not in KINDS:
            raise ValueError(f"no kind of check is called {self.kind!r}")
        return self

    def named(self, name: str) -> Check:
        """The check under the name of its measure."""
        fields = self.model_dump(exclude={"says"})
        return Check(PREFIX + name, **fields)


class Band(Sourced):
    """What an accent asks of a check."""

    check: str
    low: float | None = None
    high: float | None = None

    @property
    def measure(self) -> str:
        """The name of the measure."""
        return PREFIX + self.check


class Table(BaseModel):
    """The whole table; an accent is its bands, or the reason why nothing is measured."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    probes: Mapping[str, tuple[str, ...]]
    checks: Mapping[str, CheckRow]
    accents: Mapping[str, tuple[Band, ...] | str]
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Probe:
    """A sentence, and the labels of its words by the place of the word in the text."""

    text: str
    labels: Mapping[int, str]


@lru_cache(maxsize=1)
def table() -> Table:
    """The table of accent checks, checked once."""
    text = resources.files("voices").joinpath("accent_checks.yaml").read_text(encoding="utf-8")
    return Table.model_validate(strict_yaml.parse_own(text))


def tags() -> tuple[str, ...]:
    """The tags of the accents that are measured, in the table's order."""
    return tuple(tag for tag, asked in table().accents.items() if not isinstance(asked, str))


def bands(tag: str) -> tuple[Band, ...]:
    """What the accent of a tag asks of its checks; nothing where it is not measured.

    >>> [band.check for band in bands("en-in")][:2], bands("it-IT")
    (['stop_lag_ms', 't_d_f3_ratio'], ())
    """
    asked = _entry(tag)
    return () if asked is None or isinstance(asked, str) else asked


def why_none(tag: str) -> str:
    """Why nothing of an accent is measured, "" if something is.

    >>> why_none("en-AU"), why_none("en-SG")
    ('', 'no check of this accent is written')
    """
    asked = _entry(tag)
    if asked is None:
        return "no check of this accent is written"
    return asked if isinstance(asked, str) else ""


def _entry(tag: str) -> tuple[Band, ...] | str | None:
    known = {name.lower(): asked for name, asked in table().accents.items()}
    return known.get(tag.lower())


def checks(asked: Iterable[Band]) -> tuple[Check, ...]:
    """The checks that bands ask for."""
    return tuple(table().checks[band.check].named(band.check) for band in asked)


def is_of_accent(measure: str) -> bool:
    """Whether a measure is a check of an accent.

    >>> is_of_accent("accent_dress_f1_hz"), is_of_accent("f1_hz")
    (True, False)
    """
    return measure.startswith(PREFIX)


def says(measure: str) -> str:
    """What a measure of an accent tells, in plain words, "" for another measure.

    >>> says("accent_dress_f1_hz")
    'F1 of dress; raised vowels have a low one.'
    """
    row = table().checks.get(measure.removeprefix(PREFIX)) if is_of_accent(measure) else None
    return row.says if row else ""


def probes(language: str, wanted: Iterable[Check]) -> tuple[Probe, ...]:
    """The sentences of a language (a tag) that hold what checks need, in the table's order."""
    labels = {label for check in wanted for label in check.labels}
    found = (parsed(line) for line in table().probes.get(language.partition("-")[0], ()))
    return tuple(probe for probe in found if labels & set(probe.labels.values()))


def parsed(line: str) -> Probe:
    """A line of the table as plain text, and its labels by the place of their word.

    >>> parsed("Take_STOP the key_STOP.")
    Probe(text='Take the key.', labels={0: 'STOP', 9: 'STOP'})
    """
    labels: dict[int, str] = {}
    parts: list[str] = []
    last = length = 0
    for found in _MARKED.finditer(line):
        between = line[last : found.start()]
        labels[length + len(between)] = found[2]
        parts += [between, found[1]]
        length += len(between) + len(found[1])
        last = found.end()
    return Probe("".join([*parts, line[last:]]), labels)
