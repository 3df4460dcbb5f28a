"""What ``say-as`` asks: a stretch read as the class that the author names.

The finders of the class are asked first, in the document's context and for the content alone;
what they do not know is read by force where that is possible.

Conventions: rule ids of forced readings are ``say-as.*``. Names: W3C Note "SSML 1.0 say-as
attribute values" (2005), and those that large speech services document (memory).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from locales.schema import Locale
from normalizers import clock, codes, web
from normalizers.classify import Candidate, Reading
from normalizers.clean import clean
from normalizers.dates import Speaker, is_date, months
from normalizers.figures import figures
from normalizers.fractions import fraction
from normalizers.late import late
from normalizers.numerals import MAX_CARDINAL_DIGITS, Numerals, numerals, repair, roman
from normalizers.pipeline import Manner, claims
from normalizers.spelling import chunks, grouped, letters
from normalizers.streets import house

FORCED = 100_000
"""Priority of what markup prescribes: over every rule and the lexicon."""

CLASSES: dict[str, tuple[str, ...]] = {
    "date": ("date",),
    "time": ("time",),
    "duration": ("duration",),
    "telephone": ("telephone", "phone"),
    "cardinal": ("cardinal", "number", "decimal"),
    "ordinal": ("ordinal",),
    "digits": ("digits", "digit", "number_digit"),
    "characters": ("characters", "character", "spell-out", "spell", "verbatim", "letters"),
    "fraction": ("fraction",),
    "measure": ("unit", "measure", "units"),
    "money": ("currency", "money"),
    "address": ("address",),
    "name": ("name", "personname"),
    "web": ("url", "uri", "net", "web", "email", "e-mail"),
    "code": ("code", "alphanumeric"),
    "expletive": ("expletive", "bleep"),
}
_CLASS_OF = {name: kind for kind, names in CLASSES.items() for name in names}
_KINDS = {
    "duration": "time",
    "cardinal": "number",
    "ordinal": "number",
    "digits": "code",
    "fraction": "number",
    "characters": "code",
}
_CLOCK = late(
    r"(?P<h>[0-9]{1,2})(?: ?[:.hH] ?(?P<m>[0-5][0-9])|(?P<m2>[0-5][0-9]))?"
    r"(?:[:.](?P<s>[0-5][0-9]))?(?: ?(?P<half>[aApP])(?:\.? ?[mM])?\.?)?"
)
_PRIMES = late(r"(?:([0-9]{1,3})['’′] ?)?(?:([0-9]{1,3})(?:\"|''|″|”))?")
_FRACTION = late(r"(?:([0-9]{1,6})[ +]{1,3})?([0-9]{1,5}) ?[/⁄] ?([0-9]{1,7})")
_ORDINAL = late(r"(?P<figure>[0-9][0-9.,' ]{0,20}?)\.?[^\W\d]{0,5}")
_DATE_PART = late(r"[^\W_]+")
_LETTERS_BEHIND = late(r"(?<=[0-9])[^\W\d_]+$")  # 3rd, 1er
_WIDTHS = {"y": 4, "m": 2, "d": 2}


@dataclass(frozen=True, slots=True)
class Request:
    """What one element asks: ``interpret-as`` and ``format``, lower case, the content, and the
    text before it."""

    kind: str
    form: str
    content: str
    before: str = ""


def request(interpret_as: str, form: str, content: str, before: str = "") -> Request | None:
    """The request of an element; None for a class that is not known.

    >>> request("vxml:phone", "", "911").kind, request("poem", "", "x")
    ('telephone', None)
    """
    name, _, tail = interpret_as.strip().lower().removeprefix("vxml:").partition(":")
    form = (form or tail).strip().lower()
    if name == "number" and form in _CLASS_OF:
        name, form = form, ""
    kind = _CLASS_OF.get(name)
    if not kind:
        return None
    return Request(kind, form, " ".join(clean(content).text.split()), before)


def candidates(
    manner: Manner, asked: Request, context: Sequence[Candidate], start: int, end: int
) -> list[Candidate] | None:
    """Claims on the stretch ``start`` to ``end`` of a text, None where the class does not fit.

    ``context`` is what the finders propose for that text. A name or an address may be several
    claims, or none but plain words.
    """
    locale = manner.rules
    if asked.kind in ("address", "name"):
        return _inside(locale, asked, context, start, end)
    reading = _forced(locale, asked) if asked.form and asked.kind == "date" else None
    found = None if reading else _spanning(manner, asked, context, start, end)
    if found:
        return [found._replace(start=start, end=end, priority=FORCED)]
    reading = reading or _forced(locale, asked)
    if reading is None:
        return None
    kind = _KINDS.get(asked.kind, asked.kind)
    return [Candidate(start, end, kind, reading, FORCED)]


def _spanning(
    manner: Manner, asked: Request, context: Sequence[Candidate], start: int, end: int
) -> Candidate | None:
    """The finders' best claim of the class on the whole content."""
    if asked.kind in ("cardinal", "ordinal", "digits", "characters", "duration", "expletive"):
        return None
    here = [one for one in context if (one.start, one.end) == (start, end)]
    whole = (0, len(asked.content))
    alone = [one for one in claims(asked.content, manner) if (one.start, one.end) == whole]
    fitting = (one for one in (*here, *alone) if _fits(one, asked.kind))
    return min(fitting, key=lambda one: one.rank, default=None)


def _fits(candidate: Candidate, kind: str) -> bool:
    rule = candidate.reading.rule
    if kind == "fraction":
        return rule == "number.fraction"
    if kind == "measure":
        return candidate.kind == kind or rule == "number.percent"
    return candidate.kind == kind


def _inside(
    locale: Locale, asked: Request, context: Sequence[Candidate], start: int, end: int
) -> list[Candidate]:
    if asked.kind == "address" and asked.content.isascii() and asked.content.isdigit():
        spoken = house(locale, numerals(locale.tag), asked.content)
        return [Candidate(start, end, "address", Reading(spoken, "say-as.address"), FORCED)]
    return [
        one._replace(priority=one.priority + FORCED)
        for one in context
        if one.kind == asked.kind and start <= one.start and one.end <= end
    ]


def _forced(locale: Locale, asked: Request) -> Reading | None:
    """The content read as the class without the finders' consent."""
    spoken = _READERS[asked.kind](locale, numerals(locale.tag), asked)
    if isinstance(spoken, tuple):
        groups = tuple(group for group in spoken if group)
        return Reading(" ".join(groups), f"say-as.{asked.kind}", groups) if groups else None
    if not spoken:
        return None
    return Reading(spoken, f"say-as.{asked.kind}")


Said = str | tuple[str, ...] | None


def _figure(locale: Locale, text: str) -> tuple[str, str] | None:
    marks = figures(locale)
    if not re.fullmatch(marks.plain, text):
        return None
    return marks.parse(text)


def _cardinal(locale: Locale, words: Numerals, asked: Request) -> Said:
    text = asked.content
    value = roman(text)
    if value is not None:
        return words.cardinal(value)
    figure = _figure(locale, text.lstrip("+-"))
    if figure is None:
        return None
    spoken = words.number(*figure)
    sign = {"-": locale.numbers.minus, "+": locale.numbers.plus}.get(text[:1], "")
    return f"{sign} {spoken}".strip()


def _ordinal(locale: Locale, words: Numerals, asked: Request) -> Said:
    value = roman(asked.content)
    match = _ORDINAL.fullmatch(asked.content)
    if value is None and match:
        figure = _figure(locale, match["figure"].strip())
        if figure and not figure[1] and len(figure[0]) <= MAX_CARDINAL_DIGITS:
            value = int(figure[0])
    return None if value is None else words.ordinal(value)


def _digits(_: Locale, words: Numerals, asked: Request) -> Said:
    runs = re.findall(r"[0-9]+", asked.content)
    if not runs or any(letter.isalpha() for letter in asked.content):
        return None
    return tuple(words.digits(part) for run in runs for part in chunks(run))


def _characters(locale: Locale, words: Numerals, asked: Request) -> Said:
    pieces = (piece for part in asked.content.split() for piece in chunks(part))
    named = ([_character(locale, words, one) for one in piece] for piece in pieces)
    return tuple(" ".join(filter(None, names)) for names in named)


def _character(locale: Locale, words: Numerals, letter: str) -> str:
    if letter.isdecimal():
        return words.digit_words[unicodedata.decimal(letter)]
    if letter.isalpha():
        return letters(locale, letter)
    return locale.web.symbols.get(letter) or locale.symbols.get(letter, "")


def _telephone(locale: Locale, words: Numerals, asked: Request) -> Said:
    groups = grouped(locale, words, asked.content)
    plus = locale.telephone.plus or locale.numbers.plus
    if groups and asked.content.startswith("+") and plus:
        return (f"{plus} {groups[0]}", *groups[1:])
    return groups


def _code(locale: Locale, words: Numerals, asked: Request) -> Said:
    return codes.reading(locale, words, asked.content, "").groups


def _fraction(locale: Locale, words: Numerals, asked: Request) -> Said:
    match = _FRACTION.fullmatch(asked.content)
    if not match or not int(match[3]):
        return None
    part = fraction(locale, words, int(match[2]), int(match[3]))
    if part is None or not match[1]:
        return part
    whole = f"{words.cardinal(int(match[1]))} {locale.fractions.link} {part}"
    return repair(" ".join(whole.split()), locale.fractions.polish)


def _time(locale: Locale, _: Numerals, asked: Request) -> Said:
    primes = _PRIMES.fullmatch(asked.content)
    if primes and any(primes.groups()):
        return clock.duration(locale, 0, int(primes[1] or 0), int(primes[2] or 0))
    match = _CLOCK.fullmatch(asked.content)
    if not match or int(match["h"]) > 24:
        return None
    hour, minute = int(match["h"]), int(match["m"] or match["m2"] or 0)
    half = f"{match['half'].lower()}m" if match["half"] else ""
    if match["s"]:
        return clock.duration(locale, hour, minute, int(match["s"]))
    return clock.time(locale, hour, minute, half if 1 <= hour <= 12 else "")


def _duration(locale: Locale, words: Numerals, asked: Request) -> Said:
    parts = re.findall(r"[0-9]{1,4}", asked.content)
    form = "".join(letter for letter in asked.form if letter in "hms") or "hms"[: len(parts)]
    if not re.fullmatch(r"[0-9]{1,4}(?:[:.'][0-9]{1,4}){0,2}", asked.content):
        return _time(locale, words, asked) if _PRIMES.fullmatch(asked.content) else None
    if len(parts) != len(form):
        return None
    values = dict(zip(form, map(int, parts), strict=True))
    return clock.duration(locale, *(values.get(unit, 0) for unit in "hms"))


def _date(locale: Locale, words: Numerals, asked: Request) -> Said:
    form = "".join(dict.fromkeys(letter for letter in asked.form if letter in "dmy"))
    form = form or locale.dates.order
    fields = _fields(locale, form, asked.content)
    if fields is None:
        return None
    day, month, year = (fields.get(part, "") for part in "dmy")
    number = int(month or 0)
    if day and not is_date(int(day), number or 1):
        return None
    if number > 12 or (month and not number):
        return None
    speaker = Speaker(locale)
    if form == "y":
        return words.year(int(year))
    shape = locale.dates.numeric if month and day else "my" if month and year else form
    if month and day and not year:
        shape = shape.replace("y", "")
    before = asked.before
    return speaker.date(shape, before, len(before), day=day, month=number, year=year)


def _fields(locale: Locale, form: str, content: str) -> dict[str, str] | None:
    """Day, month and year by the letters of the format; months may be named."""
    parts = _DATE_PART.findall(content)
    if len(parts) == 1 and len(form) > 1 and parts[0].isdigit():
        widths = [_WIDTHS[letter] for letter in form]
        if sum(widths) != len(parts[0]):
            widths = [2] * len(form)
        if sum(widths) != len(parts[0]):
            return None
        ends = [sum(widths[: place + 1]) for place in range(len(widths))]
        parts = [parts[0][end - width : end] for end, width in zip(ends, widths, strict=True)]
    if len(parts) != len(form):
        return None
    fields = dict(zip(form, parts, strict=True))
    named = months(locale).get(fields.get("m", "").casefold())
    if named:
        fields["m"] = str(named)
    fields = {key: _LETTERS_BEHIND.sub("", value) for key, value in fields.items()}
    good = all(value.isascii() and value.isdigit() and len(value) <= 4 for value in fields.values())
    return fields if good else None


def _web(locale: Locale, _: Numerals, asked: Request) -> Said:
    return None if " " in asked.content else web.address(locale, asked.content)


def _no(_locale: Locale, _words: Numerals, _asked: Request) -> Said:
    return None


_READERS: dict[str, Callable[[Locale, Numerals, Request], Said]] = {
    "date": _date,
    "time": _time,
    "duration": _duration,
    "telephone": _telephone,
    "cardinal": _cardinal,
    "ordinal": _ordinal,
    "digits": _digits,
    "characters": _characters,
    "fraction": _fraction,
    "measure": _no,
    "money": _no,
    "address": _no,
    "name": _no,
    "web": _web,
    "code": _code,
    "expletive": _no,
}
