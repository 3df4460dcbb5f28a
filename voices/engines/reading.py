"""What engines read: an utterance as stretches of plain words with the division after each.

Conventions: pauses are in seconds; a stretch is a token, or a pause group of one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from normalizers.utterance import Break, Token, Utterance


class Division(StrEnum):
    """How speech goes on after a stretch: a `Break`, or the pause inside a number or code."""

    NONE = "none"
    GROUP = "group"
    PHRASE = "phrase"
    SENTENCE = "sentence"
    QUESTION = "question"
    EXCLAMATION = "exclamation"


# Between groups 200 to 500 ms, typical 320 (memory of Baumann & Trouvain 2001, German telephone
# numbers). Between paragraphs: judgement.
GROUP_PAUSE_S = 0.32
PARAGRAPH_PAUSE_S = 0.6

_KEPT_CATEGORIES = ("L", "M", "N")
# Joiners shape words of Persian and the Indic scripts; the interpunct is Catalan's.
_KEPT = frozenset("'’-·\u200c\u200d")
_JOINERS = re.compile("['’·\u200c\u200d-]{2,}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one token that are said without a pause.

    ``words`` are plain; ``ipa`` is the token's prescribed pronunciation or None; ``pause_s`` is
    the least pause after it, None to leave it to the engine.
    """

    token: int
    words: tuple[str, ...]
    ipa: str | None
    division: Division = Division.NONE
    pause_s: float | None = None


def plain(text: str) -> str:
    """A text as words alone, single spaces between them: nothing in it is a command.

    Letters, marks, digits, apostrophes, hyphens and joiners stay, all else becomes space.

    >>> plain("one [[t'u:]] <b>three</b> \\x01A")
    "one t'u b three b A"
    """
    kept = (
        letter if letter in _KEPT or unicodedata.category(letter)[0] in _KEPT_CATEGORIES else " "
        for letter in text
    )
    words = (_tidy(word) for word in "".join(kept).split())
    return " ".join(word for word in words if any(letter.isalnum() for letter in word))


def _tidy(word: str) -> str:
    """A word with single joiners, between its letters; an apostrophe may also begin or end it.

    Measured: espeak-ng 1.52 crashes in Vietnamese on an apostrophe before a hyphen.
    """
    single = _JOINERS.sub(lambda run: "-" if "-" in run[0] else run[0][0], word)
    return single.strip("-·\u200c\u200d")


def stretches(utterance: Utterance) -> tuple[Stretch, ...]:
    """The stretches of an utterance, in order; tokens without words only divide.

    The first of several breaks between two words decides the division, unless it is a phrase's;
    an utterance without a final break ends as a sentence.
    """
    found: list[Stretch] = []
    for index, token in enumerate(utterance.tokens):
        found += _of_token(index, token)
        if found and token.break_after is not Break.NONE:
            found[-1] = _divided(found[-1], token.break_after)
    if found and found[-1].division in (Division.NONE, Division.PHRASE):
        found[-1] = replace(found[-1], division=Division.SENTENCE)
    return tuple(found)


def _of_token(index: int, token: Token) -> list[Stretch]:
    if token.ipa:
        words = tuple(plain(token.spoken).split()) or (token.written,)
        return [Stretch(index, words, token.ipa)]
    groups = (tuple(plain(group).split()) for group in token.groups or (token.spoken,))
    spoken = [words for words in groups if words]
    parts = [Stretch(index, words, None, Division.GROUP, GROUP_PAUSE_S) for words in spoken[:-1]]
    return parts + [Stretch(index, words, None) for words in spoken[-1:]]


def _divided(stretch: Stretch, division: Break) -> Stretch:
    if division is Break.PARAGRAPH:
        stretch = replace(stretch, pause_s=PARAGRAPH_PAUSE_S)
        division = Break.SENTENCE
    if stretch.division in (Division.NONE, Division.PHRASE):
        stretch = replace(stretch, division=Division(division.value))
    return stretch
