"""Short-time spectra: the mean power of chosen frames, and levels of harmonics.

Conventions: times in s are frame centres; spectra are power; harmonics in dB, no reference.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a

Floats = NDArray[np.float64]
CHUNK = 256


def cut(samples: Floats, centres: NDArray[np.int64], length: int) -> Floats:
    """Pieces (n, length) around centres, zero outside the sound."""
    first = centres - length // 2
    index = first[:, None] + np.arange(length)
    inside = (index >= 0) & (index < len(samples))
    return np.where(inside, samples[np.clip(index, 0, len(samples) - 1)], 0.0)


def mean_power(samples: Floats, rate_hz: int, times_s: Floats) -> tuple[Floats, Floats]:
    """Hz (k,) and the mean power (k,) of Hann-windowed frames of 40 ms around times (n,)."""
    length = round(a.SPECTRUM_WINDOW_S * rate_hz)
    size = 1 << (length - 1).bit_length()
    window = np.hanning(length)
    total = np.zeros(size // 2 + 1)
    centres = np.rint(times_s * rate_hz).astype(np.int64)
    for start in range(0, len(centres), CHUNK):
        pieces = cut(samples, centres[start : start + CHUNK], length) * window
        total += (np.abs(np.fft.rfft(pieces, size, axis=1)) ** 2).sum(axis=0)
    hz: Floats = np.fft.rfftfreq(size, 1 / rate_hz).astype(np.float64)
    return hz, total / max(1, len(centres))


def synchronous_power(
    samples: Floats, rate_hz: int, times_s: Floats, f0_hz: Floats, periods: float
) -> Iterator[tuple[slice, Floats, float]]:
    """Power spectra of frames that hold ``periods`` periods each, in blocks.

    Yields the slice of frames, their power (block, k), and the width of a bin in Hz. Frames are
    windowed by Hann windows of their own length, scaled to equal gain for a sinusoid.
    """
    lengths = np.rint(periods * rate_hz / f0_hz).astype(np.int64)
    longest = int(lengths.max())
    size = 1 << (2 * longest - 1).bit_length()
    centres = np.rint(times_s * rate_hz).astype(np.int64)
    place = np.arange(longest) - longest // 2
    for start in range(0, len(centres), CHUNK):
        block = slice(start, min(start + CHUNK, len(centres)))
        pieces = cut(samples, centres[block], longest)
        phase = place / lengths[block, None]
        window = np.where(np.abs(phase) < 0.5, 0.5 + 0.5 * np.cos(2 * np.pi * phase), 0.0)
        spectrum = np.fft.rfft(pieces * window / window.sum(axis=1, keepdims=True), size, axis=1)
        yield block, np.abs(spectrum) ** 2, rate_hz / size


def strongest(
    power: Floats, bin_hz: float, low_hz: Floats, high_hz: Floats
) -> tuple[Floats, Floats]:
    """Level in dB (n,) and place in Hz (n,) of the strongest bin between limits (n,) a frame."""
    hz = np.arange(power.shape[1]) * bin_hz
    inside = (hz >= low_hz[:, None]) & (hz <= high_hz[:, None])
    masked = np.where(inside, power, 0.0)
    best = masked.argmax(axis=1)
    return 10 * np.log10(masked[np.arange(len(best)), best] + 1e-20), hz[best]
