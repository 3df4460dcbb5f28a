"""The main path in a real browser: change, preview, see, read entities, be told of mistakes.

Drives Chromium over the served studio; nothing may leave this machine and nothing may fail in
the console.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from voices.persona import Persona

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
        if (found := shutil.which(name))
    ),
    None,
)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install chromium"),
]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The studio, served by a process of its own on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "studio", "app", "--port", str(port), "--no-browser"]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2]) as server:
        try:
            yield _answering(f"http://127.0.0.1:{port}", server)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _answering(address: str, server: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  (loopback)
                return address
        except OSError:
            time.sleep(0.2)
    pytest.fail("the studio did not start")


class Seen:
    """What a page asked for and complained of."""

    def __init__(self, page: Any) -> None:
        self.outside: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self._asked(request.url))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _asked(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.outside.append(url)

    def _said(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright.expect.set_options(timeout=PATIENCE_MS / 2)
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    opened.set_default_timeout(PATIENCE_MS)
    seen = Seen(opened)
    opened.goto(address)
    opened.wait_for_selector("#preview")
    yield opened
    opened.close()
    assert seen.outside == []
    assert seen.complaints == []


def preview(page: Any) -> None:
    """Press Preview and wait for the plots and measures that follow the sound."""
    page.click("#preview")
    page.wait_for_selector("#said .vps-said")
    page.wait_for_selector("#check table")


def length_s(page: Any, player: str) -> float:
    """Length of the sound in a player, once the browser has read it."""
    script = (
        "id => { const a = document.querySelector(`${id} audio`); return a && a.duration > 0; }"
    )
    page.wait_for_function(script, arg=player)
    return float(page.eval_on_selector(f"{player} audio", "audio => audio.duration"))


def test_one_press_after_opening_the_first_voice_is_heard(page: Any) -> None:
    preview(page)
    assert length_s(page, "#audio") > 0.5
    assert page.locator("#plots svg").count() == 2
    assert "median pitch" in page.inner_text("#check")


def test_the_same_preview_again_is_heard_again(page: Any) -> None:
    page.evaluate(
        "addEventListener('playing', () => { window.heard = (window.heard || 0) + 1 }, true)"
    )
    for times in (1, 2):
        preview(page)
        page.wait_for_function("times => window.heard >= times", arg=times)
        page.wait_for_function(
            "() => [...document.querySelectorAll('#audio audio')].every((each) => each.paused)"
        )


def test_change_a_word_and_a_slider_and_hear_it(page: Any) -> None:
    page.get_by_role("radio", name="Male", exact=True).check(force=True)
    pitch = page.locator("#control-pitch-hz input[type=number]")
    playwright.expect(pitch).to_have_value("112")
    lifts = page.locator("#control-fine-lifts input[type=number]")
    lifts.fill("0.6")
    lifts.press("Tab")
    playwright.expect(page.locator("#by-hand")).to_contain_text("Lifts")
    playwright.expect(page.locator("#control-fine-lifts")).to_contain_text("set by hand")
    page.fill("#prompt textarea", "Your total is $12.50, due on 3/4/2026.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#said .vps-said")
    said = page.inner_text("#said")
    assert "twelve dollars and fifty cents" in said
    page.wait_for_selector("#check table")
    assert length_s(page, "#audio") > 1.5
    median = page.locator("#check tr", has_text="median pitch").first.inner_text()
    assert "92 to 136" in median


def test_a_moved_slider_is_kept_by_the_keyboard_too(page: Any) -> None:
    page.get_by_role("button", name="Voice quality").click()
    slider = page.locator("#control-fine-breathiness input[type=range]")
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")
    playwright.expect(page.locator("#by-hand")).to_contain_text("Breathiness")
    number = page.locator("#control-fine-breathiness input[type=number]")
    playwright.expect(number).to_have_value("0.2")


def test_another_preset_and_undo(page: Any) -> None:
    page.click("#preset input")
    page.get_by_role("option", name="Claire").click()
    name = page.locator("#control-name textarea, #control-name input").first
    playwright.expect(name).to_have_value("claire")
    locale = page.locator("#control-locale input")
    assert str(locale.input_value()).startswith("fr-")
    page.get_by_role("radio", name="Slow", exact=True).check(force=True)
    page.get_by_role("button", name="Persona file").click()
    playwright.expect(page.locator(".cm-content")).to_contain_text("speed: slow")
    with page.expect_download() as download:
        page.click("#save-yaml")
    assert download.value.suggested_filename == "claire.yaml"
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    assert Persona.loads(saved).speed == "slow"
    page.click("#reset")
    playwright.expect(page.locator(".cm-content")).not_to_contain_text("speed: slow")


def test_another_language_brings_accents_and_prompts_that_work(page: Any) -> None:
    page.click("#control-locale input")
    page.get_by_role("option", name="fr-FR").click()
    playwright.expect(page.locator("#control-accent input")).to_have_value("As locale")
    page.click("#control-accent input")
    page.get_by_role("option", name="Belgian").click()
    page.click("#samples input")
    page.get_by_role("option").first.click()
    prompt = page.locator("#prompt textarea")
    playwright.expect(prompt).not_to_have_value("Hello, and welcome! How can I help you today?")
    preview(page)
    assert length_s(page, "#audio") > 0.5
    page.get_by_role("button", name="Persona file").click()
    playwright.expect(page.locator(".cm-content")).to_contain_text("accent: belgian")


def test_mistakes_are_told_in_a_line_and_nothing_typed_is_lost(page: Any) -> None:
    page.fill("#prompt textarea", "")
    page.click("#preview")
    page.wait_for_selector("#said [role=alert]")
    assert "the prompt is empty" in page.inner_text("#said")
    page.fill("#prompt textarea", "…")
    page.click("#preview")
    playwright.expect(page.locator("#said")).to_contain_text("at least one word")
    assert page.input_value("#prompt textarea") == "…"
    name = page.locator("#control-name textarea, #control-name input").first
    name.fill("../../etc/passwd")
    name.press("Tab")
    page.wait_for_selector("text=Not changed:")
    playwright.expect(name).to_have_value("ava")
    assert "Traceback" not in page.inner_text("body")


def test_a_file_that_is_no_persona_is_refused(page: Any, tmp_path: Path) -> None:
    bad = tmp_path / "bad.voice"
    bad.write_bytes(b"PK\x03\x04 not a voice")
    page.get_by_role("button", name="Persona file").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open .yaml or .voice").click()
    chooser.value.set_files(str(bad))
    page.wait_for_selector("text=Not opened:")
    assert "bad.voice" in page.inner_text("body")


def test_two_tabs_do_not_mix(browser: Any, page: Any, address: str) -> None:
    other = browser.new_page()
    other.goto(address)
    other.wait_for_selector("#preview")
    page.get_by_role("radio", name="Male", exact=True).check(force=True)
    pitch = "#control-pitch-hz input[type=number]"
    playwright.expect(page.locator(pitch)).to_have_value("112")
    other.get_by_role("button", name="Rhythm and delivery").click()
    other.get_by_role("radio", name="Quick", exact=True).check(force=True)
    rate = other.locator("#control-rate-syll-s input[type=number]")
    playwright.expect(rate).not_to_have_value("5")
    playwright.expect(other.locator(pitch)).to_have_value("198")
    other.close()


def test_entities_are_read_and_played(page: Any) -> None:
    page.get_by_role("tab", name="Entities").click()
    page.wait_for_selector("#tokens table")
    row = page.locator("#tokens tr", has_text="555-0142")
    assert "five five five" in row.inner_text()
    row.get_by_role("button").click()
    assert length_s(page, "#entity-audio") > 0.5
    page.fill("#entity-text textarea", "Am 3.4.2026 um 14:30 Uhr")
    page.click("#entity-locale input")
    page.get_by_role("option", name="de-DE").click()
    playwright.expect(page.locator("#tokens")).to_contain_text("vierzehn Uhr dreißig")
    page.wait_for_selector("#matrix table")
    assert page.locator("#matrix button").count() >= 54
    page.fill("#entity-text textarea", "")
    page.click("#entity-read")
    page.wait_for_selector("#entity-status [role=alert]")
    assert "the text is empty" in page.inner_text("#entity-status")


def test_verify_and_export(page: Any) -> None:
    page.click("#verify")
    page.wait_for_selector("#verification table", timeout=180_000)
    page.wait_for_selector("#report")
    page.locator("#anyway input").check()
    page.click("#export")
    page.wait_for_selector("#voice-file", timeout=180_000)
    with page.expect_download() as download:
        page.click("#voice-file")
    assert download.value.suggested_filename == "ava.voice"
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(b"PK")
    page.get_by_role("radio", name="Male", exact=True).check(force=True)
    playwright.expect(page.locator("#stale")).to_contain_text("verify it again")
    playwright.expect(page.locator("#voice-file")).to_have_count(0)


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_window(
    browser: Any, address: str, size: tuple[int, int], scheme: str
) -> None:
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    page.wait_for_selector("#preview")
    preview(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("tab", name="Entities").click()
    page.wait_for_selector("#matrix table")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
