"""Points in time as machines write them (2025-11-03T14:30:00Z), and offsets of zones (GMT-4).

Conventions: ISO 8601 with its letter T; seconds are left out, an offset of zero or Z is said as
the locale's ``dates.utc``; rule ids are ``date.timestamp`` and ``time.zone``.
"""

from __future__ import annotations

from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.clock import Speaker as Clock
from normalizers.dates import Speaker as Dates
from normalizers.dates import is_date
from normalizers.gates import gated, together
from normalizers.numerals import numerals
from normalizers.scan import compiled
from normalizers.spelling import letters

_FORM = compiled(
    r"(?<![\w.+-])(?P<year>[12][0-9]{3})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])T"
    r"(?P<h>[01][0-9]|2[0-4]):(?P<m>[0-5][0-9])(?::[0-5][0-9](?:[.,][0-9]{1,9})?)?"
    r"(?P<zone>Z|[+-]00:?00)?(?![\w+]|-[0-9]|:[0-9])"
)

_OFFSET = compiled(
    r"(?<![\w.+-])(?P<zone>GMT|UTC|gmt|utc) ?(?P<sign>[+−–-]) ?(?P<h>0?[0-9]|1[0-4])"
    r"(?::(?P<m>[0-5][0-9])|:?00)?(?![\w+]|[-.,:][0-9])"
)


def _offsets(locale: Locale) -> Finder:
    words = numerals(locale.tag)

    def find(text: str) -> Iterator[Candidate]:
        for match in _OFFSET.finditer(text) if locale.numbers.plus else ():
            sign = locale.numbers.plus if match["sign"] == "+" else locale.numbers.minus
            parts = [letters(locale, match["zone"].upper()), sign, words.cardinal(int(match["h"]))]
            if int(match["m"] or 0):
                parts.append(words.cardinal(int(match["m"])))
            yield Candidate(
                *match.span(), "time", Reading(" ".join(parts), "time.zone"), 2 * CONTEXT
            )

    return gated(find, _OFFSET)


def finder(locale: Locale) -> Finder:
    """Proposes timestamps and offsets."""
    dates, clock = Dates(locale), Clock(locale)

    def find(text: str) -> Iterator[Candidate]:
        for match in _FORM.finditer(text):
            day, month = match["day"], int(match["month"])
            if not is_date(int(day), month):
                continue
            date = dates.date(
                locale.dates.numeric, text, match.start(), day=day, month=month, year=match["year"]
            )
            time, _ = clock.time(int(match["h"]), int(match["m"]), "", marked=False)
            zone = locale.dates.utc if match["zone"] else ""
            reading = Reading(
                " ".join(filter(None, (date, time, zone))),
                "date.timestamp",
                (date, f"{time} {zone}".strip()),
            )
            yield Candidate(*match.span(), "date", reading, 2 * CONTEXT)

    return together(_offsets(locale), gated(find, _FORM))
