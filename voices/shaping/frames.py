"""Speech as WORLD parameters, the form in which every effect works.

Conventions: frames are 5 ms apart, frame i at 0.005 i seconds; arrays are read-only; F0 is a
continuous contour in Hz (in unvoiced frames it is interpolated, ``voiced`` says where it sounds);
the envelope is the natural logarithm of power; aperiodicity is the share of noise in amplitude,
0 to 1; n frames, k frequency bins from 0 Hz to half the sample rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voices.audio import Phone, Speech, Timing, Word
from voices.ipa import is_vowel

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Flags = NDArray[np.bool_]

PERIOD_S = 0.005
# Pauses under 80 ms are closures or breaks inside a phrase, not phrase ends (judgement; the
# shortest pauses that reading studies count are 60 to 100 ms: campione2002).
MIN_PAUSE_S = 0.08
DB_TO_LOG = float(np.log(10.0) / 10.0)
"""Multiply a gain in dB by this to add it to a log power envelope."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A run of speech between two pauses: its time and the indices of its phones."""

    timing: Timing
    phones: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """WORLD parameters of one piece of speech, with its phones in the same time.

    ``f0_hz``, ``voiced`` (n,); ``log_envelope``, ``aperiodicity`` (n, k); ``formants_hz`` (n, 3)
    F1 to F3, interpolated where no vowel sounds, or NaN where none was found; ``vowelness`` (n,)
    0 to 1, how far a frame lies in a vowel (voicing where no phones are known); ``level_db``
    (n,) level of the frame; ``accents_s`` start and end of each accented nucleus. ``phones``
    covers pauses too and is empty where the speech has none; ``pauses`` are silences of the
    speech. ``duration_s`` is the length of the audio; ``notes`` are the limits that held.
    """

    rate_hz: int
    duration_s: float
    f0_hz: Floats
    voiced: Flags
    log_envelope: Singles
    aperiodicity: Singles
    formants_hz: Floats
    vowelness: Floats
    level_db: Floats
    phones: tuple[Phone, ...]
    words: tuple[Word, ...]
    pauses: tuple[Timing, ...]
    accents_s: tuple[Timing, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in (
            "f0_hz",
            "voiced",
            "log_envelope",
            "aperiodicity",
            "formants_hz",
            "vowelness",
            "level_db",
        ):
            getattr(self, name).setflags(write=False)

    def __len__(self) -> int:
        return len(self.f0_hz)

    @property
    def times_s(self) -> Floats:
        """(n,) time of each frame."""
        return np.arange(len(self), dtype=np.float64) * PERIOD_S

    @property
    def nbytes(self) -> int:
        """Bytes that the arrays hold."""
        arrays = (self.log_envelope, self.aperiodicity, self.formants_hz)
        return sum(array.nbytes for array in arrays) + 25 * len(self)

    def with_changes(self, **changes: Any) -> Frames:
        """A copy with some fields replaced."""
        return replace(self, **changes)

    def with_gain(self, gain_db: NDArray[np.floating[Any]]) -> Frames:
        """A copy whose envelope is raised by ``gain_db``, broadcast against (n, k)."""
        raised = self.log_envelope + (gain_db * DB_TO_LOG).astype(np.float32)
        return replace(self, log_envelope=raised)

    def with_balance(self, gain_db: NDArray[np.floating[Any]]) -> Frames:
        """`with_gain` that leaves each frame's power as it was: sounds keep their levels against
        each other, only the balance within them changes."""
        raised = self.log_envelope + (gain_db * DB_TO_LOG).astype(np.float32)
        raised += (self._log_power(self.log_envelope) - self._log_power(raised))[:, None]
        return replace(self, log_envelope=raised)

    def _log_power(self, log_envelope: Singles) -> Singles:
        """Logarithm of each frame's power, (n,); above 2 kHz, where the envelope is smooth, every
        fourth bin stands for four."""
        split = int(2000.0 / (self.rate_hz / 2) * log_envelope.shape[1])
        low = np.exp(log_envelope[:, :split]).sum(axis=1)
        high = 4 * np.exp(log_envelope[:, split + 2 :: 4]).sum(axis=1)
        return np.asarray(np.log(np.maximum(low + high, 1e-30)), dtype=np.float32)

    def noted(self, note: str) -> Frames:
        """A copy with one more note."""
        return replace(self, notes=(*self.notes, note))

    def inside(self, timing: Timing) -> Flags:
        """(n,) whether a frame lies inside a stretch of time."""
        times = self.times_s
        return (times >= timing.start_s) & (times < timing.end_s)

    def vowels(self) -> tuple[int, ...]:
        """Indices of the phones that are vowels."""
        return tuple(i for i, phone in enumerate(self.phones) if is_vowel(phone.symbol))

    def clauses(self) -> Iterator[Clause]:
        """The runs of speech between pauses, in order."""
        edges = [0.0]
        for pause in self.pauses:
            edges += [pause.start_s, pause.end_s]
        edges.append(self.duration_s)
        for start_s, end_s in zip(edges[::2], edges[1::2], strict=True):
            if end_s - start_s < PERIOD_S:
                continue
            indices = tuple(
                i
                for i, phone in enumerate(self.phones)
                if not phone.is_pause
                and start_s - 1e-9 <= (phone.timing.start_s + phone.timing.end_s) / 2 <= end_s
            )
            yield Clause(Timing(start_s, end_s), indices)


def pauses_of(speech: Speech) -> tuple[Timing, ...]:
    """Silences of speech with phones, see `pauses_among`."""
    return pauses_among(speech.phones, speech.audio.duration_s)


def pauses_among(phones: Sequence[Phone], duration_s: float) -> tuple[Timing, ...]:
    """Silences of a sound by its phones: runs of pause phones of 80 ms or more.

    Silence before the first and after the last phone counts, whatever its length.
    """
    pauses: list[Timing] = []
    spoken = [phone.timing for phone in phones if not phone.is_pause]
    if not spoken:
        return (Timing(0.0, duration_s),)
    for is_pause, run in groupby(phones, key=lambda phone: phone.is_pause):
        timings = [phone.timing for phone in run]
        long_enough = timings[-1].end_s - timings[0].start_s >= MIN_PAUSE_S
        inner = timings[0].start_s >= spoken[0].start_s and timings[-1].end_s <= spoken[-1].end_s
        if is_pause and inner and long_enough:
            pauses.append(Timing(timings[0].start_s, timings[-1].end_s))
    if spoken[0].start_s > 0:
        pauses.insert(0, Timing(0.0, spoken[0].start_s))
    if spoken[-1].end_s < duration_s:
        pauses.append(Timing(spoken[-1].end_s, duration_s))
    return tuple(pauses)


@lru_cache(maxsize=16)
def frequencies_hz(bins: int, rate_hz: int) -> Singles:
    """(bins,) frequency of each bin of the envelope."""
    axis = np.linspace(0.0, rate_hz / 2, bins, dtype=np.float32)
    axis.setflags(write=False)
    return axis


def octaves_from(reference_hz: float, axis_hz: Singles) -> Singles:
    """(k,) octaves above a frequency; the bin at 0 Hz counts as 20 Hz."""
    return np.log2(np.maximum(axis_hz, 20.0) / np.float32(reference_hz)).astype(np.float32)


def smoothed(values: NDArray[Any], frames: int) -> Floats:
    """Mean over a centred window of an odd number of frames, ends held.

    >>> smoothed(np.array([0.0, 0.0, 3.0, 0.0, 0.0]), 3)
    array([0., 1., 1., 1., 0.])
    """
    half = frames // 2
    padded = np.pad(np.asarray(values, dtype=float), half, mode="edge")
    total = np.concatenate([[0.0], np.cumsum(padded)])
    return np.asarray((total[2 * half + 1 :] - total[: -2 * half - 1]) / (2 * half + 1))
