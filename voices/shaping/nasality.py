"""Nasality: a nasal pole near 260 Hz and one near 1 kHz, and a zero that weakens F1.

A1-P0 falls by 4 to 8 dB from oral to nasal vowels (styler2017, chen1997).
"""

from __future__ import annotations

import numpy as np

from voices.ipa import is_nasal
from voices.shaping.frames import Frames, frequencies_hz, octaves_from, smoothed
from voices.shaping.glottis import hill
from voices.shaping.settings import Settings

STRONGEST = 0.75
"""Depth at nasality 1 of the gains below (judgement: A1-P0 then falls by about 8 dB, the
strongest that chen1997 found in speakers)."""
POLE_DB, POLE_HZ, POLE_OCTAVES = 6.0, 260.0, 0.30
UPPER_DB, UPPER_HZ, UPPER_ZERO_DB, UPPER_ZERO_HZ, UPPER_OCTAVES = 3.0, 1000.0, -4.0, 1400.0, 0.18
ZERO_DB, ZERO_OCTAVES = -9.0, 0.38
LOWEST_ZERO_HZ = 420.0
"""The zero follows F1 but does not come down to the pole."""


def apply(frames: Frames, settings: Settings) -> Frames:
    """Voiced sounds other than nasal consonants with ``nasality`` 0 to 1."""
    if not settings.nasality:
        return frames
    axis = frequencies_hz(frames.log_envelope.shape[1], frames.rate_hz)

    poles = POLE_DB * hill(axis, POLE_HZ, POLE_OCTAVES)
    poles = poles + UPPER_DB * hill(axis, UPPER_HZ, UPPER_OCTAVES)
    poles = poles + UPPER_ZERO_DB * hill(axis, UPPER_ZERO_HZ, UPPER_OCTAVES)
    first_hz = np.where(np.isfinite(frames.formants_hz[:, 0]), frames.formants_hz[:, 0], 500.0)
    zero_octaves = np.log2(np.maximum(first_hz, LOWEST_ZERO_HZ) / 20.0).astype(np.float32)
    away = octaves_from(20.0, axis)[None, :] - zero_octaves[:, None]
    gain_db = ZERO_DB * np.exp(-0.5 * (away / np.float32(ZERO_OCTAVES)) ** 2) + poles
    oral = frames.voiced.astype(float)
    for phone in frames.phones:
        if is_nasal(phone.symbol):
            oral[frames.inside(phone.timing)] = 0.0
    share = (STRONGEST * settings.nasality * smoothed(oral, 5)).astype(np.float32)
    # Vowels keep their level, else consonants would stand out as if they were articulated more.
    return frames.with_balance(gain_db * share[:, None])
