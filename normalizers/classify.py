"""Candidates and which of them win.

Conventions: a finder looks over the cleaned text and proposes candidates; a candidate knows its
stretch of the cleaned text, its class, how sure its finder is, and how it would be read. Both are
named tuples, as a text makes some for every word: a frozen dataclass takes four times as long.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

# A class's precedence where two claim the same characters. Source: judgement; the more
# characters a form prescribes, the surer it is. Finders add to it what context proves.
PRECEDENCE = {
    "lexicon": 1000,
    "emoji": 95,
    "web": 90,
    "time": 82,
    "telephone": 80,
    "money": 78,
    "date": 76,
    "code": 70,
    "address": 66,
    "measure": 72,
    "name": 56,
    "number": 40,
    "abbreviation": 30,
}
CONTEXT = 15  # added when the words before say what follows


class Reading(NamedTuple):
    """How something is said: words, the rule that decided, pause groups, prescribed IPA."""

    spoken: str
    rule: str
    groups: tuple[str, ...] | None = None
    ipa: str | None = None


class Candidate(NamedTuple):
    """A claim on ``text[start:end]``."""

    start: int
    end: int
    kind: str
    reading: Reading
    priority: int = 0

    @property
    def rank(self) -> tuple[int, int, int]:
        """Sort key: precedence, then length, then the leftmost."""
        return (-(PRECEDENCE.get(self.kind, 0) + self.priority), self.start - self.end, self.start)


Piece = tuple[int, int, str, Reading, int]
"""A candidate, or what is like one in all but its class: so plain words are quickly made."""
Finder = Callable[[str], Iterator[Candidate]]


def resolve(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The winners, in order, disjoint: higher precedence first, then longer, then leftmost."""
    kept: list[Candidate] = []
    starts: list[int] = []
    for candidate in sorted(candidates, key=lambda one: one.rank):
        place = bisect_left(starts, candidate.start)
        if place and kept[place - 1].end > candidate.start:
            continue
        if place < len(kept) and kept[place].start < candidate.end:
            continue
        kept.insert(place, candidate)
        starts.insert(place, candidate.start)
    return kept
