"""What a locale's files may say, as strict models.

Conventions: every field is language data; patterns are Python regular expressions, matched
without regard to case unless the field says otherwise; templates have ``{fields}``. Words are as
the speech engine should read them. A model is frozen and refuses unknown fields.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

from locales.spellout import RuleSets


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a regular expression: {text!r}: {error}") from error
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]
Repairs = tuple[tuple[Pattern, str], ...]
Words = dict[str, str]


class Part(BaseModel):
    """Base of every section: frozen, no unknown fields."""

    # Only Locale is validated by itself: its parts need no validator of their own.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Magnitude(Part):
    """A scale word: how it is written behind a figure, and said for one and for more.

    ``short`` forms (k, M, bn) count only behind an amount of money; ``glued`` words are written
    together with the number ("centomila"). ``bare`` ones are said without
    a "one" (1 mil: "mil").
    """

    written: Pattern
    short: str = ""
    one: str
    other: str
    glued: bool = False
    bare: bool = False


class RoundLink(Part):
    """The word between a round number and its noun (``un millón de pesos``)."""

    after: Pattern
    word: str
    elided: str = ""
    elides_before: Pattern = "(?!)"


class Years(Part):
    """How four-digit years are said; ``hundreds`` is German, ``pairs`` English.

    A bare year lies in ``low`` to ``high``; ``count_after`` shows that it counts something.
    """

    style: Literal["cardinal", "pairs", "hundreds"] = "cardinal"
    low: int = 1100
    high: int = 2099
    hundred: str = ""
    oh: str = ""
    count_after: Pattern = "(?!)"
    before: Pattern = "(?!)"


class Ratio(Part):
    """Two figures with a colon (3:1): the ``word`` between them.

    Figures that could be a time of day count behind a ``cue``; no ratio stands right behind
    ``not_after`` (chapter and verse).
    """

    word: str = ""
    cue: Pattern = "(?!)"
    not_after: Pattern = "(?!)"


class RangeFrame(Part):
    """What is said before a range and between its figures: "da tre a cinque".

    It holds for the ``kinds`` of figures (all of them if empty; "weekday" are days of the week),
    behind the words of ``before`` and where the range as written has ``written``; the first frame
    that fits counts.
    """

    kinds: tuple[str, ...] = ()
    before: Pattern = ""
    written: Pattern = ""
    first: str = ""
    between: str = ""


class Numbers(Part):
    """Number words and the marks in figures.

    ``converter`` names the words of a locale without rules of its own (``spellout``): CLDR's behind
    ``cldr:``, else num2words'; ``agreement`` inflects a number before a noun, by gender, where no
    rule set of that name does; ``noun_forms`` says by the words behind which gender that is (case
    counts). ``decimal`` and ``group`` default to CLDR's marks. ``fraction`` says whether decimals
    are read digit by digit or as a number; ``power`` is said before an exponent, ``by`` between
    the figures of a size (20 x 30); ``multiples`` say 1x, 2x, and the rest under "" with ``{n}``;
    ``joined`` words behind a figure are one word with it (6-stellig: "sechsstellig");
    ``decimal_agrees``: the figure before the decimal mark takes the noun's gender too;
    behind the words of ``score`` a dash or an x between two figures is not said or is
    ``score_word``, and a 0 is ``nil``;
    below ``plural_from`` a scale word, a currency or a unit is in the singular (1,5 million);
    ``counted`` mends a number together with its unit (Italian "un'ora");
    ``range`` is the word between two figures, ``range_frames`` say more where one word does not do.
    """

    converter: str = ""
    decimal: str = ""
    group: tuple[str, ...] = ()
    agreement: dict[str, Repairs] = {}
    point: str = ""
    minus: str = ""
    plus: str = ""
    digits: tuple[str, ...] = ()
    fraction: Literal["digits", "number"] = "digits"
    decimal_agrees: bool = False
    score: Pattern = ""
    nil: str = ""
    score_word: str = ""
    magnitudes: dict[str, Magnitude] = {}
    round_link: RoundLink | None = None
    years: Years = Years()
    range: str = ""
    counted: Repairs = ()
    range_frames: tuple[RangeFrame, ...] = ()
    ratio: Ratio = Ratio()
    noun_forms: tuple[tuple[Pattern, str], ...] = ()
    number_sign: str = ""
    power: str = ""
    by: str = ""
    joined: Pattern = "(?!)"
    multiples: Words = {}
    plural_from: int = 0


class OrdinalForm(Part):
    """A written ordinal ending and the form that it asks for; a ``sure`` one is above a measure
    (Italian "3° piano" against "3° fuori")."""

    suffix: Pattern
    form: str = ""
    sure: bool = False


class Ordinals(Part):
    """Ordinals: written endings, forms (gender, case) where no rule set has them.

    ``dotted_before`` is what a German-style "3." must stand before, or behind ``dotted_after``;
    ``case`` chooses a form by the word before, ``strong`` replaces the form ``r`` by the noun
    behind.
    """

    written: tuple[OrdinalForm, ...] = ()
    forms: dict[str, Repairs] = {}
    dotted_before: Pattern = ""
    dotted_after: Pattern = "(?!)"
    case: tuple[tuple[Pattern, str], ...] = ()
    strong: tuple[tuple[Pattern, str], ...] = ()


class Fractions(Part):
    """Fractions: names by denominator (one, other); else the ordinal through ``from_ordinal``, or
    above ``max_denominator`` the cardinal and ``parts`` ("cinco doze avos"); behind the words of
    ``count_after`` the figures count, with ``of`` between ("page 3/12": three of twelve);
    ``half`` is one half before a noun, by gender; ``half_after`` the half of "one and a half",
    ``half_behind`` what is said behind the noun instead, by its form ("" is any other) or by the
    fraction (1/4, 3/4); ``singular`` mends a plural noun after one ("1 1/2 tazas": una taza).
    Behind a comma 5 is a half before the units of ``decimal_half`` ("1,5 uur": anderhalf uur)."""

    names: dict[str, tuple[str, str]] = {}
    half: Words = {}
    half_after: Words = {}
    half_behind: Words = {}
    from_ordinal: Repairs = ()
    plural: Repairs = ()
    polish: Repairs = ()
    link: str = ""
    parts: str = ""
    of: str = ""
    count_after: Pattern = "(?!)"
    over: str = ""
    max_denominator: int = 0
    decimal_half: tuple[str, ...] = ()
    singular: Repairs = ()


class Currency(Part):
    """Names of a currency and its minor unit, for one and for more.

    ``plurals``: names by CLDR's plural category where it is neither of these (few, many).
    """

    one: str
    other: str
    plurals: Words = {}
    gender: str = "masculine"
    minor_one: str = ""
    minor_other: str = ""
    minor_gender: str = "masculine"


class Money(Part):
    """Amounts: which currency a bare symbol means, names (by ISO code, or by a symbol that is
    said otherwise than its code), and how minor units are said.

    ``minor``: ``named`` says the minor unit's name always, ``small`` only below ten. ``round``
    is what is written instead of no minor units (25,-); ``points`` are further marks
    that stand before two figures of a minor unit (12.50 kr). ``behind`` are letters right behind
    an amount and what they mean (£9pp "per person"). An amount between a ``determiner``
    and a noun (a word that is not of ``not_noun``) is in the singular ("a twenty dollar fee").
    ``per_phrases`` say a stretch of time otherwise than behind ``per_word`` (Spanish "al mes").
    """

    symbols: Words = {}
    names: dict[str, Currency] = {}
    link: str = ""
    minor: Literal["named", "small"] = "named"
    round: Pattern = ""
    points: tuple[str, ...] = ()
    per: Words = {}
    per_word: str = ""
    behind: Words = {}
    per_phrases: Words = {}
    determiner: Pattern = "(?!)"
    not_noun: Pattern = ""

    def each(self, key: str) -> str:
        """What is said for a stroke and the stretch of time behind it: "per month"."""
        said = self.per[key]
        return self.per_phrases.get(said) or f"{self.per_word} {said}".strip()


class Quarter(Part):
    """Quarters of a year: written forms with groups ``q`` and ``year``; the template has ``{n}``,
    ``{nth}`` (ordinal in ``form``, or in the case that the words before ask for) and ``{year}``.
    """

    written: tuple[Pattern, ...] = ()
    template: str = "{nth} {year}"
    form: str = ""


class Dates(Part):
    """Dates: order of figures, what is said, and what shows that figures are a date.

    A day and month in figures (``short``) count behind the words of ``before``, or as they stand
    (``short_sure``). Templates are keyed by the order written, ``md mdy dm dmy my``; ``numeric``
    is the one for dates in figures. ``expiry`` words stand before a card's month and year only,
    ``expires`` also before days; ``expiry_of`` names what has a month and year. A range of
    weekdays may be joined by ``weekday_joint`` as well as a dash (its word is said); weekdays of
    ``weekday_small`` count before figures in small letters too, with ``weekday_lead`` between.
    ``dashed``: 12-05-24 is a date.
    ``written`` is a further way to write a whole date in figures, with groups ``day``, ``month``,
    ``year``; a group ``ending`` of ``decade`` is said as written. ``era_before`` and
    ``years_named`` stand before a year (AD 1066, FY2023). ``expiry_leads`` are words before a
    card's month and year and how they are said then (Spanish "el 12/26": "en"). Two figures
    of a year below ``pivot`` are of 2000 and after, the others of the century before; without it
    they are said as written.
    """

    order: Literal["mdy", "dmy", "ymd"] = "dmy"
    numeric: Literal["mdy", "dmy"] = "dmy"
    templates: Words = {}
    day: Literal["ordinal", "cardinal"] = "cardinal"
    first: str = ""
    months: dict[str, tuple[str, ...]] = {}
    weekdays: Words = {}
    weekday_joint: Words = {}
    weekday_lead: Pattern = "(?!)"
    weekday_small: tuple[str, ...] = ()
    dashed: bool = False
    day_suffix: Pattern = ""
    of: Pattern = ""
    before: Pattern = "(?!)"
    short: Pattern = "(?!)"
    short_sure: Pattern = "(?!)"
    written: Pattern = "(?!)"
    expiry: Pattern = "(?!)"
    expires: Pattern = "(?!)"
    expiry_of: Pattern = "(?!)"
    expiry_leads: Words = {}
    pivot: int = 0
    decade: Pattern = ""
    decade_repair: Repairs = ()
    era: Words = {}
    era_before: Words = {}
    quarter: Quarter = Quarter()
    years_named: Words = {}
    utc: str = ""


class DayPart(Part):
    """What is said for the half of the day, from an hour (24 h) on."""

    start: int
    say: str


class Clock(Part):
    """Times of day; ``dotted``: "12.15" is a time without any mark, or behind a
    word of ``dotted_after``;
    ``leads`` are words before a time and how they are said where it begins with ``leads_to``
    (Italian "alle" before "una": "all'");
    ``range_repair`` shortens the first of two times ("nine to eleven"), joined by a dash or the
    words of ``range_words`` ("between nine and eleven"); ``marked`` is the template
    where the hour mark is written behind the minutes, ``minutes_24`` the one from ten minutes on
    where the hour is past twelve or zero. Behind the words of ``before`` a bare figure is an hour.
    Templates have ``{h}``, ``{m}``, ``{part}``.
    ``duration`` is a length with the words before it ("lasts 2h30"): hours and minutes are named.
    ``halves`` are the words for a half of the day behind the figures: past twelve the hours begin
    anew before them ("15h da tarde": three).
    """

    separator: Pattern = ":"
    mark: Pattern = ""
    before: Pattern = ""
    between: Pattern = ""
    dotted: bool = False
    dotted_after: Pattern = ""
    am: Pattern = ""
    pm: Pattern = ""
    parts: tuple[DayPart, ...] = ()
    gender: str = ""
    whole: str = "{h}"
    whole_24: str = ""
    whole_part: str = "{h} {part}"
    minutes: str = "{h} {m}"
    minutes_oh: str = ""
    minutes_24: str = ""
    marked: str = ""
    duration: Pattern = "(?!)"
    halves: Pattern = "(?!)"
    special: Words = {}
    noon: str = ""
    midnight: str = ""
    polish: Repairs = ()
    seconds_link: str = ""
    range_repair: Repairs = ()
    leads: Words = {}
    leads_to: Pattern = "(?!)"
    range_words: Pattern = "(?!)"


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


class Locale(Part):
    """Everything the text pipeline knows of one locale.

    ``chain`` names the files that it was made from, the nearest first; ``spellout`` are the rules
    of its number words (``locales.spellout``): ``cardinal``, ``ordinal``, forms of theirs behind a
    hyphen (``cardinal-feminine``), ``year`` where years are said otherwise; ``spelled`` are
    acronyms said by letter although they could be read, ``said`` those read as words although they
    could not; ``inner`` abbreviations never end a sentence within a text;
    ``clitics`` are written with an apostrophe before them ('s, 't);
    ``before_number`` are abbreviations that count only before a figure or ``number_is``;
    ``compounds`` end a longer word (German "-nr."); ``feet_inches`` says 6'2" with ``{feet}`` and
    ``{inches}``, 12" is an "inch" before a noun but for ``inches_before``;
    a unit before a noun is in the singular behind a hyphen (a 30-min call), before the nouns of
    ``units_before`` and between a determiner of ``money`` and any noun;
    ``units_split`` are units written inside a figure (1m80), ``units_inside`` those said inside one
    of two decimals (1,80 m "un mètre quatre-vingts"); ``spelling`` is the spelling
    alphabet in use, over the international one (``icao``); ``endings`` are cases and articles
    behind a mark that follow letters or a roman numeral (Swedish "FN:s").
    """

    tag: str
    language: str
    region: str = ""
    chain: tuple[str, ...]
    spellout: RuleSets = {}
    numbers: Numbers = Numbers()
    ordinals: Ordinals = Ordinals()
    fractions: Fractions = Fractions()
    units: Words = {}
    units_spoken: dict[str, tuple[str, str]] = {}
    units_gender: Words = {}
    units_split: Words = {}
    units_inside: tuple[str, ...] = ()
    feet_inches: str = ""
    inches_before: Pattern = ""
    units_before: Pattern = ""
    money: Money = Money()
    dates: Dates = Dates()
    clock: Clock = Clock()
    telephone: Telephone = Telephone()
    codes: Codes = Codes()
    address: Address = Address()
    names: Names = Names()
    web: Web = Web()
    letters: Words = {}
    icao: Words = {}
    spelling: Words = {}
    abbreviations: Words = {}
    inner: tuple[str, ...] = ()
    clitics: tuple[str, ...] = ()
    before_number: Words = {}
    number_is: Pattern = "(?!)"
    compounds: Words = {}
    endings: Pattern = "(?!)"
    spelled: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    symbols: Words = {}

    @property
    def cldr(self) -> str:
        """CLDR's identifier for Babel."""
        return f"{self.language}_{self.region}" if self.region else self.language
