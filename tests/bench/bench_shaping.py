"""CPU milliseconds of analysis, synthesis and each effect of the shaping chain.

Run as ``python tests/bench/bench_shaping.py [SECONDS]``; the speech is made by the embedded
engine. CPU time of this thread, least of several runs; the share is of the speech's duration.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from normalizers import normalize
from voices.audio import Speech
from voices.engines import get_engine
from voices.phrasing import phrases, plan
from voices.shaping import Baseline, Chain, Settings, baseline_of, loudness, world

TEXT = "Your appointment is on Monday morning, and we will call you on the day before."
RUNS = 12

EFFECTS: dict[str, dict[str, Any]] = {
    "median and range": {"f0_median_hz": 180.0, "f0_sd_st": 3.0},
    "lifts, dips, phrase ends": {"lifts_st": 1.5, "dips_st": 1.5, "final_st": -1.0},
    "tremor and jitter": {"tremor_st": 0.3, "jitter_st": 0.2},
    "tempo": {"rate_syll_s": 4.5, "pause_ratio": 1.2, "vowel_contrast": 0.4},
    "formant scale": {"formant_ratio": 1.12},
    "tilt, warmth, presence, H1": {
        "tilt_db_oct": -1.0,
        "warmth_db": 2.0,
        "presence_db": 2.0,
        "h1_db": 2.0,
    },
    "breathiness": {"breathiness": 0.5},
    "nasality": {"nasality": 0.5},
    "constriction": {"constriction": 0.5},
    "gravel": {"gravel": 0.5},
    "shimmer": {"shimmer_db": 0.5},
    "fry": {"fry": 0.5},
    "enunciation": {"enunciation": 0.5},
    "limiter (-16 LUFS)": {"loudness_lufs": -16.0},
}


def cpu_ms(action: Callable[[], object]) -> float:
    """Least CPU time of a few runs on this thread."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.thread_time()
        action()
        best = min(best, time.thread_time() - start)
    return best * 1000


def main() -> int:
    """Measure and print; returns 0."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.0
    engine = get_engine("espeak")
    text = TEXT
    speech: Speech = engine.synthesize(normalize(text, "en-US"), engine.cast("en-US").voice)
    while speech.audio.duration_s < seconds:
        text = f"{text} {TEXT}"
        speech = engine.synthesize(normalize(text, "en-US"), engine.cast("en-US").voice)
    baseline: Baseline = baseline_of([speech])
    length_s = speech.audio.duration_s

    def line(name: str, value_ms: float) -> None:
        print(f"{name:32} {value_ms:8.1f} ms  {value_ms / 10 / length_s:6.2f} %")

    print(f"{length_s:.2f} s of speech at {speech.audio.rate_hz} Hz")
    line("analysis", cpu_ms(lambda: world._analysed(speech)))
    frames = world.analyse(speech)
    line("synthesis alone", cpu_ms(lambda: world.synthesize(frames)))
    samples = world.synthesize(frames)
    line("loudness alone", cpu_ms(lambda: loudness.levelled(samples, frames.rate_hz, -20.0)))
    line("chain, nothing asked", cpu_ms(lambda: Chain(Settings(), baseline)(speech)))
    unmoved = Settings(f0_median_hz=baseline.f0_median_hz)
    neutral = cpu_ms(lambda: Chain(unmoved, baseline)(speech))
    line("chain, its own median asked", neutral)
    for name, values in EFFECTS.items():
        chain = Chain(Settings(**values), baseline)
        line(f"  + {name}", cpu_ms(lambda chain=chain: chain(speech)) - neutral)  # type: ignore[misc]
    utterance = normalize(text, "en-US")
    planned = phrases(plan(utterance), utterance, speech.words)
    phrased = speech.with_changes(phrases=planned)
    line("  + phrasing", cpu_ms(lambda: Chain(Settings(), baseline)(phrased)) - neutral)
    everything = {key: value for values in EFFECTS.values() for key, value in values.items()}
    full = Chain(Settings(**everything), baseline)
    line("chain, everything asked", cpu_ms(lambda: full(speech)))
    line("chain, everything asked, phrased", cpu_ms(lambda: full(phrased)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
