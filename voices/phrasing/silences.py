"""How long speech pauses between phrases, at a neutral rate.

Conventions: seconds; each row is the shortest, the typical and the longest of its kind. Between
them lengths are log-normal (campione2002 [R]), so that they are changed by ratios.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from normalizers.utterance import Break


@dataclass(frozen=True, slots=True)
class Silence:
    """A kind of pause: its shortest, typical and longest length in s."""

    low_s: float
    typical_s: float
    high_s: float

    def at(self, pace: float) -> float:
        """Its length where speech is ``pace`` times as fast as neutral.

        Slow speech has more pauses, not longer ones, and fast speech loses the longest ones
        (demol2007 [R]): a slower pace changes nothing, a faster one takes most from those of a
        second and nothing from those of a comma (the amount: judgement [J]).

        >>> COMMA.at(1.4) == COMMA.at(0.7) == COMMA.typical_s, PARAGRAPH.at(1.4)
        (True, 0.7)
        """
        longness: float = math.log(self.typical_s / COMMA.typical_s) / math.log(
            PARAGRAPH.typical_s / COMMA.typical_s
        )
        length_s: float = self.typical_s * max(pace, 1.0) ** -max(longness, 0.0)
        return min(max(length_s, self.low_s), self.high_s)


COMMA = Silence(0.12, 0.2, 0.35)
"""dectalk_pauses [R+J]."""
DASH = Silence(0.12, 0.25, 0.4)
COLON = Silence(0.2, 0.35, 0.5)
"""Dash, ellipsis, colon and semicolon lie between comma and full stop: judgement [J]; mitalk1987
has 0.4 s for all marks inside a sentence [R]."""
SENTENCE = Silence(0.35, 0.55, 0.8)
"""dectalk_pauses 0.5 s, mitalk1987 0.8 s [R+J]; questions and exclamations alike [J]."""
PARAGRAPH = Silence(0.7, 0.95, 1.4)
"""mitalk1987 [N+J]."""
GROUP = Silence(0.2, 0.32, 0.5)
"""Between groups of digits or letters, so that they can be written down (baumann2001 [M])."""
AFTER_ENTITY = Silence(0.12, 0.2, 0.35)
"""Behind the last group, where the sentence goes on: as at a comma [J]."""


def of_marks(marks: str) -> Silence:
    """The pause that marks inside a sentence ask for.

    >>> of_marks(";") is COLON, of_marks(" —") is DASH, of_marks(",")
    (True, True, Silence(low_s=0.12, typical_s=0.2, high_s=0.35))
    """
    if any(mark in marks for mark in ";:…؛：；") or "..." in marks:
        return COLON
    if any(mark in marks for mark in "–—") or marks.strip() == "-":
        return DASH
    return COMMA


def of_break(division: Break, marks: str, *, paragraph: bool) -> Silence | None:
    """The pause that a division asks for, None for none."""
    if division is Break.NONE:
        return None
    if division is Break.PHRASE:
        return of_marks(marks)
    return PARAGRAPH if paragraph else SENTENCE
