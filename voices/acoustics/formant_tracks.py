"""Formants by Praat's Burg method, under the ceiling that suits the voice.

Conventions: formants are (n, 4) in Hz at times (n,) in s, NaN where Praat found none.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a

Floats = NDArray[np.float64]


def _pieces(samples: Floats, rate_hz: int, times_s: Floats) -> tuple[Floats, Floats]:
    """The stretches around the times, end to end, and the times in them."""
    breaks = np.flatnonzero(np.diff(times_s) > 2 * a.FORMANT_MARGIN_S) + 1
    cut, moved, at = [], [], 0
    for group in np.split(times_s, breaks):
        start = max(0, round((group[0] - a.FORMANT_MARGIN_S) * rate_hz))
        end = min(len(samples), round((group[-1] + a.FORMANT_MARGIN_S) * rate_hz))
        cut.append(samples[start:end])
        moved.append(group + (at - start) / rate_hz)
        at += end - start
    return np.concatenate(cut), np.concatenate(moved)


def burg(sound: Any, times_s: Floats, ceiling_hz: float) -> tuple[Floats, Floats]:
    """F1 to F4 (n, 4) of a Praat sound at times (n,), and their bandwidths (n, 4), in Hz."""
    found = sound.to_formant_burg(
        time_step=a.FORMANT_STEP_S,
        max_number_of_formants=a.FORMANTS,
        maximum_formant=ceiling_hz,
        window_length=a.FORMANT_WINDOW_S,
        pre_emphasis_from=a.FORMANT_PREEMPHASIS_HZ,
    )
    place, width = found.get_value_at_time, found.get_bandwidth_at_time
    formants = np.array([[place(k, t) for k in (1, 2, 3, 4)] for t in times_s], dtype=np.float64)
    widths = np.array([[width(k, t) for k in (1, 2, 3)] for t in times_s], dtype=np.float64)
    return formants.reshape(-1, 4), widths.reshape(-1, 3)


def unsteadiness(formants: Floats, times_s: Floats) -> float:
    """Mean movement in octaves from frame to frame, over F1 to F4; a formant lost counts 0.3.

    Only frames up to 15 ms apart are compared. 0.3 where there are none.
    """
    near = np.diff(times_s) < 1.5 * a.FORMANT_STEP_S
    moved = np.abs(np.diff(np.log2(formants), axis=0))[near]
    if not len(moved):
        return a.FORMANT_JUMP_OCT
    moved = np.nan_to_num(moved, nan=a.FORMANT_JUMP_OCT)
    return float(np.minimum(moved, a.FORMANT_JUMP_OCT).mean())


def _cost(formants: Floats, widths: Floats, times_s: Floats) -> float:
    wide = float((widths > a.FORMANT_WIDE_HZ).mean())
    return unsteadiness(formants, times_s) + a.FORMANT_WIDE_COST_OCT * wide


def steadiest(samples: Floats, rate_hz: int, times_s: Floats) -> tuple[Floats, float]:
    """F1 to F4 (n, 4) at times (n,) under the ceiling of least cost, and that ceiling, in Hz.

    Of ceilings that do about as well, as all do on a vowel that is held, the one nearest to the
    standard is taken. Ceilings above the Nyquist frequency are left out; where none fits, it is
    the ceiling.
    """
    import parselmouth

    nyquist_hz = rate_hz / 2
    if not len(times_s):
        return np.zeros((0, 4)), nyquist_hz
    cut, moved_s = _pieces(samples, rate_hz, times_s)
    sound = parselmouth.Sound(cut, rate_hz)
    ceilings = [hz for hz in a.FORMANT_CEILINGS_HZ if hz <= nyquist_hz] or [nyquist_hz]
    tracks = [burg(sound, moved_s, hz) for hz in ceilings]
    costs = [_cost(formants, widths, times_s) for formants, widths in tracks]
    good = [i for i, cost in enumerate(costs) if cost <= min(costs) + a.FORMANT_ALIKE_OCT]
    best = min(good, key=lambda i: (abs(ceilings[i] - a.FORMANT_STANDARD_HZ), costs[i]))
    return tracks[best][0], ceilings[best]
