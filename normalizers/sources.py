"""Where a rule comes from: the locale file and the entry that decided.

Conventions: ``FILE: path`` with the nearest file of the locale's chain that has the entry, else
the section; a rule without data in a file is named with the module that holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from locales import get
from locales.load import raw

# A rule's section of a locale file, by its id or by the part before the dot.
_SECTIONS = {
    "abbreviation": "abbreviations",
    "abbreviation.before_number": "before_number",
    "abbreviation.compound": "compounds",
    "abbreviation.dotted": "letters",
    "abbreviation.said": "said",
    "abbreviation.spelled": "spelled",
    "address": "address",
    "code.context": "codes",
    "code.last_digits": "codes",
    "code.number_sign": "numbers",
    "code.version": "codes",
    "date": "dates",
    "date.year": "numbers",
    "measure": "units",
    "measure.feet_inches": "feet_inches",
    "measure.inches": "feet_inches",
    "measure.split": "units_split",
    "money": "money",
    "name": "names",
    "number": "numbers",
    "number.fraction": "fractions",
    "number.ordinal": "ordinals",
    "number.ordinal_dotted": "ordinals",
    "number.percent": "units",
    "number.roman": "names",
    "number.roman_ordinal": "ordinals",
    "range": "numbers",
    "symbol": "symbols",
    "symbol.minus": "numbers",
    "symbol.slash": "web",
    "telephone": "telephone",
    "time": "clock",
    "web": "web",
}
# The one entry that a rule is about, where its id names it.
_ENTRIES = {
    "address.house": "house",
    "code.context": "before",
    "code.last_digits": "last",
    "code.version": "version",
    "number.ratio": "ratio",
    "number.sign": "number_sign",
    "code.number_sign": "number_sign",
    "range.dash": "range",
    "symbol.minus": "minus",
    "date.year": "years",
    "date.decade": "decade",
    "date.era": "era",
    "date.expiry": "expiry",
    "time.noon_midnight": "noon",
}
_MODULES = {
    "code": "codes", "date": "dates", "markdown": "markdown", "money": "money", "name": "names",
    "number": "numbers", "option": "words", "punctuation": "words", "say-as": "say_as",
    "symbol": "words", "time": "clock", "word": "words", "web": "web", "emoji": "emoji",
    "measure": "quantities", "telephone": "telephone", "address": "addresses",
    "abbreviation": "abbreviations", "range": "pipeline", "ssml": "markup",
}  # fmt: skip
_WITHIN = frozenset({"money", "units", "units_split"})
_DEPTH = 4


def source_of(rule: str, written: str, tag: str) -> str:
    """File and entry that decided how ``written`` is read in a locale.

    >>> source_of("telephone.es_three", "612 345 678", "es-MX")
    'root.yaml: telephone.plans.34.forms.es_three'
    >>> source_of("abbreviation.listed", "etc.", "en-GB"), source_of("word.plain", "hi", "en-GB")
    ('en.yaml: abbreviations.etc.', 'normalizers/words.py: word.plain')
    """
    return _source(rule.removeprefix("root."), " ".join(written.split())[:100], tag)


@lru_cache(maxsize=16_384)
def _source(rule: str, written: str, tag: str) -> str:
    family = rule.partition(".")[0]
    if rule == "lexicon":
        return f"lexicon: {written}"
    if rule == "emoji.name":
        return f"locales/emoji: {written}"
    section = _SECTIONS.get(rule) or _SECTIONS.get(family)
    chain = get(tag).chain
    having = [(file, raw(file)[section]) for file in chain if section and section in raw(file)]
    for find in (_entry, _part):
        for file, data in having:
            path = find(data, str(section), rule, written)
            if path is not None:
                return f"{file}.yaml: {'.'.join((str(section), *path))}"
    if having and family != "symbol":
        return f"{having[0][0]}.yaml: {section}"
    if section and chain == ("root",):
        return f"CLDR and num2words: {rule}"
    return f"normalizers/{_MODULES.get(family, family.replace('-', '_'))}.py: {rule}"


def _entry(data: Any, section: str, rule: str, written: str) -> tuple[str, ...] | None:
    """The path in a section to a form of that id, or to the entry for what is written."""
    if isinstance(data, list):
        return (written,) if written in data else None
    if not isinstance(data, dict):
        return ()
    if rule in _ENTRIES and _ENTRIES[rule] in data:
        return (_ENTRIES[rule],)
    name = rule.partition(".")[2]
    known = section == "telephone" or not written.isdigit()  # 1 is no entry of numbers
    forms = {written, written.rstrip("."), f"{written}."} if known else set()
    for path, key, value in _walk(data):
        if isinstance(value, list):
            if any(isinstance(form, dict) and form.get("id") == name for form in value):
                return (*path, key, name)
        elif key in forms:
            return (*path, key)
    return None


def _part(data: Any, section: str, _rule: str, written: str) -> tuple[str, ...] | None:
    """The path to the longest key that is a part of what is written: the € of "5 €"."""
    if section not in _WITHIN or not isinstance(data, dict):
        return None
    found = [(*path, key) for path, key, _ in _walk(data) if key in written and not key.isalpha()]
    words = set(written.replace("/", " / ").strip("0123456789.,' ").split())
    found += [(*path, key) for path, key, _ in _walk(data) if key in words]
    return max(found, key=lambda path: len(path[-1]), default=None)


def _walk(
    data: dict[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    for key, value in data.items():
        yield path, key, value
        if isinstance(value, dict) and len(path) < _DEPTH:
            yield from _walk(value, (*path, key))
