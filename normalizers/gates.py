"""Finders that are run only where one of their patterns may match.

Conventions: a gated finder proposes nothing unless one of the patterns named with it matches; its
gate is a set of plans (``normalizers.scan``), and stays shut where a text has none of them active.
Called as any finder it looks at the text in any case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from normalizers.classify import Candidate, Finder
from normalizers.scan import ALWAYS, Scanner


@dataclass(frozen=True, slots=True)
class Gated:
    """A finder and the set of plans of which one must be active."""

    find: Finder
    gate: int

    def __call__(self, text: str) -> Iterator[Candidate]:
        return self.find(text)


@dataclass(frozen=True, slots=True)
class Together:
    """Finders one behind the other as one."""

    parts: tuple[Finder, ...]

    def __call__(self, text: str) -> Iterator[Candidate]:
        for part in self.parts:
            yield from part(text)


def gated(find: Finder, *patterns: Scanner) -> Finder:
    """A finder that proposes nothing where none of the patterns matches."""
    gate = 0
    for pattern in patterns:
        gate |= pattern.gate
    return Gated(find, gate)


def together(*parts: Finder) -> Finder:
    """Finders one behind the other as one."""
    return Together(parts)


def gates(finders: Iterable[Finder]) -> Iterator[Gated]:
    """The parts of finders in order, each with its gate: open in any case where none was given."""
    for finder in finders:
        if isinstance(finder, Together):
            yield from gates(finder.parts)
        else:
            yield finder if isinstance(finder, Gated) else Gated(finder, ALWAYS)
