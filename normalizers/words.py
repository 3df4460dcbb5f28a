"""What no finder claimed: plain words, punctuation, symbols, stray digits.

Conventions: spoken words hold letters, marks of letters, apostrophes and hyphens only; rule ids
are ``word.*``, ``symbol.*``, ``punctuation``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from locales.schema import Locale
from normalizers.classify import Candidate, Piece, Reading
from normalizers.late import late
from normalizers.markdown import LEFT
from normalizers.numerals import Numerals
from normalizers.remembered import remembered
from normalizers.scan import any_of

_LETTERS = r"[^\W\d_]+"
_PIECE = (
    rf"(?P<word>{_LETTERS}(?:['·-]{_LETTERS})*'?(?![^\W_]))"
    rf"|(?P<letters>{_LETTERS})"
    r"|(?P<digits>\d+)"
    r"|(?P<mark>[.!?…。！？]+(?:[\"'”»)\]]+[.!?…]*)*|[,;:،、；：]+|[—–]+|[\"“”„‟«»‹›‘‚()\[\]{}¿¡]+)"
    r"|(?P<other>[^\s])"
)


# Blocks of Unicode that hold vowel signs, tones and points; most texts have none of them.
_MAY_HOLD_MARKS = late(
    "[\u0300-\u036f\u0483-\u1dff\u20d0-\u2fff\ua66f-\ufe2f\U00010000-\U0001ffff]"
)


@lru_cache(maxsize=1)
def _marked() -> str:
    """Letters with the signs that belong to them (categories Mn and Mc), as NFC leaves them: the
    vowels of Devanagari and Thai, the points of Hebrew and Arabic."""
    signs = (chr(code) for code in range(0x300, 0x1F000))
    own = "".join(sign for sign in signs if unicodedata.category(sign) in ("Mn", "Mc"))
    return rf"[^\W\d_](?:[^\W\d_]|[{own}])*"


@lru_cache(maxsize=64)
def _pattern(clitics: tuple[str, ...], *, marked: bool = False) -> re.Pattern[str]:
    """Words, marks and the rest; words that begin with an apostrophe are the locale's own."""
    piece = _PIECE.replace(_LETTERS, _marked()) if marked else _PIECE
    if not clitics:
        return late(piece)
    own = any_of(clitics)
    clitic = rf"(?P<clitic>(?<![^\W_])'(?:{own})(?![^\W_'])(?:-[^\W\d_]+)*(?![^\W_]))"
    return late(f"{clitic}|{piece}")


# What a kept text may not hold: brackets and signs that engines take for commands (SSML, espeak-ng
# phonemes and text commands), and backslashes.
_COMMANDS = late(r"[<>\[\]{}&|\\\x00-\x1f]+")
KEPT = "option.keep"
PLAIN = "word.plain"  # its spoken words are what ``plain`` gave
_MARK = Reading("", "punctuation")
_LONG = 40  # characters of a word that is remembered


def written(text: str) -> Reading:
    """A text as it is written, for an engine that reads it itself; no engine's commands."""
    kept = " ".join(_COMMANDS.sub(" ", text).split())
    return Reading(kept, KEPT)


_WORD = late(r"[^\W\d_]{2,}(?![^\W_])")


@remembered(65_536)
def plain(text: str) -> str:
    """Words that may be spoken: letters, their marks, apostrophes, hyphens, single spaces.

    >>> plain("[[x]] A&B <b> it's 9")
    "x A B b it's"
    """
    kept = []
    for letter in text:
        category = unicodedata.category(letter)
        if (category[0] in "LM" and letter not in "ªº") or letter in "'-":
            kept.append(letter)
        else:
            kept.append(" ")
    words = (word.strip("-") for word in "".join(kept).split())
    return " ".join(word for word in words if any(letter.isalpha() for letter in word))


def _quoted(piece: str) -> Reading:
    """A plain word; its last apostrophe closes a quotation."""
    spoken = plain(piece.rstrip("'")) or plain(piece)
    return Reading(spoken, PLAIN)


def _number(words: Numerals, letter: str) -> str:
    """A character that is a number without being a decimal digit: ², ½, Ⅷ, ①."""
    value = unicodedata.numeric(letter, None)
    if value is None or value < 0:
        return ""
    if value != int(value):
        parts = unicodedata.normalize("NFKD", letter).split("⁄")
        return " ".join(words.cardinal(int(part)) for part in parts if part.isdecimal())
    return words.cardinal(int(value))


def pieces(locale: Locale, words: Numerals, text: str, start: int, end: int) -> list[Piece]:
    """Pieces of a stretch that nothing else claimed, in order; none holds a blank."""
    found: list[Piece] = []
    at = start
    for part in text[start:end].split(" "):
        if part:
            known = _known(part) if len(part) <= _LONG else None
            if known is None:
                quotes = text.count("'", start, end) > 1
                found += _read(locale, words, text, at, at + len(part), quotes=quotes)
            else:
                for place, stop, kind, reading in known:
                    found.append((at + place, at + stop, kind, reading, 0))
        at += len(part) + 1
    return found


@remembered(16_384)
def _known(part: str) -> tuple[tuple[int, int, str, Reading], ...] | None:
    """The pieces of what holds words and marks only, which are the same wherever it stands."""
    if "'" in part:
        return None
    found = []
    marked = not part.isascii() and _MAY_HOLD_MARKS.search(part) is not None
    for match in _pattern((), marked=marked).finditer(part):
        kind, piece = match.lastgroup, match.group()
        if kind == "mark":
            found.append((*match.span(), "punctuation", _MARK))
        elif kind in ("word", "letters") and not (len(piece) == 1 and piece.isnumeric()):
            found.append((*match.span(), "word", Reading(plain(piece), PLAIN)))
        else:
            return None
    return tuple(found)


def _read(
    locale: Locale, words: Numerals, text: str, start: int, end: int, *, quotes: bool
) -> Iterator[Candidate]:
    """The pieces of any stretch; ``quotes``: apostrophes may be quotation marks."""
    marked = _MAY_HOLD_MARKS.search(text, start, end) is not None
    for match in _pattern(locale.clitics, marked=marked).finditer(text, start, end):
        kind, piece = match.lastgroup, match.group()
        place, stop = match.span()
        if kind in ("word", "letters") and not (len(piece) == 1 and piece.isnumeric()):
            # Before a letter it is an elision: "l'av. Foch".
            quoted = quotes and piece[-1] == "'" and not text[stop : stop + 1].isalnum()
            reading = _quoted(piece) if quoted else Reading(plain(piece), PLAIN)
            yield Candidate(place, stop, "word", reading)
        elif kind == "mark":
            yield Candidate(place, stop, "punctuation", _MARK)
        elif kind == "clitic":
            yield Candidate(place, stop, "word", Reading(plain(piece), "word.clitic"))
        elif kind == "digits":
            small = len(piece) <= 2 and piece.isascii() and piece[0] != "0"
            spoken = words.cardinal(int(piece)) if small else words.digits(piece)
            yield Candidate(place, stop, "number", Reading(spoken, "number.stray_digits"))
        else:
            yield _symbol(locale, words, match)


def _rate(locale: Locale, text: str, place: int) -> bool:
    """Whether a stroke stands before a span of time or a thing counted: times/day."""
    rules = locale.money
    behind = _WORD.match(text, place + 1)
    return bool(
        rules.per_word
        and text[place - 1 : place].isalpha()
        and behind
        and rules.per.get(behind.group()) == behind.group()
    )


def _symbol(locale: Locale, words: Numerals, match: re.Match[str]) -> Candidate:
    letter = match.group()
    text, place = match.string, match.start()
    between = text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum()
    if letter == "/" and _rate(locale, text, place):
        reading = Reading(locale.money.per_word, "symbol.per")
    elif letter == "/" and between and "/" in locale.web.symbols:
        reading = Reading(locale.web.symbols["/"], "symbol.slash")
    elif letter in locale.symbols:
        reading = Reading(locale.symbols[letter], "symbol.listed")
    elif letter == LEFT:
        reading = Reading("", "markdown.address")
    elif letter.isnumeric():
        reading = Reading(_number(words, letter), "symbol.numeral")
    else:
        reading = Reading("", "symbol.silent")
    kind = "symbol" if reading.spoken else "punctuation"
    return Candidate(match.start(), match.end(), kind, reading)
