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
TOLERANCE_LU = 0.2
MAX_GAIN_DB = 60.0
_LOOKAHEAD_S = 0.005
_HEADROOM_DB = 0.1
_ROUNDS = 4


def levelled(samples: NDArray[np.float64], rate_hz: int, lufs: float) -> tuple[Audio, list[str]]:
    """Sound at ``lufs`` with a true peak of at most -1 dBTP, and notes of limits that held."""
    notes: list[str] = []
    measured, by_rms = loudness_lufs(samples, rate_hz)
    if not np.isfinite(measured):
        return Audio(np.clip(samples, -1, 1).astype(np.float32), rate_hz), notes
    if by_rms:
        notes.append(
            "loudness was set by RMS: the speech has no 0.4 s block above the gate of ITU-R BS.1770"
        )
    gain_db = min(lufs - measured, MAX_GAIN_DB)
    out = samples * 10 ** (gain_db / 20)
    for _ in range(_ROUNDS):
        limited = limit(out, rate_hz)
        if limited is out:
            break
        measured = loudness_lufs(limited, rate_hz)[0]
        short = lufs - measured
        if abs(short) <= TOLERANCE_LU / 2:
            break
        gain_db += short
        out = samples * 10 ** (gain_db / 20)
    limited = limit(out, rate_hz)
    reached = loudness_lufs(limited, rate_hz)[0]
    if reached < lufs - TOLERANCE_LU:
        notes.append(
            f"loudness reached {reached:.1f} LUFS instead of {lufs:.1f}: peaks meet "
            f"{CEILING_DBTP:.0f} dBTP; ask for less"
        )
    return Audio(limited.astype(np.float32), rate_hz), notes


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


def true_peak_db(samples: NDArray[Any], rate_hz: int) -> float:
    """True peak in dBTP, -inf for silence."""
    peak = float(np.abs(_oversampled(samples)).max(initial=0.0)) if rate_hz else 0.0
    return 20 * float(np.log10(peak)) if peak > 0 else -np.inf


def limit(samples: NDArray[np.float64], rate_hz: int) -> NDArray[np.float64]:
    """Samples whose true peak is at most -1 dBTP; the same object where it already is.

    The gain falls over 5 ms before a peak and recovers over 5 ms after it, without an edge.
    """
    from scipy.ndimage import minimum_filter1d, uniform_filter1d  # noqa: PLC0415  (heavy)

    ceiling = 10 ** ((CEILING_DBTP - _HEADROOM_DB) / 20)
    # Between samples a band-limited signal rises at most a little above them: look closer only
    # where that could matter.
    if np.abs(samples).max(initial=0.0) < 0.5 * ceiling:
        return samples
    peaks = np.abs(_oversampled(samples))
    if peaks.max() <= 10 ** (CEILING_DBTP / 20):
        return samples
    peaks = np.pad(peaks, (0, -len(peaks) % 4))[: 4 * len(samples)].reshape(-1, 4).max(axis=1)
    peaks = np.maximum(peaks, np.concatenate([[0.0], peaks[:-1]]))
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    window = max(3, int(_LOOKAHEAD_S * rate_hz) | 1)
    gain = uniform_filter1d(minimum_filter1d(needed, 2 * window + 1), window)
    out = samples * gain
    over = np.abs(_oversampled(out)).max() / 10 ** (CEILING_DBTP / 20)
    return np.asarray(out / over if over > 1 else out)


def _oversampled(samples: NDArray[Any]) -> NDArray[np.float64]:
    from scipy.signal import resample_poly  # noqa: PLC0415  (heavy)

    if not len(samples):
        return np.zeros(0)
    return np.asarray(resample_poly(samples, 4, 1), dtype=np.float64)


@lru_cache(maxsize=8)
def _meter(rate_hz: int) -> Any:
    import pyloudnorm  # noqa: PLC0415  (heavy)

    return pyloudnorm.Meter(rate_hz)
