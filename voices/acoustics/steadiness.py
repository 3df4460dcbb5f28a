"""How steady a held vowel is: tremor of F0.

Conventions: judged on the longest voiced stretch of at least 1 s whose F0 stays within a narrow
band, as in a vowel that is held; running speech has none. Tremor is the amplitude (half the swing)
in semitones of the strongest oscillation of F0 between 3 and 8 Hz, where vocal tremor lies
(klatt1990: flutter of 4.7 to 12.7 Hz; physiological and essential tremor 4 to 8 Hz, memory).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a
from voices.acoustics.catalogue import Found, no, none_of
from voices.acoustics.material import Material
from voices.acoustics.pitch import semitones

Floats = NDArray[np.float64]
NAMES = ("tremor_st",)


def tremor_st(contour_st: Floats, step_s: float) -> float:
    """Amplitude in st of the strongest oscillation of 3 to 8 Hz in a contour (n,) in semitones.

    >>> times = np.arange(0, 3, 0.005)
    >>> round(tremor_st(0.4 * np.sin(2 * np.pi * 5 * times), 0.005), 2)
    0.4
    """
    times = np.arange(len(contour_st)) * step_s
    level = contour_st - np.polyval(np.polyfit(times, contour_st, 2), times)
    window = np.hanning(len(level))
    size = 8 * len(level)
    spectrum = np.abs(np.fft.rfft(level * window, size)) * 2 / window.sum()
    hz = np.fft.rfftfreq(size, step_s)
    inside = (hz >= a.TREMOR_HZ[0]) & (hz <= a.TREMOR_HZ[1])
    return float(spectrum[inside].max())


def measures(material: Material) -> dict[str, Found]:
    """Tremor, where a vowel is held."""
    if material.too_little:
        return none_of(NAMES, material.too_little)
    track = material.track
    frames = round(a.HELD_S / a.SECOND_STEP_S)
    held = [(first, last) for first, last in track.runs() if last - first + 1 >= frames]
    if not held:
        return none_of(NAMES, f"no vowel is held for {a.HELD_S:g} s")
    first, last = max(held, key=lambda run: run[1] - run[0])
    contour = semitones(track.f0_hz[first : last + 1])
    trend = np.median(contour)
    if np.percentile(np.abs(contour - trend), 90) > a.HELD_WITHIN_ST:
        return {"tremor_st": no(f"F0 moves by more than {a.HELD_WITHIN_ST:g} st: no held vowel")}
    return {"tremor_st": Found(tremor_st(contour, a.SECOND_STEP_S))}
