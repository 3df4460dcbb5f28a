"""Letters and digits one by one, in groups that a listener can write down.

Conventions: a group holds at most four characters; letters are capitals (the engine names them)
unless the locale's file gives their names.
"""

from __future__ import annotations

from itertools import groupby

from locales.schema import Locale
from normalizers.late import late
from normalizers.numerals import Numerals

_SIGNS = late(r"[^\w]+")
_RUNS = late(r"[0-9]+|[^\W\d_]+")


def chunks(run: str) -> list[str]:
    """Cut a run of characters into groups of three, the last of three or four (or two).

    Source: grouping of telephone digits (Baumann 2001: groups of 2-3; never a final single).

    >>> chunks("1234567"), chunks("12345"), chunks("123456789012"), chunks("1234")
    (['123', '4567'], ['123', '45'], ['123', '456', '789', '012'], ['1234'])
    """
    if len(run) <= 4:
        return [run]
    if len(run) == 16:
        return [run[at : at + 4] for at in range(0, 16, 4)]
    rest = len(run) % 3
    cut = len(run) - (4 if rest == 1 else rest)
    return [run[at : at + 3] for at in range(0, cut, 3)] + ([run[cut:]] if cut < len(run) else [])


def letters(locale: Locale, text: str) -> str:
    """Letters by name, in the locale's words where it has them."""
    names = locale.letters
    return " ".join([names.get(letter.upper(), letter.upper()[:1]) for letter in text])


def characters(locale: Locale, words: Numerals, text: str) -> str:
    """Letters and digits of a stretch, one by one; doubled digits where the locale says so."""
    parts = []
    for run in _RUNS.findall(text):
        if run[0].isdigit():
            parts.append(doubled(locale, words, run))
        else:
            parts.append(letters(locale, run))
    return " ".join(parts)


def singly(locale: Locale, words: Numerals, digits: str) -> str:
    """Digits one by one, zero as the locale says it on the telephone."""
    rules, named = locale.telephone, words.digit_words
    own = {"0": rules.zero or named[0], "6": rules.six or named[6]}
    return " ".join([own.get(one) or named[int(one)] for one in digits])


def doubled(locale: Locale, words: Numerals, digits: str) -> str:
    """Digits one by one, with "double" and "triple" where the locale has the words."""
    rules = locale.telephone
    if not rules.double and not rules.triple:
        return singly(locale, words, digits)
    spoken: list[str] = []
    for digit, run in groupby(digits):
        word = {"0": rules.zero, "6": rules.six}.get(digit) or words.digit_words[int(digit)]
        count = len(list(run))
        if count == 2 and rules.double:
            spoken.append(f"{rules.double} {word}")
        elif count == 3 and rules.triple:
            spoken.append(f"{rules.triple} {word}")
        elif count == 4 and rules.double:
            spoken += [f"{rules.double} {word}"] * 2
        else:
            spoken += [word] * count
    return " ".join(spoken)


def grouped(locale: Locale, words: Numerals, text: str) -> tuple[str, ...]:
    """Pause groups of a code: as written where it has separators, else by letters and digits.

    A part that alternates more than twice is cut by threes whatever it holds.
    """
    groups: list[str] = []
    for part in _SIGNS.split(text):
        for run in _merged(_RUNS.findall(part)) if len(part) > 4 else [part]:
            halved = locale.codes.eights and len(run) == 8 and run.isdigit()
            pieces = [run[:4], run[4:]] if halved else chunks(run)
            groups += [characters(locale, words, piece) for piece in pieces]
    return tuple(group for group in groups if group)


def _merged(runs: list[str]) -> list[str]:
    """Runs of one code, short neighbours joined: "6", "A", "123" gives "6A", "123"."""
    if len(runs) > 3:
        return ["".join(runs)]
    merged: list[str] = []
    for run in runs:
        if merged and len(merged[-1]) + len(run) <= 3:
            merged[-1] += run
        else:
            merged.append(run)
    return merged
