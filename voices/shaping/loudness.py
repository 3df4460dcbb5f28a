"""Loudness by ITU-R BS.1770-4 and a limiter on the true peak.

Integrated loudness is gated over blocks of 400 ms and therefore does not exist for less; the
true peak is the peak of four times as many samples (BS.1770-4, annex 2).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voices.audio import Audio

CEILING_DBTP = -1.0
BLOCK_S = 0.4
TOLERANCE_LU = 0.3
MAX_GAIN_DB = 60.0
SILENT = 1e-5
_LOOKAHEAD_S = 0.005
_HEADROOM_DB = 0.05
_ROUNDS = 4
_HALF = 48
_CEILING = 10 ** (CEILING_DBTP / 20)


def levelled(samples: NDArray[np.float64], rate_hz: int, lufs: float) -> tuple[Audio, list[str]]:
    """Sound at ``lufs`` with a true peak of at most -1 dBTP, and notes of limits that held.

    What the limiter takes from the loudness is made up as far as peaks allow.
    """
    notes: list[str] = []
    peak = float(np.abs(samples).max(initial=0.0))
    # Scaled first, so that the absolute gate of -70 LUFS does not judge a quiet source.
    before_db = -20 * float(np.log10(2 * max(peak, 1e-9)))
    samples = samples * 10 ** (before_db / 20)
    measured, by_rms = loudness_lufs(samples, rate_hz)
    if not np.isfinite(measured) or peak < SILENT:
        samples = samples * 10 ** (-before_db / 20)
        return Audio(np.clip(samples, -1, 1).astype(np.float32), rate_hz), notes
    if by_rms:
        notes.append(
            "loudness was set by RMS: the speech has no 0.4 s block above the gate of ITU-R BS.1770"
        )
    gain_db, reached = min(lufs - measured, MAX_GAIN_DB - before_db), lufs
    held = gain_db < lufs - measured
    peaks = true_peaks(samples)
    out, limited = samples, False
    for _ in range(_ROUNDS):
        gain = 10 ** (gain_db / 20)
        if peaks.max() * gain <= _CEILING:
            out, reached, limited = samples * gain, measured + gain_db, False
            break
        out = samples * (gain * reduction(peaks * gain, rate_hz))
        reached = loudness_lufs(out, rate_hz)[0]
        limited = True
        if held or abs(lufs - reached) <= TOLERANCE_LU / 3:
            break
        gain_db += lufs - reached
    if limited:
        over = max(1.0, float(true_peaks(out).max()) / _CEILING)
        out, reached = out / over, reached - 20 * float(np.log10(over))
    if held:
        notes.append(
            f"the speech was raised by {MAX_GAIN_DB:.0f} dB to {reached:.1f} LUFS and no more; "
            "it is next to silent, use a louder source"
        )
    elif reached < lufs - TOLERANCE_LU:
        notes.append(
            f"loudness reached {reached:.1f} LUFS instead of {lufs:.1f}: peaks meet "
            f"{CEILING_DBTP:.0f} dBTP; ask for less"
        )
    return Audio(out.astype(np.float32), rate_hz), notes


def loudness_lufs(samples: NDArray[Any], rate_hz: int) -> tuple[float, bool]:
    """Integrated loudness, and whether it had to be taken from the RMS of the whole sound.

    -inf for silence.
    """
    value = -np.inf
    if len(samples) > BLOCK_S * rate_hz + 1:
        with np.errstate(divide="ignore", invalid="ignore"):
            value = float(_meter(rate_hz).integrated_loudness(samples))
    if np.isfinite(value):
        return value, False
    mean_square = float(np.mean(np.square(samples))) if len(samples) else 0.0
    # -0.691 is the constant of BS.1770; the K weighting is left out.
    return (-0.691 + 10 * np.log10(mean_square) if mean_square > 1e-12 else -np.inf), True


def true_peaks(samples: NDArray[Any]) -> NDArray[np.float64]:
    """Largest magnitude of the four-times oversampled signal around each sample, (n,)."""
    from scipy.signal import upfirdn

    if not len(samples):
        return np.zeros(0)
    fine = upfirdn(_interpolator(), np.asarray(samples, dtype=np.float64), up=4)
    fine = np.abs(fine[_HALF : _HALF + 4 * len(samples)]).reshape(-1, 4)
    largest = np.maximum(np.maximum(fine[:, 0], fine[:, 1]), np.maximum(fine[:, 2], fine[:, 3]))
    # The three values before a sample belong to it as much as the three after it.
    largest[1:] = np.maximum(largest[1:], largest[:-1])
    return np.asarray(largest, dtype=np.float64)


def reduction(peaks: NDArray[np.float64], rate_hz: int) -> NDArray[np.float64]:
    """Gain, at most 1, that keeps ``peaks`` under -1 dBTP, (n,).

    It falls over 5 ms before a peak and recovers over 5 ms after it, without an edge.
    """
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    needed = np.minimum(1.0, _CEILING * 10 ** (-_HEADROOM_DB / 20) / np.maximum(peaks, 1e-9))
    window = max(3, int(_LOOKAHEAD_S * rate_hz) | 1)
    return np.asarray(uniform_filter1d(minimum_filter1d(needed, 2 * window + 1), window))


@lru_cache(maxsize=1)
def _interpolator() -> NDArray[np.float64]:
    """Low pass that fills in four times the rate, 12 samples to each side (BS.1770-4, annex 2)."""
    from scipy.signal import firwin

    return np.asarray(4 * firwin(2 * _HALF + 1, 1 / 4, window=("kaiser", 5.0)))


@lru_cache(maxsize=8)
def _meter(rate_hz: int) -> Any:
    import pyloudnorm

    return pyloudnorm.Meter(rate_hz)
