"""Addresses: house numbers, street words, directions, units, regions, postal codes, boxes.

Conventions: each part is a token of its own, so that names between them stay plain words; rule
ids are ``address.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.numerals import Numerals, numerals
from normalizers.spelling import characters, letters, singly
from normalizers.split import ends_sentence

_NAME = r"(?:[^\W\d_a-z][\w'.-]*|[0-9]{1,3}(?:st|nd|rd|th)|(?:de|la|los|las|du|des|of|the|del))"
_HOUSE = r"(?P<house>[0-9]{1,6})(?:(?P<letter>[A-Za-z])(?![^\W_]))?"


def house(locale: Locale, words: Numerals, number: str, letter: str = "") -> str:
    """A house number: by pairs (1204 "twelve oh four"), as a cardinal, or digit by digit."""
    style = locale.address.house
    value = int(number)
    paired = style in ("pairs", "mixed", "fours")
    if number[0] == "0" or len(number) > 5 or style == "digits":
        spoken = words.digits(number)
    elif style == "mixed" and len(number) == 3 and value % 100:
        spoken = singly(locale, words, number)
    elif style == "pairs" and len(number) == 3 and value % 100:
        oh = "" if value % 100 > 9 else f"{locale.numbers.years.oh} "
        spoken = f"{words.cardinal(value // 100)} {oh}{words.cardinal(value % 100)}"
    elif paired and len(number) == 4 and value % 1000:
        spoken = words.pairs(value)
    elif style == "pairs" and len(number) == 5 and value % 1000 >= 100:
        spoken = f"{words.cardinal(value // 1000)} {house(locale, words, number[2:])}"
    elif style == "pairs" and len(number) == 5 and value % 1000:
        spoken = words.digits(number)
    else:
        spoken = words.cardinal(value)
    return f"{spoken} {letters(locale, letter)}" if letter else spoken


def finder(locale: Locale) -> Finder:
    """Proposes the parts of addresses."""
    parts = [_streets(locale), _postal(locale), _regions(locale), _units(locale)]

    def find(text: str) -> Iterator[Candidate]:
        for part in parts:
            yield from part(text)

    return find


def _any(table: dict[str, str]) -> str:
    return "|".join(re.escape(key) for key in sorted(table, key=len, reverse=True)) or "(?!)"


def _word(start: int, end: int, spoken: str, rule: str, priority: int = 0) -> Candidate:
    return Candidate(start, end, "address", Reading(spoken, f"address.{rule}"), priority)


def _streets(locale: Locale) -> Finder:
    rules = locale.address
    words = numerals(locale.tag)
    directions = _any(rules.directions)
    numbered = re.compile(
        rf"(?<![^\W_])(?<![-./:,][0-9])(?<!\$){_HOUSE},? (?:(?P<direction>{directions})\.? )?"
        rf"(?:{_NAME} ){{0,4}}?(?P<type>{_any(rules.after)})(?![^\W_])(?P<dot>\.)?"
        rf"(?: (?P<tail>{directions})(?![^\W_])\.?)?"
    )
    goes_on = re.compile(rf" (?:{_any(rules.units)}|{directions})(?![^\W_])")
    short = {key: said for key, said in rules.after.items() if key != said}
    lone = re.compile(
        rf"(?<![^\W_])[^\W\d_a-z][\w'-]+ (?P<type>{_any(short)})(?![^\W_])(?P<dot>\.)?"
        rf"(?! [^\W\d_a-z][\w'-]*[^\W\d_A-Z,](?![\w,]))"
    )
    named = re.compile(
        rf"(?<![^\W_])(?P<type>{_any(rules.before)})(?![^\W_])(?P<dot>\.)? (?=[^\W\d_])"
    )
    before = re.compile(
        rf"(?<![^\W_]){_HOUSE}(?: ?(?P<bis>{_any(rules.letters)})(?![^\W_]))?,? "
        rf"(?={_any(rules.before)})(?!\s)"
    )
    behind = (
        re.compile(
            rf"(?<![^\W_])(?P<street>{rules.house_after})[, ]+"
            rf"(?:n\.?º ?|No?\. ?|# ?|núm\. ?)?{_HOUSE}"
            rf"(?: ?(?P<bis>{_any(rules.letters)})(?![^\W_]))?(?![^\W_]|[.,:/-][0-9])"
        )
        if rules.house_after
        else None
    )
    glued = [
        (re.compile(rf"(?<=[^\W\d_]){re.escape(short)}(?![^\W_])"), said)
        for short, said in rules.glued.items()
    ]

    def number(match: re.Match[str]) -> Candidate:
        spoken = house(locale, words, match["house"], match["letter"] or "")
        bis = match.groupdict().get("bis")
        end = match.end("letter") if match["letter"] else match.end("house")
        if bis:
            spoken, end = f"{spoken} {rules.letters[bis]}", match.end("bis")
        return _word(match.start("house"), end, spoken, "house", 4)

    def find(text: str) -> Iterator[Candidate]:
        for match in numbered.finditer(text) if rules.after else ():
            yield number(match)
            for place in ("direction", "tail"):
                if match[place]:
                    end = match.end(place) + (text[match.end(place) : match.end(place) + 1] == ".")
                    end = match.end(place) if place == "tail" else end
                    yield _word(match.start(place), end, rules.directions[match[place]], place, 4)
            end = match.end("type")
            if match["dot"] and not _sentence_end(text, end, goes_on):
                end += 1
            yield _word(match.start("type"), end, rules.after[match["type"]], "street", CONTEXT)
        for match in lone.finditer(text) if short else ():
            end = match.end("type")
            if match["dot"] and not ends_sentence(text, end):
                end += 1
            yield _word(match.start("type"), end, short[match["type"]], "street")
        for match in named.finditer(text) if rules.before else ():
            end = match.end("dot") if match["dot"] else match.end("type")
            yield _word(match.start("type"), end, rules.before[match["type"]], "street")
        for match in before.finditer(text) if rules.before else ():
            yield number(match)
        for match in behind.finditer(text) if behind else ():
            yield number(match)
        for pattern, said in glued:
            for match in pattern.finditer(text):
                start = match.start()
                while start and (text[start - 1].isalpha() or text[start - 1] in "-'"):
                    start -= 1
                spoken = text[start : match.start()] + said
                yield _word(start, match.end(), spoken, "street", 4)

    return find


def _sentence_end(text: str, dot: int, goes_on: re.Pattern[str]) -> bool:
    """Whether the full stop behind a street word ends the sentence: a capital follows that does
    not go on with the address."""
    return ends_sentence(text, dot) and not goes_on.match(text, dot + 1)


def _postal(locale: Locale) -> Finder:
    words = numerals(locale.tag)
    forms = [
        (re.compile(rf"(?<![\w-]){form.pattern}(?![^\W_])"), form) for form in locale.address.postal
    ]

    def part(text: str, style: str) -> str:
        if style == "cardinal":
            zeros = len(text) - len(text.lstrip("0"))
            rest = [words.cardinal(int(text))] if zeros < len(text) else []
            return " ".join([words.digit_words[0]] * zeros + rest)
        if style == "letters":
            return _outward(text)
        return words.digits(text)

    def _outward(text: str) -> str:
        """Letters singly; a number of two digits as one: SW11 "S W eleven"."""
        pieces = re.findall(r"[A-Z]|[0-9]+", text)
        return " ".join(
            words.cardinal(int(piece)) if piece.isdigit() else letters(locale, piece)
            for piece in pieces
        )

    def find(text: str) -> Iterator[Candidate]:
        for pattern, form in forms:
            for match in pattern.finditer(text):
                groups = tuple(part(group, form.style) for group in match.groups() if group)
                start = match.start(1)
                reading = Reading(" ".join(groups), f"address.{form.id}", groups)
                yield Candidate(start, match.end(), "address", reading, CONTEXT)

    return find


def _regions(locale: Locale) -> Finder:
    rules = locale.address
    pattern = re.compile(
        rf"(?:{rules.region_after})(?P<name>{_any(rules.regions)})"
        rf"(?=[ ,]+(?:[0-9]{{5}}|[A-Z][0-9][A-Z])|[.,;!?)]|\s*$|\s*\n)"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text) if rules.regions else ():
            name = match["name"]
            yield _word(match.start("name"), match.end("name"), rules.regions[name], "region", 4)

    return find


def _units(locale: Locale) -> Finder:
    rules = locale.address
    words = numerals(locale.tag)
    unit = re.compile(
        rf"(?<![^\W_])(?P<unit>{_any(rules.units)})(?![^\W_])\.? ?#? ?"
        r"(?P<number>(?=[0-9A-Z-]*[0-9])[0-9A-Z]{1,5}(?:-[0-9A-Z]{1,4})?|[A-Z])"
        r"(?![^\W_]|[.,:][0-9])"
    )
    boxes = [
        (re.compile(rf"(?<![^\W_])({key})\s*(?P<number>[0-9]{{1,6}})(?![^\W_])"), said)
        for key, said in rules.box.items()
    ]

    def numbered(number: str) -> str:
        if number.isdigit():
            return house(locale, words, number)
        pieces = re.findall(r"[A-Z]+|[0-9]+", number)
        return " ".join(
            house(locale, words, piece) if piece.isdigit() else letters(locale, piece)
            for piece in pieces
        )

    def find(text: str) -> Iterator[Candidate]:
        for match in unit.finditer(text) if rules.units else ():
            end = match.end("unit") + (text[match.end("unit") : match.end("unit") + 1] == ".")
            yield _word(match.start("unit"), end, rules.units[match["unit"]], "unit", CONTEXT)
            spoken = numbered(match["number"])
            start = match.start("number") - (text[match.start("number") - 1] == "#")
            yield _word(start, match.end("number"), spoken, "unit_number", CONTEXT)
        for pattern, said in boxes:
            for match in pattern.finditer(text):
                number = match["number"]
                long = len(number) > 4
                number_words = (characters if long else house)(locale, words, number)
                yield _word(*match.span(), f"{said} {number_words}", "box", CONTEXT)

    return find
