"""The golden tables: what is written, what is said, where the pauses are, which class it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from locales import available
from normalizers import as_row, explain, normalize

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
CLASSES = {
    "telephone",
    "address",
    "name",
    "web",
    "money",
    "date",
    "time",
    "number",
    "measure",
    "code",
}


def rows() -> list[tuple[str, str, str, str, str]]:
    """(tag, written, spoken, groups, class) of every table."""
    found = []
    for path in sorted(path for tag in available() for path in (GOLDEN / tag).glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                written, spoken, groups, kind = line.split("\t")
                found.append((path.parent.name, written, spoken, groups, kind))
    return found


@pytest.mark.parametrize(("tag", "written", "spoken", "groups", "kind"), rows())
def test_row(tag: str, written: str, spoken: str, groups: str, kind: str) -> None:
    result = normalize(written, tag)
    assert result.spoken == spoken, explain(result)
    assert kind in {token.kind for token in result.tokens}
    found = next((token.groups for token in result.tokens if token.groups), ())
    assert " | ".join(found) == groups


def test_every_locale_has_every_class() -> None:
    have = {(tag, kind) for tag, _, _, _, kind in rows()}
    assert have == {(tag, kind) for tag in available() for kind in CLASSES}


@pytest.mark.parametrize(("tag", "written", "spoken", "groups", "kind"), rows())
def test_a_full_stop_behind_changes_nothing(
    tag: str, written: str, spoken: str, groups: str, kind: str
) -> None:
    if written[-1] in ".!?":
        return
    result = normalize(f"{written}, ok.", tag)
    assert result.spoken == f"{spoken} ok", explain(result)


def test_row_for_machines() -> None:
    row = as_row(normalize("Call 202-555-0143.", "en-US"))
    assert list(row) == ["written", "spoken", "tokens"]
    assert row["tokens"][1] == {
        "start": 5,
        "end": 17,
        "class": "telephone",
        "written": "202-555-0143",
        "spoken": "two zero two five five five zero one four three",
        "rule": "telephone.nanp",
        "groups": ["two zero two", "five five five", "zero one four three"],
    }
    assert row["tokens"][0]["groups"] is None
