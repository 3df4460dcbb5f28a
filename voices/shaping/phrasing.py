"""F0 by the plan: each phrase on its line, with the accents of the base voice and a planned end.

The contour of a phrase is taken apart into the line through its unaccented ground, the accents
over it, and the movement from the last accent on. The accents stay; the line and the end are
those of the plan, whatever the engine made of them.

Conventions: semitones about the median that was asked; the ground of a phrase are its voiced
frames outside accented vowels and before the last accent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from voices.acoustics.pitch import theil_sen
from voices.audio import Phone, Phrase, PhraseKind, Timing
from voices.ipa import is_voiced, is_vowel
from voices.shaping import declination
from voices.shaping.declination import Line, lines
from voices.shaping.frames import PERIOD_S, Flags, Floats, Frames, smoothed
from voices.shaping.tunes import Nucleus, glide, tune

ACCENT_GAIN, VALLEY_GAIN = 1.7, 1.2
"""What stands out from the line of the base voice is raised by this, above and below it, so that
neutral phrasing has nearly the SD of F0 of conversational readers (3 st) on the line that such
readers have (measured: espeak-ng's own contour has 1.7); prosodic range widens upward."""
ACCENT_FRAMES = 17
"""Its movements take 85 ms at least: raised, the steps of an engine would be faster than a
speaker's (Xu and Sun 2002, memory)."""
MOST_ST = 3.0
"""It nears this and goes no farther: octave errors, or another phrasing than the plan's
(judgement)."""
STEEPEST_ST_S = 12.0
LINE_MIN_S, LINE_POINTS = 0.15, 60
"""A line needs so much ground; without it a phrase has a level only."""
FIGURE_ST = 0.7
"""Height of each figure's accent in a spelled group (judgement: the line of a group is level or
falls by at most 1 st a digit, 04_digits_letters [M])."""
FOCUS_ST = 2.2
"""Height of the accent of a question word (strong accent: syrdal2003; the amount: judgement)."""
FADE_S, LONGEST_ONSET_S = 0.05, 0.2
MOST_MOVED_ST = 2.5
"""A sentence is moved by no more to have its median where the plan wants it (judgement)."""
FLOOR_FROM_ST, FLOOR_ST, FLOOR_RATIO_ST = -4.8, 7.4, 3.2
"""Below the first, F0 nears a floor and never gets there: speakers widen their range upward from a
base that stays (pierrehumbert1980, note). It lies 7.4 st under the median, just above creak, and
deeper only where more than 2.3 times the range is asked (judgement)."""
CEILING_FROM_ST, CEILING_ST, CEILING_RATIO_ST = 6.5, 10.5, 4.6
"""The same above: the first accent of a long sentence stays within an octave, where pitch can be
tracked (expressive readers span 16 st at most from 10 to 90 %: measured)."""


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A phrase in frames: where it sounds, its last accented vowel, and where the consonants
    before that begin."""

    phrase: Phrase
    start_s: float
    last_s: float
    nucleus: Timing | None
    onset_s: float
    inside: Flags


def intoned(
    frames: Frames, phrases: Sequence[Phrase], heard: Flags, middle_st: float, ratio: float
) -> Floats:
    """The planned contour, (n,): ``ratio`` times the range of the base voice's neutral phrasing,
    whose median lies at ``middle_st``.

    Each sentence is set so that the median of its frames that are ``heard``, (n,), is that of the
    plan, whatever its accents add.
    """
    times_s = frames.times_s
    own_st = _steadied(12 * np.log2(frames.f0_hz))
    planned = np.full(len(frames), np.nan)
    for sentence in _sentences(frames, phrases):
        said = [part.phrase for part in sentence]
        spans = [(part.start_s, part.last_s) for part in sentence]
        level = -middle_st
        aim = ratio * (declination.middle_st(said, spans) - middle_st)
        accents = [_accents(frames, part, own_st) for part in sentence]
        for last in (False, True):
            for part, own, line in zip(sentence, accents, lines(said, spans), strict=True):
                planned[part.inside] = _phrase(times_s[part.inside], part, line, own, level, ratio)
            counted = np.isfinite(planned) & heard & (times_s >= spans[0][0])
            if last or not counted.any():
                break
            missing = (aim - float(np.median(planned[counted]))) / max(ratio, 0.1)
            level += float(np.clip(missing, -MOST_MOVED_ST, MOST_MOVED_ST))
    known = np.isfinite(planned)
    if not known.any():
        return np.zeros(len(frames))
    planned = np.interp(times_s, times_s[known], planned[known])
    floor_st = -max(FLOOR_ST, FLOOR_RATIO_ST * ratio)
    ceiling_st = max(CEILING_ST, CEILING_RATIO_ST * ratio)
    return floored(_joined(frames, phrases, planned), floor_st, ceiling_st)


def _steadied(semitones: Floats) -> Floats:
    """Semitones without single wrong frames of the analysis: their running median of 55 ms."""
    padded = np.pad(semitones, 5, mode="edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, 11), axis=1))


def floored(
    semitones: Floats, floor_st: float = -FLOOR_ST, ceiling_st: float = CEILING_ST
) -> Floats:
    """Semitones that pass neither floor nor ceiling, but near them.

    >>> floored(np.array([2.0, -5.0, -8.0, -30.0, 9.0, 30.0])).round(1).tolist()
    [2.0, -5.0, -6.6, -7.4, 8.4, 10.5]
    """
    room = FLOOR_FROM_ST - floor_st
    under = np.maximum(FLOOR_FROM_ST - semitones, 0.0)
    head = ceiling_st - CEILING_FROM_ST
    over = np.maximum(semitones - CEILING_FROM_ST, 0.0)
    inner = np.clip(semitones, FLOOR_FROM_ST, CEILING_FROM_ST)
    return np.asarray(
        inner - room * (1 - np.exp(-under / room)) + head * (1 - np.exp(-over / head))
    )


def low_accents(frames: Frames, phrases: Sequence[Phrase]) -> Frames:
    """The frames without the accents that are low: the last ones of questions for yes or no, which
    a lift would turn into those of statements."""
    low = [
        part.nucleus
        for sentence in _sentences(frames, phrases)
        for part in sentence
        if part.phrase.kind is PhraseKind.YES_NO and part.nucleus is not None
    ]
    kept = tuple(accent for accent in frames.accents_s if accent not in low)
    return frames.with_changes(accents_s=kept) if low else frames


def _sentences(frames: Frames, phrases: Sequence[Phrase]) -> Iterator[list[_Part]]:
    sentence: list[_Part] = []
    for phrase in phrases:
        part = _part(frames, phrase)
        if part is not None:
            sentence.append(part)
        if phrase.ends_sentence and sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _part(frames: Frames, phrase: Phrase) -> _Part | None:
    """A phrase in frames, None where it does not sound."""
    own = [
        phone
        for phone in frames.phones
        if phone.word is not None and phrase.first <= phone.word < phrase.last
    ]
    span = phrase.timing(frames.words)
    sounding = frames.times_s[frames.inside(_last_voice(own, span)) & frames.voiced]
    if not len(sounding):
        return None
    vowels = [phone for phone in own if is_vowel(phone.symbol)]
    most = max((phone.stress for phone in vowels), default=0)
    if phrase.rate_syll_s:
        vowels = [phone for phone in vowels if phone.word == vowels[-1].word]
    stressed = [phone for phone in vowels if phone.stress == most] or vowels
    nucleus = stressed[-1].timing if stressed else _guessed(frames, span)
    last_s = float(sounding[-1])
    inside = (frames.times_s >= span.start_s - 1e-9) & (frames.times_s <= last_s + 1e-9)
    onset_s = last_s if nucleus is None else _onset_s(frames, nucleus)
    return _Part(phrase, span.start_s, last_s, nucleus, onset_s, inside)


def _onset_s(frames: Frames, nucleus: Timing) -> float:
    """Where the vowel before the last accented one ends: an engine's movement to the accent begins
    behind it."""
    ends = [frames.phones[index].timing.end_s for index in frames.vowels()]
    before = [end for end in ends if end <= nucleus.start_s + 1e-6]
    return max(before[-1] if before else 0.0, nucleus.start_s - LONGEST_ONSET_S)


def _last_voice(own: Sequence[Phone], span: Timing) -> Timing:
    """A phrase up to the end of its last voiced phone."""
    voiced = [phone.timing.end_s for phone in own if is_voiced(phone.symbol)]
    return Timing(span.start_s, max(voiced)) if voiced else span


def _guessed(frames: Frames, span: Timing) -> Timing | None:
    """The last accent of a phrase whose phones are not known."""
    inside = [accent for accent in frames.accents_s if span.start_s <= accent.start_s < span.end_s]
    return inside[-1] if inside else None


def _phrase(
    times_s: Floats, part: _Part, line: Line, accents: Floats, level: float, ratio: float
) -> Floats:
    """The contour of one phrase over its frames."""
    contour = ratio * (np.asarray(line.at(times_s)) + level + accents)
    if part.nucleus is None:
        return contour
    start_s, end_s = part.nucleus.start_s, part.nucleus.end_s
    nucleus = Nucleus(start_s, min(end_s, part.last_s), max(part.last_s, start_s + 2 * PERIOD_S))
    at_s = np.array([start_s, nucleus.end_s, nucleus.last_s])
    nodes = tune(part.phrase.kind, nucleus, ratio * (np.asarray(line.at(at_s)) + level), ratio)
    if not nodes:
        return contour
    begun_s = min(nodes[0][0], start_s)
    fade_s = max(FADE_S, begun_s - part.onset_s)
    share = np.clip((times_s - (begun_s - fade_s)) / fade_s, 0.0, 1.0)
    share = share * share * (3 - 2 * share)
    return np.asarray(contour * (1 - share) + glide(times_s, nodes) * share)


def _accents(frames: Frames, part: _Part, own_st: Floats) -> Floats:
    """What the accents of a phrase add to its line, over its frames."""
    times_s = frames.times_s[part.inside]
    if part.phrase.rate_syll_s:
        return FIGURE_ST * _peaks(times_s, frames, range(part.phrase.first, part.phrase.last))
    own = own_st[part.inside]
    kept = np.zeros(len(own))
    line = _own_line(frames, part, own_st)
    if line is not None:
        slope, level = line
        out = MOST_ST * np.tanh((own - (slope * times_s + level)) / MOST_ST)
        kept = smoothed(out * np.where(out > 0, ACCENT_GAIN, VALLEY_GAIN), ACCENT_FRAMES)
    if part.phrase.focus is not None:
        height = FOCUS_ST * _peaks(times_s, frames, [part.phrase.focus])
        kept = np.maximum(kept, height) if height.any() else kept
    return kept


def _own_line(frames: Frames, part: _Part, own_st: Floats) -> tuple[float, float] | None:
    """Slope and level of the base voice's own line: robust, through the ground where there is
    enough of it, else through all that comes before the last accent."""
    times_s = frames.times_s
    before = part.inside & frames.voiced
    if part.nucleus is not None and part.phrase.kind is not PhraseKind.OPEN:
        before &= times_s < part.nucleus.start_s
    accented = np.zeros(len(frames), dtype=bool)
    for accent in frames.accents_s:
        accented |= frames.inside(accent)
    for mask in (before & ~accented, before):
        found = np.flatnonzero(mask)
        if len(found) * PERIOD_S >= LINE_MIN_S:
            break
    if not len(found):
        return None
    if len(found) * PERIOD_S < LINE_MIN_S or times_s[found[-1]] - times_s[found[0]] < 0.4:
        return 0.0, float(np.median(own_st[found]))
    picked = found[np.linspace(0, len(found) - 1, min(LINE_POINTS, len(found))).astype(int)]
    slope, level = theil_sen(times_s[picked], own_st[picked])
    if abs(slope) > STEEPEST_ST_S:
        return 0.0, float(np.median(own_st[found]))
    return slope, level


def _peaks(times_s: Floats, frames: Frames, words: Sequence[int]) -> Floats:
    """0 to 1: a peak on the strongest vowel of each of some words, (n,)."""
    shape = np.zeros(len(times_s))
    for word in words:
        vowels = [p for p in frames.phones if p.word == word and is_vowel(p.symbol)]
        if not vowels:
            continue
        chief = max(vowels, key=lambda phone: phone.stress)
        centre = (chief.timing.start_s + chief.timing.end_s) / 2
        width = max(0.05, 0.5 * chief.timing.duration_s)
        shape = np.maximum(shape, np.exp(-0.5 * ((times_s - centre) / width) ** 2))
    return shape


def _joined(frames: Frames, phrases: Sequence[Phrase], planned: Floats) -> Floats:
    """The contour with smooth joints between phrases that no pause divides."""
    smooth = smoothed(planned, 15)
    share = np.zeros(len(planned))
    for phrase in phrases:
        if phrase.pause_s or phrase.ends_sentence:
            continue
        joint_s = frames.words[phrase.last - 1].timing.end_s
        near = np.clip(1 - (np.abs(frames.times_s - joint_s) - 0.03) / 0.05, 0.0, 1.0)
        share = np.maximum(share, near)
    return np.asarray(planned * (1 - share) + smooth * share)
