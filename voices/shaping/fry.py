"""Creaky voice on phrase ends: slow, irregular pulses at a lower level.

Men creak at 24 to 52 Hz, women at 18 to 46 Hz (childers1991); it is mostly phrase-final
(drugman2014).
"""

from __future__ import annotations

import numpy as np

from voices.shaping.contour import heard
from voices.shaping.frames import PERIOD_S, Floats, Frames
from voices.shaping.settings import Settings

LOWEST_HZ, HIGHEST_HZ = 25.0, 50.0
LONGEST_S = 0.45
"""Voiced time that creaks before each phrase end at fry 1, at most 60 % of the phrase
(judgement: the last one or two syllables)."""
LEVEL_DB = -6.0
IRREGULARITY = 0.22
"""Spread of log F0 from pulse to pulse; Keating et al. (2015) call irregularity its mark."""


def apply(frames: Frames, settings: Settings, rng: np.random.Generator) -> Frames:
    """Pulses of 25 to 50 Hz on the last ``fry`` x 0.45 s of voice of every phrase."""
    if not settings.fry:
        return frames
    creak = creakiness(frames, settings.fry)
    if not creak.any():
        return frames
    wander = np.repeat(rng.standard_normal(len(frames) // 4 + 1), 4)[: len(frames)]
    slow_hz = np.clip(0.42 * frames.f0_hz, 30.0, 42.0) * np.exp(IRREGULARITY * wander)
    slow_hz = np.clip(slow_hz, LOWEST_HZ, HIGHEST_HZ)
    log_f0 = np.log(frames.f0_hz) + _made_up(frames, creak)
    f0_hz = np.exp(log_f0 * (1 - creak) + np.log(slow_hz) * creak)
    return frames.with_changes(f0_hz=f0_hz).with_gain(LEVEL_DB * creak[:, None])


def _made_up(frames: Frames, creak: Floats) -> float:
    """Shift of log F0 that keeps the median of what still has a pitch.

    Phrase ends are low: once they creak, the median of the rest would be up to 0.8 st higher
    (measured) than the one that was asked.
    """
    counted = heard(frames)
    pitched = counted & (creak < 0.5)
    if pitched.sum() < 20:
        return 0.0
    log_f0 = np.log(frames.f0_hz)
    return float(np.median(log_f0[counted]) - np.median(log_f0[pitched]))


def creakiness(frames: Frames, fry: float) -> Floats:
    """0 to 1, how far each frame creaks, (n,); the change takes about 30 ms of voice."""
    creak = np.zeros(len(frames))
    for clause in frames.clauses():
        inside = np.flatnonzero(frames.inside(clause.timing))
        if not len(inside):
            continue
        left_s = np.cumsum(frames.voiced[inside][::-1])[::-1] * PERIOD_S
        length_s = min(fry * LONGEST_S, 0.6 * float(left_s[0]))
        creak[inside] = np.clip((length_s - left_s) / 0.03 + 1.0, 0.0, 1.0)
    return creak
