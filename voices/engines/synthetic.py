"""The test engine: speech-like tones made from letters, exact, deterministic, no library.

Each letter becomes a phone: vowels are harmonics of an F0 contour under two formants, nasals and
liquids are hums, voiceless consonants are noise, stops are a closure and a burst. Nobody would
take it for a voice, but pitch trackers and vocoders find in it what was put there, and the times
of phones and words are known to the sample.

Conventions: mono at 16,000 Hz, peak 0.5; times in s, frequencies in Hz.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from locales.errors import EngineError, shown, unknown
from normalizers.utterance import Utterance
from voices.audio import Audio, Origin, Phone, Speech, Timing, Word
from voices.engines import ipa_chart
from voices.engines.base import Availability, Capability, Casting, VoiceInfo
from voices.engines.reading import Division, Stretch, stretches
from voices.ipa import is_nasal, is_sonorant, is_stop, is_voiced, is_vowel

RATE_HZ = 16_000
MAX_LETTERS = 20_000
PEAK = 0.5

# Base F0 and formant scale: speaking F0 of adult men and women and the ratio of their formants
# (Hillenbrand et al. 1995: 131 and 220 Hz, 1.16; rounded).
_VOICES = {"low": (120.0, 1.0, "male"), "high": (210.0, 1.16, "female")}

# Latin letters as IPA; other letters fall to a vowel by code point.
_SOUNDS = dict(zip("abcdefghijklmnopqrstuvwxyz", "abkdefɡhiʒklmnopkɹstuvwsyz", strict=True))
_PAUSES_S = {
    Division.NONE: 0.0,
    Division.GROUP: 0.32,
    Division.PHRASE: 0.15,
    Division.SENTENCE: 0.35,
    Division.QUESTION: 0.35,
    Division.EXCLAMATION: 0.35,
}
# Change of F0 over the last vowel before a division, in semitones.
_FINALS_ST = {
    Division.NONE: 0.0,
    Division.GROUP: 2.0,
    Division.PHRASE: 1.5,
    Division.SENTENCE: -3.0,
    Division.QUESTION: 4.0,
    Division.EXCLAMATION: -4.0,
}
_VOWEL_S, _CONSONANT_S, _FINAL_LENGTHENING = 0.11, 0.07, 1.4
_ACCENT_ST, _DECLINATION_ST_S = 2.0, -1.0
_FADE_S = 0.008


@dataclass(frozen=True, slots=True)
class _Sound:
    """A phone or pause ("") to be made; ``f0_st`` at its start, middle and end, over the base."""

    symbol: str
    duration_s: float
    word: int | None
    stress: int = 0
    f0_st: tuple[float, float, float] = (0.0, 0.0, 0.0)


class Synthetic:
    """The engine ``test``: voices ``low`` and ``high`` for every language; ``seed`` changes the
    noise."""

    name = "test"

    def version(self) -> str:
        """Version of the rules."""
        return "1"

    def available(self) -> Availability:
        """Always."""
        return Availability(True)

    def capabilities(self) -> frozenset[Capability]:
        """IPA in, timings out, seeds."""
        return frozenset({Capability.IPA_IN, Capability.TIMINGS_OUT, Capability.SEEDS})

    def voices(self) -> tuple[VoiceInfo, ...]:
        """Two voices of no language ("und")."""
        return tuple(
            VoiceInfo(name, "und", gender, "adult", "none", "GPL-3.0-or-later")
            for name, (_, _, gender) in _VOICES.items()
        )

    def cast(self, locale: str, accent: str | None = None) -> Casting:
        """The voice ``low``, as a stand-in for any language. Raises EngineError for no tag."""
        if not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*", locale):
            raise EngineError(f"{shown(locale)} is no language tag; write for example en-US")
        return Casting("low", False, f"test tones stand in for a voice of {accent or locale}")

    def synthesize(self, utterance: Utterance, voice: str, *, seed: int = 0) -> Speech:
        """Make the tones of an utterance. Raises EngineError for an unknown voice, no words, a
        pronunciation that is no IPA, or more than 20,000 letters."""
        if voice not in _VOICES:
            raise EngineError(unknown("test voice", voice, _VOICES))
        parts = stretches(utterance)
        if not parts:
            raise EngineError(f"no words to speak in {shown(utterance.text)}; give some text")
        letters = sum(len(part.ipa or "".join(part.words)) for part in parts)
        if letters > MAX_LETTERS:
            raise EngineError(
                f"{letters:,} letters to speak; at most {MAX_LETTERS:,} at once: divide the text"
            )
        sounds, texts = _sounds(parts)
        edges = np.concatenate([[0.0], np.cumsum([sound.duration_s for sound in sounds])])
        edges = np.round(edges * RATE_HZ).astype(np.int64)
        base_hz, scale, _ = _VOICES[voice]
        samples = _render(sounds, edges, base_hz, scale, np.random.default_rng(abs(seed)))
        phones, words = _timings(sounds, edges, texts)
        origin = Origin(self.name, self.version(), voice, utterance.locale, seed)
        return Speech(Audio(samples, RATE_HZ), phones, words, origin)


def _symbols(word: str) -> list[str]:
    """The phones of a plain word by its letters."""
    letters = (letter for letter in unicodedata.normalize("NFD", word.lower()) if letter.isalnum())
    return [_SOUNDS.get(letter) or "aeiou"[ord(letter) % 5] for letter in letters]


def _ipa_symbols(ipa: str) -> list[tuple[str, int]]:
    """The phones of an IPA word with their stress; a mark counts for the next vowel."""
    found: list[tuple[str, int]] = []
    stress = 0
    for letter in unicodedata.normalize("NFD", ipa.replace("g", "ɡ")):
        if letter in "ˈˌ'":
            stress = 1 if letter == "ˌ" else 2
        elif ipa_chart.is_letter(letter):
            found.append((letter, stress if is_vowel(letter) else 0))
            stress = 0 if is_vowel(letter) else stress
        elif letter.isalpha() and unicodedata.category(letter) != "Lm":
            raise EngineError(f"{shown(letter)} in {shown(ipa)} is no IPA letter; write IPA")
        elif found and unicodedata.category(letter) in ("Lm", "Mn"):
            found[-1] = (found[-1][0] + letter, found[-1][1])
    return found


def _sounds(parts: Sequence[Stretch]) -> tuple[list[_Sound], list[tuple[str, int]]]:
    """All sounds in order with their F0, and the words as (text, token)."""
    sounds: list[_Sound] = []
    texts: list[tuple[str, int]] = []
    clause: list[_Sound] = []
    for part in parts:
        for text, phones in _pronounced(part):
            index = len(texts)
            texts.append((text, part.token))
            clause += [
                _Sound(symbol, _VOWEL_S if is_vowel(symbol) else _CONSONANT_S, index, stress)
                for symbol, stress in phones
            ]
        if part.division is not Division.NONE:
            sounds += _intoned(clause, part.division)
            pause_s = max(_PAUSES_S[part.division], part.pause_s or 0.0)
            sounds.append(_Sound("", pause_s, None))
            clause = []
    return sounds[:-1], texts


def _pronounced(part: Stretch) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    if part.ipa:
        words = part.ipa.split()
        texts = part.words if len(part.words) == len(words) else (" ".join(part.words),)
        joined = words if len(texts) == len(words) else ["".join(words)]
        yield from ((text, _ipa_symbols(ipa)) for text, ipa in zip(texts, joined, strict=True))
        return
    for word in part.words:
        symbols = _symbols(word)
        first = next((at for at, symbol in enumerate(symbols) if is_vowel(symbol)), None)
        yield word, [(symbol, 2 if at == first else 0) for at, symbol in enumerate(symbols)]


def _intoned(clause: list[_Sound], division: Division) -> list[_Sound]:
    """Declination, an accent on each stressed vowel, the final movement on the last vowel."""
    last = max((at for at, sound in enumerate(clause) if is_vowel(sound.symbol)), default=-1)
    intoned, at_s = [], 0.0
    for at, sound in enumerate(clause):
        line = _DECLINATION_ST_S * at_s
        bump = _ACCENT_ST if sound.stress == 2 else 0.0
        final = _FINALS_ST[division] if at == last else 0.0
        long = _FINAL_LENGTHENING if at >= last >= 0 and division is not Division.NONE else 1.0
        duration_s = sound.duration_s * (long if at == last else 1.0)
        intoned.append(
            replace(sound, duration_s=duration_s, f0_st=(line, line + bump, line + final))
        )
        at_s += duration_s
    return intoned


def _render(
    sounds: Sequence[_Sound],
    edges: NDArray[np.int64],
    base_hz: float,
    scale: float,
    rng: np.random.Generator,
) -> NDArray[np.float32]:
    length = int(edges[-1])
    centres = (edges[:-1] + edges[1:]) / 2
    points = np.stack([edges[:-1] + 1, centres, edges[1:] - 1], axis=1).ravel()
    semitones = np.array([sound.f0_st for sound in sounds]).ravel()
    f0_hz = base_hz * 2.0 ** (np.interp(np.arange(length), points, semitones) / 12)
    phase = 2 * np.pi * np.cumsum(f0_hz) / RATE_HZ
    voiced = _harmonics(sounds, edges, base_hz, scale, phase)
    noise = rng.standard_normal(length) * _noise_level(sounds, edges)
    samples = voiced + noise
    return (samples * (PEAK / max(float(np.abs(samples).max()), 1e-9))).astype(np.float32)


def _harmonics(
    sounds: Sequence[_Sound],
    edges: NDArray[np.int64],
    base_hz: float,
    scale: float,
    phase: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Sum of harmonics, each with the amplitude that the sound's formants give it."""
    count = int(0.45 * RATE_HZ / (base_hz * 1.6))
    harmonics_hz = base_hz * np.arange(1, count + 1, dtype=np.float64)
    levels = np.stack([_spectrum(sound.symbol, harmonics_hz, scale) for sound in sounds])
    fade = int(_FADE_S * RATE_HZ)
    inner = np.minimum(fade, (edges[1:] - edges[:-1]) // 2)
    points = np.stack([edges[:-1] + inner, edges[1:] - inner], axis=1).ravel()
    where = np.interp(np.arange(len(phase)), points, np.arange(len(points)))
    before = np.minimum(where.astype(np.int64), len(points) - 2)
    share = where - before
    turn = np.exp(1j * phase)
    wave = turn.copy()
    voiced = np.zeros(len(phase))
    for number in range(count):
        level = np.repeat(levels[:, number], 2)
        voiced += (level[before] + share * np.diff(level)[before]) * wave.imag
        wave *= turn
    return voiced


def _spectrum(symbol: str, hz: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """Amplitudes of harmonics: a source of -6 dB an octave (with radiation) through resonances.

    Formants run over the vowel chart between the corners that Peterson & Barney (1952) measured
    in men: 270 to 730 Hz and 840 to 2,290 Hz; F3 2,500 Hz, F4 3,500 Hz.
    """
    if not symbol or not is_voiced(symbol):
        return np.zeros_like(hz)
    if is_vowel(symbol):
        height, backness = ipa_chart.vowel_place(symbol)
        formants, gain = (270 + 460 * height, 2290 - 1450 * backness, 2500.0, 3500.0), 1.0
    elif is_nasal(symbol):
        formants, gain = (250.0, 1100.0, 2300.0, 3500.0), 0.35
    else:
        formants, gain = (350.0, 1300.0, 2500.0, 3500.0), 0.5 if is_sonorant(symbol) else 0.15
    shape = hz[0] / hz
    for formant in formants:
        centre, width = formant * scale, 60.0 + 0.04 * formant
        shape = shape * centre**2 / np.hypot(centre**2 - hz**2, width * hz)
    return np.asarray(gain * shape)


def _noise_level(sounds: Sequence[_Sound], edges: NDArray[np.int64]) -> NDArray[np.float64]:
    """Level of white noise at each sample: strong in voiceless consonants, weak elsewhere."""
    level = np.full(int(edges[-1]), 1e-4)
    for sound, start, end in zip(sounds, edges[:-1], edges[1:], strict=True):
        if not sound.symbol:
            continue
        if is_stop(sound.symbol):
            release = start + int(0.6 * (end - start))
            level[start:release] = 1e-4
            level[release:end] = 0.25 * np.linspace(1.0, 0.1, end - release)
        elif is_sonorant(sound.symbol):
            level[start:end] = 4e-3
        else:
            level[start:end] = 0.08 if is_voiced(sound.symbol) else 0.15
    return level


def _timings(
    sounds: Sequence[_Sound], edges: NDArray[np.int64], texts: Sequence[tuple[str, int]]
) -> tuple[tuple[Phone, ...], tuple[Word, ...]]:
    times = [float(edge) / RATE_HZ for edge in edges]
    phones = tuple(
        Phone(sound.symbol, Timing(start, end), sound.stress, sound.word)
        for sound, start, end in zip(sounds, times[:-1], times[1:], strict=True)
    )
    words, last = [], 0.0
    for index, (text, token) in enumerate(texts):
        own = [phone.timing for phone in phones if phone.word == index]
        timing = Timing(own[0].start_s, own[-1].end_s) if own else Timing(last, last)
        words.append(Word(text, timing, token))
        last = timing.end_s
    return phones, tuple(words)
