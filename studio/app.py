"""The studio in the browser: pages put together, and how they are served.

Served to this machine only (127.0.0.1), without analytics, without fonts or scripts from
elsewhere; handlers are private, uploads are small, and only files that the studio made are sent.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported

import gradio as gr
from gradio.themes import Base, Color

from locales.errors import StudioError
from studio.pages import design, entities
from studio.report_html import stylesheet
from voices.persona import Persona
from voices.speaking import prepare

HOST = "127.0.0.1"
MAX_UPLOAD = "16mb"
"""A .voice file with its samples has about 1 MB."""
KEEP_S = 4 * 3600
"""Sounds and downloads older than this are deleted from the cache."""

TEAL = Color(
    "#eef8f9", "#d4eef1", "#a9dde3", "#74c5ce", "#3ba6b2", "#16808d", "#0f6b78", "#0d5863",
    "#0d474f", "#0c3a41", "#062428", name="studio",
)  # fmt: skip
SLATE = Color(
    "#f7f8f9", "#eef0f2", "#dde1e6", "#c3cad2", "#8e98a4", "#5b6672", "#454f5a", "#333b44",
    "#21272d", "#1a1f24", "#121518", name="slate",
)  # fmt: skip
SANS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Noto Sans",
    "DejaVu Sans",
    "sans-serif",
)
MONO = ("ui-monospace", "SFMono-Regular", "Consolas", "DejaVu Sans Mono", "monospace")

HEADER = (
    '<header class="vps-header"><div class="vps-brand">Voice Persona Studio</div>'
    '<div class="vps-tag">Design a voice, hear it say the hard parts, and prove it by measurement.'
    "</div></header>"
)

# Ctrl+Enter (or Cmd+Enter) previews on the Design page and reads on the Entities page.
KEYS = """
() => {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const buttons = ["preview", "entity-read"].map((id) => document.getElementById(id));
    const shown = buttons.find((button) => button && button.offsetParent !== null);
    if (!shown) return;
    event.preventDefault();
    event.stopPropagation();
    document.activeElement.blur();
    setTimeout(() => shown.click(), 60);
  }, true);
}
"""


def theme() -> Base:
    """A calm theme of its own, on the fonts that the system has."""
    return Base(
        primary_hue=TEAL,
        secondary_hue=TEAL,
        neutral_hue=SLATE,
        font=SANS,
        font_mono=MONO,
        text_size="sm",
        spacing_size="sm",
        radius_size="md",
    ).set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_label_background_fill="transparent",
        block_shadow="none",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_500",
        button_primary_background_fill_hover_dark="*primary_600",
        button_primary_text_color="white",
        button_primary_text_color_dark="white",
        button_secondary_background_fill="white",
        button_secondary_background_fill_hover="*neutral_100",
        button_secondary_background_fill_dark="*neutral_800",
        button_secondary_background_fill_hover_dark="*neutral_700",
        button_secondary_border_color="*neutral_300",
        button_secondary_border_color_dark="*neutral_600",
        button_border_width="1px",
        input_background_fill="white",
        input_background_fill_dark="*neutral_900",
        input_border_color="*neutral_300",
        input_border_color_dark="*neutral_700",
        input_border_width="1px",
        slider_color="*primary_500",
        slider_color_dark="*primary_400",
    )


def build(folder: Path) -> gr.Blocks:
    """Draw and wire all pages; files to download are made under ``folder``."""
    app: gr.Blocks
    with gr.Blocks(
        title="Voice Persona Studio",
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(KEEP_S // 4, KEEP_S),
    ) as app:
        gr.HTML(HEADER, elem_classes=["vps-top"])
        with gr.Tabs(elem_id="pages"):
            with gr.Tab("Design", id="design"):
                designing = design.draw(folder)
            with gr.Tab("Entities", id="entities") as tab:
                reading = entities.draw()
        design.wire(designing)
        entities.wire(reading, designing.persona, tab)
        app.queue(default_concurrency_limit=2, max_size=64, api_open=False)
    return app


def _warm_up() -> None:
    """Calibrate the first voice and load the plots, so that the first Preview is quick."""
    with suppress(StudioError):  # shown when somebody asks for it
        prepare(Persona.preset(design.FIRST))
    from studio import plots  # noqa: F401  (loaded for its time alone)


def _open_window(url: str) -> None:
    try:
        import webview  # type: ignore[import-not-found]  # optional
    except ImportError as error:
        raise StudioError(
            "a window of its own needs pywebview; pip install pywebview, or leave out --window"
        ) from error
    webview.create_window("Voice Persona Studio", url, width=1280, height=860)
    webview.start()


def launch(
    *,
    port: int = 7860,
    window: bool = False,
    browser: bool = True,
    block: bool = True,
    on_ready: Callable[[str], None] = lambda _: None,
) -> str:
    """Serve the studio on 127.0.0.1 and return its address; blocks until it is stopped.

    ``window`` opens a window of its own (needs pywebview), ``browser`` a tab; ``on_ready`` is
    told the address as soon as it is served. Raises StudioError
    if the port is taken or the window cannot be made.
    """
    folder = Path(tempfile.mkdtemp(prefix="voice-studio-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    app = build(folder)
    threading.Thread(target=_warm_up, daemon=True).start()
    try:
        _, url, _ = app.launch(**_serving(port), inbrowser=browser and not window)
    except OSError as error:
        raise StudioError(
            f"port {port} cannot be served: it is in use or not free to you; choose another with "
            "--port"
        ) from error
    on_ready(str(url))
    if window:
        _open_window(url)
        app.close()
    elif block:
        app.block_thread()
    return str(url)


def _serving(port: int) -> dict[str, Any]:
    """What `Blocks.launch` is told."""
    return {
        "server_name": HOST,
        "server_port": port,
        "prevent_thread_lock": True,
        "share": False,
        "quiet": True,
        "show_error": False,
        "max_file_size": MAX_UPLOAD,
        "allowed_paths": [],
        "enable_monitoring": False,
        "footer_links": [],
        "run_history": False,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": False,
        "theme": theme(),
        "css": stylesheet("fragments.css") + stylesheet("studio.css"),
        "js": KEYS,
    }
