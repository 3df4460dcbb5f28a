"""Numbers: cardinals, decimals, ordinals, fractions, magnitudes, years, roman numerals.

Conventions: the finder claims a whole written number with its sign; rule ids are ``number.*``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from locales.schema import Locale
from normalizers.classify import CONTEXT, PRECEDENCE, Candidate, Finder, Reading
from normalizers.figures import NEGATIVE, NOT_AFTER, Figures, figures
from normalizers.gates import gated, together
from normalizers.numerals import Numerals, numerals, repair, roman
from normalizers.scan import compiled
from normalizers.spelling import chunks, doubled
from normalizers.split import ends_sentence

LONG_RUN = 9  # unbroken digits from here on are read singly; a judgement: no listener follows
_ROUND = "0" * 5  # but a number as round as this is an amount; a judgement

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"


def finder(locale: Locale) -> Finder:
    """Proposes the numbers of a text."""
    parts = [
        _plain(locale), _joined(locale), _ordinals(locale), _fractions(locale), _scores(locale),
        _roman(locale), _ratios(locale),
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
    minus = locale.numbers.minus
    years = locale.numbers.years
    pattern = compiled(
        rf"(?P<minus>{NEGATIVE})?{NOT_AFTER}(?P<figure>{marks.plain})"
        rf"(?: ?(?P<scale>{marks.magnitude}))?(?![^\W_])"
    )
    year_context = re.compile(rf"(?<![^\W_])(?:{years.before}) $", re.IGNORECASE)
    counting = re.compile(rf" (?:{years.count_after})")

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
            figure = match["figure"]
            whole, decimals = marks.parse(figure)
            groups: tuple[str, ...] | None = None
            if match["scale"]:
                spoken, rule = scaled(locale, words, (whole, decimals), match["scale"]), "magnitude"
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
            if match["minus"] and minus:
                spoken = f"{minus} {spoken}"
                groups = None
            yield Candidate(
                match.start(),
                match.end(),
                "date" if rule == "year" else "number",
                Reading(
                    spoken,
                    "date.year" if rule == "year" else f"number.{rule}",
                    groups if groups and len(groups) > 1 else None,
                ),
                # A bare year is no surer than a number: 111-11-1111 is a code.
                PRECEDENCE["number"] - PRECEDENCE["date"] if rule == "year" else 0,
            )

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
    nouns = [(re.compile(rf" {noun}"), form) for noun, form in locale.numbers.noun_forms]

    def form_at(text: str, end: int) -> str:
        return next((form for noun, form in nouns if noun.match(text, end)), "")

    return form_at


def _ordinals(locale: Locale) -> Finder:
    rules = locale.ordinals
    words = numerals(locale.tag)
    marks = figures(locale)
    group = "".join(map(re.escape, marks.group))
    whole = rf"{NOT_AFTER}(?P<figure>[0-9]{{1,3}}(?:[{group}][0-9]{{3}})+|[0-9]{{1,9}})"
    written = [(compiled(rf"{whole}(?:{form.suffix})(?![^\W_])"), form) for form in rules.written]
    nouns = [(re.compile(rf" (?:{noun})(?![^\W_])"), form) for noun, form in rules.strong]

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


def _named(above: int, below: int) -> bool:
    """Whether a fraction is said with an ordinal (three eighths) rather than "over" (120/80).

    A judgement: unit fractions, small denominators, and proper ones up to twentieths.
    """
    return above == 1 or 2 < below <= 9 or (above < below <= 20)


def fraction(locale: Locale, words: Numerals, above: int, below: int) -> str | None:
    """A common fraction in words, None where only "over" would do and the locale has none."""
    rules = locale.fractions
    one = above == 1
    if above == below and below > 10:
        return f"{words.cardinal(above)} {words.cardinal(below)}"
    if str(below) in rules.names and (above < below or below < 20):
        name = rules.names[str(below)][0 if one else 1]
    elif above == below:
        return f"{words.cardinal(above)} {words.cardinal(below)}"
    elif _named(above, below) and (below <= rules.max_denominator or below % 100 == 0):
        name = repair(words.ordinal(below), rules.from_ordinal)
        name = name if one else repair(name, rules.plural)
    elif rules.parts and _named(above, below):
        name = f"{words.cardinal(below)} {rules.parts}"
    elif rules.over:
        return f"{words.cardinal(above)} {rules.over} {words.cardinal(below)}"
    else:
        return None
    return repair(f"{words.cardinal(above, 'masculine')} {name}", rules.polish)


def _fractions(locale: Locale) -> Finder:
    rules = locale.fractions
    words = numerals(locale.tag)
    noun = noun_form(locale)
    pattern = compiled(
        rf"(?P<minus>{NEGATIVE})?{NOT_AFTER}"
        rf"(?:(?P<whole>[0-9]{{1,4}})(?: (?=[0-9])| ?(?=[{VULGAR}])))?"
        rf"(?:(?P<above>[0-9]{{1,5}}) ?[/⁄] ?(?P<below>[0-9]{{1,7}})(?:th|rd)?"
        rf"(?![^\W_]|[/.,]?[0-9])|(?P<vulgar>[{VULGAR}]))"
    )

    counted = re.compile(rf"(?<![^\W_])(?:{rules.count_after}) $", re.IGNORECASE)
    count = compiled(rf"{NOT_AFTER}([0-9]{{1,3}})/([0-9]{{1,3}})(?![^\W_]|[/.,]?[0-9])")

    def counts(text: str) -> Iterator[Candidate]:
        for match in count.finditer(text) if rules.of else ():
            if counted.search(text, max(0, match.start() - 24), match.start()):
                said = f"{words.cardinal(int(match[1]))} {rules.of} {words.cardinal(int(match[2]))}"
                # Above a date in figures (91).
                yield Candidate(*match.span(), "number", Reading(said, "number.count"), 55)

    def find(text: str) -> Iterator[Candidate]:
        yield from counts(text)
        if not rules.over and not rules.names:
            return
        for match in pattern.finditer(text):
            if match["vulgar"]:
                above, _, below = unicodedata.normalize("NFKD", match["vulgar"]).partition("⁄")
            else:
                above, below = match["above"], match["below"]
            if int(below) == 0 or above[0] == "0" or below[0] == "0":
                continue
            spoken = fraction(locale, words, int(above), int(below))
            if spoken is None:
                continue
            half = rules.half.get(noun(text, match.end())) if (above, below) == ("1", "2") else None
            if half and not match["whole"]:
                spoken = half
            if match["whole"]:
                form = noun(text, match.end())
                after = rules.half_after.get(form) if (above, below) == ("1", "2") else None
                whole = words.cardinal(int(match["whole"]), form if after else "")
                spoken = after or spoken
                spoken = repair(f"{whole} {rules.link} {spoken}", rules.polish)
            if match["minus"]:
                spoken = f"{locale.numbers.minus} {spoken}"
            # 1/4th is a fraction before it is one and a fourth; 2 1/2 kg a measure (76) first.
            sure = 38 if match.group()[-1].isalpha() else 36
            yield Candidate(
                match.start(), match.end(), "number", Reading(spoken, "number.fraction"), sure
            )

    return gated(find, pattern, count)


def _scores(locale: Locale) -> Finder:
    """A mark out of the most there is: 4,5/5."""
    rules = locale.fractions
    words, marks = numerals(locale.tag), figures(locale)
    out_of = rules.of or rules.over
    pattern = compiled(
        rf"{NOT_AFTER}(?<![/-])(?P<above>{marks.plain}) ?/ ?(?P<below>[0-9]{{1,4}})"
        r"(?![^\W_]|[/.,-]?[0-9])"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text) if out_of and "/" in text else ():
            number = marks.parse(match["above"])
            if not number[1] or match["below"][0] == "0":
                continue
            said = f"{words.number(*number)} {out_of} {words.number(match['below'])}"
            yield Candidate(*match.span(), "number", Reading(said, "number.score"), 38)

    return gated(find, pattern)


def _roman(locale: Locale) -> Finder:
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


def _ratios(locale: Locale) -> Finder:
    rules = locale.numbers.ratio
    words = numerals(locale.tag)
    pattern = compiled(
        r"(?<![^\W_])(?<![.,:/$-])(?P<first>[0-9]{1,4}):(?P<second>[0-9]{1,4})(?![^\W_]|:|[.,][0-9])"
    )
    cue = re.compile(rf"(?<![^\W_])(?:{rules.cue})(?:[ :][^\W\d_]*){{0,3}}$", re.IGNORECASE)
    verse = re.compile(rf"(?:{rules.not_after}) $")

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text) if rules.word else ():
            first, second = match["first"], match["second"]
            if "0" in (first[0], second[0]):
                continue
            known = cue.search(text, max(0, match.start() - 40), match.start())
            a_time = len(second) == 2 and int(second) < 60 and int(first) <= 24
            at_verse = verse.search(text, max(0, match.start() - 30), match.start())
            if not known and (a_time or at_verse):
                continue
            said = f"{words.cardinal(int(first))} {rules.word} {words.cardinal(int(second))}"
            # Above a time of day (82) where a word says so.
            yield Candidate(*match.span(), "number", Reading(said, "number.ratio"), 50)

    return gated(find, pattern)


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
