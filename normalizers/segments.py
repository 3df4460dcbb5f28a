"""Segments: stretches of text that are read without regard to what follows them.

Conventions: places count characters of the cleaned text; a segment ends behind the blanks that
follow it. A border is decided by what stands before it and by the word behind it at most, and text
that comes later never moves it: so a stream finds the same segments as the whole text. Where it is
not plain that a sentence ends, there is no border: a longer segment is only read later. A long
sentence is also divided between plain words; finders then see the text before the border, so that
"call" and the number behind it may be far apart. Source of the rules: judgement, on the side of
the longer segment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from locales import get
from normalizers.clean import MAX_CHARACTERS
from normalizers.figures import cldr
from normalizers.late import late

_CLOSING = "\"'”’»)\\]"
_OPENING = "\"'“‘«(\\[¿¡"
# A sentence's mark, or the end of a line, and the next word's first two characters; the CJK full
# stop needs no blank.
_EDGE = late(
    rf"(?<![.!?…؟।])(?P<mark>[.!?…؟।]++)[{_CLOSING}]*+(?: »)?+(?P<gap>\s++)"
    rf"(?=(?:« |[{_OPENING}*_])*+(?P<first>[^\W_])(?P<second>.))"
    rf"|(?<!\s)(?P<line>[^\S\n]*+\n)\s*+(?=(?:« |[{_OPENING}])*+(?P<next>\S)(?P<then>.))"
    rf"|[。！？][{_CLOSING}」』]*+\s*+(?=[^\s.!?…。！？{_CLOSING}」』])",
    re.DOTALL,
)
# What every edge holds.
_MARK = late(rf"[.!?…؟।\n。！？](?:(?<=[\n。！？])|[{_CLOSING}]*+\s)")
_UNDECIDED = " \t\n.!?…؟।。！？\"'”’»)]」』“‘«([¿¡*_"
_WORD = late(r"(?:^|(?<=[\s\"'“‘«(\[¿¡*_]))[^\W\d_]{2,40}$")
_REACH = 42  # characters before a full stop: a word of 40 letters


_LONG = 100  # characters of a sentence that are read together at least; a judgement
CONTEXT = 160  # characters before that are looked at; no finder looks back farther than 120
_NEXT_WORD = late(r"[^\W\d_]{2,40} ")


class Border(NamedTuple):
    """Where a segment begins, and from where on its finders see the text before it."""

    start: int
    context: int


END = Border(MAX_CHARACTERS, MAX_CHARACTERS)
"""Behind the last segment of any text."""


def borders(
    text: str,
    locale: str,
    joints: frozenset[str] = frozenset(),
    *,
    begin: int = 0,
    searched: tuple[int, int] = (0, 0),
) -> Iterator[Border]:
    """The borders of a text, but for the first; ``text[begin:]`` begins with a segment.

    ``joints`` are the words before a blank in the lexicon's phrases: no border behind them.
    ``searched`` is what ``undecided`` gave for the text without its end.

    >>> text = "We left at 5 p.m. on Monday. Dr. Lee stayed. Why?"
    >>> [text[border.start :] for border in borders(text, "en-US")]
    ['Dr. Lee stayed. Why?', 'Why?']
    """
    first, spaced = searched
    sentence = 0
    edges = _EDGE.finditer(text, first) if _MARK.search(text, first) else ()
    for match in (*edges, None):
        if match and not (
            _is_edge(text, sentence, match, locale)
            and not _joined(text, sentence, match.start(), match.end(), joints)
        ):
            continue
        end = match.end() if match else len(text)
        for place in _within(text, locale, joints, begin=begin, end=end, spaced=spaced):
            yield Border(place, max(sentence, place - CONTEXT))
        if match:
            begin = sentence = end
            yield Border(end, end)


def undecided(text: str) -> tuple[int, int]:
    """From where on a border may still come to be when more text follows: between sentences, and
    within one.

    >>> undecided('He left. "T')
    (7, 8)
    """
    return len(text[:-2].rstrip(_UNDECIDED)), max(text.rfind(" "), 0)


def _within(
    text: str, locale: str, joints: frozenset[str], *, begin: int, end: int, spaced: int
) -> Iterator[int]:
    """Borders inside a long sentence: between plain words, three before and one behind."""
    if end - begin <= _LONG:
        return
    place = text.find(" ", max(begin + _LONG, spaced), end) + 1
    while place:
        if place - begin > _LONG and _is_plain(text, place, end, locale, joints):
            begin = place
            yield place
        place = text.find(" ", max(begin + _LONG, place), end) + 1


def _is_plain(text: str, place: int, end: int, locale: str, joints: frozenset[str]) -> bool:
    following = _NEXT_WORD.match(text, place, end)
    if not following:
        return False
    before = text[place - _LONG : place].split(" ")[-4:-1]
    words = (*before, following.group()[:-1])
    return (
        len(before) == 3
        and before[-1].casefold() not in joints
        and all(len(word) > 1 and word.isalpha() and word.islower() for word in words)
        and _abbreviated(locale)[0].isdisjoint(words)
        and _named(locale).isdisjoint(words)
    )


def _is_edge(text: str, begin: int, match: re.Match[str], locale: str) -> bool:
    if match.group().count("\n") > 1:
        return True
    if match["line"]:
        return _is_line_end(text, begin, match, locale)
    if not match["mark"]:
        return True
    if match["mark"] == "." and not _ends_word(text, begin, match.start(), locale):
        return False
    first, second = match["first"], match["second"]
    if first.isdigit():
        return match["mark"] != "."
    return not first.islower() and (second.islower() or second.isspace() or not first.isupper())


def _is_line_end(text: str, begin: int, match: re.Match[str], locale: str) -> bool:
    """A line end before a capital or a list's mark."""
    before = text[max(begin, match.start() - 1) : match.start()]
    if before in (",", "-", ":"):
        return False
    if before == "." and not _ends_word(text, begin, match.start() - 1, locale):
        return False
    first, then = match["next"], match["then"]
    return (first in "-•*" and then == " ") or (first.isupper() and then.islower())


def _ends_word(text: str, begin: int, stop: int, locale: str) -> bool:
    """Whether the full stop stands behind an ordinary word, no abbreviation."""
    word = _WORD.search(text[max(begin, stop - _REACH) : stop])
    if not word:
        return False
    low = word.group().casefold()
    known, endings = _abbreviated(locale)
    return low not in known and not low.endswith(endings)


def _joined(text: str, begin: int, start: int, end: int, joints: frozenset[str]) -> bool:
    """Whether a phrase of the lexicon may go on behind the word before a border."""
    if not joints:
        return False
    words = text[max(begin, start - _REACH) : end].casefold().split()
    return bool(words) and words[-1].lstrip("\"'“‘«([¿¡*") in joints


@lru_cache(maxsize=64)
def _abbreviated(locale: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words of a locale that are written with a full stop, and endings that are (-str.)."""
    rules = get(locale)
    tables = (
        rules.abbreviations, rules.before_number, rules.names.titles, rules.names.suffixes,
        rules.address.after, rules.address.before, rules.address.directions, rules.address.units,
        rules.address.regions, rules.address.letters, rules.address.box, rules.units,
        rules.money.symbols, rules.dates.weekdays,
    )  # fmt: skip
    forms = [key for table in tables for key, said in table.items() if key != said]
    forms += [key for keys in rules.dates.months.values() for key in keys]
    data = cldr(rules.cldr)
    for names in (data.months, data.days):
        for context in names.values():
            forms += map(str, context.get("abbreviated", {}).values())
    # A word before an escaped full stop in a pattern: 'exp\\.?'.
    patterns = repr(rules).replace("\\\\", "\\")
    forms += re.findall(r"[^\W\d_]+(?=\\\.)", patterns)
    words = {word for form in forms for word in re.findall(r"[^\W\d_]+", form.casefold())}
    short = (*rules.compounds, *rules.address.glued)
    return frozenset(words), tuple(key.rstrip(".").casefold() for key in short)


@lru_cache(maxsize=64)
def _named(locale: str) -> frozenset[str]:
    """Words that may begin something, or go on with it: months, weekdays, millions, streets."""
    rules = get(locale)
    address = rules.address
    forms = [key for table in (address.after, address.before, address.units) for key in table]
    forms += [one.written for one in rules.numbers.magnitudes.values()]
    data = cldr(rules.cldr)
    for names in (data.months, data.days):
        for context in names.values():
            forms += map(str, context.get("wide", {}).values())
    return frozenset(word for form in forms for word in re.findall(r"[^\W\d_]+", form.casefold()))
