"""What normalization returns: tokens that keep their place in the typed text.

Conventions: spans count characters of the text as typed, half open; they are ordered, disjoint
and inside the text, always. Spoken words are lower or upper case as the speech engine should
read them, without digits or symbols. Pause groups are the spoken words between pauses inside a
token (telephone numbers, codes).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Break(StrEnum):
    """How strongly speech is divided after a token."""

    NONE = "none"
    PHRASE = "phrase"
    SENTENCE = "sentence"
    QUESTION = "question"
    EXCLAMATION = "exclamation"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (half open) of the typed text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs from 0 forward, not {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Prosody:
    """How a stretch is said, against the voice's own way; the defaults change nothing.

    ``rate_ratio`` times its rate; ``pitch_st`` semitones and ``shift_hz`` Hz over its pitch, or
    over ``pitch_hz`` where one is asked; ``range_ratio`` times its spread of F0; ``volume_db``
    over its level; ``duration_s`` for the whole stretch; ``contour`` pairs of share of the
    stretch (0 to 1) and semitones.
    """

    rate_ratio: float = 1.0
    pitch_st: float = 0.0
    shift_hz: float = 0.0
    pitch_hz: float | None = None
    range_ratio: float = 1.0
    volume_db: float = 0.0
    duration_s: float | None = None
    contour: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """One word or entity of the text.

    ``kind`` is the semiotic class (``word``, ``punctuation``, ``telephone``, ``money`` ...);
    ``spoken`` is what is said ("" for punctuation); ``rule`` names the rule that decided;
    ``groups`` are the spoken words between pauses inside the token, None where there are none;
    ``ipa`` is a prescribed pronunciation of the whole token, None to leave it to the engine;
    ``break_after`` is the division that follows.

    Markup adds: ``pause_s``, the exact pause after the token, None to leave it to the engine
    (a break is a token of kind ``break`` without words); ``language`` (BCP 47) where it is not
    the utterance's; ``emphasis`` (strong, moderate, reduced, none); ``prosody``.
    """

    span: Span
    written: str
    kind: str
    spoken: str
    rule: str
    groups: tuple[str, ...] | None = None
    ipa: str | None = None
    break_after: Break = Break.NONE
    pause_s: float | None = None
    language: str | None = None
    emphasis: str | None = None
    prosody: Prosody | None = None

    def __post_init__(self) -> None:
        if self.groups is not None and " ".join(self.groups).split() != self.spoken.split():
            raise ValueError(f"groups {self.groups!r} do not add up to {self.spoken!r}")


@dataclass(frozen=True, slots=True)
class Utterance:
    """The text as typed, its locale (BCP 47) and its tokens.

    ``marks`` are names with the index of the token that they stand before (the number of tokens
    at the end); ``notes`` say in a line each what of a markup was unknown or is not realised.
    """

    text: str
    locale: str
    tokens: tuple[Token, ...]
    marks: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        end = 0
        for token in self.tokens:
            if token.span.start < end or token.span.end > len(self.text):
                raise ValueError(f"token {token.written!r} overlaps or leaves the text")
            end = token.span.end

    @property
    def spoken(self) -> str:
        """The words as said, single spaces between them, no punctuation.

        An elided word is written together with what follows it: "l'8" is "l'otto".
        """
        parts: list[str] = []
        end = -1  # where an elided word ends
        for token in self.tokens:
            if not token.spoken:
                continue
            joined = token.span.start == end and token.kind != "word"
            parts += [token.spoken] if joined or not parts else [" ", token.spoken]
            end = token.span.end if token.spoken.endswith("'") else -1
        return "".join(parts)

    def sentences(self) -> Iterator[tuple[Token, ...]]:
        """The tokens of each sentence, in order; a sentence holds at least one token."""
        start = 0
        for index, token in enumerate(self.tokens):
            if token.break_after not in (Break.NONE, Break.PHRASE):
                yield self.tokens[start : index + 1]
                start = index + 1
        if start < len(self.tokens):
            yield self.tokens[start:]
