"""Articulation: level of consonants against vowels, and energy from 1 to 3 kHz.

Clear speech raises the consonant-vowel ratio by 1 to 5 dB and the 1 to 3 kHz band by 1 to 5 dB
(krause2004). Its vowel space is in `tract`, its durations in `tempo`.
"""

from __future__ import annotations

import numpy as np

from voices.ipa import is_obstruent
from voices.shaping.frames import Frames, frequencies_hz, smoothed
from voices.shaping.glottis import hill
from voices.shaping.settings import Settings

CONSONANTS_DB = 4.0
MIDDLE_DB, MIDDLE_HZ, MIDDLE_OCTAVES = 2.0, 1750.0, 0.6


def apply(frames: Frames, settings: Settings) -> Frames:
    """Consonants up or down by 4 dB and vowels' middle band by 2 dB at ``enunciation`` 1 or -1.

    Gains ramp over 10 ms, so that no edge clicks.
    """
    if not settings.enunciation:
        return frames
    consonant = np.zeros(len(frames))
    for phone in frames.phones:
        if is_obstruent(phone.symbol):
            consonant[frames.inside(phone.timing)] = 1.0
    consonant = smoothed(consonant, 3).astype(np.float32)
    axis = frequencies_hz(frames.log_envelope.shape[1], frames.rate_hz)
    middle = hill(axis, MIDDLE_HZ, MIDDLE_OCTAVES) * frames.vowelness[:, None].astype(np.float32)
    gain_db = CONSONANTS_DB * consonant[:, None] + MIDDLE_DB * middle
    return frames.with_gain(gain_db * settings.enunciation)
