"""Shaping: one effect a file, each a value (strict model) and a function on WORLD parameters."""

from voices.shaping.settings import Baseline, Settings

__all__ = ["Baseline", "Settings"]
