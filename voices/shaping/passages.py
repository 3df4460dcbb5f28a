"""Passages of speech that are said in a way of their own: slower, higher, louder.

They come on top of what the chain makes of the whole: first the time, then F0, and on the
finished samples the level, so that the loudness of the whole stays as it was asked.

Conventions: a passage is a run of words; semitones, decibels, ratios as in `Prosody`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.utterance import Prosody
from voices.audio import Audio, Timing, Word
from voices.shaping import loudness, tempo, timemap
from voices.shaping.contour import F0_MAX_HZ, F0_MIN_HZ
from voices.shaping.frames import PERIOD_S, Floats, Frames, smoothed

DURATION_RATIOS = (0.25, 4.0)
"""How far a passage is stretched to the duration that was asked; a judgement."""
_SMOOTH_FRAMES = 7  # 35 ms: F0 and level do not jump at the edge of a passage
_SILENT_DB = -90.0


@dataclass(frozen=True, slots=True)
class Passage:
    """Words ``first`` to ``last`` (half open) of a speech, and how they are said."""

    first: int
    last: int
    prosody: Prosody

    def timing(self, words: Sequence[Word]) -> Timing:
        """From the beginning of its first word to the end of its last."""
        return Timing(words[self.first].timing.start_s, words[self.last - 1].timing.end_s)


def retime(frames: Frames, manner: Sequence[Passage]) -> Frames:
    """Passages at their rate or duration; times are mapped."""
    asked = [one for one in manner if one.prosody.rate_ratio != 1 or one.prosody.duration_s]
    if not asked:
        return frames
    spans = [one.timing(frames.words) for one in asked]
    marks = [0.0, frames.duration_s]
    for span in spans:
        marks += [span.start_s, min(span.end_s, frames.duration_s)]
    edges_s = np.unique(np.array(marks))
    lengths, middles = np.diff(edges_s), (edges_s[1:] + edges_s[:-1]) / 2
    factors = np.ones(len(lengths))
    inside = [(middles > span.start_s) & (middles < span.end_s) for span in spans]
    for passage, where in zip(asked, inside, strict=True):
        factors[where] /= passage.prosody.rate_ratio
    for passage, where in zip(asked, inside, strict=True):
        length_s = float((lengths * factors)[where].sum())
        if passage.prosody.duration_s and length_s:
            ratio = passage.prosody.duration_s / length_s
            held = float(np.clip(ratio, *DURATION_RATIOS))
            factors[where] *= held
            if held != ratio:
                frames = frames.noted(
                    f"a passage asked to last {passage.prosody.duration_s:g} s lasts "
                    f"{length_s * held:.2g} s: no farther from its own {length_s:.2g} s"
                )
    return timemap.warped(frames, tempo.stretched(edges_s, factors))


def intone(frames: Frames, manner: Sequence[Passage]) -> Frames:
    """Passages at their pitch, range and contour."""
    moved = np.zeros(len(frames))
    for passage in manner:
        where = frames.inside(passage.timing(frames.words))
        sounding = where & frames.voiced
        if not sounding.any():
            continue
        octaves = np.log2(frames.f0_hz[where])
        middle = float(np.median(np.log2(frames.f0_hz[sounding])))
        moved[where] += _octaves(passage.prosody, octaves, middle)
    if not moved.any():
        return frames
    f0_hz = frames.f0_hz * np.exp2(smoothed(moved, _SMOOTH_FRAMES))
    return frames.with_changes(f0_hz=np.clip(f0_hz, F0_MIN_HZ, F0_MAX_HZ))


def _octaves(asked: Prosody, octaves: Floats, middle: float) -> Floats:
    """What is added to F0 in octaves; ``middle`` is its median."""
    added = (asked.range_ratio - 1) * (octaves - middle) + asked.pitch_st / 12
    target = middle if asked.pitch_hz is None else float(np.log2(asked.pitch_hz))
    shifted_hz = max(2.0**target + asked.shift_hz, F0_MIN_HZ)
    added = added + float(np.log2(shifted_hz)) - middle
    if asked.contour:
        share = np.linspace(0.0, 1.0, len(octaves))
        places, semitones = zip(*asked.contour, strict=True)
        added = added + np.interp(share, places, semitones) / 12
    return np.asarray(added)


def volume(
    audio: Audio, words: Sequence[Word], manner: Sequence[Passage]
) -> tuple[Audio, list[str]]:
    """Passages at their level, and a note where peaks held it; the true peak stays under
    -1 dBTP."""
    asked = [one for one in manner if one.prosody.volume_db]
    if not asked:
        return audio, []
    count = int(audio.duration_s / PERIOD_S) + 2
    times = np.arange(count) * PERIOD_S
    gain_db = np.zeros(count)
    for passage in asked:
        span = passage.timing(words)
        gain_db[(times >= span.start_s) & (times < span.end_s)] += passage.prosody.volume_db
    gains = np.where(gain_db <= _SILENT_DB, 0.0, 10 ** (gain_db / 20))
    at_s = np.arange(len(audio.samples)) / audio.rate_hz
    samples = audio.samples * np.interp(at_s, times, smoothed(gains, _SMOOTH_FRAMES))
    return _limited(samples, audio.rate_hz)


def _limited(samples: NDArray[np.float64], rate_hz: int) -> tuple[Audio, list[str]]:
    reduction = loudness.reduction(loudness.true_peaks(samples), rate_hz)
    out = np.clip(samples * reduction, -1.0, 1.0).astype(np.float32)
    held_db = -20 * float(np.log10(max(float(reduction.min(initial=1.0)), 1e-6)))
    notes = [f"a louder passage met the peak limit and lost up to {held_db:.0f} dB; ask for less"]
    return Audio(out, rate_hz), notes if held_db >= 1 else []
