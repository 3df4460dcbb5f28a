"""How the matches of a pattern begin, from Python's own parse of it.

Conventions: a beginning is up to ``DEPTH`` characters of a text in which each run of digits is one
``DIGIT``; ``ANY``, ``LETTER``, ``CAPITAL`` and ``SMALL`` stand for whole kinds of characters. What
is told is never too little: a match always begins so, but not all that begins so is a match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NamedTuple

PARSER: Any = None
COMPILER: Any = None
with suppress(ImportError):
    # The parser of patterns has no public name; its tree is the same in Python 3.11 to 3.14.
    PARSER = import_module("re._parser")
    _CODES: Any = import_module("re._constants")
    COMPILER = import_module("re._compiler")

DEPTH = 3
ANY = "\0"  # any letter or digit, and nothing is known of what follows
LETTER = "\1"  # any letter: what [^\W\d_] matches
CAPITAL = "\2"  # any letter but a-z
SMALL = "\3"  # a-z
DIGIT = "0"  # any digits
_KINDS = frozenset((ANY, LETTER, CAPITAL, SMALL, DIGIT))
_MOST = 2000  # beginnings of one pattern


class _UnknownError(Exception):
    """It cannot be told how a pattern's matches begin."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a pattern's matches begin, in small letters where ``small``; ``needs`` are sets of
    signs, of each of which one stands in every match."""

    beginnings: frozenset[str]
    small: bool
    needs: frozenset[frozenset[str]]


def kinds(letter: str) -> str:
    """What a character of a text may be in a beginning."""
    if letter.isdecimal():
        return DIGIT + ANY
    if not letter.isalnum():
        return letter
    return letter + (SMALL if "a" <= letter <= "z" else CAPITAL) + LETTER + ANY


def plan_of(tree: Any, pattern: str, flags: int) -> Plan | None:
    """How the matches of a pattern begin, None if that cannot be told."""
    small = bool((flags | tree.state.flags) & re.IGNORECASE) or "(?i" in pattern
    try:
        begun = {one.text for one in _first(tree, {_Begun("")})}
    except _UnknownError:
        return None
    if "" in begun:
        return None
    if small:
        begun = {one.lower().replace(CAPITAL, LETTER).replace(SMALL, LETTER) for one in begun}
    return Plan(frozenset(begun), small, frozenset(_needs(tree)))


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


class _Begun(NamedTuple):
    """The first characters of a match; ``guarded``: it begins a word; ``done``: no more is told."""

    text: str
    guarded: bool = False
    done: bool = False

    def then(self, letters: Iterable[str]) -> Iterator[_Begun]:
        if self.done:
            yield self
            return
        for letter in letters:
            if not self.text and not self.guarded and _in_word(letter):
                raise _UnknownError
            # Behind a digit another one, or what may be one, is of the same run.
            run = letter in (DIGIT, ANY) and self.text[-1:] == DIGIT
            text = self.text if run else self.text + letter
            yield _Begun(text, self.guarded, letter == ANY or len(text) == DEPTH)

    def stopped(self, length: int = DEPTH) -> _Begun:
        """The same, cut to a length, with nothing told of what follows."""
        return _Begun(self.text[:length], self.guarded, done=True)


def _in_word(letter: str) -> bool:
    return letter in _KINDS or letter.isalnum()


def _first(items: Iterable[Any], begun: set[_Begun]) -> set[_Begun]:
    """What matches begin with, by the items of a pattern in order."""
    done: set[_Begun] = set()
    for code, value in items:
        done |= {one for one in begun if one.done}
        begun = begun - done
        if not begun:
            break
        begun = _after(code, value, begun)
        for length in range(DEPTH - 1, 0, -1):
            if len(begun) > _MOST:
                begun = {one.stopped(length) for one in begun}
    return done | begun


def _after(code: Any, value: Any, begun: set[_Begun]) -> set[_Begun]:
    if code in (_CODES.ASSERT_NOT, _CODES.FAILURE):
        return _looked(value, begun) if code is _CODES.ASSERT_NOT else set()
    if code is _CODES.BRANCH:
        return set().union(*[_first(branch, begun) for branch in value[1]])
    if code in (_CODES.SUBPATTERN, _CODES.ATOMIC_GROUP):
        return _first(value[3] if code is _CODES.SUBPATTERN else value, begun)
    if code in (_CODES.MAX_REPEAT, _CODES.MIN_REPEAT, _CODES.POSSESSIVE_REPEAT):
        return _repeated(value, begun)
    if code is _CODES.ASSERT and _is_behind_sign(value):
        return _guarded(begun)
    return begun if code in (_CODES.AT, _CODES.ASSERT) else _read(code, value, begun)


def _read(code: Any, value: Any, begun: set[_Begun]) -> set[_Begun]:
    """Behind an item that is one character."""
    known = all(one.text for one in begun)
    try:
        letters = _letters(code, value)
    except _UnknownError:
        if not known:
            raise
        letters = frozenset()
    if known and not 0 < len(letters) * len(begun) <= _MOST:
        return {one.stopped() for one in begun}
    return {new for old in begun for new in old.then(letters)}


def _repeated(value: Any, begun: set[_Begun]) -> set[_Begun]:
    least, most, inner = value
    found = set() if least else set(begun)
    for count in range(1, min(most, 2 * DEPTH) + 1):
        before, begun = begun, _first(inner, begun)
        if count >= least or begun == before:
            found |= begun
        if begun == before:
            return found
    if most > 2 * DEPTH:
        if any(not one.text for one in begun):
            raise _UnknownError
        found |= {one.stopped() for one in begun}
    return found


def _looked(value: Any, begun: set[_Begun]) -> set[_Begun]:
    """Behind a look that must fail: it may say that a word begins; ``(?!)`` never matches (to
    Python 3.13 it is a FAILURE)."""
    if value[0] == 1 and not value[1]:
        return set()
    return _guarded(begun) if _is_guard(value) else begun


def _guarded(begun: set[_Begun]) -> set[_Begun]:
    return {_Begun(one.text, one.guarded or not one.text, one.done) for one in begun}


def _is_behind_sign(value: Any) -> bool:
    """Whether a look behind says that a sign stands right before, so that a word begins."""
    direction, items = value
    if direction != -1 or not len(items):
        return False
    try:
        return not any(map(_in_word, _letters(*items[-1])))
    except _UnknownError:
        return False


def _letters(code: Any, value: Any) -> frozenset[str]:
    """The characters of one item, or the kinds that hold them."""
    if code is _CODES.LITERAL:
        return frozenset((_one(value),))
    if code is not _CODES.IN:
        raise _UnknownError
    if value[0] == (_CODES.NEGATE, None):
        return _all_but(value[1:])
    letters: set[str] = set()
    for kind, what in value:
        if kind is _CODES.LITERAL:
            letters.add(_one(what))
        elif kind is _CODES.RANGE and what in (_RANGE_SMALL, _RANGE_CAPITALS):
            letters.add(SMALL if what == _RANGE_SMALL else CAPITAL)
        elif kind is _CODES.RANGE and what[1] - what[0] < 200:
            letters.update(map(_one, range(what[0], what[1] + 1)))
        elif (kind, what) == (_CODES.CATEGORY, _CODES.CATEGORY_WORD):
            letters.update((ANY, "_"))
        elif (kind, what) == (_CODES.CATEGORY, _CODES.CATEGORY_DIGIT):
            letters.add(DIGIT)
        else:
            raise _UnknownError
    return frozenset(letters)


_RANGE_SMALL, _RANGE_CAPITALS = (ord("a"), ord("z")), (ord("A"), ord("Z"))


def _all_but(refused: list[Any]) -> frozenset[str]:
    """The kind of ``[^\\W...]``: letters, digits and "_", but for some."""
    if (_CODES.CATEGORY, _CODES.CATEGORY_NOT_WORD) not in refused:
        raise _UnknownError
    kind = ANY
    if (_CODES.CATEGORY, _CODES.CATEGORY_DIGIT) in refused:
        kind = CAPITAL if (_CODES.RANGE, _RANGE_SMALL) in refused else LETTER
    return frozenset((kind, "_") if (_CODES.LITERAL, ord("_")) not in refused else (kind,))


def _one(code: int) -> str:
    letter = chr(code)
    return DIGIT if letter.isdecimal() else letter


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
