"""The range of F0: how lifts, dips and fry share in the SD that is asked for and measured.

Conventions: SD of F0 in semitones over running speech, as `voices.acoustics` measures it (frames
under 0.65 of the median left out as creak).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from voices.shaping.settings import Settings

LIFT_SD_ST, DIP_SD_ST = 0.48, 0.31
"""SD of F0 that a lift or dip adds, per semitone of it, in quadrature (measured on this chain in
three languages at 112 and 205 Hz: 0.47 to 0.49 for lifts of 1 to 3 st, 0.31 for dips of 2 and
3.5 st)."""
FRY_SD_ST = 0.25
"""SD of F0 that fry of 0.5 and more takes away: its frames, the lowest, have no pitch (measured on
this chain: 0.22 at 0.5, 0.32 at 1)."""
SD_CURVE = (
    (0.0, 0.0), (0.94, 0.6), (1.22, 1.1), (1.75, 1.7), (2.31, 2.3), (2.92, 3.0), (3.52, 3.8),
    (4.0, 4.6), (4.60, 5.6), (5.16, 6.8), (5.47, 8.0),
)  # fmt: skip
"""SD that is measured, and the setting that makes it. A question rises and a statement falls with
the narrowest range too, and no range goes under the speaker's base, so that the widest are made by
their upper half alone (measured on this chain in three languages at 112 and 205 Hz, within 0.1 st
up to 4 st and 0.3 to 0.6 above; all of these: tests/bench/pitch_range_constants.py)."""
MAX_SD_OF_WORDS_ST = 4.5
"""Words alone ask for no wider SD of F0 than the widest 5 % of readers have (4.44 st, measured)."""
MIN_SD_SHARE = 0.4
"""At least this share of the asked SD stays with the base contour, so that strong lifts on a
narrow range do not flatten everything else (judgement)."""


def sd_setting_st(asked: float, *, lifts_st: float, dips_st: float, fry: float) -> float:
    """Setting of the base contour's SD so that the whole contour measures ``asked``.

    >>> sd_setting_st(2.31, lifts_st=0.0, dips_st=0.0, fry=0.0)
    2.3
    """
    added = _added_variance(lifts_st, dips_st)
    left = math.sqrt(max(asked**2 - added, (MIN_SD_SHARE * asked) ** 2))
    return _interpolated(SD_CURVE, left + _lost_st(fry))


def asked_sd_st(settings: Settings) -> float:
    """SD of F0 of the whole contour, lifts, dips and fry included, that settings ask for."""
    base = _interpolated([(made, asked) for asked, made in SD_CURVE], settings.f0_sd_st or 0.0)
    base = max(base - _lost_st(settings.fry), 0.0)
    return math.sqrt(base**2 + _added_variance(settings.lifts_st, settings.dips_st))


def _added_variance(lifts_st: float, dips_st: float) -> float:
    return (LIFT_SD_ST * lifts_st) ** 2 + (DIP_SD_ST * dips_st) ** 2


def _lost_st(fry: float) -> float:
    return FRY_SD_ST * min(2 * fry, 1.0)


def _interpolated(points: Sequence[tuple[float, float]], x: float) -> float:
    """The value of a line through points, its last piece continued."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1 or (x1, y1) == points[-1]:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    raise ValueError("a line needs two points")
