"""Quantities: a figure with a unit.

Conventions: unit names and plurals are CLDR's long forms unless the locale's file has others;
rule ids are ``measure.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from locales.schema import Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.figures import NEGATIVE, NOT_AFTER, cldr, figures
from normalizers.numbers import fraction, scaled
from normalizers.numerals import numerals, repair


@lru_cache(maxsize=4096)
def _pattern(identifier: str, unit: str, value: Decimal) -> str | None:
    from babel.units import UnknownUnitError, format_unit  # noqa: PLC0415

    try:
        text = format_unit(value, unit, "long", locale=cldr(identifier), numbering_system="latn")
    except (UnknownUnitError, ValueError):
        return None
    return re.sub(r"-?[0-9][0-9.,\s\u00a0\u202f'’]*(?<=[0-9])", "{}", text).replace("\u00a0", " ")


_SAMPLES = tuple(Decimal(text) for text in ("1", "2", "5", "0", "1.5", "3", "11", "1000000"))


def unit_pattern(locale: Locale, unit: str, value: Decimal) -> str | None:
    """ "{} kilometers" for a value, None for a unit that CLDR does not know."""
    own = locale.units_spoken.get(unit)
    if own:
        return f"{{}} {own[0 if abs(value) == 1 else 1]}"
    plural = cldr(locale.cldr).plural_form
    category = plural(value)
    sample = next((one for one in _SAMPLES if plural(one) == category), value)
    return _pattern(locale.cldr, unit, sample)


def _feet_inches(locale: Locale) -> Finder:
    """Feet and inches by their signs: 6'2"."""
    words = numerals(locale.tag)
    pattern = re.compile(
        r"(?<![^\W_])(?<![°'\"./,-])(?P<feet>[1-9][0-9]?)['′] ?"
        r"(?P<inches>1[01]|[0-9])(?:(?P<half>½| 1/2))?(?:[\"”″]|''|(?!['\"”″]))(?![^\W_]|[.,][0-9])"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text) if locale.feet_inches else ():
            feet, inches = int(match["feet"]), int(match["inches"])
            template = unit_pattern(locale, "length-foot", Decimal(feet)) or "{}"
            spoken = template.replace("{}", words.cardinal(feet))
            if inches or match["half"]:
                half = fraction(locale, words, 1, 2) if match["half"] else ""
                said = f"{words.cardinal(inches)} {locale.fractions.link} {half}"
                said = repair(said, locale.fractions.polish) if half else words.cardinal(inches)
                spoken = locale.feet_inches.format(feet=words.cardinal(feet), inches=said)
            yield Candidate(*match.span(), "measure", Reading(spoken, "measure.feet_inches"), 4)

    return find


def finder(locale: Locale) -> Finder:
    """Proposes figures with units, percent signs and degrees."""
    if not locale.units:
        return lambda _text: iter(())
    marks = figures(locale)
    words = numerals(locale.tag)
    units = "|".join(re.escape(unit) for unit in sorted(locale.units, key=len, reverse=True))
    pattern = re.compile(
        rf"(?P<minus>{NEGATIVE})?{NOT_AFTER}"
        rf"(?:(?:(?P<whole>[0-9]{{1,3}}) )?(?P<above>[0-9]{{1,2}})/(?P<below>[0-9]{{1,3}})"
        rf"|(?P<figure>{marks.plain})(?: ?(?P<scale>{marks.magnitude}))?)"
        rf" ?(?P<unit>{units})(?![^\W_]|\^)"
    )

    rate = re.compile(rf"{NOT_AFTER}(?P<figure>{marks.plain}) ?/ ?(?P<unit>{units})(?![^\W_]|\^)")

    def rates(text: str) -> Iterator[Candidate]:
        """ "12/kg": so many for each unit."""
        for match in rate.finditer(text) if locale.money.per_word else ():
            template = unit_pattern(locale, locale.units[match["unit"]], Decimal(1))
            if template:
                name = template.replace("{}", "").strip()
                number = words.number(*marks.parse(match["figure"]))
                reading = Reading(f"{number} {locale.money.per_word} {name}", "measure.rate")
                yield Candidate(match.start(), match.end(), "measure", reading)

    def value_words(match: re.Match[str], form: str) -> tuple[str, Decimal] | None:
        if match["figure"]:
            number = marks.parse(match["figure"])
            amount = Decimal(f"{number[0] or 0}.{number[1] or 0}")
            if match["scale"]:
                return scaled(locale, words, number, match["scale"]), Decimal(2_000_000)
            return words.number(*number, form), amount.normalize()
        if int(match["below"]) == 0:
            return None
        spoken = fraction(locale, words, int(match["above"]), int(match["below"]))
        if spoken is None:
            return None
        amount = Decimal(int(match["above"])) / int(match["below"])
        if match["whole"]:
            spoken = f"{words.cardinal(int(match['whole']))} {locale.fractions.link} {spoken}"
            spoken = repair(" ".join(spoken.split()), locale.fractions.polish)
            amount += int(match["whole"])
        return spoken, amount.quantize(Decimal("0.01")) if amount > 1 else Decimal(1)

    tall = _feet_inches(locale)

    def find(text: str) -> Iterator[Candidate]:
        yield from rates(text)
        yield from tall(text)
        for match in pattern.finditer(text):
            unit = locale.units[match["unit"]]
            value = value_words(match, locale.units_gender.get(unit, "masculine"))
            template = unit_pattern(locale, unit, value[1]) if value else None
            if not value or not template:
                continue
            spoken = template.replace("{}", value[0])
            if match["below"]:
                spoken = repair(spoken, locale.fractions.polish)
            if match["minus"]:
                spoken = f"{locale.numbers.minus} {spoken}"
            kind = "number" if unit == "concentr-percent" else "measure"
            rule = "number.percent" if kind == "number" else f"measure.{unit}"
            yield Candidate(match.start(), match.end(), kind, Reading(spoken, rule), 4)

    return find
