"""Number words against num2words and against CLDR's own rules, with the differences listed.

A difference without a row in ``number_differences.tsv`` fails, and so does a row that changes
nothing any more. ``tests/test_number_words_in_full.py`` has the numbers that are left out here.
"""

from __future__ import annotations

import re

import pytest
from number_sources import ROWS, SOURCES, Row, differences

from locales import available, get
from normalizers.numerals import numerals

SAMPLE = [*range(2000), *range(2000, 100_000, 37)]
ORDINALS = range(1, 1000)
CASES = [(kind, source) for kind in ("cardinal", "ordinal") for source in ("num2words", "cldr")]


@pytest.mark.parametrize("tag", SOURCES)
def test_only_listed_differences(tag: str) -> None:
    needed: set[Row] = set()
    for kind, source in CASES:
        values = SAMPLE if kind == "cardinal" else ORDINALS
        unlisted, used = differences(tag, kind, source, values)
        assert not unlisted, (kind, source, len(unlisted), unlisted[:5])
        needed |= used
    assert {row for row in ROWS if row.tag == tag} == needed


def test_every_locale_has_its_sources() -> None:
    """A locale spells as one that is compared does; sets of its own may come on top."""
    assert set(SOURCES) <= set(available())
    assert {row.tag for row in ROWS} <= set(SOURCES)
    compared = [get(tag).spellout for tag in SOURCES]

    def known(tag: str) -> bool:
        own = get(tag).spellout
        return any(sets.items() <= own.items() for sets in compared)

    assert [tag for tag in available() if not known(tag)] == []


@pytest.mark.parametrize("row", ROWS, ids=range(len(ROWS)))
def test_a_row_has_its_reason(row: Row) -> None:
    assert row.reason
    assert row.kind in ("*", "cardinal", "ordinal")
    assert row.source in ("*", "num2words", "cldr")
    re.compile(row.theirs)


@pytest.mark.parametrize(
    ("tag", "value", "said"),
    [
        ("fr-FR", 21_000, "vingt et un mille"),
        ("fr-FR", 80_000, "quatre-vingt mille"),
        ("fr-FR", 200_000_000, "deux cents millions"),
        ("es-ES", 21_000_000, "veintiún millones"),
        ("es-ES", 10**9, "mil millones"),
        ("de-DE", 101_000, "einhunderteintausend"),
        ("de-DE", 2 * 10**9 + 1, "zwei Milliarden eins"),
        ("en-GB", 1_001_001, "one million one thousand and one"),
        ("en-IN", 12_345_000, "one crore twenty three lakh forty five thousand"),
        ("en-US", 10**26, "one hundred septillion"),
        ("it-IT", 21_000_003, "ventun milioni tre"),
        ("it-IT", 123_103, "centoventitremilacentotré"),
        ("nl-NL", 1_234_567, "één miljoen tweehonderdvierendertigduizend vijfhonderdzevenenzestig"),
        ("pt-BR", 2 * 10**9, "dois bilhões"),
        ("pt-PT", 2 * 10**9, "dois mil milhões"),
        ("sv-SE", 21_000, "tjugoettusen"),
    ],
)  # fmt: skip
def test_large_numbers(tag: str, value: int, said: str) -> None:
    assert numerals(tag).cardinal(value) == said
