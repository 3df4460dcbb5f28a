"""The pages are drawn, wired privately, touch only what changed, and serve this machine alone."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import numpy as np
import pytest

from locales.errors import StudioError
from studio import app, drafts
from studio.pages import design, listening
from voices.audio import Audio
from voices.persona import Persona


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[design.Design]:
    with gr.Blocks():
        drawn = design.draw(tmp_path_factory.mktemp("files"))
        design.wire(drawn)
        yield drawn


def test_all_handlers_are_private(tmp_path: Path) -> None:
    blocks = app.build(tmp_path)
    assert len(blocks.fns) > 30
    assert {fn.api_visibility for fn in blocks.fns.values()} == {"private"}
    named = blocks.get_api_info()["named_endpoints"]
    assert named == {}


def test_every_control_has_a_label(tmp_path: Path) -> None:
    for block in app.build(tmp_path).blocks.values():
        if isinstance(block, gr.Textbox | gr.Radio | gr.Dropdown | gr.Slider | gr.Checkbox):
            assert block.label, block.elem_id


def test_it_is_served_to_this_machine_only() -> None:
    serving = app._serving(7860)
    assert serving["server_name"] == "127.0.0.1"
    assert serving["share"] is False
    assert serving["allowed_paths"] == []
    assert serving["max_file_size"] == "16mb"
    fonts = app.theme()._font_css
    assert "http" not in str(fonts)


def test_a_taken_port_is_told_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StudioError, match=f"port {port} .*--port"):
            app.launch(port=port, browser=False, block=False)


def shown(page: design.Design, found: dict[Any, Any]) -> dict[str, Any]:
    paths = {control: path for path, control in page.controls.items()}
    return {paths[item]: value for item, value in found.items() if item in paths}


def test_an_edit_touches_only_what_changed(page: design.Design) -> None:
    ava = Persona.preset("ava")
    after = drafts.edited(ava, "fine.breathiness", 0.5)
    found = design.updates(page, ava, after, None, "fine.breathiness")
    assert found[page.persona] == after
    assert found[page.hand] == [*drafts.by_hand(ava), "fine.breathiness"]
    assert "breathiness: 0.5" in found[page.yaml]
    touched = shown(page, found)
    assert set(touched) == {"fine.breathiness"}
    assert "value" not in touched["fine.breathiness"]
    assert set(found) <= set(page.outputs)


def test_a_word_moves_the_sliders_that_it_decides(page: design.Design) -> None:
    ava = Persona.preset("ava")
    touched = shown(page, design.updates(page, ava, drafts.edited(ava, "pitch", "alto"), None))
    assert touched["pitch"]["value"] == "alto"
    assert touched["pitch_hz"]["value"] < 198
    assert "fine.fry" not in touched


def test_another_language_brings_its_accents_and_prompts(page: design.Design) -> None:
    ava = Persona.preset("ava")
    found = design.updates(page, ava, drafts.edited(ava, "locale", "fr-CA"), None)
    accents = [value for _, value in shown(page, found)["accent"]["choices"]]
    assert "french-canadian" in accents
    assert "scottish" not in accents
    assert found[page.listening.samples]["choices"] == drafts.samples("fr-CA")


def test_a_refused_edit_puts_the_control_back(
    page: design.Design, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(gr, "Warning", lambda words, **_: told.append(words))
    ava = Persona.preset("ava")
    found = design._editor(page, "name")(ava, None, "../<img src=x>")
    assert found == {page.controls["name"]: "ava"}
    assert len(told) == 1
    assert "name" in told[0]
    assert "<img" not in told[0]
    assert "\n" not in told[0]


def test_opening_a_preset_replaces_everything(page: design.Design) -> None:
    ava = Persona.preset("ava")
    found = design._opener(page, Persona.preset)(ava, None, "leo")
    assert found[page.persona] == Persona.preset("leo")
    assert found[page.origin] == Persona.preset("leo")
    assert found[page.preset] == "leo"
    assert set(shown(page, found)) == set(page.controls)


def test_releasing_and_pinning_by_the_list(page: design.Design) -> None:
    ava = drafts.edited(Persona.preset("ava"), "fine.fry", 0.5)
    release = design._releaser(page)
    found = release(ava, None, [])
    assert drafts.by_hand(found[page.persona]) == []
    found = release(ava, None, ["fine.fry", "pitch_hz"])
    assert found[page.persona].pitch_hz == drafts.control_values(ava)["pitch_hz"]
    assert found[page.persona].fine.fry == 0.5


def test_sound_is_handed_over_without_rescaling() -> None:
    samples = np.array([0.0, 0.25, -0.25], dtype=np.float32)
    rate_hz, quantized = listening.pcm(Audio(samples, 22_050))
    assert (rate_hz, quantized.dtype) == (22_050, np.int16)
    assert quantized.tolist() == [0, 8192, -8192]


def test_a_bad_prompt_is_a_message_not_an_exception() -> None:
    sound, said, spoken = listening._hear("", Persona.preset("ava"))
    assert spoken is None
    assert "the prompt is empty" in said
    assert 'role="alert"' in said
    assert sound["value"] is None
