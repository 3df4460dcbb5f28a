"""The house has rows; a module imports from its own package and from rows above only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROWS: list[tuple[str, ...]] = [
    ("locales",),
    ("normalizers",),
    (
        "voices.files",
        "voices.audio",
        "voices.ipa",
        "voices.join",
        "voices.strict_yaml",
        "voices.sourced",
    ),
    ("voices.acoustics",),
    ("voices.shaping", "voices.engines"),
    (
        "voices.asset_files",
        "voices.field_errors",
        "voices.headlines",
        "voices.sentences",
        "voices.pitch_range",
        "voices.resolve",
        "voices.persona",
        "voices.persona_fields",
        "voices.accents",
        "voices.accent_targets",
        "voices.targets",
        "voices.decoys",
        "voices.reliability",
    ),
    ("voices.pauses", "voices.manner", "voices.parts", "voices.phrasing"),
    ("voices.calibration",),
    ("voices.speaking", "voices.phonemes"),
    ("voices.accent_proof", "voices.held_vowel", "voices.intelligibility"),
    ("voices.verify",),
    ("voices.repeats",),
    ("voices.levers", "voices.fit", "voices.profile"),
    ("studio",),
]
NEVER_EACH_OTHER = {frozenset({"voices.shaping", "voices.engines"})}
MODULES = sorted(
    path
    for package in ("locales", "normalizers", "voices", "studio")
    for path in (ROOT / package).rglob("*.py")
)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def unit_of(module: str) -> tuple[int, str] | None:
    """Row number and the unit of the row that a module belongs to."""
    for number, row in enumerate(ROWS):
        for unit in row:
            if module == unit or module.startswith(unit + "."):
                return number, unit
    return None


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] in {row[0].split(".")[0] for row in ROWS}}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_imports_from_rows_above(path: Path) -> None:
    own = unit_of(module_name(path))
    if own is None:
        assert module_name(path) == "voices", f"{path} stands in no row; add it to ROWS"
        own = (len(ROWS) - 2, "voices")
    for name in imported(path):
        other = unit_of(name)
        if other is None or other[1] == own[1]:
            continue
        assert other[0] <= own[0], f"{module_name(path)} imports {name}, which is a later row"
        assert frozenset({own[1], other[1]}) not in NEVER_EACH_OTHER, f"{own[1]} imports {name}"


def test_no_relative_imports() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.level), path


def test_no_file_is_named_utils() -> None:
    assert not [path for path in MODULES if path.stem in {"utils", "util", "helpers", "common"}]


def test_the_rows_name_what_exists() -> None:
    known = {module_name(path) for path in MODULES}
    planned = {"voices.fit"}
    units = {unit for row in ROWS for unit in row}
    assert units - known <= planned
