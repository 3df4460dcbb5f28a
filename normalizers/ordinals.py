"""Ordinals in figures: 1st, 3.º, "3. Klasse".

Conventions: rule ids are ``number.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.figures import NOT_AFTER, figures
from normalizers.gates import gated
from normalizers.late import late
from normalizers.numerals import numerals
from normalizers.scan import compiled


def finder(locale: Locale) -> Finder:
    """Proposes ordinals."""
    rules = locale.ordinals
    words = numerals(locale.tag)
    marks = figures(locale)
    group = "".join(map(re.escape, marks.group))
    whole = rf"{NOT_AFTER}(?P<figure>[0-9]{{1,3}}(?:[{group}][0-9]{{3}})+|[0-9]{{1,9}})"
    written = [(compiled(rf"{whole}(?:{form.suffix})(?![^\W_])"), form) for form in rules.written]
    nouns = [(late(rf" (?:{noun})(?![^\W_])"), form) for noun, form in rules.strong]

    def behind(text: str, end: int) -> str:
        """The strong ending that the noun behind asks for."""
        return next((form for noun, form in nouns if noun.match(text, end)), "r")

    dotted = None
    if rules.dotted_before:
        behind_it = rf"(?= (?:{rules.dotted_before})(?![^\W_]))"
        dotted = compiled(rf"{whole}\.{behind_it}")
    # "Er kam am 3.": the full stop at the end is the sentence's as well.
    after = compiled(
        rf"(?<![^\W_])(?i:{rules.dotted_after}) {whole}(?:\.(?=,? [^\W\d_]| ?[-–] ?[0-9]{{1,2}}\.)"
        r"|(?=\.\s*$))"
    )

    def find(text: str) -> Iterator[Candidate]:
        for pattern, ending in written:
            for match in pattern.finditer(text):
                value = int(marks.parse(match["figure"])[0])
                reading = Reading(words.ordinal(value, ending.form), "number.ordinal")
                # Above a measure (76): the 21st weighs no stone. A street's number is below 90.
                sure = 45 if ending.sure else 37
                yield Candidate(match.start(), match.end(), "number", reading, sure)
        for pattern in filter(None, (dotted, after)):
            for match in pattern.finditer(text):
                value, start = int(marks.parse(match["figure"])[0]), match.start("figure")
                form = ordinal_case(locale, text, start)
                if form == "r":
                    form = behind(text, match.end())
                reading = Reading(words.ordinal(value, form), "number.ordinal_dotted")
                yield Candidate(start, match.end(), "number", reading, 35)

    patterns = [after, *(pattern for pattern, _ in written)]
    return gated(find, *patterns, *([dotted] if dotted else []))


def ordinal_case(locale: Locale, text: str, start: int) -> str:
    """The form of an ordinal by the word before it (German: "am" asks for -n)."""
    before = text[max(0, start - 24) : start].rstrip()
    for pattern, form in locale.ordinals.case:
        if re.search(rf"(?:^|[^\w])(?:{pattern})$", before, re.IGNORECASE):
            return form
    return ""
