"""The measured tables of voices/headlines.yaml: `attributes` (change at fine values) and
`responses` (change of each measure per unit of each setting), printed as the file holds them.

Rendered on the plain voice of a locale as a man of 112 Hz and a woman of 198 Hz, over the twelve
sentences of the matrix, measured against the neutral rendering of the same base. Takes a few
minutes of one core.
Run: python tests/bench/responses.py [--locale en-US]
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace

from matrix_plan import base_persona, sentences
from matrix_render import rendered

from voices.acoustics.jnd import JND
from voices.acoustics.report import measure_all
from voices.headlines import table
from voices.resolve import FINE_FIELDS
from voices.speaking import Voice, prepare

PROBES = {
    "breathiness": 0.5, "gravel": 0.6, "jitter_st": 0.2, "shimmer_db": 0.8, "lifts_st": 2.0,
    "dips_st": 2.0, "enunciation": 0.6, "formant_ratio": 1.157, "h1_db": 4.0, "constriction": 0.5,
    "nasality": 0.5, "warmth_db": 3.0, "tilt_db_oct": 1.5, "presence_db": 4.0, "fry": 0.5,
    "final_st": -1.5, "vowel_contrast": 0.5,
}  # fmt: skip
"""Setting -> the value that words and presets typically ask for, at which the slope is taken."""
LEAST = 0.08
"""Slopes are printed whose change at the probe exceeds this share of a just noticeable
difference."""

Changes = Mapping[str, float]


class Bench:
    """The two base voices and what they measure."""

    def __init__(self, locale: str) -> None:
        self.lines = sentences(locale)
        self.voices = [prepare(base_persona(locale, base)) for base in ("man", "woman")]
        self.plain = [self._measured(voice) for voice in self.voices]

    def _measured(self, voice: Voice) -> Changes:
        report = measure_all(rendered(voice, self.lines))
        found = {name: report.value(name) for name in JND if name in report.measures}
        return {name: value for name, value in found.items() if value is not None}

    def change(self, field: str, value: float) -> list[Changes]:
        """Change of every measure on the two voices with one setting at a value."""
        found = []
        for voice, plain in zip(self.voices, self.plain, strict=True):
            asked = {field: value}
            if field == "formant_ratio":
                asked[field] = value * voice.settings.formant_ratio
            settings = voice.settings.model_copy(update=asked)
            now = self._measured(replace(voice, settings=settings))
            found.append({name: now[name] - was for name, was in plain.items() if name in now})
        return found


def attributes(bench: Bench) -> None:
    """Print the rows of `attributes` with their changes measured anew."""
    print("attributes:")
    for name, effects in table().attributes.items():
        field, full = FINE_FIELDS[name]
        positions = sorted({point[0] for effect in effects for point in effect.change})
        at = {position: bench.change(field, position * full) for position in positions}
        print(f"  {name}:")
        for effect in effects:
            points = [
                [p, *(round(found.get(effect.measure, 0.0), 2) for found in at[p])]
                for p in positions
            ]
            print(f"    - {{measure: {effect.measure}, change: {points}}}")


def responses(bench: Bench) -> None:
    """Print the rows of `responses`: slopes that matter, those listed today even if small."""
    neutral = {field: 1.0 if field == "formant_ratio" else 0.0 for field in PROBES}
    at = {field: bench.change(field, value) for field, value in PROBES.items()}
    print("responses:")
    for measure in table().responses:
        cells = []
        for field, value in PROBES.items():
            changes = [found.get(measure, 0.0) for found in at[field]]
            slopes = [change / (value - neutral[field]) for change in changes]
            if max(abs(change) for change in changes) >= LEAST * JND[measure].amount:
                cells.append(f"{field}: [{slopes[0]:.2g}, {slopes[1]:.2g}]")
        print(f"  {measure}: {{{', '.join(cells)}}}")


def main() -> int:
    """Measure and print; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--locale", default="en-US")
    bench = Bench(parser.parse_args().locale)
    attributes(bench)
    responses(bench)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
