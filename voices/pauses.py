"""Pauses of an exact length between the words of a speech."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from voices.audio import Audio, Phone, Speech, Timing

# What is kept of the sound around a pause: the end of a release, the start of an onset.
_KEPT_BEFORE_S, _KEPT_BEHIND_S, _FADE_S = 0.03, 0.02, 0.005


def with_pauses(speech: Speech, pauses: Mapping[int, float]) -> Speech:
    """The speech with pauses of exactly so many seconds behind words, -1 for before the first.

    What lies between two words is replaced; behind the last word, what lies up to the end. Times
    are mapped, and each pause is a phone without a symbol.
    """
    for word in sorted(pauses, reverse=True):
        speech = _paused(speech, word, pauses[word])
    return speech


def delayed(speech: Speech, by_s: float) -> Speech:
    """The speech behind so much more silence, or with so much less, down to none, where negative;
    times are mapped."""
    rate_hz = speech.audio.rate_hz
    first_s = speech.words[0].timing.start_s if speech.words else 0.0
    count = round(max(by_s, -first_s) * rate_hz)
    if not count:
        return speech
    samples = speech.audio.samples
    more = np.zeros(max(count, 0), dtype=np.float32)
    sound = Audio(np.concatenate([more, samples[max(-count, 0) :]]), rate_hz)
    moved_s = count / rate_hz

    def moved(timing: Timing) -> Timing:
        start_s = max(timing.start_s + moved_s, 0.0)
        return Timing(start_s, max(timing.end_s + moved_s, start_s))

    phones = [replace(one, timing=moved(one.timing)) for one in speech.phones]
    if phones and phones[0].is_pause:
        phones[0] = replace(phones[0], timing=Timing(0.0, phones[0].timing.end_s))
    return speech.with_changes(
        audio=sound,
        phones=tuple(one for one in phones if one.timing.duration_s > 0 or not one.is_pause),
        words=tuple(replace(one, timing=moved(one.timing)) for one in speech.words),
    )


def _paused(speech: Speech, word: int, pause_s: float) -> Speech:
    rate_hz, samples = speech.audio.rate_hz, speech.audio.samples
    start_s = speech.words[word].timing.end_s if word >= 0 else 0.0
    last = word + 1 >= len(speech.words)
    end_s = speech.audio.duration_s if last else speech.words[word + 1].timing.start_s
    end_s = max(start_s, end_s)
    start, end = (min(round(at * rate_hz), len(samples)) for at in (start_s, end_s))
    length = round(pause_s * rate_hz)
    before = samples[:start]
    behind = samples[end:]
    if start == end and length:
        fade = round(_FADE_S * rate_hz)
        before, behind = _faded(before, fade, out=True), _faded(behind, fade, out=False)
    gap = _gap(samples[start:end], length, rate_hz)
    sound = Audio(np.concatenate([before, gap, behind]), rate_hz)
    start_s, end_s = start / rate_hz, end / rate_hz
    pause = Timing(start_s, start_s + length / rate_hz)
    by_s = pause.end_s - end_s

    def moved(timing: Timing) -> Timing:
        first, second = (
            min(max(at, end_s) + by_s, sound.duration_s) for at in (timing.start_s, timing.end_s)
        )
        return Timing(first, second)

    words = [
        replace(one, timing=_before(one.timing, start_s) if index <= word else moved(one.timing))
        for index, one in enumerate(speech.words)
    ]
    return speech.with_changes(
        audio=sound, words=tuple(words), phones=_phones(speech.phones, pause, end_s, by_s)
    )


def _before(timing: Timing, end_s: float) -> Timing:
    return Timing(min(timing.start_s, end_s), min(timing.end_s, end_s))


def _phones(phones: Sequence[Phone], pause: Timing, end_s: float, by_s: float) -> tuple[Phone, ...]:
    """Phones around a pause; pauses that it replaces are gone."""
    before: list[Phone] = []
    behind: list[Phone] = []
    for phone in phones:
        timing = phone.timing
        middle_s = (timing.start_s + timing.end_s) / 2
        if phone.is_pause and pause.start_s - 1e-6 <= middle_s <= end_s + 1e-6:
            continue
        if middle_s <= (pause.start_s + end_s) / 2:
            before.append(replace(phone, timing=_before(timing, pause.start_s)))
        else:
            start_s, stop_s = (max(at, end_s) + by_s for at in (timing.start_s, timing.end_s))
            behind.append(replace(phone, timing=Timing(start_s, stop_s)))
    return (*before, Phone("", pause), *behind) if pause.duration_s else (*before, *behind)


def _faded(samples: NDArray[np.float32], fade: int, *, out: bool) -> NDArray[np.float32]:
    """A copy that falls to silence at its end, or rises from it at its start."""
    faded = samples.copy()
    count = min(fade, len(faded))
    ramp = np.linspace(1.0, 0.0, count, dtype=np.float32)
    if count and out:
        faded[-count:] *= ramp
    elif count:
        faded[:count] *= ramp[::-1]
    return faded


def _gap(samples: NDArray[np.float32], length: int, rate_hz: int) -> NDArray[np.float32]:
    """Silence of ``length`` samples, with the edges of what was there fading into it."""
    gap = np.zeros(length, dtype=np.float32)
    room = min(len(samples), length) // 2
    head = min(room, round(_KEPT_BEFORE_S * rate_hz))
    tail = min(room, round(_KEPT_BEHIND_S * rate_hz))
    if head:
        gap[:head] = _faded(samples[:head], head, out=True)
    if tail:
        gap[length - tail :] += _faded(samples[len(samples) - tail :], tail, out=False)
    return gap
