"""Dates and times of day."""

from typing import Literal

from locales.schema.base import Part, Pattern, Repairs, Words


class Quarter(Part):
    """Quarters of a year: written forms with groups ``q`` and ``year``; the template has ``{n}``,
    ``{nth}`` (ordinal in ``form``, or in the case that the words before ask for) and ``{year}``.
    """

    written: tuple[Pattern, ...] = ()
    template: str = "{nth} {year}"
    form: str = ""


class Dates(Part):
    """Dates: order of figures, what is said, and what shows that figures are a date.

    A day and month in figures (``short``) count behind the words of ``before``, or as they stand
    (``short_sure``). Templates are keyed by the order written, ``md mdy dm dmy my``; ``numeric``
    is the one for dates in figures. ``expiry`` words stand before a card's month and year only,
    ``expires`` also before days; ``expiry_of`` names what has a month and year. A range of
    weekdays may be joined by ``weekday_joint`` as well as a dash (its word is said); weekdays of
    ``weekday_small`` count before figures in small letters too, with ``weekday_lead`` between.
    ``dashed``: 12-05-24 is a date.
    ``written`` is a further way to write a whole date in figures, with groups ``day``, ``month``,
    ``year``; a group ``ending`` of ``decade`` is said as written. ``era_before`` and
    ``years_named`` stand before a year (AD 1066, FY2023). ``expiry_leads`` are words before a
    card's month and year and how they are said then (Spanish "el 12/26": "en"). Two figures
    of a year below ``pivot`` are of 2000 and after, the others of the century before; without it
    they are said as written.
    """

    order: Literal["mdy", "dmy", "ymd"] = "dmy"
    numeric: Literal["mdy", "dmy"] = "dmy"
    templates: Words = {}
    day: Literal["ordinal", "cardinal"] = "cardinal"
    first: str = ""
    months: dict[str, tuple[str, ...]] = {}
    weekdays: Words = {}
    weekday_joint: Words = {}
    weekday_lead: Pattern = "(?!)"
    weekday_small: tuple[str, ...] = ()
    dashed: bool = False
    day_suffix: Pattern = ""
    of: Pattern = ""
    before: Pattern = "(?!)"
    short: Pattern = "(?!)"
    short_sure: Pattern = "(?!)"
    written: Pattern = "(?!)"
    expiry: Pattern = "(?!)"
    expires: Pattern = "(?!)"
    expiry_of: Pattern = "(?!)"
    expiry_leads: Words = {}
    pivot: int = 0
    decade: Pattern = ""
    decade_repair: Repairs = ()
    era: Words = {}
    era_before: Words = {}
    quarter: Quarter = Quarter.model_construct()
    years_named: Words = {}
    utc: str = ""


class DayPart(Part):
    """What is said for the half of the day, from an hour (24 h) on."""

    start: int
    say: str


class Clock(Part):
    """Times of day; ``dotted``: "12.15" is a time without any mark, or behind a
    word of ``dotted_after``;
    ``leads`` are words before a time and how they are said where it begins with ``leads_to``
    (Italian "alle" before "una": "all'");
    ``range_repair`` shortens the first of two times ("nine to eleven"), joined by a dash or the
    words of ``range_words`` ("between nine and eleven"); ``marked`` is the template
    where the hour mark is written behind the minutes, ``minutes_24`` the one from ten minutes on
    where the hour is past twelve or zero. Behind the words of ``before`` a bare figure is an hour.
    Templates have ``{h}``, ``{m}``, ``{part}``.
    ``duration`` is a length with the words before it ("lasts 2h30"): hours and minutes are named.
    ``halves`` are the words for a half of the day behind the figures: past twelve the hours begin
    anew before them ("15h da tarde": three).
    """

    separator: Pattern = ":"
    mark: Pattern = ""
    before: Pattern = ""
    between: Pattern = ""
    dotted: bool = False
    dotted_after: Pattern = ""
    am: Pattern = ""
    pm: Pattern = ""
    parts: tuple[DayPart, ...] = ()
    gender: str = ""
    whole: str = "{h}"
    whole_24: str = ""
    whole_part: str = "{h} {part}"
    minutes: str = "{h} {m}"
    minutes_oh: str = ""
    minutes_24: str = ""
    marked: str = ""
    duration: Pattern = "(?!)"
    halves: Pattern = "(?!)"
    special: Words = {}
    noon: str = ""
    midnight: str = ""
    polish: Repairs = ()
    seconds_link: str = ""
    range_repair: Repairs = ()
    leads: Words = {}
    leads_to: Pattern = "(?!)"
    range_words: Pattern = "(?!)"
