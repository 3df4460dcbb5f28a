"""Brightness and evenness of the voiced spectrum, by librosa.

Conventions: both are taken from the long-term spectrum of voiced frames in the band of the other
balance measures, so that fricatives and pauses do not count. They belong to the same evidence
group as tilt and alpha ratio.
"""

from __future__ import annotations

import numpy as np

from voices.acoustics import analysis as a
from voices.acoustics.catalogue import Found, none_of
from voices.acoustics.material import Material

NAMES = ("spectral_centroid_hz", "spectral_flatness_db")


def measures(material: Material) -> dict[str, Found]:
    """Centre of gravity of the voiced spectrum, and its flatness (0 dB is white)."""
    if material.too_little:
        return none_of(NAMES, material.too_little)
    from librosa.feature import spectral_centroid, spectral_flatness  # loads numba

    hz, power = material.voiced_spectrum
    inside = (hz >= a.WHOLE_HZ[0]) & (hz < a.WHOLE_HZ[1])
    magnitude = np.sqrt(power[inside])[:, None]
    if not magnitude.any():
        return none_of(NAMES, "the band from 50 to 5000 Hz holds no energy")
    centroid_hz = spectral_centroid(S=magnitude, freq=hz[inside][:, None])
    flatness = spectral_flatness(S=magnitude, amin=1e-20)
    return {
        "spectral_centroid_hz": Found(float(centroid_hz[0, 0])),
        "spectral_flatness_db": Found(float(10 * np.log10(flatness[0, 0]))),
    }
