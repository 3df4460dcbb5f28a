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

STRONGEST = 0.75
"""Depth at gravel 1: a quality model (DNSMOS, signal) then reads 3.1 where it read 3.3 without
(measured); the roughness itself counts as damage there."""
HIGH_HZ, HIGH_SHARE = (110.0, 200.0), (1.0, 0.8)
"""High voices need less: their harmonics lie far apart, and what comes between is heard sooner
(CPPS falls twice as far at 198 Hz as at 112 Hz, measured)."""
MODULATION = 0.62
DELAY_S = 0.00015
STEP_S = 0.08
"""Gravel comes and goes every 80 ms: steady modulation is heard as a second tone (judgement)."""
SLOWEST_CREAK_HZ = 60.0
WEAK_SHARE = 0.25
"""Of the pulses of a high voice, those that are weakened: of more, Praat takes some runs for voice
an octave lower (measured)."""
ALTERNATING_HZ, ALL_RANDOM_HZ = 105.0, 125.0
"""Sub-harmonics at F0/2 below the first, pulses weakened at random above the second: a pattern of
two to four pulses in a higher voice is tracked, and heard, as a lower voice (measured: Praat then
reads F0/2 to F0/4; of 100 Hz never)."""


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

    Creaky stretches are left alone.
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
    strength *= np.interp(np.interp(times, frames.times_s, frames.f0_hz), HIGH_HZ, HIGH_SHARE)
    delay_s = depth * DELAY_S * strength * (2 * weakened - 1)
    gain = 1 - depth * MODULATION * strength * weakened
    return np.asarray(np.interp(times + delay_s, times, samples) * gain)


def _weakened(
    cycle: NDArray[np.float64], f0_hz: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """0 to 1, how far the pulse at each sample is weakened, (n,); smooth from pulse to pulse."""
    index = cycle.astype(np.intp)
    count = int(index[-1]) + 2
    begins = np.searchsorted(index, np.arange(count))
    pulse_hz = f0_hz[np.minimum(begins, len(f0_hz) - 1)]
    random = (rng.random(count) < WEAK_SHARE).astype(float)
    every_other = 1.0 - np.arange(count) % 2
    alternating = np.interp(pulse_hz, [ALTERNATING_HZ, ALL_RANDOM_HZ], [1.0, 0.0])
    weak = alternating * every_other + (1 - alternating) * random
    share = 0.5 - 0.5 * np.cos((cycle - index) * np.pi)
    return np.asarray(weak[index] * (1 - share) + weak[index + 1] * share)
