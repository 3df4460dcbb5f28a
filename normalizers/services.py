"""Short numbers and keys: emergency and service numbers, "#" and "*" of a telephone's keypad.

Conventions: emergency numbers count always, service numbers and keys where the sentence speaks of
calling or pressing; rule ids are ``telephone.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.gates import gated, together
from normalizers.late import late
from normalizers.numbers import noun_form
from normalizers.numerals import numerals
from normalizers.scan import any_of, compiled
from normalizers.spelling import doubled
from normalizers.split import sentence_before


def finder(locale: Locale) -> Finder:
    """Proposes service numbers and keys."""
    parts = (_numbers(locale), _keys(locale))

    return together(*parts)


def _said_before(pattern: re.Pattern[str], text: str, start: int) -> bool:
    """Whether the sentence says it before ``start``."""
    return bool(pattern.search(sentence_before(text, start)))


def _numbers(locale: Locale) -> Finder:
    rules = locale.telephone
    before = late(rf"(?<![^\W_])(?:{rules.before})(?: ?:)? ?\(?$", re.IGNORECASE)
    verb = late(rf"(?<![^\W_])(?:{rules.before})(?![^\W_])", re.IGNORECASE)
    also = late(rf"(?<![^\W_])(?:{rules.also}) $", re.IGNORECASE)
    table = rules.emergency | rules.services
    numbers = any_of(table)
    pattern = compiled(
        rf"(?<![^\W_])(?<![.,$€£#/:-])(?P<number>{numbers or '(?!)'})"
        r"(?![^\W_]|[.,:/-]?[0-9]|[%€$£°])"
    )

    noun = noun_form(locale)
    counted = {*locale.money.symbols, *locale.money.names, *locale.units}
    things = any_of(counted)
    amount = late(rf" ?(?:{things})(?![^\W_])")

    def called(text: str, start: int) -> bool:
        """Whether a call is spoken of right before, or "or" joins it to one: call 911 or 311."""
        if before.search(text, max(0, start - 40), start):
            return True
        joined = also.search(text, max(0, start - 12), start)
        return bool(joined) and _said_before(verb, text, start)

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text):
            number = match["number"]
            # "110 €", "112 Personen" are amounts.
            counts = amount.match(text, match.end()) or noun(text, match.end())
            known = number in rules.emergency and not counts
            if known or called(text, match.start()):
                reading = Reading(table[number], "telephone.service")
                yield Candidate(match.start(), match.end(), "telephone", reading)

    return gated(find, pattern)


def _keys(locale: Locale) -> Finder:
    rules = locale.telephone
    press = late(rf"(?<![^\W_])(?:{rules.press})(?![^\W_])", re.IGNORECASE)
    star = compiled(
        r"(?<![^\s\"'(])(?P<key>[#*])(?P<number>[0-9]{2,4})(?P<end>#?)(?![^\s.,;:!?\"')])"
    )
    words = numerals(locale.tag)
    pattern = compiled(r"(?<![^\s\"'(«“„])[#*](?=[\s.,;:!?\"')»”“]|$)")

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text) if rules.keys else ():
            if match.group() in rules.keys and _said_before(press, text, match.start()):
                reading = Reading(rules.keys[match.group()], "telephone.key")
                yield Candidate(match.start(), match.end(), "telephone", reading)
        for match in star.finditer(text) if rules.keys else ():
            if match["key"] in rules.keys and _said_before(press, text, match.start()):
                digits = doubled(locale, words, match["number"])
                spoken = f"{rules.keys[match['key']]} {digits} {rules.keys.get(match['end'], '')}"
                reading = Reading(spoken.strip(), "telephone.star_code")
                yield Candidate(match.start(), match.end(), "telephone", reading, CONTEXT)

    return gated(find, pattern, star)
