"""Combs of harmonics: how strong lies what between them, and whether the F0 was halved.

Conventions: frames of eight periods, so that half-way places are resolved; times (n,) in s, F0 (n,)
in Hz; levels in dB, NaN above the highest harmonic of a frame.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a
from voices.acoustics.frames import synchronous_power

Floats = NDArray[np.float64]
DETUNE = np.linspace(-0.03, 0.03, 13)


def comb(
    samples: Floats, rate_hz: int, times_s: Floats, f0_hz: Floats, top_hz: float
) -> tuple[Floats, Floats]:
    """Power at the harmonics and half an F0 below each, both (n, k), NaN above ``top_hz``.

    F0 moves within eight periods, so the comb within 3 % that holds most energy is taken.
    """
    count = max(2, int(top_hz / f0_hz.min()))
    harmonic = np.arange(1, count + 1)
    on, off = (np.full((len(times_s), count), np.nan) for _ in range(2))
    for block, power, bin_hz in synchronous_power(
        samples, rate_hz, times_s, f0_hz, a.SUBHARMONIC_PERIODS
    ):
        rows = np.arange(len(power))[:, None]
        here_hz = f0_hz[block, None] * harmonic
        inside = here_hz <= top_hz
        most = np.full(len(power), -1.0)
        best = np.zeros(len(power))
        for detune in DETUNE:
            index = np.minimum(np.rint(here_hz * (1 + detune) / bin_hz), power.shape[1] - 1)
            total = np.where(inside, power[rows, index.astype(int)], 0.0).sum(axis=1)
            best = np.where(total > most, detune, best)
            most = np.maximum(total, most)
        tuned = here_hz * (1 + best[:, None]) / bin_hz
        half = f0_hz[block, None] * (1 + best[:, None]) / bin_hz / 2
        for out, place in ((on, tuned), (off, tuned - half)):
            index = np.minimum(np.rint(place), power.shape[1] - 1).astype(int)
            out[block] = np.where(inside, power[rows, index], np.nan)
    return on, off


def odd_below_even_db(samples: Floats, rate_hz: int, times_s: Floats, f0_hz: Floats) -> Floats:
    """Level (n,) of the odd harmonics from the third against the mean of their neighbours.

    Near 0 dB for a voice; far below where the F0 is in truth twice as high.
    """
    on, _ = comb(samples, rate_hz, times_s, f0_hz, a.HALVED_TOP_HZ)
    level = 10 * np.log10(on + 1e-20)
    odd = level[:, 2:-1:2]
    above = level[:, 3::2][:, : odd.shape[1]]
    below = odd - 0.5 * (level[:, 1:-2:2] + above)
    count = np.isfinite(below).sum(axis=1)
    mean = np.nansum(below, axis=1) / np.maximum(count, 1)
    return np.where(count > 0, mean, np.nan)
