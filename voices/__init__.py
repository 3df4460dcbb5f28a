"""Voices: engines, shaping, acoustics, personas, verification and profiles."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from voices.acoustics.report import measure
    from voices.persona import Persona
    from voices.speaking import speak

__all__ = ["Persona", "measure", "speak"]

_HOME = {
    "Persona": "voices.persona",
    "measure": "voices.acoustics.report",
    "speak": "voices.speaking",
}


def __getattr__(name: str) -> Any:
    """Import a public name on first use: Praat and WORLD take time to load."""
    if name not in _HOME:
        raise AttributeError(f"module 'voices' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
