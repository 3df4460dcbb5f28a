"""YAML from strangers: the plain JSON subset, without YAML's surprises.

Conventions: scalars follow YAML 1.2's core schema, so ``no``, ``on``, ``12:30`` and ``010`` stay
text; equal keys, anchors, aliases and tags are refused; keys are text.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

# YAML 1.2.2, 10.3.2 (core schema), without octal, hexadecimal, infinity and NaN.
_NULL = re.compile(r"^(?:~|null|Null|NULL|)$")
_BOOL = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
_INT = re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$")
_FLOAT = re.compile(r"^[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$")


class YamlError(ValueError):
    """Text that is not admissible YAML; one line, with the line number where there is one."""


class _Loader(yaml.SafeLoader):
    """SafeLoader with the core schema's scalars, and no aliases, tags or equal keys."""

    yaml_implicit_resolvers: dict[str | None, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  (PyYAML's own name and type)

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlError(f"line {event.start_mark.line + 1}: anchors and aliases are not read")
        if getattr(event, "tag", None):
            raise YamlError(f"line {event.start_mark.line + 1}: tags (!...) are not read")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise YamlError(f"line {event.start_mark.line + 1}: nested deeper than {MAX_DEPTH}")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: ARG002
        seen: set[str] = set()
        for key, _ in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise YamlError(f"line {line}: a key must be text")
            if key.value in seen:
                raise YamlError(f"line {line}: key {key.value[:60]!r} is given twice")
            seen.add(key.value)
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}

    def construct_yaml_map(self, node: Any) -> Any:
        yield self.construct_mapping(node)

    def construct_yaml_int(self, node: Any) -> int:
        if len(node.value) > 20:
            raise YamlError(
                f"line {node.start_mark.line + 1}: a number of {len(node.value)} digits"
            )
        return int(node.value)

    def construct_yaml_float(self, node: Any) -> float:
        return float(node.value)


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_yaml_map)
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_yaml_int)
_Loader.add_constructor("tag:yaml.org,2002:float", _Loader.construct_yaml_float)


class _Dumper(yaml.SafeDumper):
    """SafeDumper that also quotes what the loader here would read as a number."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


for _kind, _pattern, _first in (
    ("null", _NULL, ["~", "n", "N", ""]),
    ("bool", _BOOL, list("tTfF")),
    ("int", _INT, list("-+0123456789")),
    ("float", _FLOAT, list("-+.0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", _pattern, _first)
    if _kind in ("int", "float"):
        _Dumper.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", _pattern, _first)


def parse(text: str) -> Any:
    """Read one YAML document of at most 256 KiB. Raises YamlError, one line.

    >>> parse("a: no\\nb: 12:30\\nc: 1.5")
    {'a': 'no', 'b': '12:30', 'c': 1.5}
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise YamlError(f"more than {MAX_BYTES // 1024} KiB")
    try:
        return yaml.load(text, _Loader)  # noqa: S506  (a restricted SafeLoader)
    except YamlError:
        raise
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise YamlError(f"line {line}: {error.problem or 'not YAML'}") from error
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        raise YamlError(str(error).splitlines()[0] if str(error) else "not YAML") from error


def parse_own(text: str) -> Any:
    """Read a data file of our own, ten times faster than `parse` where libyaml is there.

    A test holds that both read the same.
    """
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  (safe)


def write(data: Any) -> str:
    """Write plain data so that `parse` reads the same; keys keep their order."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=88)
