"""What the chain is asked to make, in physical units, and the base voice it starts from.

Conventions: a value of None or the stated neutral means "as the base voice". Forms are made from
these fields: range, step, unit and help are in each field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field


def knob(low: float, high: float, step: float, unit: str, text: str) -> Any:
    """A field with range, step, unit and help, from which a slider is made."""
    extra: dict[str, Any] = {"step": step, "unit": unit}
    return Field(ge=low, le=high, description=text, json_schema_extra=extra)


class Settings(BaseModel):
    """Every parameter of the chain. Immutable; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    f0_median_hz: Annotated[float | None, knob(50, 400, 1, "Hz", "median F0 of the voice")] = None
    f0_sd_st: Annotated[
        float | None,
        knob(0.2, 8, 0.05, "st", "SD of F0 over running speech, before lifts and dips"),
    ] = None
    formant_ratio: Annotated[
        float,
        knob(0.8, 1.5, 0.01, "times", "formant scale against the base voice; 1.16 male to female"),
    ] = 1.0
    rate_syll_s: Annotated[
        float | None, knob(1.5, 10, 0.05, "syll/s", "articulation rate, pauses left out")
    ] = None
    pause_ratio: Annotated[float, knob(0.3, 3, 0.05, "times", "length of pauses")] = 1.0
    lifts_st: Annotated[float, knob(0, 6, 0.1, "st", "rise on accented syllables")] = 0.0
    dips_st: Annotated[float, knob(0, 6, 0.1, "st", "valley between accented syllables")] = 0.0
    final_st: Annotated[
        float, knob(-8, 8, 0.1, "st", "extra movement on phrase ends; negative falls")
    ] = 0.0
    vowel_contrast: Annotated[
        float, knob(-1, 1, 0.05, "", "contrast of vowel durations; 0 as the base voice")
    ] = 0.0
    loudness_lufs: Annotated[float, knob(-30, -14, 0.5, "LUFS", "integrated loudness")] = -20.0
    tilt_db_oct: Annotated[
        float, knob(-4, 4, 0.1, "dB/oct", "change of spectral tilt above 300 Hz")
    ] = 0.0
    warmth_db: Annotated[float, knob(-6, 6, 0.5, "dB", "energy around 220 Hz")] = 0.0
    presence_db: Annotated[float, knob(-6, 8, 0.5, "dB", "energy around 3 kHz")] = 0.0
    h1_db: Annotated[float, knob(-8, 8, 0.5, "dB", "level of the first harmonic")] = 0.0
    breathiness: Annotated[float, knob(0, 1, 0.05, "", "aspiration noise, H1 and tilt")] = 0.0
    nasality: Annotated[float, knob(0, 1, 0.05, "", "nasal pole and zero in voiced sounds")] = 0.0
    constriction: Annotated[float, knob(0, 1, 0.05, "", "pressed: flat tilt, low H1, high F1")] = (
        0.0
    )
    gravel: Annotated[float, knob(0, 1, 0.05, "", "sub-harmonic modulation of the pulses")] = 0.0
    fry: Annotated[float, knob(0, 1, 0.05, "", "irregular slow pulses on phrase ends")] = 0.0
    enunciation: Annotated[
        float, knob(-1, 1, 0.05, "", "vowel space, consonant level and lengthening")
    ] = 0.0
    tremor_st: Annotated[float, knob(0, 2, 0.05, "st", "F0 tremor of 4.7 Hz")] = 0.0
    jitter_st: Annotated[float, knob(0, 2, 0.05, "st", "irregular F0 from frame to frame")] = 0.0
    shimmer_db: Annotated[float, knob(0, 4, 0.1, "dB", "irregular level from frame to frame")] = 0.0


NEUTRAL = Settings()


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the base voice measures over a calibration text; the chain turns the absolute values
    of Settings into ratios with it.

    With phrasing the spread and the rates are those of the neutral phrasing, and ``middle_st`` is
    the median of its contour over the line's own zero; else those of the engine alone.
    ``phones_s`` is the rate in phones a second, None where it is not known.
    """

    f0_median_hz: float
    f0_sd_st: float
    rate_syll_s: float
    middle_st: float = 0.0
    phones_s: float | None = None


def tempo_ratio(settings: Settings, baseline: Baseline) -> float:
    """How many times as fast as the base voice speech is asked to be.

    >>> tempo_ratio(Settings(rate_syll_s=6.0), Baseline(110.0, 2.0, 5.0))
    1.2
    """
    return settings.rate_syll_s / baseline.rate_syll_s if settings.rate_syll_s else 1.0
