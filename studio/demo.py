"""The whole job without a screen: compose, speak in three locales, measure, verify, export."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from locales.errors import StudioError, shown
from studio import actions
from studio.actions import Spoken
from studio.cli import summary, verdict_table
from voices import profile
from voices.files import write_whole
from voices.persona import Persona
from voices.speaking import prepare

PERSONA = "demo"
CHANGES = {
    "name": PERSONA,
    "pitch": "alto",
    "intonation": "conversational",
    "speed": "relaxed",
    "fine.breathiness": 0.35,
    "fine.lifts": 0.4,
}
PROMPTS = {
    "en-US": (
        "Dr. Lee's office is at 1204 N. Main St., Apt. 5B. Call 1-800-555-0199 before 10:30 a.m."
    ),
    "fr-CA": (
        "Votre solde est de 1 234,50 $. Appelez-nous au 514-555-0142 avant le 3 mars à 14 h 30."
    ),
    "es-MX": (
        "Su pedido A7K-204 llega el 12/05/2026. El total es de $1,250.50; llame al 55 1234 5678."
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Prompt:
    """One prompt of the demo, spoken and saved."""

    locale: str
    text: str
    spoken: Spoken
    path: Path


def compose() -> Persona:
    """The persona of the demo: the preset ava, made lower, calmer and a little breathy."""
    return Persona.preset("ava").with_values(CHANGES)


def speak_prompts(persona: Persona, folder: Path) -> list[Prompt]:
    """Say a prompt with entities in each of three locales and save the sound."""
    prompts = []
    for locale, text in PROMPTS.items():
        spoken = actions.say(text, prepare(persona.in_locale(locale)))
        path = spoken.speech.audio.save(folder / f"prompt-{locale}.wav")
        prompts.append(Prompt(locale, text, spoken, path))
    return prompts


def run(folder: Path, say: Callable[[str], None]) -> int:
    """Do the job, writing into ``folder`` and telling each step through ``say``.

    Returns 0 if the persona measures as asked, 1 if not. Raises StudioError on bad input.
    """
    from studio.report_html import report_html

    start = time.perf_counter()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a path"
        raise StudioError(
            f"cannot make the folder {shown(str(folder))}: {why}; choose another"
        ) from error
    persona = compose()
    persona.save(folder / f"{PERSONA}.yaml")
    asked = ", ".join(f"{field} {value}" for field, value in CHANGES.items() if field != "name")
    say(f"persona: the preset ava with {asked}\n")
    for prompt in speak_prompts(persona, folder):
        say(f"{prompt.locale}  written  {prompt.text}")
        say(f"       spoken   {prompt.spoken.utterance.spoken}")
        seconds = prompt.spoken.speech.audio.duration_s
        say(f"       sound    {prompt.path} ({seconds:.1f} s)")
        for note in prompt.spoken.speech.notes:
            say(f"       note     {note}")
    say("\nverifying ...\n")
    verification = actions.verify_voice(prepare(persona))
    say(verdict_table(verification.verdicts))
    say(f"\n{summary(verification)}")
    write_whole(folder / "report.html", report_html(verification).encode())
    say(f"report: {folder / 'report.html'}")
    if verification.passed:
        path = actions.export_voice(verification, folder / f"{PERSONA}.voice")
        again = profile.load(path)
        text = PROMPTS["en-US"]
        same = (
            actions.say(text, again.voice).speech.audio.digest
            == actions.say(text, prepare(persona)).speech.audio.digest
        )
        bytes_are = "the same" if same else "OTHER"
        say(f"voice: {path}; loaded again it says the prompt with {bytes_are} bytes")
    say(f"done in {time.perf_counter() - start:.0f} s")
    return 0 if verification.passed else 1
