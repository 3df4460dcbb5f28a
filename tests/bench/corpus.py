"""Fifty customer-service sentences for each locale: written ones for en-US, else the golden rows
in the carrier sentences of their language."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))
COUNT = 50


def lines(path: Path) -> list[str]:
    """The lines of a data file that are no comments."""
    text = path.read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def carriers(language: str) -> dict[str, str]:
    """The sentence around each class of a language."""
    rows = (line.split("\t") for line in lines(HERE / "carriers.tsv"))
    return {kind: sentence for tongue, kind, sentence in rows if tongue == language}


def sentences(tag: str) -> list[str]:
    """Fifty sentences of a locale, each another, the classes in turn."""
    if tag == "en-US":
        return lines(HERE / "customer_service.txt")
    around = carriers(tag.partition("-")[0])
    folder = HERE.parent / "golden" / tag
    rows = {kind: lines(folder / f"{kind}.tsv") for kind in sorted(around)}
    found = [
        around[kind].replace("{}", row.split("\t")[0].rstrip(".!?"))
        for turn in range(COUNT)
        for kind, table in rows.items()
        for row in table[turn : turn + 1]
    ]
    return found[:COUNT]
