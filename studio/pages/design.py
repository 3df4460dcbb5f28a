"""The design page: attributes on the left; prompt, sound, plots and measures on the right.

Drawn first, then wired. State of a session: the persona (`gr.State`), and the last verification;
nothing is shared between sessions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gradio as gr

from locales.errors import StudioError
from studio import drafts, forms
from studio.fragments import decision_table, message, persona_words, text
from studio.pages import PRIVATE
from studio.pages.listening import Listening, draw_listening, wire_listening
from studio.pages.verifying import Verifying, draw_verifying, stale_updates, wire_verifying
from studio.wording import attribute_help, attribute_name
from voices.persona import Persona, preset_names
from voices.verify import Verification

FIRST = "ava"
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Melody", ("emotion_strength", "pitch_hz", "fine.range", "fine.lifts", "fine.dips")),
    ("Rhythm and delivery", ("rate_syll_s", "fine.rhythm", "fine.enunciation", "fine.volume")),
    (
        "Voice quality",
        ("fine.breathiness", "fine.nasality", "fine.constriction", "fine.gravel", "fine.fry"),
    ),
)
"""Sliders by what one listens for. Held by a test: every slider is in one group."""

# The file is made in the browser from the text that is shown.
SAVE = """
(yaml, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([yaml], { type: "application/yaml" }));
  link.download = `${name.replace(/[^\\p{L}\\p{N}_-]/gu, "-") || "persona"}.yaml`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
"""


@dataclass(slots=True)
class Design:
    """The components of the page that handlers reach for."""

    persona: gr.State
    origin: gr.State
    preset: gr.Dropdown
    controls: dict[str, Any]
    hand: gr.Dropdown
    summary: gr.HTML
    numbers: gr.HTML
    check: gr.HTML
    yaml: gr.Code
    save: gr.Button
    upload: gr.UploadButton
    reset: gr.Button
    listening: Listening
    verifying: Verifying
    folder: Path
    outputs: list[Any] = field(default_factory=list)


def draw(folder: Path) -> Design:
    """Draw the page with the first preset ready; files to download go under ``folder``."""
    persona = Persona.preset(FIRST)
    state = gr.State(persona)
    # In the order of the eye: who, what to say, how it should sound, what was measured.
    with gr.Row(elem_classes=["vps-page"]):
        with gr.Column(elem_classes=["vps-start"]):
            start = _draw_start(persona)
        with gr.Column(elem_classes=["vps-ask"]):
            listening = draw_listening(persona)
        with gr.Column(elem_classes=["vps-controls"]):
            parts = _draw_controls(persona, start)
        with gr.Column(elem_classes=["vps-evidence"]):
            check = gr.HTML("", elem_id="check")
            verifying = draw_verifying()
            with gr.Accordion("What the words resolved to", open=False, elem_classes=["vps-card"]):
                numbers = gr.HTML(decision_table(persona.resolve().decisions))
    page = Design(
        persona=state,
        origin=gr.State(persona),
        numbers=numbers,
        check=check,
        listening=listening,
        verifying=verifying,
        folder=folder,
        **parts,
    )
    page.outputs = [
        page.persona,
        page.origin,
        page.preset,
        page.hand,
        page.summary,
        page.numbers,
        page.yaml,
        page.verifying.stale,
        page.verifying.file,
        page.listening.samples,
        *page.controls.values(),
    ]
    return page


def _draw_start(persona: Persona) -> dict[str, Any]:
    with gr.Group(elem_classes=["vps-card"]):
        with gr.Row():
            preset = gr.Dropdown(
                [(name.capitalize(), name) for name in preset_names()],
                value=FIRST,
                label="Start from",
                elem_id="preset",
                min_width=120,
                filterable=True,
            )
            name = gr.Textbox(
                persona.name,
                label=attribute_name("name"),
                max_length=64,
                max_lines=1,
                elem_id=forms.elem_id("name"),
                min_width=120,
            )
        locale = gr.Dropdown(
            forms.locale_choices(persona),
            value=persona.locale,
            label=attribute_name("locale"),
            elem_id=forms.elem_id("locale"),
        )
        summary = gr.HTML(_summary(persona), elem_id="summary")
    return {"preset": preset, "summary": summary, "controls": {"name": name, "locale": locale}}


def _draw_controls(persona: Persona, start: dict[str, Any]) -> dict[str, Any]:
    values = drafts.control_values(persona)
    controls: dict[str, Any] = start["controls"]
    with gr.Group(elem_classes=["vps-card"]):
        gr.HTML('<h2 class="vps-h">Character</h2>')
        for path in ("gender", "age", "pitch", "intonation", "speed"):
            controls[path] = forms.choice(path, persona, values[path])
        with gr.Row():
            for path in ("tone", "emotion"):
                controls[path] = forms.choice(path, persona, values[path])
        with gr.Row():
            for path in ("accent", "fine.regional_accent"):
                controls[path] = forms.choice(path, persona, values[path])
    hand = _draw_sliders(persona, values, controls)
    return {**start, "hand": hand, **_draw_file(persona, controls)}


def _draw_sliders(persona: Persona, values: dict[str, Any], controls: dict[str, Any]) -> Any:
    why_not = forms.blocked(persona.engine.name)
    own = drafts.by_hand(persona)
    for index, (title, paths) in enumerate(GROUPS):
        with gr.Accordion(title, open=index == 0, elem_classes=["vps-card"]):
            for path in paths:
                controls[path] = forms.slider(
                    path, values[path], by_hand=path in own, why_not=why_not.get(path, "")
                )
    with gr.Group(elem_classes=["vps-card"]):
        return gr.Dropdown(
            forms.hand_choices(),
            value=own,
            multiselect=True,
            label="Set by hand",
            info="Remove one to let the words decide it again",
            elem_id="by-hand",
        )


def _draw_file(persona: Persona, controls: dict[str, Any]) -> dict[str, Any]:
    with gr.Accordion("Persona file", open=False, elem_classes=["vps-card"]):
        controls["engine.name"] = gr.Dropdown(
            forms.engine_choices(),
            value=persona.engine.name,
            label=attribute_name("engine.name"),
            info=attribute_help("engine.name"),
            elem_id=forms.elem_id("engine.name"),
        )
        yaml = gr.Code(
            persona.dumps(), language="yaml", label="YAML", interactive=False, max_lines=18
        )
        with gr.Row():
            save = gr.Button("Download YAML", size="sm", elem_id="save-yaml")
            upload = gr.UploadButton(
                "Open .yaml or .voice",
                file_types=[".yaml", ".yml", ".voice"],
                size="sm",
                elem_id="open-file",
            )
            reset = gr.Button("Undo all changes", size="sm", elem_id="reset")
    return {"yaml": yaml, "save": save, "upload": upload, "reset": reset}


def _summary(persona: Persona) -> str:
    words = persona_words(persona)
    note = message("plain", persona.notes) if persona.notes else ""
    return (
        f'<details class="vps-about"><summary>About this persona</summary>{note}{words}</details>'
    )


def updates(
    page: Design,
    before: Persona | None,
    after: Persona,
    last: Verification | None,
    source: str | None = None,
) -> dict[Any, Any]:
    """What the page shows after a change; only controls whose value changed are touched.

    ``source`` is the path of the slider that is being moved: it is left where the hand holds it.
    """
    shown = drafts.control_values(after)
    own = drafts.by_hand(after)
    changed = dict(shown)
    if before is not None:
        changed = drafts.changes_between(drafts.control_values(before), shown)
        moved = set(own) ^ set(drafts.by_hand(before))
        changed |= {path: shown[path] for path in moved}
        if before.locale != after.locale or before.engine != after.engine:
            changed |= {path: shown[path] for path in ("accent", "fine.regional_accent")}
        if before.engine != after.engine:
            changed |= {path: shown[path] for path in forms.NEED_PHONES}
    why_not = forms.blocked(after.engine.name)
    found: dict[Any, Any] = {
        page.persona: after,
        page.hand: own,
        page.summary: _summary(after),
        page.numbers: decision_table(after.resolve().decisions),
        page.yaml: after.dumps(),
        **stale_updates(page.verifying, after, last),
    }
    for path, value in changed.items():
        control = page.controls[path]
        if path in drafts.SLIDERS:
            found[control] = forms.slider_update(
                path,
                None if path == source else value,
                by_hand=path in own,
                why_not=why_not.get(path, ""),
            )
        elif path in drafts.CHOICES:
            found[control] = forms.choice_update(path, after, value)
        elif path == "locale":
            found[control] = gr.update(choices=forms.locale_choices(after), value=value)
        else:
            found[control] = value
    if before is None or before.locale != after.locale:
        found[page.listening.samples] = gr.update(choices=drafts.samples(after.locale), value=None)
    return found


def wire(page: Design) -> None:
    """Connect the controls: edits, presets, files; then listening and verifying."""
    for path, control in page.controls.items():
        _edit_event(control)(
            _editor(page, path),
            [page.persona, page.verifying.last, control],
            page.outputs,
            show_progress="hidden",
            concurrency_id="edit",
            trigger_mode="always_last",
            **PRIVATE,
        )
    page.hand.input(
        _releaser(page),
        [page.persona, page.verifying.last, page.hand],
        page.outputs,
        show_progress="hidden",
        concurrency_id="edit",
        **PRIVATE,
    )
    for event, source, action in (
        (page.preset.input, page.preset, Persona.preset),
        (page.upload.upload, page.upload, drafts.opened),
        (page.reset.click, page.origin, lambda origin: origin),
    ):
        event(
            _opener(page, action),
            [page.persona, page.verifying.last, source],
            page.outputs,
            show_progress="hidden",
            **PRIVATE,
        )
    page.save.click(None, [page.yaml, page.controls["name"]], js=SAVE, **PRIVATE)
    wire_listening(page.listening, page.persona, page.check)
    wire_verifying(page.verifying, page.persona, page.folder)


def _edit_event(control: Any) -> Any:
    """The event by which a person, not the program, changes a control."""
    return control.blur if isinstance(control, gr.Textbox) else control.input


def _tell(what: str, error: StudioError) -> None:
    """Say in a corner of the page why nothing was done; the corner renders HTML."""
    gr.Warning(f"{what}: {text(str(error))}")


Handler = Callable[[Persona, Verification | None, Any], dict[Any, Any]]


def _editor(page: Design, path: str) -> Handler:
    def edit(persona: Persona, last: Verification | None, value: Any) -> dict[Any, Any]:
        try:
            return updates(page, persona, drafts.edited(persona, path, value), last, path)
        except StudioError as error:
            _tell("Not changed", error)
            return {page.controls[path]: drafts.control_values(persona)[path]}

    return edit


def _releaser(page: Design) -> Handler:
    def release(persona: Persona, last: Verification | None, kept: Any) -> dict[Any, Any]:
        shown = drafts.control_values(persona)
        added = [path for path in kept or [] if path in page.controls]
        changes = {path: shown[path] for path in added if path not in drafts.by_hand(persona)}
        changes.pop("fine.regional_accent", None)
        after = drafts.released(persona.with_values(changes), added)
        return updates(page, persona, after, last)

    return release


def _opener(page: Design, action: Callable[[Any], Persona]) -> Handler:
    def open_persona(persona: Persona, last: Verification | None, source: Any) -> dict[Any, Any]:
        try:
            after = action(source)
        except StudioError as error:
            _tell("Not opened", error)
            return {page.persona: persona}
        is_preset = after.name in preset_names() and after == Persona.preset(after.name)
        found = updates(page, None, after, last)
        return {**found, page.origin: after, page.preset: after.name if is_preset else None}

    return open_persona
