"""Patterns that are tried only where they may match.

Conventions: ``compiled`` stands in for ``re.compile`` where all matches in a text are wanted;
``finditer`` gives what ``re`` would give. Where a text is a ``Searched`` one, the matches of the
patterns that it was searched for are known already (``normalizers.places``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from normalizers import parsed
from normalizers.glimpse import Test, may_of

Matches = Sequence[re.Match[str]]
_DOUBTS = 50  # times that to tell where a pattern may match takes, as long as to compile it


class Searched(str):
    """A text that patterns were looked for in; for any other use it is the text.

    ``found`` are the matches of those that have some, ``sought`` all patterns that were looked
    for; ``asked`` are the places of patterns that are tried when a finder asks for their matches.
    """

    __slots__ = ("asked", "found", "sought")
    found: dict[Scanner, Matches]
    sought: frozenset[Scanner]
    asked: dict[Scanner, Sequence[int]]


class Scanner:
    """A pattern that is compiled when it is first tried.

    ``may`` tests whether it may match at a place of a glimpse (``normalizers.glimpse``), where
    that ``is_told``: not of a pattern that matches nothing, nor where Python does not show its
    parse.
    """

    __slots__ = ("_doubts", "_flags", "_regex", "is_told", "may", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags
        self._doubts = 0
        self._regex: re.Pattern[str] | None = None
        self.may: Test = lambda _glimpse, _at: True
        self.is_told = False
        if parsed.PARSER is not None and not parsed.has_private(pattern):
            short, lists = parsed.shortened(pattern, flags)
            tree = parsed.PARSER.parse(short, flags)
            self.is_told = not parsed.may_be_empty(tree)
            self.may = may_of(tree, flags, lists)

    def is_ready(self, glimpse: str, at: int) -> bool:
        """Whether to try it where it may match: to tell so takes longer than to try, but not as
        long as to compile, so a pattern that is not compiled is only tried where it is told."""
        if self._regex is None:
            self._doubts += 1
            return self._doubts > _DOUBTS or self.may(glimpse, at)
        return True

    @property
    def regex(self) -> re.Pattern[str]:
        """The pattern compiled."""
        if self._regex is None:
            self._regex = re.compile(self.pattern, self._flags)
        return self._regex

    def finditer(self, text: str) -> Matches:
        """All matches that do not overlap, as ``re`` finds them."""
        if isinstance(text, Searched):
            found = text.found.get(self)
            if found is not None:
                return found
            if self in text.asked:
                return self.tried(str(text), text.asked[self])
            if self in text.sought:
                return ()
        return tuple(self.regex.finditer(text))

    def tried(self, text: str, places: Iterable[int]) -> Matches:
        """The same where every match begins at one of some places, which are in order."""
        match_at = (self._regex or self.regex).match
        found: list[re.Match[str]] = []
        end = 0
        for place in places:
            if place >= end and (match := match_at(text, place)):
                found.append(match)
                end = match.end()
        return found


@lru_cache(maxsize=8192)
def compiled(pattern: str, flags: int = 0) -> Scanner:
    """A pattern to be looked for in whole texts; equal ones are one.

    >>> scanner = compiled(r"(?<![^\\W_])(?:may|june) [0-9]+", re.IGNORECASE)
    >>> [match.group() for match in scanner.finditer("On June 5, or may 6")]
    ['June 5', 'may 6']
    """
    return Scanner(pattern, flags)


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first; of none, one that never matches.

    >>> any_of(["St", "St."])
    'St\\\\.|St'
    """
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
