"""What a closed loop did, as text and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from voices.acoustics.verdict import Proof
from voices.fit import Fit


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as columns of text, the first row being the heads."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def report(found: Fit) -> str:
    """Rounds, moved settings, what was not reached, and what fails on other sentences."""
    rounds = [("round", "targets missed", "sum of squared misses (JND)")]
    rounds += [
        (str(number), str(one.failed), f"{float((one.misses**2).sum()):.2f}")
        for number, one in enumerate(found.rounds, 1)
    ]
    moved = [("setting", "asked", "fitted")]
    moved += [
        (name, f"{before:.4g}", f"{after:.4g}") for name, (before, after) in found.changes.items()
    ]
    parts = [table(rounds)]
    parts.append(table(moved) if len(moved) > 1 else "no setting had to be moved")
    if found.unreached:
        lines = "\n".join(f"  {one}" for one in found.unreached)
        parts.append(f"not reached with this engine and voice:\n{lines}")
    failures = [
        f"  {verdict.attribute}: {verdict.measure} {verdict.message}"
        for verdict in found.verification.failures
    ]
    judged = sum(v.proof is Proof.MEASURED for v in found.verification.verdicts)
    held = judged - len(failures)
    parts.append(
        "\n".join([f"on other sentences {held} of {judged} measured targets are met", *failures])
    )
    return "\n\n".join(parts)


def as_row(found: Fit) -> dict[str, Any]:
    """The same as plain data for JSON, with the verification."""
    return {
        "persona": found.persona.name,
        "digest": found.persona.digest,
        "rounds": [
            {"missed": one.failed, "squared_misses_jnd": float((one.misses**2).sum())}
            for one in found.rounds
        ],
        "settings": {
            name: {"asked": before, "fitted": after}
            for name, (before, after) in found.changes.items()
        },
        "unreached": [asdict(one) for one in found.unreached],
        "verification": found.verification.as_dict(),
    }
