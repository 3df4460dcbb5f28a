"""Money: an amount with a currency sign or code, before or behind.

Conventions: a bare "$" is the locale's own; ISO 4217 codes count in capitals beside a figure;
names come from the locale's file, else from CLDR; rule ids are ``money.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from locales.schema import Currency, Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.figures import NEGATIVE, cldr, figures
from normalizers.gates import gated
from normalizers.late import late
from normalizers.numbers import scaled
from normalizers.numerals import Numerals, numerals
from normalizers.ranges import frame, joined
from normalizers.scan import Scanner, any_of, compiled


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


@lru_cache(maxsize=1024)
def _precision(code: str) -> int:
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(code))


_SAMPLES = (1, 2, 0, 3, 5, 11, 21, 100, 1_000_000)


@lru_cache(maxsize=1024)
def _cldr_names(identifier: str, code: str) -> Currency:
    """A currency's names by CLDR; each plural category is asked for with a number that has it."""
    from babel.numbers import get_currency_name

    data = cldr(identifier)
    names = {str(data.plural_form(count)): count for count in reversed(_SAMPLES)}
    said = {name: str(get_currency_name(code, count, data)) for name, count in names.items()}
    other = str(get_currency_name(code, Decimal("1.5"), data))
    said.setdefault("other", other)
    return Currency(one=said.get("one", said["other"]), other=said["other"], plurals=said)


def _noun(locale: Locale, names: Currency, whole: str, decimals: str = "") -> str:
    """The name that stands behind a number other than one."""
    start = locale.numbers.plural_from
    if start and len(whole) < 3 and int(whole or "0") < start:
        return names.one
    if not names.plurals:
        return names.other
    value = Decimal(f"{whole or 0}.{decimals or 0}")
    value = value if decimals else value.to_integral_value()
    return names.plurals.get(cldr(locale.cldr).plural_form(value), names.other)


def currency(locale: Locale, code: str, sign: str = "") -> Currency:
    """Names of a currency: the locale's by sign or code, else CLDR's (without minor units)."""
    own = locale.money.names.get(sign) or locale.money.names.get(code)
    if own:
        return own
    return _cldr_names(locale.cldr, code)


def amount(
    locale: Locale, words: Numerals, names: Currency, places: int, number: tuple[str, str]
) -> tuple[str, str]:
    """An amount of money in words, and the rule: "12", "50" gives dollars and cents."""
    whole, decimals = number
    if len(decimals.rstrip("0")) > places or (decimals.strip("0") and not names.minor_other):
        noun = _noun(locale, names, whole, decimals)
        return f"{words.number(whole, decimals, names.gender)} {noun}", "money.decimal"
    minor = int(decimals.ljust(places, "0")[:places] or "0")
    major = int(whole or "0") if len(whole) <= 27 else None
    if major is None:
        return f"{words.digits(whole)} {names.other}", "money.long"
    parts = []
    if major or not minor:
        noun = _noun(locale, names, whole)
        counted = linked(locale, words.cardinal(major, names.gender), noun)
        parts.append(
            f"{words.cardinal(major, names.gender)} {names.one}" if major == 1 else counted
        )
    if minor:
        said = words.cardinal(minor, names.minor_gender)
        name = names.minor_one if minor == 1 else names.minor_other
        if parts and locale.money.minor == "small" and minor >= 10:
            parts.append(words.cardinal(minor))
        else:
            parts += [locale.money.link] if parts and locale.money.link else []
            parts.append(f"{said} {name}")
    return " ".join(parts), "money.minor" if minor else "money.whole"


def linked(locale: Locale, number: str, noun: str) -> str:
    """A number before its noun, with "de" after a round million where the language has it."""
    link = locale.numbers.round_link
    if not link or not re.search(link.after, number):
        return f"{number} {noun}"
    if link.elided and re.match(link.elides_before, noun, re.IGNORECASE):
        return f"{number} {link.elided}{noun}"
    return f"{number} {link.word} {noun}"


class _Speaker:
    """Says matched amounts of one locale."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self.marks = figures(locale)
        self.words = numerals(locale.tag)
        rules = locale.money
        self.determiner = late(rf"(?<![^\W_])(?:{rules.determiner}) $", re.IGNORECASE)
        # A name may stand between: "a $25 Amazon gift card".
        named = r"(?:[^\W\d_a-z][\w&'-]{1,20} ){0,2}"
        self.noun = late(rf" {named}(?!(?:{rules.not_noun})(?![^\W_]))[^\W\d_A-Z]{{2}}")

    def names(self, match: re.Match[str], code: str, sign: str) -> Currency:
        """The currency's names; in the singular before a noun: "a twenty dollar fee"."""
        names, text = currency(self.locale, code, sign), match.string
        if not self.noun.match(text, match.end()):
            return names
        if not self.determiner.search(text, max(0, match.start() - 20), match.start()):
            return names
        regular = names.minor_other.startswith(names.minor_one)
        minor = names.minor_one if regular else names.minor_other
        return names.model_copy(update={"other": names.one, "plurals": {}, "minor_other": minor})

    def figure(self, text: str) -> tuple[str, str]:
        """The digits of an amount; a further mark counts before its last two figures."""
        if len(text) > 3 and text[-3] in self.locale.money.points:
            return self.marks.parse(text[:-3])[0], text[-2:]
        return self.marks.parse(text)

    def say(self, names: Currency, places: int, text: str, scale: str, *, noun: bool) -> str:
        """One figure with its magnitude; with ``noun`` also the currency's name."""
        number = self.figure(text)
        if scale.strip():
            said = scaled(self.locale, self.words, number, scale.strip())
            return linked(self.locale, said, names.other) if noun else said
        if noun:
            return amount(self.locale, self.words, names, places, number)[0]
        whole, decimals = number
        return self.words.number(whole, decimals if decimals.strip("0") else "", names.gender)

    def reading(self, match: re.Match[str], code: str, sign: str) -> Reading:
        """A matched amount or range, with its sign and "per month"."""
        locale = self.locale
        names, places = self.names(match, code, sign), _precision(code)
        scale, upper = match["scale"] or "", match["to"]
        spoken = self.say(names, places, match["figure"], scale, noun=not upper)
        rule = "money.magnitude" if scale.strip() else "money.amount"
        if upper:
            last = self.say(names, places, upper, match["to_scale"] or "", noun=True)
            first, between = frame(locale, "money", match.string, match.start(), match.end())
            spoken, rule = f"{joined(first, spoken)} {joined(between, last)}", "money.range"
        if match["per"]:
            spoken = f"{spoken} {locale.money.each(match['per'])}"
        if match["after"]:
            spoken = f"{spoken} {locale.money.behind[match['after']]}"
        if match["minus"] or match.groupdict().get("minus2"):
            spoken = f"{locale.numbers.minus} {spoken}"
        return Reading(" ".join(spoken.split()), rule)


def _patterns(locale: Locale) -> tuple[Scanner, Scanner, Scanner]:
    """Currencies before a figure, amounts with the currency before, and behind."""
    marks = figures(locale)
    signs = any_of(locale.money.symbols)
    lower = "|".join(code.lower() for code in locale.money.names if code.isalpha()) or "(?!)"
    iso = rf"(?:[A-Z]{{3}}|{lower})"
    points = "".join(map(re.escape, locale.money.points))
    further = rf"(?:[{points}][0-9]{{2}}(?![0-9]))?" if points else ""
    figure = rf"(?:{marks.loose}{further}|{re.escape(marks.decimal)}[0-9]+)"
    scale = rf"(?: ?(?:{marks.short}))?"
    round_ = rf"(?:(?:{locale.money.round})(?![^\W_]))?" if locale.money.round else ""
    second = rf"(?: ?[-–—] ?(?:{signs})?(?P<to>{figure})(?P<to_scale>{scale}))?{round_}"
    per = any_of(locale.money.per)
    after = any_of(locale.money.behind)
    tail = rf"(?: ?/ ?(?P<per>{per})\b\.?| ?(?P<after>{after})(?![^\W_]))?(?![^\W_])"
    before = compiled(
        rf"(?P<minus>{NEGATIVE})?(?:(?<![^\W_])(?P<iso>{iso}) ?|)(?P<unit>{signs}|(?<=[A-Za-z]) ?)"
        rf" ?(?P<minus2>-)? ?(?P<figure>{figure})(?P<scale>{scale}){second}"
        rf"(?: ?(?P<behind>{'|'.join(sorted(_codes()))})(?![^\W_]))?{tail}"
    )
    link = locale.numbers.round_link
    # "1,5 millones de €": the linking word is said once.
    linking = rf"(?: (?:{link.word} ?|{link.elided or '(?!)'}))?" if link else ""
    behind = compiled(
        rf"(?P<minus>{NEGATIVE})?(?<![^\W_])(?<![^\W_][.,])(?P<figure>{figure})(?P<scale>{scale})"
        rf"{second}{linking} ?(?P<unit>{signs}|(?<![^\W_]){iso}(?![^\W_])){tail}"
    )
    # An amount with the currency before may also begin at any figure behind a letter: it is looked
    # for only where a sign or a code stands before a figure.
    start = rf"-? ?[0-9.,{re.escape(marks.decimal)}]"
    led = compiled(rf"(?:{signs}) ?{start}|(?<![^\W_]){iso} {{0,2}}{start}")
    return led, before, behind


def _names(locale: Locale) -> dict[str, str]:
    """The currency of each name, for one and for more; the first that has it."""
    found: dict[str, str] = {}
    for code, names in locale.money.names.items():
        for name in (names.one, names.other) if code in _codes() else ():
            found.setdefault(name, code)
    return found


def finder(locale: Locale) -> Finder:
    """Proposes amounts of money, with ranges and "per month"."""
    speaker = _Speaker(locale)
    led, before, behind = _patterns(locale)
    symbols = locale.money.symbols

    def pointed(match: re.Match[str]) -> int:
        """The currency beside it makes 12.50 an amount where it could be a time of day."""
        return 6 if match["figure"][-3:-2] in locale.money.points else 0

    link = locale.numbers.round_link
    of = rf"(?:{link.word} )?" if link else ""
    named = _names(locale)
    every = any_of(named)
    doubled = late(rf" {of}(?P<name>{every})(?![^\W_])")

    def find(text: str) -> Iterator[Candidate]:
        for match in before.finditer(text) if led.finditer(text) else ():
            iso, sign = (match["iso"] or "").upper(), match["unit"].strip()
            code = iso if iso in _codes() else symbols.get(sign, "")
            start = match.start()
            if sign.isalpha() and text[:start].rstrip()[-1:].isdigit():
                continue  # "3 euro 50"
            if iso and iso not in _codes():
                if not sign:
                    continue
                start = match.start("unit")  # a word in capitals before the sign: "EMI Rs. 500"
            if not code:
                continue
            if match["behind"]:
                code, sign = match["behind"], ""
            end, again = match.end(), doubled.match(text, match.end())
            if again and not match["per"]:  # "$500 pesos": the name is said once
                code, sign, end = named[again["name"]], "", again.end()
            reading = speaker.reading(match, code, "" if code == iso else sign)
            yield Candidate(start, end, "money", reading, 2 + pointed(match))
        for match in behind.finditer(text):
            sign = match["unit"].strip()
            code = symbols.get(sign) or (sign.upper() if sign.upper() in _codes() else "")
            if code:
                reading = speaker.reading(match, code, sign)
                yield Candidate(match.start(), match.end(), "money", reading, pointed(match))

    return gated(find, led, behind, asked=(before,))
