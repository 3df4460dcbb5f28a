"""Engines that turn an utterance into speech, looked up by name.

A registry entry is ``name -> "module:Class"``; nothing is imported until it is asked for.
Others add theirs through the entry point group ``studio.engines``.
"""

from voices.engines.base import Availability, Engine, VoiceInfo
from voices.engines.registry import engine_names, get_engine

__all__ = ["Availability", "Engine", "VoiceInfo", "engine_names", "get_engine"]
