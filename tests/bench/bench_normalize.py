"""The normalizer's speed beside NeMo-text-processing and num2words by regexp, in one run.

    python tests/bench/bench_normalize.py             every figure, as a table
    python -m pytest tests/bench/bench_normalize.py   the rates through pytest-benchmark

Costs are CPU time of one thread. A sentence's cost is the least of a few runs, so that another
program's turn on the processor is not counted, and words have been seen before, as in a running
agent; a line of its own says what sentences of new words cost. Median and 95th percentile are over
sentences that all differ. NeMo needs an interpreter of its own where its wheels do not fit this
one: NEMO_PYTHON names it, else this interpreter is asked.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import pytest
from corpus import HERE, sentences

from locales import available
from normalizers import Stream, normalize

RUNS = 7
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_FRESH = """
import time; start = time.process_time()
from normalizers import normalize
imported = time.process_time()
normalize("Your order ships on 11/04/2025 for $12.50.", "{tag}")
print(imported - start, time.process_time() - start)
"""
_ONCE = """
import sys, time
sys.path[:0] = [{here!r}]
from corpus import sentences
from normalizers import normalize

texts = sentences("{tag}")
normalize("A first call.", "{tag}")
costs = []
for text in texts:
    start = time.process_time()
    normalize(text, "{tag}")
    costs.append(1000 * (time.process_time() - start))
costs.sort()
print(costs[len(costs) // 2], costs[max(0, round(0.95 * len(costs)) - 1)])
"""
_MEMORY = """
import pathlib, resource, sys
sys.path[:0] = [{here!r}]
from corpus import sentences
from normalizers import normalize

def resident():
    status = pathlib.Path("/proc/self/status")
    if status.exists():  # what a child is said to have used at most begins with its parent's
        return float(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2

first = resident()
for turn in range(20):
    for sentence in sentences("{tag}"):
        normalize(sentence, "{tag}")
print(first, resident())
"""


@dataclass(frozen=True, slots=True)
class Costs:
    """CPU milliseconds a sentence, sorted."""

    costs_ms: tuple[float, ...]

    @property
    def median_ms(self) -> float:
        return self.costs_ms[len(self.costs_ms) // 2]

    @property
    def p95_ms(self) -> float:
        return self.costs_ms[max(0, round(0.95 * len(self.costs_ms)) - 1)]

    @property
    def rate(self) -> float:
        """Sentences a second."""
        return 1000 * len(self.costs_ms) / sum(self.costs_ms)

    def row(self) -> str:
        """The figures for a table."""
        return f"median {self.median_ms:8.3f} ms  p95 {self.p95_ms:8.3f} ms  {self.rate:8.0f}/s"


def costs(action: Callable[[str], object], texts: list[str], runs: int = RUNS) -> Costs:
    """Least CPU time of each text."""
    best = [float("inf")] * len(texts)
    for _ in range(runs):
        for place, text in enumerate(texts):
            start = time.process_time_ns()
            action(text)
            best[place] = min(best[place], (time.process_time_ns() - start) / 1e6)
    return Costs(tuple(sorted(best)))


def by_regexp(text: str) -> str:
    """What projects do without a normalizer: num2words for each figure."""
    from num2words import num2words

    return _FIGURE.sub(lambda match: num2words(match.group()), text)


def streamed(text: str) -> None:
    """A sentence in pieces of four characters, as a language model writes."""
    stream = Stream("en-US")
    for at in range(0, len(text), 4):
        stream.push(text[at : at + 4])
    stream.flush()


@lru_cache(maxsize=1)
def nemo() -> tuple[Costs | None, str]:
    """NeMo's costs, or None and why there are none."""
    python = os.environ.get("NEMO_PYTHON", sys.executable)
    try:
        asked = subprocess.run(
            [python, str(HERE / "nemo_side.py")],
            input=json.dumps(sentences("en-US")), capture_output=True, text=True, timeout=1800,
            env={**os.environ, "OMP_NUM_THREADS": "1"}, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return None, f"{python}: {error}"
    if asked.returncode:
        reason = (asked.stderr.strip().splitlines() or ["no reason given"])[-1]
        return None, f"{python}: {reason}; set NEMO_PYTHON to an interpreter that has it"
    return Costs(tuple(sorted(json.loads(asked.stdout.splitlines()[-1])["costs_ms"]))), ""


def asked_fresh(code: str) -> tuple[float, float]:
    """Two figures that a new interpreter prints."""
    asked = [sys.executable, "-c", code]
    said = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=HERE.parents[1])
    first, second = map(float, said.stdout.split())
    return first, second


def start_s(tag: str) -> tuple[float, float]:
    """CPU seconds of the import, and of import and first call: the least of five."""
    return min((asked_fresh(_FRESH.format(tag=tag)) for _ in range(5)), key=lambda pair: pair[1])


def once_ms(tag: str) -> tuple[float, float]:
    """Median and 95th percentile of sentences said once in a new process: every word is new."""
    return min(asked_fresh(_ONCE.format(tag=tag, here=str(HERE))) for _ in range(5))


def memory_mb(tag: str) -> tuple[float, float]:
    """Resident memory after the import, and after a thousand sentences."""
    return asked_fresh(_MEMORY.format(tag=tag, here=str(HERE)))


@pytest.mark.parametrize("tag", available())
def test_ours(tag: str, benchmark: Any) -> None:
    texts = sentences(tag)
    assert len(set(texts)) == 50
    figures = costs(lambda text: normalize(text, tag), texts)
    benchmark.extra_info |= {"median_ms": figures.median_ms, "p95_ms": figures.p95_ms}
    benchmark(lambda: [normalize(text, tag) for text in texts])


def test_streamed(benchmark: Any) -> None:
    benchmark(lambda: [streamed(text) for text in sentences("en-US")])


def test_by_regexp(benchmark: Any) -> None:
    benchmark(lambda: [by_regexp(text) for text in sentences("en-US")])


def test_nemo(benchmark: Any) -> None:
    figures, reason = nemo()
    if figures is None:
        pytest.skip(reason)
    ours = costs(lambda text: normalize(text, "en-US"), sentences("en-US"))
    benchmark.extra_info |= {"nemo_ms": figures.median_ms, "ratio": ours.rate / figures.rate}
    benchmark.pedantic(lambda: normalize(sentences("en-US")[0], "en-US"), rounds=1)
    assert ours.rate > figures.rate


def main() -> int:
    """Print every figure; returns 0."""
    imported, called = start_s("en-US")
    print(f"import {imported:.3f} s CPU, import and first call {called:.3f} s")
    median, p95 = once_ms("en-US")
    print(f"en-US, each sentence once in a new process: median {median:.3f} ms  p95 {p95:.3f} ms")
    before, after = memory_mb("en-US")
    print(f"memory after the import {before:.0f} MB, after 1,000 sentences {after:.0f} MB")
    found = {}
    for tag in available():
        texts = sentences(tag)
        found[tag] = costs(lambda text, tag=tag: normalize(text, tag), texts)  # type: ignore[misc]
    english = found["en-US"].rate
    for tag, figures in found.items():
        print(f"{tag:18} {figures.row()}  {english / figures.rate:5.2f} times en-US")
    print(f"{'en-US, streamed':18} {costs(streamed, sentences('en-US')).row()}")
    print(f"{'num2words, regexp':18} {costs(by_regexp, sentences('en-US')).row()}")
    theirs, reason = nemo()
    if theirs is None:
        print(f"NeMo: not measured: {reason}")
    else:
        ratio = found["en-US"].rate / theirs.rate
        print(f"{'NeMo (en)':18} {theirs.row()}  ours is {ratio:.0f} times as fast")
    return 0


if __name__ == "__main__":
    sys.exit(main())
