"""Values of SSML's attributes in physical units.

Conventions: seconds, semitones, decibels, ratios; a value that is not understood is None.
Sources: SSML 1.1 (W3C 2010) for the forms; what its words ("slow", "loud") amount to is left to
the processor there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import isfinite, log2, log10

from locales.errors import shown
from normalizers.late import late
from normalizers.utterance import Break, Prosody

MAX_PAUSE_S = 10.0  # the longest break that the large speech services take (memory)

# (division, seconds) of a break's strengths. The seconds are a judgement around the pauses of
# the engines: 0.15 at a phrase, 0.35 at a sentence, 0.6 at a paragraph.
STRENGTHS: dict[str, tuple[Break, float | None]] = {
    "none": (Break.NONE, None),
    "x-weak": (Break.NONE, 0.1),
    "weak": (Break.PHRASE, 0.15),
    "medium": (Break.PHRASE, 0.25),
    "strong": (Break.SENTENCE, 0.5),
    "x-strong": (Break.PARAGRAPH, 0.9),
}
EMPHASIS = ("strong", "moderate", "reduced", "none")
# Rates and pitches: what one large speech service documents for the words (memory); range and
# volume: judgement.
_RATES = {"x-slow": 0.5, "slow": 0.64, "medium": 1.0, "fast": 1.55, "x-fast": 2.0, "default": 1.0}
_PITCHES = {
    "x-low": 0.55,
    "low": 0.8,
    "medium": 1.0,
    "high": 1.2,
    "x-high": 1.45,
    "default": 1.0,
}
_RANGES = {"x-low": 0.5, "low": 0.75, "medium": 1.0, "high": 1.33, "x-high": 1.75, "default": 1.0}
SILENT_DB = -100.0
_VOLUMES = {
    "silent": SILENT_DB,
    "x-soft": -12.0,
    "soft": -6.0,
    "medium": 0.0,
    "loud": 4.0,
    "x-loud": 8.0,
    "default": 0.0,
}
# Beyond these the shaped voice is no longer one; a judgement.
RATE_LIMITS, PITCH_LIMITS_ST, RANGE_LIMITS = (0.33, 3.0), (-24.0, 24.0), (0.0, 3.0)
PITCH_LIMITS_HZ, SHIFT_LIMITS_HZ, VOLUME_LIMITS_DB = (50.0, 500.0), (-300.0, 300.0), (-60.0, 20.0)
MAX_CONTOUR = 32

_TIME = late(r"\+?([0-9]{0,6}\.?[0-9]{1,6})(m?s)", re.IGNORECASE)
_AMOUNT = late(r"([+-]?)([0-9]{0,6}\.?[0-9]{1,6})(%|st|hz|db|)", re.IGNORECASE)
_POINT = late(r"\(\s*([0-9]{1,3}(?:\.[0-9]{1,3})?)%\s*,\s*([^\s,()]{1,20})\s*\)")


def seconds(text: str) -> float | None:
    """A time of CSS 2: a number with s or ms.

    >>> seconds("250ms"), seconds("1.5s"), seconds("2")
    (0.25, 1.5, None)
    """
    match = _TIME.fullmatch(text.strip())
    if not match:
        return None
    return float(match[1]) / (1000.0 if match[2].lower() == "ms" else 1.0)


def _amount(text: str) -> tuple[str, float, str] | None:
    """Sign ("" where none is written), value with its sign, unit."""
    match = _AMOUNT.fullmatch(text.strip())
    if not match:
        return None
    value = float(match[2])
    return match[1], -value if match[1] == "-" else value, match[3].lower()


def _held(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])


def _rate(text: str, own: Prosody) -> Prosody | None:
    """SSML 1.1: a percentage of the default rate; SSML 1.0: a factor. A sign makes it relative."""
    if text in _RATES:
        return replace(own, rate_ratio=_RATES[text])
    found = _amount(text)
    if not found or found[2] not in ("%", ""):
        return None
    sign, value, unit = found
    if sign:
        value = own.rate_ratio * (1 + value / (100 if unit else 1))
    elif unit:
        value /= 100
    return replace(own, rate_ratio=value)


def _pitch(text: str, own: Prosody) -> Prosody | None:
    if text in _PITCHES:
        return replace(own, pitch_hz=None, shift_hz=0.0, pitch_st=12 * log2(_PITCHES[text]))
    found = _amount(text)
    if not found:
        return None
    sign, value, unit = found
    if unit == "hz" and sign:
        return replace(own, shift_hz=own.shift_hz + value)
    if unit == "hz":
        return replace(own, pitch_hz=value, pitch_st=0.0, shift_hz=0.0)
    if unit == "st":
        return replace(own, pitch_st=own.pitch_st + value)
    # Without a sign a percentage is of the voice's pitch.
    ratio = (1 + value / 100 if sign else value / 100) if unit == "%" else 0.0
    return replace(own, pitch_st=own.pitch_st + 12 * log2(ratio)) if ratio > 0 else None


def _range(text: str, own: Prosody) -> Prosody | None:
    if text in _RANGES:
        return replace(own, range_ratio=_RANGES[text])
    found = _amount(text)
    if not found or found[2] != "%":
        return None
    sign, value, _ = found
    return replace(own, range_ratio=own.range_ratio * (1 + value / 100) if sign else value / 100)


def _volume(text: str, own: Prosody) -> Prosody | None:
    """SSML 1.1: +6dB; SSML 1.0: 0 to 100, of which 100 is the voice's own level."""
    if text in _VOLUMES:
        return replace(own, volume_db=_VOLUMES[text])
    found = _amount(text)
    if not found:
        return None
    sign, value, unit = found
    if unit == "db":
        return replace(own, volume_db=own.volume_db + value if sign else value)
    if unit == "%" and sign:
        value = 100 * (1 + value / 100)
    elif sign:
        return None
    if not 0 <= value <= 200:
        return None
    return replace(own, volume_db=20 * log10(value / 100) if value else SILENT_DB)


def _duration(text: str, own: Prosody) -> Prosody | None:
    value = seconds(text)
    return replace(own, duration_s=value) if value else None


def _contour(text: str, own: Prosody) -> Prosody | None:
    points: list[tuple[float, float]] = []
    place = 0
    text = text.strip()
    while place < len(text):
        match = _POINT.match(text, place)
        said = _pitch(match[2].lower(), Prosody()) if match else None
        if not match or said is None or said.pitch_hz or said.shift_hz:
            return None
        points.append((float(match[1]) / 100, _held(said.pitch_st, PITCH_LIMITS_ST)))
        place = match.end()
        while text[place : place + 1].isspace():
            place += 1
    ordered = points and all(0 <= at <= 1 for at, _ in points)
    return replace(own, contour=tuple(points)) if ordered and len(points) <= MAX_CONTOUR else None


READERS: dict[str, Callable[[str, Prosody], Prosody | None]] = {
    "rate": _rate,
    "pitch": _pitch,
    "range": _range,
    "volume": _volume,
    "duration": _duration,
    "contour": _contour,
}


def prosody(attributes: Mapping[str, str], inherited: Prosody) -> tuple[Prosody, list[str]]:
    """What a prosody element asks inside another, and a note on each attribute that was not
    understood or goes beyond a limit.

    Relative values are relative to what is inherited, the words and plain percentages to the
    voice's own. Values beyond the limits of this module are held at them.
    """
    own, notes = inherited, []
    for name, reader in READERS.items():
        if name not in attributes:
            continue
        said = reader(attributes[name].strip().lower(), own)
        if said is None:
            notes.append(f"{name} {shown(attributes[name])} is not understood and changes nothing")
            continue
        own = limited(said)
        if own != said:
            notes.append(
                f"{name} {shown(attributes[name])} goes beyond the limit and is held at it"
            )
    return own, notes


def limited(asked: Prosody) -> Prosody:
    """A prosody held within the limits of this module."""
    hz = asked.pitch_hz
    silent = asked.volume_db <= SILENT_DB
    values = (asked.rate_ratio, asked.pitch_st, asked.shift_hz, asked.range_ratio, asked.volume_db)
    if not all(map(isfinite, values)):
        return Prosody()
    return replace(
        asked,
        rate_ratio=_held(asked.rate_ratio, RATE_LIMITS),
        pitch_st=_held(asked.pitch_st, PITCH_LIMITS_ST),
        shift_hz=_held(asked.shift_hz, SHIFT_LIMITS_HZ),
        pitch_hz=None if hz is None else _held(hz, PITCH_LIMITS_HZ),
        range_ratio=_held(asked.range_ratio, RANGE_LIMITS),
        volume_db=SILENT_DB if silent else _held(asked.volume_db, VOLUME_LIMITS_DB),
    )
