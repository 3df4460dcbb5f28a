"""Breathiness: aspiration noise from the upper bands downward, a strong first harmonic, tilt.

Noise above about 2 kHz and H1 are what listeners hear as breath (klatt1990, hanson1995). In a
WORLD synthesis the noise of each pulse starts with the pulse, so that it keeps the rhythm of
the glottis (childers1991: steady noise is heard as a second source).
"""

from __future__ import annotations

import numpy as np

from voices.shaping.frames import Frames, Singles, frequencies_hz
from voices.shaping.glottis import first_harmonic_gain_db, tilt_gain_db
from voices.shaping.settings import Settings

STRONGEST = 0.7
"""Depth at breathiness 1: beyond it a quality model (DNSMOS) collapsed and the edges of stops
blurred (measured)."""
H1_DB = 7.0
TILT_DB_OCT = -1.2


def apply(frames: Frames, settings: Settings) -> Frames:
    """Voiced sounds with ``breathiness`` 0 to 1."""
    if not settings.breathiness:
        return frames
    depth = STRONGEST * settings.breathiness
    axis = frequencies_hz(frames.log_envelope.shape[1], frames.rate_hz)
    noise = noise_share(axis, depth)
    aperiodicity = frames.aperiodicity.copy()
    own = aperiodicity[frames.voiced] ** 2
    # Independent noises add in power: what was periodic becomes noise by the share.
    aperiodicity[frames.voiced] = np.sqrt(own + (1 - own) * noise**2)
    sounding = frames.voiced.astype(np.float32)[:, None]
    breathy = frames.with_changes(aperiodicity=aperiodicity)
    gain_db = tilt_gain_db(axis, TILT_DB_OCT * depth) * sounding
    return breathy.with_balance(gain_db + first_harmonic_gain_db(frames, H1_DB * depth))


def noise_share(axis_hz: Singles, depth: float) -> Singles:
    """Amplitude share of noise by frequency, (k,): a ramp that starts at 2.2 kHz for a trace of
    breath and moves down by 1.5 kHz for each unit of ``depth``."""
    ramp = 0.06 + 0.92 / (1 + np.exp(-(axis_hz - (2200 - 1500 * depth)) / 500))
    return np.asarray(np.clip(ramp, 0.0, 0.98) * np.sqrt(depth), dtype=np.float32)
