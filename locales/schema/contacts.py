"""Telephone numbers, codes, and the net."""

from typing import Literal

from locales.schema.base import Part, Pattern, Words


class Extension(Part):
    """How a telephone extension is written and said, figure by figure or as numbers (``pairs``).

    Behind the words of ``alone`` one may stand without its number ("Durchwahl -42").
    """

    written: Pattern
    alone: Pattern = "(?!)"
    spoken: str
    pairs: bool = False


class Plan(Part):
    """One form of telephone number: ``pattern`` on the written form with its groups in brackets.

    In the pattern a blank stands for a space, ``-`` for any other separator. ``needs`` is
    ``nothing``, ``separators`` or ``context``; ``groups``: by the pattern or as written;
    ``named`` forms say a group by the locale's ``spoken`` words (``800``: eight hundred);
    ``pairs`` says groups of two as numbers at home (13 11 26: "thirteen eleven twenty six").
    """

    id: str
    pattern: Pattern
    needs: Literal["nothing", "separators", "context"] = "separators"
    groups: Literal["pattern", "written"] = "pattern"
    named: bool = False
    pairs: bool = False
    source: str = ""


class Country(Part):
    """The forms of one calling code and the trunk prefix that national numbers begin with."""

    trunk: str = ""
    forms: tuple[Plan, ...] = ()


class Telephone(Part):
    """How numbers are recognised and read.

    ``before`` are words that a number follows; ``also`` links a second service number to them
    ("call 911 or 311"); ``keys`` are said behind a verb of pressing (``press``). ``elsewhere`` are
    forms so telling that they are numbers in any locale. ``zeros`` and ``six`` are other words
    for these digits, said when asked for.
    """

    home: str = ""
    plans: dict[str, Country] = {}
    short_codes: tuple[str, ...] = ()
    pairs_for: tuple[str, ...] = ()
    country: Literal["digits", "number"] = "digits"
    zero: str = ""
    zeros: tuple[str, ...] = ()
    six: str = ""
    double: str = ""
    triple: str = ""
    plus: str = ""
    spoken: Words = {}
    emergency: Words = {}
    services: Words = {}
    before: Pattern = "(?!)"
    also: Pattern = "(?!)"
    press: Pattern = "(?!)"
    keys: Words = {}
    elsewhere: tuple[Plan, ...] = ()
    extension: Extension | None = None


class CodeForm(Part):
    """A form of code of its own: ``pattern`` with its pause groups in brackets.

    ``pairs`` says groups of two figures as numbers, ``figures`` those of up to so many (each zero
    before them by itself); ``needs`` as for telephone numbers, where the words of ``before`` count
    too.
    """

    id: str
    pattern: Pattern
    needs: Literal["nothing", "context"] = "nothing"
    before: Pattern = "(?!)"
    pairs: bool = False
    figures: int = 0


class Codes(Part):
    """Codes: the words before one (``own``: those that a variant adds), and the words before the
    last digits of a card. ``letters`` are how letters in a code are said, where otherwise than
    elsewhere; ``label`` words stand before a short one (gate B12, seat
    9W); ``version_point`` is said between the parts of a version; ``iban`` is the length of
    bank account numbers by country; ``slash`` is said for the stroke of a code known by its words
    (12/2024), none stands in a code without it; ``eights``: eight figures are said by fours;
    ``forms`` are codes known by their form,
    ``common`` those of every locale.
    """

    letters: Words = {}
    before: Pattern = "(?!)"
    own: Pattern = "(?!)"
    last: Pattern = "(?!)"
    version: Pattern = "(?!)"
    version_point: str = ""
    label: Pattern = "(?!)"
    iban: dict[str, int] = {}
    forms: tuple[CodeForm, ...] = ()
    common: tuple[CodeForm, ...] = ()
    slash: str = ""
    eights: bool = False


class Web(Part):
    """Web addresses and e-mail: symbols as said, endings and words as said, sound rules."""

    symbols: Words = {}
    full_alone: bool = False
    handle: str = ""
    hashtag: str = ""
    known: Words = {}
    domains: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    onsets: tuple[str, ...] = ()
    codas: tuple[str, ...] = ()
    vowels: str = "aeiouy"
