"""What is handed to espeak-ng: the text of an utterance, and where each spoken word lies in it.

Words are plain (see `reading`); divisions are made here, by punctuation of our own, and ``[[ ]]``
is written here and in `espeak_accents` alone, around mnemonics that were made from IPA or that the
library itself read.

Conventions: offsets count characters of the script's text from 0, half open; pauses in seconds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace

from normalizers.utterance import Token, Utterance
from voices.engines.reading import Division, Stretch, plain, stretches

# Full-width marks divide as their ASCII counterparts do, but always: measured, an ASCII full stop
# before a small letter or after a single letter does not end a sentence. Groups get the
# semicolon: continuation intonation, as after a comma, and a longer pause.
MARKS = {
    Division.NONE: "",
    Division.GROUP: "；",
    Division.PHRASE: "，",
    Division.SENTENCE: "。",
    Division.QUESTION: "？",
    Division.EXCLAMATION: "！",
}
# The library cuts words at 160 bytes; 50 characters of any living script stay under it.
LONGEST_WORD = 50


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
        """Index of the word that holds a character, or of the last one before it."""
        index = bisect_right(self.cues, offset, key=lambda cue: cue.start) - 1
        return index if index >= 0 else None

    def said(self, cue: int) -> str:
        """What is handed over for a word."""
        return self.text[self.cues[cue].start : self.cues[cue].end]

    def with_words(self, said: Mapping[int, str]) -> Script:
        """A copy with other things handed over for some words (index -> with its ``[[ ]]``)."""
        parts: list[str] = []
        cues: list[Cue] = []
        length = last = 0
        for index, cue in enumerate(self.cues):
            between, word = self.text[last : cue.start], said.get(index, self.said(index))
            length += len(between)
            cues.append(replace(cue, start=length, end=length + len(word)))
            parts += [between, word]
            length, last = length + len(word), cue.end
        text = "".join([*parts, self.text[last:]])
        return Script(text, tuple(cues), self.pauses, self.phoneme_input or bool(said))


def is_letter_name(word: str, token: Token) -> bool:
    """Whether a word is a letter to be named, as in a code: one capital, not a word as typed.

    >>> from normalizers.utterance import Span
    >>> is_letter_name("A", Token(Span(0, 2), "A7", "code", "A seven", "code"))
    True
    """
    return len(word) == 1 == len(word.lower()) and word.isupper() and token.kind != "word"


def letters(utterance: Utterance) -> frozenset[str]:
    """The letters of an utterance that are to be named, in lower case."""
    return frozenset(
        word.lower()
        for token in utterance.tokens
        if not token.ipa
        for word in plain(token.spoken).split()
        if is_letter_name(word, token)
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
    parts: list[str] = []
    cues: list[Cue] = []
    pauses: dict[int, float] = {}
    length = 0
    for stretch in stretches(utterance):
        for said, text in _words(stretch, utterance, prescribed, letter_names):
            cues.append(Cue(length, length + len(said), text, stretch.token))
            parts += [said, " "]
            length += len(said) + 1
        mark = MARKS[stretch.division]
        if mark:
            parts[-1:] = [mark, " "]
            length += len(mark)
        if stretch.pause_s is not None:
            pauses[len(cues) - 1] = stretch.pause_s
    phoneme_input = any(part.startswith("[[") for part in parts)
    return Script("".join(parts).rstrip(), tuple(cues), pauses, phoneme_input)


def _words(
    stretch: Stretch,
    utterance: Utterance,
    prescribed: Mapping[int, tuple[str, ...]],
    letter_names: Mapping[str, str],
) -> list[tuple[str, str]]:
    """The stretch's words as (handed over, text)."""
    if stretch.token in prescribed:
        said = [f"[[{mnemonics}]]" for mnemonics in prescribed[stretch.token]]
        if len(stretch.words) == len(said):
            return list(zip(said, stretch.words, strict=True))
        return [(" ".join(said), " ".join(stretch.words))]
    token = utterance.tokens[stretch.token]
    return [(_said(word, token, letter_names), word) for word in stretch.words]


def _said(word: str, token: Token, letter_names: Mapping[str, str]) -> str:
    if is_letter_name(word, token) and word.lower() in letter_names:
        return f"[[{letter_names[word.lower()]}]]"
    pieces = [word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD)]
    return " ".join(pieces)
