"""Synthetic vowels whose F0 and formants are known, and Praat's own measures of sounds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import parselmouth
from numpy.typing import NDArray
from scipy.signal import lfilter

from voices.audio import Audio, Origin, Phone, Speech, Timing, Word

RATE_HZ = 22_050
SCHWA = (500.0, 1500.0, 2500.0, 3500.0, 4500.0)
VOWELS = {
    "a": (730.0, 1090.0, 2440.0, 3500.0, 4500.0),
    "i": (290.0, 2200.0, 2950.0, 3600.0, 4500.0),
    "u": (310.0, 870.0, 2250.0, 3400.0, 4500.0),
    "ə": SCHWA,
}


def pulses(f0_hz: NDArray[np.float64]) -> NDArray[np.float64]:
    """A pulse at each cycle of a contour, one value a sample; placed between samples."""
    phase = np.cumsum(f0_hz) / RATE_HZ
    out = np.zeros(len(f0_hz))
    at = np.flatnonzero(np.diff(np.floor(phase)) > 0)
    share = (np.floor(phase[at + 1]) - phase[at]) / (phase[at + 1] - phase[at])
    out[at] += 1 - share
    out[at + 1] += share
    return out


def resonated(source: NDArray[np.float64], formants_hz: Sequence[float]) -> NDArray[np.float64]:
    """A source through second-order resonators, after a lip-and-glottis slope of -6 dB/oct."""
    out = lfilter([1.0], [1.0, -0.9], source)
    for formant_hz, width_hz in zip(formants_hz, (60, 90, 120, 180, 220), strict=False):
        radius = np.exp(-np.pi * width_hz / RATE_HZ)
        poles = [1.0, -2 * radius * np.cos(2 * np.pi * formant_hz / RATE_HZ), radius**2]
        out = lfilter([sum(poles)], poles, out)
    return np.asarray(out)


def as_speech(
    samples: NDArray[np.float64], phones: Sequence[Phone] = (), words: Sequence[Word] = ()
) -> Speech:
    scaled = (0.5 * samples / np.abs(samples).max()).astype(np.float32)
    return Speech(
        Audio(scaled, RATE_HZ),
        tuple(phones),
        tuple(words),
        Origin("made", "0", "vowel", "en-US", 0),
    )


@lru_cache(maxsize=16)
def vowel(f0_hz: float = 120.0, duration_s: float = 1.5, symbol: str = "ə") -> Speech:
    """One steady vowel, with its phone."""
    contour = np.full(int(duration_s * RATE_HZ), f0_hz)
    samples = resonated(pulses(contour), VOWELS[symbol])
    phone = Phone(symbol, Timing(0.0, duration_s), 2, 0)
    return as_speech(samples, [phone], [Word("a", Timing(0.0, duration_s))])


@lru_cache(maxsize=4)
def sentence(f0_hz: float = 120.0, phones: bool = True) -> Speech:
    """Syllables "sa mi nu lə" and so on with a moving F0, twelve in two phrases.

    Every third syllable is accented; 0.3 s of silence lie between the phrases.
    """
    rng = np.random.default_rng(5)
    plan: list[tuple[str, float, int]] = []
    for phrase in range(2):
        for syllable in range(6):
            onset = ("s", "m", "n", "l")[(phrase + syllable) % 4]
            nucleus = ("a", "i", "u", "ə")[(phrase * 3 + syllable) % 4]
            plan.append((onset, 0.07, 0))
            plan.append((nucleus, float(rng.uniform(0.09, 0.17)), 2 if syllable % 3 == 1 else 0))
        if not phrase:
            plan.append(("", 0.3, 0))
    starts = np.concatenate([[0.0], np.cumsum([length for _, length, _ in plan])])
    times = np.arange(int(np.ceil(starts[-1] * RATE_HZ))) / RATE_HZ
    contour = f0_hz * 2 ** ((2.0 * np.sin(2 * np.pi * 1.1 * times) - 0.6 * times) / 12)
    voice, noise = pulses(contour), 0.02 * rng.standard_normal(len(times))
    samples = np.zeros(len(times))
    for (symbol, _, _), start_s, end_s in zip(plan, starts, starts[1:], strict=False):
        low, high = int(start_s * RATE_HZ), int(end_s * RATE_HZ)
        part = slice(low, high)
        if symbol == "s":
            samples[part] = 0.05 * np.diff(noise[part], prepend=0.0)
        elif symbol in VOWELS:
            samples[part] = resonated(voice, VOWELS[symbol])[part]
        elif symbol:
            samples[part] = 0.3 * resonated(voice, (280.0, 1300.0, 2400.0, 3400.0, 4400.0))[part]
    made = [
        Phone(symbol, Timing(float(start_s), float(end_s)), stress, None if not symbol else 0)
        for (symbol, _, stress), start_s, end_s in zip(plan, starts, starts[1:], strict=False)
    ]
    return as_speech(samples, made if phones else ())


def praat_f0(audio: Audio, low_hz: float = 60.0, high_hz: float = 500.0) -> NDArray[np.float64]:
    """F0 of the voiced frames by Praat (autocorrelation, 10 ms, threshold .6)."""
    sound = parselmouth.Sound(audio.samples.astype(float), audio.rate_hz)
    pitch = sound.to_pitch_ac(
        time_step=0.01, pitch_floor=low_hz, pitch_ceiling=high_hz, voicing_threshold=0.6
    )
    f0_hz = pitch.selected_array["frequency"]
    return np.asarray(f0_hz[f0_hz > 0])


def shift_st(before: Audio, after: Audio) -> float:
    """Median difference of F0 over the frames that are voiced in both, which last as long."""
    tracks = []
    for audio in (before, after):
        sound = parselmouth.Sound(audio.samples.astype(float), audio.rate_hz)
        pitch = sound.to_pitch_ac(
            time_step=0.01, pitch_floor=60.0, pitch_ceiling=500.0, voicing_threshold=0.6
        )
        tracks.append(pitch.selected_array["frequency"])
    count = min(len(track) for track in tracks)
    first, second = tracks[0][:count], tracks[1][:count]
    both = (first > 0) & (second > 0)
    return float(np.median(12 * np.log2(second[both] / first[both])))


def median_hz(audio: Audio) -> float:
    return float(np.median(praat_f0(audio)))


def sd_st(audio: Audio) -> float:
    return float(np.std(12 * np.log2(praat_f0(audio))))


def semitones(hz: float, reference_hz: float) -> float:
    return float(12 * np.log2(hz / reference_hz))


def praat_formants(audio: Audio, ceiling_hz: float = 5500.0) -> NDArray[np.float64]:
    """Medians of F1 to F3 by Praat (Burg)."""
    sound = parselmouth.Sound(audio.samples.astype(float), audio.rate_hz)
    track = sound.to_formant_burg(0.01, 5, ceiling_hz, 0.025, 50)
    values = [[track.get_value_at_time(k, t) for k in (1, 2, 3)] for t in track.xs()]
    return np.asarray(np.nanmedian(np.array(values), axis=0))


def cpps_db(audio: Audio) -> float:
    sound = parselmouth.Sound(audio.samples.astype(float), audio.rate_hz)
    cepstrum = parselmouth.praat.call(sound, "To PowerCepstrogram", 60, 0.01, 5000, 50)
    return float(
        parselmouth.praat.call(
            cepstrum, "Get CPPS", False, 0.01, 0.001, 60, 330, 0.05,
            "Parabolic", 0.001, 0, "Straight", "Robust",
        )
    )  # fmt: skip


def hnr_db(audio: Audio) -> float:
    sound = parselmouth.Sound(audio.samples.astype(float), audio.rate_hz)
    values = sound.to_harmonicity_cc(0.01, 60, 0.1, 1.0).values[0]
    return float(values[values > -100].mean())


def harmonics_db(audio: Audio, f0_hz: float, count: int = 12) -> NDArray[np.float64]:
    """Levels of the harmonics of a steady vowel, over its middle."""
    middle = audio.samples[len(audio.samples) // 4 : 3 * len(audio.samples) // 4].astype(float)
    times = np.arange(len(middle)) / audio.rate_hz
    window = np.hanning(len(middle))
    levels = []
    for k in range(1, count + 1):
        carrier = np.exp(-2j * np.pi * k * f0_hz * times)
        levels.append(20 * np.log10(np.abs((middle * window) @ carrier) + 1e-12))
    return np.array(levels)


def band_db(audio: Audio, low_hz: float, high_hz: float) -> float:
    """Power in a band."""
    power = np.abs(np.fft.rfft(audio.samples.astype(float))) ** 2
    axis = np.fft.rfftfreq(len(audio.samples), 1 / audio.rate_hz)
    return float(10 * np.log10(power[(axis >= low_hz) & (axis < high_hz)].sum() + 1e-20))
