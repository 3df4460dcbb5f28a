"""Whether a check holds every time: pass^k beside pass@k, over seeds and texts.

A voice that passes once and fails on the next call is not verified. Of n trials of a check, c of
which pass, pass^k is the chance that k trials drawn without replacement all pass,
C(c, k) / C(n, k) (yao2024, tau-bench), pass@k that one of them does, 1 - C(n-c, k) / C(n, k)
(chen2021, Codex).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import Any

KS = range(1, 9)
"""k from 1 to 8."""


def pass_all(passed: int, trials: int, k: int) -> float | None:
    """pass^k: chance that k of the trials all pass; None with fewer trials than k.

    >>> pass_all(3, 4, 1), pass_all(3, 4, 2), pass_all(3, 4, 4), pass_all(3, 4, 5)
    (0.75, 0.5, 0.0, None)
    """
    if not 0 <= passed <= trials:
        raise ValueError(f"{passed} of {trials} trials cannot pass")
    return comb(passed, k) / comb(trials, k) if trials >= k else None


def pass_any(passed: int, trials: int, k: int) -> float | None:
    """pass@k: chance that one of k of the trials passes; None with fewer trials than k.

    >>> pass_any(1, 4, 1), pass_any(1, 4, 2), pass_any(1, 4, 4)
    (0.25, 0.5, 1.0)
    """
    missed = pass_all(trials - passed, trials, k)
    return None if missed is None else 1.0 - missed


@dataclass(frozen=True, slots=True)
class Reliability:
    """Trials of each check by name: whether it passed, in the order of the trials."""

    trials: Mapping[str, tuple[bool, ...]]

    def mean_pass_all(self, k: int) -> float | None:
        """Mean of pass^k over the checks; None where a check has fewer trials than k."""
        return _mean([pass_all(sum(t), len(t), k) for t in self.trials.values()])

    def mean_pass_any(self, k: int) -> float | None:
        """Mean of pass@k over the checks; None where a check has fewer trials than k."""
        return _mean([pass_any(sum(t), len(t), k) for t in self.trials.values()])

    @property
    def rejects(self) -> dict[str, float]:
        """Share of the trials that each check refused: false rejects, since every trial is the
        persona's own rendering."""
        return {name: 1 - sum(t) / len(t) for name, t in self.trials.items() if t}

    @property
    def unsteady(self) -> tuple[str, ...]:
        """Checks that passed on some trials only."""
        return tuple(name for name, t in self.trials.items() if 0 < sum(t) < len(t))

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON: pass^k and pass@k by k, and passes of each check."""
        return {
            "pass^k": {str(k): self.mean_pass_all(k) for k in KS},
            "pass@k": {str(k): self.mean_pass_any(k) for k in KS},
            "checks": {n: {"passed": sum(t), "trials": len(t)} for n, t in self.trials.items()},
        }


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known and len(known) == len(values) else None
