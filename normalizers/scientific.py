"""Powers and scientific notation: 1.2e-5, 6.02 x 10^23, 10⁶, 2^8.

Conventions: said in full with the locale's ``numbers.power`` ("to the power of"); rule id is
``number.scientific``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.figures import NEGATIVE, NOT_AFTER, figures
from normalizers.gates import gated
from normalizers.numerals import numerals
from normalizers.scan import compiled

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def finder(locale: Locale) -> Finder:
    """Proposes numbers with a power."""
    power, times = locale.numbers.power, locale.symbols.get("×", "")
    marks = figures(locale)
    words = numerals(locale.tag)
    figure = rf"(?P<minus>{NEGATIVE})?{NOT_AFTER}(?P<figure>{marks.plain})"
    short = compiled(rf"{figure}[eE](?P<power>[+-]?[0-9]{{1,3}})(?![^\W_]|[.,-]?[0-9])")
    full = compiled(
        rf"{figure}(?: ?[x×*·] ?(?P<base>10|2))?"
        rf"(?:\^(?P<power>[+-]?[0-9]{{1,3}})|(?P<raised>[⁻⁺]?[{_RAISED}]{{1,3}}))(?![^\W_]|[.,]?[0-9])"
    )

    def signed(text: str) -> str:
        value = int(text)
        word = locale.numbers.minus if value < 0 else ""
        return f"{word} {words.cardinal(abs(value))}".strip()

    def said(match: re.Match[str], base: str | None, exponent: str) -> Candidate:
        spoken = words.number(*marks.parse(match["figure"]))
        if base:
            spoken = f"{spoken} {times} {words.cardinal(int(base))}"
        if match["minus"]:
            spoken = f"{locale.numbers.minus} {spoken}"
        reading = Reading(f"{spoken} {power} {signed(exponent)}", "number.scientific")
        return Candidate(*match.span(), "number", reading, 2 * CONTEXT)

    def find(text: str) -> Iterator[Candidate]:
        if not power or not times:
            return
        for match in short.finditer(text):
            # "5e2" is a code; a decimal or a signed power is a number.
            if not match["figure"].isdigit() or not match["power"].isdigit():
                yield said(match, "10", match["power"])
        for match in full.finditer(text):
            raised = match["raised"]
            if raised and not match["base"] and match["figure"] != "10":
                continue
            exponent = match["power"] or unicodedata.normalize("NFKC", raised)
            yield said(match, match["base"], exponent.replace("−", "-"))

    return gated(find, short, full)
