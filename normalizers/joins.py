"""What stands between two figures: ranges (3-5), sizes (20 x 30), scores, sums.

Conventions: works on the candidates that won, in order; rule ids are ``range.*`` and ``symbol.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from locales.schema import Locale
from normalizers.classify import Candidate, Piece, Reading
from normalizers.late import late
from normalizers.numbers import noun_form
from normalizers.numerals import numerals, repair
from normalizers.ranges import frame, joined

NUMERIC = frozenset({"number", "time", "date", "money", "measure"})
_BETWEEN = late(r"\s*[-–—x×*]")
_RANGE = late(r" ?[–—] ?| ?- ?")
_PARTED = 100  # a figure that stands before a lower one is no range from here on; a judgement
_HOUSES = 40  # the most numbers that one building takes; a judgement
# Sums and products before "=" have twenty parts at most (judgement): no search without bound.
_EQUALS = late(r"(?: ?[-+x×*] ?[0-9]{1,40}+){0,20}+ ?=")
_LISTED, _LISTING = late(r"-[0-9](?![0-9])"), late(r"(?<![0-9])[0-9]-$")
_EQUATION = late(r" ?(?:[-+] ?[0-9]{1,40}+ ?){0,20}+=")


def are_joined(text: str, found: Sequence[Piece]) -> bool:
    """Whether something may stand between two figures (quick, and sometimes wrongly True)."""
    times = 0
    for _, end, kind, _, _ in found:
        if kind in NUMERIC:
            times += kind == "time"
            if times > 1 or _BETWEEN.match(text, end):
                return True
    return False


def joins(text: str, rules: Locale, found: list[Candidate]) -> Iterator[Candidate]:
    """A dash between two figures is said ("3-5 days": three to five)."""
    score_ends = -1
    for index, one in enumerate(found):
        if one.kind == "word" and one.end - one.start > 1:
            yield one
            continue
        candidate = _times(text, rules, found, index) or one
        if one.start == score_ends:
            candidate = _nil(text, rules, one)
        dash, after = _dash(text, rules, found, index)
        candidate = _before_words(text, rules, found, index, candidate)
        if dash is None or after is None or not rules.numbers.range:
            yield candidate
            continue
        if _is_score(text, rules, candidate, after):
            yield _nil(text, rules, candidate)
            if rules.numbers.score_word:
                said = Reading(rules.numbers.score_word, "symbol.score")
                at = text.index(dash.strip(), candidate.end)
                yield Candidate(at, at + 1, "symbol", said, 1)
            score_ends = after.start
            continue
        if _LISTED.match(text, after.end) or _listing(text, candidate.start):
            yield candidate  # "3-3-8": figures one by one, no range
            continue
        opening, word = frame(rules, candidate.kind, text, candidate.start, after.end)
        rule = "range.dash"
        if _EQUATION.match(text, after.end) and rules.numbers.minus:
            opening, word, rule = "", rules.numbers.minus, "symbol.minus"
        first = _one_of(text, rules, _first_of_two(rules, candidate, after), after)
        if opening:
            said = first.reading._replace(spoken=joined(opening, first.reading.spoken), groups=None)
            first = first._replace(reading=said)
        yield first
        start = candidate.end + len(dash) - len(dash.lstrip())
        end = start + len(dash.strip())
        yield Candidate(start, end, "symbol", Reading(word, rule), 1)


def _is_score(text: str, rules: Locale, first: Candidate, second: Candidate) -> bool:
    """Whether two figures are the score of a game: "won 3-1"."""
    if not rules.numbers.score or second.end - first.start > 7 or first.kind != "number":
        return False
    before = text[max(0, first.start - 40) : first.start]
    return bool(re.search(rf"(?<![^\W_])(?:{rules.numbers.score})(?: [^\W\d_]+){{0,2}} $", before))


def _nil(text: str, rules: Locale, figure: Candidate) -> Candidate:
    """A figure of a score, a 0 in the locale's word for it."""
    if not rules.numbers.nil or text[figure.start : figure.end] != "0":
        return figure
    return figure._replace(reading=figure.reading._replace(spoken=rules.numbers.nil))


def _listing(text: str, start: int) -> bool:
    return bool(_LISTING.search(text, max(0, start - 2), start))


def _times(text: str, rules: Locale, found: list[Candidate], index: int) -> Candidate | None:
    """An x or a star between two figures: "by" in a size (20 x 30), "times" before "="."""
    one = found[index]
    if (
        text[one.start : one.end] not in ("x", "×", "*")
        or not 0 < index < len(found) - 1
        or "×" not in rules.symbols
    ):
        return None
    if {found[index - 1].kind, found[index + 1].kind} <= NUMERIC:
        if _is_score(text, rules, found[index - 1], found[index + 1]):
            said = Reading(rules.numbers.score_word, "symbol.score")
            return one._replace(kind="symbol", reading=said)
        product = text[one.start] == "*" or _EQUALS.match(text, found[index + 1].end)
        # "3 x 20 €": three payments, no size.
        paid = "money" in (found[index - 1].kind, found[index + 1].kind)
        sized = rules.numbers.by and not product and not paid
        word = rules.numbers.by if sized else rules.symbols["×"]
        return one._replace(kind="symbol", reading=Reading(word, "symbol.times"))
    return None


def _dash(
    text: str, rules: Locale, found: list[Candidate], index: int
) -> tuple[str | None, Candidate | None]:
    """The dash between a figure and the next, and that next one."""
    if found[index].kind not in NUMERIC:
        return None, None
    for after in found[index + 1 : index + 3]:
        dash = _RANGE.fullmatch(text, found[index].end, after.start)
        if dash and _falls(text, found[index], after):
            return None, None
        if dash and (after.kind in NUMERIC or _houses(text, found[index], after)):
            return dash.group(), after
        turns = (rules.clock.noon, rules.clock.midnight)  # "9 a.m.-noon"
        if dash and found[index].kind == "time" and text[after.start : after.end] in turns:
            return dash.group(), after
    return None, None


def _falls(text: str, first: Candidate, second: Candidate) -> bool:
    """Whether two figures fall from hundreds: 978-0 is a number in parts, 3-2 may be a score."""
    high, low = text[first.start : first.end], text[second.start : second.end]
    return high.isdecimal() and low.isdecimal() and int(low) < int(high) >= _PARTED


def _houses(text: str, first: Candidate, second: Candidate) -> bool:
    """Whether two house numbers are a range: 12-14 High Street; not 35-12 41st Ave."""
    if second.reading.rule != "address.house":
        return False
    low, high = text[first.start : first.end], text[second.start : second.end]
    return low.isdecimal() and high.isdecimal() and 0 < int(high) - int(low) <= _HOUSES


def _before_words(
    text: str, rules: Locale, found: list[Candidate], index: int, one: Candidate
) -> Candidate:
    """The first of two times with words between ("between 9:00 and 11:00"), shortened."""
    if one.kind != "time" or not rules.clock.range_repair:
        return one
    for after in found[index + 1 : index + 5]:
        if after.kind == "time":
            joined = re.fullmatch(rf" (?:{rules.clock.range_words}) ", text[one.end : after.start])
            return _first_of_two(rules, one, after) if joined else one
    return one


def _first_of_two(rules: Locale, first: Candidate, second: Candidate) -> Candidate:
    """The first of two times, shortened as the locale does."""
    if first.kind != "time" or second.kind != "time" or not rules.clock.range_repair:
        return first
    spoken = repair(first.reading.spoken, rules.clock.range_repair)
    return first._replace(reading=first.reading._replace(spoken=spoken))


def _one_of(text: str, rules: Locale, first: Candidate, second: Candidate) -> Candidate:
    """A "1" that begins a range, in the gender of what is counted: "1-2 weeks"."""
    if first.kind != "number" or text[first.start : first.end] != "1":
        return first
    form = noun_form(rules)(text, second.end)
    if second.kind == "measure":
        form = rules.units_gender.get(second.reading.rule.removeprefix("measure."), "masculine")
    spoken = numerals(rules.tag).cardinal(1, form) if form else first.reading.spoken
    return first._replace(reading=first.reading._replace(spoken=spoken))
