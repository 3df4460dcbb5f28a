"""Balance of the voiced spectrum: tilt, alpha ratio, shares of bands.

Conventions: the long-term spectrum is the mean power of voiced frames, so that fricatives and
pauses do not count; bands end at 95 % of the Nyquist frequency.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a
from voices.acoustics.catalogue import Found, no, none_of
from voices.acoustics.material import Material

Floats = NDArray[np.float64]
NAMES = ("tilt_db_oct", "alpha_db", "energy_1_3k_db", "low_band_db")


def spread(power: Floats, hz: Floats, width_hz: float) -> Floats:
    """Power (k,) averaged over ``width_hz``, so that lines that far apart become a density."""
    half = max(0.5, width_hz / (hz[1] - hz[0]) / 2)
    reach = np.arange(-int(half) - 1, int(half) + 2)
    # The end bins count by the part of them that is inside.
    kernel = np.clip(half + 0.5 - np.abs(reach), 0.0, 1.0)
    weight = np.convolve(np.ones(len(power)), kernel, mode="same")
    averaged: Floats = np.convolve(power, kernel, mode="same") / weight
    return averaged


def band_power(power: Floats, hz: Floats, band_hz: tuple[float, float]) -> float:
    """Summed power from the lower limit up to, not including, the upper one."""
    return float(power[(hz >= band_hz[0]) & (hz < band_hz[1])].sum())


def tilt_db_oct(power: Floats, hz: Floats, f0_hz: float, top_hz: float) -> float:
    """Slope in dB per octave of third-octave means, from 150 Hz to ``top_hz`` at most.

    The lines of the voice are first spread over one harmonic spacing: else the bands between the
    harmonics of a high voice would be holes.
    """
    smooth = spread(power, hz, f0_hz)
    edges = a.TILT_HZ[0] * 2 ** (np.arange(0, 40) / 3)
    edges = edges[edges <= min(a.TILT_HZ[1] * 1.02, top_hz)]
    octaves, levels = [], []
    for low, high in pairwise(edges):
        inside = (hz >= low) & (hz < high)
        if inside.any():
            octaves.append(np.log2(np.sqrt(low * high)))
            levels.append(10 * np.log10(smooth[inside].mean() + 1e-20))
    return float(np.polyfit(octaves, levels, 1)[0])


def _ratio_db(over: float, under: float) -> Found:
    if over <= 0 or under <= 0:
        return no("one of the bands holds no energy")
    return Found(float(10 * np.log10(over / under)))


def measures(material: Material) -> dict[str, Found]:
    """Tilt, alpha ratio, and the shares of 1-3 kHz and of 100-500 Hz."""
    if material.too_little:
        return none_of(NAMES, material.too_little)
    hz, power = material.voiced_spectrum
    top_hz = 0.475 * material.rate_hz
    whole = band_power(power, hz, a.WHOLE_HZ)
    return {
        "tilt_db_oct": Found(tilt_db_oct(power, hz, material.f0_median_hz, top_hz)),
        "alpha_db": _ratio_db(
            band_power(power, hz, a.ALPHA_HIGH_HZ), band_power(power, hz, a.ALPHA_LOW_HZ)
        ),
        "energy_1_3k_db": _ratio_db(band_power(power, hz, a.MID_HZ), whole),
        "low_band_db": _ratio_db(band_power(power, hz, a.LOW_HZ), whole),
    }
