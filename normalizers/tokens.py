"""Tokens made of the candidates that won.

Conventions: candidates count in the text that finders see, ``context`` characters behind the
beginning of the cleaned one; spans are of the typed text.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from normalizers.classify import Piece, Reading
from normalizers.clean import Clean
from normalizers.made import twin
from normalizers.remembered import remembered
from normalizers.split import break_of, line_break
from normalizers.utterance import Break, Span, Token
from normalizers.words import KEPT, PLAIN, plain, written

_Token = twin(Token)


class Segment(NamedTuple):
    """A stretch of a cleaned text, ``source.text[start:end]``, that is read by itself.

    ``typed`` is the text that the places of ``source`` count in; ``offset`` is added to spans.
    Finders see the text from ``context`` on, and what they claim before ``start`` is left out.
    """

    typed: str
    source: Clean
    context: int
    start: int
    end: int
    offset: int = 0


def tokens_of(
    segment: Segment, text: str, found: Sequence[Piece], *, keep: Collection[str], root: bool
) -> list[Token]:
    """The tokens of a segment, of which finders saw ``text``; pieces are in order.

    ``keep`` are the kinds that are left as they are written; ``root``: the locale has no rules of
    its own.
    """
    source, context, offset = segment.source, segment.context, segment.offset
    typed, moved = segment.typed, source.starts is not None
    behind = text + source.text[segment.end : segment.end + 1]
    lined = "\n" in text
    new = object.__new__
    tokens: list[Token] = []
    claimed = end = 0
    for index, (start, stop, kind, reading, _) in enumerate(found):
        if start < claimed:
            continue
        claimed = stop
        begun, ended = start + context, stop + context
        if moved:
            begun, ended = source.places(begun, ended)
            begun = max(begun, end)
        if begun >= ended:
            continue
        end = ended
        division = Break.NONE
        if lined:
            division = _break(behind, found[index], _following(found, index, len(text)))
        elif kind == "punctuation":
            division = break_of(behind[start:stop], behind[stop:])
        spoken, rule, groups, ipa = written(text[start:stop]) if kind in keep else reading
        if root or (rule != PLAIN and (spoken or groups)):
            spoken, rule, groups, ipa = _worded(spoken, rule, groups, ipa, root=root)
        token = new(_Token)
        token.span = _span((begun + offset, ended + offset))
        token.written = typed[begun:ended]
        if kind == "lexicon":
            token.kind = "word"
        else:
            token.kind = kind if spoken else "punctuation"
        token.spoken, token.rule = spoken, rule
        token.groups, token.ipa, token.break_after = groups, ipa, division
        token.pause_s = token.language = token.emphasis = token.prosody = None
        token.__class__ = Token
        tokens.append(token)
    return tokens


@remembered(4096)
def _span(places: tuple[int, int]) -> Span:
    """Most texts are short, and their spans among few."""
    return Span(*places)


def _worded(
    spoken: str, rule: str, groups: tuple[str, ...] | None, ipa: str | None, *, root: bool
) -> Reading:
    """A reading with words that may be spoken only, and groups that add up to them."""
    if rule not in (PLAIN, KEPT):
        spoken = plain(spoken)
    kept: tuple[str, ...] | None = None
    if groups:
        kept = tuple(filter(None, map(plain, groups)))
        kept = kept if " ".join(kept) == spoken else None
    if root and rule != "lexicon":
        rule = f"root.{rule}"
    return Reading(spoken, rule, kept, ipa if spoken else None)


def _following(found: Sequence[Piece], index: int, end: int) -> int:
    """Where the next token begins that is not overlapped, at ``end`` if there is none."""
    stop = found[index][1]
    return next((one[0] for one in found[index + 1 :] if one[0] >= stop), end)


def closed(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Tokens, the last of which ends a sentence."""
    if not tokens or tokens[-1].break_after not in (Break.NONE, Break.PHRASE):
        return tuple(tokens)
    return (*tokens[:-1], replace(tokens[-1], break_after=Break.SENTENCE))


def _break(text: str, piece: Piece, following: int) -> Break:
    """What divides speech behind a piece: its marks, and the ends of lines before the next."""
    found = Break.NONE
    start, end, kind, _, _ = piece
    if kind == "punctuation":
        found = break_of(text[start:end], text[end:])
    gap = text[end:following]
    if following >= len(text) or "\n" not in gap:
        return found
    lines = line_break(gap, text[following : following + 1])
    if lines is Break.PARAGRAPH:
        return found if found in (Break.QUESTION, Break.EXCLAMATION) else lines
    if found in (Break.NONE, Break.PHRASE):
        return lines if lines is Break.SENTENCE else found
    return found
