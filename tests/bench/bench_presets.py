"""Whether the presets are apart: distances in the report's space beside the spread within a preset.

    python tests/bench/bench_presets.py [--locale en-US]

Every preset says the same sentences in one locale, in halves that differ in text: the distance
between the halves of one preset is the spread within it, the distance between presets is taken on
the same half. Distances are root mean squares over groups of evidence, in just noticeable
differences (the largest change within a group stands for it).
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from itertools import combinations

import numpy as np

from normalizers import normalize
from voices.acoustics import Report
from voices.acoustics.jnd import JND, steps
from voices.acoustics.report import measure_all
from voices.audio import Speech
from voices.persona import Persona, preset_names
from voices.sentences import sentences
from voices.speaking import prepare, speak
from voices.verify import as_pcm16

LEFT_OUT = frozenset({"pause_mean_s"})
"""Missing where a half has no pause."""


def reports(name: str, locale: str) -> tuple[Report, Report]:
    """A preset's reports on the two halves of the verification sentences of a locale."""
    voice = prepare(Persona.preset(name).in_locale(locale))
    lines = sentences(locale, "verification")
    said: list[Speech] = [as_pcm16(speak(normalize(line, locale), voice)) for line in lines]
    return measure_all(said[::2]), measure_all(said[1::2])


def distance(one: Report, other: Report) -> float:
    """Root mean square over groups of the largest change within each, in JND."""
    largest: dict[str, float] = {}
    for name, step in JND.items():
        count = steps(name, one.value(name), other.value(name))
        if name not in LEFT_OUT and count is not None:
            largest[step.group] = max(largest.get(step.group, 0.0), abs(count))
    return float(np.sqrt(np.mean(np.square(list(largest.values())))))


def nearest(found: Mapping[str, tuple[Report, Report]]) -> list[tuple[float, str, str]]:
    """Every pair of presets with its distance, the nearest first."""
    pairs = []
    for one, other in combinations(found, 2):
        halves = [distance(found[one][half], found[other][half]) for half in (0, 1)]
        pairs.append((float(np.mean(halves)), one, other))
    return sorted(pairs)


def main() -> int:
    """Measure and print; returns 1 where two presets are no farther apart than one from itself."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--locale", default="en-US")
    locale = parser.parse_args().locale
    found = {name: reports(name, locale) for name in preset_names()}
    within = {name: distance(*pair) for name, pair in found.items()}
    for name, spread in within.items():
        print(f"{name:10} between its halves {spread:5.2f} JND")
    pairs = nearest(found)
    for apart, one, other in pairs[:8]:
        print(f"{one} and {other}: {apart:.2f} JND apart")
    widest = max(within.values())
    print(f"nearest pair {pairs[0][0]:.2f}, widest spread within a preset {widest:.2f} JND")
    return int(pairs[0][0] <= widest)


if __name__ == "__main__":
    raise SystemExit(main())
