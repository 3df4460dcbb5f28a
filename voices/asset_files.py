"""Where the data files of the studio lie: the folder assets beside the packages."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).resolve().parents[1] / "assets"
"""Beside the package both in a checkout and in an installed wheel. (importlib.resources fails on
packages that an editable install has mapped as namespaces.)"""


def stems(folder: str, suffix: str) -> tuple[str, ...]:
    """Names without suffix of the files of a folder of assets, sorted."""
    return tuple(sorted(path.stem for path in (ASSETS / folder).glob(f"*{suffix}")))
