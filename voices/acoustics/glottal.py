"""The voice source and the nose, by harmonics: H1*-H2*, A1-P0, sub-harmonics.

Conventions: levels of harmonics in dB from Hann windows of whole periods; medians over the frames
of vowels.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a
from voices.acoustics.catalogue import TELEPHONE, Found, no, none_of
from voices.acoustics.frames import strongest, synchronous_power
from voices.acoustics.harmonics import comb
from voices.acoustics.material import Material
from voices.ipa import base_letter

Floats = NDArray[np.float64]
NAMES = ("h1_h2_db", "h1_h2_raw_db", "a1_p0_db", "subharmonic_db")
LOW_AND_MID_VOWELS = frozenset("aɑɒɔæɛɜɝʌɐœɞɶəɚeøoɤɘɵ")
"""Vowels whose F1 lies above 400 Hz or so (Hillenbrand et al. 1995; IPA chart: not close)."""
MIN_FRAMES = a.MIN_VOWEL_FRAMES


def hawks_miller_bandwidth(formant_hz: Floats, f0_hz: Floats) -> Floats:
    """Bandwidth in Hz expected of a formant at ``formant_hz`` in a voice of ``f0_hz``.

    Source: Hawks & Miller 1995, eq. 1 and table I.

    >>> hawks_miller_bandwidth(np.array([500.0]), np.array([132.0])).round(1)
    array([37.8])
    """
    low = (165.327516, -6.73636734e-1, 1.80874446e-3, -4.52201682e-6, 7.495140e-9, -4.70219241e-12)
    high = (
        15.8146139,
        8.10159009e-2,
        -9.79728215e-5,
        5.28725064e-8,
        -1.07099364e-11,
        7.91528509e-16,
    )
    fitted = np.where(
        formant_hz < 500,
        np.polynomial.polynomial.polyval(formant_hz, low),
        np.polynomial.polynomial.polyval(formant_hz, high),
    )
    width: Floats = (1 + 0.25 * (f0_hz - 132) / 88) * fitted
    return width


def formant_gain_db(hz: Floats, formant_hz: Floats, width_hz: Floats, rate_hz: float) -> Floats:
    """Level in dB that a formant adds at ``hz``, against its gain at 0 Hz.

    Source: Iseli & Alwan 2004, eq. 5.
    """
    radius = np.exp(-np.pi * width_hz / rate_hz)
    pole, place = 2 * np.pi * formant_hz / rate_hz, 2 * np.pi * hz / rate_hz

    def distance(angle: Floats) -> Floats:
        squared: Floats = 1 - 2 * radius * np.cos(angle) + radius**2
        return squared

    gain: Floats = 20 * np.log10(distance(pole)) - 10 * np.log10(
        distance(place - pole) * distance(place + pole)
    )
    return gain


def _h1_h2(material: Material, levels: Floats, places: Floats, tracks: Floats) -> dict[str, Found]:
    names = ("h1_h2_db", "h1_h2_raw_db")
    if material.telephone:
        return none_of(names, TELEPHONE)
    how = material.vowel_how
    raw = levels[:, 0] - levels[:, 1]
    corrected = levels.copy()
    f0_hz = material.vowel_frames.f0_hz
    for number in (0, 1):
        width = hawks_miller_bandwidth(tracks[:, number], f0_hz)
        for harmonic in (0, 1):
            corrected[:, harmonic] -= formant_gain_db(
                places[:, harmonic], tracks[:, number], width, material.rate_hz
            )
    difference = corrected[:, 0] - corrected[:, 1]
    difference = difference[np.isfinite(difference)]
    if len(difference) < MIN_FRAMES:
        first = no(f"{len(difference)} frames with F1 and F2; {MIN_FRAMES} are needed")
    else:
        first = Found(float(np.median(difference)), how=how)
    return {"h1_h2_db": first, "h1_h2_raw_db": Found(float(np.median(raw)), how=how)}


def _a1_p0(material: Material, a1: Floats, p0: Floats, tracks: Floats) -> Found:
    if material.telephone:
        return no(TELEPHONE)
    frames = material.vowel_frames
    if material.phones:
        low = np.array([base_letter(v.symbol) in LOW_AND_MID_VOWELS for v in material.vowels])
        kept = low[frames.vowel]
        how = "vowels chosen by their symbols"
    else:
        kept = tracks[:, 0] >= a.F1_LOW_VOWELS_HZ[0]
        how = "frames chosen by F1 (no phones)"
    if kept.sum() < MIN_FRAMES:
        return no(f"{kept.sum()} frames of low and mid vowels; {MIN_FRAMES} are needed")
    return Found(float(np.median((a1 - p0)[kept])), how=how)


def _subharmonic(material: Material) -> Found:
    """Energy at odd multiples of F0/2 against that at multiples of F0, after Sun 2002."""
    frames = material.vowel_frames
    on, off = comb(
        material.samples, material.rate_hz, frames.times_s, frames.f0_hz, a.SUBHARMONIC_TOP_HZ
    )
    ratio = np.nansum(off, axis=1) / np.maximum(np.nansum(on, axis=1), 1e-30)
    return Found(float(np.median(10 * np.log10(ratio + 1e-12))), how=material.vowel_how)


def measures(material: Material) -> dict[str, Found]:
    """H1*-H2*, H1-H2, A1-P0 and the sub-harmonic ratio."""
    if material.too_little:
        return none_of(NAMES, material.too_little)
    frames = material.vowel_frames
    count = len(frames.times_s)
    if count < MIN_FRAMES:
        return none_of(NAMES, f"{count} voiced frames in vowels; {MIN_FRAMES} are needed")
    levels, places = np.zeros((count, 2)), np.zeros((count, 2))
    a1, p0 = np.zeros(count), np.zeros(count)
    for block, power, bin_hz in synchronous_power(
        material.samples, material.rate_hz, frames.times_s, frames.f0_hz, a.HARMONIC_PERIODS
    ):
        f0_hz = frames.f0_hz[block]
        for harmonic in (1, 2):
            reach = a.HARMONIC_SEARCH * f0_hz
            levels[block, harmonic - 1], places[block, harmonic - 1] = strongest(
                power, bin_hz, harmonic * f0_hz - reach, harmonic * f0_hz + reach
            )
        ones = np.ones(len(f0_hz))
        a1[block] = strongest(power, bin_hz, *(limit * ones for limit in a.F1_LOW_VOWELS_HZ))[0]
        p0[block] = strongest(power, bin_hz, *(limit * ones for limit in a.NASAL_POLE_HZ))[0]
    tracks, _ = material.formants
    return {
        **_h1_h2(material, levels, places, tracks),
        "a1_p0_db": _a1_p0(material, a1, p0, tracks),
        "subharmonic_db": _subharmonic(material),
    }
