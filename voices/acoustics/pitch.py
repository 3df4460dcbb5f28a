"""Fundamental frequency: the two-pass track, its median, spread, slope and phrase ends.

Conventions: a track has one value a frame, Hz, NaN where unvoiced; semitones are 12 log2 of Hz.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a
from voices.acoustics.activity import runs
from voices.acoustics.catalogue import Found, no, none_of
from voices.acoustics.harmonics import odd_below_even_db

if TYPE_CHECKING:
    from voices.acoustics.material import Material

Floats = NDArray[np.float64]
NAMES = (
    "f0_median_hz",
    "f0_sd_st",
    "f0_range_st",
    "f0_slope_st_s",
    "f0_final_st",
    "voiced_ratio",
)


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """F0 over time: ``times_s`` (n,), ``f0_hz`` (n,) with NaN where unvoiced; the range that was
    searched; ``pitch`` is Praat's object, None where there is no voice."""

    times_s: Floats
    f0_hz: Floats
    floor_hz: float
    ceiling_hz: float
    pitch: Any = None

    @property
    def voiced(self) -> NDArray[np.bool_]:
        """Which frames are voiced."""
        return np.isfinite(self.f0_hz)

    @property
    def voiced_s(self) -> float:
        """Voiced time."""
        return float(self.voiced.sum() * a.SECOND_STEP_S)

    def runs(self) -> list[tuple[int, int]]:
        """Voiced stretches as first and last frame, inclusive."""
        return [(first, past - 1) for first, past in runs(self.voiced)]

    def at(self, time_s: Floats) -> Floats:
        """F0 of the nearest frame, NaN where that is unvoiced or there is none."""
        if not len(self.times_s):
            return np.full(len(time_s), np.nan)
        index = np.rint((time_s - self.times_s[0]) / a.SECOND_STEP_S).astype(int)
        inside = (index >= 0) & (index < len(self.times_s))
        return np.where(inside, self.f0_hz[np.clip(index, 0, len(self.times_s) - 1)], np.nan)


NO_TRACK = Track(np.zeros(0), np.zeros(0), a.PITCH_FLOOR_HZ, a.PITCH_CEILING_HZ)


def semitones(hz: Floats) -> Floats:
    """Semitones above 1 Hz."""
    return 12 * np.log2(hz)


def _pass(
    sound: Any, step_s: float, floor_hz: float, ceiling_hz: float
) -> tuple[Any, Floats, Floats]:
    # Keywords only: the third positional argument is the number of candidates.
    pitch = sound.to_pitch_ac(
        time_step=step_s,
        pitch_floor=floor_hz,
        pitch_ceiling=ceiling_hz,
        voicing_threshold=a.VOICING_THRESHOLD,
    )
    f0_hz = pitch.selected_array["frequency"].astype(np.float64)
    f0_hz[f0_hz <= 0] = np.nan
    return pitch, pitch.xs(), f0_hz


def _mode_hz(f0_hz: Floats) -> float:
    """Mode of the semitone histogram, smoothed over 7 st."""
    st = semitones(f0_hz)
    low = np.floor(st.min()) - a.MODE_SMOOTHING_ST
    bins = int(np.ceil(st.max()) - low) + a.MODE_SMOOTHING_ST
    counts = np.bincount((st - low).astype(int), minlength=bins)
    smooth = np.convolve(counts, np.ones(a.MODE_SMOOTHING_ST), mode="same")
    best = np.flatnonzero(smooth == smooth.max())
    return float(2 ** ((low + best.mean() + 0.5) / 12))


def track(sound: Any, level_at: Any, loud_db: float) -> Track:
    """Two-pass F0 track of a Praat sound.

    ``level_at`` gives intensity in dB at times (n,), ``loud_db`` the level of loud frames, from
    which the gates are counted.
    """
    _, times_s, f0_hz = _pass(sound, a.PITCH_STEP_S, a.PITCH_FLOOR_HZ, a.PITCH_CEILING_HZ)
    kept = f0_hz[np.isfinite(f0_hz) & (level_at(times_s) > loud_db - a.FIRST_GATE_DB)]
    if not len(kept):
        return NO_TRACK
    mode_hz = _mode_hz(kept)
    found = _second_pass(sound, mode_hz, level_at, loud_db)
    if _halved(sound, found):
        found = _second_pass(sound, 2 * mode_hz, level_at, loud_db)
    return found


def _second_pass(sound: Any, mode_hz: float, level_at: Any, loud_db: float) -> Track:
    floor_hz = max(a.LOWEST_FLOOR_HZ, mode_hz * 2 ** (-a.SECOND_BELOW_ST / 12))
    ceiling_hz = min(a.HIGHEST_CEILING_HZ, mode_hz * 2 ** (a.SECOND_ABOVE_ST / 12))
    pitch, times_s, f0_hz = _pass(sound, a.SECOND_STEP_S, floor_hz, ceiling_hz)
    f0_hz[level_at(times_s) <= loud_db - a.SECOND_GATE_DB] = np.nan
    return Track(times_s, f0_hz, floor_hz, ceiling_hz, pitch)


def _halved(sound: Any, found: Track) -> bool:
    """Whether the tracked F0 is half the true one, as strong sub-harmonics make it."""
    index = np.flatnonzero(found.voiced)
    if not len(index) or 2 * np.median(found.f0_hz[index]) > a.PITCH_CEILING_HZ:
        return False
    index = index[np.linspace(0, len(index) - 1, min(a.HALVED_FRAMES, len(index))).astype(int)]
    below_db = odd_below_even_db(
        sound.values[0], round(sound.sampling_frequency), found.times_s[index], found.f0_hz[index]
    )
    known = below_db[np.isfinite(below_db)]
    return bool(len(known) and np.median(known) < a.HALVED_DB)


def theil_sen(x: Floats, y: Floats) -> tuple[float, float]:
    """Slope and intercept by the median of pairwise slopes [Theil 1950; Sen 1968].

    At most 200 points are used, evenly picked.

    >>> theil_sen(np.arange(5.0), np.array([1.0, 3.0, 5.0, 7.0, 99.0]))
    (2.0, 1.0)
    """
    if len(x) > 200:
        picked = np.linspace(0, len(x) - 1, 200).astype(int)
        x, y = x[picked], y[picked]
    i, j = np.triu_indices(len(x), 1)
    slope = float(np.median((y[j] - y[i]) / (x[j] - x[i])))
    return slope, float(np.median(y - slope * x))


def _slope(material: Material) -> Found:
    f0 = material.track
    slopes = []
    for start_s, end_s in material.phrases:
        inside = (f0.times_s >= start_s) & (f0.times_s <= end_s) & material.modal
        if (
            end_s - start_s >= a.PHRASE_MIN_S
            and inside.sum() * a.SECOND_STEP_S >= a.PHRASE_MIN_S / 2
        ):
            slopes.append(theil_sen(f0.times_s[inside], semitones(f0.f0_hz[inside]))[0])
    if not slopes:
        return no(f"no phrase of {a.PHRASE_MIN_S} s with enough voicing")
    return Found(float(np.median(slopes)))


def _final(material: Material, median_hz: float) -> Found:
    f0 = material.track
    ends = []
    frames = round(a.FINAL_S / a.SECOND_STEP_S)
    for start_s, end_s in material.phrases:
        inside = np.flatnonzero((f0.times_s >= start_s) & (f0.times_s <= end_s) & f0.voiced)
        if len(inside) >= frames:
            last = f0.f0_hz[inside[-frames:]]
            ends.append(float(semitones(last / median_hz).mean()))
    if not ends:
        return no(f"no phrase with {a.FINAL_S} s of voicing")
    return Found(float(np.mean(ends)))


def measures(material: Material) -> dict[str, Found]:
    """F0 median, spread, range, slope and phrase ends, and the voiced share of the speech."""
    if material.too_little:
        return none_of(NAMES, material.too_little)
    median_hz = material.f0_median_hz
    voiced_st = semitones(material.track.f0_hz[material.track.voiced])
    low, high = np.percentile(voiced_st, (10, 90))
    return {
        "f0_median_hz": Found(median_hz),
        "f0_sd_st": Found(float(voiced_st.std())),
        "f0_range_st": Found(float(high - low)),
        "f0_slope_st_s": _slope(material),
        "f0_final_st": _final(material, median_hz),
        "voiced_ratio": Found(min(1.0, material.track.voiced_s / material.spoken_s)),
    }
