"""Patterns that are tried only where they can begin.

Conventions: ``compiled`` stands in for ``re.compile`` where all matches in a text are wanted;
``finditer`` gives what ``re`` would give. It is known how the matches of a pattern begin
(``normalizers.beginnings``) and which signs they hold; an index of the text, made once for all
patterns, has the places where each may begin. So most patterns cost one look at the index. A
pattern of which no beginning can be told is searched for in the usual way, as all are where Python
does not show its parse of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, reduce
from itertools import accumulate
from operator import or_
from threading import Lock
from typing import Any

from normalizers.beginnings import COMPILER, DEPTH, DIGIT, PARSER, Plan, kinds, needs_of, plan_of

# Words, figures and signs, one behind the other; and what each begins with.
_PLACES = re.compile(r"[^\W_]+|[\W_]")
_KEYS = re.compile(rf"(?=(.{{1,{DEPTH}}}))(?:{_PLACES.pattern})", re.DOTALL)
_DIGITS = re.compile(r"\d+")
# Letters that equal others without regard to case although their small letters differ.
_ODD = re.compile("[İıſKÅΩµςϐϑϕϖϰϱϵẛẞͅιΐΰﬅﬆᲀ-ᲈ]")
_REMEMBERED = 20_000  # beginnings of words that are remembered


class _Plans:
    """The plans of all patterns by their numbers; a set of plans is an int with a bit for each.

    ``served`` has the set for each beginning, and an empty one for what beginnings begin with: of
    plans in small letters in the second table. ``masks`` remembers the sets for places in texts.
    """

    def __init__(self) -> None:
        self.numbers: dict[Plan, int] = {}
        self.served: tuple[dict[str, int], dict[str, int]] = ({}, {})
        self.masks = _Masks(self, 0)
        self._lock = Lock()

    def number(self, plan: Plan) -> int:
        """Equal plans have one number, and their places in a text are looked up once."""
        with self._lock:
            if plan not in self.numbers:
                bit = 1 << len(self.numbers)
                table = self.served[plan.small]
                for beginning in plan.beginnings:
                    for end in range(1, len(beginning)):
                        table.setdefault(beginning[:end], 0)
                    table[beginning] = table.get(beginning, 0) | bit
                self.numbers[plan] = len(self.numbers)
                self.masks = _Masks(self, len(self.numbers))
            return self.numbers[plan]

    def at(self, key: str) -> int:
        """The plans that may find something where a text begins so."""
        found = 0
        for table, letters in zip(self.served, (key, key.lower()), strict=True):
            reached = [""]
            for letter in letters:
                reached = [
                    begun + kind
                    for begun in reached
                    for kind in kinds(letter)
                    if begun + kind in table
                ]
                for begun in reached:
                    found |= table[begun]
        return found


class _Masks(dict[str, int]):
    """The plans for what stands at a place, looked up once; it knows of ``plans`` plans."""

    def __init__(self, of: _Plans, plans: int) -> None:
        super().__init__()
        self._of = of
        self.plans = plans

    def __missing__(self, key: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        mask = self[key] = self._of.at(key)
        return mask


_PLANS = _Plans()


class _Index:
    """Where plans may find something in a text.

    ``active`` is the set of those that may find something anywhere, ``marks`` the signs of the
    text, ``plans`` how many plans there were; ``places`` keeps what plans have asked for.
    """

    __slots__ = ("_served", "active", "marks", "places", "plans")

    def __init__(self, text: str) -> None:
        begun = accumulate(map(len, _PLACES.findall(text)), initial=0)
        masks = _PLANS.masks
        found = [masks[key] for key in _KEYS.findall(_DIGITS.sub(DIGIT, text))]
        self.plans = masks.plans
        self.marks = frozenset(text)
        self.active = reduce(or_, found, 0)
        self._served = [(at, mask) for at, mask in zip(begun, found, strict=False) if mask]
        self.places: dict[int, Sequence[int]] = {}

    def served(self, number: int) -> Sequence[int]:
        """The places of a plan, in order."""
        found = self.places.get(number)
        if found is None:
            bit = 1 << number
            found = self.places[number] = [at for at, mask in self._served if mask & bit]
        return found


@lru_cache(maxsize=16)
def _index(text: str) -> _Index | None:
    if not text.isascii() and (len(text.lower()) != len(text) or _ODD.search(text)):
        return None
    return _Index(text)


class Scanner:
    """A pattern with the places where it is tried; it is compiled when there is one."""

    __slots__ = ("_bit", "_flags", "_needs", "_number", "_regex", "_tree", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags
        self._regex: re.Pattern[str] | None = None
        self._needs: tuple[frozenset[str], ...] = ()
        self._number = -1
        self._tree: Any = None
        if PARSER is not None:
            self._tree = PARSER.parse(pattern, flags)
            if plan := plan_of(self._tree, pattern, flags):
                self._number = _PLANS.number(plan)
                self._needs = tuple(needs_of(self._tree))
        self._bit = 1 << self._number if self.is_planned else 0

    @property
    def is_planned(self) -> bool:
        """Whether it is told where matches may begin."""
        return self._number >= 0

    @property
    def regex(self) -> re.Pattern[str]:
        """The pattern compiled."""
        if self._regex is None:
            regex: re.Pattern[str] = (
                re.compile(self.pattern, self._flags)
                if self._tree is None
                else COMPILER.compile(self._tree, self._flags)
            )
            self._regex = regex
        return self._regex

    def finditer(self, text: str) -> Sequence[re.Match[str]]:
        """All matches that do not overlap, as ``re`` finds them."""
        index = _index(text)
        if index is None or not -1 < self._number < index.plans:
            return tuple(self.regex.finditer(text))
        if not index.active & self._bit:
            return ()
        for need in self._needs:
            if need.isdisjoint(index.marks):
                return ()
        match_at = (self._regex or self.regex).match
        found: list[re.Match[str]] = []
        end = 0
        for place in index.served(self._number):
            if place >= end and (match := match_at(text, place)):
                found.append(match)
                end = match.end()
        return found


def compiled(pattern: str, flags: int = 0) -> Scanner:
    """A pattern to be looked for in whole texts.

    >>> scanner = compiled(r"(?<![^\\W_])(?:may|june) [0-9]+", re.IGNORECASE)
    >>> [match.group() for match in scanner.finditer("On June 5, or may 6")]
    ['June 5', 'may 6']
    """
    return Scanner(pattern, flags)
