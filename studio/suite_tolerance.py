"""How much a measure may differ from its baseline: half of what a listener just notices.

Conventions: a tolerance is in the unit of its measure and holds above and below the baseline.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from voices.acoustics.jnd import JND, Step

SHARE_JND = 0.5
"""Default tolerance in just noticeable differences: below one, so that what can just be heard
fails; not much below, so that other processors' rounding passes (judgement)."""
SHARE = 0.05
"""Default tolerance as a share of the baseline where no JND is known (judgement)."""
LEAST = 0.01
"""Default tolerance at least, in the unit of a measure without a JND (judgement)."""
STEPS: Mapping[str, Step] = {
    **JND,
    # The same words 5 % faster are 5 % shorter; a peak is a level as loudness is.
    "duration_s": JND["articulation_rate_syll_s"],
    "true_peak_dbtp": JND["loudness_lufs"],
}
"""Measure -> its just noticeable difference, also of measures that go with another one."""


def _away(step: Step, baseline: float, count: float) -> float | None:
    """The change from a baseline that so many steps make; None where it is off the axis."""
    if step.scale == "linear":
        return count * step.amount
    if baseline <= 0:
        return None
    octaves = step.amount / 12 if step.scale == "semitones" else math.log2(1 + step.amount / 100)
    return float(baseline * (2 ** (count * octaves) - 1))


def tolerance(measure: str, baseline: float, *, relative: bool = False) -> float:
    """The default: half a just noticeable difference; where none is known, 5 % of the baseline
    and at least 0.01.

    ``relative`` says that the baseline is a difference, which has no ratio.

    >>> round(tolerance("f0_median_hz", 200.0), 2), tolerance("loudness_lufs", -20.0)
    (5.86, 0.5)
    """
    step = STEPS.get(measure)
    if step is None or (relative and step.scale != "linear"):
        return max(SHARE * abs(baseline), LEAST)
    # Half a step up is more than half a step down, and less than a whole one.
    found = _away(step, baseline, SHARE_JND)
    return max(SHARE * abs(baseline), LEAST) if found is None else found


def widest(measure: str, baseline: float, *, relative: bool = False) -> float | None:
    """The tolerance from which on a just noticeable change passes; None where no JND is known.

    A step down is the smaller one.
    """
    step = STEPS.get(measure)
    if step is None or (relative and step.scale != "linear"):
        return None
    below = _away(step, baseline, -1.0)
    return None if below is None else abs(below)


def change_jnd(measure: str, value: float | None, baseline: float | None) -> float | None:
    """Signed change in just noticeable differences; None where there is none.

    >>> change_jnd("f0_median_hz", 200.0, 100.0), change_jnd("npvi", None, 40.0)
    (12.0, None)
    """
    step = STEPS.get(measure)
    if step is None or value is None or baseline is None:
        return None
    found = step.count(value, baseline)
    return found if math.isfinite(found) else None


def rounded(value: float, digits: int = 6) -> float:
    """A number with so many significant digits, as files show it."""
    return float(f"{value:.{digits}g}")
