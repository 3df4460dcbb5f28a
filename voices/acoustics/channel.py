"""What the channel has left of the speech: is this the telephone band?"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a

Floats = NDArray[np.float64]


def _mean_db(power: Floats, hz: Floats, band_hz: tuple[float, float]) -> float:
    inside = (hz >= band_hz[0]) & (hz <= band_hz[1])
    return float(10 * np.log10(power[inside].mean() + 1e-20)) if inside.any() else -200.0


def is_telephone_band(power: Floats, hz: Floats, rate_hz: int) -> bool:
    """Whether nothing is left above 3.6 kHz.

    ``power`` (n,) is the mean spectrum of spoken frames at ``hz`` (n,); ``rate_hz`` that of the
    source. True at 8 kHz and below, and where the spectrum drops behind 3.4 kHz, both in itself
    and against its own trend from 500 to 3300 Hz: a steep voice falls evenly, a channel at once.
    """
    top_hz = min(a.TELEPHONE_STOP_HZ[1], 0.45 * rate_hz)
    if rate_hz <= a.TELEPHONE_RATE_HZ or top_hz <= a.TELEPHONE_STOP_HZ[0]:
        return True
    edges = a.TELEPHONE_TREND_HZ * 2 ** (np.arange(9) / 3)
    places = np.log2(edges[:-1] * 2 ** (1 / 6))
    levels = [_mean_db(power, hz, (low, high)) for low, high in pairwise(edges)]
    slope, level = np.polyfit(places, levels, 1)
    stop_hz = (a.TELEPHONE_STOP_HZ[0], top_hz)
    expected = slope * np.log2(np.sqrt(stop_hz[0] * stop_hz[1])) + level
    stopped = _mean_db(power, hz, stop_hz)
    drop = _mean_db(power, hz, a.TELEPHONE_PASS_HZ) - stopped
    return bool(drop > a.TELEPHONE_DROP_DB and expected - stopped > a.TELEPHONE_EXCESS_DB)
