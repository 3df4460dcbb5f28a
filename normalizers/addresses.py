"""Addresses: units, regions, postal codes, boxes; streets have a file of their own.

Conventions: each part is a token of its own, so that names between them stay plain words; rule
ids are ``address.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locales.schema import Locale
from normalizers import streets
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.gates import gated, together
from normalizers.numerals import numerals
from normalizers.scan import any_of, compiled
from normalizers.spelling import characters, doubled, letters
from normalizers.streets import house, part


def finder(locale: Locale) -> Finder:
    """Proposes the parts of addresses."""
    parts = [streets.finder(locale), _postal(locale), _regions(locale), _units(locale)]

    return together(*parts)


def _postal(locale: Locale) -> Finder:
    words = numerals(locale.tag)
    forms = [
        (compiled(rf"(?<![\w-]){form.pattern}(?![^\W_])"), form) for form in locale.address.postal
    ]

    def spoken(text: str, style: str) -> str:
        if style == "cardinal":
            zeros = len(text) - len(text.lstrip("0"))
            rest = [words.cardinal(int(text))] if zeros < len(text) else []
            return " ".join([words.digit_words[0]] * zeros + rest)
        if style in ("letters", "pairs"):
            return _outward(text, "[0-9]+" if style == "letters" else "[0-9]{1,2}")
        return doubled(locale, words, text)

    def _outward(text: str, figures: str) -> str:
        """Letters singly; a number of two digits as one: SW11 "S W eleven"."""
        pieces = re.findall(rf"[A-Z]|{figures}", text)
        return " ".join(
            letters(locale, piece)
            if piece.isalpha()
            else words.digits(piece)
            if piece[0] == "0"
            else words.cardinal(int(piece))
            for piece in pieces
        )

    def find(text: str) -> Iterator[Candidate]:
        for pattern, form in forms:
            for match in pattern.finditer(text):
                groups = tuple(spoken(group, form.style) for group in match.groups() if group)
                start = match.start(1)
                reading = Reading(" ".join(groups), f"address.{form.id}", groups)
                yield Candidate(start, match.end(), "address", reading, CONTEXT)

    return gated(find, *(pattern for pattern, _ in forms))


def _regions(locale: Locale) -> Finder:
    rules = locale.address
    pattern = compiled(
        rf"(?:{rules.region_after})(?P<name>{any_of(rules.regions)})"
        rf"(?=[ ,]+(?:[0-9]{{4,6}}|[A-Z][0-9][A-Z])|[.,;:!?)…\"”]| ?»| [-–] |\s*$|\s*\n"
        rf"|(?:{rules.region_then}))"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text) if rules.regions else ():
            start = match.start("name") - (text[match.start("name") - 1] == "/")
            said = rules.regions[match["name"]]
            before = text[:start]
            # "Milano (MI)": what has just been named is not said again.
            beside = re.search(r"[^\W_](?: ?\(| )$", before)
            if beside and before.rstrip(" (").casefold().endswith(said.casefold()):
                said = ""
            yield part(start, match.end("name"), said, "region", 4)

    return gated(find, pattern)


def _units(locale: Locale) -> Finder:
    rules = locale.address
    words = numerals(locale.tag)
    unit = compiled(
        rf"(?<![^\W_])(?P<unit>{any_of(rules.units)})(?![^\W_])(?:\.? ?#? ?|-)"
        r"(?P<number>(?=[0-9A-Z-]*[0-9])[0-9A-Z]{1,5}(?:-[0-9A-Z]{1,4}|/[A-Z])?[a-z]?|[A-Z])"
        r"(?![^\W_]|[.,:][0-9])"
    )
    boxes = [
        (compiled(rf"(?<![^\W_])({key})\s*(?P<number>[0-9]{{1,6}})(?![^\W_])"), said)
        for key, said in rules.box.items()
    ]

    def numbered(number: str) -> str:
        if number.isdigit():
            return house(locale, words, number)
        stroke = rules.strokes.get("2", ("", ""))[1]
        if "/" in number and stroke:
            first, _, second = number.partition("/")
            return f"{numbered(first)} {stroke} {letters(locale, second)}"
        pieces = re.findall(r"[A-Za-z]+|[0-9]+", number)
        return " ".join(
            house(locale, words, piece) if piece.isdigit() else letters(locale, piece)
            for piece in pieces
        )

    def find(text: str) -> Iterator[Candidate]:
        for match in unit.finditer(text) if rules.units else ():
            if len(match["unit"]) == 1 and match["number"].isalpha():
                continue  # "U S", "Q B": letters that are spelled
            end = match.end("unit") + (text[match.end("unit") : match.end("unit") + 1] == ".")
            yield part(match.start("unit"), end, rules.units[match["unit"]], "unit", CONTEXT)
            spoken = numbered(match["number"])
            start = match.start("number") - (text[match.start("number") - 1] == "#")
            yield part(start, match.end("number"), spoken, "unit_number", CONTEXT)
        for pattern, said in boxes:
            for match in pattern.finditer(text):
                number = match["number"]
                long = len(number) > 4
                number_words = (characters if long else house)(locale, words, number)
                yield part(*match.span(), f"{said} {number_words}", "box", CONTEXT)

    return gated(find, unit, *(pattern for pattern, _ in boxes))
