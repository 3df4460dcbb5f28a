"""Where speech without phones pauses and where its syllables and accents lie.

An estimate from level and voicing, used only where an engine gives no phones: syllables are
peaks of level that are voiced and stand 2 dB out (de Jong and Wempe 2009); accents are the
louder of them, at least 0.25 s apart (judgement).
"""

from __future__ import annotations

import numpy as np

from voices.acoustics.activity import runs
from voices.audio import Timing
from voices.shaping.frames import PERIOD_S, Flags, Floats, smoothed

PAUSE_BELOW_DB = 30.0
"""Below the loud frames by this much is silence (judgement; de Jong and Wempe use 25 dB)."""
MIN_SILENCE_S = 0.15
"""Longer than the closure of a plosive (about 0.1 s, klatt1976)."""
PROMINENCE_DB = 2.0


def silences(level_db: Floats, voiced: Flags, duration_s: float) -> tuple[Timing, ...]:
    """Unvoiced stretches of 150 ms or more that lie 30 dB under the loud frames."""
    if not len(level_db):
        return ()
    quiet = (level_db < np.percentile(level_db, 95) - PAUSE_BELOW_DB) & ~voiced
    if quiet.all():
        return (Timing(0.0, duration_s),)
    found = []
    for start, end in runs(quiet):
        start_s = start * PERIOD_S
        end_s = duration_s if end == len(quiet) else end * PERIOD_S
        if end_s - start_s >= MIN_SILENCE_S:
            found.append(Timing(start_s, min(end_s, duration_s)))
    return tuple(found)


def nuclei_s(level_db: Floats, voiced: Flags) -> Floats:
    """Times of syllable nuclei, ascending."""
    from scipy.signal import find_peaks

    contour = smoothed(np.where(voiced, level_db, level_db.min(initial=0.0) - 3.0), 9)
    floor_db = np.percentile(level_db, 95) - PAUSE_BELOW_DB if len(level_db) else 0.0
    peaks, _ = find_peaks(contour, prominence=PROMINENCE_DB, height=floor_db, distance=14)
    return np.asarray(peaks, dtype=float) * PERIOD_S


def accents(level_db: Floats, voiced: Flags, duration_s: float) -> tuple[Timing, ...]:
    """Stretches of 100 ms around the louder nuclei, at least 0.25 s apart."""
    times = nuclei_s(level_db, voiced)
    if not len(times):
        return ()
    levels = level_db[np.minimum((times / PERIOD_S).astype(int), len(level_db) - 1)]
    chosen: list[float] = []
    for index in np.argsort(-levels, kind="stable"):
        loud = levels[index] >= np.median(levels)
        if loud and all(abs(times[index] - other) >= 0.25 for other in chosen):
            chosen.append(float(times[index]))
    return tuple(
        Timing(max(0.0, time_s - 0.05), min(duration_s, time_s + 0.05)) for time_s in sorted(chosen)
    )
