"""What a run of a regression suite found, as values, as lines, and as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from textwrap import shorten
from typing import Any

SHOWN = 80
"""Characters of a prompt that its line shows."""
AROUND = 2
"""Words that are shown on each side of where two texts part."""
UNITS_OF_CHANGE = {"LUFS": "LU", "dBTP": "dB"}
"""Unit of a level -> unit of a difference of levels."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was recorded.

    ``what`` names the expectation, ``asked`` what the persona or the text asks for; ``tolerance``
    is in ``unit``; ``change_jnd`` counts just noticeable differences; ``why`` says what else there
    is to say.
    """

    what: str
    asked: str
    baseline: float | str | None
    measured: float | str | None
    tolerance: float | None = None
    unit: str = ""
    change_jnd: float | None = None
    why: str = ""

    def __str__(self) -> str:
        parts = [f"asked {self.asked}"] if self.asked else []
        if isinstance(self.baseline, str) and isinstance(self.measured, str):
            before, after = parted(self.baseline, self.measured)
            parts += [f'baseline "{before}"', f'measured "{after}"']
        else:
            parts += [f"baseline {self._shown(self.baseline)}"]
            parts += [f"measured {self._shown(self.measured)}"]
        if self.tolerance is not None:
            unit = UNITS_OF_CHANGE.get(self.unit, self.unit)
            parts.append(f"tolerance {self.tolerance:.3g} {unit}".rstrip())
        if self.change_jnd is not None:
            parts.append(f"change {self.change_jnd:+.2g} JND")
        if self.why:
            parts.append(self.why)
        return f"{self.what}: {', '.join(parts)}"

    def _shown(self, value: float | str | None) -> str:
        return "none" if value is None else f"{value:.4g} {self.unit}".rstrip()


def parted(before: str, after: str) -> tuple[str, str]:
    """Where two texts part, with two words around.

    >>> parted("one two three four five six", "one two three 4 five six")
    ('... two three four five six', '... two three 4 five six')
    """
    old, new = before.split(), after.split()
    least = min(len(old), len(new))
    head = next((at for at in range(least) if old[at] != new[at]), least)
    tail = next((at for at in range(least - head) if old[-1 - at] != new[-1 - at]), least - head)
    first, left = max(0, head - AROUND), max(0, tail - AROUND)

    def shown(words: list[str]) -> str:
        kept = words[first : len(words) - left]
        return " ".join(["..."] * (first > 0) + kept + ["..."] * (left > 0))

    return shown(old), shown(new)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One prompt, or the verdicts: what differs, or the error that left nothing to compare."""

    id: str
    text: str
    differences: tuple[Difference, ...]
    error: str = ""
    time_s: float = 0.0

    @property
    def held(self) -> bool:
        """Whether all is as it was recorded."""
        return not self.differences and not self.error

    @property
    def status(self) -> str:
        """``ok``, ``changed`` or ``error``."""
        return "error" if self.error else "changed" if self.differences else "ok"

    def __str__(self) -> str:
        if self.error:
            return f"{self.id}: error: {self.error}"
        if self.differences:
            names = ", ".join(dict.fromkeys(one.what for one in self.differences))
            return f"{self.id}: changed: {names}"
        return f"{self.id}: ok: {shorten(self.text, SHOWN, placeholder=' ...')}"


@dataclass(frozen=True, slots=True)
class Run:
    """A suite as it came out: prompts, the verdicts where the suite has any, notes on what else is
    not as it was, and the versions here."""

    prompts: tuple[Outcome, ...]
    verdicts: Outcome | None
    notes: tuple[str, ...]
    digest: str
    versions: Mapping[str, str]

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The prompts, then the verdicts."""
        return (*self.prompts, self.verdicts) if self.verdicts else self.prompts

    @property
    def held(self) -> bool:
        """Whether all is as it was recorded."""
        return all(one.held for one in self.outcomes)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "held": self.held,
            "digest": self.digest,
            "notes": list(self.notes),
            "versions": dict(self.versions),
            "prompts": [_row(one) for one in self.prompts],
            "verdicts": _row(self.verdicts) if self.verdicts else None,
        }


def _row(outcome: Outcome) -> dict[str, Any]:
    return {**asdict(outcome), "status": outcome.status}
