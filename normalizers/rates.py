"""Quantities of a form of their own: rates (8/day), multiples (3x), feet and inches (6'2"),
split units (1m80).

Conventions: unit names are those of ``quantities``; rule ids are ``measure.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from locales.schema import Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.figures import NOT_AFTER, figures
from normalizers.fractions import fraction
from normalizers.gates import gated, together
from normalizers.late import late
from normalizers.numerals import numerals, repair
from normalizers.quantities import closing, unit_pattern
from normalizers.scan import any_of, compiled


def finder(locale: Locale) -> Finder:
    """Proposes rates, heights and figures with a unit inside."""
    parts = (
        _rates(locale),
        _each(locale),
        _multiples(locale),
        _feet_inches(locale),
        _feet(locale),
        _hours(locale),
        _inches(locale),
        _split(locale),
    )

    return together(*parts)


def _rates(locale: Locale) -> Finder:
    """ "12/kg", "8/day": so many for each."""
    each_word = locale.money.per_word
    if not each_word and not locale.money.per:
        return together()
    marks = figures(locale)
    words = numerals(locale.tag)
    units = any_of(locale.units)
    times = any_of(locale.money.per)
    figure = rf"{NOT_AFTER}(?P<figure>{marks.plain}) ?/ ?"
    rate = compiled(rf"{figure}(?P<unit>{units or '(?!)'})(?![^\W_]|\^)")
    often = compiled(rf"{figure}(?P<per>{times})(?![^\W_])")

    def said(match: re.Match[str], each: str, priority: int) -> Candidate:
        number = words.number(*marks.parse(match["figure"]))
        reading = Reading(f"{number} {each}", "measure.rate")
        return Candidate(match.start(), match.end(), "measure", reading, priority)

    def find(text: str) -> Iterator[Candidate]:
        for match in often.finditer(text):
            yield said(match, locale.money.each(match["per"]), 1)
        for match in rate.finditer(text) if each_word else ():
            template = unit_pattern(locale, locale.units[match["unit"]], Decimal(1))
            if template:
                yield said(match, f"{each_word} {template.replace('{}', '').strip()}", 0)

    return gated(find, often, rate)


def _each(locale: Locale) -> Finder:
    """ "per kWh", "per m²": a unit without a figure, in the singular."""
    units = any_of(locale.units)
    pattern = compiled(
        rf"(?<![^\W_])(?i:{re.escape(locale.money.per_word)}) (?P<unit>{units or '(?!)'})"
        r"(?![^\W_]|[/^]|\.[^\W_])"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text) if locale.money.per_word else ():
            template = unit_pattern(locale, locale.units[match["unit"]], Decimal(1))
            if template:
                reading = Reading(template.replace("{}", "").strip(), "measure.each")
                yield Candidate(*match.span("unit"), "measure", reading)

    return gated(find, pattern)


def _multiples(locale: Locale) -> Finder:
    """How often, or how many times as much: 3x, 2.5x; "3x/day" with what it is for."""
    rules = locale.numbers.multiples
    if not rules:
        return together()
    marks = figures(locale)
    words = numerals(locale.tag)
    each = any_of(locale.money.per)
    by = re.escape(locale.money.per_word or "/")
    word = r"[^\W\d_A-Z](?:[^\W\d_A-Z]{3}|[^\W\d_A-Z]{1,2}\.)"
    pattern = compiled(
        rf"{NOT_AFTER}(?P<figure>{marks.plain})(?:x(?! [0-9]+ ?x)| ?×(?! ?[0-9])"
        rf"| x(?= ?/| {by} | {word}))"
        rf"(?![^\W_]|-|[×*])(?: ?/ ?(?P<per>{each})(?![^\W_]))?"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text):
            whole, decimals = marks.parse(match["figure"])
            number = words.number(whole, decimals, "" if decimals else "multiple")
            spoken = rules.get(match["figure"]) or rules[""].format(n=number)
            if match["per"]:
                spoken = f"{spoken} {locale.money.each(match['per'])}"
            yield Candidate(*match.span(), "measure", Reading(spoken, "measure.multiple"), 2)

    return gated(find, pattern)


def _feet_inches(locale: Locale) -> Finder:
    """Feet and inches by their signs: 6'2"."""
    words = numerals(locale.tag)
    pattern = compiled(
        r"(?<![^\W_])(?<![°'\"./,-])(?P<feet>[1-9][0-9]?)"
        r"(?:['′] ?(?P<inches>1[01]|[0-9])(?P<half>½| 1/2)?(?:[\"”″]|''|(?!['\"”″]))"
        r"| ?ft\.? ?(?P<ins>1[01]|[0-9]) ?in(?:s|ch|ches)?)(?![^\W_]|[.,][0-9])"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text) if locale.feet_inches else ():
            feet, inches = int(match["feet"]), int(match["inches"] or match["ins"])
            template = unit_pattern(locale, "length-foot", Decimal(feet)) or "{}"
            spoken = template.replace("{}", words.cardinal(feet))
            if inches or match["half"]:
                half = fraction(locale, words, 1, 2) if match["half"] else ""
                said = f"{words.cardinal(inches)} {locale.fractions.link} {half}"
                said = repair(said, locale.fractions.polish) if half else words.cardinal(inches)
                spoken = locale.feet_inches.format(feet=words.cardinal(feet), inches=said)
            yield Candidate(*match.span(), "measure", Reading(spoken, "measure.feet_inches"), 4)

    return gated(find, pattern)


def _hours(locale: Locale) -> Finder:
    """Hours and minutes by their letters: 2h 10m."""
    words = numerals(locale.tag)
    pattern = compiled(
        rf"{NOT_AFTER}(?P<hours>[0-9]{{1,2}})h ?(?P<minutes>[0-5]?[0-9])m(?:ins?)?(?![^\W_])"
    )

    def counted(text: str, unit: str) -> str:
        template = unit_pattern(locale, unit, Decimal(int(text))) or "{}"
        gender = locale.units_gender.get(unit, "masculine")
        said = template.replace("{}", words.cardinal(int(text), gender))
        return repair(said, locale.numbers.counted)

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text):
            hours = counted(match["hours"], "duration-hour")
            said = f"{hours} {counted(match['minutes'], 'duration-minute')}"
            yield Candidate(*match.span(), "measure", Reading(said, "measure.hours"), 6)

    return gated(find, pattern)


def _feet(locale: Locale) -> Finder:
    """Feet by their sign where two lengths are beside each other: 12' x 14'."""
    words = numerals(locale.tag)
    pattern = compiled(
        rf"{NOT_AFTER}(?P<feet>[0-9]{{1,3}})['′](?= ?[x×] ?[0-9]{{1,3}}['′])"
        r"|(?<=[0-9]['′][x×])(?P<glued>[0-9]{1,3})['′](?![^\W_])"
        r"|(?<=[0-9]['′] [x×] )(?P<last>[0-9]{1,3})['′](?![^\W_])"
    )

    def find(text: str) -> Iterator[Candidate]:
        signed = locale.feet_inches and ("'" in text or "′" in text)
        for match in pattern.finditer(text) if signed else ():
            feet = int(match["feet"] or match["glued"] or match["last"])
            template = unit_pattern(locale, "length-foot", Decimal(feet)) or "{}"
            said = template.replace("{}", words.cardinal(feet))
            yield Candidate(*match.span(), "measure", Reading(said, "measure.feet"), 5)

    return gated(find, pattern)


def _inches(locale: Locale) -> Finder:
    """Inches by their sign: a 12" pizza; a sign that closes a quotation is none."""
    words = numerals(locale.tag)
    marks = figures(locale)
    pattern = compiled(rf"{NOT_AFTER}(?<!['°])(?P<figure>{marks.plain})[\"″](?![^\W_])")
    # A noun right behind takes the unit in the singular: "twelve inch pizza".
    noun = late(
        rf"[- ](?!(?:{locale.inches_before})(?![^\W_]))"
        r"(?:[^\W\d_A-Z]{2}|[A-Z]{2,4}(?![^\W_])|i[A-Z]|[0-9]K(?![^\W_]))"
    )

    def find(text: str) -> Iterator[Candidate]:
        quotes = closing(text)
        for match in pattern.finditer(text) if locale.feet_inches else ():
            if match.end() - 1 in quotes:
                continue
            number = marks.parse(match["figure"])
            single = locale.inches_before and noun.match(text, match.end())
            value = Decimal(1) if single else Decimal(f"{number[0] or 0}.{number[1] or 0}")
            template = unit_pattern(locale, "length-inch", value.normalize())
            if template:
                form = locale.units_gender.get("length-inch", "masculine")
                said = template.replace("{}", words.number(*number, form))
                yield Candidate(*match.span(), "measure", Reading(said, "measure.inches"), 3)

    return gated(find, pattern)


def _split(locale: Locale) -> Finder:
    """A unit inside the figure: 1m80."""
    words = numerals(locale.tag)
    units = "|".join(map(re.escape, locale.units_split)) or "(?!)"
    counted = any_of(locale.units)
    pattern = compiled(
        rf"{NOT_AFTER}(?P<whole>[0-9]{{1,3}}) ?(?P<unit>{units}) ?(?P<rest>[0-9]{{2}})"
        rf"(?![^\W_]|[.,][0-9]| (?:{counted})(?![^\W_]))"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text):
            unit, whole = locale.units_split[match["unit"]], int(match["whole"])
            template = unit_pattern(locale, unit, Decimal(whole)) or "{}"
            form = locale.units_gender.get(unit, "masculine")
            spoken = template.replace("{}", words.cardinal(whole, form))
            spoken = f"{repair(spoken, locale.numbers.counted)} {words.number(match['rest'])}"
            kind = "money" if match["unit"] in locale.money.symbols else "measure"
            yield Candidate(*match.span(), kind, Reading(spoken, "measure.split"), 6)

    return gated(find, pattern)
