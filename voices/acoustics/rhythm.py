"""Rate, pauses, contrast of vowel durations, and the level of consonants.

Conventions: syllables are vowel phones; spoken time leaves out pauses of 150 ms and more; silence
that was put in when pieces were joined is no pause.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a
from voices.acoustics.activity import spoken_phones
from voices.acoustics.catalogue import NEEDS_PHONES, Found, no, none_of
from voices.acoustics.material import Material
from voices.audio import Phone
from voices.ipa import is_obstruent, is_vowel

Floats = NDArray[np.float64]
PAUSE_NAMES = ("pause_count", "pause_mean_s", "pause_ratio")
NAMES = (
    "articulation_rate_syll_s",
    "nuclei_rate_syll_s",
    *PAUSE_NAMES,
    "npvi",
    "consonant_vowel_db",
)


def npvi(durations_s: Sequence[Sequence[float]]) -> float | None:
    """nPVI of runs of durations; pairs are taken inside runs. None without a pair.

    Source: Grabe & Low 2002: 100 times the mean of |a - b| over the mean of a and b.

    >>> npvi([[0.1, 0.1], [0.25, 0.75]])
    50.0
    """
    pairs = [(a, b) for run in durations_s for a, b in pairwise(run)]
    if not pairs:
        return None
    return float(100 * np.mean([abs(a - b) / ((a + b) / 2) for a, b in pairs]))


def vowel_runs(
    phones: Sequence[Phone], stretches: Sequence[tuple[float, float]]
) -> list[list[float]]:
    """Durations of vowels in s, one list a stretch between pauses."""
    runs = []
    for start_s, end_s in stretches:
        runs.append(
            [
                phone.timing.end_s - phone.timing.start_s
                for phone in phones
                if is_vowel(phone.symbol)
                and phone.timing.end_s > phone.timing.start_s
                and start_s <= phone.timing.start_s < end_s
            ]
        )
    return runs


def pauses(material: Material) -> list[tuple[float, float]]:
    """Pauses between stretches, those left out that joining put in."""
    gaps = [(end, start) for (_, end), (start, _) in pairwise(material.stretches)]
    return [
        gap
        for gap in gaps
        if not any(gap[0] < end and start < gap[1] for start, end in material.joints)
    ]


def _pauses(material: Material) -> dict[str, Found]:
    if not material.stretches:
        return none_of(PAUSE_NAMES, "no speech was found")
    lengths = [end - start for start, end in pauses(material)]
    mean = Found(float(np.mean(lengths))) if lengths else no("there are no pauses")
    total = sum(lengths)
    return {
        "pause_count": Found(float(len(lengths))),
        "pause_mean_s": mean,
        "pause_ratio": Found(total / (total + material.spoken_s)),
    }


def _nuclei(material: Material) -> Found:
    from scipy.signal import find_peaks

    if not material.stretches:
        return no("no speech was found")
    times_s, levels = material.intensity
    peaks, _ = find_peaks(
        levels, height=material.loud_db - a.SILENCE_BELOW_DB, prominence=a.NUCLEUS_DIP_DB
    )
    voiced = np.isfinite(material.track.at(times_s[peaks]))
    return Found(float(voiced.sum()) / material.spoken_s)


def _level_db(material: Material, phone: Phone) -> float:
    start, end = (round(t * material.rate_hz) for t in (phone.timing.start_s, phone.timing.end_s))
    piece = material.samples[start:end]
    return float(10 * np.log10((piece**2).mean() + 1e-12)) if len(piece) else np.nan


def _consonant_vowel(material: Material) -> Found:
    levels: dict[bool, list[float]] = {True: [], False: []}
    for phone in material.phones:
        if is_vowel(phone.symbol) or is_obstruent(phone.symbol):
            levels[is_vowel(phone.symbol)].append(_level_db(material, phone))
    vowels, obstruents = (np.array(levels[kind]) for kind in (True, False))
    vowels, obstruents = vowels[np.isfinite(vowels)], obstruents[np.isfinite(obstruents)]
    if not len(vowels) or not len(obstruents):
        return no("needs a vowel and an obstruent")
    return Found(float(obstruents.mean() - vowels.mean()))


def _articulation_rate(material: Material) -> Found:
    """Vowels a second of spoken time.

    Spelled figures, which have a rate of their own, are left out unless there is nothing else.
    Where pauses were planned they count however short they are.
    """
    gap_s = a.PLANNED_PAUSE_S if material.planned else a.PAUSE_S
    for left_out in (material.spelled, ()):
        vowels = [v for v in material.vowels if not _inside(v.timing.start_s, left_out)]
        outside = [p for p in material.phones if not _inside(p.timing.start_s, left_out)]
        lasting = spoken_phones(outside, gap_s)
        spoken_s = sum(end_s - start_s for start_s, end_s in lasting)
        if vowels and spoken_s:
            how = "spelled figures left out" if left_out else ""
            return Found(len(vowels) / spoken_s, how=how)
    return no("there are no vowels")


def _inside(time_s: float, spans: Sequence[tuple[float, float]]) -> bool:
    return any(start_s - 1e-6 <= time_s < end_s - 1e-6 for start_s, end_s in spans)


def measures(material: Material) -> dict[str, Found]:
    """Rates, pauses, nPVI and the level of obstruents."""
    if material.silent:
        return none_of(NAMES, material.silent)
    found = {
        **none_of(("articulation_rate_syll_s", "npvi", "consonant_vowel_db"), NEEDS_PHONES),
        "nuclei_rate_syll_s": _nuclei(material),
        **_pauses(material),
    }
    if not material.phones:
        return found
    runs = vowel_runs(material.phones, material.stretches)
    contrast = npvi(runs)
    found["articulation_rate_syll_s"] = _articulation_rate(material)
    found["npvi"] = no("no two vowels follow each other") if contrast is None else Found(contrast)
    found["consonant_vowel_db"] = _consonant_vowel(material)
    return found
