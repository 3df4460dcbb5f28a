"""What a function tells of short texts, remembered.

Conventions: a table of at most so many answers begins anew when it is full. A hit costs one look
into a dict; ``lru_cache`` also orders its answers anew at each hit, which for words costs more than
to find them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Remembered(dict[K, T], Generic[K, T]):
    """Answers of a function of one argument, by the argument."""

    __slots__ = ("_most", "_tell")

    def __init__(self, tell: Callable[[K], T], most: int) -> None:
        super().__init__()
        self._tell, self._most = tell, most

    def __missing__(self, key: K) -> T:
        return kept(self, key, self._tell(key), self._most)


def kept(table: dict[K, T], key: K, value: T, most: int) -> T:
    """A value put into a table, which begins anew when it is full."""
    if len(table) >= most:
        table.clear()
    table[key] = value
    return value


def remembered(most: int) -> Callable[[Callable[[K], T]], Callable[[K], T]]:
    """A function that remembers so many of its answers at most.

    >>> double = remembered(100)(lambda text: text * 2)
    >>> double("ab"), double("ab")
    ('abab', 'abab')
    """

    def remembering(tell: Callable[[K], T]) -> Callable[[K], T]:
        return Remembered(tell, most).__getitem__

    return remembering
