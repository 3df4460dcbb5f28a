"""Codes: confirmation and order numbers, cards, serials, versions - read so that they can be
written down.

Conventions: pause groups are always given; letters and digits one by one; rule ids are
``code.*``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from locales.schema import CodeForm, Locale
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.gates import gated, together
from normalizers.late import late
from normalizers.numerals import Numerals, numerals
from normalizers.scan import compiled
from normalizers.spelling import characters, grouped, letters

_BODY = (
    r"(?P<body>[A-Za-z0-9]+(?:[-–][A-Za-z0-9]+|(?: [0-9]{2,4}))*"
    r"(?:(?<= [0-9]{2}) [A-Z](?![^\W_])|(?<=[0-9]) [0-9]{5} [0-9](?![^\W_]|[.,:/-][0-9])"
    r"|(?<= [0-9]{3})[A-Z](?![^\W_])|(?<=[0-9]{5}) [0-9]{5}(?![^\W_]|[.,:/-][0-9]))?)"
)
# Where a stroke is not said it divides groups as a hyphen does.
_STROKED = _BODY.replace("[-–]", "[-–/]", 1)
_MIXED = compiled(
    r"(?<![\w.,@/$€£+-])(?=[A-Za-z-]*[0-9])(?=[0-9-]*[A-Za-z])"
    r"(?P<body>[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)(?![\w@]|[-.,:/][0-9])"
)
# Runs of a code: capitals, small letters (at most two, else it is a word), digits.
_CODE_RUNS = late(r"[A-Z]+|(?<![a-z])[a-z]{1,2}(?![a-z])|[0-9]+|-")
_LABEL = late(r"([A-Za-z]{1,3})-?([1-9][0-9]?)|([1-9][0-9]?)(?:-?([A-Z]{1,2})|([a-z]{2}))")
_FIGURED = r"(?=[A-Za-z0-9/–-]*[0-9]|[A-Z]{1,4} [0-9])"  # "claim no. 2024": "no" is no code
_WORD = late(r"[a-z]{3,} ")  # "código postal 4000": a word between, no part of the code
_WORD_NUMBER = late(r"[A-Za-z]{4,}-?[0-9]{1,2}")
_CARD = compiled(r"(?<![\w.-])(?:[0-9]{4}[ -]){3}[0-9]{4}(?![\w-])")
_HIDDEN = compiled(
    r"(?<![^\W_])(?:(?P<head>[0-9]{4})[ -]?)?"
    r"(?:\(?[*•]{2,6}\)?[ -]?|[xX]{4}[ -]?){1,4}(?P<body>[0-9]{4})(?![\w])"
)
_SECTIONS = compiled(r"(?<![\w.,/+-])[0-9]{2,}(?:-[0-9]{2,}){2,}(?![\w/-])")


def reading(locale: Locale, words: Numerals, body: str, rule: str) -> Reading:
    """A code in pause groups."""
    groups = grouped(locale, words, body)
    return Reading(" ".join(groups), rule, groups)


def short(locale: Locale, words: Numerals, body: str) -> Reading | None:
    """A short label said with its number: C24 "C twenty four", A4, MP3; None if it is longer."""
    match = _LABEL.fullmatch(body)
    if not match:
        return None
    first, number, number_first, capitals, small = match.groups()
    if first:
        return Reading(f"{letters(locale, first)} {words.cardinal(int(number))}", "code.label")
    return Reading(
        f"{words.cardinal(int(number_first))} {letters(locale, capitals or small)}", "code.label"
    )


def coded(body: str) -> bool:
    """Whether a run of letters, digits and hyphens looks like a code, not a word with a number.

    >>> coded("AB-1234"), coded("COVID-19"), coded("100-car"), coded("ABC")
    (True, False, False, False)
    """
    if body.isdigit() or not any(map(str.isdigit, body)) or not any(map(str.isalpha, body)):
        return False
    return not _WORD_NUMBER.fullmatch(body) and not _CODE_RUNS.sub("", body)


def spelt(locale: Locale) -> Locale:
    """The locale with the letters that are asked for in codes."""
    own = locale.codes.letters
    return locale.model_copy(update={"letters": own}) if own else locale


def _formed(locale: Locale) -> Finder:
    """Codes of a form that the locale's files name."""
    words = numerals(locale.tag)
    named = f"{locale.codes.own}|{locale.codes.before}"
    forms = [
        (
            compiled(rf"(?<![\w.,/+-]){form.pattern}(?![^\W_]|[-.,:/][0-9])"),
            late(rf"(?<![^\W_])(?:{named}|{form.before})[: ]+$", re.IGNORECASE),
            form,
        )
        for form in (*locale.codes.forms, *locale.codes.common)
    ]

    def said(group: str, form: CodeForm) -> str:
        if form.pairs and len(group) == 2 and group.isdigit() and group[0] != "0":
            return words.cardinal(int(group))
        if len(group) <= form.figures and group.isdigit():
            stem = group.lstrip("0")
            zeros = words.digits("0" * (len(group) - len(stem)))
            return f"{zeros} {words.cardinal(int(stem)) if stem else ''}".strip()
        return characters(locale, words, group)

    def find(text: str) -> Iterator[Candidate]:
        for pattern, context, form in forms:
            for match in pattern.finditer(text):
                start = match.start()
                if form.needs == "context" and not context.search(text, max(0, start - 40), start):
                    continue
                groups = tuple(said(group, form) for group in match.groups() if group)
                found = Reading(" ".join(groups), f"code.{form.id}", groups)
                yield Candidate(start, match.end(), "code", found, CONTEXT + 2)

    return gated(find, *(pattern for pattern, _, _ in forms))


def _amount(locale: Locale) -> Callable[[re.Match[str]], bool]:
    """A function that tells a figure before a currency ("order 500 kr")."""
    names = "|".join(map(re.escape, (*locale.money.symbols, *locale.money.names)))
    counted = late(rf" ?(?:{names or '(?!)'})(?![^\W_])")

    def is_amount(match: re.Match[str]) -> bool:
        return match["body"].isdigit() and bool(counted.match(match.string, match.end()))

    return is_amount


def finder(locale: Locale) -> Finder:
    """Proposes codes; labels (MP3) and versions keep the names of their letters."""
    words = numerals(locale.tag)
    rules, by_name, locale = locale.codes, locale, spelt(locale)
    small_words = frozenset(locale.web.said)
    announced = late(rf"(?<![^\W_])(?:{rules.label})(?: ?:)? $", re.IGNORECASE)
    last = compiled(
        rf"(?<![^\W_])(?:{rules.last})[: ]+(?P<body>[0-9]{{2,6}})(?![\w])", re.IGNORECASE
    )
    number_sign = compiled(
        r"(?<![^\W_#&])#(?P<body>(?=[A-Z-]*[0-9])[A-Z0-9]+(?:-[A-Z0-9]+)*)(?![\w])"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in last.finditer(text):
            yield _at(match, reading(locale, words, match["body"], "code.last_digits"), CONTEXT)
        for match in _HIDDEN.finditer(text):
            shown = f"{match['head'] or ''} {match['body']}".strip()
            found = reading(locale, words, shown, "code.hidden")
            yield Candidate(match.start(), match.end(), "code", found, CONTEXT)
        for match in _CARD.finditer(text):
            found = reading(locale, words, match.group(), "code.card")
            yield Candidate(match.start(), match.end(), "code", found, CONTEXT)
        for match in _SECTIONS.finditer(text):
            found = reading(locale, words, match.group(), "code.sections")
            yield Candidate(match.start(), match.end(), "code", found)
        for match in number_sign.finditer(text):
            yield from _numbered(match)
        for match in _MIXED.finditer(text):
            body = match["body"]
            if not coded(body) or not small_words.isdisjoint(body.split("-")):
                continue  # "9-to-5", "3-in-1"
            label = short(by_name, words, body)
            found = label or reading(locale, words, body, "code.mixed")
            known = label and announced.search(text, max(0, match.start() - 24), match.start())
            yield Candidate(match.start(), match.end(), "code", found, CONTEXT if known else 0)

    def _numbered(match: re.Match[str]) -> Iterator[Candidate]:
        body, sign = match["body"], locale.numbers.number_sign
        if body.isdigit() and len(body) < 4 and body[0] != "0":
            found = Reading(f"{sign} {words.cardinal(int(body))}".strip(), "number.sign")
            yield Candidate(match.start(), match.end(), "number", found, CONTEXT)
            return
        found = _signed(locale, reading(locale, words, body, "code.number_sign"))
        yield Candidate(match.start(), match.end(), "code", found, CONTEXT)

    return together(
        _in_context(locale, words), _formed(locale),
        gated(find, last, number_sign, _HIDDEN, _CARD, _SECTIONS, _MIXED),
    )  # fmt: skip


def _in_context(locale: Locale, words: Numerals) -> Finder:
    """Codes behind words that one follows."""
    rules, is_amount = locale.codes, _amount(locale)
    stroke = "(?:/[A-Za-z0-9]+){1,2}" if rules.slash else "(?!)"
    body = rf"{_BODY if rules.slash else _STROKED}(?P<stroke>{stroke})?"
    after = compiled(
        rf"(?<![^\W_])(?i:{rules.own}|{rules.before})(?: ?[:#] *#?| +#?){_FIGURED}{body}"
        r"(?![^\W_]|[-/.:,][0-9])"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in after.finditer(text):
            body = match["body"]
            digits = any(letter.isdigit() for letter in body + (match["stroke"] or ""))
            lower = any(letter.islower() for letter in body) and not body.islower()
            # Strokes divide a code that has letters; else they are a date's or a fraction's.
            figures_only = "/" in body and not any(map(str.isalpha, body))
            if not digits or lower or figures_only or _WORD.match(body) or is_amount(match):
                continue
            if body.isdigit() and len(body) < 3 and not match["stroke"]:
                continue
            found = reading(locale, words, body, "code.context")
            if match["stroke"]:
                found = _stroked(locale, words, found, match["stroke"].split("/")[1:])
                yield Candidate(match.start("body"), match.end(), "code", found, CONTEXT)
                continue
            sign = text.find("#", match.start(), match.start("body"))
            beside = not text[sign + 1 : match.start("body")].strip()
            if sign >= 0 and beside and locale.numbers.number_sign:
                yield Candidate(sign, match.end(), "code", _signed(locale, found), CONTEXT)
                continue
            yield _at(match, found, CONTEXT)

    return gated(find, after)


def _stroked(locale: Locale, words: Numerals, found: Reading, parts: list[str]) -> Reading:
    """A code with further parts behind strokes: 12/2024."""
    groups = found.groups or ()
    for part in parts:
        first, *others = grouped(locale, words, part)
        groups = (*groups, f"{locale.codes.slash} {first}", *others)
    return Reading(" ".join(groups), found.rule, groups)


def _signed(locale: Locale, found: Reading) -> Reading:
    """A code with "#" before it, said as "number"."""
    first, *rest = found.groups or (found.spoken,)
    groups = (f"{locale.numbers.number_sign} {first}".strip(), *rest)
    return Reading(" ".join(groups), found.rule, groups)


def _at(match: re.Match[str], found: Reading, priority: int) -> Candidate:
    return Candidate(match.start("body"), match.end("body"), "code", found, priority)
