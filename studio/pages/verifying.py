"""The part of the design page where a voice is verified, reported and exported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from locales.errors import StudioError
from studio import actions, drafts
from studio.fragments import message, verdict_table
from studio.pages import PRIVATE
from studio.report_html import outcome
from voices.persona import Persona
from voices.speaking import prepare
from voices.verify import Verification

STEPS = {"asked": "Saying the probe sentences", "neutral": "Saying them unshaped"}
IDLE = (
    "Verify renders the probe sentences, measures every attribute against the unshaped voice and "
    "says what holds. Only a verified voice is exported."
)


@dataclass(slots=True)
class Verifying:
    """The components of this part; ``stale`` is emptied whenever the persona changes."""

    verify: gr.Button
    export: gr.Button
    anyway: gr.Checkbox
    outcome: gr.HTML
    rows: gr.HTML
    stale: gr.HTML
    report: gr.DownloadButton
    file: gr.DownloadButton
    last: gr.State


def draw_verifying() -> Verifying:
    """Draw the buttons, the outcome and the table."""
    with gr.Group(elem_classes=["vps-card"]):
        gr.HTML('<h2 class="vps-h">Verify and export</h2>')
        result = gr.HTML(message("plain", IDLE), elem_id="outcome")
        with gr.Row(elem_classes=["vps-actions"]):
            verify = gr.Button("Verify", elem_id="verify", scale=0, min_width=120)
            export = gr.Button("Export .voice", elem_id="export", scale=0, min_width=140)
            report = gr.DownloadButton(
                "Download report", visible=False, elem_id="report", scale=0, min_width=160
            )
            file = gr.DownloadButton(
                "Download voice",
                visible=False,
                elem_id="voice-file",
                variant="primary",
                scale=0,
                min_width=180,
            )
        anyway = gr.Checkbox(
            False,
            label="Export anyway",
            info="Also if it does not measure as asked; the file records it",
            elem_id="anyway",
        )
    stale = gr.HTML("", elem_id="stale")
    rows = gr.HTML("", elem_id="verification")
    return Verifying(verify, export, anyway, result, rows, stale, report, file, gr.State(None))


def wire_verifying(part: Verifying, persona: gr.State, folder: Path) -> None:
    """Connect verification and export."""
    shown = [part.outcome, part.rows, part.report, part.file, part.last, part.stale]
    part.verify.click(
        _verifier(folder),
        persona,
        shown,
        show_progress_on=part.outcome,
        concurrency_id="verify",
        trigger_mode="once",
        **PRIVATE,
    )
    part.export.click(
        _exporter(folder),
        [persona, part.last, part.anyway],
        shown,
        show_progress_on=part.outcome,
        concurrency_id="verify",
        trigger_mode="once",
        **PRIVATE,
    )


def stale_updates(part: Verifying, persona: Persona, last: Verification | None) -> dict[Any, Any]:
    """Say that the last verification is of another persona, and take its file away."""
    if last is None or last.voice.persona.digest == persona.digest:
        return {part.stale: "", part.file: gr.skip()}
    words = (
        "The persona has changed since; verify it again. The results below are of the one before."
    )
    return {part.stale: message("plain", words), part.file: gr.update(visible=False)}


Shown = tuple[Any, Any, Any, Any, Verification | None, str]


def _verified(persona: Persona, progress: gr.Progress) -> Verification:
    def tell(done: int, total: int, what: str) -> None:
        step = what.partition(":")[0]
        progress((done, total), desc=STEPS.get(step, step), unit="steps")

    return actions.verify_voice(prepare(persona), tell)


def _verifier(folder: Path) -> Callable[..., Shown]:
    def verify(persona: Persona, progress: gr.Progress = gr.Progress()) -> Shown:  # noqa: B008
        try:
            found = _verified(persona, progress)
        except StudioError as error:
            return message("bad", str(error)), "", gr.update(visible=False), gr.skip(), None, ""
        return _results(found, folder, gr.update(visible=False))

    return verify


def _exporter(folder: Path) -> Callable[..., Shown]:
    def export(
        persona: Persona,
        last: Verification | None,
        anyway: bool,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> Shown:
        try:
            found = last
            if found is None or found.voice.persona.digest != persona.digest:
                found = _verified(persona, progress)
            path = drafts.export_to(found, folder, allow_unverified=bool(anyway))
        except StudioError as error:
            if found is None:
                return message("bad", str(error)), "", gr.skip(), gr.update(visible=False), None, ""
            _, *rest = _results(found, folder, gr.update(visible=False))
            return message("bad", str(error)), *rest
        label = f"Download {path.name}"
        return _results(found, folder, gr.update(value=str(path), label=label, visible=True))

    return export


def _results(found: Verification, folder: Path, file: Any) -> Shown:
    report = drafts.report_file(found, folder)
    return (
        outcome(found),
        verdict_table(found.verdicts, caption=f"Verification of {found.voice.persona.name}"),
        gr.update(value=str(report), visible=True),
        file,
        found,
        "",
    )
