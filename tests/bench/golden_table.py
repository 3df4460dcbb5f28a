"""A Markdown table of the golden rows, locale by class: how many come out as they should.

Usage: python tests/bench/golden_table.py [--write ARCHITECTURE.md]

Each cell is the number of rows, or "right of rows" where one fails. ``--write`` puts the table
between the marks <!-- golden --> of a document.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from locales import available
from normalizers import normalize

ROOT = Path(__file__).resolve().parents[2]
CLASSES = (
    "telephone", "address", "name", "web", "code", "money", "date", "time", "number", "measure",
)  # fmt: skip
MARKED = re.compile(r"(<!-- golden -->\n).*?(<!-- /golden -->)", re.DOTALL)


def counts(tag: str) -> tuple[Counter[str], Counter[str]]:
    """Rows that come out right, and all rows, by class."""
    right: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for path in sorted((ROOT / "tests" / "golden" / tag).glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            written, spoken, groups, kind = line.split("\t")
            result = normalize(written, tag)
            said = next((token.groups for token in result.tokens if token.groups), ())
            kinds = {token.kind for token in result.tokens}
            rows[kind] += 1
            right[kind] += result.spoken == spoken and " | ".join(said) == groups and kind in kinds
    return right, rows


def cell(right: int, rows: int) -> str:
    """One number where all are right, else two."""
    return str(rows) if right == rows else f"**{right} of {rows}**"


def table() -> str:
    """The whole table, with sums."""
    lines = [f"| locale | {' | '.join(CLASSES)} | all |", f"|---{'|---:' * (len(CLASSES) + 1)}|"]
    total_right: Counter[str] = Counter()
    total_rows: Counter[str] = Counter()
    for tag in available():
        right, rows = counts(tag)
        total_right += right
        total_rows += rows
        cells = [cell(right[name], rows[name]) for name in CLASSES]
        lines.append(f"| {tag} | {' | '.join(cells)} | {cell(right.total(), rows.total())} |")
    cells = [cell(total_right[name], total_rows[name]) for name in CLASSES]
    sums = cell(total_right.total(), total_rows.total())
    lines.append(f"| all | {' | '.join(cells)} | {sums} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    made = table()
    if sys.argv[1:2] == ["--write"]:
        document = Path(sys.argv[2])
        text = document.read_text(encoding="utf-8")
        document.write_text(
            MARKED.sub(lambda match: f"{match[1]}{made}{match[2]}", text), encoding="utf-8"
        )
    else:
        print(made, end="")
