"""Reads locale files: YAML as strings, duplicate keys refused, the child over its parent.

Conventions: mappings merge key by key, everything else is replaced; a locale without files of
its own gets ``root.yaml`` (and its language's file) and CLDR through Babel.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from locales.built import built
from locales.errors import LocaleError, shown, unknown
from locales.schema import Locale

_FOLDER = Path(__file__).parent
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?")


# In C, ten times as fast, for the package's own files alone: deep nesting in a stranger's text
# overflows its stack (libyaml 0.2.5).
_FAST: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader(yaml.BaseLoader):
    """Strings only, and no key twice."""


def _mapping(node: yaml.MappingNode, value: Callable[[yaml.Node], Any]) -> dict[str, Any]:
    """A mapping, of which ``value`` gives the keys and values."""
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = value(key_node)
        if not isinstance(key, str):
            raise LocaleError(f"key {shown(key)} is not a word; keys are plain strings")
        if key in result:
            line = key_node.start_mark.line + 1
            raise LocaleError(f"key {shown(key)} stands twice, line {line}; keep one of them")
        result[key] = value(value_node)
    return result


def _constructed(loader: yaml.BaseLoader, node: yaml.MappingNode) -> dict[str, Any]:
    return _mapping(node, partial(loader.construct_object, deep=True))


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _constructed)


def _strangers(text: str) -> Any:
    return yaml.load(text, Loader=_Loader)  # noqa: S506 (a BaseLoader makes strings only)


def _own(node: yaml.Node | None) -> Any:
    """What a document of the package says; a stranger's could go on without end by aliases."""
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, _own)
    if isinstance(node, yaml.SequenceNode):
        return list(map(_own, node.value))
    return node.value if node else None


def parse(text: str, *, own: bool = False) -> dict[str, Any]:
    """A YAML mapping with every scalar as a string; ``own`` is for the package's own files.

    >>> parse("a: no\\nb: 12:30\\nc: 010")
    {'a': 'no', 'b': '12:30', 'c': '010'}
    """
    try:
        data = _own(yaml.compose(text, Loader=_FAST)) if own else _strangers(text)
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise LocaleError(f"not YAML: {reason}") from error
    if not isinstance(data, dict):
        raise LocaleError(f"a locale file is a mapping of sections, not {shown(data)}")
    return data


def merge(parent: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    """The child's values over its parent's; mappings merge, lists and strings are replaced.

    >>> merge({"a": {"x": "1", "y": "2"}, "b": ["1"]}, {"a": {"y": "3"}, "b": []})
    {'a': {'x': '1', 'y': '3'}, 'b': []}
    """
    result = dict(parent)
    for key, value in child.items():
        mine = result.get(key)
        if isinstance(mine, dict) and isinstance(value, dict):
            result[key] = merge(mine, value)
        else:
            result[key] = value
    return result


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The names of the files."""
    entries = (entry.name for entry in _FOLDER.iterdir())
    return frozenset(name.removesuffix(".yaml") for name in entries if name.endswith(".yaml"))


def text_of(name: str) -> str:
    """The text of one file of the package."""
    return (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


@lru_cache(maxsize=64)
def raw(name: str) -> dict[str, Any]:
    """What one file of the package says by itself, as strings: ``raw("en-GB")``."""
    return parse(text_of(name), own=True)


def available() -> tuple[str, ...]:
    """Tags of the locales that have a file of their own, sorted.

    >>> "en-US" in available()
    True
    """
    return tuple(sorted(name for name in _names() if "-" in name))


def canonical(tag: str) -> str:
    """The tag as BCP 47 writes it: case and underscores do not matter.

    >>> canonical("EN_us")
    'en-US'
    """
    if not isinstance(tag, str) or not _TAG.fullmatch(tag.strip()):
        raise LocaleError(unknown("locale", str(tag)[:40], available()))
    parts = re.split("[-_]", tag.strip())
    rest = [part.title() if len(part) == 4 else part.upper() for part in parts[1:]]
    return "-".join([parts[0].lower(), *rest])


def _default_region(tag: str) -> str:
    """A bare language means its first listed locale of the same name as CLDR's likely one."""
    from babel.core import get_global

    if "-" in tag:
        return tag
    likely = str(get_global("likely_subtags").get(tag, tag)).split("_")
    wanted = f"{tag}-{likely[-1]}"
    return wanted if wanted in _names() else tag


def _known_to_cldr(tag: str) -> bool:
    from babel import Locale as Cldr
    from babel import UnknownLocaleError

    try:
        return Cldr.parse(tag, sep="-") is not None
    except (UnknownLocaleError, ValueError):
        return False


def get(tag: str) -> Locale:
    """The locale of that tag, from its files or, plainly, from CLDR and num2words.

    Raises LocaleError for a tag that is not known, or a file that is damaged.
    """
    return _get(_default_region(canonical(tag)))


@lru_cache(maxsize=64)
def _get(tag: str) -> Locale:
    data = merged(tag)
    try:
        locale = built(Locale, data)
    except (KeyError, TypeError, ValueError):
        locale = validate(data)
    if not locale.spellout and not locale.numbers.converter:
        from locales.plain import filled

        return filled(locale, available())
    return locale


def merged(tag: str) -> dict[str, Any]:
    """The data of a locale from its files, the child's over its parent's. Raises LocaleError."""
    language, region = (
        tag.split("-", maxsplit=1)[0],
        tag.rsplit("-", maxsplit=1)[-1] if "-" in tag else "",
    )
    chain = [name for name in (tag, language, "root") if name in _names()]
    if tag not in chain:
        if not _known_to_cldr(tag):
            raise LocaleError(unknown("locale", tag, available()))
        chain = list(dict.fromkeys(chain))
    data: dict[str, Any] = {}
    for name in reversed(chain):
        try:
            data = merge(data, parse(text_of(name), own=True))
        except LocaleError as error:
            raise LocaleError(f"locale file {name}.yaml: {error}") from error
    data |= {"tag": tag, "language": language, "chain": chain}
    data["region"] = region if len(region) in (2, 3) and region != language else ""
    return data


def validate(data: dict[str, Any]) -> Locale:
    """The model of merged data. Raises LocaleError naming the first field that is wrong."""
    try:
        return Locale.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise LocaleError(
            f"locale {data.get('tag')}: {place}: {first['msg']} "
            f"(given {shown(first.get('input'))}); mend that field"
        ) from error
