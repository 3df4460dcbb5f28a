"""Segments: stretches of text that are read without regard to each other.

Conventions: places count characters of the cleaned text; a segment ends behind the blanks that
follow it. A border is decided by what stands before it and at most two characters of the word
behind it, and text that comes later never moves it: so a stream finds the same segments as the
whole text. Where it is not plain that a sentence ends, there is no border: a longer segment is
only read later. Source of the rules: judgement, on the side of the longer segment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from locales import get
from normalizers.figures import cldr

_CLOSING = "\"'”’»)\\]"
_OPENING = "\"'“‘«(\\[¿¡"
# A sentence's mark, or the end of a line, and the next word's first two characters; the CJK full
# stop needs no blank.
_EDGE = re.compile(
    rf"(?<![.!?…؟।])(?P<mark>[.!?…؟।]++)[{_CLOSING}]*+(?: »)?+(?P<gap>\s++)"
    rf"(?=(?:« |[{_OPENING}*_])*+(?P<first>[^\W_])(?P<second>.))"
    rf"|(?<!\s)(?P<line>[^\S\n]*+\n)\s*+(?=(?:« |[{_OPENING}])*+(?P<next>\S)(?P<then>.))"
    rf"|[。！？][{_CLOSING}」』]*+\s*+(?=[^\s.!?…。！？{_CLOSING}」』])",
    re.DOTALL,
)
_UNDECIDED = " \t\n.!?…؟।。！？\"'”’»)]」』“‘«([¿¡*_"
_WORD = re.compile(r"(?:^|(?<=[\s\"'“‘«(\[¿¡*_]))[^\W\d_]{2,40}$")
_REACH = 42  # characters before a full stop: a word of 40 letters


def edges(
    text: str, locale: str, joints: frozenset[str] = frozenset(), start: int = 0
) -> Iterator[int]:
    """Where segments begin, but for the first; ``text`` begins a segment at 0.

    ``joints`` are the words before a blank in the lexicon's phrases: no border behind them.
    ``start`` is a place before which no border is looked for.

    >>> text = "We left at 5 p.m. on Monday. Dr. Lee stayed. Why?"
    >>> [text[place:] for place in edges(text, "en-US")]
    ['Dr. Lee stayed. Why?', 'Why?']
    """
    begin = 0
    for match in _EDGE.finditer(text, start):
        if _is_edge(text, begin, match, locale) and not _joined(text, begin, match, joints):
            begin = match.end()
            yield begin


def undecided(text: str) -> int:
    """From where on a border may still come to be when more text follows.

    >>> undecided('He left. "T')
    7
    """
    return len(text[:-2].rstrip(_UNDECIDED))


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


def _joined(text: str, begin: int, match: re.Match[str], joints: frozenset[str]) -> bool:
    """Whether a phrase of the lexicon may go on behind the last word."""
    if not joints:
        return False
    words = text[max(begin, match.start() - _REACH) : match.end()].casefold().split()
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
    patterns = rules.model_dump_json().replace("\\\\", "\\")
    forms += re.findall(r"[^\W\d_]+(?=\\\.)", patterns)
    words = {word for form in forms for word in re.findall(r"[^\W\d_]+", form.casefold())}
    short = (*rules.compounds, *rules.address.glued)
    return frozenset(words), tuple(key.rstrip(".").casefold() for key in short)
