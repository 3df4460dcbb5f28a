"""The line on which the accents of a sentence ride: its slope, and where it is set higher again.

Conventions: semitones at the range of a conversational reader (SD of F0 about 3 st), 0 is the
median of running speech; spoken time, pauses left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voices.audio import Phrase, PhraseKind
from voices.shaping.frames import Floats

SHARE = 0.85
"""Share of the fall below: neutral phrasing has an SD of F0 of 2.7 st, the readers of 3."""
SATURATED_ST = 8.5
STEEPEST_ST, STEEP_S = 11.0, 1.5
"""Declination of 11 / (t + 1.5) st/s in utterances of t s under 5 s, 8.5 / t in longer ones
(thart1990, memory): shorter is steeper, and the whole fall saturates."""
MIDDLE_SHARE, MIDDLE_FALL_ST = 0.12, 6.3
"""How much the median of a sentence rises with a longer fall, against that of a sentence of 2 s.
Where the end is the same whatever the length (yuan2014) it would be 0.5; with this, neighbouring
sentences of 1 s and 6 s keep their medians well within the tolerance of 2.5 st (judgement)."""
WEIGHT = {PhraseKind.YES_NO: 0.45, PhraseKind.WH: 0.9, PhraseKind.EXCLAMATION: 1.0}
"""Declination of a kind of sentence against that of statements: a question for yes or no has the
least, a wh-question nearly that of a statement (Thorsen 1980, memory)."""
REGISTER_ST = {PhraseKind.YES_NO: 0.4, PhraseKind.WH: 0.5, PhraseKind.EXCLAMATION: 0.8}
"""How much higher its median lies (register of questions: syrdal2003; amounts: judgement)."""
RESET_ST = 1.5
GROUP_RESET_ST, JOINED_RESET_ST, COLON_RESET_ST = 0.9, 0.6, 2.2
"""Partial reset at a comma 0.5 to 3 st, typical 1.5 (yuan2014, memory); less between groups of
figures and where no pause is, more at pauses over 0.3 s (judgement)."""
LONG_PAUSE_S = 0.3
FIGURES_ST_S = 1.2
"""Spelled figures fall by no more: they are level or fall by at most 1 st a digit
(04_digits_letters [M])."""


@dataclass(frozen=True, slots=True)
class Line:
    """The line of one phrase: from ``start_st`` at ``start_s``, falling by ``slope_st_s``."""

    start_s: float
    start_st: float
    slope_st_s: float

    def at(self, times_s: Floats | float) -> Floats | float:
        """Its height at times."""
        return self.start_st - self.slope_st_s * (times_s - self.start_s)


def fall_st(spoken_s: float) -> float:
    """How far the line of a sentence falls in so many seconds.

    >>> round(fall_st(2.0), 2), fall_st(9.0)
    (6.29, 8.5)
    """
    if spoken_s >= 5.0:
        return SATURATED_ST
    return min(STEEPEST_ST * spoken_s / (spoken_s + STEEP_S), SATURATED_ST)


def middle_st(phrases: Sequence[Phrase], spans: Sequence[tuple[float, float]]) -> float:
    """Where the median of a sentence lies, by what it is and how long it is."""
    whole_s = sum(end - start for start, end in spans)
    by_length = MIDDLE_SHARE * (fall_st(whole_s) - MIDDLE_FALL_ST)
    return by_length + REGISTER_ST.get(phrases[-1].mood, 0.0)


def lines(phrases: Sequence[Phrase], spans: Sequence[tuple[float, float]]) -> list[Line]:
    """The lines of the phrases of one sentence, which sound from and to ``spans`` in s; their
    middle is 0.

    Each falls with the slope of the sentence, which makes up for the resets between them, but
    not steeper than a sentence of the phrase's own length.
    """
    lengths = [max(end - start, 1e-3) for start, end in spans]
    whole_s = sum(lengths)
    fall = SHARE * fall_st(whole_s) * WEIGHT.get(phrases[-1].mood, 1.0)
    resets = [*(_reset(phrase) for phrase in phrases[:-1]), 0.0]
    slope = (fall + sum(resets)) / whole_s
    slopes = [
        min(slope, FIGURES_ST_S if phrase.rate_syll_s else STEEPEST_ST / (length + STEEP_S))
        for phrase, length in zip(phrases, lengths, strict=True)
    ]
    fallen = sum(own * length for own, length in zip(slopes, lengths, strict=True))
    level = (fallen - sum(resets)) / 2
    found = []
    for (start, _), length, own, reset in zip(spans, lengths, slopes, resets, strict=True):
        found.append(Line(start, level, own))
        level += reset - own * length
    return found


def _reset(phrase: Phrase) -> float:
    """How much higher the line goes on behind a phrase."""
    if phrase.kind is PhraseKind.OPEN:
        return 0.0
    if phrase.kind is PhraseKind.GROUP:
        return GROUP_RESET_ST
    if phrase.pause_s == 0.0:
        return JOINED_RESET_ST
    return COLON_RESET_ST if (phrase.pause_s or 0.0) > LONG_PAUSE_S else RESET_ST
