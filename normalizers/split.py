"""Where sentences and phrases end.

Conventions: a mark is a run of punctuation with the closing quotes and brackets behind it; the
division that it makes is a Break.
"""

from __future__ import annotations

from functools import lru_cache

from normalizers.late import late
from normalizers.utterance import Break

_NEXT = late(r"[\"'”’»)\]]*(?:\s+|$)[\"'“‘«(\[¿¡]*(?P<first>\w)?(?P<second>\w)?")
_END = late(r"[.!?]\s+(?=[^\W\d_a-z])|\n")
_REACH = 120
_SENTENCE = frozenset(".!?…。！？؟।")
_PHRASE = frozenset(",;:–—،、；：")


def sentence_before(text: str, stop: int) -> str:
    """What the sentence holds before ``stop``, at most 120 characters of it (a judgement).

    >>> sentence_before("Your card? It expires 09/27.", 22)
    'It expires '
    """
    return _END.split(text[max(0, stop - _REACH) : stop])[-1]


def ends_sentence(text: str, stop: int) -> bool:
    """Whether the full stop at ``stop``, which also ends an abbreviation, ends a sentence.

    It does at the end of the text, before a line end, and before a capital that begins a word in
    small letters (or a figure never).

    >>> text = "in the U.S. We left"
    >>> ends_sentence(text, text.index(". We")), ends_sentence("the U.S. army", 7)
    (True, False)
    """
    match = _NEXT.match(text, stop + 1)
    if not match:
        return False
    first, second = match["first"], match["second"]
    if first is None:
        return match.end() >= len(text) or "\n" in match.group()
    if "\n" in match.group():
        return True
    return first.isupper() and (second is None or second.islower())


def break_of(mark: str, following: str) -> Break:
    """The division that a punctuation mark makes, given the text behind it.

    >>> break_of("?!", " Yes"), break_of(",", " and"), break_of("...", " and")
    (<Break.QUESTION: 'question'>, <Break.PHRASE: 'phrase'>, <Break.PHRASE: 'phrase'>)
    """
    if mark[0] in "….." and ("…" in mark or ".." in mark):
        following = following.lstrip()
    return _broken(mark, following[:1])


@lru_cache(maxsize=1024)
def _broken(mark: str, following: str) -> Break:
    """The same; ``following`` is one character, or none."""
    if "?" in mark or "？" in mark or "؟" in mark:
        return Break.QUESTION
    if "!" in mark or "！" in mark:
        return Break.EXCLAMATION
    if mark[0] in "….." and ("…" in mark or ".." in mark):
        return Break.PHRASE if following.islower() else Break.SENTENCE
    if _SENTENCE.intersection(mark):
        joined = following[:1].strip() and (following[0].isalnum() or following[0] in "_-/@")
        return Break.NONE if joined else Break.SENTENCE
    if mark[0] in "([" or mark[-1] in ")]" or _PHRASE.intersection(mark):
        between = following[:1] and not following[0].isspace() and mark[-1] not in "([—–"
        return Break.NONE if between and mark[-1] not in ",;" else Break.PHRASE
    return Break.PHRASE if mark == "-" and following[:1].isspace() else Break.NONE


def line_break(gap: str, following: str) -> Break:
    """The division that line ends make: a blank line a paragraph, a new line before a capital or
    a figure a sentence."""
    lines = gap.count("\n")
    if lines >= 2:
        return Break.PARAGRAPH
    if lines == 1 and (
        following[:1].isupper() or following[:1].isdigit() or following[:1] in "-*•"
    ):
        return Break.SENTENCE
    return Break.NONE
