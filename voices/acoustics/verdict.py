"""Measures, what was asked of them, and the verdict.

Conventions: a measure that does not exist is None with a reason, never 0. A target is either
absolute (a band for the value) or relative (a band for the difference from the report of the
neutral rendering of the same text at the same loudness).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Proof(StrEnum):
    """How well a verdict proves its attribute."""

    MEASURED = "measured"
    PROXY = "proxy"
    NOT_MEASURABLE = "not measurable"


@dataclass(frozen=True, slots=True)
class Measure:
    """One number about a sound: ``value`` in ``unit`` by ``method``, or None and ``why``."""

    name: str
    value: float | None
    unit: str
    method: str
    why: str = ""

    def __post_init__(self) -> None:
        if self.value is None and not self.why:
            raise ValueError(f"measure {self.name} has neither a value nor a reason")


@dataclass(frozen=True, slots=True)
class Target:
    """What an attribute asks of a measure: a band from ``low`` to ``high`` (None is open).

    ``relative`` bands hold the difference from the neutral rendering. ``asked`` is the value or
    word as the user gave it; ``source`` is a key of the table of targets.
    """

    attribute: str
    measure: str
    asked: str
    low: float | None
    high: float | None
    relative: bool = False
    proof: Proof = Proof.MEASURED
    source: str = ""
    note: str = ""


def unprovable(attribute: str, asked: str, why: str) -> Target:
    """A target that no measure proves, and why."""
    return Target(attribute, "", asked, None, None, proof=Proof.NOT_MEASURABLE, note=why)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Asked against measured. ``ok`` is None where nothing could be decided; ``message`` says
    in words what was found and, if it failed, by how much."""

    attribute: str
    measure: str
    asked: str
    measured: float | None
    unit: str
    low: float | None
    high: float | None
    relative: bool
    ok: bool | None
    proof: Proof
    message: str


def band(low: float | None, high: float | None) -> str:
    """A band in words.

    >>> band(163, 188), band(None, -1.5), band(2, None)
    ('163 to 188', 'at most -1.5', 'at least 2')
    """
    if low is not None and high is not None:
        return f"{low:.4g} to {high:.4g}"
    if high is not None:
        return f"at most {high:.4g}"
    if low is not None:
        return f"at least {low:.4g}"
    return "anything"


def _decide(target: Target, value: float, unit: str) -> tuple[bool | None, str]:
    """Whether a value lies in the band, and that in words; None where there is no band."""
    if target.low is None and target.high is None:
        return None, target.note or "nothing is asked of this measure here"
    short = target.low - value if target.low is not None else 0.0
    over = value - target.high if target.high is not None else 0.0
    miss = max(short, over)
    found = "as asked" if miss <= 0 else f"{'below' if short > 0 else 'above'} by {miss:.3g} {unit}"
    wanted = band(target.low, target.high)
    return miss <= 0, f"{found}: {value:.4g} {unit}, wanted {wanted}".replace(" ,", ",")


def judge(target: Target, measure: Measure | None, neutral: Measure | None = None) -> Verdict:
    """Hold one measure against one target; ``neutral`` is needed for a relative one."""
    unit = measure.unit if measure else ""
    value: float | None = None
    ok: bool | None = None
    if target.proof is Proof.NOT_MEASURABLE:
        message = target.note or "no acoustic measure proves this"
    elif measure is None:
        message = ": ".join(filter(None, (f"{target.measure} was not measured", target.note)))
    elif measure.value is None:
        message = measure.why
    elif target.relative and (neutral is None or neutral.value is None):
        message = neutral.why if neutral else "there is no neutral rendering to compare with"
    else:
        value = measure.value
        if target.relative and neutral is not None and neutral.value is not None:
            value -= neutral.value
        ok, message = _decide(target, value, unit)
    return Verdict(
        attribute=target.attribute,
        measure=target.measure,
        asked=target.asked,
        measured=value,
        unit=unit,
        low=target.low,
        high=target.high,
        relative=target.relative,
        ok=ok,
        proof=target.proof,
        message=message,
    )


@dataclass(frozen=True, slots=True)
class Report:
    """All measures of one sound, by name, with the versions of the tools that made them."""

    measures: Mapping[str, Measure]
    tools: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "measures", MappingProxyType(dict(self.measures)))
        object.__setattr__(self, "tools", MappingProxyType(dict(self.tools)))

    def __getitem__(self, name: str) -> Measure:
        return self.measures[name]

    def value(self, name: str) -> float | None:
        """The value of a measure, None where it does not exist."""
        measure = self.measures.get(name)
        return measure.value if measure else None

    def against(self, targets: Iterable[Target], neutral: Report | None = None) -> list[Verdict]:
        """Verdicts on the targets; ``neutral`` is the report of the neutral rendering."""
        return [
            judge(
                target,
                self.measures.get(target.measure),
                neutral.measures.get(target.measure) if neutral else None,
            )
            for target in targets
        ]

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "measures": {name: asdict(measure) for name, measure in self.measures.items()},
            "tools": dict(self.tools),
        }

    def __str__(self) -> str:
        lines = []
        for measure in self.measures.values():
            shown = "-" if measure.value is None else f"{measure.value:.4g}"
            lines.append(f"{measure.name:26} {shown:>10} {measure.unit:8} {measure.why}".rstrip())
        return "\n".join(lines)
