"""Ranges of days in figures (1/10-31/12 2024) and of months of a year (Jan-Mar 2025).

Conventions: the figures are in the locale's ``dates.short`` form; they are days where a word of
``dates.before`` says so, a year stands behind, or one of them is too high for a month, which a
pair of fractions (1/2-3/4) hardly has (judgement); rule ids are ``date.span*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.dates import Speaker, is_date, months
from normalizers.figures import NOT_AFTER
from normalizers.gates import gated, together
from normalizers.late import late
from normalizers.ranges import frame, joined
from normalizers.scan import any_of, compiled


def _months(locale: Locale) -> Finder:
    """Months joined by a dash, with their year behind."""
    speaker, table = Speaker(locale), months(locale)
    names = any_of(table)
    of = rf"(?:(?:{locale.dates.of}) )?" if locale.dates.of else ""
    pattern = compiled(
        rf"(?<![^\W_])(?P<from>{names})\.? ?[-–/] ?(?P<to>{names})\.?,? {of}"
        r"(?P<year>(?:19|20)[0-9]{2})(?![^\W_]|[/.,:-][0-9])",
        re.IGNORECASE,
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text):
            first, last = (table[match[part].casefold().rstrip(".")] for part in ("from", "to"))
            said = speaker.date("my", text, match.start(), month=last, year=match["year"])
            opening, joint = frame(locale, "date", text, *match.span())
            spoken = f"{joined(opening, speaker.month_names[first])} {joined(joint, said)}"
            yield Candidate(*match.span(), "date", Reading(spoken, "date.span_months"), CONTEXT)

    return gated(find, pattern)


def finder(locale: Locale) -> Finder:
    """Proposes both days of a range, each a token of its own, and ranges of months."""
    rules = locale.dates
    speaker = Speaker(locale)
    pair = compiled(
        rf"{NOT_AFTER}(?<![/.-])(?P<from>{rules.short}) ?[-–] ?(?P<to>{rules.short})"
        r"(?:(?:-|,? )(?P<year>(?:19|20)[0-9]{2}))?(?![^\W_]|[/.,:][0-9])"
    )
    context = late(rf"(?<![^\W_])(?:{rules.before}) $", re.IGNORECASE)

    def said(text: str, start: int, figures: list[str], year: str) -> Reading | None:
        second, first = map(int, figures) if rules.order == "mdy" else map(int, figures[::-1])
        if not is_date(first, second):
            return None
        shape = rules.numeric if year else rules.numeric.replace("y", "")
        words = speaker.date(shape, text, start, day=str(first), month=second, year=year)
        return Reading(words, "date.span")

    def find(text: str) -> Iterator[Candidate]:
        for match in pair.finditer(text):
            days = [re.findall("[0-9]+", match[part]) for part in ("from", "to")]
            high = max(int(figure) for day in days for figure in day) > 12
            known = context.search(text, max(0, match.start() - 16), match.start())
            if not (match["year"] or high or known):
                continue
            first = said(text, match.start(), days[0], "")
            last = said(text, match.start("to"), days[1], match["year"] or "")
            if first and last:
                yield Candidate(*match.span("from"), "date", first, CONTEXT + 2)
                yield Candidate(match.start("to"), match.end(), "date", last, CONTEXT + 2)

    return together(_months(locale), gated(find, pair))
