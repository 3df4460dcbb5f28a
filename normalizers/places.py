"""Where in a text patterns may match, told word by word.

Conventions: a text is divided at its blanks; a word is what stands between two of them, with every
digit as ``0``. What may match in a word does not depend on the text around it but for the next
word, of which the first two characters are looked at. A word is told by the three characters from
each place on; one that comes again is looked at as a whole, and remembered. Places count from the
first character of a word; -1 is the blank before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from normalizers.parsed import ANY, BLANK, DIGIT
from normalizers.scan import Matches, Scanner, Searched

T = TypeVar("T")
_Scanners = tuple[Scanner, ...]
_Places = Sequence[tuple[Scanner, int]]
_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_DIGIT = re.compile("[1-9]")
_AFTER = 2  # characters of the next word that are looked at
_NEAR = 3  # characters that are looked at first from a place on
_LONG = 40  # characters of a word that is looked at as a whole; a judgement
_AGAIN = 3  # times that a word has come before it is looked at as a whole; a judgement
_REMEMBERED = 8192  # words, and beginnings of words


class Search:
    """Looks for the matches of some patterns in texts."""

    def __init__(self, scanners: Iterable[Scanner]) -> None:
        scanners = tuple(dict.fromkeys(scanners))
        self._none: dict[Scanner, Matches] = dict.fromkeys(scanners, ())
        self._everywhere = tuple(one for one in scanners if not one.is_told)
        told = tuple(one for one in scanners if one.is_told)
        # Those that may begin at a blank, and inside a word.
        self._blank = tuple(one for one in told if one.may(BLANK, 0))
        self._inner = tuple(one for one in told if one.may(ANY, 1))
        self._told = told
        self._first = _Remembered(self._by_character)
        self._begun = _Remembered(self._by_two)
        self._near: dict[str, _Scanners] = {}
        self._times: dict[str, int] = {}
        self._words: dict[str, _Places] = {}
        self._pairs: dict[str, _Places] = {}

    def __call__(self, text: str) -> tuple[Searched, list[Scanner]]:
        """A text with all matches, and the patterns that have some."""
        seen = Searched(text)
        found = seen.found = self._none.copy()
        matched: list[Scanner] = []
        for scanner, places in self._places(text).items():
            if matches := scanner.tried(text, places):
                found[scanner] = matches
                matched.append(scanner)
        for scanner in self._everywhere:
            if every := tuple(scanner.regex.finditer(text)):
                found[scanner] = every
                matched.append(scanner)
        return seen, matched

    def _places(self, text: str) -> dict[Scanner, list[int]]:
        """Where each pattern may match, in order."""
        if text.isascii():
            words = text.encode().translate(_DIGITS).decode().split(BLANK)
        else:
            words = _DIGIT.sub(DIGIT, text).split(BLANK)
        found: dict[Scanner, list[int]] = {}
        at = 0
        for number, word in enumerate(words, 1):
            some = self._words.get(word)
            if some is None:
                some = self._in_word(word)
            elif some:
                pair = f"{word} {words[number][:_AFTER]}" if number < len(words) else f"{word} "
                known = self._pairs.get(pair)
                some = self._in_pair(pair, some) if known is None else known
            for scanner, place in some:
                if scanner in found:
                    found[scanner].append(at + place)
                elif at + place >= 0:
                    found[scanner] = [at + place]
            at += len(word) + 1
        return found

    def _in_word(self, word: str) -> _Places:
        """What may match in a word, whatever the next is."""
        seen = f"{BLANK}{word}{BLANK}"
        places = [(one, -1) for one in self._blank]
        for at in range(len(word)):
            if begun := self._begun[seen[at : at + 2]]:
                key = seen[at : at + 1 + _NEAR]
                near = self._near.get(key)
                places += [
                    (one, at) for one in (self._nearby(key, begun) if near is None else near)
                ]
        if len(word) > _LONG or not self._has_come(word):
            return places
        return _kept(self._words, word, [one for one in places if one[0].may(seen, one[1] + 1)])

    def _in_pair(self, pair: str, places: _Places) -> _Places:
        """What may match in a word before another; ``places`` are those whatever the next is."""
        seen = f"{BLANK}{pair}"
        if pair[-1] != BLANK:
            if not self._has_come(pair):
                return places
            places = [one for one in places if one[0].may(seen, one[1] + 1)]
        return _kept(self._pairs, pair, places)

    def _has_come(self, key: str) -> bool:
        """Whether it has come some times before."""
        times = self._times.get(key, 0)
        if times >= _AGAIN:
            self._times.pop(key, None)
            return True
        _kept(self._times, key, times + 1)
        return False

    def _nearby(self, seen: str, begun: _Scanners) -> _Scanners:
        """What may match from the second of some characters on; ``begun`` by two of them."""
        if self._has_come(seen):
            return _kept(self._near, seen, tuple(one for one in begun if one.may(seen, 1)))
        # To try a pattern costs less than to tell where it may match, to compile it costs more.
        return tuple(one for one in begun if one.is_compiled or one.may(seen, 1))

    def _by_two(self, seen: str) -> _Scanners:
        """What may match from the second of two characters on."""
        some = self._inner if seen.isalnum() else self._first[seen[1]]
        return tuple(one for one in some if one.may(seen, 1))

    def _by_character(self, letter: str) -> _Scanners:
        """What may match where a character stands."""
        return tuple(one for one in self._told if one.may(letter, 0))


class _Remembered(dict[str, _Scanners]):
    """What is told of a few characters, each time once."""

    def __init__(self, tell: Callable[[str], _Scanners]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, key: str) -> _Scanners:
        return _kept(self, key, self._tell(key))


def _kept(table: dict[str, T], key: str, value: T) -> T:
    """A value put into a table, which begins anew when it is full."""
    if len(table) >= _REMEMBERED:
        table.clear()
    table[key] = value
    return value
