"""Text made plain for the rules, with the way back to the text as typed.

Conventions: ``Clean.text`` is NFC, without control and zero-width characters, with one kind of
space, apostrophe and hyphen; ``span(a, b)`` gives the typed characters that a stretch came from.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import NamedTuple

from locales.errors import TextError, shown
from normalizers.late import late
from normalizers.utterance import Span

MAX_CHARACTERS = 20_000  # an hour of speech; the limit is a judgement

# Unicode: spaces, apostrophes and hyphens that mean the same as the ASCII ones.
_SAME = {
    **dict.fromkeys(
        "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009", " "
    ),
    **dict.fromkeys("\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("\u2018\u2019\u02bc\uff07\u02b9", "'"),
    **dict.fromkeys("\u2010\u2011\u2212\ufe63\uff0d", "-"),
    "\u2028": "\n",
    "\u2029": "\n",
    "\r": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "\x85": "\n",
}
_GONE = late(
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ue000-\uf8ff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_CHANGES = late(f"{_GONE.pattern}|[{''.join(map(re.escape, _SAME))}]|[\uff01-\uff5e]")
# Joiners and tags inside an emoji sequence (UTS 51) are part of it; elsewhere they say nothing.
_HELD = late(
    "(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
    "|(?<=\U0001f3f4)[\U000e0020-\U000e007f]+"
)
_BINARY = late("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")


class Clean(NamedTuple):
    """Cleaned text; ``starts`` and ``ends`` map each character back, None where nothing moved."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """The typed characters behind ``text[start:end]`` (not empty)."""
        return Span(*self.places(start, end))

    def places(self, start: int, end: int) -> tuple[int, int]:
        """The span's two ends."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def part(self, start: int, end: int) -> Clean:
        """``text[start:end]`` with its own way back."""
        text = self.text[start:end]
        if self.starts is not None and self.ends is not None:
            return Clean(text, self.starts[start:end], self.ends[start:end])
        places = range(start, start + len(text))
        return Clean(text, tuple(places), tuple(place + 1 for place in places))

    def joined(self, other: Clean) -> Clean:
        """Two parts that both have a way back, as one."""
        return Clean(
            self.text + other.text,
            (*(self.starts or ()), *(other.starts or ())),
            (*(self.ends or ()), *(other.ends or ())),
        )

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        r"""Where the typed characters ``start`` to ``end`` lie in ``text``; empty if none is left.

        >>> clean("a \u200b\u2019b").stretch(2, 4)
        (2, 3)
        """
        if self.starts is None:
            return start, end
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def check(text: str) -> None:
    """Refuse what is not a text to be read. Raises TextError.

    A text is blank, over 20,000 characters, or binary: a NUL, or one control character in ten.
    """
    if not isinstance(text, str):
        raise TextError(f"text is {shown(type(text).__name__)}, not characters; give a string")
    if len(text) > MAX_CHARACTERS:
        raise TextError(
            f"text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read: split it"
        )
    if not text.strip():
        raise TextError("text is empty; give something to say")
    if not _is_plain(text):
        count = len(text) if "\x00" in text else controls(text)
        refuse_binary(text, count, len(text))


def _is_plain(text: str) -> bool:
    """Whether a text holds nothing but the printed characters of ASCII."""
    return text.isascii() and text.isprintable()


def controls(text: str) -> int:
    """How many characters of a text are controls that no text has."""
    return len(_BINARY.findall(text))


def refuse_binary(text: str, count: int, length: int) -> None:
    """Raise TextError where one character in ten is a control; ``text`` is to be shown."""
    if count * 10 > length:
        raise TextError(
            f"text {shown(text, 30)} is binary (control characters); give UTF-8 plain text"
        )


def clean(text: str) -> Clean:
    """Make text plain.

    >>> c = clean("cafe\\u0301 \\u20189\\u2019")
    >>> c.text, c.span(3, 4)
    ("café '9'", Span(start=3, end=5))
    """
    if _is_plain(text) or (unicodedata.is_normalized("NFC", text) and not _CHANGES.search(text)):
        return Clean(text)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    held = {place for match in _HELD.finditer(text) for place in range(*match.span())}
    index = 0
    while index < len(text):
        end = index + 1
        if text[index : end + 1] == "\r\n":
            index, end = end, end + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        cluster = text[index:end]
        plain = text[index] if index in held else _plain(cluster)
        letters += plain
        if plain == cluster:  # each character on its own, as where the whole text is plain
            starts += range(index, end)
            ends += range(index + 1, end + 1)
        else:
            starts += [index] * len(plain)
            ends += [end] * len(plain)
        index = end
    return Clean("".join(letters), tuple(starts), tuple(ends))


def settled(text: str, start: int = 0) -> int:
    r"""How many characters are cleaned alike whatever text follows, and apart from what follows.

    The last character may get marks or be joined to an emoji; ``start`` is a place before which
    nothing is settled.

    >>> settled("cafe\u0301"), settled("a\r"), settled("a\r\n")
    (3, 1, 1)
    """
    for end in range(len(text) - 1, max(start, 1) - 1, -1):
        before, here = text[end - 1], text[end]
        joined = before == "\u200d" or here == "\u200d" or "\U000e0020" <= here <= "\U000e007f"
        if not joined and not unicodedata.combining(here) and (before, here) != ("\r", "\n"):
            return end
    return 0


def _plain(cluster: str) -> str:
    cluster = _GONE.sub("", cluster)
    if not cluster:
        return ""
    if "\uff01" <= cluster[0] <= "\uff5e":
        cluster = chr(ord(cluster[0]) - 0xFEE0) + cluster[1:]
    composed = unicodedata.normalize("NFC", cluster)
    return "".join(_SAME.get(letter, letter) for letter in composed)
