"""Parts of an utterance that are spoken one by one: sentences, each in one language.

A sentence is always rendered by itself, so that it sounds the same in a paragraph, alone, and in
a stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from normalizers.utterance import Break, Span, Token, Utterance

CHUNK_CHARACTERS = 600
"""Spoken characters rendered at once (about 40 s): bounds the memory that WORLD needs."""


def _pieces(utterance: Utterance, limit: int) -> Iterator[tuple[Token, ...]]:
    """Sentences; a longer one than ``limit`` is divided at its phrases, then at its words."""
    for sentence in utterance.sentences():
        whole = _length(sentence) <= limit
        piece: list[Token] = []
        for token in sentence:
            if piece and not whole and _length(piece) + len(token.spoken) > limit:
                yield tuple(piece)
                piece = []
            piece.append(token)
            if not whole and token.break_after is Break.PHRASE:
                yield tuple(piece)
                piece = []
        if piece:
            yield tuple(piece)


def _length(tokens: Iterable[Token]) -> int:
    return sum(len(token.spoken) + 1 for token in tokens if token.spoken)


def _holds_together(part: list[Token], piece: tuple[Token, ...]) -> bool:
    """Whether markup says one thing of the end of a part and the beginning of a piece that only
    makes sense of the whole: a duration or a contour."""
    before = next((token.prosody for token in reversed(part) if token.spoken), None)
    behind = next((token.prosody for token in piece if token.spoken), None)
    whole = before is not None and bool(before.duration_s or before.contour)
    return whole and before == behind


def chunks(utterance: Utterance, limit: int = CHUNK_CHARACTERS) -> Iterator[tuple[int, Utterance]]:
    """Divide an utterance into its sentences.

    Yields the index of each part's first token, and the part. A sentence of more than ``limit``
    spoken characters is divided at a phrase where it can be, else at a word; one token is never
    divided. Sentences under one duration or contour of markup stay together. What has no words
    goes with what stands before it.
    """
    part: list[Token] = []
    first = 0
    for whole in _pieces(utterance, limit):
        piece = whole
        while part and piece and not piece[0].spoken:
            part.append(piece[0])
            piece = piece[1:]
        size = _length(part)
        fits = size + _length(piece) <= limit and _holds_together(part, piece)
        if size and _length(piece) and not fits:
            yield first, replace(utterance, tokens=tuple(part))
            first += len(part)
            part = []
        part.extend(piece)
    if any(token.spoken for token in part):
        yield first, replace(utterance, tokens=tuple(part))


def languages(utterance: Utterance) -> Iterator[tuple[int, Utterance]]:
    """Divide an utterance where its language changes.

    Yields the index of each part's first token, and the part with its own locale; tokens without
    words go with those before them.
    """
    tokens = utterance.tokens
    spoken = [index for index, token in enumerate(tokens) if token.spoken]
    starts = [
        at for before, at in pairwise(spoken) if tokens[before].language != tokens[at].language
    ]
    for start, end in pairwise([0, *starts, len(tokens)]):
        part = tokens[start:end]
        language = next((token.language for token in part if token.spoken), None)
        yield start, replace(utterance, tokens=part, locale=language or utterance.locale)


def alone(part: Utterance) -> Utterance:
    """A part as if its tokens were the whole text: equal sentences are equal wherever they stand,
    so that an engine speaks them once."""
    if not part.tokens:
        return part
    start, end = part.tokens[0].span.start, part.tokens[-1].span.end
    tokens = tuple(
        replace(token, span=Span(token.span.start - start, token.span.end - start))
        for token in part.tokens
    )
    return Utterance(part.text[start:end], part.locale, tokens)
