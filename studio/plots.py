"""Plots of speech: the waveform, and F0 over a spectrogram.

Conventions: figures are built with matplotlib's object interface, without pyplot's global state.
Long speech is wrapped into lines of equal time scale, as in a score. `to_svg` gives inline SVG
without scripts whose text and axes take the colour of the page (light or dark); data colours are
blue and vermilion of Okabe & Ito (2008), told apart by shape and text as well.
"""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from voices.audio import Speech, Timing

BLUE, VERMILION = "#2f7fc1", "#d95f0e"
INK = "#16191d"
"""Colour of text and axes; `to_svg` turns it into the colour of the page."""
FAINT = "#8a929c"

WIDTH_IN = 7.4
LEFT_IN, RIGHT_IN = 0.52, 0.48
LINE_S = 6.0
"""Most seconds in one line: phones of 80 ms are then 10 pixels wide at 740 pixels."""
MOST_LINES = 5
SMALL_PT, TEXT_PT = 7.0, 8.5
TOP_HZ = 5000.0
DEPTH_DB = 50.0
QUIET_DB = -30.0
"""Level that is drawn as the loudest in sound quieter than this, so that silence stays blank."""
ST_SPAN = 9.0
"""Least half height of the F0 axis in semitones; speech rarely leaves +-9 st of its median."""

# matplotlib reads how SVG is written from global settings: one rendering at a time.
_RENDERING = threading.Lock()
_SVG_STYLE: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": "studio"}


@dataclass(frozen=True, slots=True)
class Label:
    """A text and the stretch of time it belongs to."""

    text: str
    timing: Timing
    strong: bool = False


def lines_of(speech: Speech) -> tuple[Timing, ...]:
    """Divide speech into lines of at most 6 s that end between words.

    Longer speech than five such lines gets longer lines. The lines cover the audio without gaps.
    """
    total_s = max(speech.audio.duration_s, 0.05)
    limit_s = max(LINE_S, total_s / MOST_LINES * 1.15)
    ends = [
        (a.timing.end_s + b.timing.start_s) / 2
        for a, b in zip(speech.words, speech.words[1:], strict=False)
    ]
    lines: list[Timing] = []
    start_s = 0.0
    while total_s - start_s > limit_s:
        inside = [end for end in ends if start_s + limit_s / 3 < end <= start_s + limit_s]
        end_s = max(inside, default=start_s + limit_s)
        lines.append(Timing(start_s, end_s))
        start_s = end_s
    lines.append(Timing(start_s, total_s))
    return tuple(lines)


def _frame(heights_in: Sequence[float], gap_in: float = 0.0) -> tuple[Figure, list[Axes]]:
    """A figure of stacked axes with fixed margins; heights from top to bottom."""
    total = sum(heights_in) + gap_in * (len(heights_in) - 1) + 0.1
    figure = Figure(figsize=(WIDTH_IN, total))
    FigureCanvasAgg(figure)
    axes: list[Axes] = []
    at = total - 0.06
    for height in heights_in:
        at -= height
        width = 1 - (LEFT_IN + RIGHT_IN) / WIDTH_IN
        axes.append(
            figure.add_axes((LEFT_IN / WIDTH_IN, max(at, 0.0) / total, width, height / total))
        )
        at -= gap_in
    for each in axes:
        _plain(each)
    return figure, axes


def _plain(axes: Axes) -> None:
    axes.patch.set_alpha(0.0)
    axes.tick_params(colors=INK, labelsize=SMALL_PT, length=2.5, width=0.6, pad=2)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "left")
        spine.set_color(FAINT)
        spine.set_linewidth(0.6)


def _text(axes: Axes, x: float, y: float, text: str, **changes: Any) -> None:
    style: dict[str, Any] = {
        "ha": "center",
        "va": "center",
        "fontsize": TEXT_PT,
        "color": INK,
        "parse_math": False,
        "clip_on": False,
    }
    axes.text(x, y, text, **{**style, **changes})


def _strip(axes: Axes, labels: Iterable[Label], line: Timing, span_s: float, *, rows: int) -> None:
    """Labels under a plot, each at its time, in as many rows as needed; what overlaps is left
    out. The width of a character is taken as 0.56 of the size, a little over sans-serif means."""
    points_per_s = (WIDTH_IN - LEFT_IN - RIGHT_IN) * 72 / span_s
    axes.set_xlim(line.start_s, line.start_s + span_s)
    axes.set_ylim(rows, 0)
    axes.axis("off")
    free_from = [-np.inf] * rows
    for label in labels:
        middle_s = (label.timing.start_s + label.timing.end_s) / 2
        if not line.start_s <= middle_s < line.end_s or not label.text:
            continue
        if label.timing.start_s > line.start_s:
            axes.plot([label.timing.start_s] * 2, [0, 0.22], color=FAINT, linewidth=0.6)
        half_s = (len(label.text) * 0.56 + 0.25) * TEXT_PT / points_per_s / 2
        row = next((i for i in range(rows) if free_from[i] <= middle_s - half_s), None)
        if row is not None:
            weight = "bold" if label.strong else "normal"
            _text(axes, middle_s, row + 0.56, label.text, fontweight=weight)
            free_from[row] = middle_s + half_s


def _seconds(axes: Axes, line: Timing, span_s: float) -> None:
    """A time axis at the foot of a line: a tick every half or whole second."""
    step = 0.5 if span_s <= 7 else float(np.ceil(span_s / 12))
    first = abs(np.ceil(line.start_s / step - 1e-9)) * step
    ticks = np.arange(first, line.end_s + 1e-9, step)
    axes.set_xlim(line.start_s, line.start_s + span_s)
    names = [f"{tick:g}" for tick in ticks]
    axes.set_xticks(ticks, [f"{name} s" if i == 0 else name for i, name in enumerate(names)])
    axes.tick_params(axis="x", colors=FAINT, labelcolor=INK)


def _envelope(samples: NDArray[np.float32], columns: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Lowest and highest sample of each of at most ``columns`` equal stretches."""
    edges = np.unique(np.linspace(0, len(samples), min(columns, len(samples)) + 1).astype(int))
    return (
        np.minimum.reduceat(samples, edges[:-1]),
        np.maximum.reduceat(samples, edges[:-1]),
    )


def waveform(speech: Speech) -> Figure:
    """The waveform, scaled to its peak, with the words under it at their times.

    >>> from voices.audio import Audio, Origin, Speech
    >>> silence = Speech(Audio(np.zeros(800), 8000), (), (), Origin("test", "1", "x", "en-US", 0))
    >>> waveform(silence).get_label()
    'Waveform, 0.1 s, 0 words'
    """
    lines = lines_of(speech)
    span_s = max(line.duration_s for line in lines)
    heights = [height for _ in lines for height in (0.78, 0.2, 0.36)]
    figure, axes = _frame(heights)
    rate_hz = speech.audio.rate_hz
    peak = max(float(np.abs(speech.audio.samples).max(initial=0.0)), 1e-4)
    labels = [Label(word.text, word.timing) for word in speech.words]
    for index, line in enumerate(lines):
        wave, time_axis, strip = axes[3 * index : 3 * index + 3]
        first, last = (round(at * rate_hz) for at in (line.start_s, line.end_s))
        piece = speech.audio.samples[first:last]
        if len(piece):
            low, high = _envelope(piece, round(900 * line.duration_s / span_s) + 1)
            times = line.start_s + (np.arange(len(low)) + 0.5) * line.duration_s / len(low)
            wave.fill_between(times, low, high, color=BLUE, linewidth=0.4)
        wave.set_ylim(-1.08 * peak, 1.08 * peak)
        wave.set_xlim(line.start_s, line.start_s + span_s)
        wave.set_xticks([])
        wave.set_yticks([])
        wave.spines["left"].set_visible(False)
        time_axis.axis("off")
        _seconds(wave, line, span_s)
        _strip(strip, labels, line, span_s, rows=2)
    figure.set_label(f"Waveform, {speech.audio.duration_s:.1f} s, {len(speech.words)} words")
    return figure


def spectrogram_db(speech: Speech, columns: int) -> tuple[NDArray[np.float64], float]:
    """Level in dB re the loudest point, (k, columns) from 0 Hz up to the returned frequency.

    Broad band: Gaussian-like windows of 8 ms show formants rather than harmonics; +6 dB/oct
    pre-emphasis above 50 Hz as in Praat's spectrogram (Boersma & Weenink, manual).
    """
    rate_hz = speech.audio.rate_hz
    samples = speech.audio.samples.astype(float)
    emphasised = np.diff(samples, prepend=0.0)
    size = max(16, round(0.008 * rate_hz))
    fft_size = 1 << (4 * size - 1).bit_length()
    centres = ((np.arange(columns) + 0.5) * len(samples) / columns).astype(int)
    padded = np.pad(emphasised, size)
    frames = padded[(centres + size // 2)[:, None] + np.arange(size)[None, :]] * np.hanning(size)
    power = np.abs(np.fft.rfft(frames, fft_size, axis=1)) ** 2
    top_hz = min(TOP_HZ, rate_hz / 2)
    kept = power[:, : int(top_hz / rate_hz * fft_size) + 1].T
    level = 10 * np.log10(kept + 1e-14)
    return level - level.max(initial=QUIET_DB), top_hz


def _grey(level_db: NDArray[np.float64]) -> NDArray[np.uint8]:
    """(k, n, 4) mid grey whose opacity is the level: readable on a light and on a dark page."""
    share = np.clip(1 + level_db / DEPTH_DB, 0, 1)
    image = np.full((*share.shape, 4), 128, dtype=np.uint8)
    image[..., 3] = (np.round(share**1.4 * 24) / 24 * 200).astype(np.uint8)
    return image


def f0_track(speech: Speech) -> tuple[NDArray[np.float64], NDArray[np.float64], float | None]:
    """Times in s, F0 in semitones re the median (NaN where unvoiced), and the median in Hz.

    The median is None where nothing is voiced. Same tracker as the measures.
    """
    from voices.acoustics.material import Material

    track = Material(speech).track
    times_s, f0_hz = track.times_s, track.f0_hz
    if not np.isfinite(f0_hz).any():
        return times_s, np.full_like(times_s, np.nan), None
    median_hz = float(np.nanmedian(f0_hz))
    return times_s, 12 * np.log2(f0_hz / median_hz), median_hz


def _khz_axis(reach: float, top_hz: float) -> tuple[Any, Any]:
    """The spectrogram's kHz on the axis of semitones, and back."""

    def forward(st: Any) -> Any:
        return (np.asarray(st) / reach + 1) / 2 * top_hz / 1000

    def backward(khz: Any) -> Any:
        return (np.asarray(khz) * 1000 / top_hz * 2 - 1) * reach

    return forward, backward


def f0_contour(speech: Speech) -> Figure:
    """F0 in semitones re the median over a spectrogram (0 to 5 kHz), phones and words below."""
    lines = lines_of(speech)
    span_s = max(line.duration_s for line in lines)
    figure, axes = _frame([height for _ in lines for height in (1.5, 0.2, 0.2, 0.2, 0.14)])
    times_s, f0_st, median_hz = f0_track(speech)
    reach = max(ST_SPAN, float(np.nanmax(np.abs(f0_st))) + 1) if median_hz else ST_SPAN
    columns = int(np.clip(speech.audio.duration_s / 0.006, 40, 4000))
    level_db, top_hz = spectrogram_db(speech, columns)
    phones = [Label(phone.symbol, phone.timing, phone.stress == 2) for phone in speech.phones]
    words = [Label(word.text, word.timing) for word in speech.words]
    for index, line in enumerate(lines):
        plot, time_axis, phone_strip, word_strip, gap = axes[5 * index : 5 * index + 5]
        first, last = (round(at / lines[-1].end_s * columns) for at in (line.start_s, line.end_s))
        plot.imshow(
            _grey(level_db[:, first:last]),
            extent=(line.start_s, line.end_s, -reach, reach),
            origin="lower",
            aspect="auto",
            interpolation="none",
        )
        plot.axhline(0, color=FAINT, linewidth=0.6, linestyle=(0, (4, 3)))
        plot.plot(times_s, f0_st, color=VERMILION, linewidth=2.0, solid_capstyle="round")
        plot.set_ylim(-reach, reach)
        plot.set_yticks([-6, 0, 6], ["−6", "0 st", "+6"])
        _seconds(plot, line, span_s)
        right = plot.secondary_yaxis(1.0, functions=_khz_axis(reach, top_hz))
        right.set_yticks([1, 3] if top_hz >= 3000 else [1], ["1 kHz", "3"][: 1 + (top_hz >= 3000)])
        right.tick_params(colors=FAINT, labelcolor=INK, labelsize=SMALL_PT, length=2.5, width=0.6)
        right.spines["right"].set_visible(False)
        for empty in (time_axis, gap):
            empty.axis("off")
        _strip(phone_strip, phones, line, span_s, rows=1)
        _strip(word_strip, words, line, span_s, rows=1)
    centre = f"0 st is the median, {median_hz:.0f} Hz" if median_hz else "nothing is voiced"
    figure.set_label(f"F0 in semitones over a spectrogram; {centre}")
    return figure


def to_svg(figure: Figure) -> str:
    """Inline SVG: no scripts, no outside references, text as text in the colour of the page."""
    sink = io.StringIO()
    with _RENDERING, rc_context(_SVG_STYLE):
        figure.savefig(sink, format="svg", facecolor="none", metadata={"Date": None})
    svg = sink.getvalue()
    svg = svg[svg.index("<svg") :]
    # Its style element would reach every element of the page that the plot is put in.
    svg = re.sub(r"<(metadata|style)\b.*?</\1>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' id="[A-Za-z][\w.]*_\d+"', "", svg)
    svg = re.sub(r"(font: [^'\";]*px) '[^;\"]*", r"\1 system-ui, sans-serif", svg)
    svg = svg.replace(INK, "currentColor")
    label = escape(str(figure.get_label() or "plot"), quote=True)
    return re.sub(
        r'<svg ([^>]*?)width="[^"]*"([^>]*?)height="[^"]*"|<svg ',
        lambda m: f'<svg role="img" aria-label="{label}" {m.group(1) or ""}{m.group(2) or ""}',
        svg,
        count=1,
    )
