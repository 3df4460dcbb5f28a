"""Render, measure and judge every attribute at five settings: ``make matrix``.

    python tests/bench/matrix.py [--workers 2] [--locales en-US,es-MX] [--only breathiness,fry]
    python tests/bench/matrix.py --judge        judge again what was measured before

Writes measured.csv (every value), matrix.csv (changes in just noticeable differences), matrix.png
and index.html to assets/matrix/, or to the folder of --out. Takes about an hour of one core.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from matrix_judge import effects, findings, read, write
from matrix_page import by_attribute, heat_map, landed, page, summary
from matrix_plan import LANGUAGES, ROWS
from matrix_render import ROW, Value, cells, measure_cells
from tqdm import tqdm

HOME = Path(__file__).resolve().parents[2] / "assets" / "matrix"


def _measure(locales: list[str], only: list[str], workers: int) -> list[Value]:
    wanted = cells(locales, rows=[ROW[name] for name in only] or ROWS)
    done = tqdm(measure_cells(wanted, workers), total=len(wanted), unit="setting")
    return [value for values in done for value in values]


def main() -> int:
    """Measure (or read), judge, write; returns the number of bars that are missed, at most 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--locales", default=",".join(LANGUAGES))
    parser.add_argument("--only", default="", help="attributes, by commas")
    parser.add_argument("--judge", action="store_true")
    parser.add_argument("--out", type=Path, default=HOME)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    raw = asked.out / "measured.csv"
    start = time.perf_counter()
    if not asked.judge:
        only = [name for name in asked.only.split(",") if name]
        write(raw, _measure(asked.locales.split(","), only, asked.workers))
        print(f"measured in {time.perf_counter() - start:.0f} s")
    values = read(raw)
    found = effects(values)
    missed = findings(found)
    summary(found, asked.out / "matrix.csv")
    heat_map(found, asked.out / "matrix.png")
    page(found, values, missed, asked.out / "index.html")
    for one in missed:
        if not one.reason:
            print(f"missed: {one.attribute} on {one.where}: {one.what}")
    for name, unit, count, p95, worst, where in landed(values):
        print(f"{name}: 95 % of {count} within {p95:.2f} {unit}, worst {worst:+.2f} ({where})")
    short = {name: count for name, count in by_attribute(missed).items() if count}
    print(f"bars missed: {short or 'none'}")
    return int(bool(short))


if __name__ == "__main__":
    raise SystemExit(main())
