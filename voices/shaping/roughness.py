"""Irregular level (shimmer), and gravel: every other glottal pulse weaker and displaced.

Sub-harmonics and amplitude modulation of 20 to 90 Hz track roughness best (barsties2018,
fraj2011).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voices.shaping.frames import Frames
from voices.shaping.settings import Settings
from voices.shaping.world import pulse_phase

STRONGEST = 0.6
"""Depth at gravel 1: beyond it a pitch tracker hears the octave below (measured)."""
MODULATION = 0.55
DELAY_S = 0.00015
STEP_S = 0.08
"""Gravel comes and goes every 80 ms: steady modulation is heard as a second tone (judgement)."""
SLOWEST_CREAK_HZ = 60.0


def shimmer(frames: Frames, settings: Settings, rng: np.random.Generator) -> Frames:
    """Level of voiced frames with a standard deviation of ``shimmer_db``."""
    if not settings.shimmer_db:
        return frames
    wobble_db = settings.shimmer_db * rng.standard_normal(len(frames)) * frames.voiced
    return frames.with_gain(wobble_db[:, None])


def gravel(
    samples: NDArray[np.float64], frames: Frames, settings: Settings, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Samples with every other pulse weakened and delayed, locked to the pulses of synthesis.

    Creaky stretches are left alone: they are irregular already.
    """
    if not settings.gravel or not len(samples):
        return samples
    depth = STRONGEST * settings.gravel
    times = np.arange(len(samples)) / frames.rate_hz
    knots = np.arange(0.0, times[-1] + 2 * STEP_S, STEP_S)
    strength = np.interp(times, knots, np.clip(rng.normal(0.55, 0.35, len(knots)), 0.0, 1.0))
    sounding = frames.voiced & (frames.f0_hz > SLOWEST_CREAK_HZ)
    strength *= np.interp(times, frames.times_s, sounding.astype(float))
    half_phase = pulse_phase(frames) / 2
    delay_s = depth * DELAY_S * strength * np.cos(half_phase + 0.7)
    weaker = 1 - depth * MODULATION * strength * 0.5 * (1 + np.cos(half_phase))
    return np.asarray(np.interp(times + delay_s, times, samples) * weaker)
