"""The part of the design page where a prompt is heard, seen and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from locales.errors import StudioError
from studio import drafts
from studio.actions import Spoken
from studio.fragments import message, notes_list, spoken_line, verdict_table
from studio.pages import PRIVATE
from studio.pages.player import draw_player, pcm, replay
from voices.persona import Persona


@dataclass(slots=True)
class Listening:
    """The components of this part."""

    prompt: gr.Textbox
    samples: gr.Dropdown
    button: gr.Button
    audio: gr.Audio
    said: gr.HTML
    plots: gr.HTML
    spoken: gr.State


def draw_listening(persona: Persona) -> Listening:
    """Draw prompt, button, player and plots."""
    prompts = drafts.samples(persona.locale)
    with gr.Group(elem_classes=["vps-card"]):
        prompt = gr.Textbox(
            prompts[0] if prompts else "",
            label="Prompt",
            lines=2,
            max_lines=6,
            elem_id="prompt",
            placeholder="Type what the voice should say",
        )
        with gr.Row(elem_classes=["vps-actions"]):
            samples = gr.Dropdown(
                prompts,
                value=None,
                label="Sample prompts",
                elem_id="samples",
                min_width=160,
                scale=3,
            )
            button = gr.Button(
                "Preview  (Ctrl + Enter)",
                variant="primary",
                elem_id="preview",
                scale=2,
                min_width=180,
            )
        audio = draw_player("Preview", "audio")
    said = gr.HTML(message("plain", "Press Preview to hear the voice."), elem_id="said")
    plots = gr.HTML("", elem_id="plots")
    return Listening(prompt, samples, button, audio, said, plots, gr.State(None))


def wire_listening(part: Listening, persona: gr.State, verdicts: gr.HTML) -> None:
    """Preview: the sound first, then the plots, then the measures."""
    part.samples.input(
        lambda text: text or gr.skip(), part.samples, part.prompt, show_progress="hidden", **PRIVATE
    )
    heard = part.button.click(
        _hear,
        [part.prompt, persona],
        [part.audio, part.said, part.spoken],
        show_progress="minimal",
        show_progress_on=part.said,
        trigger_mode="once",
        **PRIVATE,
    )
    heard.success(None, js=replay("audio"), **PRIVATE)
    heard.success(_show, part.spoken, [part.plots, verdicts], show_progress="hidden", **PRIVATE)


def _hear(text: str, persona: Persona) -> tuple[Any, str, Spoken | None]:
    try:
        spoken = drafts.preview(text, persona)
    except StudioError as error:
        return gr.update(value=None, visible=False), message("bad", str(error)), None
    notes = notes_list(spoken.speech.notes)
    sound = gr.update(value=pcm(spoken.speech.audio), visible=True)
    return sound, spoken_line(spoken.utterance) + notes, spoken


def _show(spoken: Spoken | None) -> Iterator[tuple[Any, Any]]:
    if spoken is None:
        yield "", ""
        return
    yield plots(spoken), gr.skip()
    check = drafts.check(spoken)
    yield gr.skip(), verdict_table(check.verdicts, caption="Asked and measured", note=check.note)


def plots(spoken: Spoken) -> str:
    """Waveform and F0 of a preview as inline SVG."""
    from studio.plots import f0_contour, to_svg, waveform

    contour = f0_contour(spoken.speech)
    return (
        f'<div class="vps-plot">{to_svg(waveform(spoken.speech))}{to_svg(contour)}</div>'
        f'<p class="vps-note">{contour.get_label()}</p>'
    )
