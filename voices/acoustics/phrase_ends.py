"""How phrases end, how their line falls, and where it is set higher again.

Conventions: semitones. A phrase's end is the median of its last 40 ms of voice, its accent that of
the first half of its last accented vowel; a movement goes from the accent to the end. The base of
the speaker is the 5th percentile of all voiced frames. Only phrases that were planned are judged:
what kind they are cannot be told from the sound. A phrase whose end the tracker lost is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a
from voices.acoustics.catalogue import NEEDS_PHRASES, Found, no, none_of
from voices.acoustics.material import Material
from voices.acoustics.pitch import semitones, theil_sen
from voices.audio import Phone, Phrase, PhraseKind, Timing
from voices.ipa import is_voiced, is_vowel

Floats = NDArray[np.float64]
RISES = {
    "question_rise_st": PhraseKind.YES_NO,
    "item_rise_st": PhraseKind.ITEM,
    "continuation_rise_st": PhraseKind.CONTINUATION,
}
ENDS = {
    "statement_end_st": PhraseKind.STATEMENT,
    "wh_end_st": PhraseKind.WH,
    "exclamation_end_st": PhraseKind.EXCLAMATION,
    "last_item_end_st": PhraseKind.LAST_ITEM,
}
LINES = ("declination_st_s", "phrase_reset_st", "sentence_reset_st")
NAMES = (*RISES, *ENDS, *LINES)


@dataclass(frozen=True, slots=True)
class PhraseEnd:
    """The end of one phrase: ``accent_st`` and ``end_st`` over 1 Hz, and the line before the
    accent, ``line_s`` long, with its slope and its height at both ends, NaN where the phrase is
    too short for one."""

    phrase: Phrase
    span: Timing
    accent_st: float
    end_st: float
    line_s: float
    slope_st_s: float
    line_st: tuple[float, float]

    @property
    def movement_st(self) -> float:
        """From the last accent to the end."""
        return self.end_st - self.accent_st


def phrase_ends(material: Material) -> Iterator[PhraseEnd]:
    """The planned phrases whose last accent and end were tracked, in order."""
    f0 = material.track
    if not len(f0.times_s):
        return
    for phrase in material.planned:
        span = phrase.timing(material.words)
        own = [p for p in material.phones if p.word is not None
               and phrase.first <= p.word < phrase.last]  # fmt: skip
        vowels = [phone for phone in own if is_vowel(phone.symbol)]
        voiced = [phone for phone in own if is_voiced(phone.symbol)]
        if not vowels:
            continue
        accent = [v for v in vowels if v.stress == max(v.stress for v in vowels)][-1].timing
        inside = (f0.times_s >= span.start_s) & (f0.times_s <= span.end_s + 0.02) & f0.voiced
        sounding = np.flatnonzero(inside)
        half_s = min((accent.start_s + accent.end_s) / 2, accent.start_s + a.ACCENT_HEAD_S)
        head = sounding[(f0.times_s[sounding] >= accent.start_s) & (f0.times_s[sounding] <= half_s)]
        if not len(sounding) or not len(head):
            continue
        if f0.times_s[sounding[-1]] < voiced[-1].timing.end_s - a.END_LOST_S:
            continue
        last = sounding[-round(a.PHRASE_END_S / a.SECOND_STEP_S) :]
        yield PhraseEnd(
            phrase,
            span,
            float(np.median(semitones(f0.f0_hz[head]))),
            float(np.median(semitones(f0.f0_hz[last]))),
            accent.start_s - span.start_s,
            *_line(material, span, accent, vowels),
        )


def _line(
    material: Material, span: Timing, accent: Timing, vowels: Sequence[Phone]
) -> tuple[float, tuple[float, float]]:
    """Slope of the voiced frames before the last accent and outside other accents, and its height
    where the phrase begins and where that accent does."""
    f0 = material.track
    inside = (f0.times_s >= span.start_s) & (f0.times_s < accent.start_s) & f0.voiced
    for vowel in vowels:
        if vowel.stress == 2:
            inside &= (f0.times_s < vowel.timing.start_s) | (f0.times_s > vowel.timing.end_s)
    if inside.sum() * a.SECOND_STEP_S < a.LINE_VOICED_S or accent.start_s - span.start_s < a.LINE_S:
        return float("nan"), (float("nan"), float("nan"))
    slope, level = theil_sen(f0.times_s[inside], semitones(f0.f0_hz[inside]))
    return slope, (level + slope * span.start_s, level + slope * accent.start_s)


def _mean(values: Iterable[float], why: str) -> Found:
    known = [value for value in values if np.isfinite(value)]
    return Found(float(np.mean(known))) if known else no(why)


def measures(material: Material) -> dict[str, Found]:
    """Final movements, ends over the base, slopes and resets of the planned phrases."""
    if material.too_little:
        return none_of(NAMES, material.too_little)
    if not material.planned:
        return none_of(NAMES, NEEDS_PHRASES)
    ends = list(phrase_ends(material))
    base_st = material.base_st
    found = {
        name: _mean(
            (e.movement_st for e in ends if e.phrase.kind is kind), f"no {kind} was tracked"
        )
        for name, kind in RISES.items()
    }
    found |= {
        name: _mean((e.end_st - base_st for e in ends if e.phrase.kind is kind),
                    f"no {kind} was tracked")
        for name, kind in ENDS.items()
    }  # fmt: skip
    whole = [e.slope_st_s for e in ends if e.phrase.mood is PhraseKind.STATEMENT]
    slopes = [slope for slope in whole if np.isfinite(slope)]
    found["declination_st_s"] = (
        Found(float(np.median(slopes))) if slopes else no("no statement is long enough")
    )
    inner = [_reset(one, two) for one, two in pairwise(ends) if not one.phrase.ends_sentence]
    outer = [_reset(one, two) for one, two in pairwise(ends) if one.phrase.ends_sentence]
    found["phrase_reset_st"] = _mean(inner, "no two phrases of a sentence are long enough")
    found["sentence_reset_st"] = _mean(outer, "no two sentences are long enough")
    return found


def _reset(before: PhraseEnd, behind: PhraseEnd) -> float:
    """How much higher the line of a phrase begins than that of the one before it ended."""
    if behind.phrase.first != before.phrase.last or not before.phrase.pause_s:
        return float("nan")
    if min(before.line_s, behind.line_s) < a.RESET_LINE_S:
        return float("nan")
    return behind.line_st[0] - before.line_st[1]
