"""Abbreviations from the locale's list, dotted letters (U.S.A.), and acronyms in capitals.

Conventions: an abbreviation counts in the case it is listed in; the full stop of one that ends
its sentence stays behind as punctuation; rule ids are ``abbreviation.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.gates import gated, together
from normalizers.late import late
from normalizers.scan import any_of, compiled
from normalizers.spelling import letters
from normalizers.split import ends_sentence
from normalizers.web import pronounceable

_DOTTED = compiled(r"(?<![^\W_])(?<!['.])(?:[^\W\d_]\.){2,8}(?:[^\W\d_](?![^\W_]))?")
_INNER_STOP = late(r"[a-z]\.[a-z]+\.$")
_CAPITALS = compiled(
    # An elided word before them is said with them: "l'UE".
    r"(?<![^\W_])(?<!['.])(?P<elided>[^\W\d_A-Z]{1,5}'|[A-Z][^\W\d_A-Z]?')?"
    r"(?P<word>[^\W\d_a-z]{2,5}(?:s(?![^\W_]))?)(?![^\W_])"
)


def finder(locale: Locale) -> Finder:
    """Proposes abbreviations and acronyms."""
    parts = (
        _listed(locale),
        _counted(locale),
        _compounds(locale),
        _dotted(locale),
        _acronyms(locale),
    )

    return together(*parts)


def _candidate(start: int, end: int, spoken: str, rule: str, priority: int = 0) -> Candidate:
    return Candidate(start, end, "abbreviation", Reading(spoken, rule), priority)


def _ended(spoken: str, ending: str | None) -> str:
    """A word or letters with the ending written behind a mark: "SJ:s" is "S J's"."""
    mark = "'" if spoken[-1:].isupper() else ""
    return f"{spoken}{mark}{ending.lstrip(':-')}" if ending else spoken


def _listed(locale: Locale) -> Finder:
    table = locale.abbreviations
    inner = frozenset(locale.inner)
    keys = sorted(table, key=len, reverse=True)
    pattern = compiled(
        # A hyphen goes on with a word behind letters ("KvK-nummer"), not behind a full stop.
        # Behind an apostrophe only where an article is elided: "l'art. 5", "d'env. 3".
        rf"(?<![^\W_])(?<![-.@/])(?:(?<!')|(?<=[lLdD]'))"
        rf"(?P<key>{'|'.join(map(re.escape, keys)) or '(?!)'})"
        rf"(?![^\W_]|'[^\W\d_]|(?<![^\W\d_])-[^\W\d_])(?P<ending>(?:{locale.endings})(?![^\W_]))?"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text):
            end = match.end()
            final = match["key"] not in inner or not text[end:].strip()
            if text[end - 1] == "." and final and ends_sentence(text, end - 1):
                end -= 1
            sure = _sure(match["key"])
            spoken = _ended(table[match["key"]], match["ending"])
            yield _candidate(match.start(), end, spoken, "abbreviation.listed", sure)

    return gated(find, pattern)


def _sure(key: str) -> int:
    """How sure a listed form is: one of several words, figures or strokes leaves nothing else to
    read ("av. J.-C." is no avenue, the t of "12 t/m 15" no ton)."""
    if any(map(str.isdigit, key)):
        return 60
    if "/" in key[1:-1]:
        return 48
    if _INNER_STOP.search(key):
        return 65  # "p.es." is no web address
    return 45 if " " in key else 2


def _counted(locale: Locale) -> Finder:
    table = locale.before_number
    keys = any_of(table)
    pattern = compiled(
        rf"(?<![^\W_])(?P<key>{keys})"
        rf"(?= ?#?(?:[A-Z]{{1,4}}[- ]?)?[0-9]|:? (?:{locale.number_is})(?![^\W_]))"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text):
            spoken = table[match["key"]]
            yield _candidate(*match.span(), spoken, "abbreviation.before_number", 2)

    return gated(find, pattern)


def _compounds(locale: Locale) -> Finder:
    """A word whose second half is abbreviated: "Bestellnr."."""
    table = locale.compounds
    keys = any_of(table)
    pattern = compiled(
        rf"(?<![^\W_])(?<![-'.@/])(?P<stem>[^\W\d_]{{2,40}}(?:-[^\W\d_]{{1,40}}){{0,3}}?)"
        rf"(?P<key>{keys})(?![^\W_])"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in pattern.finditer(text) if table else ():
            if match.group() in locale.abbreviations:
                continue
            end = match.end()
            if text[end - 1] == "." and not text[end:].strip():
                end -= 1
            spoken = match["stem"] + table[match["key"]]
            if match["stem"] in locale.abbreviations:
                spoken = f"{locale.abbreviations[match['stem']]} {table[match['key']]}"
            elif match["stem"] in locale.spelled:
                spoken = f"{letters(locale, match['stem'])} {table[match['key']]}"
            elif match["stem"].isupper():
                spoken = f"{match['stem']} {table[match['key']]}"
            yield _candidate(match.start(), end, spoken, "abbreviation.compound", 3)

    return gated(find, pattern)


def _dotted(locale: Locale) -> Finder:
    def find(text: str) -> Iterator[Candidate]:
        for match in _DOTTED.finditer(text):
            end = match.end()
            if text[end - 1] == "." and ends_sentence(text, end - 1):
                end -= 1
            spoken = letters(locale, "".join(filter(str.isalpha, match.group())))
            yield _candidate(match.start(), end, spoken, "abbreviation.dotted", 1)

    return gated(find, _DOTTED)


def _acronyms(locale: Locale) -> Finder:
    web = locale.web
    spelled, said = frozenset(locale.spelled), frozenset(locale.said)
    ending = late(rf"(?:{locale.endings})(?![^\W_])")

    def shouting(text: str, match: re.Match[str]) -> bool:
        """Whether the words around are in capitals too: then these are words, not letters."""
        before = re.search(
            r"([^\W\d_]{2,})[^\w]+$", text[max(0, match.start() - 30) : match.start()]
        )
        behind = re.match(r"[^\w]+([^\W\d_]{2,})", text[match.end() : match.end() + 30])
        around = [found[1] for found in (before, behind) if found]
        return bool(around) and all(word.isupper() for word in around) and len(around) > 1

    def find(text: str) -> Iterator[Candidate]:
        for match in _CAPITALS.finditer(text):
            word, elided = match["word"], match["elided"] or ""
            plural = word[-1] == "s"
            word = word.removesuffix("s")
            tail = None if plural else ending.match(text, match.end())
            end = tail.end() if tail else match.end()
            if word in said:
                spoken = elided + match["word"] + (tail.group().lstrip(":-") if tail else "")
                yield _candidate(match.start(), end, spoken, "abbreviation.said")
                continue
            if word not in spelled and (
                elided[:1].isupper()
                or not word.isascii()
                or pronounceable(word.lower(), web.onsets, web.codas, web.vowels)
                or shouting(text, match)
            ):
                continue
            spoken = letters(locale, word)
            spoken = f"{spoken}'s" if plural else _ended(spoken, tail.group() if tail else None)
            yield _candidate(match.start(), end, elided + spoken, "abbreviation.spelled")

    return gated(find, _CAPITALS)
