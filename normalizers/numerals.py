"""Number words of a locale: cardinals, ordinals, years, decimals, digits.

Conventions: values are ints or digit strings; words are as the engine should read them. They come
from the locale's own rules (``normalizers.spellout``); a locale without rules is read by
``normalizers.converters``. Results are cached.
"""

from __future__ import annotations

import re
from functools import lru_cache

from locales.schema import Locale, Repairs
from normalizers import converters
from normalizers.late import late
from normalizers.spellout import Speller

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_FORM = late(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
MAX_CARDINAL_DIGITS = 27  # the languages' own words for powers of ten end there or just above


def repair(text: str, repairs: Repairs) -> str:
    """Apply (pattern, replacement) pairs in order."""
    if repairs:
        for pattern, replacement in _edits(repairs):
            text = pattern.sub(replacement, text)
    return text


@lru_cache(maxsize=512)
def _edits(repairs: Repairs) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((late(pattern), replacement) for pattern, replacement in repairs)


def ascii_digits(text: str) -> str:
    """Any script's decimal digits as 0-9, everything else left out."""
    return "".join(str(int(letter)) for letter in text if letter.isdecimal())


class Numerals:
    """The number words of one locale; safe between threads."""

    def __init__(self, locale: Locale) -> None:
        self._numbers = locale.numbers
        self._ordinals = locale.ordinals
        self._name = locale.numbers.converter
        self._speller = Speller(locale.spellout)
        self._spell = lru_cache(maxsize=16_384)(self._speller.spell)
        self._known = lru_cache(maxsize=16_384)(self._number)
        digits = locale.numbers.digits
        self.digit_words = digits or tuple(self.cardinal(value) for value in range(10))

    def has_form(self, form: str) -> bool:
        """Whether the language inflects a cardinal so before a noun."""
        return f"cardinal-{form}" in self._speller or form in self._numbers.agreement

    def cardinal(self, value: int, form: str = "") -> str:
        """Cardinal, inflected for ``form`` (a gender before a noun; "" when counting)."""
        if value < 0:
            minus = self._numbers.minus or "-"
            return f"{minus} {self.cardinal(-value, form)}".removeprefix("- ")
        if value >= 10**MAX_CARDINAL_DIGITS:
            return self.digits(str(value))
        if form and f"cardinal-{form}" in self._speller:
            return self._spell(f"cardinal-{form}", value)
        if "cardinal" not in self._speller:
            return converters.cardinal(self._name, value) or self.digits(str(value))
        words = self._spell("cardinal", value)
        return repair(words, self._numbers.agreement.get(form, ())) if form else words

    def ordinal(self, value: int, form: str = "") -> str:
        """Ordinal in a form (gender or case) that the locale's file names."""
        if form and f"ordinal-{form}" in self._speller:
            return self._spell(f"ordinal-{form}", value)
        if "ordinal" not in self._speller:
            return converters.ordinal(self._name, value) or self.cardinal(value)
        words = self._spell("ordinal", value)
        return repair(words, self._ordinals.forms.get(form, ())) if form else words

    def year(self, value: int) -> str:
        """A year as the locale says it: by its rules, pairs, hundreds, or the cardinal."""
        if "year" in self._speller:
            return self._spell("year", value)
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
        if len(whole) + len(decimals) <= MAX_CARDINAL_DIGITS:
            return self._known(whole, decimals, form)
        return self._number(whole, decimals, form)

    def _number(self, whole: str, decimals: str, form: str) -> str:
        if len(whole) > MAX_CARDINAL_DIGITS:
            words = self.digits(whole)
        else:
            agrees = self._numbers.decimal_agrees or not decimals
            words = self.cardinal(int(whole or "0"), form if agrees else "")
        if not decimals:
            return words
        point = self._numbers.point or converters.point(self._name)
        said = f"{point} {self._decimals(decimals)}"
        return f"{words} {said}" if whole else said

    def _decimals(self, text: str) -> str:
        """Decimals; as a number they are: leading zeros singly, then up to three digits, long
        ones singly."""
        if self._numbers.fraction == "digits":
            return self.digits(text)
        stem = text.lstrip("0")
        zeros = [self.digit_words[0]] * (len(text) - len(stem))
        if not stem:
            return " ".join(zeros)
        # "1,0141": a zero and a number of three figures would be hard to follow; judgement.
        if len(stem) > 2 and zeros:
            return self.digits(text)
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
