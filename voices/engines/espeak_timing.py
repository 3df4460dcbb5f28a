"""From espeak's events to phones and words in time.

What the events mean was measured on the sound of version 1.52: a phone event marks where its sound
begins; for a stop that is the release, and the closure before it is digital silence that belongs
to the stop; an l behind a vowel sounds within the vowel and its event comes at its end. A word
event marks where the word begins, its closure included. Word pairs of the dictionary ("of the")
give one word event for both; the words are told apart by aligning the phones with each word said
alone. Names of other languages ("(en)") mark a switch and are dropped.

Conventions: samples are int16; positions inside this module are sample numbers.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from voices.audio import Phone, Timing, Word
from voices.engines.espeak_library import EventKind, Rendering
from voices.engines.espeak_text import Script
from voices.ipa import is_stop

# All judgement, from looking at the sound: what counts as silence, the shortest pause that is
# told, the longest closure, and the shortest rest that a closure leaves to the phone before it.
_SILENCE = 8
_SHORTEST_PAUSE_S = 0.02
_LONGEST_CLOSURE_S = 0.15
_SHORTEST_PHONE_S = 0.01
# Share of the vowel's stretch that an l within it gets: judgement.
_SWALLOWED_SHARE = 0.35

Isolated = Callable[[str], tuple[str, ...]]


@dataclass(slots=True)
class _Mark:
    """A phone or pause ("") that begins at ``start``; ``cue`` is the index of its word."""

    start: int
    symbol: str
    stress: int
    cue: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """Samples (n,) int16 with the pauses that the script asked for, phones, words, and the words
    for which the voice said nothing."""

    samples: NDArray[np.int16]
    phones: tuple[Phone, ...]
    words: tuple[Word, ...]
    silent: tuple[str, ...]


def align(rendering: Rendering, script: Script, isolated: Isolated) -> Aligned:
    """Phones and words of a rendering; words correspond to the script's cues one to one.

    ``isolated`` gives the phones (IPA) of a word said alone; it is asked only where the library
    joined words.
    """
    marks, heard = _marks(rendering, script)
    _time_swallowed_phones(marks, len(rendering.samples))
    _part_joined_words(marks, heard, script, isolated)
    samples = _pad_pauses(rendering, marks, script)
    _merge_short_pauses(marks, round(_SHORTEST_PAUSE_S * rendering.rate_hz))
    phones = _phones(marks, len(samples), rendering.rate_hz)
    words = _words(phones, script)
    spoken = {phone.word for phone in phones}
    silent = tuple(cue.text for index, cue in enumerate(script.cues) if index not in spoken)
    return Aligned(samples, phones, words, silent)


def split_stress(name: str) -> tuple[str, int]:
    """An event's name as (IPA symbol, stress 0 to 2); "" for what is no phone.

    >>> split_stress("ˈoʊ"), split_stress("(en)"), split_stress("e-")
    (('oʊ', 2), ('', 0), ('e', 0))
    """
    stress = 2 if "ˈ" in name else 1 if "ˌ" in name else 0
    if name.startswith("("):
        return "", 0
    kept = (
        letter
        for letter in name
        if letter not in "ˈˌ" and unicodedata.category(letter)[0] in ("L", "M")
    )
    return "".join(kept), stress


def _marks(rendering: Rendering, script: Script) -> tuple[list[_Mark], set[int]]:
    """Phones in order with corrected starts, and the indices of the words that had an event."""
    marks: list[_Mark] = []
    heard: set[int] = set()
    cue: int | None = None
    opened: int | None = None
    for event in rendering.events:
        if event.kind is EventKind.WORD:
            index = script.cue_at(event.position - 1)
            if index != cue or opened is not None:
                opened = event.sample
            cue = index
            if index is not None:
                heard.add(index)
            continue
        symbol, stress = split_stress(event.name)
        if symbol:
            start = _phone_start(rendering, event.sample, symbol, opened, marks)
            marks.append(_Mark(start, symbol, stress, cue))
            opened = None
        elif not event.name:
            marks.append(_Mark(event.sample, "", 0, None))
    return marks, heard


def _phone_start(
    rendering: Rendering, sample: int, symbol: str, opened: int | None, marks: list[_Mark]
) -> int:
    """Where a phone really begins: a stop with its closure, a word's first phone with its word."""
    if opened is not None and opened < sample:
        short = sample - opened < _SHORTEST_PAUSE_S * rendering.rate_hz
        if is_stop(symbol) or short:
            return opened
        marks.append(_Mark(opened, "", 0, None))
        return sample
    if not is_stop(symbol) or not marks or not marks[-1].symbol:
        return sample
    least = marks[-1].start + round(_SHORTEST_PHONE_S * rendering.rate_hz)
    least = max(least, sample - round(_LONGEST_CLOSURE_S * rendering.rate_hz))
    before = np.abs(rendering.samples[least:sample].astype(np.int32))
    loud = np.flatnonzero(before > _SILENCE)
    return least + int(loud[-1]) + 1 if loud.size else min(least, sample)


def _time_swallowed_phones(marks: list[_Mark], length: int) -> None:
    """Give a phone whose event comes at its end the last part of the phone before it."""
    for position in range(1, len(marks)):
        mark, before = marks[position], marks[position - 1]
        end = marks[position + 1].start if position + 1 < len(marks) else length
        if mark.symbol and before.symbol and end <= mark.start:
            mark.start -= round(_SWALLOWED_SHARE * (mark.start - before.start))


def _part_joined_words(
    marks: list[_Mark], heard: set[int], script: Script, isolated: Isolated
) -> None:
    """Give words without an event their share of the phones of the word before them."""
    missing = [index for index in range(len(script.cues)) if index not in heard]
    while missing:
        first = missing.pop(0)
        run = [first]
        while missing and missing[0] == run[-1] + 1:
            run.append(missing.pop(0))
        if first == 0:
            continue
        joined = [mark for mark in marks if mark.cue == first - 1 and mark.symbol]
        owners = [first - 1, *run]
        references = [isolated(script.cues[owner].text) for owner in owners]
        shares = divide([mark.symbol for mark in joined], references)
        for owner, (begin, end) in zip(owners, shares, strict=True):
            for mark in joined[begin:end]:
                mark.cue = owner


def divide(symbols: Sequence[str], references: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Cut phones into one stretch a reference, at the least total edit distance.

    A word without phones of its own gets none. Dynamic programming over the cuts (Levenshtein
    distance within a stretch).

    >>> divide(["ʌ", "v", "ð", "ə"], [["ʌ", "v"], ["ð", "ə"]])
    [(0, 2), (2, 4)]
    """
    count = len(symbols)
    best: list[tuple[float, list[int]]] = [
        (_distance(symbols[:end], references[0]), [end]) for end in range(count + 1)
    ]
    for reference in references[1:]:
        best = [
            min(
                (best[cut][0] + _distance(symbols[cut:end], reference), [*best[cut][1], end])
                for cut in range(end + 1)
            )
            for end in range(count + 1)
        ]
    ends = [0, *best[count][1]]
    return list(pairwise(ends))


def _distance(left: Sequence[str], right: Sequence[str]) -> float:
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return float(row[-1])


def _pad_pauses(rendering: Rendering, marks: list[_Mark], script: Script) -> NDArray[np.int16]:
    """Lengthen the pauses after some words to what the script asks; moves the marks behind."""
    parts, taken, added = [], 0, 0
    for position, mark in enumerate(marks):
        start = mark.start
        before = marks[position - 1] if position else None
        if mark.symbol and before is not None and not before.symbol:
            first = position - 1
            while first and not marks[first - 1].symbol:
                first -= 1
            owner = marks[first - 1].cue if first else None
            wanted = script.pauses.get(owner, 0.0) if owner is not None else 0.0
            lacking = round(wanted * rendering.rate_hz) - (start + added - marks[first].start)
            if lacking > 0 and mark.cue != owner:
                parts += [rendering.samples[taken:start], np.zeros(lacking, np.int16)]
                taken, added = start, added + lacking
        mark.start = start + added
    return np.concatenate([*parts, rendering.samples[taken:]])


def _merge_short_pauses(marks: list[_Mark], shortest: int) -> None:
    """Drop pauses too short to be told and the second of two; nothing sounds after the last."""
    position = 1
    while position < len(marks):
        mark, before = marks[position], marks[position - 1]
        follows = marks[position + 1].start if position + 1 < len(marks) else None
        if not mark.symbol and (
            not before.symbol or (follows is not None and follows - mark.start < shortest)
        ):
            del marks[position]
        else:
            position += 1


def _phones(marks: list[_Mark], length: int, rate_hz: int) -> tuple[Phone, ...]:
    """Phones without gaps from the first mark to the end of the audio."""
    if marks and marks[-1].symbol == "" and length - marks[-1].start < _SHORTEST_PAUSE_S * rate_hz:
        marks = marks[:-1]
    if marks and marks[0].start < _SHORTEST_PAUSE_S * rate_hz:
        marks[0].start = 0
    else:
        marks = [_Mark(0, "", 0, None), *marks]
    starts = [min(mark.start, length) for mark in marks]
    ends = [*starts[1:], length]
    return tuple(
        Phone(mark.symbol, Timing(start / rate_hz, end / rate_hz), mark.stress, mark.cue)
        for mark, start, end in zip(marks, starts, ends, strict=True)
        if end > start
    )


def _words(phones: tuple[Phone, ...], script: Script) -> tuple[Word, ...]:
    """One word a cue; a word without phones has no length, where the word before it ends."""
    words = []
    spans: dict[int, tuple[float, float]] = {}
    for phone in phones:
        if phone.word is not None:
            start, _ = spans.get(phone.word, (phone.timing.start_s, 0.0))
            spans[phone.word] = (start, phone.timing.end_s)
    last = 0.0
    for index, cue in enumerate(script.cues):
        start, end = spans.get(index, (last, last))
        words.append(Word(cue.text, Timing(start, end), cue.token))
        last = end
    return tuple(words)
