"""Common fractions: 1/2, 2 3/4, ½, instalments.

Conventions: rule ids are ``number.*``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.figures import NEGATIVE, NOT_AFTER
from normalizers.gates import gated
from normalizers.late import late
from normalizers.numbers import noun_form
from normalizers.numerals import Numerals, numerals, repair
from normalizers.scan import compiled

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"


def _named(above: int, below: int) -> bool:
    """Whether a fraction is said with an ordinal (three eighths) rather than "over" (120/80).

    A judgement: unit fractions, small denominators, and proper ones up to twentieths.
    """
    return above == 1 or 2 < below <= 9 or (above < below <= 20)


def fraction(locale: Locale, words: Numerals, above: int, below: int) -> str | None:
    """A common fraction in words, None where only "over" would do and the locale has none."""
    rules = locale.fractions
    one = above == 1
    if above == below and below > 10:
        return f"{words.cardinal(above)} {words.cardinal(below)}"
    if str(below) in rules.names and (above < below or below < 20):
        name = rules.names[str(below)][0 if one else 1]
    elif above == below:
        return f"{words.cardinal(above)} {words.cardinal(below)}"
    elif _named(above, below) and (below <= rules.max_denominator or below % 100 == 0):
        name = repair(words.ordinal(below), rules.from_ordinal)
        name = name if one else repair(name, rules.plural)
    elif rules.parts and _named(above, below):
        name = f"{words.cardinal(below)} {rules.parts}"
    elif rules.over:
        return f"{words.cardinal(above)} {rules.over} {words.cardinal(below)}"
    else:
        return None
    return repair(f"{words.cardinal(above, 'masculine')} {name}", rules.polish)


def finder(locale: Locale) -> Finder:
    """Proposes common fractions."""
    rules = locale.fractions
    words = numerals(locale.tag)
    noun = noun_form(locale)
    pattern = compiled(
        rf"(?P<minus>{NEGATIVE})?{NOT_AFTER}"
        rf"(?:(?P<whole>[0-9]{{1,4}})(?: (?=[0-9])| ?(?=[{VULGAR}])))?"
        rf"(?:(?P<above>[0-9]{{1,5}}) ?[/⁄] ?(?P<below>[0-9]{{1,7}})(?:th|rd)?"
        rf"(?![^\W_]|[/.,]?[0-9])|(?P<vulgar>[{VULGAR}]))"
    )

    counted = late(rf"(?<![^\W_])(?:{rules.count_after}) $", re.IGNORECASE)
    count = compiled(rf"{NOT_AFTER}([0-9]{{1,3}})/([0-9]{{1,3}})(?![^\W_]|[/.,]?[0-9])")

    def counts(text: str) -> Iterator[Candidate]:
        for match in count.finditer(text) if rules.of else ():
            if counted.search(text, max(0, match.start() - 24), match.start()):
                said = f"{words.cardinal(int(match[1]))} {rules.of} {words.cardinal(int(match[2]))}"
                # Above a date in figures (91).
                yield Candidate(*match.span(), "number", Reading(said, "number.count"), 55)

    def find(text: str) -> Iterator[Candidate]:
        yield from counts(text)
        if not rules.over and not rules.names:
            return
        for match in pattern.finditer(text):
            if match["vulgar"]:
                above, _, below = unicodedata.normalize("NFKD", match["vulgar"]).partition("⁄")
            else:
                above, below = match["above"], match["below"]
            if int(below) == 0 or above[0] == "0" or below[0] == "0":
                continue
            spoken = fraction(locale, words, int(above), int(below))
            if spoken is None:
                continue
            half = rules.half.get(noun(text, match.end())) if (above, below) == ("1", "2") else None
            if half and not match["whole"]:
                spoken = half
            if match["whole"]:
                form = noun(text, match.end())
                after = rules.half_after.get(form) if (above, below) == ("1", "2") else None
                whole = words.cardinal(int(match["whole"]), form if after else "")
                spoken = after or spoken
                spoken = repair(f"{whole} {rules.link} {spoken}", rules.polish)
            if match["minus"]:
                spoken = f"{locale.numbers.minus} {spoken}"
            # 1/4th is a fraction before it is one and a fourth; 2 1/2 kg a measure (76) first.
            sure = 38 if match.group()[-1].isalpha() else 36
            yield Candidate(
                match.start(), match.end(), "number", Reading(spoken, "number.fraction"), sure
            )

    return gated(find, pattern, count)
