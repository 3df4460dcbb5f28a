"""A gate that is shut hides nothing: what a finder proposes, one of its patterns has matched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from locales import available
from normalizers.classify import Candidate, Finder, Reading
from normalizers.clean import clean
from normalizers.gates import Finders, Gated, gated, has_figure, together
from normalizers.options import Options
from normalizers.pipeline import Manner
from normalizers.scan import compiled

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
    finders = Manner.of(tag, (), Options(emoji="name")).finders
    shut = 0
    for written in rows(tag):
        text = clean(written).text
        _, opened = finders.opened(text)
        for part in finders.parts if has_figure(text) else finders.always:
            if part not in opened:
                shut += 1
                assert not list(part(text)), text
    assert shut > 10 * len(rows(tag))


def test_finders_are_run_where_a_pattern_matches() -> None:
    def said(word: str) -> Finder:
        return lambda text: iter([Candidate(0, len(text), word, Reading(word, "test"))])

    plain = compiled(r"(?<![^\W_])[0-9]+-[0-9]+")
    anywhere = compiled("a")
    finders = Finders(
        [together(said("free"), gated(said("plain"), plain)), gated(said("never"))],
        [gated(said("any"), anywhere, plain)],
    )
    assert all(isinstance(part, Gated) for part in finders.parts)

    def kinds(text: str) -> list[str]:
        return [one.kind for one in finders(text)]

    assert kinds("no figure") == ["free"]
    assert kinds("on 5-6") == ["free", "plain", "any"]
    assert kinds("a figure") == ["free"]  # the last is for texts with a figure
    assert kinds("a 5") == ["free", "any"]


def test_finders_with_the_same_patterns_share_a_search() -> None:
    def silent(_text: str) -> Iterator[Candidate]:
        return iter(())

    plain = compiled(r"(?<![^\W_])[0-9]+-[0-9]+")
    one, other = (Finders([gated(silent, plain)], []) for _ in range(2))
    assert one._search is other._search
