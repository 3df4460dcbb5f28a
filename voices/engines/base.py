"""The contract that every engine meets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from normalizers.utterance import Utterance
from voices.audio import Speech


class Capability(StrEnum):
    """What an engine can do; pages and exports ask before they promise."""

    IPA_IN = "ipa_in"
    TIMINGS_OUT = "timings_out"
    SPEED = "speed"
    BLENDING = "blending"
    STYLES = "styles"
    STREAMING = "streaming"
    SEEDS = "seeds"


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether an engine can be used here; if not, why and the exact remedy."""

    ok: bool
    reason: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """One base voice of an engine.

    ``locale`` is the accent that the voice really has (BCP 47); ``gender`` is ``female``,
    ``male`` or ``neutral``; ``age`` an age class of the persona model; ``licence`` an SPDX name.
    """

    name: str
    locale: str
    gender: str
    age: str
    accent: str
    licence: str


@dataclass(frozen=True, slots=True)
class Casting:
    """The base voice chosen for a locale and accent; ``exact`` is False for a stand-in. ``note``
    says what it stands in for, or what of its accent is made by rule and what is not."""

    voice: str
    exact: bool
    note: str = ""


@runtime_checkable
class Engine(Protocol):
    """A source of speech. Methods before ``synthesize`` load no weights."""

    name: str

    def version(self) -> str:
        """Version of the engine and its data."""

    def available(self) -> Availability:
        """Whether it can be used on this machine."""

    def capabilities(self) -> frozenset[Capability]:
        """What it can do."""

    def voices(self) -> tuple[VoiceInfo, ...]:
        """Its base voices."""

    def cast(self, locale: str, accent: str | None = None) -> Casting:
        """The voice for a locale (BCP 47) and, if given, an accent tag that overrules its
        region (``en-GB-scotland``). Raises EngineError if it has none for the language."""

    def synthesize(self, utterance: Utterance, voice: str, *, seed: int = 0) -> Speech:
        """Speak. Equal arguments give equal bytes; safe to call from several threads.

        Raises EngineError for an unknown voice, an utterance without words, or a failure.
        """
