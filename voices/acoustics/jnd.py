"""Just noticeable differences: the unit in which changes of different measures are compared.

Conventions: a step is the change of a measure that a listener just tells, or, where none is known,
the smallest change that studies of the quality count; ``scale`` says on which axis it lies: linear
in the measure's unit, in semitones, or in percent. Measures of one ``group`` are one piece of
evidence (they correlate .8 to .99 over 208 readers, or are made from each other). Status letters as
in headlines.yaml: R read in the source, N in notes on it, X measured on human speech, M memory, J
judgement.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Step:
    """One just noticeable difference of a measure, its group of evidence, status and source."""

    amount: float
    scale: Literal["linear", "semitones", "percent"]
    group: str
    status: str
    source: str

    def count(self, value: float, reference: float) -> float:
        """How many steps ``value`` lies above ``reference`` (signed).

        >>> JND["f0_median_hz"].count(200.0, 100.0)
        12.0
        """
        if self.scale == "linear":
            return (value - reference) / self.amount
        if value <= 0 or reference <= 0:
            return math.nan
        if self.scale == "semitones":
            return 12 * math.log2(value / reference) / self.amount
        return math.log(value / reference) / math.log1p(self.amount / 100)


JND: Mapping[str, Step] = {
    "f0_median_hz": Step(1.0, "semitones", "pitch", "R+M", "harris1987, klatt1973"),
    "f0_sd_st": Step(0.6, "linear", "range", "M", "thart1990: 1.5 st of the range, over 2.6 SD"),
    "f0_range_st": Step(1.5, "linear", "range", "M", "thart1990"),
    "lift_st": Step(1.5, "linear", "accents", "N", "thart1990: a rise in context"),
    "dip_st": Step(1.5, "linear", "accents", "N", "thart1990: as a rise"),
    "articulation_rate_syll_s": Step(5.0, "percent", "tempo", "R", "quene2007"),
    "pause_mean_s": Step(50.0, "percent", "pauses", "R+J", "owoicho_pause: 50 to 100 %"),
    "npvi": Step(5.0, "linear", "rhythm", "J", "judgement: no figure is known"),
    "loudness_lufs": Step(1.0, "linear", "level", "M", "level of speech"),
    "alpha_db": Step(2.0, "linear", "balance", "N+R", "gobl2003, sundberg2006"),
    "tilt_db_oct": Step(1.1, "linear", "balance", "J", "alpha_db at 1.8 dB a dB/oct (measured)"),
    "energy_1_3k_db": Step(1.5, "linear", "balance", "J", "alpha_db at the same change of tilt"),
    "low_band_db": Step(1.0, "linear", "balance", "J", "alpha_db at the same change of tilt"),
    "cpps_db": Step(1.5, "linear", "periodicity", "R", "barsties2018, murton2020"),
    "hnr_db": Step(3.0, "linear", "periodicity", "M", "hanson1995"),
    "jitter_percent": Step(0.6, "linear", "periodicity", "M", "fraj2011"),
    "shimmer_percent": Step(3.0, "linear", "periodicity", "R", "barsties2018"),
    "tremor_st": Step(0.15, "linear", "tremor", "J", "judgement: half of the audible"),
    "modulation_20_90_db": Step(2.0, "linear", "roughness", "R", "barsties2018"),
    "subharmonic_db": Step(3.0, "linear", "roughness", "J", "half the sub-harmonics of creak"),
    "h1_h2_db": Step(3.2, "linear", "glottal", "R", "kreiman2010"),
    "creak_ratio": Step(0.06, "linear", "creak", "M+X", "drugman2014, martin2012, measured"),
    "tract_shift_ratio": Step(6.0, "percent", "tract", "M", "barreda"),
    "a1_p0_db": Step(3.0, "linear", "nasality", "R", "styler2017"),
    "consonant_vowel_db": Step(1.0, "linear", "articulation", "M", "level of speech"),
    "vowel_space_st": Step(0.5, "linear", "articulation", "R+M", "kewleyport1994: 3 %"),
}
"""Measure -> its step."""


def steps(measure: str, value: float | None, reference: float | None) -> float | None:
    """Signed change of a measure in just noticeable differences, None where it has none.

    >>> steps("cpps_db", 10.0, 13.0), steps("duration_s", 1.0, 2.0)
    (-2.0, None)
    """
    step = JND.get(measure)
    if step is None or value is None or reference is None:
        return None
    found = step.count(value, reference)
    return found if math.isfinite(found) else None
