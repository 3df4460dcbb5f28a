"""From words and numbers to the settings of the chain, with a trace of who decided.

Precedence, field by field: an explicit number (``pitch_hz``, ``rate_syll_s``) > an explicit fine
value > the more specific headline word > the less specific one. Words that shift (dB, st, ratios)
add up; words that set a quality (breathiness, gravel ...) do not: the strongest holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from voices.engines.base import VoiceInfo
from voices.headlines import Gift, Norm, Word, find, norm, rate_factor, table
from voices.pitch_range import MAX_SD_OF_WORDS_ST, asked_sd_st, sd_setting_st
from voices.shaping.settings import NEUTRAL, Settings

if TYPE_CHECKING:
    from voices.persona import Persona

__all__ = [
    "Decision",
    "Resolution",
    "asked_sd_st",
    "neutral_rate_syll_s",
    "neutral_settings",
    "resolve",
]

SPECIFICITY = ("gender", "age", "intonation", "speed", "pitch", "tone", "emotion")
"""Headline attributes from the least specific to the most specific."""

FINE_FIELDS: dict[str, tuple[str, float]] = {
    "rhythm": ("vowel_contrast", 1.0),
    "dips": ("dips_st", 4.5),
    "lifts": ("lifts_st", 4.0),
    "volume": ("loudness_lufs", 1.0),
    "enunciation": ("enunciation", 1.0),
    "nasality": ("nasality", 1.0),
    "breathiness": ("breathiness", 1.0),
    "constriction": ("constriction", 1.0),
    "gravel": ("gravel", 1.0),
    "fry": ("fry", 1.0),
}
"""Fine attribute -> field of the settings and its value at 1.0. 3 st is the smallest movement that
matters socially (thart1990): a full lift or dip is measured as at least that on every base voice
(make matrix), so it is heard as an accent or a valley; how large beyond that is judgement."""

HEAD_SIZE_EXPONENT = 0.2
HEAD_SIZE_LIMIT = 0.06
"""Bass to tenor formants differ by 4 to 10 % (cleveland1977); formants follow a pitch word by
(F0 / typical F0) ** 0.2, at most 6 % (trials, judgement)."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided one field of the settings: the field, its value, who, and why."""

    field: str
    value: float | None
    source: str
    why: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Settings of the chain, the decisions behind them, and the tag of the accent."""

    settings: Settings
    decisions: tuple[Decision, ...]
    accent_tag: str

    def decided(self, field: str) -> Decision | None:
        """The decision on a field, None where the neutral default was left."""
        return next((item for item in self.decisions if item.field == field), None)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one word gives to one field."""

    word: Word
    gift: Gift

    def __str__(self) -> str:
        return f"{self.word} {self.gift.operation} {self.gift.value:+g}"


def headline_words(persona: Persona) -> dict[str, Word]:
    """The headline words of a persona, found in the table."""
    return {name: find(name, getattr(persona, name)) for name in (*SPECIFICITY, "accent")}


def claims(persona: Persona) -> dict[str, list[Claim]]:
    """What the headline words give, field by field, from the least to the most specific word."""
    found: dict[str, list[Claim]] = {}
    found_words = headline_words(persona)
    for attribute in SPECIFICITY:
        word = found_words[attribute]
        for gift in word.entry.gives:
            if attribute == "emotion":
                gift = gift.at_strength(strength(persona))  # noqa: PLW2901
            found.setdefault(gift.field, []).append(Claim(word, gift))
    return found


def strength(persona: Persona) -> float:
    """How strong the emotion is, 1 as the word alone says."""
    return 1.0 if persona.emotion_strength is None else persona.emotion_strength


def identity_f0(persona: Persona) -> Norm:
    """The row of speaking F0 of the persona's age and gender."""
    return norm(
        table().speaking_f0_hz,
        find("age", persona.age).name,
        find("gender", persona.gender).name,
    )


def tract_scale(age: str, gender: str) -> Norm:
    """The row of formant scale of an age and a gender (words)."""
    return norm(table().tract_scale, find("age", age).name, find("gender", gender).name)


class _Trace:
    """Collects decisions while a persona is resolved; clamps to what the chain admits."""

    def __init__(self) -> None:
        self.values: dict[str, float | None] = {}
        self.decisions: list[Decision] = []

    def decide(self, field: str, value: float, source: str, why: str) -> None:
        low, high = bounds(field)
        held = min(max(value, low), high)
        if held != value:
            why += f"; {value:.4g} held at {held:g}, the chain admits {low:g} to {high:g}"
        self.values[field] = held
        self.decisions.append(Decision(field, held, source, why))


def bounds(field: str) -> tuple[float, float]:
    """Lowest and highest admissible value of a field of the settings.

    >>> bounds("f0_median_hz")
    (50, 400)
    """
    parts = Settings.model_fields[field].metadata
    low = next(part.ge for part in parts if hasattr(part, "ge"))
    high = next(part.le for part in parts if hasattr(part, "le"))
    return low, high


def _who(parts: list[Claim]) -> str:
    return " + ".join(dict.fromkeys(str(part.word) for part in parts))


def _combine(parts: list[Claim], start: float) -> tuple[float, str]:
    """One value from the claims on a field, and how it came about."""
    sets = [part for part in parts if part.gift.operation == "set"]
    value = sets[-1].gift.value if sets else start
    why = [f"{sets[-1]} ({sets[-1].gift.cited})"] if sets else []
    strongest = [part for part in parts if part.gift.operation == "strongest"]
    if strongest:
        chief = max(strongest, key=lambda part: abs(part.gift.value))
        value = chief.gift.value
        why.append(f"{chief} ({chief.gift.cited})")
        why += [f"covers {part}" for part in strongest if part is not chief]
    for part in parts:
        if part.gift.operation == "add":
            value += part.gift.value
        elif part.gift.operation == "times":
            value *= part.gift.value
        else:
            continue
        why.append(f"{part} ({part.gift.cited})")
    return value, "; ".join(why)


def _overruled(parts: list[Claim]) -> str:
    return f"; overrules {', '.join(str(part) for part in parts)}" if parts else ""


def _f0(persona: Persona, given: dict[str, list[Claim]], trace: _Trace) -> float:
    """Median F0; returns the ratio of a pitch word to the typical F0 of age and gender."""
    typical = identity_f0(persona)
    named = given.get("f0_median_hz", [])
    shifts = given.get("f0_shift_st", [])
    if persona.pitch_hz is not None:
        why = f"given as a number{_overruled(named + shifts)}"
        trace.decide("f0_median_hz", persona.pitch_hz, "pitch_hz", why)
        return 1.0
    if named:
        # A pitch word is more specific about pitch than a tone; an emotion still moves it.
        used = [part for part in shifts if part.word.attribute == "emotion"]
        base, why = named[-1].gift.value, f"{named[-1]} Hz ({named[-1].gift.cited})"
    else:
        used, base = shifts, typical.typical
        why = f"typical of {typical.age} {typical.gender} speakers ({typical.cited})"
    shift_st = sum(part.gift.value for part in used)
    if used:
        why += f"; {shift_st:+g} st: " + ", ".join(f"{p} ({p.gift.cited})" for p in used)
    why += _overruled([part for part in shifts if part not in used])
    source = _who([*named, *used]) or "age and gender"
    if not named:
        source = " + ".join(["age and gender", *([_who(used)] if used else [])])
    trace.decide("f0_median_hz", round(base * 2 ** (shift_st / 12), 2), source, why)
    return base / typical.typical if named else 1.0


def _formants(
    persona: Persona,
    given: dict[str, list[Claim]],
    trace: _Trace,
    pitch_ratio: float,
    base: VoiceInfo | None,
) -> None:
    """Formant scale against the base voice, which is taken as an adult man if unknown."""
    asked = tract_scale(persona.age, persona.gender)
    own = tract_scale(base.age, base.gender).typical if base else 1.0
    ratio, why = asked.typical / own, f"{asked.age} {asked.gender} ({asked.cited})"
    source = ["age and gender"]
    if pitch_ratio != 1.0:
        follow = pitch_ratio**HEAD_SIZE_EXPONENT
        follow = min(max(follow, 1 - HEAD_SIZE_LIMIT), 1 + HEAD_SIZE_LIMIT)
        ratio *= follow
        source.append(f"pitch {find('pitch', persona.pitch).name!r}")
        why += f"; times {follow:.3f}: formants follow a pitch word (cleveland1977 [R+M])"
    parts = given.get("formant_ratio", [])
    for part in parts:
        ratio *= part.gift.value
        why += f"; {part} ({part.gift.cited})"
    if parts:
        source.append(_who(parts))
    if round(ratio, 3) != 1.0:
        trace.decide("formant_ratio", round(ratio, 3), " + ".join(source), why)


def _range(persona: Persona, given: dict[str, list[Claim]], trace: _Trace) -> None:
    """SD of F0 of the base contour: what is asked, less what lifts and dips will add."""
    named = given["f0_sd_st"][-1]
    ratios = given.get("range_ratio", [])
    if persona.fine.range is not None:
        asked, source = named.gift.value * persona.fine.range, "fine.range"
        why = f"{persona.fine.range:g} times {named} st ({named.gift.cited}){_overruled(ratios)}"
    else:
        asked = named.gift.value * math.prod(part.gift.value for part in ratios)
        source = _who([named, *ratios])
        why = "; ".join(f"{part} ({part.gift.cited})" for part in [named, *ratios])
        if asked > MAX_SD_OF_WORDS_ST:
            why += f"; {asked:.3g} st held at {MAX_SD_OF_WORDS_ST:g}, the widest of readers"
            asked = MAX_SD_OF_WORDS_ST
    moved = {name: trace.values.get(name) or 0.0 for name in ("lifts_st", "dips_st", "fry")}
    setting = sd_setting_st(asked, **moved)
    why += f"; {asked:.3g} st asked in all, with lifts, dips and fry by {setting:.3g} (measured)"
    trace.decide("f0_sd_st", round(setting, 3), source, why)


def neutral_rate_syll_s(locale: str) -> float:
    """The articulation rate of neutral speech in a locale: that of the default word of speed.

    >>> neutral_rate_syll_s("en-US"), neutral_rate_syll_s("zz")
    (5.0, 5.0)
    """
    entry = find("speed", table().defaults["speed"]).entry
    usual = next(gift.value for gift in entry.gives if gift.field == "rate_syll_s")
    factor = rate_factor(locale)
    return usual * (factor.factor if factor else 1.0)


def _rate(persona: Persona, given: dict[str, list[Claim]], trace: _Trace) -> None:
    named = given["rate_syll_s"][-1]
    ratios = given.get("rate_ratio", [])
    if persona.rate_syll_s is not None:
        why = f"given as a number{_overruled([named, *ratios])}"
        trace.decide("rate_syll_s", persona.rate_syll_s, "rate_syll_s", why)
        return
    factor = rate_factor(persona.locale)
    value = named.gift.value * math.prod(part.gift.value for part in ratios)
    why = "; ".join(f"{part} ({part.gift.cited})" for part in [named, *ratios])
    if factor is None:
        why += f"; no rate of {persona.locale} is known, English is taken"
    elif factor.factor != 1.0:
        value *= factor.factor
        why += f"; times {factor.factor:g} for {factor.language} ({factor.cited})"
    trace.decide("rate_syll_s", round(value, 3), _who([named, *ratios]), why)


def _fine(persona: Persona) -> Iterator[tuple[str, str, float]]:
    for name, (field, full) in FINE_FIELDS.items():
        value = getattr(persona.fine, name)
        if value is not None:
            yield name, field, value * full


def _others(persona: Persona, given: dict[str, list[Claim]], trace: _Trace) -> None:
    """Every field that words give and a fine value may overrule."""
    explicit = {field: (name, value) for name, field, value in _fine(persona)}
    handled = {"f0_median_hz", "f0_sd_st", "formant_ratio", "rate_syll_s", "f0_shift_st"}
    for field in Settings.model_fields:
        if field in handled:
            continue
        parts = given.get(field, [])
        if field in explicit:
            name, value = explicit[field]
            why = f"given as a fine value{_overruled(parts)}"
            trace.decide(field, round(value, 4), f"fine.{name}", why)
        elif parts:
            value, why = _combine(parts, getattr(NEUTRAL, field))
            trace.decide(field, round(value, 4), _who(parts), why)


def accent_tag(persona: Persona) -> tuple[str, str]:
    """The tag of the accent (BCP 47) and who named it."""
    if persona.fine.regional_accent is not None:
        word = find("accent", persona.fine.regional_accent)
        if word.entry.tag is not None:
            return word.entry.tag, "fine.regional_accent"
    word = find("accent", persona.accent)
    if word.entry.tag is not None:
        return word.entry.tag, str(word)
    return persona.locale, "locale"


def resolve(persona: Persona, base: VoiceInfo | None = None) -> Resolution:
    """Settings, decisions and accent tag of a persona; never an exception for a valid one.

    ``base`` is the voice that will be shaped, taken as an adult man if not given: formants are
    scaled from its age and gender.
    """
    given = claims(persona)
    trace = _Trace()
    _others(persona, given, trace)
    pitch_ratio = _f0(persona, given, trace)
    _formants(persona, given, trace, pitch_ratio, base)
    _range(persona, given, trace)
    _rate(persona, given, trace)
    values: dict[str, Any] = dict(trace.values)
    return Resolution(Settings(**values), tuple(trace.decisions), accent_tag(persona)[0])


def neutral_settings(settings: Settings) -> Settings:
    """The neutral reference: the base voice with the pitch, range, rate and loudness asked for.

    CPPS, HNR, jitter and the glottal measures drift with F0 and rate (CPPS 0.11 dB a semitone and
    more through WORLD), so qualities are compared at matched F0, range and rate; formants and
    everything else stay as the base voice has them.
    """
    return Settings(
        f0_median_hz=settings.f0_median_hz,
        f0_sd_st=settings.f0_sd_st,
        rate_syll_s=settings.rate_syll_s,
        loudness_lufs=settings.loudness_lufs,
    )
