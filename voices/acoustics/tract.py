"""Change of vocal-tract length without formant tracking.

A tract that is k times shorter moves the whole spectral envelope up by the factor k: a shift on a
log-frequency axis. The shift that best aligns the smoothed voiced spectrum with that of the
neutral rendering of the same text is the measure.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a
from voices.acoustics.catalogue import TELEPHONE, Found, no
from voices.acoustics.material import Material
from voices.acoustics.spectrum import spread

Floats = NDArray[np.float64]


def log_envelope(power: Floats, hz: Floats, f0_hz: float) -> tuple[Floats, Floats]:
    """Octaves above 1 Hz (k,) and smoothed level in dB (k,) from 350 to 5500 Hz."""
    low, high = (float(np.log2(limit)) for limit in a.SHIFT_HZ)
    octaves = np.arange(low, high, 1 / a.SHIFT_STEPS_PER_OCT)
    # Lines first become a density; then all is smoothed evenly on the log axis.
    margin = 3 * a.SHIFT_SMOOTHING_OCT
    wide = np.arange(low - margin, high + margin, 1 / a.SHIFT_STEPS_PER_OCT)
    level = np.interp(2**wide, hz, 10 * np.log10(spread(power, hz, f0_hz) + 1e-20))
    reach = np.arange(-margin, margin + 1e-9, 1 / a.SHIFT_STEPS_PER_OCT)
    kernel = np.exp(-0.5 * (reach / a.SHIFT_SMOOTHING_OCT * 2) ** 2)
    smooth = np.convolve(level, kernel / kernel.sum(), mode="same")
    return octaves, np.interp(octaves, wide, smooth)


def _flat(level: Floats) -> Floats:
    """Level without mean and linear trend, unit norm."""
    x = np.arange(len(level))
    rest = level - np.polyval(np.polyfit(x, level, 1), x)
    scale = np.sqrt((rest**2).sum())
    return rest / scale if scale > 0 else rest


def best_shift_oct(shifted: Floats, reference: Floats) -> tuple[float, float]:
    """Shift in octaves by which ``shifted`` (k,) lies above ``reference`` (k,), and correlation.

    The trend is removed from the part that overlaps, at each shift anew, so that neither tilt
    nor the ends of the band hold the shift near zero.
    """
    most = round(a.SHIFT_MAX_OCT * a.SHIFT_STEPS_PER_OCT)
    lags = np.arange(-most, most + 1)
    fit = np.empty(len(lags))
    for index, lag in enumerate(lags):
        up, down = max(0, int(lag)), max(0, -int(lag))
        high = shifted[up : len(shifted) - down]
        low = reference[down : len(reference) - up]
        fit[index] = float(_flat(high) @ _flat(low))
    best = int(fit.argmax())
    place = float(lags[best])
    if 0 < best < len(lags) - 1:
        left, middle, right = fit[best - 1 : best + 2]
        bend = left - 2 * middle + right
        if bend < 0:
            place += 0.5 * (left - right) / bend
    return place / a.SHIFT_STEPS_PER_OCT, float(fit[best])


def shift_between(material: Material, neutral: Material) -> Found:
    """Formant scale of one rendering against the neutral one of the same text; 1.0 is equal."""
    for one in (material, neutral):
        if one.too_little:
            return no(one.too_little)
        if one.telephone or one.rate_hz < 2 * a.SHIFT_HZ[1]:
            return no(TELEPHONE)
    levels = []
    for one in (material, neutral):
        hz, power = one.voiced_spectrum
        levels.append(log_envelope(power, hz, one.f0_median_hz)[1])
    shift_oct, _ = best_shift_oct(*levels)
    return Found(float(2**shift_oct))
