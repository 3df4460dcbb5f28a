"""The levers of the closed loop: which settings move which measures, and by how much.

Conventions: a lever is a field of the settings on the axis on which it acts evenly (logarithmic for
frequencies, rates and scales); its position is the value on that axis, its span the admissible
range. Measures are in just noticeable differences (`voices.acoustics.jnd`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.acoustics.jnd import JND
from voices.headlines import share_of_high, table
from voices.resolve import bounds
from voices.shaping.settings import NEUTRAL, Settings

Floats = NDArray[np.float64]

LOGARITHMIC = frozenset({"f0_median_hz", "f0_sd_st", "rate_syll_s", "formant_ratio", "pause_ratio"})
ALWAYS = ("f0_median_hz", "f0_sd_st", "rate_syll_s", "formant_ratio", "loudness_lufs")
"""Levers that a persona always has: pitch, range, rate, formants, loudness."""

LEAST_MOVE = 0.003

OWN: Mapping[str, str] = {
    "f0_median_hz": "f0_median_hz",
    "f0_sd_st": "f0_sd_st",
    "articulation_rate_syll_s": "rate_syll_s",
    "tract_shift_ratio": "formant_ratio",
    "loudness_lufs": "loudness_lufs",
}
"""Measures that read a setting itself: asked and measured are the same number."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One field of the settings that the loop may move."""

    field: str

    @property
    def is_logarithmic(self) -> bool:
        """Whether it acts evenly on a logarithmic axis."""
        return self.field in LOGARITHMIC

    def position(self, value: float) -> float:
        """A value on the lever's axis."""
        return math.log(value) if self.is_logarithmic else value

    def value(self, position: float) -> float:
        """The setting at a position, to four figures."""
        found = math.exp(position) if self.is_logarithmic else position
        low, high = bounds(self.field)
        return float(min(max(float(f"{found:.4g}"), low), high))

    @property
    def limits(self) -> tuple[float, float]:
        """The ends of the admissible range, as positions."""
        low, high = bounds(self.field)
        return self.position(low), self.position(high)


def levers_of(settings: Settings) -> tuple[Lever, ...]:
    """The levers of a persona: those that every one has, and those that it moves from neutral.

    >>> [lever.field for lever in levers_of(Settings(breathiness=0.4))][-1]
    'breathiness'
    """
    moved = [
        name
        for name in Settings.model_fields
        if name not in ALWAYS
        and getattr(settings, name) != getattr(NEUTRAL, name)
        and any(name in slopes for slopes in table().responses.values())
    ]
    return tuple(Lever(name) for name in (*ALWAYS, *moved))


def positions(settings: Settings, levers: Sequence[Lever]) -> Floats:
    """Where the levers stand, (m,)."""
    return np.array([lever.position(getattr(settings, lever.field)) for lever in levers])


def moved(settings: Settings, levers: Sequence[Lever], to: Floats) -> Settings:
    """Settings with the levers at other positions; a move by less than 0.3 % of a lever's range,
    which nobody would hear, is left out."""
    values = {}
    for lever, at in zip(levers, to, strict=True):
        low, high = lever.limits
        if abs(at - lever.position(getattr(settings, lever.field))) >= LEAST_MOVE * (high - low):
            values[lever.field] = lever.value(at)
    return settings.model_copy(update=values)


def responses(measures: Sequence[str], levers: Sequence[Lever], settings: Settings) -> Floats:
    """What a step of each lever changes in each measure, (n, m) in just noticeable differences, by
    the table of responses; own measures follow their setting."""
    found = np.zeros((len(measures), len(levers)))
    high = share_of_high(settings.f0_median_hz or 100.0)
    for row, measure in enumerate(measures):
        step = JND[measure]
        slopes = table().responses.get(measure, {})
        for column, lever in enumerate(levers):
            if OWN.get(measure) == lever.field:
                found[row, column] = _own_response(measure, lever, settings)
            elif lever.field in slopes and step.scale == "linear":
                low, up = slopes[lever.field]
                slope = low + (up - low) * high
                scale = getattr(settings, lever.field) if lever.is_logarithmic else 1.0
                found[row, column] = slope * scale / step.amount
    return found


def _own_response(measure: str, lever: Lever, settings: Settings) -> float:
    """Steps of a measure for a unit of the lever that it reads."""
    step = JND[measure]
    if not lever.is_logarithmic:
        return 1.0 / step.amount
    if step.scale == "semitones":
        return 12 / math.log(2) / step.amount
    if step.scale == "percent":
        return 1.0 / math.log1p(step.amount / 100)
    return float(getattr(settings, lever.field)) / step.amount
