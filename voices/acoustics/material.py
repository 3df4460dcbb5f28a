"""What the families of measures share: one sound, one pitch track, formants once.

Conventions: ``samples`` are float64 at the analysis rate, mean removed; every analysis is made on
first use and then kept; a `Material` never changes. Frames of vowels are times in s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from locales.errors import AudioError
from voices.acoustics import analysis as a
from voices.acoustics import formant_tracks
from voices.acoustics.activity import sounding, spoken_phones
from voices.acoustics.channel import is_telephone_band
from voices.acoustics.frames import mean_power
from voices.acoustics.pitch import NO_TRACK, Track, track
from voices.audio import Audio, Phone, Phrase, Speech, Word
from voices.ipa import is_vowel

Floats = NDArray[np.float64]
Spans = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class VowelFrames:
    """Voiced frames in vowels, all arrays (n,): time, F0, and the index of the vowel that each
    belongs to (in `Material.vowels`; -1 where there are no phones)."""

    times_s: Floats
    f0_hz: Floats
    vowel: NDArray[np.int64]


class Material:
    """One sound made ready for measuring.

    ``sentences`` are spans in s that divide it (else pauses do); ``joints`` are spans of silence
    that were put in when pieces were joined and that are no pauses of the speaker.
    Raises AudioError for more than 10 minutes.
    """

    def __init__(
        self,
        source: Speech | Audio,
        sentences: Sequence[tuple[float, float]] | None = None,
        joints: Sequence[tuple[float, float]] = (),
    ) -> None:
        self.audio = source.audio if isinstance(source, Speech) else source
        speech = source if isinstance(source, Speech) else None
        self.phones: tuple[Phone, ...] = speech.phones if speech else ()
        self.words: tuple[Word, ...] = speech.words if speech else ()
        self.planned: tuple[Phrase, ...] = speech.phrases if speech else ()
        self.joints: Spans = tuple(joints)
        self._sentences = sentences
        if self.audio.duration_s > a.LONGEST_S:
            raise AudioError(
                f"the sound lasts {self.audio.duration_s:.0f} s; at most {a.LONGEST_S:.0f} s are "
                "measured at once; cut it"
            )

    # --- sound ----------------------------------------------------------------------------------

    @cached_property
    def rate_hz(self) -> int:
        """The analysis rate: 16 kHz, or that of the source where it is lower."""
        return min(a.RATE_HZ, self.audio.rate_hz)

    @cached_property
    def samples(self) -> Floats:
        """The sound at the analysis rate, mean removed."""
        samples = self.audio.resampled(self.rate_hz).samples.astype(np.float64)
        return samples - samples.mean() if len(samples) else samples

    @cached_property
    def duration_s(self) -> float:
        """Length at the analysis rate."""
        return len(self.samples) / self.rate_hz

    @cached_property
    def silent(self) -> str:
        """Why the sound cannot be analysed at all, "" if it can."""
        if self.duration_s < a.SHORTEST_S:
            return f"the sound lasts {self.duration_s:.3f} s; {a.SHORTEST_S} s are needed"
        frame = max(1, round(0.02 * self.rate_hz))
        whole = self.samples[: len(self.samples) // frame * frame].reshape(-1, frame)
        loudest = float(np.sqrt((whole**2).mean(axis=1).max()))
        if loudest < 10 ** (a.SILENT_DBFS / 20):
            return f"the sound is silent (below {a.SILENT_DBFS:.0f} dBFS)"
        return ""

    @cached_property
    def sound(self) -> Any:
        """Praat's sound."""
        import parselmouth

        return parselmouth.Sound(self.samples, self.rate_hz)

    @cached_property
    def intensity(self) -> tuple[Floats, Floats]:
        """Times (n,) and levels (n,) in dB (Praat's, not dBFS) of frames of 10 ms."""
        if self.silent:
            return np.zeros(0), np.zeros(0)
        found = self.sound.to_intensity(
            minimum_pitch=a.INTENSITY_FLOOR_HZ, time_step=a.INTENSITY_STEP_S
        )
        return found.xs(), np.nan_to_num(found.values[0], nan=-300.0, neginf=-300.0)

    def level_at(self, times_s: Floats) -> Floats:
        """Intensity in dB at times."""
        return np.interp(times_s, *self.intensity)

    @cached_property
    def loud_db(self) -> float:
        """Level of loud frames: the 99th percentile, which one click does not move."""
        levels = self.intensity[1]
        return float(np.percentile(levels, 99)) if len(levels) else -300.0

    # --- voice ----------------------------------------------------------------------------------

    @cached_property
    def track(self) -> Track:
        """The two-pass F0 track."""
        return NO_TRACK if self.silent else track(self.sound, self.level_at, self.loud_db)

    @cached_property
    def too_little(self) -> str:
        """Why nothing can be said of the voice, "" if something can."""
        if self.silent:
            return self.silent
        if self.track.voiced_s < a.MIN_VOICED_S:
            return (
                f"too few voiced frames: {self.track.voiced_s:.2f} s, {a.MIN_VOICED_S} s are needed"
            )
        return ""

    @cached_property
    def f0_median_hz(self) -> float:
        """Median F0 of voiced frames; needs voice."""
        return float(np.median(self.track.f0_hz[self.track.voiced]))

    @cached_property
    def modal(self) -> NDArray[np.bool_]:
        """Voiced frames that are not creak (F0 at least 0.65 of the median)."""
        f0_hz = np.nan_to_num(self.track.f0_hz)
        return (f0_hz > 0) & (f0_hz >= a.CREAK_RATIO * self.f0_median_hz)

    @cached_property
    def formants(self) -> tuple[Floats, float]:
        """F1 to F4 (n, 4) in Hz at the vowel frames, NaN where not found, and the ceiling."""
        return formant_tracks.steadiest(self.samples, self.rate_hz, self.vowel_frames.times_s)

    # --- time -----------------------------------------------------------------------------------

    @cached_property
    def stretches(self) -> Spans:
        """Spoken stretches between pauses of 150 ms and more: by the phones, else by intensity."""
        if self.phones:
            return spoken_phones(self.phones, a.PAUSE_S)
        return sounding(*self.intensity, self.loud_db - a.SILENCE_BELOW_DB, self.duration_s)

    @cached_property
    def spoken_s(self) -> float:
        """Spoken time, pauses left out."""
        return max(sum(end - start for start, end in self.stretches), a.SECOND_STEP_S)

    @cached_property
    def phrases(self) -> Spans:
        """The sentences that were given, else the stretches between pauses."""
        return self.stretches if self._sentences is None else tuple(self._sentences)

    @cached_property
    def spelled(self) -> Spans:
        """Stretches of spelled figures and letters, from first to last word of each group."""
        timings = (phrase.timing(self.words) for phrase in self.planned if phrase.rate_syll_s)
        return tuple((timing.start_s, timing.end_s) for timing in timings)

    @cached_property
    def base_st(self) -> float:
        """The speaker's base: the 5th percentile of voiced frames, in st over 1 Hz; needs voice."""
        return float(np.percentile(12 * np.log2(self.track.f0_hz[self.track.voiced]), 5))

    @cached_property
    def vowels(self) -> tuple[Phone, ...]:
        """Vowel phones with some length, in order."""
        return tuple(
            phone
            for phone in self.phones
            if is_vowel(phone.symbol) and phone.timing.end_s > phone.timing.start_s
        )

    @cached_property
    def vowel_frames(self) -> VowelFrames:
        """Voiced frames, every 10 ms, in the core of vowels, or loud ones without phones."""
        f0 = self.track
        every = f0.voiced & (np.arange(len(f0.times_s)) % 2 == 0)
        if not self.phones:
            level = self.level_at(f0.times_s) if len(f0.times_s) else np.zeros(0)
            loud = np.percentile(level[f0.voiced], 95) if f0.voiced.any() else 0.0
            picked = np.flatnonzero(every & (level >= loud - a.LOUD_VOICED_DB))
            return VowelFrames(f0.times_s[picked], f0.f0_hz[picked], np.full(len(picked), -1))
        index, owner = [], []
        for number, vowel in enumerate(self.vowels):
            start_s, length = vowel.timing.start_s, vowel.timing.end_s - vowel.timing.start_s
            first = start_s + a.VOWEL_CORE[0] * length
            last = start_s + a.VOWEL_CORE[1] * length
            found = np.flatnonzero(every & (f0.times_s >= first) & (f0.times_s <= last))
            index.append(found)
            owner.append(np.full(len(found), number))
        picked = np.concatenate(index) if index else np.zeros(0, dtype=np.int64)
        owners = np.concatenate(owner) if owner else np.zeros(0, dtype=np.int64)
        return VowelFrames(f0.times_s[picked], f0.f0_hz[picked], owners.astype(np.int64))

    @property
    def vowel_how(self) -> str:
        """How vowels were found, for the method."""
        return "over vowels" if self.phones else "over loud voiced frames (no phones)"

    # --- spectrum -------------------------------------------------------------------------------

    @cached_property
    def voiced_spectrum(self) -> tuple[Floats, Floats]:
        """Hz (k,) and mean power (k,) of voiced frames."""
        times_s = self.track.times_s[self.track.voiced][::2]
        return mean_power(self.samples, self.rate_hz, times_s)

    @cached_property
    def telephone(self) -> bool:
        """Whether the channel has left the telephone band only."""
        if self.audio.rate_hz <= a.TELEPHONE_RATE_HZ:
            return True
        times_s, levels = self.intensity
        spoken = times_s[levels > self.loud_db - a.SILENCE_BELOW_DB]
        hz, power = mean_power(self.samples, self.rate_hz, spoken)
        return is_telephone_band(power, hz, self.audio.rate_hz)
