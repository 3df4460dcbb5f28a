"""Phrasing: what an utterance's words, marks and groups ask of intonation and pauses.

`plan` is pure and knows no engine: it makes phrases of tokens; `phrases` finds their words in a
speech, where `voices.shaping` realises them. `readable` gives an engine the divisions of the plan.
"""

from voices.phrasing.plan import Planned, plan, readable
from voices.phrasing.words import phrases

__all__ = ["Planned", "phrases", "plan", "readable"]
