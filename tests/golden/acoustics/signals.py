"""Signals whose measures are known because they were built so.

Conventions: float64 in [-1, 1]; times in s; `rng` is given wherever chance is used.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NEUTRAL_TRACT = ((500.0, 80.0), (1500.0, 100.0), (2500.0, 130.0), (3500.0, 180.0), (4500.0, 250.0))
"""Formants and bandwidths in Hz of a uniform tube of 17.5 cm."""


def times(duration_s: float, rate_hz: int) -> Floats:
    """Sample times (n,)."""
    return np.arange(round(duration_s * rate_hz)) / rate_hz


def tract_gain(hz: Floats, formants: Sequence[tuple[float, float]]) -> Floats:
    """Magnitude of a cascade of resonances, 1 at 0 Hz [Fant 1960]."""
    s = 2j * np.pi * hz
    gain = np.ones_like(s)
    for centre_hz, width_hz in formants:
        pole = -np.pi * width_hz + 2j * np.pi * centre_hz
        gain *= abs(pole) ** 2 / ((s - pole) * (s - pole.conjugate()))
    return np.abs(gain)


def voice(
    f0_hz: Floats,
    rate_hz: int,
    *,
    formants: Sequence[tuple[float, float]] | None = NEUTRAL_TRACT,
    tilt_db_oct: float = -6.0,
    h1_db: float = 0.0,
    top_hz: float = 7500.0,
    peak: float = 0.5,
) -> Floats:
    """Sum of harmonics of a contour ``f0_hz`` (n,) with the levels of source and tract.

    ``h1_db`` is added to the first harmonic; ``formants`` None leaves the source alone.
    """
    phase = 2 * np.pi * np.cumsum(f0_hz) / rate_hz
    out = np.zeros(len(f0_hz))
    for number in range(1, int(top_hz / f0_hz.min()) + 1):
        hz = number * f0_hz
        level = 10 ** (tilt_db_oct * np.log2(number) / 20)
        if number == 1:
            level *= 10 ** (h1_db / 20)
        gain = np.ones(len(hz)) if formants is None else tract_gain(hz, formants)
        out += np.where(hz < top_hz, level * gain * np.cos(number * phase + number * 1.7), 0.0)
    return out * peak / np.abs(out).max()


def pulses(at_s: Floats, levels: Floats, duration_s: float, rate_hz: int) -> Floats:
    """Band-limited pulses through a neutral tract of impulse responses.

    ``at_s`` (k,) may lie between samples, ``levels`` (k,) scale each response.
    """
    size = round(duration_s * rate_hz)
    hz = np.fft.rfftfreq(size, 1 / rate_hz)
    spectrum = np.zeros(len(hz), dtype=complex)
    for moment, level in zip(at_s, levels, strict=True):
        spectrum += level * np.exp(-2j * np.pi * hz * moment)
    s = 2j * np.pi * hz
    for centre_hz, width_hz in NEUTRAL_TRACT:
        pole = -np.pi * width_hz + 2j * np.pi * centre_hz
        spectrum *= abs(pole) ** 2 / ((s - pole) * (s - pole.conjugate()))
    spectrum *= np.where(hz < 0.45 * rate_hz, 1.0, 0.0)
    out = np.fft.irfft(spectrum, size)
    return out * 0.5 / np.abs(out).max()


def noise(count: int, rng: np.random.Generator, level: float = 0.1) -> Floats:
    """White Gaussian noise of RMS ``level``, clipped to +-1."""
    return np.clip(rng.normal(0.0, level, count), -1.0, 1.0)


def scaled_tract(
    formants: Sequence[tuple[float, float]], ratio: float
) -> list[tuple[float, float]]:
    """The same tract, shorter by ``ratio``: frequencies and widths times it."""
    return [(centre * ratio, width * ratio) for centre, width in formants]


def vowel_chain(
    f0_hz: float,
    rate_hz: int,
    *,
    ratio: float = 1.0,
    vowel_s: float = 0.25,
    tilt_db_oct: float = -6.0,
) -> Floats:
    """Nine vowels (F1, F2, F3 of men, Hillenbrand et al. 1995) on a falling F0, tract scaled."""
    table = [
        (342, 2322, 3000),
        (427, 2034, 2684),
        (580, 1799, 2605),
        (588, 1952, 2601),
        (768, 1333, 2522),
        (652, 997, 2538),
        (497, 910, 2459),
        (378, 997, 2343),
        (623, 1200, 2550),
    ]
    out = []
    for f1, f2, f3 in table:
        tract = [(f1, 70), (f2, 100), (f3, 150), (3500, 200), (4500, 250), (5500, 300), (6500, 350)]
        slide = f0_hz * 2 ** (-np.linspace(0, 3, round(vowel_s * rate_hz)) / 12)
        piece = voice(
            slide, rate_hz, formants=scaled_tract(tract, ratio), tilt_db_oct=tilt_db_oct, peak=0.4
        )
        fade = np.minimum(1, np.minimum(np.arange(len(piece)), np.arange(len(piece))[::-1]) / 160)
        out.append(piece * fade)
    return np.concatenate(out)
