"""Ratios and scores: 3:1, 2-0.

Conventions: rule ids are ``number.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.figures import NOT_AFTER, figures
from normalizers.gates import gated, together
from normalizers.late import late
from normalizers.numerals import numerals
from normalizers.scan import compiled


def finder(locale: Locale) -> Finder:
    """Proposes ratios and scores."""
    parts = (_ratios(locale), _scores(locale))
    return together(*parts)


def _scores(locale: Locale) -> Finder:
    """A mark out of the most there is: 4,5/5."""
    rules = locale.fractions
    words, marks = numerals(locale.tag), figures(locale)
    out_of = rules.of or rules.over
    pattern = compiled(
        rf"{NOT_AFTER}(?<![/-])(?P<above>{marks.plain}) ?/ ?(?P<below>[0-9]{{1,4}})"
        r"(?![^\W_]|[/.,-]?[0-9])"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text) if out_of and "/" in text else ():
            number = marks.parse(match["above"])
            if not number[1] or match["below"][0] == "0":
                continue
            said = f"{words.number(*number)} {out_of} {words.number(match['below'])}"
            yield Candidate(*match.span(), "number", Reading(said, "number.score"), 38)

    return gated(find, pattern)


def _ratios(locale: Locale) -> Finder:
    rules = locale.numbers.ratio
    words = numerals(locale.tag)
    pattern = compiled(
        r"(?<![^\W_])(?<![.,:/$-])(?P<first>[0-9]{1,4}):(?P<second>[0-9]{1,4})(?![^\W_]|:|[.,][0-9])"
    )
    cue = late(rf"(?<![^\W_])(?:{rules.cue})(?:[ :][^\W\d_]*){{0,3}}$", re.IGNORECASE)
    verse = late(rf"(?:{rules.not_after}) $")

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text) if rules.word else ():
            first, second = match["first"], match["second"]
            if "0" in (first[0], second[0]):
                continue
            known = cue.search(text, max(0, match.start() - 40), match.start())
            a_time = len(second) == 2 and int(second) < 60 and int(first) <= 24
            at_verse = verse.search(text, max(0, match.start() - 30), match.start())
            if not known and (a_time or at_verse):
                continue
            said = f"{words.cardinal(int(first))} {rules.word} {words.cardinal(int(second))}"
            # Above a time of day (82) where a word says so.
            yield Candidate(*match.span(), "number", Reading(said, "number.ratio"), 50)

    return gated(find, pattern)
