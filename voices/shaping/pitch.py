"""F0 for analysis: DIO and StoneMask, with what they miss filled in and octave errors mended.

DIO keeps a stretch unvoiced when its bands disagree; on higher voices that is 5 % of the voiced
frames (measured), whole vowels among them. Those frames get the autocorrelation that Boersma
(1993) divides by that of the window.
"""

from __future__ import annotations

import numpy as np
import pyworld

from voices.acoustics.activity import runs
from voices.shaping.frames import PERIOD_S, Flags, Floats

F0_FLOOR_HZ, F0_CEILING_HZ = 50.0, 600.0
FILL_WITHIN_DB = 25.0
"""Frames further under the loud ones are not filled (the gate of pitch measures)."""
FILL_STRENGTH = 0.6
"""Autocorrelation of at least this is voice (Praat's strict voicing threshold)."""
_WINDOW_S = 0.045
EDGE_FRAMES = 2
"""Frames at each end of a voiced run that are not trusted: there the trackers' windows hold
silence or another sound, and jumps of 1 to 7 st within 5 ms were found (measured)."""
STEADY_FRAMES = 7
"""Window of the contour's smoothing: 35 ms, under the 0.1 s that a movement of F0 takes (Xu and
Sun 2002)."""


def contour(samples: Floats, rate_hz: int, level_db: Floats) -> tuple[Flags, Floats]:
    """Frames in which F0 was found, and a continuous contour in Hz, both (n,)."""
    raw_hz, times_s = pyworld.dio(
        samples,
        rate_hz,
        f0_floor=F0_FLOOR_HZ,
        f0_ceil=F0_CEILING_HZ,
        frame_period=PERIOD_S * 1000,
        speed=_speed(rate_hz),
    )
    raw_hz = np.asarray(pyworld.stonemask(samples, raw_hz, times_s, rate_hz))
    loud = level_db[: len(raw_hz)] > np.percentile(level_db, 95) - FILL_WITHIN_DB
    missed = np.flatnonzero((raw_hz == 0) & loud & (level_db[: len(raw_hz)] > -70.0))
    if len(missed):
        found = raw_hz > 0
        middle_hz = float(np.median(raw_hz[found])) if found.any() else None
        raw_hz[missed] = _by_autocorrelation(samples, rate_hz, missed, middle_hz)
    return repaired(raw_hz)


def repaired(raw_hz: Floats) -> tuple[Flags, Floats]:
    """A continuous F0 contour from raw F0 (0 is unvoiced), octave errors mended.

    Frames outside -10 to +14 st of the median, or an octave off the running median of 205 ms, are
    moved by octaves; what then still lies over 0.8 octaves away is dropped. Returns the frames
    that were kept and the contour, interpolated in log frequency between them (the ends of runs
    left out) and smoothed over 35 ms; 100 Hz throughout where nothing is voiced.
    """
    voiced = raw_hz > 0
    if not voiced.any():
        return voiced, np.full(len(raw_hz), 100.0)
    octaves = np.log2(raw_hz[voiced])
    off = octaves - np.median(octaves)
    folded = np.where((off > 1.2) | (off < -0.85), octaves - np.round(off), octaves)
    padded = np.pad(folded, 20, mode="reflect" if len(folded) > 20 else "edge")
    running = np.median(np.lib.stride_tricks.sliding_window_view(padded, 41), axis=1)
    away = folded - running
    mended = np.where(np.abs(np.abs(away) - 1.0) < 0.2, folded - np.round(away), folded)
    keep = np.abs(mended - running) < 0.8
    good = np.zeros(len(raw_hz), dtype=bool)
    good[np.flatnonzero(voiced)[keep]] = True
    if not good.any():
        return good, np.full(len(raw_hz), 100.0)
    contour = np.zeros(len(raw_hz))
    contour[voiced] = mended
    sure = _without_edges(good)
    continuous = np.interp(np.arange(len(raw_hz)), np.flatnonzero(sure), contour[sure])
    return good, np.exp2(_steadied(continuous))


def _without_edges(good: Flags) -> Flags:
    """The frames without the ends of each run; short runs are kept whole."""
    sure = good.copy()
    for start, end in runs(good):
        if end - start >= 4 * EDGE_FRAMES:
            sure[start : start + EDGE_FRAMES] = False
            sure[end - EDGE_FRAMES : end] = False
    return sure


def _steadied(octaves: Floats) -> Floats:
    """The contour without single frames that jump, under a Hann window of 35 ms."""
    view = np.lib.stride_tricks.sliding_window_view
    half = STEADY_FRAMES // 2
    if len(octaves) <= STEADY_FRAMES:
        return octaves
    calm = np.median(view(np.pad(octaves, 2, mode="edge"), 5), axis=1)
    window = np.hanning(STEADY_FRAMES + 2)[1:-1]
    padded = np.pad(calm, half, mode="reflect", reflect_type="odd")
    return np.asarray(view(padded, STEADY_FRAMES) @ (window / window.sum()))


def _speed(rate_hz: int) -> int:
    """DIO's decimation: 4 as measured at 22,050 Hz, more at higher rates, less at low ones."""
    return int(np.clip(round(rate_hz / 5500), 1, 12))


def _by_autocorrelation(
    samples: Floats,
    rate_hz: int,
    frames: np.ndarray[tuple[int], np.dtype[np.intp]],
    middle_hz: float | None,
) -> Floats:
    """F0 of single frames, 0 where the autocorrelation shows no voice, (m,).

    Sought from 11 st under to 14 st over the median of the tracked frames (the second pass of
    de Looze and Hirst 2008), so that no octave is left to choose.
    """
    low_hz, high_hz = (70.0, 400.0) if middle_hz is None else (middle_hz * 0.53, middle_hz * 2.24)
    low_hz, high_hz = max(low_hz, F0_FLOOR_HZ), min(high_hz, F0_CEILING_HZ)
    size = int(max(_WINDOW_S, 2.5 / low_hz) * rate_hz) | 1
    padded = np.pad(samples, size // 2)
    starts = np.minimum((frames * PERIOD_S * rate_hz).astype(int), len(samples) - 1)
    window = np.hanning(size)
    pieces = padded[starts[:, None] + np.arange(size)]
    pieces = (pieces - pieces.mean(axis=1, keepdims=True)) * window
    length = 1 << (2 * size - 1).bit_length()
    correlation = np.fft.irfft(np.abs(np.fft.rfft(pieces, length, axis=1)) ** 2, axis=1)
    own = np.fft.irfft(np.abs(np.fft.rfft(window, length)) ** 2)
    lags = np.arange(max(2, int(rate_hz / high_hz)), min(size - 2, int(rate_hz / low_hz) + 2))
    columns = np.concatenate([[lags[0] - 1], lags, [lags[-1] + 1]])
    scaled = correlation[:, columns] / np.maximum(correlation[:, :1], 1e-12)
    scaled = scaled / (own[columns] / own[0])
    inner = scaled[:, 1:-1]
    peak = (inner >= scaled[:, :-2]) & (inner >= scaled[:, 2:])
    # Boersma's octave cost: of equal peaks the one with the shorter lag.
    score = np.where(peak, inner - 0.01 * np.log2(lags), -1.0)
    best = score.argmax(axis=1)
    rows = np.arange(len(frames))
    before, at, after = scaled[rows, best], scaled[rows, best + 1], scaled[rows, best + 2]
    bend = np.minimum(before - 2 * at + after, -1e-9)
    shift = np.clip(0.5 * (before - after) / bend, -0.5, 0.5)
    voiced = (score[rows, best] > -1.0) & (at > FILL_STRENGTH)
    return np.where(voiced, rate_hz / (lags[best] + shift), 0.0)
