"""Gravel and fry: modulation of the envelope, and the share of creaky frames.

Conventions: modulation is 20 log10 of the modulated part against the mean of the envelope;
creak is judged by what trackers make of it: they find no pitch or halve the F0. The strict
threshold of the pitch track will not do: it drops a third of an expressive man's vowels (measured).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a
from voices.acoustics.catalogue import Found, no, none_of
from voices.acoustics.material import Material

Floats = NDArray[np.float64]
NAMES = ("modulation_20_90_db", "creak_ratio")
ENVELOPE_RATE_HZ = 1000
END_S = 0.3


def envelope(samples: Floats, rate_hz: int) -> Floats:
    """Hilbert envelope at 1 kHz (mean of each millisecond)."""
    from scipy.fft import next_fast_len
    from scipy.signal import hilbert

    whole = np.abs(hilbert(samples, next_fast_len(len(samples))))[: len(samples)]
    step = rate_hz / ENVELOPE_RATE_HZ
    edges = np.rint(np.arange(0, int(len(samples) / step) + 1) * step).astype(int)
    summed = np.concatenate(([0.0], np.cumsum(whole)))
    millisecond: Floats = np.diff(summed[edges]) / np.diff(edges)
    return millisecond


def _modulation(material: Material) -> Found:
    low_hz = a.MODULATION_HZ[0]
    high_hz = min(a.MODULATION_HZ[1], a.MODULATION_F0_RATIO * material.f0_median_hz)
    size = round(a.MODULATION_WINDOW_S * ENVELOPE_RATE_HZ)
    track, hop = material.track, size // 4
    level = envelope(material.samples, material.rate_hz)
    pieces = []
    for first, last in track.runs():
        start, end = (round(track.times_s[i] * ENVELOPE_RATE_HZ) for i in (first, last))
        pieces += [
            level[at : at + size] for at in range(start, min(end, len(level)) - size + 1, hop)
        ]
    if not pieces:
        return no(f"no voiced stretch of {a.MODULATION_WINDOW_S} s")
    window = np.hanning(size)
    spectrum = np.abs(np.fft.rfft(np.array(pieces) * window, axis=1)) ** 2
    hz = np.fft.rfftfreq(size, 1 / ENVELOPE_RATE_HZ)
    inside = (hz >= low_hz) & (hz <= high_hz)
    # Hann: a sinusoid's power is spread over bins by 1.5 times that of its peak.
    ratio = 2 * spectrum[:, inside].sum(axis=1) / 1.5 / spectrum[:, 0]
    how = f"{low_hz:.0f} to {high_hz:.0f} Hz"
    return Found(float(10 * np.log10(np.median(ratio) + 1e-12)), how=how)


def _creak(material: Material) -> Found:
    track = material.track
    limit_hz = a.CREAK_RATIO * material.f0_median_hz
    loud = material.level_at(track.times_s) > material.loud_db - a.SECOND_GATE_DB
    creaky = ~_has_pitch_over(material, limit_hz)
    inside = np.zeros(len(creaky), dtype=bool)
    if material.phones:
        for vowel in material.vowels:
            inside |= (track.times_s >= vowel.timing.start_s) & (
                track.times_s <= vowel.timing.end_s
            )
        how = "frames in vowels within 30 dB of loud ones"
    else:
        for _, end_s in material.phrases:
            inside |= (track.times_s >= end_s - END_S) & (track.times_s <= end_s)
        inside &= track.voiced
        how = f"proxy: voiced frames in the last {END_S} s of phrases (no phones)"
    chosen = inside & loud
    if chosen.sum() < a.MIN_VOWEL_FRAMES:
        return no(f"{chosen.sum()} frames to judge; {a.MIN_VOWEL_FRAMES} are needed")
    return Found(float(creaky[chosen].mean()), how=how)


def _has_pitch_over(material: Material, limit_hz: float) -> NDArray[np.bool_]:
    """Frames of the track that have a pitch of at least ``limit_hz`` by the usual threshold, (n,).

    The search ends at the limit, so that its window is as short as can be: F0 that moves fast is
    less regular within a long one.
    """
    track = material.track
    pitch = material.sound.to_pitch_ac(
        time_step=a.SECOND_STEP_S,
        pitch_floor=limit_hz,
        pitch_ceiling=track.ceiling_hz,
        voicing_threshold=a.USUAL_VOICING_THRESHOLD,
    )
    found = pitch.selected_array["frequency"] >= limit_hz
    index = np.rint((track.times_s - pitch.xs()[0]) / a.SECOND_STEP_S).astype(int)
    inside = (index >= 0) & (index < len(found))
    return np.asarray(inside & found[np.clip(index, 0, len(found) - 1)])


def measures(material: Material) -> dict[str, Found]:
    """Envelope modulation and creak."""
    if material.too_little:
        return none_of(NAMES, material.too_little)
    return {"modulation_20_90_db": _modulation(material), "creak_ratio": _creak(material)}
