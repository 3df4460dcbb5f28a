"""The words of a range: before its first figure and between the two ("da tre a cinque").

Conventions: a locale without frames says ``numbers.range`` between the figures; a word that ends
in an apostrophe is written together with what follows.
"""

from __future__ import annotations

import re
from functools import lru_cache

from locales.schema import Locale, RangeFrame
from normalizers.late import late

_REACH = 24  # characters before the range that a frame may look at; a judgement


@lru_cache(maxsize=256)
def _compiled(frame: RangeFrame) -> tuple[re.Pattern[str], re.Pattern[str]]:
    before = late(rf"(?:^|[^\w])(?:{frame.before})$", re.IGNORECASE)
    return before, late(frame.written)


def frame(locale: Locale, kind: str, text: str, start: int, end: int) -> tuple[str, str]:
    """The word before the first figure and the one between, for the range ``text[start:end]``.

    ``kind`` is the class of its figures ("weekday" for days of the week).
    """
    frames = locale.numbers.range_frames
    if not frames:
        return "", locale.numbers.range
    before, written = text[max(0, start - _REACH) : start].rstrip(" ("), text[start:end]
    for one in frames:
        if one.kinds and kind not in one.kinds:
            continue
        behind, form = _compiled(one)
        if (not one.before or behind.search(before)) and form.search(written):
            return one.first, one.between
    return "", locale.numbers.range


def joined(first: str, rest: str) -> str:
    """Two stretches of speech; an elided first one takes no space.

    >>> joined("dal", "tre"), joined("dall'", "una"), joined("", "tre")
    ('dal tre', "dall'una", 'tre')
    """
    return first + rest if first.endswith("'") else f"{first} {rest}".strip()
