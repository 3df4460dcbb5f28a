"""Where in a text patterns may match, told word by word.

Conventions: a text is divided at its blanks; a word is what stands between two of them, with every
digit as ``0``. What may match in a word does not depend on the text around it but for the next
word, of which the first two characters are looked at. At first a word is told by the characters
from each place on; when it has come some times it is looked at as a whole, and with the next.
Places count from the first character of a word; -1 is the blank before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from normalizers.late import late
from normalizers.parsed import ANY, BLANK, DIGIT
from normalizers.scan import Matches, Scanner, Searched

T = TypeVar("T")
_Scanners = tuple[Scanner, ...]
_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_DIGIT = late("[1-9]")
_AFTER = 2  # characters of the next word that are looked at
_NEAR = 3  # characters that are looked at first from a place on
_LONG = 40  # characters of a word that is looked at as a whole; a judgement
_AGAIN = 2  # times that a word has come before it is looked at as a whole; a judgement
_REMEMBERED = 8192  # words, and beginnings of words


class _Places(list[tuple[Scanner, int]]):
    """Patterns with the places in a word where they may match, and how often it has come: 0 where
    it is told as well as it can be."""

    __slots__ = ("times",)
    times: int

    def closer(self, seen: str) -> _Places:
        """Those of them where the word may match as it is seen, a blank before it."""
        told = _Places(one for one in self if one[0].may(seen, one[1] + 1))
        told.times = 0
        return told

    def ready(self, seen: str) -> _Places:
        """The same, but only of patterns that are compiled already: to tell where a pattern may
        match takes longer than to try it, to compile it takes longer still."""
        return _Places(one for one in self if one[0].is_compiled or one[0].may(seen, one[1] + 1))


class Search:
    """Looks for the matches of some patterns in texts; ``asked`` are patterns that are tried when
    their matches are asked for."""

    def __init__(self, scanners: Iterable[Scanner], asked: Iterable[Scanner] = ()) -> None:
        scanners = dict.fromkeys(scanners)
        asked = [one for one in asked if one.is_told and one not in scanners]
        self._asked, self._sought = frozenset(asked), frozenset((*scanners, *asked))
        self._everywhere = tuple(one for one in scanners if not one.is_told)
        self._told = (*(one for one in scanners if one.is_told), *asked)
        # Those that may begin at a blank, and inside a word.
        self._blank = tuple(one for one in self._told if one.may(BLANK, 0))
        self._inner = tuple(one for one in self._told if one.may(ANY, 1))
        self._first = _Remembered(self._by_character)
        self._begun = _Remembered(self._by_two)
        self._near = _Remembered(self._by_four)
        self._words: dict[str, _Places] = {}
        self._pairs: dict[str, _Places] = {}

    def __call__(self, text: str) -> Searched:
        """A text with all matches."""
        seen = Searched(text)
        found: dict[Scanner, Matches] = {}
        asked: dict[Scanner, Sequence[int]] = {}
        seen.found, seen.asked, seen.sought = found, asked, self._sought
        for scanner, places in self._places(text).items():
            if scanner in self._asked:
                asked[scanner] = places
            elif matches := scanner.tried(text, places):
                found[scanner] = matches
        for scanner in self._everywhere:
            if every := tuple(scanner.regex.finditer(text)):
                found[scanner] = every
        return seen

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
            if some:
                pair = f"{word} {words[number][:_AFTER]}" if number < len(words) else f"{word} "
                if some.times:
                    some = self._again(word, some).ready(f"{BLANK}{pair}")
                else:
                    some = self._in_pair(pair, some)
                for scanner, place in some:
                    if scanner in found:
                        found[scanner].append(at + place)
                    elif at + place >= 0:
                        found[scanner] = [at + place]
            at += len(word) + 1
        return found

    def _in_word(self, word: str) -> _Places:
        """What may match in a word, by the characters from each place on."""
        seen = f"{BLANK}{word}{BLANK}"
        places = _Places((one, -1) for one in self._blank)
        places.times = 1
        begun, near = self._begun, self._near
        for at in range(len(word)):
            if begun[seen[at : at + 2]]:
                places += [(one, at) for one in near[seen[at : at + 1 + _NEAR]]]
        return places if len(word) > _LONG else _kept(self._words, word, places)

    def _again(self, word: str, places: _Places) -> _Places:
        """What may match in a word that comes again, whatever the next is."""
        places.times += 1
        if places.times <= _AGAIN or len(word) > _LONG:
            return places
        return _kept(self._words, word, places.closer(f"{BLANK}{word}{BLANK}"))

    def _in_pair(self, pair: str, places: _Places) -> _Places:
        """What may match in a word before another; ``places`` are those whatever the next is."""
        some = self._pairs.get(pair)
        if some is None:
            closer = places if pair[-1] == BLANK else places.closer(f"{BLANK}{pair}")
            some = _kept(self._pairs, pair, closer)
        return some

    def _by_four(self, seen: str) -> _Scanners:
        """What may match from the second of some characters on."""
        return tuple(one for one in self._begun[seen[:2]] if one.may(seen, 1))

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
