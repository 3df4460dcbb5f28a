"""Streets: house numbers, street words before and behind a name, compass directions.

Conventions: each part is a token of its own, so that names between them stay plain words; rule
ids are ``address.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.gates import gated, together
from normalizers.late import late
from normalizers.numerals import Numerals, numerals
from normalizers.scan import any_of, compiled
from normalizers.spelling import letters, singly
from normalizers.split import ends_sentence

_NAME = r"(?:[^\W\d_a-z][\w'.-]*|[0-9]{1,3}(?:st|nd|rd|th)|(?:de|la|los|las|du|des|of|the|del))"
_LONE_NAME = r"(?:[^\W\d_a-z][\w'-]{1,40}|[0-9]{1,3}(?:st|nd|rd|th))"
# A town of one to three words with its state or code behind it: "Los Angeles, CA", "London NW1".
_TOWN = (
    r"(?:[^\W\d_a-z][\w'.-]{1,40} ){0,2}[^\W\d_a-z][\w'-]{1,40},? "
    r"(?:[A-Z]{2}|[A-Z]{0,2}[0-9][0-9A-Z]{1,4})(?![^\W_])"
)
_HOUSE = r"(?P<house>[0-9]{1,6})(?:(?P<letter>[A-Za-z])(?![^\W_]))?"
_START = r"(?<![^\W_])(?<![-./:,][0-9])(?<!\$)"


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
    """Proposes house numbers, street words and directions."""
    parts = (
        _numbered(locale), _stroked(locale), _compass(locale), _lone(locale), _before(locale),
        _glued(locale),
    )  # fmt: skip

    return together(*parts)


def part(start: int, end: int, spoken: str, rule: str, priority: int = 0) -> Candidate:
    """One part of an address."""
    return Candidate(start, end, "address", Reading(spoken, f"address.{rule}"), priority)


def _titles(locale: Locale) -> str:
    """Words that are a title as well as a street's: Saint or Street, Doctor or Drive."""
    return "|".join(map(re.escape, locale.names.titles)) or "(?!)"


def _number(locale: Locale, words: Numerals, match: re.Match[str]) -> Candidate:
    """The matched house number; a compass letter behind it is no unit: "10001 W 5th Ave"."""
    spoken, start = (
        house(locale, words, match["house"], match["letter"] or ""),
        match.start("house"),
    )
    if match.string[start - 1 : start] == "#":
        spoken, start = f"{locale.numbers.number_sign} {spoken}".strip(), start - 1
    groups = match.groupdict()
    bis = groups.get("bis")
    end = match.end("letter") if match["letter"] else match.end("house")
    if bis:
        spoken, end = f"{spoken} {locale.address.letters[bis]}", match.end("bis")
    said, end = _extra(locale, words, match.string, end)
    spoken = f"{spoken} {said}".strip()
    # "12A" behind a street is no measure (12 ampere).
    sure = CONTEXT if groups.get("direction") or match["letter"] or said else 4
    return part(start, end, spoken, "house", sure)


def _extra(locale: Locale, words: Numerals, text: str, end: int) -> tuple[str, int]:
    """What stands behind a house number (12-II, 12-3) in words, and where it ends."""
    for pattern, said in locale.address.extra:
        match = re.compile(rf"{pattern}(?![^\W_])").match(text, end)
        if match:
            piece = match[1] if match.re.groups else ""
            whole = words.cardinal(int(piece)) if piece.isdigit() else letters(locale, piece)
            return said.replace("{}", whole), match.end()
    return "", end


def _direction(locale: Locale, match: re.Match[str], sure: int) -> Candidate:
    end = match.end("direction") + (match.string[match.end("direction")] == ".")
    said = locale.address.directions[match["direction"]]
    return part(match.start("direction"), end, said, "direction", sure)


def _numbered(locale: Locale) -> Finder:
    """House number, names, street word: 55 St. John St."""
    rules = locale.address
    words = numerals(locale.tag)
    directions = any_of(rules.directions)
    whole = "|".join(map(re.escape, rules.directions.values())) or "(?!)"
    pattern = compiled(
        rf"{_START}{_HOUSE},? (?:(?P<direction>{directions})\.? |(?:{whole}) )?"
        # A street word that is a title too wants a name before it.
        rf"(?:(?!(?:{_titles(locale)})(?![^\W_]))|(?:{_NAME} ){{1,5}}?)"
        rf"(?P<type>{any_of(rules.after)})(?![^\W_])(?P<dot>\.)?"
        rf"(?: (?P<tail>{directions})(?![^\W_])\.?)?"
    )
    goes_on = late(rf" (?:{any_of(rules.units)}|{directions})(?![^\W_])")

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text) if rules.after else ():
            yield _number(locale, words, match)
            if match["direction"]:
                yield _direction(locale, match, CONTEXT)
            if match["tail"]:
                said = rules.directions[match["tail"]]
                yield part(match.start("tail"), match.end("tail"), said, "tail", 4)
            end = match.end("type")
            # A capital behind the full stop may go on with the address: "Rd. Apt. 12".
            if match["dot"] and (not ends_sentence(text, end) or goes_on.match(text, end + 1)):
                end += 1
            yield part(match.start("type"), end, rules.after[match["type"]], "street", CONTEXT)

    return gated(find, pattern)


def _stroked(locale: Locale) -> Finder:
    """House numbers written with strokes (12/3/4), before a street word's name or behind it."""
    rules = locale.address
    words = numerals(locale.tag)
    stroke = r"/(?:[0-9]{1,4}[A-Za-z]?|[A-Za-z])(?![^\W_])"
    number = rf"(?P<number>[0-9]{{1,5}}[A-Za-z]?(?:{stroke}){{1,3}})(?![.,:/-][0-9])"
    before = compiled(
        rf"{_START}{number},? (?:{_NAME} ){{1,5}}?(?:{any_of(rules.after)})(?![^\W_])"
    )
    behind = compiled(rf"(?<![^\W_])(?:{rules.house_after or '(?!)'})[, ]+{number}")
    unit = late(rf"(?<![^\W_])(?:{any_of(rules.units)})\.? $")

    def said(part: str, word: str) -> str:
        digits = part.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
        letter = part[len(digits) :]
        number = house(locale, words, digits, letter) if digits else letters(locale, letter)
        return f"{word} {number}".strip()

    def find(text: str) -> Iterator[Candidate]:
        patterns = ((before, rules.after), (behind, rules.house_after)) if rules.strokes else ()
        for match in (found for one, used in patterns if used for found in one.finditer(text)):
            pieces = match["number"].split("/")
            names = list(rules.strokes.get(str(len(pieces)), ()))
            if not names:
                continue
            start, end = match.span("number")
            if unit.search(text, max(0, start - 20), start):
                names[0] = ""  # the unit's word is written
            spoken = " ".join(map(said, pieces, names))
            # Above a date in figures (91): the street's word stands beside it.
            yield part(start, end, spoken, "strokes", 2 * CONTEXT)

    return gated(find, before, behind)


def _compass(locale: Locale) -> Finder:
    """Directions before a numbered street (10001 W 5th) or a street's name (N Main St)."""
    rules = locale.address
    words = numerals(locale.tag)
    directions = any_of(rules.directions)
    grid = compiled(
        rf"{_START}{_HOUSE} (?P<direction>{directions})\.? "
        r"(?=[0-9]{1,3}(?:st|nd|rd|th)(?![^\W_]))"
    )
    road = compiled(
        rf"(?<![^\W_])(?:{rules.routes})(?P<number>[0-9]{{1,3}})(?![^\W_]|[.,:/-][0-9])"
        rf"(?: (?P<direction>{directions})(?![^\W_])(?! [0-9]))?"
    )
    named = compiled(
        rf"(?<![^\W_])(?<![A-Z][. ])(?<![A-Z]\. )(?P<direction>{directions})\.? "
        rf"(?={_LONE_NAME}(?: {_LONE_NAME}){{0,4}} (?:{any_of(rules.after)})(?![^\W_]))"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in grid.finditer(text) if rules.directions else ():
            yield _number(locale, words, match)
            yield _direction(locale, match, CONTEXT)
        for match in named.finditer(text) if rules.directions else ():
            yield _direction(locale, match, 0)
        for match in road.finditer(text) if rules.directions else ():
            number = house(locale, words, match["number"])
            yield part(*match.span("number"), number, "route", CONTEXT)
            if match["direction"]:
                said = rules.directions[match["direction"]]
                yield part(*match.span("direction"), said, "direction", 0)

    return gated(find, grid, named, road)


def _lone(locale: Locale) -> Finder:
    """A street word behind a name without a house number: Oak Dr., King Jr. Dr."""
    table = {key: said for key, said in locale.address.after.items() if key != said}
    pattern = compiled(
        rf"(?<![^\W_])(?:{_LONE_NAME}|(?:{any_of(locale.names.suffixes)})\.) "
        rf"(?P<type>{any_of(table)})(?![^\W_]|-[^\W\d_])(?P<dot>\.)?+"
        # A name behind makes it a title: "Mary St. James", "Hello Dr. Lee, ..."; a town does not.
        rf"(?! (?!(?:{_titles(locale)})\.)(?!{_TOWN})[^\W\d_a-z][\w'-]*[^\W\d_A-Z](?!\w))"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text) if table else ():
            end = match.end("type")
            if match["dot"] and not ends_sentence(text, end):
                end += 1
            yield part(match.start("type"), end, table[match["type"]], "street")

    return gated(find, pattern)


def _before(locale: Locale) -> Finder:
    """Street words before the name, with the house number before them or behind the name."""
    rules = locale.address
    words = numerals(locale.tag)
    kinds = any_of(rules.before)
    stops, joined = (".,:/", "[0-9]") if rules.extra else (".,:/–-", r"[^\W_]")
    bis = rf"(?: ?(?P<bis>{any_of(rules.letters)})(?![^\W_]))?"
    # Behind an initial it is one too: "J. R. dos Santos".
    street = compiled(
        rf"(?<![^\W_])(?<![A-Z]\. )(?P<type>{kinds})(?![^\W_])(?P<dot>\.)? (?=[^\W\d_])"
    )
    name = late(r"(?<![^\W_])[^\W\d_a-z][^\W\d_]+ $")
    tail = compiled(
        rf"(?<![^\W_])(?:{kinds}) (?:[^\W\d_][\w'-]* ){{1,5}}?"
        rf"(?P<direction>{any_of(rules.directions)})(?:\.|(?=,|$))"
    )
    endings = "|".join(form.suffix for form in locale.ordinals.written) or "(?!)"
    before = compiled(
        rf"(?<![^\W_])(?![0-9]+(?:{endings})(?![^\W_])){_HOUSE}{bis},? (?=(?:{kinds})(?![^\W_]))"
    )
    behind = compiled(
        rf"(?<![^\W_])(?P<street>{rules.house_after or '(?!)'})[, ]+"
        rf"(?:n\.?º ?|No?\. ?|# ?|núm\. ?)?{_HOUSE}{bis}(?!{joined}|[{stops}][0-9])"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in street.finditer(text) if rules.before else ():
            # A capital behind a name is an initial: "Paulo R. Alves".
            initial = len(match["type"].rstrip(".")) == 1 and match["type"].isupper()
            if initial and name.search(text, max(0, match.start() - 30), match.start()):
                continue
            end = match.end("dot") if match["dot"] else match.end("type")
            yield part(match.start("type"), end, rules.before[match["type"]], "street")
        for match in tail.finditer(text) if rules.before and rules.directions else ():
            said = rules.directions[match["direction"]]
            yield part(match.start("direction"), match.end(), said, "tail", 4)
        for match in before.finditer(text) if rules.before else ():
            yield _number(locale, words, match)
        for match in behind.finditer(text) if rules.house_after else ():
            number = _number(locale, words, match)
            if not text[number.end : number.end + 1].isalnum():
                yield number

    return gated(find, street, tail, before, behind)


def _glued(locale: Locale) -> Finder:
    """Street words that end the name: Hauptstr."""
    table = [
        (compiled(rf"(?<=[^\W\d_]){re.escape(ending)}(?![^\W_])"), said)
        for ending, said in locale.address.glued.items()
    ]
    numbered = [
        (compiled(rf"(?<![^\W_])(?P<name>[^\W\d_a-z][^\W\d_]{{1,40}}?){short}(?= [0-9])"), said)
        for short, said in locale.address.glued_numbered.items()
    ]

    def find(text: str) -> Iterator[Candidate]:
        for pattern, said in numbered:
            for match in pattern.finditer(text):
                yield part(*match.span(), match["name"] + said, "street", 4)
        for short, said in table:
            for match in short.finditer(text):
                start = match.start()
                while start and (text[start - 1].isalpha() or text[start - 1] in "-'"):
                    start -= 1
                spoken = text[start : match.start()] + said
                yield part(start, match.end(), spoken, "street", 4)

    return gated(find, *(pattern for pattern, _ in (*numbered, *table)))
