"""How far the neutral chain is from the engine's own sound, beside plain pyworld; and its defects.

    python tests/bench/bench_quality.py

Log-spectral distance over frames within 40 dB of the loudest (dB, 50 to 8000 Hz, cepstrally
smooth), change of CPPS and HNR, and, for a persona with everything on, clicks, unvoiced sounds that
got a voice, and the true peak. Twelve sentences each of en-US and es-MX on four base voices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pyworld
from matrix_plan import BASES, LANGUAGES, base_persona, sentences
from numpy.typing import NDArray

from normalizers import normalize
from voices.acoustics.report import measure_all
from voices.audio import Speech
from voices.ipa import is_voiced
from voices.shaping import world
from voices.shaping.loudness import levelled
from voices.speaking import base_speech, prepare, speak

Floats = NDArray[np.float64]
FRAME_S, STEP_S = 0.032, 0.008
LIFTER_S = 0.002
"""Quefrencies above this (the pulses) are left out, so that the envelope is compared."""
EVERYTHING = {
    "fine.breathiness": 0.5, "fine.nasality": 0.5, "fine.constriction": 0.4, "fine.gravel": 0.5,
    "fine.lifts": 0.8, "fine.dips": 0.8, "fine.rhythm": 0.6, "fine.enunciation": 0.8,
    "fine.range": 1.6, "age": "old", "tone": "crisp", "fine.volume": -16.0,
}  # fmt: skip


def envelopes(samples: Floats, rate_hz: int) -> tuple[Floats, Floats]:
    """Smooth log spectra (n, k) in dB from 50 to 8000 Hz, and the level of each frame in dB."""
    size, step = int(FRAME_S * rate_hz), int(STEP_S * rate_hz)
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[::step] * np.hanning(size)
    log_power = np.log(np.abs(np.fft.rfft(frames, 1024, axis=1)) ** 2 + 1e-10)
    cepstrum = np.fft.irfft(log_power, axis=1)
    kept = int(LIFTER_S * rate_hz)
    cepstrum[:, kept:-kept] = 0.0
    smooth = np.fft.rfft(cepstrum, axis=1).real * 10 / np.log(10)
    axis = np.fft.rfftfreq(1024, 1 / rate_hz)
    level = 10 * np.log10((frames**2).mean(axis=1) + 1e-12)
    return smooth[:, (axis > 50) & (axis < 8000)], level


def distance_db(one: Floats, other: Floats, rate_hz: int) -> float:
    """Log-spectral distance of two sounds in time: mean over loud frames, level taken out."""
    length = min(len(one), len(other))
    first, level = envelopes(one[:length], rate_hz)
    second, _ = envelopes(other[:length], rate_hz)
    loud = level > level.max() - 40
    apart = first[loud] - second[loud]
    apart = apart - apart.mean()
    return float(np.sqrt((apart**2).mean(axis=1)).mean())


def by_pyworld(speech: Speech) -> Floats:
    """pyworld's own analysis and synthesis, nothing changed."""
    samples = speech.audio.samples.astype(np.float64)
    f0_hz, envelope, noise = pyworld.wav2world(samples, speech.audio.rate_hz)
    return np.asarray(pyworld.synthesize(f0_hz, envelope, noise, speech.audio.rate_hz))


def by_chain(speech: Speech) -> Floats:
    """This chain's analysis and synthesis, nothing changed."""
    return np.asarray(world.synthesize(world.analyse(speech)))


def as_speech(speech: Speech, samples: Floats) -> Speech:
    """The same speech with other samples at -20 LUFS."""
    audio, _ = levelled(samples, speech.audio.rate_hz, -20.0)
    return speech.with_changes(audio=audio)


def voiced_wrongly(speeches: Iterable[Speech]) -> float:
    """Share of the loud frames in voiceless obstruents in which Praat finds a voice."""
    import parselmouth

    wrong = total = 0
    for speech in speeches:
        sound = parselmouth.Sound(speech.audio.samples.astype(np.float64), speech.audio.rate_hz)
        pitch = sound.to_pitch_ac(
            time_step=0.005, pitch_floor=60, pitch_ceiling=500, voicing_threshold=0.6
        )
        found, times = pitch.selected_array["frequency"] > 0, pitch.xs()
        for phone in speech.phones:
            if phone.is_pause or is_voiced(phone.symbol):
                continue
            span = phone.timing
            quarter = 0.25 * span.duration_s
            inside = (times > span.start_s + quarter) & (times < span.end_s - quarter)
            wrong += int(found[inside].sum())
            total += int(inside.sum())
    return wrong / max(total, 1)


def main() -> int:
    """Measure and print; returns 0."""
    ways: dict[str, Callable[[Speech], Floats]] = {"pyworld": by_pyworld, "chain": by_chain}
    print(f"{'base voice':32} {'way':8} {'LSD dB':>7} {'CPPS':>7} {'HNR':>7}  against the engine's")
    for tag in LANGUAGES:
        for base in BASES:
            voice = prepare(base_persona(tag, base))
            raw = [
                base_speech("espeak", voice.casting.voice, normalize(line, tag), 0)
                for line in sentences(tag)
            ]
            own = measure_all(raw, families=("periodicity",))
            for way, made in ways.items():
                copies = [made(speech) for speech in raw]
                apart = [
                    distance_db(speech.audio.samples.astype(np.float64), copy, speech.audio.rate_hz)
                    for speech, copy in zip(raw, copies, strict=True)
                ]
                spoken = [as_speech(s, c) for s, c in zip(raw, copies, strict=True)]
                report = measure_all(spoken, families=("periodicity",))
                change = [
                    (report.value(name) or 0.0) - (own.value(name) or 0.0)
                    for name in ("cpps_db", "hnr_db")
                ]
                print(
                    f"{f'{tag} {base}':32} {way:8} {np.mean(apart):7.2f} {change[0]:+7.2f} "
                    f"{change[1]:+7.2f}"
                )
    print(f"\n{'everything on':32} {'clicks':>7} {'voiced where voiceless':>23} {'true peak':>10}")
    for tag in LANGUAGES:
        for base in BASES:
            neutral = prepare(base_persona(tag, base))
            full = prepare(base_persona(tag, base).with_values(EVERYTHING))
            for name, voice in (("neutral", neutral), ("everything", full)):
                spoken = [speak(normalize(line, tag), voice) for line in sentences(tag)]
                report = measure_all(spoken, families=("defects", "loudness"))
                print(
                    f"{f'{tag} {base}, {name}':45} {report.value('click_count'):4.0f} "
                    f"{voiced_wrongly(spoken):12.3f} {report.value('true_peak_dbtp'):14.2f} dBTP"
                )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
