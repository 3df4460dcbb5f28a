"""Frozen dataclasses made quickly.

Conventions: a frozen slotted dataclass sets each field through ``object.__setattr__``, which costs
six times as much as setting it plainly; a text makes some of them for every word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, fields, make_dataclass
from typing import Any, TypeVar

T = TypeVar("T")


def maker(kind: type[T]) -> Callable[..., T]:
    """A function that makes instances of a frozen slotted dataclass from its fields in order.

    An instance is made in a twin with the same slots that is not frozen, then given its class.
    ``__post_init__`` is not run: the caller gives what it would let pass.

    >>> from normalizers.utterance import Span
    >>> maker(Span)(3, 5) == Span(3, 5)
    True
    """
    form = [
        (one.name, Any, field(default=one.default))
        for one in fields(kind)  # type: ignore[arg-type]
    ]
    twin: Any = make_dataclass(f"_{kind.__name__}", form, slots=True)

    def make(*values: object) -> T:
        made = twin(*values)
        made.__class__ = kind
        return made  # type: ignore[no-any-return]

    return make
