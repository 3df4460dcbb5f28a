"""Whether a pattern may match where only a part of the text is seen.

Conventions: a glimpse is a short part of a text in which ``0`` stands for any digit 0-9 and a
blank for a blank or an end of the text; one that begins inside a word may begin with ``ANY``
letter or digit. Nothing is known of what stands around it. The answers come from Python's own
parse of a pattern and are never too narrow: where a pattern may not match it does not, but not
all that may match does. What must not stand somewhere is asked the other way round: whether it
stands there for ``sure``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from normalizers.parsed import (
    CHARACTERS,
    CODES,
    LISTED,
    PARSER,
    REPEATS,
    Letters,
    holds_list,
    is_character,
    letters_of,
    plain,
)

Test = Callable[[str, int], bool]
"""Whether the rest of a pattern may match from a place of a glimpse on."""

Lists = Sequence[Sequence[str]]
_FEW = 6  # items of a row that are made at once


def may_of(tree: Any, flags: int, lists: Lists = ()) -> Test:
    """The test of a parsed pattern; ``lists`` are those of words that it was ``shortened`` by.

    >>> may = may_of(PARSER.parse(r"(?<![^\\W_])(?:may|june) [0-9]"), 0)
    >>> may(" mayor ", 1), may(" ma", 1), may(" june 0", 1), may("xmay ", 1)
    (False, True, True, False)
    """
    flags |= tree.state.flags
    if flags & (re.ASCII | re.LOCALE):
        return _yes
    return _Maker(lists, sure=False, small=bool(flags & re.IGNORECASE)).row(tree, _yes)


def _yes(_glimpse: str, _at: int) -> bool:
    return True


def _no(_glimpse: str, _at: int) -> bool:
    return False


class _Maker:
    """Makes tests of the items of a pattern; ``small``: without regard to case."""

    def __init__(self, lists: Lists, *, sure: bool, small: bool) -> None:
        self.lists, self.sure, self.small = lists, sure, small

    def row(self, items: Any, then: Test) -> Test:
        """Items one behind the other, and what follows them."""
        word = ""
        for code, value in reversed(items.data):
            if code is CODES.LITERAL and value < LISTED:
                word = chr(value) + word
                continue
            if word:
                word, then = "", self._word(word, then)
            then = _MAKERS.get(code, _Maker.unknown)(self, code, value, then)
        return self._word(word, then) if word else then

    def later(self, items: Any, then: Test) -> Test:
        """The same, made when it is first asked if it is long: most parts never are."""
        if len(items.data) < _FEW and not any(code in _DEEP for code, _ in items.data):
            return self.row(items, then)
        made: Test | None = None

        def test(glimpse: str, at: int) -> bool:
            nonlocal made
            if made is None:
                made = self.row(items, then)
            return made(glimpse, at)

        return test

    def letters(self, code: Any, value: Any) -> Letters:
        """The characters of one item."""
        return letters_of(code, value, sure=self.sure, small=self.small)

    def unknown(self, _code: Any, _value: Any, _then: Test) -> Test:
        """What this module does not know, and what looks back at the match."""
        return _no if self.sure else _yes

    def group(self, code: Any, value: Any, then: Test) -> Test:
        """A group, with flags of its own."""
        if code is CODES.ATOMIC_GROUP:
            return _no if self.sure else self.later(value, then)
        _, added, removed, items = value
        if added & re.ASCII:
            return _no if self.sure else _yes
        small = bool((self.small or added & re.IGNORECASE) and not removed & re.IGNORECASE)
        maker = self if small == self.small else _Maker(self.lists, sure=self.sure, small=small)
        return maker.later(items, then)

    def _word(self, word: str, then: Test) -> Test:
        """Characters that the pattern names."""
        length, sure, small = len(word), self.sure, self.small
        if length == 1:
            return self.character(CODES.LITERAL, ord(word), then)
        if sure and any(letter.isspace() or letter.isdecimal() for letter in word):
            return _no
        word = "".join([plain(letter, small=small) for letter in word])

        def test(glimpse: str, at: int) -> bool:
            part = glimpse[at : at + length]
            if small and part != word:
                part = "".join([plain(letter, small=True) for letter in part])
            if part == word:
                return then(glimpse, at + length)
            return not sure and len(part) < length and word.startswith(part)

        return test

    def words(self, words: Iterable[str], then: Test) -> Test:
        """One of a list of words."""
        sure, small = self.sure, self.small
        table: dict[str, list[str]] = {}
        for word in words:
            if not sure or not any(one.isspace() or one.isdecimal() for one in word):
                shape = "".join([plain(letter, small=small) for letter in word])
                table.setdefault(shape[0], []).append(shape)

        def test(glimpse: str, at: int) -> bool:
            seen = glimpse[at:]
            if small:
                seen = "".join([plain(letter, small=True) for letter in seen])
            for word in table.get(seen[:1], ()):
                if seen.startswith(word):
                    if then(glimpse, at + len(word)):
                        return True
                elif not sure and word.startswith(seen):
                    return True
            return not sure and not seen

        return test

    def character(self, code: Any, value: Any, then: Test) -> Test:
        """One character of some, or a list of words."""
        if not is_character(code, value):
            if code is CODES.LITERAL:
                return self.words(self.lists[value - LISTED], then)
            return self.unknown(code, value, then)
        sure, letters = self.sure, self.letters(code, value)

        def test(glimpse: str, at: int) -> bool:
            if at >= len(glimpse):
                return not sure
            return letters[glimpse[at]] and then(glimpse, at + 1)

        return test

    def branch(self, _code: Any, value: Any, then: Test) -> Test:
        """One of some rows; those that begin with a character are told apart by it."""
        sure, small = self.sure, self.small
        others: list[Test] = []
        rows: dict[str, list[Any]] = {}
        made: dict[str, list[Test]] = {}
        for row in value[1]:
            if row.data and row.data[0][0] is CODES.LITERAL and row.data[0][1] < LISTED:
                letter = plain(chr(row.data[0][1]), small=small)
                rows.setdefault(letter, []).append(row)
            else:
                others.append(self.later(row, then))

        def test(glimpse: str, at: int) -> bool:
            for other in others:
                if other(glimpse, at):
                    return True
            if at >= len(glimpse):
                return not sure and bool(rows)
            letter = plain(glimpse[at], small=True) if small else glimpse[at]
            tests = made.get(letter)
            if tests is None:
                tests = made[letter] = [self.row(row, then) for row in rows.get(letter, ())]
            return any(one(glimpse, at) for one in tests)

        return test

    def repeat(self, code: Any, value: Any, then: Test) -> Test:
        """Items some times."""
        least, most, items = value
        if self.sure and code is CODES.POSSESSIVE_REPEAT:
            return _no
        if len(items.data) == 1 and is_character(*items.data[0]):
            return self._run(self.letters(*items.data[0]), least, int(most), then)
        if most == 1:
            inner = self.later(items, then)
            return inner if least else lambda glimpse, at: then(glimpse, at) or inner(glimpse, at)
        if self.sure or items.getwidth()[0] == 0:
            return _no if self.sure else _yes

        def again(glimpse: str, at: int) -> bool:
            return then(glimpse, at) or inner(glimpse, at)

        inner = self.later(items, again)  # without end, which is as far as the glimpse goes
        return inner if least else again

    def _run(self, letters: Letters, least: int, most: int, then: Test) -> Test:
        sure = self.sure

        def test(glimpse: str, at: int) -> bool:
            end, last = at, len(glimpse)
            stop = last if at + most > last else at + most
            while end < stop and letters[glimpse[end]]:
                end += 1
            if end == last and not sure:
                return True
            while end >= at + least:
                if then(glimpse, end):
                    return True
                end -= 1
            return False

        return test

    def look(self, code: Any, value: Any, then: Test) -> Test:
        """A look ahead or behind, for what must stand there or must not."""
        ahead, items = value
        sure, refused = self.sure, code is CODES.ASSERT_NOT
        maker = _Maker(self.lists, sure=not sure, small=self.small) if refused else self
        back = 0 if ahead == 1 else items.getwidth()[0]
        if back and self.lists and holds_list(items):
            return _no if sure else then  # the width of a list is not known
        if back == len(items.data) == 1 and is_character(*items.data[0]):
            return self._behind(maker.letters(*items.data[0]), then, refused=refused)
        inner = maker.later(items, _yes)

        def test(glimpse: str, at: int) -> bool:
            if at < back:
                return not sure and then(glimpse, at)
            return inner(glimpse, at - back) is not refused and then(glimpse, at)

        return test

    def _behind(self, letters: Letters, then: Test, *, refused: bool) -> Test:
        """A look at the character before."""
        sure = self.sure

        def test(glimpse: str, at: int) -> bool:
            if at:
                return letters[glimpse[at - 1]] is not refused and then(glimpse, at)
            return not sure and then(glimpse, at)

        return test

    def edge(self, _code: Any, value: Any, then: Test) -> Test:
        """Where a text begins or ends."""
        begins = value in (CODES.AT_BEGINNING, CODES.AT_BEGINNING_STRING)
        if self.sure or not (begins or value in (CODES.AT_END, CODES.AT_END_STRING)):
            return _no if self.sure else then

        def test(glimpse: str, at: int) -> bool:
            place = at - 1 if begins else at
            known = 0 <= place < len(glimpse)
            return not (known and glimpse[place] not in " \n") and then(glimpse, at)

        return test


if PARSER is not None:
    _DEEP = REPEATS | {CODES.BRANCH, CODES.SUBPATTERN, CODES.ASSERT, CODES.ASSERT_NOT}
    _MAKERS: dict[Any, Callable[[_Maker, Any, Any, Test], Test]] = {
        **dict.fromkeys(CHARACTERS, _Maker.character),
        **dict.fromkeys(REPEATS, _Maker.repeat),
        **dict.fromkeys((CODES.SUBPATTERN, CODES.ATOMIC_GROUP), _Maker.group),
        **dict.fromkeys((CODES.ASSERT, CODES.ASSERT_NOT), _Maker.look),
        CODES.BRANCH: _Maker.branch,
        CODES.AT: _Maker.edge,
        CODES.FAILURE: lambda _maker, _code, _value, _then: _no,
    }
