"""The segments of marked words, on which accents are measured.

A mark says that a word of the speech holds what a label asks for: the vowel of a lexical set
(Wells 1982), an r at the end of a syllable, a t between vowels. Where in the word that lies is told
by its place alone, not by its symbol, so that no accent is believed because of its transcription.

Conventions: formants are in Hz of a man whose F3 is 2,550 Hz, the mean of the men of Hillenbrand
et al. (1995) over their vowels: each is scaled by the median F3 of the speech (a vocal tract that
is k times shorter has all formants k times higher). Times in ms are those at five syllables a
second, so that a slow voice is not taken for one with long stops.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a
from voices.acoustics import formant_tracks
from voices.acoustics.material import Material
from voices.audio import Phone, Speech
from voices.ipa import base_letter, is_vowel

Floats = NDArray[np.float64]
Place = Literal["vowel", "last", "onset", "medial", "behind", "final"]
"""``vowel`` is the most stressed vowel of the word, ``last`` its last one, ``onset`` its first
consonant, ``medial`` the first one behind the stressed vowel with a vowel after it, ``behind`` the
first one behind the stressed vowel, ``final`` its last one."""
RHOTICS = frozenset("ɹɻɾrʁʀ")


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of the speech (its index) and what is looked for in it."""

    word: int
    label: str


class Segments:
    """Speech with marks; every analysis is made on first use and kept."""

    def __init__(self, speech: Speech, marks: Sequence[Mark]) -> None:
        self.material = Material(speech)
        self.phones = speech.phones
        self.marks = tuple(marks)

    @cached_property
    def _by_word(self) -> dict[int, list[int]]:
        """Indices of phones by word."""
        found: dict[int, list[int]] = {}
        for index, phone in enumerate(self.phones):
            if phone.word is not None:
                found.setdefault(phone.word, []).append(index)
        return found

    def at(self, label: str, place: Place) -> list[int]:
        """Indices of the phones that carry a label; words without one there are left out."""
        words = (mark.word for mark in self.marks if mark.label == label)
        found = (self._in_word(word, place) for word in words)
        return [index for index in found if index is not None]

    def _in_word(self, word: int, place: Place) -> int | None:
        own = self._by_word.get(word, [])
        vowels = [index for index in own if is_vowel(self.phones[index].symbol)]
        if not vowels:
            return None
        chief = max(vowels, key=lambda index: (self.phones[index].stress, -index))
        behind = [index for index in own if index > chief and index not in vowels]
        between = [index for index in behind if any(vowel > index for vowel in vowels)]
        consonants = [index for index in own if index not in vowels]
        choices = {
            "vowel": [chief],
            "last": vowels[-1:],
            "onset": [index for index in consonants[:1] if index < vowels[0]],
            "medial": between[:1],
            "behind": behind[:1],
            "final": [index for index in consonants[-1:] if index > vowels[-1]],
        }
        return next(iter(choices[place]), None)

    def neighbours(self, index: int) -> list[Phone]:
        """The vowels beside a consonant, which its levels are held against."""
        beside = (self.phones[at] for at in (index - 1, index + 1) if 0 <= at < len(self.phones))
        return [phone for phone in beside if is_vowel(phone.symbol)]

    def with_r(self, index: int) -> tuple[float, float]:
        """Start and end in s of a vowel and the r that follows it in its word."""
        vowel = self.phones[index]
        end_s = vowel.timing.end_s
        for phone in self.phones[index + 1 :]:
            if phone.word != vowel.word or base_letter(phone.symbol) not in RHOTICS:
                break
            end_s = phone.timing.end_s
        return vowel.timing.start_s, end_s

    # --- formants -------------------------------------------------------------------------------

    @cached_property
    def _tracks(self) -> tuple[Floats, Floats]:
        """Times (n,) in s of the vowels of the speech and what follows as r, F1 to F3 (n, 3)."""
        spans = [
            self.with_r(index)
            for index, phone in enumerate(self.phones)
            if is_vowel(phone.symbol) and phone.timing.duration_s > 0
        ]
        step = a.ACCENT_STEP_S
        pieces = [np.arange(start_s, end_s, step) for start_s, end_s in spans]
        times_s = np.unique(np.concatenate(pieces)) if pieces else np.zeros(0)
        samples, rate_hz = self.material.samples, self.material.rate_hz
        formants, _ = formant_tracks.steadiest(samples, rate_hz, times_s)
        return times_s, formants[:, :3]

    def formants(self, start_s: float, end_s: float) -> Floats:
        """F1 to F3 (n, 3) in Hz between two times, as of the man, NaN where there is none."""
        times_s, formants = self._tracks
        found: Floats = formants[(times_s >= start_s - 1e-9) & (times_s <= end_s + 1e-9)]
        return found * a.ACCENT_F3_HZ / self.f3_hz

    @cached_property
    def f3_hz(self) -> float:
        """Median F3 of the middle of all vowels without r; NaN where there is none."""
        times_s, formants = self._tracks
        inside = np.zeros(len(times_s), dtype=bool)
        marked = {mark.word for mark in self.marks if mark.label == "R"}
        for phone in self.material.vowels:
            if phone.word not in marked and not RHOTICS & set(phone.symbol):
                start_s, length = phone.timing.start_s, phone.timing.duration_s
                first, last = (start_s + share * length for share in a.ACCENT_MIDDLE)
                inside |= (times_s >= first) & (times_s <= last)
        found = formants[inside, 2]
        return float(np.nanmedian(found)) if np.isfinite(found).any() else float("nan")

    def vowel_formants(self, index: int, share: float) -> Floats:
        """F1 to F3 (3,) around a share of a vowel, as of the man."""
        timing = self.phones[index].timing
        centre_s = timing.start_s + share * timing.duration_s
        half_s = max(a.ACCENT_HALF_SHARE * timing.duration_s, a.ACCENT_STEP_S)
        found = self.formants(centre_s - half_s, centre_s + half_s)
        if not np.isfinite(found).any():
            return np.full(3, np.nan)
        return np.nanmedian(found, axis=0)

    # --- levels ---------------------------------------------------------------------------------

    @cached_property
    def rate_ratio(self) -> float:
        """Vowels a second of spoken time over five."""
        return len(self.material.vowels) / self.material.spoken_s / a.ACCENT_RATE_SYLL_S

    @cached_property
    def level_db(self) -> Floats:
        """Level in dB of frames of 10 ms, every 2.5 ms."""
        return _levels(self.material.samples, self.material.rate_hz)

    @cached_property
    def low_db(self) -> Floats:
        """Level of the band of the voice bar."""
        return _levels(self._band(*a.ACCENT_VOICE_HZ), self.material.rate_hz)

    def _band(self, low_hz: float, high_hz: float) -> Floats:
        from scipy.signal import butter, sosfiltfilt

        rate_hz = self.material.rate_hz
        sections = butter(4, (low_hz, high_hz), "bandpass", fs=rate_hz, output="sos")
        found: Floats = sosfiltfilt(sections, self.material.samples)
        return found

    def cut(self, levels_db: Floats, start_s: float, end_s: float) -> Floats:
        """The frames of a track of levels between two times."""
        first, last = (round(at / a.ACCENT_LEVEL_STEP_S) for at in (start_s, end_s))
        return levels_db[first : max(last, first + 1)]

    def vowel_db(self, levels_db: Floats, vowel: Phone) -> float:
        """Median level of the middle of a vowel."""
        start_s, length = vowel.timing.start_s, vowel.timing.duration_s
        first, last = (start_s + share * length for share in a.ACCENT_MIDDLE)
        return float(np.median(self.cut(levels_db, first, last)))


def _levels(samples: Floats, rate_hz: int) -> Floats:
    length = round(a.ACCENT_LEVEL_WINDOW_S * rate_hz)
    power = np.convolve(samples**2, np.ones(length) / length, mode="same")
    step = a.ACCENT_LEVEL_STEP_S * rate_hz
    places = np.rint(np.arange(0, len(samples), step)).astype(np.int64)
    found: Floats = 10 * np.log10(power[places[places < len(samples)]] + 1e-12)
    return found
