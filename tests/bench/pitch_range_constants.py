"""The constants of voices/pitch_range.py, measured on the chain: prints each with its parts.

SD of F0 by Praat over verification and sample sentences, which calibrate nothing, of a male and a
female persona in several languages. Takes some minutes of one core.
Run: python tests/bench/pitch_range_constants.py [LOCALE ...]
"""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from typing import Any

import numpy as np

from normalizers import normalize
from voices.acoustics.report import measure_all
from voices.persona import Persona
from voices.sentences import sentences
from voices.shaping import Settings
from voices.speaking import Voice, prepare, speak

LOCALES = ("en-US", "fr-FR", "es-MX")
F0_HZ = {"male": 112.0, "female": 205.0}
SETTINGS_ST = (0.6, 1.1, 1.7, 2.3, 3.0, 3.8, 4.6, 5.6, 6.8, 8.0)
LIFTS_ST, DIPS_ST, FRY = (1.0, 2.0, 3.0), (1.0, 2.0, 3.5), (0.25, 0.5, 1.0)
AT_ST = 3.0


def sd_st(voice: Voice, **values: Any) -> float:
    """SD of F0 with settings that are neutral but for the values."""
    hz = F0_HZ[voice.persona.gender]
    settings = Settings(f0_median_hz=hz, **values)
    changed = replace(voice, settings=settings)
    locale = voice.persona.locale
    lines = [*sentences(locale, "verification"), *sentences(locale, "samples")]
    spoken = [speak(normalize(line, locale), changed) for line in lines]
    value = measure_all(spoken, families=("pitch",)).value("f0_sd_st")
    assert value is not None
    return value


def main() -> int:
    """Measure and print; returns 0."""
    voices = [
        prepare(Persona(name="bench", locale=locale, gender=gender))
        for locale in sys.argv[1:] or LOCALES
        for gender in F0_HZ
    ]
    print("SD_CURVE: setting -> measured, mean (least to greatest)")
    for setting in SETTINGS_ST:
        found = [sd_st(voice, f0_sd_st=setting) for voice in voices]
        print(f"  {setting:.2f} -> {np.mean(found):.2f} ({min(found):.2f} to {max(found):.2f})")
    plain = [sd_st(voice, f0_sd_st=AT_ST) for voice in voices]
    for name, field, amounts in (
        ("LIFT_SD_ST", "lifts_st", LIFTS_ST),
        ("DIP_SD_ST", "dips_st", DIPS_ST),
    ):
        for amount in amounts:
            moved = [sd_st(voice, f0_sd_st=AT_ST, **{field: amount}) for voice in voices]
            shares = [
                math.sqrt(max(value**2 - base**2, 0.0)) / amount
                for value, base in zip(moved, plain, strict=True)
            ]
            print(f"{name} at {amount:g}: {np.mean(shares):.2f} "
                  f"({min(shares):.2f} to {max(shares):.2f})")  # fmt: skip
    for fry in FRY:
        lost = [
            base - sd_st(voice, f0_sd_st=AT_ST, fry=fry)
            for voice, base in zip(voices, plain, strict=True)
        ]
        print(f"FRY_SD_ST at {fry:g}: {np.mean(lost):.2f} ({min(lost):.2f} to {max(lost):.2f})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
