"""The measured matrix of attributes: complete, without unexplained misses, and true."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from matrix_judge import Values, effects, exceptions, findings, landing, read
from matrix_plan import BASES, LANGUAGES, ROWS
from matrix_render import Cell, measured

from voices.acoustics.jnd import JND, steps

MEASURED = Path(__file__).resolve().parents[2] / "assets" / "matrix" / "measured.csv"

SHORT = {
    ("lifts", "en-US woman, variant f3", "lift_st"),
    ("dips", "es-MX man, variant m3", "dip_st"),
    ("nasality", "es-MX man, variant m3", "a1_p0_db"),
}
"""Own measures that move by 1.6 to 2 JND at the full setting, where 2 are asked: still to mend."""


@pytest.fixture(scope="module")
def values() -> Values:
    return read(MEASURED)


def test_every_setting_of_every_base_was_measured(values: Values) -> None:
    wanted = {
        Cell(locale, base, row.name, position)
        for locale in LANGUAGES
        for base in BASES
        for row in ROWS
        for position in row.positions
    }
    assert set(values) == wanted


def without_reason(values: Values) -> set[tuple[str, str, str]]:
    return {
        (one.attribute, one.where, one.what.split(":")[0])
        for one in findings(effects(values))
        if not one.reason
    }


def test_what_misses_a_bar_has_its_reason_or_is_known(values: Values) -> None:
    assert without_reason(values) == SHORT


def test_no_exception_is_listed_in_vain(values: Values) -> None:
    used = {
        (one.attribute, one.what.split(":")[0]) for one in findings(effects(values)) if one.reason
    }
    listed = {(name, measure) for name, own in exceptions().items() for measure in own}
    assert listed == used
    assert all(measure in JND for _, measure in listed)


def test_a_setting_that_does_nothing_is_told(values: Values) -> None:
    flat = {
        cell: dict(values[cell._replace(position=0.0)]) if cell.attribute == "nasality" else own
        for cell, own in values.items()
    }
    told = {name for name, *_ in without_reason(flat) - SHORT}
    assert told == {"nasality"}


def test_a_setting_that_moves_another_measure_is_told(values: Values) -> None:
    def disturbed(cell: Cell, own: Mapping[str, float | None]) -> Mapping[str, float | None]:
        loud = own["loudness_lufs"]
        assert loud is not None
        return {**own, "loudness_lufs": loud + 3 * cell.position}

    changed = {
        cell: disturbed(cell, own) if cell.attribute == "nasality" else own
        for cell, own in values.items()
    }
    told = {measure for *_, measure in without_reason(changed) - SHORT}
    assert told == {"loudness_lufs"}


FASTER = pytest.mark.xfail(
    strict=True, reason="the Spanish sentences are 5.1 % faster than those of calibration"
)


@pytest.mark.parametrize(
    ("locale", "name", "most"),
    [
        ("en-US", "f0", 0.5),
        ("en-US", "rate", 5.0),
        ("en-US", "loudness", 0.5),
        ("es-MX", "f0", 0.5),
        pytest.param("es-MX", "rate", 5.0, marks=FASTER),
        ("es-MX", "loudness", 0.5),
    ],
)
def test_f0_rate_and_loudness_land(values: Values, locale: str, name: str, most: float) -> None:
    found = [error for error, cell in landing(values)[name] if cell.locale == locale]
    assert sum(abs(error) <= most for error in found) >= 0.97 * len(found)


@pytest.mark.slow
@pytest.mark.parametrize(
    "cell",
    [
        Cell("en-US", "man", "breathiness", 0.5),
        Cell("en-US", "woman, variant f3", "range", -1.0),
        Cell("es-MX", "woman", "constriction", 1.0),
    ],
)
def test_the_table_is_of_this_chain(values: Values, cell: Cell) -> None:
    for _, measure, value in measured(cell):
        if measure in JND and value is not None:
            apart = steps(measure, value, values[cell][measure])
            assert apart is not None, measure
            assert abs(apart) < 0.5, measure
