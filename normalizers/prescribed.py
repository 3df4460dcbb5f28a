"""The tokens of a text of which some stretches have their reading prescribed."""

from __future__ import annotations

from collections.abc import Sequence

from normalizers.classify import Candidate
from normalizers.clean import clean
from normalizers.pipeline import Manner, read
from normalizers.segments import END
from normalizers.tokens import Segment
from normalizers.utterance import Token


def tokens_of(text: str, manner: Manner, *, forced: Sequence[Candidate] = ()) -> list[Token]:
    """The tokens of a text, segment by segment as in ``normalize``; the last keeps its division.

    ``forced`` are candidates on the typed text by their starts; no segment ends inside one.
    """
    source = clean(text)
    places = [source.stretch(one.start, one.end) for one in forced]
    tokens: list[Token] = []
    context = start = taken = 0
    for border in (*manner.borders(source.text), END):
        end = min(border.start, len(source.text))
        last = taken
        while last < len(places) and places[last][0] < end:
            last += 1
        if any(stop > end for _, stop in places[taken:last]):
            continue
        segment = Segment(text, source, context, start, end)
        tokens += read(segment, manner, forced=forced[taken:last])
        context, start, taken = border.context, end, last
    return tokens
