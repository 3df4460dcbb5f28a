"""Against Praat by its own commands: values stored with tool, version and settings."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from golden.acoustics.make_reference import RATE, built

from voices.acoustics import measure
from voices.acoustics.report import Report
from voices.audio import Audio

TABLE = Path(__file__).parents[1] / "golden" / "acoustics" / "reference.tsv"
SLACK = {
    "f0_median_hz": 0.002,
    "f0_sd_st": 0.02,
    # Voiced runs are joined for CPPS, and HNR counts voiced frames only: edges differ a little.
    "hnr_db": 0.03,
    "cpps_db": 0.02,
    "jitter_percent": 0.02,
    "shimmer_percent": 0.02,
}


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@lru_cache(maxsize=8)
def report_of(signal: str) -> Report:
    return measure(Audio(built()[signal].astype(np.float32), RATE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['signal']}-{row['measure']}")
def test_the_report_agrees_with_praat(row: dict[str, str]) -> None:
    value = report_of(row["signal"])[row["measure"]].value
    assert value == pytest.approx(float(row["value"]), rel=SLACK[row["measure"]], abs=0.01)


def test_every_row_says_where_it_comes_from() -> None:
    assert len(rows()) == 24
    for row in rows():
        assert row["tool"] == "Praat"
        assert row["version"]
        assert row["settings"]
