"""Telephone numbers: forms by calling code, pause groups, extensions, service numbers.

Conventions: a number is matched on its skeleton: digits, " " for a space, "." for a full stop,
"-" for any other separator; rule ids are ``telephone.<form>``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from locales.schema import Country, Locale, Plan
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.gates import gated, together
from normalizers.late import late
from normalizers.numerals import Numerals, numerals
from normalizers.scan import compiled
from normalizers.spelling import chunks, doubled

# Runs of digits with separators; brackets around a run count as separators. At least four digits
# with four separators between two at most, so that not every figure is looked at.
_RUN = compiled(
    r"(?<![^\W_])(?<![.,$€£#@/=-])(?=(?:[-–./ ()+]{0,4}[0-9]){4})"
    r"(?:(?P<plus>\+ ?|00(?=[1-9]))|(?!\(00[1-9]))\(?[0-9]{1,15}\)?"
    r"(?:(?: ?[-–./] ?| \(?|(?<=\))\(?|\()[0-9]{1,12}\)?){0,11}(?![^\W_]|[@%€$£°])"
)
_VANITY = compiled(
    r"(?<![\w-])(?:(?P<trunk>[01])[ .-])?\(?(?P<area>[89]\d\d)\)?[ .-]"
    r"(?P<word>[A-Z]{2,}(?:-[A-Z]+)*)(?![\w-])"
)
_BRACKETS, _DASHES = late(r"[()]+[ ]?"), late(r" ?[-–/]+ ?")
_SPACES, _HYPHENS = late(r" +"), late(r"-{2,}")
_PART = late(r"[0-9]+")
_MIN_DIGITS, _MAX_DIGITS = 4, 15  # ITU-T E.164: at most 15


class _Match(NamedTuple):
    """A recognised number: groups of digits, its form, calling code ("" when national)."""

    groups: tuple[str, ...]
    form: str
    named: bool = False
    code: str = ""
    abroad: bool = False
    pairs: bool = False


def skeleton(text: str) -> str:
    """Digits and separators of a written number.

    >>> skeleton("(202) 555-0143"), skeleton("030/1234 567")
    ('202-555-0143', '030-1234 567')
    """
    if text.isdigit():
        return text
    text = _BRACKETS.sub("-", text.replace("(0)", "")).strip("- ")
    return _HYPHENS.sub("-", _SPACES.sub(" ", _DASHES.sub("-", text)))


def _cut(written: str) -> tuple[str, ...]:
    return tuple(piece for part in _PART.findall(written) for piece in chunks(part))


class _Reader:
    """Recognises and reads numbers for one locale."""

    def __init__(self, locale: Locale) -> None:
        self.rules = locale.telephone
        self.locale = locale
        self.words: Numerals = numerals(locale.tag)
        self.before = late(
            rf"(?<![^\W_])(?:{self.rules.before})(?: ?:)? ?(?:\+ ?)?\(?$", re.IGNORECASE
        )
        self.telling = [(form, late(form.pattern)) for form in self.rules.elsewhere]
        self.forms: dict[str, list[tuple[Plan, re.Pattern[str]]]] = {
            code: [(form, late(form.pattern)) for form in country.forms]
            for code, country in self.rules.plans.items()
        }

    def known(self, text: str, start: int) -> bool:
        """Whether the words before speak of a number."""
        return bool(self.before.search(text, max(0, start - 40), start))

    def parts(self, text: str, run: re.Match[str]) -> Iterator[tuple[int, int, _Match, bool]]:
        """National numbers in a run of groups, the longest first: start, end, form, and whether the
        words before speak of one."""
        groups = [part.span() for part in _PART.finditer(text, run.start(), run.end())]
        told: list[bool] = []

        def context() -> bool:
            if not told:
                told.append(self.known(text, run.start()))
            return told[0]

        first = 0
        while first < len(groups):
            taken = 1
            for last in range(len(groups), first, -1):
                start, end = groups[first][0], groups[last - 1][1]
                digits = sum([stop - begin for begin, stop in groups[first:last]])
                if not _MIN_DIGITS <= digits <= _MAX_DIGITS:
                    continue
                here = _never if first else context
                written = skeleton(text[start:end])
                match = self.national(written, self.rules.home, context=here)
                match = match or self.elsewhere(written)
                if match:
                    if start and text[start - 1] == "(" and ")" in text[start:end]:
                        start -= 1
                    yield start, end, match, here()
                    taken = last - first
                    break
            first += taken

    def national(self, written: str, code: str, *, context: Callable[[], bool]) -> _Match | None:
        """The form of a national number, None if the plan has none; ``context`` tells whether the
        words before speak of a number."""
        for form, pattern in self.forms.get(code, ()):
            match = pattern.fullmatch(written)
            if match:
                if form.needs == "context" and not context():
                    continue
                if form.needs == "separators" and written.isdigit() and not context():
                    continue
                groups = tuple(group for group in match.groups() if group)
                if form.groups == "written":
                    groups = _cut(written)
                cut = tuple(
                    piece
                    for group in groups
                    for piece in (chunks(group) if len(group) > 5 else [group])
                )
                pairs = form.pairs and code == self.rules.home
                return _Match(cut, form.id, form.named, pairs=pairs)
        return None

    def elsewhere(self, written: str) -> _Match | None:
        """A number in a form that tells its kind wherever it is written."""
        for form, pattern in self.telling:
            match = pattern.fullmatch(written)
            if match:
                groups = tuple(group for group in match.groups() if group)
                return _Match(groups, form.id, form.named, abroad=True)
        return None

    def international(self, written: str) -> _Match | None:
        """A number behind "+": calling code, then the form of that country or as written."""
        digits = "".join(_PART.findall(written))
        code = next(
            (digits[:n] for n in (1, 2) if digits[:n] in self.rules.short_codes), digits[:3]
        )
        rest, seen = written, 0
        while rest and seen < len(code):
            seen += rest[0].isdigit()
            rest = rest[1:]
        rest = rest.strip(" -.")
        if not _MIN_DIGITS <= len(digits) - len(code) <= _MAX_DIGITS - len(code):
            return None
        trunk = self.rules.plans.get(code, Country()).trunk
        for prefix in dict.fromkeys((trunk, "")):
            match = self.national(prefix + rest, code, context=_sure)
            if match:
                first = match.groups[0][len(prefix) :].strip()
                groups = ((first,) if first else ()) + match.groups[1:]
                return match._replace(groups=groups, code=code)
        return _Match(_cut(rest), "international", code=code)

    def group(self, digits: str, match: _Match, first: bool) -> str:
        """One pause group in words."""
        rules = self.rules
        compact = digits.replace(" ", "")
        if match.named and first and compact in rules.spoken:
            return rules.spoken[compact]
        if not match.abroad and (match.code or rules.home) in rules.pairs_for and len(compact) <= 3:
            stem = compact.lstrip("0")
            zeros = [self.words.digit_words[0]] * (len(compact) - len(stem))
            return " ".join([*zeros, self.words.cardinal(int(stem))] if stem else zeros)
        if match.pairs and len(compact) == 2 and compact[0] != "0":
            return self.words.cardinal(int(compact))
        return doubled(self.locale, self.words, compact)

    def extension(self, digits: str) -> str:
        """The figures of an extension."""
        if not self.rules.extension or not self.rules.extension.pairs:
            return self.words.digits(digits)
        parts = [digits[:-2], digits[-2:]] if len(digits) == 4 else chunks(digits)
        return " ".join(
            self.words.digits(part) if part[0] == "0" else self.words.cardinal(int(part))
            for part in parts
        )

    def read(self, match: _Match, extension: str = "") -> Reading:
        """The words of a number with its pause groups."""
        groups = []
        if match.code:
            number = self.rules.country == "number"
            code = self.words.cardinal(int(match.code)) if number else self.words.digits(match.code)
            groups.append(f"{self.rules.plus or self.locale.numbers.plus} {code}".strip())
        naming = 1 if match.groups[0] in ("1", "01") and len(match.groups) > 1 else 0
        groups += [
            self.group(digits, match, index <= naming) for index, digits in enumerate(match.groups)
        ]
        if extension and self.rules.extension:
            said = self.extension(extension)
            groups.append(f"{self.rules.extension.spoken} {said}")
        return Reading(" ".join(groups), f"telephone.{match.form}", tuple(groups))


def _sure() -> bool:
    return True


def _never() -> bool:
    return False


def finder(locale: Locale) -> Finder:
    """Proposes telephone numbers; of a run of groups the longest part that is a number."""
    rules = locale.telephone
    if not rules.home and not rules.plans:
        return together()
    reader = _Reader(locale)
    written = rules.extension.written if rules.extension else "(?!)"
    extension = late(
        rf",?;? ?\(?(?:{written}):? ?#? ?(?P<number>[0-9]{{1,6}})(?![^\W_])", re.IGNORECASE
    )

    alone = compiled(
        rf"(?<![^\W_])(?:{rules.extension.alone if rules.extension else '(?!)'}):? "
        r"(?P<number>[-–]?[0-9]{1,5})(?![^\W_]|[-.,:/]?[0-9])",
        re.IGNORECASE,
    )

    def candidate(text: str, start: int, end: int, match: _Match, *, context: bool) -> Candidate:
        tail = extension.match(text, end)
        reading = reader.read(match, tail["number"] if tail else "")
        sure = CONTEXT if context or tail else 0
        return Candidate(start, tail.end() if tail else end, "telephone", reading, sure)

    def find(text: str) -> Iterator[Candidate]:
        for run in _RUN.finditer(text):
            trunk = run["plus"] == "00" and (run.group().isdigit() or rules.home == "1")
            if run["plus"] and not trunk:
                body = run.group()[len(run["plus"]) :]
                match = reader.international(skeleton(body))
                if match:
                    # A figure that begins with zeros may be a customer's: "customer no. 0012 3456".
                    sure = run["plus"] != "00" or reader.known(text, run.start())
                    yield candidate(text, run.start(), run.end(), match, context=sure)
                    continue
            for start, end, part, context in reader.parts(text, run):
                yield candidate(text, start, end, part, context=context)
        for inside in alone.finditer(text):
            said = Reading(reader.extension(inside["number"].lstrip("-–")), "telephone.extension")
            yield Candidate(*inside.span("number"), "telephone", said, CONTEXT)
        for worded in _VANITY.finditer(text):
            yield _vanity(reader, worded)

    return gated(find, _RUN, _VANITY, alone)


def _vanity(reader: _Reader, match: re.Match[str]) -> Candidate:
    """Words instead of digits: 1-800-FLOWERS."""
    area = reader.rules.spoken.get(match["area"]) or reader.words.digits(match["area"])
    trunk = [reader.words.digits(match["trunk"])] if match["trunk"] else []
    groups = (*trunk, area, match["word"].replace("-", " ").lower())
    reading = Reading(" ".join(groups), "telephone.vanity", groups)
    return Candidate(match.start(), match.end(), "telephone", reading, CONTEXT)
