"""Where in a text patterns may match, told word by word.

Conventions: a text is divided at its blanks; a word is what stands between two of them, with every
digit as ``0``. What may match in a word does not depend on the text around it but for the next
word, of which the first two characters are looked at. At first a word is told by the characters
from each place on; when it has come some times it is looked at as a whole, and with the next.
Places count from the first character of a word; -1 is the blank before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from normalizers.late import late
from normalizers.parsed import ANY, BLANK, DIGIT
from normalizers.remembered import Remembered, kept
from normalizers.scan import Matches, Scanner, Searched

_Scanners = tuple[Scanner, ...]
_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_DIGIT = late("[1-9]")
_AFTER = 2  # characters of the next word that are looked at
_NEAR = 3  # characters that are looked at first from a place on
_LONG = 40  # characters of a word that is looked at as a whole; a judgement
_AGAIN = 1  # times that a word has come before it is looked at as a whole; a judgement
_REMEMBERED = 4096  # words, and beginnings of words


class _Places(list[tuple[_Scanners, int]]):
    """Places in a word, in order, with the patterns that may match there, and how often the word
    has come: 0 where it is told as well as it can be."""

    __slots__ = ("times",)
    times: int

    def closer(self, seen: str) -> _Places:
        """Those that may match where the word is seen so, a blank before it."""
        told = _Places(
            (may, at)
            for some, at in self
            if (may := tuple(one for one in some if one.may(seen, at + 1)))
        )
        told.times = 0
        return told

    def ready(self, seen: str) -> _Places:
        """The same, but for patterns that are not compiled and need not be."""
        told = _Places(
            (tuple(one for one in some if one.is_ready(seen, at + 1)), at) for some, at in self
        )
        told.times = self.times
        return told


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
        self._first = Remembered(self._by_character, _REMEMBERED)
        self._begun = Remembered(self._by_two, _REMEMBERED)
        self._near = Remembered(self._by_four, _REMEMBERED)
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
                after = words[number][:_AFTER] if number < len(words) else ""
                if some.times:
                    some = self._again(word, after, some)
                if after and not some.times:
                    pair = f"{word}{BLANK}{after}"
                    close = self._pairs.get(pair)
                    some = self._in_pair(pair, some) if close is None else close
                for scanners, begin in some:
                    place = at + begin
                    for scanner in scanners:
                        if scanner in found:
                            found[scanner].append(place)
                        elif place >= 0:
                            found[scanner] = [place]
            at += len(word) + 1
        return found

    def _in_word(self, word: str) -> _Places:
        """What may match in a word, by the characters from each place on."""
        seen = f"{BLANK}{word}{BLANK}"
        places = _Places([(self._blank, -1)] if self._blank else ())
        places.times = 1
        begun, near = self._begun, self._near
        for at, letter in enumerate(word):
            before = ANY if seen[at : at + 2].isalnum() else seen[at]
            if begun[before + letter]:
                places.append((near[seen[at : at + 1 + _NEAR]], at))
        return places if len(word) > _LONG else kept(self._words, word, places, _REMEMBERED)

    def _again(self, word: str, after: str, places: _Places) -> _Places:
        """What may match in a word that has come before, by all of it when it comes again."""
        if len(word) > _LONG:
            return places
        if places.times > _AGAIN:
            return kept(self._words, word, places.closer(f"{BLANK}{word}{BLANK}"), _REMEMBERED)
        places.times += 1
        return places.ready(f"{BLANK}{word}{BLANK}{after}")

    def _in_pair(self, pair: str, places: _Places) -> _Places:
        """What may match in a word before the beginning of another, of what may match in it."""
        return kept(self._pairs, pair, places.closer(f"{BLANK}{pair}"), _REMEMBERED)

    def _by_four(self, seen: str) -> _Scanners:
        """What may match from the second of some characters on."""
        before = ANY if seen[:2].isalnum() else seen[0]
        return tuple(one for one in self._begun[before + seen[1]] if one.may(seen, 1))

    def _by_two(self, seen: str) -> _Scanners:
        """What may match from the second of two characters on."""
        some = self._inner if seen[0] == ANY else self._first[seen[1]]
        return tuple(one for one in some if one.may(seen, 1))

    def _by_character(self, letter: str) -> _Scanners:
        """What may match where a character stands."""
        return tuple(one for one in self._told if one.may(letter, 0))
