"""Roman numerals: chapters, centuries, monarchs.

Conventions: rule ids are ``number.*`` and ``name.regnal``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.gates import gated
from normalizers.numerals import Numerals, numerals, roman
from normalizers.scan import compiled
from normalizers.split import ends_sentence


def finder(locale: Locale) -> Finder:
    """Proposes roman numerals."""
    names = locale.names
    words = numerals(locale.tag)
    counted = compiled(
        rf"(?<![^\W_])(?:{names.roman_after}) (?P<roman>[IVXLC]+)(?![^\W_'])", re.IGNORECASE
    )
    named = compiled(
        r"(?<![^\W_])(?P<name>[^\W\d_a-z][^\W\d_A-Z]+) (?P<roman>[IVX]+)(?![^\W_'])"
        rf"(?P<ending>(?:{locale.endings})(?![^\W_]))?"
    )

    ordered = [
        (compiled(rf"(?<![^\W_])(?:{before})(?P<roman>[IVXLC]+)(?![^\W_'])(?={behind})"), form)
        for before, behind, form in names.roman_ordinal
    ]

    monarchs = frozenset(names.monarchs)

    def counted_in(value: int, form: str) -> str:
        if form != "day":
            return words.ordinal(value, form)
        return locale.dates.first if value == 1 and locale.dates.first else words.cardinal(value)

    nouns = "|".join(map(re.escape, names.roman_nouns)) or "(?!)"
    suffixed = compiled(
        rf"(?<![^\W_])(?P<roman>[IVX]+)(?P<suffix>{names.roman_suffix})(?![^\W_])"
        rf"(?: (?P<noun>{nouns})(?![^\W_]))?"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in suffixed.finditer(text):
            value = roman(match["roman"])
            if value is not None:
                form = "feminine" if match["suffix"] == "re" else ""
                noun = names.roman_nouns.get(match["noun"] or "", "")
                said = f"{words.ordinal(value, form)} {noun}".strip()
                end = match.end()
                if noun and text[end - 1] == "." and ends_sentence(text, end - 1):
                    end -= 1
                reading = Reading(said, "number.roman_ordinal")
                yield Candidate(match.start(), end, "number", reading, 35)
        for pattern, form in ordered:
            for match in pattern.finditer(text):
                value = roman(match["roman"])
                if value is not None:
                    reading = Reading(counted_in(value, form), "number.roman_ordinal")
                    yield Candidate(*match.span("roman"), "number", reading, 35)
        for match in counted.finditer(text):
            value = roman(match["roman"])
            if value is not None:
                reading = Reading(words.cardinal(value), "number.roman")
                yield Candidate(
                    match.start("roman"), match.end("roman"), "number", reading, CONTEXT + 3
                )
        for match in named.finditer(text):
            value = roman(match["roman"])
            if value is None:
                continue
            # A lone I is a pronoun in English, V and X may be initials.
            stop = names.regnal_dot and text[match.end() : match.end() + 1] == "."
            lone = len(match["roman"]) < 2 and not match["ending"] and not stop
            if lone and (match["name"] not in monarchs or match["roman"] not in names.regnal_lone):
                continue
            before = text[max(0, match.start("roman") - 60) : match.start("roman")]
            street = match.group().partition(" ")[0] in locale.address.after
            said = words.cardinal(value) if street else regnal(locale, words, value, before)
            spoken = said + (match["ending"] or "").lstrip(":-")
            reading = Reading(spoken, "name.regnal")
            end = match.end()
            dotted = stop and not ends_sentence(text, end)
            yield Candidate(match.start("roman"), end + dotted, "name", reading, 2)

    return gated(find, suffixed, counted, named, *(pattern for pattern, _ in ordered))


def regnal(locale: Locale, words: Numerals, value: int, before: str = "") -> str:
    """The number of a monarch, pope or namesake, in the case that the words before ask for."""
    names = locale.names

    def cased(numeral: str) -> str:
        return numeral[:1].upper() + numeral[1:] if names.regnal_capital else numeral

    for pattern, article, form in names.regnal_cases:
        if re.search(rf"(?<![^\W_])(?:{pattern})$", before):
            return f"{article} {cased(words.ordinal(value, form))}"
    ordinal = names.regnal == "ordinal"
    if names.regnal_ordinal_to:
        ordinal = value <= names.regnal_ordinal_to
    spoken = words.ordinal(value, names.regnal_form) if ordinal else words.cardinal(value)
    return f"{names.regnal_article} {cased(spoken)}".strip()
