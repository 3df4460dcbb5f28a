"""Joining pieces of speech end to end, with their phones and words in the right place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from locales.errors import AudioError
from voices.audio import Audio, Phone, Phrase, Speech, Timing, Word


def _moved(timing: Timing, by_s: float) -> Timing:
    return Timing(timing.start_s + by_s, timing.end_s + by_s)


def join(speeches: Sequence[Speech], *, gap_s: float) -> Speech:
    """One speech from several, ``gap_s`` of silence between them.

    Word indices of phones and phrases are shifted; token indices are those of each piece. Raises
    AudioError if there is nothing to join or the sample rates differ.
    """
    if not speeches:
        raise AudioError("nothing to join; give at least one piece of speech")
    rates = sorted({speech.audio.rate_hz for speech in speeches})
    if len(rates) > 1:
        raise AudioError(f"pieces have sample rates {rates} Hz; resample them to one first")
    silence = np.zeros(round(gap_s * rates[0]), dtype=np.float32)
    samples: list[np.ndarray] = []
    phones: list[Phone] = []
    words: list[Word] = []
    phrases: list[Phrase] = []
    at_s, placed = 0.0, 0
    for index, speech in enumerate(speeches):
        if index and len(silence):
            samples.append(silence)
            phones.append(Phone("", Timing(at_s, at_s + len(silence) / rates[0])))
            placed += len(silence)
            at_s = placed / rates[0]
        shift = len(words)
        phones.extend(
            replace(
                phone,
                timing=_moved(phone.timing, at_s),
                word=None if phone.word is None else phone.word + shift,
            )
            for phone in speech.phones
        )
        phrases.extend(phrase.moved(shift) for phrase in speech.phrases)
        words.extend(replace(word, timing=_moved(word.timing, at_s)) for word in speech.words)
        samples.append(speech.audio.samples)
        placed += len(speech.audio.samples)
        at_s = placed / rates[0]
    notes = dict.fromkeys(note for speech in speeches for note in speech.notes)
    return Speech(
        audio=Audio(np.concatenate(samples), rates[0]),
        phones=tuple(phones),
        words=tuple(words),
        origin=speeches[0].origin,
        notes=tuple(notes),
        phrases=tuple(phrases),
    )
