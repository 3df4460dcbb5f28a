"""Figures as a locale writes them: grouping and decimal marks, magnitudes.

Conventions: a figure is a (whole, decimals) pair of ASCII digit strings.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from babel import Locale as Cldr

from locales.schema import Locale, Magnitude
from normalizers.late import late

NOT_AFTER = r"(?<![^\W_])(?<![^\W_][.,])"
_QUOTED = "\"'“„«‘‚"
OPENING = f"{_QUOTED}([¿¡"
"""Marks that may stand right before a word: quotations, brackets, Spanish marks."""
NEGATIVE = rf"(?:(?<![^\s(\[{_QUOTED}/:])-)"
# Groups of three behind the first, at most: no number has a name beyond, and a pattern that goes on
# without bound takes time by the square of a long row of figures (judgement).
_GROUPS = "{1,11}"


@lru_cache(maxsize=64)
def cldr(identifier: str) -> Cldr:
    """CLDR's data of a locale identifier (``fr_CA``); an unknown region falls to the language."""
    from babel import UnknownLocaleError

    try:
        return Cldr.parse(identifier)
    except UnknownLocaleError:
        return Cldr.parse(identifier.split("_", maxsplit=1)[0])


def _symbol(locale: Locale, name: str) -> str:
    symbols: Any = cldr(locale.cldr).number_symbols
    return str(symbols.get("latn", {}).get(name, "") or "")


class Figures(NamedTuple):
    """Patterns for the figures of a locale.

    ``plain`` matches one figure, ``loose`` also one with a full stop for the decimal comma (3.50),
    which counts beside a unit or a currency only; ``magnitude`` the scale words behind it,
    ``short`` also the letters that count behind money.
    """

    decimal: str
    group: tuple[str, ...]
    plain: str
    loose: str
    magnitude: str
    short: str
    scales: tuple[Magnitude, ...]

    def parse(self, text: str) -> tuple[str, str]:
        """Split a matched figure into digits before and behind the decimal mark.

        Raises ValueError if it has no digit.
        """
        if text.isascii() and text.isdigit():
            return text, ""
        foreign = SWAPPED.get(self.decimal)
        if foreign and _foreign_form(*foreign).fullmatch(text):
            decimal, group = foreign
            whole, _, decimals = text.partition(decimal)
            whole = whole.replace(group, "")
        elif foreign and _STOPPED_FORM.fullmatch(text) and self.decimal == ",":
            whole, _, decimals = text.partition(".")
        else:
            whole, _, decimals = text.partition(self.decimal)
            for mark in self.group:
                whole = whole.replace(mark, "")
        if not (whole + decimals).isascii() or not (whole + decimals).isdigit():
            raise ValueError(f"not a figure: {text!r}")
        return whole, decimals

    def scale(self, text: str, *, short: bool = False) -> Magnitude | None:
        """The magnitude that was written so; letters only with ``short``."""
        for scale in self.scales:
            if re.fullmatch(scale.written, text, re.IGNORECASE):
                return scale
            if short and scale.short and re.fullmatch(scale.short, text):
                return scale
        return None


SWAPPED = {",": (".", ","), ".": (",", ".")}
"""Decimal mark -> decimal and grouping mark of the other custom. A figure that holds both marks,
1,250.50 or 1.250,50, can be read in one way only, whatever the locale (judgement)."""


# No group of three: a full stop before one or two figures at the end divides (judgement).
_STOPPED = r"[0-9]{1,9}\.[0-9]{1,2}(?![0-9]|[.,][0-9])"


_STOPPED_FORM = late(_STOPPED)


@lru_cache(maxsize=4)
def _foreign_form(decimal: str, group: str) -> re.Pattern[str]:
    return late(_foreign(decimal, group))


def _foreign(decimal: str, group: str) -> str:
    """Pattern of a figure grouped and divided by the marks of the other custom."""
    point, mark = re.escape(decimal), re.escape(group)
    return rf"[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}}){_GROUPS}{point}[0-9]{{1,2}}(?![0-9])"


@lru_cache(maxsize=64)
def _figures(
    decimal: str, group: tuple[str, ...], scales: tuple[Magnitude, ...], inner: int
) -> Figures:
    point = re.escape(decimal)
    marks = "".join(re.escape(mark) for mark in group)
    grouped = rf"[1-9][0-9]{{0,2}}(?:[{marks}][0-9]{{3}}){_GROUPS}(?![0-9])" if marks else r"(?!)"
    if marks and inner != 3:  # 12,34,567: groups of ``inner`` digits before the last three
        lead = rf"[1-9][0-9]{{0,{inner - 1}}}(?:[{marks}][0-9]{{{inner}}}){_GROUPS}"
        grouped = rf"(?:{grouped}|{lead}[{marks}][0-9]{{3}}(?![0-9]))"
    # ".75" counts where the mark is a full stop; behind a comma a blank is more often missing.
    bare = rf"|(?<![^\s(\[+{_QUOTED}-]){point}[0-9]+" if decimal == "." else ""
    other = rf"{_foreign(*SWAPPED[decimal])}|" if decimal in SWAPPED else ""
    plain = rf"(?:{other}(?:{grouped}|[0-9]+)(?:{point}[0-9]+)?{bare})"
    words = "|".join(scale.written for scale in scales) or "(?!)"
    letters = "|".join(scale.short for scale in scales if scale.short) or "(?!)"
    return Figures(
        decimal=decimal,
        group=group,
        plain=plain,
        loose=rf"(?:{_STOPPED}|{plain})" if decimal == "," else plain,
        magnitude=rf"(?:(?i:{words})(?![^\W_]))",
        short=rf"(?:(?:(?i:{words})|{letters})(?![^\W_]|\.[^\W_]))",
        scales=scales,
    )


def figures(locale: Locale) -> Figures:
    """How the locale writes figures; CLDR's marks where its file names none."""
    numbers = locale.numbers
    decimal = numbers.decimal or _symbol(locale, "decimal") or "."
    group = numbers.group
    if not group:
        mark = _symbol(locale, "group") or ","
        group = (" " if mark.isspace() else "'" if mark == "’" else mark,)
    formats: Any = cldr(locale.cldr).decimal_formats
    inner = int(formats[None].grouping[1])
    return _figures(decimal, group, tuple(numbers.magnitudes.values()), inner)
