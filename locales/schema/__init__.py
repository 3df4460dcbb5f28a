"""What a locale's files may say, as strict models.

Conventions: every field is language data; patterns are Python regular expressions, matched
without regard to case unless the field says otherwise; templates have ``{fields}``. Words are as
the speech engine should read them. A model is frozen and refuses unknown fields.
"""

from locales.schema.addresses import Address, Names, Postal
from locales.schema.base import Part, Pattern, Repairs, Words
from locales.schema.contacts import CodeForm, Codes, Country, Extension, Plan, Telephone, Web
from locales.schema.locale import Locale
from locales.schema.money import Currency, Money
from locales.schema.numbers import (
    Fractions,
    Magnitude,
    Numbers,
    OrdinalForm,
    Ordinals,
    RangeFrame,
    Ratio,
    RoundLink,
    Years,
)
from locales.schema.sentences import Sentences
from locales.schema.times import Clock, Dates, DayPart, Quarter

__all__ = [
    "Address",
    "Clock",
    "CodeForm",
    "Codes",
    "Country",
    "Currency",
    "Dates",
    "DayPart",
    "Extension",
    "Fractions",
    "Locale",
    "Magnitude",
    "Money",
    "Names",
    "Numbers",
    "OrdinalForm",
    "Ordinals",
    "Part",
    "Pattern",
    "Plan",
    "Postal",
    "Quarter",
    "RangeFrame",
    "Ratio",
    "Repairs",
    "RoundLink",
    "Sentences",
    "Telephone",
    "Web",
    "Words",
    "Years",
]
