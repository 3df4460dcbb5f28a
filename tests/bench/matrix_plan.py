"""What the matrix of attributes renders: base voices, attributes, and their five settings.

Conventions: a position runs from -1 or 0 to 1; 0 is the neutral setting of that attribute, 1 the
full one. ``own`` is the measure that proves the attribute, ``also`` are the measures that it moves
by its definition; every other measure is cross-talk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from voices.persona import Persona
from voices.shaping.settings import Settings
from voices.speaking import Voice

HERE = Path(__file__).resolve().parent
LANGUAGES = {"en-US": "en-us", "es-MX": "es-419"}
"""Locale -> the engine's voice of it."""

BASES = {
    "man": {"gender": "male", "pitch_hz": 112.0},
    "man, variant m3": {"gender": "male", "pitch_hz": 95.0, "variant": "m3"},
    "woman": {"gender": "female", "pitch_hz": 198.0},
    # Its formants are a woman's by themselves; they are scaled from its own.
    "woman, variant f3": {"gender": "male", "pitch_hz": 208.0, "variant": "f3"},
}
"""Two men and two women: one of each is the engine's plain voice (the woman shaped from it by this
chain), the other a variant of the engine with formants and a source of its own."""

BIPOLAR, UNIPOLAR = (-1.0, -0.5, 0.0, 0.5, 1.0), (0.0, 0.25, 0.5, 0.75, 1.0)

BALANCE = ("alpha_db", "tilt_db_oct", "energy_1_3k_db", "low_band_db")
NOISE = ("cpps_db", "hnr_db", "jitter_percent", "shimmer_percent")
RANGE = ("f0_sd_st", "f0_range_st")
MELODY = (*RANGE, "lift_st", "dip_st")

PersonaChange = Callable[[Persona, float], Persona]
SettingsChange = Callable[[Settings, float], Settings]


def _same(persona: Persona, position: float) -> Persona:
    return persona


def _unchanged(settings: Settings, position: float) -> Settings:
    return settings


@dataclass(frozen=True, slots=True)
class Row:
    """One attribute: how a position changes the persona, or the settings where it has no word.

    ``sign`` is the direction in which the own measure goes; it ``turns`` on women's bases where the
    full setting is the other gender.
    """

    name: str
    own: str
    sign: int
    positions: tuple[float, ...]
    also: tuple[str, ...] = ()
    persona: PersonaChange = field(default=_same, repr=False)
    settings: SettingsChange = field(default=_unchanged, repr=False)
    turns: bool = False

    def sign_on(self, base: str) -> int:
        """The direction of the own measure on a base voice."""
        return -self.sign if self.turns and base.startswith("woman") else self.sign


def _fine(name: str, full: float = 1.0) -> PersonaChange:
    return lambda persona, position: persona.with_values({f"fine.{name}": full * position})


def _words(attribute: str, *words: str) -> PersonaChange:
    """Five words from low to high, by position."""

    def change(persona: Persona, position: float) -> Persona:
        return persona.with_values({attribute: words[round(2 * position) + 2]})

    return change


def _pitch(persona: Persona, position: float) -> Persona:
    assert persona.pitch_hz is not None
    return persona.with_values({"pitch_hz": round(persona.pitch_hz * 2 ** (4 * position / 12), 2)})


def _gender(settings: Settings, position: float) -> Settings:
    """Towards the other gender: the F0 and formants of an ordinary woman against a man's."""
    median_hz = settings.f0_median_hz or 100.0
    turn = 1 if median_hz < 150 else -1
    return settings.model_copy(
        update={
            "f0_median_hz": median_hz * (198 / 112) ** (turn * position),
            "formant_ratio": settings.formant_ratio * 1.157 ** (turn * position),
            "h1_db": settings.h1_db + 2.0 * turn * position,
        }
    )


def _emotion(persona: Persona, position: float) -> Persona:
    word = "sad" if position < 0 else "upbeat"
    return persona.with_values({"emotion": word, "emotion_strength": 1.5 * abs(position)})


ROWS = (
    Row("pitch", "f0_median_hz", 1, BIPOLAR, persona=_pitch),
    Row(
        "gender", "tract_shift_ratio", 1, UNIPOLAR, ("f0_median_hz", "h1_h2_db"), settings=_gender,
        turns=True,
    ),
    Row(
        "intonation", "f0_sd_st", 1, BIPOLAR, (
            *MELODY, "consonant_vowel_db", "pause_mean_s", "npvi", "articulation_rate_syll_s",
        ),
        persona=_words(
            "intonation", "monotone", "professional", "conversational", "urban", "expressive"
        ),
    ),
    Row(
        "speed", "articulation_rate_syll_s", 1, BIPOLAR, ("pause_mean_s",),
        persona=_words("speed", "slow", "relaxed", "conversational", "quick", "fast"),
    ),
    Row(
        "emotion", "f0_sd_st", 1, BIPOLAR,
        (
            "f0_median_hz", *MELODY, "articulation_rate_syll_s", "loudness_lufs", *BALANCE,
            "h1_h2_db", "cpps_db", "hnr_db", "tract_shift_ratio", "consonant_vowel_db",
            "vowel_space_st", "pause_mean_s",
        ),
        persona=_emotion,
    ),
    Row("rhythm", "npvi", 1, BIPOLAR, persona=_fine("rhythm")),
    Row(
        "range", "f0_sd_st", 1, BIPOLAR, MELODY,
        persona=lambda persona, position: persona.with_values(
            {"fine.range": round(2.0**position, 3)}
        ),
    ),
    Row("dips", "dip_st", 1, UNIPOLAR, ("lift_st",), persona=_fine("dips")),
    Row("lifts", "lift_st", 1, UNIPOLAR, ("dip_st",), persona=_fine("lifts")),
    Row(
        "volume", "loudness_lufs", 1, BIPOLAR,
        persona=lambda persona, position: persona.with_values({"fine.volume": -20 + 6 * position}),
    ),
    Row(
        "enunciation", "consonant_vowel_db", 1, BIPOLAR,
        ("vowel_space_st", "energy_1_3k_db", "alpha_db"), persona=_fine("enunciation"),
    ),
    Row("nasality", "a1_p0_db", -1, UNIPOLAR, persona=_fine("nasality")),
    Row(
        "breathiness", "cpps_db", -1, UNIPOLAR, ("h1_h2_db", *NOISE, *BALANCE),
        persona=_fine("breathiness"),
    ),
    Row(
        "constriction", "h1_h2_db", -1, UNIPOLAR, (*BALANCE, *RANGE),
        persona=_fine("constriction"),
    ),
    Row(
        "gravel", "subharmonic_db", 1, UNIPOLAR, ("modulation_20_90_db", *NOISE),
        persona=_fine("gravel"),
    ),
    Row("fry", "creak_ratio", 1, UNIPOLAR, persona=_fine("fry")),
)  # fmt: skip


def sentences(tag: str) -> tuple[str, ...]:
    """The twelve sentences of a language."""
    lines = (HERE / "matrix_sentences" / f"{tag}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def base_persona(tag: str, base: str) -> Persona:
    """The neutral persona of a base voice."""
    values = dict(BASES[base])
    variant = values.pop("variant", None)
    voice = LANGUAGES[tag] + (f"+{variant}" if variant else "")
    return Persona(name="matrix", locale=tag, **values).with_values({"engine.voice": voice})


def voice_at(tag: str, base: str, row: Row, position: float) -> Voice:
    """The voice at one setting of one attribute."""
    from voices.speaking import prepare

    voice = prepare(row.persona(base_persona(tag, base), position))
    return replace(voice, settings=row.settings(voice.settings, position))
