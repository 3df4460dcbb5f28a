"""The report: every measure of a sound, each family asked in turn on shared analyses."""

from __future__ import annotations

import platform
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

from locales.errors import AudioError
from voices.acoustics import (
    analysis,
    defects,
    entities,
    formants,
    glottal,
    loudness,
    melody,
    periodicity,
    phrase_ends,
    pitch,
    rhythm,
    roughness,
    spectrum,
    steadiness,
    timbre,
    tract,
)
from voices.acoustics.catalogue import CATALOGUE, Found, as_measure, none_of
from voices.acoustics.material import Material
from voices.acoustics.verdict import Measure, Report
from voices.audio import Audio, Speech
from voices.join import join


class Family(Protocol):
    """A module of measures: their names, and the function that finds them all."""

    NAMES: tuple[str, ...]

    def measures(self, material: Material) -> dict[str, Found]:
        """Every measure of the family, each with a value or a reason."""


FAMILIES: Mapping[str, Family] = {
    module.__name__.rpartition(".")[2]: module
    for module in (
        pitch,
        periodicity,
        formants,
        glottal,
        spectrum,
        timbre,
        roughness,
        rhythm,
        melody,
        phrase_ends,
        entities,
        steadiness,
        loudness,
        defects,
    )
}
"""Every family of measures; a new one is a module and a line here."""

JOIN_GAP_S = 0.4


@lru_cache(maxsize=1)
def tools() -> Mapping[str, str]:
    """Versions of the settings and of what they were run by."""
    import parselmouth

    found = {
        "analysis": analysis.VERSION,
        "praat": str(parselmouth.PRAAT_VERSION),
        "python": platform.python_version(),
    }
    for name in (
        "praat-parselmouth",
        "pyworld-prebuilt",
        "numpy",
        "scipy",
        "pyloudnorm",
        "soxr",
        "librosa",
    ):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found


def _report(
    material: Material,
    extra: Mapping[str, Found] | None = None,
    families: Collection[str] = FAMILIES.keys(),
) -> Report:
    import parselmouth

    found: dict[str, Found] = {}
    for name, family in FAMILIES.items():
        if name not in families:
            continue
        try:
            found.update(family.measures(material))
        except parselmouth.PraatError as error:
            # The guards of the families are ours, Praat's are its own: sounds come from strangers.
            reason = str(error).splitlines()[0]
            found.update(none_of(family.NAMES, f"Praat declined: {reason}"))
    found.update(extra or {})
    measures = {name: as_measure(name, found[name]) for name in CATALOGUE if name in found}
    return Report(measures, tools())


def measure(
    speech_or_audio: Speech | Audio, *, sentences: Sequence[tuple[float, float]] | None = None
) -> Report:
    """Measure everything that can be measured of a sound.

    ``sentences`` are spans in s over which slopes, phrase ends and accents are judged; without
    them the stretches between pauses are. A measure that does not exist for this sound (no
    phones, too short, no voice, telephone band) is None with the reason. Raises AudioError for
    sounds of more than 10 minutes.

    >>> import numpy as np
    >>> tone = 0.1 * np.sin(2 * np.pi * 200 * np.arange(16000) / 16000)
    >>> report = measure(Audio(tone.astype(np.float32), 16000))
    >>> round(report["f0_median_hz"].value)
    200
    >>> report["npvi"].why
    'needs phones with times'
    """
    return _report(Material(speech_or_audio, sentences))


def _joined(speeches: Sequence[Speech]) -> Material:
    if not speeches:
        raise AudioError("nothing to measure; give at least one piece of speech")
    rate_hz = speeches[0].audio.rate_hz
    alike = [piece.with_changes(audio=piece.audio.resampled(rate_hz)) for piece in speeches]
    whole = join(alike, gap_s=JOIN_GAP_S)
    spans: list[tuple[float, float]] = []
    joints: list[tuple[float, float]] = []
    at_s = 0.0
    for piece in alike:
        if spans:
            joints.append((spans[-1][1], at_s))
        spans.append((at_s, at_s + piece.audio.duration_s))
        at_s = spans[-1][1] + round(JOIN_GAP_S * rate_hz) / rate_hz
    return Material(whole, spans, joints)


def measure_all(
    speeches: Sequence[Speech], *, families: Collection[str] = FAMILIES.keys()
) -> Report:
    """Measure pieces of one voice as one: joined with 0.4 s of silence, each a sentence.

    The silence between pieces is no pause of the speaker and is not counted. Pieces are brought
    to the sample rate of the first. ``families`` (keys of FAMILIES) are those that are asked.
    Raises AudioError for no pieces or more than 10 minutes.
    """
    return _report(_joined(speeches), families=families)


class Reference:
    """The neutral rendering that others of the same texts are compared with, analysed once.

    Its own report holds ``tract_shift_ratio`` as 1.0 by definition.
    """

    def __init__(self, neutral: Material, families: Collection[str] = FAMILIES.keys()) -> None:
        self._material = neutral
        self._families = families
        itself = tract.shift_between(neutral, neutral)
        if itself.value is not None:
            itself = Found(1.0, how="the reference itself")
        self.report = _report(neutral, {"tract_shift_ratio": itself}, families)

    @classmethod
    def of(
        cls, neutrals: Sequence[Speech], *, families: Collection[str] = FAMILIES.keys()
    ) -> Reference:
        """From the neutral renderings of the texts, joined as `measure_all` does."""
        return cls(_joined(neutrals), families)

    def measure(self, speeches: Sequence[Speech]) -> Report:
        """`measure_all` of renderings of the same texts, with ``tract_shift_ratio``."""
        return self._against(_joined(speeches))

    def _against(self, material: Material) -> Report:
        shift = tract.shift_between(material, self._material)
        return _report(material, {"tract_shift_ratio": shift}, self._families)


def _pair(material: Material, neutral: Material) -> tuple[Report, Report]:
    reference = Reference(neutral)
    return reference._against(material), reference.report


def measure_against(
    speech: Speech | Audio,
    neutral: Speech | Audio,
    *,
    sentences: Sequence[tuple[float, float]] | None = None,
    neutral_sentences: Sequence[tuple[float, float]] | None = None,
) -> tuple[Report, Report]:
    """Reports of a rendering and of the neutral one of the same text.

    Both hold ``tract_shift_ratio``, the neutral one as 1.0 by definition.
    """
    return _pair(Material(speech, sentences), Material(neutral, neutral_sentences))


def measure_all_against(
    speeches: Sequence[Speech], neutrals: Sequence[Speech]
) -> tuple[Report, Report]:
    """`measure_all` of renderings and of the neutral ones of the same texts, as a pair."""
    return _pair(_joined(speeches), _joined(neutrals))


def tract_shift_ratio(speech: Speech | Audio, neutral: Speech | Audio) -> Measure:
    """Scale of the vocal-tract resonances against the neutral rendering of the same text.

    Above 1 is a shorter tract. The text must be the same: the spectrum of other vowels shifts
    by itself. None where one of the two is silent or in the telephone band.
    """
    return as_measure("tract_shift_ratio", tract.shift_between(Material(speech), Material(neutral)))
