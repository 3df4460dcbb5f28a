"""CLDR's own number words, for languages without a file.

Conventions: a name is CLDR's (``pl``, ``zh_Hant``); values are ints from 0 on; soft hyphens are
left out. unicode-rbnf carries the rules of CLDR 44; a rule set does not change once it is loaded.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unicode_rbnf import RbnfEngine

CLDR = "cldr:"  # before a converter's name: the words are CLDR's, not num2words'
# What CLDR writes as a sign of the script, in the word for it.
_SPOKEN = str.maketrans({"〇": "零", "・": "点"})
_RULES = "spellout-numbering"  # every language of CLDR 44 has this set: counting, without a noun
_OTHER_NAMES = {"nb": "no", "tl": "fil", "iw": "he", "in": "id"}  # macrolanguages and old codes


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """CLDR's names of the languages that have rules."""
    from unicode_rbnf import RbnfEngine

    return frozenset(RbnfEngine.get_supported_languages())


@lru_cache(maxsize=16)
def _engine(name: str) -> RbnfEngine:
    from unicode_rbnf import RbnfEngine

    return RbnfEngine.for_language(name)


def known(identifiers: Iterable[str]) -> str:
    """The first of some CLDR identifiers that has rules, "" if none has.

    >>> known(["pl_PL", "pl"]), known(["nb"]), known(["eu"])
    ('pl', 'no', '')
    """
    for identifier in identifiers:
        name = _OTHER_NAMES.get(identifier, identifier)
        if name in languages():
            return name
    return ""


@lru_cache(maxsize=16_384)
def cardinal(name: str, value: int) -> str | None:
    """A number in words, None above the last scale word (ten to the 18th)."""
    from unicode_rbnf.engine import RbnfError

    try:
        words = _engine(name).format_number(value, ruleset_names=[_RULES]).text
    except RbnfError:  # above the last scale word it has figures, or no rule
        return None
    return None if any(letter.isdigit() for letter in words) else words.translate(_SPOKEN)


@lru_cache(maxsize=16)
def minus(name: str) -> str:
    """The word before a negative number, "" if the rules have none."""
    from unicode_rbnf.engine import RbnfSpecialRule

    return _special(name, RbnfSpecialRule.NEGATIVE_NUMBER)


@lru_cache(maxsize=16)
def point(name: str) -> str:
    """The word for the decimal mark, "" if the rules have none."""
    from unicode_rbnf.engine import RbnfSpecialRule

    return _special(name, RbnfSpecialRule.IMPROPER_FRACTION)


def _special(name: str, kind: object) -> str:
    """The words of a special rule; where they agree with the number, the commonest form."""
    from unicode_rbnf.engine import PluralFormatPart, RbnfSpecialRule, TextRulePart

    rules = _engine(name).rulesets
    if not isinstance(kind, RbnfSpecialRule):
        return ""
    rule = rules[_RULES].find_special_rule(kind, rules)
    said = []
    for part in rule.parts if rule else ():
        if isinstance(part, TextRulePart):
            said.append(part.text)
        elif isinstance(part, PluralFormatPart):
            said.append(part.function_name.rpartition("other{")[2].partition("}")[0])
    words = "".join(said).translate(_SPOKEN)
    return "".join(
        letter if unicodedata.category(letter)[0] in "LM" else " " for letter in words
    ).strip()
