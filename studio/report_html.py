"""The verification as one HTML file to keep: styles, plots and sound inside, no scripts.

Sections are functions from a verification to HTML, so that other reports can be put together from
them. Everything a stranger may have written (names, notes, prompts) is escaped.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import lru_cache

from studio.fragments import (
    chip,
    counts,
    decision_table,
    message,
    notes_list,
    persona_words,
    table,
    text,
    verdict_table,
)
from studio.wording import measure_name
from voices.asset_files import ASSETS
from voices.audio import Audio
from voices.verify import Probe, Verification

PLOTTED = 2
PLAYED = 3
CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:"
"""What a browser may load for the report: nothing from anywhere else, and no script at all."""


@lru_cache(maxsize=4)
def stylesheet(name: str) -> str:
    """A style sheet that comes with the studio, by file name."""
    return (ASSETS / name).read_text(encoding="utf-8")


def audio_uri(audio: Audio) -> str:
    """The sound as a data URI of a 16-bit WAV file."""
    return "data:audio/wav;base64," + base64.b64encode(audio.wav()).decode("ascii")


def player(audio: Audio, label: str) -> str:
    """A player with the sound inside."""
    source = audio_uri(audio)
    return f'<audio controls preload="none" aria-label="{text(label)}" src="{source}"></audio>'


def reasons(verification: Verification) -> list[str]:
    """What failed and by how much, one line a verdict."""
    return [
        f"{item.attribute}: {measure_name(item.measure)} {item.message}"
        for item in verification.failures
    ]


def outcome(verification: Verification) -> str:
    """Passed or refused, in words and icon, with what failed and by how much."""
    seconds = sum(probe.speech.audio.duration_s for probe in verification.probes)
    basis = f"{len(verification.probes)} sentences, {seconds:.0f} s of speech"
    if verification.passed:
        return message(
            "good",
            "Passed: everything that can be measured measures as asked.",
            f"{counts(verification.verdicts)}; {basis}",
        )
    return message(
        "bad",
        f"Refused: {len(verification.failures)} of {len(verification.verdicts)} verdicts forbid "
        "an export.",
        "; ".join(reasons(verification)),
    )


def who(verification: Verification) -> str:
    """The persona's words and numbers, and what each resolved to."""
    voice = verification.voice
    return (
        "<h2>Persona</h2>"
        + persona_words(voice.persona)
        + (f'<p class="vps-note">{text(voice.persona.notes)}</p>' if voice.persona.notes else "")
        + "<h3>What the words resolved to</h3>"
        + decision_table(voice.persona.resolve().decisions)
    )


def asked_and_measured(verification: Verification) -> str:
    """The table of verdicts."""
    return "<h2>Asked and measured</h2>" + verdict_table(
        verification.verdicts,
        note="“Change” is the difference from the neutral rendering: the same base voice and text "
        "with the same pitch, range, rate and loudness, otherwise unshaped. Only what is marked "
        "measured decides on the export; proxies are shown, and what no measure proves is left "
        "to the ear.",
    )


def plots(probes: Sequence[Probe]) -> str:
    """Waveform and F0 of each probe."""
    from studio.plots import f0_contour, to_svg, waveform

    parts = []
    for probe in probes:
        contour = f0_contour(probe.speech)
        parts.append(
            f"<h3>{text(probe.text)}</h3>"
            f'<figure class="vps-figure"><div class="vps-plot">{to_svg(waveform(probe.speech))}'
            f"{to_svg(contour)}</div>"
            f"<figcaption>{text(contour.get_label())}</figcaption></figure>"
        )
    return "<h2>Waveform and melody</h2>" + "".join(parts) if parts else ""


def listen(probes: Sequence[Probe]) -> str:
    """Players of probes, with their text."""
    parts = [
        f"<h3>{text(probe.text)}</h3>{player(probe.speech.audio, probe.text)}" for probe in probes
    ]
    return "<h2>Listen</h2>" + "".join(parts) if parts else ""


def picked(probes: Sequence[Probe], count: int) -> tuple[Probe, ...]:
    """``count`` probes spread over all, the first and the last among them."""
    if len(probes) <= count:
        return tuple(probes)
    step = (len(probes) - 1) / max(count - 1, 1)
    return tuple(probes[round(index * step)] for index in range(count))


def provenance(verification: Verification) -> str:
    """Base voice, what stands in for what, digest, and the versions of all tools."""
    voice = verification.voice
    notes = [voice.casting.note] if voice.casting.note else []
    for probe in verification.probes:
        notes.extend(probe.speech.notes)
    versions = [probe.speech.origin.version for probe in verification.probes]
    facts = {
        "engine": voice.engine,
        "engine version": versions[0] if versions else "–",
        "base voice": voice.casting.voice + ("" if voice.casting.exact else " (a stand-in)"),
        "seed": voice.persona.seed,
        "persona digest": voice.persona.digest,
        **{f"written by: {key}": value for key, value in voice.persona.provenance.items()},
        **verification.report.tools,
    }
    rows = [
        f'<tr><th scope="row">{text(key)}</th><td><code>{text(value)}</code></td></tr>'
        for key, value in facts.items()
    ]
    return (
        "<h2>How it was made and measured</h2>" + notes_list(notes) + table(("What", "Value"), rows)
    )


def page(title: str, body: str) -> str:
    """A whole HTML document around ready sections."""
    style = stylesheet("fragments.css") + stylesheet("report.css")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{text(CONTENT_POLICY)}">'
        f"<title>{text(title)}</title><style>{style}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def heading(verification: Verification, title: str) -> str:
    """Title, locale and outcome."""
    persona = verification.voice.persona
    badge = (
        chip("verified", "good", icon="✓")
        if verification.passed
        else chip("not verified", "bad", icon="✕")
    )
    return (
        f"<h1>{text(title)}</h1>"
        f'<p class="vps-sub">{text(persona.locale)} · {text(verification.voice.engine)} {badge}</p>'
        + outcome(verification)
    )


def report_html(verification: Verification, *, title: str | None = None) -> str:
    """The whole report as one HTML document, about 1 MB with its three samples."""
    title = title or f"Voice report: {verification.voice.persona.name}"
    return page(
        title,
        heading(verification, title)
        + listen(picked(verification.probes, PLAYED))
        + asked_and_measured(verification)
        + plots(picked(verification.probes, PLOTTED))
        + who(verification)
        + provenance(verification),
    )
