"""Vocal tract: formant scale, vowel space, and the first formant of a constricted pharynx.

The envelope is read along a warped frequency axis. Scale acts on the whole axis; vowel space
and F1 act around the tracked formants, piecewise linear between them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voices.shaping.frames import Floats, Frames, Singles, frequencies_hz
from voices.shaping.settings import Settings

UNVOICED_SHARE = 0.5
"""Share of the scale that voiceless sounds take: their noise is shaped by the cavity before the
constriction, which varies less than the tract (judgement)."""
WIDER, NARROWER = 0.30, 0.45
"""Change of the log distance from the centre of the vowels at enunciation 1 and -1; the area
of the vowel space goes with its square (clear speech 1.1 to 1.6 times: lam2012, krause2004)."""
CONSTRICTED_F1, CONSTRICTED_F2 = 0.11, -0.035
"""Relative change of F1 and F2 at constriction 1 (Laver 1980: a short back cavity raises F1 and
brings F2 nearer to it)."""
SCHWA_HZ = (500.0, 1500.0, 2500.0)
"""Formants of a uniform tube 17 cm long (Fant 1960)."""


def apply(frames: Frames, settings: Settings) -> Frames:
    """Formants scaled by ``formant_ratio``, the vowel space by ``enunciation``, F1 raised by
    ``constriction``."""
    local = bool(settings.enunciation or settings.constriction)
    local = local and bool(np.isfinite(frames.formants_hz).all())
    if local:
        frames = _vowels_moved(frames, settings)
    return frames if settings.formant_ratio == 1.0 else _scaled(frames, settings.formant_ratio)


def _scaled(frames: Frames, ratio: float) -> Frames:
    bins = frames.log_envelope.shape[1]
    envelope = np.empty_like(frames.log_envelope)
    for mask, share in ((frames.voiced, 1.0), (~frames.voiced, UNVOICED_SHARE)):
        position = np.minimum(np.arange(bins) / (1 + (ratio - 1) * share), bins - 1)
        low = np.minimum(position.astype(int), bins - 2)
        weight = (position - low).astype(np.float32)
        rows = frames.log_envelope[mask]
        envelope[mask] = rows[:, low] * (1 - weight) + rows[:, low + 1] * weight
    return frames.with_changes(log_envelope=envelope, formants_hz=frames.formants_hz * ratio)


def _vowels_moved(frames: Frames, settings: Settings) -> Frames:
    wanted_hz = moved_formants_hz(frames, settings)
    touched = np.flatnonzero(frames.vowelness > 0.02)
    if not len(touched):
        return frames
    envelope = frames.log_envelope.copy()
    envelope[touched] = _read(
        envelope[touched], frames.rate_hz, frames.formants_hz[touched], wanted_hz[touched]
    )
    return frames.with_changes(log_envelope=envelope, formants_hz=wanted_hz)


def moved_formants_hz(frames: Frames, settings: Settings) -> Floats:
    """Formants that enunciation and constriction ask for, (n, 3); unchanged out of vowels."""
    weight = frames.vowelness
    widened = settings.enunciation * (WIDER if settings.enunciation > 0 else NARROWER)
    centre = vowel_centre_hz(frames)
    moved = frames.formants_hz.copy()
    pressed = (CONSTRICTED_F1, CONSTRICTED_F2)
    for column in range(2):
        away = moved[:, column] / centre[column]
        moved[:, column] *= away ** (widened * weight)
        moved[:, column] *= 1 + settings.constriction * pressed[column] * weight
    moved[:, 0] = np.clip(moved[:, 0], 180.0, None)
    moved[:, 1] = np.maximum(moved[:, 1], moved[:, 0] + 200.0)
    moved[:, 2] = np.maximum(moved[:, 2], moved[:, 1] + 200.0)
    return moved


def vowel_centre_hz(frames: Frames) -> Floats:
    """Centre of the vowels of the speaker, (3,) in Hz: the median of the vowel frames, drawn to
    the neutral tube of the same F3 as long as few vowels are heard (weight of 0.4 s)."""
    inside = frames.vowelness > 0.5
    if not inside.any():
        return np.array(SCHWA_HZ)
    heard = np.median(frames.formants_hz[inside], axis=0)
    tube = np.array(SCHWA_HZ) * heard[2] / SCHWA_HZ[2]
    share = inside.sum() / (inside.sum() + 80.0)
    return np.asarray(np.exp(share * np.log(heard) + (1 - share) * np.log(tube)))


def _read(envelope: Singles, rate_hz: int, from_hz: Floats, to_hz: Floats) -> NDArray[np.float32]:
    """Envelopes whose formants lie at ``to_hz`` instead of ``from_hz``, both (m, 3).

    The axis is linear between 0, the formants, and a fixed point 1 kHz above F3.
    """
    bins = envelope.shape[1]
    top = np.minimum(np.maximum(from_hz[:, 2], to_hz[:, 2]) + 1000.0, rate_hz / 2)
    moved = min(int(np.ceil(top.max() / (rate_hz / 2) * (bins - 1))) + 1, bins)
    axis = frequencies_hz(bins, rate_hz)[None, :moved]
    zero = np.zeros(len(envelope))
    targets = np.maximum.accumulate(np.stack([zero, *to_hz.T, top]), axis=0).astype(np.float32)
    sources = np.maximum.accumulate(np.stack([zero, *from_hz.T, top]), axis=0).astype(np.float32)
    sources, targets = np.minimum(sources, top), np.minimum(targets, top)
    read_hz = np.maximum(axis - targets[-1][:, None].astype(np.float32), 0.0)
    for step in range(len(targets) - 1):
        start, end = targets[step][:, None], targets[step + 1][:, None]
        slope = (sources[step + 1] - sources[step])[:, None] / np.maximum(end - start, 1.0)
        read_hz = read_hz + slope.astype(np.float32) * (np.clip(axis, start, end) - start)
    position = np.clip(read_hz * ((bins - 1) / (rate_hz / 2)), 0, bins - 1.001)
    low = position.astype(np.intp)
    weight = (position - low).astype(np.float32)
    offset = low + (np.arange(len(envelope)) * bins)[:, None]
    flat = envelope.ravel()
    lower = flat[offset]
    read = envelope.copy()
    read[:, :moved] = lower + (flat[offset + 1] - lower) * weight
    return read
