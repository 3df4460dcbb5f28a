"""Money: currencies and how amounts are said."""

from typing import Literal

from locales.schema.base import Part, Pattern, Words


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
