"""So many and a half of something, where the half is said last: "un comprimé et demi".

Conventions: the half agrees with the noun (``fractions.half_behind`` by form); a noun in small
letters stands as it is written, or in the singular by ``fractions.singular``, if it is none of
``money.not_noun``; rule ids are ``measure.half`` and ``number.half``.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from locales.schema import Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.figures import NOT_AFTER
from normalizers.gates import gated, together
from normalizers.numbers import noun_form
from normalizers.numerals import numerals, repair
from normalizers.quantities import unit_pattern
from normalizers.scan import any_of, compiled

_PARTS = {"½": "1/2", "¼": "1/4", "¾": "3/4"}


def finder(locale: Locale) -> Finder:
    """Proposes whole numbers with a half and the noun behind them."""
    rules = locale.fractions
    if not rules.half_behind:
        return together()
    words = numerals(locale.tag)
    noun = noun_form(locale)
    units = any_of(locale.units)
    pattern = compiled(
        rf"{NOT_AFTER}(?<![/-])(?P<whole>[1-9][0-9]{{0,2}})"
        rf"(?: (?P<part>1/2|[13]/4)| ?(?P<vulgar>[½¼¾])) ?"
        rf"(?:(?P<unit>{units or '(?!)'})(?![^\W_/]|/)"
        rf"|(?<= )(?!(?:{locale.money.not_noun or '(?!)'})(?![^\W_]))"
        rf"(?P<noun>[^\W\d_A-Z]{{3,30}})(?![^\W_]))"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text):
            whole = int(match["whole"])
            unit = locale.units.get(match["unit"] or "", "")
            form = locale.units_gender.get(unit, "")
            if not unit:
                form = noun(text, match.start("noun") - 1)
            half = rules.half_behind.get(form) or rules.half_behind[""]
            part = match["part"] or _PARTS[match["vulgar"]]
            if part != "1/2":
                half = rules.half_behind.get(part, "")
            name = match["noun"] if whole > 1 else repair(match["noun"] or "", rules.singular)
            template = f"{{}} {name}"
            if unit:
                template = unit_pattern(locale, unit, Decimal(whole)) or ""
            if not template or not half:
                continue
            said = f"{template.replace('{}', words.cardinal(whole, form or 'masculine'))} {half}"
            kind, sure = ("measure", 8) if unit else ("number", 45)
            yield Candidate(*match.span(), kind, Reading(said, f"{kind}.half"), sure)

    return gated(find, pattern)
