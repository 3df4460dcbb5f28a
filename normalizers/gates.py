"""Finders that are run only where one of their patterns matches.

Conventions: a gated finder proposes nothing unless one of the patterns named with it matches.
``Finders`` looks for the patterns of all (``normalizers.places``) and runs those finders of which
one has matched, in the order in which they were given; a finder that names no pattern is always
run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from normalizers.classify import Candidate, Finder
from normalizers.late import late
from normalizers.places import Search
from normalizers.scan import Scanner, Searched

_DIGIT = late(r"\d")
_FIGURE = late(r"[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒]|[IVXLC]{2}|\b[IVX]\b")


@dataclass(frozen=True, slots=True)
class Gated:
    """A finder and the patterns of which one must match, None where it is always run; ``asked``
    are patterns that it looks for when one has matched."""

    find: Finder
    patterns: tuple[Scanner, ...] | None = None
    asked: tuple[Scanner, ...] = ()

    def __call__(self, text: str) -> Iterator[Candidate]:
        return self.find(text)


@dataclass(frozen=True, slots=True)
class Together:
    """Finders one behind the other as one."""

    parts: tuple[Finder, ...]

    def __call__(self, text: str) -> Iterator[Candidate]:
        for part in self.parts:
            yield from part(text)


def gated(find: Finder, *patterns: Scanner, asked: Iterable[Scanner] = ()) -> Finder:
    """A finder that proposes nothing where none of the patterns matches; ``asked`` are others that
    it looks for when one has matched."""
    return Gated(find, patterns, tuple(asked))


def together(*parts: Finder) -> Finder:
    """Finders one behind the other as one."""
    return Together(parts)


def gates(finders: Iterable[Finder]) -> Iterator[Gated]:
    """The parts of finders in order, each with its patterns."""
    for finder in finders:
        if isinstance(finder, Together):
            yield from gates(finder.parts)
        else:
            yield finder if isinstance(finder, Gated) else Gated(finder)


@lru_cache(maxsize=64)
def _search(patterns: tuple[Scanner, ...], asked: tuple[Scanner, ...]) -> Search:
    """One search for finders that differ in what they say only."""
    return Search(patterns, asked)


def has_figure(text: str) -> bool:
    """Whether a text has a figure, or letters that may be a roman one."""
    return _DIGIT.search(text) is not None or _FIGURE.search(text) is not None


class Finders:
    """All finders of a locale; ``figured`` are those that need a figure in the text.

    Sets of finders are sums of bits, the first finder's the lowest.
    """

    def __init__(self, always: Iterable[Finder], figured: Iterable[Finder]) -> None:
        self.always, self.figured = tuple(gates(always)), tuple(gates(figured))
        self.parts = (*self.always, *self.figured)
        bits = [1 << number for number in range(len(self.parts))]
        self._at = dict(zip(bits, self.parts, strict=True))
        self._figured = sum(bits[len(self.always) :])
        self._open = 0
        self._bits: dict[Scanner, int] = {}
        for bit, part in self._at.items():
            self._open |= bit if part.patterns is None else 0
            for pattern in part.patterns or ():
                self._bits[pattern] = self._bits.get(pattern, 0) | bit
        asked = [pattern for part in self.parts for pattern in part.asked]
        self._search = _search(tuple(self._bits), tuple(asked))

    def __call__(self, text: str) -> list[Candidate]:
        """What the finders propose for a cleaned text."""
        found: list[Candidate] = []
        seen, parts = self.opened(text)
        for part in parts:
            found += part.find(seen)
        return found

    def opened(self, text: str) -> tuple[Searched, list[Gated]]:
        """The text with what was found in it, and the finders that may propose something."""
        seen = self._search(text)
        opened, bits = self._open, self._bits
        for pattern in seen.found:
            opened |= bits[pattern]
        if opened & self._figured and not has_figure(text):
            opened &= ~self._figured
        parts = []
        while opened:
            bit = opened & -opened
            parts.append(self._at[bit])
            opened ^= bit
        return seen, parts
