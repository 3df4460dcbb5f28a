"""Renders and measures the settings of the matrix, on several processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from typing import NamedTuple

from matrix_plan import BASES, LANGUAGES, ROWS, Row, sentences, voice_at

from normalizers import normalize
from voices.acoustics.jnd import JND
from voices.acoustics.report import measure_all, tract_shift_ratio
from voices.audio import Speech
from voices.join import join
from voices.speaking import Voice, speak
from voices.verify import as_pcm16

ROW = {row.name: row for row in ROWS}


class Cell(NamedTuple):
    """One setting of one attribute on one base voice."""

    locale: str
    base: str
    attribute: str
    position: float


class Value(NamedTuple):
    """One measure of a cell; None where it does not exist."""

    cell: Cell
    measure: str
    value: float | None


def cells(
    locales: Iterable[str] = LANGUAGES, bases: Iterable[str] = BASES, rows: Iterable[Row] = ROWS
) -> list[Cell]:
    """All cells; those of one base voice stand together, so that its speech is made once."""
    rows = tuple(rows)
    bases = tuple(bases)
    return [
        Cell(locale, base, row.name, position)
        for locale in locales
        for base in bases
        for row in rows
        for position in row.positions
    ]


def rendered(voice: Voice, lines: Iterable[str]) -> list[Speech]:
    """Sentences as a file would hold them."""
    locale = voice.persona.locale
    return [as_pcm16(speak(normalize(line, locale), voice)) for line in lines]


@lru_cache(maxsize=2)
def _neutral(locale: str, base: str, attribute: str) -> Speech:
    voice = voice_at(locale, base, ROW[attribute], 0.0)
    return join(rendered(voice, sentences(locale)), gap_s=0.4)


def measured(cell: Cell) -> list[Value]:
    """All measures of a cell; the tract against the attribute's neutral setting."""
    voice = voice_at(cell.locale, cell.base, ROW[cell.attribute], cell.position)
    speeches = rendered(voice, sentences(cell.locale))
    report = measure_all(speeches)
    neutral = _neutral(cell.locale, cell.base, cell.attribute)
    tract = tract_shift_ratio(join(speeches, gap_s=0.4), neutral)
    found = {name: report.value(name) for name in JND if name in report.measures}
    found["tract_shift_ratio"] = tract.value
    found["asked_f0_hz"] = voice.settings.f0_median_hz
    found["asked_rate_syll_s"] = voice.settings.rate_syll_s
    found["asked_lufs"] = voice.settings.loudness_lufs
    return [Value(cell, name, value) for name, value in found.items()]


def measure_cells(wanted: list[Cell], workers: int = 2) -> Iterator[list[Value]]:
    """The values of cells, in order."""
    if workers < 2:
        yield from map(measured, wanted)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(measured, wanted, chunksize=5)
