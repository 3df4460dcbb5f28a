"""Python's own parse of patterns: items and the characters that they match.

Conventions: the tree is that of ``re._parser``, which has no public name; ``PARSER`` is None where
there is none. A character is one of a glimpse (``normalizers.glimpse``): ``DIGIT`` is any of 0-9,
``BLANK`` a blank or an end of the text, ``ANY`` any letter or digit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from math import inf
from typing import Any

PARSER: Any = None
CODES: Any = None
CHARACTERS: frozenset[Any] = frozenset()
REPEATS: frozenset[Any] = frozenset()
with suppress(ImportError):
    # These have no public name; the tree is the same in Python 3.11 to 3.14.
    CODES = import_module("re._constants")
    CHARACTERS = frozenset({CODES.LITERAL, CODES.NOT_LITERAL, CODES.IN, CODES.ANY})
    REPEATS = frozenset({CODES.MAX_REPEAT, CODES.MIN_REPEAT, CODES.POSSESSIVE_REPEAT})
    # Small letters that equal others without regard to case: ſ and s, ς and σ.
    _ALIKE: dict[int, tuple[int, ...]] = import_module("re._casefix")._EXTRA_CASES
    PARSER = import_module("re._parser")

BLANK, DIGIT, ANY = " ", "0", "\0"
_DIGITS = "0123456789"
_NONE, _SOME, _ALL = range(3)  # of the letters and digits
LISTED = 0xF0000  # from this character on (for private use) lists of words stand in a pattern
# A group of words with "|" between them and nothing else.
_LIST = re.compile(
    r"(?<!\\)(\((?:\?(?:i?:|P<\w++>))?+)((?:[^\\()\[\]{}.^$*+?]++|\\[^\w\s|]|\\ )++)\)"
)
_LONG = 5  # words of a list
_KEPT = 4096


def shortened(pattern: str, flags: int) -> tuple[str, list[list[str]]]:
    """A pattern with one character for each long list of words in it, and the words: to parse them
    letter by letter would take most of the time.

    >>> short, (words,) = shortened(r"(?P<name>Mr\\.|Ms|a|b|c|d|e|f g) [0-9]", 0)
    >>> short == rf"(?P<name>{chr(LISTED)}) [0-9]", words[0], words[-1]
    (True, 'Mr.', 'f g')
    """
    lists: list[list[str]] = []

    def put(match: re.Match[str]) -> str:
        words = re.sub(r"\\(.)", r"\1", match[2]).split("|")
        if len(words) < _LONG or not all(words):
            return match.group()
        lists.append(words)
        return f"{match[1]}{chr(LISTED + len(lists) - 1)})"

    if pattern.count("|") < _LONG or flags & re.VERBOSE:
        return pattern, lists
    return _LIST.sub(put, pattern), lists


def has_private(pattern: str) -> bool:
    """Whether a pattern holds itself a character that lists of words are put for."""
    return max(pattern, default="") >= chr(LISTED)


def is_character(code: Any, value: Any) -> bool:
    """Whether an item is one character, and no list of words."""
    if code is CODES.IN:
        return not any(kind is CODES.LITERAL and what >= LISTED for kind, what in value)
    return code in CHARACTERS and not (code is CODES.LITERAL and value >= LISTED)


def holds_list(items: Any) -> bool:
    """Whether a list of words stands somewhere in items."""
    for code, value in items.data:
        if code in CHARACTERS and not is_character(code, value):
            return True
        if code is CODES.BRANCH and any(map(holds_list, value[1])):
            return True
        inner = value[-1] if isinstance(value, tuple) else value
        if hasattr(inner, "data") and holds_list(inner):
            return True
    return False


def may_be_empty(tree: Any) -> bool:
    """Whether a pattern may match nothing at all, so that its matches begin at no character."""
    return bool(tree.getwidth()[0] == 0 and _least(tree) == 0)


def _least(items: Any) -> float:
    """The fewest characters that items match, without end where they never match."""
    count = 0.0
    for code, value in items.data:
        if code is CODES.BRANCH:
            count += min(map(_least, value[1]))
        elif code in (CODES.SUBPATTERN, CODES.ATOMIC_GROUP):
            count += _least(value[3] if code is CODES.SUBPATTERN else value)
        elif code is CODES.FAILURE or (code is CODES.ASSERT_NOT and not value[1].data):
            count = inf
        elif code in REPEATS and value[0]:
            count += value[0] * _least(value[2])
        elif code in CHARACTERS:
            count += 1
    return count


class Letters(dict[str, bool]):
    """Whether a character of a glimpse may be one that an item matches or, ``sure``, is one in
    any case; ``small``: without regard to case."""

    def __init__(self, code: Any, value: Any, *, sure: bool, small: bool) -> None:
        super().__init__()
        self._code, self._value = code, value
        self._sure, self._small = sure, small

    def __missing__(self, letter: str) -> bool:
        told = self[letter] = self._tell(letter)
        return told

    def _tell(self, letter: str) -> bool:
        if self._code is CODES.ANY:
            return not self._sure or letter not in "\n "
        if letter == BLANK:
            return not self._sure and self._holds(BLANK)
        if letter == ANY:
            return _shared(self._code, self._value) >= (_ALL if self._sure else _SOME)
        forms = {*_DIGITS} if letter == DIGIT else {letter}
        if self._small and letter != DIGIT:
            code = ord(letter.lower()[0])
            forms |= {chr(code), *map(chr, _ALIKE.get(code, ()))}
            forms |= {upper for form in forms if len(upper := form.upper()) == 1}
        held = map(self._holds, forms)
        return all(held) if self._sure else any(held)

    def _holds(self, letter: str) -> bool:
        return _holds(self._code, self._value, letter, self._small)


_LETTERS: dict[Any, Letters] = {}


def letters_of(code: Any, value: Any, *, sure: bool, small: bool) -> Letters:
    """The characters of an item; those of equal items are one."""
    key = code, tuple(value) if code is CODES.IN else value, sure, small
    found = _LETTERS.get(key)
    if found is None:
        if len(_LETTERS) >= _KEPT:
            _LETTERS.clear()
        found = _LETTERS[key] = Letters(code, value, sure=sure, small=small)
    return found


@lru_cache(maxsize=4096)
def plain(letter: str, *, small: bool) -> str:
    """A character so that those that may equal it are the same; ``small``: without regard to case.

    >>> plain("7", small=False), plain("K", small=True), plain("ſ", small=True)
    ('0', 'k', 's')
    """
    if letter in _DIGITS:
        return DIGIT
    if not small:
        return letter
    code = ord(letter.lower()[0])
    return chr(min(code, *_ALIKE.get(code, (code,))))


def _holds(code: Any, value: Any, letter: str, small: bool) -> bool:
    """Whether an item matches a character."""
    if code is CODES.IN:
        refused = value[0][0] is CODES.NEGATE
        return (
            any(_holds(kind, what, letter, small) for kind, what in value[refused:]) is not refused
        )
    if code is CODES.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    if code is CODES.CATEGORY:
        name = str(value)
        kind = name.replace("NOT_", "")
        return _CATEGORIES[kind](letter) is (kind == name)
    equal = chr(value) == letter
    if small and not letter.isdecimal():
        equal = plain(chr(value), small=True) == plain(letter, small=True)
    return equal is (code is CODES.LITERAL)


_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": lambda letter: letter.isalnum() or letter == "_",
}


def _shared(code: Any, value: Any) -> int:
    """How many of all letters and digits an item matches."""
    if code is CODES.IN:
        refused = value[0][0] is CODES.NEGATE
        share = max(_shared(*one) for one in value[refused:])
        return _ALL - share if refused else share
    if code is CODES.CATEGORY:
        kind = str(value).removeprefix("CATEGORY_")
        return {"WORD": _ALL, "NOT_SPACE": _ALL, "NOT_WORD": _NONE, "SPACE": _NONE}.get(kind, _SOME)
    if code in (CODES.LITERAL, CODES.NOT_LITERAL) and not chr(value).isalnum():
        return _NONE if code is CODES.LITERAL else _ALL
    return _SOME
