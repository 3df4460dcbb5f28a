"""How regular the voice is: jitter, shimmer, HNR, CPPS.

Conventions: percent as Praat's fraction times 100; the thresholds of 1.04 and 3.81 % are for
sustained vowels: running speech has about 2.2 and 9.3 % (measured on 208 readers).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from voices.acoustics import analysis as a
from voices.acoustics.catalogue import Found, no, none_of
from voices.acoustics.material import Material

NAMES = ("jitter_percent", "shimmer_percent", "hnr_db", "cpps_db")


def _pulses(material: Material) -> dict[str, Found]:
    from parselmouth.praat import call

    pulses = call([material.sound, material.track.pitch], "To PointProcess (cc)")
    periods = call(
        pulses, "Get number of periods", 0, 0, a.PERIOD_MIN_S, a.PERIOD_MAX_S, a.PERIOD_FACTOR
    )
    if periods < a.MIN_PERIODS:
        why = f"{periods:.0f} glottal periods were found; {a.MIN_PERIODS} are needed"
        return none_of(("jitter_percent", "shimmer_percent"), why)
    limits = (0, 0, a.PERIOD_MIN_S, a.PERIOD_MAX_S, a.PERIOD_FACTOR)
    jitter = call(pulses, "Get jitter (local)", *limits)
    shimmer = call([material.sound, pulses], "Get shimmer (local)", *limits, a.AMPLITUDE_FACTOR)
    return {"jitter_percent": Found(100 * jitter), "shimmer_percent": Found(100 * shimmer)}


def _harmonicity(material: Material) -> Found:
    found = material.sound.to_harmonicity_cc(
        time_step=a.HNR_STEP_S,
        minimum_pitch=max(a.PITCH_FLOOR_HZ, material.track.floor_hz),
        silence_threshold=a.HNR_SILENCE,
        periods_per_window=a.HNR_PERIODS,
    )
    values, times_s = found.values[0], found.xs()
    # Praat writes -200 dB where a frame has no periodicity at all.
    kept = values[(values > -199) & np.isfinite(material.track.at(times_s))]
    return Found(float(kept.mean())) if len(kept) else no("no voiced frame is periodic")


def voiced_only(material: Material) -> Any:
    """Praat sound of the voiced runs of 50 ms and more, end to end; None if there are none."""
    import parselmouth

    track, half = material.track, a.SECOND_STEP_S / 2
    pieces = []
    for first, last in track.runs():
        start_s, end_s = track.times_s[first] - half, track.times_s[last] + half
        if end_s - start_s >= a.MIN_RUN_S:
            start, end = (round(t * material.rate_hz) for t in (max(0.0, start_s), end_s))
            pieces.append(material.samples[start:end])
    if not pieces:
        return None
    return parselmouth.Sound(np.concatenate(pieces), material.rate_hz)


def _cpps(material: Material) -> Found:
    from parselmouth.praat import call

    sound = voiced_only(material)
    if sound is None or sound.duration < a.MIN_CEPSTRUM_S:
        return no(f"less than {a.MIN_CEPSTRUM_S} s of voiced runs of {a.MIN_RUN_S} s and more")
    cepstrogram = call(
        sound,
        "To PowerCepstrogram",
        a.CEPSTRUM_FLOOR_HZ,
        a.CEPSTRUM_STEP_S,
        a.CEPSTRUM_TOP_HZ,
        a.CEPSTRUM_PREEMPHASIS_HZ,
    )
    value = call(
        cepstrogram,
        "Get CPPS",
        False,
        a.CPPS_TIME_S,
        a.CPPS_QUEFRENCY_S,
        *a.CPPS_PEAK_HZ,
        a.CPPS_INTERPOLATION_TOLERANCE,
        "Parabolic",
        *a.CPPS_TREND_S,
        "Straight",
        "Robust",
    )
    how = ""
    if material.f0_median_hz > a.CPPS_PEAK_HZ[1]:
        how = f"F0 is above the search range of {a.CPPS_PEAK_HZ[1]:.0f} Hz: too low"
    return Found(value, how=how)


def measures(material: Material) -> dict[str, Found]:
    """Jitter, shimmer, HNR and CPPS."""
    if material.too_little:
        return none_of(NAMES, material.too_little)
    return {**_pulses(material), "hnr_db": _harmonicity(material), "cpps_db": _cpps(material)}
