"""Pauses between phrases, gaps between spelled letters, and the silence around a rendering.

Conventions: seconds. What an engine left between two words is replaced: its first 30 and last
20 ms stay, where releases and onsets sound, and silence lies between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from voices.audio import Phrase
from voices.shaping.frames import MIN_PAUSE_S, Frames
from voices.shaping.settings import Settings
from voices.shaping.timemap import FALL_S, RISE_S, Piece

HEAD_S, TAIL_S = 0.05, 0.1
"""Silence before and after a rendering: enough for the onset and the decay, and always the same
(judgement)."""
LETTER_GAP_S = 0.07
"""Between spelled letters 40 to 160 ms, typical 90 (04_digits_letters, memory and judgement);
less than that, so that pauses between groups are still four times as long."""
UNPLANNED_S = 0.06
"""What is left of a pause that an engine makes where none is planned (judgement)."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Silence before the first and behind the last word."""

    head_s: float = HEAD_S
    tail_s: float = TAIL_S


RENDERING = Edges()
"""The edges of a whole rendering."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """A stretch of the source that is to last ``length_s``."""

    start_s: float
    end_s: float
    length_s: float


def pause_s(phrase: Phrase, settings: Settings) -> float:
    """How long the pause behind a phrase is, 0 where it has none or markup has its own."""
    return (phrase.pause_s or 0.0) * settings.pause_ratio


def paused(
    pieces: Sequence[Piece],
    frames: Frames,
    phrases: Sequence[Phrase],
    settings: Settings,
    edges: Edges,
) -> Iterator[Piece]:
    """The pieces of a time map with the planned silences in them."""
    gaps = list(_gaps(frames, phrases, settings, edges))
    position = 0
    for gap in gaps:
        while position < len(pieces) and pieces[position].end_s <= gap.start_s + 1e-9:
            yield pieces[position]
            position += 1
        while position < len(pieces) and pieces[position].end_s <= gap.end_s + 1e-9:
            position += 1
        yield from _filled(gap)
    yield from pieces[position:]


def _filled(gap: _Gap) -> Iterator[Piece]:
    """The edges of what was there, as far as they fit, and silence between."""
    room_s = min(gap.end_s - gap.start_s, gap.length_s)
    head_s = min(FALL_S, room_s / 2)
    tail_s = min(RISE_S, room_s / 2)
    yield Piece(gap.start_s, gap.start_s + head_s, head_s)
    yield Piece(gap.start_s + head_s, gap.start_s + head_s, gap.length_s - head_s - tail_s, True)
    yield Piece(gap.end_s - tail_s, gap.end_s, tail_s)


def _gaps(
    frames: Frames, phrases: Sequence[Phrase], settings: Settings, edges: Edges
) -> Iterator[_Gap]:
    """The gaps that the plan gives a length, in order; those between words of a phrase, and those
    of markup, stay as they are."""
    words = [word for word in frames.words if word.timing.duration_s > 0]
    if not words:
        return
    lengths: dict[int, float | None] = {}
    for phrase in phrases:
        lengths |= dict.fromkeys(phrase.spaced, LETTER_GAP_S)
        lengths[phrase.last - 1] = None if phrase.pause_s is None else pause_s(phrase, settings)
    yield _Gap(0.0, words[0].timing.start_s, edges.head_s)
    index_of = {id(word): index for index, word in enumerate(frames.words)}
    for word, following in pairwise(words):
        # Words without sound between the two belong to the gap.
        span = range(index_of[id(word)], index_of[id(following)])
        asked = [lengths[index] for index in span if index in lengths]
        length_s = max((one for one in asked if one is not None), default=None)
        start_s, end_s = word.timing.end_s, following.timing.start_s
        if length_s == 0.0 and end_s - start_s > MIN_PAUSE_S:
            length_s = UNPLANNED_S
        if length_s:
            yield _Gap(start_s, end_s, length_s)
    yield _Gap(words[-1].timing.end_s, frames.duration_s, edges.tail_s)
