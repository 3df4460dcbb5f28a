"""A persona while it is being designed: what its controls show, and what an edit does to it.

Conventions: controls are known by the persona's dotted paths (``tone``, ``fine.breathiness``). A
fine control shows the value set by hand, or else what the headline words imply; only an edit by
the user sets it by hand. Drafts are values: every function returns a new persona.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from locales.errors import LocaleError, ProfileError, TextError
from studio import actions
from studio.actions import Spoken
from voices.acoustics import Proof, Verdict, measure
from voices.files import write_whole
from voices.headlines import ATTRIBUTES, find
from voices.persona import Persona
from voices.resolve import FINE_FIELDS, Resolution, asked_sd_st, strength
from voices.sentences import sentences
from voices.speaking import prepare
from voices.verify import Verification

NUMBERS = {"pitch_hz": "f0_median_hz", "rate_syll_s": "rate_syll_s"}
"""Persona's numbers -> the setting that holds what the words imply."""

SLIDERS = (
    "emotion_strength",
    "pitch_hz",
    "fine.range",
    "fine.lifts",
    "fine.dips",
    "rate_syll_s",
    "fine.rhythm",
    "fine.enunciation",
    "fine.volume",
    "fine.breathiness",
    "fine.nasality",
    "fine.constriction",
    "fine.gravel",
    "fine.fry",
)
CHOICES = (*ATTRIBUTES, "fine.regional_accent")
CONTROLS = ("name", "locale", "engine.name", *CHOICES, *SLIDERS)

AS_ACCENT = "as accent"
"""Shown where no regional accent is set."""

MAX_PREVIEW = 1_000
"""Characters of a prompt in the browser: about a minute of speech (judgement)."""

LONG_MATERIAL_S = 16.0
LONG_MEASURES = frozenset({"f0_sd_st", "f0_range_st", "npvi", "vowel_space_st"})
"""Measures of spread need 16 s: at 4 s two texts of one speaker differ by 1.7 st of F0 SD, at
16 s by 0.7 st (minimal detectable change, measured on read speech)."""


def control_values(persona: Persona) -> dict[str, Any]:
    """What each control shows: the value set by hand, else what the words imply.

    >>> control_values(Persona(name="ada", tone="warm"))["tone"]
    'warm'
    """
    resolution = persona.resolve()
    shown: dict[str, Any] = {"name": persona.name, "locale": persona.locale}
    shown["engine.name"] = persona.engine.name
    shown |= {name: getattr(persona, name) for name in ATTRIBUTES}
    shown["fine.regional_accent"] = persona.fine.regional_accent or AS_ACCENT
    for path in SLIDERS:
        own = _own(persona, path)
        shown[path] = own if own is not None else _implied(persona, resolution, path)
    return shown


def _own(persona: Persona, path: str) -> Any:
    part, _, leaf = path.rpartition(".")
    return getattr(persona.fine if part else persona, leaf)


def _implied(persona: Persona, resolution: Resolution, path: str) -> float:
    """The value of a slider that the words imply, in the slider's own unit."""
    settings = resolution.settings
    if path == "emotion_strength":
        return strength(persona)
    if path in NUMBERS:
        return round(float(getattr(settings, NUMBERS[path]) or 0.0), 2)
    leaf = path.removeprefix("fine.")
    if leaf == "range":
        named = next(
            gift.value
            for gift in find("intonation", persona.intonation).entry.gives
            if gift.field == "f0_sd_st"
        )
        return round(asked_sd_st(settings) / named, 2)
    field, full = FINE_FIELDS[leaf]
    return round(float(getattr(settings, field)) / full, 3)


def by_hand(persona: Persona) -> list[str]:
    """Paths of the sliders and choices that were set by hand."""
    paths = [path for path in SLIDERS if _own(persona, path) is not None]
    return paths + ["fine.regional_accent"] * (persona.fine.regional_accent is not None)


def edited(persona: Persona, path: str, value: Any) -> Persona:
    """The persona after one control changed. Raises PersonaError.

    A locale of another language takes the accents along that belong to it; another engine drops
    the voice that was named.
    """
    if path == "fine.regional_accent" and value == AS_ACCENT:
        value = None
    if path == "locale" and isinstance(value, str):
        return persona.in_locale(value)
    changes = {path: value}
    if path == "engine.name":
        changes["engine.voice"] = None
    return persona.with_values(changes)


def released(persona: Persona, kept: Iterable[str]) -> Persona:
    """The persona with only these of the values set by hand; the others go back to the words."""
    keep = set(kept)
    return persona.with_values({path: None for path in by_hand(persona) if path not in keep})


def opened(path: str | Path) -> Persona:
    """The persona in an uploaded file, a .yaml or a .voice. Raises StudioError."""
    name = Path(path).name
    if not name.endswith((".yaml", ".yml", ".voice")):
        raise ProfileError(f"{name[:60]!r} is no persona; give a .yaml or a .voice file")
    return actions.open_persona(str(path))


def samples(locale: str) -> list[str]:
    """Sample prompts of a locale's language, [] where there are none."""
    try:
        return list(sentences(locale, "samples"))
    except LocaleError:
        return []


def preview(text: str, persona: Persona) -> Spoken:
    """Say a prompt. Raises TextError for more than 1,000 characters or nothing to say."""
    if not text.strip():
        raise TextError("the prompt is empty; type something to say, or pick a sample prompt")
    if len(text) > MAX_PREVIEW:
        raise TextError(
            f"the prompt has {len(text):,} characters, a preview takes {MAX_PREVIEW:,}; "
            "shorten it, or render it with: studio batch"
        )
    return actions.say(text, prepare(persona))


@dataclass(frozen=True, slots=True)
class Check:
    """A quick check of a preview: verdicts, and how far they can be trusted."""

    verdicts: tuple[Verdict, ...]
    note: str


def check(spoken: Spoken) -> Check:
    """Hold a preview against the absolute targets of its persona.

    Changes against the neutral rendering and accents need a verification; measures of spread are
    left undecided on short material.
    """
    persona = spoken.voice.persona
    length_s = spoken.speech.audio.duration_s
    judged = actions.judge(measure(spoken.speech), persona)
    verdicts = [item for item in judged if item.measured is not None]
    if length_s < LONG_MATERIAL_S:
        verdicts = [_too_short(item, length_s) for item in verdicts]
    shown = {item.attribute for item in verdicts}
    left = dict.fromkeys(
        target.attribute.replace("_", " ")
        for target in persona.targets()
        if target.attribute not in shown and target.proof is not Proof.NOT_MEASURABLE
    )
    note = f"Only this preview, {length_s:.1f} s."
    if left:
        note += (
            " Not checked here, it takes a comparison with the unshaped voice or sentences of its "
            f"own: {_and(left)}."
        )
    return Check(
        _merged(verdicts), note + " Verify measures everything on about a minute of speech."
    )


def _merged(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """One verdict for attributes that ask the same of the same measure."""
    found: dict[tuple[Any, ...], Verdict] = {}
    for item in verdicts:
        key = (item.measure, item.low, item.high, item.relative, item.proof)
        known = found.get(key)
        if known is not None:
            item = replace(  # noqa: PLW2901  (the merged verdict takes its place)
                known,
                attribute=f"{known.attribute}, {item.attribute}",
                asked=", ".join(dict.fromkeys((known.asked, item.asked))),
            )
        found[key] = item
    return tuple(found.values())


def _and(names: Iterable[str]) -> str:
    """Names as a list in words.

    >>> _and(["lifts", "dips", "tone"])
    'lifts, dips and tone'
    """
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _too_short(verdict: Verdict, length_s: float) -> Verdict:
    if verdict.measure not in LONG_MEASURES or verdict.ok is None:
        return verdict
    why = f"{length_s:.1f} s is too short, this needs {LONG_MATERIAL_S:g} s"
    return replace(verdict, ok=None, message=why)


def _new_file(folder: Path, persona: Persona, ending: str) -> Path:
    """A path in a new folder of its own, named after the persona."""
    name = "".join(c if c.isalnum() or c in "-_" else "-" for c in persona.name)
    return Path(tempfile.mkdtemp(dir=folder)) / f"{name}{ending}"


def report_file(verification: Verification, folder: Path) -> Path:
    """The report of a verification as NAME-report.html under ``folder``."""
    from studio.report_html import report_html

    path = _new_file(folder, verification.voice.persona, "-report.html")
    return write_whole(path, report_html(verification).encode("utf-8"))


def export_to(verification: Verification, folder: Path, *, allow_unverified: bool) -> Path:
    """Write NAME.voice into a new folder under ``folder``. Raises ProfileError with the reasons."""
    path = _new_file(folder, verification.voice.persona, ".voice")
    try:
        return actions.export_voice(verification, path, allow_unverified=allow_unverified)
    except ProfileError as error:
        path.parent.rmdir()
        raise ProfileError(browser_words(str(error))) from error


def browser_words(message: str) -> str:
    """A message of the command line in the words of the page."""
    return message.replace("pass --allow-unverified", "tick “Export anyway”")


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Controls whose value differs, with the value after.

    >>> changes_between({"tone": "warm", "fine.fry": 0.1}, {"tone": "warm", "fine.fry": 0.2})
    {'fine.fry': 0.2}
    """

    def same(a: Any, b: Any) -> bool:
        if isinstance(a, float) and isinstance(b, float | int):
            return math.isclose(a, b, abs_tol=1e-9)
        return bool(a == b)

    return {path: value for path, value in after.items() if not same(before.get(path), value)}
