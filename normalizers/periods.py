"""Years with a word before them and quarters: AD 1066, FY2023, Q3 2024, 2Q22.

Conventions: rule ids are ``date.*``.
"""

from __future__ import annotations

from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.dates import Speaker
from normalizers.gates import gated, together
from normalizers.numerals import numerals
from normalizers.ordinals import ordinal_case
from normalizers.scan import any_of, compiled

_CENTURY = "20"  # of a year in two figures without a mark; a judgement


def finder(locale: Locale) -> Finder:
    """Proposes quarters and years that a word announces."""
    parts = (_quarters(locale), _announced(locale))

    return together(*parts)


def _quarters(locale: Locale) -> Finder:
    rules = locale.dates.quarter
    words, speaker = numerals(locale.tag), Speaker(locale)
    forms = [compiled(rf"(?<![\w.,/-]){form}(?![\w/-]|[.,][0-9])") for form in rules.written]

    def form_at(text: str, start: int) -> str:
        """The noun's own form, unless the words before ask for another."""
        if not locale.ordinals.case:
            return rules.form
        form = ordinal_case(locale, text, start)
        return rules.form if form == "r" else form

    def find(text: str) -> Iterator[Candidate]:
        for match in (found for form in forms for found in form.finditer(text)):
            quarter, year = int(match["q"]), match["year"] or ""
            full = year if len(year) == 4 else _CENTURY + year[-2:]
            spoken = rules.template.format(
                n=words.cardinal(quarter),
                nth=words.ordinal(quarter, form_at(text, match.start())),
                year=speaker.year(full) if year else "",
            )
            reading = Reading(spoken.strip(), "date.quarter")
            yield Candidate(*match.span(), "date", reading, CONTEXT)

    return gated(find, *forms)


def _announced(locale: Locale) -> Finder:
    rules, speaker = locale.dates, Speaker(locale)
    words = numerals(locale.tag)
    table = rules.era_before | rules.years_named
    keys = any_of(table)
    pattern = compiled(
        rf"(?<![^\W_])(?P<word>{keys}) ?(?P<year>'?[0-9]{{2,4}})(?![^\W_]|[.,:/-][0-9])"
    )

    def said(word: str, year: str) -> str:
        digits = year.lstrip("'")
        if word in rules.years_named:
            return speaker.year(digits if len(digits) == 4 else _CENTURY + digits[-2:])
        paired = (
            locale.numbers.years.style == "pairs" and len(digits) > 2 and int(digits) % 1000 > 9
        )
        return words.pairs(int(digits)) if paired else words.cardinal(int(digits))

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text) if table else ():
            word, year = match["word"], match["year"]
            if word in rules.years_named and len(year.lstrip("'")) == 3:
                continue
            reading = Reading(f"{table[word]} {said(word, year)}", "date.announced_year")
            yield Candidate(*match.span(), "date", reading, CONTEXT)

    return gated(find, pattern)
