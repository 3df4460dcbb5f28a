"""Month and year in figures: "09/2027" anywhere, "09/27" where a card's expiry is spoken of.

Conventions: two figures of a year are of 2000-2099 (ISO/IEC 7813 keeps a card's expiry as YYMM);
"09/27" is a month and a year behind a word that only cards have ("exp.", "valid thru"), or behind
"expires" where a card is named before in the sentence or the figures are no day of the locale's
order; else it stays a day. Rule ids are ``date.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.dates import Speaker, is_date
from normalizers.figures import NOT_AFTER
from normalizers.gates import gated
from normalizers.late import late
from normalizers.scan import any_of, compiled
from normalizers.split import sentence_before


def finder(locale: Locale) -> Finder:
    """Proposes months with their year."""
    rules = locale.dates
    speaker = Speaker(locale)
    link = r"[ :]{1,3}"
    sure = late(rf"(?<![^\W_])(?:{rules.expiry}){link}$", re.IGNORECASE)
    weak = late(rf"(?<![^\W_])(?:{rules.expires}){link}$", re.IGNORECASE)
    card = late(rf"(?<![^\W_])(?:{rules.expiry_of})(?![^\W_])", re.IGNORECASE)
    leads = any_of(rules.expiry_leads)
    lead = late(rf"(?<![^\W_])(?P<word>{leads}) $", re.IGNORECASE)
    figure = compiled(
        rf"{NOT_AFTER}(?<![/-])(?P<month>0?[1-9]|1[0-2]) ?[/-] ?(?P<year>(?:20)?[0-9]{{2}})"
        r"(?![^\W_]|[-/.,:][0-9])"
    )

    def named(text: str, start: int) -> bool:
        return bool(card.search(sentence_before(text, start)))

    def is_expiry(text: str, match: re.Match[str]) -> bool:
        start = match.start()
        if sure.search(text, max(0, start - 40), start):
            return True
        if not weak.search(text, max(0, start - 40), start):
            return False
        month, year = int(match["month"]), int(match["year"])
        day = is_date(year, month) if rules.order == "mdy" else is_date(month, year)
        return not day or named(text, start)

    def find(text: str) -> Iterator[Candidate]:
        for match in figure.finditer(text) if rules.templates else ():
            full = len(match["year"]) == 4 and len(match["month"]) == 2 and "/" in match.group()
            expiry = is_expiry(text, match)
            if not full and not expiry:
                continue
            year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
            spoken = speaker.date("my", text, match.start(), month=int(match["month"]), year=year)
            reading = Reading(spoken, "date.expiry" if expiry else "date.month_year")
            start, led = match.start(), lead.search(text, max(0, match.start() - 16), match.start())
            if led:
                word = rules.expiry_leads[led["word"].lower()]
                start, reading = led.start(), Reading(f"{word} {spoken}", reading.rule)
            yield Candidate(start, match.end(), "date", reading, CONTEXT + 1)

    return gated(find, figure)
