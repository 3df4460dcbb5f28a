"""The report is one inert file that says what was asked, what was measured, and what failed."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from html.parser import HTMLParser

import numpy as np
import pytest
import soundfile

from studio import fragments
from studio.report_html import picked, report_html, stylesheet
from voices.acoustics import Proof, Verdict
from voices.verify import Verification

MakeVerification = Callable[..., Verification]
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


class Tags(HTMLParser):
    """Names of tags, attributes and text of a document."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def passed(make_verification: MakeVerification) -> str:
    return report_html(make_verification(notes="For <calm> calls & more"))


def test_report_loads_nothing_and_runs_nothing(passed: str) -> None:
    found = Tags(passed)
    assert not {"script", "link", "iframe", "object", "form"} & set(found.tags)
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    for name, value in found.attributes:
        if name in ("src", "href", "xlink:href"):
            assert value.startswith(("data:", "#")), value[:60]
    assert not re.findall(r"url\((?!#)[^)]*\)|@import", passed)
    assert "default-src &#x27;none&#x27;" in passed


def test_report_says_what_was_found(passed: str) -> None:
    words = " ".join(Tags(passed).words)
    for part in (
        "Passed", "alto", "163 to 188", "175 Hz", "as asked", "not measurable", "measured",
        "stands in for <en-AU>", "praat", "6.4", "For <calm> calls & more", "Decided by",
    ):  # fmt: skip
        assert part in words, part


def test_report_of_a_failure_names_it_and_its_size(make_verification: MakeVerification) -> None:
    failed = make_verification(passes=False)
    words = " ".join(Tags(report_html(failed)).words)
    assert "Refused: 1 of 3" in words
    assert "breathiness: cepstral peak above by 0.7 dB" in words
    assert failed.voice.persona.digest in words


def test_strangers_words_stay_words(make_verification: MakeVerification) -> None:
    found = Tags(
        report_html(make_verification(notes=EVIL, provenance={"<b>": EVIL}), title=EVIL + "title")
    )
    assert not {"script", "b"} & set(found.tags)
    assert "img" not in found.tags
    assert any(EVIL in word for word in found.words)


def test_players_hold_the_samples_that_were_measured(make_verification: MakeVerification) -> None:
    verification = make_verification()
    html = report_html(verification)
    sounds = re.findall(r'src="data:audio/wav;base64,([^"]+)"', html)
    assert len(sounds) == 3
    samples, rate_hz = soundfile.read(io.BytesIO(base64.b64decode(sounds[0])), dtype="float32")
    audio = verification.probes[0].speech.audio
    assert rate_hz == audio.rate_hz
    assert np.abs(samples - audio.samples).max() <= 1 / 32767


def test_two_probes_are_drawn(passed: str) -> None:
    assert passed.count("F0 in semitones over a spectrogram;") == 4  # two labels, two captions


def test_probes_are_picked_from_all_over() -> None:
    assert picked(list(range(14)), 3) == (0, 6, 13)  # type: ignore[arg-type]
    assert picked([], 3) == ()
    assert picked([1, 2], 3) == (1, 2)  # type: ignore[arg-type]


def test_style_sheets_stay_local() -> None:
    for name in ("fragments.css", "report.css", "studio.css"):
        assert not re.findall(r"@import|https?:|url\(", stylesheet(name)), name


def test_verdicts_are_told_in_words(make_verdict: Callable[..., Verdict]) -> None:
    cases = {
        "as asked": make_verdict(),
        "below by 3 Hz": make_verdict(ok=False, message="below by 3 Hz: 160 Hz, wanted 163"),
        "not decided": make_verdict(ok=None, measured=None, message="too short"),
        "by ear": make_verdict(ok=None, proof=Proof.NOT_MEASURABLE),
        "shown only": make_verdict(low=None, high=None),
    }
    for words, verdict in cases.items():
        assert words in fragments.verdict_chip(verdict)


def test_what_is_off_comes_first(make_verdict: Callable[..., Verdict]) -> None:
    table = fragments.verdict_table(
        [
            make_verdict(attribute="fine"),
            make_verdict(attribute="hint", ok=False, proof=Proof.PROXY),
            make_verdict(attribute="wrong", ok=False),
        ]
    )
    assert table.index("wrong") < table.index("hint") < table.index("fine")


def test_defects_are_one_row_when_there_are_none(make_verdict: Callable[..., Verdict]) -> None:
    guards = [
        make_verdict(attribute="defects", measure=name) for name in ("click_count", "dc_offset")
    ]
    assert fragments.verdict_table(guards).count("<tr") == 2  # head and one row
    broken = [guards[0], make_verdict(attribute="defects", measure="dc_offset", ok=False)]
    assert fragments.verdict_table(broken).count("<tr") == 3
