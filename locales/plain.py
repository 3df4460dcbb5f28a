"""Locales without a file: what CLDR knows of them, and num2words where CLDR has no number words.

Conventions: nothing here is a language's own; dates follow CLDR's order, patterns and month names,
the country's currency sign is CLDR's.
"""

from __future__ import annotations

import re

from babel import Locale as Cldr
from babel.core import get_global
from babel.numbers import get_currency_symbol, get_territory_currencies

from locales import cldr_words
from locales.cldr_words import CLDR
from locales.errors import LocaleError
from locales.schema import Dates, Locale, Numbers

_FIELD = re.compile(
    r"(?P<quoted>'[^']*')|(?P<field>[A-Za-z]+)|(?P<literal>[^\w']+|[^\W\dA-Za-z_]+)"
)
_SHAPES = {"my": "yMMMM", "md": "MMMMd", "dm": "MMMMd"}


def filled(locale: Locale, available: tuple[str, ...]) -> Locale:
    """A locale of ``root.yaml`` with number words, dates and currency signs from CLDR.

    Raises LocaleError where neither CLDR nor num2words has number words.
    """
    cldr = Cldr.parse(locale.cldr)
    script = f"{cldr.language}_{cldr.script}" if cldr.script else cldr.language
    found = cldr_words.known([locale.cldr, script, cldr.language])
    if found:
        words = {
            "converter": CLDR + found,
            "minus": cldr_words.minus(found) or _minus(locale),
            "point": cldr_words.point(found),
        }
    else:
        words = {"converter": _num2words(locale, available), "minus": _minus(locale)}
    numbers = Numbers.model_validate(locale.numbers.model_dump() | words)
    dates = Dates.model_validate(locale.dates.model_dump() | _dates(cldr))
    symbols = locale.money.symbols | _currency(cldr)
    money = locale.money.model_copy(update={"symbols": symbols})
    return locale.model_copy(update={"numbers": numbers, "dates": dates, "money": money})


def _currency(cldr: Cldr) -> dict[str, str]:
    """Signs of the country's currency, with the full stop of an abbreviation and without."""
    likely = str(get_global("likely_subtags").get(cldr.language, cldr.language))
    territory = cldr.territory or likely.rpartition("_")[2]
    signs: dict[str, str] = {}
    for code in get_territory_currencies(territory)[:1]:
        sign = get_currency_symbol(code, cldr).strip("\u200e\u200f ")
        if sign != code:
            signs |= {sign: code, sign.removesuffix("."): code}
    return signs


def _minus(locale: Locale) -> str:
    """The word before a negative number by num2words, "" if it has none."""
    from num2words import CONVERTER_CLASSES

    converter = CONVERTER_CLASSES.get(locale.language)
    word = str(getattr(converter, "negword", "")).strip()
    return word if word.isalpha() else ""


def _num2words(locale: Locale, available: tuple[str, ...]) -> str:
    from num2words import CONVERTER_CLASSES

    for name in (locale.cldr, locale.language):
        if name in CONVERTER_CLASSES:
            return name
    known = sorted({*CONVERTER_CLASSES, *cldr_words.languages()})
    raise LocaleError(
        f"locale {locale.tag} has no number words here; full locales: {', '.join(available)}, "
        f"plain ones: any language of CLDR's spellout rules or num2words ({', '.join(known)})"
    )


def _dates(cldr: Cldr) -> dict[str, object]:
    """Order and templates from CLDR's short and long patterns."""
    short = str(cldr.date_formats["short"].pattern)
    letters = [letter for letter in short.replace("L", "M") if letter in "yMd"]
    order = "".join(dict.fromkeys(letters)).lower()
    wide = [str(name) for name in cldr.months["format"]["wide"].values()]
    whole = template(str(cldr.date_formats["long"].pattern), wide)
    templates = dict.fromkeys(("mdy", "dmy"), whole)
    for shape, skeleton in _SHAPES.items():
        if skeleton in cldr.datetime_skeletons:
            templates[shape] = template(str(cldr.datetime_skeletons[skeleton].pattern), wide)
    return {
        "order": order if order in ("mdy", "dmy", "ymd") else "dmy",
        "templates": {shape: text for shape, text in templates.items() if text},
    }


def template(pattern: str, months: list[str]) -> str:
    """A template of a CLDR date pattern: its fields and words, without marks and abbreviations.

    A month in figures is said by its name, which in some languages has the word for month in it.

    >>> template("d 'de' MMMM y", ["enero"]), template("d MMMM y 'г'.", ["января"])
    ('{day} de {month} {year}', '{day} {month} {year}')
    >>> template("y年M月d日", ["1月"])
    '{year} 年 {month} {day} 日'
    """
    parts: list[str] = []
    pieces = list(_FIELD.finditer(pattern))
    for place, piece in enumerate(pieces):
        after = pattern[piece.end() : piece.end() + 1]
        field = (piece["field"] or " ")[0]
        if field in "yMLd":
            alone = "_alone" if field == "L" else ""
            parts.append({"y": "{year}", "d": "{day}"}.get(field, f"{{month{alone}}}"))
            continue
        word = "".join(filter(str.isalpha, piece["quoted"] or piece["literal"] or ""))
        named = place and parts[-1:] == ["{month}"] and all(name.endswith(word) for name in months)
        if word and after != "." and not named:
            parts.append(word)
    return " ".join(parts)
