"""A search finds what ``re`` finds: for every pattern of every locale, and any text."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from locales import available
from normalizers import normalize, parsed, places, scan
from normalizers.options import DEFAULT
from normalizers.places import Search

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
LETTERS = "abAB12-._/:,'\"$€#@ \nßẞſKéÉİı½²x٣"
TOLD = (
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
    r"a|1", r" ?a", r".b", r"[^a]1", r"(?:1 )?-(?= a|  )", r"(?<! )a(?= x)", r"(?m:^[ab]|1$)",
    r"(?=[^0-9]{0,2}[0-9])[ab]", r"([ab])\1", r"^[ab]|1\Z", r"\b[a1]\B", r"(?:a?1?)+x", r"(?s:.)1",
    r"(?<![^\W_])(?![0-9]+(?:a|1b))[0-9]+[a-z]", r"(?a:\w)2", r"(?:[ab]{2}|1){2}x?", r"\S1\D",
    r"(?<=(?:ab|bA|1a|a1|xx))[b1]", r"(?:ab|b|1|2|xé)*1", r"(?:(?:a|b|ab|1|2)|x)1",
    r"(?i:K|É|ab|1b|$ a)(?!(?:a|b|1|2|aB))", r"(?<![^\W_])(?P<x>a-b|a/b|12|x y|€1)+",
    r"(?<=[0-9]['/][x×])1(?![^\W_])", r"(?<![a-zé])(?:éa|É1)", r"(?:(a)|1)(?(1)b|x)",
)  # fmt: skip
PARTS = ("12", "ab", "A", "x", ".", " ", "1-2", "a.b", "€1")
EMPTY = (r"(?:)", r"a{0}b?", r"(?:|(?!))", r"1*")
COMING = 3  # a word is looked at more closely when it has come again, and again as one of a pair


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are looked at closely when they come for the second time."""
    monkeypatch.setattr(places, "_AGAIN", 1)


def spans(found: object) -> list[tuple[int, int]]:
    return [match.span() for match in found]  # type: ignore[attr-defined]


@settings(max_examples=400, deadline=None)
@given(
    text=st.one_of(
        st.text(alphabet=LETTERS, max_size=30),
        st.lists(st.sampled_from(PARTS)).map("".join),
    ),
    ignoring=st.booleans(),
)
@example(text="A:İ ıB ſs1 Σςx µM", ignoring=True)
def test_any_text(text: str, ignoring: bool) -> None:
    flags = re.IGNORECASE if ignoring else 0
    scanners = [scan.compiled(pattern, flags) for pattern in TOLD + EMPTY]
    search = Search(scanners)
    expected = {one: spans(re.finditer(one.pattern, text, flags)) for one in scanners}
    for _ in range(COMING):
        seen = search(text)
        assert seen == text
        assert {one: spans(one.finditer(seen)) for one in scanners} == expected
        assert set(seen.found) == {one for one in scanners if expected[one]}
    assert {one: spans(one.finditer(text)) for one in scanners} == expected


def test_which_patterns_are_told() -> None:
    assert all(scan.compiled(pattern).is_told for pattern in TOLD)
    assert not any(scan.compiled(pattern).is_told for pattern in EMPTY)


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=LETTERS.replace("\n", ""), min_size=1, max_size=12))
def test_a_glimpse_hides_no_match(text: str) -> None:
    """Where a pattern matches, it may match by any part of the text around the place."""
    shape = re.sub("[1-9]", "0", f" {text} ")
    for pattern in TOLD:
        scanner = scan.compiled(pattern)
        for match in re.finditer(pattern, text):
            for end in range(match.start() + 2, len(shape) + 1):
                part = shape[match.start() : end]
                assert scanner.may(part, 1), (pattern, part)


def test_glimpses_that_tell() -> None:
    told = {
        r"(?<![^\W_])(?:order|ordered) [0-9]": ("order", "ordered 0", "orders", "order x"),
        r"(?<![^\W_])[0-9]{3}(?![^\W_]|\.[0-9])": ("000", "000.", "00 ", "000.0"),
        r"(?i)(?<![^\W_])mon(?=, | [0-9])": ("Mon", "MON 0", "Mona", "mon a"),
    }
    for pattern, (may, might, cannot, neither) in told.items():
        test = scan.compiled(pattern).may
        given = [f" {seen}" for seen in (may, might, cannot, neither)]
        assert [test(seen, 1) for seen in given] == [True, True, False, False], pattern


@pytest.mark.parametrize("tag", available())
def test_every_pattern_of_a_locale(tag: str) -> None:
    from normalizers import pipeline

    rows = [
        line.split("\t")[0]
        for path in sorted((GOLDEN / tag).glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    patterns = [
        pattern for part in pipeline._finders(tag, DEFAULT).parts for pattern in part.patterns or ()
    ]
    search = Search(patterns)
    assert len(patterns) > 80
    texts = [*rows, ", ".join(rows)]
    for text in texts * COMING:
        seen = search(text)
        for one in patterns:
            assert spans(one.finditer(seen)) == spans(one.regex.finditer(text)), one.pattern


def test_tables_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_REMEMBERED", 50)
    search = Search([scan.compiled(r"(?<![^\W_])a[b-z]+"), scan.compiled("1.")])
    for number in range(2000):
        text = f"a{chr(98 + number % 24)}{number} x{number}, {chr(200 + number)} b"
        for _ in range(COMING + 1):
            search(text)
    tables = ("_first", "_begun", "_near", "_words", "_pairs")
    sizes = {table: len(getattr(search, table)) for table in tables}
    assert all(size <= 50 for size in sizes.values()), sizes
    assert sizes["_words"] and sizes["_pairs"]


def test_threads_share_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_REMEMBERED", 5)  # so that tables begin anew all the time
    scanners = [scan.compiled(pattern) for pattern in TOLD]
    search = Search(scanners)
    texts = [f"{one} {other}{more}" for one in PARTS for other in PARTS for more in PARTS]

    def found(text: str) -> list[list[tuple[int, int]]]:
        seen = search(text)
        return [spans(one.finditer(seen)) for one in scanners]

    with ThreadPoolExecutor(8) as pool:
        for text, some in zip(texts * 2, pool.map(found, texts * 2), strict=True):
            assert some == [spans(one.regex.finditer(text)) for one in scanners]


WITHOUT_PARSER = """
import re, sys
sys.modules["re._casefix"] = None
from normalizers import normalize, parsed
assert parsed.PARSER is None
print(normalize("Order AB-1234 ships on 11/04/2025 for $12.50, Dr. Lee.", "en-US").spoken)
"""


def test_a_python_without_the_parser() -> None:
    asked = [sys.executable, "-c", WITHOUT_PARSER]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=GOLDEN.parents[1])
    text = "Order AB-1234 ships on 11/04/2025 for $12.50, Dr. Lee."
    assert done.stdout.strip() == normalize(text, "en-US").spoken


def test_private_characters_are_no_lists() -> None:
    pattern = "[\U000f0000a]1|\U000f0001"
    scanner = scan.compiled(pattern)
    assert not scanner.is_told
    assert spans(scanner.finditer(Search([scanner])("a1 \U000f0001"))) == [(0, 2), (3, 4)]


def test_lists_of_words() -> None:
    listed = scan.compiled(r"(?<![^\W_])(?P<a>Mr\.|A1|b c|é|Ms|\$|x-y)(?i:ab|b|c|d|e)?(?![^\W_])")
    texts = ("Mr. A", "Mr.AB", "A1c", "b c", "b cD", "b", "É é éE $ $d x-y", "A2 x-", "Ms d")
    search = Search([listed])
    for text in texts * COMING:
        assert spans(listed.finditer(search(text))) == spans(re.finditer(listed.pattern, text))


def test_without_the_parse_of_a_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python shows no parse, patterns are searched for in the usual way."""
    monkeypatch.setattr(parsed, "PARSER", None)
    text = "12 ab, 5-6ab 2ab"
    scanners = [scan.Scanner(pattern) for pattern in TOLD]
    seen = Search(scanners)(text)
    for one in scanners:
        assert not one.is_told
        assert spans(one.finditer(seen)) == spans(re.finditer(one.pattern, text))
