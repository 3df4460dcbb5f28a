"""A map from the time of speech to another, with silences put in, and frames read through it.

Conventions: pieces lie end to end in both times. A piece of silence takes no time of the source;
what is left out of the source takes none of the target.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from voices.audio import Phone, Timing
from voices.shaping.frames import PERIOD_S, Flags, Floats, Frames, pauses_among

FALL_S, RISE_S = 0.03, 0.02
"""Speech fades into a silence that is put in, and rises out of it, within so much of it."""
SILENT_DB = -80.0
_VOICED_DB = -30.0


@dataclass(frozen=True, slots=True)
class Piece:
    """From ``start_s`` to ``end_s`` of the source, read in ``length_s`` of the target; ``silent``
    where nothing sounds."""

    start_s: float
    end_s: float
    length_s: float
    silent: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TimeMap:
    """Pieces with their edges in both times, (m + 1,) each; ``silent`` (m,)."""

    source_s: Floats
    target_s: Floats
    ends_s: Floats
    silent: Flags

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> TimeMap:
        """The map of pieces in order; those without length in either time are left out."""
        kept = [one for one in pieces if one.length_s > 0 or one.end_s > one.start_s]
        lengths = [one.length_s for one in kept]
        return cls(
            source_s=np.array([one.start_s for one in kept]),
            target_s=np.concatenate([[0.0], np.cumsum(lengths)]),
            ends_s=np.array([one.end_s for one in kept]),
            silent=np.array([one.silent for one in kept], dtype=bool),
        )

    @property
    def duration_s(self) -> float:
        """Length of the target."""
        return float(self.target_s[-1])

    def sources(self, times_s: Floats) -> tuple[Floats, NDArray[np.intp]]:
        """The time in the source of each time of the target, and its piece, both (n,)."""
        piece = np.searchsorted(self.target_s, times_s, side="right") - 1
        piece = np.clip(piece, 0, len(self.source_s) - 1)
        length = np.maximum(self.target_s[piece + 1] - self.target_s[piece], 1e-12)
        share = np.clip((times_s - self.target_s[piece]) / length, 0.0, 1.0)
        return self.source_s[piece] + share * (self.ends_s[piece] - self.source_s[piece]), piece

    def mapped(self, timing: Timing) -> Timing:
        """A stretch of the source in the target: a silence at either end is not part of it."""
        if timing.duration_s <= 0:
            at_s = self._end(timing.end_s)
            return Timing(at_s, at_s)
        start_s = self._start(timing.start_s)
        return Timing(start_s, max(start_s, self._end(timing.end_s)))

    def _start(self, time_s: float) -> float:
        sounding = np.flatnonzero((self.ends_s > time_s + 1e-9) & ~self.silent)
        if not len(sounding):
            return self._end(time_s)
        return self._at(int(sounding[0]), time_s)

    def _end(self, time_s: float) -> float:
        sounding = np.flatnonzero((self.source_s < time_s - 1e-9) & ~self.silent)
        return self._at(int(sounding[-1]), time_s) if len(sounding) else 0.0

    def _at(self, piece: int, time_s: float) -> float:
        start_s, end_s = self.source_s[piece], self.ends_s[piece]
        share = min(max((time_s - start_s) / (end_s - start_s), 0.0), 1.0)
        return float(
            self.target_s[piece] + share * (self.target_s[piece + 1] - self.target_s[piece])
        )

    def gain_db(self, times_s: Floats, piece: NDArray[np.intp]) -> Floats:
        """0 where speech sounds, falling to silence in the silences, (n,); before the first and
        behind the last sound nothing rises."""
        since = np.where(piece > 0, times_s - self.target_s[piece], np.inf)
        inner = piece + 1 < len(self.source_s)
        left = np.where(inner, self.target_s[piece + 1] - times_s, np.inf)
        share = np.minimum(since / FALL_S, left / RISE_S)
        return np.where(self.silent[piece], SILENT_DB * np.clip(share, 0.0, 1.0), 0.0)


def warped(frames: Frames, time_map: TimeMap) -> Frames:
    """Frames read at the source time of every target time, and all times mapped."""
    duration_s = time_map.duration_s
    count = int(duration_s / PERIOD_S + 1e-6) + 1
    times_s = np.arange(count, dtype=np.float64) * PERIOD_S
    source_s, piece = time_map.sources(times_s)
    source = np.clip(source_s / PERIOD_S, 0, len(frames) - 1)
    low = np.minimum(source.astype(int), len(frames) - 1)
    high = np.minimum(low + 1, len(frames) - 1)
    share = source - low
    near = np.where(share < 0.5, low, high)

    def between(values: Floats) -> Floats:
        weight = share if values.ndim == 1 else share[:, None]
        return np.asarray(values[low] * (1 - weight) + values[high] * weight)

    gain_db = time_map.gain_db(times_s, piece)
    sounding = gain_db > _VOICED_DB
    phones = _phones(frames, time_map)
    known = any(not phone.is_pause for phone in phones)
    # Envelopes of the nearest frame: a mean of two is smoother than speech is, and raised CPPS
    # by 1.4 dB at any change of tempo on a high voice (measured).
    read = frames.with_changes(
        duration_s=duration_s,
        f0_hz=np.exp(between(np.log(frames.f0_hz))),
        voiced=frames.voiced[near] & sounding,
        log_envelope=frames.log_envelope[near],
        aperiodicity=frames.aperiodicity[near],
        formants_hz=between(frames.formants_hz),
        vowelness=between(frames.vowelness) * sounding,
        level_db=between(frames.level_db) + gain_db,
        phones=phones,
        words=tuple(replace(w, timing=time_map.mapped(w.timing)) for w in frames.words),
        pauses=(
            pauses_among(phones, duration_s)
            if known and time_map.silent.any()
            else tuple(time_map.mapped(pause) for pause in frames.pauses)
        ),
        accents_s=tuple(time_map.mapped(accent) for accent in frames.accents_s),
    )
    return read.with_gain(gain_db[:, None]) if gain_db.any() else read


def _phones(frames: Frames, time_map: TimeMap) -> tuple[Phone, ...]:
    """The phones in their new times; what lies around a silence that was put in is one pause."""
    silences = [
        Timing(float(time_map.target_s[index]), float(time_map.target_s[index + 1]))
        for index in np.flatnonzero(time_map.silent)
    ]
    moved = [replace(phone, timing=time_map.mapped(phone.timing)) for phone in frames.phones]
    if not silences or not frames.phones:
        return tuple(moved)
    spoken = [phone for phone in moved if not phone.is_pause]
    held = [phone for phone in moved if phone.is_pause and phone.timing.duration_s > 0]
    for silence in silences:
        before = [p.timing.end_s for p in spoken if p.timing.end_s <= silence.start_s + 1e-6]
        behind = [p.timing.start_s for p in spoken if p.timing.start_s >= silence.end_s - 1e-6]
        whole = Timing(max(before, default=0.0), min(behind, default=time_map.duration_s))
        held = [p for p in held if not whole.start_s - 1e-6 <= p.timing.start_s <= whole.end_s]
        held.append(Phone("", whole))
    return tuple(sorted([*spoken, *held], key=lambda phone: phone.timing.start_s))
