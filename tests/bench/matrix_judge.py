"""What the measured matrix says: monotone, large enough, and alone.

Conventions: changes are in just noticeable differences (`voices.acoustics.jnd`) against the neutral
setting of the same attribute on the same base voice.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from matrix_plan import HERE, ROWS, Row
from matrix_render import Cell, Value

from voices.acoustics.jnd import JND, steps

MIN_RHO, MIN_FULL = 0.9, 2.0
ROUNDING = 1e-9
MOST_HALF, MOST_FULL = 1.0, 2.0
LANDING = {"f0": 0.5, "rate": 5.0, "loudness": 0.5}
"""Semitones, percent and LU between what was asked and what was measured."""

Values = Mapping[Cell, Mapping[str, float | None]]


def table(values: Iterable[Value]) -> Values:
    """Values by cell and measure."""
    found: dict[Cell, dict[str, float | None]] = defaultdict(dict)
    for cell, measure, value in values:
        found[cell][measure] = value
    return dict(found)


def write(path: Path, values: Iterable[Value]) -> None:
    """The values as CSV, one a line, to four figures."""
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([*Cell._fields, "measure", "value"])
        for cell, measure, value in values:
            out.writerow([*cell, measure, "" if value is None else f"{value:.5g}"])


def read(path: Path) -> Values:
    """What `write` wrote."""
    with path.open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    return table(
        Value(
            Cell(line["locale"], line["base"], line["attribute"], float(line["position"])),
            line["measure"],
            float(line["value"]) if line["value"] else None,
        )
        for line in lines
    )


def exceptions() -> Mapping[str, Mapping[str, str]]:
    """Attribute -> measure -> the physical reason why it moves too."""
    text = (HERE / "matrix_exceptions.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(text) or {}
    return found


def rho(x: Iterable[float], y: Iterable[float]) -> float:
    """Spearman's rank correlation."""
    from scipy.stats import spearmanr

    return float(spearmanr(list(x), list(y)).statistic)


@dataclass(frozen=True, slots=True)
class Effect:
    """One attribute on one base voice.

    ``rho`` between setting and own measure; ``full`` the least change of the own measure from
    neutral to a full setting, in steps, in the direction asked; ``moves`` the changes of all
    measures by position.
    """

    locale: str
    base: str
    row: Row
    rho: float
    full: float
    moves: Mapping[float, Mapping[str, float]]

    def cross(self, half: bool) -> dict[str, float]:
        """The largest change of each measure that is not the attribute's own, in steps."""
        at = (-0.5, 0.5) if half else (-1.0, 1.0)
        others = independent(self.row)
        found: dict[str, float] = {}
        for position in at:
            for measure, count in self.moves.get(position, {}).items():
                if measure in others and abs(count) > abs(found.get(measure, 0.0)):
                    found[measure] = count
        return found


def independent(row: Row) -> frozenset[str]:
    """Measures that are no evidence of an attribute: other groups than its own."""
    own = {JND[row.own].group}
    return frozenset(
        name for name, step in JND.items() if step.group not in own and name not in row.also
    )


def effects(values: Values) -> list[Effect]:
    """Every attribute on every base voice."""
    found = []
    for locale, base in dict.fromkeys((cell.locale, cell.base) for cell in values):
        for row in ROWS:
            cells = {p: values.get(Cell(locale, base, row.name, p)) for p in row.positions}
            if any(one is None for one in cells.values()):
                continue
            found.append(_effect(locale, base, row, {p: one or {} for p, one in cells.items()}))
    return found


def _effect(
    locale: str, base: str, row: Row, cells: Mapping[float, Mapping[str, float | None]]
) -> Effect:
    neutral = cells[0.0]
    moves = {
        position: {
            measure: count
            for measure in JND
            if (count := steps(measure, cell.get(measure), neutral.get(measure))) is not None
        }
        for position, cell in cells.items()
        if position
    }
    own = [cells[p].get(row.own) for p in row.positions]
    known = [math.nan if value is None else value for value in own]
    ends = [p for p in (-1.0, 1.0) if p in moves]
    sign = row.sign_on(base)
    full = min(sign * p * moves[p].get(row.own, 0.0) for p in ends)
    return Effect(locale, base, row, sign * rho(row.positions, known), full, moves)


@dataclass(frozen=True, slots=True)
class Finding:
    """What an attribute misses, in words; ``reason`` where it is a listed exception."""

    attribute: str
    where: str
    what: str
    reason: str = ""


def findings(found: Iterable[Effect]) -> list[Finding]:
    """Everything that misses a bar, the listed exceptions too."""
    listed = exceptions()
    missed = []
    for one in found:
        name, where = one.row.name, f"{one.locale} {one.base}"
        if not one.rho >= MIN_RHO - ROUNDING:
            missed.append(Finding(name, where, f"{one.row.own}: rho {one.rho:.2f}"))
        if not one.full >= MIN_FULL:
            missed.append(Finding(name, where, f"{one.row.own}: {one.full:.2f} JND at full"))
        for half, most in ((True, MOST_HALF), (False, MOST_FULL)):
            for measure, count in one.cross(half).items():
                if abs(count) < most:
                    continue
                what = f"{measure}: {count:+.1f} JND at {'half' if half else 'full'}"
                reason = listed.get(name, {}).get(measure, "")
                missed.append(Finding(name, where, what, reason))
    return missed


def landing(values: Values) -> dict[str, list[tuple[float, Cell]]]:
    """Measured against asked, by cell: F0 in st, rate in percent, loudness in LU."""
    found: dict[str, list[tuple[float, Cell]]] = {"f0": [], "rate": [], "loudness": []}
    for cell, one in values.items():
        f0, asked_f0 = one.get("f0_median_hz"), one.get("asked_f0_hz")
        if f0 and asked_f0:
            found["f0"].append((12 * math.log2(f0 / asked_f0), cell))
        rate, asked_rate = one.get("articulation_rate_syll_s"), one.get("asked_rate_syll_s")
        if rate and asked_rate:
            found["rate"].append((100 * (rate / asked_rate - 1), cell))
        lufs, asked_lufs = one.get("loudness_lufs"), one.get("asked_lufs")
        if lufs is not None and asked_lufs is not None:
            found["loudness"].append((lufs - asked_lufs, cell))
    return found
