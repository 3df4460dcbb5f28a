"""Quantities: a figure with a unit.

Conventions: unit names and plurals are CLDR's long forms unless the locale's file has others;
rule ids are ``measure.*``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from locales.schema import Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.figures import NEGATIVE, NOT_AFTER, cldr, figures
from normalizers.fractions import VULGAR, fraction
from normalizers.gates import gated, together
from normalizers.late import late
from normalizers.numbers import scaled
from normalizers.numerals import numerals, repair
from normalizers.scan import any_of, compiled

# The figure above in a fraction; three of them in a blood pressure only (135/85 mmHg).
_ABOVE = "[0-9]{1,2}|[0-9]{3}(?=/[0-9]{2,3} ?mm ?Hg)"


@lru_cache(maxsize=4096)
def _pattern(identifier: str, unit: str, value: Decimal) -> str | None:
    from babel.units import UnknownUnitError, format_unit

    try:
        text = format_unit(value, unit, "long", locale=cldr(identifier), numbering_system="latn")
    except (UnknownUnitError, ValueError, InvalidOperation):  # more digits than a Decimal holds
        return None
    return re.sub(r"-?[0-9][0-9.,\s\u00a0\u202f'’]*(?<=[0-9])", "{}", text).replace("\u00a0", " ")


_SAMPLES = tuple(Decimal(text) for text in ("1", "2", "5", "0", "1.5", "3", "11", "1000000"))


def unit_pattern(locale: Locale, unit: str, value: Decimal) -> str | None:
    """ "{} kilometers" for a value, None for a unit that CLDR does not know."""
    own = locale.units_spoken.get(unit)
    if own:
        start = locale.numbers.plural_from
        return f"{{}} {own[0 if abs(value) == 1 or abs(value) < start else 1]}"
    data = cldr(locale.cldr)
    return _alike(locale.cldr, unit, data.plural_form(value)) or _first(
        locale.cldr, unit, (value, *_SAMPLES)
    )


@lru_cache(maxsize=4096)
def _alike(identifier: str, unit: str, category: str) -> str | None:
    """The word for a unit in a plural category."""
    plural = cldr(identifier).plural_form
    samples = tuple(one for one in _SAMPLES if plural(one) == category)
    return _first(identifier, unit, samples)


def _first(identifier: str, unit: str, samples: Iterable[Decimal]) -> str | None:
    """The first word for a unit: some languages have one for a few categories only, and a sign or
    nothing for the others."""
    for sample in samples:
        found = _pattern(identifier, unit, sample)
        if found and unit not in found and any(map(str.isalpha, found)):
            return found
    return None


def _each(locale: Locale, key: str) -> str:
    """ "per" and what stands behind it, as said: a stretch of time or a unit."""
    if key in locale.money.per:
        return locale.money.each(key)
    said = (unit_pattern(locale, locale.units[key], Decimal(1)) or "").replace("{}", "").strip()
    return f"{locale.money.per_word} {said}"


def _part(locale: Locale, match: re.Match[str], form: str) -> tuple[str, Decimal] | None:
    """A fraction of a unit and what stands before it (1/2, 2½); one half in the unit's gender."""
    words, rules = numerals(locale.tag), locale.fractions
    whole = match["whole"] or match["entire"]
    above, below = match["above"], match["below"]
    if match["vulgar"]:
        above, _, below = unicodedata.normalize("NFKD", match["vulgar"]).partition("⁄")
    if int(below) == 0:
        return None
    half = rules.half.get(form) if (whole, above, below) == (None, "1", "2") else None
    spoken = half or fraction(locale, words, int(above), int(below))
    if spoken is None:
        return None
    amount = Decimal(int(above)) / int(below)
    if whole:
        spoken = f"{words.cardinal(int(whole))} {rules.link} {spoken}"
        spoken = repair(" ".join(spoken.split()), rules.polish)
        amount += int(whole)
    return spoken, amount.quantize(Decimal("0.01")) if amount > 1 else Decimal(1)


def _inside(locale: Locale, unit: str, whole: str, decimals: str) -> str:
    """A unit said inside a figure of two decimals, as it is written in 1m80; else ""."""
    template = unit_pattern(locale, unit, Decimal(whole or "0"))
    if len(decimals) != 2 or not whole.strip("0") or not decimals.strip("0") or not template:
        return ""
    words = numerals(locale.tag)
    count = words.number(whole, form=locale.units_gender.get(unit, "masculine"))
    return f"{template.replace('{}', count)} {words.number(decimals)}"


@lru_cache(maxsize=16)
def closing(text: str) -> frozenset[int]:
    """Where quotation marks close; one behind a figure closes only what has been opened."""
    places, is_open = set(), False
    for mark in re.finditer('"', text):
        if is_open:
            places.add(mark.start())
            is_open = False
        else:
            is_open = not text[mark.start() - 1 : mark.start()].isdigit()
    return frozenset(places)


def _unquoted(matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Matches whose unit is no mark that closes a quotation."""
    for match in matches:
        if match["unit"] != '"' or match.end("unit") - 1 not in closing(match.string):
            yield match


def finder(locale: Locale) -> Finder:
    """Proposes figures with units, percent signs and degrees."""
    if not locale.units:
        return together()
    marks = figures(locale)
    words = numerals(locale.tag)
    units = any_of(locale.units)
    # "10 g/l", "5 mg/day": each unit or stretch of time that the locale says behind "per".
    behind = locale.units | locale.money.per
    each = any_of(behind)
    per = rf"(?: ?/ ?(?P<per>{each})(?![^\W_]))?" if locale.money.per_word else "(?P<per>(?!))?"
    hyphen = r"-(?=[^\W\d_]{1,8}\.? [^\W\d_A-Z]{2})" if locale.units_before else "(?!)"
    pattern = compiled(
        rf"(?P<minus>{NEGATIVE})?{NOT_AFTER}"
        rf"(?:(?:(?P<whole>[0-9]{{1,3}}) )?(?P<above>{_ABOVE})/(?P<below>[0-9]{{1,3}})"
        rf"|(?:(?P<entire>[0-9]{{1,3}}) ?)?(?P<vulgar>[{VULGAR}])"
        rf"|(?P<figure>{marks.loose})(?: ?(?P<scale>{marks.magnitude}))?)"
        rf"(?: ?|{hyphen})(?P<unit>{units})(?![^\W_]|\^){per}"
    )
    inside = frozenset(locale.units_inside)
    attributive = _attributive(locale)

    # The full stop of an abbreviated unit: small letters, a comma or another measure go on.
    dotted = late(rf"(?<=[^\W\d_])\.(?=,| (?:[^\W\d_A-Z]|(?:{marks.plain}) ?(?:{units})\b))")

    # "SS 16 km 12,5", "BR-116 km 230": the unit goes with the figure behind it.
    label = late(rf" {marks.plain}(?![^\W_]| ?(?:{units})(?![^\W_]))")

    def halved(whole: str, form: str) -> str:
        """So many and a half, as the locale's fractions say it."""
        half = locale.fractions.half_after.get(form) or fraction(locale, words, 1, 2)
        spoken = f"{words.cardinal(int(whole))} {locale.fractions.link} {half}"
        return repair(spoken, locale.fractions.polish)

    def value_words(match: re.Match[str], form: str) -> tuple[str, Decimal] | None:
        if match["figure"]:
            number = marks.parse(match["figure"])
            amount = Decimal(f"{number[0] or 0}.{number[1] or 0}")
            unit = locale.units[match["unit"]]
            if (
                number[1] == "5"
                and unit in locale.fractions.decimal_half
                and 0 < amount.to_integral_value("ROUND_FLOOR") < 20
            ):
                return halved(number[0], form), amount.normalize()
            if match["scale"]:
                return scaled(locale, words, number, match["scale"]), Decimal(2_000_000)
            return words.number(*number, form), amount.normalize()
        return _part(locale, match, form)

    def find(text: str) -> Iterator[Candidate]:
        for match in _unquoted(pattern.finditer(text)):
            unit = locale.units[match["unit"]]
            if match["unit"] in locale.before_number and label.match(text, match.end()):
                continue
            value = value_words(match, locale.units_gender.get(unit, "masculine"))
            template = value and unit_pattern(locale, unit, attributive(match, value[1]))
            if not value or not template:
                continue
            spoken = repair(template.replace("{}", value[0]), locale.numbers.counted)
            if match["unit"] in inside and match["figure"] and not match["scale"]:
                spoken = _inside(locale, unit, *marks.parse(match["figure"])) or spoken
            if match["below"] or match["vulgar"] or unit in locale.fractions.decimal_half:
                spoken = repair(spoken, locale.fractions.polish)
            if match["minus"]:
                spoken = f"{locale.numbers.minus} {spoken}"
            if match["per"]:
                spoken = f"{spoken} {_each(locale, match['per'])}"
            end = match.end() + bool(dotted.match(text, match.end()))
            yield _quantity(match.start(), end, unit, spoken)

    return gated(find, pattern)


def _quantity(start: int, end: int, unit: str, spoken: str) -> Candidate:
    """A quantity; a percentage counts as a number."""
    kind = "number" if unit == "concentr-percent" else "measure"
    rule = "number.percent" if kind == "number" else f"measure.{unit}"
    return Candidate(start, end, kind, Reading(spoken, rule), 4)


def _attributive(locale: Locale) -> Callable[[re.Match[str], Decimal], Decimal]:
    """A function that makes a quantity before a noun one: "a 30-min call", "500mg tablets"."""
    if not locale.units_before:
        return lambda _match, value: value
    noun = late(
        rf"\.? (?!(?:{locale.money.not_noun}|{locale.inches_before})(?![^\W_]))[^\W\d_A-Z]{{2}}"
    )
    named = late(rf"\.? (?:{locale.units_before})(?![^\W_])")
    determiner = late(rf"(?<![^\W_])(?:{locale.money.determiner}) $", re.IGNORECASE)

    def before_noun(match: re.Match[str]) -> bool:
        text, end = match.string, match.end()
        if match["per"] or match["unit"] == "%":
            return False
        hyphened = text[match.start("unit") - 1] == "-"
        if named.match(text, end) or hyphened:
            return True
        return bool(
            noun.match(text, end)
            and determiner.search(text, max(0, match.start() - 20), match.start())
        )

    return lambda match, value: Decimal(1) if before_noun(match) else value
