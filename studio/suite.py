"""Recording a regression suite: speak prompts, measure them, and expect the same again.

What is recorded is what `studio.suite_run` observes again: words, sounds and measures of each
prompt as a 16-bit file would hold it, and the verdicts of the verification.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from locales.errors import LocaleError, StudioError, SuiteError, shown
from studio import actions
from studio.batch import Row, read_manifest
from studio.suite_model import (
    FORMAT,
    MAX_PROMPTS,
    MEASURES,
    Expectations,
    Expected,
    ExpectedVerdict,
    Prompt,
    Suite,
    text_file,
)
from studio.suite_tolerance import rounded, tolerance
from voices.acoustics import Measure, Verdict
from voices.acoustics.catalogue import Found, as_measure
from voices.acoustics.report import measure_all, tools
from voices.engines import get_engine
from voices.field_errors import one_line
from voices.profile import studio_version
from voices.sentences import sentences
from voices.speaking import Voice
from voices.verify import Progress, Verification, as_pcm16

FAMILIES = frozenset({"pitch", "rhythm", "loudness"})
"""Families of measures that prompts are asked for; the length needs none."""


@dataclass(frozen=True, slots=True)
class Line:
    """A text to be recorded, and the locale that reads it (the persona's if None)."""

    id: str
    text: str
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Observed:
    """One prompt as it comes out: words, phones of the engine, and measures by expectation."""

    said: str
    phones: str
    measures: dict[str, Measure]


def observe(text: str, locale: str | None, voice: Voice) -> Observed:
    """Speak and measure one prompt. Raises StudioError where it cannot be spoken or measured."""
    spoken = actions.say(text, voice, locale=locale)
    speech = as_pcm16(spoken.speech)
    report = measure_all([speech], families=FAMILIES)
    length = as_measure("duration_s", Found(speech.audio.duration_s))
    measures = {**report.measures, "duration_s": length}
    return Observed(
        said=spoken.utterance.spoken,
        phones=" ".join(phone.symbol for phone in speech.phones if phone.symbol),
        measures={name: measures[measure] for name, measure in MEASURES.items()},
    )


def versions(voice: Voice) -> dict[str, str]:
    """Versions of everything that decides how a prompt sounds and measures."""
    return {
        "studio": studio_version(),
        f"engine {voice.engine}": get_engine(voice.engine).version(),
        **tools(),
    }


def default_lines(locale: str) -> list[Line]:
    """The sample sentences of a language. Raises SuiteError where it has none."""
    try:
        texts = sentences(locale, "samples")
    except LocaleError as error:
        raise SuiteError(f"there are no sample sentences in {locale}; give --prompts") from error
    return _numbered(texts)


def _numbered(texts: Sequence[str]) -> list[Line]:
    return [Line(f"p{number:03d}", text) for number, text in enumerate(texts, 1)]


def read_lines(path: str | os.PathLike[str]) -> list[Line]:
    """Prompts of a file: a .jsonl manifest with id, text and locale, or a prompt a line.

    In plain text, empty lines and lines that begin with # are left out. Raises SuiteError, or
    ManifestError for a manifest that is not admissible.
    """
    path = Path(path)
    if path.suffix.lower() == ".jsonl":
        lines = [_line(row) for row in read_manifest(path)]
    else:
        try:
            rows = [row.strip() for row in text_file(path).splitlines()]
        except SuiteError as error:
            raise SuiteError(f"prompts {shown(str(path))}: {error}") from error
        lines = _numbered([row for row in rows if row and not row.startswith("#")])
    if not lines:
        raise SuiteError(f"prompts {shown(str(path))}: there are none; give one a line")
    if len(lines) > MAX_PROMPTS:
        raise SuiteError(f"prompts {shown(str(path))}: over {MAX_PROMPTS:,}; divide them")
    return lines


def _line(row: Row) -> Line:
    for key in ("persona", "emotion", "ssml"):
        if getattr(row, key):
            raise SuiteError(
                f"prompt {row.id}: a suite takes id, text and locale, not {key}; leave it out"
            )
    return Line(row.id, row.text, row.locale)


def record_prompts(
    lines: Sequence[Line], voice: Voice, progress: Progress | None = None
) -> list[Prompt]:
    """Speak and measure each line. Raises SuiteError naming the one that cannot be."""
    prompts = []
    for number, line in enumerate(lines):
        if progress is not None:
            progress(number, len(lines), line.text)
        prompts.append(_prompt(line, voice))
    if progress is not None:
        progress(len(lines), len(lines), "done")
    return prompts


def _prompt(line: Line, voice: Voice) -> Prompt:
    try:
        seen = observe(line.text, line.locale, voice)
        numbers = {name: _expected(measure) for name, measure in seen.measures.items()}
        wanted = Expectations(said=seen.said, phones=seen.phones or None, **numbers)
        return Prompt(id=line.id, text=line.text, locale=line.locale, expect=wanted)
    except ValidationError as error:
        raise SuiteError(f"prompt {line.id}: {one_line('field', Prompt, error)}") from error
    except StudioError as error:
        raise SuiteError(f"prompt {line.id}: {error}") from error


def _expected(measure: Measure) -> Expected:
    if measure.value is None:
        return Expected(baseline=None, why=measure.why)
    width = tolerance(measure.name, measure.value)
    return Expected(baseline=rounded(measure.value), tolerance=rounded(width, 3))


def _expected_verdict(verdict: Verdict) -> ExpectedVerdict:
    value = verdict.measured
    width = None
    if value is not None:
        width = rounded(tolerance(verdict.measure, value, relative=verdict.relative), 3)
    return ExpectedVerdict(
        attribute=verdict.attribute,
        measure=verdict.measure,
        ok=verdict.ok,
        baseline=None if value is None else rounded(value),
        tolerance=width,
        why="" if value is not None else verdict.message,
    )


def recorded(
    reference: str,
    prompts: Sequence[Prompt],
    verification: Verification,
    *,
    with_verdicts: bool = True,
) -> Suite:
    """The suite of recorded prompts; ``reference`` names the persona as `portable` does.

    Raises SuiteError where prompts have equal ids.
    """
    voice = verification.voice
    measured = [one for one in verification.verdicts if one.measure] if with_verdicts else []
    try:
        return Suite(
            version=FORMAT,
            persona=reference,
            digest=voice.persona.digest,
            verified=verification.passed,
            failures=tuple(
                f"{one.attribute}: {one.measure} {one.message}" for one in verification.failures
            ),
            recorded_with=versions(voice),
            prompts=tuple(prompts),
            verdicts=tuple(_expected_verdict(one) for one in measured),
        )
    except ValidationError as error:
        raise SuiteError(one_line("suite field", Suite, error)) from error
