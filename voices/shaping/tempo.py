"""Time: articulation rate, pauses, contrast of vowel durations, lengthening by enunciation.

Every phone gets a factor; frames are read at warped times, and the times of phones, words,
pauses and accents go through the same map, so that they stay true.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voices.audio import Phrase
from voices.ipa import is_obstruent, is_vowel
from voices.shaping.frames import Floats, Frames
from voices.shaping.lengthening import lengthened
from voices.shaping.pausing import RENDERING, Edges, paused
from voices.shaping.settings import Baseline, Settings, tempo_ratio
from voices.shaping.timemap import Piece, TimeMap, warped

CONTRAST_EXPONENT = 0.6
"""Contrast 1 raises log durations by 60 %: beyond it vowels meet the limits below (measured)."""
SHORTEST, LONGEST = 0.4, 2.5


def apply(
    frames: Frames,
    settings: Settings,
    baseline: Baseline,
    phrases: Sequence[Phrase] = (),
    edges: Edges = RENDERING,
) -> Frames:
    """Speech at the asked rate. An asked rate holds exactly, whatever contrast and enunciation
    do to single phones.

    With ``phrases``, their ends are longer, groups of figures are spelled at their own rate, and
    pauses are those of the plan times ``pause_ratio``; without, pauses follow the rate too.
    """
    edges_s, factors = plan(frames, settings, baseline, phrases)
    if phrases and len(factors):
        lengths = np.diff(edges_s) * factors
        pieces = [Piece(*part) for part in zip(edges_s[:-1], edges_s[1:], lengths, strict=True)]
        return warped(frames, TimeMap.of(paused(pieces, frames, phrases, settings, edges)))
    if not len(factors) or np.allclose(factors, 1.0, atol=1e-6):
        return frames
    return warped(frames, stretched(edges_s, factors))


def stretched(edges_s: Floats, factors: Floats) -> TimeMap:
    """The map that lasts each stretch between edges, (m + 1,), by a factor, (m,)."""
    lengths = np.diff(edges_s) * factors
    return TimeMap.of(Piece(*part) for part in zip(edges_s[:-1], edges_s[1:], lengths, strict=True))


def plan(
    frames: Frames, settings: Settings, baseline: Baseline, phrases: Sequence[Phrase] = ()
) -> tuple[Floats, Floats]:
    """Edges of stretches, (m + 1,) in s from 0 to the end, and a factor for each, (m,)."""
    edges_s, owner = _stretches(frames)
    if not len(owner):
        return edges_s, np.zeros(0)
    lengths = np.diff(edges_s)
    middles = (edges_s[1:] + edges_s[:-1]) / 2
    tempo = tempo_ratio(settings, baseline)
    silent = _silent(frames, owner, middles)
    factors = np.ones(len(owner))
    symbols = [frames.phones[i].symbol if i >= 0 else "" for i in owner]
    vowel = np.array([is_vowel(symbol) for symbol in symbols])
    stressed = np.array([i >= 0 and frames.phones[i].stress == 2 for i in owner])
    if settings.vowel_contrast and vowel.sum() > 1:
        factors[vowel] = _contrast(lengths[vowel], stressed[vowel], settings.vowel_contrast)
    if settings.enunciation:
        obstruent = np.array([is_obstruent(symbol) for symbol in symbols])
        factors *= 1 + 0.12 * max(settings.enunciation, 0.0)
        factors[obstruent] *= 1 + 0.15 * settings.enunciation
        if settings.rate_syll_s is not None:
            factors *= lengths[~silent].sum() / max((lengths * factors)[~silent].sum(), 1e-9)
    factors /= tempo
    factors[silent] = settings.pause_ratio / tempo
    if phrases:
        factors[silent] = 1 / tempo
        factors = lengthened(frames, phrases, edges_s, owner, factors, tempo, baseline.phones_s)
    spoken = np.flatnonzero(~silent)
    if len(spoken):
        factors[: spoken[0]] = 1.0
        factors[spoken[-1] + 1 :] = 1.0
    else:
        factors[:] = 1.0
    return edges_s, factors


def _stretches(frames: Frames) -> tuple[Floats, NDArray[np.intp]]:
    """Edges of all phones, or of words where there are none, and of pauses; and the phone of each
    stretch between, -1 for none."""
    marks = [0.0, frames.duration_s]
    for timing in [part.timing for part in frames.phones or frames.words] + list(frames.pauses):
        marks += [timing.start_s, min(timing.end_s, frames.duration_s)]
    edges = np.unique(np.array(marks))
    middles = (edges[1:] + edges[:-1]) / 2
    if not frames.phones:
        return edges, np.full(len(middles), -1, dtype=np.intp)
    starts = np.array([phone.timing.start_s for phone in frames.phones])
    ends = np.array([phone.timing.end_s for phone in frames.phones])
    index = np.searchsorted(starts, middles, side="right") - 1
    return edges, np.where((index >= 0) & (middles < ends[index]), index, -1)


def _silent(frames: Frames, owner: NDArray[np.intp], middles: Floats) -> NDArray[np.bool_]:
    if frames.phones:
        return np.array([i < 0 or frames.phones[i].is_pause for i in owner])
    inside = np.zeros(len(middles), dtype=bool)
    for pause in frames.pauses:
        inside |= (middles > pause.start_s) & (middles < pause.end_s)
    return inside


def _contrast(lengths: Floats, stressed: NDArray[np.bool_], contrast: float) -> Floats:
    """Factors that spread log durations of vowels around their mean and keep their total; the
    stressed gain and the others lose up to 10 %."""
    exponent = CONTRAST_EXPONENT * contrast
    log_length = np.log(lengths)
    spread = np.exp((log_length - log_length.mean()) * exponent)
    spread = spread * np.where(stressed, 1 + 0.1 * exponent, 1 - 0.1 * exponent)
    factors = np.ones(len(lengths))
    for _ in range(3):
        spread = spread * (lengths.sum() / (lengths * spread).sum())
        factors = np.clip(spread, SHORTEST, LONGEST)
        spread = factors
    return factors
