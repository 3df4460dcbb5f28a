"""Pydantic's errors as one line: the field, its value, what is admissible."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from locales.errors import shown, unknown


def one_line(kind: str, model: type[BaseModel], error: ValidationError) -> str:
    """The first fault of a validation in one line; ``kind`` says what the fields belong to."""
    fault = error.errors(include_url=False)[0]
    path = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return unknown(kind, path, _siblings(model, fault["loc"]))
    if fault["type"] == "missing":
        return f"{kind} {path} is missing; give it a value"
    said = f"{kind} {path}: {shown(fault['input'])} is not admissible"
    message = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "value_error":
        return f"{said}: {message}".splitlines()[0]
    field = _field(model, fault["loc"])
    wanted = admissible(field) if field else ""
    reason = wanted or message.removeprefix("Input should ").removeprefix("be ")
    return f"{said}; give {reason}".replace("give have", "it must have").splitlines()[0]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif isinstance(annotation, types.UnionType) or get_origin(annotation) is not None:
        for part in get_args(annotation):
            yield from _models(part)


def _owner(model: type[BaseModel], path: tuple[Any, ...]) -> type[BaseModel] | None:
    """The model that the last part of a path belongs to."""
    for part in path[:-1]:
        if isinstance(part, int) or part not in model.model_fields:
            continue
        inner = next(_models(model.model_fields[part].annotation), None)
        if inner is None:
            return None
        model = inner
    return model


def _siblings(model: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    owner = _owner(model, path)
    head = ".".join(str(part) for part in path[:-1])
    names = owner.model_fields if owner else {}
    return [f"{head}.{name}" if head else name for name in names]


def _field(model: type[BaseModel], path: tuple[Any, ...]) -> FieldInfo | None:
    owner = _owner(model, path)
    return owner.model_fields.get(str(path[-1])) if owner and path else None


def admissible(field: FieldInfo) -> str:
    """What a field admits, in words; "" where its annotation does not say."""
    found: Mapping[str, Any] = {
        name: value
        for part in (*field.metadata, *_inner_metadata(field.annotation))
        for name in ("ge", "le", "max_length", "pattern")
        if (value := getattr(part, name, None)) is not None
    }
    if "ge" in found and "le" in found:
        whole = "whole number" if field.annotation is int else "number"
        return f"a {whole} from {found['ge']} to {found['le']}"
    if "pattern" in found:
        return field.description or f"text that matches {found['pattern']}"
    if "max_length" in found and field.annotation is str:
        return f"text of at most {found['max_length']} characters"
    return ""


def _inner_metadata(annotation: Any) -> list[Any]:
    """Constraints inside ``Annotated`` members of a union."""
    parts: list[Any] = []
    for part in get_args(annotation):
        parts += getattr(part, "__metadata__", ())
        parts += _inner_metadata(part)
    return [item for part in parts for item in (getattr(part, "metadata", None) or [part])]
