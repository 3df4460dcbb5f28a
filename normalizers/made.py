"""Frozen dataclasses made quickly.

Conventions: a frozen slotted dataclass sets each field through ``object.__setattr__``, which costs
six times as much as setting it plainly; a text makes some of them for every word.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any


def twin(kind: type) -> Any:
    """A class with the same slots that is not frozen: an instance is given the other class when
    all its fields are set.

    ``__post_init__`` is not run: the caller gives what it would let pass.

    >>> from normalizers.utterance import Span
    >>> made = twin(Span)()
    >>> made.start, made.end, made.__class__ = 3, 5, Span
    >>> made
    Span(start=3, end=5)
    """
    slots = tuple(one.name for one in fields(kind))
    return type(f"_{kind.__name__}", (), {"__slots__": slots})
