"""Level of the groups of a spelled number or code: the same, so that none is missed.

Groups differ by their sounds (a group of zeros is softer than one of nines); 04_digits_letters
asks for levels within 2.5 dB.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from voices.audio import Phrase, PhraseKind, Timing
from voices.shaping.frames import Floats, Frames, smoothed

MOST_DB = 4.0
"""No group is changed by more (judgement)."""
_SMOOTH_FRAMES = 9


def evened(frames: Frames, phrases: Sequence[Phrase]) -> Frames:
    """The frames with the groups of each entity at their mean level, by up to 4 dB."""
    gain_db = np.zeros(len(frames))
    run: list[Timing] = []
    for phrase in phrases:
        if phrase.rate_syll_s:
            run.append(phrase.timing(frames.words))
        if not phrase.rate_syll_s or phrase.kind is not PhraseKind.GROUP:
            _even(frames, run, gain_db)
            run = []
    _even(frames, run, gain_db)
    if not gain_db.any():
        return frames
    gain_db = smoothed(gain_db, _SMOOTH_FRAMES)
    return frames.with_changes(level_db=frames.level_db + gain_db).with_gain(gain_db[:, None])


def _even(frames: Frames, groups: Sequence[Timing], gain_db: Floats) -> None:
    """Write the gains of the groups of one entity into ``gain_db``."""
    if len(groups) < 2:
        return
    places = [frames.inside(group) for group in groups]
    levels = [
        10 * np.log10(np.mean(10 ** (frames.level_db[place] / 10)) + 1e-12) if place.any() else 0.0
        for place in places
    ]
    middle = float(np.mean(levels))
    for place, level in zip(places, levels, strict=True):
        gain_db[place] = np.clip(middle - level, -MOST_DB, MOST_DB)
