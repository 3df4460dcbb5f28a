"""Print the figures that the README's promises rest on: CPU seconds, not wall seconds.

Run by ``make bench``. CPU time of this process, one thread, best of a few runs.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace

from normalizers import normalize
from voices.acoustics.report import measure
from voices.engines import get_engine
from voices.join import join
from voices.persona import Persona
from voices.shaping.chain import Chain
from voices.speaking import prepare, speak

PROMPT = "Your appointment with Dr. Lee is at 10:30 on March 3."
EVERYTHING = {
    "fine.breathiness": 0.4,
    "fine.nasality": 0.4,
    "fine.constriction": 0.3,
    "fine.gravel": 0.3,
    "fine.fry": 0.4,
    "fine.lifts": 0.5,
    "fine.dips": 0.4,
    "fine.rhythm": 0.3,
    "fine.enunciation": 0.4,
}


def cpu_s(action: Callable[[], object], runs: int = 5) -> float:
    """Least CPU time of a few runs."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        action()
        best = min(best, time.process_time() - start)
    return best


def main() -> int:
    """Measure and print; returns 0."""
    voice = prepare(Persona.preset("ava").with_values(EVERYTHING))
    engine = get_engine(voice.engine)
    utterance = normalize(PROMPT, "en-US")
    base = engine.synthesize(utterance, voice.casting.voice)

    prompts = iter(PROMPT.replace("10:30", f"10:{minute}") for minute in range(31, 60))

    def fresh() -> None:
        """Everything from text to shaped audio; a text not seen before, so nothing is cached."""
        speak(normalize(next(prompts), "en-US"), voice)

    settings = iter(
        voice.settings.model_copy(update={"breathiness": 0.3 + 0.01 * n}) for n in range(50)
    )
    speech = speak(utterance, voice)
    ten_s = join([speech] * (round(10 / speech.audio.duration_s) or 1), gap_s=0.1)
    rows = [
        ("normalize the prompt", cpu_s(lambda: normalize(PROMPT, "en-US"), 20)),
        ("engine", cpu_s(lambda: engine.synthesize(utterance, voice.casting.voice))),
        ("text to shaped audio, all effects on", cpu_s(fresh)),
        (
            "after a changed setting, all effects on",
            cpu_s(lambda: Chain(next(settings), voice.baseline)(base)),
        ),
        (f"report of {ten_s.audio.duration_s:.1f} s", cpu_s(lambda: measure(ten_s), 2)),
    ]
    print(f"prompt of {base.audio.duration_s:.1f} s; Python {sys.version.split()[0]}")
    for name, seconds in rows:
        print(f"{name:42} {1000 * seconds:9.1f} ms CPU")
    neutral = replace(voice, settings=voice.settings.model_copy(update={"breathiness": 0.0}))
    print(
        f"{'say, cached base, one setting changed':42} "
        f"{1000 * cpu_s(lambda: speak(utterance, neutral), 3):9.1f} ms CPU"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
