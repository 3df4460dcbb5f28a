"""Formants over vowels, apparent vocal-tract length, vowel space.

Conventions: arrays of formants are (n, 4) in Hz, NaN where Praat found none. The ceiling of the
analysis is chosen for the voice (see `formant_tracks`); apparent length describes a voice, and
`tract.shift_between` proves a change.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a
from voices.acoustics.catalogue import NEEDS_PHONES, TELEPHONE, Found, no, none_of
from voices.acoustics.material import Material

Floats = NDArray[np.float64]
NAMES = ("f1_hz", "f2_hz", "f3_hz", "tract_cm", "vowel_space_st")
MIN_VOWELS = 6


def spacing_hz(formants: Floats) -> Floats:
    """Least-squares spacing (n,) of F1 to F4 (n, 4) of a uniform tube, F_i = (i - 1/2) dF.

    Source: Reby & McComb 2003. Frames with a formant missing are NaN.

    >>> spacing_hz(np.array([[500.0, 1500.0, 2500.0, 3500.0]]))
    array([1000.])
    """
    place = np.arange(1, 5) - 0.5
    spacing: Floats = formants @ place / (place @ place)
    return spacing


def _vowel_space(material: Material, formants: Floats) -> Found:
    if not material.phones:
        return no(NEEDS_PHONES)
    owner = material.vowel_frames.vowel
    centres = [
        np.nanmedian(formants[owner == number, :2], axis=0)
        for number in np.unique(owner)
        if np.isfinite(formants[owner == number, :2]).all(axis=1).any()
    ]
    if len(centres) < MIN_VOWELS:
        return no(f"{len(centres)} vowels with formants; {MIN_VOWELS} are needed")
    spread = (12 * np.log2(np.array(centres))).var(axis=0).sum()
    return Found(float(np.sqrt(spread)))


def measures(material: Material) -> dict[str, Found]:
    """F1, F2, F3, apparent vocal-tract length and vowel space."""
    if material.too_little:
        return none_of(NAMES, material.too_little)
    frames = material.vowel_frames
    if len(frames.times_s) < a.MIN_VOWEL_FRAMES:
        why = f"{len(frames.times_s)} voiced frames in vowels; {a.MIN_VOWEL_FRAMES} are needed"
        return none_of(NAMES, why)
    formants, ceiling_hz = material.formants
    if np.isnan(formants[:, :3]).all(axis=0).any():
        return none_of(NAMES, "no formants were found in the vowels")
    how = f"{material.vowel_how}; ceiling {ceiling_hz:.0f} Hz"
    median = np.nanmedian(formants[:, :3], axis=0)
    f1 = Found(float(median[0]), how=how)
    if material.telephone:
        return {**none_of(NAMES, TELEPHONE), "f1_hz": f1}
    spacing = spacing_hz(formants)
    if np.isfinite(spacing).any():
        tract = Found(a.SPEED_OF_SOUND_CM_S / (2 * float(np.nanmedian(spacing))), how=how)
    else:
        tract = no("no frame has four formants")
    return {
        "f1_hz": f1,
        "f2_hz": Found(float(median[1]), how=how),
        "f3_hz": Found(float(median[2]), how=how),
        "tract_cm": tract,
        "vowel_space_st": _vowel_space(material, formants),
    }
