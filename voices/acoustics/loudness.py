"""Loudness and true peak, at the sound's own rate [ITU-R BS.1770-4]."""

from __future__ import annotations

import warnings

import numpy as np

from voices.acoustics import analysis as a
from voices.acoustics.catalogue import Found, no
from voices.acoustics.material import Material
from voices.audio import Audio

NAMES = ("loudness_lufs", "true_peak_dbtp")


def _loudness(audio: Audio) -> Found:
    import pyloudnorm

    if audio.duration_s < a.LOUDNESS_BLOCK_S:
        return no(
            f"the sound lasts {audio.duration_s:.3f} s; a gating block of {a.LOUDNESS_BLOCK_S} s "
            "is needed"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        meter = pyloudnorm.Meter(audio.rate_hz, block_size=a.LOUDNESS_BLOCK_S)
        value = float(meter.integrated_loudness(audio.samples.astype(np.float64)))
    if not np.isfinite(value):
        return no("no block is above the absolute gate of -70 LUFS")
    return Found(value)


def _true_peak(audio: Audio) -> Found:
    import soxr

    peak = float(np.abs(audio.samples).max())
    if peak <= 0:
        return no("the sound is digital silence")
    over = soxr.resample(audio.samples, audio.rate_hz, a.OVERSAMPLING * audio.rate_hz, quality="HQ")
    if len(over):
        peak = max(peak, float(np.abs(over).max()))
    return Found(float(20 * np.log10(peak)))


def measures(material: Material) -> dict[str, Found]:
    """Integrated loudness and true peak."""
    audio = material.audio
    if not len(audio.samples):
        return {name: no("the sound is empty") for name in NAMES}
    return {"loudness_lufs": _loudness(audio), "true_peak_dbtp": _true_peak(audio)}
