"""Formants of a smooth spectral envelope, by linear prediction.

The envelope already holds no harmonics, so the autocorrelation method needs no window and a
whole utterance is solved at once (Makhoul 1975, Linear prediction: a tutorial review: the
predictor follows from the power spectrum alone).
"""

from __future__ import annotations

import numpy as np

from voices.shaping.frames import Flags, Floats, Singles

ORDER = 10
"""Two poles for each formant below the ceiling (Praat's manual, Sound: To Formant (burg))."""
MAX_BANDWIDTH_HZ = 600.0
_GRID = 129


def ceiling_hz(f0_median_hz: float, rate_hz: int) -> float:
    """Where five formants end: 5,000 Hz for a low voice, 5,500 Hz for a high one (Praat's
    manual); never above the sound's own band."""
    return min(5500.0 if f0_median_hz > 160.0 else 5000.0, 0.98 * rate_hz / 2)


def track(log_envelope: Singles, rate_hz: int, sounding: Flags, limit_hz: float) -> Floats:
    """F1, F2, F3 of every frame, (n, 3) in Hz.

    Solved on every other ``sounding`` frame, smoothed by a median over 50 ms and interpolated
    elsewhere; all NaN where nothing sounds or no frame shows three formants.
    """
    frames = np.flatnonzero(sounding)[::2]
    track_hz = np.full((len(log_envelope), 3), np.nan)
    if not len(frames):
        return track_hz
    found = _lowest_three(_poles(log_envelope[frames], rate_hz, limit_hz))
    kept = np.isfinite(found).all(axis=1)
    if not kept.any():
        return track_hz
    frames, found = frames[kept], _median_of_five(found[kept])
    everywhere = np.arange(len(log_envelope))
    for column in range(3):
        track_hz[:, column] = np.interp(everywhere, frames, found[:, column])
    return track_hz


def _poles(log_envelope: Singles, rate_hz: int, limit_hz: float) -> Floats:
    """Frequencies of narrow poles, (m, ORDER // 2) in Hz, ascending, NaN beyond the last."""
    bins = log_envelope.shape[1]
    position = np.linspace(0.0, limit_hz, _GRID) / (rate_hz / 2) * (bins - 1)
    low = np.minimum(position.astype(int), bins - 2)
    share = (position - low).astype(np.float32)
    log_power = log_envelope[:, low] * (1 - share) + log_envelope[:, low + 1] * share
    log_power = log_power - log_power.max(axis=1, keepdims=True)
    angle = np.linspace(0.0, np.pi, _GRID)
    emphasis = 1 + 0.97**2 - 2 * 0.97 * np.cos(angle)
    correlation = np.fft.irfft(np.exp(log_power) * emphasis, axis=1)[:, : ORDER + 1]
    predictor = _levinson(correlation)
    companion = np.zeros((len(predictor), ORDER, ORDER))
    companion[:, 0, :] = -predictor
    companion[:, np.arange(1, ORDER), np.arange(ORDER - 1)] = 1.0
    roots = np.linalg.eigvals(companion)
    frequency = np.angle(roots) * limit_hz / np.pi
    bandwidth = -np.log(np.maximum(np.abs(roots), 1e-9)) * 2 * limit_hz / np.pi
    good = (frequency > 120.0) & (frequency < limit_hz - 50.0) & (bandwidth < MAX_BANDWIDTH_HZ)
    return np.asarray(np.sort(np.where(good, frequency, np.nan), axis=1)[:, : ORDER // 2])


def _levinson(correlation: Floats) -> Floats:
    """Predictor coefficients a1..aN of each row of autocorrelations (Levinson-Durbin)."""
    rows, order = len(correlation), correlation.shape[1] - 1
    predictor = np.zeros((rows, order))
    error = correlation[:, 0] * (1 + 1e-9) + 1e-30
    for step in range(order):
        backward = correlation[:, step:0:-1] if step else correlation[:, :0]
        reflection = correlation[:, step + 1] + (predictor[:, :step] * backward).sum(axis=1)
        reflection = -reflection / error
        predictor[:, :step] += reflection[:, None] * predictor[:, :step][:, ::-1]
        predictor[:, step] = reflection
        error = error * (1 - reflection**2)
    return predictor


def _lowest_three(poles_hz: Floats) -> Floats:
    """The first pole in F1's range (180 to 1,100 Hz) and the two above it, (m, 3)."""
    can_be_first = (poles_hz > 180.0) & (poles_hz < 1100.0)
    first = np.where(can_be_first.any(axis=1), can_be_first.argmax(axis=1), 0)
    columns = np.minimum(first[:, None] + np.arange(3), poles_hz.shape[1] - 1)
    found = np.take_along_axis(poles_hz, columns, axis=1)
    usable = can_be_first.any(axis=1) & (first + 2 < poles_hz.shape[1])
    return np.where(usable[:, None], found, np.nan)


def _median_of_five(rows: Floats) -> Floats:
    padded = np.pad(rows, ((2, 2), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 5, axis=0)
    return np.asarray(np.median(windows, axis=-1))
