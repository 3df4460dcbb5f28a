"""Shaping: one effect a file, each a pure function on WORLD parameters, set by `Settings`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from voices.shaping.settings import NEUTRAL, Baseline, Settings

if TYPE_CHECKING:
    from voices.shaping.chain import Chain, baseline_of
    from voices.shaping.frames import Frames
    from voices.shaping.world import analyse

__all__ = ["NEUTRAL", "Baseline", "Chain", "Frames", "Settings", "analyse", "baseline_of"]

_LAZY = {
    "Chain": "voices.shaping.chain",
    "Frames": "voices.shaping.frames",
    "analyse": "voices.shaping.world",
    "baseline_of": "voices.shaping.chain",
}


def __getattr__(name: str) -> Any:
    """Load the chain, and WORLD with it, on first use: forms need the settings only."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LAZY[name]), name)
