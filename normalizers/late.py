"""Patterns that are compiled when they are first asked.

Conventions: ``late`` stands in for ``re.compile``; most patterns of a locale are never asked by
most texts, and to compile one takes longer than to read a sentence.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class _Late:
    """A pattern that gets its methods when the first of them is asked for."""

    __slots__ = ("_flags", "pattern", *_METHODS)

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        regex = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(regex, method))
        return getattr(regex, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern to be compiled later; a damaged one is found out then.

    >>> late("a+").sub("b", "caat"), late("(").pattern
    ('cbt', '(')
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))
