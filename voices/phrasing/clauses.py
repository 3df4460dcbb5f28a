"""Sentences and their clauses: runs of spoken tokens, and what stands behind each.

Conventions: tokens by their index in the utterance; texts in small letters, without marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalizers.utterance import Break, Token, Utterance

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n|</p\s*>|<p[\s>]")
_BEHIND = re.compile(r"(?:\s|</?[ps](?:\s[^>]*)?>)*")


@dataclass(frozen=True, slots=True)
class Clause:
    """Spoken tokens between two divisions.

    ``texts`` are the tokens as written; ``division`` follows, with its ``marks``; ``exact`` says
    that markup gives the length of the pause.
    """

    tokens: tuple[int, ...]
    texts: tuple[str, ...]
    division: Break
    marks: str
    exact: bool
    paragraph: bool

    @property
    def text(self) -> str:
        """The clause as written."""
        return " ".join(self.texts)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The clauses of one sentence; the last one's division ends it."""

    clauses: tuple[Clause, ...]


def sentences(utterance: Utterance) -> Iterator[Sentence]:
    """The sentences of an utterance that have words; a last one without an end ends plainly."""
    tokens = utterance.tokens
    spoken = [index for index, token in enumerate(tokens) if token.spoken]
    clauses: list[Clause] = []
    run: list[int] = []
    for index, following in pairwise([*spoken, len(tokens)]):
        run.append(index)
        between = tokens[index:following]
        last = following == len(tokens)
        division = _strongest([token.break_after for token in between])
        if last and division in (Break.NONE, Break.PHRASE):
            division = Break.SENTENCE
        if division is Break.NONE:
            continue
        clauses.append(_clause(utterance, run, between, division))
        run = []
        if division is not Break.PHRASE:
            yield Sentence(tuple(clauses))
            clauses = []


def _strongest(breaks: Sequence[Break]) -> Break:
    """The first break that ends a sentence, else a phrase's, else none (as engines read them)."""
    for found in breaks:
        if found not in (Break.NONE, Break.PHRASE):
            return found
    return Break.PHRASE if Break.PHRASE in breaks else Break.NONE


def _clause(
    utterance: Utterance, run: Sequence[int], between: Sequence[Token], division: Break
) -> Clause:
    marks = "".join(token.written for token in between[1:] if token.kind == "punctuation")
    end = between[-1].span.end
    behind = _BEHIND.match(utterance.text, end)
    gap = utterance.text[between[0].span.end : behind.end() if behind else end]
    paragraph = division is Break.PARAGRAPH or bool(_PARAGRAPH.search(gap))
    return Clause(
        tokens=tuple(run),
        texts=_texts([utterance.tokens[index] for index in run]),
        division=division,
        marks=marks,
        exact=any(token.pause_s is not None for token in between),
        paragraph=paragraph and division is not Break.PHRASE,
    )


def _texts(tokens: Sequence[Token]) -> tuple[str, ...]:
    # Blanks inside a token would be taken for the ends of words.
    texts = (token.written.replace("’", "'").lower() for token in tokens)
    return tuple("_".join(text.split()) for text in texts)
