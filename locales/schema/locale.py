"""The whole locale."""

from locales.schema.addresses import Address, Names
from locales.schema.base import Part, Pattern, Words
from locales.schema.contacts import Codes, Telephone, Web
from locales.schema.money import Money
from locales.schema.numbers import Fractions, Numbers, Ordinals
from locales.schema.sentences import Sentences
from locales.schema.times import Clock, Dates
from locales.spellout import RuleSets


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
    numbers: Numbers = Numbers.model_construct()
    ordinals: Ordinals = Ordinals.model_construct()
    fractions: Fractions = Fractions.model_construct()
    units: Words = {}
    units_spoken: dict[str, tuple[str, str]] = {}
    units_gender: Words = {}
    units_split: Words = {}
    units_inside: tuple[str, ...] = ()
    feet_inches: str = ""
    inches_before: Pattern = ""
    units_before: Pattern = ""
    money: Money = Money.model_construct()
    dates: Dates = Dates.model_construct()
    clock: Clock = Clock.model_construct()
    telephone: Telephone = Telephone.model_construct()
    codes: Codes = Codes.model_construct()
    address: Address = Address.model_construct()
    names: Names = Names.model_construct()
    web: Web = Web.model_construct()
    sentences: Sentences = Sentences.model_construct()
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
