"""Speed of the shaping chain beside other tools that change a voice, in one run.

    python tests/bench/bench_rivals.py [SECONDS]

CPU time of this thread, least of several runs, as a share of the sound's duration; every tool
shifts the same speech of the embedded engine by four semitones. pedalboard is measured where it is
installed (extra ``bench``).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import parselmouth
import pyworld

from normalizers import normalize
from voices.audio import Speech
from voices.engines import get_engine
from voices.persona import Persona
from voices.shaping import Chain, world
from voices.speaking import base_speech, prepare, speak

TEXT = "Your appointment is on Monday morning, and we will call you on the day before."
RUNS = 7
SHIFT_ST = 4.0
EVERYTHING = {
    "fine.breathiness": 0.4, "fine.nasality": 0.4, "fine.constriction": 0.3, "fine.gravel": 0.3,
    "fine.fry": 0.4, "fine.lifts": 0.5, "fine.dips": 0.4, "fine.rhythm": 0.3,
    "fine.enunciation": 0.4, "age": "old", "tone": "bright",
}  # fmt: skip


def cpu_s(action: Callable[[], object], runs: int = RUNS) -> float:
    """Least CPU time of a few runs on this thread."""
    best = float("inf")
    for _ in range(runs):
        start = time.thread_time()
        action()
        best = min(best, time.thread_time() - start)
    return best


def texts() -> Iterator[str]:
    """Texts that nothing has seen before."""
    number = 0
    while True:
        number += 1
        yield TEXT.replace("Monday", f"the {number % 28 + 1}th").replace("day", f"day {number}")


def plain_world(speech: Speech) -> None:
    """pyworld's analysis and synthesis with its defaults, F0 four semitones up."""
    rate_hz = speech.audio.rate_hz
    f0_hz, envelope, noise = pyworld.wav2world(speech.audio.samples.astype(np.float64), rate_hz)
    pyworld.synthesize(f0_hz * 2 ** (SHIFT_ST / 12), envelope, noise, rate_hz)


def praat(speech: Speech) -> None:
    """Praat's "Change gender" (PSOLA)."""
    sound = parselmouth.Sound(speech.audio.samples.astype(np.float64), speech.audio.rate_hz)
    parselmouth.praat.call(sound, "Change gender", 60, 500, 1.0, 130.0, 1.0, 1.0)


def librosa_shift(speech: Speech) -> None:
    """librosa's phase vocoder."""
    import librosa

    librosa.effects.pitch_shift(speech.audio.samples, sr=speech.audio.rate_hz, n_steps=SHIFT_ST)


def pedalboard_shift() -> Callable[[Speech], None] | None:
    """pedalboard's pitch shift, None where it is not installed."""
    try:
        import pedalboard
    except ImportError:
        return None
    board: Any = pedalboard.Pedalboard([pedalboard.PitchShift(semitones=SHIFT_ST)])
    return lambda speech: board(speech.audio.samples, speech.audio.rate_hz)


def main() -> int:
    """Measure and print; returns 0."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 6.0
    text = TEXT
    while (
        speech := base_speech("espeak", "en-us", normalize(text, "en-US"), 0)
    ).audio.duration_s < (seconds):
        text = f"{text} {TEXT}"
    length_s = speech.audio.duration_s
    print(f"{length_s:.1f} s of speech at {speech.audio.rate_hz} Hz; CPU time over duration")

    def line(name: str, action: Callable[[], object]) -> None:
        cost_s = cpu_s(action)
        print(f"{name:48} {cost_s / length_s:7.4f}  {1000 * cost_s:8.1f} ms")

    shifted = prepare(Persona(name="bench", pitch_hz=128.0))
    full = prepare(Persona(name="bench", pitch_hz=128.0).with_values(EVERYTHING))
    amounts = iter(0.01 * n for n in range(1, 1000))

    def shaped(voice: Any) -> None:
        settings = voice.settings.model_copy(update={"tilt_db_oct": next(amounts)})
        Chain(settings, voice.baseline)(speech)

    fresh = texts()
    line("ours: analysis, once", lambda: world._analysed(speech))
    line("ours: shaped from the cache, pitch alone", lambda: shaped(shifted))
    line("ours: shaped from the cache, everything", lambda: shaped(full))
    line("pyworld, analysis and synthesis", lambda: plain_world(speech))
    line("Praat, Change gender", lambda: praat(speech))
    line("librosa, pitch_shift", lambda: librosa_shift(speech))
    board = pedalboard_shift()
    if board is None:
        print("pedalboard: not installed")
    else:
        line("pedalboard, PitchShift", lambda: board(speech))
    engine = get_engine("espeak")
    engine.version()
    for name, voice in (("pitch alone", shifted), ("everything", full)):
        whole = [0.0, 0.0]
        for _ in range(RUNS):
            sentence = f"{next(fresh)} {next(fresh)}"
            start = time.thread_time()
            spoken = speak(normalize(sentence, "en-US"), voice)
            whole[0] += time.thread_time() - start
            whole[1] += spoken.audio.duration_s
        print(f"{f'ours: text to sound, {name}':48} {whole[0] / whole[1]:7.4f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
