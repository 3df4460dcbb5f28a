"""The matrix as a table (CSV), a heat map (PNG) and a page (HTML)."""

from __future__ import annotations

import csv
import html
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from matrix_judge import (
    LANDING,
    MIN_FULL,
    MIN_RHO,
    MOST_FULL,
    MOST_HALF,
    Effect,
    Finding,
    Values,
    landing,
)
from matrix_plan import BASES, LANGUAGES, ROWS, sentences

from voices.acoustics.jnd import JND
from voices.acoustics.report import tools

CLEAR = 8.0  # the heat map's colours end at this many steps


def summary(effects: Sequence[Effect], path: Path) -> None:
    """Every attribute by base voice, position and measure, in just noticeable differences."""
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["attribute", "locale", "base", "position", *JND])
        for one in effects:
            for position, moves in one.moves.items():
                counts = [f"{moves[name]:.2f}" if name in moves else "" for name in JND]
                out.writerow([one.row.name, one.locale, one.base, position, *counts])


def _mean(effects: Iterable[Effect], position: float, measure: str) -> float:
    found = [one.moves[position][measure] for one in effects if measure in one.moves[position]]
    return float(np.mean(found)) if found else np.nan


def heat_map(effects: Sequence[Effect], path: Path) -> None:
    """Mean change over the base voices at the full settings; own measures are framed."""
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    lines = []
    for row in ROWS:
        own = [one for one in effects if one.row.name == row.name]
        ends = [p for p in (-1.0, 1.0) if p in row.positions and own]
        for position in ends:
            sign = " −" if position < 0 else " +" if len(ends) == 2 else ""
            counts = [_mean(own, position, measure) for measure in JND]
            lines.append((row, f"{row.name}{sign}", counts))
    grid = np.array([counts for _, _, counts in lines])
    figure, axes = plt.subplots(figsize=(15, 0.36 * len(lines) + 3), layout="constrained")
    picture = axes.imshow(np.clip(grid, -CLEAR, CLEAR), cmap="RdBu_r", vmin=-CLEAR, vmax=CLEAR)
    axes.set_xticks(range(len(JND)), list(JND), rotation=55, ha="right", fontsize=8)
    axes.set_yticks(range(len(lines)), [label for _, label, _ in lines], fontsize=9)
    for y, (row, _, counts) in enumerate(lines):
        for x, (measure, count) in enumerate(zip(JND, counts, strict=True)):
            if np.isfinite(count) and abs(count) >= 0.5:
                colour = "white" if abs(count) > 0.6 * CLEAR else "black"
                axes.text(
                    x, y, f"{count:.1f}", ha="center", va="center", fontsize=6.5, color=colour
                )
            if measure == row.own or measure in row.also:
                width = 1.8 if measure == row.own else 0.6
                box = plt.Rectangle((x - 0.5, y - 0.5), 1, 1, fill=False, lw=width, ec="black")
                axes.add_patch(box)
    figure.colorbar(picture, ax=axes, label="just noticeable differences", shrink=0.6)
    axes.set_title(
        "Change of each measure at the full setting of each attribute, mean of "
        f"{len(BASES)} base voices in {', '.join(LANGUAGES)}\n"
        "thick frame: the attribute's own measure; thin frame: moved by its definition",
        fontsize=10,
    )
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)


def _cells(values: Iterable[object], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(str(v))}</{tag}>" for v in values) + "</tr>"


def _attributes(effects: Sequence[Effect], missed: Sequence[Finding]) -> str:
    rows = []
    for row in ROWS:
        own = [one for one in effects if one.row.name == row.name]
        if not own:
            continue
        open_ = sum(one.attribute == row.name and not one.reason for one in missed)
        full = [one.full for one in own]
        rows.append(
            _cells(
                (
                    row.name,
                    row.own,
                    f"{min(one.rho for one in own):.2f}",
                    f"{min(full):.1f} to {max(full):.1f}",
                    "all bars met" if not open_ else f"{open_} missed",
                )
            )
        )
    head = _cells(
        ("attribute", "own measure", "least rho", "JND at full, by base", "verdict"), "th"
    )
    return f"<table>{head}{''.join(rows)}</table>"


def _findings(found: Sequence[Finding]) -> str:
    if not found:
        return "<p>None.</p>"
    merged: dict[tuple[str, str], list[Finding]] = {}
    for one in found:
        merged.setdefault((one.attribute, one.what.partition(":")[0]), []).append(one)
    rows = []
    for (attribute, measure), ones in merged.items():
        what = "; ".join(f"{one.where}: {one.what.partition(': ')[2]}" for one in ones)
        rows.append(_cells((attribute, measure, what, ones[0].reason)))
    return (
        f"<table>{_cells(('attribute', 'measure', 'where', 'reason'), 'th')}{''.join(rows)}</table>"
    )


def landed(values: Values) -> list[tuple[str, str, int, float, float, str]]:
    """What lands, its unit, cells, the 95th percentile of the error, the largest, and where."""
    units = {"f0": "st", "rate": "%", "loudness": "LU"}
    found = []
    for name, errors in landing(values).items():
        sizes = np.abs([error for error, _ in errors])
        if len(sizes):
            worst = max(errors, key=lambda pair: abs(pair[0]))
            where = (
                f"{worst[1].attribute} at {worst[1].position:g}, {worst[1].locale} {worst[1].base}"
            )
            p95 = float(np.percentile(sizes, 95))
            found.append((name, units[name], len(sizes), p95, float(worst[0]), where))
    return found


STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; }
table { border-collapse: collapse; margin: 1rem 0; }
td, th { border: 1px solid #bbb; padding: 0.25rem 0.6rem; text-align: left; vertical-align: top; }
img { max-width: 100%; }
"""


def page(effects: Sequence[Effect], values: Values, missed: Sequence[Finding], path: Path) -> None:
    """The page beside the heat map, which it shows."""
    bars = (
        f"Bars: Spearman's rho at least {MIN_RHO}; at full the own measure moves by at least "
        f"{MIN_FULL:g} just noticeable differences (JND) on every base voice; every independent "
        f"measure by less than {MOST_HALF:g} at half and {MOST_FULL:g} at full, or a listed reason."
    )
    landing_rows = "".join(
        _cells((name, f"{LANDING[name]:g} {unit}", n, f"{p95:.2f}", f"{worst:+.2f}", where))
        for name, unit, n, p95, worst, where in landed(values)
    )
    landing_head = _cells(("lands", "bar", "cells", "95 % within", "largest error", "where"), "th")
    steps = "".join(
        _cells((name, f"{s.amount:g} {s.scale}", s.group, s.status, s.source))
        for name, s in JND.items()
    )
    steps_head = _cells(("measure", "step", "group", "status", "source"), "th")
    made = ", ".join(f"{name} {version}" for name, version in tools().items())
    listed = [one for one in missed if one.reason]
    rest = [one for one in missed if not one.reason]
    lines = {tag: len(sentences(tag)) for tag in LANGUAGES}
    path.write_text(
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>Matrix of attributes</title>"
        f"<style>{STYLE}</style><h1>What each attribute moves</h1>"
        f"<p>{len(values)} settings on {len(BASES)} base voices ({', '.join(BASES)}), sentences: "
        f"{', '.join(f'{count} of {tag}' for tag, count in lines.items())}. {bars}</p>"
        f"<img src='matrix.png' alt='Heat map of attributes by measures'>"
        f"<h2>Attributes</h2>{_attributes(effects, missed)}"
        f"<h2>Asked and measured</h2><table>{landing_head}{landing_rows}</table>"
        f"<h2>Missed</h2>{_findings(rest)}"
        f"<h2>Listed exceptions</h2>{_findings(listed)}"
        f"<h2>Just noticeable differences</h2><table>{steps_head}{steps}</table>"
        f"<p>{html.escape(made)}. Remade by <code>make matrix</code>.</p></html>\n",
        encoding="utf-8",
    )


def by_attribute(missed: Sequence[Finding]) -> Mapping[str, int]:
    """How many bars each attribute misses without a listed reason."""
    return {
        row.name: sum(one.attribute == row.name and not one.reason for one in missed)
        for row in ROWS
    }
