"""Measures of accents at marked segments: what a rule of an accent says of its sounds, in numbers.

Each kind of check is a pure function from segments to a number; a check names the labels it is
made on. That a segment measures as the rule says is no proof that a listener of the place agrees.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from voices.acoustics import analysis as a
from voices.acoustics.accent_segments import Floats, Mark, Place, Segments
from voices.acoustics.catalogue import NEEDS_PHONES, TELEPHONE, Found, no
from voices.acoustics.verdict import Measure
from voices.audio import Speech


@dataclass(frozen=True, slots=True)
class Check:
    """One measure: its ``kind`` (a key of KINDS), the label it is made ``of`` and that it is held
    ``to``, the ``place`` of the segment in its word, the ``formant`` from 1 and the share of the
    vowel ``at`` which it is read (``to_at`` for the other label)."""

    name: str
    kind: str
    of: str
    to: str = ""
    place: Place = "vowel"
    to_place: Place | None = None
    formant: int = 1
    at: float = 0.5
    to_at: float | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it needs."""
        return tuple(dict.fromkeys(filter(None, (self.of, self.to))))


Kind = Callable[[Segments, Check], list[float]]


def _formants(segments: Segments, check: Check, label: str, place: Place, at: float) -> Floats:
    """A formant (n,) of each vowel of a label, NaN where there is none."""
    indices = segments.at(label, place)
    found = [segments.vowel_formants(index, at)[check.formant - 1] for index in indices]
    return np.array(found, dtype=np.float64)


def formant_hz(segments: Segments, check: Check) -> list[float]:
    """A formant of each vowel, in Hz as of a man."""
    return list(_formants(segments, check, check.of, check.place, check.at))


def formant_ratio(segments: Segments, check: Check) -> list[float]:
    """A formant of each vowel over the median of another label's, or over itself elsewhere in the
    vowel (``to`` the same label): a glide moves it, a monophthong does not."""
    at = check.at if check.to_at is None else check.to_at
    own = _formants(segments, check, check.of, check.place, check.at)
    place = check.to_place or check.place
    other = _formants(segments, check, check.to, place, at)
    if check.to == check.of and place == check.place:
        return list(own / other)
    if np.isfinite(other).sum() < a.ACCENT_LEAST_WORDS:
        return []
    return list(own / np.nanmedian(other))


def r_dip(segments: Segments, check: Check) -> list[float]:
    """Lowest F3 of each vowel and the r behind it over the F3 of the speaker.

    An approximant r lowers F3 (Delattre & Freeman 1968); 1 is no r. It may come so near to F2 that
    the two are found as one: then F4 is read as F3, far above where F3 can be, and F2 has risen;
    F2 is taken. The lowest tenth is taken, so that one frame astray does not count.
    """
    dips = []
    for index in segments.at(check.of, "vowel"):
        _, f2, f3 = segments.formants(*segments.with_r(index)).T
        hidden = (f3 > a.ACCENT_F4_RATIO * a.ACCENT_F3_HZ) & (f2 > a.ACCENT_MERGED_HZ)
        lowest = np.where(hidden, f2, f3)
        if np.isfinite(lowest).any():
            dips.append(float(np.nanpercentile(lowest, 10)) / a.ACCENT_F3_HZ)
    return dips


def length_ratio(segments: Segments, check: Check) -> list[float]:
    """Length of each vowel over the median of another label's."""
    own, other = (
        [segments.phones[index].timing.duration_s for index in segments.at(label, check.place)]
        for label in (check.of, check.to)
    )
    return [length / float(np.median(other)) for length in own] if other else []


def _relative(segments: Segments, levels_db: Floats, index: int) -> Floats:
    """Levels of a consonant's frames against the mean of the vowels beside it; none for none."""
    phone = segments.phones[index]
    beside = segments.neighbours(index)
    if not beside or not phone.timing.duration_s:
        return np.zeros(0)
    mean = np.mean([segments.vowel_db(levels_db, vowel) for vowel in beside])
    found: Floats = segments.cut(levels_db, phone.timing.start_s, phone.timing.end_s) - mean
    return found


def voiced_share(segments: Segments, check: Check) -> list[float]:
    """Share of each consonant in which the voice bar goes on."""
    found = [_relative(segments, segments.low_db, i) for i in segments.at(check.of, check.place)]
    return [float((levels > a.ACCENT_VOICED_DB).mean()) for levels in found if len(levels)]


def closed_share(segments: Segments, check: Check) -> list[float]:
    """Share of each consonant in which nothing sounds: the closure of a stop."""
    found = [_relative(segments, segments.level_db, i) for i in segments.at(check.of, check.place)]
    return [float((levels < a.ACCENT_CLOSED_DB).mean()) for levels in found if len(levels)]


def lag_ms(segments: Segments, check: Check) -> list[float]:
    """Time from the end of each stop's closure to its vowel, as at five syllables a second.

    Voice onset time of a stop (Lisker & Abramson 1964), frication of an affricate.
    """
    found = []
    least = round(a.ACCENT_CLOSURE_S / a.ACCENT_LEVEL_STEP_S)
    for index in segments.at(check.of, check.place):
        levels = _relative(segments, segments.level_db, index)
        closed = np.flatnonzero(levels < a.ACCENT_CLOSED_DB)
        if not len(closed):
            continue
        parts = np.split(closed, np.flatnonzero(np.diff(closed) > 1) + 1)
        first = next((part for part in parts if len(part) >= least), None)
        if first is not None:
            open_frames = len(levels) - int(first[-1]) - 1
            found.append(1000 * a.ACCENT_LEVEL_STEP_S * open_frames * segments.rate_ratio)
    return found


def _centre_hz(segments: Segments, index: int) -> float:
    """Centre of gravity of the noise of a consonant, over its second half."""
    phone, rate_hz = segments.phones[index], segments.material.rate_hz
    middle_s = phone.timing.start_s + 0.5 * phone.timing.duration_s
    first, last = (round(at * rate_hz) for at in (middle_s, phone.timing.end_s))
    samples = segments.material.samples[first:last]
    if len(samples) < rate_hz * a.ACCENT_LEVEL_WINDOW_S:
        return math.nan
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 1024)) ** 2
    hz = np.fft.rfftfreq(1024, 1 / rate_hz)
    low_hz, high_hz = a.ACCENT_NOISE_HZ
    inside = (hz >= low_hz) & (hz <= high_hz)
    return float((power[inside] * hz[inside]).sum() / max(power[inside].sum(), 1e-20))


def centre_hz(segments: Segments, check: Check) -> list[float]:
    """Centre of gravity of each consonant's noise from 1 to 7.8 kHz."""
    return [_centre_hz(segments, index) for index in segments.at(check.of, check.place)]


def centre_ratio(segments: Segments, check: Check) -> list[float]:
    """Centre of gravity of each consonant's noise over the median of another label's."""
    other = [
        _centre_hz(segments, index)
        for index in segments.at(check.to, check.to_place or check.place)
    ]
    if not np.isfinite(other).any():
        return []
    return [hz / float(np.nanmedian(other)) for hz in centre_hz(segments, check)]


def level_db(segments: Segments, check: Check) -> list[float]:
    """Mean level of each consonant against the vowels beside it."""
    found = [_relative(segments, segments.level_db, i) for i in segments.at(check.of, check.place)]
    return [float(levels.mean()) for levels in found if len(levels)]


def level_difference_db(segments: Segments, check: Check) -> list[float]:
    """Mean level of each consonant less the median of another label's, each against its vowels."""
    indices = segments.at(check.to, check.to_place or check.place)
    other = [_relative(segments, segments.level_db, index) for index in indices]
    levels = [float(frames.mean()) for frames in other if len(frames)]
    if not levels:
        return []
    return [level - float(np.median(levels)) for level in level_db(segments, check)]


KINDS: Mapping[str, tuple[Kind, str]] = {
    "formant_hz": (formant_hz, "Hz"),
    "formant_ratio": (formant_ratio, "ratio"),
    "r_dip": (r_dip, "ratio"),
    "length_ratio": (length_ratio, "ratio"),
    "voiced_share": (voiced_share, "ratio"),
    "closed_share": (closed_share, "ratio"),
    "lag_ms": (lag_ms, "ms"),
    "centre_ratio": (centre_ratio, "ratio"),
    "level_difference_db": (level_difference_db, "dB"),
}
"""Kind -> the function that finds a value a word, and its unit."""


def _found(segments: Segments, check: Check) -> Found:
    kind, _ = KINDS[check.kind]
    values = np.array(kind(segments, check), dtype=np.float64)
    values = values[np.isfinite(values)]
    if len(values) < a.ACCENT_LEAST_WORDS:
        why = f"{len(values)} words with {check.of}; {a.ACCENT_LEAST_WORDS} are needed"
        return no(why)
    return Found(float(np.median(values)), how=f"median of {len(values)} words")


def measure_accent(
    speech: Speech, marks: Sequence[Mark], checks: Iterable[Check]
) -> dict[str, Measure]:
    """Every check on speech with timed phones whose words are marked, by the check's name.

    A check whose segments cannot be found or heard (no phones, the telephone band, too few words)
    is None with the reason.
    """
    segments = Segments(speech, marks)
    material = segments.material
    why = material.too_little or ("" if speech.phones else NEEDS_PHONES)
    why = why or (TELEPHONE if material.telephone else "")
    measures = {}
    for check in checks:
        function, unit = KINDS[check.kind]
        found = no(why) if why else _found(segments, check)
        told = (function.__doc__ or "").split("\n")[0].rstrip(".")
        method = f"{told}; {', '.join(check.labels)}" + (f"; {found.how}" if found.how else "")
        measures[check.name] = Measure(check.name, found.value, unit, method, found.why)
    return measures
