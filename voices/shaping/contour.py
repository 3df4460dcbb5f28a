"""F0: median and range around the base voice, lifts, dips, phrase ends, tremor and jitter.

Everything is added in semitones. Lifts and dips sit on accented syllables and between them, and
are re-centred so that the median of the utterance stays where it was asked to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from voices.audio import Phrase, PhraseKind
from voices.shaping import phrasing
from voices.shaping.frames import PERIOD_S, Clause, Flags, Floats, Frames
from voices.shaping.settings import Baseline, Settings, tempo_ratio

F0_MIN_HZ, F0_MAX_HZ = 45.0, 600.0
MAX_RANGE_RATIO = 10.0
TREMOR_HZ = 4.7
"""The slowest component of Klatt's flutter and the centre of vocal tremor (klatt1990)."""
HEARD_WITHIN_DB = 25.0
FASTEST_ST_S = 60.0
"""No speaker moves F0 faster: 61 st/s in rises and in falls of an octave (Xu and Sun 2002,
memory)."""
TEMPO_EXPONENT = 0.3
"""Slow speech has longer phrases, which fall further, and longer ends, in fast speech pitch is
tracked less far: with the same movements the SD of F0 goes with the tempo to the power of -0.3
(measured on this chain at 0.7 and 1.35 times the rate: +0.25 and -0.25 st)."""


def apply(
    frames: Frames,
    settings: Settings,
    baseline: Baseline,
    rng: np.random.Generator,
    phrases: Sequence[Phrase] = (),
) -> Frames:
    """The asked F0 contour: that of the ``phrases``, or without any the engine's own; a note is
    added where F0 met 45 or 600 Hz."""
    ratio = range_ratio(settings, baseline)
    if phrases:
        ratio *= tempo_ratio(settings, baseline) ** TEMPO_EXPONENT
        semitones = phrasing.intoned(frames, phrases, heard(frames), baseline.middle_st, ratio)
        lifted = phrasing.low_accents(frames, phrases)
    else:
        semitones = 12 * np.log2(frames.f0_hz / baseline.f0_median_hz) * ratio
        lifted = frames
    semitones = semitones + _accent_movement(lifted, semitones, settings)
    if settings.final_st:
        semitones = semitones + settings.final_st * final_ramp(frames, phrases)
    semitones = _slewed_phrases(frames, semitones)
    if settings.tremor_st:
        semitones = semitones + settings.tremor_st * _tremor(frames.times_s, rng)
    if settings.jitter_st:
        semitones = semitones + settings.jitter_st * rng.standard_normal(len(frames))
    median_hz = settings.f0_median_hz or baseline.f0_median_hz
    asked_hz = median_hz * np.exp2(semitones / 12)
    f0_hz = np.clip(asked_hz, F0_MIN_HZ, F0_MAX_HZ)
    shaped = frames.with_changes(f0_hz=f0_hz)
    held = frames.voiced & (f0_hz != asked_hz)
    if held.sum() > 0.01 * max(frames.voiced.sum(), 1):
        shaped = shaped.noted(
            f"F0 was held within {F0_MIN_HZ:.0f} to {F0_MAX_HZ:.0f} Hz in "
            f"{100 * held.sum() / frames.voiced.sum():.0f} % of the voiced time; "
            "ask for a smaller range or another median"
        )
    return shaped


def range_ratio(settings: Settings, baseline: Baseline) -> float:
    """How many times the base voice's excursions from its median are asked, 0 to 10.

    >>> range_ratio(Settings(f0_sd_st=3.0), Baseline(110.0, 2.0, 5.0))
    1.5
    """
    if settings.f0_sd_st is None:
        return 1.0
    return min(settings.f0_sd_st / max(baseline.f0_sd_st, 0.05), MAX_RANGE_RATIO)


def slewed(semitones: Floats) -> Floats:
    """The contour, (n,), with no movement faster than 60 st/s; the middle of what the limit makes
    of it from the front and from the back, so that nothing comes late.

    >>> slewed(np.array([0.0, 0.0, 0.0, 1.2, 1.2, 1.2])).round(2).tolist()
    [0.15, 0.3, 0.45, 0.75, 0.9, 1.05]
    """
    most = FASTEST_ST_S * PERIOD_S
    if not len(semitones) or np.abs(np.diff(semitones)).max(initial=0.0) <= most:
        return semitones
    return (_followed(semitones, most) + _followed(semitones[::-1], most)[::-1]) / 2


def _slewed_phrases(frames: Frames, semitones: Floats) -> Floats:
    """Each run of speech between pauses by itself: in a pause a speaker resets F0 unheard, and a
    phrase end must not be held back by what follows it."""
    found = semitones.copy()
    for clause in frames.clauses():
        inside = frames.inside(clause.timing)
        found[inside] = slewed(semitones[inside])
    return found


def _followed(semitones: Floats, most: float) -> Floats:
    """Each value as near to what is asked as a step from the last one goes."""
    now, found = float(semitones[0]), np.empty(len(semitones))
    for index, asked in enumerate(semitones.tolist()):
        now += min(max(asked - now, -most), most)
        found[index] = now
    return found


def _accent_movement(frames: Frames, semitones: Floats, settings: Settings) -> Floats:
    """Lifts and dips in semitones, re-centred to the median of the voiced frames."""
    moved = np.zeros(len(frames))
    if not frames.voiced.any() or not (settings.lifts_st or settings.dips_st):
        return moved
    if settings.dips_st:
        moved = moved - settings.dips_st * valley_shape(frames)
        moved = moved - _median_shift(frames, semitones, moved)
    if settings.lifts_st:
        moved = moved + _lifts(frames, semitones + moved, settings.lifts_st)
    return moved


def _median_shift(frames: Frames, semitones: Floats, moved: Floats) -> float:
    counted = heard(frames)
    return float(np.median((semitones + moved)[counted]) - np.median(semitones[counted]))


def heard(frames: Frames) -> Flags:
    """Voiced frames within 25 dB of the loudest, (n,): those that pitch measures count."""
    loud = frames.voiced & (frames.level_db > frames.level_db.max() - HEARD_WITHIN_DB)
    return loud if loud.any() else frames.voiced


def _lifts(frames: Frames, semitones: Floats, lifts_st: float) -> Floats:
    """Peaks whose mean over the accented vowels rises by ``lifts_st`` against the frames between
    them, re-centred. The flanks of peaks raise what lies between: the height makes up for it, up
    to 1.8 times what was asked."""
    shape = peak_shape(frames)
    on_accent = np.zeros(len(frames), dtype=bool)
    for accent in frames.accents_s:
        on_accent |= frames.inside(accent)
    counted = heard(frames)
    on, off = shape[counted & on_accent], shape[counted & ~on_accent]
    if not len(on):
        return np.zeros(len(frames))
    contrast = float(on.mean()) - (float(np.median(off)) if len(off) else 0.0)
    height = lifts_st * min(1 / max(contrast, 1e-3), 1.8)
    return height * shape - _median_shift(frames, semitones, height * shape)


def peak_shape(frames: Frames) -> Floats:
    """0 to 1: Gaussian peaks, half a vowel wide, on every accented vowel, (n,)."""
    shape = np.zeros(len(frames))
    times = frames.times_s
    for accent in frames.accents_s:
        centre = (accent.start_s + accent.end_s) / 2
        width = max(0.05, 0.5 * accent.duration_s)
        shape = np.maximum(shape, np.exp(-0.5 * ((times - centre) / width) ** 2))
    return shape


def valley_shape(frames: Frames) -> Floats:
    """0 to 1: a Hann valley between each two accents of a phrase and before its first, (n,).

    It is 0 on the accents themselves and 1 half way, so that the depth below the neighbouring
    accents grows by exactly what is asked. A fall and a rise need about 0.1 s each (Xu and Sun
    2002): between centres under 0.2 s apart the valley is shallower, under 0.1 s there is none.
    """
    shape = np.zeros(len(frames))
    times = frames.times_s
    for start_s, end_s in valleys_s(frames):
        share = np.clip((end_s - start_s - 0.1) / 0.1, 0.0, 1.0)
        phase = np.clip((times - start_s) / (end_s - start_s), 0.0, 1.0)
        shape = np.maximum(shape, share * 0.5 * (1 - np.cos(2 * np.pi * phase)))
    return shape


def valleys_s(frames: Frames) -> list[tuple[float, float]]:
    """Start and end of each stretch from accent to accent, where a valley has room."""
    found = []
    for clause in frames.clauses():
        centres = [
            (accent.start_s + accent.end_s) / 2
            for accent in frames.accents_s
            if clause.timing.start_s <= (accent.start_s + accent.end_s) / 2 < clause.timing.end_s
        ]
        edges = [clause.timing.start_s, *centres] if centres else []
        found += [pair for pair in pairwise(edges) if pair[1] - pair[0] > 0.1]
    return found


def final_ramp(frames: Frames, phrases: Sequence[Phrase] = ()) -> Floats:
    """0 to 1 from the last accent of each phrase to its last voiced frame, (n,); groups of an
    entity but the last, which must not fall, have no ramp."""
    ramp = np.zeros(len(frames))
    times = frames.times_s
    for clause in frames.clauses():
        sounding = times[frames.inside(clause.timing) & frames.voiced]
        if not len(sounding):
            continue
        end_s = float(sounding[-1])
        start_s = min(_last_nucleus_s(frames, clause, end_s), end_s - 2 * PERIOD_S)
        share = np.clip((times - start_s) / (end_s - start_s), 0.0, 1.0)
        smooth = share * share * (3 - 2 * share)
        ramp = np.where(frames.inside(clause.timing), smooth, ramp)
    for phrase in phrases:
        if phrase.kind is PhraseKind.GROUP:
            ramp[frames.inside(phrase.timing(frames.words))] = 0.0
    return ramp


def _last_nucleus_s(frames: Frames, clause: Clause, end_s: float) -> float:
    """Start of the last accent if it lies 0.1 to 0.6 s before the end, else of the last vowel
    of that distance, else 0.3 s before the end (the span of boundary tones, oshaughnessy1976)."""
    begins = [accent.start_s for accent in frames.accents_s]
    vowels = [frames.phones[i].timing.start_s for i in frames.vowels() if i in clause.phones]
    for starts in (begins, vowels):
        near = [s for s in starts if max(clause.timing.start_s, end_s - 0.6) <= s <= end_s - 0.1]
        if near:
            return max(near)
    return max(clause.timing.start_s, end_s - 0.3)


def _tremor(times_s: Floats, rng: np.random.Generator) -> Floats:
    """A 4.7 Hz oscillation of amplitude 1 whose rate wanders a little, (n,)."""
    start = rng.uniform(0, 2 * np.pi)
    phase = 2 * np.pi * TREMOR_HZ * times_s + start
    return np.asarray(np.sin(phase + 0.6 * np.sin(2 * np.pi * 0.9 * times_s)))
