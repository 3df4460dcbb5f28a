"""What a persona asks of the measures: at least one target for each of the 20 attributes.

Absolute bands for pitch, range, rate and loudness; for qualities, the change from the neutral
rendering at matched pitch, range and rate (absolute bands alone accept 9 to 23 % of ordinary
voices, measured on readers). A target is a proxy, which never decides an export, where the amount
asked for is under what can be detected, where another attribute pulls at the same measure, or
where no measure proves the attribute.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from voices.accent_targets import accent_targets
from voices.acoustics.verdict import Proof, Target, unprovable
from voices.headlines import LOW_HZ, Effect, Proven, Word, share_of_high, table
from voices.resolve import (
    FINE_FIELDS,
    Claim,
    asked_sd_st,
    claims,
    headline_words,
    identity_f0,
    neutral_settings,
    strength,
)
from voices.shaping.settings import Settings

if TYPE_CHECKING:
    from voices.persona import Persona

ATTRIBUTES = (
    "age", "gender", "accent", "tone", "pitch", "intonation", "speed", "emotion",
    "regional_accent", "rhythm", "range", "dips", "lifts", "volume", "enunciation", "nasality",
    "breathiness", "constriction", "gravel", "fry",
)  # fmt: skip
"""The 8 headline and 12 fine attributes; "defects" comes beside them."""

PITCH_TOLERANCE_ST = 1.0
"""Around a pitch given as a number: the JND of F0 in sentences (harris1987, klatt1973)."""
RATE_TOLERANCE = 0.08
"""Share of the rate: 1.5 x the JND of tempo of 5 % (quene2007)."""
TRACT_TOLERANCE = 0.06
"""Share of the formant scale: the JND of vocal-tract length of 4 to 7 % (barreda, memory), which
also covers the measure's own shrinkage (a true 1.15 reads 1.13)."""
RANGE_TOLERANCE_ST = 0.5
RANGE_TOLERANCE_SHARE = 0.15
"""Around the SD of F0: its minimal detectable change is 0.73 st at 16 s (measured, different
texts), 0.5 at 45 s and more; wide ranges vary in proportion."""
LOUDNESS_TOLERANCE_LU = 1.0
"""JND of level 1 dB (memory)."""
TRUE_PEAK_DBTP = -1.0
"""AES TD1004: at most -1 dBTP for speech files."""
OPPOSITION = 0.25
"""Others that pull a measure back by more than this share of what is asked make it a proxy
(judgement)."""
ROOM = 1.2
"""A change is asked for where it is expected to exceed the smallest that counts by this factor:
other sentences give 10 to 20 % less or more (measured)."""
GUARD_SHARE = 0.5
"""A guard holds where others are expected to use up less than half of it (judgement)."""
DEAD_AIR_S = 2.0
"""Longest silence inside a prompt: twice the longest pause of read speech (campione2002)."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A persona with everything that its targets are derived from."""

    persona: Persona
    settings: Settings
    given: dict[str, list[Claim]] = field(repr=False)
    words: dict[str, Word] = field(repr=False)

    @property
    def f0_hz(self) -> float:
        """The median F0 asked for."""
        return self.settings.f0_median_hz or LOW_HZ

    def pull(
        self, measure: str, *, without: frozenset[str] = frozenset(), only: str | None = None
    ) -> float:
        """Expected change of a measure against the neutral rendering, by all fields of the
        settings, by all but some, or by one."""
        neutral = neutral_settings(self.settings)
        slopes = table().responses.get(measure, {})
        total = 0.0
        for name, (low, high) in slopes.items():
            if name not in without and only in (None, name):
                slope = low + (high - low) * share_of_high(self.f0_hz)
                total += slope * (getattr(self.settings, name) - getattr(neutral, name))
        return total


def _amount(value: float) -> str:
    return "as the base voice" if value == 0 else f"{value:g}"


def _opposed(case: _Case, measure: str, own: frozenset[str], wanted: float) -> str:
    """Why a relative target cannot decide: what pulls the other way, "" if nothing does."""
    other = case.pull(measure, without=own)
    if wanted * other >= 0 or abs(other) <= OPPOSITION * abs(wanted):
        return ""
    names = [
        name
        for name in table().responses.get(measure, {})
        if name not in own and case.pull(measure, only=name) * wanted < 0
    ]
    return f"{', '.join(names)} pull {measure} the other way by {abs(other):.2g}"


def _effect(case: _Case, attribute: str, effect: Effect) -> Target:
    """Target of one fine attribute on one measure."""
    name, full = FINE_FIELDS[attribute]
    amount = round(getattr(case.settings, name) / full, 3)
    target = Target(
        attribute, effect.measure, _amount(amount), None, None, relative=True,
        source=effect.cited, proof=Proof.PROXY if effect.proxy else Proof.MEASURED,
    )  # fmt: skip
    expected = effect.expected(amount, case.f0_hz)
    own = frozenset({name})
    if amount == 0:
        return _untouched(case, target, effect)
    if opposed := _opposed(case, effect.measure, own, expected):
        return replace(target, proof=Proof.PROXY, note=opposed)
    sign = 1.0 if expected > 0 else -1.0
    if abs(expected) < ROOM * effect.minimum:
        low, high = (0.0, None) if sign > 0 else (None, 0.0)
        note = f"{abs(expected):.2g} expected; less than {effect.minimum:g} cannot be told surely"
        return replace(target, low=low, high=high, proof=Proof.PROXY, note=note)
    other = max(sign * case.pull(effect.measure, without=own), 0.0)
    near = max(effect.minimum, 0.5 * abs(expected)) + 0.5 * other
    far = 2.0 * (abs(expected) + other) + effect.minimum
    ends = sorted((sign * near, sign * far))
    return replace(target, low=ends[0], high=ends[1], note=f"{sign * abs(expected):+.2g} expected")


def _untouched(case: _Case, target: Target, effect: Effect) -> Target:
    """Target of a quality that nobody asks for: its measure stays with the base voice."""
    other = case.pull(effect.measure)
    if abs(other) > OPPOSITION * effect.minimum:
        note = f"not asked for; others move {effect.measure} by {other:+.2g}"
        return replace(target, proof=Proof.PROXY, note=note)
    note = "not asked for: no change that could be told"
    span = effect.minimum
    if effect.expected(1.0, case.f0_hz) > 0:
        return replace(target, high=span, note=note)
    return replace(target, low=-span, note=note)


def _proven(case: _Case, word: Word, row: Proven) -> Target:
    """Target of one headline word on one measure."""
    proof = Proof.PROXY if row.proxy else Proof.MEASURED
    target = Target(
        word.attribute, row.measure, word.name, row.low, row.high, relative=row.relative,
        proof=proof, source=row.cited,
    )  # fmt: skip
    if not row.relative:
        return target
    total = case.pull(row.measure)
    if row.low is not None and row.low <= 0:
        # A guard ("CPPS is kept"): asked only where nothing else lowers the measure.
        held = total >= GUARD_SHARE * row.low
        note = f"others move {row.measure} by {total:+.2g}"
    else:
        wanted = row.low if row.low is not None else row.high
        held = wanted is None or total / wanted >= ROOM
        note = (
            f"with all that is asked {row.measure} moves by {total:+.2g}; to be told surely it "
            f"should by {ROOM:g} times {wanted or 0.0:+.2g}"
        )
    return target if held else replace(target, proof=Proof.PROXY, note=note)


def _band_st(low: float, high: float, shift_ratio: float) -> tuple[float, float]:
    return low * shift_ratio, high * shift_ratio


def _pitch(case: _Case) -> Iterator[Target]:
    hz = case.settings.f0_median_hz
    assert hz is not None  # noqa: S101  (every resolution decides the median)
    persona = case.persona
    named = case.given.get("f0_median_hz", [])
    if persona.pitch_hz is not None:
        ratio = 2 ** (PITCH_TOLERANCE_ST / 12)
        asked, source = f"{persona.pitch_hz:g} Hz", "harris1987, klatt1973 [R+M]"
        low, high = persona.pitch_hz / ratio, persona.pitch_hz * ratio
    elif named:
        gift = named[-1].gift
        asked, source = case.words["pitch"].name, gift.cited
        low, high = _band_st(gift.low or hz, gift.high or hz, hz / gift.value)
    else:
        row = identity_f0(persona)
        asked, source = f"as {row.age} {row.gender}", row.cited
        low, high = _band_st(row.low or hz, row.high or hz, hz / row.typical)
    note = f"asked {hz:.0f} Hz"
    yield Target("pitch", "f0_median_hz", asked, low, high, source=source, note=note)


def _tract(case: _Case, attribute: str, asked: str, proof: Proof, note: str = "") -> Target:
    ratio = case.settings.formant_ratio
    return Target(
        attribute, "tract_shift_ratio", asked, ratio * (1 - TRACT_TOLERANCE),
        ratio * (1 + TRACT_TOLERANCE), proof=proof, source="hillenbrand1995 [D], barreda [M]",
        note=note or f"formants {ratio:g} times the base voice",
    )  # fmt: skip


def _age_gender(case: _Case) -> Iterator[Target]:
    row = identity_f0(case.persona)
    free = case.persona.pitch_hz is None and not case.given.get("f0_median_hz")
    f0 = next(_pitch(case))
    by_f0 = "" if free else "the pitch is asked for by itself, it says nothing of age or gender"
    tight = Proof.MEASURED if free else Proof.PROXY
    yield replace(f0, attribute="gender", asked=row.gender, proof=tight, note=by_f0 or f0.note)
    yield _tract(case, "gender", row.gender, Proof.MEASURED)
    classes = (
        "only child, young, adult and old can be told; listeners err by 10 years (huckvale2015)"
    )
    proof = tight if row.age == "child" else Proof.PROXY
    yield replace(f0, attribute="age", asked=row.age, proof=proof, note=by_f0 or classes)
    child = Proof.MEASURED if row.age == "child" else Proof.PROXY
    yield _tract(case, "age", row.age, child, "" if row.age == "child" else classes)
    for proven in case.words["age"].entry.proves:
        yield _proven(case, case.words["age"], proven)


def _range(case: _Case) -> Iterator[Target]:
    sd = asked_sd_st(case.settings)
    span = max(RANGE_TOLERANCE_ST, RANGE_TOLERANCE_SHARE * sd)
    fine = case.persona.fine.range
    asked = f"{fine:g} times" if fine is not None else "as intonation and emotion"
    source = "measured [X], traunmuller1995 [M]"
    yield Target(
        "range", "f0_sd_st", asked, max(sd - span, 0.0), sd + span, source=source,
        note=f"asked {sd:.2f} st",
    )  # fmt: skip
    word = case.words["intonation"]
    gift = case.given["f0_sd_st"][-1].gift
    ratio = sd / gift.value
    low, high = (gift.low or 0.0) * ratio, (gift.high or sd) * ratio
    if abs(ratio - 1) >= 0.01:
        # A narrowed band is no narrower than what can be told.
        low, high = min(low, sd - span), max(high, sd + span)
    yield Target(
        "intonation", "f0_sd_st", word.name, low, high, source=gift.cited,
        note="" if abs(ratio - 1) < 0.01 else f"the word's band times {ratio:.2f}",
    )  # fmt: skip
    for row in word.entry.proves:
        target = _proven(case, word, row)
        if not row.relative:
            target = replace(
                target,
                low=None if row.low is None else row.low * ratio,
                high=None if row.high is None else row.high * ratio,
            )
        yield target


def _speed(case: _Case) -> Iterator[Target]:
    rate = case.settings.rate_syll_s
    assert rate is not None  # noqa: S101  (every resolution decides the rate)
    explicit = case.persona.rate_syll_s
    yield Target(
        "speed", "articulation_rate_syll_s",
        case.words["speed"].name if explicit is None else f"{explicit:g} syll/s",
        rate * (1 - RATE_TOLERANCE), rate * (1 + RATE_TOLERANCE), source="quene2007 [R]",
        note=f"asked {rate:.2f} syll/s",
    )  # fmt: skip


def _volume(case: _Case) -> Iterator[Target]:
    lufs = case.settings.loudness_lufs
    yield Target(
        "volume", "loudness_lufs", f"{lufs:g} LUFS", lufs - LOUDNESS_TOLERANCE_LU,
        lufs + LOUDNESS_TOLERANCE_LU, source="ITU-R BS.1770-4; gcloud_lufs, aes_td1004 [R]",
    )  # fmt: skip
    yield Target(
        "volume", "true_peak_dbtp", f"at most {TRUE_PEAK_DBTP:g} dBTP", None, TRUE_PEAK_DBTP,
        source="aes_td1004 [R]",
    )  # fmt: skip


def _words(case: _Case, attribute: str) -> Iterator[Target]:
    """Targets of a tone or an emotion; a neutral one asks that nothing of it be heard."""
    word = case.words[attribute]
    for row in word.entry.proves:
        felt = row.at_strength(strength(case.persona)) if attribute == "emotion" else row
        yield _proven(case, word, felt)


def _emotion(case: _Case) -> Iterator[Target]:
    """An emotion by its consequences on pitch, range and rate, and the change of quality.

    The directions are of actors' speech; that a listener hears the emotion is not proved.
    """
    word = case.words["emotion"]
    if not word.entry.gives or not strength(case.persona):
        yield unprovable("emotion", word.name, "neutral: the persona's other attributes alone")
        return
    note = "a consequence of the emotion; that it is heard is not proved"
    for base in (next(_pitch(case)), next(_range(case)), next(_speed(case))):
        yield replace(base, attribute="emotion", asked=word.name, proof=Proof.PROXY, note=note)
    for target in _words(case, "emotion"):
        yield replace(target, proof=Proof.PROXY, note=target.note or note)


def _tone(case: _Case) -> Iterator[Target]:
    word = case.words["tone"]
    if not word.entry.gives:
        yield unprovable("tone", word.name, "neutral: nothing of a tone is asked for")
    yield from _words(case, "tone")


def _defects(case: _Case) -> Iterator[Target]:
    for measure, high, source in (
        ("clipped_ratio", 0.0, "no sample at full scale"),
        ("dead_air_s", DEAD_AIR_S, "campione2002 [R], judgement [J]"),
    ):
        yield Target("defects", measure, "none", None, high, source=source)
    clicks = Target("defects", "click_count", "none", None, 0.0, source="no click")
    if case.settings.fry:
        # Single pulses of fry are isolated jumps too (3 to 7 in 32 s, measured).
        clicks = replace(clicks, proof=Proof.PROXY, note="pulses of fry count as clicks")
    yield clicks
    yield Target("defects", "dc_offset", "none", -0.005, 0.005, source="judgement [J]")


def targets(persona: Persona, settings: Settings) -> tuple[Target, ...]:
    """Targets of all 20 attributes, and "defects", in that order.

    ``settings`` are the persona's as resolved for its base voice; bands lie around them, so
    settings that a closed loop has moved are not to be given here.

    >>> from voices.persona import Persona
    >>> persona = Persona(name="leo", pitch="tenor")
    >>> asked = targets(persona, persona.resolve().settings)
    >>> [(t.measure, t.low, t.high) for t in asked if t.attribute == "pitch"]
    [('f0_median_hz', 122.0, 155.0)]
    """
    case = _Case(persona, settings, claims(persona), headline_words(persona))
    found = [
        *_age_gender(case), *accent_targets(persona), *_tone(case), *_pitch(case), *_range(case),
        *_speed(case), *_emotion(case), *_volume(case),
        *(
            _effect(case, attribute, effect)
            for attribute, effects in table().attributes.items()
            for effect in effects
        ),
    ]  # fmt: skip
    order = {name: place for place, name in enumerate(ATTRIBUTES)}
    return (*sorted(found, key=lambda target: order[target.attribute]), *_defects(case))


def expected(persona: Persona, settings: Settings, target: Target) -> float | None:
    """What a persona's own design says of the measure of a target, the persona's or another's, in
    its unit: a value, or for a relative target the change from the neutral rendering. None where
    the design says nothing of it."""
    if target.relative:
        return _Case(persona, settings, {}, {}).pull(target.measure)
    asked = {
        "f0_median_hz": settings.f0_median_hz,
        "f0_sd_st": asked_sd_st(settings),
        "articulation_rate_syll_s": settings.rate_syll_s,
        "loudness_lufs": settings.loudness_lufs,
        "tract_shift_ratio": settings.formant_ratio,
    }
    return asked.get(target.measure)
