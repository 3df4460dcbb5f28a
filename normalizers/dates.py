"""Dates: figures in the locale's order, ISO 8601, month names, decades, eras.

Conventions: month and weekday names are CLDR's, wide and abbreviated, in any case; a date that
the calendar does not have is no date; rule ids are ``date.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.figures import NOT_AFTER, OPENING, cldr, figures
from normalizers.gates import gated, together
from normalizers.late import late
from normalizers.numerals import Numerals, numerals, repair
from normalizers.ordinals import ordinal_case
from normalizers.ranges import frame, joined
from normalizers.scan import Scanner, any_of, compiled
from normalizers.split import ends_sentence
from normalizers.weekdays import before_range, weekdays


def months(locale: Locale) -> dict[str, int]:
    """Every written month name, lower case without full stop, and its number."""
    names: dict[str, int] = {}
    data = cldr(locale.cldr).months
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in data[context][width].items():
                names.setdefault(str(name).rstrip(".").casefold(), int(number))
    for number_text, extra in locale.dates.months.items():
        names.update(dict.fromkeys(extra, int(number_text)))
    return {name: number for name, number in names.items() if not name.isdigit()}


class Speaker:
    """Says dates of one locale."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self.rules = locale.dates
        self.words: Numerals = numerals(locale.tag)
        self.month_names = self._months("format")
        self.months_alone = self._months("stand-alone")

    def _months(self, context: str) -> dict[int, str]:
        """CLDR's names; a figure in one is said in words ("tháng mười hai")."""
        names = cldr(self.locale.cldr).months[context]["wide"]
        return {
            number: re.sub(
                "[0-9]+", lambda figure: self.words.cardinal(int(figure[0])), str(names[number])
            )
            for number in range(1, 13)
        }

    def day(self, value: int, text: str, start: int) -> str:
        """A day of the month, in the form that the words before ask for."""
        if value == 1 and self.rules.first:
            return self.rules.first
        if self.rules.day == "cardinal":
            return self.words.cardinal(value)
        return self.words.ordinal(value, ordinal_case(self.locale, text, start))

    def year(self, text: str) -> str:
        """A year of two or four digits, with an apostrophe or without."""
        digits = text.lstrip("'")
        if len(text) == 2 and self.rules.pivot:
            digits = f"{20 if int(text) < self.rules.pivot else 19}{text}"
        if len(digits) == 2 and digits[0] == "0":
            return f"{self.words.digit_words[0]} {self.words.cardinal(int(digits))}"
        return self.words.year(int(digits))

    def date(
        self,
        shape: str,
        text: str,
        start: int,
        *,
        day: str = "",
        month: int = 0,
        year: str = "",
        last: str = "",
        joint: str = "",
        opening: str = "",
    ) -> str:
        """Fill the template of a shape; the template's first word is not said twice."""
        template = self.rules.templates.get(shape) or " ".join(
            {"d": "{day}", "m": "{month}", "y": "{year}"}[letter] for letter in shape
        )
        day_words = self.day(int(day), text, start) if day else ""
        if last:
            last_words = joined(joint, self.day(int(last), text, start))
            day_words = f"{joined(opening, day_words)} {last_words}"
        spoken = template.format(
            day=day_words,
            month=self.month_names.get(month, ""),
            month_alone=self.months_alone.get(month, ""),
            year=self.year(year) if year else "",
        )
        first, _, rest = spoken.partition(" ")
        before = text[:start].rstrip().rpartition(" ")[2].lstrip(OPENING).casefold()
        return rest if rest and first == before and template.startswith(first) else spoken


def is_date(day: int, month: int) -> bool:
    """Whether some month has that day; what is written is said, the 30th of February too."""
    return 1 <= month <= 12 and 1 <= day <= 31


def finder(locale: Locale) -> Finder:
    """Proposes dates."""
    parts = (_named(locale), _numeric(locale), _decades(locale), _seasons(locale))

    return together(*parts)


def _named(locale: Locale) -> Finder:
    speaker = Speaker(locale)
    names, days = months(locale), weekdays(locale)
    wide = frozenset(name.casefold() for name in speaker.month_names.values())
    month = rf"(?P<month>{any_of(names)})(?![^\W_])\.?"
    suffix = rf"(?: ?(?:{locale.dates.day_suffix})(?![^\W_]))?" if locale.dates.day_suffix else ""
    of = rf"(?:(?:{locale.dates.of}) )?" if locale.dates.of else ""
    day = rf"(?P<day>[0-9]{{1,2}}){suffix}(?: ?(?P<joint>[-–/]) ?(?P<last>[0-9]{{1,2}}){suffix})?"
    year = r"(?P<year>(?:[0-9]{4}|'[0-9]{2})(?![0-9]|[.,:/][0-9]))"
    month_day = compiled(
        rf"(?<![^\W_]){month}[ -]{day}(?![^\W_]|[.,:/][0-9])(?:(?:,? ?|-){year})?", re.IGNORECASE
    )
    day_month = compiled(
        rf"{NOT_AFTER}{day}[ /-]{of}{month}(?:(?:,? ?{of}|[/-]){year}"
        r"|(?<=-[^\W\d_]{3})-(?P<short>[0-9]{2})(?![^\W_]|[-.,:/][0-9]))?",
        re.IGNORECASE,
    )
    month_year = compiled(rf"(?<![^\W_]){month}(?: {of}|, |/){year}", re.IGNORECASE)
    weekday = late(rf"(?<![^\W_])(?P<name>{any_of(days)})\.?(?=,? )", re.IGNORECASE)

    def find(text: str) -> Iterator[Candidate]:
        for shape, pattern in (("md", month_day), ("dm", day_month), ("my", month_year)):
            for match in pattern.finditer(text):
                number = names[match["month"].casefold().rstrip(".")]
                parts = match.groupdict()
                if shape == "md" and _spans(day_month, text, match.start("day")):
                    continue  # "5 July-20 July"
                if shape != "my" and not is_date(int(parts["day"]), number):
                    continue
                if parts.get("last") and not is_date(int(parts["last"]), number):
                    continue
                parts["year"] = parts["year"] or parts.get("short")
                full = shape + ("y" if parts["year"] and shape != "my" else "")
                opening = joint = ""
                if parts.get("last") and parts.get("joint") != "/":
                    days_ = match.start("day"), match.end("last")
                    opening, joint = frame(locale, "date", text, *days_)
                spoken = speaker.date(
                    full,
                    text,
                    match.start(),
                    day=parts.get("day") or "",
                    month=number,
                    year=parts["year"] or "",
                    last=parts.get("last") or "",
                    joint=joint,
                    opening=opening,
                )
                end = match.end() - _gives_back(text, match, wide)
                yield Candidate(
                    match.start(), end, "date", Reading(spoken, f"date.named_{full}"), 4
                )
                yield from _weekday(text, match.start())

    def _weekday(text: str, start: int) -> Iterator[Candidate]:
        for match in weekday.finditer(text, max(0, start - 14), start):
            if text[match.end() : start].strip(", ") == "":
                full = days[match["name"].casefold().rstrip(".")]
                reading = Reading(full, "date.weekday")
                yield Candidate(match.start(), match.end(), "date", reading, 4)

    return gated(find, month_day, day_month, month_year)


def _spans(day_month: Scanner, text: str, day: int) -> bool:
    """Whether a day behind a dash belongs to the month that follows it."""
    return text[day - 1] == "-" and bool(day_month.regex.match(text, day))


def _gives_back(text: str, match: re.Match[str], wide: frozenset[str]) -> bool:
    """Whether the full stop behind a month belongs to the sentence, not to an abbreviation."""
    if not match.group().endswith("."):
        return False
    return match["month"].casefold() in wide or ends_sentence(text, match.end() - 1)


def _numeric(locale: Locale) -> Finder:
    speaker = Speaker(locale)
    rules = locale.dates
    iso = compiled(
        rf"{NOT_AFTER}([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}})(?![^\W_]|[-/.][0-9])"
    )
    full = compiled(
        rf"{NOT_AFTER}(?<![/-])([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}|'?[0-9]{{2}})(?![^\W_]|[-/.][0-9])"
    )
    written = compiled(rf"{NOT_AFTER}(?<![/.-])(?:{rules.written})(?![^\W_]|[-/.,:][0-9])")
    short = compiled(rf"{NOT_AFTER}(?<![/.-])(?:{rules.short})(?![^\W_]|[-/.,][0-9])")
    sure = compiled(rf"{NOT_AFTER}(?<![/.-])(?:{rules.short_sure})(?![^\W_])")
    context = late(rf"(?<![^\W_])(?:{rules.before}) $", re.IGNORECASE)
    days = weekdays(locale)
    joined = before_range(locale)
    weekday = compiled(
        rf"(?<![^\W_])(?P<name>{any_of(days)})(?P<dot>\.)?,? (?=[0-9])", re.IGNORECASE
    )

    def spoken(text: str, start: int, day: str, month: str, year: str) -> Reading:
        shape = rules.numeric if year else rules.numeric.replace("y", "")
        words = speaker.date(shape, text, start, day=day, month=int(month), year=year)
        return Reading(
            words, f"date.{'iso' if len(year) == 4 and rules.order == 'ymd' else rules.order}"
        )

    def ordered(first: str, second: str) -> tuple[str, str] | None:
        """Day and month in the locale's order, or in the other where only that is a date."""
        pairs = [(second, first), (first, second)]
        for day, month in pairs if rules.order == "mdy" else pairs[::-1]:
            if is_date(int(day), int(month)):
                return day, month
        return None

    def named_days(text: str) -> dict[int, re.Match[str]]:
        """Weekdays right before figures, by where the figures begin; "so", "do" are words."""
        return {
            match.end(): match
            for match in weekday.finditer(text)
            if match["dot"]
            or len(match["name"]) > 3
            or match["name"][0].isupper()
            or (
                match["name"] in rules.weekday_small
                and not joined.search(text, max(0, match.start() - 30), match.start())
            )
        }

    def find(text: str) -> Iterator[Candidate]:
        after = named_days(text)
        forms = (short, sure, full, written)
        for figures_ in (match for form in forms for match in form.finditer(text)):
            named = after.get(figures_.start())
            if named and ordered(*[part for part in figures_.groups() if part.isdigit()][:2]):
                end = named.end("name") + bool(named["dot"])
                reading = Reading(days[named["name"].casefold()], "date.weekday")
                yield Candidate(named.start(), end, "date", reading, CONTEXT)
        for match in iso.finditer(text):
            year, _, month, day = match.groups()
            if is_date(int(day), int(month)):
                words = spoken(text, match.start(), day, month, year).spoken
                yield Candidate(
                    match.start(), match.end(), "date", Reading(words, "date.iso"), CONTEXT
                )
        for match in full.finditer(text):
            first, mark, second, year = match.groups()
            parts = ordered(first, second)
            if parts and (len(year) > 2 or mark != "-" or rules.dashed):
                reading = spoken(text, match.start(), *parts, year)
                yield Candidate(match.start(), match.end(), "date", reading, CONTEXT)
        for match in written.finditer(text):
            if is_date(int(match["day"]), int(match["month"])):
                reading = spoken(text, match.start(), *match.group("day", "month", "year"))
                yield Candidate(match.start(), match.end(), "date", reading, CONTEXT + 1)
        for match in short.finditer(text):
            parts = ordered(match[1], match[2])
            known = context.search(text, max(0, match.start() - 16), match.start())
            if parts and (known or match.start() in after):
                reading = spoken(text, match.start(), *parts, "")
                yield Candidate(match.start(), match.end(), "date", reading, CONTEXT)
        for match in sure.finditer(text):
            parts = ordered(match[1], match[2])
            if parts:
                end = match.end() - (
                    match.group()[-1] == "." and ends_sentence(text, match.end() - 1)
                )
                reading = spoken(text, match.start(), *parts, "")
                yield Candidate(match.start(), end, "date", reading, CONTEXT)

    return gated(find, iso, full, written, short, sure)


def _decades(locale: Locale) -> Finder:
    words = numerals(locale.tag)
    rules = locale.dates
    marks = figures(locale)
    decade = compiled(rf"{NOT_AFTER}(?:{rules.decade})(?![^\W_])") if rules.decade else None
    eras = [
        (compiled(rf"{NOT_AFTER}({marks.plain}) ?(?:{written})(?![^\W_])", re.IGNORECASE), said)
        for written, said in rules.era.items()
    ]

    def find(text: str) -> Iterator[Candidate]:
        for match in decade.finditer(text) if decade else ():
            year = match["year"].lstrip("'’")
            spoken = repair(words.year(int(year)), rules.decade_repair)
            spoken += match.groupdict().get("ending") or ""
            yield Candidate(match.start(), match.end(), "date", Reading(spoken, "date.decade"), 4)
        for pattern, said in eras:
            for match in pattern.finditer(text):
                figure, decimals = marks.parse(match[1])
                if decimals or len(figure) > 9:
                    continue
                value = int(figure)
                paired = locale.numbers.years.style == "pairs" and 100 <= value <= 999
                year = words.pairs(value) if paired else words.year(value)
                spoken = f"{year} {said}"
                yield Candidate(match.start(), match.end(), "date", Reading(spoken, "date.era"), 4)

    return gated(find, *([decade] if decade else []), *(pattern for pattern, _ in eras))


def _seasons(locale: Locale) -> Finder:
    """A year and the next: 2023/2024, 2023/24 (a season, a book year)."""
    words = numerals(locale.tag)
    pattern = compiled(
        rf"{NOT_AFTER}(?<![/-])(?P<first>(?:19|20)[0-9]{{2}})/(?P<last>[0-9]{{4}}|[0-9]{{2}})"
        r"(?![^\W_]|[-/.,][0-9])"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text):
            first, last = int(match["first"]), match["last"]
            if str(first + 1).endswith(last):
                spoken = f"{words.year(first)} {words.year(int(last))}"
                yield Candidate(*match.span(), "date", Reading(spoken, "date.season"), CONTEXT)

    return gated(find, pattern)
