"""What is handed to espeak-ng: the text of an utterance, and where each spoken word lies in it.

Plain words can carry no command: of a spoken text only letters, marks, digits, apostrophes,
hyphens and joiners are handed over; tags, brackets, entities, control bytes and NUL become spaces.
Divisions are made here, by punctuation of our own.

Conventions: offsets count characters of the text from 0, half open; pauses are in seconds.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from normalizers.utterance import Break, Token, Utterance

# Full-width marks divide as their ASCII counterparts do, but always: measured, an ASCII full stop
# before a small letter or after a single letter does not end a sentence.
MARKS = {
    Break.NONE: "",
    Break.PHRASE: "，",
    Break.SENTENCE: "。",
    Break.QUESTION: "？",
    Break.EXCLAMATION: "！",
    Break.PARAGRAPH: "。",
}
# Between the groups of a telephone number or code: continuation intonation, as after a comma.
GROUP_MARK = "；"
# Pause between groups: 200 to 500 ms, typical 320 (memory of Baumann & Trouvain 2001, German
# telephone numbers). Between paragraphs: judgement.
GROUP_PAUSE_S = 0.32
PARAGRAPH_PAUSE_S = 0.6
# The library cuts words at 160 bytes; 50 characters of any living script stay under it.
LONGEST_WORD = 50

_KEPT_CATEGORIES = ("L", "M", "N")
_KEPT = frozenset("'’-·‿\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Cue:
    """One spoken word: its place in the script's text, how it reads, and its token's index."""

    start: int
    end: int
    text: str
    token: int


@dataclass(frozen=True, slots=True)
class Script:
    """What is handed over: the ``text``, its spoken words in order, the least pause after some of
    them (word index -> s), and whether ``[[ ]]`` in it holds mnemonics."""

    text: str
    cues: tuple[Cue, ...]
    pauses: Mapping[int, float]
    phoneme_input: bool

    def cue_at(self, offset: int) -> int | None:
        """Index of the word that holds a character, or of the next one before it."""
        index = bisect_right(self.cues, offset, key=lambda cue: cue.start) - 1
        return index if index >= 0 else None


def plain(text: str) -> str:
    """A text as words alone, single spaces between them: nothing in it is a command.

    >>> plain("one [[t'u:]] <b>three</b> \\x01A")
    "one t'u b three b A"
    """
    kept = (
        letter if letter in _KEPT or unicodedata.category(letter)[0] in _KEPT_CATEGORIES else " "
        for letter in text
    )
    words = "".join(kept).split()
    return " ".join(word for word in words if any(letter.isalnum() for letter in word))


def is_letter_name(word: str, token: Token) -> bool:
    """Whether a word is a letter to be named, as in a code: one capital, not a word as typed.

    >>> from normalizers.utterance import Span
    >>> is_letter_name("A", Token(Span(0, 2), "A7", "code", "A seven", "code"))
    True
    """
    return len(word) == 1 and word.isupper() and token.kind != "word"


def letters(utterance: Utterance) -> frozenset[str]:
    """The letters of an utterance that are to be named, in lower case."""
    return frozenset(
        word.lower()
        for token in utterance.tokens
        if token.ipa is None
        for word in plain(token.spoken).split()
        if is_letter_name(word, token) and len(word.lower()) == 1
    )


def write(
    utterance: Utterance,
    *,
    prescribed: Mapping[int, tuple[str, ...]],
    letter_names: Mapping[str, str],
) -> Script:
    """The script of an utterance.

    ``prescribed`` gives the mnemonics of tokens (index -> one string a word) that have a
    prescribed pronunciation, ``letter_names`` the mnemonics of small letters.
    """
    writer = _Writer()
    division, paragraph = Break.NONE, False
    for index, token in enumerate(utterance.tokens):
        groups = _groups(token, index, prescribed, letter_names)
        if groups and writer.cues:
            writer.divide(MARKS[division], PARAGRAPH_PAUSE_S if paragraph else None)
        if groups:
            division, paragraph = Break.NONE, False
        for number, group in enumerate(groups):
            if number:
                writer.divide(GROUP_MARK, GROUP_PAUSE_S)
            for said, text in group:
                writer.add(said, text, index)
        paragraph = paragraph or token.break_after is Break.PARAGRAPH
        if division in (Break.NONE, Break.PHRASE) and token.break_after is not Break.NONE:
            division = token.break_after
    if writer.cues:
        writer.divide(MARKS[division] or MARKS[Break.SENTENCE], None)
    return Script("".join(writer.parts), tuple(writer.cues), writer.pauses, writer.phoneme_input)


class _Writer:
    """Collects the parts of a script and the offsets of its words."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.cues: list[Cue] = []
        self.pauses: dict[int, float] = {}
        self.phoneme_input = False
        self._length = 0

    def add(self, said: str, text: str, token: int) -> None:
        if self.parts:
            self._put(" ")
        start = self._length
        self._put(said)
        self.cues.append(Cue(start, self._length, text, token))
        self.phoneme_input = self.phoneme_input or said.startswith("[[")

    def divide(self, mark: str, pause_s: float | None) -> None:
        self._put(mark)
        if pause_s is not None:
            self.pauses[len(self.cues) - 1] = pause_s

    def _put(self, part: str) -> None:
        self.parts.append(part)
        self._length += len(part)


def _groups(
    token: Token,
    index: int,
    prescribed: Mapping[int, tuple[str, ...]],
    letter_names: Mapping[str, str],
) -> list[list[tuple[str, str]]]:
    """The token's words as (handed over, text), in their pause groups."""
    if index in prescribed:
        said = [f"[[{mnemonics}]]" for mnemonics in prescribed[index]]
        words = plain(token.spoken or token.written).split()
        if len(words) == len(said):
            return [list(zip(said, words, strict=True))]
        return [[(" ".join(said), " ".join(words) or token.written)]]
    groups = []
    for group in token.groups or (token.spoken,):
        words = plain(group).split()
        if words:
            groups.append([(_said(word, token, letter_names), word) for word in words])
    return groups


def _said(word: str, token: Token, letter_names: Mapping[str, str]) -> str:
    if is_letter_name(word, token) and word.lower() in letter_names:
        return f"[[{letter_names[word.lower()]}]]"
    pieces = [word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD)]
    return " ".join(pieces)
