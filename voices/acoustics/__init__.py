"""Acoustics: measures of any speech or sound, and verdicts on them. A leaf of the house.

Measure any sound with `measure`, joined renders with `measure_all`, a rendering against the
neutral one with `measure_against`; settings and their version are in `analysis`, names, units
and methods in `catalogue`.
"""

from voices.acoustics.report import (
    measure,
    measure_against,
    measure_all,
    measure_all_against,
    tract_shift_ratio,
)
from voices.acoustics.verdict import Measure, Proof, Report, Target, Verdict

__all__ = [
    "Measure",
    "Proof",
    "Report",
    "Target",
    "Verdict",
    "measure",
    "measure_against",
    "measure_all",
    "measure_all_against",
    "tract_shift_ratio",
]
