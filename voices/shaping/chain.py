"""The chain: speech of a base voice in, speech of the designed voice out.

Order: time first, then F0 (its effects need final times), the tract, the source (its first
harmonic needs final F0), noise, and on the samples gravel and loudness.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voices.audio import Audio, Phrase, Speech, Timing
from voices.shaping import (
    breath,
    contour,
    enunciation,
    fry,
    glottis,
    landmarks,
    levels,
    loudness,
    nasality,
    passages,
    roughness,
    tempo,
    tract,
)
from voices.shaping.frames import Frames
from voices.shaping.passages import Passage
from voices.shaping.pausing import RENDERING, Edges
from voices.shaping.settings import NEUTRAL, Baseline, Settings
from voices.shaping.world import analyse, synthesize


@dataclass(frozen=True, slots=True)
class Chain:
    """What a persona does to its base voice; a value, safe in threads.

    Equal speech, settings, baseline and seed give equal bytes. ``baseline`` is what the base
    voice measures over a calibration text (`baseline_of`): absolute settings become ratios by
    it, so that sentences keep their differences.
    """

    settings: Settings
    baseline: Baseline
    seed: int = 0

    def __call__(
        self, speech: Speech, manner: Sequence[Passage] = (), edges: Edges = RENDERING
    ) -> Speech:
        """The shaped speech: its phones and words carry their times in the new audio, ``notes``
        gains the limits that held; ``manner`` are passages that are said in a way of their own.

        Speech with phrases is phrased by them, and ``edges`` are the silence around it. Speech of
        which nothing is asked but a loudness is not taken apart: it is the base voice's own sound.
        """
        if not len(speech.audio.samples):
            return speech
        if not (speech.phrases or manner or self._asks):
            audio, limits = self._levelled(speech.audio.samples, speech.audio.rate_hz)
            return speech.with_changes(audio=audio, notes=(*speech.notes, *limits))
        digest = speech.audio.digest
        frames = self.parameters(analyse(speech), digest, manner, speech.phrases, edges)
        audio, limits = self.sound(frames, digest)
        audio, held = passages.volume(audio, frames.words, manner)
        end_s = audio.duration_s
        return speech.with_changes(
            audio=audio,
            phones=tuple(replace(p, timing=_within(p.timing, end_s)) for p in frames.phones),
            words=tuple(replace(w, timing=_within(w.timing, end_s)) for w in frames.words),
            notes=(*speech.notes, *frames.notes, *limits, *held),
        )

    @property
    def _asks(self) -> bool:
        """Whether anything but a loudness is asked."""
        return self.settings != NEUTRAL.model_copy(
            update={"loudness_lufs": self.settings.loudness_lufs}
        )

    def sound(self, frames: Frames, digest: str) -> tuple[Audio, tuple[str, ...]]:
        """The sound of shaped parameters, with the limits that held; ``digest`` seeds what is
        random."""
        samples = synthesize(frames)
        samples = roughness.gravel(samples, frames, self.settings, self._rng("gravel", digest))
        return self._levelled(samples, frames.rate_hz)

    def _levelled(
        self, samples: NDArray[np.floating[Any]], rate_hz: int
    ) -> tuple[Audio, tuple[str, ...]]:
        whole = samples.astype(np.float64, copy=False)
        audio, limits = loudness.levelled(whole, rate_hz, self.settings.loudness_lufs)
        return audio, tuple(limits)

    def parameters(
        self,
        frames: Frames,
        digest: str,
        manner: Sequence[Passage] = (),
        phrases: Sequence[Phrase] = (),
        edges: Edges = RENDERING,
    ) -> Frames:
        """The shaped WORLD parameters, before synthesis; ``digest`` seeds what is random."""
        settings = self.settings
        frames = tempo.apply(frames, settings, self.baseline, phrases, edges)
        frames = passages.retime(frames, manner)
        frames = contour.apply(
            frames, settings, self.baseline, self._rng("contour", digest), phrases
        )
        frames = passages.intone(frames, manner)
        frames = levels.evened(frames, phrases)
        frames = fry.apply(frames, settings, self._rng("fry", digest))
        frames = tract.apply(frames, settings)
        frames = glottis.apply(frames, settings)
        frames = enunciation.apply(frames, settings)
        frames = nasality.apply(frames, settings)
        frames = breath.apply(frames, settings)
        return roughness.shimmer(frames, settings, self._rng("shimmer", digest))

    def _rng(self, effect: str, digest: str) -> np.random.Generator:
        """Each effect draws from its own source, so that one does not disturb another."""
        return np.random.default_rng(
            [self.seed % 2**64, int(digest[:16], 16), int.from_bytes(effect.encode(), "little")]
        )


def baseline_of(speeches: Iterable[Speech]) -> Baseline:
    """What a base voice measures: median F0 and SD of F0 in st over the voiced frames within
    25 dB of the loudest, and vowels (syllable nuclei where no phones are known) per second
    without pauses.

    Speech that holds no voice or no vowel leaves a field at 100 Hz, 0.05 st or 1 syll/s.
    """
    contours, syllables, articulated_s = [], 0, 0.0
    for speech in speeches:
        frames = analyse(speech)
        contours.append(frames.f0_hz[contour.heard(frames)])
        if frames.phones:
            syllables += len(frames.vowels())
            articulated_s += sum(p.timing.duration_s for p in frames.phones if not p.is_pause)
        else:
            syllables += len(landmarks.nuclei_s(frames.level_db, frames.voiced))
            articulated_s += frames.duration_s - sum(p.duration_s for p in frames.pauses)
    f0_hz = np.concatenate(contours) if contours else np.zeros(0)
    if not len(f0_hz):
        return Baseline(100.0, 0.05, 1.0)
    spread = float(np.std(12 * np.log2(f0_hz)))
    rate = syllables / articulated_s if syllables and articulated_s > 0 else 1.0
    return Baseline(float(np.median(f0_hz)), max(spread, 0.05), rate)


def _within(timing: Timing, end_s: float) -> Timing:
    """The last sample is a whole number: a time may lie half a sample beyond it."""
    return Timing(min(timing.start_s, end_s), min(timing.end_s, end_s))
