"""A gate that is shut hides nothing: what a finder proposes, one of its patterns has matched."""

from __future__ import annotations

from pathlib import Path

import pytest

from locales import available
from normalizers import scan
from normalizers.clean import clean
from normalizers.gates import Gated, gated, gates, together
from normalizers.options import Options
from normalizers.pipeline import Manner

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def rows(tag: str) -> list[str]:
    return [
        line.split("\t")[0]
        for path in sorted((GOLDEN / tag).glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]


@pytest.mark.parametrize("tag", available())
def test_shut_gates_hide_nothing(tag: str) -> None:
    manner = Manner.of(tag, (), Options(emoji="name"))
    shut = 0
    for written in rows(tag):
        text = clean(written).text
        opened = scan.active(text)
        for part in (*manner.always, *manner.figured):
            if not part.gate & opened:
                shut += 1
                assert not list(part(text)), text
    assert shut > 10 * len(rows(tag))


def test_a_finder_without_patterns_is_always_run() -> None:
    def find(_text: str) -> list[object]:
        return []

    plain = scan.compiled(r"(?<![^\W_])[0-9]+-[0-9]+")
    anywhere = scan.compiled("a")
    parts = list(gates([together(find, gated(find, plain)), gated(find, anywhere)]))  # type: ignore[arg-type]
    assert all(isinstance(part, Gated) for part in parts)
    assert [bool(part.gate & scan.active("no figure")) for part in parts] == [True, False, True]
    assert [bool(part.gate & scan.active("on 5-6")) for part in parts] == [True, True, True]
