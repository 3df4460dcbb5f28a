"""Numbers: cardinals, decimals, magnitudes, years, figures joined to a word.

Conventions: the finder claims a whole written number with its sign; rule ids are ``number.*``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from locales.schema import Locale
from normalizers.classify import PRECEDENCE, Candidate, Finder, Reading
from normalizers.figures import NEGATIVE, NOT_AFTER, Figures, figures
from normalizers.gates import gated, together
from normalizers.late import late
from normalizers.numerals import Numerals, numerals
from normalizers.scan import compiled
from normalizers.spelling import chunks, doubled

LONG_RUN = 9  # unbroken digits from here on are read singly; a judgement: no listener follows
_ROUND = "0" * 5  # but a number as round as this is an amount; a judgement


def finder(locale: Locale) -> Finder:
    """Proposes the numbers of a text."""
    parts = [
        _plain(locale), _joined(locale),
    ]  # fmt: skip

    return together(*parts)


def scaled(locale: Locale, words: Numerals, number: tuple[str, str], scale_text: str) -> str:
    """A figure with its magnitude in words: 2.5, "million"."""
    whole, decimals = number
    scale = figures(locale).scale(scale_text, short=True)
    if scale is None:
        return words.number(whole, decimals)
    one = whole.lstrip("0") in ("", "1") and not decimals.strip("0")
    if locale.numbers.plural_from:
        one = len(whole) < 3 and int(whole or "0") < locale.numbers.plural_from
    if decimals and scale_text.casefold() in (scale.one, scale.other):
        one = scale_text.casefold() == scale.one  # "1,5 milhão" and "1,5 milhões" stay as written
    form = "magnitude" if words.has_form("magnitude") else "masculine"
    if scale.bare and one and not decimals:
        return scale.one
    if scale.glued:
        stem = "" if one else words.number(whole, decimals, form)
        return scale.one if one else stem + scale.other
    return f"{words.number(whole, decimals, form)} {scale.one if one else scale.other}"


def _plain(locale: Locale) -> Finder:
    marks: Figures = figures(locale)
    words = numerals(locale.tag)
    sign = locale.numbers.minus
    years = locale.numbers.years
    pattern = compiled(
        rf"(?P<minus>{NEGATIVE})?{NOT_AFTER}(?P<figure>{marks.plain})"
        rf"(?: ?(?P<scale>{marks.magnitude}))?(?![^\W_])"
    )
    year_context = late(rf"(?<![^\W_])(?:{years.before}) $", re.IGNORECASE)
    counting = late(rf" (?:{years.count_after})")

    noun = noun_form(locale)

    def year(match: re.Match[str], figure: str) -> bool:
        text = match.string
        if len(figure) != 4 or not figure.isdigit() or match["minus"]:
            return False
        if year_context.search(text, max(0, match.start() - 16), match.start()):
            return 1000 <= int(figure) <= 2199 and not counting.match(text, match.end())
        if years.style == "cardinal" or not years.low <= int(figure) <= years.high:
            return False
        return not counting.match(text, match.end())

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text):
            minus, figure, scale = match.group("minus", "figure", "scale")
            whole, decimals = marks.parse(figure)
            groups: tuple[str, ...] | None = None
            if scale:
                spoken, rule = scaled(locale, words, (whole, decimals), scale), "magnitude"
            elif decimals:
                spoken = words.number(whole, decimals, noun(text, match.end()))
                rule = "decimal"
            elif figure.isdigit() and (
                (len(figure) >= LONG_RUN and not figure.endswith(_ROUND))
                or (len(figure) > 1 and figure[0] == "0")
            ):
                groups = tuple(doubled(locale, words, part) for part in chunks(figure))
                spoken, rule = " ".join(groups), "digits"
            elif year(match, figure):
                spoken, rule = words.year(int(figure)), "year"
            else:
                spoken, rule = words.number(whole, form=noun(text, match.end())), "cardinal"
            if minus and sign:
                spoken = f"{sign} {spoken}"
                groups = None
            start, end = match.span()
            if rule == "year":
                # A bare year is no surer than a number: 111-11-1111 is a code.
                sure = PRECEDENCE["number"] - PRECEDENCE["date"]
                yield Candidate(start, end, "date", Reading(spoken, "date.year"), sure)
                continue
            reading = Reading(
                spoken, f"number.{rule}", groups if groups and len(groups) > 1 else None
            )
            yield Candidate(start, end, "number", reading)

    return gated(find, pattern)


def _joined(locale: Locale) -> Finder:
    """A figure with a word that is written together with it in words: 6-stellig, 3fach."""
    words = numerals(locale.tag)
    pattern = compiled(
        rf"{NOT_AFTER}(?P<figure>[1-9][0-9]{{0,3}}) ?-?(?<! )(?P<word>{locale.numbers.joined})"
        r"(?![^\W_])"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text):
            spoken = words.cardinal(int(match["figure"]), "masculine") + match["word"]
            # Above a code (70) and a measure (76).
            yield Candidate(*match.span(), "number", Reading(spoken, "number.joined"), 40)

    return gated(find, pattern)


def noun_form(locale: Locale) -> Callable[[str, int], str]:
    """A function that tells the form that the noun behind a number asks for."""
    nouns = [(late(rf" {noun}"), form) for noun, form in locale.numbers.noun_forms]

    if not nouns:
        return lambda _text, _end: ""

    def form_at(text: str, end: int) -> str:
        return next((form for noun, form in nouns if noun.match(text, end)), "")

    return form_at
