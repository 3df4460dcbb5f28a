"""Verification: render probe sentences, measure them, hold them against what was asked.

Every attribute has at least one verdict. Relative verdicts compare with the neutral rendering:
the same base voice and text at the same loudness, unshaped. What is measured is what a file
would hold: 16-bit samples. The verification sentences are used for nothing else; an accent has
probe sentences of its own, rich in what its checks need.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from normalizers import normalize
from voices.accent_proof import accent_probes, measure_accent_of
from voices.acoustics import Report, Verdict
from voices.acoustics.report import measure_all_against
from voices.acoustics.verdict import Proof
from voices.audio import Audio, Speech
from voices.decoys import UNAUDITED, Audit, audit
from voices.held_vowel import measure_held_vowel
from voices.persona import Persona
from voices.resolve import neutral_settings
from voices.sentences import sentences
from voices.speaking import Voice, prepare, speak
from voices.targets import targets

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is being done."""


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """One verification sentence and its rendering."""

    text: str
    speech: Speech


@dataclass(frozen=True, slots=True, eq=False)
class Verification:
    """The outcome: verdicts, the reports behind them, the renders that were measured, and how often
    the same checks accept a voice that was asked otherwise."""

    voice: Voice
    verdicts: tuple[Verdict, ...]
    report: Report
    neutral: Report
    probes: tuple[Probe, ...]
    audit: Audit = UNAUDITED

    @property
    def failures(self) -> tuple[Verdict, ...]:
        """Verdicts that forbid an export: measurable, and not as asked or not decided."""
        return tuple(
            verdict
            for verdict in self.verdicts
            if verdict.proof is Proof.MEASURED and verdict.ok is not True
        )

    @property
    def passed(self) -> bool:
        """Whether every measurable attribute measures as asked."""
        return not self.failures

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON; the renders are left out."""
        return {
            "persona": self.voice.persona.name,
            "digest": self.voice.persona.digest,
            "passed": self.passed,
            "verdicts": [verdict_row(verdict) for verdict in self.verdicts],
            "audit": self.audit.as_dict(),
            "report": self.report.as_dict(),
            "neutral": self.neutral.as_dict(),
            "casting": {
                "voice": self.voice.casting.voice,
                "exact": self.voice.casting.exact,
                "note": self.voice.casting.note,
            },
            "sentences": [probe.text for probe in self.probes],
        }


def verdict_row(verdict: Verdict) -> dict[str, Any]:
    """A verdict as plain data."""
    return {
        "attribute": verdict.attribute,
        "measure": verdict.measure,
        "asked": verdict.asked,
        "measured": verdict.measured,
        "unit": verdict.unit,
        "low": verdict.low,
        "high": verdict.high,
        "relative": verdict.relative,
        "ok": verdict.ok,
        "proof": str(verdict.proof),
        "message": verdict.message,
    }


def as_pcm16(speech: Speech) -> Speech:
    """The speech as a 16-bit file would hold it."""
    quantized = np.round(speech.audio.samples * 32767.0).astype(np.float32) / 32767.0
    return speech.with_changes(audio=Audio(quantized, speech.audio.rate_hz))


def render(
    lines: Sequence[str], voice: Voice, label: str, tick: Callable[[str], None]
) -> list[Speech]:
    """Sentences as a 16-bit file would hold them; ``tick`` is told of each before it is made."""
    rendered = []
    for line in lines:
        tick(f"{label}: {line}")
        persona = voice.persona
        utterance = normalize(line, persona.locale, lexicon=persona.lexicon, voice=voice.names)
        rendered.append(as_pcm16(speak(utterance, voice)))
    return rendered


def verify(persona: Persona | Voice, *, progress: Progress | None = None) -> Verification:
    """Render the verification sentences of the persona's language, measure, and judge.

    Takes about 0.3 s of one core a sentence. Raises StudioError as `speak` does.
    """
    voice = persona if isinstance(persona, Voice) else prepare(persona)
    lines = sentences(voice.persona.locale, "verification")
    total, done = 2 * len(lines) + len(accent_probes(voice)) + 1, 0

    def tick(what: str) -> None:
        nonlocal done
        if progress is not None:
            progress(done, total, what)
        done += 1

    plain = replace(voice, settings=neutral_settings(voice.settings))
    asked = render(lines, voice, "asked", tick)
    neutral = render(lines, plain, "neutral", tick)

    def accented(line: str, speech: Speech) -> Speech:
        tick(f"accent: {line}")
        return as_pcm16(speech)

    accent = measure_accent_of(voice, accented)
    tick("measuring")
    report, reference = measure_all_against(asked, neutral)
    report = replace(report, measures={**report.measures, **accent, **measure_held_vowel(voice)})
    reference = replace(reference, measures={**reference.measures, **measure_held_vowel(plain)})
    wanted = targets(voice.persona, voice.asked or voice.settings)
    verdicts = report.against(wanted, reference)
    if progress is not None:
        progress(total, total, "done")
    return Verification(
        voice=voice,
        verdicts=tuple(verdicts),
        report=report,
        neutral=reference,
        probes=tuple(Probe(line, speech) for line, speech in zip(lines, asked, strict=True)),
        audit=audit(voice.persona, voice.asked or voice.settings),
    )
