"""What the channel has left of the speech: is this the telephone band?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a


def _density_db(
    spectrum: NDArray[np.float64], hz: NDArray[np.float64], band_hz: tuple[float, float]
) -> float:
    inside = (hz >= band_hz[0]) & (hz <= band_hz[1])
    return float(10 * np.log10(spectrum[inside].mean() + 1e-20)) if inside.any() else -200.0


def is_telephone_band(spectrum: NDArray[np.float64], hz: NDArray[np.float64], rate_hz: int) -> bool:
    """Whether nothing is left above 3.6 kHz.

    ``spectrum`` (n,) is the mean power of spoken frames at ``hz`` (n,); ``rate_hz`` that of the
    source. True at 8 kHz and below, or where the spectrum falls off as no voice does.
    """
    if rate_hz <= a.TELEPHONE_RATE_HZ:
        return True
    top_hz = min(a.TELEPHONE_STOP_HZ[1], 0.45 * rate_hz)
    if top_hz <= a.TELEPHONE_STOP_HZ[0]:
        return True
    passed = _density_db(spectrum, hz, a.TELEPHONE_PASS_HZ)
    stopped = _density_db(spectrum, hz, (a.TELEPHONE_STOP_HZ[0], top_hz))
    return passed - stopped > a.TELEPHONE_DROP_DB
