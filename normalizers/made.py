"""Frozen dataclasses made quickly.

Conventions: a frozen slotted dataclass sets each field through ``object.__setattr__``, which costs
six times as much as setting it plainly; a text makes some of them for every word.
"""

from __future__ import annotations

from dataclasses import field, fields, make_dataclass
from typing import Any


def twin(kind: type) -> Any:
    """A class with the same slots that is not frozen: its instances are given the other class.

    ``__post_init__`` is not run: the caller gives what it would let pass.

    >>> from normalizers.utterance import Span
    >>> made = twin(Span)(3, 5)
    >>> made.__class__ = Span
    >>> made
    Span(start=3, end=5)
    """
    form = [(one.name, Any, field(default=one.default)) for one in fields(kind)]
    return make_dataclass(f"_{kind.__name__}", form, slots=True)
