"""Times of day on the 12- and 24-hour clock.

Conventions: hours 0-24, minutes 0-59; templates are the locale's; rule ids are ``time.*``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from locales.schema import Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.figures import NOT_AFTER
from normalizers.gates import gated
from normalizers.late import late
from normalizers.numerals import numerals, repair
from normalizers.quantities import unit_pattern
from normalizers.ranges import joined
from normalizers.scan import any_of, compiled
from normalizers.split import ends_sentence

_SIGN = late(r" ?[%‰€£$¥₹°]")  # behind a figure: "3.50 €" is no time


class Speaker:
    """Says times of day of one locale."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self.rules = locale.clock
        self.words = numerals(locale.tag)

    def part(self, half: str, hour: int) -> str:
        """What is said for the half of the day that was written."""
        hour_24 = hour % 12 + (12 if half == "pm" else 0)
        said = [part.say for part in self.rules.parts if part.start <= hour_24]
        return said[-1] if said else ""

    def time(self, hour: int, minute: int, half: str, *, marked: bool) -> tuple[str, str]:
        """A time in words, and the rule; ``marked``: the hour mark is written behind it."""
        rules = self.rules
        turn = {"pm": rules.noon, "am": rules.midnight}.get(half, "")
        if not minute and half and hour == 12 and turn:
            return turn, "time.noon_midnight"
        marked = marked and bool(rules.marked)
        if not minute and not half and rules.noon and not rules.whole_24 and hour in (0, 12):
            return rules.noon if hour else rules.midnight or rules.noon, "time.noon_midnight"
        part = self.part(half, hour) if half else ""
        spoken = {
            "h": self.words.cardinal(hour, rules.gender),
            "m": self.words.cardinal(minute) if minute else "",
            "part": part,
        }
        special = rules.special.get(str(minute)) if 1 <= hour <= 12 else None
        if marked:
            template = rules.marked if minute else rules.whole_24
        elif not minute:
            template = rules.whole_part if half else rules.whole
            if (hour > 12 or hour == 0) and rules.whole_24:
                template = rules.whole_24
        elif special:
            template = special
        elif minute < 10 and rules.minutes_oh:
            template = rules.minutes_oh
        elif (hour > 12 or hour == 0) and rules.minutes_24:
            template = rules.minutes_24
        else:
            template = rules.minutes
        words = template.format(**spoken)
        if half and "{part}" not in template:
            words = f"{words} {part}"
        return repair(words.strip(), rules.polish), f"time.{'h12' if half else 'h24'}"

    def seconds(self, hour: int, minute: int, second: int) -> str:
        """Hours, minutes and seconds, each with its unit."""
        parts = []
        for value, unit in ((hour, "hour"), (minute, "minute"), (second, "second")):
            template = unit_pattern(self.locale, f"duration-{unit}", Decimal(value))
            gender = self.locale.units_gender.get(f"duration-{unit}", "masculine")
            if value and template:
                parts.append(template.replace("{}", self.words.cardinal(value, gender)))
        if len(parts) > 1 and self.rules.seconds_link:
            parts.insert(-1, self.rules.seconds_link)
        return " ".join(parts)


def time(locale: Locale, hour: int, minute: int, half: str = "") -> str:
    """The words of a time of day; ``half`` is "am", "pm" or ""."""
    return Speaker(locale).time(hour, minute, half, marked=False)[0]


def duration(locale: Locale, hours: int, minutes: int, seconds: int) -> str:
    """Hours, minutes and seconds with their units; "" for nothing at all."""
    return Speaker(locale).seconds(hours, minutes, seconds)


def finder(locale: Locale) -> Finder:
    """Proposes times of day."""
    rules = locale.clock
    speaker, led = Speaker(locale), _leader(locale)
    half = "|".join(
        f"(?P<{name}>{written})"
        for name, written in (("am", rules.am), ("pm", rules.pm))
        if written
    )
    half = rf"(?: ?(?:{half}))" if half else "(?!)"
    mark = rf"(?: ?(?P<mark>{rules.mark})(?![^\W_]))" if rules.mark else "(?!)"
    between = rf" ?(?:{rules.between}) ?" if rules.between else "(?!)"
    optional = "?" if rules.dotted else ""
    digits = rf"{NOT_AFTER}(?<![:/$€£¥₹])(?P<h>[01]?[0-9]|2[0-4])"
    colon = compiled(
        rf"{digits}:(?P<m>[0-5][0-9])(?::(?P<s>[0-5][0-9]))?(?:{half}|{mark})?(?![^\W_]|:[0-9])",
        re.IGNORECASE,
    )
    written = compiled(
        rf"{digits}(?:{rules.separator})(?P<m>[0-5][0-9])(?:{half}|{mark}){optional}(?![^\W_]|[:.,]?[0-9])",
        re.IGNORECASE,
    )
    spaced = compiled(
        rf"{digits}{between}(?P<m>[0-5][0-9])(?: ?min\b)?{half}?(?![^\W_]|:[0-9])", re.IGNORECASE
    )
    after = compiled(
        rf"(?<![^\W_])(?i:{rules.dotted_after or '(?!)'}) "
        r"(?P<h>[01]?[0-9]|2[0-3])\.(?P<m>[0-5][0-9])(?![^\W_]|[:.,]?[0-9]|[%€$£])"
    )
    bare = compiled(rf"{digits}(?:{half}|{mark})(?![^\W_])", re.IGNORECASE)
    lone = compiled(
        rf"(?<![^\W_])(?:{rules.before or '(?!)'}) (?P<h>[01]?[0-9]|2[0-4])(?![^\W_]|[.,:/][0-9])",
        re.IGNORECASE,
    )
    # "08-17": no other count begins with a zero.
    until = r" ?[-–] ?(?:[01][0-9]|2[0-4])(?![^\W_]| ?[-–.,:/] ?[0-9]| [0-9])"
    hours = rf"{NOT_AFTER}(?<![-/.:,+])(?P<h>0[0-9])(?={until})"
    ranged = compiled(hours if rules.before else "(?!)")

    measured = _measured(locale)
    halves = late(rf" (?:{rules.halves})(?![^\W_])", re.IGNORECASE)
    duration = late(rf"(?<![^\W_])(?:{rules.duration})$", re.IGNORECASE)

    def find(text: str) -> Iterator[Candidate]:
        for pattern in (colon, written, spaced, bare, lone, ranged):
            for match in pattern.finditer(text):
                if _SIGN.match(text, match.end()) or measured(match):
                    continue
                parts = match.groupdict()
                which = "am" if parts.get("am") else "pm" if parts.get("pm") else ""
                hour = int(parts["h"])
                minute = int(parts.get("m") or 0)
                if which and (hour > 12 or hour == 0):
                    which = ""
                if parts.get("s") and not which:
                    spoken, rule = speaker.seconds(hour, minute, int(parts["s"])), "time.seconds"
                    if not spoken:
                        continue
                elif minute and duration.search(text, max(0, match.start() - 32), match.end()):
                    spoken, rule = speaker.seconds(hour, minute, 0), "time.duration"
                else:
                    if hour > 12 and halves.match(text, match.end()):
                        hour -= 12
                    marked = bool(parts.get("mark"))
                    spoken, rule = speaker.time(hour, minute, which, marked=marked)
                end = _end(text, match.end())
                start, spoken = led(text, match.start("h"), spoken)
                yield Candidate(start, end, "time", Reading(spoken, rule))
        for match in after.finditer(text) if rules.dotted_after else ():
            spoken, rule = speaker.time(int(match["h"]), int(match["m"]), "", marked=False)
            yield Candidate(match.start("h"), match.end(), "time", Reading(spoken, rule))

    return gated(find, colon, written, spaced, after, bare, lone, ranged)


def _measured(locale: Locale) -> Callable[[re.Match[str]], bool]:
    """A function that tells a figure with a decimal point before a unit: "0.25 mg" is no time."""
    units = [
        re.escape(written)
        for written, unit in locale.units.items()
        if unit.startswith(("mass-", "volume-", "energy-"))
    ]
    unit = late(rf" ?(?:{'|'.join(units) or '(?!)'})(?![^\W_])")

    def is_measured(match: re.Match[str]) -> bool:
        dotted = match.string.startswith(".", match.end("h"))
        return dotted and bool(unit.match(match.string, match.end()))

    return is_measured


def _leader(locale: Locale) -> Callable[[str, int, str], tuple[int, str]]:
    """A function that takes the word before a time into it where the two are said together."""
    table = locale.clock.leads
    words = any_of(table)
    before = late(rf"(?<![^\W_])(?P<word>{words}) $")
    begins = late(locale.clock.leads_to)

    def led(text: str, start: int, spoken: str) -> tuple[int, str]:
        found = before.search(text, max(0, start - 12), start) if begins.match(spoken) else None
        return (found.start(), joined(table[found["word"]], spoken)) if found else (start, spoken)

    return led


def _end(text: str, end: int) -> int:
    """Give a final full stop back to the sentence: "at 5 p.m." ends one, "at 5 p.m. we" not."""
    return end - (text[end - 1] == "." and ends_sentence(text, end - 1))
