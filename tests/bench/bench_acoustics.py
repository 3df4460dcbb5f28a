"""CPU seconds of a report of 10 s of speech: whole, by family, and one call a measure.

Run: PYTHONPATH=.:tests python tests/bench/bench_acoustics.py [FILE.wav]
Without a file a built signal of 10 s at 22.05 kHz is used. Families run in the order of the
report on shared analyses, so that the first to need an analysis pays for it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
from golden.acoustics.signals import noise, vowel_chain

from voices.acoustics import measure
from voices.acoustics.material import Material
from voices.acoustics.report import FAMILIES
from voices.audio import Audio

RUNS = 3
RATE = 22_050


def sample() -> Audio:
    """10 s of speech-like sound, or the file that was named."""
    if len(sys.argv) > 1:
        return Audio.load(sys.argv[1])
    rng = np.random.default_rng(0)
    pieces = []
    for f0_hz in (110.0, 125.0, 118.0, 130.0):
        pieces += [vowel_chain(f0_hz, RATE), np.zeros(RATE // 4)]
    samples = np.concatenate(pieces)[: 10 * RATE]
    return Audio((samples + noise(len(samples), rng, 0.001)).astype(np.float32), RATE)


def cpu_s(work: Callable[[], object]) -> float:
    """Least CPU time of some runs."""
    spent = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def by_family(audio: Audio) -> Iterator[tuple[str, float]]:
    """CPU time of each family on one material."""
    material = Material(audio)
    for name, family in FAMILIES.items():
        start = time.process_time()
        family.measures(material)
        yield name, time.process_time() - start


def naive(audio: Audio) -> None:
    """Every family on a material of its own: nothing is shared."""
    for family in FAMILIES.values():
        family.measures(Material(audio))


def main() -> None:
    """Print the table."""
    audio = sample()
    measure(audio)  # imports and caches
    per_10_s = 10 / audio.duration_s
    print(f"{audio.duration_s:.1f} s at {audio.rate_hz} Hz; CPU s for 10 s")
    for name, spent in by_family(audio):
        print(f"  {name:12} {spent * per_10_s:6.3f}")
    print(f"  {'report':12} {cpu_s(lambda: measure(audio)) * per_10_s:6.3f}")
    print(f"  {'not shared':12} {cpu_s(lambda: naive(audio)) * per_10_s:6.3f}")


if __name__ == "__main__":
    main()
