"""Irregular level (shimmer), and gravel: single glottal pulses weaker and displaced.

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
"""Depth at gravel 1: beyond it a quality model (DNSMOS) fell below 3.3 (measured)."""
MODULATION = 0.55
DELAY_S = 0.00015
STEP_S = 0.08
"""Gravel comes and goes every 80 ms: steady modulation is heard as a second tone (judgement)."""
SLOWEST_CREAK_HZ = 60.0
ALTERNATING_HZ, ALL_RANDOM_HZ = 105.0, 140.0
"""Sub-harmonics at F0/2 below the first, random pulses above the second: Praat halved the F0 of
alternating vowels from 150 Hz up, of 100 Hz never (measured)."""


def shimmer(frames: Frames, settings: Settings, rng: np.random.Generator) -> Frames:
    """Level of voiced frames with a standard deviation of ``shimmer_db``."""
    if not settings.shimmer_db:
        return frames
    wobble_db = settings.shimmer_db * rng.standard_normal(len(frames)) * frames.voiced
    return frames.with_gain(wobble_db[:, None])


def gravel(
    samples: NDArray[np.float64], frames: Frames, settings: Settings, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Samples with glottal pulses weakened and displaced, locked to the pulses of synthesis.

    Low voices lose every other pulse, high ones pulses at random: a high voice that alternates
    is heard, and tracked, an octave lower. Creaky stretches are left alone.
    """
    if not settings.gravel or not len(samples):
        return samples
    depth = STRONGEST * settings.gravel
    times = np.arange(len(samples)) / frames.rate_hz
    knots = np.arange(0.0, times[-1] + 2 * STEP_S, STEP_S)
    strength = np.interp(times, knots, np.clip(rng.normal(0.55, 0.35, len(knots)), 0.0, 1.0))
    sounding = frames.voiced & (frames.f0_hz > SLOWEST_CREAK_HZ)
    strength *= np.interp(times, frames.times_s, sounding.astype(float))
    cycle = pulse_phase(frames) / (2 * np.pi)
    weakened = _weakened(cycle, np.interp(times, frames.times_s, frames.f0_hz), rng)
    delay_s = depth * DELAY_S * strength * (2 * weakened - 1)
    gain = 1 - depth * MODULATION * strength * weakened
    return np.asarray(np.interp(times + delay_s, times, samples) * gain)


def _weakened(
    cycle: NDArray[np.float64], f0_hz: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """0 to 1, how far the pulse at each sample is weakened, (n,); smooth from pulse to pulse."""
    index = cycle.astype(np.intp)
    count = int(index[-1]) + 2
    random = rng.uniform(0.0, 1.0, count)
    every_other = (1 - np.arange(count) % 2).astype(np.float64)
    share = (cycle - index) * np.pi
    share = 0.5 - 0.5 * np.cos(share)
    alternating = np.interp(f0_hz, [ALTERNATING_HZ, ALL_RANDOM_HZ], [1.0, 0.0])

    def smooth(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(weights[index] * (1 - share) + weights[index + 1] * share)

    return alternating * smooth(every_other) + (1 - alternating) * smooth(random)
