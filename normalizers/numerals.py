"""Number words of a locale: cardinals, ordinals, years, decimals, digits.

Conventions: values are ints or digit strings; words are as the engine should read them. num2words
supplies cardinals and ordinals; its converters are mutable singletons, so each language has a
private one here, behind a lock, and results are cached.
"""

from __future__ import annotations

import re
from functools import lru_cache
from threading import Lock
from typing import Any

from locales.schema import Locale, Repairs

_LOCK = Lock()
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_FORM = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
MAX_CARDINAL_DIGITS = 27  # the least of num2words' converters (Spanish) ends there


@lru_cache(maxsize=64)
def _converter(name: str) -> Any:
    from num2words import CONVERTER_CLASSES

    return type(CONVERTER_CLASSES[name])()


@lru_cache(maxsize=32_768)
def _words(converter: str, method: str, value: int) -> str | None:
    with _LOCK:
        try:
            return str(getattr(_converter(converter), method)(value))
        except (NotImplementedError, OverflowError, TypeError, ValueError, KeyError, IndexError):
            return None


@lru_cache(maxsize=64)
def _point(converter: str) -> str:
    """The word for the decimal mark: what num2words says between 0 and 5 in 0.5."""
    with _LOCK:
        try:
            said = str(_converter(converter).to_cardinal(0.5)).split()
        except (NotImplementedError, TypeError, ValueError, AttributeError):
            return ""
    return " ".join(said[1:-1])


def repair(text: str, repairs: Repairs) -> str:
    """Apply (pattern, replacement) pairs in order."""
    for pattern, replacement in repairs:
        text = re.sub(pattern, replacement, text)
    return text


def ascii_digits(text: str) -> str:
    """Any script's decimal digits as 0-9, everything else left out."""
    return "".join(str(int(letter)) for letter in text if letter.isdecimal())


class Numerals:
    """The number words of one locale; immutable, safe between threads."""

    def __init__(self, locale: Locale) -> None:
        self._numbers = locale.numbers
        self._ordinals = locale.ordinals
        self._name = locale.numbers.converter
        digits = locale.numbers.digits
        self.digit_words = digits or tuple(self.cardinal(value) for value in range(10))

    def cardinal(self, value: int, form: str = "") -> str:
        """Cardinal, inflected for ``form`` (a gender before a noun; "" when counting)."""
        if value < 0:
            minus = self._numbers.minus or "-"
            return f"{minus} {self.cardinal(-value, form)}".removeprefix("- ")
        highest = self._numbers.highest
        if highest and value >= highest[0]:
            high, low = divmod(value, highest[0])
            rest = f" {self.cardinal(low, form)}" if low else ""
            return f"{self.cardinal(high)} {highest[1]}{rest}"
        words = _words(self._name, "to_cardinal", value)
        if words is None:
            return self.digits(str(value))
        words = repair(words, self._numbers.repair)
        return repair(words, self._numbers.agreement.get(form, ())) if form else words

    def ordinal(self, value: int, form: str = "") -> str:
        """Ordinal in a form (gender or case) that the locale's file names."""
        words = _words(self._name, "to_ordinal", value)
        if words is None or any(letter.isdigit() for letter in words):
            return self.cardinal(value)
        words = repair(words, self._ordinals.repair)
        return repair(words, self._ordinals.forms.get(form, ())) if form else words

    def year(self, value: int) -> str:
        """A year as the locale says it: pairs, hundreds, or the cardinal."""
        rule = self._numbers.years
        high, low = divmod(value, 100)
        round_thousand = value % 1000 < 10 and rule.style == "pairs"
        if rule.style == "cardinal" or not 1000 <= value <= 9999 or round_thousand:
            return self.cardinal(value)
        if rule.style == "hundreds":
            if not 11 <= high <= 19:
                return self.cardinal(value)
            rest = self.cardinal(low) if low else ""
            return f"{self.cardinal(high)}{rule.hundred}{rest}"
        return self.pairs(value)

    def pairs(self, value: int) -> str:
        """A number of three or four digits said by hundreds: 1204 "twelve oh four"."""
        rule = self._numbers.years
        high, low = divmod(value, 100)
        if not low:
            return f"{self.cardinal(high)} {rule.hundred}"
        if low < 10:
            return f"{self.cardinal(high)} {rule.oh} {self.cardinal(low)}"
        return f"{self.cardinal(high)} {self.cardinal(low)}"

    def digits(self, text: str) -> str:
        """Digit by digit."""
        return " ".join(self.digit_words[int(letter)] for letter in ascii_digits(text))

    def number(self, whole: str, decimals: str = "", form: str = "") -> str:
        """A number from its digit strings: ("1204", "05"), (".75" is "", "75")."""
        if len(whole) > MAX_CARDINAL_DIGITS:
            words = self.digits(whole)
        else:
            words = self.cardinal(int(whole or "0"), "" if decimals else form)
        if not decimals:
            return words
        point = self._numbers.point or _point(self._name)
        said = f"{point} {self._decimals(decimals)}"
        return f"{words} {said}" if whole else said

    def _decimals(self, text: str) -> str:
        """Decimals; as a number they are: leading zeros singly, then up to three digits."""
        if self._numbers.fraction == "digits":
            return self.digits(text)
        stem = text.lstrip("0")
        zeros = [self.digit_words[0]] * (len(text) - len(stem))
        if not stem:
            return " ".join(zeros)
        if len(stem) <= 3:
            parts = [self.cardinal(int(stem))]
        elif len(stem) % 2 == 0 and "0" not in stem[::2] and len(stem) <= 6:
            parts = [self.cardinal(int(stem[at : at + 2])) for at in range(0, len(stem), 2)]
        else:
            parts = [self.digits(stem)]
        return " ".join([*zeros, *parts])


@lru_cache(maxsize=64)
def numerals(locale_tag: str) -> Numerals:
    """The number words of a locale by tag."""
    from locales import get

    return Numerals(get(locale_tag))


def roman(text: str) -> int | None:
    """The value of a roman numeral in capitals, None if it is none.

    >>> roman("XIV"), roman("MIX"), roman("IIII")
    (14, 1009, None)
    """
    if not text or not _ROMAN_FORM.fullmatch(text):
        return None
    values = [_ROMAN[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )
