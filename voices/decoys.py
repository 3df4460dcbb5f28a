"""The audit by decoys: how often a persona's checks would accept a voice that was asked otherwise.

Decoys are personas drawn at random, rendered and measured once; a bank of them lies beside the
code for each audited locale and is renewed by ``tests/bench/decoys.py``. A decoy counts for an
attribute where its own design leaves one of the attribute's bands by more than one just noticeable
difference: to accept a voice that nobody can tell from the asked one is no mistake.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from voices.acoustics import analysis
from voices.acoustics.jnd import JND
from voices.acoustics.verdict import Measure, Proof, Report, Target
from voices.persona import Persona
from voices.shaping.settings import Settings
from voices.targets import expected, targets

FEWEST = 30
"""Decoys that an audit needs at least (09_verification [J]); of 30, none accepted shows under
10 % at a confidence of 95 % (rule of three)."""
MOST_ACCEPTED, MOST_PASSED = 0.05, 0.01
"""False accepts of an attribute and of a persona that are borne (09_verification [J])."""
NOT_AUDITED = frozenset({"accent", "regional_accent", "defects"})
"""Accents have probe sentences of their own, on which their checks are held against all other
accents of the language; defects are no design."""


class DecoyRow(BaseModel):
    """One decoy of the bank: its design and settings, what it and its neutral rendering measure."""

    model_config = ConfigDict(extra="forbid", strict=True)

    persona: dict[str, Any]
    settings: dict[str, Any]
    report: dict[str, float | None]
    neutral: dict[str, float | None]


class Bank(BaseModel):
    """The decoys of a locale, with the version of the measures."""

    model_config = ConfigDict(extra="forbid", strict=True)

    locale: str
    analysis: str
    decoys: list[DecoyRow] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Decoy:
    """A voice that was asked otherwise: design, settings, and the reports of its renderings."""

    persona: Persona
    settings: Settings
    report: Report
    neutral: Report


@dataclass(frozen=True, slots=True)
class Count:
    """Decoys that were accepted, of those that should not be."""

    accepted: int
    tried: int

    @property
    def rate(self) -> float | None:
        """Share that was accepted, 0 to 1; None without decoys."""
        return self.accepted / self.tried if self.tried else None


@dataclass(frozen=True, slots=True)
class Audit:
    """False accepts of each attribute that is measured, and of the persona as a whole; ``why``
    says why there is none."""

    attributes: Mapping[str, Count]
    persona: Count
    why: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "persona": _row(self.persona),
            "attributes": {name: _row(count) for name, count in self.attributes.items()},
            "why": self.why,
        }


UNAUDITED = Audit({}, Count(0, 0), "not audited")


def _row(count: Count) -> dict[str, Any]:
    return {"accepted": count.accepted, "tried": count.tried, "rate": count.rate}


def _report(values: Mapping[str, float | None]) -> Report:
    measures = {
        name: Measure(name, value, "", "decoy", "" if value is not None else "none in the bank")
        for name, value in values.items()
    }
    return Report(measures, {})


@lru_cache(maxsize=8)
def bank(locale: str) -> tuple[Decoy, ...]:
    """The decoys of a locale; none where no bank was made, or by other measures."""
    file = resources.files("voices").joinpath("decoys", f"{locale}.json")
    if not file.is_file():
        return ()
    read = Bank.model_validate(json.loads(file.read_text(encoding="utf-8")))
    if read.analysis != analysis.VERSION:
        return ()
    return tuple(
        Decoy(
            Persona.model_validate(row.persona),
            Settings.model_validate(row.settings),
            _report(row.report),
            _report(row.neutral),
        )
        for row in read.decoys
    )


def _leaves(decoy: Decoy, target: Target) -> bool:
    """Whether a decoy's own design lies outside a target's band by more than a JND."""
    aim = expected(decoy.persona, decoy.settings, target)
    step = JND.get(target.measure)
    if aim is None or step is None:
        return False
    for edge, side in ((target.low, -1.0), (target.high, 1.0)):
        if edge is None:
            continue
        # A relative band holds differences: its steps are counted from 0 on a linear scale.
        beyond = (aim - edge) / step.amount if target.relative else step.count(aim, edge)
        if side * beyond > 1.0:
            return True
    return False


def _decisive(asked: Iterable[Target]) -> dict[str, list[Target]]:
    """The targets that decide, by attribute."""
    found: dict[str, list[Target]] = {}
    for target in asked:
        if target.proof is Proof.MEASURED and target.attribute not in NOT_AUDITED:
            found.setdefault(target.attribute, []).append(target)
    return found


def audit(persona: Persona, settings: Settings, decoys: Sequence[Decoy] | None = None) -> Audit:
    """Hold every decoy of the persona's locale against what the persona asks.

    ``settings`` are as `targets` wants them. Without a bank of at least 30 decoys for the locale
    the audit is empty and says why.
    """
    found = bank(persona.locale) if decoys is None else tuple(decoys)
    if len(found) < FEWEST:
        return Audit({}, Count(0, 0), f"{len(found)} decoys for {persona.locale}; {FEWEST} needed")
    asked = _decisive(targets(persona, settings))
    accepted = dict.fromkeys(asked, 0)
    tried = dict.fromkeys(asked, 0)
    passed = others = 0
    for decoy in found:
        holds = {
            name: all(v.ok is True for v in decoy.report.against(own, decoy.neutral))
            for name, own in asked.items()
        }
        differs = [name for name, own in asked.items() if any(_leaves(decoy, t) for t in own)]
        for name in differs:
            tried[name] += 1
            accepted[name] += holds[name]
        others += bool(differs)
        passed += bool(differs) and all(holds.values())
    counts = {name: Count(accepted[name], tried[name]) for name in asked}
    return Audit(counts, Count(passed, others))
