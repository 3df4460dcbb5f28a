"""Glottal source in the envelope: spectral tilt, first harmonic, warmth, presence, pressing."""

from __future__ import annotations

import numpy as np

from voices.shaping.frames import Frames, Singles, frequencies_hz, octaves_from
from voices.shaping.settings import Settings

TILT_FROM_HZ = 300.0
TILT_OCTAVES = 4.0
"""Tilt acts from 300 Hz to 4.8 kHz and is level beyond, so that hiss is not raised."""
UNVOICED_SHARE = 0.5
"""Share of the gains that voiceless sounds take: they have no glottal source, but a voice that
is duller or brighter throughout keeps its balance (judgement)."""
PRESSED_H1_DB, PRESSED_TILT_DB_OCT = -8.5, 2.6
"""Constriction 1: the strongest of what tense voices show, H1*-H2* 6 dB and more down, the 1 to
5 kHz band 3 to 6 dB up (gobl2003, hanson1995)."""


def apply(frames: Frames, settings: Settings) -> Frames:
    """Tilt, warmth, presence, constriction and the first harmonic, at the level that each sound
    has."""
    axis = frequencies_hz(frames.log_envelope.shape[1], frames.rate_hz)
    slope = settings.tilt_db_oct + PRESSED_TILT_DB_OCT * settings.constriction
    gain_db = tilt_gain_db(axis, slope)
    gain_db = gain_db + settings.warmth_db * hill(axis, 220.0, 0.6)
    gain_db = gain_db + settings.presence_db * hill(axis, 3000.0, 0.45)
    first_db = settings.h1_db + PRESSED_H1_DB * settings.constriction
    if not gain_db.any() and not first_db:
        return frames
    share = np.where(frames.voiced, 1.0, UNVOICED_SHARE).astype(np.float32)
    return frames.with_balance(gain_db * share[:, None] + first_harmonic_gain_db(frames, first_db))


def tilt_gain_db(axis_hz: Singles, slope_db_oct: float) -> Singles:
    """Gain that changes the tilt above 300 Hz by ``slope_db_oct``, (k,) in dB."""
    octaves = np.clip(octaves_from(TILT_FROM_HZ, axis_hz), 0.0, TILT_OCTAVES)
    return (np.float32(slope_db_oct) * octaves).astype(np.float32)


def first_harmonic_gain_db(frames: Frames, gain_db: float) -> Singles:
    """Gain that changes the first harmonic of voiced frames by ``gain_db``, (n, k) in dB: whole up
    to F0, 7 % of its dB at 2 F0."""
    gain = np.zeros_like(frames.log_envelope)
    if gain_db:
        axis = frequencies_hz(frames.log_envelope.shape[1], frames.rate_hz)
        top = int(np.searchsorted(axis, 4 * float(frames.f0_hz.max())))
        ratio = axis[None, :top] / (1.45 * frames.f0_hz[:, None]).astype(np.float32)
        amount = np.where(frames.voiced, gain_db, 0.0).astype(np.float32)
        gain[:, :top] = amount[:, None] / (1 + ratio**8)
    return gain


def hill(axis_hz: Singles, centre_hz: float, octaves: float) -> Singles:
    """A Gaussian of height 1 over log frequency, (k,)."""
    away = octaves_from(centre_hz, axis_hz) / np.float32(octaves)
    return np.asarray(np.exp(-0.5 * away**2), dtype=np.float32)
