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
from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from itertools import accumulate
from operator import or_
from threading import Lock
from typing import Any

from normalizers.beginnings import COMPILER, DEPTH, DIGIT, PARSER, Plan, kinds, plan_of

# Words, figures and signs, one behind the other; and what each begins with.
_PLACES = re.compile(r"[^\W_]+|[\W_]")
_KEYS = re.compile(rf"(?=(.{{1,{DEPTH}}}))(?:{_PLACES.pattern})", re.DOTALL)
_DIGITS = re.compile(r"\d+")
# Letters that equal others without regard to case although their small letters differ.
_ODD = re.compile("[İıſKÅΩµςϐϑϕϖϰϱϵẛẞͅιΐΰﬅﬆᲀ-ᲈ]")
ALWAYS = 1  # the bit of all patterns of which no beginning can be told
_REMEMBERED = 20_000  # beginnings of words that are remembered


class _Plans:
    """The plans of all patterns by their bits; a set of plans is the sum of their bits.

    ``needs`` has the plans that need one of some signs; ``served`` the plans for each beginning,
    and none for what beginnings begin with: of plans in small letters in the second table.
    ``masks`` remembers the plans for places in texts.
    """

    def __init__(self) -> None:
        self.bits: dict[Plan, int] = {}
        self.needs: dict[frozenset[str], int] = {}
        self.served: tuple[dict[str, int], dict[str, int]] = ({}, {})
        self.masks = _Masks(self)
        self._lock = Lock()

    def bit(self, plan: Plan) -> int:
        """Equal plans have one bit, and their places in a text are looked up once."""
        with self._lock:
            if plan not in self.bits:
                bit = ALWAYS << 1 + len(self.bits)
                table = self.served[plan.small]
                for beginning in plan.beginnings:
                    for end in range(1, len(beginning)):
                        table.setdefault(beginning[:end], 0)
                    table[beginning] = table.get(beginning, 0) | bit
                self.needs |= {need: self.needs.get(need, 0) | bit for need in plan.needs}
                self.bits[plan] = bit
                self.masks = _Masks(self)
            return self.bits[plan]

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
    """The plans for what stands at a place, looked up once; new ones are made with each plan."""

    def __init__(self, of: _Plans) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, key: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        mask = self[key] = self._of.at(key)
        return mask


_PLANS = _Plans()


class _Index:
    """Where plans may find something in a text.

    ``active`` is the set of those that may find something anywhere, ``masks`` what they were
    looked up in; ``places`` keeps what plans have asked for, by their bits.
    """

    __slots__ = ("_served", "active", "masks", "places")

    def __init__(self, text: str) -> None:
        begun = accumulate(map(len, _PLACES.findall(text)), initial=0)
        masks = _PLANS.masks
        found = [masks[key] for key in _KEYS.findall(_DIGITS.sub(DIGIT, text))]
        self.masks = masks
        self.active = reduce(or_, found, ALWAYS)
        marks = frozenset(text)
        for need, plans in tuple(_PLANS.needs.items()):
            if self.active & plans and need.isdisjoint(marks):
                self.active &= ~plans
        self._served = [(at, mask) for at, mask in zip(begun, found, strict=False) if mask]
        self.places: dict[int, Sequence[int]] = {}

    def served(self, bit: int) -> Sequence[int]:
        """The places of a plan, in order."""
        found = self.places.get(bit)
        if found is None:
            found = self.places[bit] = [at for at, mask in self._served if mask & bit]
        return found


@lru_cache(maxsize=16)
def _indexed(text: str) -> _Index | None:
    if not text.isascii() and (len(text.lower()) != len(text) or _ODD.search(text)):
        return None
    return _Index(text)


def _index(text: str) -> _Index | None:
    """The index of a text for all the plans there are, None where there can be none."""
    index = _indexed(text)
    if index and index.masks is not _PLANS.masks:
        _indexed.cache_clear()  # there are new plans since
        index = _indexed(text)
    return index


def active(text: str) -> int:
    """The plans that may find something in a text, as a set of bits.

    >>> bool(active("call me") & compiled(r"(?<![^\\W_])[0-9]{3}-[0-9]{4}").gate)
    False
    """
    index = _index(text)
    return index.active if index else ~0


class Scanner:
    """A pattern with the places where it is tried; it is compiled when there is one.

    ``gate`` is the bit of its plan: where that is not active in a text, nothing is found.
    """

    __slots__ = ("_flags", "_regex", "_tree", "gate", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags
        self._regex: re.Pattern[str] | None = None
        self.gate = ALWAYS
        self._tree: Any = None
        if PARSER is not None:
            self._tree = PARSER.parse(pattern, flags)
            if plan := plan_of(self._tree, pattern, flags):
                self.gate = _PLANS.bit(plan)

    @property
    def is_planned(self) -> bool:
        """Whether it is told where matches may begin."""
        return self.gate != ALWAYS

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
        gate, index = self.gate, _indexed(text)
        if index is not None and index.masks is not _PLANS.masks:
            index = _index(text)
        if index is None or gate == ALWAYS:
            return tuple(self.regex.finditer(text))
        if not index.active & gate:
            return ()
        match_at = (self._regex or self.regex).match
        found: list[re.Match[str]] = []
        end = 0
        for place in index.served(gate):
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


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first; of none, one that never matches.

    >>> any_of(["St", "St."])
    'St\\\\.|St'
    """
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
