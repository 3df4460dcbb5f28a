"""The entity page: how numbers, names and addresses are read, by locale; seen and heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from locales import available
from locales.errors import StudioError
from studio import entities, forms
from studio.fragments import matrix_table, message, token_table
from studio.pages import PRIVATE
from studio.pages.player import draw_player, pcm, replay
from voices.persona import Persona, preset_names

DESIGNED = "The persona on the Design page"

# Buttons inside a table tell which row they are in; one listener serves all of them.
ON_PLAY = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-play]");
  if (button) trigger("click", { play: button.dataset.play });
});
"""


@dataclass(slots=True)
class Entities:
    """The components of the page."""

    text: gr.Textbox
    locale: gr.Dropdown
    voice: gr.Dropdown
    read: gr.Button
    play: gr.Button
    audio: gr.Audio
    status: gr.HTML
    tokens: gr.HTML
    matrix: gr.HTML


def draw() -> Entities:
    """Draw the page."""
    locale = "en-US"
    text = entities.SAMPLE[locale]
    with gr.Group(elem_classes=["vps-card"]):
        with gr.Row():
            box = gr.Textbox(
                text, label="Text", lines=2, max_lines=6, elem_id="entity-text", scale=3
            )
            with gr.Column(scale=2, min_width=260):
                tag = gr.Dropdown(
                    forms.locale_choices(Persona(name="reader", locale=locale)),
                    value=locale,
                    label="Read by the rules of",
                    elem_id="entity-locale",
                )
                voice = gr.Dropdown(
                    [DESIGNED, *((name.capitalize(), name) for name in preset_names())],
                    value=DESIGNED,
                    label="Spoken by",
                    elem_id="entity-voice",
                )
        with gr.Row(elem_classes=["vps-actions"]):
            read = gr.Button(
                "Read", variant="primary", elem_id="entity-read", scale=0, min_width=120
            )
            play = gr.Button("Play the whole text", elem_id="entity-play", scale=0, min_width=200)
        audio = draw_player("Entity", "entity-audio")
    status = gr.HTML("", elem_id="entity-status")
    tokens = gr.HTML("", elem_id="tokens", js_on_load=ON_PLAY)
    gr.HTML(
        '<h2 class="vps-h">The same text in every locale</h2><p class="vps-note">Where a cell is '
        "the same as another, the rules agree. Press a cell to hear it in the native voice of its "
        "locale.</p>"
    )
    matrix = gr.HTML("", elem_id="matrix", js_on_load=ON_PLAY)
    return Entities(box, tag, voice, read, play, audio, status, tokens, matrix)


def wire(page: Entities, persona: gr.State, tab: gr.Tab) -> None:
    """Connect reading, playing, and the first sight of the page."""
    inputs = [page.text, page.locale, page.voice, persona]
    shown = [page.status, page.tokens]
    for event in (page.read.click, page.locale.input, tab.select):
        event(_read, inputs, shown, show_progress="hidden", **PRIVATE)
    tab.select(_matrix, None, page.matrix, show_progress="hidden", **PRIVATE)
    heard = [page.status, page.audio]
    for event, action, given in (
        (page.play.click, _play, inputs),
        (page.tokens.click, _play_token, inputs),
        (page.matrix.click, _play_cell, [page.voice, persona]),
    ):
        done = event(action, given, heard, show_progress="hidden", **PRIVATE)
        done.success(None, js=replay("entity-audio"), **PRIVATE)


def _speaker(choice: str, persona: Persona) -> Persona:
    return persona if choice == DESIGNED else Persona.preset(choice)


def _read(text: str, locale: str, choice: str, persona: Persona) -> tuple[str, str]:
    try:
        rows = entities.rows(text, locale, _speaker(choice, persona))
    except StudioError as error:
        return message("bad", str(error)), ""
    return "", token_table(rows)


def _play(text: str, locale: str, choice: str, persona: Persona) -> tuple[str, Any]:
    try:
        spoken = entities.say(text, locale, _speaker(choice, persona))
    except StudioError as error:
        return message("bad", str(error)), gr.update(value=None, visible=False)
    return "", gr.update(value=pcm(spoken.speech.audio), visible=True)


def _play_token(
    text: str, locale: str, choice: str, persona: Persona, event: gr.EventData
) -> tuple[str, Any]:
    try:
        index = entities.index_of(event.play)
        spoken = entities.say_token(text, locale, index, _speaker(choice, persona))
    except StudioError as error:
        return message("bad", str(error)), gr.update(value=None, visible=False)
    return "", gr.update(value=pcm(spoken.speech.audio), visible=True)


def _matrix() -> str:
    return matrix_table(entities.matrix(available()))


def _play_cell(choice: str, persona: Persona, event: gr.EventData) -> tuple[str, Any]:
    try:
        locale, text = entities.cell(event.play)
        spoken = entities.say(text, locale, _speaker(choice, persona))
    except StudioError as error:
        return message("bad", str(error)), gr.update(value=None, visible=False)
    return "", gr.update(value=pcm(spoken.speech.audio), visible=True)
