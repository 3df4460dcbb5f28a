"""Weekdays without a date: ranges (Mon-Fri), before figures (Sat 9am), beside others.

Conventions: names are CLDR's, wide, abbreviated and short, and the locale's own; rule ids are
``date.weekday*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.figures import cldr
from normalizers.gates import gated
from normalizers.late import late
from normalizers.ranges import frame, joined
from normalizers.scan import any_of, compiled
from normalizers.split import ends_sentence


def alternatives(names: dict[str, str]) -> str:
    """A pattern of a table's keys, the longest first."""
    return any_of(names)


def weekdays(locale: Locale) -> dict[str, str]:
    """Every written weekday name, lower case without full stop, and the full name."""
    data = cldr(locale.cldr).days
    names: dict[str, str] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated", "short"):
            for number, name in data[context][width].items():
                full = str(data["format"]["wide"][number])
                names.setdefault(str(name).rstrip(".").casefold(), full)
    return names | locale.dates.weekdays


def before_range(locale: Locale) -> re.Pattern[str]:
    """A weekday and what joins it to another, right before it: "ma-", "Mon - "."""
    joint = rf"(?: ?[-–] ?| (?:{alternatives(locale.dates.weekday_joint)}) )"
    return late(rf"(?<![^\W_])(?:{alternatives(weekdays(locale))})\.?{joint}$", re.IGNORECASE)


def finder(locale: Locale) -> Finder:
    """Abbreviated weekdays in ranges (Mon-Fri) and before figures (Sat 9am)."""
    days = weekdays(locale)
    names = "|".join(
        sorted((re.escape(name) for name in days if len(name) > 1), key=len, reverse=True)
    )
    joints = locale.dates.weekday_joint
    joint = rf" ?[-–] ?| (?P<joint>{alternatives(joints)}) "
    pair = compiled(
        rf"(?<![^\W_])(?P<first>{names})\.?(?:{joint})(?P<last>{names})(?![^\W_])", re.IGNORECASE
    )
    small = frozenset(locale.dates.weekday_small)
    before = compiled(rf"(?<![^\W_])(?P<name>{names})\.?(?= [0-9])", re.IGNORECASE)
    tiny = "|".join(map(re.escape, locale.dates.weekday_small)) or "(?!)"
    led = compiled(
        rf"(?<![^\W_'])(?P<name>{tiny})\.?(?=: ?[0-9]| (?:{locale.dates.weekday_lead}) [0-9])"
    )
    titled = "|".join(
        sorted({re.escape(name.title()) for name in days if len(name) > 2}, key=len, reverse=True)
    )
    alone = compiled(
        rf"(?<![^\W_'])(?P<name>(?:{titled}|{tiny})(?![^\W_])|(?:{names})(?=:(?![^\W_])))"
    )

    # "Mo, Mi, Fr 8-12": capitals that a list joins to another weekday.
    joints_of_lists = "|".join(filter(None, ["[,/+&]", re.escape(locale.symbols.get("&", ""))]))
    listed = compiled(
        rf"(?<![^\W_])(?P<name>{names})\.?(?= ?(?:{joints_of_lists}) ?(?:{names})(?![^\W_]))",
        re.IGNORECASE,
    )

    def find(text: str) -> Iterator[Candidate]:
        pairs = pair.finditer(text)
        for match in pairs:
            first, last = (days[match[part].casefold()] for part in ("first", "last"))
            opening, between = frame(locale, "weekday", text, *match.span())
            if match["joint"]:
                opening, between = "", joints[match["joint"].lower()]
            spoken = f"{joined(opening, first)} {joined(between, last)}"
            reading = Reading(spoken, "date.weekday_range")
            end = match.end()
            end += text[end : end + 1] == "." and not ends_sentence(text, end)
            yield Candidate(match.start(), end, "date", reading, 3)
        figured = [
            match
            for match in before.finditer(text)
            if (match["name"][0].isupper() or match["name"] in small)
            and match["name"] not in locale.address.regions  # "SA 5045"
        ]
        figured += led.finditer(text)
        figured += [
            match
            for match in (listed.finditer(text) if figured or pairs else ())
            if match["name"][0].isupper()
        ]
        # "Mon-Fri 9-5, closed Sun": beside others the lone one is a weekday too.
        others = alone.finditer(text) if figured or pairs else ()
        for match in (*figured, *others):
            reading = Reading(days[match["name"].casefold()], "date.weekday")
            yield Candidate(match.start(), match.end(), "date", reading)

    return gated(find, pair, before, led, asked=(alone, listed))
