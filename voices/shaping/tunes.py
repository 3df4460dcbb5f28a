"""Tunes: the movement of F0 from the last accent of a phrase to its end.

Conventions: semitones about the median that was asked, at the range that was asked; ``ratio`` is
that range against the base voice's neutral phrasing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voices.audio import PhraseKind
from voices.shaping.frames import Floats

BASE_ST, BASE_EXPONENT, BASE_LIMITS_ST = 4.6, 0.8, (3.0, 7.2)
"""How far statements end below the median: to the speaker's base, 1.5 to 2 SD (traunmuller1995,
oshaughnessy1976: 4 to 9 st). A narrow range falls less, and no voice falls under its base, which
for the widest lies just above what counts as creak (0.65 of the median, 7.5 st)."""
RISES_ST = {
    PhraseKind.YES_NO: (6.0, 8.0, 12.0),
    PhraseKind.CONTINUATION: (1.8, 2.8, 4.0),
    PhraseKind.ITEM: (2.2, 3.4, 5.0),
    PhraseKind.GROUP: (1.5, 2.5, 5.0),
}
"""Least, typical and greatest final rise: questions 4 to 12 st (oshaughnessy1976, hedberg2014),
continuation 1 to 4 (oshaughnessy1976), items 1.5 to 5 (judgement), groups 1 to 5
(04_digits_letters [M]). They grow with the square root of the range, so that a question of a
monotone voice stays one."""
PEAK_ST = {
    PhraseKind.STATEMENT: 1.6,
    PhraseKind.WH: 1.8,
    PhraseKind.EXCLAMATION: 3.0,
    PhraseKind.LAST_ITEM: 1.6,
    PhraseKind.LAST_GROUP: 0.6,
}
"""Height of the last accent over the line before a fall (judgement: the accents of the base voice
stand 1.5 to 3 st out)."""
LOW_ST = 1.0
"""How far under the line the last accent of a question for yes or no lies (low accent L*:
hedberg2014; the amount: judgement)."""
TAIL_ST = 0.7
"""What a fall leaves to the end of a long tail: final lowering goes on to the last sound."""
FASTEST_RISE_ST_S, FASTEST_FALL_ST_S = 44.0, 34.0
"""Speakers rise by 7 st in 0.15 s and fall by 6 in 0.13 (Xu and Sun 2002, memory); slower here, so
that the pitch of a low voice can be tracked (measured: at 112 Hz 6 st in 0.2 s, not in 0.13)."""

EARLY_S, LATE_S = 0.06, 0.15
"""How long before its vowel a movement begins at most, where there is little room behind it; and
how long before the end a rise behind an accent begins."""


@dataclass(frozen=True, slots=True)
class Nucleus:
    """The last accented vowel of a phrase, and where the last voice of the phrase sounds."""

    start_s: float
    end_s: float
    last_s: float


Node = tuple[float, float]


def base_st(ratio: float) -> float:
    """Where a fall ends.

    >>> base_st(1.0), base_st(0.3), base_st(2.0)
    (-4.6, -3.0, -7.2)
    """
    low, high = BASE_LIMITS_ST
    return -float(np.clip(BASE_ST * ratio**BASE_EXPONENT, low, high))


def rise_st(kind: PhraseKind, ratio: float) -> float:
    """How far a kind of phrase rises to its end."""
    low, typical, high = RISES_ST[kind]
    return float(np.clip(typical * ratio**0.5, low, high))


def tune(kind: PhraseKind, nucleus: Nucleus, line_st: Floats, ratio: float) -> list[Node]:
    """Times and heights between which F0 glides, from the last accent on; () for an open phrase.

    ``line_st`` is the line at the start and end of the nucleus and at the last voice, (3,).
    """
    if kind is PhraseKind.OPEN:
        return []
    if kind in RISES_ST:
        return _rise(kind, nucleus, line_st, ratio)
    return _fall(kind, nucleus, line_st, ratio)


def _fall(kind: PhraseKind, nucleus: Nucleus, line_st: Floats, ratio: float) -> list[Node]:
    base = base_st(ratio)
    peak = float(line_st[0]) + PEAK_ST.get(kind, 1.6) * ratio
    peak = max(peak, base + 1.5)
    length_s = nucleus.end_s - nucleus.start_s
    at_s = nucleus.start_s + 0.25 * length_s
    need_s = (peak - base) / FASTEST_FALL_ST_S + 0.03
    if nucleus.last_s - at_s < need_s:
        at_s = max(nucleus.start_s - EARLY_S, nucleus.last_s - need_s)
        peak = min(peak, base + FASTEST_FALL_ST_S * max(nucleus.last_s - at_s, 0.02))
    fallen_s = max(nucleus.end_s, at_s + need_s)
    if fallen_s >= nucleus.last_s - 0.08:
        return [(at_s, peak), (nucleus.last_s, base)]
    return [(at_s, peak), (fallen_s, base + min(TAIL_ST, 0.2 * (peak - base))),
            (nucleus.last_s, base)]  # fmt: skip


def _rise(kind: PhraseKind, nucleus: Nucleus, line_st: Floats, ratio: float) -> list[Node]:
    length_s = nucleus.end_s - nucleus.start_s
    tail_s = nucleus.last_s - nucleus.end_s
    low, high = float(line_st[0]), float(line_st[0]) + 0.3 * ratio
    if kind is PhraseKind.YES_NO:
        low -= LOW_ST * ratio
    elif kind is not PhraseKind.GROUP and tail_s > LATE_S:
        # The accent first, then a rise on what follows.
        valley_s = max(nucleus.end_s, nucleus.last_s - LATE_S)
        rise = _within(rise_st(kind, ratio), nucleus.last_s - valley_s)
        return [(nucleus.start_s + 0.3 * length_s, high), (valley_s, min(float(line_st[1]), high)),
                (nucleus.last_s, high + rise)]  # fmt: skip
    room_s = nucleus.last_s - (nucleus.start_s - EARLY_S)
    rise = _within(rise_st(kind, ratio), room_s)
    need_s = rise / FASTEST_RISE_ST_S
    at_s = nucleus.start_s + 0.3 * length_s
    at_s = max(min(at_s, nucleus.last_s - need_s), nucleus.start_s - EARLY_S)
    if kind is not PhraseKind.YES_NO or nucleus.last_s - at_s < 1.6 * need_s:
        return [(at_s, low), (nucleus.last_s, low + rise)]
    middle_s = at_s + 0.55 * (nucleus.last_s - at_s)
    return [(at_s, low), (middle_s, low + 0.35 * rise), (nucleus.last_s, low + rise)]


def _within(rise: float, room_s: float) -> float:
    """A rise that there is room for."""
    return min(rise, max(FASTEST_RISE_ST_S * room_s, 1.5))


def glide(times_s: Floats, nodes: list[Node]) -> Floats:
    """Heights at times, (n,): smooth between nodes, held outside them."""
    at_s, heights = (np.array(column) for column in zip(*nodes, strict=True))
    place = np.clip(np.searchsorted(at_s, times_s, side="right") - 1, 0, len(at_s) - 2)
    span = np.maximum(at_s[place + 1] - at_s[place], 1e-6)
    share = np.clip((times_s - at_s[place]) / span, 0.0, 1.0)
    # Half way between a straight line and a smooth step: the step alone is half again as fast.
    smooth = 0.5 * (share + share * share * (3 - 2 * share))
    return np.asarray(heights[place] + smooth * (heights[place + 1] - heights[place]))
