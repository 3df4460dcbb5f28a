"""A scanner finds what ``re`` finds: for every pattern of every locale, and any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales import available
from normalizers import scan

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
LETTERS = "abAB12-._/:,'\"$€#@ \nßẞſKéÉİı½²x٣"
PLANNED = (
    r"(?<![^\W_])(?:ab|a?b|[ab]+2)(?![^\W_])",
    r"(?<![^\W_])(?:(?<![^\s(])-)?[0-9]{1,2}(?:[-/.][0-9]+)?",
    r"(?:(?<![^\s(])-)?(?<![^\W_])(?<![^\W_][.,])(?P<n>[0-9]+|(?<!x)\.[0-9]+)(?:-(?P<m>[12]))?",
    r"(?<![\w.])[\w.+-]{1,9}@(?:[^\W_]\.?)+",
    r"(?<![^\W_])[^\W\d_a-z]{2,5}(?:s(?![^\W_]))?(?![^\W_])",
    r"(?<!x)[#$€](?=[ab1])[^\s]",
    r"(?<![^\W_])(?i:straße|kém)x*?(?:\.|$)",
    r"(?<![^\W_])(?>a|ab)(?:b|x)++",
    r"(?<![^\W_])½|(?<![^\W_])²",
    r"(?<![^\W_])\d+x",
    r"(?<![^\W_])\d\w+ ?[ab]",
    r"(?<![^\W_])(?:\d{1,2}[ab]?){2,3}[-.]",
    r"(?<![^\W_])[^\W\d][\w.]{0,3}:[A-Z]|[ \n]{1,2}1",
    r"(?<![^\W_])(?:[A-Z]{2}|[a-z]{3,}|A{4}|(?:b1?){7}) x",
    r"(?!)|(?<![^\W_])(?!)",
    r",\s*[ab]|(?<=[a-z] )[12]|(?<=a[.,])ab",
)
SEARCHED = (
    r"a|1", r" ?a", r".b", r"[^a]1", r"(?:)", r"a{0}b",
)  # fmt: skip


def spans(found: object) -> list[tuple[int, int]]:
    return [match.span() for match in found]  # type: ignore[attr-defined]


@settings(max_examples=400, deadline=None)
@given(text=st.text(alphabet=LETTERS, max_size=30), ignoring=st.booleans())
def test_any_text(text: str, ignoring: bool) -> None:
    flags = re.IGNORECASE if ignoring else 0
    for pattern in PLANNED + SEARCHED:
        expected = spans(re.finditer(pattern, text, flags))
        assert spans(scan.compiled(pattern, flags).finditer(text)) == expected, pattern


def test_which_patterns_are_planned() -> None:
    assert all(scan.compiled(pattern).is_planned for pattern in PLANNED)
    assert not any(scan.compiled(pattern).is_planned for pattern in SEARCHED)


@pytest.mark.parametrize("tag", available())
def test_every_pattern_of_a_locale(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The finders of a locale, made anew, compare each of their searches with ``re``."""
    from locales import get
    from normalizers import pipeline
    from normalizers.options import DEFAULT

    seen = set()

    class Checked(scan.Scanner):
        __slots__ = ()

        def finditer(self, text: str) -> list[re.Match[str]]:  # type: ignore[override]
            found = list(super().finditer(text))
            assert spans(found) == spans(self.regex.finditer(text)), (self.pattern, text)
            seen.add(self.pattern)
            return found

    monkeypatch.setattr(scan, "Scanner", Checked)
    made = pipeline._finders.__wrapped__
    finders = [*made(get(tag).tag, DEFAULT, digits=False), *made(tag, DEFAULT, digits=True)]
    rows = [
        line.split("\t")[0]
        for path in sorted((GOLDEN / tag).glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    for text in [*rows, ", ".join(rows)]:
        for find in finders:
            list(find(text))
    assert len(seen) > 40


def test_without_the_parse_of_a_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python shows no parse, patterns are searched for in the usual way."""
    monkeypatch.setattr(scan, "PARSER", None)
    text = "12 ab, 5-6ab 2ab"
    for pattern in PLANNED:
        scanner = scan.compiled(pattern)
        assert not scanner.is_planned
        assert spans(scanner.finditer(text)) == spans(re.finditer(pattern, text))
