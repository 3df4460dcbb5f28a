"""Sound and speech as values.

Conventions: mono float32 in [-1, 1]; times in seconds from the start of the audio; a phone is an
IPA symbol without stress marks; nothing here has a default sample rate.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from locales.errors import AudioError, shown
from voices.files import write_whole

Samples = NDArray[np.float32]

MIN_RATE_HZ, MAX_RATE_HZ = 4_000, 192_000
MAX_FILE_BYTES = 512 * 2**20
MAX_FILE_S = 3_600.0
MAX_FILE_SAMPLES = 600 * MAX_RATE_HZ
"""Per channel. Silence packs a thousandfold, so the size of a file bounds no memory."""
BLOCK_SAMPLES = 2**18


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """Mono sound.

    ``samples`` (n,) float32 in [-1, 1], read-only; ``rate_hz`` in 4,000 to 192,000. Raises
    AudioError for anything else: this is the one gate, nothing behind it checks again.
    """

    samples: Samples
    rate_hz: int

    def __post_init__(self) -> None:
        samples = np.array(self.samples, dtype=np.float32)
        if samples.ndim != 1:
            raise AudioError(f"audio has shape {samples.shape}; give one channel, shape (n,)")
        if isinstance(self.rate_hz, bool) or int(self.rate_hz) != self.rate_hz:
            raise AudioError(f"sample rate {shown(self.rate_hz)} is not a whole number of Hz")
        if not MIN_RATE_HZ <= self.rate_hz <= MAX_RATE_HZ:
            raise AudioError(
                f"sample rate {self.rate_hz} Hz is outside {MIN_RATE_HZ} to {MAX_RATE_HZ} Hz; "
                "resample it"
            )
        if not np.isfinite(samples).all():
            raise AudioError("audio holds values that are not finite; repair the source")
        if samples.size and np.abs(samples).max() > 1.0:
            raise AudioError(
                f"audio peaks at {np.abs(samples).max():.3f}; scale it to [-1, 1] first"
            )
        samples.setflags(write=False)
        object.__setattr__(self, "samples", samples)
        object.__setattr__(self, "rate_hz", int(self.rate_hz))

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.rate_hz

    @property
    def digest(self) -> str:
        """SHA-256 of rate and samples, as hexadecimal."""
        head = self.rate_hz.to_bytes(4, "little")
        return hashlib.sha256(head + self.samples.astype("<f4").tobytes()).hexdigest()

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Audio:
        """Read any file that libsndfile reads; channels are averaged, overs clipped to +-1.

        Raises AudioError for a file that is missing, damaged, empty, or over 512 MiB, an hour or
        115 million samples a channel (40 min at 48 kHz).
        """
        path = Path(path)
        try:
            if not path.is_file():
                raise AudioError(f"no sound file at {shown(str(path))}; check the path")
            if path.stat().st_size > MAX_FILE_BYTES:
                raise AudioError(
                    f"{shown(path.name)} has over {MAX_FILE_BYTES:,} bytes, which is the most "
                    "that is read; cut it"
                )
            path.open("rb").close()
        except OSError as error:
            raise AudioError(
                f"cannot read {shown(str(path))}: {error.strerror}; check the path"
            ) from error
        try:
            return cls(*_read(path))
        except AudioError as error:
            raise AudioError(f"{shown(path.name)}: {error}") from error

    def wav(self) -> bytes:
        """The sound as a 16-bit PCM WAV file in memory."""
        import soundfile

        sink = io.BytesIO()
        soundfile.write(sink, self.samples, self.rate_hz, format="WAV", subtype="PCM_16")
        return sink.getvalue()

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write a 16-bit PCM WAV file, whole or not at all; returns the path."""
        return write_whole(path, self.wav(), error=AudioError)

    def resampled(self, rate_hz: int) -> Audio:
        """The same sound at another rate (band-limited, soxr HQ)."""
        if rate_hz == self.rate_hz:
            return self
        import soxr

        samples = soxr.resample(self.samples, self.rate_hz, rate_hz, quality="HQ")
        return Audio(np.clip(samples, -1.0, 1.0), rate_hz)


def _read(path: Path) -> tuple[Samples, int]:
    """Samples and rate of a sound file, read block by block: many channels cost no memory."""
    import soundfile

    try:
        with soundfile.SoundFile(path) as sound:
            if sound.frames > min(MAX_FILE_S * sound.samplerate, MAX_FILE_SAMPLES):
                raise AudioError(
                    f"longer than {MAX_FILE_S:.0f} s or {MAX_FILE_SAMPLES:,} samples; cut it"
                )
            blocks = [
                _mono(block)
                for block in sound.blocks(BLOCK_SAMPLES, dtype="float32", always_2d=True)
            ]
            rate_hz = int(sound.samplerate)
    except (soundfile.LibsndfileError, OSError, RuntimeError, TypeError, ValueError) as error:
        reason = str(error).splitlines()[0].rpartition(": ")[2].rstrip(".")
        raise AudioError(
            f"cannot be read as sound: {reason}; give a WAV, FLAC, OGG or MP3 file"
        ) from error
    if not sum(map(len, blocks)):
        raise AudioError("it holds no sound; record it again")
    return np.concatenate(blocks), rate_hz


def _mono(block: Samples) -> Samples:
    mono: Samples = block.mean(axis=1, dtype=np.float32)
    if not np.isfinite(mono).all():  # clipping would hide an infinite value
        raise AudioError("it holds values that are not finite; repair the source")
    np.clip(mono, -1.0, 1.0, out=mono)
    return mono


@dataclass(frozen=True, slots=True)
class Timing:
    """A stretch of audio, in seconds from its start; ``start_s <= end_s``."""

    start_s: float
    end_s: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.start_s <= self.end_s:
            raise ValueError(f"a timing runs forward from 0, not {self.start_s}..{self.end_s}")

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone: IPA ``symbol`` without stress marks ("" is a pause), its time, its ``stress``
    (0 none, 1 secondary, 2 primary) and the index of its word in ``Speech.words`` or None."""

    symbol: str
    timing: Timing
    stress: int = 0
    word: int | None = None

    @property
    def is_pause(self) -> bool:
        """Whether nothing is spoken here."""
        return not self.symbol


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word, its time, and the index of the token it came from, where known."""

    text: str
    timing: Timing
    token: int | None = None


class PhraseKind(StrEnum):
    """How a phrase is said to its end.

    The first four end a sentence. An ``ITEM`` is one of a list or of alternatives, but the last; a
    ``GROUP`` one of a number or code, but the last; an ``OPEN`` phrase runs on into the next.
    """

    STATEMENT = "statement"
    YES_NO = "yes-no question"
    WH = "wh-question"
    EXCLAMATION = "exclamation"
    CONTINUATION = "continuation"
    ITEM = "item"
    LAST_ITEM = "last item"
    GROUP = "group"
    LAST_GROUP = "last group"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words ``first`` to ``last`` (half open, indices of ``Speech.words``) that are said as one.

    ``mood`` is the kind of the sentence that it stands in; ``ends_sentence`` and
    ``ends_paragraph`` say what ends with it. ``pause_s`` is the pause behind it at a neutral rate,
    0 for none, None where markup says how long it is. The figures and letters of an entity are
    spelled at ``rate_syll_s``; behind the words ``spaced`` a short gap sets letters apart.
    ``focus`` is the word that carries the accent of a question.
    """

    first: int
    last: int
    kind: PhraseKind
    mood: PhraseKind = PhraseKind.STATEMENT
    ends_sentence: bool = False
    ends_paragraph: bool = False
    pause_s: float | None = 0.0
    rate_syll_s: float | None = None
    spaced: tuple[int, ...] = ()
    focus: int | None = None

    def timing(self, words: Sequence[Word]) -> Timing:
        """From the beginning of its first word to the end of its last."""
        return Timing(words[self.first].timing.start_s, words[self.last - 1].timing.end_s)

    def moved(self, by: int) -> Phrase:
        """The same phrase ``by`` words later."""
        return replace(
            self,
            first=self.first + by,
            last=self.last + by,
            spaced=tuple(word + by for word in self.spaced),
            focus=None if self.focus is None else self.focus + by,
        )


@dataclass(frozen=True, slots=True)
class Origin:
    """What made a piece of speech; enough to make it again."""

    engine: str
    version: str
    voice: str
    locale: str
    seed: int
    persona_digest: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """Audio with phones and words in time, and where it came from.

    Phones are ordered and do not overlap; pauses are phones with an empty symbol. ``notes`` are
    things a user should know (a voice that was substituted, a limit that held). ``phrases`` are
    those that were planned, in order, () where none were.
    """

    audio: Audio
    phones: tuple[Phone, ...]
    words: tuple[Word, ...]
    origin: Origin
    notes: tuple[str, ...] = field(default=())
    phrases: tuple[Phrase, ...] = field(default=())

    def with_changes(self, **changes: Any) -> Speech:
        """A copy with some fields replaced."""
        return replace(self, **changes)
