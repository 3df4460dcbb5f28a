"""Engines by name: ours, and those that other packages add by entry points."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from locales.errors import EngineError, unknown
from voices.engines.base import Engine

BUILT_IN = {
    "espeak": "voices.engines.espeak:Espeak",
    "test": "voices.engines.synthetic:Synthetic",
}
GROUP = "studio.engines"


def _paths() -> dict[str, str]:
    added = {point.name: point.value for point in entry_points(group=GROUP)}
    return {**added, **BUILT_IN}


def engine_names() -> tuple[str, ...]:
    """Names of all engines that are known here, sorted.

    >>> "espeak" in engine_names()
    True
    """
    return tuple(sorted(_paths()))


@lru_cache(maxsize=16)
def get_engine(name: str) -> Engine:
    """The engine of that name. Raises EngineError if it is unknown or does not import."""
    paths = _paths()
    if name not in paths:
        raise EngineError(unknown("engine", name, paths))
    module, _, attribute = paths[name].partition(":")
    try:
        return cast("Engine", getattr(import_module(module), attribute)())
    except ImportError as error:
        raise EngineError(
            f"engine {name!r} does not load: {error}; install it with pip install "
            f"'voice-persona-studio[{name}]'"
        ) from error
