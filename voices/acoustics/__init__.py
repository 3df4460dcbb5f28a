"""Acoustics: measures of any speech or sound, and verdicts on them. A leaf of the house."""

from voices.acoustics.verdict import Measure, Report, Target, Verdict

__all__ = ["Measure", "Report", "Target", "Verdict"]
