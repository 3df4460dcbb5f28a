"""Lifts and dips: how far F0 rises on stressed vowels and falls between them.

Conventions: semitones; accents are vowels with primary stress; the line of a phrase is a robust
straight line through its voiced frames outside accents, so that a lift does not raise its own
reference. ``dip_st`` is the contrast that is heard and grows with lifts too; ``valley_st`` grows
mostly with valleys, but by less (measured: 0.2 to 0.5 st for each st of a valley, at most 0.14
for each st of a lift).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a
from voices.acoustics.catalogue import NEEDS_PHONES, Found, no, none_of
from voices.acoustics.material import Material
from voices.acoustics.pitch import semitones, theil_sen
from voices.audio import Phone

Floats = NDArray[np.float64]
NAMES = ("lift_st", "dip_st", "valley_st")
MIN_ACCENTS = 3
MIN_FRAMES = 4
LINE_MIN_S = 0.15


def _accents(material: Material) -> tuple[Phone, ...]:
    return tuple(vowel for vowel in material.vowels if vowel.stress == 2)


def _between(times_s: Floats, start_s: float, end_s: float) -> NDArray[np.bool_]:
    return (times_s >= start_s) & (times_s <= end_s)


def _lifts(material: Material, accents: tuple[Phone, ...]) -> tuple[list[float], list[float]]:
    """Heights of accents above, and depths of valleys below the unaccented line of the phrase."""
    times_s, f0_hz = material.track.times_s, material.track.f0_hz
    accented = np.zeros(len(times_s), dtype=bool)
    for vowel in accents:
        accented |= _between(times_s, vowel.timing.start_s, vowel.timing.end_s)
    lifts, valleys = [], []
    for start_s, end_s in material.phrases:
        ground = _between(times_s, start_s, end_s) & material.modal & ~accented
        if ground.sum() * a.SECOND_STEP_S < LINE_MIN_S:
            continue
        slope, level = theil_sen(times_s[ground], semitones(f0_hz[ground]))
        above = semitones(f0_hz) - (slope * times_s + level)
        own = [vowel for vowel in accents if start_s <= vowel.timing.start_s < end_s]
        for vowel in own:
            inside = _between(times_s, vowel.timing.start_s, vowel.timing.end_s) & material.modal
            if inside.sum() >= MIN_FRAMES:
                lifts.append(float(above[inside].mean()))
        for left, right in pairwise(own):
            inside = _between(times_s, left.timing.end_s, right.timing.start_s) & material.modal
            if inside.sum() >= MIN_FRAMES:
                valleys.append(-float(np.percentile(above[inside], 10)))
    return lifts, valleys


def _dips(material: Material, accents: tuple[Phone, ...]) -> list[float]:
    times_s, f0_hz = material.track.times_s, material.track.f0_hz
    dips = []
    for left, right in pairwise(accents):
        first, last = left.timing, right.timing
        one_phrase = any(s <= first.start_s and last.start_s < e for s, e in material.phrases)
        if not one_phrase or last.start_s - first.end_s > a.ACCENT_MAX_GAP_S:
            continue
        at_left = _between(times_s, first.start_s, first.end_s) & material.modal
        at_right = _between(times_s, last.start_s, last.end_s) & material.modal
        valley = _between(times_s, first.end_s, last.start_s) & material.modal
        if min(at_left.sum(), at_right.sum(), valley.sum()) < MIN_FRAMES:
            continue
        ends_s = (times_s[at_left].mean(), times_s[at_right].mean())
        ends_st = (semitones(f0_hz[at_left]).mean(), semitones(f0_hz[at_right]).mean())
        below = np.interp(times_s[valley], ends_s, ends_st) - semitones(f0_hz[valley])
        dips.append(float(np.percentile(below, 90)))
    return dips


def measures(material: Material) -> dict[str, Found]:
    """Mean lift of accents over the line, mean depth of valleys between them."""
    if material.too_little:
        return none_of(NAMES, material.too_little)
    if not material.phones:
        return none_of(NAMES, NEEDS_PHONES)
    accents = _accents(material)
    lifts, valleys = _lifts(material, accents)
    found = {}
    for name, values in (
        ("lift_st", lifts),
        ("dip_st", _dips(material, accents)),
        ("valley_st", valleys),
    ):
        few = f"{len(values)} voiced accents or valleys; {MIN_ACCENTS} are needed"
        enough = len(values) >= MIN_ACCENTS
        found[name] = Found(float(np.mean(values))) if enough else no(few)
    return found
