"""Sizes written without blanks: 4x6, 30x20x15 cm, 8.5x11".

Conventions: said with the locale's ``numbers.by``; rule id is ``measure.size``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from locales.schema import Locale
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.figures import NOT_AFTER, figures
from normalizers.gates import gated, together
from normalizers.numerals import numerals
from normalizers.quantities import unit_pattern
from normalizers.scan import any_of, compiled


def finder(locale: Locale) -> Finder:
    """Proposes sizes."""
    word = locale.numbers.by or locale.symbols.get("×", "")
    if not word:
        return together()
    marks = figures(locale)
    words = numerals(locale.tag)
    units = any_of(locale.units)
    inches = '|"' if locale.feet_inches else ""
    pattern = compiled(
        rf"{NOT_AFTER}(?P<body>{marks.plain}(?:[x×]{marks.plain}){{1,3}})"
        rf"(?: ?(?P<unit>{units or '(?!)'}{inches}))?(?![^\W_]|[.,-]?[0-9]| ?=)"
    )

    def find(text: str) -> Iterator[Candidate]:
        if "x" not in text and "×" not in text:
            return
        for match in pattern.finditer(text):
            parts = [marks.parse(part) for part in re.split("[x×]", match["body"])]
            if any(len(whole) > 5 or (whole[:1] == "0" and whole != "0") for whole, _ in parts):
                continue
            if parts[0] == ("0", ""):  # 0x41 is a hexadecimal number
                continue
            spoken = f" {word} ".join(words.number(*part) for part in parts)
            if match["unit"]:
                unit = locale.units.get(match["unit"], "length-inch")
                last = Decimal(f"{parts[-1][0] or 0}.{parts[-1][1] or 0}").normalize()
                spoken = (unit_pattern(locale, unit, last) or "{}").replace("{}", spoken)
            reading = Reading(spoken, "measure.size")
            yield Candidate(*match.span(), "measure", reading, CONTEXT)

    return gated(find, pattern)
