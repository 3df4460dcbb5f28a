"""Plots show what is in the sound, at its time, and their SVG is safe to put into any page."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio import plots
from voices.audio import Audio, Origin, Phone, Speech, Timing, Word

RATE_HZ = 16_000
ORIGIN = Origin("test", "1", "x", "en-US", 0)


def built(
    samples: np.ndarray, words: tuple[Word, ...] = (), phones: tuple[Phone, ...] = ()
) -> Speech:
    return Speech(Audio(samples.astype(np.float32), RATE_HZ), phones, words, ORIGIN)


def voiced(f0_hz: np.ndarray) -> np.ndarray:
    """Ten harmonics of an F0 contour given sample by sample."""
    phase = 2 * np.pi * np.cumsum(f0_hz) / RATE_HZ
    tone = sum(np.sin(k * phase) / k for k in range(1, 11))
    return np.asarray(0.4 * tone / np.abs(tone).max())


def silent(duration_s: float, words: int = 0) -> Speech:
    step = duration_s / max(words, 1)
    timed = tuple(
        Word(f"w{i}", Timing(i * step + 0.01 * step, (i + 0.9) * step)) for i in range(words)
    )
    return built(np.zeros(round(duration_s * RATE_HZ)), timed)


@given(st.floats(0.06, 40.0), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_lines_cover_the_audio_and_cut_no_word(duration_s: float, words: int) -> None:
    speech = silent(duration_s, words)
    lines = plots.lines_of(speech)
    assert lines[0].start_s == 0
    assert lines[-1].end_s == pytest.approx(speech.audio.duration_s)
    for first, second in pairwise(lines):
        assert first.end_s == second.start_s
    if words and duration_s / words < 2:
        for cut in (line.end_s for line in lines[:-1]):
            assert not any(w.timing.start_s < cut < w.timing.end_s for w in speech.words)


def test_short_speech_stays_on_one_line() -> None:
    assert len(plots.lines_of(silent(5.9, 10))) == 1
    assert len(plots.lines_of(silent(13.0, 30))) == 3


@pytest.mark.parametrize("frequency_hz", [500.0, 1500.0, 3000.0])
def test_spectrogram_has_a_tone_at_its_frequency(frequency_hz: float) -> None:
    tone = 0.5 * np.sin(2 * np.pi * frequency_hz * np.arange(RATE_HZ) / RATE_HZ)
    level_db, top_hz = plots.spectrogram_db(built(tone), 100)
    rows = np.linspace(0, top_hz, len(level_db))
    assert rows[level_db[:, 20:80].mean(axis=1).argmax()] == pytest.approx(frequency_hz, abs=60)
    assert level_db.max() == 0


def test_spectrogram_has_a_click_at_its_time() -> None:
    samples = np.zeros(RATE_HZ)
    samples[RATE_HZ // 4] = 0.9
    level_db, _ = plots.spectrogram_db(built(samples), 400)
    assert abs(int(level_db.sum(axis=0).argmax()) - 100) <= 1


def test_silence_is_blank() -> None:
    level_db, _ = plots.spectrogram_db(built(np.zeros(RATE_HZ)), 50)
    assert level_db.max() < -plots.DEPTH_DB


def test_f0_is_in_semitones_about_the_median() -> None:
    _, f0_st, median_hz = plots.f0_track(built(voiced(np.full(2 * RATE_HZ, 200.0))))
    assert median_hz == pytest.approx(200, abs=1)
    assert np.nanmax(np.abs(f0_st)) < 0.2
    glide_hz = 150 * 2 ** (np.linspace(-4, 4, 2 * RATE_HZ) / 12)
    times_s, f0_st, median_hz = plots.f0_track(built(voiced(glide_hz)))
    kept = np.isfinite(f0_st)
    assert median_hz == pytest.approx(150, rel=0.02)
    slope, _ = np.polyfit(times_s[kept], f0_st[kept], 1)
    assert slope == pytest.approx(4.0, abs=0.2)


@pytest.mark.parametrize("samples", [0, 1, 160, RATE_HZ])
def test_silence_and_stubs_are_drawn(samples: int) -> None:
    speech = built(np.zeros(samples))
    for figure in (plots.waveform(speech), plots.f0_contour(speech)):
        assert plots.to_svg(figure).startswith("<svg")
    assert "nothing is voiced" in plots.f0_contour(speech).get_label()


def test_words_and_phones_are_in_the_svg(speech: Speech) -> None:
    svg = plots.to_svg(plots.f0_contour(speech))
    for word in speech.words:
        assert f">{word.text}</text>" in svg
    assert f">{next(p.symbol for p in speech.phones if p.symbol)}</text>" in svg


def test_words_stand_under_their_time() -> None:
    words = (Word("early", Timing(0.2, 0.4)), Word("late", Timing(1.5, 1.7)))
    svg = plots.to_svg(plots.waveform(built(np.zeros(2 * RATE_HZ), words)))
    at = {
        word: float(re.search(rf'x="([\d.]+)"[^>]*>{word}</text>', svg)[1])  # type: ignore[index]
        for word in ("early", "late")
    }
    width = (plots.WIDTH_IN - plots.LEFT_IN - plots.RIGHT_IN) * 72
    assert at["late"] - at["early"] == pytest.approx(width * (1.6 - 0.3) / 2, rel=0.01)


def test_svg_is_inert_and_takes_the_colour_of_the_page() -> None:
    words = (Word("<script>&$x$", Timing(0.1, 0.9)),)
    svg = plots.to_svg(plots.waveform(built(np.zeros(RATE_HZ), words)))
    names = {element.tag.rpartition("}")[2] for element in ET.fromstring(svg).iter()}  # noqa: S314
    assert not names & {"script", "style", "metadata", "foreignObject"}
    assert "&lt;script&gt;&amp;$x$" in svg
    assert not re.search(r'href="(?!#|data:)', svg)
    assert "currentColor" in svg
    assert plots.INK not in svg
    assert 'role="img"' in svg


def test_svg_is_the_same_from_every_thread(speech: Speech) -> None:
    with ThreadPoolExecutor(4) as pool:
        drawn = set(pool.map(lambda _: plots.to_svg(plots.waveform(speech)), range(8)))
    assert len(drawn) == 1
