"""Patterns that are tried only where they can begin.

Conventions: ``compiled`` stands in for ``re.compile`` where all matches in a text are wanted;
``finditer`` gives what ``re`` would give. From Python's own parse of a pattern come the first two
characters of its matches and the signs that a match must hold; an index of the text, made once for
all patterns, has the places. So a pattern costs a few calls for a sentence, not one for each
character. A pattern of which this cannot be told is searched for in the usual way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from threading import Lock
from typing import Any

# The parser of patterns has no public name; its tree is the same in Python 3.11 to 3.13.
_PARSER: Any = import_module("re._parser")
_CODES: Any = import_module("re._constants")
_COMPILER: Any = import_module("re._compiler")
_RUNS = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"[^\w\s]|_")
# Letters that equal others without regard to case although their small letters differ.
_ODD = re.compile("[İıſKÅΩµςϐϑϕϖϰϱϵẛẞͅιΐΰﬅﬆᲀ-ᲈ]")
_ANY = "\0"  # any letter or digit
_CAPITAL = "\1"  # any letter but a-z
_DIGIT = "0"  # any digit
_MOST = 4000  # beginnings of one pattern


class _UnknownError(Exception):
    """It cannot be told how a pattern's matches begin."""


class _Index:
    """Where words, figures and signs begin in a text, by their first two characters.

    ``active`` has a bit for each plan that may find something, ``plans`` how many plans there
    were; ``places`` keeps what plans have asked for, by their number.
    """

    __slots__ = (
        "active", "figures", "marks", "pairs", "places", "plans", "signs", "small_pairs", "words",
    )  # fmt: skip

    def __init__(self, text: str, low: str) -> None:
        self.words: list[int] = []
        self.figures: list[int] = []
        for match in _RUNS.finditer(text):
            at = match.start()
            (self.figures if text[at].isdecimal() else self.words).append(at)
        self.signs = [match.start() for match in _SIGNS.finditer(text)]
        self.marks = frozenset([text[at] for at in self.signs])
        self.pairs = [text[at : at + 2] for at in self.words]
        self.small_pairs = [low[at : at + 2] for at in self.words]
        self.plans = len(_PLANS)
        keys = {*self.pairs, *self.marks}
        keys.update([pair[0] for pair in self.pairs])
        if self.figures:
            keys.add(_DIGIT)
        small = {*self.small_pairs}
        small.update([pair[0] for pair in self.small_pairs])
        self.active = 0
        for key in keys:
            self.active |= _HEADS.get(key, 0)
        for key in small:
            self.active |= _SMALL_HEADS.get(key, 0)
        if self.words:
            self.active |= _HEADS.get(_ANY, 0)
        self.places: dict[int, Sequence[int]] = {}


@lru_cache(maxsize=16)
def _index(text: str) -> _Index | None:
    low = text.lower()
    if not text.isascii() and (len(low) != len(text) or _ODD.search(text)):
        return None
    return _Index(text, low)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where a pattern is tried: at figures, at words and signs that begin so.

    ``beginnings`` are one or two characters, in small letters where ``small``; ``every`` is for
    all words, ``capitals`` for those that begin with no a-z.
    """

    figures: bool
    beginnings: frozenset[str]
    signs: frozenset[str]
    every: bool
    capitals: bool
    small: bool

    def heads(self) -> Iterator[tuple[bool, str]]:
        """What a text must hold for the plan to find anything: in small letters or not, what."""
        yield from ((self.small, one) for one in self.beginnings)
        yield from ((False, one) for one in self.signs)
        if self.figures:
            yield False, _DIGIT
        if self.every or self.capitals:
            yield False, _ANY

    def places(self, text: str, index: _Index) -> Sequence[int]:
        """Places in a text where a match may begin, in order."""
        beginnings = self.beginnings
        found: list[int] = []
        pairs = index.small_pairs if self.small else index.pairs
        if self.every:
            found += index.words
        elif beginnings or self.capitals:
            found += [
                at
                for at, pair in zip(index.words, pairs, strict=True)
                if pair in beginnings
                or pair[0] in beginnings
                or (self.capitals and not "a" <= pair[0] <= "z")
            ]
        if self.figures:
            found += index.figures
        if not self.signs.isdisjoint(index.marks):
            found += [at for at in index.signs if text[at] in self.signs]
        found.sort()
        return found


# Plans by their numbers, and for each head the plans (as bits) that it may serve.
_PLANS: dict[_Plan, int] = {}
_HEADS: dict[str, int] = {}
_SMALL_HEADS: dict[str, int] = {}
_LOCK = Lock()


def _number(plan: _Plan) -> int:
    """Equal plans have one number, and their places in a text are looked up once."""
    with _LOCK:
        if plan not in _PLANS:
            bit = 1 << len(_PLANS)
            for small, head in plan.heads():
                table = _SMALL_HEADS if small else _HEADS
                table[head] = table.get(head, 0) | bit
            _PLANS[plan] = len(_PLANS)
        return _PLANS[plan]


class Scanner:
    """A pattern with the places where it is tried; it is compiled when there is one."""

    __slots__ = ("_flags", "_needs", "_number", "_plan", "_regex", "_tree", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags
        self._tree: Any = _PARSER.parse(pattern, flags)
        self._plan, self._needs = _planned(self._tree, pattern, flags)
        self._number = _number(self._plan) if self._plan else -1
        self._regex: re.Pattern[str] | None = None

    @property
    def is_planned(self) -> bool:
        """Whether it is told where matches may begin."""
        return self._plan is not None

    @property
    def regex(self) -> re.Pattern[str]:
        """The pattern compiled."""
        if self._regex is None:
            regex: re.Pattern[str] = _COMPILER.compile(self._tree, self._flags)
            self._regex = regex
        return self._regex

    def finditer(self, text: str) -> Sequence[re.Match[str]]:
        """All matches that do not overlap, as ``re`` finds them."""
        plan, index = self._plan, _index(text)
        if plan is None or index is None:
            return tuple(self.regex.finditer(text))
        number = self._number
        if number < index.plans and not index.active >> number & 1:
            return ()
        for need in self._needs:
            if need.isdisjoint(index.marks):
                return ()
        places = index.places.get(number)
        if places is None:
            places = index.places[number] = plan.places(text, index)
        if not places:
            return ()
        match_at = (self._regex or self.regex).match
        found: list[re.Match[str]] = []
        end = 0
        for place in places:
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


def _planned(
    tree: Any, pattern: str, flags: int
) -> tuple[_Plan | None, tuple[frozenset[str], ...]]:
    """Where a pattern is tried, None if that cannot be told; and sets of signs, one of each of
    which every match holds."""
    small = bool((flags | tree.state.flags) & re.IGNORECASE) or "(?i" in pattern
    try:
        begun = {one.text for one in _first(tree, {_Begun("", guarded=False)})}
    except _UnknownError:
        return None, ()
    if len(begun) > _MOST or "" in begun or any(one[0].isspace() for one in begun):
        return None, ()
    if small:
        begun = {one.lower() for one in begun}
    firsts = {one[0] for one in begun}
    keys = {one if one[-1] not in (_ANY, _CAPITAL, _DIGIT) else one[0] for one in begun}
    plan = _Plan(
        figures=not firsts.isdisjoint((_ANY, _DIGIT)),
        beginnings=frozenset(one for one in keys if one[0].isalnum() and one[0] != _DIGIT),
        signs=frozenset(one for one in firsts if not one.isalnum() and one not in (_ANY, _CAPITAL)),
        every=_ANY in firsts or (small and _CAPITAL in firsts),
        capitals=_CAPITAL in firsts,
        small=small,
    )
    return plan, tuple(_needs(tree))


@dataclass(frozen=True, slots=True)
class _Begun:
    """The first characters of a match, at most two; ``guarded``: it begins a word."""

    text: str
    guarded: bool

    def then(self, letters: frozenset[str]) -> set[_Begun]:
        if len(self.text) == 2:
            return {self}
        if not self.text and not self.guarded and any(map(_in_word, letters)):
            raise _UnknownError
        return {_Begun(self.text + letter, self.guarded) for letter in letters}


def _in_word(letter: str) -> bool:
    return letter in (_ANY, _CAPITAL) or letter.isalnum()


def _first(items: Iterable[Any], begun: set[_Begun]) -> set[_Begun]:
    """What matches begin with, by the items of a pattern in order."""
    for code, value in items:
        if all(len(one.text) == 2 for one in begun) or len(begun) > _MOST:
            break
        begun = _after(code, value, begun)
    return begun


def _after(code: Any, value: Any, begun: set[_Begun]) -> set[_Begun]:
    if code is _CODES.ASSERT_NOT:
        return _looked(value, begun)
    if code is _CODES.BRANCH:
        return {one for branch in value[1] for one in _first(branch, begun)}
    if code in (_CODES.SUBPATTERN, _CODES.ATOMIC_GROUP):
        return _first(value[3] if code is _CODES.SUBPATTERN else value, begun)
    if code in (_CODES.MAX_REPEAT, _CODES.MIN_REPEAT, _CODES.POSSESSIVE_REPEAT):
        least, most, inner = value
        once = _first(inner, begun)
        twice = _first(inner, once) if most > 1 else set()
        return (begun if not least else set()) | (once if least < 2 else set()) | twice
    if code in (_CODES.AT, _CODES.ASSERT):
        return begun
    try:
        letters = _letters(code, value)
    except _UnknownError:
        if any(not one.text for one in begun):
            raise
        letters = frozenset((_ANY,))  # the first character is known
    return {one for old in begun for one in old.then(letters)}


def _looked(value: Any, begun: set[_Begun]) -> set[_Begun]:
    """Behind a look that must fail: it may say that a word begins; ``(?!)`` never matches."""
    if value[0] == 1 and not value[1]:
        return set()
    guard = _is_guard(value)
    return {_Begun(one.text, one.guarded or (guard and not one.text)) for one in begun}


def _letters(code: Any, value: Any) -> frozenset[str]:
    """The characters of one item; all digits are one, letters at large are ``_ANY``."""
    if code is _CODES.LITERAL:
        return frozenset((_one(value),))
    if code is not _CODES.IN:
        raise _UnknownError
    if value[0] == (_CODES.NEGATE, None):
        if (_CODES.CATEGORY, _CODES.CATEGORY_NOT_WORD) not in value:
            raise _UnknownError
        large = {(_CODES.RANGE, (97, 122)), (_CODES.CATEGORY, _CODES.CATEGORY_DIGIT)} <= set(value)
        return frozenset((_CAPITAL if large else _ANY,))
    letters: set[str] = set()
    for kind, what in value:
        if kind is _CODES.LITERAL:
            letters.add(_one(what))
        elif kind is _CODES.RANGE and what[1] - what[0] < 200:
            letters.update(map(_one, range(what[0], what[1] + 1)))
        elif (kind, what) == (_CODES.CATEGORY, _CODES.CATEGORY_WORD):
            letters.update((_ANY, "_"))
        elif (kind, what) == (_CODES.CATEGORY, _CODES.CATEGORY_DIGIT):
            letters.add(_DIGIT)
        else:
            raise _UnknownError
    return frozenset(letters)


def _one(code: int) -> str:
    letter = chr(code)
    return _DIGIT if letter.isdecimal() else letter


def _is_guard(value: Any) -> bool:
    """Whether a look behind says that no letter or digit stands before."""
    direction, items = value
    if direction != -1 or len(items) != 1 or items[0][0] is not _CODES.IN:
        return False
    of = items[0][1]
    if of[0] == (_CODES.NEGATE, None):
        return set(of[1:]) == {
            (_CODES.CATEGORY, _CODES.CATEGORY_NOT_WORD), (_CODES.LITERAL, ord("_")),
        }  # fmt: skip
    return (_CODES.CATEGORY, _CODES.CATEGORY_WORD) in of


def _needs(items: Iterable[Any]) -> Iterator[frozenset[str]]:
    """Sets of signs, of each of which one stands in every match."""
    for code, value in items:
        if code is _CODES.SUBPATTERN:
            yield from _needs(value[3])
        elif code is _CODES.ATOMIC_GROUP:
            yield from _needs(value)
        elif code in (_CODES.MAX_REPEAT, _CODES.MIN_REPEAT, _CODES.POSSESSIVE_REPEAT):
            if value[0]:
                yield from _needs(value[2])
        elif code in (_CODES.LITERAL, _CODES.IN):
            try:
                letters = _letters(code, value)
            except _UnknownError:
                continue
            if not any(_in_word(one) or one.isspace() for one in letters):
                yield letters
