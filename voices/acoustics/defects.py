"""Faults of the sound: clipping, clicks, DC, dead air, noise floor; at the sound's own rate."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a
from voices.acoustics.catalogue import Found, no, none_of
from voices.acoustics.material import Material
from voices.acoustics.rhythm import pauses

Floats = NDArray[np.float64]
NAMES = (
    "clipped_ratio",
    "click_count",
    "dc_offset",
    "dead_air_s",
    "noise_floor_db",
    "duration_s",
)


def clipped_ratio(samples: Floats) -> float:
    """Share of samples in runs of three and more at full scale or at the same outermost value.

    >>> clipped_ratio(np.array([0.0, 0.5, 1.0, 1.0, 1.0, 0.5, 0.0, -0.5]))
    0.375
    """
    peak = np.abs(samples).max() if len(samples) else 0.0
    if peak == 0 or samples.min() == samples.max():
        return 0.0
    top = np.abs(samples) >= (a.FULL_SCALE if peak >= a.FULL_SCALE else peak)
    signed = np.where(top, np.sign(samples), 0).astype(np.int8)
    starts = np.flatnonzero(np.concatenate(([True], signed[1:] != signed[:-1])))
    lengths = np.diff(np.concatenate((starts, [len(signed)])))
    flat = (signed[starts] != 0) & (lengths >= a.FLAT_RUN)
    return float(lengths[flat].sum() / len(samples))


def click_times_s(samples: Floats, rate_hz: int) -> Floats:
    """Times of isolated jumps: short second differences that stand alone within 45 ms.

    The signal is taken to be silent before its start and after its end.
    """
    from scipy.ndimage import maximum_filter1d

    jump = np.abs(np.diff(np.concatenate(([0.0, 0.0], samples, [0.0, 0.0])), 2))
    near, wide = (max(1, round(s * rate_hz)) for s in (a.CLICK_NEAR_S, a.CLICK_WIDE_S))
    widest = max(5, round(a.CLICK_WIDTH_S * rate_hz))
    peak = maximum_filter1d(jump, 2 * near + 1, mode="constant")
    clicks: list[int] = []
    for index in np.flatnonzero((jump >= a.CLICK_LEAST) & (jump == peak)):
        around = jump[max(0, index - near) : index + near + 1]
        before = jump[max(0, index - wide) : max(0, index - near)]
        after = jump[index + near + 1 : index + wide + 1]
        others = max(before.max(initial=0.0), after.max(initial=0.0))
        alone = jump[index] >= a.CLICK_RATIO * others
        short = (around >= a.CLICK_SHARE * jump[index]).sum() <= widest
        # Equal jumps side by side are one click.
        if alone and short and (not clicks or index - clicks[-1] > near):
            clicks.append(int(index))
    return np.array(clicks, dtype=np.float64) / rate_hz


def noise_floor_db(samples: Floats, rate_hz: int) -> Found:
    """Level of the quietest 5 % of frames of 20 ms, in dBFS; not below -120."""
    frame = max(1, round(a.FLOOR_FRAME_S * rate_hz))
    whole = samples[: len(samples) // frame * frame].reshape(-1, frame)
    if len(whole) < 1 / a.FLOOR_QUANTILE:
        return no(f"{len(whole)} frames of 20 ms; {1 / a.FLOOR_QUANTILE:.0f} are needed")
    power = np.quantile(
        ((whole - whole.mean(axis=1, keepdims=True)) ** 2).mean(axis=1), a.FLOOR_QUANTILE
    )
    return Found(max(a.FLOOR_LOWEST_DBFS, float(10 * np.log10(power + 1e-30))))


def _dead_air(material: Material) -> Found:
    if material.silent:
        return no(material.silent)
    if not material.stretches:
        return no("no speech was found")
    return Found(max((end - start for start, end in pauses(material)), default=0.0))


def measures(material: Material) -> dict[str, Found]:
    """Clipping, clicks, DC, dead air, noise floor, duration."""
    audio = material.audio
    if not len(audio.samples):
        return {**none_of(NAMES, "the sound is empty"), "duration_s": Found(0.0)}
    samples = audio.samples.astype(np.float64)
    return {
        "clipped_ratio": Found(clipped_ratio(samples)),
        "click_count": Found(float(len(click_times_s(samples, audio.rate_hz)))),
        "dc_offset": Found(float(samples.mean())),
        "dead_air_s": _dead_air(material),
        "noise_floor_db": noise_floor_db(samples, audio.rate_hz),
        "duration_s": Found(audio.duration_s),
    }
