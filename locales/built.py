"""Sections made of the strings of the package's own files, as the models make them.

Conventions: what a file says has been validated by the tests, which also compare what is made
here; so pydantic's validator, which takes longer to make than everything else of a locale, is left
out. Any other data go through ``load.validate``. ValueError, TypeError or KeyError where a value
is not what its field asks for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from types import UnionType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

from locales.schema.base import Part

Maker = Callable[[Any], Any]
P = TypeVar("P", bound=Part)


def built(kind: type[P], data: dict[str, Any]) -> P:
    """A section from the strings, lists and mappings of a file.

    >>> from locales.schema import Years
    >>> built(Years, {"low": "1100"}).low
    1100
    """
    makers, required = _makers(kind)
    if not isinstance(data, dict) or not required <= data.keys():
        raise TypeError(f"not all of {', '.join(sorted(required))}")
    values = {name: makers[name](value) for name, value in data.items()}
    return cast("P", kind.model_construct(_fields_set=set(values), **values))


@lru_cache(maxsize=256)
def _makers(kind: type[Part]) -> tuple[dict[str, Maker], frozenset[str]]:
    """What makes the value of each field, and the fields that must be given."""
    fields = kind.model_fields.items()
    makers = {name: _maker(field.annotation) for name, field in fields}
    return makers, frozenset(name for name, field in fields if field.is_required())


def _maker(kind: Any) -> Maker:
    """A function that makes the values of an annotated type."""
    args = get_args(kind)
    if hasattr(kind, "__metadata__"):  # a pattern, or rules for number words
        return _maker(args[0])
    if isinstance(kind, UnionType):
        return _maker(next(one for one in args if one is not type(None)))
    if isinstance(kind, type) and issubclass(kind, Part):
        return partial(built, kind)
    make: Maker = _PLAIN.get(kind) or _MAKERS[get_origin(kind)](args)
    return make


def _mapping(args: tuple[Any, ...]) -> Maker:
    make = _maker(args[1])
    return lambda data: {key: make(one) for key, one in data.items()}


def _tuple(args: tuple[Any, ...]) -> Maker:
    if args[-1] is Ellipsis:
        one = _maker(args[0])
        return lambda data: tuple(map(one, _listed(data)))
    makers = tuple(map(_maker, args))
    return lambda data: tuple(
        make(value) for make, value in zip(makers, _listed(data), strict=True)
    )


def _listed(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise TypeError("not a list")
    return data


def _text(data: Any) -> str:
    if not isinstance(data, str):
        raise TypeError("not a text")
    return data


def _flag(data: Any) -> bool:
    return {"true": True, "false": False}[data]


def _choice(args: tuple[Any, ...]) -> Maker:
    return lambda data: args[args.index(data)]


_PLAIN: dict[Any, Maker] = {str: _text, int: int, bool: _flag}
_MAKERS: dict[Any, Callable[[tuple[Any, ...]], Maker]] = {
    dict: _mapping,
    tuple: _tuple,
    Literal: _choice,
}
