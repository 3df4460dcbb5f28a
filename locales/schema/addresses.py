"""Addresses and names."""

from typing import Literal

from locales.schema.base import Part, Pattern, Repairs, Words


class Postal(Part):
    """A postal code: ``groups`` cut it by the pattern's brackets; ``style`` says how it is read;
    ``pairs``: figures by twos, letters singly (1012 "ten twelve")."""

    id: str
    pattern: Pattern
    style: Literal["digits", "cardinal", "letters", "pairs"] = "digits"
    source: str = ""


class Address(Part):
    """Addresses: ``house`` says how house numbers are read: by ``pairs`` (204 "two oh four"),
    ``mixed`` (three figures singly, four by pairs), ``fours`` (only four by pairs), as a cardinal
    or digit by digit; then street words behind (``after``) or before the name, directions, units,
    regions (behind ``region_after``, before a postal code, the end of a phrase or
    ``region_then``); behind the number of a road of ``routes`` the letter of a direction is
    said. ``strokes``: what is said before each part of a house number written with strokes,
    by the count of parts (12/3/4 "zwölf Stiege drei Tür vier"). ``extra``: what may stand
    right behind a house number (12-II, 12-3, case counts) and is said behind it; ``{}`` is
    the pattern's group, a figure or letters. ``glued`` are street words that end the name,
    ``glued_numbered`` patterns of those that count only before a house number.
    """

    house: Literal["pairs", "mixed", "fours", "cardinal", "digits"] = "cardinal"
    house_after: Pattern = ""
    after: Words = {}
    before: Words = {}
    glued: Words = {}
    glued_numbered: Words = {}
    strokes: dict[str, tuple[str, ...]] = {}
    extra: Repairs = ()
    directions: Words = {}
    units: Words = {}
    letters: Words = {}
    regions: Words = {}
    region_after: Pattern = ",\\s*"
    region_then: Pattern = "(?!)"
    routes: Pattern = "(?!)"
    postal: tuple[Postal, ...] = ()
    box: Words = {}


class Names(Part):
    """Names: titles before, suffixes behind, and words that are a title or a street.

    ``regnal_cases``: pattern of the words up to the numeral (case counts), article, form.
    ``roman_nouns`` are short nouns behind an ordinal in roman numerals (XVIe s.).
    ``regnal_capital``: the numeral's word begins with a capital; with ``regnal_dot`` one figure
    with a full stop is a numeral too (Karl V.).
    ``particles`` in small letters may stand between initials and the name (J. de Vries).
    ``by_name``: title as written (pattern), the name behind it (pattern), what is said ("S." is
    "San", "Santa", "Sant'"; an elided one is said together with the name). ``roman_ordinal``: words
    before, words behind (patterns), form: a roman numeral between them is an ordinal, or with the
    form "day" a day of the month. Behind a name of ``monarchs`` a single letter of
    ``regnal_lone`` is a numeral too (Alfonso X).
    """

    titles: Words = {}
    suffixes: Words = {}
    particles: Pattern = "(?!)"
    regnal: Literal["ordinal", "cardinal"] = "cardinal"
    regnal_ordinal_to: int = 0
    regnal_article: str = ""
    regnal_form: str = ""
    regnal_dot: bool = False
    regnal_capital: bool = False
    regnal_cases: tuple[tuple[Pattern, str, str], ...] = ()
    roman_suffix: Pattern = "(?!)"
    roman_nouns: Words = {}
    roman_after: Pattern = "(?!)"
    monarchs: tuple[str, ...] = ()
    regnal_lone: str = "IVX"
    by_name: tuple[tuple[Pattern, Pattern, str], ...] = ()
    roman_ordinal: tuple[tuple[Pattern, Pattern, str], ...] = ()
