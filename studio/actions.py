"""What buttons, commands and routes share. No Gradio in here.

A voice is referred to as on the command line: a preset's name, a persona YAML file, or a .voice
file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from locales import get
from locales.errors import PersonaError, unknown
from normalizers import as_row, document_language, normalize, normalize_ssml
from normalizers.utterance import Utterance
from voices import profile
from voices.accents import is_of_accent
from voices.acoustics import Report, Verdict
from voices.acoustics.report import measure
from voices.audio import Audio, Speech
from voices.engines import get_engine
from voices.fit import Fit, fit
from voices.persona import Persona, preset_names
from voices.phonemes import token_ipa
from voices.speaking import Voice, prepare, speak
from voices.targets import targets
from voices.verify import Progress, Verification, verify


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """One prompt as a voice says it."""

    utterance: Utterance
    speech: Speech
    voice: Voice


def is_voice_file(reference: str) -> bool:
    """Whether a reference to a voice means a .voice file."""
    return reference.lower().endswith(profile.SUFFIX)


def open_voice(
    reference: str, changes: Mapping[str, Any] | None = None, locale: str | None = None
) -> Voice:
    """The voice behind a preset's name, a YAML file or a .voice file, with changes applied.

    ``locale`` lets it speak another locale than its own. A .voice file without changes speaks
    with the settings it was sealed with. Raises PersonaError naming the known presets if there
    is no such thing.
    """
    sealed = profile.load(reference).voice if is_voice_file(reference) else None
    persona = sealed.persona if sealed else open_persona(reference)
    changed = persona.with_values(changes) if changes else persona
    changed = changed.in_locale(locale) if locale else changed
    return sealed if sealed and changed == persona else prepare(changed)


def open_persona(reference: str) -> Persona:
    """The persona behind a preset's name, a YAML file or a .voice file."""
    if is_voice_file(reference):
        return profile.load(reference).voice.persona
    if reference in preset_names():
        return Persona.preset(reference)
    if reference.lower().endswith((".yaml", ".yml")) or os.sep in reference:
        return Persona.load(reference)
    raise PersonaError(
        unknown("persona", reference, preset_names()) + " A YAML or .voice file works too."
    )


def say(
    text: str,
    voice: Voice | Persona,
    *,
    locale: str | None = None,
    seed: int | None = None,
    ssml: bool = False,
) -> Spoken:
    """Normalize a text by a locale (the persona's own if None) and speak it.

    With ``ssml`` the text is a document; where no locale is given its own xml:lang counts.
    """
    ready = voice if isinstance(voice, Voice) else prepare(voice)
    persona = ready.persona
    if ssml and locale is None:
        locale = document_language(text)
    tag = get(locale or persona.locale).tag
    if locale is not None and locale != persona.locale:
        ready = prepare(persona.in_locale(locale))
    read = normalize_ssml if ssml else normalize
    utterance = read(text, tag, lexicon=persona.lexicon, voice=ready.names)
    return Spoken(utterance, speak(utterance, ready, seed=seed), ready)


def entity_rows(text: str, locale: str, persona: Persona | None = None) -> list[dict[str, Any]]:
    """The tokens of a text as rows for a table, with the engine's IPA for each."""
    tag = get(locale).tag
    engine = get_engine(persona.engine.name if persona else "espeak")
    base = engine.cast(tag, None).voice
    entries, names = (persona.lexicon, (persona.name, base)) if persona else ((), (base,))
    utterance = normalize(text, tag, lexicon=entries, voice=names)
    told = token_ipa(utterance, engine, base)
    rows: list[dict[str, Any]] = as_row(utterance)["tokens"]
    return [{**row, "ipa": ipa} for row, ipa in zip(rows, told, strict=True)]


def measure_file(path: str | os.PathLike[str]) -> Report:
    """All measures of a sound file."""
    return measure(Audio.load(path))


def judge(report: Report, persona: Persona) -> list[Verdict]:
    """Verdicts on the absolute targets of a persona; relative ones need a neutral rendering,
    those of an accent its probe sentences."""
    asked = targets(persona, persona.resolve().settings)
    return report.against(
        [one for one in asked if not one.relative and not is_of_accent(one.measure)]
    )


def verify_voice(voice: Voice, progress: Progress | None = None) -> Verification:
    """Render the verification sentences, measure and judge."""
    return verify(voice, progress=progress)


def fit_voice(voice: Voice, progress: Progress | None = None) -> Fit:
    """Adjust the settings of a voice until it measures as asked; judged on other sentences."""
    return fit(voice, progress=progress)


def export_voice(
    verification: Verification, path: str | os.PathLike[str], *, allow_unverified: bool = False
) -> Path:
    """Write the .voice file; refuses a voice that does not measure as asked."""
    return profile.export(verification, path, allow_unverified=allow_unverified)
