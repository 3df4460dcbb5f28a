"""Number words of num2words and of CLDR's own rules beside ours, and the differences listed.

A row of ``normalizers/number_differences.tsv`` turns their word into ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from num2words import num2words
from unicode_rbnf import RbnfEngine

from normalizers.numerals import numerals


class Source(NamedTuple):
    """num2words' name, CLDR's name, its rule sets of cardinals and ordinals."""

    num2words: str
    cldr: str
    cardinal: str = "spellout-cardinal"
    ordinal: str = "spellout-ordinal"


TABLE = Path(__file__).parent / "normalizers" / "number_differences.tsv"
MASCULINE = ("spellout-numbering", "spellout-ordinal-masculine")
SOURCES = {
    "en-US": Source("en", "en"),
    "en-GB": Source("en", "en", "spellout-cardinal-verbose", "spellout-ordinal-verbose"),
    "en-IN": Source("en_IN", "en_IN"),
    "de-DE": Source("de", "de", "spellout-numbering"),
    "fr-FR": Source("fr", "fr", *MASCULINE),
    "es-ES": Source("es", "es", *MASCULINE),
    "it-IT": Source("it", "it", *MASCULINE),
    "nl-NL": Source("nl", "nl"),
    "pt-BR": Source("pt_BR", "pt", "spellout-cardinal-masculine", MASCULINE[1]),
    "pt-PT": Source("pt", "pt_PT", "spellout-cardinal-masculine", MASCULINE[1]),
    "sv-SE": Source("sv", "sv", "spellout-numbering", "spellout-ordinal-neuter"),
}


class Row(NamedTuple):
    """A known difference."""

    tag: str
    kind: str
    source: str
    theirs: str
    ours: str
    reason: str

    def covers(self, tag: str, kind: str, source: str) -> bool:
        return self.tag == tag and self.kind in ("*", kind) and self.source in ("*", source)


def rows() -> list[Row]:
    text = TABLE.read_text(encoding="utf-8")
    return [Row(*line.split("\t")) for line in text.splitlines() if not line.startswith("#")]


ROWS = rows()


@lru_cache(maxsize=32)
def engine(name: str) -> RbnfEngine:
    return RbnfEngine.for_language(name)


def their_words(tag: str, kind: str, source: str) -> Callable[[int], str]:
    names = SOURCES[tag]
    if source == "num2words":
        return lambda value: str(num2words(value, lang=names.num2words, to=kind))
    rules = [names.cardinal if kind == "cardinal" else names.ordinal]
    return lambda value: engine(names.cldr).format_number(value, ruleset_names=rules).text


def differences(
    tag: str, kind: str, source: str, values: Iterable[int]
) -> tuple[list[str], set[Row]]:
    """What no row explains, and the rows that were needed."""
    words, theirs = numerals(tag), their_words(tag, kind, source)
    ours = words.cardinal if kind == "cardinal" else words.ordinal
    listed = [row for row in ROWS if row.covers(tag, kind, source)]
    unlisted, needed = [], set()
    for value in values:
        said = theirs(value)
        for row in listed:
            changed = re.sub(row.theirs, row.ours, said)
            if changed != said:
                needed.add(row)
            said = changed
        if said != ours(value):
            unlisted.append(f"{value}: {said!r}, here {ours(value)!r}")
    return unlisted, needed
